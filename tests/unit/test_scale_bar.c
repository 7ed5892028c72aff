/* test_scale_bar.c - the scale bar: round numbers, true lengths, words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "../../src/sheet/sheet.h"

static ct_fonts *fonts;
static ct_arena *arena;
static ct_report *report;
static ct_view *view;
static int setup(void **state) {
    (void)state;
    fonts = ct_fonts_new();
    arena = ct_arena_new();
    report = ct_report_new(NULL, NULL);
    ct_view_request request = { .frame = { 0, 0, 1000, 800 },
                                .has_centre = true,
                                .centre = { 38, 48 },
                                .scale = 3000000,
                                .project = "auto" };
    return ct_view_open(arena, &request, &view, report) ? 0 : -1;
}
static int teardown(void **state) {
    (void)state;
    ct_view_close(view);
    ct_report_free(report);
    ct_arena_free(arena);
    ct_fonts_free(fonts);
    return 0;
}

static ct_text_class texts[] = {
    { .name = "scale-bar", .font = { "DejaVu Sans", 400, false, 11, 0 }, .halo_width = 1 }
};
static ct_style style = {
    .texts = texts,
    .text_count = 1,
    .furniture = { .scale_bar = { .pad = 4 }, .bar = { .width = 1.5 }, .bar_length = 140 }
};

static void test_round_numbers(void **state) {
    (void)state;
    static const double cases[][2] = { { 1, 1 },         { 1.99, 1 },    { 2, 2 },     { 4.9, 2 },
                                       { 5, 5 },         { 9.99, 5 },    { 10, 10 },   { 137, 100 },
                                       { 0.37, 0.2 },    { 0.05, 0.05 }, { 999, 500 }, { 1e6, 1e6 },
                                       { 0.0019, 0.001 } };
    for (size_t i = 0; i < CT_COUNT(cases); i++) {
        double n = ct_round_number(cases[i][0]);
        if (fabs(n - cases[i][1]) > 1e-9 * cases[i][1])
            fail_msg("%g gives %g, not %g", cases[i][0], n, cases[i][1]);
    }
    for (int e = -8; e <= 8; e++) /* powers of ten, whatever log10 makes of them */
        assert_true(fabs(ct_round_number(pow(10, e)) / pow(10, e) - 1) < 1e-9);
    assert_true(ct_round_number(0) == 0 && ct_round_number(-5) == 0 && ct_round_number(NAN) == 0);
    assert_true(ct_round_number(HUGE_VAL) == 0);
}

/* Draws; gives the length to each unit's last tick, and its words. */
static size_t draw(bool km, bool mi, const char *lang, double *lengths, const char **words) {
    ct_scene *scene = ct_scene_new(arena, 1000, 800, (ct_rgba){ 1, 1, 1, 1 });
    ct_scale_bar_spec spec = { .at = CT_AT_BOTTOM_LEFT };
    if (km) spec.units[spec.unit_count++] = CT_UNIT_KM;
    if (mi) spec.units[spec.unit_count++] = CT_UNIT_MI;
    ct_size size = ct_scale_bar_size(arena, fonts, &style, &spec, view, lang);
    ct_box box = { 20, 700, 20 + size.w, 700 + size.h };
    ct_scale_bar_draw(scene, arena, fonts, &style, &spec, view, lang, box);
    size_t units = 0, rules = 0;
    for (size_t i = 0; i < scene->node_count; i++) {
        const ct_node *n = &scene->nodes[i];
        if (n->type == CT_NODE_TEXT) {
            words[units++] = n->text.line.runs[0].text;
            double left = n->text.x - n->text.anchor * n->text.line.width;
            assert_true(left >= box.x0 && left + n->text.line.width <= box.x1 + 1);
            assert_true(n->text.y + n->text.line.ink.y0 >= box.y0 &&
                        n->text.y + n->text.line.ink.y1 <= box.y1);
        } else if (n->type == CT_NODE_PATH && n->path.stroke.width == 1.5) {
            const ct_shape *s = &n->path.shape;
            ct_box b = ct_box_of(s);
            assert_true(b.x0 >= box.x0 && b.x1 <= box.x1 && b.y0 >= box.y0 && b.y1 <= box.y1);
            rules++;
            /* the rule, and three ticks a unit: the third is its last */
            for (size_t part = 3; part < s->parts; part += 3) {
                size_t at = ct_part_start(s, part);
                lengths[part / 3 - 1] = s->x[at] - s->x[s->start];
                assert_true((s->y[at + 1] < s->y[at]) == (part == 3)); /* up, then down */
            }
        }
    }
    assert_int_equal(rules, 1);
    return units;
}

static void test_is_true(void **state) {
    (void)state;
    double lengths[2] = { 0 };
    const char *words[2] = { "", "" };
    double metres = ct_view_metres_per_px(view); /* some 794 */
    assert_int_equal(draw(true, true, "en", lengths, words), 2);
    assert_string_equal(words[0], "100\u00a0km");
    assert_string_equal(words[1], "50\u00a0mi");
    assert_true(fabs(lengths[0] * metres - 100000) < 1);
    assert_true(fabs(lengths[1] * metres - 80467.2) < 1);
    assert_true(lengths[0] <= 140);
}

static void test_words(void **state) {
    (void)state;
    double lengths[2] = { 0 };
    const char *words[2] = { "", "" };
    assert_int_equal(draw(true, true, "uk", lengths, words), 2);
    assert_string_equal(words[0], "100\u00a0км");
    assert_string_equal(words[1], "50\u00a0миль");
    assert_int_equal(draw(false, true, "uk-UA", lengths, words), 1);
    assert_string_equal(words[0], "50\u00a0миль");
    assert_int_equal(draw(true, false, NULL, lengths, words), 1);
    assert_string_equal(words[0], "100\u00a0km");
    assert_int_equal(draw(false, false, "fr", lengths, words),
                     1); /* kilometres when nothing is said */
    assert_string_equal(words[0], "100\u00a0km");
}

static void test_counted_miles(void **state) {
    (void)state;
    /* At this scale a short bar is of one mile or two. */
    ct_view *near_view;
    ct_view_request request = { .frame = { 0, 0, 1000, 800 },
                                .has_centre = true,
                                .centre = { 38, 48 },
                                .scale = 60000,
                                .project = "auto" };
    assert_true(ct_view_open(arena, &request, &near_view, report));
    ct_view *far_view = view;
    view = near_view;
    double lengths[2] = { 0 };
    const char *words[2] = { "", "" };
    assert_int_equal(draw(true, true, "uk", lengths, words), 2);
    assert_string_equal(words[0], "2\u00a0км");
    assert_string_equal(words[1], "1\u00a0миля");
    double most = style.furniture.bar_length;
    style.furniture.bar_length = 40;
    assert_int_equal(draw(true, true, "uk", lengths, words), 2);
    assert_string_equal(words[0], "500\u00a0м");
    assert_string_equal(words[1], "0,2\u00a0милі");
    style.furniture.bar_length = most;
    view = far_view;
    ct_view_close(near_view);
}

/* Numbers are grouped as those of the texts are. */
static void test_thousands(void **state) {
    (void)state;
    ct_view *far_view, *kept = view;
    ct_view_request request = { .frame = { 0, 0, 1000, 800 },
                                .has_centre = true,
                                .centre = { 10, 48 },
                                .scale = 40000000,
                                .project = "auto" };
    assert_true(ct_view_open(arena, &request, &far_view, report));
    view = far_view;
    double lengths[2] = { 0 };
    const char *words[2] = { "", "" };
    assert_int_equal(draw(true, false, "en", lengths, words), 1);
    assert_string_equal(words[0], "1,000\u00a0km");
    assert_int_equal(draw(true, false, "uk", lengths, words), 1);
    assert_string_equal(words[0], "1\u00a0000\u00a0км");
    view = kept;
    ct_view_close(far_view);
}

/* Where it has no ground of its own, a rim in the halo's colour lies below it. */
static void test_rim(void **state) {
    (void)state;
    ct_scale_bar_spec spec = { .units = { CT_UNIT_KM }, .unit_count = 1 };
    for (int ground = 0; ground < 2; ground++) {
        ct_scene *scene = ct_scene_new(arena, 1000, 800, (ct_rgba){ 1, 1, 1, 1 });
        style.furniture.scale_bar.has_fill = ground;
        ct_scale_bar_draw(scene, arena, fonts, &style, &spec, view, "en",
                          (ct_box){ 20, 700, 300, 750 });
        size_t wide = 0;
        for (size_t i = 0; i < scene->node_count; i++)
            wide += scene->nodes[i].type == CT_NODE_PATH &&
                    scene->nodes[i].path.stroke.width >= 1.5 + 2 * 1.5;
        assert_int_equal(wide, ground ? 0 : 1);
    }
    style.furniture.scale_bar.has_fill = false;
}

/* Blocks are of equal, round lengths; full and open by turns; nought stands at their start. */
static void test_blocks(void **state) {
    (void)state;
    for (size_t units = 1; units <= 2; units++) {
        ct_scene *scene = ct_scene_new(arena, 1000, 800, (ct_rgba){ 1, 1, 1, 1 });
        ct_scale_bar_spec spec = { .units = { CT_UNIT_MI, CT_UNIT_KM },
                                   .unit_count = units,
                                   .form = CT_BAR_BLOCKS };
        ct_size size = ct_scale_bar_size(arena, fonts, &style, &spec, view, "en");
        ct_box box = { 20, 700, 20 + size.w, 700 + size.h };
        ct_scale_bar_draw(scene, arena, fonts, &style, &spec, view, "en", box);
        const char *words[4] = { "", "", "", "" };
        double length = 50 * 1609.344 / ct_view_metres_per_px(view), start = 0, full = 0;
        size_t said = 0;
        for (size_t i = 0; i < scene->node_count; i++) {
            const ct_node *n = &scene->nodes[i];
            if (n->type == CT_NODE_TEXT) {
                double left = n->text.x - n->text.anchor * n->text.line.width;
                assert_true(left >= box.x0 && left + n->text.line.width <= box.x1 + 1);
                assert_true(n->text.y <= box.y1);
                if (said == 0) start = n->text.x;
                if (said == 1) assert_true(fabs(n->text.x - start - length) < 0.01);
                words[said++] = n->text.line.runs[0].text;
            } else if (n->path.has_fill && n->path.fill.r == 0) {
                ct_box b = ct_box_of(&n->path.shape);
                if (fabs(b.x1 - b.x0 - length / 5) < 0.01) full += b.x1 - b.x0;
            }
        }
        assert_int_equal(said, 1 + units);
        assert_string_equal(words[0], "0");
        assert_string_equal(words[1], "50\u00a0mi");
        if (units == 2) assert_string_equal(words[2], "100\u00a0km");
        assert_true(fabs(full - length * 3 / 5) < 0.01);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_round_numbers), TEST(test_is_true), TEST(test_words),  TEST(test_counted_miles),
        TEST(test_thousands),     TEST(test_rim),     TEST(test_blocks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
