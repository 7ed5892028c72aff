/* test_series.c - the file for a date: templates, globs, what to do where there is none. */
#include "../../src/source/source.h"
#include "sample.h"

/* Asks for the file of a day ("" for none) in the bench's folder; gives its name, or why not. */
static const char *ask(bench *b, ct_data_spec entry, const char *day) {
    const char *path = NULL;
    ct_day wanted = CT_NO_DAY, found = CT_NO_DAY;
    if (*day) assert_true(ct_day_parse(day, &wanted));
    entry.file.place = (ct_place){ "t.map.yaml", 5, 2 };
    const char *spec = bench_path(b, "t.map.yaml");
    if (!ct_source_for_date(b->arena, &entry, spec, wanted, "uk", &path, &found, b->report))
        return "fault";
    if (!path) return "none";
    assert_true(ct_file_exists(path));
    if (found == CT_NO_DAY) return ct_path_name(path);
    return ct_printf(b->arena, "%s of %s", ct_path_name(path), ct_day_iso(b->arena, found));
}

static ct_data_spec entry_of(const char *file, ct_missing missing, int32_t max_age) {
    return (ct_data_spec){ .file = { .text = file }, .missing = missing, .max_age = max_age };
}

static void write_days(bench *b, const char *pattern, const char *const *days, size_t count) {
    for (size_t i = 0; i < count; i++) {
        const char *star = strchr(pattern, '*');
        bench_text(
            b, ct_printf(b->arena, "%.*s%s%s", (int)(star - pattern), pattern, days[i], star + 1),
            "x");
    }
}

static const char *const DAYS[] = { "2026-01-01", "2026-01-05", "2026-01-20" };

static void a_template_finds_the_day_itself(void **state) {
    bench *b = *state;
    write_days(b, "c-*.geojson", DAYS, 3);
    assert_string_equal(ask(b, entry_of("c-{date}.geojson", CT_MISSING_ERROR, -1), "2026-01-05"),
                        "c-2026-01-05.geojson of 2026-01-05");
    assert_int_equal(ct_report_count(b->report), 0);
}

static void previous_takes_the_newest_before_and_says_so(void **state) {
    bench *b = *state;
    write_days(b, "c-*.geojson", DAYS, 3);
    ct_data_spec entry = entry_of("c-{date}.geojson", CT_MISSING_PREVIOUS, -1);
    assert_string_equal(ask(b, entry, "2026-01-19"), "c-2026-01-05.geojson of 2026-01-05");
    assert_true(told(b, CARTOUCHE_NOTE, "2026-01-05, 14 days older"));
    assert_string_equal(ask(b, entry, "2030-01-01"), "c-2026-01-20.geojson of 2026-01-20");
    assert_string_equal(ask(b, entry, "2025-12-31"), "fault");
}

static void max_age_bounds_how_far_back(void **state) {
    bench *b = *state;
    write_days(b, "c-*.geojson", DAYS, 3);
    ct_data_spec entry = entry_of("c-{date}.geojson", CT_MISSING_PREVIOUS, 5);
    assert_string_equal(ask(b, entry, "2026-01-10"), "c-2026-01-05.geojson of 2026-01-05");
    assert_string_equal(ask(b, entry, "2026-01-11"), "fault");
    assert_true(told(b, CARTOUCHE_ERROR, "older than max_age: 5d"));
    assert_int_equal(ct_report_status(b->report), CARTOUCHE_BAD_DATA);
}

static void skip_gives_no_file(void **state) {
    bench *b = *state;
    write_days(b, "c-*.geojson", DAYS, 3);
    assert_string_equal(ask(b, entry_of("c-{date}.geojson", CT_MISSING_SKIP, -1), "2026-01-02"),
                        "none");
    assert_string_equal(ask(b, entry_of("c-*.geojson", CT_MISSING_SKIP, -1), "2026-01-02"), "none");
    assert_string_equal(ask(b, entry_of("d-*.geojson", CT_MISSING_SKIP, -1), "2026-01-02"), "none");
    assert_string_equal(ask(b, entry_of("d.geojson", CT_MISSING_SKIP, -1), "2026-01-02"), "none");
    assert_int_equal(ct_report_count(b->report), 0);
}

static void an_error_names_the_nearest_days(void **state) {
    bench *b = *state;
    write_days(b, "c-*.geojson", DAYS, 3);
    ct_data_spec entry = entry_of("c-{date}.geojson", CT_MISSING_ERROR, -1);
    assert_string_equal(ask(b, entry, "2026-01-07"), "fault");
    assert_true(told(b, CARTOUCHE_ERROR, "2026-01-05 and 2026-01-20"));
    assert_string_equal(ask(b, entry, "2025-01-07"), "fault");
    assert_true(told(b, CARTOUCHE_ERROR, "first one is of 2026-01-01"));
    assert_int_equal(ct_report_at(b->report, 0)->line, 5);
}

static void other_formats_and_folders(void **state) {
    bench *b = *state;
    static const char *const compact[] = { "20260101", "20260120" };
    write_days(b, "d_*.shp", compact, 2);
    assert_string_equal(
        ask(b, entry_of("d_{date:%Y%m%d}.shp", CT_MISSING_PREVIOUS, -1), "2026-01-10"),
        "d_20260101.shp of 2026-01-01");
    mkdir(bench_path(b, "2026-01-03"), 0700);
    bench_text(b, "2026-01-03/areas.shp", "x");
    assert_string_equal(ask(b, entry_of("{date}/areas.shp", CT_MISSING_PREVIOUS, -1), "2026-01-10"),
                        "areas.shp of 2026-01-03");
}

static void two_dates_in_a_name_are_tried_day_by_day(void **state) {
    bench *b = *state;
    mkdir(bench_path(b, "2026"), 0700);
    bench_text(b, "2026/c-2026-01-03.kml", "x");
    assert_string_equal(
        ask(b, entry_of("{date:%Y}/c-{date}.kml", CT_MISSING_PREVIOUS, 30), "2026-01-10"),
        "c-2026-01-03.kml of 2026-01-03");
    assert_string_equal(
        ask(b, entry_of("{date:%Y}/c-{date}.kml", CT_MISSING_PREVIOUS, 3), "2026-01-10"), "fault");
}

static void a_glob_reads_the_date_from_the_name(void **state) {
    bench *b = *state;
    static const char *const names[] = { "20260101", "v2_2026-01-05b", "notes" };
    write_days(b, "c_*.geojson", names, 3);
    ct_data_spec entry = entry_of("c_*.geojson", CT_MISSING_PREVIOUS, -1);
    assert_string_equal(ask(b, entry, "2026-01-03"), "c_20260101.geojson of 2026-01-01");
    assert_string_equal(ask(b, entry, "2026-01-05"), "c_v2_2026-01-05b.geojson of 2026-01-05");
    assert_string_equal(ask(b, entry, ""), "c_v2_2026-01-05b.geojson of 2026-01-05");
    assert_true(told(b, CARTOUCHE_NOTE, "newest"));
}

static void a_glob_that_fits_one_undated_file_takes_it(void **state) {
    bench *b = *state;
    bench_text(b, "only.geojson", "x");
    assert_string_equal(ask(b, entry_of("*.geojson", CT_MISSING_ERROR, -1), "2026-01-03"),
                        "only.geojson");
    bench_text(b, "another.geojson", "x");
    assert_string_equal(ask(b, entry_of("*.geojson", CT_MISSING_ERROR, -1), "2026-01-03"), "fault");
    assert_true(told(b, CARTOUCHE_ERROR, "none has a date"));
    assert_string_equal(ask(b, entry_of("*.kml", CT_MISSING_ERROR, -1), "2026-01-03"), "fault");
    assert_string_equal(ask(b, entry_of("*/*.kml", CT_MISSING_ERROR, -1), ""), "fault");
}

static void a_plain_name_and_the_language(void **state) {
    bench *b = *state;
    bench_text(b, "towns.uk.csv", "x");
    assert_string_equal(ask(b, entry_of("towns.{lang}.csv", CT_MISSING_ERROR, -1), ""),
                        "towns.uk.csv");
    assert_string_equal(ask(b, entry_of("twons.uk.csv", CT_MISSING_ERROR, -1), ""), "fault");
    assert_true(told(b, CARTOUCHE_ERROR, "did you mean 'towns.uk.csv'"));
}

static void what_cannot_be_answered_is_a_fault_of_the_spec(void **state) {
    bench *b = *state;
    assert_string_equal(ask(b, entry_of("c-{date}.kml", CT_MISSING_ERROR, -1), ""), "fault");
    assert_true(told(b, CARTOUCHE_ERROR, "--date"));
    assert_string_equal(ask(b, entry_of("c-{dat}.kml", CT_MISSING_ERROR, -1), "2026-01-01"),
                        "fault");
    assert_string_equal(ask(b, entry_of("{date}/*.kml", CT_MISSING_ERROR, -1), "2026-01-01"),
                        "fault");
    assert_int_equal(ct_report_status(b->report), CARTOUCHE_BAD_SPEC);
}

/* "2026-01-01 2026-01-05": the days of the sources of an entry. */
static const char *days_of(bench *b, const char *file) {
    ct_data_spec entry = entry_of(file, CT_MISSING_PREVIOUS, -1);
    ct_day *days;
    size_t count;
    const char *text = "";
    if (!ct_source_days(b->arena, &entry, bench_path(b, "t.map.yaml"), "uk", &days, &count,
                        b->report))
        return "fault";
    for (size_t i = 0; i < count; i++)
        text = ct_printf(b->arena, "%s%s%s", text, i ? " " : "", ct_day_iso(b->arena, days[i]));
    return text;
}

static void all_days_of_a_source_are_listed(void **state) {
    bench *b = *state;
    static const char *const compact[] = { "20260301", "20260107", "x", "20261399" };
    write_days(b, "c-*.geojson", DAYS, 3);
    write_days(b, "d_*_v2.geojson", compact, 4);
    bench_text(b, "plain.geojson", "x");
    assert_string_equal(days_of(b, "c-{date}.geojson"), "2026-01-01 2026-01-05 2026-01-20");
    assert_string_equal(days_of(b, "d_{date:%Y%m%d}_v2.geojson"), "2026-01-07 2026-03-01");
    assert_string_equal(days_of(b, "c-*.geojson"), "2026-01-01 2026-01-05 2026-01-20");
    assert_string_equal(days_of(b, "d_*_v2.geojson"), "2026-01-07 2026-03-01");
    assert_string_equal(days_of(b, "plain.geojson"), "");
    assert_string_equal(days_of(b, "none-{date}.geojson"), "");
    assert_string_equal(days_of(b, "c-{date:%j}.geojson"), "fault");
    assert_true(told(b, CARTOUCHE_ERROR, "the dates of 'c-{date:%j}.geojson' cannot be listed"));
}

static ct_data_spec aliases_of(bench *b, const char *const *names, size_t count,
                               ct_missing missing) {
    ct_data_spec entry = entry_of(names[0], missing, -1);
    entry.files.items = CT_ARRAY(b->arena, count, ct_name);
    for (size_t i = 0; i < count; i++)
        entry.files.items[i] = (ct_name){ names[i], { "t.map.yaml", 5, 2 } };
    entry.files.count = count;
    return entry;
}

static void a_series_may_be_spelt_in_several_ways(void **state) {
    bench *b = *state;
    static const char *const names[] = { "control_{date}.kml", "contol_{date:%Y%m%d}.kml",
                                         "old *.kml" };
    bench_text(b, "control_2026-01-01.kml", "x");
    bench_text(b, "contol_20260105.kml", "x");
    bench_text(b, "old 9-Jan-2026.kml", "x");
    ct_data_spec two = aliases_of(b, names, 2, CT_MISSING_PREVIOUS);
    ct_data_spec three = aliases_of(b, names, 3, CT_MISSING_PREVIOUS);
    assert_string_equal(ask(b, two, "2026-01-05"), "contol_20260105.kml of 2026-01-05");
    assert_string_equal(ask(b, two, "2026-01-04"), "control_2026-01-01.kml of 2026-01-01");
    assert_string_equal(ask(b, two, "2026-01-20"), "contol_20260105.kml of 2026-01-05");
    assert_string_equal(ask(b, three, "2026-01-20"), "old 9-Jan-2026.kml of 2026-01-09");
    static const char *const undated[] = { "control_{date}.kml", "other.kml" };
    assert_string_equal(ask(b, aliases_of(b, undated, 2, CT_MISSING_ERROR), "2026-01-01"), "fault");
    assert_true(told(b, CARTOUCHE_ERROR, "'other.kml' holds none"));
    ct_day *days;
    size_t count;
    assert_true(ct_source_days(b->arena, &three, bench_path(b, "t.map.yaml"), "uk", &days, &count,
                               b->report));
    assert_int_equal(count, 3);
}

static void two_files_of_a_day_are_a_question(void **state) {
    bench *b = *state;
    static const char *const names[] = { "a_{date}.kml", "b_{date}.kml" };
    bench_text(b, "a_2026-01-01.kml", "x");
    bench_text(b, "b_2026-01-01.kml", "x");
    bench_text(b, "b_2026-01-02.kml", "x");
    ct_data_spec entry = aliases_of(b, names, 2, CT_MISSING_PREVIOUS);
    assert_string_equal(ask(b, entry, "2026-01-02"), "b_2026-01-02.kml of 2026-01-02");
    assert_string_equal(ask(b, entry, "2026-01-01"), "fault");
    assert_true(told(b, CARTOUCHE_ERROR,
                     "two files of 2026-01-01: 'a_2026-01-01.kml' and 'b_2026-01-01.kml'"));
    assert_string_equal(ask(b, entry_of("*_*.kml", CT_MISSING_PREVIOUS, -1), "2026-01-01"),
                        "fault");
    assert_string_equal(ask(b, entry_of("*_*.kml", CT_MISSING_PREVIOUS, -1), "2026-01-07"),
                        "b_2026-01-02.kml of 2026-01-02");
}

static void a_date_in_a_name_is_never_guessed(void **state) {
    bench *b = *state;
    bench_text(b, "c_03-04-2026.kml", "x");
    bench_text(b, "c_31-01-2026.kml", "x");
    assert_string_equal(ask(b, entry_of("c_*.kml", CT_MISSING_PREVIOUS, -1), "2026-05-01"),
                        "fault");
    assert_true(told(b, CARTOUCHE_ERROR, "'c_03-04-2026.kml' can be read in two ways"));
    assert_true(told(b, CARTOUCHE_ERROR, "{date:%d-%m-%Y}"));
    assert_string_equal(
        ask(b, entry_of("c_{date:%d-%m-%Y}.kml", CT_MISSING_PREVIOUS, -1), "2026-05-01"),
        "c_03-04-2026.kml of 2026-04-03");
    assert_string_equal(
        ask(b, entry_of("c_{date:%m-%d-%Y}.kml", CT_MISSING_PREVIOUS, -1), "2026-05-01"),
        "c_03-04-2026.kml of 2026-03-04");
}

static void stars_stand_beside_a_date(void **state) {
    bench *b = *state;
    bench_text(b, "v1_2025-01-31_final.kml", "x");
    bench_text(b, "v2_2025-02-28_draft.kml", "x");
    bench_text(b, "1941-06-22 [east].kml", "x");
    ct_data_spec entry = entry_of("*_{date}_*.kml", CT_MISSING_PREVIOUS, -1);
    assert_string_equal(ask(b, entry, "2025-02-01"), "v1_2025-01-31_final.kml of 2025-01-31");
    assert_string_equal(ask(b, entry, "2025-02-28"), "v2_2025-02-28_draft.kml of 2025-02-28");
    assert_string_equal(ask(b, entry_of("*_*_*.kml", CT_MISSING_PREVIOUS, -1), "2025-02-01"),
                        "v1_2025-01-31_final.kml of 2025-01-31");
    assert_string_equal(ask(b, entry_of("* [east].kml", CT_MISSING_PREVIOUS, -1), "1950-01-01"),
                        "1941-06-22 [east].kml of 1941-06-22");
    assert_string_equal(ask(b, entry_of("*_*_*_*.kml", CT_MISSING_PREVIOUS, -1), "2025-02-01"),
                        "fault");
    assert_true(told(b, CARTOUCHE_ERROR, "at most 3 '*'"));
}

static void months_before_the_date_are_dates_too(void **state) {
    bench *b = *state;
    bench_text(b, "c-2024-02-29.kml", "x");
    assert_string_equal(ask(b, entry_of("c-{date-1m}.kml", CT_MISSING_ERROR, -1), "2024-03-31"),
                        "c-2024-02-29.kml of 2024-03-31");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        BENCH_TEST(all_days_of_a_source_are_listed),
        BENCH_TEST(a_series_may_be_spelt_in_several_ways),
        BENCH_TEST(two_files_of_a_day_are_a_question),
        BENCH_TEST(a_date_in_a_name_is_never_guessed),
        BENCH_TEST(stars_stand_beside_a_date),
        BENCH_TEST(months_before_the_date_are_dates_too),
        BENCH_TEST(a_template_finds_the_day_itself),
        BENCH_TEST(previous_takes_the_newest_before_and_says_so),
        BENCH_TEST(max_age_bounds_how_far_back),
        BENCH_TEST(skip_gives_no_file),
        BENCH_TEST(an_error_names_the_nearest_days),
        BENCH_TEST(other_formats_and_folders),
        BENCH_TEST(two_dates_in_a_name_are_tried_day_by_day),
        BENCH_TEST(a_glob_reads_the_date_from_the_name),
        BENCH_TEST(a_glob_that_fits_one_undated_file_takes_it),
        BENCH_TEST(a_plain_name_and_the_language),
        BENCH_TEST(what_cannot_be_answered_is_a_fault_of_the_spec),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
