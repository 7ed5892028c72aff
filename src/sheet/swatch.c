/* swatch.c - the samples of the key, drawn by the code that draws the map, on the map's ground. */
#include <math.h>

#include "sheet.h"

/* ---- sizes ------------------------------------------------------------------------------ */

double ct_swatch_half(const ct_key_row *row, double height) {
    double half = height / 2;
    if (row->point && !row->area) half = fmax(ct_symbol_reach(row->point), half * 0.6);
    if (row->line && !row->area && !row->point) {
        double reach[2];
        ct_line_reach(row->line, reach);
        half = fmax(half * (row->line->casing.width > 0 ? 1 : 0.5),
                    fmax(row->line->stroke.width, row->line->casing.width) / 2);
        half = fmax(half, (reach[0] + reach[1]) / 2);
    }
    return half;
}

double ct_swatch_width(const ct_key_row *row, double width) {
    if (row->area || row->line) return width;
    return row->point ? 2 * ct_symbol_reach(row->point) : 0;
}

/* ---- drawing ---------------------------------------------------------------------------- */

static ct_shape moved_shape(ct_arena *arena, const ct_shape *s, double dx, double dy) {
    ct_shape copy = ct_shape_copy(arena, s);
    size_t n = s->parts ? s->end[s->parts - 1] : 0;
    double *x = CT_ARRAY(arena, n, double), *y = CT_ARRAY(arena, n, double);
    for (size_t i = copy.start; copy.parts && i < copy.end[copy.parts - 1]; i++) {
        x[i] = copy.x[i] + dx;
        y[i] = copy.y[i] + dy;
    }
    copy.x = x;
    copy.y = y;
    return copy;
}

static ct_box moved_box(ct_box box, double dx, double dy) {
    return (ct_box){ box.x0 + dx, box.y0 + dy, box.x1 + dx, box.y1 + dy };
}

/* A hatch has its phase from the page's origin: a sample is drawn about the origin, so that its
 * hatch lies evenly in it, and then moved to its place. */
static void move_nodes(ct_scene *scene, size_t from, double dx, double dy) {
    for (size_t i = from; i < scene->node_count; i++) {
        ct_node *node = &scene->nodes[i];
        if (node->type == CT_NODE_PATH)
            node->path.shape = moved_shape(scene->arena, &node->path.shape, dx, dy);
        if (node->type == CT_NODE_BEGIN && node->group.has_clip)
            node->group.clip = moved_box(node->group.clip, dx, dy);
        if (node->type == CT_NODE_IMAGE) node->image.box = moved_box(node->image.box, dx, dy);
        if (node->type == CT_NODE_TEXT) {
            node->text.x += dx;
            node->text.y += dy;
        }
    }
}

/* What shows through is what shows through on the map. */
static void draw_ground(ct_scene *scene, const ct_style *style, const ct_key_row *row, ct_box box) {
    const ct_area_class *land = ct_style_area(style, "land");
    if (row->ground.a > 0)
        ct_scene_rect(scene, box, &row->ground, NULL);
    else if (land && land->has_fill)
        ct_scene_rect(scene, box, &land->fill, NULL);
}

static ct_shape box_shape(ct_arena *arena, ct_box box) {
    ct_builder b = ct_builder_start(arena, CT_POLYGON);
    ct_builder_point(&b, box.x0, box.y0);
    ct_builder_point(&b, box.x1, box.y0);
    ct_builder_point(&b, box.x1, box.y1);
    ct_builder_point(&b, box.x0, box.y1);
    ct_builder_end_part(&b);
    return ct_builder_take(&b);
}

/* An edge that fades over a third of a sample at most, and inside it. */
static void draw_area(ct_scene *scene, ct_arena *scratch, const ct_area_class *area, ct_box box) {
    ct_shape shape = box_shape(scene->arena, box);
    ct_area_class small = *area;
    small.edge.feather = fmin(area->edge.feather, (box.y1 - box.y0) * 0.35);
    small.edge.side = CT_EDGE_IN;
    ct_symbol_area(scene, scratch, &small, &shape, NULL, NULL);
}

/* What stands along a line, closer together where a sample is short: at least two of a kind, or one
 * that is large. */
static void crowd(ct_line_class *line, double width) {
    if (line->ticks.gap > 0) line->ticks.gap = fmin(line->ticks.gap, width / 3);
    if (line->teeth.gap > 0)
        line->teeth.gap = fmin(line->teeth.gap, fmax(width / 2, 1.2 * line->teeth.size));
    if (line->arrows.gap > 0) line->arrows.gap = fmin(line->arrows.gap, width);
}

static void draw_line(ct_scene *scene, const ct_line_class *line, ct_box box, double middle) {
    ct_builder b = ct_builder_start(scene->arena, CT_LINE);
    ct_builder_point(&b, box.x0, middle);
    ct_builder_point(&b, box.x1, middle);
    ct_builder_end_part(&b);
    ct_shape shape = ct_builder_take(&b);
    ct_line_class level = *line; /* its ends are the swatch's own */
    level.stroke.cap = level.casing.cap = CT_CAP_BUTT;
    level.offset = 0;
    crowd(&level, box.x1 - box.x0);
    ct_symbol_line(scene, &level, &shape, NULL);
}

static double opacity_of(const ct_key_row *row) {
    double opacity = row->area    ? row->area->opacity
                     : row->line  ? row->line->opacity
                     : row->point ? row->point->opacity
                                  : 1;
    return opacity > 0 && opacity < 1 ? opacity : 1;
}

/* The map shows through an area that is not full, and about a line with a casing. */
static bool needs_ground(const ct_key_row *row) {
    if (row->area) return !row->area->has_fill || row->area->fill.a < 1 || opacity_of(row) < 1;
    return row->line && (row->line->casing.width > 0 || opacity_of(row) < 1);
}

/* Edges of samples lie on whole pixels; a line's middle where its own edges do. */
static ct_box whole_pixels(const ct_key_row *row, ct_box box) {
    if (!row->area && !row->line) return box;
    double y0 = round(box.y0), height = round(box.y1 - box.y0);
    return (ct_box){ round(box.x0), y0, round(box.x1), y0 + height };
}

static double line_middle(const ct_line_class *line, ct_box box) {
    double reach[2];
    ct_line_reach(line, reach); /* as much is left free above its teeth as below it */
    double middle = (box.y0 + box.y1 + reach[0] - reach[1]) / 2;
    return fmod(round(line->stroke.width), 2) == 1 ? floor(middle) + 0.5 : round(middle);
}

void ct_swatch_draw(ct_scene *scene, ct_arena *scratch, const ct_style *style,
                    const ct_key_row *row, bool joined, ct_box place) {
    ct_box page = whole_pixels(row, place);
    double x = (page.x0 + page.x1) / 2, y = (page.y0 + page.y1) / 2;
    ct_box box = moved_box(page, -x, -y);
    size_t from = scene->node_count;
    /* The outline lies inside the sample; those of a scale share theirs. */
    if (row->area && !joined)
        box =
            ct_box_grow(box, -fmax(fmax(row->area->stroke.width, row->area->casing.width), 0) / 2);
    if (needs_ground(row)) draw_ground(scene, style, row, box);
    double opacity = opacity_of(row);
    if (opacity < 1) ct_scene_begin_group(scene, &(ct_group){ .opacity = opacity });
    if (row->area) draw_area(scene, scratch, row->area, box);
    if (row->line) draw_line(scene, row->line, box, line_middle(row->line, page) - y);
    if (row->point) {
        double dx, dy;
        ct_symbol_middle(row->point, &dx, &dy);
        ct_symbol_point(scene, row->point, -dx, -dy, NULL);
    }
    if (opacity < 1) ct_scene_end(scene);
    move_nodes(scene, from, x, y);
}
