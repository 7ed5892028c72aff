/* test_shp_records.c - records and indices, and the ways in which they lie. */
#include "shapefile.h"

static void a_missing_index_is_made_in_memory_alone(void **state) {
    bench *b = *state;
    const ct_table *table;
    const char *path = write_sample(b, "s");
    size_t before, after;
    unlink(bench_path(b, "s.shx"));
    ct_folder_names(b->arena, b->folder, &before);
    assert_true(read_it(b, path, NULL, &table));
    ct_folder_names(b->arena, b->folder, &after);
    assert_int_equal(table->rows, 2);
    assert_int_equal(before, after);
    assert_true(told(b, CARTOUCHE_WARNING, "no .shx"));
}

static void a_lying_index_is_passed_over(void **state) {
    bench *b = *state;
    const ct_table *table;
    const char *path = write_sample(b, "s");
    static const uint8_t wild[] = { 0x7F, 0xFF, 0xFF, 0xFF };
    patch(bench_path(b, "s.shx"), 108, wild, 4); /* the offset of record 2 */
    assert_true(read_it(b, path, NULL, &table));
    assert_int_equal(table->rows, 2);
    assert_true(told(b, CARTOUCHE_WARNING, "does not agree"));
    assert_true(told(b, CARTOUCHE_WARNING, "record 2"));
}

static void an_index_that_ends_early_is_passed_over(void **state) {
    bench *b = *state;
    const ct_table *table;
    const char *path = write_sample(b, "s");
    assert_int_equal(truncate(bench_path(b, "s.shx"), 108), 0);
    assert_true(read_it(b, path, NULL, &table));
    assert_int_equal(table->rows, 2);
}

static void a_cut_file_says_where(void **state) {
    bench *b = *state;
    const ct_table *table;
    const char *path = write_sample(b, "s");
    assert_int_equal(truncate(path, 400), 0);
    assert_false(read_it(b, path, NULL, &table));
    assert_int_equal(ct_report_status(b->report), CARTOUCHE_BAD_DATA);
    assert_true(told(b, CARTOUCHE_ERROR, "record 2 at byte 320"));
    assert_true(told(b, CARTOUCHE_ERROR, "cut"));
}

/* A file cut anywhere is read or refused, and never crashes. */
static void a_file_cut_at_any_byte(void **state) {
    bench *b = *state;
    const char *path = write_sample(b, "s");
    struct stat about;
    assert_int_equal(stat(path, &about), 0);
    for (off_t size = about.st_size - 1; size > 0; size--) {
        const ct_table *table;
        ct_report *report = ct_report_new(NULL, NULL);
        ct_read_options options = { 0 };
        assert_int_equal(truncate(path, size), 0);
        bool ok = ct_source_read(b->arena, path, &options, &table, NULL, report);
        assert_int_equal(ok, ct_report_errors(report) == 0);
        assert_false(ok);
        ct_report_free(report);
    }
}

/* Every byte of the shapes' headers turned over, with and without the index. */
static void wild_counts_and_types_are_refused(void **state) {
    bench *b = *state;
    const char *path = write_sample(b, "s");
    for (long at = 100; at < 165; at++) {
        uint8_t old, wild;
        FILE *file = fopen(path, "rb");
        fseek(file, at, SEEK_SET);
        assert_int_equal(fread(&old, 1, 1, file), 1);
        fclose(file);
        for (int bit = 0; bit < 8; bit++) {
            const ct_table *table;
            ct_report *report = ct_report_new(NULL, NULL);
            ct_read_options options = { 0 };
            wild = (uint8_t)(old ^ (1u << bit));
            patch(path, at, &wild, 1);
            bool ok = ct_source_read(b->arena, path, &options, &table, NULL, report);
            assert_int_equal(ok, ct_report_errors(report) == 0);
            ct_report_free(report);
        }
        patch(path, at, &old, 1);
    }
}

static void a_count_of_points_beyond_the_record_is_told(void **state) {
    bench *b = *state;
    const ct_table *table;
    const char *path = write_sample(b, "s");
    static const uint8_t million[] = { 0x40, 0x42, 0x0F, 0x00 };
    patch(path, 148, million, 4);
    assert_false(read_it(b, path, NULL, &table));
    assert_true(told(b, CARTOUCHE_ERROR, "record 1 at byte 100 is broken: it says 1000000 points"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        BENCH_TEST(a_missing_index_is_made_in_memory_alone),
        BENCH_TEST(a_lying_index_is_passed_over),
        BENCH_TEST(an_index_that_ends_early_is_passed_over),
        BENCH_TEST(a_cut_file_says_where),
        BENCH_TEST(a_file_cut_at_any_byte),
        BENCH_TEST(wild_counts_and_types_are_refused),
        BENCH_TEST(a_count_of_points_beyond_the_record_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
