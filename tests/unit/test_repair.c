/* test_repair.c - areas whose outlines cross are mended, and what that changed. */
#include "sample.h"

static void sound_areas_stay_as_they_are(void **state) {
    bench *b = *state;
    const char *name = "a";
    ct_shape square = rect(b->arena, 0, 0, 1, 1);
    ct_table *table = table_of(b->arena, &square, &name, 1);
    const ct_table *out;
    ct_mending mending;
    assert_true(ct_op_repair(b->arena, table, CT_NOWHERE, &out, &mending, b->report));
    assert_ptr_equal(out, table);
    assert_int_equal(mending.count, 0);
    assert_float_equal(mending.ground / ct_geodesic_area(&square), 1, 1e-12);
}

/* A bow of two lobes: by its outline's own count they take each other's area away. */
static void a_bow_is_mended_and_measured(void **state) {
    bench *b = *state;
    static const char *const names[] = { "sound", "bow" };
    ct_builder bow = ct_builder_start(b->arena, CT_POLYGON);
    ct_builder_point(&bow, 0, 0);
    ct_builder_point(&bow, 3, 3);
    ct_builder_point(&bow, 3, 0);
    ct_builder_point(&bow, 0, 3);
    ct_builder_end_part(&bow);
    ct_shape shapes[] = { rect(b->arena, 10, 0, 12, 2), ct_builder_take(&bow) };
    const ct_table *out;
    ct_mending mending;
    assert_true(ct_op_repair(b->arena, table_of(b->arena, shapes, names, 2), CT_NOWHERE, &out,
                             &mending, b->report));
    assert_int_equal(out->rows, 2);
    assert_int_equal(mending.count, 1);
    assert_int_equal(mending.first, 2);
    assert_false(ct_rings_cross(&out->shapes[1]));
    assert_float_equal(plane_area(&out->shapes[1]), 4.5, 1e-9);
    double lobes = ct_geodesic_area(&out->shapes[1]), all = lobes + ct_geodesic_area(&shapes[0]);
    assert_float_equal(mending.changed / lobes, 1, 0.01);
    assert_float_equal(mending.ground / all, 1, 1e-9);
    assert_true(mending.most > 0.99 && mending.most <= 1);
}

static void what_has_no_area_goes(void **state) {
    bench *b = *state;
    static const char *const names[] = { "a", "b" };
    ct_shape there = path2(b->arena, CT_POLYGON, 0, 0, 1, 1);
    ct_builder back = ct_builder_start(b->arena, CT_POLYGON);
    ct_builder_point(&back, 0, 0);
    ct_builder_point(&back, 2, 0);
    ct_builder_point(&back, 1, 0);
    ct_builder_end_part(&back);
    ct_shape shapes[] = { ct_builder_take(&back), there };
    const ct_table *out;
    ct_mending mending;
    assert_true(ct_op_repair(b->arena, table_of(b->arena, shapes, names, 2), CT_NOWHERE, &out,
                             &mending, b->report));
    assert_true(out->rows >= 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        BENCH_TEST(sound_areas_stay_as_they_are),
        BENCH_TEST(a_bow_is_mended_and_measured),
        BENCH_TEST(what_has_no_area_goes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
