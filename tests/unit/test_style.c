/* test_style.c - house styles: bases, variants, inheritance of classes, and the one of the house.
 */
#include <math.h>

#include "spec_case.h"

/* A style file of this text after "style: 1"; NULL where it has a fault. */
static const ct_style *load(spec_case *c, const char *text, const char *variant) {
    const char *path = case_file(c, "s.style.yaml", ct_printf(c->arena, "style: 1\n%s", text));
    const ct_style *style = NULL;
    bool good = ct_style_load(c->arena, path, variant, NULL, &style, c->report);
    assert_int_equal(good, ct_report_errors(c->report) == 0);
    return good ? style : NULL;
}

static void assert_faults(spec_case *c, const char *text, const char *findings) {
    assert_null(load(c, text, NULL));
    assert_string_equal(case_findings(c), findings);
}

static void an_empty_style_can_draw_a_sheet(void **state) {
    const ct_style *s = load(*state, "", NULL);
    assert_non_null(s);
    static const char *const needed[] = {
        "title", "subtitle",  "note",    "source",    "credit",
        "key",   "key-title", "locator", "scale-bar", "annotation"
    };
    for (size_t i = 0; i < CT_COUNT(needed); i++) {
        const ct_text_class *text = ct_style_text(s, needed[i]);
        assert_non_null(text);
        assert_true(text->font.size >= 10 && text->leading > 1 && text->color.a == 1);
        assert_non_null(text->font.families);
    }
    assert_true(s->sheet.margin == 16 && s->sheet.order_count == 7);
    assert_true(s->labels.gap == 3 && fabs(s->labels.cover_max - 0.17) < 1e-12);
    assert_int_equal(s->labels.order[0], CT_POS_T);
    assert_true(s->furniture.swatch_width > 0 && s->furniture.bar.width > 0);
    assert_true(s->furniture.bar_length > 0 && s->furniture.locator_width > 0);
    assert_true(s->sheet.neatline.width == 0);
    assert_null(ct_style_text(s, "nothing"));
    assert_null(ct_style_area(s, NULL));
}

static void classes_bind(void **state) {
    const ct_style *s = load(
        *state,
        "color: { red: \"#ff0000\" }\nfonts: { serif: [A, B] }\n"
        "text: { x: { font: serif, weight: 700, italic: true, size: 10pt, tracking: 0.1em, "
        "halo: { width: 2px }, upper: true, place: area, priority: 90, wrap: 100px, "
        "max_tracking: 4px } }\n"
        "area: { x: { fill: red / 30%, hatch: { angle: -45 }, stroke: { color: red, dash: [4px, "
        "2px], cap: round } }, y: { fill: none, hatch: none } }\n"
        "line: { x: { stroke: {}, casing: { width: 4px, color: paper }, obstacle: hard, opacity: "
        "50% } }\n"
        "point: { x: { symbol: star, size: 6px, fill: none, stroke: { width: 2px } } }\n",
        NULL);
    assert_non_null(s);
    const ct_text_class *t = ct_style_text(s, "x");
    assert_string_equal(t->font.families, "A, B");
    assert_true(t->font.weight == 700 && t->font.italic && t->upper);
    assert_true(fabs(t->font.size - 10 * 96.0 / 72) < 1e-9);
    assert_true(fabs(t->font.tracking - t->font.size * 0.1) < 1e-9);
    assert_true(t->max_tracking == 4 && t->halo_width == 2 && t->halo.r == 1 && t->wrap == 100);
    assert_true(t->place_kind == CT_PLACE_AREA && t->priority == 90);
    assert_int_equal(t->place.line, 4);
    const ct_area_class *a = ct_style_area(s, "x");
    assert_true(a->has_fill && a->fill.r == 1 && fabs(a->fill.a - 0.3) < 1e-12 && a->opacity == 1);
    assert_true(a->hatch.given && a->hatch.angle == -45 && a->hatch.gap == 5);
    assert_true(a->stroke.dash_count == 2 && a->stroke.dash[1] == 2 && a->stroke.width == 1);
    assert_int_equal(a->stroke.cap, CT_CAP_ROUND);
    assert_true(a->casing.width == 0);
    assert_false(ct_style_area(s, "y")->has_fill);
    assert_false(ct_style_area(s, "y")->hatch.given);
    const ct_line_class *l = ct_style_line(s, "x");
    assert_true(l->stroke.width == 1 && l->casing.width == 4 && l->opacity == 0.5);
    assert_int_equal(l->obstacle, CT_OBSTACLE_HARD);
    const ct_point_class *p = ct_style_point(s, "x");
    assert_true(p->symbol == CT_SYMBOL_STAR && !p->has_fill && p->stroke.width == 2);
}

static void classes_inherit_whatever_the_order(void **state) {
    const ct_style *s = load(*state,
                             "text:\n  c: { base: b, size: 10px }\n  b: { base: a, weight: 700 }\n"
                             "  a: { size: 20px, halo: { width: 2px }, tracking: 0.5em }\n"
                             "  key-title: { base: a }\n",
                             NULL);
    assert_non_null(s);
    const ct_text_class *c = ct_style_text(s, "c");
    assert_true(c->font.size == 10 && c->font.weight == 700 && c->halo_width == 2);
    assert_true(c->font.tracking == 5); /* em of its own size */
    /* what a class inherits goes before what is built in */
    assert_true(ct_style_text(s, "key-title")->font.size == 20);
    assert_true(ct_style_text(s, "key-title")->font.weight == 400);
}

static void a_file_inherits_from_its_base(void **state) {
    spec_case *c = *state;
    case_file(c, "b.style.yaml",
              "style: 1\nbase: c.style.yaml\ncolor: { red: \"#800000\" }\n"
              "area: { x: { fill: red } }\n");
    case_file(c, "c.style.yaml",
              "style: 1\ncolor: { red: \"#ff0000\", blue: \"#0000ff\" }\n"
              "area: { y: { fill: red, stroke: { width: 3px } } }\n");
    const ct_style *s =
        load(c, "base: b.style.yaml\narea: { y: { stroke: { color: blue } } }\n", NULL);
    assert_non_null(s);
    assert_true(ct_style_area(s, "x")->fill.r == 128 / 255.0);
    const ct_area_class *y = ct_style_area(s, "y");
    assert_true(y->fill.r == 128 / 255.0 && y->stroke.width == 3 && y->stroke.color.b == 1);
}

static void a_circle_of_bases_is_a_fault(void **state) {
    spec_case *c = *state;
    case_file(c, "b.style.yaml", "style: 1\nbase: s.style.yaml\n");
    assert_null(load(c, "base: b.style.yaml\n", NULL));
    assert_int_equal(ct_report_count(c->report), 1);
    assert_non_null(strstr(case_findings(c), "2:7: the style inherits from itself"));
}

static void variants_lie_over_the_style(void **state) {
    spec_case *c = *state;
    const char *text =
        "text: { a: { size: 20px }, b: { base: a } }\n"
        "variants: { small: { text: { a: { size: 10px } }, sheet: { margin: 4px } } }\n";
    const ct_style *plain = load(c, text, NULL), *small = load(c, text, "small");
    assert_true(ct_style_text(plain, "b")->font.size == 20 && plain->sheet.margin == 16);
    /* heirs follow the variant of their base */
    assert_true(ct_style_text(small, "b")->font.size == 10 && small->sheet.margin == 4);
    assert_null(load(c, text, "smal"));
    assert_int_equal(ct_report_status(c->report), CARTOUCHE_BAD_USAGE);
    assert_string_equal(case_findings(c),
                        "0:0: the style has no variant 'smal'\n  hint: did you mean 'small'?\n");
}

static void every_variant_is_checked_and_told_once(void **state) {
    spec_case *c = *state;
    assert_faults(c,
                  "text: { a: { wieght: 7 }, b: { base: a } }\n"
                  "variants:\n  x: { text: { a: { size: 1 } } }\n  y: { style: 1 }\n  z: 4\n",
                  "2:14: unknown key 'wieght' in text class 'a'\n  hint: did you mean 'weight'?\n"
                  "4:27: 'size: 1' needs a unit, such as '12px'\n"
                  "5:8: a variant has no 'style' of its own\n"
                  "6:3: variant 'z' must be a mapping of style keys\n");
}

static void variants_are_few(void **state) {
    spec_case *c = *state;
    ct_buffer text = { 0 };
    ct_buffer_text(&text, "variants:\n");
    for (int i = 0; i < 65; i++)
        ct_buffer_printf(&text, "  v%d: { sheet: { gap: 1px } }\n", i);
    assert_faults(c, text.data, "67:3: a style has at most 64 variants\n");
    ct_buffer_free(&text);
}

static void faults_of_styles(void **state) {
    spec_case *c = *state;
    assert_faults(c, "text: { a: { base: b }, b: { base: a } }\n",
                  "2:36: 'base': text class 'a' inherits from itself\n"
                  "2:20: 'base': text class 'b' inherits from itself\n");
    assert_faults(c, "line: { front: {}, x: { base: frnt } }\n",
                  "2:31: 'base': there is no line class 'frnt'\n  hint: did you mean 'front'?\n");
    assert_faults(c, "sheet: { order: [title, key] }\n", "2:17: 'order' must name 'map'\n");
    assert_faults(
        c, "fonts: { x: [], y: { a: b }, z: 'A, B' }\n",
        "2:13: font 'x' names no family\n2:20: font 'y' must be a family, or a list of families\n"
        "2:33: font 'z' must be a family, or a list of families\n");
    assert_faults(c, "texts: {}\n",
                  "2:1: unknown key 'texts' in the style\n  hint: did you mean 'text'?\n");
    assert_faults(c, "furniture: { key: { pad: 4 } }\n",
                  "2:26: 'pad: 4' needs a unit, such as '12px'\n");
    assert_faults(c, "area: 4\n", "2:7: 'area' must be a mapping of names\n");
    assert_faults(c, "text: [a]\n", "2:7: 'text' must be a mapping of names\n");
    assert_faults(c, "area: { a: 5, b: }\n",
                  "2:12: area class 'a' must be a mapping of keys\n"
                  "2:15: area class 'b' must be a mapping of keys\n");
}

static void a_style_says_that_it_is_one(void **state) {
    spec_case *c = *state;
    const ct_style *style;
    const char *path = case_file(c, "s.style.yaml", "text: {}\n");
    assert_false(ct_style_load(c->arena, path, NULL, NULL, &style, c->report));
    assert_string_equal(case_findings(c), "1:1: the style needs 'style'\n"
                                          "  hint: a style file starts with 'style: 1'\n");
    path = case_file(c, "s.style.yaml", "style: 3\n");
    assert_false(ct_style_load(c->arena, path, NULL, NULL, &style, c->report));
    assert_string_equal(case_findings(c),
                        "1:8: 'style: 3' is a format that this version does not know; it is 1\n");
}

static void a_style_is_told_from_a_map(void **state) {
    spec_case *c = *state;
    assert_true(ct_style_is("/nowhere/a.style.yaml"));
    assert_false(ct_style_is("/nowhere/a.map.yaml"));
    assert_true(ct_style_is(case_file(c, "m.map.yaml", "style: 1\n")));
    assert_true(ct_style_is(case_file(c, "m.map.yaml", "style: 7\n")));
    assert_false(ct_style_is(case_file(c, "m.map.yaml", "map: 1\nstyle: 1\n")));
    assert_false(ct_style_is(case_file(c, "m.map.yaml", "style: s.style.yaml\n")));
    assert_false(ct_style_is(case_file(c, "m.map.yaml", "style: [1\n")));
    assert_false(ct_style_is(case_file(c, "m.map.yaml", "- style\n")));
    assert_false(ct_style_is(case_file(c, "m.map.yaml", "")));
    assert_int_equal(ct_report_count(c->report), 0);
}

static void fonts_that_are_not_there_are_warned_of(void **state) {
    spec_case *c = *state;
    const char *path = case_file(c, "s.style.yaml",
                                 "style: 1\nfonts: { sans: [Nowhere Grotesk, DejaVu Sans],\n"
                                 "  lost: [Nowhere Grotesk, Nowhere Serif] }\n"
                                 "text: { tiny: { size: 5pt } }\n");
    ct_fonts *fonts = ct_fonts_new();
    const ct_style *style = NULL;
    assert_true(ct_style_load(c->arena, path, NULL, fonts, &style, c->report));
    ct_fonts_free(fonts);
    assert_string_equal(ct_style_text(style, "title")->font.families,
                        "Nowhere Grotesk, DejaVu Sans");
    assert_string_equal(case_findings(c),
                        "3:9: font 'lost': none of its families is installed: Nowhere Grotesk, "
                        "Nowhere Serif\n"
                        "  hint: install one, or add a family that is there\n"
                        "4:23: text class 'tiny': type under 8px (6pt) is too small to read\n");
}

/* ---- the house style ---------------------------------------------------------------------------
 */

static double linear(double v) { return v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4); }

/* WCAG 2.1: contrast of opaque colours. */
static double contrast(ct_rgba a, ct_rgba b) {
    double la = 0.2126 * linear(a.r) + 0.7152 * linear(a.g) + 0.0722 * linear(a.b);
    double lb = 0.2126 * linear(b.r) + 0.7152 * linear(b.g) + 0.0722 * linear(b.b);
    return (fmax(la, lb) + 0.05) / (fmin(la, lb) + 0.05);
}

static const char *const house = CT_SOURCE_DIR "/styles/newsroom.style.yaml";

static void the_house_style_and_its_variants_are_right(void **state) {
    spec_case *c = *state;
    static const char *const variants[] = { NULL, "mobile", "print" };
    for (size_t i = 0; i < CT_COUNT(variants); i++) {
        const ct_style *style;
        bool good = ct_style_load(c->arena, house, variants[i], NULL, &style, c->report);
        assert_string_equal(case_findings(c), "");
        assert_true(good);
    }
}

static void the_house_style_can_be_read(void **state) {
    spec_case *c = *state;
    const ct_style *s;
    assert_true(ct_style_load(c->arena, house, NULL, NULL, &s, c->report));
    ct_rgba paper = s->sheet.paper, sea = s->sheet.ground;
    ct_rgba land = ct_style_area(s, "land")->fill, abroad = ct_style_area(s, "neighbour")->fill;
    const struct {
        const char *text;
        ct_rgba ground;
    } pairs[] = { { "title", paper },    { "subtitle", paper }, { "note", paper },
                  { "source", paper },   { "credit", paper },   { "key", paper },
                  { "scale-bar", land }, { "city", land },      { "town", land },
                  { "village", land },   { "oblast", land },    { "country", abroad },
                  { "sea", sea },        { "annotation", land } };
    for (size_t i = 0; i < CT_COUNT(pairs); i++) {
        const ct_text_class *text = ct_style_text(s, pairs[i].text);
        assert_non_null(text);
        double ratio = contrast(text->color, pairs[i].ground);
        if (ratio < 4.5) fail_msg("'%s' has a contrast of %.2f", pairs[i].text, ratio);
        assert_true(text->font.size >= 10);
    }
    /* graphics: 3:1 on the ground that they stand on */
    assert_true(contrast(ct_style_line(s, "front")->stroke.color, land) >= 3);
    assert_true(contrast(ct_style_line(s, "front")->stroke.color, abroad) >= 3);
    assert_true(contrast(ct_style_point(s, "village")->fill, land) >= 3);
}

static void the_house_style_has_few_sizes_on_the_map(void **state) {
    spec_case *c = *state;
    const ct_style *s;
    assert_true(ct_style_load(c->arena, house, NULL, NULL, &s, c->report));
    static const char *const on_map[] = { "city",    "town",      "village", "oblast",
                                          "country", "sea",       "lake",    "river",
                                          "locator", "scale-bar", "key",     "annotation" };
    double sizes[CT_COUNT(on_map)];
    size_t count = 0;
    for (size_t i = 0; i < CT_COUNT(on_map); i++) {
        double size = ct_style_text(s, on_map[i])->font.size;
        bool seen = false;
        for (size_t k = 0; k < count; k++)
            seen |= sizes[k] == size;
        if (!seen) sizes[count++] = size;
    }
    assert_true(count <= 5);
    /* names of points are never letter-spaced */
    assert_true(ct_style_text(s, "city")->font.tracking == 0);
    assert_true(ct_style_text(s, "village")->max_tracking == 0);
    assert_int_equal(ct_style_line(s, "front")->obstacle, CT_OBSTACLE_HARD);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        CASE(an_empty_style_can_draw_a_sheet),
        CASE(classes_bind),
        CASE(classes_inherit_whatever_the_order),
        CASE(a_file_inherits_from_its_base),
        CASE(a_circle_of_bases_is_a_fault),
        CASE(variants_lie_over_the_style),
        CASE(every_variant_is_checked_and_told_once),
        CASE(variants_are_few),
        CASE(faults_of_styles),
        CASE(a_style_says_that_it_is_one),
        CASE(a_style_is_told_from_a_map),
        CASE(fonts_that_are_not_there_are_warned_of),
        CASE(the_house_style_and_its_variants_are_right),
        CASE(the_house_style_can_be_read),
        CASE(the_house_style_has_few_sizes_on_the_map),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
