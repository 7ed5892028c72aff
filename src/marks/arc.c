/* arc.c - places for the name of a long or slanting area, bent along its middle. */
#include "marks.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The spines of the area, and flatter ones, are the baselines. Along their parallels it is known
 * how deep inside the area each spot lies, so that most places are dismissed at a glance; in the
 * order of what they cost at least, letters are put on the others, until enough have been found. */

#define MARGIN       1.5  /* px between the ink and the outline */
#define LEAST_TILT   8.0  /* degrees from level; below, a bend is worth it if it is this strong */
#define SHIFTS       9    /* places along the curve */
#define LIFTS        3    /* and across it */
#define BENDS        3    /* as it is, half as strong, straight */
#define MOST_TURN    60.0 /* degrees from end to end */
#define MOST_STEP    12.0 /* degrees from letter to letter */
#define STEEPEST     80.0 /* degrees from level, of a letter */
#define UNSURE       0.1  /* of what a glance tells about costs */
#define MOST_PLACES  8    /* kept of a form */
#define APART        1.2  /* of the type size: two places are not in one spot */
#define NEAR         1.0  /* nor will be, as far as a glance tells */
#define COST_BENT    5.0  /* a level name with a little less spacing is preferred */
#define COST_TURN    1.5  /* for a name that turns as far as it may */
#define COST_STEEP   4.0  /* for one that stands upright */
#define COST_AWAY    3.0  /* at an end of the area rather than in its middle */
#define COST_OFF     2.0  /* and for one at its side */
#define COST_TIGHT   2.0
#define COST_SLIPPED 5.0 /* for a level name, from the middle to the edge */
#define COST_EDGE    3.0 /* for one that runs from the middle of the area to its edge */
#define ENOUGH       4   /* level names that make the search needless */

/* A parallel of a curve, point by point, a step of u apart. */
typedef struct stop {
    double at; /* px along the parallel */
    double x, y, depth;
} stop;

typedef struct way {
    ct_curve curve;
    size_t index;               /* of the curve */
    double middle, lift, apart; /* of the spine; across it; what that costs */
    double from, step;          /* the u of the first stop, and from stop to stop */
    stop *stops;
    size_t count;
} way;

/* All ways for a size of type: each spine as it is, half as strong, and straight. */
typedef struct ways {
    double size;
    way items[CT_SPINES * BENDS * LIFTS];
    size_t count;
} ways;

/* A place that may do. */
typedef struct place {
    size_t curve;        /* of the places' curves */
    double u, lift;      /* along and across it */
    double x, y;         /* the middle of its box, about */
    double ends[4];      /* of the line through the middles of its letters: x, y, x, y */
    double sag;          /* px that this leaves the straight line between them */
    double apart;        /* what it costs to stand there, rather than in the middle */
    double cost;         /* in all; while it is not bent: at least */
    const ct_bend *bend; /* NULL: not bent */
    bool tried;          /* to bend it */
    int order;
} place;

/* All of a form. */
typedef struct places {
    ct_curve curves[CT_SPINES * BENDS];
    place *items;
    size_t count, capacity;
} places;

typedef struct search {
    ct_arena *arena; /* of what is found */
    const ct_label_form *form;
    const ct_depths *depths;
    double thin; /* px: half the height of the ink */
    places *found;
} search;

/* ---- ways --------------------------------------------------------------------------------------
 */

static void walk(ct_arena *scratch, const ct_depths *d, way *w) {
    const double reach = 1.1 * w->curve.half;
    w->step = d->cell;
    w->count = (size_t)(2 * reach / w->step) + 2;
    w->from = w->middle - reach;
    w->stops = CT_ARRAY(scratch, w->count, stop);
    for (size_t i = 0; i < w->count; i++) {
        stop *at = &w->stops[i];
        ct_curve_at(&w->curve, w->from + w->step * (double)i, w->lift, &at->x, &at->y, NULL);
        at->depth = ct_depth_at(d, at->x, at->y);
        if (i > 0) at->at = at[-1].at + hypot(at->x - at[-1].x, at->y - at[-1].y);
    }
}

static void add_ways(ct_arena *scratch, const ct_depths *d, const ct_spine *spine, double flatter,
                     ways *all) {
    ct_curve curve = spine->curve;
    double less = curve.c[2] * flatter;
    curve.c[2] -= less; /* on the mean it stays where it was */
    curve.c[0] += less / 3;
    for (int l = 0; l < LIFTS; l++) {
        const int off = l - (LIFTS - 1) / 2;
        way *w = &all->items[all->count++];
        *w = (way){ .curve = curve,
                    .index = (all->count - 1) / LIFTS,
                    .middle = spine->middle,
                    .lift = off * all->size * 0.8,
                    .apart = COST_OFF * abs(off) };
        walk(scratch, d, w);
    }
}

static ways *find_ways(ct_arena *scratch, const ct_survey *area, double size) {
    ways *all = CT_NEW(scratch, ways);
    all->size = size;
    for (size_t i = 0; i < area->spine_count; i++)
        for (int b = 0; b < BENDS; b++)
            add_ways(scratch, &area->depths, &area->spines[i], b / (BENDS - 1.0), all);
    return all;
}

/* ---- places at a glance ----------------------------------------------------------------------
 */

/* What a bent name costs for its turn, slope and room: degrees, and px. */
static double cost_of(const search *s, double turn, double steep, double room) {
    double tight = 1 - room / fmax(s->form->size, 1);
    double edge = 1 - (room + s->thin) / s->depths->deepest;
    return COST_BENT + COST_TURN * turn / MOST_TURN + COST_STEEP * steep / 90 +
           COST_TIGHT * fmax(0, tight) + COST_EDGE * fmax(0, edge) + s->form->cost;
}

/* What a half of the name sees along a way: the least depth, and the stops where its last letter
 * stands and where it ends. */
typedef struct glance {
    double depth;
    size_t letter, end;
} glance;

/* From stop `i` on, or back; false where the name would not lie inside. */
static bool look(const search *s, const way *w, size_t i, bool back, double last, glance *seen) {
    const double half = s->form->set[0].width / 2, start = w->stops[i].at;
    const double least = s->thin + MARGIN;
    *seen = (glance){ HUGE_VAL, i, i };
    for (const stop *at = &w->stops[i];; at = back ? at - 1 : at + 1) {
        const double gone = back ? start - at->at : at->at - start;
        if (gone > half) return true;
        if (at->depth < least) return false;
        if (at->depth < seen->depth) seen->depth = at->depth;
        seen->end = (size_t)(at - w->stops);
        if (gone <= half - last / 2) seen->letter = seen->end;
        if (seen->end == (back ? 0 : w->count - 1)) return true;
    }
}

static double angle_at(const way *w, size_t i) {
    double x, y, angle;
    ct_curve_at(&w->curve, w->from + w->step * (double)i, w->lift, &x, &y, &angle);
    return angle * (180 / M_PI);
}

/* False where the name would not lie inside, or would stand level or on its head. */
static bool guess(const search *s, const way *w, place *p) {
    const ct_letter *letters = s->form->letters;
    const double index = (p->u - w->from) / w->step + 0.5;
    glance left, right;
    if (!(index >= 0 && index < (double)w->count) ||
        !look(s, w, (size_t)index, true, letters[0].width, &left) ||
        !look(s, w, (size_t)index, false, letters[s->form->letter_count - 1].width, &right))
        return false;
    const double from = angle_at(w, left.letter), to = angle_at(w, right.letter);
    const double turn = fabs(from - to), steep = fmax(fabs(from), fabs(to));
    if (turn > MOST_TURN + 1 || steep > STEEPEST + 1) return false;
    if (turn < LEAST_TILT - 1 && steep < LEAST_TILT - 1) return false;
    const double room = fmin(left.depth, right.depth) - s->thin + s->depths->cell / 2;
    const stop *a = &w->stops[left.end], *b = &w->stops[(size_t)index], *c = &w->stops[right.end];
    const double ends[4] = { a->x, a->y, c->x, c->y };
    memcpy(p->ends, ends, sizeof ends);
    p->sag = ct_segment_distance(b->x, b->y, a->x, a->y, c->x, c->y);
    p->x = (fmin(fmin(a->x, b->x), c->x) + fmax(fmax(a->x, b->x), c->x)) / 2;
    p->y = (fmin(fmin(a->y, b->y), c->y) + fmax(fmax(a->y, b->y), c->y)) / 2;
    p->cost = p->apart + cost_of(s, turn, steep, room) - UNSURE;
    return true;
}

static void try_way(const search *s, const way *w) {
    places *found = s->found;
    double slack = w->curve.half - s->form->set[0].width / 2;
    found->curves[w->index] = w->curve;
    for (int k = 0; k < SHIFTS && slack > 0; k++) {
        double share = 2.0 * k / (SHIFTS - 1) - 1;
        place p = { .curve = w->index,
                    .u = w->middle + share * slack,
                    .lift = w->lift,
                    .apart = w->apart + COST_AWAY * fabs(share) * slack / w->curve.half,
                    .order = (int)found->count };
        if (!guess(s, w, &p)) continue;
        CT_GROW(s->arena, found->items, found->capacity, found->count);
        found->items[found->count++] = p;
    }
}

/* ---- letters ---------------------------------------------------------------------------------
 */

/* The least distance of the name's middle line from the outline; letters are as high as twice
 * `thin` about it. Where that is under MARGIN, some distance that is. */
static double room_of(const search *s, const ct_bend *bend) {
    double least = HUGE_VAL;
    for (size_t i = 0; i < bend->count && !(least - s->thin < MARGIN); i++) {
        const ct_tile *t = &bend->inks[i];
        int steps = (int)ceil(2 * t->hw / fmax(s->depths->cell, 1)) + 1;
        for (int k = 0; k <= steps; k++) {
            double u = t->hw * (2.0 * k / steps - 1);
            double depth = ct_depth_at(s->depths, t->x + u * t->cosine, t->y + u * t->sine);
            least = depth < least ? depth : least;
        }
    }
    return least - s->thin;
}

/* Puts the letters of a place, if they can stand there. */
static void bend_place(const search *s, place *p) {
    static const ct_bend_limits limits = { MOST_TURN, MOST_STEP, STEEPEST };
    double drop = p->lift - (s->form->ink[1].y0 + s->form->ink[1].y1) / 2;
    ct_arena *scratch = ct_arena_new();
    const ct_bend *bend =
        ct_bend_along(scratch, s->form, &s->found->curves[p->curve], p->u, drop, &limits);
    /* those that are level are found elsewhere */
    const bool good = bend && (bend->steep >= LEAST_TILT || bend->turn >= LEAST_TILT);
    const double room = good ? room_of(s, bend) : 0;
    p->tried = true;
    if (good && room >= MARGIN) {
        p->cost = p->apart + cost_of(s, bend->turn, bend->steep, room);
        p->bend = ct_bend_copy(s->arena, bend, 0, 0);
    }
    ct_arena_free(scratch);
}

static int compare_places(const void *pa, const void *pb) {
    const place *a = *(place *const *)pa, *b = *(place *const *)pb;
    if (a->cost != b->cost) return a->cost < b->cost ? -1 : 1;
    return (a->order > b->order) - (a->order < b->order);
}

/* Those that may still do, in the order of what they cost, at least. */
typedef struct queue {
    place **items;
    size_t count;
} queue;

static queue queue_up(ct_arena *scratch, const places *all) {
    queue q = { CT_ARRAY(scratch, all->count, place *), 0 };
    for (size_t i = 0; i < all->count; i++)
        if (!all->items[i].tried || all->items[i].bend) q.items[q.count++] = &all->items[i];
    if (q.count) qsort(q.items, q.count, sizeof *q.items, compare_places);
    return q;
}

/* The first now costs more than it seemed to. */
static void put_back(queue *q) {
    place *first = q->items[0];
    size_t at = 0;
    for (; at + 1 < q->count && compare_places(&q->items[at + 1], &first) < 0; at++)
        q->items[at] = q->items[at + 1];
    q->items[at] = first;
}

static bool is_free(const ct_seeker *seeker, ct_candidate c) {
    return !seeker->field || ct_field_judge(seeker->field, seeker->index, &c) == CT_FIT;
}

/* Something lies on the straight strip that the name's letters cover, whatever else they do. */
static bool is_blocked(const search *s, const ct_seeker *seeker, const place *p) {
    const double *e = p->ends, high = s->thin - p->sag - 1;
    const double long_way = hypot(e[2] - e[0], e[3] - e[1]) / 2 - s->depths->cell;
    if (!seeker->field || !(high > 0) || !(long_way > 0)) return false;
    const double x = (e[0] + e[2]) / 2, y = (e[1] + e[3]) / 2;
    ct_candidate strip = { .box = { x - long_way, y - high, x + long_way, y + high },
                           .angle = atan2(e[3] - e[1], e[2] - e[0]) * (180 / M_PI) };
    strip.tile = ct_tile_of(strip.box, strip.angle);
    return !is_free(seeker, strip);
}

static bool is_apart(const ct_candidates *list, size_t first, double x, double y, double apart) {
    for (size_t k = first; k < list->count; k++) {
        const ct_box *box = &list->items[k].box;
        if (fabs(2 * x - box->x0 - box->x1) + fabs(2 * y - box->y0 - box->y1) < 2 * apart)
            return false;
    }
    return true;
}

/* Adds a place that is bent, where it is free and not in the spot of another. */
static void add_place(ct_arena *arena, const search *s, const ct_seeker *seeker, const place *p,
                      size_t first, ct_candidates *list) {
    ct_candidate c = ct_candidate_bent(s->form, p->bend, "inside");
    double x = (c.box.x0 + c.box.x1) / 2, y = (c.box.y0 + c.box.y1) / 2;
    c.cost = p->cost;
    c.rank = (int)fmin(c.cost / 4, 98);
    if (!is_apart(list, first, x, y, APART * s->form->size) || !is_free(seeker, c)) return;
    c.bend = ct_bend_copy(arena, p->bend, 0, 0);
    ct_candidates_add(arena, list, &c);
}

/* The cheapest free places that are not all in one spot. */
static void keep_places(ct_arena *arena, const search *s, const ct_seeker *seeker,
                        ct_candidates *list) {
    const size_t first = list->count;
    ct_arena *scratch = ct_arena_new();
    queue q = queue_up(scratch, s->found);
    while (q.count > 0 && list->count - first < MOST_PLACES) {
        place *p = q.items[0];
        if (!p->tried && is_apart(list, first, p->x, p->y, NEAR * s->form->size) &&
            !is_blocked(s, seeker, p)) {
            bend_place(s, p);
            if (p->bend) {
                put_back(&q);
                continue;
            }
        }
        if (p->bend) add_place(arena, s, seeker, p, first, list);
        q.items++;
        q.count--;
    }
    ct_arena_free(scratch);
}

/* ---- level names ------------------------------------------------------------------------------
 */

/* A level name that runs from the middle of such an area to its edge looks as if it had slipped. */
static void weigh_level(const ct_depths *d, ct_candidate *c) {
    enum { SIDES = 4, EACH = 5 };
    double least = HUGE_VAL, w = c->box.x1 - c->box.x0, h = c->box.y1 - c->box.y0;
    for (int k = 0; k < SIDES * EACH; k++) {
        double t = (double)(k % EACH) / (EACH - 1);
        int side = k / EACH;
        double x = c->box.x0 + w * (side < 2 ? t : side - 2),
               y = c->box.y0 + h * (side < 2 ? side : t);
        least = fmin(least, ct_depth_at(d, x, y));
    }
    double most = fmax(d->deepest - h / 2, d->cell);
    c->cost += COST_SLIPPED * fmax(0, 1 - least / most);
}

/* Level names that are cheaper than any bent one. */
static bool is_content(const ct_candidates *list) {
    size_t good = 0;
    for (size_t i = 0; i < list->count; i++)
        good += list->items[i].cost < COST_BENT;
    return good >= ENOUGH;
}

/* ---- all of it ---------------------------------------------------------------------------------
 */

/* That of an earlier map, where the area was the same. */
static ct_survey *recall_survey(ct_keep *keep, const ct_label *label, ct_box frame) {
    ct_buffer *key = ct_keep_basis(keep, "survey of an area");
    ct_basis_shape(key, &label->area);
    ct_basis_box(key, frame);
    ct_kept *kept = ct_keep_find(keep);
    if (!kept->value) kept->value = ct_survey_area(kept->arena, &label->area, frame);
    return kept->value;
}

/* What is found for a form; of an earlier map, where area and form were the same. True where it is
 * still to be sought. What is bent later stays so. */
static bool recall_form(ct_keep *keep, const ct_label *label, ct_box frame, search *s) {
    ct_buffer *key = ct_keep_basis(keep, "places bent in an area");
    ct_basis_shape(key, &label->area);
    ct_basis_box(key, frame);
    ct_basis_form(key, s->form);
    ct_kept *kept = ct_keep_find(keep);
    const bool is_new = !kept->value;
    if (is_new) kept->value = CT_NEW(kept->arena, places);
    s->arena = kept->arena;
    s->found = kept->value;
    return is_new;
}

/* Places for the forms of a name in a long area. */
static void seek_bent(ct_arena *arena, const ct_label *label, const ct_label_form *forms,
                      size_t form_count, ct_box frame, const ct_seeker *seeker, ct_survey *area,
                      ct_candidates *list) {
    ct_arena *scratch = ct_arena_new();
    ct_keep *keep = ct_field_keep(seeker->field);
    const ways *along = NULL;
    for (size_t f = 0; f < form_count && (f > 0 || !is_content(list)); f++) {
        if (forms[f].letter_count < 3 || forms[f].scale < 1) continue;
        search s = { .arena = scratch,
                     .form = &forms[f],
                     .depths = &area->depths,
                     .thin = (forms[f].ink[1].y1 - forms[f].ink[1].y0) / 2 };
        if (!keep) s.found = CT_NEW(scratch, places);
        if (!keep || recall_form(keep, label, frame, &s)) {
            ct_survey_spines(scratch, area);
            if (!along || along->size != forms[f].size)
                along = find_ways(scratch, area, forms[f].size);
            for (size_t i = 0; i < along->count; i++)
                try_way(&s, &along->items[i]);
        }
        keep_places(arena, &s, seeker, list);
    }
    ct_arena_free(scratch);
}

void ct_candidates_arc(ct_arena *arena, const ct_label *label, const ct_label_form *forms,
                       size_t form_count, ct_box frame, const ct_seeker *seeker,
                       ct_candidates *list) {
    if (label->area.kind != CT_POLYGON || !ct_raster_holds(&label->area)) return;
    ct_arena *scratch = ct_arena_new();
    ct_keep *keep = ct_field_keep(seeker->field);
    ct_survey *area =
        keep ? recall_survey(keep, label, frame) : ct_survey_area(scratch, &label->area, frame);
    for (size_t i = 0; i < list->count && area->is_long; i++)
        weigh_level(&area->depths, &list->items[i]);
    if (area->is_long) seek_bent(arena, label, forms, form_count, frame, seeker, area, list);
    ct_arena_free(scratch);
}
