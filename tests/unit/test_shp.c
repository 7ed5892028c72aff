/* test_shp.c - shapefiles of every type, and the ways in which they are broken. */
#include "shapefile.h"

#include <dirent.h>

static const ct_table *read_one(bench *b, int type, void (*put)(SHPHandle, int)) {
    const char *path = bench_path(b, "t.shp");
    SHPHandle shp = SHPCreate(path, type);
    put(shp, type);
    SHPClose(shp);
    write_prj(b, "t", WGS84);
    const ct_table *table = NULL;
    assert_true(read_it(b, path, NULL, &table));
    assert_int_equal(table->rows, 1);
    return table;
}

static void polygons_of_all_kinds_are_turned_and_opened(void **state) {
    static const int types[] = { SHPT_POLYGON, SHPT_POLYGONZ, SHPT_POLYGONM };
    for (size_t i = 0; i < CT_COUNT(types); i++) {
        const ct_shape *s = read_one(*state, types[i], put_polygon)->shapes;
        assert_int_equal(s->kind, CT_POLYGON);
        assert_int_equal(s->parts, 2);
        assert_int_equal(ct_shape_points(s), 8); /* closing points are not kept */
        assert_float_equal(plane_area(s), 96, 1e-12);
        assert_float_equal(ct_ring_area(s->x + s->start, s->y + s->start, 4), 100, 1e-12);
    }
}

static void lines_of_all_kinds_keep_their_parts(void **state) {
    static const int types[] = { SHPT_ARC, SHPT_ARCZ, SHPT_ARCM };
    for (size_t i = 0; i < CT_COUNT(types); i++) {
        const ct_shape *s = read_one(*state, types[i], put_lines)->shapes;
        assert_int_equal(s->kind, CT_LINE);
        assert_int_equal(s->parts, 2);
        assert_int_equal(ct_part_end(s, 0) - ct_part_start(s, 0), 3);
        assert_true(s->x[ct_part_start(s, 1)] == 5 && s->y[ct_part_start(s, 1)] == 5);
    }
}

static void points_of_all_kinds(void **state) {
    static const int types[] = { SHPT_POINT,      SHPT_POINTZ,      SHPT_POINTM,
                                 SHPT_MULTIPOINT, SHPT_MULTIPOINTZ, SHPT_MULTIPOINTM };
    for (size_t i = 0; i < CT_COUNT(types); i++) {
        const ct_shape *s = read_one(*state, types[i], put_points)->shapes;
        assert_int_equal(s->kind, CT_POINT);
        assert_int_equal(ct_shape_points(s), i < 3 ? 1 : 2);
        assert_true(s->x[s->start] == 7 && s->y[s->start] == 1);
    }
}

static void rings_that_all_run_one_way_are_turned_by_nesting(void **state) {
    bench *b = *state;
    static const double x[] = { 0, 0, 10, 10, 0, 2, 2, 4, 4, 2 };
    static const double y[] = { 0, 10, 10, 0, 0, 2, 4, 4, 2, 2 };
    static const int parts[] = { 0, 5 };
    const char *path = bench_path(b, "t.shp");
    SHPHandle shp = SHPCreate(path, SHPT_POLYGON);
    put_shape(shp, SHPT_POLYGON, x, y, 10, parts, 2);
    SHPClose(shp);
    write_prj(b, "t", WGS84);
    const ct_table *table;
    assert_true(read_it(b, path, NULL, &table));
    assert_float_equal(plane_area(table->shapes), 96, 1e-12);
}

static void null_shapes_are_lost_and_told(void **state) {
    bench *b = *state;
    const char *path = bench_path(b, "n.shp");
    SHPHandle shp = SHPCreate(path, SHPT_POINT);
    put_points(shp, SHPT_POINT);
    put_shape(shp, SHPT_NULL, NULL, NULL, 0, NULL, 0);
    SHPClose(shp);
    const ct_table *table;
    assert_true(read_it(b, path, NULL, &table));
    assert_int_equal(table->rows, 1);
    assert_true(told(b, CARTOUCHE_WARNING, "1 of 2 features"));
}

static void fields_come_with_their_rows(void **state) {
    bench *b = *state;
    const ct_table *table;
    assert_true(read_it(b, write_sample(b, "s"), NULL, &table));
    assert_int_equal(table->rows, 2);
    assert_string_equal(ct_table_text(b->arena, table, 1, "NAME"), "second");
    assert_string_equal(ct_table_text(b->arena, table, 0, "POP"), "100");
    assert_null(ct_table_text(b->arena, table, 1, "POP"));
    assert_int_equal(ct_report_count(b->report), 0);
}

static void all_side_files_are_inputs(void **state) {
    bench *b = *state;
    const ct_table *table;
    ct_inputs inputs = { .arena = b->arena };
    ct_read_options options = { 0 };
    assert_true(
        ct_source_read(b->arena, write_sample(b, "s"), &options, &table, &inputs, b->report));
    assert_int_equal(inputs.count, 4);
}

static void what_is_no_shapefile_is_told(void **state) {
    bench *b = *state;
    const ct_table *table;
    char text[200] = "<html>";
    assert_false(read_it(b, bench_write(b, "x.shp", text, sizeof text), NULL, &table));
    assert_true(told(b, CARTOUCHE_ERROR, "no shapefile"));
    assert_false(read_it(b, bench_text(b, "y.shp", "short"), NULL, &table));
    assert_true(told(b, CARTOUCHE_ERROR, "cut"));
}

static void without_a_table_there_are_shapes_alone(void **state) {
    bench *b = *state;
    const ct_table *table;
    const char *path = write_sample(b, "s");
    unlink(bench_path(b, "s.dbf"));
    assert_true(read_it(b, path, NULL, &table));
    assert_int_equal(table->column_count, 0);
    assert_true(told(b, CARTOUCHE_WARNING, "no .dbf"));
}

static void side_files_are_found_in_capitals(void **state) {
    bench *b = *state;
    const ct_table *table;
    static const char *const endings[] = { "shp", "shx", "dbf", "prj" };
    write_sample(b, "s");
    for (size_t i = 0; i < CT_COUNT(endings); i++) {
        char upper[4] = { 0 };
        for (int k = 0; k < 3; k++)
            upper[k] = (char)(endings[i][k] - 'a' + 'A');
        assert_int_equal(rename(bench_path(b, ct_printf(b->arena, "s.%s", endings[i])),
                                bench_path(b, ct_printf(b->arena, "s.%s", upper))),
                         0);
    }
    assert_true(read_it(b, bench_path(b, "s.SHP"), NULL, &table));
    assert_int_equal(table->column_count, 2);
    assert_int_equal(ct_report_count(b->report), 0);
}

static void without_a_crs_lonlat_is_assumed_with_a_warning(void **state) {
    bench *b = *state;
    const ct_table *table;
    const char *path = write_sample(b, "s");
    unlink(bench_path(b, "s.prj"));
    assert_true(read_it(b, path, NULL, &table));
    assert_true(told(b, CARTOUCHE_WARNING, "crs: EPSG:4326"));
}

static void utm_metres_come_out_as_degrees(void **state) {
    bench *b = *state;
    const ct_table *table;
    static const double x[] = { 500000 }, y[] = { 5427937.511 };
    const char *path = bench_path(b, "u.shp");
    SHPHandle shp = SHPCreate(path, SHPT_POINT);
    put_shape(shp, SHPT_POINT, x, y, 1, NULL, 0);
    SHPClose(shp);
    assert_false(read_it(b, path, NULL, &table)); /* metres, and no .prj */
    assert_true(told(b, CARTOUCHE_ERROR, "crs:"));
    ct_read_options options = { .crs = "EPSG:32637" };
    assert_true(read_it(b, path, &options, &table));
    assert_float_equal(table->shapes[0].x[0], 39, 1e-6);
    assert_float_equal(table->shapes[0].y[0], 49.004, 0.001);
}

static void deleted_records_are_skipped(void **state) {
    bench *b = *state;
    const ct_table *table;
    const char *path = write_sample(b, "s");
    patch(bench_path(b, "s.dbf"), 32 + 2 * 32 + 1, "*", 1);
    assert_true(read_it(b, path, NULL, &table));
    assert_int_equal(table->rows, 1);
    assert_string_equal(ct_table_text(b->arena, table, 0, "NAME"), "second");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        BENCH_TEST(polygons_of_all_kinds_are_turned_and_opened),
        BENCH_TEST(lines_of_all_kinds_keep_their_parts),
        BENCH_TEST(points_of_all_kinds),
        BENCH_TEST(rings_that_all_run_one_way_are_turned_by_nesting),
        BENCH_TEST(null_shapes_are_lost_and_told),
        BENCH_TEST(fields_come_with_their_rows),
        BENCH_TEST(all_side_files_are_inputs),
        BENCH_TEST(what_is_no_shapefile_is_told),
        BENCH_TEST(without_a_table_there_are_shapes_alone),
        BENCH_TEST(side_files_are_found_in_capitals),
        BENCH_TEST(without_a_crs_lonlat_is_assumed_with_a_warning),
        BENCH_TEST(utm_metres_come_out_as_degrees),
        BENCH_TEST(deleted_records_are_skipped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
