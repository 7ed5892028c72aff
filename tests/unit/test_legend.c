/* test_legend.c - the key: sizes, wraps, swatches by the code that draws the map. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "../../src/sheet/sheet.h"

static ct_fonts *fonts;
static ct_arena *arena;
static ct_scene *scene;
static int setup(void **state) {
    (void)state;
    fonts = ct_fonts_new();
    arena = ct_arena_new();
    scene = ct_scene_new(arena, 600, 400, (ct_rgba){ 1, 1, 1, 1 });
    return 0;
}
static int teardown(void **state) {
    (void)state;
    ct_arena_free(arena);
    ct_fonts_free(fonts);
    return 0;
}

static ct_text_class texts[] = {
    { .name = "key", .font = { "DejaVu Sans", 400, false, 12, 0 }, .leading = 1.25 },
    { .name = "key-title", .font = { "DejaVu Sans", 700, false, 12, 0 }, .leading = 1.25 },
};
static ct_area_class areas[] = {
    { .name = "land", .has_fill = true, .fill = { 0.9, 0.9, 0.8, 1 } }
};
static const ct_style style = { .texts = texts,
                                .text_count = 2,
                                .areas = areas,
                                .area_count = 1,
                                .furniture = { .key = { .has_fill = true, .pad = 10 },
                                               .swatch_width = 24,
                                               .swatch_height = 14,
                                               .row_gap = 6 } };
static const ct_area_class occupied = {
    .has_fill = true,
    .fill = { 0.7, 0.2, 0.1, 0.3 },
    .hatch = { true, CT_PATTERN_LINES, 45, 5, 1, { 0.7, 0.2, 0.1, 1 } },
    .stroke = { .width = 1 }
};
static const ct_line_class front = { .stroke = { .width = 2 }, .casing = { .width = 5 } };
static const ct_point_class city = { .size = 6, .has_fill = true };
static const ct_key_row rows[] = { { .text = "Occupied", .area = &occupied },
                                   { .text = "Line of control", .line = &front },
                                   { .text = "City", .point = &city } };

static ct_key_request ask(const char *title, const ct_key_row *all, size_t count, double width,
                          bool flowing) {
    return (ct_key_request){ .title = title,
                             .rows = all,
                             .count = count,
                             .columns = NAN,
                             .max_width = width,
                             .flowing = flowing };
}

static ct_size size_for(const char *title, const ct_key_row *all, size_t count, double width) {
    ct_key_request key = ask(title, all, count, width, false);
    return ct_legend_size(arena, fonts, &style, &key);
}

static ct_size size_of(const char *title, size_t count, double width) {
    return size_for(title, rows, count, width);
}

static ct_key_layout lay_out(const char *title, const ct_key_row *all, size_t count, double width,
                             bool flowing) {
    ct_key_request key = ask(title, all, count, width, flowing);
    return ct_key_lay_out(arena, fonts, &style, &key);
}

static void draw(const char *title, const ct_key_row *all, size_t count, double width, ct_box box) {
    ct_key_request key = ask(title, all, count, width, false);
    ct_legend_draw(scene, arena, fonts, &style, &key, box);
}

static void test_sizes(void **state) {
    (void)state;
    ct_size one = size_of(NULL, 1, 400), three = size_of(NULL, 3, 400),
            titled = size_of("Key", 3, 400);
    assert_true(one.h >= 14 + 20 && one.h < 14 + 20 + 4);
    assert_true(three.h > one.h + 2 * 14);
    assert_true(titled.h > three.h + 10);
    double words = ct_text_measure(arena, fonts, &texts[0].font, "Line of control").width;
    assert_true(fabs(three.w - (20 + 24 + 8 + words)) <= 1);
    ct_size none = size_of(NULL, 0, 400);
    assert_true(none.w <= 21 && none.h <= 21);
}

static void test_wraps_long_words(void **state) {
    (void)state;
    const ct_key_row wordy[] = { { .text = "Area that Russian forces are assessed to have occupied",
                                   .area = &occupied },
                                 { .text = "City", .point = &city } };
    ct_size wide = size_for(NULL, wordy, 2, 600);
    ct_size narrow = size_for(NULL, wordy, 2, 200);
    assert_true(narrow.w <= 200 && wide.w > 300);
    assert_true(narrow.h > wide.h + 12);
}

/* Swatches are below one another, centred on the words, and inside the layout. */
static void test_layout(void **state) {
    (void)state;
    ct_key_layout l = lay_out("Key", rows, 3, 300, false);
    assert_int_equal(l.count, 3);
    double x = ct_font_x_height(fonts, &texts[0].font);
    for (size_t i = 0; i < 3; i++) {
        const ct_key_cell *c = &l.cells[i];
        double middle = (c->swatch.y0 + c->swatch.y1) / 2;
        assert_true(fabs(middle - (c->y + l.text_cap - x / 2)) < 0.01);
        assert_true(c->swatch.x0 == 0 && c->swatch.x1 == 24 && c->x == 32);
        assert_true(c->swatch.y1 <= l.h + 1e-9 && c->swatch.y0 >= 0);
        if (i) assert_true(c->swatch.y0 > l.cells[i - 1].swatch.y1);
    }
}

static void test_symbols_alone_need_less_room(void **state) {
    (void)state;
    ct_key_layout l = lay_out(NULL, &rows[2], 1, 300, false);
    assert_true(l.cells[0].x < 20);
}

static void test_flow(void **state) {
    (void)state;
    ct_key_layout l = lay_out(NULL, rows, 3, 1000, true);
    assert_true(l.cells[0].y == l.cells[1].y || fabs(l.cells[0].y - l.cells[1].y) < 4);
    assert_true(l.cells[1].swatch.x0 > l.cells[0].x + l.cells[0].block.width);
    ct_key_layout tight = lay_out(NULL, rows, 3, 160, true);
    assert_true(tight.cells[2].swatch.y0 > tight.cells[0].swatch.y1);
    assert_true(tight.w <= 160 && tight.h > l.h);
}

static void test_draws_as_the_map_does(void **state) {
    (void)state;
    ct_size size = size_of("Key", 3, 300);
    ct_box box = { 50, 40, 50 + size.w, 40 + size.h };
    draw("Key", rows, 3, 300, box);
    size_t hatches = 0, fills = 0, texts_drawn = 0, ground = 0;
    for (size_t i = 0; i < scene->node_count; i++) {
        const ct_node *n = &scene->nodes[i];
        texts_drawn += n->type == CT_NODE_TEXT;
        if (n->type != CT_NODE_PATH) continue;
        ct_box b = ct_box_of(&n->path.shape);
        assert_true(b.x0 >= box.x0 && b.x1 <= box.x1 && b.y0 >= box.y0 && b.y1 <= box.y1);
        hatches += n->path.shape.kind == CT_LINE && n->path.stroke.width == 1;
        fills += n->path.has_fill && n->path.fill.a == 0.3;
        ground += n->path.has_fill && n->path.fill.b == 0.8;
    }
    assert_int_equal(texts_drawn, 4);
    assert_int_equal(hatches, 1);
    assert_int_equal(fills, 1);
    assert_int_equal(ground, 2); /* the land shows below the translucent and the cased */
    assert_int_equal(scene->depth, 0);
}

static void test_text_of_a_row_may_be_missing(void **state) {
    (void)state;
    const ct_key_row odd[] = { { .area = &occupied }, { .text = "Words alone" } };
    ct_size size = size_for(NULL, odd, 2, 300);
    assert_true(size.h > 30);
    draw(NULL, odd, 2, 300, (ct_box){ 0, 0, size.w, size.h });
    assert_true(scene->node_count > 2);
}

/* All rows of a line have one baseline, whatever symbols stand in it; columns are evenly filled. */
static void test_columns_of_the_sheet(void **state) {
    (void)state;
    const ct_point_class big = { .size = 30, .has_fill = true };
    const ct_key_row five[] = { { .text = "Occupied", .area = &occupied },
                                { .text = "Big", .point = &big },
                                { .text = "Line", .line = &front },
                                { .text = "Occupied too", .area = &occupied },
                                { .text = "Last", .area = &occupied } };
    ct_key_layout one = lay_out(NULL, five, 5, 2000, true);
    for (size_t i = 1; i < 5; i++)
        assert_true(one.cells[i].y == one.cells[0].y && one.cells[i].x > one.cells[i - 1].x);
    ct_key_layout two = lay_out(NULL, five, 5, one.w - 20, true); /* 3 + 2, not 4 + 1 */
    assert_true(two.cells[2].y == two.cells[0].y && two.cells[3].y > two.cells[2].y);
    assert_true(two.cells[3].x == two.cells[0].x && two.cells[4].x == two.cells[1].x);
}

static void test_columns_as_told(void **state) {
    (void)state;
    ct_key_request key = ask(NULL, rows, 3, 400, false);
    key.columns = 2;
    ct_key_layout l = ct_key_lay_out(arena, fonts, &style, &key);
    assert_true(l.cells[0].x == l.cells[1].x && l.cells[2].x > l.cells[1].x);
    assert_true(l.cells[2].y == l.cells[0].y && l.w <= 400);
    key.columns = NAN;
    key.max_height = 30; /* too tall in one column */
    l = ct_key_lay_out(arena, fonts, &style, &key);
    assert_true(l.h <= 45 && l.cells[1].y < l.cells[0].y + 40);
    assert_true(l.cells[2].x > l.cells[0].x);
}

static const ct_area_class pale = { .has_fill = true, .fill = { 1, 0.9, 0.9, 1 } };
static const ct_key_row shares[] = { { .text = "0–20%", .area = &pale },
                                     { .text = "20–40%", .area = &pale, .joined = true },
                                     { .text = "40% and more", .area = &pale, .joined = true },
                                     { .text = "No data", .area = &pale } };

/* The samples of a scale touch, those of other rows do not. */
static void test_scale(void **state) {
    (void)state;
    ct_key_layout l = lay_out(NULL, shares, 4, 300, false);
    assert_true(l.cells[1].swatch.y0 == l.cells[0].swatch.y1);
    assert_true(l.cells[2].swatch.y0 == l.cells[1].swatch.y1);
    assert_true(l.cells[3].swatch.y0 > l.cells[2].swatch.y1 + 3);
    assert_true(l.cells[2].joined && !l.cells[3].joined);
    l = lay_out(NULL, shares, 4, 500, true);
    for (size_t i = 1; i < 3; i++) {
        assert_true(l.cells[i].swatch.x0 == l.cells[i - 1].swatch.x1);
        assert_true(l.cells[i].y == l.cells[0].y && l.cells[i].anchor == 0.5);
        assert_true(l.cells[i].y > l.cells[i].swatch.y1); /* its words stand below it */
    }
    /* what is no step stands beside them where there is room, else below */
    assert_true(l.cells[3].swatch.x0 > l.cells[2].swatch.x1 + 10 && !l.cells[3].joined);
    assert_true(fabs(l.cells[3].swatch.y0 - l.cells[2].swatch.y0) < 0.01);
    l = lay_out(NULL, shares, 4, l.cells[2].swatch.x1 + 20, true);
    assert_true(l.cells[3].swatch.y0 > l.cells[0].y && l.cells[3].swatch.x0 == 0);
    /* where its words do not fit below it, it stands as a list */
    l = lay_out(NULL, shares, 4, 120, true);
    assert_true(l.cells[1].swatch.y0 > l.cells[0].swatch.y1 && l.w <= 120);
}

static void test_from_the_right(void **state) {
    (void)state;
    ct_key_request key = ask("Key", rows, 3, 300, false);
    key.rtl = true;
    ct_key_layout l = ct_key_lay_out(arena, fonts, &style, &key);
    for (size_t i = 0; i < 3; i++) {
        assert_true(l.cells[i].swatch.x1 == l.w && l.cells[i].anchor == 1);
        assert_true(l.cells[i].x < l.cells[i].swatch.x0);
        assert_true(l.cells[i].x - l.cells[i].block.width >= -1e-9);
    }
    assert_true(l.title_anchor == 1 && l.title_x == l.w);
    key.flowing = true;
    l = ct_key_lay_out(arena, fonts, &style, &key);
    assert_true(l.w == 300 && l.cells[0].swatch.x1 == 300);
    assert_true(l.cells[1].swatch.x1 < l.cells[0].x);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_sizes),
        TEST(test_wraps_long_words),
        TEST(test_layout),
        TEST(test_symbols_alone_need_less_room),
        TEST(test_flow),
        TEST(test_draws_as_the_map_does),
        TEST(test_text_of_a_row_may_be_missing),
        TEST(test_columns_of_the_sheet),
        TEST(test_columns_as_told),
        TEST(test_scale),
        TEST(test_from_the_right),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
