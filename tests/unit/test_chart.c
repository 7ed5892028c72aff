/* test_chart.c - long steps, the cut at the antimeridian, rings round a pole. */
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

static ct_shape box_ring(ct_arena *arena, double west, double south, double east, double north) {
    return SHAPE(arena, CT_POLYGON, west, south, east, south, east, north, west, north);
}

/* A wavy ring round the globe, a point every `step` degrees, from `start`. */
static ct_shape round_pole(ct_arena *arena, double start, double step, double lat, double wave) {
    ct_builder b = ct_builder_start(arena, CT_POLYGON);
    for (int k = 0; k < 360 / step; k++) {
        double lon = start + k * step;
        if (lon > 180) lon -= 360;
        ct_builder_point(&b, lon, lat + wave * sin(3 * lon * 3.14159265358979323846 / 180));
    }
    ct_builder_end_part(&b);
    return ct_builder_take(&b);
}

static double planar_area(const ct_shape *s) {
    double sum = 0;
    for (size_t p = 0; p < s->parts; p++) {
        size_t from = ct_part_start(s, p);
        sum += fabs(ct_ring_area(s->x + from, s->y + from, s->end[p] - from));
    }
    return sum;
}

static void jumps_are_told_from_long_edges(void **state) {
    const struct {
        double west, east;
        bool wraps;
    } boxes[] = { { 170, -170, true }, { 179.9, -179.9, true }, { 177, -178, true },
                  { -45, 156, false }, { -150, 150, false },    { -180, 180, false },
                  { 156, 315, false }, { 170, 190, false },     { -179.999, 179.999, false },
                  { 0, 10, false },    { -190, 10, false } };
    for (size_t i = 0; i < CT_COUNT(boxes); i++) {
        ct_shape s = box_ring(*state, boxes[i].west, -20, boxes[i].east, 20);
        if (ct_part_wraps(&s, 0) != boxes[i].wraps) fail_msg("box %zu", i);
    }
    ct_shape triangle = SHAPE(*state, CT_POLYGON, -100, 0, 100, 0, 0, 50);
    assert_false(ct_part_wraps(&triangle, 0));
    ct_shape antarctica = SHAPE(*state, CT_POLYGON, -180, -90, 180, -90, 180, -80, 90, -70, 0, -72,
                                -90, -75, -180, -80);
    assert_false(ct_part_wraps(&antarctica, 0));
    ct_shape line = SHAPE(*state, CT_LINE, 120, 10, -120, 20);
    ct_shape parallel = SHAPE(*state, CT_LINE, -180, 10, 180, 10);
    assert_true(ct_part_wraps(&line, 0));
    assert_false(ct_part_wraps(&parallel, 0));
}

static void long_edges_are_halved(void **state) {
    ct_shape wide = box_ring(*state, -100, -20, 100, 20);
    assert_true(ct_shape_has_long_edges(&wide));
    ct_shape halved = ct_shape_halved(*state, &wide);
    assert_false(ct_shape_has_long_edges(&halved));
    assert_int_equal(ct_shape_points(&halved), 6);
    assert_true(ct_ring_area(halved.x, halved.y, 6) == ct_ring_area(wide.x, wide.y, 4));
    ct_shape belt = box_ring(*state, -180, -20, 180, 20), small = box_ring(*state, 0, 0, 9, 9);
    assert_false(ct_shape_has_long_edges(&belt));
    assert_false(ct_shape_has_long_edges(&small));
}

static void what_lies_on_the_chart_stays(void **state) {
    ct_shape s =
        SHAPE(*state, CT_POLYGON, -180, 0, 180, 0, 180, 10, -180, 10, NAN, 5, 1, 5, 2, 6, 2);
    assert_true(ct_shape_on_chart(&s));
    ct_shape same = ct_shape_to_chart(*state, &s, NULL);
    assert_int_equal(same.parts, 2);
    assert_memory_equal(same.x, s.x, 7 * sizeof *s.x);
    assert_memory_equal(same.y, s.y, 7 * sizeof *s.y);
    ct_shape none = { .kind = CT_NULL };
    assert_true(ct_shape_on_chart(&none));
    assert_int_equal(ct_shape_to_chart(*state, &none, NULL).kind, CT_NULL);
}

static void boxes_are_cut_at_the_edge(void **state) {
    const double wests[] = { 170, 170, -190, 530 }, easts[] = { -170, 190, -170, 550 };
    for (size_t i = 0; i < CT_COUNT(wests); i++) {
        ct_shape s = box_ring(*state, wests[i], 60, easts[i], 70);
        assert_false(ct_shape_on_chart(&s));
        const size_t *origin;
        ct_shape cut = ct_shape_to_chart(*state, &s, &origin);
        assert_int_equal(cut.parts, 2);
        assert_int_equal(origin[0] + origin[1], 0);
        assert_true(ct_shape_on_chart(&cut));
        assert_true(fabs(planar_area(&cut) - 200) < 1e-9);
        assert_true(ct_shape_contains(&cut, 175, 65) && ct_shape_contains(&cut, -175, 65));
        assert_false(ct_shape_contains(&cut, 0, 65));
    }
    ct_shape far =
        SHAPE(*state, CT_POLYGON, 190, 0, 200, 0, 200, 10, 190, 10, NAN, 1, 1, 2, 1, 2, 2);
    const size_t *origin;
    ct_shape moved = ct_shape_to_chart(*state, &far, &origin);
    assert_int_equal(moved.parts, 2);
    assert_true(moved.x[0] == -170 && moved.x[1] == -160 && moved.x[4] == 1);
    assert_true(origin[0] == 0 && origin[1] == 1);
}

static void lines_and_points_come_over(void **state) {
    ct_shape line = SHAPE(*state, CT_LINE, 178, 10, -178, 20, -170, 20);
    ct_shape cut = ct_shape_to_chart(*state, &line, NULL);
    assert_int_equal(cut.parts, 2);
    assert_true(cut.x[1] == 180 && cut.y[1] == 15 && cut.x[2] == -180 && cut.y[2] == 15);
    assert_true(cut.x[4] == -170);
    ct_shape dots = SHAPE(*state, CT_POINT, 181, 0, 180, 1, -181, 2, -180, 3, 540, 4, 7, 5);
    ct_shape moved = ct_shape_to_chart(*state, &dots, NULL);
    const double want[] = { -179, 180, 179, -180, 180, 7 };
    for (size_t i = 0; i < CT_COUNT(want); i++)
        assert_true(moved.x[i] == want[i] || (i == 4 && moved.x[i] == -180));
}

static void pieces_meet_again_over_the_edge(void **state) {
    ct_shape s = box_ring(*state, 170, 60, 190, 70);
    ct_shape cut = ct_shape_to_chart(*state, &s, NULL);
    ct_box range = ct_lonlat_range(&cut, 1);
    assert_true(range.x0 == 170 && range.x1 == 190);
    ct_shape whole = ct_shape_onward(*state, &cut, range.x0);
    assert_int_equal(whole.parts, 2);
    assert_true(ct_box_of(&whole).x0 == 170 && ct_box_of(&whole).x1 == 190);
    assert_true(fabs(planar_area(&whole) - 200) < 1e-9);
    assert_int_equal(ct_shape_onward(*state, &(ct_shape){ .kind = CT_NULL }, 0).kind, CT_NULL);
}

static void a_ring_round_a_pole_has_it(void **state) {
    const double starts[] = { -180, -178, -33.5 }, waves[] = { 3, 0 };
    for (size_t i = 0; i < CT_COUNT(starts); i++) {
        for (size_t k = 0; k < CT_COUNT(waves); k++) {
            ct_shape ring = round_pole(*state, starts[i], 5, 70, waves[k]);
            ct_shape cap = ct_shape_to_chart(*state, &ring, NULL);
            assert_true(ct_shape_on_chart(&cap));
            assert_true(fabs(planar_area(&cap) - 360 * 20) < 2);
            for (double lon = -175; lon < 180; lon += 50)
                assert_true(ct_shape_contains(&cap, lon, 89) && !ct_shape_contains(&cap, lon, 60));
        }
    }
    /* written to the end: from -180 to 180 */
    ct_shape south = round_pole(*state, -180, 20, -65, 2);
    ct_builder b = ct_builder_start(*state, CT_POLYGON);
    for (size_t i = 0; i < ct_shape_points(&south); i++)
        ct_builder_point(&b, south.x[i], south.y[i]);
    ct_builder_point(&b, 180, south.y[0]);
    ct_builder_end_part(&b);
    ct_shape whole = ct_builder_take(&b);
    ct_shape cap = ct_shape_to_chart(*state, &whole, NULL);
    assert_true(ct_shape_contains(&cap, 3, -89) && !ct_shape_contains(&cap, 3, -50));
    assert_true(fabs(planar_area(&cap) - 360 * 25) < 4);
}

static void nonsense_does_no_harm(void **state) {
    ct_shape bad =
        SHAPE(*state, CT_POLYGON, 170, 0, INFINITY, 5, -170, 5, -170, -INFINITY, -170, 0);
    ct_shape cut = ct_shape_to_chart(*state, &bad, NULL);
    for (size_t i = 0; i < ct_shape_points(&cut); i++)
        assert_true(fabs(cut.x[i]) <= 180 && isfinite(cut.y[i]));
    ct_shape wide = SHAPE(*state, CT_POLYGON, 0, 0, 1e8, 0, 1e8, 1, 0, 1);
    assert_true(ct_shape_to_chart(*state, &wide, NULL).parts <= 10);
    ct_shape lost = SHAPE(*state, CT_LINE, 1e12, 0, -1e300, 4);
    assert_int_equal(ct_shape_to_chart(*state, &lost, NULL).kind, CT_NULL);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_arena, close_arena)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(jumps_are_told_from_long_edges), TEST(long_edges_are_halved),
        TEST(what_lies_on_the_chart_stays),   TEST(boxes_are_cut_at_the_edge),
        TEST(lines_and_points_come_over),     TEST(pieces_meet_again_over_the_edge),
        TEST(a_ring_round_a_pole_has_it),     TEST(nonsense_does_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
