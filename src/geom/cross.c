/* cross.c - do the rings of a polygon cross, or run along, themselves or each other? */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "geom.h"

/* Runs of RUN edges have boxes, and so have two such runs, two of those, and so on: a tree over
 * each ring in its own order, in which neighbours on the ground are mostly neighbours. It is joined
 * with itself and with the trees of the rings whose boxes it meets. */
enum { RUN = 8 };

typedef struct tree {
    const double *x, *y; /* the ring */
    size_t n, runs;
    ct_box *boxes; /* of the runs, then of each level above, `levels` in all */
    size_t *offset, levels;
} tree;

/* ---- two edges ------------------------------------------------------------------------------- */

static size_t next_of(const tree *t, size_t i) { return i + 1 == t->n ? 0 : i + 1; }
static size_t before(const tree *t, size_t i) { return i ? i - 1 : t->n - 1; }

typedef struct spot {
    double x, y;
} spot;

static spot at(const tree *t, size_t i) { return (spot){ t->x[i], t->y[i] }; }
static bool same(spot a, spot b) { return a.x == b.x && a.y == b.y; }

/* Positive where c lies to the left of a → b. */
static double side(spot a, spot b, spot c) {
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

/* c, which is on the line through a and b, is between them or one of them. */
static bool between(spot a, spot b, spot c) {
    return fmin(a.x, b.x) <= c.x && c.x <= fmax(a.x, b.x) && fmin(a.y, b.y) <= c.y &&
           c.y <= fmax(a.y, b.y);
}

/* The point of the ring before (or after) i that is not the same. */
static spot neighbour(const tree *t, size_t i, bool after) {
    spot here = at(t, i);
    for (size_t k = 1, j = i; k < t->n; k++) {
        j = after ? next_of(t, j) : before(t, j);
        if (!same(at(t, j), here)) return at(t, j);
    }
    return here;
}

/* c lies to the left of the way a → v → b. */
static bool is_left(spot a, spot v, spot b, spot c) {
    bool first = side(a, v, c) > 0, second = side(v, b, c) > 0;
    return side(a, v, b) >= 0 ? first && second : first || second;
}

/* Vertex i of `s` lies on edge j of `t`: does its ring go over to the other side there? */
static bool goes_through(const tree *s, size_t i, const tree *t, size_t j) {
    spot v = at(s, i), a = at(t, j), b = at(t, next_of(t, j));
    if (same(v, a)) a = neighbour(t, j, false);
    if (same(v, b)) b = neighbour(t, next_of(t, j), true);
    return is_left(a, v, b, neighbour(s, i, false)) != is_left(a, v, b, neighbour(s, i, true));
}

/* Edges i and j of one ring have nothing but one and the same point between them. */
static bool follow(const tree *t, size_t i, size_t j) {
    for (size_t turn = 0; turn < 2; turn++) {
        size_t k = next_of(t, turn ? j : i), goal = turn ? i : j;
        while (k != goal && same(at(t, k), at(t, next_of(t, k))))
            k = next_of(t, k);
        if (k == goal) return true;
    }
    return false;
}

/* Edge i of `s` and edge j of `t`, whose boxes meet. */
static bool edges_cross(const tree *s, size_t i, const tree *t, size_t j) {
    spot a = at(s, i), b = at(s, next_of(s, i)), c = at(t, j), d = at(t, next_of(t, j));
    double ac = side(a, b, c), ad = side(a, b, d);
    if ((ac > 0 && ad > 0) || (ac < 0 && ad < 0)) return false;
    double ca = side(c, d, a), cb = side(c, d, b);
    if ((ca > 0 && cb > 0) || (ca < 0 && cb < 0)) return false;
    if (ac != 0 && ad != 0 && ca != 0 && cb != 0) return true;
    if (same(a, b) || same(c, d) || (s == t && follow(s, i, j))) return false;
    if (ac == 0 && ad == 0) { /* on one line: they run along each other, or touch end to end */
        bool upright = fabs(b.y - a.y) > fabs(b.x - a.x);
        double a0 = upright ? a.y : a.x, b0 = upright ? b.y : b.x;
        double c0 = upright ? c.y : c.x, d0 = upright ? d.y : d.x;
        if (fmin(fmax(a0, b0), fmax(c0, d0)) > fmax(fmin(a0, b0), fmin(c0, d0))) return true;
    }
    return (ac == 0 && between(a, b, c) && goes_through(t, j, s, i)) ||
           (ad == 0 && between(a, b, d) && goes_through(t, next_of(t, j), s, i)) ||
           (ca == 0 && between(c, d, a) && goes_through(s, i, t, j)) ||
           (cb == 0 && between(c, d, b) && goes_through(s, next_of(s, i), t, j));
}

/* ---- trees ----------------------------------------------------------------------------------- */

static bool apart(const ct_box *a, const ct_box *b) {
    return a->x1 < b->x0 || b->x1 < a->x0 || a->y1 < b->y0 || b->y1 < a->y0;
}

static ct_box join(const ct_box *a, const ct_box *b) {
    return (ct_box){ a->x0 < b->x0 ? a->x0 : b->x0, a->y0 < b->y0 ? a->y0 : b->y0,
                     a->x1 > b->x1 ? a->x1 : b->x1, a->y1 > b->y1 ? a->y1 : b->y1 };
}

static ct_box edge_box(const tree *t, size_t i) {
    size_t j = next_of(t, i);
    double ax = t->x[i], ay = t->y[i], bx = t->x[j], by = t->y[j];
    return (ct_box){ ax < bx ? ax : bx, ay < by ? ay : by, ax > bx ? ax : bx, ay > by ? ay : by };
}

/* Nodes of a level. */
static size_t width(const tree *t, size_t level) {
    return (t->runs + ((size_t)1 << level) - 1) >> level;
}

static void tree_grow(tree *t, ct_arena *arena) {
    size_t room = 0;
    t->runs = (t->n + RUN - 1) / RUN;
    for (t->levels = 1; width(t, t->levels - 1) > 1;)
        t->levels++;
    t->offset = CT_ARRAY(arena, t->levels, size_t);
    for (size_t l = 0; l < t->levels; l++) {
        t->offset[l] = room;
        room += width(t, l);
    }
    t->boxes = CT_ARRAY(arena, room, ct_box);
    for (size_t r = 0; r < t->runs; r++) {
        size_t from = r * RUN, to = from + RUN < t->n ? from + RUN : t->n;
        ct_box box = edge_box(t, from);
        for (size_t i = from + 1; i < to; i++) {
            ct_box edge = edge_box(t, i);
            box = join(&box, &edge);
        }
        t->boxes[r] = box;
    }
    for (size_t l = 1; l < t->levels; l++) {
        for (size_t k = 0; k < width(t, l); k++) {
            const ct_box *pair = &t->boxes[t->offset[l - 1] + 2 * k];
            bool both = 2 * k + 1 < width(t, l - 1);
            t->boxes[t->offset[l] + k] = both ? join(pair, pair + 1) : *pair;
        }
    }
}

static const ct_box *box_at(const tree *t, size_t level, size_t k) {
    return &t->boxes[t->offset[level] + k];
}

/* ---- joins ----------------------------------------------------------------------------------- */

static bool runs_cross(const tree *s, size_t p, const tree *t, size_t q) {
    size_t i0 = p * RUN, i1 = i0 + RUN < s->n ? i0 + RUN : s->n;
    size_t j0 = q * RUN, j1 = j0 + RUN < t->n ? j0 + RUN : t->n, near = 0;
    ct_box boxes[RUN];
    size_t edges[RUN];
    for (size_t j = j0; j < j1; j++) {
        ct_box box = edge_box(t, j);
        if (apart(&box, box_at(s, 0, p))) continue;
        boxes[near] = box;
        edges[near++] = j;
    }
    for (size_t i = i0; near && i < i1; i++) {
        ct_box box = edge_box(s, i);
        if (apart(&box, box_at(t, 0, q))) continue;
        for (size_t k = 0; k < near; k++) {
            size_t j = edges[k];
            if (apart(&box, &boxes[k])) continue;
            if (s == t && (next_of(s, i) == j || next_of(s, j) == i)) continue;
            if (edges_cross(s, i, t, j)) return true;
        }
    }
    return false;
}

static bool run_crosses_itself(const tree *t, size_t r) {
    size_t from = r * RUN, to = from + RUN < t->n ? from + RUN : t->n;
    ct_box boxes[RUN];
    for (size_t i = from; i < to; i++) {
        boxes[i - from] = edge_box(t, i);
        for (size_t j = from; j + 1 < i; j++) {
            if (apart(&boxes[i - from], &boxes[j - from])) continue;
            if (next_of(t, i) != j && edges_cross(t, i, t, j)) return true;
        }
    }
    return false;
}

/* Some edge under one node crosses some edge under the other. */
static bool nodes_cross(const tree *s, size_t ls, size_t p, const tree *t, size_t lt, size_t q) {
    if (apart(box_at(s, ls, p), box_at(t, lt, q))) return false;
    if (ls == 0 && lt == 0) return runs_cross(s, p, t, q);
    if (ls >= lt)
        return nodes_cross(s, ls - 1, 2 * p, t, lt, q) ||
               (2 * p + 1 < width(s, ls - 1) && nodes_cross(s, ls - 1, 2 * p + 1, t, lt, q));
    return nodes_cross(s, ls, p, t, lt - 1, 2 * q) ||
           (2 * q + 1 < width(t, lt - 1) && nodes_cross(s, ls, p, t, lt - 1, 2 * q + 1));
}

static bool node_crosses_itself(const tree *t, size_t level, size_t k) {
    if (level == 0) return run_crosses_itself(t, k);
    size_t a = 2 * k, b = a + 1;
    if (node_crosses_itself(t, level - 1, a)) return true;
    return b < width(t, level - 1) &&
           (node_crosses_itself(t, level - 1, b) || nodes_cross(t, level - 1, a, t, level - 1, b));
}

/* ---- rings ----------------------------------------------------------------------------------- */

static const ct_box *top(const tree *t) { return box_at(t, t->levels - 1, 0); }

static int compare_trees(const void *a, const void *b) {
    const tree *const *p = a, *const *q = b;
    double x = top(*p)->x0, y = top(*q)->x0;
    return (x > y) - (x < y);
}

bool ct_rings_cross(const ct_shape *s) {
    if (s->kind != CT_POLYGON || !s->parts) return false;
    ct_arena *scratch = ct_arena_new();
    size_t count = 0;
    tree *trees = CT_ARRAY(scratch, s->parts, tree);
    tree **order = CT_ARRAY(scratch, s->parts, tree *);
    bool crossing = false;
    for (size_t p = 0; p < s->parts && !crossing; p++) {
        size_t from = ct_part_start(s, p), n = s->end[p] - from;
        if (!n) continue;
        tree *t = &trees[p];
        *t = (tree){ .x = s->x + from, .y = s->y + from, .n = n };
        tree_grow(t, scratch);
        order[count++] = t;
        crossing = node_crosses_itself(t, t->levels - 1, 0);
    }
    qsort(order, count, sizeof(*order), compare_trees);
    for (size_t i = 0; i < count && !crossing; i++) {
        const tree *a = order[i];
        for (size_t k = i + 1; k < count && !crossing; k++) {
            const tree *b = order[k];
            if (top(b)->x0 > top(a)->x1) break;
            crossing = nodes_cross(a, a->levels - 1, 0, b, b->levels - 1, 0);
        }
    }
    ct_arena_free(scratch);
    return crossing;
}
