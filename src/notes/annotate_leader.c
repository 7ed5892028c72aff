/* annotate_leader.c - the leader of an annotation: where it runs, its head, its drawing. */
#include "notes.h"

#include <math.h>

#define LEADER_GAP  4.0 /* px between text and leader */
#define ANCHOR_GAP  2.0 /* px between the tip of an arrow and the place */
#define SYMBOL_GAP  1.5 /* px between a leader and the symbol that it points to */
#define DOT         2.0 /* px: half the dot at the end of a leader */
#define BAR         4.0 /* px: half the bar */
#define RIM         1.2 /* px of the halo's colour beside the leader */
#define HEAD_LENGTH 7.5
#define HEAD_HALF   3.0
#define CURVE_STEPS 24
#define DOT_POINTS  24
#define CURVE_BOW   0.22 /* of the chord */

typedef struct point {
    double x, y;
} point;

static double between(double value, double low, double high) {
    return value < low ? low : value > high ? high : value;
}

/* Where the leader leaves the text: the middle of its first line at a side, or its edge above or
 * below the place; a badge, at its edge. */
static point leader_start(const ct_annotation *n, double x, double y) {
    ct_box b = n->box;
    bool padded = n->pad_y > 0;
    double gap = padded ? 0 : LEADER_GAP, middle = (b.y0 + b.y1) / 2;
    double first = padded ? middle : b.y0 + n->cap / 2;
    double last = padded ? middle : b.y1 - n->descent;
    if (x < b.x0) return (point){ b.x0 - gap, between(y, first, last) };
    if (x > b.x1) return (point){ b.x1 + gap, between(y, first, last) };
    double inset = fmin(padded ? (b.x1 - b.x0) / 2 : 6, (b.x1 - b.x0) / 2);
    return (point){ between(x, b.x0 + inset, b.x1 - inset), y < b.y0 ? b.y0 - gap : b.y1 + gap };
}

static void add_curve(ct_builder *b, point from, point to) {
    double dx = to.x - from.x, dy = to.y - from.y;
    double way = dx * dy > 0 ? -1 : 1; /* bows upwards, as a thrown ball */
    point middle = { (from.x + to.x) / 2 - way * dy * CURVE_BOW,
                     (from.y + to.y) / 2 + way * dx * CURVE_BOW };
    if (fabs(dx) > 1 && middle.y > (from.y + to.y) / 2) {
        middle.x = from.x + to.x - middle.x;
        middle.y = from.y + to.y - middle.y;
    }
    for (int i = 0; i <= CURVE_STEPS; i++) {
        double t = (double)i / CURVE_STEPS, s = 1 - t;
        ct_builder_point(b, s * s * from.x + 2 * s * t * middle.x + t * t * to.x,
                         s * s * from.y + 2 * s * t * middle.y + t * t * to.y);
    }
}

/* From the text level, then slanting or upright to the anchor. */
static void add_elbow(ct_builder *b, const ct_annotation *n, point from, point to) {
    ct_builder_point(b, from.x, from.y);
    double dx = to.x - from.x, dy = to.y - from.y;
    bool beside = to.x < n->box.x0 || to.x > n->box.x1;
    if (beside && fabs(dy) > 1) {
        double level = fabs(dx) > fabs(dy) ? dx - copysign(fabs(dy), dx) : dx / 2;
        ct_builder_point(b, from.x + level, from.y);
    } else if (!beside && fabs(dx) > 1) {
        double level = fabs(dy) > fabs(dx) ? dy - copysign(fabs(dx), dy) : dy / 2;
        ct_builder_point(b, from.x, from.y + level);
    }
    ct_builder_point(b, to.x, to.y);
}

/* How far from the place the leader ends. */
static double end_gap(const ct_annotation *n) {
    ct_head head = n->annotation->head;
    if (n->on_symbol) return n->reach + SYMBOL_GAP;
    return n->reach + (head == CT_HEAD_ARROW ? ANCHOR_GAP : 0);
}

/* Cuts off what lies within `gap` px of the place, in which the line ends. */
static void end_before(ct_builder *b, point place, double gap) {
    size_t last = b->points - 1;
    while (last > 1 && hypot(b->x[last - 1] - place.x, b->y[last - 1] - place.y) < gap)
        last--;
    double x = b->x[last - 1], y = b->y[last - 1];
    double out = hypot(x - place.x, y - place.y),
           in = hypot(b->x[last] - place.x, b->y[last] - place.y);
    double share = out > in ? fmin(fmax((out - gap) / (out - in), 0), 1) : 1;
    b->x[last] = x + (b->x[last] - x) * share;
    b->y[last] = y + (b->y[last] - y) * share;
    b->points = last + 1;
}

/* The leader as a line from the text to the place; no parts where they are too near. */
ct_shape ct_note_leader(ct_arena *arena, const ct_annotation *n, ct_leader kind) {
    ct_builder b = ct_builder_start(arena, CT_LINE);
    double gap = end_gap(n);
    point to = { n->x, n->y }, from = leader_start(n, n->x, n->y);
    double length = hypot(to.x - from.x, to.y - from.y);
    bool inside = n->x > n->box.x0 && n->x < n->box.x1 && n->y > n->box.y0 && n->y < n->box.y1;
    if (kind == CT_LEADER_NONE || inside || !(length > gap + ANCHOR_GAP + 2))
        return ct_builder_take(&b);
    if (kind == CT_LEADER_CURVE)
        add_curve(&b, from, to);
    else if (kind == CT_LEADER_ELBOW)
        add_elbow(&b, n, from, to);
    else {
        ct_builder_point(&b, from.x, from.y);
        ct_builder_point(&b, to.x, to.y);
    }
    if (gap > 0) end_before(&b, to, gap);
    ct_builder_end_part(&b);
    return ct_builder_take(&b);
}

/* ---- heads ----------------------------------------------------------------------------------- */

/* The tip lies at the leader's end. The leader is seen through to it: no gap, no blunt end. */
static ct_shape head_shape(ct_arena *arena, const ct_shape *leader) {
    size_t last = leader->end[0] - 1, back = last;
    double x = leader->x[last], y = leader->y[last];
    while (back > leader->start &&
           hypot(x - leader->x[back], y - leader->y[back]) < HEAD_LENGTH * 0.8)
        back--;
    double dx = x - leader->x[back], dy = y - leader->y[back], length = hypot(dx, dy);
    ct_builder b = ct_builder_start(arena, CT_POLYGON);
    if (length > 0) {
        dx /= length;
        dy /= length;
        double bx = x - dx * HEAD_LENGTH, by = y - dy * HEAD_LENGTH;
        ct_builder_point(&b, x + dx * 0.5, y + dy * 0.5);
        ct_builder_point(&b, bx - dy * HEAD_HALF, by + dx * HEAD_HALF);
        ct_builder_point(&b, x - dx * HEAD_LENGTH * 0.75, y - dy * HEAD_LENGTH * 0.75);
        ct_builder_point(&b, bx + dy * HEAD_HALF, by - dx * HEAD_HALF);
        ct_builder_end_part(&b);
    }
    return ct_builder_take(&b);
}

/* The leader less its last bit, which the arrow head covers. */
static ct_shape without_tip(ct_arena *arena, const ct_shape *leader) {
    ct_shape copy = ct_shape_copy(arena, leader);
    ct_builder b = ct_builder_start(arena, CT_LINE);
    size_t last = leader->end[0] - 1, back = last;
    double x = leader->x[last], y = leader->y[last], cut = HEAD_LENGTH * 0.5;
    while (back > leader->start && hypot(x - leader->x[back], y - leader->y[back]) <= cut)
        back--;
    for (size_t i = leader->start; i <= back; i++)
        ct_builder_point(&b, leader->x[i], leader->y[i]);
    double length = hypot(x - leader->x[back], y - leader->y[back]);
    if (!(length > cut)) return copy;
    double share = (length - cut) / length;
    ct_builder_point(&b, leader->x[back] + (x - leader->x[back]) * share,
                     leader->y[back] + (y - leader->y[back]) * share);
    ct_builder_end_part(&b);
    return ct_builder_take(&b);
}

/* A dot on the leader's end. */
static ct_shape dot_shape(ct_arena *arena, const ct_shape *leader) {
    ct_builder b = ct_builder_start(arena, CT_POLYGON);
    size_t last = leader->end[0] - 1;
    for (int i = 0; i < DOT_POINTS; i++) {
        double turn = 2 * M_PI * i / DOT_POINTS;
        ct_builder_point(&b, leader->x[last] + DOT * cos(turn), leader->y[last] + DOT * sin(turn));
    }
    ct_builder_end_part(&b);
    return ct_builder_take(&b);
}

/* A short bar across the leader's end. */
static ct_shape bar_shape(ct_arena *arena, const ct_shape *leader) {
    ct_builder b = ct_builder_start(arena, CT_LINE);
    size_t last = leader->end[0] - 1;
    double x = leader->x[last], y = leader->y[last];
    double dx = x - leader->x[last - 1], dy = y - leader->y[last - 1], length = hypot(dx, dy);
    if (length > 0) {
        double ox = -dy / length * BAR, oy = dx / length * BAR;
        ct_builder_point(&b, x - ox, y - oy);
        ct_builder_point(&b, x + ox, y + oy);
        ct_builder_end_part(&b);
    }
    return ct_builder_take(&b);
}

/* ---- drawing --------------------------------------------------------------------------------- */

static void draw_rim(ct_scene *scene, const ct_annotation *n, const ct_shape *shape, double width) {
    ct_stroke rim = { .color = n->halo, .width = width, .cap = CT_CAP_BUTT, .join = CT_JOIN_ROUND };
    if (shape->parts) ct_scene_path(scene, &(ct_path){ .shape = *shape, .stroke = rim });
}

void ct_note_draw_leader(ct_scene *scene, const ct_annotation *n) {
    const ct_shape *leader = &n->leader;
    if (!leader->parts) return;
    ct_head kind = n->annotation->head;
    bool arrow = kind == CT_HEAD_ARROW, dot = kind == CT_HEAD_DOT && !(n->reach > 0);
    ct_shape line = arrow ? without_tip(scene->arena, leader) : *leader, head = { 0 };
    if (arrow) head = head_shape(scene->arena, leader);
    if (dot) head = dot_shape(scene->arena, leader);
    if (kind == CT_HEAD_BAR) head = bar_shape(scene->arena, leader);
    bool filled = head.parts && head.kind == CT_POLYGON;
    if (n->halo_width > 0) {
        draw_rim(scene, n, &line, n->line.width + 2 * RIM);
        draw_rim(scene, n, &head, filled ? 2 * RIM : n->line.width + 2 * RIM);
    }
    ct_scene_path(scene, &(ct_path){ .shape = line, .stroke = n->line });
    ct_path end = { .shape = head, .has_fill = filled, .fill = n->line.color };
    if (!filled) end.stroke = n->line;
    if (head.parts) ct_scene_path(scene, &end);
}
