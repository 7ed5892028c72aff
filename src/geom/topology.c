/* topology.c - arcs that neighbours share: simplify each once, draw each once. */
#include <math.h>
#include <string.h>

#include "geom.h"

#define NOTHING SIZE_MAX

/* A point of the plane that rings pass: the pair of neighbours at its first passing. */
typedef struct knot {
    double x, y;
    size_t low, high; /* neighbours, low <= high; NOTHING before the first passing */
    bool node;        /* some passing has other neighbours: arcs end here */
} knot;

/* A run of knots between two nodes, or a whole ring without one (first == last). */
typedef struct arc {
    size_t start, count; /* in `path` */
    size_t shape;        /* the first shape that uses it */
    bool shared;         /* by two different shapes */
    bool *keep;          /* after simplifying */
} arc;

/* One use of an arc in a ring. */
typedef struct use {
    size_t arc;
    bool reversed;
} use;

typedef struct span {
    size_t start, count;
    size_t shape;
} span;

typedef struct topology {
    ct_arena *arena;
    knot *knots;
    size_t knot_count, knot_capacity;
    size_t *table, table_size;                  /* open addressing: knots by place */
    size_t *order, order_count, order_capacity; /* knots of all rings in turn */
    span *rings;
    size_t ring_count, ring_capacity;
    size_t *path, path_count, path_capacity; /* knots of all arcs in turn */
    arc *arcs;
    size_t arc_count, arc_capacity;
    size_t *arc_table, arc_table_size; /* arcs by their first edge */
    use *uses;
    size_t use_count, use_capacity;
    span *ring_uses; /* a ring's run of uses */
} topology;

static uint64_t mix(uint64_t a, uint64_t b) {
    uint64_t h = (a ^ (b << 32 | b >> 32)) * 0x9e3779b97f4a7c15u;
    h = (h ^ (h >> 29)) * 0xbf58476d1ce4e5b9u;
    return h ^ (h >> 32);
}

static size_t power_above(size_t n) {
    size_t size = 16;
    while (size < n)
        size *= 2;
    return size;
}

/* ---- knots ---------------------------------------------------------------------------------- */

static size_t knot_at(topology *t, double x, double y) {
    x += 0.0; /* -0 and 0 are one place */
    y += 0.0;
    uint64_t xs, ys;
    memcpy(&xs, &x, sizeof xs);
    memcpy(&ys, &y, sizeof ys);
    size_t slot = mix(xs, ys) & (t->table_size - 1);
    for (; t->table[slot]; slot = (slot + 1) & (t->table_size - 1)) {
        const knot *k = &t->knots[t->table[slot] - 1];
        if (k->x == x && k->y == y) return t->table[slot] - 1;
    }
    CT_GROW(t->arena, t->knots, t->knot_capacity, t->knot_count);
    t->knots[t->knot_count] = (knot){ .x = x, .y = y, .low = NOTHING, .high = NOTHING };
    t->table[slot] = ++t->knot_count;
    return t->knot_count - 1;
}

static void read_ring(topology *t, const ct_shape *s, size_t part, size_t shape) {
    size_t start = t->order_count;
    for (size_t i = ct_part_start(s, part); i < s->end[part]; i++) {
        if (!isfinite(s->x[i]) || !isfinite(s->y[i])) continue;
        size_t k = knot_at(t, s->x[i], s->y[i]);
        if (t->order_count > start && t->order[t->order_count - 1] == k) continue;
        CT_GROW(t->arena, t->order, t->order_capacity, t->order_count);
        t->order[t->order_count++] = k;
    }
    while (t->order_count > start + 1 && t->order[t->order_count - 1] == t->order[start])
        t->order_count--;
    if (t->order_count - start < 3) {
        t->order_count = start;
        return;
    }
    CT_GROW(t->arena, t->rings, t->ring_capacity, t->ring_count);
    t->rings[t->ring_count++] = (span){ start, t->order_count - start, shape };
}

static void find_nodes(topology *t) {
    for (size_t r = 0; r < t->ring_count; r++) {
        const size_t *k = t->order + t->rings[r].start;
        size_t n = t->rings[r].count;
        for (size_t i = 0; i < n; i++) {
            size_t a = k[i ? i - 1 : n - 1], b = k[i + 1 < n ? i + 1 : 0];
            size_t low = a < b ? a : b, high = a < b ? b : a;
            knot *here = &t->knots[k[i]];
            if (here->low == NOTHING) {
                here->low = low;
                here->high = high;
            } else if (here->low != low || here->high != high) {
                here->node = true;
            }
        }
    }
}

/* ---- arcs ----------------------------------------------------------------------------------- */

/* An arc is stored in the direction whose first edge is the smaller; nodes apart, a knot lies in
 * one arc only, so the first edge names the arc. */
static bool is_backward(const size_t *k, size_t n) {
    if (k[0] != k[n - 1]) return k[0] > k[n - 1];
    return k[1] > k[n - 2];
}

static size_t arc_slot(const topology *t, size_t a, size_t b) {
    size_t slot = mix(a, b) & (t->arc_table_size - 1);
    for (; t->arc_table[slot]; slot = (slot + 1) & (t->arc_table_size - 1)) {
        const arc *found = &t->arcs[t->arc_table[slot] - 1];
        if (t->path[found->start] == a && t->path[found->start + 1] == b) break;
    }
    return slot;
}

/* Two arcs may join the same two nodes and begin alike only when they are the same; yet a straight
 * edge and its reverse both begin at the smaller node. */
static void add_use(topology *t, const size_t *k, size_t n, size_t shape) {
    bool reversed = is_backward(k, n);
    size_t first = reversed ? k[n - 1] : k[0], second = reversed ? k[n - 2] : k[1];
    size_t slot = arc_slot(t, first, second);
    if (!t->arc_table[slot]) {
        CT_GROW(t->arena, t->arcs, t->arc_capacity, t->arc_count);
        arc *made = &t->arcs[t->arc_count];
        *made = (arc){ .start = t->path_count, .count = n, .shape = shape };
        for (size_t i = 0; i < n; i++) {
            CT_GROW(t->arena, t->path, t->path_capacity, t->path_count);
            t->path[t->path_count++] = reversed ? k[n - 1 - i] : k[i];
        }
        t->arc_table[slot] = ++t->arc_count;
    } else if (t->arcs[t->arc_table[slot] - 1].shape != shape) {
        t->arcs[t->arc_table[slot] - 1].shared = true;
    }
    CT_GROW(t->arena, t->uses, t->use_capacity, t->use_count);
    t->uses[t->use_count++] = (use){ t->arc_table[slot] - 1, reversed };
}

/* Where to begin a ring: at its first node, or, without one, at its lexicographically least. */
static size_t ring_begin(const topology *t, const size_t *k, size_t n, bool *closed) {
    size_t least = 0;
    for (size_t i = 0; i < n; i++) {
        const knot *a = &t->knots[k[i]], *b = &t->knots[k[least]];
        if (a->node) {
            *closed = false;
            return i;
        }
        if (a->x < b->x || (a->x == b->x && a->y < b->y)) least = i;
    }
    *closed = true;
    return least;
}

static void cut_ring(topology *t, size_t r, size_t *turned) {
    const size_t *k = t->order + t->rings[r].start;
    size_t n = t->rings[r].count;
    bool closed;
    size_t begin = ring_begin(t, k, n, &closed);
    for (size_t i = 0; i <= n; i++)
        turned[i] = k[(begin + i) % n];
    t->ring_uses[r] = (span){ t->use_count, 0, t->rings[r].shape };
    for (size_t from = 0, i = 1; i <= n; i++) {
        if (i < n && !t->knots[turned[i]].node) continue;
        add_use(t, turned + from, i - from + 1, t->rings[r].shape);
        from = i;
    }
    t->ring_uses[r].count = t->use_count - t->ring_uses[r].start;
}

static void build(topology *t, ct_arena *arena, const ct_shape *shapes, size_t count) {
    *t = (topology){ .arena = arena };
    size_t points = 0;
    for (size_t s = 0; s < count; s++)
        if (shapes[s].kind == CT_POLYGON) points += ct_shape_points(&shapes[s]);
    t->table_size = power_above(2 * points + 2);
    t->table = CT_ARRAY(arena, t->table_size, size_t);
    for (size_t s = 0; s < count; s++)
        for (size_t p = 0; shapes[s].kind == CT_POLYGON && p < shapes[s].parts; p++)
            read_ring(t, &shapes[s], p, s);
    find_nodes(t);
    size_t longest = 0, ends = t->ring_count;
    for (size_t r = 0; r < t->ring_count; r++)
        longest = t->rings[r].count > longest ? t->rings[r].count : longest;
    for (size_t i = 0; i < t->order_count; i++)
        ends += t->knots[t->order[i]].node;
    t->arc_table_size = power_above(2 * ends + 2);
    t->arc_table = CT_ARRAY(arena, t->arc_table_size, size_t);
    t->ring_uses = CT_ARRAY(arena, t->ring_count, span);
    size_t *turned = CT_ARRAY(arena, longest + 1, size_t);
    for (size_t r = 0; r < t->ring_count; r++)
        cut_ring(t, r, turned);
}

/* ---- simplifying ---------------------------------------------------------------------------- */

static void simplify_arc(topology *t, arc *a, double area, double *x, double *y) {
    const size_t *k = t->path + a->start;
    for (size_t i = 0; i < a->count; i++) {
        x[i] = t->knots[k[i]].x;
        y[i] = t->knots[k[i]].y;
    }
    a->keep = CT_ARRAY(t->arena, a->count, bool);
    bool closed = k[0] == k[a->count - 1];
    ct_visvalingam(x, y, a->count, false, closed ? 4 : 2, area, a->keep);
}

static size_t kept_in_arc(const arc *a) {
    size_t kept = 0;
    for (size_t i = 0; i < a->count; i++)
        kept += a->keep[i];
    return kept;
}

/* Gives an arc its point farthest from the chord back; how far that is, 0 where there is none. */
static double arc_bulge(const topology *t, const arc *a, size_t *where) {
    const size_t *k = t->path + a->start;
    const knot *p = &t->knots[k[0]], *q = &t->knots[k[a->count - 1]];
    double most = 0;
    for (size_t i = 1; i + 1 < a->count; i++) {
        const knot *m = &t->knots[k[i]];
        double d = ct_segment_distance(m->x, m->y, p->x, p->y, q->x, q->y);
        if (!a->keep[i] && d > most) {
            most = d;
            *where = i;
        }
    }
    return most;
}

/* A ring that collapsed to fewer than three points gets the one back that matters most; as its arc
 * is stored once, so does the neighbour. */
static void rescue_ring(topology *t, const span *ring) {
    size_t points = 0, where = 0;
    for (size_t u = 0; u < ring->count; u++)
        points += kept_in_arc(&t->arcs[t->uses[ring->start + u].arc]) - 1;
    for (; points < 3; points++) {
        double most = 0;
        arc *best = NULL;
        for (size_t u = 0; u < ring->count; u++) {
            arc *a = &t->arcs[t->uses[ring->start + u].arc];
            size_t at = 0;
            double bulge = arc_bulge(t, a, &at);
            if (bulge > most) {
                most = bulge;
                best = a;
                where = at;
            }
        }
        if (!best) return;
        best->keep[where] = true;
    }
}

static void emit_ring(const topology *t, const span *ring, ct_builder *out) {
    size_t start = out->points;
    for (size_t u = 0; u < ring->count; u++) {
        use used = t->uses[ring->start + u];
        const arc *a = &t->arcs[used.arc];
        for (size_t i = 0; i + 1 < a->count; i++) {
            size_t at = used.reversed ? a->count - 1 - i : i;
            if (!a->keep[at]) continue;
            const knot *k = &t->knots[t->path[a->start + at]];
            ct_builder_point(out, k->x, k->y);
        }
    }
    if (out->points - start < 3)
        ct_builder_drop_part(out);
    else
        ct_builder_end_part(out);
}

void ct_simplify_shared(ct_arena *arena, const ct_shape *shapes, size_t count, double area,
                        ct_shape *out) {
    ct_arena *scratch = ct_arena_new();
    topology t;
    build(&t, scratch, shapes, count);
    size_t longest = 0;
    for (size_t a = 0; a < t.arc_count; a++)
        longest = t.arcs[a].count > longest ? t.arcs[a].count : longest;
    double *x = CT_ARRAY(scratch, longest, double), *y = CT_ARRAY(scratch, longest, double);
    for (size_t a = 0; a < t.arc_count; a++)
        simplify_arc(&t, &t.arcs[a], area, x, y);
    for (size_t r = 0; r < t.ring_count; r++)
        rescue_ring(&t, &t.ring_uses[r]);
    size_t r = 0;
    for (size_t s = 0; s < count; s++) {
        if (shapes[s].kind != CT_POLYGON) {
            out[s] = ct_shape_copy(arena, &shapes[s]);
            continue;
        }
        ct_builder b = ct_builder_start(arena, CT_POLYGON);
        for (; r < t.ring_count && t.rings[r].shape == s; r++)
            emit_ring(&t, &t.ring_uses[r], &b);
        out[s] = ct_builder_take(&b);
    }
    ct_arena_free(scratch);
}

void ct_borders(ct_arena *arena, const ct_shape *shapes, size_t count, ct_shape *inner,
                ct_shape *outer) {
    ct_arena *scratch = ct_arena_new();
    topology t;
    build(&t, scratch, shapes, count);
    ct_builder in = ct_builder_start(arena, CT_LINE), out = ct_builder_start(arena, CT_LINE);
    for (size_t a = 0; a < t.arc_count; a++) {
        ct_builder *b = t.arcs[a].shared ? &in : &out;
        for (size_t i = 0; i < t.arcs[a].count; i++) {
            const knot *k = &t.knots[t.path[t.arcs[a].start + i]];
            ct_builder_point(b, k->x, k->y);
        }
        ct_builder_end_part(b);
    }
    if (inner) *inner = ct_builder_take(&in);
    if (outer) *outer = ct_builder_take(&out);
    ct_arena_free(scratch);
}
