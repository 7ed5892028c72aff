/* insets.c - little maps on the map: their frames, what they show marked on the map, their lines to
 * it. */
#include "steady.h"

#include <math.h>

static const double OWN_WIDTH = 220;     /* px, where the spec says nothing */
static const double MOST_OF_FRAME = 0.5; /* of the map, in either direction, then */
static const double LEAST = 32;          /* px: the smallest frame */
static const double TITLE_PAD = 6;       /* px about the title */
static const double BAR_SHARE = 0.45;    /* of the frame's width, for the scale bar */
static const double BAR_INSET = 8;       /* px, from the frame's edge */

/* ---- looks ----------------------------------------------------------------------------------- */

/* The line about it and about what it shows: that of a class, else thin and in ink. */
static ct_stroke line_of(const ct_piece *piece) {
    const ct_style *style = piece->host->map->style;
    const char *name = piece->inset->look.text ? piece->inset->look.text : "inset";
    const ct_area_class *area = ct_style_area(style, name);
    const ct_line_class *line = area ? NULL : ct_style_line(style, name);
    ct_stroke stroke = { .color = style->ink, .width = 1 };
    if (area) stroke = area->stroke;
    if (line) stroke = line->stroke;
    stroke.join = CT_JOIN_MITER;
    return stroke;
}

/* The same, quieter: for what leads the eye only. */
static ct_stroke faint_line(const ct_piece *piece) {
    ct_stroke stroke = line_of(piece);
    stroke.width *= 0.75;
    stroke.color.a *= 0.6;
    return stroke;
}

static const ct_text_class *title_class(const ct_piece *piece) {
    const ct_style *style = piece->host->map->style;
    const char *const names[] = { piece->inset->class_name.text, "inset", "panel-title" };
    for (size_t i = 0; i < CT_COUNT(names); i++)
        if (names[i] && ct_style_text(style, names[i])) return ct_style_text(style, names[i]);
    return ct_sheet_class(style, "key-title");
}

/* ---- its frame ------------------------------------------------------------------------------- */

static void choose_layers(ct_scape *scape, const ct_names *names) {
    size_t count = 0;
    if (names->count == 0) return;
    const ct_layer_spec **layers =
        CT_ARRAY(scape->arena, scape->layer_count, const ct_layer_spec *);
    for (size_t i = 0; i < scape->layer_count; i++)
        for (size_t k = 0; k < names->count; k++)
            if (ct_streq(scape->layers[i]->id, names->items[k].text)) {
                layers[count++] = scape->layers[i];
                break;
            }
    ct_scape_choose(scape, layers, count);
}

static bool begin(const ct_furnishing *f, ct_piece *piece, ct_report *report) {
    const ct_annotation_spec *a = piece->inset;
    ct_request request = piece->host->request;
    piece->inner = CT_NEW(f->arena, ct_scape);
    ct_scape_begin(piece->inner, f->arena, f->fonts, piece->host->data, f->map, &request, a->id);
    piece->inner->prefix = ct_printf(f->arena, "%s-", a->id);
    piece->inner->is_inset = true;
    piece->inner->stats = piece->host->stats;
    choose_layers(piece->inner, &a->inset.layers);
    return ct_scape_load(piece->inner, report);
}

static ct_box lonlat_of(const ct_view_request *request) {
    if (request->has_bbox)
        return (ct_box){ request->bbox[0], request->bbox[1], request->bbox[2], request->bbox[3] };
    ct_box all = ct_box_empty();
    for (size_t i = 0; i < request->fit_count; i++)
        all = ct_box_union(all, ct_box_of(&request->fit[i]));
    return all;
}

/* What lies in the map is shown as the map does, only larger; what lies elsewhere in a projection
 * that suits it. */
static bool view_request(ct_piece *piece, ct_report *report) {
    ct_view_request *request = &piece->request;
    if (!ct_scapes_view(piece->inner, 1, &piece->inset->inset.view, request, report)) return false;
    if (ct_box_meets(lonlat_of(request), ct_view_lonlat(piece->host->view)))
        request->project = ct_view_crs(piece->host->view);
    return true;
}

static double padding(const ct_extent *pad, double width, double height) {
    return pad->share > 0 ? pad->share * fmin(width, height) : pad->px;
}

static bool set_title(const ct_furnishing *f, ct_piece *piece, ct_report *report) {
    const ct_text_class *style = piece->title_class = title_class(piece);
    const char *title;
    piece->head = 0;
    if (!ct_words_expand(f->arena, &piece->host->naming, &piece->inset->inset.title, f->fonts,
                         &style->font, &title, report))
        return false;
    if (!title || !*title) return true;
    double room = piece->size.w - 2 * TITLE_PAD;
    piece->title = ct_text_wrap(f->arena, f->fonts, &style->font, title, fmax(room, 1),
                                style->leading > 0 ? style->leading : 1.25, true);
    if (piece->title.width > room + 0.5)
        return ct_fail(
            report, CARTOUCHE_BAD_SPEC, piece->inset->place,
            "the title of inset '%s' is %.0f px wide, and the inset has room for %.0f px",
            piece->inset->id, piece->title.width, fmax(room, 0));
    piece->head = ceil(ct_sheet_text_height(f->fonts, style, &piece->title) + 2 * TITLE_PAD);
    return true;
}

/* One that stands on a place of the sheet has its middle there, and is wholly on the page. */
static void fix(const ct_furnishing *f, ct_piece *piece) {
    double margin = fmax(f->map->style->sheet.margin, 0);
    double w = piece->size.w, h = piece->size.h;
    double x = piece->inset->at.pair[0] * f->map->width - w / 2;
    double y = piece->inset->at.pair[1] * f->page_height - h / 2;
    x = round(fmax(margin, fmin(x, f->map->width - margin - w)));
    y = round(fmax(margin, fmin(y, f->page_height - margin - h)));
    piece->box = (ct_box){ x, y, x + w, y + h };
}

/* Its size: as the spec says, else a part of the map that it stands on. */
static bool set_size(const ct_furnishing *f, ct_piece *piece, double room_w, double room_h,
                     ct_report *report) {
    const ct_annotation_spec *a = piece->inset;
    ct_size *size = &piece->size;
    size->w = round(a->size > 0 ? a->size : fmin(OWN_WIDTH, room_w * MOST_OF_FRAME));
    size->h = round(a->height);
    piece->request.pad = padding(&a->inset.view.pad, size->w, size->w);
    if (!set_title(f, piece, report)) return false;
    if (a->height > 0) return true;
    double frame;
    if (!ct_height_recall(piece->host->request.keep, f->arena, &piece->request, size->w, &frame,
                          report))
        return false;
    size->h = round(frame + piece->head);
    double most = fmax(room_h * MOST_OF_FRAME - piece->head, LEAST);
    if (a->size > 0 || frame <= most) return true;
    size->w = fmax(round(size->w * most / frame), LEAST); /* a tall one is made narrower */
    if (!set_title(f, piece, report)) return false;
    size->h = round(most + piece->head);
    return true;
}

bool ct_inset_measure(const ct_furnishing *f, ct_piece *piece, ct_report *report) {
    const ct_annotation_spec *a = piece->inset;
    ct_box frame = ct_view_frame(piece->host->view);
    double room_w = frame.x1 - frame.x0, room_h = frame.y1 - frame.y0;
    if (!begin(f, piece, report) || !view_request(piece, report) ||
        !set_size(f, piece, room_w, room_h, report))
        return false;
    double w = piece->size.w, h = piece->size.h;
    if (w < LEAST || h - piece->head < LEAST)
        return ct_fail(report, CARTOUCHE_BAD_SPEC, a->place,
                       "inset '%s' leaves its map %.0f px by %.0f px; it needs %.0f", a->id, w,
                       fmax(h - piece->head, 0), LEAST);
    if (piece->fixed) {
        room_w = f->map->width;
        room_h = f->page_height;
    }
    if (w > room_w || h > room_h) {
        (void)ct_fail(report, CARTOUCHE_BAD_SPEC, a->place,
                      "inset '%s' is %.0f px by %.0f px, larger than the %s that it stands on",
                      a->id, w, h, piece->fixed ? "sheet" : "map");
        ct_hint(report, "give it a smaller 'size', or the sheet a larger one");
        return false;
    }
    if (piece->fixed) fix(f, piece);
    return true;
}

/* ---- what it shows, on the map --------------------------------------------------------------- */

/* The outline of what it shows, in the host's page px. No parts: it shows something else than a
 * part of the map. */
static ct_shape shown_on_host(const ct_piece *piece) {
    ct_arena *arena = piece->host->arena;
    ct_shape outline = ct_scape_outline(arena, piece->inner);
    ct_shape page = ct_view_shape(piece->host->view, arena, &outline);
    ct_box frame = ct_view_frame(piece->host->view), box = ct_box_of(&page);
    double x = (box.x0 + box.x1) / 2, y = (box.y0 + box.y1) / 2;
    bool part = page.parts && x > frame.x0 && x < frame.x1 && y > frame.y0 && y < frame.y1 &&
                box.x1 - box.x0 <= frame.x1 - frame.x0 && box.y1 - box.y0 <= frame.y1 - frame.y0;
    return part ? page : (ct_shape){ .kind = CT_NULL };
}

/* The lines from its corners to those of what it shows that run outside both: most often two. */
static size_t connectors(const ct_piece *piece, const ct_shape *shown, double lines[4][4]) {
    size_t count = 0;
    if (!piece->inset->inset.connector || shown->parts == 0) return 0;
    ct_box own = piece->box, there = ct_box_of(shown);
    if (ct_box_meets(own, there)) return 0;
    ct_tile a = ct_tile_of(own, 0), b = ct_tile_of(there, 0);
    for (int corner = 0; corner < 4; corner++) {
        bool right = corner % 2, low = corner / 2;
        double *line = lines[count];
        line[0] = right ? own.x1 : own.x0;
        line[1] = low ? own.y1 : own.y0;
        line[2] = right ? there.x1 : there.x0;
        line[3] = low ? there.y1 : there.y0;
        count += ct_tile_crossing(&a, line[0], line[1], line[2], line[3]) < 0.5 &&
                 ct_tile_crossing(&b, line[0], line[1], line[2], line[3]) < 0.5;
    }
    return count;
}

/* Labels keep off a line: boxes along it. */
static void avoid_line(ct_scape *host, const double line[4]) {
    double dx = line[2] - line[0], dy = line[3] - line[1];
    int steps = (int)fmin(fmax(ceil(hypot(dx, dy) / 6), 1), 400);
    for (int i = 0; i < steps; i++) {
        double x0 = line[0] + dx * i / steps, x1 = line[0] + dx * (i + 1) / steps;
        double y0 = line[1] + dy * i / steps, y1 = line[1] + dy * (i + 1) / steps;
        ct_box box = { fmin(x0, x1), fmin(y0, y1), fmax(x0, x1), fmax(y0, y1) };
        ct_scape_keep_off(host, ct_box_grow(box, 1));
    }
}

static void mark_on_host(ct_piece *piece, ct_report *report) {
    ct_shape shown = shown_on_host(piece);
    double lines[4][4];
    if (shown.parts == 0) return;
    ct_scape_overlay(piece->host, &(ct_path){ .shape = shown, .stroke = line_of(piece) });
    if (ct_box_meets(ct_box_grow(piece->box, -1), ct_box_of(&shown)))
        ct_warn(report, piece->inset->place, "inset '%s' lies over what it shows",
                piece->inset->id);
    size_t count = connectors(piece, &shown, lines);
    for (size_t i = 0; i < count; i++)
        avoid_line(piece->host, lines[i]);
}

bool ct_inset_open(ct_piece *piece, ct_report *report) {
    const ct_annotation_spec *a = piece->inset;
    ct_box frame = piece->box;
    frame.y0 += piece->head;
    piece->request.frame = frame;
    piece->request.pad = padding(&a->inset.view.pad, frame.x1 - frame.x0, frame.y1 - frame.y0);
    if (!ct_scape_open(piece->inner, &piece->request, report)) return false;
    size_t drawn = 0;
    for (size_t i = 0; i < piece->inner->layer_count; i++)
        drawn += piece->inner->marks[i].count;
    if (drawn == 0)
        ct_warn(report, a->place, "inset '%s' is empty: no layer has anything there", a->id);
    mark_on_host(piece, report);
    return true;
}

/* ---- its own furniture and words ------------------------------------------------------------- */

static const ct_style *bar_style(const ct_furnishing *f, const ct_piece *piece) {
    ct_style *style = CT_NEW(f->arena, ct_style);
    *style = *f->map->style;
    style->furniture.bar_length =
        fmin(style->furniture.bar_length, (piece->box.x1 - piece->box.x0) * BAR_SHARE);
    return style;
}

static ct_box bar_box(const ct_furnishing *f, const ct_piece *piece) {
    ct_size size = ct_scale_bar_size(f->arena, f->fonts, bar_style(f, piece), &f->map->scale_bar,
                                     piece->inner->view, piece->inner->request.lang);
    double x = piece->box.x0 + BAR_INSET, y = piece->box.y1 - BAR_INSET;
    return (ct_box){ x, y - size.h, x + size.w, y };
}

bool ct_inset_gather(const ct_furnishing *f, ct_piece *piece, ct_report *report) {
    if (piece->inset->inset.scale_bar) ct_scape_cover(piece->inner, bar_box(f, piece));
    return ct_scape_gather(piece->inner, f->page_height, report);
}

bool ct_inset_settle(const ct_furnishing *f, ct_piece *piece, ct_report *report) {
    const ct_steady *steady = piece->host->request.steady;
    if (!ct_inset_gather(f, piece, report)) return false;
    if (!steady || !ct_steady_place(steady, piece->inner, report))
        ct_scape_place(piece->inner, report);
    return true;
}

/* ---- drawing --------------------------------------------------------------------------------- */

static void draw_title(ct_scene *scene, const ct_furnishing *f, const ct_piece *piece) {
    if (piece->title.line_count == 0) return;
    ct_box strip = piece->box;
    bool rtl = ct_lang_rtl(f->lang);
    strip.y1 = strip.y0 + piece->head;
    ct_scene_rect(scene, strip, &f->map->style->sheet.paper, NULL);
    double cap = ct_font_cap_height(f->fonts, &piece->title_class->font);
    ct_sheet_text_draw(scene, piece->title_class, &piece->title, cap,
                       rtl ? strip.x1 - TITLE_PAD : strip.x0 + TITLE_PAD, strip.y0 + TITLE_PAD,
                       rtl ? 1 : 0);
}

void ct_inset_draw(ct_scene *scene, const ct_furnishing *f, const ct_piece *piece) {
    const ct_scape *inner = piece->inner;
    ct_stroke stroke = line_of(piece), faint = faint_line(piece);
    ct_shape shown = shown_on_host(piece);
    double lines[4][4];
    size_t count = connectors(piece, &shown, lines);
    ct_scene_begin(scene, CT_ROLE_FURNITURE, ct_printf(f->arena, "inset-%s", inner->id), inner->id);
    for (size_t i = 0; i < count; i++)
        ct_scene_line(scene, lines[i][0], lines[i][1], lines[i][2], lines[i][3], &faint);
    ct_group frame = { .role = CT_ROLE_FRAME,
                       .id = ct_printf(f->arena, "%s-map", inner->id),
                       .opacity = 1,
                       .has_clip = true,
                       .clip = ct_view_frame(inner->view) };
    ct_scene_begin_group(scene, &frame);
    ct_scape_draw_ground(scene, f->scratch, inner);
    ct_scape_draw_words(scene, inner);
    ct_scene_end(scene);
    draw_title(scene, f, piece);
    ct_scene_rect(scene, ct_box_grow(piece->box, -stroke.width / 2), NULL, &stroke);
    if (piece->inset->inset.scale_bar)
        ct_scale_bar_draw(scene, f->scratch, f->fonts, bar_style(f, piece), &f->map->scale_bar,
                          inner->view, inner->request.lang, bar_box(f, piece));
    ct_scene_end(scene);
}
