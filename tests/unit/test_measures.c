/* test_measures.c - crossings, exits, names inside their areas, moves: counted on made-up answers.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "../../src/marks/marks.h"

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

static ct_label placed(double x0, double y0, double x1, double y1) {
    return (ct_label){ .kind = CT_PLACE_POINT,
                       .state = CT_LABEL_PLACED,
                       .x = x0,
                       .y = y0,
                       .box = { x0, y0, x1, y1 } };
}

static ct_label_metrics measured(const ct_label *labels, size_t count, const ct_obstacles *o) {
    ct_label_metrics m = { 0 };
    ct_labels_measure_more(labels, count, o, &m);
    return m;
}

static void test_front(void **state) {
    (void)state;
    const double line[] = { 50, 0, 50, 100 };
    ct_shape front = shape_of(CT_LINE, line, 2);
    ct_obstacles o = { .frame = { 0, 0, 100, 100 }, .hard = &front, .hard_count = 1 };
    ct_label labels[] = { placed(10, 10, 40, 20), placed(40, 30, 60, 40), placed(45, 50, 55, 60) };
    assert_int_equal(measured(labels, 3, &o).front_crossings, 2);
    labels[2].state = CT_LABEL_DROPPED;
    assert_int_equal(measured(labels, 3, &o).front_crossings, 1);
    labels[0].state = CT_LABEL_CALLOUT; /* its place lies beyond the front, its leader crosses it */
    labels[0].x = 80;
    labels[0].y = 15;
    assert_int_equal(measured(labels, 3, &o).front_crossings, 2);
}

static void test_exits(void **state) {
    (void)state;
    ct_obstacles o = { .frame = { 0, 0, 100, 100 } };
    ct_label labels[] = { placed(0, 0, 30, 10), placed(80, 30, 101, 40), placed(90, 90, 99, 100) };
    assert_int_equal(measured(labels, 3, &o).frame_exits, 1);
    labels[0].angle = 45; /* its corner leaves the frame when it turns */
    assert_int_equal(measured(labels, 3, &o).frame_exits, 2);
}

static void test_leaders(void **state) {
    (void)state;
    ct_obstacles o = { .frame = { 0, 0, 300, 300 } };
    ct_label labels[] = { placed(100, 95, 130, 105), placed(10, 50, 40, 60),
                          placed(50, 92, 80, 108) };
    labels[0].state = CT_LABEL_CALLOUT;
    labels[0].x = 10; /* the leader runs level through the third's words */
    labels[0].y = 100;
    assert_int_equal(measured(labels, 3, &o).leader_crossings, 1);
    labels[1].state = CT_LABEL_CALLOUT; /* and this one crosses it on its way down */
    labels[1].x = 25;
    labels[1].y = 150;
    assert_int_equal(measured(labels, 3, &o).leader_crossings, 2);
    labels[0].state = CT_LABEL_PLACED;
    assert_int_equal(measured(labels, 3, &o).leader_crossings, 0);
}

static void test_inside(void **state) {
    (void)state;
    const double corners[] = { 0, 0, 100, 0, 100, 50, 0, 50 };
    ct_shape area = shape_of(CT_POLYGON, corners, 4);
    ct_obstacles o = { .frame = { -100, -100, 200, 200 } };
    ct_label labels[] = { placed(10, 10, 60, 20), placed(80, 10, 120, 20), placed(10, 60, 60, 70),
                          placed(20, 30, 50, 40) };
    assert_true(measured(labels, 4, &o).inside == 1); /* no areas: nothing is amiss */
    for (int i = 0; i < 4; i++) {
        labels[i].kind = CT_PLACE_AREA;
        labels[i].area = area;
    }
    assert_true(measured(labels, 4, &o).inside == 0.5);
}

static void test_moved(void **state) {
    (void)state;
    ct_obstacles o = { .frame = { 0, 0, 300, 300 } };
    ct_label labels[] = { placed(10, 10, 30, 20), placed(50, 10, 70, 20), placed(90, 10, 110, 20),
                          placed(130, 10, 150, 20) };
    assert_true(isnan(measured(labels, 4, &o).moved));
    const ct_label_before same = { .x = 20, .y = 15 }, near = { .x = 61.5, .y = 16 },
                          far = { .x = 104, .y = 15 };
    labels[0].before = &same;
    labels[1].before = &near;
    labels[2].before = &far;
    assert_true(fabs(measured(labels, 4, &o).moved - 1.0 / 3) < 1e-12);
    assert_true(fabs(measured(labels, 4, &o).moved_free - 1.0 / 3) < 1e-12);
    const double line[] = { 104, 0, 104, 100 }; /* a front runs over the old place now */
    ct_shape front = shape_of(CT_LINE, line, 2);
    ct_obstacles fought = { .frame = o.frame, .hard = &front, .hard_count = 1 };
    assert_true(measured(labels, 4, &fought).moved_free == 0);
    const ct_box key = { 100, 0, 300, 30 };
    ct_obstacles crowded = { .frame = o.frame, .boxes = &key, .box_count = 1 };
    assert_true(measured(labels, 4, &crowded).moved_free == 0);
    labels[2].state = CT_LABEL_DROPPED; /* what is gone has not moved */
    assert_true(measured(labels, 4, &o).moved == 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_front, setup, teardown),
        cmocka_unit_test_setup_teardown(test_exits, setup, teardown),
        cmocka_unit_test_setup_teardown(test_leaders, setup, teardown),
        cmocka_unit_test_setup_teardown(test_inside, setup, teardown),
        cmocka_unit_test_setup_teardown(test_moved, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
