/* curve.c - a curve fitted to points, its parallels, and ways along them. */
#include "geom.h"

#include <math.h>
#include <string.h>

#define STRIDE     2.5  /* px of a step along the curve */
#define LEAST_PACE 0.35 /* of a parallel curve, over the curve's own */

/* Gauss with pivoting on n equations, in place; false where they are singular. */
static bool solve(double m[4][5], int n) {
    for (int k = 0; k < n; k++) {
        int pivot = k;
        for (int i = k + 1; i < n; i++)
            if (fabs(m[i][k]) > fabs(m[pivot][k])) pivot = i;
        if (!(fabs(m[pivot][k]) > 1e-9)) return false;
        double row[5];
        memcpy(row, m[k], sizeof row);
        memcpy(m[k], m[pivot], sizeof row);
        memcpy(m[pivot], row, sizeof row);
        for (int i = 0; i < n; i++) {
            double factor = i == k ? 0 : m[i][k] / m[k][k];
            for (int j = k; j <= n; j++)
                m[i][j] -= factor * m[k][j];
        }
    }
    for (int k = 0; k < n; k++)
        m[k][4] = m[k][n] / m[k][k];
    return true;
}

bool ct_curve_fit(const double *x, const double *y, const double *weight, size_t count, int degree,
                  ct_curve *curve) {
    double m[4][5] = { 0 }, sum = 0;
    const int n = degree + 1;
    for (size_t i = 0; i < count; i++) {
        double dx = x[i] - curve->x, dy = y[i] - curve->y;
        double t = (dx * curve->cosine + dy * curve->sine) / curve->half;
        double v = dy * curve->cosine - dx * curve->sine, w = weight ? weight[i] : 1;
        double power[4] = { 1, t, t * t, t * t * t };
        for (int r = 0; r < n; r++) {
            for (int c = 0; c < n; c++)
                m[r][c] += w * power[r] * power[c];
            m[r][n] += w * power[r] * v;
        }
        sum += w;
    }
    if (!(sum > 0) || !isfinite(sum)) return false;
    for (int r = 0; r < n; r++)
        for (int c = 0; c <= n; c++)
            m[r][c] /= sum;
    if (!solve(m, n)) return false;
    for (int k = 0; k < 4; k++)
        curve->c[k] = k < n ? m[k][4] : 0;
    return isfinite(curve->c[0] + curve->c[1] + curve->c[2] + curve->c[3]);
}

static double slope_at(const ct_curve *k, double t) {
    return (k->c[1] + t * (2 * k->c[2] + t * 3 * k->c[3])) / k->half;
}

static double height_at(const ct_curve *k, double t) {
    return k->c[0] + t * (k->c[1] + t * (k->c[2] + t * k->c[3]));
}

void ct_curve_at(const ct_curve *k, double u, double drop, double *x, double *y,
                 double *direction) {
    double t = u / k->half, slope = slope_at(k, t), down = drop / sqrt(1 + slope * slope);
    double pu = u - down * slope, pv = height_at(k, t) + down;
    *x = k->x + pu * k->cosine - pv * k->sine;
    *y = k->y + pu * k->sine + pv * k->cosine;
    if (direction) *direction = atan(slope) + atan2(k->sine, k->cosine);
}

double ct_curve_aside(const ct_curve *k, double x, double y) {
    double dx = x - k->x, dy = y - k->y, v = dy * k->cosine - dx * k->sine;
    double t = (dx * k->cosine + dy * k->sine) / k->half, slope = slope_at(k, t);
    return (v - height_at(k, t)) / sqrt(1 + slope * slope);
}

/* What the paces along a parallel curve share: its slope is a + t·(b + t·c), its bend, times
 * how far it is from the curve, d + t·e. */
typedef struct pacer {
    double per_half, a, b, c, d, e;
} pacer;

static pacer pacer_of(const ct_curve *k, double drop) {
    double per = 1 / k->half, bent = per * per * drop;
    return (pacer){ per,
                    k->c[1] * per,
                    2 * k->c[2] * per,
                    3 * k->c[3] * per,
                    2 * k->c[2] * bent,
                    6 * k->c[3] * bent };
}

/* px that the parallel curve moves on for a px of u; below 0 where it turns back. */
static double pace_at(const pacer *p, double u) {
    double t = u * p->per_half, slope = p->a + t * (p->b + t * p->c), rise = 1 + slope * slope;
    return sqrt(rise) - (p->d + t * p->e) / rise;
}

/* By the midpoint rule. */
bool ct_curve_move(const ct_curve *k, double drop, double length, double *u) {
    const pacer p = pacer_of(k, drop);
    const int steps = (int)fmin(ceil(fabs(length) / STRIDE), 20000);
    const double step = steps > 0 ? length / steps : 0;
    for (int i = 0; i < steps; i++) {
        double pace = pace_at(&p, *u);
        if (!(pace > LEAST_PACE)) return false;
        pace = pace_at(&p, *u + step / pace / 2);
        if (!(pace > LEAST_PACE)) return false;
        *u += step / pace;
    }
    return true;
}
