/* test_field.c - what a label may not hide, cross or seem to name. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "../../src/marks/marks.h"

static ct_arena *arena;
static ct_obstacles obstacles;
static ct_label labels[3];
static int setup(void **state) {
    (void)state;
    arena = ct_arena_new();
    obstacles = (ct_obstacles){ .frame = { 0, 0, 400, 300 } };
    labels[0] = (ct_label){ .id = "a", .kind = CT_PLACE_POINT, .x = 100, .y = 100, .reach = 3 };
    labels[1] = (ct_label){ .id = "b", .kind = CT_PLACE_POINT, .x = 300, .y = 200, .reach = 3 };
    labels[2] = (ct_label){ .id = "c", .kind = CT_PLACE_AREA };
    return 0;
}
static int teardown(void **state) {
    (void)state;
    ct_arena_free(arena);
    return 0;
}

static ct_candidate at(double x0, double y0, double x1, double y1) {
    ct_candidate c = { .box = { x0, y0, x1, y1 } };
    ct_tile t = ct_tile_of(c.box, 0);
    c.tile = ct_tile_grow(&t, 1, 1);
    return c;
}

static int judge(size_t index, ct_candidate c, double *cost) {
    ct_field *f = ct_field_new(&obstacles, labels, 3);
    int verdict = ct_field_judge(f, index, &c);
    ct_field_free(f);
    if (cost) *cost = c.cost;
    return verdict;
}

static ct_shape line(const double *xy, size_t n) {
    ct_builder b = ct_builder_start(arena, CT_LINE);
    for (size_t i = 0; i < n; i++)
        ct_builder_point(&b, xy[2 * i], xy[2 * i + 1]);
    ct_builder_end_part(&b);
    return ct_builder_take(&b);
}

static void test_free_place(void **state) {
    (void)state;
    double cost;
    assert_int_equal(judge(0, at(106, 95, 150, 105), &cost), CT_FIT);
    assert_true(cost == 0);
}

static void test_frame(void **state) {
    (void)state;
    assert_int_equal(judge(2, at(2, 2, 50, 12), NULL), CT_FIT);
    assert_int_equal(judge(2, at(1, 2, 50, 12), NULL), CT_FIT_NOT);
    assert_int_equal(judge(2, at(360, 290, 399, 297), NULL), CT_FIT_NOT);
    assert_int_equal(judge(2, at(-50, -50, -20, -40), NULL), CT_FIT_NOT);
    assert_int_equal(judge(2, at(NAN, 0, 10, 10), NULL), CT_FIT_NOT);
}

static void test_boxes(void **state) {
    (void)state;
    const ct_box boxes[] = { { 10, 10, 80, 60 }, { 1, 1, 0, 0 } };
    obstacles.boxes = boxes;
    obstacles.box_count = 2;
    assert_int_equal(judge(2, at(70, 55, 120, 70), NULL), CT_FIT_NOT);
    assert_int_equal(judge(2, at(80.5, 50, 120, 70), NULL), CT_FIT_NOT); /* too near */
    assert_int_equal(judge(2, at(82, 61, 120, 70), NULL), CT_FIT);
}

static void test_symbols(void **state) {
    (void)state;
    assert_int_equal(judge(0, at(90, 95, 150, 105), NULL), CT_FIT_NOT);   /* over its own */
    assert_int_equal(judge(0, at(102, 95, 150, 105), NULL), CT_FIT_NOT);  /* its edge */
    assert_int_equal(judge(2, at(290, 190, 310, 210), NULL), CT_FIT_NOT); /* another's */
    assert_int_equal(judge(2, at(304, 195, 340, 205), NULL), CT_FIT_NOT); /* its rim */
    double near_it, far;
    assert_int_equal(judge(2, at(306, 195, 340, 205), &near_it), CT_FIT);
    assert_int_equal(judge(2, at(330, 195, 360, 205), &far), CT_FIT);
    assert_true(near_it > far); /* crowded */
}

static void test_ambiguous(void **state) {
    (void)state;
    /* Both points on the label's left end: 8 px from its own, 6 from the other. */
    labels[1].x = 140;
    labels[1].y = 112;
    assert_int_equal(judge(0, at(108, 95, 150, 106), NULL), CT_FIT_AMBIGUOUS);
    labels[1].y = 120;
    assert_int_equal(judge(0, at(108, 95, 150, 106), NULL), CT_FIT);
    /* Two points on one spot are no reason. */
    labels[1].x = 100;
    labels[1].y = 100;
    assert_int_equal(judge(0, at(108, 95, 150, 106), NULL), CT_FIT);
}

static void test_hard_lines(void **state) {
    (void)state;
    const double xy[] = { 120, 0, 120, 300 };
    ct_shape front = line(xy, 2);
    const double reach = 2.5;
    obstacles.hard = &front;
    obstacles.hard_reach = &reach;
    obstacles.hard_count = 1;
    assert_int_equal(judge(0, at(106, 95, 150, 105), NULL), CT_FIT_NOT);
    assert_int_equal(judge(0, at(60, 95, 94, 105), NULL), CT_FIT);
    assert_int_equal(judge(2, at(60, 95, 117, 105), NULL), CT_FIT_NOT); /* within its width */
    double cost;
    assert_int_equal(judge(0, at(124, 95, 160, 105), &cost), CT_FIT_WRONG_SIDE);
    assert_true(cost >= 100);
    assert_int_equal(judge(2, at(124, 95, 160, 105), NULL), CT_FIT); /* an area has no side */
}

static void test_leaders(void **state) {
    (void)state;
    const double xy[] = { 120, 0, 120, 300 };
    ct_shape front = line(xy, 2);
    const double reach = 2;
    ct_candidate c = at(150, 140, 200, 150);
    c.has_leader = true;
    c.leader[0] = 103;
    c.leader[1] = 103;
    c.leader[2] = 148;
    c.leader[3] = 145;
    assert_int_equal(judge(0, c, NULL), CT_FIT);
    labels[1].x = 126;
    labels[1].y = 126; /* a symbol on the leader */
    assert_int_equal(judge(0, c, NULL), CT_FIT_NOT);
    labels[1].x = 300;
    obstacles.hard = &front;
    obstacles.hard_reach = &reach;
    obstacles.hard_count = 1;
    assert_int_equal(judge(0, c, NULL), CT_FIT_NOT);
    obstacles.hard_count = 0;
    const ct_box box = { 120, 110, 130, 130 };
    obstacles.boxes = &box;
    obstacles.box_count = 1;
    assert_int_equal(judge(0, c, NULL), CT_FIT_NOT);
}

static void test_soft_lines(void **state) {
    (void)state;
    const double level[] = { 0, 100, 400, 100 }, upright[] = { 130, 0, 130, 300 };
    double none, crossed, along;
    assert_int_equal(judge(0, at(106, 95, 150, 105), &none), CT_FIT);
    ct_shape border = line(upright, 2);
    obstacles.soft = &border;
    obstacles.soft_count = 1;
    assert_int_equal(judge(0, at(106, 95, 150, 105), &crossed), CT_FIT);
    border = line(level, 2);
    assert_int_equal(judge(0, at(106, 95, 150, 105), &along), CT_FIT);
    assert_true(none == 0 && crossed > 0 && along > 2 * crossed); /* by the length that is hidden */
}

static void test_odd_lines(void **state) {
    (void)state;
    const double xy[] = { NAN, 0, 120, 300, 1e300, 20, -1e300, 20 };
    ct_shape odd = line(xy, 4);
    obstacles.hard = &odd;
    obstacles.hard_count = 1; /* and no reaches */
    assert_int_equal(judge(0, at(106, 95, 150, 105), NULL), CT_FIT);
    assert_int_equal(judge(2, at(106, 15, 150, 25), NULL), CT_FIT_NOT);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_free_place), TEST(test_frame),      TEST(test_boxes),
        TEST(test_symbols),    TEST(test_ambiguous),  TEST(test_hard_lines),
        TEST(test_leaders),    TEST(test_soft_lines), TEST(test_odd_lines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
