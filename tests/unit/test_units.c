/* test_units.c - distances in the words of a language. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../src/base/base.h"

static void languages_have_their_words(void **state) {
    (void)state;
    static const struct {
        double number;
        const char *unit, *lang, *want;
    } cases[] = {
        { 300, "km", "en", "300\u00a0km" },    { 300, "km", "uk-UA", "300\u00a0км" },
        { 1500, "km", "en", "1,500\u00a0km" }, { 800, "m", "ar", "800\u00a0م" },
        { 1, "mi", "uk", "1\u00a0миля" },      { 2.5, "mi", "uk", "2,5\u00a0милі" },
        { 50, "mi", "uk", "50\u00a0миль" },    { 12, "nmi", NULL, "12\u00a0nmi" },
        { 12, "nmi", "de", "12\u00a0sm" },     { 12, "nmi", "uk", "12\u00a0мор. миль" },
        { 100, "km", "hi", "100\u00a0किमी" },  { 5, "km", "", "5\u00a0km" },
    };
    ct_arena *arena = ct_arena_new();
    for (size_t i = 0; i < CT_COUNT(cases); i++)
        assert_string_equal(ct_unit_text(arena, cases[i].number, cases[i].unit, cases[i].lang),
                            cases[i].want);
    ct_arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = { cmocka_unit_test(languages_have_their_words) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
