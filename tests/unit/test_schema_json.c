/* test_schema_json.c - the JSON Schema says what the tables say. */
#include "spec_case.h"

#include <jansson.h>

static json_t *schema_of(const char *what) {
    ct_buffer out = { 0 };
    assert_true(ct_schema_json(what, &out));
    json_error_t error;
    json_t *schema = json_loadb(out.data, out.size, 0, &error);
    if (!schema) fail_msg("line %d: %s", error.line, error.text);
    ct_buffer_free(&out);
    return schema;
}

/* Follows references; every one must lead somewhere. */
static void check_references(const json_t *defs, json_t *node) {
    const char *key;
    json_t *value;
    size_t index;
    json_array_foreach(node, index, value) check_references(defs, value);
    json_object_foreach(node, key, value) {
        if (strcmp(key, "$ref") == 0) {
            const char *name = json_string_value(value);
            assert_int_equal(strncmp(name, "#/$defs/", 8), 0);
            assert_true(json_is_object(json_object_get(defs, name + 8)));
        }
        check_references(defs, value);
    }
}

/* Every key of a record is a property with its words, and nothing else is allowed. */
static void check_record(const json_t *schema, const ct_record *record) {
    const json_t *properties = json_object_get(schema, "properties");
    size_t expected = 0;
    for (size_t i = 0; i < record->count; i++) {
        const ct_key *key = &record->keys[i];
        const json_t *property = json_object_get(properties, key->name);
        assert_int_equal(property == NULL, key->type == CT_T_UNSUPPORTED);
        if (!property) continue;
        expected++;
        assert_string_equal(json_string_value(json_object_get(property, "description")), key->doc);
    }
    assert_int_equal(json_object_size(properties), expected);
    assert_true(json_is_false(json_object_get(schema, "additionalProperties")));
}

static void both_schemas_hold_their_tables(void **state) {
    (void)state;
    const struct {
        const char *what;
        const ct_record *record;
    } kinds[] = { { "map", &ct_record_map }, { "style", &ct_record_style } };
    for (size_t i = 0; i < CT_COUNT(kinds); i++) {
        json_t *schema = schema_of(kinds[i].what);
        assert_string_equal(json_string_value(json_object_get(schema, "$schema")),
                            "https://json-schema.org/draft/2020-12/schema");
        check_record(schema, kinds[i].record);
        check_references(json_object_get(schema, "$defs"), schema);
        json_decref(schema);
    }
}

static void enums_and_requirements_are_said(void **state) {
    (void)state;
    json_t *schema = schema_of("map");
    const json_t *required = json_object_get(schema, "required");
    assert_int_equal(json_array_size(required), 5); /* map style view data layers */
    const json_t *defs = json_object_get(schema, "$defs");
    const json_t *kind =
        json_object_get(json_object_get(json_object_get(defs, "annotation"), "properties"), "kind");
    assert_int_equal(json_array_size(json_object_get(kind, "enum")), CT_ANNOTATION_KINDS);
    check_record(json_object_get(defs, "layer"), &ct_record_layer);
    check_record(json_object_get(defs, "text-class"), &ct_record_text_class);
    json_decref(schema);
}

static void there_are_two_schemas(void **state) {
    (void)state;
    ct_buffer out = { 0 };
    assert_false(ct_schema_json("maps", &out));
    assert_false(ct_schema_json(NULL, &out));
    assert_int_equal(out.size, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        CASE(both_schemas_hold_their_tables),
        CASE(enums_and_requirements_are_said),
        CASE(there_are_two_schemas),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
