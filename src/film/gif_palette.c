/* gif_palette.c - a palette for all frames of an animation. */
#include "film.h"

#include <math.h>
#include <stdlib.h>

enum { BITS = 6, SIDE = 1 << BITS, CELLS = SIDE * SIDE * SIDE, ROUNDS = 6 };

typedef struct cell {
    uint64_t count, sum[3];
} cell;

/* A cell with pixels: their mean, and how much it weighs. */
typedef struct point {
    double at[3], weight;
    uint64_t count;
    int box;
} point;

typedef struct box {
    double weight, mean[3], spread[3]; /* sums of squares about the mean, by channel */
} box;

struct ct_gif_palette {
    cell *cells;
    int16_t *found; /* by cell; -1: not looked for yet */
    int colors;
    uint32_t rgb[CT_GIF_COLORS];
};

static size_t cell_of(uint32_t pixel) {
    uint32_t r = pixel >> 16 & 255, g = pixel >> 8 & 255, b = pixel & 255;
    return (size_t)(r >> (8 - BITS)) << (2 * BITS) | (size_t)(g >> (8 - BITS)) << BITS |
           b >> (8 - BITS);
}

ct_gif_palette *ct_gif_palette_new(void) {
    ct_gif_palette *p = calloc(1, sizeof *p);
    if (!p) abort();
    p->cells = calloc(CELLS, sizeof *p->cells);
    p->found = malloc(CELLS * sizeof *p->found);
    if (!p->cells || !p->found) abort();
    for (size_t i = 0; i < CELLS; i++)
        p->found[i] = -1;
    return p;
}

void ct_gif_palette_free(ct_gif_palette *p) {
    if (!p) return;
    free(p->cells);
    free(p->found);
    free(p);
}

void ct_gif_palette_count(ct_gif_palette *p, const uint32_t *pixels, size_t count) {
    for (size_t i = 0; i < count; i++) {
        cell *c = &p->cells[cell_of(pixels[i])];
        c->count++;
        c->sum[0] += pixels[i] >> 16 & 255;
        c->sum[1] += pixels[i] >> 8 & 255;
        c->sum[2] += pixels[i] & 255;
    }
}

/* Small things have colours too: a cell weighs less than its pixels, but more with more of them. */
static size_t gather(const ct_gif_palette *p, point *points) {
    size_t n = 0;
    for (size_t i = 0; i < CELLS; i++) {
        const cell *c = &p->cells[i];
        if (c->count == 0) continue;
        point *q = &points[n++];
        *q = (point){ .weight = sqrt((double)c->count), .count = c->count };
        for (int k = 0; k < 3; k++)
            q->at[k] = (double)c->sum[k] / (double)c->count;
    }
    return n;
}

static void measure(const point *points, size_t n, int index, box *b) {
    *b = (box){ 0 };
    for (size_t i = 0; i < n; i++) {
        if (points[i].box != index) continue;
        b->weight += points[i].weight;
        for (int k = 0; k < 3; k++)
            b->mean[k] += points[i].weight * points[i].at[k];
    }
    for (int k = 0; k < 3 && b->weight > 0; k++)
        b->mean[k] /= b->weight;
    for (size_t i = 0; i < n; i++)
        for (int k = 0; k < 3 && points[i].box == index; k++) {
            double d = points[i].at[k] - b->mean[k];
            b->spread[k] += points[i].weight * d * d;
        }
}

static int widest(const box *b) {
    int axis = 0;
    for (int k = 1; k < 3; k++)
        if (b->spread[k] > b->spread[axis]) axis = k;
    return axis;
}

/* Splits the box of the greatest variance at its mean, until there are enough; how many there are.
 */
static int split(point *points, size_t n, box *boxes) {
    int count = 1;
    measure(points, n, 0, &boxes[0]);
    while (count < CT_GIF_COLORS) {
        int worst = 0;
        for (int i = 1; i < count; i++)
            if (boxes[i].spread[widest(&boxes[i])] > boxes[worst].spread[widest(&boxes[worst])])
                worst = i;
        int axis = widest(&boxes[worst]);
        if (!(boxes[worst].spread[axis] > 1e-9)) break; /* one colour each */
        double mean = boxes[worst].mean[axis];
        for (size_t i = 0; i < n; i++)
            if (points[i].box == worst && points[i].at[axis] > mean) points[i].box = count;
        measure(points, n, worst, &boxes[worst]);
        measure(points, n, count, &boxes[count]);
        count++;
    }
    return count;
}

static double distance(const double *a, const double *b) {
    /* Rec. 709 weights, softened: greens are told apart best. */
    double r = a[0] - b[0], g = a[1] - b[1], c = a[2] - b[2];
    return 0.30 * r * r + 0.50 * g * g + 0.20 * c * c;
}

static int nearest(const box *boxes, int count, const double *at) {
    int best = 0;
    double least = INFINITY;
    for (int i = 0; i < count; i++) {
        double d = distance(boxes[i].mean, at);
        if (d < least) {
            least = d;
            best = i;
        }
    }
    return best;
}

static void move_to_means(point *points, size_t n, box *boxes, int count) {
    for (int round = 0; round < ROUNDS; round++) {
        double sums[CT_GIF_COLORS][4] = { 0 };
        for (size_t i = 0; i < n; i++) {
            points[i].box = nearest(boxes, count, points[i].at);
            double *sum = sums[points[i].box];
            sum[3] += points[i].weight;
            for (int k = 0; k < 3; k++)
                sum[k] += points[i].weight * points[i].at[k];
        }
        for (int i = 0; i < count; i++)
            for (int k = 0; k < 3 && sums[i][3] > 0; k++)
                boxes[i].mean[k] = sums[i][k] / sums[i][3];
    }
}

/* Paper stays paper: a box that is mostly one colour has that. */
static void take_flat(const point *points, size_t n, box *boxes, int count) {
    const double MUCH = 0.4; /* of a box's pixels */
    uint64_t all[CT_GIF_COLORS] = { 0 }, most[CT_GIF_COLORS] = { 0 };
    size_t which[CT_GIF_COLORS] = { 0 };
    for (size_t i = 0; i < n; i++) {
        int b = points[i].box;
        all[b] += points[i].count;
        if (points[i].count > most[b]) {
            most[b] = points[i].count;
            which[b] = i;
        }
    }
    for (int i = 0; i < count; i++)
        for (int k = 0; k < 3 && (double)most[i] > MUCH * (double)all[i]; k++)
            boxes[i].mean[k] = points[which[i]].at[k];
}

int ct_gif_palette_choose(ct_gif_palette *p) {
    point *points = malloc(CELLS * sizeof *points);
    if (!points) abort();
    box boxes[CT_GIF_COLORS] = { 0 };
    size_t n = gather(p, points);
    p->colors = n ? split(points, n, boxes) : 0;
    move_to_means(points, n, boxes, p->colors);
    take_flat(points, n, boxes, p->colors);
    for (int i = 0; i < p->colors; i++) {
        uint32_t rgb = 0;
        for (int k = 0; k < 3; k++)
            rgb = rgb << 8 | (uint32_t)fmin(fmax(floor(boxes[i].mean[k] + 0.5), 0), 255);
        p->rgb[i] = rgb;
    }
    free(points);
    return p->colors;
}

uint32_t ct_gif_palette_color(const ct_gif_palette *p, int index) { return p->rgb[index]; }

int ct_gif_palette_find(ct_gif_palette *p, uint32_t pixel) {
    size_t index = cell_of(pixel);
    const cell *c = &p->cells[index];
    if (p->found[index] >= 0) return p->found[index];
    double at[3] = { pixel >> 16 & 255, pixel >> 8 & 255, pixel & 255 };
    for (int k = 0; k < 3 && c->count; k++)
        at[k] = (double)c->sum[k] / (double)c->count;
    int best = 0;
    double least = INFINITY;
    for (int i = 0; i < p->colors; i++) {
        double own[3] = { p->rgb[i] >> 16 & 255, p->rgb[i] >> 8 & 255, p->rgb[i] & 255 };
        double d = distance(own, at);
        if (d < least) {
            least = d;
            best = i;
        }
    }
    p->found[index] = (int16_t)best;
    return best;
}
