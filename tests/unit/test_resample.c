/* test_resample.c - shapes on the page: bent, cut to the world, the same for both neighbours. */
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

static void look_at(fixture *f, double w, double s, double e, double n, const char *project) {
    ct_view_request request = {
        .frame = { 0, 0, 800, 600 }, .has_bbox = true, .bbox = { w, s, e, n }, .project = project
    };
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

/* How far the true line a → b, straight in lon/lat, is from the drawn one. */
static double worst_error(fixture *f, const ct_shape *page, const double a[2], const double b[2]) {
    double worst = 0;
    for (int k = 0; k <= 200; k++) {
        double x, y, least = INFINITY, t = k / 200.0;
        if (!ct_view_point(f->view, a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1]), &x, &y))
            continue;
        for (size_t i = 1; i < ct_shape_points(page); i++)
            least = fmin(least, ct_segment_distance(x, y, page->x[i - 1], page->y[i - 1],
                                                    page->x[i], page->y[i]));
        worst = fmax(worst, least);
    }
    return worst;
}

static void a_parallel_bends_and_a_short_piece_does_not(void **state) {
    fixture *f = *state;
    look_at(f, 20, 40, 50, 60, "auto");
    const double a[] = { 20, 50 }, b[] = { 50, 50 };
    ct_shape line = SHAPE(f, CT_LINE, 20, 50, 50, 50),
             page = ct_view_shape(f->view, f->arena, &line);
    assert_int_equal(page.parts, 1);
    assert_true(ct_shape_points(&page) > 8 && ct_shape_points(&page) < 200);
    double error = worst_error(f, &page, a, b);
    if (error > 0.2) fail_msg("%g px off", error);
    line = SHAPE(f, CT_LINE, 30, 50, 30.05, 50);
    page = ct_view_shape(f->view, f->arena, &line);
    assert_int_equal(ct_shape_points(&page), 2);
    line = SHAPE(f, CT_LINE, 35, 41, 35, 59); /* the middle meridian is straight in a conic */
    page = ct_view_shape(f->view, f->arena, &line);
    assert_int_equal(ct_shape_points(&page), 2);
}

static void both_directions_give_the_same_points(void **state) {
    fixture *f = *state;
    look_at(f, 20, 40, 50, 60, "auto");
    ct_shape there = SHAPE(f, CT_LINE, 20.1, 41.3, 33.7, 48.2, 49.9, 58.8);
    ct_shape back = SHAPE(f, CT_LINE, 49.9, 58.8, 33.7, 48.2, 20.1, 41.3);
    ct_shape p = ct_view_shape(f->view, f->arena, &there);
    ct_shape q = ct_view_shape(f->view, f->arena, &back);
    size_t n = ct_shape_points(&p);
    assert_true(n > 5);
    assert_int_equal(ct_shape_points(&q), n);
    for (size_t i = 0; i < n; i++)
        assert_true(p.x[i] == q.x[n - 1 - i] && p.y[i] == q.y[n - 1 - i]);
}

static void a_ring_bends_on_its_closing_edge_too(void **state) {
    fixture *f = *state;
    look_at(f, 20, 40, 50, 60, "auto");
    ct_shape ring = SHAPE(f, CT_POLYGON, 50, 45, 50, 55, 20, 55, 20, 45);
    ct_shape page = ct_view_shape(f->view, f->arena, &ring);
    const double a[] = { 20, 45 }, b[] = { 50, 45 };
    assert_true(page.x[ct_shape_points(&page) - 1] > page.x[page.start] - 200);
    ct_shape closed = page;
    double *x = CT_ARRAY(f->arena, ct_shape_points(&page) + 1, double);
    double *y = CT_ARRAY(f->arena, ct_shape_points(&page) + 1, double);
    for (size_t i = 0; i <= ct_shape_points(&page); i++) {
        x[i] = page.x[i % ct_shape_points(&page)];
        y[i] = page.y[i % ct_shape_points(&page)];
    }
    size_t end = ct_shape_points(&page) + 1;
    closed = (ct_shape){ CT_LINE, x, y, &end, 1, 0, false };
    assert_true(worst_error(f, &closed, a, b) <= 0.2);
}

static void what_lies_elsewhere_is_left_out(void **state) {
    fixture *f = *state;
    look_at(f, 36, 47, 40, 50, "auto");
    ct_shape far = SHAPE(f, CT_POLYGON, -100, 30, -90, 30, -90, 40);
    assert_int_equal(ct_view_shape(f->view, f->arena, &far).kind, CT_NULL);
    ct_shape none = { .kind = CT_NULL };
    assert_int_equal(ct_view_shape(f->view, f->arena, &none).kind, CT_NULL);
    ct_shape dots = SHAPE(f, CT_POINT, 38, 48, -90, 30, NAN, 3);
    ct_shape page = ct_view_shape(f->view, f->arena, &dots);
    assert_int_equal(ct_shape_points(&page), 1);
}

static void a_far_corner_never_blows_up(void **state) {
    fixture *f = *state;
    look_at(f, 36, 47, 40, 50, "auto");
    ct_shape globe = SHAPE(f, CT_POLYGON, -180, -90, 180, -90, 180, 90, -180, 90);
    ct_shape page = ct_view_shape(f->view, f->arena, &globe);
    ct_box box = ct_box_of(&page);
    assert_true(box.x0 < 0 && box.y0 < 0 && box.x1 > 800 && box.y1 > 600);
    assert_true(box.x0 > -2000 && box.x1 < 3000 && box.y0 > -2000 && box.y1 < 3000);
    for (double x = 1; x < 800; x += 50)
        for (double y = 1; y < 600; y += 50)
            assert_true(ct_shape_contains(&page, x, y));
}

static void a_cut_polygon_meets_itself_over_the_antimeridian(void **state) {
    fixture *f = *state;
    look_at(f, 175, 60, -165, 70, "auto");
    /* the same land as two halves, as one run beyond 180, and as one ring that jumps */
    ct_builder b = ct_builder_start(f->arena, CT_POLYGON);
    const double halves[2][8] = { { 176, 62, 180, 62, 180, 66, 176, 66 },
                                  { -180, 62, -170, 62, -170, 66, -180, 66 } };
    for (int h = 0; h < 2; h++) {
        for (int i = 0; i < 8; i += 2)
            ct_builder_point(&b, halves[h][i], halves[h][i + 1]);
        ct_builder_end_part(&b);
    }
    ct_shape two = ct_builder_take(&b);
    ct_shape beyond = SHAPE(f, CT_POLYGON, 176, 62, 190, 62, 190, 66, 176, 66);
    ct_shape jump = SHAPE(f, CT_POLYGON, 176, 62, -170, 62, -170, 66, 176, 66);
    const ct_shape all[] = { two, beyond, jump };
    ct_box first = ct_box_empty();
    for (int k = 0; k < 3; k++) {
        ct_shape page = ct_view_shape(f->view, f->arena, &all[k]);
        ct_box box = ct_box_of(&page);
        double x, y;
        assert_true(ct_view_point(f->view, -175, 64, &x, &y));
        assert_true(ct_shape_contains(&page, x, y));
        assert_true(ct_view_point(f->view, 178, 64, &x, &y));
        assert_true(ct_shape_contains(&page, x, y));
        if (k == 0) first = box;
        assert_true(fabs(box.x0 - first.x0) < 0.3 && fabs(box.x1 - first.x1) < 0.3);
        assert_true(fabs(box.y0 - first.y0) < 0.3 && fabs(box.y1 - first.y1) < 0.3);
    }
}

static void the_world_has_no_streaks(void **state) {
    fixture *f = *state;
    /* the cut lies at 11 + 180: land about Bering's strait falls to both sides */
    look_at(f, -180, -90, 180, 90, "+proj=eqearth +lon_0=11");
    ct_shape land = SHAPE(f, CT_POLYGON, -175, 60, -160, 60, -160, 70, -175, 70);
    ct_shape page = ct_view_shape(f->view, f->arena, &land);
    assert_int_equal(page.parts, 2);
    for (size_t p = 0; p < page.parts; p++) {
        size_t to = page.end[p];
        ct_shape part = { CT_POLYGON, page.x, page.y, &to, 1, ct_part_start(&page, p), false };
        ct_box box = ct_box_of(&part);
        assert_true(box.x1 - box.x0 < 60);
    }
}

static void a_polar_view_takes_a_ring_round_the_pole(void **state) {
    fixture *f = *state;
    look_at(f, -180, 60, 180, 90, "auto");
    ct_shape cap = SHAPE(f, CT_POLYGON, -180, 75, 180, 75, 180, 90, -180, 90);
    ct_shape page = ct_view_shape(f->view, f->arena, &cap);
    double x, y;
    for (double lon = -170; lon < 180; lon += 20) {
        assert_true(ct_view_point(f->view, lon, 80, &x, &y));
        assert_true(ct_shape_contains(&page, x, y));
        assert_true(ct_view_point(f->view, lon, 70, &x, &y));
        assert_false(ct_shape_contains(&page, x, y));
    }
}

static void a_ring_round_a_pole_holds_it(void **state) {
    fixture *f = *state;
    ct_builder b = ct_builder_start(f->arena, CT_POLYGON);
    for (int lon = -180; lon < 180; lon += 5)
        ct_builder_point(&b, lon, 70 + 3 * sin(3 * lon * 3.14159265358979323846 / 180));
    ct_builder_end_part(&b);
    ct_shape ring = ct_builder_take(&b);
    const char *const projections[] = { "auto", "EPSG:4326" };
    for (size_t k = 0; k < CT_COUNT(projections); k++) {
        look_at(f, -180, 55, 180, 90, projections[k]);
        ct_shape page = ct_view_shape(f->view, f->arena, &ring);
        double x, y;
        for (double lon = -170; lon < 180; lon += 20) {
            for (double lat = 58; lat < 90; lat += 2) {
                if (fabs(lat - 70) < 4) continue;
                assert_true(ct_view_point(f->view, lon, lat, &x, &y));
                assert_true(ct_shape_contains(&page, x, y) == (lat > 70));
            }
        }
    }
}

static void a_wide_box_is_what_it_says(void **state) {
    fixture *f = *state;
    ct_shape box = SHAPE(f, CT_POLYGON, -45, -20, 156, -20, 156, 20, -45, 20);
    double x, y;
    look_at(f, -180, -60, 180, 60, "EPSG:4326");
    ct_shape page = ct_view_shape(f->view, f->arena, &box);
    for (double lon = -178; lon < 180; lon += 10) {
        assert_true(ct_view_point(f->view, lon, 1, &x, &y));
        assert_true(ct_shape_contains(&page, x, y) == (lon > -45 && lon < 156));
    }
}

static void bad_points_are_taken_out(void **state) {
    fixture *f = *state;
    look_at(f, 36, 47, 40, 50, "auto");
    ct_shape ring = SHAPE(f, CT_POLYGON, 37, 48, NAN, 48, 39, 48, 39, 49, INFINITY, 3, 37, 49);
    ct_shape page = ct_view_shape(f->view, f->arena, &ring);
    for (size_t i = 0; i < ct_shape_points(&page); i++)
        assert_true(isfinite(page.x[i]) && isfinite(page.y[i]));
    double x, y;
    assert_true(ct_view_point(f->view, 38, 48.5, &x, &y));
    assert_true(ct_shape_contains(&page, x, y));
    ct_shape line = SHAPE(f, CT_LINE, 37, 48, 37.2, 48, NAN, 48, 39, 48, 39, 49);
    page = ct_view_shape(f->view, f->arena, &line);
    assert_int_equal(page.parts, 2);
}

/* ---- neighbours -------------------------------------------------------------------------------
 */

static uint64_t seed_state;
static double random_share(void) {
    seed_state = seed_state * 6364136223846793005u + 1442695040888963407u;
    return (double)(seed_state >> 11) / 9007199254740992.0;
}

static bool has_point(const ct_shape *s, double x, double y) {
    for (size_t i = 0; i < ct_shape_points(s); i++)
        if (s->x[i] == x && s->y[i] == y) return true;
    return false;
}

static double border_x(fixture *f, double lon) {
    double x, y;
    assert_true(ct_view_point(f->view, lon, 48.5, &x, &y));
    return x;
}

/* Points well away from the outer sides and the two nodes are the border's. */
static size_t count_alone(const ct_shape *a, const ct_shape *b, double west, double east,
                          size_t *shared) {
    size_t alone = 0;
    ct_box box = ct_box_of(a);
    for (size_t i = 0; i < ct_shape_points(a); i++) {
        double x = a->x[i], y = a->y[i];
        if (fabs(x - west) < 120 || fabs(x - east) < 120) continue;
        /* the nodes, and the cell around them, may be kept by one alone */
        if (y < box.y0 + 80 || y > box.y1 - 80) continue;
        if (has_point(b, x, y))
            ++*shared;
        else
            alone++;
    }
    return alone;
}

static void check_border(const ct_shape *w, const ct_shape *e, double west, double east) {
    size_t shared = 0,
           alone = count_alone(w, e, west, east, &shared) + count_alone(e, w, west, east, &shared);
    if (alone || shared < 2) fail_msg("%zu points alone, %zu shared", alone, shared);
}

/* Two areas on both sides of a ragged border: after the page and the simplifying, every point that
 * one keeps of the border is the other's too. */
static void neighbours_keep_one_border(void **state) {
    fixture *f = *state;
    const char *wish = getenv("CT_SEED");
    seed_state = wish ? strtoull(wish, NULL, 10) : 20260127;
    printf("seed %llu\n", (unsigned long long)seed_state);
    look_at(f, 36, 47, 40, 50, "auto");
    for (int round = 0; round < 60; round++) {
        size_t n = 12 + (size_t)(3000 * random_share() * random_share());
        double *x = CT_ARRAY(f->arena, n, double), *y = CT_ARRAY(f->arena, n, double);
        for (size_t i = 0; i < n; i++) {
            y[i] = 47.2 + 2.6 * (double)i / (double)(n - 1);
            x[i] = 38 + 0.3 * sin((double)i * 20 / (double)n) + 0.02 * random_share();
        }
        ct_builder west = ct_builder_start(f->arena, CT_POLYGON);
        ct_builder east = ct_builder_start(f->arena, CT_POLYGON);
        size_t turn = (size_t)((double)n * random_share()); /* the rings start anywhere */
        for (size_t i = 0; i < n; i++)
            ct_builder_point(&west, x[i], y[i]);
        ct_builder_point(&west, 36.5, 49.5);
        ct_builder_point(&west, 36.5, 47.5);
        for (size_t i = n - turn; i-- > 0;)
            ct_builder_point(&east, x[i], y[i]);
        ct_builder_point(&east, 39.5, 47.4);
        ct_builder_point(&east, 39.5, 49.6);
        for (size_t i = n; i-- > n - turn;)
            ct_builder_point(&east, x[i], y[i]);
        ct_builder_end_part(&west);
        ct_builder_end_part(&east);
        ct_shape w = ct_builder_take(&west), e = ct_builder_take(&east);
        w = ct_view_shape(f->view, f->arena, &w);
        e = ct_view_shape(f->view, f->arena, &e);
        double tolerance = 0.25 + random_share();
        w = ct_simplify_distance(f->arena, &w, tolerance);
        e = ct_simplify_distance(f->arena, &e, tolerance);
        check_border(&w, &e, border_x(f, 36.5), border_x(f, 39.5));
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_parallel_bends_and_a_short_piece_does_not),
        TEST(both_directions_give_the_same_points),
        TEST(a_ring_bends_on_its_closing_edge_too),
        TEST(what_lies_elsewhere_is_left_out),
        TEST(a_far_corner_never_blows_up),
        TEST(a_cut_polygon_meets_itself_over_the_antimeridian),
        TEST(the_world_has_no_streaks),
        TEST(a_polar_view_takes_a_ring_round_the_pole),
        TEST(a_ring_round_a_pole_holds_it),
        TEST(a_wide_box_is_what_it_says),
        TEST(bad_points_are_taken_out),
        TEST(neighbours_keep_one_border),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
