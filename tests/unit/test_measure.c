/* test_measure.c - lengths, geodesic areas, the inner point. */
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

static void known_areas(void **state) {
    /* a hemisphere of WGS 84, cut in triangles about the pole: half of 510 065 621.72 km2 */
    ct_shape octant = SHAPE(*state, CT_POLYGON, 0, 0, 90, 0, 0, 90);
    close_to(ct_geodesic_area(&octant), 510065621724088.4 / 8, 1e-12);
    /* one degree square at the equator: 12 308.778 km2 between parallels; geodesics bulge a hair */
    ct_shape degree = SHAPE(*state, CT_POLYGON, 0, 0, 1, 0, 1, 1, 0, 1);
    close_to(ct_geodesic_area(&degree), 12308778361.469, 1e-4);
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
