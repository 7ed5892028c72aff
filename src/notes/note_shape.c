/* note_shape.c - annotations by the editor's own coordinates: lines and areas, drawn as layers are.
 */
#include "notes.h"

#include <math.h>

#define LINE_WIDTH 1.75 /* px, where the style has no class */
#define RIM        1.5  /* px of paper beside it */
#define FILL_ALPHA 0.16 /* of an area in ink */
#define EDGE       1.25 /* px */
#define ROOM       1.8  /* of the area's inner radius: the width of words inside it */
#define LEAST_WRAP 48.0 /* px */

/* The class that is asked for, else the one named like the kind. */
static const char *look_name(const ct_note_ask *ask) {
    return ask->spec->look.text ? ask->spec->look.text : ct_annotation_kind_name(ask->spec->kind);
}

static const ct_line_class *line_class(ct_arena *arena, const ct_note_ask *ask) {
    const ct_line_class *found = ct_style_line(ask->house, look_name(ask));
    if (found) return found;
    ct_line_class *made = CT_NEW(arena, ct_line_class);
    double width = ask->spec->width > 0 ? ask->spec->width : LINE_WIDTH;
    *made =
        (ct_line_class){ .stroke = { .color = ask->style->color, .width = width },
                         .casing = { .color = ask->house->sheet.paper, .width = width + 2 * RIM },
                         .opacity = 1 };
    return made;
}

/* ---- lines ----------------------------------------------------------------------------------- */

bool ct_note_line(ct_arena *arena, ct_fonts *fonts, const ct_note_ask *ask, ct_annotation *n) {
    if (!ask->figure.parts) return false;
    n->track = line_class(arena, ask);
    n->figure = n->course = ask->figure;
    if (ask->spec->head != CT_HEAD_NONE && ask->figure.parts == 1) {
        ct_shape end;
        ct_note_end(arena, &ask->figure, ask->spec->head, n->track, &n->figure, &end);
        double rim = (n->track->casing.width - n->track->stroke.width) / 2;
        ct_path *paths = CT_ARRAY(arena, 2, ct_path);
        size_t count = 0;
        if (end.parts && rim > 0)
            paths[count++] =
                (ct_path){ .shape = end,
                           .has_fill = true,
                           .fill = n->track->casing.color,
                           .stroke = { .color = n->track->casing.color, .width = 2 * rim } };
        if (end.parts)
            paths[count++] =
                (ct_path){ .shape = end, .has_fill = true, .fill = n->track->stroke.color };
        n->drawn = paths;
        n->drawn_count = count;
    }
    double reach = fmax(n->track->stroke.width, n->track->casing.width) / 2;
    ct_builder boxes = ct_builder_start(arena, CT_LINE); /* the first part, as all lines are */
    ct_builder_add(&boxes, &ask->figure);
    ct_shape line = ct_builder_take(&boxes);
    n->boxes = ct_note_box_line(arena, &line, reach + 1, &n->box_count);
    return ct_note_words(arena, fonts, ask, reach, n);
}

/* ---- areas ----------------------------------------------------------------------------------- */

static const ct_area_class *area_class(ct_arena *arena, const ct_note_ask *ask) {
    const ct_area_class *found = ct_style_area(ask->house, look_name(ask));
    if (found) return found;
    ct_rgba ink = ask->style->color, tint = ink;
    tint.a *= FILL_ALPHA;
    ct_area_class *made = CT_NEW(arena, ct_area_class);
    *made = (ct_area_class){
        .has_fill = true, .fill = tint, .stroke = { .color = ink, .width = EDGE }, .opacity = 1
    };
    return made;
}

bool ct_note_area(ct_arena *arena, ct_fonts *fonts, const ct_note_ask *ask, ct_annotation *n) {
    if (!ask->figure.parts) return false;
    /* An area in a class for lines alone is its outline, as in layers. */
    if (!ct_style_area(ask->house, look_name(ask)) && ct_style_line(ask->house, look_name(ask)))
        n->track = ct_style_line(ask->house, look_name(ask));
    else
        n->area = area_class(arena, ask);
    n->figure = n->track ? ask->outline : ask->figure;
    n->outline = n->course = ask->outline;
    n->boxes = ct_note_box_line(arena, &ask->outline, 2, &n->box_count);
    ct_note_ask inside = *ask;
    ct_annotation_spec narrow = *ask->spec; /* words in the area are set to its width */
    if (ask->spec->side == CT_AT_NONE && !(ask->spec->wrap > 0) && ask->reach > 0) {
        narrow.wrap = fmin(ct_note_wrap(ask), fmax(ROOM * ask->reach, LEAST_WRAP));
        inside.spec = &narrow;
    }
    n->reach = 0;
    return ct_note_words(arena, fonts, &inside, 0, n);
}

/* ---- drawing --------------------------------------------------------------------------------- */

void ct_note_draw_figure(ct_scene *scene, const ct_annotation *n) {
    double opacity = n->area ? n->area->opacity : n->track ? n->track->opacity : 1;
    bool grouped = opacity < 1;
    if (grouped)
        ct_scene_begin_group(scene, &(ct_group){ .role = CT_ROLE_PLAIN, .opacity = opacity });
    if (n->area && n->figure.parts)
        ct_symbol_area(scene, scene->arena, n->area, &n->figure, &n->outline, NULL);
    const ct_shape *line = n->area ? &n->outline : &n->figure;
    if (n->track && line->parts) ct_symbol_line(scene, n->track, line, NULL);
    if (grouped) ct_scene_end(scene);
    if (n->image.picture.bytes) ct_scene_image(scene, &n->image);
}
