/* approx.c - a map projection by patches of bounded error, for many points. */
#include <math.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "project.h"

enum { ROOTS = 8, DEPTH = 5 }; /* 8 × 8 patches, each halved both ways at most 5 times */

typedef enum patch_state { PATCH_NEW, PATCH_FITTED, PATCH_SPLIT, PATCH_UNTRUE } patch_state;

/* Over [0, 1]²: the sum of c[i][j]·u^i·v^j. */
typedef struct surface {
    double c[3][3];
} surface;

typedef struct patch {
    atomic_int state;  /* of patch_state; what follows is written before it */
    ct_box box;        /* with its lower sides, without its upper ones */
    double across, up; /* one by its width, by its height */
    surface x, y;
    struct patch *children; /* four, by x, then y */
} patch;

struct ct_mesh {
    ct_arena *arena;
    ct_map_fn *map;
    const void *user;
    double error;
    pthread_mutex_t lock; /* held while a patch is fitted */
    patch *roots;         /* by x, then y */
};

static patch patch_over(ct_box box) {
    return (patch){ .box = box, .across = 1 / (box.x1 - box.x0), .up = 1 / (box.y1 - box.y0) };
}

static double split_at(double low, double high, int i, int count) {
    return i == count ? nextafter(high, INFINITY) : low + i * ((high - low) / count);
}

ct_mesh *ct_mesh_new(ct_map_fn *map, const void *user, ct_box box, double error) {
    ct_arena *arena = ct_arena_new();
    ct_mesh *mesh = CT_NEW(arena, ct_mesh);
    *mesh = (ct_mesh){ .arena = arena, .map = map, .user = user, .error = error };
    pthread_mutex_init(&mesh->lock, NULL);
    mesh->roots = CT_ARRAY(arena, (size_t)ROOTS * ROOTS, patch);
    for (int i = 0; i < ROOTS; i++)
        for (int j = 0; j < ROOTS; j++)
            mesh->roots[i * ROOTS + j] = patch_over((ct_box){
                split_at(box.x0, box.x1, i, ROOTS), split_at(box.y0, box.y1, j, ROOTS),
                split_at(box.x0, box.x1, i + 1, ROOTS), split_at(box.y0, box.y1, j + 1, ROOTS) });
    return mesh;
}

void ct_mesh_free(ct_mesh *mesh) {
    if (!mesh) return;
    pthread_mutex_destroy(&mesh->lock);
    ct_arena_free(mesh->arena);
}

/* The quadratic through f0, f1, f2 at 0, ½, 1, as coefficients of 1, t, t². */
static void quadratic(double f0, double f1, double f2, double c[3]) {
    c[0] = f0;
    c[1] = -3 * f0 + 4 * f1 - f2;
    c[2] = 2 * f0 - 4 * f1 + 2 * f2;
}

/* Coefficients from the values at the nine nodes, node (i, j) at 3·i + j. */
static void fit(const double f[9], surface *s) {
    double along[3][3];
    for (size_t i = 0; i < 3; i++)
        quadratic(f[3 * i], f[3 * i + 1], f[3 * i + 2], along[i]);
    for (size_t j = 0; j < 3; j++) {
        double column[3];
        quadratic(along[0][j], along[1][j], along[2][j], column);
        for (size_t i = 0; i < 3; i++)
            s->c[i][j] = column[i];
    }
}

static inline double value(const surface *s, double u, double v) {
    const double(*c)[3] = s->c;
    double a = c[0][0] + v * (c[0][1] + v * c[0][2]);
    double b = c[1][0] + v * (c[1][1] + v * c[1][2]);
    double d = c[2][0] + v * (c[2][1] + v * c[2][2]);
    return a + u * (b + u * d);
}

/* Four patches of a quarter each. */
static void patch_split(const ct_mesh *mesh, patch *p) {
    const ct_box b = p->box;
    const double x = b.x0 + (b.x1 - b.x0) / 2, y = b.y0 + (b.y1 - b.y0) / 2;
    p->children = CT_ARRAY(mesh->arena, 4, patch);
    p->children[0] = patch_over((ct_box){ b.x0, b.y0, x, y });
    p->children[1] = patch_over((ct_box){ b.x0, y, x, b.y1 });
    p->children[2] = patch_over((ct_box){ x, b.y0, b.x1, y });
    p->children[3] = patch_over((ct_box){ x, y, b.x1, b.y1 });
}

/* Fits a patch to the function and tries it between its nodes. */
static void patch_fit(const ct_mesh *mesh, patch *p, int depth) {
    static const double tried[][2] = { { .25, .25 }, { .25, .5 },  { .25, .75 }, { .5, .25 },
                                       { .5, .75 },  { .75, .25 }, { .75, .5 },  { .75, .75 } };
    const ct_box box = p->box;
    double x[9 + CT_COUNT(tried)], y[9 + CT_COUNT(tried)];
    double width = box.x1 - box.x0, height = box.y1 - box.y0;
    for (size_t k = 0; k < CT_COUNT(x); k++) {
        size_t column = k / 3, row = k % 3;
        double u = k < 9 ? (double)column / 2 : tried[k - 9][0];
        double v = k < 9 ? (double)row / 2 : tried[k - 9][1];
        x[k] = box.x0 + u * width;
        y[k] = box.y0 + v * height;
    }
    mesh->map(mesh->user, x, y, CT_COUNT(x));
    fit(x, &p->x);
    fit(y, &p->y);
    bool true_enough = true;
    for (size_t k = 0; k < CT_COUNT(tried); k++) {
        double dx = value(&p->x, tried[k][0], tried[k][1]) - x[k + 9];
        double dy = value(&p->y, tried[k][0], tried[k][1]) - y[k + 9];
        if (!(hypot(dx, dy) <= mesh->error)) true_enough = false; /* NaN too */
    }
    patch_state state = true_enough ? PATCH_FITTED : depth < DEPTH ? PATCH_SPLIT : PATCH_UNTRUE;
    if (state == PATCH_SPLIT) patch_split(mesh, p);
    atomic_store_explicit(&p->state, state, memory_order_release);
}

static patch_state patch_ready(ct_mesh *mesh, patch *p, int depth) {
    int state = atomic_load_explicit(&p->state, memory_order_acquire);
    if (state != PATCH_NEW) return state;
    pthread_mutex_lock(&mesh->lock);
    if (atomic_load_explicit(&p->state, memory_order_relaxed) == PATCH_NEW)
        patch_fit(mesh, p, depth);
    pthread_mutex_unlock(&mesh->lock);
    return atomic_load_explicit(&p->state, memory_order_relaxed);
}

/* NaN is in none. */
static inline bool is_in(const patch *p, double x, double y) {
    return (x >= p->box.x0) & (x < p->box.x1) & (y >= p->box.y0) & (y < p->box.y1);
}

/* The patch that a point lies in, fitted; NULL: none is true there. */
static const patch *find_patch(ct_mesh *mesh, double x, double y) {
    const patch *first = mesh->roots, *last = &mesh->roots[ROOTS * ROOTS - 1];
    bool inside = x >= first->box.x0 && x < last->box.x1 && y >= first->box.y0 && y < last->box.y1;
    if (!inside) return NULL; /* NaN too */
    size_t column = 0, row = 0;
    while (x >= mesh->roots[column * ROOTS].box.x1)
        column++;
    while (y >= mesh->roots[row].box.y1)
        row++;
    patch *p = &mesh->roots[column * ROOTS + row];
    patch_state state = patch_ready(mesh, p, 0);
    for (int depth = 1; state == PATCH_SPLIT; depth++) {
        size_t right = x >= p->children[2].box.x0, upper = y >= p->children[1].box.y0;
        p = &p->children[2 * right + upper];
        state = patch_ready(mesh, p, depth);
    }
    return state == PATCH_FITTED ? p : NULL;
}

void ct_mesh_points(ct_mesh *mesh, double *x, double *y, size_t count) {
    const patch *p = NULL; /* that of the last point: the next one is near it */
    for (size_t k = 0; k < count; k++) {
        if (!p || !is_in(p, x[k], y[k])) p = find_patch(mesh, x[k], y[k]);
        if (!p) {
            mesh->map(mesh->user, &x[k], &y[k], 1);
            continue;
        }
        double u = (x[k] - p->box.x0) * p->across, v = (y[k] - p->box.y0) * p->up;
        x[k] = value(&p->x, u, v);
        y[k] = value(&p->y, u, v);
    }
}
