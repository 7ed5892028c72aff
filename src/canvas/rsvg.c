/* rsvg.c - SVG pictures drawn by librsvg: the module that vector.c loads. */
#include "canvas.h"

#include <cairo-svg.h>
#include <librsvg/rsvg.h>
#include <math.h>
#include <stdio.h>

static const double MOST_SIDE = 20000; /* px */

/* The picture as librsvg has it; NULL: why. It has no base: nothing outside is loaded. */
static RsvgHandle *handle_open(const uint8_t *bytes, size_t size, char *why, size_t room) {
    GError *error = NULL;
    RsvgHandle *handle = rsvg_handle_new_from_data(bytes, size, &error);
    if (handle)
        rsvg_handle_set_dpi(handle, 96);
    else
        snprintf(why, room, "it is no SVG: %s", error ? error->message : "no reason is given");
    g_clear_error(&error);
    return handle;
}

/* Its width and height, else those of its viewBox, px. */
static bool handle_size(RsvgHandle *handle, double *width, double *height, char *why, size_t room) {
    gboolean has_width, has_height, has_box;
    RsvgLength w, h;
    RsvgRectangle box = { 0 };
    if (!rsvg_handle_get_intrinsic_size_in_pixels(handle, width, height)) {
        rsvg_handle_get_intrinsic_dimensions(handle, &has_width, &w, &has_height, &h, &has_box,
                                             &box);
        *width = has_box ? box.width : 0;
        *height = has_box ? box.height : 0;
    }
    if (*width > 0 && *height > 0 && *width <= MOST_SIDE && *height <= MOST_SIDE) return true;
    snprintf(why, room, "%s",
             *width > MOST_SIDE || *height > MOST_SIDE
                 ? "it is too large: a side has over 20,000 px"
                 : "it has neither a width and a height nor a viewBox");
    return false;
}

static bool svg_look(const uint8_t *bytes, size_t size, double *width, double *height,
                     bool *has_text, char *why, size_t room) {
    if (!ct_rsvg_look(bytes, size, has_text, why, room)) return false;
    RsvgHandle *handle = handle_open(bytes, size, why, room);
    if (!handle) return false;
    const bool good = handle_size(handle, width, height, why, room);
    g_object_unref(handle);
    return good;
}

static bool svg_draw(const ct_picture *picture, double width, double height, cairo_t *cr, char *why,
                     size_t room) {
    RsvgHandle *handle = handle_open(picture->bytes, picture->size, why, room);
    if (!handle) return false;
    const RsvgRectangle whole = { 0, 0, picture->width, picture->height };
    GError *error = NULL;
    cairo_save(cr);
    cairo_rectangle(cr, 0, 0, width, height);
    cairo_clip(cr);
    cairo_scale(cr, width / picture->width, height / picture->height);
    const bool drawn = rsvg_handle_render_document(handle, cr, &whole, &error);
    cairo_restore(cr);
    if (!drawn) snprintf(why, room, "librsvg: %s", error ? error->message : "no reason is given");
    g_clear_error(&error);
    g_object_unref(handle);
    return drawn;
}

static cairo_status_t stream_write(void *closure, const unsigned char *data, unsigned int size) {
    ct_buffer_append(closure, data, size);
    return CAIRO_STATUS_SUCCESS;
}

static bool svg_flatten(const ct_picture *picture, double width, double height, ct_buffer *out,
                        char *why, size_t room) {
    const size_t before = out->size;
    cairo_surface_t *surface =
        cairo_svg_surface_create_for_stream(stream_write, out, width, height);
    cairo_svg_surface_set_document_unit(surface, CAIRO_SVG_UNIT_PX);
    cairo_t *cr = cairo_create(surface);
    bool good = svg_draw(picture, width, height, cr, why, room);
    cairo_surface_finish(surface);
    const cairo_status_t status = cairo_surface_status(surface);
    if (good && (cairo_status(cr) != CAIRO_STATUS_SUCCESS || status != CAIRO_STATUS_SUCCESS)) {
        snprintf(why, room, "Cairo: %s", cairo_status_to_string(status));
        good = false;
    }
    cairo_destroy(cr);
    cairo_surface_destroy(surface);
    if (!good) out->size = before;
    return good;
}

/* What vector.c looks up. */
__attribute__((visibility("default"))) extern const ct_svg_module cartouche_svg;
const ct_svg_module cartouche_svg = { CARTOUCHE_VERSION, svg_look, svg_draw, svg_flatten };
