/* test_grow.c - halos of masks: as far as they should reach, whatever share of a pixel is covered.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "../../src/canvas/canvas.h"
#include "seeded.h"

enum { SIDE = 40 };

static uint8_t mask[SIDE * SIDE], out[SIDE * SIDE];

static int clear(void **state) {
    (void)state;
    memset(mask, 0, sizeof mask);
    return 0;
}

/* How far the cover of row 20 reaches from column 0. */
static double reach_of(const uint8_t *from) {
    double sum = 0;
    for (size_t x = 0; x < SIDE; x++)
        sum += from[20 * SIDE + x] / 255.0;
    return sum;
}

static void a_straight_edge_moves_by_the_radius(void **state) {
    (void)state;
    for (int part = 0; part < 255; part += 15)
        for (double radius = 0.5; radius < 6; radius += 0.35) {
            for (size_t y = 0; y < SIDE; y++) {
                memset(mask + y * SIDE, 255, 10);
                mask[y * SIDE + 10] = (uint8_t)part;
            }
            ct_mask_grow(mask, out, SIDE, SIDE, radius);
            assert_true(fabs(reach_of(out) - reach_of(mask) - radius) < 0.02);
        }
}

/* A disc becomes a larger one. */
static void a_disc_becomes_a_larger_one(void **state) {
    (void)state;
    seeded_state = seeded_from(71);
    for (int round = 0; round < 30; round++) {
        const double cx = 18 + 4 * seeded_share(), cy = 18 + 4 * seeded_share();
        const double r = 2 + 4 * seeded_share(), radius = 1 + 3 * seeded_share();
        double before = 0, after = 0;
        for (int y = 0; y < SIDE; y++)
            for (int x = 0; x < SIDE; x++) {
                const double cover = r + 0.5 - hypot(x + 0.5 - cx, y + 0.5 - cy);
                mask[y * SIDE + x] = (uint8_t)lround(255 * fmax(0, fmin(1, cover)));
            }
        ct_mask_grow(mask, out, SIDE, SIDE, radius);
        for (size_t i = 0; i < sizeof mask; i++) {
            assert_true(out[i] >= mask[i]);
            before += mask[i] / 255.0;
            after += out[i] / 255.0;
        }
        assert_true(fabs(sqrt(before / M_PI) - r) < 0.05);
        assert_true(fabs(sqrt(after / M_PI) - r - radius) < 0.25);
    }
}

static void nothing_grows_from_nothing(void **state) {
    (void)state;
    ct_mask_grow(mask, out, SIDE, SIDE, 3);
    for (size_t i = 0; i < sizeof out; i++)
        assert_int_equal(out[i], 0);
    mask[0] = 255; /* in a corner, and further than the mask is wide */
    ct_mask_grow(mask, out, SIDE, SIDE, 100);
    for (size_t i = 0; i < sizeof out; i++)
        assert_int_equal(out[i], 255);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_straight_edge_moves_by_the_radius, clear),
        cmocka_unit_test_setup(a_disc_becomes_a_larger_one, clear),
        cmocka_unit_test_setup(nothing_grows_from_nothing, clear),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
