/* test_folder.c - side files, nearest names, dates in names. */
#include "../../src/source/source.h"
#include "sample.h"

static void parts_of_a_path(void **state) {
    bench *b = *state;
    assert_string_equal(ct_path_name("a/b/c.shp"), "c.shp");
    assert_string_equal(ct_path_name("c.shp"), "c.shp");
    assert_string_equal(ct_path_folder(b->arena, "a/b/c.shp"), "a/b");
    assert_string_equal(ct_path_folder(b->arena, "/c.shp"), "/");
    assert_string_equal(ct_path_folder(b->arena, "c.shp"), ".");
}

static void a_side_file_is_found_in_any_capitals(void **state) {
    bench *b = *state;
    const char *shp = bench_text(b, "a.shp", "x");
    assert_null(ct_file_side(b->arena, shp, "dbf"));
    const char *upper = bench_text(b, "a.DBF", "x");
    assert_string_equal(ct_file_side(b->arena, shp, "dbf"), upper);
    const char *exact = bench_text(b, "a.dbf", "x");
    assert_string_equal(ct_file_side(b->arena, shp, "dbf"), exact);
}

static void names_are_sorted_and_hidden_ones_left_out(void **state) {
    bench *b = *state;
    size_t count;
    bench_text(b, "b", "x");
    bench_text(b, "a", "x");
    bench_text(b, ".c", "x");
    const char **names = ct_folder_names(b->arena, b->folder, &count);
    assert_int_equal(count, 2);
    assert_string_equal(names[0], "a");
    ct_folder_names(b->arena, "/nowhere/at/all", &count);
    assert_int_equal(count, 0);
}

static void a_missing_file_names_the_nearest(void **state) {
    bench *b = *state;
    bench_text(b, "oblasts.shp", "x");
    assert_false(ct_fail_missing(b->arena, bench_path(b, "oblast.shp"), CT_NOWHERE, b->report));
    assert_int_equal(ct_report_status(b->report), CARTOUCHE_BAD_DATA);
    assert_true(told(b, CARTOUCHE_ERROR, "did you mean 'oblasts.shp'"));
    ct_fail_missing(b->arena, bench_path(b, "no/x.shp"), CT_NOWHERE, b->report);
    assert_true(told(b, CARTOUCHE_ERROR, "not even a folder"));
}

static void a_date_is_found_in_a_name(void **state) {
    (void)state;
    static const struct {
        const char *name;
        int start, length;
    } dated[] = {
        { "control-2026-01-27.geojson", 8, 10 },
        { "20260127", 0, 8 },
        { "front 27.01.2026.kml", 6, 10 },
        { "x_2026_01_27_v2.shp", 2, 10 },
        { "a1_20260127.json", 3, 8 },
    };
    for (size_t i = 0; i < CT_COUNT(dated); i++) {
        ct_day day;
        size_t start, length;
        assert_true(ct_name_date(dated[i].name, &day, &start, &length));
        assert_int_equal(day, ct_day_from(2026, 1, 27));
        assert_int_equal(start, dated[i].start);
        assert_int_equal(length, dated[i].length);
    }
}

static void what_is_no_day_is_no_date(void **state) {
    (void)state;
    static const char *const names[] = { "x-2026-13-01", "20260230", "120260127", "202601275",
                                         "v2.geojson",   "",         "2026-1-7" };
    for (size_t i = 0; i < CT_COUNT(names); i++) {
        ct_day day;
        assert_false(ct_name_date(names[i], &day, NULL, NULL));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        BENCH_TEST(parts_of_a_path),
        BENCH_TEST(a_side_file_is_found_in_any_capitals),
        BENCH_TEST(names_are_sorted_and_hidden_ones_left_out),
        BENCH_TEST(a_missing_file_names_the_nearest),
        BENCH_TEST(a_date_is_found_in_a_name),
        BENCH_TEST(what_is_no_day_is_no_date),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
