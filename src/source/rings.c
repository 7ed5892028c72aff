/* rings.c - shapes as they were read onto one chart of the globe, with rings that do as they
 * should. */
#include "source.h"

#include <math.h>
#include <string.h>

struct ct_rings {
    ct_arena *arena, *scratch; /* scratch: of one shape */
    const ct_settling *how;
    size_t areas, wrapped;
    size_t lost;
    ct_mending mended;
};

ct_rings *ct_rings_open(ct_arena *arena, const ct_settling *how) {
    ct_arena *scratch = ct_arena_new();
    ct_rings *rings = CT_NEW(arena, ct_rings);
    *rings = (ct_rings){ .arena = arena, .scratch = scratch, .how = how };
    return rings;
}

/* ---- turning ----------------------------------------------------------------------------------
 */

static void reverse(double *values, size_t count) {
    for (size_t i = 0, k = count; i + 1 < k; i++) {
        double value = values[i];
        values[i] = values[--k];
        values[k] = value;
    }
}

static double area_of(const ct_shape *s, size_t part) {
    size_t start = ct_part_start(s, part);
    return ct_ring_area(s->x + start, s->y + start, ct_part_end(s, part) - start);
}

/* Outer rings counter-clockwise, holes clockwise, by nesting; whatever order the source had. */
static void turn(ct_rings *r, ct_raw *raw, const ct_shape *shape, const size_t *depth) {
    for (size_t p = 0; p < shape->parts; p++) {
        size_t start = ct_part_start(shape, p), count = ct_part_end(shape, p) - start;
        double area = area_of(shape, p);
        bool outer = depth[p] % 2 == 0;
        bool expected = outer == (r->how->order == CT_RINGS_OUTER_CCW);
        if (area != 0 && (area > 0) != expected) r->how->facts->turned_rings++;
        if (area == 0 || (area > 0) == outer) continue;
        reverse(raw->x + start, count);
        reverse(raw->y + start, count);
    }
}

/* ---- roles ------------------------------------------------------------------------------------
 */

/* What the source says of the rings of a shape: see ct_mend. */
typedef struct roles {
    size_t *member;
    bool *hole;
} roles;

/* A shapefile has its shells clockwise; where all rings of a shape run one way, either it has no
 * holes or the writer did not care: they nest as they lie, and are all shells where they cross. A
 * hole belongs to the smallest shell about it. */
static void roles_by_order(const ct_rings *r, const ct_shape *s, bool crossing, const size_t *depth,
                           const size_t *parent, roles *of) {
    size_t holes = 0;
    for (size_t p = 0; p < s->parts; p++) {
        of->hole[p] = (area_of(s, p) > 0) != (r->how->order == CT_RINGS_OUTER_CCW);
        holes += of->hole[p];
    }
    bool one_way = holes == 0 || holes == s->parts;
    for (size_t p = 0; p < s->parts && one_way; p++)
        of->hole[p] = !crossing && depth[p] % 2;
    for (size_t p = 0; p < s->parts; p++) {
        size_t holder = of->hole[p] ? parent[p] : p;
        while (holder != SIZE_MAX && of->hole[holder])
            holder = parent[holder];
        if (holder == SIZE_MAX) of->hole[p] = false;
        of->member[p] = holder == SIZE_MAX ? p : holder;
    }
}

/* The shape's parts are those of the source, or of such (origin[]) the pieces. */
static void roles_as_read(const ct_shape *s, const bool *hole, const size_t *origin, roles *of) {
    size_t member = 0, last = SIZE_MAX;
    for (size_t p = 0; p < s->parts; p++) {
        size_t from = origin ? origin[p] : p;
        of->hole[p] = hole[from];
        if (!hole[from] && from != last) member = p; /* pieces of a part follow each other */
        last = from;
        of->member[p] = member;
    }
}

static bool nests(const ct_shape *s, const roles *of, const size_t *depth) {
    for (size_t p = 0; p < s->parts; p++)
        if (of->hole[p] != (depth[p] % 2 == 1)) return false;
    return true;
}

static void mend(ct_rings *r, size_t row, bool cut, const roles *of, ct_shape *shape) {
    ct_report *quiet = ct_report_new(NULL, NULL);
    ct_shape mended;
    double before = ct_geodesic_area(shape);
    if (ct_mend(r->arena, shape, of->member, of->hole, r->how->place, &mended, quiet)) {
        double after = ct_geodesic_area(&mended);
        *shape = mended;
        if (!cut ||
            fabs(after - before) > 1e-9 * fmax(before, after)) /* it leaves edges on edges */
            ct_mending_add(&r->mended, row, before, after);
    } else {
        *shape = ct_shape_orient(r->arena, shape);
        r->lost++;
    }
    ct_report_free(quiet);
}

void ct_rings_settle(ct_rings *r, ct_raw *raw, size_t row, const bool *hole, ct_shape *shape) {
    bool cut = false, lenient = r->how->lenient;
    const size_t *origin = NULL;
    ct_arena_reset(r->scratch);
    if (!lenient && !ct_shape_on_chart(shape)) {
        for (size_t p = 0; p < shape->parts && shape->kind == CT_POLYGON; p++)
            cut |= ct_part_wraps(shape, p);
        r->wrapped += cut;
        cut = true;
        *shape = ct_shape_to_chart(r->arena, shape, &origin);
    }
    if (shape->kind != CT_POLYGON) return;
    r->areas++;
    if (!lenient && ct_shape_has_long_edges(shape)) {
        *shape = ct_shape_halved(r->arena, shape);
        cut = true;
    }
    bool crossing = !lenient && ct_rings_cross(shape);
    size_t *depth, *parent;
    ct_ring_nesting(r->scratch, shape, &depth, &parent);
    roles of = { CT_ARRAY(r->scratch, shape->parts, size_t),
                 CT_ARRAY(r->scratch, shape->parts, bool) };
    if (r->how->by_order)
        roles_by_order(r, shape, crossing, depth, parent, &of);
    else
        roles_as_read(shape, hole, origin, &of);
    if (!lenient && (crossing || !nests(shape, &of, depth)))
        mend(r, row, cut, &of, shape);
    else if (cut)
        *shape = ct_shape_orient(r->arena, shape);
    else
        turn(r, raw, shape, depth);
    if (r->how->mending && shape->kind == CT_POLYGON) r->mended.ground += ct_geodesic_area(shape);
}

/* Whether the rings of a file that tells holes by their direction all run one way: then it has
 * none, or its writer did not care. */
static bool all_one_way(const bool *ccw, size_t parts) {
    for (size_t p = 1; p < parts; p++)
        if (ccw[p] != ccw[0]) return false;
    return true;
}

void ct_rings_turn(const ct_settling *how, ct_arena *scratch, const ct_shape *row, double *x,
                   double *y, const bool *ccw, const bool *hole) {
    size_t *depth = NULL, *parent;
    if (how->by_order && row->parts > 1 && all_one_way(ccw, row->parts))
        ct_ring_nesting(scratch, row, &depth, &parent);
    bool shells_ccw = how->order == CT_RINGS_OUTER_CCW;
    for (size_t p = 0; p < row->parts; p++) {
        bool inner = hole[p];
        if (how->by_order) inner = depth ? depth[p] % 2 : row->parts > 1 && ccw[p] != shells_ccw;
        if (ccw[p] != inner) continue;
        size_t start = ct_part_start(row, p), count = ct_part_end(row, p) - start;
        reverse(x + start, count);
        reverse(y + start, count);
    }
}

/* ---- what was done ----------------------------------------------------------------------------
 */

static void tell_mended(const ct_rings *r, ct_report *report) {
    ct_place place = r->how->place;
    const ct_mending *m = &r->mended;
    const char *s = r->areas == 1 ? "" : "s", *were = m->count == 1 ? "was" : "were";
    double percent = m->whole > 0 ? 100 * m->changed / m->whole : 0;
    if (m->most <= 1e-4) {
        ct_note(report, place,
                "%zu of %zu area%s had outlines that cross or touch (the first is feature %zu) and "
                "%s mended; no figure changes by it",
                m->count, r->areas, s, m->first, were);
        return;
    }
    ct_warn(report, place,
            "%zu of %zu area%s had outlines that cross or overlap (the first is feature %zu) and "
            "%s mended, by which %.3g %% of their ground changed",
            m->count, r->areas, s, m->first, were, percent);
    ct_hint(report,
            "ground that two parts share counts once, a hole is one for its own part alone; "
            "mend the file if that is not what it means");
}

void ct_rings_close(ct_rings *r, ct_report *report) {
    if (r->how->mending)
        *r->how->mending = r->mended;
    else if (r->mended.count)
        tell_mended(r, report);
    if (r->lost)
        ct_warn(report, r->how->place,
                "%zu area%s with outlines that cross could not be mended: figures and overlays may "
                "not agree with the picture",
                r->lost, r->lost == 1 ? "" : "s");
    if (r->wrapped)
        ct_note(
            report, r->how->place,
            "%zu area%s with edges of over 180 degrees %s read as lying across the antimeridian "
            "or round a pole",
            r->wrapped, r->wrapped == 1 ? "" : "s", r->wrapped == 1 ? "was" : "were");
    ct_arena_free(r->scratch);
}
