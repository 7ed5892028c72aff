/* test_spine.c - the middle of an area: how deep, which way, and curves along it. */
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

static const ct_box frame = { 0, 0, 600, 500 };

/* A rectangle about (x, y), turned by `tilt` degrees. */
static void add_bar(ct_builder *b, double x, double y, double w, double h, double tilt) {
    double c = cos(tilt * M_PI / 180), s = sin(tilt * M_PI / 180);
    for (int i = 0; i < 4; i++) {
        double u = i == 0 || i == 3 ? -w / 2 : w / 2, v = i < 2 ? -h / 2 : h / 2;
        ct_builder_point(b, x + u * c - v * s, y + u * s + v * c);
    }
    ct_builder_end_part(b);
}

static ct_shape bar(double x, double y, double w, double h, double tilt) {
    ct_builder b = ct_builder_start(arena, CT_POLYGON);
    add_bar(&b, x, y, w, h, tilt);
    return ct_builder_take(&b);
}

static void depths_are_those_to_the_outline(void **state) {
    (void)state;
    ct_shape area = bar(300, 250, 300, 60, 20);
    const ct_survey *s = ct_survey_area(arena, &area, frame);
    assert_true(s->is_long);
    assert_true(fabs(s->depths.deepest - 30) < 2 * s->depths.cell);
    for (int i = -9; i <= 9; i++) {
        double c = cos(M_PI / 9), n = sin(M_PI / 9), v = 3.0 * i;
        double depth = ct_depth_at(&s->depths, 300 - v * n, 250 + v * c);
        assert_true(fabs(depth - (30 - fabs(v))) < 2 * s->depths.cell);
        assert_true(depth <= 30 - fabs(v) + 0.75 * s->depths.cell);
    }
    assert_true(ct_depth_at(&s->depths, 10, 10) == 0);
    assert_true(ct_depth_at(&s->depths, NAN, 10) == 0);
}

static void spines_run_along(void **state) {
    (void)state;
    ct_shape area = bar(300, 250, 300, 40, -30);
    ct_survey *s = ct_survey_area(arena, &area, frame);
    ct_survey_spines(arena, s);
    ct_survey_spines(arena, s);
    assert_int_equal(s->spine_count, CT_SPINES);
    assert_true(fabs(s->angle + M_PI / 6) < 0.05);
    double x, y, angle;
    ct_curve_at(&s->spines[0].curve, s->spines[0].middle, 0, &x, &y, &angle);
    assert_true(hypot(x - 300, y - 250) < 4 && fabs(angle + M_PI / 6) < 0.05);
    assert_true(fabs(s->spines[0].curve.half - 150) < 10);
}

/* The largest piece that is seen counts. */
static void one_piece_counts(void **state) {
    (void)state;
    ct_builder b = ct_builder_start(arena, CT_POLYGON);
    add_bar(&b, 300, 100, 300, 40, 0);
    add_bar(&b, 300, 400, 60, 40, 0);
    add_bar(&b, 900, 250, 500, 300, 0);
    ct_shape area = ct_builder_take(&b);
    const ct_survey *s = ct_survey_area(arena, &area, frame);
    assert_true(s->is_long && fabs(s->y - 100) < 4);
    assert_true(ct_depth_at(&s->depths, 300, 400) == 0);
}

static void no_way_is_the_long_one(void **state) {
    (void)state;
    ct_shape square = bar(300, 250, 90, 80, 0), nothing = { .kind = CT_POLYGON };
    assert_false(ct_survey_area(arena, &square, frame)->is_long);
    assert_false(ct_survey_area(arena, &nothing, frame)->is_long);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(depths_are_those_to_the_outline),
        cmocka_unit_test(spines_run_along),
        cmocka_unit_test(one_piece_counts),
        cmocka_unit_test(no_way_is_the_long_one),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
