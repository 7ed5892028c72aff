/* cairo_path.c - the path of a Cairo context as a shape. */
#include "canvas.h"

#include <cairo.h>
#include <math.h>

static const double BEND_SEEN = 0.05; /* px: chords lie so near to their curve */

typedef struct point {
    double x, y;
} point;

static point at(const cairo_path_data_t *data, int i) {
    return (point){ data[i].point.x, data[i].point.y };
}

/* The chords of a Bézier curve from a to d: as many as its second differences ask for (Wang 1984,
 * in Goldman, Pyramid Algorithms, 2003, chapter 5). */
static void curve_add(ct_builder *b, point p, point q, point r, point s) {
    const double ux = p.x - 2 * q.x + r.x, uy = p.y - 2 * q.y + r.y;
    const double vx = q.x - 2 * r.x + s.x, vy = q.y - 2 * r.y + s.y;
    const double u = ux * ux + uy * uy, v = vx * vx + vy * vy;
    const double most = sqrt(u > v ? u : v); /* 6 of these are the second derivative */
    const double wanted = ceil(sqrt(0.75 * most / BEND_SEEN));
    const int count = wanted < 1 ? 1 : wanted < 64 ? (int)wanted : 64;
    for (int i = 1; i < count; i++) {
        const double t = (double)i / count, w = 1 - t;
        const double a = w * w * w, c = 3 * w * w * t, d = 3 * w * t * t, e = t * t * t;
        ct_builder_point(b, a * p.x + c * q.x + d * r.x + e * s.x,
                         a * p.y + c * q.y + d * r.y + e * s.y);
    }
    ct_builder_point(b, s.x, s.y);
}

ct_shape ct_cairo_shape(ct_arena *arena, cairo_t *cr) {
    ct_builder b = ct_builder_start(arena, CT_POLYGON);
    cairo_save(cr);
    cairo_identity_matrix(cr); /* px */
    cairo_path_t *path = cairo_copy_path(cr);
    cairo_restore(cr);
    cairo_new_path(cr);
    point last = { 0, 0 };
    for (int i = 0; i < path->num_data; i += path->data[i].header.length) {
        const cairo_path_data_t *data = &path->data[i];
        switch (data->header.type) {
        case CAIRO_PATH_MOVE_TO:
            ct_builder_end_part(&b);
            last = at(data, 1);
            ct_builder_point(&b, last.x, last.y);
            break;
        case CAIRO_PATH_LINE_TO:
            last = at(data, 1);
            ct_builder_point(&b, last.x, last.y);
            break;
        case CAIRO_PATH_CURVE_TO:
            curve_add(&b, last, at(data, 1), at(data, 2), at(data, 3));
            last = at(data, 3);
            break;
        case CAIRO_PATH_CLOSE_PATH:
            break;
        }
    }
    ct_builder_end_part(&b);
    cairo_path_destroy(path);
    return ct_builder_take(&b);
}
