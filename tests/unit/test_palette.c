/* test_palette.c - the named colours of a style. */
#include <math.h>

#include "spec_case.h"

static ct_palette *palette_of(spec_case *c, const char *text, ct_binding *binding) {
    *binding = (ct_binding){ .arena = c->arena, .report = c->report, .where = "the style" };
    return ct_palette_new(binding, text ? case_yaml(c, text) : NULL);
}

static ct_rgba color_of(spec_case *c, const ct_palette *palette, const char *text) {
    ct_rgba color;
    const char *near;
    assert_int_equal(ct_palette_color(c->arena, palette, text, &color, &near), CT_COLOR_GOOD);
    return color;
}

static void colours_name_each_other(void **state) {
    spec_case *c = *state;
    ct_binding b;
    const ct_palette *p = palette_of(
        c, "tint: story / 50%\nstory: accent\naccent: \"#ff0000\"\nwash: tint / 50%\n", &b);
    assert_int_equal(b.faults, 0);
    assert_true(color_of(c, p, "story").r == 1);
    assert_true(fabs(color_of(c, p, "tint").a - 0.5) < 1e-12);
    assert_true(fabs(color_of(c, p, "wash").a - 0.25) < 1e-12); /* alphas multiply */
    assert_true(fabs(color_of(c, p, "tint / 10%").a - 0.05) < 1e-12);
}

static void built_in_names_may_be_redefined(void **state) {
    spec_case *c = *state;
    ct_binding b;
    const ct_palette *p = palette_of(c, "red: \"#a52714\"\nink: black\nwhite: white\n", &b);
    assert_int_equal(b.faults, 0);
    assert_true(color_of(c, p, "red").r == 0xa5 / 255.0);
    assert_true(color_of(c, p, "ink").r == 0);
    assert_true(color_of(c, p, "white").r == 1); /* itself: the built-in one */
    assert_true(color_of(c, NULL, "paper").b == 1);
    assert_true(color_of(c, NULL, "#00f").b == 1);
}

static void none_is_a_colour_that_is_not_drawn(void **state) {
    spec_case *c = *state;
    ct_binding b;
    const ct_palette *p = palette_of(c, "nothing: none\n", &b);
    ct_rgba color;
    const char *near;
    assert_int_equal(ct_palette_color(c->arena, p, "none", &color, &near), CT_COLOR_NONE);
    assert_int_equal(ct_palette_color(c->arena, p, "nothing", &color, &near), CT_COLOR_NONE);
}

static void circles_are_told_once(void **state) {
    spec_case *c = *state;
    ct_binding b;
    const ct_palette *p = palette_of(c, "a: b\nb: c / 50%\nc: a\nd: c\n", &b);
    ct_rgba color;
    const char *near;
    assert_int_equal(ct_palette_color(c->arena, p, "d", &color, &near), CT_COLOR_TOLD);
    assert_string_equal(case_findings(c), "3:4: colour 'c' is made from itself, through 'a'\n");
}

static void unknown_colours_are_told_with_the_nearest(void **state) {
    spec_case *c = *state;
    ct_binding b;
    const ct_palette *p =
        palette_of(c, "story: \"#f00\"\nx: storey\ny: \"#12345\"\nz:\nw: [a]\n", &b);
    assert_string_equal(
        case_findings(c),
        "2:4: colour 'x': unknown colour 'storey'\n  hint: did you mean 'story'?\n"
        "3:4: colour 'y': unknown colour '#12345'\n"
        "  hint: a colour is '#rrggbb', a name under 'color:', or either with ' / 30%'\n"
        "4:1: colour 'z' must be a text\n"
        "  hint: a '#' after a space starts a comment: put quotes around \"#rrggbb\"\n"
        "5:4: colour 'w' must be a text\n"
        "  hint: a '#' after a space starts a comment: put quotes around \"#rrggbb\"\n");
    ct_rgba color;
    const char *near;
    assert_int_equal(ct_palette_color(c->arena, p, "stroy / 30%", &color, &near), CT_COLOR_UNKNOWN);
    assert_string_equal(near, "story");
    assert_int_equal(ct_palette_color(c->arena, p, "story / 300%", &color, &near),
                     CT_COLOR_UNKNOWN);
}

static void a_list_is_no_palette(void **state) {
    spec_case *c = *state;
    ct_binding b;
    (void)palette_of(c, "[red, blue]\n", &b);
    assert_string_equal(case_findings(c), "1:1: 'color' must be a mapping of names to colours\n");
    (void)palette_of(c, NULL, &b);
    assert_int_equal(b.faults, 0);
}

static void a_long_chain_resolves(void **state) {
    spec_case *c = *state;
    ct_buffer text = { 0 };
    for (int i = 0; i < 5000; i++)
        ct_buffer_printf(&text, "c%d: c%d\n", i, i + 1);
    ct_buffer_text(&text, "c5000: \"#123456\"\n");
    ct_binding b;
    const ct_palette *p = palette_of(c, text.data, &b);
    assert_int_equal(b.faults, 0);
    assert_true(color_of(c, p, "c0").r == 0x12 / 255.0);
    ct_buffer_free(&text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        CASE(colours_name_each_other),
        CASE(built_in_names_may_be_redefined),
        CASE(none_is_a_colour_that_is_not_drawn),
        CASE(circles_are_told_once),
        CASE(unknown_colours_are_told_with_the_nearest),
        CASE(a_list_is_no_palette),
        CASE(a_long_chain_resolves),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
