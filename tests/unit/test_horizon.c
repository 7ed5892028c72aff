/* test_horizon.c - the rim of what a projection shows, and rings that go beyond it. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "../../src/project/project.h"

#define RADIANS (3.14159265358979323846 / 180)

typedef struct fixture {
    ct_arena *arena;
    ct_report *report;
    ct_view *view;
} fixture;

static int set_up(void **state) {
    fixture *f = calloc(1, sizeof *f);
    f->arena = ct_arena_new();
    f->report = ct_report_new(NULL, NULL);
    *state = f;
    return 0;
}

static int tear_down(void **state) {
    fixture *f = *state;
    ct_view_close(f->view);
    ct_report_free(f->report);
    ct_arena_free(f->arena);
    free(f);
    return 0;
}

/* The whole disc, R = 300 px about (400, 300), or as much of it as the projection gives. */
static void look_at(fixture *f, const char *project) {
    ct_view_request request = { .frame = { 0, 0, 800, 700 },
                                .has_centre = true,
                                .centre = { 0, 0 },
                                .scale = 6378137 / (300 * 0.0254 / 96),
                                .project = project };
    ct_view_close(f->view);
    assert_true(ct_view_open(f->arena, &request, &f->view, f->report));
}

static ct_shape shape_of(fixture *f, ct_kind kind, const double *v, size_t n) {
    ct_builder b = ct_builder_start(f->arena, kind);
    for (size_t i = 0; i + 1 < n; i += 2)
        ct_builder_point(&b, v[i], v[i + 1]);
    ct_builder_end_part(&b);
    return ct_builder_take(&b);
}
#define SHAPE(f, kind, ...)                                                                        \
    shape_of(f, kind, (const double[]){ __VA_ARGS__ }, CT_COUNT(((const double[]){ __VA_ARGS__ })))
#define BOX(f, w, s, e, n) SHAPE(f, CT_POLYGON, w, s, e, s, e, n, w, n)

static double page_area(const ct_shape *s) {
    double sum = 0;
    for (size_t p = 0; p < s->parts; p++) {
        size_t from = ct_part_start(s, p);
        sum += fabs(ct_ring_area(s->x + from, s->y + from, s->end[p] - from));
    }
    return sum;
}

/* A sphere's, seen from above a place. */
static void ball(const void *user, double *x, double *y, size_t count) {
    const double *place = user;
    for (size_t i = 0; i < count; i++) {
        double lon = (x[i] - place[0]) * RADIANS, lat = y[i] * RADIANS, at = place[1] * RADIANS;
        bool shown = sin(at) * sin(lat) + cos(at) * cos(lat) * cos(lon) >= 0;
        x[i] = shown ? cos(lat) * sin(lon) : NAN;
        y[i] = shown ? cos(at) * sin(lat) - sin(at) * cos(lat) * cos(lon) : NAN;
    }
}

static void plain(const void *user, double *x, double *y, size_t count) {
    (void)user;
    (void)x;
    (void)y;
    (void)count;
}

static void the_rim_is_found_from_any_place(void **state) {
    fixture *f = *state;
    const double place[] = { 30, 50 };
    const double from[][2] = { { 30, 50 }, { 0, 0 }, { 100, 80 }, { -40, 10 } };
    for (size_t i = 0; i < CT_COUNT(from); i++) {
        ct_horizon *h = ct_horizon_find(f->arena, ball, place, from[i][0], from[i][1]);
        assert_non_null(h);
        ct_builder b = ct_builder_start(f->arena, CT_POLYGON);
        ct_shape world = SHAPE(f, CT_POLYGON, -150, -90, 210, -90, 210, 90, -150, 90);
        ct_horizon_close(h, f->arena, NULL, 0, &world, 30, &b);
        ct_shape rim = ct_builder_take(&b);
        assert_true(fabs(page_area(&rim) - 3.14159265) < 2e-3);
        for (size_t k = 0; k < ct_shape_points(&rim); k++)
            assert_true(fabs(hypot(rim.x[k], rim.y[k]) - 1) < 1e-6);
    }
    assert_null(ct_horizon_find(f->arena, plain, NULL, 0, 0));
}

static void directions(void **state) {
    fixture *f = *state;
    const double place[] = { 30, 0 };
    const ct_horizon *h = ct_horizon_find(f->arena, ball, place, 30, 0);
    assert_true(fabs(ct_horizon_turn(h, 30, 40)) < 1e-12);
    assert_true(fabs(ct_horizon_turn(h, 70, 0) - 0.25) < 1e-12);
    assert_true(fabs(ct_horizon_turn(h, 30, -40) - 0.5) < 1e-12);
    assert_true(fabs(ct_horizon_turn(h, -10, 0) - 0.75) < 1e-12);
}

static void check(fixture *f, ct_shape ring, double share) {
    ct_shape page = ct_view_shape(f->view, f->arena, &ring);
    double disc = 3.14159265358979 * 300 * 300, got = page_area(&page) / disc;
    if (!(fabs(got - share) < 2e-3)) fail_msg("%g of the disc, not %g", got, share);
    for (size_t i = 0; i < ct_shape_points(&page); i++)
        assert_true(hypot(page.x[i] - 400, page.y[i] - 350) < 300.1);
}

static void rings_are_cut_at_the_rim(void **state) {
    fixture *f = *state;
    look_at(f, "+proj=ortho +lat_0=0 +lon_0=0 +R=6378137");
    assert_non_null(ct_view_horizon(f->view));
    check(f, BOX(f, -180, -90, 180, 90), 1);
    check(f, BOX(f, -100, -90, 100, 90), 1);
    check(f, BOX(f, -180, 0, 180, 90), 0.5);
    check(f, BOX(f, -180, -90, 180, -30), (1.0 / 3 - sqrt(3) / 4 / 3.14159265358979));
    check(f, BOX(f, 0, -90, 180, 90), 0.5);
    check(f, BOX(f, 0, 0, 120, 90), 0.25);
    check(f, BOX(f, -120, 0, 0, 90), 0.25);
    check(f, BOX(f, 100, -60, 170, 60), 0);
    check(f, BOX(f, 100, -10, 260, 10), 0);
    /* all corners beyond the rim, a belt between */
    double belt = 1 - 2 * (1.0 / 3 - sqrt(3) / 4 / 3.14159265358979);
    check(f, BOX(f, -120, -30, 120, 30), belt);
    /* a belt less a bay that comes over the rim from the east, so that it meets it four times */
    ct_shape bay = SHAPE(f, CT_POLYGON, -120, -30, 120, -30, 120, -10, 20, -10, 20, 10, 120, 10,
                         120, 30, -120, 30);
    ct_shape gap = BOX(f, 20, -10, 120, 10);
    ct_shape page = ct_view_shape(f->view, f->arena, &gap);
    check(f, bay, belt - page_area(&page) / (3.14159265358979 * 300 * 300));
}

static void other_caps(void **state) {
    fixture *f = *state;
    ct_shape world = BOX(f, -180, -90, 180, 90);
    const char *const projections[] = { "+proj=geos +h=35785831 +lon_0=0",
                                        "+proj=nsper +h=3000000 +lat_0=10 +lon_0=10",
                                        "+proj=ortho +lat_0=40 +lon_0=-30" };
    for (size_t i = 0; i < CT_COUNT(projections); i++) {
        look_at(f, projections[i]);
        ct_shape page = ct_view_shape(f->view, f->arena, &world);
        size_t holes = 0;
        for (double y = 5; y < 700; y += 23) {
            for (double x = 5; x < 800; x += 23) {
                double lon, lat;
                bool shown = ct_view_inverse(f->view, x, y, &lon, &lat);
                holes += shown != ct_shape_contains(&page, x, y);
            }
        }
        assert_true(holes <= 2);
    }
    look_at(f, "+proj=eqearth");
    assert_null(ct_view_horizon(f->view));
}

static void lines_reach_the_rim(void **state) {
    fixture *f = *state;
    look_at(f, "+proj=ortho +lat_0=0 +lon_0=0 +R=6378137");
    ct_shape line = SHAPE(f, CT_LINE, -150, 30, 0, 30, 150, 30);
    ct_shape page = ct_view_shape(f->view, f->arena, &line);
    assert_int_equal(page.parts, 1);
    ct_box box = ct_box_of(&page);
    assert_true(fabs(box.x1 - box.x0 - 600 * cos(30 * RADIANS)) < 0.1);
    line = SHAPE(f, CT_LINE, 0, 0, 60, 0, 120, 0, 179, 0);
    page = ct_view_shape(f->view, f->arena, &line);
    assert_int_equal(page.parts, 1);
    assert_true(fabs(ct_line_length(&page) - 300) < 0.1);
    line = SHAPE(f, CT_LINE, 100, 0, 170, 0);
    page = ct_view_shape(f->view, f->arena, &line);
    assert_int_equal(page.parts, 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(the_rim_is_found_from_any_place),
        TEST(directions),
        TEST(rings_are_cut_at_the_rim),
        TEST(other_caps),
        TEST(lines_reach_the_rim),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
