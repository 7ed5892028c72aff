/* test_stats.c - named numbers: areas, shares, by a field's values. */
#include "sample.h"

static ct_table *squares(bench *b, double top) {
    static const char *const names[] = { "UA-14", "UA-09" };
    ct_shape shapes[] = { rect(b->arena, 0, 0, 1, top), rect(b->arena, 1, 0, 2, top) };
    return table_of(b->arena, shapes, names, 2);
}

static double number(const ct_stats *stats, const char *name) {
    double value = -1;
    assert_true(ct_stats_find(stats, name, &value));
    return value;
}

static void areas_are_measured_on_the_ellipsoid(void **state) {
    bench *b = *state;
    ct_stats stats = { 0 };
    ct_stats_add(b->arena, &stats, "held", squares(b, 1), NULL, NULL);
    /* a square degree at the equator: 12308.464 km2 on WGS84 between its parallels */
    assert_float_equal(number(&stats, "held.km2"), 2 * 12308.464, 0.01);
    double value;
    assert_false(ct_stats_find(&stats, "held.pct", &value));
    assert_false(ct_stats_find(&stats, "held", &value));
}

static void shares_are_of_the_base_and_by_value(void **state) {
    bench *b = *state;
    ct_stats stats = { 0 };
    ct_table *held = squares(b, 0.5);
    held->rows = 1; /* all of it in UA-14 */
    ct_stats_add(b->arena, &stats, "held", held, squares(b, 1), "name");
    assert_float_equal(number(&stats, "held.pct"), 25, 0.01);
    assert_float_equal(number(&stats, "UA-14.held.pct"), 50, 0.01);
    assert_true(number(&stats, "UA-09.held.km2") == 0);
    assert_true(number(&stats, "UA-09.held.pct") == 0);
}

static void rows_of_one_value_are_summed(void **state) {
    bench *b = *state;
    ct_stats stats = { 0 };
    ct_table *held = squares(b, 1);
    held->columns[0].texts[1] = "UA-14";
    ct_stats_add(b->arena, &stats, "held", held, squares(b, 2), "name");
    assert_float_equal(number(&stats, "UA-14.held.pct"), 100, 0.1);
    assert_true(number(&stats, "UA-09.held.km2") == 0);
}

static void a_field_that_one_lacks_gives_the_total_alone(void **state) {
    bench *b = *state;
    ct_stats stats = { 0 };
    ct_stats_add(b->arena, &stats, "held", squares(b, 1), squares(b, 1), "nothing");
    assert_int_equal(stats.count, 2);
    assert_float_equal(number(&stats, "held.pct"), 100, 1e-9);
}

static void added_again_a_number_is_replaced(void **state) {
    bench *b = *state;
    ct_stats stats = { 0 };
    ct_stats_add(b->arena, &stats, "held", squares(b, 1), NULL, NULL);
    ct_stats_add(b->arena, &stats, "held", squares(b, 2), NULL, NULL);
    assert_int_equal(stats.count, 1);
    assert_true(number(&stats, "held.km2") > 40000);
}

static void lines_have_a_length(void **state) {
    bench *b = *state;
    ct_stats stats = { 0 };
    const char *name = "f";
    ct_shape line = path2(b->arena, CT_LINE, 0, 0, 1, 0);
    ct_stats_add(b->arena, &stats, "front", table_of(b->arena, &line, &name, 1), NULL, NULL);
    assert_float_equal(number(&stats, "front.km"), 111.3195, 0.001);
    assert_true(number(&stats, "front.km2") == 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        BENCH_TEST(areas_are_measured_on_the_ellipsoid),
        BENCH_TEST(shares_are_of_the_base_and_by_value),
        BENCH_TEST(rows_of_one_value_are_summed),
        BENCH_TEST(a_field_that_one_lacks_gives_the_total_alone),
        BENCH_TEST(added_again_a_number_is_replaced),
        BENCH_TEST(lines_have_a_length),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
