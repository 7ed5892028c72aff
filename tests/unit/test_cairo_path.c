/* test_cairo_path.c - Cairo's paths as shapes: parts, places in px, curves as chords. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cairo.h>
#include <cmocka.h>
#include <math.h>

#include "../../src/canvas/canvas.h"

static ct_arena *arena;
static cairo_surface_t *surface;
static cairo_t *cr;

static int setup(void **state) {
    (void)state;
    arena = ct_arena_new();
    surface = cairo_image_surface_create(CAIRO_FORMAT_A8, 10, 10);
    cr = cairo_create(surface);
    return 0;
}

static int teardown(void **state) {
    (void)state;
    cairo_destroy(cr);
    cairo_surface_destroy(surface);
    ct_arena_free(arena);
    return 0;
}

static void parts_come_in_px_and_the_path_is_gone(void **state) {
    (void)state;
    cairo_scale(cr, 2, 2);
    cairo_translate(cr, 10, 0);
    cairo_rectangle(cr, 1, 2, 3, 4);
    cairo_move_to(cr, 7, 7);
    cairo_line_to(cr, 8, 7);
    cairo_line_to(cr, 8, 9);
    const ct_shape s = ct_cairo_shape(arena, cr);
    assert_int_equal(s.kind, CT_POLYGON);
    assert_true(s.parts >= 2);
    const ct_box box = ct_box_of(&s);
    assert_true(fabs(box.x0 - 22) < 0.01 && fabs(box.y0 - 4) < 0.01);
    assert_true(fabs(box.x1 - 36) < 0.01 && fabs(box.y1 - 18) < 0.01);
    assert_false(cairo_has_current_point(cr));
    cairo_matrix_t now;
    cairo_get_matrix(cr, &now);
    assert_true(now.xx == 2 && now.x0 == 20);
    assert_int_equal(ct_cairo_shape(arena, cr).parts, 0);
}

static void chords_lie_near_their_curve(void **state) {
    (void)state;
    const double radii[] = { 0.3, 2, 10, 300 };
    for (size_t i = 0; i < CT_COUNT(radii); i++) {
        const double r = radii[i];
        cairo_new_path(cr);
        cairo_arc(cr, 0, 0, r, 0, 2 * M_PI);
        const ct_shape s = ct_cairo_shape(arena, cr);
        const size_t n = s.end[0];
        assert_true(n >= 4 && n < 8 + 12 * sqrt(r));
        for (size_t k = 0; k + 1 < n; k++) {
            const double mx = (s.x[k] + s.x[k + 1]) / 2, my = (s.y[k] + s.y[k + 1]) / 2;
            assert_true(fabs(hypot(s.x[k], s.y[k]) - r) < 0.12);
            assert_true(hypot(mx, my) > r - 0.18);
        }
    }
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(parts_come_in_px_and_the_path_is_gone),
        TEST(chords_lie_near_their_curve),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
