/* test_inspect.c - what `inspect` finds in a source, and the entry that it gives to paste. */
#include "shapefile.h"

/* The description as text; kept by the bench. */
static const char *described(bench *b, const char *path, bool json) {
    ct_buffer out = { 0 };
    if (!ct_source_inspect(path, json, &out, b->report)) {
        ct_buffer_free(&out);
        return "failed";
    }
    const char *text = ct_strdup(b->arena, out.data);
    ct_buffer_free(&out);
    return text;
}

static void holds(const char *text, const char *words) {
    if (!strstr(text, words)) fail_msg("'%s' is not in:\n%s", words, text);
}

static void a_shapefile_is_described(void **state) {
    bench *b = *state;
    const char *text = described(b, write_sample(b, "areas"), false);
    holds(text, "ESRI Shapefile");
    holds(text, "2 areas");
    holds(text, "16 points in 4 parts");
    holds(text, "GCS_WGS_1984");
    holds(text, "0 0 to 10 10");
    holds(text, "first, second");
    holds(text, "areas: { file: ");
    assert_null(strstr(text, "what is wrong"));
}

static void a_series_is_found_with_its_gaps(void **state) {
    bench *b = *state;
    static const char point[] = "{\"type\":\"Point\",\"coordinates\":[1,2]}";
    const char *path = bench_text(b, "c_20260101.geojson", point);
    bench_text(b, "c_20260102.geojson", point);
    bench_text(b, "c_20260110.geojson", point);
    bench_text(b, "d_20260111.geojson", point);
    const char *text = described(b, path, false);
    holds(text, "2026-01-01, in the file's name");
    holds(text, "3 files from 2026-01-01 to 2026-01-10; 7 days between have none, 7 in a row after "
                "2026-01-02");
    holds(text, "c: { file: \"");
    holds(text, "/c_{date:%Y%m%d}.geojson\", missing: previous }");
}

static void faults_are_listed(void **state) {
    bench *b = *state;
    const char *path = bench_text(
        b, "x.geojson",
        "{\"type\":\"FeatureCollection\",\"features\":["
        "{\"type\":\"Feature\",\"properties\":{\"id\":1},\"geometry\":{\"type\":\"Polygon\","
        "\"coordinates\":[[[0,0],[4,4],[4,0],[0,4],[0,0]]]}},"
        "{\"type\":\"Feature\",\"properties\":{\"id\":1},\"geometry\":{\"type\":\"Polygon\","
        "\"coordinates\":[[[10,0],[10,1],[11,1],[11,0],[10,0]]]}},"
        "{\"type\":\"Feature\",\"properties\":{\"id\":2},\"geometry\":null}]}");
    const char *text = described(b, path, false);
    holds(text, "1 invalid area: ");
    holds(text, "the wrong way round");
    holds(text, "1 of 3 features have no geometry");
    holds(text, "field 'id' has 1 values for 2 features");
    holds(text, "1 without geometry");
}

static void without_a_crs_it_is_described_all_the_same(void **state) {
    bench *b = *state;
    static const double x[] = { 500000 }, y[] = { 5400000 };
    const char *path = bench_path(b, "u.shp");
    SHPHandle shp = SHPCreate(path, SHPT_POINT);
    put_shape(shp, SHPT_POINT, x, y, 1, NULL, 0);
    SHPClose(shp);
    const char *text = described(b, path, false);
    holds(text, "CRS         none");
    holds(text, "500000 5400000 to 500000 5400000");
    holds(text, "crs: \"EPSG:?\"");
}

static void what_cannot_be_read_fails_with_its_findings(void **state) {
    bench *b = *state;
    assert_string_equal(described(b, bench_text(b, "x.geojson", "{"), false), "failed");
    assert_true(told(b, CARTOUCHE_ERROR, "cut"));
    assert_string_equal(described(b, bench_path(b, "none"), true), "failed");
    assert_int_equal(ct_report_status(b->report), CARTOUCHE_BAD_DATA);
}

static void names_that_yaml_would_misread_are_quoted(void **state) {
    bench *b = *state;
    const char *path =
        bench_text(b, "1 {a}, b.geojson", "{\"type\":\"Point\",\"coordinates\":[1,2]}");
    const char *text = described(b, path, false);
    holds(text, "source: { file: \"");
    holds(text, "/1 {{a}}, b.geojson\" }");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        BENCH_TEST(a_shapefile_is_described),
        BENCH_TEST(a_series_is_found_with_its_gaps),
        BENCH_TEST(faults_are_listed),
        BENCH_TEST(without_a_crs_it_is_described_all_the_same),
        BENCH_TEST(what_cannot_be_read_fails_with_its_findings),
        BENCH_TEST(names_that_yaml_would_misread_are_quoted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
