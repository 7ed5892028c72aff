/* test_schema_class.c - the keys of strokes and classes. */
#include <math.h>

#include "spec_case.h"

static ct_text_class text_of(spec_case *c, const char *text, const char *findings) {
    ct_text_class class = { 0 };
    ct_yaml *fonts = ct_yaml_map(c->arena, CT_NOWHERE);
    ct_yaml_put(c->arena, fonts, (ct_name){ .text = "sans" },
                ct_yaml_scalar(c->arena, "A", CT_NOWHERE));
    ct_binding binding = { .arena = c->arena, .report = c->report, .where = "x", .fonts = fonts };
    const ct_yaml *node = case_yaml(c, text);
    (void)!ct_bind(&binding, &ct_record_text_class, node, node->place, &class);
    assert_string_equal(case_findings(c), findings);
    return class;
}

static void tables_are_whole(void **state) {
    (void)state;
    case_check_table(&ct_record_stroke);
    case_check_table(&ct_record_text_class);
    assert_true(ct_record_text_class.name_at > 0 && ct_record_text_class.place_at > 0);
    case_check_table(case_record(&ct_record_text_class, "halo"));
}

static void strokes_have_a_colour_and_a_width(void **state) {
    ct_stroke stroke = { 0 };
    assert_string_equal(case_bind(*state, &ct_record_stroke, "{}", &stroke), "");
    assert_true(stroke.width == 1 && stroke.color.a == 1 && stroke.dash_count == 0);
    assert_true(stroke.cap == CT_CAP_BUTT && stroke.join == CT_JOIN_ROUND);
    assert_string_equal(
        case_bind(*state, &ct_record_stroke,
                  "{ color: red / 50%, width: 2pt, dash: [4px, 2px], cap: square, join: bevel }",
                  &stroke),
        "");
    assert_true(fabs(stroke.width - 8.0 / 3) < 1e-9 && stroke.color.a == 0.5);
    assert_true(stroke.cap == CT_CAP_SQUARE && stroke.join == CT_JOIN_BEVEL);
    assert_string_equal(case_bind(*state, &ct_record_stroke, "{ width: -1px, cap: flat }", &stroke),
                        "1:10: 'width' must be from 0px to 200px, not '-1px'\n"
                        "1:21: 'cap' must be butt, round or square, not 'flat'\n");
}

static void tracking_in_em_follows_the_size(void **state) {
    spec_case *c = *state;
    ct_text_class t = text_of(c, "{ tracking: 0.2em, size: 20px, max_tracking: 1em }", "");
    assert_true(t.font.tracking == 4 && t.max_tracking == 20);
    t = text_of(c, "{ tracking: 2px, size: 20px }", "");
    assert_true(t.font.tracking == 2 && t.max_tracking == 0);
    t = text_of(c, "{ tracking: 0.5em }", "");
    assert_true(t.font.tracking == 6); /* of the default size */
}

static void a_name_may_repeat(void **state) {
    spec_case *c = *state;
    assert_true(text_of(c, "{}", "").repeat == 0);
    assert_true(text_of(c, "{ repeat: 240pt }", "").repeat == 320);
    text_of(c, "{ repeat: 320 }", "1:11: 'repeat: 320' needs a unit, such as '12px'\n");
}

static void a_halo_may_be_none(void **state) {
    spec_case *c = *state;
    assert_true(text_of(c, "{}", "").halo_width == 0);
    assert_true(text_of(c, "{ halo: none }", "").halo_width == 0);
    ct_text_class t = text_of(c, "{ halo: {} }", "");
    assert_true(t.halo_width == 1.5 && t.halo.r == 1);
}

static void small_type_is_warned_of(void **state) {
    spec_case *c = *state;
    const char *warning = "1:9: x: type under 8px (6pt) is too small to read\n";
    (void)text_of(c, "{ size: 7.9px }", warning);
    (void)text_of(c, "{ size: 6pt }", "");
    (void)text_of(c, "{ size: 8px }", "");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        CASE(tables_are_whole),
        CASE(strokes_have_a_colour_and_a_width),
        CASE(tracking_in_em_follows_the_size),
        CASE(a_name_may_repeat),
        CASE(a_halo_may_be_none),
        CASE(small_type_is_warned_of),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
