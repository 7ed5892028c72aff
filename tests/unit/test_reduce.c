/* test_reduce.c - one table made less, or more: buffer, dissolve, outline, drop, simplify. */
#include "sample.h"

/* a: 0..10, b: 10..20, c: 20..30, all 10 high; `kind` is x, x, y. */
static ct_table *row_of_three(bench *b) {
    static const char *const names[] = { "x", "x", "y" };
    ct_shape shapes[] = { rect(b->arena, 0, 0, 10, 10), rect(b->arena, 10, 0, 20, 10),
                          rect(b->arena, 20, 0, 30, 10) };
    return table_of(b->arena, shapes, names, 3);
}

static void dissolve_by_a_field_makes_a_row_a_value(void **state) {
    bench *b = *state;
    const ct_table *out;
    assert_true(ct_op_dissolve(b->arena, row_of_three(b), "name", CT_NOWHERE, &out, b->report));
    assert_int_equal(out->rows, 2);
    assert_float_equal(plane_area(&out->shapes[0]), 200, 1e-9);
    assert_int_equal(out->shapes[0].parts, 1);
    assert_string_equal(ct_table_text(b->arena, out, 0, "name"), "x");
    assert_null(ct_table_text(b->arena, out, 0, "rank")); /* 1 and 2 do not agree */
    assert_string_equal(ct_table_text(b->arena, out, 1, "rank"), "3");
}

static void dissolve_by_star_makes_one_row(void **state) {
    bench *b = *state;
    const ct_table *out;
    assert_true(ct_op_dissolve(b->arena, row_of_three(b), "*", CT_NOWHERE, &out, b->report));
    assert_int_equal(out->rows, 1);
    assert_float_equal(plane_area(&out->shapes[0]), 300, 1e-9);
    assert_null(ct_table_text(b->arena, out, 0, "name"));
}

static void dissolve_by_an_unknown_field_names_the_nearest(void **state) {
    bench *b = *state;
    const ct_table *out;
    assert_false(ct_op_dissolve(b->arena, row_of_three(b), "nane", CT_NOWHERE, &out, b->report));
    assert_int_equal(ct_report_status(b->report), CARTOUCHE_BAD_SPEC);
    assert_true(told(b, CARTOUCHE_ERROR, "'name'"));
}

static void dissolved_lines_keep_their_parts(void **state) {
    bench *b = *state;
    static const char *const names[] = { "r", "r" };
    ct_shape lines[] = { path2(b->arena, CT_LINE, 0, 0, 1, 0),
                         path2(b->arena, CT_LINE, 5, 0, 6, 0) };
    const ct_table *out;
    assert_true(ct_op_dissolve(b->arena, table_of(b->arena, lines, names, 2), "name", CT_NOWHERE,
                               &out, b->report));
    assert_int_equal(out->rows, 1);
    assert_int_equal(out->shapes[0].parts, 2);
}

static void outline_without_a_base_is_the_whole_of_each_row(void **state) {
    bench *b = *state;
    const ct_table *out;
    assert_true(
        ct_op_outline(b->arena, row_of_three(b), NULL, true, 0, CT_NOWHERE, &out, b->report));
    assert_int_equal(out->rows, 3);
    assert_int_equal(out->shapes[0].kind, CT_LINE);
    assert_float_equal(ct_line_length(&out->shapes[0]), 40, 1e-9);
}

static void outline_within_a_base_is_the_front(void **state) {
    bench *b = *state;
    static const char *const names[] = { "n", "s" };
    ct_shape held[] = { rect(b->arena, 20, 5, 30, 10), rect(b->arena, 20, 0, 30, 5) };
    const ct_table *out;
    assert_true(ct_op_outline(b->arena, table_of(b->arena, held, names, 2), row_of_three(b), true,
                              0.01, CT_NOWHERE, &out, b->report));
    assert_int_equal(out->rows, 1);
    assert_float_equal(ct_line_length(&out->shapes[0]), 10, 0.1);
    assert_float_equal(ct_box_of(&out->shapes[0]).x1, 20, 0.02);
}

static void outer_outline_is_what_runs_along_the_base(void **state) {
    bench *b = *state;
    static const char *const names[] = { "n", "s" };
    ct_shape held[] = { rect(b->arena, 20, 5, 30, 10), rect(b->arena, 20, 0, 30, 5) };
    const ct_table *out;
    assert_true(ct_op_outline(b->arena, table_of(b->arena, held, names, 2), row_of_three(b), false,
                              0.01, CT_NOWHERE, &out, b->report));
    assert_int_equal(out->rows, 1);
    assert_float_equal(ct_line_length(&out->shapes[0]), 30, 0.1);
}

static void outline_of_lines_is_a_fault(void **state) {
    bench *b = *state;
    const char *name = "l";
    ct_shape line = path2(b->arena, CT_LINE, 0, 0, 1, 1);
    const ct_table *out;
    assert_false(ct_op_outline(b->arena, table_of(b->arena, &line, &name, 1), NULL, true, 0,
                               CT_NOWHERE, &out, b->report));
    assert_int_equal(ct_report_status(b->report), CARTOUCHE_BAD_DATA);
}

/* A degree square at the equator has some 12,300 km2, a tenth of a degree some 123. */
static ct_table *big_and_small(bench *b) {
    ct_builder builder = ct_builder_start(b->arena, CT_POLYGON);
    ct_shape big = rect_with_hole(b->arena, 0, 0, 1, 1, 0.4, 0.4, 0.5, 0.5);
    ct_shape small = rect(b->arena, 2, 0, 2.1, 0.1);
    ct_builder_add(&builder, &big);
    ct_builder_add(&builder, &small);
    const char *name = "m";
    ct_shape both = ct_builder_take(&builder);
    return table_of(b->arena, &both, &name, 1);
}

static void drop_takes_small_parts_and_leaves_holes(void **state) {
    bench *b = *state;
    size_t dropped = 9;
    const ct_table *out = ct_op_drop(b->arena, big_and_small(b), 200, &dropped);
    assert_int_equal(dropped, 1);
    assert_int_equal(out->rows, 1);
    assert_int_equal(out->shapes[0].parts, 2); /* the outer ring and its hole */
    out = ct_op_drop(b->arena, big_and_small(b), 100, &dropped);
    assert_int_equal(dropped, 0);
    assert_int_equal(out->shapes[0].parts, 3);
}

static void drop_measures_a_part_less_its_holes(void **state) {
    bench *b = *state;
    const char *name = "r";
    ct_shape thin = rect_with_hole(b->arena, 0, 0, 1, 1, 0.01, 0.01, 0.99, 0.99);
    size_t dropped;
    const ct_table *out = ct_op_drop(b->arena, table_of(b->arena, &thin, &name, 1), 600, &dropped);
    assert_int_equal(dropped, 1); /* 12,300 km2 around, but 490 within */
    assert_int_equal(out->rows, 0);
}

static void drop_leaves_lines_and_zero_drops_nothing(void **state) {
    bench *b = *state;
    const char *name = "l";
    size_t dropped;
    ct_shape line = path2(b->arena, CT_LINE, 0, 0, 1e-6, 0);
    assert_int_equal(ct_op_drop(b->arena, table_of(b->arena, &line, &name, 1), 1e6, &dropped)->rows,
                     1);
    assert_int_equal(ct_op_drop(b->arena, big_and_small(b), 0, &dropped)->shapes[0].parts, 3);
    assert_int_equal(dropped, 0);
}

static void simplify_keeps_shared_borders_shared(void **state) {
    bench *b = *state;
    ct_builder left = ct_builder_start(b->arena, CT_POLYGON);
    ct_builder right = ct_builder_start(b->arena, CT_POLYGON);
    ct_builder_point(&left, 0, 0);
    ct_builder_point(&right, 2, 10);
    for (int i = 0; i <= 100; i++)
        ct_builder_point(&left, 1 + 0.001 * (i % 2), 0.1 * i);
    for (int i = 100; i >= 0; i--)
        ct_builder_point(&right, 1 + 0.001 * (i % 2), 0.1 * i);
    ct_builder_point(&left, 0, 10);
    ct_builder_point(&right, 2, 0);
    ct_builder_end_part(&left);
    ct_builder_end_part(&right);
    ct_shape shapes[] = { ct_builder_take(&left), ct_builder_take(&right) };
    /* the right one runs down its border and so clockwise: turned for the test */
    shapes[1] = ct_shape_orient(b->arena, &shapes[1]);
    static const char *const names[] = { "l", "r" };
    const ct_table *out;
    assert_int_equal(ct_op_simplify(b->arena, table_of(b->arena, shapes, names, 2),
                                    &(ct_detail){ .area = 50e6 }, NULL, 0, &out),
                     0);
    assert_int_equal(out->rows, 2);
    assert_in_range(ct_table_points(out), 6, 60);
    assert_float_equal(plane_area(&out->shapes[0]) + plane_area(&out->shapes[1]), 20, 1e-9);
}

static void simplify_by_nothing_gives_the_table_itself(void **state) {
    bench *b = *state;
    ct_table *table = row_of_three(b);
    const ct_table *out;
    ct_op_simplify(b->arena, table, &(ct_detail){ 0 }, NULL, 0, &out);
    assert_ptr_equal(out, table);
    ct_op_simplify(b->arena, table, &(ct_detail){ .area = NAN }, NULL, 0, &out);
    assert_ptr_equal(out, table);
}

static void a_buffer_is_wider_and_one_below_0_narrower(void **state) {
    bench *b = *state;
    const ct_table *out;
    const char *name = "s";
    ct_shape square = rect(b->arena, 0, 0, 1, 1);
    ct_table *table = table_of(b->arena, &square, &name, 1);
    double side = 111e3; /* m, about */
    assert_true(ct_op_buffer(b->arena, table, 10e3, CT_NOWHERE, &out, b->report));
    assert_float_equal(ct_geodesic_area(&out->shapes[0]) / 1e6,
                       (side * side + 4 * side * 10e3 + 3.14159 * 1e8) / 1e6, 100);
    assert_string_equal(ct_table_text(b->arena, out, 0, "name"), "s");
    assert_true(ct_op_buffer(b->arena, table, -10e3, CT_NOWHERE, &out, b->report));
    assert_float_equal(ct_geodesic_area(&out->shapes[0]) / 1e6, 91e3 * 91e3 / 1e6, 100);
    assert_true(ct_op_buffer(b->arena, table, -60e3, CT_NOWHERE, &out, b->report));
    assert_int_equal(out->rows, 0);
    assert_true(told(b, CARTOUCHE_WARNING, "nothing is left: none is 120000 m wide"));
}

static void a_line_cannot_shrink(void **state) {
    bench *b = *state;
    const ct_table *out;
    const char *name = "l";
    ct_shape line = path2(b->arena, CT_LINE, 0, 0, 1, 0);
    ct_table *table = table_of(b->arena, &line, &name, 1);
    assert_true(ct_op_buffer(b->arena, table, 5e3, CT_NOWHERE, &out, b->report));
    assert_int_equal(out->shapes[0].kind, CT_POLYGON);
    assert_false(ct_op_buffer(b->arena, table, -5e3, CT_NOWHERE, &out, b->report));
    assert_true(told(b, CARTOUCHE_ERROR, "only areas can shrink"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        BENCH_TEST(dissolve_by_a_field_makes_a_row_a_value),
        BENCH_TEST(dissolve_by_star_makes_one_row),
        BENCH_TEST(a_buffer_is_wider_and_one_below_0_narrower),
        BENCH_TEST(a_line_cannot_shrink),
        BENCH_TEST(dissolve_by_an_unknown_field_names_the_nearest),
        BENCH_TEST(dissolved_lines_keep_their_parts),
        BENCH_TEST(outline_without_a_base_is_the_whole_of_each_row),
        BENCH_TEST(outline_within_a_base_is_the_front),
        BENCH_TEST(outer_outline_is_what_runs_along_the_base),
        BENCH_TEST(outline_of_lines_is_a_fault),
        BENCH_TEST(drop_takes_small_parts_and_leaves_holes),
        BENCH_TEST(drop_measures_a_part_less_its_holes),
        BENCH_TEST(drop_leaves_lines_and_zero_drops_nothing),
        BENCH_TEST(simplify_keeps_shared_borders_shared),
        BENCH_TEST(simplify_by_nothing_gives_the_table_itself),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
