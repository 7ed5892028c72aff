/* shape.c - flat shapes: building, boxes, ring nesting and orientation. */
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "geom.h"

/* ---- builder -------------------------------------------------------------------------------- */

ct_builder ct_builder_start(ct_arena *arena, ct_kind kind) {
    return (ct_builder){ .arena = arena, .kind = kind };
}

void ct_builder_reserve(ct_builder *b, size_t points) {
    b->x = CT_ARRAY(b->arena, points, double);
    b->y = CT_ARRAY(b->arena, points, double);
    b->x_capacity = b->y_capacity = points;
}

void ct_builder_point(ct_builder *b, double x, double y) {
    if (b->points >= b->x_capacity || b->points >= b->y_capacity) {
        CT_GROW(b->arena, b->x, b->x_capacity, b->points);
        CT_GROW(b->arena, b->y, b->y_capacity, b->points);
    }
    b->x[b->points] = x;
    b->y[b->points] = y;
    b->points++;
}

void ct_builder_points(ct_builder *b, size_t count, double **x, double **y) {
    if (count) {
        CT_GROW(b->arena, b->x, b->x_capacity, b->points + count - 1);
        CT_GROW(b->arena, b->y, b->y_capacity, b->points + count - 1);
    }
    *x = b->x + b->points;
    *y = b->y + b->points;
    b->points += count;
}

static size_t builder_open_start(const ct_builder *b) {
    return b->parts ? b->end[b->parts - 1] : 0;
}

void ct_builder_end_part(ct_builder *b) {
    if (b->points == builder_open_start(b)) return;
    CT_GROW(b->arena, b->end, b->end_capacity, b->parts);
    b->end[b->parts++] = b->points;
}

void ct_builder_drop_part(ct_builder *b) { b->points = builder_open_start(b); }

void ct_builder_add(ct_builder *b, const ct_shape *s) {
    for (size_t p = 0; p < s->parts; p++) {
        for (size_t i = ct_part_start(s, p); i < s->end[p]; i++)
            ct_builder_point(b, s->x[i], s->y[i]);
        ct_builder_end_part(b);
    }
}

ct_shape ct_builder_take(const ct_builder *b) {
    if (!b->parts) return (ct_shape){ .kind = CT_NULL };
    return (ct_shape){
        .kind = b->kind, .x = b->x, .y = b->y, .end = b->end, .parts = b->parts, .start = 0
    };
}

/* ---- boxes ---------------------------------------------------------------------------------- */

ct_box ct_box_empty(void) {
    return (ct_box){ .x0 = INFINITY, .y0 = INFINITY, .x1 = -INFINITY, .y1 = -INFINITY };
}

bool ct_box_is_empty(ct_box box) { return !(box.x0 <= box.x1 && box.y0 <= box.y1); }

void ct_box_add(ct_box *box, double x, double y) {
    if (!isfinite(x) || !isfinite(y)) return;
    box->x0 = x < box->x0 ? x : box->x0;
    box->y0 = y < box->y0 ? y : box->y0;
    box->x1 = x > box->x1 ? x : box->x1;
    box->y1 = y > box->y1 ? y : box->y1;
}

ct_box ct_box_of(const ct_shape *s) {
    ct_box box = ct_box_empty();
    if (!s->parts) return box;
    const size_t end = s->end[s->parts - 1];
    const double *x = s->x, *y = s->y;
    double sum_x = 0, sum_y = 0; /* finite where all points are */
    for (size_t i = s->start; i < end; i++) {
        box.x0 = x[i] < box.x0 ? x[i] : box.x0;
        box.x1 = x[i] > box.x1 ? x[i] : box.x1;
        box.y0 = y[i] < box.y0 ? y[i] : box.y0;
        box.y1 = y[i] > box.y1 ? y[i] : box.y1;
        sum_x += x[i];
        sum_y += y[i];
    }
    if (isfinite(sum_x) && isfinite(sum_y)) return box;
    box = ct_box_empty();
    for (size_t i = s->start; i < end; i++)
        ct_box_add(&box, x[i], y[i]);
    return box;
}

ct_box ct_box_union(ct_box a, ct_box b) {
    if (ct_box_is_empty(a)) return b;
    if (ct_box_is_empty(b)) return a;
    return (ct_box){ fmin(a.x0, b.x0), fmin(a.y0, b.y0), fmax(a.x1, b.x1), fmax(a.y1, b.y1) };
}

ct_box ct_box_grow(ct_box box, double by) {
    if (ct_box_is_empty(box)) return box;
    box = (ct_box){ box.x0 - by, box.y0 - by, box.x1 + by, box.y1 + by };
    return ct_box_is_empty(box) ? ct_box_empty() : box;
}

bool ct_box_meets(ct_box a, ct_box b) {
    return a.x0 <= b.x1 && b.x0 <= a.x1 && a.y0 <= b.y1 && b.y0 <= a.y1 && !ct_box_is_empty(a) &&
           !ct_box_is_empty(b);
}

/* ---- shapes --------------------------------------------------------------------------------- */

ct_shape ct_shape_copy(ct_arena *arena, const ct_shape *s) {
    size_t n = ct_shape_points(s);
    if (!n) return (ct_shape){ .kind = CT_NULL };
    double *x = CT_ARRAY(arena, n, double), *y = CT_ARRAY(arena, n, double);
    size_t *end = CT_ARRAY(arena, s->parts, size_t);
    memcpy(x, s->x + s->start, n * sizeof *x);
    memcpy(y, s->y + s->start, n * sizeof *y);
    for (size_t p = 0; p < s->parts; p++)
        end[p] = s->end[p] - s->start;
    return (ct_shape){
        .kind = s->kind, .x = x, .y = y, .end = end, .parts = s->parts, .sound = s->sound
    };
}

/* Shoelace about the first point, so that far-off coordinates lose nothing. */
double ct_ring_area(const double *x, const double *y, size_t n) {
    double sum = 0;
    for (size_t i = 1; i + 1 < n; i++)
        sum += (x[i] - x[0]) * (y[i + 1] - y[0]) - (x[i + 1] - x[0]) * (y[i] - y[0]);
    return sum / 2;
}

double ct_segment_distance(double px, double py, double ax, double ay, double bx, double by) {
    double dx = bx - ax, dy = by - ay, length2 = dx * dx + dy * dy, t = 0;
    if (length2 > 0) t = fmin(1, fmax(0, ((px - ax) * dx + (py - ay) * dy) / length2));
    double ex = px - (ax + t * dx), ey = py - (ay + t * dy);
    return sqrt(ex * ex + ey * ey); /* hypot's care for huge numbers costs ten times as much */
}

/* Those of the points (x[k], y) that lie on the outline count as inside too. */
static void find_on_outline(const ct_shape *s, double y, const double *x, size_t count,
                            bool *inside) {
    ct_box box = ct_box_of(s);
    double near = 1e-12 * fmax(box.x1 - box.x0, box.y1 - box.y0);
    double low = y - near, high = y + near;
    if (!(y >= box.y0 - near && y <= box.y1 + near)) return;
    for (size_t p = 0; p < s->parts; p++) {
        size_t from = ct_part_start(s, p), to = s->end[p];
        for (size_t i = from, j = to - 1; i < to; j = i++) {
            double ay = s->y[j], by = s->y[i];
            if ((ay > high && by > high) || (ay < low && by < low)) continue;
            double ax = s->x[j], bx = s->x[i];
            for (size_t k = 0; k < count; k++) {
                if (inside[k] || (ax > x[k] + near && bx > x[k] + near) ||
                    (ax < x[k] - near && bx < x[k] - near))
                    continue;
                inside[k] = ct_segment_distance(x[k], y, ax, ay, bx, by) <= near;
            }
        }
    }
}

void ct_shape_contains_row(const ct_shape *polygon, double y, const double *x, size_t count,
                           bool *inside) {
    memset(inside, 0, count * sizeof *inside);
    for (size_t p = 0; p < polygon->parts; p++) {
        size_t from = ct_part_start(polygon, p), to = polygon->end[p];
        for (size_t i = from, j = to - 1; i < to; j = i++) {
            double ay = polygon->y[j], by = polygon->y[i];
            if ((ay > y) == (by > y)) continue;
            double ax = polygon->x[j], bx = polygon->x[i];
            double at = ax + (y - ay) / (by - ay) * (bx - ax);
            for (size_t k = 0; k < count; k++)
                inside[k] ^= x[k] < at;
        }
    }
    bool all = true;
    for (size_t k = 0; k < count; k++)
        all = all && inside[k];
    if (!all) find_on_outline(polygon, y, x, count, inside);
}

bool ct_shape_contains(const ct_shape *polygon, double x, double y) {
    bool inside;
    ct_shape_contains_row(polygon, y, &x, 1, &inside);
    return inside;
}

/* ---- a point inside ------------------------------------------------------------------------- */

static int compare_doubles(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The widest stretch inside the rings [first, last) on the level `y`; its width, 0 where none. */
static double widest_inside(const ct_shape *s, size_t first, size_t last, double y,
                            double *crossings, double *x) {
    size_t count = 0;
    for (size_t p = first; p < last; p++) {
        size_t from = ct_part_start(s, p), to = s->end[p];
        for (size_t i = from, j = to - 1; i < to; j = i++) {
            double ay = s->y[j], by = s->y[i];
            if ((ay > y) != (by > y))
                crossings[count++] = s->x[j] + (y - ay) / (by - ay) * (s->x[i] - s->x[j]);
        }
    }
    qsort(crossings, count, sizeof *crossings, compare_doubles);
    double best = 0;
    for (size_t i = 0; i + 1 < count; i += 2) {
        if (crossings[i + 1] - crossings[i] > best) {
            best = crossings[i + 1] - crossings[i];
            *x = crossings[i] + best / 2;
        }
    }
    return best;
}

/* The two vertex levels about `goal`, no vertex between them; false where there are not two. */
static bool levels_about(const ct_shape *s, size_t first, size_t last, double goal, double *below,
                         double *above) {
    *below = -INFINITY;
    *above = INFINITY;
    for (size_t i = ct_part_start(s, first); i < s->end[last - 1]; i++) {
        if (s->y[i] <= goal)
            *below = fmax(*below, s->y[i]);
        else
            *above = fmin(*above, s->y[i]);
    }
    return isfinite(*below) && isfinite(*above);
}

/* What is found so far: a place, and how much room there is about it; room 0: none. */
typedef struct haven {
    double x, y, room;
} haven;

/* Looks on a few levels from `low` to `high` that avoid the vertices; unless `careful`, no further
 * than the first that has a place. */
static void seek(const ct_shape *s, size_t first, size_t last, double low, double high,
                 bool careful, double *crossings, haven *best) {
    static const double shares[] = { 0.5, 0.25, 0.75, 0.4, 0.6, 0.1, 0.9 };
    for (size_t k = 0; k < CT_COUNT(shares) && (careful || best->room <= 0); k++) {
        double below, above, at = 0;
        if (!levels_about(s, first, last, low + shares[k] * (high - low), &below, &above)) continue;
        double level = below + (above - below) / 2;
        double width = widest_inside(s, first, last, level, crossings, &at);
        /* the height of the gap counts too: a wide stretch in a hair's breadth is a poor place */
        double room = fmin(width, above - below);
        if (width > 0 && (room > best->room || best->room <= 0))
            *best = (haven){ at, level, fmax(room, DBL_MIN) };
    }
}

static void span_of(const ct_shape *s, size_t from, size_t to, double *low, double *high) {
    *low = INFINITY;
    *high = -INFINITY;
    for (size_t i = from; i < to; i++) {
        *low = fmin(*low, s->y[i]);
        *high = fmax(*high, s->y[i]);
    }
}

/* A point inside the rings [first, last). Where the levels between the lowest and the highest point
 * of all have none, since a ring without an area lies far from the others, those of each ring. */
static bool inside_of(const ct_shape *s, size_t first, size_t last, bool careful, double *x,
                      double *y) {
    size_t from = ct_part_start(s, first), to = s->end[last - 1];
    double *crossings = malloc((to - from) * sizeof *crossings), low, high;
    haven best = { 0 };
    if (!crossings) abort();
    span_of(s, from, to, &low, &high);
    seek(s, first, last, low, high, careful, crossings, &best);
    for (size_t p = first; p < last && last - first > 1 && best.room <= 0; p++) {
        span_of(s, ct_part_start(s, p), s->end[p], &low, &high);
        seek(s, first, last, low, high, careful, crossings, &best);
    }
    free(crossings);
    if (best.room <= 0) return false;
    *x = best.x;
    *y = best.y;
    return true;
}

bool ct_shape_inside(const ct_shape *polygon, double *x, double *y) {
    return polygon->parts && inside_of(polygon, 0, polygon->parts, true, x, y);
}

/* ---- nesting -------------------------------------------------------------------------------- */

/* One ring's witness: a point strictly inside it. */
typedef struct witness {
    double x, y, size; /* size: absolute area of its ring */
    size_t ring;
    bool odd;
} witness;

static int compare_witnesses(const void *a, const void *b) {
    const witness *p = a, *q = b;
    if (p->y != q->y) return p->y < q->y ? -1 : 1;
    return (p->ring > q->ring) - (p->ring < q->ring);
}

/* The first witness whose y is not below `y`. */
static size_t witness_from(const witness *w, size_t count, double y) {
    size_t low = 0, high = count;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (w[mid].y < y)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

/* Flips `odd` of every witness to whose right the edge runs: after a whole ring, odd means inside.
 * Edges are short, so each meets few witnesses: near-linear for rings of any size. */
static void cast_edge(witness *w, size_t count, double ax, double ay, double bx, double by) {
    double low = fmin(ay, by), high = fmax(ay, by);
    for (size_t i = witness_from(w, count, low); i < count && w[i].y < high; i++)
        w[i].odd ^= w[i].x < ax + (w[i].y - ay) / (by - ay) * (bx - ax);
}

/* Depth and parent from each ring's witness: j holds i where j is larger and has i's witness. */
void ct_ring_nesting(ct_arena *arena, const ct_shape *s, size_t **depth, size_t **parent) {
    size_t n = s->parts, count = 0;
    *depth = CT_ARRAY(arena, n, size_t);
    *parent = CT_ARRAY(arena, n, size_t);
    double *parent_size = CT_ARRAY(arena, n, double), *size = CT_ARRAY(arena, n, double);
    witness *w = CT_ARRAY(arena, n, witness);
    for (size_t r = 0; r < n; r++) {
        size_t from = ct_part_start(s, r), points = s->end[r] - from;
        (*parent)[r] = SIZE_MAX;
        size[r] = fabs(ct_ring_area(s->x + from, s->y + from, points));
        witness at = { .ring = r, .size = size[r] };
        if (n > 1 && points >= 3 && inside_of(s, r, r + 1, false, &at.x, &at.y)) w[count++] = at;
    }
    qsort(w, count, sizeof *w, compare_witnesses);
    for (size_t r = 0; r < n && count > 1; r++) {
        size_t from = ct_part_start(s, r), to = s->end[r];
        double low = INFINITY, high = -INFINITY;
        for (size_t i = from; i < to; i++) {
            low = fmin(low, s->y[i]);
            high = fmax(high, s->y[i]);
        }
        size_t first = witness_from(w, count, low), last = witness_from(w, count, high);
        if (first == last) continue;
        for (size_t i = from, j = to - 1; i < to; j = i++)
            cast_edge(w + first, last - first, s->x[j], s->y[j], s->x[i], s->y[i]);
        for (size_t i = first; i < last; i++) {
            bool holds = w[i].odd && w[i].ring != r &&
                         (size[r] > w[i].size || (size[r] == w[i].size && r < w[i].ring));
            w[i].odd = false;
            if (!holds) continue;
            size_t inner = w[i].ring;
            (*depth)[inner]++;
            if ((*parent)[inner] == SIZE_MAX || size[r] < parent_size[inner]) {
                (*parent)[inner] = r;
                parent_size[inner] = size[r];
            }
        }
    }
}

ct_shape ct_shape_orient(ct_arena *arena, const ct_shape *s) {
    if (s->kind != CT_POLYGON) return ct_shape_copy(arena, s);
    ct_arena *scratch = ct_arena_new();
    ct_builder finite = ct_builder_start(scratch, CT_POLYGON);
    for (size_t p = 0; p < s->parts; p++) {
        size_t count = finite.points;
        for (size_t i = ct_part_start(s, p); i < s->end[p]; i++)
            if (isfinite(s->x[i]) && isfinite(s->y[i])) ct_builder_point(&finite, s->x[i], s->y[i]);
        if (finite.points - count < 3)
            ct_builder_drop_part(&finite);
        else
            ct_builder_end_part(&finite);
    }
    ct_shape rings = ct_builder_take(&finite);
    size_t *depth, *parent;
    ct_ring_nesting(scratch, &rings, &depth, &parent);
    for (size_t p = 0; p < rings.parts; p++) {
        size_t from = ct_part_start(&rings, p), n = rings.end[p] - from;
        bool ccw = ct_ring_area(rings.x + from, rings.y + from, n) > 0;
        if (ccw == (depth[p] % 2 == 0)) continue;
        double *x = CT_ARRAY(scratch, n, double), *y = CT_ARRAY(scratch, n, double);
        for (size_t i = 0; i < n; i++) {
            x[i] = rings.x[from + n - 1 - i];
            y[i] = rings.y[from + n - 1 - i];
        }
        memcpy(finite.x + from, x, n * sizeof *x);
        memcpy(finite.y + from, y, n * sizeof *y);
    }
    ct_shape result = ct_shape_copy(arena, &rings);
    result.sound = s->sound;
    ct_arena_free(scratch);
    return result;
}

static void add_ring(ct_builder *b, const ct_shape *s, size_t ring) {
    for (size_t i = ct_part_start(s, ring); i < s->end[ring]; i++)
        ct_builder_point(b, s->x[i], s->y[i]);
    ct_builder_end_part(b);
}

size_t ct_polygons_of(ct_arena *arena, const ct_shape *s, ct_shape **polygons) {
    ct_arena *scratch = ct_arena_new();
    size_t *depth, *parent, count = 0;
    ct_ring_nesting(scratch, s, &depth, &parent);
    size_t *first = CT_ARRAY(scratch, s->parts, size_t); /* hole + 1, chained by next; 0: none */
    size_t *next = CT_ARRAY(scratch, s->parts, size_t);
    for (size_t p = s->parts; p-- > 0;) {
        if (depth[p] % 2 == 0 || parent[p] >= s->parts) continue;
        next[p] = first[parent[p]];
        first[parent[p]] = p + 1;
    }
    *polygons = CT_ARRAY(arena, s->parts, ct_shape);
    for (size_t p = 0; p < s->parts; p++) {
        if (depth[p] % 2) continue;
        ct_builder b = ct_builder_start(arena, CT_POLYGON);
        add_ring(&b, s, p);
        for (size_t hole = first[p]; hole; hole = next[hole - 1])
            add_ring(&b, s, hole - 1);
        (*polygons)[count++] = ct_builder_take(&b);
    }
    ct_arena_free(scratch);
    return count;
}

void ct_shape_rest(const ct_shape *s) {
    size_t points = ct_shape_points(s);
    if (points == 0) return;
    ct_spill_rest(s->x + s->start, points * sizeof *s->x);
    ct_spill_rest(s->y + s->start, points * sizeof *s->y);
    ct_spill_rest(s->end, s->parts * sizeof *s->end);
}

/* ---- outlines ---- */

/* A segment along the edge of the chart: data are cut there, the world is not. */
static bool is_seam(double lon0, double lat0, double lon1, double lat1) {
    const double near = 1e-7;
    bool meridian = fabs(lon0) >= 180 - near && fabs(lon1) >= 180 - near && lon0 * lon1 > 0;
    bool pole = fabs(lat0) >= 90 - near && fabs(lat1) >= 90 - near && lat0 * lat1 > 0;
    return meridian || pole;
}

/* A ring, or a line that is open, from its point `first` on, broken where it runs along a seam.
 * True where it does. */
static bool add_unseamed(ct_builder *out, const double *x, const double *y, size_t n, bool ring,
                         size_t first) {
    bool seams = false;
    for (size_t k = 0; k < n; k++) {
        size_t i = (first + k) % n, j = (i + 1) % n;
        ct_builder_point(out, x[i], y[i]);
        if (!ring && k + 1 == n) break;
        if (!is_seam(x[i], y[i], x[j], y[j])) {
            if (k + 1 == n) ct_builder_point(out, x[j], y[j]);
            continue;
        }
        seams = true;
        ct_builder_end_part(out);
    }
    ct_builder_end_part(out);
    return seams;
}

ct_shape ct_shape_outline(ct_arena *arena, const ct_shape *s, bool *seams) {
    ct_builder out = ct_builder_start(arena, CT_LINE);
    bool found = false, ring = s->kind == CT_POLYGON;
    for (size_t p = 0; p < s->parts && (ring || s->kind == CT_LINE); p++) {
        size_t from = ct_part_start(s, p), n = s->end[p] - from, first = 0;
        const double *x = s->x + from, *y = s->y + from;
        /* starts behind a seam, so that what is left of the ring stays in one piece */
        for (size_t i = 0; ring && i < n; i++)
            if (is_seam(x[i], y[i], x[(i + 1) % n], y[(i + 1) % n])) first = (i + 1) % n;
        found |= add_unseamed(&out, x, y, n, ring, first);
    }
    if (seams) *seams = found;
    return ct_builder_take(&out);
}

/* ---- keys ------------------------------------------------------------------------------------ */

void ct_basis_shape(ct_buffer *key, const ct_shape *s) {
    size_t points = ct_shape_points(s);
    ct_basis_count(key, s->kind);
    ct_basis_count(key, s->parts);
    for (size_t part = 0; part < s->parts; part++)
        ct_basis_count(key, s->end[part] - s->start);
    if (points == 0) return;
    ct_buffer_append(key, s->x + s->start, points * sizeof *s->x);
    ct_buffer_append(key, s->y + s->start, points * sizeof *s->y);
}

void ct_basis_box(ct_buffer *key, ct_box box) {
    const double sides[] = { box.x0, box.y0, box.x1, box.y1 };
    ct_buffer_append(key, sides, sizeof sides);
}
