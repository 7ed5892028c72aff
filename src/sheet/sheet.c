/* sheet.c - the page from top to bottom: texts, the map's frame, the key below it. */
#include "sheet.h"

#include <math.h>
#include <string.h>

#define LEAST_MAP  64.0 /* px: the smallest frame that can be read */
#define SIDE_GAP   24.0 /* px between source and credit on one line */
#define LEADING    1.25
#define MOST_ITEMS 8
#define RULE_GAP   0.7  /* of the gap, between the rule and the title */
#define CLOSE      0.55 /* of the gap, between title and subtitle, and within the small print */

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
};

static double margin_of(const ct_style *style) {
    double margin = style->sheet.margin;
    return margin > 0 && isfinite(margin) ? margin : 0;
}

double ct_sheet_map_width(const ct_style *style, double width) {
    return fmax(width - 2 * margin_of(style), 0);
}

double ct_sheet_height(const ct_sheet *sheet) { return sheet->height; }
ct_box ct_sheet_map(const ct_sheet *sheet) { return sheet->map; }

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

/* The work of one layout. */
typedef struct layout {
    ct_arena *arena;
    ct_fonts *fonts;
    ct_sheet *sheet;
    ct_place place;
    ct_report *report;
} layout;

/* A line that is wider than the sheet holds one word that cannot be broken. */
static bool check_overflow(layout *l, const item *it, double width) {
    if (it->block.width <= width + 0.5) return true;
    const char *word = "";
    for (size_t i = 0; i < it->block.line_count; i++)
        if (it->block.lines[i].width > width + 0.5 && it->block.lines[i].run_count)
            word = it->block.lines[i].runs[0].text;
    (void)ct_fail(l->report, CARTOUCHE_BAD_SPEC, l->place,
                  "%s: '%s' is %.0f px wide, and the sheet has room for %.0f px", names[it->kind],
                  word, it->block.width, width);
    ct_hint(l->report, "make `size.width` larger, or the type size of text class '%s' smaller",
            names[it->kind]);
    return false;
}

static bool add_text(layout *l, ct_sheet_item kind, const char *text) {
    ct_sheet *s = l->sheet;
    item *it = &s->items[s->count];
    *it = (item){ .kind = kind, .style = ct_sheet_class(s->style, names[kind]) };
    double width = ct_sheet_map_width(s->style, s->width), most = s->style->sheet.text_width;
    if (it->style->wrap > 0) width = fmin(width, it->style->wrap);
    if (most > 0 && !(kind == CT_SHEET_SOURCE || kind == CT_SHEET_CREDIT))
        width = fmin(width, most);
    it->block = ct_text_wrap(l->arena, l->fonts, &it->style->font, text, width,
                             it->style->leading > 0 ? it->style->leading : LEADING, true);
    it->cap = ct_font_cap_height(l->fonts, &it->style->font);
    it->h = ct_sheet_text_height(l->fonts, it->style, &it->block);
    s->count++;
    return check_overflow(l, it, width);
}

static void add_key(layout *l, const ct_key_request *key) {
    ct_sheet *s = l->sheet;
    ct_key_request own = *key;
    own.max_width = ct_sheet_map_width(s->style, s->width);
    own.max_height = 0;
    own.flowing = true;
    s->key = ct_key_lay_out(l->arena, l->fonts, s->style, &own);
    s->items[s->count++] = (item){ .kind = CT_SHEET_KEY, .h = s->key.h };
}

static bool check_key(layout *l) {
    double room = ct_sheet_map_width(l->sheet->style, l->sheet->width);
    if (l->sheet->key.w <= room + 0.5) return true;
    (void)ct_fail(l->report, CARTOUCHE_BAD_SPEC, l->place,
                  "the key is %.0f px wide, and the sheet has room for %.0f px", l->sheet->key.w,
                  room);
    ct_hint(l->report, "make `size.width` larger, or the words of the key shorter");
    return false;
}

/* Source and credit share a line where both fit on it. */
static void join_lines(ct_sheet *s) {
    double room = ct_sheet_map_width(s->style, s->width);
    for (size_t i = 1; i < s->count; i++) {
        item *a = &s->items[i - 1], *b = &s->items[i];
        if (a->kind != CT_SHEET_SOURCE || b->kind != CT_SHEET_CREDIT) continue;
        b->beside = a->block.line_count == 1 && b->block.line_count == 1 &&
                    a->block.width + SIDE_GAP + b->block.width <= room;
    }
}

/* ---- heights ---------------------------------------------------------------------------- */

/* From the last baseline (or edge) of one item to the top of the next. */
static double gap_between(const ct_sheet *s, const item *above, const item *below) {
    double gap = s->style->sheet.gap > 0 ? s->style->sheet.gap : 0;
    if (!above || below->beside) return 0;
    bool close = (above->kind == CT_SHEET_TITLE && below->kind == CT_SHEET_SUBTITLE) ||
                 (is_small_print(above->kind) && is_small_print(below->kind));
    /* Letters hang below a baseline; nothing hangs below the map or the key. */
    double hang = above->style ? 0.22 * above->style->font.size : 0;
    return (close ? gap * CLOSE : gap) + hang;
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
    if (above && above->style) sum += 0.22 * above->style->font.size;
    return sum;
}

static void set_tops(ct_sheet *s, double map_height) {
    double y = s->margin + rule_height(s);
    const item *above = NULL;
    for (size_t i = 0; i < s->count; i++) {
        item *it = &s->items[i];
        y += gap_between(s, above, it);
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
}

static bool check_map(layout *l, double width, double height) {
    if (width >= LEAST_MAP && height >= LEAST_MAP) return true;
    bool low = height < LEAST_MAP;
    (void)ct_fail(l->report, CARTOUCHE_BAD_SPEC, l->place,
                  "nothing is left for the map: the sheet leaves it %.0f px of %s, it needs %.0f",
                  fmax(low ? height : width, 0), low ? "height" : "width", LEAST_MAP);
    ct_hint(l->report, "make `size.%s` larger, or the texts shorter", low ? "height" : "width");
    return false;
}

static bool set_heights(layout *l, double height, double map_height) {
    ct_sheet *s = l->sheet;
    double fixed = fixed_height(s), width = ct_sheet_map_width(s->style, s->width);
    if (height > 0) map_height = height - fixed;
    /* One pixel may go to the rounding of the frame. */
    map_height = height > 0 ? floor(map_height) : round(map_height);
    if (!isfinite(map_height) || !check_map(l, width, map_height)) return false;
    set_tops(s, map_height);
    s->height = height > 0 ? height : ceil(fixed + map_height);
    return true;
}

/* ---- layout ----------------------------------------------------------------------------- */

static bool add_items(layout *l, const ct_sheet_words *words, const ct_key_request *key) {
    const ct_sheet_style *style = &l->sheet->style->sheet;
    bool good = true, has_map = false, has_key = !key || key->count == 0;
    bool key_listed = false;
    for (size_t i = 0; i < style->order_count && i < MOST_ITEMS; i++)
        key_listed = key_listed || style->order[i] == CT_SHEET_KEY;
    for (size_t i = 0; i < style->order_count && l->sheet->count < MOST_ITEMS; i++) {
        ct_sheet_item kind = style->order[i];
        const char *text = words_of(words, kind);
        if (text && text[0]) good &= add_text(l, kind, text);
        if (kind == CT_SHEET_MAP && !has_map) {
            l->sheet->items[l->sheet->count++] = (item){ .kind = CT_SHEET_MAP };
            has_map = true;
        }
        bool here = kind == CT_SHEET_KEY || (kind == CT_SHEET_MAP && !key_listed);
        if (here && !has_key) {
            add_key(l, key);
            good &= check_key(l);
            has_key = true;
        }
    }
    if (has_map) return good;
    (void)ct_fail(l->report, CARTOUCHE_BAD_SPEC, l->place, "the style's sheet has no map");
    ct_hint(l->report, "name `map` in `sheet.order`");
    return false;
}

bool ct_sheet_layout(ct_arena *arena, ct_fonts *fonts, const ct_style *style, double width,
                     double height, double map_height, const ct_sheet_words *words,
                     const ct_key_request *key, ct_place place, ct_sheet **sheet,
                     ct_report *report) {
    ct_sheet *s = CT_NEW(arena, ct_sheet);
    layout l = { arena, fonts, s, place, report };
    *sheet = s;
    s->arena = arena;
    s->style = style;
    s->width = width;
    s->margin = margin_of(style);
    s->rtl = words->rtl;
    if (!isfinite(width) || !isfinite(height))
        return ct_fail(report, CARTOUCHE_BAD_SPEC, place, "the size of the sheet is not a number");
    if (ct_sheet_map_width(style, width) < LEAST_MAP)
        return check_map(&l, ct_sheet_map_width(style, width), LEAST_MAP);
    if (!add_items(&l, words, key)) return false;
    join_lines(s);
    return set_heights(&l, height, map_height);
}

/* ---- drawing ---------------------------------------------------------------------------- */

static void draw_rule(ct_scene *scene, const ct_sheet *s) {
    const ct_sheet_style *style = &s->style->sheet;
    if (rule_height(s) <= 0) return;
    double length = fmin(style->rule_length, s->width - 2 * s->margin);
    double y = s->margin + style->rule.width / 2;
    ct_stroke stroke = style->rule;
    stroke.cap = CT_CAP_BUTT;
    double x = s->rtl ? s->width - s->margin - length : s->margin;
    ct_scene_line(scene, x, y, x + length, y, &stroke);
}

static void draw_neatline(ct_scene *scene, const ct_sheet *s) {
    const ct_stroke *line = &s->style->sheet.neatline;
    if (!(line->width > 0)) return;
    ct_stroke stroke = *line;
    stroke.join = CT_JOIN_MITER;
    ct_scene_rect(scene, ct_box_grow(s->map, -line->width / 2), NULL, &stroke);
}

void ct_sheet_draw(ct_scene *scene, const ct_sheet *sheet) {
    draw_neatline(scene, sheet);
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
            ct_sheet_text_draw(scene, it->style, &it->block, it->cap,
                               right ? sheet->width - sheet->margin : sheet->margin, it->y,
                               right ? 1 : 0);
        }
        ct_scene_end(scene);
    }
}
