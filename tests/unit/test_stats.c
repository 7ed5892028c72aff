/* test_stats.c - named numbers: areas, shares, by a field's values. */
#include "sample.h"

#include <math.h>

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
    assert_int_equal(stats.row_count, 1);
    assert_int_equal(stats.count, 3); /* count, km2, pct: no length of areas */
    assert_float_equal(number(&stats, "held.pct"), 100, 1e-9);
}

/* The outline of all rows together has their columns, and nothing in them. */
static void without_any_value_there_is_the_total_alone(void **state) {
    bench *b = *state;
    ct_stats stats = { 0 };
    double value;
    ct_table *held = (ct_table *)squares(b, 1);
    ct_column *columns = CT_ARRAY(b->arena, held->column_count, ct_column);
    for (size_t i = 0; i < held->column_count; i++) {
        columns[i] = held->columns[i];
        if (columns[i].type == CT_COLUMN_TEXT)
            columns[i].texts = CT_ARRAY(b->arena, held->rows, const char *);
    }
    held->columns = columns;
    ct_stats_add(b->arena, &stats, "held", held, squares(b, 1), "name");
    assert_true(ct_stats_find(&stats, "held.km2", &value));
    for (size_t i = 0; i < stats.count; i++)
        assert_true(strncmp(stats.items[i].name, "held.", 5) == 0);
}

static void named_twice_it_is_measured_once(void **state) {
    bench *b = *state;
    ct_stats stats = { 0 };
    ct_stats_add(b->arena, &stats, "held", squares(b, 1), NULL, "name");
    ct_stats_add(b->arena, &stats, "held", squares(b, 1), NULL, "name");
    assert_int_equal(stats.row_count, 3);
    assert_int_equal(stats.count, 6);
}

static void lines_have_a_length(void **state) {
    bench *b = *state;
    ct_stats stats = { 0 };
    const char *name = "f";
    ct_shape line = path2(b->arena, CT_LINE, 0, 0, 1, 0);
    ct_stats_add(b->arena, &stats, "front", table_of(b->arena, &line, &name, 1), NULL, NULL);
    assert_float_equal(number(&stats, "front.km"), 111.3195, 0.001);
    double value;
    assert_false(ct_stats_find(&stats, "front.km2", &value));
}

static void points_are_counted(void **state) {
    bench *b = *state;
    ct_stats stats = { 0 };
    static const char *const names[] = { "UA-14", "UA-09", "UA-14", "UA-09" };
    ct_shape pair = path2(b->arena, CT_POINT, 0, 0, 1, 0), single = pair;
    single.end = &(const size_t){ 1 };
    ct_shape shapes[] = { single, pair, single, { .kind = CT_NULL } };
    ct_stats_add(b->arena, &stats, "strikes", table_of(b->arena, shapes, names, 4), NULL, "name");
    assert_true(number(&stats, "strikes.count") == 4);
    assert_true(number(&stats, "UA-14.strikes.count") == 2);
    assert_true(number(&stats, "UA-09.strikes.count") == 2);
    double value;
    assert_false(ct_stats_find(&stats, "strikes.km2", &value));
    assert_false(ct_stats_find(&stats, "strikes.pct", &value));
}

static void nothing_there_is_nought_and_no_data_is_not(void **state) {
    bench *b = *state;
    ct_stats stats = { 0 };
    ct_table *none = squares(b, 1);
    none->rows = 0;
    ct_stats_add(b->arena, &stats, "held", none, squares(b, 1), "name");
    assert_true(number(&stats, "held.km2") == 0 && number(&stats, "held.pct") == 0);
    assert_true(number(&stats, "UA-14.held.count") == 0);
    ct_stats_add(b->arena, &stats, "unknown", NULL, squares(b, 1), "name");
    assert_true(isnan(number(&stats, "unknown.km2")));
    assert_true(isnan(number(&stats, "UA-14.unknown.pct")));
}

static void a_field_of_the_area_alone_gives_no_shares(void **state) {
    bench *b = *state;
    ct_stats stats = { 0 };
    ct_table *base = squares(b, 1);
    base->column_count = 0;
    ct_stats_add(b->arena, &stats, "held", squares(b, 1), base, "name");
    double value;
    assert_float_equal(number(&stats, "UA-14.held.km2"), 12308.464, 0.01);
    assert_false(ct_stats_find(&stats, "UA-14.held.pct", &value));
}

/* Both ways: what a value has gained, what is new, what is gone. */
static void days_are_compared(void **state) {
    bench *b = *state;
    ct_stats now = { 0 }, then = { 0 };
    ct_table *held = squares(b, 1), *before = squares(b, 0.5);
    held->columns[0].texts[1] = "UA-23";
    ct_stats_add(b->arena, &now, "held", held, NULL, "name");
    ct_stats_add(b->arena, &then, "held", before, NULL, "name");
    ct_stats_compare(b->arena, &now, &then, 7);
    assert_true(now.compared && now.since == 7 && !then.compared);
    double whole = number(&now, "held.km2"), half = number(&then, "held.km2");
    assert_true(number(&now, "held.delta.km2") == whole - half);
    assert_true(number(&now, "held.delta.count") == 0);
    assert_true(number(&now, "UA-23.held.delta.km2") == number(&now, "UA-23.held.km2"));
    assert_true(number(&now, "UA-09.held.delta.km2") == -number(&then, "UA-09.held.km2"));
    assert_true(number(&now, "UA-09.held.km2") == 0);
    double value;
    assert_false(ct_stats_find(&now, "held.delta.pct", &value)); /* there is no base */
    double sum = 0;
    for (size_t i = 0; i < now.row_count; i++)
        if (now.rows[i].key) sum += now.rows[i].delta[CT_MEASURE_KM2];
    assert_float_equal(sum, whole - half, 1e-6);
}

static void shares_change_by_points(void **state) {
    bench *b = *state;
    ct_stats now = { 0 }, then = { 0 };
    ct_stats_add(b->arena, &now, "held", squares(b, 0.25), squares(b, 1), "name");
    ct_stats_add(b->arena, &then, "held", squares(b, 0.75), squares(b, 1), "name");
    ct_stats_compare(b->arena, &now, &then, 7);
    assert_float_equal(number(&now, "held.delta.pct"), -50, 0.01);
    assert_float_equal(number(&now, "UA-14.held.delta.pct"), -50, 0.01);
}

static void against_no_data_nothing_is_told(void **state) {
    bench *b = *state;
    ct_stats now = { 0 }, then = { 0 };
    ct_stats_add(b->arena, &now, "held", squares(b, 1), NULL, "name");
    ct_stats_add(b->arena, &then, "held", NULL, NULL, "name");
    ct_stats_compare(b->arena, &now, &then, 7);
    assert_true(isnan(number(&now, "held.delta.km2")));
    assert_true(isnan(number(&now, "UA-14.held.delta.km2")));
    ct_stats back = { 0 };
    ct_stats_add(b->arena, &back, "held", NULL, NULL, "name");
    ct_stats_compare(b->arena, &back, &now, 7);
    assert_true(isnan(number(&back, "held.delta.km2")));
    assert_true(isnan(number(&back, "UA-14.held.km2")));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        BENCH_TEST(areas_are_measured_on_the_ellipsoid),
        BENCH_TEST(shares_are_of_the_base_and_by_value),
        BENCH_TEST(rows_of_one_value_are_summed),
        BENCH_TEST(a_field_that_one_lacks_gives_the_total_alone),
        BENCH_TEST(without_any_value_there_is_the_total_alone),
        BENCH_TEST(named_twice_it_is_measured_once),
        BENCH_TEST(lines_have_a_length),
        BENCH_TEST(points_are_counted),
        BENCH_TEST(nothing_there_is_nought_and_no_data_is_not),
        BENCH_TEST(a_field_of_the_area_alone_gives_no_shares),
        BENCH_TEST(days_are_compared),
        BENCH_TEST(shares_change_by_points),
        BENCH_TEST(against_no_data_nothing_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
