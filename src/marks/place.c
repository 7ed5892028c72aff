/* place.c - place all labels of a frame: gather candidates, judge, choose, answer. */
#include "marks.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define FRUGAL_COUNT 600  /* labels: with more of them, fewer candidates for each */
#define ENOUGH_FIT   12   /* places at full size, so that no smaller ones are looked for */
#define COST_DENSE   40.0 /* for a name that stands so close to another that they read as one */

const char *const ct_label_state_names[CT_LABEL_STATES] = { "dropped", "placed",      "shrunk",
                                                            "stacked", "abbreviated", "callout" };

/* A label with its candidates. */
typedef struct seat {
    const ct_label *label;
    ct_label_form *forms;
    size_t form_count;
    ct_candidates fit;
    bool sound;     /* it can be placed at all */
    bool hidden;    /* its point cannot be seen */
    bool besides;   /* places beside the area have been tried */
    bool slid;      /* places between the eight positions have been */
    bool loosened;  /* places close to others have been */
    bool shortened; /* and the short name */
    bool shrunk;    /* the smaller forms of an area's name are among the forms */
    bool small;     /* and their places have been tried */
    bool held;      /* where its pin says; it has no other place */
} seat;

typedef struct placing {
    ct_arena *arena; /* candidates: scratch */
    ct_fonts *fonts;
    const ct_labels_style *style;
    const ct_obstacles *obstacles;
    ct_field *field;
    seat *seats;
    size_t count;
    bool frugal, checking;
    ct_choice_check check; /* of the last choice */
} placing;

/* ---- candidates ------------------------------------------------------------------------- */

static bool is_sound(const ct_label *label, ct_box frame) {
    if (!label->text || !label->text[0] || !label->style || !(label->style->font.size > 0) ||
        !isfinite(label->style->font.size))
        return false;
    if (label->kind != CT_PLACE_POINT && label->area.parts > 0) return true;
    if (label->kind == CT_PLACE_LINE) return false;
    return label->x >= frame.x0 && label->x <= frame.x1 && label->y >= frame.y0 &&
           label->y <= frame.y1 && isfinite(label->reach);
}

bool ct_point_hidden(double x, double y, double reach, const ct_box *covers, size_t count) {
    for (size_t i = 0; i < count; i++) {
        ct_box box = ct_box_grow(covers[i], reach > 0 ? reach : 0);
        if (!ct_box_is_empty(covers[i]) && x > box.x0 && x < box.x1 && y > box.y0 && y < box.y1)
            return true;
    }
    return false;
}

/* The point's symbol lies under furniture, even in part, or wholly under a note: a name for it
 * would have no point. */
static bool is_hidden(const ct_label *label, const ct_obstacles *obstacles) {
    if (label->kind != CT_PLACE_POINT) return false;
    if (ct_point_hidden(label->x, label->y, label->reach, obstacles->covers,
                        obstacles->cover_count))
        return true;
    for (size_t i = 0; i < obstacles->box_count; i++) {
        ct_box box = ct_box_grow(obstacles->boxes[i], -label->reach);
        if (label->x > box.x0 && label->x < box.x1 && label->y > box.y0 && label->y < box.y1)
            return true;
    }
    return false;
}

/* Keeps those of `all` that the field allows. */
static void keep_fitting(const placing *p, size_t index, ct_candidates *all, int allowed) {
    for (size_t i = 0; i < all->count; i++) {
        int verdict = ct_field_judge(p->field, index, &all->items[i]);
        ct_candidate_weigh_move(p->seats[index].label, &all->items[i]);
        if ((verdict & ~allowed) == 0)
            ct_candidates_add(p->arena, &p->seats[index].fit, &all->items[i]);
    }
}

/* Adds the smaller forms of an area's name; returns which is the first of them. */
static size_t shrink(const placing *p, size_t index) {
    seat *s = &p->seats[index];
    size_t first = 0;
    if (!s->shrunk && s->label->kind == CT_PLACE_AREA)
        s->forms = ct_label_forms(p->arena, p->fonts, p->style, s->label, false, &s->form_count);
    s->shrunk = true;
    while (first < s->form_count && s->forms[first].scale >= 1)
        first++;
    return first;
}

/* Beside its area a name is set at its least spacing: at full size, or where it is required at any.
 */
static void gather_beside(const placing *p, size_t index) {
    seat *s = &p->seats[index];
    ct_seeker seeker = { p->field, index };
    ct_candidates all = { 0 };
    double least = HUGE_VAL;
    if (s->label->required) (void)shrink(p, index);
    for (size_t f = 0; f < s->form_count; f++)
        if (s->forms[f].scale >= 1) least = fmin(least, s->forms[f].tracking);
    for (size_t f = 0; f < s->form_count; f++) {
        const ct_label_form *form = &s->forms[f];
        bool small = form->scale < 1 && s->label->required;
        if (form->tracking <= least * form->scale && (form->scale >= 1 || small))
            ct_candidates_beside(p->arena, s->label, form, p->obstacles->frame, &seeker, &all);
    }
    keep_fitting(p, index, &all, CT_FIT);
    s->besides = true;
}

/* The places of some forms where they are not in anyone's way. */
static void gather_forms(const placing *p, size_t index, const ct_label_form *forms, size_t count,
                         bool frugal) {
    const ct_label *label = p->seats[index].label;
    ct_candidates all = { 0 };
    ct_seeker seeker = { p->field, index };
    if (label->kind == CT_PLACE_AREA) {
        ct_candidates_area(p->arena, label, forms, count, p->obstacles->frame, &seeker, &all);
        ct_candidates_arc(p->arena, label, forms, count, p->obstacles->frame, &seeker, &all);
    }
    for (size_t f = 0; f < count && label->kind == CT_PLACE_LINE; f++)
        ct_candidates_line(p->arena, p->obstacles->keep, label, &forms[f], p->obstacles->frame,
                           &all);
    for (size_t f = 0; f < count && label->kind == CT_PLACE_POINT; f++)
        ct_candidates_point(p->arena, p->style, label, &forms[f], frugal, &all);
    keep_fitting(p, index, &all, CT_FIT_WRONG_SIDE);
}

static bool fits_at_full_size(const seat *s) {
    for (size_t i = 0; i < s->fit.count; i++)
        if (s->fit.items[i].form->scale >= 1) return true;
    return false;
}

/* Where the pin holds it; false where something hard is in the way. */
static bool gather_pinned(const placing *p, size_t index) {
    seat *s = &p->seats[index];
    ct_candidates all = { 0 };
    (void)shrink(p, index);
    for (size_t f = 0; f < s->form_count; f++)
        ct_candidates_pinned(p->arena, p->style, s->label, &s->forms[f], &all);
    keep_fitting(p, index, &all, CT_FIT_WRONG_SIDE | CT_FIT_AMBIGUOUS);
    s->held = s->fit.count > 0;
    return s->held;
}

/* A place once more, dearer, for a name that may stand close to another. */
static void add_dense(const placing *p, seat *s, size_t place) {
    ct_candidate c = s->fit.items[place];
    c.dense = true;
    c.cost += COST_DENSE;
    ct_candidates_add(p->arena, &s->fit, &c);
}

/* Where an earlier map had it, should that be none of the usual places; there it may stand as close
 * to another name as it did. */
static void gather_kept(const placing *p, size_t index) {
    seat *s = &p->seats[index];
    if (s->label->before->state == CT_LABEL_SHRUNK) (void)shrink(p, index);
    const ct_label_form *forms = s->forms;
    size_t count = s->form_count, usual = s->fit.count;
    ct_candidates all = { 0 };
    if (s->label->before->state == CT_LABEL_ABBREVIATED)
        forms = ct_label_short_forms(p->arena, p->fonts, p->style, s->label, &count);
    for (size_t f = 0; f < count; f++)
        ct_candidates_kept(p->arena, s->label, &forms[f], &all);
    for (size_t i = 0; i < usual; i++)
        if (!ct_label_moved(s->label, s->fit.items[i].box)) all.count = 0;
    keep_fitting(p, index, &all, CT_FIT_WRONG_SIDE);
    for (size_t i = 0, places = s->fit.count; i < places && !p->frugal; i++)
        if (!ct_label_moved(s->label, s->fit.items[i].box)) add_dense(p, s, i);
}

/* No smaller forms are needed: there is a choice of places, level ones, at full size; or any, for a
 * name inside its area that need not be there. */
static bool suffices(const seat *s) {
    size_t level = 0;
    for (size_t i = 0; i < s->fit.count; i++)
        level += !s->fit.items[i].bend;
    return level >= (s->label->required || s->label->area.parts == 0 ? ENOUGH_FIT : 1);
}

/* The smaller forms of an area's name. */
static void gather_small(const placing *p, size_t index) {
    seat *s = &p->seats[index];
    if (s->small || s->form_count == 0 || s->label->kind != CT_PLACE_AREA) return;
    const size_t first = shrink(p, index);
    s->small = true;
    gather_forms(p, index, s->forms + first, s->form_count - first, p->frugal);
}

static void gather_usual(const placing *p, size_t index) {
    seat *s = &p->seats[index];
    const bool area = s->label->kind == CT_PLACE_AREA;
    size_t count = 0; /* of an area's name, those at full size come first */
    while (count < s->form_count && (!area || s->forms[count].scale >= 1))
        count++;
    gather_forms(p, index, s->forms, count, p->frugal);
    if (!suffices(s)) gather_small(p, index);
    if (s->label->before) gather_kept(p, index);
    if (s->label->kind == CT_PLACE_AREA && !fits_at_full_size(s)) gather_beside(p, index);
}

static void gather(const placing *p, size_t index) {
    seat *s = &p->seats[index];
    s->hidden = is_hidden(s->label, p->obstacles);
    s->sound = !s->hidden && is_sound(s->label, p->obstacles->frame);
    if (!s->sound) return;
    const bool frugal = p->frugal || s->label->kind == CT_PLACE_AREA;
    s->forms = ct_label_forms(p->arena, p->fonts, p->style, s->label, frugal, &s->form_count);
    if (s->label->pin && gather_pinned(p, index)) return;
    gather_usual(p, index);
}

/* The same places once more, close to others. */
static void loosen(const placing *p, size_t index) {
    seat *s = &p->seats[index];
    size_t count = s->fit.count;
    for (size_t i = 0; i < count && !p->frugal; i++)
        if (!s->fit.items[i].dense) add_dense(p, s, i);
    s->loosened = true;
}

/* Places between the eight positions about a point. */
static void slide(const placing *p, size_t index) {
    seat *s = &p->seats[index];
    ct_candidates all = { 0 };
    for (size_t f = 0; f < s->form_count && s->label->kind == CT_PLACE_POINT && !p->frugal; f++)
        ct_candidates_slid(p->arena, p->style, s->label, &s->forms[f], &all);
    keep_fitting(p, index, &all, CT_FIT_WRONG_SIDE);
    s->slid = true;
}

/* The name's short form, where it has one. */
static void shorten(const placing *p, size_t index) {
    seat *s = &p->seats[index];
    size_t count;
    ct_label_form *forms = ct_label_short_forms(p->arena, p->fonts, p->style, s->label, &count);
    gather_forms(p, index, forms, count, p->frugal);
    s->shortened = true;
}

/* The last rungs of the ladder, for a required point name: a leader to free room, and then places
 * that seem to name another point. */
static void gather_last_point(const placing *p, size_t index) {
    seat *s = &p->seats[index];
    ct_candidates callouts = { 0 }, near = { 0 }, ambiguous = { 0 };
    for (size_t f = 0; f < s->form_count; f++) {
        const ct_label_form *form = &s->forms[f];
        ct_candidates_point(p->arena, p->style, s->label, form, false, &near);
        bool tight = form->tracking < s->label->style->font.tracking * form->scale;
        if (!tight) ct_candidates_callout(p->arena, p->style, s->label, form, &callouts);
    }
    keep_fitting(p, index, &callouts, CT_FIT);
    for (size_t i = 0; i < near.count; i++) {
        ct_candidate c = near.items[i];
        if (ct_field_judge(p->field, index, &c) & CT_FIT_AMBIGUOUS)
            ct_candidates_add(p->arena, &ambiguous, &near.items[i]);
    }
    keep_fitting(p, index, &ambiguous, CT_FIT_WRONG_SIDE | CT_FIT_AMBIGUOUS);
}

/* And for a required area's name: over its outline, as small as it may be. */
static void gather_last_area(const placing *p, size_t index) {
    seat *s = &p->seats[index];
    ct_candidates over = { 0 };
    (void)shrink(p, index);
    if (s->form_count == 0) return;
    ct_candidates_over(p->arena, s->label, &s->forms[s->form_count - 1], p->obstacles->frame,
                       &over);
    keep_fitting(p, index, &over, CT_FIT);
}

/* ---- choosing --------------------------------------------------------------------------- */

static void choose(placing *p, int *chosen) {
    ct_choice *items = CT_ARRAY(p->arena, p->count, ct_choice);
    for (size_t i = 0; i < p->count; i++) {
        const seat *s = &p->seats[i];
        items[i] = (ct_choice){ .candidates = s->fit.items,
                                .count = s->fit.count,
                                .weight = s->label->priority,
                                .required = s->label->required || s->held,
                                .optional = s->label->repeats && !s->held };
    }
    ct_choose_checked(items, p->count, chosen, p->checking ? &p->check : NULL);
}

/* What a name that found no place may still try: to stand beside its area, or close to others, or
 * to be abbreviated; then, where it is required, the last rungs. */
static void gather_more(const placing *p, size_t index, bool last) {
    seat *s = &p->seats[index];
    if (s->held) { /* another pin, or a required name, is in its way */
        s->held = false;
        gather_usual(p, index);
    }
    if (!last) {
        gather_small(p, index);
        if (s->label->kind == CT_PLACE_AREA && !s->besides) gather_beside(p, index);
        if (!s->slid) slide(p, index);
        if (!s->loosened) loosen(p, index);
        if (!s->shortened) shorten(p, index);
    } else if (s->label->required) {
        if (s->label->kind == CT_PLACE_POINT) gather_last_point(p, index);
        if (s->label->kind == CT_PLACE_AREA) gather_last_area(p, index);
    }
}

/* Those names that found no place get more candidates, and all are chosen anew. */
static void choose_again(placing *p, bool last, int *chosen) {
    bool more = false;
    for (size_t i = 0; i < p->count; i++) {
        const seat *s = &p->seats[i];
        if (chosen[i] >= 0 || !s->sound || s->label->repeats) continue;
        size_t before = s->fit.count;
        gather_more(p, i, last);
        more = more || s->fit.count > before;
    }
    if (more) choose(p, chosen);
}

/* ---- answers ---------------------------------------------------------------------------- */

static void answer(ct_arena *arena, ct_label *label, const ct_candidate *c) {
    label->state = c->has_leader ? CT_LABEL_CALLOUT : c->form->state;
    label->rank = c->rank;
    label->position = c->position;
    label->box = c->box;
    label->angle = c->angle;
    label->scale = c->form->scale;
    label->tracking = c->form->tracking;
    label->line_count = c->form->line_count;
    label->bend = ct_bend_copy(arena, c->bend, 0, 0);
    label->lines = CT_ARRAY(arena, label->line_count, const char *);
    for (size_t i = 0; i < label->line_count; i++)
        label->lines[i] = ct_strdup(arena, c->form->lines[i]);
}

void ct_label_drop(ct_label *label) {
    label->state = CT_LABEL_DROPPED;
    label->rank = 0;
    label->position = NULL;
    label->box = ct_box_empty();
    label->angle = 0;
    label->scale = 1;
    label->tracking = 0;
    label->lines = NULL;
    label->line_count = 0;
    label->bend = NULL;
}

static void tell_pin(const ct_label *label, const seat *s, ct_report *report) {
    if (!label->pin || s->held || !s->sound) return;
    ct_warn(report, label->pin->place,
            "the label '%s' (%s) cannot be held there: it would leave the map, or lie over a piece "
            "of furniture, a symbol, the front or another pin",
            label->text, label->id ? label->id : "");
    ct_hint(report, "give it another 'position' or 'offset', or leave its pin out");
}

static void tell(const ct_label *label, const seat *s, ct_report *report) {
    tell_pin(label, s, report);
    if (!label->required) return;
    const char *text = label->text ? label->text : "", *id = label->id ? label->id : "";
    if (s->hidden) {
        ct_warn(report, CT_NOWHERE,
                "the required label '%s' (%s) is left out: its point lies under the furniture or a "
                "note",
                text, id);
        ct_hint(report, "put the key, the locator or the note in another corner");
    } else if (label->state == CT_LABEL_DROPPED && !s->sound && text[0]) {
        ct_warn(report, CT_NOWHERE, "the required label '%s' (%s) lies outside the map", text, id);
        ct_hint(report, "widen the view, or leave the label out of `must`");
    } else if (label->state == CT_LABEL_DROPPED) {
        ct_warn(report, CT_NOWHERE, "the required label '%s' (%s) finds no room", text, id);
        ct_hint(report, "make the map larger, the text smaller, or require fewer labels near it");
    } else if (ct_streq(label->position, "over")) {
        ct_warn(report, CT_NOWHERE, "the required label '%s' (%s) does not fit inside its area",
                text, id);
        ct_hint(report, "make the text smaller, or use a shorter name");
    }
}

/* How much dearer annealing alone would be; 0 where there was nothing to solve. */
static double over_optimum(const ct_choice_check *check) {
    return check->exact > 0 ? check->annealed / check->exact - 1 : 0;
}

static void check_cover(const ct_labels_style *style, const ct_label_metrics *metrics,
                        ct_report *report) {
    if (!(style->cover_max > 0) || metrics->cover <= style->cover_max) return;
    ct_warn(report, CT_NOWHERE, "labels cover %.0f %% of the map; the style allows %.0f %%",
            metrics->cover * 100, style->cover_max * 100);
    ct_hint(report, "label fewer features (`label: { where: … }`), or make the text smaller");
}

/* ---- all of it -------------------------------------------------------------------------- */

static int compare_labels(const void *pa, const void *pb) {
    const ct_label *a = *(const ct_label *const *)pa, *b = *(const ct_label *const *)pb;
    int by_id = strcmp(a->id ? a->id : "", b->id ? b->id : "");
    return by_id ? by_id : (a > b) - (a < b);
}

/* Ties go by id: the order in which the labels came in must not matter. */
static ct_label **sort_by_id(ct_arena *scratch, ct_label *labels, size_t count) {
    ct_label **sorted = CT_ARRAY(scratch, count, ct_label *);
    for (size_t i = 0; i < count; i++)
        sorted[i] = &labels[i];
    if (count) qsort(sorted, count, sizeof(*sorted), compare_labels);
    return sorted;
}

static ct_place_kind kind_of(const ct_label *label) {
    if (label->kind != CT_PLACE_AUTO) return label->kind;
    return label->area.kind == CT_POLYGON ? CT_PLACE_AREA
           : label->area.kind == CT_LINE  ? CT_PLACE_LINE
                                          : CT_PLACE_POINT;
}

void ct_labels_place(ct_arena *arena, ct_fonts *fonts, const ct_labels_style *style,
                     const ct_obstacles *obstacles, ct_label *labels, size_t count,
                     ct_label_metrics *metrics, ct_report *report) {
    ct_arena *scratch = ct_arena_new();
    ct_label **sorted = sort_by_id(scratch, labels, count);
    ct_label *asked = CT_ARRAY(scratch, count, ct_label);
    placing p = { .arena = scratch,
                  .fonts = fonts,
                  .style = style,
                  .obstacles = obstacles,
                  .seats = CT_ARRAY(scratch, count, seat),
                  .count = count,
                  .frugal = count > FRUGAL_COUNT,
                  .checking = metrics && metrics->check_solver };
    for (size_t i = 0; i < count; i++) {
        sorted[i]->kind = kind_of(sorted[i]);
        if (sorted[i]->style) sorted[i]->halo = sorted[i]->style->halo;
        asked[i] = *sorted[i];
        p.seats[i].label = &asked[i];
    }
    p.field = ct_field_new(obstacles, asked, count);
    for (size_t i = 0; i < count; i++)
        gather(&p, i);
    int *chosen = CT_ARRAY(scratch, count, int);
    choose(&p, chosen);
    choose_again(&p, false, chosen);
    choose_again(&p, true, chosen);
    for (size_t i = 0; i < count; i++) {
        ct_label_drop(sorted[i]);
        if (chosen[i] >= 0) answer(arena, sorted[i], &p.seats[i].fit.items[chosen[i]]);
    }
    ct_labels_settle_repeats(sorted, count);
    for (size_t i = 0; i < count; i++)
        tell(sorted[i], &p.seats[i], report);
    ct_field_free(p.field);
    ct_label_metrics measured;
    ct_labels_measure(labels, count, obstacles->frame, obstacles->boxes, obstacles->box_count,
                      &measured);
    ct_labels_measure_more(labels, count, obstacles, &measured);
    measured.check_solver = p.checking;
    measured.over_optimum = p.checking ? over_optimum(&p.check) : NAN;
    check_cover(style, &measured, report);
    if (metrics) *metrics = measured;
    ct_arena_free(scratch);
}
