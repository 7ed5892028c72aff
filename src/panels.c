/* panels.c - one map on several days: its frames, and labels that stay where they are from one to
 * the next. */
#include "pipeline.h"

#include <math.h>
#include <string.h>

/* ---- frames ---------------------------------------------------------------------------------- */

ct_scape *ct_panels_begin(ct_arena *arena, ct_fonts *fonts, ct_data *data, const ct_map *map,
                          const ct_request *request, size_t *count) {
    const ct_panels_spec *spec = &map->panels;
    *count = spec->count ? spec->count : 1;
    ct_scape *frames = CT_ARRAY(arena, *count, ct_scape);
    if (spec->count == 0) ct_scape_begin(frames, arena, fonts, data, map, request, "main");
    for (size_t i = 0; i < spec->count; i++) {
        ct_request own = *request;
        own.day = spec->days[i];
        ct_scape_begin(&frames[i], arena, fonts, data, map, &own,
                       ct_printf(arena, "panel-%zu", i + 1));
        frames[i].prefix = ct_printf(arena, "%s-", frames[i].id);
        frames[i].is_panel = true;
    }
    return frames;
}

void ct_panels_lint(const ct_scape *frames, size_t count, ct_report *report) {
    for (size_t i = 0; i < count && frames[i].is_panel; i++)
        for (size_t k = 0; k < frames[i].layer_count; k++)
            if (!frames[i].tables[k])
                ct_warn(report, frames[i].map->panels.place,
                        "panel %zu lacks layer '%s': data '%s' have nothing of %s", i + 1,
                        frames[i].layers[k]->id, frames[i].layers[k]->data.text,
                        ct_day_iso(frames[i].arena, frames[i].request.day));
}

bool ct_panels_titles(const ct_scape *frames, size_t count, const char *const **titles,
                      ct_report *report) {
    const ct_panels_spec *spec = &frames->map->panels;
    const ct_style *style = frames->map->style;
    const ct_text_class *text = ct_style_text(style, "panel-title");
    if (!text) text = ct_style_text(style, "subtitle");
    *titles = NULL;
    if (spec->count == 0) return true;
    bool good = true;
    const char **all = CT_ARRAY(frames->arena, count, const char *);
    for (size_t i = 0; i < count; i++)
        good &= ct_words_expand(frames->arena, &frames[i].naming,
                                spec->titles ? &spec->titles[i] : &spec->title, frames->fonts,
                                text ? &text->font : NULL, &all[i], report);
    *titles = all;
    return good;
}

/* ---- labels that several panels have --------------------------------------------------------- */

static const double SAME = 0.01; /* px */

/* A label of the frames: which one it is in each. */
typedef struct shared {
    ct_label **in; /* one a frame; NULL: not there, or hidden by furniture */
    bool varies;   /* a label of this id is another one elsewhere: each frame sees to its own */
} shared;

typedef struct together {
    ct_arena *arena;
    ct_scape *frames;
    size_t count;
    bool film;               /* they follow each other in one place */
    ct_obstacles *obstacles; /* one a frame */
    shared *items;
    size_t item_count;
    bool **placed; /* by frame and label: as one of the items */
} together;

/* From the first frame to another. */
static void offset_of(const together *t, size_t frame, double *dx, double *dy) {
    ct_box from = t->obstacles[0].frame, to = t->obstacles[frame].frame;
    *dx = to.x0 - from.x0;
    *dy = to.y0 - from.y0;
}

static bool same_shape(const ct_shape *a, const ct_shape *b, double dx, double dy) {
    if (a->kind != b->kind || a->parts != b->parts) return false;
    if (a->parts == 0) return true;
    size_t n = ct_shape_points(a);
    if (n != ct_shape_points(b)) return false;
    for (size_t i = 0; i < n; i++)
        if (!(fabs(a->x[a->start + i] + dx - b->x[b->start + i]) < SAME) ||
            !(fabs(a->y[a->start + i] + dy - b->y[b->start + i]) < SAME))
            return false;
    return true;
}

/* The same name at the same place of the map. `b` lies (dx, dy) from `a` on the page. */
static bool same_label(const ct_label *a, const ct_label *b, double dx, double dy) {
    return a->kind == b->kind && a->style == b->style && a->required == b->required &&
           ct_streq(a->id, b->id) && ct_streq(a->text, b->text) &&
           (a->kind != CT_PLACE_POINT ||
            (fabs(a->x + dx - b->x) < SAME && fabs(a->y + dy - b->y) < SAME)) &&
           same_shape(&a->area, &b->area, dx, dy);
}

static bool is_hidden(const together *t, size_t frame, const ct_label *label) {
    const ct_obstacles *o = &t->obstacles[frame];
    return label->kind == CT_PLACE_POINT &&
           ct_point_hidden(label->x, label->y, label->reach, o->covers, o->cover_count);
}

/* Matches the labels of a frame with those of the frames before it. They come in the same order but
 * for some that are not there. */
static void match_frame(together *t, size_t frame) {
    ct_scape *scape = &t->frames[frame];
    size_t before = t->item_count, next = 0;
    for (size_t i = 0; i < scape->label_count; i++) {
        ct_label *label = &scape->labels[i];
        shared *item = NULL;
        for (size_t k = 0; k < before && !item; k++) {
            shared *try = &t->items[(next + k) % before];
            size_t other = 0;
            while (!try->in[other])
                other++;
            double dx, dy, ox, oy;
            offset_of(t, frame, &dx, &dy);
            offset_of(t, other, &ox, &oy);
            if (other < frame && same_label(try->in[other], label, dx - ox, dy - oy)) {
                item = try;
                next = (next + k + 1) % before;
            }
        }
        if (is_hidden(t, frame, label)) continue;
        if (!item) {
            item = &t->items[t->item_count++];
            item->in = CT_ARRAY(t->arena, t->count, ct_label *);
        }
        item->in[frame] = label;
    }
}

/* ---- placed as on one map ----------------------------------------------------------------------
 */

static ct_shape moved(ct_arena *arena, const ct_shape *shape, double dx, double dy) {
    ct_shape copy = *shape;
    copy.sound = false;
    size_t end = shape->parts ? shape->end[shape->parts - 1] : 0;
    double *x = CT_ARRAY(arena, end, double), *y = CT_ARRAY(arena, end, double);
    for (size_t i = shape->start; i < end; i++) {
        x[i] = shape->x[i] + dx;
        y[i] = shape->y[i] + dy;
    }
    copy.x = x;
    copy.y = y;
    return copy;
}

static ct_box moved_box(ct_box box, double dx, double dy) {
    return (ct_box){ box.x0 + dx, box.y0 + dy, box.x1 + dx, box.y1 + dy };
}

/* Adds the shapes of one frame's list to those of the first, unless it holds one of them already
 * (the linework of most layers does not change). */
static size_t add_shapes(const together *t, size_t frame, const ct_shape *from, size_t count,
                         const double *reach, ct_shape *to, double *to_reach, size_t have) {
    double dx, dy;
    offset_of(t, frame, &dx, &dy);
    size_t before = have;
    for (size_t i = 0; i < count; i++) {
        bool there = false;
        for (size_t k = 0; k < before && !there; k++)
            there = same_shape(&to[k], &from[i], dx, dy);
        if (there) continue;
        if (to_reach) to_reach[have] = reach[i];
        to[have++] = moved(t->arena, &from[i], -dx, -dy);
    }
    return have;
}

static size_t add_box(ct_box *boxes, size_t count, ct_box box) {
    for (size_t i = 0; i < count; i++)
        if (boxes[i].x0 == box.x0 && boxes[i].y0 == box.y0 && boxes[i].x1 == box.x1 &&
            boxes[i].y1 == box.y1)
            return count;
    boxes[count] = box;
    return count + 1;
}

/* The boxes that labels keep off in any of the frames. Furniture stands in one panel alone, but in
 * all frames of a film. */
static void boxes_of_all(const together *t, ct_box *boxes, ct_obstacles *all) {
    double dx, dy;
    for (size_t i = 0; i < t->count && t->film; i++)
        for (size_t k = 0; k < t->obstacles[i].cover_count; k++)
            all->box_count = add_box(boxes, all->box_count, t->obstacles[i].boxes[k]);
    all->cover_count = all->box_count;
    for (size_t i = 0; i < t->count; i++) {
        const ct_obstacles *o = &t->obstacles[i];
        offset_of(t, i, &dx, &dy);
        for (size_t k = o->cover_count; k < o->box_count; k++)
            all->box_count = add_box(boxes, all->box_count, moved_box(o->boxes[k], -dx, -dy));
    }
    all->boxes = all->covers = boxes;
}

/* What a label must keep off in any of the frames. */
static ct_obstacles obstacles_of_all(const together *t) {
    ct_obstacles all = { .frame = t->obstacles[0].frame, .keep = t->obstacles[0].keep };
    size_t boxes = 0, hard = 0, soft = 0, land = 0;
    for (size_t i = 0; i < t->count; i++) {
        boxes += t->obstacles[i].box_count;
        hard += t->obstacles[i].hard_count;
        soft += t->obstacles[i].soft_count;
        land += t->obstacles[i].land_count;
    }
    ct_box *box = CT_ARRAY(t->arena, boxes, ct_box);
    ct_shape *hards = CT_ARRAY(t->arena, hard, ct_shape);
    ct_shape *softs = CT_ARRAY(t->arena, soft, ct_shape);
    ct_shape *lands = CT_ARRAY(t->arena, land, ct_shape);
    double *reach = CT_ARRAY(t->arena, hard, double);
    boxes_of_all(t, box, &all);
    for (size_t i = 0; i < t->count; i++) {
        const ct_obstacles *o = &t->obstacles[i];
        all.hard_count =
            add_shapes(t, i, o->hard, o->hard_count, o->hard_reach, hards, reach, all.hard_count);
        all.soft_count =
            add_shapes(t, i, o->soft, o->soft_count, NULL, softs, NULL, all.soft_count);
        all.land_count =
            add_shapes(t, i, o->land, o->land_count, NULL, lands, NULL, all.land_count);
    }
    all.hard = hards;
    all.hard_reach = reach;
    all.soft = softs;
    all.land = lands;
    return all;
}

static ct_label *first_of(const shared *item, size_t *frame) {
    *frame = 0;
    while (!item->in[*frame])
        (*frame)++;
    return item->in[*frame];
}

static void mark_varying(together *t) {
    size_t frame;
    for (size_t i = 0; i < t->item_count; i++)
        for (size_t k = 0; k < i; k++)
            if (ct_streq(first_of(&t->items[i], &frame)->id, first_of(&t->items[k], &frame)->id))
                t->items[i].varies = t->items[k].varies = true;
}

/* Gives the answer to a label, moved to where its own frame is. */
static void take_answer(ct_arena *arena, ct_label *label, const ct_label *answer, double dx,
                        double dy) {
    ct_label asked = *label;
    *label = *answer;
    label->x = asked.x;
    label->y = asked.y;
    label->area = asked.area;
    label->line = asked.line;
    label->pin = asked.pin;
    label->before = asked.before;
    label->repeats = asked.repeats;
    label->box = moved_box(answer->box, dx, dy);
    label->bend = ct_bend_copy(arena, answer->bend, dx, dy);
}

/* An area's name that lies well in its area nowhere on all the days may do so on some. */
static bool is_good(const ct_label *label) {
    const double TOO_STEEP = 30; /* degrees */
    return label->kind != CT_PLACE_AREA || label->state == CT_LABEL_DROPPED ||
           label->area.parts == 0 ||
           (ct_streq(label->position, "inside") &&
            !(label->bend && label->bend->steep > TOO_STEEP));
}

/* A name that has no place free of the lines of all frames of a film may have one in most. */
static bool is_tried_again(const together *t, const ct_label *label) {
    return t->film && label->state == CT_LABEL_DROPPED && !label->repeats;
}

/* Places all the labels as if they stood in the first frame. What finds no place is told later. */
static void place_shared(together *t) {
    ct_obstacles all = obstacles_of_all(t);
    ct_label *labels = CT_ARRAY(t->arena, t->item_count, ct_label);
    size_t frame, count = 0;
    double dx, dy;
    for (size_t i = 0; i < t->item_count; i++) {
        if (t->items[i].varies) continue;
        ct_label *label = &labels[count];
        t->items[count++] = t->items[i];
        *label = *first_of(&t->items[i], &frame);
        offset_of(t, frame, &dx, &dy);
        label->x -= dx;
        label->y -= dy;
        label->area = moved(t->arena, &label->area, -dx, -dy);
        if (label->line.parts) label->line = moved(t->arena, &label->line, -dx, -dy);
        if (frame > 0) label->before = NULL; /* it tells of another place of the page */
    }
    t->item_count = count;
    ct_report *silent = ct_report_new(NULL, NULL);
    ct_label_metrics metrics = { 0 };
    ct_labels_place(t->arena, t->frames->fonts, &t->frames->map->style->labels, &all, labels, count,
                    &metrics, silent);
    ct_report_free(silent);
    for (size_t i = 0; i < t->item_count; i++)
        for (size_t k = 0; k < t->count; k++) {
            if (!t->items[i].in[k] || !is_good(&labels[i]) || is_tried_again(t, &labels[i]))
                continue;
            offset_of(t, k, &dx, &dy);
            take_answer(t->arena, t->items[i].in[k], &labels[i], dx, dy);
            t->placed[k][t->items[i].in[k] - t->frames[k].labels] = true;
        }
}

/* ---- what one frame has to itself --------------------------------------------------------------
 */

/* It stands well in this frame: not dropped where it must be there, nor under furniture. */
static bool stands(const ct_obstacles *o, const ct_label *label) {
    if (label->state == CT_LABEL_DROPPED) return !label->required;
    ct_box bound = ct_box_grow(ct_tile_of(label->box, label->angle).bound, 2);
    for (size_t i = 0; i < o->cover_count; i++)
        if (ct_box_meets(bound, o->covers[i])) return false;
    return true;
}

/* The name of a sea, say, that has no bounds to be kept in: where furniture stands in its place, it
 * is better left out in this frame than moved who knows where. */
static bool is_loose(const ct_label *label) {
    return label->kind == CT_PLACE_AREA && label->area.parts == 0 && !label->required;
}

/* What another label must keep off a label that stands: letters, symbol, leader. */
static size_t boxes_of(const ct_label *label, ct_box *boxes) {
    enum { STEPS = 8 };
    size_t n = 0;
    double r = label->reach, leader[4];
    if (label->state == CT_LABEL_DROPPED) return 0;
    boxes[n++] = ct_box_grow(ct_tile_of(label->box, label->angle).bound, 2);
    if (label->kind != CT_PLACE_POINT) return n;
    boxes[n++] = (ct_box){ label->x - r, label->y - r, label->x + r, label->y + r };
    if (!ct_streq(label->position, "callout") ||
        !ct_label_leader(label->x, label->y, r, label->box, leader))
        return n;
    for (int i = 0; i < STEPS; i++) {
        double x0 = leader[0] + (leader[2] - leader[0]) * i / STEPS;
        double y0 = leader[1] + (leader[3] - leader[1]) * i / STEPS;
        double x1 = leader[0] + (leader[2] - leader[0]) * (i + 1) / STEPS;
        double y1 = leader[1] + (leader[3] - leader[1]) * (i + 1) / STEPS;
        boxes[n++] = (ct_box){ fmin(x0, x1), fmin(y0, y1), fmax(x0, x1), fmax(y0, y1) };
    }
    return n;
}
enum { MOST_BOXES = 10 };

/* In a film what moves none the less stays near where it was in the frame before. */
static void follow(const together *t, size_t frame, ct_label *label) {
    if (!t->film || frame == 0 || label->before) return;
    const ct_scape *last = &t->frames[frame - 1];
    for (size_t i = 0; i < last->label_count; i++) {
        const ct_label *was = &last->labels[i];
        if (was->state == CT_LABEL_DROPPED || !ct_streq(was->id, label->id) ||
            !ct_streq(was->text, label->text))
            continue;
        ct_label_before *before = CT_NEW(t->arena, ct_label_before);
        *before = (ct_label_before){ .x = (was->box.x0 + was->box.x1) / 2,
                                     .y = (was->box.y0 + was->box.y1) / 2,
                                     .w = was->box.x1 - was->box.x0,
                                     .h = was->box.y1 - was->box.y0,
                                     .angle = was->angle,
                                     .position = was->position,
                                     .rank = was->rank,
                                     .state = was->state };
        label->before = before;
        return;
    }
}

/* Places what does not stand well in this frame, about what does. */
static void place_rest(together *t, size_t frame, ct_report *report) {
    ct_scape *scape = &t->frames[frame];
    ct_obstacles o = t->obstacles[frame];
    ct_label *rest = CT_ARRAY(t->arena, scape->label_count, ct_label);
    size_t *index = CT_ARRAY(t->arena, scape->label_count, size_t), count = 0;
    size_t most = o.box_count + MOST_BOXES * scape->label_count;
    ct_box *boxes = CT_ARRAY(t->arena, most, ct_box);
    if (o.box_count) memcpy(boxes, o.boxes, o.box_count * sizeof *boxes);
    for (size_t i = 0; i < scape->label_count; i++) {
        ct_label *label = &scape->labels[i];
        bool good = t->placed[frame][i] && stands(&o, label);
        if (t->placed[frame][i] && !good && is_loose(label)) {
            label->state = CT_LABEL_DROPPED;
        } else if (!good) {
            index[count] = i;
            follow(t, frame, label);
            rest[count++] = *label;
        } else {
            o.box_count += boxes_of(label, boxes + o.box_count);
        }
    }
    o.boxes = boxes;
    if (count) {
        ct_label_metrics metrics = { 0 };
        ct_labels_place(t->arena, scape->fonts, &scape->map->style->labels, &o, rest, count,
                        &metrics, report);
    }
    for (size_t i = 0; i < count; i++)
        scape->labels[index[i]] = rest[i];
}

/* A name that would stand in some frames of a film alone, here and gone, stands in none. */
static void calm_down(together *t) {
    const double MOST = 0.75; /* of the frames that have it */
    for (size_t i = 0; i < t->item_count && t->film; i++) {
        size_t there = 0, placed = 0;
        bool required = false;
        for (size_t k = 0; k < t->count; k++) {
            const ct_label *label = t->items[i].in[k];
            if (!label) continue;
            there++;
            placed += label->state != CT_LABEL_DROPPED;
            required |= label->required;
        }
        for (size_t k = 0; k < t->count && !required && (double)placed < MOST * (double)there; k++)
            if (t->items[i].in[k]) t->items[i].in[k]->state = CT_LABEL_DROPPED;
    }
}

static void measure(together *t, size_t frame) {
    ct_scape *scape = &t->frames[frame];
    ct_obstacles o = t->obstacles[frame];
    ct_labels_measure(scape->labels, scape->label_count, o.frame, o.boxes, o.box_count,
                      &scape->metrics);
    ct_labels_measure_more(scape->labels, scape->label_count, &o, &scape->metrics);
    scape->metrics.over_optimum = NAN;
}

void ct_panels_place(ct_scape *frames, size_t count, ct_report *report) {
    if (count == 1) {
        ct_scape_place(frames, report);
        return;
    }
    ct_arena *arena = frames->arena;
    together t = { .arena = arena, .frames = frames, .count = count, .film = !frames->is_panel };
    size_t labels = 0;
    t.obstacles = CT_ARRAY(arena, count, ct_obstacles);
    t.placed = CT_ARRAY(arena, count, bool *);
    for (size_t i = 0; i < count; i++) {
        t.obstacles[i] = ct_scape_obstacles(&frames[i]);
        t.placed[i] = CT_ARRAY(arena, frames[i].label_count, bool);
        labels += frames[i].label_count;
    }
    t.items = CT_ARRAY(arena, labels, shared);
    for (size_t i = 0; i < count; i++)
        match_frame(&t, i);
    mark_varying(&t);
    if (t.item_count) place_shared(&t);
    for (size_t i = 0; i < count; i++)
        place_rest(&t, i, report);
    calm_down(&t);
    for (size_t i = 0; i < count; i++) {
        measure(&t, i);
        ct_scape_settle(&frames[i], report);
    }
}
