/* annotate.c - annotations: laid out by kind, what they cover, drawn. */
#include "notes.h"

#include <math.h>

#define TEXT_AIR     5.0 /* px about the words that labels keep free */
#define LEADER_WIDTH 1.1
#define CIRCLE_WIDTH 1.2
#define SPINE_WIDTH  1.3  /* of a bracket */
#define LINE_BOX     10.0 /* px: labels keep off a line in boxes of about this size */
#define LINE_HALF    3.0  /* px on each side of it */
#define MOST_BOXES   400  /* of a line */

int ct_side_x(ct_at side) {
    switch (side) {
    case CT_AT_TOP_LEFT:
    case CT_AT_LEFT:
    case CT_AT_BOTTOM_LEFT:
        return -1;
    case CT_AT_TOP_RIGHT:
    case CT_AT_RIGHT:
    case CT_AT_BOTTOM_RIGHT:
        return 1;
    default:
        return 0;
    }
}

int ct_side_y(ct_at side) {
    switch (side) {
    case CT_AT_TOP_LEFT:
    case CT_AT_TOP:
    case CT_AT_TOP_RIGHT:
        return -1;
    case CT_AT_BOTTOM_LEFT:
    case CT_AT_BOTTOM:
    case CT_AT_BOTTOM_RIGHT:
        return 1;
    default:
        return 0;
    }
}

/* ---- laying out ------------------------------------------------------------------------------ */

/* The line of the leader, the circle or the bracket: of the class that is asked for, else of the
 * one named like the kind, else in the colour of the words. */
static ct_stroke line_of(const ct_note_ask *ask) {
    ct_annotation_kind kind = ask->spec->kind;
    const char *name = ask->spec->look.text;
    const ct_line_class *look =
        ct_style_line(ask->house, name ? name : ct_annotation_kind_name(kind));
    if (look) return look->stroke;
    double width = kind == CT_ANNOTATION_BRACKET          ? SPINE_WIDTH
                   : kind == CT_ANNOTATION_CALLOUT_CIRCLE ? CIRCLE_WIDTH
                                                          : LEADER_WIDTH;
    return (ct_stroke){ .color = ask->style->color, .width = width };
}

/* Words at a place: text, callout, callout-circle, badge. */
static bool lay_out_beside(ct_arena *arena, ct_fonts *fonts, const ct_note_ask *ask,
                           ct_annotation *n) {
    const ct_annotation_spec *spec = ask->spec;
    bool badge = spec->kind == CT_ANNOTATION_BADGE, pointing = spec->leader != CT_LEADER_NONE;
    if (!ask->text || !isfinite(ask->x) || !isfinite(ask->y)) return false;
    if (spec->kind == CT_ANNOTATION_CALLOUT_CIRCLE) ct_note_circle(arena, ask, n);
    if (badge) {
        ct_note_set(n, arena, fonts, ask->text, ct_note_wrap(ask));
        ct_note_badge_pad(ask, n);
    }
    int dx = ct_side_x(spec->side), dy = ct_side_y(spec->side);
    if (spec->at.kind == CT_AT_CORNER) { /* inwards */
        dx = -ct_side_x((ct_at)spec->at.corner);
        dy = -ct_side_y((ct_at)spec->at.corner);
    } else if (!dx && !dy && (pointing || spec->side == CT_AT_AUTO)) {
        dx = 1;
    }
    double offset = isfinite(spec->offset) ? spec->offset : 0;
    ct_note_place(n, arena, fonts, ask, dx, dy, offset + (dx || dy ? n->reach : 0));
    if (!ct_box_is_empty(ask->spot)) n->box = ask->spot;
    if (badge) ct_note_badge(arena, ask, n);
    n->leader = ct_note_leader(arena, n, spec->leader);
    return true;
}

bool ct_annotation_lay_out(ct_arena *arena, ct_fonts *fonts, const ct_note_ask *ask,
                           ct_annotation *n) {
    const ct_text_class *style = ask->style;
    *n = (ct_annotation){ .annotation = ask->spec,
                          .style = style,
                          .text = ask->text,
                          .ink = style->color,
                          .halo = style->halo,
                          .halo_width = style->halo_width,
                          .cap = ct_font_cap_height(fonts, &style->font),
                          .box = ct_box_empty(),
                          .x = ask->x,
                          .y = ask->y,
                          .reach = ask->reach,
                          .on_symbol = ask->on_symbol,
                          .line = line_of(ask),
                          .leader = { .kind = CT_LINE } };
    switch (ask->spec->kind) {
    case CT_ANNOTATION_TEXT_ALONG:
        return ct_note_along(arena, fonts, ask, n);
    case CT_ANNOTATION_BRACKET:
        return ct_note_bracket(arena, fonts, ask, false, n);
    case CT_ANNOTATION_ARROW:
    case CT_ANNOTATION_AXIS:
        return ct_note_arrow(arena, fonts, ask, n);
    case CT_ANNOTATION_LINE:
        return ct_note_line(arena, fonts, ask, n);
    case CT_ANNOTATION_AREA:
        return ct_note_area(arena, fonts, ask, n);
    case CT_ANNOTATION_RING:
        return ct_note_rings(arena, fonts, ask, n);
    case CT_ANNOTATION_PICTURE:
        return ct_note_picture(arena, ask, n);
    default:
        return lay_out_beside(arena, fonts, ask, n);
    }
}

/* ---- what it covers -------------------------------------------------------------------------- */

ct_box *ct_note_box_line(ct_arena *arena, const ct_shape *line, double reach, size_t *count) {
    ct_box *boxes = NULL;
    size_t capacity = 0;
    *count = 0;
    for (size_t i = line->start + 1; line->parts && i < line->end[0]; i++) {
        double x = line->x[i - 1], y = line->y[i - 1];
        double dx = line->x[i] - x, dy = line->y[i] - y;
        int steps = (int)fmin(ceil(fmax(fabs(dx), fabs(dy)) / LINE_BOX), MOST_BOXES) + 1;
        for (int k = 0; k < steps && *count < MOST_BOXES; k++) {
            ct_box box = ct_box_empty();
            ct_box_add(&box, x + dx * k / steps, y + dy * k / steps);
            ct_box_add(&box, x + dx * (k + 1) / steps, y + dy * (k + 1) / steps);
            CT_GROW(arena, boxes, capacity, *count);
            boxes[(*count)++] = ct_box_grow(box, reach);
        }
    }
    return boxes;
}

const ct_box *ct_annotation_boxes(ct_arena *arena, const ct_annotation *n, size_t *count) {
    size_t leader_count;
    const ct_box *leader = ct_note_box_line(arena, &n->leader, LINE_HALF, &leader_count);
    ct_box *boxes = CT_ARRAY(arena, 1 + leader_count + n->box_count, ct_box);
    *count = 0;
    if (n->block.line_count) boxes[(*count)++] = ct_box_grow(n->box, TEXT_AIR);
    for (size_t i = 0; i < leader_count; i++)
        boxes[(*count)++] = leader[i];
    for (size_t i = 0; i < n->box_count; i++)
        boxes[(*count)++] = n->boxes[i];
    return boxes;
}

const ct_box *ct_annotation_word_boxes(ct_arena *arena, const ct_annotation *n, size_t *count) {
    ct_annotation words = *n;
    words.leader.parts = 0;
    words.box_count = n->word_boxes;
    return ct_annotation_boxes(arena, &words, count);
}

ct_shape ct_annotation_lines(ct_arena *arena, const ct_annotation *n) {
    ct_builder b = ct_builder_start(arena, CT_LINE);
    ct_builder_add(&b, &n->leader);
    ct_builder_add(&b, &n->course);
    for (size_t i = 0; i < n->block.line_count; i++) {
        double y = n->box.y0 + n->pad_y + n->cap / 2 + (double)i * n->block.leading;
        ct_builder_point(&b, n->box.x0, y);
        ct_builder_point(&b, n->box.x1, y);
        ct_builder_end_part(&b);
    }
    for (size_t i = 0; i < n->drawn_count; i++) {
        if (n->drawn[i].has_fill) continue;
        ct_builder_add(&b, &n->drawn[i].shape);
    }
    for (size_t i = 0; i < n->bent_count; i++) {
        const ct_text *text = &n->bent[i];
        for (size_t k = 0; k < text->letter_count; k++)
            ct_builder_point(&b, text->letters[k].x, text->letters[k].y);
        ct_builder_end_part(&b);
    }
    return ct_builder_take(&b);
}

/* ---- drawing --------------------------------------------------------------------------------- */

/* All halos lie below all letters. */
static void draw_bent(ct_scene *scene, const ct_annotation *n) {
    for (int letters = n->halo_width > 0 ? 0 : 1; letters < 2; letters++)
        for (size_t i = 0; i < n->bent_count; i++) {
            ct_text text = n->bent[i];
            if (!n->own_halos) text.halo = n->halo;
            if (letters)
                text.halo_width = 0;
            else
                text.color.a = 0;
            ct_scene_text(scene, &text);
        }
}

void ct_annotation_draw(ct_scene *scene, const ct_annotation *n) {
    bool badge = n->pad_y > 0;
    ct_scene_begin(scene, CT_ROLE_ANNOTATION, n->annotation->id, NULL);
    ct_note_draw_figure(scene, n);
    ct_note_draw_leader(scene, n);
    for (size_t i = 0; i < n->drawn_count; i++) {
        ct_path path = n->drawn[i];
        bool rim = i == 0 && n->drawn_count == 2 && !path.has_fill;
        if (rim) path.stroke.color = n->halo;
        ct_scene_path(scene, &path);
    }
    draw_bent(scene, n);
    if (n->block.line_count > 0) {
        double left = n->box.x0 + n->pad_x + (n->box.x1 - n->box.x0 - 2 * n->pad_x) * n->anchor;
        double top = n->box.y0 + n->pad_y - (n->block.lines[0].ascent - n->cap);
        ct_scene_block(scene, &n->block, left, top, n->anchor, n->ink, badge ? 0 : n->halo_width,
                       n->halo);
    }
    ct_scene_end(scene);
}

bool ct_annotation_reword(ct_arena *arena, ct_fonts *fonts, const ct_note_ask *ask,
                          const ct_annotation *was, ct_annotation *n) {
    const double MORE = 1.15; /* of the width that they had, in several lines */
    *n = *was;
    if (ct_streq(was->text, ask->text)) return true;
    size_t lines = was->block.line_count;
    if (!ask->text || lines == 0 || was->drawn_count || was->bent_count || was->box_count)
        return false;
    n->text = ask->text;
    ct_note_set(n, arena, fonts, ask->text,
                lines > 1 ? was->block.width * MORE : ct_note_wrap(ask));
    double more = n->block.width - was->block.width;
    n->box.x0 -= more * was->anchor;
    n->box.x1 += more * (1 - was->anchor);
    if (was->leader.parts) {
        bool straight = was->leader.end[0] - was->leader.start == 2;
        n->leader = ct_note_leader(arena, n, straight ? CT_LEADER_STRAIGHT : ask->spec->leader);
    }
    return n->block.line_count == lines && n->box.x0 >= ask->frame.x0 && n->box.x1 <= ask->frame.x1;
}
