/* simplify.c - fewer points: for display by distance, for data by effective area. */
#include <math.h>
#include <stdlib.h>

#include "geom.h"

/* ---- by distance, for display ---------------------------------------------------------------- */

/* A vertex is judged by its two neighbours alone, the same from both directions, so two shapes that
 * share an arc keep the same points of it, wherever their rings start. The plane is cut into cells
 * of half the tolerance. An edge that stays in one cell says nothing; a short edge from one cell to
 * another keeps one of its ends, the lexicographically smaller; a longer edge keeps both. What is
 * dropped lies in a cell (diagonal 0.71 t) entered and left over edges of at most 0.25 t: no
 * dropped point is farther than 0.96 t from a kept one beside it. */
typedef struct grid {
    double cell, short_edge;
} grid;

/* The grid is shifted by odd amounts, so that borders on round numbers do not run along it. */
static double cell_of(const grid *g, double v, double shift) { return floor(v / g->cell + shift); }

static bool same_cell(const grid *g, double ax, double ay, double bx, double by) {
    return cell_of(g, ax, 0.3819) == cell_of(g, bx, 0.3819) &&
           cell_of(g, ay, 0.2361) == cell_of(g, by, 0.2361);
}

/* Whether the edge from (x, y) to (ox, oy) keeps (x, y). */
static bool edge_keeps(const grid *g, double x, double y, double ox, double oy) {
    if (same_cell(g, x, y, ox, oy)) return false;
    if (hypot(ox - x, oy - y) > g->short_edge) return true;
    return x < ox || (x == ox && y <= oy);
}

/* Finite points of a part, copied out; for a ring a repeated closing point goes. */
static size_t finite_points(const ct_shape *s, size_t part, bool ring, double *x, double *y) {
    size_t n = 0;
    for (size_t i = ct_part_start(s, part); i < s->end[part]; i++) {
        if (!isfinite(s->x[i]) || !isfinite(s->y[i])) continue;
        if (n && x[n - 1] == s->x[i] && y[n - 1] == s->y[i]) continue;
        x[n] = s->x[i];
        y[n++] = s->y[i];
    }
    while (ring && n > 1 && x[0] == x[n - 1] && y[0] == y[n - 1])
        n--;
    return n;
}

/* A small ring that the grid all but swallowed: its four extremes, the first of equals by x, y. */
static void keep_extremes(const double *x, const double *y, size_t n, bool *keep) {
    size_t best[4] = { 0 };
    for (size_t i = 1; i < n; i++) {
        const double gain[4] = { x[best[0]] - x[i], x[i] - x[best[1]], y[best[2]] - y[i],
                                 y[i] - y[best[3]] };
        for (size_t k = 0; k < 4; k++) {
            size_t b = best[k];
            if (gain[k] > 0 || (gain[k] == 0 && (x[i] < x[b] || (x[i] == x[b] && y[i] < y[b]))))
                best[k] = i;
        }
    }
    for (size_t k = 0; k < 4; k++)
        keep[best[k]] = true;
}

static size_t mark_kept(const grid *g, const double *x, const double *y, size_t n, bool ring,
                        bool *keep) {
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        size_t before = i ? i - 1 : n - 1, after = i + 1 < n ? i + 1 : 0;
        keep[i] = (!ring && (i == 0 || i + 1 == n)) ||
                  edge_keeps(g, x[i], y[i], x[before], y[before]) ||
                  edge_keeps(g, x[i], y[i], x[after], y[after]);
        kept += keep[i];
    }
    if (ring && kept < 3) keep_extremes(x, y, n, keep);
    return kept;
}

/* What stands for a feature all of whose parts were too small: a dot about the largest. */
static void add_dot(ct_builder *b, ct_box box, double tolerance) {
    double x = box.x0 + (box.x1 - box.x0) / 2, y = box.y0 + (box.y1 - box.y0) / 2;
    double half = tolerance / 2;
    ct_builder_point(b, x - half, y - half);
    ct_builder_point(b, x + half, y - half);
    if (b->kind == CT_POLYGON) {
        ct_builder_point(b, x + half, y + half);
        ct_builder_point(b, x - half, y + half);
    }
    ct_builder_end_part(b);
}

static size_t longest_part(const ct_shape *s) {
    size_t most = 0;
    for (size_t p = 0; p < s->parts; p++) {
        size_t n = s->end[p] - ct_part_start(s, p);
        most = n > most ? n : most;
    }
    return most;
}

ct_shape ct_simplify_distance(ct_arena *arena, const ct_shape *s, double tolerance) {
    bool ring = s->kind == CT_POLYGON;
    if ((s->kind != CT_LINE && !ring) || !(tolerance > 0) || !isfinite(tolerance))
        return ct_shape_copy(arena, s);
    grid g = { .cell = tolerance / 2, .short_edge = tolerance / 4 };
    size_t most = longest_part(s);
    ct_arena *scratch = ct_arena_new();
    double *x = CT_ARRAY(scratch, most, double), *y = CT_ARRAY(scratch, most, double);
    bool *keep = CT_ARRAY(scratch, most, bool);
    ct_builder out = ct_builder_start(arena, s->kind);
    ct_box largest = ct_box_empty();
    for (size_t p = 0; p < s->parts; p++) {
        size_t n = finite_points(s, p, ring, x, y);
        ct_box box = ct_box_empty();
        for (size_t i = 0; i < n; i++)
            ct_box_add(&box, x[i], y[i]);
        if (ct_box_is_empty(box)) continue;
        double width = box.x1 - box.x0, height = box.y1 - box.y0;
        if ((width < tolerance && height < tolerance) || n < (ring ? 3u : 2u)) {
            if (ct_box_is_empty(largest) ||
                width + height > largest.x1 - largest.x0 + largest.y1 - largest.y0)
                largest = box;
            continue;
        }
        mark_kept(&g, x, y, n, ring, keep);
        size_t start = out.points;
        for (size_t i = 0; i < n; i++)
            if (keep[i]) ct_builder_point(&out, x[i], y[i]);
        if (out.points - start < (ring ? 3u : 2u))
            ct_builder_drop_part(&out);
        else
            ct_builder_end_part(&out);
    }
    if (!out.parts && !ct_box_is_empty(largest)) add_dot(&out, largest, tolerance);
    ct_arena_free(scratch);
    return ct_builder_take(&out);
}

/* ---- by effective area (Visvalingam and Whyatt 1993) -------------------------------------------
 */

typedef struct vertex {
    double area;
    size_t before, after; /* the neighbours that are left */
    size_t place;         /* in the heap */
} vertex;

typedef struct heap {
    const double *x, *y;
    vertex *v;
    size_t *items;
    size_t count;
} heap;

/* Smallest area first; ties by place in the plane, so that direction and start do not matter. */
static bool heap_before(const heap *h, size_t a, size_t b) {
    if (h->v[a].area != h->v[b].area) return h->v[a].area < h->v[b].area;
    if (h->x[a] != h->x[b]) return h->x[a] < h->x[b];
    return h->y[a] < h->y[b];
}

static void heap_put(heap *h, size_t place, size_t item) {
    h->items[place] = item;
    h->v[item].place = place;
}

static void heap_up(heap *h, size_t place) {
    size_t item = h->items[place];
    while (place && heap_before(h, item, h->items[(place - 1) / 2])) {
        heap_put(h, place, h->items[(place - 1) / 2]);
        place = (place - 1) / 2;
    }
    heap_put(h, place, item);
}

static void heap_down(heap *h, size_t place) {
    size_t item = h->items[place];
    for (;;) {
        size_t child = 2 * place + 1;
        if (child >= h->count) break;
        if (child + 1 < h->count && heap_before(h, h->items[child + 1], h->items[child])) child++;
        if (!heap_before(h, h->items[child], item)) break;
        heap_put(h, place, h->items[child]);
        place = child;
    }
    heap_put(h, place, item);
}

static void heap_push(heap *h, size_t item) {
    heap_put(h, h->count++, item);
    heap_up(h, h->count - 1);
}

static size_t heap_pop(heap *h) {
    size_t top = h->items[0];
    if (--h->count) {
        heap_put(h, 0, h->items[h->count]);
        heap_down(h, 0);
    }
    return top;
}

/* The triangle's area, the neighbours in a fixed order: the same bits from both directions. */
static double effective_area(const heap *h, size_t i) {
    size_t a = h->v[i].before, b = h->v[i].after;
    if (h->x[b] < h->x[a] || (h->x[b] == h->x[a] && h->y[b] < h->y[a])) {
        size_t swap = a;
        a = b;
        b = swap;
    }
    double ux = h->x[a] - h->x[i], uy = h->y[a] - h->y[i];
    double vx = h->x[b] - h->x[i], vy = h->y[b] - h->y[i];
    double area = fabs(ux * vy - uy * vx) / 2;
    return isfinite(area) ? area : INFINITY;
}

/* A neighbour went: the item's area is reckoned anew. */
static void heap_renew(heap *h, size_t item) {
    h->v[item].area = effective_area(h, item);
    heap_up(h, h->v[item].place);
    heap_down(h, h->v[item].place);
}

void ct_visvalingam(const double *x, const double *y, size_t n, bool ring, size_t least,
                    double area, bool *keep) {
    for (size_t i = 0; i < n; i++)
        keep[i] = true;
    least = ring && least < 3 ? 3 : least;
    if (n <= least || n < 3 || !(area > 0)) return;
    ct_arena *scratch = ct_arena_new();
    heap h = { .x = x, .y = y };
    h.v = CT_ARRAY(scratch, n, vertex);
    h.items = CT_ARRAY(scratch, n, size_t);
    for (size_t i = 0; i < n; i++) {
        h.v[i].before = i ? i - 1 : n - 1;
        h.v[i].after = i + 1 < n ? i + 1 : 0;
        bool fixed = !ring && (i == 0 || i + 1 == n);
        h.v[i].place = SIZE_MAX;
        if (fixed) continue;
        h.v[i].area = effective_area(&h, i);
        heap_push(&h, i);
    }
    for (size_t left = n; left > least && h.count;) {
        size_t item = heap_pop(&h);
        if (!(h.v[item].area < area)) break;
        keep[item] = false;
        left--;
        size_t before = h.v[item].before, after = h.v[item].after;
        h.v[before].after = after;
        h.v[after].before = before;
        if (h.v[before].place != SIZE_MAX) heap_renew(&h, before);
        if (h.v[after].place != SIZE_MAX) heap_renew(&h, after);
    }
    ct_arena_free(scratch);
}

/* ---- by distance from a chord (Douglas and Peucker 1973) ---------------------------------------
 */

typedef struct span {
    size_t from, to;
} span;

/* The point of a span farthest from its chord; ties by place, so that direction does not matter. */
static size_t farthest(const double *x, const double *y, span s, double *distance) {
    size_t found = s.from;
    size_t a = s.from, b = s.to; /* in a fixed order: the same bits from both directions */
    if (x[b] < x[a] || (x[b] == x[a] && y[b] < y[a])) {
        a = s.to;
        b = s.from;
    }
    *distance = -1;
    for (size_t i = s.from + 1; i < s.to; i++) {
        double d = ct_segment_distance(x[i], y[i], x[a], y[a], x[b], y[b]);
        bool before = found != s.from && (x[i] < x[found] || (x[i] == x[found] && y[i] < y[found]));
        if (!(d > *distance) && !(d == *distance && before)) continue;
        *distance = d;
        found = i;
    }
    return found;
}

void ct_douglas_peucker(const double *x, const double *y, size_t n, double distance, bool *keep) {
    for (size_t i = 0; i < n; i++)
        keep[i] = i == 0 || i + 1 == n;
    if (n < 3) return;
    ct_arena *scratch = ct_arena_new();
    span *stack = CT_ARRAY(scratch, n, span);
    size_t count = 0;
    stack[count++] = (span){ 0, n - 1 };
    while (count) {
        span s = stack[--count];
        double most;
        size_t at = farthest(x, y, s, &most);
        if (at == s.from || !(most >= distance)) continue;
        keep[at] = true;
        if (at - s.from > 1) stack[count++] = (span){ s.from, at };
        if (s.to - at > 1) stack[count++] = (span){ at, s.to };
    }
    ct_arena_free(scratch);
}

/* ---- either -----------------------------------------------------------------------------------
 */

void ct_simplify_run(const double *x, const double *y, size_t n, size_t least,
                     const ct_detail *detail, bool *keep) {
    ct_arena *scratch = ct_arena_new();
    double *across = CT_ARRAY(scratch, n, double);
    for (size_t i = 0; i < n; i++)
        across[i] = x[i] * detail->shrink;
    if (detail->distance > 0)
        ct_douglas_peucker(across, y, n, detail->distance, keep);
    else
        ct_visvalingam(across, y, n, false, least, detail->area, keep);
    ct_arena_free(scratch);
}

ct_shape ct_simplify_lines(ct_arena *arena, const ct_shape *lines, const ct_detail *detail) {
    if (lines->kind != CT_LINE) return ct_shape_copy(arena, lines);
    size_t most = longest_part(lines);
    ct_arena *scratch = ct_arena_new();
    double *x = CT_ARRAY(scratch, most, double), *y = CT_ARRAY(scratch, most, double);
    bool *keep = CT_ARRAY(scratch, most, bool);
    ct_builder out = ct_builder_start(arena, CT_LINE);
    for (size_t p = 0; p < lines->parts; p++) {
        size_t n = finite_points(lines, p, false, x, y);
        if (n < 2) continue;
        bool closed = x[0] == x[n - 1] && y[0] == y[n - 1];
        ct_simplify_run(x, y, n, closed ? 4 : 2, detail, keep);
        for (size_t i = 0; i < n; i++)
            if (keep[i]) ct_builder_point(&out, x[i], y[i]);
        ct_builder_end_part(&out);
    }
    ct_arena_free(scratch);
    return ct_builder_take(&out);
}
