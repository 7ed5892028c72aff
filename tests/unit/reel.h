/* reel.h - frames for the tests of animations: a square that walks over stripes. */
#ifndef CT_TEST_REEL_H
#define CT_TEST_REEL_H

#include "../../src/film/film.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { WIDE = 61, HIGH = 40, PIXELS = WIDE * HIGH };

static inline void paint(uint32_t *pixels, int step) {
    for (int y = 0; y < HIGH; y++)
        for (int x = 0; x < WIDE; x++) {
            bool inside = x >= 4 * step && x < 4 * step + 12 && y >= 10 && y < 24;
            uint32_t ground = y / 5 % 2 ? 0xf2f0eau : 0xd6e4eau;
            pixels[y * WIDE + x] = inside ? 0xa52714u : ground;
        }
}

static inline ct_film_ask ask_of(ct_film_format format) {
    return (ct_film_ask){
        .format = format, .path = "a.film", .width = WIDE, .height = HIGH, .hold = 300, .last = 900
    };
}

/* Encodes `steps` frames; step[i] says where the square stands. */
static inline ct_buffer shoot(ct_film_open_fn *begin, const ct_film_ask *ask, const int *steps,
                              size_t count) {
    char why[500] = "";
    uint32_t pixels[PIXELS];
    ct_buffer out = { 0 };
    ct_film_coder coder;
    if (!begin(ask, &coder, why, sizeof why)) fail_msg("%s", why);
    for (size_t i = 0; i < count; i++) {
        paint(pixels, steps[i]);
        if (!coder.add(coder.self, pixels, why, sizeof why)) fail_msg("%s", why);
    }
    if (!coder.finish(coder.self, &out, why, sizeof why)) fail_msg("%s", why);
    coder.close(coder.self);
    return out;
}

#endif
