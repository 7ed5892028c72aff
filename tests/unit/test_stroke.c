/* test_stroke.c - lines with their joins and caps, as Cairo strokes them sixteen times as large. */
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
static double theirs[PAGE * PAGE];
static const ct_rgba WHITE = { 1, 1, 1, 1 };

static int setup(void **state) {
    (void)state;
    arena = ct_arena_new();
    ours = calloc(1, sizeof *ours);
    page_clear(ours, 0);
    return 0;
}

static int teardown(void **state) {
    (void)state;
    free(ours);
    ct_arena_free(arena);
    return 0;
}

static void stroke(const ct_path *path) {
    const ct_nib nib = { path->stroke.width / 2, path->stroke.cap, path->stroke.join };
    const ct_trail t = ct_trail_of(arena, &path->shape, &ours->to, path->shape.kind == CT_POLYGON);
    const ct_ink white = ct_ink_of(WHITE);
    ct_samples pen = { 0 };
    page_clear(ours, 0);
    for (int y = 0; y < PAGE; y += CT_BAND_ROWS) {
        ct_samples_open(&pen, &ours->to, 0, y, PAGE, CT_BAND_ROWS);
        for (size_t i = 0; i < t.points; i++)
            if ((t.marks[i] & 3) != CT_TRAIL_LAST) ct_stroke_step(&pen, &t, &nib, i);
        ct_samples_close(&pen, &white);
    }
    ct_samples_free(&pen);
}

static unlike stroke_unlike(const ct_path *path) {
    stroke(path);
    reference_cover(path, theirs);
    return page_unlike(ours, theirs);
}

static ct_shape shape_random(ct_kind kind, size_t count, double step) {
    ct_builder b = ct_builder_start(arena, kind);
    double x = PAGE * seeded_share(), y = PAGE * seeded_share();
    for (size_t i = 0; i < count; i++) {
        ct_builder_point(&b, x, y);
        x += step * (2 * seeded_share() - 1);
        y += step * (2 * seeded_share() - 1);
    }
    ct_builder_end_part(&b);
    return ct_builder_take(&b);
}

static void single_lines_are_as_cairo_draws_them_finely(void **state) {
    (void)state;
    seeded_state = seeded_from(51);
    double mean = 0;
    enum { COUNT = 60 };
    for (size_t i = 0; i < COUNT; i++) {
        const ct_path path = { .shape = shape_random(CT_LINE, 2, 60),
                               .stroke = { .color = WHITE,
                                           .width = 0.25 * (double)(1 + i % 24),
                                           .cap = (ct_cap)(i % 3) } };
        const unlike u = stroke_unlike(&path);
        assert_true(u.most <= 8);
        mean += u.mean / COUNT;
    }
    assert_true(mean < 1.5);
}

static void lines_of_all_joins_and_caps_are_as_cairo_draws_them_finely(void **state) {
    (void)state;
    seeded_state = seeded_from(52);
    double mean = 0;
    enum { COUNT = 90 };
    for (size_t i = 0; i < COUNT; i++) {
        const ct_path path = { .shape = shape_random(i % 2 ? CT_POLYGON : CT_LINE,
                                                     3 + seeded_below(9), i % 5 ? 25 : 3),
                               .stroke = { .color = WHITE,
                                           .width = 0.25 + 6 * seeded_share() * seeded_share(),
                                           .cap = (ct_cap)(i % 3),
                                           .join = (ct_join)(i / 3 % 3) } };
        const unlike u = stroke_unlike(&path);
        assert_true(u.most <= 12);
        mean += u.mean / COUNT;
    }
    assert_true(mean < 2);
}

/* Hundreds of outlines of specks meet in the same pixels: their union is drawn. */
static void outlines_of_specks_are_united(void **state) {
    (void)state;
    seeded_state = seeded_from(53);
    ct_builder b = ct_builder_start(arena, CT_POLYGON);
    for (size_t i = 0; i < 400; i++) {
        const double x = 18 + 12 * seeded_share(), y = 18 + 12 * seeded_share();
        for (size_t k = 0; k < 3 + i % 3; k++)
            ct_builder_point(&b, x + 0.6 * seeded_share(), y + 0.6 * seeded_share());
        ct_builder_end_part(&b);
    }
    const ct_path path = { .shape = ct_builder_take(&b),
                           .stroke = { .color = WHITE, .width = 0.1 } };
    const unlike u = stroke_unlike(&path);
    assert_true(u.mean < 2.5);
    assert_true(u.most <= 12);
    double cover = 0;
    for (size_t i = 0; i < PAGE * PAGE; i++)
        cover += theirs[i] / 255;
    assert_true(fabs(page_sum(ours) - cover) < 0.01 * cover);
}

static void dots_are_drawn_where_caps_stand_out(void **state) {
    (void)state;
    ct_builder b = ct_builder_start(arena, CT_LINE);
    ct_builder_point(&b, 20.3, 20.6);
    ct_builder_point(&b, 20.3, 20.6);
    ct_builder_end_part(&b);
    ct_path path = { .shape = ct_builder_take(&b), .stroke = { .color = WHITE, .width = 5 } };
    stroke(&path);
    assert_true(page_sum(ours) == 0);
    path.stroke.cap = CT_CAP_ROUND;
    stroke(&path);
    assert_true(fabs(page_sum(ours) - M_PI * 6.25) < 0.1);
    path.stroke.cap = CT_CAP_SQUARE;
    stroke(&path);
    assert_true(fabs(page_sum(ours) - 25) < 0.1);
}

static void a_sharp_miter_is_cut_off(void **state) {
    (void)state;
    for (int sharp = 0; sharp < 2; sharp++) {
        ct_builder b = ct_builder_start(arena, CT_LINE);
        ct_builder_point(&b, 10, sharp ? 22.5 : 14);
        ct_builder_point(&b, 30, 24);
        ct_builder_point(&b, 10, sharp ? 25.5 : 34);
        ct_builder_end_part(&b);
        const ct_path path = { .shape = ct_builder_take(&b),
                               .stroke = { .color = WHITE, .width = 4, .join = CT_JOIN_MITER } };
        assert_true(stroke_unlike(&path).most <= 16);
        assert_int_equal(page_cover(ours, 33, 24) > 0, !sharp);
    }
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(single_lines_are_as_cairo_draws_them_finely),
        TEST(lines_of_all_joins_and_caps_are_as_cairo_draws_them_finely),
        TEST(outlines_of_specks_are_united),
        TEST(dots_are_drawn_where_caps_stand_out),
        TEST(a_sharp_miter_is_cut_off),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
