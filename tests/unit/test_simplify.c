/* test_simplify.c - fewer points: by distance and by effective area. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "../../src/geom/geom.h"

/* Down to an effective area, whichever kind: a ring by the step under both. */
static ct_shape by_area(ct_arena *arena, const ct_shape *s, double area) {
    if (s->kind == CT_LINE)
        return ct_simplify_lines(arena, s, &(ct_detail){ .area = area, .shrink = 1 });
    ct_builder b = ct_builder_start(arena, s->kind);
    for (size_t p = 0; p < s->parts; p++) {
        size_t from = ct_part_start(s, p), room = s->end[p] - from, n = 0;
        double *x = CT_ARRAY(arena, room, double), *y = CT_ARRAY(arena, room, double);
        bool *keep = CT_ARRAY(arena, room, bool);
        for (size_t i = from; i < s->end[p]; i++) {
            if (!isfinite(s->x[i]) || !isfinite(s->y[i])) continue;
            if (n && x[n - 1] == s->x[i] && y[n - 1] == s->y[i]) continue;
            x[n] = s->x[i];
            y[n++] = s->y[i];
        }
        while (n > 1 && x[0] == x[n - 1] && y[0] == y[n - 1])
            n--;
        ct_visvalingam(x, y, n, true, 3, area, keep);
        for (size_t i = 0; i < n; i++)
            if (keep[i]) ct_builder_point(&b, x[i], y[i]);
        ct_builder_end_part(&b);
    }
    return ct_builder_take(&b);
}

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
    for (size_t i = 0; i + 1 < n; i += 2)
        ct_builder_point(&b, v[i], v[i + 1]);
    ct_builder_end_part(&b);
    return ct_builder_take(&b);
}
#define SHAPE(arena, kind, ...)                                                                    \
    shape_of(arena, kind, (const double[]){ __VA_ARGS__ },                                         \
             CT_COUNT(((const double[]){ __VA_ARGS__ })))

static uint64_t seed_state;
static double random_share(void) {
    seed_state = seed_state * 6364136223846793005u + 1442695040888963407u;
    return (double)(seed_state >> 11) / 9007199254740992.0;
}

static void seed_by_environment(void) {
    const char *wish = getenv("CT_SEED");
    seed_state = wish ? strtoull(wish, NULL, 10) : 20260127;
    printf("seed %llu\n", (unsigned long long)seed_state);
}

/* A walk whose steps are of every length, from far below the tolerance to far above. */
static ct_shape random_walk(ct_arena *arena, ct_kind kind, size_t n) {
    ct_builder b = ct_builder_start(arena, kind);
    double x = 500 * random_share(), y = 500 * random_share(), turn = 0;
    for (size_t i = 0; i < n; i++) {
        turn += 2 * (random_share() - 0.5);
        double step = 2 * pow(random_share(), 4);
        ct_builder_point(&b, x += step * cos(turn), y += step * sin(turn));
    }
    ct_builder_end_part(&b);
    return ct_builder_take(&b);
}

static double distance_to(const ct_shape *s, size_t part, bool ring, double x, double y) {
    double least = INFINITY;
    size_t from = ct_part_start(s, part), to = s->end[part];
    for (size_t i = from + (ring ? 0 : 1); i < to; i++) {
        size_t j = i > from ? i - 1 : to - 1;
        least = fmin(least, ct_segment_distance(x, y, s->x[j], s->y[j], s->x[i], s->y[i]));
    }
    return least;
}

static void nothing_moves_farther_than_the_tolerance(void **state) {
    seed_by_environment();
    for (int round = 0; round < 100; round++) {
        ct_kind kind = round % 2 ? CT_LINE : CT_POLYGON;
        ct_shape s = random_walk(*state, kind, 50 + (size_t)(500 * random_share()));
        double tolerance = 0.1 + 2 * random_share();
        ct_shape t = ct_simplify_distance(*state, &s, tolerance);
        for (size_t i = 0; i < ct_shape_points(&s); i++) {
            double d = distance_to(&t, 0, kind == CT_POLYGON, s.x[i], s.y[i]);
            if (d > tolerance)
                fail_msg("round %d: a point is %g off, %g allowed", round, d, tolerance);
        }
    }
}

static void a_dense_line_keeps_few_points(void **state) {
    ct_builder b = ct_builder_start(*state, CT_LINE);
    for (int i = 0; i <= 100000; i++)
        ct_builder_point(&b, i / 1000.0, 10 * sin(i / 15000.0));
    ct_builder_end_part(&b);
    ct_shape s = ct_builder_take(&b), t = ct_simplify_distance(*state, &s, 0.25);
    /* some 120 px long: at most a few points a tolerance */
    assert_true(ct_shape_points(&t) < 2000 && ct_shape_points(&t) > 300);
    assert_true(t.x[0] == 0 && t.x[ct_shape_points(&t) - 1] == 100);
}

static void direction_and_start_do_not_matter(void **state) {
    seed_by_environment();
    for (int round = 0; round < 100; round++) {
        ct_shape s = random_walk(*state, CT_POLYGON, 200);
        size_t n = ct_shape_points(&s), turn = (size_t)(200 * random_share());
        ct_builder b = ct_builder_start(*state, CT_POLYGON);
        for (size_t i = 0; i < n; i++)
            ct_builder_point(&b, s.x[(2 * n - 1 - i + turn) % n], s.y[(2 * n - 1 - i + turn) % n]);
        ct_builder_end_part(&b);
        ct_shape back = ct_builder_take(&b);
        for (int way = 0; way < 2; way++) {
            ct_shape p = way ? by_area(*state, &s, 0.5) : ct_simplify_distance(*state, &s, 0.5);
            ct_shape q =
                way ? by_area(*state, &back, 0.5) : ct_simplify_distance(*state, &back, 0.5);
            size_t m = ct_shape_points(&p), at = 0;
            assert_int_equal(ct_shape_points(&q), m);
            assert_true(m < n);
            while (at < m && (q.x[at] != p.x[0] || q.y[at] != p.y[0]))
                at++;
            for (size_t i = 0; i < m; i++)
                assert_true(p.x[i] == q.x[(at + m - i) % m] && p.y[i] == q.y[(at + m - i) % m]);
        }
    }
}

static void long_edges_are_never_touched(void **state) {
    ct_shape s = SHAPE(*state, CT_POLYGON, 0, 0, 10, 0.1, 20, 0, 20, 20, 0, 20);
    ct_shape t = ct_simplify_distance(*state, &s, 0.5);
    assert_int_equal(ct_shape_points(&t), 5);
}

static void small_parts_go_but_for_a_dot(void **state) {
    ct_builder b = ct_builder_start(*state, CT_POLYGON);
    const double at[] = { 5, 50, 100 };
    for (int k = 0; k < 3; k++) { /* the third is large */
        double size = k == 2 ? 10 : 0.1 + 0.1 * k;
        ct_builder_point(&b, at[k], 0);
        ct_builder_point(&b, at[k] + size, 0);
        ct_builder_point(&b, at[k] + size, size);
        ct_builder_point(&b, at[k], size);
        ct_builder_end_part(&b);
    }
    ct_shape s = ct_builder_take(&b), t = ct_simplify_distance(*state, &s, 0.5);
    assert_int_equal(t.parts, 1);
    assert_true(t.x[0] == 100);
    const size_t end[] = { 4, 8 };
    ct_shape small = { CT_POLYGON, s.x, s.y, end, 2, 0, false };
    t = ct_simplify_distance(*state, &small, 0.5);
    assert_int_equal(t.parts, 1); /* the larger of the two stands for the feature */
    ct_box box = ct_box_of(&t);
    assert_true(fabs((box.x0 + box.x1) / 2 - 50.1) < 1e-9 && fabs(box.x1 - box.x0 - 0.5) < 1e-9);
    ct_shape line = SHAPE(*state, CT_LINE, 3, 3, 3.1, 3.1);
    t = ct_simplify_distance(*state, &line, 0.5);
    assert_int_equal(ct_shape_points(&t), 2);
}

static void a_thin_ring_stays_a_ring(void **state) {
    for (double shift = 0; shift < 1; shift += 0.07) {
        ct_shape s = SHAPE(*state, CT_POLYGON, shift, shift, shift + 0.6, shift + 0.02, shift + 0.6,
                           shift + 0.04, shift + 0.3, shift + 0.05);
        ct_shape t = ct_simplify_distance(*state, &s, 0.5);
        assert_int_equal(t.kind, CT_POLYGON);
        assert_true(ct_shape_points(&t) >= 3);
    }
}

static void bad_input_is_taken_as_it_comes(void **state) {
    ct_shape none = { .kind = CT_NULL };
    assert_int_equal(ct_simplify_distance(*state, &none, 1).kind, CT_NULL);
    assert_int_equal(by_area(*state, &none, 1).kind, CT_NULL);
    ct_shape bad = SHAPE(*state, CT_POLYGON, NAN, 1, 0, 0, 10, 0, INFINITY, 5, 10, 10, 0, 0, 0, 0);
    ct_shape t = ct_simplify_distance(*state, &bad, 0.5);
    assert_int_equal(ct_shape_points(&t), 3);
    t = by_area(*state, &bad, 0.5);
    assert_int_equal(ct_shape_points(&t), 3);
    t = ct_simplify_distance(*state, &bad, NAN); /* no tolerance: a copy */
    assert_int_equal(ct_shape_points(&t), 7);
    ct_shape dots = SHAPE(*state, CT_POINT, 1, 1, 1.01, 1);
    t = ct_simplify_distance(*state, &dots, 5);
    assert_int_equal(ct_shape_points(&t), 2);
}

static void the_least_triangle_goes_first(void **state) {
    /* areas: 1 at (2, 1) with its neighbours on the axis; the peak's is 10 */
    ct_shape s = SHAPE(*state, CT_LINE, 0, 0, 1, 0.5, 2, 0, 4, 10, 6, 0);
    ct_shape t = by_area(*state, &s, 0.6);
    assert_int_equal(ct_shape_points(&t), 4);
    t = by_area(*state, &s, 1000);
    assert_int_equal(ct_shape_points(&t), 2); /* ends stay */
    t = by_area(*state, &s, 0);
    assert_int_equal(ct_shape_points(&t), 5);
    ct_shape ring = SHAPE(*state, CT_POLYGON, 0, 0, 10, 0, 10, 10, 5, 10.1, 0, 10);
    t = by_area(*state, &ring, 1);
    assert_int_equal(ct_shape_points(&t), 4);
    t = by_area(*state, &ring, 1e9);
    assert_int_equal(ct_shape_points(&t), 3);
}

/* The heap's answer against the plain one: remove the least of all, again and again. */
static void the_heap_agrees_with_the_plain_way(void **state) {
    seed_by_environment();
    for (int round = 0; round < 40; round++) {
        size_t n = 5 + (size_t)(60 * random_share()), left = n;
        double area = 0.3 * random_share();
        ct_shape s = random_walk(*state, CT_LINE, n), t = by_area(*state, &s, area);
        double *x = CT_ARRAY(*state, n, double), *y = CT_ARRAY(*state, n, double);
        for (size_t i = 0; i < n; i++) {
            x[i] = s.x[i];
            y[i] = s.y[i];
        }
        while (left > 2) {
            size_t least = 0;
            double best = INFINITY;
            for (size_t i = 1; i + 1 < left; i++) {
                double a = fabs((x[i - 1] - x[i]) * (y[i + 1] - y[i]) -
                                (y[i - 1] - y[i]) * (x[i + 1] - x[i])) /
                           2;
                if (a < best) {
                    best = a;
                    least = i;
                }
            }
            if (best >= area) break;
            left--;
            for (size_t i = least; i < left; i++) {
                x[i] = x[i + 1];
                y[i] = y[i + 1];
            }
        }
        assert_int_equal(ct_shape_points(&t), left);
        for (size_t i = 0; i < left; i++)
            assert_true(t.x[i] == x[i] && t.y[i] == y[i]);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_arena, close_arena)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(nothing_moves_farther_than_the_tolerance),
        TEST(a_dense_line_keeps_few_points),
        TEST(direction_and_start_do_not_matter),
        TEST(long_edges_are_never_touched),
        TEST(small_parts_go_but_for_a_dot),
        TEST(a_thin_ring_stays_a_ring),
        TEST(bad_input_is_taken_as_it_comes),
        TEST(the_least_triangle_goes_first),
        TEST(the_heap_agrees_with_the_plain_way),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
