/* pipeline.c - the corridor: the one place that knows the order of the stages. */
#include "pipeline.h"

#include <math.h>
#include <string.h>
#include <time.h>

/* What one drawing gathers on its way; local to this file. */
typedef struct corridor {
    ct_arena *arena;
    ct_arena *scratch;
    ct_fonts *fonts;
    const ct_map *map;
    const ct_request *request;
    ct_data *data;
    ct_drawing *drawing;
    ct_report *report;
    ct_naming naming;
    ct_sheet_words words;
    const char *alt, *key_title;
    ct_key_list key;
    const ct_table **tables; /* one a layer; NULL: no data for the day */
    ct_layer_marks *marks;
    ct_sheet *sheet;
    ct_view *view;
    ct_view *locator; /* NULL: none */
    ct_layer_marks *locator_marks;
    size_t locator_count;
    enum { KEY, SCALE_BAR, NORTH, LOCATOR, PIECES } piece; /* names the boxes below */
    ct_box boxes[4];
    ct_box *hard_boxes; /* furniture first, then annotations, markers without a label */
    size_t hard_count, hard_capacity, cover_count;
    ct_annotation *notes;
    size_t note_count;
} corridor;

void ct_drawing_stage(ct_drawing *drawing, const char *name) {
    static double last; /* CPU time of the process at the last call */
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    double ms = (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
    size_t i = 0;
    while (i < drawing->stage_count && !ct_streq(drawing->stage_names[i], name))
        i++;
    if (i == drawing->stage_count && i < CT_STAGES) {
        drawing->stage_names[i] = name;
        drawing->stage_count++;
    }
    if (i < CT_STAGES) drawing->stage_ms[i] += ms - last;
    last = ms;
}

/* ---- data and numbers ------------------------------------------------------------------------ */

static bool load_tables(corridor *c) {
    const ct_map *map = c->map;
    bool good = true;
    c->tables = CT_ARRAY(c->arena, map->layer_count, const ct_table *);
    for (size_t i = 0; i < map->layer_count; i++)
        good &= ct_data_table(c->data, map->layers[i].data.text, c->request->day, &c->tables[i],
                              c->report);
    return good;
}

static bool compute_stats(corridor *c) {
    const ct_map *map = c->map;
    const ct_table *base = NULL, *area;
    if (map->stats_base.text &&
        !ct_data_table(c->data, map->stats_base.text, c->request->day, &base, c->report))
        return false;
    for (size_t i = 0; i < map->stats_areas.count; i++) {
        const char *name = map->stats_areas.items[i].text;
        if (!ct_data_table(c->data, name, c->request->day, &area, c->report)) return false;
        if (area) ct_stats_add(c->arena, &c->drawing->stats, name, area, base, map->stats_by.text);
    }
    ct_lint_stats(&c->drawing->stats, map->stats_base.place, c->report);
    return true;
}

/* ---- words ----------------------------------------------------------------------------------- */

static bool expand_words(corridor *c) {
    ct_lint_language(c->map, c->request->lang, c->report);
    const struct {
        const ct_words *words;
        const char *class_name;
        const char **to;
    } all[] = {
        { &c->map->title, "title", &c->words.title },
        { &c->map->subtitle, "subtitle", &c->words.subtitle },
        { &c->map->note, "note", &c->words.note },
        { &c->map->source, "source", &c->words.source },
        { &c->map->credit, "credit", &c->words.credit },
        { &c->map->alt, NULL, &c->alt },
        { &c->map->key.title, "key-title", &c->key_title },
    };
    bool good = true;
    for (size_t i = 0; i < CT_COUNT(all); i++) {
        const ct_text_class *style =
            all[i].class_name ? ct_style_text(c->map->style, all[i].class_name) : NULL;
        good &= ct_words_expand(c->arena, &c->naming, all[i].words, c->fonts,
                                style ? &style->font : NULL, all[i].to, c->report);
    }
    return good;
}

/* ---- the sheet and the view ------------------------------------------------------------------ */

/* All shapes of the named entries (of all layers where there are no names), to be fitted into a
 * frame. */
static bool shapes_to_fit(corridor *c, const ct_names *names, const ct_shape **shapes,
                          size_t *count) {
    size_t tables = names->count ? names->count : c->map->layer_count;
    const ct_table **list = CT_ARRAY(c->arena, tables, const ct_table *);
    size_t total = 0;
    for (size_t i = 0; i < tables; i++) {
        if (!names->count)
            list[i] = c->tables[i];
        else if (!ct_data_table(c->data, names->items[i].text, c->request->day, &list[i],
                                c->report))
            return false;
        total += list[i] ? list[i]->rows : 0;
    }
    ct_shape *all = CT_ARRAY(c->arena, total, ct_shape);
    size_t n = 0;
    for (size_t i = 0; i < tables; i++)
        for (size_t row = 0; list[i] && row < list[i]->rows; row++)
            if (list[i]->shapes[row].kind != CT_NULL) all[n++] = list[i]->shapes[row];
    *shapes = all;
    *count = n;
    return true;
}

static bool view_request(corridor *c, ct_view_request *request) {
    const ct_view_spec *spec = &c->map->view;
    *request = (ct_view_request){ .project = spec->project.text ? spec->project.text : "auto",
                                  .place = spec->project.text ? spec->project.place : spec->place,
                                  .has_bbox = spec->has_bbox,
                                  .has_centre = spec->has_centre,
                                  .centre = { spec->centre[0], spec->centre[1] },
                                  .scale = spec->scale };
    memcpy(request->bbox, spec->bbox, sizeof request->bbox);
    if (spec->has_bbox || spec->has_centre) return true;
    if (!shapes_to_fit(c, &spec->fit, &request->fit, &request->fit_count)) return false;
    if (request->fit_count > 0) return true;
    return ct_fail(c->report, CARTOUCHE_BAD_DATA, spec->place,
                   "there is nothing to fit the view to: the data of the view is empty");
}

/* The padding in px for a frame. */
static double padding(const ct_extent *pad, double width, double height) {
    return pad->share > 0 ? pad->share * fmin(width, height) : pad->px;
}

static bool lay_out_sheet(corridor *c, ct_view_request *request) {
    const ct_map *map = c->map;
    double map_height = 0, map_width = ct_sheet_map_width(map->style, map->width);
    if (map->height <= 0) {
        request->pad = padding(&map->view.pad, map_width, map_width);
        if (!ct_view_height(c->arena, request, map_width, &map_height, c->report)) return false;
    }
    if (!ct_sheet_layout(c->arena, c->fonts, map->style, map->width, map->height, map_height,
                         &c->words, c->key.rows, c->key.count, map->key.at == CT_AT_SHEET,
                         c->key_title, map->size_place, &c->sheet, c->report))
        return false;
    request->frame = ct_sheet_map(c->sheet);
    request->pad = padding(&map->view.pad, request->frame.x1 - request->frame.x0,
                           request->frame.y1 - request->frame.y0);
    return true;
}

static void record_frame(corridor *c, const char *id, const ct_view *view) {
    ct_frame_record *frame = &c->drawing->frames[c->drawing->frame_count++];
    *frame = (ct_frame_record){ .id = id,
                                .box = ct_view_frame(view),
                                .crs = ct_strdup(c->arena, ct_view_crs(view)) };
    ct_view_to_page(view, frame->to_page);
}

static bool prepare_layers(corridor *c) {
    const ct_map *map = c->map;
    bool good = true;
    c->marks = CT_ARRAY(c->arena, map->layer_count, ct_layer_marks);
    c->drawing->layers = CT_ARRAY(c->arena, map->layer_count, ct_layer_record);
    c->drawing->layer_count = map->layer_count;
    for (size_t i = 0; i < map->layer_count; i++) {
        const ct_table *table = c->tables[i];
        c->marks[i] = (ct_layer_marks){ .layer = &map->layers[i] };
        if (table)
            good &= ct_layer_prepare(c->arena, map, &map->layers[i], table, c->view, &c->marks[i],
                                     c->report);
        c->drawing->layers[i] =
            (ct_layer_record){ .id = map->layers[i].id,
                               .features = c->marks[i].count,
                               .points_read = table ? ct_table_points(table) : 0,
                               .points_drawn = c->marks[i].points_drawn };
    }
    return good;
}

/* ---- the locator ----------------------------------------------------------------------------- */

/* The main frame's outline in lon/lat, points along its sides. */
static ct_shape frame_outline(corridor *c) {
    ct_box f = ct_view_frame(c->view);
    const double corners[5][2] = {
        { f.x0, f.y0 }, { f.x1, f.y0 }, { f.x1, f.y1 }, { f.x0, f.y1 }, { f.x0, f.y0 }
    };
    enum { STEPS = 16 };
    ct_builder b = ct_builder_start(c->arena, CT_POLYGON);
    for (int side = 0; side < 4; side++)
        for (int i = 0; i < STEPS; i++) {
            double t = (double)i / STEPS, lon, lat;
            double x = corners[side][0] + t * (corners[side + 1][0] - corners[side][0]);
            double y = corners[side][1] + t * (corners[side + 1][1] - corners[side][1]);
            if (ct_view_inverse(c->view, x, y, &lon, &lat)) ct_builder_point(&b, lon, lat);
        }
    ct_builder_end_part(&b);
    return ct_builder_take(&b);
}

/* A locator shows what it is told to fit, and the whole of the main frame with it. */
static bool locator_request(corridor *c, ct_view_request *request, double width, double *height) {
    const ct_locator_spec *spec = &c->map->locator;
    *request = (ct_view_request){ .project = "auto", .place = spec->place, .pad = 4 };
    const ct_shape *fit;
    if (!shapes_to_fit(c, &spec->fit, &fit, &request->fit_count)) return false;
    if (request->fit_count == 0)
        return ct_fail(c->report, CARTOUCHE_BAD_DATA, spec->place,
                       "there is nothing to fit the locator to");
    ct_shape *all = CT_ARRAY(c->arena, request->fit_count + 1, ct_shape);
    memcpy(all, fit, request->fit_count * sizeof *all);
    all[request->fit_count++] = frame_outline(c);
    request->fit = all;
    return ct_view_height(c->arena, request, width, height, c->report);
}

/* The locator's layers: its own, else those of the map that say `locator: true`. */
static bool prepare_locator(corridor *c, ct_view_request *request) {
    const ct_locator_spec *spec = &c->map->locator;
    size_t count = spec->layer_count ? spec->layer_count : c->map->layer_count;
    const ct_layer_spec *layers = spec->layer_count ? spec->layers : c->map->layers;
    request->frame = c->boxes[LOCATOR];
    if (!ct_view_open(c->arena, request, &c->locator, c->report)) return false;
    record_frame(c, "locator", c->locator);
    c->locator_marks = CT_ARRAY(c->arena, count, ct_layer_marks);
    for (size_t i = 0; i < count; i++) {
        const ct_table *table;
        if (!spec->layer_count && !layers[i].in_locator) continue;
        if (!ct_data_table(c->data, layers[i].data.text, c->request->day, &table, c->report))
            return false;
        if (table && !ct_layer_prepare(c->arena, c->map, &layers[i], table, c->locator,
                                       &c->locator_marks[c->locator_count++], c->report))
            return false;
    }
    return true;
}

static void draw_locator(corridor *c) {
    ct_scene *scene = c->drawing->scene;
    const ct_style *style = c->map->style;
    ct_scene_begin(scene, CT_ROLE_FURNITURE, "locator", "Locator");
    ct_group frame = { .role = CT_ROLE_FRAME,
                       .id = "locator-frame",
                       .opacity = 1,
                       .has_clip = true,
                       .clip = c->boxes[LOCATOR] };
    ct_scene_begin_group(scene, &frame);
    ct_scene_rect(scene, c->boxes[LOCATOR], &style->sheet.ground, NULL);
    for (size_t i = 0; i < c->locator_count; i++)
        ct_layer_draw(scene, c->scratch, &c->locator_marks[i], "locator-");
    ct_shape outline = frame_outline(c);
    ct_shape mark = ct_view_shape(c->locator, c->arena, &outline);
    ct_locator_mark(scene, style, &mark);
    ct_scene_end(scene);
    ct_box_style line = style->furniture.locator;
    line.has_fill = false;
    ct_furniture_ground(scene, &line, c->boxes[LOCATOR]);
    ct_scene_end(scene);
}

/* ---- furniture ------------------------------------------------------------------------------- */

static bool arrange_furniture(corridor *c, ct_view_request *locator) {
    const ct_map *map = c->map;
    const ct_style *style = map->style;
    ct_box frame = ct_view_frame(c->view);
    double width = frame.x1 - frame.x0;
    ct_at at[PIECES] = { map->key.at, map->scale_bar.at, map->north.at, map->locator.at };
    ct_size sizes[PIECES] = { { 0 } };
    if (c->key.count == 0) at[KEY] = CT_AT_NONE;
    if (at[KEY] && at[KEY] != CT_AT_SHEET)
        sizes[KEY] = ct_legend_size(c->arena, c->fonts, style, c->key_title, c->key.rows,
                                    c->key.count, width * 0.42);
    if (at[SCALE_BAR])
        sizes[SCALE_BAR] = ct_scale_bar_size(c->arena, c->fonts, style, &map->scale_bar, c->view,
                                             c->request->lang);
    if (at[NORTH]) sizes[NORTH] = ct_north_size(style);
    if (at[LOCATOR]) {
        double w = map->locator.width > 0 ? map->locator.width : style->furniture.locator_width;
        sizes[LOCATOR].w = fmin(w, width * 0.4);
        if (!locator_request(c, locator, sizes[LOCATOR].w, &sizes[LOCATOR].h)) return false;
        double over = sizes[LOCATOR].h / ((frame.y1 - frame.y0) * 0.4);
        if (over > 1) sizes[LOCATOR].w /= over; /* a tall one is made narrower instead */
        if (over > 1 && !locator_request(c, locator, sizes[LOCATOR].w, &sizes[LOCATOR].h))
            return false;
    }
    size_t busy_count;
    const ct_busy *busy =
        ct_marks_busy(c->scratch, map, c->marks, c->map->layer_count, &busy_count);
    ct_furniture_arrange(c->scratch, frame, style->furniture.key.inset, style->furniture.key.inset,
                         at, sizes, PIECES, busy, busy_count, c->boxes);
    return !at[LOCATOR] || prepare_locator(c, locator);
}

static bool shown(const corridor *c, int piece) { return c->boxes[piece].x1 > c->boxes[piece].x0; }

static void draw_furniture(corridor *c) {
    ct_scene *scene = c->drawing->scene;
    const ct_style *style = c->map->style;
    ct_box frame = ct_view_frame(c->view);
    if (shown(c, LOCATOR)) draw_locator(c);
    if (shown(c, KEY)) {
        ct_scene_begin(scene, CT_ROLE_FURNITURE, "key", "Key");
        ct_legend_draw(scene, c->scratch, c->fonts, style, c->key_title, c->key.rows, c->key.count,
                       (frame.x1 - frame.x0) * 0.42, c->boxes[KEY]);
        ct_scene_end(scene);
    }
    if (shown(c, SCALE_BAR)) {
        ct_scene_begin(scene, CT_ROLE_FURNITURE, "scale-bar", "Scale bar");
        ct_scale_bar_draw(scene, c->scratch, c->fonts, style, &c->map->scale_bar, c->view,
                          c->request->lang, c->boxes[SCALE_BAR]);
        ct_scene_end(scene);
    }
    if (shown(c, NORTH)) {
        double x = (c->boxes[NORTH].x0 + c->boxes[NORTH].x1) / 2;
        double y = (c->boxes[NORTH].y0 + c->boxes[NORTH].y1) / 2;
        ct_scene_begin(scene, CT_ROLE_FURNITURE, "north-arrow", "North arrow");
        ct_north_draw(scene, c->fonts, style, ct_view_convergence(c->view, x, y), c->boxes[NORTH]);
        ct_scene_end(scene);
    }
}

/* Rule 24: an arrow is wrong somewhere where meridians converge. */
static void lint_north(corridor *c) {
    if (!shown(c, NORTH)) return;
    ct_box f = ct_view_frame(c->view);
    double middle = (f.y0 + f.y1) / 2;
    double west = ct_view_convergence(c->view, f.x0, middle);
    double east = ct_view_convergence(c->view, f.x1, middle);
    if (fabs(west - east) <= 2) return;
    ct_warn(c->report, c->map->north.place,
            "north differs by %.1f degrees over the frame; one arrow cannot be right everywhere",
            fabs(west - east));
    ct_hint(c->report, "leave the north arrow out: 'north_arrow: none'");
}

/* ---- annotations and labels ------------------------------------------------------------------ */

static void add_hard_box(corridor *c, ct_box box) {
    CT_GROW(c->arena, c->hard_boxes, c->hard_capacity, c->hard_count);
    c->hard_boxes[c->hard_count++] = box;
}

static bool lay_out_notes(corridor *c) {
    if (!ct_notes_lay_out(c->arena, c->fonts, &c->naming, c->view, ct_sheet_height(c->sheet),
                          &c->notes, &c->note_count, c->report))
        return false;
    for (size_t i = 0; i < c->note_count; i++) {
        size_t count;
        const ct_box *boxes = ct_annotation_boxes(c->arena, &c->notes[i], &count);
        for (size_t k = 0; k < count; k++)
            add_hard_box(c, boxes[k]);
        ct_annotation *note = &c->notes[i];
        double alpha = note->halo.a;
        if (note->style->halo_local)
            note->halo = ct_ground_below(c->marks, c->map->layer_count, c->map->style->sheet.ground,
                                         note->box);
        note->halo.a = alpha;
    }
    return true;
}

static bool collect_labels(corridor *c) {
    ct_label_list list = { 0 };
    for (size_t i = 0; i < c->map->layer_count; i++)
        if (c->tables[i] && !ct_layer_labels(c->arena, c->fonts, &c->naming, &c->marks[i], c->view,
                                             &list, c->report))
            return false;
    c->drawing->labels = list.items;
    c->drawing->label_count = list.count;
    return true;
}

static void place_labels(corridor *c) {
    ct_drawing *drawing = c->drawing;
    size_t bare_count;
    const ct_box *bare = ct_marks_bare(c->arena, c->marks, c->map->layer_count, drawing->labels,
                                       drawing->label_count, &bare_count);
    for (size_t i = 0; i < bare_count; i++)
        add_hard_box(c, bare[i]);
    ct_obstacles obstacles = { .frame = ct_view_frame(c->view),
                               .boxes = c->hard_boxes,
                               .box_count = c->hard_count,
                               .covers = c->hard_boxes,
                               .cover_count = c->cover_count };
    ct_marks_lines(c->arena, c->marks, c->map->layer_count, &obstacles);
    ct_labels_place(c->arena, c->fonts, &c->map->style->labels, &obstacles, drawing->labels,
                    drawing->label_count, &drawing->metrics, c->report);
    ct_lint_labels(drawing->labels, drawing->label_count, c->report);
    ct_labels_ground(c->marks, c->map->layer_count, c->map->style->sheet.ground, drawing->labels,
                     drawing->label_count);
    ct_marks_leave_out(c->marks, c->map->layer_count, drawing->labels, c->hard_boxes,
                       c->cover_count);
}

/* Labels are placed before the symbols are drawn: a point without its name is left out. */
static bool settle_words(corridor *c) {
    for (int i = 0; i < PIECES; i++)
        if (shown(c, i)) add_hard_box(c, c->boxes[i]);
    c->cover_count = c->hard_count;
    if (!collect_labels(c) || !lay_out_notes(c)) return false;
    place_labels(c);
    return true;
}

/* ---- the scene ------------------------------------------------------------------------------- */

static void compose(corridor *c) {
    const ct_style *style = c->map->style;
    ct_scene *scene =
        ct_scene_new(c->arena, c->map->width, ct_sheet_height(c->sheet), style->sheet.paper);
    c->drawing->scene = scene;
    scene->title = c->words.title ? c->words.title : c->map->id;
    scene->description = c->alt ? c->alt : c->words.subtitle;
    scene->lang = c->request->lang;
    ct_group frame = { .role = CT_ROLE_FRAME,
                       .id = "map",
                       .opacity = 1,
                       .has_clip = true,
                       .clip = ct_view_frame(c->view) };
    ct_scene_begin_group(scene, &frame);
    ct_scene_rect(scene, frame.clip, &style->sheet.ground, NULL);
    for (size_t i = 0; i < c->map->layer_count; i++)
        ct_layer_draw(scene, c->scratch, &c->marks[i], NULL);
    ct_drawing_stage(c->drawing, "symbols");
    for (size_t i = 0; i < c->note_count; i++)
        ct_annotation_draw(scene, &c->notes[i]);
    ct_labels_draw(scene, c->fonts, c->drawing->labels, c->drawing->label_count);
    ct_scene_end(scene);
    draw_furniture(c);
    ct_sheet_draw(scene, c->sheet);
    ct_drawing_stage(c->drawing, "sheet");
}

/* The sheet's boxes, the view in the map's, and the layers in the view. */
static bool fill_frame(corridor *c, ct_view_request *request) {
    if (!lay_out_sheet(c, request)) return false;
    ct_drawing_stage(c->drawing, "layout");
    if (!ct_view_open(c->arena, request, &c->view, c->report)) return false;
    c->drawing->frame_count = 0;
    record_frame(c, "main", c->view);
    bool good = prepare_layers(c);
    ct_drawing_stage(c->drawing, "project");
    return good;
}

static bool run(corridor *c) {
    ct_view_request main_request, locator_request_;
    if (!load_tables(c)) return false;
    ct_drawing_stage(c->drawing, "data");
    if (!compute_stats(c)) return false;
    ct_drawing_stage(c->drawing, "stats");
    if (!expand_words(c) ||
        !ct_key_make(c->arena, &c->naming, c->fonts, c->tables, &c->key, c->report) ||
        !view_request(c, &main_request) || !fill_frame(c, &main_request))
        return false;
    bool on_sheet = c->map->key.at == CT_AT_SHEET;
    if (ct_key_settle(c->arena, c->marks, ct_view_frame(c->view), &c->key) && on_sheet) {
        ct_view_close(c->view); /* a shorter key leaves the map more room */
        c->view = NULL;
        if (!fill_frame(c, &main_request)) return false;
    }
    if (!ct_lint_frame(c->marks, c->map->layer_count, ct_view_lonlat(c->view), c->map->view.place,
                       c->report))
        return false;
    if (!arrange_furniture(c, &locator_request_)) return false;
    lint_north(c);
    ct_drawing_stage(c->drawing, "furniture");
    if (!settle_words(c)) return false;
    ct_drawing_stage(c->drawing, "labels");
    compose(c);
    return true;
}

bool ct_pipeline_draw(ct_arena *arena, ct_fonts *fonts, const ct_map *map,
                      const ct_request *request, ct_data *data, ct_drawing *drawing,
                      ct_report *report) {
    corridor c = { .arena = arena,
                   .scratch = ct_arena_new(),
                   .fonts = fonts,
                   .map = map,
                   .request = request,
                   .data = data,
                   .drawing = drawing,
                   .report = report };
    drawing->request = *request;
    c.naming =
        (ct_naming){ .map = map, .request = request, .stats = &drawing->stats, .data = data };
    bool good = run(&c);
    if (c.view) ct_view_close(c.view);
    if (c.locator) ct_view_close(c.locator);
    ct_arena_free(c.scratch);
    return good;
}
