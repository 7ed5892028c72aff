/* test_text_letters.c - a line letter by letter: places, tracking, and scripts that stay whole. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "../../src/scene/scene.h"

static ct_fonts *fonts;
static ct_arena *arena;
static int setup(void **state) {
    (void)state;
    fonts = ct_fonts_new();
    arena = ct_arena_new();
    return 0;
}
static int teardown(void **state) {
    (void)state;
    ct_arena_free(arena);
    ct_fonts_free(fonts);
    return 0;
}

static ct_text_line line_of(const char *text, double tracking) {
    const ct_font font = {
        .families = "DejaVu Sans", .weight = 400, .size = 20, .tracking = tracking
    };
    return ct_text_measure(arena, fonts, &font, text);
}

static void test_fills_the_line(void **state) {
    (void)state;
    static const double trackings[] = { 0, 3, 7.5, -1 };
    size_t plain_count;
    ct_text_line plain_line = line_of("Дніпро", 0);
    const ct_letter *plain = ct_text_letters(arena, fonts, &plain_line, &plain_count);
    for (size_t t = 0; t < CT_COUNT(trackings); t++) {
        ct_text_line line = line_of("Дніпро", trackings[t]);
        size_t count;
        const ct_letter *letters = ct_text_letters(arena, fonts, &line, &count);
        assert_int_equal(count, 6);
        assert_string_equal(letters[0].text, "Д");
        assert_string_equal(letters[5].text, "о");
        assert_true(fabs(letters[0].dx) < 0.01);
        for (size_t i = 0; i < count; i++) {
            const ct_letter *l = &letters[i];
            assert_true(fabs(l->width - plain[i].width) < 0.01);
            double next = i + 1 < count ? letters[i + 1].dx - trackings[t] : line.width;
            assert_true(fabs(l->dx + l->width - next) < 0.01);
        }
    }
}

static void test_kerning_stays(void **state) {
    (void)state;
    ct_text_line line = line_of("AVA", 0);
    size_t count;
    const ct_letter *letters = ct_text_letters(arena, fonts, &line, &count);
    assert_int_equal(count, 3);
    assert_true(line.width < 2 * line_of("A", 0).width + line_of("V", 0).width - 0.5);
    assert_true(fabs(letters[2].dx + letters[2].width - line.width) < 0.01);
}

static void test_clusters_and_blanks(void **state) {
    (void)state;
    size_t count;
    ct_text_line marked = line_of("Cafe\xCC\x81 au", 0);
    const ct_letter *letters = ct_text_letters(arena, fonts, &marked, &count);
    assert_int_equal(count, 6); /* the accent is of the e, the blank is none */
    assert_string_equal(letters[3].text, "e\xCC\x81");
    assert_true(letters[4].dx > letters[3].dx + letters[3].width + 3);
}

static void test_reads_leftwards(void **state) {
    (void)state;
    size_t count;
    ct_text_line hebrew = line_of("ירדן", 0);
    const ct_letter *letters = ct_text_letters(arena, fonts, &hebrew, &count);
    assert_int_equal(count, 4);
    assert_string_equal(letters[0].text, "ן"); /* the last one stands at the left */
    assert_string_equal(letters[3].text, "י");
    assert_true(letters[0].rtl && letters[1].dx >= letters[0].dx + letters[0].width - 0.01);
}

static void test_scripts_that_hang_together(void **state) {
    (void)state;
    static const char *const whole[] = { "نهر النيل", "गंगा",   "แม่น้ำโขง",
                                         "கங்கை",      "মেঘনা", "Nile النيل" };
    for (size_t i = 0; i < CT_COUNT(whole); i++) {
        ct_text_line line = line_of(whole[i], 0);
        size_t count = 1;
        assert_null(ct_text_letters(arena, fonts, &line, &count));
        assert_int_equal(count, 0);
    }
    size_t count = 1;
    ct_text_line nothing = line_of("", 0);
    assert_null(ct_text_letters(arena, fonts, &nothing, &count));
    assert_int_equal(count, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fills_the_line),
        cmocka_unit_test(test_kerning_stays),
        cmocka_unit_test(test_clusters_and_blanks),
        cmocka_unit_test(test_reads_leftwards),
        cmocka_unit_test(test_scripts_that_hang_together),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
