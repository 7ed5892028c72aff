/* test_graticule.c - meridians and parallels: how many, where, and what they say. */
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
static int setup(void **state) {
    (void)state;
    fonts = ct_fonts_new();
    arena = ct_arena_new();
    report = ct_report_new(NULL, NULL);
    return 0;
}
static int teardown(void **state) {
    (void)state;
    ct_report_free(report);
    ct_arena_free(arena);
    ct_fonts_free(fonts);
    return 0;
}

static ct_text_class texts[] = {
    { .name = "graticule", .font = { "DejaVu Sans", 400, false, 10, 0 }, .halo_width = 1 }
};
static const ct_style style = { .texts = texts, .text_count = 1 };
static const ct_box frame = { 20, 60, 620, 460 };

static ct_view *open_view(double west, double south, double east, double north,
                          const char *project) {
    ct_view *view = NULL;
    ct_view_request request = {
        .frame = frame, .has_bbox = true, .bbox = { west, south, east, north }, .project = project
    };
    assert_true(ct_view_open(arena, &request, &view, report));
    return view;
}

static ct_graticule make(const ct_view *view, double step) {
    ct_graticule g;
    ct_graticule_spec spec = { .given = true, .step = step };
    ct_graticule_make(arena, &spec, view, &g, report);
    return g;
}

static size_t count(const ct_graticule *g, bool meridians) {
    size_t n = 0;
    for (size_t i = 0; i < g->item_count; i++)
        n += g->items[i].meridian == meridians;
    return n;
}

static void test_degrees(void **state) {
    (void)state;
    static const struct {
        bool meridian;
        double degrees;
        const char *lang, *text;
    } cases[] = {
        { true, 37, "en", "37°E" },
        { true, -12.5, "en", "12°30′W" },
        { true, 190, "en", "170°W" },
        { true, -540, "en", "180°" },
        { true, 180, "en", "180°" },
        { true, 360, "en", "0°" },
        { false, 48, NULL, "48°N" },
        { false, -48, "uk", "48°\u00a0пд.\u00a0ш." },
        { true, 38, "uk-UA", "38°\u00a0сх.\u00a0д." },
        { false, 0, "en", "0°" },
        { false, 1 / 60.0, "en", "0°01′N" },
        { false, 0.025, "en", "0.025°N" },
        { true, 9, "de", "9°O" },
        { true, -9, "ar", "\u22129°" },
        { false, 30, "hi", "30°" },
    };
    for (size_t i = 0; i < CT_COUNT(cases); i++)
        assert_string_equal(
            ct_degrees_text(arena, cases[i].meridian, cases[i].degrees, cases[i].lang),
            cases[i].text);
}

/* Three to seven lines each way, on views of a town and of the world. */
static void test_a_few_lines(void **state) {
    (void)state;
    static const double views[][4] = { { 36, 46, 41, 50 },   { 30.4, 50.3, 30.7, 50.55 },
                                       { 20, 40, 60, 60 },   { -10, -35, 50, 35 },
                                       { 37, 48, 37.1, 49 }, { 170, -50, -170, -30 } };
    for (size_t i = 0; i < CT_COUNT(views); i++) {
        ct_view *view = open_view(views[i][0], views[i][1], views[i][2], views[i][3], "auto");
        ct_graticule g = make(view, NAN);
        if (count(&g, true) < 3 || count(&g, true) > 7 || count(&g, false) < 3 ||
            count(&g, false) > 7)
            fail_msg("view %zu: %zu meridians, %zu parallels", i, count(&g, true),
                     count(&g, false));
        ct_view_close(view);
    }
}

/* Each point of a line lies on its meridian or parallel, and in the frame; it bends with it. */
static void test_lines_are_true(void **state) {
    (void)state;
    ct_view *view = open_view(20, 40, 60, 60, "auto");
    ct_graticule g = make(view, 5);
    assert_true(count(&g, true) >= 8 && count(&g, false) >= 4);
    for (size_t i = 0; i < g.item_count; i++) {
        const ct_shape *s = &g.items[i].shape;
        for (size_t k = s->start; k < s->end[s->parts - 1]; k++) {
            double lon, lat;
            assert_true(ct_view_inverse(view, s->x[k], s->y[k], &lon, &lat));
            double off = fabs((g.items[i].meridian ? lon : lat) - g.items[i].degrees);
            assert_true(off < 0.03);
            assert_true(s->x[k] >= frame.x0 - 1e-6 && s->x[k] <= frame.x1 + 1e-6);
            assert_true(s->y[k] >= frame.y0 - 1e-6 && s->y[k] <= frame.y1 + 1e-6);
        }
        if (!g.items[i].meridian) assert_true(ct_part_end(s, 0) - ct_part_start(s, 0) > 4);
    }
    ct_view_close(view);
}

static void test_antimeridian(void **state) {
    (void)state;
    ct_view *view = open_view(150, -30, -130, 40, "auto");
    ct_graticule g = make(view, 10);
    double x = -HUGE_VAL;
    for (size_t i = 0; i < g.item_count; i++) {
        const ct_shape *s = &g.items[i].shape;
        bool inner = !g.items[i].meridian && fabs(g.items[i].degrees) <= 10;
        if (inner) assert_int_equal(s->parts, 1); /* nothing breaks at 180 degrees */
        if (!g.items[i].meridian || g.items[i].degrees < 160 || g.items[i].degrees > 220) continue;
        double at = s->x[s->start]; /* from the south end: they follow each other */
        assert_true(at > x);
        x = at;
    }
    ct_view_close(view);
}

/* Of meridians that meet in a pole four reach it; a globe ends in its rim. */
static void test_poles_and_rims(void **state) {
    (void)state;
    ct_view *view = open_view(-180, 55, 180, 90, "+proj=stere +lat_0=90 +lon_0=0");
    ct_graticule g = make(view, 30);
    double x, y;
    assert_true(ct_view_point(view, 0, 90, &x, &y));
    size_t near = 0;
    for (size_t i = 0; i < g.item_count; i++)
        for (size_t p = 0; p < g.items[i].shape.parts && g.items[i].meridian; p++) {
            const ct_shape *s = &g.items[i].shape;
            size_t from = ct_part_start(s, p), to = ct_part_end(s, p) - 1;
            near +=
                hypot(s->x[from] - x, s->y[from] - y) < 5 || hypot(s->x[to] - x, s->y[to] - y) < 5;
        }
    assert_true(near >= 4 && near <= 5); /* that of the seam comes twice */
    ct_view_close(view);
    ct_view_request globe = { .frame = frame,
                              .has_centre = true,
                              .centre = { 30, 20 },
                              .scale = 140e6,
                              .project = "+proj=ortho +lat_0=20 +lon_0=30" };
    assert_true(ct_view_open(arena, &globe, &view, report));
    g = make(view, 30);
    ct_box box = ct_box_of(&g.lines);
    double radius = (box.x1 - box.x0) / 2, all = 0, on = 0;
    x = (box.x0 + box.x1) / 2;
    y = (box.y0 + box.y1) / 2;
    assert_true(fabs(radius - (box.y1 - box.y0) / 2) < 1);
    size_t own = 0; /* parts of the meridians and parallels; what comes then runs round it */
    for (size_t i = 0; i < g.item_count; i++)
        own += g.items[i].shape.parts;
    double round_it = 0;
    assert_true(own < g.lines.parts);
    for (size_t p = own; p < g.lines.parts; p++)
        for (size_t i = ct_part_start(&g.lines, p); i < ct_part_end(&g.lines, p); i++, all++) {
            on += fabs(hypot(g.lines.x[i] - x, g.lines.y[i] - y) - radius) < 1;
            if (i > ct_part_start(&g.lines, p))
                round_it += hypot(g.lines.x[i] - g.lines.x[i - 1], g.lines.y[i] - g.lines.y[i - 1]);
        }
    assert_true(on == all && fabs(round_it - 2 * M_PI * radius) < 8);
    ct_view_close(view);
}

static void test_a_mesh_is_told(void **state) {
    (void)state;
    ct_view *view = open_view(-170, -60, 170, 80, "+proj=robin");
    ct_graticule g = make(view, 0.01);
    assert_int_equal(ct_report_count(report), 1);
    assert_non_null(strstr(ct_report_at(report, 0)->text, "would have"));
    assert_true(g.item_count > 5 && g.item_count < 40);
    ct_view_close(view);
}

static bool meets(ct_box a, ct_box b) {
    return a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1;
}

/* Degrees stand at the sides that are named, inside, and on nothing. */
static void test_words(void **state) {
    (void)state;
    ct_view *view = open_view(36, 46, 41, 50, "auto");
    const ct_box key = { 24, 400, 200, 456 };
    for (int with_key = 0; with_key < 2; with_key++) {
        ct_graticule g = make(view, 1);
        ct_graticule_spec spec = { .labels = true, .left = true, .bottom = true };
        ct_obstacles off = { .boxes = &key, .box_count = (size_t)with_key };
        ct_graticule_write(arena, fonts, &style, &spec, "en", &off, &g);
        assert_true(g.label_count >= (with_key ? 4 : 6));
        for (size_t i = 0; i < g.label_count; i++) {
            ct_box b = g.labels[i].box;
            /* a meridian that runs out at a corner says nothing among the parallels */
            bool meridian = strstr(g.labels[i].line.runs[0].text, "E") != NULL;
            assert_true(meridian == (b.y1 > frame.y1 - 10));
            assert_true(b.x0 > frame.x0 && b.x1 < frame.x1 && b.y0 > frame.y0 && b.y1 < frame.y1);
            assert_true(b.x0 < frame.x0 + 10 || b.y1 > frame.y1 - 10);
            if (with_key) assert_false(meets(b, key));
            for (size_t k = 0; k < i; k++)
                assert_false(meets(b, g.labels[k].box));
        }
        ct_scene *scene = ct_scene_new(arena, 640, 480, (ct_rgba){ 1, 1, 1, 1 });
        ct_graticule_draw(scene, &style, &g, "graticule");
        assert_int_equal(scene->node_count, 3);
        ct_graticule_draw_words(scene, &g, "degrees");
        assert_int_equal(scene->node_count, 3 + 2 + g.label_count);
        assert_int_equal(scene->depth, 0);
    }
    ct_graticule none = make(view, 1);
    ct_graticule_write(arena, fonts, &style, &(ct_graticule_spec){ .left = true }, "en",
                       &(ct_obstacles){ 0 }, &none);
    assert_int_equal(none.label_count, 0);
    ct_view_close(view);
}

/* No degrees on a line that nothing may cross. */
static void test_words_keep_off_hard_lines(void **state) {
    (void)state;
    ct_view *view = open_view(36, 46, 41, 50, "auto");
    ct_builder b = ct_builder_start(arena, CT_LINE);
    ct_builder_point(&b, 30, 60);
    ct_builder_point(&b, 30, 460); /* down the left side */
    ct_builder_end_part(&b);
    const ct_shape front = ct_builder_take(&b);
    const double reach = 2;
    ct_graticule g = make(view, 1);
    ct_graticule_spec spec = { .labels = true, .left = true };
    ct_graticule_write(arena, fonts, &style, &spec, "en",
                       &(ct_obstacles){ .hard = &front, .hard_reach = &reach, .hard_count = 1 },
                       &g);
    assert_int_equal(g.label_count, 0);
    ct_view_close(view);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_degrees),        TEST(test_a_few_lines),
        TEST(test_lines_are_true), TEST(test_antimeridian),
        TEST(test_poles_and_rims), TEST(test_a_mesh_is_told),
        TEST(test_words),          TEST(test_words_keep_off_hard_lines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
