/* annotate_auto.c - annotations that say `side: auto`: all of them find their places together. */
#include "notes.h"

#include <math.h>
#include <string.h>

#define AIR            5.0   /* px about the words of one that another keeps off */
#define PLACE          3.0   /* px about a place that words keep off */
#define NARROW         0.68  /* of the wrap: the second way to set the words */
#define LEAST_WRAP     60.0  /* px */
#define SHORT          100.0 /* px: words that stay on one line */
#define COST_NARROW    0.8
#define COST_LEAN      1.5 /* of words that stand across to where they should, beside a line */
#define COST_SPOT      0.5 /* of each step from the best spot */
#define LEAST_LEAN     (-0.5)
#define COST_DRAWN     2.0   /* on a line that another annotation draws, */
#define TOUCH          3.0   /* px of it */
#define COST_GROUND    4.0   /* by the weight of what the words hide, 1: plain land */
#define COST_LINE      12.0  /* hard lines that the leader crosses */
#define COST_AGAIN     2.0   /* each time after the first */
#define COST_SYMBOL    40.0  /* a symbol that it crosses */
#define COST_NAMES     25.0  /* the places that it takes from a required name */
#define COST_LESSER    4.0   /* from another name */
#define COST_NO_NAME   500.0 /* all of them, or nearly */
#define COST_NO_LESSER 14.0
#define MOST_TAKEN     0.8
#define CELL           4.0 /* px of the grid that weighs the ground */
#define MOST_CELLS     60000.0

/* ---- the ways to place one ------------------------------------------------------------------- */

/* All variants of one annotation, each a candidate of the same number. */
typedef struct variants {
    ct_annotation *items;
    size_t count, capacity;
    ct_candidates places;
} variants;

typedef struct settling {
    ct_arena *arena;
    ct_fonts *fonts;
    const ct_note_room *room;
    const ct_obstacles *told; /* without the places of annotations */
    const ct_note_ask *asks;
    size_t count;
    ct_field *field; /* knows labels, then annotations */
    ct_raster raster;
    double *weights; /* a cell's */
    variants *all;
    ct_candidates *names; /* one a label: the places that are free for it without annotations */
} settling;

static void add_variant(settling *s, size_t index, const ct_annotation *n, double cost) {
    variants *v = &s->all[index];
    CT_GROW(s->arena, v->items, v->capacity, v->count);
    v->items[v->count++] = *n;
    ct_candidate c = { .box = n->box, .cost = cost, .rank = (int)v->places.count };
    ct_tile ink = ct_tile_of(n->box, 0);
    c.tile = ct_tile_grow(&ink, AIR, AIR);
    ct_candidates_add(s->arena, &v->places, &c);
}

/* Ways to stand about a place; `slide`: off the middle, along the side, a share of the words. */
static const struct {
    int dx, dy;
    double slide, cost;
} sides[] = {
    { 1, 0, 0, 0 },      { -1, 0, 0, 0.3 },    { 1, -1, 0, 0.6 },    { 1, 1, 0, 0.7 },
    { -1, -1, 0, 0.8 },  { -1, 1, 0, 0.9 },    { 0, -1, 0, 1.0 },    { 0, 1, 0, 1.2 },
    { 1, 0, -0.8, 1.3 }, { 1, 0, 0.8, 1.4 },   { -1, 0, -0.8, 1.5 }, { -1, 0, 0.8, 1.6 },
    { 0, -1, 0.3, 1.5 }, { 0, -1, -0.3, 1.5 }, { 0, 1, 0.3, 1.7 },   { 0, 1, -0.3, 1.7 }
};

static void slide(ct_annotation *n, int dx, double share) {
    double x = dx ? 0 : share * (n->box.x1 - n->box.x0),
           y = dx ? share * (n->box.y1 - n->box.y0) : 0;
    n->box = (ct_box){ n->box.x0 + x, n->box.y0 + y, n->box.x1 + x, n->box.y1 + y };
}

/* Words of what is drawn, at a side of each of its spots: towards where it leans, off itself. */
static void vary_spots(settling *s, size_t index, ct_annotation *n, int dx, int dy, double out,
                       double cost) {
    const ct_note_ask *ask = &s->asks[index];
    for (size_t i = 0; i < ask->spot_count; i++) {
        const ct_note_spot *spot = &ask->spots[i];
        double along = (dx * spot->lean_x + dy * spot->lean_y) / hypot(dx, dy);
        bool meets = false;
        ct_note_stand(n, spot->x, spot->y, dx, dy, out);
        for (size_t k = 0; k < n->box_count && !meets; k++)
            meets = ct_box_meets(n->box, n->boxes[k]);
        if (!meets && along > LEAST_LEAN)
            add_variant(s, index, n, 0.3 * cost + COST_LEAN * (1 - along) + COST_SPOT * (double)i);
    }
}

/* The sides about a place, best first, at growing distances, in two widths. */
static void vary_sides(settling *s, size_t index) {
    static const double far[] = { 1, 1.6, 0.6, 2.4, 3.4, 4.6 }, near[] = { 0, 4, 10 };
    const ct_note_ask *ask = &s->asks[index];
    bool badge = ask->spec->kind == CT_ANNOTATION_BADGE;
    bool pointing = ask->spec->leader != CT_LEADER_NONE;
    size_t steps = pointing ? CT_COUNT(far) : CT_COUNT(near);
    double offset = isfinite(ask->spec->offset) ? ask->spec->offset : 0;
    double wrap = ct_note_wrap(ask), width = 0;
    for (int narrow = 0; narrow < (badge ? 1 : 2); narrow++) {
        ct_annotation n;
        if (!ct_annotation_lay_out(s->arena, s->fonts, ask, &n)) return;
        double most = narrow ? fmax(fmin(wrap, width) * NARROW, LEAST_WRAP) : wrap;
        if (!badge) ct_note_set(&n, s->arena, s->fonts, ask->text, most);
        if (narrow && (width < SHORT || n.block.width >= width)) return; /* it cannot be narrower */
        width = n.block.width;
        for (size_t step = 0; step < steps; step++)
            for (size_t i = 0; i < CT_COUNT(sides); i++) {
                double out = pointing ? fmax(offset, 8) * far[step] : offset + near[step];
                double cost = sides[i].cost + 1.2 * (double)step + COST_NARROW * narrow;
                if (sides[i].slide != 0 && (!pointing || ask->spot_count)) continue;
                if (ask->spot_count) {
                    vary_spots(s, index, &n, sides[i].dx, sides[i].dy, out, cost);
                    continue;
                }
                ct_note_stand(&n, ask->x, ask->y, sides[i].dx, sides[i].dy, out + n.reach);
                slide(&n, sides[i].dx, sides[i].slide);
                if (badge) ct_note_badge(s->arena, ask, &n);
                n.leader = ct_note_leader(s->arena, &n, ask->spec->leader);
                add_variant(s, index, &n, cost);
            }
    }
}

static void vary(settling *s, size_t index) {
    if (s->asks[index].spec->kind != CT_ANNOTATION_BRACKET) {
        vary_sides(s, index);
        return;
    }
    for (int turned = 0; turned < 2; turned++) {
        ct_annotation n;
        if (ct_annotation_lay_out(s->arena, s->fonts, &s->asks[index], &n) &&
            ct_note_bracket(s->arena, s->fonts, &s->asks[index], turned, &n))
            add_variant(s, index, &n, turned);
    }
}

/* ---- what a place costs ---------------------------------------------------------------------- */

typedef struct brush {
    settling *s;
    double weight;
} brush;

static void paint(void *user, int row, int from, int to) {
    const brush *b = user;
    double *cells = b->s->weights + (size_t)row * (size_t)b->s->raster.columns;
    for (int i = from; i <= to; i++)
        if (cells[i] < b->weight) cells[i] = b->weight;
}

static void weigh_ground(settling *s) {
    s->raster = ct_raster_over(s->room->obstacles->frame, CELL, MOST_CELLS);
    s->weights = CT_ARRAY(s->arena, (size_t)s->raster.columns * (size_t)s->raster.rows, double);
    for (size_t i = 0; i < s->room->busy_count; i++) {
        const ct_busy *busy = &s->room->busy[i];
        brush b = { s, busy->weight };
        if (!ct_raster_holds(&busy->shape)) continue;
        if (busy->shape.kind == CT_POLYGON) ct_raster_fill(&s->raster, &busy->shape, paint, &b);
    }
}

/* The mean weight of the ground below a box. */
static double weight_below(const settling *s, ct_box box) {
    const ct_raster *r = &s->raster;
    double sum = 0;
    int count = 0;
    if (r->rows == 0) return 0;
    int x0 = (int)fmax(floor((box.x0 - r->box.x0) / r->cell), 0);
    int x1 = (int)fmin(floor((box.x1 - r->box.x0) / r->cell), r->columns - 1);
    int y0 = (int)fmax(floor((box.y0 - r->box.y0) / r->cell), 0);
    int y1 = (int)fmin(floor((box.y1 - r->box.y0) / r->cell), r->rows - 1);
    for (int y = y0; y <= y1; y++)
        for (int x = x0; x <= x1; x++, count++)
            sum += s->weights[(size_t)y * (size_t)r->columns + (size_t)x];
    return count ? sum / count : 0;
}

static size_t count_crossings(const ct_shape *line, const double seg[4]) {
    size_t count = 0;
    for (size_t part = 0; part < line->parts; part++)
        for (size_t i = ct_part_start(line, part) + 1; i < ct_part_end(line, part); i++) {
            const double other[4] = { line->x[i - 1], line->y[i - 1], line->x[i], line->y[i] };
            count += ct_segments_meet(seg, other);
        }
    return count;
}

static bool holds(ct_box box, double x, double y) {
    return x >= box.x0 && x <= box.x1 && y >= box.y0 && y <= box.y1;
}

/* What a leader costs by what it crosses; infinite where it may not. */
static double leader_cost(const settling *s, const ct_annotation *n) {
    const ct_obstacles *o = s->told;
    const ct_shape *l = &n->leader;
    double cost = 0;
    size_t crossings = 0;
    for (size_t i = l->start + 1; l->parts && i < l->end[0]; i++) {
        const double seg[4] = { l->x[i - 1], l->y[i - 1], l->x[i], l->y[i] };
        for (size_t k = 0; k < o->box_count; k++) {
            if (holds(o->boxes[k], n->x, n->y)) continue; /* of its own place */
            ct_tile tile = ct_tile_of(o->boxes[k], 0);
            if (ct_tile_crossed(&tile, seg[0], seg[1], seg[2], seg[3], 1)) return INFINITY;
        }
        for (size_t k = 0; k < o->hard_count; k++)
            crossings += count_crossings(&o->hard[k], seg);
        for (size_t k = 0; k < s->room->label_count; k++) {
            const ct_label *label = &s->room->labels[k];
            if (label->kind != CT_PLACE_POINT || (label->x == n->x && label->y == n->y)) continue;
            double away = ct_segment_distance(label->x, label->y, seg[0], seg[1], seg[2], seg[3]);
            if (away < label->reach + 2) cost += COST_SYMBOL;
        }
        for (size_t k = 0; k < s->count; k++) {
            const ct_note_ask *other = &s->asks[k];
            if (other->spec->leader == CT_LEADER_NONE ||
                hypot(other->x - n->x, other->y - n->y) < 2 * PLACE)
                continue;
            double away = ct_segment_distance(other->x, other->y, seg[0], seg[1], seg[2], seg[3]);
            if (away < fmax(other->reach, PLACE)) cost += COST_SYMBOL;
        }
    }
    if (crossings > 0) cost += COST_LINE + COST_AGAIN * (double)(crossings - 1);
    return cost;
}

/* Whether words or leader take a name's place. */
static bool takes(const ct_candidate *place, const ct_candidate *words, const ct_shape *leader) {
    if (ct_tile_meets(&place->tile, &words->tile)) return true;
    for (size_t i = leader->start + 1; leader->parts && i < leader->end[0]; i++)
        if (ct_tile_crossed(&place->tile, leader->x[i - 1], leader->y[i - 1], leader->x[i],
                            leader->y[i], 1))
            return true;
    return false;
}

/* The places that names lose. */
static double names_cost(const settling *s, const ct_candidate *words, const ct_annotation *n) {
    double cost = 0;
    for (size_t k = 0; k < s->room->label_count; k++) {
        const ct_candidates *free_places = &s->names[k];
        size_t taken = 0;
        for (size_t i = 0; i < free_places->count; i++)
            taken += takes(&free_places->items[i], words, &n->leader);
        if (taken == 0) continue;
        bool required = s->room->labels[k].required;
        double share = (double)taken / (double)free_places->count;
        cost += share * (required ? COST_NAMES : COST_LESSER);
        if (share > MOST_TAKEN) cost += required ? COST_NO_NAME : COST_NO_LESSER;
    }
    return cost;
}

/* The places about its point where each name could stand, were there no annotations. */
static void find_names(settling *s) {
    const ct_note_room *room = s->room;
    s->names = CT_ARRAY(s->arena, room->label_count, ct_candidates);
    for (size_t i = 0; i < room->label_count; i++) {
        const ct_label *label = &room->labels[i];
        if (label->kind != CT_PLACE_POINT || !label->text) continue;
        size_t forms;
        ct_label_form *form = ct_label_forms(s->arena, s->fonts, room->style, label, true, &forms);
        ct_candidates all = { 0 };
        if (forms) ct_candidates_point(s->arena, room->style, label, form, !label->required, &all);
        for (size_t k = 0; k < all.count; k++) {
            int verdict = ct_field_judge(s->field, i, &all.items[k]);
            if (!(verdict & (CT_FIT_NOT | CT_FIT_WRONG_SIDE)))
                ct_candidates_add(s->arena, &s->names[i], &all.items[k]);
        }
    }
}

/* What other annotations draw, under a box. */
static double drawn_below(const settling *s, ct_box box) {
    ct_tile words = ct_tile_of(ct_box_grow(box, TOUCH), 0);
    double crossing = 0;
    for (size_t i = 0; i < s->room->fixed_count; i++) {
        const ct_shape *l = &s->room->fixed[i].course;
        for (size_t part = 0; part < l->parts; part++)
            for (size_t k = ct_part_start(l, part) + 1; k < ct_part_end(l, part); k++)
                crossing += ct_tile_crossing(&words, l->x[k - 1], l->y[k - 1], l->x[k], l->y[k]);
    }
    return fmin(crossing / TOUCH, 1);
}

/* Drops the variants that cannot be, and prices the others. */
static void judge(settling *s, size_t index) {
    variants *v = &s->all[index];
    size_t kept = 0;
    for (size_t i = 0; i < v->count; i++) {
        ct_candidate c = v->places.items[i];
        const ct_annotation *n = &v->items[i];
        double before = c.cost;
        if (n->block.line_count &&
            (ct_field_judge(s->field, s->room->label_count + index, &c) & CT_FIT_NOT))
            continue;
        double leader = leader_cost(s, n);
        if (!isfinite(leader)) continue;
        c.cost += c.cost - before; /* what a name minds, several lines mind twice */
        c.cost += leader + names_cost(s, &c, n) + COST_GROUND * weight_below(s, n->box) +
                  COST_DRAWN * drawn_below(s, n->box);
        if (n->leader.parts) {
            size_t last = n->leader.end[0] - 1, first = n->leader.start;
            const double chord[4] = { n->leader.x[first], n->leader.y[first], n->leader.x[last],
                                      n->leader.y[last] };
            memcpy(c.leader, chord, sizeof chord);
            c.has_leader = true;
        }
        v->items[kept] = *n;
        v->places.items[kept++] = c;
    }
    v->count = v->places.count = kept;
}

/* ---- all together ---------------------------------------------------------------------------- */

/* The labels, then the annotations as labels: words without a leader are to be nearest to their own
 * place, as names are. */
static const ct_label *with_notes(settling *s) {
    const ct_note_room *room = s->room;
    ct_label *all = CT_ARRAY(s->arena, room->label_count + s->count, ct_label);
    if (room->label_count) memcpy(all, room->labels, room->label_count * sizeof *all);
    for (size_t i = 0; i < s->count; i++) {
        const ct_note_ask *ask = &s->asks[i];
        bool free_standing = ask->spec->leader == CT_LEADER_NONE;
        bool bracket = ask->spec->kind == CT_ANNOTATION_BRACKET || ask->spot_count > 1;
        all[room->label_count + i] =
            (ct_label){ .id = ask->spec->id,
                        .style = ask->style,
                        .kind = free_standing && !bracket ? CT_PLACE_POINT : CT_PLACE_AREA,
                        .x = ask->x,
                        .y = ask->y,
                        .reach = ask->reach };
    }
    return all;
}

/* What is there already, and the places that annotations point to. */
static ct_obstacles with_places(settling *s) {
    ct_obstacles all = *s->room->obstacles;
    ct_box *boxes = CT_ARRAY(s->arena, all.box_count + s->count, ct_box);
    if (all.box_count) memcpy(boxes, all.boxes, all.box_count * sizeof *boxes);
    for (size_t i = 0; i < s->count; i++) {
        const ct_note_ask *ask = &s->asks[i];
        double reach = fmax(ask->reach, PLACE);
        if (ask->spec->leader == CT_LEADER_NONE || ask->spec->kind == CT_ANNOTATION_BRACKET)
            continue;
        boxes[all.box_count++] =
            (ct_box){ ask->x - reach, ask->y - reach, ask->x + reach, ask->y + reach };
    }
    all.boxes = boxes;
    return all;
}

/* The cheapest variant that meets none of the other annotations; -1: none. */
static int beside_others(const ct_choice *items, size_t count, size_t index, const int *chosen) {
    int best = -1;
    for (size_t c = 0; c < items[index].count; c++) {
        const ct_candidate *own = &items[index].candidates[c];
        bool free_place = best < 0 || own->cost < items[index].candidates[best].cost;
        for (size_t k = 0; free_place && k < count; k++)
            if (k != index && chosen[k] >= 0)
                free_place = !ct_candidates_conflict(own, &items[k].candidates[chosen[k]]);
        if (free_place) best = (int)c;
    }
    return best;
}

/* One variant of each; required names are chosen places for with them, so that there is one for
 * each of them, wherever it will be. */
static int *choose(settling *s) {
    const ct_note_room *room = s->room;
    size_t most = s->count + room->label_count, count = s->count;
    ct_choice *items = CT_ARRAY(s->arena, most, ct_choice);
    int *chosen = CT_ARRAY(s->arena, most, int);
    for (size_t i = 0; i < s->count; i++)
        items[i] = (ct_choice){ .candidates = s->all[i].places.items,
                                .count = s->all[i].places.count,
                                .required = true };
    for (size_t i = 0; i < room->label_count; i++)
        if (room->labels[i].required && s->names[i].count > 0)
            items[count++] = (ct_choice){ .candidates = s->names[i].items,
                                          .count = s->names[i].count,
                                          .required = true };
    ct_choose(items, count, chosen);
    /* What finds none so is tried once more without the names, which may find others. */
    for (size_t i = 0; i < s->count; i++)
        if (chosen[i] < 0) chosen[i] = beside_others(items, s->count, i, chosen);
    return chosen;
}

/* A bent leader may run where its chord does not: straight then. */
static void straighten(settling *s, ct_annotation *notes) {
    for (size_t i = 0; i < s->count; i++) {
        ct_annotation *n = &notes[i];
        bool meets = false;
        for (size_t k = 0; k < s->count && n->leader.parts; k++) {
            ct_tile tile = ct_tile_of(ct_box_grow(notes[k].box, 2), 0);
            for (size_t p = n->leader.start + 1; k != i && p < n->leader.end[0]; p++) {
                const double seg[4] = { n->leader.x[p - 1], n->leader.y[p - 1], n->leader.x[p],
                                        n->leader.y[p] };
                meets |= ct_tile_crossed(&tile, seg[0], seg[1], seg[2], seg[3], 1) ||
                         count_crossings(&notes[k].leader, seg) > 0;
            }
        }
        if (meets) n->leader = ct_note_leader(s->arena, n, CT_LEADER_STRAIGHT);
    }
}

void ct_annotations_settle(ct_arena *arena, ct_fonts *fonts, const ct_note_room *room,
                           const ct_note_ask *asks, size_t count, ct_annotation *notes,
                           bool *settled) {
    ct_note_room own = *room;
    settling s = { .arena = arena,
                   .fonts = fonts,
                   .room = &own,
                   .told = room->obstacles,
                   .asks = asks,
                   .count = count };
    const ct_label *labels = with_notes(&s);
    const ct_obstacles obstacles = with_places(&s);
    own.obstacles = &obstacles;
    s.field = ct_field_new(&obstacles, labels, room->label_count + count);
    s.all = CT_ARRAY(arena, count, variants);
    weigh_ground(&s);
    find_names(&s);
    for (size_t i = 0; i < count; i++) {
        vary(&s, i);
        judge(&s, i);
    }
    int *chosen = choose(&s);
    for (size_t i = 0; i < count; i++) {
        settled[i] = chosen[i] >= 0;
        if (settled[i])
            notes[i] = s.all[i].items[chosen[i]];
        else
            (void)!ct_annotation_lay_out(arena, fonts, &asks[i], &notes[i]);
    }
    straighten(&s, notes);
    ct_field_free(s.field);
}
