/* test_png.c - what is encoded is read back by libpng (through Cairo) pixel by pixel. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cairo.h>
#include <cmocka.h>
#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>

#include "../../src/canvas/canvas.h"

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

static void check_pixels(const ct_buffer *png, const uint32_t *pixels, int width, int height) {
    reader r = { png, 0 };
    cairo_surface_t *surface = cairo_image_surface_create_from_png_stream(read_some, &r);
    assert_int_equal(cairo_surface_status(surface), CAIRO_STATUS_SUCCESS);
    assert_int_equal(cairo_image_surface_get_width(surface), width);
    assert_int_equal(cairo_image_surface_get_height(surface), height);
    const uint8_t *data = cairo_image_surface_get_data(surface);
    const int stride = cairo_image_surface_get_stride(surface);
    for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
            uint32_t got;
            memcpy(&got, data + y * stride + 4 * x, 4);
            assert_int_equal(got & 0xFFFFFF, pixels[y * width + x] & 0xFFFFFF);
        }
    }
    cairo_surface_destroy(surface);
}

static uint32_t be32(const char *at) {
    const uint8_t *b = (const uint8_t *)at;
    return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
}

/* The data of that chunk and its size, or NULL; every chunk's checksum is checked on the way. */
static const char *chunk(const ct_buffer *png, const char *type, size_t *size) {
    const char *found = NULL;
    assert_memory_equal(png->data, "\x89PNG\r\n\x1A\n", 8);
    for (size_t at = 8; at < png->size;) {
        const uint32_t length = be32(png->data + at);
        assert_true(at + 12 + length <= png->size);
        const uint32_t crc = libdeflate_crc32(0, png->data + at + 4, length + 4);
        assert_int_equal(crc, be32(png->data + at + 8 + length));
        if (!found && memcmp(png->data + at + 4, type, 4) == 0) {
            found = png->data + at + 8;
            *size = length;
        }
        at += 12 + length;
    }
    return found;
}

/* Pixels of `colors` different colours. */
static uint32_t *picture(int width, int height, uint32_t colors) {
    uint32_t *pixels = calloc((size_t)(width * height), sizeof *pixels);
    for (int i = 0; i < width * height; i++)
        pixels[i] = ((uint32_t)i % colors * 65537) ^ 0xFF123456;
    return pixels;
}

static ct_buffer encode(const uint32_t *pixels, int width, int height, int level) {
    ct_buffer out = { 0 };
    ct_png_encode((const uint8_t *)pixels, width, height, 4 * width, 3779.5, "T", level, &out);
    return out;
}

static void pictures_come_back(void **state) {
    (void)state;
    const struct {
        int width, height;
        uint32_t colors;
        char type; /* 2 RGB, 3 palette */
    } cases[] = { { 1, 1, 1, 3 },     { 3, 2, 6, 3 },      { 100, 7, 255, 3 },
                  { 64, 64, 256, 3 }, { 64, 64, 257, 2 },  { 37, 51, 100000, 2 },
                  { 1, 300, 300, 2 }, { 5000, 3, 4000, 2 } };
    for (size_t i = 0; i < CT_COUNT(cases); i++) {
        uint32_t *pixels = picture(cases[i].width, cases[i].height, cases[i].colors);
        for (int level = 0; level <= 12; level += 4) {
            ct_buffer png = encode(pixels, cases[i].width, cases[i].height, level);
            size_t size;
            assert_int_equal(chunk(&png, "IHDR", &size)[9], cases[i].type);
            check_pixels(&png, pixels, cases[i].width, cases[i].height);
            ct_buffer_free(&png);
        }
        free(pixels);
    }
}

static void rows_may_lie_apart(void **state) {
    (void)state;
    const uint32_t pixels[] = { 1, 2, 99, 3, 4, 99 };
    ct_buffer png = { 0 };
    ct_png_encode((const uint8_t *)pixels, 2, 2, 12, 1000, NULL, 6, &png);
    check_pixels(&png, (const uint32_t[]){ 1, 2, 3, 4 }, 2, 2);
    ct_buffer_free(&png);
}

static void the_unused_byte_of_a_pixel_does_not_count(void **state) {
    (void)state;
    const uint32_t a[] = { 0x00112233, 0x00445566 }, b[] = { 0xFF112233, 0x7F445566 };
    ct_buffer x = encode(a, 2, 1, 6), y = encode(b, 2, 1, 6);
    assert_int_equal(x.size, y.size);
    assert_memory_equal(x.data, y.data, x.size);
    ct_buffer_free(&x);
    ct_buffer_free(&y);
}

static void size_and_colour_space_are_told(void **state) {
    (void)state;
    const uint32_t pixel = 0;
    ct_buffer png = encode(&pixel, 1, 1, 6);
    size_t size;
    const char *phys = chunk(&png, "pHYs", &size);
    assert_int_equal(size, 9);
    assert_int_equal(be32(phys), 3780);
    assert_int_equal(be32(phys + 4), 3780);
    assert_int_equal(phys[8], 1);
    assert_non_null(chunk(&png, "sRGB", &size));
    assert_int_equal(size, 1);
    assert_null(chunk(&png, "tIME", &size));
    ct_buffer_free(&png);
}

static void the_title_is_utf8(void **state) {
    (void)state;
    const uint32_t pixel = 0;
    const char *titles[][2] = { { "Карта – Донбас", "Карта – Донбас" }, { "cut\xFFoff", "cut" } };
    for (size_t i = 0; i < CT_COUNT(titles); i++) {
        ct_buffer png = { 0 };
        ct_png_encode((const uint8_t *)&pixel, 1, 1, 4, 1, titles[i][0], 6, &png);
        size_t size;
        const char *text = chunk(&png, "iTXt", &size);
        assert_int_equal(size, 10 + strlen(titles[i][1]));
        assert_memory_equal(text, "Title\0\0\0\0\0", 10);
        assert_memory_equal(text + 10, titles[i][1], size - 10);
        ct_buffer_free(&png);
    }
    ct_buffer png = { 0 };
    size_t size;
    ct_png_encode((const uint8_t *)&pixel, 1, 1, 4, 0, "", 6, &png);
    assert_null(chunk(&png, "iTXt", &size));
    assert_null(chunk(&png, "pHYs", &size));
    ct_buffer_free(&png);
}

static void levels_out_of_range_are_brought_in(void **state) {
    (void)state;
    const uint32_t pixels[] = { 1, 2, 3, 4 };
    const int levels[] = { -5, 99 };
    for (size_t i = 0; i < CT_COUNT(levels); i++) {
        ct_buffer png = encode(pixels, 2, 2, levels[i]);
        check_pixels(&png, pixels, 2, 2);
        ct_buffer_free(&png);
    }
}

static void the_same_pixels_give_the_same_bytes_behind_what_is_there(void **state) {
    (void)state;
    uint32_t *pixels = picture(50, 50, 700);
    ct_buffer a = encode(pixels, 50, 50, 6), b = { 0 };
    ct_buffer_text(&b, "head");
    ct_png_encode((const uint8_t *)pixels, 50, 50, 200, 3779.5, "T", 6, &b);
    assert_int_equal(b.size, a.size + 4);
    assert_memory_equal(b.data, "head", 4);
    assert_memory_equal(b.data + 4, a.data, a.size);
    ct_buffer_free(&a);
    ct_buffer_free(&b);
    free(pixels);
}

static void over_its_own_pixels_it_is_the_same(void **state) {
    (void)state;
    const int sizes[][2] = { { 1, 1 }, { 1, 5 }, { 2, 1 }, { 7, 3 }, { 64, 50 } };
    for (size_t i = 0; i < 2 * CT_COUNT(sizes); i++) {
        int width = sizes[i / 2][0], height = sizes[i / 2][1];
        uint32_t *pixels = picture(width, height, i % 2 ? 4096 : 8);
        ct_buffer plain = encode(pixels, width, height, 6), over = { 0 };
        ct_png_encode_over((uint8_t *)pixels, width, height, 4 * width, 3779.5, "T", 6, &over);
        assert_int_equal(over.size, plain.size);
        assert_memory_equal(over.data, plain.data, plain.size);
        ct_buffer_free(&plain);
        ct_buffer_free(&over);
        free(pixels);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(over_its_own_pixels_it_is_the_same),
        cmocka_unit_test(pictures_come_back),
        cmocka_unit_test(rows_may_lie_apart),
        cmocka_unit_test(the_unused_byte_of_a_pixel_does_not_count),
        cmocka_unit_test(size_and_colour_space_are_told),
        cmocka_unit_test(the_title_is_utf8),
        cmocka_unit_test(levels_out_of_range_are_brought_in),
        cmocka_unit_test(the_same_pixels_give_the_same_bytes_behind_what_is_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
