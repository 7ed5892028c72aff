/* resample.c - shapes to the page: cut to the view, project, bend long segments. */
#include <math.h>
#include <string.h>

#include "project.h"

#define BEND_ERROR  0.2 /* px that a straight piece may be off */
#define BEND_DEPTH  12
#define SHORT_PX    3.0  /* shorter pieces cannot be off by as much, unless they go far round */
#define LONG_PX     50.0 /* longer ones may bend both ways: they are tried at three places */
#define FAR_DEGREES 5.0

/* ---- bending (after the adaptive resampling of d3-geo) -----------------------------------------
 */

typedef struct spot {
    double lon, lat, x, y; /* on the globe, on the page */
} spot;

/* The lon/lat middle of two spots: the same from both directions. */
static bool middle_of(const ct_view *view, const spot *a, const spot *b, spot *m) {
    m->lon = (a->lon + b->lon) / 2;
    m->lat = (a->lat + b->lat) / 2;
    return ct_view_point(view, m->lon, m->lat, &m->x, &m->y);
}

/* Distance from the straight piece, its ends in a fixed order: the same from both directions. */
static bool is_off(const spot *m, const spot *a, const spot *b) {
    bool swap = b->x < a->x || (b->x == a->x && b->y < a->y);
    const spot *p = swap ? b : a, *q = swap ? a : b;
    return ct_segment_distance(m->x, m->y, p->x, p->y, q->x, q->y) > BEND_ERROR;
}

static bool needs_bend(const ct_view *view, const spot *a, const spot *b, spot *m) {
    double length = hypot(b->x - a->x, b->y - a->y);
    bool far = fabs(b->lon - a->lon) > FAR_DEGREES || fabs(b->lat - a->lat) > FAR_DEGREES;
    if (length < SHORT_PX && !far) return false;
    if (!middle_of(view, a, b, m)) return false;
    if (is_off(m, a, b)) return true;
    if (length < LONG_PX && !far) return false;
    spot quarter;
    return (middle_of(view, a, m, &quarter) && is_off(&quarter, a, b)) ||
           (middle_of(view, m, b, &quarter) && is_off(&quarter, a, b));
}

/* Adds the points between a and b, both excluded. */
static void bend(const ct_view *view, ct_builder *out, const spot *a, const spot *b, int depth) {
    spot m;
    if (depth >= BEND_DEPTH || !needs_bend(view, a, b, &m)) return;
    bend(view, out, a, &m, depth + 1);
    ct_builder_point(out, m.x, m.y);
    bend(view, out, &m, b, depth + 1);
}

/* ---- parts ---------------------------------------------------------------------------------- */

static void end_part(ct_builder *out, size_t least) {
    size_t start = out->parts ? out->end[out->parts - 1] : 0;
    if (out->points - start < least)
        ct_builder_drop_part(out);
    else
        ct_builder_end_part(out);
}

static spot spot_at(const ct_shape *lonlat, const double *x, const double *y, size_t i) {
    return (spot){ lonlat->x[lonlat->start + i], lonlat->y[lonlat->start + i], x[i], y[i] };
}

/* A ring without the points that cannot be projected. x and y count from the shape's start. */
static void emit_ring(const ct_view *view, ct_builder *out, const ct_shape *s, size_t part,
                      const double *x, const double *y) {
    size_t from = ct_part_start(s, part) - s->start, to = s->end[part] - s->start;
    spot first = { 0 }, last = { 0 };
    bool any = false;
    for (size_t i = from; i < to; i++) {
        if (isnan(x[i])) continue;
        spot here = spot_at(s, x, y, i);
        if (any)
            bend(view, out, &last, &here, 0);
        else
            first = here;
        ct_builder_point(out, here.x, here.y);
        last = here;
        any = true;
    }
    if (any) bend(view, out, &last, &first, 0);
    end_part(out, 3);
}

/* A line breaks where a point cannot be projected. */
static void emit_line(const ct_view *view, ct_builder *out, const ct_shape *s, size_t part,
                      const double *x, const double *y) {
    size_t from = ct_part_start(s, part) - s->start, to = s->end[part] - s->start;
    spot last = { 0 };
    bool open = false;
    for (size_t i = from; i < to; i++) {
        if (isnan(x[i])) {
            end_part(out, 2);
            open = false;
            continue;
        }
        spot here = spot_at(s, x, y, i);
        if (open) bend(view, out, &last, &here, 0);
        ct_builder_point(out, here.x, here.y);
        last = here;
        open = true;
    }
    end_part(out, 2);
}

/* Projects all points of `s`, which lies within the view's world, and adds its parts. */
static void emit(const ct_view *view, ct_builder *out, ct_arena *scratch, const ct_shape *s) {
    size_t n = ct_shape_points(s);
    if (!n) return;
    double *x = CT_ARRAY(scratch, n, double), *y = CT_ARRAY(scratch, n, double);
    memcpy(x, s->x + s->start, n * sizeof *x);
    memcpy(y, s->y + s->start, n * sizeof *y);
    ct_view_points(view, x, y, n);
    for (size_t p = 0; p < s->parts; p++) {
        if (s->kind == CT_POLYGON) {
            emit_ring(view, out, s, p, x, y);
        } else if (s->kind == CT_LINE) {
            emit_line(view, out, s, p, x, y);
        } else {
            for (size_t i = ct_part_start(s, p) - s->start; i < s->end[p] - s->start; i++)
                if (!isnan(x[i])) ct_builder_point(out, x[i], y[i]);
            ct_builder_end_part(out);
        }
    }
}

/* ---- the view's world ----------------------------------------------------------------------- */

/* The box to cut to before projecting: well outside the frame, within the world's cut. */
static ct_box world_box(const ct_view *view) {
    const double hair = 1e-7; /* inside the cut, so that PROJ does not turn its edge round */
    ct_box box = ct_view_lonlat(view);
    double middle = ct_view_middle(view), wide = box.x1 - box.x0, high = box.y1 - box.y0;
    double aside = 0.5 + 0.25 * wide, up = 0.5 + 0.25 * high;
    box.x0 = fmax(middle - 180 + hair, box.x0 - aside);
    box.x1 = fmin(middle + 180 - hair, box.x1 + aside);
    box.y0 = fmax(-90, box.y0 - up);
    box.y1 = fmin(90, box.y1 + up);
    return box;
}

static bool is_jump(double step) { return fabs(step) > 180 && fabs(step) < 359.9; }

static bool jumps(const ct_shape *s) {
    for (size_t p = 0; s->kind != CT_POINT && p < s->parts; p++)
        for (size_t i = ct_part_start(s, p) + 1; i < s->end[p]; i++)
            if (is_jump(s->x[i] - s->x[i - 1])) return true;
    return false;
}

/* Makes parts that jump over the antimeridian run on beyond 180; a ring round a pole, which does
 * not come back to its start, stays as it is. */
static ct_shape unwrap(ct_arena *scratch, const ct_shape *s) {
    ct_builder b = ct_builder_start(scratch, s->kind);
    for (size_t p = 0; p < s->parts; p++) {
        size_t from = ct_part_start(s, p), to = s->end[p], start = b.points;
        double turn = 0;
        for (size_t i = from; i < to; i++) {
            if (i > from && is_jump(s->x[i] - s->x[i - 1]))
                turn -= s->x[i] > s->x[i - 1] ? 360 : -360;
            ct_builder_point(&b, s->x[i] + turn, s->y[i]);
        }
        double back = to > from ? s->x[from] - s->x[to - 1] : 0;
        if (is_jump(back)) turn -= back > 0 ? 360 : -360;
        for (size_t i = from; s->kind == CT_POLYGON && turn != 0 && i < to; i++)
            b.x[start + i - from] = s->x[i];
        ct_builder_end_part(&b);
    }
    return ct_builder_take(&b);
}

static ct_shape shifted(ct_arena *scratch, const ct_shape *s, double by) {
    if (by == 0) return *s;
    ct_shape copy = ct_shape_copy(scratch, s);
    size_t n = ct_shape_points(s);
    double *x = CT_ARRAY(scratch, n, double);
    for (size_t i = 0; i < n; i++)
        x[i] = copy.x[i] + by;
    copy.x = x;
    return copy;
}

ct_shape ct_view_shape(const ct_view *view, ct_arena *arena, const ct_shape *lonlat) {
    ct_builder out = ct_builder_start(arena, lonlat->kind);
    ct_box world = world_box(view), box = ct_box_of(lonlat);
    if (ct_box_is_empty(box)) return ct_builder_take(&out);
    ct_arena *scratch = ct_arena_new();
    ct_shape whole = jumps(lonlat) ? unwrap(scratch, lonlat) : *lonlat;
    if (whole.x != lonlat->x) box = ct_box_of(&whole);
    /* every turn of the globe by which some of the shape comes to lie in the view's world */
    double first = ceil((world.x0 - box.x1) / 360), last = floor((world.x1 - box.x0) / 360);
    for (double turn = fmax(first, -3); turn <= fmin(last, 3); turn++) {
        ct_box here = { box.x0 + 360 * turn, box.y0, box.x1 + 360 * turn, box.y1 };
        if (!ct_box_meets(here, world)) continue;
        ct_shape moved = shifted(scratch, &whole, 360 * turn), cut = moved;
        bool inside = here.x0 >= world.x0 && here.x1 <= world.x1 && here.y0 >= world.y0 &&
                      here.y1 <= world.y1;
        if (!inside) cut = ct_clip(scratch, &moved, world);
        emit(view, &out, scratch, &cut);
    }
    ct_arena_free(scratch);
    return ct_builder_take(&out);
}
