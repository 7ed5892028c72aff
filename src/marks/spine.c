/* spine.c - the middle of a long or slanting area: where it is deep, and curves along it. */
#include "marks.h"

#include <math.h>

/* The middle of an area is found slice by slice, across the axis along which it is longest, and
 * across some others near it; a parabola through these middles, weighted by breadth, is a spine.
 * Whether a name lies inside is read from a field of distances to the outline. */

#define MOST_CELLS 150  /* of the field, along each side */
#define LEAST_CELL 1.5  /* px */
#define LEAST_LONG 1.45 /* length over breadth of an area that a name may follow */

static const double tilts[CT_SPINES] = { 0, -14, 14, -28, 28 }; /* degrees, of the axes tried */

/* ---- the field of distances ------------------------------------------------------------------ */

static void set_inside(void *user, int row, int from, int to) {
    const ct_depths *d = user;
    for (int c = from; c <= to; c++)
        d->at[row * d->columns + c] = 1;
}

static void set_outline(void *user, int row, int from, int to) {
    const ct_depths *d = user;
    for (int c = from; c <= to; c++)
        d->at[row * d->columns + c] = 0;
}

/* Squared distances along a row to the cells that are 0, or beyond its ends. */
static void measure_row(float *f, int n) {
    int away = 0;
    for (int q = 0; q < n; q++) {
        away = f[q] > 0 ? away + 1 : 0;
        f[q] = (float)away;
    }
    away = 0;
    for (int q = n - 1; q >= 0; q--) {
        away = f[q] > 0 ? away + 1 : 0;
        const float least = f[q] < (float)away ? f[q] : (float)away;
        f[q] = least * least;
    }
}

/* What is needed to measure columns. */
typedef struct parabolas {
    double *value, *bound;
    int *vertex;
} parabolas;

/* Squared distances along a stretch of a column with no 0 in it, of which there is one at both
 * ends: the lower envelope of parabolas (Felzenszwalb and Huttenlocher 2012). `f` has n values
 * `stride` apart. */
static void envelope(float *f, int n, int stride, const parabolas *p) {
    double *value = p->value, *bound = p->bound;
    int *vertex = p->vertex, k = 0;
    const int size = n + 2;
    for (int q = 0; q < size; q++)
        value[q] = q == 0 || q == size - 1 ? 0 : (double)f[(ptrdiff_t)(q - 1) * stride];
    vertex[0] = 0;
    bound[0] = -HUGE_VAL;
    bound[1] = HUGE_VAL;
    for (int q = 1; q < size; q++) {
        double s;
        for (;; k--) {
            int v = vertex[k];
            s = (value[q] + (double)q * q - value[v] - (double)v * v) / (2.0 * (q - v));
            if (s > bound[k] || k == 0) break;
        }
        k++;
        vertex[k] = q;
        bound[k] = s;
        bound[k + 1] = HUGE_VAL;
    }
    k = 0;
    for (int q = 1; q <= n; q++) {
        while (bound[k + 1] < q)
            k++;
        f[(ptrdiff_t)(q - 1) * stride] =
            (float)((q - vertex[k]) * (q - vertex[k]) + value[vertex[k]]);
    }
}

static void measure_column(ct_depths *d, int column, const parabolas *p) {
    float *f = d->at + column;
    for (int r = 0, from; r < d->rows; r++) {
        for (from = r; r < d->rows && f[(ptrdiff_t)r * d->columns] > 0;)
            r++;
        if (r > from) envelope(f + (ptrdiff_t)from * d->columns, r - from, d->columns, p);
    }
}

static void measure_depths(ct_arena *scratch, ct_depths *d) {
    const size_t most = (size_t)d->rows + 4;
    const parabolas p = { CT_ARRAY(scratch, most, double), CT_ARRAY(scratch, most, double),
                          CT_ARRAY(scratch, most, int) };
    const int cells = d->columns * d->rows;
    for (int r = 0; r < d->rows; r++)
        measure_row(d->at + (ptrdiff_t)r * d->columns, d->columns);
    for (int c = 0; c < d->columns; c++)
        measure_column(d, c, &p);
    for (int i = 0; i < cells; i++) { /* from the middle of a cell that the outline touches */
        if (!(d->at[i] > 0)) continue;
        const double depth = (sqrt((double)d->at[i]) - 0.7) * d->cell;
        d->at[i] = (float)(depth > 0 ? depth : 0);
        if ((double)d->at[i] > d->deepest) d->deepest = (double)d->at[i];
    }
}

/* The cells of an area: 1 inside, 0 where its outline runs, and outside. */
static bool make_cells(ct_arena *scratch, const ct_shape *s, ct_depths *d) {
    d->box = ct_box_of(s);
    double w = d->box.x1 - d->box.x0, h = d->box.y1 - d->box.y0;
    if (!isfinite(w) || !isfinite(h) || w < LEAST_CELL || h < LEAST_CELL) return false;
    d->cell = fmax(LEAST_CELL, fmax(w, h) / MOST_CELLS);
    d->columns = (int)ceil(w / d->cell);
    d->rows = (int)ceil(h / d->cell);
    d->at = CT_ARRAY(scratch, (size_t)d->columns * (size_t)d->rows, float);
    ct_raster raster = { d->box, d->cell, d->columns, d->rows };
    ct_raster_fill(&raster, s, set_inside, d);
    ct_raster_trace(&raster, s, set_outline, d);
    return true;
}

static inline double value_at(const ct_depths *d, double column, double row) {
    if (!(column >= 0 && column < d->columns && row >= 0 && row < d->rows)) return 0;
    return (double)d->at[(int)row * d->columns + (int)column];
}

double ct_depth_at(const ct_depths *d, double x, double y) {
    return value_at(d, (x - d->box.x0) / d->cell, (y - d->box.y0) / d->cell);
}

/* Only the largest piece that hangs together may bear the name: all others become outside. */
static void keep_largest(ct_arena *scratch, ct_depths *d) {
    const int cells = d->columns * d->rows;
    int *piece = CT_ARRAY(scratch, (size_t)cells, int),
        *queue = CT_ARRAY(scratch, (size_t)cells, int);
    int best = 0, most = 0, pieces = 0;
    for (int start = 0; start < cells; start++) {
        if (piece[start] || !(d->at[start] > 0)) continue;
        int count = 0, done = 0;
        piece[start] = ++pieces;
        queue[count++] = start;
        while (done < count) {
            const int at = queue[done++], column = at % d->columns;
            const int next[4] = { column > 0 ? at - 1 : -1, column + 1 < d->columns ? at + 1 : -1,
                                  at - d->columns, at + d->columns };
            for (int k = 0; k < 4; k++) {
                if (next[k] < 0 || next[k] >= cells || piece[next[k]] || !(d->at[next[k]] > 0))
                    continue;
                piece[next[k]] = pieces;
                queue[count++] = next[k];
            }
        }
        if (count > most) {
            most = count;
            best = pieces;
        }
    }
    for (int i = 0; i < cells; i++)
        if (piece[i] != best) d->at[i] = 0;
}

/* ---- the axis and the middle line ------------------------------------------------------------ */

typedef struct axis {
    double x, y;    /* the middle of the area */
    double angle;   /* radians, of the way in which it is longest */
    double stretch; /* length over breadth */
} axis;

static axis find_axis(const ct_depths *d) {
    double n = 0, sx = 0, sy = 0, xx = 0, xy = 0, yy = 0;
    for (int i = 0, column = 0, row = 0; i < d->columns * d->rows; i++, column++) {
        if (column == d->columns) {
            column = 0;
            row++;
        }
        if (!(d->at[i] > 0)) continue;
        double x = column, y = row;
        n++;
        sx += x;
        sy += y;
        xx += x * x;
        xy += x * y;
        yy += y * y;
    }
    axis a = { 0 };
    if (n < 8) return a;
    double mx = sx / n, my = sy / n;
    double vx = xx / n - mx * mx, vy = yy / n - my * my, c = xy / n - mx * my;
    double half = (vx + vy) / 2, spread = hypot((vx - vy) / 2, c);
    a.x = d->box.x0 + (mx + 0.5) * d->cell;
    a.y = d->box.y0 + (my + 0.5) * d->cell;
    a.angle = atan2(2 * c, vx - vy) / 2;
    a.stretch = sqrt((half + spread) / fmax(half - spread, 1e-6));
    return a;
}

/* The middles of slices across an axis. */
typedef struct slices {
    double *x, *y, *weight;
    size_t count;
    double from, to; /* along the axis, from the area's middle */
} slices;

/* Narrows a stretch of v to where at + v * by lies between low and high. */
static void narrow(double at, double by, double low, double high, double stretch[2]) {
    if (fabs(by) < 1e-6) return;
    double v0 = (low - at) / by, v1 = (high - at) / by;
    stretch[0] = fmax(stretch[0], fmin(v0, v1));
    stretch[1] = fmin(stretch[1], fmax(v0, v1));
}

/* The broadest stretch of a slice; false where the slice misses the area. `across` are the places
 * in a slice, a cell apart. */
static bool cut_slice(const ct_depths *d, const axis *a, double c, double s, double u,
                      const double *across, size_t count, double *middle, double *breadth) {
    double best = 0, start = 0, stretch[2] = { across[0], across[count - 1] };
    bool within = false;
    const double x = a->x + u * c, y = a->y + u * s, per = 1 / d->cell;
    narrow(x, -s, d->box.x0 - d->cell, d->box.x1 + d->cell, stretch);
    narrow(y, c, d->box.y0 - d->cell, d->box.y1 + d->cell, stretch);
    const double column = (x - d->box.x0) * per, row = (y - d->box.y0) * per;
    const double by_column = -s * per, by_row = c * per;
    for (size_t k = (size_t)((stretch[0] - across[0]) / d->cell); k < count; k++) {
        const double v = across[k];
        if (v > stretch[1] + 2 * d->cell) break;
        const bool in = value_at(d, column + v * by_column, row + v * by_row) > 0;
        if (in && !within) start = v;
        if (!in && within && v - start > best) {
            best = v - start;
            *middle = (v + start - d->cell) / 2;
        }
        within = in;
    }
    *breadth = best;
    return best > 0;
}

static void cut_slices(ct_arena *scratch, const ct_depths *d, const axis *a, double angle,
                       slices *out) {
    double c = cos(angle), s = sin(angle), step = 2 * d->cell;
    double reach = hypot(d->box.x1 - d->box.x0, d->box.y1 - d->box.y0);
    size_t most = (size_t)(2 * reach / step) + 2, places = 0;
    double *across = CT_ARRAY(scratch, 2 * most + 2, double);
    for (double v = -reach; v <= reach && places < 2 * most; v += d->cell)
        across[places++] = v;
    *out = (slices){ CT_ARRAY(scratch, most, double),
                     CT_ARRAY(scratch, most, double),
                     CT_ARRAY(scratch, most, double),
                     0,
                     HUGE_VAL,
                     -HUGE_VAL };
    for (double u = -reach; u <= reach && out->count < most; u += step) {
        double v = 0, breadth = 0;
        if (!cut_slice(d, a, c, s, u, across, places, &v, &breadth)) continue;
        out->x[out->count] = a->x + u * c - v * s;
        out->y[out->count] = a->y + u * s + v * c;
        out->weight[out->count++] = breadth * breadth;
        out->from = fmin(out->from, u);
        out->to = fmax(out->to, u);
    }
}

static bool find_spine(ct_arena *scratch, const ct_survey *survey, double angle, ct_spine *found) {
    const ct_depths *d = &survey->depths;
    const axis a = { survey->x, survey->y, survey->angle, 0 };
    slices cut;
    angle = remainder(angle, M_PI); /* upright */
    cut_slices(scratch, d, &a, angle, &cut);
    if (cut.count < 5) return false;
    found->curve = (ct_curve){ .x = a.x,
                               .y = a.y,
                               .cosine = cos(angle),
                               .sine = sin(angle),
                               .half = (cut.to - cut.from) / 2 };
    found->middle = (cut.from + cut.to) / 2;
    return ct_curve_fit(cut.x, cut.y, cut.weight, cut.count, 2, &found->curve);
}

ct_survey *ct_survey_area(ct_arena *arena, const ct_shape *area, ct_box frame) {
    ct_survey *s = CT_NEW(arena, ct_survey);
    ct_shape seen = ct_clip(arena, area, frame);
    axis way = { 0 };
    if (seen.parts > 0 && make_cells(arena, &seen, &s->depths)) {
        keep_largest(arena, &s->depths);
        way = find_axis(&s->depths);
    }
    s->x = way.x;
    s->y = way.y;
    s->angle = way.angle;
    s->is_long = way.stretch >= LEAST_LONG;
    if (s->is_long) measure_depths(arena, &s->depths);
    return s;
}

void ct_survey_spines(ct_arena *scratch, ct_survey *s) {
    if (s->has_spines) return;
    s->has_spines = true;
    for (size_t t = 0; t < CT_SPINES; t++)
        s->spine_count +=
            find_spine(scratch, s, s->angle + tilts[t] * (M_PI / 180), &s->spines[s->spine_count]);
}
