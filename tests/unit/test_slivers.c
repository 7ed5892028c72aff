/* test_slivers.c - what an overlay leaves between two borders that should be one. */
#include "sample.h"

/* Two sources' squares: the second lies 0.003 degrees (330 m) farther north, and has an island. */
static void a_sliver_goes_and_is_told(void **state) {
    bench *b = *state;
    const char *name = "a";
    ct_shape mine = rect(b->arena, 30, 48, 31, 49), theirs = rect(b->arena, 30, 48.003, 31, 49.003);
    ct_table *table = table_of(b->arena, &mine, &name, 1);
    ct_table *other = table_of(b->arena, &theirs, &name, 1);
    const ct_table *left, *out;
    ct_slivers found;
    assert_true(ct_op_minus(b->arena, table, other, CT_NOWHERE, &left, b->report));
    assert_int_equal(left->rows, 1);
    assert_true(ct_op_slivers(b->arena, left, other, 500, CT_NOWHERE, &out, &found, b->report));
    assert_int_equal(out->rows, 0);
    assert_int_equal(found.count, 1);
    assert_float_equal(found.m2 / 1e6, 0.333 * 74.6, 0.3);
    assert_true(ct_op_slivers(b->arena, left, other, 200, CT_NOWHERE, &out, &found, b->report));
    assert_ptr_equal(out, left);
    assert_int_equal(found.count, 0);
}

/* What was gained in the west goes on as a tail along the border in the south. */
static void a_tail_is_cut_off_and_the_body_stays(void **state) {
    bench *b = *state;
    const char *name = "a";
    ct_shape mine = rect(b->arena, 30, 48, 31, 49), theirs = rect(b->arena, 30.2, 48.003, 31, 49);
    ct_table *table = table_of(b->arena, &mine, &name, 1);
    ct_table *other = table_of(b->arena, &theirs, &name, 1);
    const ct_table *left, *out;
    ct_slivers found;
    assert_true(ct_op_minus(b->arena, table, other, CT_NOWHERE, &left, b->report));
    assert_true(ct_op_slivers(b->arena, left, other, 500, CT_NOWHERE, &out, &found, b->report));
    assert_int_equal(out->rows, 1);
    assert_int_equal(found.count, 1);
    assert_float_equal(ct_box_of(&out->shapes[0]).x1, 30.2, 0.006);
    assert_float_equal(plane_area(&out->shapes[0]), 0.2, 1e-4);
    assert_string_equal(ct_table_text(b->arena, out, 0, "name"), "a");
}

/* Thin ground that has nothing to do with the other's outline is what it is. */
static void a_spit_elsewhere_stays(void **state) {
    bench *b = *state;
    static const char *const names[] = { "spit", "land" };
    ct_shape shapes[] = { rect(b->arena, 32, 48.5, 33, 48.503), rect(b->arena, 30, 48, 31, 49) };
    ct_shape theirs = rect(b->arena, 29, 47, 30.5, 50);
    ct_table *table = table_of(b->arena, shapes, names, 2);
    ct_table *other = table_of(b->arena, &theirs, names, 1);
    const ct_table *left, *out;
    ct_slivers found;
    assert_true(ct_op_minus(b->arena, table, other, CT_NOWHERE, &left, b->report));
    assert_true(ct_op_slivers(b->arena, left, other, 1000, CT_NOWHERE, &out, &found, b->report));
    assert_int_equal(out->rows, 2);
    assert_int_equal(found.count, 0);
}

static void lines_have_no_slivers(void **state) {
    bench *b = *state;
    const char *name = "l";
    ct_shape line = path2(b->arena, CT_LINE, 0, 0, 1, 1), area = rect(b->arena, 0, 0, 1, 1);
    ct_table *table = table_of(b->arena, &line, &name, 1);
    ct_table *other = table_of(b->arena, &area, &name, 1);
    const ct_table *out;
    ct_slivers found;
    assert_true(ct_op_slivers(b->arena, table, other, 1000, CT_NOWHERE, &out, &found, b->report));
    assert_ptr_equal(out, table);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        BENCH_TEST(a_sliver_goes_and_is_told),
        BENCH_TEST(a_tail_is_cut_off_and_the_body_stays),
        BENCH_TEST(a_spit_elsewhere_stays),
        BENCH_TEST(lines_have_no_slivers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
