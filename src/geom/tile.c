/* tile.c - boxes turned about their middle: do they meet, how far, how much. */
#include "geom.h"

#include <math.h>

static ct_box bound_of(const ct_tile *t) {
    double w = fabs(t->hw * t->cosine) + fabs(t->hh * t->sine);
    double h = fabs(t->hw * t->sine) + fabs(t->hh * t->cosine);
    return (ct_box){ t->x - w, t->y - h, t->x + w, t->y + h };
}

ct_tile ct_tile_of(ct_box box, double angle) {
    ct_tile t = { .x = (box.x0 + box.x1) / 2,
                  .y = (box.y0 + box.y1) / 2,
                  .hw = (box.x1 - box.x0) / 2,
                  .hh = (box.y1 - box.y0) / 2,
                  .cosine = 1,
                  .bound = box };
    if (angle != 0) {
        t.cosine = cos(angle * (M_PI / 180));
        t.sine = sin(angle * (M_PI / 180));
        t.bound = bound_of(&t);
    }
    return t;
}

ct_tile ct_tile_grow(const ct_tile *tile, double dx, double dy) {
    ct_tile t = *tile;
    t.hw += dx;
    t.hh += dy;
    t.bound = bound_of(&t);
    return t;
}

/* A page point in the tile's own axes, about its middle. */
static void to_own(const ct_tile *t, double x, double y, double *u, double *v) {
    double dx = x - t->x, dy = y - t->y;
    *u = dx * t->cosine + dy * t->sine;
    *v = dy * t->cosine - dx * t->sine;
}

/* No overlap along the axes of `a` (one half of the separating axis test). */
static bool is_apart(const ct_tile *a, const ct_tile *b) {
    double u, v, c = fabs(a->cosine * b->cosine + a->sine * b->sine);
    double s = fabs(a->sine * b->cosine - a->cosine * b->sine);
    to_own(a, b->x, b->y, &u, &v);
    return fabs(u) >= a->hw + b->hw * c + b->hh * s || fabs(v) >= a->hh + b->hw * s + b->hh * c;
}

bool ct_tile_meets(const ct_tile *a, const ct_tile *b) {
    if (a->bound.x0 >= b->bound.x1 || b->bound.x0 >= a->bound.x1 || a->bound.y0 >= b->bound.y1 ||
        b->bound.y0 >= a->bound.y1)
        return false;
    if (a->sine == 0 && b->sine == 0) return true;
    return !is_apart(a, b) && !is_apart(b, a);
}

double ct_tile_distance(const ct_tile *tile, double x, double y) {
    double u, v;
    to_own(tile, x, y, &u, &v);
    double du = fabs(u) - tile->hw, dv = fabs(v) - tile->hh;
    if (!(du > 0)) return dv > 0 ? dv : 0;
    return dv > 0 ? sqrt(du * du + dv * dv) : du;
}

/* The share of a segment inside |u| < hw, |v| < hh (Liang and Barsky 1984). */
static double share_inside(double u0, double v0, double u1, double v1, double hw, double hh) {
    double p[4] = { u0 - u1, u1 - u0, v0 - v1, v1 - v0 };
    double q[4] = { u0 + hw, hw - u0, v0 + hh, hh - v0 };
    double from = 0, to = 1;
    for (int i = 0; i < 4; i++) {
        if (p[i] == 0) {
            if (q[i] <= 0) return -1;
        } else {
            double t = q[i] / p[i];
            if (p[i] < 0 && t > from) from = t;
            if (p[i] > 0 && t < to) to = t;
        }
        if (from > to) return -1;
    }
    return to - from;
}

static double own_share(const ct_tile *t, double ax, double ay, double bx, double by,
                        double reach) {
    double u0, v0, u1, v1;
    to_own(t, ax, ay, &u0, &v0);
    to_own(t, bx, by, &u1, &v1);
    return share_inside(u0, v0, u1, v1, t->hw + reach, t->hh + reach);
}

bool ct_tile_crossed(const ct_tile *tile, double ax, double ay, double bx, double by,
                     double reach) {
    return own_share(tile, ax, ay, bx, by, reach) >= 0;
}

double ct_tile_crossing(const ct_tile *tile, double ax, double ay, double bx, double by) {
    double share = own_share(tile, ax, ay, bx, by, 0), dx = bx - ax, dy = by - ay;
    return share > 0 ? share * sqrt(dx * dx + dy * dy) : 0;
}

/* Cuts a convex polygon by the half plane nu·u + nv·v <= limit (Sutherland and Hodgman 1974). */
static int cut_half(const double (*in)[2], int n, double nu, double nv, double limit,
                    double (*out)[2]) {
    int kept = 0;
    for (int i = 0; i < n; i++) {
        const double *a = in[i], *b = in[(i + 1) % n];
        double da = a[0] * nu + a[1] * nv - limit, db = b[0] * nu + b[1] * nv - limit;
        if (da <= 0) {
            out[kept][0] = a[0];
            out[kept++][1] = a[1];
        }
        if ((da < 0 && db > 0) || (da > 0 && db < 0)) {
            double share = da / (da - db);
            out[kept][0] = a[0] + share * (b[0] - a[0]);
            out[kept++][1] = a[1] + share * (b[1] - a[1]);
        }
    }
    return kept;
}

double ct_tile_overlap(const ct_tile *a, const ct_tile *b) {
    if (!ct_tile_meets(a, b)) return 0;
    static const double corner[4][2] = { { -1, -1 }, { 1, -1 }, { 1, 1 }, { -1, 1 } };
    double first[12][2], second[12][2];
    for (int i = 0; i < 4; i++) {
        double u = corner[i][0] * b->hw, v = corner[i][1] * b->hh;
        to_own(a, b->x + u * b->cosine - v * b->sine, b->y + u * b->sine + v * b->cosine,
               &first[i][0], &first[i][1]);
    }
    int n = cut_half((const double(*)[2])first, 4, 1, 0, a->hw, second);
    n = cut_half((const double(*)[2])second, n, -1, 0, a->hw, first);
    n = cut_half((const double(*)[2])first, n, 0, 1, a->hh, second);
    n = cut_half((const double(*)[2])second, n, 0, -1, a->hh, first);
    double twice = 0;
    for (int i = 0; i < n; i++) {
        const double *p = first[i], *q = first[(i + 1) % n];
        twice += p[0] * q[1] - q[0] * p[1];
    }
    return fabs(twice) / 2;
}

static double turn_of(double ax, double ay, double bx, double by, double cx, double cy) {
    return (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
}

/* A point known to be on the segment's line lies within its box. */
static bool is_between(const double s[4], double x, double y) {
    return x >= fmin(s[0], s[2]) && x <= fmax(s[0], s[2]) && y >= fmin(s[1], s[3]) &&
           y <= fmax(s[1], s[3]);
}

bool ct_segments_meet(const double a[4], const double b[4]) {
    double b0 = turn_of(a[0], a[1], a[2], a[3], b[0], b[1]);
    double b1 = turn_of(a[0], a[1], a[2], a[3], b[2], b[3]);
    double a0 = turn_of(b[0], b[1], b[2], b[3], a[0], a[1]);
    double a1 = turn_of(b[0], b[1], b[2], b[3], a[2], a[3]);
    if (((b0 > 0 && b1 < 0) || (b0 < 0 && b1 > 0)) && ((a0 > 0 && a1 < 0) || (a0 < 0 && a1 > 0)))
        return true;
    return (b0 == 0 && is_between(a, b[0], b[1])) || (b1 == 0 && is_between(a, b[2], b[3])) ||
           (a0 == 0 && is_between(b, a[0], a[1])) || (a1 == 0 && is_between(b, a[2], a[3]));
}
