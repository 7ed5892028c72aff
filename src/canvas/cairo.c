/* cairo.c - draw a scene as PNG, PDF or outlined SVG with Cairo. */
#include "canvas.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <math.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-font.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const double MOST_SIDE = 32767, MOST_AREA = 400e6; /* px of a PNG */
static const double PT_PER_PX = 0.75;
static const double PX_PER_METRE = 96 / 0.0254;

typedef struct open_group {
    double opacity;
    ct_patch around; /* the clip before it */
} open_group;

typedef struct cairo_canvas {
    ct_fonts *fonts;
    ct_format format;
    bool raw;     /* a PNG's pixels are wanted as they are */
    double scale; /* of a PNG */
    int png_level, threads;
    ct_keep *keep;
    const ct_scene *scene;
    cairo_surface_t *surface;
    cairo_t *cr;      /* NULL after a fault: nothing is drawn any more */
    ct_pen *pen;      /* of a PNG, which is drawn by stencils */
    cairo_t *path;    /* where paths are traced: the pen's, else cr */
    ct_buffer stream; /* what PDF and SVG write */
    ct_arena *arena;
    struct open_group *groups;
    size_t depth, depth_capacity;
    cartouche_status fault;
    const char *fault_text, *fault_hint; /* in the arena */
    bool is_told;
    ct_report *report;
} cairo_canvas;

static void fault_set(cairo_canvas *c, cartouche_status status, const char *text,
                      const char *hint) {
    if (c->fault != CARTOUCHE_OK) return;
    c->fault = status;
    c->fault_text = text;
    c->fault_hint = hint;
    if (c->cr) cairo_destroy(c->cr);
    c->cr = NULL;
}

static void color_set(cairo_canvas *c, ct_rgba color) {
    cairo_set_source_rgba(c->cr, color.r, color.g, color.b, color.a);
}

/* ---- surfaces ------------------------------------------------------------------------------- */

static cairo_status_t stream_write(void *closure, const unsigned char *data, unsigned int size) {
    ct_buffer_append(closure, data, size);
    return CAIRO_STATUS_SUCCESS;
}

static void image_begin(cairo_canvas *c) {
    const double width = fmax(1, ceil(c->scene->width * c->scale - 1e-6));
    const double height = fmax(1, ceil(c->scene->height * c->scale - 1e-6));
    if (width > MOST_SIDE || height > MOST_SIDE || width * height > MOST_AREA) {
        fault_set(c, CARTOUCHE_BAD_SPEC,
                  ct_printf(c->arena, "a PNG of %.0f × %.0f px is too large", width, height),
                  "a side may have 32,767 px, the whole 400 million: lessen the size or the scale");
        return;
    }
    c->surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)width, (int)height);
    c->cr = cairo_create(c->surface);
    color_set(c, (ct_rgba){ 1, 1, 1, 1 }); /* below a paper that is not opaque */
    cairo_paint(c->cr);
    cairo_scale(c->cr, c->scale, c->scale);
    c->pen = ct_pen_new(c->arena, (int)width, (int)height, c->scale, c->keep, c->threads);
}

/* The time that SOURCE_DATE_EPOCH names, else the epoch, so that the same input gives the same
 * bytes (reproducible-builds.org/specs/source-date-epoch). */
static void date_write(char *text, size_t size) {
    const char *given = getenv("SOURCE_DATE_EPOCH");
    char *end = NULL;
    long long seconds = given ? strtoll(given, &end, 10) : 0;
    if (!given || end == given || *end || seconds < 0 || seconds > 253402300799LL) seconds = 0;
    const time_t moment = (time_t)seconds;
    struct tm utc;
    gmtime_r(&moment, &utc);
    strftime(text, size, "%Y-%m-%dT%H:%M:%SZ", &utc);
}

/* Cairo takes valid UTF-8 alone. */
static void metadata_set(cairo_canvas *c, cairo_pdf_metadata_t what, const char *text) {
    enum { LONGEST = 64 << 10 };
    if (text)
        cairo_pdf_surface_set_metadata(c->surface, what, ct_text_plain(c->arena, text, LONGEST));
}

static void pdf_begin(cairo_canvas *c) {
    const ct_scene *scene = c->scene;
    c->surface = cairo_pdf_surface_create_for_stream(
        stream_write, &c->stream, scene->width * PT_PER_PX, scene->height * PT_PER_PX);
    char date[32];
    date_write(date, sizeof date);
    cairo_pdf_surface_set_metadata(c->surface, CAIRO_PDF_METADATA_CREATE_DATE, date);
    metadata_set(c, CAIRO_PDF_METADATA_TITLE, scene->title);
    metadata_set(c, CAIRO_PDF_METADATA_SUBJECT, scene->description);
    c->cr = cairo_create(c->surface);
    cairo_scale(c->cr, PT_PER_PX, PT_PER_PX);
}

static void outlined_begin(cairo_canvas *c) {
    c->surface = cairo_svg_surface_create_for_stream(stream_write, &c->stream, c->scene->width,
                                                     c->scene->height);
    cairo_svg_surface_set_document_unit(c->surface, CAIRO_SVG_UNIT_PX);
    c->cr = cairo_create(c->surface);
}

static void canvas_begin(void *self, const ct_scene *scene) {
    cairo_canvas *c = self;
    c->scene = scene;
    if (c->format == CT_FORMAT_PDF)
        pdf_begin(c);
    else if (c->format == CT_FORMAT_SVG_OUTLINES)
        outlined_begin(c);
    else
        image_begin(c);
    if (!c->cr) return;
    c->path = c->pen ? ct_pen_cairo(c->pen) : c->cr;
    cairo_set_antialias(c->path, CAIRO_ANTIALIAS_GOOD);
    cairo_set_miter_limit(c->path, 4);
    color_set(c, scene->paper);
    cairo_rectangle(c->cr, 0, 0, scene->width, scene->height);
    if (c->format == CT_FORMAT_PNG)
        cairo_paint(c->cr); /* a last row that the page covers in part is paper too */
    else
        cairo_fill(c->cr);
    cairo_new_path(c->cr);
}

/* ---- groups and paths ----------------------------------------------------------------------- */

static int pixel_edge(double at, int least, int most) {
    return at > least ? at < most ? (int)round(at) : most : least;
}

/* Clips to the box; in a PNG to whole pixels, so that the edge is crisp. */
static void clip_set(cairo_canvas *c, ct_box box) {
    if (c->pen) {
        const ct_patch around = c->groups[c->depth - 1].around;
        const ct_patch clip = { pixel_edge(box.x0 * c->scale, around.x0, around.x1),
                                pixel_edge(box.y0 * c->scale, around.y0, around.y1),
                                pixel_edge(box.x1 * c->scale, around.x0, around.x1),
                                pixel_edge(box.y1 * c->scale, around.y0, around.y1) };
        (void)ct_pen_clip(c->pen, clip);
        box = (ct_box){ clip.x0 / c->scale, clip.y0 / c->scale, clip.x1 / c->scale,
                        clip.y1 / c->scale };
    }
    cairo_rectangle(c->cr, box.x0, box.y0, box.x1 - box.x0, box.y1 - box.y0);
    cairo_clip(c->cr);
}

static void canvas_group_begin(void *self, const ct_group *group) {
    cairo_canvas *c = self;
    CT_GROW(c->arena, c->groups, c->depth_capacity, c->depth);
    open_group *open = &c->groups[c->depth++];
    open->opacity = group->opacity;
    if (c->pen) open->around = ct_pen_clipped(c->pen);
    if (!c->cr) return;
    cairo_save(c->cr);
    if (group->has_clip) clip_set(c, group->clip);
    if (group->opacity < 1) cairo_push_group(c->cr);
}

static void canvas_group_end(void *self) {
    cairo_canvas *c = self;
    const open_group *open = &c->groups[--c->depth];
    if (!c->cr) return;
    if (open->opacity < 1) {
        cairo_pop_group_to_source(c->cr);
        cairo_paint_with_alpha(c->cr, open->opacity);
    }
    if (c->pen) ct_pen_clip(c->pen, open->around);
    cairo_restore(c->cr);
}

static void vector_path(cairo_canvas *c, const ct_path *path) {
    cairo_new_path(c->cr);
    ct_cairo_trace(c->cr, &path->shape, 0);
    if (path->has_fill) {
        cairo_set_fill_rule(c->cr,
                            path->winding ? CAIRO_FILL_RULE_WINDING : CAIRO_FILL_RULE_EVEN_ODD);
        color_set(c, path->fill);
        if (path->stroke.width > 0)
            cairo_fill_preserve(c->cr);
        else
            cairo_fill(c->cr);
    }
    if (path->stroke.width > 0) {
        color_set(c, path->stroke.color);
        ct_cairo_stroke(c->cr, &path->stroke);
        cairo_stroke(c->cr);
    }
}

static void canvas_path(void *self, const ct_path *path) {
    cairo_canvas *c = self;
    if (!c->cr) return;
    if (c->pen)
        ct_pen_path(c->pen, c->cr, path);
    else
        vector_path(c, path);
}

/* ---- text ----------------------------------------------------------------------------------- */

/* True where the font's letters are pictures: they have no outlines. */
static bool font_is_pictures(PangoFont *font) {
    FcPattern *pattern =
        PANGO_IS_FC_FONT(font) ? pango_fc_font_get_pattern(PANGO_FC_FONT(font)) : NULL;
    FcBool color = FcFalse, outline = FcTrue;
    if (pattern) FcPatternGetBool(pattern, FC_COLOR, 0, &color);
    if (pattern) FcPatternGetBool(pattern, FC_OUTLINE, 0, &outline);
    return color || !outline;
}

/* Goes over the glyphs of a run whose left end is at x on the baseline: adds the outlines to the
 * path, or, where `pictures`, draws those that have none. False where all are of that kind. */
static bool run_trace(cairo_canvas *c, const ct_run *run, double x, bool pictures) {
    size_t count;
    PangoGlyphItem *const *items = ct_fonts_glyphs(c->fonts, run, &count);
    cairo_t *cr = pictures ? c->cr : c->path;
    bool others = false;
    for (size_t i = 0; i < count; i++) {
        const PangoGlyphItem *item = items[i];
        PangoFont *font = item->item->analysis.font;
        if (font_is_pictures(font) != pictures) {
            others = true;
        } else {
            cairo_move_to(cr, x, 0);
            if (pictures)
                pango_cairo_show_glyph_string(cr, font, item->glyphs);
            else
                pango_cairo_glyph_string_path(cr, font, item->glyphs);
        }
        x += (double)pango_glyph_string_get_width(item->glyphs) / PANGO_SCALE;
    }
    return others;
}

/* Where the canvas has its origin for a run: the text's place, or a letter's own. */
static void place_at(cairo_t *cr, double x, double y, double angle) {
    cairo_translate(cr, x, y);
    cairo_rotate(cr, angle * M_PI / 180);
}

static bool letters_trace(cairo_canvas *c, const ct_text *text, bool pictures) {
    cairo_t *cr = pictures ? c->cr : c->path;
    bool others = false;
    for (size_t i = 0; i < text->letter_count; i++) {
        const ct_letter *letter = &text->letters[i];
        const ct_run run = ct_letter_run(text, letter);
        cairo_save(cr); /* the path is kept */
        place_at(cr, letter->x, letter->y, letter->angle);
        others |= run_trace(c, &run, run.dx, pictures);
        cairo_restore(cr);
    }
    return others;
}

static bool runs_trace(cairo_canvas *c, const ct_text *text, bool pictures) {
    if (text->letters) return letters_trace(c, text, pictures);
    const double left = -text->anchor * text->line.width;
    bool others = false;
    for (size_t i = 0; i < text->line.run_count; i++)
        others |= run_trace(c, &text->line.runs[i], left + text->line.runs[i].dx, pictures);
    return others;
}

static void run_show(cairo_canvas *c, const ct_run *run, double x) {
    size_t count;
    PangoGlyphItem *const *items = ct_fonts_glyphs(c->fonts, run, &count);
    for (size_t i = 0; i < count; i++) {
        PangoGlyphItem item = *items[i];
        cairo_move_to(c->cr, x, 0);
        pango_cairo_show_glyph_item(c->cr, run->text, &item);
        x += (double)pango_glyph_string_get_width(item.glyphs) / PANGO_SCALE;
    }
}

/* Text that can be read and searched in the file. */
static void runs_show(cairo_canvas *c, const ct_text *text) {
    const double left = -text->anchor * text->line.width;
    for (size_t i = 0; i < text->letter_count; i++) {
        const ct_run run = ct_letter_run(text, &text->letters[i]);
        cairo_save(c->cr);
        place_at(c->cr, text->letters[i].x, text->letters[i].y, text->letters[i].angle);
        run_show(c, &run, run.dx);
        cairo_restore(c->cr);
    }
    for (size_t i = 0; i < text->line.run_count && !text->letters; i++)
        run_show(c, &text->line.runs[i], left + text->line.runs[i].dx);
}

static ct_stroke halo_of(const ct_text *text) {
    return (ct_stroke){ .width = 2 * text->halo_width, .join = CT_JOIN_ROUND };
}

/* Letters are filled outlines in SVG: Cairo would put the glyphs of an image surface on whole
 * pixels, which spoils spacing and baselines. In a PDF they are text. */
static void vector_text(cairo_canvas *c, const ct_text *text) {
    const bool live = c->format == CT_FORMAT_PDF;
    cairo_save(c->cr);
    place_at(c->cr, text->x, text->y, text->angle);
    cairo_new_path(c->cr);
    bool pictures = false;
    if (!live || text->halo_width > 0) pictures = runs_trace(c, text, false);
    if (text->halo_width > 0) {
        const ct_stroke halo = halo_of(text);
        color_set(c, text->halo);
        ct_cairo_stroke(c->cr, &halo);
        cairo_stroke_preserve(c->cr);
    }
    if (text->color.a > 0) {
        color_set(c, text->color);
        cairo_set_fill_rule(c->cr, CAIRO_FILL_RULE_WINDING);
        if (!live) cairo_fill(c->cr);
        cairo_new_path(c->cr);
        if (live)
            runs_show(c, text);
        else if (pictures)
            runs_trace(c, text, true);
    }
    cairo_new_path(c->cr);
    cairo_restore(c->cr);
}

/* ---- text of a PNG: filled outlines too ------------------------------------------------------ */

static void key_run(ct_buffer *key, const ct_run *run) {
    const double numbers[] = { run->dx,          run->width,
                               run->font.size,   run->font.tracking,
                               run->font.weight, run->font.italic,
                               run->rtl };
    ct_basis_text(key, run->text);
    ct_basis_text(key, run->font.families);
    ct_buffer_append(key, numbers, sizeof numbers);
}

/* All that the outlines of a text follow from. */
static void key_text(ct_buffer *key, const ct_text *text) {
    const double numbers[] = { text->line.width, text->x,     text->y,
                               text->anchor,     text->angle, text->halo_width };
    ct_buffer_append(key, numbers, sizeof numbers);
    ct_basis_count(key, text->line.run_count);
    for (size_t i = 0; i < text->line.run_count; i++)
        key_run(key, &text->line.runs[i]);
    ct_basis_count(key, text->letters ? text->letter_count : SIZE_MAX);
    for (size_t i = 0; text->letters && i < text->letter_count; i++) {
        const ct_letter *l = &text->letters[i];
        const double places[] = { l->dx, l->width, l->rtl, l->x, l->y, l->angle };
        ct_basis_text(key, l->text);
        ct_buffer_append(key, places, sizeof places);
    }
}

static void text_trace(cairo_canvas *c, const ct_text *text) {
    cairo_save(c->path);
    place_at(c->path, text->x, text->y, text->angle);
    if (runs_trace(c, text, false)) ct_pen_mark(c->pen);
    ct_pen_letters(c->pen, text->halo_width);
    cairo_restore(c->path);
}

/* Letters that are pictures have no outlines. */
static void pictures_show(cairo_canvas *c, const ct_text *text) {
    cairo_save(c->cr);
    place_at(c->cr, text->x, text->y, text->angle);
    color_set(c, text->color);
    runs_trace(c, text, true);
    cairo_restore(c->cr);
    cairo_new_path(c->cr);
}

static void pen_text(cairo_canvas *c, const ct_text *text) {
    ct_buffer *key = ct_pen_basis(c->pen, "text");
    if (key) key_text(key, text);
    if (!ct_pen_found(c->pen)) text_trace(c, text);
    ct_pen_lay(c->pen, CT_PEN_STROKE, c->cr, text->halo);
    if (text->color.a > 0) ct_pen_lay(c->pen, CT_PEN_FILL, c->cr, text->color);
    if (text->color.a > 0 && ct_pen_marked(c->pen)) pictures_show(c, text);
}

static void canvas_text(void *self, const ct_text *text) {
    cairo_canvas *c = self;
    if (!c->cr) return;
    if (c->pen)
        pen_text(c, text);
    else
        vector_text(c, text);
}

/* ---- pictures ------------------------------------------------------------------------------- */

static void canvas_image(void *self, const ct_image *image) {
    cairo_canvas *c = self;
    char why[400];
    if (!c->cr ||
        ct_cairo_image(c->cr, c->format == CT_FORMAT_PNG, image, c->report, why, sizeof why))
        return;
    c->is_told = why[0] == '\0';
    fault_set(c, CARTOUCHE_BAD_DATA,
              ct_printf(c->arena, "a picture of %zu bytes %s", image->picture.size, why),
              "it must be a whole PNG of at most 100 million pixels, or an SVG");
}

/* ---- the end -------------------------------------------------------------------------------- */

static void pixels_write(cairo_canvas *c, ct_buffer *out) {
    const unsigned char *data = cairo_image_surface_get_data(c->surface);
    const int stride = cairo_image_surface_get_stride(c->surface);
    const ct_pixel_size size = { cairo_image_surface_get_width(c->surface),
                                 cairo_image_surface_get_height(c->surface) };
    ct_buffer_append(out, &size, sizeof size);
    for (int y = 0; y < size.height; y++)
        ct_buffer_append(out, data + (size_t)y * (size_t)stride, (size_t)size.width * 4);
}

static void image_write(cairo_canvas *c, ct_buffer *out) {
    cairo_surface_flush(c->surface);
    if (c->raw) {
        pixels_write(c, out);
        return;
    }
    ct_png_encode_over(
        cairo_image_surface_get_data(c->surface), cairo_image_surface_get_width(c->surface),
        cairo_image_surface_get_height(c->surface), cairo_image_surface_get_stride(c->surface),
        PX_PER_METRE * c->scale, c->scene->title, c->png_level, out);
}

static bool canvas_finish(void *self, ct_buffer *out, ct_report *report) {
    cairo_canvas *c = self;
    if (c->cr) {
        cairo_status_t status = cairo_status(c->cr);
        if (c->format != CT_FORMAT_PNG) cairo_surface_finish(c->surface);
        if (status == CAIRO_STATUS_SUCCESS) status = cairo_surface_status(c->surface);
        if (status == CAIRO_STATUS_SUCCESS && c->pen) status = cairo_status(c->path);
        if (status != CAIRO_STATUS_SUCCESS) {
            fault_set(
                c, CARTOUCHE_BAD_IO,
                ct_printf(c->arena, "Cairo could not draw: %s", cairo_status_to_string(status)),
                NULL);
        }
    }
    if (c->is_told) return false;
    if (c->fault != CARTOUCHE_OK) {
        ct_fail(report, c->fault, CT_NOWHERE, "%s", c->fault_text);
        if (c->fault_hint) ct_hint(report, "%s", c->fault_hint);
        return false;
    }
    if (c->format == CT_FORMAT_PNG)
        image_write(c, out);
    else if (c->format == CT_FORMAT_PDF)
        ct_buffer_append(out, c->stream.data, c->stream.size);
    else
        ct_outlined_mend(c->scene, c->stream.data, c->stream.size, out);
    return true;
}

bool ct_cairo_draw(const ct_scene *scene, ct_fonts *fonts, ct_format format,
                   const ct_canvas_options *options, ct_buffer *out, ct_report *report) {
    const double scale = options && options->scale != 0 ? options->scale : 1;
    const bool raw = format == CT_FORMAT_PIXELS;
    if (raw) format = CT_FORMAT_PNG;
    if (format == CT_FORMAT_PNG && !(scale > 0 && scale <= 100)) {
        ct_fail(report, CARTOUCHE_BAD_SPEC, CT_NOWHERE, "a scale of %.2f cannot be drawn", scale);
        ct_hint(report, "the scale is pixels a page px: above 0, at most 100");
        return false;
    }
    cairo_canvas c = { .fonts = fonts,
                       .format = format,
                       .raw = raw,
                       .scale = scale,
                       .png_level = options ? options->png_level : 6,
                       .keep = options ? options->keep : NULL,
                       .threads = options && options->threads > 0 ? options->threads
                                  : options && options->keep      ? 1
                                                                  : CT_BRUSHES,
                       .arena = ct_arena_new(),
                       .report = report };
    const ct_canvas canvas = { .self = &c,
                               .begin = canvas_begin,
                               .group_begin = canvas_group_begin,
                               .group_end = canvas_group_end,
                               .path = canvas_path,
                               .text = canvas_text,
                               .image = canvas_image,
                               .finish = canvas_finish };
    const bool drawn = ct_canvas_replay(&canvas, scene, out, report);
    ct_pen_free(c.pen);
    if (c.cr) cairo_destroy(c.cr);
    cairo_surface_destroy(c.surface);
    ct_buffer_free(&c.stream);
    ct_arena_free(c.arena);
    return drawn;
}
