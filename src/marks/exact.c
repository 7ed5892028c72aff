/* exact.c - branch and bound on a small component of rival labels. */
#include "marks.h"

#include <stdlib.h>

#define NEAR_ENOUGH 1e-7 /* a better answer is better by more than this */

/* The search. `cheapest` and `second` are by position in the component, for the node at hand. */
typedef struct search {
    ct_state *state;
    size_t budget; /* nodes left */
    bool *decided; /* by position */
    double decided_cost;
    uint32_t *best; /* by position: the best whole answer so far */
    double best_cost;
    uint32_t *cheapest;
    double *cheapest_cost, *second_cost;
    uint32_t **ranked; /* by position: the item's nodes, the cheapest first */
    bool *paired;
    bool exhausted;
    ct_arena *scratch;
} search;

static size_t node_count(const ct_rivals *r, uint32_t item) {
    return r->first[item + 1] - r->first[item];
}

typedef struct rank {
    double cost;
    uint32_t node;
} rank;

static int compare_ranks(const void *pa, const void *pb) {
    const rank *a = pa, *b = pb;
    if (a->cost != b->cost) return a->cost < b->cost ? -1 : 1;
    return (a->node > b->node) - (a->node < b->node);
}

static void rank_nodes(search *s) {
    const ct_rivals *r = s->state->rivals;
    s->ranked = CT_ARRAY(s->scratch, s->state->count, uint32_t *);
    for (size_t p = 0; p < s->state->count; p++) {
        uint32_t item = s->state->items[p], first = r->first[item];
        size_t count = node_count(r, item);
        rank *ranks = CT_ARRAY(s->scratch, count, rank);
        s->ranked[p] = CT_ARRAY(s->scratch, count, uint32_t);
        for (size_t k = 0; k < count; k++)
            ranks[k] = (rank){ r->cost[first + k], first + (uint32_t)k };
        qsort(ranks, count, sizeof *ranks, compare_ranks);
        for (size_t k = 0; k < count; k++)
            s->ranked[p][k] = ranks[k].node;
    }
}

/* The cheapest two ways for each item that is not decided (leaving it out is one of them). */
static double survey(search *s) {
    const ct_rivals *r = s->state->rivals;
    double bound = s->decided_cost;
    for (size_t p = 0; p < s->state->count; p++) {
        if (s->decided[p]) continue;
        uint32_t item = s->state->items[p], node = CT_NO_NODE;
        double least = r->drop[item], second = 1e300;
        const uint32_t *ranked = s->ranked[p], *end = ranked + node_count(r, item);
        int more = 2;
        for (; ranked < end && more > 0; ranked++) {
            const double cost = r->cost[*ranked];
            if (s->state->blocked[*ranked]) continue;
            more--;
            if (cost < least) {
                second = least;
                least = cost;
                node = *ranked;
            } else if (cost < second) {
                second = cost;
            }
        }
        s->cheapest[p] = node;
        s->cheapest_cost[p] = least;
        s->second_cost[p] = second;
        s->paired[p] = false;
        bound += least;
    }
    return bound;
}

/* Of items whose cheapest ways exclude each other, one at least must take its second: adds that for
 * disjoint pairs. Tells the item that is in most conflicts, or SIZE_MAX where there are none. */
static double sharpen(search *s, double bound, size_t *worst) {
    const ct_rivals *r = s->state->rivals;
    size_t most = 0;
    *worst = SIZE_MAX;
    for (size_t p = 0; p < s->state->count; p++) {
        if (s->decided[p] || s->cheapest[p] == CT_NO_NODE) continue;
        size_t conflicts = 0, mate = SIZE_MAX;
        double mate_regret = -1;
        for (size_t e = r->edge_first[s->cheapest[p]]; e < r->edge_first[s->cheapest[p] + 1]; e++) {
            uint32_t q = s->state->position[r->owner[r->edges[e]]];
            if (q == CT_NO_NODE || s->decided[q] || s->cheapest[q] != r->edges[e]) continue;
            conflicts++;
            double regret = s->second_cost[q] - s->cheapest_cost[q];
            if (!s->paired[q] && regret > mate_regret) {
                mate = q;
                mate_regret = regret;
            }
        }
        if (conflicts > most) {
            most = conflicts;
            *worst = p;
        }
        if (mate != SIZE_MAX && !s->paired[p]) {
            double regret = s->second_cost[p] - s->cheapest_cost[p];
            s->paired[p] = s->paired[mate] = true;
            bound += regret < mate_regret ? regret : mate_regret;
        }
    }
    return bound;
}

/* The cheapest ways of all go together: that is the best answer below this node. */
static void take_answer(search *s, double cost) {
    if (cost >= s->best_cost - NEAR_ENOUGH) return;
    s->best_cost = cost;
    for (size_t p = 0; p < s->state->count; p++)
        s->best[p] = s->decided[p] ? s->state->chosen[s->state->items[p]] : s->cheapest[p];
}

/* The free nodes of the item in a position, cheapest first, and CT_NO_NODE last. */
static uint32_t *ways_of(search *s, size_t position, size_t *count) {
    size_t most = node_count(s->state->rivals, s->state->items[position]), n = 0;
    uint32_t *ways = CT_ARRAY(s->scratch, most + 1, uint32_t);
    for (size_t k = 0; k < most; k++)
        if (!s->state->blocked[s->ranked[position][k]]) ways[n++] = s->ranked[position][k];
    ways[n++] = CT_NO_NODE;
    *count = n;
    return ways;
}

static void branch(search *s) {
    if (s->budget == 0) {
        s->exhausted = true;
        return;
    }
    s->budget--;
    size_t worst;
    double bound = survey(s);
    double least = bound;
    bound = sharpen(s, bound, &worst);
    if (bound >= s->best_cost - NEAR_ENOUGH) return;
    if (worst == SIZE_MAX) {
        take_answer(s, least);
        return;
    }
    const ct_rivals *r = s->state->rivals;
    uint32_t item = s->state->items[worst];
    size_t count;
    uint32_t *ways = ways_of(s, worst, &count);
    double before = s->decided_cost;
    s->decided[worst] = true;
    for (size_t k = 0; k < count && !s->exhausted; k++) {
        ct_state_set(s->state, item, ways[k]);
        s->decided_cost = before + (ways[k] == CT_NO_NODE ? r->drop[item] : r->cost[ways[k]]);
        branch(s);
    }
    ct_state_set(s->state, item, CT_NO_NODE);
    s->decided[worst] = false;
    s->decided_cost = before;
}

bool ct_exact_solve(ct_arena *scratch, ct_state *state, size_t *budget) {
    size_t n = state->count;
    search s = { .state = state,
                 .budget = *budget,
                 .decided = CT_ARRAY(scratch, n, bool),
                 .best = CT_ARRAY(scratch, n, uint32_t),
                 .best_cost = ct_state_cost(state),
                 .cheapest = CT_ARRAY(scratch, n, uint32_t),
                 .cheapest_cost = CT_ARRAY(scratch, n, double),
                 .second_cost = CT_ARRAY(scratch, n, double),
                 .paired = CT_ARRAY(scratch, n, bool),
                 .scratch = scratch };
    for (size_t p = 0; p < n; p++)
        s.best[p] = state->chosen[state->items[p]];
    for (size_t p = 0; p < n; p++)
        ct_state_set(state, state->items[p], CT_NO_NODE);
    rank_nodes(&s);
    branch(&s);
    *budget = s.budget;
    for (size_t p = 0; p < n; p++)
        ct_state_set(state, state->items[p], s.best[p]);
    return !s.exhausted;
}
