/* test_cairo_trace.c - a shape as a path: all of it, or without bends that nobody sees. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cairo.h>
#include <cmocka.h>
#include <math.h>

#include "../../src/canvas/canvas.h"

static size_t points_of(const ct_shape *shape, double least, int *closed) {
    cairo_surface_t *surface = cairo_recording_surface_create(CAIRO_CONTENT_ALPHA, NULL);
    cairo_t *cr = cairo_create(surface);
    ct_cairo_trace(cr, shape, least);
    cairo_path_t *path = cairo_copy_path(cr);
    size_t points = 0;
    *closed = 0;
    for (int i = 0; i < path->num_data; i += path->data[i].header.length) {
        cairo_path_data_type_t type = path->data[i].header.type;
        *closed += type == CAIRO_PATH_CLOSE_PATH;
        points += type == CAIRO_PATH_LINE_TO;
    }
    cairo_path_destroy(path);
    cairo_destroy(cr);
    cairo_surface_destroy(surface);
    return points;
}

static void bends_below_the_least_are_left_out(void **state) {
    (void)state;
    enum { COUNT = 33 };
    ct_arena *arena = ct_arena_new();
    ct_builder b = ct_builder_start(arena, CT_LINE);
    for (int i = 0; i < COUNT; i++)
        ct_builder_point(&b, i, i % 2 * 0.01);
    ct_builder_end_part(&b);
    const ct_shape line = ct_builder_take(&b);
    int closed;
    assert_int_equal(points_of(&line, 0, &closed), COUNT - 1);
    assert_in_range(points_of(&line, 0.05, &closed), 1, (COUNT - 1) / 8);
    assert_int_equal(points_of(&line, 0.001, &closed), COUNT - 1);
    assert_int_equal(closed, 0);
    ct_arena_free(arena);
}

static void rings_are_closed_and_empty_parts_left_out(void **state) {
    (void)state;
    const double x[] = { 0, 9, 9, 20, 29, 29 }, y[] = { 0, 0, 9, 20, 20, 29 };
    const size_t end[] = { 3, 3, 6 };
    const ct_shape rings = { CT_POLYGON, x, y, end, 3, 0, false };
    int closed;
    assert_int_equal(points_of(&rings, 0, &closed), 4);
    assert_int_equal(closed, 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bends_below_the_least_are_left_out),
        cmocka_unit_test(rings_are_closed_and_empty_parts_left_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
