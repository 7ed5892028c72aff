/* arrange.c - where the pieces on the map stand: in their corners, or where they hide least. */
#include "sheet.h"

#include <math.h>
#include <string.h>

#define LEAST_CELL  3.0 /* px of the map of what is busy */
#define MOST_CELLS  60000.0
#define LINE_HIDES  30.0  /* px2 that a px of a line counts for */
#define POINT_HIDES 500.0 /* px2 that a point counts for */
#define STACKED     0.15  /* of a piece's area: below another */
#define AT_SIDE     1.2   /* of it: at a side, not in a corner: rather over plain land */
#define IN_ORDER    0.04  /* of it, a place further down the order: for less no piece moves */
#define OVER_OTHER  1e6   /* a px2 over another piece */
#define TOGETHER    4     /* pieces are tried in all places together, as many at once */

/* ---- what a box would hide ---------------------------------------------------------------- */

/* Summed from the top left, so that any box is weighed with four look-ups. */
typedef struct cover {
    ct_raster raster;
    double *sum;     /* (columns + 1) × (rows + 1) */
    uint32_t *stamp; /* the last shape that each cell was counted for */
    uint32_t turn;
    double deposit;
} cover;

static void add_cells(void *user, int row, int from, int to) {
    cover *c = user;
    size_t columns = (size_t)c->raster.columns;
    for (size_t i = (size_t)from; i <= (size_t)to; i++) {
        size_t cell = (size_t)row * columns + i;
        if (c->stamp[cell] == c->turn) continue;
        c->stamp[cell] = c->turn;
        c->sum[((size_t)row + 1) * (columns + 1) + i + 1] += c->deposit;
    }
}

static void add_points(cover *c, const ct_shape *s) {
    for (size_t i = s->start; i < s->end[s->parts - 1]; i++) {
        double column = floor((s->x[i] - c->raster.box.x0) / c->raster.cell);
        double row = floor((s->y[i] - c->raster.box.y0) / c->raster.cell);
        if (!(column >= 0 && column < c->raster.columns && row >= 0 && row < c->raster.rows))
            continue;
        c->turn++; /* points of one place count each */
        add_cells(c, (int)row, (int)column, (int)column);
    }
}

static cover cover_of(ct_arena *scratch, ct_box frame, const ct_busy *busy, size_t count) {
    cover c = { .raster = ct_raster_over(frame, LEAST_CELL, MOST_CELLS) };
    size_t columns = (size_t)c.raster.columns, rows = (size_t)c.raster.rows;
    double cell = c.raster.cell;
    c.sum = CT_ARRAY(scratch, (columns + 1) * (rows + 1), double);
    c.stamp = CT_ARRAY(scratch, columns * rows + 1, uint32_t);
    for (size_t i = 0; i < count && rows > 0; i++) {
        const ct_shape *s = &busy[i].shape;
        if (s->parts == 0 || !(busy[i].weight > 0) || !isfinite(busy[i].weight)) continue;
        c.turn++;
        c.deposit = busy[i].weight * (s->kind == CT_POLYGON ? cell * cell
                                      : s->kind == CT_LINE  ? LINE_HIDES * cell
                                                            : POINT_HIDES);
        if (s->kind == CT_POLYGON) ct_raster_fill(&c.raster, s, add_cells, &c);
        if (s->kind == CT_LINE) ct_raster_trace(&c.raster, s, add_cells, &c);
        if (s->kind == CT_POINT) add_points(&c, s);
    }
    for (size_t r = 1; r <= rows; r++)
        for (size_t k = 1; k <= columns; k++)
            c.sum[r * (columns + 1) + k] += c.sum[(r - 1) * (columns + 1) + k] +
                                            c.sum[r * (columns + 1) + k - 1] -
                                            c.sum[(r - 1) * (columns + 1) + k - 1];
    return c;
}

/* The index of a cell's edge, on the outer side of a box. */
static size_t edge_of(double at, double start, double cell, int most, bool up) {
    double k = (at - start) / cell;
    k = up ? ceil(k) : floor(k);
    return (size_t)(k < 0 ? 0 : k > most ? most : k);
}

static double hidden_by(const cover *c, ct_box box) {
    const ct_raster *r = &c->raster;
    if (r->rows == 0) return 0;
    size_t x0 = edge_of(box.x0, r->box.x0, r->cell, r->columns, false);
    size_t x1 = edge_of(box.x1, r->box.x0, r->cell, r->columns, true);
    size_t y0 = edge_of(box.y0, r->box.y0, r->cell, r->rows, false);
    size_t y1 = edge_of(box.y1, r->box.y0, r->cell, r->rows, true);
    size_t stride = (size_t)r->columns + 1;
    return c->sum[y1 * stride + x1] - c->sum[y0 * stride + x1] - c->sum[y1 * stride + x0] +
           c->sum[y0 * stride + x0];
}

/* ---- places ------------------------------------------------------------------------------- */

static bool is_right(ct_at at) {
    return at == CT_AT_TOP_RIGHT || at == CT_AT_RIGHT || at == CT_AT_BOTTOM_RIGHT;
}
static bool is_left(ct_at at) {
    return at == CT_AT_TOP_LEFT || at == CT_AT_LEFT || at == CT_AT_BOTTOM_LEFT;
}
static bool is_low(ct_at at) {
    return at == CT_AT_BOTTOM_LEFT || at == CT_AT_BOTTOM || at == CT_AT_BOTTOM_RIGHT;
}
static bool is_amid(ct_at at) { return at == CT_AT_LEFT || at == CT_AT_RIGHT; }
static bool is_on_map(ct_at at) { return at != CT_AT_NONE && at != CT_AT_SHEET; }
static bool is_settled(ct_at at) { return is_on_map(at) && at != CT_AT_AUTO; }

/* The box of a piece in its place; `taken` is the height that is used there already, and `all` the
 * height that all pieces there take together. */
static ct_box box_at(ct_box frame, double inset, ct_at at, ct_size size, double taken, double all) {
    double x = is_left(at)    ? frame.x0 + inset
               : is_right(at) ? frame.x1 - inset - size.w
                              : (frame.x0 + frame.x1 - size.w) / 2;
    double y = is_low(at)    ? frame.y1 - inset - taken - size.h
               : is_amid(at) ? (frame.y0 + frame.y1 - all) / 2 + taken
                             : frame.y0 + inset + taken;
    return (ct_box){ x, y, x + size.w, y + size.h };
}

typedef struct layout {
    ct_box frame;
    double inset, gap;
    const ct_size *sizes;
    size_t count;
    cover cover;
    ct_at *where;  /* of each piece; AUTO: not settled yet */
    ct_box *boxes; /* of those that are settled, else empty */
} layout;

static void stack_boxes(layout *l) {
    double taken[CT_AT_AUTO + 1] = { 0 }, all[CT_AT_AUTO + 1] = { 0 };
    for (size_t i = 0; i < l->count; i++)
        if (is_settled(l->where[i]))
            all[l->where[i]] += (all[l->where[i]] > 0 ? l->gap : 0) + l->sizes[i].h;
    for (size_t i = 0; i < l->count; i++) {
        ct_at at = l->where[i];
        l->boxes[i] = ct_box_empty();
        if (!is_settled(at)) continue;
        l->boxes[i] = box_at(l->frame, l->inset, at, l->sizes[i], taken[at], all[at]);
        taken[at] += l->sizes[i].h + l->gap;
    }
}

static double common_area(ct_box a, ct_box b) {
    double w = fmin(a.x1, b.x1) - fmax(a.x0, b.x0), h = fmin(a.y1, b.y1) - fmax(a.y0, b.y0);
    return w > 0 && h > 0 ? w * h : 0;
}

/* ---- the search --------------------------------------------------------------------------- */

/* Best first where nothing is hidden anywhere. */
static const ct_at places[] = { CT_AT_TOP_LEFT,     CT_AT_TOP_RIGHT, CT_AT_BOTTOM_LEFT,
                                CT_AT_BOTTOM_RIGHT, CT_AT_LEFT,      CT_AT_RIGHT,
                                CT_AT_BOTTOM,       CT_AT_TOP };
enum { CORNERS = 4 };

/* What the pieces hide, and how orderly they stand, in px2. */
static double cost_of(layout *l) {
    stack_boxes(l);
    double cost = 0;
    for (size_t i = 0; i < l->count; i++) {
        if (!is_settled(l->where[i])) continue;
        double area = l->sizes[i].w * l->sizes[i].h;
        cost += hidden_by(&l->cover, l->boxes[i]);
        for (size_t k = 0; k < CT_COUNT(places); k++)
            if (places[k] == l->where[i])
                cost += (double)k * IN_ORDER * area + (k < CORNERS ? 0 : AT_SIDE * area);
        for (size_t k = 0; k < i; k++) {
            cost += OVER_OTHER * common_area(ct_box_grow(l->boxes[i], l->gap / 2),
                                             ct_box_grow(l->boxes[k], l->gap / 2));
            if (l->where[k] == l->where[i]) cost += STACKED * area;
        }
    }
    return cost;
}

/* Settles the given pieces, at most TOGETHER: every way to do so is tried. */
static void settle(layout *l, const size_t *pieces, size_t count) {
    size_t digit[TOGETHER] = { 0 }, best[TOGETHER] = { 0 };
    double least = HUGE_VAL;
    for (bool more = true; more;) {
        for (size_t i = 0; i < count; i++)
            l->where[pieces[i]] = places[digit[i]];
        double cost = cost_of(l);
        if (cost < least) {
            least = cost;
            memcpy(best, digit, sizeof best);
        }
        size_t i = count; /* the last piece's place changes fastest */
        while (i > 0 && digit[i - 1] + 1 == CT_COUNT(places))
            digit[--i] = 0;
        more = i > 0;
        if (more) digit[i - 1]++;
    }
    for (size_t i = 0; i < count; i++)
        l->where[pieces[i]] = places[best[i]];
}

void ct_furniture_arrange(ct_arena *scratch, ct_box frame, double inset, double gap,
                          const ct_at *at, const ct_size *sizes, size_t count, const ct_busy *busy,
                          size_t busy_count, ct_box *boxes) {
    layout l = { .frame = frame,
                 .inset = inset,
                 .gap = gap,
                 .sizes = sizes,
                 .count = count,
                 .where = CT_ARRAY(scratch, count, ct_at),
                 .boxes = boxes };
    if (count) memcpy(l.where, at, count * sizeof *at);
    size_t pieces[TOGETHER], n = 0;
    bool open = false;
    for (size_t i = 0; i < count; i++)
        open = open || at[i] == CT_AT_AUTO;
    if (open) l.cover = cover_of(scratch, frame, busy, busy_count);
    for (size_t i = 0; i < count; i++) {
        if (at[i] == CT_AT_AUTO) pieces[n++] = i;
        if (n < TOGETHER && (n == 0 || i + 1 < count)) continue;
        settle(&l, pieces, n);
        n = 0;
    }
    stack_boxes(&l);
}
