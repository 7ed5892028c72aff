/* pipeline.c - the corridor: the one place that knows the order of the stages. */
#include "steady.h"

#include <math.h>
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
    ct_sheet_plan plan;
    ct_key_request key_request; /* of the key on the sheet */
    const char *alt;
    ct_sheet *sheet;
    ct_scape *frames; /* the main map, or its panels */
    size_t frame_count;
    ct_scape around; /* no frame: what the texts of the sheet may name */
    ct_scape locator;
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

/* What stands around the frames. */
static void begin_sheet(corridor *c, const ct_request *request) {
    ct_scape_begin(&c->around, c->arena, c->fonts, c->data, c->map, request, "sheet");
    ct_scape_begin(&c->locator, c->arena, c->fonts, c->data, c->map, request, "locator");
    c->locator.prefix = "locator-";
    c->furnishing.hosts = c->frames;
    c->furnishing.host_count = c->frame_count;
}

static void begin_frames(corridor *c) {
    ct_request request = *c->request;
    c->frames = ct_panels_begin(c->arena, c->fonts, c->data, c->map, &request, &c->frame_count);
    /* Panels without a date of the map: the sheet speaks of the last one's. */
    if (request.day == CT_NO_DAY) request.day = c->frames[c->frame_count - 1].request.day;
    begin_sheet(c, &request);
}

static bool load_frames(corridor *c) {
    bool good = true;
    for (size_t i = 0; i < c->frame_count; i++)
        good &= ct_scape_load(&c->frames[i], c->report);
    ct_drawing_stage(c->drawing, "data");
    return good;
}

static bool measure_frames(corridor *c) {
    bool good = ct_scape_measure(&c->around, c->report);
    for (size_t i = 0; i < c->frame_count && good; i++) {
        ct_scape *frame = &c->frames[i];
        if (frame->request.day == c->around.request.day)
            frame->stats = c->around.stats;
        else
            good = ct_scape_measure(frame, c->report);
    }
    if (good) ct_panels_lint(c->frames, c->frame_count, c->report);
    ct_drawing_stage(c->drawing, "stats");
    return good;
}

/* ---- words ----------------------------------------------------------------------------------- */

static bool expand_words(corridor *c) {
    ct_lint_language(c->map, c->request->lang, c->report);
    c->plan.words.rtl = ct_lang_rtl(c->request->lang);
    const struct {
        const ct_words *words;
        const char *class_name;
        const char **to;
    } all[] = {
        { &c->map->title, "title", &c->plan.words.title },
        { &c->map->subtitle, "subtitle", &c->plan.words.subtitle },
        { &c->map->note, "note", &c->plan.words.note },
        { &c->map->source, "source", &c->plan.words.source },
        { &c->map->credit, "credit", &c->plan.words.credit },
        { &c->map->alt, NULL, &c->alt },
        { &c->map->key.title, "key-title", &c->furnishing.key_title },
    };
    bool good = true;
    for (size_t i = 0; i < CT_COUNT(all); i++) {
        const ct_text_class *style =
            all[i].class_name ? ct_style_text(c->map->style, all[i].class_name) : NULL;
        good &= ct_words_expand(c->arena, &c->around.naming, all[i].words, c->fonts,
                                style ? &style->font : NULL, all[i].to, c->report);
    }
    return ct_panels_titles(c->frames, c->frame_count, &c->plan.panels.titles, c->report) && good;
}

/* ---- the sheet and the view ------------------------------------------------------------------ */

/* The padding in px for a frame. */
static double padding(const ct_extent *pad, double width, double height) {
    return pad->share > 0 ? pad->share * fmin(width, height) : pad->px;
}

static void make_plan(corridor *c) {
    const ct_map *map = c->map;
    c->plan.style = map->style;
    c->plan.width = map->width;
    c->plan.height = map->height;
    c->key_request = ct_furnishing_key(&c->furnishing);
    c->plan.key = map->key.at == CT_AT_SHEET ? &c->key_request : NULL;
    c->plan.panels.count = map->panels.count;
    c->plan.panels.cols = map->panels.cols;
    c->plan.panels.gap = map->panels.gap;
    c->plan.place = map->size_place;
    if (c->request->steady) c->plan.room = &c->request->steady->room;
    c->plan.logo_width = map->logo.width;
    if (map->logo.at == CT_AT_SHEET) c->plan.logo = c->furnishing.logo;
}

static bool lay_out_sheet(corridor *c, ct_view_request *request) {
    const ct_map *map = c->map;
    double height = 0;
    make_plan(c);
    if (map->height <= 0) {
        double width = ct_sheet_frame_width(&c->plan);
        request->pad = padding(&map->view.pad, width, width);
        if (!ct_height_recall(c->request->keep, c->arena, request, width, &height, c->report))
            return false;
    }
    if (!ct_sheet_layout(c->arena, c->fonts, &c->plan, height, &c->sheet, c->report)) return false;
    request->frame = ct_sheet_frame(c->sheet, 0);
    request->pad = padding(&map->view.pad, request->frame.x1 - request->frame.x0,
                           request->frame.y1 - request->frame.y0);
    c->furnishing.page_height = ct_sheet_height(c->sheet);
    c->furnishing.vacant = ct_sheet_vacant(c->sheet);
    return true;
}

/* The sheet's boxes, the view in each frame, and the layers in the views. */
static bool fill_frames(corridor *c, ct_view_request *request) {
    bool good = true;
    if (!lay_out_sheet(c, request)) return false;
    ct_drawing_stage(c->drawing, "layout");
    for (size_t i = 0; i < c->frame_count; i++) {
        request->frame = ct_sheet_frame(c->sheet, i);
        good &= ct_scape_open(&c->frames[i], request, c->report);
    }
    ct_drawing_stage(c->drawing, "project");
    return good;
}

/* The rows of the key, and what the view shows: of this map, or of all days of a film. */
static bool choose(corridor *c, ct_view_request *request) {
    const ct_steady *steady = c->request->steady;
    size_t day = steady ? ct_steady_day(steady, c->request->day) : SIZE_MAX;
    if (day == SIZE_MAX)
        return ct_key_make(c->arena, &c->around.naming, c->fonts, c->frames, c->frame_count,
                           &c->furnishing.key, c->report) &&
               ct_scapes_view(c->frames, c->frame_count, &c->map->view, request, c->report);
    c->frames->like = &steady->frames[day];
    c->furnishing.key = steady->keys[day];
    *request = steady->view;
    return true;
}

static bool lint_frames(corridor *c) {
    bool good = true;
    for (size_t i = 0; i < c->frame_count; i++)
        good &= ct_lint_frame(c->frames[i].marks, c->frames[i].layer_count,
                              ct_view_lonlat(c->frames[i].view), c->map->view.place, c->report);
    return good;
}

/* ---- furniture, words ------------------------------------------------------------------------ */

static bool arrange_furniture(corridor *c) {
    ct_furnishing *f = &c->furnishing;
    if (!ct_furnishing_gather(f, &c->locator, c->report)) return false;
    if (c->request->steady)
        ct_steady_stand(c->request->steady, f);
    else
        ct_furnishing_arrange(f);
    ct_furnishing_lint(f, c->report);
    for (size_t i = 0; i < f->count; i++) {
        ct_piece *piece = &f->pieces[i];
        bool good = !piece->inner  ? true
                    : piece->inset ? ct_inset_open(piece, c->report)
                                   : ct_scape_load(piece->inner, c->report) &&
                                         ct_scape_open(piece->inner, &piece->request, c->report);
        if (!good) return false;
    }
    ct_drawing_stage(c->drawing, "furniture");
    return true;
}

static bool settle_words(corridor *c) {
    for (size_t i = 0; i < c->frame_count; i++)
        if (!ct_scape_gather(&c->frames[i], ct_sheet_height(c->sheet), c->report)) return false;
    const ct_steady *steady = c->request->steady;
    if (!steady || !ct_steady_place(steady, c->frames, c->report))
        ct_panels_place(c->frames, c->frame_count, c->report);
    for (size_t i = 0; i < c->furnishing.count; i++)
        if (c->furnishing.pieces[i].inset &&
            !ct_inset_settle(&c->furnishing, &c->furnishing.pieces[i], c->report))
            return false;
    ct_drawing_stage(c->drawing, "labels");
    return true;
}

/* ---- the scene ------------------------------------------------------------------------------- */

static void draw_frame(corridor *c, ct_scene *scene, const ct_scape *scape, const char *id) {
    ct_group frame = { .role = CT_ROLE_FRAME,
                       .id = id,
                       .opacity = 1,
                       .has_clip = true,
                       .clip = ct_view_frame(scape->view) };
    ct_scene_begin_group(scene, &frame);
    ct_scape_draw_ground(scene, c->scratch, scape);
    ct_drawing_stage(c->drawing, "symbols");
    ct_scape_draw_words(scene, scape);
    ct_scene_end(scene);
}

/* A panel is a group of its own, with its title and its frame's line. */
static void draw_panels(corridor *c, ct_scene *scene) {
    for (size_t i = 0; i < c->frame_count; i++) {
        ct_scape *panel = &c->frames[i];
        ct_scene_begin(scene, CT_ROLE_PLAIN, panel->id, c->plan.panels.titles[i]);
        draw_frame(c, scene, panel, ct_printf(c->arena, "%s-map", panel->id));
        ct_sheet_draw_frame(scene, c->sheet, i);
        ct_scene_end(scene);
    }
    ct_furnishing_draw(scene, &c->furnishing);
}

static void compose(corridor *c) {
    ct_scene *scene = ct_scene_new(c->arena, c->map->width, ct_sheet_height(c->sheet),
                                   c->map->style->sheet.paper);
    c->drawing->scene = scene;
    scene->title = c->plan.words.title ? c->plan.words.title : c->map->id;
    scene->description = c->alt ? c->alt : c->plan.words.subtitle;
    scene->lang = c->request->lang;
    if (c->plan.panels.titles) {
        draw_panels(c, scene);
    } else {
        draw_frame(c, scene, c->frames, "map");
        ct_furnishing_draw(scene, &c->furnishing);
        ct_sheet_draw_frame(scene, c->sheet, 0);
    }
    ct_sheet_draw(scene, c->sheet);
    ct_drawing_stage(c->drawing, "sheet");
}

/* ---- what is told ---------------------------------------------------------------------------- */

static void record_frame(corridor *c, const ct_scape *scape) {
    ct_drawing *d = c->drawing;
    CT_GROW(c->arena, d->frames, d->frame_capacity, d->frame_count);
    ct_frame_record *frame = &d->frames[d->frame_count++];
    *frame = (ct_frame_record){ .id = scape->id,
                                .day = scape->is_panel ? scape->request.day : CT_NO_DAY,
                                .box = ct_view_frame(scape->view),
                                .crs = ct_strdup(c->arena, ct_view_crs(scape->view)) };
    ct_view_to_page(scape->view, frame->to_page);
}

/* What the frames drew of each layer, together. */
static void record_layers(corridor *c) {
    ct_drawing *d = c->drawing;
    d->layer_count = c->map->layer_count;
    d->layers = CT_ARRAY(c->arena, d->layer_count, ct_layer_record);
    for (size_t i = 0; i < d->layer_count; i++) {
        ct_layer_record *layer = &d->layers[i];
        layer->id = c->map->layers[i].id;
        for (size_t k = 0; k < c->frame_count; k++) {
            const ct_scape *frame = &c->frames[k];
            layer->features += frame->marks[i].count;
            const ct_table *table = frame->tables[i];
            if (table)
                layer->points_read += table->sieved ? table->points_read : ct_table_points(table);
            layer->points_drawn += frame->marks[i].points_drawn;
        }
    }
}

static void record_labels_of(corridor *c, const ct_scape *frame, size_t before) {
    ct_drawing *d = c->drawing;
    for (size_t k = 0; k < frame->label_count; k++) {
        d->labels[d->label_count] = frame->labels[k];
        d->labels[d->label_count++].frame = frame->id;
    }
    ct_label_metrics_add(&d->metrics, before, &frame->metrics);
}

static void record_labels(corridor *c) {
    const ct_furnishing *f = &c->furnishing;
    size_t total = 0, frames = 0;
    for (size_t i = 0; i < c->frame_count; i++)
        total += c->frames[i].label_count;
    for (size_t i = 0; i < f->count; i++)
        total += f->pieces[i].inset ? f->pieces[i].inner->label_count : 0;
    c->drawing->labels = CT_ARRAY(c->arena, total, ct_label);
    for (size_t i = 0; i < c->frame_count; i++)
        record_labels_of(c, &c->frames[i], frames++);
    for (size_t i = 0; i < f->count; i++)
        if (f->pieces[i].inset) record_labels_of(c, f->pieces[i].inner, frames++);
}

static void record(corridor *c) {
    for (size_t i = 0; i < c->frame_count; i++)
        record_frame(c, &c->frames[i]);
    for (size_t i = 0; i < c->furnishing.count; i++)
        if (c->furnishing.pieces[i].inner) record_frame(c, c->furnishing.pieces[i].inner);
    record_layers(c);
    record_labels(c);
    c->drawing->stats = c->around.stats;
}

static void lint(corridor *c) {
    ct_lint_texts(c->map->style, c->drawing, c->report);
    ct_lint_key(&c->furnishing.key, c->frames, c->frame_count, c->drawing->scene, c->report);
    ct_drawing_stage(c->drawing, "lint");
}

/* ---- the order ------------------------------------------------------------------------------- */

static bool run(corridor *c) {
    ct_view_request request;
    ct_key_list *key = &c->furnishing.key;
    begin_frames(c);
    if (!load_frames(c) || !measure_frames(c) || !expand_words(c) ||
        !ct_furnishing_logo(&c->furnishing, c->data, c->report) || !choose(c, &request) ||
        !fill_frames(c, &request))
        return false;
    if (!c->request->steady && ct_key_settle(c->arena, c->frames, c->frame_count, key) &&
        c->map->key.at == CT_AT_SHEET && !fill_frames(c, &request))
        return false; /* a shorter key leaves the map more room */
    if (!lint_frames(c) || !arrange_furniture(c) || !settle_words(c)) return false;
    compose(c);
    record(c);
    lint(c);
    return true;
}

static corridor enter(ct_arena *arena, ct_fonts *fonts, const ct_map *map,
                      const ct_request *request, ct_data *data, ct_drawing *drawing,
                      ct_report *report) {
    ct_arena *scratch = ct_arena_new();
    return (corridor){ .arena = arena,
                       .scratch = scratch,
                       .fonts = fonts,
                       .map = map,
                       .request = request,
                       .data = data,
                       .drawing = drawing,
                       .report = report,
                       .furnishing = { arena, scratch, fonts, map, .lang = request->lang } };
}

static void leave(corridor *c) {
    for (size_t i = 0; i < c->frame_count; i++)
        ct_scape_close(&c->frames[i]);
    ct_scape_close(&c->locator);
    for (size_t i = 0; i < c->furnishing.count; i++)
        if (c->furnishing.pieces[i].inset) ct_scape_close(c->furnishing.pieces[i].inner);
    ct_arena_free(c->scratch);
}

bool ct_pipeline_draw(ct_arena *arena, ct_fonts *fonts, const ct_map *map,
                      const ct_request *request, ct_data *data, ct_drawing *drawing,
                      ct_report *report) {
    corridor c = enter(arena, fonts, map, request, data, drawing, report);
    drawing->request = *request;
    bool good = run(&c);
    leave(&c);
    return good;
}

/* ---- all days of a film ---------------------------------------------------------------------- */

static bool begin_day(corridor *c, ct_scape *frame, const ct_scape *before) {
    ct_scape_begin(frame, c->arena, c->fonts, c->data, c->map, c->request, "main");
    frame->like = before;
    c->frames = frame;
    c->frame_count = 1;
    begin_sheet(c, c->request);
    return load_frames(c) && measure_frames(c) && expand_words(c) &&
           ct_furnishing_logo(&c->furnishing, c->data, c->report);
}

/* Gives all sheets the room that the words of each need, and fills their frames. */
static bool fill_days(corridor *days, ct_steady *steady) {
    ct_view_request request = steady->view;
    steady->room = (ct_sheet_room){ 0 };
    for (size_t i = 0; i < steady->count; i++) {
        if (!lay_out_sheet(&days[i], &request)) return false;
        ct_sheet_room_add(&steady->room, days[i].sheet);
    }
    for (size_t i = 0; i < steady->count; i++) {
        days[i].plan.room = &steady->room;
        request = steady->view;
        if (!fill_frames(&days[i], &request)) return false;
    }
    return true;
}

/* The rows that show on some day, the view of all days, and their frames filled. */
static bool open_days(corridor *days, ct_steady *steady) {
    ct_arena *arena = days->arena;
    const ct_map *map = days->map;
    size_t n = steady->count;
    ct_key_list *last = &days[n - 1].furnishing.key;
    for (size_t i = 0; i < n; i++)
        if (!ct_key_make(arena, &days[i].around.naming, days->fonts, steady->frames, n,
                         &days[i].furnishing.key, days->report))
            return false;
    if (!ct_scapes_view(steady->frames, n, &map->view, &steady->view, days->report) ||
        !fill_days(days, steady))
        return false;
    bool shorter = ct_key_settle(arena, steady->frames, n, last);
    for (size_t i = 0; i < n; i++) {
        if (i + 1 < n) ct_steady_key(last, &days[i].furnishing.key);
        days[i].plan.room = NULL;
    }
    return !shorter || map->key.at != CT_AT_SHEET || fill_days(days, steady);
}

static bool furnish_days(corridor *days, ct_steady *steady) {
    ct_furnishing **all = CT_ARRAY(days->arena, steady->count, ct_furnishing *);
    for (size_t i = 0; i < steady->count; i++) {
        all[i] = &days[i].furnishing;
        if (!ct_furnishing_gather(all[i], &days[i].locator, days->report)) return false;
    }
    ct_steady_arrange(steady, all, steady->count);
    for (size_t i = 0; i < steady->count; i++) {
        ct_steady_stand(steady, all[i]);
        for (size_t k = 0; k < all[i]->count; k++)
            if (all[i]->pieces[k].inset && !ct_inset_open(&all[i]->pieces[k], days->report))
                return false;
    }
    return true;
}

/* The labels of each inset, over all days that have it. */
static bool settle_insets(corridor *days, ct_steady *steady) {
    const ct_map *map = days->map;
    const ct_scape **frames = CT_ARRAY(days->arena, steady->count, const ct_scape *);
    steady->insets = CT_ARRAY(days->arena, map->annotation_count, ct_scape *);
    steady->inset_counts = CT_ARRAY(days->arena, map->annotation_count, size_t);
    for (size_t a = 0; a < map->annotation_count; a++) {
        size_t count = 0;
        for (size_t i = 0; i < steady->count; i++)
            for (size_t k = 0; k < days[i].furnishing.count; k++) {
                ct_piece *piece = &days[i].furnishing.pieces[k];
                if (piece->inset != &map->annotations[a]) continue;
                if (!ct_inset_gather(&days[i].furnishing, piece, days->report)) return false;
                frames[count++] = piece->inner;
            }
        if (count) ct_steady_inset(steady, frames, count, days->report);
    }
    return true;
}

static bool rehearse(corridor *days, ct_steady *steady) {
    if (!open_days(days, steady) || !furnish_days(days, steady)) return false;
    for (size_t i = 0; i < steady->count; i++) {
        steady->keys[i] = days[i].furnishing.key;
        if (!ct_scape_gather(days[i].frames, ct_sheet_height(days[i].sheet), days->report))
            return false;
    }
    steady->page_height = ct_sheet_height(days->sheet);
    ct_panels_place(steady->frames, steady->count, days->report);
    return settle_insets(days, steady);
}

bool ct_pipeline_rehearse(ct_arena *arena, ct_fonts *fonts, const ct_map *map,
                          const ct_request *request, ct_data *data, const ct_day *days,
                          size_t count, ct_steady *steady, ct_report *report) {
    corridor *each = CT_ARRAY(arena, count, corridor);
    ct_request *requests = CT_ARRAY(arena, count, ct_request);
    ct_drawing *drawing = CT_NEW(arena, ct_drawing);
    *steady = (ct_steady){ .frames = CT_ARRAY(arena, count, ct_scape),
                           .keys = CT_ARRAY(arena, count, ct_key_list) };
    for (size_t i = 0; i < count; i++) {
        size_t n = steady->count;
        const ct_scape *before = n ? &steady->frames[n - 1] : NULL;
        requests[n] = *request;
        requests[n].day = days[i];
        each[n] = enter(arena, fonts, map, &requests[n], data, drawing, report);
        if (begin_day(&each[n], &steady->frames[n], before))
            steady->count++;
        else
            leave(&each[n]);
    }
    bool good = steady->count > 0 && rehearse(each, steady);
    for (size_t i = 0; i < steady->count; i++)
        leave(&each[i]);
    return good;
}
