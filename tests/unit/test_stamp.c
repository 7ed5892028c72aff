/* test_stamp.c - thin lines of short steps, disc by disc, as Cairo strokes them sixteen times as
 * large. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>

#include "raster_page.h"
#include "seeded.h"

static ct_arena *arena;
static page *ours;
static ct_stamps stamps;
static double theirs[PAGE * PAGE];
static const ct_rgba WHITE = { 1, 1, 1, 1 };

static int setup(void **state) {
    (void)state;
    arena = ct_arena_new();
    ours = calloc(1, sizeof *ours);
    stamps = (ct_stamps){ 0 };
    page_clear(ours, 0);
    return 0;
}

static int teardown(void **state) {
    (void)state;
    ct_stamps_free(&stamps);
    free(ours);
    ct_arena_free(arena);
    return 0;
}

static ct_nib nib_of(const ct_path *path) {
    return (ct_nib){ path->stroke.width / 2, path->stroke.cap, path->stroke.join };
}

/* Draws the path; returns how many of its steps were not stamped. */
static size_t stamp(const ct_path *path) {
    const ct_nib nib = nib_of(path);
    const ct_trail t = ct_trail_of(arena, &path->shape, &ours->to, path->shape.kind == CT_POLYGON);
    const ct_ink white = ct_ink_of(WHITE);
    ct_samples pen = { 0 };
    size_t others = 0;
    page_clear(ours, 0);
    assert_true(ct_stamps_make(&stamps, &nib));
    for (int y = 0; y < PAGE; y += CT_BAND_ROWS) {
        ct_samples_open(&pen, &ours->to, 0, y, PAGE, CT_BAND_ROWS);
        for (size_t i = 0; i < t.points; i++) {
            if ((t.marks[i] & 3) == CT_TRAIL_LAST) continue;
            if (ct_stamp_step(&pen, &t, &stamps, i)) continue;
            ct_stroke_step(&pen, &t, &nib, i);
            others += y == 0;
        }
        ct_samples_close(&pen, &white);
    }
    ct_samples_free(&pen);
    return others;
}

/* A shore of so many short steps about a centre; beyond the page too. */
static ct_shape shore(ct_kind kind, double x, double y, double radius, size_t count) {
    ct_builder b = ct_builder_start(arena, kind);
    for (size_t i = 0; i < count; i++) {
        const double at = 2 * M_PI * (double)i / (double)count;
        const double r = radius + 0.4 * (seeded_share() - 0.5);
        ct_builder_point(&b, x + r * cos(at), y + r * sin(at));
    }
    ct_builder_end_part(&b);
    return ct_builder_take(&b);
}

static void shores_are_as_cairo_draws_them_finely(void **state) {
    (void)state;
    seeded_state = seeded_from(61);
    double mean = 0;
    enum { COUNT = 40 };
    for (size_t i = 0; i < COUNT; i++) {
        const ct_path path = {
            .shape = shore(CT_POLYGON, PAGE * seeded_share(), PAGE * seeded_share(),
                           3 + 4 * seeded_share(), 80),
            .stroke = { .color = WHITE, .width = 0.3 + 0.6 * seeded_share(), .join = CT_JOIN_ROUND }
        };
        assert_true(stamp(&path) < 20); /* straight stretches are one step */
        reference_cover(&path, theirs);
        const unlike u = page_unlike(ours, theirs);
        assert_true(u.most <= 16);
        mean += u.mean / COUNT;
        double cover = 0;
        for (size_t k = 0; k < PAGE * PAGE; k++)
            cover += theirs[k] / 255;
        assert_true(fabs(page_sum(ours) - cover) < 0.02 * cover + 0.1);
    }
    assert_true(mean < 3);
}

/* What is left to ct_stroke_step: ends, for their caps, and long steps. */
static void ends_and_long_steps_are_not_stamped(void **state) {
    (void)state;
    ct_builder b = ct_builder_start(arena, CT_LINE);
    for (size_t i = 0; i < 10; i++)
        ct_builder_point(&b, 5 + (double)i * (i == 9 ? 3 : 1), i % 2 ? 8 : 8.4);
    ct_builder_end_part(&b);
    const ct_path path = {
        .shape = ct_builder_take(&b),
        .stroke = { .color = WHITE, .width = 0.5, .cap = CT_CAP_BUTT, .join = CT_JOIN_ROUND }
    };
    assert_int_equal(stamp(&path), 2); /* of nine: the first, and the last, which is long too */
    assert_true(page_cover(ours, 4, 8) < 12);
    assert_true(page_cover(ours, 20, 8) > 50);
}

/* Parts that lie far off the page, and lines of other kinds. */
static void nothing_is_set_outside(void **state) {
    (void)state;
    const double far[] = { -1e9, -40, -2, PAGE + 2, PAGE + 40, 1e9 };
    seeded_state = seeded_from(62);
    for (size_t i = 0; i < 36; i++) {
        const ct_path path = { .shape = shore(CT_POLYGON, far[i % 6], far[i / 6], 1, 12),
                               .stroke = { .color = WHITE, .width = 0.5, .join = CT_JOIN_ROUND } };
        stamp(&path);
        assert_true(page_sum(ours) == 0);
    }
    assert_false(ct_stamps_make(&stamps, &(ct_nib){ 0.25, CT_CAP_BUTT, CT_JOIN_MITER }));
    assert_false(ct_stamps_make(&stamps, &(ct_nib){ 0.5, CT_CAP_BUTT, CT_JOIN_ROUND }));
    assert_false(ct_stamps_make(&stamps, &(ct_nib){ 0, CT_CAP_BUTT, CT_JOIN_ROUND }));
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(shores_are_as_cairo_draws_them_finely),
        TEST(ends_and_long_steps_are_not_stamped),
        TEST(nothing_is_set_outside),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
