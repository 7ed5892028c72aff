/* test_rings.c - roles of rings by format, what is mended and told, the antimeridian, lenience. */
#include "../../src/source/source.h"
#include "sample.h"

enum { SHELL, HOLE };

static void ring(ct_raw *raw, int role, double west, double south, double east, double north,
                 bool ccw) {
    const double x[] = { west, east, east, west }, y[] = { south, south, north, north };
    for (size_t i = 0; i < 4; i++)
        ct_raw_point(raw, x[ccw ? i : 3 - i], y[ccw ? i : 3 - i]);
    ct_raw_end_ring(raw, role == HOLE);
}

static ct_shape settle(bench *b, ct_raw *raw, bool shapefile, bool lenient, ct_facts *facts) {
    ct_settling how = { .lonlat = true,
                        .order = shapefile ? CT_RINGS_OUTER_CW : CT_RINGS_OUTER_CCW,
                        .by_order = shapefile,
                        .facts = facts,
                        .lenient = lenient };
    ct_shape shape;
    ct_raw_end_row(raw, CT_POLYGON);
    assert_true(ct_raw_settle(b->arena, raw, &how, &shape, b->report));
    return shape;
}

static void members_that_overlap_become_one(void **state) {
    bench *b = *state;
    ct_facts facts = { 0 };
    ct_raw raw = { .arena = b->arena };
    ring(&raw, SHELL, 1, 1, 5, 5, true);
    ring(&raw, SHELL, 3, 3, 8, 8, true);
    ct_shape s = settle(b, &raw, false, false, &facts);
    assert_int_equal(s.parts, 1);
    assert_float_equal(plane_area(&s), 37, 1e-9);
    assert_true(told(b, CARTOUCHE_WARNING, "1 of 1 area had outlines that cross or overlap"));
}

static void a_member_within_another_is_no_hole(void **state) {
    bench *b = *state;
    ct_facts facts = { 0 };
    ct_raw raw = { .arena = b->arena };
    ring(&raw, SHELL, 1, 1, 9, 9, true);
    ring(&raw, SHELL, 3, 3, 5, 5, false);
    ct_shape s = settle(b, &raw, false, false, &facts);
    assert_float_equal(plane_area(&s), 64, 1e-9);
    assert_true(told(b, CARTOUCHE_WARNING, "(the first is feature 1)"));
}

static void what_is_sound_is_left_alone(void **state) {
    bench *b = *state;
    ct_facts facts = { 0 };
    ct_raw raw = { .arena = b->arena };
    ring(&raw, SHELL, 1, 1, 9, 9, false);
    ring(&raw, HOLE, 2, 2, 8, 8, false);
    ring(&raw, SHELL, 3, 3, 7, 7, true);
    ring(&raw, HOLE, 4, 4, 5, 5, true);
    ct_shape s = settle(b, &raw, false, false, &facts);
    assert_int_equal(s.parts, 4);
    assert_true(s.x == raw.x);
    assert_float_equal(plane_area(&s), 64 - 36 + 16 - 1, 1e-9);
    assert_int_equal(facts.turned_rings, 2);
    assert_int_equal(ct_report_count(b->report), 0);
}

static void a_shapefile_has_roles_by_direction(void **state) {
    bench *b = *state;
    ct_facts facts = { 0 };
    ct_raw holed = { .arena = b->arena }, nested = { .arena = b->arena };
    ct_raw crossing = { .arena = b->arena }, cut = { .arena = b->arena };
    ring(&holed, SHELL, 2, 2, 3, 3, true);
    ring(&holed, SHELL, 1, 1, 9, 9, false);
    ct_shape s = settle(b, &holed, true, false, &facts);
    assert_float_equal(plane_area(&s), 63, 1e-9);
    /* one way: as they lie */
    ring(&nested, SHELL, 2, 2, 3, 3, false);
    ring(&nested, SHELL, 1, 1, 9, 9, false);
    s = settle(b, &nested, true, false, &facts);
    assert_float_equal(plane_area(&s), 63, 1e-9);
    assert_int_equal(ct_report_count(b->report), 0);
    /* one way and crossing: shells */
    ring(&crossing, SHELL, 1, 1, 5, 5, false);
    ring(&crossing, SHELL, 3, 3, 8, 8, false);
    s = settle(b, &crossing, true, false, &facts);
    assert_float_equal(plane_area(&s), 37, 1e-9);
    /* a hole that reaches out, and a shell in a shell's hole */
    ring(&cut, SHELL, 1, 1, 9, 9, false);
    ring(&cut, SHELL, 0, 2, 5, 5, true);
    ring(&cut, SHELL, 2, 3, 3, 4, false);
    s = settle(b, &cut, true, false, &facts);
    assert_float_equal(plane_area(&s), 64 - 12 + 1, 1e-9);
}

static void a_touch_is_worth_no_warning(void **state) {
    bench *b = *state;
    ct_facts facts = { 0 };
    ct_raw raw = { .arena = b->arena };
    ring(&raw, SHELL, 1, 1, 5, 5, true);
    ring(&raw, SHELL, 5, 1, 9, 5, true);
    ct_shape s = settle(b, &raw, false, false, &facts);
    assert_int_equal(s.parts, 1);
    assert_float_equal(plane_area(&s), 32, 1e-9);
    assert_true(told(b, CARTOUCHE_NOTE, "no figure changes"));
}

static void areas_over_the_antimeridian_are_cut(void **state) {
    bench *b = *state;
    ct_facts facts = { 0 };
    ct_raw jump = { .arena = b->arena }, beyond = { .arena = b->arena };
    ring(&jump, SHELL, 170, 60, -170, 70, true);
    ring(&jump, HOLE, 175, 62, -175, 64, true);
    ct_shape s = settle(b, &jump, false, false, &facts);
    assert_float_equal(plane_area(&s), 180, 1e-9);
    assert_true(ct_shape_on_chart(&s));
    assert_true(told(b, CARTOUCHE_NOTE, "across the antimeridian"));
    ring(&beyond, SHELL, 170, 60, 190, 70, false);
    s = settle(b, &beyond, false, false, &facts);
    assert_float_equal(plane_area(&s), 200, 1e-9);
    assert_true(ct_shape_on_chart(&s));
    assert_int_equal(ct_report_count(b->report), 1);
}

static void inspect_sees_what_is_there(void **state) {
    bench *b = *state;
    ct_facts facts = { 0 };
    ct_raw raw = { .arena = b->arena };
    ring(&raw, SHELL, 1, 1, 5, 5, true);
    ring(&raw, SHELL, 3, 3, 190, 8, true);
    ct_shape s = settle(b, &raw, false, true, &facts);
    assert_int_equal(s.parts, 2);
    assert_true(ct_box_of(&s).x1 == 190);
    assert_int_equal(ct_report_count(b->report), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        BENCH_TEST(members_that_overlap_become_one),
        BENCH_TEST(a_member_within_another_is_no_hole),
        BENCH_TEST(what_is_sound_is_left_alone),
        BENCH_TEST(a_shapefile_has_roles_by_direction),
        BENCH_TEST(a_touch_is_worth_no_warning),
        BENCH_TEST(areas_over_the_antimeridian_are_cut),
        BENCH_TEST(inspect_sees_what_is_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
