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
    ct_sheet_words words;
    const char *alt;
    ct_sheet *sheet;
    ct_scape main, locator;
    ct_furnishing furnishing;
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

/* ---- frames ---------------------------------------------------------------------------------- */

static void begin_frames(corridor *c) {
    ct_scape_begin(&c->main, c->arena, c->fonts, c->data, c->map, c->request, "main");
    ct_scape_begin(&c->locator, c->arena, c->fonts, c->data, c->map, c->request, "locator");
    c->locator.prefix = "locator-";
}

/* ---- words ----------------------------------------------------------------------------------- */

static bool expand_words(corridor *c) {
    ct_lint_language(c->map, c->request->lang, c->report);
    c->words.rtl = ct_lang_rtl(c->request->lang);
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
        { &c->map->key.title, "key-title", &c->furnishing.key_title },
    };
    bool good = true;
    for (size_t i = 0; i < CT_COUNT(all); i++) {
        const ct_text_class *style =
            all[i].class_name ? ct_style_text(c->map->style, all[i].class_name) : NULL;
        good &= ct_words_expand(c->arena, &c->main.naming, all[i].words, c->fonts,
                                style ? &style->font : NULL, all[i].to, c->report);
    }
    return good;
}

/* ---- the sheet and the view ------------------------------------------------------------------ */

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
    if (!ct_scape_shapes(&c->main, &spec->fit, &request->fit, &request->fit_count, c->report))
        return false;
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
    ct_key_request key = ct_furnishing_key(&c->furnishing);
    double map_height = 0, map_width = ct_sheet_map_width(map->style, map->width);
    if (map->height <= 0) {
        request->pad = padding(&map->view.pad, map_width, map_width);
        if (!ct_view_height(c->arena, request, map_width, &map_height, c->report)) return false;
    }
    if (!ct_sheet_layout(c->arena, c->fonts, map->style, map->width, map->height, map_height,
                         &c->words, map->key.at == CT_AT_SHEET ? &key : NULL, map->size_place,
                         &c->sheet, c->report))
        return false;
    request->frame = ct_sheet_map(c->sheet);
    request->pad = padding(&map->view.pad, request->frame.x1 - request->frame.x0,
                           request->frame.y1 - request->frame.y0);
    return true;
}

/* The sheet's boxes, the view in the map's, and the layers in the view. */
static bool fill_frame(corridor *c, ct_view_request *request) {
    if (!lay_out_sheet(c, request)) return false;
    ct_drawing_stage(c->drawing, "layout");
    bool good = ct_scape_open(&c->main, request, c->report);
    ct_drawing_stage(c->drawing, "project");
    return good;
}

/* ---- furniture, words ------------------------------------------------------------------------ */

static bool arrange_furniture(corridor *c) {
    ct_furnishing *f = &c->furnishing;
    if (!ct_furnishing_gather(f, &c->main, &c->locator, c->report)) return false;
    ct_furnishing_arrange(f, &c->main);
    ct_furnishing_lint(f, c->report);
    for (size_t i = 0; i < f->count; i++) {
        ct_piece *piece = &f->pieces[i];
        if (piece->inner && (!ct_scape_load(piece->inner, c->report) ||
                             !ct_scape_open(piece->inner, &piece->request, c->report)))
            return false;
    }
    return true;
}

static bool settle_words(corridor *c) {
    if (!ct_scape_gather(&c->main, ct_sheet_height(c->sheet), c->report)) return false;
    ct_scape_place(&c->main, c->report);
    return true;
}

/* ---- the scene ------------------------------------------------------------------------------- */

static void compose(corridor *c) {
    ct_scene *scene = ct_scene_new(c->arena, c->map->width, ct_sheet_height(c->sheet),
                                   c->map->style->sheet.paper);
    c->drawing->scene = scene;
    scene->title = c->words.title ? c->words.title : c->map->id;
    scene->description = c->alt ? c->alt : c->words.subtitle;
    scene->lang = c->request->lang;
    ct_group frame = { .role = CT_ROLE_FRAME,
                       .id = "map",
                       .opacity = 1,
                       .has_clip = true,
                       .clip = ct_view_frame(c->main.view) };
    ct_scene_begin_group(scene, &frame);
    ct_scape_draw_ground(scene, c->scratch, &c->main);
    ct_drawing_stage(c->drawing, "symbols");
    ct_scape_draw_words(scene, &c->main);
    ct_scene_end(scene);
    ct_furnishing_draw(scene, &c->furnishing);
    ct_sheet_draw(scene, c->sheet);
    ct_drawing_stage(c->drawing, "sheet");
}

/* ---- what is told ---------------------------------------------------------------------------- */

static void record_frame(corridor *c, const ct_scape *scape) {
    ct_drawing *d = c->drawing;
    CT_GROW(c->arena, d->frames, d->frame_capacity, d->frame_count);
    ct_frame_record *frame = &d->frames[d->frame_count++];
    *frame = (ct_frame_record){ .id = scape->id,
                                .box = ct_view_frame(scape->view),
                                .crs = ct_strdup(c->arena, ct_view_crs(scape->view)) };
    ct_view_to_page(scape->view, frame->to_page);
}

static void record_layers(corridor *c, const ct_scape *scape) {
    c->drawing->layer_count = scape->layer_count;
    c->drawing->layers = CT_ARRAY(c->arena, scape->layer_count, ct_layer_record);
    for (size_t i = 0; i < scape->layer_count; i++)
        c->drawing->layers[i] =
            (ct_layer_record){ .id = scape->layers[i]->id,
                               .features = scape->marks[i].count,
                               .points_read =
                                   scape->tables[i] ? ct_table_points(scape->tables[i]) : 0,
                               .points_drawn = scape->marks[i].points_drawn };
}

static void record(corridor *c) {
    ct_drawing *d = c->drawing;
    record_frame(c, &c->main);
    if (c->locator.view) record_frame(c, &c->locator);
    record_layers(c, &c->main);
    d->stats = c->main.stats;
    d->labels = c->main.labels;
    d->label_count = c->main.label_count;
    d->metrics = c->main.metrics;
}

/* ---- the order ------------------------------------------------------------------------------- */

static bool run(corridor *c) {
    ct_view_request request;
    ct_key_list *key = &c->furnishing.key;
    begin_frames(c);
    if (!ct_scape_load(&c->main, c->report)) return false;
    ct_drawing_stage(c->drawing, "data");
    if (!ct_scape_measure(&c->main, c->report)) return false;
    ct_drawing_stage(c->drawing, "stats");
    if (!expand_words(c) ||
        !ct_key_make(c->arena, &c->main.naming, c->fonts, c->main.tables, key, c->report) ||
        !view_request(c, &request) || !fill_frame(c, &request))
        return false;
    if (ct_key_settle(c->arena, c->map, c->main.marks, ct_view_frame(c->main.view), key) &&
        c->map->key.at == CT_AT_SHEET && !fill_frame(c, &request))
        return false; /* a shorter key leaves the map more room */
    if (!ct_lint_frame(c->main.marks, c->main.layer_count, ct_view_lonlat(c->main.view),
                       c->map->view.place, c->report))
        return false;
    if (!arrange_furniture(c)) return false;
    ct_drawing_stage(c->drawing, "furniture");
    if (!settle_words(c)) return false;
    ct_drawing_stage(c->drawing, "labels");
    compose(c);
    record(c);
    return true;
}

bool ct_pipeline_draw(ct_arena *arena, ct_fonts *fonts, const ct_map *map,
                      const ct_request *request, ct_data *data, ct_drawing *drawing,
                      ct_report *report) {
    ct_arena *scratch = ct_arena_new();
    corridor c = { .arena = arena,
                   .scratch = scratch,
                   .fonts = fonts,
                   .map = map,
                   .request = request,
                   .data = data,
                   .drawing = drawing,
                   .report = report,
                   .furnishing = { arena, scratch, fonts, map, .lang = request->lang } };
    drawing->request = *request;
    bool good = run(&c);
    ct_scape_close(&c.main);
    ct_scape_close(&c.locator);
    ct_arena_free(scratch);
    return good;
}
