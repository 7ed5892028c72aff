/* test_samples.c - pieces as masks: their areas, their union, and the same bits without vectors. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>

#include "raster_page.h"
#include "seeded.h"

static page *ours;
static ct_samples pen;
static const ct_rgba WHITE = { 1, 1, 1, 1 };
static const ct_box ALL = { 0, 0, PAGE, PAGE };

static int setup(void **state) {
    (void)state;
    ours = calloc(1, sizeof *ours);
    page_clear(ours, 0);
    pen = (ct_samples){ 0 };
    return 0;
}

static int teardown(void **state) {
    (void)state;
    ct_samples_free(&pen);
    free(ours);
    return 0;
}

static void band_open(int y0) { ct_samples_open(&pen, &ours->to, 0, y0, PAGE, CT_BAND_ROWS); }
static void band_close(void) {
    const ct_ink white = ct_ink_of(WHITE);
    ct_samples_close(&pen, &white);
}

/* The strip along a direction, `width` px wide, through (x, y). */
static void strip(double x, double y, double angle, double width) {
    const double nx = -sin(angle), ny = cos(angle);
    const ct_slab slab = { nx, ny, nx * x + ny * y, width / 2 };
    ct_samples_slabs(&pen, &slab, 1, ALL);
}

static void upright_and_level_edges_meet_256_places(void **state) {
    (void)state;
    for (int turned = 0; turned < 2; turned++)
        for (int i = 0; i <= 256; i++) {
            page_clear(ours, 0);
            band_open(0);
            const double middle = 5 + i / 512.0; /* from 5 to 5 + i/256 */
            strip(turned ? 20 : middle, turned ? middle : 8, turned ? 0 : M_PI / 2, i / 256.0);
            band_close();
            const int cover = (int)(turned ? page_cover(ours, 20, 5) : page_cover(ours, 5, 8));
            assert_true(abs(cover - (i * 255 + 128) / 256) <= 1);
        }
}

static void strips_of_all_directions_cover_their_width(void **state) {
    (void)state;
    seeded_state = seeded_from(41);
    double worst = 0, sum = 0;
    enum { COUNT = 500 };
    for (size_t i = 0; i < COUNT; i++) {
        const double angle = M_PI * (double)i / COUNT, width = 0.25 + seeded_share();
        const bool steep = fabs(sin(angle)) > 0.7;
        page_clear(ours, 0);
        band_open(16);
        strip(24 + seeded_share(), 24 + seeded_share(), angle, width);
        band_close();
        double cover = 0; /* across the strip */
        for (int k = 16; k < 32; k++)
            cover += (steep ? page_cover(ours, k, 24) : page_cover(ours, 24, k)) / 255.0;
        const double across = width / fabs(steep ? sin(angle) : cos(angle));
        worst = fmax(worst, fabs(cover - across));
        sum += fabs(cover - across);
    }
    assert_true(worst < 9 / 255.0);
    assert_true(sum / COUNT < 1.5 / 255.0);
}

/* Hatches run so: what a line covers of a row does not change from row to row. */
static void lines_at_45_degrees_are_even(void **state) {
    (void)state;
    seeded_state = seeded_from(45);
    for (int i = 0; i < 100; i++) {
        const double width = 0.5 + seeded_share(), angle = i % 2 ? M_PI / 4 : 3 * M_PI / 4;
        page_clear(ours, 0);
        band_open(16);
        strip(24 + seeded_share(), 24 + seeded_share(), angle, width);
        band_close();
        double cover = 0;
        for (int x = 8; x < 40; x++)
            cover += page_cover(ours, x, 24) / 255.0;
        assert_true(fabs(cover - width * M_SQRT2) < 6 / 255.0);
    }
}

static void discs_cover_their_areas(void **state) {
    (void)state;
    seeded_state = seeded_from(42);
    for (double radius = 0.2; radius < 7; radius *= 1.2) {
        page_clear(ours, 0);
        band_open(16);
        ct_samples_disc(&pen, 24 + seeded_share(), 24 + seeded_share() - 0.5, radius);
        band_close();
        const double area = M_PI * radius * radius;
        assert_true(fabs(page_sum(ours) - area) < 0.02 + 0.004 * area);
    }
}

/* A hundred strips, each a 40th of a pixel wide, cover together what their union covers. */
static void pieces_are_united_not_added(void **state) {
    (void)state;
    band_open(0);
    for (int i = 0; i < 100; i++)
        strip(10.25, 8, M_PI / 2, 0.5);
    for (int i = 0; i < 40; i++)
        strip(20 + (i + 0.5) / 40, 8, M_PI / 2, 1.0 / 40);
    for (int i = 0; i < 100; i++) {
        ct_samples_disc(&pen, 30.5, 8.5, 0.4);
        ct_samples_disc(&pen, 30.5, 8.5, 0.2);
    }
    band_close();
    assert_int_equal(page_cover(ours, 10, 8), 128);
    assert_int_equal(page_cover(ours, 20, 8), 255);
    assert_true(abs((int)page_cover(ours, 30, 8) - 128) <= 5); /* 0.16 pi, sampled */
}

static void pieces_random(size_t count) {
    for (size_t i = 0; i < count; i++) {
        const double x = seeded_share() * PAGE, y = 16 + seeded_share() * 16;
        ct_slab slabs[CT_SLABS];
        const size_t edges = 1 + seeded_below(CT_SLABS);
        for (size_t k = 0; k < edges; k++) {
            const double angle =
                seeded_below(3) ? 2 * M_PI * seeded_share() : M_PI / 2 * (double)seeded_below(4);
            slabs[k] = (ct_slab){ cos(angle), sin(angle), cos(angle) * x + sin(angle) * y,
                                  seeded_share() * (seeded_below(2) ? 0.5 : 6) };
        }
        ct_samples_slabs(&pen, slabs, edges, ALL);
        ct_samples_disc(&pen, x, y, seeded_share() * 3);
    }
}

static void vectors_and_plain_code_give_the_same_bits(void **state) {
    (void)state;
    const uint64_t seed = seeded_from(43);
    page *plain = calloc(1, sizeof *plain);
    for (size_t round = 0; round < 200; round++) {
        for (int way = 0; way < 2; way++) {
            seeded_state = seed + round;
            pen.is_plain = way;
            page_clear(ours, 0);
            band_open(16);
            pieces_random(1 + seeded_below(6));
            band_close();
            if (way == 0) *plain = *ours;
        }
        assert_memory_equal(plain->px, ours->px, sizeof ours->px);
    }
    free(plain);
}

static void a_band_is_clean_when_it_is_closed(void **state) {
    (void)state;
    seeded_state = seeded_from(44);
    band_open(16);
    pieces_random(20);
    band_close();
    page_clear(ours, 0);
    band_open(0);
    band_close();
    assert_true(page_sum(ours) == 0);
}

static void pieces_outside_of_the_band_are_left_out(void **state) {
    (void)state;
    ct_samples_open(&pen, &ours->to, 8, 16, 8, 8);
    ct_samples_disc(&pen, 12, 20, 500);
    ct_samples_disc(&pen, 12, -400, 300);
    ct_samples_disc(&pen, 1e6, 20, 3);
    band_close();
    assert_true(fabs(page_sum(ours) - 64) < 1e-9);
    assert_int_equal(page_cover(ours, 8, 16), 255);
    assert_int_equal(page_cover(ours, 15, 23), 255);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(upright_and_level_edges_meet_256_places),
        TEST(strips_of_all_directions_cover_their_width),
        TEST(lines_at_45_degrees_are_even),
        TEST(discs_cover_their_areas),
        TEST(pieces_are_united_not_added),
        TEST(vectors_and_plain_code_give_the_same_bits),
        TEST(a_band_is_clean_when_it_is_closed),
        TEST(pieces_outside_of_the_band_are_left_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
