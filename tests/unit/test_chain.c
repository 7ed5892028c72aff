/* test_chain.c - lines whose ends meet. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdlib.h>

#include "../../src/geom/geom.h"

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

/* "0,0 1,0 | 1,0 2,0": parts of points. */
static ct_shape lines_of(const char *text) {
    ct_builder b = ct_builder_start(arena, CT_LINE);
    while (*text) {
        char *end;
        if (*text == '|') {
            ct_builder_end_part(&b);
            text++;
            continue;
        }
        double x = strtod(text, &end), y = strtod(end + 1, &end);
        ct_builder_point(&b, x, y);
        for (text = end; *text == ' ';)
            text++;
    }
    ct_builder_end_part(&b);
    return ct_builder_take(&b);
}

static const char *chained(const char *text) {
    ct_shape lines = lines_of(text), s = ct_chains(arena, &lines, 0.01);
    const char *all = "";
    for (size_t p = 0; p < s.parts; p++)
        for (size_t i = ct_part_start(&s, p); i < s.end[p]; i++)
            all = ct_printf(arena, "%s%s%g,%g", all,
                            i == 0                      ? ""
                            : i == ct_part_start(&s, p) ? " | "
                                                        : " ",
                            s.x[i], s.y[i]);
    return all;
}

static void parts_that_meet_are_one(void **state) {
    (void)state;
    assert_string_equal(chained("0,0 1,0 | 1,0 2,0"), "0,0 1,0 2,0");
    assert_string_equal(chained("1,0 2,0 | 0,0 1,0"), "0,0 1,0 2,0");
    assert_string_equal(chained("2,0 3,0 | 0,0 1,0 | 1,0 2,0"), "0,0 1,0 2,0 3,0");
    assert_string_equal(chained("0,0 1,0 | 1.005,0 2,0"), "0,0 1,0 2,0");
    assert_string_equal(chained("0,0 1,0 | 1.02,0 2,0"), "0,0 1,0 | 1.02,0 2,0");
}

static void a_chain_runs_as_most_of_it_did(void **state) {
    (void)state;
    assert_string_equal(chained("0,0 5,0 | 6,0 5,0"), "0,0 5,0 6,0");
    assert_string_equal(chained("1,0 0,0 | 1,0 5,0"), "0,0 1,0 5,0");
    assert_string_equal(chained("0,0 1,0 | 5,0 1,0"), "5,0 1,0 0,0");
}

static void rings_end_where_they_begin(void **state) {
    (void)state;
    assert_string_equal(chained("0,0 1,0 | 1,0 1,1 | 1,1 0,0"), "0,0 1,0 1,1 0,0");
    assert_string_equal(chained("0,0 1,0 1,1 0,0"), "0,0 1,0 1,1 0,0");
    /* two halves that run against each other: the longer one leads */
    assert_string_equal(chained("0,0 1,0 | 0,0 0,3 1,0"), "0,0 0,3 1,0 0,0");
}

static void nothing_runs_on_where_three_meet(void **state) {
    (void)state;
    assert_string_equal(chained("0,0 1,0 | 1,0 2,0 | 1,0 1,1"), "0,0 1,0 | 1,0 2,0 | 1,0 1,1");
    /* a loop on a stalk */
    assert_string_equal(chained("0,0 1,0 | 1,0 2,1 2,-1 1,0"), "0,0 1,0 | 1,0 2,1 2,-1 1,0");
}

static void odd_parts_are_kept(void **state) {
    (void)state;
    assert_string_equal(chained("0,0 | 0,0 1,0"), "0,0 | 0,0 1,0");
    assert_string_equal(chained("nan,0 1,0 | 1,0 2,0"), "nan,0 1,0 2,0");
    ct_shape none = { .kind = CT_LINE };
    assert_int_equal(ct_chains(arena, &none, 0.1).parts, 0);
}

/* 2000 pieces of one line, in a stirred order, half of them turned, are that line. */
static void many_pieces_make_one(void **state) {
    (void)state;
    enum { N = 2000 };
    ct_builder b = ct_builder_start(arena, CT_LINE);
    for (int k = 0; k < N; k++) {
        int i = (k * 1999) % N; /* 1999 and 2000 have no factor in common */
        double y0 = sin(i * 0.1), y1 = sin((i + 1) * 0.1);
        bool turned = i % 3 == 0;
        ct_builder_point(&b, turned ? i + 1 : i, turned ? y1 : y0);
        ct_builder_point(&b, turned ? i : i + 1, turned ? y0 : y1);
        ct_builder_end_part(&b);
    }
    ct_shape lines = ct_builder_take(&b), s = ct_chains(arena, &lines, 1e-6);
    assert_int_equal(s.parts, 1);
    assert_int_equal(s.end[0], N + 1);
    for (int i = 0; i <= N; i++)
        assert_true(s.x[i] == i);
}

static void lines_turn_to_their_area(void **state) {
    (void)state;
    ct_builder b = ct_builder_start(arena, CT_POLYGON);
    const double square[4][2] = { { 0, 0 }, { 9, 0 }, { 9, 9 }, { 0, 9 } };
    for (size_t i = 0; i < 4; i++)
        ct_builder_point(&b, square[i][0], square[i][1]);
    ct_builder_end_part(&b);
    ct_shape area = ct_builder_take(&b);
    /* eastwards along the south, westwards along it, and beside it all */
    ct_shape lines = lines_of("0,0 5,0 | 9,0 5,0 | 20,0 20,5 | 7,7");
    ct_shape turned = ct_outline_turn(arena, &lines, &area);
    assert_int_equal(turned.parts, 4);
    assert_true(turned.x[0] == 0 && turned.x[1] == 5 && turned.x[2] == 5 && turned.x[3] == 9);
    assert_true(turned.y[4] == 0 && turned.y[5] == 5 && turned.x[6] == 7);
}

int main(void) {
#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        CASE(parts_that_meet_are_one),    CASE(a_chain_runs_as_most_of_it_did),
        CASE(rings_end_where_they_begin), CASE(nothing_runs_on_where_three_meet),
        CASE(odd_parts_are_kept),         CASE(many_pieces_make_one),
        CASE(lines_turn_to_their_area),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
