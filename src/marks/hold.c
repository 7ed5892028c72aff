/* hold.c - labels held where an editor, or an earlier map, has them. */
#include "marks.h"

#include <math.h>

#define MOVED       2.0   /* px: less is no move */
#define ALIKE       1.0   /* px: words set alike are as wide and as high */
#define FAR_OFF     18.0  /* px from the symbol: words beyond it need a leader */
#define COST_MOVE   60.0  /* above all that a better position saves one label */
#define COST_LEADER 150.0 /* of an earlier map's callout: it may return to its point */

/* ---- what an editor asks for ----------------------------------------------------------------- */

/* The point that a pin counts from: an area's and a line's is the middle of what is seen of it. */
static void anchor_of(const ct_label *label, double *x, double *y) {
    *x = label->x;
    *y = label->y;
    if (label->kind == CT_PLACE_POINT || label->area.parts == 0) return;
    ct_box box = ct_box_of(&label->area);
    *x = (box.x0 + box.x1) / 2;
    *y = (box.y0 + box.y1) / 2;
}

/* The position whose side of the point an offset lies on. */
static ct_position side_of(double dx, double dy) {
    static const ct_position sides[3][3] = { { CT_POS_TL, CT_POS_T, CT_POS_TR },
                                             { CT_POS_L, CT_POS_T, CT_POS_R },
                                             { CT_POS_BL, CT_POS_B, CT_POS_BR } };
    return sides[1 + (dy > 0) - (dy < 0)][1 + (dx > 0) - (dx < 0)];
}

/* The words' nearest side at an offset from the point; no offset along an axis: their middle. */
static ct_box box_by_side(const ct_label_form *form, int align, double x, double y, double dx,
                          double dy) {
    ct_box ink = form->ink[align];
    double w = ink.x1 - ink.x0, h = ink.y1 - ink.y0;
    double left = x + dx - (dx < 0 ? w : dx > 0 ? 0 : w / 2);
    double top = dy < 0 ? y + dy - h : dy > 0 ? y + dy : y - form->middle + ink.y0;
    return (ct_box){ left, top, left + w, top + h };
}

static int rank_of(const ct_labels_style *style, ct_position position) {
    for (int i = 0; i < CT_POS_COUNT; i++)
        if (style->order[i] == position) return i;
    return CT_POS_COUNT;
}

void ct_candidates_pinned(ct_arena *arena, const ct_labels_style *style, const ct_label *label,
                          const ct_label_form *form, ct_candidates *list) {
    const ct_pin_spec *pin = label->pin;
    ct_label at = *label;
    anchor_of(label, &at.x, &at.y);
    bool point = label->kind == CT_PLACE_POINT;
    if (!point) at.reach = 0;
    double dx = pin->has_offset ? pin->offset[0] : 0, dy = pin->has_offset ? pin->offset[1] : 0;
    ct_position position = pin->has_position ? pin->position : side_of(dx, dy);
    int align = ct_label_align(ct_position_names[position], false);
    ct_candidate c = { .form = form, .rank = rank_of(style, position), .cost = form->cost };
    if (pin->has_position) {
        ct_box box = ct_label_box_at(position, &at, form, fmax(style->gap, 0));
        c.box = (ct_box){ box.x0 + dx, box.y0 + dy, box.x1 + dx, box.y1 + dy };
    } else if (point) {
        c.box = box_by_side(form, align, at.x, at.y, dx, dy);
    } else { /* no symbol to stand beside: the middle of the words is held */
        c.box = box_by_side(form, 1, at.x + dx, at.y + dy, 0, 0);
    }
    c.position = point || pin->has_position ? ct_position_names[position] : "about";
    c.tile = ct_tile_of(c.box, 0);
    double away = ct_tile_distance(&c.tile, at.x, at.y);
    if (point && away > at.reach + FAR_OFF)
        c.has_leader = ct_label_leader(at.x, at.y, at.reach, c.box, c.leader);
    if (c.has_leader) c.position = "callout";
    c.tile = ct_tile_grow(&c.tile, form->pad_x, form->pad_y);
    c.dense = true; /* the editor has seen what stands near it */
    ct_candidates_add(arena, list, &c);
}

/* ---- what an earlier map had ----------------------------------------------------------------- */

static bool lies_inside(const ct_shape *area, const ct_tile *tile) {
    if (!ct_shape_contains(area, tile->x, tile->y)) return false;
    for (size_t part = 0; part < area->parts; part++) {
        size_t start = ct_part_start(area, part), end = ct_part_end(area, part);
        for (size_t i = start, j = end - 1; i < end; j = i++)
            if (ct_tile_crossed(tile, area->x[j], area->y[j], area->x[i], area->y[i], 0))
                return false;
    }
    return true;
}

void ct_candidates_kept(ct_arena *arena, const ct_label *label, const ct_label_form *form,
                        ct_candidates *list) {
    const ct_label_before *b = label->before;
    ct_box ink = form->ink[ct_label_align(b->position, b->x > label->x)];
    double w = ink.x1 - ink.x0, h = ink.y1 - ink.y0;
    if (b->state != CT_LABEL_CALLOUT && b->state != form->state) return;
    if (fabs(w - b->w) > ALIKE || fabs(h - b->h) > ALIKE) return;
    ct_candidate c = { .box = { b->x - w / 2, b->y - h / 2, b->x + w / 2, b->y + h / 2 },
                       .angle = b->angle,
                       .form = form,
                       .rank = b->rank,
                       .position = b->position,
                       .cost = form->cost + b->rank };
    c.tile = ct_tile_of(c.box, c.angle);
    if (ct_streq(b->position, "inside") && !lies_inside(&label->area, &c.tile)) return;
    if (b->state == CT_LABEL_CALLOUT) {
        c.has_leader = ct_label_leader(label->x, label->y, label->reach, c.box, c.leader);
        c.cost += COST_LEADER;
        if (!c.has_leader) return;
    }
    c.tile = ct_tile_grow(&c.tile, form->pad_x, form->pad_y);
    ct_candidates_add(arena, list, &c);
}

bool ct_label_moved(const ct_label *label, ct_box box) {
    const ct_label_before *b = label->before;
    return !(hypot((box.x0 + box.x1) / 2 - b->x, (box.y0 + box.y1) / 2 - b->y) <= MOVED);
}

void ct_candidate_weigh_move(const ct_label *label, ct_candidate *candidate) {
    if (label->before && ct_label_moved(label, candidate->box)) candidate->cost += COST_MOVE;
}
