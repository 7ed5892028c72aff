/* raster.c - shapes on a grid of cells: spans inside a polygon, cells below lines. */
#include "geom.h"

#include <math.h>
#include <stdlib.h>

ct_raster ct_raster_over(ct_box box, double least, double most_cells) {
    double w = box.x1 - box.x0, h = box.y1 - box.y0;
    ct_raster r = { .box = box };
    if (!isfinite(w) || !isfinite(h) || !(w > 0) || !(h > 0)) return r;
    r.cell = fmax(least, sqrt(w * h / most_cells));
    r.columns = (int)ceil(w / r.cell);
    r.rows = (int)ceil(h / r.cell);
    return r;
}

/* Where an outline crosses the middle of a row of cells. */
typedef struct crossing {
    int row;
    double x;
} crossing;

typedef struct crossings {
    crossing *items;
    size_t count, capacity;
} crossings;

static int compare_crossings(const void *pa, const void *pb) {
    const crossing *a = pa, *b = pb;
    if (a->row != b->row) return a->row < b->row ? -1 : 1;
    return (a->x > b->x) - (a->x < b->x);
}

static double clamp(double value, double low, double high) {
    return value < low ? low : value > high ? high : value;
}

static void cross_edge(ct_arena *scratch, const ct_raster *r, const double a[2], const double b[2],
                       crossings *found) {
    double low = a[1] < b[1] ? a[1] : b[1], high = a[1] < b[1] ? b[1] : a[1];
    double first = clamp(floor((low - r->box.y0) / r->cell - 0.5), 0, r->rows);
    double last = clamp(ceil((high - r->box.y0) / r->cell - 0.5), -1, r->rows - 1);
    for (int row = (int)first; row <= last; row++) {
        double y = r->box.y0 + (row + 0.5) * r->cell;
        if ((a[1] <= y) == (b[1] <= y)) continue;
        CT_GROW(scratch, found->items, found->capacity, found->count);
        found->items[found->count++] =
            (crossing){ row, a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0]) };
    }
}

bool ct_raster_holds(const ct_shape *s) {
    if (s->parts == 0) return false;
    for (size_t i = s->start; i < s->end[s->parts - 1]; i++)
        if (!isfinite(s->x[i]) || !isfinite(s->y[i])) return false;
    return true;
}

void ct_raster_fill(const ct_raster *r, const ct_shape *polygon, ct_raster_fn *fn, void *user) {
    if (r->rows == 0 || polygon->kind != CT_POLYGON || !ct_raster_holds(polygon)) return;
    ct_arena *scratch = ct_arena_new();
    crossings found = { 0 };
    for (size_t part = 0; part < polygon->parts; part++) {
        size_t start = ct_part_start(polygon, part), end = ct_part_end(polygon, part);
        for (size_t i = start, j = end - 1; i < end; j = i++)
            cross_edge(scratch, r, (const double[]){ polygon->x[j], polygon->y[j] },
                       (const double[]){ polygon->x[i], polygon->y[i] }, &found);
    }
    if (found.count) qsort(found.items, found.count, sizeof *found.items, compare_crossings);
    for (size_t k = 0; k + 1 < found.count; k += 2) { /* rings close: an even number in each row */
        const crossing *in = &found.items[k], *out = &found.items[k + 1];
        double from = fmax(ceil((in->x - r->box.x0) / r->cell - 0.5), 0);
        double to = fmin(floor((out->x - r->box.x0) / r->cell - 0.5), r->columns - 1);
        if (from <= to) fn(user, in->row, (int)from, (int)to);
    }
    ct_arena_free(scratch);
}

static bool lies_in(const double p[2], const double low[2], const double high[2]) {
    return p[0] > low[0] && p[0] < high[0] && p[1] > low[1] && p[1] < high[1];
}

/* Cells along a segment, at steps shorter than a cell, from where it enters the raster. */
static void trace_segment(const ct_raster *r, const double a[2], const double b[2],
                          ct_raster_fn *fn, void *user) {
    double t0 = 0, t1 = 1;
    const double low[2] = { r->box.x0 - r->cell, r->box.y0 - r->cell };
    const double high[2] = { r->box.x1 + r->cell, r->box.y1 + r->cell };
    bool within = lies_in(a, low, high) && lies_in(b, low, high);
    for (int axis = 0; axis < 2 && !within; axis++) {
        double d = b[axis] - a[axis];
        if (d == 0.0 && (a[axis] < low[axis] || a[axis] > high[axis])) return;
        if (d == 0.0) continue;
        double u = (low[axis] - a[axis]) / d, v = (high[axis] - a[axis]) / d;
        t0 = fmax(t0, fmin(u, v));
        t1 = fmin(t1, fmax(u, v));
    }
    if (!(t0 <= t1)) return;
    double dx = b[0] - a[0], dy = b[1] - a[1];
    int steps = (int)ceil(sqrt(dx * dx + dy * dy) * (t1 - t0) / (r->cell * 0.4)) + 1;
    for (int k = 0; k <= steps; k++) {
        double t = t0 + (t1 - t0) * k / steps;
        double column = (a[0] + dx * t - r->box.x0) / r->cell;
        double row = (a[1] + dy * t - r->box.y0) / r->cell;
        if (column >= 0 && column < r->columns && row >= 0 && row < r->rows)
            fn(user, (int)row, (int)column, (int)column);
    }
}

void ct_raster_trace(const ct_raster *r, const ct_shape *shape, ct_raster_fn *fn, void *user) {
    if (r->rows == 0 || !ct_raster_holds(shape)) return;
    bool closed = shape->kind == CT_POLYGON;
    for (size_t part = 0; part < shape->parts; part++) {
        size_t start = ct_part_start(shape, part), end = ct_part_end(shape, part);
        for (size_t i = start; i < end; i++) {
            if (i == start && !closed) continue;
            size_t j = i == start ? end - 1 : i - 1;
            trace_segment(r, (const double[]){ shape->x[j], shape->y[j] },
                          (const double[]){ shape->x[i], shape->y[i] }, fn, user);
        }
    }
}
