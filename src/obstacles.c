/* obstacles.c - what labels and furniture keep away from: hard lines, markers, linework. */
#include "pipeline.h"

static size_t mark_count(const ct_layer_marks *layers, size_t layer_count) {
    size_t count = 0;
    for (size_t i = 0; i < layer_count; i++)
        count += layers[i].count;
    return count;
}

static bool is_hard(const ct_mark *mark) {
    return mark->line && mark->line->obstacle == CT_OBSTACLE_HARD;
}

const ct_shape *ct_marks_busy(ct_arena *arena, const ct_layer_marks *layers, size_t layer_count,
                              size_t *count) {
    ct_shape *busy = CT_ARRAY(arena, mark_count(layers, layer_count), ct_shape);
    *count = 0;
    for (size_t i = 0; i < layer_count; i++)
        for (size_t k = 0; k < layers[i].count; k++) {
            const ct_mark *mark = &layers[i].marks[k];
            if (is_hard(mark) || mark->point) busy[(*count)++] = mark->shape;
        }
    return busy;
}

/* True where some label is anchored at this very point. */
static bool has_label(const ct_label *labels, size_t count, double x, double y) {
    for (size_t i = 0; i < count; i++)
        if (labels[i].kind == CT_PLACE_POINT && labels[i].x == x && labels[i].y == y) return true;
    return false;
}

const ct_box *ct_marks_bare(ct_arena *arena, const ct_layer_marks *layers, size_t layer_count,
                            const ct_label *labels, size_t label_count, size_t *count) {
    ct_box *boxes = NULL;
    size_t capacity = 0;
    *count = 0;
    for (size_t i = 0; i < layer_count; i++)
        for (size_t k = 0; k < layers[i].count; k++) {
            const ct_mark *mark = &layers[i].marks[k];
            if (!mark->point) continue;
            double reach = ct_symbol_reach(mark->point);
            for (size_t p = mark->shape.start; p < mark->shape.end[mark->shape.parts - 1]; p++) {
                double x = mark->shape.x[p], y = mark->shape.y[p];
                if (has_label(labels, label_count, x, y)) continue;
                CT_GROW(arena, boxes, capacity, *count);
                boxes[(*count)++] = (ct_box){ x - reach, y - reach, x + reach, y + reach };
            }
        }
    return boxes;
}

void ct_marks_lines(ct_arena *arena, const ct_layer_marks *layers, size_t layer_count,
                    ct_obstacles *obstacles) {
    size_t most = mark_count(layers, layer_count);
    ct_shape *hard = CT_ARRAY(arena, most, ct_shape), *soft = CT_ARRAY(arena, most, ct_shape);
    double *reach = CT_ARRAY(arena, most, double);
    for (size_t i = 0; i < layer_count; i++)
        for (size_t k = 0; k < layers[i].count; k++) {
            const ct_mark *mark = &layers[i].marks[k];
            if (is_hard(mark)) {
                hard[obstacles->hard_count] = mark->shape;
                reach[obstacles->hard_count++] = mark->line->stroke.width / 2 + 0.5;
            } else if (mark->line && mark->line->obstacle == CT_OBSTACLE_SOFT) {
                soft[obstacles->soft_count++] = mark->shape;
            } else if (mark->outline.parts > 0) {
                soft[obstacles->soft_count++] = mark->outline;
            }
        }
    obstacles->hard = hard;
    obstacles->hard_reach = reach;
    obstacles->soft = soft;
}
