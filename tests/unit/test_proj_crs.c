/* test_proj_crs.c - the module that holds PROJ: what it opens, refuses, and takes where. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "../../src/project/project.h"

extern const ct_proj cartouche_proj; /* which the library looks up by name */
extern const ct_geodesics cartouche_geodesics;

static void definitions_are_opened_or_refused(void **state) {
    (void)state;
    char why[200] = "";
    bool lonlat;
    assert_string_equal(cartouche_proj.version, CARTOUCHE_VERSION);
    assert_null(cartouche_proj.open("EPSG:4258", false, &lonlat, why, sizeof why));
    assert_true(lonlat); /* ETRS89 in degrees is as good as WGS84 */
    assert_null(cartouche_proj.open("+proj=nonsense", true, &lonlat, why, sizeof why));
    assert_false(lonlat);
    assert_true(why[0] != '\0');
    why[0] = '\0';
    assert_null(cartouche_proj.open("EPSG:999999", false, &lonlat, why, sizeof why));
    assert_true(why[0] != '\0' && !lonlat);
}

static void points_go_there_and_back(void **state) {
    (void)state;
    char why[200];
    bool lonlat;
    ct_proj_crs *crs = cartouche_proj.open("EPSG:28992", false, &lonlat, why, sizeof why);
    assert_non_null(crs);
    double x[] = { 5.3872, NAN }, y[] = { 52.1552, 3 };
    cartouche_proj.points(crs, false, x, y, 2);
    assert_true(fabs(x[0] - 155000) < 300 && fabs(y[0] - 463000) < 300 && !isfinite(x[1]));
    cartouche_proj.points(crs, true, x, y, 1);
    assert_true(fabs(x[0] - 5.3872) < 1e-6 && fabs(y[0] - 52.1552) < 1e-6);
    cartouche_proj.close(crs);
}

static void geodesics_are_karneys(void **state) {
    (void)state;
    double metres, azimuth, lon, lat;
    cartouche_geodesics.between(0, 0, 180, 0, &metres, &azimuth);
    assert_true(fabs(metres - 20003931.4586) < 1e-3); /* over a pole */
    cartouche_geodesics.onward(0, 0, 90, 1000, &lon, &lat);
    assert_true(fabs(lon - 1000 / 6378137.0 * 180 / 3.14159265358979323846) < 1e-9 && lat == 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(definitions_are_opened_or_refused),
        cmocka_unit_test(points_go_there_and_back),
        cmocka_unit_test(geodesics_are_karneys),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
