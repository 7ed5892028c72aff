/* test_ogr_fields.c - the fields of GDAL's features, by their types. */
#include "../../src/source/source.h"
#include "sample.h"

static const ct_table *read_by_gdal(bench *b, const char *name, const char *text) {
    ct_inputs inputs = { .arena = b->arena };
    const char *path = bench_text(b, name, text);
    ct_read_options options = { .place = { path, 0, 0 }, .file = { path, 0, 0 } };
    const ct_table *t;
    assert_true(ct_ogr_read(b->arena, path, &options, &t, &inputs, b->report));
    return t;
}

static void numbers_stay_numbers_and_codes_text(void **state) {
    bench *b = *state;
    const ct_table *t = read_by_gdal(
        b, "t.csv", "lon,lat,rank,share,code\n1.123456789012345,2,3,0.5,A1\n3,4,,1.25,B2\n");
    assert_true(ct_table_column(t, "rank")->integer);
    assert_int_equal(ct_table_column(t, "share")->type, CT_COLUMN_NUMBER);
    assert_int_equal(ct_table_column(t, "code")->type, CT_COLUMN_TEXT);
    assert_null(ct_table_text(b->arena, t, 1, "rank"));
    assert_true(t->shapes[0].x[0] == 1.123456789012345); /* to the last digit */
}

static void lists_and_moments_become_texts(void **state) {
    bench *b = *state;
    const ct_table *t = read_by_gdal(b, "t.geojson",
                                     "{\"type\":\"Feature\",\"properties\":{\"d\":\"2026/01/07\","
                                     "\"t\":\"10:20\",\"m\":\"2026-01-27T10:20:30+02:00\","
                                     "\"l\":[\"x\",\"y\"],\"n\":[1,2],\"o\":{\"k\":1},\"b\":true},"
                                     "\"geometry\":{\"type\":\"Point\",\"coordinates\":[1,2]}}");
    static const char *const fields[][2] = {
        { "d", "2026-01-07" }, { "t", "10:20:00" }, { "m", "2026-01-27T10:20:30+02:00" },
        { "l", "x, y" },       { "n", "1,2" },      { "o", "{ \"k\": 1 }" },
        { "b", "1" }
    };
    for (size_t i = 0; i < CT_COUNT(fields); i++)
        assert_string_equal(ct_table_text(b->arena, t, 0, fields[i][0]), fields[i][1]);
}

static void geometry_in_wkt_is_read(void **state) {
    bench *b = *state;
    const ct_table *t = read_by_gdal(b, "t.csv", "WKT,name\n\"LINESTRING(1 2,3 4)\",l\n");
    assert_int_equal(t->shapes[0].kind, CT_LINE);
    assert_int_equal(t->column_count, 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        BENCH_TEST(numbers_stay_numbers_and_codes_text),
        BENCH_TEST(lists_and_moments_become_texts),
        BENCH_TEST(geometry_in_wkt_is_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
