/* test_date.c - days: round trips, parsing, scanning, and writing them in languages. */
#include <locale.h>
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

static bool leap(int year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

static int month_days(int year, int month) {
    static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    return days[month - 1] + (month == 2 && leap(year));
}

/* Counts every day of 400 years and more by hand. */
static void every_day_comes_back(void **state) {
    (void)state;
    ct_day day = ct_day_from(1899, 12, 31);
    assert_int_equal(day, -25568);
    for (int year = 1900; year <= 2320; year++)
        for (int month = 1; month <= 12; month++)
            for (int mday = 1; mday <= month_days(year, month); mday++) {
                day++;
                int y, m, d;
                ct_day_civil(day, &y, &m, &d);
                if (ct_day_from(year, month, mday) != day || y != year || m != month || d != mday)
                    fail_msg("%d-%d-%d", year, month, mday);
            }
}

static void days_that_are_known(void **state) {
    (void)state;
    assert_int_equal(ct_day_from(1970, 1, 1), 0);
    assert_int_equal(ct_day_from(1969, 12, 31), -1);
    assert_int_equal(ct_day_from(2000, 3, 1), 11017);
    assert_int_equal(ct_day_from(2022, 2, 24), 19047);
    assert_int_equal(ct_day_from(1, 1, 1), -719162);
    assert_int_equal(ct_day_from(0, 3, 1), -719468);
    assert_int_equal(ct_day_from(-400, 3, 1), -719468 - 146097);
    int y, m, d;
    ct_day_civil(INT32_MAX, &y, &m, &d);
    assert_int_equal(ct_day_from(y, m, d), INT32_MAX);
    ct_day_civil(INT32_MIN + 1, &y, &m, &d);
    assert_int_equal(ct_day_from(y, m, d), INT32_MIN + 1);
    assert_int_equal(ct_day_from(INT32_MAX, 1, 1), INT32_MAX);
    assert_int_equal(ct_day_from(INT32_MIN, 1, 1), CT_NO_DAY);
}

static void iso_days_are_read_exactly(void **state) {
    (void)state;
    ct_arena *arena = ct_arena_new();
    static const char *const good[] = { "2026-01-27", "2024-02-29", "2000-02-29",
                                        "0001-01-01", "9999-12-31", "1582-10-10" };
    for (size_t i = 0; i < CT_COUNT(good); i++) {
        ct_day day;
        assert_true(ct_day_parse(good[i], &day));
        assert_string_equal(ct_day_iso(arena, day), good[i]);
    }
    static const char *const bad[] = {
        "",           "2026",       "2026-1-27",  "2026-01-27 ", " 2026-01-27", "2026-01-27T00:00",
        "2026-13-01", "2026-00-10", "2026-01-00", "2026-01-32",  "2026-04-31",  "2023-02-29",
        "1900-02-29", "0000-01-01", "26-01-27",   "20260127",    "2026/01/27",  "-026-01-27",
        "+026-01-27", "2026-01-2x", "2026-01-",   "12026-01-27", "２026-01-27", "2026-01-270",
    };
    for (size_t i = 0; i < CT_COUNT(bad); i++) {
        ct_day day = 42;
        if (ct_day_parse(bad[i], &day)) fail_msg("'%s' is read as a day", bad[i]);
        assert_int_equal(day, 42);
    }
    ct_day day;
    assert_false(ct_day_parse(NULL, &day));
    ct_arena_free(arena);
}

static void names_are_scanned(void **state) {
    (void)state;
    static const struct {
        const char *text, *format, *day; /* day NULL: refused */
        size_t length;
    } cases[] = {
        { "20260127.geojson", "%Y%m%d", "2026-01-27", 8 },
        { "2026-01-27", "%Y-%m-%d", "2026-01-27", 10 },
        { "27.01.2026_x", "%d.%m.%Y", "2026-01-27", 10 },
        { "7.1.2026", "%-d.%-m.%Y", "2026-01-07", 8 },
        { "27.11.2026", "%-d.%-m.%Y", "2026-11-27", 10 },
        { "control-20260127", "control-%Y%m%d", "2026-01-27", 16 },
        { "27JAN2026", "%d%b%Y", "2026-01-27", 9 },
        { "04Nov2022.zip", "%d%b%Y", "2022-11-04", 9 },
        { "4 november 2022", "%-d %B %Y", "2022-11-04", 15 },
        { "260127", "%y%m%d", "2026-01-27", 6 },
        { "2024366", "%Y%j", "2024-12-31", 7 },
        { "2026-027", "%Y-%j", "2026-01-27", 8 },
        { "50% 2026-01-27", "50%% %Y-%m-%d", "2026-01-27", 14 },
        { "202601271", "%Y%m%d", "2026-01-27", 8 },
        { "2023366", "%Y%j", NULL, 0 },
        { "2023000", "%Y%j", NULL, 0 },
        { "0000001", "%Y%j", NULL, 0 },
        { "20260230", "%Y%m%d", NULL, 0 },
        { "2026012", "%Y%m%d", NULL, 0 },
        { "1.1.2026", "%d.%m.%Y", NULL, 0 },
        { "x20260127", "%Y%m%d", NULL, 0 },
        { "202601", "%Y%m", NULL, 0 },
        { "27XYZ2026", "%d%b%Y", NULL, 0 },
        { "27JA", "%d%b%Y", NULL, 0 },
        { "2026-01-27", "%Y-%m-%d%", NULL, 0 },
        { "2026-01-27", "%Y-%m-%d%-", NULL, 0 },
        { "2026-01-27", "%Y-%q-%d", NULL, 0 },
        { "2026-01-27", "", NULL, 0 },
        { "", "%Y-%m-%d", NULL, 0 },
        { "2026-01-27", "%Y-%m-%d.shp", NULL, 0 },
    };
    for (size_t i = 0; i < CT_COUNT(cases); i++) {
        ct_day day = 42, wanted = 42;
        size_t length = 0;
        bool found = ct_day_scan(cases[i].text, cases[i].format, &day, &length);
        if (found != (cases[i].day != NULL))
            fail_msg("'%s' by '%s'", cases[i].text, cases[i].format);
        if (found) assert_true(ct_day_parse(cases[i].day, &wanted));
        assert_int_equal(day, wanted);
        assert_int_equal(length, cases[i].length);
    }
    ct_day day;
    assert_true(ct_day_scan("20260127", "%Y%m%d", &day, NULL));
}

static void spans_are_read(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int32_t days;
    } good[] = {
        { "30d", 30 }, { "6w", 42 }, { "400d", 400 }, { "0d", 0 }, { "999999w", 6999993 }
    };
    for (size_t i = 0; i < CT_COUNT(good); i++) {
        int32_t days;
        assert_true(ct_span_parse(good[i].text, &days));
        assert_int_equal(days, good[i].days);
    }
    static const char *const bad[] = { "",    "d",    "30",  "30 d", "30dd",     "-30d",
                                       "30y", "1.5d", "30D", " 30d", "9999999d", "+1d" };
    for (size_t i = 0; i < CT_COUNT(bad); i++) {
        int32_t days = 42;
        if (ct_span_parse(bad[i], &days)) fail_msg("'%s' is read as a span", bad[i]);
        assert_int_equal(days, 42);
    }
    int32_t days;
    assert_false(ct_span_parse(NULL, &days));
}

static void days_are_written(void **state) {
    (void)state;
    static const struct {
        const char *day, *format, *lang, *text; /* text NULL: the format is refused */
    } cases[] = {
        { "2026-01-27", "long", "en", "27 January 2026" },
        { "2026-01-07", "long", "en", "7 January 2026" },
        { "2026-01-27", "medium", "en", "27 Jan 2026" },
        { "2026-01-27", "full", "en", "Tuesday, 27 January 2026" },
        { "2026-01-27", "short", "en", "27/01/2026" },
        { "2026-01-27", "long", NULL, "27 January 2026" },
        { "2026-01-27", "long", "en-US", "January 27, 2026" },
        { "2026-01-27", "long", "uk", "27 січня 2026 р." },
        { "2026-01-27", "long", "ru", "27 января 2026 г." },
        { "2026-01-27", "long", "de", "27. Januar 2026" },
        { "2026-01-27", "long", "fr", "27 janvier 2026" },
        { "2026-01-27", "long", "ar", "27 يناير 2026" }, /* Latin digits, unless asked for others */
        { "2026-01-27", "long", "ar-EG", "27 يناير 2026" },
        { "2026-01-27", "long", "ar-u-nu-arab", "٢٧ يناير ٢٠٢٦" },
        { "2026-01-27", "long", "mr", "27 जानेवारी, 2026" },
        { "2026-01-27", "long", "mr-u-nu-deva", "२७ जानेवारी, २०२६" },
        { "2026-01-27", "long", "xx", "27 January 2026" },
        { "2026-01-27", "long", "", "27 January 2026" },
        { "2026-01-27", "long", "not a language at all", "27 January 2026" },
        { "2026-01-27", "iso", "uk", "2026-01-27" },
        { "2026-01-27", "", "uk", "2026-01-27" },
        { "2026-01-27", NULL, "uk", "2026-01-27" },
        { "2026-01-07", "%-d %B %Y", "en", "7 January 2026" },
        { "2026-01-07", "%d.%m.%y", "de", "07.01.26" },
        { "2026-01-07", "%-d.%-m.%Y", "de", "7.1.2026" },
        { "2026-01-27", "%-d %B %Y", "uk", "27 січня 2026" },
        { "2026-01-27", "%B %Y", "uk", "січень 2026" }, /* the nominative without a day */
        { "2026-01-27", "%B %Y", "pl", "styczeń 2026" },
        { "2026-01-27", "%-d %B", "pl", "27 stycznia" },
        { "2026-01-27", "%a %A", "en", "Tue Tuesday" },
        { "2026-01-27", "%A", "uk", "вівторок" },
        { "2026-01-27", "%-d %B %Y", "fa", "27 ژانویهٔ 2026" }, /* one calendar, not two */
        { "2026-01-27", "%j %-j", "en", "027 27" },
        { "2024-12-31", "%j", "en", "366" },
        { "2026-01-27", "100%% on %d", "en", "100% on 27" },
        { "2026-01-27", "день %d", "uk", "день 27" },
        { "1500-03-01", "long", "en", "1 March 1500" }, /* proleptic, like ISO 8601 */
        { "1500-03-01", "%-d %B", "uk", "1 березня" },
        { "2026-01-27", "Long", "en", NULL },
        { "2026-01-27", "yyyy", "en", NULL },
        { "2026-01-27", "%Q", "en", NULL },
        { "2026-01-27", "%Y-%", "en", NULL },
        { "2026-01-27", "%Y%-", "en", NULL },
    };
    ct_arena *arena = ct_arena_new();
    setlocale(LC_ALL, "de_DE.UTF-8"); /* must not matter */
    setenv("LC_ALL", "de_DE.UTF-8", 1);
    for (size_t i = 0; i < CT_COUNT(cases); i++) {
        ct_day day;
        assert_true(ct_day_parse(cases[i].day, &day));
        const char *text = plain(arena, ct_day_format(arena, day, cases[i].format, cases[i].lang));
        if (!ct_streq(text, cases[i].text))
            fail_msg("%s as '%s' in '%s' is '%s', not '%s'", cases[i].day,
                     cases[i].format ? cases[i].format : "NULL",
                     cases[i].lang ? cases[i].lang : "NULL", text ? text : "NULL",
                     cases[i].text ? cases[i].text : "NULL");
    }
    setlocale(LC_ALL, "C");
    ct_arena_free(arena);
}

/* The day of the month that ICU writes is ours on every day of four centuries (no zone, no
 * daylight saving, no change of calendar shifts it). */
/* Captions say "27 січня", charts "січень": in the Slavic languages a month has two forms. */
static void months_beside_a_day_are_in_the_genitive(void **state) {
    (void)state;
    static const char *const uk[12][2] = {
        { "січня", "січень" },   { "лютого", "лютий" },       { "березня", "березень" },
        { "квітня", "квітень" }, { "травня", "травень" },     { "червня", "червень" },
        { "липня", "липень" },   { "серпня", "серпень" },     { "вересня", "вересень" },
        { "жовтня", "жовтень" }, { "листопада", "листопад" }, { "грудня", "грудень" },
    };
    ct_arena *arena = ct_arena_new();
    for (int month = 1; month <= 12; month++) {
        ct_day day = ct_day_from(2026, month, 8);
        const char *with = uk[month - 1][0], *alone = uk[month - 1][1];
        assert_string_equal(ct_day_format(arena, day, "%-d %B %Y", "uk"),
                            ct_printf(arena, "8 %s 2026", with));
        assert_string_equal(ct_day_format(arena, day, "%B", "uk"), alone);
        assert_string_equal(plain(arena, ct_day_format(arena, day, "long", "uk")),
                            ct_printf(arena, "8 %s 2026 р.", with));
    }
    static const struct {
        const char *lang, *day, *month;
    } others[] = { { "en", "8 March 2026", "March 2026" },  { "fr", "8 mars 2026", "mars 2026" },
                   { "de", "8 März 2026", "März 2026" },    { "hi", "8 मार्च 2026", "मार्च 2026" },
                   { "ar", "8 مارس 2026", "مارس 2026" },    { "ru", "8 марта 2026", "март 2026" },
                   { "cs", "8 března 2026", "březen 2026" } };
    for (size_t i = 0; i < CT_COUNT(others); i++) {
        ct_day day = ct_day_from(2026, 3, 8);
        assert_string_equal(ct_day_format(arena, day, "%-d %B %Y", others[i].lang), others[i].day);
        assert_string_equal(ct_day_format(arena, day, "%B %Y", others[i].lang), others[i].month);
    }
    ct_arena_free(arena);
}

static void no_day_shifts(void **state) {
    (void)state;
    ct_arena *arena = ct_arena_new();
    for (ct_day day = ct_day_from(1550, 1, 1); day < ct_day_from(2100, 1, 1); day += 29) {
        int y, m, d;
        ct_day_civil(day, &y, &m, &d);
        char head[16];
        snprintf(head, sizeof head, "%d. ", d);
        assert_memory_equal(ct_day_format(arena, day, "long", "de"), head, strlen(head));
        ct_arena_reset(arena);
    }
    ct_arena_free(arena);
}

static void a_long_format_is_written(void **state) {
    (void)state;
    ct_arena *arena = ct_arena_new();
    char *format = malloc(200003);
    memset(format, '-', 200000);
    strcpy(format + 200000, "%d");
    const char *text = ct_day_format(arena, 0, format, "en");
    assert_int_equal(strlen(text), 200002);
    assert_string_equal(text + 199999, "-01");
    assert_true(ct_arena_used(arena) < 1000000);
    free(format);
    ct_arena_free(arena);
}

static void languages_are_known(void **state) {
    (void)state;
    static const char *const known[] = { "en", "uk", "ar-u-nu-latn", "en-GB", "zh-Hant", "de_AT" };
    for (size_t i = 0; i < CT_COUNT(known); i++)
        assert_string_equal(ct_lang_known(known[i]), known[i]);
    static const char *const unknown[] = { "", "xx", "english language", "-", "\xFF", "e" };
    for (size_t i = 0; i < CT_COUNT(unknown); i++)
        assert_string_equal(ct_lang_known(unknown[i]), "en");
    assert_string_equal(ct_lang_known(NULL), "en");
}

static void directions(void **state) {
    (void)state;
    assert_true(ct_lang_rtl("ar") && ct_lang_rtl("he") && ct_lang_rtl("fa-IR"));
    assert_false(ct_lang_rtl("en") || ct_lang_rtl("uk-UA") || ct_lang_rtl(NULL) ||
                 ct_lang_rtl("x"));
}

static void ranges_are_read(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int32_t step;
        size_t count;
    } good[] = { { "2022-03-01", 1, 1 },
                 { "2022-03-01..2022-03-01", 1, 1 },
                 { "2022-02-27..2022-03-02", 1, 4 },
                 { "2022-03-01..2022-12-31/30d", 30, 11 },
                 { "2022-03-01..2022-03-15/1w", 7, 3 } };
    for (size_t i = 0; i < CT_COUNT(good); i++) {
        ct_day first;
        int32_t step;
        size_t count;
        assert_true(ct_days_parse(good[i].text, &first, &step, &count));
        assert_int_equal(step, good[i].step);
        assert_int_equal(count, good[i].count);
    }
    static const char *const bad[] = { "",
                                       "2022",
                                       "2022-02-30",
                                       "2022-03-01..",
                                       "2022-03-01..2022-02-01",
                                       "2022-03-01..2022-04-01/",
                                       "2022-03-01..2022-04-01/0d",
                                       "2022-03-01..2022-04-01/2",
                                       "2022-03-01.2022-04-01",
                                       "2022-03-01..2022-04-011",
                                       "2022-03-01..2022-13-01" };
    for (size_t i = 0; i < CT_COUNT(bad); i++) {
        ct_day first;
        int32_t step;
        size_t count;
        if (ct_days_parse(bad[i], &first, &step, &count)) fail_msg("'%s' is read", bad[i]);
    }
    ct_day first;
    int32_t step;
    size_t count;
    assert_false(ct_days_parse(NULL, &first, &step, &count));
}

static void days_are_sorted_and_stand_once(void **state) {
    (void)state;
    ct_day days[] = { 5, 1, 5, 3, 1 };
    assert_int_equal(ct_days_sort(days, 5), 3);
    assert_true(days[0] == 1 && days[1] == 3 && days[2] == 5);
    assert_int_equal(ct_days_sort(NULL, 0), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_are_sorted_and_stand_once),
        cmocka_unit_test(every_day_comes_back),
        cmocka_unit_test(days_that_are_known),
        cmocka_unit_test(iso_days_are_read_exactly),
        cmocka_unit_test(names_are_scanned),
        cmocka_unit_test(spans_are_read),
        cmocka_unit_test(ranges_are_read),
        cmocka_unit_test(days_are_written),
        cmocka_unit_test(months_beside_a_day_are_in_the_genitive),
        cmocka_unit_test(no_day_shifts),
        cmocka_unit_test(a_long_format_is_written),
        cmocka_unit_test(languages_are_known),
        cmocka_unit_test(directions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
