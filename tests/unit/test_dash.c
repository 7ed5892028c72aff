/* test_dash.c - lines and rings cut by a pattern. */
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

static ct_trail trail_of(const double (*points)[2], size_t count, bool closed) {
    ct_builder b = ct_builder_start(arena, closed ? CT_POLYGON : CT_LINE);
    for (size_t i = 0; i < count; i++)
        ct_builder_point(&b, points[i][0], points[i][1]);
    ct_builder_end_part(&b);
    const ct_shape s = ct_builder_take(&b);
    const ct_easel to = { .scale = 1 };
    return ct_trail_of(arena, &s, &to, closed);
}

static void assert_part(const ct_trail *t, size_t part, const double (*points)[2], size_t count) {
    const size_t start = part ? t->end[part - 1] : 0;
    assert_int_equal(t->end[part] - start, count);
    for (size_t i = 0; i < count; i++) {
        assert_true(fabs(t->x[start + i] - points[i][0]) < 1e-9);
        assert_true(fabs(t->y[start + i] - points[i][1]) < 1e-9);
    }
}

static void a_line_is_cut_by_its_length(void **state) {
    (void)state;
    const double bend[][2] = { { 0, 0 }, { 5, 0 }, { 5, 6 } }, pattern[] = { 2, 1 };
    const ct_trail line = trail_of(bend, 3, false), t = ct_trail_dash(arena, &line, pattern, 2, 2);
    assert_int_equal(t.parts, 2);
    for (size_t i = 0; i < t.points; i++)
        assert_false(t.marks[i] & CT_TRAIL_RING);
    assert_part(&t, 0, (const double[][2]){ { 0, 0 }, { 4, 0 } }, 2);
    assert_part(&t, 1, (const double[][2]){ { 5, 1 }, { 5, 5 } }, 2);
}

static void a_piece_goes_round_a_corner(void **state) {
    (void)state;
    const double bend[][2] = { { 0, 0 }, { 5, 0 }, { 5, 6 } }, pattern[] = { 7, 9 };
    const ct_trail line = trail_of(bend, 3, false), t = ct_trail_dash(arena, &line, pattern, 2, 1);
    assert_int_equal(t.parts, 1);
    assert_part(&t, 0, (const double[][2]){ { 0, 0 }, { 5, 0 }, { 5, 2 } }, 3);
}

static void an_odd_pattern_turns_over(void **state) {
    (void)state;
    const double straight[][2] = { { 0, 0 }, { 9, 0 } }, pattern[] = { 2 };
    const ct_trail line = trail_of(straight, 2, false),
                   t = ct_trail_dash(arena, &line, pattern, 1, 1);
    assert_int_equal(t.parts, 3);
    assert_part(&t, 2, (const double[][2]){ { 8, 0 }, { 9, 0 } }, 2);
}

static void the_last_piece_of_a_ring_goes_on_into_the_first(void **state) {
    (void)state;
    const double square[][2] = { { 0, 0 }, { 4, 0 }, { 4, 4 }, { 0, 4 } }, pattern[] = { 3, 4 };
    const ct_trail ring = trail_of(square, 4, true), t = ct_trail_dash(arena, &ring, pattern, 2, 1);
    assert_int_equal(t.parts, 2); /* 7..10, 14..16 and 0..3 */
    assert_part(&t, 0, (const double[][2]){ { 4, 3 }, { 4, 4 }, { 2, 4 } }, 3);
    assert_part(&t, 1, (const double[][2]){ { 0, 2 }, { 0, 0 }, { 3, 0 } }, 3);
}

static void a_ring_that_ends_in_a_gap_keeps_its_first_piece(void **state) {
    (void)state;
    const double square[][2] = { { 0, 0 }, { 4, 0 }, { 4, 4 }, { 0, 4 } }, pattern[] = { 5, 5 };
    const ct_trail ring = trail_of(square, 4, true), t = ct_trail_dash(arena, &ring, pattern, 2, 1);
    assert_int_equal(t.parts, 2); /* 10..15, 0..5 */
    assert_part(&t, 0, (const double[][2]){ { 2, 4 }, { 0, 4 }, { 0, 1 } }, 3);
    assert_part(&t, 1, (const double[][2]){ { 0, 0 }, { 4, 0 }, { 4, 1 } }, 3);
}

static void a_ring_shorter_than_its_first_piece_is_whole(void **state) {
    (void)state;
    const double square[][2] = { { 0, 0 }, { 4, 0 }, { 4, 4 } }, pattern[] = { 50, 5 };
    const ct_trail ring = trail_of(square, 3, true), t = ct_trail_dash(arena, &ring, pattern, 2, 1);
    assert_int_equal(t.parts, 1);
    assert_part(&t, 0, (const double[][2]){ { 0, 0 }, { 4, 0 }, { 4, 4 }, { 0, 0 }, { 4, 0 } }, 5);
}

static void dashes_of_no_length_are_dots(void **state) {
    (void)state;
    const double straight[][2] = { { 0, 0 }, { 9, 0 } }, pattern[] = { 0, 4 };
    const ct_trail line = trail_of(straight, 2, false),
                   t = ct_trail_dash(arena, &line, pattern, 2, 1);
    assert_int_equal(t.parts, 3);
    assert_part(&t, 1, (const double[][2]){ { 4, 0 } }, 1);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(a_line_is_cut_by_its_length),
        TEST(a_piece_goes_round_a_corner),
        TEST(an_odd_pattern_turns_over),
        TEST(the_last_piece_of_a_ring_goes_on_into_the_first),
        TEST(a_ring_that_ends_in_a_gap_keeps_its_first_piece),
        TEST(a_ring_shorter_than_its_first_piece_is_whole),
        TEST(dashes_of_no_length_are_dots),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
