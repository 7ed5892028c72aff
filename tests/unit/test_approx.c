/* test_approx.c - the mesh is true to its error, and to the function where it cannot be. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "../../src/project/project.h"

static size_t calls;

static void straight(const void *user, double *x, double *y, size_t count) {
    const double *scale = user;
    calls += count;
    for (size_t i = 0; i < count; i++) {
        double a = x[i], b = y[i];
        x[i] = *scale * a + b;
        y[i] = *scale * b - a;
    }
}

/* A cut along x = 3, and nothing at all beyond y = 7. */
static void broken(const void *user, double *x, double *y, size_t count) {
    (void)user;
    calls += count;
    for (size_t i = 0; i < count; i++) {
        x[i] = (x[i] < 3 ? 0 : 1000) + sin(x[i]) * 10;
        y[i] = y[i] <= 7 ? y[i] : NAN;
        if (isnan(y[i])) x[i] = NAN;
    }
}

static uint64_t seed_state;
static double random_share(void) {
    seed_state = seed_state * 6364136223846793005u + 1442695040888963407u;
    return (double)(seed_state >> 11) / 9007199254740992.0;
}

static void seed_by_environment(void) {
    const char *wish = getenv("CT_SEED");
    seed_state = wish ? strtoull(wish, NULL, 10) : 20260127;
    printf("seed %llu\n", (unsigned long long)seed_state);
}

static void a_straight_function_is_asked_little(void **state) {
    (void)state;
    const double scale = 7;
    ct_mesh *mesh = ct_mesh_new(straight, &scale, (ct_box){ 0, 0, 10, 10 }, 0.01);
    calls = 0;
    for (int i = 0; i < 10000; i++) {
        double x = i % 100 / 9.9, y = i / 100 / 9.9, a = x, b = y;
        ct_mesh_points(mesh, &x, &y, 1);
        assert_true(fabs(x - (7 * a + b)) < 1e-9 && fabs(y - (7 * b - a)) < 1e-9);
    }
    assert_true(calls <= 64 * 17);
    double x = 11, y = 5; /* outside: the function itself */
    ct_mesh_points(mesh, &x, &y, 1);
    assert_true(x == 82 && y == 24);
    x = NAN;
    ct_mesh_points(mesh, &x, &y, 1);
    assert_true(isnan(x));
    ct_mesh_free(mesh);
    ct_mesh_free(NULL);
}

static void cuts_and_holes_come_out_exactly(void **state) {
    (void)state;
    seed_by_environment();
    ct_mesh *mesh = ct_mesh_new(broken, NULL, (ct_box){ 0, 0, 10, 10 }, 0.01);
    for (int i = 0; i < 20000; i++) {
        double x = 10 * random_share(), y = 10 * random_share(), a = x, b = y;
        if (i % 4 == 0) x = a = 3 + 1e-3 * (random_share() - 0.5); /* close to the cut */
        ct_mesh_points(mesh, &x, &y, 1);
        broken(NULL, &a, &b, 1);
        if (isnan(a) != isnan(x) || (!isnan(a) && hypot(a - x, b - y) > 0.02))
            fail_msg("(%g, %g) instead of (%g, %g)", x, y, a, b);
    }
    ct_mesh_free(mesh);
}

/* Of many views of the globe, the fast way against PROJ's own. */
static void the_fast_way_is_true_to_the_projection(void **state) {
    (void)state;
    seed_by_environment();
    static const char *const projects[] = { "auto",
                                            "EPSG:3857",
                                            "+proj=robin",
                                            "+proj=eqearth",
                                            "+proj=igh",
                                            "+proj=ortho +lat_0=40 +lon_0=30",
                                            "+proj=laea +lat_0=90",
                                            "+proj=lcc +lat_1=47 +lat_2=49 "
                                            "+lat_0=48 +lon_0=38" };
    const double boxes[][4] = {
        { 36, 47, 40, 50 }, { -180, -80, 180, 84 }, { 20, 30, 60, 60 }, { -30, 60, 60, 88 }
    };
    ct_report *report = ct_report_new(NULL, NULL);
    ct_arena *arena = ct_arena_new();
    int tried = 0;
    for (size_t k = 0; k < CT_COUNT(projects) * CT_COUNT(boxes); k++) {
        ct_view_request request = { .frame = { 0, 0, 1600, 1200 },
                                    .has_bbox = true,
                                    .project = projects[k / CT_COUNT(boxes)] };
        for (int i = 0; i < 4; i++)
            request.bbox[i] = boxes[k % CT_COUNT(boxes)][i];
        ct_view *view;
        if (!ct_view_open(arena, &request, &view, report)) continue;
        tried++;
        ct_box world = ct_view_world(view);
        for (int i = 0; i < 3000; i++) {
            double lon = world.x0 + random_share() * (world.x1 - world.x0), fx = lon, x = lon;
            double lat = world.y0 + random_share() * (world.y1 - world.y0), fy = lat, y = lat;
            ct_view_points_fast(view, &fx, &fy, 1);
            ct_view_points(view, &x, &y, 1);
            if (isnan(x) && isnan(fx)) continue;
            /* what is far off the frame is not seen */
            if (!isnan(x) && (fabs(x - 800) > 3000 || fabs(y - 600) > 3000)) continue;
            if (!(hypot(x - fx, y - fy) <= 0.03))
                fail_msg("%s: %g %g is %g px off", ct_view_crs(view), lon, lat,
                         hypot(x - fx, y - fy));
        }
        ct_view_close(view);
    }
    assert_true(tried >= 26);
    ct_arena_free(arena);
    ct_report_free(report);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_straight_function_is_asked_little),
        cmocka_unit_test(cuts_and_holes_come_out_exactly),
        cmocka_unit_test(the_fast_way_is_true_to_the_projection),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
