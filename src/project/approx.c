/* approx.c - a map projection by patches of bounded error, for many points. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "project.h"

enum { ROOTS = 8, DEPTH = 5 }; /* 8 × 8 patches, each halved both ways at most 5 times */

typedef enum patch_state { PATCH_NEW, PATCH_FITTED, PATCH_SPLIT, PATCH_UNTRUE } patch_state;

/* Over [0, 1]²: the sum of c[i][j]·u^i·v^j. */
typedef struct surface {
    double c[3][3];
} surface;

typedef struct patch {
    patch_state state;
    surface x, y;
    struct patch *children; /* four, by u, then v */
} patch;

struct ct_mesh {
    ct_arena *arena;
    ct_map_fn *map;
    const void *user;
    ct_box box;
    double error;
    patch *roots;
};

ct_mesh *ct_mesh_new(ct_map_fn *map, const void *user, ct_box box, double error) {
    ct_arena *arena = ct_arena_new();
    ct_mesh *mesh = CT_NEW(arena, ct_mesh);
    *mesh = (ct_mesh){ .arena = arena, .map = map, .user = user, .box = box, .error = error };
    mesh->roots = CT_ARRAY(arena, (size_t)ROOTS * ROOTS, patch);
    return mesh;
}

void ct_mesh_free(ct_mesh *mesh) {
    if (mesh) ct_arena_free(mesh->arena);
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

static double value(const surface *s, double u, double v) {
    const double(*c)[3] = s->c;
    double a = c[0][0] + v * (c[0][1] + v * c[0][2]);
    double b = c[1][0] + v * (c[1][1] + v * c[1][2]);
    double d = c[2][0] + v * (c[2][1] + v * c[2][2]);
    return a + u * (b + u * d);
}

/* Fits a patch to the function over `box` and tries it between its nodes. */
static void patch_fit(const ct_mesh *mesh, patch *p, ct_box box, int depth) {
    static const double tried[][2] = { { .25, .25 }, { .25, .5 },  { .25, .75 }, { .5, .25 },
                                       { .5, .75 },  { .75, .25 }, { .75, .5 },  { .75, .75 } };
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
    p->state = true_enough ? PATCH_FITTED : depth < DEPTH ? PATCH_SPLIT : PATCH_UNTRUE;
    if (p->state == PATCH_SPLIT) p->children = CT_ARRAY(mesh->arena, 4, patch);
}

/* Halves [low, high] and the share t in it; says in which half t was. */
static size_t halve(double *low, double *high, double *t) {
    double middle = *low + (*high - *low) / 2;
    bool upper = *t >= 0.5;
    if (upper)
        *low = middle;
    else
        *high = middle;
    *t = upper ? 2 * *t - 1 : 2 * *t;
    return upper;
}

static void mesh_point(ct_mesh *mesh, double *x, double *y) {
    double u = (*x - mesh->box.x0) / (mesh->box.x1 - mesh->box.x0) * ROOTS;
    double v = (*y - mesh->box.y0) / (mesh->box.y1 - mesh->box.y0) * ROOTS;
    if (!(u >= 0 && u <= ROOTS && v >= 0 && v <= ROOTS)) { /* outside, or NaN */
        mesh->map(mesh->user, x, y, 1);
        return;
    }
    size_t i = (size_t)fmin(u, ROOTS - 1), j = (size_t)fmin(v, ROOTS - 1);
    patch *p = &mesh->roots[i * ROOTS + j];
    u -= (double)i;
    v -= (double)j;
    double width = (mesh->box.x1 - mesh->box.x0) / ROOTS;
    double height = (mesh->box.y1 - mesh->box.y0) / ROOTS;
    ct_box box = { mesh->box.x0 + (double)i * width, mesh->box.y0 + (double)j * height, 0, 0 };
    box.x1 = box.x0 + width;
    box.y1 = box.y0 + height;
    for (int depth = 0;; depth++) {
        if (p->state == PATCH_NEW) patch_fit(mesh, p, box, depth);
        if (p->state != PATCH_SPLIT) break;
        size_t right = halve(&box.x0, &box.x1, &u), upper = halve(&box.y0, &box.y1, &v);
        p = &p->children[2 * right + upper];
    }
    if (p->state == PATCH_UNTRUE) {
        mesh->map(mesh->user, x, y, 1);
        return;
    }
    *x = value(&p->x, u, v);
    *y = value(&p->y, u, v);
}

void ct_mesh_points(ct_mesh *mesh, double *x, double *y, size_t count) {
    for (size_t k = 0; k < count; k++)
        mesh_point(mesh, &x[k], &y[k]);
}
