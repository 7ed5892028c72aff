/* canvas.c - a scene to the bytes of a format. */
#include "canvas.h"

#include <strings.h>

ct_format ct_format_named(const char *ending) {
    static const struct {
        const char *name;
        ct_format format;
    } formats[] = {
        { "png", CT_FORMAT_PNG },
        { "svg", CT_FORMAT_SVG },
        { "pdf", CT_FORMAT_PDF },
        { "trace", CT_FORMAT_TRACE },
    };
    for (size_t i = 0; ending && i < CT_COUNT(formats); i++) {
        if (strcasecmp(ending, formats[i].name) == 0) return formats[i].format;
    }
    return CT_FORMAT_NONE;
}

bool ct_canvas_draw(const ct_scene *scene, ct_fonts *fonts, ct_format format,
                    const ct_canvas_options *options, ct_buffer *out, ct_report *report) {
    switch (format) {
    case CT_FORMAT_PNG:
    case CT_FORMAT_PDF:
    case CT_FORMAT_SVG_OUTLINES:
    case CT_FORMAT_PIXELS:
        return ct_cairo_draw(scene, fonts, format, options, out, report);
    case CT_FORMAT_SVG:
        return ct_svg_draw(scene, out, report);
    case CT_FORMAT_TRACE:
        return ct_trace_draw(scene, out, report);
    case CT_FORMAT_NONE:
        break;
    }
    return ct_fail(report, CARTOUCHE_BAD_USAGE, CT_NOWHERE, "no format is given to draw in");
}
