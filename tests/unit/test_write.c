/* test_write.c - which formats geodata are written in, and what a column holds. */
#include "varied.h"

static void formats_have_their_parts(void **state) {
    (void)state;
    assert_int_equal(ct_data_format_named("geojson"), CT_DATA_GEOJSON);
    assert_int_equal(ct_data_format_named("SHP"), CT_DATA_SHP);
    assert_int_equal(ct_data_format_named("gpkg"), CT_DATA_GPKG);
    assert_int_equal(ct_data_format_named("png"), CT_DATA_NONE);
    assert_int_equal(ct_data_format_named("dbf"), CT_DATA_NONE);
    assert_int_equal(ct_data_format_named(NULL), CT_DATA_NONE);
    const char *const *parts = ct_data_parts(CT_DATA_SHP);
    static const char *const wanted[] = { "shp", "shx", "dbf", "prj", "cpg" };
    for (size_t i = 0; i < CT_COUNT(wanted); i++)
        assert_string_equal(parts[i], wanted[i]);
    assert_null(parts[CT_COUNT(wanted)]);
    assert_null(ct_data_parts(CT_DATA_GEOJSON)[1]);
    assert_null(ct_data_parts(CT_DATA_NONE)[0]);
}

static ct_field_kind kind_of_texts(const char *a, const char *b) {
    const char *texts[] = { a, NULL, b };
    ct_column column = { .type = CT_COLUMN_TEXT, .texts = texts };
    return ct_field_kind_of(&column, 3);
}

static ct_field_kind kind_of_numbers(double a, double b, bool integer) {
    double numbers[] = { a, NAN, b };
    ct_column column = { .type = CT_COLUMN_NUMBER, .integer = integer, .numbers = numbers };
    return ct_field_kind_of(&column, 3);
}

static void a_column_is_what_all_its_values_are(void **state) {
    (void)state;
    assert_int_equal(kind_of_texts("2026-01-27", "1900-02-28"), CT_FIELD_DATE);
    assert_int_equal(kind_of_texts("2026-01-27", NULL), CT_FIELD_DATE);
    assert_int_equal(kind_of_texts("2026-01-27", "1900-02-29"), CT_FIELD_TEXT); /* no such day */
    assert_int_equal(kind_of_texts("2026-01-27", ""), CT_FIELD_TEXT);
    assert_int_equal(kind_of_texts(NULL, NULL), CT_FIELD_TEXT);
    assert_int_equal(kind_of_texts("2026-01-27T10:00:00Z", NULL), CT_FIELD_MOMENT);
    assert_int_equal(kind_of_texts("2026-01-27T10:00:00Z", "2026-01-27"), CT_FIELD_TEXT);
    assert_int_equal(kind_of_texts("2026-01-27T10:00:00+02:00", NULL), CT_FIELD_TEXT);
    assert_int_equal(kind_of_numbers(1, -7, true), CT_FIELD_WHOLE);
    assert_int_equal(kind_of_numbers(1, -7, false), CT_FIELD_NUMBER);
    assert_int_equal(kind_of_numbers(1, 1e300, true), CT_FIELD_NUMBER);
}

static void a_table_has_one_kind_or_several(void **state) {
    bench *b = *state;
    bool mixed;
    ct_table *t = varied_areas(b->arena);
    assert_int_equal(ct_table_kind(t, &mixed), CT_POLYGON);
    t->shapes[1] = (ct_shape){ 0 };
    assert_int_equal(ct_table_kind(t, &mixed), CT_POLYGON);
    assert_false(mixed);
    t->shapes[0] = path2(b->arena, CT_LINE, 1, 2, 3, 4);
    assert_int_equal(ct_table_kind(t, &mixed), CT_NULL);
    assert_true(mixed);
    t->rows = 0;
    assert_int_equal(ct_table_kind(t, &mixed), CT_NULL);
    assert_false(mixed);
}

static void no_format_is_a_fault(void **state) {
    bench *b = *state;
    ct_buffer out = { 0 };
    assert_false(ct_source_write(varied_areas(b->arena), CT_DATA_NONE, "x", "t", CT_NOWHERE, &out,
                                 b->report));
    assert_int_equal(out.size, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        BENCH_TEST(formats_have_their_parts),
        BENCH_TEST(a_column_is_what_all_its_values_are),
        BENCH_TEST(a_table_has_one_kind_or_several),
        BENCH_TEST(no_format_is_a_fault),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
