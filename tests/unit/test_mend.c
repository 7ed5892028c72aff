/* test_mend.c - rings that cross, overlap or nest amiss become what their source means. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
#define RINGS(arena, ...)                                                                          \
    shape_of(arena, CT_POLYGON, (const double[]){ __VA_ARGS__ },                                   \
             CT_COUNT(((const double[]){ __VA_ARGS__ })))
#define BOX(w, s, e, n) w, s, e, s, e, n, w, n

static double area_of(const ct_shape *s) {
    double sum = 0;
    for (size_t p = 0; p < s->parts; p++) {
        size_t from = ct_part_start(s, p);
        sum += ct_ring_area(s->x + from, s->y + from, s->end[p] - from);
    }
    return sum;
}

static void mended(void **state, ct_shape s, const size_t *shell, double want) {
    ct_report *report = ct_report_new(NULL, NULL);
    ct_shape out;
    bool hole[8];
    for (size_t p = 0; p < s.parts; p++)
        hole[p] = shell[p] != p;
    assert_true(ct_mend(*state, &s, shell, hole, CT_NOWHERE, &out, report));
    assert_false(ct_rings_cross(&out));
    if (!(fabs(area_of(&out) - want) < 1e-9)) fail_msg("%g is not %g", area_of(&out), want);
    ct_report_free(report);
}

static void members_are_joined(void **state) {
    ct_arena *a = *state;
    const size_t each[] = { 0, 1, 2, 3 };
    mended(state, RINGS(a, BOX(1, 1, 5, 5), NAN, BOX(3, 3, 8, 8)), each, 16 + 25 - 4);
    mended(state, RINGS(a, BOX(1, 1, 5, 5), NAN, BOX(1, 1, 5, 5)), each, 16);
    mended(state, RINGS(a, BOX(1, 1, 5, 5), NAN, 1, 1, 1, 5, 5, 5, 5, 1), each, 16);
    mended(state, RINGS(a, BOX(1, 1, 5, 5), NAN, BOX(5, 1, 8, 5)), each, 28);
    mended(state, RINGS(a, BOX(1, 1, 9, 9), NAN, BOX(2, 2, 4, 4)), each, 64);
    mended(state, RINGS(a, BOX(0, 0, 1, 1), NAN, BOX(2, 2, 4, 4)), each, 5);
}

static void holes_belong_to_their_shells(void **state) {
    ct_arena *a = *state;
    const size_t one[] = { 0, 0, 0 };
    mended(state, RINGS(a, BOX(1, 1, 9, 9), NAN, BOX(2, 2, 5, 5), NAN, BOX(4, 4, 7, 7)), one,
           64 - 9 - 9 + 1);
    mended(state, RINGS(a, BOX(1, 1, 9, 9), NAN, BOX(1, 2, 5, 5)), one, 64 - 12);
    mended(state, RINGS(a, BOX(1, 1, 9, 9), NAN, BOX(0, 2, 5, 5)), one, 64 - 12);
    mended(state, RINGS(a, BOX(1, 1, 9, 9), NAN, BOX(20, 20, 30, 30)), one, 64);
    mended(state, RINGS(a, BOX(1, 1, 9, 9), NAN, BOX(1, 1, 9, 9)), one, 0);
    mended(state, RINGS(a, BOX(1, 1, 9, 9), NAN, BOX(2, 2, 5, 5), NAN, BOX(3, 3, 4, 4)), one,
           64 - 9);
    /* another member fills the hole in part */
    const size_t two[] = { 0, 0, 2 };
    mended(state, RINGS(a, BOX(1, 1, 9, 9), NAN, BOX(2, 2, 5, 5), NAN, BOX(4, 4, 6, 6)), two,
           64 - 9 + 1);
    /* a hole stands before its shell */
    const size_t late[] = { 1, 1 };
    mended(state, RINGS(a, BOX(2, 2, 5, 5), NAN, BOX(1, 1, 9, 9)), late, 55);
}

static void a_member_may_have_several_shells(void **state) {
    const size_t member[] = { 2, 2, 2, 0 };
    const bool hole[] = { false, false, true, false };
    ct_shape out, s = RINGS(*state, BOX(0, 0, 4, 4), NAN, BOX(4, 0, 8, 4), NAN, BOX(3, 1, 5, 3),
                            NAN, BOX(3, 1, 4, 2));
    ct_report *report = ct_report_new(NULL, NULL);
    assert_true(ct_mend(*state, &s, member, hole, CT_NOWHERE, &out, report));
    assert_true(fabs(area_of(&out) - 29) < 1e-9);
    ct_report_free(report);
}

static void rings_cross_themselves(void **state) {
    ct_arena *a = *state;
    const size_t one[] = { 0 };
    mended(state, RINGS(a, 1, 1, 5, 5, 5, 1, 1, 5), one, 8);
    mended(state, RINGS(a, 1, 1, 3, 3, 5, 5, 5, 1, 3, 3, 1, 5), one, 8);
    mended(state, RINGS(a, BOX(1, 1, 5, 5), BOX(1, 1, 5, 5)), one, 16);
    /* a keyhole: in along an edge, round the other way, and out again */
    mended(state, RINGS(a, 0, 0, 9, 0, 9, 9, 0, 9, 0, 3, 3, 3, 3, 6, 6, 6, 6, 3, 3, 3, 0, 3), one,
           81 - 9);
    /* a pentagram has an inside */
    mended(state, RINGS(a, 0, 3, 1.8, -2.4, -2.85, .9, 2.85, .9, -1.8, -2.4), one,
           10.073558204768583);
}

static void nothing_gives_nothing(void **state) {
    const size_t one[] = { 0 };
    const bool hole[] = { false };
    ct_report *report = ct_report_new(NULL, NULL);
    ct_shape out, flat = RINGS(*state, 0, 0, 1, 1, 2, 2);
    assert_true(ct_mend(*state, &flat, one, hole, CT_NOWHERE, &out, report));
    assert_int_equal(out.kind, CT_NULL);
    ct_shape none = { .kind = CT_NULL };
    assert_true(ct_mend(*state, &none, one, hole, CT_NOWHERE, &out, report));
    assert_int_equal(out.kind, CT_NULL);
    ct_report_free(report);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_arena, close_arena)

/* Lake country: only what crosses is mended, and every lake is found in its land. */
static void many_lakes_of_which_some_cross(void **state) {
    enum { SIDE = 70, LAKES = SIDE * SIDE };
    ct_arena *arena = *state;
    ct_builder b = ct_builder_start(arena, CT_POLYGON);
    const double land[] = { BOX(-1, -1, 2 * SIDE, 2 * SIDE) };
    for (size_t i = 0; i < 4; i++)
        ct_builder_point(&b, land[2 * i], land[2 * i + 1]);
    ct_builder_end_part(&b);
    for (size_t i = 0; i < LAKES; i++) { /* each tenth one reaches half into its neighbour */
        const double x = 2 * (double)(i % SIDE), y = 2 * (double)(i / SIDE);
        const double wide = i % 10 == 5 ? 2.5 : 1;
        const double lake[] = { BOX(x, y, x + wide, y + 1) };
        for (size_t k = 4; k-- > 0;)
            ct_builder_point(&b, lake[2 * k], lake[2 * k + 1]);
        ct_builder_end_part(&b);
    }
    const ct_shape s = ct_builder_take(&b);
    size_t *member = CT_ARRAY(arena, s.parts, size_t);
    bool *hole = CT_ARRAY(arena, s.parts, bool);
    memset(hole + 1, true, LAKES);
    ct_report *report = ct_report_new(NULL, NULL);
    ct_shape out;
    assert_true(ct_mend(arena, &s, member, hole, CT_NOWHERE, &out, report));
    assert_int_equal(out.parts, 1 + LAKES - LAKES / 10);
    const double wet = LAKES + LAKES / 10; /* 1.5 more, 0.5 of it twice */
    assert_true(fabs(area_of(&out) - ((2 * SIDE + 1) * (2 * SIDE + 1) - wet)) < 1e-6);
    assert_false(ct_rings_cross(&out));
    ct_report_free(report);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(members_are_joined),
        TEST(holes_belong_to_their_shells),
        TEST(a_member_may_have_several_shells),
        TEST(rings_cross_themselves),
        TEST(nothing_gives_nothing),
        TEST(many_lakes_of_which_some_cross),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
