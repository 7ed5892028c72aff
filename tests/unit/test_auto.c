/* test_auto.c - the range that data take up, and the projection that suits it. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../src/project/project.h"

static int open_arena(void **state) {
    *state = ct_arena_new();
    return 0;
}

static int close_arena(void **state) {
    ct_arena_free(*state);
    return 0;
}

static void add_rect(ct_builder *b, double x0, double y0, double x1, double y1) {
    ct_builder_point(b, x0, y0);
    ct_builder_point(b, x1, y0);
    ct_builder_point(b, x1, y1);
    ct_builder_point(b, x0, y1);
    ct_builder_end_part(b);
}

static void check_range(ct_box got, double x0, double y0, double x1, double y1) {
    if (fabs(got.x0 - x0) > 1e-9 || fabs(got.x1 - x1) > 1e-9 || got.y0 != y0 || got.y1 != y1)
        fail_msg("range %g %g %g %g", got.x0, got.y0, got.x1, got.y1);
}

static void a_plain_range_is_its_box(void **state) {
    ct_builder b = ct_builder_start(*state, CT_POLYGON);
    add_rect(&b, 36, 47, 38, 49);
    add_rect(&b, 38, 47, 40, 50);
    ct_shape s = ct_builder_take(&b);
    check_range(ct_lonlat_range(&s, 1), 36, 47, 40, 50);
}

static void parts_on_both_sides_of_the_antimeridian_meet(void **state) {
    ct_builder b = ct_builder_start(*state, CT_POLYGON);
    add_rect(&b, 177, -19, 180, -16);
    add_rect(&b, -180, -18, -178, -15);
    ct_shape s = ct_builder_take(&b);
    check_range(ct_lonlat_range(&s, 1), 177, -19, 182, -15);
}

static void a_ring_that_jumps_is_small(void **state) {
    ct_builder b = ct_builder_start(*state, CT_POLYGON);
    ct_builder_point(&b, 179, 60);
    ct_builder_point(&b, -179, 60);
    ct_builder_point(&b, -179, 62);
    ct_builder_point(&b, 179, 62);
    ct_builder_end_part(&b);
    ct_shape s = ct_builder_take(&b);
    check_range(ct_lonlat_range(&s, 1), 179, 60, 181, 62);
}

static void points_count_one_by_one(void **state) {
    ct_builder b = ct_builder_start(*state, CT_POINT);
    ct_builder_point(&b, 170, 1);
    ct_builder_point(&b, -170, 2);
    ct_builder_point(&b, NAN, 3);
    ct_builder_end_part(&b);
    ct_shape s = ct_builder_take(&b);
    check_range(ct_lonlat_range(&s, 1), 170, 1, 190, 2);
}

static void nothing_has_no_range(void **state) {
    (void)state;
    ct_shape none = { .kind = CT_NULL };
    assert_true(ct_box_is_empty(ct_lonlat_range(&none, 1)));
    assert_true(ct_box_is_empty(ct_lonlat_range(NULL, 0)));
}

static void each_part_of_the_globe_has_its_projection(void **state) {
    const struct {
        ct_box range;
        const char *text;
    } rows[] = {
        { { 36, 46, 40, 52 },
          "+proj=lcc +lat_0=49 +lon_0=38 +lat_1=47 +lat_2=51 +datum=WGS84 +units=m" },
        { { 37.05, 48.2, 37.31, 48.32 },
          "+proj=lcc +lat_0=48.26 +lon_0=37.18 +lat_1=48.22 +lat_2=48.3 +datum=WGS84 +units=m" },
        { { -75, -55, -55, -25 },
          "+proj=lcc +lat_0=-40 +lon_0=-65 +lat_1=-50 +lat_2=-30 +datum=WGS84 +units=m" },
        { { 177, -19, 182, -15 },
          "+proj=lcc +lat_0=-17 +lon_0=179.5 +lat_1=-18.3 +lat_2=-15.7 +datum=WGS84 +units=m" },
        { { 178, 60, 190, 66 },
          "+proj=lcc +lat_0=63 +lon_0=-176 +lat_1=61 +lat_2=65 +datum=WGS84 +units=m" },
        { { 29, -2, 36, 5 }, "+proj=laea +lat_0=1.5 +lon_0=32.5 +datum=WGS84 +units=m" },
        { { -20, -36, 52, 38 }, "+proj=laea +lat_0=1 +lon_0=16 +datum=WGS84 +units=m" },
        { { -180, 60, 180, 84 }, "+proj=laea +lat_0=90 +lon_0=0 +datum=WGS84 +units=m" },
        { { -180, -90, 180, -60 }, "+proj=laea +lat_0=-90 +lon_0=0 +datum=WGS84 +units=m" },
        { { -180, -90, 180, 84 }, "+proj=eqearth +lon_0=0 +datum=WGS84 +units=m" },
    };
    for (size_t i = 0; i < CT_COUNT(rows); i++)
        assert_string_equal(ct_projection_auto(*state, rows[i].range), rows[i].text);
}

static void every_choice_opens(void **state) {
    for (double lat = -85; lat <= 85; lat += 5) {
        for (double size = 0.1; size < 400; size *= 3) {
            ct_box range = { 10 - size / 2, fmax(-90, lat - size / 3), 10 + size / 2,
                             fmin(90, lat + size / 3) };
            const char *text = ct_projection_auto(*state, range);
            char why[100];
            ct_crs *crs = ct_crs_try(text, why, sizeof why);
            if (!crs) fail_msg("%s: %s", text, why);
            double x = (range.x0 + range.x1) / 2, y = (range.y0 + range.y1) / 2;
            if (ct_crs_from_lonlat(crs, &x, &y, 1)) fail_msg("%s fails at its middle", text);
            ct_crs_close(crs);
        }
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_arena, close_arena)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_plain_range_is_its_box),   TEST(parts_on_both_sides_of_the_antimeridian_meet),
        TEST(a_ring_that_jumps_is_small), TEST(points_count_one_by_one),
        TEST(nothing_has_no_range),       TEST(each_part_of_the_globe_has_its_projection),
        TEST(every_choice_opens),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
