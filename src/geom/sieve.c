/* sieve.c - points that no picture tells apart, dropped as they are read. */
#include <math.h>
#include <string.h>

#include "geom.h"

/* A vertex is soft where its edges and the chord past it are short, and it lies less than half the
 * least step off that chord; of soft neighbours the one with the least triangle goes (Visvalingam
 * and Whyatt 1993, all minima of a pass at once, in a few passes). A vertex is judged by two
 * neighbours on either side, the same from both directions, so that shapes which share an arc keep
 * the same points of it but for some within a few steps of its ends. */
enum { PASSES = 5 };
static const double JUMP = 170; /* degrees: a longer edge may be one over the antimeridian */
static const double REACH = 60; /* degrees: no edge that comes up here is longer */

/* Vertices are weighed so many at once: what a compiler makes several of in one go. */
enum { BLOCK = 256 };

/* Steps a degree. */
typedef struct scale {
    double x, y;
} scale;

/* Of vertex i + 1 of x and y, for each of `count`: twice its triangle, in steps, INFINITY where it
 * stays. Neighbours of equal triangles are told apart by where they lie. */
static void weigh(scale s, const double *restrict x, const double *restrict y, size_t count,
                  double *restrict weight) {
    const double whole = 6755399441055744; /* added and taken away, it rounds */
    for (size_t i = 0; i < count; i++) {
        double ux = (x[i] - x[i + 1]) * s.x, uy = (y[i] - y[i + 1]) * s.y;
        double vx = (x[i + 2] - x[i + 1]) * s.x, vy = (y[i + 2] - y[i + 1]) * s.y;
        double chord2 = (ux - vx) * (ux - vx) + (uy - vy) * (uy - vy);
        double area = fabs(ux * vy - uy * vx);
        double turn = x[i + 1] * 1013 + y[i + 1] * 7001;
        double hair = 1e-9 * (turn - ((turn + whole) - whole) + 1);
        double hard = ux * ux + uy * uy < 2.25 ? 0 : INFINITY; /* sums: no branches */
        hard += vx * vx + vy * vy < 2.25 ? 0 : INFINITY;
        hard += chord2 < 4 ? 0 : INFINITY;
        hard += area * area < 0.25 * chord2 ? 0 : INFINITY;
        weight[i] = area + hair + hard;
    }
}

/* One pass over a ring of at least 5, or a line of at least 3; returns how many are left. There are
 * no branches in it: which vertices go is past guessing. */
static size_t thin(scale s, bool ring, double *x, double *y, size_t n) {
    double bx[BLOCK + 4], by[BLOCK + 4], weight[BLOCK + 2];
    const double head[2][2] = { { x[0], y[0] }, { x[1], y[1] } };
    size_t out = 0;
    for (size_t k = 0; k < 2; k++) {
        bx[k] = x[n - 2 + k];
        by[k] = y[n - 2 + k];
    }
    for (size_t from = 0; from < n; from += BLOCK) {
        size_t count = n - from < BLOCK ? n - from : BLOCK;
        size_t there = n - from < BLOCK + 2 ? n - from : BLOCK + 2;
        memcpy(bx + 2, x + from, there * sizeof *x);
        memcpy(by + 2, y + from, there * sizeof *y);
        for (size_t k = there; k < count + 2; k++) {
            bx[2 + k] = head[k - (n - from)][0];
            by[2 + k] = head[k - (n - from)][1];
        }
        weigh(s, bx, by, count + 2, weight);
        if (!ring && from == 0) weight[0] = weight[1] = INFINITY;
        for (size_t k = n - from; !ring && k <= count + 1 && k <= n - from + 1; k++)
            weight[k] = INFINITY;
        for (size_t i = 0; i < count; i++) {
            x[out] = bx[i + 2];
            y[out] = by[i + 2];
            out += !((weight[i + 1] < weight[i]) & (weight[i + 1] < weight[i + 2]));
        }
        for (size_t k = 0; k < 2; k++) {
            bx[k] = bx[count + k];
            by[k] = by[count + k];
        }
    }
    return out;
}

static size_t thin_out(const ct_sieve *sieve, bool ring, double *x, double *y, size_t n) {
    scale s = { 1 / sieve->dx, 1 / sieve->dy };
    for (int pass = 0; pass < PASSES && n >= (ring ? 5u : 3u); pass++) {
        size_t left = thin(s, ring, x, y, n);
        bool few = n - left < n / 16;
        n = left;
        if (few) break;
    }
    return n;
}

static bool has_jumps(bool ring, const double *x, size_t n) {
    bool jumps = ring && n && fabs(x[0] - x[n - 1]) > JUMP;
    for (size_t i = 1; i < n; i++)
        jumps |= fabs(x[i] - x[i - 1]) > JUMP;
    return jumps;
}

/* The sides of the window beyond which a point lies. */
static unsigned beyond(ct_box w, double x, double y) {
    return (x < w.x0 ? 1u : 0) | (x > w.x1 ? 2u : 0) | (y < w.y0 ? 4u : 0) | (y > w.y1 ? 8u : 0);
}

/* Of a run of points that all lie beyond one side of the window its ends are enough: the edge
 * between them lies there too. */
static size_t shorten(const ct_sieve *sieve, double *x, double *y, size_t n) {
    size_t out = 0;
    unsigned run = 0; /* sides beyond which lie the last point that was kept and all since */
    for (size_t i = 0; i < n; i++) {
        unsigned here = beyond(sieve->window, x[i], y[i]);
        bool goes = out > 0 && i + 1 < n && (run & here) &&
                    (run & here & beyond(sieve->window, x[i + 1], y[i + 1])) &&
                    fabs(x[i + 1] - x[out - 1]) < REACH && fabs(y[i + 1] - y[out - 1]) < REACH;
        run = goes ? run & here : here;
        if (goes) continue;
        x[out] = x[i];
        y[out++] = y[i];
    }
    return out;
}

/* The box of points; not a number where one of them is not finite. */
static ct_box box_of(const double *x, const double *y, size_t n) {
    double x0 = x[0], x1 = x[0], y0 = y[0], y1 = y[0], odd = 0;
    for (size_t i = 0; i < n; i++) {
        x0 = x[i] < x0 ? x[i] : x0;
        x1 = x[i] > x1 ? x[i] : x1;
        y0 = y[i] < y0 ? y[i] : y0;
        y1 = y[i] > y1 ? y[i] : y1;
        odd += (x[i] - x[0]) * 0 + (y[i] - y[0]) * 0;
    }
    return odd == 0 ? (ct_box){ x0, y0, x1, y1 } : (ct_box){ NAN, NAN, NAN, NAN };
}

/* Whether long edges are jumps over the antimeridian, or could be taken for such: all of them are
 * still there. */
static bool wraps(ct_kind kind, const double *x, const double *y, size_t n) {
    ct_shape part = { .kind = kind, .x = x, .y = y, .end = &n, .parts = 1 };
    return n > 1 &&
           (ct_part_wraps(&part, 0) || (kind == CT_POLYGON && ct_shape_has_long_edges(&part)));
}

ct_sifted ct_sieve_part(const ct_sieve *sieve, ct_kind kind, double *x, double *y, size_t n) {
    ct_sifted s = { .count = n };
    bool ring = kind == CT_POLYGON;
    if (n == 0) return s;
    s.box = box_of(x, y, n);
    s.odd = !(s.box.x0 >= -180 && s.box.x1 <= 180 && s.box.y0 >= -90 && s.box.y1 <= 90);
    if (s.odd || kind == CT_POINT) return s;
    s.count = 0;
    if (!ct_box_meets(s.box, sieve->window)) return s;
    while (ring && n > 1 && x[n - 1] == x[0] && y[n - 1] == y[0])
        n--;
    s.speck = s.box.x1 - s.box.x0 < sieve->dx && s.box.y1 - s.box.y0 < sieve->dy;
    if (s.speck || n < (ring ? 3u : 2u)) return s;
    s.ccw = ct_ring_area(x, y, n) > 0;
    s.count = thin_out(sieve, ring, x, y, n);
    bool inside = s.box.x0 >= sieve->window.x0 && s.box.x1 <= sieve->window.x1 &&
                  s.box.y0 >= sieve->window.y0 && s.box.y1 <= sieve->window.y1;
    if (!inside) s.count = shorten(sieve, x, y, s.count);
    bool wide = s.box.x1 - s.box.x0 > JUMP && has_jumps(ring, x, s.count);
    s.odd = wide && wraps(kind, x, y, s.count);
    s.speck = s.count < (ring ? 3u : 2u);
    if (s.speck) s.count = 0;
    return s;
}
