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
    CT_FORMAT_TRACE,
    CT_FORMAT_PIXELS /* what a PNG shows: a ct_pixel_size, then rows of 0xXXRRGGBB without gaps */
} ct_format;

typedef struct ct_pixel_size {
    int32_t width, height;
} ct_pixel_size;

/* "png", "svg", "pdf", "trace", case aside; NONE where unknown. */
ct_format ct_format_named(const char *ending);

typedef struct ct_canvas_options {
    double scale;  /* PNG: pixels a page px; 0: 1 */
    int png_level; /* libdeflate 0..12 */
    ct_keep *keep; /* PNG: of maps before and after this one; NULL: none */
} ct_canvas_options;

/* The interface of a canvas: replay calls these in the scene's order. Drawing returns nothing; a
 * fault sticks and `finish` tells it. What it is called with is sound: coordinates are finite and
 * within 50,000 px of the page, colours, opacity and anchor within 0..1, dashes usable, and what
 * cannot be seen is left out. */
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

/* Draws all nodes and appends the bytes to `out`, or tells a finding and leaves `out` alone.
 * Points, texts and pictures without a finite place are left out, counted, and told in a warning.
 */
bool ct_canvas_replay(const ct_canvas *canvas, const ct_scene *scene, ct_buffer *out,
                      ct_report *report) CT_MUST_USE;

/* Draws the scene in a format; the bytes are appended to `out`. Same scene, same bytes. `options`
 * may be NULL: scale 1, level 6. */
bool ct_canvas_draw(const ct_scene *scene, ct_fonts *fonts, ct_format format,
                    const ct_canvas_options *options, ct_buffer *out,
                    ct_report *report) CT_MUST_USE;

/* One file a canvas. */
bool ct_cairo_draw(const ct_scene *scene, ct_fonts *fonts, ct_format format,
                   const ct_canvas_options *options, ct_buffer *out, ct_report *report) CT_MUST_USE;
bool ct_svg_draw(const ct_scene *scene, ct_buffer *out, ct_report *report) CT_MUST_USE;
bool ct_trace_draw(const ct_scene *scene, ct_buffer *out, ct_report *report) CT_MUST_USE;

/* cairo_image.c: a picture into its box; `crisp`: with hard edges. False: what is wrong stands in
 * why[0..room), or is told already and nothing stands there. */
struct _cairo;
bool ct_cairo_image(struct _cairo *cr, bool crisp, const ct_image *image, ct_report *report,
                    char *why, size_t room) CT_MUST_USE;

/* ---- stencil.c: coverage of a PNG's pixels ----------------------------------------------------
 */

typedef struct ct_patch { /* x0 <= x < x1 … */
    int x0, y0, x1, y1;
} ct_patch;
typedef struct ct_pixel_rows { /* premultiplied 0xAARRGGBB in the machine's order, as Cairo's */
    uint8_t *data;             /* of the first pixel of `box` */
    int stride;
    ct_patch box;
} ct_pixel_rows;
typedef struct ct_stencil ct_stencil;
/* Takes what a mask (a byte a pixel, 255: wholly covered) holds in a box off it: it is 0 there
 * afterwards. At most 65,535 pixels a side. */
ct_stencil *ct_stencil_take(ct_arena *arena, uint8_t *mask, int stride, ct_patch box);
/* Lays a colour on pixels, as much of it as they are covered. */
void ct_stencil_lay(const ct_stencil *stencil, ct_rgba color, const ct_pixel_rows *rows);

/* ---- cairo_pen.c: what Cairo draws for a PNG, as stencils -------------------------------------
 */

typedef struct ct_pen ct_pen;
ct_pen *ct_pen_new(ct_arena *arena, int width, int height, double scale, ct_keep *keep);
void ct_pen_free(ct_pen *pen); /* NULL is allowed */
/* What to draw on, in white: nothing may stay in its path. */
struct _cairo *ct_pen_cairo(const ct_pen *pen);
/* Draws within a box alone. */
void ct_pen_clip(ct_pen *pen, ct_patch clip);
ct_patch ct_pen_clipped(const ct_pen *pen);
/* Begins the key of a drawing, to which all is appended that it follows from; NULL: nothing is
 * kept. Then: is it there already? Else it is drawn and taken off, with what surely holds it (px of
 * the PNG). */
ct_buffer *ct_pen_basis(ct_pen *pen, const char *what);
bool ct_pen_found(ct_pen *pen);
typedef enum ct_pen_part { CT_PEN_FILL, CT_PEN_STROKE } ct_pen_part;
void ct_pen_take(ct_pen *pen, ct_pen_part part, ct_box box);
/* Some of it cannot be drawn so: that is kept too. */
void ct_pen_mark(ct_pen *pen);
bool ct_pen_marked(const ct_pen *pen);
/* Lays the colour on what `cr` draws on, through what was found or taken; nothing where the drawing
 * has no such part. */
void ct_pen_lay(const ct_pen *pen, ct_pen_part part, struct _cairo *cr, ct_rgba color);

/* cairo_trace.c: adds the shape to the path; not every bend of less than `least`, which nobody
 * sees.
 */
void ct_cairo_trace(struct _cairo *cr, const ct_shape *shape, double least);

/* outlined.c: mends the SVG that Cairo wrote: ids are numbered from 1 in their order (Cairo numbers
 * them through the life of the process), and the document gets its title and description. */
void ct_outlined_mend(const ct_scene *scene, const char *svg, size_t size, ct_buffer *out);
/* What stands inside the svg element that Cairo wrote, its ids numbered from 1 and with `prefix`
 * before them, so that they are nobody else's; false where it is no such thing. */
bool ct_outlined_inner(const char *svg, size_t size, const char *prefix,
                       ct_buffer *out) CT_MUST_USE;
/* xml.c: text as XML character data or an attribute's value: escaped, valid UTF-8, without the
 * characters that XML forbids. */
void ct_xml_text(ct_buffer *out, const char *text);
/* The ids of a document. */
typedef struct ct_xml_names ct_xml_names;
ct_xml_names *ct_xml_names_new(ct_arena *arena);
/* `prefix` and `name` as an NCName that no id of the document has yet: what may not stand in one
 * becomes '-', and "-2", "-3" … is added where needed. `name` may begin with `prefix` already. In
 * the arena of the names. */
const char *ct_xml_name(ct_xml_names *names, const char *prefix, const char *name);
/* svg_path.c: what stands in the `d` of a path: relative steps of one decimal. A ring that rounds
 * to less than a triangle is left out. */
void ct_svg_path(ct_buffer *out, const ct_shape *shape);
/* svg.c: ` role="img" aria-labelledby="…"` of the svg element, and the elements it speaks of. */
void ct_svg_role(ct_buffer *out, const ct_scene *scene);
void ct_svg_titles(ct_buffer *out, const ct_scene *scene);

/* png.c: encodes rows of 32-bit pixels 0xXXRRGGBB (as Cairo has them, opaque) as PNG with sRGB,
 * pHYs and iTXt Title; with a palette where there are at most 256 colours. `title` may be NULL. */
void ct_png_encode(const uint8_t *pixels, int width, int height, int stride, double px_per_metre,
                   const char *title, int level, ct_buffer *out);

/* ---- picture.c: picture files ------------------------------------------------------------------
 */

/* Reads a PNG or an SVG whole and looks at it, so that it can be drawn: BAD_IO where it cannot be
 * read, BAD_DATA where it is neither, broken, too large, or an SVG that reaches for what lies
 * outside its file or holds scripts. Its bytes live in the arena. */
bool ct_picture_read(ct_arena *arena, const char *path, ct_place place, ct_picture *picture,
                     ct_report *report) CT_MUST_USE;
/* png_look.c: the size of a PNG whose chunks are whole; else false and what is wrong with it
 * (literal: "it …"). */
bool ct_png_look(const uint8_t *bytes, size_t size, double *width, double *height,
                 const char **why) CT_MUST_USE;

/* ---- vector.c: SVG pictures ------------------------------------------------------------------ */

/* What the module cartouche-svg.so (rsvg*.c: librsvg and libxml2) gives. Where a call is false,
 * what is wrong stands in why[0..room): "it …". */
typedef struct ct_svg_module {
    const char *version; /* of Cartouche */
    /* Refuses what reaches outside; gives the size. `*has_text`: words, set in whatever fonts the
     * machine has. */
    bool (*look)(const uint8_t *bytes, size_t size, double *width, double *height, bool *has_text,
                 char *why, size_t room);
    /* Draws it from (0, 0) to (width, height) of the user space. */
    bool (*draw)(const ct_picture *picture, double width, double height, struct _cairo *cr,
                 char *why, size_t room);
    /* As an SVG that Cairo writes: presentation attributes, clips, gradients, and no more. */
    bool (*flatten)(const ct_picture *picture, double width, double height, ct_buffer *out,
                    char *why, size_t room);
} ct_svg_module;

/* rsvg_look.c, for rsvg.c: the picture keeps to itself. */
bool ct_rsvg_look(const uint8_t *bytes, size_t size, bool *has_text, char *why,
                  size_t room) CT_MUST_USE;
/* Loads it the first time; NULL: told. */
const ct_svg_module *ct_svg_open(ct_place place, const char *path, ct_report *report);

#endif
