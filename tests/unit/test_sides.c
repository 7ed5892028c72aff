/* test_sides.c - areas that a splitting line does not touch go with their neighbours. */
#include "sample.h"

/* A row of squares ten wide from x = 0, and an island of the last one, far off in the north. */
static ct_table *row_of_squares(bench *b, size_t count, bool island) {
    static const char *const names[] = { "a", "b", "c", "d", "e" };
    ct_shape shapes[5];
    for (size_t i = 0; i < count; i++)
        shapes[i] = rect(b->arena, 10 * (double)i, 0, 10 * (double)(i + 1), 10);
    if (island) {
        ct_builder builder = ct_builder_start(b->arena, CT_POLYGON);
        ct_shape off = rect(b->arena, 0, 60, 2, 62);
        ct_builder_add(&builder, &shapes[count - 1]);
        ct_builder_add(&builder, &off);
        shapes[count - 1] = ct_builder_take(&builder);
    }
    return table_of(b->arena, shapes, names, count);
}

static void split(bench *b, const ct_table *areas, ct_shape line, ct_shape *kept) {
    bool any;
    assert_true(ct_sides_split(b->arena, areas, &line, CT_SIDE_LEFT, 0.1, CT_NOWHERE, kept, &any,
                               b->report));
    assert_true(any);
}

static double kept_area(const ct_shape *s) { return s->kind == CT_POLYGON ? plane_area(s) : 0; }

/* The line runs north through a; its end points away to the west, so that c and d lie on the left
 * of that end's ray. */
static void neighbours_decide_from_one_to_the_next(void **state) {
    bench *b = *state;
    ct_table *areas = row_of_squares(b, 4, false);
    ct_shape kept[4];
    split(b, areas, path2(b->arena, CT_LINE, 5, -1, 5, 11), kept);
    assert_float_equal(kept_area(&kept[0]), 50, 1e-9); /* west of it */
    for (size_t i = 1; i < 4; i++)
        assert_int_equal(kept[i].kind, CT_NULL);
    split(b, areas, path2(b->arena, CT_LINE, 5, 11, 5, -1), kept);
    assert_float_equal(kept_area(&kept[0]), 50, 1e-9); /* east of it */
    for (size_t i = 1; i < 4; i++)
        assert_float_equal(kept_area(&kept[i]), 100, 1e-9);
    assert_int_equal(ct_report_count(b->report), 0);
}

static void where_the_line_ends_and_points_is_of_no_account(void **state) {
    bench *b = *state;
    ct_table *areas = row_of_squares(b, 3, false);
    ct_builder builder = ct_builder_start(b->arena, CT_LINE);
    /* down through a, then on under b and c, and up again east of them: its end would take c for
     * its left */
    const double points[][2] = { { 5, 11 }, { 5, -5 }, { 40, -5 }, { 40, 30 }, { 12, 30 } };
    for (size_t i = 0; i < 5; i++)
        ct_builder_point(&builder, points[i][0], points[i][1]);
    ct_builder_end_part(&builder);
    ct_shape kept[3];
    split(b, areas, ct_builder_take(&builder), kept);
    assert_float_equal(kept_area(&kept[0]), 50, 1e-9);
    assert_float_equal(kept_area(&kept[1]), 100, 1e-9);
    assert_float_equal(kept_area(&kept[2]), 100, 1e-9);
}

static void an_island_goes_with_the_largest_part_of_its_area(void **state) {
    bench *b = *state;
    ct_table *areas = row_of_squares(b, 3, true);
    ct_shape kept[3];
    split(b, areas, path2(b->arena, CT_LINE, 5, 11, 5, -1), kept);
    assert_float_equal(kept_area(&kept[2]), 104, 1e-9);
    split(b, areas, path2(b->arena, CT_LINE, 5, -1, 5, 11), kept);
    assert_int_equal(kept[2].kind, CT_NULL); /* though the island lies west of the line */
}

static void an_area_without_neighbours_near_an_end_is_told(void **state) {
    bench *b = *state;
    static const char *const names[] = { "a", "far" };
    ct_shape shapes[] = { rect(b->arena, 0, 0, 10, 10), rect(b->arena, 7, 40, 12, 45) };
    ct_table *areas = table_of(b->arena, shapes, names, 2);
    ct_shape kept[2];
    split(b, areas, path2(b->arena, CT_LINE, 5, 11, 5, -1), kept);
    assert_float_equal(kept_area(&kept[1]), 25, 1e-9);
    assert_true(told(b, CARTOUCHE_WARNING, "far"));
    assert_true(told(b, CARTOUCHE_WARNING, "ends where it is nearest"));
}

static void parts_that_contradict_each_other_are_told(void **state) {
    bench *b = *state;
    ct_table *areas = row_of_squares(b, 1, false);
    ct_builder builder = ct_builder_start(b->arena, CT_LINE);
    const double points[][2] = { { 3, -1 }, { 3, 11 }, { 7, -1 }, { 7, 11 } };
    for (size_t i = 0; i < 4; i++) {
        ct_builder_point(&builder, points[i][0], points[i][1]);
        if (i % 2) ct_builder_end_part(&builder);
    }
    ct_shape kept[1];
    split(b, areas, ct_builder_take(&builder), kept);
    assert_true(told(b, CARTOUCHE_WARNING, "contradict"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        BENCH_TEST(neighbours_decide_from_one_to_the_next),
        BENCH_TEST(where_the_line_ends_and_points_is_of_no_account),
        BENCH_TEST(an_island_goes_with_the_largest_part_of_its_area),
        BENCH_TEST(an_area_without_neighbours_near_an_end_is_told),
        BENCH_TEST(parts_that_contradict_each_other_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
