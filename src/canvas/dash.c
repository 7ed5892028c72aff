/* dash.c - a trail cut into the pieces of a dashed line. */
#include "canvas.h"

#include <math.h>

/* The pieces as they come, and where in the pattern they are. */
typedef struct dasher {
    ct_builder pieces;
    size_t piece_start;    /* in its points */
    const double *pattern; /* px of the image: on, off, … */
    size_t count, at;      /* an odd count turns on and off from round to round */
    double left;           /* of the pattern's entry in hand */
    bool is_on;
    bool is_quiet; /* before the first gap of a ring, whose first piece may go on from its last */
} dasher;

static void pattern_start(dasher *d) {
    d->at = 0;
    d->left = d->pattern[0];
    d->is_on = true;
}

static void point_add(dasher *d, double x, double y) {
    const ct_builder *b = &d->pieces;
    if (!d->is_on || d->is_quiet) return;
    if (b->points > d->piece_start && b->x[b->points - 1] == x && b->y[b->points - 1] == y) return;
    ct_builder_point(&d->pieces, x, y);
}

static void piece_end(dasher *d) {
    ct_builder_end_part(&d->pieces);
    d->piece_start = d->pieces.points;
}

/* On to off or off to on, at a point. */
static void pattern_turn(dasher *d, double x, double y) {
    point_add(d, x, y);
    if (d->is_on && !d->is_quiet) piece_end(d);
    d->at = (d->at + 1) % d->count;
    d->left = d->pattern[d->at];
    d->is_on = !d->is_on;
    d->is_quiet = false;
    point_add(d, x, y);
}

/* Goes over a step; false where the pattern turned and only its first entry is wanted. */
static bool step_walk(dasher *d, const double a[2], const double b[2], bool first_only) {
    const double length = hypot(b[0] - a[0], b[1] - a[1]);
    double gone = 0;
    while (length - gone > d->left) {
        gone += d->left;
        const double x = a[0] + (b[0] - a[0]) * gone / length;
        const double y = a[1] + (b[1] - a[1]) * gone / length;
        if (first_only) {
            point_add(d, x, y);
            return false;
        }
        pattern_turn(d, x, y);
    }
    d->left -= length - gone;
    point_add(d, b[0], b[1]);
    return true;
}

static void part_walk(dasher *d, const ct_trail *t, size_t start, size_t end, bool first_only) {
    point_add(d, t->x[start], t->y[start]);
    for (size_t i = start; i + 1 < end; i++) {
        const double a[2] = { t->x[i], t->y[i] }, b[2] = { t->x[i + 1], t->y[i + 1] };
        if (!step_walk(d, a, b, first_only)) return;
    }
}

static void ring_dash(dasher *d, const ct_trail *t, size_t start, size_t end) {
    d->is_quiet = true;
    part_walk(d, t, start, end, false);
    if (d->is_quiet) { /* no gap in it: once round, and on to the second point for the join */
        d->is_quiet = false;
        for (size_t i = start; i < end; i++)
            point_add(d, t->x[i], t->y[i]);
        if (end - start > 2) point_add(d, t->x[start + 1], t->y[start + 1]);
    } else {
        if (!d->is_on) piece_end(d);
        pattern_start(d);
        part_walk(d, t, start, end, true);
    }
}

ct_trail ct_trail_dash(ct_arena *arena, const ct_trail *trail, const double *pattern, size_t count,
                       double scale) {
    double *px = CT_ARRAY(arena, count, double);
    for (size_t i = 0; i < count; i++)
        px[i] = pattern[i] * scale;
    dasher d = { .pieces = ct_builder_start(arena, CT_LINE), .pattern = px, .count = count };
    for (size_t part = 0, start = 0; part < trail->parts; start = trail->end[part++]) {
        pattern_start(&d);
        if (trail->marks[start] & CT_TRAIL_RING)
            ring_dash(&d, trail, start, trail->end[part]);
        else
            part_walk(&d, trail, start, trail->end[part], false);
        piece_end(&d);
    }
    const ct_shape s = ct_builder_take(&d.pieces);
    return (ct_trail){ .x = s.x,
                       .y = s.y,
                       .end = s.end,
                       .parts = s.parts,
                       .points = ct_shape_points(&s),
                       .marks = ct_trail_marks(arena, s.end, s.parts),
                       .box = ct_box_of(&s) };
}
