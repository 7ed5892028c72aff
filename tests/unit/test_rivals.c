/* test_rivals.c - the graph of conflicts, against all pairs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "../../src/marks/marks.h"
#include <cmocka.h>

enum { ITEMS = 40, WAYS = 5 };

static uint64_t seed = 99;
static double random_to(double most) {
    seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
    return (double)(seed >> 11) * 0x1p-53 * most;
}

static void fill(ct_choice *items, ct_candidate *candidates) {
    for (size_t i = 0; i < ITEMS; i++) {
        for (size_t k = 0; k < WAYS; k++) {
            ct_candidate *c = &candidates[i * WAYS + k];
            double x = random_to(200), y = random_to(100);
            *c = (ct_candidate){ .box = { x, y, x + 30, y + 8 }, .cost = (double)k };
            c->tile = ct_tile_of(c->box, k == 4 ? 30 : 0);
        }
        items[i] = (ct_choice){ .candidates = &candidates[i * WAYS],
                                .count = i % (WAYS + 1),
                                .weight = (double)i };
    }
}

static bool has_edge(const ct_rivals *r, uint32_t a, uint32_t b) {
    size_t found = 0;
    for (size_t e = r->edge_first[a]; e < r->edge_first[a + 1]; e++)
        found += r->edges[e] == b;
    assert_true(found <= 1);
    return found == 1;
}

static void test_edges(void **state) {
    (void)state;
    ct_arena *arena = ct_arena_new();
    ct_candidate candidates[ITEMS * WAYS];
    ct_choice items[ITEMS];
    fill(items, candidates);
    ct_rivals r;
    assert_true(ct_rivals_find(arena, items, ITEMS, 100000, &r));
    size_t conflicts = 0;
    for (uint32_t a = 0; a < r.nodes; a++)
        for (uint32_t b = 0; b < r.nodes; b++) {
            uint32_t i = r.owner[a], j = r.owner[b];
            bool conflict = i != j && ct_candidates_conflict(&items[i].candidates[a - r.first[i]],
                                                             &items[j].candidates[b - r.first[j]]);
            conflicts += conflict;
            assert_int_equal(has_edge(&r, a, b), conflict);
        }
    assert_true(conflicts > 100);
    assert_int_equal(r.edge_first[r.nodes], conflicts);
    assert_int_equal(r.first[ITEMS], r.nodes);
    assert_false(ct_rivals_find(arena, items, ITEMS, 10, &r)); /* more than are allowed */
    ct_arena_free(arena);
}

static void test_drops(void **state) {
    (void)state;
    ct_choice plain = { .weight = 50 }, heavy = { .weight = 90 }, must = { .required = true };
    ct_choice odd = { .weight = -1e300 }, huge = { .weight = 1e300 };
    assert_true(ct_choice_drop(&heavy) > ct_choice_drop(&plain));
    assert_true(ct_choice_drop(&must) > 5 * ct_choice_drop(&huge)); /* required ones first */
    assert_true(ct_choice_drop(&odd) > 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_edges),
        cmocka_unit_test(test_drops),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
