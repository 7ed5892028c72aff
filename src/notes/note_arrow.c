/* note_arrow.c - annotations that point: arrows, and broad axes of advance. */
#include "notes.h"

#include <math.h>

#define RIM        1.6  /* px of paper beside an arrow */
#define TIP_GAP    2.0  /* px between the tip of an arrow and its place */
#define ARROW_NECK 4.5  /* px, where the spec says nothing */
#define ARROW_LINE 1.75 /* px, of one that does not taper */
#define SWELL      1.8  /* of the width of the class's line: the neck of one that tapers */
#define ARROW_TAIL 0.2  /* of the neck */
#define LEAST_TAIL 0.8  /* px */
#define AXIS_NECK  22.0
#define AXIS_TAIL  0.38
#define AXIS_ALPHA 0.5 /* of an axis in ink */
#define DOT        1.3 /* radius of a dot at the end, of the line's width */
#define BAR        3.0 /* half length of a bar at the end, of the line's width */
#define END_POINTS 20
#define NEAR       2.0 /* px about an arrow that labels keep free */

/* How an arrow looks. */
typedef struct look {
    ct_rgba fill, rim;
    double rim_width;
    ct_stroke edge;
    double width; /* of the class's line; 0: none */
} look;

static look look_of(const ct_note_ask *ask, const ct_annotation *n) {
    bool axis = ask->spec->kind == CT_ANNOTATION_AXIS;
    const char *name = ask->spec->look.text;
    if (!name) name = ct_annotation_kind_name(ask->spec->kind);
    const ct_area_class *area = ct_style_area(ask->house, name);
    const ct_line_class *line = ct_style_line(ask->house, name);
    look l = { .fill = ask->style->color,
               .rim = n->halo_width > 0 ? n->halo : ask->house->sheet.paper,
               .rim_width = axis ? 0 : RIM };
    if (axis) l.fill.a *= AXIS_ALPHA;
    if (line && !(area && axis)) {
        l.fill = line->stroke.color;
        l.width = line->stroke.width;
        l.rim_width = fmax((line->casing.width - line->stroke.width) / 2, 0);
        l.rim = line->casing.color;
    } else if (area) {
        l.edge = area->stroke;
        if (area->has_fill) l.fill = area->fill;
        if (area->casing.width > 0) l.rim = area->casing.color;
        if (area->casing.width > 0) l.rim_width = area->casing.width / 2;
    }
    return l;
}

/* ---- the form -------------------------------------------------------------------------------- */

static ct_arrow form_of(const ct_annotation_spec *spec, const look *l) {
    bool axis = spec->kind == CT_ANNOTATION_AXIS, pointed = spec->head == CT_HEAD_ARROW;
    double usual = axis ? AXIS_NECK : spec->taper ? ARROW_NECK : ARROW_LINE;
    double line = l->width * (spec->taper ? SWELL : 1);
    double width = spec->width > 0 ? spec->width : line > 0 && !axis ? line : usual;
    ct_arrow form = { .neck = width, .tail = width, .round_tail = !axis };
    if (spec->taper)
        form.tail = axis ? width * AXIS_TAIL : fmax(width * ARROW_TAIL, fmin(width, LEAST_TAIL));
    if (pointed && axis) {
        form.head_width = width * 1.95;
        form.head_length = form.head_width * 0.68;
        form.sweep = 0.1;
    } else if (pointed) {
        form.head_width = width * 2 + (spec->taper ? 5 : 6);
        form.head_length = form.head_width * 1.12;
        form.sweep = 0.24;
        form.gap = TIP_GAP;
    }
    return form;
}

/* The dot or the bar at the end of a line of a width; no parts for others. */
static ct_shape end_shape(ct_arena *arena, const ct_shape *line, ct_head head, double width) {
    ct_builder b = ct_builder_start(arena, CT_POLYGON);
    double x, y, ux, uy;
    if (head == CT_HEAD_DOT && ct_line_at(line, 1, &x, &y, &ux, &uy)) {
        double radius = width * DOT + 1;
        for (int i = 0; i < END_POINTS; i++) {
            double turn = 2 * M_PI * i / END_POINTS;
            ct_builder_point(&b, x + radius * cos(turn), y + radius * sin(turn));
        }
        ct_builder_end_part(&b);
    } else if (head == CT_HEAD_BAR && ct_line_at(line, 1, &x, &y, &ux, &uy)) {
        double half = width * BAR / 2 + 2, thick = width / 2;
        ct_builder_point(&b, x - half * uy + thick * ux, y + half * ux + thick * uy);
        ct_builder_point(&b, x + half * uy + thick * ux, y - half * ux + thick * uy);
        ct_builder_point(&b, x + half * uy - thick * ux, y - half * ux - thick * uy);
        ct_builder_point(&b, x - half * uy - thick * ux, y + half * ux - thick * uy);
        ct_builder_end_part(&b);
    }
    return ct_builder_take(&b);
}

/* Body and end, each with its rim: all rims lie below. */
static void draw_shapes(ct_arena *arena, ct_annotation *n, const ct_shape *shapes, size_t count,
                        const look *l) {
    ct_path *paths = CT_ARRAY(arena, 2 * count, ct_path);
    size_t drawn = 0;
    ct_stroke rim = { .color = l->rim, .width = 2 * l->rim_width, .join = CT_JOIN_ROUND };
    for (size_t i = 0; i < count && rim.width > 0; i++)
        if (shapes[i].parts)
            paths[drawn++] =
                (ct_path){ .shape = shapes[i], .has_fill = true, .fill = l->rim, .stroke = rim };
    for (size_t i = 0; i < count; i++)
        if (shapes[i].parts)
            paths[drawn++] = (ct_path){
                .shape = shapes[i], .has_fill = true, .fill = l->fill, .stroke = l->edge
            };
    n->drawn = paths;
    n->drawn_count = drawn;
}

/* Boxes along the body, as wide as it is there, and along the head. */
static void keep_free(ct_arena *arena, ct_annotation *n, const ct_shape *line,
                      const ct_arrow *form) {
    size_t capacity = 0;
    ct_box *boxes = NULL;
    double length = ct_line_length(line), x, y, ux, uy;
    double step = fmax(8, fmin(form->neck, length / 8)), head = length - form->head_length;
    size_t steps = (size_t)ceil(length / step);
    for (size_t i = 0; i < steps; i++) {
        double at = step * (double)i;
        if (!ct_line_at(line, (at + step / 2) / fmax(length, step), &x, &y, &ux, &uy)) break;
        double share = length > 0 ? at / length : 0;
        double width = form->tail + (form->neck - form->tail) * share;
        double reach = (at + step > head
                            ? form->head_width * fmin(1, (length - at) / fmax(form->head_length, 1))
                            : width) /
                       2;
        double across = fabs(uy) * reach + fabs(ux) * step / 2;
        double down = fabs(ux) * reach + fabs(uy) * step / 2;
        CT_GROW(arena, boxes, capacity, n->box_count);
        boxes[n->box_count++] =
            (ct_box){ x - across - NEAR, y - down - NEAR, x + across + NEAR, y + down + NEAR };
    }
    n->boxes = boxes;
}

/* ---- its words ------------------------------------------------------------------------------- */

bool ct_note_words(ct_arena *arena, ct_fonts *fonts, const ct_note_ask *ask, double reach,
                   ct_annotation *n) {
    const double LEVEL = 0.38; /* sine of 22.5 degrees: the eight directions are as wide */
    int dx = ct_side_x(ask->spec->side), dy = ct_side_y(ask->spec->side);
    if (!ask->text) return true;
    if (!dx && !dy && ask->spec->side == CT_AT_AUTO) {
        ct_note_spot first = ask->spot_count ? ask->spots[0] : (ct_note_spot){ 0 };
        dx = first.lean_x > LEVEL ? 1 : first.lean_x < -LEVEL ? -1 : 0;
        dy = first.lean_y > LEVEL ? 1 : first.lean_y < -LEVEL ? -1 : 0;
    }
    double offset = isfinite(ask->spec->offset) ? ask->spec->offset : 0;
    ct_note_place(n, arena, fonts, ask, dx, dy, dx || dy ? offset + reach : 0);
    return true;
}

bool ct_note_arrow(ct_arena *arena, ct_fonts *fonts, const ct_note_ask *ask, ct_annotation *n) {
    const ct_annotation_spec *spec = ask->spec;
    look l = look_of(ask, n);
    ct_arrow form = form_of(spec, &l);
    ct_shape line = ct_path_smooth(arena, &ask->path, spec->curve);
    ct_shape shapes[2] = { ct_arrow_shape(arena, &line, &form),
                           end_shape(arena, &line, spec->head, form.neck) };
    if (!shapes[0].parts) return false;
    draw_shapes(arena, n, shapes, CT_COUNT(shapes), &l);
    n->course = line;
    keep_free(arena, n, &line, &form);
    if (spec->kind == CT_ANNOTATION_AXIS && spec->side == CT_AT_NONE && ask->text) {
        ct_annotation along = *n; /* the words run along it, within */
        along.halo_width = 0;
        if (!ct_note_along(arena, fonts, ask, &along)) return true;
        n->bent = along.bent;
        n->bent_count = along.bent_count;
        n->overlong = along.overlong;
        n->halo_width = 0; /* on one colour */
        return true;
    }
    return ct_note_words(arena, fonts, ask, form.tail / 2, n);
}

void ct_note_end(ct_arena *arena, const ct_shape *line, ct_head head, const ct_line_class *style,
                 ct_shape *shortened, ct_shape *shape) {
    double width = style->stroke.width;
    ct_arrow form = { .head_width = 2.2 * width + 6, .sweep = 0.24 };
    form.head_length = form.head_width * 1.12;
    *shortened = *line;
    *shape = end_shape(arena, line, head, width);
    if (head != CT_HEAD_ARROW) return;
    *shape = ct_arrow_shape(arena, line, &form);
    ct_shape shorter = ct_line_shortened(arena, line, form.head_length * (1 - form.sweep));
    if (shorter.parts) *shortened = shorter;
}
