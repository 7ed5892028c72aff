/* test_plane.c - a flat map about a place: there and back, edges bent, poles and the antimeridian.
 */
#include "room.h"

static void there_and_back_is_the_same_place(void **state) {
    (void)state;
    const double middles[][2] = { { 37, 48 }, { 179.5, -17 }, { 10, 89.5 }, { -120, -60 } };
    for (size_t m = 0; m < CT_COUNT(middles); m++) {
        ct_plane plane = { middles[m][0], middles[m][1], 1 };
        for (double x = -4e5; x <= 4e5; x += 1e5) {
            double lon, lat, back[2];
            ct_plane_place(&plane, x, 1e5 - x / 2, &lon, &lat);
            ct_plane_point(&plane, lon, lat, &back[0], &back[1]);
            assert_float_equal(back[0], x, 1e-5);
            assert_float_equal(back[1], 1e5 - x / 2, 1e-5);
            double away = ct_geodesic_distance(plane.lon, plane.lat, lon, lat);
            assert_float_equal(away, hypot(x, 1e5 - x / 2), 1e-5);
        }
    }
}

/* A parallel is straight in degrees and bent on the ground: points come up until it is within the
 * error, and no more when it goes back. */
static void edges_bend(void **state) {
    room *r = *state;
    ct_shape line = SHAPE(r->arena, CT_LINE, 30, 60, 40, 60);
    ct_plane plane = { 35, 60, 5 };
    ct_shape flat = ct_plane_flatten(r->arena, &plane, &line);
    assert_in_range(ct_shape_points(&flat), 20, 200);
    ct_shape lifted = ct_plane_lift(r->arena, &plane, &flat);
    for (size_t i = 0; i < ct_shape_points(&lifted); i++)
        assert_float_equal(lifted.y[i], 60, 1.1 * 5 / 111195.0);
    ct_shape square = SHAPE(r->arena, CT_POLYGON, 34, 59, 36, 59, 36, 61, 34, 61);
    flat = ct_plane_flatten(r->arena, &plane, &square);
    lifted = ct_plane_lift(r->arena, &plane, &flat);
    assert_float_equal(ct_geodesic_area(&lifted), ct_geodesic_area(&square),
                       1e-4 * ct_geodesic_area(&square));
}

static void a_ring_runs_on_over_the_antimeridian(void **state) {
    room *r = *state;
    ct_plane plane = { 179.9, 10, 10 };
    ct_shape flat = SHAPE(r->arena, CT_POLYGON, -1e5, -1e5, 1e5, -1e5, 1e5, 1e5, -1e5, 1e5);
    ct_shape lifted = ct_plane_lift(r->arena, &plane, &flat);
    ct_box box = ct_box_of(&lifted);
    assert_true(box.x0 > 178 && box.x1 > 180 && box.x1 < 182);
    ct_shape chart = ct_shape_to_chart(r->arena, &lifted, NULL);
    assert_int_equal(chart.parts, 2);
    assert_float_equal(ct_geodesic_area(&chart) / 4e10, 1, 1e-3);
}

static void a_ring_round_a_pole_gets_the_pole(void **state) {
    room *r = *state;
    for (int south = 0; south < 2; south++) {
        ct_plane plane = { 20, south ? -89 : 89, 10 };
        ct_shape flat = SHAPE(r->arena, CT_POLYGON, -3e5, -3e5, 3e5, -3e5, 3e5, 3e5, -3e5, 3e5);
        ct_shape lifted = ct_plane_lift(r->arena, &plane, &flat);
        ct_shape chart = ct_shape_to_chart(r->arena, &lifted, NULL);
        assert_float_equal(ct_geodesic_area(&chart) / 3.6e11, 1, 2e-3);
        assert_true(ct_shape_contains(&chart, -120, south ? -89.9 : 89.9));
    }
}

static void nothing_stays_nothing(void **state) {
    room *r = *state;
    ct_plane plane = { 0, 0, 1 };
    ct_shape none = { .kind = CT_NULL };
    assert_int_equal(ct_plane_flatten(r->arena, &plane, &none).parts, 0);
    ct_shape dots = SHAPE(r->arena, CT_POINT, 1, 1, 2, 2);
    assert_int_equal(ct_shape_points(&(ct_shape){ 0 }), 0);
    ct_shape flat = ct_plane_flatten(r->arena, &plane, &dots);
    assert_int_equal(ct_shape_points(&flat), 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(there_and_back_is_the_same_place),
        TEST(edges_bend),
        TEST(a_ring_runs_on_over_the_antimeridian),
        TEST(a_ring_round_a_pole_gets_the_pole),
        TEST(nothing_stays_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
