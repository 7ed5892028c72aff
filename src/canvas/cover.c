/* cover.c - fill a trail by the exact area that it covers of each pixel. */
#include "canvas.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Signed areas, summed along the row (Raph Levien, font-rs, 2015, after the "accumulation buffer"
 * of LibArt and FreeType's smooth rasteriser): a step that rises by d over a pixel adds d, less the
 * share of the pixel left of it, to that pixel, and the rest to the next one; the sum from the left
 * is then how much of a pixel is covered, by winding. Folded to even-odd, pixels in which more than
 * two layers end come out as their sum does; all others are exact. Sums are kept where steps are:
 * between them the cover is the same and laid on as a run. */

enum { CELL = 4, SPARE = 4 }; /* columns */

/* Memory for a band of that width; what was drawn before is cleared already. */
static void room_make(ct_cover *c, size_t width) {
    const size_t columns = (width + SPARE + CELL - 1) / CELL * CELL;
    if (columns <= c->columns) return;
    free(c->sums);
    free(c->marks);
    c->columns = columns;
    c->sums = calloc(columns * CT_BAND_ROWS, sizeof *c->sums);
    c->marks = calloc(columns / CELL * CT_BAND_ROWS, 1);
    if (!c->sums || !c->marks) abort(); /* out of memory */
}

void ct_cover_open(ct_cover *c, const ct_easel *easel, int x0, int y0, int width, int rows) {
    room_make(c, (size_t)width);
    c->easel = easel;
    c->x0 = x0;
    c->y0 = y0;
    c->width = width;
    c->rows = rows;
}

void ct_cover_free(ct_cover *c) {
    free(c->sums);
    free(c->marks);
    *c = (ct_cover){ 0 };
}

/* Notes that the pixels from column x on change. */
static void cell_mark(const ct_cover *c, uint8_t *marks, int row, int x) {
    if (marks[x / CELL]) return;
    marks[x / CELL] = 1;
    ct_easel_soon(c->easel, c->x0 + x, c->y0 + row);
}

/* A step within one row, from xa to xb, that rises by d. */
static void row_add(ct_cover *c, int row, float xa, float xb, float d) {
    const float left = xa < xb ? xa : xb, right = xa < xb ? xb : xa;
    const int first = (int)left, last = (int)right;
    float *sums = c->sums + (size_t)row * c->columns;
    uint8_t *marks = c->marks + (size_t)row * (c->columns / CELL);
    cell_mark(c, marks, row, first);
    cell_mark(c, marks, row, last + 1);
    const float in = left - (float)first;
    if (last == first) {
        const float beyond = d * 0.5F * (in + right - (float)first);
        sums[first] += d - beyond;
        sums[first + 1] += beyond;
        return;
    }
    /* Over several pixels: what lies right of the step in each is a triangle, bars, the rest of a
     * triangle; `pace` is the rise a pixel. */
    const float pace = d / (right - left), out = right - (float)last;
    const float start = 0.5F * pace * (1 - in) * (1 - in), end = 0.5F * pace * out * out;
    sums[first] += start;
    if (last == first + 1) {
        sums[last] += d - start - end;
    } else {
        const float second = pace * (1.5F - in);
        sums[first + 1] += second - start;
        for (int x = first + 2; x < last; x++) {
            sums[x] += pace;
            cell_mark(c, marks, row, x);
        }
        sums[last] += d - second - (float)(last - first - 2) * pace - end;
    }
    sums[last + 1] += end;
}

/* A step within the band and its width. */
static void step_add(ct_cover *c, double xa, double ya, double xb, double yb) {
    const float sign = ya < yb ? 1 : -1;
    const double top = ya < yb ? ya : yb, bottom = ya < yb ? yb : ya;
    const double from = ya < yb ? xa : xb, to = ya < yb ? xb : xa;
    const double slope = (to - from) / (bottom - top);
    const double low = from < to ? from : to, high = from < to ? to : from;
    double x = from, y = top;
    for (int row = (int)top; y < bottom; row++) {
        const double below = row + 1 < bottom ? row + 1 : bottom;
        double next = below < bottom ? from + (below - top) * slope : to;
        next = next < low ? low : next > high ? high : next;
        row_add(c, row, (float)x, (float)next, sign * (float)(below - y));
        x = next;
        y = below;
    }
}

/* A step within the band's rows: what lies left of its width counts as on the left edge, what lies
 * right of it does not count. */
static void step_sides(ct_cover *c, double xa, double ya, double xb, double yb) {
    const double width = c->width;
    if (xa >= width && xb >= width) return;
    if (xa <= 0 && xb <= 0) {
        step_add(c, 0, ya, 0, yb);
        return;
    }
    if (xa >= 0 && xb >= 0 && xa <= width && xb <= width) {
        step_add(c, xa, ya, xb, yb);
        return;
    }
    const double cut = xa < 0 || xb < 0 ? 0 : width; /* then the rest may meet the other side */
    const double y = ya + (cut - xa) * (yb - ya) / (xb - xa);
    const double lowest = ya < yb ? ya : yb, highest = ya < yb ? yb : ya;
    const double at = y < lowest ? lowest : y > highest ? highest : y;
    if (at != ya) step_sides(c, xa, ya, cut, at);
    if (at != yb) step_sides(c, cut, at, xb, yb);
}

void ct_cover_step(ct_cover *c, double xa, double ya, double xb, double yb) {
    const double rows = c->rows;
    xa -= c->x0;
    xb -= c->x0;
    ya -= c->y0;
    yb -= c->y0;
    if (ya == yb || (ya <= 0 && yb <= 0) || (ya >= rows && yb >= rows)) return;
    const double slope = (xb - xa) / (yb - ya), x = xa, y = ya;
    if (ya < 0 || ya > rows) {
        ya = ya < 0 ? 0 : rows;
        xa = x + (ya - y) * slope;
    }
    if (yb < 0 || yb > rows) {
        yb = yb < 0 ? 0 : rows;
        xb = x + (yb - y) * slope;
    }
    if (ya != yb) step_sides(c, xa, ya, xb, yb);
}

/* 0..255 of a sum. */
static unsigned alpha_of(float sum, bool winding) {
    float cover = fabsf(sum);
    if (cover > 1) cover = winding ? 1 : fabsf(cover - 2 * rintf(cover * 0.5F));
    return (unsigned)(cover * 255 + 0.5F);
}

/* The first marked cell from `cell` on, or `cells`. */
static size_t cell_next(const uint8_t *marks, size_t cell, size_t cells) {
    while (cell < cells && cell % 8 != 0 && !marks[cell])
        cell++;
    if (cell >= cells || marks[cell]) return cell;
    for (uint64_t eight = 0; cell + 8 <= cells; cell += 8) {
        memcpy(&eight, marks + cell, 8);
        if (eight) break;
    }
    while (cell < cells && !marks[cell])
        cell++;
    return cell;
}

/* The same cover from column `from` up to `to`. */
static void run_close(const ct_cover *c, int row, const ct_ink *ink, size_t from, size_t to,
                      unsigned alpha) {
    if (from < to) ct_easel_run(c->easel, ink, c->x0 + (int)from, c->y0 + row, to - from, alpha);
}

static void row_close(const ct_cover *c, int row, const ct_ink *ink, bool winding) {
    float *sums = c->sums + (size_t)row * c->columns, sum = 0;
    uint8_t *marks = c->marks + (size_t)row * (c->columns / CELL);
    const size_t width = (size_t)c->width, cells = (width + SPARE - 1) / CELL + 1;
    size_t x = 0;
    for (size_t cell = cell_next(marks, 0, cells); cell < cells;
         cell = cell_next(marks, cell + 1, cells)) {
        const size_t start = cell * CELL;
        run_close(c, row, ink, x, start < width ? start : width, alpha_of(sum, winding));
        uint8_t alphas[CELL];
        for (x = start; x < start + CELL; x++) {
            sum += sums[x];
            sums[x] = 0;
            alphas[x - start] = (uint8_t)alpha_of(sum, winding);
        }
        marks[cell] = 0;
        if (start < width)
            ct_easel_dots(c->easel, ink, c->x0 + (int)start, c->y0 + row, alphas,
                          x <= width ? CELL : width - start);
    }
    run_close(c, row, ink, x, width, alpha_of(sum, winding));
}

void ct_cover_close(ct_cover *c, const ct_ink *ink, bool winding) {
    for (int row = 0; row < c->rows; row++)
        row_close(c, row, ink, winding);
}
