/* test_text_shape.c - what is shaped without a layout is what a layout makes of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <pango/pangocairo.h>

#include "../../src/scene/scene.h"

static PangoContext *context;
static PangoFontDescription *font;
static int setup(void **state) {
    (void)state;
    PangoFontMap *map = pango_cairo_font_map_new();
    context = pango_font_map_create_context(map);
    g_object_unref(map);
    pango_cairo_context_set_resolution(context, 72);
    pango_context_set_round_glyph_positions(context, FALSE);
    pango_context_set_language(context, pango_language_from_string("en"));
    font = pango_font_description_from_string("DejaVu Sans 12");
    return 0;
}
static int teardown(void **state) {
    (void)state;
    pango_font_description_free(font);
    g_object_unref(context);
    return 0;
}

static void rectangles_equal(PangoRectangle a, PangoRectangle b) {
    assert_int_equal(a.x, b.x);
    assert_int_equal(a.y, b.y);
    assert_int_equal(a.width, b.width);
    assert_int_equal(a.height, b.height);
}

static void glyphs_equal(const PangoGlyphString *a, const PangoGlyphString *b) {
    assert_int_equal(a->num_glyphs, b->num_glyphs);
    for (int i = 0; i < a->num_glyphs; i++) {
        assert_int_equal(a->glyphs[i].glyph, b->glyphs[i].glyph);
        assert_int_equal(a->glyphs[i].geometry.width, b->glyphs[i].geometry.width);
        assert_int_equal(a->glyphs[i].geometry.x_offset, b->glyphs[i].geometry.x_offset);
        assert_int_equal(a->glyphs[i].geometry.y_offset, b->glyphs[i].geometry.y_offset);
    }
}

static void it_is_what_a_layout_makes(void **state) {
    (void)state;
    static const char *const texts[] = { "Donetsk",     "office AVATAR",      "Київ і Львів",
                                         "Ποσειδών 12", "e\xCC\x81t\xC3\xA9", " two  spaces " };
    static const int trackings[] = { 0, 1, 1023, 1024, 3 * 1024, 8600, -512 };
    PangoLayout *layout = pango_layout_new(context);
    pango_layout_set_font_description(layout, font);
    for (size_t i = 0; i < CT_COUNT(texts); i++)
        for (size_t k = 0; k < CT_COUNT(trackings); k++) {
            PangoAttrList *attributes = pango_attr_list_new();
            if (trackings[k])
                pango_attr_list_insert(attributes, pango_attr_letter_spacing_new(trackings[k]));
            pango_layout_set_text(layout, texts[i], -1);
            pango_layout_set_attributes(layout, attributes);
            pango_attr_list_unref(attributes);
            PangoLayoutLine *line = pango_layout_get_line_readonly(layout, 0);
            PangoGlyphItem *own = ct_text_shape(context, font, trackings[k], texts[i]);
            assert_non_null(own);
            assert_null(line->runs->next);
            const PangoGlyphItem *run = line->runs->data;
            glyphs_equal(own->glyphs, run->glyphs);
            PangoRectangle ink[2], logical[2];
            pango_layout_line_get_extents(line, &ink[0], &logical[0]);
            pango_glyph_string_extents(own->glyphs, own->item->analysis.font, &ink[1], &logical[1]);
            rectangles_equal(ink[0], ink[1]);
            rectangles_equal(logical[0], logical[1]);
            pango_glyph_item_free(own);
        }
    g_object_unref(layout);
}

/* Several fonts, scripts or directions are left to a layout, and so is nothing. */
static void other_texts_are_left_to_a_layout(void **state) {
    (void)state;
    assert_null(ct_text_shape(context, font, 0, ""));
    assert_null(ct_text_shape(context, font, 0, "دونيتسك"));
    assert_null(ct_text_shape(context, font, 0, "Donetsk دونيتسك"));
    assert_null(ct_text_shape(context, font, 0, "Київ Kyiv"));
}

static void letters_that_join_are_known(void **state) {
    (void)state;
    assert_false(ct_text_joins("Київ, Łódź"));
    assert_true(ct_text_joins("a دونيتسك"));
    assert_true(ct_text_joins("स्वीडन"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_what_a_layout_makes),
        cmocka_unit_test(other_texts_are_left_to_a_layout),
        cmocka_unit_test(letters_that_join_are_known),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
