/* atlas.c - whose area each spot of the frame belongs to. */
#include "marks.h"

#include <math.h>
#include <stdlib.h>

#define LEAST_CELL 2.0 /* px */
#define MOST_CELLS 1000000.0
#define SAME       0.1 /* px between the boxes of one area in two layers */

enum { NOBODY, LAND, FIRST_LABEL };

struct ct_atlas {
    ct_arena *arena;
    ct_raster raster;
    uint32_t *owner; /* by cell: NOBODY, LAND, or FIRST_LABEL + a label's index */
    uint32_t *first; /* by label: the first of those with the same area, which owns it for all */
};

typedef struct brush {
    ct_atlas *atlas;
    uint32_t owner;
} brush;

static void paint(void *user, int row, int from, int to) {
    const brush *b = user;
    const uint32_t owner = b->owner;
    uint32_t *cells = b->atlas->owner + (size_t)row * (size_t)b->atlas->raster.columns;
    for (int c = from; c <= to; c++)
        cells[c] = owner;
}

/* Its outline too: an island smaller than a cell is someone's. */
static void paint_shape(ct_atlas *atlas, const ct_shape *shape, uint32_t owner) {
    if (shape->kind != CT_POLYGON || shape->parts == 0) return;
    brush b = { atlas, owner };
    ct_raster_fill(&atlas->raster, shape, paint, &b);
    ct_raster_trace(&atlas->raster, shape, paint, &b);
}

typedef struct turn {
    double size;
    ct_box box;
    size_t index;
} turn;

/* Two layers may hold the same area. */
static bool is_same(ct_box a, ct_box b) {
    return fabs(a.x0 - b.x0) < SAME && fabs(a.y0 - b.y0) < SAME && fabs(a.x1 - b.x1) < SAME &&
           fabs(a.y1 - b.y1) < SAME;
}

/* The first turn with the area of turn i, which is near it by size. */
static size_t first_of(const turn *turns, size_t i) {
    ct_box box = turns[i].box;
    double most = 2 * SAME * (box.x1 - box.x0 + box.y1 - box.y0) + SAME;
    size_t first = i;
    for (size_t k = i; k-- > 0 && turns[k].size - turns[i].size < most;)
        if (is_same(turns[k].box, box)) first = k;
    return first;
}

static int compare_turns(const void *pa, const void *pb) {
    const turn *a = pa, *b = pb;
    if (a->size != b->size) return a->size > b->size ? -1 : 1;
    return (a->index > b->index) - (a->index < b->index);
}

ct_atlas *ct_atlas_new(const ct_obstacles *obstacles, const ct_label *labels, size_t count) {
    ct_arena *arena = ct_arena_new();
    ct_atlas *atlas = CT_NEW(arena, ct_atlas);
    atlas->arena = arena;
    atlas->raster = ct_raster_over(obstacles->frame, LEAST_CELL, MOST_CELLS);
    atlas->owner =
        CT_ARRAY(arena, (size_t)atlas->raster.columns * (size_t)atlas->raster.rows + 1, uint32_t);
    for (size_t i = 0; i < obstacles->land_count; i++)
        paint_shape(atlas, &obstacles->land[i], LAND);
    turn *turns = CT_ARRAY(arena, count, turn);
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        if (labels[i].kind != CT_PLACE_AREA || labels[i].area.parts == 0) continue;
        ct_box box = ct_box_of(&labels[i].area);
        turns[n++] = (turn){ (box.x1 - box.x0) * (box.y1 - box.y0), box, i };
    }
    if (n) qsort(turns, n, sizeof *turns, compare_turns);
    atlas->first = CT_ARRAY(arena, count, uint32_t);
    for (size_t i = 0; i < n; i++) { /* small ones lie over those that hold them */
        uint32_t first = (uint32_t)turns[first_of(turns, i)].index;
        atlas->first[turns[i].index] = first;
        paint_shape(atlas, &labels[turns[i].index].area, FIRST_LABEL + first);
    }
    return atlas;
}

void ct_atlas_free(ct_atlas *atlas) {
    if (atlas) ct_arena_free(atlas->arena);
}

ct_atlas_share ct_atlas_look(const ct_atlas *atlas, size_t index, ct_box box) {
    const ct_raster *r = &atlas->raster;
    ct_atlas_share share = { 0 };
    if (r->rows == 0) return share;
    double c0 = floor((box.x0 - r->box.x0) / r->cell), c1 = ceil((box.x1 - r->box.x0) / r->cell);
    double r0 = floor((box.y0 - r->box.y0) / r->cell), r1 = ceil((box.y1 - r->box.y0) / r->cell);
    double all = (c1 - c0) * (r1 - r0);
    c0 = fmax(c0, 0);
    r0 = fmax(r0, 0);
    c1 = fmin(c1, r->columns);
    r1 = fmin(r1, r->rows);
    if (!(c0 < c1) || !(r0 < r1) || !(all > 0)) return share;
    const uint32_t self = FIRST_LABEL + atlas->first[index];
    uint32_t own = 0, land = 0, nobody = 0; /* there are MOST_CELLS at most */
    const size_t rows = (size_t)r1 - (size_t)r0, columns = (size_t)c1 - (size_t)c0;
    for (size_t row = 0; row < rows; row++) {
        const uint32_t *cells = atlas->owner + ((size_t)r0 + row) * (size_t)r->columns + (size_t)c0;
        for (size_t c = 0; c < columns; c++) {
            uint32_t cell = cells[c];
            own += cell == self;
            land += cell == LAND;
            nobody += cell == NOBODY;
        }
    }
    share.own = (double)own / all;
    share.land = (double)land / all;
    share.foreign = (double)(rows * columns - own - land - nobody) / all;
    return share;
}
