/* test_crs.c - coordinate systems: opening, faults, points to lon/lat. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "../../src/project/project.h"

static ct_crs *must_open(const char *definition) {
    ct_report *report = ct_report_new(NULL, NULL);
    ct_crs *crs = ct_crs_open(definition, CT_NOWHERE, report);
    if (!crs) fail_msg("%s: %s", definition, ct_report_at(report, 0)->text);
    ct_report_free(report);
    return crs;
}

#define WGS84_WKT                                                                                  \
    "GEOGCS[\"GCS_WGS_1984\",DATUM[\"D_WGS_1984\",SPHEROID[\"WGS_1984\",6378137.0,"                \
    "298.257223563]],PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]]"

static void lonlat_in_many_words(void **state) {
    (void)state;
    static const char *const names[] = { "EPSG:4326",
                                         "epsg:4326",
                                         "OGC:CRS84",
                                         "WGS84",
                                         "+proj=longlat +datum=WGS84 +no_defs",
                                         "+proj=longlat +ellps=WGS84 +type=crs",
                                         WGS84_WKT };
    for (size_t i = 0; i < CT_COUNT(names); i++) {
        ct_crs *crs = must_open(names[i]);
        if (!ct_crs_is_lonlat(crs)) fail_msg("%s is not taken for lon/lat", names[i]);
        double x = 37.5, y = 48.5;
        assert_int_equal(ct_crs_to_lonlat(crs, &x, &y, 1), 0);
        assert_true(x == 37.5 && y == 48.5);
        ct_crs_close(crs);
    }
}

static bool is_lonlat(const char *definition) {
    ct_crs *crs = must_open(definition);
    bool lonlat = ct_crs_is_lonlat(crs);
    ct_crs_close(crs);
    return lonlat;
}

static void wkt_of_wgs84_is_known_and_no_other(void **state) {
    (void)state;
    assert_true(
        is_lonlat("GEOGCS[\"WGS 84\",DATUM[\"WGS_1984\",SPHEROID[\"WGS 84\",6378137,"
                  "298.257223563,AUTHORITY[\"EPSG\",\"7030\"]],AUTHORITY[\"EPSG\",\"6326\"]],"
                  "PRIMEM[\"Greenwich\",0,AUTHORITY[\"EPSG\",\"8901\"]],UNIT[\"degree\","
                  "0.01745329251994328,AUTHORITY[\"EPSG\",\"9122\"]],AXIS[\"Latitude\",NORTH],"
                  "AXIS[\"Longitude\",EAST],AUTHORITY[\"EPSG\",\"4326\"]]"));
    assert_true(is_lonlat("geogcs [ \"x\",\n datum[\"WGS_1984\", spheroid[\"WGS 84\", 6378137.000, "
                          "298.2572235630]], primem[\"Greenwich\", 0], unit[\"Degree\", "
                          "0.0174532925199433] ]\n"));
    assert_false(is_lonlat("GEOGCS[\"Pulkovo 1942\",DATUM[\"D_Pulkovo_1942\",SPHEROID["
                           "\"Krasovsky_1940\",6378245,298.3]],PRIMEM[\"Greenwich\",0],UNIT["
                           "\"degree\",0.0174532925199433]]"));
    assert_false(is_lonlat("GEOGCS[\"Paris\",DATUM[\"WGS_1984\",SPHEROID[\"WGS 84\",6378137,"
                           "298.257223563]],PRIMEM[\"Paris\",2.33722917],UNIT[\"degree\","
                           "0.0174532925199433]]"));
    assert_false(is_lonlat("GEOGCS[\"gons\",DATUM[\"WGS_1984\",SPHEROID[\"WGS 84\",6378137,"
                           "298.257223563]],PRIMEM[\"Greenwich\",0],UNIT[\"grad\","
                           "0.01570796326794897]]"));
}

static void the_same_place_by_code_string_and_wkt(void **state) {
    (void)state;
    static const char *const names[] = {
        "EPSG:32637", "+proj=utm +zone=37 +datum=WGS84 +units=m +no_defs +type=crs",
        "proj=utm zone=37 datum=WGS84",
        "PROJCS[\"WGS_1984_UTM_Zone_37N\"," WGS84_WKT ",PROJECTION[\"Transverse_Mercator\"],"
        "PARAMETER[\"False_Easting\",500000.0],PARAMETER[\"False_Northing\",0.0],"
        "PARAMETER[\"Central_Meridian\",39.0],PARAMETER[\"Scale_Factor\",0.9996],"
        "PARAMETER[\"Latitude_Of_Origin\",0.0],UNIT[\"Meter\",1.0]]"
    };
    for (size_t i = 0; i < CT_COUNT(names); i++) {
        ct_crs *crs = must_open(names[i]);
        assert_false(ct_crs_is_lonlat(crs));
        double x[] = { 500000, 426000 }, y[] = { 5400000, 5372000 };
        assert_int_equal(ct_crs_to_lonlat(crs, x, y, 2), 0);
        assert_true(fabs(x[0] - 39) < 1e-9);
        assert_true(fabs(y[0] - 48.7529) < 1e-3);
        assert_true(x[1] > 37.9 && x[1] < 38.1);
        ct_crs_close(crs);
    }
}

static void an_older_datum_is_shifted(void **state) {
    (void)state;
    /* Pulkovo 1942 lies some 100 m off WGS 84 in Ukraine: it must not pass for it */
    ct_crs *crs = must_open("EPSG:4284");
    assert_false(ct_crs_is_lonlat(crs));
    double x = 37.5, y = 48.5;
    assert_int_equal(ct_crs_to_lonlat(crs, &x, &y, 1), 0);
    assert_true(fabs(x - 37.5) > 5e-4 && fabs(x - 37.5) < 5e-3);
    ct_crs_close(crs);
}

static void what_cannot_be_becomes_nan(void **state) {
    (void)state;
    ct_crs *crs = must_open("+proj=utm +zone=37");
    double x[] = { NAN, 500000, INFINITY, 1e300 }, y[] = { 0, 5400000, 5, 1e300 };
    assert_int_equal(ct_crs_to_lonlat(crs, x, y, 4), 3);
    assert_true(isnan(x[0]) && isnan(y[0]) && isnan(x[2]) && isnan(x[3]) && isfinite(x[1]));
    assert_int_equal(ct_crs_to_lonlat(crs, x, y, 0), 0);
    ct_crs_close(crs);
    ct_crs_close(NULL);
}

static void there_and_back(void **state) {
    (void)state;
    ct_crs *crs = must_open("+proj=lcc +lat_1=47.5 +lat_2=49.5 +lat_0=48.5 +lon_0=38");
    double x = 36.25, y = 47.125;
    assert_int_equal(ct_crs_from_lonlat(crs, &x, &y, 1), 0);
    assert_true(x < -100000 && y < -100000);
    assert_int_equal(ct_crs_to_lonlat(crs, &x, &y, 1), 0);
    assert_true(fabs(x - 36.25) < 1e-9 && fabs(y - 47.125) < 1e-9);
    ct_crs_close(crs);
}

static void the_unknown_is_told_with_a_hint(void **state) {
    (void)state;
    static const char *const names[] = { "EPSG:999999", "+proj=lc +lat_1=3", "", "   ",
                                         "moon",        "PROJCS[\"broken" };
    for (size_t i = 0; i < CT_COUNT(names); i++) {
        ct_report *report = ct_report_new(NULL, NULL);
        assert_null(ct_crs_open(names[i], (ct_place){ "a.map.yaml", 3, 5 }, report));
        assert_int_equal(ct_report_count(report), 1);
        const cartouche_finding *f = ct_report_at(report, 0);
        assert_int_equal(f->status, CARTOUCHE_BAD_DATA);
        assert_int_equal(f->line, 3);
        assert_non_null(f->hint);
        ct_report_free(report);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lonlat_in_many_words),
        cmocka_unit_test(wkt_of_wgs84_is_known_and_no_other),
        cmocka_unit_test(the_same_place_by_code_string_and_wkt),
        cmocka_unit_test(an_older_datum_is_shifted),
        cmocka_unit_test(what_cannot_be_becomes_nan),
        cmocka_unit_test(there_and_back),
        cmocka_unit_test(the_unknown_is_told_with_a_hint),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
