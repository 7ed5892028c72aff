/* test_shape.c - building, boxes, nesting and orientation of flat shapes. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "../../src/geom/geom.h"

static int open_arena(void **state) {
    *state = ct_arena_new();
    return 0;
}

static int close_arena(void **state) {
    ct_arena_free(*state);
    return 0;
}

static void add_rect(ct_builder *b, double x0, double y0, double x1, double y1, bool ccw) {
    ct_builder_point(b, x0, y0);
    ct_builder_point(b, ccw ? x1 : x0, ccw ? y0 : y1);
    ct_builder_point(b, x1, y1);
    ct_builder_point(b, ccw ? x0 : x1, ccw ? y1 : y0);
    ct_builder_end_part(b);
}

static double part_area(const ct_shape *s, size_t p) {
    size_t from = ct_part_start(s, p);
    return ct_ring_area(s->x + from, s->y + from, s->end[p] - from);
}

static void builder_keeps_parts_and_forgets_empty_ones(void **state) {
    ct_builder b = ct_builder_start(*state, CT_LINE);
    ct_builder_end_part(&b);
    ct_builder_point(&b, 1, 2);
    ct_builder_point(&b, 3, 4);
    ct_builder_end_part(&b);
    ct_builder_end_part(&b);
    ct_builder_point(&b, 9, 9);
    ct_builder_drop_part(&b);
    for (int i = 0; i < 1000; i++)
        ct_builder_point(&b, i, -i);
    ct_builder_end_part(&b);
    ct_shape s = ct_builder_take(&b);
    assert_int_equal(s.kind, CT_LINE);
    assert_int_equal(s.parts, 2);
    assert_int_equal(ct_shape_points(&s), 1002);
    assert_int_equal(ct_part_start(&s, 1), 2);
    assert_true(s.x[1001] == 999 && s.y[1001] == -999);
}

static void nothing_built_is_null(void **state) {
    ct_builder b = ct_builder_start(*state, CT_POLYGON);
    ct_shape s = ct_builder_take(&b);
    assert_int_equal(s.kind, CT_NULL);
    assert_int_equal(ct_shape_points(&s), 0);
    assert_true(ct_box_is_empty(ct_box_of(&s)));
    assert_false(ct_shape_contains(&s, 0, 0));
    double x, y;
    assert_false(ct_shape_inside(&s, &x, &y));
}

static void boxes_meet_grow_and_skip_what_is_not_finite(void **state) {
    (void)state;
    ct_box a = ct_box_empty();
    assert_true(ct_box_is_empty(a));
    ct_box_add(&a, NAN, 1);
    ct_box_add(&a, INFINITY, 1);
    assert_true(ct_box_is_empty(a));
    ct_box_add(&a, 1, 2);
    ct_box_add(&a, 3, 0);
    assert_true(a.x0 == 1 && a.y0 == 0 && a.x1 == 3 && a.y1 == 2);
    ct_box touching = { 3, 2, 5, 5 }, apart = { 3.5, 0, 4, 1 };
    assert_true(ct_box_meets(a, touching));
    assert_false(ct_box_meets(a, apart));
    assert_true(ct_box_meets(ct_box_grow(a, 1), apart));
    assert_true(ct_box_is_empty(ct_box_grow(a, -2)));
    assert_false(ct_box_meets(a, ct_box_empty()));
    ct_box both = ct_box_union(a, apart);
    assert_true(both.x1 == 4 && both.x0 == 1);
    assert_true(ct_box_union(ct_box_empty(), a).x1 == 3);
}

static void rings_are_turned_by_nesting_depth(void **state) {
    ct_builder b = ct_builder_start(*state, CT_POLYGON);
    add_rect(&b, 3, 3, 7, 7, true);    /* an island in the lake, depth 2 */
    add_rect(&b, 2, 2, 8, 8, true);    /* a lake, depth 1 */
    add_rect(&b, 0, 0, 10, 10, false); /* land, depth 0 */
    add_rect(&b, 20, 0, 30, 10, false);
    ct_shape s = ct_builder_take(&b), t = ct_shape_orient(*state, &s);
    assert_int_equal(t.parts, 4);
    assert_true(part_area(&t, 0) == 16);
    assert_true(part_area(&t, 1) == -36);
    assert_true(part_area(&t, 2) == 100);
    assert_true(part_area(&t, 3) == 100);
    assert_true(part_area(&s, 2) == -100); /* the source is untouched */
}

static void rings_that_touch_still_nest(void **state) {
    ct_builder b = ct_builder_start(*state, CT_POLYGON);
    add_rect(&b, 0, 0, 10, 10, false);
    ct_builder_point(&b, 0, 5); /* a hole whose vertex lies on the shell */
    ct_builder_point(&b, 4, 3);
    ct_builder_point(&b, 4, 7);
    ct_builder_end_part(&b);
    add_rect(&b, 10, 0, 20, 10, false); /* a neighbour along a whole side */
    ct_shape s = ct_builder_take(&b);
    size_t *depth, *parent;
    ct_ring_nesting(*state, &s, &depth, &parent);
    assert_int_equal(depth[0], 0);
    assert_int_equal(depth[1], 1);
    assert_int_equal(parent[1], 0);
    assert_int_equal(depth[2], 0);
    assert_true(parent[0] == SIZE_MAX && parent[2] == SIZE_MAX);
    ct_shape t = ct_shape_orient(*state, &s);
    assert_true(part_area(&t, 0) > 0 && part_area(&t, 1) < 0 && part_area(&t, 2) > 0);
}

static void the_nearest_ring_outside_is_the_parent(void **state) {
    ct_builder b = ct_builder_start(*state, CT_POLYGON);
    for (int i = 0; i < 50; i++)
        add_rect(&b, i, i, 200 - i, 200 - i, i % 3 == 0);
    ct_shape s = ct_builder_take(&b);
    size_t *depth, *parent;
    ct_ring_nesting(*state, &s, &depth, &parent);
    for (size_t i = 0; i < 50; i++) {
        assert_int_equal(depth[i], i);
        if (i) assert_int_equal(parent[i], i - 1);
    }
}

static void bad_points_and_short_rings_go(void **state) {
    ct_builder b = ct_builder_start(*state, CT_POLYGON);
    ct_builder_point(&b, 0, 0);
    ct_builder_point(&b, NAN, 5);
    ct_builder_point(&b, 0, 10);
    ct_builder_point(&b, 10, INFINITY);
    ct_builder_point(&b, 10, 10);
    ct_builder_end_part(&b);
    ct_builder_point(&b, 50, 50);
    ct_builder_point(&b, NAN, NAN);
    ct_builder_point(&b, 51, 50);
    ct_builder_end_part(&b);
    ct_shape s = ct_builder_take(&b), t = ct_shape_orient(*state, &s);
    assert_int_equal(t.parts, 1);
    assert_int_equal(ct_shape_points(&t), 3);
    assert_true(part_area(&t, 0) == 50);
    ct_box box = ct_box_of(&s); /* neither 5 beside NAN nor 10 beside INFINITY */
    assert_true(box.x0 == 0 && box.y0 == 0 && box.x1 == 51 && box.y1 == 50);
}

static void contains_is_even_odd(void **state) {
    ct_builder b = ct_builder_start(*state, CT_POLYGON);
    add_rect(&b, 0, 0, 10, 10, true);
    add_rect(&b, 2, 2, 8, 8, true);
    ct_shape s = ct_builder_take(&b);
    assert_true(ct_shape_contains(&s, 1, 1));
    assert_false(ct_shape_contains(&s, 5, 5));
    assert_false(ct_shape_contains(&s, -1, 5));
    assert_false(ct_shape_contains(&s, NAN, 5));
    for (double at = 0; at <= 10; at += 2.5) { /* on every side, and just about */
        assert_true(ct_shape_contains(&s, at, 0) && ct_shape_contains(&s, at, 10));
        assert_true(ct_shape_contains(&s, 0, at) && ct_shape_contains(&s, 10, at));
        assert_true(ct_shape_contains(&s, 10 + 5e-12, at) && ct_shape_contains(&s, at, -5e-12));
        assert_false(ct_shape_contains(&s, 10 + 2e-11, at) || ct_shape_contains(&s, at, -2e-11));
    }
    assert_true(ct_shape_contains(&s, 8, 5) && ct_shape_contains(&s, 5, 2));
    const double across[] = { -1, 0, 1, 2, 5, 8, 9, 10, 11, NAN };
    for (double y = -1; y <= 11; y++) { /* a row is like its points, one by one */
        bool row[CT_COUNT(across)];
        ct_shape_contains_row(&s, y, across, CT_COUNT(across), row);
        for (size_t k = 0; k < CT_COUNT(across); k++)
            assert_int_equal(row[k], ct_shape_contains(&s, across[k], y));
    }
    bool row[CT_COUNT(across)];
    ct_shape_contains_row(&s, 5, across, CT_COUNT(across), row);
    const bool ring[CT_COUNT(across)] = { false, true, true, true,  false,
                                          true,  true, true, false, false };
    assert_memory_equal(row, ring, sizeof ring);
    double x, y;
    assert_true(ct_shape_inside(&s, &x, &y));
    assert_true(ct_shape_contains(&s, x, y));
}

static void a_sliver_has_an_inside_and_a_flat_ring_none(void **state) {
    ct_builder b = ct_builder_start(*state, CT_POLYGON);
    ct_builder_point(&b, 0, 0);
    ct_builder_point(&b, 100, 1e-9);
    ct_builder_point(&b, 100, 2e-9);
    ct_builder_end_part(&b);
    ct_shape s = ct_builder_take(&b);
    double x, y;
    assert_true(ct_shape_inside(&s, &x, &y));
    assert_true(ct_shape_contains(&s, x, y));
    ct_builder flat = ct_builder_start(*state, CT_POLYGON);
    for (int i = 0; i < 5; i++)
        ct_builder_point(&flat, i, 7);
    ct_builder_end_part(&flat);
    s = ct_builder_take(&flat);
    assert_false(ct_shape_inside(&s, &x, &y));
}

static void area_loses_nothing_far_from_the_origin(void **state) {
    (void)state;
    const double x[] = { 1e8, 1e8 + 1, 1e8 + 1, 1e8 }, y[] = { -1e8, -1e8, -1e8 + 1, -1e8 + 1 };
    assert_true(ct_ring_area(x, y, 4) == 1);
    assert_true(ct_ring_area(x, y, 2) == 0);
    assert_true(ct_ring_area(x, y, 0) == 0);
}

static void distance_to_a_segment_counts_its_ends(void **state) {
    (void)state;
    assert_true(ct_segment_distance(5, 3, 0, 0, 10, 0) == 3);
    assert_true(ct_segment_distance(13, 4, 0, 0, 10, 0) == 5);
    assert_true(ct_segment_distance(3, 4, 0, 0, 0, 0) == 5);
}

static void copies_start_at_zero(void **state) {
    const double x[] = { 9, 1, 2, 3 }, y[] = { 9, 4, 5, 6 };
    const size_t end[] = { 2, 4 };
    ct_shape s = { CT_LINE, x, y, end, 2, 1, false }, t = ct_shape_copy(*state, &s);
    assert_int_equal(t.start, 0);
    assert_int_equal(t.end[0], 1);
    assert_int_equal(t.end[1], 3);
    assert_true(t.x[0] == 1 && t.y[2] == 6);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(builder_keeps_parts_and_forgets_empty_ones, open_arena,
                                        close_arena),
        cmocka_unit_test_setup_teardown(nothing_built_is_null, open_arena, close_arena),
        cmocka_unit_test(boxes_meet_grow_and_skip_what_is_not_finite),
        cmocka_unit_test_setup_teardown(rings_are_turned_by_nesting_depth, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(rings_that_touch_still_nest, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(the_nearest_ring_outside_is_the_parent, open_arena,
                                        close_arena),
        cmocka_unit_test_setup_teardown(bad_points_and_short_rings_go, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(contains_is_even_odd, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(a_sliver_has_an_inside_and_a_flat_ring_none, open_arena,
                                        close_arena),
        cmocka_unit_test(area_loses_nothing_far_from_the_origin),
        cmocka_unit_test(distance_to_a_segment_counts_its_ends),
        cmocka_unit_test_setup_teardown(copies_start_at_zero, open_arena, close_arena),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
