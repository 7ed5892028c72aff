/* test_join.c - fields of another table, found by a key. */
#include "sample.h"

static const char *const STATES[] = { "TX", "OH ", "ME" };

static ct_table *points(bench *b, const char *const *names, size_t rows) {
    ct_shape *shapes = CT_ARRAY(b->arena, rows, ct_shape);
    for (size_t i = 0; i < rows; i++)
        shapes[i] = rect(b->arena, (double)i, 0, (double)i + 1, 1);
    return table_of(b->arena, shapes, names, rows);
}

/* Rows with no shape: `postal` and `margin`. */
static ct_table *results(bench *b, const char *const *keys, const double *margins, size_t rows) {
    ct_table *table = points(b, keys, rows);
    for (size_t i = 0; i < rows; i++)
        table->shapes[i] = (ct_shape){ .kind = CT_NULL };
    table->source = "results.csv";
    table->columns[0].name = "postal";
    table->columns[1] = (ct_column){ .name = "margin", .type = CT_COLUMN_NUMBER };
    table->columns[1].numbers = CT_ARRAY(b->arena, rows, double);
    memcpy(table->columns[1].numbers, margins, rows * sizeof *margins);
    return table;
}

static bool join(bench *b, const ct_table *table, const ct_table *other, const ct_table **out) {
    return ct_op_join(b->arena, table, other, "name", "postal", CT_NOWHERE, out, b->report);
}

static void rows_find_their_partner(void **state) {
    bench *b = *state;
    static const char *const keys[] = { "ME", "TX", "OH" };
    static const double margins[] = { 9.1, -5.6, -8 };
    const ct_table *out;
    assert_true(join(b, points(b, STATES, 3), results(b, keys, margins, 3), &out));
    assert_int_equal(out->rows, 3);
    assert_string_equal(ct_table_text(b->arena, out, 0, "margin"), "-5.6");
    assert_string_equal(ct_table_text(b->arena, out, 1, "margin"), "-8"); /* space is no matter */
    assert_string_equal(ct_table_text(b->arena, out, 2, "margin"), "9.1");
    assert_string_equal(ct_table_text(b->arena, out, 2, "rank"), "3");
    assert_int_equal(out->shapes[2].kind, CT_POLYGON);
    assert_int_equal(ct_report_count(b->report), 0);
}

static void rows_without_a_partner_are_told(void **state) {
    bench *b = *state;
    static const char *const keys[] = { "TX", "ZZ" };
    static const double margins[] = { 1, 2 };
    const ct_table *out;
    assert_true(join(b, points(b, STATES, 3), results(b, keys, margins, 2), &out));
    assert_null(ct_table_text(b->arena, out, 2, "margin"));
    assert_true(told(b, CARTOUCHE_WARNING,
                     "2 rows of 'sample' have no partner in 'results.csv': 'OH', 'ME'"));
    assert_true(
        told(b, CARTOUCHE_WARNING, "1 row of 'results.csv' has no partner in 'sample': 'ZZ'"));
}

static void a_key_twice_is_a_fault(void **state) {
    bench *b = *state;
    static const char *const keys[] = { "TX", "OH", "ME", "TX" };
    static const double margins[] = { 1, 2, 3, 4 };
    const ct_table *out;
    assert_false(join(b, points(b, STATES, 3), results(b, keys, margins, 4), &out));
    assert_true(told(b, CARTOUCHE_ERROR, "has the postal 'TX' twice, in rows 1 and 4"));
}

static void numbers_agree_with_their_texts(void **state) {
    bench *b = *state;
    static const char *const codes[] = { "06", "6.50", "x" };
    const ct_table *out;
    ct_table *other = points(b, codes, 3); /* rank: 1, 2, 3 */
    other->columns[1].numbers[0] = 6.5;
    other->columns[1].numbers[1] = 6;
    assert_true(ct_op_join(b->arena, points(b, codes, 3), other, "name", "rank", CT_NOWHERE, &out,
                           b->report));
    assert_true(told(b, CARTOUCHE_WARNING, "1 row of 'sample' has no partner in 'sample': 'x'"));
    assert_true(told(b, CARTOUCHE_WARNING, "1 row of 'sample' has no partner in 'sample': '3'"));
}

static void a_field_that_is_not_there_is_a_fault(void **state) {
    bench *b = *state;
    const ct_table *out, *t = points(b, STATES, 3);
    assert_false(ct_op_join(b->arena, t, t, "nam", "name", CT_NOWHERE, &out, b->report));
    assert_true(told(b, CARTOUCHE_ERROR, "'sample' has no field 'nam'"));
    assert_true(told(b, CARTOUCHE_ERROR, "did you mean 'name'?"));
}

static void a_column_of_both_stays_its_own(void **state) {
    bench *b = *state;
    const ct_table *out, *t = points(b, STATES, 3);
    assert_true(ct_op_join(b->arena, t, t, "name", "name", CT_NOWHERE, &out, b->report));
    assert_int_equal(out->column_count, 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        BENCH_TEST(rows_find_their_partner),
        BENCH_TEST(rows_without_a_partner_are_told),
        BENCH_TEST(a_key_twice_is_a_fault),
        BENCH_TEST(numbers_agree_with_their_texts),
        BENCH_TEST(a_field_that_is_not_there_is_a_fault),
        BENCH_TEST(a_column_of_both_stays_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
