/* test_trail.c - the steps of a shape in px: scaled, closed, without what nobody sees. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "../../src/canvas/canvas.h"

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

static ct_shape shape_of(ct_kind kind, const double (*points)[2], size_t count) {
    ct_builder b = ct_builder_start(arena, kind);
    for (size_t i = 0; i < count; i++)
        ct_builder_point(&b, points[i][0], points[i][1]);
    ct_builder_end_part(&b);
    return ct_builder_take(&b);
}

static ct_trail trail_of(const ct_shape *s, double scale, bool closed) {
    const ct_easel to = { .scale = scale };
    return ct_trail_of(arena, s, &to, closed);
}

static void points_are_scaled(void **state) {
    (void)state;
    const double points[][2] = { { 1, 2 }, { 4, 9 } };
    const ct_shape s = shape_of(CT_LINE, points, 2);
    const ct_trail t = trail_of(&s, 2, false);
    assert_int_equal(t.points, 2);
    assert_true(t.x[0] == 2 && t.y[0] == 4 && t.x[1] == 8 && t.y[1] == 18);
    assert_true(t.box.x0 == 2 && t.box.y0 == 4 && t.box.x1 == 8 && t.box.y1 == 18);
    assert_int_equal(t.marks[0], CT_TRAIL_FIRST);
    assert_int_equal(t.marks[1], CT_TRAIL_LAST);
}

static void rings_end_with_their_first_point(void **state) {
    (void)state;
    const double points[][2] = { { 0, 0 }, { 9, 0 }, { 9, 9 } };
    const ct_shape s = shape_of(CT_POLYGON, points, 3);
    const ct_trail t = trail_of(&s, 1, true);
    assert_int_equal(t.points, 4);
    assert_true(t.x[3] == t.x[0] && t.y[3] == t.y[0]);
    for (size_t i = 0; i < t.points; i++)
        assert_true(t.marks[i] & CT_TRAIL_RING);
}

static void bends_that_nobody_sees_are_left_out(void **state) {
    (void)state;
    const double points[][2] = { { 0, 0 }, { 2, 0.04 }, { 4, 0 }, { 6, 0.04 }, { 8, 0 } };
    const ct_shape s = shape_of(CT_LINE, points, 5);
    assert_int_equal(trail_of(&s, 1, false).points, 2);
    assert_int_equal(trail_of(&s, 2, false).points, 5); /* twice as large: 0.08 px */
}

static void a_spike_is_no_bend(void **state) {
    (void)state;
    const double points[][2] = { { 0, 0 }, { 9, 0 }, { 3, 0.01 } };
    const ct_shape s = shape_of(CT_LINE, points, 3);
    assert_int_equal(trail_of(&s, 1, false).points, 3);
}

static void steps_of_no_length_go_and_dots_stay(void **state) {
    (void)state;
    const double points[][2] = { { 5, 5 }, { 5, 5 }, { 5, 5 } };
    const ct_shape s = shape_of(CT_POLYGON, points, 3);
    const ct_trail t = trail_of(&s, 1, true);
    assert_int_equal(t.parts, 1);
    assert_int_equal(t.points, 1);
    assert_int_equal(t.marks[0], CT_TRAIL_FIRST | CT_TRAIL_LAST);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(points_are_scaled, setup, teardown),
        cmocka_unit_test_setup_teardown(rings_end_with_their_first_point, setup, teardown),
        cmocka_unit_test_setup_teardown(bends_that_nobody_sees_are_left_out, setup, teardown),
        cmocka_unit_test_setup_teardown(a_spike_is_no_bend, setup, teardown),
        cmocka_unit_test_setup_teardown(steps_of_no_length_go_and_dots_stay, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
