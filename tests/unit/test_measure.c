/* test_measure.c - lengths, geodesic areas, the inner point. */
#include <geodesic.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "../../src/geom/geom.h"

static int open_arena(void **state) {
    *state = ct_arena_new();
    return 0;
}

static int close_arena(void **state) {
    ct_arena_free(*state);
    return 0;
}

static ct_shape shape_of(ct_arena *arena, ct_kind kind, const double *v, size_t n) {
    ct_builder b = ct_builder_start(arena, kind);
    for (size_t i = 0; i < n;) {
        if (isnan(v[i])) {
            ct_builder_end_part(&b);
            i++;
            continue;
        }
        ct_builder_point(&b, v[i], v[i + 1]);
        i += 2;
    }
    ct_builder_end_part(&b);
    return ct_builder_take(&b);
}
#define SHAPE(arena, kind, ...)                                                                    \
    shape_of(arena, kind, (const double[]){ __VA_ARGS__ },                                         \
             CT_COUNT(((const double[]){ __VA_ARGS__ })))

static void close_to(double got, double want, double share) {
    if (!(fabs(got / want - 1) <= share)) fail_msg("%.12g is not %.12g", got, want);
}

/* Every point of a circle is as far from its middle as was asked, to a millimetre. */
static void circles_are_true(void **state) {
    static const double places[][3] = { { 30.5, 50.45, 300e3 },
                                        { 179.9, 10, 500e3 },
                                        { 0, 89.5, 200e3 },
                                        { -60, -88, 1500e3 },
                                        { 12, 3, 12000e3 } };
    for (size_t k = 0; k < CT_COUNT(places); k++) {
        const double *p = places[k];
        ct_shape c = ct_geodesic_circle(*state, p[0], p[1], p[2]);
        assert_int_equal(c.kind, CT_LINE);
        assert_int_equal(c.parts, 1);
        size_t last = c.end[0] - 1;
        assert_true(fmod(c.x[0] - c.x[last], 360) == 0 && c.y[0] == c.y[last]);
        assert_int_equal(c.x[0] == c.x[last], k != 2 && k != 3); /* about a pole */
        for (size_t i = 0; i <= last; i++)
            assert_true((i == 0 || fabs(c.x[i] - c.x[i - 1]) <= 180) &&
                        fabs(ct_geodesic_distance(p[0], p[1], c.x[i], c.y[i]) - p[2]) < 1e-3);
    }
    assert_int_equal(ct_geodesic_circle(*state, 0, 91, 1e3).parts, 0);
    assert_int_equal(ct_geodesic_circle(*state, 0, 0, NAN).parts, 0);
}

static void known_areas(void **state) {
    /* an octant of WGS 84, whose surface has 510 065 621.72 km2 */
    ct_shape octant = SHAPE(*state, CT_POLYGON, 0, 0, 90, 0, 90, 90, 0, 90);
    close_to(ct_geodesic_area(&octant), 510065621724088.4 / 8, 1e-14);
    ct_shape world = SHAPE(*state, CT_POLYGON, -180, -90, 180, -90, 180, 90, -180, 90);
    close_to(ct_geodesic_area(&world), 510065621724088.4, 1e-14);
    /* one degree square at the equator, between parallels: a whole turn has 360 of them */
    ct_shape degree = SHAPE(*state, CT_POLYGON, 0, 0, 1, 0, 1, 1, 0, 1);
    ct_shape belt = SHAPE(*state, CT_POLYGON, -180, 0, 180, 0, 180, 1, -180, 1);
    close_to(ct_geodesic_area(&degree), 12308463893.97535, 1e-12);
    close_to(ct_geodesic_area(&belt), 360 * 12308463893.97535, 1e-12);
    ct_shape cap = SHAPE(*state, CT_POLYGON, -180, 60, 180, 60, 180, 90, -180, 90);
    ct_shape third = SHAPE(*state, CT_POLYGON, 0, 60, 120, 60, 120, 90, 0, 90);
    close_to(ct_geodesic_area(&cap), 3 * ct_geodesic_area(&third), 1e-14);
}

/* The same edges in steps, each a geodesic. */
static double by_steps(const ct_shape *s, int steps) {
    struct geod_geodesic earth;
    struct geod_polygon polygon;
    geod_init(&earth, 6378137, 1 / 298.257223563);
    geod_polygon_init(&polygon, 0);
    size_t n = ct_shape_points(s);
    for (size_t i = 0; i < n; i++) {
        double lon = s->x[i], lat = s->y[i];
        double dx = s->x[(i + 1) % n] - lon, dy = s->y[(i + 1) % n] - lat;
        for (int k = 0; k < steps; k++)
            geod_polygon_addpoint(&earth, &polygon, lat + dy * k / steps, lon + dx * k / steps);
    }
    double area = 0;
    geod_polygon_compute(&earth, &polygon, 0, 1, &area, NULL);
    return fabs(area);
}

static void edges_are_straight_in_degrees(void **state) {
    const ct_shape shapes[] = {
        SHAPE(*state, CT_POLYGON, 10, -70, 60, 20, -40, 80),
        SHAPE(*state, CT_POLYGON, 36, 47, 40.5, 47.25, 40, 50, 37, 49),
        SHAPE(*state, CT_POLYGON, 0, 0, 90, 0, 0, 90),
        SHAPE(*state, CT_POLYGON, 178, 60, 190, 65, 183, 70),
    };
    /* next to nothing about the equator, where a degree square is a²·(1 - e²)·(π/180)² */
    ct_shape sliver = SHAPE(*state, CT_POLYGON, 20, 1e-5, 21, -1e-5, 21, 1e-5);
    close_to(ct_geodesic_area(&sliver), 123090.72079294866, 1e-9);
    /* a small one, by numerical integration with 40 digits */
    ct_shape small = SHAPE(*state, CT_POLYGON, 37.1, 48.1, 37.11, 48.1, 37.105, 48.11);
    close_to(ct_geodesic_area(&small), 414059.1552628176, 1e-11);
    const int steps[] = { 40000, 4000, 40000, 10000 };
    for (size_t i = 0; i < CT_COUNT(shapes); i++)
        close_to(ct_geodesic_area(&shapes[i]), by_steps(&shapes[i], steps[i]), 1e-9);
}

static void points_on_edges_and_cuts_change_nothing(void **state) {
    ct_shape whole = SHAPE(*state, CT_POLYGON, 1, 41, 30, 47, 20, 71, 2, 60);
    ct_shape more = SHAPE(*state, CT_POLYGON, 1, 41, 15.5, 44, 30, 47, 25, 59, 20, 71, 2, 60);
    close_to(ct_geodesic_area(&more), ct_geodesic_area(&whole), 1e-14);
    double sum = 0;
    for (int k = 0; k < 6; k++) {
        ct_shape piece = ct_clip(*state, &whole, (ct_box){ 5 * k, -90, 5 * k + 5, 90 });
        sum += ct_geodesic_area(&piece);
    }
    close_to(sum, ct_geodesic_area(&whole), 1e-13);
    ct_shape line = SHAPE(*state, CT_LINE, 1, 41, 30, 47);
    ct_shape bent = SHAPE(*state, CT_LINE, 1, 41, 15.5, 44, 30, 47);
    close_to(ct_geodesic_length(&line), ct_geodesic_length(&bent), 1e-12);
}

static void orientation_and_nesting_do_not_mislead(void **state) {
    ct_shape whole = SHAPE(*state, CT_POLYGON, 36, 47, 40, 47, 40, 50, 36, 50);
    ct_shape hole = SHAPE(*state, CT_POLYGON, 37, 48, 38, 48, 38, 49, 37, 49);
    double want = ct_geodesic_area(&whole) - ct_geodesic_area(&hole);
    ct_shape ccw = SHAPE(*state, CT_POLYGON, 36, 47, 40, 47, 40, 50, 36, 50, NAN, 37, 48, 38, 48,
                         38, 49, 37, 49);
    ct_shape shapefile = SHAPE(*state, CT_POLYGON, 36, 47, 36, 50, 40, 50, 40, 47, NAN, 37, 48, 38,
                               48, 38, 49, 37, 49);
    ct_shape first = SHAPE(*state, CT_POLYGON, 37, 48, 37, 49, 38, 49, 38, 48, NAN, 36, 47, 40, 47,
                           40, 50, 36, 50);
    close_to(ct_geodesic_area(&ccw), want, 1e-12);
    close_to(ct_geodesic_area(&shapefile), want, 1e-12);
    close_to(ct_geodesic_area(&first), want, 1e-12);
}

static void the_antimeridian_is_no_border(void **state) {
    ct_shape here = SHAPE(*state, CT_POLYGON, 8, 60, 12, 60, 12, 62, 8, 62, NAN, 9, 61, 10, 61, 10,
                          61.5, 9, 61.5);
    ct_shape jump = SHAPE(*state, CT_POLYGON, 178, 60, -178, 60, -178, 62, 178, 62, NAN, -181, 61,
                          -180, 61, -180, 61.5, -181, 61.5);
    ct_shape beyond = SHAPE(*state, CT_POLYGON, 178, 60, 182, 60, 182, 62, 178, 62, NAN, 179, 61,
                            180, 61, 180, 61.5, 179, 61.5);
    close_to(ct_geodesic_area(&jump), ct_geodesic_area(&here), 1e-9);
    close_to(ct_geodesic_area(&beyond), ct_geodesic_area(&here), 1e-9);
}

static void nothing_has_no_area(void **state) {
    ct_shape none = { .kind = CT_NULL };
    assert_true(ct_geodesic_area(&none) == 0);
    ct_shape line = SHAPE(*state, CT_LINE, 0, 0, 1, 0, 1, 1);
    assert_true(ct_geodesic_area(&line) == 0);
    ct_shape bad = SHAPE(*state, CT_POLYGON, 0, 0, 1, 95, INFINITY, 3);
    assert_true(ct_geodesic_area(&bad) == 0);
    ct_shape flat = SHAPE(*state, CT_POLYGON, 5, 0, 5, 1, 5, 2);
    assert_true(ct_geodesic_area(&flat) < 1);
}

static void known_lengths(void **state) {
    /* a quarter meridian of WGS 84 */
    close_to(ct_geodesic_distance(37, 0, 37, 90), 10001965.7293, 1e-11);
    /* Vincenty's example stations on WGS 84, Flinders Peak to Buninyong: 54 972.271 m (GRS80) */
    close_to(ct_geodesic_distance(144.42486789, -37.95103342, 143.92649554, -37.65282114),
             54972.271, 1e-7);
    assert_true(isnan(ct_geodesic_distance(0, 91, 0, 0)));
    assert_true(isnan(ct_geodesic_distance(NAN, 1, 0, 0)));
    assert_true(ct_geodesic_distance(1, 1, 361, 1) < 1e-6);
    /* a sixth of the parallel of 60 degrees, of radius a·cos φ/sqrt(1 - e²·sin² φ) */
    ct_shape parallel = SHAPE(*state, CT_LINE, 150, 60, -150, 60);
    double radius = 6378137 * 0.5 / sqrt(1 - 0.0066943799901413165 * 0.75);
    close_to(ct_geodesic_length(&parallel), radius * 3.14159265358979323846 / 3, 1e-12);
    ct_shape line = SHAPE(*state, CT_LINE, 37, 0, 37, 45, 37, 90, NAN, 0, 0, 0, 0);
    close_to(ct_geodesic_length(&line), 10001965.7293, 1e-11);
    ct_shape plane = SHAPE(*state, CT_LINE, 0, 0, 3, 4, 3, 10, NAN, 5, 5, 5, 6);
    assert_true(ct_line_length(&plane) == 12);
}

static void the_inner_point_of_plain_shapes(void **state) {
    double x, y;
    ct_shape square = SHAPE(*state, CT_POLYGON, 0, 0, 10, 0, 10, 10, 0, 10);
    double d = ct_inner_point(*state, &square, 0.01, &x, &y);
    assert_true(fabs(d - 5) < 0.01 && fabs(x - 5) < 0.02 && fabs(y - 5) < 0.02);
    /* an L: its box's middle is at the inner corner, the best place in the elbow */
    ct_shape ell = SHAPE(*state, CT_POLYGON, 0, 0, 10, 0, 10, 4, 4, 4, 4, 10, 0, 10);
    d = ct_inner_point(*state, &ell, 0.001, &x, &y);
    double best = 4 * sqrt(2) / (1 + sqrt(2)); /* touches both outer sides and the corner */
    assert_true(fabs(d - best) < 0.002);
    assert_true(fabs(x - best) < 0.1 && fabs(y - best) < 0.1);
    /* a ring: in the band, not in the hole */
    ct_shape ring =
        SHAPE(*state, CT_POLYGON, 0, 0, 10, 0, 10, 10, 0, 10, NAN, 1, 1, 1, 7, 7, 7, 7, 1);
    d = ct_inner_point(*state, &ring, 0.001, &x, &y);
    assert_true(ct_shape_contains(&ring, x, y) && d > 1.6);
}

static void the_inner_point_of_a_crescent_is_inside(void **state) {
    ct_builder b = ct_builder_start(*state, CT_POLYGON);
    for (int i = 0; i <= 100; i++) {
        double turn = 3.14159265 * i / 100;
        ct_builder_point(&b, 100 * cos(turn), 100 * sin(turn));
    }
    for (int i = 100; i-- > 1;) {
        double turn = 3.14159265 * i / 100;
        ct_builder_point(&b, 100 * cos(turn), 99.99 * sin(turn));
    }
    ct_builder_end_part(&b);
    ct_shape s = ct_builder_take(&b);
    double x, y;
    assert_true(ct_inner_point(*state, &s, 1, &x, &y) > 0);
    assert_true(ct_shape_contains(&s, x, y));
}

static void the_inner_point_of_nothing(void **state) {
    double x, y;
    ct_shape none = { .kind = CT_NULL };
    assert_true(ct_inner_point(*state, &none, 1, &x, &y) == 0);
    assert_true(isnan(x) && isnan(y));
    ct_shape flat = SHAPE(*state, CT_POLYGON, 0, 3, 10, 3, 5, 3);
    assert_true(ct_inner_point(*state, &flat, 1, &x, &y) == 0);
    assert_true(x == 5 && y == 3);
    ct_shape bad = SHAPE(*state, CT_POLYGON, 0, 0, 10, 0, INFINITY, 5, 10, 10, 0, 10);
    assert_true(ct_inner_point(*state, &bad, -1, &x, &y) > 4.99);
}

static uint64_t seed_state;
static double random_share(void) {
    seed_state = seed_state * 6364136223846793005u + 1442695040888963407u;
    return (double)(seed_state >> 11) / 9007199254740992.0;
}

static void the_inner_point_beats_any_other(void **state) {
    const char *wish = getenv("CT_SEED");
    seed_state = wish ? strtoull(wish, NULL, 10) : 20260127;
    printf("seed %llu\n", (unsigned long long)seed_state);
    for (int round = 0; round < 60; round++) {
        ct_builder b = ct_builder_start(*state, CT_POLYGON);
        int n = 3 + (int)(30 * random_share());
        for (int i = 0; i < n; i++) {
            double turn = 6.283185307179586 * i / n, r = 10 + 90 * random_share();
            ct_builder_point(&b, r * cos(turn), r * sin(turn));
        }
        ct_builder_end_part(&b);
        ct_shape s = ct_builder_take(&b);
        double x, y, d = ct_inner_point(*state, &s, 0.1, &x, &y);
        assert_true(ct_shape_contains(&s, x, y));
        for (int k = 0; k < 300; k++) {
            double px = 200 * random_share() - 100, py = 200 * random_share() - 100,
                   least = INFINITY;
            if (!ct_shape_contains(&s, px, py)) continue;
            for (int i = 0; i < n; i++)
                least = fmin(least, ct_segment_distance(px, py, s.x[i], s.y[i], s.x[(i + 1) % n],
                                                        s.y[(i + 1) % n]));
            assert_true(least <= d + 0.1);
        }
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_arena, close_arena)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(known_areas),
        TEST(circles_are_true),
        TEST(edges_are_straight_in_degrees),
        TEST(points_on_edges_and_cuts_change_nothing),
        TEST(orientation_and_nesting_do_not_mislead),
        TEST(the_antimeridian_is_no_border),
        TEST(nothing_has_no_area),
        TEST(known_lengths),
        TEST(the_inner_point_of_plain_shapes),
        TEST(the_inner_point_of_a_crescent_is_inside),
        TEST(the_inner_point_of_nothing),
        TEST(the_inner_point_beats_any_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
