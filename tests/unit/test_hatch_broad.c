/* test_hatch_broad.c - broad lines cut along the edge: area, sides, point by point, many vertices.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "../../src/marks/marks.h"

static ct_arena *arena;
static int setup(void **state) {
    (void)state;
    arena = ct_arena_new();
    return 0;
}
static int teardown(void **state) {
    (void)state;
    ct_arena_free(arena);
    return 0;
}

static void near(double a, double b, double within) {
    if (!(fabs(a - b) <= within)) fail_msg("%.9f is not within %g of %.9f", a, within, b);
}

static ct_shape ring(const double *xy, size_t n) {
    ct_builder b = ct_builder_start(arena, CT_POLYGON);
    for (size_t i = 0; i < n; i++)
        ct_builder_point(&b, xy[2 * i], xy[2 * i + 1]);
    ct_builder_end_part(&b);
    return ct_builder_take(&b);
}

static ct_hatch_class hatch_of(double angle, double gap, double width) {
    return (ct_hatch_class){ .given = true, .angle = angle, .gap = gap, .width = width };
}

static double area_of(const ct_shape *s) {
    double area = 0;
    for (size_t p = 0; p < s->parts; p++) {
        size_t from = ct_part_start(s, p);
        area += ct_ring_area(s->x + from, s->y + from, s->end[p] - from);
    }
    return area;
}

/* By the even-odd rule, whatever way rings run. */
static double area_inside(const ct_shape *s) {
    ct_report *report = ct_report_new(NULL, NULL);
    ct_shape sound;
    if (s->parts == 0) return 0;
    assert_true(ct_repair(arena, s, CT_NOWHERE, &sound, NULL, report));
    ct_report_free(report);
    return fabs(area_of(&sound));
}

static void a_cross_does_not_darken(void **state) {
    (void)state;
    const double square[] = { 1, 1, 11, 1, 11, 11, 1, 11 };
    ct_shape s = ring(square, 4), bands;
    ct_hatch_class h = hatch_of(0, 4, 2); /* 4 x 10 x 2, less 4 crossings of 2 x 2 */
    h.pattern = CT_PATTERN_CROSS;
    assert_true(ct_hatch_bands(arena, &s, &h, &bands));
    near(fabs(area_of(&bands)), 80 - 16, 1e-6);
}

static void sides_are_the_lines(void **state) {
    (void)state;
    const double square[] = { 1, 1, 11, 1, 11, 11, 1, 11 };
    ct_shape s = ring(square, 4), bands;
    ct_hatch_class h =
        hatch_of(0, 4, 2); /* about y = 4 and y = 8; 0 and 12 end on the square's edge */
    assert_true(ct_hatch_bands(arena, &s, &h, &bands));
    assert_int_equal(bands.parts, 2);
    for (size_t i = 0; i < ct_shape_points(&bands); i++) {
        assert_true(bands.x[i] == 1 || bands.x[i] == 11);
        near(fabs(fmod(bands.y[i], 4) - 2), 1, 1e-9);
    }
    near(area_inside(&bands), 40, 1e-9);
    const double slope[] = { 0, 3.5, 5, 4.5, 9, 3.2 }; /* lies in one band, or in none */
    s = ring(slope, 3);
    assert_true(ct_hatch_bands(arena, &s, &h, &bands));
    near(area_inside(&bands), fabs(ct_ring_area(s.x, s.y, 3)), 1e-9);
    const double between[] = { 0, 5.1, 5, 6.9, 9, 5.2 };
    s = ring(between, 3);
    assert_true(ct_hatch_bands(arena, &s, &h, &bands));
    assert_int_equal(bands.parts, 0);
    const double tall[] = { 0, 4, 90, 8, 30, 12.5 }; /* all corners lie in bands */
    s = ring(tall, 3);
    assert_true(ct_hatch_bands(arena, &s, &h, &bands));
    double below = 0;
    for (double y = -2 + 0.005; y < 14; y += 0.01) { /* by strips */
        if (fabs(fmod(y + 2, 4) - 2) > 1) continue;
        double cut[2] = { HUGE_VAL, -HUGE_VAL };
        for (int i = 0; i < 3; i++) {
            const double *a = tall + 2 * i, *b = tall + 2 * ((i + 1) % 3);
            if ((a[1] <= y) == (b[1] <= y)) continue;
            double x = a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0]);
            cut[0] = fmin(cut[0], x);
            cut[1] = fmax(cut[1], x);
        }
        below += cut[1] > cut[0] ? (cut[1] - cut[0]) * 0.01 : 0;
    }
    near(area_inside(&bands), below, 0.2);
}

/* Stars with holes, at odd places and at round ones, where corners and edges lie on sides. */
static ct_shape star_of(int trial) {
    ct_builder b = ct_builder_start(arena, CT_POLYGON);
    const double middle = 200 + trial * 7.3;
    for (int inner = 0; inner < 2; inner++) {
        const int corners = 5 + trial % 37;
        for (int i = 0; i < corners; i++) {
            double turn = 2 * M_PI * i / corners, r = (inner ? 20 : 90) * (i % 2 ? 0.6 : 1);
            double x = middle + r * cos(turn), y = middle + r * sin(turn);
            if (trial % 3 == 0) x = round(x / 2) * 2;
            if (trial % 3 == 0) y = round(y / 2) * 2;
            ct_builder_point(&b, x, y);
        }
        ct_builder_end_part(&b);
    }
    return ct_builder_take(&b);
}

/* Point by point: what lies in the area and in a band, but for crumbs. */
static void bands_hold_what_they_should(void **state) {
    (void)state;
    enum { ROW = 400 };
    for (int trial = 0; trial < 60; trial++) {
        const ct_shape s = star_of(trial);
        const ct_hatch_class h = hatch_of(trial % 3 ? trial * 17 : 90 * (trial % 2), 8, 4);
        const double gap = ct_hatch_gap(&h), turn = h.angle * M_PI / 180;
        const ct_box box = ct_box_of(&s);
        ct_shape bands;
        size_t lost = 0, found = 0, wrong = 0;
        assert_true(ct_hatch_bands(arena, &s, &h, &bands));
        for (double y = box.y0 - 1.03; y < box.y1 + 1; y += 0.5) {
            double x[ROW];
            bool in_area[ROW], in_bands[ROW];
            for (size_t i = 0; i < ROW; i++)
                x[i] = box.x0 - 1.07 + 0.5 * (double)i;
            ct_shape_contains_row(&s, y, x, ROW, in_area);
            ct_shape_contains_row(&bands, y, x, ROW, in_bands);
            for (size_t i = 0; i < ROW; i++) {
                const double v = x[i] * sin(turn) + y * cos(turn);
                const bool should = in_area[i] && fabs(v - gap * round(v / gap)) < 2;
                found += should;
                lost += should && !in_bands[i];
                wrong += !should && in_bands[i];
            }
        }
        assert_true(found > 1000);
        assert_int_equal(wrong, 0);
        if (lost > found / 50) fail_msg("%zu of %zu in trial %d", lost, found, trial);
    }
}

/* Broad lines cover the share of the area that they should, and nothing beyond it. */
static void test_bands(void **state) {
    (void)state;
    const double kite[] = { 300, 250, 420, 310, 300, 470, 250, 330 };
    ct_shape s = ring(kite, 4), bands;
    ct_hatch_class h = hatch_of(30, 10, 4);
    assert_true(ct_hatch_bands(arena, &s, &h, &bands));
    double area = 0, whole = fabs(ct_ring_area(s.x + s.start, s.y + s.start, 4));
    for (size_t p = 0; p < bands.parts; p++) {
        size_t from = ct_part_start(&bands, p);
        area += fabs(ct_ring_area(bands.x + from, bands.y + from, bands.end[p] - from));
        for (size_t i = from; i < bands.end[p]; i++)
            for (size_t k = 0; k < 4; k++) /* left of no edge of the kite */
                assert_true((kite[2 * ((k + 1) % 4)] - kite[2 * k]) *
                                    (bands.y[i] - kite[2 * k + 1]) -
                                (kite[2 * ((k + 1) % 4) + 1] - kite[2 * k + 1]) *
                                    (bands.x[i] - kite[2 * k]) >
                            -1e-3);
    }
    near(area / whole, 4 / ct_hatch_gap(&h), 0.02);
    h.width = 1; /* thin ones are lines */
    assert_false(ct_hatch_bands(arena, &s, &h, &bands));
    h.width = 4;
    const double lost[] = { 0, 0, INFINITY, 0, 9, 9 };
    s = ring(lost, 3);
    assert_false(ct_hatch_bands(arena, &s, &h, &bands));
}

/* A crooked coast of a million vertices: well within the time of a test. */
static void test_a_million_vertices(void **state) {
    (void)state;
    enum { N = 1000000 };
    ct_builder b = ct_builder_start(arena, CT_POLYGON);
    for (int i = 0; i < N; i++) {
        double turn = 2 * M_PI * i / N, r = 400 + 30 * sin(499 * turn) + 2 * sin(49999 * turn);
        ct_builder_point(&b, 500 + r * cos(turn), 500 + r * sin(turn));
    }
    ct_builder_end_part(&b);
    ct_shape s = ct_builder_take(&b), bands;
    ct_hatch_class h = hatch_of(45, 10, 4);
    assert_true(ct_hatch_bands(arena, &s, &h, &bands));
    near(area_inside(&bands) / fabs(ct_ring_area(s.x, s.y, N)), 4 / ct_hatch_gap(&h), 0.01);
    h.pattern = CT_PATTERN_CROSS; /* drawn as lines */
    assert_false(ct_hatch_bands(arena, &s, &h, &bands));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cross_does_not_darken),     cmocka_unit_test(sides_are_the_lines),
        cmocka_unit_test(bands_hold_what_they_should), cmocka_unit_test(test_bands),
        cmocka_unit_test(test_a_million_vertices),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
