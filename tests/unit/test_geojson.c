/* test_geojson.c - GeoJSON read here, held to GDAL's reading feature by feature and field by field.
 */
#include <dirent.h>

#include "same_table.h"
#include "seeded.h"

static bool both(bench *b, const char *text) {
    return read_both(b, ct_geojson_read, bench_text(b, "t.geojson", text), (ct_read_options){ 0 });
}

static const char *collection(bench *b, const char *features) {
    return ct_printf(b->arena, "{\"type\":\"FeatureCollection\",\"features\":[%s]}", features);
}

static const char *feature(bench *b, const char *properties, const char *geometry) {
    return ct_printf(b->arena, "{\"type\":\"Feature\",\"properties\":%s,\"geometry\":%s}",
                     properties, geometry);
}

#define POINT "{\"type\":\"Point\",\"coordinates\":[1,2]}"

/* A collection with a feature for each list of properties. */
static bool properties(bench *b, const char *const *lists, size_t count) {
    const char *all = "";
    for (size_t i = 0; i < count; i++)
        all = ct_printf(b->arena, "%s%s%s", all, i ? "," : "", feature(b, lists[i], POINT));
    return both(b, collection(b, all));
}

/* ---- crafted ----------------------------------------------------------------------------------
 */

static void every_geometry_is_read_here(void **state) {
    bench *b = *state;
    static const char *const kinds[] = {
        POINT,
        "{\"coordinates\":[1.5,2.5,3],\"type\":\"Point\"}",
        "{\"type\":\"MultiPoint\",\"coordinates\":[[1,2],[3,4,5]]}",
        "{\"type\":\"LineString\",\"coordinates\":[[1,2],[3,4]]}",
        "{\"type\":\"LineString\",\"coordinates\":[[1,2]]}",
        "{\"type\":\"MultiLineString\",\"coordinates\":[[[1,2],[3,4]],[[5,6],[7,8],[9,10]]]}",
        "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[4,0],[4,4],[0,4],[0,0]],"
        "[[1,1],[1,2],[2,2],[2,1],[1,1]]]}",
        "{\"type\":\"Polygon\",\"bbox\":[0,0,4,4],\"coordinates\":[[[0,0],[4,0],[4,4],[0,4]]]}",
        "{\"type\":\"Polygon\",\"coordinates\":[[[0,0,1],[4,0,1],[4,4,1],[0,0,2]]]}",
        "{\"type\":\"MultiPolygon\",\"coordinates\":[[[[0,0],[4,0],[4,4],[0,0]]],"
        "[[[6,0],[7,0],[7,1],[6,0]]]]}",
        "{\"type\":\"GeometryCollection\",\"geometries\":[" POINT
        ",{\"type\":\"LineString\",\"coordinates\":[[1,2],[3,4]]}," POINT
        ",{\"type\":\"GeometryCollection\",\"geometries\":[{\"type\":\"LineString\","
        "\"coordinates\":[[5,6],[7,8]]}]}]}",
        "{\"type\":\"GeometryCollection\",\"geometries\":[" POINT "," POINT "]}",
    };
    const char *all = "";
    for (size_t i = 0; i < CT_COUNT(kinds); i++) {
        if (!both(b, kinds[i])) fail_msg("left to GDAL: %s", kinds[i]);
        const char *one = feature(b, "{\"n\":1}", kinds[i]);
        if (!both(b, one) || !both(b, collection(b, one))) fail_msg("left to GDAL: %s", one);
        all = ct_printf(b->arena, "%s%s,", all, one);
    }
    all = ct_printf(b->arena, "%s%s", all, feature(b, "{\"n\":2}", "null"));
    assert_true(both(b, collection(b, all)));
}

static void types_grow_as_with_gdal(void **state) {
    bench *b = *state;
    static const char *const values[] = { "null",           "true",      "1",
                                          "5000000000",     "1.5",       "\"x\"",
                                          "\"2026-01-27\"", "\"10:20\"", "\"2026-01-27T10:20:30Z\"",
                                          "\"\"",           "-7" };
    for (size_t i = 0; i < CT_COUNT(values); i++)
        for (size_t k = 0; k < CT_COUNT(values); k++)
            for (size_t m = 0; m < CT_COUNT(values); m += 3) {
                const char *const lists[] = { ct_printf(b->arena, "{\"a\":%s}", values[i]),
                                              ct_printf(b->arena, "{\"a\":%s,\"b\":1}", values[k]),
                                              ct_printf(b->arena, "{\"a\":%s}", values[m]), "{}" };
                bool fraction = i == 4 || k == 4 || m == 3; /* among texts: json-c's writing */
                if (!properties(b, lists, 4) && !fraction)
                    fail_msg("left to GDAL: %s %s %s", lists[0], lists[1], lists[2]);
            }
}

static void columns_stand_in_gdals_order(void **state) {
    bench *b = *state;
    static const char *const sets[][4] = {
        { "{\"a\":1,\"b\":2}", "{\"b\":1,\"c\":2}", "{\"z\":0,\"a\":1}", "{}" },
        { "{\"a\":1,\"b\":2}", "{\"b\":1,\"a\":2}", "{\"c\":1,\"a\":1}", "{\"b\":1,\"c\":1}" },
        { "{\"z\":1}", "{\"y\":1}", "{\"x\":1}", "{\"y\":1,\"z\":1}" },
        { "{\"name\":\"a\",\"rank\":1}", "{\"rank\":1}", "{\"name\":\"b\",\"x y\":1,\"rank\":1}",
          "{\"Ж\":1,\"rank\":null}" },
    };
    for (size_t i = 0; i < CT_COUNT(sets); i++)
        assert_true(properties(b, sets[i], 4));
}

static void ids_become_a_column_where_they_are_texts(void **state) {
    bench *b = *state;
    static const char *const ids[][3] = { { "1", "2", "3" },
                                          { "\"a\"", "\"b\"", "\"c\"" },
                                          { "\"2026-01-27\"", "null", "\"\"" },
                                          { "0", "7", "4000000000" } };
    for (size_t i = 0; i < CT_COUNT(ids); i++) {
        const char *all = "";
        for (size_t k = 0; k < 3; k++)
            all = ct_printf(b->arena,
                            "%s%s{\"type\":\"Feature\",\"properties\":{\"n\":%zu},\"id\":%s,"
                            "\"geometry\":" POINT "}",
                            all, k ? "," : "", k, ids[i][k]);
        if (!both(b, collection(b, all))) fail_msg("left to GDAL: ids like %s", ids[i][0]);
    }
}

static void whole_files_with_trimmings(void **state) {
    bench *b = *state;
    static const char *const plain[] = {
        "\xEF\xBB\xBF{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\","
        "\"properties\":null,\"geometry\":" POINT "}]}\r\n",
        "{\"features\":[{\"geometry\":" POINT ",\"properties\":{\"b\":\"\\u0416\"},"
        "\"type\":\"Feature\",\"bbox\":[1,2,1,2]}],\"type\":\"FeatureCollection\"}",
        "{\"type\":\"FeatureCollection\",\"name\":\"x\",\"crs\":{\"type\":\"name\",\"properties\":"
        "{\"name\":\"urn:ogc:def:crs:OGC:1.3:CRS84\"}},\"x\":[1,{\"y\":[]}],\"features\":["
        "{\"type\":\"Feature\",\"properties\":{\"t\":\"a\\tb\\u0001c\\nd\"},\"geometry\":" POINT
        "}]}",
        "{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":"
        "\"urn:ogc:def:crs:EPSG::4326\"}},\"features\":[{\"type\":\"Feature\",\"properties\":{},"
        "\"geometry\":" POINT "}]}",
        "{\"type\":\"FeatureCollection\",\"crs\":null,\"features\":[{\"type\":\"Feature\","
        "\"properties\":{},\"geometry\":{\"type\":\"Point\",\"coordinates\":[500000,5400000]}}]}",
    };
    for (size_t i = 0; i < CT_COUNT(plain); i++)
        if (!both(b, plain[i])) fail_msg("left to GDAL: %s", plain[i]);
    const char *path =
        bench_text(b, "m.geojson", "{\"type\":\"Point\",\"coordinates\":[500000.25,5400000.125]}");
    ct_read_options utm = { .crs = "+proj=utm +zone=37 +datum=WGS84" };
    assert_true(read_both(b, ct_geojson_read, path, utm));
}

/* All of these end as they did when GDAL read everything. */
static void odd_files_are_left_to_gdal(void **state) {
    bench *b = *state;
    static const char *const odd[] = {
        "",
        "{}",
        "[]",
        "{\"type\":\"Topology\",\"objects\":{},\"arcs\":[]}",
        "{\"type\":\"FeatureCollection\",\"features\":[]}",
        "{\"type\":\"FeatureCollection\"}",
        "{\"type\":\"FeatureCollection\",\"features\":null}",
        "{\"type\":\"Point\",\"coordinates\":[]}",
        "{\"type\":\"Point\",\"coordinates\":[1]}",
        "{\"type\":\"Point\",\"coordinates\":[1,2,3,4]}",
        "{\"type\":\"Point\",\"coordinates\":[1,null]}",
        "{\"type\":\"Point\",\"coordinates\":[\"1\",2]}",
        "{\"type\":\"Point\",\"coordinates\":[1,2],\"coordinates\":[3,4]}",
        "{\"type\":\"Point\",\"Coordinates\":[1,2]}",
        "{\"type\":\"point\",\"coordinates\":[1,2]}",
        "{\"type\":\"Polygon\",\"coordinates\":[[]]}",
        "{\"type\":\"Polygon\",\"coordinates\":[[1,2],[3,4]]}",
        "{\"type\":\"LineString\",\"coordinates\":[[1,2],[[3,4]]]}",
        "{\"type\":\"MultiLineString\",\"coordinates\":[[[1,2]],[3,4]]}",
        "{\"type\":\"Point\",\"coordinates\":[1,NaN]}",
        "{\"type\":\"Point\",\"coordinates\":[1,2]}}",
        "{\"type\":\"Point\",\"coordinates\":[1,2]} {}",
        "{\"type\":\"Point\",\"coordinates\":[1,2],\"crs\":null}",
        "{\"type\":\"Feature\",\"geometry\":" POINT "}",
        "{\"type\":\"Feature\",\"properties\":[],\"geometry\":" POINT "}",
        "{\"type\":\"Feature\",\"properties\":{\"a\":[1,2]},\"geometry\":" POINT "}",
        "{\"type\":\"Feature\",\"properties\":{\"a\":{\"b\":1}},\"geometry\":" POINT "}",
        "{\"type\":\"Feature\",\"properties\":{\"a\":1,\"a\":2},\"geometry\":" POINT "}",
        "{\"type\":\"Feature\",\"properties\":{\"\":1},\"geometry\":" POINT "}",
        "{\"type\":\"Feature\",\"properties\":{\"a\":\"\xFF\"},\"geometry\":" POINT "}",
        "{\"type\":\"Feature\",\"properties\":{\"a\":\"\\ud800\"},\"geometry\":" POINT "}",
        "{\"type\":\"Feature\",\"properties\":{\"a\":12345678901234567890},\"geometry\":" POINT "}",
        "{\"type\":\"Feature\",\"properties\":{},\"id\":-1,\"geometry\":" POINT "}",
        "{\"type\":\"Feature\",\"Properties\":{\"a\":1},\"properties\":{\"b\":1},"
        "\"geometry\":" POINT "}",
        "{\"type\":\"Feature\",\"properties\":{},\"GEOMETRY\":" POINT ",\"geometry\":null}",
        "{\"type\":\"Feature\",\"properties\":{\"n\":01},\"geometry\":" POINT "}",
        "{\"type\":\"Feature\",\"properties\":{},\"id\":1.5,\"geometry\":" POINT "}",
        "{\"type\":\"Feature\",\"properties\":{\"id\":1},\"id\":1,\"geometry\":" POINT "}",
        "{\"type\":\"Feature\",\"properties\":{\"d\":\"26-01-27\"},\"geometry\":" POINT "}",
        "{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":"
        "\"EPSG:32637\"}},\"features\":[{\"type\":\"Feature\",\"properties\":{},\"geometry\":" POINT
        "}]}",
    };
    for (size_t i = 0; i < CT_COUNT(odd); i++)
        if (both(b, odd[i])) fail_msg("read here: %s", odd[i]);
}

/* ---- files ------------------------------------------------------------------------------------
 */

static bool ends_in(const char *name, const char *ending) {
    return strcasecmp(ct_path_ending(name), ending) == 0;
}

/* All files below a folder; how many there are, and how many were read here. */
static void read_folder(bench *b, const char *folder, size_t *all, size_t *own) {
    size_t count;
    const char **names = ct_folder_names(b->arena, folder, &count);
    for (size_t i = 0; i < count; i++) {
        const char *path = ct_printf(b->arena, "%s/%s", folder, names[i]);
        struct stat about;
        if (names[i][0] == '.' || stat(path, &about) != 0) continue;
        if (S_ISDIR(about.st_mode)) read_folder(b, path, all, own);
        if (!S_ISREG(about.st_mode) || !about.st_size) continue;
        if (!ends_in(path, "geojson") && !ends_in(path, "json")) continue;
        ++*all;
        *own += read_both(b, ct_geojson_read, path, (ct_read_options){ 0 });
    }
}

static void the_projects_data_are_read_here(void **state) {
    bench *b = *state;
    size_t all = 0, own = 0;
    read_folder(b, CT_SOURCE_DIR "/data", &all, &own);
    assert_true(all >= 13);
    assert_true(own >= all - 1); /* katrina.geojson: times without seconds but with a zone */
}

/* Odd files of other projects' tests and a tracker's daily files: CARTOUCHE_SHARED_DATA, or beside
 * the repository. */
static void other_peoples_files_are_read_alike(void **state) {
    bench *b = *state;
    const char *wish = getenv("CARTOUCHE_SHARED_DATA");
    const char *folder = wish ? wish : CT_SOURCE_DIR "/../shared/data";
    if (access(folder, R_OK) != 0) skip();
    size_t all = 0, own = 0;
    read_folder(b, folder, &all, &own);
    printf("%zu of %zu were read here\n", own, all);
    assert_true(own > 0);
}

/* ---- random -----------------------------------------------------------------------------------
 */

static const char *random_position(bench *b) {
    static const char *const formats[] = { "[%.3f,%.2f]", "[%.17g, %.17g]", "[%.0f,%.0f]",
                                           "[%.5e,%.1f]", "[%.4f,%.4f,7.5]" };
    return ct_printf(b->arena, SEEDED_OF(formats), 360 * seeded_share() - 180,
                     180 * seeded_share() - 90);
}

/* Nested arrays of positions; rings are closed more often than not. */
static const char *random_coordinates(bench *b, int level, bool rings) {
    if (level == 1) return random_position(b);
    size_t count = level == 2 ? 1 + seeded_below(6) : 1 + seeded_below(3);
    const char *first = NULL, *all = "";
    for (size_t i = 0; i < count; i++) {
        const char *one = random_coordinates(b, level - 1, rings);
        all = ct_printf(b->arena, "%s%s%s", all, i ? "," : "", one);
        if (!first) first = one;
    }
    if (level == 2 && rings && seeded_below(4)) all = ct_printf(b->arena, "%s,%s", all, first);
    return ct_printf(b->arena, "[%s]", all);
}

static const char *random_geometry(bench *b, int depth) {
    static const struct {
        const char *name;
        int level;
    } kinds[] = { { "Point", 1 },           { "MultiPoint", 2 }, { "LineString", 2 },
                  { "MultiLineString", 3 }, { "Polygon", 3 },    { "MultiPolygon", 4 } };
    if (seeded_below(12) == 0) return "null";
    if (depth && seeded_below(8) == 0) {
        const char *one = random_geometry(b, depth - 1), *two = random_geometry(b, depth - 1);
        return ct_printf(b->arena, "{\"type\":\"GeometryCollection\",\"geometries\":[%s,%s]}", one,
                         two);
    }
    size_t k = seeded_below(CT_COUNT(kinds));
    const char *coordinates = random_coordinates(b, kinds[k].level, k >= 4);
    return ct_printf(b->arena, "{\"type\":\"%s\", \"coordinates\" : %s}", kinds[k].name,
                     coordinates);
}

static const char *random_properties(bench *b, size_t flavour) {
    static const char *const names[] = { "name", "rank", "date", "a b", "Ж", "z", "flag" };
    static const char *const values[] = { "1",
                                          "-3",
                                          "2.5",
                                          "null",
                                          "\"Kyiv\"",
                                          "true",
                                          "\"1e5\"",
                                          "12345678901",
                                          "\"2026-01-27\"",
                                          "\"\"",
                                          "\"10:20:30\"",
                                          "\"a\\\"b\\u0301\"",
                                          "1e2",
                                          "\"2026-01-27 10:20\"",
                                          "\"x-y\"" };
    const char *all = "";
    size_t start = seeded_below(3);
    for (size_t i = start; i < CT_COUNT(names); i++) {
        if (seeded_below(4) == 0) continue;
        /* mostly a column is of one kind */
        const char *value =
            seeded_below(8) ? values[(i * 5 + flavour) % CT_COUNT(values)] : SEEDED_OF(values);
        all = ct_printf(b->arena, "%s%s\"%s\": %s", all, *all ? ", " : "", names[i], value);
    }
    return ct_printf(b->arena, "{%s}", all);
}

static const char *random_document(bench *b) {
    const char *all = "";
    size_t count = 1 + seeded_below(6), flavour = seeded_below(15);
    for (size_t i = 0; i < count; i++) {
        const char *list = random_properties(b, flavour), *shape = random_geometry(b, 2);
        all = ct_printf(b->arena, "%s%s%s", all, i ? ",\n" : "", feature(b, list, shape));
    }
    return count == 1 && seeded_below(2) ? all : collection(b, all);
}

static void random_documents_are_read_as_by_gdal(void **state) {
    bench *b = *state;
    uint64_t seed = seeded_from(20260127);
    size_t own = 0, rounds = 400;
    for (uint64_t round = 0; round < rounds; round++) {
        seeded_state = seed + round;
        own += both(b, random_document(b));
    }
    printf("%zu of %zu were read here\n", own, rounds);
    assert_true(own > rounds / 3);
}

/* A byte changed, cut out or put in: most are faults then, and none may pass as something else. */
static void damaged_documents_are_never_taken_for_others(void **state) {
    bench *b = *state;
    uint64_t seed = seeded_from(99);
    static const char bytes[] = "{}[],:\"\\0123456789.-+eEtfnu \n\x01\x80\xC3";
    for (uint64_t round = 0; round < 600; round++) {
        seeded_state = seed + round;
        const char *whole = random_document(b);
        size_t size = strlen(whole), at = seeded_below(size);
        char *text = malloc(size + 2);
        memcpy(text, whole, size + 1);
        if (seeded_below(2)) {
            text[at] = bytes[seeded_below(sizeof bytes - 1)];
        } else {
            memmove(text + at, text + at + 1, size - at);
            size--;
        }
        if (size) {
            const char *path = bench_write(b, "damaged.geojson", text, size);
            read_both(b, ct_geojson_read, path, (ct_read_options){ 0 });
        }
        free(text);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        BENCH_TEST(every_geometry_is_read_here),
        BENCH_TEST(types_grow_as_with_gdal),
        BENCH_TEST(columns_stand_in_gdals_order),
        BENCH_TEST(ids_become_a_column_where_they_are_texts),
        BENCH_TEST(whole_files_with_trimmings),
        BENCH_TEST(odd_files_are_left_to_gdal),
        BENCH_TEST(the_projects_data_are_read_here),
        BENCH_TEST(other_peoples_files_are_read_alike),
        BENCH_TEST(random_documents_are_read_as_by_gdal),
        BENCH_TEST(damaged_documents_are_never_taken_for_others),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
