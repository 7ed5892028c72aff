/* candidate.c - lists of places for labels, and which of two places exclude each other. */
#include "marks.h"

#include <math.h>

#define HALO_GAP   2.0  /* px between the halos of two names */
#define AIR        0.6  /* of a line, between names of one size, stacked */
#define ALIKE      0.02 /* of the size: names are of one size */
#define SIMILAR    0.2  /* of nearly one size */
#define AIR_LIKE   0.4  /* for these */
#define OVERLAPPED 0.5  /* of the narrower name: stacked */

void ct_candidates_add(ct_arena *arena, ct_candidates *list, const ct_candidate *candidate) {
    CT_GROW(arena, list->items, list->capacity, list->count);
    list->items[list->count++] = *candidate;
}

const ct_tile *ct_candidate_tiles(const ct_candidate *c, size_t *count) {
    *count = c->bend ? c->bend->count : 1;
    return c->bend ? c->bend->tiles : &c->tile;
}

static const ct_tile *inks_of(const ct_bend *bend, ct_box box, double angle, ct_tile *own,
                              size_t *count) {
    *count = bend ? bend->count : 1;
    if (bend) return bend->inks;
    *own = ct_tile_of(box, angle);
    return own;
}

const ct_tile *ct_candidate_inks(const ct_candidate *c, ct_tile *own, size_t *count) {
    return inks_of(c->bend, c->box, c->angle, own, count);
}

const ct_tile *ct_label_inks(const ct_label *label, ct_tile *own, size_t *count) {
    return inks_of(label->bend, label->box, label->angle, own, count);
}

ct_candidate ct_candidate_bent(const ct_label_form *form, const ct_bend *bend,
                               const char *position) {
    ct_candidate c = {
        .box = bend->bound, .form = form, .bend = bend, .position = position, .cost = form->cost
    };
    ct_tile tile = ct_tile_of(bend->bound, 0);
    c.tile = ct_tile_grow(&tile, form->pad_y, form->pad_y);
    return c;
}

/* px beyond what a candidate keeps free that its halo asks for, with half the gap between two. */
static double beyond(const ct_candidate *c, double pad) {
    return c->form ? fmax(c->form->halo + HALO_GAP / 2 - pad, 0) : 0;
}

/* Two names, set alike, one below the other with less air than lines of one name and its neighbour
 * have. */
static bool read_as_one(const ct_candidate *a, const ct_candidate *b) {
    if (!a->form || !b->form || a->dense || b->dense || a->has_leader || b->has_leader ||
        a->angle != 0 || b->angle != 0 || a->bend || b->bend || a->form->kind != b->form->kind)
        return false;
    double more = fmax(a->form->size, b->form->size), less = fmin(a->form->size, b->form->size);
    if (more - less > SIMILAR * more) return false;
    double width = fmin(a->box.x1 - a->box.x0, b->box.x1 - b->box.x0);
    double wide = fmin(a->box.x1, b->box.x1) - fmax(a->box.x0, b->box.x0);
    double air = fmax(a->box.y0, b->box.y0) - fmin(a->box.y1, b->box.y1);
    double line = fmin(a->form->leading, b->form->leading);
    return wide > OVERLAPPED * width && air < line * (more - less <= ALIKE * more ? AIR : AIR_LIKE);
}

/* What a candidate keeps free beside its ink (x) and above it (y). */
static double pad_x_of(const ct_candidate *c) {
    return c->bend ? c->form->pad_y : c->tile.hw - (c->box.x1 - c->box.x0) / 2;
}
static double pad_y_of(const ct_candidate *c) {
    return c->bend ? c->form->pad_y : c->tile.hh - (c->box.y1 - c->box.y0) / 2;
}

/* A box about all tiles of a bend: those at its ends have more air about the ink. */
static ct_box bound_of_tiles(const ct_candidate *c) {
    return ct_box_grow(c->bend->bound, c->form->pad_x + c->form->pad_y);
}

static bool tiles_meet(const ct_candidate *a, const ct_candidate *b) {
    size_t count, others;
    const ct_tile *tiles = ct_candidate_tiles(a, &count), *other = ct_candidate_tiles(b, &others);
    double dx = beyond(a, pad_x_of(a)) + beyond(b, pad_x_of(b));
    double dy = beyond(a, pad_y_of(a)) + beyond(b, pad_y_of(b));
    const ct_box all = b->bend ? bound_of_tiles(b) : b->tile.bound;
    for (size_t i = 0; i < count; i++) {
        ct_tile wide = ct_tile_grow(&tiles[i], dx, dy);
        if (wide.bound.x0 >= all.x1 || all.x0 >= wide.bound.x1 || wide.bound.y0 >= all.y1 ||
            all.y0 >= wide.bound.y1)
            continue;
        for (size_t k = 0; k < others; k++)
            if (ct_tile_meets(&wide, &other[k])) return true;
    }
    return false;
}

/* The leader of `a` runs over `b`. */
static bool is_led_over(const ct_candidate *a, const ct_candidate *b) {
    size_t count;
    const ct_tile *tiles = ct_candidate_tiles(b, &count);
    const double *l = a->leader;
    for (size_t i = 0; i < count && a->has_leader; i++)
        if (ct_tile_crossed(&tiles[i], l[0], l[1], l[2], l[3], 1)) return true;
    return false;
}

bool ct_candidates_conflict(const ct_candidate *a, const ct_candidate *b) {
    if (tiles_meet(a, b) || read_as_one(a, b)) return true;
    if (is_led_over(a, b) || is_led_over(b, a)) return true;
    const double *l = a->leader, *m = b->leader;
    return a->has_leader && b->has_leader && ct_segments_meet(l, m);
}

ct_box ct_candidate_bound(const ct_candidate *candidate) {
    ct_box box = candidate->tile.bound;
    if (candidate->form) {
        double out = fmax(candidate->form->halo + HALO_GAP / 2, AIR / 2 * candidate->form->leading);
        if (candidate->angle != 0 || candidate->bend) out *= M_SQRT2;
        ct_tile ink = ct_tile_of(candidate->box, candidate->angle);
        box = ct_box_union(box, ct_box_grow(ink.bound, out));
    }
    if (candidate->has_leader) {
        const double *l = candidate->leader;
        ct_box leader = ct_box_empty();
        ct_box_add(&leader, l[0], l[1]);
        ct_box_add(&leader, l[2], l[3]);
        box = ct_box_union(box, ct_box_grow(leader, 1));
    }
    return box;
}

void ct_basis_form(ct_buffer *key, const ct_label_form *form) {
    const double numbers[] = { form->scale,   form->tracking, form->state, form->cost,
                               form->leading, form->middle,   form->pad_x, form->pad_y,
                               form->size,    form->halo,     form->kind };
    ct_buffer_append(key, numbers, sizeof numbers);
    for (size_t i = 0; i < CT_COUNT(form->ink); i++)
        ct_basis_box(key, form->ink[i]);
    ct_basis_count(key, form->line_count);
    for (size_t i = 0; i < form->line_count; i++) {
        ct_basis_text(key, form->lines[i]);
        ct_basis_number(key, form->set[i].width);
    }
    ct_basis_count(key, form->letter_count);
    for (size_t i = 0; i < form->letter_count; i++) {
        const ct_letter *l = &form->letters[i];
        const double places[] = { l->dx, l->width, l->rtl };
        ct_basis_text(key, l->text);
        ct_buffer_append(key, places, sizeof places);
    }
}
