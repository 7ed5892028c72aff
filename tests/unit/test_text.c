/* test_text.c - measuring and wrapping: what holds for every font, and some scripts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <pango/pango.h>
#include <string.h>

#include "../../src/scene/scene.h"

static ct_fonts *fonts;
static ct_arena *arena;
static const ct_font SANS = { .families = "DejaVu Sans", .weight = 400, .size = 20 };

static int fonts_setup(void **state) {
    (void)state;
    fonts = ct_fonts_new();
    arena = ct_arena_new();
    return 0;
}

static int fonts_teardown(void **state) {
    (void)state;
    ct_arena_free(arena);
    ct_fonts_free(fonts);
    return 0;
}

static double width_of(const ct_font *font, const char *text) {
    return ct_text_measure(arena, fonts, font, text).width;
}

static void near(double a, double b, double within) {
    if (!(fabs(a - b) <= within)) fail_msg("%.4f is not within %g of %.4f", a, within, b);
}

/* All words of a block with '|' between lines and '/' between the runs of a line. */
static const char *shown(const ct_text_block *block) {
    const char *text = "";
    for (size_t i = 0; i < block->line_count; i++) {
        if (i > 0) text = ct_printf(arena, "%s|", text);
        for (size_t r = 0; r < block->lines[i].run_count; r++)
            text = ct_printf(arena, "%s%s%s", text, r ? "/" : "", block->lines[i].runs[r].text);
    }
    return text;
}

static void a_measure_is_exact_and_scales_with_the_size(void **state) {
    (void)state;
    const ct_text_line line = ct_text_measure(arena, fonts, &SANS, "Donetsk");
    assert_int_equal(line.run_count, 1);
    assert_string_equal(line.runs[0].text, "Donetsk");
    assert_true(line.width > 60 && line.width < 100);
    assert_true(line.width != floor(line.width)); /* not hinted to whole px */
    ct_font twice = SANS;
    twice.size = 40;
    near(width_of(&twice, "Donetsk"), 2 * line.width, 0.1);
    assert_true(line.ascent > 15 && line.ascent < 25);
    assert_true(line.descent > 2 && line.descent < 8);
    assert_true(line.runs[0].width == line.width);
    assert_true(line.runs[0].dx == 0);
}

static void ink_is_relative_to_the_baseline(void **state) {
    (void)state;
    const ct_text_line flat = ct_text_measure(arena, fonts, &SANS, "HHH");
    near(flat.ink.y1, 0, 0.2);
    near(flat.ink.y0, -ct_font_cap_height(fonts, &SANS), 0.01);
    assert_true(flat.ink.x0 > 0 && flat.ink.x1 < flat.width);
    const ct_text_line deep = ct_text_measure(arena, fonts, &SANS, "g");
    assert_true(deep.ink.y1 > 3);
    assert_true(ct_box_is_empty(ct_text_measure(arena, fonts, &SANS, "   ").ink));
    assert_true(ct_font_cap_height(fonts, &SANS) > ct_font_x_height(fonts, &SANS));
    assert_true(ct_font_x_height(fonts, &SANS) > 8);
}

static void heights_do_not_depend_on_the_text(void **state) {
    (void)state;
    const ct_text_line a = ct_text_measure(arena, fonts, &SANS, "x");
    const ct_text_line b = ct_text_measure(arena, fonts, &SANS, "戦線 ไทย");
    assert_true(a.ascent == b.ascent && a.descent == b.descent);
}

static void the_cache_gives_the_same_again(void **state) {
    (void)state;
    const ct_text_line a = ct_text_measure(arena, fonts, &SANS, "Bakhmut");
    for (int i = 0; i < 5000; i++) /* more than it keeps */
        assert_true(width_of(&SANS, ct_printf(arena, "%d", i)) > 0);
    const ct_text_line b = ct_text_measure(arena, fonts, &SANS, "Bakhmut");
    assert_true(a.width == b.width && a.ink.x1 == b.ink.x1);
    assert_string_equal(a.runs[0].text, "Bakhmut"); /* still there: it is the caller's */
    ct_font bold = SANS;
    bold.weight = 700;
    assert_true(width_of(&bold, "Bakhmut") > a.width);
}

static void tracking_adds_between_letters_only(void **state) {
    (void)state;
    const double plain = width_of(&SANS, "LUHANSK");
    const double values[] = { 1, 2, 2.5, 3, -0.5 };
    for (size_t i = 0; i < CT_COUNT(values); i++) {
        ct_font tracked = SANS;
        tracked.tracking = values[i];
        near(width_of(&tracked, "LUHANSK"), plain + 6 * values[i], 0.02);
        near(width_of(&tracked, "L"), width_of(&SANS, "L"), 0.02);
        const ct_text_line line = ct_text_measure(arena, fonts, &tracked, "LUHANSK");
        const ct_text_line base = ct_text_measure(arena, fonts, &SANS, "LUHANSK");
        near(line.ink.x0, base.ink.x0, 0.02); /* the first letter stands at the left end */
    }
}

static void joined_scripts_are_not_tracked(void **state) {
    (void)state;
    ct_font tracked = SANS;
    tracked.tracking = 4;
    const char *texts[] = { "دونيتسك", "दोनेत्स्क" };
    for (size_t i = 0; i < CT_COUNT(texts); i++) {
        const ct_text_line line = ct_text_measure(arena, fonts, &tracked, texts[i]);
        assert_true(line.runs[0].font.tracking == 0);
        near(line.width, width_of(&SANS, texts[i]), 0.001);
    }
    assert_true(ct_text_measure(arena, fonts, &tracked, "Київ").runs[0].font.tracking == 4);
}

static void direction_is_that_of_the_text(void **state) {
    (void)state;
    assert_true(ct_text_measure(arena, fonts, &SANS, "دونيتسك").runs[0].rtl);
    assert_false(ct_text_measure(arena, fonts, &SANS, "Donetsk").runs[0].rtl);
    assert_false(ct_text_measure(arena, fonts, &SANS, "123").runs[0].rtl);
}

static void bad_text_is_made_good(void **state) {
    (void)state;
    const struct {
        const char *given, *kept;
    } cases[] = {
        { "a\xFF"
          "b",
          "a\xEF\xBF\xBD"
          "b" },
        { "a\nb\tc", "a b c" },
        { "a\x01\x7F\xC2\x80z", "az" },
        { "\xC3", "\xEF\xBF\xBD" },
        { "a\xE2\x80\xA8z", "a z" },
    };
    for (size_t i = 0; i < CT_COUNT(cases); i++) {
        const ct_text_line line = ct_text_measure(arena, fonts, &SANS, cases[i].given);
        assert_string_equal(line.runs[0].text, cases[i].kept);
    }
    const ct_text_line none = ct_text_measure(arena, fonts, &SANS, "");
    assert_int_equal(none.run_count, 0);
    assert_true(none.width == 0 && none.ascent > 0);
}

static void bad_sizes_do_no_harm(void **state) {
    (void)state;
    const double sizes[] = { 0, -3, NAN, INFINITY, 1e300, 1e-9 };
    for (size_t i = 0; i < CT_COUNT(sizes); i++) {
        ct_font font = SANS;
        font.size = sizes[i];
        font.tracking = sizes[i];
        const ct_text_line line = ct_text_measure(arena, fonts, &font, "abc");
        assert_true(isfinite(line.width) && isfinite(line.ascent));
        const ct_text_block block = ct_text_wrap(arena, fonts, &font, "abc", sizes[i], sizes[i], 0);
        assert_true(isfinite(block.width));
    }
    ct_font none = { 0 };
    assert_true(isfinite(width_of(&none, "abc")));
    char *large = CT_ARRAY(arena, 200001, char);
    memset(large, 'm', 200000);
    assert_true(width_of(&SANS, large) < 16384 * 40.0);
    assert_int_equal(ct_text_wrap(arena, fonts, &SANS, large, 100, 1.2, true).line_count, 1);
}

static void lines_break_at_words_and_stay_within_the_width(void **state) {
    (void)state;
    const char *text = "Control of Donetsk and Luhansk oblasts on 27 January 2026";
    for (double width = 130; width < 700; width += 37) {
        const ct_text_block block = ct_text_wrap(arena, fonts, &SANS, text, width, 1.25, false);
        const char *all = "";
        for (size_t i = 0; i < block.line_count; i++) {
            assert_true(block.lines[i].width <= width + 0.01);
            assert_true(block.lines[i].width <= block.width);
            all = ct_printf(arena, "%s%s%s", all, i ? " " : "", block.lines[i].runs[0].text);
        }
        assert_string_equal(all, text);
    }
    assert_int_equal(ct_text_wrap(arena, fonts, &SANS, text, 0, 1.25, false).line_count, 1);
}

static void a_block_has_the_height_of_its_lines(void **state) {
    (void)state;
    const ct_text_block block = ct_text_wrap(arena, fonts, &SANS, "a\nb\n\nc", 0, 1.5, false);
    assert_int_equal(block.line_count, 4);
    assert_true(block.leading == 30);
    near(block.height, block.lines[0].ascent + 90 + block.lines[3].descent, 1e-9);
    assert_int_equal(block.lines[2].run_count, 0);
    assert_true(block.lines[2].ascent == block.lines[0].ascent);
    assert_int_equal(ct_text_wrap(arena, fonts, &SANS, "", 100, 1, true).line_count, 1);
}

static void a_block_fits_its_own_width(void **state) {
    (void)state;
    const char *text = "Control of Donetsk and Luhansk oblasts on 27 January 2026";
    const ct_text_block first = ct_text_wrap(arena, fonts, &SANS, text, 300, 1.25, false);
    const ct_text_block again = ct_text_wrap(arena, fonts, &SANS, text, first.width, 1.25, false);
    assert_string_equal(shown(&first), shown(&again));
}

static void lines_are_balanced(void **state) {
    (void)state;
    const char *text = "Russia's occupation of the Donbas since the invasion of 2022 in maps";
    const double whole = width_of(&SANS, text);
    const ct_text_block block = ct_text_wrap(arena, fonts, &SANS, text, whole - 5, 1.2, false);
    assert_int_equal(block.line_count, 2); /* unbalanced, "maps" would stand alone */
    assert_true(block.lines[1].width > 0.4 * whole);
}

static void a_word_wider_than_the_width_stands_alone(void **state) {
    (void)state;
    const ct_text_block block =
        ct_text_wrap(arena, fonts, &SANS, "at Kryvyi-less Dnipropetrovsk at", 60, 1.2, false);
    bool alone = false;
    for (size_t i = 0; i < block.line_count; i++)
        alone = alone || !strcmp(block.lines[i].runs[0].text, "Dnipropetrovsk");
    assert_true(alone);
    assert_true(block.width > 60);
}

static void a_soft_hyphen_is_seen_where_it_breaks(void **state) {
    (void)state;
    const char *text = "Landes\xC2\xADgrenze";
    const double part = width_of(&SANS, "Landes-") + 2;
    const ct_text_block block = ct_text_wrap(arena, fonts, &SANS, text, part, 1.2, false);
    assert_string_equal(shown(&block), "Landes-|grenze");
}

static void markup_splits_a_line_into_runs(void **state) {
    (void)state;
    const ct_text_block block =
        ct_text_wrap(arena, fonts, &SANS, "**Pokrovsk** and *more*\nfighting", 0, 1.2, true);
    assert_string_equal(shown(&block), "Pokrovsk/ and /more|fighting");
    const ct_run *runs = block.lines[0].runs;
    assert_int_equal(runs[0].font.weight, 700);
    assert_int_equal(runs[1].font.weight, 400);
    assert_true(runs[2].font.italic && !runs[1].font.italic);
    for (size_t i = 0; i < 3; i++)
        near(runs[i].width, width_of(&runs[i].font, runs[i].text), 0.05);
    near(runs[1].dx, runs[0].width, 0.05);
    near(runs[2].dx + runs[2].width, block.lines[0].width, 0.05);
    const ct_text_block literal = ct_text_wrap(arena, fonts, &SANS, "**a**", 0, 1.2, false);
    assert_string_equal(shown(&literal), "**a**");
    ct_font bold = SANS;
    bold.weight = 700;
    const ct_text_block same = ct_text_wrap(arena, fonts, &bold, "a **b** c", 0, 1.2, true);
    assert_string_equal(shown(&same), "a b c"); /* bold in bold is no other font */
    const ct_text_block whole = ct_text_wrap(arena, fonts, &SANS, "**a b**", 0, 1.2, true);
    assert_int_equal(whole.lines[0].run_count, 1);
    assert_int_equal(whole.lines[0].runs[0].font.weight, 700);
}

static void tracked_runs_stand_where_the_line_has_them(void **state) {
    (void)state;
    ct_font tracked = SANS;
    for (tracked.tracking = 1; tracked.tracking < 5; tracked.tracking += 0.75) {
        const ct_text_block block =
            ct_text_wrap(arena, fonts, &tracked, "AB**CD**EF", 0, 1.2, true);
        const ct_run *runs = block.lines[0].runs;
        assert_int_equal(block.lines[0].run_count, 3);
        for (size_t i = 0; i < 3; i++)
            near(runs[i].width, width_of(&runs[i].font, runs[i].text), 0.05);
        for (size_t i = 0; i < 2; i++)
            near(runs[i + 1].dx - runs[i].dx - runs[i].width, tracked.tracking, 0.05);
        near(runs[2].dx + runs[2].width, block.lines[0].width, 0.05);
    }
}

static void runs_of_a_right_to_left_line_go_from_left_to_right(void **state) {
    (void)state;
    const ct_text_block block =
        ct_text_wrap(arena, fonts, &SANS, "**دونيتسك** و*لوهانسك* 2022", 0, 1.2, true);
    const ct_text_line *line = &block.lines[0];
    assert_true(line->run_count >= 4);
    assert_string_equal(line->runs[line->run_count - 1].text, "دونيتسك");
    assert_int_equal(line->runs[line->run_count - 1].font.weight, 700);
    assert_string_equal(line->runs[0].text, "2022");
    assert_false(line->runs[0].rtl);
    for (size_t i = 1; i < line->run_count; i++)
        near(line->runs[i].dx, line->runs[i - 1].dx + line->runs[i - 1].width, 0.05);
}

static void a_wrapped_line_keeps_its_paragraphs_direction(void **state) {
    (void)state;
    const ct_text_block block =
        ct_text_wrap(arena, fonts, &SANS, "دونيتسك ولوهانسك Donetsk, Luhansk!", 240, 1.2, false);
    assert_int_equal(block.line_count, 2);
    assert_true(block.lines[0].runs[0].rtl && block.lines[1].runs[0].rtl);
}

static void the_glyphs_of_a_run_are_as_wide_as_the_run(void **state) {
    (void)state;
    ct_font font = SANS;
    font.tracking = 1.5;
    const char *texts[] = { "Donetsk", "دونيتسك", "戦線", "Київ 2022" };
    for (size_t i = 0; i < CT_COUNT(texts); i++) {
        const ct_text_line line = ct_text_measure(arena, fonts, &font, texts[i]);
        ct_text_measure(arena, fonts, &SANS, "other"); /* what is set is shared */
        int width = 0;
        size_t count;
        PangoGlyphItem *const *items = ct_fonts_glyphs(fonts, &line.runs[0], &count);
        for (size_t k = 0; k < count; k++)
            width += pango_glyph_string_get_width(items[k]->glyphs);
        near((double)width / PANGO_SCALE, line.width, 0.001);
    }
}

static void families_are_found_by_name(void **state) {
    (void)state;
    assert_true(ct_fonts_has(fonts, "DejaVu Sans"));
    assert_true(ct_fonts_has(fonts, "dejavu sans"));
    assert_false(ct_fonts_has(fonts, "No Such Family Is Here"));
    assert_false(ct_fonts_has(fonts, "DejaVu"));
    assert_false(ct_fonts_has(fonts, ""));
    assert_false(ct_fonts_has(fonts, NULL));
}

static void a_missing_glyph_is_named(void **state) {
    (void)state;
    assert_int_equal(ct_fonts_missing(fonts, &SANS, "Київ – Donetsk, Łódź"), 0);
    assert_int_equal(ct_fonts_missing(fonts, &SANS, ""), 0);
    assert_int_equal(ct_fonts_missing(fonts, &SANS, "a\u200D\u00A0\u2003\uFE0F b\n"), 0);
    assert_int_equal(ct_fonts_missing(fonts, &SANS, "Kyiv \U0003FFFD x"), 0x3FFFD);
    assert_int_equal(ct_fonts_missing(fonts, &SANS, "\U000F1234\U0003FFFD"), 0xF1234);
}

static void the_language_may_change(void **state) {
    (void)state;
    const double before = width_of(&SANS, "Kyiv");
    ct_fonts_set_language(fonts, "ja");
    near(width_of(&SANS, "Kyiv"), before, 0.001);
    ct_fonts_set_language(fonts, NULL);
    near(width_of(&SANS, "Kyiv"), before, 0.001);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_measure_is_exact_and_scales_with_the_size),
        cmocka_unit_test(ink_is_relative_to_the_baseline),
        cmocka_unit_test(heights_do_not_depend_on_the_text),
        cmocka_unit_test(the_cache_gives_the_same_again),
        cmocka_unit_test(tracking_adds_between_letters_only),
        cmocka_unit_test(joined_scripts_are_not_tracked),
        cmocka_unit_test(direction_is_that_of_the_text),
        cmocka_unit_test(bad_text_is_made_good),
        cmocka_unit_test(bad_sizes_do_no_harm),
        cmocka_unit_test(lines_break_at_words_and_stay_within_the_width),
        cmocka_unit_test(a_block_has_the_height_of_its_lines),
        cmocka_unit_test(a_block_fits_its_own_width),
        cmocka_unit_test(lines_are_balanced),
        cmocka_unit_test(a_word_wider_than_the_width_stands_alone),
        cmocka_unit_test(a_soft_hyphen_is_seen_where_it_breaks),
        cmocka_unit_test(markup_splits_a_line_into_runs),
        cmocka_unit_test(tracked_runs_stand_where_the_line_has_them),
        cmocka_unit_test(runs_of_a_right_to_left_line_go_from_left_to_right),
        cmocka_unit_test(a_wrapped_line_keeps_its_paragraphs_direction),
        cmocka_unit_test(the_glyphs_of_a_run_are_as_wide_as_the_run),
        cmocka_unit_test(families_are_found_by_name),
        cmocka_unit_test(a_missing_glyph_is_named),
        cmocka_unit_test(the_language_may_change),
    };
    return cmocka_run_group_tests(tests, fonts_setup, fonts_teardown);
}
