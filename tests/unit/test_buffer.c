/* test_buffer.c - all within a distance on the ground of a shape. */
#include "room.h"

/* The least and the greatest distance of the vertices of `s` to what was buffered. */
static void check_distances(const ct_shape *s, const ct_shape *source, double metres) {
    ct_rim *rim = ct_rim_new(source, 1);
    for (size_t i = s->start; i < s->end[s->parts - 1]; i++) {
        if (fabs(s->x[i]) >= 180 || fabs(s->y[i]) >= 90) continue; /* the chart's edge */
        double at[2], d;
        assert_true(ct_rim_near(rim, s->x[i], s->y[i], 1.1 * metres, NULL, at));
        d = ct_geodesic_distance(s->x[i], s->y[i], at[0], at[1]);
        if (d < 0.99 * metres || d > 1.01 * metres)
            fail_msg("%g, %g: %g m from the outline, not %g", s->x[i], s->y[i], d, metres);
    }
    ct_rim_free(rim);
}

static void all_points_of_the_edge_are_at_the_distance(void **state) {
    room *r = *state;
    ct_shape ragged = SHAPE(r->arena, CT_POLYGON, 20, 50, 24, 50.5, 25, 49, 30, 52, 27, 55, 26,
                            53.5, 22, 54, 21, 52, 23, 52);
    const double steps[] = { 1, 500, 5e3, 20e3, -500, -5e3 };
    for (size_t i = 0; i < CT_COUNT(steps); i++) {
        ct_shape got;
        assert_true(ct_ground_buffer(r->arena, &ragged, steps[i], CT_NOWHERE, &got, r->report));
        assert_int_equal(got.kind, CT_POLYGON);
        check_distances(&got, &ragged, fabs(steps[i]));
        double grown = ct_geodesic_area(&got) - ct_geodesic_area(&ragged);
        assert_true(steps[i] > 0 ? grown > 0 : grown < 0);
    }
}

static void a_long_edge_follows_its_way(void **state) {
    room *r = *state;
    ct_shape parallel = SHAPE(r->arena, CT_LINE, -60, 60, 60, 60);
    ct_shape got;
    assert_true(ct_ground_buffer(r->arena, &parallel, 10e3, CT_NOWHERE, &got, r->report));
    check_distances(&got, &parallel, 10e3);
    double length = ct_geodesic_length(&parallel);
    assert_float_equal(ct_geodesic_area(&got) / (length * 20e3 + 3.14159e8), 1, 0.01);
}

static void a_point_becomes_a_circle(void **state) {
    room *r = *state;
    ct_shape dots = SHAPE(r->arena, CT_POINT, 37.5, 48, 38, 48), got;
    assert_true(ct_ground_buffer(r->arena, &dots, 3e3, CT_NOWHERE, &got, r->report));
    assert_int_equal(got.parts, 2);
    for (size_t i = 0; i < got.end[0]; i++)
        assert_float_equal(
            ct_geodesic_distance(got.x[i], got.y[i], got.x[i] > 37.75 ? 38 : 37.5, 48), 3e3, 3);
}

static void across_the_antimeridian(void **state) {
    room *r = *state;
    ct_shape fiji = SHAPE(r->arena, CT_POLYGON, 179, -17, 180, -17, 180, -16, 179, -16, NAN, -180,
                          -17, -179, -17, -179, -16, -180, -16);
    ct_shape got, lone, back;
    assert_true(ct_ground_buffer(r->arena, &fiji, 20e3, CT_NOWHERE, &got, r->report));
    double side = 111e3;
    assert_float_equal(ct_geodesic_area(&got) / 1e6,
                       (ct_geodesic_area(&fiji) + (4 * 106e3 + 2 * side) * 20e3 + 1.2566e9) / 1e6,
                       200);
    ct_shape island = SHAPE(r->arena, CT_POLYGON, 179.7, 0, 179.9, 0, 179.9, 0.2, 179.7, 0.2);
    assert_true(ct_ground_buffer(r->arena, &island, 50e3, CT_NOWHERE, &lone, r->report));
    assert_int_equal(lone.parts, 2); /* it reaches over */
    assert_true(ct_shape_contains(&lone, -179.8, 0.1));
    /* the seam itself is no border: it does not move in */
    assert_true(ct_ground_buffer(r->arena, &fiji, -20e3, CT_NOWHERE, &back, r->report));
    assert_true(ct_shape_contains(&back, 179.999, -16.5));
    assert_true(ct_shape_contains(&back, -179.999, -16.5));
    assert_false(ct_shape_contains(&back, 179.1, -16.5));
}

static void round_the_poles(void **state) {
    room *r = *state;
    ct_shape ice = SHAPE(r->arena, CT_POLYGON, -180, -90, 180, -90, 180, -70, 90, -72, 0, -70, -90,
                         -71, -180, -70);
    ct_shape got;
    assert_true(ct_ground_buffer(r->arena, &ice, 100e3, CT_NOWHERE, &got, r->report));
    assert_true(ct_shape_contains(&got, 0, -89.9) && ct_shape_contains(&got, 0, -69.2));
    assert_false(ct_shape_contains(&got, 0, -68.9));
    assert_true(ct_ground_buffer(r->arena, &ice, -100e3, CT_NOWHERE, &got, r->report));
    assert_true(ct_shape_contains(&got, 179.99, -89.9));
    ct_shape near = SHAPE(r->arena, CT_LINE, 0, 89, 40, 89.5);
    assert_true(ct_ground_buffer(r->arena, &near, 200e3, CT_NOWHERE, &got, r->report));
    assert_true(ct_shape_contains(&got, 180, 89.5) && ct_shape_contains(&got, -90, 89.9));
    ct_shape pole = SHAPE(r->arena, CT_POINT, 0, 90);
    assert_true(ct_ground_buffer(r->arena, &pole, 100e3, CT_NOWHERE, &got, r->report));
    assert_float_equal(ct_geodesic_area(&got) / (3.14159265 * 1e10), 1, 2e-3);
}

static void nothing_is_left_of_what_is_too_thin(void **state) {
    room *r = *state;
    ct_shape thin = SHAPE(r->arena, CT_POLYGON, 0, 0, 1, 0, 1, 0.01, 0, 0.01), got;
    assert_true(ct_ground_buffer(r->arena, &thin, -600, CT_NOWHERE, &got, r->report));
    assert_int_equal(got.kind, CT_NULL);
    ct_shape none = { .kind = CT_NULL };
    assert_true(ct_ground_buffer(r->arena, &none, 600, CT_NOWHERE, &got, r->report));
    assert_int_equal(got.kind, CT_NULL);
    ct_shape bad = SHAPE(r->arena, CT_POLYGON, 0, 0, 1, INFINITY, 1, 1, 0, 1);
    assert_true(ct_ground_buffer(r->arena, &bad, 600, CT_NOWHERE, &got, r->report));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(all_points_of_the_edge_are_at_the_distance),
        TEST(a_long_edge_follows_its_way),
        TEST(a_point_becomes_a_circle),
        TEST(across_the_antimeridian),
        TEST(round_the_poles),
        TEST(nothing_is_left_of_what_is_too_thin),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
