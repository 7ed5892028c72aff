/* test_feather.c - soft edges of areas. */
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

static ct_shape box_of(double x0, double y0, double x1, double y1) {
    ct_builder b = ct_builder_start(arena, CT_POLYGON);
    ct_builder_point(&b, x0, y0);
    ct_builder_point(&b, x1, y0);
    ct_builder_point(&b, x1, y1);
    ct_builder_point(&b, x0, y1);
    ct_builder_end_part(&b);
    return ct_builder_take(&b);
}

/* Far from 180 px too: the page is no globe. */
static void bands_lie_where_the_side_says(void **state) {
    (void)state;
    ct_shape square = box_of(300, 300, 400, 400), nested[5];
    static const double first[] = { 300, 290, 295 }, last[] = { 308, 298, 303 };
    for (int side = CT_EDGE_IN; side <= CT_EDGE_BOTH; side++) {
        ct_edge_class edge = {
            .soft = true, .feather = 10, .side = (ct_edge_side)side, .steps = 5
        };
        assert_int_equal(ct_feather(arena, &square, 1, &edge, nested), 5);
        for (int k = 0; k < 5; k++) {
            ct_box box = ct_box_of(&nested[k]);
            double wanted = first[side] + (last[side] - first[side]) * k / 4;
            assert_true(fabs(box.x0 - wanted) < 1e-6 && fabs(700 - box.x1 - wanted) < 1e-6);
        }
    }
}

static void opacities_add_up(void **state) {
    (void)state;
    const double alphas[] = { 1, 0.35, 0.02 };
    for (size_t i = 0; i < CT_COUNT(alphas); i++)
        for (int steps = 2; steps <= 24; steps++) {
            double clear = 1, before = 0;
            for (int k = 0; k < steps; k++) {
                double a = ct_feather_alpha(k, steps, alphas[i]);
                assert_true(a > 0 && a <= 1);
                clear *= 1 - a;
                assert_true(1 - clear > before); /* ever more of it */
                before = 1 - clear;
            }
            assert_true(fabs(1 - clear - alphas[i]) < 1e-12);
        }
}

static void neighbours_do_not_fade_between(void **state) {
    (void)state;
    ct_shape both[] = { box_of(0, 0, 50, 50), box_of(50, 0, 100, 50) }, nested[4];
    ct_edge_class edge = { .soft = true, .feather = 8, .side = CT_EDGE_IN, .steps = 4 };
    assert_int_equal(ct_feather(arena, both, 2, &edge, nested), 4);
    for (int k = 0; k < 4; k++) {
        assert_int_equal(nested[k].parts, 1);
        assert_true(ct_shape_contains(&nested[k], 50, 25));
    }
}

static void a_narrow_area_keeps_its_middle(void **state) {
    (void)state;
    ct_shape strip = box_of(0, 0, 200, 6), nested[6];
    ct_edge_class edge = { .soft = true, .feather = 14, .side = CT_EDGE_IN, .steps = 6 };
    assert_int_equal(ct_feather(arena, &strip, 1, &edge, nested), 6);
    assert_true(ct_shape_contains(&nested[5], 100, 3));
    /* beside a wide one, which fades as far as it is told */
    ct_shape two[] = { strip, box_of(0, 20, 100, 120) };
    assert_int_equal(ct_feather(arena, two, 2, &edge, nested), 6);
    assert_true(ct_shape_contains(&nested[5], 100, 3));
    assert_false(ct_shape_contains(&nested[5], 50, 30));
    assert_true(ct_shape_contains(&nested[5], 50, 34));
}

static void holes_fade_too(void **state) {
    (void)state;
    ct_shape outer = box_of(0, 0, 100, 100), hole = box_of(40, 40, 60, 60), nested[2];
    ct_builder b = ct_builder_start(arena, CT_POLYGON);
    ct_builder_add(&b, &outer);
    ct_builder_add(&b, &hole);
    ct_shape ring = ct_builder_take(&b);
    ct_edge_class edge = { .soft = true, .feather = 8, .side = CT_EDGE_IN, .steps = 2 };
    assert_int_equal(ct_feather(arena, &ring, 1, &edge, nested), 2);
    assert_true(ct_shape_contains(&nested[0], 39, 50) && !ct_shape_contains(&nested[1], 39, 50));
    assert_true(ct_shape_contains(&nested[1], 35, 50));
}

static void what_cannot_be_done_is_left(void **state) {
    (void)state;
    ct_shape none = { .kind = CT_POLYGON }, lost = box_of(0, 0, INFINITY, 10), nested[4];
    ct_edge_class edge = { .soft = true, .feather = 8, .side = CT_EDGE_IN, .steps = 4 };
    assert_int_equal(ct_feather(arena, &none, 1, &edge, nested), 0);
    assert_int_equal(ct_feather(arena, &lost, 1, &edge, nested), 0);
    assert_int_equal(ct_feather(arena, &none, 0, &edge, nested), 0);
}

int main(void) {
#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        CASE(bands_lie_where_the_side_says),
        CASE(opacities_add_up),
        CASE(neighbours_do_not_fade_between),
        CASE(a_narrow_area_keeps_its_middle),
        CASE(holes_fade_too),
        CASE(what_cannot_be_done_is_left),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
