/* test_ink.c - a colour over pixels: as Cairo lays it, and the same with vectors and without. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>

#include "raster_page.h"
#include "seeded.h"

static ct_rgba color_random(bool opaque) {
    return (ct_rgba){ seeded_share(), seeded_share(), seeded_share(), opaque ? 1 : seeded_share() };
}

static void full_cover_is_the_colour(void **state) {
    (void)state;
    const ct_ink ink = ct_ink_of((ct_rgba){ 1, 0.5, 0, 1 });
    uint32_t px[5] = { 0, 0, 0, 0, 0x12345678 };
    ct_ink_run(&ink, px, 4, 255);
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(px[i], 0xFFFF8000);
    assert_int_equal(px[4], 0x12345678);
}

static void no_cover_leaves_pixels(void **state) {
    (void)state;
    const ct_ink ink = ct_ink_of((ct_rgba){ 1, 0.5, 0, 0.7 });
    const uint8_t none[6] = { 0 };
    uint32_t px[6] = { 1, 2, 3, 4, 5, 6 };
    ct_ink_dots(&ink, px, none, 6);
    ct_ink_run(&ink, px, 6, 0);
    for (uint32_t i = 0; i < 6; i++)
        assert_int_equal(px[i], i + 1);
}

static void vectors_and_plain_code_give_the_same_bits(void **state) {
    (void)state;
    enum { COUNT = 31 };
    seeded_state = seeded_from(11);
    for (size_t round = 0; round < 3000; round++) {
        const ct_ink ink = ct_ink_of(color_random(round % 2));
        uint32_t one[COUNT], other[COUNT];
        uint8_t alphas[COUNT];
        const size_t count = seeded_below(COUNT + 1);
        for (size_t i = 0; i < COUNT; i++) {
            one[i] = other[i] = (uint32_t)seeded_next();
            alphas[i] = (uint8_t)(seeded_below(3) ? seeded_next() : seeded_below(2) * 255);
        }
        ct_ink_dots(&ink, one, alphas, count);
        ct_ink_dots_plain(&ink, other, alphas, count);
        assert_memory_equal(one, other, sizeof one);
        memset(alphas, alphas[0], sizeof alphas);
        ct_ink_run(&ink, one, count, alphas[0]);
        ct_ink_dots_plain(&ink, other, alphas, count);
        assert_memory_equal(one, other, sizeof one);
    }
}

/* A translucent colour under all covers, over a paper. */
static void translucent_colours_are_laid_as_cairo_lays_them(void **state) {
    (void)state;
    seeded_state = seeded_from(12);
    for (size_t round = 0; round < 50; round++) {
        ct_rgba color = color_random(false);
        color.a = 0.05 + 0.9 * color.a;
        const uint32_t paper = 0xFF000000 | (uint32_t)seeded_next();
        cairo_surface_t *mask = cairo_image_surface_create(CAIRO_FORMAT_A8, 256, 1);
        cairo_surface_t *image = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, 256, 1);
        uint32_t *theirs = (uint32_t *)(void *)cairo_image_surface_get_data(image), ours[256];
        uint8_t *alphas = cairo_image_surface_get_data(mask);
        for (size_t i = 0; i < 256; i++) {
            alphas[i] = (uint8_t)i;
            theirs[i] = ours[i] = paper;
        }
        cairo_surface_mark_dirty(mask);
        cairo_surface_mark_dirty(image);
        cairo_t *cr = cairo_create(image);
        cairo_set_source_rgba(cr, color.r, color.g, color.b, color.a);
        cairo_mask_surface(cr, mask, 0, 0);
        cairo_surface_flush(image);
        const ct_ink ink = ct_ink_of(color);
        ct_ink_dots(&ink, ours, alphas, 256);
        for (size_t i = 0; i < 256; i++)
            assert_int_equal(ours[i], theirs[i]);
        cairo_destroy(cr);
        cairo_surface_destroy(mask);
        cairo_surface_destroy(image);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(full_cover_is_the_colour),
        cmocka_unit_test(no_cover_leaves_pixels),
        cmocka_unit_test(vectors_and_plain_code_give_the_same_bits),
        cmocka_unit_test(translucent_colours_are_laid_as_cairo_lays_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
