/* inside.c - places for the name of an area, wholly inside it. */
#include "marks.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MOST_CELLS  160 /* of the mask, along each side */
#define LEAST_CELL  1.5 /* px */
#define LATTICE     28  /* positions that are tried, along each side */
#define MARGIN      1.5 /* px between the ink and the outline */
#define MOST_PLACES 20  /* kept of the best forms */
#define FEW_PLACES  8   /* and of the others */
#define DEEP        0.9 /* of the greatest distance from the outline */
#define COST_AWAY   4.0 /* for a label half the area's width from its middle */
#define COST_UNEVEN 1.5
#define COST_TIGHT  2.0
#define COST_OVER   300.0
#define ABOUT       3    /* steps each way about a point */
#define COST_ABOUT  1.5  /* a step */
#define MOST_STRAY  0.35 /* share of a name about a point that may stand on another ground */

/* Cells of the area's box: `bad` counts, summed from the top left, those that the outline touches
 * or that lie outside, so that any box is tested with four look-ups. */
typedef struct mask {
    ct_box box;
    double cell;
    int columns, rows;
    uint8_t *good;
    uint32_t *bad;    /* (columns + 1) × (rows + 1) */
    uint16_t *run[4]; /* good cells from here on leftwards, rightwards, upwards, downwards */
    double x, y;      /* the middle that a name should stand on */
    double breadth;   /* square root of the area inside */
    bool any;         /* something of it is seen */
    int *positions;   /* those that are tried and lie inside */
    size_t position_count;
} mask;

/* ---- the mask --------------------------------------------------------------------------- */

static void set_good(void *user, int row, int from, int to) {
    const mask *m = user;
    for (int c = from; c <= to; c++)
        m->good[row * m->columns + c] = 1;
}

/* Cells that the outline runs through are not inside. */
static void strike(void *user, int row, int from, int to) {
    const mask *m = user;
    for (int c = from; c <= to; c++)
        m->good[row * m->columns + c] = 0;
}

static void sum_bad(ct_arena *scratch, mask *m) {
    size_t stride = (size_t)m->columns + 1;
    m->bad = CT_ARRAY(scratch, stride * ((size_t)m->rows + 1), uint32_t);
    for (int r = 0; r < m->rows; r++)
        for (int c = 0; c < m->columns; c++) {
            size_t at = (size_t)(r + 1) * stride + (size_t)c + 1;
            m->bad[at] = m->bad[at - 1] + m->bad[at - stride] - m->bad[at - stride - 1] +
                         !m->good[r * m->columns + c];
        }
}

static void count_runs(ct_arena *scratch, mask *m) {
    const size_t columns = (size_t)m->columns, cells = columns * (size_t)m->rows;
    for (int way = 0; way < 4; way++)
        m->run[way] = CT_ARRAY(scratch, cells, uint16_t);
    for (size_t at = 0, c = 0; at < cells; at++, c = c + 1 < columns ? c + 1 : 0) {
        if (!m->good[at]) continue;
        m->run[0][at] = (uint16_t)(1 + (c > 0 ? m->run[0][at - 1] : 0));
        m->run[2][at] = (uint16_t)(1 + (at >= columns ? m->run[2][at - columns] : 0));
    }
    for (size_t at = cells, c = 0; at-- > 0; c = c + 1 < columns ? c + 1 : 0) {
        if (!m->good[at]) continue;
        m->run[1][at] = (uint16_t)(1 + (c > 0 ? m->run[1][at + 1] : 0));
        m->run[3][at] = (uint16_t)(1 + (at + columns < cells ? m->run[3][at + columns] : 0));
    }
}

static bool is_good(const mask *m, double x, double y) {
    double c = floor((x - m->box.x0) / m->cell), r = floor((y - m->box.y0) / m->cell);
    return c >= 0 && c < m->columns && r >= 0 && r < m->rows &&
           m->good[(int)r * m->columns + (int)c];
}

/* px from the middle of a good cell to the outline, the nearest of four ways. */
static double reach_of(const mask *m, int at) {
    uint16_t least = m->run[0][at];
    for (int way = 1; way < 4; way++)
        if (m->run[way][at] < least) least = m->run[way][at];
    return (least - 0.5) * m->cell;
}

/* Of the places nearly as far from the outline as any (a bent band has many), the one that is
 * nearest to the mean of the area. */
static void find_nearest_deep(mask *m, double mx, double my, double far) {
    double nearest = hypot(m->x - mx, m->y - my);
    for (int at = 0; at < m->columns * m->rows; at++) {
        int column = at % m->columns, row = at / m->columns;
        double x = m->box.x0 + (column + 0.5) * m->cell;
        double y = m->box.y0 + (row + 0.5) * m->cell;
        if (!m->good[at] || !(hypot(x - mx, y - my) < nearest)) continue;
        if (reach_of(m, at) < DEEP * far) continue;
        nearest = hypot(x - mx, y - my);
        m->x = x;
        m->y = y;
    }
}

/* The middle is the mean of the area where that lies inside, well away from the outline; else the
 * point farthest from the outline, or one that is nearly so and more in the middle. */
static void find_middle(ct_arena *scratch, mask *m, const ct_shape *s) {
    double sum_x = 0, sum_y = 0, n = 0;
    for (int r = 0; r < m->rows; r++)
        for (int c = 0; c < m->columns; c++)
            if (m->good[r * m->columns + c]) {
                sum_x += m->box.x0 + (c + 0.5) * m->cell;
                sum_y += m->box.y0 + (r + 0.5) * m->cell;
                n++;
            }
    m->breadth = sqrt(n) * m->cell;
    double far = ct_inner_point(scratch, s, fmax(m->cell, 1), &m->x, &m->y);
    if (n == 0) return;
    double mx = sum_x / n, my = sum_y / n;
    for (int k = 0; k < 4; k++)
        if (!is_good(m, mx + (k % 2 ? far : -far) * 0.5, my + (k / 2 ? far : -far) * 0.35)) {
            find_nearest_deep(m, mx, my, far);
            return;
        }
    m->x = (m->x + 2 * mx) / 3;
    m->y = (m->y + 2 * my) / 3;
}

/* Where position i of the lattice is; -1 is the middle itself. */
static void position_of(const mask *m, int i, double *x, double *y) {
    int column = i % LATTICE, row = i / LATTICE;
    *x = i < 0 ? m->x : m->box.x0 + (m->box.x1 - m->box.x0) * (column + 0.5) / LATTICE;
    *y = i < 0 ? m->y : m->box.y0 + (m->box.y1 - m->box.y0) * (row + 0.5) / LATTICE;
}

/* The positions of a lattice, and the middle itself, that lie inside. */
static void find_positions(ct_arena *scratch, mask *m) {
    m->positions = CT_ARRAY(scratch, LATTICE * LATTICE + 1, int);
    for (int i = -1; i < LATTICE * LATTICE; i++) {
        double x, y;
        position_of(m, i, &x, &y);
        if (is_good(m, x, y)) m->positions[m->position_count++] = i;
    }
}

static bool make_mask(ct_arena *scratch, const ct_shape *s, mask *m) {
    m->box = ct_box_of(s);
    double w = m->box.x1 - m->box.x0, h = m->box.y1 - m->box.y0;
    if (!isfinite(w) || !isfinite(h) || w < LEAST_CELL || h < LEAST_CELL) return false;
    m->cell = fmax(LEAST_CELL, fmax(w, h) / MOST_CELLS);
    m->columns = (int)ceil(w / m->cell);
    m->rows = (int)ceil(h / m->cell);
    m->good = CT_ARRAY(scratch, (size_t)m->columns * (size_t)m->rows, uint8_t);
    ct_raster raster = { m->box, m->cell, m->columns, m->rows };
    ct_raster_fill(&raster, s, set_good, m);
    ct_raster_trace(&raster, s, strike, m);
    sum_bad(scratch, m);
    count_runs(scratch, m);
    find_middle(scratch, m, s);
    find_positions(scratch, m);
    return isfinite(m->x) && isfinite(m->y);
}

static inline double within(double value, double most) {
    return value > most ? most : value > 0 ? value : 0;
}

/* How many cells of a box are not inside. */
static uint32_t bad_in(const mask *m, ct_box box) {
    double c0 = floor((box.x0 - m->box.x0) / m->cell), c1 = ceil((box.x1 - m->box.x0) / m->cell);
    double r0 = floor((box.y0 - m->box.y0) / m->cell), r1 = ceil((box.y1 - m->box.y0) / m->cell);
    double all = (c1 - c0) * (r1 - r0);
    c0 = within(c0, m->columns);
    c1 = within(c1, m->columns);
    r0 = within(r0, m->rows);
    r1 = within(r1, m->rows);
    size_t stride = (size_t)m->columns + 1;
    const uint32_t *top = m->bad + (size_t)r0 * stride, *low = m->bad + (size_t)r1 * stride;
    uint32_t inside = low[(size_t)c1] - low[(size_t)c0] - top[(size_t)c1] + top[(size_t)c0];
    return (uint32_t)(all - (c1 - c0) * (r1 - r0)) + inside;
}

/* ---- places ----------------------------------------------------------------------------- */

/* px of the area from a point to the outline, leftwards (0), rightwards, upwards or downwards. */
static double run_from(const mask *m, double x, double y, int way) {
    if (!is_good(m, x, y)) return 0;
    int c = (int)((x - m->box.x0) / m->cell), r = (int)((y - m->box.y0) / m->cell);
    return m->run[way][r * m->columns + c] * m->cell;
}

static double unevenness(double a, double b) { return a + b > 0 ? fabs(a - b) / (a + b) : 1; }

static double cost_of(const mask *m, ct_box box, double size) {
    double x = (box.x0 + box.x1) / 2, y = (box.y0 + box.y1) / 2;
    double left = run_from(m, box.x0, y, 0), right = run_from(m, box.x1, y, 1);
    double up = run_from(m, x, box.y0, 2), down = run_from(m, x, box.y1, 3);
    double room = fmin(fmin(left, right), fmin(up, down)) / size;
    double away = hypot(x - m->x, y - m->y) / (m->breadth > 1 ? m->breadth / 2 : 1);
    return COST_AWAY * away + COST_UNEVEN * unevenness(left, right) +
           COST_UNEVEN / 2 * unevenness(up, down) + COST_TIGHT * fmax(0, 1 - room);
}

typedef struct place {
    ct_box box;
    double cost;
    int order;
} place;

static int compare_places(const void *pa, const void *pb) {
    const place *a = pa, *b = pb;
    if (a->cost != b->cost) return a->cost < b->cost ? -1 : 1;
    return (a->order > b->order) - (a->order < b->order);
}

static ct_box box_about(double x, double y, const ct_label_form *form) {
    double w = form->ink[1].x1 - form->ink[1].x0, h = form->ink[1].y1 - form->ink[1].y0;
    return (ct_box){ x - w / 2, y - h / 2, x + w / 2, y + h / 2 };
}

/* Those where the name lies inside as a whole. */
static size_t find_places(const mask *m, const ct_label_form *form, double size, place *places) {
    size_t n = 0;
    for (size_t k = 0; k < m->position_count; k++) {
        double x, y;
        position_of(m, m->positions[k], &x, &y);
        ct_box box = box_about(x, y, form);
        if (bad_in(m, ct_box_grow(box, MARGIN)) > 0) continue;
        places[n] = (place){ box, cost_of(m, box, size), m->positions[k] };
        n++;
    }
    qsort(places, n, sizeof *places, compare_places);
    return n;
}

static ct_candidate candidate_at(const ct_label_form *form, ct_box box, double cost,
                                 const char *position) {
    ct_candidate c = { .box = box, .form = form, .position = position };
    ct_tile tile = ct_tile_of(box, 0);
    c.tile = ct_tile_grow(&tile, form->pad_x, form->pad_y);
    c.cost = cost + form->cost;
    c.rank = cost >= COST_OVER ? 99 : (int)fmin(c.cost / 4, 98);
    return c;
}

static void add_place(ct_arena *arena, ct_candidates *list, const ct_label_form *form, ct_box box,
                      double cost, const char *position) {
    ct_candidate c = candidate_at(form, box, cost, position);
    ct_candidates_add(arena, list, &c);
}

/* True where nothing of the field stands in the way; a copy is judged, so that no cost is counted
 * twice. */
static bool is_free(ct_field *field, size_t index, const ct_label_form *form, ct_box box) {
    if (!field) return true;
    ct_candidate c = candidate_at(form, box, 0, "inside");
    return ct_field_judge(field, index, &c) == CT_FIT;
}

/* The best free places that are not all in one spot. */
static void keep_places(ct_arena *arena, const ct_seeker *seeker, const ct_label_form *form,
                        const place *places, size_t n, size_t most, ct_candidates *list) {
    size_t first = list->count;
    double dx = (form->ink[1].x1 - form->ink[1].x0) * 0.2;
    double dy = (form->ink[1].y1 - form->ink[1].y0) * 0.6;
    for (size_t i = 0; i < n && list->count - first < most; i++) {
        bool apart = true;
        for (size_t k = first; k < list->count && apart; k++)
            apart = fabs(list->items[k].box.x0 - places[i].box.x0) >= dx ||
                    fabs(list->items[k].box.y0 - places[i].box.y0) >= dy;
        if (apart && is_free(seeker->field, seeker->index, form, places[i].box))
            add_place(arena, list, form, places[i].box, places[i].cost, "inside");
    }
}

static void add_overflow(ct_arena *arena, const mask *m, const ct_label_form *form, ct_box frame,
                         ct_candidates *list) {
    for (int i = -1; i < LATTICE * LATTICE; i++) {
        double x, y;
        position_of(m, i, &x, &y);
        ct_box box = box_about(x, y, form);
        if (!ct_box_meets(box, frame) || (i >= 0 && !is_good(m, x, y)) || (i >= 0 && i % 3))
            continue;
        double away = hypot((box.x0 + box.x1) / 2 - m->x, (box.y0 + box.y1) / 2 - m->y);
        double out = bad_in(m, box) * m->cell * m->cell;
        add_place(arena, list, form, box, COST_OVER + 0.05 * out + 0.2 * away, "over");
    }
}

/* What the share of land below a box is. */
static double dry_share(const ct_seeker *seeker, ct_box box) {
    ct_atlas_share on = ct_atlas_look(ct_field_atlas(seeker->field), seeker->index, box);
    return on.land + on.foreign;
}

typedef enum ground { ANY_GROUND, DRY, WET } ground;

/* What the name about a point is to stand on: that of a sea not on land, nor that of a land at sea.
 */
static ground ground_of(const ct_seeker *seeker, const ct_label *label) {
    if (!seeker->field || label->required) return ANY_GROUND;
    ct_box spot = { label->x, label->y, label->x, label->y };
    return dry_share(seeker, ct_box_grow(spot, 1)) > 0.5 ? DRY : WET;
}

static bool is_on_ground(const ct_seeker *seeker, ground wanted, ct_box box) {
    if (wanted == ANY_GROUND) return true;
    double dry = dry_share(seeker, box);
    return wanted == DRY ? dry >= 1 - MOST_STRAY : dry <= MOST_STRAY;
}

/* The name of an area that the data knows by a point alone, such as a sea: on the point, or near.
 */
static void add_about(ct_arena *arena, const ct_seeker *seeker, ground wanted,
                      const ct_label *label, const ct_label_form *form, ct_candidates *list) {
    double w = form->ink[1].x1 - form->ink[1].x0, h = form->ink[1].y1 - form->ink[1].y0;
    for (int i = -ABOUT; i <= ABOUT; i++)
        for (int j = -ABOUT; j <= ABOUT; j++) {
            ct_box box = box_about(label->x + i * w / 4, label->y + j * h, form);
            if ((i == 0 && j == 0) || is_on_ground(seeker, wanted, box))
                add_place(arena, list, form, box, COST_ABOUT * hypot(i, j), "about");
        }
}

/* The mask of what is seen of an area. */
static mask *see_area(ct_arena *arena, const ct_label *label, ct_box frame) {
    mask *m = CT_NEW(arena, mask);
    if (label->area.kind != CT_POLYGON || !ct_raster_holds(&label->area)) return m;
    ct_shape seen = ct_clip(arena, &label->area, frame);
    m->any = seen.parts > 0 && make_mask(arena, &seen, m);
    return m;
}

/* The places of a form in an area. */
typedef struct choice {
    const place *places;
    size_t count;
} choice;

static choice *find_choice(ct_arena *arena, const mask *m, const ct_label *label,
                           const ct_label_form *form) {
    choice *c = CT_NEW(arena, choice);
    ct_arena *scratch = ct_arena_new();
    place *places = CT_ARRAY(scratch, LATTICE * LATTICE + 1, place);
    double size = label->style->font.size * form->scale;
    c->count = find_places(m, form, size > 1 ? size : 1, places);
    place *kept = CT_ARRAY(arena, c->count, place);
    if (c->count) memcpy(kept, places, c->count * sizeof *kept);
    c->places = kept;
    ct_arena_free(scratch);
    return c;
}

/* What an earlier map has found out, where area and form were the same. */
static const mask *recall_area(ct_keep *keep, const ct_label *label, ct_box frame) {
    ct_buffer *key = ct_keep_basis(keep, "mask of an area");
    ct_basis_shape(key, &label->area);
    ct_basis_box(key, frame);
    ct_kept *kept = ct_keep_find(keep);
    if (!kept->value) kept->value = see_area(kept->arena, label, frame);
    return kept->value;
}

static const choice *recall_choice(ct_keep *keep, const mask *m, const ct_label *label,
                                   ct_box frame, const ct_label_form *form) {
    ct_buffer *key = ct_keep_basis(keep, "places in an area");
    ct_basis_shape(key, &label->area);
    ct_basis_box(key, frame);
    ct_basis_number(key, label->style->font.size);
    ct_basis_form(key, form);
    ct_kept *kept = ct_keep_find(keep);
    if (!kept->value) kept->value = find_choice(kept->arena, m, label, form);
    return kept->value;
}

void ct_candidates_area(ct_arena *arena, const ct_label *label, const ct_label_form *forms,
                        size_t form_count, ct_box frame, const ct_seeker *seeker,
                        ct_candidates *list) {
    if (label->area.parts == 0) {
        ground wanted = ground_of(seeker, label);
        for (size_t f = 0; f < form_count; f++)
            add_about(arena, seeker, wanted, label, &forms[f], list);
    }
    ct_arena *scratch = ct_arena_new();
    ct_keep *keep = ct_field_keep(seeker->field);
    const mask *m = keep ? recall_area(keep, label, frame) : see_area(scratch, label, frame);
    size_t before = list->count;
    for (size_t f = 0; f < form_count && m->any; f++) {
        if (forms[f].scale < 1 && list->count > before && !label->required) break;
        const choice *c = keep ? recall_choice(keep, m, label, frame, &forms[f])
                               : find_choice(scratch, m, label, &forms[f]);
        keep_places(arena, seeker, &forms[f], c->places, c->count, f < 2 ? MOST_PLACES : FEW_PLACES,
                    list);
    }
    ct_arena_free(scratch);
}

void ct_candidates_over(ct_arena *arena, const ct_label *label, const ct_label_form *form,
                        ct_box frame, ct_candidates *list) {
    ct_arena *scratch = ct_arena_new();
    const mask *m = see_area(scratch, label, frame);
    if (m->any) add_overflow(arena, m, form, frame, list);
    ct_arena_free(scratch);
}
