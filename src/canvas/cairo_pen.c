/* cairo_pen.c - draws for a PNG what covers how much of its pixels, once for each thing drawn. */
#include "canvas.h"

#include <cairo.h>
#include <math.h>
#include <stdlib.h>

/* Cairo fills and strokes on a mask of bytes; what it covers there is taken off as a stencil, and
 * colour is laid on through that. The stencil follows from the drawing alone, so that it can be
 * kept for the next map; and since nothing is drawn in any other way, a map in a batch and a map by
 * itself have the same pixels. */

typedef struct drawing {
    const ct_stencil *parts[2]; /* by ct_pen_part; NULL: none */
    bool marked;
} drawing;

struct ct_pen {
    ct_arena *arena; /* where nothing is kept: of the drawing in hand */
    ct_keep *keep;   /* NULL: nothing is kept */
    double scale;
    cairo_surface_t *surface;
    cairo_t *cr;
    ct_patch clip;
    drawing *drawing; /* in hand */
    ct_arena *of;     /* its arena */
};

ct_pen *ct_pen_new(ct_arena *arena, int width, int height, double scale, ct_keep *keep) {
    ct_pen *pen = CT_NEW(arena, ct_pen);
    *pen = (ct_pen){ .arena = ct_arena_new(), .keep = keep, .scale = scale };
    pen->clip = (ct_patch){ 0, 0, width, height };
    pen->surface = cairo_image_surface_create(CAIRO_FORMAT_A8, width, height);
    pen->cr = cairo_create(pen->surface);
    cairo_set_source_rgba(pen->cr, 1, 1, 1, 1);
    cairo_scale(pen->cr, scale, scale);
    return pen;
}

void ct_pen_free(ct_pen *pen) {
    if (!pen) return;
    cairo_destroy(pen->cr);
    cairo_surface_destroy(pen->surface);
    ct_arena_free(pen->arena);
}

cairo_t *ct_pen_cairo(const ct_pen *pen) { return pen->cr; }

ct_patch ct_pen_clipped(const ct_pen *pen) { return pen->clip; }

void ct_pen_clip(ct_pen *pen, ct_patch clip) {
    pen->clip = clip;
    cairo_matrix_t matrix;
    cairo_get_matrix(pen->cr, &matrix);
    cairo_identity_matrix(pen->cr);
    cairo_reset_clip(pen->cr);
    cairo_new_path(pen->cr);
    cairo_rectangle(pen->cr, clip.x0, clip.y0, clip.x1 - clip.x0, clip.y1 - clip.y0);
    cairo_clip(pen->cr);
    cairo_set_matrix(pen->cr, &matrix);
}

ct_buffer *ct_pen_basis(ct_pen *pen, const char *what) {
    if (!pen->keep) return NULL;
    ct_buffer *key = ct_keep_basis(pen->keep, what);
    ct_basis_number(key, pen->scale);
    ct_buffer_append(key, &pen->clip, sizeof pen->clip);
    return key;
}

bool ct_pen_found(ct_pen *pen) {
    ct_kept *kept = pen->keep ? ct_keep_find(pen->keep) : NULL;
    if (!kept) ct_arena_reset(pen->arena);
    pen->of = kept ? kept->arena : pen->arena;
    pen->drawing = kept ? kept->value : NULL;
    if (pen->drawing) return true;
    pen->drawing = CT_NEW(pen->of, drawing);
    if (kept) kept->value = pen->drawing;
    return false;
}

void ct_pen_mark(ct_pen *pen) { pen->drawing->marked = true; }

bool ct_pen_marked(const ct_pen *pen) { return pen->drawing->marked; }

static int pixel_of(double value, int least, int most) {
    return value > least ? value < most ? (int)value : most : least;
}

void ct_pen_take(ct_pen *pen, ct_pen_part part, ct_box box) {
    const ct_patch clip = pen->clip;
    const ct_patch seen = { pixel_of(floor(box.x0) - 2, clip.x0, clip.x1),
                            pixel_of(floor(box.y0) - 2, clip.y0, clip.y1),
                            pixel_of(ceil(box.x1) + 2, clip.x0, clip.x1),
                            pixel_of(ceil(box.y1) + 2, clip.y0, clip.y1) };
    cairo_surface_flush(pen->surface);
    pen->drawing->parts[part] = ct_stencil_take(pen->of, cairo_image_surface_get_data(pen->surface),
                                                cairo_image_surface_get_stride(pen->surface), seen);
    cairo_surface_mark_dirty(pen->surface);
}

void ct_pen_lay(const ct_pen *pen, ct_pen_part part, cairo_t *cr, ct_rgba color) {
    const ct_stencil *stencil = pen->drawing->parts[part];
    double dx, dy;
    if (!stencil) return;
    cairo_surface_t *target = cairo_get_group_target(cr);
    cairo_surface_flush(target);
    cairo_surface_get_device_offset(target, &dx, &dy);
    ct_pixel_rows rows = { .data = cairo_image_surface_get_data(target),
                           .stride = cairo_image_surface_get_stride(target) };
    if (!rows.data) return; /* of a group that is clipped away */
    rows.box.x0 = -(int)lround(dx);
    rows.box.y0 = -(int)lround(dy);
    rows.box.x1 = rows.box.x0 + cairo_image_surface_get_width(target);
    rows.box.y1 = rows.box.y0 + cairo_image_surface_get_height(target);
    ct_stencil_lay(stencil, color, &rows);
    cairo_surface_mark_dirty(target);
}
