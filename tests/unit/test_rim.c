/* test_rim.c - how near a place is to the outlines of shapes. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "../../src/geom/geom.h"

typedef struct room {
    ct_arena *arena;
    ct_report *report;
} room;

static int open_room(void **state) {
    room *r = calloc(1, sizeof *r);
    r->arena = ct_arena_new();
    r->report = ct_report_new(NULL, NULL);
    *state = r;
    return 0;
}

static int close_room(void **state) {
    room *r = *state;
    ct_report_free(r->report);
    ct_arena_free(r->arena);
    free(r);
    return 0;
}

/* Pairs; NAN begins a new part. */
static ct_shape shape_of(ct_arena *arena, ct_kind kind, const double *v, size_t n) {
    ct_builder b = ct_builder_start(arena, kind);
    for (size_t i = 0; i < n; i += isnan(v[i]) ? 1 : 2) {
        if (isnan(v[i]))
            ct_builder_end_part(&b);
        else
            ct_builder_point(&b, v[i], v[i + 1]);
    }
    ct_builder_end_part(&b);
    return ct_builder_take(&b);
}
#define SHAPE(arena, kind, ...)                                                                    \
    shape_of(arena, kind, (const double[]){ __VA_ARGS__ },                                         \
             CT_COUNT(((const double[]){ __VA_ARGS__ })))
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_room, close_room)

static void distances_are_those_on_the_ground(void **state) {
    room *r = *state;
    ct_shape shapes[] = { SHAPE(r->arena, CT_POLYGON, 30, 48, 31, 48, 31, 49, 30, 49),
                          SHAPE(r->arena, CT_LINE, 35, 40, 35, 60),
                          SHAPE(r->arena, CT_POINT, 33, 48) };
    ct_rim *rim = ct_rim_new(shapes, 3);
    double distance, at[2];
    assert_true(ct_rim_near(rim, 31.1, 48.5, 20e3, &distance, at));
    assert_float_equal(distance, ct_geodesic_distance(31.1, 48.5, 31, 48.5), 0.01 * distance);
    assert_float_equal(at[0], 31, 1e-9);
    assert_float_equal(at[1], 48.5, 1e-9);
    assert_false(ct_rim_near(rim, 31.1, 48.5, 7e3, NULL, NULL));
    assert_true(ct_rim_near(rim, 34.9, 59, 6e3, &distance, NULL));
    assert_float_equal(distance, ct_geodesic_distance(34.9, 59, 35, 59), 0.01 * distance);
    assert_false(ct_rim_near(rim, 33, 48, 50e3, NULL, NULL));    /* a point has no outline */
    assert_true(ct_rim_near(rim, 30, 48.5, 1, &distance, NULL)); /* the edge that closes a ring */
    assert_float_equal(distance, 0, 1e-6);
    ct_rim_free(rim);
}

static void no_outline_is_near_nothing(void **state) {
    (void)state;
    ct_rim *rim = ct_rim_new(NULL, 0);
    assert_false(ct_rim_near(rim, 0, 0, 1e9, NULL, NULL));
    ct_rim_free(rim);
    ct_rim_free(NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(distances_are_those_on_the_ground),
        TEST(no_outline_is_near_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
