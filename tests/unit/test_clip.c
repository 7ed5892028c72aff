/* test_clip.c - cutting polygons, lines, points and outlines to a box. */
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

static ct_shape shape_of(ct_arena *arena, ct_kind kind, const double *v, size_t n) {
    ct_builder b = ct_builder_start(arena, kind);
    for (size_t i = 0; i + 1 < n; i += 2)
        ct_builder_point(&b, v[i], v[i + 1]);
    ct_builder_end_part(&b);
    return ct_builder_take(&b);
}
#define SHAPE(arena, kind, ...)                                                                    \
    shape_of(arena, kind, (const double[]){ __VA_ARGS__ },                                         \
             CT_COUNT(((const double[]){ __VA_ARGS__ })))

static const ct_box box = { 0, 0, 10, 10 };

static double area_of(const ct_shape *s) {
    double sum = 0;
    for (size_t p = 0; p < s->parts; p++) {
        size_t from = ct_part_start(s, p);
        sum += ct_ring_area(s->x + from, s->y + from, s->end[p] - from);
    }
    return sum;
}

static void a_polygon_over_each_side(void **state) {
    ct_shape all = SHAPE(*state, CT_POLYGON, -5, -5, 15, -5, 15, 15, -5, 15);
    ct_shape got = ct_clip(*state, &all, box);
    assert_true(area_of(&got) == 100);
    ct_shape corner = SHAPE(*state, CT_POLYGON, 5, 5, 20, 5, 20, 20, 5, 20);
    got = ct_clip(*state, &corner, box);
    assert_true(area_of(&got) == 25);
    assert_int_equal(ct_shape_points(&got), 4);
    ct_shape diamond = SHAPE(*state, CT_POLYGON, 5, -3, 13, 5, 5, 13, -3, 5);
    got = ct_clip(*state, &diamond, box);
    assert_true(fabs(area_of(&got) - (128 - 4 * 9)) < 1e-12);
}

static void inside_stays_as_it_is_and_outside_goes(void **state) {
    ct_shape in = SHAPE(*state, CT_POLYGON, 1, 1, 9, 2, 5, 9);
    ct_shape got = ct_clip(*state, &in, box);
    assert_int_equal(ct_shape_points(&got), 3);
    for (size_t i = 0; i < 3; i++)
        assert_true(got.x[i] == in.x[i] && got.y[i] == in.y[i]);
    ct_shape out = SHAPE(*state, CT_POLYGON, 11, 1, 19, 2, 15, 9);
    assert_int_equal(ct_clip(*state, &out, box).kind, CT_NULL);
    ct_shape beside = SHAPE(*state, CT_POLYGON, -8, 12, 12, 12, 12, -8, 14, 14); /* box meets */
    assert_int_equal(ct_clip(*state, &beside, box).kind, CT_NULL);
    assert_int_equal(ct_clip(*state, &in, ct_box_empty()).kind, CT_NULL);
}

static void neighbours_are_cut_at_one_point(void **state) {
    /* a shared slanting edge, in opposite directions */
    ct_shape a = SHAPE(*state, CT_POLYGON, 1.1, 1.7, 23.3, 7.9, 1.3, 9.1);
    ct_shape b = SHAPE(*state, CT_POLYGON, 23.3, 7.9, 1.1, 1.7, 7.7, -3.1);
    ct_shape p = ct_clip(*state, &a, box), q = ct_clip(*state, &b, box);
    size_t shared = 0;
    for (size_t i = 0; i < ct_shape_points(&p); i++)
        for (size_t j = 0; j < ct_shape_points(&q); j++)
            shared += p.x[i] == q.x[j] && p.y[i] == q.y[j] && p.x[i] == 10;
    assert_int_equal(shared, 1);
}

static void nan_infinity_and_huge_points_do_no_harm(void **state) {
    ct_shape bad = SHAPE(*state, CT_POLYGON, 1, 1, NAN, 3, 9, 1, INFINITY, INFINITY, 9, 9, 1e300,
                         -1e300, 1, 9);
    ct_shape got = ct_clip(*state, &bad, box);
    assert_true(fabs(area_of(&got) - 64) < 1e-9);
    for (size_t i = 0; i < ct_shape_points(&got); i++)
        assert_true(got.x[i] >= 0 && got.x[i] <= 10 && got.y[i] >= 0 && got.y[i] <= 10);
    ct_shape huge = SHAPE(*state, CT_POLYGON, -1e100, -1e100, 1e100, -1e100, 0, 1e100);
    got = ct_clip(*state, &huge, box);
    assert_true(area_of(&got) == 100);
    ct_shape none = SHAPE(*state, CT_POLYGON, NAN, NAN, NAN, 1, 1, NAN);
    assert_int_equal(ct_clip(*state, &none, box).kind, CT_NULL);
    ct_shape line = SHAPE(*state, CT_LINE, -5, 5, NAN, 5, 2, 5, 3, 5, INFINITY, 5, 4, 4, 20, 4);
    got = ct_clip(*state, &line, box);
    assert_int_equal(got.parts, 2);
    assert_true(ct_line_length(&got) == 1 + 6);
}

static void a_line_that_leaves_and_returns_has_two_parts(void **state) {
    ct_shape line = SHAPE(*state, CT_LINE, -5, 5, 5, 5, 5, 15, 8, 15, 8, 5, 9, 5);
    ct_shape got = ct_clip(*state, &line, box);
    assert_int_equal(got.parts, 2);
    assert_int_equal(got.end[0], 3);
    assert_true(got.x[0] == 0 && got.y[0] == 5 && got.x[2] == 5 && got.y[2] == 10);
    assert_true(got.x[3] == 8 && got.y[3] == 10);
    assert_true(ct_line_length(&got) == 5 + 5 + 5 + 1);
}

static void lines_that_touch_or_cross_corners(void **state) {
    ct_shape line = SHAPE(*state, CT_LINE, -5, 5, 5, -5); /* through the corner: a mere point */
    assert_int_equal(ct_clip(*state, &line, box).kind, CT_NULL);
    line = SHAPE(*state, CT_LINE, -5, -5, 15, 15);
    ct_shape got = ct_clip(*state, &line, box);
    assert_int_equal(ct_shape_points(&got), 2);
    assert_true(got.x[0] == 0 && got.y[1] == 10);
    line = SHAPE(*state, CT_LINE, 3, 3);
    assert_int_equal(ct_clip(*state, &line, box).kind, CT_NULL);
    line = SHAPE(*state, CT_LINE, -5, 10, 15, 10); /* along the side: it is inside */
    got = ct_clip(*state, &line, box);
    assert_true(ct_line_length(&got) == 10);
}

static void points_outside_go(void **state) {
    ct_shape dots = SHAPE(*state, CT_POINT, 5, 5, 11, 5, 10, 10, NAN, 1, 0, -0.1);
    ct_shape got = ct_clip(*state, &dots, box);
    assert_int_equal(ct_shape_points(&got), 2);
}

static void an_outline_has_no_edge_along_the_box(void **state) {
    ct_shape all = SHAPE(*state, CT_POLYGON, 5, 5, 20, 5, 20, 20, 5, 20);
    ct_shape got = ct_clip_outline(*state, &all, box);
    assert_int_equal(got.kind, CT_LINE);
    assert_int_equal(got.parts, 1); /* one run, though the ring starts in its middle */
    assert_true(ct_line_length(&got) == 10);
    ct_shape cut = ct_clip(*state, &all, box); /* and none where it was cut before */
    got = ct_clip_outline(*state, &cut, box);
    assert_int_equal(got.parts, 1);
    assert_true(ct_line_length(&got) == 10);
    ct_shape around = SHAPE(*state, CT_POLYGON, -5, -5, 15, -5, 15, 15, -5, 15);
    assert_int_equal(ct_clip_outline(*state, &around, box).kind, CT_NULL);
}

static void a_whole_ring_inside_comes_back_closed(void **state) {
    ct_shape in = SHAPE(*state, CT_POLYGON, 1, 1, 9, 2, 5, 9);
    ct_shape got = ct_clip_outline(*state, &in, box);
    assert_int_equal(got.parts, 1);
    assert_int_equal(ct_shape_points(&got), 4);
    assert_true(got.x[0] == got.x[3] && got.y[0] == got.y[3]);
}

static void an_outline_in_several_runs(void **state) {
    /* a comb whose teeth leave the box at the top */
    ct_shape comb =
        SHAPE(*state, CT_POLYGON, 1, 1, 9, 1, 9, 12, 7, 12, 7, 5, 5, 5, 5, 12, 3, 12, 3, 5, 1, 5);
    ct_shape got = ct_clip_outline(*state, &comb, box);
    assert_int_equal(got.parts, 2);
    assert_true(ct_line_length(&got) == (5 + 2 + 5) + (5 + 2 + 4 + 8 + 9));
}

static uint64_t seed_state;
static double random_share(void) {
    seed_state = seed_state * 6364136223846793005u + 1442695040888963407u;
    return (double)(seed_state >> 11) / 9007199254740992.0;
}

/* A cut polygon holds just the points of the box that the whole one holds. */
static void random_polygons_agree_with_the_uncut(void **state) {
    const char *wish = getenv("CT_SEED");
    seed_state = wish ? strtoull(wish, NULL, 10) : 20260127;
    printf("seed %llu\n", (unsigned long long)seed_state);
    for (int round = 0; round < 200; round++) {
        ct_builder b = ct_builder_start(*state, CT_POLYGON);
        int n = 3 + (int)(20 * random_share());
        for (int i = 0; i < n; i++)
            ct_builder_point(&b, -10 + 30 * random_share(), -10 + 30 * random_share());
        ct_builder_end_part(&b);
        ct_shape s = ct_builder_take(&b), cut = ct_clip(*state, &s, box);
        for (int k = 0; k < 100; k++) {
            double x = 10 * random_share(), y = 10 * random_share();
            assert_int_equal(ct_shape_contains(&s, x, y), ct_shape_contains(&cut, x, y));
            x = 10.001 + 5 * random_share();
            assert_false(ct_shape_contains(&cut, x, y));
        }
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_arena, close_arena)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_polygon_over_each_side),
        TEST(inside_stays_as_it_is_and_outside_goes),
        TEST(neighbours_are_cut_at_one_point),
        TEST(nan_infinity_and_huge_points_do_no_harm),
        TEST(a_line_that_leaves_and_returns_has_two_parts),
        TEST(lines_that_touch_or_cross_corners),
        TEST(points_outside_go),
        TEST(an_outline_has_no_edge_along_the_box),
        TEST(a_whole_ring_inside_comes_back_closed),
        TEST(an_outline_in_several_runs),
        TEST(random_polygons_agree_with_the_uncut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
