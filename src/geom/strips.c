/* strips.c - what of an area is thinner than a width. */
#include <math.h>

#include "geom.h"

/* How far a strip's edges may be off, as a share of the width. */
#define EXACT 1e-3
/* By how much an opened area is grown back too far, so that chords for arcs leave no dust. */
#define OVERSHOOT 1.03

typedef struct thinning {
    ct_arena *arena, *scratch; /* scratch: of one polygon */
    double width, least, margin;
    ct_place place;
    ct_strip *strips;
    size_t count, capacity;
} thinning;

static void add_strip(thinning *t, ct_strip strip) {
    CT_GROW(t->arena, t->strips, t->capacity, t->count);
    t->strips[t->count++] = strip;
}

/* A strip is about half as long as its outline. */
static double length_of(const ct_shape *strip) {
    ct_shape ring = *strip;
    ring.kind = CT_LINE;
    ring.parts = 1;
    return ct_line_length(&ring) / 2;
}

/* The strips of an area on its plane that is opened. */
static bool strips_of(thinning *t, const ct_plane *plane, const ct_shape *flat,
                      const ct_shape *opened, size_t polygon, ct_report *report) {
    ct_shape rest, *pieces;
    if (!ct_overlay_page(t->scratch, CT_DIFFERENCE, flat, opened, t->place, &rest, report))
        return false;
    size_t count = rest.kind == CT_POLYGON ? ct_polygons_of(t->scratch, &rest, &pieces) : 0;
    for (size_t i = 0; i < count; i++) {
        double length = length_of(&pieces[i]);
        if (length < t->least) continue;
        ct_shape grown;
        if (!ct_grow(t->scratch, &pieces[i], 1, t->margin + 2 * plane->error, t->place, &grown,
                     report))
            return false;
        if (grown.kind == CT_NULL) continue;
        ct_shape lifted = ct_plane_lift(t->scratch, plane, &grown);
        add_strip(t, (ct_strip){ .shape = ct_shape_to_chart(t->arena, &lifted, NULL),
                                 .polygon = polygon,
                                 .length = length });
    }
    return true;
}

static bool look_at(thinning *t, const ct_shape *polygon, size_t number, ct_report *report) {
    ct_box box = ct_box_of(polygon);
    ct_plane plane = { (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2, EXACT * t->width };
    ct_shape flat = ct_plane_flatten(t->scratch, &plane, polygon), core, opened;
    if (!ct_grow(t->scratch, &flat, 1, -t->width / 2, t->place, &core, report)) return false;
    if (core.kind == CT_NULL) {
        add_strip(t,
                  (ct_strip){ ct_shape_copy(t->arena, polygon), number, true, length_of(&flat) });
        return true;
    }
    return ct_grow(t->scratch, &core, 1, OVERSHOOT * t->width / 2, t->place, &opened, report) &&
           strips_of(t, &plane, &flat, &opened, number, report);
}

bool ct_thin(ct_arena *arena, const ct_shape *polygons, size_t count, double width, double least,
             double margin, ct_place place, ct_strip **strips, size_t *strip_count,
             ct_report *report) {
    ct_arena *scratch = ct_arena_new();
    thinning t = { .arena = arena,
                   .scratch = scratch,
                   .width = width,
                   .least = least,
                   .margin = margin,
                   .place = place };
    bool ok = true;
    for (size_t i = 0; i < count && ok; i++) {
        ct_arena_reset(scratch);
        ok = look_at(&t, &polygons[i], i, report);
    }
    ct_arena_free(scratch);
    *strips = t.strips;
    *strip_count = t.count;
    return ok;
}
