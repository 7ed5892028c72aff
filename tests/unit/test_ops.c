/* test_ops.c - one table laid over another: split, clip, minus, union. */
#include "sample.h"

static const char *const AB[] = { "a", "b" };

/* Two squares side by side: a from 0 to 10, b from 10 to 20. */
static ct_table *squares(bench *b) {
    ct_shape shapes[] = { rect(b->arena, 0, 0, 10, 10), rect(b->arena, 10, 0, 20, 10) };
    return table_of(b->arena, shapes, AB, 2);
}

static ct_table *one(bench *b, ct_shape shape, const char *name) {
    return table_of(b->arena, &shape, &name, 1);
}

static double total(const ct_table *table) {
    double area = 0;
    for (size_t i = 0; i < table->rows; i++)
        area += plane_area(&table->shapes[i]);
    return area;
}

static void split_takes_the_named_side_of_each_row(void **state) {
    bench *b = *state;
    const ct_table *out;
    ct_table *line = one(b, path2(b->arena, CT_LINE, -1, 4, 21, 4), "front");
    assert_true(
        ct_op_split(b->arena, squares(b), line, CT_SIDE_N, 0.1, CT_NOWHERE, &out, b->report));
    assert_int_equal(out->rows, 2);
    assert_float_equal(plane_area(&out->shapes[0]), 60, 1e-9);
    assert_string_equal(ct_table_text(b->arena, out, 1, "name"), "b");
}

static void split_merges_the_lines_of_all_rows(void **state) {
    bench *b = *state;
    const ct_table *out;
    ct_shape halves[] = { path2(b->arena, CT_LINE, -1, 4, 10, 4),
                          path2(b->arena, CT_LINE, 10, 4, 21, 4) };
    ct_table *lines = table_of(b->arena, halves, AB, 2);
    assert_true(
        ct_op_split(b->arena, squares(b), lines, CT_SIDE_S, 0.1, CT_NOWHERE, &out, b->report));
    assert_float_equal(total(out), 80, 1e-6);
}

static void split_by_a_line_that_misses_is_a_fault(void **state) {
    bench *b = *state;
    const ct_table *out;
    ct_table *line = one(b, path2(b->arena, CT_LINE, -1, 40, 21, 40), "front");
    assert_false(
        ct_op_split(b->arena, squares(b), line, CT_SIDE_N, 0.1, CT_NOWHERE, &out, b->report));
    assert_int_equal(ct_report_status(b->report), CARTOUCHE_BAD_DATA);
    assert_true(told(b, CARTOUCHE_ERROR, "does not split"));
    assert_true(told(b, CARTOUCHE_ERROR, "tolerance"));
}

static void split_by_areas_is_a_fault_that_says_what_to_do(void **state) {
    bench *b = *state;
    const ct_table *out;
    assert_false(
        ct_op_split(b->arena, squares(b), squares(b), CT_SIDE_N, 0.1, CT_NOWHERE, &out, b->report));
    assert_true(told(b, CARTOUCHE_ERROR, "clip"));
}

static void clip_cuts_rows_to_the_union_of_the_mask(void **state) {
    bench *b = *state;
    const ct_table *out;
    ct_shape masks[] = { rect(b->arena, 5, 0, 12, 5), rect(b->arena, 12, 0, 15, 5) };
    ct_table *mask = table_of(b->arena, masks, AB, 2);
    assert_true(ct_op_clip(b->arena, squares(b), mask, CT_NOWHERE, &out, b->report));
    assert_int_equal(out->rows, 2);
    assert_float_equal(plane_area(&out->shapes[0]), 25, 1e-9);
    assert_float_equal(plane_area(&out->shapes[1]), 25, 1e-9);
    assert_string_equal(ct_table_text(b->arena, out, 1, "rank"), "2");
}

static void one_area_clipped_by_several_takes_their_rows(void **state) {
    bench *b = *state;
    const ct_table *out;
    ct_table *held = one(b, rect(b->arena, 8, 2, 30, 4), "held");
    held->columns[0].name = "status";
    assert_true(ct_op_clip(b->arena, held, squares(b), CT_NOWHERE, &out, b->report));
    assert_int_equal(out->rows, 2);
    assert_string_equal(ct_table_text(b->arena, out, 0, "name"), "a");
    assert_string_equal(ct_table_text(b->arena, out, 1, "name"), "b");
    assert_string_equal(ct_table_text(b->arena, out, 1, "status"), "held");
    assert_int_equal(out->column_count, 3);
    assert_float_equal(plane_area(&out->shapes[0]), 4, 1e-9);
    assert_float_equal(plane_area(&out->shapes[1]), 20, 1e-9);
}

static void lines_and_points_are_clipped_too(void **state) {
    bench *b = *state;
    const ct_table *out;
    ct_shape shapes[] = { path2(b->arena, CT_LINE, -5, 5, 30, 5),
                          path2(b->arena, CT_POINT, 3, 3, 50, 50) };
    ct_table *table = table_of(b->arena, shapes, AB, 2);
    assert_true(ct_op_clip(b->arena, table, squares(b), CT_NOWHERE, &out, b->report));
    assert_int_equal(out->rows, 2);
    assert_float_equal(ct_line_length(&out->shapes[0]), 20, 1e-9);
    assert_int_equal(ct_shape_points(&out->shapes[1]), 1);
    assert_true(out->shapes[1].x[out->shapes[1].start] == 3);
}

static void clip_to_what_lies_elsewhere_leaves_no_rows(void **state) {
    bench *b = *state;
    const ct_table *out;
    ct_table *mask = one(b, rect(b->arena, 50, 50, 60, 60), "far");
    assert_true(ct_op_clip(b->arena, squares(b), mask, CT_NOWHERE, &out, b->report));
    assert_int_equal(out->rows, 0);
}

static void a_line_is_no_mask(void **state) {
    bench *b = *state;
    const ct_table *out;
    ct_table *line = one(b, path2(b->arena, CT_LINE, 0, 0, 1, 1), "l");
    assert_false(ct_op_clip(b->arena, squares(b), line, CT_NOWHERE, &out, b->report));
    assert_true(told(b, CARTOUCHE_ERROR, "split"));
}

static void minus_leaves_what_the_other_does_not_cover(void **state) {
    bench *b = *state;
    const ct_table *out;
    ct_shape others[] = { rect(b->arena, 0, 0, 10, 10), rect(b->arena, 12, 2, 14, 4) };
    ct_table *other = table_of(b->arena, others, AB, 2);
    assert_true(ct_op_minus(b->arena, squares(b), other, CT_NOWHERE, &out, b->report));
    assert_int_equal(out->rows, 1);
    assert_string_equal(ct_table_text(b->arena, out, 0, "name"), "b");
    assert_float_equal(plane_area(&out->shapes[0]), 96, 1e-9);
    assert_int_equal(out->shapes[0].parts, 2);
}

static void minus_nothing_changes_nothing(void **state) {
    bench *b = *state;
    const ct_table *out;
    ct_table *other = squares(b);
    other->rows = 0;
    assert_true(ct_op_minus(b->arena, squares(b), other, CT_NOWHERE, &out, b->report));
    assert_int_equal(out->rows, 2);
    assert_float_equal(total(out), 200, 1e-9);
}

static void points_within_the_other_go(void **state) {
    bench *b = *state;
    const ct_table *out;
    ct_table *towns = one(b, path2(b->arena, CT_POINT, 3, 3, 50, 50), "towns");
    assert_true(ct_op_minus(b->arena, towns, squares(b), CT_NOWHERE, &out, b->report));
    assert_int_equal(ct_shape_points(&out->shapes[0]), 1);
    assert_true(out->shapes[0].x[out->shapes[0].start] == 50);
}

static void union_covers_no_ground_twice(void **state) {
    bench *b = *state;
    const ct_table *out;
    ct_table *other = one(b, rect(b->arena, 15, 0, 25, 10), "c");
    other->columns[1].name = "since";
    assert_true(ct_op_union(b->arena, squares(b), other, CT_NOWHERE, &out, b->report));
    assert_int_equal(out->rows, 3);
    assert_float_equal(total(out), 250, 1e-9);
    assert_string_equal(ct_table_text(b->arena, out, 2, "name"), "c");
    assert_null(ct_table_text(b->arena, out, 2, "rank"));
    assert_null(ct_table_text(b->arena, out, 0, "since"));
    assert_string_equal(ct_table_text(b->arena, out, 2, "since"), "1");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        BENCH_TEST(split_takes_the_named_side_of_each_row),
        BENCH_TEST(split_merges_the_lines_of_all_rows),
        BENCH_TEST(split_by_a_line_that_misses_is_a_fault),
        BENCH_TEST(split_by_areas_is_a_fault_that_says_what_to_do),
        BENCH_TEST(clip_cuts_rows_to_the_union_of_the_mask),
        BENCH_TEST(one_area_clipped_by_several_takes_their_rows),
        BENCH_TEST(lines_and_points_are_clipped_too),
        BENCH_TEST(clip_to_what_lies_elsewhere_leaves_no_rows),
        BENCH_TEST(a_line_is_no_mask),
        BENCH_TEST(minus_leaves_what_the_other_does_not_cover),
        BENCH_TEST(minus_nothing_changes_nothing),
        BENCH_TEST(points_within_the_other_go),
        BENCH_TEST(union_covers_no_ground_twice),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
