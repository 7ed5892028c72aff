/* test_schema_data.c - the keys of an entry of data, and which go together. */
#include "spec_case.h"

static ct_data_spec data_of(spec_case *c, const char *text, const char *findings) {
    ct_data_spec data = { 0 };
    assert_string_equal(case_bind(c, &ct_record_data, text, &data), findings);
    return data;
}

static void the_table_is_whole(void **state) {
    (void)state;
    case_check_table(&ct_record_data);
}

static void an_entry_has_one_origin(void **state) {
    spec_case *c = *state;
    assert_string_equal(data_of(c, "a.shp", "").file.text, "a.shp");
    assert_string_equal(data_of(c, "{ from: b }", "").from.text, "b");
    (void)data_of(c, "{ file: a, from: b }",
                  "1:12: data has both 'file' and 'from'; it comes from one\n");
    (void)data_of(c, "{ from: b, file: a }",
                  "1:12: data has both 'file' and 'from'; it comes from one\n");
    (void)data_of(c, "{ where: x }", "1:1: data needs 'file' or 'from'\n");
    (void)data_of(c, "[a, b]", "1:1: 'file' must be a single value, not a list\n");
}

static void what_reads_files_needs_a_file(void **state) {
    static const char *const keys[] = { "layer: x", "xy: [a, b]",    "encoding: x",
                                        "crs: x",   "date_field: x", "missing: skip" };
    spec_case *c = *state;
    for (size_t i = 0; i < CT_COUNT(keys); i++) {
        const char *name = ct_strndup(c->arena, keys[i], strcspn(keys[i], ":"));
        (void)data_of(c, ct_printf(c->arena, "{ from: b, %s }", keys[i]),
                      ct_printf(c->arena, "1:12: '%s' belongs to an entry with a 'file'\n", name));
        (void)data_of(c, ct_printf(c->arena, "{ file: b, %s }", keys[i]), "");
    }
}

static void every_side_has_its_names(void **state) {
    static const struct {
        const char *name;
        ct_side side;
    } sides[] = {
        { "north", CT_SIDE_N },       { "n", CT_SIDE_N },           { "north-east", CT_SIDE_NE },
        { "northeast", CT_SIDE_NE },  { "ne", CT_SIDE_NE },         { "east", CT_SIDE_E },
        { "e", CT_SIDE_E },           { "south-east", CT_SIDE_SE }, { "se", CT_SIDE_SE },
        { "south", CT_SIDE_S },       { "s", CT_SIDE_S },           { "south-west", CT_SIDE_SW },
        { "sw", CT_SIDE_SW },         { "west", CT_SIDE_W },        { "w", CT_SIDE_W },
        { "north-west", CT_SIDE_NW }, { "northwest", CT_SIDE_NW },  { "nw", CT_SIDE_NW },
        { "left", CT_SIDE_LEFT },     { "right", CT_SIDE_RIGHT }
    };
    spec_case *c = *state;
    for (size_t i = 0; i < CT_COUNT(sides); i++)
        assert_int_equal(
            data_of(c, ct_printf(c->arena, "{ from: b, split: k, side: %s }", sides[i].name), "")
                .side,
            sides[i].side);
}

static void keys_that_need_each_other(void **state) {
    spec_case *c = *state;
    (void)data_of(c, "{ from: b, split: k }",
                  "1:12: 'split' needs a 'side': which part of data stays, such as east\n");
    (void)data_of(c, "{ from: b, side: east }", "1:12: 'side' needs a 'split'\n");
    (void)data_of(c, "{ file: b, max_age: 3d }", "1:12: 'max_age' needs 'missing: previous'\n");
    assert_int_equal(data_of(c, "{ file: b, missing: previous, max_age: 2w }", "").max_age, 14);
}

static void rows_are_made_one(void **state) {
    spec_case *c = *state;
    assert_string_equal(data_of(c, "{ from: b, dissolve: true }", "").dissolve.text, "*");
    assert_string_equal(data_of(c, "{ from: b, dissolve: 'true' }", "").dissolve.text, "true");
    assert_null(data_of(c, "{ from: b, dissolve: false }", "").dissolve.text);
    assert_string_equal(data_of(c, "{ from: b, dissolve: iso }", "").dissolve.text, "iso");
}

static void a_join_names_an_entry_and_a_field(void **state) {
    spec_case *c = *state;
    ct_data_spec d = data_of(c, "{ from: b, join: { data: results, by: postal } }", "");
    assert_string_equal(d.join.text, "results");
    assert_string_equal(d.join_by.text, "postal");
    assert_string_equal(d.join_key.text, "postal");
    d = data_of(c, "{ from: b, join: { data: results, by: postal, key: state } }", "");
    assert_string_equal(d.join_key.text, "state");
    (void)data_of(c, "{ from: b, join: { data: results } }", "1:12: join of data needs 'by'\n");
}

static void what_is_not_drawn_yet_is_told(void **state) {
    static const char *const keys[] = { "repair", "buffer" };
    spec_case *c = *state;
    for (size_t i = 0; i < CT_COUNT(keys); i++)
        (void)data_of(
            c, ct_printf(c->arena, "{ from: b, %s: x }", keys[i]),
            ct_printf(c->arena, "1:12: '%s' in data is not supported by this version\n", keys[i]));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        CASE(the_table_is_whole),
        CASE(an_entry_has_one_origin),
        CASE(what_reads_files_needs_a_file),
        CASE(every_side_has_its_names),
        CASE(keys_that_need_each_other),
        CASE(rows_are_made_one),
        CASE(a_join_names_an_entry_and_a_field),
        CASE(what_is_not_drawn_yet_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
