/* test_strips.c - what of an area is thinner than a width. */
#include "room.h"

/* All strips of an area: their count, with the share that is whole. */
static size_t thin(room *r, const ct_shape *area, double width, double least, ct_strip **strips) {
    ct_shape *polygons;
    size_t count, polygon_count = ct_polygons_of(r->arena, area, &polygons);
    assert_true(ct_thin(r->arena, polygons, polygon_count, width, least, 0, CT_NOWHERE, strips,
                        &count, r->report));
    return count;
}

/* A degree at 48 north is 111.2 km up and 74.6 km across. */
static void a_thin_polygon_goes_whole(void **state) {
    room *r = *state;
    ct_shape area = SHAPE(r->arena, CT_POLYGON, 30, 48, 31, 48, 31, 49, 30, 49, NAN, /* wide */
                          32, 48, 33, 48, 33, 48.004, 32, 48.004);                   /* 445 m */
    ct_strip *strips;
    assert_int_equal(thin(r, &area, 500, 1500, &strips), 1);
    assert_true(strips[0].whole);
    assert_float_equal(strips[0].length, 75e3, 1e3);
    assert_true(strips[0].shape.x[0] >= 32);
    assert_int_equal(thin(r, &area, 400, 1200, &strips), 0);
}

static void a_tail_is_a_strip_and_a_corner_is_none(void **state) {
    room *r = *state;
    /* a square, and along its south a tail of 445 m that goes on for 37 km */
    ct_shape area =
        SHAPE(r->arena, CT_POLYGON, 30, 48, 31.5, 48, 31.5, 48.004, 31, 48.004, 31, 49, 30, 49);
    ct_strip *strips;
    assert_int_equal(thin(r, &area, 500, 1500, &strips), 1);
    assert_false(strips[0].whole);
    assert_float_equal(strips[0].length, 37e3, 1e3);
    double m2 = ct_geodesic_area(&strips[0].shape);
    assert_float_equal(m2 / 1e6, 37.3 * 0.445, 0.5);
    ct_shape rest;
    assert_true(
        ct_overlay(r->arena, CT_DIFFERENCE, &area, &strips[0].shape, CT_NOWHERE, &rest, r->report));
    assert_int_equal(rest.parts, 1);
    assert_float_equal(ct_box_of(&rest).x1, 31, 0.005);
    /* corners are left out by an opening too: they are short */
    assert_true(thin(r, &area, 500, 0, &strips) > 1);
    ct_shape square = SHAPE(r->arena, CT_POLYGON, 30, 48, 31, 48, 31, 49, 30, 49);
    assert_int_equal(thin(r, &square, 5000, 5000, &strips), 0);
}

static void a_ring_about_a_hole_is_measured_as_a_band(void **state) {
    room *r = *state;
    ct_shape band = SHAPE(r->arena, CT_POLYGON, 0, 0, 1, 0, 1, 1, 0, 1, NAN, 0.01, 0.01, 0.01, 0.99,
                          0.99, 0.99, 0.99, 0.01); /* 1.1 km */
    ct_strip *strips;
    assert_int_equal(thin(r, &band, 1400, 3600, &strips), 1);
    assert_true(strips[0].whole);
    assert_int_equal(thin(r, &band, 1200, 3600, &strips), 4); /* at its corners it is wider */
    assert_int_equal(thin(r, &band, 1000, 3000, &strips), 0);
}

static void nothing_has_no_strips(void **state) {
    room *r = *state;
    ct_shape none = { .kind = CT_NULL };
    ct_strip *strips;
    assert_int_equal(thin(r, &none, 500, 0, &strips), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_thin_polygon_goes_whole),
        TEST(a_tail_is_a_strip_and_a_corner_is_none),
        TEST(a_ring_about_a_hole_is_measured_as_a_band),
        TEST(nothing_has_no_strips),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
