/* cut.c - the faces into which lines cut an area. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "geom.h"

/* Only where a line comes near are the area's edges cut at crossings (ct_node_lines, GEOS); all
 * others are as they were. The edges make a plane graph of half-edges, two an edge, one each way.
 * Round a vertex the half-edges that leave it are its spokes, counter-clockwise. A walk follows the
 * boundary of a face that lies on its left; what leads nowhere, or has one face on both sides, is
 * no boundary. */

typedef uint32_t index32;

typedef struct walk {
    index32 first; /* half-edge */
    double area;   /* twice; positive: it goes round a face, else round a hole of one */
    index32 face;  /* 1 + its face; 0: the outside */
} walk;

struct ct_cutting {
    ct_arena *arena;
    double *x, *y; /* of the vertices */
    size_t vertices;
    index32 *slots; /* 1 + vertex, by its place */
    size_t mask;
    index32 *origin; /* of half-edges: 2 i and 2 i + 1 are an edge */
    size_t halves, origin_room;
    bool *live;
    index32 *spoke_start, *spokes, *spoke_of; /* spoke_start[v] ..; where a half-edge is there */
    index32 *walk_of;                         /* 1 + walk */
    walk *walks;
    size_t walk_count, walk_room;
};

/* ---- edges ----------------------------------------------------------------------------------- */

static index32 end_of(const ct_cutting *c, index32 half) { return c->origin[half ^ 1]; }

/* The slot of a place, which may be free. */
static index32 *slot_of(const ct_cutting *c, double x, double y) {
    uint64_t bits[2], hash;
    memcpy(&bits[0], &x, sizeof x);
    memcpy(&bits[1], &y, sizeof y);
    hash = (bits[0] * 0x9E3779B97F4A7C15u) ^ (bits[1] * 0xD6E8FEB86659FD93u);
    hash = (hash ^ (hash >> 32)) * 0x9E3779B97F4A7C15u >> 20;
    for (size_t i = hash & c->mask;; i = (i + 1) & c->mask) {
        index32 v = c->slots[i];
        if (!v || (c->x[v - 1] == x && c->y[v - 1] == y)) return &c->slots[i];
    }
}

/* Room for so many vertices more. */
static void make_slots(ct_cutting *c, size_t points) {
    size_t room = c->vertices + points, size = 64;
    while (size < 2 * room)
        size *= 2;
    double *x = CT_ARRAY(c->arena, room, double), *y = CT_ARRAY(c->arena, room, double);
    if (c->vertices) {
        memcpy(x, c->x, c->vertices * sizeof *x);
        memcpy(y, c->y, c->vertices * sizeof *y);
    }
    c->x = x;
    c->y = y;
    if (c->slots && size <= c->mask + 1) return;
    c->slots = CT_ARRAY(c->arena, size, index32);
    c->mask = size - 1;
    for (size_t v = 0; v < c->vertices; v++)
        *slot_of(c, x[v], y[v]) = (index32)v + 1;
}

static index32 vertex_at(ct_cutting *c, double x, double y) {
    x += 0.0; /* -0 and 0 are one */
    y += 0.0;
    index32 *slot = slot_of(c, x, y);
    if (!*slot) {
        c->x[c->vertices] = x;
        c->y[c->vertices] = y;
        *slot = (index32)++c->vertices;
    }
    return *slot - 1;
}

static void add_edge(ct_cutting *c, index32 a, index32 b) {
    if (a == b) return;
    CT_GROW(c->arena, c->origin, c->origin_room, c->halves + 1);
    c->origin[c->halves++] = a;
    c->origin[c->halves++] = b;
}

static ct_box edge_box(double ax, double ay, double bx, double by) {
    return (ct_box){ ax < bx ? ax : bx, ay < by ? ay : by, ax > bx ? ax : bx, ay > by ? ay : by };
}

static size_t points_in(const ct_shape *shapes, size_t count) {
    size_t points = 0;
    for (size_t i = 0; i < count; i++)
        points += ct_shape_points(&shapes[i]);
    return points;
}

/* Boxes of the lines' segments, and of runs of them. */
enum { RUN = 8, STRETCH = 16 };
typedef struct nearness {
    ct_box *boxes, *runs;
    size_t count;
} nearness;

static nearness nearness_to(ct_arena *scratch, const ct_shape *lines, size_t count) {
    size_t points = points_in(lines, count);
    nearness near = { CT_ARRAY(scratch, points, ct_box),
                      CT_ARRAY(scratch, points / RUN + 1, ct_box), 0 };
    for (size_t i = 0; i < count; i++)
        for (size_t p = 0; p < lines[i].parts; p++)
            for (size_t k = ct_part_start(&lines[i], p) + 1; k < lines[i].end[p]; k++) {
                const double *x = lines[i].x + k - 1, *y = lines[i].y + k - 1;
                ct_box *run = &near.runs[near.count / RUN];
                if (near.count % RUN == 0) *run = ct_box_empty();
                ct_box_add(run, x[0], y[0]);
                ct_box_add(run, x[1], y[1]);
                near.boxes[near.count++] = edge_box(x[0], y[0], x[1], y[1]);
            }
    return near;
}

/* Whether a segment's box meets `box`; where not `exact`, that of a run of them. */
static bool is_near(const nearness *near, ct_box box, bool exact) {
    for (size_t from = 0; from < near->count; from += RUN) {
        if (!ct_box_meets(near->runs[from / RUN], box)) continue;
        if (!exact) return true;
        for (size_t i = from; i < from + RUN && i < near->count; i++)
            if (ct_box_meets(near->boxes[i], box)) return true;
    }
    return false;
}

/* Whether a stretch of a ring, from its point `from` on, may be near to a line. */
static bool stretch_is_near(const nearness *near, const ct_shape *area, size_t part, size_t from) {
    size_t first = ct_part_start(area, part), to = area->end[part];
    ct_box box = ct_box_empty();
    for (size_t i = from; i <= from + STRETCH; i++) {
        size_t k = i < to ? i : first;
        ct_box_add(&box, area->x[k], area->y[k]);
        if (k == first && i > from) break;
    }
    return is_near(near, box, false);
}

/* The edges that no line is near to; the runs of the others go into `runs`. */
static void add_far_edges(ct_cutting *c, const ct_shape *area, const nearness *near,
                          ct_builder *runs) {
    for (size_t p = 0; p < area->parts; p++) {
        size_t from = ct_part_start(area, p), to = area->end[p], last = SIZE_MAX;
        index32 first = vertex_at(c, area->x[from], area->y[from]), before = first;
        bool close = false;
        for (size_t i = from; i < to; i++) {
            size_t k = i + 1 < to ? i + 1 : from;
            index32 next = k == from ? first : vertex_at(c, area->x[k], area->y[k]);
            if ((i - from) % STRETCH == 0) close = stretch_is_near(near, area, p, i);
            if (!close ||
                !is_near(near, edge_box(area->x[i], area->y[i], area->x[k], area->y[k]), true)) {
                add_edge(c, before, next);
            } else {
                if (last != i) {
                    ct_builder_end_part(runs);
                    ct_builder_point(runs, area->x[i], area->y[i]);
                }
                ct_builder_point(runs, area->x[k], area->y[k]);
                last = k;
            }
            before = next;
        }
        ct_builder_end_part(runs);
    }
}

static void add_lines(ct_cutting *c, const ct_shape *lines) {
    for (size_t p = 0; p < lines->parts; p++) {
        size_t from = ct_part_start(lines, p);
        index32 before = vertex_at(c, lines->x[from], lines->y[from]);
        for (size_t i = from + 1; i < lines->end[p]; i++) {
            index32 here = vertex_at(c, lines->x[i], lines->y[i]);
            add_edge(c, before, here);
            before = here;
        }
    }
}

static bool gather_edges(ct_cutting *c, const ct_shape *area, const ct_shape *lines, size_t count,
                         ct_place place, ct_report *report) {
    nearness near = nearness_to(c->arena, lines, count);
    ct_builder runs = ct_builder_start(c->arena, CT_LINE);
    make_slots(c, ct_shape_points(area) + 2 * points_in(lines, count));
    add_far_edges(c, area, &near, &runs);
    ct_shape *all = CT_ARRAY(c->arena, count + 1, ct_shape), noded;
    if (count) memcpy(all, lines, count * sizeof *all);
    all[count] = ct_builder_take(&runs);
    if (!ct_node_lines(c->arena, all, count + 1, place, &noded, report)) return false;
    make_slots(c, ct_shape_points(&noded));
    add_lines(c, &noded);
    return true;
}

/* ---- round a vertex -------------------------------------------------------------------------- */

/* Positive where b is to the left of the way from v to a. */
static int turn(const ct_cutting *c, index32 v, index32 a, index32 b) {
    double ax = c->x[a] - c->x[v], ay = c->y[a] - c->y[v];
    double bx = c->x[b] - c->x[v], by = c->y[b] - c->y[v];
    double left = ax * by, right = ay * bx, cross = left - right;
    if (fabs(cross) > 1e-15 * (fabs(left) + fabs(right))) return cross > 0 ? 1 : -1;
    return ct_turn(c->x[v], c->y[v], c->x[a], c->y[a], c->x[b], c->y[b]);
}

/* Upwards (or due east) first. */
static bool points_down(const ct_cutting *c, index32 half) {
    double dx = c->x[end_of(c, half)] - c->x[c->origin[half]];
    double dy = c->y[end_of(c, half)] - c->y[c->origin[half]];
    return dy < 0 || (dy == 0 && dx < 0);
}

static bool spoke_before(const ct_cutting *c, index32 a, index32 b) {
    bool down = points_down(c, a), other = points_down(c, b);
    if (down != other) return other;
    return turn(c, c->origin[a], end_of(c, a), end_of(c, b)) > 0;
}

static void sort_spokes(const ct_cutting *c, index32 *spokes, size_t count) {
    for (size_t i = 1; i < count; i++) { /* they are few */
        index32 half = spokes[i];
        size_t k = i;
        for (; k && spoke_before(c, half, spokes[k - 1]); k--)
            spokes[k] = spokes[k - 1];
        spokes[k] = half;
    }
}

static void make_spokes(ct_cutting *c) {
    c->spoke_start = CT_ARRAY(c->arena, c->vertices + 2, index32);
    c->spokes = CT_ARRAY(c->arena, c->halves, index32);
    c->spoke_of = CT_ARRAY(c->arena, c->halves, index32);
    for (size_t h = 0; h < c->halves; h++)
        c->spoke_start[c->origin[h] + 2] += c->live[h];
    for (size_t v = 0; v < c->vertices; v++)
        c->spoke_start[v + 2] += c->spoke_start[v + 1];
    for (size_t h = 0; h < c->halves; h++)
        if (c->live[h]) c->spokes[c->spoke_start[c->origin[h] + 1]++] = (index32)h;
    for (size_t v = 0; v < c->vertices; v++) {
        index32 from = c->spoke_start[v], count = c->spoke_start[v + 1] - from;
        if (count > 2) sort_spokes(c, c->spokes + from, count);
        for (index32 i = from; i < from + count; i++)
            c->spoke_of[c->spokes[i]] = i;
    }
}

/* What comes next along the face on the left: the first clockwise from the way back. */
static index32 next_of(const ct_cutting *c, index32 half) {
    index32 v = end_of(c, half), from = c->spoke_start[v], to = c->spoke_start[v + 1];
    index32 i = c->spoke_of[half ^ 1];
    do
        i = i == from ? to - 1 : i - 1;
    while (!c->live[c->spokes[i]]);
    return c->spokes[i];
}

/* ---- walks ----------------------------------------------------------------------------------- */

static void drop_dangles(ct_cutting *c) {
    index32 *degree = CT_ARRAY(c->arena, c->vertices, index32);
    index32 *others = CT_ARRAY(c->arena, c->vertices, index32); /* exclusive or of half-edges */
    for (size_t h = 0; h < c->halves; h++) {
        degree[c->origin[h]]++;
        others[c->origin[h]] ^= (index32)h;
    }
    for (size_t start = 0; start < c->vertices; start++)
        for (size_t v = start; degree[v] == 1;) {
            index32 half = others[v], end = end_of(c, half);
            c->live[half] = c->live[half ^ 1] = false;
            degree[v] = 0;
            degree[end]--;
            others[end] ^= half ^ 1;
            v = end;
        }
}

static void find_walks(ct_cutting *c) {
    memset(c->walk_of, 0, c->halves * sizeof *c->walk_of);
    c->walk_count = 0;
    for (size_t h = 0; h < c->halves; h++) {
        if (!c->live[h] || c->walk_of[h]) continue;
        walk w = { .first = (index32)h };
        double x0 = c->x[c->origin[h]], y0 = c->y[c->origin[h]];
        CT_GROW(c->arena, c->walks, c->walk_room, c->walk_count);
        index32 at = (index32)h, number = (index32)c->walk_count + 1;
        do {
            index32 a = c->origin[at], b = end_of(c, at);
            w.area += (c->x[a] - x0) * (c->y[b] - y0) - (c->x[b] - x0) * (c->y[a] - y0);
            c->walk_of[at] = number;
            if (a < c->origin[w.first]) w.first = at; /* where the area's ring begins */
            at = next_of(c, at);
        } while (at != (index32)h);
        c->walks[c->walk_count++] = w;
    }
}

/* Edges with one face on both sides; false: there are none. */
static bool drop_bridges(ct_cutting *c) {
    bool any = false;
    for (size_t h = 0; h < c->halves; h += 2) {
        if (!c->live[h] || c->walk_of[h] != c->walk_of[h + 1]) continue;
        c->live[h] = c->live[h + 1] = false;
        any = true;
    }
    return any;
}

/* ---- faces ----------------------------------------------------------------------------------- */

/* Of each vertex, one that stands for all that hang together with it. */
static index32 *find_islands(const ct_cutting *c) {
    index32 *up = CT_ARRAY(c->arena, c->vertices, index32);
    for (size_t v = 0; v < c->vertices; v++)
        up[v] = (index32)v;
    for (size_t h = 0; h < c->halves; h += 2) {
        if (!c->live[h]) continue;
        index32 a = c->origin[h], b = c->origin[h + 1];
        while (up[a] != a)
            a = up[a] = up[up[a]];
        while (up[b] != b)
            b = up[b] = up[up[b]];
        up[a < b ? b : a] = a < b ? a : b;
    }
    for (size_t v = 0; v < c->vertices; v++)
        up[v] = up[up[v]]; /* what is above has a lower number, and was seen to */
    return up;
}

/* The westernmost vertex of a walk round a hole, and the edge nearest to its west that belongs to
 * something else: east of that lies what the hole is in. */
typedef struct lookout {
    double x, y, edge_x, edge_slope;
    double ahead_x, ahead_y; /* where the walk goes from there, both ways, in the mean */
    index32 walk, half; /* `half` leaves its face on the left: it runs down; at first NOTHING */
} lookout;

enum { NOTHING = UINT32_MAX };
static const double AT = 1e-12; /* degrees: an edge that the vertex lies on, but for rounding */

static lookout lookout_of(const ct_cutting *c, size_t number) {
    index32 at = c->walks[number].first, west = c->origin[at], before = west, from = at, to = at;
    do {
        index32 v = c->origin[at], next = end_of(c, at);
        bool further = c->x[v] < c->x[west] || (c->x[v] == c->x[west] && c->y[v] < c->y[west]);
        if (further) west = v;
        if (v == west) {
            from = before;
            to = next;
        }
        before = v;
        at = next_of(c, at);
    } while (at != c->walks[number].first);
    if (from == west) from = before; /* the walk's first */
    return (lookout){ .x = c->x[west],
                      .y = c->y[west],
                      .ahead_x = (c->x[from] + c->x[to]) / 2 - c->x[west],
                      .ahead_y = (c->y[from] + c->y[to]) / 2 - c->y[west],
                      .edge_x = -INFINITY,
                      .walk = (index32)number,
                      .half = NOTHING };
}

static int compare_y(const void *a, const void *b) {
    const lookout *p = a, *q = b;
    if (p->y != q->y) return p->y < q->y ? -1 : 1;
    return (p->walk > q->walk) - (p->walk < q->walk);
}

static int compare_x(const void *a, const void *b) {
    const lookout *p = a, *q = b;
    if (p->x != q->x) return p->x < q->x ? -1 : 1;
    return (p->walk > q->walk) - (p->walk < q->walk);
}

/* Shows an edge to those who look west at its height; its upper end is not part of it. */
static void show_edge(const ct_cutting *c, const index32 *island, index32 half, lookout *holes,
                      size_t count) {
    if (c->y[c->origin[half]] < c->y[end_of(c, half)]) half ^= 1;
    index32 top = c->origin[half], foot = end_of(c, half);
    double low = c->y[foot], high = c->y[top], slope = (c->x[top] - c->x[foot]) / (high - low);
    size_t from = 0, to = count;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (holes[middle].y < low)
            from = middle + 1;
        else
            to = middle;
    }
    for (lookout *w = holes + from; w < holes + count && w->y < high; w++) {
        double x = w->y == low ? c->x[foot] : c->x[foot] + (w->y - low) * slope;
        if (x > w->x + AT || island[foot] == island[c->origin[c->walks[w->walk].first]]) continue;
        if (x > w->x - AT && w->ahead_x <= w->ahead_y * slope) continue; /* it lies west of it */
        if (x < w->edge_x || (x == w->edge_x && slope <= w->edge_slope && w->half != NOTHING))
            continue;
        w->edge_x = x;
        w->edge_slope = slope;
        w->half = half;
    }
}

/* Walks round holes belong to the face that they lie in, or to the outside. */
static void place_holes(ct_cutting *c, lookout *holes, size_t count) {
    const index32 *island = find_islands(c);
    qsort(holes, count, sizeof *holes, compare_y);
    for (size_t h = 0; h < c->halves; h += 2)
        if (c->live[h] && c->y[c->origin[h]] != c->y[c->origin[h + 1]])
            show_edge(c, island, (index32)h, holes, count);
    /* what is seen lies further west, and has its place already */
    qsort(holes, count, sizeof *holes, compare_x);
    for (size_t i = 0; i < count; i++)
        if (holes[i].half != NOTHING)
            c->walks[holes[i].walk].face = c->walks[c->walk_of[holes[i].half] - 1].face;
}

static size_t number_faces(ct_cutting *c) {
    size_t count = 0, holes = 0;
    for (size_t i = 0; i < c->walk_count; i++) {
        if (c->walks[i].area > 0)
            c->walks[i].face = (index32)++count;
        else
            holes++;
    }
    lookout *out = CT_ARRAY(c->arena, holes, lookout);
    holes = 0;
    for (size_t i = 0; i < c->walk_count; i++)
        if (!(c->walks[i].area > 0)) out[holes++] = lookout_of(c, i);
    if (holes) place_holes(c, out, holes);
    return count;
}

/* The walks of each face, one after the other: face f's are walks[start[f]] to walks[start[f + 1]].
 */
typedef struct borders {
    size_t *start, *walks;
} borders;

static borders borders_of(const ct_cutting *c, size_t faces) {
    borders b = { CT_ARRAY(c->arena, faces + 2, size_t),
                  CT_ARRAY(c->arena, c->walk_count, size_t) };
    for (size_t i = 0; i < c->walk_count; i++)
        b.start[c->walks[i].face + 1]++;
    for (size_t f = 0; f <= faces; f++)
        b.start[f + 1] += b.start[f];
    for (size_t i = 0; i < c->walk_count; i++)
        b.walks[b.start[c->walks[i].face]++] = i;
    return b; /* face 0 is the outside: its end is where face 1's begin, which is number f = 0 */
}

/* Rings of a walk: where it comes to a vertex again, what lies between is one of its own. */
typedef struct rings {
    ct_arena *arena;
    index32 *open; /* vertices */
    size_t count, room;
    index32 *place; /* by vertex: 1 + where it is open */
    ct_builder shells, holes;
} rings;

static void close_ring(rings *r, const ct_cutting *c, size_t from) {
    double area = 0;
    for (size_t i = from + 1; i + 1 < r->count; i++) {
        index32 o = r->open[from], a = r->open[i], b = r->open[i + 1];
        area +=
            (c->x[a] - c->x[o]) * (c->y[b] - c->y[o]) - (c->x[b] - c->x[o]) * (c->y[a] - c->y[o]);
    }
    ct_builder *to = area > 0 ? &r->shells : &r->holes;
    for (size_t i = from; i < r->count; i++) {
        ct_builder_point(to, c->x[r->open[i]], c->y[r->open[i]]);
        r->place[r->open[i]] = 0;
    }
    ct_builder_end_part(to);
    r->count = from;
}

static void take_rings(rings *r, const ct_cutting *c, index32 first, bool *met) {
    index32 at = first;
    do {
        index32 v = c->origin[at];
        if (r->place[v]) close_ring(r, c, r->place[v] - 1);
        CT_GROW(r->arena, r->open, r->room, r->count);
        r->open[r->count++] = v;
        r->place[v] = (index32)r->count;
        if (met) met[at] = true;
        at = next_of(c, at);
    } while (at != first);
    close_ring(r, c, 0);
}

static rings rings_start(const ct_cutting *c, ct_arena *arena) {
    return (rings){ .arena = c->arena,
                    .place = CT_ARRAY(c->arena, c->vertices, index32),
                    .shells = ct_builder_start(arena, CT_POLYGON),
                    .holes = ct_builder_start(arena, CT_POLYGON) };
}

static ct_shape rings_end(rings *r) {
    ct_shape holes = ct_builder_take(&r->holes);
    ct_builder_add(&r->shells, &holes);
    return ct_builder_take(&r->shells);
}

bool ct_cut(ct_arena *arena, const ct_shape *area, const ct_shape *lines, size_t count,
            ct_place place, ct_cutting **cutting, ct_shape **faces, size_t *face_count,
            ct_report *report) {
    ct_cutting *c = *cutting = CT_NEW(arena, ct_cutting);
    c->arena = arena;
    if (!gather_edges(c, area, lines, count, place, report)) return false;
    c->live = CT_ARRAY(arena, c->halves, bool);
    memset(c->live, true, c->halves);
    c->walk_of = CT_ARRAY(arena, c->halves, index32);
    drop_dangles(c);
    make_spokes(c);
    find_walks(c);
    if (drop_bridges(c)) find_walks(c);
    *face_count = number_faces(c);
    *faces = CT_ARRAY(arena, *face_count, ct_shape);
    rings r = rings_start(c, arena);
    const borders b = borders_of(c, *face_count);
    for (size_t f = 0; f < *face_count; f++) {
        r.shells = ct_builder_start(arena, CT_POLYGON);
        r.holes = ct_builder_start(arena, CT_POLYGON);
        for (size_t i = b.start[f]; i < b.start[f + 1]; i++)
            take_rings(&r, c, c->walks[b.walks[i]].first, NULL);
        (*faces)[f] = rings_end(&r);
    }
    return true;
}

ct_shape ct_cut_join(ct_arena *arena, ct_cutting *c, const bool *keep) {
    bool *live = c->live, *met = CT_ARRAY(c->arena, c->halves, bool);
    c->live = CT_ARRAY(c->arena, c->halves, bool);
    for (size_t h = 0; h < c->halves; h++) {
        if (!live[h]) continue;
        index32 face = c->walks[c->walk_of[h] - 1].face;
        index32 other = c->walks[c->walk_of[h ^ 1] - 1].face;
        c->live[h] = face && keep[face - 1] && !(other && keep[other - 1]);
    }
    rings r = rings_start(c, arena);
    for (size_t h = 0; h < c->halves; h++)
        if (c->live[h] && !met[h]) take_rings(&r, c, (index32)h, met);
    c->live = live;
    return rings_end(&r);
}
