/* test_cairo_pen.c - what the pen covers, what it keeps, and that it draws within its clip. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cairo.h>
#include <cmocka.h>
#include <string.h>

#include "../../src/canvas/canvas.h"

enum { SIDE = 20 };

static ct_arena *arena;
static cairo_surface_t *surface;
static cairo_t *cr;

static int setup(void **state) {
    (void)state;
    arena = ct_arena_new();
    surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, SIDE, SIDE);
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

static uint32_t pixel(int x, int y) {
    uint32_t value;
    cairo_surface_flush(surface);
    memcpy(&value,
           cairo_image_surface_get_data(surface) + y * cairo_image_surface_get_stride(surface) +
               4 * x,
           4);
    return value & 0xFFFFFF;
}

/* A square of a colour; true where it was found. */
static bool square(ct_pen *pen, double x, double side, ct_rgba color) {
    const ct_box box = { x, x, x + side, x + side };
    ct_buffer *basis = ct_pen_basis(pen, "square");
    if (basis) ct_basis_box(basis, box);
    bool found = ct_pen_found(pen);
    if (!found) {
        cairo_rectangle(ct_pen_cairo(pen), x, x, side, side);
        cairo_fill(ct_pen_cairo(pen));
        ct_pen_take(pen, CT_PEN_FILL, box);
    }
    ct_pen_lay(pen, CT_PEN_FILL, cr, color);
    ct_pen_lay(pen, CT_PEN_STROKE, cr, color); /* there is none */
    return found;
}

static const ct_rgba RED = { 1, 0, 0, 1 }, BLUE = { 0, 0, 1, 1 };

static void what_is_kept_is_laid_on_in_any_colour(void **state) {
    (void)state;
    ct_keep *keep = ct_keep_new();
    for (int map = 0; map < 2; map++) {
        ct_pen *pen = ct_pen_new(arena, SIDE, SIDE, 1, keep, 1);
        assert_int_equal(square(pen, 2, 4, map ? BLUE : RED), map == 1);
        assert_int_equal(pixel(3, 3), map ? 0x0000FF : 0xFF0000);
        assert_int_equal(pixel(6, 6), 0);
        ct_pen_free(pen);
    }
    ct_pen *pen = ct_pen_new(arena, SIDE, SIDE, 2, keep, 1); /* of another scale */
    assert_false(square(pen, 2, 4, RED));
    ct_pen_free(pen);
    ct_keep_free(keep);
}

static void without_a_store_nothing_is_kept(void **state) {
    (void)state;
    ct_pen *pen = ct_pen_new(arena, SIDE, SIDE, 1, NULL, 1);
    assert_null(ct_pen_basis(pen, "square"));
    for (int i = 0; i < 2; i++) {
        assert_false(square(pen, 8, 3, RED));
        assert_int_equal(pixel(9, 9), 0xFF0000);
    }
    ct_pen_free(pen);
}

static void a_clip_is_kept_to_and_is_part_of_what_is_kept(void **state) {
    (void)state;
    ct_keep *keep = ct_keep_new();
    ct_pen *pen = ct_pen_new(arena, SIDE, SIDE, 1, keep, 1);
    const ct_patch all = ct_pen_clipped(pen);
    ct_pen_clip(pen, (ct_patch){ 0, 0, 4, SIDE });
    assert_false(square(pen, 2, 4, RED));
    assert_int_equal(pixel(3, 3), 0xFF0000);
    assert_int_equal(pixel(4, 3), 0);
    ct_pen_clip(pen, all);
    assert_false(square(pen, 2, 4, RED));
    assert_int_equal(pixel(4, 3), 0xFF0000);
    ct_pen_free(pen);
    ct_keep_free(keep);
}

static void a_mark_is_kept_too(void **state) {
    (void)state;
    ct_keep *keep = ct_keep_new();
    ct_pen *pen = ct_pen_new(arena, SIDE, SIDE, 1, keep, 1);
    for (int i = 0; i < 2; i++) {
        (void)ct_pen_basis(pen, "marked");
        if (!ct_pen_found(pen)) ct_pen_mark(pen);
        assert_true(ct_pen_marked(pen));
    }
    ct_pen_free(pen);
    ct_keep_free(keep);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_kept_is_laid_on_in_any_colour, setup, teardown),
        cmocka_unit_test_setup_teardown(without_a_store_nothing_is_kept, setup, teardown),
        cmocka_unit_test_setup_teardown(a_clip_is_kept_to_and_is_part_of_what_is_kept, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(a_mark_is_kept_too, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
