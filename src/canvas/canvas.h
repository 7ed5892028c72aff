/* canvas.h - a scene to bytes: PNG, PDF and outlined SVG by Cairo, layered SVG, trace. */
#ifndef CT_CANVAS_H
#define CT_CANVAS_H

#include "../base/base.h"
#include "../scene/scene.h"

typedef enum ct_format {
    CT_FORMAT_NONE,
    CT_FORMAT_PNG,
    CT_FORMAT_SVG,
    CT_FORMAT_SVG_OUTLINES,
    CT_FORMAT_PDF,
    CT_FORMAT_TRACE
} ct_format;

ct_format ct_format_named(const char *ending); /* "png" …; NONE where unknown */

typedef struct ct_canvas_options {
    double scale;  /* PNG: pixels a page px */
    int png_level; /* libdeflate 0..12 */
} ct_canvas_options;

/* The interface of a canvas: replay calls these in the scene's order. Drawing returns nothing; a
 * fault sticks and `finish` tells it. */
typedef struct ct_canvas {
    void *self;
    void (*begin)(void *self, const ct_scene *scene);
    void (*group_begin)(void *self, const ct_group *group);
    void (*group_end)(void *self);
    void (*path)(void *self, const ct_path *path);
    void (*text)(void *self, const ct_text *text);
    void (*image)(void *self, const ct_image *image);
    bool (*finish)(void *self, ct_buffer *out, ct_report *report);
} ct_canvas;

bool ct_canvas_replay(const ct_canvas *canvas, const ct_scene *scene, ct_buffer *out,
                      ct_report *report) CT_MUST_USE;

/* Draws the scene in a format; the bytes are appended to `out`. Same scene, same bytes. */
bool ct_canvas_draw(const ct_scene *scene, ct_fonts *fonts, ct_format format,
                    const ct_canvas_options *options, ct_buffer *out,
                    ct_report *report) CT_MUST_USE;

/* One file a canvas. */
bool ct_cairo_draw(const ct_scene *scene, ct_fonts *fonts, ct_format format,
                   const ct_canvas_options *options, ct_buffer *out, ct_report *report) CT_MUST_USE;
bool ct_svg_draw(const ct_scene *scene, ct_buffer *out, ct_report *report) CT_MUST_USE;
bool ct_trace_draw(const ct_scene *scene, ct_buffer *out, ct_report *report) CT_MUST_USE;
/* png.c: encodes premultiplied BGRx rows (opaque) as RGB PNG with pHYs, sRGB, iTXt Title. */
void ct_png_encode(const uint8_t *pixels, int width, int height, int stride, double px_per_metre,
                   const char *title, int level, ct_buffer *out);

#endif
