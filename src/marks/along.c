/* along.c - places for the name of a line, along its straight and level pieces. */
#include "marks.h"

#include <math.h>

#define STEPS      48  /* starts that are tried along a part */
#define MOST_BEND  0.6 /* greatest deviation from the chord, over the type size */
#define LINE_GAP   2.0 /* px between the line and the ink */
#define COST_BEND  6.0
#define COST_STEEP 4.0
#define COST_BELOW 2.0
#define COST_END   3.0  /* at an end of the line rather than in its middle */
#define MOST_STEEP 70.0 /* degrees from level */

/* A part of a line with the distance of each point from its start. */
typedef struct track {
    const double *x, *y;
    double *at;
    size_t count;
} track;

static bool make_track(ct_arena *scratch, const ct_shape *s, size_t part, track *t) {
    size_t start = ct_part_start(s, part);
    t->x = s->x + start;
    t->y = s->y + start;
    t->count = ct_part_end(s, part) - start;
    t->at = CT_ARRAY(scratch, t->count, double);
    for (size_t i = 1; i < t->count; i++)
        t->at[i] = t->at[i - 1] + hypot(t->x[i] - t->x[i - 1], t->y[i] - t->y[i - 1]);
    return t->count >= 2 && isfinite(t->at[t->count - 1]);
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

static void add_along(ct_arena *arena, const ct_label *label, const ct_label_form *form,
                      const piece *p, bool below, double base, ct_candidates *list) {
    double w = form->ink[1].x1 - form->ink[1].x0, h = form->ink[1].y1 - form->ink[1].y0;
    double gap = LINE_GAP + fmax(label->reach, 0);
    double v = below ? p->down + gap + h / 2 : p->up - gap - h / 2;
    double turn = p->angle * (M_PI / 180);
    double x = p->x - v * sin(turn), y = p->y + v * cos(turn);
    ct_candidate c = { .box = { x - w / 2, y - h / 2, x + w / 2, y + h / 2 },
                       .angle = p->angle,
                       .form = form,
                       .position = "along" };
    ct_tile tile = ct_tile_of(c.box, c.angle);
    c.tile = ct_tile_grow(&tile, form->pad_x, form->pad_y);
    c.cost = base + form->cost + (below ? COST_BELOW : 0);
    c.rank = (int)fmin(c.cost / 4, 98);
    ct_candidates_add(arena, list, &c);
}

void ct_candidates_line(ct_arena *arena, const ct_labels_style *style, const ct_label *label,
                        const ct_label_form *form, ct_box frame, ct_candidates *list) {
    (void)style;
    if (label->area.kind != CT_LINE && label->area.kind != CT_POLYGON) return;
    ct_arena *scratch = ct_arena_new();
    double size = label->style->font.size * form->scale;
    double width = form->ink[1].x1 - form->ink[1].x0;
    for (size_t part = 0; part < label->area.parts && size > 0; part++) {
        track t;
        if (!make_track(scratch, &label->area, part, &t)) continue;
        double room = t.at[t.count - 1] - width;
        if (!(room > 0)) continue;
        for (int k = 0; k < STEPS; k++) {
            double share = (k + 0.5) / STEPS;
            piece p;
            if (!make_piece(&t, room * share, width, &p)) continue;
            double bend = (p.down - p.up) / size;
            if (bend > MOST_BEND || p.x < frame.x0 || p.x > frame.x1 || p.y < frame.y0 ||
                p.y > frame.y1)
                continue;
            double cost = COST_BEND * bend + COST_STEEP * fabs(p.angle) / 90 +
                          COST_END * fabs(share - 0.5) * 2;
            add_along(arena, label, form, &p, false, cost, list);
            add_along(arena, label, form, &p, true, cost, list);
        }
    }
    ct_arena_free(scratch);
}
