/* test_when.c - days that are told by others: steps of months and years, first, latest, previous.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../src/base/base.h"

static ct_day day_of(const char *text) {
    ct_day day;
    assert_true(ct_day_parse(text, &day));
    return day;
}

static const char *iso(ct_arena *arena, ct_day day) {
    return day == CT_NO_DAY ? "none" : ct_day_iso(arena, day);
}

static void steps_are_read(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int32_t months, days;
    } good[] = { { "-30d", 0, -30 }, { "+2w", 0, 14 },          { "-1m", -1, 0 },
                 { "-1y", -12, 0 },  { "-1y+1d", -12, 1 },      { "-1d-1d", 0, -2 },
                 { "+0d", 0, 0 },    { "-999999d", 0, -999999 } };
    for (size_t i = 0; i < CT_COUNT(good); i++) {
        int32_t months, days;
        assert_true(ct_steps_parse(good[i].text, &months, &days));
        assert_int_equal(months, good[i].months);
        assert_int_equal(days, good[i].days);
    }
    static const char *const bad[] = { "",    "30d",  "-",     "-d",        "-30",     "-30dd",
                                       "-1h", "- 1d", "-1d ",  "-1.5d",     "-30D",    "--1d",
                                       "-1M", "-1d,", "-1d+y", "-9999999d", "-999999y" };
    for (size_t i = 0; i < CT_COUNT(bad); i++) {
        int32_t months, days;
        if (ct_steps_parse(bad[i], &months, &days)) fail_msg("'%s' is read as steps", bad[i]);
    }
    int32_t months, days;
    assert_false(ct_steps_parse(NULL, &months, &days));
}

static void a_shorter_month_gives_its_last_day(void **state) {
    ct_arena *arena = *state;
    static const struct {
        const char *day;
        int32_t months, days;
        const char *to;
    } cases[] = {
        { "2026-03-31", -1, 0, "2026-02-28" },   { "2024-03-31", -1, 0, "2024-02-29" },
        { "2024-02-29", -12, 0, "2023-02-28" },  { "2024-02-29", -48, 0, "2020-02-29" },
        { "2024-02-29", 12, 1, "2025-03-01" },   { "2026-01-31", 1, 0, "2026-02-28" },
        { "2026-01-31", 13, -1, "2027-02-27" },  { "2026-12-31", -6, 0, "2026-06-30" },
        { "1970-01-15", -1, 0, "1969-12-15" },   { "1900-03-31", -1, 0, "1900-02-28" },
        { "1941-06-22", 1200, 0, "2041-06-22" }, { "0001-01-01", 0, -1, "none" },
        { "0001-01-31", -1, 0, "none" },         { "9999-12-31", 0, 1, "none" },
        { "9999-12-31", 1, 0, "none" },          { "2026-01-27", -24300, 0, "0001-01-27" },
        { "2026-01-27", -24312, 0, "none" },
    };
    for (size_t i = 0; i < CT_COUNT(cases); i++)
        assert_string_equal(
            iso(arena, ct_day_step(day_of(cases[i].day), cases[i].months, cases[i].days)),
            cases[i].to);
    assert_int_equal(ct_day_step(CT_NO_DAY, 1, 1), CT_NO_DAY);
}

/* The day of a text, on a date, with these data. */
static const char *when(ct_arena *arena, const char *text, const char *date) {
    const ct_day days[] = { day_of("2025-12-01"), day_of("2026-01-01"), day_of("2026-01-20") };
    ct_when found;
    if (!ct_when_parse(text, &found)) return "unread";
    return iso(arena, ct_when_day(&found, *date ? day_of(date) : CT_NO_DAY, days, CT_COUNT(days)));
}

static void days_are_told_by_others(void **state) {
    ct_arena *arena = *state;
    static const struct {
        const char *text, *date, *day;
    } cases[] = {
        { "2022-02-23", "", "2022-02-23" },
        { "2022-02-23-1y", "2026-01-27", "2021-02-23" },
        { "-30d", "2026-01-27", "2025-12-28" },
        { "date-30d", "2026-01-27", "2025-12-28" },
        { "{date-30d}", "2026-01-27", "2025-12-28" },
        { "date", "2026-01-27", "2026-01-27" },
        { "-30d", "", "none" },
        { "first", "", "2025-12-01" },
        { "latest", "", "2026-01-20" },
        { "latest-1m", "", "2025-12-20" },
        { "previous", "2026-01-20", "2026-01-01" },
        { "previous", "2026-01-27", "2026-01-01" }, /* the 20th is what is shown */
        { "previous", "2026-01-19", "2025-12-01" },
        { "previous", "2026-01-01", "2025-12-01" },
        { "previous", "2025-12-31", "none" },
        { "previous", "2025-11-30", "none" },
        { "previous", "", "none" },
    };
    for (size_t i = 0; i < CT_COUNT(cases); i++)
        assert_string_equal(when(arena, cases[i].text, cases[i].date), cases[i].day);
    static const char *const bad[] = { "",        "{}",           "last",         "30d",
                                       "latest ", "2022-02-30",   "2022-02-23x",  "{date-30d",
                                       "today",   "latestlatest", "first..latest" };
    for (size_t i = 0; i < CT_COUNT(bad); i++)
        assert_string_equal(when(arena, bad[i], "2026-01-27"), "unread");
    ct_when found;
    assert_false(ct_when_parse(NULL, &found));
    assert_int_equal(found.from, CT_WHEN_NOT);
}

static void what_is_not_given_is_the_date_itself(void **state) {
    (void)state;
    const ct_when none = { 0 };
    assert_int_equal(ct_when_day(&none, 17, NULL, 0), 17);
    assert_false(ct_when_of_data(&none));
    ct_when found;
    assert_true(ct_when_parse("latest", &found));
    assert_true(ct_when_of_data(&found));
    assert_int_equal(ct_when_day(&found, 17, NULL, 0), CT_NO_DAY);
    assert_true(ct_when_parse("-1d", &found));
    assert_false(ct_when_of_data(&found));
}

static int open_arena(void **state) {
    *state = ct_arena_new();
    return 0;
}

static int close_arena(void **state) {
    ct_arena_free(*state);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(steps_are_read),
        cmocka_unit_test_setup_teardown(a_shorter_month_gives_its_last_day, open_arena,
                                        close_arena),
        cmocka_unit_test_setup_teardown(days_are_told_by_others, open_arena, close_arena),
        cmocka_unit_test(what_is_not_given_is_the_date_itself),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
