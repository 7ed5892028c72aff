/* arrow.c - the outlines of arrows: a body that widens along a line, and a head. */
#include "notes.h"

#include <math.h>

#define STEP       2.5 /* px between the points of a body */
#define MOST_STEPS 400
#define HEAD_SHARE 0.55 /* of the whole length: a head is at most so long */
#define FLAT       1e-6 /* px */
#define ROUND_TAIL 5    /* points of the round end of a tail */

/* A line by the way along it. */
typedef struct track {
    const double *x, *y;
    double *at; /* px from its start */
    size_t count;
    double length;
} track;

/* The first part of the line, without points that stand on each other. */
static track track_of(ct_arena *arena, const ct_shape *line) {
    track t = { 0 };
    size_t count = line->parts ? line->end[0] - line->start : 0;
    double *x = CT_ARRAY(arena, count, double), *y = CT_ARRAY(arena, count, double);
    t.at = CT_ARRAY(arena, count, double);
    for (size_t i = 0; i < count; i++) {
        double px = line->x[line->start + i], py = line->y[line->start + i];
        double step = t.count ? hypot(px - x[t.count - 1], py - y[t.count - 1]) : 0;
        if (!isfinite(px) || !isfinite(py) || (t.count && !(step > FLAT))) continue;
        x[t.count] = px;
        y[t.count] = py;
        t.at[t.count++] = t.length += step;
    }
    t.x = x;
    t.y = y;
    return t;
}

static void track_at(const track *t, double at, double *x, double *y) {
    size_t low = 0, high = t->count - 1;
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        if (t->at[middle] <= at)
            low = middle;
        else
            high = middle;
    }
    double share = (at - t->at[low]) / (t->at[high] - t->at[low]);
    *x = t->x[low] + (t->x[high] - t->x[low]) * share;
    *y = t->y[low] + (t->y[high] - t->y[low]) * share;
}

/* The direction about a place, over a stretch of `span` px, so that corners turn evenly. */
static void track_way(const track *t, double at, double span, double *ux, double *uy) {
    double x0, y0, x1, y1, from = fmax(at - span / 2, 0), to = fmin(at + span / 2, t->length);
    track_at(t, from, &x0, &y0);
    track_at(t, to, &x1, &y1);
    double length = hypot(x1 - x0, y1 - y0);
    *ux = length > FLAT ? (x1 - x0) / length : 1;
    *uy = length > FLAT ? (y1 - y0) / length : 0;
}

/* ---- the body -------------------------------------------------------------------------------- */

typedef struct body {
    double *x[2], *y[2]; /* the left and the right edge */
    size_t count[2];
} body;

/* An edge goes on in the line's direction, or not at all: on the inside of a narrow bend it would
 * turn back and cross itself. */
static void body_add(body *b, int side, double x, double y, double ux, double uy) {
    size_t n = b->count[side];
    if (n && (x - b->x[side][n - 1]) * ux + (y - b->y[side][n - 1]) * uy <= 0) return;
    b->x[side][n] = x;
    b->y[side][n] = y;
    b->count[side]++;
}

/* Without a width it is a point: where the head begins. */
static body body_of(ct_arena *arena, const track *t, const ct_arrow *form, double end) {
    size_t steps = (size_t)fmin(fmax(ceil(end / STEP), 2), MOST_STEPS);
    bool bare = !(form->neck > 0);
    body b = { { CT_ARRAY(arena, steps + 1, double), CT_ARRAY(arena, steps + 1, double) },
               { CT_ARRAY(arena, steps + 1, double), CT_ARRAY(arena, steps + 1, double) },
               { 0, 0 } };
    double span = fmax(form->neck, 2 * STEP);
    for (size_t i = bare ? steps : 0; i <= steps; i++) {
        double share = (double)i / (double)steps, at = end * share, x, y, ux, uy;
        double half = (form->tail + (form->neck - form->tail) * share) / 2;
        track_at(t, at, &x, &y);
        track_way(t, at, span, &ux, &uy);
        body_add(&b, 0, x + half * uy, y - half * ux, ux, uy);
        if (!bare) body_add(&b, 1, x - half * uy, y + half * ux, ux, uy);
    }
    return b;
}

/* ---- the whole ------------------------------------------------------------------------------- */

/* A round end behind the tail, from its right corner to its left one. */
static void add_tail(ct_builder *b, const track *t, double width) {
    double ux, uy, x, y, half = width / 2;
    track_at(t, 0, &x, &y);
    track_way(t, 0, width, &ux, &uy);
    for (int i = 1; i < ROUND_TAIL; i++) {
        double turn = M_PI * i / ROUND_TAIL, across = -half * cos(turn), back = half * sin(turn);
        ct_builder_point(b, x + across * uy - back * ux, y - across * ux - back * uy);
    }
}

ct_shape ct_arrow_shape(ct_arena *arena, const ct_shape *line, const ct_arrow *form) {
    ct_arena *scratch = ct_arena_new();
    ct_builder b = ct_builder_start(arena, CT_POLYGON);
    track t = track_of(scratch, line);
    double tip = t.length - form->gap, length = form->head_length;
    if (t.count >= 2 && tip > 1) {
        ct_arrow small = *form;
        double scale = fmin(1, HEAD_SHARE * tip / fmax(length, FLAT)); /* of a short arrow's head */
        length *= scale;
        small.neck *= scale;
        small.tail = fmin(form->tail, small.neck);
        double half = form->head_width / 2 * scale, base = tip - length, x, y, ux, uy;
        double neck = base + form->sweep * length; /* the body goes on into the head */
        if (!(length > 0)) neck = base = tip;
        body edges = body_of(scratch, &t, &small, neck);
        for (size_t i = 0; i < edges.count[0]; i++)
            ct_builder_point(&b, edges.x[0][i], edges.y[0][i]);
        if (length > 0) {
            double bx, by;
            track_at(&t, tip, &x, &y);
            track_at(&t, base, &bx, &by); /* the head itself is straight, along its chord */
            double chord = fmax(hypot(x - bx, y - by), FLAT);
            ux = (x - bx) / chord;
            uy = (y - by) / chord;
            ct_builder_point(&b, bx + half * uy, by - half * ux);
            ct_builder_point(&b, x, y);
            ct_builder_point(&b, bx - half * uy, by + half * ux);
        }
        for (size_t i = edges.count[1]; i-- > 0;)
            ct_builder_point(&b, edges.x[1][i], edges.y[1][i]);
        if (form->round_tail) add_tail(&b, &t, small.tail);
        ct_builder_end_part(&b);
    }
    ct_shape shape = ct_builder_take(&b);
    ct_arena_free(scratch);
    return shape;
}

ct_shape ct_line_shortened(ct_arena *arena, const ct_shape *line, double cut) {
    ct_arena *scratch = ct_arena_new();
    ct_builder b = ct_builder_start(arena, CT_LINE);
    track t = track_of(scratch, line);
    if (t.count >= 2 && t.length > cut) {
        double x, y;
        for (size_t i = 0; i < t.count && t.at[i] < t.length - cut - FLAT; i++)
            ct_builder_point(&b, t.x[i], t.y[i]);
        track_at(&t, t.length - cut, &x, &y);
        ct_builder_point(&b, x, y);
        ct_builder_end_part(&b);
    }
    ct_shape shape = ct_builder_take(&b);
    ct_arena_free(scratch);
    return shape;
}

bool ct_line_at(const ct_shape *line, double share, double *x, double *y, double *ux, double *uy) {
    ct_arena *scratch = ct_arena_new();
    track t = track_of(scratch, line);
    bool good = t.count >= 2;
    if (good) track_at(&t, share * t.length, x, y);
    if (good) track_way(&t, share * t.length, fmin(24, t.length / 4), ux, uy);
    ct_arena_free(scratch);
    return good;
}
