/* overlay.c - union, difference, intersection, repair, faces, outlines, by GEOS. */
#include <geos_c.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "geom.h"

/* One piece of work with GEOS: its handle, the last message, where to complain. */
typedef struct work {
    GEOSContextHandle_t geos;
    char message[256];
    ct_arena *scratch;
    ct_place place;
    ct_report *report;
} work;

static void on_message(const char *message, void *user) {
    work *w = user;
    snprintf(w->message, sizeof w->message, "%s", message);
}

static void work_open(work *w, ct_place place, ct_report *report) {
    *w = (work){ .place = place, .report = report };
    w->geos = GEOS_init_r();
    if (!w->geos) abort();
    GEOSContext_setErrorMessageHandler_r(w->geos, on_message, w);
    w->scratch = ct_arena_new();
}

static void work_close(work *w) {
    ct_arena_free(w->scratch);
    GEOS_finish_r(w->geos);
}

static bool work_fail(work *w, const char *doing) {
    char *line = strchr(w->message, '\n');
    if (line) *line = '\0';
    ct_fail(w->report, CARTOUCHE_BAD_DATA, w->place, "%s failed: %s", doing,
            w->message[0] ? w->message : "no reason given");
    ct_hint(w->report, "mend the shapes in the source: their coordinates are too far apart, or too "
                       "close, for it");
    return false;
}

static void destroy(work *w, GEOSGeometry *g) {
    if (g) GEOSGeom_destroy_r(w->geos, g);
}

/* ---- to GEOS -------------------------------------------------------------------------------- */

/* A run of points as a sequence; `closed` repeats the first. Points that are not finite go. */
static GEOSCoordSequence *to_sequence(work *w, const ct_shape *s, size_t part, bool closed) {
    size_t from = ct_part_start(s, part), room = s->end[part] - from + 1, n = 0;
    double *x = CT_ARRAY(w->scratch, room, double), *y = CT_ARRAY(w->scratch, room, double);
    for (size_t i = from; i < s->end[part]; i++) {
        if (!isfinite(s->x[i]) || !isfinite(s->y[i])) continue;
        if (n && x[n - 1] == s->x[i] && y[n - 1] == s->y[i]) continue;
        x[n] = s->x[i];
        y[n++] = s->y[i];
    }
    if (closed && n && (x[0] != x[n - 1] || y[0] != y[n - 1])) {
        x[n] = x[0];
        y[n++] = y[0];
    }
    if (n < (closed ? 4u : 2u)) return NULL;
    return GEOSCoordSeq_copyFromArrays_r(w->geos, x, y, NULL, NULL, (unsigned)n);
}

static GEOSGeometry *to_line(work *w, const ct_shape *s, size_t part, bool closed) {
    GEOSCoordSequence *points = to_sequence(w, s, part, closed);
    return points ? GEOSGeom_createLineString_r(w->geos, points) : NULL;
}

static GEOSGeometry *to_ring(work *w, const ct_shape *s, size_t part) {
    GEOSCoordSequence *points = to_sequence(w, s, part, true);
    return points ? GEOSGeom_createLinearRing_r(w->geos, points) : NULL;
}

/* An empty collection of `type` where count is 0. Takes the items over. */
static GEOSGeometry *to_collection(work *w, int type, GEOSGeometry **items, size_t count) {
    return GEOSGeom_createCollection_r(w->geos, type, items, (unsigned)count);
}

static GEOSGeometry *lines_of(work *w, const ct_shape *shapes, size_t count) {
    size_t parts = 0, made = 0;
    for (size_t s = 0; s < count; s++)
        parts += shapes[s].parts;
    GEOSGeometry **lines = CT_ARRAY(w->scratch, parts, GEOSGeometry *);
    for (size_t s = 0; s < count; s++) {
        for (size_t p = 0; p < shapes[s].parts; p++) {
            GEOSGeometry *line = to_line(w, &shapes[s], p, shapes[s].kind == CT_POLYGON);
            if (line) lines[made++] = line;
        }
    }
    return to_collection(w, GEOS_MULTILINESTRING, lines, made);
}

/* Rings of even depth are shells; a ring one deeper inside one is its hole. */
static GEOSGeometry *polygons_of(work *w, const ct_shape *s) {
    size_t *depth, *parent, made = 0;
    ct_ring_nesting(w->scratch, s, &depth, &parent);
    size_t *first = CT_ARRAY(w->scratch, s->parts, size_t); /* chains of holes, 0 ends */
    size_t *next = CT_ARRAY(w->scratch, s->parts, size_t);
    for (size_t p = s->parts; p-- > 0;) {
        if (depth[p] % 2 == 0) continue;
        next[p] = first[parent[p]];
        first[parent[p]] = p + 1;
    }
    GEOSGeometry **polygons = CT_ARRAY(w->scratch, s->parts, GEOSGeometry *);
    GEOSGeometry **holes = CT_ARRAY(w->scratch, s->parts, GEOSGeometry *);
    for (size_t p = 0; p < s->parts; p++) {
        GEOSGeometry *shell = depth[p] % 2 ? NULL : to_ring(w, s, p);
        if (!shell) continue;
        size_t hole_count = 0;
        for (size_t h = first[p]; h; h = next[h - 1]) {
            GEOSGeometry *hole = to_ring(w, s, h - 1);
            if (hole) holes[hole_count++] = hole;
        }
        polygons[made++] = GEOSGeom_createPolygon_r(w->geos, shell, holes, (unsigned)hole_count);
    }
    return to_collection(w, GEOS_MULTIPOLYGON, polygons, made);
}

/* ---- from GEOS ------------------------------------------------------------------------------ */

static bool ring_from(work *w, const GEOSGeometry *ring, bool ccw, ct_builder *b) {
    const GEOSCoordSequence *points = GEOSGeom_getCoordSeq_r(w->geos, ring);
    unsigned n = 0;
    if (!points || !GEOSCoordSeq_getSize_r(w->geos, points, &n) || n < 4) return points != NULL;
    ct_arena *room = ct_arena_new();
    double *x = CT_ARRAY(room, n, double), *y = CT_ARRAY(room, n, double);
    bool ok = GEOSCoordSeq_copyToArrays_r(w->geos, points, x, y, NULL, NULL) == 1;
    if (ok && (ct_ring_area(x, y, n - 1) > 0) == ccw) {
        for (unsigned i = 0; i + 1 < n; i++)
            ct_builder_point(b, x[i], y[i]);
    } else if (ok) {
        for (unsigned i = n - 1; i > 0; i--)
            ct_builder_point(b, x[i], y[i]);
    }
    ct_builder_end_part(b);
    ct_arena_free(room);
    return ok;
}

static bool polygon_from(work *w, const GEOSGeometry *g, ct_builder *b) {
    if (GEOSisEmpty_r(w->geos, g)) return true;
    if (!ring_from(w, GEOSGetExteriorRing_r(w->geos, g), true, b)) return false;
    int holes = GEOSGetNumInteriorRings_r(w->geos, g);
    for (int i = 0; i < holes; i++)
        if (!ring_from(w, GEOSGetInteriorRingN_r(w->geos, g, i), false, b)) return false;
    return true;
}

static bool line_from(work *w, const GEOSGeometry *g, ct_builder *b) {
    const GEOSCoordSequence *points = GEOSGeom_getCoordSeq_r(w->geos, g);
    unsigned n = 0;
    if (!points || !GEOSCoordSeq_getSize_r(w->geos, points, &n)) return false;
    for (unsigned i = 0; i < n; i++) {
        double x = 0, y = 0;
        if (!GEOSCoordSeq_getXY_r(w->geos, points, i, &x, &y)) return false;
        ct_builder_point(b, x, y);
    }
    ct_builder_end_part(b);
    return true;
}

/* Takes what is of the builder's kind out of a geometry; debris of lower dimension stays behind. */
static bool parts_from(work *w, const GEOSGeometry *g, ct_builder *b) {
    switch (GEOSGeomTypeId_r(w->geos, g)) {
    case GEOS_POLYGON:
        return b->kind != CT_POLYGON || polygon_from(w, g, b);
    case GEOS_LINESTRING:
    case GEOS_LINEARRING:
        return b->kind != CT_LINE || line_from(w, g, b);
    case GEOS_POINT:
        return true;
    default:
        break;
    }
    int count = GEOSGetNumGeometries_r(w->geos, g);
    for (int i = 0; i < count; i++)
        if (!parts_from(w, GEOSGetGeometryN_r(w->geos, g, i), b)) return false;
    return count >= 0;
}

/* ---- making valid --------------------------------------------------------------------------- */

static bool is_finite(const ct_shape *s) {
    for (size_t i = s->start; s->parts && i < s->end[s->parts - 1]; i++)
        if (!isfinite(s->x[i]) || !isfinite(s->y[i])) return false;
    return true;
}

/* A shape for overlay; polygons are made valid (even-odd over all their linework).
 * Lines that the repair leaves beside the polygons go: GEOS overlays no mixed collections. */
static GEOSGeometry *to_valid(work *w, const ct_shape *s, bool *changed) {
    if (changed) *changed = false;
    if (s->kind == CT_LINE) return lines_of(w, s, 1);
    if (s->sound) return polygons_of(w, s);
    ct_shape finite = *s;
    if (!is_finite(s)) finite = ct_shape_orient(w->scratch, s);
    GEOSGeometry *g = polygons_of(w, &finite);
    if (!g || GEOSisValid_r(w->geos, g) == 1) return g;
    w->message[0] = '\0'; /* the reason why it is not valid is no failure */
    GEOSGeometry *valid = GEOSMakeValid_r(w->geos, g);
    destroy(w, g);
    if (changed) *changed = true;
    if (!valid) return NULL;
    ct_builder b = ct_builder_start(w->scratch, CT_POLYGON);
    bool ok = parts_from(w, valid, &b);
    destroy(w, valid);
    ct_shape polygons = ct_builder_take(&b);
    return ok ? polygons_of(w, &polygons) : NULL;
}

/* As to_valid, on the chart: both sides of an overlay on one turn of the globe. */
static GEOSGeometry *to_valid_here(work *w, const ct_shape *s) {
    if (ct_shape_on_chart(s)) return to_valid(w, s, NULL);
    ct_shape chart = ct_shape_to_chart(w->scratch, s, NULL);
    return to_valid(w, &chart, NULL);
}

/* The end of a piece of work: `g` (NULL: GEOS failed) becomes the result and is destroyed. Where a
 * ring starts and which polygon comes first differs between releases of GEOS, so polygons are put
 * into its normal form; lines keep the direction that they have. */
static bool finish(work *w, GEOSGeometry *g, ct_arena *arena, ct_kind kind, const char *doing,
                   ct_shape *result) {
    ct_builder b = ct_builder_start(arena, kind);
    bool ok = g && (kind != CT_POLYGON || GEOSNormalize_r(w->geos, g) == 0);
    ok = ok && parts_from(w, g, &b);
    destroy(w, g);
    if (!ok) work_fail(w, doing);
    if (ok) *result = ct_builder_take(&b);
    result->sound = ok && result->kind == CT_POLYGON;
    work_close(w);
    return ok;
}

/* ---- overlay -------------------------------------------------------------------------------- */

/* A grid far below any data's precision: the last resort where floating point lets the overlay
 * down. */
static double fine_grid(work *w, const GEOSGeometry *a, const GEOSGeometry *b) {
    double most = 1, v;
    const GEOSGeometry *both[] = { a, b };
    for (size_t i = 0; i < 2; i++) {
        if (!both[i] || GEOSisEmpty_r(w->geos, both[i])) continue;
        if (GEOSGeom_getXMin_r(w->geos, both[i], &v)) most = fmax(most, fabs(v));
        if (GEOSGeom_getXMax_r(w->geos, both[i], &v)) most = fmax(most, fabs(v));
        if (GEOSGeom_getYMin_r(w->geos, both[i], &v)) most = fmax(most, fabs(v));
        if (GEOSGeom_getYMax_r(w->geos, both[i], &v)) most = fmax(most, fabs(v));
    }
    return exp2(ceil(log2(most))) * 0x1p-36; /* 180 degrees: 4e-9 */
}

static GEOSGeometry *overlay(work *w, ct_overlay_op op, const GEOSGeometry *a,
                             const GEOSGeometry *b) {
    GEOSGeometry *g = NULL;
    double grid = 0;
    for (int attempt = 0; attempt < 2 && !g; attempt++) {
        if (attempt) grid = fine_grid(w, a, b);
        switch (op) {
        case CT_UNION:
            g = grid > 0 ? GEOSUnionPrec_r(w->geos, a, b, grid) : GEOSUnion_r(w->geos, a, b);
            break;
        case CT_DIFFERENCE:
            g = grid > 0 ? GEOSDifferencePrec_r(w->geos, a, b, grid)
                         : GEOSDifference_r(w->geos, a, b);
            break;
        case CT_INTERSECTION:
            g = grid > 0 ? GEOSIntersectionPrec_r(w->geos, a, b, grid)
                         : GEOSIntersection_r(w->geos, a, b);
            break;
        }
    }
    return g;
}

/* Joins lines end to start, each kept in its direction. Takes `g` over. */
static GEOSGeometry *merge_lines(work *w, GEOSGeometry *g, bool directed) {
    if (!g) return NULL;
    GEOSGeometry *merged =
        directed ? GEOSLineMergeDirected_r(w->geos, g) : GEOSLineMerge_r(w->geos, g);
    destroy(w, g);
    return merged;
}

static bool overlay_shapes(ct_arena *arena, ct_overlay_op op, const ct_shape *a, const ct_shape *b,
                           bool page, ct_place place, ct_shape *result, ct_report *report) {
    static const char *const names[] = { "union", "difference", "intersection" };
    *result = (ct_shape){ .kind = CT_NULL };
    bool line = a->kind == CT_LINE;
    work w;
    work_open(&w, place, report);
    GEOSGeometry *left = page ? to_valid(&w, a, NULL) : to_valid_here(&w, a);
    GEOSGeometry *right = page ? to_valid(&w, b, NULL) : to_valid_here(&w, b), *g = NULL;
    if (left && right) g = overlay(&w, op, left, right);
    if (line) g = merge_lines(&w, g, true);
    destroy(&w, left);
    destroy(&w, right);
    return finish(&w, g, arena, line ? CT_LINE : CT_POLYGON, names[op], result);
}

bool ct_overlay(ct_arena *arena, ct_overlay_op op, const ct_shape *a, const ct_shape *b,
                ct_place place, ct_shape *result, ct_report *report) {
    return overlay_shapes(arena, op, a, b, false, place, result, report);
}

bool ct_overlay_page(ct_arena *arena, ct_overlay_op op, const ct_shape *a, const ct_shape *b,
                     ct_place place, ct_shape *result, ct_report *report) {
    return overlay_shapes(arena, op, a, b, true, place, result, report);
}

/* All polygons of some shapes in one collection, each shape made valid; where `turned`, all lie on
 * the same turn of the globe already. */
static GEOSGeometry *collect(work *w, const ct_shape *shapes, size_t count, bool turned) {
    GEOSGeometry **items = CT_ARRAY(w->scratch, count, GEOSGeometry *);
    size_t made = 0;
    for (size_t s = 0; s < count; s++) {
        if (shapes[s].kind != CT_POLYGON || !shapes[s].parts) continue;
        items[made] = turned ? to_valid(w, &shapes[s], NULL) : to_valid_here(w, &shapes[s]);
        if (items[made]) {
            made++;
            continue;
        }
        while (made > 0)
            destroy(w, items[--made]);
        return NULL;
    }
    return to_collection(w, GEOS_GEOMETRYCOLLECTION, items, made);
}

bool ct_union_all(ct_arena *arena, const ct_shape *shapes, size_t count, ct_place place,
                  ct_shape *result, ct_report *report) {
    *result = (ct_shape){ .kind = CT_NULL };
    work w;
    work_open(&w, place, report);
    GEOSGeometry *all = collect(&w, shapes, count, false), *g = NULL;
    if (all) g = GEOSUnaryUnion_r(w.geos, all);
    if (all && !g) g = GEOSUnaryUnionPrec_r(w.geos, all, fine_grid(&w, all, NULL));
    destroy(&w, all);
    return finish(&w, g, arena, CT_POLYGON, "union", result);
}

bool ct_in_order(ct_arena *arena, const ct_shape *polygon, ct_place place, ct_shape *result,
                 ct_report *report) {
    *result = (ct_shape){ .kind = CT_NULL };
    work w;
    work_open(&w, place, report);
    return finish(&w, polygons_of(&w, polygon), arena, CT_POLYGON, "union of faces", result);
}

bool ct_union_faces(ct_arena *arena, const ct_shape *faces, size_t count, ct_place place,
                    ct_shape *result, ct_report *report) {
    *result = (ct_shape){ .kind = CT_NULL };
    work w;
    work_open(&w, place, report);
    GEOSGeometry *all = collect(&w, faces, count, true), *g = NULL;
    if (all && count == 1) { /* a face alone is a polygon already */
        g = all;
        all = NULL;
    } else if (all) {
        g = GEOSCoverageUnion_r(w.geos, all);
        if (g && GEOSisValid_r(w.geos, g) != 1) {
            destroy(&w, g);
            g = NULL;
        }
        if (!g) g = GEOSUnaryUnion_r(w.geos, all);
    }
    destroy(&w, all);
    return finish(&w, g, arena, CT_POLYGON, "union of faces", result);
}

/* ---- on the page ---- */

enum { QUARTER = 6, FINE_QUARTER = 16 }; /* chords of a quarter of a circle */

/* All within `by` of what `all` holds; takes it over. */
static bool grow(work *w, ct_arena *arena, GEOSGeometry *all, double by, int quarter,
                 ct_shape *result) {
    GEOSGeometry *g = all ? GEOSBuffer_r(w->geos, all, by, quarter) : NULL;
    destroy(w, all);
    bool ok = finish(w, g, arena, CT_POLYGON, "growing", result);
    if (ok && !result->parts) result->kind = CT_NULL;
    return ok;
}

bool ct_grow(ct_arena *arena, const ct_shape *shapes, size_t count, double by, ct_place place,
             ct_shape *result, ct_report *report) {
    *result = (ct_shape){ .kind = CT_NULL };
    work w;
    work_open(&w, place, report);
    return grow(&w, arena, collect(&w, shapes, count, true), by, QUARTER, result);
}

bool ct_grow_line(ct_arena *arena, const ct_shape *line, double by, ct_place place,
                  ct_shape *result, ct_report *report) {
    *result = (ct_shape){ .kind = CT_NULL };
    work w;
    work_open(&w, place, report);
    return grow(&w, arena, lines_of(&w, line, 1), by, FINE_QUARTER, result);
}

bool ct_parallel(ct_arena *arena, const ct_shape *line, double by, ct_place place, ct_shape *result,
                 ct_report *report) {
    *result = (ct_shape){ .kind = CT_NULL };
    work w;
    work_open(&w, place, report);
    GEOSGeometry *lines = lines_of(&w, line, 1), *g = NULL;
    if (lines) g = GEOSOffsetCurve_r(w.geos, lines, by, QUARTER, GEOSBUF_JOIN_ROUND, 2);
    destroy(&w, lines);
    bool ok = finish(&w, g, arena, CT_LINE, "a parallel line", result);
    if (ok && !result->parts) result->kind = CT_NULL;
    return ok;
}

bool ct_repair(ct_arena *arena, const ct_shape *s, ct_place place, ct_shape *result, bool *changed,
               ct_report *report) {
    bool mended = false;
    *result = (ct_shape){ .kind = CT_NULL };
    if (changed) *changed = false;
    if (s->kind != CT_POLYGON || s->sound) {
        *result = ct_shape_orient(arena, s);
        return true;
    }
    work w;
    work_open(&w, place, report);
    GEOSGeometry *g = to_valid(&w, s, &mended);
    if (changed) *changed = mended;
    if (g && !mended) { /* as it was, but turned */
        destroy(&w, g);
        work_close(&w);
        *result = ct_shape_orient(arena, s);
        result->sound = true;
        return true;
    }
    return finish(&w, g, arena, CT_POLYGON, "repair", result);
}

void ct_shape_prove(ct_shape *s) {
    if (s->kind != CT_POLYGON || s->sound || !is_finite(s)) return;
    work w;
    work_open(&w, CT_NOWHERE, NULL);
    GEOSGeometry *g = polygons_of(&w, s);
    s->sound = g && GEOSisValid_r(w.geos, g) == 1;
    destroy(&w, g);
    work_close(&w);
}

/* ---- faces ---------------------------------------------------------------------------------- */

static GEOSGeometry *node(work *w, const ct_shape *shapes, size_t count) {
    GEOSGeometry *lines = lines_of(w, shapes, count), *noded = NULL;
    if (lines) noded = GEOSUnaryUnion_r(w->geos, lines);
    if (lines && !noded) noded = GEOSUnaryUnionPrec_r(w->geos, lines, fine_grid(w, lines, NULL));
    destroy(w, lines);
    return noded;
}

bool ct_node_lines(ct_arena *arena, const ct_shape *shapes, size_t count, ct_place place,
                   ct_shape *noded, ct_report *report) {
    work w;
    work_open(&w, place, report);
    return finish(&w, node(&w, shapes, count), arena, CT_LINE, "cutting into faces", noded);
}

int ct_turn(double ax, double ay, double bx, double by, double cx, double cy) {
    work w;
    work_open(&w, CT_NOWHERE, NULL);
    int turn = GEOSOrientationIndex_r(w.geos, ax, ay, bx, by, cx, cy);
    work_close(&w);
    return turn == 2 ? 0 : turn;
}

bool ct_faces(ct_arena *arena, const ct_shape *shapes, size_t count, ct_place place,
              ct_shape **faces, size_t *face_count, ct_report *report) {
    *faces = NULL;
    *face_count = 0;
    work w;
    work_open(&w, place, report);
    GEOSGeometry *noded = node(&w, shapes, count), *cut = NULL;
    if (noded) cut = GEOSPolygonize_r(w.geos, (const GEOSGeometry *const *)&noded, 1);
    bool ok = cut != NULL;
    int n = ok ? GEOSGetNumGeometries_r(w.geos, cut) : 0;
    *faces = CT_ARRAY(arena, n > 0 ? (size_t)n : 0, ct_shape);
    for (int i = 0; ok && i < n; i++) {
        ct_builder b = ct_builder_start(arena, CT_POLYGON);
        ok = parts_from(&w, GEOSGetGeometryN_r(w.geos, cut, i), &b);
        if (ok && b.parts) (*faces)[(*face_count)++] = ct_builder_take(&b);
    }
    destroy(&w, noded);
    destroy(&w, cut);
    if (!ok) work_fail(&w, "cutting into faces");
    work_close(&w);
    return ok;
}

/* ---- the inner outline ------------------------------------------------------------------------
 */

/* The nearest point of `g` to (x, y). */
static bool nearest_on(work *w, const GEOSGeometry *g, double x, double y, double nearest[2]) {
    GEOSGeometry *point = GEOSGeom_createPointFromXY_r(w->geos, x, y);
    GEOSCoordSequence *pair = point ? GEOSNearestPoints_r(w->geos, g, point) : NULL;
    bool ok = pair && GEOSCoordSeq_getXY_r(w->geos, pair, 0, &nearest[0], &nearest[1]);
    if (pair) GEOSCoordSeq_destroy_r(w->geos, pair);
    destroy(w, point);
    return ok;
}

/* Where an end that the buffer cut off goes on to: the area's own vertex on the base's outline, if
 * one is near, else the nearest point of the outline. */
static bool junction(work *w, const ct_shape *area, const GEOSGeometry *base, const double end[2],
                     double tolerance, double at[2]) {
    double least = 4 * tolerance, nearest[2];
    bool found = false;
    for (size_t i = area->start; i < area->end[area->parts - 1]; i++) {
        double x = area->x[i], y = area->y[i], d = hypot(x - end[0], y - end[1]);
        if (!(d <= least) || !nearest_on(w, base, x, y, nearest)) continue;
        if (hypot(nearest[0] - x, nearest[1] - y) > 0.01 * tolerance) continue;
        least = d;
        at[0] = x;
        at[1] = y;
        found = true;
    }
    if (found) return true;
    return nearest_on(w, base, end[0], end[1], at) &&
           hypot(at[0] - end[0], at[1] - end[1]) <= 1.5 * tolerance;
}

/* Pieces that are hardly longer than the tolerance go; the ends of the others, which the buffer cut
 * off `tolerance` short of the base's outline, are drawn on to it. */
static ct_shape reach_base(work *w, ct_arena *arena, const ct_shape *lines, const ct_shape *area,
                           const GEOSGeometry *base, double tolerance) {
    ct_builder out = ct_builder_start(arena, CT_LINE);
    for (size_t p = 0; p < lines->parts; p++) {
        size_t from = ct_part_start(lines, p), to = lines->end[p];
        ct_shape part = { CT_LINE, lines->x, lines->y, &to, 1, from, false };
        if (ct_line_length(&part) <= 2 * tolerance) continue;
        const double first[2] = { lines->x[from], lines->y[from] };
        const double last[2] = { lines->x[to - 1], lines->y[to - 1] };
        bool closed = first[0] == last[0] && first[1] == last[1];
        double at[2];
        if (!closed && junction(w, area, base, first, tolerance, at))
            ct_builder_point(&out, at[0], at[1]);
        for (size_t i = from; i < to; i++)
            ct_builder_point(&out, lines->x[i], lines->y[i]);
        if (!closed && junction(w, area, base, last, tolerance, at))
            ct_builder_point(&out, at[0], at[1]);
        ct_builder_end_part(&out);
    }
    return ct_builder_take(&out);
}

static bool outline_part(ct_arena *arena, const ct_shape *area, const ct_shape *base,
                         double tolerance, bool inner, ct_place place, ct_shape *result,
                         ct_report *report) {
    *result = (ct_shape){ .kind = CT_NULL };
    if (area->kind != CT_POLYGON || !area->parts) return true;
    if (!(tolerance > 0)) tolerance = 1e-9;
    work w;
    work_open(&w, place, report);
    GEOSGeometry *polygons = to_valid_here(&w, area), *base_polygons = to_valid_here(&w, base);
    GEOSGeometry *outline = polygons ? GEOSBoundary_r(w.geos, polygons) : NULL;
    GEOSGeometry *border = base_polygons ? GEOSBoundary_r(w.geos, base_polygons) : NULL;
    GEOSGeometry *near = border ? GEOSBuffer_r(w.geos, border, tolerance, 4) : NULL, *rest = NULL;
    ct_overlay_op op = inner ? CT_DIFFERENCE : CT_INTERSECTION;
    if (outline && near) rest = merge_lines(&w, overlay(&w, op, outline, near), false);
    ct_builder b = ct_builder_start(w.scratch, CT_LINE);
    bool ok = rest && parts_from(&w, rest, &b);
    if (ok) {
        ct_shape lines = ct_builder_take(&b);
        if (inner) lines = reach_base(&w, w.scratch, &lines, area, border, tolerance);
        *result = ct_outline_turn(arena, &lines, area);
    } else {
        work_fail(&w, inner ? "the inner outline" : "the outer outline");
    }
    destroy(&w, polygons);
    destroy(&w, base_polygons);
    destroy(&w, outline);
    destroy(&w, border);
    destroy(&w, near);
    destroy(&w, rest);
    work_close(&w);
    return ok;
}

bool ct_outline_inner(ct_arena *arena, const ct_shape *area, const ct_shape *base, double tolerance,
                      ct_place place, ct_shape *result, ct_report *report) {
    return outline_part(arena, area, base, tolerance, true, place, result, report);
}

bool ct_outline_outer(ct_arena *arena, const ct_shape *area, const ct_shape *base, double tolerance,
                      ct_place place, ct_shape *result, ct_report *report) {
    return outline_part(arena, area, base, tolerance, false, place, result, report);
}
