/* candidate.c - lists of places for labels, and which of two places exclude each other. */
#include "marks.h"

void ct_candidates_add(ct_arena *arena, ct_candidates *list, const ct_candidate *candidate) {
    CT_GROW(arena, list->items, list->capacity, list->count);
    list->items[list->count++] = *candidate;
}

bool ct_candidates_conflict(const ct_candidate *a, const ct_candidate *b) {
    if (ct_tile_meets(&a->tile, &b->tile)) return true;
    const double *l = a->leader, *m = b->leader;
    if (a->has_leader && ct_tile_crossed(&b->tile, l[0], l[1], l[2], l[3], 1)) return true;
    if (b->has_leader && ct_tile_crossed(&a->tile, m[0], m[1], m[2], m[3], 1)) return true;
    return a->has_leader && b->has_leader && ct_segments_meet(l, m);
}

ct_box ct_candidate_bound(const ct_candidate *candidate) {
    ct_box box = candidate->tile.bound;
    if (candidate->has_leader) {
        const double *l = candidate->leader;
        ct_box leader = ct_box_empty();
        ct_box_add(&leader, l[0], l[1]);
        ct_box_add(&leader, l[2], l[3]);
        box = ct_box_union(box, ct_box_grow(leader, 1));
    }
    return box;
}
