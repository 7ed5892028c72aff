/* test_write_geojson.c - tables as GeoJSON: RFC 7946 to the letter, and back again. */
#include "varied.h"

static const char *written(bench *b, const ct_table *t) {
    ct_buffer out = { 0 };
    ct_geojson_write(t, "areas", &out);
    const char *text = ct_strdup(b->arena, out.data);
    ct_buffer_free(&out);
    return text;
}

static ct_table *one_shape(bench *b, ct_shape shape) {
    static const char *const names[] = { "a" };
    return table_of(b->arena, &shape, names, 1);
}

static void the_whole_text(void **state) {
    bench *b = *state;
    ct_shape shapes[] = { rect_with_hole(b->arena, 0, 0, 4, 4, 1, 1, 2, 2), { 0 } };
    static const char *const names[] = { "a\"b\n\x01", NULL };
    assert_string_equal(
        written(b, table_of(b->arena, shapes, names, 2)),
        "{\n\"type\": \"FeatureCollection\",\n\"name\": \"areas\",\n\"bbox\": [0, 0, 4, 4],\n"
        "\"features\": [\n"
        "{ \"type\": \"Feature\", \"properties\": { \"name\": \"a\\\"b\\n\\u0001\", \"rank\": 1 }, "
        "\"geometry\": { \"type\": \"Polygon\", \"coordinates\": "
        "[[[0,0],[4,0],[4,4],[0,4],[0,0]],[[1,1],[1,2],[2,2],[2,1],[1,1]]] } },\n"
        "{ \"type\": \"Feature\", \"properties\": { \"name\": null, \"rank\": 2 }, "
        "\"geometry\": null }\n]\n}\n");
}

static void no_rows_are_an_empty_collection(void **state) {
    bench *b = *state;
    ct_table *t = one_shape(b, rect(b->arena, 0, 0, 1, 1));
    t->rows = 0;
    assert_string_equal(written(b, t), "{\n\"type\": \"FeatureCollection\",\n\"name\": \"areas\",\n"
                                       "\"features\": [\n]\n}\n");
}

static void kinds_have_their_names(void **state) {
    bench *b = *state;
    ct_shape points = path2(b->arena, CT_POINT, 1, 2, 3, 4), line;
    ct_builder two = ct_builder_start(b->arena, CT_LINE);
    line = path2(b->arena, CT_LINE, 1, 2, 3, 4.5);
    ct_builder_add(&two, &line);
    ct_builder_add(&two, &line);
    assert_non_null(
        strstr(written(b, one_shape(b, points)), "\"MultiPoint\", \"coordinates\": [[1,2],[3,4]]"));
    assert_non_null(
        strstr(written(b, one_shape(b, line)), "\"LineString\", \"coordinates\": [[1,2],[3,4.5]]"));
    assert_non_null(strstr(written(b, one_shape(b, ct_builder_take(&two))),
                           "\"MultiLineString\", \"coordinates\": [[[1,2],[3,4.5]],[[1,2],"));
}

/* Outer rings run against the clock, holes with it, whatever way they ran. */
static void rings_are_turned(void **state) {
    bench *b = *state;
    ct_builder turned = ct_builder_start(b->arena, CT_POLYGON);
    static const double ring[][2] = { { 0, 0 }, { 0, 4 }, { 4, 4 }, { 4, 0 } };
    for (size_t i = 0; i < 4; i++)
        ct_builder_point(&turned, ring[i][0], ring[i][1]);
    ct_builder_end_part(&turned);
    const char *text = written(b, one_shape(b, ct_builder_take(&turned)));
    assert_true(strstr(text, "[[[0,0],[4,0],[4,4],[0,4],[0,0]]]") ||
                strstr(text, "[[[4,0],[4,4],[0,4],[0,0],[4,0]]]"));
}

/* Seven decimals; what falls together is written once, and a ring that falls in a point not. */
static void digits_are_bounded(void **state) {
    bench *b = *state;
    ct_shape line = path2(b->arena, CT_LINE, 1.0 / 3, -1e-9, 2.0 / 3, 5);
    assert_non_null(strstr(written(b, one_shape(b, line)), "[[0.3333333,0],[0.6666667,5]]"));
    ct_shape speck = rect(b->arena, 1, 1, 1 + 1e-9, 1 + 1e-9);
    assert_non_null(strstr(written(b, one_shape(b, speck)), "\"geometry\": null"));
    ct_builder both = ct_builder_start(b->arena, CT_POLYGON);
    ct_shape big = rect(b->arena, 2, 2, 3, 3);
    ct_builder_add(&both, &speck);
    ct_builder_add(&both, &big);
    assert_non_null(strstr(written(b, one_shape(b, ct_builder_take(&both))),
                           "\"Polygon\", \"coordinates\": [[[2,2],[3,2],[3,3],[2,3],[2,2]]]"));
}

/* RFC 7946, 5.2: over the antimeridian the box's west is more than its east. */
static void a_box_over_the_antimeridian(void **state) {
    bench *b = *state;
    ct_builder both = ct_builder_start(b->arena, CT_POLYGON);
    ct_shape east = rect(b->arena, 177, -20, 180, -16), west = rect(b->arena, -180, -20, -178, -16);
    ct_builder_add(&both, &east);
    ct_builder_add(&both, &west);
    const char *text = written(b, one_shape(b, ct_builder_take(&both)));
    assert_non_null(strstr(text, "\"bbox\": [177, -20, -178, -16]"));
    assert_non_null(strstr(text, "\"MultiPolygon\""));
}

static void it_comes_back(void **state) {
    bench *b = *state;
    ct_table *t = varied_areas(b->arena);
    assert_same_table(b, t, read_table(b, write_table(b, t, CT_DATA_GEOJSON, "areas")));
    const ct_shape lines[] = { path2(b->arena, CT_LINE, 1, 2, 3, 4),
                               path2(b->arena, CT_LINE, -180, 89.5, 180, 90),
                               path2(b->arena, CT_LINE, 0.0000001, -0.1234567, 3, 4) };
    t = varied_table(b->arena, lines);
    assert_same_table(b, t, read_table(b, write_table(b, t, CT_DATA_GEOJSON, "lines")));
    assert_int_equal(ct_report_count(b->report), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        BENCH_TEST(the_whole_text),         BENCH_TEST(no_rows_are_an_empty_collection),
        BENCH_TEST(kinds_have_their_names), BENCH_TEST(rings_are_turned),
        BENCH_TEST(digits_are_bounded),     BENCH_TEST(a_box_over_the_antimeridian),
        BENCH_TEST(it_comes_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
