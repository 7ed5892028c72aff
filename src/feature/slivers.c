/* slivers.c - what an overlay leaves where two sources draw one border differently is dropped. */
#include "feature.h"

#include <string.h>

/* A strip that hangs on an area is a sliver where it is so many widths long: less is a corner. */
#define LEAST 3
/* How far from the other's outline it may lie, in widths. */
#define NEAR 1.1

/* All of the strip's outline runs near the other source's. */
static bool is_sliver(const ct_strip *strip, ct_rim *rim, double width) {
    const ct_shape *s = &strip->shape;
    for (size_t i = s->start; i < s->end[s->parts - 1]; i++)
        if (!ct_rim_near(rim, s->x[i], s->y[i], NEAR * width, NULL, NULL)) return false;
    return true;
}

/* The polygons of a shape but those that go whole. */
static ct_shape rest_of(ct_arena *arena, const ct_shape *polygons, size_t count, const bool *gone) {
    ct_builder b = ct_builder_start(arena, CT_POLYGON);
    for (size_t i = 0; i < count; i++)
        if (!gone[i]) ct_builder_add(&b, &polygons[i]);
    return ct_builder_take(&b);
}

static bool shed(ct_arena *arena, const ct_shape *shape, ct_rim *rim, double width, ct_place place,
                 ct_shape *result, ct_slivers *found, ct_report *report) {
    ct_arena *scratch = ct_arena_new();
    ct_shape *polygons;
    ct_strip *strips;
    size_t strip_count, cuts = 0, whole = 0;
    size_t count = ct_polygons_of(scratch, shape, &polygons);
    bool ok = ct_thin(scratch, polygons, count, width, LEAST * width, 0, place, &strips,
                      &strip_count, report);
    bool *gone = CT_ARRAY(scratch, count, bool);
    ct_shape *cut = CT_ARRAY(scratch, ok ? strip_count : 0, ct_shape);
    for (size_t i = 0; ok && i < strip_count; i++) {
        if (!is_sliver(&strips[i], rim, width)) continue;
        if (strips[i].whole)
            gone[strips[i].polygon] = true;
        else
            cut[cuts++] = strips[i].shape;
        whole += strips[i].whole;
    }
    *result = *shape;
    if (ok && whole) *result = rest_of(arena, polygons, count, gone);
    if (ok && cuts && result->kind == CT_POLYGON) {
        ct_shape left = *result, all;
        ok = ct_union_all(scratch, cut, cuts, place, &all, report) &&
             ct_overlay(arena, CT_DIFFERENCE, &left, &all, place, result, report);
    }
    if (ok && cuts + whole) {
        found->count += cuts + whole;
        found->m2 += ct_geodesic_area(shape);
        if (result->kind == CT_POLYGON) found->m2 -= ct_geodesic_area(result);
    }
    ct_arena_free(scratch);
    return ok;
}

bool ct_op_slivers(ct_arena *arena, const ct_table *table, const ct_table *other, double width,
                   ct_place place, const ct_table **out, ct_slivers *found, ct_report *report) {
    *found = (ct_slivers){ 0 };
    ct_rim *rim = ct_rim_new(other->shapes, other->rows);
    ct_shape *shapes = CT_ARRAY(arena, table->rows, ct_shape);
    bool ok = true;
    for (size_t i = 0; i < table->rows && ok; i++) {
        shapes[i] = table->shapes[i];
        if (shapes[i].kind != CT_POLYGON) continue;
        ct_context_push(report, "%s", ct_table_row_name(arena, table, i));
        ok = shed(arena, &table->shapes[i], rim, width, place, &shapes[i], found, report);
        ct_context_pop(report);
    }
    ct_rim_free(rim);
    *out = ok && found->count ? ct_table_reshape(arena, table, shapes) : table;
    return ok;
}
