/* arc.c - places for the name of a long or slanting area, bent along its middle. */
#include "marks.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The middle of an area is found slice by slice, across the axis along which it is longest, and
 * across some others near it; a parabola through these middles, weighted by breadth, is the
 * baseline. Whether a name lies inside is read from a field of distances to the outline. */

#define MOST_CELLS   150  /* of the field, along each side */
#define LEAST_CELL   1.5  /* px */
#define MARGIN       1.5  /* px between the ink and the outline */
#define LEAST_LONG   1.45 /* length over breadth of an area that a name may follow */
#define LEAST_TILT   8.0  /* degrees from level; below, a bend is worth it if it is this strong */
#define SHIFTS       9    /* places along the curve */
#define LIFTS        3    /* and across it */
#define BENDS        3    /* as it is, half as strong, straight */
#define MOST_TURN    60.0 /* degrees from end to end */
#define MOST_STEP    12.0 /* degrees from letter to letter */
#define STEEPEST     80.0 /* degrees from level, of a letter */
#define MOST_PLACES  8    /* kept of a form */
#define COST_BENT    5.0  /* a level name with a little less spacing is preferred */
#define COST_TURN    1.5  /* for a name that turns as far as it may */
#define COST_STEEP   4.0  /* for one that stands upright */
#define COST_AWAY    3.0  /* at an end of the area rather than in its middle */
#define COST_OFF     2.0  /* and for one at its side */
#define COST_TIGHT   2.0
#define COST_SLIPPED 5.0 /* for a level name, from the middle to the edge */
#define COST_EDGE    3.0 /* for one that runs from the middle of the area to its edge */
#define ENOUGH       4   /* level names that make the search needless */

static const double tilts[] = { 0, -14, 14, -28, 28 }; /* degrees, of the axes that are tried */

/* Distances to the outline, px, in cells of the area's box; 0 outside. */
typedef struct depths {
    ct_box box;
    double cell;
    int columns, rows;
    float *at;
    double deepest;
} depths;

/* ---- the field of distances ------------------------------------------------------------------ */

static void set_inside(void *user, int row, int from, int to) {
    const depths *d = user;
    for (int c = from; c <= to; c++)
        d->at[row * d->columns + c] = 1;
}

static void set_outline(void *user, int row, int from, int to) {
    const depths *d = user;
    for (int c = from; c <= to; c++)
        d->at[row * d->columns + c] = 0;
}

/* Squared distances along one row or column: the lower envelope of parabolas (Felzenszwalb and
 * Huttenlocher 2012). `f` has n values `stride` apart, beyond both ends lies the outline. */
static void envelope(float *f, int n, int stride, double *value, double *bound, int *vertex) {
    const int size = n + 2;
    int k = 0;
    for (int q = 0; q < size; q++)
        value[q] = q == 0 || q == size - 1 ? 0 : (double)f[(ptrdiff_t)(q - 1) * stride];
    vertex[0] = 0;
    bound[0] = -HUGE_VAL;
    bound[1] = HUGE_VAL;
    for (int q = 1; q < size; q++) {
        double s;
        for (;; k--) {
            int v = vertex[k];
            s = (value[q] + (double)q * q - value[v] - (double)v * v) / (2.0 * (q - v));
            if (s > bound[k] || k == 0) break;
        }
        k++;
        vertex[k] = q;
        bound[k] = s;
        bound[k + 1] = HUGE_VAL;
    }
    k = 0;
    for (int q = 1; q <= n; q++) {
        while (bound[k + 1] < q)
            k++;
        f[(ptrdiff_t)(q - 1) * stride] =
            (float)((q - vertex[k]) * (q - vertex[k]) + value[vertex[k]]);
    }
}

static void measure_depths(ct_arena *scratch, depths *d) {
    const int most = (d->columns > d->rows ? d->columns : d->rows) + 3;
    double *value = CT_ARRAY(scratch, (size_t)most, double);
    double *bound = CT_ARRAY(scratch, (size_t)most + 1, double);
    int *vertex = CT_ARRAY(scratch, (size_t)most, int);
    const int cells = d->columns * d->rows;
    for (int i = 0; i < cells; i++)
        d->at[i] = d->at[i] > 0 ? 1e9F : 0;
    for (int r = 0; r < d->rows; r++)
        envelope(d->at + (ptrdiff_t)r * d->columns, d->columns, 1, value, bound, vertex);
    for (int c = 0; c < d->columns; c++)
        envelope(d->at + c, d->rows, d->columns, value, bound, vertex);
    for (int i = 0; i < cells; i++) { /* from the middle of a cell that the outline touches */
        d->at[i] = (float)fmax(0, (sqrt((double)d->at[i]) - 0.7) * d->cell);
        d->deepest = fmax(d->deepest, (double)d->at[i]);
    }
}

/* The cells of an area: 1 inside, 0 where its outline runs, and outside. */
static bool make_cells(ct_arena *scratch, const ct_shape *s, depths *d) {
    d->box = ct_box_of(s);
    double w = d->box.x1 - d->box.x0, h = d->box.y1 - d->box.y0;
    if (!isfinite(w) || !isfinite(h) || w < LEAST_CELL || h < LEAST_CELL) return false;
    d->cell = fmax(LEAST_CELL, fmax(w, h) / MOST_CELLS);
    d->columns = (int)ceil(w / d->cell);
    d->rows = (int)ceil(h / d->cell);
    d->at = CT_ARRAY(scratch, (size_t)d->columns * (size_t)d->rows, float);
    ct_raster raster = { d->box, d->cell, d->columns, d->rows };
    ct_raster_fill(&raster, s, set_inside, d);
    ct_raster_trace(&raster, s, set_outline, d);
    return true;
}

static double depth_at(const depths *d, double x, double y) {
    double c = (x - d->box.x0) / d->cell, r = (y - d->box.y0) / d->cell;
    if (!(c >= 0 && c < d->columns && r >= 0 && r < d->rows)) return 0;
    return (double)d->at[(int)r * d->columns + (int)c];
}

/* Only the largest piece that hangs together may bear the name: all others become outside. */
static void keep_largest(ct_arena *scratch, depths *d) {
    const int cells = d->columns * d->rows;
    int *piece = CT_ARRAY(scratch, (size_t)cells, int),
        *queue = CT_ARRAY(scratch, (size_t)cells, int);
    int best = 0, most = 0, pieces = 0;
    for (int start = 0; start < cells; start++) {
        if (piece[start] || !(d->at[start] > 0)) continue;
        int count = 0, done = 0;
        piece[start] = ++pieces;
        queue[count++] = start;
        while (done < count) {
            const int at = queue[done++], column = at % d->columns;
            const int next[4] = { column > 0 ? at - 1 : -1, column + 1 < d->columns ? at + 1 : -1,
                                  at - d->columns, at + d->columns };
            for (int k = 0; k < 4; k++) {
                if (next[k] < 0 || next[k] >= cells || piece[next[k]] || !(d->at[next[k]] > 0))
                    continue;
                piece[next[k]] = pieces;
                queue[count++] = next[k];
            }
        }
        if (count > most) {
            most = count;
            best = pieces;
        }
    }
    for (int i = 0; i < cells; i++)
        if (piece[i] != best) d->at[i] = 0;
}

/* ---- the axis and the middle line ------------------------------------------------------------ */

typedef struct axis {
    double x, y;    /* the middle of the area */
    double angle;   /* radians, of the way in which it is longest */
    double stretch; /* length over breadth */
} axis;

static axis find_axis(const depths *d) {
    double n = 0, sx = 0, sy = 0, xx = 0, xy = 0, yy = 0;
    for (int i = 0; i < d->columns * d->rows; i++) {
        if (!(d->at[i] > 0)) continue;
        int column = i % d->columns, row = i / d->columns;
        double x = column, y = row;
        n++;
        sx += x;
        sy += y;
        xx += x * x;
        xy += x * y;
        yy += y * y;
    }
    axis a = { 0 };
    if (n < 8) return a;
    double mx = sx / n, my = sy / n;
    double vx = xx / n - mx * mx, vy = yy / n - my * my, c = xy / n - mx * my;
    double half = (vx + vy) / 2, spread = hypot((vx - vy) / 2, c);
    a.x = d->box.x0 + (mx + 0.5) * d->cell;
    a.y = d->box.y0 + (my + 0.5) * d->cell;
    a.angle = atan2(2 * c, vx - vy) / 2;
    a.stretch = sqrt((half + spread) / fmax(half - spread, 1e-6));
    return a;
}

/* The middles of slices across an axis. */
typedef struct slices {
    double *x, *y, *weight;
    size_t count;
    double from, to; /* along the axis, from the area's middle */
} slices;

/* Narrows a stretch of v to where at + v * by lies between low and high. */
static void narrow(double at, double by, double low, double high, double stretch[2]) {
    if (fabs(by) < 1e-6) return;
    double v0 = (low - at) / by, v1 = (high - at) / by;
    stretch[0] = fmax(stretch[0], fmin(v0, v1));
    stretch[1] = fmin(stretch[1], fmax(v0, v1));
}

/* The broadest stretch of a slice; false where the slice misses the area. `across` are the places
 * in a slice, a cell apart. */
static bool cut_slice(const depths *d, const axis *a, double c, double s, double u,
                      const double *across, size_t count, double *middle, double *breadth) {
    double best = 0, start = 0, stretch[2] = { across[0], across[count - 1] };
    bool within = false;
    narrow(a->x + u * c, -s, d->box.x0 - d->cell, d->box.x1 + d->cell, stretch);
    narrow(a->y + u * s, c, d->box.y0 - d->cell, d->box.y1 + d->cell, stretch);
    for (size_t k = (size_t)((stretch[0] - across[0]) / d->cell); k < count; k++) {
        double v = across[k];
        if (v > stretch[1] + 2 * d->cell) break;
        bool in = depth_at(d, a->x + u * c - v * s, a->y + u * s + v * c) > 0;
        if (in && !within) start = v;
        if (!in && within && v - start > best) {
            best = v - start;
            *middle = (v + start - d->cell) / 2;
        }
        within = in;
    }
    *breadth = best;
    return best > 0;
}

static void cut_slices(ct_arena *scratch, const depths *d, const axis *a, double angle,
                       slices *out) {
    double c = cos(angle), s = sin(angle), step = 2 * d->cell;
    double reach = hypot(d->box.x1 - d->box.x0, d->box.y1 - d->box.y0);
    size_t most = (size_t)(2 * reach / step) + 2, places = 0;
    double *across = CT_ARRAY(scratch, 2 * most + 2, double);
    for (double v = -reach; v <= reach && places < 2 * most; v += d->cell)
        across[places++] = v;
    *out = (slices){ CT_ARRAY(scratch, most, double),
                     CT_ARRAY(scratch, most, double),
                     CT_ARRAY(scratch, most, double),
                     0,
                     HUGE_VAL,
                     -HUGE_VAL };
    for (double u = -reach; u <= reach && out->count < most; u += step) {
        double v = 0, breadth = 0;
        if (!cut_slice(d, a, c, s, u, across, places, &v, &breadth)) continue;
        out->x[out->count] = a->x + u * c - v * s;
        out->y[out->count] = a->y + u * s + v * c;
        out->weight[out->count++] = breadth * breadth;
        out->from = fmin(out->from, u);
        out->to = fmax(out->to, u);
    }
}

/* ---- places ---------------------------------------------------------------------------------- */

typedef struct place {
    const ct_bend *bend;
    double cost;
    int order;
} place;

/* All of a form, the cheapest first. */
typedef struct places {
    place *items;
    size_t count, capacity;
} places;

typedef struct search {
    ct_arena *arena;
    const ct_label_form *form;
    const depths *depths;
    double thin; /* px: half the height of the ink */
    places *found;
} search;

/* The least distance of the name's middle line from the outline; letters are as high as twice
 * `thin` about it. Where that is under MARGIN, some distance that is. */
static double room_of(const search *s, const ct_bend *bend) {
    double least = HUGE_VAL;
    for (size_t i = 0; i < bend->count && !(least - s->thin < MARGIN); i++) {
        const ct_tile *t = &bend->inks[i];
        int steps = (int)ceil(2 * t->hw / fmax(s->depths->cell, 1)) + 1;
        for (int k = 0; k <= steps; k++) {
            double u = t->hw * (2.0 * k / steps - 1);
            double depth = depth_at(s->depths, t->x + u * t->cosine, t->y + u * t->sine);
            least = depth < least ? depth : least;
        }
    }
    return least - s->thin;
}

static void try_place(search *s, const ct_curve *curve, double u, double lift, double cost) {
    static const ct_bend_limits limits = { MOST_TURN, MOST_STEP, STEEPEST };
    const ct_label_form *form = s->form;
    double drop = lift - (form->ink[1].y0 + form->ink[1].y1) / 2;
    const ct_bend *bend = ct_bend_along(s->arena, form, curve, u, drop, &limits);
    if (!bend) return;
    /* those that are level are found elsewhere */
    if (bend->steep < LEAST_TILT && bend->turn < LEAST_TILT) return;
    double room = room_of(s, bend), size = fmax(form->size, 1);
    if (room < MARGIN) return;
    cost += COST_BENT + COST_TURN * bend->turn / MOST_TURN + COST_STEEP * bend->steep / 90 +
            COST_TIGHT * fmax(0, 1 - room / size) +
            COST_EDGE * fmax(0, 1 - (room + s->thin) / s->depths->deepest) + form->cost;
    places *found = s->found;
    CT_GROW(s->arena, found->items, found->capacity, found->count);
    found->items[found->count] = (place){ bend, cost, (int)found->count };
    found->count++;
}

/* A quick look along the curve: a name there would not lie inside. */
static bool is_outside(const search *s, const ct_curve *curve, double u, double lift) {
    enum { LOOKS = 12 };
    double width = 0.9 * s->form->set[0].width;
    for (int k = 0; k <= LOOKS; k++) {
        static const int ends_first[] = { 0, 12, 6, 3, 9, 1, 11, 2, 10, 4, 8, 5, 7 };
        double x, y, share = (double)ends_first[k] / LOOKS;
        ct_curve_at(curve, u + width * (share - 0.5), lift, &x, &y, NULL);
        if (depth_at(s->depths, x, y) < 0.8 * s->thin) return true;
    }
    return false;
}

/* A curve along the middle of the area, and how far it goes. */
typedef struct spine {
    ct_curve curve;
    double middle;
} spine;

static bool find_spine(ct_arena *scratch, const depths *d, const axis *a, double angle,
                       spine *found) {
    slices cut;
    angle = remainder(angle, M_PI); /* upright */
    cut_slices(scratch, d, a, angle, &cut);
    if (cut.count < 5) return false;
    found->curve = (ct_curve){ .x = a->x,
                               .y = a->y,
                               .cosine = cos(angle),
                               .sine = sin(angle),
                               .half = (cut.to - cut.from) / 2 };
    found->middle = (cut.from + cut.to) / 2;
    return ct_curve_fit(cut.x, cut.y, cut.weight, cut.count, 2, &found->curve);
}

static void try_curve(search *s, const ct_curve *curve, double middle) {
    double slack = curve->half - s->form->set[0].width / 2;
    for (int k = 0; k < SHIFTS; k++) {
        double share = 2.0 * k / (SHIFTS - 1) - 1;
        for (int l = 0; l < LIFTS; l++) {
            int off = l - (LIFTS - 1) / 2;
            double lift = off * s->form->size * 0.8;
            double cost = COST_AWAY * fabs(share) * slack / curve->half + COST_OFF * abs(off);
            double u = middle + share * slack;
            if (!is_outside(s, curve, u, lift)) try_place(s, curve, u, lift, cost);
        }
    }
}

static void try_spine(search *s, const spine *found) {
    if (!(2 * found->curve.half > s->form->set[0].width)) return;
    for (int b = 0; b < BENDS; b++) {
        ct_curve curve = found->curve;
        double less = curve.c[2] * b / (BENDS - 1.0);
        curve.c[2] -= less; /* on the mean it stays where it was */
        curve.c[0] += less / 3;
        try_curve(s, &curve, found->middle);
    }
}

static int compare_places(const void *pa, const void *pb) {
    const place *a = pa, *b = pb;
    if (a->cost != b->cost) return a->cost < b->cost ? -1 : 1;
    return (a->order > b->order) - (a->order < b->order);
}

static bool is_near(ct_box a, ct_box b, double apart) {
    return fabs(a.x0 + a.x1 - b.x0 - b.x1) + fabs(a.y0 + a.y1 - b.y0 - b.y1) < 2 * apart;
}

static bool is_free(const ct_seeker *seeker, ct_candidate c) {
    return !seeker->field || ct_field_judge(seeker->field, seeker->index, &c) == CT_FIT;
}

/* The cheapest free places that are not all in one spot. */
static void keep_places(ct_arena *arena, const places *all, const ct_label_form *form,
                        const ct_seeker *seeker, ct_candidates *list) {
    size_t first = list->count;
    for (size_t i = 0; i < all->count && list->count - first < MOST_PLACES; i++) {
        ct_candidate c = ct_candidate_bent(form, all->items[i].bend, "inside");
        bool apart = true;
        for (size_t k = first; k < list->count && apart; k++)
            apart = !is_near(list->items[k].box, c.box, 1.2 * form->size);
        c.cost = all->items[i].cost;
        c.rank = (int)fmin(c.cost / 4, 98);
        if (!apart || !is_free(seeker, c)) continue;
        c.bend = ct_bend_copy(arena, all->items[i].bend, 0, 0);
        ct_candidates_add(arena, list, &c);
    }
}

/* A level name that runs from the middle of such an area to its edge looks as if it had slipped. */
static void weigh_level(const depths *d, ct_candidate *c) {
    enum { SIDES = 4, EACH = 5 };
    double least = HUGE_VAL, w = c->box.x1 - c->box.x0, h = c->box.y1 - c->box.y0;
    for (int k = 0; k < SIDES * EACH; k++) {
        double t = (double)(k % EACH) / (EACH - 1);
        int side = k / EACH;
        double x = c->box.x0 + w * (side < 2 ? t : side - 2),
               y = c->box.y0 + h * (side < 2 ? side : t);
        least = fmin(least, depth_at(d, x, y));
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

/* An area as far as it is seen. */
typedef struct survey {
    depths depths; /* measured where it is long */
    axis axis;
    spine spines[CT_COUNT(tilts)];
    size_t spine_count;
    bool has_spines; /* they have been looked for */
} survey;

static survey *survey_area(ct_arena *arena, const ct_label *label, ct_box frame) {
    survey *s = CT_NEW(arena, survey);
    ct_shape seen = ct_clip(arena, &label->area, frame);
    if (seen.parts > 0 && make_cells(arena, &seen, &s->depths)) {
        keep_largest(arena, &s->depths);
        s->axis = find_axis(&s->depths);
    }
    if (s->axis.stretch >= LEAST_LONG) measure_depths(arena, &s->depths);
    return s;
}

/* That of an earlier map, where the area was the same. */
static survey *recall_survey(ct_keep *keep, const ct_label *label, ct_box frame) {
    ct_buffer *key = ct_keep_basis(keep, "survey of an area");
    ct_basis_shape(key, &label->area);
    ct_basis_box(key, frame);
    ct_kept *kept = ct_keep_find(keep);
    if (!kept->value) kept->value = survey_area(kept->arena, label, frame);
    return kept->value;
}

static void find_spines(ct_arena *scratch, survey *s) {
    if (s->has_spines) return;
    s->has_spines = true;
    for (size_t t = 0; t < CT_COUNT(tilts); t++)
        s->spine_count +=
            find_spine(scratch, &s->depths, &s->axis, s->axis.angle + tilts[t] * (M_PI / 180),
                       &s->spines[s->spine_count]);
}

static const places *search_form(ct_arena *arena, survey *area, const ct_label_form *form) {
    places *found = CT_NEW(arena, places);
    search s = { .arena = arena,
                 .form = form,
                 .depths = &area->depths,
                 .thin = (form->ink[1].y1 - form->ink[1].y0) / 2,
                 .found = found };
    find_spines(arena, area);
    for (size_t i = 0; i < area->spine_count; i++)
        try_spine(&s, &area->spines[i]);
    if (found->count) qsort(found->items, found->count, sizeof *found->items, compare_places);
    return found;
}

static const places *recall_form(ct_keep *keep, survey *area, const ct_label *label, ct_box frame,
                                 const ct_label_form *form) {
    ct_buffer *key = ct_keep_basis(keep, "places bent in an area");
    ct_basis_shape(key, &label->area);
    ct_basis_box(key, frame);
    ct_basis_form(key, form);
    ct_kept *kept = ct_keep_find(keep);
    if (!kept->value) {
        ct_arena *scratch = ct_arena_new();
        const places *all = search_form(scratch, area, form);
        places *found = CT_NEW(kept->arena, places);
        found->items = CT_ARRAY(kept->arena, all->count, place);
        for (size_t i = 0; i < all->count; i++) {
            found->items[i] = all->items[i];
            found->items[i].bend = ct_bend_copy(kept->arena, all->items[i].bend, 0, 0);
        }
        found->count = all->count;
        kept->value = found;
        ct_arena_free(scratch);
    }
    return kept->value;
}

void ct_candidates_arc(ct_arena *arena, const ct_label *label, const ct_label_form *forms,
                       size_t form_count, ct_box frame, const ct_seeker *seeker,
                       ct_candidates *list) {
    if (label->area.kind != CT_POLYGON || !ct_raster_holds(&label->area)) return;
    ct_arena *scratch = ct_arena_new();
    ct_keep *keep = ct_field_keep(seeker->field);
    survey *area = keep ? recall_survey(keep, label, frame) : survey_area(scratch, label, frame);
    bool is_long = area->axis.stretch >= LEAST_LONG;
    for (size_t i = 0; i < list->count && is_long; i++)
        weigh_level(&area->depths, &list->items[i]);
    for (size_t f = 0; f < form_count && is_long && (f > 0 || !is_content(list)); f++) {
        if (forms[f].letter_count < 3 || forms[f].scale < 1) continue;
        const places *all = keep ? recall_form(keep, area, label, frame, &forms[f])
                                 : search_form(scratch, area, &forms[f]);
        keep_places(arena, all, &forms[f], seeker, list);
    }
    ct_arena_free(scratch);
}
