/* test_split.c - the part of an area on one side of a line. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "../../src/geom/geom.h"

typedef struct fixture {
    ct_arena *arena;
    ct_report *report;
} fixture;

static int set_up(void **state) {
    fixture *f = malloc(sizeof *f);
    f->arena = ct_arena_new();
    f->report = ct_report_new(NULL, NULL);
    *state = f;
    return 0;
}

static int tear_down(void **state) {
    fixture *f = *state;
    ct_report_free(f->report);
    ct_arena_free(f->arena);
    free(f);
    return 0;
}

/* Points "x y x y / x y …" as numbers: NAN ends a part. */
static ct_shape shape_of(fixture *f, ct_kind kind, const double *v, size_t n) {
    ct_builder b = ct_builder_start(f->arena, kind);
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
#define SHAPE(f, kind, ...)                                                                        \
    shape_of(f, kind, (const double[]){ __VA_ARGS__ }, CT_COUNT(((const double[]){ __VA_ARGS__ })))
#define SQUARE 0, 0, 10, 0, 10, 10, 0, 10

static double area_of(const ct_shape *s) {
    double sum = 0;
    for (size_t p = 0; p < s->parts; p++) {
        size_t from = ct_part_start(s, p);
        sum += ct_ring_area(s->x + from, s->y + from, s->end[p] - from);
    }
    return sum;
}

static ct_shape split(fixture *f, const ct_shape *area, const ct_shape *line, ct_side side,
                      double tolerance, size_t *pieces) {
    ct_shape result;
    assert_true(
        ct_split(f->arena, area, line, side, tolerance, CT_NOWHERE, &result, pieces, f->report));
    return result;
}

static void near(double a, double b) {
    if (fabs(a - b) > 1e-9) fail_msg("%.12g is not %.12g", a, b);
}

static void a_line_across_gives_each_side(void **state) {
    fixture *f = *state;
    ct_shape area = SHAPE(f, CT_POLYGON, SQUARE);
    ct_shape line = SHAPE(f, CT_LINE, 3, -2, 3, 12); /* northward: left is west */
    size_t pieces;
    ct_shape east = split(f, &area, &line, CT_SIDE_E, 0.1, &pieces);
    assert_int_equal(pieces, 2);
    near(area_of(&east), 70);
    near(ct_box_of(&east).x0, 3);
    ct_shape west = split(f, &area, &line, CT_SIDE_W, 0.1, &pieces);
    near(area_of(&west), 30);
    ct_shape left = split(f, &area, &line, CT_SIDE_LEFT, 0.1, &pieces);
    near(area_of(&left), 30);
    ct_shape right = split(f, &area, &line, CT_SIDE_RIGHT, 0.1, &pieces);
    near(area_of(&right), 70);
    assert_int_equal(ct_report_count(f->report), 0);
}

static void the_line_reversed_gives_the_same(void **state) {
    fixture *f = *state;
    ct_shape area = SHAPE(f, CT_POLYGON, SQUARE);
    ct_shape up = SHAPE(f, CT_LINE, 3, -2, 5, 4, 2, 7, 4, 12);
    ct_shape down = SHAPE(f, CT_LINE, 4, 12, 2, 7, 5, 4, 3, -2);
    for (int side = CT_SIDE_N; side <= CT_SIDE_NW; side++) {
        ct_shape a = split(f, &area, &up, (ct_side)side, 0.1, NULL);
        ct_shape b = split(f, &area, &down, (ct_side)side, 0.1, NULL);
        near(area_of(&a), area_of(&b));
    }
    ct_shape a = split(f, &area, &up, CT_SIDE_LEFT, 0.1, NULL);
    ct_shape b = split(f, &area, &down, CT_SIDE_RIGHT, 0.1, NULL);
    near(area_of(&a), area_of(&b));
}

static void every_compass_point_picks_its_side(void **state) {
    fixture *f = *state;
    ct_shape area = SHAPE(f, CT_POLYGON, SQUARE);
    /* from south-west to north-east, a little below the middle: north-west is the larger */
    ct_shape line = SHAPE(f, CT_LINE, -1, -3, 13, 11);
    const struct {
        ct_side side;
        bool north_west;
    } rows[] = { { CT_SIDE_N, true },  { CT_SIDE_W, true },   { CT_SIDE_NW, true },
                 { CT_SIDE_E, false }, { CT_SIDE_SE, false }, { CT_SIDE_S, false } };
    for (size_t i = 0; i < CT_COUNT(rows); i++) {
        ct_shape got = split(f, &area, &line, rows[i].side, 0.1, NULL);
        near(area_of(&got), rows[i].north_west ? 68 : 32);
    }
}

static void a_side_along_the_line_is_a_guess_and_said_so(void **state) {
    fixture *f = *state;
    ct_shape area = SHAPE(f, CT_POLYGON, SQUARE);
    ct_shape line = SHAPE(f, CT_LINE, 5, -1, 5, 11);
    split(f, &area, &line, CT_SIDE_N, 0.1, NULL);
    assert_int_equal(ct_report_count(f->report), 1);
    assert_int_equal(ct_report_at(f->report, 0)->severity, CARTOUCHE_WARNING);
}

static void a_short_end_is_drawn_on(void **state) {
    fixture *f = *state;
    ct_shape area = SHAPE(f, CT_POLYGON, SQUARE);
    ct_shape line = SHAPE(f, CT_LINE, 4, 0.3, 4, 9.8);
    size_t pieces;
    ct_shape east = split(f, &area, &line, CT_SIDE_E, 0.5, &pieces);
    assert_int_equal(pieces, 2);
    near(area_of(&east), 60);
    east = split(f, &area, &line, CT_SIDE_E, 0.25, &pieces);
    assert_int_equal(pieces, 1); /* the southern end is too far from the border */
}

static void a_slanted_short_end_goes_the_short_way(void **state) {
    fixture *f = *state;
    ct_shape area = SHAPE(f, CT_POLYGON, SQUARE);
    /* the last segment runs nearly along the border: straight on would be long */
    ct_shape line = SHAPE(f, CT_LINE, 4, -1, 4, 9.5, 5, 9.6);
    size_t pieces;
    ct_shape east = split(f, &area, &line, CT_SIDE_E, 0.5, &pieces);
    assert_int_equal(pieces, 2);
    near(area_of(&east), 60 - 0.5 + 0.05);
}

static void an_end_on_the_border_needs_no_help(void **state) {
    fixture *f = *state;
    ct_shape area = SHAPE(f, CT_POLYGON, SQUARE);
    ct_shape line = SHAPE(f, CT_LINE, 4, 0, 4, 5, 6, 10);
    size_t pieces;
    ct_shape east = split(f, &area, &line, CT_SIDE_E, 0, &pieces);
    assert_int_equal(pieces, 2);
    near(area_of(&east), 55);
}

static void a_line_that_weaves_over_the_border(void **state) {
    fixture *f = *state;
    ct_shape area = SHAPE(f, CT_POLYGON, SQUARE);
    /* in and out over the western border five times; what lies west of it are three bites */
    ct_shape line = SHAPE(f, CT_LINE, -1, -1, -1, 1, 1, 1, 1, 3, -1, 3, -1, 5, 2, 5, 2, 6, -1, 6,
                          -1, 8, 3, 8, 3, 11);
    size_t pieces;
    ct_shape west = split(f, &area, &line, CT_SIDE_W, 0.1, &pieces);
    assert_int_equal(pieces, 4);
    assert_int_equal(west.parts, 3);
    near(area_of(&west), 2 + 2 + 6);
    ct_shape east = split(f, &area, &line, CT_SIDE_E, 0.1, &pieces);
    near(area_of(&east), 90);
}

static void a_line_along_the_border_cuts_nothing(void **state) {
    fixture *f = *state;
    ct_shape area = SHAPE(f, CT_POLYGON, SQUARE);
    ct_shape line = SHAPE(f, CT_LINE, 0, -5, 0, 0, 0, 10, 0, 15);
    size_t pieces;
    ct_shape east = split(f, &area, &line, CT_SIDE_E, 0.1, &pieces);
    assert_int_equal(pieces, 1);
    near(area_of(&east), 100);
    ct_shape west = split(f, &area, &line, CT_SIDE_W, 0.1, &pieces);
    assert_int_equal(west.kind, CT_NULL);
}

static void a_line_that_misses_takes_all_or_nothing(void **state) {
    fixture *f = *state;
    ct_shape area = SHAPE(f, CT_POLYGON, SQUARE);
    ct_shape line = SHAPE(f, CT_LINE, -0.05, -1, -0.05, 12); /* near, but outside */
    size_t pieces;
    ct_shape east = split(f, &area, &line, CT_SIDE_E, 0.5, &pieces);
    assert_int_equal(pieces, 1);
    near(area_of(&east), 100);
    ct_shape west = split(f, &area, &line, CT_SIDE_W, 0.5, &pieces);
    assert_int_equal(pieces, 1);
    assert_int_equal(west.kind, CT_NULL);
}

static void an_end_outside_is_never_drawn_on(void **state) {
    fixture *f = *state;
    ct_shape area = SHAPE(f, CT_POLYGON, SQUARE);
    ct_shape line = SHAPE(f, CT_LINE, 5, -3, 5, -0.1);
    size_t pieces;
    split(f, &area, &line, CT_SIDE_E, 1, &pieces);
    assert_int_equal(pieces, 1);
}

static void two_parts_cut_twice(void **state) {
    fixture *f = *state;
    ct_shape area = SHAPE(f, CT_POLYGON, SQUARE);
    /* one runs north, one south: each is resolved by itself */
    ct_shape line = SHAPE(f, CT_LINE, 2, -1, 2, 4, -1, 4, NAN, 7, 11, 7, 6, 11, 6);
    size_t pieces;
    ct_shape east = split(f, &area, &line, CT_SIDE_NE, 0.1, &pieces);
    assert_int_equal(pieces, 3);
    /* south-west bite of 2 × 4 is out; the north-east bite 3 × 4 is in, the middle is both: the
     * longer contact wins (6 against 7) */
    near(area_of(&east), 12);
}

static void parts_that_follow_each_other_are_one_line(void **state) {
    fixture *f = *state;
    ct_shape area = SHAPE(f, CT_POLYGON, SQUARE);
    ct_shape line = SHAPE(f, CT_LINE, 4, -1, 4, 5, NAN, 6, 11, 4, 5); /* the second runs back */
    size_t pieces;
    ct_shape east = split(f, &area, &line, CT_SIDE_E, 0.1, &pieces);
    assert_int_equal(pieces, 2);
    near(area_of(&east), 10 * 10 - 4 * 5 - (4 + 4 + 10.0 / 6) / 2 * 5);
}

static void a_gap_between_parts_is_bridged(void **state) {
    fixture *f = *state;
    ct_shape area = SHAPE(f, CT_POLYGON, SQUARE);
    ct_shape line = SHAPE(f, CT_LINE, 4, -1, 4, 5, NAN, 4, 5.2, 4, 11);
    size_t pieces;
    ct_shape east = split(f, &area, &line, CT_SIDE_E, 0.5, &pieces);
    assert_int_equal(pieces, 2);
    near(area_of(&east), 60);
}

static void many_parts_in_any_order_are_one_line(void **state) {
    fixture *f = *state;
    ct_shape area = SHAPE(f, CT_POLYGON, SQUARE);
    ct_builder b = ct_builder_start(f->arena, CT_LINE);
    for (int k = 0; k < 600; k++) { /* 37 and 600 have no common factor: each piece once */
        int i = k * 37 % 600;
        for (int end = 0; end < 2; end++) {
            double y = -1 + 12.0 * (i + end) / 600;
            ct_builder_point(&b, 4 + sin(y), y);
        }
        ct_builder_end_part(&b);
    }
    ct_shape line = ct_builder_take(&b);
    size_t pieces;
    ct_shape east = split(f, &area, &line, CT_SIDE_E, 0.005, &pieces);
    assert_int_equal(pieces, 2);
    /* the integral of 4 + sin over the height is the west */
    if (fabs(area_of(&east) - (60 - (1 - cos(10)))) > 1e-3) fail_msg("%g", area_of(&east));
}

static void a_closed_line_splits_its_inside_off(void **state) {
    fixture *f = *state;
    ct_shape area = SHAPE(f, CT_POLYGON, SQUARE);
    ct_shape line = SHAPE(f, CT_LINE, 3, 3, 7, 3, 7, 7, 3, 7, 3, 3);
    size_t pieces;
    ct_shape left = split(f, &area, &line, CT_SIDE_LEFT, 0.5, &pieces);
    assert_int_equal(pieces, 2);
    near(area_of(&left), 16);
    ct_shape right = split(f, &area, &line, CT_SIDE_RIGHT, 0.5, &pieces);
    near(area_of(&right), 84);
    assert_int_equal(right.parts, 2);
}

static void a_polygon_untouched_goes_by_the_nearest_point(void **state) {
    fixture *f = *state;
    ct_shape area = SHAPE(f, CT_POLYGON, SQUARE, NAN, 12, 0, 14, 0, 14, 2, 12, 2, NAN, -4, 0, -2, 0,
                          -2, 2, -4, 2);
    ct_shape line = SHAPE(f, CT_LINE, 5, -1, 5, 11);
    size_t pieces;
    ct_shape east = split(f, &area, &line, CT_SIDE_E, 0.1, &pieces);
    assert_int_equal(pieces, 2);
    assert_int_equal(east.parts, 2);
    near(area_of(&east), 50 + 4);
    assert_true(ct_shape_contains(&east, 13, 1));
    assert_false(ct_shape_contains(&east, -3, 1));
}

static void a_sharp_bend_does_not_mislead_the_nearest_point(void **state) {
    fixture *f = *state;
    /* the island lies beyond the tip of a narrow spike: the nearest point is the tip, and each of
     * its two segments alone would tell another side */
    ct_shape area = SHAPE(f, CT_POLYGON, 9, -0.4, 10, -0.4, 10, 1, 9, 1);
    ct_shape line = SHAPE(f, CT_LINE, 0, -5, 5, 0, 0, 1, 0, 9);
    size_t pieces;
    ct_shape east = split(f, &area, &line, CT_SIDE_E, 0.1, &pieces);
    assert_int_equal(pieces, 1);
    near(area_of(&east), 1.4);
}

static void a_hole_stays_a_hole(void **state) {
    fixture *f = *state;
    ct_shape area =
        SHAPE(f, CT_POLYGON, SQUARE, NAN, 4, 4, 4, 6, 6, 6, 6, 4, NAN, 7, 7, 7, 8, 8, 8, 8, 7);
    ct_shape line = SHAPE(f, CT_LINE, 5, -1, 5, 11);
    size_t pieces;
    ct_shape east = split(f, &area, &line, CT_SIDE_E, 0.1, &pieces);
    assert_int_equal(pieces, 2);
    near(area_of(&east), 50 - 2 - 1);
    assert_false(ct_shape_contains(&east, 7.5, 7.5));
    ct_shape west = split(f, &area, &line, CT_SIDE_W, 0.1, &pieces);
    near(area_of(&west), 48);
    assert_false(ct_shape_contains(&west, 4.5, 5));
}

static void the_areas_own_vertices_stay(void **state) {
    fixture *f = *state;
    ct_shape area = SHAPE(f, CT_POLYGON, 0.1, 0.2, 3.3, 0.1, 10.7, 0.3, 10.9, 4.4, 10.1, 9.7, 5.5,
                          10.3, 0.6, 9.9);
    ct_shape line = SHAPE(f, CT_LINE, 5, -1, 5.2, 4, 4.9, 11);
    ct_shape east = split(f, &area, &line, CT_SIDE_E, 0.1, NULL);
    size_t found = 0;
    for (size_t i = 0; i < ct_shape_points(&area); i++)
        for (size_t j = 0; j < ct_shape_points(&east); j++)
            found += area.x[i] == east.x[j] && area.y[i] == east.y[j];
    assert_int_equal(found, 4);
    assert_int_equal(ct_shape_points(&east), 4 + 2 + 1); /* two crossings, one bend of the line */
}

static void an_area_that_crosses_itself_is_mended_first(void **state) {
    fixture *f = *state;
    ct_shape area = SHAPE(f, CT_POLYGON, 0, 0, 10, 10, 10, 0, 0, 10); /* an hourglass on its side */
    ct_shape line = SHAPE(f, CT_LINE, 2, -1, 2, 11);
    size_t pieces;
    ct_shape east = split(f, &area, &line, CT_SIDE_E, 0.1, &pieces);
    near(area_of(&east), 50 - 16);
}

static void nothing_to_split_by_is_a_fault(void **state) {
    fixture *f = *state;
    ct_shape area = SHAPE(f, CT_POLYGON, SQUARE), result;
    ct_shape line = SHAPE(f, CT_LINE, 1, 1, 1, 1); /* one place */
    assert_false(
        ct_split(f->arena, &area, &line, CT_SIDE_E, 0.1, CT_NOWHERE, &result, NULL, f->report));
    assert_int_equal(ct_report_status(f->report), CARTOUCHE_BAD_DATA);
    assert_non_null(ct_report_at(f->report, 0)->hint);
}

static void an_empty_area_stays_empty(void **state) {
    fixture *f = *state;
    ct_shape area = { .kind = CT_NULL };
    ct_shape line = SHAPE(f, CT_LINE, 1, 1, 1, 2);
    size_t pieces = 7;
    ct_shape east = split(f, &area, &line, CT_SIDE_E, 0.1, &pieces);
    assert_int_equal(east.kind, CT_NULL);
    assert_int_equal(pieces, 1);
}

/* ---- random stars and lines -------------------------------------------------------------------
 */

static uint64_t seed_state;
static double random_share(void) {
    seed_state = seed_state * 6364136223846793005u + 1442695040888963407u;
    return (double)(seed_state >> 11) / 9007199254740992.0;
}

static ct_shape random_star(fixture *f, size_t n, double cx, double cy) {
    ct_builder b = ct_builder_start(f->arena, CT_POLYGON);
    for (size_t i = 0; i < n; i++) {
        double turn = 6.283185307179586 * ((double)i + 0.9 * random_share()) / (double)n;
        double r = 0.6 + 0.6 * random_share();
        ct_builder_point(&b, cx + r * cos(turn), cy + r * sin(turn));
    }
    ct_builder_end_part(&b);
    return ct_builder_take(&b);
}

static ct_shape random_line(fixture *f, size_t n, double cx, double cy) {
    ct_builder b = ct_builder_start(f->arena, CT_LINE);
    for (size_t i = 0; i < n; i++)
        ct_builder_point(&b, cx + 0.5 * (random_share() - 0.5),
                         cy - 1.5 + 3.0 * (double)i / (double)(n - 1));
    ct_builder_end_part(&b);
    return ct_builder_take(&b);
}

static void both_sides_together_are_the_area(void **state) {
    fixture *f = *state;
    const char *wish = getenv("CT_SEED");
    uint64_t seed = wish ? strtoull(wish, NULL, 10) : 20260127;
    for (uint64_t round = 0; round < 150; round++) {
        seed_state = seed + round;
        random_share();
        double cx = 36 + 4 * random_share(), cy = 47 + 3 * random_share();
        ct_shape area = random_star(f, 5 + (size_t)(60 * random_share()), cx, cy);
        ct_shape line = random_line(f, 2 + (size_t)(60 * random_share()), cx, cy), whole, common;
        size_t pieces;
        ct_shape east = split(f, &area, &line, CT_SIDE_E, 0.01, &pieces);
        ct_shape west = split(f, &area, &line, CT_SIDE_W, 0.01, NULL);
        assert_true(ct_overlay(f->arena, CT_UNION, &east, &west, CT_NOWHERE, &whole, f->report));
        assert_true(
            ct_overlay(f->arena, CT_INTERSECTION, &east, &west, CT_NOWHERE, &common, f->report));
        double all = area_of(&area);
        if (pieces < 2 || fabs(area_of(&east) + area_of(&west) - all) > 1e-9 ||
            fabs(area_of(&whole) - all) > 1e-9 || area_of(&common) > 1e-9)
            fail_msg("CT_SEED=%llu: %zu pieces, %.12g + %.12g of %.12g",
                     (unsigned long long)seed + round, pieces, area_of(&east), area_of(&west), all);
        /* a point of the area beside the line, far from its bends, is on the right side */
        bool valid_changed;
        ct_shape same;
        assert_true(ct_repair(f->arena, &east, CT_NOWHERE, &same, &valid_changed, f->report));
        assert_false(valid_changed);
    }
    printf("seed %llu\n", (unsigned long long)seed);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_line_across_gives_each_side),
        TEST(the_line_reversed_gives_the_same),
        TEST(every_compass_point_picks_its_side),
        TEST(a_side_along_the_line_is_a_guess_and_said_so),
        TEST(a_short_end_is_drawn_on),
        TEST(a_slanted_short_end_goes_the_short_way),
        TEST(an_end_on_the_border_needs_no_help),
        TEST(a_line_that_weaves_over_the_border),
        TEST(a_line_along_the_border_cuts_nothing),
        TEST(a_line_that_misses_takes_all_or_nothing),
        TEST(an_end_outside_is_never_drawn_on),
        TEST(two_parts_cut_twice),
        TEST(parts_that_follow_each_other_are_one_line),
        TEST(a_gap_between_parts_is_bridged),
        TEST(many_parts_in_any_order_are_one_line),
        TEST(a_closed_line_splits_its_inside_off),
        TEST(a_polygon_untouched_goes_by_the_nearest_point),
        TEST(a_sharp_bend_does_not_mislead_the_nearest_point),
        TEST(a_hole_stays_a_hole),
        TEST(the_areas_own_vertices_stay),
        TEST(an_area_that_crosses_itself_is_mended_first),
        TEST(nothing_to_split_by_is_a_fault),
        TEST(an_empty_area_stays_empty),
        TEST(both_sides_together_are_the_area),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
