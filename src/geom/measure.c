/* measure.c - lengths, geodesic areas, the inner point of an area. */
#include <math.h>
#include <stdint.h>

#include "geom.h"

/* ---- on the ellipsoid -------------------------------------------------------------------------
 */

#define AXIS          6378137.0 /* WGS84 */
#define FLATTENING    (1 / 298.257223563)
#define ECCENTRICITY2 (FLATTENING * (2 - FLATTENING))
#define RADIANS       (3.14159265358979323846 / 180)

static bool on_earth(double lon, double lat) { return isfinite(lon) && fabs(lat) <= 90; }

/* Mean over an edge's latitudes (radians) of the area between the equator and a parallel, a radian
 * of longitude wide, in a². That area is q(φ)/2 = (1-e²)/2·(sin φ/(1-e²·sin² φ) + artanh(e·sin
 * φ)/e) (Snyder 1987, 3-12), here as its Fourier series, an odd one; the mean of sin mφ over
 * [middle - half, middle + half] is sin(m·middle)·sin(m·half)/(m·half). So the integral along an
 * edge that is straight in lon/lat is exact, however long it is. */
static double zone_mean(double lat0, double lat1) {
    static const double series[] = { 0.99664718933525251928,    -0.0011166636278804780271,
                                     1.6880838116276965273e-6,  -2.7000580721392537911e-9,
                                     4.4084179601034225033e-12, -7.2685169478340297283e-15 };
    double middle = (lat0 + lat1) / 2, half = (lat1 - lat0) / 2;
    double wave = sin(middle), wave_before = -wave, wave_twice = 2 - 4 * wave * wave, sum = 0;
    bool brief = fabs(half) < 1e-4;
    double span = brief ? 0 : sin(half), span_before = -span, span_twice = 2 - 4 * span * span;
    for (size_t k = 0; k < CT_COUNT(series); k++) {
        double angle = (double)(2 * k + 1) * half, next;
        double share = brief ? 1 - angle * angle / 6 * (1 - angle * angle / 20) : span / angle;
        sum += series[k] * wave * share;
        next = wave_twice * wave - wave_before;
        wave_before = wave;
        wave = next;
        next = span_twice * span - span_before;
        span_before = span;
        span = next;
    }
    return sum;
}

/* The area that a ring encloses, m2, by Green's theorem; its sign is that of its turning. */
static double ring_area(const ct_shape *s, size_t part) {
    size_t from = ct_part_start(s, part), last = SIZE_MAX, first = SIZE_MAX;
    double sum = 0;
    for (size_t i = from; i <= s->end[part]; i++) {
        size_t at = i < s->end[part] ? i : first; /* the closing edge */
        if (at == SIZE_MAX || !on_earth(s->x[at], s->y[at])) continue;
        if (first == SIZE_MAX) first = at;
        double step = last == SIZE_MAX ? 0 : s->x[at] - s->x[last];
        if (step != 0) sum -= step * zone_mean(s->y[last] * RADIANS, s->y[at] * RADIANS);
        last = at;
    }
    return sum * RADIANS * AXIS * AXIS;
}

double ct_geodesic_area(const ct_shape *s) {
    if (s->kind != CT_POLYGON || !s->parts) return 0;
    ct_arena *scratch = ct_arena_new();
    ct_shape rings = ct_shape_on_chart(s) ? *s : ct_shape_to_chart(scratch, s, NULL);
    size_t *depth, *parent;
    ct_ring_nesting(scratch, &rings, &depth, &parent);
    double sum = 0;
    for (size_t p = 0; p < rings.parts; p++) {
        double area = fabs(ring_area(&rings, p));
        sum += depth[p] % 2 ? -area : area;
    }
    ct_arena_free(scratch);
    return fmax(sum, 0);
}

/* Metres along an edge that is straight in lon/lat, by Gauss and Legendre's rule of three points on
 * pieces of at most 0.1 radians of latitude (1e-12). */
static double edge_length(double lon0, double lat0, double lon1, double lat1) {
    static const double places[] = { -0.77459666924148337704, 0, 0.77459666924148337704 };
    static const double weights[] = { 5.0 / 18, 8.0 / 18, 5.0 / 18 };
    double across = (lon1 - lon0) * RADIANS, up = (lat1 - lat0) * RADIANS, sum = 0;
    int pieces = (int)ceil(fabs(up) / 0.1);
    if (pieces < 1) pieces = 1;
    for (int piece = 0; piece < pieces; piece++) {
        for (size_t k = 0; k < CT_COUNT(places); k++) {
            double lat = lat0 * RADIANS + up * (piece + 0.5 + places[k] / 2) / pieces;
            double sine = sin(lat), w = 1 - ECCENTRICITY2 * sine * sine;
            double north = up * (1 - ECCENTRICITY2) / (w * sqrt(w));
            sum += weights[k] * hypot(north, across * cos(lat) / sqrt(w));
        }
    }
    return sum / pieces * AXIS;
}

double ct_geodesic_distance(double lon1, double lat1, double lon2, double lat2) {
    if (!on_earth(lon1, lat1) || !on_earth(lon2, lat2)) return NAN;
    double azimuth;
    return ct_geodesic_between(lon1, lat1, lon2, lat2, &azimuth);
}

ct_shape ct_geodesic_circle(ct_arena *arena, double lon, double lat, double radius) {
    enum { STEPS = 720 };
    ct_builder b = ct_builder_start(arena, CT_LINE);
    double last = lon;
    for (int i = 0; i <= STEPS && on_earth(lon, lat) && isfinite(radius); i++) {
        double x, y; /* the last point is the first, to the last bit but for a whole turn */
        ct_geodesic_onward(lon, lat, 360.0 / STEPS * (i % STEPS), radius, &x, &y);
        last = x + 360 * round((last - x) / 360);
        ct_builder_point(&b, last, y);
    }
    ct_builder_end_part(&b);
    return ct_builder_take(&b);
}

/* Azimuthal equidistant on the ellipsoid: every point as far from the middle, and in the direction,
 * as the geodesic to it runs (Snyder 1987, p. 191). */
void ct_plane_point(const ct_plane *plane, double lon, double lat, double *x, double *y) {
    double azimuth, metres = ct_geodesic_between(plane->lon, plane->lat, lon, lat, &azimuth);
    azimuth *= RADIANS;
    *x = metres * sin(azimuth);
    *y = metres * cos(azimuth);
}

void ct_plane_place(const ct_plane *plane, double x, double y, double *lon, double *lat) {
    ct_geodesic_onward(plane->lon, plane->lat, atan2(x, y) / RADIANS, hypot(x, y), lon, lat);
    double turns = round((*lon - plane->lon) / 360);
    *lon -= 360 * turns;
}

double ct_geodesic_length(const ct_shape *s) {
    double sum = 0;
    for (size_t p = 0; s->kind == CT_LINE && p < s->parts; p++) {
        bool wraps = ct_part_wraps(s, p);
        for (size_t i = ct_part_start(s, p) + 1; i < s->end[p]; i++) {
            double lon0 = s->x[i - 1], lon1 = s->x[i];
            if (!on_earth(lon0, s->y[i - 1]) || !on_earth(lon1, s->y[i])) continue;
            if (wraps && fabs(lon1 - lon0) > 180) lon1 -= 360 * round((lon1 - lon0) / 360);
            sum += edge_length(lon0, s->y[i - 1], lon1, s->y[i]);
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
    if (length2 > 0) {
        t = ((px - ax) * dx + (py - ay) * dy) / length2;
        t = t > 1 ? 1 : t > 0 ? t : 0;
    }
    double ex = px - ax - t * dx, ey = py - ay - t * dy;
    return ex * ex + ey * ey;
}

/* An outline in runs of edges with their boxes: most runs are too far off to be looked at. */
enum { RUN_EDGES = 16 };
typedef struct run {
    ct_box box;
    size_t before, from, to; /* edges end at points from..to-1; the first begins at `before` */
} run;

typedef struct outline {
    const ct_shape *shape;
    run *runs;
    size_t count;
} outline;

static outline outline_of(ct_arena *arena, const ct_shape *s) {
    outline o = { s, CT_ARRAY(arena, ct_shape_points(s) / RUN_EDGES + s->parts, run), 0 };
    for (size_t p = 0; p < s->parts; p++) {
        const size_t start = ct_part_start(s, p), end = s->end[p];
        for (size_t from = start; from < end; from += RUN_EDGES) {
            const size_t to = end - from > RUN_EDGES ? from + RUN_EDGES : end;
            run r = { ct_box_empty(), from == start ? end - 1 : from - 1, from, to };
            ct_box_add(&r.box, s->x[r.before], s->y[r.before]);
            for (size_t i = from; i < to; i++)
                ct_box_add(&r.box, s->x[i], s->y[i]);
            o.runs[o.count++] = r;
        }
    }
    return o;
}

/* Squared, from a point to a box; 0 inside. */
static double box_distance2(const ct_box *box, double x, double y) {
    double dx = x < box->x0 ? box->x0 - x : x > box->x1 ? x - box->x1 : 0;
    double dy = y < box->y0 ? box->y0 - y : y > box->y1 ? y - box->y1 : 0;
    return dx * dx + dy * dy;
}

/* Goes over the edges of a run: do they turn a ray to the right about, and how near are they. */
static bool run_look(const ct_shape *s, const run *r, double x, double y, double *least) {
    bool inside = false;
    for (size_t i = r->from, j = r->before; i < r->to; j = i++) {
        double ax = s->x[j], ay = s->y[j], bx = s->x[i], by = s->y[i];
        if ((ay > y) != (by > y)) inside ^= x < ax + (y - ay) / (by - ay) * (bx - ax);
        double d2 = segment_distance2(x, y, ax, ay, bx, by);
        if (d2 < *least) *least = d2;
    }
    return inside;
}

static double outline_distance(const outline *o, double x, double y) {
    double least = INFINITY;
    bool inside = false;
    for (size_t k = 0; k < o->count; k++) {
        const run *r = &o->runs[k];
        const bool beside = r->box.y0 <= y && y <= r->box.y1 && x <= r->box.x1;
        if (beside || box_distance2(&r->box, x, y) < least)
            inside ^= run_look(o->shape, r, x, y, &least);
    }
    return inside ? sqrt(least) : -sqrt(least);
}

static cell cell_at(const outline *o, double x, double y, double half) {
    double distance = outline_distance(o, x, y);
    return (cell){ x, y, half, distance, distance + half * sqrt(2) };
}

/* Covers the box by squares of its shorter side, at most 64 along the longer. */
static void cells_cover(cells *q, const outline *s, ct_box box) {
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
    const outline o = outline_of(scratch, &s);
    cells q = { .arena = scratch };
    cell best = cell_at(&o, *x, *y, 0);
    if (ct_shape_inside(&s, x, y)) { /* a first answer that is surely inside */
        cell inside = cell_at(&o, *x, *y, 0);
        if (inside.distance > best.distance) best = inside;
    }
    cells_cover(&q, &o, box);
    for (size_t seen = 0; q.count && seen < MOST_CELLS; seen++) {
        cell c = cells_pop(&q);
        if (c.distance > best.distance) best = c;
        if (c.most - best.distance <= precision) break;
        double half = c.half / 2;
        for (int k = 0; k < 4; k++)
            cells_push(
                &q, cell_at(&o, c.x + (k & 1 ? half : -half), c.y + (k & 2 ? half : -half), half));
    }
    *x = best.x;
    *y = best.y;
    return fmax(best.distance, 0);
}
