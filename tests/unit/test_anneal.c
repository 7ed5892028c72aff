/* test_anneal.c - the state of a component, descent, annealing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "../../src/marks/marks.h"

enum { ITEMS = 120, WAYS = 8 };

static uint64_t seed = 2024;
static double random_to(double most) {
    seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
    return (double)(seed >> 11) * 0x1p-53 * most;
}

static ct_arena *arena;
static ct_rivals rivals;
static int setup(void **state) {
    (void)state;
    arena = ct_arena_new();
    ct_candidate *candidates = CT_ARRAY(arena, (size_t)ITEMS * WAYS, ct_candidate);
    ct_choice *items = CT_ARRAY(arena, ITEMS, ct_choice);
    static const double dx[WAYS] = { -15, -15, 0, 0, 0, -30, -30, -30 };
    static const double dy[WAYS] = { -7, 0, -3.5, -7, 0, -3.5, -7, 0 };
    for (size_t i = 0; i < ITEMS; i++) {
        double x = random_to(250), y = random_to(150);
        for (size_t k = 0; k < WAYS; k++) {
            ct_candidate *c = &candidates[i * WAYS + k];
            double x0 = x + dx[k], y0 = y + dy[k];
            *c = (ct_candidate){ .box = { x0, y0, x0 + 30, y0 + 7 }, .cost = (double)k };
            c->tile = ct_tile_of(c->box, 0);
        }
        items[i] = (ct_choice){ .candidates = &candidates[i * WAYS], .count = WAYS, .weight = 50 };
    }
    seed = 2024;
    return ct_rivals_find(arena, items, ITEMS, 1000000, &rivals) ? 0 : -1;
}
static int teardown(void **state) {
    (void)state;
    ct_arena_free(arena);
    return 0;
}

static ct_state fresh(void) {
    uint32_t *items = CT_ARRAY(arena, ITEMS, uint32_t);
    for (uint32_t i = 0; i < ITEMS; i++)
        items[i] = i;
    ct_state s = { .rivals = &rivals,
                   .items = items,
                   .count = ITEMS,
                   .position = items,
                   .chosen = CT_ARRAY(arena, ITEMS, uint32_t),
                   .blocked = CT_ARRAY(arena, rivals.nodes, uint32_t) };
    memset(s.chosen, 0xff, ITEMS * sizeof *s.chosen);
    return s;
}

/* Blocked counts agree with the chosen nodes, and no two chosen ones are rivals. */
static void check_state(const ct_state *s) {
    uint32_t *blocked = CT_ARRAY(arena, rivals.nodes, uint32_t);
    for (size_t i = 0; i < ITEMS; i++) {
        uint32_t n = s->chosen[i];
        if (n == CT_NO_NODE) continue;
        assert_int_equal(rivals.owner[n], i);
        for (size_t e = rivals.edge_first[n]; e < rivals.edge_first[n + 1]; e++)
            blocked[rivals.edges[e]]++;
    }
    assert_memory_equal(blocked, s->blocked, rivals.nodes * sizeof *blocked);
    for (size_t i = 0; i < ITEMS; i++)
        if (s->chosen[i] != CT_NO_NODE) assert_int_equal(s->blocked[s->chosen[i]], 0);
}

static void place_greedily(ct_state *s) {
    for (uint32_t i = 0; i < ITEMS; i++)
        ct_state_set(s, i, ct_state_best(s, i));
}

static void test_state(void **state) {
    (void)state;
    ct_state s = fresh();
    double empty = ct_state_cost(&s);
    assert_true(fabs(empty - ITEMS * 51000.0) < 1e-6);
    assert_int_equal(ct_state_best(&s, 3), rivals.first[3]); /* the cheapest */
    ct_state_set(&s, 3, rivals.first[3] + 2);
    assert_true(fabs(empty - ct_state_cost(&s) - 50998.0) < 1e-6);
    ct_state_set(&s, 3, CT_NO_NODE);
    for (size_t n = 0; n < rivals.nodes; n++)
        assert_int_equal(s.blocked[n], 0);
    place_greedily(&s);
    check_state(&s);
}

static void test_descent(void **state) {
    (void)state;
    ct_state s = fresh();
    place_greedily(&s);
    double before = ct_state_cost(&s);
    ct_state_descend(&s);
    check_state(&s);
    assert_true(ct_state_cost(&s) < before);
}

static void test_annealing(void **state) {
    (void)state;
    ct_state s = fresh(), again = fresh();
    place_greedily(&s);
    ct_state_descend(&s);
    double before = ct_state_cost(&s);
    ct_anneal_solve(arena, &s, 60000);
    check_state(&s);
    assert_true(ct_state_cost(&s) < before);
    place_greedily(&again);
    ct_state_descend(&again);
    ct_anneal_solve(arena, &again, 60000);
    assert_memory_equal(s.chosen, again.chosen, ITEMS * sizeof *s.chosen); /* same steps */
}

static void test_is_never_worse(void **state) {
    (void)state;
    for (size_t steps = 0; steps < 200; steps += 7) {
        ct_state s = fresh();
        place_greedily(&s);
        double before = ct_state_cost(&s);
        ct_anneal_solve(arena, &s, steps);
        check_state(&s);
        assert_true(ct_state_cost(&s) <= before);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_state),
        TEST(test_descent),
        TEST(test_annealing),
        TEST(test_is_never_worse),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
