/* test_choose.c - the choice over whole maps: optimal when small, free of conflict, the same each
 * time. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "../../src/marks/marks.h"

static uint64_t seed;
static double random_to(double most) {
    seed ^= seed >> 12;
    seed ^= seed << 25;
    seed ^= seed >> 27;
    return (double)((seed * 0x2545f4914f6cdd1dULL) >> 11) * 0x1p-53 * most;
}

/* ---- the public test of Christensen, Marks and Shieber (ACM TOG 14(3), 1995) ------------- */

enum { POSITIONS = 8 };

typedef struct page {
    ct_candidate *candidates;
    ct_choice *items;
    int *chosen;
    size_t count;
} page;

/* Random points on 792 × 612, labels 30 × 7 in eight positions, wholly on the page. */
static page random_page(ct_arena *arena, size_t count, double scale) {
    static const double dx[] = { 0, -30, -30, 0, -15, -15, 0, -30 };
    static const double dy[] = { -7, -7, 0, 0, -7, 0, -3.5, -3.5 };
    page p = { .candidates = CT_ARRAY(arena, count * POSITIONS, ct_candidate),
               .items = CT_ARRAY(arena, count, ct_choice),
               .chosen = CT_ARRAY(arena, count, int),
               .count = count };
    double w = 792 * scale, h = 612 * scale;
    for (size_t i = 0; i < count; i++) {
        double x = random_to(w), y = random_to(h);
        size_t n = 0;
        for (int k = 0; k < POSITIONS; k++) {
            ct_box box = { x + dx[k], y + dy[k], x + dx[k] + 30, y + dy[k] + 7 };
            if (box.x0 < 0 || box.y0 < 0 || box.x1 > w || box.y1 > h) continue;
            ct_candidate *c = &p.candidates[i * POSITIONS + n++];
            *c = (ct_candidate){ .box = box, .cost = k, .tile = ct_tile_of(box, 0) };
        }
        p.items[i] =
            (ct_choice){ .candidates = &p.candidates[i * POSITIONS], .count = n, .weight = 50 };
    }
    return p;
}

static size_t placed(const page *p) {
    size_t n = 0;
    for (size_t i = 0; i < p->count; i++)
        n += p->chosen[i] >= 0;
    return n;
}

static void check_no_conflict(const page *p) {
    for (size_t i = 0; i < p->count; i++)
        for (size_t j = 0; j < i; j++)
            if (p->chosen[i] >= 0 && p->chosen[j] >= 0)
                assert_false(ct_candidates_conflict(&p->items[i].candidates[p->chosen[i]],
                                                    &p->items[j].candidates[p->chosen[j]]));
}

/* Published shares for four positions, labels in conflict counted as lost: annealing 0.999 at 250,
 * 0.983 at 500, 0.923 at 750 points; tabu search 1.000, 0.993, 0.968 (Yamamoto, Camara and Lorena,
 * GeoInformatica 6, 2002). */
static void test_random_pages(void **state) {
    (void)state;
    static const struct {
        size_t points;
        double least;
    } cases[] = { { 100, 0.995 }, { 250, 0.993 }, { 500, 0.983 }, { 750, 0.960 } };
    enum { PAGES = 2 };
    seed = 12345;
    for (size_t k = 0; k < CT_COUNT(cases); k++) {
        double share = 0;
        for (int page_number = 0; page_number < PAGES; page_number++) {
            ct_arena *arena = ct_arena_new();
            page p = random_page(arena, cases[k].points, 1);
            ct_choose(p.items, p.count, p.chosen);
            check_no_conflict(&p);
            share += (double)placed(&p) / (double)p.count / PAGES;
            ct_arena_free(arena);
        }
        print_message("%4zu points: %.4f of the labels placed\n", cases[k].points, share);
        if (share < cases[k].least)
            fail_msg("%zu points: %.4f placed, less than %.4f", cases[k].points, share,
                     cases[k].least);
    }
}

/* Four positions, points at whole numbers, labels free to leave the page: at 750 points the best
 * that is published stands at 0.968 (tabu search). */
static void test_four_positions(void **state) {
    (void)state;
    enum { POINTS = 750, PAGES = 3, CORNERS = 4 };
    static const double dx[] = { 0, -30, -30, 0 }, dy[] = { -7, -7, 0, 0 };
    double share = 0;
    seed = 2024;
    for (int k = 0; k < PAGES; k++) {
        ct_arena *arena = ct_arena_new();
        page p = random_page(arena, POINTS, 1);
        for (size_t i = 0; i < POINTS; i++) {
            double x = floor(random_to(792)), y = floor(random_to(612));
            ct_candidate *c = &p.candidates[i * POSITIONS];
            for (int n = 0; n < CORNERS; n++) {
                ct_box box = { x + dx[n], y + dy[n], x + dx[n] + 30, y + dy[n] + 7 };
                c[n] = (ct_candidate){ .box = box, .cost = n, .tile = ct_tile_of(box, 0) };
            }
            p.items[i].count = CORNERS;
        }
        ct_choose(p.items, p.count, p.chosen);
        check_no_conflict(&p);
        share += (double)placed(&p) / POINTS / PAGES;
        ct_arena_free(arena);
    }
    print_message("750 points, four positions: %.4f of the labels placed\n", share);
    assert_true(share >= 0.97);
}

static void test_same_answer(void **state) {
    (void)state;
    ct_arena *arena = ct_arena_new();
    seed = 777;
    page a = random_page(arena, 700, 1);
    seed = 777;
    page b = random_page(arena, 700, 1);
    ct_choose(a.items, a.count, a.chosen);
    ct_choose(b.items, b.count, b.chosen);
    assert_memory_equal(a.chosen, b.chosen, a.count * sizeof *a.chosen);
    ct_arena_free(arena);
}

/* So many conflicts that no graph of them is kept. */
static void test_one_heap(void **state) {
    (void)state;
    ct_arena *arena = ct_arena_new();
    seed = 1;
    page p = random_page(arena, 1500, 0.08);
    ct_choose(p.items, p.count, p.chosen);
    check_no_conflict(&p);
    assert_in_range(placed(&p), 5, 14); /* 63 × 49 has room for 14 */
    ct_arena_free(arena);
}

/* ---- small maps against trying every answer ----------------------------------------------- */

enum { ITEMS = 7, WAYS = 4 };

static void fill(ct_choice *items, ct_candidate *candidates, double spread) {
    for (size_t i = 0; i < ITEMS; i++) {
        for (size_t k = 0; k < WAYS; k++) {
            ct_candidate *c = &candidates[i * WAYS + k];
            double x = random_to(spread), y = random_to(spread);
            *c = (ct_candidate){ .box = { x, y, x + 20, y + 20 }, .cost = floor(random_to(8)) };
            c->tile = ct_tile_of(c->box, 0);
        }
        items[i] = (ct_choice){ .candidates = &candidates[i * WAYS],
                                .count = i % 3 ? WAYS : WAYS - 1,
                                .weight = floor(random_to(3)),
                                .required = random_to(1) < 0.2 };
    }
}

static double try_all(const ct_choice *items, int *chosen, size_t i) {
    if (i == ITEMS) return ct_choice_cost(items, ITEMS, chosen);
    double least = HUGE_VAL;
    for (int k = -1; k < (int)items[i].count; k++) {
        bool fits = true;
        for (size_t j = 0; j < i && fits && k >= 0; j++)
            fits = chosen[j] < 0 || !ct_candidates_conflict(&items[i].candidates[k],
                                                            &items[j].candidates[chosen[j]]);
        if (!fits) continue;
        chosen[i] = k;
        least = fmin(least, try_all(items, chosen, i + 1));
    }
    return least;
}

static void test_small_maps_are_optimal(void **state) {
    (void)state;
    seed = 31;
    for (int k = 0; k < 120; k++) {
        ct_candidate candidates[ITEMS * WAYS];
        ct_choice items[ITEMS];
        int chosen[ITEMS];
        fill(items, candidates, 15 + k);
        double least = try_all(items, chosen, 0);
        ct_choose(items, ITEMS, chosen);
        double cost = ct_choice_cost(items, ITEMS, chosen);
        if (fabs(cost - least) > 1e-4) fail_msg("case %d: %.6f, optimum %.6f", k, cost, least);
    }
}

/* A required label takes the place of any number of others, and weight goes before cost. */
static void test_order_of_goals(void **state) {
    (void)state;
    ct_candidate wide = { .box = { 0, 0, 100, 10 }, .cost = 500 };
    wide.tile = ct_tile_of(wide.box, 0);
    ct_candidate small[5];
    ct_choice items[6] = { { .candidates = &wide, .count = 1, .weight = 0, .required = true } };
    for (int i = 0; i < 5; i++) {
        small[i] = (ct_candidate){ .box = { i * 20, 0, i * 20 + 15, 10 } };
        small[i].tile = ct_tile_of(small[i].box, 0);
        items[i + 1] = (ct_choice){ .candidates = &small[i], .count = 1, .weight = 1000 };
    }
    int chosen[6];
    ct_choose(items, 6, chosen);
    assert_int_equal(chosen[0], 0);
    for (int i = 1; i < 6; i++)
        assert_int_equal(chosen[i], -1);
    items[0].required = false;
    ct_choose(items, 6, chosen);
    assert_int_equal(chosen[0], -1);
    items[0].weight = 6000; /* more than the five together, however dear its place */
    ct_choose(items, 6, chosen);
    assert_int_equal(chosen[0], 0);
}

static void test_nothing(void **state) {
    (void)state;
    ct_choose(NULL, 0, NULL);
    ct_choice none[2] = { { .weight = 5 }, { .required = true } };
    int chosen[2] = { 7, 7 };
    ct_choose(none, 2, chosen);
    assert_int_equal(chosen[0], -1);
    assert_int_equal(chosen[1], -1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_random_pages),
        cmocka_unit_test(test_four_positions),
        cmocka_unit_test(test_same_answer),
        cmocka_unit_test(test_one_heap),
        cmocka_unit_test(test_small_maps_are_optimal),
        cmocka_unit_test(test_order_of_goals),
        cmocka_unit_test(test_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
