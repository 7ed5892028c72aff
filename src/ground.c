/* ground.c - the colour that a label stands on, for its halo. */
#include "pipeline.h"

#include <math.h>

static void lay_over(ct_rgba *ground, ct_rgba color, double opacity) {
    double a = color.a * opacity;
    ground->r += (color.r - ground->r) * a;
    ground->g += (color.g - ground->g) * a;
    ground->b += (color.b - ground->b) * a;
}

static bool covers(const ct_mark *mark, double x, double y) {
    return mark->area && (mark->area->has_fill || mark->area->hatch.given) &&
           mark->shape.kind == CT_POLYGON && x >= mark->box.x0 && x <= mark->box.x1 &&
           y >= mark->box.y0 && y <= mark->box.y1 && ct_shape_contains(&mark->shape, x, y);
}

/* All fills and hatches at a point, from the bottom up; a hatch counts by the share that its lines
 * cover. */
static ct_rgba ground_at(const ct_layer_marks *layers, size_t layer_count, ct_rgba ground, double x,
                         double y) {
    for (size_t i = 0; i < layer_count; i++)
        for (size_t k = 0; k < layers[i].count; k++) {
            const ct_mark *mark = &layers[i].marks[k];
            if (!covers(mark, x, y)) continue;
            double opacity = layers[i].layer->opacity * mark->area->opacity;
            const ct_hatch_class *hatch = &mark->area->hatch;
            if (mark->area->has_fill) lay_over(&ground, mark->area->fill, opacity);
            if (hatch->given && hatch->gap > 0)
                lay_over(&ground, hatch->color, opacity * fmin(1, hatch->width / hatch->gap));
        }
    return ground;
}

static double lightness(ct_rgba c) { return 0.2126 * c.r + 0.7152 * c.g + 0.0722 * c.b; }

/* The lightest of the grounds along the middle of a box, or, where it holds several lines, of a
 * lattice in it: on its own ground a halo is not seen, and on a darker one it is the pale rim that
 * readers know; a dark rim on a pale ground would be a smudge. */
ct_rgba ct_ground_below(const ct_layer_marks *layers, size_t layer_count, ct_rgba ground,
                        ct_box box) {
    enum { SAMPLES = 7 };
    const double SEVERAL_LINES = 30; /* px */
    int rows = box.y1 - box.y0 > SEVERAL_LINES ? SAMPLES : 1;
    ct_rgba lightest = { 0 };
    for (int i = 0; i < SAMPLES * rows; i++) {
        int column = i % SAMPLES, row = i / SAMPLES;
        double x = box.x0 + (box.x1 - box.x0) * column / (SAMPLES - 1);
        double y = box.y0 + (box.y1 - box.y0) * (row + 0.5) / rows;
        ct_rgba here = ground_at(layers, layer_count, ground, x, y);
        if (i == 0 || lightness(here) > lightness(lightest)) lightest = here;
    }
    return lightest;
}

void ct_labels_ground(const ct_layer_marks *layers, size_t layer_count, ct_rgba ground,
                      ct_label *labels, size_t count) {
    for (size_t i = 0; i < count; i++) {
        ct_label *label = &labels[i];
        if (label->state == CT_LABEL_DROPPED || !label->style->halo_local) continue;
        double alpha = label->halo.a;
        label->halo = ct_ground_below(layers, layer_count, ground, label->box);
        label->halo.a = alpha;
    }
}
