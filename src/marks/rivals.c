/* rivals.c - the graph of candidates that exclude each other. */
#include "marks.h"

#define DROP_REQUIRED 1e9  /* above all weights together */
#define DROP_OPTIONAL 10.0 /* as much as a poor place of its own, or of two of its neighbours */
#define DROP_WEIGHT   1e3  /* a unit of weight: above all costs of a label's neighbourhood */

double ct_choice_drop(const ct_choice *item) {
    if (item->optional) return DROP_OPTIONAL;
    double weight = item->weight > 0 ? item->weight : 0;
    weight = weight < 1e5 ? weight : 1e5;
    return (item->required ? DROP_REQUIRED : 0) + DROP_WEIGHT * (1 + weight);
}

static void number_nodes(ct_arena *arena, const ct_choice *items, size_t count, ct_rivals *r) {
    r->items = count;
    r->first = CT_ARRAY(arena, count + 1, uint32_t);
    r->drop = CT_ARRAY(arena, count, double);
    for (size_t i = 0; i < count; i++) {
        r->first[i + 1] = r->first[i] + (uint32_t)items[i].count;
        r->drop[i] = ct_choice_drop(&items[i]);
    }
    r->nodes = r->first[count];
    r->owner = CT_ARRAY(arena, r->nodes, uint32_t);
    r->cost = CT_ARRAY(arena, r->nodes, double);
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < items[i].count; k++) {
            r->owner[r->first[i] + k] = (uint32_t)i;
            r->cost[r->first[i] + k] = items[i].candidates[k].cost;
        }
    }
}

typedef struct pair {
    uint32_t a, b;
} pair;

typedef struct pairs {
    pair *items;
    size_t count, capacity;
} pairs;

/* Pairs in conflict, each once; false past `most`. */
static bool find_pairs(ct_arena *scratch, const ct_choice *items, const ct_rivals *r, size_t most,
                       pairs *found) {
    ct_box bounds = ct_box_empty();
    double sides = 0;
    for (size_t n = 0; n < r->nodes; n++) {
        const ct_candidate *c = &items[r->owner[n]].candidates[n - r->first[r->owner[n]]];
        bounds = ct_box_union(bounds, c->tile.bound);
        sides += (c->tile.hw + c->tile.hh) / (double)r->nodes;
    }
    ct_grid *grid = ct_grid_new(bounds, sides, r->nodes);
    ct_box *bounds_of = CT_ARRAY(scratch, r->nodes, ct_box);
    bool fits = true;
    for (uint32_t n = 0, added = 0; n < r->nodes && fits; n++) {
        for (; added < r->first[r->owner[n]]; added++) /* those of other items alone are sought */
            ct_grid_add(grid, bounds_of[added], added);
        const ct_candidate *c = &items[r->owner[n]].candidates[n - r->first[r->owner[n]]];
        bounds_of[n] = ct_candidate_bound(c);
        size_t near;
        const uint32_t *others = ct_grid_find(grid, bounds_of[n], &near);
        for (size_t k = 0; k < near; k++) {
            uint32_t o = others[k], item = r->owner[o];
            if (!ct_box_meets(bounds_of[n], bounds_of[o])) continue;
            if (!ct_candidates_conflict(c, &items[item].candidates[o - r->first[item]])) continue;
            CT_GROW(scratch, found->items, found->capacity, found->count);
            found->items[found->count++] = (pair){ o, n };
        }
        fits = found->count <= most;
    }
    ct_grid_free(grid);
    return fits;
}

bool ct_rivals_find(ct_arena *arena, const ct_choice *items, size_t count, size_t most,
                    ct_rivals *rivals) {
    number_nodes(arena, items, count, rivals);
    ct_arena *scratch = ct_arena_new();
    pairs found = { 0 };
    bool fits = find_pairs(scratch, items, rivals, most, &found);
    if (fits) {
        size_t *first = CT_ARRAY(arena, rivals->nodes + 1, size_t);
        uint32_t *edges = CT_ARRAY(arena, 2 * found.count, uint32_t);
        for (size_t i = 0; i < found.count; i++) {
            first[found.items[i].a + 1]++;
            first[found.items[i].b + 1]++;
        }
        for (size_t n = 0; n < rivals->nodes; n++)
            first[n + 1] += first[n];
        size_t *next = CT_ARRAY(scratch, rivals->nodes, size_t);
        for (size_t n = 0; n < rivals->nodes; n++)
            next[n] = first[n];
        for (size_t i = 0; i < found.count; i++) {
            edges[next[found.items[i].a]++] = found.items[i].b;
            edges[next[found.items[i].b]++] = found.items[i].a;
        }
        rivals->edge_first = first;
        rivals->edges = edges;
    }
    ct_arena_free(scratch);
    return fits;
}
