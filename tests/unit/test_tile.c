/* test_tile.c - boxes turned about their middle. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "../../src/geom/geom.h"

static void near(double a, double b, double within) {
    if (!(fabs(a - b) <= within)) fail_msg("%.9f is not within %g of %.9f", a, within, b);
}

static void test_bounds(void **state) {
    (void)state;
    ct_tile t = ct_tile_of((ct_box){ 0, 0, 20, 10 }, 90);
    near(t.bound.x0, 5, 1e-9);
    near(t.bound.x1, 15, 1e-9);
    near(t.bound.y0, -5, 1e-9);
    near(t.bound.y1, 15, 1e-9);
    ct_tile grown = ct_tile_grow(&t, 1, 2);
    near(grown.bound.y1 - grown.bound.y0, 22, 1e-9);
    near(grown.bound.x1 - grown.bound.x0, 14, 1e-9);
}

static void test_meeting(void **state) {
    (void)state;
    ct_tile a = ct_tile_of((ct_box){ 0, 0, 10, 10 }, 0);
    ct_tile touching = ct_tile_of((ct_box){ 10, 0, 20, 10 }, 0);
    ct_tile over = ct_tile_of((ct_box){ 9.9, 0, 20, 10 }, 0);
    assert_false(ct_tile_meets(&a, &touching));
    assert_true(ct_tile_meets(&a, &over));
    /* A diamond whose bound meets the box, and whose corner does not reach it. */
    ct_tile diamond = ct_tile_of((ct_box){ 11, 11, 21, 21 }, 45);
    assert_true(diamond.bound.x0 < 10);
    assert_false(ct_tile_meets(&a, &diamond));
    ct_tile nearer = ct_tile_of((ct_box){ 7, 7, 17, 17 }, 45);
    assert_true(ct_tile_meets(&a, &nearer));
}

static void test_distance(void **state) {
    (void)state;
    ct_tile a = ct_tile_of((ct_box){ 0, 0, 10, 10 }, 0);
    near(ct_tile_distance(&a, 5, 5), 0, 0);
    near(ct_tile_distance(&a, 13, 14), 5, 1e-12);
    ct_tile turned = ct_tile_of((ct_box){ 0, 0, 20, 2 }, 90); /* upright, 2 wide, about (10, 1) */
    near(ct_tile_distance(&turned, 14, 1), 3, 1e-9);
    near(ct_tile_distance(&turned, 10, 14), 3, 1e-9);
}

static void test_crossing(void **state) {
    (void)state;
    ct_tile a = ct_tile_of((ct_box){ 0, 0, 10, 10 }, 0);
    near(ct_tile_crossing(&a, -5, 5, 15, 5), 10, 1e-12);
    near(ct_tile_crossing(&a, 5, 5, 7, 5), 2, 1e-12);
    near(ct_tile_crossing(&a, -5, 12, 15, 12), 0, 0);
    assert_false(ct_tile_crossed(&a, -5, 12, 15, 12, 1.9));
    assert_true(ct_tile_crossed(&a, -5, 12, 15, 12, 2.1));
    assert_true(ct_tile_crossed(&a, 5, 5, 5, 5, 0));             /* a segment that is a point */
    ct_tile turned = ct_tile_of((ct_box){ -10, -1, 10, 1 }, 45); /* from top left to low right */
    assert_true(ct_tile_crossed(&turned, -6, 6, 6, -6, 0));
    assert_false(ct_tile_crossed(&turned, -10, 0, 0, 10, 0));
    near(ct_tile_crossing(&turned, -10, -10, 10, 10), 20, 1e-9);
}

static void test_overlap(void **state) {
    (void)state;
    ct_tile a = ct_tile_of((ct_box){ 0, 0, 10, 10 }, 0),
            b = ct_tile_of((ct_box){ 6, 7, 20, 20 }, 0);
    near(ct_tile_overlap(&a, &b), 12, 1e-9);
    near(ct_tile_overlap(&b, &a), 12, 1e-9);
    ct_tile c = ct_tile_of((ct_box){ 0, 0, 10, 10 }, 45); /* the octagon of two squares */
    near(ct_tile_overlap(&a, &c), 200 * (sqrt(2) - 1), 1e-9);
    ct_tile apart = ct_tile_of((ct_box){ 30, 30, 40, 40 }, 10);
    near(ct_tile_overlap(&a, &apart), 0, 0);
    ct_tile all = ct_tile_of((ct_box){ -50, -50, 50, 50 }, 30);
    near(ct_tile_overlap(&a, &all), 100, 1e-9);
}

static void test_segments(void **state) {
    (void)state;
    const double a[4] = { 0, 0, 10, 10 }, across[4] = { 0, 10, 10, 0 },
                 beside[4] = { 1, 0, 11, 10 };
    const double touching[4] = { 5, 5, 9, 0 }, along[4] = { 8, 8, 20, 20 },
                 on[4] = { 11, 11, 20, 20 };
    assert_true(ct_segments_meet(a, across));
    assert_false(ct_segments_meet(a, beside));
    assert_true(ct_segments_meet(a, touching));
    assert_true(ct_segments_meet(a, along));
    assert_false(ct_segments_meet(a, on));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bounds),   cmocka_unit_test(test_meeting),
        cmocka_unit_test(test_distance), cmocka_unit_test(test_crossing),
        cmocka_unit_test(test_overlap),  cmocka_unit_test(test_segments),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
