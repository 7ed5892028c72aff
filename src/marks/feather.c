/* feather.c - areas whose edge fades away, as nested shapes. */
#include "marks.h"

#include <math.h>

/* A narrow area is not eaten up by its edges: inwards they take this share of its inner radius at
 * most. */
static const double MOST_INSIDE = 0.7;
static const double FINE = 0.2;  /* px: what is drawn is generalised to it */
static const double SEAM = 0.15; /* px: gaps between neighbours that are closed */

/* From none to all, level at both ends. */
static double ease(double t) { return t * t * (3 - 2 * t); }

/* How much of the fill is there, all in all, once shape `k` of `steps` is drawn. */
static double covered(int k, int steps, double alpha) {
    return k < 0 ? 0 : alpha * ease((double)(k + 1) / steps);
}

/* The opacity of shape k, laid over the k before it. */
double ct_feather_alpha(int k, int steps, double alpha) {
    double before = covered(k - 1, steps, alpha), after = covered(k, steps, alpha);
    return before < 1 ? 1 - (1 - after) / (1 - before) : 1;
}

/* How far shape k lies beyond the outline (px), from the outermost to the innermost. */
static double distance(const ct_edge_class *edge, int k) {
    double outermost = edge->side == CT_EDGE_IN    ? 0
                       : edge->side == CT_EDGE_OUT ? edge->feather
                                                   : edge->feather / 2;
    return outermost - edge->feather * k / edge->steps;
}

/* The polygons of the areas together, and how much of the inward edge each has room for. */
typedef struct areas {
    ct_shape *polygons;
    double *room; /* share 0..1 */
    size_t count;
} areas;

static bool gather(ct_arena *arena, const ct_shape *shapes, size_t count, double inward, areas *a,
                   ct_report *report) {
    ct_shape all;
    if (!ct_grow_apart(arena, shapes, count, count > 1 ? SEAM : 0, CT_NOWHERE, &all, report))
        return false;
    a->count = all.parts ? ct_polygons_of(arena, &all, &a->polygons) : 0;
    a->room = CT_ARRAY(arena, a->count, double);
    ct_arena *scratch = ct_arena_new();
    for (size_t i = 0; i < a->count; i++, ct_arena_reset(scratch)) {
        double x, y, radius = ct_inner_point(scratch, &a->polygons[i], 0.5, &x, &y);
        a->room[i] = inward > 0 ? fmin(1, MOST_INSIDE * radius / inward) : 1;
    }
    ct_arena_free(scratch);
    return true;
}

/* Shape k. Outwards all areas grow into one; inwards each goes by itself, none meets another. */
static bool shape_of(ct_arena *arena, const areas *a, double by, ct_shape *shape,
                     ct_report *report) {
    ct_arena *scratch = ct_arena_new();
    ct_builder b = ct_builder_start(scratch, CT_POLYGON);
    bool good = true;
    ct_shape grown;
    if (by > 0) {
        good = ct_grow_apart(scratch, a->polygons, a->count, by, CT_NOWHERE, &grown, report);
        if (good) ct_builder_add(&b, &grown);
    }
    for (size_t i = 0; i < a->count && by <= 0 && good; i++) {
        good = ct_grow(scratch, &a->polygons[i], 1, by * a->room[i], CT_NOWHERE, &grown, report);
        if (good) ct_builder_add(&b, &grown);
    }
    ct_shape whole = ct_builder_take(&b);
    *shape = ct_simplify_distance(arena, &whole, FINE);
    ct_arena_free(scratch);
    return good;
}

size_t ct_feather(ct_arena *arena, const ct_shape *shapes, size_t count, const ct_edge_class *edge,
                  ct_shape *nested) {
    ct_arena *scratch = ct_arena_new();
    ct_report *unheard = ct_report_new(NULL, NULL);
    areas a = { 0 };
    double inward = -distance(edge, edge->steps);
    bool good = edge->feather > 0 && edge->steps > 0;
    for (size_t i = 0; i < count && good; i++)
        good = ct_raster_holds(&shapes[i]);
    good = good && gather(scratch, shapes, count, inward, &a, unheard) && a.count > 0;
    int k = 0;
    for (; k < edge->steps && good; k++)
        good = shape_of(arena, &a, distance(edge, k), &nested[k], unheard);
    ct_report_free(unheard);
    ct_arena_free(scratch);
    return good ? (size_t)k : 0;
}
