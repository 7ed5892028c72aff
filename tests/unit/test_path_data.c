/* test_path_data.c - the data of SVG paths. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "../../src/scene/scene.h"

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

/* The corners of a path that is right, "x,y x,y | x,y". */
static const char *corners(const char *data) {
    ct_shape s;
    size_t fault;
    if (!ct_path_parse(arena, data, 0.01, &s, &fault)) fail_msg("'%s' at %zu", data, fault);
    const char *all = "";
    for (size_t p = 0; p < s.parts; p++)
        for (size_t i = ct_part_start(&s, p); i < s.end[p]; i++)
            all = ct_printf(arena, "%s%s%g,%g", all,
                            i == 0                      ? ""
                            : i == ct_part_start(&s, p) ? " | "
                                                        : " ",
                            s.x[i], s.y[i]);
    return all;
}

static void lines_in_all_their_forms(void **state) {
    (void)state;
    assert_string_equal(corners("M0 0L10 0 10 10Z"), "0,0 10,0 10,10");
    assert_string_equal(corners("m1,2 3-1v4h-3z"), "1,2 4,1 4,5 1,5");
    assert_string_equal(corners("M0 0H5V5H0Zm10 0h1v1z"), "0,0 5,0 5,5 0,5 | 10,0 11,0 11,1");
    assert_string_equal(corners("M.5.5-1e1 2.5E+0 3 0"), "0.5,0.5 -10,2.5 3,0");
    /* After z the pen is where the subpath began. */
    assert_string_equal(corners("M2 2L4 2 4 4ZL0 2 2 0Z"), "2,2 4,2 4,4 | 2,2 0,2 2,0");
}

static double area_of(const char *data, double tolerance) {
    ct_shape s;
    size_t fault;
    assert_true(ct_path_parse(arena, data, tolerance, &s, &fault));
    assert_int_equal(s.parts, 1);
    return fabs(ct_ring_area(s.x, s.y, s.end[0]));
}

static void curves_keep_to_the_tolerance(void **state) {
    (void)state;
    /* A circle of radius 10 by arcs, relative, with flags run together. */
    const char *circle = "M0 10a10 10 0 0120 0a10 10 0 01-20 0z";
    assert_true(fabs(area_of(circle, 0.001) - M_PI * 100) < 0.1);
    assert_true(area_of(circle, 1) < area_of(circle, 0.01));
    /* The larger arc of two. */
    double small = area_of("M0 0A10 10 0 0 1 10 10Z", 1e-4);
    double large = area_of("M0 0A10 10 0 1 1 10 10Z", 1e-4);
    assert_true(fabs(small + large - M_PI * 100) < 0.05);
    assert_true(fabs(small - (M_PI * 25 - 50)) < 0.02);
    /* An arc that is too small is made as large as it must be: a half circle of radius 5. */
    assert_true(fabs(area_of("M0 0A1 1 0 0 1 10 0Z", 1e-4) - M_PI * 12.5) < 0.01);
    /* Under a parabola lies two thirds of its box; the cubic of the same curve is the same. */
    assert_true(fabs(area_of("M0 0Q5 10 10 0Z", 1e-4) - 100.0 / 3) < 0.01);
    assert_true(fabs(area_of("M0 0C3.33333 6.66667 6.66667 6.66667 10 0Z", 1e-4) - 100.0 / 3) <
                0.01);
}

static void smooth_curves_mirror_the_last_one(void **state) {
    (void)state;
    assert_string_equal(corners("M0 0Q5 5 10 0T20 0Z"), corners("M0 0Q5 5 10 0Q15-5 20 0Z"));
    assert_string_equal(corners("M0 0C0 5 10 5 10 0S20-5 20 0Z"),
                        corners("M0 0C0 5 10 5 10 0C10-5 20-5 20 0Z"));
    assert_string_equal(corners("M0 0L5 0S10 5 10 0Z"), corners("M0 0L5 0C5 0 10 5 10 0Z"));
    /* A mirror of another kind of curve is none. */
    assert_string_equal(corners("M0 0Q5 5 10 0S20-5 20 0Z"),
                        corners("M0 0Q5 5 10 0C10 0 20-5 20 0Z"));
}

static void faults_are_told_where_they_are(void **state) {
    (void)state;
    static const struct {
        const char *data;
        size_t at;
    } cases[] = { { "L0 0", 0 },         { "M0 0L10", 7 },
                  { "M0 0X1", 4 },       { "M0 0A5 5 0 2 1 9 9", 11 },
                  { "M0 0L1e999 0", 5 }, { "M1 1 2", 6 } };
    for (size_t i = 0; i < CT_COUNT(cases); i++) {
        ct_shape s;
        size_t fault = 99;
        assert_false(ct_path_parse(arena, cases[i].data, 0.1, &s, &fault));
        if (fault != cases[i].at) fail_msg("'%s': %zu", cases[i].data, fault);
    }
    ct_shape s;
    size_t fault;
    assert_false(ct_path_parse(arena, "", 0.1, &s, &fault));
    assert_false(ct_path_parse(arena, "M0 0M1 1", 0.1, &s, &fault)); /* nothing to fill */
}

int main(void) {
#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        CASE(lines_in_all_their_forms),
        CASE(curves_keep_to_the_tolerance),
        CASE(smooth_curves_mirror_the_last_one),
        CASE(faults_are_told_where_they_are),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
