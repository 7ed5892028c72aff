/* cairo_trace.c - a shape as a path of Cairo. */
#include "canvas.h"

#include <cairo.h>

enum { SKIP_MAX = 8 }; /* points that follow each other */

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

/* The point that the line goes to from point `from`: the farthest of the next few that all lie
 * within `least` of it. */
static size_t point_next(const ct_shape *s, size_t from, size_t end, double least) {
    size_t next = from + 1;
    for (; next + 1 < end && next - from < SKIP_MAX; next++)
        for (size_t i = from + 1; i <= next; i++)
            if (distance_squared(s, i, from, next + 1) > least * least) return next;
    return next;
}

void ct_cairo_trace(cairo_t *cr, const ct_shape *s, double least) {
    for (size_t part = 0; part < s->parts; part++) {
        const size_t start = ct_part_start(s, part), end = ct_part_end(s, part);
        if (start == end) continue;
        cairo_move_to(cr, s->x[start], s->y[start]);
        for (size_t i = start; i + 1 < end;) {
            i = least > 0 ? point_next(s, i, end, least) : i + 1;
            cairo_line_to(cr, s->x[i], s->y[i]);
        }
        if (s->kind == CT_POLYGON) cairo_close_path(cr);
    }
}
