/* chart.c - shapes of the globe on one chart, from -180 to 180 degrees: what reaches over is cut.
 */
#include <math.h>
#include <stdlib.h>

#include "geom.h"

#define NEAR_EDGE 1e-6 /* degrees */
#define FAR       1e9

/* ---- what a long step means ------------------------------------------------------------------ */

static bool in_pole(double lat) { return fabs(lat) >= 90 - NEAR_EDGE; }

/* Two points on the chart's edge, one above the other. */
static bool up_the_edge(const ct_shape *s, size_t a, size_t b) {
    if (s->x[a] * s->x[b] < 0) return false;
    double least = fmin(fabs(s->x[a]), fabs(s->x[b]));
    return least >= 180 - NEAR_EDGE || (s->x[a] == s->x[b] && least >= 179.99);
}

/* The step from a to b, of nearly a whole turn, is an edge of the chart itself or of a belt that
 * goes all the way round: along a pole, or between points from which a ring goes on up the chart's
 * edge. `from` and `n` are those of the ring. */
static bool is_whole_turn(const ct_shape *s, size_t from, size_t n, size_t a, size_t b) {
    if (fabs(s->x[b] - s->x[a]) < 359.9) return false;
    if (in_pole(s->y[a]) && in_pole(s->y[b])) return true;
    size_t before = from + (a - from + n - 1) % n, after = from + (b - from + 1) % n;
    return up_the_edge(s, before, a) || up_the_edge(s, b, after);
}

/* How far a step goes round the globe: the short way for one that jumps. */
static double step_of(const ct_shape *s, size_t from, size_t n, size_t a, size_t b) {
    double step = s->x[b] - s->x[a];
    if (!(fabs(step) > 180)) return step;
    if (s->kind == CT_POLYGON ? is_whole_turn(s, from, n, a, b) : fabs(step) >= 359.9) return step;
    return step - copysign(360, step);
}

static bool is_place(const ct_shape *s, size_t i) {
    return fabs(s->x[i]) < FAR && fabs(s->y[i]) < FAR;
}

/* RFC 7946 would have shapes cut at the antimeridian and takes an edge of 200 degrees for one; much
 * data has a jump from 179 to -179 there instead. */
bool ct_part_wraps(const ct_shape *s, size_t part) {
    size_t from = ct_part_start(s, part), n = s->end[part] - from, jumps = 0;
    bool ring = s->kind == CT_POLYGON;
    double longest = 0, gap = 0;
    if (s->kind == CT_POINT) return false;
    for (size_t k = ring ? 0 : 1; k < n; k++) {
        size_t b = from + k, a = k ? b - 1 : from + n - 1;
        double step = fabs(s->x[b] - s->x[a]);
        if (!(step > 180)) {
            longest = fmax(longest, step);
        } else if (fabs(step_of(s, from, n, a, b)) <= 180) {
            jumps++;
            gap = fmax(gap, 360 - step);
        }
    }
    if (!jumps || !ring) return jumps > 0;
    for (size_t i = from; i < from + n; i++)
        if (fabs(s->x[i]) > 180 + NEAR_EDGE) return false;
    if (jumps % 2) return longest <= 120 && gap <= fmax(1.5 * longest, 10);
    return gap <= 40;
}

bool ct_shape_on_chart(const ct_shape *s) {
    for (size_t p = 0; p < s->parts; p++) {
        size_t from = ct_part_start(s, p), to = s->end[p];
        double most = 0, longest = to > from ? fabs(s->x[from] - s->x[to - 1]) : 0;
        for (size_t i = from; i < to; i++) {
            most = fabs(s->x[i]) > most ? fabs(s->x[i]) : most;
            if (i == from) continue;
            double step = fabs(s->x[i] - s->x[i - 1]);
            longest = step > longest ? step : longest;
        }
        if (most > 180 || (longest > 180 && ct_part_wraps(s, p))) return false;
    }
    return true;
}

static bool is_long(double step) { return fabs(step) > 180 && fabs(step) < 359.9; }

bool ct_shape_has_long_edges(const ct_shape *s) {
    bool found = false;
    for (size_t p = 0; p < s->parts && !found; p++) {
        size_t from = ct_part_start(s, p), to = s->end[p];
        for (size_t i = from; i < to && !found; i++)
            found = is_long(s->x[i] - s->x[i > from ? i - 1 : to - 1]);
    }
    return found;
}

ct_shape ct_shape_halved(ct_arena *arena, const ct_shape *s) {
    ct_builder b = ct_builder_start(arena, s->kind);
    for (size_t p = 0; p < s->parts; p++) {
        size_t from = ct_part_start(s, p), to = s->end[p];
        for (size_t i = from; i < to; i++) {
            size_t next = i + 1 < to ? i + 1 : from;
            ct_builder_point(&b, s->x[i], s->y[i]);
            if (is_long(s->x[next] - s->x[i]))
                ct_builder_point(&b, (s->x[i] + s->x[next]) / 2, (s->y[i] + s->y[next]) / 2);
        }
        ct_builder_end_part(&b);
    }
    return ct_builder_take(&b);
}

/* ---- parts that run on ----------------------------------------------------------------------- */

/* The part without jumps: it runs on beyond 180. `*turn` is by how much a ring's end misses its
 * start. */
static ct_shape unrolled(ct_arena *scratch, const ct_shape *s, size_t part, double *turn) {
    ct_builder b = ct_builder_start(scratch, s->kind);
    size_t from = ct_part_start(s, part), n = s->end[part] - from, last = 0;
    bool wraps = ct_part_wraps(s, part), any = false;
    double lon = 0;
    *turn = 0;
    for (size_t i = from; i < from + n; i++) {
        if (!is_place(s, i)) continue;
        lon = any && wraps ? lon + step_of(s, from, n, last, i) : s->x[i];
        /* no error adds up: the sum is the point's own longitude and whole turns */
        lon = s->x[i] + 360 * round((lon - s->x[i]) / 360);
        ct_builder_point(&b, lon, s->y[i]);
        last = i;
        any = true;
    }
    if (any && wraps && s->kind == CT_POLYGON) {
        double back = lon + step_of(s, from, n, last, from);
        *turn = 360 * round((back - b.x[0]) / 360);
    }
    ct_builder_end_part(&b);
    return ct_builder_take(&b);
}

/* A ring that goes round a pole (the nearer one) as an area of the chart: from one edge to the
 * other, and back along the pole. */
static ct_shape with_pole(ct_arena *scratch, const ct_shape *ring, double turn) {
    size_t n = ct_shape_points(ring), i = 0;
    double sum = 0, edge = 0, at = 0;
    for (size_t k = 0; k < n; k++)
        sum += ring->y[k];
    for (; i < n; i++) { /* where it crosses the chart's edge */
        size_t next = (i + 1) % n;
        double a = ring->x[i], b = ring->x[next] + (i + 1 == n ? turn : 0);
        double low = floor((fmin(a, b) + 180) / 360), high = floor((fmax(a, b) + 180) / 360);
        if (low == high) continue;
        edge = 360 * high - 180;
        at = ring->y[i] + (edge - a) / (b - a) * (ring->y[next] - ring->y[i]);
        break;
    }
    if (i == n) return *ring;
    ct_builder out = ct_builder_start(scratch, CT_POLYGON);
    double pole = sum < 0 ? -90 : 90;
    ct_builder_point(&out, edge, at);
    for (size_t k = 1; k <= n; k++) {
        size_t j = (i + k) % n;
        ct_builder_point(&out, ring->x[j] + (i + k >= n ? turn : 0), ring->y[j]);
    }
    ct_builder_point(&out, edge + turn, at);
    ct_builder_point(&out, edge + turn, pole);
    ct_builder_point(&out, edge, pole);
    ct_builder_end_part(&out);
    return ct_builder_take(&out);
}

/* ---- the cut --------------------------------------------------------------------------------- */

typedef struct cutting {
    ct_builder out;
    size_t *origin, capacity;
} cutting;

static void add_moved(cutting *c, const ct_shape *s, double by, size_t origin) {
    for (size_t p = 0; p < s->parts; p++) {
        for (size_t i = ct_part_start(s, p); i < s->end[p]; i++)
            ct_builder_point(&c->out, s->x[i] + by, s->y[i]);
        size_t before = c->out.parts;
        ct_builder_end_part(&c->out);
        if (c->out.parts == before) continue;
        CT_GROW(c->out.arena, c->origin, c->capacity, before);
        c->origin[before] = origin;
    }
}

static void add_dots(cutting *c, const ct_shape *s, size_t part) {
    for (size_t i = ct_part_start(s, part); i < s->end[part]; i++) {
        double x = s->x[i];
        ct_builder_point(&c->out, fabs(x) > 180 ? x - 360 * round(x / 360) : x, s->y[i]);
    }
    size_t before = c->out.parts;
    ct_builder_end_part(&c->out);
    if (c->out.parts == before) return;
    CT_GROW(c->out.arena, c->origin, c->capacity, before);
    c->origin[before] = part;
}

ct_shape ct_shape_to_chart(ct_arena *arena, const ct_shape *s, const size_t **origin) {
    cutting c = { .out = ct_builder_start(arena, s->kind) };
    ct_arena *scratch = ct_arena_new();
    for (size_t p = 0; p < s->parts; p++) {
        if (s->kind == CT_POINT) {
            add_dots(&c, s, p);
            continue;
        }
        double turn;
        ct_arena_reset(scratch);
        ct_shape part = unrolled(scratch, s, p, &turn);
        if (turn != 0) part = with_pole(scratch, &part, turn);
        ct_box box = ct_box_of(&part);
        if (ct_box_is_empty(box)) continue;
        double first = floor((box.x0 + 180) / 360), last = ceil((box.x1 + 180) / 360) - 1;
        int turns = (int)fmin(last - first, 9);
        if (last <= first) { /* within one turn of the globe: the usual case */
            add_moved(&c, &part, -360 * first, p);
            continue;
        }
        for (int i = 0; i <= turns; i++) {
            double k = first + i;
            ct_box chart = { 360 * k - 180, -FAR, 360 * k + 180, FAR };
            ct_shape cut = ct_clip(scratch, &part, chart);
            add_moved(&c, &cut, -360 * k, p);
        }
    }
    ct_arena_free(scratch);
    if (origin) *origin = c.origin;
    return ct_builder_take(&c.out);
}

/* ---- the range of longitudes ------------------------------------------------------------------
 */

typedef struct stretch {
    double from, length; /* degrees eastward */
} stretch;

static int compare_stretches(const void *a, const void *b) {
    const stretch *p = a, *q = b;
    if (p->from != q->from) return p->from < q->from ? -1 : 1;
    return (p->length > q->length) - (p->length < q->length);
}

static stretch stretch_of(double low, double high) {
    double from = low - 360 * floor((low + 180) / 360);
    return (stretch){ from, fmin(high - low, 360) };
}

/* The shortest arc of the circle that holds all stretches: what the widest gap leaves. */
static stretch cover(stretch *s, size_t count) {
    qsort(s, count, sizeof *s, compare_stretches);
    double reach = s[0].from + s[0].length, gap = 0, start = s[0].from;
    for (size_t i = 1; i < count; i++) {
        if (s[i].from - reach > gap) {
            gap = s[i].from - reach;
            start = s[i].from;
        }
        reach = fmax(reach, s[i].from + s[i].length);
    }
    if (s[0].from + 360 - reach >= gap) {
        gap = s[0].from + 360 - reach;
        start = s[0].from;
    }
    return (stretch){ start, 360 - fmax(gap, 0) };
}

static void part_range(const ct_shape *s, size_t from, size_t to, ct_box *range) {
    *range = ct_box_empty();
    for (size_t i = from; i < to; i++)
        if (fabs(s->y[i]) <= 90) ct_box_add(range, s->x[i], s->y[i]);
}

ct_box ct_lonlat_range(const ct_shape *shapes, size_t count) {
    ct_arena *scratch = ct_arena_new();
    stretch *found = NULL;
    size_t found_count = 0, capacity = 0;
    ct_box all = ct_box_empty();
    for (size_t s = 0; s < count; s++) {
        ct_shape on_chart = shapes[s]; /* pieces of what is cut meet again on the circle */
        if (!ct_shape_on_chart(&on_chart)) on_chart = ct_shape_to_chart(scratch, &shapes[s], NULL);
        bool dots = on_chart.kind == CT_POINT;
        for (size_t p = 0; p < on_chart.parts; p++) {
            size_t end = on_chart.end[p], step;
            for (size_t i = ct_part_start(&on_chart, p); i < end; i += step) {
                ct_box range;
                step = dots ? 1 : end - i;
                part_range(&on_chart, i, i + step, &range);
                if (ct_box_is_empty(range)) continue;
                CT_GROW(scratch, found, capacity, found_count);
                found[found_count++] = stretch_of(range.x0, range.x1);
                all = ct_box_union(all, range);
            }
        }
    }
    if (found_count) {
        stretch wide = cover(found, found_count);
        all.x0 = wide.from;
        all.x1 = wide.from + wide.length;
    }
    ct_arena_free(scratch);
    return all;
}

ct_shape ct_shape_onward(ct_arena *arena, const ct_shape *s, double west) {
    ct_shape moved = ct_shape_copy(arena, s);
    double *x = CT_ARRAY(arena, ct_shape_points(s), double);
    for (size_t p = 0; p < moved.parts; p++) {
        size_t from = ct_part_start(&moved, p), to = moved.end[p];
        double low = INFINITY;
        for (size_t i = from; i < to; i++)
            low = fmin(low, moved.x[i]);
        for (size_t i = from; i < to; i++)
            x[i] = moved.x[i] + (low < west - NEAR_EDGE ? 360 : 0);
    }
    moved.sound = false;
    if (moved.parts) moved.x = x;
    return moved;
}
