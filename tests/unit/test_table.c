/* test_table.c - columns by name, fields as text and values, rows chosen and reshaped. */
#include "sample.h"

static ct_table *three(bench *b) {
    ct_shape shapes[] = { rect(b->arena, 0, 0, 1, 1),
                          { .kind = CT_NULL },
                          path2(b->arena, CT_LINE, 5, 5, 7, 6) };
    const char *const names[] = { "a", NULL, "c" };
    return table_of(b->arena, shapes, names, 3);
}

static void a_column_is_found_exactly_then_in_any_capitals(void **state) {
    bench *b = *state;
    ct_table *table = three(b);
    table->columns[1].name = "NAME";
    assert_ptr_equal(ct_table_column(table, "NAME"), &table->columns[1]);
    assert_ptr_equal(ct_table_column(table, "name"), &table->columns[0]);
    assert_ptr_equal(ct_table_column(table, "Name"), &table->columns[0]);
    assert_null(ct_table_column(table, "nam"));
    assert_null(ct_table_column(table, NULL));
}

static const char *as_text(bench *b, double value) {
    ct_table *table = three(b);
    table->columns[1].numbers[0] = value;
    return ct_table_text(b->arena, table, 0, "rank");
}

static void numbers_are_written_in_their_shortest_form(void **state) {
    bench *b = *state;
    assert_string_equal(as_text(b, 3), "3");
    assert_string_equal(as_text(b, -0.0), "0");
    assert_string_equal(as_text(b, 0.1), "0.1");
    assert_string_equal(as_text(b, -12.75), "-12.75");
    assert_string_equal(as_text(b, 2163.834), "2163.834");
    assert_string_equal(as_text(b, 1.0 / 3), "0.3333333333333333");
    assert_string_equal(as_text(b, 1e22), "1e+22");
    assert_string_equal(as_text(b, 2.5e-9), "2.5e-09");
    assert_string_equal(as_text(b, 123456789012), "123456789012");
    assert_null(as_text(b, NAN));
}

static void text_of_what_is_not_there_is_null(void **state) {
    bench *b = *state;
    ct_table *table = three(b);
    assert_null(ct_table_text(b->arena, table, 1, "name"));
    assert_null(ct_table_text(b->arena, table, 3, "name"));
    assert_null(ct_table_text(b->arena, table, 0, "nothing"));
}

static void values_know_their_kind(void **state) {
    bench *b = *state;
    ct_table *table = three(b);
    ct_value value;
    assert_true(ct_table_value(table, 0, "name", &value));
    assert_int_equal(value.kind, CT_VALUE_TEXT);
    assert_string_equal(value.text, "a");
    assert_true(ct_table_value(table, 2, "rank", &value));
    assert_int_equal(value.kind, CT_VALUE_NUMBER);
    assert_true(value.number == 3);
    assert_true(ct_table_value(table, 1, "name", &value));
    assert_int_equal(value.kind, CT_VALUE_NONE);
    assert_false(ct_table_value(table, 0, "nothing", &value));
}

static void box_and_points_pass_over_null_shapes(void **state) {
    bench *b = *state;
    ct_table *table = three(b);
    ct_box box = ct_table_box(table);
    assert_true(box.x0 == 0 && box.y0 == 0 && box.x1 == 7 && box.y1 == 6);
    assert_int_equal(ct_table_points(table), 6);
    table->rows = 0;
    assert_true(ct_box_is_empty(ct_table_box(table)));
}

static void select_keeps_rows_with_their_fields(void **state) {
    bench *b = *state;
    const bool keep[] = { false, false, true };
    ct_table *chosen = ct_table_select(b->arena, three(b), keep);
    assert_int_equal(chosen->rows, 1);
    assert_int_equal(chosen->shapes[0].kind, CT_LINE);
    assert_string_equal(ct_table_text(b->arena, chosen, 0, "name"), "c");
    assert_string_equal(ct_table_text(b->arena, chosen, 0, "rank"), "3");
}

static void reshape_drops_rows_without_a_shape(void **state) {
    bench *b = *state;
    ct_table *table = three(b);
    ct_shape shapes[] = { { .kind = CT_NULL }, rect(b->arena, 2, 2, 3, 3), { .kind = CT_NULL } };
    ct_table *made = ct_table_reshape(b->arena, table, shapes);
    assert_int_equal(made->rows, 1);
    assert_int_equal(made->shapes[0].kind, CT_POLYGON);
    assert_null(ct_table_text(b->arena, made, 0, "name"));
    assert_string_equal(ct_table_text(b->arena, made, 0, "rank"), "2");
    assert_int_equal(table->rows, 3);
}

static void gathering_repeats_rows_and_gives_nulls_beyond(void **state) {
    bench *b = *state;
    const size_t rows[] = { 2, 2, SIZE_MAX };
    ct_column *columns = ct_columns_gather(b->arena, three(b), rows, 3);
    assert_string_equal(columns[0].texts[1], "c");
    assert_null(columns[0].texts[2]);
    assert_true(isnan(columns[1].numbers[2]));
}

static void a_row_is_called_by_its_name(void **state) {
    bench *b = *state;
    ct_table *table = three(b);
    assert_string_equal(ct_table_row_name(b->arena, table, 2), "row 3, 'c'");
    assert_string_equal(ct_table_row_name(b->arena, table, 1), "row 2");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        BENCH_TEST(a_column_is_found_exactly_then_in_any_capitals),
        BENCH_TEST(numbers_are_written_in_their_shortest_form),
        BENCH_TEST(text_of_what_is_not_there_is_null),
        BENCH_TEST(values_know_their_kind),
        BENCH_TEST(box_and_points_pass_over_null_shapes),
        BENCH_TEST(select_keeps_rows_with_their_fields),
        BENCH_TEST(reshape_drops_rows_without_a_shape),
        BENCH_TEST(gathering_repeats_rows_and_gives_nulls_beyond),
        BENCH_TEST(a_row_is_called_by_its_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
