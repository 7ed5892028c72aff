/* test_cross.c - crossing and overlapping rings are found, touching ones are none. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "../../src/geom/geom.h"
#include "seeded.h"

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
#define RINGS(arena, ...)                                                                          \
    shape_of(arena, CT_POLYGON, (const double[]){ __VA_ARGS__ },                                   \
             CT_COUNT(((const double[]){ __VA_ARGS__ })))
#define BOX(w, s, e, n) w, s, e, s, e, n, w, n

static void crossings_are_found(void **state) {
    ct_arena *a = *state;
    const ct_shape bad[] = {
        RINGS(a, BOX(1, 1, 5, 5), NAN, BOX(3, 3, 8, 8)),
        RINGS(a, BOX(1, 1, 5, 5), NAN, BOX(1, 1, 5, 5)),                       /* twice the same */
        RINGS(a, 1, 1, 5, 5, 5, 1, 1, 5),                                      /* a bow-tie */
        RINGS(a, 1, 1, 3, 3, 5, 5, 5, 1, 3, 3, 1, 5),                          /* with a node */
        RINGS(a, BOX(1, 1, 5, 5), BOX(1, 1, 5, 5)),                            /* wound twice */
        RINGS(a, BOX(1, 1, 9, 9), NAN, BOX(2, 2, 5, 5), NAN, BOX(4, 4, 7, 7)), /* holes overlap */
        RINGS(a, BOX(1, 1, 9, 9), NAN, BOX(1, 2, 5, 5)),   /* a hole along the shell's edge */
        RINGS(a, BOX(1, 1, 5, 5), NAN, BOX(5, 1, 8, 5)),   /* members along an edge */
        RINGS(a, BOX(1, 1, 5, 5), NAN, BOX(5, 2, 8, 4)),   /* along a part of it */
        RINGS(a, BOX(1, 1, 5, 5), NAN, BOX(5, 0, 8, 9)),   /* along all of it and more */
        RINGS(a, BOX(0, 0, 4, 4), NAN, 2, -1, 2, 5, 9, 2), /* across, a vertex on no edge */
        RINGS(a, 0, 0, 2, 0, 4, 0, 4, 4, 2, 4, 0, 4, NAN, 2, -1, 2, 0, 2, 4, 2, 5, 9, 2),
        /* through a vertex into the shell and out of it */
        RINGS(a, BOX(0, 0, 4, 4), NAN, 4, 4, 2, 2, 3, 6),
        /* a loop inside that goes the same way round, at a corner */
        RINGS(a, 0, 0, .5, .1, .1, .5, 0, 0, 1, 0, 1, 1, 0, 1),
    };
    for (size_t i = 0; i < CT_COUNT(bad); i++)
        if (!ct_rings_cross(&bad[i])) fail_msg("shape %zu", i);
}

static void touching_is_no_crossing(void **state) {
    ct_arena *a = *state;
    const ct_shape good[] = {
        RINGS(a, BOX(1, 1, 5, 5)),
        RINGS(a, BOX(1, 1, 9, 9), NAN, BOX(2, 2, 5, 5), NAN, BOX(3, 3, 4, 4)),
        RINGS(a, BOX(1, 1, 5, 5), NAN, BOX(5, 5, 8, 8)),          /* corner on corner */
        RINGS(a, BOX(0, 0, 4, 4), NAN, 4, 2, 6, 1, 6, 3),         /* a corner on an edge, outside */
        RINGS(a, BOX(0, 0, 4, 4), NAN, 4, 2, 2, 1, 2, 3),         /* inside */
        RINGS(a, BOX(0, 0, 4, 4), NAN, 0, 0, 2, 1, 1, 2),         /* a hole at a corner */
        RINGS(a, 0, 0, 4, 0, 4, 4, 2, 0, 0, 4),                   /* a ring on its own edge */
        RINGS(a, 0, 0, 4, 0, 2, 2, 4, 4, 0, 4, 2, 2),             /* two corners on each other */
        RINGS(a, 0, 0, 0, 0, 4, 0, 4, 0, 4, 0, 4, 4, 0, 4, 0, 0), /* points twice and more */
        RINGS(a, 1, 1),
        RINGS(a, 1, 1, 2, 2),
    };
    for (size_t i = 0; i < CT_COUNT(good); i++)
        if (ct_rings_cross(&good[i])) fail_msg("shape %zu", i);
    ct_shape none = { .kind = CT_NULL };
    assert_false(ct_rings_cross(&none));
    ct_shape line = RINGS(a, 1, 1, 5, 5, 5, 1, 1, 5);
    line.kind = CT_LINE;
    assert_false(ct_rings_cross(&line));
    ct_shape bad = RINGS(a, 0, 0, INFINITY, 0, 3, 1e300, -1e300, 4);
    ct_rings_cross(&bad);
}

/* A star about (x, y) of n points, radii from r up to r·(1 + spread). */
static void add_star(ct_builder *b, double x, double y, double r, double spread, size_t n) {
    for (size_t i = 0; i < n; i++) {
        double turn = 6.283185307179586 * (double)i / (double)n;
        double reach = r * (1 + spread * seeded_share());
        ct_builder_point(b, x + reach * cos(turn), y + reach * sin(turn));
    }
    ct_builder_end_part(b);
}

static bool brute(const ct_shape *s) {
    size_t n = 0, at = 0;
    double(*e)[4] = malloc(ct_shape_points(s) * sizeof *e);
    for (size_t p = 0; p < s->parts; p++) {
        size_t from = ct_part_start(s, p), to = s->end[p];
        for (size_t i = from; i < to; i++, n++) {
            size_t j = i + 1 < to ? i + 1 : from;
            e[n][0] = s->x[i], e[n][1] = s->y[i], e[n][2] = s->x[j], e[n][3] = s->y[j];
        }
    }
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < i; j++) {
            double ux = e[i][2] - e[i][0], uy = e[i][3] - e[i][1];
            double vx = e[j][2] - e[j][0], vy = e[j][3] - e[j][1];
            double wx = e[j][0] - e[i][0], wy = e[j][1] - e[i][1], det = ux * vy - uy * vx;
            double t = (wx * vy - wy * vx) / det, u = (wx * uy - wy * ux) / det;
            at += t > 1e-9 && t < 1 - 1e-9 && u > 1e-9 && u < 1 - 1e-9;
        }
    free(e);
    return at > 0;
}

static void random_shapes_as_by_brute_force(void **state) {
    seeded_state = seeded_from(20260127);
    size_t crossing = 0, count = 300;
    for (size_t k = 0; k < count; k++) {
        ct_builder b = ct_builder_start(*state, CT_POLYGON);
        size_t rings = 1 + k % 5;
        for (size_t r = 0; r < rings; r++)
            add_star(&b, 10 * seeded_share(), 10 * seeded_share(), 1 + seeded_share(), 0.3,
                     3 + (size_t)(60 * seeded_share()));
        if (k % 3 == 0) { /* a swap of two points: the ring crosses itself, or not */
            size_t i = (size_t)(seeded_share() * (double)b.points);
            double x = b.x[i];
            b.x[i] = b.x[(i + 1) % b.points];
            b.x[(i + 1) % b.points] = x;
        }
        ct_shape s = ct_builder_take(&b);
        bool want = brute(&s);
        crossing += want;
        assert_true(ct_rings_cross(&s) == want);
    }
    assert_true(crossing > count / 10 && crossing < count * 9 / 10);
}

static void one_fault_in_many_points_is_found(void **state) {
    seeded_state = seeded_from(20260127);
    const size_t n = 20000;
    ct_builder b = ct_builder_start(*state, CT_POLYGON);
    add_star(&b, 0, 0, 100, 0.01, n);
    for (int i = 0; i < 400; i++)
        add_star(&b, 3 * (i % 20) - 30, 3 * (i / 20) - 30, 1, 0.3, 20);
    ct_shape s = ct_builder_take(&b);
    assert_false(ct_rings_cross(&s));
    for (int k = 0; k < 20; k++) {
        size_t i = seeded_below(n); /* a point to the other side of the middle */
        b.x[i] = -b.x[i], b.y[i] = -b.y[i];
        assert_true(ct_rings_cross(&s));
        b.x[i] = -b.x[i], b.y[i] = -b.y[i];
    }
    assert_false(ct_rings_cross(&s));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_arena, close_arena)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(crossings_are_found),
        TEST(touching_is_no_crossing),
        TEST(random_shapes_as_by_brute_force),
        TEST(one_fault_in_many_points_is_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
