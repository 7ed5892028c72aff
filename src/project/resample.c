/* resample.c - shapes to the page: cut to the view, project, bend long segments. */
#include <math.h>
#include <string.h>

#include "project.h"

#define BEND_ERROR   0.19 /* px that a straight piece may be off; the mesh adds its 0.01 */
#define BEND_DEPTH   12
#define SHORT_PX     3.0  /* shorter pieces cannot be off by as much, unless they go far round */
#define LONG_PX      50.0 /* longer ones may bend both ways: they are tried at three places */
#define FAR_DEGREES  5.0
#define MANY         4096
#define NEAR_DEGREES 1.0 /* what comes and goes over a horizon within it is not seen */

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
    double dx = b->x - a->x, dy = b->y - a->y, length2 = dx * dx + dy * dy;
    bool far = fabs(b->lon - a->lon) > FAR_DEGREES || fabs(b->lat - a->lat) > FAR_DEGREES;
    if (length2 < SHORT_PX * SHORT_PX && !far) return false;
    if (!middle_of(view, a, b, m)) return false;
    if (is_off(m, a, b)) return true;
    if (length2 < LONG_PX * LONG_PX && !far) return false;
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

/* ---- at a horizon -----------------------------------------------------------------------------
 */

/* A part's points and more, so that no edge comes and goes over the rim between them. */
static ct_shape closer(ct_arena *scratch, const ct_shape *s, size_t part) {
    ct_builder b = ct_builder_start(scratch, s->kind);
    size_t from = ct_part_start(s, part), n = s->end[part] - from;
    for (size_t k = 0; k < n; k++) {
        size_t i = from + k, j = from + (k + 1) % n;
        ct_builder_point(&b, s->x[i], s->y[i]);
        if (s->kind == CT_LINE && k + 1 == n) break;
        double dx = s->x[j] - s->x[i], dy = s->y[j] - s->y[i];
        int steps = (int)fmin(720, ceil(fmax(fabs(dx), fabs(dy)) / NEAR_DEGREES));
        for (int step = 1; step < steps; step++)
            ct_builder_point(&b, s->x[i] + dx * step / steps, s->y[i] + dy * step / steps);
    }
    ct_builder_end_part(&b);
    return ct_builder_take(&b);
}

/* The last spot that is shown on the way from one that is to one that is not. */
static spot rim_between(const ct_view *view, spot shown, spot hidden) {
    for (int i = 0; i < 40; i++) {
        spot middle;
        if (middle_of(view, &shown, &hidden, &middle))
            shown = middle;
        else
            hidden = middle;
    }
    return shown;
}

typedef struct runs {
    ct_builder out; /* of page px, a part a run */
    double *first, *last;
    size_t count, first_capacity, last_capacity;
} runs;

/* The runs of what is shown of a part; of a ring from a point on that is hidden. False: all of it
 * is shown. */
static bool find_runs(const ct_view *view, ct_arena *scratch, const ct_shape *s, runs *r) {
    const ct_horizon *h = ct_view_horizon(view);
    size_t n = ct_shape_points(s), start = 0;
    double *x = CT_ARRAY(scratch, n, double), *y = CT_ARRAY(scratch, n, double);
    memcpy(x, s->x + s->start, n * sizeof *x);
    memcpy(y, s->y + s->start, n * sizeof *y);
    ct_view_points_fast(view, x, y, n);
    while (start < n && !isnan(x[start]))
        start++;
    if (start == n) return false;
    bool ring = s->kind == CT_POLYGON;
    spot last = spot_at(s, x, y, ring ? start : 0);
    for (size_t k = ring ? 1 : 0; k < (ring ? n + 1 : n); k++) {
        spot here = spot_at(s, x, y, ring ? (start + k) % n : k), edge = here;
        bool was = !isnan(last.x) && (ring || k), is = !isnan(here.x);
        if (is && !was) {
            CT_GROW(scratch, r->first, r->first_capacity, r->count);
            if (ring || k) edge = rim_between(view, here, last);
            r->first[r->count] = ct_horizon_turn(h, edge.lon, edge.lat);
            ct_builder_point(&r->out, edge.x, edge.y);
            last = edge;
        }
        if (!is && was) edge = rim_between(view, last, here);
        if (is || was) {
            bend(view, &r->out, &last, &edge, 0);
            ct_builder_point(&r->out, edge.x, edge.y);
        }
        if (was && (!is || (!ring && k + 1 == n))) {
            CT_GROW(scratch, r->last, r->last_capacity, r->count);
            r->last[r->count++] = ct_horizon_turn(h, edge.lon, edge.lat);
            ct_builder_end_part(&r->out);
        }
        last = here;
    }
    return true;
}

/* A part of which something may be hidden. False: nothing is. */
static bool emit_shown(const ct_view *view, ct_builder *out, ct_arena *scratch, const ct_shape *s,
                       size_t part) {
    runs r = { .out = ct_builder_start(scratch, s->kind) };
    ct_shape more = closer(scratch, s, part);
    if (!find_runs(view, scratch, &more, &r)) return false;
    ct_shape shown = ct_builder_take(&r.out);
    ct_sight *list = CT_ARRAY(scratch, r.count, ct_sight);
    for (size_t i = 0; i < r.count; i++) {
        size_t from = ct_part_start(&shown, i), count = shown.end[i] - from;
        list[i] = (ct_sight){ shown.x + from, shown.y + from, count, r.first[i], r.last[i] };
        if (s->kind == CT_POLYGON || count < 2) continue;
        for (size_t k = 0; k < count; k++)
            ct_builder_point(out, list[i].x[k], list[i].y[k]);
        ct_builder_end_part(out);
    }
    if (s->kind == CT_POLYGON)
        ct_horizon_close(ct_view_horizon(view), scratch, list, r.count, &more, ct_view_middle(view),
                         out);
    return true;
}

/* Whether a part has points that are hidden, or edges so long that they may be. */
static bool may_hide(const ct_shape *s, size_t part, const double *x) {
    size_t from = ct_part_start(s, part), to = s->end[part];
    for (size_t i = from; i < to; i++) {
        size_t j = i + 1 < to ? i + 1 : from;
        if (isnan(x[i - s->start]) || fabs(s->x[j] - s->x[i]) > FAR_DEGREES ||
            fabs(s->y[j] - s->y[i]) > FAR_DEGREES)
            return true;
    }
    return false;
}

/* ---- shapes ---------------------------------------------------------------------------------- */

/* Projects the points of `s`, which lies within the view's world, and adds its parts. */
static void emit(const ct_view *view, ct_builder *out, ct_arena *scratch, const ct_shape *s) {
    size_t n = ct_shape_points(s);
    if (!n) return;
    double *x = CT_ARRAY(scratch, n, double), *y = CT_ARRAY(scratch, n, double);
    memcpy(x, s->x + s->start, n * sizeof *x);
    memcpy(y, s->y + s->start, n * sizeof *y);
    ct_view_points_fast(view, x, y, n);
    for (size_t p = 0; p < s->parts; p++) {
        if (s->kind != CT_POINT && ct_view_horizon(view) && may_hide(s, p, x) &&
            emit_shown(view, out, scratch, s, p))
            continue;
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

/* A line that jumps over the antimeridian runs on beyond 180, in one piece. */
static ct_shape unwrap(ct_arena *scratch, const ct_shape *line) {
    ct_builder b = ct_builder_start(scratch, line->kind);
    double lon = 0;
    for (size_t i = line->start; i < line->end[0]; i++) {
        double step = i > line->start ? line->x[i] - line->x[i - 1] : line->x[i];
        bool jump = i > line->start && fabs(step) > 180 && fabs(step) < 359.9;
        lon += jump ? step - copysign(360, step) : step;
        ct_builder_point(&b, line->x[i] + 360 * round((lon - line->x[i]) / 360), line->y[i]);
    }
    ct_builder_end_part(&b);
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
    copy.sound = false;
    return copy;
}

/* One part, at every turn of the globe by which some of it comes to lie in the view's world. */
static void emit_part(const ct_view *view, ct_builder *out, ct_arena *scratch, ct_box world,
                      const ct_shape *part) {
    ct_shape whole = *part;
    if (ct_part_wraps(part, 0))
        whole =
            part->kind == CT_LINE ? unwrap(scratch, part) : ct_shape_to_chart(scratch, part, NULL);
    ct_box box = ct_box_of(&whole);
    if (ct_box_is_empty(box)) return;
    int first = (int)fmin(fmax(ceil((world.x0 - box.x1) / 360), -3), 4);
    int last = (int)fmax(fmin(floor((world.x1 - box.x0) / 360), 3), -4);
    for (int turn = first; turn <= last; turn++) {
        ct_box here = { box.x0 + 360 * turn, box.y0, box.x1 + 360 * turn, box.y1 };
        if (!ct_box_meets(here, world)) continue;
        ct_shape moved = shifted(scratch, &whole, 360 * turn), cut = moved;
        bool inside = here.x0 >= world.x0 && here.x1 <= world.x1 && here.y0 >= world.y0 &&
                      here.y1 <= world.y1;
        if (!inside) cut = ct_clip(scratch, &moved, world);
        emit(view, out, scratch, &cut);
    }
}

/* Whether some edge of a part is to be bent, or some point has no place on the page. */
static bool is_bent(const ct_view *view, const ct_shape *s, size_t part, const double *x,
                    const double *y) {
    size_t from = ct_part_start(s, part) - s->start, to = s->end[part] - s->start;
    bool ring = s->kind == CT_POLYGON;
    for (size_t i = from, last = ring ? to - 1 : from; i < to; last = i++) {
        if (isnan(x[i])) return true;
        double dx = x[i] - x[last], dy = y[i] - y[last];
        double lon = s->x[s->start + i] - s->x[s->start + last];
        double lat = s->y[s->start + i] - s->y[s->start + last];
        if (dx * dx + dy * dy < 1 && lon * lon + lat * lat < 1) continue;
        spot a = spot_at(s, x, y, last), b = spot_at(s, x, y, i), middle;
        if (needs_bend(view, &a, &b, &middle)) return true;
    }
    return false;
}

/* What lies in the view's world, beyond no horizon, and needs no bends is projected as it is: many
 * points, each copied once. */
static bool view_plain(const ct_view *view, ct_arena *arena, const ct_shape *s, ct_shape *out) {
    ct_box world = ct_view_world(view), box = ct_box_of(s);
    size_t n = ct_shape_points(s);
    bool inside =
        box.x0 >= world.x0 && box.x1 <= world.x1 && box.y0 >= world.y0 && box.y1 <= world.y1;
    if (n < 64 || !inside || ct_view_horizon(view) || !ct_shape_on_chart(s)) return false;
    double *x = CT_ARRAY(arena, n, double), *y = CT_ARRAY(arena, n, double);
    size_t *end = CT_ARRAY(arena, s->parts, size_t);
    memcpy(x, s->x + s->start, n * sizeof *x);
    memcpy(y, s->y + s->start, n * sizeof *y);
    ct_view_points_fast(view, x, y, n);
    for (size_t p = 0; p < s->parts; p++) {
        end[p] = s->end[p] - s->start;
        if (s->kind != CT_POINT && is_bent(view, s, p, x, y)) return false;
    }
    *out = (ct_shape){ .kind = s->kind, .x = x, .y = y, .end = end, .parts = s->parts };
    return true;
}

/* ---- a part by itself ------------------------------------------------------------------------ */

/* As view_plain: the points of a part, `turn` degrees further east, are added as they are. */
static bool add_plain(const ct_view *view, const ct_shape *s, double turn, ct_builder *out) {
    size_t n = ct_shape_points(s), parts = out->parts;
    double *x, *y;
    ct_builder_points(out, n, &x, &y);
    for (size_t i = 0; i < n; i++)
        x[i] = s->x[s->start + i] + turn;
    memcpy(y, s->y + s->start, n * sizeof *y);
    ct_view_points_fast(view, x, y, n);
    if (!is_bent(view, s, 0, x, y) && !(ct_view_horizon(view) && may_hide(s, 0, x)))
        ct_builder_end_part(out);
    else
        ct_builder_drop_part(out);
    return out->parts > parts;
}

/* Of an area: edges that the data, the projection or a horizon cut may come up in it. */
static bool may_be_cut(const ct_view *view, ct_box world, ct_box box, bool inside) {
    const ct_box chart = { -179.999, -89.999, 179.999, 89.999 };
    bool whole = world.x1 - world.x0 > 359; /* the cut is on the page */
    return !(box.x0 > chart.x0 && box.x1 < chart.x1 && box.y0 > chart.y0 && box.y1 < chart.y1) ||
           (whole && !inside) || ct_view_horizon(view);
}

bool ct_view_part(const ct_view *view, ct_arena *scratch, const ct_shape *part, ct_box box,
                  ct_builder *out, ct_builder *border) {
    ct_box world = ct_view_world(view);
    double turn = 360 * ceil((world.x0 - box.x0) / 360);
    bool inside = box.x0 + turn >= world.x0 && box.x1 + turn <= world.x1 && box.y0 >= world.y0 &&
                  box.y1 <= world.y1;
    bool ring = part->kind == CT_POLYGON, cut = ring && may_be_cut(view, world, box, inside);
    bool plain = inside && part->kind != CT_POINT && add_plain(view, part, turn, out);
    if (plain && (!cut || ct_view_horizon(view))) return false;
    if (!plain) emit_part(view, out, scratch, world, part);
    if (!cut) return false;
    ct_shape lines = ct_shape_outline(scratch, part, NULL);
    for (size_t p = 0; p < lines.parts; p++) {
        ct_shape line = { .kind = CT_LINE, .x = lines.x, .y = lines.y, .parts = 1 };
        line.start = ct_part_start(&lines, p);
        line.end = &lines.end[p];
        emit_part(view, border, scratch, world, &line);
    }
    return true;
}

/* ---- whole shapes ---------------------------------------------------------------------------- */

ct_shape ct_view_shape(const ct_view *view, ct_arena *arena, const ct_shape *lonlat) {
    ct_builder out = ct_builder_start(arena, lonlat->kind);
    ct_box world = ct_view_world(view);
    ct_shape plain;
    if (view_plain(view, arena, lonlat, &plain)) return plain;
    size_t points = ct_shape_points(lonlat);
    if (points > MANY) ct_builder_reserve(&out, points + points / 16); /* bends, and clipped ends */
    ct_arena *scratch = ct_arena_new();
    for (size_t p = 0; p < lonlat->parts; p++) { /* part by part: memory is that of the longest */
        ct_shape part = { .kind = lonlat->kind, .x = lonlat->x, .y = lonlat->y, .parts = 1 };
        part.start = ct_part_start(lonlat, p);
        part.end = &lonlat->end[p];
        emit_part(view, &out, scratch, world, &part);
        ct_arena_reset(scratch);
    }
    ct_arena_free(scratch);
    return ct_builder_take(&out);
}
