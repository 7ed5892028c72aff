/* furnish.c - the pieces that a map wants on it: key, scale bar, north arrow, locator. */
#include "pipeline.h"

#include "canvas/canvas.h"

#include <math.h>

static const double MOST_OF_WIDTH = 0.42; /* of its frame that the key may take */
static const double ON_A_PHONE = 0.6;     /* of it on a narrow one, */
static const double NARROW_KEY = 200;     /* px, up to this width */
static const double MOST_OF_HEIGHT = 0.6; /* of it, before it takes another column */
static const double MOST_OF_FRAME = 0.4;  /* of it, in either direction, for the locator */
static const double LOCATOR_PAD = 4;      /* px */

static double width_of(const ct_scape *scape) {
    ct_box frame = ct_view_frame(scape->view);
    return frame.x1 - frame.x0;
}

/* ---- the key --------------------------------------------------------------------------------- */

ct_key_request ct_furnishing_key(const ct_furnishing *f) {
    return (ct_key_request){ .title = f->key_title,
                             .rows = f->key.rows,
                             .count = f->key.count,
                             .columns = f->map->key.columns,
                             .rtl = ct_lang_rtl(f->lang) };
}

/* On the map it may take a part of its frame; beside panels it has all the room there is. */
static ct_key_request key_on(const ct_furnishing *f, const ct_piece *piece) {
    ct_key_request key = ct_furnishing_key(f);
    ct_box frame = piece->aside ? f->vacant : ct_view_frame(piece->host->view);
    double width = frame.x1 - frame.x0;
    key.max_width = fmax(width * MOST_OF_WIDTH, fmin(width * ON_A_PHONE, NARROW_KEY));
    key.max_height = (frame.y1 - frame.y0) * MOST_OF_HEIGHT;
    if (piece->aside) key.max_width = width;
    return key;
}

/* Pieces beside the panels stand on the paper, and need no ground to be read. */
static const ct_style *style_of(const ct_furnishing *f, const ct_piece *piece) {
    if (!piece->aside) return f->map->style;
    ct_style *plain = CT_NEW(f->arena, ct_style);
    *plain = *f->map->style;
    ct_box_style *grounds[] = { &plain->furniture.key, &plain->furniture.scale_bar };
    for (size_t i = 0; i < CT_COUNT(grounds); i++) {
        grounds[i]->has_fill = false;
        grounds[i]->stroke.width = grounds[i]->pad = 0;
    }
    return plain;
}

/* ---- the locator ----------------------------------------------------------------------------- */

/* A locator shows what it is told to fit, and the whole of the main frame with it. */
static bool locator_request(const ct_scape *locator, const ct_scape *host, double width,
                            ct_view_request *request, double *height, ct_report *report) {
    const ct_locator_spec *spec = &locator->map->locator;
    *request = (ct_view_request){ .project = "auto", .place = spec->place, .pad = LOCATOR_PAD };
    const ct_shape *fit;
    if (!ct_scape_shapes(locator, &spec->fit, &fit, &request->fit_count, report)) return false;
    if (request->fit_count == 0)
        return ct_fail(report, CARTOUCHE_BAD_DATA, spec->place,
                       "there is nothing to fit the locator to");
    ct_shape *all = CT_ARRAY(locator->arena, request->fit_count + 1, ct_shape);
    for (size_t i = 0; i < request->fit_count; i++)
        all[i] = fit[i];
    all[request->fit_count++] = ct_scape_outline(locator->arena, host);
    request->fit = all;
    return ct_height_recall(locator->request.keep, locator->arena, request, width, height, report);
}

/* The locator's layers: its own, else those of the map that say `locator: true`. */
static void choose_layers(ct_scape *locator) {
    const ct_locator_spec *spec = &locator->map->locator;
    size_t most = spec->layer_count ? spec->layer_count : locator->map->layer_count, count = 0;
    const ct_layer_spec *all = spec->layer_count ? spec->layers : locator->map->layers;
    const ct_layer_spec **layers = CT_ARRAY(locator->arena, most, const ct_layer_spec *);
    for (size_t i = 0; i < most; i++)
        if (spec->layer_count || all[i].in_locator) layers[count++] = &all[i];
    ct_scape_choose(locator, layers, count);
}

static bool measure_locator(ct_piece *piece, ct_report *report) {
    const ct_map *map = piece->host->map;
    ct_box frame = ct_view_frame(piece->host->view);
    ct_size *size = &piece->size;
    double own = map->locator.width > 0 ? map->locator.width : map->style->furniture.locator_width;
    choose_layers(piece->inner);
    size->w = fmin(own, width_of(piece->host) * MOST_OF_FRAME);
    if (!locator_request(piece->inner, piece->host, size->w, &piece->request, &size->h, report))
        return false;
    double over = size->h / ((frame.y1 - frame.y0) * MOST_OF_FRAME);
    if (over <= 1) return true;
    size->w /= over; /* a tall one is made narrower instead */
    return locator_request(piece->inner, piece->host, size->w, &piece->request, &size->h, report);
}

/* The words stand about the middle of what the locator is fitted to, over few borders. */
static void draw_locator_label(ct_scene *scene, const ct_furnishing *f, const ct_piece *piece,
                               ct_box mark) {
    const ct_scape *inner = piece->inner;
    ct_box middle = ct_box_empty();
    for (size_t i = 0; i + 1 < piece->request.fit_count; i++) { /* the last is the host's frame */
        ct_shape page = ct_view_shape(inner->view, f->scratch, &piece->request.fit[i]);
        if (page.parts) middle = ct_box_union(middle, ct_box_of(&page));
    }
    size_t count = 0, most = 0;
    for (size_t i = 0; i < inner->layer_count; i++)
        most += inner->marks[i].count;
    ct_shape *lines = CT_ARRAY(f->scratch, most, ct_shape);
    for (size_t i = 0; i < inner->layer_count; i++)
        for (size_t k = 0; k < inner->marks[i].count; k++)
            lines[count++] = inner->marks[i].marks[k].shape;
    if (ct_box_is_empty(middle)) middle = piece->box;
    ct_locator_label(scene, f->fonts, f->map->style, f->locator_label, piece->box, mark, lines,
                     count, (middle.x0 + middle.x1) / 2, (middle.y0 + middle.y1) / 2);
}

static void draw_locator(ct_scene *scene, const ct_furnishing *f, const ct_piece *piece) {
    if (!piece->inner) return;
    ct_group frame = { .role = CT_ROLE_FRAME,
                       .id = "locator-frame",
                       .opacity = 1,
                       .has_clip = true,
                       .clip = piece->box };
    ct_scene_begin_group(scene, &frame);
    ct_scape_draw_ground(scene, f->scratch, piece->inner);
    ct_shape outline = ct_scape_outline(f->arena, piece->host);
    ct_shape mark = ct_view_shape(piece->inner->view, f->arena, &outline);
    ct_box taken = ct_locator_mark(scene, f->map->style, &mark, f->map->locator.mark);
    if (f->locator_label) draw_locator_label(scene, f, piece, taken);
    ct_scene_end(scene);
    ct_box_style line = f->map->style->furniture.locator;
    line.has_fill = false;
    ct_furniture_ground(scene, &line, piece->box);
}

/* ---- the logo -------------------------------------------------------------------------------- */

bool ct_furnishing_logo(ct_furnishing *f, ct_data *data, ct_report *report) {
    const ct_logo_spec *spec = &f->map->logo;
    if (!spec->file.text || spec->at == CT_AT_NONE) return true;
    const char *path = ct_path_beside(f->arena, spec->file.place.file, spec->file.text);
    ct_data_input(data, path);
    return ct_picture_read(f->arena, path, spec->file.place, &f->logo, report);
}

/* ---- gathering and placing ------------------------------------------------------------------- */

/* A key that is larger than the frame it stands on leaves the page. */
static void check_key(const ct_furnishing *f, const ct_piece *piece, ct_report *report) {
    const ct_box frame = ct_view_frame(piece->host->view);
    const double width = frame.x1 - frame.x0, height = frame.y1 - frame.y0;
    if (piece->aside || (piece->size.w <= width && piece->size.h <= height)) return;
    ct_warn(report, f->map->key.place,
            "the key of %zu rows takes %.0f × %.0f px, and the map's frame has %.0f × %.0f",
            f->key.count, piece->size.w, piece->size.h, width, height);
    ct_hint(report, "set it below the map, `key: sheet`, or give it fewer rows");
}

static bool measure(const ct_furnishing *f, ct_piece *piece, ct_report *report) {
    const ct_map *map = f->map;
    const ct_style *style = style_of(f, piece);
    ct_key_request key;
    switch (piece->kind) {
    case CT_PIECE_KEY:
        key = key_on(f, piece);
        piece->size = ct_legend_size(f->arena, f->fonts, style, &key);
        check_key(f, piece, report);
        return true;
    case CT_PIECE_SCALE_BAR:
        piece->size = ct_scale_bar_size(f->arena, f->fonts, style, &map->scale_bar,
                                        piece->host->view, piece->host->request.lang);
        return true;
    case CT_PIECE_NORTH:
        piece->size = ct_north_size(map->style);
        return true;
    case CT_PIECE_LOCATOR:
        return measure_locator(piece, report);
    case CT_PIECE_LOGO:
        piece->size = ct_logo_size(&f->logo, map->logo.width);
        return true;
    case CT_PIECE_NOTE:
        return ct_note_size(piece->host, piece->note, &piece->size, report);
    case CT_PIECE_INSET:
        return ct_inset_measure(f, piece, report);
    }
    return true;
}

/* -1: at the left, the top; 1: at the right, the bottom; 0: neither. */
static int side_of(ct_at at) {
    return at == CT_AT_TOP_LEFT || at == CT_AT_LEFT || at == CT_AT_BOTTOM_LEFT      ? -1
           : at == CT_AT_TOP_RIGHT || at == CT_AT_RIGHT || at == CT_AT_BOTTOM_RIGHT ? 1
                                                                                    : 0;
}
static int level_of(ct_at at) {
    return at == CT_AT_TOP_LEFT || at == CT_AT_TOP || at == CT_AT_TOP_RIGHT            ? -1
           : at == CT_AT_BOTTOM_LEFT || at == CT_AT_BOTTOM || at == CT_AT_BOTTOM_RIGHT ? 1
                                                                                       : 0;
}

/* The panel in the corner that a piece is to stand in; the last one where none is asked for. */
static ct_scape *host_at(const ct_furnishing *f, ct_at at) {
    ct_scape *best = &f->hosts[f->host_count - 1];
    int side = side_of(at), level = level_of(at);
    for (size_t i = f->host_count; i-- > 0;) {
        ct_box a = ct_view_frame(f->hosts[i].view), b = ct_view_frame(best->view);
        double up = level * (a.y0 - b.y0), across = side * (a.x0 - b.x0);
        if (up > 0 || (up == 0 && across > 0)) best = &f->hosts[i];
    }
    return best;
}

static bool has_vacant(const ct_furnishing *f) { return f->vacant.x1 > f->vacant.x0; }

static bool add_piece(ct_furnishing *f, ct_piece piece, ct_report *report) {
    if (piece.at == CT_AT_NONE || piece.at == CT_AT_SHEET) return true;
    bool own = piece.host != NULL;
    if (!own) piece.host = host_at(f, piece.at);
    int end = ct_lang_rtl(f->lang) ? -1 : 1; /* of the last row */
    piece.aside = !own && has_vacant(f) && !piece.fixed &&
                  (piece.at == CT_AT_AUTO || (level_of(piece.at) > 0 && side_of(piece.at) == end));
    if (!measure(f, &piece, report)) return false;
    if (piece.kind == CT_PIECE_NOTE && !(piece.size.w > 0)) return true;
    CT_GROW(f->arena, f->pieces, f->capacity, f->count);
    f->pieces[f->count++] = piece;
    return true;
}

/* The annotations in the corners of a frame: each panel has its own. */
static bool add_notes(ct_furnishing *f, ct_scape *host, ct_report *report) {
    const ct_map *map = f->map;
    host->note_spots = CT_ARRAY(f->arena, map->annotation_count, ct_box);
    for (size_t i = 0; i < map->annotation_count; i++) {
        const ct_anchor *at = &map->annotations[i].at;
        ct_piece piece = {
            .kind = CT_PIECE_NOTE, .at = (ct_at)at->corner, .host = host, .note = i
        };
        host->note_spots[i] = ct_box_empty();
        bool inset = map->annotations[i].kind == CT_ANNOTATION_INSET;
        if (at->kind == CT_AT_CORNER && !inset && !add_piece(f, piece, report)) return false;
    }
    return true;
}

/* The frame below the middle of a piece that stands on a place of the sheet; else the last one. */
static ct_scape *host_below(const ct_furnishing *f, const double share[2]) {
    double x = share[0] * f->map->width, y = share[1] * f->page_height;
    for (size_t i = 0; i < f->host_count; i++) {
        ct_box frame = ct_view_frame(f->hosts[i].view);
        if (x >= frame.x0 && x <= frame.x1 && y >= frame.y0 && y <= frame.y1) return &f->hosts[i];
    }
    return &f->hosts[f->host_count - 1];
}

bool ct_furnishing_gather(ct_furnishing *f, ct_scape *locator, ct_report *report) {
    const ct_map *map = f->map;
    const ct_text_class *words = ct_style_text(map->style, "locator");
    if (!ct_words_expand(f->arena, &locator->naming, &map->locator.label, f->fonts,
                         words ? &words->font : NULL, &f->locator_label, report))
        return false;
    if (map->style->furniture.locator.has_fill)
        locator->ground = map->style->furniture.locator.fill;
    const ct_piece wanted[] = {
        { .kind = CT_PIECE_KEY, .at = f->key.count ? map->key.at : CT_AT_NONE },
        { .kind = CT_PIECE_SCALE_BAR, .at = map->scale_bar.at },
        { .kind = CT_PIECE_NORTH, .at = map->north.at },
        { .kind = CT_PIECE_LOCATOR, .at = map->locator.at, .inner = locator },
        { .kind = CT_PIECE_LOGO, .at = f->logo.bytes ? map->logo.at : CT_AT_NONE },
    };
    for (size_t i = 0; i < CT_COUNT(wanted); i++)
        if (!add_piece(f, wanted[i], report)) return false;
    for (size_t i = 0; i < f->host_count; i++)
        if (!add_notes(f, &f->hosts[i], report)) return false;
    for (size_t i = 0; i < map->annotation_count; i++) {
        const ct_annotation_spec *a = &map->annotations[i];
        ct_piece piece = { .kind = CT_PIECE_INSET, .inset = a, .at = CT_AT_AUTO };
        if (a->kind != CT_ANNOTATION_INSET) continue;
        if (a->at.kind == CT_AT_CORNER) piece.at = (ct_at)a->at.corner;
        piece.fixed = a->at.kind == CT_AT_SHEET_SHARE;
        if (piece.fixed) piece.host = host_below(f, a->at.pair);
        const ct_scape *host = piece.fixed ? piece.host : host_at(f, piece.at);
        if (ct_note_wanted(a, &host->request) && !add_piece(f, piece, report)) return false;
    }
    return true;
}

/* What pieces on a frame should not hide: its marks, and pieces that stand where they were told. */
static const ct_busy *busy_on(const ct_furnishing *f, const ct_scape *host, size_t *count) {
    const double MUCH = 1000;
    size_t marks;
    const ct_busy *busy = ct_marks_busy(f->scratch, f->map, host->marks, host->layer_count, &marks);
    ct_busy *all = CT_ARRAY(f->scratch, marks + f->count, ct_busy);
    for (*count = 0; *count < marks; ++*count)
        all[*count] = busy[*count];
    for (size_t i = 0; i < f->count; i++) {
        if (!f->pieces[i].fixed) continue;
        ct_box box = f->pieces[i].box;
        ct_builder b = ct_builder_start(f->scratch, CT_POLYGON);
        ct_builder_point(&b, box.x0, box.y0);
        ct_builder_point(&b, box.x1, box.y0);
        ct_builder_point(&b, box.x1, box.y1);
        ct_builder_point(&b, box.x0, box.y1);
        ct_builder_end_part(&b);
        all[(*count)++] = (ct_busy){ ct_builder_take(&b), MUCH };
    }
    return all;
}

/* The pieces of one frame, or, `host` NULL, those in the vacant box, which begin at its top left as
 * a panel would. */
static void arrange_in(ct_furnishing *f, ct_scape *host) {
    ct_at *at = CT_ARRAY(f->scratch, f->count, ct_at);
    ct_size *sizes = CT_ARRAY(f->scratch, f->count, ct_size);
    ct_box *boxes = CT_ARRAY(f->scratch, f->count, ct_box);
    size_t *index = CT_ARRAY(f->scratch, f->count, size_t), count = 0, busy_count = 0;
    for (size_t i = 0; i < f->count; i++) {
        const ct_piece *piece = &f->pieces[i];
        if (piece->fixed || (host ? piece->aside || piece->host != host : !piece->aside)) continue;
        at[count] = host ? piece->at : ct_lang_rtl(f->lang) ? CT_AT_TOP_RIGHT : CT_AT_TOP_LEFT;
        sizes[count] = piece->size;
        index[count++] = i;
    }
    if (count == 0) return;
    const ct_busy *busy = host ? busy_on(f, host, &busy_count) : NULL;
    double gap = f->map->style->furniture.key.inset;
    ct_furniture_arrange(f->scratch, host ? ct_view_frame(host->view) : f->vacant, host ? gap : 0,
                         gap, at, sizes, count, busy, busy_count, boxes);
    for (size_t i = 0; i < count; i++) {
        f->pieces[index[i]].box = f->pieces[index[i]].request.frame = boxes[i];
        const ct_piece *piece = &f->pieces[index[i]];
        if (host && piece->kind == CT_PIECE_NOTE) host->note_spots[piece->note] = boxes[i];
        if (host && boxes[i].x1 > boxes[i].x0) ct_scape_cover(host, boxes[i]);
    }
}

void ct_furnishing_arrange(ct_furnishing *f) {
    for (size_t i = 0; i < f->host_count; i++)
        arrange_in(f, &f->hosts[i]);
    if (has_vacant(f)) arrange_in(f, NULL);
    for (size_t i = 0; i < f->count; i++) {
        const ct_piece *piece = &f->pieces[i];
        if (piece->fixed && ct_box_meets(piece->box, ct_view_frame(piece->host->view)))
            ct_scape_cover(piece->host, piece->box);
    }
}

void ct_furnishing_lint(const ct_furnishing *f, ct_report *report) {
    for (size_t i = 0; i < f->count; i++) {
        const ct_piece *piece = &f->pieces[i];
        if (piece->kind != CT_PIECE_NORTH) continue;
        ct_box frame = ct_view_frame(piece->host->view);
        double middle = (frame.y0 + frame.y1) / 2;
        double turn = fabs(ct_view_convergence(piece->host->view, frame.x0, middle) -
                           ct_view_convergence(piece->host->view, frame.x1, middle));
        if (turn <= 2) continue;
        ct_warn(
            report, f->map->north.place,
            "north differs by %.1f degrees over the frame; one arrow cannot be right everywhere",
            turn);
        ct_hint(report, "leave the north arrow out: 'north_arrow: none'");
    }
}

/* ---- drawing --------------------------------------------------------------------------------- */

static void draw_piece(ct_scene *scene, const ct_furnishing *f, const ct_piece *piece) {
    const ct_map *map = f->map;
    const ct_style *style = style_of(f, piece);
    ct_box box = piece->box;
    ct_view *view = piece->host->view;
    ct_key_request key;
    switch (piece->kind) {
    case CT_PIECE_KEY:
        ct_scene_begin(scene, CT_ROLE_FURNITURE, "key", "Key");
        key = key_on(f, piece);
        ct_legend_draw(scene, f->scratch, f->fonts, style, &key, box);
        break;
    case CT_PIECE_SCALE_BAR:
        ct_scene_begin(scene, CT_ROLE_FURNITURE, "scale-bar", "Scale bar");
        ct_scale_bar_draw(scene, f->scratch, f->fonts, style, &map->scale_bar, view,
                          piece->host->request.lang, box);
        break;
    case CT_PIECE_NORTH:
        ct_scene_begin(scene, CT_ROLE_FURNITURE, "north-arrow", "North arrow");
        ct_north_draw(scene, f->fonts, map->style,
                      ct_view_convergence(view, (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2), box);
        break;
    case CT_PIECE_INSET:
        ct_inset_draw(scene, f, piece);
        return;
    case CT_PIECE_LOCATOR:
        ct_scene_begin(scene, CT_ROLE_FURNITURE, "locator", "Locator");
        draw_locator(scene, f, piece);
        break;
    case CT_PIECE_LOGO:
        ct_scene_begin(scene, CT_ROLE_FURNITURE, "logo", "Logo");
        ct_scene_image(scene, &(ct_image){ .picture = f->logo, .box = box });
        break;
    case CT_PIECE_NOTE:
        return;
    }
    ct_scene_end(scene);
}

void ct_furnishing_draw(ct_scene *scene, const ct_furnishing *f) {
    /* Little maps lie below the others, should they meet. */
    for (int little = 1; little >= 0; little--)
        for (size_t i = 0; i < f->count; i++)
            if ((f->pieces[i].inner != NULL) == (little == 1) &&
                f->pieces[i].box.x1 > f->pieces[i].box.x0)
                draw_piece(scene, f, &f->pieces[i]);
}
