/* ground.c - the colour that a label stands on, for its halo. */
#include "pipeline.h"

#include <math.h>

enum { SAMPLES = 7 }; /* along a label's box */

static void lay_over(ct_rgba *ground, ct_rgba color, double opacity) {
    color.a *= opacity;
    *ground = ct_color_over(*ground, color);
}

/* The share of an area that its hatch covers. */
static double hatch_share(const ct_hatch_class *hatch) {
    double share = fmin(1, hatch->width / hatch->gap);
    if (hatch->pattern == CT_PATTERN_CROSS) return share * (2 - share);
    /* each dot has a place of gap by gap times the sine of 60 degrees */
    return hatch->pattern == CT_PATTERN_DOTS ? fmin(1, share * share * 0.9069) : share;
}

/* It is filled, and some point between x0 and x1 may lie on it. */
static bool may_cover(const ct_mark *mark, double x0, double x1, double y) {
    return mark->area && (mark->area->has_fill || mark->area->hatch.given) &&
           mark->shape.kind == CT_POLYGON && x1 >= mark->box.x0 && x0 <= mark->box.x1 &&
           y >= mark->box.y0 && y <= mark->box.y1;
}

static bool covers(const ct_mark *mark, double x, double y) {
    return may_cover(mark, x, x, y) && ct_shape_contains(&mark->shape, x, y);
}

/* All fills and hatches at points of one y, from the bottom up; a hatch counts by the share that
 * its lines cover. */
static void grounds_at(const ct_layer_marks *layers, size_t layer_count, double y, const double *x,
                       size_t count, ct_rgba *grounds) {
    bool covered[SAMPLES];
    for (size_t i = 0; i < layer_count; i++)
        for (size_t k = 0; k < layers[i].count; k++) {
            const ct_mark *mark = &layers[i].marks[k];
            if (!may_cover(mark, x[0], x[count - 1], y)) continue;
            ct_shape_contains_row(&mark->shape, y, x, count, covered);
            double opacity = layers[i].layer->opacity * mark->area->opacity;
            const ct_hatch_class *hatch = &mark->area->hatch;
            for (size_t n = 0; n < count; n++) {
                if (!covered[n] || x[n] < mark->box.x0 || x[n] > mark->box.x1) continue;
                if (mark->area->has_fill) lay_over(&grounds[n], mark->area->fill, opacity);
                if (hatch->given && hatch->gap > 0)
                    lay_over(&grounds[n], hatch->color, opacity * hatch_share(hatch));
            }
        }
}

static ct_rgba ground_at(const ct_layer_marks *layers, size_t layer_count, ct_rgba ground, double x,
                         double y) {
    grounds_at(layers, layer_count, y, &x, 1, &ground);
    return ground;
}

/* The one of the grounds along the middle of a box, or, where it holds several lines, of a lattice
 * in it, that the letters stand out from most: the lightest under dark letters, the darkest under
 * light ones. On its own ground a halo is not seen, and on another it is the rim that readers know;
 * a dark rim about dark letters would be a smudge. */
static ct_rgba ground_below(const ct_layer_marks *layers, size_t layer_count, ct_rgba ground,
                            ct_box box, ct_rgba letters) {
    const double SEVERAL_LINES = 30; /* px */
    int rows = box.y1 - box.y0 > SEVERAL_LINES ? SAMPLES : 1;
    ct_rgba best = { 0 };
    double most = 0;
    for (int row = 0; row < rows; row++) {
        double x[SAMPLES], y = box.y0 + (box.y1 - box.y0) * (row + 0.5) / rows;
        ct_rgba here[SAMPLES];
        for (int column = 0; column < SAMPLES; column++) {
            x[column] = box.x0 + (box.x1 - box.x0) * column / (SAMPLES - 1);
            here[column] = ground;
        }
        grounds_at(layers, layer_count, y, x, SAMPLES, here);
        for (int column = 0; column < SAMPLES; column++) {
            double contrast = ct_color_contrast(here[column], letters);
            if (contrast <= most) continue;
            best = here[column];
            most = contrast;
        }
    }
    return best;
}

/* A ground on which the letters could not be read is no halo for them, where their own is better.
 */
static ct_rgba readable(ct_rgba local, ct_rgba letters, ct_rgba own) {
    const double READABLE = 4.5; /* rule 13 */
    double contrast = ct_color_contrast(local, letters);
    local.a = own.a;
    return contrast >= READABLE || contrast >= ct_color_contrast(own, letters) ? local : own;
}

ct_rgba ct_ground_halo(const ct_layer_marks *layers, size_t layer_count, ct_rgba ground, ct_box box,
                       ct_rgba letters, ct_rgba own) {
    return readable(ground_below(layers, layer_count, ground, box, letters), letters, own);
}

/* ---- what a mark lies on ---- */

static bool is_same(ct_rgba a, ct_rgba b) {
    const double near = 1.0 / 512;
    return fabs(a.r - b.r) < near && fabs(a.g - b.g) < near && fabs(a.b - b.b) < near;
}

/* The full fills at a point, from the bottom up. */
static ct_rgba full_at(const ct_layer_marks *layers, size_t layer_count, ct_rgba ground, double x,
                       double y) {
    for (size_t i = 0; i < layer_count; i++)
        for (size_t k = 0; k < layers[i].count && layers[i].layer->opacity >= 1; k++) {
            const ct_mark *mark = &layers[i].marks[k];
            if (!mark->area || !mark->area->has_fill || mark->area->fill.a < 1) continue;
            if (mark->area->opacity >= 1 && covers(mark, x, y)) ground = mark->area->fill;
        }
    return ground;
}

/* Places of a mark that lie in the frame, at most `most`: of an area on a lattice, else of its own
 * points. */
static size_t places_in(const ct_mark *mark, ct_box frame, size_t side, double (*places)[2]) {
    size_t count = 0, n = ct_shape_points(&mark->shape), most = side * side;
    ct_box box = { fmax(mark->box.x0, frame.x0), fmax(mark->box.y0, frame.y0),
                   fmin(mark->box.x1, frame.x1), fmin(mark->box.y1, frame.y1) };
    for (size_t i = 0; i < most; i++) {
        size_t own = mark->shape.start + i * n / most;
        size_t column = i % side, row = i / side;
        double x = mark->area ? box.x0 + (box.x1 - box.x0) * ((double)column + 0.5) / (double)side
                              : mark->shape.x[own];
        double y = mark->area ? box.y0 + (box.y1 - box.y0) * ((double)row + 0.5) / (double)side
                              : mark->shape.y[own];
        bool inside = x >= frame.x0 && x <= frame.x1 && y >= frame.y0 && y <= frame.y1;
        if (!inside || (mark->area && !ct_shape_contains(&mark->shape, x, y))) continue;
        places[count][0] = x;
        places[count++][1] = y;
    }
    double x, y;
    if (count == 0 && mark->area && ct_shape_inside(&mark->shape, &x, &y)) {
        places[count][0] = x;
        places[count++][1] = y;
    }
    return count;
}

ct_rgba ct_ground_under(const ct_layer_marks *layers, size_t layer_count, ct_rgba ground,
                        const ct_mark *mark, ct_box frame) {
    enum { SIDE = 5 };
    /* An outline alone goes about whatever is marked within it. */
    bool fills = mark->area && (mark->area->has_fill || mark->area->hatch.given);
    double places[SIDE * SIDE][2];
    ct_rgba colors[SIDE * SIDE];
    size_t votes[SIDE * SIDE] = { 0 }, kinds = 0, best = 0;
    size_t count = places_in(mark, frame, SIDE, places);
    for (size_t i = 0; i < count; i++) {
        double x = places[i][0], y = places[i][1];
        ct_rgba here = fills ? ground_at(layers, layer_count, ground, x, y)
                             : full_at(layers, layer_count, ground, x, y);
        size_t k = 0;
        while (k < kinds && !is_same(colors[k], here))
            k++;
        if (k == kinds) colors[kinds++] = here;
        votes[k]++;
        if (votes[k] > votes[best]) best = k;
    }
    return kinds ? colors[best] : ground;
}

/* The halo of letters that are turned: of the grounds along their middles. */
static ct_rgba halo_along(const ct_layer_marks *layers, size_t layer_count, ct_rgba ground,
                          const ct_label *label) {
    ct_tile own;
    size_t count;
    const ct_tile *inks = ct_label_inks(label, &own, &count);
    const size_t each = count > 1 ? 1 : SAMPLES;
    ct_rgba best = { 0 };
    double most = 0;
    for (size_t i = 0; i < count * each; i++) {
        const ct_tile *t = &inks[i / each];
        double u = each > 1 ? t->hw * (2.0 * (double)(i % each) / (SAMPLES - 1) - 1) : 0;
        ct_rgba here =
            ground_at(layers, layer_count, ground, t->x + u * t->cosine, t->y + u * t->sine);
        double contrast = ct_color_contrast(here, label->style->color);
        if (contrast <= most) continue;
        best = here;
        most = contrast;
    }
    return readable(best, label->style->color, label->halo);
}

static bool has_areas(const ct_layer_marks *layer) {
    for (size_t i = 0; i < layer->count; i++)
        if (layer->marks[i].area) return true;
    return false;
}

void ct_labels_ground(const ct_layer_marks *layers, size_t layer_count, ct_rgba ground,
                      ct_label *labels, size_t count) {
    ct_arena *scratch = ct_arena_new();
    ct_layer_marks *grounds = CT_ARRAY(scratch, layer_count, ct_layer_marks);
    size_t ground_count = 0; /* points by the thousand are no ground */
    for (size_t i = 0; i < layer_count; i++)
        if (has_areas(&layers[i])) grounds[ground_count++] = layers[i];
    for (size_t i = 0; i < count; i++) {
        ct_label *label = &labels[i];
        if (label->state == CT_LABEL_DROPPED || !label->style->halo_local) continue;
        bool turned = label->bend || label->angle != 0;
        label->halo = turned ? halo_along(grounds, ground_count, ground, label)
                             : ct_ground_halo(grounds, ground_count, ground, label->box,
                                              label->style->color, label->halo);
    }
    ct_arena_free(scratch);
}
