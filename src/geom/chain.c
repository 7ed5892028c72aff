/* chain.c - lines whose ends meet, joined to chains; which way they run. */
#include <math.h>
#include <stdlib.h>

#include "geom.h"

/* One end of a part, and whom it meets. */
typedef struct tip {
    double x, y;
    size_t other; /* 1 + the index of the tip that it is joined to; 0: none */
} tip;

typedef struct chaining {
    const ct_shape *lines;
    tip *tips; /* 2 a part: tips[2p] its first point, tips[2p + 1] its last */
    bool *used;
    ct_builder out;
} chaining;

static int compare_tips(const void *pa, const void *pb) {
    const tip *const *a = pa, *const *b = pb;
    if ((*a)->x != (*b)->x) return (*a)->x < (*b)->x ? -1 : 1;
    if ((*a)->y != (*b)->y) return (*a)->y < (*b)->y ? -1 : 1;
    return (*a > *b) - (*a < *b);
}

static bool is_near(const tip *a, const tip *b, double tolerance) {
    return fabs(a->x - b->x) <= tolerance && fabs(a->y - b->y) <= tolerance;
}

/* Joins tips where exactly two meet; where three do, none goes on. */
static void join_tips(chaining *c, tip **sorted, size_t count, double tolerance) {
    for (size_t i = 0; i < count; i++) {
        size_t met = 0;
        tip *found = NULL;
        for (size_t k = i; k-- > 0 && sorted[i]->x - sorted[k]->x <= tolerance && met < 2;)
            if (is_near(sorted[i], sorted[k], tolerance)) {
                met++;
                found = sorted[k];
            }
        for (size_t k = i + 1; k < count && sorted[k]->x - sorted[i]->x <= tolerance && met < 2;
             k++)
            if (is_near(sorted[i], sorted[k], tolerance)) {
                met++;
                found = sorted[k];
            }
        if (met == 1) sorted[i]->other = 1 + (size_t)(found - c->tips);
    }
    for (size_t i = 0; i < count; i++) { /* both must say so */
        tip *t = sorted[i];
        if (t->other && c->tips[t->other - 1].other != 1 + (size_t)(t - c->tips)) t->other = 0;
    }
}

/* Is the part itself a ring? */
static bool is_closed(const chaining *c, size_t part) {
    return c->tips[2 * part].other == 2 * part + 2;
}

static double part_length(const ct_shape *s, size_t part) {
    double length = 0;
    for (size_t i = ct_part_start(s, part) + 1; i < s->end[part]; i++)
        length += hypot(s->x[i] - s->x[i - 1], s->y[i] - s->y[i - 1]);
    return length;
}

/* The tip at which the chain of a part begins, walked back from its first point; of a ring the
 * part's own. */
static size_t chain_start(const chaining *c, size_t part) {
    size_t at = 2 * part;
    while (c->tips[at].other) {
        size_t next = (c->tips[at].other - 1) ^ 1; /* the far end of the part before */
        if (next / 2 == part) return 2 * part;
        at = next;
    }
    return at;
}

static void add_points(chaining *c, size_t part, bool backwards, bool skip) {
    const ct_shape *s = c->lines;
    size_t from = ct_part_start(s, part), n = s->end[part] - from;
    for (size_t i = skip ? 1 : 0; i < n; i++) {
        size_t k = backwards ? from + n - 1 - i : from + i;
        ct_builder_point(&c->out, s->x[k], s->y[k]);
    }
}

/* The chain goes the way that more of its length goes. */
static bool goes_against(const chaining *c, size_t start) {
    double with = 0, against = 0;
    size_t at = start;
    do {
        *(at % 2 ? &against : &with) += part_length(c->lines, at / 2);
        size_t other = c->tips[at ^ 1].other;
        if (!other) break;
        at = other - 1;
    } while (at != start);
    return against > with;
}

static void add_chain(chaining *c, size_t part) {
    size_t start = chain_start(c, part);
    if (goes_against(c, start)) { /* begin at the other end */
        size_t at = start;
        while (c->tips[at ^ 1].other && c->tips[at ^ 1].other - 1 != start)
            at = c->tips[at ^ 1].other - 1;
        start = at ^ 1;
    }
    size_t at = start, first_x = c->out.points;
    do {
        add_points(c, at / 2, at % 2 == 1, at != start);
        c->used[at / 2] = true;
        size_t other = c->tips[at ^ 1].other;
        if (!other) break;
        at = other - 1;
    } while (at != start);
    if (at == start && c->tips[start].other &&
        c->out.points > first_x + 1) { /* a ring ends on it */
        c->out.x[c->out.points - 1] = c->out.x[first_x];
        c->out.y[c->out.points - 1] = c->out.y[first_x];
    }
    ct_builder_end_part(&c->out);
}

ct_shape ct_chains(ct_arena *arena, const ct_shape *lines, double tolerance) {
    if (lines->kind != CT_LINE || lines->parts == 0) return *lines;
    ct_arena *scratch = ct_arena_new();
    chaining c = { .lines = lines, .out = ct_builder_start(arena, CT_LINE) };
    c.tips = CT_ARRAY(scratch, 2 * lines->parts, tip);
    c.used = CT_ARRAY(scratch, lines->parts, bool);
    tip **sorted = CT_ARRAY(scratch, 2 * lines->parts, tip *);
    size_t count = 0;
    for (size_t p = 0; p < lines->parts; p++) {
        size_t from = ct_part_start(lines, p), last = lines->end[p] - 1;
        c.tips[2 * p] = (tip){ lines->x[from], lines->y[from], 0 };
        c.tips[2 * p + 1] = (tip){ lines->x[last], lines->y[last], 0 };
        for (size_t t = 2 * p; last > from && t < 2 * p + 2; t++) {
            if (isfinite(c.tips[t].x) && isfinite(c.tips[t].y)) sorted[count++] = &c.tips[t];
        }
    }
    qsort(sorted, count, sizeof *sorted, compare_tips);
    join_tips(&c, sorted, count, tolerance);
    for (size_t p = 0; p < lines->parts; p++)
        if (!c.used[p]) {
            if (is_closed(&c, p)) c.used[p] = true;
            if (c.used[p]) {
                add_points(&c, p, false, false);
                ct_builder_end_part(&c.out);
            } else {
                add_chain(&c, p);
            }
        }
    ct_arena_free(scratch);
    return ct_builder_take(&c.out);
}

/* ---- which way an outline runs ---- */

/* The longest segment of a part: where it begins, or SIZE_MAX. */
static size_t longest_segment(const ct_shape *s, size_t part) {
    size_t found = SIZE_MAX;
    double most = 0;
    for (size_t i = ct_part_start(s, part); i + 1 < s->end[part]; i++) {
        double length = hypot(s->x[i + 1] - s->x[i], s->y[i + 1] - s->y[i]);
        if (!(length > most)) continue;
        most = length;
        found = i;
    }
    return found;
}

ct_shape ct_outline_turn(ct_arena *arena, const ct_shape *lines, const ct_shape *area) {
    const double aside = 1e-3; /* of the segment's length */
    ct_builder b = ct_builder_start(arena, lines->kind);
    for (size_t p = 0; p < lines->parts; p++) {
        size_t from = ct_part_start(lines, p), n = lines->end[p] - from;
        size_t i = longest_segment(lines, p);
        bool turn = false;
        if (i != SIZE_MAX) {
            double dx = lines->x[i + 1] - lines->x[i], dy = lines->y[i + 1] - lines->y[i];
            double x = lines->x[i] + dx / 2, y = lines->y[i] + dy / 2;
            turn = ct_shape_contains(area, x + aside * dy, y - aside * dx) &&
                   !ct_shape_contains(area, x - aside * dy, y + aside * dx);
        }
        for (size_t k = 0; k < n; k++) {
            size_t at = turn ? from + n - 1 - k : from + k;
            ct_builder_point(&b, lines->x[at], lines->y[at]);
        }
        ct_builder_end_part(&b);
    }
    return ct_builder_take(&b);
}
