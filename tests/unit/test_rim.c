/* test_rim.c - how near a place is to the outlines of shapes. */
#include "room.h"

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
