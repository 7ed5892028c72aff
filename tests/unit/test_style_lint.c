/* test_style_lint.c - saturated ground, and letters that their own halo swallows. */
#include "spec_case.h"

static const char *lint(spec_case *c, const char *text) {
    const ct_style *style;
    const char *path = case_file(c, "s.style.yaml", ct_printf(c->arena, "style: 1\n%s", text));
    assert_true(ct_style_load(c->arena, path, NULL, NULL, &style, c->report));
    return case_findings(c);
}

static void ground_is_muted(void **state) {
    spec_case *c = *state;
    assert_string_equal(lint(c, "area: { sea: { fill: '#aad3df' }, land: { fill: '#f3f1ec' } }\n"),
                        "");
    /* as it looks on the paper: a saturated colour may be laid on thinly */
    assert_string_equal(lint(c, "area: { sea: { fill: '#0066ff / 15%' } }\n"), "");
    assert_string_equal(lint(c, "area: { flood: { fill: '#0066ff' } }\n"), ""); /* the story */
    assert_string_equal(
        lint(c, "area:\n  sea: { fill: '#99ccff' }\n"),
        "3:3: area class 'sea': its fill is saturated (a chroma of 31), and it is ground\n"
        "  hint: strong colours are for what the map tells: mute the ground to a chroma of 22 or "
        "less\n");
}

static void letters_stand_out_from_their_halo(void **state) {
    spec_case *c = *state;
    assert_string_equal(lint(c, "text: { city: { color: '#767676', halo: {} } }\n"), "");
    assert_string_equal(lint(c, "text: { city: { color: '#ffffff', halo: { color: '#000' } } }\n"),
                        "");
    assert_string_equal(lint(c, "text: { city: { color: '#999999' } }\n"), ""); /* no halo */
    assert_string_equal(
        lint(c, "text:\n  city: { color: '#999999', halo: {} }\n"),
        "3:3: text class 'city' has a contrast of 2.8:1 to its own halo; text needs 4.5:1\n"
        "  hint: a halo has the colour of the ground, the letters one that stands out from it\n");
}

/* A fault in a variant is told, and one that all share but once. */
static void variants_are_looked_at(void **state) {
    spec_case *c = *state;
    const char *told = lint(c, "area:\n  land: { fill: '#ff0000' }\n  sea: { fill: '#fff' }\n"
                               "variants:\n  a: { sheet: { margin: 0 } }\n"
                               "  b: { area: { sea: { fill: '#00f' } } }\n");
    assert_non_null(strstr(told, "3:3: area class 'land'"));
    assert_null(strstr(strstr(told, "'land'") + 1, "'land'"));
    assert_non_null(strstr(told, "area class 'sea'"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        CASE(ground_is_muted),
        CASE(letters_stand_out_from_their_halo),
        CASE(variants_are_looked_at),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
