/* test_geojson_shape.c - geometry objects into parts, and what is no plain geometry. */
#include "../../src/source/source.h"
#include "sample.h"

typedef struct {
    ct_raw raw;
    ct_kind kind;
    bool mixed, open;
} result;

static bool read_shape(bench *b, const char *text, result *r) {
    ct_json json = { .at = text, .end = text + strlen(text) };
    *r = (result){ .raw = { .arena = b->arena } };
    ct_geojson_shape *shape = ct_geojson_shape_new(b->arena, &json, &r->raw);
    bool ok = ct_geojson_shape_read(shape, &r->kind, &r->mixed);
    r->open = ct_geojson_shape_open_ring(shape);
    ct_buffer_free(&json.text);
    return ok;
}

static void geometries_become_parts(void **state) {
    bench *b = *state;
    static const struct {
        const char *type, *coordinates;
        ct_kind kind;
        size_t parts, points;
    } cases[] = {
        { "Point", "[1,2]", CT_POINT, 1, 1 },
        { "MultiPoint", "[[1,2],[3,4],[5,6]]", CT_POINT, 3, 3 },
        { "LineString", "[[1,2],[3,4,9]]", CT_LINE, 1, 2 },
        { "MultiLineString", "[[[1,2],[3,4]],[[5,6]]]", CT_LINE, 2, 3 },
        { "Polygon", "[ [ [0,0], [1,0], [1,1], [0,0] ] ]", CT_POLYGON, 1, 4 },
        { "MultiPolygon", "[[[[0,0],[1,0],[0,0]],[[0,0],[0,0]]],[[[5,5],[5,5]]]]", CT_POLYGON, 3,
          7 },
    };
    for (size_t i = 0; i < CT_COUNT(cases); i++) {
        result r;
        const char *text = ct_printf(b->arena, " {\"type\":\"%s\",\"coordinates\":%s}",
                                     cases[i].type, cases[i].coordinates);
        if (!read_shape(b, text, &r)) fail_msg("refused: %s", text);
        assert_int_equal(r.kind, cases[i].kind);
        assert_int_equal(r.raw.parts, cases[i].parts);
        assert_int_equal(r.raw.points, cases[i].points);
        assert_int_equal(r.raw.end[r.raw.parts - 1], r.raw.points);
        assert_false(r.mixed);
        assert_false(r.open);
    }
}

static void collections_keep_their_greatest(void **state) {
    bench *b = *state;
    result r;
    assert_true(read_shape(b,
                           "{\"type\":\"GeometryCollection\",\"geometries\":["
                           "{\"type\":\"Point\",\"coordinates\":[9,9]},"
                           "{\"type\":\"LineString\",\"coordinates\":[[1,2],[3,4]]},"
                           "{\"type\":\"MultiPoint\",\"coordinates\":[[8,8],[7,7]]},"
                           "{\"type\":\"LineString\",\"coordinates\":[[5,6],[7,8],[9,0]]}]}",
                           &r));
    assert_int_equal(r.kind, CT_LINE);
    assert_true(r.mixed);
    assert_int_equal(r.raw.parts, 2);
    assert_int_equal(r.raw.points, 5);
    assert_true(r.raw.x[0] == 1 && r.raw.x[2] == 5 && r.raw.y[4] == 0);
}

static void open_rings_are_noticed(void **state) {
    bench *b = *state;
    result r;
    assert_true(read_shape(b, "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,0],[1,1]]]}", &r));
    assert_true(r.open);
    assert_true(read_shape(b, "{\"type\":\"LineString\",\"coordinates\":[[0,0],[1,0],[1,1]]}", &r));
    assert_false(r.open);
    assert_true(
        read_shape(b, "{\"type\":\"Polygon\",\"coordinates\":[[[0,0,1],[1,0],[0,0,2]]]}", &r));
    assert_true(r.open); /* the heights differ */
}

static void what_is_not_plain_is_refused(void **state) {
    bench *b = *state;
    static const char *const bad[] = {
        "",
        "null",
        "{}",
        "{\"type\":\"Point\"}",
        "{\"coordinates\":[1,2]}",
        "{\"type\":\"Curve\",\"coordinates\":[1,2]}",
        "{\"type\":\"Point\",\"coordinates\":[[1,2]]}",
        "{\"type\":\"LineString\",\"coordinates\":[1,2]}",
        "{\"type\":\"LineString\",\"coordinates\":[]}",
        "{\"type\":\"LineString\",\"coordinates\":[[1,2],[]]}",
        "{\"type\":\"LineString\",\"coordinates\":[[1,2],[3,4]}",
        "{\"type\":\"Polygon\",\"coordinates\":[[[1,2]],[3,4]]}",
        "{\"type\":\"MultiPolygon\",\"coordinates\":[[[[[1,2]]]]]}",
        "{\"type\":\"Point\",\"coordinates\":[1,2],\"crs\":1}",
        "{\"type\":\"Point\",\"type\":\"Point\",\"coordinates\":[1,2]}",
        "{\"type\":\"GeometryCollection\",\"geometries\":[]}",
        "{\"type\":\"GeometryCollection\",\"geometries\":[null]}",
        "{\"type\":\"Point\",\"coordinates\":[1e999,2]}",
        "{\"type\":\"Point\",\"coordinates\":[1,2}",
    };
    for (size_t i = 0; i < CT_COUNT(bad); i++) {
        result r;
        if (read_shape(b, bad[i], &r)) fail_msg("read: %s", bad[i]);
    }
    ct_buffer deep = { 0 };
    for (int i = 0; i < 500; i++)
        ct_buffer_text(&deep, "{\"type\":\"GeometryCollection\",\"geometries\":[");
    result r;
    assert_false(read_shape(b, deep.data, &r));
    deep.size = 0;
    for (int i = 0; i < 5000; i++)
        ct_buffer_text(&deep, "[");
    assert_false(read_shape(b, ct_printf(b->arena, "{\"coordinates\":%s", deep.data), &r));
    ct_buffer_free(&deep);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        BENCH_TEST(geometries_become_parts),
        BENCH_TEST(collections_keep_their_greatest),
        BENCH_TEST(open_rings_are_noticed),
        BENCH_TEST(what_is_not_plain_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
