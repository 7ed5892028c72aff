/* test_schema_map.c - the keys of a map spec but for its data, layers, annotations, furniture. */
#include "spec_case.h"

static void tables_are_whole(void **state) {
    (void)state;
    case_check_table(&ct_record_map);
    static const char *const records[] = {
        "text", "view", "size", "stats", "outputs", "svg", "png"
    };
    for (size_t i = 0; i < CT_COUNT(records); i++)
        case_check_table(case_record(&ct_record_map, records[i]));
}

static ct_view_spec view_of(spec_case *c, const char *text, const char *findings) {
    ct_view_spec view = { 0 };
    assert_string_equal(case_bind(c, case_record(&ct_record_map, "view"), text, &view), findings);
    return view;
}

static void a_view_is_one_of_three_things(void **state) {
    spec_case *c = *state;
    ct_view_spec v = view_of(c, "{ fit: [a, b], pad: 12px }", "");
    assert_true(v.fit.count == 2 && !v.has_bbox && !v.has_centre && v.pad.px == 12 &&
                v.pad.share == 0);
    v = view_of(c, "{ bbox: [1, 2, 3, 4], project: 'EPSG:32637' }", "");
    assert_true(v.has_bbox && v.bbox[3] == 4);
    assert_string_equal(v.project.text, "EPSG:32637");
    v = view_of(c, "{ centre: [37, 48], scale: 1:2500000 }", "");
    assert_true(v.has_centre && v.centre[0] == 37 && v.scale == 2500000);
    (void)view_of(c, "{ pad: 6% }", "1:1: view needs 'fit', 'bbox' or 'centre'\n");
    (void)view_of(c, "{ fit: a, bbox: [1, 2, 3, 4] }",
                  "1:11: view has both 'fit' and 'bbox'; it takes one\n");
    (void)view_of(c, "{ bbox: [1, 2, 3, 4], fit: a }",
                  "1:23: view has both 'fit' and 'bbox'; it takes one\n");
    (void)view_of(c, "{ centre: [1, 2] }", "1:3: 'centre' needs a 'scale', such as 1:2500000\n");
    (void)view_of(c, "{ scale: 1:5 }", "1:3: 'scale' needs a 'centre'\n");
    (void)view_of(c, "{ fit: a, scale: 1:5 }",
                  "1:11: 'scale' goes with 'centre', not with 'fit'\n");
    (void)view_of(c, "{ fit: a, pad: 50% }",
                  "1:16: 'pad' must be from 0% to less than 50%, or a length\n");
    (void)view_of(c, "{ fit: a, pad: -2px }",
                  "1:16: 'pad' must be from 0% to less than 50%, or a length\n");
    (void)view_of(c, "{ center: [1, 2], fit: a }",
                  "1:3: unknown key 'center' in view\n  hint: did you mean 'centre'?\n");
}

static void outputs_end_in_a_format(void **state) {
    spec_case *c = *state;
    const ct_record *record = case_record(&ct_record_map, "outputs");
    static const char *const good[] = { "a.png", "a.svg", "a.pdf", "a.trace", "'{id}-{lang}.png'" };
    for (size_t i = 0; i < CT_COUNT(good); i++) {
        ct_output_spec o = { 0 };
        assert_string_equal(case_bind(c, record, good[i], &o), "");
        assert_true(o.scale == 1 && o.lang.count == 0 && !o.variant.text);
    }
    static const char *const bad[] = { "a.jpg", "a", "'a.png/'", "a.PNG" };
    for (size_t i = 0; i < CT_COUNT(bad); i++) {
        ct_output_spec o = { 0 };
        assert_non_null(strstr(case_bind(c, record, bad[i], &o),
                               "'to' must end in .png, .svg, .pdf, .geojson, .shp or .gpkg, not"));
    }
    ct_output_spec o = { 0 };
    assert_string_equal(case_bind(c, record, "{ to: a.png, scale: 100, lang: [en, x] }", &o),
                        "1:21: 'scale' must be from 0.1 to 16, not '100'\n"
                        "1:37: 'lang' must be languages, such as 'uk', not 'x'\n");
}

static void outputs_of_data_name_an_entry(void **state) {
    spec_case *c = *state;
    const ct_record *record = case_record(&ct_record_map, "outputs");
    static const char *const good[] = { "{ to: a.geojson, data: front }",
                                        "{ to: 'a-{date}.shp', data: x }", "a.gpkg" };
    for (size_t i = 0; i < CT_COUNT(good); i++) {
        ct_output_spec o = { 0 };
        assert_string_equal(case_bind(c, record, good[i], &o), "");
        assert_true(ct_output_is_data(o.to.text));
    }
    ct_output_spec o = { 0 };
    assert_string_equal(case_bind(c, record, "{ to: a.png, data: front }", &o),
                        "1:20: 'data' goes with an output that ends in .geojson, .shp or .gpkg\n");
    assert_false(ct_output_is_data("geojson"));
}

static void sizes_are_those_of_pages(void **state) {
    spec_case *c = *state;
    const ct_record *record = case_record(&ct_record_map, "size");
    ct_map m = { 0 };
    assert_string_equal(case_bind(c, record, "{ width: 210mm, height: 297mm }", &m), "");
    assert_true(m.width > 793 && m.width < 794 && m.height > 1122 && m.height < 1123);
    assert_string_equal(case_bind(c, record, "{ width: 1px, height: 99999px }", &m),
                        "1:10: 'width' must be from 16px to 20000px, not '1px'\n"
                        "1:23: 'height' must be from 16px to 20000px, not '99999px'\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        CASE(tables_are_whole),         CASE(a_view_is_one_of_three_things),
        CASE(outputs_end_in_a_format),  CASE(outputs_of_data_name_an_entry),
        CASE(sizes_are_those_of_pages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
