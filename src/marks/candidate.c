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

/* px beyond what a candidate keeps free that its halo asks for, with half the gap between two. */
static double beyond(const ct_candidate *c, double pad) {
    return c->form ? fmax(c->form->halo + HALO_GAP / 2 - pad, 0) : 0;
}

/* Two names, set alike, one below the other with less air than lines of one name and its neighbour
 * have. */
static bool read_as_one(const ct_candidate *a, const ct_candidate *b) {
    if (!a->form || !b->form || a->dense || b->dense || a->has_leader || b->has_leader ||
        a->angle != 0 || b->angle != 0 || a->form->kind != b->form->kind)
        return false;
    double more = fmax(a->form->size, b->form->size), less = fmin(a->form->size, b->form->size);
    if (more - less > SIMILAR * more) return false;
    double width = fmin(a->box.x1 - a->box.x0, b->box.x1 - b->box.x0);
    double wide = fmin(a->box.x1, b->box.x1) - fmax(a->box.x0, b->box.x0);
    double air = fmax(a->box.y0, b->box.y0) - fmin(a->box.y1, b->box.y1);
    double line = fmin(a->form->leading, b->form->leading);
    return wide > OVERLAPPED * width && air < line * (more - less <= ALIKE * more ? AIR : AIR_LIKE);
}

bool ct_candidates_conflict(const ct_candidate *a, const ct_candidate *b) {
    ct_tile wide = ct_tile_grow(&a->tile,
                                beyond(a, a->tile.hw - (a->box.x1 - a->box.x0) / 2) +
                                    beyond(b, b->tile.hw - (b->box.x1 - b->box.x0) / 2),
                                beyond(a, a->tile.hh - (a->box.y1 - a->box.y0) / 2) +
                                    beyond(b, b->tile.hh - (b->box.y1 - b->box.y0) / 2));
    if (ct_tile_meets(&wide, &b->tile) || read_as_one(a, b)) return true;
    const double *l = a->leader, *m = b->leader;
    if (a->has_leader && ct_tile_crossed(&b->tile, l[0], l[1], l[2], l[3], 1)) return true;
    if (b->has_leader && ct_tile_crossed(&a->tile, m[0], m[1], m[2], m[3], 1)) return true;
    return a->has_leader && b->has_leader && ct_segments_meet(l, m);
}

ct_box ct_candidate_bound(const ct_candidate *candidate) {
    ct_box box = candidate->tile.bound;
    if (candidate->form) {
        double out = fmax(candidate->form->halo + HALO_GAP / 2, AIR / 2 * candidate->form->leading);
        if (candidate->angle != 0) out *= M_SQRT2;
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
