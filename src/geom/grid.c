/* grid.c - find boxes by place, in a uniform grid of cells. */
#include "geom.h"

#include <math.h>
#include <stdlib.h>

#define MOST_CELLS 512 /* along each side */
#define NO_ENTRY   UINT32_MAX

/* An item in a cell; entries of a cell are chained, newest first. */
typedef struct entry {
    uint32_t item, next;
} entry;

struct ct_grid {
    ct_arena *arena;
    ct_box bounds;
    double cell_w, cell_h;
    int columns, rows;
    uint32_t *heads; /* columns × rows */
    entry *entries;
    size_t entry_count, entry_capacity;
    uint32_t *seen; /* by item: the number of the search that met it last */
    size_t seen_capacity;
    uint32_t search;
    uint32_t *found;
    size_t found_capacity;
};

static int cells_along(double length, double cell) {
    double n = ceil(length / cell);
    return n >= MOST_CELLS ? MOST_CELLS : n >= 1 ? (int)n : 1;
}

ct_grid *ct_grid_new(ct_box bounds, double cell, size_t expected) {
    ct_arena *arena = ct_arena_new();
    ct_grid *g = CT_NEW(arena, ct_grid);
    double w = bounds.x1 - bounds.x0, h = bounds.y1 - bounds.y0;
    if (!(w > 0) || !isfinite(w)) w = 1;
    if (!(h > 0) || !isfinite(h)) h = 1;
    double least = sqrt(w * h / (double)(expected + 1)); /* about one cell an item */
    if (!(cell > least)) cell = least;
    g->arena = arena;
    g->bounds = bounds;
    g->columns = cells_along(w, cell);
    g->rows = cells_along(h, cell);
    g->cell_w = w / g->columns;
    g->cell_h = h / g->rows;
    size_t cells = (size_t)g->columns * (size_t)g->rows;
    g->heads = CT_ARRAY(arena, cells, uint32_t);
    for (size_t i = 0; i < cells; i++)
        g->heads[i] = NO_ENTRY;
    return g;
}

void ct_grid_free(ct_grid *grid) {
    if (grid) ct_arena_free(grid->arena);
}

static int cell_at(double offset, double cell, int cells) {
    double c = offset / cell;
    return c >= cells ? cells - 1 : c > 0 ? (int)c : 0; /* NaN: 0 */
}

typedef struct cells {
    int x0, x1, y0, y1;
} cells;

static cells cells_of(const ct_grid *g, ct_box box) {
    return (cells){ cell_at(box.x0 - g->bounds.x0, g->cell_w, g->columns),
                    cell_at(box.x1 - g->bounds.x0, g->cell_w, g->columns),
                    cell_at(box.y0 - g->bounds.y0, g->cell_h, g->rows),
                    cell_at(box.y1 - g->bounds.y0, g->cell_h, g->rows) };
}

/* An item that a cell had last is not put there again. */
static void put_into(ct_grid *grid, ct_box box, uint32_t item) {
    cells c = cells_of(grid, box);
    for (int y = c.y0; y <= c.y1; y++) {
        for (int x = c.x0; x <= c.x1; x++) {
            uint32_t *head = &grid->heads[(size_t)y * (size_t)grid->columns + (size_t)x];
            if (*head != NO_ENTRY && grid->entries[*head].item == item) continue;
            CT_GROW(grid->arena, grid->entries, grid->entry_capacity, grid->entry_count);
            grid->entries[grid->entry_count] = (entry){ item, *head };
            *head = (uint32_t)grid->entry_count++;
        }
    }
}

static void make_room(ct_grid *grid, uint32_t item) {
    CT_GROW(grid->arena, grid->seen, grid->seen_capacity, item);
    CT_GROW(grid->arena, grid->found, grid->found_capacity, item); /* room to find all of them */
}

void ct_grid_add(ct_grid *grid, ct_box box, uint32_t item) {
    make_room(grid, item);
    put_into(grid, box, item);
}

void ct_grid_add_segment(ct_grid *grid, const double segment[4], uint32_t item) {
    const double dx = segment[2] - segment[0], dy = segment[3] - segment[1];
    const double steps = ceil(fmax(fabs(dx) / grid->cell_w, fabs(dy) / grid->cell_h));
    const int pieces = steps >= 1 ? (int)fmin(steps, 2 * MOST_CELLS) : 1;
    make_room(grid, item);
    for (int k = 0; k < pieces; k++) {
        const double x0 = segment[0] + dx * k / pieces, x1 = segment[0] + dx * (k + 1) / pieces;
        const double y0 = segment[1] + dy * k / pieces, y1 = segment[1] + dy * (k + 1) / pieces;
        put_into(grid, (ct_box){ fmin(x0, x1), fmin(y0, y1), fmax(x0, x1), fmax(y0, y1) }, item);
    }
}

const uint32_t *ct_grid_find(ct_grid *grid, ct_box box, size_t *count) {
    cells c = cells_of(grid, box);
    size_t n = 0;
    grid->search++;
    for (int y = c.y0; y <= c.y1; y++) {
        for (int x = c.x0; x <= c.x1; x++) {
            uint32_t at = grid->heads[(size_t)y * (size_t)grid->columns + (size_t)x];
            for (; at != NO_ENTRY; at = grid->entries[at].next) {
                uint32_t item = grid->entries[at].item;
                if (grid->seen[item] == grid->search) continue;
                grid->seen[item] = grid->search;
                grid->found[n++] = item;
            }
        }
    }
    *count = n;
    return grid->found;
}
