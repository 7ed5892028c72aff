/* test_sheet.c - the page: order, heights, findings, what is drawn. */
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
static ct_style style;
static ct_text_class texts[7];
static int setup(void **state) {
    (void)state;
    fonts = ct_fonts_new();
    arena = ct_arena_new();
    report = ct_report_new(NULL, NULL);
    static const char *const names[] = { "title",  "subtitle", "note",     "source",
                                         "credit", "key",      "key-title" };
    static const double sizes[] = { 26, 15, 12, 11, 11, 12, 12 };
    for (int i = 0; i < 7; i++)
        texts[i] = (ct_text_class){ .name = names[i],
                                    .font = { "DejaVu Sans", i ? 400 : 700, false, sizes[i], 0 },
                                    .leading = 1.25,
                                    .color = { 0, 0, 0, 1 } };
    style = (ct_style){ .texts = texts, .text_count = 7 };
    style.sheet =
        (ct_sheet_style){ .margin = 20,
                          .gap = 8,
                          .order = { CT_SHEET_TITLE, CT_SHEET_SUBTITLE, CT_SHEET_MAP, CT_SHEET_KEY,
                                     CT_SHEET_NOTE, CT_SHEET_SOURCE, CT_SHEET_CREDIT },
                          .order_count = 7,
                          .neatline = { .width = 1 } };
    return 0;
}
static int teardown(void **state) {
    (void)state;
    ct_report_free(report);
    ct_arena_free(arena);
    ct_fonts_free(fonts);
    return 0;
}

static const ct_sheet_words all_words = { .title = "Russia's occupation of Donbas",
                                          .subtitle = "Control on 27 January 2026",
                                          .note = "The line of control is schematic.",
                                          .source = "Source: sample data",
                                          .credit = "Map: Cartouche" };
static const ct_area_class occupied = { .name = "occupied",
                                        .has_fill = true,
                                        .fill = { 0.7, 0.2, 0.1, 0.3 } };
static const ct_key_row rows[] = { { .text = "Occupied", .area = &occupied },
                                   { .text = "Held before 24 February 2022", .area = &occupied } };

static bool lay_out(double width, double height, double map_height, const ct_sheet_words *words,
                    bool key, ct_sheet **sheet) {
    ct_key_request ask = { .rows = rows, .count = 2, .columns = NAN };
    ct_sheet_plan plan = {
        .style = &style, .width = width, .height = height, .words = *words, .key = key ? &ask : NULL
    };
    return ct_sheet_layout(arena, fonts, &plan, map_height, sheet, report);
}

/* The text nodes of a drawn sheet. */
static size_t draw(const ct_sheet *sheet, const ct_text **found, size_t most) {
    ct_scene *scene = ct_scene_new(arena, 1000, 1000, (ct_rgba){ 1, 1, 1, 1 });
    ct_sheet_draw(scene, sheet);
    assert_int_equal(scene->depth, 0);
    size_t n = 0;
    for (size_t i = 0; i < scene->node_count; i++)
        if (scene->nodes[i].type == CT_NODE_TEXT && n < most) found[n++] = &scene->nodes[i].text;
    return n;
}

static void test_fixed_page(void **state) {
    (void)state;
    ct_sheet *sheet;
    assert_true(lay_out(900, 700, 0, &all_words, false, &sheet));
    ct_box map = ct_sheet_map(sheet);
    assert_true(ct_sheet_height(sheet) == 700);
    assert_true(map.x0 == 20 && map.x1 == 880);
    assert_true(map.y0 == floor(map.y0) && map.y1 == floor(map.y1)); /* on whole pixels */
    assert_true(map.y0 > 60 && map.y0 < 110);
    assert_true(map.y1 > 580 && map.y1 < 660);
    const ct_text *t[16] = { 0 };
    assert_int_equal(draw(sheet, t, 16), 5);
    for (size_t i = 1; i < 4; i++)
        assert_true(t[i]->y > t[i - 1]->y); /* from top to bottom */
    assert_true(t[1]->y < map.y0 && t[2]->y > map.y1);
    assert_true(t[4]->y == t[3]->y); /* source and credit on one line */
    assert_true(t[3]->anchor == 0 && t[3]->x == 20 && t[4]->anchor == 1 && t[4]->x == 880);
    /* The title's capitals start at the margin; the last line ends above it. */
    double cap = ct_font_cap_height(fonts, &texts[0].font);
    assert_true(fabs(t[0]->y - cap - 20) < 0.01);
    assert_true(t[4]->y <= 680 && t[4]->y > 670);
}

static void test_page_follows_the_map(void **state) {
    (void)state;
    ct_sheet *a, *b;
    assert_true(lay_out(900, 0, 500, &all_words, false, &a));
    assert_true(lay_out(900, 0, 600, &all_words, false, &b));
    ct_box map = ct_sheet_map(a);
    assert_true(map.y1 - map.y0 == 500);
    assert_true(ct_sheet_height(b) - ct_sheet_height(a) == 100);
    assert_true(ct_sheet_height(a) == floor(ct_sheet_height(a)));
}

static void test_long_credit_goes_below(void **state) {
    (void)state;
    ct_sheet_words words = all_words;
    words.source = "Source: sample data, from public reports (27 January 2026); Natural Earth";
    ct_sheet *sheet;
    assert_true(lay_out(500, 600, 0, &words, false, &sheet));
    const ct_text *t[16] = { 0 };
    size_t n = draw(sheet, t, 16);
    assert_true(n > 2);
    assert_true(t[n - 1]->y > t[n - 2]->y);
    assert_true(t[n - 1]->anchor == 0);
}

static bool lay_out_logo(double width, double logo, const ct_sheet_words *words, ct_sheet **sheet,
                         ct_box *box) {
    ct_sheet_plan plan = { .style = &style,
                           .width = width,
                           .words = *words,
                           .logo = { .bytes = (const uint8_t *)"x", .width = 80, .height = 40 },
                           .logo_width = logo };
    if (!ct_sheet_layout(arena, fonts, &plan, 400, sheet, report)) return false;
    ct_scene *scene = ct_scene_new(arena, 1000, 1000, (ct_rgba){ 1, 1, 1, 1 });
    ct_sheet_draw(scene, *sheet);
    for (size_t i = 0; i < scene->node_count; i++)
        if (scene->nodes[i].type == CT_NODE_IMAGE) *box = scene->nodes[i].image.box;
    return true;
}

static void test_logo_ends_the_small_print(void **state) {
    (void)state;
    ct_sheet_words words = { .title = "T", .source = "Source", .credit = "Credit" }, none = { 0 };
    ct_sheet *plain, *small, *large, *bare;
    ct_box box;
    const ct_text *t[16] = { 0 };
    assert_true(lay_out(900, 0, 400, &words, false, &plain));
    assert_true(lay_out_logo(900, 10, &words, &small, &box)); /* no higher than a line */
    assert_true(ct_sheet_height(small) == ct_sheet_height(plain));
    assert_true(lay_out_logo(900, 80, &words, &large, &box));
    assert_true(box.x1 == 880 && box.x1 - box.x0 == 80 && box.y1 - box.y0 == 40);
    assert_true(ct_sheet_height(large) > ct_sheet_height(plain) + 28);
    assert_true(box.y0 > ct_sheet_map(large).y1 && box.y1 < ct_sheet_height(large));
    size_t n = draw(large, t, 16);
    assert_true(fabs(t[n - 1]->y - box.y1) < 0.01); /* the last line on its foot */
    assert_true(t[n - 1]->anchor == 1 && t[n - 1]->x == box.x0 - 24); /* the credit before it */
    assert_true(lay_out_logo(900, 80, &none, &bare, &box));           /* a row of its own */
    assert_true(box.y0 >= ct_sheet_map(bare).y1 + 8 && box.y1 <= ct_sheet_height(bare) - 20);
    words.rtl = true;
    assert_true(lay_out_logo(900, 80, &words, &large, &box));
    assert_true(box.x0 == 20);
    assert_int_equal(ct_report_count(report), 0);
    assert_false(lay_out_logo(300, 200, &words, &large, &box));
    assert_string_equal(ct_report_at(report, 0)->text,
                        "the logo is 200 px wide, and the sheet has room for 130 px");
}

static void test_wraps(void **state) {
    (void)state;
    ct_sheet *wide, *narrow;
    assert_true(lay_out(900, 700, 0, &all_words, false, &wide));
    assert_true(lay_out(300, 700, 0, &all_words, false, &narrow));
    assert_true(ct_sheet_map(narrow).y0 > ct_sheet_map(wide).y0 + 25);
    const ct_text *t[16] = { 0 };
    assert_true(draw(narrow, t, 16) > 5);
    assert_true(t[0]->line.width <= 260 && t[1]->line.width <= 260);
    assert_true(t[1]->line.width > 0.4 * t[0]->line.width); /* no word alone below a full line */
}

static void test_missing_words(void **state) {
    (void)state;
    ct_sheet *sheet;
    ct_sheet_words none = { .title = "" };
    assert_true(lay_out(400, 300, 0, &none, false, &sheet));
    ct_box map = ct_sheet_map(sheet);
    assert_true(map.y0 == 20 && map.y1 == 280);
    const ct_text *t[4] = { 0 };
    assert_int_equal(draw(sheet, t, 4), 0);
}

static void test_key_on_the_sheet(void **state) {
    (void)state;
    ct_sheet *with, *without;
    assert_true(lay_out(900, 700, 0, &all_words, true, &with));
    assert_true(lay_out(900, 700, 0, &all_words, false, &without));
    assert_true(ct_sheet_map(with).y1 < ct_sheet_map(without).y1 - 15);
    const ct_text *t[16] = { 0 };
    size_t n = draw(with, t, 16);
    assert_int_equal(n, 7);
    assert_true(t[2] && t[3] && t[2]->y == t[3]->y &&
                t[3]->x > t[2]->x + 60); /* beside each other */
    /* The style's order does not name the key: it stands below the map all the same. */
    style.sheet.order[3] = CT_SHEET_NOTE;
    style.sheet.order_count = 3;
    assert_true(lay_out(900, 700, 0, &all_words, true, &with));
    assert_int_equal(draw(with, t, 16), 4);
}

static void test_rule_and_order(void **state) {
    (void)state;
    ct_sheet *plain, *ruled, *turned;
    assert_true(lay_out(900, 700, 0, &all_words, false, &plain));
    style.sheet.rule.width = 4;
    style.sheet.rule_length = 44;
    assert_true(lay_out(900, 700, 0, &all_words, false, &ruled));
    assert_true(ct_sheet_map(ruled).y0 > ct_sheet_map(plain).y0 + 4);
    style.sheet.order[0] = CT_SHEET_MAP;
    style.sheet.order[1] = CT_SHEET_TITLE;
    style.sheet.order_count = 2;
    style.sheet.rule.width = 0;
    assert_true(lay_out(900, 700, 0, &all_words, false, &turned));
    assert_true(ct_sheet_map(turned).y0 == 20);
}

static void check_finding(const char *part) {
    assert_true(ct_report_count(report) > 0);
    const cartouche_finding *f = ct_report_at(report, ct_report_count(report) - 1);
    assert_int_equal(f->status, CARTOUCHE_BAD_SPEC);
    if (!strstr(f->text, part)) fail_msg("'%s' is not in: %s", part, f->text);
    assert_non_null(f->hint);
}

static void test_findings(void **state) {
    (void)state;
    ct_sheet *sheet;
    assert_false(lay_out(900, 150, 0, &all_words, false, &sheet));
    check_finding("height");
    assert_false(lay_out(900, 0, 30, &all_words, false, &sheet));
    check_finding("height");
    assert_false(lay_out(90, 700, 0, &all_words, false, &sheet));
    check_finding("width");
    ct_sheet_words words = all_words;
    words.title = "Donaudampfschifffahrtsgesellschaft sinks";
    assert_false(lay_out(300, 700, 0, &words, false, &sheet));
    check_finding("Donaudampf");
    style.sheet.order[2] = CT_SHEET_NOTE;
    assert_false(lay_out(900, 700, 0, &all_words, false, &sheet));
    check_finding("map");
    assert_false(lay_out(NAN, 700, 0, &all_words, false, &sheet));
    assert_false(lay_out(900, HUGE_VAL, 0, &all_words, false, &sheet));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

static size_t draw_frames(const ct_sheet *sheet, size_t count, const ct_text **found) {
    ct_scene *scene = ct_scene_new(arena, 1000, 1000, (ct_rgba){ 1, 1, 1, 1 });
    size_t n = 0;
    for (size_t i = 0; i < count; i++)
        ct_sheet_draw_frame(scene, sheet, i);
    assert_int_equal(scene->depth, 0);
    for (size_t i = 0; i < scene->node_count; i++)
        if (scene->nodes[i].type == CT_NODE_TEXT) found[n++] = &scene->nodes[i].text;
    return n;
}

/* Titles stand on their frames, those of one row on one line, and the rows share the height. */
static void test_panels(void **state) {
    (void)state;
    static const char *const titles[] = { "23 February 2022", "4 July 2022", NULL, "Today",
                                          "A title that is far too long to go on one line" };
    ct_sheet_plan plan = { .style = &style,
                           .width = 900,
                           .height = 800,
                           .words = all_words,
                           .panels = { .count = 5, .cols = 3, .gap = 10, .titles = titles } };
    ct_sheet *sheet;
    assert_true(ct_sheet_layout(arena, fonts, &plan, 0, &sheet, report));
    ct_box map = ct_sheet_map(sheet), frame[5];
    const ct_text *t[8];
    for (size_t i = 0; i < 5; i++) {
        frame[i] = ct_sheet_frame(sheet, i);
        assert_true(frame[i].y1 - frame[i].y0 == frame[0].y1 - frame[0].y0);
        assert_true(frame[i].x1 - frame[i].x0 == ct_sheet_frame_width(&plan));
        assert_true(frame[i].y1 <= map.y1 && frame[i].y0 > map.y0 + 30); /* titles of two lines */
    }
    assert_true(frame[2].x1 == 880 && frame[3].x0 == 20 && frame[3].y0 > frame[0].y1 + 30);
    assert_true(map.y1 - frame[4].y1 < 3);
    assert_int_equal(draw_frames(sheet, 5, t), 5);
    assert_true(t[0]->y == t[1]->y && t[0]->x == frame[0].x0 && t[0]->y < frame[0].y0);
    assert_true(t[2]->y == t[4]->y && t[3]->y < t[2]->y); /* last lines are level */
    ct_box vacant = ct_sheet_vacant(sheet);
    assert_true(vacant.x0 == frame[2].x0 && vacant.x1 == 880 && vacant.y0 == frame[3].y0 &&
                vacant.y1 == frame[3].y1);
    plan.panels.count = 3;
    plan.height = 0;
    assert_true(ct_sheet_layout(arena, fonts, &plan, 200, &sheet, report));
    assert_true(ct_box_is_empty(ct_sheet_vacant(sheet)));
    assert_true(ct_sheet_frame(sheet, 2).y1 - ct_sheet_frame(sheet, 2).y0 == 200);
    assert_int_equal(ct_report_count(report), 0);
}

/* The map begins within the neatline's casing; lines lie at both edges of it. */
static void test_double_neatline(void **state) {
    (void)state;
    ct_sheet_plan plan = { .style = &style, .width = 900, .height = 700, .words = all_words };
    ct_sheet *plain, *cased;
    assert_true(ct_sheet_layout(arena, fonts, &plan, 0, &plain, report));
    ct_box out = ct_sheet_frame(plain, 0);
    style.sheet.neatline.width = 2;
    style.sheet.neatline_casing.width = 6;
    style.sheet.neatline_inner.width = 1;
    assert_true(ct_sheet_layout(arena, fonts, &plan, 0, &cased, report));
    ct_box in = ct_sheet_frame(cased, 0);
    assert_true(in.x0 == out.x0 + 8 && in.x1 == out.x1 - 8 && in.y0 == out.y0 + 8 &&
                in.y1 == out.y1 - 8);
    assert_true(ct_sheet_frame_width(&plan) == in.x1 - in.x0);
    ct_scene *scene = ct_scene_new(arena, 1000, 1000, (ct_rgba){ 1, 1, 1, 1 });
    ct_sheet_draw_frame(scene, cased, 0);
    assert_int_equal(scene->node_count, 3);
    static const double insets[] = { 5, 1, 8.5 }; /* the middles of band, line and inner line */
    for (size_t i = 0; i < 3; i++)
        assert_true(ct_box_of(&scene->nodes[i].path.shape).x0 == out.x0 + insets[i]);
    plan.height = 0; /* the height that is asked for is that of the map itself */
    assert_true(ct_sheet_layout(arena, fonts, &plan, 300, &cased, report));
    assert_true(ct_sheet_frame(cased, 0).y1 - ct_sheet_frame(cased, 0).y0 == 300);
    style.sheet.neatline_casing.width = 420;
    assert_false(ct_sheet_layout(arena, fonts, &plan, 300, &cased, report));
    assert_non_null(strstr(ct_report_at(report, 0)->text, "nothing is left for the map"));
}

static void test_panels_without_room(void **state) {
    (void)state;
    static const char *const titles[] = { "Donaudampfschifffahrt", "B", "C", "D" };
    ct_sheet_plan plan = { .style = &style,
                           .width = 300,
                           .height = 700,
                           .words = all_words,
                           .panels = { .count = 4, .cols = 4, .gap = 10, .titles = titles } };
    ct_sheet *sheet;
    assert_false(ct_sheet_layout(arena, fonts, &plan, 0, &sheet, report));
    assert_string_equal(ct_report_at(report, 0)->text,
                        "nothing is left for a panel: the sheet leaves it 56 px of width, it "
                        "needs 64");
    plan.width = 360;
    assert_false(ct_sheet_layout(arena, fonts, &plan, 0, &sheet, report));
    assert_non_null(strstr(ct_report_at(report, 1)->text, "'Donaudampfschifffahrt' is "));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_fixed_page),
        TEST(test_page_follows_the_map),
        TEST(test_long_credit_goes_below),
        TEST(test_logo_ends_the_small_print),
        TEST(test_wraps),
        TEST(test_missing_words),
        TEST(test_key_on_the_sheet),
        TEST(test_rule_and_order),
        TEST(test_findings),
        TEST(test_panels),
        TEST(test_double_neatline),
        TEST(test_panels_without_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
