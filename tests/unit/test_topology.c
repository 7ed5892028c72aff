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

/* All by Visvalingam, by themselves. */
static size_t simplify(ct_arena *arena, const ct_shape *shapes, size_t count, double area,
                       ct_shape *out) {
    return ct_simplify_shared(arena, &(ct_mosaic){ shapes, count, { area, 0, 1 } }, NULL, 0, out);
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
        off = 0.4 * along * (1 - along) * /* sides do not cross at corners */
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
        simplify(*state, cells, SIDE * SIDE, steps[s], out);
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

/* Whether every ring of the one runs on points of the other alone. */
static size_t points_not_in(const ct_shape *s, const ct_shape *others, size_t count) {
    size_t strange = 0;
    for (size_t i = s->start; i < s->end[s->parts - 1]; i++) {
        bool found = false;
        for (size_t o = 0; o < count && !found; o++)
            for (size_t k = 0; k < ct_shape_points(&others[o]) && !found; k++)
                found = others[o].x[k] == s->x[i] && others[o].y[k] == s->y[i];
        strange += !found;
    }
    return strange;
}

/* A part of the mosaic, and a whole of two of its cells, simplified by themselves, have the borders
 * of the whole mosaic simplified: whatever the method. */
static void entries_of_one_source_keep_one_border(void **state) {
    ct_shape cells[SIDE * SIDE], out[SIDE * SIDE], part[2], whole, alone;
    for (int c = 0; c < SIDE * SIDE; c++)
        cells[c] = cell(*state, c / SIDE, c % SIDE, 7 * c);
    const ct_detail ways[] = { { 0.002, 0, 1 }, { 0, 0.03, 0.7 } };
    for (size_t w = 0; w < CT_COUNT(ways); w++) {
        const ct_mosaic all = { cells, SIDE * SIDE, ways[w] };
        ct_simplify_shared(*state, &all, NULL, 0, out);
        const ct_mosaic two = { &cells[5], 2, ways[w] };
        ct_simplify_shared(*state, &two, &all, 1, part);
        for (int c = 0; c < 2; c++) {
            assert_int_equal(ct_shape_points(&part[c]), ct_shape_points(&out[5 + c]));
            assert_int_equal(points_not_in(&part[c], &out[5 + c], 1), 0);
        }
        assert_true(ct_union_all(*state, &cells[5], 2, CT_NOWHERE, &whole, NULL));
        ct_simplify_shared(*state, &(ct_mosaic){ &whole, 1, ways[w] }, &all, 1, &alone);
        assert_int_equal(points_not_in(&alone, &out[5], 2), 0);
        assert_true(fabs(area_of(&alone) - area_of(&out[5]) - area_of(&out[6])) < 1e-9);
        /* by itself it goes another way: the source is asked for a reason */
        ct_simplify_shared(*state, &(ct_mosaic){ &whole, 1, ways[w] }, NULL, 0, &alone);
        assert_true(fabs(area_of(&alone) - area_of(&out[5]) - area_of(&out[6])) > 1e-9);
    }
}

/* A point that the source does not have, where two pieces of a cell meet, stays. */
static void cuts_stay_where_pieces_meet(void **state) {
    ct_shape one = cell(*state, 1, 1, 0), pieces[2], out[2];
    const ct_shape halves[] = { POLYGON(*state, 0, 0, 1.503, 0, 1.503, 3, 0, 3),
                                POLYGON(*state, 1.503, 0, 3, 0, 3, 3, 1.503, 3) };
    for (int h = 0; h < 2; h++)
        assert_true(
            ct_overlay(*state, CT_INTERSECTION, &one, &halves[h], CT_NOWHERE, &pieces[h], NULL));
    const ct_mosaic source = { &one, 1, { 0.01, 0, 1 } };
    ct_simplify_shared(*state, &(ct_mosaic){ pieces, 2, source.detail }, &source, 1, out);
    ct_shape whole;
    assert_true(ct_union_all(*state, out, 2, CT_NOWHERE, &whole, NULL));
    assert_true(fabs(area_of(&out[0]) + area_of(&out[1]) - area_of(&whole)) < 1e-12);
    assert_int_equal(whole.parts, 1);
}

/* A comb's teeth reach into the gaps of another's, so that thinned borders would cross: no ring
 * that was sound crosses itself or another after it. */
static void what_was_sound_stays_sound(void **state) {
    enum { TEETH = 60 };
    for (double area = 1e-3; area < 300; area *= 3) {
        for (int way = 0; way < 2; way++) {
            ct_builder low = ct_builder_start(*state, CT_POLYGON);
            ct_builder high = ct_builder_start(*state, CT_POLYGON);
            for (int i = 0; i <= TEETH; i++) {
                double wave = 3 * sin(i * 0.7) + (double)(hash_share(3, (uint64_t)i) % 100) / 40;
                ct_builder_point(&low, i, (i % 2 ? 6 : -6) + wave);
                ct_builder_point(&high, i, (i % 2 ? 6 : -6) + wave + 0.05);
            }
            ct_builder_point(&low, TEETH, -30);
            ct_builder_point(&low, 0, -30);
            ct_builder_point(&high, TEETH, 30);
            ct_builder_point(&high, 0, 30);
            ct_builder_end_part(&low);
            ct_builder_end_part(&high);
            const ct_shape shapes[] = { ct_builder_take(&low), ct_builder_take(&high) };
            const ct_detail detail = { way ? 0 : area, way ? sqrt(area) : 0, 1 };
            ct_shape out[2], common;
            ct_simplify_shared(*state, &(ct_mosaic){ shapes, 2, detail }, NULL, 0, out);
            assert_false(ct_rings_cross(&out[0]));
            assert_false(ct_rings_cross(&out[1]));
            assert_true(
                ct_overlay(*state, CT_INTERSECTION, &out[0], &out[1], CT_NOWHERE, &common, NULL));
            assert_int_equal(common.kind, CT_NULL);
        }
    }
}

static void a_ring_that_would_collapse_is_kept(void **state) {
    /* a lens between two nodes: without a bulge it would be a line */
    const ct_shape shapes[] = { POLYGON(*state, 0, 0, 10, 0, 5, 0.5), /* lens above the edge */
                                POLYGON(*state, 0, 0, 5, -9, 10, 0),
                                POLYGON(*state, 0, 0, 5, 0.5, 10, 0, 5, 9) };
    ct_shape out[3];
    simplify(*state, shapes, 3, 1e6, out);
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
    simplify(*state, &circle, 1, 1e6, &out);
    assert_int_equal(ct_shape_points(&out), 3);
    assert_true(area_of(&out) > 0.3);
}

static void other_kinds_and_bad_points_pass(void **state) {
    const double x[] = { 1, 2 }, y[] = { 3, 4 };
    const size_t end[] = { 2 };
    const ct_shape shapes[] = { { CT_LINE, x, y, end, 1, 0, false },
                                { .kind = CT_NULL },
                                POLYGON(*state, 0, 0, 0, 0, 5, INFINITY, 5, 0, 5, 5, 0, 0),
                                POLYGON(*state, 1, 1, 2, 2) };
    ct_shape out[4], inner, outer;
    assert_int_equal(simplify(*state, shapes, 4, 0.1, out), 1); /* two points are no ring */
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
        TEST(entries_of_one_source_keep_one_border),
        TEST(cuts_stay_where_pieces_meet),
        TEST(what_was_sound_stays_sound),
        TEST(a_ring_that_would_collapse_is_kept),
        TEST(closed_rings_keep_three_points),
        TEST(other_kinds_and_bad_points_pass),
        TEST(minus_zero_is_zero),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
