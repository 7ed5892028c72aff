/* test_cover.c - areas of pixels: exact, even-odd or by winding, and the same whatever is cut off.
 */
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

/* Fills rings, band by band, within columns x0..x0+width and rows y0..y0+rows. */
static void fill(const ct_shape *s, bool winding, int x0, int y0, int width, int rows) {
    const ct_ink white = ct_ink_of((ct_rgba){ 1, 1, 1, 1 });
    ct_cover cover = { 0 };
    for (int y = y0; y < y0 + rows; y += CT_BAND_ROWS) {
        const int left = y0 + rows - y;
        ct_cover_open(&cover, &ours->to, x0, y, width, left < CT_BAND_ROWS ? left : CT_BAND_ROWS);
        for (size_t part = 0; part < s->parts; part++) {
            const size_t start = ct_part_start(s, part), end = ct_part_end(s, part);
            for (size_t i = start, last = end - 1; i < end; last = i++)
                ct_cover_step(&cover, s->x[last], s->y[last], s->x[i], s->y[i]);
        }
        ct_cover_close(&cover, &white, winding);
    }
    ct_cover_free(&cover);
}

static ct_shape box_of(double x0, double y0, double x1, double y1) {
    ct_builder b = ct_builder_start(arena, CT_POLYGON);
    ct_builder_point(&b, x0, y0);
    ct_builder_point(&b, x1, y0);
    ct_builder_point(&b, x1, y1);
    ct_builder_point(&b, x0, y1);
    ct_builder_end_part(&b);
    return ct_builder_take(&b);
}

static void rectangles_cover_what_they_cover(void **state) {
    (void)state;
    const ct_shape s = box_of(10.25, 12.5, 20.75, 30.1);
    fill(&s, false, 0, 0, PAGE, PAGE);
    assert_int_equal(page_cover(ours, 15, 20), 255);
    assert_int_equal(page_cover(ours, 10, 20), 191);
    assert_int_equal(page_cover(ours, 20, 20), 191);
    assert_int_equal(page_cover(ours, 15, 12), 128);
    assert_int_equal(page_cover(ours, 15, 30), 26);
    assert_int_equal(page_cover(ours, 10, 12), 96); /* 3/8 */
    assert_int_equal(page_cover(ours, 9, 20), 0);
    assert_int_equal(page_cover(ours, 21, 20), 0);
    assert_int_equal(page_cover(ours, 15, 31), 0);
}

static void layers_fold_or_wind(void **state) {
    (void)state;
    const double inner[][2] = { { 10, 10 }, { 30, 10 }, { 30, 30 }, { 10, 30 } };
    for (int turned = 0; turned < 2; turned++) {
        ct_builder b = ct_builder_start(arena, CT_POLYGON);
        const ct_shape outer = box_of(4, 4, 40, 40);
        ct_builder_add(&b, &outer);
        for (size_t i = 0; i < 4; i++)
            ct_builder_point(&b, inner[turned ? 3 - i : i][0], inner[turned ? 3 - i : i][1]);
        ct_builder_end_part(&b);
        const ct_shape s = ct_builder_take(&b);
        page_clear(ours, 0);
        fill(&s, false, 0, 0, PAGE, PAGE);
        assert_int_equal(page_cover(ours, 20, 20), 0); /* a hole, whichever way it turns */
        assert_int_equal(page_cover(ours, 35, 20), 255);
        page_clear(ours, 0);
        fill(&s, true, 0, 0, PAGE, PAGE);
        assert_int_equal(page_cover(ours, 20, 20), turned ? 0 : 255);
        assert_int_equal(page_cover(ours, 35, 20), 255);
    }
}

/* A ring about the middle, that reaches over the page's edges. */
static ct_shape star_random(size_t count) {
    ct_builder b = ct_builder_start(arena, CT_POLYGON);
    for (size_t i = 0; i < count; i++) {
        const double at = 2 * M_PI * (double)i / (double)count, r = 3 + 32 * seeded_share();
        ct_builder_point(&b, PAGE / 2.0 + r * cos(at), PAGE / 2.0 + r * sin(at));
    }
    ct_builder_end_part(&b);
    return ct_builder_take(&b);
}

static void random_shapes_are_as_cairo_fills_them_finely(void **state) {
    (void)state;
    seeded_state = seeded_from(31);
    static double theirs[PAGE * PAGE];
    for (size_t round = 0; round < 12; round++) {
        const ct_path path = { .shape = star_random(3 + seeded_below(40)),
                               .has_fill = true,
                               .fill = { 1, 1, 1, 1 },
                               .winding = round % 2 };
        page_clear(ours, 0);
        fill(&path.shape, path.winding, 0, 0, PAGE, PAGE);
        reference_cover(&path, theirs);
        const unlike u = page_unlike(ours, theirs);
        assert_true(u.mean < 0.3);
        assert_true(u.most < 3);
    }
}

static void what_is_cut_off_changes_nothing_inside(void **state) {
    (void)state;
    seeded_state = seeded_from(32);
    page *whole = calloc(1, sizeof *whole);
    for (size_t round = 0; round < 40; round++) {
        const ct_shape s = star_random(3 + seeded_below(40));
        page_clear(ours, 0);
        fill(&s, false, 0, 0, PAGE, PAGE);
        *whole = *ours;
        page_clear(ours, 0);
        const int x0 = (int)seeded_below(30), y0 = (int)seeded_below(30);
        const int width = 1 + (int)seeded_below(17), rows = 1 + (int)seeded_below(17);
        fill(&s, false, x0, y0, width, rows);
        for (int y = 0; y < PAGE; y++)
            for (int x = 0; x < PAGE; x++) {
                const bool in = x >= x0 && x < x0 + width && y >= y0 && y < y0 + rows;
                const int one = (int)page_cover(ours, x, y), other = (int)page_cover(whole, x, y);
                assert_true(in ? abs(one - other) <= 1 : one == 0);
            }
    }
    free(whole);
}

static void far_points_are_no_matter(void **state) {
    (void)state;
    const ct_shape s = box_of(-5e6, -5e6, 24.5, 5e6);
    fill(&s, false, 0, 0, PAGE, PAGE);
    for (int y = 0; y < PAGE; y++) {
        assert_int_equal(page_cover(ours, 0, y), 255);
        assert_int_equal(page_cover(ours, 23, y), 255);
        assert_int_equal(page_cover(ours, 24, y), 128);
        assert_int_equal(page_cover(ours, 25, y), 0);
    }
}

/* Many little areas in a pixel add up. */
static void specks_add_up(void **state) {
    (void)state;
    ct_builder b = ct_builder_start(arena, CT_POLYGON);
    for (size_t i = 0; i < 64; i++) {
        const double x = 20 + (double)(i % 8) / 8, y = 20 + (double)(i / 8) / 8;
        const ct_shape speck = box_of(x, y, x + 1.0 / 16, y + 1.0 / 16);
        ct_builder_add(&b, &speck);
    }
    const ct_shape s = ct_builder_take(&b);
    fill(&s, false, 0, 0, PAGE, PAGE);
    assert_int_equal(page_cover(ours, 20, 20), 64);
    assert_true(fabs(page_sum(ours) - 0.25) < 0.002);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(rectangles_cover_what_they_cover),
        TEST(layers_fold_or_wind),
        TEST(random_shapes_are_as_cairo_fills_them_finely),
        TEST(what_is_cut_off_changes_nothing_inside),
        TEST(far_points_are_no_matter),
        TEST(specks_add_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
