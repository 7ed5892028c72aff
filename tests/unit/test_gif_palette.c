/* test_gif_palette.c - the palette of an animation: exact where it can be, near where it cannot. */
#include "reel.h"

static void few_colours_are_kept(void **state) {
    (void)state;
    uint32_t pixels[200];
    for (uint32_t i = 0; i < 200; i++)
        pixels[i] = (i * 40 % 256) << 16 | (i * 8 % 256) << 8 | (255 - i);
    ct_gif_palette *p = ct_gif_palette_new();
    ct_gif_palette_count(p, pixels, 200);
    assert_int_equal(ct_gif_palette_choose(p), 200);
    for (int i = 0; i < 200; i++)
        assert_int_equal(ct_gif_palette_color(p, ct_gif_palette_find(p, pixels[i])), pixels[i]);
    ct_gif_palette_free(p);
}

static int channel_off(uint32_t a, uint32_t b) {
    int worst = 0;
    for (int k = 0; k < 24; k += 8) {
        int d = abs((int)(a >> k & 255) - (int)(b >> k & 255));
        if (d > worst) worst = d;
    }
    return worst;
}

/* A paper of one colour, and a thousandth of it every shade from there to red. */
static void flat_ground_stays_beside_many_shades(void **state) {
    (void)state;
    enum { PAPER = 200000, SHADES = 4096 };
    uint32_t paper = 0xf2f0eau, *pixels = malloc((PAPER + SHADES) * sizeof *pixels);
    assert_non_null(pixels);
    for (size_t i = 0; i < PAPER; i++)
        pixels[i] = paper;
    for (uint32_t i = 0; i < SHADES; i++)
        pixels[PAPER + i] =
            (242 - (i & 15) * 5) << 16 | (240 - (i >> 4 & 15) * 14) << 8 | (234 - (i >> 8) * 14);
    ct_gif_palette *p = ct_gif_palette_new();
    ct_gif_palette_count(p, pixels, PAPER + SHADES);
    assert_int_equal(ct_gif_palette_choose(p), CT_GIF_COLORS);
    assert_int_equal(ct_gif_palette_color(p, ct_gif_palette_find(p, paper)), paper);
    for (size_t i = 0; i < SHADES; i++) {
        uint32_t pixel = pixels[PAPER + i];
        int off = channel_off(ct_gif_palette_color(p, ct_gif_palette_find(p, pixel)), pixel);
        assert_true(off <= 40);
    }
    ct_gif_palette_free(p);
    free(pixels);
}

static void nothing_has_no_colours(void **state) {
    (void)state;
    ct_gif_palette *p = ct_gif_palette_new();
    assert_int_equal(ct_gif_palette_choose(p), 0);
    ct_gif_palette_free(p);
    ct_gif_palette_free(NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = { cmocka_unit_test(few_colours_are_kept),
                                        cmocka_unit_test(flat_ground_stays_beside_many_shades),
                                        cmocka_unit_test(nothing_has_no_colours) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
