/* sieve.c - points that no picture tells apart, dropped as they are read. */
#include <math.h>
#include <stdint.h>

#include "geom.h"

/* A vertex is soft where its edges and the chord past it are short, and it lies less than half the
 * least step off that chord; of soft neighbours the one with the least triangle goes (Visvalingam
 * and Whyatt 1993, all minima of a pass at once, in a few passes). A vertex is judged by two
 * neighbours on either side, the same from both directions, so that shapes which share an arc keep
 * the same points of it but for some within a few steps of its ends. */
enum { PASSES = 5 };
static const double JUMP = 170; /* degrees: a longer edge may be one over the antimeridian */
static const double REACH = 60; /* degrees: no edge that comes up here is longer */

typedef struct vertex {
    double x, y;
    double weight; /* twice its triangle, in steps; INFINITY: it stays */
} vertex;

/* Steps a degree. */
typedef struct scale {
    double x, y;
} scale;

/* Neighbours of equal triangles are told apart by where they lie. */
static inline double hair(const vertex *v) {
    double turn = v->x * 1013 + v->y * 7001;
    return 1e-9 * (turn - (double)(int64_t)turn + 1);
}

static inline double weigh(scale s, const vertex *a, const vertex *b, const vertex *c) {
    double ux = (a->x - b->x) * s.x, uy = (a->y - b->y) * s.y;
    double vx = (c->x - b->x) * s.x, vy = (c->y - b->y) * s.y;
    double chord2 = (ux - vx) * (ux - vx) + (uy - vy) * (uy - vy), area = fabs(ux * vy - uy * vx);
    bool soft = (ux * ux + uy * uy < 2.25) & (vx * vx + vy * vy < 2.25) & (chord2 < 4) &
                (area * area < 0.25 * chord2);
    double weight = area + hair(b);
    return soft ? weight : INFINITY;
}

/* One pass over a ring of at least 5, or a line of at least 3; returns how many are left. There are
 * no branches in it: which vertices go is past guessing. */
static size_t thin(scale s, bool ring, double *x, double *y, size_t n) {
    vertex head[2] = { { x[0], y[0], INFINITY }, { x[1], y[1], INFINITY } };
    vertex a = { x[n - 1], y[n - 1], INFINITY }, b = head[0], c = head[1];
    size_t out = 0;
    if (ring) {
        vertex before = { x[n - 2], y[n - 2], INFINITY };
        a.weight = weigh(s, &before, &a, &b);
        b.weight = weigh(s, &a, &b, &c);
    }
    for (size_t i = 0; i + 2 < n; i++) {
        vertex d = { x[i + 2], y[i + 2], INFINITY };
        c.weight = weigh(s, &b, &c, &d);
        x[out] = b.x;
        y[out] = b.y;
        out += !((b.weight < a.weight) & (b.weight < c.weight));
        a = b;
        b = c;
        c = d;
    }
    for (size_t k = 0; k < 2; k++) { /* b and c are the last two now */
        c.weight = ring ? weigh(s, &b, &c, &head[k]) : INFINITY;
        x[out] = b.x;
        y[out] = b.y;
        out += !((b.weight < a.weight) & (b.weight < c.weight));
        a = b;
        b = c;
        c = head[k];
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

/* The box of points, and twice the area that they go round (counter-clockwise positive). */
static ct_box look(const double *x, const double *y, size_t n, double *area2) {
    double x0 = x[0], x1 = x[0], y0 = y[0], y1 = y[0], sum = 0, odd = 0;
    double last_x = x[n - 1] - x[0], last_y = y[n - 1] - y[0]; /* from the first: less rounding */
    for (size_t i = 0; i < n; i++) {
        double dx = x[i] - x[0], dy = y[i] - y[0];
        x0 = x[i] < x0 ? x[i] : x0;
        x1 = x[i] > x1 ? x[i] : x1;
        y0 = y[i] < y0 ? y[i] : y0;
        y1 = y[i] > y1 ? y[i] : y1;
        odd += dx * 0 + dy * 0; /* NaN where one of them is not finite */
        sum += last_x * dy - dx * last_y;
        last_x = dx;
        last_y = dy;
    }
    *area2 = sum;
    return odd == 0 ? (ct_box){ x0, y0, x1, y1 } : (ct_box){ NAN, NAN, NAN, NAN };
}

/* Whether long edges are jumps over the antimeridian: all of them are still there. */
static bool wraps(ct_kind kind, const double *x, const double *y, size_t n) {
    ct_shape part = { .kind = kind, .x = x, .y = y, .end = &n, .parts = 1 };
    return n > 1 && ct_part_wraps(&part, 0);
}

ct_sifted ct_sieve_part(const ct_sieve *sieve, ct_kind kind, double *x, double *y, size_t n) {
    ct_sifted s = { .count = n };
    bool ring = kind == CT_POLYGON;
    double area2;
    if (n == 0) return s;
    s.box = look(x, y, n, &area2);
    s.ccw = area2 > 0;
    s.odd = !(s.box.x0 >= -180 && s.box.x1 <= 180 && s.box.y0 >= -90 && s.box.y1 <= 90);
    if (s.odd || kind == CT_POINT) return s;
    s.count = 0;
    if (!ct_box_meets(s.box, sieve->window)) return s;
    while (ring && n > 1 && x[n - 1] == x[0] && y[n - 1] == y[0])
        n--;
    s.speck = s.box.x1 - s.box.x0 < sieve->dx && s.box.y1 - s.box.y0 < sieve->dy;
    if (s.speck || n < (ring ? 3u : 2u)) return s;
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
