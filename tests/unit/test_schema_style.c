/* test_schema_style.c - the keys of a house style but for its classes. */
#include "spec_case.h"

static void tables_are_whole(void **state) {
    (void)state;
    case_check_table(&ct_record_style);
    static const char *const records[] = { "sheet", "furniture", "labels" };
    for (size_t i = 0; i < CT_COUNT(records); i++)
        case_check_table(case_record(&ct_record_style, records[i]));
    const ct_record *furniture = case_record(&ct_record_style, "furniture");
    for (size_t i = 0; i < furniture->count; i++)
        case_check_table(furniture->keys[i].detail);
}

static ct_style style_of(spec_case *c, const char *text, const char *findings) {
    ct_style style = { 0 };
    assert_string_equal(
        case_bind(c, &ct_record_style, ct_printf(c->arena, "style: 1\n%s", text), &style),
        findings);
    return style;
}

static void furniture_lands_in_its_own_fields(void **state) {
    ct_furniture_style f =
        style_of(*state,
                 "furniture:\n"
                 "  key: { fill: white, stroke: { width: 2px }, pad: 1px, inset: 2px, "
                 "swatch_width: 3px, "
                 "swatch_height: 4px, row_gap: 5px }\n"
                 "  scale_bar: { pad: 6px, inset: 7px, bar: { width: 8px }, length: 9px }\n"
                 "  locator: { fill: none, pad: 10px, inset: 11px, mark: { width: 12px }, width: "
                 "13px }\n"
                 "  north_arrow: { stroke: { width: 14px }, size: 15px }\n",
                 "")
            .furniture;
    assert_true(f.key.has_fill && f.key.fill.r == 1 && f.key.stroke.width == 2);
    assert_true(f.key.pad == 1 && f.key.inset == 2);
    assert_true(f.swatch_width == 3 && f.swatch_height == 4 && f.row_gap == 5);
    assert_true(f.scale_bar.pad == 6 && f.scale_bar.inset == 7 && f.bar.width == 8 &&
                f.bar_length == 9);
    assert_true(!f.scale_bar.has_fill && f.scale_bar.stroke.width == 0);
    assert_true(f.locator.pad == 10 && f.locator.inset == 11 && !f.locator.has_fill);
    assert_true(f.locator_mark.width == 12 && f.locator_width == 13);
    assert_true(f.north.width == 14 && f.north_size == 15);
}

static void neatlines_may_be_double(void **state) {
    spec_case *c = *state;
    ct_sheet_style s = style_of(c,
                                "sheet: { neatline: { width: 2px, casing: { color: white, width: "
                                "6px }, inner: { width: 0.5px } } }\n",
                                "")
                           .sheet;
    assert_true(s.neatline.width == 2 && s.neatline_casing.width == 6 &&
                s.neatline_casing.color.r == 1 && s.neatline_inner.width == 0.5);
    s = style_of(c, "sheet: { neatline: none }\n", "").sheet;
    assert_true(s.neatline.width == 0 && s.neatline_casing.width == 0);
    (void)style_of(
        c, "sheet: { neatline: { casng: none } }\n",
        "2:22: unknown key 'casng' in neatline of sheet\n  hint: did you mean 'casing'?\n");
}

static void the_sheet_has_defaults_and_an_order(void **state) {
    spec_case *c = *state;
    ct_sheet_style s = style_of(c, "", "").sheet;
    static const ct_sheet_item usual[] = { CT_SHEET_TITLE, CT_SHEET_SUBTITLE, CT_SHEET_MAP,
                                           CT_SHEET_KEY,   CT_SHEET_NOTE,     CT_SHEET_SOURCE,
                                           CT_SHEET_CREDIT };
    assert_int_equal(s.order_count, CT_COUNT(usual));
    assert_memory_equal(s.order, usual, sizeof usual);
    assert_true(s.margin == 16 && s.gap == 8 && s.rule.width == 0 && s.neatline.width == 0);
    s = style_of(c,
                 "sheet: { order: [map, source], rule: { width: 3px, length: 30px }, neatline: {}, "
                 "ground: black, text_width: 500px }\n",
                 "")
            .sheet;
    assert_true(s.order_count == 2 && s.order[0] == CT_SHEET_MAP);
    assert_true(s.rule.width == 3 && s.rule_length == 30 && s.neatline.width == 1);
    assert_true(s.ground.r == 0 && s.paper.r == 1 && s.text_width == 500);
    (void)style_of(c, "sheet: { order: [title] }\n", "2:17: 'order' must name 'map'\n");
    (void)style_of(c, "sheet: { order: [map, titel] }\n",
                   "2:23: 'order' must be made of title, subtitle, map, key, note, source or "
                   "credit, not 'titel'\n");
}

static void labels_have_shares(void **state) {
    spec_case *c = *state;
    ct_labels_style l =
        style_of(c, "labels: { order: imhof, gap: 1mm, cover_max: 0.2, shrink_min: 90% }\n", "")
            .labels;
    assert_true(l.order[0] == CT_POS_TR && l.cover_max == 0.2 && l.shrink_min == 0.9);
    assert_true(l.gap > 3.7 && l.gap < 3.8);
    (void)style_of(c, "labels: { cover_max: 17 }\n",
                   "2:22: 'cover_max' must be from 0% to 100%, not '17'\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        CASE(tables_are_whole),        CASE(furniture_lands_in_its_own_fields),
        CASE(neatlines_may_be_double), CASE(the_sheet_has_defaults_and_an_order),
        CASE(labels_have_shares),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
