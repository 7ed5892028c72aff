/* split.c - the part of an area on one side of a line. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "geom.h"

/* Rings of the area and parts of the line are cut at their crossings into faces (ct_cut); each
 * face inside the area is on the wanted side or not. Every line part is first turned so that the
 * wanted side is on its left; then a face whose boundary runs along the line lies on the wanted
 * side where it has more boundary with the line on its right hand than on its left. */

/* A line part, turned so that the wanted side is on its left. */
typedef struct chain {
    double *x, *y;
    size_t n;
} chain;

typedef struct splitter {
    ct_arena *scratch;
    const ct_shape *area;
    double squeeze; /* cos(latitude): degrees of longitude to degrees of latitude */
    chain *chains;
    size_t count;
} splitter;

/* ---- the wanted side ------------------------------------------------------------------------ */

static void compass(ct_side side, double wish[2]) {
    static const double d = 0.70710678118654752440;
    static const double table[][2] = { { 0, 1 },  { d, d },   { 1, 0 },  { d, -d },
                                       { 0, -1 }, { -d, -d }, { -1, 0 }, { -d, d } };
    memcpy(wish, table[side], sizeof table[side]);
}

/* How far the left of the chain points to the wish: of its chord -1..1; where the chord says next
 * to nothing (`*vague`), of its segments' votes, each by its length. */
static double leftness(const splitter *s, const chain *c, const double wish[2], bool *vague) {
    double dx = (c->x[c->n - 1] - c->x[0]) * s->squeeze, dy = c->y[c->n - 1] - c->y[0];
    double length = hypot(dx, dy), votes = 0, total = 0;
    double dot = length > 0 ? (-dy * wish[0] + dx * wish[1]) / length : 0;
    *vague = fabs(dot) < 0.05;
    if (!*vague) return dot;
    for (size_t i = 1; i < c->n; i++) {
        double ux = (c->x[i] - c->x[i - 1]) * s->squeeze, uy = c->y[i] - c->y[i - 1];
        double share = -uy * wish[0] + ux * wish[1];
        votes += share > 0 ? hypot(ux, uy) : share < 0 ? -hypot(ux, uy) : 0;
        total += hypot(ux, uy);
    }
    return total > 0 ? votes / total : 0;
}

static void reverse(double *v, size_t n) {
    for (size_t i = 0; i < n / 2; i++) {
        double swap = v[i];
        v[i] = v[n - 1 - i];
        v[n - 1 - i] = swap;
    }
}

/* Turns every chain so that the wanted side is on its left. A part that decides nothing goes with
 * the sum of the others' chords; where that decides nothing either, it stays, and we say so. */
static void turn_chains(splitter *s, ct_side side, ct_place place, ct_report *report) {
    if (side == CT_SIDE_LEFT) return;
    double wish[2] = { 0, 0 };
    if (side != CT_SIDE_RIGHT) compass(side, wish);
    bool told = false;
    for (size_t c = 0; c < s->count; c++) {
        bool vague = false;
        double left = side == CT_SIDE_RIGHT ? -1 : leftness(s, &s->chains[c], wish, &vague);
        if (vague && fabs(left) < 0.05 && !told) {
            ct_warn(report, place,
                    "the line runs along the side that is asked for: which side of "
                    "it is meant is a guess");
            ct_hint(report, "name the side across the line, or 'left' or 'right' of its direction");
            told = true;
        }
        if (left >= 0) continue;
        reverse(s->chains[c].x, s->chains[c].n);
        reverse(s->chains[c].y, s->chains[c].n);
    }
}

/* ---- chains --------------------------------------------------------------------------------- */

static void read_chains(splitter *s, const ct_shape *line) {
    s->chains = CT_ARRAY(s->scratch, line->parts, chain);
    for (size_t p = 0; p < line->parts; p++) {
        size_t from = ct_part_start(line, p), room = line->end[p] - from;
        chain c = { CT_ARRAY(s->scratch, room, double), CT_ARRAY(s->scratch, room, double), 0 };
        for (size_t i = from; i < from + room; i++) {
            if (!isfinite(line->x[i]) || !isfinite(line->y[i])) continue;
            if (c.n && c.x[c.n - 1] == line->x[i] && c.y[c.n - 1] == line->y[i]) continue;
            c.x[c.n] = line->x[i];
            c.y[c.n++] = line->y[i];
        }
        if (c.n >= 2) s->chains[s->count++] = c;
    }
}

/* Chain b after chain a; `shared`: b's first point is a's last. */
static chain join(ct_arena *scratch, const chain *a, const chain *b, bool shared) {
    size_t skip = shared ? 1 : 0, n = a->n + b->n - skip;
    chain c = { CT_ARRAY(scratch, n, double), CT_ARRAY(scratch, n, double), n };
    memcpy(c.x, a->x, a->n * sizeof *c.x);
    memcpy(c.y, a->y, a->n * sizeof *c.y);
    memcpy(c.x + a->n, b->x + skip, (b->n - skip) * sizeof *c.x);
    memcpy(c.y + a->n, b->y + skip, (b->n - skip) * sizeof *c.y);
    return c;
}

static double gap(const chain *a, const chain *b) {
    return hypot(a->x[a->n - 1] - b->x[0], a->y[a->n - 1] - b->y[0]);
}

static double border_distance(const splitter *s, double x, double y, double nearest[2]);

/* Chain b may follow chain a. */
typedef struct link {
    double gap;
    size_t a, b;
} link;

static int compare_links(const void *p, const void *q) {
    const link *l = p, *m = q;
    if (l->gap != m->gap) return l->gap < m->gap ? -1 : 1;
    if (l->a != m->a) return l->a < m->a ? -1 : 1;
    return (l->b > m->b) - (l->b < m->b);
}

/* Pairs of an end and a start no farther apart than `tolerance`; where they do not meet, only those
 * whose end is nearer to the start than to the area's border. Nearest first. */
static link *find_links(const splitter *s, double tolerance, size_t *count) {
    link *links = NULL;
    size_t capacity = 0;
    *count = 0;
    for (size_t a = 0; a < s->count; a++) {
        const chain *c = &s->chains[a];
        double border = -1, nearest[2];
        for (size_t b = 0; b < s->count; b++) {
            double here = a == b ? INFINITY : gap(c, &s->chains[b]);
            if (!(here <= tolerance)) continue;
            if (border < 0) border = border_distance(s, c->x[c->n - 1], c->y[c->n - 1], nearest);
            if (here > 0 && border <= here) continue;
            CT_GROW(s->scratch, links, capacity, *count);
            links[(*count)++] = (link){ here, a, b };
        }
    }
    if (*count) qsort(links, *count, sizeof *links, compare_links);
    return links;
}

/* Joins chains whose end meets the next one's start, nearest pair first, bridging small gaps. */
static void join_chains(splitter *s, double tolerance) {
    size_t count, joined = 0;
    const link *links = find_links(s, tolerance, &count);
    if (!count) return;
    size_t *next = CT_ARRAY(s->scratch, s->count, size_t); /* index + 1, 0: none */
    size_t *last = CT_ARRAY(s->scratch, s->count, size_t); /* of a first chain: its row's last */
    size_t *head = CT_ARRAY(s->scratch, s->count, size_t); /* of a last chain: its row's first */
    bool *follows = CT_ARRAY(s->scratch, s->count, bool);
    for (size_t c = 0; c < s->count; c++)
        last[c] = head[c] = c;
    for (size_t i = 0; i < count; i++) {
        size_t a = links[i].a, b = links[i].b;
        if (next[a] || follows[b] || head[a] == b) continue; /* taken, or it would close a loop */
        next[a] = b + 1;
        follows[b] = true;
        last[head[a]] = last[b];
        head[last[b]] = head[a];
    }
    chain *rows = CT_ARRAY(s->scratch, s->count, chain);
    for (size_t c = 0; c < s->count; c++) {
        if (follows[c]) continue;
        chain row = s->chains[c];
        for (size_t at = c; next[at]; at = next[at] - 1) {
            const chain *more = &s->chains[next[at] - 1];
            row = join(s->scratch, &row, more, gap(&row, more) == 0);
        }
        rows[joined++] = row;
    }
    s->chains = rows;
    s->count = joined;
}

/* ---- ends that fall short ------------------------------------------------------------------- */

static double border_distance(const splitter *s, double x, double y, double nearest[2]) {
    double least = INFINITY;
    for (size_t p = 0; p < s->area->parts; p++) {
        size_t from = ct_part_start(s->area, p), to = s->area->end[p];
        for (size_t i = from, j = to - 1; i < to; j = i++) {
            double ax = s->area->x[j], ay = s->area->y[j];
            double dx = s->area->x[i] - ax, dy = s->area->y[i] - ay;
            double length2 = dx * dx + dy * dy, t = 0;
            if (length2 > 0) t = fmin(1, fmax(0, ((x - ax) * dx + (y - ay) * dy) / length2));
            double d = hypot(x - ax - t * dx, y - ay - t * dy);
            if (d >= least) continue;
            least = d;
            nearest[0] = ax + t * dx;
            nearest[1] = ay + t * dy;
        }
    }
    return least;
}

/* How far from (x, y) in the unit direction (ux, uy) the border is; infinite where it is not. */
static double border_ahead(const splitter *s, double x, double y, double ux, double uy) {
    double least = INFINITY;
    for (size_t p = 0; p < s->area->parts; p++) {
        size_t from = ct_part_start(s->area, p), to = s->area->end[p];
        for (size_t i = from, j = to - 1; i < to; j = i++) {
            double ax = s->area->x[j] - x, ay = s->area->y[j] - y;
            double dx = s->area->x[i] - s->area->x[j], dy = s->area->y[i] - s->area->y[j];
            double cross = ux * dy - uy * dx;
            if (cross == 0) continue;
            double ahead = (ax * dy - ay * dx) / cross, along = (ax * uy - ay * ux) / cross;
            if (ahead >= 0 && along >= 0 && along <= 1) least = fmin(least, ahead);
        }
    }
    return least;
}

/* True where the end of one chain lies on another: it is a fork, not a free end. */
static bool touches_other(const splitter *s, size_t self, double x, double y) {
    for (size_t c = 0; c < s->count; c++) {
        const chain *k = &s->chains[c];
        for (size_t i = 1; c != self && i < k->n; i++)
            if (ct_segment_distance(x, y, k->x[i - 1], k->y[i - 1], k->x[i], k->y[i]) < 1e-9)
                return true;
    }
    return false;
}

/* The point to which the end (x, y), reached from (px, py), is drawn on; false where it stays. */
static bool extension(const splitter *s, size_t self, const double end[2], const double before[2],
                      double tolerance, double to[2]) {
    const double over = 1e-9; /* the border is passed by a hair, so that the crossing is sure */
    if (!ct_shape_contains(s->area, end[0], end[1])) return false;
    if (touches_other(s, self, end[0], end[1])) return false;
    double near[2] = { end[0], end[1] }, shortest = border_distance(s, end[0], end[1], near);
    if (!(shortest <= tolerance)) return false;
    double ux = end[0] - before[0], uy = end[1] - before[1], length = hypot(ux, uy);
    ux /= length;
    uy /= length;
    double ahead = border_ahead(s, end[0], end[1], ux, uy);
    if (ahead <= tolerance && ahead <= 1.25 * shortest) { /* straight on, unless that is a detour */
        to[0] = end[0] + ux * (ahead + over);
        to[1] = end[1] + uy * (ahead + over);
        return true;
    }
    if (shortest < over) return false; /* it ends on the border, seen from inside */
    double stretch = 1 + over / shortest;
    to[0] = end[0] + (near[0] - end[0]) * stretch;
    to[1] = end[1] + (near[1] - end[1]) * stretch;
    return true;
}

static void extend_chains(splitter *s, double tolerance) {
    for (size_t c = 0; c < s->count; c++) {
        chain *k = &s->chains[c];
        size_t n = k->n;
        if (k->x[0] == k->x[n - 1] && k->y[0] == k->y[n - 1]) continue;
        double to[2], tip[2] = { k->x[0], k->y[0] }, next[2] = { k->x[1], k->y[1] };
        chain dot = { to, to + 1, 1 };
        chain longer = *k;
        if (extension(s, c, tip, next, tolerance, to)) longer = join(s->scratch, &dot, k, false);
        tip[0] = k->x[n - 1], tip[1] = k->y[n - 1];
        next[0] = k->x[n - 2], next[1] = k->y[n - 2];
        if (extension(s, c, tip, next, tolerance, to))
            longer = join(s->scratch, &longer, &dot, false);
        *k = longer;
    }
}

/* ---- which side a face is on ---------------------------------------------------------------- */

/* Line segments in bins along the longer side of their box. */
typedef struct segments {
    const chain **chain;
    size_t *index; /* segment i runs from index[i] to index[i] + 1 of chain[i] */
    size_t count;
    int axis;
    double low, bin;
    size_t bins;
    size_t *first, *items; /* bin b holds items[first[b] .. first[b + 1]) */
} segments;

static double segment_low(const segments *g, size_t i, double *high) {
    const double *v = g->axis ? g->chain[i]->y : g->chain[i]->x;
    double a = v[g->index[i]], b = v[g->index[i] + 1];
    *high = fmax(a, b);
    return fmin(a, b);
}

static size_t bin_of(const segments *g, double v) {
    double at = floor((v - g->low) / g->bin);
    return at <= 0 ? 0 : at >= (double)g->bins ? g->bins - 1 : (size_t)at;
}

static void segments_make(segments *g, const splitter *s) {
    ct_box box = ct_box_empty();
    *g = (segments){ 0 };
    for (size_t c = 0; c < s->count; c++)
        g->count += s->chains[c].n - 1;
    g->chain = CT_ARRAY(s->scratch, g->count, const chain *);
    g->index = CT_ARRAY(s->scratch, g->count, size_t);
    for (size_t c = 0, k = 0; c < s->count; c++) {
        const chain *at = &s->chains[c];
        for (size_t i = 0; i < at->n; i++)
            ct_box_add(&box, at->x[i], at->y[i]);
        for (size_t i = 0; i + 1 < at->n; i++, k++) {
            g->chain[k] = at;
            g->index[k] = i;
        }
    }
    g->axis = box.y1 - box.y0 > box.x1 - box.x0;
    g->low = g->axis ? box.y0 : box.x0;
    g->bins = g->count < 512 ? g->count : 512; /* a zigzag may fill them all */
    g->bin = (g->axis ? box.y1 - box.y0 : box.x1 - box.x0) / (double)g->bins;
    g->first = CT_ARRAY(s->scratch, g->bins + 2, size_t);
    for (int pass = 0; pass < 2; pass++) { /* count, then fill */
        for (size_t i = 0; i < g->count; i++) {
            double high, low = segment_low(g, i, &high);
            for (size_t b = bin_of(g, low); b <= bin_of(g, high); b++) {
                if (pass)
                    g->items[g->first[b + 1]++] = i;
                else
                    g->first[b + 2]++;
            }
        }
        if (pass) break;
        for (size_t b = 0; b < g->bins; b++)
            g->first[b + 2] += g->first[b + 1];
        g->items = CT_ARRAY(s->scratch, g->first[g->bins + 1], size_t);
    }
}

/* +1 where the face's edge a → b runs along a line segment in its direction (the face is then on
 * its left), -1 where against it, 0 where along none. */
static int edge_on_line(const segments *g, const double a[2], const double b[2]) {
    const double near = 1e-10;
    double v0 = fmin(a[g->axis], b[g->axis]) - near, v1 = fmax(a[g->axis], b[g->axis]) + near;
    size_t last = bin_of(g, v1);
    for (size_t bin = bin_of(g, v0); bin <= last; bin++) {
        for (size_t k = g->first[bin]; k < g->first[bin + 1]; k++) {
            const chain *c = g->chain[g->items[k]];
            size_t i = g->index[g->items[k]];
            double px = c->x[i], py = c->y[i], qx = c->x[i + 1], qy = c->y[i + 1];
            if ((a[0] > px + near && a[0] > qx + near) || (a[0] < px - near && a[0] < qx - near) ||
                (a[1] > py + near && a[1] > qy + near) || (a[1] < py - near && a[1] < qy - near))
                continue;
            if (ct_segment_distance(a[0], a[1], px, py, qx, qy) > near ||
                ct_segment_distance(b[0], b[1], px, py, qx, qy) > near)
                continue;
            double dot = (b[0] - a[0]) * (qx - px) + (b[1] - a[1]) * (qy - py);
            if (dot != 0) return dot > 0 ? 1 : -1;
        }
    }
    return 0;
}

/* Length of the face's boundary that has it on the line's left, less that on its right. */
static double face_vote(const segments *g, const ct_shape *face, bool *touched) {
    double vote = 0;
    for (size_t p = 0; p < face->parts; p++) {
        size_t from = ct_part_start(face, p), to = face->end[p];
        for (size_t i = from, j = to - 1; i < to; j = i++) {
            const double a[2] = { face->x[j], face->y[j] }, b[2] = { face->x[i], face->y[i] };
            int along = edge_on_line(g, a, b);
            if (along) *touched = true;
            vote += along * hypot(b[0] - a[0], b[1] - a[1]);
        }
    }
    return vote;
}

/* The unit direction of a chain's segment i, squeezed. */
static void direction(const splitter *s, const chain *c, size_t i, double u[2]) {
    u[0] = (c->x[i + 1] - c->x[i]) * s->squeeze;
    u[1] = c->y[i + 1] - c->y[i];
    double length = hypot(u[0], u[1]);
    u[0] /= length;
    u[1] /= length;
}

/* Whether (x, y) is left of the line at the line's nearest point. At a vertex the two segments'
 * directions are summed: the line through it across the angle's bisector decides (Baerentzen and
 * Aanaes 2005). An end counts as if its segment went on, which is `*vague`. */
static bool left_of_nearest(const splitter *s, double x, double y, bool *vague) {
    double least = INFINITY;
    bool left = false;
    for (size_t k = 0; k < s->count; k++) {
        const chain *c = &s->chains[k];
        for (size_t i = 0; i + 1 < c->n; i++) {
            double ax = (x - c->x[i]) * s->squeeze, ay = y - c->y[i], u[2], v[2];
            direction(s, c, i, u);
            double length = hypot((c->x[i + 1] - c->x[i]) * s->squeeze, c->y[i + 1] - c->y[i]);
            double along = ax * u[0] + ay * u[1];
            double t = fmin(length, fmax(0, along));
            double ex = ax - t * u[0], ey = ay - t * u[1], d = hypot(ex, ey);
            if (d >= least) continue;
            least = d;
            *vague = (along <= 0 && i == 0) || (along >= length && i + 2 == c->n);
            if (along <= 0 && i > 0) {
                direction(s, c, i - 1, v);
                u[0] += v[0], u[1] += v[1];
            } else if (along >= length && i + 2 < c->n) {
                direction(s, c, i + 1, v);
                u[0] += v[0], u[1] += v[1];
            }
            left = u[0] * ey - u[1] * ex > 0;
        }
    }
    return left;
}

/* ---- the face ------------------------------------------------------------------------------- */

static size_t polygons_in(ct_arena *scratch, const ct_shape *area) {
    size_t *depth, *parent, count = 0;
    ct_ring_nesting(scratch, area, &depth, &parent);
    for (size_t p = 0; p < area->parts; p++)
        count += depth[p] % 2 == 0;
    return count;
}

/* Whether some chain comes near enough to the area to cut it. */
static bool chains_meet(const splitter *s, double tolerance) {
    ct_box area = ct_box_grow(ct_box_of(s->area), tolerance);
    for (size_t c = 0; c < s->count; c++)
        for (size_t i = 0; i + 1 < s->chains[c].n; i++) {
            const double *x = s->chains[c].x + i, *y = s->chains[c].y + i;
            ct_box segment = { fmin(x[0], x[1]), fmin(y[0], y[1]), fmax(x[0], x[1]),
                               fmax(y[0], y[1]) };
            if (ct_box_meets(segment, area)) return true;
        }
    return false;
}

/* Sorts the faces inside the area: `keep` says which lie on the line's left, their count; the
 * untouched ones go into `loose`. */
static size_t sort_faces(splitter *s, const ct_shape *faces, size_t count, bool *keep,
                         ct_builder *loose, ct_sides *sides, size_t *inside) {
    segments g;
    segments_make(&g, s);
    size_t kept = 0;
    for (size_t f = 0; f < count; f++) {
        double x, y;
        bool touched = false;
        if (!ct_shape_inside(&faces[f], &x, &y) || !ct_shape_contains(s->area, x, y)) continue;
        ++*inside;
        double vote = face_vote(&g, &faces[f], &touched);
        sides->touched += touched;
        sides->torn += touched && fabs(vote) < 1e-9;
        if (!touched) ct_builder_add(loose, &faces[f]);
        keep[f] = touched && vote > 0;
        kept += keep[f];
    }
    return kept;
}

static bool choose_faces(ct_arena *arena, splitter *s, ct_place place, ct_sides *sides,
                         ct_report *report) {
    ct_shape *lines = CT_ARRAY(s->scratch, s->count, ct_shape), *faces;
    size_t *ends = CT_ARRAY(s->scratch, s->count, size_t), count = 0, inside = 0;
    for (size_t c = 0; c < s->count; c++) {
        ends[c] = s->chains[c].n;
        lines[c] = (ct_shape){ CT_LINE, s->chains[c].x, s->chains[c].y, &ends[c], 1, 0, false };
    }
    ct_cutting *cutting;
    if (!ct_cut(s->scratch, s->area, lines, s->count, place, &cutting, &faces, &count, report))
        return false;
    bool *keep = CT_ARRAY(s->scratch, count, bool);
    ct_builder loose = ct_builder_start(arena, CT_POLYGON);
    size_t kept = sort_faces(s, faces, count, keep, &loose, sides, &inside);
    if (loose.parts) sides->loose = ct_builder_take(&loose);
    size_t polygons = polygons_in(s->scratch, s->area);
    sides->pieces = 1 + (inside > polygons ? inside - polygons : 0);
    if (!kept) return true;
    if (kept == inside) {
        sides->kept = ct_shape_copy(arena, s->area);
        return true;
    }
    ct_shape joined = ct_cut_join(s->scratch, cutting, keep);
    return ct_in_order(arena, &joined, place, &sides->kept, report);
}

/* An area that some line may cut. */
static bool split_near(ct_arena *arena, splitter *s, double tolerance, ct_place place,
                       ct_sides *sides, ct_report *report) {
    ct_shape valid;
    bool changed;
    if (!ct_repair(s->scratch, s->area, place, &valid, &changed, report)) return false;
    sides->sound = !changed && valid.sound;
    if (valid.kind != CT_POLYGON) return true;
    const ct_shape *given = s->area;
    s->area = &valid;
    extend_chains(s, tolerance);
    bool good = choose_faces(arena, s, place, sides, report);
    s->area = given;
    return good;
}

/* The line's parts, each with the wanted side on its left, joined where they nearly meet. */
static bool open_splitter(splitter *s, const ct_shape *area, const ct_shape *line, ct_side side,
                          double tolerance, ct_place place, ct_report *report) {
    *s = (splitter){ .scratch = ct_arena_new(), .area = area };
    ct_box box = ct_box_of(area);
    s->squeeze = fmax(0.01, cos((box.y0 + box.y1) / 2 * (3.14159265358979323846 / 180)));
    if (line->kind == CT_LINE) read_chains(s, line);
    if (!s->count) {
        ct_fail(report, CARTOUCHE_BAD_DATA, place, "there is no line to split by");
        ct_hint(report, "'split' needs an entry with lines of two points or more");
        return false;
    }
    turn_chains(s, side, place, report);
    join_chains(s, tolerance);
    return true;
}

bool ct_split_sides(ct_arena *arena, const ct_shape *area, const ct_shape *line, ct_side side,
                    double tolerance, ct_place place, ct_sides *sides, ct_report *report) {
    *sides = (ct_sides){ .pieces = 1 };
    if (area->kind != CT_POLYGON || !area->parts) return true;
    splitter s;
    tolerance = fmax(tolerance, 0);
    bool ok = open_splitter(&s, area, line, side, tolerance, place, report);
    if (ok && chains_meet(&s, tolerance))
        ok = split_near(arena, &s, tolerance, place, sides, report);
    else if (ok)
        sides->loose = ct_shape_copy(arena, area);
    ct_arena_free(s.scratch);
    return ok;
}

bool ct_split_nearest(const ct_shape *loose, const ct_shape *line, ct_side side, ct_place place,
                      bool *wanted, bool *vague, ct_report *report) {
    splitter s;
    ct_shape largest = { .kind = CT_NULL };
    double most = -1, x, y;
    for (size_t p = 0; p < loose->parts; p++) {
        size_t from = ct_part_start(loose, p), n = loose->end[p] - from;
        double size = fabs(ct_ring_area(loose->x + from, loose->y + from, n));
        if (size <= most) continue;
        most = size;
        largest = (ct_shape){ CT_POLYGON, loose->x, loose->y, &loose->end[p], 1, from, false };
    }
    *wanted = *vague = false;
    bool ok = open_splitter(&s, loose, line, side, 0, place, report);
    if (ok && ct_shape_inside(&largest, &x, &y)) *wanted = left_of_nearest(&s, x, y, vague);
    ct_arena_free(s.scratch);
    return ok;
}

/* Adds the loose polygons of an area alone: each by its nearest point where the line cuts the area,
 * all by the largest where it does not. */
static bool keep_loose(ct_arena *arena, const ct_shape *line, ct_side side, ct_place place,
                       const ct_sides *sides, ct_builder *kept, ct_report *report) {
    ct_shape *polygons;
    size_t count = ct_polygons_of(arena, &sides->loose, &polygons);
    bool wanted = false, vague;
    if (!ct_split_nearest(&sides->loose, line, side, place, &wanted, &vague, report)) return false;
    for (size_t i = 0; i < count; i++) {
        if (sides->touched &&
            !ct_split_nearest(&polygons[i], line, side, place, &wanted, &vague, report))
            return false;
        if (wanted) ct_builder_add(kept, &polygons[i]);
    }
    return true;
}

bool ct_split(ct_arena *arena, const ct_shape *area, const ct_shape *line, ct_side side,
              double tolerance, ct_place place, ct_shape *result, size_t *pieces,
              ct_report *report) {
    ct_sides sides;
    *result = (ct_shape){ .kind = CT_NULL };
    if (pieces) *pieces = 1;
    if (!ct_split_sides(arena, area, line, side, tolerance, place, &sides, report)) return false;
    if (pieces) *pieces = sides.pieces;
    ct_builder kept = ct_builder_start(arena, CT_POLYGON);
    if (sides.kept.kind == CT_POLYGON) ct_builder_add(&kept, &sides.kept);
    if (sides.loose.kind == CT_POLYGON &&
        !keep_loose(arena, line, side, place, &sides, &kept, report))
        return false;
    if (kept.parts) *result = ct_builder_take(&kept);
    return true;
}
