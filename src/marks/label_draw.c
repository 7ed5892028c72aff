/* label_draw.c - draw the labels where they were placed. */
#include "marks.h"

#include <math.h>

#define LEADER_WIDTH 0.8 /* px */

static bool has_leader(const ct_label *label, double leader[4]) {
    return label->state == CT_LABEL_CALLOUT &&
           ct_label_leader(label->x, label->y, label->reach, label->box, leader);
}

/* The leader's rim in the halo's colour keeps it apart from what it crosses. */
static void draw_leader(ct_scene *scene, const ct_label *label, const double l[4]) {
    const ct_text_class *style = label->style;
    ct_stroke stroke = { .color = style->color, .width = LEADER_WIDTH, .cap = CT_CAP_BUTT };
    if (style->halo_width > 0) {
        ct_stroke rim = { .color = label->halo, .width = LEADER_WIDTH + 2, .cap = CT_CAP_BUTT };
        ct_scene_line(scene, l[0], l[1], l[2], l[3], &rim);
    }
    ct_scene_line(scene, l[0], l[1], l[2], l[3], &stroke);
}

/* Puts a line's anchor where it comes to lie when the label turns about its middle. */
static void turn_about(const ct_box *box, double angle, double *x, double *y) {
    double cx = (box->x0 + box->x1) / 2, cy = (box->y0 + box->y1) / 2;
    double c = cos(angle * (M_PI / 180)), s = sin(angle * (M_PI / 180));
    double dx = *x - cx, dy = *y - cy;
    *x = cx + dx * c - dy * s;
    *y = cy + dx * s + dy * c;
}

/* One pass over the lines: their halos alone, or the letters with what halo is left. */
static void draw_pass(ct_scene *scene, const ct_label *label, const ct_label_form *form, int align,
                      ct_text text) {
    for (size_t i = 0; i < label->line_count; i++) {
        text.line = form->set[i];
        if (label->bend) {
            text.letters = label->bend->letters;
            text.letter_count = label->bend->count;
        }
        text.x = label->box.x0 - form->ink[align].x0;
        text.y = label->box.y0 - form->ink[align].y0 + (double)i * form->leading;
        if (label->angle != 0) turn_about(&label->box, label->angle, &text.x, &text.y);
        ct_scene_text(scene, &text);
    }
}

/* All halos of a label lie below all its letters. */
static void draw_lines(ct_scene *scene, ct_fonts *fonts, const ct_label *label) {
    ct_label_form form = ct_label_set(scene->arena, fonts, label->style, label->lines,
                                      label->line_count, label->scale, label->tracking);
    int align = ct_label_align(label->position, label->box.x0 + label->box.x1 > 2 * label->x);
    ct_text text = { .anchor = align / 2.0,
                     .angle = label->angle,
                     .color = label->style->color,
                     .halo_width = label->style->halo_width,
                     .halo = label->halo };
    if (label->line_count > 1 && text.halo_width > 0) {
        text.color.a = 0;
        draw_pass(scene, label, &form, align, text);
        text.color = label->style->color;
        text.halo_width = 0;
    }
    draw_pass(scene, label, &form, align, text);
}

void ct_labels_draw(ct_scene *scene, ct_fonts *fonts, const ct_label *labels, size_t count) {
    for (size_t i = 0; i < count; i++) {
        const ct_label *l = &labels[i];
        if (l->state == CT_LABEL_DROPPED || l->line_count == 0) continue;
        const char *id = l->id ? ct_printf(scene->arena, "label-%s", l->id) : NULL;
        ct_scene_begin(scene, CT_ROLE_LABEL, id, l->text);
        double leader[4];
        if (has_leader(l, leader)) draw_leader(scene, l, leader);
        draw_lines(scene, fonts, l);
        ct_scene_end(scene);
    }
}
