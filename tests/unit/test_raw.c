/* test_raw.c - raw features to clean lon/lat: bad points, small parts, turned rings, ranges. */
#include "../../src/source/source.h"
#include "sample.h"

static void part(ct_raw *raw, const double *xy, size_t points) {
    for (size_t i = 0; i < points; i++)
        ct_raw_point(raw, xy[2 * i], xy[2 * i + 1]);
    ct_raw_end_part(raw);
}

static bool settle(bench *b, ct_raw *raw, ct_settling how, ct_shape *shapes, ct_facts *facts) {
    *facts = (ct_facts){ 0 };
    how.facts = facts;
    return ct_raw_settle(b->arena, raw, &how, shapes, b->report);
}

static const ct_settling LONLAT = { .lonlat = true, .order = CT_RINGS_OUTER_CCW };

static void closing_points_go_and_rings_are_turned(void **state) {
    bench *b = *state;
    static const double clockwise[] = { 0, 0, 0, 4, 4, 4, 4, 0, 0, 0 };
    ct_raw raw = { .arena = b->arena };
    ct_shape shape;
    ct_facts facts;
    part(&raw, clockwise, 5);
    ct_raw_end_row(&raw, CT_POLYGON);
    assert_true(settle(b, &raw, LONLAT, &shape, &facts));
    assert_int_equal(ct_shape_points(&shape), 4);
    assert_float_equal(plane_area(&shape), 16, 1e-12);
    assert_int_equal(facts.turned_rings, 1);
}

static void points_that_are_no_numbers_go(void **state) {
    bench *b = *state;
    static const double line[] = { 0, 0, NAN, 1, 1, INFINITY, 1e300, 2, 3, 3 };
    ct_raw raw = { .arena = b->arena };
    ct_shape shape;
    ct_facts facts;
    part(&raw, line, 5);
    ct_raw_end_row(&raw, CT_LINE);
    assert_true(settle(b, &raw, LONLAT, &shape, &facts));
    assert_int_equal(ct_shape_points(&shape), 2);
    assert_true(shape.x[1] == 3 && shape.y[1] == 3);
    assert_int_equal(facts.bad_points, 3);
    assert_true(told(b, CARTOUCHE_WARNING, "3 of 5 points"));
}

static void parts_too_small_to_draw_go(void **state) {
    bench *b = *state;
    static const double two[] = { 1, 1, 2, 2, 1, 1, 2, 2, 1, 1 }, dot[] = { 5, 5, 5, 5 };
    static const double good[] = { 0, 0, 1, 0, 0, 1 };
    ct_raw raw = { .arena = b->arena };
    ct_shape shapes[3];
    ct_facts facts;
    part(&raw, two, 5);
    part(&raw, good, 3);
    ct_raw_end_row(&raw, CT_POLYGON);
    part(&raw, dot, 2);
    ct_raw_end_row(&raw, CT_LINE);
    part(&raw, dot, 1);
    ct_raw_end_row(&raw, CT_POINT);
    assert_true(settle(b, &raw, LONLAT, shapes, &facts));
    assert_int_equal(facts.small_parts, 2);
    assert_int_equal(shapes[0].parts, 1);
    assert_float_equal(plane_area(&shapes[0]), 0.5, 1e-12);
    assert_int_equal(shapes[1].kind, CT_NULL);
    assert_int_equal(ct_shape_points(&shapes[2]), 1);
    assert_true(shapes[2].x[shapes[2].start] == 5);
}

static void nothing_at_all_is_nothing(void **state) {
    bench *b = *state;
    ct_raw raw = { .arena = b->arena };
    ct_shape shape;
    ct_facts facts;
    ct_raw_end_part(&raw);
    ct_raw_end_row(&raw, CT_POLYGON);
    assert_true(settle(b, &raw, LONLAT, &shape, &facts));
    assert_int_equal(shape.kind, CT_NULL);
}

static void arrays_of_a_scratch_arena_are_moved(void **state) {
    bench *b = *state;
    static const double line[] = { 1, 2, 3, 4 };
    ct_arena *scratch = ct_arena_new();
    ct_raw raw = { .arena = scratch };
    ct_shape shape;
    ct_facts facts;
    part(&raw, line, 2);
    ct_raw_end_row(&raw, CT_LINE);
    assert_true(settle(b, &raw, LONLAT, &shape, &facts));
    ct_arena_free(scratch);
    assert_true(shape.x[0] == 1 && shape.y[1] == 4 && ct_part_end(&shape, 0) == 2);
}

static bool one_point(bench *b, double x, double y, ct_settling how, ct_shape *shape) {
    ct_raw raw = { .arena = b->arena };
    ct_facts facts;
    ct_raw_point(&raw, x, y);
    ct_raw_end_part(&raw);
    ct_raw_end_row(&raw, CT_POINT);
    return settle(b, &raw, how, shape, &facts);
}

static void a_layer_outside_lonlat_is_a_fault_that_asks_for_its_crs(void **state) {
    bench *b = *state;
    ct_shape shape;
    assert_false(one_point(b, 500000, 5400000, LONLAT, &shape));
    assert_true(told(b, CARTOUCHE_ERROR, "crs: "));
    ct_settling none = { .order = CT_RINGS_OUTER_CW };
    assert_false(one_point(b, 500000, 5400000, none, &shape));
    assert_true(told(b, CARTOUCHE_ERROR, "there is no CRS"));
    none.lenient = true;
    assert_true(one_point(b, 500000, 5400000, none, &shape));
    assert_true(shape.x[0] == 500000);
}

static void a_crs_is_transformed_from(void **state) {
    bench *b = *state;
    ct_shape shape;
    ct_settling utm = { .crs = "+proj=utm +zone=37 +datum=WGS84" };
    assert_true(one_point(b, 500000, 0, utm, &shape));
    assert_float_equal(shape.x[0], 39, 1e-9);
    assert_float_equal(shape.y[0], 0, 1e-9);
    utm.crs = "no such thing";
    assert_false(one_point(b, 500000, 0, utm, &shape));
}

static void a_stray_point_among_many_is_left_out(void **state) {
    bench *b = *state;
    ct_raw raw = { .arena = b->arena };
    ct_shape shape;
    ct_facts facts;
    for (int i = 0; i < 300; i++)
        ct_raw_point(&raw, i % 90, i == 150 ? 91000 : i % 80);
    ct_raw_end_part(&raw);
    ct_raw_end_row(&raw, CT_LINE);
    assert_true(settle(b, &raw, LONLAT, &shape, &facts));
    assert_int_equal(ct_shape_points(&shape), 299);
    assert_int_equal(facts.bad_points, 1);
}

static void rounding_beyond_a_pole_is_mended(void **state) {
    bench *b = *state;
    ct_shape shape;
    assert_true(one_point(b, 10, -90.0000001, LONLAT, &shape));
    assert_true(shape.y[0] == -90);
    assert_int_equal(ct_report_count(b->report), 0);
}

static bool tabled(bench *b, const ct_shape *shapes, size_t rows, const ct_table **table) {
    ct_read_options options = { 0 };
    ct_facts facts = { .features = rows };
    return ct_raw_table(b->arena, "x", shapes, rows, NULL, 0, &options, &facts, table, b->report);
}

static void a_table_needs_a_shape(void **state) {
    bench *b = *state;
    const ct_table *table;
    ct_shape shapes[] = { { .kind = CT_NULL }, { .kind = CT_NULL } };
    assert_false(tabled(b, shapes, 0, &table));
    assert_true(told(b, CARTOUCHE_ERROR, "no features"));
    assert_false(tabled(b, shapes, 2, &table));
    assert_true(told(b, CARTOUCHE_ERROR, "none of the 2 features"));
    shapes[1] = path2(b->arena, CT_LINE, 0, 0, 1, 1);
    assert_true(tabled(b, shapes, 2, &table));
    assert_int_equal(table->rows, 1);
    assert_int_equal(table->points_read, 2);
    assert_true(told(b, CARTOUCHE_WARNING, "1 of 2 features"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        BENCH_TEST(closing_points_go_and_rings_are_turned),
        BENCH_TEST(points_that_are_no_numbers_go),
        BENCH_TEST(parts_too_small_to_draw_go),
        BENCH_TEST(nothing_at_all_is_nothing),
        BENCH_TEST(arrays_of_a_scratch_arena_are_moved),
        BENCH_TEST(a_layer_outside_lonlat_is_a_fault_that_asks_for_its_crs),
        BENCH_TEST(a_crs_is_transformed_from),
        BENCH_TEST(a_stray_point_among_many_is_left_out),
        BENCH_TEST(rounding_beyond_a_pole_is_mended),
        BENCH_TEST(a_table_needs_a_shape),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
