/* test_markup.c - bold and italic marks, and asterisks that are none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "../../src/scene/scene.h"

/* The plain text, and per byte ' ' none, 'b' bold, 'i' italic, 'x' both. */
static void check(const char *source, const char *text, const char *flags) {
    ct_arena *arena = ct_arena_new();
    const char *plain;
    const uint8_t *marks;
    ct_markup_parse(arena, source, strlen(source), &plain, &marks);
    assert_string_equal(plain, text);
    char shown[64] = { 0 };
    assert_true(strlen(text) < sizeof shown);
    for (size_t i = 0; text[i]; i++)
        shown[i] = " bix"[marks[i]];
    assert_string_equal(shown, flags);
    ct_arena_free(arena);
}

static void text_without_marks_stays(void **state) {
    (void)state;
    check("", "", "");
    check("plain", "plain", "     ");
    check("Бахмут", "Бахмут", "            ");
}

static void marks_flag_what_they_enclose(void **state) {
    (void)state;
    check("a **b** c", "a b c", "  b  ");
    check("a *b* c", "a b c", "  i  ");
    check("**a** *b*", "a b", "b i");
    check("**a** **b**", "a b", "b b");
    check("in*ter*word", "interword", "  iii    ");
}

static void marks_nest(void **state) {
    (void)state;
    check("***a***", "a", "x");
    check("**a *b* c**", "a b c", "bbxbb");
    check("**a *b***", "a b", "bbx");
    check("*a **b***", "a b", "iix");
    check("*a **b** c*", "a b c", "iixii");
    check("***a** b*", "a b", "xii");
    check("***a* b**", "a b", "xbb");
}

static void unmatched_asterisks_are_text(void **state) {
    (void)state;
    check("*", "*", " ");
    check("**", "**", "  ");
    check("a*", "a*", "  ");
    check("*a", "*a", "  ");
    check("**a", "**a", "   ");
    check("**a*", "**a*", "    ");
    check("*a**", "a*", "i ");
    check("*a **b*", "a **b", "iiiii");
    check("**a *b**", "a *b", "bbbb");
    check("****a****", "****a****", "         ");
}

static void asterisks_among_spaces_are_text(void **state) {
    (void)state;
    check("5 * 3 * 2", "5 * 3 * 2", "         ");
    check("a ** b ** c", "a ** b ** c", "           ");
    check("* note", "* note", "      ");
    check("note *", "note *", "      ");
}

static void a_backslash_makes_an_asterisk_literal(void **state) {
    (void)state;
    check("\\*a\\*", "*a*", "   ");
    check("*a\\*b*", "a*b", "iii");
    check("**\\***", "*", "b");
    check("\\a \\", "\\a \\", "    ");
    check("a\\\\*b*", "a\\*b*", "     ");
}

static void only_the_given_size_is_read(void **state) {
    (void)state;
    ct_arena *arena = ct_arena_new();
    const char *plain;
    const uint8_t *marks;
    ct_markup_parse(arena, "*a* *b*", 3, &plain, &marks);
    assert_string_equal(plain, "a");
    assert_int_equal(marks[0], CT_MARK_ITALIC);
    ct_arena_free(arena);
}

static void a_long_row_of_openers_is_read(void **state) {
    (void)state;
    enum { PAIRS = 20000 };
    ct_arena *arena = ct_arena_new();
    char *source = CT_ARRAY(arena, 3 * PAIRS + 1, char);
    for (size_t i = 0; i < PAIRS; i++)
        memcpy(source + 3 * i, "*a ", 3);
    const char *plain;
    const uint8_t *marks;
    ct_markup_parse(arena, source, 3 * PAIRS, &plain, &marks);
    assert_string_equal(plain, source);
    ct_arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_without_marks_stays),
        cmocka_unit_test(marks_flag_what_they_enclose),
        cmocka_unit_test(marks_nest),
        cmocka_unit_test(unmatched_asterisks_are_text),
        cmocka_unit_test(asterisks_among_spaces_are_text),
        cmocka_unit_test(a_backslash_makes_an_asterisk_literal),
        cmocka_unit_test(only_the_given_size_is_read),
        cmocka_unit_test(a_long_row_of_openers_is_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
