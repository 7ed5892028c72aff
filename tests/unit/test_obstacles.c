/* test_obstacles.c - what furniture should not hide, and which points are left out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../src/pipeline.h"

static ct_arena *arena;
static int setup(void **state) {
    (void)state;
    arena = ct_arena_new();
    return 0;
}
static int teardown(void **state) {
    (void)state;
    ct_arena_free(arena);
    return 0;
}

static ct_shape shape_of(ct_kind kind, const double *xy, size_t n) {
    ct_builder b = ct_builder_start(arena, kind);
    for (size_t i = 0; i < n; i++)
        ct_builder_point(&b, xy[2 * i], xy[2 * i + 1]);
    ct_builder_end_part(&b);
    return ct_builder_take(&b);
}

static const ct_point_class dot = { .symbol = CT_SYMBOL_CIRCLE, .size = 4, .has_fill = true };

/* A layer of points at x = 100, 200, … with labels; label i belongs to point i. */
static ct_layer_marks towns(ct_layer_spec *layer, size_t count) {
    ct_layer_marks marks = { .layer = layer, .marks = CT_ARRAY(arena, count, ct_mark) };
    for (size_t i = 0; i < count; i++) {
        const double at[] = { 100.0 * (double)(i + 1), 100 };
        marks.marks[i] =
            (ct_mark){ .point = &dot, .shape = shape_of(CT_POINT, at, 1), .label = i + 1 };
    }
    marks.count = count;
    return marks;
}

static void test_left_out(void **state) {
    (void)state;
    ct_layer_spec layer = { .label = { .given = true } };
    ct_layer_marks marks = towns(&layer, 5);
    marks.marks[4].label = 0; /* `where` gives it no name */
    const ct_label labels[] = { { .state = CT_LABEL_PLACED },
                                { .state = CT_LABEL_DROPPED },
                                { .state = CT_LABEL_DROPPED, .required = true },
                                { .state = CT_LABEL_PLACED } };
    const ct_box covers[] = { { 401, 50, 450, 150 } }; /* the fourth peeks out of it */
    ct_marks_leave_out(&marks, 1, labels, covers, 1);
    static const bool expected[] = { false, true, false, true, false };
    for (size_t i = 0; i < 5; i++)
        assert_int_equal(marks.marks[i].left_out, expected[i]);
}

/* What stands in the key is data: it is drawn with a name or without. */
static void test_data_stays(void **state) {
    (void)state;
    ct_words words = { 0 };
    words.count = 1;
    ct_layer_spec layers[] = { { .label = { .given = true }, .key = words }, { 0 } };
    const ct_label labels[] = { { .state = CT_LABEL_DROPPED } };
    const ct_box covers[] = { { 99, 50, 450, 150 } };
    ct_layer_marks marks[] = { towns(&layers[0], 1), towns(&layers[1], 1) };
    marks[1].marks[0].label = 0; /* a layer without labels */
    ct_marks_leave_out(marks, 2, labels, NULL, 0);
    assert_false(marks[0].marks[0].left_out || marks[1].marks[0].left_out);
    ct_marks_leave_out(marks, 2, labels, covers, 1);
    assert_true(marks[0].marks[0].left_out);
    assert_false(marks[1].marks[0].left_out);
}

static void test_weights(void **state) {
    (void)state;
    const double box[] = { 0, 0, 10, 0, 10, 10, 0, 10 };
    static const ct_area_class fill = { .has_fill = true }, bare = { .has_fill = false };
    static const ct_line_class front = { .obstacle = CT_OBSTACLE_HARD },
                               river = { .obstacle = CT_OBSTACLE_NONE };
    ct_words words = { 0 };
    words.count = 1;
    ct_name fitted = { .text = "donbas" };
    ct_map map = { .view = { .fit = { .items = &fitted, .count = 1 } } };
    ct_layer_spec layers[] = { { .data = { .text = "land" } },
                               { .data = { .text = "occupied" }, .key = words },
                               { .data = { .text = "donbas" }, .key = words },
                               { .data = { .text = "front" } },
                               { .data = { .text = "rivers" } } };
    ct_mark marks[] = { { .area = &fill, .shape = shape_of(CT_POLYGON, box, 4) },
                        { .area = &fill, .shape = shape_of(CT_POLYGON, box, 4) },
                        { .area = &bare, .shape = shape_of(CT_POLYGON, box, 4) },
                        { .line = &front, .shape = shape_of(CT_LINE, box, 4) },
                        { .line = &river, .shape = shape_of(CT_LINE, box, 4) } };
    ct_layer_marks all[5];
    for (size_t i = 0; i < 5; i++)
        all[i] = (ct_layer_marks){ .layer = &layers[i], .marks = &marks[i], .count = 1 };
    size_t count;
    const ct_busy *busy = ct_marks_busy(arena, &map, all, 5, &count);
    assert_int_equal(count, 4); /* the river may be hidden */
    assert_true(busy[0].weight == 1);
    assert_true(busy[1].weight > busy[0].weight && busy[2].weight > busy[1].weight);
    assert_true(busy[3].weight > 1 && busy[3].shape.kind == CT_LINE);
}

static void test_land_and_lines(void **state) {
    (void)state;
    const double box[] = { 0, 0, 10, 0, 10, 10, 0, 10 };
    static const ct_area_class fill = { .has_fill = true }, bare = { .has_fill = false };
    static const ct_line_class front = { .obstacle = CT_OBSTACLE_HARD, .stroke = { .width = 2 } };
    ct_layer_spec layer = { 0 };
    ct_shape outline = shape_of(CT_LINE, box, 4);
    ct_mark marks[] = {
        { .area = &fill, .shape = shape_of(CT_POLYGON, box, 4) },
        { .area = &bare, .shape = shape_of(CT_POLYGON, box, 4), .outline = outline },
        { .line = &front, .shape = outline }
    };
    ct_layer_marks all = { .layer = &layer, .marks = marks, .count = 3 };
    ct_obstacles o = { 0 };
    ct_marks_lines(arena, &all, 1, &o);
    assert_int_equal(o.land_count, 1);
    assert_int_equal(o.soft_count, 1);
    assert_int_equal(o.hard_count, 1);
    assert_true(o.hard_reach[0] == 1.5);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_left_out),
        TEST(test_data_stays),
        TEST(test_weights),
        TEST(test_land_and_lines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
