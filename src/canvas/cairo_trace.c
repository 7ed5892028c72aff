/* cairo_trace.c - a shape as a path of Cairo, and how it is stroked. */
#include "canvas.h"

#include <cairo.h>

void ct_cairo_trace(cairo_t *cr, const ct_shape *s, double least) {
    for (size_t part = 0; part < s->parts; part++) {
        const size_t start = ct_part_start(s, part), end = ct_part_end(s, part);
        if (start == end) continue;
        cairo_move_to(cr, s->x[start], s->y[start]);
        for (size_t i = start; i + 1 < end;) {
            i = least > 0 ? ct_trail_next(s, i, end, least) : i + 1;
            cairo_line_to(cr, s->x[i], s->y[i]);
        }
        if (s->kind == CT_POLYGON) cairo_close_path(cr);
    }
}

void ct_cairo_stroke(cairo_t *cr, const ct_stroke *stroke) {
    static const cairo_line_cap_t caps[] = { [CT_CAP_BUTT] = CAIRO_LINE_CAP_BUTT,
                                             [CT_CAP_ROUND] = CAIRO_LINE_CAP_ROUND,
                                             [CT_CAP_SQUARE] = CAIRO_LINE_CAP_SQUARE };
    static const cairo_line_join_t joins[] = { [CT_JOIN_ROUND] = CAIRO_LINE_JOIN_ROUND,
                                               [CT_JOIN_MITER] = CAIRO_LINE_JOIN_MITER,
                                               [CT_JOIN_BEVEL] = CAIRO_LINE_JOIN_BEVEL };
    cairo_set_line_width(cr, stroke->width);
    cairo_set_line_cap(cr, caps[stroke->cap]);
    cairo_set_line_join(cr, joins[stroke->join]);
    cairo_set_dash(cr, stroke->dash, (int)stroke->dash_count, 0);
}
