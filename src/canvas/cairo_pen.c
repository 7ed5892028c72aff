/* cairo_pen.c - draws for a PNG what covers how much of its pixels, once for each thing drawn. */
#include "canvas.h"

#include <cairo.h>
#include <math.h>
#include <stdlib.h>

/* Cairo and the brush draw on a mask of bytes; what they cover there is taken off as a stencil, and
 * colour is laid on through that. The stencil follows from the drawing alone, so that it can be
 * kept for the next map. Where nothing is kept, the brush spares the mask, and lays the same colour
 * through the same cover: a map in a batch and a map by itself have the same pixels. */

static const double BEND_SEEN = 0.05; /* px of a PNG */

typedef struct drawing {
    const ct_stencil *parts[2]; /* by ct_pen_part; NULL: none */
    bool marked;
} drawing;

struct ct_pen {
    ct_arena *arena;   /* where nothing is kept: of the drawing in hand */
    ct_arena *scratch; /* of the letters in hand */
    ct_keep *keep;     /* NULL: nothing is kept */
    double scale;
    cairo_surface_t *surface;
    cairo_t *cr;
    ct_brush *brush;
    ct_patch clip;
    drawing *drawing; /* in hand */
    ct_arena *of;     /* its arena */
};

ct_pen *ct_pen_new(ct_arena *arena, int width, int height, double scale, ct_keep *keep,
                   int threads) {
    ct_pen *pen = CT_NEW(arena, ct_pen);
    *pen = (ct_pen){
        .arena = ct_arena_new(), .scratch = ct_arena_new(), .keep = keep, .scale = scale
    };
    pen->clip = (ct_patch){ 0, 0, width, height };
    pen->surface = cairo_image_surface_create(CAIRO_FORMAT_A8, width, height);
    pen->cr = cairo_create(pen->surface);
    pen->brush = ct_brush_new(threads);
    cairo_set_source_rgba(pen->cr, 1, 1, 1, 1);
    cairo_scale(pen->cr, scale, scale);
    return pen;
}

void ct_pen_free(ct_pen *pen) {
    if (!pen) return;
    ct_brush_free(pen->brush);
    cairo_destroy(pen->cr);
    cairo_surface_destroy(pen->surface);
    ct_arena_free(pen->arena);
    ct_arena_free(pen->scratch);
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

/* The pixels that a box may meet. */
static ct_patch seen_of(const ct_pen *pen, ct_box box) {
    const ct_patch clip = pen->clip;
    return (ct_patch){ pixel_of(floor(box.x0) - 2, clip.x0, clip.x1),
                       pixel_of(floor(box.y0) - 2, clip.y0, clip.y1),
                       pixel_of(ceil(box.x1) + 2, clip.x0, clip.x1),
                       pixel_of(ceil(box.y1) + 2, clip.y0, clip.y1) };
}

void ct_pen_take(ct_pen *pen, ct_pen_part part, ct_box box) {
    const ct_patch seen = seen_of(pen, box);
    cairo_surface_flush(pen->surface);
    const ct_pixel_rows mask = { .data = cairo_image_surface_get_data(pen->surface),
                                 .stride = cairo_image_surface_get_stride(pen->surface) };
    pen->drawing->parts[part] = ct_stencil_take(pen->of, &mask, seen);
    cairo_surface_mark_dirty(pen->surface);
}

void ct_pen_letters(ct_pen *pen, double halo) {
    ct_arena *scratch = pen->scratch;
    const ct_path path = { .shape = ct_cairo_shape(scratch, pen->cr), .winding = true };
    const double radius = halo * pen->scale;
    const ct_patch box = seen_of(pen, ct_box_grow(ct_box_of(&path.shape), radius));
    if (path.shape.parts > 0 && box.x0 < box.x1 && box.y0 < box.y1) {
        const size_t width = (size_t)(box.x1 - box.x0), height = (size_t)(box.y1 - box.y0);
        ct_pixel_rows mask = { CT_ARRAY(scratch, width * height, uint8_t), (int)width, box };
        ct_pixel_rows grown = mask;
        const ct_easel easel = { .data = mask.data,
                                 .stride = width,
                                 .left = box.x0,
                                 .top = box.y0,
                                 .is_mask = true,
                                 .clip = box,
                                 .scale = 1 };
        ct_brush_fill(pen->brush, &easel, &path);
        if (radius > 0) {
            grown.data = CT_ARRAY(scratch, width * height, uint8_t);
            ct_mask_grow(mask.data, grown.data, width, height, radius);
            pen->drawing->parts[CT_PEN_STROKE] = ct_stencil_take(pen->of, &grown, box);
        }
        pen->drawing->parts[CT_PEN_FILL] = ct_stencil_take(pen->of, &mask, box);
    }
    ct_arena_reset(scratch);
}

/* The pixels that `cr` draws on; false for those of a group that is clipped away. */
static bool rows_of(cairo_t *cr, ct_pixel_rows *rows) {
    double dx, dy;
    cairo_surface_t *target = cairo_get_group_target(cr);
    cairo_surface_flush(target);
    cairo_surface_get_device_offset(target, &dx, &dy);
    rows->data = cairo_image_surface_get_data(target);
    rows->stride = cairo_image_surface_get_stride(target);
    rows->box.x0 = -(int)lround(dx);
    rows->box.y0 = -(int)lround(dy);
    rows->box.x1 = rows->box.x0 + cairo_image_surface_get_width(target);
    rows->box.y1 = rows->box.y0 + cairo_image_surface_get_height(target);
    return rows->data != NULL;
}

void ct_pen_lay(const ct_pen *pen, ct_pen_part part, cairo_t *cr, ct_rgba color) {
    const ct_stencil *stencil = pen->drawing->parts[part];
    ct_pixel_rows rows;
    if (!stencil || !rows_of(cr, &rows)) return;
    ct_stencil_lay(stencil, color, &rows);
    cairo_surface_mark_dirty(cairo_get_group_target(cr));
}

/* ---- paths ----------------------------------------------------------------------------------- */

/* What follows from a path's own look but for its colours. */
static void key_path(ct_buffer *key, const ct_path *path) {
    const ct_stroke *stroke = &path->stroke;
    const double numbers[] = { path->has_fill, path->winding, stroke->width, stroke->cap,
                               stroke->join };
    ct_buffer_append(key, numbers, sizeof numbers);
    ct_basis_count(key, stroke->dash_count);
    ct_buffer_append(key, stroke->dash, stroke->dash_count * sizeof *stroke->dash);
    ct_basis_shape(key, &path->shape);
}

/* By Cairo: what the brush cannot. */
static void mask_cairo(const ct_pen *pen, const ct_path *path, ct_pen_part part) {
    ct_cairo_trace(pen->cr, &path->shape, BEND_SEEN / pen->scale);
    if (part == CT_PEN_FILL) {
        cairo_set_fill_rule(pen->cr,
                            path->winding ? CAIRO_FILL_RULE_WINDING : CAIRO_FILL_RULE_EVEN_ODD);
        cairo_fill(pen->cr);
    } else {
        ct_cairo_stroke(pen->cr, &path->stroke);
        cairo_stroke(pen->cr);
    }
}

static void mask_brush(const ct_pen *pen, const ct_path *path, ct_pen_part part) {
    cairo_surface_flush(pen->surface);
    const ct_easel easel = { .data = cairo_image_surface_get_data(pen->surface),
                             .stride = (size_t)cairo_image_surface_get_stride(pen->surface),
                             .is_mask = true,
                             .clip = pen->clip,
                             .scale = pen->scale };
    if (part == CT_PEN_FILL)
        ct_brush_fill(pen->brush, &easel, path);
    else
        ct_brush_stroke(pen->brush, &easel, path);
    cairo_surface_mark_dirty(pen->surface);
}

static void path_mask(ct_pen *pen, const ct_path *path) {
    const double scale = pen->scale;
    const ct_box bound = ct_box_of(&path->shape);
    const ct_box box = ct_box_grow(
        (ct_box){ bound.x0 * scale, bound.y0 * scale, bound.x1 * scale, bound.y1 * scale },
        2 * path->stroke.width * scale); /* a mitre is no longer */
    const bool wanted[] = {
        [CT_PEN_FILL] = path->has_fill, [CT_PEN_STROKE] = path->stroke.width > 0
    };
    for (int part = 0; part < 2; part++) {
        if (!wanted[part]) continue;
        if (ct_brush_can(path, scale))
            mask_brush(pen, path, (ct_pen_part)part);
        else
            mask_cairo(pen, path, (ct_pen_part)part);
        ct_pen_take(pen, (ct_pen_part)part, box);
    }
}

/* Straight on what `cr` draws on. */
static void path_direct(const ct_pen *pen, cairo_t *cr, const ct_path *path) {
    ct_pixel_rows rows;
    if (!rows_of(cr, &rows)) return;
    const ct_patch *in = &rows.box, *clip = &pen->clip;
    const ct_easel easel = {
        .data = rows.data,
        .stride = (size_t)rows.stride,
        .left = in->x0,
        .top = in->y0,
        .clip = { clip->x0 > in->x0 ? clip->x0 : in->x0, clip->y0 > in->y0 ? clip->y0 : in->y0,
                  clip->x1 < in->x1 ? clip->x1 : in->x1, clip->y1 < in->y1 ? clip->y1 : in->y1 },
        .scale = pen->scale
    };
    if (path->has_fill) ct_brush_fill(pen->brush, &easel, path);
    if (path->stroke.width > 0) ct_brush_stroke(pen->brush, &easel, path);
    cairo_surface_mark_dirty(cairo_get_group_target(cr));
}

void ct_pen_path(ct_pen *pen, cairo_t *cr, const ct_path *path) {
    if (!pen->keep && ct_brush_can(path, pen->scale)) {
        path_direct(pen, cr, path);
        return;
    }
    ct_buffer *key = ct_pen_basis(pen, "path");
    if (key) key_path(key, path);
    if (!ct_pen_found(pen)) path_mask(pen, path);
    ct_pen_lay(pen, CT_PEN_FILL, cr, path->fill);
    ct_pen_lay(pen, CT_PEN_STROKE, cr, path->stroke.color);
}
