/* field.c - what labels keep away from, found by place; judges a candidate. */
#include "marks.h"

#include <math.h>

#define FRAME_INSET       2.0  /* px between the ink and the frame */
#define SYMBOL_GAP        1.0  /* px between the ink and a foreign symbol */
#define CELL              12.0 /* px of the grids of segments */
#define WIDE_CELL         48.0 /* of points and boxes, which are sought farther about */
#define NEAR_POINT        60.0 /* px within which foreign points are looked for */
#define COST_SOFT         0.12 /* a px of soft linework below a label */
#define COST_SOFT_LINE    0.6  /* below the name of a line, which would name that one too */
#define MOST_SOFT         14.0
#define COST_CROWDED      2.5 /* a foreign symbol right beside the label */
#define COST_CROWDED_AREA 4.0
#define CROWDED           8.0  /* px */
#define CROWDED_AREA      40.0 /* px about the name of an area, which needs more air */
#define COST_WRONG        200.0
#define COST_AMBIGUOUS    400.0
#define MOST_SEGMENTS     20000000

typedef struct segment {
    double ax, ay, bx, by, reach;
    ct_box box; /* with its reach */
} segment;

typedef struct segments {
    segment *items;
    size_t count, capacity;
    ct_grid *grid;
} segments;

struct ct_field {
    ct_arena *arena;
    const ct_obstacles *obstacles;
    const ct_label *labels;
    size_t count;
    ct_atlas *atlas; /* NULL: not asked for yet */
    segments hard, soft;
    ct_grid *boxes;
    ct_grid *points; /* of labels with a point */
    double point_reach;
};

static bool is_finite(double a, double b) { return isfinite(a) && isfinite(b); }

static ct_box box_of(const segment *s) {
    double x0 = s->ax < s->bx ? s->ax : s->bx, x1 = s->ax < s->bx ? s->bx : s->ax;
    double y0 = s->ay < s->by ? s->ay : s->by, y1 = s->ay < s->by ? s->by : s->ay;
    return (ct_box){ x0 - s->reach, y0 - s->reach, x1 + s->reach, y1 + s->reach };
}

static void add_segment(ct_field *f, segments *all, segment s) {
    if (!is_finite(s.ax, s.ay) || !is_finite(s.bx, s.by) || all->count >= MOST_SEGMENTS) return;
    s.box = box_of(&s);
    if (!ct_box_meets(s.box, f->obstacles->frame)) return;
    CT_GROW(f->arena, all->items, all->capacity, all->count);
    ct_grid_add(all->grid, s.box, (uint32_t)all->count);
    all->items[all->count++] = s;
}

/* As ct_box_meets, of boxes that are not empty. */
static inline bool meets(const ct_box *a, const ct_box *b) {
    return a->x0 <= b->x1 && b->x0 <= a->x1 && a->y0 <= b->y1 && b->y0 <= a->y1;
}

/* The segment passes too far from a tile to cross it: a turned one, grown by the segment's reach,
 * goes by up to √2 as much beyond its bound. */
static inline bool passes(const segment *s, const ct_tile *tile) {
    double more = s->reach; /* once more, which is over √2 in all */
    return s->box.x0 - more > tile->bound.x1 || s->box.x1 + more < tile->bound.x0 ||
           s->box.y0 - more > tile->bound.y1 || s->box.y1 + more < tile->bound.y0;
}

/* The segments of lines and outlines. */
static void add_shape(ct_field *f, segments *all, const ct_shape *s, double reach) {
    if (s->kind != CT_LINE && s->kind != CT_POLYGON) return;
    reach = reach > 0 && isfinite(reach) ? reach : 0;
    for (size_t part = 0; part < s->parts; part++) {
        size_t start = ct_part_start(s, part), end = ct_part_end(s, part);
        for (size_t i = start + 1; i < end; i++)
            add_segment(
                f, all,
                (segment){ s->x[i - 1], s->y[i - 1], s->x[i], s->y[i], reach, ct_box_empty() });
        if (s->kind == CT_POLYGON && end > start + 2)
            add_segment(f, all,
                        (segment){ s->x[end - 1], s->y[end - 1], s->x[start], s->y[start], reach,
                                   ct_box_empty() });
    }
}

static size_t points_in(const ct_shape *shapes, size_t count) {
    size_t points = 0;
    for (size_t i = 0; i < count; i++)
        points += ct_shape_points(&shapes[i]);
    return points;
}

ct_field *ct_field_new(const ct_obstacles *obstacles, const ct_label *labels, size_t count) {
    ct_arena *arena = ct_arena_new();
    ct_field *f = CT_NEW(arena, ct_field);
    f->arena = arena;
    f->obstacles = obstacles;
    f->labels = labels;
    f->count = count;
    f->hard.grid =
        ct_grid_new(obstacles->frame, CELL, points_in(obstacles->hard, obstacles->hard_count));
    f->soft.grid =
        ct_grid_new(obstacles->frame, CELL, points_in(obstacles->soft, obstacles->soft_count));
    f->points = ct_grid_new(obstacles->frame, WIDE_CELL, count);
    f->boxes = ct_grid_new(obstacles->frame, WIDE_CELL, obstacles->box_count);
    for (size_t i = 0; i < obstacles->box_count; i++)
        if (!ct_box_is_empty(obstacles->boxes[i]))
            ct_grid_add(f->boxes, obstacles->boxes[i], (uint32_t)i);
    if (count == 0) return f; /* nobody asks */
    for (size_t i = 0; i < obstacles->hard_count; i++)
        add_shape(f, &f->hard, &obstacles->hard[i],
                  obstacles->hard_reach ? obstacles->hard_reach[i] : 0);
    for (size_t i = 0; i < obstacles->soft_count; i++)
        add_shape(f, &f->soft, &obstacles->soft[i], 0);
    for (size_t i = 0; i < count; i++) {
        const ct_label *l = &labels[i];
        if (l->kind != CT_PLACE_POINT || !is_finite(l->x, l->y)) continue;
        ct_grid_add(f->points, (ct_box){ l->x, l->y, l->x, l->y }, (uint32_t)i);
        if (l->reach > f->point_reach) f->point_reach = fmin(l->reach, NEAR_POINT);
    }
    return f;
}

void ct_field_free(ct_field *field) {
    if (!field) return;
    ct_grid_free(field->hard.grid);
    ct_grid_free(field->soft.grid);
    ct_grid_free(field->points);
    ct_grid_free(field->boxes);
    ct_atlas_free(field->atlas);
    ct_arena_free(field->arena);
}

const ct_atlas *ct_field_atlas(ct_field *field) {
    if (!field->atlas) field->atlas = ct_atlas_new(field->obstacles, field->labels, field->count);
    return field->atlas;
}

ct_keep *ct_field_keep(const ct_field *field) { return field ? field->obstacles->keep : NULL; }

/* ---- the judgement ---------------------------------------------------------------------- */

/* px from the nearest of some boxes. */
static double distance_of(const ct_tile *tiles, size_t count, double x, double y) {
    double least = HUGE_VAL;
    for (size_t i = 0; i < count; i++)
        least = fmin(least, ct_tile_distance(&tiles[i], x, y));
    return least;
}

static bool is_in_frame(const ct_field *f, const ct_candidate *c) {
    ct_tile ink = ct_tile_of(c->box, c->angle);
    ct_box box = ct_box_grow(ink.bound, FRAME_INSET), frame = f->obstacles->frame;
    return box.x0 >= frame.x0 && box.y0 >= frame.y0 && box.x1 <= frame.x1 && box.y1 <= frame.y1;
}

static bool hits_box(ct_field *f, const ct_candidate *c, ct_box bound) {
    size_t count, own;
    const ct_tile *tiles = ct_candidate_tiles(c, &own);
    const uint32_t *near = ct_grid_find(f->boxes, bound, &count);
    for (size_t i = 0; i < count; i++) {
        ct_tile tile = ct_tile_of(f->obstacles->boxes[near[i]], 0);
        for (size_t k = 0; k < own; k++)
            if (ct_tile_meets(&tile, &tiles[k])) return true;
        const double *l = c->leader;
        if (c->has_leader && ct_tile_crossed(&tile, l[0], l[1], l[2], l[3], 1)) return true;
    }
    return false;
}

static bool hits_line(ct_field *f, const ct_candidate *c, ct_box bound) {
    size_t count, own;
    const ct_tile *tiles = ct_candidate_tiles(c, &own);
    const uint32_t *near = ct_grid_find(f->hard.grid, bound, &count);
    for (size_t i = 0; i < count; i++) {
        const segment *s = &f->hard.items[near[i]];
        if (!meets(&s->box, &bound)) continue;
        for (size_t k = 0; k < own; k++)
            if (!passes(s, &tiles[k]) &&
                ct_tile_crossed(&tiles[k], s->ax, s->ay, s->bx, s->by, s->reach))
                return true;
        const double other[4] = { s->ax, s->ay, s->bx, s->by };
        if (c->has_leader && ct_segments_meet(c->leader, other)) return true;
    }
    return false;
}

/* A hard line runs between the anchor and the middle of the label. */
static bool is_cut_off(ct_field *f, const ct_label *label, const ct_candidate *c) {
    const double way[4] = { label->x, label->y, c->tile.x, c->tile.y };
    ct_box box = ct_box_empty();
    ct_box_add(&box, way[0], way[1]);
    ct_box_add(&box, way[2], way[3]);
    size_t count;
    const uint32_t *near = ct_grid_find(f->hard.grid, box, &count);
    for (size_t i = 0; i < count; i++) {
        const segment *s = &f->hard.items[near[i]];
        const double other[4] = { s->ax, s->ay, s->bx, s->by };
        if (ct_segments_meet(way, other)) return true;
    }
    return false;
}

static double soft_cost(ct_field *f, const ct_candidate *c, bool of_line) {
    if (f->soft.count == 0) return 0;
    size_t count, own;
    const ct_tile *tiles = ct_candidate_tiles(c, &own);
    double length = 0;
    const uint32_t *near = ct_grid_find(f->soft.grid, c->tile.bound, &count);
    for (size_t i = 0; i < count; i++) {
        const segment *s = &f->soft.items[near[i]];
        if (!meets(&s->box, &c->tile.bound)) continue;
        for (size_t k = 0; k < own; k++)
            if (!passes(s, &tiles[k]))
                length += ct_tile_crossing(&tiles[k], s->ax, s->ay, s->bx, s->by);
    }
    return fmin(length * (of_line ? COST_SOFT_LINE : COST_SOFT), MOST_SOFT);
}

static bool leader_hits(const ct_candidate *c, double x, double y, double keep) {
    const double *l = c->leader;
    return c->has_leader && ct_segment_distance(x, y, l[0], l[1], l[2], l[3]) < keep;
}

/* Symbols that the label would hide, and points that it would seem to name. */
static int judge_points(ct_field *f, size_t index, ct_candidate *c, ct_box bound) {
    const ct_label *label = &f->labels[index];
    ct_tile straight;
    size_t ink_count, tile_count;
    const ct_tile *inks = ct_candidate_inks(c, &straight, &ink_count);
    double own =
        label->kind == CT_PLACE_POINT ? distance_of(inks, ink_count, label->x, label->y) : 0;
    double crowded = label->kind == CT_PLACE_AREA ? CROWDED_AREA : CROWDED;
    double look = fmin(fmax(own, f->point_reach + crowded), NEAR_POINT);
    size_t count;
    const uint32_t *near = ct_grid_find(f->points, ct_box_grow(bound, look), &count);
    int verdict = CT_FIT;
    double nearest = crowded;
    /* No halo over a foreign symbol: what is kept free is three quarters of it. */
    double gap = fmax(SYMBOL_GAP, (ct_candidate_tiles(c, &tile_count)->hh - inks->hh) * 4 / 3);
    for (size_t i = 0; i < count; i++) {
        const ct_label *other = &f->labels[near[i]];
        double away = distance_of(inks, ink_count, other->x, other->y);
        double reach = other->reach > 0 ? other->reach : 0;
        if (near[i] == index) {
            if (away < reach) return CT_FIT_NOT;
            continue;
        }
        if (away < reach + gap || leader_hits(c, other->x, other->y, reach + SYMBOL_GAP))
            return CT_FIT_NOT;
        bool same_spot = other->x == label->x && other->y == label->y;
        if (label->kind == CT_PLACE_POINT && !c->has_leader && away <= own && !same_spot)
            verdict |= CT_FIT_AMBIGUOUS;
        nearest = fmin(nearest, away - reach);
    }
    double dear = label->kind == CT_PLACE_AREA ? COST_CROWDED_AREA : COST_CROWDED;
    c->cost += dear * (crowded - nearest) / crowded;
    return verdict;
}

int ct_field_judge(ct_field *field, size_t index, ct_candidate *candidate) {
    const ct_label *label = &field->labels[index];
    if (!is_in_frame(field, candidate)) return CT_FIT_NOT;
    const ct_box bound = ct_candidate_bound(candidate);
    if (hits_box(field, candidate, bound) || hits_line(field, candidate, bound)) return CT_FIT_NOT;
    int verdict = judge_points(field, index, candidate, bound);
    if (verdict & CT_FIT_NOT) return CT_FIT_NOT;
    if (label->kind == CT_PLACE_POINT && !candidate->has_leader && field->hard.count &&
        is_cut_off(field, label, candidate))
        verdict |= CT_FIT_WRONG_SIDE;
    candidate->cost += soft_cost(field, candidate, label->kind == CT_PLACE_LINE);
    if (verdict & CT_FIT_WRONG_SIDE) candidate->cost += COST_WRONG;
    if (verdict & CT_FIT_AMBIGUOUS) candidate->cost += COST_AMBIGUOUS;
    return verdict;
}
