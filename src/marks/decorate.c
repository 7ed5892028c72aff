/* decorate.c - what stands along a line: ticks, teeth, arrow heads. */
#include "marks.h"

#include <math.h>

#define TOOTH_HEIGHT 0.8  /* of a tooth's base */
#define MOST_BEND    0.22 /* of a tooth's base: how far the line may leave it */
#define LEAST_BASE   0.85 /* of a tooth's size: a base on a bend is shorter */
#define LEAST_COSINE 0.5  /* of the turn at a tick or an arrow head: 60 degrees */
#define HEAD_WIDTH   0.84 /* of an arrow head's size */
#define HEAD_NOTCH   0.24 /* of its size: how far its tail is cut in */
#define MOST_MARKS   20000.0
#define FEW          32 /* segments are looked at one by one */

/* A part of a line by its arc length. */
typedef struct rail {
    const double *x, *y;
    double *s; /* from the start to each point */
    size_t n;
    bool closed;
    double length;
    ct_grid *segments; /* by place; NULL as long as nobody asked */
} rail;

typedef struct spot {
    double x, y;
} spot;

static bool rail_of(ct_arena *scratch, const ct_shape *line, size_t part, rail *r) {
    size_t from = ct_part_start(line, part);
    *r = (rail){ .x = line->x + from, .y = line->y + from, .n = line->end[part] - from };
    if (r->n < 2) return false;
    r->s = CT_ARRAY(scratch, r->n, double);
    for (size_t i = 1; i < r->n; i++)
        r->s[i] = r->s[i - 1] + hypot(r->x[i] - r->x[i - 1], r->y[i] - r->y[i - 1]);
    r->length = r->s[r->n - 1];
    r->closed = r->n > 3 && r->x[0] == r->x[r->n - 1] && r->y[0] == r->y[r->n - 1];
    return isfinite(r->length) && r->length > 0;
}

static void rail_leave(rail *r, ct_arena *scratch) {
    ct_grid_free(r->segments);
    ct_arena_reset(scratch);
}

/* The segments that may come near a box; NULL: the first `*count`, of a line of few. */
static const uint32_t *segments_near(rail *r, ct_box box, size_t *count) {
    *count = r->n - 1;
    if (r->n <= FEW) return NULL;
    if (!r->segments) {
        ct_box bounds = ct_box_empty();
        for (size_t i = 0; i < r->n; i++)
            ct_box_add(&bounds, r->x[i], r->y[i]);
        r->segments = ct_grid_new(bounds, 0, r->n);
        for (size_t i = 0; i + 1 < r->n; i++) {
            const double segment[4] = { r->x[i], r->y[i], r->x[i + 1], r->y[i + 1] };
            ct_grid_add_segment(r->segments, segment, (uint32_t)i);
        }
    }
    return ct_grid_find(r->segments, box, count);
}

/* The segment that holds a length: the last i with s[i] <= at, below n - 1. */
static size_t segment_at(const rail *r, double at) {
    size_t low = 0, high = r->n - 1;
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        if (r->s[middle] <= at)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* The point at a length; beyond the ends of an open line, its ends. */
static spot point_at(const rail *r, double at) {
    if (r->closed) at -= floor(at / r->length) * r->length;
    at = fmax(0, fmin(at, r->length));
    size_t i = segment_at(r, at);
    double step = r->s[i + 1] - r->s[i], share = step > 0 ? (at - r->s[i]) / step : 0;
    return (spot){ r->x[i] + share * (r->x[i + 1] - r->x[i]),
                   r->y[i] + share * (r->y[i + 1] - r->y[i]) };
}

/* The direction over `reach` px on both sides of a length, so that a crooked line has one; false at
 * a sharp corner. */
static bool direction_at(const rail *r, double at, double reach, spot *direction) {
    spot a = point_at(r, at - reach), m = point_at(r, at), b = point_at(r, at + reach);
    double before = hypot(m.x - a.x, m.y - a.y), after = hypot(b.x - m.x, b.y - m.y);
    double whole = hypot(b.x - a.x, b.y - a.y);
    if (!(before > 0) || !(after > 0) || !(whole > 0)) return false;
    double turn = ((m.x - a.x) * (b.x - m.x) + (m.y - a.y) * (b.y - m.y)) / (before * after);
    *direction = (spot){ (b.x - a.x) / whole, (b.y - a.y) / whole };
    return turn >= LEAST_COSINE;
}

/* How many marks, evenly: half a step from each end of an open line. */
static size_t count_marks(const rail *r, double gap, double room) {
    if (!(gap > 0) || r->length < room) return 0;
    double count = round(r->length / gap);
    return count < 1 ? 1 : (size_t)fmin(count, MOST_MARKS);
}

/* The signs of the normals that a side asks for: (dy, -dx) points to the left on the page. */
static int flanks_of(ct_flank side, double signs[2]) {
    signs[0] = side == CT_FLANK_RIGHT ? -1 : 1;
    signs[1] = -1;
    return side == CT_FLANK_BOTH ? 2 : 1;
}

/* The segment from a to b meets the line at some length outside [from, to]: a mark there would lie
 * over another stretch of its own line. */
static bool crosses_line(rail *r, spot a, spot b, double from, double to) {
    const double mark[4] = { a.x, a.y, b.x, b.y };
    const ct_box box = { fmin(a.x, b.x), fmin(a.y, b.y), fmax(a.x, b.x), fmax(a.y, b.y) };
    size_t count;
    const uint32_t *near = segments_near(r, box, &count);
    for (size_t k = 0; k < count; k++) {
        const size_t i = near ? near[k] : k;
        if (fmax(r->x[i], r->x[i + 1]) < box.x0 || fmin(r->x[i], r->x[i + 1]) > box.x1 ||
            fmax(r->y[i], r->y[i + 1]) < box.y0 || fmin(r->y[i], r->y[i + 1]) > box.y1)
            continue;
        if (r->s[i + 1] >= from && r->s[i] <= to) continue; /* its own stretch */
        if (r->closed && (r->s[i + 1] >= from + r->length || r->s[i] <= to - r->length)) continue;
        const double segment[4] = { r->x[i], r->y[i], r->x[i + 1], r->y[i + 1] };
        if (ct_segments_meet(mark, segment)) return true;
    }
    return false;
}

/* ---- ticks ---- */

ct_shape ct_ticks(ct_arena *arena, const ct_shape *line, const ct_ticks_class *ticks) {
    ct_builder b = ct_builder_start(arena, CT_LINE);
    ct_arena *scratch = ct_arena_new();
    double signs[2], reach = fmax(ticks->gap / 2, ticks->length / 2);
    int flanks = flanks_of(ticks->side, signs);
    for (size_t part = 0; part < line->parts; part++) {
        rail r;
        if (!rail_of(scratch, line, part, &r)) continue;
        size_t count = count_marks(&r, ticks->gap, ticks->length / 2);
        for (size_t i = 0; i < count; i++) {
            double at = ((double)i + 0.5) * r.length / (double)count;
            spot p = point_at(&r, at), d;
            if (!direction_at(&r, at, reach, &d)) continue;
            double to = ticks->length * signs[0], from = flanks == 2 ? -to : 0;
            spot foot = { p.x + from * d.y, p.y - from * d.x };
            spot tip = { p.x + to * d.y, p.y - to * d.x };
            if (crosses_line(&r, foot, tip, at - ticks->length / 2, at + ticks->length / 2))
                continue;
            ct_builder_point(&b, foot.x, foot.y);
            ct_builder_point(&b, tip.x, tip.y);
            ct_builder_end_part(&b);
        }
        rail_leave(&r, scratch);
    }
    ct_arena_free(scratch);
    return ct_builder_take(&b);
}

/* ---- teeth ---- */

/* The line bends little between the ends of a base, and the base is nearly as long as it should be.
 */
static bool is_even(const rail *r, double from, double to, spot a, spot b) {
    double chord = hypot(b.x - a.x, b.y - a.y);
    if (chord < LEAST_BASE * (to - from)) return false;
    enum { LOOKS = 8 };
    for (int i = 1; i < LOOKS; i++) {
        spot p = point_at(r, from + (to - from) * i / LOOKS);
        double off = (p.x - a.x) * (b.y - a.y) - (p.y - a.y) * (b.x - a.x);
        if (fabs(off) > MOST_BEND * chord * (to - from)) return false;
    }
    return true;
}

/* The line's own points between two lengths, both ends too: a tooth sits on the line itself. */
static void add_base(ct_builder *out, const rail *r, double from, double to) {
    spot a = point_at(r, from), b = point_at(r, to);
    ct_builder_point(out, a.x, a.y);
    double turn = r->closed ? floor(from / r->length) * r->length : 0;
    for (int lap = 0; lap < (r->closed ? 2 : 1); lap++, turn += r->length)
        for (size_t i = segment_at(r, fmax(0, from - turn)) + 1; i < r->n - (r->closed ? 1 : 0);
             i++) {
            if (r->s[i] + turn >= to - 0.05) break;
            if (r->s[i] + turn > from + 0.05) ct_builder_point(out, r->x[i], r->y[i]);
        }
    ct_builder_point(out, b.x, b.y);
}

static void add_tooth(ct_builder *out, rail *r, const ct_teeth_class *teeth, double at,
                      double sign) {
    double from = at - teeth->size / 2, to = at + teeth->size / 2;
    spot a = point_at(r, from), b = point_at(r, to);
    double chord = hypot(b.x - a.x, b.y - a.y);
    double mx = (a.x + b.x) / 2, my = (a.y + b.y) / 2;
    double nx = sign * (b.y - a.y) / chord, ny = -sign * (b.x - a.x) / chord;
    double rise = TOOTH_HEIGHT * teeth->size;
    spot tip = { mx + rise * nx, my + rise * ny };
    if (crosses_line(r, a, tip, from, to) || crosses_line(r, b, tip, from, to)) return;
    add_base(out, r, from, to);
    if (teeth->form == CT_TOOTH_TRIANGLE) {
        ct_builder_point(out, tip.x, tip.y);
    } else {
        enum { STEPS = 14 };
        for (int i = 1; i < STEPS; i++) {
            double c = cos(M_PI * i / STEPS), s = sin(M_PI * i / STEPS) * chord / 2;
            ct_builder_point(out, mx + c * (b.x - a.x) / 2 + s * nx,
                             my + c * (b.y - a.y) / 2 + s * ny);
        }
    }
    ct_builder_end_part(out);
}

/* A tooth may step aside a little from a bend. */
static bool find_seat(const rail *r, double size, double step, double *at) {
    static const double aside[] = { 0, 0.12, -0.12, 0.24, -0.24 };
    for (size_t i = 0; i < CT_COUNT(aside); i++) {
        double here = *at + aside[i] * step, from = here - size / 2, to = here + size / 2;
        if (!r->closed && (from < 0 || to > r->length)) continue;
        if (!is_even(r, from, to, point_at(r, from), point_at(r, to))) continue;
        *at = here;
        return true;
    }
    return false;
}

ct_shape ct_teeth(ct_arena *arena, const ct_shape *line, const ct_teeth_class *teeth) {
    ct_builder b = ct_builder_start(arena, CT_POLYGON);
    ct_arena *scratch = ct_arena_new();
    double signs[2], gap = fmax(teeth->gap, teeth->size * 1.05);
    int flanks = flanks_of(teeth->side, signs);
    for (size_t part = 0; part < line->parts && teeth->size > 0; part++) {
        rail r;
        if (!rail_of(scratch, line, part, &r)) continue;
        size_t count = count_marks(&r, gap, 1.5 * teeth->size);
        for (size_t i = 0; i < count; i++) {
            double step = r.length / (double)count, at = ((double)i + 0.5) * step;
            if (!find_seat(&r, teeth->size, fmin(step, 2 * teeth->size), &at)) continue;
            for (int k = 0; k < flanks; k++)
                add_tooth(&b, &r, teeth, at, signs[k]);
        }
        rail_leave(&r, scratch);
    }
    ct_arena_free(scratch);
    return ct_builder_take(&b);
}

/* ---- arrow heads ---- */

ct_shape ct_arrow_heads(ct_arena *arena, const ct_shape *line, const ct_arrows_class *arrows) {
    ct_builder b = ct_builder_start(arena, CT_POLYGON);
    ct_arena *scratch = ct_arena_new();
    double size = arrows->size, gap = fmax(arrows->gap, 1.5 * size);
    for (size_t part = 0; part < line->parts && size > 0; part++) {
        rail r;
        if (!rail_of(scratch, line, part, &r)) continue;
        size_t count = count_marks(&r, gap, 1.5 * size);
        for (size_t i = 0; i < count; i++) {
            double at = ((double)i + 0.5) * r.length / (double)count;
            spot p = point_at(&r, at), d;
            if (!direction_at(&r, at, 0.7 * size, &d)) continue;
            if (arrows->reverse) d = (spot){ -d.x, -d.y };
            double half = size / 2, wide = size * HEAD_WIDTH / 2, notch = half - HEAD_NOTCH * size;
            ct_builder_point(&b, p.x + half * d.x, p.y + half * d.y);
            ct_builder_point(&b, p.x - half * d.x + wide * d.y, p.y - half * d.y - wide * d.x);
            ct_builder_point(&b, p.x - notch * d.x, p.y - notch * d.y);
            ct_builder_point(&b, p.x - half * d.x - wide * d.y, p.y - half * d.y + wide * d.x);
            ct_builder_end_part(&b);
        }
        rail_leave(&r, scratch);
    }
    ct_arena_free(scratch);
    return ct_builder_take(&b);
}

/* ---- how far they reach ---- */

void ct_line_reach(const ct_line_class *style, double reach[2]) {
    double half = style->stroke.width / 2;
    reach[0] = reach[1] = half > 0 ? half : 0;
    const double heights[2] = {
        style->ticks.gap > 0 ? style->ticks.length : 0,
        style->teeth.gap > 0
            ? style->teeth.size * (style->teeth.form == CT_TOOTH_TRIANGLE ? TOOTH_HEIGHT : 0.5)
            : 0
    };
    const ct_flank sides[2] = { style->ticks.side, style->teeth.side };
    for (int i = 0; i < 2; i++) {
        if (sides[i] != CT_FLANK_RIGHT) reach[0] = fmax(reach[0], heights[i]);
        if (sides[i] != CT_FLANK_LEFT) reach[1] = fmax(reach[1], heights[i]);
    }
    if (style->arrows.gap > 0)
        for (int i = 0; i < 2; i++)
            reach[i] = fmax(reach[i], style->arrows.size * HEAD_WIDTH / 2);
}

bool ct_line_runs_on(const ct_line_class *style) {
    return style->stroke.dash_count > 0 || style->casing.dash_count > 0 || style->ticks.gap > 0 ||
           style->teeth.gap > 0 || style->arrows.gap > 0 || style->offset != 0;
}
