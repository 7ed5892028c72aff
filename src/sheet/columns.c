/* columns.c - equal frames side by side and in rows: the panels' places. */
#include <math.h>

#include "sheet.h"

#define EASY_WIDTH 250.0 /* px: panels are no narrower where the number of columns is free */
#define ROW_GAP    1.5   /* of the gap: a title belongs to the frame below it */

static size_t columns_for(size_t count, int cols, double gap, double width) {
    if (cols > 0) return (size_t)cols < count ? (size_t)cols : count;
    double most = floor((width + gap) / (EASY_WIDTH + gap));
    size_t n = most < 1 ? 1 : most < (double)count ? (size_t)most : count;
    size_t rows = (count + n - 1) / n;
    return (count + rows - 1) / rows; /* no row is left nearly empty */
}

/* The gap nearest to the one that is asked for with which the columns fill the width in whole px.
 */
static double even_gap(size_t cols, double gap, double width) {
    double wanted = round(gap), whole = floor(width);
    for (int off = 0; off <= 2 * (int)cols; off++) {
        double g = wanted + (off % 2 ? (off + 1) / 2 : -off / 2);
        if (g >= 0 && fmod(whole - (double)(cols - 1) * g, (double)cols) == 0) return g;
    }
    return wanted;
}

ct_columns ct_columns_over(size_t count, int cols, double gap, double width) {
    ct_columns c = { .count = count ? count : 1, .cols = 1, .width = width };
    gap = gap > 0 && isfinite(gap) ? gap : 0;
    if (count) c.cols = columns_for(count, cols, gap, width);
    c.rows = (c.count + c.cols - 1) / c.cols;
    c.row_gap = round(gap * ROW_GAP);
    if (c.cols == 1) return c;
    c.gap = even_gap(c.cols, gap, width);
    c.width = fmax(floor((width - (double)(c.cols - 1) * c.gap) / (double)c.cols), 0);
    return c;
}

/* All of the height that is not the frames'. */
static double between(const ct_columns *c) {
    return (double)c->rows * c->head + (double)(c->rows - 1) * c->row_gap;
}

double ct_columns_height(const ct_columns *c) { return (double)c->rows * c->height + between(c); }

double ct_columns_room(const ct_columns *c, double height) {
    return (height - between(c)) / (double)c->rows;
}

ct_box ct_columns_frame(const ct_columns *c, size_t index, double x, double y) {
    size_t column = index % c->cols, row = index / c->cols;
    x += (double)column * (c->width + c->gap);
    y += (double)row * (c->head + c->height + c->row_gap) + c->head;
    return (ct_box){ x, y, x + c->width, y + c->height };
}
