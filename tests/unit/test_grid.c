/* test_grid.c - boxes found by place, against a search through all. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "../../src/geom/geom.h"

static uint64_t seed = 4711;
static double random_to(double most) {
    seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
    return (double)(seed >> 11) * 0x1p-53 * most;
}

static void test_finds_all(void **state) {
    (void)state;
    enum { COUNT = 500 };
    ct_box boxes[COUNT];
    ct_grid *grid = ct_grid_new((ct_box){ 0, 0, 300, 200 }, 20, COUNT);
    for (uint32_t i = 0; i < COUNT; i++) {
        double x = random_to(360) - 30, y = random_to(260) - 30; /* some lie outside */
        boxes[i] = (ct_box){ x, y, x + random_to(40), y + random_to(20) };
        ct_grid_add(grid, boxes[i], i);
    }
    for (int k = 0; k < 200; k++) {
        double x = random_to(360) - 30, y = random_to(260) - 30;
        ct_box box = { x, y, x + random_to(80), y + random_to(80) };
        size_t count;
        const uint32_t *found = ct_grid_find(grid, box, &count);
        int seen[COUNT] = { 0 };
        for (size_t i = 0; i < count; i++)
            seen[found[i]]++;
        for (size_t i = 0; i < COUNT; i++) {
            assert_in_range(seen[i], 0, 1);
            if (ct_box_meets(box, boxes[i])) assert_int_equal(seen[i], 1);
        }
    }
    ct_grid_free(grid);
}

static void test_is_selective(void **state) {
    (void)state;
    ct_grid *grid = ct_grid_new((ct_box){ 0, 0, 1000, 1000 }, 10, 10000);
    for (uint32_t i = 0; i < 10000; i++) {
        uint32_t row = i / 100;
        double x = i % 100 * 10, y = row * 10;
        ct_grid_add(grid, (ct_box){ x, y, x, y }, i);
    }
    size_t count;
    (void)ct_grid_find(grid, (ct_box){ 500, 500, 510, 510 }, &count);
    assert_in_range(count, 4, 16);
    ct_grid_free(grid);
}

static void test_odd_numbers(void **state) {
    (void)state;
    const ct_box odd[] = { { NAN, NAN, NAN, NAN },
                           { -1e300, -1e300, 1e300, 1e300 },
                           { HUGE_VAL, HUGE_VAL, -HUGE_VAL, -HUGE_VAL } };
    for (size_t i = 0; i < CT_COUNT(odd); i++) {
        ct_grid *grid = ct_grid_new(odd[i], 0, 0);
        ct_grid_add(grid, (ct_box){ 1, 1, 2, 2 }, 7);
        size_t count;
        const uint32_t *found = ct_grid_find(grid, (ct_box){ 0, 0, 3, 3 }, &count);
        assert_int_equal(count, 1);
        assert_int_equal(found[0], 7);
        ct_grid_free(grid);
    }
    ct_grid *grid = ct_grid_new((ct_box){ 0, 0, 10, 10 }, 1, 10);
    for (uint32_t i = 0; i < CT_COUNT(odd); i++)
        ct_grid_add(grid, odd[i], i);
    size_t count;
    const uint32_t *found = ct_grid_find(grid, (ct_box){ 5, 5, 5, 5 }, &count);
    assert_int_equal(count, 1);
    assert_int_equal(found[0], 1);
    ct_grid_free(grid);
    ct_grid_free(NULL);
}

/* A long diagonal is found from near it, not from its box's empty corners. */
static void test_segments(void **state) {
    (void)state;
    ct_grid *grid = ct_grid_new((ct_box){ 0, 0, 1000, 1000 }, 10, 10000);
    const double segments[2][4] = { { 0, 0, 1000, 1000 }, { 500, 20, 500, 20 } };
    size_t count;
    for (uint32_t i = 0; i < 2; i++)
        ct_grid_add_segment(grid, segments[i], i);
    for (double at = 0; at < 1000; at += 7) {
        const uint32_t *found = ct_grid_find(grid, (ct_box){ at, at, at + 1, at + 1 }, &count);
        assert_true(count == 1 && found[0] == 0);
    }
    (void)ct_grid_find(grid, (ct_box){ 700, 100, 900, 300 }, &count);
    assert_int_equal(count, 0);
    const uint32_t *found = ct_grid_find(grid, (ct_box){ 495, 15, 505, 25 }, &count);
    assert_true(count == 1 && found[0] == 1);
    const double far[] = { -1e9, 500, 1e9, NAN }; /* beyond the bounds, and no number: no harm */
    ct_grid_add_segment(grid, far, 2);
    ct_grid_free(grid);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_finds_all),
        cmocka_unit_test(test_is_selective),
        cmocka_unit_test(test_odd_numbers),
        cmocka_unit_test(test_segments),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
