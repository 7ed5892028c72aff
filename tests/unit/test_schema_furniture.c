/* test_schema_furniture.c - the keys of a map's furniture. */
#include "spec_case.h"

#include <math.h>

static void tables_are_whole(void **state) {
    (void)state;
    case_check_table(&ct_record_furniture);
    for (size_t i = 0; i < ct_record_furniture.count; i++)
        case_check_table(ct_record_furniture.keys[i].detail);
}

static void furniture_may_be_a_word(void **state) {
    spec_case *c = *state;
    const ct_record *record = &ct_record_furniture;
    ct_map m = { 0 };
    assert_string_equal(case_bind(c, record, "{}", &m), "");
    assert_true(m.key.at == CT_AT_SHEET && m.scale_bar.at == CT_AT_NONE &&
                m.locator.at == CT_AT_NONE);
    m = (ct_map){ 0 };
    assert_string_equal(
        case_bind(c, record,
                  "{ key: auto, scale_bar: bottom-right, north_arrow: top, locator: none }", &m),
        "");
    assert_true(m.key.at == CT_AT_AUTO && m.scale_bar.at == CT_AT_BOTTOM_RIGHT);
    assert_true(m.scale_bar.unit_count == 1 && m.scale_bar.units[0] == CT_UNIT_KM);
    assert_true(m.north.at == CT_AT_TOP && m.locator.at == CT_AT_NONE);
    m = (ct_map){ 0 };
    assert_string_equal(case_bind(c, record, "{ key: none, locator: { at: left } }", &m),
                        "1:14: locator needs 'fit': the data that fill it\n");
    assert_int_equal(m.key.at, CT_AT_NONE);
}

static void keys_have_columns_and_forms(void **state) {
    spec_case *c = *state;
    ct_map m = { 0 };
    assert_string_equal(case_bind(c, &ct_record_furniture, "{ key: top-left }", &m), "");
    assert_true(isnan(m.key.columns) && m.key.form == CT_KEY_LIST);
    m = (ct_map){ 0 };
    assert_string_equal(
        case_bind(c, &ct_record_furniture, "{ key: { columns: 2, form: ramp } }", &m), "");
    assert_true(m.key.columns == 2 && m.key.form == CT_KEY_RAMP);
    assert_string_equal(case_bind(c, &ct_record_furniture, "{ key: { columns: 1.5 } }", &m),
                        "1:19: 'columns' must be a whole number, or auto, not '1.5'\n");
    assert_string_equal(case_bind(c, &ct_record_furniture, "{ key: { columns: 0 } }", &m),
                        "1:19: 'columns' must be from 1 to 12, not '0'\n");
}

static void units_keep_their_order(void **state) {
    spec_case *c = *state;
    ct_map m = { 0 };
    assert_string_equal(
        case_bind(c, &ct_record_furniture, "{ scale_bar: { units: [mi, km], form: bar } }", &m),
        "");
    assert_true(m.scale_bar.unit_count == 2 && m.scale_bar.units[0] == CT_UNIT_MI &&
                m.scale_bar.units[1] == CT_UNIT_KM && m.scale_bar.form == CT_BAR_BLOCKS);
    m = (ct_map){ 0 };
    assert_string_equal(case_bind(c, &ct_record_furniture, "{ scale_bar: { units: mi } }", &m), "");
    assert_true(m.scale_bar.unit_count == 1 && m.scale_bar.units[0] == CT_UNIT_MI);
}

static void a_graticule_may_be_a_step(void **state) {
    spec_case *c = *state;
    ct_map m = { 0 };
    assert_string_equal(case_bind(c, &ct_record_furniture, "{ graticule: auto }", &m), "");
    assert_true(m.graticule.given && isnan(m.graticule.step) && m.graticule.labels);
    assert_true(m.graticule.left && m.graticule.bottom && !m.graticule.top && !m.graticule.right &&
                m.graticule.over);
    m = (ct_map){ 0 };
    assert_string_equal(case_bind(c, &ct_record_furniture,
                                  "{ graticule: { step: 2.5, labels: false, sides: top, "
                                  "layer: under } }",
                                  &m),
                        "");
    assert_true(m.graticule.step == 2.5 && !m.graticule.labels && m.graticule.top &&
                !m.graticule.left && !m.graticule.over);
    m = (ct_map){ 0 };
    assert_string_equal(case_bind(c, &ct_record_furniture, "{ graticule: none }", &m), "");
    assert_false(m.graticule.given);
    assert_string_equal(case_bind(c, &ct_record_furniture, "{ graticule: 100 }", &m),
                        "1:14: 'step' must be from 0.01 to 90, not '100'\n");
    assert_string_equal(case_bind(c, &ct_record_furniture, "{ graticule: often }", &m),
                        "1:14: 'step' must be a number or auto, not 'often'\n");
}

static void locators_have_marks_and_words(void **state) {
    spec_case *c = *state;
    ct_map m = { 0 };
    assert_string_equal(case_bind(c, &ct_record_furniture,
                                  "{ locator: { fit: a, mark: dot, label: { en: U, uk: У } } }",
                                  &m),
                        "");
    assert_true(m.locator.mark == CT_LOCATOR_DOT && m.locator.label.count == 2);
}

static void a_logo_may_be_a_file(void **state) {
    spec_case *c = *state;
    ct_map m = { 0 }, n = { 0 };
    assert_string_equal(case_bind(c, &ct_record_furniture, "{ logo: l.svg }", &m), "");
    assert_string_equal(m.logo.file.text, "l.svg");
    assert_true(m.logo.at == CT_AT_SHEET && m.logo.width == 80);
    assert_string_equal(case_bind(c, &ct_record_furniture,
                                  "{ logo: { file: l.png, at: top-left, width: 30mm } }", &n),
                        "");
    assert_true(n.logo.at == CT_AT_TOP_LEFT && fabs(n.logo.width - 113.386) < 1e-3);
    assert_string_equal(case_bind(c, &ct_record_furniture, "{ logo: none }", &n), "");
    assert_string_equal(case_bind(c, &ct_record_furniture, "{ logo: { at: left } }", &n),
                        "1:3: logo of furniture needs 'file'\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        CASE(tables_are_whole),
        CASE(furniture_may_be_a_word),
        CASE(keys_have_columns_and_forms),
        CASE(units_keep_their_order),
        CASE(a_graticule_may_be_a_step),
        CASE(locators_have_marks_and_words),
        CASE(a_logo_may_be_a_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
