/* test_ogr_where.c - conditions in OGR SQL by GDAL, on a table's own columns. */
#define CONDITION ct_ogr_where
#include "conditions.h"

static void what_is_no_condition_is_a_fault(void **state) {
    bench *b = *state;
    static const char *const bad[] = { "rank =",    "rank = 'a",   "= 1",     "rank = 1 AND",
                                       "(rank = 1", "rank ==== 1", "SELECT 1" };
    for (size_t i = 0; i < CT_COUNT(bad); i++)
        assert_string_equal(kept(b, towns(b), bad[i]), "fault");
    assert_int_equal(ct_report_errors(b->report), CT_COUNT(bad));
}

static void odd_names_are_quoted(void **state) {
    bench *b = *state;
    ct_table *table = towns(b);
    table->columns[1].name = "name:en (1)";
    assert_string_equal(kept(b, table, "\"name:en (1)\" = 2"), "0100");
}

static void a_table_of_no_rows_is_checked_too(void **state) {
    bench *b = *state;
    ct_table *table = towns(b);
    table->rows = 0;
    bool keep[1];
    assert_true(ct_ogr_where(b->arena, table, "rank = 1", CT_NOWHERE, keep, b->report));
    assert_false(ct_ogr_where(b->arena, table, "runk = 1", CT_NOWHERE, keep, b->report));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        BENCH_TEST(conditions_choose_rows),
        BENCH_TEST(an_unknown_field_names_the_nearest),
        BENCH_TEST(what_is_no_condition_is_a_fault),
        BENCH_TEST(odd_names_are_quoted),
        BENCH_TEST(a_table_of_no_rows_is_checked_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
