/* test_ogr_shape.c - GDAL geometries of every type into flat parts. */
#include <ogr_api.h>

#include "../../src/source/source.h"
#include "sample.h"

/* What a WKT becomes: its kind, how many parts and points, and whether it is mixed. */
static ct_kind added(bench *b, const char *wkt, size_t *parts, size_t *points, bool *mixed) {
    ct_raw raw = { .arena = b->arena };
    OGRGeometryH geometry = NULL;
    char *text = (char *)(uintptr_t)ct_strdup(b->arena, wkt);
    assert_int_equal(OGR_G_CreateFromWkt(&text, NULL, &geometry), OGRERR_NONE);
    ct_kind kind = ct_ogr_shape_add(&raw, geometry, mixed);
    OGR_G_DestroyGeometry(geometry);
    *parts = raw.parts;
    *points = raw.points;
    return kind;
}

static void every_type_has_its_kind_and_parts(void **state) {
    bench *b = *state;
    static const struct {
        const char *wkt;
        ct_kind kind;
        size_t parts, points;
    } cases[] = {
        { "POINT(1 2)", CT_POINT, 1, 1 },
        { "POINT ZM(1 2 3 4)", CT_POINT, 1, 1 },
        { "MULTIPOINT((1 2),(3 4))", CT_POINT, 2, 2 },
        { "LINESTRING Z(1 2 3,4 5 6)", CT_LINE, 1, 2 },
        { "MULTILINESTRING((1 2,3 4),(5 6,7 8,9 9))", CT_LINE, 2, 5 },
        { "POLYGON((0 0,4 0,4 4,0 0),(1 1,2 1,2 2,1 1))", CT_POLYGON, 2, 8 },
        { "MULTIPOLYGON(((0 0,4 0,4 4,0 0)),((5 5,6 5,6 6,5 5)))", CT_POLYGON, 2, 8 },
        { "TIN Z(((0 0 0,1 0 0,0 1 0,0 0 0)),((1 0 0,1 1 0,0 1 0,1 0 0)))", CT_POLYGON, 2, 8 },
        { "POLYHEDRALSURFACE Z(((0 0 0,1 0 0,0 1 0,0 0 0)))", CT_POLYGON, 1, 4 },
        { "TRIANGLE((0 0,1 0,0 1,0 0))", CT_POLYGON, 1, 4 },
        { "GEOMETRYCOLLECTION(GEOMETRYCOLLECTION(POINT(1 2)),POINT(3 4))", CT_POINT, 2, 2 },
    };
    for (size_t i = 0; i < CT_COUNT(cases); i++) {
        size_t parts, points;
        bool mixed;
        assert_int_equal(added(b, cases[i].wkt, &parts, &points, &mixed), cases[i].kind);
        assert_int_equal(parts, cases[i].parts);
        assert_int_equal(points, cases[i].points);
        assert_false(mixed);
    }
}

static void a_collection_gives_its_parts_of_most_dimensions(void **state) {
    bench *b = *state;
    size_t parts, points;
    bool mixed;
    static const char wkt[] =
        "GEOMETRYCOLLECTION(POINT(1 2),LINESTRING(0 0,1 1),POLYGON((0 0,4 0,4 4,0 0)),"
        "MULTIPOLYGON(((5 5,6 5,6 6,5 5))))";
    assert_int_equal(added(b, wkt, &parts, &points, &mixed), CT_POLYGON);
    assert_int_equal(parts, 2);
    assert_true(mixed);
}

static void curves_become_lines_of_many_points(void **state) {
    bench *b = *state;
    size_t parts, points;
    bool mixed;
    assert_int_equal(added(b, "CIRCULARSTRING(0 0,1 1,2 0)", &parts, &points, &mixed), CT_LINE);
    assert_true(points > 20);
    assert_int_equal(
        added(b, "CURVEPOLYGON(CIRCULARSTRING(0 0,1 1,2 0,1 -1,0 0))", &parts, &points, &mixed),
        CT_POLYGON);
    assert_int_equal(parts, 1);
    assert_true(points > 40);
}

static void empty_ones_are_null(void **state) {
    bench *b = *state;
    static const char *const empty[] = { "POINT EMPTY", "POLYGON EMPTY", "MULTIPOLYGON EMPTY",
                                         "GEOMETRYCOLLECTION EMPTY",
                                         "GEOMETRYCOLLECTION(POINT EMPTY,LINESTRING EMPTY)" };
    for (size_t i = 0; i < CT_COUNT(empty); i++) {
        size_t parts, points;
        bool mixed;
        assert_int_equal(added(b, empty[i], &parts, &points, &mixed), CT_NULL);
        assert_int_equal(parts + points, 0);
        assert_false(mixed);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        BENCH_TEST(every_type_has_its_kind_and_parts),
        BENCH_TEST(a_collection_gives_its_parts_of_most_dimensions),
        BENCH_TEST(curves_become_lines_of_many_points),
        BENCH_TEST(empty_ones_are_null),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
