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

/* The hatch is one path of lines, so that a feature stays one object for an editor, and crossings
 * and dots that touch do not darken. */
static void draw_hatch(ct_scene *scene, const ct_hatch_class *hatch, const ct_shape *shape,
                       const char *id) {
    ct_shape bands;
    if (ct_hatch_bands(scene->arena, shape, hatch, &bands)) {
        draw_shape(scene, &bands, &hatch->color, NULL, id);
        return;
    }
    ct_shape lines = ct_hatch(scene->arena, shape, hatch);
    ct_stroke stroke = { .color = hatch->color,
                         .width = hatch->width,
                         .cap = hatch->pattern == CT_PATTERN_DOTS ? CT_CAP_ROUND : CT_CAP_BUTT,
                         .join = CT_JOIN_MITER };
    draw_shape(scene, &lines, NULL, &stroke, id);
}

/* Nested shapes, each a little more of the colour. */
static void draw_soft(ct_scene *scene, const ct_area_class *style, const ct_shape *nested,
                      int steps, const char *id) {
    ct_scene_begin(scene, CT_ROLE_PLAIN, id, NULL);
    for (int k = 0; k < steps && style->has_fill; k++) {
        ct_rgba fill = style->fill;
        fill.a = ct_feather_alpha(k, steps, fill.a);
        draw_shape(scene, &nested[k], &fill, NULL, NULL);
    }
    for (int k = 0; k < steps && has_hatch(style); k++) {
        ct_hatch_class hatch = style->hatch;
        hatch.color.a = ct_feather_alpha(k, steps, hatch.color.a);
        draw_hatch(scene, &hatch, &nested[k], NULL);
    }
    ct_scene_end(scene);
}

/* Neighbours as one shape, gaps of a fraction of a px between them closed. */
static bool join_areas(ct_arena *scratch, const ct_shape *shapes, size_t count, ct_shape *whole) {
    const double seam = 0.15;
    for (size_t i = 0; i < count; i++)
        if (!ct_raster_holds(&shapes[i])) return false;
    ct_report *unheard = ct_report_new(NULL, NULL);
    bool good =
        ct_grow_apart(scratch, shapes, count, seam, CT_NOWHERE, whole, unheard) && whole->parts > 0;
    ct_report_free(unheard);
    return good;
}

void ct_symbol_fill(ct_scene *scene, ct_arena *scratch, const ct_area_class *style,
                    const ct_shape *shapes, size_t count, const char *id) {
    if (!style->has_fill && !has_hatch(style)) return;
    if (style->edge.soft) {
        ct_shape *nested = CT_ARRAY(scratch, (size_t)style->edge.steps, ct_shape);
        size_t made = ct_feather(scene->arena, shapes, count, &style->edge, nested);
        if (made) {
            draw_soft(scene, style, nested, (int)made, id);
            return;
        }
    }
    for (size_t i = 0; i < count && style->has_fill; i++)
        draw_shape(scene, &shapes[i], &style->fill, NULL, id);
    if (!has_hatch(style)) return;
    ct_shape whole;
    if (style->hatch.pattern == CT_PATTERN_DOTS && count > 1 &&
        join_areas(scratch, shapes, count, &whole)) {
        shapes = &whole;
        count = 1;
    }
    for (size_t i = 0; i < count; i++)
        draw_hatch(scene, &style->hatch, &shapes[i], style->has_fill ? NULL : id);
}

void ct_symbol_area_pass(ct_scene *scene, ct_arena *scratch, const ct_area_class *style,
                         const ct_shape *shape, const ct_shape *outline, const char *id,
                         ct_area_pass pass) {
    const ct_shape *edge = outline ? outline : shape;
    bool fills = style->has_fill || has_hatch(style), cased = style->casing.width > 0;
    switch (pass) {
    case CT_AREA_FILL:
        if (has_points(shape)) ct_symbol_fill(scene, scratch, style, shape, 1, id);
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
    if (style->has_fill && !has_hatch(style) && !style->edge.soft && !outline &&
        !(style->casing.width > 0)) {
        draw_shape(scene, shape, &style->fill, &style->stroke, id);
        return;
    }
    for (int pass = CT_AREA_FILL; pass <= CT_AREA_STROKE; pass++)
        ct_symbol_area_pass(scene, scratch, style, shape, outline, id, (ct_area_pass)pass);
}

/* ---- lines ------------------------------------------------------------------------------ */

/* Nothing to a reader; arcs whose ends are that near meet. */
static const double MEETING = 0.05;

static bool stands_alone(const ct_line_class *style) {
    return !(style->ticks.gap > 0 || style->teeth.gap > 0 || style->arrows.gap > 0);
}

/* The rings of a polygon as closed lines. */
static ct_shape outline_of(ct_arena *arena, const ct_shape *polygon) {
    ct_builder b = ct_builder_start(arena, CT_LINE);
    for (size_t p = 0; p < polygon->parts; p++) {
        size_t from = ct_part_start(polygon, p);
        for (size_t i = from; i < polygon->end[p]; i++)
            ct_builder_point(&b, polygon->x[i], polygon->y[i]);
        ct_builder_point(&b, polygon->x[from], polygon->y[from]);
        ct_builder_end_part(&b);
    }
    return ct_builder_take(&b);
}

/* The line as it is drawn: arcs that meet run on, and where the class says so beside its place. */
static ct_shape drawn_line(ct_scene *scene, const ct_line_class *style, const ct_shape *shape) {
    ct_shape lines = *shape, aside;
    if (!ct_line_runs_on(style) || !ct_raster_holds(shape)) return lines;
    if (shape->kind == CT_POLYGON) {
        if (stands_alone(style) && style->offset == 0) return lines;
        lines = outline_of(scene->arena, shape);
    }
    lines = ct_chains(scene->arena, &lines, MEETING);
    if (style->offset == 0) return lines;
    ct_report *unheard = ct_report_new(NULL, NULL);
    bool good = ct_parallel(scene->arena, &lines, style->offset, CT_NOWHERE, &aside, unheard);
    ct_report_free(unheard);
    return good && aside.parts > 0 ? aside : lines;
}

/* A line's own rim, drawn about its ticks, teeth and heads too. */
static void draw_line_casing(ct_scene *scene, const ct_line_class *style, const ct_shape *line,
                             const char *id) {
    double rim = style->casing.width - fmax(style->stroke.width, 0);
    ct_stroke stroke = style->casing;
    draw_shape(scene, line, NULL, &style->casing, id);
    if (!(rim > 0)) return;
    stroke.dash_count = 0;
    stroke.cap = CT_CAP_ROUND;
    if (style->ticks.gap > 0) {
        ct_shape ticks = ct_ticks(scene->arena, line, &style->ticks);
        stroke.width = rim + style->ticks.width;
        draw_shape(scene, &ticks, NULL, &stroke, NULL);
    }
    stroke.width = rim;
    stroke.join = CT_JOIN_ROUND;
    if (style->teeth.gap > 0) {
        ct_shape teeth = ct_teeth(scene->arena, line, &style->teeth);
        draw_shape(scene, &teeth, &stroke.color, &stroke, NULL);
    }
    if (style->arrows.gap > 0) {
        ct_shape heads = ct_arrow_heads(scene->arena, line, &style->arrows);
        draw_shape(scene, &heads, &stroke.color, &stroke, NULL);
    }
}

static void draw_ticks(ct_scene *scene, const ct_line_class *style, const ct_shape *line,
                       const char *id) {
    ct_shape ticks = ct_ticks(scene->arena, line, &style->ticks);
    ct_stroke stroke = { .color = style->ticks.has_color ? style->ticks.color : style->stroke.color,
                         .width = style->ticks.width };
    draw_shape(scene, &ticks, NULL, &stroke, id);
}

static void draw_teeth(ct_scene *scene, const ct_line_class *style, const ct_shape *line,
                       const char *id) {
    ct_shape teeth = ct_teeth(scene->arena, line, &style->teeth);
    ct_rgba color = style->teeth.has_color ? style->teeth.fill : style->stroke.color;
    ct_stroke rim = { .color = style->stroke.color,
                      .width = fmin(fmax(style->stroke.width, 0.75), 1.5),
                      .join = CT_JOIN_MITER };
    draw_shape(scene, &teeth, style->teeth.hollow ? NULL : &color,
               style->teeth.hollow ? &rim : NULL, id);
}

static void draw_heads(ct_scene *scene, const ct_line_class *style, const ct_shape *line,
                       const char *id) {
    ct_shape heads = ct_arrow_heads(scene->arena, line, &style->arrows);
    ct_rgba color = style->arrows.has_color ? style->arrows.color : style->stroke.color;
    draw_shape(scene, &heads, &color, NULL, id);
}

/* What stands on the line lies below it, but for arrow heads: the id goes to the first. */
static void draw_line_body(ct_scene *scene, const ct_line_class *style, const ct_shape *line,
                           const char *id) {
    bool ticks = style->ticks.gap > 0, teeth = style->teeth.gap > 0;
    bool heads = style->arrows.gap > 0, stroked = style->stroke.width > 0;
    if (ticks) draw_ticks(scene, style, line, stroked ? NULL : id);
    if (teeth) draw_teeth(scene, style, line, stroked || ticks ? NULL : id);
    if (stroked) draw_shape(scene, line, NULL, &style->stroke, id);
    if (heads) draw_heads(scene, style, line, stroked || ticks || teeth ? NULL : id);
}

void ct_symbol_line_pass(ct_scene *scene, const ct_line_class *style, const ct_shape *shape,
                         const char *id, bool casing) {
    bool cased = style->casing.width > 0, alone = stands_alone(style);
    if (!has_points(shape) || (casing && !cased)) return;
    bool draws = style->stroke.width > 0 || !alone;
    ct_shape line = drawn_line(scene, style, shape);
    double alpha = style->stroke.color.a;
    if (casing) {
        draw_line_casing(scene, style, &line, draws ? NULL : id);
    } else if (alone || alpha >= 1 || alpha <= 0) {
        draw_line_body(scene, style, &line, id);
    } else { /* as one, so that it does not darken where a tooth stands on the line */
        ct_line_class solid = *style;
        solid.stroke.color.a = 1;
        ct_scene_begin_group(scene, &(ct_group){ .role = CT_ROLE_PLAIN, .opacity = alpha });
        draw_line_body(scene, &solid, &line, id);
        ct_scene_end(scene);
    }
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

/* How much larger than a circle's square the other forms are drawn, to look as large: between equal
 * extent and equal area, since a reader sees both. */
#define SQUARE_SIZE   0.9
#define DIAMOND_SIZE  1.2
#define TRIANGLE_SIZE 1.2
#define STAR_SIZE     1.3
#define CROSS_SIZE    1.1
#define CROSS_ARM     0.17 /* half the arm of a cross over its size */
#define RING_INNER    0.55 /* inner radius of the ring over its outer one */

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

static size_t most_points(const ct_point_class *style) {
    const size_t circle = (size_t)circle_steps(style->size / 2);
    switch (style->symbol) {
    case CT_SYMBOL_RING:
        return circle + (size_t)circle_steps(style->size / 2 * RING_INNER);
    case CT_SYMBOL_CIRCLE:
        return circle;
    default:
        return style->form.parts ? ct_shape_points(&style->form) : 12;
    }
}

/* About the place, not turned. */
static ct_builder symbol_form(ct_arena *arena, const ct_point_class *style) {
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
    ct_builder_reserve(&b, most_points(style)); /* there may be very many symbols */
    switch (style->symbol) {
    case CT_SYMBOL_SQUARE:
        add_corners(&b, 0, 0, square, 4, style->size * SQUARE_SIZE);
        break;
    case CT_SYMBOL_DIAMOND:
        add_corners(&b, 0, 0, diamond, 4, style->size * DIAMOND_SIZE);
        break;
    case CT_SYMBOL_TRIANGLE:
        add_corners(&b, 0, 0, triangle, 3, style->size * TRIANGLE_SIZE);
        break;
    case CT_SYMBOL_CROSS:
        add_corners(&b, 0, 0, cross, 12, style->size * CROSS_SIZE);
        break;
    case CT_SYMBOL_STAR:
        add_star(&b, 0, 0, style->size / 2 * STAR_SIZE);
        break;
    case CT_SYMBOL_RING:
        add_circle(&b, 0, 0, style->size / 2);
        add_circle(&b, 0, 0, style->size / 2 * RING_INNER);
        break;
    case CT_SYMBOL_CIRCLE:
        add_circle(&b, 0, 0, style->size / 2);
        break;
    default: /* by paths */
        for (size_t p = 0; p < style->form.parts; p++) {
            for (size_t i = ct_part_start(&style->form, p); i < style->form.end[p]; i++)
                ct_builder_point(&b, style->form.x[i] * style->size,
                                 style->form.y[i] * style->size);
            ct_builder_end_part(&b);
        }
        break;
    }
    return b;
}

/* Turned by the class's angle, clockwise on the page, and brought to its place. */
static ct_shape symbol_shape(ct_arena *arena, const ct_point_class *style, double x, double y) {
    double turn = (style->angle + style->turn) * (M_PI / 180), c = cos(turn), s = sin(turn);
    ct_builder b = symbol_form(arena, style);
    for (size_t i = 0; i < b.points; i++) {
        const double right = b.x[i], down = b.y[i];
        b.x[i] = x + (c * right - s * down);
        b.y[i] = y + (s * right + c * down);
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

/* The extent of a form by paths about the place, turned. */
static ct_box form_box(const ct_point_class *style) {
    const ct_shape *form = &style->form;
    double turn = (style->angle + style->turn) * (M_PI / 180);
    double c = cos(turn) * style->size, s = sin(turn) * style->size;
    ct_box box = ct_box_empty();
    for (size_t i = form->start; form->parts && i < form->end[form->parts - 1]; i++)
        ct_box_add(&box, c * form->x[i] - s * form->y[i], s * form->x[i] + c * form->y[i]);
    return box;
}

/* How far a form reaches, over its size; turned, as far as its farthest corner. */
static double reach_share(const ct_point_class *style) {
    bool turned = fmod(style->angle + style->turn, 90) != 0;
    switch (style->symbol) {
    case CT_SYMBOL_SQUARE:
        return SQUARE_SIZE * (turned ? M_SQRT1_2 : 0.5);
    case CT_SYMBOL_DIAMOND:
        return DIAMOND_SIZE / 2;
    case CT_SYMBOL_TRIANGLE:
        return TRIANGLE_SIZE * TRIANGLE_RADIUS;
    case CT_SYMBOL_STAR:
        return STAR_SIZE / 2;
    case CT_SYMBOL_CROSS:
        return CROSS_SIZE * (turned ? hypot(0.5, CROSS_ARM) : 0.5);
    default:
        return 0.5;
    }
}

double ct_symbol_reach(const ct_point_class *style) {
    double rim = fmax(fmax(style->stroke.width, style->casing.width), 0) / 2;
    double reach = style->size > 0 ? reach_share(style) * style->size : 0;
    if (style->size > 0 && style->form.parts > 0) {
        ct_box box = form_box(style);
        reach = fmax(box.x1 - box.x0, box.y1 - box.y0) / 2;
    }
    return isfinite(reach + rim) ? reach + rim : 0;
}

void ct_symbol_middle(const ct_point_class *style, double *dx, double *dy) {
    *dx = *dy = 0;
    if (style->form.parts == 0) return;
    ct_box box = form_box(style);
    *dx = (box.x0 + box.x1) / 2;
    *dy = (box.y0 + box.y1) / 2;
}
