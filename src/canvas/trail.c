/* trail.c - a shape as the steps that are drawn of it, in px of an image. */
#include "canvas.h"

#include <math.h>

static const double BEND_SEEN = 0.05; /* px of the image */
enum { SKIP_MAX = 8 };                /* points that follow each other */

/* The square of the distance from point i to the segment from point a to point b. */
static double distance_squared(const ct_shape *s, size_t i, size_t a, size_t b) {
    const double dx = s->x[b] - s->x[a], dy = s->y[b] - s->y[a];
    double px = s->x[i] - s->x[a], py = s->y[i] - s->y[a];
    const double along = px * dx + py * dy, length = dx * dx + dy * dy;
    if (along > 0) {
        const double share = along < length ? along / length : 1;
        px -= share * dx;
        py -= share * dy;
    }
    return px * px + py * py;
}

size_t ct_trail_next(const ct_shape *s, size_t from, size_t end, double least) {
    size_t next = from + 1;
    for (; next + 1 < end && next - from < SKIP_MAX; next++)
        for (size_t i = from + 1; i <= next; i++)
            if (distance_squared(s, i, from, next + 1) > least * least) return next;
    return next;
}

/* A trail that grows. */
typedef struct pacer {
    double *x, *y;
    size_t *end;
    size_t points, parts;
} pacer;

static void pace(pacer *p, double x, double y) {
    const size_t start = p->parts ? p->end[p->parts - 1] : 0;
    if (p->points > start && p->x[p->points - 1] == x && p->y[p->points - 1] == y) return;
    p->x[p->points] = x;
    p->y[p->points] = y;
    p->points++;
}

static void part_pace(pacer *p, const ct_shape *s, size_t part, const ct_easel *easel,
                      bool closed) {
    const double scale = easel->scale;
    const double least = BEND_SEEN / scale;
    const size_t first = p->points, end = ct_part_end(s, part);
    size_t i = ct_part_start(s, part);
    if (i == end) return;
    pace(p, s->x[i] * scale, s->y[i] * scale);
    while (i + 1 < end) {
        i = ct_trail_next(s, i, end, least);
        pace(p, s->x[i] * scale, s->y[i] * scale);
    }
    if (closed) pace(p, p->x[first], p->y[first]);
    p->end[p->parts++] = p->points;
}

static ct_box box_of(const double *x, const double *y, size_t points) {
    ct_box box = { INFINITY, INFINITY, -INFINITY, -INFINITY };
    for (size_t i = 0; i < points; i++) {
        box.x0 = x[i] < box.x0 ? x[i] : box.x0;
        box.x1 = x[i] > box.x1 ? x[i] : box.x1;
        box.y0 = y[i] < box.y0 ? y[i] : box.y0;
        box.y1 = y[i] > box.y1 ? y[i] : box.y1;
    }
    return box;
}

/* Marks the parts of a trail that end where they begin; a line out and back is none. */
static void mark_rings(uint8_t *marks, const pacer *p, size_t least) {
    for (size_t part = 0, start = 0; part < p->parts; start = p->end[part++]) {
        const size_t last = p->end[part] - 1;
        if (last < start + least || p->x[last] != p->x[start] || p->y[last] != p->y[start])
            continue;
        for (size_t i = start; i <= last; i++)
            marks[i] |= CT_TRAIL_RING;
    }
}

uint8_t *ct_trail_marks(ct_arena *arena, const size_t *end, size_t parts) {
    uint8_t *marks = CT_ARRAY(arena, parts ? end[parts - 1] : 0, uint8_t);
    for (size_t part = 0, start = 0; part < parts; start = end[part++]) {
        marks[start] |= CT_TRAIL_FIRST;
        marks[end[part] - 1] |= CT_TRAIL_LAST;
    }
    return marks;
}

ct_trail ct_trail_of(ct_arena *arena, const ct_shape *shape, const ct_easel *easel, bool closed) {
    const size_t most = ct_shape_points(shape) + shape->parts;
    pacer p = { CT_ARRAY(arena, most, double), CT_ARRAY(arena, most, double),
                CT_ARRAY(arena, shape->parts, size_t), 0, 0 };
    for (size_t part = 0; part < shape->parts; part++)
        part_pace(&p, shape, part, easel, closed);
    uint8_t *marks = ct_trail_marks(arena, p.end, p.parts);
    mark_rings(marks, &p, closed ? 1 : 3);
    return (ct_trail){ .x = p.x,
                       .y = p.y,
                       .end = p.end,
                       .parts = p.parts,
                       .points = p.points,
                       .marks = marks,
                       .box = box_of(p.x, p.y, p.points) };
}
