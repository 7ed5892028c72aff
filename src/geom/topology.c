/* topology.c - arcs that neighbours share: simplify each once, draw each once. */
#include <math.h>
#include <string.h>

#include "geom.h"

#define NOTHING SIZE_MAX

/* A point of the plane that rings pass: the pair of neighbours at its first passing. */
typedef struct knot {
    double x, y;
    size_t low, high; /* neighbours, low <= high; NOTHING before the first passing */
    bool node;        /* some passing has other neighbours, or a source says: arcs end here */
    bool kept;        /* after simplifying */
} knot;

/* A run of knots between two nodes, or a whole ring without one (first == last). */
typedef struct arc {
    size_t start, count; /* in `path` */
    size_t shape;        /* the first shape that uses it */
    bool shared;         /* by two different shapes */
} arc;

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
    size_t lost;                       /* rings of fewer than 3 places */
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

/* The slot of a place: of the knot there, or empty. */
static size_t knot_slot(const topology *t, double x, double y) {
    uint64_t xs, ys;
    memcpy(&xs, &x, sizeof xs);
    memcpy(&ys, &y, sizeof ys);
    size_t slot = mix(xs, ys) & (t->table_size - 1);
    for (; t->table[slot]; slot = (slot + 1) & (t->table_size - 1)) {
        const knot *k = &t->knots[t->table[slot] - 1];
        if (k->x == x && k->y == y) break;
    }
    return slot;
}

static size_t knot_at(topology *t, double x, double y) {
    x += 0.0; /* -0 and 0 are one place */
    y += 0.0;
    size_t slot = knot_slot(t, x, y);
    if (t->table[slot]) return t->table[slot] - 1;
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
        t->lost++;
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
static void add_arc(topology *t, const size_t *k, size_t n, size_t shape) {
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
    for (size_t from = 0, i = 1; i <= n; i++) {
        if (i < n && !t->knots[turned[i]].node) continue;
        add_arc(t, turned + from, i - from + 1, t->rings[r].shape);
        from = i;
    }
}

/* Knots and rings; find_nodes and cut_rings come next. */
static void read_shapes(topology *t, ct_arena *arena, const ct_shape *shapes, size_t count) {
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
}

static void cut_rings(topology *t) {
    size_t longest = 0, ends = t->ring_count;
    for (size_t r = 0; r < t->ring_count; r++)
        longest = t->rings[r].count > longest ? t->rings[r].count : longest;
    for (size_t i = 0; i < t->order_count; i++)
        ends += t->knots[t->order[i]].node;
    t->arc_table_size = power_above(2 * ends + 2);
    t->arc_table = CT_ARRAY(t->arena, t->arc_table_size, size_t);
    size_t *turned = CT_ARRAY(t->arena, longest + 1, size_t);
    for (size_t r = 0; r < t->ring_count; r++)
        cut_ring(t, r, turned);
}

/* ---- simplifying ---------------------------------------------------------------------------- */

/* Nodes keep what was said of them: apart from them a knot lies in one arc only. */
static void simplify_arcs(topology *t, const ct_detail *detail) {
    size_t longest = 0;
    for (size_t a = 0; a < t->arc_count; a++)
        longest = t->arcs[a].count > longest ? t->arcs[a].count : longest;
    double *x = CT_ARRAY(t->arena, longest, double), *y = CT_ARRAY(t->arena, longest, double);
    bool *keep = CT_ARRAY(t->arena, longest, bool);
    for (size_t a = 0; a < t->arc_count; a++) {
        size_t n = t->arcs[a].count;
        const size_t *k = t->path + t->arcs[a].start;
        for (size_t i = 0; i < n; i++) {
            x[i] = t->knots[k[i]].x;
            y[i] = t->knots[k[i]].y;
        }
        ct_simplify_run(x, y, n, k[0] == k[n - 1] ? 4 : 2, detail, keep);
        for (size_t i = 0; i < n; i++)
            if (!t->knots[k[i]].node) t->knots[k[i]].kept = keep[i];
    }
}

/* The next knot of a ring after place i that is kept (i itself where it is the only one). */
static size_t next_kept(const topology *t, const span *ring, size_t i) {
    const size_t *k = t->order + ring->start;
    for (size_t step = 1; step <= ring->count; step++)
        if (t->knots[k[(i + step) % ring->count]].kept) return (i + step) % ring->count;
    return i;
}

/* The knot left out between places i and j of a ring that is farthest from the chord; NOTHING where
 * there is none. Ties by place in the plane: neighbours agree. */
static size_t bulge(const topology *t, const span *ring, size_t i, size_t j, double *distance) {
    const size_t *k = t->order + ring->start;
    const knot *a = &t->knots[k[i]], *b = &t->knots[k[j]];
    size_t found = NOTHING;
    *distance = -1;
    for (size_t m = (i + 1) % ring->count; m != j; m = (m + 1) % ring->count) {
        const knot *here = &t->knots[k[m]], *best = found == NOTHING ? here : &t->knots[found];
        double d = ct_segment_distance(here->x, here->y, a->x, a->y, b->x, b->y);
        bool before = here->x < best->x || (here->x == best->x && here->y < best->y);
        if (here->kept || (!(d > *distance) && !(d == *distance && before))) continue;
        *distance = d;
        found = k[m];
    }
    return found;
}

static size_t kept_in(const topology *t, const span *ring, size_t *first) {
    size_t kept = 0;
    for (size_t i = 0; i < ring->count; i++) {
        if (!t->knots[t->order[ring->start + i]].kept) continue;
        if (!kept++) *first = i;
    }
    return kept;
}

/* A ring that collapsed to fewer than three points gets those back that matter most; as a knot is
 * stored once, so do the neighbours. */
static void rescue_ring(topology *t, const span *ring) {
    size_t first = 0, kept;
    while ((kept = kept_in(t, ring, &first)) < 3) {
        size_t best = NOTHING;
        double most = -1;
        if (!kept) {
            t->knots[t->order[ring->start]].kept = true;
            continue;
        }
        for (size_t i = first, n = 0; n < kept; n++) {
            size_t j = next_kept(t, ring, i);
            double d;
            size_t found = bulge(t, ring, i, j, &d);
            if (found != NOTHING && d > most) {
                most = d;
                best = found;
            }
            i = j;
        }
        if (best == NOTHING) return;
        t->knots[best].kept = true;
    }
}

/* ---- edges that cross ----------------------------------------------------------------------- */

/* An edge between two knots of a ring that are kept, one after the other. */
typedef struct edge {
    size_t ring, i, j; /* places in the ring */
    size_t a, b;       /* knots */
} edge;

static edge *edges_of(const topology *t, ct_arena *scratch, size_t *count) {
    edge *edges = CT_ARRAY(scratch, t->order_count, edge);
    *count = 0;
    for (size_t r = 0; r < t->ring_count; r++) {
        const span *ring = &t->rings[r];
        size_t first = 0, kept = kept_in(t, ring, &first);
        for (size_t i = first, n = 0; kept > 1 && n < kept; n++) {
            size_t j = next_kept(t, ring, i);
            edges[(*count)++] =
                (edge){ r, i, j, t->order[ring->start + i], t->order[ring->start + j] };
            i = j;
        }
    }
    return edges;
}

static double side_of(const knot *a, const knot *b, const knot *c) {
    return (b->x - a->x) * (c->y - a->y) - (b->y - a->y) * (c->x - a->x);
}

/* c, in line with a and b, lies between them. */
static bool lies_on(const knot *a, const knot *b, const knot *c) {
    return fmin(a->x, b->x) <= c->x && c->x <= fmax(a->x, b->x) && fmin(a->y, b->y) <= c->y &&
           c->y <= fmax(a->y, b->y);
}

/* They have more in common than an end. */
static bool edges_cross(const topology *t, const edge *p, const edge *q) {
    const knot *a = &t->knots[p->a], *b = &t->knots[p->b];
    const knot *c = &t->knots[q->a], *d = &t->knots[q->b];
    double ac = side_of(a, b, c), ad = side_of(a, b, d);
    double ca = side_of(c, d, a), cb = side_of(c, d, b);
    bool one_end = p->a == q->a || p->a == q->b || p->b == q->a || p->b == q->b;
    if (!one_end && ((ac > 0) != (ad > 0)) && ((ca > 0) != (cb > 0)) && ac != 0 && ad != 0 &&
        ca != 0 && cb != 0)
        return true;
    return (ac == 0 && c != a && c != b && lies_on(a, b, c)) ||
           (ad == 0 && d != a && d != b && lies_on(a, b, d)) ||
           (ca == 0 && a != c && a != d && lies_on(c, d, a)) ||
           (cb == 0 && b != c && b != d && lies_on(c, d, b));
}

static ct_box edge_box(const topology *t, const edge *e) {
    ct_box box = ct_box_empty();
    ct_box_add(&box, t->knots[e->a].x, t->knots[e->a].y);
    ct_box_add(&box, t->knots[e->b].x, t->knots[e->b].y);
    return box;
}

/* Gives an edge its farthest point back; false where it has all of them. */
static bool give_back(topology *t, const edge *e) {
    double distance;
    size_t found = bulge(t, &t->rings[e->ring], e->i, e->j, &distance);
    if (found == NOTHING) return false;
    t->knots[found].kept = true;
    return true;
}

/* One round over all edges; whether some point came back. */
static bool uncross_once(topology *t) {
    ct_arena *scratch = ct_arena_new();
    size_t count;
    const edge *edges = edges_of(t, scratch, &count);
    ct_box bounds = ct_box_empty();
    for (size_t k = 0; k < t->knot_count; k++)
        ct_box_add(&bounds, t->knots[k].x, t->knots[k].y);
    ct_grid *grid = ct_grid_new(bounds, 0, count);
    for (size_t i = 0; i < count; i++)
        ct_grid_add(grid, edge_box(t, &edges[i]), (uint32_t)i);
    bool any = false;
    for (size_t i = 0; i < count; i++) {
        if ((edges[i].i + 1) % t->rings[edges[i].ring].count == edges[i].j)
            continue; /* as it was */
        size_t near;
        const uint32_t *found = ct_grid_find(grid, edge_box(t, &edges[i]), &near);
        for (size_t n = 0; n < near; n++) {
            if (found[n] == i || !edges_cross(t, &edges[i], &edges[found[n]])) continue;
            any |= give_back(t, &edges[i]);
            any |= give_back(t, &edges[found[n]]);
        }
    }
    ct_grid_free(grid);
    ct_arena_free(scratch);
    return any;
}

static void settle(topology *t) {
    for (size_t r = 0; r < t->ring_count; r++)
        rescue_ring(t, &t->rings[r]);
    while (uncross_once(t))
        continue;
}

/* ---- the whole ------------------------------------------------------------------------------ */

static void keep_nodes(topology *t) {
    for (size_t k = 0; k < t->knot_count; k++)
        t->knots[k].kept = t->knots[k].node;
}

static void emit_ring(const topology *t, const span *ring, ct_builder *out) {
    bool closed;
    const size_t *k = t->order + ring->start;
    size_t begin = ring_begin(t, k, ring->count, &closed);
    for (size_t i = 0; i < ring->count; i++) {
        const knot *here = &t->knots[k[(begin + i) % ring->count]];
        if (here->kept) ct_builder_point(out, here->x, here->y);
    }
    ct_builder_end_part(out);
}

/* What a source says of the knots that it has: they are nodes, and stay or go; where several have
 * one, it stays if one of them says so. */
static void ask_source(topology *t, const ct_mosaic *source, bool *said) {
    ct_arena *scratch = ct_arena_new();
    topology s;
    read_shapes(&s, scratch, source->shapes, source->count);
    keep_nodes(&s);
    cut_rings(&s);
    simplify_arcs(&s, &source->detail);
    settle(&s);
    for (size_t k = 0; k < t->knot_count; k++) {
        knot *here = &t->knots[k];
        size_t found = s.table[knot_slot(&s, here->x, here->y)];
        if (!found) continue;
        here->kept = (said[k] && here->kept) || s.knots[found - 1].kept;
        here->node = true;
        said[k] = true;
    }
    ct_arena_free(scratch);
}

size_t ct_simplify_shared(ct_arena *arena, const ct_mosaic *mosaic, const ct_mosaic *sources,
                          size_t source_count, ct_shape *out) {
    ct_arena *scratch = ct_arena_new();
    topology t;
    read_shapes(&t, scratch, mosaic->shapes, mosaic->count);
    keep_nodes(&t);
    bool *said = CT_ARRAY(scratch, t.knot_count, bool);
    for (size_t i = 0; i < source_count; i++)
        ask_source(&t, &sources[i], said);
    cut_rings(&t);
    simplify_arcs(&t, &mosaic->detail);
    settle(&t);
    for (size_t s = 0, r = 0; s < mosaic->count; s++) {
        if (mosaic->shapes[s].kind != CT_POLYGON) {
            out[s] = ct_shape_copy(arena, &mosaic->shapes[s]);
            continue;
        }
        ct_builder b = ct_builder_start(arena, CT_POLYGON);
        for (; r < t.ring_count && t.rings[r].shape == s; r++)
            emit_ring(&t, &t.rings[r], &b);
        out[s] = ct_builder_take(&b);
    }
    ct_arena_free(scratch);
    return t.lost;
}

void ct_borders(ct_arena *arena, const ct_shape *shapes, size_t count, ct_shape *inner,
                ct_shape *outer) {
    ct_arena *scratch = ct_arena_new();
    topology t;
    read_shapes(&t, scratch, shapes, count);
    cut_rings(&t);
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
