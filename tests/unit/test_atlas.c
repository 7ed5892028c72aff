/* test_atlas.c - whose area the spots of a frame belong to. */
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

static ct_shape square(double x0, double y0, double x1, double y1) {
    ct_builder b = ct_builder_start(arena, CT_POLYGON);
    ct_builder_point(&b, x0, y0);
    ct_builder_point(&b, x1, y0);
    ct_builder_point(&b, x1, y1);
    ct_builder_point(&b, x0, y1);
    ct_builder_end_part(&b);
    return ct_builder_take(&b);
}

static ct_label area(ct_shape shape) {
    return (ct_label){ .text = "X", .kind = CT_PLACE_AREA, .area = shape };
}

static bool is_about(double value, double expected) { return fabs(value - expected) < 0.06; }

static void test_shares(void **state) {
    (void)state;
    const ct_shape land[] = { square(100, 0, 200, 200) };
    const ct_label labels[] = { area(square(0, 0, 60, 60)), area(square(100, 0, 140, 200)) };
    ct_obstacles o = { .frame = { 0, 0, 200, 200 }, .land = land, .land_count = 1 };
    ct_atlas *atlas = ct_atlas_new(&o, labels, 2);
    ct_atlas_share first = ct_atlas_look(atlas, 0, (ct_box){ 40, 20, 120, 40 });
    assert_true(is_about(first.own, 0.25) && is_about(first.foreign, 0.25) && first.land == 0);
    ct_atlas_share second = ct_atlas_look(atlas, 1, (ct_box){ 120, 100, 160, 120 });
    assert_true(is_about(second.own, 0.5) && second.foreign == 0 && is_about(second.land, 0.5));
    ct_atlas_share sea = ct_atlas_look(atlas, 0, (ct_box){ 64, 100, 96, 110 });
    assert_true(sea.own + sea.foreign + sea.land == 0);
    ct_atlas_share beyond = ct_atlas_look(atlas, 0, (ct_box){ -60, 20, 20, 40 });
    assert_true(is_about(beyond.own, 0.25));
    ct_atlas_free(atlas);
}

/* A small area within a large one is its own, in whatever order they come; an island of less than a
 * cell is seen. */
static void test_small_ones(void **state) {
    (void)state;
    const ct_label labels[] = { area(square(90, 90, 110, 110)), area(square(0, 0, 200, 200)),
                                area(square(151.2, 50.3, 151.4, 50.6)) };
    ct_obstacles o = { .frame = { 0, 0, 200, 200 } };
    ct_atlas *atlas = ct_atlas_new(&o, labels, 3);
    assert_true(is_about(ct_atlas_look(atlas, 0, (ct_box){ 94, 94, 106, 106 }).own, 1));
    assert_true(ct_atlas_look(atlas, 2, (ct_box){ 150, 50, 152, 52 }).own > 0);
    ct_atlas_free(atlas);
}

/* Two layers with one area: it is each one's own. */
static void test_twice(void **state) {
    (void)state;
    const ct_label labels[] = { area(square(10, 10, 60, 60)), area(square(100, 100, 150, 150)),
                                area(square(10, 10, 60, 60.05)) };
    ct_obstacles o = { .frame = { 0, 0, 200, 200 } };
    ct_atlas *atlas = ct_atlas_new(&o, labels, 3);
    const ct_box inside = { 20, 20, 40, 40 };
    for (size_t i = 0; i < 3; i++) {
        ct_atlas_share share = ct_atlas_look(atlas, i, inside);
        assert_true(is_about(i == 1 ? share.foreign : share.own, 1));
    }
    ct_atlas_free(atlas);
}

static void test_odd_input(void **state) {
    (void)state;
    ct_label labels[] = { area(square(0, NAN, 60, 60)),
                          area((ct_shape){ 0 }),
                          { .text = "P", .kind = CT_PLACE_POINT, .x = 5, .y = 5 } };
    ct_obstacles o = { .frame = { 0, 0, 200, 200 } }, none = { .frame = ct_box_empty() };
    ct_atlas *atlas = ct_atlas_new(&o, labels, 3);
    ct_atlas_share all = ct_atlas_look(atlas, 0, o.frame);
    assert_true(all.own + all.foreign + all.land == 0);
    assert_true(ct_atlas_look(atlas, 0, (ct_box){ NAN, 0, 5, 5 }).own == 0);
    ct_atlas_free(atlas);
    atlas = ct_atlas_new(&none, labels, 3);
    assert_true(ct_atlas_look(atlas, 0, (ct_box){ 0, 0, 5, 5 }).own == 0);
    ct_atlas_free(atlas);
    ct_atlas_free(NULL);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_shares),
        TEST(test_small_ones),
        TEST(test_twice),
        TEST(test_odd_input),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
