/* test_colour.c - contrast, CIEDE2000 and the simulation of colour blindness against published
 * numbers. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../src/scene/scene.h"

static ct_rgba rgb(int hex) {
    return (ct_rgba){ (hex >> 16 & 255) / 255.0, (hex >> 8 & 255) / 255.0, (hex & 255) / 255.0, 1 };
}

#define NEAR(found, expected, within)                                                              \
    do {                                                                                           \
        if (!(fabs((found) - (expected)) <= (within)))                                             \
            fail_msg("%s is %.6f, not %.6f", #found, (double)(found), (double)(expected));         \
    } while (0)

static void same_color(ct_rgba found, ct_rgba expected, double within) {
    NEAR(found.r, expected.r, within);
    NEAR(found.g, expected.g, within);
    NEAR(found.b, expected.b, within);
}

static void test_contrast(void **state) {
    (void)state;
    NEAR(ct_color_contrast(rgb(0), rgb(0xffffff)), 21, 1e-9);
    NEAR(ct_color_contrast(rgb(0xffffff), rgb(0xffffff)), 1, 1e-9);
    /* The grey that WCAG tutorials name as the lightest that passes on white, and the one above. */
    assert_true(ct_color_contrast(rgb(0x767676), rgb(0xffffff)) >= 4.5);
    assert_true(ct_color_contrast(rgb(0x777777), rgb(0xffffff)) < 4.5);
    NEAR(ct_color_luminance(rgb(0xff0000)), 0.2126, 1e-9);
    NEAR(ct_color_contrast(rgb(0xff0000), rgb(0xffffff)), 3.998, 0.001);
}

static void test_over(void **state) {
    (void)state;
    ct_rgba half = rgb(0);
    half.a = 0.5;
    same_color(ct_color_over(rgb(0xffffff), half), (ct_rgba){ 0.5, 0.5, 0.5, 1 }, 1e-12);
    ct_rgba none = ct_color_over((ct_rgba){ 0 }, (ct_rgba){ 1, 1, 1, 0 });
    assert_true(none.a == 0);
    /* Two translucent layers, over nothing: 1 - 0.5 * 0.5. */
    ct_rgba both = ct_color_over(half, (ct_rgba){ 1, 1, 1, 0.5 });
    NEAR(both.a, 0.75, 1e-12);
    NEAR(both.r, 2.0 / 3, 1e-12);
}

static void test_lab(void **state) {
    (void)state;
    /* Lindbloom's calculator, sRGB, D65. */
    ct_lab red = ct_color_lab(rgb(0xff0000)), white = ct_color_lab(rgb(0xffffff));
    NEAR(red.l, 53.24, 0.02);
    NEAR(red.a, 80.09, 0.02);
    NEAR(red.b, 67.20, 0.02);
    NEAR(white.l, 100, 0.001);
    NEAR(ct_lab_chroma(white), 0, 0.02);
    NEAR(ct_color_lab(rgb(0)).l, 0, 1e-9);
    NEAR(ct_color_lab(rgb(0x777777)).l, 50.03, 0.02);
}

/* Table 1 of Sharma, Wu and Dalal (2005), all 34 pairs. */
static void test_difference(void **state) {
    (void)state;
    static const double table[34][7] = {
        { 50, 2.6772, -79.7751, 50, 0, -82.7485, 2.0425 },
        { 50, 3.1571, -77.2803, 50, 0, -82.7485, 2.8615 },
        { 50, 2.8361, -74.0200, 50, 0, -82.7485, 3.4412 },
        { 50, -1.3802, -84.2814, 50, 0, -82.7485, 1.0000 },
        { 50, -1.1848, -84.8006, 50, 0, -82.7485, 1.0000 },
        { 50, -0.9009, -85.5211, 50, 0, -82.7485, 1.0000 },
        { 50, 0, 0, 50, -1, 2, 2.3669 },
        { 50, -1, 2, 50, 0, 0, 2.3669 },
        { 50, 2.4900, -0.0010, 50, -2.4900, 0.0009, 7.1792 },
        { 50, 2.4900, -0.0010, 50, -2.4900, 0.0010, 7.1792 },
        { 50, 2.4900, -0.0010, 50, -2.4900, 0.0011, 7.2195 },
        { 50, 2.4900, -0.0010, 50, -2.4900, 0.0012, 7.2195 },
        { 50, -0.0010, 2.4900, 50, 0.0009, -2.4900, 4.8045 },
        { 50, -0.0010, 2.4900, 50, 0.0010, -2.4900, 4.8045 },
        { 50, -0.0010, 2.4900, 50, 0.0011, -2.4900, 4.7461 },
        { 50, 2.5, 0, 50, 0, -2.5, 4.3065 },
        { 50, 2.5, 0, 73, 25, -18, 27.1492 },
        { 50, 2.5, 0, 61, -5, 29, 22.8977 },
        { 50, 2.5, 0, 56, -27, -3, 31.9030 },
        { 50, 2.5, 0, 58, 24, 15, 19.4535 },
        { 50, 2.5, 0, 50, 3.1736, 0.5854, 1.0000 },
        { 50, 2.5, 0, 50, 3.2972, 0, 1.0000 },
        { 50, 2.5, 0, 50, 1.8634, 0.5757, 1.0000 },
        { 50, 2.5, 0, 50, 3.2592, 0.3350, 1.0000 },
        { 60.2574, -34.0099, 36.2677, 60.4626, -34.1751, 39.4387, 1.2644 },
        { 63.0109, -31.0961, -5.8663, 62.8187, -29.7946, -4.0864, 1.2630 },
        { 61.2901, 3.7196, -5.3901, 61.4292, 2.2480, -4.9620, 1.8731 },
        { 35.0831, -44.1164, 3.7933, 35.0232, -40.0716, 1.5901, 1.8645 },
        { 22.7233, 20.0904, -46.6940, 23.0331, 14.9730, -42.5619, 2.0373 },
        { 36.4612, 47.8580, 18.3852, 36.2715, 50.5065, 21.2231, 1.4146 },
        { 90.8027, -2.0831, 1.4410, 91.1528, -1.6435, 0.0447, 1.4441 },
        { 90.9257, -0.5406, -0.9208, 88.6381, -0.8985, -0.7239, 1.5381 },
        { 6.7747, -0.2908, -2.4247, 5.8714, -0.0985, -2.2286, 0.6377 },
        { 2.0776, 0.0795, -1.1350, 0.9033, -0.0636, -0.5514, 0.9082 },
    };
    for (size_t i = 0; i < CT_COUNT(table); i++) {
        const double *t = table[i];
        ct_lab one = { t[0], t[1], t[2] }, other = { t[3], t[4], t[5] };
        NEAR(ct_lab_difference(one, other), t[6], 0.00006);
        NEAR(ct_lab_difference(other, one), t[6], 0.00006);
    }
}

static double difference_seen(int one, int other, ct_vision vision) {
    return ct_lab_difference(ct_color_lab(ct_color_seen(rgb(one), vision)),
                             ct_color_lab(ct_color_seen(rgb(other), vision)));
}

static void test_sight(void **state) {
    (void)state;
    for (int v = 0; v < CT_VISION_COUNT; v++) { /* greys stay */
        same_color(ct_color_seen(rgb(0x000000), (ct_vision)v), rgb(0x000000), 0.001);
        same_color(ct_color_seen(rgb(0x808080), (ct_vision)v), rgb(0x808080), 0.001);
        same_color(ct_color_seen(rgb(0xffffff), (ct_vision)v), rgb(0xffffff), 0.001);
        assert_non_null(ct_vision_name((ct_vision)v));
    }
    same_color(ct_color_seen(rgb(0x123456), CT_VISION_NORMAL), rgb(0x123456), 0);
    /* A first column of a matrix is pure red as it is seen, linear; negative light is none. */
    ct_rgba red = ct_color_seen(rgb(0xff0000), CT_VISION_PROTAN);
    NEAR(ct_color_luminance((ct_rgba){ red.r, 0, 0, 1 }), 0.2126 * 0.152286, 1e-6);
    NEAR(ct_color_luminance((ct_rgba){ 0, red.g, 0, 1 }), 0.7152 * 0.114503, 1e-6);
    assert_true(red.b == 0);
    /* The classic confusions: a brown red and an olive green without red or green cones, a yellow
     * and a pink without blue ones. */
    assert_true(difference_seen(0xb05b3b, 0x80752d, CT_VISION_NORMAL) > 20);
    assert_true(difference_seen(0xb05b3b, 0x80752d, CT_VISION_DEUTAN) < 10);
    assert_true(difference_seen(0xd9d47a, 0xe8c8dc, CT_VISION_NORMAL) > 30);
    assert_true(difference_seen(0xd9d47a, 0xe8c8dc, CT_VISION_TRITAN) < 10);
    assert_true(difference_seen(0xd9d47a, 0xe8c8dc, CT_VISION_DEUTAN) > 20);
    /* A grey print has lightness alone. */
    ct_rgba grey = ct_color_seen(rgb(0xff0000), CT_VISION_GREY);
    assert_true(grey.r == grey.g && grey.g == grey.b);
    NEAR(ct_color_lab(grey).l, ct_color_lab(rgb(0xff0000)).l, 0.01);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_contrast),   cmocka_unit_test(test_over),  cmocka_unit_test(test_lab),
        cmocka_unit_test(test_difference), cmocka_unit_test(test_sight),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
