/* beside.c - places for an area's name about its outline, where there is no room inside. */
#include "marks.h"

#include <math.h>

#define GAP          4.0  /* px between the outline and the ink */
#define CLEAR        1.5  /* px between the ink and any outline of the area */
#define NEAR         7.0  /* px about the name in which another area's outline confuses */
#define JOIN         14.0 /* px: parts nearer than this to each other are one group of islands */
#define LEVELS       7    /* along each side */
#define COST_BESIDE  26.0 /* above all that is inside at full size, and most that is shrunk */
#define COST_LEVEL   5.0  /* at the end of a side rather than at its middle */
#define COST_FOREIGN 60.0 /* wholly on an area that has a name of its own */
#define COST_NEAR    6.0  /* touching one */
#define COST_LAND    10.0 /* wholly on other land */
#define MOST_FOREIGN 0.3  /* share of a name on such: with more it would name them */

typedef enum side { RIGHT, LEFT, BELOW, ABOVE, SIDES } side;

static const double side_cost[SIDES] = { 0, 1, 1.5, 1.5 };

/* ---- the group of parts that the name stands by ------------------------------------------ */

static ct_box box_of_part(const ct_shape *s, size_t part) {
    ct_box box = ct_box_empty();
    for (size_t i = ct_part_start(s, part); i < ct_part_end(s, part); i++)
        ct_box_add(&box, s->x[i], s->y[i]);
    return box;
}

static size_t largest_part(const ct_shape *s) {
    size_t best = 0;
    double most = -1;
    for (size_t part = 0; part < s->parts; part++) {
        size_t start = ct_part_start(s, part), end = ct_part_end(s, part);
        double area = fabs(ct_ring_area(s->x + start, s->y + start, end - start));
        if (area > most) {
            most = area;
            best = part;
        }
    }
    return best;
}

/* The largest part and all that hang together with it at less than `join` px. */
static ct_shape group_of(ct_arena *scratch, const ct_shape *s, double join) {
    bool *in = CT_ARRAY(scratch, s->parts, bool);
    ct_box *boxes = CT_ARRAY(scratch, s->parts, ct_box);
    size_t *queue = CT_ARRAY(scratch, s->parts, size_t), count = 0;
    for (size_t part = 0; part < s->parts; part++)
        boxes[part] = box_of_part(s, part);
    queue[count++] = largest_part(s);
    in[queue[0]] = true;
    for (size_t k = 0; k < count; k++)
        for (size_t part = 0; part < s->parts; part++) {
            if (in[part] || !ct_box_meets(ct_box_grow(boxes[queue[k]], join), boxes[part]))
                continue;
            in[part] = true;
            queue[count++] = part;
        }
    ct_builder b = ct_builder_start(scratch, CT_POLYGON);
    for (size_t part = 0; part < s->parts; part++) {
        if (!in[part]) continue;
        for (size_t i = ct_part_start(s, part); i < ct_part_end(s, part); i++)
            ct_builder_point(&b, s->x[i], s->y[i]);
        ct_builder_end_part(&b);
    }
    return ct_builder_take(&b);
}

/* How far a group reaches in x (or, `upright` false, in y) within a band of the other axis. */
static bool reach_in_band(const ct_shape *s, bool upright, double low, double high, double *least,
                          double *most) {
    const double *across = upright ? s->y : s->x, *along = upright ? s->x : s->y;
    *least = HUGE_VAL;
    *most = -HUGE_VAL;
    for (size_t part = 0; part < s->parts; part++) {
        size_t start = ct_part_start(s, part), end = ct_part_end(s, part);
        for (size_t i = start, j = end - 1; i < end; j = i++) {
            double a = across[j], b = across[i], d = b - a;
            if (fmax(a, b) < low || fmin(a, b) > high) continue;
            double t0 = d != 0.0 ? (low - a) / d : 0, t1 = d != 0.0 ? (high - a) / d : 1;
            const double ends[2] = { fmin(fmax(fmin(t0, t1), 0), 1), fmin(fmax(t0, t1), 1) };
            for (int k = 0; k < 2; k++) {
                double at = along[j] + (along[i] - along[j]) * fmax(ends[k], 0);
                *least = fmin(*least, at);
                *most = fmax(*most, at);
            }
        }
    }
    return *least <= *most;
}

/* ---- places ------------------------------------------------------------------------------ */

/* The box that hugs the group from a side; `level` from -1 to 1 along it, 0 in its middle. */
static bool box_beside(const ct_shape *group, ct_box around, side where, double level,
                       const ct_label_form *form, ct_box *box) {
    double w = form->ink[1].x1 - form->ink[1].x0, h = form->ink[1].y1 - form->ink[1].y0;
    bool upright = where == RIGHT || where == LEFT;
    double x = (around.x0 + around.x1) / 2 + level * (around.x1 - around.x0) / 2 - w / 2;
    double y = (around.y0 + around.y1) / 2 + level * (around.y1 - around.y0) / 2 - h / 2;
    double low = (upright ? y : x) - GAP, high = (upright ? y + h : x + w) + GAP, least, most;
    if (!reach_in_band(group, upright, low, high, &least, &most)) return false;
    if (where == RIGHT) x = most + GAP;
    if (where == LEFT) x = least - GAP - w;
    if (where == BELOW) y = most + GAP;
    if (where == ABOVE) y = least - GAP - h;
    *box = (ct_box){ x, y, x + w, y + h };
    return true;
}

/* Clear of all of the area, other islands too. */
static bool is_clear(const ct_shape *seen, ct_box box) {
    ct_tile tile = ct_tile_of(box, 0);
    for (size_t part = 0; part < seen->parts; part++) {
        size_t start = ct_part_start(seen, part), end = ct_part_end(seen, part);
        for (size_t i = start, j = end - 1; i < end; j = i++)
            if (ct_tile_crossed(&tile, seen->x[j], seen->y[j], seen->x[i], seen->y[i], CLEAR))
                return false;
    }
    return !ct_shape_contains(seen, tile.x, tile.y);
}

/* Who asks, and what of the area is seen. */
typedef struct search {
    ct_arena *arena;
    const ct_label *label;
    const ct_label_form *form;
    const ct_seeker *seeker;
    ct_shape seen;
    ct_candidates *list;
} search;

/* What a place costs for what it stands on and by; HUGE_VAL where it would name another area. */
static double cost_of_ground(const ct_seeker *seeker, ct_box box) {
    if (!seeker->field) return 0;
    const ct_atlas *atlas = ct_field_atlas(seeker->field);
    ct_atlas_share on = ct_atlas_look(atlas, seeker->index, box);
    ct_atlas_share by = ct_atlas_look(atlas, seeker->index, ct_box_grow(box, NEAR));
    if (on.foreign > MOST_FOREIGN || by.foreign > by.own) return HUGE_VAL;
    return COST_FOREIGN * on.foreign + COST_LAND * on.land + (by.foreign > 0 ? COST_NEAR : 0);
}

static void add_beside(const search *s, ct_box box, double cost) {
    cost += cost_of_ground(s->seeker, box);
    if (cost >= HUGE_VAL || !is_clear(&s->seen, box)) return;
    ct_candidate c = { .box = box, .form = s->form, .position = "beside" };
    ct_tile tile = ct_tile_of(box, 0);
    c.tile = ct_tile_grow(&tile, fmin(s->form->pad_x, GAP), fmin(s->form->pad_y, GAP));
    c.cost = COST_BESIDE + cost + s->form->cost;
    c.rank = (int)fmin(c.cost / 4, 98);
    ct_candidates_add(s->arena, s->list, &c);
}

static bool touches_edge(ct_box box, ct_box frame) {
    return box.x0 <= frame.x0 + 0.5 || box.y0 <= frame.y0 + 0.5 || box.x1 >= frame.x1 - 0.5 ||
           box.y1 >= frame.y1 - 0.5;
}

static void add_about_group(const search *s, const ct_shape *group) {
    ct_box around = ct_box_of(group);
    for (int where = 0; where < SIDES; where++)
        for (int k = 0; k < LEVELS; k++) {
            double level = 2.0 * k / (LEVELS - 1) - 1;
            ct_box box;
            if (box_beside(group, around, (side)where, level, s->form, &box))
                add_beside(s, box, side_cost[where] + COST_LEVEL * fabs(level));
        }
}

void ct_candidates_beside(ct_arena *arena, const ct_label *label, const ct_label_form *form,
                          ct_box frame, const ct_seeker *seeker, ct_candidates *list) {
    if (label->area.kind != CT_POLYGON || !ct_raster_holds(&label->area)) return;
    ct_arena *scratch = ct_arena_new();
    search s = { arena, label, form, seeker, ct_clip(scratch, &label->area, frame), list };
    if (s.seen.parts) {
        ct_shape group = group_of(scratch, &s.seen, JOIN), alone = group_of(scratch, &s.seen, 0);
        /* of an area that the frame cuts off, nobody can see which it is */
        if (label->required || !touches_edge(ct_box_of(&group), frame)) {
            add_about_group(&s, &group);
            if (alone.parts < group.parts) add_about_group(&s, &alone);
        }
    }
    ct_arena_free(scratch);
}
