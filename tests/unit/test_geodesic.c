/* test_geodesic.c - geodesics agree with Karney's, near and far, and beside the antipode. */
#include <geodesic.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../src/geom/geom.h"
#include "seeded.h"

#define FAR  2e-4 /* m off at any distance */
#define NEAR 1e-5 /* within some hundred kilometres */

static struct geod_geodesic earth;

static double between(double low, double high) { return low + (high - low) * seeded_share(); }

/* How wide a mistake in an azimuth is at the other end. */
static double aside(double degrees, double metres) {
    double reduced = 6371008.8 * sin(metres / 6371008.8);
    return fabs(remainder(degrees, 360)) * 3.14159265358979323846 / 180 * fabs(reduced);
}

static void check(double lon1, double lat1, double lon2, double lat2, double error) {
    double metres, azimuth, own_azimuth;
    geod_inverse(&earth, lat1, lon1, lat2, lon2, &metres, &azimuth, NULL);
    double own = ct_geodesic_between(lon1, lat1, lon2, lat2, &own_azimuth);
    if (!(fabs(own - metres) <= error))
        fail_msg("(%.9f %.9f) to (%.9f %.9f): %.9f m is not %.9f", lon1, lat1, lon2, lat2, own,
                 metres);
    if (metres > 1 && !(aside(own_azimuth - azimuth, metres) <= error))
        fail_msg("(%.9f %.9f) to (%.9f %.9f): %.12f is not towards %.12f", lon1, lat1, lon2, lat2,
                 own_azimuth, azimuth);
}

static void ways_between_places(void **state) {
    (void)state;
    for (int i = 0; i < 20000; i++) {
        double lon = between(-180, 180), lat = between(-89, 89);
        check(lon, lat, between(-360, 360), between(-89, 89), FAR);
        double near = exp(between(-9, 1)); /* degrees */
        check(lon, lat, lon + between(-near, near), fmax(-90, fmin(90, lat + between(-near, near))),
              NEAR);
    }
}

static void special_places(void **state) {
    (void)state;
    static const double ways[][4] = {
        { 0, 0, 0, 0 },
        { 10, 50, 10, 50 },
        { 0, 0, 90, 0 },
        { 0, 0, 179, 0 },
        { 0, 0, 180, 0 },
        { 0, 30, 180, -30 },
        { 0, 30, 179.8, -29.9 },
        { 0, 90, 50, 90 },
        { 0, 90, 0, -90 },
        { 20, 90, 70, 40 },
        { 20, -90, 70, 40 },
        { 0, 0, 179.5, 0.5 },
        { 179.9, 5, -179.9, 5.1 },
        { 0, 0, 0, 1e-9 },
        { 33, 0, 33.001, 0 },
    };
    for (size_t i = 0; i < CT_COUNT(ways); i++) {
        double metres, azimuth;
        const double *w = ways[i];
        geod_inverse(&earth, w[1], w[0], w[3], w[2], &metres, &azimuth, NULL);
        double own = ct_geodesic_between(w[0], w[1], w[2], w[3], &azimuth);
        if (!(fabs(own - metres) <= FAR)) fail_msg("way %zu: %.9f m is not %.9f", i, own, metres);
    }
}

static void onward(void **state) {
    (void)state;
    for (int i = 0; i < 20000; i++) {
        double lon = between(-180, 180), lat = between(-90, 90), turn = between(-180, 360);
        double metres = i % 2 ? exp(between(0, 13)) : between(0, 19e6), x, y, wide, high;
        geod_direct(&earth, lat, lon, turn, metres, &high, &wide, NULL);
        ct_geodesic_onward(lon, lat, turn, metres, &x, &y);
        double shrink = cos(high * 3.14159265358979323846 / 180);
        double error = 111320 * hypot(remainder(x - wide, 360) * shrink, y - high);
        if (!(error <= (i % 2 ? NEAR : FAR)))
            fail_msg("(%.9f %.9f) %.9f by %.3f m: %.6f m off", lon, lat, turn, metres, error);
    }
}

int main(void) {
    seeded_state = seeded_from(20260127);
    geod_init(&earth, 6378137, 1 / 298.257223563);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ways_between_places),
        cmocka_unit_test(special_places),
        cmocka_unit_test(onward),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
