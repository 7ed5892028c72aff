/* test_png_look.c - PNGs that are whole, and those that are not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "../../src/canvas/canvas.h"

static ct_buffer png_make(void) {
    const uint32_t pixels[] = { 1, 2, 3, 4, 5, 6 };
    ct_buffer png = { 0 };
    ct_png_encode((const uint8_t *)pixels, 3, 2, 12, 3780, "T", 6, &png);
    return png;
}

static void a_whole_one_has_a_size(void **state) {
    (void)state;
    ct_buffer png = png_make();
    double width, height;
    const char *why = NULL;
    assert_true(ct_png_look((const uint8_t *)png.data, png.size, &width, &height, &why));
    assert_true(width == 3 && height == 2);
    assert_null(why);
    ct_buffer_free(&png);
}

static void every_cut_and_every_changed_byte_is_noticed(void **state) {
    (void)state;
    ct_buffer png = png_make();
    double width, height;
    const char *why;
    for (size_t size = 0; size < png.size; size++)
        assert_false(ct_png_look((const uint8_t *)png.data, size, &width, &height, &why));
    for (size_t i = 0; i < png.size; i++) {
        png.data[i] ^= 0x20;
        why = NULL;
        assert_false(ct_png_look((const uint8_t *)png.data, png.size, &width, &height, &why));
        assert_non_null(why);
        png.data[i] ^= 0x20;
    }
    ct_buffer_free(&png);
}

static void what_is_wrong_is_told(void **state) {
    (void)state;
    ct_buffer png = png_make();
    double width, height;
    const char *why = NULL;
    assert_false(ct_png_look((const uint8_t *)"GIF89a..", 8, &width, &height, &why));
    assert_string_equal(why, "it is no PNG");
    assert_false(ct_png_look((const uint8_t *)png.data, png.size - 1, &width, &height, &why));
    assert_string_equal(why, "it is cut off: its end is missing");
    png.data[20] ^= 1;
    assert_false(ct_png_look((const uint8_t *)png.data, png.size, &width, &height, &why));
    assert_string_equal(why, "it is damaged: a checksum in it is wrong");
    ct_buffer_free(&png);
}

/* A header that claims 20,000 × 20,000 px, with a checksum that is right. */
static void a_size_beyond_all_is_refused(void **state) {
    (void)state;
    static const uint8_t claims[] =
        "\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0N \0\0N \x08\0\0\0\0\xC6\x1B\x19\xE5"
        "\0\0\0\1IDAT\0\x28\x38\x7D\xE8\0\0\0\0IEND\xAE\x42\x60\x82";
    double width, height;
    const char *why = NULL;
    assert_false(ct_png_look(claims, sizeof claims - 1, &width, &height, &why));
    assert_string_equal(why, "it is too large");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_whole_one_has_a_size),
        cmocka_unit_test(every_cut_and_every_changed_byte_is_noticed),
        cmocka_unit_test(what_is_wrong_is_told),
        cmocka_unit_test(a_size_beyond_all_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
