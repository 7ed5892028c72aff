/* smooth.c - round the corners of lines. */
#include "geom.h"

/* One pass of Chaikin's corner cutting (1974, "An algorithm for high-speed curve generation") from
 * one part to another: each corner gives way to two points, a quarter along its two segments. The
 * ends stay. */
static void cut_corners(const double *x, const double *y, size_t n, ct_builder *out) {
    ct_builder_point(out, x[0], y[0]);
    for (size_t i = 1; i + 1 < n; i++) {
        ct_builder_point(out, x[i] + (x[i - 1] - x[i]) / 4, y[i] + (y[i - 1] - y[i]) / 4);
        ct_builder_point(out, x[i] + (x[i + 1] - x[i]) / 4, y[i] + (y[i + 1] - y[i]) / 4);
    }
    if (n > 1) ct_builder_point(out, x[n - 1], y[n - 1]);
    ct_builder_end_part(out);
}

ct_shape ct_smooth_corners(ct_arena *arena, const ct_shape *s, int passes) {
    ct_shape shape = *s;
    if (s->kind != CT_LINE) return shape;
    for (int pass = 0; pass < passes; pass++) {
        ct_builder out = ct_builder_start(arena, CT_LINE);
        for (size_t p = 0; p < shape.parts; p++) {
            size_t from = ct_part_start(&shape, p);
            cut_corners(shape.x + from, shape.y + from, ct_part_end(&shape, p) - from, &out);
        }
        shape = ct_builder_take(&out);
    }
    return shape;
}
