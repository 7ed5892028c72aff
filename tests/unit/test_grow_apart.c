/* test_grow_apart.c - many areas grown by groups: the same area as all at once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "../../src/geom/geom.h"

static double area_of(const ct_shape *s) {
    double area = 0;
    for (size_t p = 0; p < s->parts; p++) {
        size_t from = ct_part_start(s, p);
        area += ct_ring_area(s->x + from, s->y + from, s->end[p] - from);
    }
    return area;
}

static ct_shape blot(ct_arena *arena, double x, double y, double radius) {
    ct_builder b = ct_builder_start(arena, CT_POLYGON);
    for (int i = 0; i < 12; i++) {
        double turn = i * M_PI / 6, r = radius * (i % 2 ? 0.7 : 1);
        ct_builder_point(&b, x + r * cos(turn), y + r * sin(turn));
    }
    ct_builder_end_part(&b);
    return ct_builder_take(&b);
}

static void as_all_at_once(void **state) {
    (void)state;
    enum { MANY = 400 };
    ct_arena *arena = ct_arena_new();
    ct_report *report = ct_report_new(NULL, NULL);
    ct_shape shapes[MANY], whole, apart;
    uint32_t chance = 7;
    for (int i = 0; i < MANY; i++) {
        double place[2];
        for (int k = 0; k < 2; k++) {
            chance = chance * 1664525U + 1013904223U;
            place[k] = (chance >> 8) % 1000;
        }
        shapes[i] = blot(arena, place[0], place[1], 20); /* some meet, in chains too */
    }
    const double by[] = { 0, 0.15, 6, -3 };
    for (size_t k = 0; k < CT_COUNT(by); k++) {
        assert_true(ct_grow(arena, shapes, MANY, by[k], CT_NOWHERE, &whole, report));
        assert_true(ct_grow_apart(arena, shapes, MANY, by[k], CT_NOWHERE, &apart, report));
        assert_int_equal(whole.parts, apart.parts);
        assert_true(fabs(area_of(&whole) / area_of(&apart) - 1) < 1e-9);
    }
    ct_report_free(report);
    ct_arena_free(arena);
}

static void nothing_is_nothing(void **state) {
    (void)state;
    ct_arena *arena = ct_arena_new();
    ct_report *report = ct_report_new(NULL, NULL);
    const ct_shape small[] = { blot(arena, 0, 0, 2), { .kind = CT_POLYGON }, blot(arena, 9, 0, 2) };
    ct_shape grown;
    assert_true(ct_grow_apart(arena, small, 3, -5, CT_NOWHERE, &grown, report));
    assert_int_equal(grown.kind, CT_NULL);
    assert_true(ct_grow_apart(arena, small, 3, 1, CT_NOWHERE, &grown, report));
    assert_int_equal(grown.parts, 2);
    ct_report_free(report);
    ct_arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = { cmocka_unit_test(as_all_at_once),
                                        cmocka_unit_test(nothing_is_nothing) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
