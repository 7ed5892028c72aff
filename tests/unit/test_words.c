/* test_words.c - reading numbers, nearest names, and UTF-8. */
#include <locale.h>
#include <math.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../src/base/base.h"

#include <cmocka.h>

static void numbers_are_read_whole(void **state) {
    (void)state;
    static const struct {
        const char *text;
        double value;
    } good[] = {
        { "0", 0 },      { "-0", 0 },
        { "12", 12 },    { "+3.5", 3.5 },
        { "-.5", -0.5 }, { "7.", 7 },
        { "1e3", 1000 }, { "-2.5E-2", -0.025 },
        { "007", 7 },    { "1e-400", 0 },
        { "0e5", 0 },    { "48.283", 48.283 },
        { ".25", 0.25 }, { "1e308", 1e308 },
        { "0.1", 0.1 },  { "123456789012345678", 123456789012345678.0 },
    };
    for (size_t i = 0; i < CT_COUNT(good); i++) {
        double value = NAN;
        if (!ct_number_parse(good[i].text, &value)) fail_msg("'%s' is refused", good[i].text);
        assert_true(value == good[i].value);
    }
    static const char *const bad[] = {
        "",    " ",        "1 ",   " 1",    "1,5",   "abc",  "inf",   "-inf", "nan",
        "NaN", "Infinity", "0x10", "-0x1",  "+0X1p", "1e",   "e5",    ".",    "-",
        "+",   "+-1",      "--1",  "1e400", "1.2.3", "5%",   "1_000", "1\n",  "\t2",
        "٣",   "1e+",      "-e1",  "1f",    "0b1",   "+inf", "-nan",  ".e1",  "−1",
    };
    for (size_t i = 0; i < CT_COUNT(bad); i++) {
        double value = 42;
        if (ct_number_parse(bad[i], &value)) fail_msg("'%s' is read as %g", bad[i], value);
        assert_true(value == 42); /* untouched */
    }
    double value;
    assert_false(ct_number_parse(NULL, &value));
}

static void numbers_come_back_as_printed(void **state) {
    (void)state;
    srand(5);
    for (int i = 0; i < 20000; i++) {
        double wanted = ((double)rand() / RAND_MAX - 0.5) * pow(10, rand() % 40 - 20), got;
        char text[40];
        snprintf(text, sizeof text, "%.17g", wanted);
        assert_true(ct_number_parse(text, &got));
        assert_true(got == wanted);
    }
}

static void numbers_do_not_know_the_locale(void **state) {
    (void)state;
    if (!setlocale(LC_ALL, "de_DE.UTF-8") && !setlocale(LC_ALL, "uk_UA.UTF-8")) skip();
    double value;
    bool read = ct_number_parse("1.5", &value), comma = ct_number_parse("1,5", &(double){ 0 });
    setlocale(LC_ALL, "C");
    assert_true(read);
    assert_true(value == 1.5);
    assert_false(comma);
}

static void distances(void **state) {
    (void)state;
    static const struct {
        const char *a, *b;
        int distance;
    } cases[] = {
        { "", "", 0 },
        { "a", "", 1 },
        { "", "abc", 3 },
        { "abc", "abc", 0 },
        { "ab", "ba", 1 },
        { "abcd", "acbd", 1 },
        { "ca", "abc", 3 },
        { "kitten", "sitting", 3 },
        { "colour", "color", 1 },
        { "titel", "title", 1 },
        { "Title", "title", 1 },
        { "місто", "мсто", 1 },
        { "село", "село", 0 },
        { "Є", "Е", 1 },
        { "abcdef", "badcfe", 3 },
    };
    for (size_t i = 0; i < CT_COUNT(cases); i++) {
        assert_int_equal(ct_edit_distance(cases[i].a, cases[i].b), cases[i].distance);
        assert_int_equal(ct_edit_distance(cases[i].b, cases[i].a), cases[i].distance);
    }
    char longest[64], longer[65];
    memset(longest, 'a', 63);
    longest[63] = '\0';
    memset(longer, 'a', 64);
    longer[64] = '\0';
    assert_int_equal(ct_edit_distance(longest, ""), 63);
    assert_int_equal(ct_edit_distance(longest, longest), 0);
    assert_int_equal(ct_edit_distance(longer, longest), 99);
    assert_int_equal(ct_edit_distance("x", longer), 99);
}

static void nearest_names(void **state) {
    (void)state;
    static const char *const names[] = { "title", "subtitle", "note", NULL,   "source",
                                         "id",    "fill",     "file", "halo", "annotations" };
    static const struct {
        const char *word, *name;
    } cases[] = {
        { "titel", "title" },
        { "Title", "title" },
        { "TITEL", NULL },
        { "sorce", "source" },
        { "souce", "source" },
        { "anotation", "annotations" },
        { "subtitel", "subtitle" },
        { "fil", "fill" },
        { "flie", "file" },
        { "x", NULL },
        { "", NULL },
        { "xy", NULL },
        { "zebra", NULL },
        { "ix", "id" },
        { "notes", "note" },
        { "projection", NULL },
    };
    for (size_t i = 0; i < CT_COUNT(cases); i++) {
        const char *near = ct_nearest(cases[i].word, names, CT_COUNT(names));
        if (!ct_streq(near, cases[i].name))
            fail_msg("'%s' is near '%s', not '%s'", cases[i].word, near ? near : "nothing",
                     cases[i].name ? cases[i].name : "nothing");
    }
    assert_null(ct_nearest("title", NULL, 0));
    assert_null(ct_nearest(NULL, names, CT_COUNT(names)));
    static const char *const cyrillic[] = { "Донецьк", "Луганськ" };
    assert_string_equal(ct_nearest("Донецк", cyrillic, 2), "Донецьк");
    static const char *const late[] = { "fills", "fill" };
    assert_string_equal(ct_nearest("FILL", late, 2), "fill"); /* the same but for its case */
}

/* How long the valid prefix is, and what the decoder makes of the first code point. */
static const struct {
    const char *bytes;
    size_t size, valid;
    uint32_t first;
    size_t step;
} sequences[] = {
    { "a", 1, 1, 'a', 1 },
    { "\x7F", 1, 1, 0x7F, 1 },
    { "\xC2\x80", 2, 2, 0x80, 2 },
    { "\xDF\xBF", 2, 2, 0x7FF, 2 },
    { "\xE0\xA0\x80", 3, 3, 0x800, 3 },
    { "\xED\x9F\xBF", 3, 3, 0xD7FF, 3 },
    { "\xEE\x80\x80", 3, 3, 0xE000, 3 },
    { "\xEF\xBF\xBF", 3, 3, 0xFFFF, 3 },
    { "\xF0\x90\x80\x80", 4, 4, 0x10000, 4 },
    { "\xF4\x8F\xBF\xBF", 4, 4, 0x10FFFF, 4 },
    { "\x80", 1, 0, 0xFFFD, 1 }, /* a lone continuation */
    { "\xBF\x80", 2, 0, 0xFFFD, 1 },
    { "\xC0\x80", 2, 0, 0xFFFD, 1 },         /* overlong NUL */
    { "\xC1\xBF", 2, 0, 0xFFFD, 1 },         /* overlong */
    { "\xE0\x9F\xBF", 3, 0, 0xFFFD, 1 },     /* overlong */
    { "\xF0\x8F\xBF\xBF", 4, 0, 0xFFFD, 1 }, /* overlong */
    { "\xED\xA0\x80", 3, 0, 0xFFFD, 1 },     /* surrogates */
    { "\xED\xBF\xBF", 3, 0, 0xFFFD, 1 },
    { "\xF4\x90\x80\x80", 4, 0, 0xFFFD, 1 }, /* above U+10FFFF */
    { "\xF5\x80\x80\x80", 4, 0, 0xFFFD, 1 },
    { "\xFF", 1, 0, 0xFFFD, 1 },
    { "\xFE\x80", 2, 0, 0xFFFD, 1 },
    { "\xD0", 1, 0, 0xFFFD, 1 }, /* truncated */
    { "\xE2\x82", 2, 0, 0xFFFD, 1 },
    { "\xF0\x9F\x98", 3, 0, 0xFFFD, 1 },
    { "\xE2\x82\x41", 3, 0, 0xFFFD, 1 }, /* cut short by a letter */
    { "ab\xC3\xA9\xC3", 5, 4, 'a', 1 },
    { "\xD0\x84x\xFFz", 5, 3, 0x404, 2 },
};

static void utf8_is_checked(void **state) {
    (void)state;
    for (size_t i = 0; i < CT_COUNT(sequences); i++) {
        char *exact = malloc(sequences[i].size); /* so that a byte read too many is caught */
        memcpy(exact, sequences[i].bytes, sequences[i].size);
        assert_int_equal(ct_utf8_valid(exact, sequences[i].size), sequences[i].valid);
        free(exact);
        const char *at = sequences[i].bytes;
        assert_int_equal(ct_utf8_next(&at), sequences[i].first);
        assert_int_equal((size_t)(at - sequences[i].bytes), sequences[i].step);
    }
    assert_int_equal(ct_utf8_valid("", 0), 0);
    assert_int_equal(ct_utf8_valid("a\0b", 3), 3);
    const char *end = "";
    assert_int_equal(ct_utf8_next(&end), 0);
    assert_int_equal(ct_utf8_next(&end), 0); /* stays there */
}

static void every_code_point_comes_back(void **state) {
    (void)state;
    for (uint32_t c = 1; c <= 0x10FFFF; c++) {
        char text[5] = { 0 };
        size_t n = 0;
        if (c < 0x80) {
            text[n++] = (char)c;
        } else {
            int extra = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
            static const unsigned char heads[] = { 0, 0xC0, 0xE0, 0xF0 };
            text[n++] = (char)(heads[extra] | c >> (6 * extra));
            while (extra--)
                text[n++] = (char)(0x80 | (c >> (6 * extra) & 0x3F));
        }
        bool surrogate = c >= 0xD800 && c <= 0xDFFF;
        const char *at = text;
        uint32_t got = ct_utf8_next(&at);
        if (ct_utf8_valid(text, n) != (surrogate ? 0 : n) || got != (surrogate ? 0xFFFD : c))
            fail_msg("U+%04X is read as U+%04X", c, got);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_read_whole),
        cmocka_unit_test(numbers_come_back_as_printed),
        cmocka_unit_test(numbers_do_not_know_the_locale),
        cmocka_unit_test(distances),
        cmocka_unit_test(nearest_names),
        cmocka_unit_test(utf8_is_checked),
        cmocka_unit_test(every_code_point_comes_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
