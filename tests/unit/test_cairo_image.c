/* test_cairo_image.c - pictures on Cairo's canvases: in their box, at the resolution, or a fault.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cairo.h>
#include <cmocka.h>
#include <string.h>

#include "../../src/canvas/canvas.h"

static ct_fonts *fonts;
static ct_arena *arena;
static ct_report *report;
static ct_scene *scene;
static const ct_rgba RED = { 1, 0, 0, 1 };

static int scene_setup(void **state) {
    (void)state;
    arena = ct_arena_new();
    report = ct_report_new(NULL, NULL);
    scene = ct_scene_new(arena, 100, 60, (ct_rgba){ 1, 1, 1, 1 });
    return 0;
}

static int scene_teardown(void **state) {
    (void)state;
    ct_report_free(report);
    ct_arena_free(arena);
    return 0;
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, scene_setup, scene_teardown)

typedef struct reader {
    const ct_buffer *png;
    size_t at;
} reader;

static cairo_status_t read_some(void *closure, unsigned char *to, unsigned int size) {
    reader *r = closure;
    if (size > r->png->size - r->at) return CAIRO_STATUS_READ_ERROR;
    memcpy(to, r->png->data + r->at, size);
    r->at += size;
    return CAIRO_STATUS_SUCCESS;
}

/* The scene as pixels. */
static cairo_surface_t *draw(double scale) {
    ct_buffer png = { 0 };
    const ct_canvas_options options = { .scale = scale, .png_level = 1 };
    assert_true(ct_cairo_draw(scene, fonts, CT_FORMAT_PNG, &options, &png, report));
    reader r = { &png, 0 };
    cairo_surface_t *surface = cairo_image_surface_create_from_png_stream(read_some, &r);
    assert_int_equal(cairo_surface_status(surface), CAIRO_STATUS_SUCCESS);
    ct_buffer_free(&png);
    return surface;
}

static uint32_t pixel(cairo_surface_t *surface, int x, int y) {
    uint32_t value;
    const uint8_t *data = cairo_image_surface_get_data(surface);
    memcpy(&value, data + y * cairo_image_surface_get_stride(surface) + 4 * x, 4);
    return value & 0xFFFFFF;
}

static void pictures_fill_their_box(void **state) {
    (void)state;
    const uint32_t pixels[] = { 0xFF0000, 0x0000FF };
    ct_buffer png = { 0 };
    ct_png_encode((const uint8_t *)pixels, 2, 1, 8, 0, NULL, 6, &png);
    const ct_image image = { .picture = { .bytes = (const uint8_t *)png.data, .size = png.size },
                             .box = { 10, 10, 50, 40 } };
    ct_scene_image(scene, &image);
    cairo_surface_t *s = draw(1);
    assert_int_equal(pixel(s, 11, 11), 0xFF0000);
    assert_int_equal(pixel(s, 48, 38), 0x0000FF);
    assert_int_equal(pixel(s, 9, 20), 0xFFFFFF);
    assert_int_equal(pixel(s, 50, 20), 0xFFFFFF);
    assert_int_equal(pixel(s, 20, 40), 0xFFFFFF);
    cairo_surface_destroy(s);
    ct_buffer_free(&png);
}

/* At scale 4 a disc's rim is drawn, not scaled up. */
static void svg_pictures_are_drawn_at_the_resolution(void **state) {
    (void)state;
    static const char svg[] = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4\" height=\"4\">"
                              "<path d=\"M0 0h4v4z\" fill=\"#f00\"/></svg>";
    ct_image image = { .picture = { .kind = CT_PICTURE_SVG,
                                    .bytes = (const uint8_t *)svg,
                                    .size = sizeof svg - 1,
                                    .width = 4,
                                    .height = 4 },
                       .box = { 10, 10, 20, 20 } };
    ct_scene_image(scene, &image);
    cairo_surface_t *s = draw(4);
    for (int i = 2; i < 38; i++) { /* the diagonal is one pixel wide */
        assert_int_equal(pixel(s, 40 + i + 1, 40 + i), 0xFF0000);
        assert_int_equal(pixel(s, 40 + i - 1, 40 + i), 0xFFFFFF);
    }
    cairo_surface_destroy(s);
    ct_buffer out = { 0 };
    image.picture.size = 30;
    ct_scene_image(scene, &image);
    assert_false(ct_cairo_draw(scene, fonts, CT_FORMAT_PDF, NULL, &out, report));
    assert_int_equal(ct_report_status(report), CARTOUCHE_BAD_DATA);
}

static void a_broken_picture_is_a_fault(void **state) {
    (void)state;
    const uint32_t pixels[] = { 1, 2, 3, 4 };
    ct_buffer png = { 0 }, out = { 0 };
    ct_png_encode((const uint8_t *)pixels, 2, 2, 8, 0, NULL, 6, &png);
    uint8_t huge[64] = { 0 };
    memcpy(huge, png.data, sizeof huge);
    huge[16] = 0x7F; /* the width that it claims */
    const ct_picture pictures[] = { { .bytes = (const uint8_t *)"no png", .size = 6 },
                                    { .bytes = (const uint8_t *)png.data, .size = 50 },
                                    { .bytes = huge, .size = sizeof huge },
                                    { .bytes = NULL, .size = 0 } };
    const ct_format formats[] = { CT_FORMAT_PNG, CT_FORMAT_PDF, CT_FORMAT_SVG_OUTLINES };
    for (size_t i = 0; i < CT_COUNT(pictures); i++) {
        scene->node_count = 0;
        ct_scene_image(scene, &(ct_image){ .picture = pictures[i], .box = { 0, 0, 1, 1 } });
        ct_scene_rect(scene, (ct_box){ 1, 1, 2, 2 }, &RED, NULL);
        for (size_t f = 0; f < CT_COUNT(formats); f++)
            assert_false(ct_cairo_draw(scene, fonts, formats[f], NULL, &out, report));
    }
    assert_int_equal(ct_report_status(report), CARTOUCHE_BAD_DATA);
    assert_int_equal(out.size, 0);
    ct_buffer_free(&png);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(pictures_fill_their_box),
        TEST(svg_pictures_are_drawn_at_the_resolution),
        TEST(a_broken_picture_is_a_fault),
    };
    fonts = ct_fonts_new();
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    ct_fonts_free(fonts);
    return failed;
}
