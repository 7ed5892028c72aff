/* test_day_find.c - dates as people write them: in names, in cells, with times and zones. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "../../src/base/base.h"

static const char *word(ct_arena *arena, ct_found found, ct_day day) {
    return found == CT_FOUND_UNSURE ? "unsure"
           : found == CT_FOUND_NONE ? "none"
                                    : ct_day_iso(arena, day);
}

typedef struct found_case {
    const char *text, *day;
} found_case;

static void names_hold_dates(void **state) {
    static const found_case cases[] = {
        { "control-2025-01-31", "2025-01-31" },
        { "deepstatemap_data_20250131", "2025-01-31" },
        { "x_2025_01_31_v2", "2025-01-31" },
        { "2025.01.31", "2025-01-31" },
        { "31.01.2025", "2025-01-31" },
        { "03.04.2025", "2025-04-03" }, /* between dots the day comes first */
        { "01.31.2025", "2025-01-31" },
        { "31-01-2025", "2025-01-31" },
        { "01-31-2025", "2025-01-31" },
        { "03-04-2025", "unsure" },
        { "03_04_2025", "unsure" },
        { "04-04-2025", "2025-04-04" }, /* both are the same */
        { "31-Jan-2025", "2025-01-31" },
        { "map 31 January 2025", "2025-01-31" },
        { "31JAN2025", "2025-01-31" },
        { "control Jan 31, 2025", "2025-01-31" },
        { "2024-02-29", "2024-02-29" },
        { "2025-02-29", "none" },
        { "1941-06-22", "1941-06-22" },
        { "2025-01-31T2200", "2025-01-31" },
        { "20250131T220000", "2025-01-31" },
        { "2025-01-31_2025-02-01", "unsure" }, /* two of them */
        { "2025-01-31_20250131", "2025-01-31" },
        { "2025013112", "none" },
        { "12345678", "none" },
        { "09991231", "none" },
        { "v2", "none" },
        { "", "none" },
    };
    ct_arena *arena = *state;
    for (size_t i = 0; i < CT_COUNT(cases); i++) {
        ct_day day = 0;
        ct_found found = ct_day_find(cases[i].text, &day, NULL, NULL);
        if (strcmp(word(arena, found, day), cases[i].day) != 0)
            fail_msg("'%s' is %s", cases[i].text, word(arena, found, day));
    }
}

static void check_cells(ct_arena *arena, const found_case *cases, size_t count, const char *format,
                        const char *zone) {
    for (size_t i = 0; i < count; i++) {
        ct_day day = 0;
        ct_found found = ct_day_read(cases[i].text, format, zone, &day);
        if (strcmp(word(arena, found, day), cases[i].day) != 0)
            fail_msg("'%s' is %s", cases[i].text, word(arena, found, day));
    }
}

static void cells_hold_dates(void **state) {
    static const found_case cases[] = {
        { "2025-01-31", "2025-01-31" },
        { " 2025-01-31 ", "2025-01-31" },
        { "2025/01/31", "2025-01-31" },
        { "20250131", "2025-01-31" },
        { "1.2.2025", "2025-02-01" },
        { "31/1/2025", "2025-01-31" },
        { "1/31/2025", "2025-01-31" },
        { "1/2/2025", "unsure" },
        { "31 Jan 2025", "2025-01-31" },
        { "2025-01-31T22:30:00", "2025-01-31" },
        { "2025-01-31 22:30", "2025-01-31" },
        { "2025-01-31T22:30:00.250Z", "2025-01-31" },
        { "2025-01-31 22:30:00+02", "2025-01-31" },
        { "2025-01-31 and more", "none" },
        { "2025-01-31T25:00", "none" },
        { "2025-01-31T22:30 CET", "none" },
        { "x2025-01-31", "none" },
        { "", "none" },
        { "  ", "none" },
    };
    check_cells(*state, cases, CT_COUNT(cases), NULL, NULL);
    static const found_case formatted[] = { { "01/02/2025", "2025-02-01" },
                                            { "01/02/2025 10:00", "2025-02-01" },
                                            { "2025-02-01", "none" },
                                            { "31/02/2025", "none" } };
    check_cells(*state, formatted, CT_COUNT(formatted), "%d/%m/%Y", NULL);
}

/* A moment is of the day that it is in the zone that is told: never that of the machine. */
static void moments_are_of_the_day_in_a_zone(void **state) {
    static const found_case kyiv[] = {
        { "2025-01-31T21:59:59Z", "2025-01-31" },
        { "2025-01-31T22:00:00Z", "2025-02-01" },      /* winter: two hours east */
        { "2025-07-31T21:00:00Z", "2025-08-01" },      /* summer: three */
        { "2025-01-31T23:30:00+02:00", "2025-01-31" }, /* its own */
        { "2025-02-01T03:00:00+0900", "2025-01-31" },
        { "2025-01-31T23:30:00", "2025-01-31" }, /* no offset: as it is written */
        { "2025-01-31", "2025-01-31" },
    };
    static const found_case nepal[] = { { "2025-01-31T18:14:59Z", "2025-01-31" },
                                        { "2025-01-31T18:15:00Z", "2025-02-01" } };
    static const found_case utc[] = { { "2025-02-01T01:30:00+02:00", "2025-01-31" },
                                      { "1941-06-22T00:30:00+03:00", "1941-06-21" } };
    static const char *const machines[] = { "UTC", "Pacific/Kiritimati", "America/Los_Angeles" };
    for (size_t i = 0; i < CT_COUNT(machines); i++) {
        setenv("TZ", machines[i], 1);
        tzset();
        check_cells(*state, kyiv, CT_COUNT(kyiv), NULL, "Europe/Kyiv");
        check_cells(*state, nepal, CT_COUNT(nepal), NULL, "+05:45");
        check_cells(*state, utc, CT_COUNT(utc), NULL, "UTC");
        check_cells(*state, utc, CT_COUNT(utc), NULL, "Z");
    }
    setenv("TZ", "UTC", 1);
}

static void zones_are_known_or_not(void **state) {
    (void)state;
    static const char *const good[] = {
        "UTC", "Z", "Europe/Kyiv", "Europe/Kiev", "+02:00", "-0330"
    };
    static const char *const bad[] = {
        "",
        "Europe/Kiew",
        "local",
        "+2",
        "+99:00",
        "Mars/Olympus Mons",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
    };
    for (size_t i = 0; i < CT_COUNT(good); i++)
        if (!ct_zone_known(good[i])) fail_msg("'%s' is no zone", good[i]);
    for (size_t i = 0; i < CT_COUNT(bad); i++)
        if (ct_zone_known(bad[i])) fail_msg("'%s' is a zone", bad[i]);
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
        cmocka_unit_test_setup_teardown(names_hold_dates, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(cells_hold_dates, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(moments_are_of_the_day_in_a_zone, open_arena, close_arena),
        cmocka_unit_test(zones_are_known_or_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
