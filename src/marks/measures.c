/* measures.c - what labels cross, leave and keep to, measured from the answers alone. */
#include "marks.h"

#include <math.h>

static bool is_placed(const ct_label *label) { return label->state != CT_LABEL_DROPPED; }

static ct_tile tile_of(const ct_label *label) { return ct_tile_of(label->box, label->angle); }

/* ---- lines that no label may cross ----------------------------------------------------------- */

/* A side of a line or of an area's outline; `user` is the caller's. False ends the walk. */
typedef bool side_fn(void *user, double ax, double ay, double bx, double by);

static bool walk(const ct_shape *s, side_fn *fn, void *user) {
    for (size_t part = 0; part < s->parts; part++) {
        size_t start = ct_part_start(s, part), end = ct_part_end(s, part);
        for (size_t i = start + 1; i < end; i++)
            if (!fn(user, s->x[i - 1], s->y[i - 1], s->x[i], s->y[i])) return false;
        if (s->kind == CT_POLYGON && end > start + 2 &&
            !fn(user, s->x[end - 1], s->y[end - 1], s->x[start], s->y[start]))
            return false;
    }
    return true;
}

/* A label's words: tiles of ink, and what holds them all. */
typedef struct words {
    ct_tile own;
    const ct_tile *inks;
    size_t count;
    ct_box bound;
} words;

static void find_words(const ct_label *label, words *w) {
    w->inks = ct_label_inks(label, &w->own, &w->count);
    w->bound = ct_box_empty();
    for (size_t i = 0; i < w->count; i++)
        w->bound = ct_box_union(w->bound, w->inks[i].bound);
}

/* `user`: words. */
static bool misses_words(void *user, double ax, double ay, double bx, double by) {
    const words *w = user;
    if ((ax < w->bound.x0 && bx < w->bound.x0) || (ax > w->bound.x1 && bx > w->bound.x1) ||
        (ay < w->bound.y0 && by < w->bound.y0) || (ay > w->bound.y1 && by > w->bound.y1))
        return true;
    for (size_t i = 0; i < w->count; i++)
        if (ct_tile_crossed(&w->inks[i], ax, ay, bx, by, 0)) return false;
    return true;
}

static bool misses_leader(void *user, double ax, double ay, double bx, double by) {
    const double side[4] = { ax, ay, bx, by };
    return !ct_segments_meet(user, side);
}

static bool has_leader(const ct_label *l, double leader[4]) {
    return l->state == CT_LABEL_CALLOUT && ct_label_leader(l->x, l->y, l->reach, l->box, leader);
}

static bool crosses_front(const ct_label *label, const ct_obstacles *obstacles) {
    words own;
    find_words(label, &own);
    double leader[4];
    bool led = has_leader(label, leader);
    for (size_t i = 0; i < obstacles->hard_count; i++) {
        const ct_shape *line = &obstacles->hard[i];
        if (line->kind != CT_LINE && line->kind != CT_POLYGON) continue;
        if (!walk(line, misses_words, &own) || (led && !walk(line, misses_leader, leader)))
            return true;
    }
    return false;
}

static bool leaves(const ct_label *label, ct_box frame) {
    ct_box b = tile_of(label).bound;
    return !(b.x0 >= frame.x0 && b.y0 >= frame.y0 && b.x1 <= frame.x1 && b.y1 <= frame.y1);
}

/* ---- leaders --------------------------------------------------------------------------------- */

/* Pairs of a leader and another leader, or another label's words. */
static size_t leader_crossings(const ct_label *labels, size_t count) {
    size_t crossings = 0;
    for (size_t i = 0; i < count; i++) {
        double one[4], other[4];
        if (!has_leader(&labels[i], one)) continue;
        for (size_t k = 0; k < count; k++) {
            if (k == i || !is_placed(&labels[k])) continue;
            words own;
            find_words(&labels[k], &own);
            crossings += !misses_words(&own, one[0], one[1], one[2], one[3]);
            crossings += k > i && has_leader(&labels[k], other) && ct_segments_meet(one, other);
        }
    }
    return crossings;
}

/* ---- areas ----------------------------------------------------------------------------------- */

/* No side of the area runs through the words, and their middle lies in it. */
static bool lies_inside(const ct_label *label) {
    words own;
    find_words(label, &own);
    const ct_tile *middle = own.inks + own.count / 2;
    return ct_shape_contains(&label->area, middle->x, middle->y) &&
           walk(&label->area, misses_words, &own);
}

/* ---- moves ----------------------------------------------------------------------------------- */

/* Words and what is hard keep about so far from each other: px beside, and above and below. */
static const double CLEAR_X = 4, CLEAR_Y = 2.5;

/* A hard line runs between a point and where its name was: it would stand on the other side. */
static bool is_cut_off(const ct_label *label, const ct_obstacles *obstacles) {
    double way[4] = { label->x, label->y, label->before->x, label->before->y };
    if (label->kind != CT_PLACE_POINT) return false;
    for (size_t i = 0; i < obstacles->hard_count; i++)
        if (!walk(&obstacles->hard[i], misses_leader, way)) return true;
    return false;
}

/* Something hard has come to where an earlier map had the label. */
static bool is_taken(const ct_label *label, const ct_obstacles *obstacles) {
    const ct_label_before *b = label->before;
    double hw = b->w / 2 + CLEAR_X, hh = b->h / 2 + CLEAR_Y;
    ct_label was = { .kind = label->kind,
                     .state = CT_LABEL_PLACED,
                     .angle = b->angle,
                     .box = { b->x - hw, b->y - hh, b->x + hw, b->y + hh } };
    ct_tile tile = tile_of(&was);
    for (size_t i = 0; i < obstacles->box_count; i++) {
        ct_tile box = ct_tile_of(obstacles->boxes[i], 0);
        if (!ct_box_is_empty(obstacles->boxes[i]) && ct_tile_meets(&tile, &box)) return true;
    }
    return leaves(&was, obstacles->frame) || crosses_front(&was, obstacles) ||
           is_cut_off(label, obstacles);
}

void ct_labels_measure_more(const ct_label *labels, size_t count, const ct_obstacles *obstacles,
                            ct_label_metrics *metrics) {
    size_t areas = 0, inside = 0, known = 0, moved = 0, moved_free = 0;
    metrics->front_crossings = metrics->frame_exits = 0;
    for (size_t i = 0; i < count; i++) {
        const ct_label *label = &labels[i];
        if (!is_placed(label)) continue;
        metrics->front_crossings += crosses_front(label, obstacles);
        metrics->frame_exits += leaves(label, obstacles->frame);
        if (label->kind == CT_PLACE_AREA && label->area.kind == CT_POLYGON) {
            areas++;
            inside += lies_inside(label);
        }
        if (label->before) {
            known++;
            bool has_moved = ct_label_moved(label, label->box);
            moved += has_moved;
            moved_free += has_moved && !is_taken(label, obstacles);
        }
    }
    metrics->leader_crossings = leader_crossings(labels, count);
    metrics->inside = areas ? (double)inside / (double)areas : 1;
    metrics->moved = known ? (double)moved / (double)known : NAN;
    metrics->moved_free = known ? (double)moved_free / (double)known : NAN;
}
