/* measure.c - lengths, geodesic areas, the inner point of an area. */
#include <geodesic.h>
#include <math.h>

#include "geom.h"

/* ---- on the ellipsoid (Karney 2013, by PROJ's geodesic.h) --------------------------------------
 */

static void wgs84(struct geod_geodesic *earth) { geod_init(earth, 6378137, 1 / 298.257223563); }

static bool on_earth(double lon, double lat) { return isfinite(lon) && fabs(lat) <= 90; }

/* A copy whose rings do not jump over the antimeridian and lie about the first ring's middle: what
 * nests on the globe nests in the plane. */
static ct_shape unwrap_rings(ct_arena *arena, const ct_shape *s) {
    ct_builder b = ct_builder_start(arena, s->kind);
    double middle = NAN;
    for (size_t p = 0; p < s->parts; p++) {
        double last = NAN, low = INFINITY, high = -INFINITY;
        size_t start = b.points;
        for (size_t i = ct_part_start(s, p); i < s->end[p]; i++) {
            if (!on_earth(s->x[i], s->y[i])) continue;
            double lon = s->x[i];
            if (fabs(lon - last) > 180) lon -= 360 * round((lon - last) / 360);
            ct_builder_point(&b, lon, s->y[i]);
            low = fmin(low, lon);
            high = fmax(high, lon);
            last = lon;
        }
        double here = low + (high - low) / 2;
        if (isnan(middle) && b.points > start) middle = here;
        double shift = 360 * round((middle - here) / 360);
        for (size_t i = start; shift != 0 && i < b.points; i++)
            b.x[i] += shift;
        ct_builder_end_part(&b);
    }
    return ct_builder_take(&b);
}

double ct_geodesic_area(const ct_shape *s) {
    if (s->kind != CT_POLYGON || !s->parts) return 0;
    struct geod_geodesic earth;
    wgs84(&earth);
    ct_arena *scratch = ct_arena_new();
    ct_shape rings = unwrap_rings(scratch, s);
    size_t *depth, *parent;
    ct_ring_nesting(scratch, &rings, &depth, &parent);
    double sum = 0;
    for (size_t p = 0; p < rings.parts; p++) {
        struct geod_polygon polygon;
        geod_polygon_init(&polygon, 0);
        size_t from = ct_part_start(&rings, p);
        if (rings.end[p] - from < 3) continue;
        for (size_t i = from; i < rings.end[p]; i++)
            geod_polygon_addpoint(&earth, &polygon, rings.y[i], rings.x[i]);
        double area = 0;
        geod_polygon_compute(&earth, &polygon, 0, 1, &area, NULL);
        sum += depth[p] % 2 ? -fabs(area) : fabs(area);
    }
    ct_arena_free(scratch);
    return fmax(sum, 0);
}

double ct_geodesic_distance(double lon1, double lat1, double lon2, double lat2) {
    if (!on_earth(lon1, lat1) || !on_earth(lon2, lat2)) return NAN;
    struct geod_geodesic earth;
    wgs84(&earth);
    double metres = NAN;
    geod_inverse(&earth, lat1, lon1, lat2, lon2, &metres, NULL, NULL);
    return metres;
}

double ct_geodesic_length(const ct_shape *s) {
    double sum = 0;
    for (size_t p = 0; s->kind == CT_LINE && p < s->parts; p++) {
        for (size_t i = ct_part_start(s, p) + 1; i < s->end[p]; i++) {
            double metres = ct_geodesic_distance(s->x[i - 1], s->y[i - 1], s->x[i], s->y[i]);
            sum += isnan(metres) ? 0 : metres;
        }
    }
    return sum;
}

double ct_line_length(const ct_shape *s) {
    double sum = 0;
    for (size_t p = 0; p < s->parts; p++) {
        for (size_t i = ct_part_start(s, p) + 1; i < s->end[p]; i++) {
            double length = hypot(s->x[i] - s->x[i - 1], s->y[i] - s->y[i - 1]);
            sum += isfinite(length) ? length : 0;
        }
    }
    return sum;
}

/* ---- the inner point --------------------------------------------------------------------------
 */

/* A square with its middle, the middle's distance to the outline (negative outside), and the most
 * that any point of it can have. */
typedef struct cell {
    double x, y, half, distance, most;
} cell;

typedef struct cells {
    ct_arena *arena;
    cell *items; /* a heap by `most`, greatest first */
    size_t count, capacity;
} cells;

static bool cell_first(const cell *a, const cell *b) {
    if (a->most != b->most) return a->most > b->most;
    if (a->x != b->x) return a->x < b->x;
    return a->y < b->y;
}

static void cells_push(cells *q, cell item) {
    CT_GROW(q->arena, q->items, q->capacity, q->count);
    size_t at = q->count++;
    for (; at && cell_first(&item, &q->items[(at - 1) / 2]); at = (at - 1) / 2)
        q->items[at] = q->items[(at - 1) / 2];
    q->items[at] = item;
}

static cell cells_pop(cells *q) {
    cell top = q->items[0], item = q->items[--q->count];
    size_t at = 0;
    for (size_t child; (child = 2 * at + 1) < q->count; at = child) {
        if (child + 1 < q->count && cell_first(&q->items[child + 1], &q->items[child])) child++;
        if (!cell_first(&q->items[child], &item)) break;
        q->items[at] = q->items[child];
    }
    q->items[at] = item;
    return top;
}

/* Squared distance from a point to a segment, no square root: the loop's inmost step. */
static double segment_distance2(double px, double py, double ax, double ay, double bx, double by) {
    double dx = bx - ax, dy = by - ay, length2 = dx * dx + dy * dy, t = 0;
    if (length2 > 0) t = fmin(1, fmax(0, ((px - ax) * dx + (py - ay) * dy) / length2));
    double ex = px - ax - t * dx, ey = py - ay - t * dy;
    return ex * ex + ey * ey;
}

static double outline_distance(const ct_shape *s, double x, double y) {
    double least = INFINITY;
    bool inside = false;
    for (size_t p = 0; p < s->parts; p++) {
        size_t from = ct_part_start(s, p), to = s->end[p];
        for (size_t i = from, j = to - 1; i < to; j = i++) {
            double ax = s->x[j], ay = s->y[j], bx = s->x[i], by = s->y[i];
            if ((ay > y) != (by > y)) inside ^= x < ax + (y - ay) / (by - ay) * (bx - ax);
            double d2 = segment_distance2(x, y, ax, ay, bx, by);
            if (d2 < least) least = d2;
        }
    }
    return inside ? sqrt(least) : -sqrt(least);
}

static cell cell_at(const ct_shape *s, double x, double y, double half) {
    double distance = outline_distance(s, x, y);
    return (cell){ x, y, half, distance, distance + half * sqrt(2) };
}

/* Covers the box by squares of its shorter side, at most 64 along the longer. */
static void cells_cover(cells *q, const ct_shape *s, ct_box box) {
    double width = box.x1 - box.x0, height = box.y1 - box.y0;
    double size = fmax(fmin(width, height), fmax(width, height) / 64);
    if (!(size > 0) || isinf(size)) return;
    int columns = (int)ceil(width / size), rows = (int)ceil(height / size);
    for (int i = 0; i < columns; i++)
        for (int j = 0; j < rows; j++)
            cells_push(q,
                       cell_at(s, box.x0 + (i + 0.5) * size, box.y0 + (j + 0.5) * size, size / 2));
}

double ct_inner_point(ct_arena *scratch, const ct_shape *polygon, double precision, double *x,
                      double *y) {
    enum { MOST_CELLS = 20000 };
    ct_shape s = ct_shape_orient(scratch, polygon);
    ct_box box = ct_box_of(&s);
    *x = *y = NAN;
    if (ct_box_is_empty(box)) return 0;
    *x = box.x0 + (box.x1 - box.x0) / 2;
    *y = box.y0 + (box.y1 - box.y0) / 2;
    if (!(box.x1 > box.x0) || !(box.y1 > box.y0)) return 0;
    double size = fmax(box.x1 - box.x0, box.y1 - box.y0);
    if (!(precision > size * 1e-6)) precision = size * 1e-6;
    cells q = { .arena = scratch };
    cell best = cell_at(&s, *x, *y, 0);
    if (ct_shape_inside(&s, x, y)) { /* a first answer that is surely inside */
        cell inside = cell_at(&s, *x, *y, 0);
        if (inside.distance > best.distance) best = inside;
    }
    cells_cover(&q, &s, box);
    for (size_t seen = 0; q.count && seen < MOST_CELLS; seen++) {
        cell c = cells_pop(&q);
        if (c.distance > best.distance) best = c;
        if (c.most - best.distance <= precision) break;
        double half = c.half / 2;
        for (int k = 0; k < 4; k++)
            cells_push(
                &q, cell_at(&s, c.x + (k & 1 ? half : -half), c.y + (k & 2 ? half : -half), half));
    }
    *x = best.x;
    *y = best.y;
    return fmax(best.distance, 0);
}
