/* test_gdal.c - the module with GDAL: loaded once, whole, and of this version. */
#include "../../src/source/source.h"
#include "sample.h"

/* Whether a library is mapped into this process. */
static bool is_mapped(const char *name) {
    FILE *maps = fopen("/proc/self/maps", "r");
    char line[2000];
    bool found = false;
    assert_non_null(maps);
    while (!found && fgets(line, sizeof line, maps))
        found = strstr(line, name) != NULL;
    fclose(maps);
    return found;
}

static bool read_source(bench *b, const char *path, const ct_table **table) {
    ct_inputs inputs = { .arena = b->arena };
    ct_read_options options = { 0 };
    return ct_source_read(b->arena, path, &options, table, &inputs, b->report);
}

/* Must run first. */
static void usual_sources_do_without_it(void **state) {
    bench *b = *state;
    const ct_table *t;
    bool keep[3];
    assert_true(read_source(b, bench_text(b, "t.csv", "name,lon,lat\na,1,2\n"), &t));
    assert_true(read_source(
        b, bench_text(b, "t.geojson", "{\"type\":\"Point\",\"coordinates\":[1,2]}"), &t));
    assert_true(read_source(b, CT_SOURCE_DIR "/data/donbas/rivers.geojson", &t));
    assert_true(read_source(b, CT_SOURCE_DIR "/data/donbas/ukraine.shp", &t));
    assert_true(ct_source_where(b->arena, t, "iso = 'UA'", CT_NOWHERE, keep, b->report));
    assert_false(is_mapped("cartouche-gdal.so"));
    assert_false(is_mapped("libgdal"));
}

static void it_is_loaded_when_a_source_needs_it(void **state) {
    bench *b = *state;
    const ct_table *t;
    static const char kml[] =
        "<kml xmlns=\"http://www.opengis.net/kml/2.2\"><Document><Placemark><name>p</name><Point>"
        "<coordinates>5,6</coordinates></Point></Placemark></Document></kml>";
    assert_true(read_source(b, bench_text(b, "t.kml", kml), &t));
    assert_true(t->shapes[0].x[0] == 5);
    assert_true(is_mapped("cartouche-gdal.so"));
    assert_true(is_mapped("libgdal"));
    bool keep[1];
    assert_true(
        ct_source_where(b->arena, t, "SUBSTR(name, 1, 1) = 'p'", CT_NOWHERE, keep, b->report));
    assert_true(keep[0]);
}

static void it_is_one_and_the_same(void **state) {
    bench *b = *state;
    const ct_gdal *one = ct_gdal_open(CT_NOWHERE, "the test", b->report);
    assert_non_null(one);
    assert_ptr_equal(ct_gdal_open(CT_NOWHERE, "the test", b->report), one);
    assert_string_equal(one->version, CARTOUCHE_VERSION);
    assert_int_equal(ct_report_count(b->report), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        BENCH_TEST(usual_sources_do_without_it),
        BENCH_TEST(it_is_loaded_when_a_source_needs_it),
        BENCH_TEST(it_is_one_and_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
