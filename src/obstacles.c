/* obstacles.c - what labels and furniture keep away from: hard lines, markers, linework. */
#include "pipeline.h"

#include <math.h>

static size_t mark_count(const ct_layer_marks *layers, size_t layer_count) {
    size_t count = 0;
    for (size_t i = 0; i < layer_count; i++)
        count += layers[i].count;
    return count;
}

static bool is_hard(const ct_mark *mark) {
    return mark->line && mark->line->obstacle == CT_OBSTACLE_HARD;
}

static bool is_fitted(const ct_map *map, const ct_layer_spec *layer) {
    for (size_t i = 0; i < map->view.fit.count; i++)
        if (ct_streq(map->view.fit.items[i].text, layer->data.text)) return true;
    return false;
}

/* What hiding a mark costs: plain land is 1; what the view is fitted to, what stands in the key and
 * what has names is more; lines and points matter where labels mind them. */
static double weight_of(const ct_map *map, const ct_layer_spec *layer, const ct_mark *mark) {
    double story = (is_fitted(map, layer) ? 2 : 0) + (layer->key.count > 0 ? 2 : 0);
    if (mark->line) return is_hard(mark) ? 3 : story > 0 ? 1 : 0;
    if (mark->point) return 1 + story / 2 + (layer->label.given ? 1 : 0);
    if (!mark->area) return 0;
    bool filled = mark->area->has_fill || mark->area->hatch.given;
    return (filled ? 1 : 0) + story;
}

const ct_busy *ct_marks_busy(ct_arena *arena, const ct_map *map, const ct_layer_marks *layers,
                             size_t layer_count, size_t *count) {
    ct_busy *busy = CT_ARRAY(arena, mark_count(layers, layer_count), ct_busy);
    *count = 0;
    for (size_t i = 0; i < layer_count; i++)
        for (size_t k = 0; k < layers[i].count; k++) {
            const ct_mark *mark = &layers[i].marks[k];
            double weight = weight_of(map, layers[i].layer, mark);
            if (weight > 0) busy[(*count)++] = (ct_busy){ mark->shape, weight };
        }
    return busy;
}

/* The points that labels are anchored at, found by place. */
static ct_grid *grid_of(const ct_label *labels, size_t count) {
    ct_box bounds = ct_box_empty();
    for (size_t i = 0; i < count; i++)
        if (labels[i].kind == CT_PLACE_POINT) ct_box_add(&bounds, labels[i].x, labels[i].y);
    ct_grid *grid = ct_grid_new(bounds, 1, count);
    for (size_t i = 0; i < count; i++)
        if (labels[i].kind == CT_PLACE_POINT)
            ct_grid_add(grid, (ct_box){ labels[i].x, labels[i].y, labels[i].x, labels[i].y },
                        (uint32_t)i);
    return grid;
}

/* True where some label is anchored at this very point. */
static bool has_label(ct_grid *grid, const ct_label *labels, double x, double y) {
    size_t count;
    const uint32_t *near = ct_grid_find(grid, (ct_box){ x, y, x, y }, &count);
    for (size_t i = 0; i < count; i++)
        if (labels[near[i]].x == x && labels[near[i]].y == y) return true;
    return false;
}

/* Data of the key stays, whatever its name does; and so does what the map must name. */
static bool is_needed(const ct_layer_marks *layer, const ct_label *label) {
    return layer->layer->key.count > 0 || (label && label->required);
}

static bool is_thinned_out(const ct_layer_marks *layer, const ct_mark *mark) {
    return mark->thinned && !is_needed(layer, NULL);
}

const ct_box *ct_marks_bare(ct_arena *arena, const ct_layer_marks *layers, size_t layer_count,
                            const ct_label *labels, size_t label_count, size_t *count) {
    ct_box *boxes = NULL;
    size_t capacity = 0;
    ct_grid *grid = grid_of(labels, label_count);
    *count = 0;
    for (size_t i = 0; i < layer_count; i++)
        for (size_t k = 0; k < layers[i].count; k++) {
            const ct_mark *mark = &layers[i].marks[k];
            if (!mark->point || is_thinned_out(&layers[i], mark)) continue;
            double reach = ct_symbol_reach(mark->point), dx, dy;
            ct_symbol_middle(mark->point, &dx, &dy);
            for (size_t p = mark->shape.start; p < mark->shape.end[mark->shape.parts - 1]; p++) {
                double x = mark->shape.x[p] + dx, y = mark->shape.y[p] + dy;
                if (has_label(grid, labels, x, y)) continue;
                CT_GROW(arena, boxes, capacity, *count);
                boxes[(*count)++] = (ct_box){ x - reach, y - reach, x + reach, y + reach };
            }
        }
    ct_grid_free(grid);
    return boxes;
}

void ct_marks_leave_out(const ct_layer_marks *layers, size_t layer_count, const ct_label *labels,
                        const ct_box *covers, size_t cover_count) {
    for (size_t i = 0; i < layer_count; i++)
        for (size_t k = 0; k < layers[i].count && layers[i].layer->label.given; k++) {
            ct_mark *mark = &layers[i].marks[k];
            if (!mark->point || ct_shape_points(&mark->shape) != 1) continue;
            const ct_label *label = mark->label ? &labels[mark->label - 1] : NULL;
            bool dropped = label && label->state == CT_LABEL_DROPPED;
            bool unnamed = !mark->kept && ((dropped && !is_needed(&layers[i], label)) ||
                                           is_thinned_out(&layers[i], mark));
            mark->left_out =
                unnamed ||
                ct_point_hidden(mark->shape.x[mark->shape.start], mark->shape.y[mark->shape.start],
                                ct_symbol_reach(mark->point), covers, cover_count);
        }
}

void ct_marks_lines(ct_arena *arena, const ct_layer_marks *layers, size_t layer_count,
                    ct_obstacles *obstacles) {
    size_t most = mark_count(layers, layer_count);
    ct_shape *hard = CT_ARRAY(arena, most, ct_shape), *soft = CT_ARRAY(arena, most, ct_shape);
    ct_shape *land = CT_ARRAY(arena, most, ct_shape);
    double *reach = CT_ARRAY(arena, most, double);
    for (size_t i = 0; i < layer_count; i++)
        for (size_t k = 0; k < layers[i].count; k++) {
            const ct_mark *mark = &layers[i].marks[k];
            if (mark->area && mark->area->has_fill) land[obstacles->land_count++] = mark->shape;
            if (is_hard(mark)) {
                hard[obstacles->hard_count] = mark->shape;
                double sides[2];
                ct_line_reach(mark->line, sides);
                reach[obstacles->hard_count++] = fmax(sides[0], sides[1]) + 0.5;
            } else if (mark->line && mark->line->obstacle == CT_OBSTACLE_SOFT) {
                soft[obstacles->soft_count++] = mark->shape;
            } else if (mark->outline.parts > 0) {
                soft[obstacles->soft_count++] = mark->outline;
            }
        }
    obstacles->hard = hard;
    obstacles->hard_reach = reach;
    obstacles->soft = soft;
    obstacles->land = land;
}
