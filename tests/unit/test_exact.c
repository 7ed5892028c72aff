/* test_exact.c - branch and bound against trying every answer. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "../../src/marks/marks.h"

enum { ITEMS = 7, WAYS = 4 };

static uint64_t seed = 5;
static double random_to(double most) {
    seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
    return (double)(seed >> 11) * 0x1p-53 * most;
}

typedef struct problem {
    ct_candidate candidates[ITEMS * WAYS];
    ct_choice items[ITEMS];
} problem;

static void fill(problem *p, double spread) {
    for (size_t i = 0; i < ITEMS; i++) {
        for (size_t k = 0; k < WAYS; k++) {
            ct_candidate *c = &p->candidates[i * WAYS + k];
            double x = random_to(spread), y = random_to(spread);
            *c = (ct_candidate){ .box = { x, y, x + 20, y + 20 }, .cost = floor(random_to(8)) };
            c->tile = ct_tile_of(c->box, 0);
        }
        p->items[i] = (ct_choice){ .candidates = &p->candidates[i * WAYS],
                                   .count = WAYS - i % 2,
                                   .weight = floor(random_to(3)),
                                   .required = random_to(1) < 0.2 };
    }
}

/* The least cost over all answers. */
static double try_all(const problem *p, int *chosen, size_t i) {
    if (i == ITEMS) return ct_choice_cost(p->items, ITEMS, chosen);
    double least = HUGE_VAL;
    for (int k = -1; k < (int)p->items[i].count; k++) {
        bool fits = true;
        for (size_t j = 0; j < i && fits && k >= 0; j++)
            fits = chosen[j] < 0 || !ct_candidates_conflict(&p->items[i].candidates[k],
                                                            &p->items[j].candidates[chosen[j]]);
        if (!fits) continue;
        chosen[i] = k;
        least = fmin(least, try_all(p, chosen, i + 1));
    }
    return least;
}

static ct_state state_of(ct_arena *arena, const ct_rivals *r) {
    uint32_t *items = CT_ARRAY(arena, r->items, uint32_t);
    for (uint32_t i = 0; i < r->items; i++)
        items[i] = i;
    ct_state s = { .rivals = r,
                   .items = items,
                   .count = r->items,
                   .position = items,
                   .chosen = CT_ARRAY(arena, r->items, uint32_t),
                   .blocked = CT_ARRAY(arena, r->nodes, uint32_t) };
    memset(s.chosen, 0xff, r->items * sizeof *s.chosen);
    return s;
}

static void test_is_optimal(void **state) {
    (void)state;
    int drops = 0;
    for (int k = 0; k < 60; k++) {
        ct_arena *arena = ct_arena_new();
        problem p;
        fill(&p, 20 + k);
        int chosen[ITEMS];
        double least = try_all(&p, chosen, 0);
        ct_rivals r;
        assert_true(ct_rivals_find(arena, p.items, ITEMS, 100000, &r));
        ct_state s = state_of(arena, &r);
        size_t budget = 100000;
        assert_true(ct_exact_solve(arena, &s, &budget));
        if (fabs(ct_state_cost(&s) - least) > 1e-4)
            fail_msg("case %d: %.6f, and the optimum is %.6f", k, ct_state_cost(&s), least);
        for (uint32_t i = 0; i < ITEMS; i++) {
            drops += s.chosen[i] == CT_NO_NODE;
            if (s.chosen[i] != CT_NO_NODE) assert_int_equal(s.blocked[s.chosen[i]], 0);
        }
        ct_arena_free(arena);
    }
    assert_in_range(drops, 20, 300); /* the cases were neither trivial nor hopeless */
}

static void test_budget(void **state) {
    (void)state;
    ct_arena *arena = ct_arena_new();
    problem p;
    fill(&p, 25);
    ct_rivals r;
    assert_true(ct_rivals_find(arena, p.items, ITEMS, 100000, &r));
    ct_state s = state_of(arena, &r);
    ct_state_set(&s, 0, r.first[0]);
    size_t budget = 0;
    assert_false(ct_exact_solve(arena, &s, &budget));
    assert_int_equal(s.chosen[0], r.first[0]); /* what was there is kept */
    budget = 3;
    double before = ct_state_cost(&s);
    assert_false(ct_exact_solve(arena, &s, &budget));
    assert_int_equal(budget, 0);
    assert_true(ct_state_cost(&s) <= before);
    ct_arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_is_optimal),
        cmocka_unit_test(test_budget),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
