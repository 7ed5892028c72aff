/* hatch_broad.c - broad hatch lines as areas that are cut along the polygon's very edge. */
#include "marks.h"

#include <math.h>
#include <stdlib.h>

/* Bands of one direction, side by side: band k reaches from k * gap - half to k * gap + half across
 * them. The polygon's rings are cut where they go into a band or leave it; along each side of a
 * band the cuts, in order, are joined two by two, by the even-odd rule. Near-linear: a polygon may
 * have a million vertices. */

#define LEAST_CRUMB 0.25 /* px2 over the square of a line's width: less of a line is left out */
#define MOST_BANDS  100000.0
enum { MOST_CROSSED = 20000 }; /* vertices; a cross of bands over more is drawn as lines */

typedef struct axes {
    double cosine, sine, gap, half;
} axes;

static double along_of(const axes *a, double x, double y) { return x * a->cosine - y * a->sine; }
static double across_of(const axes *a, double x, double y) { return x * a->sine + y * a->cosine; }

/* A stretch of a ring in a band, from cut to cut. */
typedef struct chain {
    size_t first, count; /* of its points */
    bool done;
} chain;

typedef struct cut {
    int64_t side; /* 2k: where band k begins, 2k + 1: where it ends */
    double along;
    size_t chain;
    bool last; /* the chain's last point, not its first */
} cut;

typedef struct cutting {
    axes axes;
    ct_arena *scratch;
    double *u, *v; /* points of chains */
    chain *chains;
    cut *cuts;
    size_t *partner; /* of chain c's first cut at 2c, of its last at 2c + 1: likewise */
    size_t points, chain_count, cut_count;
    size_t u_capacity, v_capacity, chain_capacity, cut_capacity;
    ct_builder *out;
    double least; /* px2 */
} cutting;

/* Stretches across: 2k lies before band k, 2k + 1 in it. Both edges that meet in a vertex use this
 * one number. */
static int64_t stretch_of(const axes *a, double v) {
    const double k = floor((v + a->half) / a->gap);
    return 2 * (int64_t)k + (v < k * a->gap + a->half ? 1 : 2);
}

/* Where side s of a band is: stretch s lies before it, s + 1 beyond. */
static double side_at(const axes *a, int64_t s) {
    const int64_t k = (s - (s & 1)) / 2;
    return (double)k * a->gap + (s & 1 ? a->half : -a->half);
}

static void add_point(cutting *c, double u, double v) {
    CT_GROW(c->scratch, c->u, c->u_capacity, c->points);
    CT_GROW(c->scratch, c->v, c->v_capacity, c->points);
    c->u[c->points] = u;
    c->v[c->points++] = v;
    c->chains[c->chain_count - 1].count++;
}

static void begin_chain(cutting *c) {
    CT_GROW(c->scratch, c->chains, c->chain_capacity, c->chain_count);
    c->chains[c->chain_count++] = (chain){ .first = c->points };
}

/* The last chain begins or ends on a side. */
static void add_cut(cutting *c, int64_t side, double u, bool last) {
    CT_GROW(c->scratch, c->cuts, c->cut_capacity, c->cut_count);
    c->cuts[c->cut_count++] = (cut){ side, u, c->chain_count - 1, last };
    add_point(c, u, side_at(&c->axes, side));
}

/* An edge over the sides between its stretches: it leaves bands and goes into others. */
static void cross_edge(cutting *c, const double from[2], const double to[2], int64_t s0,
                       int64_t s1) {
    const int64_t step = s1 > s0 ? 1 : -1;
    for (int64_t s = s0; s != s1; s += step) {
        const int64_t side = step > 0 ? s : s - 1;
        const double share = (side_at(&c->axes, side) - from[1]) / (to[1] - from[1]);
        const double u = from[0] + fmax(0, fmin(share, 1)) * (to[0] - from[0]);
        const bool leaves = s & 1;
        if (!leaves) begin_chain(c);
        add_cut(c, side, u, leaves);
    }
}

/* A ring that lies in one stretch whole. */
static void keep_ring(cutting *c, const double *x, const double *y, size_t n) {
    if (!(stretch_of(&c->axes, across_of(&c->axes, x[0], y[0])) & 1)) return;
    if (fabs(ct_ring_area(x, y, n)) < c->least) return;
    for (size_t i = 0; i < n; i++)
        ct_builder_point(c->out, x[i], y[i]);
    ct_builder_end_part(c->out);
}

static void cut_ring(cutting *c, const double *x, const double *y, size_t n) {
    const axes *a = &c->axes;
    size_t start = 1;
    const int64_t first = stretch_of(a, across_of(a, x[0], y[0]));
    while (start < n && stretch_of(a, across_of(a, x[start], y[start])) == first)
        start++;
    if (start == n) {
        keep_ring(c, x, y, n);
        return;
    }
    const size_t last =
        start - 1; /* the edge from there is cut: where it leaves a band, all ends */
    double from[2] = { along_of(a, x[last], y[last]), across_of(a, x[last], y[last]) };
    const double end[2] = { from[0], from[1] };
    const int64_t second = stretch_of(a, across_of(a, x[start], y[start]));
    const int64_t left = first & 1 ? first + (second > first ? 1 : -1) : first;
    int64_t before = left;
    for (size_t k = 0; k < n; k++) {
        const size_t i = (start + k) % n;
        const double to[2] = { along_of(a, x[i], y[i]), across_of(a, x[i], y[i]) };
        const int64_t here = stretch_of(a, to[1]);
        cross_edge(c, from, to, before, here);
        if (here & 1) add_point(c, to[0], to[1]);
        from[0] = to[0];
        from[1] = to[1];
        before = here;
    }
    const double to[2] = { along_of(a, x[start], y[start]), across_of(a, x[start], y[start]) };
    cross_edge(c, end, to, first, left);
}

static int compare_cuts(const void *pa, const void *pb) {
    const cut *a = pa, *b = pb;
    if (a->side != b->side) return a->side < b->side ? -1 : 1;
    if (a->along != b->along) return a->along < b->along ? -1 : 1;
    if (a->chain != b->chain) return a->chain < b->chain ? -1 : 1;
    return a->last - b->last;
}

static void pair_cuts(cutting *c) {
    qsort(c->cuts, c->cut_count, sizeof *c->cuts, compare_cuts);
    c->partner = CT_ARRAY(c->scratch, 2 * c->chain_count, size_t);
    for (size_t i = 0; i + 1 < c->cut_count;
         i += 2) { /* each side has an even number: rings close */
        const size_t one = 2 * c->cuts[i].chain + c->cuts[i].last;
        const size_t other = 2 * c->cuts[i + 1].chain + c->cuts[i + 1].last;
        c->partner[one] = other;
        c->partner[other] = one;
    }
}

/* A chain's points, forwards or back. */
static void add_chain(cutting *c, const chain *link, bool back) {
    const axes *a = &c->axes;
    for (size_t k = 0; k < link->count; k++) {
        const size_t i = link->first + (back ? link->count - 1 - k : k);
        ct_builder_point(c->out, c->u[i] * a->cosine + c->v[i] * a->sine,
                         c->v[i] * a->cosine - c->u[i] * a->sine);
    }
}

/* Too little to be seen. Of a ring that touches itself parts may cancel, so that it must be short
 * too. */
static bool is_crumb(const cutting *c, size_t from) {
    const double *x = c->out->x + from, *y = c->out->y + from;
    const size_t n = c->out->points - from;
    double u0 = HUGE_VAL, u1 = -HUGE_VAL, v0 = HUGE_VAL, v1 = -HUGE_VAL;
    for (size_t i = 0; i < n; i++) {
        const double u = along_of(&c->axes, x[i], y[i]), v = across_of(&c->axes, x[i], y[i]);
        u0 = fmin(u0, u);
        u1 = fmax(u1, u);
        v0 = fmin(v0, v);
        v1 = fmax(v1, v);
    }
    if (v1 - v0 < 1e-6) return true; /* an edge that lies on a side */
    return u1 - u0 < 8 * c->axes.half && fabs(ct_ring_area(x, y, n)) < c->least;
}

/* Goes from chain to chain along the sides until the ring is closed. */
static void add_rings(cutting *c) {
    for (size_t i = 0; i < c->chain_count; i++) {
        if (c->chains[i].done) continue;
        const size_t from = c->out->points;
        for (size_t end = 2 * i; !c->chains[end / 2].done; end = c->partner[end ^ 1]) {
            c->chains[end / 2].done = true;
            add_chain(c, &c->chains[end / 2], end & 1);
        }
        if (is_crumb(c, from))
            ct_builder_drop_part(c->out);
        else
            ct_builder_end_part(c->out);
    }
}

static ct_shape cut_bands(ct_arena *arena, const ct_shape *polygon, const axes *a) {
    ct_builder out = ct_builder_start(arena, CT_POLYGON);
    cutting c = { .axes = *a, .scratch = ct_arena_new(), .out = &out };
    c.least = LEAST_CRUMB * 4 * a->half * a->half;
    for (size_t p = 0; p < polygon->parts; p++) {
        const size_t from = ct_part_start(polygon, p), n = ct_part_end(polygon, p) - from;
        if (n >= 3) cut_ring(&c, polygon->x + from, polygon->y + from, n);
    }
    if (c.cut_count > 0) {
        pair_cuts(&c);
        add_rings(&c);
    }
    ct_arena_free(c.scratch);
    return ct_builder_take(&out);
}

/* ---- two directions -------------------------------------------------------------------------- */

/* All bands of one direction over a polygon as long boxes. */
static ct_shape strips_of(ct_arena *arena, const ct_shape *polygon, const axes *a) {
    double u0 = HUGE_VAL, u1 = -HUGE_VAL, v0 = HUGE_VAL, v1 = -HUGE_VAL;
    ct_builder b = ct_builder_start(arena, CT_POLYGON);
    for (size_t i = polygon->start; i < polygon->end[polygon->parts - 1]; i++) {
        double u = along_of(a, polygon->x[i], polygon->y[i]);
        double v = across_of(a, polygon->x[i], polygon->y[i]);
        u0 = fmin(u0, u);
        u1 = fmax(u1, u);
        v0 = fmin(v0, v);
        v1 = fmax(v1, v);
    }
    for (double k = ceil((v0 - a->half) / a->gap); k * a->gap <= v1 + a->half; k++) {
        const double corners[4][2] = { { u0 - 1, k * a->gap - a->half },
                                       { u1 + 1, k * a->gap - a->half },
                                       { u1 + 1, k * a->gap + a->half },
                                       { u0 - 1, k * a->gap + a->half } };
        for (int i = 0; i < 4; i++)
            ct_builder_point(&b, corners[i][0] * a->cosine + corners[i][1] * a->sine,
                             corners[i][1] * a->cosine - corners[i][0] * a->sine);
        ct_builder_end_part(&b);
    }
    return ct_builder_take(&b);
}

/* Without the crumbs that corners cut off. */
static ct_shape without_crumbs(ct_arena *arena, const ct_shape *s, double least) {
    ct_builder b = ct_builder_start(arena, CT_POLYGON);
    for (size_t p = 0; p < s->parts; p++) {
        size_t from = ct_part_start(s, p), n = s->end[p] - from;
        if (fabs(ct_ring_area(s->x + from, s->y + from, n)) < least) continue;
        for (size_t i = from; i < from + n; i++)
            ct_builder_point(&b, s->x[i], s->y[i]);
        ct_builder_end_part(&b);
    }
    return ct_builder_take(&b);
}

/* Bands at right angles as one area, so that they do not darken where they cross. */
static bool cut_cross(ct_arena *arena, const ct_shape *polygon, const axes *a, ct_shape *bands) {
    const axes across = { -a->sine, a->cosine, a->gap, a->half };
    ct_arena *scratch = ct_arena_new();
    ct_report *unheard = ct_report_new(NULL, NULL);
    const ct_shape one = strips_of(scratch, polygon, a),
                   other = strips_of(scratch, polygon, &across);
    ct_shape strips, inside;
    bool good =
        ct_overlay_page(scratch, CT_UNION, &one, &other, CT_NOWHERE, &strips, unheard) &&
        ct_overlay_page(scratch, CT_INTERSECTION, &strips, polygon, CT_NOWHERE, &inside, unheard);
    if (good) *bands = without_crumbs(arena, &inside, LEAST_CRUMB * 4 * a->half * a->half);
    ct_report_free(unheard);
    ct_arena_free(scratch);
    return good;
}

/* Every number is finite, and the bands are not too many to draw. */
static bool can_cut(const ct_shape *polygon, const axes *a) {
    if (!isfinite(a->cosine) || !isfinite(a->sine) || !isfinite(a->gap)) return false;
    ct_box box = ct_box_of(polygon);
    for (size_t i = polygon->start; i < polygon->end[polygon->parts - 1]; i++)
        if (!isfinite(polygon->x[i]) || !isfinite(polygon->y[i])) return false;
    const double far = fmax(fmax(fabs(box.x0), fabs(box.x1)), fmax(fabs(box.y0), fabs(box.y1)));
    return 2 * far / a->gap < 1e15 &&
           hypot(box.x1 - box.x0, box.y1 - box.y0) / a->gap <= MOST_BANDS;
}

bool ct_hatch_bands(ct_arena *arena, const ct_shape *polygon, const ct_hatch_class *hatch,
                    ct_shape *bands) {
    const double turn = hatch->angle * (M_PI / 180.0);
    const axes a = { cos(turn), sin(turn), ct_hatch_gap(hatch), hatch->width / 2 };
    const bool cross = hatch->pattern == CT_PATTERN_CROSS;
    if (hatch->pattern == CT_PATTERN_DOTS || hatch->width < CT_BROAD_LINE ||
        hatch->width >= a.gap || polygon->kind != CT_POLYGON || polygon->parts == 0 ||
        !can_cut(polygon, &a))
        return false;
    if (cross && ct_shape_points(polygon) > MOST_CROSSED) return false;
    if (cross) return cut_cross(arena, polygon, &a, bands);
    *bands = cut_bands(arena, polygon, &a);
    return true;
}
