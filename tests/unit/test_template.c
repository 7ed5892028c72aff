/* test_template.c - templates, their faults, and numbers as a language writes them. */
#include <locale.h>
#include <math.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../src/base/base.h"

#include <cmocka.h>

/* With every no-break space a plain one: which of them stands where differs between ICU's. */
static const char *plain(ct_arena *arena, const char *text) {
    if (!text) return NULL;
    ct_buffer out = { 0 };
    while (*text) {
        const char *start = text;
        uint32_t c = ct_utf8_next(&text);
        if (c == 0xA0 || c == 0x202F)
            ct_buffer_text(&out, " ");
        else
            ct_buffer_append(&out, start, (size_t)(text - start));
    }
    const char *result = ct_strndup(arena, out.data, out.size);
    ct_buffer_free(&out);
    return result;
}

/* The names of the tests. */
static const char *const NAMES[] = { "date",  "lang", "name_en", "name_uk", "area",
                                     "share", "nan",  "inf",     "raw",     "stat.UA-14.km2" };

static bool look_up(const char *name, void *user, ct_value *value) {
    (void)user;
    if (ct_streq(name, "date")) {
        value->kind = CT_VALUE_DAY;
        value->day = ct_day_from(2026, 1, 27);
        return true;
    }
    static const struct {
        const char *name, *text;
    } texts[] = { { "lang", "uk" },         { "name_en", "Donetsk" },
                  { "name_uk", "Донецьк" }, { "raw", " {date} **b** {{ | : " },
                  { "empty", "" },          { "null", NULL },
                  { "street", "große" },    { "which", "lang" } };
    for (size_t i = 0; i < CT_COUNT(texts); i++)
        if (ct_streq(name, texts[i].name)) {
            value->kind = CT_VALUE_TEXT;
            value->text = texts[i].text;
            return true;
        }
    static const struct {
        const char *name;
        double number;
    } numbers[] = { { "area", 20712.5 }, { "share", 0.7813 },        { "nan", NAN },
                    { "inf", INFINITY }, { "stat.UA-14.km2", 1234 }, { "small", -0.04 },
                    { "date-1w", 7 },    { "x.pct", 78.13 } };
    for (size_t i = 0; i < CT_COUNT(numbers); i++)
        if (ct_streq(name, numbers[i].name)) {
            value->kind = CT_VALUE_NUMBER;
            value->number = numbers[i].number;
            value->percent = ct_streq(name, "x.pct");
            return true;
        }
    if (ct_streq(name, "no_day")) {
        *value = (ct_value){ .kind = CT_VALUE_DAY, .day = CT_NO_DAY };
        return true;
    }
    if (!ct_streq(name, "none")) return false;
    value->kind = CT_VALUE_NONE;
    return true;
}

static bool expand(ct_arena *arena, const char *text, const char *lang, const char **result,
                   ct_report *report) {
    return ct_template_expand(arena, text, lang, look_up, NULL, NAMES, CT_COUNT(NAMES),
                              (ct_place){ "a.yaml", 4, 2 }, result, report);
}

static void templates_expand(void **state) {
    (void)state;
    static const struct {
        const char *text, *lang, *expected;
    } cases[] = {
        { "", "en", "" },
        { "plain * text", "en", "plain * text" },
        { "{lang}", "en", "uk" },
        { "a{lang}b{lang}", "en", "aukbuk" },
        { "{ lang }", "en", "uk" },
        { "{date}", "uk", "2026-01-27" },
        { "{date:long}", "en", "27 January 2026" },
        { "{date:long}", "uk", "27 січня 2026 р." },
        { "{date:%-d %B %Y}", "uk", "27 січня 2026" },
        { "control/{date:%Y%m%d}.geojson", "en", "control/20260127.geojson" },
        { "{date-30d}", "en", "2025-12-28" },
        { "{date+1w}", "en", "2026-02-03" },
        { "{date-30d:long}", "en", "28 December 2025" },
        { "{date-1m}", "en", "2025-12-27" },
        { "{date-1y-1d:long}", "en", "26 January 2025" },
        { "{date+2w}", "en", "2026-02-10" },
        { "{date-30d:%H:%M}", NULL, NULL },
        { "{date-1w}", "en", "7" }, /* a name as it stands comes first */
        { "{name_{lang}}", "en", "Донецьк" },
        { "{name_{lang}|upper}", "uk", "ДОНЕЦЬК" },
        { "{name_{{which}}}", "en", "Донецьк" },
        { "{name_en|upper}", "en", "DONETSK" },
        { "{name_en|lower}", "en", "donetsk" },
        { "{name_en | upper | lower}", "en", "donetsk" },
        { "{street|upper}", "de", "GROSSE" },
        { "{name_en|lower|upper}", "tr", "DONETSK" },
        { "{date|upper:long}", "en", "27 JANUARY 2026" },
        { "[{raw}]", "en", "[ {date} **b** {{ | : ]" }, /* data is never read again */
        { "[{raw|trim}]", "en", "[{date} **b** {{ | :]" },
        { "[{empty}{null}{none}{empty|upper}]", "en", "[]" },
        { "{{lang}}", "en", "{lang}" },
        { "{{{lang}}}", "en", "{uk}" },
        { "{{", "en", "{" },
        { "}}", "en", "}" },
        { "{name_{lang}}}}", "en", "Донецьк}" },
        { "{{{{}}}}", "en", "{{}}" },
        { "{area}", "en", "20712.5" },
        { "{area:,.0f}", "en", "20,713" },
        { "{area:,.1f}", "uk", "20 712,5" },
        { "{area:.2f}", "de", "20712,50" },
        { "{area|upper:,.1f}", "en", "20,712.5" },
        { "{share:.1%}", "en", "78.1%" },
        { "{share:%}", "en", "78.13%" },
        { "{x.pct:.0f}% {x.pct:.0%}", "en", "78% 78%" }, /* per cent already */
        { "{x.pct:.1%}", "fr", "78,1 %" },
        { "{stat.UA-14.km2:,d} km²", "en", "1,234 km²" },
        { "{small:.1f}", "en", "0.0" },
        { "[{no_day}{no_day:long}{no_day-30d}]", "en", "[]" }, /* an empty field of a table */
        { "{no_day:never}", "en", NULL },
        { "[{nan}{nan:,.0f}{inf:.1f}]", "en", "[]" },
    };
    ct_arena *arena = ct_arena_new();
    for (size_t i = 0; i < CT_COUNT(cases); i++) {
        ct_report *report = ct_report_new(NULL, NULL);
        const char *result = NULL;
        bool good = expand(arena, cases[i].text, cases[i].lang, &result, report);
        result = plain(arena, result);
        if (good != (cases[i].expected != NULL) || !ct_streq(result, cases[i].expected))
            fail_msg("'%s' in %s is '%s', not '%s' (%s)", cases[i].text,
                     cases[i].lang ? cases[i].lang : "NULL", result ? result : "NULL",
                     cases[i].expected ? cases[i].expected : "NULL",
                     ct_report_count(report) ? ct_report_at(report, 0)->text : "no finding");
        assert_int_equal(ct_report_count(report), !good);
        ct_report_free(report);
    }
    ct_arena_free(arena);
}

static void faults_are_told(void **state) {
    (void)state;
    static const struct {
        const char *text, *finding, *hint;
    } cases[] = {
        { "{dat}", "unknown name '{dat}' in a template", "did you mean '{date}'?" },
        { "{zzzzzz}", "unknown name '{zzzzzz}' in a template", NULL },
        { "{name_{date}}", "unknown name '{name_2026-01-27}' in a template", NULL },
        { "{lang-30d}", "unknown name '{lang-30d}' in a template", NULL },
        { "{area-30d}", "unknown name '{area-30d}' in a template", NULL },
        { "{date-30x}", "unknown name '{date-30x}' in a template", NULL },
        { "{-30d}", "unknown name '{-30d}' in a template", NULL },
        { "{}", "'{}' names nothing", NULL },
        { "{ }", "'{}' names nothing", NULL },
        { "{:long}", "'{}' names nothing", NULL },
        { "{|upper}", "'{}' names nothing", NULL },
        { "{lang", "'{' without its '}' in a template", "write '{{' for a brace" },
        { "{name_{lang}", "'{' without its '}' in a template", "write '{{' for a brace" },
        { "{", "'{' without its '}' in a template", "write '{{' for a brace" },
        { "lang}", "'}' without its '{' in a template", "write '}}' for a brace" },
        { "{lang}}", "'}' without its '{' in a template", "write '}}' for a brace" },
        { "x {a{a{a{a{lang}}}}}", "the braces of a template stand more than 4 deep", NULL },
        { "{lang|shout}", "unknown filter 'shout'", "the filters are upper, lower, trim" },
        { "{lang|}", "unknown filter ''", "the filters are upper, lower, trim" },
        { "{lang:.1f}", "the format '.1f' does not suit '{lang}'", "texts take no format" },
        { "{area:long}", "the format 'long' does not suit '{area}'",
          "numbers take such as ,.0f or +.1f" },
        { "{nan:long}", "the format 'long' does not suit '{nan}'",
          "numbers take such as ,.0f or +.1f" },
        { "{date:.1f}", "the format '.1f' does not suit '{date}'",
          "dates take long, medium, short, full, iso, or such as %-d %B %Y" },
        { "{date:long|upper}", "the format 'long|upper' does not suit '{date}'",
          "filters come before the format: {name|upper:format}" },
        { "{dat} {zzzz}", "unknown name '{dat}' in a template", "did you mean '{date}'?" },
    };
    ct_arena *arena = ct_arena_new();
    for (size_t i = 0; i < CT_COUNT(cases); i++) {
        ct_report *report = ct_report_new(NULL, NULL);
        const char *result = "untouched";
        if (expand(arena, cases[i].text, "en", &result, report))
            fail_msg("'%s' gives '%s'", cases[i].text, result);
        assert_string_equal(result, "untouched");
        assert_int_equal(ct_report_count(report), 1);
        const cartouche_finding *f = ct_report_at(report, 0);
        assert_string_equal(f->text, cases[i].finding);
        if (!ct_streq(f->hint, cases[i].hint))
            fail_msg("the hint of '%s' is '%s'", cases[i].text, f->hint ? f->hint : "NULL");
        assert_int_equal(f->status, CARTOUCHE_BAD_SPEC);
        assert_string_equal(f->file, "a.yaml");
        assert_int_equal(f->line, 4);
        ct_report_free(report);
    }
    ct_arena_free(arena);
}

static char *repeated(const char *piece, size_t count) {
    size_t size = strlen(piece);
    char *text = malloc(size * count + 1);
    for (size_t i = 0; i < count; i++)
        memcpy(text + i * size, piece, size);
    text[size * count] = '\0';
    return text;
}

static void size_is_limited(void **state) {
    (void)state;
    static const struct {
        const char *piece;
        size_t count;
        bool good;
    } cases[] = {
        { "x", 65536, true },          { "x", 65537, false },  { "{lang}", 30000, true },
        { "{name_en}", 20000, false }, { "{", 100001, false }, { "{{", 60000, true },
    };
    ct_arena *arena = ct_arena_new();
    for (size_t i = 0; i < CT_COUNT(cases); i++) {
        ct_report *report = ct_report_new(NULL, NULL);
        char *text = repeated(cases[i].piece, cases[i].count);
        const char *result;
        assert_int_equal(expand(arena, text, "en", &result, report), cases[i].good);
        assert_int_equal(ct_report_count(report), !cases[i].good);
        free(text);
        ct_report_free(report);
        ct_arena_reset(arena);
    }
    ct_arena_free(arena);
}

/* Whatever the bytes: an answer or a finding, never both, never neither. */
static void any_text_is_survived(void **state) {
    (void)state;
    static const char *const pieces[] = { "{", "}",   "{{",    "}}",   "date",  "lang",
                                          "|", ":",   "upper", "%",    "-",     "30d",
                                          ",", ".1f", " ",     "\xFF", "name_", "Ї" };
    srand(7);
    ct_arena *arena = ct_arena_new();
    for (int round = 0; round < 20000; round++) {
        char text[200] = "";
        for (int i = rand() % 12; i-- > 0;)
            strcat(text, pieces[(size_t)rand() % CT_COUNT(pieces)]);
        ct_report *report = ct_report_new(NULL, NULL);
        const char *result = NULL;
        bool good = expand(arena, text, rand() % 2 ? "uk" : NULL, &result, report);
        if (good == (ct_report_errors(report) > 0) || good != (result != NULL))
            fail_msg("'%s'", text);
        ct_report_free(report);
        ct_arena_reset(arena);
    }
    ct_arena_free(arena);
}

typedef struct number_case {
    double value;
    const char *format, *lang, *text; /* text NULL: the format is refused */
} number_case;

static void check_numbers(const number_case *cases, size_t count) {
    ct_arena *arena = ct_arena_new();
    setlocale(LC_ALL, "de_DE.UTF-8"); /* must not matter */
    for (size_t i = 0; i < count; i++) {
        const char *text =
            plain(arena, ct_number_format(arena, cases[i].value, cases[i].format, cases[i].lang));
        if (!ct_streq(text, cases[i].text))
            fail_msg("%g as '%s' in %s is '%s', not '%s'", cases[i].value,
                     cases[i].format ? cases[i].format : "NULL",
                     cases[i].lang ? cases[i].lang : "NULL", text ? text : "NULL",
                     cases[i].text ? cases[i].text : "NULL");
    }
    setlocale(LC_ALL, "C");
    ct_arena_free(arena);
}

static void numbers_in_languages(void **state) {
    (void)state;
    static const number_case cases[] = {
        { 1234567.891, ",.1f", "en", "1,234,567.9" },
        { 1234567.891, ",.1f", "uk", "1 234 567,9" },
        { 1234567.891, ",.1f", "de", "1.234.567,9" },
        { 1234567.891, ",.1f", "fr", "1 234 567,9" },
        { 1234567.891, ",.1f", "xx", "1,234,567.9" },
        { 1234567.891, ",.1f", NULL, "1,234,567.9" },
        { 1234, ",.0f", "es", "1234" }, /* four digits stand ungrouped in Spanish */
        { 12345, ",.0f", "es", "12.345" },
        { 1234, ",.0f", "ar", "1,234" }, /* Latin digits, unless asked for others */
        { 1234, ",.0f", "ar-EG", "1,234" },
        { 1234, ",.0f", "ar-u-nu-arab", "١٬٢٣٤" },
        { 1234.5, ",.1f", "fa", "1,234.5" },
        { 1234.5, ",.1f", "fa-u-nu-arabext", "۱٬۲۳۴٫۵" },
        { 1234.5, "", "en", "1234.5" },
        { 1234.5, NULL, "en", "1234.5" },
        { 1234, ",", "en", "1,234" },
        { 0.1 + 0.2, NULL, "en", "0.3" },
        { 2, ".2f", "en", "2.00" },
        { 2.5, "d", "en", "3" },
        { -2.5, "d", "en", "−3" }, /* U+2212 */
        { 2.675, ".2f", "en", "2.68" },
        { 0.5, ".0%", "en", "50%" },
        { 1, "f", "en", "1.000000" },
        { -0.0, NULL, "en", "0" },
        { -0.04, ".1f", "en", "0.0" },
        { -0.05, ".1f", "en", "−0.1" },
        { -1e-9, NULL, "en", "0" },
        { -0.0004, ".1%", "en", "0.0%" },
        { 1234567, ",.0f", "hi", "12,34,567" }, /* lakhs */
        { 1234567.5, ",.1f", "pl", "1 234 567,5" },
        { 1, ".f", "en", NULL },
        { 1, "g", "en", NULL },
        { 1, ".1", "en", NULL },
        { 1, ".12f", "en", NULL },
        { 1, ",,f", "en", NULL },
        { 1, "%.1f", "en", NULL },
        { 1, "long", "en", NULL },
    };
    check_numbers(cases, CT_COUNT(cases));
}

static void signs_and_per_cents_in_languages(void **state) {
    (void)state;
    static const number_case cases[] = {
        { 1234.5, "+,.1f", "en", "+1,234.5" },
        { 1234.5, "+,.1f", "uk", "+1 234,5" },
        { -1234.5, "+,.1f", "de", "−1.234,5" },
        { -1234.5, ",.1f", "fr", "−1 234,5" },
        { -5, "", "uk", "−5" },
        { -5, NULL, "sv", "−5" },
        { 0, "+.1f", "en", "0.0" }, /* no change has no sign */
        { -0.04, "+.1f", "en", "0.0" },
        { 0.04, "+.1f", "en", "0.0" },
        { 0.05, "+.1f", "en", "+0.1" },
        { 7, "+", "en", "+7" },
        { 7, "+d", "en", "+7" },
        { 7, "+d", "ar", "\u200e+7" },
        { -7, "d", "ar", "\u200e−7" },
        { -7, "d", "he", "\u200e−7" },
        { -1234, "+,d", "hi", "−1,234" },
        { 0.781, ".1%", "de", "78,1 %" },
        { 0.781, ".1%", "fr", "78,1 %" },
        { 0.781, ".0%", "uk", "78%" },
        { 0.781, ".0%", "hi", "78%" },
        { 0.781, ".0%", "tr", "%78" },
        { 0.781, "+.0%", "tr", "+%78" },
        { 0.781, ".0%", "ar", "78\u200e%\u200e" },
        { 0.0123, "+.1%", "en", "+1.2%" },
        { -0.0123, "+.1%", "de", "−1,2 %" },
        { 12, "+,", "en", "+12" },
        { 1, "-f", "en", NULL },
        { 1, "++f", "en", NULL },
        { 1, ",+f", "en", NULL },
    };
    check_numbers(cases, CT_COUNT(cases));
}

static void huge_numbers_are_written(void **state) {
    (void)state;
    ct_arena *arena = ct_arena_new();
    const char *huge = ct_number_format(arena, -1.7976931348623157e308, ",.9f", "en");
    assert_non_null(huge);
    assert_int_equal(strlen(huge), strlen("−") + 309 + 102 + 10);
    huge = ct_number_format(arena, 1.7976931348623157e308, "+,.9%", "ar");
    assert_non_null(huge);
    ct_arena_free(arena);
}

static void upper_case(void **state) {
    (void)state;
    ct_arena *arena = ct_arena_new();
    assert_string_equal(ct_upper(arena, "Їжак і ґанок", "uk"), "ЇЖАК І ҐАНОК");
    assert_string_equal(ct_upper(arena, "istanbul", "tr"), "İSTANBUL");
    assert_string_equal(ct_upper(arena, "istanbul", NULL), "ISTANBUL");
    assert_string_equal(ct_upper(arena, "straße ﬁ", "de"), "STRASSE FI");
    assert_string_equal(ct_upper(arena, "", "en"), "");
    assert_string_equal(ct_upper(arena,
                                 "a\xFF"
                                 "b",
                                 "en"),
                        "A\uFFFD"
                        "B");
    char *text = repeated("ΐ", 5000); /* the letter that grows most: three for one */
    const char *upper = ct_upper(arena, text, "en");
    assert_int_equal(strlen(upper), 5000 * 6);
    free(text);
    ct_arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(templates_expand),
        cmocka_unit_test(faults_are_told),
        cmocka_unit_test(size_is_limited),
        cmocka_unit_test(any_text_is_survived),
        cmocka_unit_test(numbers_in_languages),
        cmocka_unit_test(signs_and_per_cents_in_languages),
        cmocka_unit_test(huge_numbers_are_written),
        cmocka_unit_test(upper_case),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
