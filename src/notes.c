/* notes.c - the annotations of a spec that are wanted, laid out in the frame. */
#include "pipeline.h"

static bool wanted(const ct_annotation_spec *a, const ct_request *request) {
    if (a->from != CT_NO_DAY && request->day < a->from) return false;
    if (a->until != CT_NO_DAY && request->day > a->until) return false;
    if (a->on.count == 0) return true;
    for (size_t i = 0; i < a->on.count; i++)
        if (ct_streq(a->on.items[i].text, request->variant)) return true;
    return false;
}

/* ---- where it stands ------------------------------------------------------------------------- */

/* A point of a shape to point at: itself, the middle point of a line, the inner point of an area.
 */
static void point_of(ct_arena *scratch, const ct_shape *shape, double *x, double *y) {
    size_t middle = (shape->start + shape->end[0]) / 2;
    if (shape->kind == CT_POLYGON && ct_inner_point(scratch, shape, 1, x, y) > 0) return;
    *x = shape->x[shape->kind == CT_LINE ? middle : shape->start];
    *y = shape->y[shape->kind == CT_LINE ? middle : shape->start];
}

static const ct_mark *find_feature(const ct_scape *scape, const ct_anchor *at) {
    for (size_t i = 0; i < scape->layer_count; i++) {
        const ct_layer_marks *layer = &scape->marks[i];
        if (!ct_streq(scape->layers[i]->id, at->layer.text)) continue;
        for (size_t k = 0; k < layer->count; k++)
            if (ct_streq(layer->marks[k].id, at->feature) && layer->marks[k].shape.parts > 0)
                return &layer->marks[k];
    }
    return NULL;
}

/* The corner or the middle of a side of the frame, `inset` px inside. */
static void corner_of(ct_box frame, ct_at corner, double inset, double *x, double *y) {
    int dx = ct_side_x(corner), dy = ct_side_y(corner);
    *x = (frame.x0 + frame.x1) / 2 + dx * ((frame.x1 - frame.x0) / 2 - inset);
    *y = (frame.y0 + frame.y1) / 2 + dy * ((frame.y1 - frame.y0) / 2 - inset);
}

/* Where it stands on the page; `*seen` false: not in the frame, which is told. */
static bool find_place(const ct_scape *scape, const ct_annotation_spec *a, double page_height,
                       double *x, double *y, bool *seen, ct_report *report) {
    ct_box frame = ct_view_frame(scape->view);
    const double *pair = a->at.pair;
    const ct_mark *mark = NULL;
    *seen = true;
    switch (a->at.kind) {
    case CT_AT_CORNER:
        corner_of(frame, (ct_at)a->at.corner, scape->map->style->furniture.key.inset, x, y);
        return true;
    case CT_AT_FEATURE:
        mark = find_feature(scape, &a->at);
        *seen = mark != NULL;
        if (mark) point_of(scape->arena, &mark->shape, x, y);
        if (!mark)
            ct_warn(report, a->at.place,
                    "annotation '%s' is left out: the map shows no feature '%s' of layer '%s'",
                    a->id, a->at.feature, a->at.layer.text);
        return true;
    case CT_AT_LONLAT:
        if (!ct_view_point(scape->view, pair[0], pair[1], x, y))
            return ct_fail(report, CARTOUCHE_BAD_SPEC, a->place,
                           "annotation '%s' stands outside what the projection can show", a->id);
        *seen = *x >= frame.x0 && *x <= frame.x1 && *y >= frame.y0 && *y <= frame.y1;
        if (!*seen)
            ct_warn(report, a->place, "annotation '%s' points outside the frame; it is left out",
                    a->id);
        return true;
    default:
        *x = pair[0] * scape->map->width;
        *y = pair[1] * page_height;
        return true;
    }
}

/* ---- its words ------------------------------------------------------------------------------- */

static bool words_of(ct_arena *arena, ct_fonts *fonts, const ct_naming *naming,
                     const ct_annotation_spec *a, const ct_text_class **style, const char **text,
                     ct_report *report) {
    const ct_style *all = naming->map->style;
    const char *class_name = a->class_name.text;
    *style = ct_style_text(all, class_name ? class_name : ct_annotation_kind_name(a->kind));
    if (!*style && !class_name) *style = ct_style_text(all, class_name = "annotation");
    if (!*style)
        return ct_fail(report, CARTOUCHE_BAD_SPEC, a->place, "the style has no text class '%s'",
                       class_name);
    return ct_words_expand(arena, naming, &a->text, fonts, &(*style)->font, text, report);
}

/* Its halo takes the colour of the ground below it. */
static void look_at_ground(const ct_scape *scape, ct_annotation *note) {
    double alpha = note->halo.a;
    if (note->style->halo_local)
        note->halo = ct_ground_below(scape->marks, scape->layer_count,
                                     scape->map->style->sheet.ground, note->box);
    note->halo.a = alpha;
}

bool ct_notes_lay_out(ct_scape *scape, double page_height, ct_report *report) {
    const ct_map *map = scape->map;
    scape->notes = CT_ARRAY(scape->arena, map->annotation_count, ct_annotation);
    scape->note_count = 0;
    for (size_t i = 0; i < map->annotation_count; i++) {
        const ct_annotation_spec *a = &map->annotations[i];
        const ct_text_class *style;
        const char *text = NULL;
        double x, y;
        bool seen = false;
        if (!wanted(a, &scape->request)) continue;
        if (!words_of(scape->arena, scape->fonts, &scape->naming, a, &style, &text, report) ||
            !find_place(scape, a, page_height, &x, &y, &seen, report))
            return false;
        ct_annotation *note = &scape->notes[scape->note_count];
        if (!text || !seen ||
            !ct_annotation_lay_out(scape->arena, scape->fonts, style, a, text, x, y,
                                   ct_view_frame(scape->view), note))
            continue;
        look_at_ground(scape, note);
        scape->note_count++;
    }
    return true;
}
