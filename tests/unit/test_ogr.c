/* test_ogr.c - GDAL's formats: GeoJSON whole, cut and empty, layers, CRS, archives, CSV. */
#include "../../src/source/source.h"
#include "sample.h"

static bool read_with(bench *b, const char *path, ct_read_options options, const ct_table **table) {
    ct_inputs inputs = { .arena = b->arena };
    options.place = (ct_place){ "t.map.yaml", 7, 3 };
    options.file = (ct_place){ path, 0, 0 };
    *table = NULL;
    return ct_ogr_read(b->arena, path, &options, table, &inputs, b->report);
}

static bool read_json(bench *b, const char *text, const ct_table **table) {
    return read_with(b, bench_text(b, "t.geojson", text), (ct_read_options){ 0 }, table);
}

static const ct_table *collection(bench *b, const char *features) {
    const ct_table *table;
    const char *text =
        ct_printf(b->arena, "{\"type\":\"FeatureCollection\",\"features\":[%s]}", features);
    assert_true(read_json(b, text, &table));
    return table;
}

#define FEATURE(properties, type, coordinates)                                                     \
    "{\"type\":\"Feature\",\"properties\":" properties ",\"geometry\":{\"type\":\"" type           \
    "\",\"coordinates\":" coordinates "}}"

static void geojson_of_mixed_kinds_is_read(void **state) {
    bench *b = *state;
    const ct_table *t = collection(
        b, FEATURE("{\"name\":\"a\",\"rank\":1}", "Point", "[37.5,48.5,120]") "," FEATURE(
               "{\"name\":\"b\"}", "MultiLineString",
               "[[[0,0],[1,1]],[[2,2],[3,3]]]") "," FEATURE("{\"name\":null,\"rank\":3}",
                                                            "MultiPolygon",
                                                            "[[[[0,0],[4,0],[4,4],[0,4],[0,0]],"
                                                            "[[1,1],[1,2],[2,2],[2,1],[1,1]]],"
                                                            "[[[6,0],[7,0],[7,1],[6,0]]]]"));
    assert_int_equal(t->rows, 3);
    assert_int_equal(t->shapes[0].kind, CT_POINT);
    assert_true(t->shapes[0].x[t->shapes[0].start] == 37.5);
    assert_int_equal(t->shapes[1].parts, 2);
    assert_int_equal(t->shapes[2].parts, 3);
    assert_float_equal(plane_area(&t->shapes[2]), 15.5, 1e-12);
    assert_null(ct_table_text(b->arena, t, 1, "rank"));
    assert_null(ct_table_text(b->arena, t, 2, "name"));
    assert_true(ct_table_column(t, "rank")->integer);
    assert_int_equal(ct_report_count(b->report), 0);
}

static void properties_become_text_or_numbers(void **state) {
    bench *b = *state;
    const ct_table *t =
        collection(b, FEATURE("{\"d\":\"2026-01-27\",\"t\":\"2026-01-27T10:20:30Z\",\"f\":1.25,"
                              "\"l\":[\"x\",\"y\"],\"n\":[1,2],\"o\":{\"k\":1},\"c\":\"a\\nb\","
                              "\"s\":\"\\u00a0x\"}",
                              "Point", "[1,2]"));
    assert_string_equal(ct_table_text(b->arena, t, 0, "d"), "2026-01-27");
    assert_string_equal(ct_table_text(b->arena, t, 0, "t"), "2026-01-27T10:20:30Z");
    assert_string_equal(ct_table_text(b->arena, t, 0, "f"), "1.25");
    assert_string_equal(ct_table_text(b->arena, t, 0, "l"), "x, y");
    assert_string_equal(ct_table_text(b->arena, t, 0, "n"), "1,2");
    assert_string_equal(ct_table_text(b->arena, t, 0, "o"), "{ \"k\": 1 }");
    assert_string_equal(ct_table_text(b->arena, t, 0, "c"), "a\nb");
    assert_string_equal(ct_table_text(b->arena, t, 0, "s"), "\xC2\xA0x");
}

static void cut_anywhere_geojson_is_a_fault_with_its_place(void **state) {
    bench *b = *state;
    static const char whole[] =
        "{\"type\":\"FeatureCollection\",\n\"features\":[" FEATURE("{}", "Point", "[1,2]") "]}";
    const ct_table *table;
    assert_true(read_json(b, whole, &table));
    for (size_t size = 1; size < sizeof whole - 1; size += 7) {
        size_t before = ct_report_errors(b->report);
        const char *path = bench_write(b, "cut.geojson", whole, size);
        assert_false(read_with(b, path, (ct_read_options){ 0 }, &table));
        assert_true(ct_report_errors(b->report) > before);
        const cartouche_finding *f = ct_report_at(b->report, ct_report_count(b->report) - 1);
        assert_string_equal(f->file, path);
        assert_int_equal(f->line, size > 28 ? 2 : 1);
    }
}

static void empty_collections_are_faults(void **state) {
    bench *b = *state;
    const ct_table *table;
    assert_false(read_json(b, "{\"type\":\"FeatureCollection\",\"features\":[]}", &table));
    assert_true(told(b, CARTOUCHE_ERROR, "no features"));
    assert_false(read_json(b, "{\"hello\":[1,2]}", &table));
    assert_true(told(b, CARTOUCHE_ERROR, "no geodata"));
    assert_false(read_json(b, "<html>502</html>", &table));
    assert_true(told(b, CARTOUCHE_ERROR, "not JSON"));
    assert_int_equal(ct_report_status(b->report), CARTOUCHE_BAD_DATA);
}

static void features_without_geometry_are_lost_and_counted(void **state) {
    bench *b = *state;
    const ct_table *t =
        collection(b, "{\"type\":\"Feature\",\"properties\":{\"n\":1},\"geometry\":null}," FEATURE(
                          "{\"n\":2}", "Point", "[1,2]") "," FEATURE("{\"n\":3}", "Polygon", "[]"));
    assert_int_equal(t->rows, 1);
    assert_string_equal(ct_table_text(b->arena, t, 0, "n"), "2");
    assert_true(told(b, CARTOUCHE_WARNING, "2 of 3 features"));
}

static void metres_in_geojson_ask_for_a_crs(void **state) {
    bench *b = *state;
    const ct_table *table;
    const char *path =
        bench_text(b, "m.geojson", "{\"type\":\"Point\",\"coordinates\":[500000,5400000]}");
    assert_false(read_with(b, path, (ct_read_options){ 0 }, &table));
    assert_true(told(b, CARTOUCHE_ERROR, "crs: "));
    ct_read_options utm = { .crs = "+proj=utm +zone=37 +datum=WGS84" };
    assert_true(read_with(b, path, utm, &table));
    assert_float_equal(table->shapes[0].x[0], 39, 1e-9);
}

static void lines_of_features_are_read_as_a_sequence(void **state) {
    bench *b = *state;
    const ct_table *table;
    const char *text =
        FEATURE("{\"n\":1}", "Point", "[1,2]") "\n" FEATURE("{\"n\":2}", "Point", "[3,4]") "\n";
    assert_true(read_with(b, bench_text(b, "s.geojsonl", text), (ct_read_options){ 0 }, &table));
    assert_int_equal(table->rows, 2);
    assert_true(read_with(b, bench_text(b, "s.json", text), (ct_read_options){ 0 }, &table));
    assert_int_equal(table->rows, 2);
}

static const char KML[] =
    "<kml xmlns=\"http://www.opengis.net/kml/2.2\"><Document>"
    "<Folder><name>Front</name><Placemark><name>l</name><LineString><coordinates>1,2 3,4"
    "</coordinates></LineString></Placemark></Folder>"
    "<Folder><name>Towns</name><Placemark><name>p</name><Point><coordinates>5,6</coordinates>"
    "</Point></Placemark></Folder></Document></kml>";

static void several_layers_must_be_named(void **state) {
    bench *b = *state;
    const ct_table *table;
    const char *path = bench_text(b, "t.kml", KML);
    assert_false(read_with(b, path, (ct_read_options){ 0 }, &table));
    assert_true(told(b, CARTOUCHE_ERROR, "2 layers"));
    assert_true(told(b, CARTOUCHE_ERROR, "Front, Towns"));
    assert_int_equal(ct_report_at(b->report, 0)->line, 7); /* the spec's, which must name one */
    assert_false(read_with(b, path, (ct_read_options){ .layer = "Twons" }, &table));
    assert_true(told(b, CARTOUCHE_ERROR, "did you mean 'Towns'"));
    assert_true(read_with(b, path, (ct_read_options){ .layer = "Towns" }, &table));
    assert_int_equal(table->shapes[0].kind, CT_POINT);
}

static void formats_that_reach_elsewhere_are_refused(void **state) {
    bench *b = *state;
    const ct_table *table;
    const char *target = bench_text(b, "t.geojson", "{\"type\":\"Point\",\"coordinates\":[1,2]}");
    const char *vrt = ct_printf(b->arena,
                                "<OGRVRTDataSource><OGRVRTLayer name=\"t\"><SrcDataSource>%s"
                                "</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>",
                                target);
    assert_false(read_with(b, bench_text(b, "t.vrt", vrt), (ct_read_options){ 0 }, &table));
    assert_true(told(b, CARTOUCHE_ERROR, "a VRT reads other files"));
    assert_true(
        read_with(b, bench_text(b, "t.vrt", vrt), (ct_read_options){ .vrt = true }, &table));
    static const char *const far[] = { "/vsicurl/http://127.0.0.1/x.geojson",
                                       "http://127.0.0.1/x.geojson" };
    for (size_t i = 0; i < CT_COUNT(far); i++) {
        ct_inputs inputs = { .arena = b->arena };
        ct_read_options options = { 0 };
        assert_false(ct_source_read(b->arena, far[i], &options, &table, &inputs, b->report));
    }
}

static void reading_writes_nothing_beside_the_file(void **state) {
    bench *b = *state;
    const ct_table *table;
    static const char gml[] =
        "<c:FeatureCollection xmlns:c=\"http://www.opengis.net/wfs\" "
        "xmlns:gml=\"http://www.opengis.net/gml\" xmlns:x=\"http://x\"><gml:featureMember>"
        "<x:t gml:id=\"t.1\"><x:g><gml:Point srsName=\"EPSG:4326\"><gml:coordinates>1,2"
        "</gml:coordinates></gml:Point></x:g></x:t></gml:featureMember></c:FeatureCollection>";
    size_t before, after;
    const char *path = bench_text(b, "t.gml", gml);
    ct_folder_names(b->arena, b->folder, &before);
    assert_true(read_with(b, path, (ct_read_options){ 0 }, &table));
    ct_folder_names(b->arena, b->folder, &after);
    assert_int_equal(before, after);
}

static void an_open_ring_is_closed_with_a_warning(void **state) {
    bench *b = *state;
    const ct_table *t = collection(b, FEATURE("{}", "Polygon", "[[[0,0],[4,0],[4,4],[0,4]]]"));
    assert_float_equal(plane_area(&t->shapes[0]), 16, 1e-12);
    assert_true(told(b, CARTOUCHE_WARNING, "not closed"));
}

static void a_zip_of_one_file_is_read(void **state) {
    bench *b = *state;
    const ct_table *table;
    /* "t.geojson" with a point, stored */
    static const char name[] = "t.geojson", body[] = "{\"type\":\"Point\",\"coordinates\":[1,2]}";
    uint8_t zip[300] = { 0 };
    uint32_t crc = 0xFFFFFFFF, n = sizeof name - 1, m = sizeof body - 1;
    for (uint32_t i = 0; i < m; i++) {
        crc ^= (uint8_t)body[i];
        for (int k = 0; k < 8; k++)
            crc = crc & 1 ? crc >> 1 ^ 0xEDB88320 : crc >> 1;
    }
    crc = ~crc;
    uint32_t at = 30 + n + m, end = at + 46 + n;
    memcpy(zip, "PK\3\4\24", 5);
    memcpy(zip + 14, &crc, 4);
    zip[18] = zip[22] = (uint8_t)m;
    zip[26] = (uint8_t)n;
    memcpy(zip + 30, name, n);
    memcpy(zip + 30 + n, body, m);
    memcpy(zip + at, "PK\1\2\24\0\24", 7);
    memcpy(zip + at + 16, &crc, 4);
    zip[at + 20] = zip[at + 24] = (uint8_t)m;
    zip[at + 28] = (uint8_t)n;
    memcpy(zip + at + 46, name, n);
    memcpy(zip + end, "PK\5\6", 4);
    zip[end + 8] = zip[end + 10] = 1;
    zip[end + 12] = (uint8_t)(46 + n);
    zip[end + 16] = (uint8_t)at;
    const char *path = bench_write(b, "t.zip", zip, end + 22);
    assert_true(read_with(b, path, (ct_read_options){ 0 }, &table));
    assert_true(table->shapes[0].x[0] == 1 && table->shapes[0].y[0] == 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        BENCH_TEST(geojson_of_mixed_kinds_is_read),
        BENCH_TEST(properties_become_text_or_numbers),
        BENCH_TEST(cut_anywhere_geojson_is_a_fault_with_its_place),
        BENCH_TEST(empty_collections_are_faults),
        BENCH_TEST(features_without_geometry_are_lost_and_counted),
        BENCH_TEST(metres_in_geojson_ask_for_a_crs),
        BENCH_TEST(lines_of_features_are_read_as_a_sequence),
        BENCH_TEST(several_layers_must_be_named),
        BENCH_TEST(formats_that_reach_elsewhere_are_refused),
        BENCH_TEST(reading_writes_nothing_beside_the_file),
        BENCH_TEST(an_open_ring_is_closed_with_a_warning),
        BENCH_TEST(a_zip_of_one_file_is_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
