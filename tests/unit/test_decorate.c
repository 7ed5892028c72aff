/* test_decorate.c - ticks, teeth and arrow heads along lines. */
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

static ct_shape line_of(const double (*points)[2], size_t count) {
    ct_builder b = ct_builder_start(arena, CT_LINE);
    for (size_t i = 0; i < count; i++)
        ct_builder_point(&b, points[i][0], points[i][1]);
    ct_builder_end_part(&b);
    return ct_builder_take(&b);
}

/* From left to right, 100 px. */
static ct_shape level(void) { return line_of((const double[][2]){ { 0, 50 }, { 100, 50 } }, 2); }

static void ticks_stand_evenly_half_a_gap_from_the_ends(void **state) {
    (void)state;
    ct_shape line = level();
    ct_ticks_class style = { .gap = 10, .length = 4, .width = 1 };
    ct_shape ticks = ct_ticks(arena, &line, &style);
    assert_int_equal(ticks.parts, 10);
    for (size_t p = 0; p < ticks.parts; p++) {
        assert_true(fabs(ticks.x[2 * p] - (5 + 10 * (double)p)) < 1e-9 && ticks.y[2 * p] == 50);
        assert_true(fabs(ticks.x[2 * p + 1] - ticks.x[2 * p]) < 1e-9);
        assert_true(fabs(ticks.y[2 * p + 1] - 46) < 1e-9); /* left of it is up on the page */
    }
    style.gap = 9; /* 11 of them, 9.09 apart: both ends look alike */
    ticks = ct_ticks(arena, &line, &style);
    assert_int_equal(ticks.parts, 11);
    assert_true(fabs(ticks.x[0] - 100.0 / 22) < 1e-9);
    assert_true(fabs(100 - ticks.x[20] - ticks.x[0]) < 1e-9);
}

static void sides_are_those_of_the_direction(void **state) {
    (void)state;
    ct_shape line = level();
    ct_ticks_class style = { .gap = 50, .length = 4, .side = CT_FLANK_RIGHT };
    assert_true(fabs(ct_ticks(arena, &line, &style).y[1] - 54) < 1e-9);
    style.side = CT_FLANK_BOTH;
    ct_shape ticks = ct_ticks(arena, &line, &style);
    assert_int_equal(ticks.parts, 2);
    assert_true(fabs(ticks.y[0] - 54) < 1e-9 && fabs(ticks.y[1] - 46) < 1e-9);
    ct_shape back = line_of((const double[][2]){ { 100, 50 }, { 0, 50 } }, 2);
    style.side = CT_FLANK_LEFT;
    assert_true(fabs(ct_ticks(arena, &back, &style).y[1] - 54) < 1e-9);
}

static void a_tooth_sits_on_its_line(void **state) {
    (void)state;
    ct_shape line = level();
    ct_teeth_class style = { .gap = 25, .size = 10 };
    ct_shape teeth = ct_teeth(arena, &line, &style);
    assert_int_equal(teeth.kind, CT_POLYGON);
    assert_int_equal(teeth.parts, 4);
    assert_int_equal(ct_shape_points(&teeth), 12);
    for (size_t p = 0; p < 4; p++) {
        double middle = 12.5 + 25 * (double)p;
        const double *x = teeth.x + 3 * p, *y = teeth.y + 3 * p;
        assert_true(fabs(x[0] - middle + 5) < 1e-9 && fabs(x[1] - middle - 5) < 1e-9);
        assert_true(y[0] == 50 && y[1] == 50);
        assert_true(fabs(x[2] - middle) < 1e-9 && fabs(y[2] - 42) < 1e-9);
    }
    style.form = CT_TOOTH_HALF_CIRCLE;
    style.side = CT_FLANK_RIGHT;
    teeth = ct_teeth(arena, &line, &style);
    ct_box box = ct_box_of(&teeth);
    assert_true(fabs(box.y0 - 50) < 1e-9 && fabs(box.y1 - 55) < 0.05);
    assert_true(fabs(fabs(ct_ring_area(teeth.x, teeth.y, teeth.end[0])) - M_PI * 12.5) < 0.5);
}

/* A closed square of 40 px: teeth, on all sides, point outwards, over its first point too. */
static void a_ring_has_no_ends(void **state) {
    (void)state;
    ct_shape ring =
        line_of((const double[][2]){ { 0, 0 }, { 40, 0 }, { 40, 40 }, { 0, 40 }, { 0, 0 } }, 5);
    ct_teeth_class style = { .gap = 20, .size = 8 };
    ct_shape teeth = ct_teeth(arena, &ring, &style);
    assert_int_equal(teeth.parts, 8);
    for (size_t p = 0; p < teeth.parts; p++) {
        size_t tip = teeth.end[p] - 1;
        double x = teeth.x[tip], y = teeth.y[tip];
        assert_true(x < 0 || x > 40 || y < 0 || y > 40);
    }
}

static void nothing_stands_on_sharp_corners(void **state) {
    (void)state;
    /* Two legs with a hairpin between them, where a mark would stand. */
    ct_shape pin = line_of((const double[][2]){ { 0, 0 }, { 50, 0 }, { 0, 2 } }, 3);
    ct_ticks_class ticks = { .gap = 33.4, .length = 4 };
    assert_int_equal(ct_ticks(arena, &pin, &ticks).parts, 2);
    ct_arrows_class arrows = { .gap = 33.4, .size = 8 };
    assert_int_equal(ct_arrow_heads(arena, &pin, &arrows).parts, 2);
    /* A tooth steps aside from a corner. */
    ct_shape bend = line_of((const double[][2]){ { 0, 0 }, { 31, 0 }, { 31, 31 } }, 3);
    ct_teeth_class teeth = { .gap = 62, .size = 8 };
    ct_shape one = ct_teeth(arena, &bend, &teeth);
    assert_int_equal(one.parts, 1);
    assert_true(fabs(one.x[0] - 31) < 2 && one.y[0] >= 0 && one.y[0] < 6);
}

static void heads_point_the_way_it_goes(void **state) {
    (void)state;
    ct_shape line = level();
    ct_arrows_class style = { .gap = 50, .size = 10 };
    ct_shape heads = ct_arrow_heads(arena, &line, &style);
    assert_int_equal(heads.parts, 2);
    assert_true(fabs(heads.x[0] - 30) < 1e-9 && heads.y[0] == 50); /* the tip */
    style.reverse = true;
    heads = ct_arrow_heads(arena, &line, &style);
    assert_true(fabs(heads.x[0] - 20) < 1e-9);
}

static void short_and_odd_lines_have_none(void **state) {
    (void)state;
    ct_shape speck = line_of((const double[][2]){ { 0, 0 }, { 3, 0 } }, 2);
    ct_shape point = line_of((const double[][2]){ { 0, 0 } }, 1);
    ct_shape stay = line_of((const double[][2]){ { 1, 1 }, { 1, 1 } }, 2);
    ct_shape lost = line_of((const double[][2]){ { 0, 0 }, { NAN, 0 }, { 90, 0 } }, 3);
    const ct_shape *odd[] = { &speck, &point, &stay, &lost };
    ct_teeth_class teeth = { .gap = 20, .size = 8 };
    ct_arrows_class arrows = { .gap = 20, .size = 8 };
    ct_ticks_class ticks = { .gap = 20, .length = 8 };
    for (size_t i = 0; i < CT_COUNT(odd); i++) {
        assert_int_equal(ct_teeth(arena, odd[i], &teeth).parts, 0);
        assert_int_equal(ct_arrow_heads(arena, odd[i], &arrows).parts, 0);
        assert_int_equal(ct_ticks(arena, odd[i], &ticks).parts, 0);
    }
    ct_shape line = level();
    assert_int_equal(ct_ticks(arena, &line, &(ct_ticks_class){ .length = 4 }).parts, 0);
}

static void lines_reach_to_their_sides(void **state) {
    (void)state;
    double reach[2];
    ct_line_class style = { .stroke = { .width = 2 } };
    ct_line_reach(&style, reach);
    assert_true(reach[0] == 1 && reach[1] == 1 && !ct_line_runs_on(&style));
    style.teeth = (ct_teeth_class){ .gap = 20, .size = 10 };
    style.ticks = (ct_ticks_class){ .gap = 20, .length = 3, .side = CT_FLANK_RIGHT };
    ct_line_reach(&style, reach);
    assert_true(reach[0] == 8 && reach[1] == 3 && ct_line_runs_on(&style));
}

int main(void) {
#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        CASE(ticks_stand_evenly_half_a_gap_from_the_ends),
        CASE(sides_are_those_of_the_direction),
        CASE(a_tooth_sits_on_its_line),
        CASE(a_ring_has_no_ends),
        CASE(nothing_stands_on_sharp_corners),
        CASE(heads_point_the_way_it_goes),
        CASE(short_and_odd_lines_have_none),
        CASE(lines_reach_to_their_sides),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
