/* text_shape.c - a text as glyphs without a layout, where one font draws it from left to right. */
#include "scene.h"

#include <pango/pango.h>
#include <string.h>

/* ---- scripts --------------------------------------------------------------------------------- */

/* Scripts whose letters hang together: letter-spacing tears their words apart. */
static bool script_joins(GUnicodeScript script) {
    switch (script) {
    case G_UNICODE_SCRIPT_ARABIC:
    case G_UNICODE_SCRIPT_SYRIAC:
    case G_UNICODE_SCRIPT_MONGOLIAN:
    case G_UNICODE_SCRIPT_NKO:
    case G_UNICODE_SCRIPT_MANDAIC:
    case G_UNICODE_SCRIPT_MANICHAEAN:
    case G_UNICODE_SCRIPT_PHAGS_PA:
    case G_UNICODE_SCRIPT_PSALTER_PAHLAVI:
    case G_UNICODE_SCRIPT_ADLAM:
    case G_UNICODE_SCRIPT_HANIFI_ROHINGYA:
    case G_UNICODE_SCRIPT_SOGDIAN:
    case G_UNICODE_SCRIPT_DEVANAGARI: /* one headline over the word */
    case G_UNICODE_SCRIPT_BENGALI:
    case G_UNICODE_SCRIPT_GURMUKHI:
        return true;
    default:
        return false;
    }
}

bool ct_text_joins(const char *text) {
    for (uint32_t c; (c = ct_utf8_next(&text)) != 0;) {
        if (c >= 0x600 && script_joins(g_unichar_get_script(c))) return true;
    }
    return false;
}

/* ---- shaping --------------------------------------------------------------------------------- */

/* A layout asks Pango for the metrics of each font, which sets a text of all letters of the
 * language in it: dearer than all that is shaped for a map. */

static PangoAttrList *attributes_of(const PangoFontDescription *font, int tracking) {
    PangoAttrList *attributes = pango_attr_list_new();
    pango_attr_list_insert(attributes, pango_attr_font_desc_new(font));
    if (tracking) pango_attr_list_insert(attributes, pango_attr_letter_spacing_new(tracking));
    return attributes;
}

/* The only item of a text that reads from left to right; NULL where there are others. */
static PangoItem *only_item(PangoContext *context, const PangoFontDescription *font, int tracking,
                            const char *text, int size) {
    PangoAttrList *attributes = attributes_of(font, tracking);
    GList *items =
        pango_itemize_with_base_dir(context, PANGO_DIRECTION_LTR, text, 0, size, attributes, NULL);
    pango_attr_list_unref(attributes);
    PangoItem *item = items && !items->next ? items->data : NULL;
    if (item && (item->analysis.level != 0 || !item->analysis.font)) {
        pango_item_free(item);
        item = NULL;
    } else if (!item) {
        for (GList *node = items; node; node = node->next)
            pango_item_free(node->data);
    }
    g_list_free(items);
    return item;
}

/* As a layout does: about each letter, but not at the ends. */
static void space_letters(PangoGlyphItem *glyphs, const char *text, int size, int tracking,
                          PangoLanguage *language) {
    const int count = (int)g_utf8_strlen(text, size) + 1;
    PangoLogAttr *letters = g_new0(PangoLogAttr, (gsize)count);
    pango_get_log_attrs(text, size, -1, language, letters, count);
    pango_glyph_item_letter_space(glyphs, text, letters, tracking);
    g_free(letters);
}

PangoGlyphItem *ct_text_shape(PangoContext *context, const PangoFontDescription *font, int tracking,
                              const char *text) {
    const size_t size = strlen(text);
    if (size == 0 || size > G_MAXINT / 2) return NULL;
    PangoItem *item = only_item(context, font, tracking, text, (int)size);
    if (!item) return NULL;
    PangoGlyphItem *glyphs = g_slice_new0(PangoGlyphItem); /* as pango_glyph_item_free wants it */
    glyphs->item = item;
    glyphs->glyphs = pango_glyph_string_new();
    pango_shape_item(item, text, (int)size, NULL, glyphs->glyphs,
                     pango_context_get_round_glyph_positions(context) ? PANGO_SHAPE_ROUND_POSITIONS
                                                                      : PANGO_SHAPE_NONE);
    if (tracking) space_letters(glyphs, text, (int)size, tracking, item->analysis.language);
    return glyphs;
}
