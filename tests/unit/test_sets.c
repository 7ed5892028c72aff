/* test_sets.c - overrides from the command line go into the tree of a map. */
#include "spec_case.h"

static const char *const spec = "style: s.style.yaml\nsize: { width: 600px }\ntext: { title: T }\n"
                                "layers:\n  - { id: land, data: a }\n  - { data: b }\n"
                                "outputs: [ { to: a.png }, b.svg ]\n"
                                "furniture: { key: top-left }\n";

static ct_yaml *apply(spec_case *c, const char *set) {
    ct_yaml *root = case_yaml(c, spec);
    if (!ct_set_apply(c->arena, root, set, c->report)) return NULL;
    return root;
}

/* The value at a dotted way; items of lists by number from 0. */
static const ct_yaml *at(const ct_yaml *node, const char *way) {
    while (node && *way) {
        char name[64];
        size_t n = strcspn(way, ".");
        snprintf(name, sizeof name, "%.*s", (int)n, way);
        node = node->kind == CT_YAML_LIST ? node->items[atoi(name)].value : ct_yaml_get(node, name);
        way += n + (way[n] == '.');
    }
    return node;
}

static void assert_value(spec_case *c, const char *set, const char *way, const char *value) {
    const ct_yaml *root = apply(c, set);
    if (!root) fail_msg("%s", case_findings(c));
    const ct_yaml *node = at(root, way);
    if (!node || !ct_yaml_is(node, value))
        fail_msg("%s: '%s' is '%s'", set, way, node && node->text ? node->text : "(none)");
}

static void keys_are_replaced_and_made(void **state) {
    spec_case *c = *state;
    assert_value(c, "size.width=800px", "size.width", "800px");
    assert_value(c, "size.height=400px", "size.width", "600px");
    assert_value(c, "svg.text=outlines", "svg.text", "outlines");
    assert_value(c, "date=2026-01-02", "date", "2026-01-02");
    assert_value(c, "text.title= spaced = kept ", "text.title", "spaced = kept");
}

static void plain_values_need_no_quotes(void **state) {
    spec_case *c = *state;
    assert_value(c, "style.color.red=#900", "style.color.red", "#900");
    assert_value(c, "view.scale=1:2500000", "view.scale", "1:2500000");
    assert_value(c, "text.title=a: b # c", "text.title", "a: b # c");
    assert_value(c, "text.title=\"#1, \\u00e9\"", "text.title", "#1, é");
    assert_value(c, "view.bbox=[1, 2, 3, 4]", "view.bbox.2", "3");
    assert_value(c, "text.title={en: A, uk: B}", "text.title.uk", "B");
}

static void a_style_path_becomes_its_base(void **state) {
    spec_case *c = *state;
    assert_value(c, "style.color.red=#900", "style.base", "s.style.yaml");
    assert_value(c, "style=other.style.yaml", "style", "other.style.yaml");
}

static void shorthands_become_mappings(void **state) {
    spec_case *c = *state;
    assert_value(c, "furniture.key.title=Key", "furniture.key.at", "top-left");
    assert_value(c, "outputs.2.scale=2", "outputs.1.to", "b.svg");
    /* a text that is no shorthand gives way to languages */
    assert_value(c, "text.title.en=E", "text.title.en", "E");
}

static void items_of_lists_go_by_id_or_number(void **state) {
    spec_case *c = *state;
    assert_value(c, "layers.land.opacity=0.5", "layers.0.opacity", "0.5");
    assert_value(c, "layers.b.opacity=0.5", "layers.1.opacity", "0.5");
    assert_value(c, "layers.2.data=x", "layers.1.data", "x");
    assert_value(c, "outputs.1=z.pdf", "outputs.0", "z.pdf");
    assert_null(apply(c, "layers.front.opacity=1"));
    assert_null(apply(c, "layers.3.opacity=1"));
    assert_null(apply(c, "layers.0=x"));
    assert_string_equal(case_findings(c), "1:8: the list has no item 'front'\n"
                                          "1:8: the list has no item '3'\n"
                                          "1:8: the list has no item '0'\n");
}

static void places_are_within_the_text(void **state) {
    spec_case *c = *state;
    const ct_yaml *root = apply(c, "size.height= 40px");
    const ct_yaml_item *item = ct_yaml_find(ct_yaml_get(root, "size"), "height");
    assert_string_equal(item->key.place.file, "--set");
    assert_int_equal(item->key.place.line, 1);
    assert_int_equal(item->key.place.column, 6);
    assert_int_equal(item->value->place.column, 14);
    root = apply(c, "view.bbox=[1, 2]");
    assert_int_equal(at(root, "view.bbox.1")->place.column, 15);
    assert_string_equal(at(root, "view.bbox.1")->place.file, "--set");
}

static void bad_sets_are_told(void **state) {
    spec_case *c = *state;
    static const char *const bad[] = { "", "size", "=3", "size..width=3", ".size=3", "size.=3" };
    for (size_t i = 0; i < CT_COUNT(bad); i++) {
        assert_null(apply(c, bad[i]));
        assert_int_equal(ct_report_status(c->report), CARTOUCHE_BAD_USAGE);
        assert_int_equal(ct_report_count(c->report), 1);
        (void)case_findings(c);
    }
    assert_null(apply(c, "text.title=\xff"));
    assert_string_equal(case_findings(c), "1:1: '--set' is not UTF-8\n");
    assert_null(apply(c, "view.bbox=[1, 2"));
    assert_non_null(strstr(case_findings(c), "not valid YAML"));
    assert_null(apply(c, "view.bbox=[*a]"));
    assert_string_equal(case_findings(c),
                        "1:12: anchors and aliases are not allowed\n"
                        "  hint: write the value out, or give a class a 'base'\n");
}

static void very_deep_sets_are_refused(void **state) {
    spec_case *c = *state;
    char set[4000];
    memset(set, 'a', sizeof set);
    for (size_t i = 1; i < sizeof set; i += 2)
        set[i] = '.';
    memcpy(set + sizeof set - 3, "=1", 3);
    assert_null(apply(c, set));
    assert_int_equal(ct_report_status(c->report), CARTOUCHE_BAD_USAGE);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        CASE(keys_are_replaced_and_made),
        CASE(plain_values_need_no_quotes),
        CASE(a_style_path_becomes_its_base),
        CASE(shorthands_become_mappings),
        CASE(items_of_lists_go_by_id_or_number),
        CASE(places_are_within_the_text),
        CASE(bad_sets_are_told),
        CASE(very_deep_sets_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
