/* anneal.c - simulated annealing with ejection on a large component of rival labels. */
#include "marks.h"

#include <math.h>
#include <string.h>

#define MOST_PASSES  20  /* of the last descent */
#define WARM         0.3 /* first temperature over the mean drop */
#define COOL         0.01
#define WARM_COST    20.0 /* and then of the costs of positions */
#define COOL_COST    0.2
#define MOST_EJECTED 64

/* ---- the state -------------------------------------------------------------------------- */

void ct_state_set(ct_state *state, uint32_t item, uint32_t node) {
    const ct_rivals *r = state->rivals;
    uint32_t old = state->chosen[item];
    if (old == node) return;
    if (old != CT_NO_NODE)
        for (size_t e = r->edge_first[old]; e < r->edge_first[old + 1]; e++)
            state->blocked[r->edges[e]]--;
    if (node != CT_NO_NODE)
        for (size_t e = r->edge_first[node]; e < r->edge_first[node + 1]; e++)
            state->blocked[r->edges[e]]++;
    state->chosen[item] = node;
}

uint32_t ct_state_best(const ct_state *state, uint32_t item) {
    const ct_rivals *r = state->rivals;
    uint32_t best = CT_NO_NODE;
    for (uint32_t n = r->first[item]; n < r->first[item + 1]; n++)
        if (!state->blocked[n] && (best == CT_NO_NODE || r->cost[n] < r->cost[best])) best = n;
    return best;
}

static double cost_of(const ct_state *s, uint32_t item) {
    return s->chosen[item] == CT_NO_NODE ? s->rivals->drop[item] : s->rivals->cost[s->chosen[item]];
}

double ct_state_cost(const ct_state *state) {
    double sum = 0;
    for (size_t p = 0; p < state->count; p++)
        sum += cost_of(state, state->items[p]);
    return sum;
}

/* ---- moves ------------------------------------------------------------------------------ */

/* xorshift64* (Vigna 2016): the same numbers on every machine. */
static uint64_t next_random(uint64_t *seed) {
    *seed ^= *seed >> 12;
    *seed ^= *seed << 25;
    *seed ^= *seed >> 27;
    return *seed * 0x2545f4914f6cdd1dULL;
}

static uint32_t random_below(uint64_t *seed, uint32_t n) {
    return (uint32_t)(((next_random(seed) >> 32) * n) >> 32);
}

/* What a move changed, to undo it: items with their old nodes, in the order of the changes. */
typedef struct move {
    uint32_t items[MOST_EJECTED + 1], nodes[MOST_EJECTED + 1];
    size_t count;
    double gain; /* cost after less cost before */
} move;

static void change(ct_state *s, move *m, uint32_t item, uint32_t node) {
    m->items[m->count] = item;
    m->nodes[m->count++] = s->chosen[item];
    m->gain -= cost_of(s, item);
    ct_state_set(s, item, node);
    m->gain += cost_of(s, item);
}

/* Puts an item at a node, ejects whom that displaces, and lets each of these take the best free
 * place that is left. False, with nothing changed, where too many would have to go. */
static bool make_move(ct_state *s, move *m, uint32_t item, uint32_t node) {
    const ct_rivals *r = s->rivals;
    m->count = 0;
    m->gain = 0;
    uint32_t ejected[MOST_EJECTED / 2];
    size_t count = 0;
    if (s->blocked[node]) {
        for (size_t e = r->edge_first[node]; e < r->edge_first[node + 1]; e++) {
            uint32_t other = r->owner[r->edges[e]];
            if (s->chosen[other] != r->edges[e]) continue;
            if (count == CT_COUNT(ejected)) return false;
            ejected[count++] = other;
        }
    }
    for (size_t k = 0; k < count; k++)
        change(s, m, ejected[k], CT_NO_NODE);
    change(s, m, item, node);
    for (size_t k = 0; k < count; k++) {
        uint32_t best = ct_state_best(s, ejected[k]);
        if (best == CT_NO_NODE) continue;
        m->gain += r->cost[best] - r->drop[ejected[k]];
        ct_state_set(s, ejected[k], best);
    }
    return true;
}

static void undo_move(ct_state *s, const move *m) {
    /* First out, then in: at no time two rivals stand together. */
    for (size_t k = 0; k < m->count; k++)
        ct_state_set(s, m->items[k], CT_NO_NODE);
    for (size_t k = m->count; k-- > 0;)
        ct_state_set(s, m->items[k], m->nodes[k]);
}

/* ---- descent and annealing -------------------------------------------------------------- */

/* Every item tries every place; only what makes the sum smaller stays. */
void ct_state_descend(ct_state *s) {
    const ct_rivals *r = s->rivals;
    bool better = true;
    for (int pass = 0; pass < MOST_PASSES && better; pass++) {
        better = false;
        for (size_t p = 0; p < s->count; p++) {
            uint32_t item = s->items[p];
            for (uint32_t n = r->first[item]; n < r->first[item + 1]; n++) {
                if (n == s->chosen[item]) continue;
                if (s->blocked[n] > 2 || (!s->blocked[n] && r->cost[n] >= cost_of(s, item)))
                    continue;
                move m;
                if (!make_move(s, &m, item, n)) continue;
                if (m.gain < -1e-7)
                    better = true;
                else
                    undo_move(s, &m);
            }
        }
    }
}

/* Items that are left out, to be tried more often: a set with removal in constant time. */
typedef struct outsiders {
    uint32_t *items, *at; /* at: by position in the component */
    uint32_t count;
} outsiders;

static void note_outsider(const ct_state *s, outsiders *o, uint32_t item) {
    uint32_t p = s->position[item];
    bool is_out = s->chosen[item] == CT_NO_NODE, was_out = o->at[p] != CT_NO_NODE;
    if (is_out == was_out) return;
    if (is_out) {
        o->at[p] = o->count;
        o->items[o->count++] = item;
    } else {
        uint32_t last = o->items[--o->count];
        o->items[o->at[p]] = last;
        o->at[s->position[last]] = o->at[p];
        o->at[p] = CT_NO_NODE;
    }
}

typedef struct schedule {
    double temperature, factor;
    size_t steps;
} schedule;

static schedule schedule_from(double warm, double cool, size_t steps) {
    return (schedule){ warm, pow(cool / warm, 1.0 / (double)steps), steps };
}

static void anneal(ct_state *s, outsiders *o, schedule plan, uint64_t *seed) {
    const ct_rivals *r = s->rivals;
    for (size_t step = 0; step < plan.steps; step++, plan.temperature *= plan.factor) {
        uint32_t item = o->count && random_below(seed, 4) == 0
                            ? o->items[random_below(seed, o->count)]
                            : s->items[random_below(seed, (uint32_t)s->count)];
        uint32_t ways = r->first[item + 1] - r->first[item];
        if (ways == 0) continue;
        uint32_t node = r->first[item] + random_below(seed, ways);
        if (node == s->chosen[item]) continue;
        move m;
        if (!make_move(s, &m, item, node)) continue;
        double chance = (double)(next_random(seed) >> 11) * 0x1p-53;
        if (m.gain > 0 && chance >= exp(-m.gain / plan.temperature))
            undo_move(s, &m);
        else
            for (size_t k = 0; k < m.count; k++)
                note_outsider(s, o, m.items[k]);
    }
}

static void copy_chosen(const ct_state *s, uint32_t *copy) {
    for (size_t p = 0; p < s->count; p++)
        copy[p] = s->chosen[s->items[p]];
}

/* Drops as they matter at the warm end: those of required labels would freeze all others. */
static double mean_drop(const ct_state *s) {
    double sum = 0;
    for (size_t p = 0; p < s->count; p++) {
        double drop = s->rivals->drop[s->items[p]];
        sum += drop < 1e8 ? drop : 1e5;
    }
    return sum / (double)s->count;
}

void ct_anneal_solve(ct_arena *scratch, ct_state *state, size_t steps) {
    size_t n = state->count;
    double before = ct_state_cost(state);
    uint32_t *kept = CT_ARRAY(scratch, n, uint32_t);
    copy_chosen(state, kept);
    outsiders o = { CT_ARRAY(scratch, n, uint32_t), CT_ARRAY(scratch, n, uint32_t), 0 };
    memset(o.at, 0xff, n * sizeof *o.at);
    for (size_t p = 0; p < n; p++)
        note_outsider(state, &o, state->items[p]);
    if (steps < 3) return;
    uint64_t seed = 0x9e3779b97f4a7c15ULL;
    double drop = mean_drop(state);
    anneal(state, &o, schedule_from(drop * WARM, drop * COOL, steps * 2 / 3), &seed);
    anneal(state, &o, schedule_from(WARM_COST, COOL_COST, steps / 3), &seed);
    ct_state_descend(state);
    if (ct_state_cost(state) < before - 1e-7) return;
    for (size_t p = 0; p < n; p++)
        ct_state_set(state, state->items[p], CT_NO_NODE);
    for (size_t p = 0; p < n; p++)
        ct_state_set(state, state->items[p], kept[p]);
}
