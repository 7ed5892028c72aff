/* bars.c - straight lines side by side, as in a hatch, as the areas that they are. */
#include "canvas.h"

#include <math.h>

/* Areas are exact, and cost less than samples: where lines surely do not overlap, they are filled
 * as bars, and the sum of what each covers is what they cover together. */

typedef struct bar {
    double ux, uy;          /* along it */
    double aside, from, to; /* its line's distance from the origin, and where it starts and ends */
} bar;

static bool bar_of(const ct_shape *s, size_t part, double grow, bar *b) {
    const size_t i = ct_part_start(s, part);
    if (ct_part_end(s, part) != i + 2) return false;
    const double dx = s->x[i + 1] - s->x[i], dy = s->y[i + 1] - s->y[i];
    const double length = sqrt(dx * dx + dy * dy);
    if (!(length > 0 && isfinite(length))) return false;
    *b = (bar){ .ux = dx / length, .uy = dy / length };
    b->aside = s->x[i] * -b->uy + s->y[i] * b->ux;
    b->from = s->x[i] * b->ux + s->y[i] * b->uy - grow;
    b->to = b->from + length + 2 * grow;
    return true;
}

/* The same line seen along the other one's direction. */
static bar turned_to(bar b, const bar *other) {
    if (b.ux * other->ux + b.uy * other->uy > 0) return b;
    return (bar){ -b.ux, -b.uy, -b.aside, -b.to, -b.from };
}

/* Parallel to the last one, and past it: beside it, or further along the same line. `*side` is on
 * which side all lines so far have followed each other, 0 for none yet. */
static bool is_past(const bar *last, const bar *b, double width, double *side) {
    if (fabs(last->ux * b->uy - last->uy * b->ux) > 1e-9) return false;
    const double aside = b->aside - last->aside;
    if (fabs(aside) < 1e-6 * width) return b->from >= last->to;
    if (fabs(aside) < width || *side * aside < 0) return false;
    *side = aside;
    return true;
}

static void bar_add(ct_builder *out, const bar *b, double half) {
    const double nx = -b->uy, ny = b->ux;
    const double sides[2] = { b->aside - half, b->aside + half }, ends[2] = { b->from, b->to };
    for (int i = 0; i < 4; i++) {
        const double aside = sides[i / 2], along = ends[i == 1 || i == 2];
        ct_builder_point(out, nx * aside + b->ux * along, ny * aside + b->uy * along);
    }
    ct_builder_end_part(out);
}

bool ct_bars_of(ct_arena *arena, const ct_path *path, ct_shape *areas) {
    const ct_shape *s = &path->shape;
    const ct_stroke *stroke = &path->stroke;
    const double grow = stroke->cap == CT_CAP_SQUARE ? stroke->width / 2 : 0;
    if (s->kind != CT_LINE || s->parts == 0 || stroke->dash_count > 0 ||
        stroke->cap == CT_CAP_ROUND || ct_shape_points(s) != 2 * s->parts)
        return false;
    ct_builder out = ct_builder_start(arena, CT_POLYGON);
    bar first = { 0 }, last = { 0 }, b;
    double side = 0;
    for (size_t part = 0; part < s->parts; part++, last = b) {
        if (!bar_of(s, part, grow, &b)) return false;
        if (part == 0) first = b;
        b = turned_to(b, &first);
        if (part > 0 && !is_past(&last, &b, stroke->width, &side)) return false;
        bar_add(&out, &b, stroke->width / 2);
    }
    *areas = ct_builder_take(&out);
    return true;
}
