/* test_raster.c - cells inside polygons and below lines, against the definition. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "../../src/geom/geom.h"

enum { MOST = 4096 };
static uint8_t cells[MOST];
static ct_raster raster;
static ct_arena *arena;
static int setup(void **state) {
    (void)state;
    arena = ct_arena_new();
    memset(cells, 0, sizeof cells);
    raster = ct_raster_over((ct_box){ 10, 20, 110, 80 }, 2, MOST);
    return 0;
}
static int teardown(void **state) {
    (void)state;
    ct_arena_free(arena);
    return 0;
}

static void mark(void *user, int row, int from, int to) {
    (void)user;
    assert_true(row >= 0 && row < raster.rows && from >= 0 && from <= to && to < raster.columns);
    for (int c = from; c <= to; c++)
        cells[row * raster.columns + c] = 1;
}

static size_t marked(void) {
    size_t n = 0;
    for (size_t i = 0; i < MOST; i++)
        n += cells[i];
    return n;
}

static ct_shape shape_of(ct_kind kind, const double *xy, size_t n) {
    ct_builder b = ct_builder_start(arena, kind);
    for (size_t i = 0; i < n; i++)
        ct_builder_point(&b, xy[2 * i], xy[2 * i + 1]);
    ct_builder_end_part(&b);
    return ct_builder_take(&b);
}

static void test_size(void **state) {
    (void)state;
    assert_int_equal(raster.columns, 50);
    assert_int_equal(raster.rows, 30);
    ct_raster coarse = ct_raster_over((ct_box){ 0, 0, 1000, 1000 }, 1, 100);
    assert_true(coarse.cell == 100 && coarse.rows == 10);
    assert_int_equal(ct_raster_over(ct_box_empty(), 1, 100).rows, 0);
    assert_int_equal(ct_raster_over((ct_box){ 0, 0, NAN, 9 }, 1, 100).rows, 0);
}

/* Each cell is filled that has its middle inside, and no other. */
static void test_fill_is_even_odd(void **state) {
    (void)state;
    const double outer[] = { 5.13, 15.17, 90.1,  25.2,  120.3, 70.1,
                             60.2, 90.3,  55.11, 45.07, 20.19, 75.31 };
    const double hole[] = { 40.1, 30.3, 80.2, 35.1, 70.3, 55.2 };
    ct_builder b = ct_builder_start(arena, CT_POLYGON);
    for (size_t i = 0; i < 6; i++)
        ct_builder_point(&b, outer[2 * i], outer[2 * i + 1]);
    ct_builder_end_part(&b);
    for (size_t i = 0; i < 3; i++)
        ct_builder_point(&b, hole[2 * i], hole[2 * i + 1]);
    ct_builder_end_part(&b);
    ct_shape s = ct_builder_take(&b);
    ct_raster_fill(&raster, &s, mark, NULL);
    for (int r = 0; r < raster.rows; r++)
        for (int c = 0; c < raster.columns; c++) {
            double x = 10 + (c + 0.5) * 2, y = 20 + (r + 0.5) * 2;
            assert_int_equal(cells[r * raster.columns + c], ct_shape_contains(&s, x, y));
        }
    assert_true(marked() > 100);
}

static void test_trace(void **state) {
    (void)state;
    const double line[] = { 12, 21, 108, 21, 108, 79 };
    ct_shape s = shape_of(CT_LINE, line, 3);
    ct_raster_trace(&raster, &s, mark, NULL);
    assert_int_equal(marked(), 49 + 29); /* from the second cell on, the corner once, all rows */
    memset(cells, 0, sizeof cells);
    s.kind = CT_POLYGON; /* and back to the start */
    ct_raster_trace(&raster, &s, mark, NULL);
    assert_true(marked() > 49 + 29 + 20);
}

static void test_beyond(void **state) {
    (void)state;
    const double far[] = { -1e12, -1e12, 1e12, -1e12, 1e12, 1e12, -1e12, 1e12 };
    ct_shape s = shape_of(CT_POLYGON, far, 4);
    ct_raster_fill(&raster, &s, mark, NULL);
    assert_int_equal(marked(), raster.rows * raster.columns);
    memset(cells, 0, sizeof cells);
    ct_raster_trace(&raster, &s, mark, NULL); /* its outline is nowhere near */
    assert_int_equal(marked(), 0);
    const double across[] = { -1e9, 50, 1e9, 50 };
    s = shape_of(CT_LINE, across, 2);
    ct_raster_trace(&raster, &s, mark, NULL);
    assert_int_equal(marked(), raster.columns);
}

static void test_odd_input(void **state) {
    (void)state;
    const double bad[] = { 20, 30, NAN, 40, 60, 70 };
    ct_shape s = shape_of(CT_POLYGON, bad, 3), none = { .kind = CT_POLYGON };
    assert_false(ct_raster_holds(&s));
    assert_false(ct_raster_holds(&none));
    ct_raster_fill(&raster, &s, mark, NULL);
    ct_raster_trace(&raster, &s, mark, NULL);
    ct_raster_fill(&raster, &none, mark, NULL);
    ct_raster_trace(&raster, &none, mark, NULL);
    assert_int_equal(marked(), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_size),   TEST(test_fill_is_even_odd), TEST(test_trace),
        TEST(test_beyond), TEST(test_odd_input),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
