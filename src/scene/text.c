/* text.c - measure, wrap and shape text with Pango. */
#include "scene.h"

#include <math.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>
#include <stdlib.h>
#include <string.h>

enum {
    LINE_MAX_BYTES = 16 << 10,  /* of ct_text_measure */
    BLOCK_MAX_BYTES = 64 << 10, /* of ct_text_wrap */
    CACHE_MAX = 4096            /* measures kept; then all are forgotten at once */
};

static const double SIZE_MAX_PX = 4096; /* a letter larger than any page */

/* A measure in the cache; free where text is NULL. */
typedef struct measure {
    uint64_t hash;
    ct_font font;
    const char *text;
    ct_text_line line;
} measure;

struct ct_fonts {
    PangoFontMap *map;
    PangoContext *context;
    PangoLayout *layout;
    PangoFontDescription *description;
    PangoGlyphItem *one; /* what was set last, where that is one item; NULL: the layout holds it */
    PangoGlyphItem **items; /* of it */
    size_t item_capacity;
    ct_few_fonts *few;
    enum { FONTS_OPEN, FONTS_FEW, FONTS_ALL } known; /* what Pango looks through */
    ct_arena *arena;                                 /* what the cache points to */
    measure *cache;                                  /* open addressing, CACHE_SLOTS */
    size_t cache_count;
    ct_keep *keep; /* of blocks; NULL: none is kept */
};

enum { CACHE_SLOTS = 2 * CACHE_MAX }; /* a power of two */

/* ---- fonts ---------------------------------------------------------------------------------- */

ct_fonts *ct_fonts_new(void) {
    ct_arena *arena = ct_arena_new();
    ct_fonts *fonts = calloc(1, sizeof *fonts);
    measure *cache = calloc(CACHE_SLOTS, sizeof *cache);
    if (!fonts || !cache) abort();
    fonts->arena = arena;
    fonts->cache = cache;
    fonts->few = ct_few_fonts_new();
    fonts->map = pango_cairo_font_map_new();
    /* It has started a thread to ready Fontconfig, which is ready: it ends at once, and here. A
     * child of fork would wait for it for ever. */
    if (PANGO_IS_FC_FONT_MAP(fonts->map))
        (void)pango_fc_font_map_get_config(PANGO_FC_FONT_MAP(fonts->map));
    fonts->context = pango_font_map_create_context(fonts->map);
    pango_cairo_context_set_resolution(fonts->context, 72); /* a point is a page px */
    pango_context_set_round_glyph_positions(fonts->context, FALSE);
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(fonts->context, options);
    cairo_font_options_destroy(options);
    fonts->layout = pango_layout_new(fonts->context);
    fonts->description = pango_font_description_new();
    pango_context_set_base_dir(fonts->context, PANGO_DIRECTION_LTR);
    ct_fonts_set_language(fonts, NULL);
    return fonts;
}

static void cache_clear(ct_fonts *fonts) {
    memset(fonts->cache, 0, CACHE_SLOTS * sizeof *fonts->cache);
    fonts->cache_count = 0;
    ct_arena_reset(fonts->arena);
}

void ct_fonts_set_language(ct_fonts *fonts, const char *lang) {
    PangoLanguage *language = pango_language_from_string(lang && *lang ? lang : "en");
    if (language == pango_context_get_language(fonts->context)) return;
    pango_context_set_language(fonts->context, language);
    cache_clear(fonts);
}

const char *ct_fonts_language(const ct_fonts *fonts) {
    return pango_language_to_string(pango_context_get_language(fonts->context));
}

void ct_fonts_recall(ct_fonts *fonts, ct_keep *keep) { fonts->keep = keep; }

ct_keep *ct_fonts_keep(const ct_fonts *fonts) { return fonts->keep; }

void ct_fonts_free(ct_fonts *fonts) {
    if (!fonts) return;
    if (fonts->one) pango_glyph_item_free(fonts->one);
    free(fonts->items);
    pango_font_description_free(fonts->description);
    g_object_unref(fonts->layout);
    g_object_unref(fonts->context);
    g_object_unref(fonts->map);
    ct_few_fonts_free(fonts->few);
    ct_arena_free(fonts->arena);
    free(fonts->cache);
    free(fonts);
}

bool ct_fonts_has(ct_fonts *fonts, const char *family) {
    return family && *family && ct_few_fonts_has(fonts->few, family);
}

static bool fonts_few_suffice(ct_fonts *fonts, const ct_font *font, const char *text) {
    return PANGO_IS_FC_FONT_MAP(fonts->map) &&
           ct_few_fonts_suffice(fonts->few, font, ct_fonts_language(fonts), text);
}

/* Pango looks through the few fonts until a text needs others; then through all, for good. */
static void fonts_choose(ct_fonts *fonts, const ct_font *font, const char *text) {
    if (fonts->known == FONTS_ALL) return;
    const bool few = fonts_few_suffice(fonts, font, text);
    if (few && fonts->known == FONTS_FEW) return;
    if (few || fonts->known == FONTS_FEW)
        pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(fonts->map),
                                     few ? ct_few_fonts_config(fonts->few) : NULL);
    fonts->known = few ? FONTS_FEW : FONTS_ALL;
}

/* ---- the layout ----------------------------------------------------------------------------- */

static double font_size(const ct_font *font) {
    return font->size > 0 ? fmin(font->size, SIZE_MAX_PX) : 0; /* NaN gives 0 */
}

static int to_units(double px) { return (int)lround(px * PANGO_SCALE); }
static double from_units(int units) { return (double)units / PANGO_SCALE; }

/* The font as it is used for that text. */
static ct_font font_for(const ct_font *font, const char *text) {
    ct_font used = *font;
    used.size = font_size(font);
    if (used.weight < 1 || used.weight > 1000) used.weight = 400;
    if (!used.families) used.families = "Sans";
    if (!isfinite(used.tracking) || (used.tracking != 0 && ct_text_joins(text))) used.tracking = 0;
    used.tracking = fmax(-SIZE_MAX_PX, fmin(used.tracking, SIZE_MAX_PX));
    return used;
}

typedef enum direction { FROM_TEXT, LEFT_TO_RIGHT, RIGHT_TO_LEFT } direction;

/* Nothing is set, and Pango will look for fonts in the right place. */
static void fonts_ready(ct_fonts *fonts, const ct_font *font, const char *text) {
    if (fonts->one) pango_glyph_item_free(fonts->one);
    fonts->one = NULL;
    fonts_choose(fonts, font, text);
    PangoFontDescription *d = fonts->description;
    pango_font_description_set_family(d, font->families);
    pango_font_description_set_weight(d, (PangoWeight)font->weight);
    pango_font_description_set_style(d, font->italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
    pango_font_description_set_absolute_size(d, fmax(1, font->size * PANGO_SCALE));
}

/* Sets the shared layout to `text` on one line. */
static void layout_set(ct_fonts *fonts, const ct_font *font, const char *text, direction way) {
    fonts_ready(fonts, font, text);
    pango_layout_set_font_description(fonts->layout, fonts->description);
    pango_context_set_base_dir(fonts->context,
                               way == RIGHT_TO_LEFT ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
    pango_layout_set_auto_dir(fonts->layout, way == FROM_TEXT);
    pango_layout_set_width(fonts->layout, -1);
    pango_layout_set_text(fonts->layout, text, -1);
    PangoAttrList *attributes = NULL;
    if (font->tracking != 0) {
        attributes = pango_attr_list_new();
        pango_attr_list_insert(attributes, pango_attr_letter_spacing_new(to_units(font->tracking)));
    }
    pango_layout_set_attributes(fonts->layout, attributes);
    if (attributes) pango_attr_list_unref(attributes);
}

/* Sets `text` on one line, in the layout only where it must be. */
static void line_set(ct_fonts *fonts, const ct_font *font, const char *text, direction way) {
    fonts_ready(fonts, font, text);
    if (way != RIGHT_TO_LEFT)
        fonts->one =
            ct_text_shape(fonts->context, fonts->description, to_units(font->tracking), text);
    if (!fonts->one) layout_set(fonts, font, text, way);
}

static const GSList *layout_runs(ct_fonts *fonts) {
    return pango_layout_get_line_readonly(fonts->layout, 0)->runs;
}

PangoGlyphItem *const *ct_fonts_glyphs(ct_fonts *fonts, const ct_run *run, size_t *count) {
    line_set(fonts, &run->font, run->text, run->rtl ? RIGHT_TO_LEFT : LEFT_TO_RIGHT);
    const GSList *runs = fonts->one ? NULL : layout_runs(fonts);
    size_t most = 1;
    for (const GSList *node = runs; node; node = node->next)
        most++;
    if (most > fonts->item_capacity) {
        free(fonts->items);
        fonts->items = calloc(most, sizeof *fonts->items);
        if (!fonts->items) abort();
        fonts->item_capacity = most;
    }
    fonts->items[0] = fonts->one;
    *count = fonts->one ? 1 : 0;
    for (const GSList *node = runs; node; node = node->next)
        fonts->items[(*count)++] = node->data;
    return fonts->items;
}

/* Adds weight and slope of the marks to the layout's attributes. */
static void layout_mark(ct_fonts *fonts, const ct_font *font, const uint8_t *marks, size_t size) {
    PangoAttrList *old = pango_layout_get_attributes(fonts->layout);
    PangoAttrList *attributes = old ? pango_attr_list_copy(old) : pango_attr_list_new();
    for (size_t from = 0; from < size;) {
        const size_t end = ct_marks_span(marks, from, size);
        const ct_font marked = ct_font_marked(font, marks[from]);
        PangoAttribute *added[] = { pango_attr_weight_new((PangoWeight)marked.weight),
                                    pango_attr_style_new(marked.italic ? PANGO_STYLE_ITALIC
                                                                       : PANGO_STYLE_NORMAL) };
        for (size_t i = 0; i < CT_COUNT(added); i++) {
            added[i]->start_index = (guint)from;
            added[i]->end_index = (guint)end;
            pango_attr_list_insert(attributes, added[i]);
        }
        from = end;
    }
    pango_layout_set_attributes(fonts->layout, attributes);
    pango_attr_list_unref(attributes);
}

/* ---- lines ---------------------------------------------------------------------------------- */

int ct_tracking_before(int tracking) {
    const int half = tracking / 2;
    return tracking % PANGO_SCALE == 0 ? PANGO_UNITS_ROUND(half) : half;
}

static void line_measure(ct_fonts *fonts, ct_text_line *line) {
    PangoRectangle ink, logical;
    PangoGlyphItem *one = fonts->one;
    if (one)
        pango_glyph_string_extents(one->glyphs, one->item->analysis.font, &ink, &logical);
    else
        pango_layout_line_get_extents(pango_layout_get_line_readonly(fonts->layout, 0), &ink,
                                      &logical);
    line->width = from_units(logical.width);
    line->ascent = from_units(-logical.y);
    line->descent = from_units(logical.y + logical.height);
    line->ink = ct_box_empty();
    if (ink.width > 0 && ink.height > 0) {
        line->ink = (ct_box){ from_units(ink.x), from_units(ink.y), from_units(ink.x + ink.width),
                              from_units(ink.y + ink.height) };
    }
}

static bool shaped_rtl(ct_fonts *fonts) {
    return !fonts->one &&
           pango_layout_get_line_readonly(fonts->layout, 0)->resolved_dir == PANGO_DIRECTION_RTL;
}

/* A stretch of the shaped line: items that follow each other with one set of marks and one level.
 */
typedef struct stretch {
    size_t from, to; /* bytes */
    uint8_t marks;
    int level;
    int x, width; /* Pango units */
} stretch;

/* Splits the shaped line into stretches from left to right. */
static size_t line_split(ct_fonts *fonts, const uint8_t *marks, stretch *stretches) {
    size_t count = 0;
    int x = 0;
    for (const GSList *node = layout_runs(fonts); node; node = node->next) {
        const PangoGlyphItem *glyphs = node->data;
        const PangoItem *item = glyphs->item;
        const size_t from = (size_t)item->offset, to = from + (size_t)item->length;
        const int level = item->analysis.level,
                  width = pango_glyph_string_get_width(glyphs->glyphs);
        stretch *last = count > 0 ? &stretches[count - 1] : NULL;
        const bool same = last && last->marks == marks[from] && last->level == level;
        if (same && !(level & 1) && last->to == from) {
            last->to = to;
            last->width += width;
        } else if (same && (level & 1) && last->from == to) {
            last->from = from;
            last->width += width;
        } else {
            stretches[count++] = (stretch){ from, to, marks[from], level, x, width };
        }
        x += width;
    }
    return count;
}

static void line_take_runs(ct_arena *arena, ct_fonts *fonts, const ct_font *font, const char *text,
                           const uint8_t *marks, ct_text_line *line) {
    size_t most = 0;
    for (const GSList *node = layout_runs(fonts); node; node = node->next)
        most++;
    ct_arena *scratch = ct_arena_new();
    stretch *stretches = CT_ARRAY(scratch, most, stretch);
    const size_t count = line_split(fonts, marks, stretches);
    const int tracking = to_units(font->tracking);
    const int before = ct_tracking_before(tracking), after = tracking - before;
    line->runs = CT_ARRAY(arena, count, ct_run);
    for (size_t i = 0; i < count; i++) {
        const stretch *s = &stretches[i];
        const int left = i > 0 ? before : 0, right = i + 1 < count ? after : 0;
        line->runs[i] = (ct_run){ .text = ct_strndup(arena, text + s->from, s->to - s->from),
                                  .font = ct_font_marked(font, s->marks),
                                  .dx = from_units(s->x + left),
                                  .width = from_units(s->width - left - right),
                                  .rtl = s->level & 1 };
    }
    line->run_count = count;
    ct_arena_free(scratch);
}

/* Shapes clean `text` (with `marks`, or NULL) as one line. */
static ct_text_line line_build(ct_arena *arena, ct_fonts *fonts, const ct_font *font,
                               const char *text, const uint8_t *marks, direction way) {
    ct_text_line line = { 0 };
    ct_font used = font_for(font, text);
    used.families = ct_strdup(arena, used.families);
    const size_t size = strlen(text);
    if (marks) marks = ct_marks_shown(arena, &used, marks, size);
    const bool plain = !marks || ct_marks_span(marks, 0, size) == size;
    if (plain && marks && size > 0) used = ct_font_marked(&used, marks[0]);
    if (plain)
        line_set(fonts, &used, text, way);
    else
        layout_set(fonts, &used, text, way);
    if (!plain) layout_mark(fonts, &used, marks, size);
    line_measure(fonts, &line);
    if (!plain) {
        line_take_runs(arena, fonts, &used, text, marks, &line);
    } else if (size > 0) {
        line.runs = CT_NEW(arena, ct_run);
        line.runs[0] = (ct_run){ ct_strdup(arena, text), used, 0, line.width, shaped_rtl(fonts) };
        line.run_count = 1;
    }
    return line;
}

/* ---- the cache of measures ------------------------------------------------------------------ */

static uint64_t hash_bytes(uint64_t hash, const void *bytes, size_t size) {
    const uint8_t *byte = bytes;
    for (size_t i = 0; i < size; i++)
        hash = (hash ^ byte[i]) * 0x100000001B3ULL; /* FNV-1a */
    return hash;
}

static uint64_t measure_hash(const ct_font *font, const char *text) {
    const double numbers[] = { font->size, font->tracking, font->weight, font->italic };
    uint64_t bits[CT_COUNT(numbers)];
    memcpy(bits, numbers, sizeof bits);
    uint64_t hash = hash_bytes(0xCBF29CE484222325ULL, text, strlen(text) + 1);
    hash = hash_bytes(hash, font->families, strlen(font->families) + 1);
    return hash_bytes(hash, bits, sizeof bits);
}

static bool font_same(const ct_font *a, const ct_font *b) {
    return a->size == b->size && a->tracking == b->tracking && a->weight == b->weight &&
           a->italic == b->italic && ct_streq(a->families, b->families);
}

/* The slot of that measure, or the free one where it goes. */
static measure *cache_slot(ct_fonts *fonts, uint64_t hash, const ct_font *font, const char *text) {
    for (size_t i = hash & (CACHE_SLOTS - 1);; i = (i + 1) & (CACHE_SLOTS - 1)) {
        measure *slot = &fonts->cache[i];
        if (!slot->text) return slot;
        if (slot->hash == hash && ct_streq(slot->text, text) && font_same(&slot->font, font))
            return slot;
    }
}

/* The cached line of clean `text`; the font is used as it is. */
static const ct_text_line *line_cached(ct_fonts *fonts, const ct_font *font, const char *text) {
    const uint64_t hash = measure_hash(font, text);
    measure *slot = cache_slot(fonts, hash, font, text);
    if (slot->text) return &slot->line;
    if (fonts->cache_count == CACHE_MAX) {
        cache_clear(fonts);
        slot = cache_slot(fonts, hash, font, text);
    }
    slot->hash = hash;
    slot->font = *font;
    slot->font.families = ct_strdup(fonts->arena, font->families);
    slot->text = ct_strdup(fonts->arena, text);
    slot->line = line_build(fonts->arena, fonts, font, text, NULL, FROM_TEXT);
    fonts->cache_count++;
    return &slot->line;
}

/* Ascent and descent of the font itself, whatever fonts the text fell back to. */
static void line_take_heights(ct_fonts *fonts, const ct_font *font, ct_text_line *line) {
    ct_font plain = *font;
    plain.tracking = 0;
    const ct_text_line *model = line_cached(fonts, &plain, "x");
    line->ascent = model->ascent;
    line->descent = model->descent;
}

ct_text_line ct_text_measure(ct_arena *arena, ct_fonts *fonts, const ct_font *font,
                             const char *text) {
    ct_arena *scratch = ct_arena_new();
    const char *clean = ct_text_plain(scratch, text, LINE_MAX_BYTES);
    const ct_font used = font_for(font, clean);
    ct_text_line line = *line_cached(fonts, &used, clean);
    if (line.run_count > 0) {
        ct_run *run = CT_NEW(arena, ct_run);
        *run = line.runs[0];
        run->text = ct_strdup(arena, run->text);
        run->font.families = ct_strdup(arena, run->font.families);
        line.runs = run;
    }
    line_take_heights(fonts, &used, &line);
    ct_arena_free(scratch);
    return line;
}

double ct_font_cap_height(ct_fonts *fonts, const ct_font *font) {
    const ct_font used = font_for(font, "");
    const ct_box ink = line_cached(fonts, &used, "H")->ink;
    return ct_box_is_empty(ink) ? 0 : -ink.y0;
}

double ct_font_x_height(ct_fonts *fonts, const ct_font *font) {
    const ct_font used = font_for(font, "");
    const ct_box ink = line_cached(fonts, &used, "x")->ink;
    return ct_box_is_empty(ink) ? 0 : -ink.y0;
}

/* ---- blocks --------------------------------------------------------------------------------- */

typedef struct wrapping {
    ct_arena *arena, *scratch;
    ct_fonts *fonts;
    const ct_font *font;
    int width; /* Pango units, -1: no wrap */
    bool markup;
    ct_text_line *lines;
    size_t count, capacity;
} wrapping;

/* Narrows the layout as far as it keeps its number of lines. */
static void layout_balance(PangoLayout *layout, int width) {
    const int lines = pango_layout_get_line_count(layout);
    if (lines < 2) return;
    int whole;
    pango_layout_set_width(layout, -1);
    pango_layout_get_size(layout, &whole, NULL);
    int low = whole / lines < width ? whole / lines : width, high = width;
    while (high - low > PANGO_SCALE / 2) {
        const int middle = low + (high - low) / 2;
        pango_layout_set_width(layout, middle);
        if (pango_layout_get_line_count(layout) <= lines)
            high = middle;
        else
            low = middle;
    }
    pango_layout_set_width(layout, high);
}

static bool is_soft_hyphen(const char *text, size_t end) {
    return end >= 2 && memcmp(text + end - 2, "\xC2\xAD", 2) == 0;
}

/* Adds text[from, to) as a line; where it was broken at a soft hyphen, that is seen. */
static void line_add(wrapping *w, const char *text, const uint8_t *marks, size_t from, size_t to,
                     direction way) {
    while (to > from && text[to - 1] == ' ')
        to--;
    char *line = CT_ARRAY(w->scratch, to - from + 1, char);
    memcpy(line, text + from, to - from);
    const size_t size = to - from;
    if (text[to] != '\0' && is_soft_hyphen(line, size)) memcpy(line + size - 2, "-", 2);
    CT_GROW(w->scratch, w->lines, w->capacity, w->count);
    ct_text_line *added = &w->lines[w->count++];
    *added = line_build(w->arena, w->fonts, w->font, line, marks + from, way);
    const ct_font used = font_for(w->font, "");
    line_take_heights(w->fonts, &used, added);
}

/* Text in one font that goes on one line, whatever a layout would make of it. */
static bool line_suffices(wrapping *w, const ct_font *font, const char *text, const uint8_t *marks,
                          size_t size) {
    if (size == 0 || font->tracking != 0 || ct_marks_span(marks, 0, size) < size || marks[0])
        return false;
    line_set(w->fonts, font, text, FROM_TEXT);
    PangoGlyphItem *one = w->fonts->one;
    return one && (w->width < 0 || pango_glyph_string_get_width(one->glyphs) <= w->width);
}

static void paragraph_wrap(wrapping *w, const char *source, size_t size) {
    const char *text = ct_text_plain(w->scratch, source, size);
    text += strspn(text, " ");
    size_t length = strlen(text);
    while (length > 0 && text[length - 1] == ' ')
        length--;
    text = ct_strndup(w->scratch, text, length);
    const uint8_t *marks = CT_ARRAY(w->scratch, length + 1, uint8_t);
    if (w->markup) ct_markup_parse(w->scratch, text, length, &text, &marks);
    length = strlen(text);
    const ct_font used = font_for(w->font, text);
    if (line_suffices(w, &used, text, marks, length)) {
        line_add(w, text, marks, 0, length, LEFT_TO_RIGHT);
        return;
    }
    layout_set(w->fonts, &used, text, FROM_TEXT);
    layout_mark(w->fonts, &used, marks, length);
    PangoLayout *layout = w->fonts->layout;
    if (w->width >= 0) {
        pango_layout_set_wrap(layout, PANGO_WRAP_WORD);
        pango_layout_set_width(layout, w->width);
        layout_balance(layout, w->width);
    }
    const direction way = shaped_rtl(w->fonts) ? RIGHT_TO_LEFT : LEFT_TO_RIGHT;
    const size_t count = (size_t)pango_layout_get_line_count(layout);
    size_t *starts = CT_ARRAY(w->scratch, count + 1, size_t);
    for (size_t i = 0; i < count; i++)
        starts[i] = (size_t)pango_layout_get_line_readonly(layout, (int)i)->start_index;
    starts[count] = length;
    for (size_t i = 0; i < count; i++)
        line_add(w, text, marks, starts[i], starts[i + 1], way);
}

ct_text_block ct_text_wrap_anew(ct_arena *arena, ct_fonts *fonts, const ct_font *font,
                                const char *text, double width, double leading_factor,
                                bool markup) {
    wrapping w = { .arena = arena,
                   .scratch = ct_arena_new(),
                   .fonts = fonts,
                   .font = font,
                   .width = width > 0 && width < INT_MAX / 2 / PANGO_SCALE
                                ? (int)ceil(width * PANGO_SCALE - 1e-6)
                                : -1,
                   .markup = markup };
    const char *end = text + strnlen(text, BLOCK_MAX_BYTES);
    for (const char *start = text;;) {
        const char *stop = memchr(start, '\n', (size_t)(end - start));
        if (!stop) stop = end;
        paragraph_wrap(&w, start, (size_t)(stop - start));
        if (stop == end) break;
        start = stop + 1;
    }
    if (!w.lines) abort(); /* Pango gives an empty text a line */
    ct_text_block block = { .line_count = w.count,
                            .leading = leading_factor > 0 ? leading_factor * font_size(font) : 0 };
    block.lines = CT_ARRAY(arena, w.count, ct_text_line);
    memcpy(block.lines, w.lines, w.count * sizeof *block.lines);
    for (size_t i = 0; i < w.count; i++)
        block.width = fmax(block.width, block.lines[i].width);
    block.height = block.lines[0].ascent + (double)(w.count - 1) * block.leading +
                   block.lines[w.count - 1].descent;
    ct_arena_free(w.scratch);
    return block;
}

/* ---- missing glyphs ------------------------------------------------------------------------- */

/* Characters that are never seen. */
static bool char_is_unseen(uint32_t c) {
    switch (g_unichar_type(c)) {
    case G_UNICODE_CONTROL:
    case G_UNICODE_FORMAT:
    case G_UNICODE_SPACE_SEPARATOR:
    case G_UNICODE_LINE_SEPARATOR:
    case G_UNICODE_PARAGRAPH_SEPARATOR:
        return true;
    default:
        return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
    }
}

uint32_t ct_fonts_missing(ct_fonts *fonts, const ct_font *font, const char *text) {
    ct_arena *scratch = ct_arena_new();
    const char *clean = ct_text_plain(scratch, text, BLOCK_MAX_BYTES);
    const ct_font used = font_for(font, clean);
    const bool covered = fonts_few_suffice(fonts, &used, clean);
    uint32_t missing = 0;
    if (!covered) layout_set(fonts, &used, clean, FROM_TEXT);
    if (!covered && pango_layout_get_unknown_glyphs_count(fonts->layout) > 0) {
        for (uint32_t c; !missing && (c = ct_utf8_next(&clean)) != 0;) {
            if (char_is_unseen(c)) continue;
            char one[8] = { 0 };
            g_unichar_to_utf8(c, one);
            layout_set(fonts, &used, one, FROM_TEXT);
            if (pango_layout_get_unknown_glyphs_count(fonts->layout) > 0) missing = c;
        }
    }
    ct_arena_free(scratch);
    return missing;
}
