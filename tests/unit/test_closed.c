/* test_closed.c - the formulas of our own give what PROJ gives, or leave it to PROJ. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "../../src/project/project.h"
#include "seeded.h"

enum { POINTS = 400, STRINGS = 400 };

static const ct_proj *reference;

static int load_reference(void **state) {
    char why[1400];
    (void)state;
    reference = ct_module_load(CT_PROJ_MODULE, "cartouche_proj", why, sizeof why);
    if (!reference) fail_msg("%s", why);
    return reference ? 0 : 1;
}

static double between(double low, double high) { return low + (high - low) * seeded_share(); }

/* Metres off, or 0 where both have no such point. */
static double off(double ax, double ay, double bx, double by) {
    bool none_a = !isfinite(ax) || !isfinite(ay), none_b = !isfinite(bx) || !isfinite(by);
    if (none_a || none_b) return none_a && none_b ? 0 : INFINITY;
    return hypot(ax - bx, ay - by);
}

/* Degrees of a great circle, near enough. */
static double apart(double lon1, double lat1, double lon2, double lat2) {
    double shrink = cos(lat1 * 3.14159265358979323846 / 180);
    return hypot(remainder(lon1 - lon2, 360) * shrink, lat1 - lat2);
}

/* One string at many places: there to a hundredth of a millimetre (times how far off it is on the
 * page), and back to where it came from, and to where PROJ's series of three terms comes, two
 * millimetres off. Near a pole equal areas are blind to latitude: PROJ itself is 20 cm off there.
 */
static void held(const char *text, double lon0, double reach, double lat_low, double lat_high) {
    char why[200];
    bool lonlat;
    ct_closed *own = ct_closed_open(text);
    if (!own) fail_msg("%s is left to PROJ", text);
    ct_proj_crs *theirs = reference->open(text, true, &lonlat, why, sizeof why);
    if (!theirs) fail_msg("%s: %s", text, why);
    for (int i = 0; i < POINTS; i++) {
        double lon = between(lon0 - reach, lon0 + reach), lat = between(lat_low, lat_high);
        if (i % 50 == 0) lat = i % 100 == 0 ? lat_low : lat_high;
        double ax = lon, ay = lat, bx = lon, by = lat;
        ct_closed_forward(own, &ax, &ay, 1);
        reference->points(theirs, false, &bx, &by, 1);
        double size = fmax(1, hypot(bx, by) / 6378137);
        double blind = 3e-8 / fmax(1e-7, cos(lat * 3.14159265358979323846 / 180));
        if (!(off(ax, ay, bx, by) <= 1e-5 * size + blind))
            fail_msg("%s at (%.9f, %.9f): (%.9f, %.9f) is not (%.9f, %.9f)", text, lon, lat, ax, ay,
                     bx, by);
        if (!isfinite(bx)) continue;
        ct_closed_inverse(own, &ax, &ay, 1);
        reference->points(theirs, true, &bx, &by, 1);
        bool polar = fabs(lat) > 89;
        if (!(apart(lon, lat, ax, ay) <= (polar ? 2e-5 : 2e-9)))
            fail_msg("%s back to (%.12f, %.12f): (%.12f, %.12f)", text, lon, lat, ax, ay);
        if (isfinite(by) && !(apart(bx, by, ax, ay) <= (polar ? 2e-5 : 2e-8)))
            fail_msg("%s back to PROJ's (%.12f, %.12f): (%.12f, %.12f)", text, bx, by, ax, ay);
    }
    ct_closed_free(own);
    reference->close(theirs);
}

static const char *random_ellipsoid(void) {
    static const char *const names[] = { "+datum=WGS84", "+ellps=WGS84", "+ellps=GRS80", "" };
    return SEEDED_OF(names);
}

static void cones(void **state) {
    (void)state;
    for (int i = 0; i < STRINGS; i++) {
        char text[300];
        double side = seeded_share() < 0.3 ? -1 : 1, lon0 = between(-180, 180);
        double lat1 = side * between(5, 60), lat2 = lat1 + side * between(0.5, 20);
        const char *kind = seeded_share() < 0.5 ? "lcc" : "aea";
        snprintf(text, sizeof text,
                 "+proj=%s +lat_0=%.3f +lon_0=%.3f +lat_1=%.4f +lat_2=%.4f +x_0=%d %s +units=m",
                 kind, between(-40, 60), lon0, lat1, lat2, i % 2 ? 0 : 500000, random_ellipsoid());
        held(text, lon0, i % 3 ? 30 : 179.9, side > 0 ? -30 : -85, side > 0 ? 85 : 30);
    }
    held("proj=lcc lat_1=46.5 lon_0=3 k_0=0.99987742 x_0=600000 y_0=200000", 3, 10, 40, 52);
    held("+proj=aea +lat_1=29.5 +lat_2=45.5 +lat_0=37.5 +lon_0=-96 +datum=WGS84", -96, 60, 10, 80);
    held("+proj=lcc +lat_0=90 +lat_1=70 +lat_2=80 +lon_0=0 +datum=WGS84 +no_defs +type=crs", 0, 170,
         10, 90);
}

static void azimuths(void **state) {
    (void)state;
    for (int i = 0; i < STRINGS; i++) {
        char text[200];
        double lon0 = between(-180, 180), lat0 = i % 7 ? between(-85, 85) : i % 2 ? 90 : -90;
        if (i % 11 == 0) lat0 = 0;
        snprintf(text, sizeof text, "+proj=laea +lat_0=%.2f +lon_0=%.2f %s +units=m", lat0, lon0,
                 random_ellipsoid());
        held(text, lon0, i % 2 ? 40 : 150, fmax(-90, lat0 - 60), fmin(90, lat0 + 60));
    }
}

static void cylinders_and_the_world(void **state) {
    (void)state;
    for (int i = 0; i < STRINGS; i++) {
        char text[200];
        static const char *const kinds[] = { "eqc", "merc", "eqearth" };
        const char *kind = SEEDED_OF(kinds);
        double lon0 = between(-180, 180);
        char more[64] = "";
        if (i % 2 && kind[0] != 'e') snprintf(more, sizeof more, "+lat_ts=%.2f", between(-60, 60));
        snprintf(text, sizeof text, "+proj=%s +lon_0=%.2f %s %s", kind, lon0, more,
                 random_ellipsoid());
        held(text, lon0, 179.99, kind[0] == 'm' ? -88 : -90, kind[0] == 'm' ? 88 : 90);
    }
    held("+proj=eqc +lat_ts=45 +lat_0=20 +lon_0=10 +x_0=7 +y_0=-3", 10, 90, -90, 90);
}

static void transverse(void **state) {
    (void)state;
    for (int zone = 1; zone <= 60; zone++) {
        char text[200];
        snprintf(text, sizeof text, "+proj=utm +zone=%d %s +datum=WGS84", zone,
                 zone % 3 ? "" : "+south");
        held(text, 6 * zone - 183, 12, -84, 84);
    }
    held("+proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=GRS80",
         -2, 40, -70, 85);
}

/* What is said twice, or in other words, or not at all, is PROJ's to judge. */
static void the_rest_is_left_to_proj(void **state) {
    (void)state;
    static const char *const texts[] = {
        "+proj=ortho +lat_0=40",
        "+proj=lcc +lat_1=30 +lat_2=-30",
        "+proj=lcc +lat_0=30",
        "+proj=aea +lat_1=30",
        "+proj=merc +R=6371000",
        "+proj=merc +a=6378137 +b=6378137 +nadgrids=@null",
        "+proj=merc +ellps=krass",
        "+proj=merc +datum=NAD27",
        "+proj=merc +units=us-ft",
        "+proj=merc +to_meter=0.3",
        "+proj=merc +over",
        "+proj=merc +no_defs",
        "+proj=merc +lon_0=10 +lon_0=20",
        "+proj=merc +lon_0=10d30'E",
        "+proj=merc +lat_ts=95",
        "+proj=utm +zone=61",
        "+proj=utm +datum=WGS84",
        "+proj=tmerc +zone=3",
        "+proj=tmerc +approx",
        "+proj=laea +lat_0=120",
        "+lat_0=3",
        "EPSG:3857",
        "",
    };
    for (size_t i = 0; i < CT_COUNT(texts); i++) {
        ct_closed *own = ct_closed_open(texts[i]);
        if (own) fail_msg("'%s' is not left to PROJ", texts[i]);
    }
    ct_closed_free(NULL);
}

static void what_is_no_place_is_none(void **state) {
    (void)state;
    ct_closed *own = ct_closed_open("+proj=lcc +lat_0=50 +lon_0=20 +lat_1=40 +lat_2=60");
    assert_non_null(own);
    double x[] = { NAN, 20, 20, INFINITY, 600, 20, 380 }, y[] = { 50, NAN, -90, 50, 50, 91, 50 };
    ct_closed_forward(own, x, y, CT_COUNT(x));
    for (size_t i = 0; i + 1 < CT_COUNT(x); i++)
        assert_true(isnan(x[i]) && isnan(y[i]));
    assert_true(fabs(x[6]) < 1e-6); /* once round */
    double u[] = { NAN, INFINITY }, v[] = { 0, 0 };
    ct_closed_inverse(own, u, v, 2);
    assert_true(isnan(u[0]) && isnan(v[1]));
    ct_closed_free(own);
    own = ct_closed_open("+proj=laea +lat_0=50 +lon_0=20");
    double far = 1.4e7, none = 0;
    ct_closed_inverse(own, &far, &none, 1);
    assert_true(isnan(far));
    ct_closed_free(own);
}

int main(void) {
    seeded_state = seeded_from(20260127);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cones),
        cmocka_unit_test(azimuths),
        cmocka_unit_test(cylinders_and_the_world),
        cmocka_unit_test(transverse),
        cmocka_unit_test(the_rest_is_left_to_proj),
        cmocka_unit_test(what_is_no_place_is_none),
    };
    return cmocka_run_group_tests(tests, load_reference, NULL);
}
