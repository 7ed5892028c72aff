/* sides.c - split a table's areas by a line; areas that it does not touch go with their neighbours.
 */
#include <math.h>
#include <string.h>

#include "feature.h"

/* A line says which side of it the faces lie on that it touches. The others lie on the side of
 * those that they share a border with, and so on from neighbour to neighbour: a line that ends at
 * the coast, far off, must not decide by the way it points. */

typedef enum verdict { OPEN = 0, KEPT = 1, DROPPED = -1 } verdict;

/* A polygon that the line does not touch. */
typedef struct loose {
    size_t row;
    ct_shape polygon;
    double area;
    verdict verdict;
} loose;

typedef struct splitting {
    ct_arena *arena, *scratch;
    const ct_table *areas;
    ct_shape line;
    ct_side side;
    double tolerance;
    ct_place place;
    ct_report *report;
    ct_sides *sides; /* one a row */
    loose *loose;
    size_t loose_count, loose_capacity;
} splitting;

/* ---- edges: which polygons share them ---- */

/* An edge of the areas, whichever way it runs, and what is known on its two sides. */
typedef struct edge {
    double ax, ay, bx, by;
    verdict verdict;   /* of the face that the line touches, on one side of it */
    int touched;       /* areas that the line touches and that have this edge */
    uint32_t owner[2]; /* loose polygons + 1 on its sides; 0: none */
} edge;

typedef struct edges {
    ct_arena *arena;
    edge *items;
    size_t count, capacity;
    uint32_t *slots; /* 1 + edge, by its place */
    size_t mask;
} edges;

static size_t hash_of(const double v[4]) {
    uint64_t bits, h = 1469598103934665603u;
    for (int i = 0; i < 4; i++) {
        double value = v[i] + 0.0; /* -0 and 0 are one */
        memcpy(&bits, &value, sizeof bits);
        h = (h ^ bits) * 1099511628211u;
        h ^= h >> 29;
    }
    return (size_t)h;
}

/* An edge; where it is not among them yet, a new one. */
static edge *edge_at(edges *all, double ax, double ay, double bx, double by) {
    bool turn = bx < ax || (bx == ax && by < ay);
    const double v[4] = { turn ? bx : ax, turn ? by : ay, turn ? ax : bx, turn ? ay : by };
    for (size_t i = hash_of(v) & all->mask;; i = (i + 1) & all->mask) {
        if (!all->slots[i]) {
            CT_GROW(all->arena, all->items, all->capacity, all->count);
            all->items[all->count] = (edge){ v[0], v[1], v[2], v[3], OPEN, 0, { 0, 0 } };
            all->slots[i] = (uint32_t)++all->count;
        }
        edge *e = &all->items[all->slots[i] - 1];
        if (e->ax == v[0] && e->ay == v[1] && e->bx == v[2] && e->by == v[3]) return e;
    }
}

typedef void edge_fn(edge *e, size_t which);

static void each_edge(edges *all, const ct_shape *s, edge_fn *visit, size_t which) {
    for (size_t p = 0; s->kind == CT_POLYGON && p < s->parts; p++) {
        size_t from = ct_part_start(s, p), to = s->end[p];
        for (size_t i = from, j = to - 1; i < to; j = i++)
            visit(edge_at(all, s->x[j], s->y[j], s->x[i], s->y[i]), which);
    }
}

static void set_dropped(edge *e, size_t which) {
    (void)which;
    e->touched++;
    if (e->verdict == OPEN) e->verdict = DROPPED;
}

static void set_kept(edge *e, size_t which) {
    (void)which;
    e->verdict = KEPT;
}

static void set_owner(edge *e, size_t which) { e->owner[e->owner[0] != 0] = (uint32_t)which; }

static edges gather_edges(splitting *s) {
    size_t most = 0;
    for (size_t i = 0; i < s->areas->rows; i++)
        most += ct_shape_points(&s->areas->shapes[i]) + ct_shape_points(&s->sides[i].kept) +
                ct_shape_points(&s->sides[i].loose);
    edges all = { .arena = s->scratch, .mask = 64 };
    while (all.mask < most + most / 2)
        all.mask *= 2;
    all.slots = CT_ARRAY(s->scratch, all.mask, uint32_t);
    all.mask--;
    for (size_t i = 0; i < s->areas->rows; i++) { /* of what is touched: all is dropped, but … */
        if (s->sides[i].touched) each_edge(&all, &s->areas->shapes[i], set_dropped, 0);
    }
    for (size_t i = 0; i < s->areas->rows; i++)
        each_edge(&all, &s->sides[i].kept, set_kept, 0); /* … what is kept */
    for (size_t i = 0; i < s->loose_count; i++)
        each_edge(&all, &s->loose[i].polygon, set_owner, i + 1);
    return all;
}

/* ---- from neighbour to neighbour ---- */

static double length_of(const edge *e) { return hypot(e->bx - e->ax, e->by - e->ay); }

/* What the other side of an edge says to loose polygon `self`. The touched area that it is itself a
 * part of says nothing. */
static verdict other_side(const splitting *s, const edge *e, size_t self) {
    size_t other = e->owner[0] == self + 1 ? e->owner[1] : e->owner[0];
    if (other) return s->loose[other - 1].verdict;
    bool own = s->sides[s->loose[self].row].touched > 0;
    return e->verdict == DROPPED && e->touched - own <= 0 ? OPEN : e->verdict;
}

/* One round: every open polygon takes the side of most of its decided border. False: nothing moved.
 */
static bool spread(splitting *s, const edges *all, double *votes) {
    memset(votes, 0, s->loose_count * sizeof *votes);
    for (size_t i = 0; i < all->count; i++) {
        const edge *e = &all->items[i];
        for (int k = 0; k < 2; k++) {
            if (!e->owner[k] || s->loose[e->owner[k] - 1].verdict != OPEN) continue;
            verdict other = other_side(s, e, e->owner[k] - 1);
            if (other != OPEN) votes[e->owner[k] - 1] += other * length_of(e);
        }
    }
    bool moved = false;
    for (size_t i = 0; i < s->loose_count; i++) {
        if (s->loose[i].verdict != OPEN || votes[i] == 0) continue;
        s->loose[i].verdict = votes[i] > 0 ? KEPT : DROPPED;
        moved = true;
    }
    return moved;
}

/* Those that no neighbour decides: with the largest decided part of their own area, else by the
 * line's nearest point. */
static bool decide_rest(splitting *s) {
    for (size_t i = 0; i < s->loose_count; i++) {
        loose *l = &s->loose[i];
        if (l->verdict != OPEN) continue;
        const loose *judge = NULL;
        for (size_t k = 0; k < s->loose_count && !s->sides[l->row].touched; k++) {
            const loose *other = &s->loose[k];
            bool better = other->row == l->row && other->verdict != OPEN;
            if (better && (!judge || other->area > judge->area)) judge = other;
        }
        if (judge) {
            l->verdict = judge->verdict;
            continue;
        }
        bool wanted, vague;
        const ct_shape *whole = s->sides[l->row].touched ? &l->polygon : &s->sides[l->row].loose;
        if (!ct_split_nearest(whole, &s->line, s->side, s->place, &wanted, &vague, s->report))
            return false;
        l->verdict = wanted ? KEPT : DROPPED;
        if (!vague || s->sides[l->row].touched) continue;
        ct_warn(s->report, s->place, "%s: the line does not touch it, and ends where it is nearest",
                ct_table_row_name(s->scratch, s->areas, l->row));
        ct_hint(s->report, "it is taken to lie on the %s side; let the line run on past it",
                wanted ? "wanted" : "other");
    }
    return true;
}

/* ---- the table ---- */

static bool split_rows(splitting *s, bool *any) {
    for (size_t i = 0; i < s->areas->rows; i++) {
        ct_sides *sides = &s->sides[i];
        ct_context_push(s->report, "%s", ct_table_row_name(s->scratch, s->areas, i));
        bool ok = ct_split_sides(s->arena, &s->areas->shapes[i], &s->line, s->side, s->tolerance,
                                 s->place, sides, s->report);
        if (ok && sides->torn) {
            ct_warn(s->report, s->place, "the parts of the line contradict each other");
            ct_hint(s->report, "all parts must have the wanted side on the same hand");
        }
        ct_context_pop(s->report);
        if (!ok) return false;
        s->areas->shapes[i].sound |= sides->sound;
        *any |= sides->pieces > 1;
        if (sides->loose.kind != CT_POLYGON) continue;
        ct_shape *polygons;
        size_t count = ct_polygons_of(s->arena, &sides->loose, &polygons);
        for (size_t k = 0; k < count; k++) {
            size_t from = ct_part_start(&polygons[k], 0);
            double area = fabs(ct_ring_area(polygons[k].x + from, polygons[k].y + from,
                                            polygons[k].end[0] - from));
            CT_GROW(s->scratch, s->loose, s->loose_capacity, s->loose_count);
            s->loose[s->loose_count++] = (loose){ i, polygons[k], area, OPEN };
        }
    }
    return true;
}

/* What is kept of a row; the whole of an untouched one keeps its own rings. */
static ct_shape row_kept(const splitting *s, size_t row, size_t *next) {
    const ct_sides *sides = &s->sides[row];
    ct_builder b = ct_builder_start(s->arena, CT_POLYGON);
    size_t kept = 0, count = 0;
    const size_t most = s->loose ? s->loose_count : 0;
    if (sides->kept.kind == CT_POLYGON) ct_builder_add(&b, &sides->kept);
    for (; *next < most && s->loose[*next].row == row; ++*next, count++) {
        if (s->loose[*next].verdict != KEPT) continue;
        ct_builder_add(&b, &s->loose[*next].polygon);
        kept++;
    }
    if (!sides->touched && kept && kept == count) return s->areas->shapes[row];
    return b.parts ? ct_builder_take(&b) : (ct_shape){ .kind = CT_NULL };
}

/* Areas and line on one stretch of the globe, in one piece also where it crosses the antimeridian;
 * NULL where it does not. */
static ct_table *onward(ct_arena *scratch, const ct_table *areas, ct_shape *line) {
    ct_shape *shapes = CT_ARRAY(scratch, areas->rows + 1, ct_shape);
    for (size_t i = 0; i < areas->rows; i++)
        shapes[i] = areas->shapes[i];
    shapes[areas->rows] = *line;
    ct_box range = ct_lonlat_range(shapes, areas->rows + 1);
    if (!(range.x1 > 180) || range.x1 - range.x0 >= 360) return NULL;
    for (size_t i = 0; i < areas->rows; i++)
        shapes[i] = ct_shape_onward(scratch, &shapes[i], range.x0);
    *line = ct_shape_onward(scratch, line, range.x0);
    ct_table *moved = CT_NEW(scratch, ct_table);
    *moved = *areas;
    moved->shapes = shapes;
    return moved;
}

bool ct_sides_split(ct_arena *arena, const ct_table *areas, const ct_shape *line, ct_side side,
                    double tolerance, ct_place place, ct_shape *kept, bool *any,
                    ct_report *report) {
    splitting s = { .arena = arena,
                    .scratch = ct_arena_new(),
                    .areas = areas,
                    .line = *line,
                    .side = side,
                    .tolerance = tolerance,
                    .place = place,
                    .report = report };
    s.sides = CT_ARRAY(s.scratch, areas->rows, ct_sides);
    const ct_table *moved = onward(s.scratch, areas, &s.line);
    if (moved) s.areas = moved;
    *any = false;
    bool ok = split_rows(&s, any);
    if (ok && *any && s.loose) {
        edges all = gather_edges(&s);
        double *votes = CT_ARRAY(s.scratch, s.loose_count, double);
        while (spread(&s, &all, votes)) {}
        ok = decide_rest(&s);
    }
    size_t next = 0;
    for (size_t i = 0; ok && i < areas->rows; i++)
        kept[i] = row_kept(&s, i, &next);
    for (size_t i = 0; ok && moved && i < areas->rows; i++) {
        ct_shape *shape = &kept[i];
        *shape = ct_shape_on_chart(shape) ? ct_shape_copy(arena, shape)
                                          : ct_shape_to_chart(arena, shape, NULL);
    }
    ct_arena_free(s.scratch);
    return ok;
}
