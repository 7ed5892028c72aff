/* test_inspect_text.c - a description written as aligned text and as JSON. */
#include <jansson.h>

#include "../../src/source/source.h"
#include "sample.h"

static ct_description sample(void) {
    static ct_layer_facts layers[] = { { "front", "Line String", 3 }, { "towns", "Point", 0 } };
    static const char *values[] = { "city", "село" };
    static ct_field_facts fields[] = {
        { "kind", "text", 1, 2, NAN, NAN, values, 2, true },
        { "a very long name of a field that is long", "number", 0, 1, 0.5, 2.5, NULL, 0, false },
    };
    static const char *faults[] = { "something \"odd\"" };
    return (ct_description){
        .path = "f.gpkg",
        .facts = { .format = "GPKG",
                   .encoding = "UTF-8",
                   .crs = "GEOGCS[\"GCS_X\",DATUM[\"D\"]]",
                   .layers = layers,
                   .layer_count = 2,
                   .layer = "front",
                   .extent = { 1, 2, 3, 4 } },
        .lines = 3,
        .vertices = 30,
        .parts = 4,
        .box = { 1, 2, 3, 4 },
        .fields = fields,
        .field_count = 2,
        .day = CT_NO_DAY,
        .first = CT_NO_DAY,
        .last = CT_NO_DAY,
        .faults = faults,
        .fault_count = 1,
        .yaml = "f: { file: f.gpkg, layer: front }",
    };
}

static void text_is_aligned(void **state) {
    (void)state;
    ct_description d = sample();
    ct_buffer out = { 0 };
    ct_describe_text(&d, &out);
    static const char *const lines[] = {
        "f.gpkg\n",
        "  format      GPKG\n",
        "  layers      front (Line String, 3 features), described here\n",
        "              towns (Point, 0 features)\n",
        "  features    3 lines\n",
        "  geometry    30 points in 4 parts\n",
        "  CRS         GCS_X\n",
        "  lon/lat     1 2 to 3 4\n",
        "  kind                        text          1       2         city, село\n",
        "  what is wrong\n    something \"odd\"\n",
        "    data:\n      f: { file: f.gpkg, layer: front }\n",
    };
    for (size_t i = 0; i < CT_COUNT(lines); i++)
        if (!strstr(out.data, lines[i])) fail_msg("'%s' is not in:\n%s", lines[i], out.data);
    assert_null(strstr(out.data, " \n"));
    assert_null(strstr(out.data, "extent")); /* the same as lon/lat */
    ct_buffer_free(&out);
}

static void json_reads_back(void **state) {
    (void)state;
    ct_description d = sample();
    ct_buffer out = { 0 };
    assert_true(ct_describe_json(&d, &out));
    json_t *root = json_loads(out.data, 0, NULL);
    assert_non_null(root);
    assert_string_equal(json_string_value(json_object_get(root, "crs")), "GCS_X");
    assert_int_equal(json_array_size(json_object_get(root, "layers")), 2);
    assert_true(json_number_value(json_array_get(json_object_get(root, "lonlat"), 2)) == 3);
    json_t *fields = json_object_get(root, "fields");
    assert_int_equal(json_array_size(json_object_get(json_array_get(fields, 0), "values")), 2);
    assert_null(json_object_get(json_array_get(fields, 0), "least"));
    assert_true(json_number_value(json_object_get(json_array_get(fields, 1), "greatest")) == 2.5);
    assert_true(json_is_null(json_object_get(root, "date")));
    json_decref(root);
    ct_buffer_free(&out);
}

static void a_text_that_is_no_utf8_is_null_in_json(void **state) {
    (void)state;
    ct_description d = sample();
    ct_buffer out = { 0 };
    d.path = "\xFF.shp";
    assert_true(ct_describe_json(&d, &out));
    assert_non_null(strstr(out.data, "\"path\": null"));
    ct_buffer_free(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_aligned),
        cmocka_unit_test(json_reads_back),
        cmocka_unit_test(a_text_that_is_no_utf8_is_null_in_json),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
