/* test_curve.c - curves fitted to points, their parallels, and ways along them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "../../src/geom/geom.h"

/* A parabola about (200, 150), with its ends `rise` px above its middle. */
static ct_curve parabola(double angle, double rise) {
    return (ct_curve){ 200, 150, cos(angle), sin(angle), 100, { 0, 0, -rise, 0 } };
}

static void test_fit(void **state) {
    (void)state;
    double x[40], y[40];
    ct_curve told = { 100, 50, cos(0.5), sin(0.5), 80, { 3, -6, 9, 4 } };
    for (int i = 0; i < 40; i++) {
        double direction;
        ct_curve_at(&told, -80 + 160 * i / 39.0, 0, &x[i], &y[i], &direction);
    }
    ct_curve found = told;
    assert_true(ct_curve_fit(x, y, NULL, 40, 3, &found));
    for (int k = 0; k < 4; k++)
        assert_true(fabs(found.c[k] - told.c[k]) < 1e-6);
    double weight[40] = { [0] = 1, [39] = 1 };
    assert_true(ct_curve_fit(x, y, weight, 40, 1, &found));
    assert_true(fabs(found.c[0] + found.c[1] - (3 - 6 + 9 + 4)) < 1e-6); /* through both ends */
    assert_true(found.c[2] == 0 && found.c[3] == 0);
    assert_false(ct_curve_fit(x, y, weight, 40, 3, &found)); /* two points */
    assert_false(ct_curve_fit(x, y, NULL, 0, 1, &found));
    x[3] = NAN;
    assert_false(ct_curve_fit(x, y, NULL, 40, 2, &found));
}

static void test_parallel(void **state) {
    (void)state;
    ct_curve k = parabola(0.3, 20);
    for (double u = -90; u <= 90; u += 15) {
        double x, y, px, py, direction, same;
        ct_curve_at(&k, u, 0, &x, &y, &direction);
        ct_curve_at(&k, u, 12, &px, &py, &same);
        assert_true(direction == same);
        assert_true(fabs(hypot(px - x, py - y) - 12) < 1e-9);
        assert_true(fabs((px - x) * cos(direction) + (py - y) * sin(direction)) < 1e-9);
        assert_true(py > y); /* down */
        assert_true(fabs(ct_curve_aside(&k, x, y)) < 1e-9);
        /* a point that lies 7 px below in the curve's own axes is nearer along the normal */
        double aside = ct_curve_aside(&k, x - 7 * k.sine, y + 7 * k.cosine);
        assert_true(fabs(aside - 7 * cos(direction - 0.3)) < 1e-9);
        ct_curve_at(&k, u, 12, &x, &y, NULL); /* the direction need not be asked for */
        assert_true(x == px && y == py);
    }
}

static void test_ways(void **state) {
    (void)state;
    ct_curve k = parabola(0.3, 30);
    for (double drop = -10; drop <= 10; drop += 10) {
        double u = -60, length = 0, x, y, px, py, direction;
        assert_true(ct_curve_move(&k, drop, 90, &u));
        ct_curve_at(&k, -60, drop, &px, &py, &direction);
        for (int i = 1; i <= 1000; i++, px = x, py = y) {
            ct_curve_at(&k, -60 + (u + 60) * i / 1000, drop, &x, &y, &direction);
            length += hypot(x - px, y - py);
        }
        assert_true(fabs(length - 90) < 0.02);
        assert_true(ct_curve_move(&k, drop, -90, &u));
        assert_true(fabs(u + 60) < 0.02);
    }
    ct_curve sharp = parabola(0, 300);
    double u = -60;
    assert_false(ct_curve_move(&sharp, -30, 400, &u)); /* on the inner side it turns back */
    u = NAN;
    assert_false(ct_curve_move(&k, 0, 5, &u));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fit),
        cmocka_unit_test(test_parallel),
        cmocka_unit_test(test_ways),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
