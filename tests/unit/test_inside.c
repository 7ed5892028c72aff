/* test_inside.c - names wholly inside their area, tested against the ring itself. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "../../src/marks/marks.h"

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

static const ct_text_class class = { .font = { .size = 12 } };
static const ct_seeker anywhere = { 0 };
static const ct_box frame = { 0, 0, 800, 600 };

/* A form made of plain boxes: no font is needed. */
static ct_label_form form_of(double w, double h, double scale) {
    ct_label_form f = { .line_count = 1, .scale = scale, .pad_x = 2, .pad_y = 2 };
    f.ink[0] = (ct_box){ 0, -h, w, 0 };
    f.ink[1] = (ct_box){ -w / 2, -h, w / 2, 0 };
    f.ink[2] = (ct_box){ -w, -h, 0, 0 };
    return f;
}

static ct_label area_label(ct_shape shape, bool required) {
    return (ct_label){
        .id = "a", .style = &class, .kind = CT_PLACE_AREA, .area = shape, .required = required
    };
}

static ct_shape polygon(const double *xy, size_t n) {
    ct_builder b = ct_builder_start(arena, CT_POLYGON);
    for (size_t i = 0; i < n; i++)
        ct_builder_point(&b, xy[2 * i], xy[2 * i + 1]);
    ct_builder_end_part(&b);
    return ct_builder_take(&b);
}

/* No edge of the outline crosses the box, and its middle is inside. */
static bool is_wholly_inside(const ct_shape *s, ct_box box) {
    ct_tile t = ct_tile_of(box, 0);
    for (size_t p = 0; p < s->parts; p++) {
        size_t start = ct_part_start(s, p), end = ct_part_end(s, p);
        for (size_t i = start, j = end - 1; i < end; j = i++)
            if (ct_tile_crossed(&t, s->x[j], s->y[j], s->x[i], s->y[i], 0)) return false;
    }
    return ct_shape_contains(s, t.x, t.y);
}

static void check_all_inside(const ct_shape *s, const ct_candidates *list) {
    for (size_t i = 0; i < list->count; i++) {
        assert_string_equal(list->items[i].position, "inside");
        if (!is_wholly_inside(s, list->items[i].box)) fail_msg("candidate %zu sticks out", i);
    }
}

static void test_square(void **state) {
    (void)state;
    const double xy[] = { 100, 100, 300, 100, 300, 300, 100, 300 };
    ct_shape s = polygon(xy, 4);
    ct_label label = area_label(s, false);
    ct_label_form form = form_of(80, 12, 1);
    ct_candidates list = { 0 };
    ct_candidates_area(arena, &label, &form, 1, frame, &anywhere, &list);
    assert_in_range(list.count, 5, 40);
    check_all_inside(&s, &list);
    ct_tile best = ct_tile_of(list.items[0].box, 0);
    assert_true(hypot(best.x - 200, best.y - 200) < 6); /* the middle first */
    for (size_t i = 1; i < list.count; i++)
        assert_true(list.items[i].cost >= list.items[i - 1].cost);
}

static void test_u_shape(void **state) {
    (void)state;
    /* The middle of the box is not inside: arms left and right, a foot below. */
    const double xy[] = {
        50, 50, 150, 50, 150, 350, 350, 350, 350, 50, 450, 50, 450, 450, 50, 450
    };
    ct_shape s = polygon(xy, 8);
    ct_label label = area_label(s, false);
    ct_label_form form = form_of(120, 14, 1);
    ct_candidates list = { 0 };
    ct_candidates_area(arena, &label, &form, 1, frame, &anywhere, &list);
    assert_true(list.count > 0); /* 120 px fit in the foot alone */
    check_all_inside(&s, &list);
    for (size_t i = 0; i < list.count; i++)
        assert_true(list.items[i].box.y0 > 350);
}

static void test_hole(void **state) {
    (void)state;
    ct_builder b = ct_builder_start(arena, CT_POLYGON);
    const double outer[] = { 50, 50, 450, 50, 450, 450, 50, 450 };
    const double inner[] = { 150, 150, 150, 350, 350, 350, 350, 150 };
    for (size_t i = 0; i < 4; i++)
        ct_builder_point(&b, outer[2 * i], outer[2 * i + 1]);
    ct_builder_end_part(&b);
    for (size_t i = 0; i < 4; i++)
        ct_builder_point(&b, inner[2 * i], inner[2 * i + 1]);
    ct_builder_end_part(&b);
    ct_shape s = ct_builder_take(&b);
    ct_label label = area_label(s, false);
    ct_label_form form = form_of(80, 12, 1);
    ct_candidates list = { 0 };
    ct_candidates_area(arena, &label, &form, 1, frame, &anywhere, &list);
    assert_true(list.count > 0);
    check_all_inside(&s, &list);
}

static void test_seen_part_only(void **state) {
    (void)state;
    const double xy[] = { 700, 100, 2000, 100, 2000, 500, 700, 500 };
    ct_shape s = polygon(xy, 4);
    ct_label label = area_label(s, false);
    ct_label_form form = form_of(60, 12, 1);
    ct_candidates list = { 0 };
    ct_candidates_area(arena, &label, &form, 1, frame, &anywhere, &list);
    assert_true(list.count > 0);
    for (size_t i = 0; i < list.count; i++)
        assert_true(list.items[i].box.x0 > 700 && list.items[i].box.x1 < 800);
}

static void test_too_small(void **state) {
    (void)state;
    const double xy[] = { 100, 100, 150, 100, 150, 140, 100, 140 };
    ct_shape s = polygon(xy, 4);
    ct_label label = area_label(s, true);
    ct_label_form forms[] = { form_of(80, 12, 1), form_of(40, 10, 0.85) };
    ct_candidates list = { 0 }, over = { 0 };
    ct_candidates_area(arena, &label, forms, 1, frame, &anywhere, &list);
    assert_int_equal(list.count, 0);
    ct_candidates_area(arena, &label, forms, 2, frame, &anywhere, &list);
    assert_true(list.count > 0); /* shrunk it fits */
    for (size_t i = 0; i < list.count; i++)
        assert_ptr_equal(list.items[i].form, &forms[1]);
    ct_candidates_over(arena, &label, &forms[0], frame, &over);
    assert_true(over.count > 0);
    for (size_t i = 0; i < over.count; i++) {
        assert_string_equal(over.items[i].position, "over");
        assert_true(over.items[i].cost > 100);
    }
}

/* Star-shaped areas with ragged outlines, forms of many sizes. */
static void test_random_areas(void **state) {
    (void)state;
    uint64_t seed = 3;
    size_t found = 0;
    for (int k = 0; k < 40; k++) {
        ct_builder b = ct_builder_start(arena, CT_POLYGON);
        int n = 12 + k * 5;
        for (int i = 0; i < n; i++) {
            seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
            double r = 60 + 200 * ((double)(seed >> 11) * 0x1p-53), turn = 2 * M_PI * i / n;
            ct_builder_point(&b, 400 + r * cos(turn), 300 + r * sin(turn));
        }
        ct_builder_end_part(&b);
        ct_shape s = ct_builder_take(&b);
        ct_label label = area_label(s, false);
        ct_label_form form = form_of(30 + k * 2, 8 + k % 7, 1);
        ct_candidates list = { 0 };
        ct_candidates_area(arena, &label, &form, 1, frame, &anywhere, &list);
        check_all_inside(&s, &list);
        found += list.count > 0;
    }
    assert_true(found > 25);
}

static void test_by_a_point(void **state) {
    (void)state;
    ct_label label = area_label((ct_shape){ 0 }, false);
    label.x = 200;
    label.y = 100;
    ct_label_form form = form_of(80, 12, 1);
    ct_candidates list = { 0 };
    ct_candidates_area(arena, &label, &form, 1, frame, &anywhere, &list);
    assert_int_equal(list.count, 49);
    size_t best = 0;
    for (size_t i = 1; i < list.count; i++)
        if (list.items[i].cost < list.items[best].cost) best = i;
    ct_tile t = ct_tile_of(list.items[best].box, 0);
    assert_true(t.x == 200 && t.y == 100);
}

static void test_bad_input(void **state) {
    (void)state;
    const double bad[] = { 0, 0, NAN, 0, 100, 100 }, flat[] = { 0, 0, 50, 0, 100, 0 };
    const double huge[] = { -1e300, -1e300, 1e300, -1e300, 1e300, 1e300, -1e300, 1e300 };
    ct_label_form form = form_of(20, 8, 1);
    ct_candidates list = { 0 };
    ct_label a = area_label(polygon(bad, 3), true), b = area_label(polygon(flat, 3), true);
    ct_candidates_area(arena, &a, &form, 1, frame, &anywhere, &list);
    ct_candidates_over(arena, &a, &form, frame, &list);
    ct_candidates_area(arena, &b, &form, 1, frame, &anywhere, &list);
    ct_candidates_over(arena, &b, &form, frame, &list);
    assert_int_equal(list.count, 0);
    ct_label c = area_label(polygon(huge, 4), true);
    ct_candidates_area(arena, &c, &form, 1, frame, &anywhere, &list);
    for (size_t i = 0; i < list.count; i++)
        assert_true(ct_box_meets(list.items[i].box, frame));
    ct_candidates_area(arena, &c, &form, 0, frame, &anywhere, &list);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_square),     cmocka_unit_test(test_u_shape),
        cmocka_unit_test(test_hole),       cmocka_unit_test(test_seen_part_only),
        cmocka_unit_test(test_too_small),  cmocka_unit_test(test_random_areas),
        cmocka_unit_test(test_by_a_point), cmocka_unit_test(test_bad_input),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
