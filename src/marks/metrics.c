/* metrics.c - how well labels are placed, measured from the answers alone. */
#include "marks.h"

#include <math.h>

/* Area in common of a box with a label's. */
static double overlap_of(const ct_label *label, const ct_tile *box) {
    ct_tile own;
    size_t count;
    const ct_tile *inks = ct_label_inks(label, &own, &count);
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += ct_tile_overlap(&inks[i], box);
    return sum;
}

static ct_box bound_of(const ct_label *label) {
    return label->bend ? label->bend->bound : ct_tile_of(label->box, label->angle).bound;
}

static bool is_placed(const ct_label *label) { return label->state != CT_LABEL_DROPPED; }

static void measure_shares(const ct_label *labels, size_t count, ct_label_metrics *m) {
    double all = 0, placed = 0, ranks = 0;
    size_t required = 0, required_placed = 0, points = 0;
    for (size_t i = 0; i < count; i++) {
        const ct_label *l = &labels[i];
        if (l->repeats) continue;
        double weight = l->priority > 0 && isfinite(l->priority) ? l->priority : 0;
        all += weight;
        required += l->required;
        if (!is_placed(l)) continue;
        placed += weight;
        required_placed += l->required;
        if (l->kind != CT_PLACE_POINT) continue;
        ranks += l->rank;
        points++;
    }
    m->placed_weighted = all > 0 ? placed / all : 1;
    m->required_placed = required ? (double)required_placed / (double)required : 1;
    m->mean_rank = points ? ranks / (double)points : 0;
}

/* Labels over labels, over furniture and beyond the frame, in px2. */
static void measure_overlap(const ct_label *labels, size_t count, ct_box frame, const ct_box *boxes,
                            size_t box_count, ct_label_metrics *m) {
    ct_grid *grid = ct_grid_new(frame, 24, count);
    ct_tile whole = ct_tile_of(frame, 0);
    double covered = 0;
    for (size_t i = 0; i < count; i++) {
        if (!is_placed(&labels[i])) continue;
        ct_tile own;
        size_t near, ink_count;
        const ct_tile *inks = ct_label_inks(&labels[i], &own, &ink_count);
        const uint32_t *others = ct_grid_find(grid, bound_of(&labels[i]), &near);
        for (size_t n = 0; n < ink_count; n++) {
            double area = 4 * inks[n].hw * inks[n].hh, seen = ct_tile_overlap(&inks[n], &whole);
            covered += seen;
            m->overlap_px2 += fmax(area - seen, 0) > area * 1e-9 ? area - seen : 0;
            for (size_t k = 0; k < near; k++)
                m->overlap_px2 += overlap_of(&labels[others[k]], &inks[n]);
        }
        for (size_t k = 0; k < box_count; k++) {
            if (ct_box_is_empty(boxes[k])) continue;
            ct_tile other = ct_tile_of(boxes[k], 0);
            m->overlap_px2 += overlap_of(&labels[i], &other);
        }
        ct_grid_add(grid, bound_of(&labels[i]), (uint32_t)i);
    }
    ct_grid_free(grid);
    double all = (frame.x1 - frame.x0) * (frame.y1 - frame.y0);
    m->cover = all > 0 ? covered / all : 0;
}

/* Point labels that stand nearer to a foreign point than to their own; a leader makes it clear. */
static void measure_ambiguous(const ct_label *labels, size_t count, ct_box frame,
                              ct_label_metrics *m) {
    ct_grid *grid = ct_grid_new(frame, 24, count);
    for (size_t i = 0; i < count; i++) {
        const ct_label *l = &labels[i];
        if (l->kind == CT_PLACE_POINT && isfinite(l->x) && isfinite(l->y))
            ct_grid_add(grid, (ct_box){ l->x, l->y, l->x, l->y }, (uint32_t)i);
    }
    for (size_t i = 0; i < count; i++) {
        const ct_label *l = &labels[i];
        if (!is_placed(l) || l->kind != CT_PLACE_POINT || l->state == CT_LABEL_CALLOUT) continue;
        ct_tile tile = ct_tile_of(l->box, l->angle); /* names of points are never bent */
        double own = ct_tile_distance(&tile, l->x, l->y);
        size_t near;
        const uint32_t *others = ct_grid_find(grid, ct_box_grow(tile.bound, own), &near);
        for (size_t k = 0; k < near; k++) {
            const ct_label *o = &labels[others[k]];
            if (others[k] == i || (o->x == l->x && o->y == l->y)) continue;
            if (ct_tile_distance(&tile, o->x, o->y) < own) {
                m->ambiguous++;
                break;
            }
        }
    }
    ct_grid_free(grid);
}

void ct_labels_measure(const ct_label *labels, size_t count, ct_box frame, const ct_box *boxes,
                       size_t box_count, ct_label_metrics *metrics) {
    *metrics = (ct_label_metrics){ 0 };
    measure_shares(labels, count, metrics);
    measure_overlap(labels, count, frame, boxes, box_count, metrics);
    measure_ambiguous(labels, count, frame, metrics);
}

/* What is not known (NaN) does not count. */
static void add_mean(double *mean, double value, size_t count) {
    if (isnan(*mean))
        *mean = value;
    else if (!isnan(value))
        *mean += (value - *mean) / (double)(count + 1);
}

void ct_label_metrics_add(ct_label_metrics *all, size_t count, const ct_label_metrics *one) {
    if (count == 0) {
        *all = *one;
        return;
    }
    add_mean(&all->placed_weighted, one->placed_weighted, count);
    add_mean(&all->required_placed, one->required_placed, count);
    add_mean(&all->mean_rank, one->mean_rank, count);
    add_mean(&all->cover, one->cover, count);
    add_mean(&all->inside, one->inside, count);
    add_mean(&all->moved, one->moved, count);
    add_mean(&all->moved_free, one->moved_free, count);
    add_mean(&all->over_optimum, one->over_optimum, count);
    all->overlap_px2 += one->overlap_px2;
    all->ambiguous += one->ambiguous;
    all->front_crossings += one->front_crossings;
    all->frame_exits += one->frame_exits;
    all->leader_crossings += one->leader_crossings;
}
