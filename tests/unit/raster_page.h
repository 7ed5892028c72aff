/* raster_page.h - a small page of pixels for the tests of the brush, and what Cairo covers of it.
 */
#ifndef CT_TEST_RASTER_PAGE_H
#define CT_TEST_RASTER_PAGE_H

#include <cairo.h>
#include <math.h>
#include <string.h>

#include "../../src/canvas/canvas.h"

enum { PAGE = 48, FINE = 16 }; /* px a side; the reference is that much finer */

typedef struct page {
    uint32_t px[PAGE * PAGE];
    ct_easel to;
} page;

static inline void page_clear(page *p, uint32_t paper) {
    for (size_t i = 0; i < PAGE * PAGE; i++)
        p->px[i] = paper;
    p->to = (ct_easel){ .data = (uint8_t *)p->px,
                        .stride = PAGE * sizeof *p->px,
                        .clip = { 0, 0, PAGE, PAGE },
                        .scale = 1 };
}

/* White laid on black with an opaque ink: the cover, 0..255. */
static inline unsigned page_cover(const page *p, int x, int y) {
    return p->px[y * PAGE + x] & 0xFF;
}

static inline double page_sum(const page *p) {
    double sum = 0;
    for (size_t i = 0; i < PAGE * PAGE; i++)
        sum += (p->px[i] & 0xFF) / 255.0;
    return sum;
}

static inline void cairo_shape(cairo_t *cr, const ct_shape *s) {
    cairo_new_path(cr);
    for (size_t part = 0; part < s->parts; part++) {
        cairo_new_sub_path(cr);
        for (size_t i = ct_part_start(s, part); i < ct_part_end(s, part); i++)
            cairo_line_to(cr, s->x[i], s->y[i]);
        if (s->kind == CT_POLYGON) cairo_close_path(cr);
    }
}

static inline void cairo_path(cairo_t *cr, const ct_path *path) {
    static const cairo_line_cap_t caps[] = { CAIRO_LINE_CAP_BUTT, CAIRO_LINE_CAP_ROUND,
                                             CAIRO_LINE_CAP_SQUARE };
    static const cairo_line_join_t joins[] = { CAIRO_LINE_JOIN_ROUND, CAIRO_LINE_JOIN_MITER,
                                               CAIRO_LINE_JOIN_BEVEL };
    const ct_rgba fill = path->fill, line = path->stroke.color;
    cairo_shape(cr, &path->shape);
    cairo_set_fill_rule(cr, path->winding ? CAIRO_FILL_RULE_WINDING : CAIRO_FILL_RULE_EVEN_ODD);
    cairo_set_source_rgba(cr, fill.r, fill.g, fill.b, fill.a);
    if (path->has_fill) cairo_fill_preserve(cr);
    cairo_set_miter_limit(cr, 4);
    cairo_set_line_width(cr, path->stroke.width);
    cairo_set_line_cap(cr, caps[path->stroke.cap]);
    cairo_set_line_join(cr, joins[path->stroke.join]);
    cairo_set_dash(cr, path->stroke.dash, (int)path->stroke.dash_count, 0);
    cairo_set_source_rgba(cr, line.r, line.g, line.b, line.a);
    if (path->stroke.width > 0) cairo_stroke_preserve(cr);
    cairo_new_path(cr);
}

/* What Cairo covers of each pixel, 0..255, drawn FINE times as large. */
static inline void reference_cover(const ct_path *path, double cover[PAGE * PAGE]) {
    cairo_surface_t *image = cairo_image_surface_create(CAIRO_FORMAT_A8, PAGE * FINE, PAGE * FINE);
    cairo_t *cr = cairo_create(image);
    cairo_scale(cr, FINE, FINE);
    cairo_set_tolerance(cr, 0.01);
    cairo_set_antialias(cr, CAIRO_ANTIALIAS_GOOD);
    cairo_path(cr, path);
    cairo_surface_flush(image);
    const uint8_t *data = cairo_image_surface_get_data(image);
    const int stride = cairo_image_surface_get_stride(image);
    memset(cover, 0, PAGE * PAGE * sizeof *cover);
    for (int y = 0; y < PAGE * FINE; y++)
        for (int x = 0; x < PAGE * FINE; x++)
            cover[y / FINE * PAGE + x / FINE] += data[y * stride + x] / (double)(FINE * FINE);
    cairo_destroy(cr);
    cairo_surface_destroy(image);
}

/* How a page of white on black differs from a cover: on the average over the pixels that either
 * touches, and at most. */
typedef struct unlike {
    double mean, most;
} unlike;

static inline unlike page_unlike(const page *p, const double cover[PAGE * PAGE]) {
    unlike u = { 0, 0 };
    size_t touched = 0;
    for (size_t i = 0; i < PAGE * PAGE; i++) {
        const double own = p->px[i] & 0xFF, off = fabs(own - cover[i]);
        touched += own > 0 || cover[i] > 0;
        u.mean += off;
        u.most = fmax(u.most, off);
    }
    if (touched > 0) u.mean /= (double)touched;
    return u;
}

#endif
