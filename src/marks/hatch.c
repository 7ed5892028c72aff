/* hatch.c - cut parallel lines, or rows of dots, to a polygon. */
#include "marks.h"

#include <math.h>
#include <stdlib.h>

#define LEAST_PIECE 0.6 /* px: shorter ones would be specks */
#define LEAST_GAP   0.5 /* px: closer lines are a solid fill at any scale */
#define MOST_LINES  100000.0
#define MOST_NUDGE  0.065 /* of the gap */
#define MOST_SLANT  3.0   /* an axis that is met after more gaps than that does not count */

/* Where an edge of the polygon crosses line k, measured along the line. */
typedef struct crossing {
    int64_t line;
    double along;
} crossing;

typedef struct crossings {
    crossing *items;
    size_t count, capacity;
} crossings;

static int compare_crossings(const void *pa, const void *pb) {
    const crossing *a = pa, *b = pb;
    if (a->line != b->line) return a->line < b->line ? -1 : 1;
    return (a->along > b->along) - (a->along < b->along);
}

/* The axes of a hatch: `along` its lines and `across` them, from the page's x and y. */
typedef struct axes {
    double cosine, sine, gap;
} axes;

static double along_of(const axes *a, double x, double y) { return x * a->cosine - y * a->sine; }
static double across_of(const axes *a, double x, double y) { return x * a->sine + y * a->cosine; }

/* The first line at or beyond a vertex. Both edges that meet in the vertex use this one number, so
 * that a line through it is counted by exactly one of two edges that run on, and by both or none
 * where they turn back. */
static int64_t line_after(const axes *a, double x, double y) {
    return (int64_t)ceil(across_of(a, x, y) / a->gap);
}

static void cross_edge(const axes *a, const double from[2], const double to[2], int64_t first,
                       int64_t last, ct_arena *scratch, crossings *found) {
    if (first == last) return;
    double v0 = across_of(a, from[0], from[1]), v1 = across_of(a, to[0], to[1]);
    double u0 = along_of(a, from[0], from[1]), u1 = along_of(a, to[0], to[1]);
    int64_t low = first < last ? first : last, high = first < last ? last : first;
    for (int64_t k = low; k < high; k++) {
        double share = (v1 - v0) != 0.0 ? ((double)k * a->gap - v0) / (v1 - v0) : 0.5;
        share = share < 0 ? 0 : share > 1 ? 1 : share;
        CT_GROW(scratch, found->items, found->capacity, found->count);
        found->items[found->count++] = (crossing){ k, u0 + share * (u1 - u0) };
    }
}

static void cross_ring(const axes *a, const double *x, const double *y, size_t n, ct_arena *scratch,
                       crossings *found) {
    int64_t before = line_after(a, x[n - 1], y[n - 1]);
    for (size_t i = 0; i < n; i++) {
        size_t j = i ? i - 1 : n - 1;
        int64_t here = line_after(a, x[i], y[i]);
        double from[2] = { x[j], y[j] }, to[2] = { x[i], y[i] };
        cross_edge(a, from, to, before, here, scratch, found);
        before = here;
    }
}

static void add_piece(ct_builder *b, const axes *a, int64_t line, double from, double to) {
    double v = (double)line * a->gap;
    ct_builder_point(b, from * a->cosine + v * a->sine, v * a->cosine - from * a->sine);
    ct_builder_point(b, to * a->cosine + v * a->sine, v * a->cosine - to * a->sine);
    ct_builder_end_part(b);
}

/* Pairs the crossings of each line (even-odd); pieces that touch become one. */
static void pair_crossings(ct_builder *b, const axes *a, const crossings *found) {
    size_t i = 0;
    while (i + 1 < found->count) {
        const crossing *from = &found->items[i];
        if (found->items[i + 1].line != from->line) { /* cannot be: rings close */
            i++;
            continue;
        }
        double end = found->items[i + 1].along;
        i += 2;
        while (i + 1 < found->count && found->items[i].line == from->line &&
               found->items[i + 1].line == from->line && found->items[i].along - end < 1e-6) {
            end = found->items[i + 1].along;
            i += 2;
        }
        if (end - from->along >= LEAST_PIECE) add_piece(b, a, from->line, from->along, end);
    }
}

/* Every number is finite, and the lines that cross the shape are not too many to draw. */
static bool can_hatch(const ct_shape *polygon, const axes *a) {
    if (!isfinite(a->cosine) || !isfinite(a->sine) || !isfinite(a->gap)) return false;
    double low = HUGE_VAL, high = -HUGE_VAL;
    for (size_t i = polygon->start; i < polygon->end[polygon->parts - 1]; i++) {
        double v = across_of(a, polygon->x[i], polygon->y[i]) / a->gap;
        if (!isfinite(v)) return false;
        low = v < low ? v : low;
        high = v > high ? v : high;
    }
    return fabs(low) < 1e15 && fabs(high) < 1e15 && high - low <= MOST_LINES;
}

/* The nudge of a gap by which lines follow each other at whole px along an axis; HUGE_VAL: none. */
static double nudge_along(double gap, double slope) {
    double period = slope > 0 ? gap / slope : HUGE_VAL, whole = round(period);
    return period <= MOST_SLANT * gap && whole >= 1 ? whole / period - 1 : HUGE_VAL;
}

double ct_hatch_gap(const ct_hatch_class *hatch) {
    double turn = hatch->angle * (M_PI / 180.0);
    double gap = hatch->gap < LEAST_GAP ? LEAST_GAP : hatch->gap;
    double along_x = nudge_along(gap, fabs(sin(turn)));
    double along_y = nudge_along(gap, fabs(cos(turn)));
    double least = fabs(along_x) < fabs(along_y) ? along_x : along_y;
    return fabs(least) <= MOST_NUDGE ? gap * (1 + least) : gap;
}

/* All crossings of a polygon's edges with the lines, in order; none where it cannot be hatched. */
static crossings find_crossings(ct_arena *scratch, const ct_shape *polygon, const axes *a) {
    crossings found = { 0 };
    if (!can_hatch(polygon, a)) return found;
    for (size_t part = 0; part < polygon->parts; part++) {
        size_t start = ct_part_start(polygon, part), end = ct_part_end(polygon, part);
        if (end < start + 3) continue;
        cross_ring(a, polygon->x + start, polygon->y + start, end - start, scratch, &found);
    }
    if (found.count) qsort(found.items, found.count, sizeof *found.items, compare_crossings);
    return found;
}

static void add_lines(ct_builder *b, const ct_shape *polygon, double turn, double gap) {
    ct_arena *scratch = ct_arena_new();
    axes a = { cos(turn), sin(turn), gap };
    crossings found = find_crossings(scratch, polygon, &a);
    pair_crossings(b, &a, &found);
    ct_arena_free(scratch);
}

/* ---- dots ---- */

#define ROW_SHARE                                                                                  \
    0.8660254037844386 /* of the gap, from row to row: each dot has six neighbours                 \
                        */

/* A distance of dots, nudged to whole px, so that a screen shows them alike. */
static double whole_px(double gap) {
    double whole = fmax(1, round(gap));
    return fabs(whole / gap - 1) <= MOST_NUDGE ? whole : gap;
}

/* The edges of a polygon by place. */
typedef struct rims {
    const ct_shape *polygon;
    ct_grid *grid;
    size_t *next; /* of each point, the one that its edge goes to */
} rims;

static rims rims_of(ct_arena *scratch, const ct_shape *s) {
    const size_t n = ct_shape_points(s);
    rims r = { s, ct_grid_new(ct_box_of(s), 0, n), CT_ARRAY(scratch, n, size_t) };
    for (size_t p = 0; p < s->parts; p++) {
        const size_t from = ct_part_start(s, p), to = ct_part_end(s, p);
        for (size_t i = from; i < to; i++) {
            const size_t j = i + 1 < to ? i + 1 : from;
            const double edge[4] = { s->x[i], s->y[i], s->x[j], s->y[j] };
            ct_grid_add_segment(r.grid, edge, (uint32_t)(i - s->start));
            r.next[i - s->start] = j;
        }
    }
    return r;
}

/* No edge is nearer than `least`. */
static bool is_clear(const rims *r, double x, double y, double least) {
    const ct_shape *s = r->polygon;
    size_t count;
    const uint32_t *near =
        ct_grid_find(r->grid, (ct_box){ x - least, y - least, x + least, y + least }, &count);
    for (size_t k = 0; k < count; k++) {
        const size_t i = s->start + near[k], j = r->next[near[k]];
        if (ct_segment_distance(x, y, s->x[i], s->y[i], s->x[j], s->y[j]) < least) return false;
    }
    return true;
}

/* A dot is a line of no length, with round caps. Half of its radius lies inside, so that no dot is
 * cut and none stands wholly out. */
static void add_dots(ct_builder *b, const ct_shape *polygon, double turn, double gap,
                     double width) {
    ct_arena *scratch = ct_arena_new();
    double along = whole_px(gap);
    axes a = { cos(turn), sin(turn), whole_px(gap * ROW_SHARE) };
    crossings found = find_crossings(scratch, polygon, &a);
    rims r = found.count ? rims_of(scratch, polygon) : (rims){ 0 };
    for (size_t i = 0; i + 1 < found.count; i += 2) {
        const crossing *from = &found.items[i], *to = from + 1;
        double shift = from->line % 2 ? 0.5 : 0, v = (double)from->line * a.gap;
        double first = ceil(from->along / along - shift), last = to->along / along - shift;
        for (double k = first; k <= last && last - first <= MOST_LINES; k++) {
            double u = (k + shift) * along;
            double x = u * a.cosine + v * a.sine, y = v * a.cosine - u * a.sine;
            if (is_clear(&r, x, y, width / 4)) add_piece(b, &a, from->line, u, u);
        }
    }
    ct_grid_free(r.grid);
    ct_arena_free(scratch);
}

ct_shape ct_hatch(ct_arena *arena, const ct_shape *polygon, const ct_hatch_class *hatch) {
    ct_builder b = ct_builder_start(arena, CT_LINE);
    if (polygon->kind != CT_POLYGON || polygon->parts == 0 || !(hatch->gap > 0) ||
        !isfinite(hatch->gap))
        return ct_builder_take(&b);
    double turn = hatch->angle * (M_PI / 180.0), gap = ct_hatch_gap(hatch);
    switch (hatch->pattern) {
    case CT_PATTERN_DOTS:
        add_dots(&b, polygon, turn, fmax(hatch->gap, 2 * LEAST_GAP), hatch->width);
        break;
    case CT_PATTERN_CROSS:
        add_lines(&b, polygon, turn, gap);
        add_lines(&b, polygon, turn + M_PI / 2, gap);
        break;
    case CT_PATTERN_LINES:
        add_lines(&b, polygon, turn, gap);
        break;
    }
    return ct_builder_take(&b);
}
