/* contact.c - the outline of an area within its base as one clean line: a front. */
#include <math.h>

#include "geom.h"

#define METRES_A_DEGREE 111195.0
/* The share of the tolerance within which two outlines are one and the same. */
#define SAME 6
/* A strip lies between area and base where it runs along the base for so much of its run along the
 * area. */
#define ALONG 0.3
/* In widths of the tolerance: how far a front may run along a strip to its end at the border, how
 * long a strip between two fronts may be, and what is too short for a front between two strips. */
#define WAY_TO_BORDER 2
#define GAP           3
#define SHORT         2

/* A point of a piece of outline. */
typedef struct stop {
    double x, y;
    bool own;      /* a point of the outline, not a step between two */
    bool thin;     /* from here to the next one, beyond the outline is but a strip */
    double length; /* and how far that is; m */
} stop;

typedef struct contact {
    ct_arena *scratch;
    ct_rim *border, *front; /* the outlines of the base, and of the area */
    ct_strip *strips;       /* those between them */
    ct_box *boxes;
    size_t strip_count;
    double width; /* m */
    stop *stops;
    size_t count, capacity;
    ct_builder out;
} contact;

static double metres(double ax, double ay, double bx, double by) {
    double shrink = cos(fmin(fabs(ay + by) / 2, 90) * 3.14159265358979323846 / 180);
    return METRES_A_DEGREE * hypot((bx - ax) * shrink, by - ay);
}

/* ---- strips between the outlines --------------------------------------------------------------
 */

/* Does most of a strip's outline that runs along the area have the base's on the other side? */
static bool lies_between(const contact *c, const ct_shape *strip) {
    double along_border = 0, along_front = 0, reach = c->width / SAME;
    for (size_t p = 0; p < strip->parts; p++) {
        size_t from = ct_part_start(strip, p), to = strip->end[p];
        for (size_t i = from, k = to - 1; i < to; k = i++) {
            double x = (strip->x[i] + strip->x[k]) / 2, y = (strip->y[i] + strip->y[k]) / 2;
            double length = metres(strip->x[k], strip->y[k], strip->x[i], strip->y[i]);
            if (ct_rim_near(c->border, x, y, reach, NULL, NULL)) along_border += length;
            if (ct_rim_near(c->front, x, y, reach, NULL, NULL)) along_front += length;
        }
    }
    return along_front > 0 && along_border >= ALONG * along_front;
}

static bool find_strips(contact *c, const ct_shape *area, const ct_shape *base, ct_place place,
                        ct_report *report) {
    ct_shape free, *polygons;
    ct_strip *strips;
    size_t count;
    if (!ct_overlay(c->scratch, CT_DIFFERENCE, base, area, place, &free, report)) return false;
    if (free.kind != CT_POLYGON) return true;
    size_t polygon_count = ct_polygons_of(c->scratch, &free, &polygons);
    if (!ct_thin(c->scratch, polygons, polygon_count, c->width, 0, c->width / 50, place, &strips,
                 &count, report))
        return false;
    c->strips = strips;
    c->boxes = CT_ARRAY(c->scratch, count, ct_box);
    for (size_t i = 0; i < count; i++) {
        if (!lies_between(c, &strips[i].shape)) continue;
        c->strips[c->strip_count] = strips[i];
        ct_box box = ct_box_of(&strips[i].shape);
        c->boxes[c->strip_count++] = ct_box_grow(box, c->width / METRES_A_DEGREE / 50);
    }
    return true;
}

static bool in_strip(const contact *c, double x, double y) {
    for (size_t i = 0; i < c->strip_count; i++) {
        const ct_box *b = &c->boxes[i];
        if (x < b->x0 || x > b->x1 || y < b->y0 || y > b->y1) continue;
        if (ct_shape_contains(&c->strips[i].shape, x, y)) return true;
    }
    return false;
}

/* ---- a piece of outline -----------------------------------------------------------------------
 */

static void add_stop(contact *c, stop s) {
    CT_GROW(c->scratch, c->stops, c->capacity, c->count);
    c->stops[c->count++] = s;
}

/* The piece in steps short enough to tell where a strip begins. */
static void take_steps(contact *c, const ct_shape *lines, size_t part) {
    c->count = 0;
    size_t to = lines->end[part];
    for (size_t i = ct_part_start(lines, part); i < to; i++) {
        double x = lines->x[i], y = lines->y[i];
        if (i + 1 == to) {
            add_stop(c, (stop){ x, y, true, false, 0 });
            break;
        }
        double dx = lines->x[i + 1] - x, dy = lines->y[i + 1] - y;
        double length = metres(x, y, x + dx, y + dy);
        size_t steps = 1 + (size_t)fmin(length / (c->width / 8), 1000);
        for (size_t k = 0; k < steps; k++) {
            double t = (double)k / (double)steps, middle = (k + 0.5) / (double)steps;
            add_stop(c, (stop){ x + t * dx, y + t * dy, k == 0,
                                in_strip(c, x + middle * dx, y + middle * dy),
                                length / (double)steps });
        }
    }
}

/* The run of stops alike that begins at `from`: its length in m, and where it ends. */
static double run_at(const contact *c, size_t from, size_t *end) {
    double length = 0;
    size_t i = from;
    for (; i + 1 < c->count && c->stops[i].thin == c->stops[from].thin; i++)
        length += c->stops[i].length;
    *end = i;
    return length;
}

static void mark(contact *c, size_t from, size_t end, bool thin) {
    for (size_t i = from; i < end; i++)
        c->stops[i].thin = thin;
}

/* What is too short for a front goes with the strips beside it; then what is too short for a strip
 * goes with the front. */
static void judge_runs(contact *c, bool closed) {
    size_t end, last = c->count - 1;
    for (size_t i = 0; i < last; i = end) {
        double length = run_at(c, i, &end);
        bool alone = i == 0 && end == last;
        if (!alone && !c->stops[i].thin && length < SHORT * c->width) mark(c, i, end, true);
    }
    for (size_t i = 0; i < last; i = end) {
        double length = run_at(c, i, &end);
        bool first = i == 0, final = end == last;
        double most = closed || (!first && !final) ? GAP : WAY_TO_BORDER;
        if (first && final) continue;
        if (c->stops[i].thin && length <= most * c->width) mark(c, i, end, false);
    }
}

/* A ring of outline begins where a strip does. */
static void turn_ring(contact *c) {
    size_t n = c->count - 1, begin = 0;
    for (size_t i = 0; i < n && !begin; i++)
        if (c->stops[i].thin && !c->stops[i ? i - 1 : n - 1].thin) begin = i;
    stop *turned = CT_ARRAY(c->scratch, c->count, stop);
    for (size_t i = 0; i <= n; i++)
        turned[i] = c->stops[begin + i < n ? begin + i : begin + i - n];
    for (size_t i = 0; i <= n; i++)
        c->stops[i] = turned[i];
}

/* A line that was cut where a strip begins goes on to the border. */
static void reach_border(contact *c, const stop *s) {
    double nearest[2];
    if (ct_rim_near(c->border, s->x, s->y, 1.5 * c->width, NULL, nearest))
        ct_builder_point(&c->out, nearest[0], nearest[1]);
}

static void emit_run(contact *c, size_t from, size_t end) {
    if (from > 0) reach_border(c, &c->stops[from]);
    for (size_t i = from; i <= end; i++)
        if (c->stops[i].own || i == from || i == end)
            ct_builder_point(&c->out, c->stops[i].x, c->stops[i].y);
    if (end + 1 < c->count) reach_border(c, &c->stops[end]);
    ct_builder_end_part(&c->out);
}

static void look_at_piece(contact *c, const ct_shape *lines, size_t part) {
    take_steps(c, lines, part);
    if (c->count < 2) return;
    const stop *first = &c->stops[0], *last = &c->stops[c->count - 1];
    bool closed = first->x == last->x && first->y == last->y;
    if (closed) turn_ring(c);
    judge_runs(c, closed);
    size_t end;
    for (size_t i = 0; i + 1 < c->count; i = end) {
        (void)run_at(c, i, &end);
        if (!c->stops[i].thin) emit_run(c, i, end);
    }
}

bool ct_contact_line(ct_arena *arena, const ct_shape *area, const ct_shape *base, double tolerance,
                     ct_place place, ct_shape *result, ct_report *report) {
    ct_shape lines;
    *result = (ct_shape){ .kind = CT_NULL };
    if (!ct_outline_inner(arena, area, base, tolerance / SAME, place, &lines, report)) return false;
    *result = lines;
    if (lines.kind != CT_LINE || !(tolerance > 0)) return true;
    contact c = { .scratch = ct_arena_new(),
                  .border = ct_rim_new(base, 1),
                  .front = ct_rim_new(area, 1),
                  .width = tolerance * METRES_A_DEGREE,
                  .out = ct_builder_start(arena, CT_LINE) };
    bool ok = find_strips(&c, area, base, place, report);
    if (ok && c.strip_count) {
        for (size_t p = 0; p < lines.parts; p++)
            look_at_piece(&c, &lines, p);
        *result = ct_builder_take(&c.out);
    }
    ct_rim_free(c.border);
    ct_rim_free(c.front);
    ct_arena_free(c.scratch);
    return ok;
}
