/* choose.c - one candidate a label, without conflicts: reductions, components, solvers. */
#include "marks.h"

#include <stdlib.h>
#include <string.h>

#define MOST_EDGES      5000000 /* beyond that: greedily, with no graph */
#define EXACT_ITEMS     48      /* larger components are annealed */
#define EXACT_NODES     6000    /* of branch and bound, a component */
#define EXACT_NODES_ALL 60000   /* and in all */
#define STEPS_AN_ITEM   400     /* of annealing */
#define LEAST_STEPS     20      /* an item, whatever is left */
#define STEPS_ALL       400000
#define USUAL_RIVALS    40.0

/* ---- the order of placing --------------------------------------------------------------- */

typedef struct turn {
    double drop;
    uint32_t ways, item;
} turn;

static int compare_turns(const void *pa, const void *pb) {
    const turn *a = pa, *b = pb;
    if (a->drop != b->drop) return a->drop > b->drop ? -1 : 1;
    if (a->ways != b->ways) return a->ways < b->ways ? -1 : 1;
    return (a->item > b->item) - (a->item < b->item);
}

/* Dear ones first, then those with few ways, then by number. */
static void sort_turns(uint32_t *items, size_t count, const ct_rivals *r) {
    turn *turns = malloc((count + 1) * sizeof *turns);
    if (!turns) abort();
    for (size_t i = 0; i < count; i++)
        turns[i] =
            (turn){ r->drop[items[i]], r->first[items[i] + 1] - r->first[items[i]], items[i] };
    qsort(turns, count, sizeof *turns, compare_turns);
    for (size_t i = 0; i < count; i++)
        items[i] = turns[i].item;
    free(turns);
}

/* ---- greedily, with no graph ------------------------------------------------------------ */

static bool is_free(ct_grid *grid, const ct_choice *items, const int *chosen,
                    const ct_candidate *c) {
    size_t near;
    const uint32_t *others = ct_grid_find(grid, ct_candidate_bound(c), &near);
    for (size_t k = 0; k < near; k++)
        if (ct_candidates_conflict(c, &items[others[k]].candidates[chosen[others[k]]]))
            return false;
    return true;
}

static void choose_greedily(ct_arena *scratch, const ct_choice *items, const ct_rivals *r,
                            int *chosen) {
    ct_box bounds = ct_box_empty();
    double sides = 0;
    for (size_t n = 0; n < r->nodes; n++) {
        const ct_tile *t = &items[r->owner[n]].candidates[n - r->first[r->owner[n]]].tile;
        bounds = ct_box_union(bounds, t->bound);
        sides += (t->hw + t->hh) / (double)r->nodes;
    }
    ct_grid *grid = ct_grid_new(bounds, sides, r->items);
    uint32_t *order = CT_ARRAY(scratch, r->items, uint32_t);
    for (uint32_t i = 0; i < r->items; i++)
        order[i] = i;
    sort_turns(order, r->items, r);
    for (size_t k = 0; k < r->items; k++) {
        const ct_choice *item = &items[order[k]];
        int best = -1;
        for (size_t c = 0; c < item->count; c++)
            if ((best < 0 || item->candidates[c].cost < item->candidates[best].cost) &&
                is_free(grid, items, chosen, &item->candidates[c]))
                best = (int)c;
        chosen[order[k]] = best;
        if (best >= 0) ct_grid_add(grid, ct_candidate_bound(&item->candidates[best]), order[k]);
    }
    ct_grid_free(grid);
}

/* ---- reductions ------------------------------------------------------------------------- */

/* The work at hand: which items are settled, and how many unsettled rivals each node has. */
typedef struct work {
    const ct_rivals *rivals;
    ct_state state;
    bool *settled;    /* by item */
    uint32_t *degree; /* by node */
    uint32_t *queue;  /* items to look at again */
    bool *queued;
    size_t head, tail;
    ct_choice_check *check; /* NULL: not asked for */
} work;

static void enqueue(work *w, uint32_t item) {
    if (w->queued[item] || w->settled[item]) return;
    w->queued[item] = true;
    w->queue[w->tail++ % w->rivals->items] = item;
}

/* An item whose cheapest node has no rival left takes it: no answer can be better. */
static void settle(work *w, uint32_t item) {
    const ct_rivals *r = w->rivals;
    uint32_t best = CT_NO_NODE;
    for (uint32_t n = r->first[item]; n < r->first[item + 1]; n++)
        if (best == CT_NO_NODE || r->cost[n] < r->cost[best] ||
            (r->cost[n] <= r->cost[best] && w->degree[best] && !w->degree[n]))
            best = n;
    if (best != CT_NO_NODE && w->degree[best]) return;
    w->settled[item] = true;
    ct_state_set(&w->state, item, best);
    for (uint32_t n = r->first[item]; n < r->first[item + 1]; n++) {
        if (n == best) continue;
        for (size_t e = r->edge_first[n]; e < r->edge_first[n + 1]; e++) {
            w->degree[r->edges[e]]--;
            enqueue(w, r->owner[r->edges[e]]);
        }
    }
}

static void reduce(work *w) {
    const ct_rivals *r = w->rivals;
    for (size_t n = 0; n < r->nodes; n++)
        w->degree[n] = (uint32_t)(r->edge_first[n + 1] - r->edge_first[n]);
    for (uint32_t i = 0; i < r->items; i++)
        enqueue(w, i);
    while (w->head < w->tail) {
        uint32_t item = w->queue[w->head++ % r->items];
        w->queued[item] = false;
        if (!w->settled[item]) settle(w, item);
    }
}

/* ---- components ------------------------------------------------------------------------- */

/* Collects the unsettled items that hang together with `seed` into list; returns how many. */
static size_t collect(const work *w, uint32_t seed, bool *reached, uint32_t *list) {
    const ct_rivals *r = w->rivals;
    size_t count = 0;
    list[count++] = seed;
    reached[seed] = true;
    for (size_t k = 0; k < count; k++) {
        for (uint32_t n = r->first[list[k]]; n < r->first[list[k] + 1]; n++) {
            for (size_t e = r->edge_first[n]; e < r->edge_first[n + 1]; e++) {
                uint32_t other = r->owner[r->edges[e]];
                if (reached[other] || w->settled[other]) continue;
                reached[other] = true;
                list[count++] = other;
            }
        }
    }
    return count;
}

/* What is left of the fixed numbers of nodes and steps for the whole map. */
typedef struct budget {
    size_t nodes, steps;
    double share; /* of the usual steps: each costs as much as the nodes have rivals */
} budget;

static void place_greedily(ct_state *s) {
    for (size_t p = 0; p < s->count; p++)
        ct_state_set(s, s->items[p], ct_state_best(s, s->items[p]));
    ct_state_descend(s);
}

/* The component anew, without the exact solver; then the exact answer is put back. */
static void check_component(ct_arena *scratch, ct_state *s, size_t steps, ct_choice_check *check) {
    uint32_t *answer = CT_ARRAY(scratch, s->count, uint32_t);
    check->exact += ct_state_cost(s);
    check->components++;
    for (size_t p = 0; p < s->count; p++)
        answer[p] = s->chosen[s->items[p]];
    for (size_t p = 0; p < s->count; p++)
        ct_state_set(s, s->items[p], CT_NO_NODE);
    place_greedily(s);
    ct_anneal_solve(scratch, s, steps);
    check->annealed += ct_state_cost(s);
    for (size_t p = 0; p < s->count; p++)
        ct_state_set(s, s->items[p], CT_NO_NODE);
    for (size_t p = 0; p < s->count; p++)
        ct_state_set(s, s->items[p], answer[p]);
}

static void solve_component(work *w, uint32_t *items, size_t count, uint32_t *position,
                            budget *left) {
    ct_state *s = &w->state;
    sort_turns(items, count, w->rivals);
    for (size_t p = 0; p < count; p++)
        position[items[p]] = (uint32_t)p;
    s->items = items;
    s->count = count;
    s->position = position;
    place_greedily(s);
    ct_arena *scratch = ct_arena_new();
    bool solved = false;
    if (count <= EXACT_ITEMS) {
        size_t share = left->nodes < EXACT_NODES ? left->nodes : EXACT_NODES;
        left->nodes -= share;
        solved = ct_exact_solve(scratch, s, &share);
        left->nodes += share;
        if (solved && w->check) check_component(scratch, s, count * STEPS_AN_ITEM, w->check);
    }
    if (!solved) {
        size_t steps = (size_t)((double)(count * STEPS_AN_ITEM) * left->share);
        size_t least = (size_t)((double)(count * LEAST_STEPS) * left->share);
        steps = steps > left->steps ? left->steps : steps;
        left->steps -= steps;
        ct_anneal_solve(scratch, s, steps > least ? steps : least);
    }
    ct_arena_free(scratch);
    for (size_t p = 0; p < count; p++)
        position[items[p]] = CT_NO_NODE;
}

typedef struct component {
    size_t start, count; /* into the list of all their items */
} component;

static int compare_components(const void *pa, const void *pb) {
    const component *a = pa, *b = pb;
    if (a->count != b->count) return a->count < b->count ? -1 : 1;
    return (a->start > b->start) - (a->start < b->start);
}

/* Small ones first: they are solved exactly for few nodes. */
static void solve_components(ct_arena *scratch, work *w) {
    size_t n = w->rivals->items, used = 0, count = 0, capacity = 0;
    bool *reached = CT_ARRAY(scratch, n, bool);
    uint32_t *list = CT_ARRAY(scratch, n, uint32_t);
    uint32_t *position = CT_ARRAY(scratch, n, uint32_t);
    memset(position, 0xff, n * sizeof *position);
    component *parts = NULL;
    for (uint32_t i = 0; i < n; i++) {
        if (w->settled[i] || reached[i]) continue;
        CT_GROW(scratch, parts, capacity, count);
        parts[count] = (component){ used, collect(w, i, reached, list + used) };
        used += parts[count++].count;
    }
    if (count) qsort(parts, count, sizeof *parts, compare_components);
    double rivals =
        (double)w->rivals->edge_first[w->rivals->nodes] / (double)(w->rivals->nodes + 1);
    double share = rivals > USUAL_RIVALS ? USUAL_RIVALS / rivals : 1;
    budget left = { EXACT_NODES_ALL, (size_t)(STEPS_ALL * share), share };
    for (size_t k = 0; k < count; k++)
        solve_component(w, list + parts[k].start, parts[k].count, position, &left);
}

static void solve_all(ct_arena *scratch, const ct_rivals *r, int *chosen, ct_choice_check *check) {
    work w = { .rivals = r,
               .check = check,
               .settled = CT_ARRAY(scratch, r->items, bool),
               .degree = CT_ARRAY(scratch, r->nodes, uint32_t),
               .queue = CT_ARRAY(scratch, r->items, uint32_t),
               .queued = CT_ARRAY(scratch, r->items, bool) };
    w.state = (ct_state){ .rivals = r,
                          .chosen = CT_ARRAY(scratch, r->items, uint32_t),
                          .blocked = CT_ARRAY(scratch, r->nodes, uint32_t) };
    memset(w.state.chosen, 0xff, r->items * sizeof *w.state.chosen);
    reduce(&w);
    solve_components(scratch, &w);
    for (size_t i = 0; i < r->items; i++)
        chosen[i] = w.state.chosen[i] == CT_NO_NODE ? -1 : (int)(w.state.chosen[i] - r->first[i]);
}

void ct_choose_checked(const ct_choice *items, size_t count, int *chosen, ct_choice_check *check) {
    if (check) *check = (ct_choice_check){ 0 };
    for (size_t i = 0; i < count; i++)
        chosen[i] = -1;
    if (count == 0) return;
    ct_arena *scratch = ct_arena_new();
    ct_rivals rivals = { 0 };
    if (ct_rivals_find(scratch, items, count, MOST_EDGES, &rivals))
        solve_all(scratch, &rivals, chosen, check);
    else
        choose_greedily(scratch, items, &rivals, chosen);
    ct_arena_free(scratch);
}

void ct_choose(const ct_choice *items, size_t count, int *chosen) {
    ct_choose_checked(items, count, chosen, NULL);
}

double ct_choice_cost(const ct_choice *items, size_t count, const int *chosen) {
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += chosen[i] < 0 ? ct_choice_drop(&items[i]) : items[i].candidates[chosen[i]].cost;
    return sum;
}
