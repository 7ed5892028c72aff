/* test_schema_note.c - the keys of annotations: defaults of each kind, and what goes with it. */
#include "spec_case.h"

static ct_annotation_spec annotation_of(spec_case *c, const char *text, const char *findings) {
    ct_annotation_spec annotation = { 0 };
    assert_string_equal(case_bind(c, &ct_record_annotation, text, &annotation), findings);
    return annotation;
}

static void the_table_is_whole(void **state) {
    (void)state;
    case_check_table(&ct_record_annotation);
}

static void annotations_have_the_defaults_of_their_kind(void **state) {
    spec_case *c = *state;
    ct_annotation_spec a = annotation_of(c, "{ kind: callout, at: [1, 2], text: A }", "");
    assert_true(a.kind == CT_ANNOTATION_CALLOUT && a.offset == 24 &&
                a.leader == CT_LEADER_STRAIGHT && a.head == CT_HEAD_DOT);
    assert_true(a.side == CT_AT_RIGHT && a.from == CT_NO_DAY && a.until == CT_NO_DAY);
    assert_true(a.at.pair[0] == 1 && a.at.pair[1] == 2 && a.at.kind == CT_AT_LONLAT);
    assert_true(a.obstacle == CT_OBSTACLE_HARD && a.taper && a.curve == 0);
    assert_null(a.class_name.text);
    a = annotation_of(c, "{ kind: text, at: [1, 2], text: A }", "");
    assert_true(a.kind == CT_ANNOTATION_TEXT && a.offset == 0 && a.leader == CT_LEADER_NONE);
    a = annotation_of(c,
                      "{ kind: callout, at: [1, 2], text: A, offset: 0, leader: none, side: auto, "
                      "head: bar, obstacle: soft }",
                      "");
    assert_true(a.offset == 0 && a.leader == CT_LEADER_NONE && a.side == CT_AT_AUTO);
    assert_true(a.head == CT_HEAD_BAR && a.obstacle == CT_OBSTACLE_SOFT);
    a = annotation_of(c, "{ kind: arrow, path: [[1, 2], [3, 4]] }", "");
    assert_true(a.head == CT_HEAD_ARROW && a.taper && a.side == CT_AT_AUTO);
    a = annotation_of(c, "{ kind: ring, at: [1, 2], radii: [5nmi, 2km, 30px] }", "");
    assert_true(a.radius_count == 3 && a.obstacle == CT_OBSTACLE_SOFT);
    assert_true(a.radii[0].length == 9260 && a.radii[0].number == 5 && a.radii[0].ground);
    assert_string_equal(a.radii[0].unit, "nmi");
    assert_true(a.radii[2].length == 30 && !a.radii[2].ground);
    a = annotation_of(c, "{ kind: ring, at: [1, 2], radius: 20001km }",
                      "1:35: 'radius' must be at most 20000km: half way round the globe\n");
}

static void an_annotation_ends_after_it_begins(void **state) {
    spec_case *c = *state;
    const char *text = "{ kind: text, at: [1, 2], text: A, from: 2024-01-02, until: ";
    (void)annotation_of(c, ct_printf(c->arena, "%s2024-01-02 }", text), "");
    (void)annotation_of(c, ct_printf(c->arena, "%s2024-01-01 }", text),
                        "1:61: 'until' is before 'from'\n");
}

static void kinds_are_told_apart(void **state) {
    spec_case *c = *state;
    for (int kind = 0; kind < CT_ANNOTATION_KINDS; kind++)
        for (int other = 0; other < kind; other++)
            assert_string_not_equal(ct_annotation_kind_name((ct_annotation_kind)kind),
                                    ct_annotation_kind_name((ct_annotation_kind)other));
    const char *findings;
    ct_annotation_spec a = { 0 };
    findings = case_bind(c, &ct_record_annotation, "{ kind: calout, at: [1, 2], text: A }", &a);
    assert_non_null(strstr(findings, "not 'calout'\n  hint: did you mean 'callout'?\n"));
}

static void a_kind_needs_its_keys(void **state) {
    spec_case *c = *state;
    (void)annotation_of(c, "{ kind: callout }", "1:1: annotation needs 'at', 'text'\n");
    (void)annotation_of(c, "{ kind: callout, at: [1, 2] }", "1:1: annotation needs 'text'\n");
    /* A misspelt key is told, and no more. */
    ct_annotation_spec a = { 0 };
    const char *findings =
        case_bind(c, &ct_record_annotation, "{ kind: text, at: [1, 2], txet: A }", &a);
    assert_string_equal(findings, "1:27: unknown key 'txet' in annotation\n"
                                  "  hint: did you mean 'text'?\n");
    (void)annotation_of(c, "{ at: [1, 2] }", "1:1: annotation needs 'kind'\n");
}

static void keys_go_with_their_kinds(void **state) {
    spec_case *c = *state;
    (void)annotation_of(c, "{ kind: text, at: [1, 2], text: A, shape: box }",
                        "1:36: 'shape' does not go with 'kind: text'\n"
                        "  hint: it goes with badge\n");
    (void)annotation_of(c, "{ kind: text, text: A, path: [[1, 2], [3, 4]] }",
                        "1:1: annotation needs 'at'\n"
                        "1:24: 'path' does not go with 'kind: text'\n"
                        "  hint: it goes with arrow, axis, line, text-along, area, bracket\n");
    (void)annotation_of(c, "{ kind: callout, at: [1, 2], text: A, side: middle }",
                        "1:45: 'side: middle' leaves no room for a leader\n");
    (void)annotation_of(c, "{ kind: callout, at: [1, 2], text: A, side: middle, leader: none }",
                        "");
}

static void insets_show_one_thing_in_one_place(void **state) {
    spec_case *c = *state;
    ct_annotation_spec a = annotation_of(
        c, "{ kind: inset, at: top-left, bbox: [1, 2, 3, 4], size: [220px, 180px], pad: 4px }", "");
    assert_true(a.inset.view.has_bbox && a.size == 220 && a.height == 180);
    assert_true(a.inset.view.pad.px == 4 && !a.inset.connector && !a.inset.scale_bar);
    a = annotation_of(c,
                      "{ kind: inset, at: { sheet: [90%, 10%] }, fit: [a, b], size: 200px, layers: "
                      "[x], title: T, connector: lines, scale_bar: true }",
                      "");
    assert_true(a.inset.view.fit.count == 2 && a.size == 200 && a.height == 0);
    assert_true(a.inset.view.pad.share == 0.04 && a.inset.layers.count == 1);
    assert_true(a.inset.title.count == 1 && a.inset.connector && a.inset.scale_bar);
    (void)annotation_of(c, "{ kind: inset, at: top-left }",
                        "1:1: annotation needs 'fit' or 'bbox': what it shows\n");
    (void)annotation_of(c, "{ kind: inset, at: top, fit: a, bbox: [1, 2, 3, 4] }",
                        "1:33: annotation has both 'fit' and 'bbox'; it takes one\n");
    (void)annotation_of(
        c, "{ kind: inset, at: [1, 2], fit: a }",
        "1:20: an inset stands at a corner or side of the map, or { sheet: [x%, y%] "
        "}\n");
    (void)annotation_of(c, "{ kind: inset, at: top, fit: a, pad: 50% }",
                        "1:38: 'pad' must be from 0% to less than 50%, or a length\n");
    (void)annotation_of(c, "{ kind: text, at: [1, 2], text: A, fit: a }",
                        "1:36: 'fit' does not go with 'kind: text'\n"
                        "  hint: it goes with inset\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        CASE(the_table_is_whole),
        CASE(annotations_have_the_defaults_of_their_kind),
        CASE(an_annotation_ends_after_it_begins),
        CASE(kinds_are_told_apart),
        CASE(a_kind_needs_its_keys),
        CASE(keys_go_with_their_kinds),
        CASE(insets_show_one_thing_in_one_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
