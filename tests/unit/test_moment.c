/* test_moment.c - dates and times in texts, those that are none, and those that are odd. */
#include "../../src/source/source.h"
#include "sample.h"

static void moments_are_read_and_written(void **state) {
    bench *b = *state;
    static const struct {
        const char *text;
        ct_moment_kind kind;
        const char *iso;
    } cases[] = {
        { "2026-01-27", CT_MOMENT_DATE, "2026-01-27" },
        { "2026/01/07", CT_MOMENT_DATE, "2026-01-07" },
        { "  2026-01-27", CT_MOMENT_DATE, "2026-01-27" },
        { "2026-01-27T10:20:30Z", CT_MOMENT_BOTH, "2026-01-27T10:20:30Z" },
        { "2026-01-27 10:20", CT_MOMENT_BOTH, "2026-01-27T10:20:00" },
        { "2026-01-27T10:20:30.75", CT_MOMENT_BOTH, "2026-01-27T10:20:30" },
        { "2026-01-27T10:20:30+02:00", CT_MOMENT_BOTH, "2026-01-27T10:20:30+02:00" },
        { "2026-01-27T10:20:30-03:30", CT_MOMENT_BOTH, "2026-01-27T10:20:30-03:30" },
        { "2026-01-27T10:20:30 +05", CT_MOMENT_BOTH, "2026-01-27T10:20:30+05:00" },
        { "10:20", CT_MOMENT_TIME, "10:20:00" },
        { "23:59:59", CT_MOMENT_TIME, "23:59:59" },
        { "2026-01-27T10:20:30-00:00", CT_MOMENT_BOTH, "2026-01-27T10:20:30Z" },
    };
    for (size_t i = 0; i < CT_COUNT(cases); i++) {
        ct_moment m;
        ct_moment_kind kind = ct_moment_parse(cases[i].text, &m);
        if (kind != cases[i].kind) fail_msg("'%s' is of kind %d", cases[i].text, kind);
        assert_string_equal(ct_moment_text(b->arena, &m, kind), cases[i].iso);
    }
}

static void other_texts_are_none(void **state) {
    (void)state;
    static const char *const texts[] = {
        "",           "Kyiv",    "UA-14",    "12",          "12.5",        "-",
        "--",         "+1-2",    "n/a",      "2026",        "2026-13-01",  "2026-00-01",
        "2026-01-32", "2026-01", "1-x",      "24:00",       "10:60",       "10:",
        ":10",        "a:b",     "10:20:61", "2026-01-27x", "40000-01-01", "2026-01-27 later",
        "12-34-5678", "x 10:20", "-5",       "- 1/2/3",
    };
    for (size_t i = 0; i < CT_COUNT(texts); i++) {
        ct_moment m;
        ct_moment_kind kind = ct_moment_parse(texts[i], &m);
        if (kind != CT_MOMENT_NONE) fail_msg("'%s' is of kind %d", texts[i], kind);
    }
}

static void odd_ones_are_not_decided(void **state) {
    (void)state;
    static const char *const texts[] = {
        "26-01-27",
        "2026/1/7",
        "2026-01-7",
        "1:20",
        "10:2",
        "10:20:3",
        "2026-01-27Z",
        "2026-01-27T",
        "2026-01-27T10:20Z",
        "10:20:60",
        "10:20:30e1",
        "10:20:3.4.5",
        "10:20 o'clock",
        "2026-01- 5",
        "-2026-01-27",
        "2026-01-27T10:20:30Zulu",
        "2026-01-27T10:20:30+0200",
        "2026-01-27T10:20:30+02:10",
        "2026-01-27T10:20:30+19:00",
    };
    for (size_t i = 0; i < CT_COUNT(texts); i++) {
        ct_moment m;
        ct_moment_kind kind = ct_moment_parse(texts[i], &m);
        if (kind != CT_MOMENT_UNSURE) fail_msg("'%s' is of kind %d", texts[i], kind);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        BENCH_TEST(moments_are_read_and_written),
        cmocka_unit_test(other_texts_are_none),
        cmocka_unit_test(odd_ones_are_not_decided),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
