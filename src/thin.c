/* thin.c - fewer names where points crowd: what a small map leaves out before any is placed. */
#include "pipeline.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Names are wide and low: points above each other may stand closer. */
static const double UPRIGHT = 2;

static bool is_fixed(const ct_label *label) {
    return label->kind != CT_PLACE_POINT || label->required || label->pin || !isfinite(label->x) ||
           !isfinite(label->y);
}

static double priority_of(const ct_label *label) {
    return isfinite(label->priority) ? label->priority : 0;
}

/* What stays in any case, then the important ones; ties by id, so that the order in which the
 * labels came in does not matter. */
static int compare(const void *pa, const void *pb) {
    const ct_label *a = *(const ct_label *const *)pa, *b = *(const ct_label *const *)pb;
    if (is_fixed(a) != is_fixed(b)) return is_fixed(a) ? -1 : 1;
    double pri_a = priority_of(a), pri_b = priority_of(b);
    if (pri_a != pri_b) return pri_a > pri_b ? -1 : 1;
    int by_id = strcmp(a->id ? a->id : "", b->id ? b->id : "");
    return by_id ? by_id : (a > b) - (a < b);
}

static bool is_crowded(ct_grid *grid, const ct_label *const *order, const ct_label *label,
                       double spacing) {
    ct_box box = { label->x - spacing, label->y - spacing / UPRIGHT, label->x + spacing,
                   label->y + spacing / UPRIGHT };
    size_t count;
    const uint32_t *near = ct_grid_find(grid, box, &count);
    for (size_t i = 0; i < count; i++) {
        const ct_label *other = order[near[i]];
        if (hypot(other->x - label->x, UPRIGHT * (other->y - label->y)) < spacing) return true;
    }
    return false;
}

/* Which labels stay. */
static bool *choose(ct_arena *scratch, const ct_label *labels, size_t count, double spacing) {
    bool *stays = CT_ARRAY(scratch, count, bool);
    const ct_label **order = CT_ARRAY(scratch, count, const ct_label *);
    ct_box bounds = ct_box_empty();
    for (size_t i = 0; i < count; i++) {
        order[i] = &labels[i];
        if (labels[i].kind == CT_PLACE_POINT && isfinite(labels[i].x) && isfinite(labels[i].y))
            ct_box_add(&bounds, labels[i].x, labels[i].y);
    }
    qsort(order, count, sizeof *order, compare);
    ct_grid *grid = ct_grid_new(bounds, spacing, count);
    for (size_t k = 0; k < count; k++) {
        const ct_label *l = order[k];
        bool stay = is_fixed(l) || !is_crowded(grid, order, l, spacing);
        stays[l - labels] = stay;
        if (stay && l->kind == CT_PLACE_POINT)
            ct_grid_add(grid, (ct_box){ l->x, l->y, l->x, l->y }, (uint32_t)k);
    }
    ct_grid_free(grid);
    return stays;
}

size_t ct_labels_thin(const ct_labels_style *style, const ct_layer_marks *layers,
                      size_t layer_count, ct_label *labels, size_t count) {
    if (!(style->spacing > 0) || count == 0) return count;
    ct_arena *scratch = ct_arena_new();
    bool *stays = choose(scratch, labels, count, style->spacing);
    size_t *moved_to = CT_ARRAY(scratch, count, size_t), kept = 0;
    for (size_t i = 0; i < count; i++) {
        moved_to[i] = kept;
        if (stays[i]) labels[kept++] = labels[i];
    }
    for (size_t i = 0; i < layer_count; i++)
        for (size_t k = 0; k < layers[i].count; k++) {
            ct_mark *mark = &layers[i].marks[k];
            if (mark->label == 0) continue;
            mark->thinned = !stays[mark->label - 1];
            mark->label = mark->thinned ? 0 : 1 + moved_to[mark->label - 1];
        }
    ct_arena_free(scratch);
    return kept;
}
