/* test_pin_file.c - pin files: what each pin says, and what is wrong with it. */
#include "spec_case.h"

static ct_pin_list pins_of(spec_case *c, const char *text, const char *findings) {
    ct_yaml *root;
    ct_pin_list pins = { 0 };
    assert_true(ct_yaml_parse(c->arena, "p.yaml", text, strlen(text), &root, c->report));
    bool good = ct_pin_list_bind(c->arena, root, &pins, c->report);
    assert_int_equal(good, findings[0] == '\0');
    assert_string_equal(case_findings(c), findings);
    return pins;
}

static void the_table_is_whole(void **state) {
    (void)state;
    case_check_table(&ct_record_pin);
}

static void a_pin_is_a_position_or_an_offset(void **state) {
    spec_case *c = *state;
    ct_pin_list pins = pins_of(c,
                               "pins:\n"
                               "  towns/Bakhmut: [12px, -3mm]\n"
                               "  towns/Velyka Novosilka: { position: TR }\n"
                               "  3: { position: B, offset: [0, 2px] }\n",
                               "");
    assert_int_equal(pins.count, 3);
    assert_string_equal(pins.items[0].id, "towns/Bakhmut");
    assert_int_equal(pins.items[0].place.line, 2);
    assert_true(pins.items[0].has_offset && !pins.items[0].has_position);
    assert_true(pins.items[0].offset[0] == 12 && pins.items[0].offset[1] < -11);
    assert_string_equal(pins.items[1].id, "towns/Velyka Novosilka");
    assert_true(pins.items[1].has_position && !pins.items[1].has_offset);
    assert_int_equal(pins.items[1].position, CT_POS_TR);
    assert_true(pins.items[2].has_position && pins.items[2].has_offset);
    assert_true(pins.items[2].offset[0] == 0 && pins.items[2].offset[1] == 2);
    assert_int_equal(pins_of(c, "{ pins: {} }", "").count, 0);
}

static void faults_are_told(void **state) {
    spec_case *c = *state;
    (void)pins_of(
        c, "{ pin: {} }",
        "1:1: a pin file is a mapping 'pins' of the ids of labels\n"
        "  hint: such as { pins: { towns/lyman: [12px, -8px] } }; the report lists the ids\n");
    (void)pins_of(
        c, "pins: [a]",
        "1:7: a pin file is a mapping 'pins' of the ids of labels\n"
        "  hint: such as { pins: { towns/lyman: [12px, -8px] } }; the report lists the ids\n");
    (void)pins_of(c, "{ pins: {}, map: x }",
                  "1:13: unknown key 'map' in a pin file; it has 'pins' alone\n");
    (void)pins_of(c, "{ pins: { a: {} } }", "1:11: pin 'a' needs 'position' or 'offset'\n");
    (void)pins_of(c, "{ pins: { a: { positon: T } } }",
                  "1:16: unknown key 'positon' in pin 'a'\n"
                  "  hint: did you mean 'position'?\n"
                  "1:11: pin 'a' needs 'position' or 'offset'\n");
    (void)pins_of(c, "{ pins: { a: { position: N } } }",
                  "1:26: 'position' must be T, B, R, TR, BR, L, TL or BL, not 'N'\n");
    (void)pins_of(c, "{ pins: { a: [12, 3] } }",
                  "1:14: 'offset' must be two lengths, rightwards and downwards, such as [12px, "
                  "-8px]\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        CASE(the_table_is_whole),
        CASE(a_pin_is_a_position_or_an_offset),
        CASE(faults_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
