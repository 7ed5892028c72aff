/* text_letters.c - the letters of a line one by one, for text that follows a curve (Pango inside).
 */
#include "scene.h"

#include <math.h>
#include <pango/pangocairo.h>

/* Scripts whose letters stand side by side, each for itself: all others join, stack or reorder
 * them, and a word of theirs stays straight. */
static bool script_stands_apart(GUnicodeScript script) {
    switch (script) {
    case G_UNICODE_SCRIPT_COMMON:
    case G_UNICODE_SCRIPT_INHERITED:
    case G_UNICODE_SCRIPT_LATIN:
    case G_UNICODE_SCRIPT_GREEK:
    case G_UNICODE_SCRIPT_CYRILLIC:
    case G_UNICODE_SCRIPT_ARMENIAN:
    case G_UNICODE_SCRIPT_GEORGIAN:
    case G_UNICODE_SCRIPT_HEBREW:
    case G_UNICODE_SCRIPT_ETHIOPIC:
    case G_UNICODE_SCRIPT_HAN:
    case G_UNICODE_SCRIPT_HIRAGANA:
    case G_UNICODE_SCRIPT_KATAKANA:
    case G_UNICODE_SCRIPT_BOPOMOFO:
    case G_UNICODE_SCRIPT_HANGUL:
        return true;
    default:
        return false;
    }
}

static bool text_stands_apart(const char *text) {
    for (uint32_t c; (c = ct_utf8_next(&text)) != 0;)
        if (!script_stands_apart(g_unichar_get_script(c))) return false;
    return true;
}

static bool is_blank(const char *text) {
    for (uint32_t c; (c = ct_utf8_next(&text)) != 0;)
        if (!g_unichar_isspace(c)) return false;
    return true;
}

typedef struct gathering {
    ct_arena *arena;
    int before, after; /* Pango units: the tracking about a letter */
    ct_letter *items;
    size_t count, capacity;
    int x; /* Pango units: where the cluster in hand begins */
} gathering;

/* None of the tracking stands before the first letter of a line and behind the last one. */
static void add_cluster(gathering *g, const char *text, size_t size, int width, bool first,
                        bool last, bool rtl) {
    const char *own = ct_strndup(g->arena, text, size);
    const int before = first ? 0 : g->before, after = last ? 0 : g->after;
    if (!is_blank(own)) {
        CT_GROW(g->arena, g->items, g->capacity, g->count);
        g->items[g->count++] = (ct_letter){ .text = own,
                                            .dx = (double)(g->x + before) / PANGO_SCALE,
                                            .width = (double)(width - before - after) / PANGO_SCALE,
                                            .rtl = rtl };
    }
    g->x += width;
}

static void add_item(gathering *g, PangoGlyphItem *item, const char *text, bool first, bool last) {
    PangoGlyphItemIter at;
    const bool rtl = item->item->analysis.level & 1;
    /* from left to right, whichever way it is read */
    for (bool more = rtl ? pango_glyph_item_iter_init_end(&at, item, text)
                         : pango_glyph_item_iter_init_start(&at, item, text);
         more;) {
        const int from = at.start_glyph < at.end_glyph ? at.start_glyph : at.end_glyph + 1;
        const int to = at.start_glyph < at.end_glyph ? at.end_glyph : at.start_glyph + 1;
        int width = 0;
        for (int k = from; k < to; k++)
            width += item->glyphs->glyphs[k].geometry.width;
        add_cluster(g, text + at.start_index, (size_t)(at.end_index - at.start_index), width,
                    first && from == 0, last && to == item->glyphs->num_glyphs, rtl);
        more =
            rtl ? pango_glyph_item_iter_prev_cluster(&at) : pango_glyph_item_iter_next_cluster(&at);
    }
}

ct_letter *ct_text_letters(ct_arena *arena, ct_fonts *fonts, const ct_text_line *line,
                           size_t *count) {
    *count = 0;
    if (line->run_count != 1 || !text_stands_apart(line->runs[0].text)) return NULL;
    const int tracking = (int)lround(line->runs[0].font.tracking * PANGO_SCALE);
    gathering g = { .arena = arena, .before = ct_tracking_before(tracking) };
    g.after = tracking - g.before;
    size_t items;
    PangoGlyphItem *const *item = ct_fonts_glyphs(fonts, &line->runs[0], &items);
    for (size_t i = 0; i < items; i++)
        add_item(&g, item[i], line->runs[0].text, i == 0, i + 1 == items);
    *count = g.count;
    return g.items;
}
