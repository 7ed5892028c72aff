/* clip.c - cut shapes to a box. */
#include <math.h>

#include "geom.h"

/* Beyond this a coordinate is as good as infinite: products of two would overflow. */
#define FAR 1e150

static bool is_sane(double x, double y) { return fabs(x) < FAR && fabs(y) < FAR; }

static bool box_has(const ct_box *box, double x, double y) {
    return x >= box->x0 && x <= box->x1 && y >= box->y0 && y <= box->y1;
}

/* The box of one part's sane points, and whether all of its points are sane. */
static ct_box part_box(const ct_shape *s, size_t part, bool *sane) {
    ct_box box = ct_box_empty();
    *sane = true;
    for (size_t i = ct_part_start(s, part); i < s->end[part]; i++) {
        if (is_sane(s->x[i], s->y[i]))
            ct_box_add(&box, s->x[i], s->y[i]);
        else
            *sane = false;
    }
    return box;
}

/* ---- polygons (Sutherland and Hodgman 1974) ----------------------------------------------------
 */

typedef struct ring {
    double *x, *y;
    size_t n;
} ring;

/* Signed distance of a point from one side of the box: positive inside. */
static double side_depth(const ct_box *box, int side, double x, double y) {
    switch (side) {
    case 0:
        return x - box->x0;
    case 1:
        return box->x1 - x;
    case 2:
        return y - box->y0;
    default:
        return box->y1 - y;
    }
}

/* Where the edge leaves the side's half plane, reckoned from its inner end, so that the two
 * neighbours of a shared edge get the same point. The coordinate along the axis is exact. */
static void side_cross(const ct_box *box, int side, const double inner[2], const double outer[2],
                       double cross[2]) {
    const double level[] = { box->x0, box->x1, box->y0, box->y1 };
    int axis = side / 2, other = 1 - axis;
    double t = (level[side] - inner[axis]) / (outer[axis] - inner[axis]);
    cross[axis] = level[side];
    cross[other] = inner[other] + t * (outer[other] - inner[other]);
}

static ring clip_side(const ct_box *box, int side, ring in, ring out) {
    out.n = 0;
    for (size_t i = 0, j = in.n - 1; in.n && i < in.n; j = i++) {
        double from[2] = { in.x[j], in.y[j] }, to[2] = { in.x[i], in.y[i] }, cross[2];
        bool from_in = side_depth(box, side, from[0], from[1]) >= 0;
        bool to_in = side_depth(box, side, to[0], to[1]) >= 0;
        if (from_in != to_in) {
            side_cross(box, side, from_in ? from : to, from_in ? to : from, cross);
            out.x[out.n] = cross[0];
            out.y[out.n++] = cross[1];
        }
        if (to_in) {
            out.x[out.n] = to[0];
            out.y[out.n++] = to[1];
        }
    }
    return out;
}

static ring ring_with_room(ct_arena *arena, size_t n) {
    return (ring){ CT_ARRAY(arena, n, double), CT_ARRAY(arena, n, double), 0 };
}

static void clip_ring(ct_builder *b, ct_arena *scratch, const ct_shape *s, size_t part,
                      const ct_box *box) {
    bool sane;
    ct_box extent = part_box(s, part, &sane);
    size_t from = ct_part_start(s, part), n = s->end[part] - from;
    if (!ct_box_meets(extent, *box)) return;
    if (sane && box_has(box, extent.x0, extent.y0) && box_has(box, extent.x1, extent.y1)) {
        for (size_t i = from; i < from + n; i++)
            ct_builder_point(b, s->x[i], s->y[i]);
        ct_builder_end_part(b);
        return;
    }
    /* one side cuts each edge at most once: a ring grows by half at most */
    ring now = ring_with_room(scratch, n);
    for (size_t i = from; i < from + n; i++) {
        if (!is_sane(s->x[i], s->y[i])) continue;
        now.x[now.n] = s->x[i];
        now.y[now.n++] = s->y[i];
    }
    for (int side = 0; side < 4 && now.n; side++)
        now = clip_side(box, side, now, ring_with_room(scratch, 2 * now.n));
    if (now.n >= 3)
        for (size_t i = 0; i < now.n; i++)
            if (!i || now.x[i] != now.x[i - 1] || now.y[i] != now.y[i - 1])
                ct_builder_point(b, now.x[i], now.y[i]);
    size_t start = b->parts ? b->end[b->parts - 1] : 0;
    if (b->points - start < 3)
        ct_builder_drop_part(b);
    else
        ct_builder_end_part(b);
}

/* ---- lines (Liang and Barsky 1984) -------------------------------------------------------------
 */

/* Narrows [t0, t1] to where the segment is inside one side; false where nothing is left. */
static bool narrow(double toward, double depth, double *t0, double *t1) {
    if (toward == 0) return depth >= 0;
    double t = -depth / toward;
    if (toward > 0)
        *t0 = fmax(*t0, t);
    else
        *t1 = fmin(*t1, t);
    return *t0 <= *t1;
}

/* Cuts a → b to the box; false where nothing is inside. Says whether each end was moved. */
static bool cut_segment(const ct_box *box, double a[2], double b[2], bool *cut_a, bool *cut_b) {
    double t0 = 0, t1 = 1, dx = b[0] - a[0], dy = b[1] - a[1];
    if (!narrow(dx, a[0] - box->x0, &t0, &t1) || !narrow(-dx, box->x1 - a[0], &t0, &t1) ||
        !narrow(dy, a[1] - box->y0, &t0, &t1) || !narrow(-dy, box->y1 - a[1], &t0, &t1))
        return false;
    double from[2] = { a[0], a[1] };
    /* Where the other end is very far away, a share is rounded to 0 or 1 although the end is out.
     */
    *cut_a = t0 > 0 || !box_has(box, a[0], a[1]);
    *cut_b = t1 < 1 || !box_has(box, b[0], b[1]);
    if (*cut_b) {
        b[0] = fmin(box->x1, fmax(box->x0, from[0] + t1 * dx));
        b[1] = fmin(box->y1, fmax(box->y0, from[1] + t1 * dy));
    }
    if (*cut_a) {
        a[0] = fmin(box->x1, fmax(box->x0, from[0] + t0 * dx));
        a[1] = fmin(box->y1, fmax(box->y0, from[1] + t0 * dy));
    }
    return true;
}

static bool runs_along(const ct_box *box, const double a[2], const double b[2]) {
    return (a[0] == b[0] && (a[0] == box->x0 || a[0] == box->x1)) ||
           (a[1] == b[1] && (a[1] == box->y0 || a[1] == box->y1));
}

static void end_line(ct_builder *b) {
    size_t start = b->parts ? b->end[b->parts - 1] : 0;
    if (b->points - start < 2)
        ct_builder_drop_part(b);
    else
        ct_builder_end_part(b);
}

/* The run of `count` points that begins at index `first` of the part [from, from + n), wrapping
 * round, cut to the box. `no_edges` leaves out what runs along the box. */
static void clip_run(ct_builder *out, const ct_shape *s, size_t from, size_t n, size_t first,
                     size_t count, const ct_box *box, bool no_edges) {
    bool open = false;
    for (size_t k = 1; k < count; k++) {
        size_t i = from + (first + k - 1) % n, j = from + (first + k) % n;
        double a[2] = { s->x[i], s->y[i] }, b[2] = { s->x[j], s->y[j] };
        bool cut_a = false, cut_b = false;
        bool seen = is_sane(a[0], a[1]) && is_sane(b[0], b[1]) &&
                    cut_segment(box, a, b, &cut_a, &cut_b) && (a[0] != b[0] || a[1] != b[1]) &&
                    !(no_edges && runs_along(box, a, b));
        if (open && (!seen || cut_a)) {
            end_line(out);
            open = false;
        }
        if (!seen) continue;
        if (!open) ct_builder_point(out, a[0], a[1]);
        ct_builder_point(out, b[0], b[1]);
        open = !cut_b;
        if (cut_b) end_line(out);
    }
    end_line(out);
}

/* A ring's first point from which to start, so that no visible run is broken there: one whose edge
 * before it is not seen. */
static size_t ring_start(const ct_shape *s, size_t from, size_t n, const ct_box *box) {
    for (size_t k = 0; k < n; k++) {
        size_t i = from + (k + n - 1) % n, j = from + k;
        double a[2] = { s->x[i], s->y[i] }, b[2] = { s->x[j], s->y[j] };
        bool cut_a = false, cut_b = false;
        if (!is_sane(a[0], a[1]) || !is_sane(b[0], b[1]) ||
            !cut_segment(box, a, b, &cut_a, &cut_b) || cut_b || runs_along(box, a, b))
            return k;
    }
    return 0;
}

/* ---- the face ---------------------------------------------------------------------------------
 */

ct_shape ct_clip(ct_arena *arena, const ct_shape *s, ct_box box) {
    ct_builder out = ct_builder_start(arena, s->kind);
    if (ct_box_is_empty(box)) return ct_builder_take(&out);
    ct_arena *scratch = ct_arena_new();
    for (size_t p = 0; p < s->parts; p++) {
        size_t from = ct_part_start(s, p), n = s->end[p] - from;
        if (s->kind == CT_POLYGON) {
            ct_arena_reset(scratch);
            clip_ring(&out, scratch, s, p, &box);
        } else if (s->kind == CT_LINE && n) {
            clip_run(&out, s, from, n, 0, n, &box, false);
        } else if (s->kind == CT_POINT) {
            for (size_t i = from; i < from + n; i++)
                if (box_has(&box, s->x[i], s->y[i])) ct_builder_point(&out, s->x[i], s->y[i]);
            ct_builder_end_part(&out);
        }
    }
    ct_arena_free(scratch);
    return ct_builder_take(&out);
}

ct_shape ct_clip_outline(ct_arena *arena, const ct_shape *polygon, ct_box box) {
    ct_builder out = ct_builder_start(arena, CT_LINE);
    if (ct_box_is_empty(box)) return ct_builder_take(&out);
    for (size_t p = 0; p < polygon->parts; p++) {
        size_t from = ct_part_start(polygon, p), n = polygon->end[p] - from;
        bool sane;
        if (n < 2 || !ct_box_meets(part_box(polygon, p, &sane), box)) continue;
        clip_run(&out, polygon, from, n, ring_start(polygon, from, n, &box), n + 1, &box, true);
    }
    return ct_builder_take(&out);
}
