/* repeat.c - a long line tells its name again: a label for any stretch, one more for each.
 */
#include "marks.h"

#include <math.h>

#define MOST_TIMES 40
#define LEAST_ROOM 3.0  /* lengths of the name, to a stretch */
#define APART      0.3  /* of a stretch, left free at the ends where it meets the next */
#define NEAREST    0.75 /* of the distance asked for, straight: where a line winds, some go */
#define WORTH      0.3  /* of a repetition, over the first name */

/* What of a line lies between two distances from its start, over all its parts. */
static ct_shape stretch_of(ct_arena *arena, const ct_shape *line, double from, double to) {
    ct_builder b = ct_builder_start(arena, CT_LINE);
    double at = 0;
    for (size_t part = 0; part < line->parts; part++) {
        bool open = false;
        for (size_t i = ct_part_start(line, part) + 1; i < ct_part_end(line, part); i++) {
            double ax = line->x[i - 1], ay = line->y[i - 1], dx = line->x[i] - ax,
                   dy = line->y[i] - ay, length = hypot(dx, dy);
            double t0 = fmax(0, (from - at) / length), t1 = fmin(1, (to - at) / length);
            at += length;
            if (!(length > 0) || !(t0 < t1)) continue;
            if (!open) ct_builder_point(&b, ax + t0 * dx, ay + t0 * dy);
            ct_builder_point(&b, ax + t1 * dx, ay + t1 * dy);
            open = true;
        }
        ct_builder_end_part(&b);
    }
    return ct_builder_take(&b);
}

/* How many names the line has room for. */
static size_t times_of(ct_arena *arena, ct_fonts *fonts, const ct_label *label, double length) {
    const ct_text_class *style = label->style;
    if (!(style->repeat > 0) || !(length >= 2 * style->repeat) || !isfinite(length)) return 1;
    double width = ct_text_measure(arena, fonts, &style->font, label->text).width;
    double pitch = fmax(style->repeat, LEAST_ROOM * width);
    return (size_t)fmax(1, fmin(floor(length / pitch), MOST_TIMES));
}

size_t ct_label_repeat(ct_arena *arena, ct_fonts *fonts, const ct_label *label,
                       ct_label **repeated) {
    double length = label->area.kind == CT_LINE ? ct_line_length(&label->area) : 0;
    size_t times = times_of(arena, fonts, label, length), count = 1;
    ct_label *all = CT_ARRAY(arena, times + 1, ct_label);
    double pitch = length / (double)times, free = APART * pitch;
    ct_builder stretches = ct_builder_start(arena, CT_LINE);
    all[0] = *label;
    all[0].line = label->area;
    for (size_t i = 0; i < times && times > 1; i++) {
        ct_label *one = &all[count++];
        *one = all[0];
        one->area = stretch_of(arena, &label->area, (double)i * pitch + (i > 0 ? free : 0),
                               (double)(i + 1) * pitch - (i + 1 < times ? free : 0));
        one->id = ct_printf(arena, "%s~%zu", label->id, count);
        one->repeats = label->id;
        one->required = false;
        ct_builder_add(&stretches, &one->area);
    }
    if (times > 1) all[0].area = ct_builder_take(&stretches);
    *repeated = all;
    return count;
}

/* ---- after the placing ----------------------------------------------------------------------- */

static bool is_again(const ct_label *label, const ct_label *first) {
    return label->repeats && label->state != CT_LABEL_DROPPED &&
           ct_streq(label->repeats, first->id);
}

static double distance_between(const ct_label *a, const ct_label *b) {
    return hypot(a->box.x0 + a->box.x1 - b->box.x0 - b->box.x1,
                 a->box.y0 + a->box.y1 - b->box.y0 - b->box.y1) /
           2;
}

/* Nearer to another of its kind than a reader takes for the next time. */
static bool is_too_near(ct_label *const *labels, size_t index, const ct_label *first) {
    const ct_label *label = labels[index];
    if (!label->style) return false;
    double least = NEAREST * label->style->repeat;
    if (first->state != CT_LABEL_DROPPED && distance_between(label, first) < least) return true;
    for (size_t k = 0; k < index; k++)
        if (is_again(labels[k], first) && distance_between(label, labels[k]) < least) return true;
    return false;
}

void ct_labels_settle_repeats(ct_label *const *labels, size_t count) {
    for (size_t i = 0; i < count; i++) {
        const ct_label *first = labels[i];
        if (first->kind != CT_PLACE_LINE || !first->style || first->repeats ||
            !(first->style->repeat > 0))
            continue;
        for (size_t k = 0; k < count; k++)
            if (is_again(labels[k], first) && is_too_near(labels, k, first))
                ct_label_drop(labels[k]);
    }
}
