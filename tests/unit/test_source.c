/* test_source.c - the reader for a file, conditions on what it reads. */
#include "shapefile.h"

static void the_ending_chooses_the_reader(void **state) {
    bench *b = *state;
    const ct_table *table;
    assert_true(read_it(b, write_sample(b, "s"), NULL, &table));
    assert_int_equal(table->rows, 2);
    const char *json = bench_text(b, "p.geojson", "{\"type\":\"Point\",\"coordinates\":[1,2]}");
    assert_true(read_it(b, json, NULL, &table));
    assert_int_equal(table->shapes[0].kind, CT_POINT);
    assert_string_equal(table->source, json);
    /* JSON under a shapefile's name is no shapefile */
    assert_false(read_it(b, bench_text(b, "q.shp", "{\"type\":\"Point\"}"), NULL, &table));
}

static void a_condition_chooses_rows_of_either_reader(void **state) {
    bench *b = *state;
    const ct_table *table;
    ct_read_options options = { .where = "NAME = 'second'", .where_place = { "m", 4, 4 } };
    assert_true(read_it(b, write_sample(b, "s"), &options, &table));
    assert_int_equal(table->rows, 1);
    assert_string_equal(ct_table_text(b->arena, table, 0, "NAME"), "second");
    options.where = "n > 1";
    const char *csv = bench_text(b, "t.csv", "lon,lat,n\n1,2,1\n3,4,2\n");
    assert_true(read_it(b, csv, &options, &table));
    assert_int_equal(table->rows, 1);
    assert_int_equal(ct_report_count(b->report), 0);
    options.where = "n > 9";
    assert_true(read_it(b, csv, &options, &table));
    assert_int_equal(table->rows, 0);
    assert_true(told(b, CARTOUCHE_WARNING, "no feature"));
    options.where = "m > 9";
    assert_false(read_it(b, csv, &options, &table));
}

static void what_is_no_file_is_told(void **state) {
    bench *b = *state;
    const ct_table *table;
    bench_text(b, "towns.csv", "x");
    assert_false(read_it(b, bench_path(b, "twons.csv"), NULL, &table));
    assert_true(told(b, CARTOUCHE_ERROR, "did you mean 'towns.csv'"));
    assert_false(read_it(b, b->folder, NULL, &table));
    assert_true(told(b, CARTOUCHE_ERROR, "folder"));
    const char *pipe_path = bench_path(b, "pipe.geojson");
    assert_int_equal(mkfifo(pipe_path, 0600), 0);
    assert_false(read_it(b, pipe_path, NULL, &table));
    assert_true(told(b, CARTOUCHE_ERROR, "no regular file"));
    assert_false(read_it(b, bench_text(b, "e.csv", ""), NULL, &table));
    assert_true(told(b, CARTOUCHE_ERROR, "empty"));
    assert_false(read_it(b, "", NULL, &table));
}

static void faults_point_at_who_can_mend_them(void **state) {
    bench *b = *state;
    const ct_table *table;
    ct_read_options options = { .place = { "t.map.yaml", 12, 3 } };
    const char *path = bench_text(b, "x.geojson", "{\n\n!");
    assert_false(read_it(b, path, &options, &table));
    assert_string_equal(ct_report_at(b->report, 0)->file, path);
    assert_int_equal(ct_report_at(b->report, 0)->line, 3);
    assert_false(read_it(b, bench_path(b, "none.geojson"), &options, &table));
    assert_string_equal(ct_report_at(b->report, 1)->file, "t.map.yaml");
    assert_int_equal(ct_report_at(b->report, 1)->line, 12);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        BENCH_TEST(the_ending_chooses_the_reader),
        BENCH_TEST(a_condition_chooses_rows_of_either_reader),
        BENCH_TEST(what_is_no_file_is_told),
        BENCH_TEST(faults_point_at_who_can_mend_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
