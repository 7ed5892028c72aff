/* plane.c - shapes of the globe on a flat map in metres about a place, and back. */
#include <math.h>

#include "geom.h"

/* Edges are straight in degrees on the one side, in metres on the other: an edge is halved until
 * its middle is the same on both, at most so often. */
enum { MOST_HALVINGS = 12 };

#define METRES_A_DEGREE 111195.0

typedef struct bending {
    const ct_plane *plane;
    bool back; /* from metres to degrees */
    ct_builder *out;
    double last; /* back: the longitude before, so that a ring does not jump */
} bending;

typedef struct pair {
    double x, y;
} pair;

static pair map_point(const bending *b, pair from, double near) {
    pair to;
    if (!b->back) {
        ct_plane_point(b->plane, from.x, from.y, &to.x, &to.y);
        return to;
    }
    ct_plane_place(b->plane, from.x, from.y, &to.x, &to.y);
    to.x -= 360 * round((to.x - near) / 360);
    return to;
}

/* How far the middle of an edge, mapped, lies from the middle of the mapped edge; m. */
static double sag(const bending *b, pair middle, pair from, pair to) {
    double x = (from.x + to.x) / 2, y = (from.y + to.y) / 2;
    if (!b->back) return hypot(middle.x - x, middle.y - y);
    double shrink = cos(fmin(fabs(middle.y), 90) * 3.14159265358979323846 / 180);
    return METRES_A_DEGREE * hypot((middle.x - x) * shrink, middle.y - y);
}

/* The points of an edge but its first. */
static void bend_edge(bending *b, pair from, pair to, pair mapped, pair end, int depth) {
    pair middle = { (from.x + to.x) / 2, (from.y + to.y) / 2 };
    pair bent = map_point(b, middle, mapped.x);
    if (depth < MOST_HALVINGS && sag(b, bent, mapped, end) > b->plane->error) {
        if (b->back) { /* the way through the middle says on which turn the end is */
            end.x -= 360 * round((end.x - bent.x) / 360);
        }
        bend_edge(b, from, middle, mapped, bent, depth + 1);
        bend_edge(b, middle, to, bent, end, depth + 1);
        return;
    }
    b->last = end.x;
    ct_builder_point(b->out, end.x, end.y);
}

/* A ring that has come round a pole goes up to it, along it, and down again. */
static void close_at_pole(bending *b, pair first) {
    double turned = b->last - first.x;
    if (!b->back || fabs(turned) < 180) return;
    double pole = copysign(90, b->plane->lat);
    ct_builder_point(b->out, b->last, pole);
    ct_builder_point(b->out, first.x, pole);
}

static void bend_part(bending *b, const ct_shape *s, size_t part, bool ring) {
    size_t from = ct_part_start(s, part), to = s->end[part];
    if (from == to) return;
    pair before = { s->x[from], s->y[from] };
    pair mapped = map_point(b, before, b->plane->lon), first = mapped;
    ct_builder_point(b->out, mapped.x, mapped.y);
    b->last = mapped.x;
    for (size_t i = from + 1; i < to + ring; i++) {
        size_t k = i < to ? i : from;
        pair here = { s->x[k], s->y[k] };
        pair end = map_point(b, here, b->last);
        if (s->kind == CT_POINT) {
            ct_builder_point(b->out, end.x, end.y);
        } else {
            bend_edge(b, before, here,
                      (pair){ b->out->x[b->out->points - 1], b->out->y[b->out->points - 1] }, end,
                      0);
        }
        before = here;
    }
    if (ring && b->out->points) {
        if (b->back) close_at_pole(b, first);
        if (!b->back || fabs(b->last - first.x) < 180) b->out->points--; /* closed implicitly */
    }
    ct_builder_end_part(b->out);
}

static ct_shape bend(ct_arena *arena, const ct_plane *plane, const ct_shape *s, bool back) {
    ct_builder out = ct_builder_start(arena, s->kind);
    bending b = { .plane = plane, .back = back, .out = &out };
    for (size_t p = 0; p < s->parts; p++)
        bend_part(&b, s, p, s->kind == CT_POLYGON);
    return ct_builder_take(&out);
}

ct_shape ct_plane_flatten(ct_arena *arena, const ct_plane *plane, const ct_shape *s) {
    return bend(arena, plane, s, false);
}

ct_shape ct_plane_lift(ct_arena *arena, const ct_plane *plane, const ct_shape *s) {
    return bend(arena, plane, s, true);
}
