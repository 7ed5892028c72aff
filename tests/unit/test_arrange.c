/* test_arrange.c - where the pieces on the map stand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "../../src/sheet/sheet.h"

static ct_arena *arena;
static int setup(void **state) {
    (void)state;
    arena = ct_arena_new();
    return 0;
}
static int teardown(void **state) {
    (void)state;
    ct_arena_free(arena);
    return 0;
}

static const ct_box frame = { 20, 60, 620, 460 };

static void arrange(const ct_at *at, const ct_size *sizes, size_t n, const ct_busy *busy,
                    size_t busy_count, ct_box *boxes) {
    ct_furniture_arrange(arena, frame, 10, 5, at, sizes, n, busy, busy_count, boxes);
}

static ct_shape shape_of(ct_kind kind, const double *xy, size_t n) {
    ct_builder b = ct_builder_start(arena, kind);
    for (size_t i = 0; i < n; i++)
        ct_builder_point(&b, xy[2 * i], xy[2 * i + 1]);
    ct_builder_end_part(&b);
    return ct_builder_take(&b);
}

static void test_corners_and_sides(void **state) {
    (void)state;
    const ct_at at[] = { CT_AT_TOP_LEFT, CT_AT_TOP,         CT_AT_TOP_RIGHT, CT_AT_LEFT,
                         CT_AT_RIGHT,    CT_AT_BOTTOM_LEFT, CT_AT_BOTTOM,    CT_AT_BOTTOM_RIGHT };
    static const double corners[][2] = { { 30, 70 },   { 270, 70 }, { 510, 70 },  { 30, 240 },
                                         { 510, 240 }, { 30, 410 }, { 270, 410 }, { 510, 410 } };
    ct_size sizes[8];
    ct_box boxes[8];
    for (int i = 0; i < 8; i++)
        sizes[i] = (ct_size){ 100, 40 };
    arrange(at, sizes, 8, NULL, 0, boxes);
    for (int i = 0; i < 8; i++) {
        assert_true(boxes[i].x0 == corners[i][0] && boxes[i].y0 == corners[i][1]);
        assert_true(boxes[i].x1 - boxes[i].x0 == 100 && boxes[i].y1 - boxes[i].y0 == 40);
    }
}

static void test_stacks(void **state) {
    (void)state;
    const ct_at at[] = { CT_AT_BOTTOM_LEFT, CT_AT_TOP_LEFT, CT_AT_BOTTOM_LEFT, CT_AT_NONE,
                         CT_AT_SHEET,       CT_AT_TOP_LEFT, CT_AT_RIGHT,       CT_AT_RIGHT };
    const ct_size sizes[] = { { 50, 20 }, { 60, 30 }, { 70, 40 }, { 9, 9 },
                              { 9, 9 },   { 80, 50 }, { 20, 30 }, { 20, 30 } };
    ct_box boxes[8];
    arrange(at, sizes, 8, NULL, 0, boxes);
    assert_true(boxes[0].y1 == 450 && boxes[2].y1 == 450 - 20 - 5); /* upwards */
    assert_true(boxes[1].y0 == 70 && boxes[5].y0 == 70 + 30 + 5);   /* downwards */
    assert_true(ct_box_is_empty(boxes[3]) && ct_box_is_empty(boxes[4]));
    assert_true(boxes[6].y0 == 260 - 32.5 && boxes[7].y1 == 260 + 32.5); /* about the middle */
}

static void test_auto_hides_least(void **state) {
    (void)state;
    /* A story in three corners: an area, a line, towns. The free one is the lower right. */
    const double area[] = { 20, 60, 200, 60, 200, 200, 20, 200 };
    const double line[] = { 500, 60, 600, 150 };
    const double towns[] = { 50, 430, 80, 440 };
    const ct_busy busy[] = { { shape_of(CT_POLYGON, area, 4), 1 },
                             { shape_of(CT_LINE, line, 2), 1 },
                             { shape_of(CT_POINT, towns, 2), 1 },
                             { { .kind = CT_POLYGON }, 1 } };
    const ct_at at[] = { CT_AT_AUTO };
    const ct_size sizes[] = { { 120, 80 } };
    ct_box box;
    arrange(at, sizes, 1, busy, 4, &box);
    assert_true(box.x1 == 610 && box.y1 == 450);
    arrange(at, sizes, 1, NULL, 0, &box);
    assert_true(box.x0 == 30 && box.y0 == 70);
}

static void test_auto_takes_a_free_corner(void **state) {
    (void)state;
    const ct_at at[] = { CT_AT_TOP_LEFT, CT_AT_AUTO, CT_AT_AUTO, CT_AT_AUTO, CT_AT_AUTO };
    ct_size sizes[5];
    ct_box boxes[5];
    for (int i = 0; i < 5; i++)
        sizes[i] = (ct_size){ 100, 60 };
    arrange(at, sizes, 5, NULL, 0, boxes);
    for (int i = 0; i < 5; i++)
        for (int k = 0; k < i; k++)
            assert_false(ct_box_meets(boxes[i], boxes[k]));
}

/* A country that leaves the two lower corners free: the key goes there, not over its north-west. */
static void test_land_is_not_hidden_where_there_is_sea(void **state) {
    (void)state;
    const double land[] = { 20, 60, 620, 60, 620, 200, 330, 400, 310, 400, 20, 200 };
    const ct_busy busy[] = { { shape_of(CT_POLYGON, land, 6), 1 } };
    const ct_at at[] = { CT_AT_AUTO, CT_AT_AUTO };
    const ct_size sizes[] = { { 150, 90 }, { 120, 30 } };
    ct_box boxes[2];
    arrange(at, sizes, 2, busy, 1, boxes);
    for (int i = 0; i < 2; i++)
        assert_true(boxes[i].y1 == 450);
    assert_true(boxes[0].x0 != boxes[1].x0);
}

/* All corners hold land; the story weighs more than what is about it. */
static void test_weights(void **state) {
    (void)state;
    const double land[] = { 20, 60, 620, 60, 620, 460, 20, 460 };
    const double story[] = { 300, 60, 620, 60, 620, 460, 300, 460 };
    const double front[] = { 30, 60, 160, 200 };
    ct_busy busy[] = { { shape_of(CT_POLYGON, land, 4), 1 },
                       { shape_of(CT_POLYGON, story, 4), 4 },
                       { shape_of(CT_LINE, front, 2), 3 } };
    const ct_at at[] = { CT_AT_AUTO };
    const ct_size sizes[] = { { 150, 100 } };
    ct_box box;
    arrange(at, sizes, 1, busy, 3, &box);
    assert_true(box.x0 == 30 && box.y1 == 450);
    busy[1].weight = 0; /* counts for nothing: then the upper right is as good, and comes first */
    arrange(at, sizes, 1, busy, 3, &box);
    assert_true(box.x1 == 610 && box.y0 == 70);
}

/* Two pieces are settled together: the first does not take the only place that the second has. */
static void test_together(void **state) {
    (void)state;
    /* Both lower corners and the upper right are busy but for a strip along the top right. */
    const double low[] = { 20, 200, 620, 200, 620, 460, 20, 460 };
    const double right[] = { 500, 110, 620, 110, 620, 200, 500, 200 };
    const ct_busy busy[] = { { shape_of(CT_POLYGON, low, 4), 1 },
                             { shape_of(CT_POLYGON, right, 4), 1 } };
    const ct_at at[] = { CT_AT_AUTO, CT_AT_AUTO };
    const ct_size sizes[] = { { 100, 30 }, { 120, 110 } }; /* the small one would take the left */
    ct_box boxes[2];
    arrange(at, sizes, 2, busy, 2, boxes);
    assert_true(boxes[0].x1 == 610 && boxes[0].y0 == 70);
    assert_true(boxes[1].x0 == 30 && boxes[1].y0 == 70);
}

/* Where every corner is busy, the middle of a side will do. */
static void test_side(void **state) {
    (void)state;
    ct_busy busy[4];
    for (int i = 0; i < 4; i++) {
        double x = i % 2 ? 420 : 20, y = i / 2 ? 340 : 60;
        const double box[] = { x, y, x + 200, y, x + 200, y + 120, x, y + 120 };
        busy[i] = (ct_busy){ shape_of(CT_POLYGON, box, 4), 2 };
    }
    const ct_at at[] = { CT_AT_AUTO };
    const ct_size sizes[] = { { 100, 60 } };
    ct_box box;
    arrange(at, sizes, 1, busy, 4, &box);
    assert_true(box.x0 == 30 && box.y0 == 230);
}

static void test_odd_input(void **state) {
    (void)state;
    const double bad[] = { NAN, 60, 200, HUGE_VAL, 100, 100 };
    const double huge[] = { -1e300, -1e300, 1e300, -1e300, 1e300, 1e300 };
    const ct_busy busy[] = { { shape_of(CT_POLYGON, bad, 3), 1 },
                             { shape_of(CT_LINE, bad, 3), 1 },
                             { shape_of(CT_POINT, bad, 3), 1 },
                             { shape_of(CT_POLYGON, huge, 3), 1 },
                             { shape_of(CT_LINE, huge, 3), NAN } };
    ct_at at[7];
    ct_size sizes[7];
    ct_box boxes[7];
    for (int i = 0; i < 7; i++) { /* more than stand anywhere apart */
        at[i] = CT_AT_AUTO;
        sizes[i] = (ct_size){ 300, 150 };
    }
    arrange(at, sizes, 7, busy, 5, boxes);
    for (int i = 0; i < 7; i++)
        assert_true(isfinite(boxes[i].x0) && boxes[i].x1 - boxes[i].x0 == 300);
    arrange(at, sizes, 0, busy, 5, boxes);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_corners_and_sides),
        TEST(test_stacks),
        TEST(test_auto_hides_least),
        TEST(test_auto_takes_a_free_corner),
        TEST(test_land_is_not_hidden_where_there_is_sea),
        TEST(test_weights),
        TEST(test_together),
        TEST(test_side),
        TEST(test_odd_input),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
