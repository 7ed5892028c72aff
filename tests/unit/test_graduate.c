/* test_graduate.c - point symbols as large as a value, and turned by one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "../../src/pipeline.h"

static ct_arena *arena;
static ct_report *report;
static int setup(void **state) {
    (void)state;
    arena = ct_arena_new();
    report = ct_report_new(NULL, NULL);
    return 0;
}
static int teardown(void **state) {
    (void)state;
    ct_report_free(report);
    ct_arena_free(arena);
    return 0;
}

static const ct_point_class dot = { .size = 4, .angle = 5, .has_fill = true };

/* A layer of points, one a row. */
static ct_layer_marks points(const ct_layer_spec *layer, double *values, size_t count) {
    ct_column *columns = CT_ARRAY(arena, 1, ct_column);
    columns[0] = (ct_column){ .name = "n", .type = CT_COLUMN_NUMBER, .numbers = values };
    ct_table *table = CT_NEW(arena, ct_table);
    *table = (ct_table){ .rows = count, .columns = columns, .column_count = 1 };
    ct_layer_marks marks = { .layer = layer, .table = table, .count = count };
    marks.marks = CT_ARRAY(arena, count, ct_mark);
    for (size_t i = 0; i < count; i++)
        marks.marks[i] = (ct_mark){ .row = i, .point = &dot };
    return marks;
}

static void areas_are_in_proportion(void **state) {
    (void)state;
    const ct_size_spec size = { .range = { 0, 40 } }, raised = { .range = { 4, 40 } };
    const double values[] = { 0, 100 };
    assert_true(ct_size_of(&size, values, 100) == 40 && ct_size_of(&size, values, 25) == 20);
    assert_true(ct_size_of(&size, values, 0) == 0 && ct_size_of(&size, values, -1) == 0);
    assert_true(ct_size_of(&size, values, 400) == 40); /* no larger than the greatest */
    assert_true(ct_size_of(&raised, values, 0) == 4);
    assert_true(fabs(ct_size_of(&raised, values, 50) - sqrt((16 + 1600) / 2.0)) < 1e-12);
}

static void large_ones_lie_below(void **state) {
    (void)state;
    const ct_layer_spec layer = {
        .id = "x", .size = { .given = true, .by = { .text = "n" }, .range = { 0, 40 } }
    };
    double values[] = { 25, NAN, 100, 25, 0 };
    ct_layer_marks marks = points(&layer, values, 5);
    ct_marks_graduate(arena, &marks, report);
    assert_int_equal(marks.count, 3);
    assert_true(marks.marks[0].row == 2 && marks.marks[0].point->size == 40);
    assert_true(marks.marks[1].row == 0 && marks.marks[2].row == 3);
    assert_true(marks.marks[2].point->size == 20 && dot.size == 4);
    assert_int_equal(ct_report_count(report), 1);
    assert_string_equal(ct_report_at(report, 0)->text,
                        "layer 'x': 2 of 5 points are not drawn: their 'n' is no number above 0");
}

static void what_is_beyond_is_told(void **state) {
    (void)state;
    const ct_layer_spec layer = { .id = "x",
                                  .size = { .given = true,
                                            .by = { .text = "n" },
                                            .range = { 0, 40 },
                                            .has_values = true,
                                            .values = { 0, 50 } } };
    double values[] = { 100, 50 };
    ct_layer_marks marks = points(&layer, values, 2);
    ct_marks_graduate(arena, &marks, report);
    assert_true(marks.marks[0].point->size == 40 && marks.marks[1].point->size == 40);
    assert_int_equal(ct_report_count(report), 1);
    assert_string_equal(ct_report_at(report, 0)->text,
                        "layer 'x': 1 point over 50 in 'n' is drawn no larger than that");
    assert_int_equal(ct_report_at(report, 0)->severity, CARTOUCHE_WARNING);
}

static void the_key_shows_round_values(void **state) {
    (void)state;
    double steps[CT_SIZE_STEPS], wide[] = { 1234, NAN, 3 }, narrow[] = { 672, 1196, 940 };
    double equal[] = { 700, 700 };
    const ct_layer_spec layer = { .size = { .by = { .text = "n" } } };
    ct_size_steps(&layer.size, points(&layer, wide, 3).table, (const double[]){ 0, 1234 }, steps);
    assert_true(steps[0] == 1000 && steps[1] == 200 && steps[2] == 50);
    ct_size_steps(&layer.size, points(&layer, wide, 0).table, (const double[]){ 0, 0 }, steps);
    assert_true(steps[0] == 0);
    /* all of them large: values among them */
    ct_size_steps(&layer.size, points(&layer, narrow, 3).table, (const double[]){ 0, 1200 }, steps);
    assert_true(steps[0] == 1000 && steps[1] == 1000 && steps[2] == 800);
    narrow[1] = 1400;
    ct_size_steps(&layer.size, points(&layer, narrow, 3).table, (const double[]){ 0, 1400 }, steps);
    assert_true(steps[0] == 1400 && steps[1] == 1200 && steps[2] == 800);
    ct_size_steps(&layer.size, points(&layer, equal, 2).table, (const double[]){ 0, 1200 }, steps);
    assert_true(steps[0] == 1000 && steps[1] == 200 && steps[2] == 50);
}

static void symbols_turn_by_a_field(void **state) {
    (void)state;
    const ct_layer_spec layer = { .id = "x", .rotate = { .text = "n" } };
    double values[] = { 90, NAN };
    ct_layer_marks marks = points(&layer, values, 2);
    ct_marks_graduate(arena, &marks, report);
    assert_int_equal(marks.count, 2);
    assert_true(marks.marks[0].point->turn == 90 && marks.marks[0].point->angle == 5);
    assert_true(marks.marks[1].point->turn == 0 && marks.marks[1].point->size == 4);
    const ct_layer_spec plain = { .id = "x" };
    marks = points(&plain, values, 2);
    ct_marks_graduate(arena, &marks, report);
    assert_ptr_equal(marks.marks[0].point, &dot);
}

int main(void) {
#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        CASE(areas_are_in_proportion), CASE(large_ones_lie_below),
        CASE(what_is_beyond_is_told),  CASE(the_key_shows_round_values),
        CASE(symbols_turn_by_a_field),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
