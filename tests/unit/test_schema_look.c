/* test_schema_look.c - the keys of area, line and point classes. */
#include <math.h>

#include "spec_case.h"

static void tables_are_whole(void **state) {
    (void)state;
    const ct_record *classes[] = { &ct_record_area_class, &ct_record_line_class,
                                   &ct_record_point_class };
    for (size_t i = 0; i < CT_COUNT(classes); i++) {
        case_check_table(classes[i]);
        assert_true(classes[i]->name_at > 0 && classes[i]->place_at > 0);
        for (size_t k = 0; k < classes[i]->count; k++)
            if (classes[i]->keys[k].type == CT_T_RECORD)
                case_check_table(classes[i]->keys[k].detail);
    }
}

static void classes_refuse_what_is_not_theirs(void **state) {
    ct_area_class area = { 0 };
    assert_string_equal(
        case_bind(*state, &ct_record_area_class, "{ obstacle: hard, fill: 7 }", &area),
        "1:3: unknown key 'obstacle' in area class\n"
        "  hint: its keys are base, fill, hatch, edge, stroke, casing, opacity\n"
        "1:25: 'fill': unknown colour '7'\n"
        "  hint: a colour is '#rrggbb', a name under 'color:', or either with ' / 30%'\n");
}

static void patterns_of_hatches(void **state) {
    ct_area_class area = { 0 };
    assert_string_equal(case_bind(*state, &ct_record_area_class, "{ hatch: {} }", &area), "");
    assert_true(area.hatch.given && area.hatch.pattern == CT_PATTERN_LINES);
    assert_true(area.hatch.angle == 45 && area.hatch.gap == 5 && area.hatch.width == 1);
    area = (ct_area_class){ 0 };
    assert_string_equal(
        case_bind(*state, &ct_record_area_class, "{ hatch: { pattern: dots } }", &area), "");
    assert_true(area.hatch.pattern == CT_PATTERN_DOTS && area.hatch.angle == 0);
    assert_string_equal(
        case_bind(*state, &ct_record_area_class, "{ hatch: { pattern: dots, angle: 45 } }", &area),
        "");
    assert_true(area.hatch.angle == 45);
    assert_string_equal(
        case_bind(*state, &ct_record_area_class, "{ hatch: { pattern: crosses } }", &area),
        "1:21: 'pattern' must be lines, cross or dots, not 'crosses'\n"
        "  hint: did you mean 'cross'?\n");
}

static void edges_are_a_word_or_a_mapping(void **state) {
    ct_area_class area = { 0 };
    assert_string_equal(case_bind(*state, &ct_record_area_class, "{}", &area), "");
    assert_false(area.edge.soft);
    assert_string_equal(case_bind(*state, &ct_record_area_class, "{ edge: none }", &area), "");
    assert_false(area.edge.soft);
    assert_string_equal(case_bind(*state, &ct_record_area_class, "{ edge: feather }", &area), "");
    assert_true(area.edge.soft && area.edge.feather == 14 && area.edge.side == CT_EDGE_IN);
    assert_int_equal(area.edge.steps, 10);
    area = (ct_area_class){ 0 };
    assert_string_equal(case_bind(*state, &ct_record_area_class,
                                  "{ edge: { feather: 20px, side: both, steps: 4 } }", &area),
                        "");
    assert_true(area.edge.soft && area.edge.feather == 20 && area.edge.side == CT_EDGE_BOTH);
    assert_int_equal(area.edge.steps, 4);
    assert_string_equal(case_bind(*state, &ct_record_area_class, "{ edge: { steps: 99 } }", &area),
                        "1:18: 'steps' must be from 2 to 24, not '99'\n");
    assert_string_equal(case_bind(*state, &ct_record_area_class, "{ edge: soft }", &area),
                        "1:9: 'kind' must be feather, not 'soft'\n");
}

static void lines_are_decorated(void **state) {
    ct_line_class line = { 0 };
    assert_string_equal(case_bind(*state, &ct_record_line_class, "{ stroke: {} }", &line), "");
    assert_true(line.ticks.gap == 0 && line.teeth.gap == 0 && line.arrows.gap == 0);
    assert_string_equal(
        case_bind(*state, &ct_record_line_class,
                  "{ ticks: { side: both }, teeth: { form: half-circle, fill: none }, "
                  "arrows: { gap: 30px, color: red }, offset: -3px }",
                  &line),
        "");
    assert_true(line.ticks.gap == 8 && line.ticks.side == CT_FLANK_BOTH && !line.ticks.has_color);
    assert_true(line.teeth.form == CT_TOOTH_HALF_CIRCLE && line.teeth.hollow);
    assert_true(line.teeth.gap == 22 && line.teeth.side == CT_FLANK_LEFT);
    assert_true(line.arrows.gap == 30 && line.arrows.has_color && !line.arrows.reverse);
    assert_true(line.offset == -3);
    line = (ct_line_class){ 0 };
    assert_string_equal(case_bind(*state, &ct_record_line_class, "{ teeth: {} }", &line), "");
    assert_true(!line.teeth.hollow && !line.teeth.has_color); /* the stroke's own colour */
    assert_string_equal(
        case_bind(*state, &ct_record_line_class, "{ ticks: { side: up, gap: 1px } }", &line),
        "1:18: 'side' must be left, right or both, not 'up'\n"
        "1:27: 'gap' must be from 2px to 1000px, not '1px'\n");
}

static const char *symbol_of(void **state, const char *text, ct_point_class *point) {
    *point = (ct_point_class){ 0 };
    return case_bind(*state, &ct_record_point_class, text, point);
}

static void symbols_are_words_or_paths(void **state) {
    ct_point_class p;
    assert_string_equal(symbol_of(state, "{}", &p), "");
    assert_true(p.symbol == CT_SYMBOL_CIRCLE && p.form.parts == 0 && p.angle == 0);
    assert_string_equal(symbol_of(state, "{ symbol: plane, angle: 90 }", &p), "");
    assert_true(p.symbol == CT_SYMBOL_PLANE && p.form.parts == 1 && p.angle == 90);
    assert_string_equal(symbol_of(state, "{ symbol: 'M0 0H2V2Z' }", &p), "");
    assert_true(p.symbol == CT_SYMBOL_PATH && ct_shape_points(&p.form) == 3);
    assert_string_equal(
        symbol_of(state, "{ symbol: { path: 'M0 0H12V12Z', box: [0, 0, 24, 24] } }", &p), "");
    assert_true(p.symbol == CT_SYMBOL_PATH && ct_box_of(&p.form).x1 == 0);
}

static void faults_of_symbols(void **state) {
    ct_point_class p;
    assert_string_equal(symbol_of(state, "{ symbol: sqare }", &p),
                        "1:11: 'form' must be circle, square, triangle, diamond, star, cross, "
                        "ring, burst, plane, anchor, flag, pin or bolt, not 'sqare'\n"
                        "  hint: did you mean 'square'?\n");
    assert_string_equal(symbol_of(state, "{ symbol: 'M0 0L5' }", &p),
                        "1:11: the path of a symbol stops short at its end\n"
                        "  hint: it is the data of an SVG path: commands M L H V C S Q T A Z, each "
                        "with its numbers\n");
    assert_string_equal(symbol_of(state, "{ symbol: 'M0 0L5 5 X' }", &p),
                        "1:11: the path of a symbol is at fault at 'X'\n"
                        "  hint: it is the data of an SVG path: commands M L H V C S Q T A Z, each "
                        "with its numbers\n");
    assert_string_equal(symbol_of(state, "{ symbol: { path: M0 0 } }", &p),
                        "1:19: the path of a symbol holds nothing to fill\n");
    assert_string_equal(symbol_of(state, "{ symbol: { form: star, path: 'M0 0H2V2Z' } }", &p),
                        "1:31: a symbol has a 'form' or a 'path'; one of them must go\n");
    assert_string_equal(symbol_of(state, "{ symbol: { form: star, box: [0, 0, 9, 9] } }", &p),
                        "1:30: 'box' is that of a 'path'\n");
    assert_string_equal(symbol_of(state, "{ symbol: { path: 'M0 0H2V2Z', box: [0, 0, 9] } }", &p),
                        "1:37: 'box' must be [x, y, width, height], such as [0, 0, 24, 24]\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        CASE(tables_are_whole),    CASE(classes_refuse_what_is_not_theirs),
        CASE(patterns_of_hatches), CASE(edges_are_a_word_or_a_mapping),
        CASE(lines_are_decorated), CASE(symbols_are_words_or_paths),
        CASE(faults_of_symbols),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
