/* test_bars.c - hatch lines as areas: which lines are, and that they cover what Cairo strokes. */
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

static void line_add(ct_builder *b, double x0, double y0, double x1, double y1) {
    ct_builder_point(b, x0, y0);
    ct_builder_point(b, x1, y1);
    ct_builder_end_part(b);
}

/* Lines at an angle, each in pieces, every other one the other way round. */
static ct_path hatch(double angle, double gap, double width) {
    ct_builder b = ct_builder_start(arena, CT_LINE);
    const double ux = cos(angle), uy = sin(angle);
    for (int i = 0; i < 8; i++) {
        const double aside = (i - 4) * gap, x = PAGE / 2.0 - uy * aside,
                     y = PAGE / 2.0 + ux * aside;
        for (double at = -14; at < 14; at += 7) {
            const double to = at + 5 + seeded_share();
            if (i % 2 == 0)
                line_add(&b, x + ux * at, y + uy * at, x + ux * to, y + uy * to);
            else
                line_add(&b, x + ux * to, y + uy * to, x + ux * at, y + uy * at);
        }
    }
    return (ct_path){ .shape = ct_builder_take(&b),
                      .stroke = { .color = WHITE, .width = width, .join = CT_JOIN_MITER } };
}

static void hatches_are_as_cairo_strokes_them_finely(void **state) {
    (void)state;
    seeded_state = seeded_from(81);
    ct_brush *brush = ct_brush_new(1);
    for (int i = 0; i < 40; i++) {
        ct_path path =
            hatch(3.2 * seeded_share(), 2.2 + 2 * seeded_share(), 0.4 + 1.7 * seeded_share());
        path.stroke.cap = i % 2 ? CT_CAP_SQUARE : CT_CAP_BUTT;
        if (path.stroke.cap == CT_CAP_SQUARE) path.stroke.width = 0.5;
        ct_shape areas;
        assert_true(ct_bars_of(arena, &path, &areas));
        assert_int_equal(areas.parts, 32);
        page_clear(ours, 0);
        ct_brush_stroke(brush, &ours->to, &path);
        reference_cover(&path, theirs);
        const unlike u = page_unlike(ours, theirs);
        assert_true(u.most <= 4);
    }
    ct_brush_free(brush);
}

static bool is_bars(const double (*ends)[4], size_t count, ct_cap cap) {
    ct_builder b = ct_builder_start(arena, CT_LINE);
    for (size_t i = 0; i < count; i++)
        line_add(&b, ends[i][0], ends[i][1], ends[i][2], ends[i][3]);
    const ct_path path = { .shape = ct_builder_take(&b), .stroke = { .width = 1, .cap = cap } };
    ct_shape areas;
    return ct_bars_of(arena, &path, &areas);
}

static void lines_that_may_overlap_are_none(void **state) {
    (void)state;
    const double apart[][4] = { { 0, 0, 9, 0 }, { 9, 2, 0, 2 }, { 0, 4, 9, 4 } };
    const double near[][4] = { { 0, 0, 9, 0 }, { 0, 0.9, 9, 0.9 } };
    const double back[][4] = { { 0, 0, 9, 0 }, { 0, 2, 9, 2 }, { 0, 1, 9, 1 } };
    const double across[][4] = { { 0, 0, 9, 0 }, { 4, -4, 4, 4 } };
    const double again[][4] = { { 0, 0, 9, 0 }, { 8, 0, 12, 0 } };
    const double dot[][4] = { { 0, 0, 0, 0 } };
    assert_true(is_bars(apart, 3, CT_CAP_BUTT));
    assert_false(is_bars(apart, 3, CT_CAP_ROUND));
    assert_false(is_bars(near, 2, CT_CAP_BUTT));
    assert_false(is_bars(back, 3, CT_CAP_BUTT));
    assert_false(is_bars(across, 2, CT_CAP_BUTT));
    assert_false(is_bars(again, 2, CT_CAP_BUTT));
    assert_false(is_bars(dot, 1, CT_CAP_BUTT));
    assert_false(is_bars(apart, 0, CT_CAP_BUTT));
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(hatches_are_as_cairo_strokes_them_finely),
        TEST(lines_that_may_overlap_are_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
