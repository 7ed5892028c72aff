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
    ct_data_spec aliases = data_of(c, "[a-*.shp, b-*.shp]", "");
    assert_string_equal(aliases.file.text, "a-*.shp");
    assert_int_equal(aliases.files.count, 2);
    assert_string_equal(aliases.files.items[1].text, "b-*.shp");
}

static void days_are_told_by_others(void **state) {
    spec_case *c = *state;
    assert_int_equal(data_of(c, "{ from: b }", "").when.from, CT_WHEN_NOT);
    assert_int_equal(data_of(c, "{ from: b, at: 2022-02-23 }", "").at_day,
                     ct_day_from(2022, 2, 23));
    ct_data_spec data = data_of(c, "{ from: b, at: -1y }", "");
    assert_true(data.at_day == CT_NO_DAY && data.when.from == CT_WHEN_DATE);
    assert_int_equal(data.when.months, -12);
    assert_int_equal(data_of(c, "{ from: b, at: '{date-30d}' }", "").when.days, -30);
    assert_int_equal(data_of(c, "{ from: b, at: previous }", "").when.from, CT_WHEN_PREVIOUS);
    (void)data_of(c, "{ from: b, at: 2022-02-30 }", "1:16: 'at': there is no day '2022-02-30'\n");
    (void)data_of(c, "{ from: b, at: before }",
                  "1:16: 'at' must be a day, such as 2026-01-31, not 'before'\n"
                  "  hint: or one that is told by others: -30d, -1y, first, latest, latest-1m\n");
}

static void dates_in_fields_have_a_format_and_a_zone(void **state) {
    spec_case *c = *state;
    (void)data_of(c, "{ file: a, date_field: d, date_format: '%d/%m/%Y', zone: Europe/Kyiv }", "");
    (void)data_of(c, "{ file: a, date_field: d, zone: '+05:45' }", "");
    (void)data_of(c, "{ file: a, zone: UTC }", "1:12: 'zone' needs a 'date_field'\n");
    (void)data_of(c, "{ file: a, date_field: d, zone: Europe/Kiew }",
                  "1:33: 'zone': there is no time zone 'Europe/Kiew'\n"
                  "  hint: such as Europe/Kyiv, UTC or +02:00\n");
    (void)data_of(c, "{ file: a, date_field: d, date_format: long }",
                  "1:40: 'date_format' must be such as \"%d/%m/%Y\", with a year, not 'long'\n");
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

static void repair_is_switched_on_or_says_how_much_may_change(void **state) {
    spec_case *c = *state;
    ct_data_spec d = data_of(c, "{ from: b, repair: true }", "");
    assert_true(d.repair && d.repair_allow == 0.001);
    assert_int_equal(d.repair_place.column, 12);
    d = data_of(c, "{ from: b, repair: { allow: 0.5% } }", "");
    assert_true(d.repair && d.repair_allow == 0.005);
    assert_false(data_of(c, "{ from: b, repair: false }", "").repair);
    assert_false(data_of(c, "{ from: b }", "").repair);
    (void)data_of(c, "{ from: b, repair: x }", "1:20: 'repair' must be true or false, not 'x'\n");
}

static void details_are_areas_or_distances(void **state) {
    spec_case *c = *state;
    assert_true(data_of(c, "{ from: b, simplify: 0.2km2 }", "").simplify_km2 == 0.2);
    assert_true(data_of(c, "{ from: b, simplify: 500m }", "").simplify_km2 == 0.25);
    assert_true(data_of(c, "{ from: b, simplify: { visvalingam: 20ha } }", "").simplify_km2 == 0.2);
    ct_data_spec d = data_of(c, "{ from: b, simplify: { douglas_peucker: 0.5km } }", "");
    assert_true(d.simplify_m == 500 && d.simplify_km2 == 0);
    (void)data_of(c, "{ from: b, simplify: 5px }",
                  "1:22: 'simplify' must be an area or a distance on the ground, such as '0.2km2' "
                  "or '500m', not '5px'\n");
    (void)data_of(c, "{ from: b, simplify: { visvalingam: 1km2, douglas_peucker: 5m } }",
                  "1:12: 'simplify' has one of 'size', 'visvalingam', 'douglas_peucker'\n");
}

static void slivers_and_buffers(void **state) {
    spec_case *c = *state;
    ct_data_spec d = data_of(c, "{ from: b, minus: k, slivers: 500m, buffer: -2km }", "");
    assert_true(d.slivers == 500 && d.buffer == -2000);
    (void)data_of(c, "{ from: b, slivers: 500m }",
                  "1:12: 'slivers' needs a 'split', 'clip', 'minus' or 'union': they lie between "
                  "two borders\n");
    d = data_of(c, "{ from: b, union: [k, l], slivers: 500m }", "");
    assert_int_equal(d.unite.count, 2);
    assert_string_equal(d.unite.items[1].text, "l");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        CASE(the_table_is_whole),
        CASE(an_entry_has_one_origin),
        CASE(days_are_told_by_others),
        CASE(dates_in_fields_have_a_format_and_a_zone),
        CASE(what_reads_files_needs_a_file),
        CASE(every_side_has_its_names),
        CASE(keys_that_need_each_other),
        CASE(rows_are_made_one),
        CASE(a_join_names_an_entry_and_a_field),
        CASE(repair_is_switched_on_or_says_how_much_may_change),
        CASE(details_are_areas_or_distances),
        CASE(slivers_and_buffers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
