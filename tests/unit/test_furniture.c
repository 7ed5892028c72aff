/* test_furniture.c - where the pieces on the map stand, and what they are made of. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "../../src/sheet/sheet.h"

static ct_arena *arena;
static ct_scene *scene;
static int setup(void **state) {
    (void)state;
    arena = ct_arena_new();
    scene = ct_scene_new(arena, 600, 400, (ct_rgba){ 1, 1, 1, 1 });
    return 0;
}
static int teardown(void **state) {
    (void)state;
    ct_arena_free(arena);
    return 0;
}

static const ct_box frame = { 20, 60, 620, 460 };

static void arrange(const ct_at *at, const ct_size *sizes, size_t n, const ct_shape *busy,
                    size_t busy_count, ct_box *boxes) {
    ct_furniture_arrange(arena, frame, 10, 5, at, sizes, n, busy, busy_count, boxes);
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

static ct_shape shape_of(ct_kind kind, const double *xy, size_t n) {
    ct_builder b = ct_builder_start(arena, kind);
    for (size_t i = 0; i < n; i++)
        ct_builder_point(&b, xy[2 * i], xy[2 * i + 1]);
    ct_builder_end_part(&b);
    return ct_builder_take(&b);
}

static void test_auto_hides_least(void **state) {
    (void)state;
    /* A story in three corners: an area, a line, towns. The free one is the lower right. */
    const double area[] = { 20, 60, 200, 60, 200, 200, 20, 200 };
    const double line[] = { 500, 60, 600, 150 };
    const double towns[] = { 50, 430, 80, 440 };
    const ct_shape busy[] = { shape_of(CT_POLYGON, area, 4),
                              shape_of(CT_LINE, line, 2),
                              shape_of(CT_POINT, towns, 2),
                              { .kind = CT_POLYGON } };
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

static void test_ground(void **state) {
    (void)state;
    ct_box_style none = { 0 }, full = { .has_fill = true, .stroke = { .width = 2 } };
    ct_furniture_ground(scene, &none, frame);
    assert_int_equal(scene->node_count, 0);
    ct_furniture_ground(scene, &full, frame);
    assert_int_equal(scene->node_count, 1);
    ct_box box = ct_box_of(&scene->nodes[0].path.shape);
    assert_true(box.x0 == 21 && box.y1 == 459); /* the line lies inside the box */
}

static void test_north(void **state) {
    (void)state;
    ct_fonts *fonts = ct_fonts_new();
    ct_style style = { .furniture = { .north = { .color = { 0, 0, 0, 1 }, .width = 1 },
                                      .north_size = 28 } };
    ct_size size = ct_north_size(&style);
    assert_true(size.h > 28 && size.h < 60 && size.w > 8 && size.w < 40);
    static const double turns[] = { 0, 10, -10 };
    for (size_t i = 0; i < CT_COUNT(turns); i++) {
        size_t from = scene->node_count;
        ct_box box = { 100, 100, 100 + size.w, 100 + size.h };
        ct_north_draw(scene, fonts, &style, turns[i], box);
        assert_int_equal(scene->node_count, from + 3);
        const ct_shape *needle = &scene->nodes[from].path.shape;
        double lean = needle->x[0] - (box.x0 + box.x1) / 2; /* of the tip */
        assert_true(turns[i] == 0 ? fabs(lean) < 1e-9 : lean * turns[i] > 0);
        const ct_text *n = &scene->nodes[from + 2].text;
        assert_string_equal(n->line.runs[0].text, "N");
        assert_true(n->y < needle->y[0]); /* beyond the tip */
        if (i == 0) assert_true(n->y + n->line.ink.y0 >= box.y0 - 1);
    }
    ct_north_draw(scene, fonts, &style, NAN, frame);
    ct_fonts_free(fonts);
}

static void test_locator_mark(void **state) {
    (void)state;
    ct_style style = { .furniture = { .locator_mark = { .color = { 1, 0, 0, 1 }, .width = 1.5 } } };
    const double big[] = { 100, 100, 160, 105, 158, 140, 98, 135 };
    const double small[] = { 100, 100, 104, 100, 104, 103, 100, 103 };
    ct_shape a = shape_of(CT_POLYGON, big, 4), b = shape_of(CT_POLYGON, small, 4);
    ct_shape none = { .kind = CT_POLYGON };
    const double bad[] = { NAN, 0, 1, 1, 2, 2 };
    ct_shape odd = shape_of(CT_POLYGON, bad, 3);
    ct_locator_mark(scene, &style, &a);
    assert_int_equal(scene->node_count, 1);
    assert_true(scene->nodes[0].path.stroke.width == 1.5 && !scene->nodes[0].path.has_fill);
    ct_locator_mark(scene, &style, &b);
    assert_int_equal(scene->node_count, 3); /* a dot and its rim */
    assert_true(scene->nodes[2].path.has_fill);
    ct_box dot = ct_box_of(&scene->nodes[2].path.shape);
    assert_true(fabs((dot.x0 + dot.x1) / 2 - 102) < 1e-9);
    ct_locator_mark(scene, &style, &none);
    ct_locator_mark(scene, &style, &odd);
    assert_int_equal(scene->node_count, 3);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_corners_and_sides),
        TEST(test_stacks),
        TEST(test_auto_hides_least),
        TEST(test_auto_takes_a_free_corner),
        TEST(test_ground),
        TEST(test_north),
        TEST(test_locator_mark),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
