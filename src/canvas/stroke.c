/* stroke.c - a line along a trail as pieces of samples: steps, joins, caps. */
#include "canvas.h"

#include <math.h>

static const double MITER_LIMIT = 4;    /* lengths of the miter in widths of the line */
static const double SEEN = 1.0 / 512;   /* px² of a corner; a bevel under that is left out */
static const double BULGE_SEEN = 0.015; /* px that a round join stands out from a bevel */

typedef struct vector {
    double x, y;
} vector;

static vector turned(vector v) { return (vector){ -v.y, v.x }; }
static double dot(vector a, vector b) { return a.x * b.x + a.y * b.y; }
static double cross(vector a, vector b) { return a.x * b.y - a.y * b.x; }

static vector point_of(const ct_trail *t, size_t i) { return (vector){ t->x[i], t->y[i] }; }

/* What lies between the distances `from` and `to` from p along the normal n. */
static ct_slab slab_of(vector p, vector n, double from, double to) {
    return (ct_slab){ n.x, n.y, dot(n, p) + (from + to) / 2, (to - from) / 2 };
}

/* The line from a on along u. */
static void bar_draw(ct_samples *s, vector a, vector u, double length, double half) {
    const vector n = turned(u), middle = { a.x + u.x * length / 2, a.y + u.y * length / 2 };
    const ct_slab slabs[] = { slab_of(a, n, -half, half), slab_of(a, u, 0, length) };
    const double rx = fabs(u.x) * length / 2 + fabs(n.x) * half;
    const double ry = fabs(u.y) * length / 2 + fabs(n.y) * half;
    ct_samples_slabs(s, slabs, CT_COUNT(slabs),
                     (ct_box){ middle.x - rx, middle.y - ry, middle.x + rx, middle.y + ry });
}

static void box_take(ct_box *box, vector p, vector n, double by) {
    ct_box_add(box, p.x + n.x * by, p.y + n.y * by);
}

/* The corner between the ends of two bars, u and v their directions, m and n their normals to the
 * outer side: cut off, or up to where their edges meet. */
static void corner_fill(ct_samples *s, vector p, vector u, vector v, vector m, vector n,
                        double half, bool miter) {
    const vector sum = { m.x + n.x, m.y + n.y };
    const double length = sqrt(dot(sum, sum)); /* twice the cosine of half the turn */
    if (length < 1e-6) return;
    const vector out = { sum.x / length, sum.y / length };
    const double tip = 2 * half / length, far = miter ? tip : half;
    ct_box box = { p.x, p.y, p.x, p.y };
    box_take(&box, p, m, half);
    box_take(&box, p, n, half);
    if (miter) box_take(&box, p, out, tip);
    const ct_slab slabs[] = { slab_of(p, u, 0, far), slab_of(p, v, -far, 0),
                              miter ? slab_of(p, m, -far, half)
                                    : slab_of(p, out, 0, half * length / 2),
                              slab_of(p, n, -far, half) };
    ct_samples_slabs(s, slabs, miter ? 4 : 3, box);
}

/* A round join as corners cut off so finely that it is not seen; `cosine` of half its turn. */
static void fan_draw(ct_samples *s, vector p, vector u, vector v, double side, double half,
                     double cosine) {
    const double fine = acos(fmax(-1, 1 - BULGE_SEEN / half)), turn = acos(cosine);
    const int count = (int)fmin(ceil(turn / fine), 180);
    const double angle = -side * 2 * turn / count;
    vector from = u;
    for (int i = 1; i <= count; i++) {
        const double c = cos(angle * i), d = sin(angle * i);
        const vector to = i < count ? (vector){ u.x * c - u.y * d, u.x * d + u.y * c } : v;
        corner_fill(s, p, from, to, (vector){ -from.y * side, from.x * side },
                    (vector){ -to.y * side, to.x * side }, half, false);
        from = to;
    }
}

/* A half disc beyond p, or a whole one where the line's last step, behind it, is long enough. */
static void cap_draw(ct_samples *s, vector p, vector u, double length, double half) {
    if (length >= half)
        ct_samples_disc(s, p.x, p.y, half);
    else
        fan_draw(s, p, u, (vector){ -u.x, -u.y }, 1, half, 0);
}

/* Where the steps before and behind are shorter than the line is wide, a whole disc would stand out
 * elsewhere than at the corner. */
static void join_draw(ct_samples *s, const ct_nib *nib, vector p, vector u, vector v,
                      bool is_short) {
    const double turn = cross(u, v), along = dot(u, v), half = nib->half;
    const double side = turn > 0 ? -1 : 1; /* the outer one */
    if (along > 0 && half * half * fabs(turn) < 2 * SEEN) return;
    const double cosine = sqrt(fmax(0, (1 + along) / 2)); /* of half the turn */
    if (nib->join != CT_JOIN_ROUND || half * (1 - cosine) <= BULGE_SEEN)
        corner_fill(s, p, u, v, (vector){ -u.y * side, u.x * side },
                    (vector){ -v.y * side, v.x * side }, half,
                    nib->join == CT_JOIN_MITER && cosine * MITER_LIMIT >= 1);
    else if (is_short)
        fan_draw(s, p, u, v, side, half, fmin(cosine, 1));
    else
        ct_samples_disc(s, p.x, p.y, half);
}

/* A part of one point: a dot where caps stand out. */
static void dot_draw(ct_samples *s, const ct_nib *nib, vector p) {
    const double half = nib->half;
    if (nib->cap == CT_CAP_ROUND) ct_samples_disc(s, p.x, p.y, half);
    if (nib->cap == CT_CAP_SQUARE)
        bar_draw(s, (vector){ p.x - half, p.y }, (vector){ 1, 0 }, 2 * half, half);
}

/* The part of a point. */
static size_t part_of(const ct_trail *t, size_t point) {
    size_t low = 0, high = t->parts;
    while (high - low > 1) {
        const size_t middle = (low + high) / 2;
        if (t->end[middle - 1] <= point)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static size_t part_first(const ct_trail *t, size_t part) { return part ? t->end[part - 1] : 0; }

double ct_stroke_reach(const ct_nib *nib) {
    return nib->half * (nib->join == CT_JOIN_MITER ? MITER_LIMIT : M_SQRT2);
}

/* What comes at the end of a step of that direction and length: the join with the next one. */
static void join_next(ct_samples *s, const ct_trail *t, const ct_nib *nib, size_t step, vector u,
                      double length) {
    const bool is_last = t->marks[step + 1] & CT_TRAIL_LAST;
    const size_t next = is_last ? part_first(t, part_of(t, step)) : step + 1;
    const vector v = { t->x[next + 1] - t->x[next], t->y[next + 1] - t->y[next] };
    const double far = sqrt(dot(v, v));
    join_draw(s, nib, point_of(t, step + 1), u, (vector){ v.x / far, v.y / far },
              fmin(length, far) < nib->half);
}

void ct_stroke_step(ct_samples *s, const ct_trail *t, const ct_nib *nib, size_t step) {
    const bool is_first = t->marks[step] & CT_TRAIL_FIRST;
    const bool is_closed = t->marks[step] & CT_TRAIL_RING;
    vector p = point_of(t, step);
    if (t->marks[step] & CT_TRAIL_LAST) {
        dot_draw(s, nib, p);
        return;
    }
    const bool is_last = t->marks[step + 1] & CT_TRAIL_LAST;
    const vector q = point_of(t, step + 1), pq = { q.x - p.x, q.y - p.y };
    double length = sqrt(dot(pq, pq));
    const vector u = { pq.x / length, pq.y / length };
    if (!is_last || is_closed)
        join_next(s, t, nib, step, u, length);
    else if (nib->cap == CT_CAP_ROUND)
        cap_draw(s, q, u, length, nib->half);
    if (!is_closed && is_first && nib->cap == CT_CAP_ROUND)
        cap_draw(s, p, (vector){ -u.x, -u.y }, length, nib->half);
    if (!is_closed && nib->cap == CT_CAP_SQUARE) {
        if (is_first) p = (vector){ p.x - u.x * nib->half, p.y - u.y * nib->half };
        length += (is_first + is_last) * nib->half;
    }
    bar_draw(s, p, u, length, nib->half);
}
