/* test_project.c - views: fitting into a frame, points there and back, scale, faults. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "../../src/project/project.h"

typedef struct fixture {
    ct_arena *arena;
    ct_report *report;
} fixture;

static int set_up(void **state) {
    fixture *f = malloc(sizeof *f);
    f->arena = ct_arena_new();
    f->report = ct_report_new(NULL, NULL);
    *state = f;
    return 0;
}

static int tear_down(void **state) {
    fixture *f = *state;
    ct_report_free(f->report);
    ct_arena_free(f->arena);
    free(f);
    return 0;
}

static ct_shape rect(fixture *f, double x0, double y0, double x1, double y1) {
    ct_builder b = ct_builder_start(f->arena, CT_POLYGON);
    ct_builder_point(&b, x0, y0);
    ct_builder_point(&b, x1, y0);
    ct_builder_point(&b, x1, y1);
    ct_builder_point(&b, x0, y1);
    ct_builder_end_part(&b);
    return ct_builder_take(&b);
}

static ct_view *must_open(fixture *f, const ct_view_request *request) {
    ct_view *view;
    if (!ct_view_open(f->arena, request, &view, f->report))
        fail_msg("%s", ct_report_at(f->report, ct_report_count(f->report) - 1)->text);
    return view;
}

static ct_view_request bbox_request(double w, double s, double e, double n) {
    return (ct_view_request){
        .frame = { 10, 20, 810, 620 }, .has_bbox = true, .bbox = { w, s, e, n }, .project = "auto"
    };
}

static void fitted_data_fill_the_frame_less_its_pad(void **state) {
    fixture *f = *state;
    ct_shape shape = rect(f, 36, 47, 40, 50);
    ct_view_request request = {
        .frame = { 10, 20, 810, 620 }, .fit = &shape, .fit_count = 1, .pad = 30
    };
    ct_view *view = must_open(f, &request);
    ct_shape page = ct_view_shape(view, f->arena, &shape);
    ct_box box = ct_box_of(&page);
    bool wide = fabs(box.x0 - 40) < 0.3 && fabs(box.x1 - 780) < 0.3;
    bool high = fabs(box.y0 - 50) < 0.3 && fabs(box.y1 - 590) < 0.3;
    if (!wide && !high) fail_msg("box %g %g %g %g", box.x0, box.y0, box.x1, box.y1);
    assert_true(box.x0 > 39.7 && box.y0 > 49.7 && box.x1 < 780.3 && box.y1 < 590.3);
    assert_true(fabs((box.x0 + box.x1) / 2 - 410) < 0.3);
    assert_true(fabs((box.y0 + box.y1) / 2 - 320) < 0.3);
    ct_view_close(view);
}

static void the_height_lets_the_data_fill_both_ways(void **state) {
    fixture *f = *state;
    ct_shape shape = rect(f, 36, 47, 40, 50);
    ct_view_request request = { .fit = &shape, .fit_count = 1, .pad = 10 };
    double height;
    assert_true(ct_view_height(f->arena, &request, 600, &height, f->report));
    assert_true(height > 500 && height < 800);
    request.frame = (ct_box){ 0, 0, 600, height };
    ct_view *view = must_open(f, &request);
    ct_shape page = ct_view_shape(view, f->arena, &shape);
    ct_box box = ct_box_of(&page);
    assert_true(fabs(box.x0 - 10) < 0.3 && fabs(box.x1 - 590) < 0.3);
    assert_true(fabs(box.y0 - 10) < 0.3 && fabs(box.y1 - (height - 10)) < 0.3);
    double known[6], anew[6];
    ct_view_to_page(view, known);
    ct_view_close(view);
    assert_non_null(request.span); /* the view is the same as without it */
    request.span = NULL;
    view = must_open(f, &request);
    ct_view_to_page(view, anew);
    assert_memory_equal(known, anew, sizeof known);
    ct_view_close(view);
}

static void centre_and_scale_are_true(void **state) {
    fixture *f = *state;
    static const char *const projects[] = { "auto", "EPSG:3857", "EPSG:4326", "+proj=utm +zone=37",
                                            "+proj=utm +zone=37 +units=us-ft" };
    for (size_t i = 0; i < CT_COUNT(projects); i++) {
        ct_view_request request = { .frame = { 0, 0, 960, 720 },
                                    .has_centre = true,
                                    .centre = { 37.5, 48.25 },
                                    .scale = 2000000,
                                    .project = projects[i] };
        ct_view *view = must_open(f, &request);
        double x, y, metres = ct_view_metres_per_px(view);
        assert_true(ct_view_point(view, 37.5, 48.25, &x, &y));
        assert_true(fabs(x - 480) < 1e-6 && fabs(y - 360) < 1e-6);
        double want = 2000000 * 0.0254 / 96;
        if (fabs(metres / want - 1) > 1e-4) fail_msg("%s: %g m a px", projects[i], metres);
        ct_view_close(view);
    }
}

static void affine_and_string_tell_the_whole_way(void **state) {
    fixture *f = *state;
    ct_view_request request = bbox_request(36, 47, 40, 50);
    ct_view *view = must_open(f, &request);
    double a[6], x = 38.3, y = 48.8, px, py;
    ct_view_to_page(view, a);
    ct_crs *crs = ct_crs_open(ct_view_crs(view), CT_NOWHERE, f->report);
    assert_non_null(crs);
    assert_true(ct_view_point(view, x, y, &px, &py));
    assert_int_equal(ct_crs_from_lonlat(crs, &x, &y, 1), 0);
    assert_true(fabs(a[0] * x + a[1] * y + a[2] - px) < 1e-9);
    assert_true(fabs(a[3] * x + a[4] * y + a[5] - py) < 1e-9);
    assert_true(a[0] > 0 && a[4] < 0);
    ct_crs_close(crs);
    ct_view_close(view);
}

static void the_lonlat_box_covers_the_frame(void **state) {
    fixture *f = *state;
    ct_view_request request = bbox_request(36, 47, 40, 50);
    ct_view *view = must_open(f, &request);
    ct_box box = ct_view_lonlat(view);
    for (double x = 10; x <= 810; x += 10) {
        for (double y = 20; y <= 620; y += 10) {
            double lon, lat;
            assert_true(ct_view_inverse(view, x, y, &lon, &lat));
            assert_true(lon > box.x0 && lon < box.x1 && lat > box.y0 && lat < box.y1);
        }
    }
    assert_true(box.x0 > 30 && box.x1 < 46 && box.y0 > 44 && box.y1 < 53); /* and not much more */
    ct_view_close(view);
}

static void a_frame_over_the_antimeridian(void **state) {
    fixture *f = *state;
    ct_view_request request = bbox_request(176, -20, -177, -14);
    ct_view *view = must_open(f, &request);
    ct_box box = ct_view_lonlat(view);
    assert_true(box.x1 - box.x0 < 20);
    double x[3], y[3];
    assert_true(ct_view_point(view, 179, -17, &x[0], &y[0]));
    assert_true(ct_view_point(view, -179, -17, &x[1], &y[1]));
    assert_true(ct_view_point(view, 181, -17, &x[2], &y[2]));
    assert_true(x[1] > x[0] && x[1] < 810);
    assert_true(fabs(x[2] - x[1]) < 1e-6 && fabs(y[2] - y[1]) < 1e-6);
    ct_view_close(view);
}

static void a_frame_over_the_pole_shows_all_longitudes(void **state) {
    fixture *f = *state;
    ct_view_request request = bbox_request(-180, 62, 180, 90);
    ct_view *view = must_open(f, &request);
    ct_box box = ct_view_lonlat(view);
    assert_true(box.x1 - box.x0 >= 360 && box.y1 == 90 && box.y0 < 62);
    double x, y;
    assert_true(ct_view_point(view, 0, 90, &x, &y));
    assert_true(fabs(x - 410) < 1 && fabs(y - 320) < 1);
    ct_view_close(view);
}

static void the_world_is_whole(void **state) {
    fixture *f = *state;
    ct_view_request request = bbox_request(-180, -90, 180, 90);
    ct_view *view = must_open(f, &request);
    ct_box box = ct_view_lonlat(view);
    assert_true(box.x1 - box.x0 >= 360 && box.y0 == -90 && box.y1 == 90);
    double lon, lat;
    assert_false(ct_view_inverse(view, 12, 22, &lon, &lat)); /* the corner lies off the globe */
    assert_true(ct_view_inverse(view, 410, 320, &lon, &lat));
    assert_true(fabs(lon) < 1e-6 && fabs(lat) < 1e-6);
    ct_view_close(view);
}

static void the_world_ends_where_the_plane_is_torn(void **state) {
    fixture *f = *state;
    const struct {
        const char *project;
        double bbox[4], west, east;
    } views[] = { { "EPSG:3832", { -29.9, -60, 329.9, 70 }, -30, 330 },
                  { "EPSG:3832", { -20, 0, 20, 40 }, -30, NAN },
                  { "+proj=robin +lon_0=20", { 150, 0, 190, 40 }, NAN, 200 },
                  { "+proj=laea +lat_0=20 +lon_0=-10", { 160, 20, 165, 40 }, NAN, NAN } };
    for (size_t i = 0; i < CT_COUNT(views); i++) {
        const double *b = views[i].bbox;
        ct_view_request request = bbox_request(b[0], b[1], b[2], b[3]);
        request.project = views[i].project;
        ct_view *view = must_open(f, &request);
        ct_box world = ct_view_world(view);
        bool west = fabs(world.x0 - views[i].west) < 1e-5,
             east = fabs(world.x1 - views[i].east) < 1e-5;
        if (west != !isnan(views[i].west) || east != !isnan(views[i].east))
            fail_msg("%s: %.9f to %.9f", views[i].project, world.x0, world.x1);
        ct_view_close(view);
    }
}

static void convergence_grows_to_the_sides(void **state) {
    fixture *f = *state;
    ct_view_request request = bbox_request(30, 45, 46, 52);
    ct_view *view = must_open(f, &request);
    assert_true(fabs(ct_view_convergence(view, 410, 320)) < 0.01);
    double west = ct_view_convergence(view, 10, 320), east = ct_view_convergence(view, 810, 320);
    assert_true(west > 2 && east < -2); /* meridians lean to the pole */
    assert_true(fabs(west + east) < 0.01);
    ct_view_close(view);
}

static uint64_t seed_state;
static double random_share(void) {
    seed_state = seed_state * 6364136223846793005u + 1442695040888963407u;
    return (double)(seed_state >> 11) / 9007199254740992.0;
}

static void there_and_back_within_a_millionth(void **state) {
    fixture *f = *state;
    const char *wish = getenv("CT_SEED");
    uint64_t seed = wish ? strtoull(wish, NULL, 10) : 20260127;
    seed_state = seed;
    printf("seed %llu\n", (unsigned long long)seed);
    for (int round = 0; round < 100; round++) {
        double w = -180 + 360 * random_share(), s = -85 + 150 * random_share();
        double wide = 0.2 + 30 * random_share() * random_share();
        ct_view_request request =
            bbox_request(w, s, w + wide, fmin(88, s + 0.1 + wide * random_share()));
        ct_view *view = must_open(f, &request);
        for (int k = 0; k < 50; k++) {
            double x = 10 + 800 * random_share(), y = 20 + 600 * random_share(), lon, lat, bx, by;
            if (!ct_view_inverse(view, x, y, &lon, &lat)) continue; /* past a pole */
            if (!ct_view_point(view, lon, lat, &bx, &by) || hypot(bx - x, by - y) > 1e-6)
                fail_msg("%s: (%g, %g) comes back %g px off", ct_view_crs(view), x, y,
                         hypot(bx - x, by - y));
        }
        ct_view_close(view);
    }
}

static void faults_are_told(void **state) {
    fixture *f = *state;
    ct_shape dot_shape, none = { .kind = CT_NULL };
    ct_builder b = ct_builder_start(f->arena, CT_POINT);
    ct_builder_point(&b, 37, 48);
    ct_builder_end_part(&b);
    dot_shape = ct_builder_take(&b);
    ct_box frame = { 0, 0, 100, 100 };
    const ct_view_request rows[] = {
        { .frame = frame },
        { .frame = frame, .fit = &none, .fit_count = 1 },
        { .frame = frame, .fit = &dot_shape, .fit_count = 1 },
        { .frame = frame, .has_bbox = true, .bbox = { 1, 5, 2, 4 } },
        { .frame = frame, .has_bbox = true, .bbox = { 1, 5, 1, 6 } },
        { .frame = frame, .has_bbox = true, .bbox = { NAN, 5, 1, 6 } },
        { .frame = frame, .has_bbox = true, .bbox = { 0, -91, 1, 6 } },
        { .frame = frame, .has_centre = true, .centre = { 37, 48 } },
        { .frame = frame, .has_centre = true, .centre = { 37, 98 }, .scale = 1e6 },
        { .frame = frame, .has_bbox = true, .bbox = { 1, 5, 2, 6 }, .pad = 50 },
        { .frame = { 0, 0, NAN, 9 }, .has_bbox = true, .bbox = { 1, 5, 2, 6 } },
        { .frame = frame, .has_bbox = true, .bbox = { 1, 5, 2, 6 }, .project = "atuo" },
        { .frame = frame, .has_bbox = true, .bbox = { 1, 5, 2, 6 }, .project = "EPSG:0" },
        { .frame = frame, .has_bbox = true, .bbox = { 1, 5, 2, 6 }, .project = "+proj=nonsense" },
        { .frame = frame,
          .has_bbox = true,
          .bbox = { 1, 5, 2, 6 },
          .project = "+proj=ortho +lon_0=180" },
        { .frame = frame, .has_bbox = true, .bbox = { 1, 5, 2, 6 }, .project = "EPSG:4978" },
    };
    for (size_t i = 0; i < CT_COUNT(rows); i++) {
        ct_view *view;
        size_t before = ct_report_errors(f->report);
        if (ct_view_open(f->arena, &rows[i], &view, f->report)) fail_msg("row %zu opens", i);
        assert_null(view);
        if (ct_report_errors(f->report) != before + 1) fail_msg("row %zu tells nothing", i);
    }
    double height;
    ct_view_request centred = rows[7], nothing = rows[0];
    assert_false(ct_view_height(f->arena, &centred, 100, &height, f->report));
    assert_false(ct_view_height(f->arena, &nothing, 100, &height, f->report));
    assert_null(nothing.span);
    ct_view_close(NULL);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(fitted_data_fill_the_frame_less_its_pad),
        TEST(the_height_lets_the_data_fill_both_ways),
        TEST(centre_and_scale_are_true),
        TEST(affine_and_string_tell_the_whole_way),
        TEST(the_lonlat_box_covers_the_frame),
        TEST(a_frame_over_the_antimeridian),
        TEST(a_frame_over_the_pole_shows_all_longitudes),
        TEST(the_world_is_whole),
        TEST(the_world_ends_where_the_plane_is_torn),
        TEST(convergence_grows_to_the_sides),
        TEST(there_and_back_within_a_millionth),
        TEST(faults_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
