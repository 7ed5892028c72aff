/* along.c - places for the name of a line: on its straight pieces, or bent along its gentle ones.
 */
#include "marks.h"

#include <math.h>

#define STEPS         48  /* starts that are tried along a part */
#define MOST_BEND     0.6 /* greatest deviation from a straight name's chord, over the type size */
#define MOST_LOOSE    1.3 /* and from a bent name's curve, which follows the line */
#define LINE_GAP      2.0 /* px between the line and the ink */
#define LEAST_CLEAR   1.0 /* px between the ink and any part of the line */
#define COST_BEND     6.0
#define COST_BENT     0.8 /* a straight name is preferred where it is as good */
#define COST_TURN     2.5 /* for a name that turns as far as it may */
#define COST_STEEP    4.0
#define COST_BELOW    2.0
#define COST_END      3.0  /* at an end of the line rather than in its middle */
#define MOST_STEEP    70.0 /* degrees from level */
#define STEEPEST      80.0 /* of a letter of a bent name */
#define MOST_TURN     75.0 /* degrees from end to end */
#define MOST_STEP     11.0 /* degrees from letter to letter */
#define SMOOTH        0.9  /* of the type size: wiggles shorter than that are not followed */
#define STRIDE        2.5  /* px between the points of a smoothed line */
#define LONGEST_TRACK 40000

/* A part of a line with the distance of each point from its start. */
typedef struct track {
    const double *x, *y;
    double *at;
    size_t count;
} track;

static bool measure_track(ct_arena *scratch, track *t) {
    t->at = CT_ARRAY(scratch, t->count, double);
    for (size_t i = 1; i < t->count; i++)
        t->at[i] = t->at[i - 1] + hypot(t->x[i] - t->x[i - 1], t->y[i] - t->y[i - 1]);
    return t->count >= 2 && isfinite(t->at[t->count - 1]);
}

static bool make_track(ct_arena *scratch, const ct_shape *s, size_t part, track *t) {
    size_t start = ct_part_start(s, part);
    t->x = s->x + start;
    t->y = s->y + start;
    t->count = ct_part_end(s, part) - start;
    return measure_track(scratch, t);
}

/* The point at a distance from the start; `*from` is where the search begins and ends. */
static void point_at(const track *t, double at, size_t *from, double *x, double *y) {
    size_t i = *from;
    while (i + 2 < t->count && t->at[i + 1] < at)
        i++;
    double length = t->at[i + 1] - t->at[i], share = length > 0 ? (at - t->at[i]) / length : 0;
    share = share < 0 ? 0 : share > 1 ? 1 : share;
    *x = t->x[i] + share * (t->x[i + 1] - t->x[i]);
    *y = t->y[i] + share * (t->y[i + 1] - t->y[i]);
    *from = i;
}

/* What all places of a form along a line share. */
typedef struct search {
    ct_arena *arena, *scratch;
    const ct_label *label;
    const ct_label_form *form;
    ct_box frame;
    double size, width, height; /* px: of the type, of the ink */
    double reach;               /* of the line */
    ct_candidates *list;
} search;

static bool is_in_frame(const search *s, double x, double y) {
    return x >= s->frame.x0 && x <= s->frame.x1 && y >= s->frame.y0 && y <= s->frame.y1;
}

/* Both ends lie by more than `keep` to the same side of a box. */
static inline bool is_beside(const ct_box *box, double ax, double ay, double bx, double by,
                             double keep) {
    const double x0 = box->x0 - keep, x1 = box->x1 + keep, y0 = box->y0 - keep, y1 = box->y1 + keep;
    return (ax < x0 && bx < x0) || (ax > x1 && bx > x1) || (ay < y0 && by < y0) ||
           (ay > y1 && by > y1);
}

/* No part of the line comes near the ink: a river winds, and may come back. */
static bool is_clear(const search *s, const ct_candidate *c) {
    const ct_shape *line = s->label->line.parts ? &s->label->line : &s->label->area;
    double keep = s->reach + LEAST_CLEAR;
    ct_tile own;
    size_t count;
    const ct_tile *inks = ct_candidate_inks(c, &own, &count);
    ct_box bound = ct_box_grow(c->bend ? c->bend->bound : own.bound, keep);
    for (size_t part = 0; part < line->parts; part++)
        for (size_t i = ct_part_start(line, part) + 1; i < ct_part_end(line, part); i++) {
            double ax = line->x[i - 1], ay = line->y[i - 1], bx = line->x[i], by = line->y[i];
            if (is_beside(&bound, ax, ay, bx, by, 0) || !isfinite(ax + ay + bx + by)) continue;
            for (size_t k = 0; k < count; k++)
                if (!is_beside(&inks[k].bound, ax, ay, bx, by, M_SQRT2 * keep) &&
                    ct_tile_crossed(&inks[k], ax, ay, bx, by, keep))
                    return false;
        }
    return true;
}

/* One that is clear. */
static void add_candidate(const search *s, ct_candidate *c, double cost) {
    c->cost = cost + s->form->cost;
    c->rank = (int)fmin(c->cost / 4, 98);
    ct_candidates_add(s->arena, s->list, c);
}

/* ---- straight names ------------------------------------------------------------------------- */

/* A piece of the line as the name sees it: its chord, upright, and how far the line leaves the
 * chord upwards and downwards (page: up is negative). */
typedef struct piece {
    double x, y, angle, up, down;
} piece;

static bool make_piece(const track *t, double start, double length, piece *p) {
    size_t i = 0;
    double ax, ay, bx, by;
    point_at(t, start, &i, &ax, &ay);
    size_t first = i;
    point_at(t, start + length, &i, &bx, &by);
    double chord = hypot(bx - ax, by - ay);
    if (!(chord > length * 0.9)) return false;
    double c = (bx - ax) / chord, s = (by - ay) / chord;
    if (c < 0) {
        c = -c;
        s = -s;
    }
    p->x = (ax + bx) / 2;
    p->y = (ay + by) / 2;
    p->angle = atan2(s, c) * (180 / M_PI);
    p->up = p->down = 0;
    for (size_t k = first + 1; k <= i; k++) {
        double v = (t->y[k] - p->y) * c - (t->x[k] - p->x) * s;
        p->up = fmin(p->up, v);
        p->down = fmax(p->down, v);
    }
    return fabs(p->angle) <= MOST_STEEP;
}

static void add_straight(const search *s, const piece *p, bool below, double base) {
    double gap = LINE_GAP + s->reach;
    double v = below ? p->down + gap + s->height / 2 : p->up - gap - s->height / 2;
    double turn = p->angle * (M_PI / 180);
    double x = p->x - v * sin(turn), y = p->y + v * cos(turn);
    ct_candidate c = { .box = { x - s->width / 2, y - s->height / 2, x + s->width / 2,
                                y + s->height / 2 },
                       .angle = p->angle,
                       .form = s->form,
                       .position = "along" };
    ct_tile tile = ct_tile_of(c.box, c.angle);
    c.tile = ct_tile_grow(&tile, s->form->pad_x, s->form->pad_y);
    if (is_clear(s, &c)) add_candidate(s, &c, base + (below ? COST_BELOW : 0));
}

static void add_straights(const search *s, const track *t) {
    double room = t->at[t->count - 1] - s->width;
    for (int k = 0; k < STEPS && room > 0; k++) {
        double share = (k + 0.5) / STEPS;
        piece p;
        if (!make_piece(t, room * share, s->width, &p)) continue;
        double bend = (p.down - p.up) / s->size;
        if (bend > MOST_BEND || !is_in_frame(s, p.x, p.y)) continue;
        double cost =
            COST_BEND * bend + COST_STEEP * fabs(p.angle) / 90 + COST_END * fabs(share - 0.5) * 2;
        add_straight(s, &p, false, cost);
        add_straight(s, &p, true, cost);
    }
}

/* ---- bent names ----------------------------------------------------------------------------- */

/* The line at equal steps, and what a Gauss filter leaves of it: where letters may follow. */
typedef struct smoothed {
    track raw, soft;
} smoothed;

static void resample(ct_arena *scratch, const track *t, track *even) {
    size_t from = 0;
    double length = t->at[t->count - 1];
    even->count = (size_t)ceil(length / STRIDE) + 1;
    double *x = CT_ARRAY(scratch, even->count, double);
    double *y = CT_ARRAY(scratch, even->count, double);
    for (size_t i = 0; i < even->count; i++)
        point_at(t, length * (double)i / (double)(even->count - 1), &from, &x[i], &y[i]);
    even->x = x;
    even->y = y;
}

static void filter(ct_arena *scratch, const track *from, double sigma, track *to) {
    const long reach = (long)ceil(2.5 * sigma), count = (long)from->count;
    double *x = CT_ARRAY(scratch, from->count, double);
    double *y = CT_ARRAY(scratch, from->count, double);
    double *weights = CT_ARRAY(scratch, (size_t)reach + 1, double);
    for (long k = 0; k <= reach; k++)
        weights[k] = exp(-0.5 * (double)(k * k) / (sigma * sigma));
    for (long i = 0; i < count; i++) {
        double sum = 0;
        /* the same number on both sides, so that the ends stay where they are */
        long most = i < reach ? i : reach;
        if (count - 1 - i < most) most = count - 1 - i;
        for (long k = -most; k <= most; k++) {
            double weight = weights[k < 0 ? -k : k];
            x[i] += weight * from->x[i + k];
            y[i] += weight * from->y[i + k];
            sum += weight;
        }
        x[i] /= sum;
        y[i] /= sum;
    }
    *to = (track){ .x = x, .y = y, .count = from->count };
}

static bool smooth(ct_arena *scratch, const track *t, double size, smoothed *s) {
    double length = t->at[t->count - 1];
    if (!(length > STRIDE) || length > STRIDE * LONGEST_TRACK) return false;
    resample(scratch, t, &s->raw);
    filter(scratch, &s->raw, fmax(SMOOTH * size / STRIDE, 0.5), &s->soft);
    return measure_track(scratch, &s->soft);
}

/* A stretch of a line, and the curve that was fitted to it. */
typedef struct stretch {
    const double *x, *y; /* of the line itself */
    size_t count;
    ct_curve curve;
    double up, down; /* how far the line leaves the curve */
} stretch;

/* How far the line leaves the curve, along the curve's normal. */
static void measure_loose(stretch *p) {
    const ct_curve *k = &p->curve;
    p->up = p->down = 0;
    for (size_t i = 0; i < p->count; i++) {
        double v = ct_curve_aside(k, p->x[i], p->y[i]);
        p->up = fmin(p->up, v);
        p->down = fmax(p->down, v);
    }
}

static bool fit_stretch(const smoothed *s, size_t first, size_t last, stretch *p) {
    const track *soft = &s->soft;
    double ax = soft->x[first], ay = soft->y[first], bx = soft->x[last], by = soft->y[last];
    double chord = hypot(bx - ax, by - ay), sign = bx < ax ? -1 : 1;
    if (!(chord > 0.75 * (soft->at[last] - soft->at[first])) || last - first < 6) return false;
    p->curve = (ct_curve){ .x = (ax + bx) / 2,
                           .y = (ay + by) / 2,
                           .cosine = sign * (bx - ax) / chord,
                           .sine = sign * (by - ay) / chord,
                           .half = chord / 2 };
    p->count = last - first + 1;
    if (!ct_curve_fit(soft->x + first, soft->y + first, NULL, p->count, 3, &p->curve)) return false;
    p->x = s->raw.x + first;
    p->y = s->raw.y + first;
    measure_loose(p);
    return true;
}

static void add_bent(const search *s, const stretch *p, bool below, double base) {
    static const ct_bend_limits limits = { MOST_TURN, MOST_STEP, STEEPEST };
    double gap = LINE_GAP + s->reach, ink_top = s->form->ink[1].y0, ink_foot = s->form->ink[1].y1;
    double drop = below ? p->down + gap - ink_top : p->up - gap - ink_foot;
    const ct_bend *bend = ct_bend_along(s->scratch, s->form, &p->curve, 0, drop, &limits);
    if (!bend) return;
    ct_candidate c = ct_candidate_bent(s->form, bend, "along");
    double cost = base + COST_BENT + COST_TURN * bend->turn / MOST_TURN +
                  COST_STEEP * bend->steep / 90 + (below ? COST_BELOW : 0);
    if (!is_clear(s, &c)) return;
    c.bend = ct_bend_copy(s->arena, bend, 0, 0);
    add_candidate(s, &c, cost);
}

static void add_bents(const search *s, const track *t) {
    smoothed line;
    if (s->form->letter_count == 0 || !smooth(s->scratch, t, s->size, &line)) return;
    const track *soft = &line.soft;
    double room = soft->at[soft->count - 1] - s->width;
    size_t first = 0, last = 0;
    for (int k = 0; k < STEPS && room > 0; k++) {
        double share = (k + 0.5) / STEPS, start = room * share;
        while (first + 1 < soft->count && soft->at[first] < start)
            first++;
        while (last + 1 < soft->count && soft->at[last] < start + s->width)
            last++;
        stretch p;
        if (!fit_stretch(&line, first, last, &p) || !is_in_frame(s, p.curve.x, p.curve.y)) continue;
        double loose = (p.down - p.up) / s->size;
        if (loose > MOST_LOOSE) continue;
        double cost = COST_BEND * loose + COST_END * fabs(share - 0.5) * 2;
        add_bent(s, &p, false, cost);
        add_bent(s, &p, true, cost);
    }
}

static void search_line(ct_arena *arena, const ct_label *label, const ct_label_form *form,
                        ct_box frame, ct_candidates *list) {
    search s = { .arena = arena,
                 .scratch = ct_arena_new(),
                 .label = label,
                 .form = form,
                 .frame = frame,
                 .size = label->style->font.size * form->scale,
                 .width = form->ink[1].x1 - form->ink[1].x0,
                 .height = form->ink[1].y1 - form->ink[1].y0,
                 .reach = fmax(label->reach, 0),
                 .list = list };
    for (size_t part = 0; part < label->area.parts && s.size > 0; part++) {
        track t;
        if (!make_track(s.scratch, &label->area, part, &t)) continue;
        add_straights(&s, &t);
        add_bents(&s, &t);
    }
    ct_arena_free(s.scratch);
}

/* The places of an earlier map, whose line and form were the same. */
static const ct_candidates *recall_line(ct_keep *keep, const ct_label *label,
                                        const ct_label_form *form, ct_box frame) {
    ct_buffer *key = ct_keep_basis(keep, "places along a line");
    ct_basis_shape(key, &label->area);
    ct_basis_shape(key, &label->line);
    ct_basis_number(key, label->reach);
    ct_basis_number(key, label->style->font.size);
    ct_basis_box(key, frame);
    ct_basis_form(key, form);
    ct_kept *kept = ct_keep_find(keep);
    if (!kept->value) {
        ct_candidates *found = CT_NEW(kept->arena, ct_candidates);
        search_line(kept->arena, label, form, frame, found);
        kept->value = found;
    }
    return kept->value;
}

void ct_candidates_line(ct_arena *arena, ct_keep *keep, const ct_label *label,
                        const ct_label_form *form, ct_box frame, ct_candidates *list) {
    if (label->area.kind != CT_LINE && label->area.kind != CT_POLYGON) return;
    if (!keep) {
        search_line(arena, label, form, frame, list);
        return;
    }
    const ct_candidates *found = recall_line(keep, label, form, frame);
    for (size_t i = 0; i < found->count; i++) {
        ct_candidate c = found->items[i];
        c.form = form;
        ct_candidates_add(arena, list, &c);
    }
}
