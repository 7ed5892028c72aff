/* test_write_shp.c - tables as shapefiles: names that are cut, texts that are long, and back. */
#include "varied.h"

static void it_comes_back(void **state) {
    bench *b = *state;
    ct_table *t = varied_areas(b->arena);
    assert_same_table(b, t, read_table(b, write_table(b, t, CT_DATA_SHP, "areas")));
    const ct_shape lines[] = { path2(b->arena, CT_LINE, 1, 2, 3, 4),
                               path2(b->arena, CT_LINE, -180, 89.5, 180, 90),
                               path2(b->arena, CT_LINE, 0.1, 0.2, 1e-300, 4) };
    t = varied_table(b->arena, lines);
    assert_same_table(b, t, read_table(b, write_table(b, t, CT_DATA_SHP, "lines")));
    assert_int_equal(ct_report_count(b->report), 0);
}

static ct_shape point(ct_arena *arena, double x, double y) {
    ct_builder builder = ct_builder_start(arena, CT_POINT);
    ct_builder_point(&builder, x, y);
    ct_builder_end_part(&builder);
    return ct_builder_take(&builder);
}

static void points_and_multipoints_come_back(void **state) {
    bench *b = *state;
    ct_shape shapes[] = { point(b->arena, 1, 2), point(b->arena, 3, 4), point(b->arena, 5, 6) };
    ct_table *t = varied_table(b->arena, shapes);
    assert_same_table(b, t, read_table(b, write_table(b, t, CT_DATA_SHP, "points")));
    t->shapes[1] = path2(b->arena, CT_POINT, 7, 8, 9, 10);
    const ct_table *back = read_table(b, write_table(b, t, CT_DATA_SHP, "multi"));
    assert_int_equal(ct_shape_points(&back->shapes[1]), 2);
    assert_int_equal(ct_shape_points(&back->shapes[2]), 1);
}

static void kinds_do_not_mix(void **state) {
    bench *b = *state;
    ct_table *t = varied_areas(b->arena);
    t->shapes[2] = path2(b->arena, CT_LINE, 1, 2, 3, 4);
    assert_null(write_table(b, t, CT_DATA_SHP, "mixed"));
    assert_true(told(b, CARTOUCHE_ERROR, "shapes of several kinds"));
    assert_true(told(b, CARTOUCHE_ERROR, ".geojson or .gpkg"));
    assert_int_equal(ct_report_at(b->report, 0)->line, 3);
}

static ct_table *named_columns(bench *b, const char *const *names, size_t count) {
    ct_table *t = varied_areas(b->arena);
    t->column_count = count;
    ct_column *columns = CT_ARRAY(b->arena, count, ct_column);
    for (size_t i = 0; i < count; i++) {
        columns[i] = t->columns[1];
        columns[i].name = names[i];
    }
    t->columns = columns;
    return t;
}

static void long_names_are_cut_without_clashes(void **state) {
    bench *b = *state;
    static const char *const names[] = { "population_2001", "population_2014", "Population_2022",
                                         "populati_1",      "назва_області",   "p" };
    const ct_table *back = read_table(
        b, write_table(b, named_columns(b, names, CT_COUNT(names)), CT_DATA_SHP, "names"));
    static const char *const wanted[] = { "population", "populati_1", "Populati_2",
                                          "populati_3", "назва",      "p" };
    for (size_t i = 0; i < CT_COUNT(wanted); i++)
        assert_string_equal(back->columns[i].name, wanted[i]);
    assert_true(told(b, CARTOUCHE_NOTE, "'population_2014' is 'populati_1'"));
    assert_true(told(b, CARTOUCHE_NOTE, "'назва_області' is 'назва'"));
    assert_int_equal(ct_report_count(b->report), 1);
}

static void long_texts_are_cut_and_told(void **state) {
    bench *b = *state;
    ct_table *t = varied_areas(b->arena);
    char text[601];
    for (size_t i = 0; i < 600; i += 2)
        memcpy(text + i, "Ї", 2);
    text[600] = '\0';
    t->columns[0].texts = CT_ARRAY(b->arena, 3, const char *);
    t->columns[0].texts[1] = text;
    const ct_table *back = read_table(b, write_table(b, t, CT_DATA_SHP, "long"));
    assert_int_equal(strlen(back->columns[0].texts[1]), 254);
    assert_true(told(b, CARTOUCHE_WARNING, "1 text of field 'name'"));
}

static void odd_numbers_come_back(void **state) {
    bench *b = *state;
    ct_table *t = varied_areas(b->arena);
    double numbers[] = { 1e300, -5e-324, 9007199254740993.0 };
    t->columns[2].numbers = numbers;
    const ct_table *back = read_table(b, write_table(b, t, CT_DATA_SHP, "odd"));
    for (size_t i = 0; i < 3; i++)
        assert_true(back->columns[2].numbers[i] == numbers[i]);
}

static void a_table_without_fields_is_numbered(void **state) {
    bench *b = *state;
    ct_table *t = varied_areas(b->arena);
    t->column_count = 0;
    const ct_table *back = read_table(b, write_table(b, t, CT_DATA_SHP, "bare"));
    assert_int_equal(back->column_count, 1);
    assert_string_equal(ct_table_text(b->arena, back, 2, "id"), "3");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        BENCH_TEST(it_comes_back),
        BENCH_TEST(points_and_multipoints_come_back),
        BENCH_TEST(kinds_do_not_mix),
        BENCH_TEST(long_names_are_cut_without_clashes),
        BENCH_TEST(long_texts_are_cut_and_told),
        BENCH_TEST(odd_numbers_come_back),
        BENCH_TEST(a_table_without_fields_is_numbered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
