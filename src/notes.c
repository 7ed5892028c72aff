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

/* Where it stands on the page; `*seen` false: outside the frame, which is told. */
static bool find_place(const ct_map *map, const ct_annotation_spec *a, const ct_view *view,
                       double page_height, double *x, double *y, bool *seen, ct_report *report) {
    ct_box frame = ct_view_frame(view);
    const double *pair = a->at.pair;
    *x = pair[0] * map->width;
    *y = pair[1] * page_height;
    *seen = true;
    if (a->at.kind != CT_AT_LONLAT) return true;
    if (!ct_view_point(view, pair[0], pair[1], x, y))
        return ct_fail(report, CARTOUCHE_BAD_SPEC, a->place,
                       "annotation '%s' stands outside what the projection can show", a->id);
    *seen = *x >= frame.x0 && *x <= frame.x1 && *y >= frame.y0 && *y <= frame.y1;
    if (!*seen)
        ct_warn(report, a->place, "annotation '%s' points outside the frame; it is left out",
                a->id);
    return true;
}

static bool words_of(ct_arena *arena, ct_fonts *fonts, const ct_naming *naming,
                     const ct_annotation_spec *a, const ct_text_class **style, const char **text,
                     ct_report *report) {
    const char *class_name = a->class_name.text ? a->class_name.text : "annotation";
    *style = ct_style_text(naming->map->style, class_name);
    if (!*style)
        return ct_fail(report, CARTOUCHE_BAD_SPEC, a->place, "the style has no text class '%s'",
                       class_name);
    return ct_words_expand(arena, naming, &a->text, fonts, &(*style)->font, text, report);
}

bool ct_notes_lay_out(ct_arena *arena, ct_fonts *fonts, const ct_naming *naming,
                      const ct_view *view, double page_height, ct_annotation **notes, size_t *count,
                      ct_report *report) {
    const ct_map *map = naming->map;
    *notes = CT_ARRAY(arena, map->annotation_count, ct_annotation);
    *count = 0;
    for (size_t i = 0; i < map->annotation_count; i++) {
        const ct_annotation_spec *a = &map->annotations[i];
        const ct_text_class *style;
        const char *text = NULL;
        double x, y;
        bool seen = false;
        if (!wanted(a, naming->request)) continue;
        if (!words_of(arena, fonts, naming, a, &style, &text, report) ||
            !find_place(map, a, view, page_height, &x, &y, &seen, report))
            return false;
        if (text && seen &&
            ct_annotation_lay_out(arena, fonts, style, a, text, x, y, ct_view_frame(view),
                                  &(*notes)[*count]))
            (*count)++;
    }
    return true;
}
