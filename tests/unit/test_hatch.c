/* test_hatch.c - parallel lines cut to a polygon: known figures, area, phase, bad numbers. */
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

static void near(double a, double b, double within) {
    if (!(fabs(a - b) <= within)) fail_msg("%.9f is not within %g of %.9f", a, within, b);
}

static void add_ring(ct_builder *b, const double *xy, size_t n) {
    for (size_t i = 0; i < n; i++)
        ct_builder_point(b, xy[2 * i], xy[2 * i + 1]);
    ct_builder_end_part(b);
}

static ct_shape ring(const double *xy, size_t n) {
    ct_builder b = ct_builder_start(arena, CT_POLYGON);
    add_ring(&b, xy, n);
    return ct_builder_take(&b);
}

static ct_hatch_class hatch_of(double angle, double gap) {
    return (ct_hatch_class){ .given = true, .angle = angle, .gap = gap, .width = 1 };
}

static const double square[] = { 1, 1, 11, 1, 11, 11, 1, 11 };

static void test_level_lines(void **state) {
    (void)state;
    ct_shape s = ring(square, 4);
    ct_hatch_class h = hatch_of(0, 4);
    ct_shape lines = ct_hatch(arena, &s, &h);
    /* Angle 0: lines at y = 4k, page-fixed: 4 and 8. */
    assert_int_equal(lines.kind, CT_LINE);
    assert_int_equal(lines.parts, 2);
    near(lines.y[0], 4, 1e-12);
    near(lines.y[2], 8, 1e-12);
    near(ct_line_length(&lines), 20, 1e-9);
}

static void test_direction(void **state) {
    (void)state;
    ct_shape s = ring(square, 4);
    ct_hatch_class h = hatch_of(45, 5);
    ct_shape lines = ct_hatch(arena, &s, &h);
    assert_true(lines.parts > 0);
    for (size_t p = 0; p < lines.parts; p++) {
        size_t i = ct_part_start(&lines, p);
        double dx = lines.x[i + 1] - lines.x[i], dy = lines.y[i + 1] - lines.y[i];
        assert_true(dx > 0);
        near(dy, -dx, 1e-9); /* rises to the right on a page whose y points down */
    }
}

static void test_length_is_area(void **state) {
    (void)state;
    /* Lines × gap tends to the area: a square with a square hole, at many angles. */
    const double outer[] = { 0, 0, 100, 0, 100, 100, 0, 100 };
    const double inner[] = { 30, 30, 30, 70, 70, 70, 70, 30 };
    ct_builder b = ct_builder_start(arena, CT_POLYGON);
    add_ring(&b, outer, 4);
    add_ring(&b, inner, 4);
    ct_shape s = ct_builder_take(&b);
    for (int angle = -90; angle <= 180; angle += 15) {
        ct_hatch_class h = hatch_of(angle, 0.5);
        ct_shape lines = ct_hatch(arena, &s, &h);
        near(ct_line_length(&lines) * ct_hatch_gap(&h), 8400, 60);
        for (size_t p = 0; p < lines.parts; p++) {
            size_t i = ct_part_start(&lines, p);
            double x = (lines.x[i] + lines.x[i + 1]) / 2, y = (lines.y[i] + lines.y[i + 1]) / 2;
            assert_true(x > -1e-9 && x < 100 + 1e-9 && y > -1e-9 && y < 100 + 1e-9);
            assert_false(x > 30.001 && x < 69.999 && y > 30.001 && y < 69.999);
        }
    }
}

static void test_vertices_on_lines(void **state) {
    (void)state;
    /* Corners, a level edge and a spike lie exactly on lines; every line stays inside. */
    const double xy[] = { 0, 0, 40, 0, 40, 10, 20, 10, 20, 20, 10, 30, 0, 20 };
    ct_shape s = ring(xy, 7);
    ct_hatch_class h = hatch_of(0, 5);
    ct_shape lines = ct_hatch(arena, &s, &h);
    for (size_t p = 0; p < lines.parts; p++) {
        size_t i = ct_part_start(&lines, p);
        double y = lines.y[i], length = lines.x[i + 1] - lines.x[i];
        double wide = y < 10 ? 40 : y < 20 ? 20 : 2 * (30 - y);
        if (y != 10 && y != 20) near(length, wide, 1e-9);
    }
}

static void test_neighbours_run_on(void **state) {
    (void)state;
    /* Two halves of a square, hatched one by one, give the lines of the whole. */
    const double whole[] = { 0, 0, 60, 0, 60, 40, 0, 40 };
    const double left[] = { 0, 0, 25, 0, 35, 40, 0, 40 };
    const double right[] = { 25, 0, 60, 0, 60, 40, 35, 40 };
    ct_hatch_class h = hatch_of(30, 7);
    ct_shape a = ring(whole, 4), b = ring(left, 4), c = ring(right, 4);
    ct_shape la = ct_hatch(arena, &a, &h), lb = ct_hatch(arena, &b, &h),
             lc = ct_hatch(arena, &c, &h);
    near(ct_line_length(&lb) + ct_line_length(&lc), ct_line_length(&la), 1.3);
    double turn = 30 * M_PI / 180;
    for (size_t i = 0; i < ct_shape_points(&lb); i++) {
        double k = (lb.x[i] * sin(turn) + lb.y[i] * cos(turn)) / 7;
        near(k, round(k), 1e-9);
    }
}

static void test_no_specks(void **state) {
    (void)state;
    const double sliver[] = { 0, 0, 0.5, 0, 0.5, 50, 0, 50 };
    ct_shape s = ring(sliver, 4);
    ct_hatch_class h = hatch_of(0, 3);
    assert_int_equal(ct_hatch(arena, &s, &h).parts, 0);
}

static void test_bad_input(void **state) {
    (void)state;
    ct_shape none = { .kind = CT_POLYGON }, s = ring(square, 4);
    ct_hatch_class h = hatch_of(45, 5);
    assert_int_equal(ct_hatch(arena, &none, &h).parts, 0);
    const double bad[] = { 0, 0, NAN, 0, 10, 10 }, huge[] = { 0, 0, 1e300, 0, 10, 10 };
    ct_shape with_nan = ring(bad, 3), far = ring(huge, 3);
    assert_int_equal(ct_hatch(arena, &with_nan, &h).parts, 0);
    assert_int_equal(ct_hatch(arena, &far, &h).parts, 0);
    const ct_hatch_class bad_hatch[] = { hatch_of(45, 0), hatch_of(45, -3), hatch_of(45, NAN),
                                         hatch_of(NAN, 5), hatch_of(HUGE_VAL, 5) };
    for (size_t i = 0; i < CT_COUNT(bad_hatch); i++)
        assert_int_equal(ct_hatch(arena, &s, &bad_hatch[i]).parts, 0);
    const double two[] = { 0, 0, 10, 10 };
    ct_shape line = ring(two, 2);
    assert_int_equal(ct_hatch(arena, &line, &h).parts, 0);
    ct_hatch_class wide = hatch_of(45, 1e9);
    assert_true(ct_hatch(arena, &s, &wide).parts <= 1);
}

static void test_many_vertices(void **state) {
    (void)state;
    enum { N = 200000 };
    ct_builder b = ct_builder_start(arena, CT_POLYGON);
    for (int i = 0; i < N; i++) {
        double turn = 2 * M_PI * i / N, r = 400 + 20 * sin(97 * turn);
        ct_builder_point(&b, 500 + r * cos(turn), 500 + r * sin(turn));
    }
    ct_builder_end_part(&b);
    ct_shape s = ct_builder_take(&b);
    ct_hatch_class h = hatch_of(45, 4);
    ct_shape lines = ct_hatch(arena, &s, &h);
    double area = fabs(ct_ring_area(s.x, s.y, N));
    near(ct_line_length(&lines) * ct_hatch_gap(&h) / area, 1, 0.01);
}

/* Lines follow each other at whole px along x or y, for a nudge of the gap that no reader sees. */
static void test_whole_px(void **state) {
    (void)state;
    ct_hatch_class six = hatch_of(45, 6), level = hatch_of(0, 5), fine = hatch_of(45, 1.1);
    near(ct_hatch_gap(&six) * sqrt(2), 8, 1e-9);
    near(ct_hatch_gap(&level), 5, 1e-9);
    near(ct_hatch_gap(&fine), 1.1, 1e-9); /* it would be 29 % */
    for (int angle = -180; angle <= 180; angle += 5)
        for (double gap = 2.5; gap < 30; gap += 0.5) {
            ct_hatch_class h = hatch_of(angle, gap);
            double drawn = ct_hatch_gap(&h), turn = angle * M_PI / 180;
            assert_true(fabs(drawn / gap - 1) <= 0.065 + 1e-9);
            double x = drawn / fabs(sin(turn)), y = drawn / fabs(cos(turn));
            bool whole = fabs(x - round(x)) < 1e-6 || fabs(y - round(y)) < 1e-6;
            assert_true(whole || gap < 8); /* wide ones can always be nudged */
        }
    /* So each row of pixels meets line after line in the same way. */
    const double page[] = { 0, 0, 200, 0, 200, 200, 0, 200 };
    ct_builder b = ct_builder_start(arena, CT_POLYGON);
    add_ring(&b, page, 4);
    ct_shape s = ct_builder_take(&b), lines = ct_hatch(arena, &s, &six);
    for (size_t p = 0; p < lines.parts; p++) {
        size_t i = ct_part_start(&lines, p);
        double along = (lines.x[i] + lines.y[i]) / 8;
        near(along, round(along), 1e-6);
    }
}

/* Two sets at right angles, in one shape: drawn as one path, crossings do not darken. */
static void test_cross(void **state) {
    (void)state;
    ct_shape s = ring(square, 4);
    ct_hatch_class h = hatch_of(0, 4);
    h.pattern = CT_PATTERN_CROSS;
    ct_shape lines = ct_hatch(arena, &s, &h);
    assert_int_equal(lines.parts, 4);
    near(ct_line_length(&lines), 40, 1e-9);
}

/* Dots on a page-fixed lattice: rows 7 px apart for a gap of 8 px, every other one shifted. */
static void test_dots(void **state) {
    (void)state;
    const double field[] = { 300.5, 300.5, 340.5, 300.5, 340.5, 340.5, 300.5, 340.5 };
    ct_shape s = ring(field, 4);
    ct_hatch_class h = { .given = true, .pattern = CT_PATTERN_DOTS, .gap = 8, .width = 4 };
    ct_shape dots = ct_hatch(arena, &s, &h);
    assert_int_equal(dots.kind, CT_LINE);
    size_t wanted = 0;
    for (int row = 0; row < 60; row++)
        for (int k = 0; k < 60; k++) {
            double x = 8 * (k + (row % 2 ? 0.5 : 0)), y = 7.0 * row;
            wanted += x > 301.5 && x < 339.5 && y > 301.5 && y < 339.5; /* half a radius inside */
        }
    assert_int_equal(dots.parts, wanted);
    for (size_t p = 0; p < dots.parts; p++) {
        size_t i = ct_part_start(&dots, p);
        assert_true(dots.end[p] - i == 2 && dots.x[i] == dots.x[i + 1]);
        double row = dots.y[i] / 7, k = dots.x[i] / 8 - ((int)lround(row) % 2 ? 0.5 : 0);
        near(row, round(row), 1e-9);
        near(k, round(k), 1e-9);
    }
    const double slit[] = { 0, 0, 100, 0, 100, 1.5, 0, 1.5 }; /* no room for half a dot */
    s = ring(slit, 4);
    assert_int_equal(ct_hatch(arena, &s, &h).parts, 0);
}

/* All patterns over a million vertices: well within the time of a test. */
static void test_a_million_vertices(void **state) {
    (void)state;
    enum { N = 1000000 };
    ct_builder b = ct_builder_start(arena, CT_POLYGON);
    for (int i = 0; i < N; i++) {
        double turn = 2 * M_PI * i / N, r = 400 + 30 * sin(499 * turn);
        ct_builder_point(&b, 500 + r * cos(turn), 500 + r * sin(turn));
    }
    ct_builder_end_part(&b);
    ct_shape s = ct_builder_take(&b);
    ct_hatch_class h = hatch_of(45, 6);
    h.pattern = CT_PATTERN_CROSS;
    ct_shape lines = ct_hatch(arena, &s, &h);
    double area = fabs(ct_ring_area(s.x, s.y, N));
    near(ct_line_length(&lines) * ct_hatch_gap(&h) / area, 2, 0.05);
    h = (ct_hatch_class){ .given = true, .pattern = CT_PATTERN_DOTS, .gap = 6, .width = 2 };
    ct_shape dots = ct_hatch(arena, &s, &h);
    double rim = hypot(s.x[0] - s.x[N - 1], s.y[0] - s.y[N - 1]);
    for (size_t i = 1; i < N; i++)
        rim += hypot(s.x[i] - s.x[i - 1], s.y[i] - s.y[i - 1]);
    near(((double)dots.parts * 6 * 5 + rim / 2) / area, 1, 0.01); /* rows at whole px: 5.2 are 5 */
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_level_lines),
        cmocka_unit_test(test_direction),
        cmocka_unit_test(test_length_is_area),
        cmocka_unit_test(test_vertices_on_lines),
        cmocka_unit_test(test_neighbours_run_on),
        cmocka_unit_test(test_no_specks),
        cmocka_unit_test(test_bad_input),
        cmocka_unit_test(test_many_vertices),
        cmocka_unit_test(test_whole_px),
        cmocka_unit_test(test_cross),
        cmocka_unit_test(test_dots),
        cmocka_unit_test(test_a_million_vertices),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
