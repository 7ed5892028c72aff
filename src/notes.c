/* notes.c - the annotations of a spec that are wanted, laid out in the frame. */
#include "pipeline.h"

#include <math.h>
#include <string.h>

bool ct_note_wanted(const ct_annotation_spec *a, const ct_request *request) {
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

static ct_mark *find_feature(const ct_scape *scape, const ct_anchor *at) {
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
                       ct_note_ask *ask, bool *seen, ct_report *report) {
    double *x = &ask->x, *y = &ask->y;
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
        if (mark && mark->point) ask->reach = ct_symbol_reach(mark->point);
        ask->on_symbol = mark && mark->point;
        if (!mark)
            ct_warn(report, a->at.place,
                    "annotation '%s' is left out: the map shows no feature '%s' of layer '%s'",
                    a->id, a->at.feature, a->at.layer.text);
        return true;
    case CT_AT_LONLAT:
        if (!ct_view_point(scape->view, pair[0], pair[1], x, y))
            return ct_fail(report, CARTOUCHE_BAD_SPEC, a->place,
                           "annotation '%s' stands outside what the projection can show", a->id);
        if (a->kind == CT_ANNOTATION_RING) return true; /* it may reach into the frame */
        *seen = *x >= frame.x0 && *x <= frame.x1 && *y >= frame.y0 && *y <= frame.y1;
        if (!*seen)
            ct_warn(report, a->place, "annotation '%s' points outside the frame; it is left out",
                    a->id);
        return true;
    default:
        *x = pair[0] * scape->map->width;
        *y = pair[1] * page_height;
        /* What stands on a place of the sheet is said in the panel that has the place. */
        *seen = !scape->is_panel ||
                (*x >= frame.x0 && *x <= frame.x1 && *y >= frame.y0 && *y <= frame.y1);
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
    *text = NULL;
    if (a->kind == CT_ANNOTATION_RING) return true; /* they may name its distances */
    return ct_words_expand(arena, naming, &a->text, fonts, &(*style)->font, text, report);
}

/* ---- laying out ------------------------------------------------------------------------------ */

/* The places of its path on the page. */
static bool find_path(const ct_scape *scape, const ct_annotation_spec *a, ct_shape *path,
                      bool *seen, ct_report *report) {
    ct_box frame = ct_view_frame(scape->view), box = ct_box_empty();
    ct_builder b = ct_builder_start(scape->arena, CT_LINE);
    for (size_t i = 0; i < a->path_count; i++) {
        double x, y;
        if (!ct_view_point(scape->view, a->path[2 * i], a->path[2 * i + 1], &x, &y))
            return ct_fail(report, CARTOUCHE_BAD_SPEC, a->place,
                           "annotation '%s' runs where the projection shows nothing", a->id);
        ct_builder_point(&b, x, y);
        ct_box_add(&box, x, y);
    }
    ct_builder_end_part(&b);
    *path = ct_builder_take(&b);
    *seen = ct_box_meets(box, frame);
    if (!*seen)
        ct_warn(report, a->place, "annotation '%s' lies outside the frame; it is left out", a->id);
    return true;
}

/* px of a distance at a place: north and east of it, whichever the page shows longer. */
static double radius_at(const ct_scape *scape, ct_distance distance, double x, double y) {
    if (!distance.ground) return distance.length;
    double metres = ct_view_metres_per_px(scape->view), lon, lat, east, north;
    if (!ct_view_inverse(scape->view, x, y, &lon, &lat) ||
        !ct_view_inverse(scape->view, x + 1, y, &east, &north))
        return distance.length / metres;
    double here = ct_geodesic_distance(lon, lat, east, north);
    return distance.length / (here > 0 ? here : metres);
}

/* All that an annotation is laid out from; `*seen` false: it is not on this map. */
static bool ask_for(ct_scape *scape, const ct_annotation_spec *a, double page_height,
                    ct_note_ask *ask, bool *seen, ct_report *report) {
    static const ct_distance usual = { .length = 14 };
    *ask = (ct_note_ask){ .spec = a,
                          .house = scape->map->style,
                          .frame = ct_view_frame(scape->view),
                          .spot = ct_box_empty() };
    *seen = a->kind != CT_ANNOTATION_INSET && ct_note_wanted(a, &scape->request);
    if (!*seen) return true;
    if (!words_of(scape->arena, scape->fonts, &scape->naming, a, &ask->style, &ask->text, report))
        return false;
    if (ask->text && !ask->text[0]) ask->text = NULL;
    bool placed = a->path ? find_path(scape, a, &ask->path, seen, report)
                          : find_place(scape, a, page_height, ask, seen, report);
    if (!placed) return false;
    if (*seen && ct_figure_is_one(a->kind)) return ct_figure_ask(scape, a, ask, seen, report);
    if (*seen && a->kind == CT_ANNOTATION_CALLOUT_CIRCLE) {
        ask->reach = radius_at(scape, a->radius_count ? a->radii[0] : usual, ask->x, ask->y);
        ask->on_symbol = false;
    }
    return true;
}

/* The words of rings lie far from each other: each takes the colour of its own ground. */
static void look_at_grounds(const ct_scape *scape, ct_annotation *note) {
    ct_text *bent = CT_ARRAY(scape->arena, note->bent_count, ct_text);
    for (size_t i = 0; i < note->bent_count; i++) {
        ct_box box = ct_box_empty();
        bent[i] = note->bent[i];
        if (bent[i].letter_count == 0) ct_box_add(&box, bent[i].x, bent[i].y);
        for (size_t k = 0; k < bent[i].letter_count; k++)
            ct_box_add(&box, bent[i].letters[k].x, bent[i].letters[k].y);
        bent[i].halo = ct_ground_halo(scape->marks, scape->layer_count, scape->ground, box,
                                      note->style->color, note->style->halo);
    }
    note->bent = bent;
    note->own_halos = true;
}

/* Its halo takes the colour of the ground below it. */
static void look_at_ground(const ct_scape *scape, ct_annotation *note) {
    if (note->style->halo_local)
        note->halo = ct_ground_halo(scape->marks, scape->layer_count, scape->ground, note->box,
                                    note->style->color, note->halo);
    if (note->annotation->kind == CT_ANNOTATION_RING && note->style->halo_local)
        look_at_grounds(scape, note);
}

/* Words at the same place of a frame that this one follows stay where they are. */
static bool hold(ct_scape *scape, const ct_note_ask *ask) {
    const double SAME = 0.01; /* px */
    for (size_t i = 0; scape->like && i < scape->like->note_count; i++) {
        const ct_annotation *note = &scape->like->notes[i];
        if (note->annotation != ask->spec ||
            !(fabs(note->x - ask->x) < SAME && fabs(note->y - ask->y) < SAME))
            continue;
        ct_annotation *own = &scape->notes[scape->note_count];
        if (!ct_annotation_reword(scape->arena, scape->fonts, ask, note, own)) return false;
        own->halo = ask->style->halo;
        scape->note_count++;
        return true;
    }
    return false;
}

static bool is_movable(const ct_note_ask *ask) {
    return ask->spec->side == CT_AT_AUTO && ask->spec->at.kind != CT_AT_CORNER && ask->text &&
           isfinite(ask->x) && isfinite(ask->y);
}

/* Those that may stand where they like, after all others. */
static void settle_movable(ct_scape *scape, const ct_note_ask *asks, size_t count,
                           ct_report *report) {
    ct_arena *arena = scape->arena;
    ct_obstacles obstacles = { .frame = ct_view_frame(scape->view),
                               .boxes = scape->hard,
                               .box_count = scape->hard_count };
    ct_marks_lines(arena, scape->marks, scape->layer_count, &obstacles);
    ct_note_room room = { .obstacles = &obstacles,
                          .style = &scape->map->style->labels,
                          .labels = scape->labels,
                          .label_count = scape->label_count,
                          .fixed = scape->notes,
                          .fixed_count = scape->note_count };
    room.busy =
        ct_marks_busy(arena, scape->map, scape->marks, scape->layer_count, &room.busy_count);
    ct_annotation *notes = &scape->notes[scape->note_count];
    bool *settled = CT_ARRAY(arena, count, bool);
    ct_annotations_settle(arena, scape->fonts, &room, asks, count, notes, settled);
    for (size_t i = 0; i < count; i++) {
        if (settled[i]) continue;
        ct_warn(report, asks[i].spec->place, "annotation '%s' finds no free place",
                asks[i].spec->id);
        ct_hint(report, "make it shorter, or its place by hand: 'side', 'offset', 'wrap'");
    }
    scape->note_count += count;
}

/* What labels keep off. */
static void keep_off(ct_scape *scape, size_t from) {
    for (size_t i = from; i < scape->note_count; i++) {
        ct_annotation *note = &scape->notes[i];
        size_t count;
        look_at_ground(scape, note);
        if (note->annotation->obstacle == CT_OBSTACLE_NONE) continue;
        const ct_box *boxes = note->annotation->obstacle == CT_OBSTACLE_HARD
                                  ? ct_annotation_boxes(scape->arena, note, &count)
                                  : ct_annotation_word_boxes(scape->arena, note, &count);
        for (size_t k = 0; k < count; k++)
            ct_scape_keep_off(scape, boxes[k]);
    }
}

/* ---- what editors should know ---------------------------------------------------------------- */

static bool leaders_cross(const ct_annotation *a, const ct_annotation *b) {
    const ct_shape *l = &a->leader, *m = &b->leader;
    for (size_t i = l->start + 1; l->parts && i < l->end[0]; i++)
        for (size_t k = m->start + 1; m->parts && k < m->end[0]; k++) {
            const double p[4] = { l->x[i - 1], l->y[i - 1], l->x[i], l->y[i] };
            const double q[4] = { m->x[k - 1], m->y[k - 1], m->x[k], m->y[k] };
            if (ct_segments_meet(p, q)) return true;
        }
    return false;
}

static bool leader_crosses_words(const ct_annotation *a, const ct_annotation *b) {
    ct_tile words = ct_tile_of(b->box, 0);
    const ct_shape *l = &a->leader;
    for (size_t i = l->start + 1; l->parts && b->block.line_count && i < l->end[0]; i++)
        if (ct_tile_crossed(&words, l->x[i - 1], l->y[i - 1], l->x[i], l->y[i], 0)) return true;
    return false;
}

static bool words_meet(const ct_annotation *a, const ct_annotation *b) {
    ct_tile p = ct_tile_of(a->box, 0), q = ct_tile_of(b->box, 0);
    return a->block.line_count && b->block.line_count && ct_tile_meets(&p, &q);
}

/* Rules 1 and 11, of those that stand where they were told. */
static void lint_meetings(const ct_scape *scape, size_t fixed, ct_report *report) {
    for (size_t i = 0; i < fixed; i++) {
        const ct_annotation *a = &scape->notes[i];
        ct_tile words = ct_tile_of(a->box, 0);
        bool hidden = false;
        for (size_t k = 0; k < scape->cover_count && a->annotation->at.kind != CT_AT_CORNER; k++) {
            ct_tile piece = ct_tile_of(scape->hard[k], 0);
            hidden |= a->block.line_count && ct_tile_meets(&words, &piece);
        }
        if (hidden) {
            ct_warn(report, a->annotation->place, "annotation '%s' lies below a piece of furniture",
                    a->annotation->id);
            ct_hint(report, "'side: auto' finds a free place");
        }
        for (size_t k = i + 1; k < fixed; k++) {
            const ct_annotation *b = &scape->notes[k];
            const char *what = words_meet(a, b)      ? "overlap"
                               : leaders_cross(a, b) ? "have leaders that cross"
                               : leader_crosses_words(a, b) || leader_crosses_words(b, a)
                                   ? "meet: a leader crosses words"
                                   : NULL;
            if (!what) continue;
            ct_warn(report, b->annotation->place, "annotations '%s' and '%s' %s", a->annotation->id,
                    b->annotation->id, what);
            ct_hint(report, "'side: auto' finds a free place");
        }
    }
}

static void drop_label(ct_scape *scape, size_t index) {
    ct_label *labels = scape->labels;
    for (size_t i = index + 1; i < scape->label_count; i++)
        labels[i - 1] = labels[i];
    scape->label_count--;
    for (size_t i = 0; i < scape->layer_count; i++)
        for (size_t k = 0; k < scape->marks[i].count; k++) {
            size_t *label = &scape->marks[i].marks[k].label;
            if (*label == index + 1)
                *label = 0;
            else if (*label > index + 1)
                --*label;
        }
}

/* Words at a feature that tell its name are its label: it needs no other. Its symbol stays. */
static void take_names(ct_scape *scape, const ct_note_ask *asks, size_t count) {
    for (size_t i = 0; i < count; i++) {
        const ct_annotation_spec *a = asks[i].spec;
        ct_mark *mark = a->at.kind == CT_AT_FEATURE ? find_feature(scape, &a->at) : NULL;
        if (!mark) continue;
        mark->kept = true;
        if (!mark->point || !mark->label || !asks[i].text) continue;
        const char *name = scape->labels[mark->label - 1].text;
        if (name && strstr(asks[i].text, name)) drop_label(scape, mark->label - 1);
    }
}

/* The asks of all annotations that are on this map. */
static bool gather(ct_scape *scape, double page_height, ct_note_ask *asks, size_t *count,
                   ct_report *report) {
    bool good = true; /* every fault is told */
    *count = 0;
    for (size_t i = 0; i < scape->map->annotation_count; i++) {
        bool seen = false;
        ct_note_ask *ask = &asks[*count];
        good &= ask_for(scape, &scape->map->annotations[i], page_height, ask, &seen, report);
        if (scape->note_spots) ask->spot = scape->note_spots[i];
        if (seen) (*count)++;
    }
    return good;
}

/* The markers that no label belongs to. */
static void keep_off_bare(ct_scape *scape) {
    size_t count;
    const ct_box *bare = ct_marks_bare(scape->arena, scape->marks, scape->layer_count,
                                       scape->labels, scape->label_count, &count);
    for (size_t i = 0; i < count; i++)
        ct_scape_keep_off(scape, bare[i]);
}

/* Those that stand where they are told; rings, whose words go where there is room, after all
 * others. */
static void lay_out_fixed(ct_scape *scape, ct_note_ask *asks, size_t count, bool rings,
                          ct_report *report) {
    size_t before = scape->note_count;
    ct_obstacles obstacles = { 0 };
    if (rings) ct_marks_lines(scape->arena, scape->marks, scape->layer_count, &obstacles);
    for (size_t i = 0; i < count; i++) {
        ct_annotation *note = &scape->notes[scape->note_count];
        bool ring = asks[i].spec->kind == CT_ANNOTATION_RING;
        if (is_movable(&asks[i]) || ring != rings) continue;
        asks[i].covers = scape->hard;
        asks[i].cover_count = scape->hard_count;
        asks[i].hard = obstacles.hard;
        asks[i].hard_count = obstacles.hard_count;
        if (!ct_annotation_lay_out(scape->arena, scape->fonts, &asks[i], note)) continue;
        scape->note_count++;
        if (note->overlong)
            ct_warn(report, asks[i].spec->place,
                    "the words of annotation '%s' are longer than its path", asks[i].spec->id);
    }
    keep_off(scape, before);
}

/* Drawn in the spec's order, whenever they were laid out. */
static void in_order(ct_scape *scape) {
    for (size_t i = 1; i < scape->note_count; i++) {
        ct_annotation note = scape->notes[i];
        size_t at = i;
        for (; at > 0 && scape->notes[at - 1].annotation > note.annotation; at--)
            scape->notes[at] = scape->notes[at - 1];
        scape->notes[at] = note;
    }
}

bool ct_notes_lay_out(ct_scape *scape, double page_height, ct_report *report) {
    size_t most = scape->map->annotation_count, count, movable_count = 0;
    ct_note_ask *asks = CT_ARRAY(scape->arena, most, ct_note_ask);
    ct_note_ask *movable = CT_ARRAY(scape->arena, most, ct_note_ask);
    scape->notes = CT_ARRAY(scape->arena, most, ct_annotation);
    scape->note_count = 0;
    if (!gather(scape, page_height, asks, &count, report)) return false;
    take_names(scape, asks, count);
    keep_off_bare(scape);
    for (size_t i = 0; i < count; i++)
        if (is_movable(&asks[i]) && !hold(scape, &asks[i])) movable[movable_count++] = asks[i];
    keep_off(scape, 0);
    lay_out_fixed(scape, asks, count, false, report);
    lay_out_fixed(scape, asks, count, true, report);
    size_t fixed = scape->note_count;
    if (movable_count) settle_movable(scape, movable, movable_count, report);
    keep_off(scape, fixed);
    lint_meetings(scape, fixed, report);
    in_order(scape);
    return true;
}

bool ct_note_size(ct_scape *scape, size_t index, ct_size *size, ct_report *report) {
    const ct_annotation_spec *a = &scape->map->annotations[index];
    ct_note_ask ask;
    ct_annotation note;
    bool seen = a->at.kind == CT_AT_CORNER;
    *size = (ct_size){ 0 };
    if (!seen) return true;
    if (!ask_for(scape, a, 0, &ask, &seen, report)) return false;
    if (seen && ct_annotation_lay_out(scape->arena, scape->fonts, &ask, &note))
        *size = (ct_size){ note.box.x1 - note.box.x0, note.box.y1 - note.box.y0 };
    return true;
}

void ct_notes_soft(ct_scape *scape, ct_obstacles *obstacles) {
    size_t most = obstacles->soft_count + scape->note_count;
    ct_shape *soft = CT_ARRAY(scape->arena, most, ct_shape);
    for (size_t i = 0; i < obstacles->soft_count; i++)
        soft[i] = obstacles->soft[i];
    for (size_t i = 0; i < scape->note_count; i++)
        if (scape->notes[i].annotation->obstacle == CT_OBSTACLE_SOFT)
            soft[obstacles->soft_count++] = ct_annotation_lines(scape->arena, &scape->notes[i]);
    obstacles->soft = soft;
}
