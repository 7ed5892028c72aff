/* test_sieve.c - what a picture shows of shapes: no less, and shared borders alike. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "../../src/geom/geom.h"
#include "seeded.h"

enum { ARC = 4000, MOST = 3 * ARC };

static const ct_sieve whole = { .window = { -180, -90, 180, 90 }, .dx = 0.01, .dy = 0.01 };

typedef struct run {
    double x[MOST], y[MOST];
    size_t n;
} run;

static void add(run *r, double x, double y) {
    r->x[r->n] = x;
    r->y[r->n++] = y;
}

/* A walk from one place to another, whose steps are of every length. */
static void walk(run *r, double x0, double y0, double x1, double y1) {
    r->n = 0;
    for (int i = 0; i <= ARC; i++) {
        double t = (double)i / ARC, jitter = i && i < ARC ? 0.004 * pow(seeded_share(), 3) : 0;
        add(r, x0 + t * (x1 - x0) + jitter, y0 + t * (y1 - y0) + 0.6 * jitter);
    }
}

/* A ring of the arc and a way back; from some vertex on, in either direction. */
static void ring_of(const run *arc, double bulge, bool reverse, size_t start, run *out) {
    run whole_ring = { .n = 0 };
    for (size_t i = 0; i < arc->n; i++)
        add(&whole_ring, arc->x[i], arc->y[i]);
    for (int i = 1; i < 50; i++) {
        double t = i / 50.0, last = (double)(arc->n - 1), k = last * (1 - t);
        add(&whole_ring, arc->x[(size_t)k] + bulge * sin(3.14159 * t),
            arc->y[(size_t)k] + bulge * t);
    }
    out->n = 0;
    for (size_t i = 0; i < whole_ring.n; i++) {
        size_t k = (start + i) % whole_ring.n;
        if (reverse) k = whole_ring.n - 1 - k;
        add(out, whole_ring.x[k], whole_ring.y[k]);
    }
}

static bool has(const run *r, double x, double y) {
    for (size_t i = 0; i < r->n; i++)
        if (r->x[i] == x && r->y[i] == y) return true;
    return false;
}

static void sift(const ct_sieve *sieve, ct_kind kind, run *r) {
    ct_sifted s = ct_sieve_part(sieve, kind, r->x, r->y, r->n);
    assert_false(s.odd);
    r->n = s.count;
}

static void neighbours_keep_one_border(void **state) {
    (void)state;
    static run arc, left, right;
    seeded_state = seeded_from(20261124);
    for (int round = 0; round < 20; round++) {
        walk(&arc, 10, 10, 14, 13);
        ring_of(&arc, 3, false, seeded_below(1000), &left);
        ring_of(&arc, -3, true, seeded_below(1000), &right);
        sift(&whole, CT_POLYGON, &left);
        sift(&whole, CT_POLYGON, &right);
        size_t kept = 0;
        for (size_t i = 100; i + 100 < arc.n; i++) { /* not near the arc's ends */
            bool one = has(&left, arc.x[i], arc.y[i]);
            assert_int_equal(one, has(&right, arc.x[i], arc.y[i]));
            kept += one;
        }
        assert_in_range(kept, ARC / 20, ARC / 2);
    }
}

static double distance_to(const run *r, bool ring, double x, double y) {
    double least = INFINITY;
    for (size_t i = ring ? 0 : 1; i < r->n; i++) {
        size_t before = i ? i - 1 : r->n - 1;
        least =
            fmin(least, ct_segment_distance(x, y, r->x[before], r->y[before], r->x[i], r->y[i]));
    }
    return least;
}

static void nothing_moves_by_a_step(void **state) {
    (void)state;
    static run arc, ring, before;
    seeded_state = seeded_from(77);
    walk(&arc, -5, 0, 3, 2);
    ring_of(&arc, 2, false, 17, &ring);
    before = ring;
    sift(&whole, CT_POLYGON, &ring);
    assert_true(ring.n < before.n / 2);
    double sum = 0;
    for (size_t i = 0; i < before.n; i++) {
        double off = distance_to(&ring, true, before.x[i], before.y[i]);
        assert_true(off < whole.dx);
        sum += off;
    }
    assert_true(sum / (double)before.n < 0.2 * whole.dx);
}

static void ends_of_lines_stay(void **state) {
    (void)state;
    static run line;
    seeded_state = seeded_from(5);
    walk(&line, 0, 0, 0.5, 0.1);
    double x = line.x[ARC], y = line.y[ARC];
    sift(&whole, CT_LINE, &line);
    assert_true(line.x[0] == 0 && line.y[0] == 0);
    assert_true(line.x[line.n - 1] == x && line.y[line.n - 1] == y);
    assert_in_range(line.n, 3, ARC / 4);
}

static bool contains(const run *r, double x, double y) {
    ct_shape s = { .kind = CT_POLYGON, .x = r->x, .y = r->y, .end = &r->n, .parts = 1 };
    return ct_shape_contains(&s, x, y);
}

static void the_window_stays_right(void **state) {
    (void)state;
    static run arc, ring, before;
    ct_sieve part = { .window = { 11, 10, 12, 12.5 }, .dx = 0.001, .dy = 0.001 };
    seeded_state = seeded_from(9);
    for (int round = 0; round < 10; round++) {
        walk(&arc, 9, 9, 15, 14);
        ring_of(&arc, 3 - 0.6 * round, round % 2, seeded_below(1000), &ring);
        before = ring;
        sift(&part, CT_POLYGON, &ring);
        assert_true(ring.n < before.n);
        for (int i = 0; i < 2000; i++) {
            double x = 11 + seeded_share(), y = 10 + 2.5 * seeded_share();
            if (distance_to(&before, true, x, y) < part.dx) continue;
            assert_int_equal(contains(&ring, x, y), contains(&before, x, y));
        }
    }
}

static void what_lies_elsewhere_goes(void **state) {
    (void)state;
    ct_sieve part = { .window = { 11, 10, 12, 12 }, .dx = 0.001, .dy = 0.001 };
    double x[] = { 0, 5, 5, 0 }, y[] = { 0, 0, 5, 5 };
    ct_sifted s = ct_sieve_part(&part, CT_POLYGON, x, y, 4);
    assert_true(s.count == 0 && !s.speck && !s.odd);
}

static void specks_are_told(void **state) {
    (void)state;
    double x[] = { 1, 1, 1.001, 1.001, 1 }, y[] = { 2, 2.002, 2.002, 2, 2 };
    ct_sifted s = ct_sieve_part(&whole, CT_POLYGON, x, y, 5);
    assert_true(s.count == 0 && s.speck && !s.ccw);
    assert_float_equal(s.box.x1, 1.001, 0);
    double wide[] = { 1, 1, 2, 2, 1 };
    s = ct_sieve_part(&whole, CT_POLYGON, wide, y, 5);
    assert_int_equal(s.count, 4); /* without the closing point */
}

static void odd_points_are_told(void **state) {
    (void)state;
    const double odd[] = { NAN, INFINITY, -INFINITY, 180.5, -200, 1e300 };
    for (size_t i = 0; i < CT_COUNT(odd); i++) {
        double x[] = { 1, 2, 2, 1 }, y[] = { 1, 1, 2, 2 };
        x[2] = odd[i];
        assert_true(ct_sieve_part(&whole, CT_POLYGON, x, y, 4).odd);
    }
    double x[] = { 170, -170, -170, 170 }, y[] = { 1, 1, 2, 2 }; /* over the antimeridian */
    assert_true(ct_sieve_part(&whole, CT_POLYGON, x, y, 4).odd);
}

static void a_ring_along_a_pole_is_not_odd(void **state) {
    (void)state;
    static run ring;
    ring.n = 0;
    for (int i = 0; i <= 360; i++)
        add(&ring, i - 180, -70 + sin(i * 0.3));
    add(&ring, 180, -90);
    add(&ring, -180, -90);
    ct_sifted s = ct_sieve_part(&whole, CT_POLYGON, ring.x, ring.y, ring.n);
    assert_true(!s.odd && s.count == ring.n);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(neighbours_keep_one_border),
        cmocka_unit_test(nothing_moves_by_a_step),
        cmocka_unit_test(ends_of_lines_stay),
        cmocka_unit_test(the_window_stays_right),
        cmocka_unit_test(what_lies_elsewhere_goes),
        cmocka_unit_test(specks_are_told),
        cmocka_unit_test(odd_points_are_told),
        cmocka_unit_test(a_ring_along_a_pole_is_not_odd),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
