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
    int threads;   /* at most so many draw a PNG, the same pixels; 0: one with `keep`, else two */
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
typedef struct ct_pixel_rows { /* premultiplied 0xAARRGGBB in the machine's order, as Cairo's; of a
                                  mask bytes */
    uint8_t *data;             /* of the first pixel of `box` */
    int stride;
    ct_patch box;
} ct_pixel_rows;
typedef struct ct_stencil ct_stencil;
/* Takes what a mask (a byte a pixel, 255: wholly covered) holds in a box off it: it is 0 there
 * afterwards. At most 65,535 pixels a side. */
ct_stencil *ct_stencil_take(ct_arena *arena, const ct_pixel_rows *mask, ct_patch box);
/* Lays a colour on pixels, as much of it as they are covered. */
void ct_stencil_lay(const ct_stencil *stencil, ct_rgba color, const ct_pixel_rows *rows);

/* ---- cairo_pen.c: what is drawn for a PNG, as stencils ----------------------------------------
 */

typedef struct ct_pen ct_pen;
/* `threads`: of the brush. */
ct_pen *ct_pen_new(ct_arena *arena, int width, int height, double scale, ct_keep *keep,
                   int threads);
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
/* The same for letters: fills the path of the pen's Cairo, which is gone then, and grows a halo
 * about them, of so many page px, as the other part. */
void ct_pen_letters(ct_pen *pen, double halo);
/* Some of it cannot be drawn so: that is kept too. */
void ct_pen_mark(ct_pen *pen);
bool ct_pen_marked(const ct_pen *pen);
/* Lays the colour on what `cr` draws on, through what was found or taken; nothing where the drawing
 * has no such part. */
void ct_pen_lay(const ct_pen *pen, ct_pen_part part, struct _cairo *cr, ct_rgba color);
/* Draws a path on what `cr` draws on, with the brush where it can; the stencils are kept. */
void ct_pen_path(ct_pen *pen, struct _cairo *cr, const ct_path *path);

/* cairo_path.c: takes the path of `cr` as an area, in px of what it draws on, without curves. */
ct_shape ct_cairo_shape(ct_arena *arena, struct _cairo *cr);
/* grow.c: a mask (a byte a pixel) of what lies within `radius` px of what another one covers. */
void ct_mask_grow(const uint8_t *mask, uint8_t *out, size_t width, size_t height, double radius);

/* cairo_trace.c: adds the shape to the path; not every bend of less than `least`, which nobody
 * sees.
 */
void ct_cairo_trace(struct _cairo *cr, const ct_shape *shape, double least);
/* Sets all but the colour. */
void ct_cairo_stroke(struct _cairo *cr, const ct_stroke *stroke);

/* ---- the brush: solid fills and strokes straight into the pixels of an image -------------------
 */

/* What the brush paints on: pixels of 32 bits, premultiplied 0xAARRGGBB or 0xXXRRGGBB as Cairo has
 * them, or a mask of bytes, all 0, that gets the cover. Page px become px by `scale`; the first
 * pixel there is is (left, top). Nothing is drawn outside of `clip`, which lies within it. */
typedef struct ct_easel {
    uint8_t *data;
    size_t stride; /* bytes */
    bool is_mask;
    int left, top;
    ct_patch clip;
    double scale;
} ct_easel;

/* Pixels that will be drawn on soon: fetched meanwhile. */
static inline void ct_easel_soon(const ct_easel *easel, int x, int y) {
    const int bytes = easel->is_mask ? 1 : 4;
    __builtin_prefetch(easel->data + (ptrdiff_t)(y - easel->top) * (ptrdiff_t)easel->stride +
                           (ptrdiff_t)(x - easel->left) * bytes,
                       1);
}

/* brush.c: draws paths that are sound as for a canvas. Areas are exact (cover.c), lines are sampled
 * (samples.c). `threads`: at most so many for a big path; the pixels are the same. */
typedef struct ct_brush ct_brush;
ct_brush *ct_brush_new(int threads);
void ct_brush_free(ct_brush *brush); /* NULL is allowed */
/* False for what is left to Cairo: dashes finer than a pixel, square dots. */
bool ct_brush_can(const ct_path *path, double scale);
void ct_brush_fill(ct_brush *brush, const ct_easel *easel, const ct_path *path);
void ct_brush_stroke(ct_brush *brush, const ct_easel *easel, const ct_path *path);

/* ink.c: a colour, and laying it over pixels with a cover of 0..255, rounded as Cairo does. */
typedef struct ct_ink {
    uint32_t pixel; /* premultiplied */
    bool is_opaque;
} ct_ink;
ct_ink ct_ink_of(ct_rgba color);
void ct_ink_dots(const ct_ink *ink, uint32_t *to, const uint8_t *alphas, size_t count);
void ct_ink_dots_plain(const ct_ink *ink, uint32_t *to, const uint8_t *alphas, size_t count);
void ct_ink_run(const ct_ink *ink, uint32_t *to, size_t count, unsigned alpha);
void ct_easel_dots(const ct_easel *easel, const ct_ink *ink, int x, int y, const uint8_t *alphas,
                   size_t count);
void ct_easel_run(const ct_easel *easel, const ct_ink *ink, int x, int y, size_t count,
                  unsigned alpha);

/* trail.c: what is drawn of a shape, in px of the image, without the bends that nobody sees. Step i
 * goes from point i to point i+1 and is never of no length; a ring ends with its first point,
 * whether it is an area's or a line that comes back. A part of one point is a dot. In the arena. */
enum { CT_TRAIL_FIRST = 1, CT_TRAIL_LAST = 2, CT_TRAIL_RING = 4 };
typedef struct ct_trail {
    const double *x, *y;
    const size_t *end;
    size_t parts, points;
    const uint8_t *marks; /* of each point: the first, the last of its part, one of a ring */
    ct_box box;
} ct_trail;
/* The point that the line goes to from point `from`: the farthest of the next few that all lie
 * within `least` of it. */
size_t ct_trail_next(const ct_shape *shape, size_t from, size_t end, double least);
ct_trail ct_trail_of(ct_arena *arena, const ct_shape *shape, const ct_easel *easel, bool closed);
uint8_t *ct_trail_marks(ct_arena *arena, const size_t *end, size_t parts);
/* dash.c: its pieces; the pattern in page px. A ring's last piece goes on into its first. */
ct_trail ct_trail_dash(ct_arena *arena, const ct_trail *trail, const double *pattern, size_t count,
                       double scale);

/* bands.c: rows of pixels by the band, and which steps (or dots) come within `reach` of each. */
enum { CT_BAND_ROWS = 16, CT_BRUSHES = 2 };
typedef struct ct_bands {
    int y0, rows, count;   /* the first row, how many, how many bands */
    const uint32_t *first; /* steps[first[band]..first[band + 1]) */
    const uint32_t *steps;
} ct_bands;
ct_bands ct_bands_of(ct_arena *arena, const ct_trail *trail, double reach, int y0, int rows);
/* Calls `task` once for each number below `count`, with users[0], or in a thread of its own with
 * one of the others. */
typedef void ct_task_fn(void *user, int number);
void ct_threads_deal(ct_task_fn *task, void *const users[CT_BRUSHES], int count, int threads);

/* cover.c: the area that steps wind round, in each pixel of a band of at most CT_BAND_ROWS rows:
 * open, add all steps that meet its rows, close. Even-odd, or by winding number. */
typedef struct ct_cover { /* zero at first */
    const ct_easel *easel;
    int x0, y0, width, rows;
    size_t columns; /* there is room for */
    float *sums;
    uint8_t *marks;
} ct_cover;
void ct_cover_open(ct_cover *cover, const ct_easel *easel, int x0, int y0, int width, int rows);
void ct_cover_step(ct_cover *cover, double xa, double ya, double xb, double yb);
void ct_cover_close(ct_cover *cover, const ct_ink *ink, bool winding);
void ct_cover_free(ct_cover *cover);

/* samples.c: the union of pieces in a band, likewise. */
enum { CT_SAMPLE_ROWS = 16, CT_SAMPLE_ASIDE = 4 /* columns */, CT_SLABS = 4 };
typedef struct ct_samples { /* zero at first */
    const ct_easel *easel;
    int x0, y0, width, rows;
    size_t columns;          /* there is room for, margins and all */
    ptrdiff_t pitch;         /* from a row of pixels to the next one */
    uint16_t *room, *masks;  /* CT_SAMPLE_ROWS a pixel; `masks` is that of pixel (0, 0) */
    uint8_t *marked, *marks; /* of four pixels: something is set in them */
    float disc_rows[2][CT_SAMPLE_ROWS];
    bool is_plain; /* without vectors, for tests: the same bits */
} ct_samples;
typedef struct ct_slab { /* what lies within `half` of the line nx·x + ny·y = c; (nx, ny) of length
                            1 */
    double nx, ny, c, half;
} ct_slab;
void ct_samples_open(ct_samples *samples, const ct_easel *easel, int x0, int y0, int width,
                     int rows);
/* What lies in all slabs; `box` holds it. */
void ct_samples_slabs(ct_samples *samples, const ct_slab *slabs, size_t count, ct_box box);
void ct_samples_disc(ct_samples *samples, double x, double y, double radius);
void ct_samples_close(ct_samples *samples, const ct_ink *ink);
void ct_samples_free(ct_samples *samples);

/* stroke.c: a step of a trail, and the join or cap at its end, as pieces. */
typedef struct ct_nib {
    double half; /* px of the image: half the width */
    ct_cap cap;
    ct_join join;
} ct_nib;
double ct_stroke_reach(const ct_nib *nib); /* how far a line gets from its trail */
void ct_stroke_step(ct_samples *samples, const ct_trail *trail, const ct_nib *nib, size_t step);

/* bars.c: the areas of a path's lines, where they are straight, parallel, flat at the ends, told
 * one after the other from one side to the other, and do not overlap; false for other paths. */
bool ct_bars_of(ct_arena *arena, const ct_path *path, ct_shape *areas);

/* stamp.c: thin lines with round joins, of which there are many short steps. */
enum { CT_STAMP_PLACES = 32 };
typedef struct ct_stamps { /* zero at first */
    uint16_t *masks;       /* of two by two pixels, by the place of the disc's centre */
    double half, radius;
} ct_stamps;
/* Makes ready for a line; false: not of that kind. */
bool ct_stamps_make(ct_stamps *stamps, const ct_nib *nib);
void ct_stamps_free(ct_stamps *stamps);
/* As ct_stroke_step; false, and nothing is done, for steps that are long or at a line's end. */
bool ct_stamp_step(ct_samples *samples, const ct_trail *trail, const ct_stamps *stamps,
                   size_t step);

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
/* svg_attributes.c: ` name="value"`; of a colour `name`-opacity too; what is SVG's default is left
 * out, and of a font what `from` (NULL: SVG's default) has already. */
void ct_svg_attribute(ct_buffer *out, const char *name, const char *value);
void ct_svg_number(ct_buffer *out, const char *name, double value);
void ct_svg_color(ct_buffer *out, const char *name, ct_rgba color);
void ct_svg_stroke(ct_buffer *out, const ct_stroke *stroke);
void ct_svg_font(ct_buffer *out, const ct_font *font, const ct_font *from);
/* svg_path.c: what stands in the `d` of a path: relative steps of one decimal, in as few bytes as
 * the grammar allows. A ring that rounds to less than a triangle is left out; of a path of over a
 * thousand points also what is off by less than a quarter of a px. */
void ct_svg_path(ct_buffer *out, ct_arena *scratch, const ct_shape *shape);
/* svg_twins.c: the large shapes that a scene draws more than once, as a fill and its outline. */
typedef struct ct_svg_twins ct_svg_twins;
typedef struct ct_svg_twin {
    size_t times;
    const char *id; /* of the path that is written; NULL as long as there is none */
} ct_svg_twin;
ct_svg_twins *ct_svg_twins_of(ct_arena *arena, const ct_scene *scene);
size_t ct_svg_twins_count(const ct_svg_twins *twins);
/* NULL: it is drawn once, or small. */
ct_svg_twin *ct_svg_twin_of(const ct_svg_twins *twins, const ct_shape *shape);
/* svg.c: ` role="img" aria-labelledby="…"` of the svg element, and the elements it speaks of. */
void ct_svg_role(ct_buffer *out, const ct_scene *scene);
void ct_svg_titles(ct_buffer *out, const ct_scene *scene);

/* png.c: encodes rows of 32-bit pixels 0xXXRRGGBB (as Cairo has them, opaque) as PNG with sRGB,
 * pHYs and iTXt Title; with a palette where there are at most 256 colours. `title` may be NULL. */
void ct_png_encode(const uint8_t *pixels, int width, int height, int stride, double px_per_metre,
                   const char *title, int level, ct_buffer *out);
/* The same, at the cost of the pixels, which its scan lines are written over: no memory besides.
 * Rows lie close together or further apart (`stride` at least 4 * width). */
void ct_png_encode_over(uint8_t *pixels, int width, int height, int stride, double px_per_metre,
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
