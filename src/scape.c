/* scape.c - a frame of the page and all that is in it: the main map, a panel, an inset, the
 * locator. */
#include "pipeline.h"

#include <string.h>

/* ---- layers and their data ------------------------------------------------------------------- */

void ct_scape_choose(ct_scape *scape, const ct_layer_spec **layers, size_t count) {
    scape->layers = layers;
    scape->layer_count = count;
    scape->tables = CT_ARRAY(scape->arena, count, const ct_table *);
    scape->marks = CT_ARRAY(scape->arena, count, ct_layer_marks);
}

void ct_scape_begin(ct_scape *scape, ct_arena *arena, ct_fonts *fonts, ct_data *data,
                    const ct_map *map, const ct_request *request, const char *id) {
    *scape = (ct_scape){
        .arena = arena, .fonts = fonts, .data = data, .map = map, .id = id, .request = *request
    };
    scape->ground = map->style->sheet.ground;
    scape->naming =
        (ct_naming){ .map = map, .request = &scape->request, .stats = &scape->stats, .data = data };
    const ct_layer_spec **layers = CT_ARRAY(arena, map->layer_count, const ct_layer_spec *);
    for (size_t i = 0; i < map->layer_count; i++)
        layers[i] = &map->layers[i];
    ct_scape_choose(scape, layers, map->layer_count);
}

bool ct_scape_load(ct_scape *scape, ct_report *report) {
    bool good = true;
    for (size_t i = 0; i < scape->layer_count; i++)
        good &= ct_sight_features(scape, i, &scape->tables[i], report);
    return good;
}

bool ct_scape_measure(ct_scape *scape, ct_report *report) {
    return ct_numbers_measure(scape->arena, scape->map, scape->data, scape->request.day,
                              &scape->stats, report);
}

bool ct_scape_shapes(const ct_scape *scape, const ct_names *names, const ct_shape **shapes,
                     size_t *count, ct_report *report) {
    size_t tables = names->count ? names->count : scape->layer_count;
    const ct_table **list = CT_ARRAY(scape->arena, tables, const ct_table *);
    size_t total = 0;
    for (size_t i = 0; i < tables; i++) {
        if (!names->count && !(scape->tables[i] && scape->tables[i]->sieved))
            list[i] = scape->tables[i];
        else if (!ct_sight_extent(scape,
                                  names->count ? names->items[i].text : scape->layers[i]->data.text,
                                  &list[i], report))
            return false;
        total += list[i] ? list[i]->rows : 0;
    }
    ct_shape *all = CT_ARRAY(scape->arena, total, ct_shape);
    size_t n = 0;
    for (size_t i = 0; i < tables; i++)
        for (size_t row = 0; list[i] && row < list[i]->rows; row++)
            if (list[i]->shapes[row].kind != CT_NULL) all[n++] = list[i]->shapes[row];
    *shapes = all;
    *count = n;
    return true;
}

/* As ct_scape_shapes, of several frames: a table that they share is taken once. */
static bool shapes_of_all(const ct_scape *scapes, size_t count, const ct_names *names,
                          const ct_shape **shapes, size_t *shape_count, ct_report *report) {
    const ct_shape **each = CT_ARRAY(scapes->arena, count, const ct_shape *);
    size_t *counts = CT_ARRAY(scapes->arena, count, size_t), total = 0, n = 0;
    for (size_t i = 0; i < count; i++) {
        if (!ct_scape_shapes(&scapes[i], names, &each[i], &counts[i], report)) return false;
        for (size_t k = 0; k < i && counts[i] > 0; k++)
            if (counts[k] == counts[i] && memcmp(each[k], each[i], counts[i] * sizeof **each) == 0)
                counts[i] = 0;
        total += counts[i];
    }
    ct_shape *all = CT_ARRAY(scapes->arena, total, ct_shape);
    for (size_t i = 0; i < count; n += counts[i++])
        if (counts[i]) memcpy(all + n, each[i], counts[i] * sizeof *all);
    *shapes = all;
    *shape_count = total;
    return true;
}

bool ct_scapes_view(const ct_scape *scapes, size_t count, const ct_view_spec *spec,
                    ct_view_request *request, ct_report *report) {
    *request = (ct_view_request){ .project = spec->project.text ? spec->project.text : "auto",
                                  .place = spec->project.text ? spec->project.place : spec->place,
                                  .has_bbox = spec->has_bbox,
                                  .has_centre = spec->has_centre,
                                  .centre = { spec->centre[0], spec->centre[1] },
                                  .scale = spec->scale };
    memcpy(request->bbox, spec->bbox, sizeof request->bbox);
    if (spec->has_bbox || spec->has_centre) return true;
    if (!shapes_of_all(scapes, count, &spec->fit, &request->fit, &request->fit_count, report))
        return false;
    if (request->fit_count > 0) return true;
    return ct_fail(report, CARTOUCHE_BAD_DATA, spec->place,
                   "there is nothing to fit the view to: the data of the view is empty");
}

/* ---- the view -------------------------------------------------------------------------------- */

void ct_scape_close(ct_scape *scape) {
    if (scape->view && !scape->request.keep) ct_view_close(scape->view);
    scape->view = NULL;
}

/* Of the same table in the same view: what was drawn of it is known, but for its labels. */
static void copy_marks(ct_arena *arena, const ct_layer_marks *from, ct_layer_marks *to) {
    *to = *from;
    to->marks = CT_ARRAY(arena, from->count, ct_mark);
    for (size_t i = 0; i < from->count; i++) {
        to->marks[i] = from->marks[i];
        to->marks[i].label = 0;
        to->marks[i].thinned = to->marks[i].kept = to->marks[i].left_out = false;
    }
}

bool ct_scape_open(ct_scape *scape, const ct_view_request *request, ct_report *report) {
    bool good = true;
    ct_scape_close(scape);
    if (!ct_view_recall(scape->request.keep, scape->arena, request, &scape->view, report) ||
        !ct_sight_view(scape, report))
        return false;
    for (size_t i = 0; i < scape->layer_count; i++) {
        scape->marks[i] = (ct_layer_marks){ .layer = scape->layers[i] };
        if (scape->like && scape->tables[i] && scape->tables[i] == scape->like->tables[i])
            copy_marks(scape->arena, &scape->like->marks[i], &scape->marks[i]);
        else if (scape->tables[i])
            good &= ct_layer_recall(scape, i, &scape->marks[i], report);
    }
    return good;
}

ct_shape ct_scape_outline(ct_arena *arena, const ct_scape *scape) {
    ct_box f = ct_view_frame(scape->view);
    const double corners[5][2] = {
        { f.x0, f.y0 }, { f.x1, f.y0 }, { f.x1, f.y1 }, { f.x0, f.y1 }, { f.x0, f.y0 }
    };
    enum { STEPS = 16 };
    ct_builder b = ct_builder_start(arena, CT_POLYGON);
    for (int side = 0; side < 4; side++)
        for (int i = 0; i < STEPS; i++) {
            double t = (double)i / STEPS, lon, lat;
            double x = corners[side][0] + t * (corners[side + 1][0] - corners[side][0]);
            double y = corners[side][1] + t * (corners[side + 1][1] - corners[side][1]);
            if (ct_view_inverse(scape->view, x, y, &lon, &lat)) ct_builder_point(&b, lon, lat);
        }
    ct_builder_end_part(&b);
    return ct_builder_take(&b);
}

/* ---- annotations and labels ------------------------------------------------------------------ */

void ct_scape_keep_off(ct_scape *scape, ct_box box) {
    CT_GROW(scape->arena, scape->hard, scape->hard_capacity, scape->hard_count);
    scape->hard[scape->hard_count++] = box;
}

void ct_scape_overlay(ct_scape *scape, const ct_path *path) {
    CT_GROW(scape->arena, scape->overlays, scape->overlay_capacity, scape->overlay_count);
    scape->overlays[scape->overlay_count++] = *path;
}

void ct_scape_cover(ct_scape *scape, ct_box box) {
    ct_scape_keep_off(scape, box);
    scape->cover_count = scape->hard_count;
}

/* The degrees of the graticule keep off all that has its place already; labels keep off them. */
static void lay_out_graticule(ct_scape *scape, ct_report *report) {
    const ct_map *map = scape->map;
    ct_arena *arena = scape->arena;
    ct_graticule *g = &scape->graticule;
    size_t markers;
    if (!map->graticule.given) return;
    ct_graticule_make(arena, &map->graticule, scape->view, g, report);
    const ct_box *boxes = ct_marks_bare(arena, scape->marks, scape->layer_count, NULL, 0, &markers);
    ct_box *all = CT_ARRAY(arena, markers + scape->hard_count, ct_box);
    for (size_t i = 0; i < markers + scape->hard_count; i++)
        all[i] = i < markers ? boxes[i] : scape->hard[i - markers];
    ct_obstacles off = { .boxes = all, .box_count = markers + scape->hard_count };
    ct_marks_lines(arena, scape->marks, scape->layer_count, &off);
    ct_graticule_write(arena, scape->fonts, map->style, &map->graticule, scape->request.lang, &off,
                       g);
    for (size_t i = 0; i < g->label_count; i++) {
        ct_rgba *halo = &g->labels[i].halo;
        if (g->class.halo_local)
            *halo = ct_ground_halo(scape->marks, scape->layer_count, scape->ground,
                                   g->labels[i].box, g->class.color, *halo);
        ct_scape_keep_off(scape, g->labels[i].box);
    }
}

bool ct_scape_gather(ct_scape *scape, double page_height, ct_report *report) {
    ct_label_list list = { 0 };
    for (size_t i = 0; i < scape->layer_count; i++)
        if (scape->tables[i] && !ct_layer_labels(scape->arena, scape->fonts, &scape->naming,
                                                 &scape->marks[i], scape->view, &list, report))
            return false;
    scape->labels = list.items;
    scape->label_count = list.count;
    ct_pins_apply(scape->arena, scape->request.pins, scape->id, scape->view, list.items, list.count,
                  report);
    scape->label_count = ct_labels_thin(&scape->map->style->labels, scape->marks,
                                        scape->layer_count, list.items, list.count);
    if (scape->is_inset) return true;
    if (!ct_notes_lay_out(scape, page_height, report)) return false;
    lay_out_graticule(scape, report);
    return true;
}

ct_obstacles ct_scape_obstacles(ct_scape *scape) {
    ct_arena *arena = scape->arena;
    size_t layers = scape->layer_count;
    ct_obstacles obstacles = { .frame = ct_view_frame(scape->view),
                               .boxes = scape->hard,
                               .box_count = scape->hard_count,
                               .covers = scape->hard,
                               .cover_count = scape->cover_count,
                               .keep = scape->request.keep };
    ct_marks_lines(arena, scape->marks, layers, &obstacles);
    ct_notes_soft(scape, &obstacles);
    ct_shape *soft = CT_ARRAY(arena, obstacles.soft_count + scape->overlay_count, ct_shape);
    for (size_t i = 0; i < obstacles.soft_count; i++)
        soft[i] = obstacles.soft[i];
    for (size_t i = 0; i < scape->overlay_count; i++)
        soft[obstacles.soft_count++] = scape->overlays[i].shape;
    obstacles.soft = soft;
    return obstacles;
}

void ct_scape_settle(ct_scape *scape, ct_report *report) {
    size_t layers = scape->layer_count;
    ct_lint_labels(scape->labels, scape->label_count, report);
    ct_labels_ground(scape->marks, layers, scape->ground, scape->labels, scape->label_count);
    ct_marks_leave_out(scape->marks, layers, scape->labels, scape->hard, scape->cover_count);
}

void ct_scape_place(ct_scape *scape, ct_report *report) {
    ct_obstacles obstacles = ct_scape_obstacles(scape);
    scape->metrics.check_solver = scape->request.measured;
    ct_labels_place(scape->arena, scape->fonts, &scape->map->style->labels, &obstacles,
                    scape->labels, scape->label_count, &scape->metrics, report);
    ct_scape_settle(scape, report);
}

/* ---- drawing --------------------------------------------------------------------------------- */

/* The layers up to the last one that fills areas. */
static size_t filled_layers(const ct_scape *scape) {
    for (size_t i = scape->layer_count; i > 0; i--)
        for (size_t k = 0; k < scape->marks[i - 1].count; k++) {
            const ct_area_class *area = scape->marks[i - 1].marks[k].area;
            if (area && (area->has_fill || area->hatch.given)) return i;
        }
    return 0;
}

static void draw_graticule(ct_scene *scene, const ct_scape *scape, bool words) {
    if (words)
        ct_graticule_draw_words(scene, &scape->graticule, "graticule-degrees");
    else
        ct_graticule_draw(scene, scape->map->style, &scape->graticule, "graticule");
}

void ct_scape_draw_ground(ct_scene *scene, ct_arena *scratch, const ct_scape *scape) {
    ct_box frame = ct_view_frame(scape->view);
    ct_scene_rect(scene, frame, &scape->ground, NULL);
    size_t over = scape->map->graticule.over ? filled_layers(scape) : 0;
    scene->prefix = scape->prefix;
    for (size_t i = 0; i <= scape->layer_count; i++) {
        if (i == over) draw_graticule(scene, scape, false);
        if (i < scape->layer_count) ct_layer_draw(scene, scratch, &scape->marks[i]);
    }
    scene->prefix = NULL;
}

void ct_scape_draw_words(ct_scene *scene, const ct_scape *scape) {
    scene->prefix = scape->prefix;
    for (size_t i = 0; i < scape->overlay_count; i++)
        ct_scene_path(scene, &scape->overlays[i]);
    for (size_t i = 0; i < scape->note_count; i++)
        ct_annotation_draw(scene, &scape->notes[i]);
    draw_graticule(scene, scape, true);
    ct_labels_draw(scene, scape->fonts, scape->labels, scape->label_count);
    scene->prefix = NULL;
}
