/* mend.c - a polygon whose rings cross or overlap as one whose rings do not. */
#include <math.h>
#include <stdlib.h>

#include "geom.h"

/* A point inside each face of all the rings' edges; what holds of it holds of the face. */
typedef struct witness {
    double x, y;
    size_t face,
        member;  /* 1 + the shell in which it lies, if in none of that shell's holes; or 0 */
    int winding; /* of the ring that goes round */
    bool kept;
} witness;

typedef struct crowd {
    witness *items; /* by y */
    size_t count;
} crowd;

static int compare_witnesses(const void *a, const void *b) {
    const witness *p = a, *q = b;
    if (p->y != q->y) return p->y < q->y ? -1 : 1;
    return (p->face > q->face) - (p->face < q->face);
}

static size_t first_from(const crowd *c, double y) {
    size_t low = 0, high = c->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (c->items[middle].y < y)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static crowd gather(ct_arena *scratch, const ct_shape *faces, size_t count) {
    crowd c = { CT_ARRAY(scratch, count, witness), 0 };
    for (size_t f = 0; f < count; f++) {
        witness w = { .face = f };
        if (ct_shape_inside(&faces[f], &w.x, &w.y)) c.items[c.count++] = w;
    }
    qsort(c.items, c.count, sizeof *c.items, compare_witnesses);
    return c;
}

/* Counts an edge for the witnesses to whose right it passes (Sunday 2001: up adds, down takes). */
static void pass(crowd *c, double ax, double ay, double bx, double by) {
    double low = fmin(ay, by), high = fmax(ay, by);
    for (size_t i = first_from(c, low); i < c->count && c->items[i].y < high; i++) {
        witness *w = &c->items[i];
        if (w->x < ax + (w->y - ay) / (by - ay) * (bx - ax)) w->winding += by > ay ? 1 : -1;
    }
}

/* Leaves in `winding` how often ring p goes round each witness of [*first, *last). */
static void wind(crowd *c, const ct_shape *s, size_t p, size_t *first, size_t *last) {
    size_t from = ct_part_start(s, p), to = s->end[p];
    double low = INFINITY, high = -INFINITY;
    for (size_t i = from; i < to; i++) {
        low = fmin(low, s->y[i]);
        high = fmax(high, s->y[i]);
    }
    *first = first_from(c, low);
    *last = first_from(c, high);
    for (size_t i = *first; i < *last; i++)
        c->items[i].winding = 0;
    for (size_t i = from, j = to - 1; *first < *last && i < to; j = i++)
        pass(c, s->x[j], s->y[j], s->x[i], s->y[i]);
}

/* Rings chained by member: heads and nexts are 1 + ring; 0 ends. */
typedef struct chain {
    size_t *head, *next;
} chain;

static chain chain_rings(ct_arena *scratch, size_t count, const size_t *member, const bool *hole,
                         bool holes) {
    chain c = { CT_ARRAY(scratch, count, size_t), CT_ARRAY(scratch, count, size_t) };
    for (size_t p = count; p-- > 0;) {
        if (hole[p] != holes) continue;
        c.next[p] = c.head[member[p]];
        c.head[member[p]] = p + 1;
    }
    return c;
}

/* Marks what a member's shells hold less its holes. */
static void keep_member(crowd *c, const ct_shape *s, size_t member, const chain *shells,
                        const chain *holes) {
    size_t first = c->count, last = 0, from, to;
    for (size_t p = shells->head[member]; p; p = shells->next[p - 1]) {
        wind(c, s, p - 1, &from, &to);
        for (size_t i = from; i < to; i++)
            if (c->items[i].winding) c->items[i].member = member + 1;
        if (from < first) first = from;
        if (to > last) last = to;
    }
    for (size_t p = holes->head[member]; p; p = holes->next[p - 1]) {
        wind(c, s, p - 1, &from, &to);
        for (size_t i = from; i < to; i++)
            if (c->items[i].winding && c->items[i].member == member + 1) c->items[i].member = 0;
    }
    for (size_t i = first; i < last; i++)
        c->items[i].kept |= c->items[i].member == member + 1;
}

/* The rings as closed lines. */
static ct_shape lines_of(ct_arena *scratch, const ct_shape *s) {
    ct_builder b = ct_builder_start(scratch, CT_LINE);
    for (size_t p = 0; p < s->parts; p++) {
        size_t from = ct_part_start(s, p);
        for (size_t i = from; i <= s->end[p]; i++)
            ct_builder_point(&b, s->x[i < s->end[p] ? i : from], s->y[i < s->end[p] ? i : from]);
        ct_builder_end_part(&b);
    }
    return ct_builder_take(&b);
}

bool ct_mend(ct_arena *arena, const ct_shape *s, const size_t *member, const bool *hole,
             ct_place place, ct_shape *result, ct_report *report) {
    ct_arena *scratch = ct_arena_new();
    const ct_shape lines = lines_of(scratch, s), none = { .kind = CT_NULL };
    ct_cutting *cutting;
    ct_shape *faces;
    size_t count;
    *result = none;
    bool ok = ct_cut(scratch, &none, &lines, 1, place, &cutting, &faces, &count, report);
    if (ok) {
        crowd c = gather(scratch, faces, count);
        chain shells = chain_rings(scratch, s->parts, member, hole, false);
        chain holes = chain_rings(scratch, s->parts, member, hole, true);
        for (size_t m = 0; m < s->parts; m++)
            keep_member(&c, s, m, &shells, &holes);
        bool *keep = CT_ARRAY(scratch, count, bool);
        for (size_t i = 0; i < c.count; i++)
            keep[c.items[i].face] = c.items[i].kept;
        const ct_shape kept = ct_cut_join(scratch, cutting, keep);
        if (kept.parts) *result = ct_shape_copy(arena, &kept);
    }
    ct_arena_free(scratch);
    return ok;
}
