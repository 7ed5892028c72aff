/* test_stencil.c - coverage taken off a mask is what was on it, and colour is laid on through it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "../../src/canvas/canvas.h"
#include "seeded.h"

enum { WIDE = 61, HIGH = 17 };

static ct_arena *arena;

static int setup(void **state) {
    (void)state;
    arena = ct_arena_new();
    return 0;
}

static int teardown(void **state) {
    (void)state;
    ct_arena_free(arena);
    return 0;
}

/* Runs of nothing, of all, and of anything. */
static void fill_mask(uint8_t *mask) {
    for (size_t i = 0; i < WIDE * HIGH;) {
        size_t run = 1 + seeded_below(30);
        int kind = (int)seeded_below(3);
        for (; run > 0 && i < WIDE * HIGH; run--, i++)
            mask[i] = kind == 0 ? 0 : kind == 1 ? 255 : (uint8_t)seeded_below(256);
    }
}

static uint32_t pixel_of(const uint32_t *pixels, int x, int y) { return pixels[y * WIDE + x]; }

static void white_on_black_gives_the_mask_again(void **state) {
    (void)state;
    seeded_state = seeded_from(20260127);
    for (int round = 0; round < 200; round++) {
        uint8_t mask[WIDE * HIGH], was[WIDE * HIGH];
        uint32_t pixels[WIDE * HIGH] = { 0 };
        fill_mask(mask);
        memcpy(was, mask, sizeof was);
        const ct_patch box = { 3, 2, WIDE - 5, HIGH - 1 };
        const ct_stencil *s =
            ct_stencil_take(arena, &(ct_pixel_rows){ mask, WIDE, { 0, 0, 0, 0 } }, box);
        const ct_pixel_rows rows = { (uint8_t *)pixels, 4 * WIDE, { 0, 0, WIDE, HIGH } };
        ct_stencil_lay(s, (ct_rgba){ 1, 1, 1, 1 }, &rows);
        for (int y = 0; y < HIGH; y++)
            for (int x = 0; x < WIDE; x++) {
                bool in = x >= box.x0 && x < box.x1 && y >= box.y0 && y < box.y1;
                uint32_t cover = in ? was[y * WIDE + x] : 0;
                assert_int_equal(pixel_of(pixels, x, y), cover * 0x01010101U);
                assert_int_equal(mask[y * WIDE + x], in ? 0 : was[y * WIDE + x]);
            }
    }
}

/* Close to what arithmetic says, in every channel: colour, coverage and ground are rounded each. */
static void colours_mix_as_they_should(void **state) {
    (void)state;
    seeded_state = seeded_from(20260127);
    for (int round = 0; round < 5000; round++) {
        uint8_t mask[1] = { (uint8_t)seeded_below(256) };
        const double cover = mask[0] / 255.0;
        const ct_rgba c = { seeded_share(), seeded_share(), seeded_share(), seeded_share() };
        uint32_t pixel = 0xFF000000U | (uint32_t)seeded_below(0x1000000), was = pixel;
        const ct_stencil *s = ct_stencil_take(arena, &(ct_pixel_rows){ mask, 1, { 0, 0, 0, 0 } },
                                              (ct_patch){ 0, 0, 1, 1 });
        const ct_pixel_rows rows = { (uint8_t *)&pixel, 4, { 0, 0, 1, 1 } };
        ct_stencil_lay(s, c, &rows);
        const double channels[] = { c.b, c.g, c.r };
        for (int k = 0; k < 3; k++) {
            double before = was >> (8 * k) & 255, after = pixel >> (8 * k) & 255;
            double wanted = before + cover * c.a * (255 * channels[k] - before);
            assert_true(fabs(after - wanted) < 2.6);
        }
        assert_int_equal(pixel >> 24, 255);
        ct_arena_reset(arena);
    }
}

/* A group's surface is a part of the page. */
static void what_lies_outside_the_rows_is_left_out(void **state) {
    (void)state;
    uint8_t mask[WIDE * HIGH];
    uint32_t pixels[4 * 3] = { 0 };
    memset(mask, 255, sizeof mask);
    const ct_stencil *s = ct_stencil_take(arena, &(ct_pixel_rows){ mask, WIDE, { 0, 0, 0, 0 } },
                                          (ct_patch){ 0, 0, WIDE, HIGH });
    const ct_pixel_rows rows = { (uint8_t *)pixels,
                                 4 * 4,
                                 { WIDE - 2, HIGH - 1, WIDE + 2, HIGH + 2 } };
    ct_stencil_lay(s, (ct_rgba){ 0, 0, 1, 1 }, &rows);
    for (int i = 0; i < 12; i++)
        assert_int_equal(pixels[i], i < 2 ? 0xFF0000FF : 0);
}

static void an_empty_box_gives_nothing(void **state) {
    (void)state;
    uint8_t mask[1] = { 255 };
    uint32_t pixel = 5;
    const ct_stencil *s = ct_stencil_take(arena, &(ct_pixel_rows){ mask, 1, { 0, 0, 0, 0 } },
                                          (ct_patch){ 1, 0, 1, 1 });
    const ct_pixel_rows rows = { (uint8_t *)&pixel, 4, { 0, 0, 1, 1 } };
    ct_stencil_lay(s, (ct_rgba){ 1, 1, 1, 1 }, &rows);
    assert_int_equal(pixel, 5);
    assert_int_equal(mask[0], 255);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(white_on_black_gives_the_mask_again, setup, teardown),
        cmocka_unit_test_setup_teardown(colours_mix_as_they_should, setup, teardown),
        cmocka_unit_test_setup_teardown(what_lies_outside_the_rows_is_left_out, setup, teardown),
        cmocka_unit_test_setup_teardown(an_empty_box_gives_nothing, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
