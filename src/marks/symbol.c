/* symbol.c - draw a feature in its class: areas, lines, point symbols. */
#include "marks.h"

#include <math.h>

/* ---- areas ------------------------------------------------------------------------------ */

static bool has_points(const ct_shape *shape) { return shape && shape->parts > 0; }

static void draw_shape(ct_scene *scene, const ct_shape *shape, const ct_rgba *fill,
                       const ct_stroke *stroke, const char *id) {
    if (!has_points(shape)) return;
    ct_path path = { .id = id, .shape = *shape, .has_fill = fill != NULL };
    if (fill) path.fill = *fill;
    if (stroke) path.stroke = *stroke;
    ct_scene_path(scene, &path);
}

static bool has_hatch(const ct_area_class *style) {
    return style->hatch.given && style->hatch.gap > 0 && style->hatch.width > 0;
}

/* The hatch is one path of lines, so that a feature stays one object for an editor. */
static void draw_hatch(ct_scene *scene, const ct_area_class *style, const ct_shape *shape,
                       const char *id) {
    ct_shape lines = ct_hatch(scene->arena, shape, &style->hatch);
    ct_stroke stroke = { .color = style->hatch.color,
                         .width = style->hatch.width,
                         .cap = CT_CAP_BUTT,
                         .join = CT_JOIN_MITER };
    draw_shape(scene, &lines, NULL, &stroke, id);
}

void ct_symbol_area_pass(ct_scene *scene, ct_arena *scratch, const ct_area_class *style,
                         const ct_shape *shape, const ct_shape *outline, const char *id,
                         ct_area_pass pass) {
    (void)scratch;
    const ct_shape *edge = outline ? outline : shape;
    bool fills = style->has_fill || has_hatch(style), cased = style->casing.width > 0;
    switch (pass) {
    case CT_AREA_FILL:
        if (style->has_fill) draw_shape(scene, shape, &style->fill, NULL, id);
        if (has_hatch(style)) draw_hatch(scene, style, shape, style->has_fill ? NULL : id);
        break;
    case CT_AREA_CASING:
        if (cased) draw_shape(scene, edge, NULL, &style->casing, fills ? NULL : id);
        break;
    case CT_AREA_STROKE:
        if (style->stroke.width > 0)
            draw_shape(scene, edge, NULL, &style->stroke, fills || cased ? NULL : id);
        break;
    }
}

void ct_symbol_area(ct_scene *scene, ct_arena *scratch, const ct_area_class *style,
                    const ct_shape *shape, const ct_shape *outline, const char *id) {
    if (style->has_fill && !has_hatch(style) && !outline && !(style->casing.width > 0)) {
        draw_shape(scene, shape, &style->fill, &style->stroke, id);
        return;
    }
    for (int pass = CT_AREA_FILL; pass <= CT_AREA_STROKE; pass++)
        ct_symbol_area_pass(scene, scratch, style, shape, outline, id, (ct_area_pass)pass);
}

/* ---- lines ------------------------------------------------------------------------------ */

void ct_symbol_line_pass(ct_scene *scene, const ct_line_class *style, const ct_shape *shape,
                         const char *id, bool casing) {
    bool cased = style->casing.width > 0;
    if (casing && cased)
        draw_shape(scene, shape, NULL, &style->casing, style->stroke.width > 0 ? NULL : id);
    if (!casing && style->stroke.width > 0) draw_shape(scene, shape, NULL, &style->stroke, id);
}

void ct_symbol_line(ct_scene *scene, const ct_line_class *style, const ct_shape *shape,
                    const char *id) {
    ct_symbol_line_pass(scene, style, shape, id, true);
    ct_symbol_line_pass(scene, style, shape, id, false);
}

/* ---- points ----------------------------------------------------------------------------- */

/* Height of an equilateral triangle over its side, and its circumscribed radius over its side. */
#define TRIANGLE_HEIGHT 0.8660254037844386
#define TRIANGLE_RADIUS 0.5773502691896258
#define STAR_INNER      0.42 /* inner radius of the star over its outer one */
#define CROSS_ARM       0.17 /* half the arm of a cross over its size */
#define RING_INNER      0.55 /* inner radius of the ring over its outer one */

/* Enough vertices that the polygon is off the circle by less than 0.02 px at scale 2. */
static int circle_steps(double radius) {
    int steps = (int)ceil(M_PI / acos(1.0 - 0.01 / (radius > 0.05 ? radius : 0.05)));
    steps = (steps + 3) / 4 * 4;
    return steps < 24 ? 24 : steps > 96 ? 96 : steps;
}

static void add_circle(ct_builder *b, double x, double y, double radius) {
    int steps = circle_steps(radius);
    for (int i = 0; i < steps; i++) {
        double turn = 2 * M_PI * i / steps;
        ct_builder_point(b, x + radius * cos(turn), y + radius * sin(turn));
    }
    ct_builder_end_part(b);
}

static void add_star(ct_builder *b, double x, double y, double radius) {
    for (int i = 0; i < 10; i++) {
        double r = i % 2 ? radius * STAR_INNER : radius, turn = M_PI * (i / 5.0 - 0.5);
        ct_builder_point(b, x + r * cos(turn), y + r * sin(turn));
    }
    ct_builder_end_part(b);
}

static void add_corners(ct_builder *b, double x, double y, const double (*corners)[2], size_t n,
                        double size) {
    for (size_t i = 0; i < n; i++)
        ct_builder_point(b, x + corners[i][0] * size, y + corners[i][1] * size);
    ct_builder_end_part(b);
}

static ct_shape symbol_shape(ct_arena *arena, const ct_point_class *style, double x, double y) {
    static const double square[4][2] = {
        { -0.5, -0.5 }, { 0.5, -0.5 }, { 0.5, 0.5 }, { -0.5, 0.5 }
    };
    static const double diamond[4][2] = { { 0, -0.5 }, { 0.5, 0 }, { 0, 0.5 }, { -0.5, 0 } };
    static const double triangle[3][2] = { { 0, -TRIANGLE_RADIUS },
                                           { 0.5, TRIANGLE_HEIGHT - TRIANGLE_RADIUS },
                                           { -0.5, TRIANGLE_HEIGHT - TRIANGLE_RADIUS } };
    static const double cross[12][2] = { { -CROSS_ARM, -0.5 },      { CROSS_ARM, -0.5 },
                                         { CROSS_ARM, -CROSS_ARM }, { 0.5, -CROSS_ARM },
                                         { 0.5, CROSS_ARM },        { CROSS_ARM, CROSS_ARM },
                                         { CROSS_ARM, 0.5 },        { -CROSS_ARM, 0.5 },
                                         { -CROSS_ARM, CROSS_ARM }, { -0.5, CROSS_ARM },
                                         { -0.5, -CROSS_ARM },      { -CROSS_ARM, -CROSS_ARM } };
    ct_builder b = ct_builder_start(arena, CT_POLYGON);
    switch (style->symbol) {
    case CT_SYMBOL_SQUARE:
        add_corners(&b, x, y, square, 4, style->size);
        break;
    case CT_SYMBOL_DIAMOND:
        add_corners(&b, x, y, diamond, 4, style->size);
        break;
    case CT_SYMBOL_TRIANGLE:
        add_corners(&b, x, y, triangle, 3, style->size);
        break;
    case CT_SYMBOL_CROSS:
        add_corners(&b, x, y, cross, 12, style->size);
        break;
    case CT_SYMBOL_STAR:
        add_star(&b, x, y, style->size / 2);
        break;
    case CT_SYMBOL_RING:
        add_circle(&b, x, y, style->size / 2);
        add_circle(&b, x, y, style->size / 2 * RING_INNER);
        break;
    case CT_SYMBOL_CIRCLE:
        add_circle(&b, x, y, style->size / 2);
        break;
    }
    return ct_builder_take(&b);
}

void ct_symbol_point(ct_scene *scene, const ct_point_class *style, double x, double y,
                     const char *id) {
    if (!isfinite(x) || !isfinite(y) || !(style->size > 0) || !isfinite(style->size)) return;
    ct_shape shape = symbol_shape(scene->arena, style, x, y);
    bool draws = style->has_fill || style->stroke.width > 0;
    if (style->casing.width > 0) {
        /* Filled too: a symbol with no fill of its own would show the ground through its rim. */
        draw_shape(scene, &shape, style->has_fill ? &style->casing.color : NULL, &style->casing,
                   draws ? NULL : id);
    }
    if (draws) draw_shape(scene, &shape, style->has_fill ? &style->fill : NULL, &style->stroke, id);
}

double ct_symbol_reach(const ct_point_class *style) {
    double rim =
        style->stroke.width > style->casing.width ? style->stroke.width : style->casing.width;
    double body =
        style->symbol == CT_SYMBOL_TRIANGLE ? style->size * TRIANGLE_RADIUS : style->size / 2;
    double reach = (body > 0 ? body : 0) + (rim > 0 ? rim / 2 : 0);
    return isfinite(reach) ? reach : 0;
}
