/* test_ogr_write.c - tables as GeoPackages: back again, the same bytes, names that are taken. */
#include "varied.h"

static void it_comes_back(void **state) {
    bench *b = *state;
    ct_table *t = varied_areas(b->arena);
    assert_same_table(b, t, read_table(b, write_table(b, t, CT_DATA_GPKG, "areas")));
    t->shapes[0] = path2(b->arena, CT_LINE, 1, 2, 3, 4.0 / 3);
    t->shapes[1] = path2(b->arena, CT_POINT, 1, 2, 3, 4);
    const ct_table *mixed = read_table(b, write_table(b, t, CT_DATA_GPKG, "mixed"));
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(mixed->shapes[i].kind, t->shapes[i].kind);
    assert_int_equal(ct_report_count(b->report), 0);
}

static void write_bytes(bench *b, const ct_table *t, ct_buffer *out) {
    assert_true(ct_ogr_write(t, "areas", CT_NOWHERE, out, b->report));
}

static void the_same_table_gives_the_same_bytes(void **state) {
    bench *b = *state;
    ct_table *t = varied_areas(b->arena);
    ct_buffer one = { 0 }, two = { 0 };
    unsetenv("SOURCE_DATE_EPOCH");
    write_bytes(b, t, &one);
    assert_non_null(memmem(one.data, one.size, "1970-01-01T00:00:00.000Z", 24));
    write_bytes(b, t, &two);
    assert_int_equal(one.size, two.size);
    assert_memory_equal(one.data, two.data, one.size);
    setenv("SOURCE_DATE_EPOCH", "1769472000", 1);
    two.size = 0;
    write_bytes(b, t, &two);
    assert_non_null(memmem(two.data, two.size, "2026-01-27T00:00:00.000Z", 24));
    unsetenv("SOURCE_DATE_EPOCH");
    ct_buffer_free(&one);
    ct_buffer_free(&two);
}

static void names_that_the_format_wants_may_be_taken(void **state) {
    bench *b = *state;
    ct_table *t = varied_areas(b->arena);
    t->columns[0].name = "FID";
    t->columns[1].name = "fid_1";
    t->columns[2].name = "geom";
    assert_same_table(b, t, read_table(b, write_table(b, t, CT_DATA_GPKG, "areas")));
}

static void fields_that_cannot_be_are_a_fault(void **state) {
    bench *b = *state;
    ct_table *t = varied_areas(b->arena);
    ct_buffer out = { 0 };
    t->columns[0].name = t->columns[3].name = "twin";
    assert_false(ct_ogr_write(t, "areas", (ct_place){ "t.map.yaml", 7, 1 }, &out, b->report));
    assert_true(told(b, CARTOUCHE_ERROR, "the GeoPackage of 'areas' is not written: "));
    assert_int_equal(out.size, 0);
    ct_buffer_free(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        BENCH_TEST(it_comes_back),
        BENCH_TEST(the_same_table_gives_the_same_bytes),
        BENCH_TEST(names_that_the_format_wants_may_be_taken),
        BENCH_TEST(fields_that_cannot_be_are_a_fault),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
