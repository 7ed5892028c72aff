/* test_schema_layer.c - the keys of layers, labels and annotations. */
#include "spec_case.h"

static ct_layer_spec layer_of(spec_case *c, const char *text, const char *findings) {
    ct_layer_spec layer = { 0 };
    assert_string_equal(case_bind(c, &ct_record_layer, text, &layer), findings);
    return layer;
}

static ct_annotation_spec annotation_of(spec_case *c, const char *text, const char *findings) {
    ct_annotation_spec annotation = { 0 };
    assert_string_equal(case_bind(c, &ct_record_annotation, text, &annotation), findings);
    return annotation;
}

static void tables_are_whole(void **state) {
    (void)state;
    case_check_table(&ct_record_layer);
    case_check_table(&ct_record_annotation);
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
                 "priority: p, class: t } }",
                 "");
    assert_string_equal(l.label.must.text, "r = 1");
    assert_string_equal(l.label.where.text, "r < 3");
    assert_string_equal(l.label.priority.text, "p");
    assert_string_equal(l.label.class_name.text, "t");
    assert_false(layer_of(c, "{ data: a, class: b, label: none }", "").label.given);
    (void)layer_of(c, "{ data: a, class: b, label: { must: x } }",
                   "1:22: label of layer needs 'text'\n");
}

static void annotations_have_the_defaults_of_their_kind(void **state) {
    spec_case *c = *state;
    ct_annotation_spec a = annotation_of(c, "{ kind: callout, at: [1, 2], text: A }", "");
    assert_true(a.kind == CT_ANNOTATION_CALLOUT && a.offset == 24 &&
                a.leader == CT_LEADER_STRAIGHT);
    assert_true(a.side == CT_AT_RIGHT && !a.arrow_head && a.from == CT_NO_DAY &&
                a.until == CT_NO_DAY);
    assert_true(a.at[0] == 1 && a.at[1] == 2 && a.at_kind == CT_AT_LONLAT);
    a = annotation_of(c, "{ kind: text, at: [1, 2], text: A }", "");
    assert_true(a.kind == CT_ANNOTATION_TEXT && a.offset == 0 && a.leader == CT_LEADER_NONE);
    a = annotation_of(c, "{ kind: callout, at: [1, 2], text: A, offset: 0, leader: none }", "");
    assert_true(a.offset == 0 && a.leader == CT_LEADER_NONE);
}

static void an_annotation_ends_after_it_begins(void **state) {
    spec_case *c = *state;
    const char *text = "{ kind: text, at: [1, 2], text: A, from: 2024-01-02, until: ";
    (void)annotation_of(c, ct_printf(c->arena, "%s2024-01-02 }", text), "");
    (void)annotation_of(c, ct_printf(c->arena, "%s2024-01-01 }", text),
                        "1:61: 'until' is before 'from'\n");
}

static void kinds_of_the_contract_are_told_apart(void **state) {
    static const char *const later[] = { "callout-circle", "badge",      "arrow",   "axis",
                                         "line",           "text-along", "area",    "ring",
                                         "bracket",        "inset",      "picture", "date-stamp" };
    spec_case *c = *state;
    for (size_t i = 0; i < CT_COUNT(later); i++)
        (void)annotation_of(
            c, ct_printf(c->arena, "{ kind: %s, at: [1, 2], text: A }", later[i]),
            ct_printf(c->arena, "1:9: 'kind: %s' is not supported by this version\n", later[i]));
    (void)annotation_of(
        c, "{ kind: calout, at: [1, 2], text: A }",
        "1:9: 'kind' must be text or callout, not 'calout'\n  hint: did you mean 'callout'?\n");
    (void)annotation_of(c, "{ kind: text, at: [1, 2], text: A, obstacle: hard }",
                        "1:36: 'obstacle' in annotation is not supported by this version\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        CASE(tables_are_whole),
        CASE(a_layer_goes_by_its_data),
        CASE(a_label_may_be_its_text),
        CASE(annotations_have_the_defaults_of_their_kind),
        CASE(an_annotation_ends_after_it_begins),
        CASE(kinds_of_the_contract_are_told_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
