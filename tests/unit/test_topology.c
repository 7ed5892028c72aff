/* test_topology.c - shared arcs: one border for two neighbours. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
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

static ct_shape shape_of(ct_arena *arena, const double *v, size_t n) {
    ct_builder b = ct_builder_start(arena, CT_POLYGON);
    for (size_t i = 0; i < n;) {
        if (isnan(v[i])) {
            ct_builder_end_part(&b);
            i++;
            continue;
        }
        ct_builder_point(&b, v[i], v[i + 1]);
        i += 2;
    }
    ct_builder_end_part(&b);
    return ct_builder_take(&b);
}
#define POLYGON(arena, ...)                                                                        \
    shape_of(arena, (const double[]){ __VA_ARGS__ }, CT_COUNT(((const double[]){ __VA_ARGS__ })))

static double area_of(const ct_shape *s) {
    double sum = 0;
    for (size_t p = 0; p < s->parts; p++) {
        size_t from = ct_part_start(s, p);
        sum += ct_ring_area(s->x + from, s->y + from, s->end[p] - from);
    }
    return sum;
}

static void each_border_comes_once(void **state) {
    /* two squares side by side, the border with a vertex in its middle */
    const ct_shape shapes[] = { POLYGON(*state, 0, 0, 5, 0, 5, 3, 5, 10, 0, 10),
                                POLYGON(*state, 10, 10, 5, 10, 5, 3, 5, 0, 10, 0) };
    ct_shape inner, outer;
    ct_borders(*state, shapes, 2, &inner, &outer);
    assert_int_equal(inner.kind, CT_LINE);
    assert_int_equal(inner.parts, 1);
    assert_int_equal(ct_shape_points(&inner), 3);
    assert_true(ct_line_length(&inner) == 10);
    assert_int_equal(outer.parts, 2);
    assert_true(ct_line_length(&outer) == 40);
    ct_borders(*state, shapes, 2, NULL, &outer); /* one may not be wanted */
    assert_int_equal(outer.parts, 2);
}

static void an_enclave_shares_its_whole_ring(void **state) {
    const ct_shape shapes[] = {
        POLYGON(*state, 0, 0, 10, 0, 10, 10, 0, 10, NAN, 4, 4, 4, 6, 6, 6, 6, 4),
        POLYGON(*state, 6, 4, 6, 6, 4, 6, 4, 4) /* it starts elsewhere */
    };
    ct_shape inner, outer;
    ct_borders(*state, shapes, 2, &inner, &outer);
    assert_int_equal(inner.parts, 1);
    assert_int_equal(ct_shape_points(&inner), 5);
    assert_true(ct_line_length(&inner) == 8);
    assert_true(inner.x[0] == 4 && inner.y[0] == 4 && inner.x[4] == 4);
    assert_true(ct_line_length(&outer) == 40);
}

static void one_shapes_own_ring_twice_is_outer(void **state) {
    const ct_shape shapes[] = { POLYGON(*state, 0, 0, 5, 0, 5, 5, 0, 5, NAN, 5, 0, 9, 0, 9, 5, 5,
                                        5) };
    ct_shape inner, outer;
    ct_borders(*state, shapes, 1, &inner, &outer);
    assert_int_equal(inner.kind, CT_NULL);
    assert_true(ct_line_length(&outer) == 20 + 18 - 5);
}

/* A grid of cells with ragged shared sides. */
enum { SIDE = 4, STEPS = 40 };

static uint64_t hash_share(uint64_t a, uint64_t b) {
    uint64_t h = (a * 0x9e3779b97f4a7c15u) ^ (b * 0xbf58476d1ce4e5b9u);
    h ^= h >> 31;
    h *= 0x94d049bb133111ebu;
    return h ^ h >> 29;
}

/* The point k of a side between corners (i, j) and its neighbour along `axis`: the same for both
 * cells. Corners lie on the grid. */
static void side_point(int i, int j, int axis, int k, double *x, double *y) {
    double along = (double)k / STEPS, off = 0;
    bool border = axis ? i == 0 || i == SIDE : j == 0 || j == SIDE;
    if (k > 0 && k < STEPS && !border)
        off = 0.1 *
              ((double)(hash_share((uint64_t)(i * 100 + j), (uint64_t)(axis * 100 + k)) % 1000) /
                   1000.0 -
               0.5);
    *x = i + (axis ? off : along);
    *y = j + (axis ? along : off);
}

static ct_shape cell(ct_arena *arena, int i, int j, int turn) {
    double ring[4 * STEPS][2];
    int n = 0;
    for (int k = 0; k < STEPS; k++, n++)
        side_point(i, j, 0, k, &ring[n][0], &ring[n][1]);
    for (int k = 0; k < STEPS; k++, n++)
        side_point(i + 1, j, 1, k, &ring[n][0], &ring[n][1]);
    for (int k = STEPS; k > 0; k--, n++)
        side_point(i, j + 1, 0, k, &ring[n][0], &ring[n][1]);
    for (int k = STEPS; k > 0; k--, n++)
        side_point(i, j, 1, k, &ring[n][0], &ring[n][1]);
    ct_builder b = ct_builder_start(arena, CT_POLYGON);
    for (int k = 0; k < n; k++)
        ct_builder_point(&b, ring[(k + turn) % n][0], ring[(k + turn) % n][1]);
    ct_builder_end_part(&b);
    return ct_builder_take(&b);
}

static void simplified_neighbours_leave_no_gap(void **state) {
    ct_shape cells[SIDE * SIDE], out[SIDE * SIDE], inner, outer;
    for (int i = 0; i < SIDE; i++)
        for (int j = 0; j < SIDE; j++)
            cells[i * SIDE + j] = cell(*state, i, j, 7 * i + 31 * j);
    size_t before = 0, after = 0;
    const double steps[] = { 0, 0.0005, 0.002, 0.01, 0.4 };
    for (size_t s = 0; s < CT_COUNT(steps); s++) {
        ct_simplify_shared(*state, cells, SIDE * SIDE, steps[s], out);
        double sum = 0;
        before = after;
        after = 0;
        for (int c = 0; c < SIDE * SIDE; c++) {
            assert_int_equal(out[c].kind, CT_POLYGON);
            assert_true(area_of(&out[c]) > 0.5);
            sum += area_of(&out[c]);
            after += ct_shape_points(&out[c]);
        }
        /* gaps and overlaps would cancel only by chance; the borders tell for sure */
        assert_true(fabs(sum - SIDE * SIDE) < 1e-9);
        ct_borders(*state, out, SIDE * SIDE, &inner, &outer);
        assert_true(fabs(ct_line_length(&outer) - 4 * SIDE) < 1e-9);
        if (s) assert_true(after < before);
    }
    assert_int_equal(after, 4 * SIDE * SIDE); /* nodes and corners alone are left */
}

static void a_ring_that_would_collapse_is_kept(void **state) {
    /* a lens between two nodes: without a bulge it would be a line */
    const ct_shape shapes[] = { POLYGON(*state, 0, 0, 10, 0, 5, 0.5), /* lens above the edge */
                                POLYGON(*state, 0, 0, 5, -9, 10, 0),
                                POLYGON(*state, 0, 0, 5, 0.5, 10, 0, 5, 9) };
    ct_shape out[3];
    ct_simplify_shared(*state, shapes, 3, 1e6, out);
    assert_int_equal(out[0].kind, CT_POLYGON);
    assert_int_equal(ct_shape_points(&out[0]), 3);
    assert_true(fabs(area_of(&out[0])) == 2.5);
}

static void closed_rings_keep_three_points(void **state) {
    ct_builder b = ct_builder_start(*state, CT_POLYGON);
    for (int i = 0; i < 300; i++)
        ct_builder_point(&b, cos(i * 0.0209), sin(i * 0.0209));
    ct_builder_end_part(&b);
    ct_shape circle = ct_builder_take(&b), out;
    ct_simplify_shared(*state, &circle, 1, 1e6, &out);
    assert_int_equal(ct_shape_points(&out), 3);
    assert_true(area_of(&out) > 0.3);
}

static void other_kinds_and_bad_points_pass(void **state) {
    const double x[] = { 1, 2 }, y[] = { 3, 4 };
    const size_t end[] = { 2 };
    const ct_shape shapes[] = { { CT_LINE, x, y, end, 1, 0 },
                                { .kind = CT_NULL },
                                POLYGON(*state, 0, 0, 0, 0, 5, INFINITY, 5, 0, 5, 5, 0, 0),
                                POLYGON(*state, 1, 1, 2, 2) };
    ct_shape out[4], inner, outer;
    ct_simplify_shared(*state, shapes, 4, 0.1, out);
    assert_int_equal(out[0].kind, CT_LINE);
    assert_int_equal(out[1].kind, CT_NULL);
    assert_int_equal(ct_shape_points(&out[2]), 3);
    assert_int_equal(out[3].kind, CT_NULL);
    ct_borders(*state, NULL, 0, &inner, &outer);
    assert_int_equal(inner.kind, CT_NULL);
    assert_int_equal(outer.kind, CT_NULL);
}

static void minus_zero_is_zero(void **state) {
    const ct_shape shapes[] = { POLYGON(*state, 0.0, 0, 5, 0, 5, 5, 0.0, 5),
                                POLYGON(*state, -0.0, 5, -5, 5, -5, 0, -0.0, 0) };
    ct_shape inner, outer;
    ct_borders(*state, shapes, 2, &inner, &outer);
    assert_true(ct_line_length(&inner) == 5);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_arena, close_arena)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(each_border_comes_once),
        TEST(an_enclave_shares_its_whole_ring),
        TEST(one_shapes_own_ring_twice_is_outer),
        TEST(simplified_neighbours_leave_no_gap),
        TEST(a_ring_that_would_collapse_is_kept),
        TEST(closed_rings_keep_three_points),
        TEST(other_kinds_and_bad_points_pass),
        TEST(minus_zero_is_zero),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
