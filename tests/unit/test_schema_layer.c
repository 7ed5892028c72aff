/* test_schema_layer.c - the keys of layers and labels. */
#include "spec_case.h"

static ct_layer_spec layer_of(spec_case *c, const char *text, const char *findings) {
    ct_layer_spec layer = { 0 };
    assert_string_equal(case_bind(c, &ct_record_layer, text, &layer), findings);
    return layer;
}

static void tables_are_whole(void **state) {
    (void)state;
    case_check_table(&ct_record_layer);
    case_check_table(case_record(&ct_record_layer, "label"));
}

static void a_layer_goes_by_its_data(void **state) {
    spec_case *c = *state;
    ct_layer_spec l = layer_of(c, "{ data: towns, class: town }", "");
    assert_string_equal(l.id, "towns");
    assert_true(l.opacity == 1 && !l.in_locator && !l.label.given && l.key.count == 0);
    assert_string_equal(layer_of(c, "{ id: x, data: towns, class: town }", "").id, "x");
    (void)layer_of(c, "{ id: 'a b', data: towns, class: town }",
                   "1:7: 'id' must be letters, digits, '-', '_' or '.', not 'a b'\n");
    (void)layer_of(c, "{}", "1:1: layer needs 'data', 'class'\n");
}

static void a_label_may_be_its_text(void **state) {
    spec_case *c = *state;
    ct_layer_spec l = layer_of(c, "{ data: a, class: b, label: '{name}' }", "");
    assert_true(l.label.given && l.label.text.count == 1);
    assert_string_equal(l.label.text.texts[0], "{name}");
    l = layer_of(c,
                 "{ data: a, class: b, label: { text: { en: A }, must: r = 1, where: r < 3, "
                 "priority: p, class: t, abbr: { en: short_en, uk: '{short_uk}' } } }",
                 "");
    assert_int_equal(l.label.abbr.count, 2);
    assert_string_equal(l.label.abbr.texts[0], "short_en");
    assert_string_equal(l.label.must.text, "r = 1");
    assert_string_equal(l.label.where.text, "r < 3");
    assert_string_equal(l.label.priority.text, "p");
    assert_string_equal(l.label.class_name.text, "t");
    assert_false(layer_of(c, "{ data: a, class: b, label: none }", "").label.given);
    (void)layer_of(c, "{ data: a, class: b, label: { must: x } }",
                   "1:22: label of layer needs 'text'\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        CASE(tables_are_whole),
        CASE(a_layer_goes_by_its_data),
        CASE(a_label_may_be_its_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
