/* grow_apart.c - many areas grown, those that cannot meet apart from each other. */
#include "geom.h"

#include <math.h>

/* GEOS takes time by the square of how many areas it grows at once. So they go to it in groups
 * whose boxes, grown, meet; there is little to a group of few. */

static uint32_t root_of(uint32_t *parent, uint32_t i) {
    while (parent[i] != i) {
        parent[i] = parent[parent[i]];
        i = parent[i];
    }
    return i;
}

/* Of each shape, the first one of its group. */
static uint32_t *groups_of(ct_arena *scratch, const ct_shape *shapes, size_t count, double by) {
    uint32_t *parent = CT_ARRAY(scratch, count, uint32_t);
    ct_box *boxes = CT_ARRAY(scratch, count, ct_box), all = ct_box_empty();
    for (size_t i = 0; i < count; i++) {
        parent[i] = (uint32_t)i;
        boxes[i] = ct_box_grow(ct_box_of(&shapes[i]), fmax(by, 0) * 1.01);
        all = ct_box_union(all, boxes[i]);
    }
    ct_grid *grid = ct_grid_new(all, 0, count);
    for (size_t i = 0; i < count; i++) {
        size_t met;
        if (shapes[i].parts == 0) continue;
        ct_grid_add(grid, boxes[i], (uint32_t)i);
        const uint32_t *near = ct_grid_find(grid, boxes[i], &met);
        for (size_t k = 0; k < met; k++) {
            if (!ct_box_meets(boxes[i], boxes[near[k]])) continue;
            const uint32_t a = root_of(parent, (uint32_t)i), b = root_of(parent, near[k]);
            parent[a > b ? a : b] = a < b ? a : b;
        }
    }
    for (size_t i = 0; i < count; i++)
        parent[i] = root_of(parent, (uint32_t)i);
    ct_grid_free(grid);
    return parent;
}

/* The members of each group, one group after the other; ends[g] is where group g ends. */
static size_t gather(ct_arena *scratch, const uint32_t *group, size_t count, uint32_t *members,
                     size_t *ends) {
    size_t *place = CT_ARRAY(scratch, count, size_t), groups = 0, from = 0;
    size_t *sizes = CT_ARRAY(scratch, count, size_t);
    for (size_t i = 0; i < count; i++)
        sizes[group[i]]++;
    for (size_t i = 0; i < count; i++) {
        if (group[i] != i) continue;
        place[i] = from;
        from += sizes[i];
        ends[groups++] = from;
    }
    for (size_t i = 0; i < count; i++)
        members[place[group[i]]++] = (uint32_t)i;
    return groups;
}

bool ct_grow_apart(ct_arena *arena, const ct_shape *shapes, size_t count, double by, ct_place place,
                   ct_shape *result, ct_report *report) {
    if (count < 2 || count > UINT32_MAX / 2 || !isfinite(by))
        return ct_grow(arena, shapes, count, by, place, result, report);
    ct_arena *scratch = ct_arena_new(), *inner = ct_arena_new();
    uint32_t *members = CT_ARRAY(scratch, count, uint32_t);
    size_t *ends = CT_ARRAY(scratch, count, size_t), from = 0;
    ct_shape *some = CT_ARRAY(scratch, count, ct_shape), grown;
    const uint32_t *group = groups_of(scratch, shapes, count, by);
    const size_t groups = gather(scratch, group, count, members, ends);
    ct_builder b = ct_builder_start(arena, CT_POLYGON);
    bool good = true;
    for (size_t g = 0; g < groups && good; from = ends[g++]) {
        for (size_t i = from; i < ends[g]; i++)
            some[i - from] = shapes[members[i]];
        good = ct_grow(inner, some, ends[g] - from, by, place, &grown, report);
        if (good && grown.kind == CT_POLYGON) ct_builder_add(&b, &grown);
        ct_arena_reset(inner);
    }
    *result = ct_builder_take(&b);
    if (!good || result->parts == 0) *result = (ct_shape){ .kind = CT_NULL };
    ct_arena_free(inner);
    ct_arena_free(scratch);
    return good;
}
