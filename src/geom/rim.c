/* rim.c - how near a place is to the outlines of shapes. */
#include <math.h>

#include "geom.h"

#define METRES_A_DEGREE 111195.0

struct ct_rim {
    ct_arena *arena;
    ct_grid *grid;
    double (*segments)[4];
    size_t count;
};

typedef struct segments {
    ct_arena *arena;
    double (*items)[4];
    size_t count, capacity;
} segments;

static void add_segments(segments *list, const ct_shape *s) {
    bool ring = s->kind == CT_POLYGON;
    for (size_t p = 0; (ring || s->kind == CT_LINE) && p < s->parts; p++) {
        size_t from = ct_part_start(s, p), to = s->end[p];
        for (size_t i = ring ? from : from + 1; i < to; i++) {
            size_t k = i > from ? i - 1 : to - 1;
            if (!isfinite(s->x[i] + s->y[i] + s->x[k] + s->y[k])) continue;
            CT_GROW(list->arena, list->items, list->capacity, list->count);
            double *segment = list->items[list->count++];
            segment[0] = s->x[k];
            segment[1] = s->y[k];
            segment[2] = s->x[i];
            segment[3] = s->y[i];
        }
    }
}

ct_rim *ct_rim_new(const ct_shape *shapes, size_t count) {
    ct_arena *arena = ct_arena_new();
    ct_rim *rim = CT_NEW(arena, ct_rim);
    segments list = { .arena = arena };
    ct_box bounds = ct_box_empty();
    for (size_t i = 0; i < count; i++) {
        add_segments(&list, &shapes[i]);
        if (shapes[i].kind == CT_POLYGON || shapes[i].kind == CT_LINE)
            bounds = ct_box_union(bounds, ct_box_of(&shapes[i]));
    }
    *rim = (ct_rim){ .arena = arena, .segments = list.items, .count = list.count };
    if (!list.count) return rim;
    rim->grid = ct_grid_new(bounds, 0, list.count);
    for (size_t i = 0; i < list.count; i++) {
        const double *s = list.items[i];
        ct_box box = { fmin(s[0], s[2]), fmin(s[1], s[3]), fmax(s[0], s[2]), fmax(s[1], s[3]) };
        ct_grid_add(rim->grid, box, (uint32_t)i);
    }
    return rim;
}

void ct_rim_free(ct_rim *rim) {
    if (!rim) return;
    ct_grid_free(rim->grid);
    ct_arena_free(rim->arena);
}

bool ct_rim_near(ct_rim *rim, double x, double y, double reach, double *distance,
                 double nearest[2]) {
    if (!rim->count) return false;
    double shrink = fmax(cos(fmin(fabs(y), 90) * 3.14159265358979323846 / 180), 1e-3);
    double up = reach / METRES_A_DEGREE, across = up / shrink, least = INFINITY;
    size_t count;
    const uint32_t *found =
        ct_grid_find(rim->grid, (ct_box){ x - across, y - up, x + across, y + up }, &count);
    for (size_t i = 0; i < count; i++) {
        const double *s = rim->segments[found[i]];
        double ax = (s[0] - x) * shrink, ay = s[1] - y;
        double dx = (s[2] - s[0]) * shrink, dy = s[3] - s[1], square = dx * dx + dy * dy;
        double t = square > 0 ? fmax(0, fmin(1, -(ax * dx + ay * dy) / square)) : 0;
        double d = METRES_A_DEGREE * hypot(ax + t * dx, ay + t * dy);
        if (!(d < least)) continue;
        least = d;
        if (!nearest) continue;
        nearest[0] = s[0] + t * (s[2] - s[0]);
        nearest[1] = s[1] + t * (s[3] - s[1]);
    }
    if (distance) *distance = least;
    return least <= reach;
}
