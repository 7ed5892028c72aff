/* cairo_image.c - pictures on a Cairo canvas: the pixels of a PNG, an SVG as vectors. */
#include "canvas.h"

#include <cairo.h>
#include <stdio.h>
#include <string.h>

typedef struct png_source {
    const uint8_t *bytes;
    size_t size, at;
} png_source;

static cairo_status_t png_read(void *closure, unsigned char *to, unsigned int size) {
    png_source *source = closure;
    if (size > source->size - source->at) return CAIRO_STATUS_READ_ERROR;
    memcpy(to, source->bytes + source->at, size);
    source->at += size;
    return CAIRO_STATUS_SUCCESS;
}

static void pixels_draw(cairo_t *cr, bool crisp, cairo_surface_t *picture, ct_box box) {
    const double width = cairo_image_surface_get_width(picture);
    const double height = cairo_image_surface_get_height(picture);
    cairo_save(cr);
    cairo_translate(cr, box.x0, box.y0);
    cairo_scale(cr, (box.x1 - box.x0) / width, (box.y1 - box.y0) / height);
    cairo_set_source_surface(cr, picture, 0, 0);
    cairo_pattern_set_filter(cairo_get_source(cr), CAIRO_FILTER_GOOD);
    if (crisp) { /* no soft rim */
        cairo_pattern_set_extend(cairo_get_source(cr), CAIRO_EXTEND_PAD);
        cairo_rectangle(cr, 0, 0, width, height);
        cairo_fill(cr);
    } else {
        cairo_paint(cr);
    }
    cairo_restore(cr);
}

static bool png_draw(cairo_t *cr, bool crisp, const ct_image *image, char *why, size_t room) {
    const ct_picture *file = &image->picture;
    png_source source = { file->bytes, file->size, 0 };
    cairo_surface_t *picture = NULL;
    double width, height;
    const char *fault = "its pixels cannot be unpacked";
    if (ct_png_look(file->bytes, file->size, &width, &height, &fault))
        picture = cairo_image_surface_create_from_png_stream(png_read, &source);
    const bool good = picture && cairo_surface_status(picture) == CAIRO_STATUS_SUCCESS;
    if (good)
        pixels_draw(cr, crisp, picture, image->box);
    else
        snprintf(why, room, "cannot be read as PNG: %s", fault);
    cairo_surface_destroy(picture);
    return good;
}

static bool svg_draw(cairo_t *cr, const ct_image *image, ct_report *report, char *why,
                     size_t room) {
    const ct_box box = image->box;
    const ct_svg_module *module = ct_svg_open(CT_NOWHERE, "an SVG", report);
    char fault[300];
    why[0] = '\0'; /* told */
    if (!module) return false;
    cairo_save(cr);
    cairo_translate(cr, box.x0, box.y0);
    const bool drawn =
        module->draw(&image->picture, box.x1 - box.x0, box.y1 - box.y0, cr, fault, sizeof fault);
    cairo_restore(cr);
    if (!drawn) snprintf(why, room, "cannot be drawn: %s", fault);
    return drawn;
}

bool ct_cairo_image(cairo_t *cr, bool crisp, const ct_image *image, ct_report *report, char *why,
                    size_t room) {
    if (image->picture.kind == CT_PICTURE_SVG) return svg_draw(cr, image, report, why, room);
    return png_draw(cr, crisp, image, why, room);
}
