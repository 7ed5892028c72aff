/* horizon.c - projections that show a part of the globe: its rim, and rings cut there. */
#include <math.h>
#include <stdlib.h>

#include "project.h"

#define RADIANS (3.14159265358979323846 / 180)

enum { RAYS = 720, COARSE = 44, HALVINGS = 26 };

struct ct_horizon {
    double lon, lat;                                       /* a place that is shown */
    double rim_lon[RAYS], rim_lat[RAYS], x[RAYS], y[RAYS]; /* where the rays from it end */
};

/* ---- the rim --------------------------------------------------------------------------------- */

/* Where one comes from the centre in a direction (turns clockwise from north), `away` degrees on.
 */
static void travel(const ct_horizon *h, double turn, double away, double *lon, double *lat) {
    double s = sin(h->lat * RADIANS), c = cos(h->lat * RADIANS);
    double d = away * RADIANS, angle = turn * 360 * RADIANS;
    double sine = s * cos(d) + c * sin(d) * cos(angle);
    *lat = asin(fmax(-1, fmin(1, sine))) / RADIANS;
    *lon = h->lon + atan2(sin(angle) * sin(d) * c, cos(d) - s * sine) / RADIANS;
}

double ct_horizon_turn(const ct_horizon *h, double lon, double lat) {
    double s = sin(h->lat * RADIANS), c = cos(h->lat * RADIANS), dlon = (lon - h->lon) * RADIANS;
    double p = lat * RADIANS;
    double angle = atan2(sin(dlon) * cos(p), c * sin(p) - s * cos(p) * cos(dlon));
    double turn = angle / (360 * RADIANS);
    return turn - floor(turn);
}

/* The least of the coarse steps along a ray that is not shown; COARSE where all are. */
static int first_hidden(const ct_horizon *h, ct_map_fn *map, const void *user, double turn) {
    double x[COARSE], y[COARSE];
    for (int k = 0; k < COARSE; k++)
        travel(h, turn, 4 * (k + 1), &x[k], &y[k]);
    map(user, x, y, COARSE);
    int k = 0;
    while (k < COARSE && !isnan(x[k]))
        k++;
    return k;
}

/* A cap about a place within it is met once by each ray. Halves all rays' steps at once. */
ct_horizon *ct_horizon_find(ct_arena *arena, ct_map_fn *map, const void *user, double lon,
                            double lat) {
    ct_horizon *h = CT_NEW(arena, ct_horizon);
    double shown[RAYS], hidden[RAYS], x[RAYS], y[RAYS];
    h->lon = lon;
    h->lat = lat;
    for (int r = 0; r < RAYS; r++) {
        int step = first_hidden(h, map, user, (double)r / RAYS);
        if (step == COARSE) return NULL;
        shown[r] = 4 * step;
        hidden[r] = 4 * (step + 1);
    }
    for (int i = 0; i < HALVINGS; i++) {
        for (int r = 0; r < RAYS; r++)
            travel(h, (double)r / RAYS, (shown[r] + hidden[r]) / 2, &x[r], &y[r]);
        map(user, x, y, RAYS);
        for (int r = 0; r < RAYS; r++)
            *(isnan(x[r]) ? &hidden[r] : &shown[r]) = (shown[r] + hidden[r]) / 2;
    }
    for (int r = 0; r < RAYS; r++) {
        travel(h, (double)r / RAYS, shown[r], &h->rim_lon[r], &h->rim_lat[r]);
        h->x[r] = h->rim_lon[r];
        h->y[r] = h->rim_lat[r];
    }
    map(user, h->x, h->y, RAYS);
    for (int r = 0; r < RAYS; r++)
        if (isnan(h->x[r])) return NULL;
    return h;
}

/* ---- rings cut at the rim -------------------------------------------------------------------- */

/* Where a run of a ring meets the rim. */
typedef struct meeting {
    double turn;
    size_t run;
    bool last; /* of the run, not its first point */
} meeting;

static int compare_meetings(const void *a, const void *b) {
    const meeting *p = a, *q = b;
    if (p->turn != q->turn) return p->turn < q->turn ? -1 : 1;
    if (p->run != q->run) return p->run < q->run ? -1 : 1;
    return (int)p->last - (int)q->last;
}

/* Adds the rim's points between two turns, both excluded, of which `from` is the lesser, in order
 * or backwards. `to` may be beyond 1. */
static void add_rim(const ct_horizon *h, ct_builder *out, double from, double to, bool backwards) {
    size_t first = (size_t)floor(from * RAYS) + 1, end = (size_t)ceil(to * RAYS);
    for (size_t k = first; k < end; k++) {
        size_t at = (backwards ? end - 1 - (k - first) : k) % RAYS;
        ct_builder_point(out, h->x[at], h->y[at]);
    }
}

/* Whether the ring, which lies within 180 degrees of `middle`, holds the rim at a turn. */
static bool holds(const ct_horizon *h, const ct_shape *ring, double middle, double turn) {
    size_t at = (size_t)lround(turn * RAYS) % RAYS;
    double lon = middle + remainder(h->rim_lon[at] - middle, 360);
    return ct_shape_contains(ring, lon, h->rim_lat[at]);
}

static double turn_to(const meeting *m, size_t count, size_t i) {
    return i + 1 < count ? m[i + 1].turn : m[0].turn + 1;
}

/* Whether the stretches of rim after the even meetings are inside the ring; those after the odd
 * ones are not, or the other way round. The widest tells. */
static bool even_inside(const ct_horizon *h, const meeting *m, size_t count, const ct_shape *ring,
                        double middle) {
    size_t widest = 0;
    for (size_t i = 0; i < count; i++)
        if (turn_to(m, count, i) - m[i].turn > turn_to(m, count, widest) - m[widest].turn)
            widest = i;
    bool in = holds(h, ring, middle, (m[widest].turn + turn_to(m, count, widest)) / 2);
    return in == (widest % 2 == 0);
}

static void add_run(ct_builder *out, const ct_sight *run, bool backwards) {
    for (size_t k = 0; k < run->count; k++) {
        size_t at = backwards ? run->count - 1 - k : k;
        ct_builder_point(out, run->x[at], run->y[at]);
    }
}

/* After Weiler and Atherton 1977: each run goes on along a stretch of rim that is inside to where
 * another run, or itself, begins or ends. */
static void join_runs(const ct_horizon *h, ct_arena *scratch, const ct_sight *runs,
                      size_t run_count, const meeting *m, bool even, ct_builder *out) {
    size_t count = 2 * run_count;
    size_t *place = CT_ARRAY(scratch, count, size_t);
    bool *done = CT_ARRAY(scratch, run_count, bool);
    for (size_t i = 0; i < count; i++)
        place[2 * m[i].run + m[i].last] = i;
    for (size_t r = 0; r < run_count; r++) {
        bool backwards = false;
        for (size_t now = r; !done[now];) {
            done[now] = true;
            add_run(out, &runs[now], backwards);
            size_t i = place[2 * now + !backwards];
            bool onward = (i % 2 == 0) == even; /* the stretch after this meeting is inside */
            size_t j = onward ? (i + 1) % count : (i + count - 1) % count;
            if (onward)
                add_rim(h, out, m[i].turn, turn_to(m, count, i), false);
            else
                add_rim(h, out, m[j].turn, turn_to(m, count, j), true);
            now = m[j].run;
            backwards = m[j].last;
        }
        ct_builder_end_part(out);
    }
}

void ct_horizon_close(const ct_horizon *h, ct_arena *scratch, const ct_sight *runs, size_t count,
                      const ct_shape *ring, double middle, ct_builder *out) {
    if (!count) {
        if (!holds(h, ring, middle, 0)) return;
        for (size_t r = 0; r < RAYS; r++)
            ct_builder_point(out, h->x[r], h->y[r]);
        ct_builder_end_part(out);
        return;
    }
    meeting *m = CT_ARRAY(scratch, 2 * count, meeting);
    for (size_t r = 0; r < count; r++) {
        m[2 * r] = (meeting){ runs[r].first, r, false };
        m[2 * r + 1] = (meeting){ runs[r].last, r, true };
    }
    qsort(m, 2 * count, sizeof *m, compare_meetings);
    join_runs(h, scratch, runs, count, m, even_inside(h, m, 2 * count, ring, middle), out);
}
