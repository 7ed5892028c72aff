/* sheet.c - the page from top to bottom: texts, the map's frame, the key below it. */
#include "sheet.h"

#include <math.h>
#include <string.h>

#define LEAST_MAP   64.0 /* px: the smallest frame that can be read */
#define SIDE_GAP    24.0 /* px between source and credit on one line */
#define LEADING     1.25
#define MOST_LOGO   0.5 /* of the sheet's width */
#define MOST_ITEMS  8
#define PANEL_TITLE "panel-title" /* the text class */
#define RULE_GAP    0.7           /* of the gap, between the rule and the title */
#define CLOSE       0.55 /* of the gap, between title and subtitle, and within the small print */
#define DESCENT     0.22 /* of the type size: how far letters hang below their baseline */
#define BELOW_KEY   1.5  /* of the gap, between the key and the small print */
#define PANELS_GAP  1.75 /* of the gap, above panels with titles */
#define TITLE_GAP   0.5  /* of the gap, below the title of a panel */

/* One text, or the map, or the key, on its place. */
typedef struct item {
    ct_sheet_item kind;
    const ct_text_class *style;
    ct_text_block block;
    double cap;  /* height of the capitals */
    double h;    /* as the eye sees it: without the map's */
    double y;    /* top */
    bool beside; /* at the right on the line of the item before it */
} item;

struct ct_sheet {
    ct_arena *arena;
    const ct_style *style;
    item items[MOST_ITEMS + 1];
    size_t count;
    ct_key_layout key;
    double width, height, margin;
    bool rtl; /* texts begin at the right */
    ct_box map;
    ct_columns columns;
    const ct_sheet_room *room; /* NULL: none */
    const ct_text_class *panel_style;
    ct_text_block *titles; /* of the panels; NULL: none */
    double panel_cap;
    ct_picture logo;
    ct_size logo_size;
    double logo_y;
};

static double margin_of(const ct_style *style) {
    double margin = style->sheet.margin;
    return margin > 0 && isfinite(margin) ? margin : 0;
}

/* What the margins leave. */
static double inner_width(const ct_style *style, double width) {
    return fmax(width - 2 * margin_of(style), 0);
}

static double room_of(const ct_sheet *s) { return inner_width(s->style, s->width); }

static ct_columns columns_of(const ct_sheet_plan *plan) {
    const ct_sheet_panels *p = &plan->panels;
    return ct_columns_over(p->count, p->cols, p->gap, inner_width(plan->style, plan->width));
}

/* What the neatline's casing takes of a frame, on each side. */
static double collar_of(const ct_style *style) {
    double band = style->sheet.neatline_casing.width;
    return band > 0 && isfinite(band) ? band + fmax(style->sheet.neatline.width, 0) : 0;
}

double ct_sheet_frame_width(const ct_sheet_plan *plan) {
    return columns_of(plan).width - 2 * collar_of(plan->style);
}
double ct_sheet_height(const ct_sheet *sheet) { return sheet->height; }
ct_box ct_sheet_map(const ct_sheet *sheet) { return sheet->map; }

/* With its collar. */
static ct_box whole_frame(const ct_sheet *sheet, size_t index) {
    ct_box box = ct_columns_frame(&sheet->columns, index, sheet->map.x0, sheet->map.y0);
    if (!sheet->rtl) return box;
    double both = sheet->map.x0 + sheet->map.x1; /* the first is the rightmost */
    return (ct_box){ both - box.x1, box.y0, both - box.x0, box.y1 };
}

ct_box ct_sheet_frame(const ct_sheet *sheet, size_t index) {
    return ct_box_grow(whole_frame(sheet, index), -collar_of(sheet->style));
}

ct_box ct_sheet_vacant(const ct_sheet *sheet) {
    const ct_columns *c = &sheet->columns;
    if (c->count == c->rows * c->cols) return ct_box_empty();
    return ct_box_union(whole_frame(sheet, c->count), whole_frame(sheet, c->rows * c->cols - 1));
}

/* ---- the items -------------------------------------------------------------------------- */

static const char *const names[] = {
    [CT_SHEET_TITLE] = "title",  [CT_SHEET_SUBTITLE] = "subtitle", [CT_SHEET_MAP] = "map",
    [CT_SHEET_KEY] = "key",      [CT_SHEET_NOTE] = "note",         [CT_SHEET_SOURCE] = "source",
    [CT_SHEET_CREDIT] = "credit"
};

static const char *words_of(const ct_sheet_words *words, ct_sheet_item kind) {
    switch (kind) {
    case CT_SHEET_TITLE:
        return words->title;
    case CT_SHEET_SUBTITLE:
        return words->subtitle;
    case CT_SHEET_NOTE:
        return words->note;
    case CT_SHEET_SOURCE:
        return words->source;
    case CT_SHEET_CREDIT:
        return words->credit;
    default:
        return NULL;
    }
}

static bool is_small_print(ct_sheet_item kind) {
    return kind == CT_SHEET_NOTE || kind == CT_SHEET_SOURCE || kind == CT_SHEET_CREDIT;
}

static bool has_map(const ct_sheet *s) {
    for (size_t i = 0; i < s->count; i++)
        if (s->items[i].kind == CT_SHEET_MAP) return true;
    return false;
}

/* What the logo leaves of a line of the small print below the map. */
static double beside_logo(const ct_sheet *s, double width) {
    return s->logo.bytes ? width - s->logo_size.w - SIDE_GAP : width;
}

/* The work of one layout. */
typedef struct layout {
    ct_arena *arena;
    ct_fonts *fonts;
    ct_sheet *sheet;
    ct_place place;
    ct_report *report;
} layout;

/* A line that is wider than the sheet holds one word that cannot be broken. */
static bool check_overflow(layout *l, const char *name, const ct_text_block *block, double width) {
    if (block->width <= width + 0.5) return true;
    const char *word = "";
    for (size_t i = 0; i < block->line_count; i++)
        if (block->lines[i].width > width + 0.5 && block->lines[i].run_count)
            word = block->lines[i].runs[0].text;
    enum { SHOWN = 60 };
    const char *shown = ct_text_plain(l->arena, word, SHOWN);
    (void)ct_fail(l->report, CARTOUCHE_BAD_SPEC, l->place,
                  "%s: '%s%s' is %.0f px wide, and the sheet has room for %.0f px", name, shown,
                  strlen(word) > SHOWN ? "…" : "", block->width, width);
    ct_hint(l->report, "make `size.width` larger, or the type size of text class '%s' smaller",
            name);
    return false;
}

static bool add_text(layout *l, ct_sheet_item kind, const char *text) {
    ct_sheet *s = l->sheet;
    item *it = &s->items[s->count];
    *it = (item){ .kind = kind, .style = ct_sheet_class(s->style, names[kind]) };
    double width = room_of(s), most = s->style->sheet.text_width;
    if (is_small_print(kind) && has_map(s)) width = beside_logo(s, width);
    if (it->style->wrap > 0) width = fmin(width, it->style->wrap);
    if (most > 0 && !(kind == CT_SHEET_SOURCE || kind == CT_SHEET_CREDIT))
        width = fmin(width, most);
    it->block = ct_text_wrap(l->arena, l->fonts, &it->style->font, text, width,
                             it->style->leading > 0 ? it->style->leading : LEADING, true);
    it->cap = ct_font_cap_height(l->fonts, &it->style->font);
    it->h = ct_sheet_text_height(l->fonts, it->style, &it->block);
    if (s->room) it->h = fmax(it->h, s->room->heights[kind]);
    s->count++;
    return check_overflow(l, names[kind], &it->block, width);
}

/* The room of a text that other pages have. */
static void add_blank(layout *l, ct_sheet_item kind) {
    ct_sheet *s = l->sheet;
    item *it = &s->items[s->count++];
    *it = (item){ .kind = kind, .style = ct_sheet_class(s->style, names[kind]) };
    it->cap = ct_font_cap_height(l->fonts, &it->style->font);
    it->h = s->room->heights[kind];
}

void ct_sheet_room_add(ct_sheet_room *room, const ct_sheet *s) {
    for (size_t i = 0; i < s->count; i++) {
        const item *it = &s->items[i];
        if (it->kind == CT_SHEET_MAP) continue;
        room->has[it->kind] = true;
        room->heights[it->kind] = fmax(room->heights[it->kind], it->h);
        room->apart |=
            i > 0 && it->kind == CT_SHEET_CREDIT && it[-1].kind == CT_SHEET_SOURCE && !it->beside;
    }
}

static void add_key(layout *l, const ct_key_request *key) {
    ct_sheet *s = l->sheet;
    ct_key_request own = *key;
    own.max_width = room_of(s);
    own.max_height = 0;
    own.flowing = true;
    s->key = ct_key_lay_out(l->arena, l->fonts, s->style, &own);
    double h = s->room ? fmax(s->key.h, s->room->heights[CT_SHEET_KEY]) : s->key.h;
    s->items[s->count++] = (item){ .kind = CT_SHEET_KEY, .h = h };
}

static bool check_key(layout *l) {
    double room = room_of(l->sheet);
    if (l->sheet->key.w <= room + 0.5) return true;
    (void)ct_fail(l->report, CARTOUCHE_BAD_SPEC, l->place,
                  "the key is %.0f px wide, and the sheet has room for %.0f px", l->sheet->key.w,
                  room);
    ct_hint(l->report, "make `size.width` larger, or the words of the key shorter");
    return false;
}

static bool check_logo(layout *l) {
    double most = MOST_LOGO * room_of(l->sheet);
    if (l->sheet->logo_size.w <= most) return true;
    (void)ct_fail(l->report, CARTOUCHE_BAD_SPEC, l->place,
                  "the logo is %.0f px wide, and the sheet has room for %.0f px",
                  l->sheet->logo_size.w, most);
    ct_hint(l->report, "make `furniture.logo.width` smaller");
    return false;
}

/* The titles of the panels, and the room that all rows leave for them. */
static bool add_panel_titles(layout *l, const ct_sheet_panels *panels) {
    ct_sheet *s = l->sheet;
    size_t lines = 0;
    bool good = true;
    if (!panels->titles) return true;
    s->panel_style = ct_style_text(s->style, PANEL_TITLE);
    if (!s->panel_style) s->panel_style = ct_sheet_class(s->style, "subtitle");
    const ct_text_class *style = s->panel_style;
    s->panel_cap = ct_font_cap_height(l->fonts, &style->font);
    s->titles = CT_ARRAY(l->arena, panels->count, ct_text_block);
    for (size_t i = 0; i < panels->count; i++) {
        if (!panels->titles[i]) continue;
        s->titles[i] =
            ct_text_wrap(l->arena, l->fonts, &style->font, panels->titles[i], s->columns.width,
                         style->leading > 0 ? style->leading : LEADING, true);
        good &= check_overflow(l, style->name, &s->titles[i], s->columns.width);
        if (s->titles[i].line_count <= lines) continue;
        lines = s->titles[i].line_count;
        s->columns.head =
            ceil(ct_sheet_text_height(l->fonts, style, &s->titles[i]) + DESCENT * style->font.size +
                 TITLE_GAP * fmax(s->style->sheet.gap, 0));
    }
    return good;
}

/* Source and credit share a line where both fit on it. */
static void join_lines(ct_sheet *s) {
    double room = beside_logo(s, room_of(s));
    for (size_t i = 1; i < s->count; i++) {
        item *a = &s->items[i - 1], *b = &s->items[i];
        if (a->kind != CT_SHEET_SOURCE || b->kind != CT_SHEET_CREDIT) continue;
        b->beside = s->room ? !s->room->apart
                            : a->block.line_count == 1 && b->block.line_count == 1 &&
                                  a->block.width + SIDE_GAP + b->block.width <= room;
    }
}

/* ---- heights ---------------------------------------------------------------------------- */

/* From the last baseline (or edge) of one item to the top of the next. */
static double gap_between(const ct_sheet *s, const item *above, const item *below) {
    double gap = s->style->sheet.gap > 0 ? s->style->sheet.gap : 0;
    /* The titles of panels are not one more line of what stands above them. */
    if (below->kind == CT_SHEET_MAP && s->titles) gap *= PANELS_GAP;
    if (!above || below->beside) return 0;
    /* The small print is no further row of the key. */
    if (above->kind == CT_SHEET_KEY && is_small_print(below->kind)) gap *= BELOW_KEY;
    bool close = (above->kind == CT_SHEET_TITLE && below->kind == CT_SHEET_SUBTITLE) ||
                 (is_small_print(above->kind) && is_small_print(below->kind));
    /* Letters hang below a baseline; nothing hangs below the map or the key. */
    double hang = above->style ? DESCENT * above->style->font.size : 0;
    return (close ? gap * CLOSE : gap) + hang;
}

/* The small print below the map: the first of it, and its height down to the last baseline. */
static const item *small_print(const ct_sheet *s, double *height) {
    const item *first = NULL;
    bool below = false;
    *height = 0;
    for (size_t i = 0; i < s->count; i++) {
        const item *it = &s->items[i];
        below |= it->kind == CT_SHEET_MAP;
        if (!below || !is_small_print(it->kind)) continue;
        if (first) *height += gap_between(s, it - 1, it);
        if (!first) first = it;
        *height += it->beside ? 0 : it->h;
    }
    return first;
}

/* By how much the logo is higher than the small print, whose last line stands on its foot. */
static double above_print(const ct_sheet *s) {
    double height;
    if (!s->logo.bytes) return 0;
    if (small_print(s, &height)) return fmax(s->logo_size.h - height, 0);
    return fmax(s->style->sheet.gap, 0) + s->logo_size.h;
}

static double rule_height(const ct_sheet *s) {
    const ct_sheet_style *style = &s->style->sheet;
    return style->rule.width > 0 && style->rule_length > 0
               ? style->rule.width + RULE_GAP * fmax(style->gap, 0)
               : 0;
}

/* Heights of all but the map. */
static double fixed_height(const ct_sheet *s) {
    double sum = 2 * s->margin + rule_height(s);
    const item *above = NULL;
    for (size_t i = 0; i < s->count; i++) {
        const item *it = &s->items[i];
        sum += gap_between(s, above, it) + (it->beside ? 0 : it->h);
        above = it;
    }
    if (above && above->style) sum += DESCENT * above->style->font.size;
    return sum + above_print(s);
}

static void set_tops(ct_sheet *s) {
    double map_height = ct_columns_height(&s->columns);
    double y = s->margin + rule_height(s);
    double print;
    const item *above = NULL, *first = small_print(s, &print);
    for (size_t i = 0; i < s->count; i++) {
        item *it = &s->items[i];
        y += gap_between(s, above, it);
        if (it == first) y += above_print(s);
        if (it == first) s->logo_y = y + print - s->logo_size.h;
        /* The frame lies on whole pixels. */
        if (it->kind == CT_SHEET_MAP) y = round(y);
        it->y = it->beside && above ? above->y + above->cap - it->cap : y;
        if (it->kind == CT_SHEET_MAP) {
            s->map = (ct_box){ s->margin, y, s->width - s->margin, y + map_height };
            y += map_height;
        } else if (!it->beside) {
            y += it->h;
        }
        above = it;
    }
    if (!first) s->logo_y = y + fmax(s->style->sheet.gap, 0);
}

static bool check_map(layout *l, double width, double height) {
    if (width >= LEAST_MAP && height >= LEAST_MAP) return true;
    bool low = height < LEAST_MAP;
    (void)ct_fail(l->report, CARTOUCHE_BAD_SPEC, l->place,
                  "nothing is left for %s: the sheet leaves it %.0f px of %s, it needs %.0f",
                  l->sheet->columns.count > 1 ? "a panel" : "the map",
                  fmax(low ? height : width, 0), low ? "height" : "width", LEAST_MAP);
    ct_hint(l->report, "make `size.%s` larger, or the texts shorter", low ? "height" : "width");
    return false;
}

static bool set_heights(layout *l, double height, double frame_height) {
    ct_sheet *s = l->sheet;
    double fixed = fixed_height(s), collar = 2 * collar_of(s->style);
    frame_height += collar;
    if (height > 0) frame_height = ct_columns_room(&s->columns, height - fixed);
    /* One pixel may go to the rounding of the frame. */
    frame_height = height > 0 ? floor(frame_height) : round(frame_height);
    if (!isfinite(frame_height) || !check_map(l, s->columns.width - collar, frame_height - collar))
        return false;
    s->columns.height = frame_height;
    set_tops(s);
    s->height = height > 0 ? height : ceil(fixed + ct_columns_height(&s->columns));
    return true;
}

/* ---- layout ----------------------------------------------------------------------------- */

static bool add_items(layout *l, const ct_sheet_plan *plan) {
    const ct_sheet_style *style = &l->sheet->style->sheet;
    bool good = true, has_map = false, has_key = !plan->key || plan->key->count == 0;
    bool key_listed = false;
    for (size_t i = 0; i < style->order_count && i < MOST_ITEMS; i++)
        key_listed = key_listed || style->order[i] == CT_SHEET_KEY;
    for (size_t i = 0; i < style->order_count && l->sheet->count < MOST_ITEMS; i++) {
        ct_sheet_item kind = style->order[i];
        const char *text = words_of(&plan->words, kind);
        if (text && text[0])
            good &= add_text(l, kind, text);
        else if (l->sheet->room && kind != CT_SHEET_KEY && l->sheet->room->has[kind])
            add_blank(l, kind);
        if (kind == CT_SHEET_MAP && !has_map) {
            l->sheet->items[l->sheet->count++] = (item){ .kind = CT_SHEET_MAP };
            has_map = true;
        }
        bool here = kind == CT_SHEET_KEY || (kind == CT_SHEET_MAP && !key_listed);
        if (here && !has_key) {
            add_key(l, plan->key);
            good &= check_key(l);
            has_key = true;
        }
    }
    if (has_map) return good;
    (void)ct_fail(l->report, CARTOUCHE_BAD_SPEC, l->place, "the style's sheet has no map");
    ct_hint(l->report, "name `map` in `sheet.order`");
    return false;
}

bool ct_sheet_layout(ct_arena *arena, ct_fonts *fonts, const ct_sheet_plan *plan,
                     double frame_height, ct_sheet **sheet, ct_report *report) {
    ct_sheet *s = CT_NEW(arena, ct_sheet);
    layout l = { arena, fonts, s, plan->place, report };
    *sheet = s;
    s->arena = arena;
    s->style = plan->style;
    s->width = plan->width;
    s->margin = margin_of(plan->style);
    s->rtl = plan->words.rtl;
    s->room = plan->room;
    if (!isfinite(plan->width) || !isfinite(plan->height))
        return ct_fail(report, CARTOUCHE_BAD_SPEC, plan->place,
                       "the size of the sheet is not a number");
    s->columns = columns_of(plan);
    double frame_width = ct_sheet_frame_width(plan);
    if (frame_width < LEAST_MAP) return check_map(&l, frame_width, LEAST_MAP);
    s->logo = plan->logo;
    if (s->logo.bytes) s->logo_size = ct_logo_size(&s->logo, plan->logo_width);
    if (s->logo.bytes && !check_logo(&l)) return false;
    bool good = add_items(&l, plan);
    if (!add_panel_titles(&l, &plan->panels) || !good) return false;
    join_lines(s);
    return set_heights(&l, plan->height, frame_height);
}

/* ---- drawing ---------------------------------------------------------------------------- */

static void draw_rule(ct_scene *scene, const ct_sheet *s) {
    const ct_sheet_style *style = &s->style->sheet;
    if (rule_height(s) <= 0) return;
    double length = fmin(style->rule_length, room_of(s));
    double y = s->margin + style->rule.width / 2;
    ct_stroke stroke = style->rule;
    stroke.cap = CT_CAP_BUTT;
    double x = s->rtl ? s->width - s->margin - length : s->margin;
    ct_scene_line(scene, x, y, x + length, y, &stroke);
}

static void draw_line_in(ct_scene *scene, ct_box box, const ct_stroke *line) {
    if (!(line->width > 0)) return;
    ct_stroke stroke = *line;
    stroke.join = CT_JOIN_MITER;
    ct_scene_rect(scene, ct_box_grow(box, -line->width / 2), NULL, &stroke);
}

static void draw_neatline(ct_scene *scene, const ct_sheet *s, size_t index) {
    const ct_sheet_style *style = &s->style->sheet;
    ct_box frame = whole_frame(s, index), map = ct_sheet_frame(s, index);
    if (style->neatline_casing.width > 0) {
        ct_stroke band = style->neatline_casing;
        band.dash_count = 0;
        draw_line_in(scene, ct_box_grow(frame, -fmax(style->neatline.width, 0)), &band);
    }
    draw_line_in(scene, frame, &style->neatline);
    draw_line_in(scene, map, &style->neatline_inner);
}

void ct_sheet_draw_frame(ct_scene *scene, const ct_sheet *s, size_t index) {
    ct_box frame = whole_frame(s, index);
    draw_neatline(scene, s, index);
    if (!s->titles || s->titles[index].line_count == 0) return;
    const ct_text_block *title = &s->titles[index];
    /* The last line of each title stands on its frame. */
    double foot = DESCENT * s->panel_style->font.size + TITLE_GAP * fmax(s->style->sheet.gap, 0);
    double top =
        round(frame.y0 - foot) - s->panel_cap - (double)(title->line_count - 1) * title->leading;
    ct_scene_begin(scene, CT_ROLE_TEXT, ct_printf(s->arena, PANEL_TITLE "-%zu", index + 1), NULL);
    ct_sheet_text_draw(scene, s->panel_style, title, s->panel_cap, s->rtl ? frame.x1 : frame.x0,
                       top, s->rtl ? 1 : 0);
    ct_scene_end(scene);
}

/* Where a text begins, or, `right`, ends. A credit beside the source ends before the logo. */
static double edge_of(const ct_sheet *s, const item *it, bool right) {
    double in = it->beside ? room_of(s) - beside_logo(s, room_of(s)) : 0;
    return right ? s->width - s->margin - in : s->margin + in;
}

void ct_sheet_draw(ct_scene *scene, const ct_sheet *sheet) {
    draw_rule(scene, sheet);
    for (size_t i = 0; i < sheet->count; i++) {
        const item *it = &sheet->items[i];
        if (it->kind == CT_SHEET_MAP) continue;
        if (it->kind == CT_SHEET_KEY) {
            ct_scene_begin(scene, CT_ROLE_FURNITURE, "key", "Key");
            ct_key_draw(scene, sheet->arena, sheet->style, &sheet->key, sheet->margin, it->y);
        } else {
            bool right = it->beside != sheet->rtl;
            ct_scene_begin(scene, CT_ROLE_TEXT, names[it->kind], NULL);
            ct_sheet_text_draw(scene, it->style, &it->block, it->cap, edge_of(sheet, it, right),
                               it->y, right ? 1 : 0);
        }
        ct_scene_end(scene);
    }
    if (!sheet->logo.bytes) return;
    double left = sheet->rtl ? sheet->margin : sheet->width - sheet->margin - sheet->logo_size.w;
    ct_scene_begin(scene, CT_ROLE_FURNITURE, "logo", "Logo");
    ct_scene_image(scene, &(ct_image){ .picture = sheet->logo,
                                       .box = { left, sheet->logo_y, left + sheet->logo_size.w,
                                                sheet->logo_y + sheet->logo_size.h } });
    ct_scene_end(scene);
}
