/* test_smooth.c - corners are cut, ends stay, other kinds are left alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first */
#include <cmocka.h>

#include "../../src/geom/geom.h"

static ct_shape line(ct_arena *arena, ct_kind kind, const double (*points)[2], size_t n) {
    ct_builder b = ct_builder_start(arena, kind);
    for (size_t i = 0; i < n; i++)
        ct_builder_point(&b, points[i][0], points[i][1]);
    ct_builder_end_part(&b);
    return ct_builder_take(&b);
}

static void a_corner_gives_way_to_two_points(void **state) {
    (void)state;
    ct_arena *arena = ct_arena_new();
    ct_shape s = line(arena, CT_LINE, (const double[][2]){ { 0, 0 }, { 4, 0 }, { 4, 8 } }, 3);
    ct_shape once = ct_smooth_corners(arena, &s, 1);
    assert_int_equal(ct_shape_points(&once), 4);
    const double want[4][2] = { { 0, 0 }, { 3, 0 }, { 4, 2 }, { 4, 8 } };
    for (size_t i = 0; i < 4; i++) {
        assert_float_equal(once.x[i], want[i][0], 1e-12);
        assert_float_equal(once.y[i], want[i][1], 1e-12);
    }
    ct_shape thrice = ct_smooth_corners(arena, &s, 3);
    assert_int_equal(ct_shape_points(&thrice), 10);
    assert_float_equal(thrice.x[0], 0, 0);
    assert_float_equal(thrice.y[9], 8, 0);
    ct_arena_free(arena);
}

static void parts_stay_parts(void **state) {
    (void)state;
    ct_arena *arena = ct_arena_new();
    ct_builder b = ct_builder_start(arena, CT_LINE);
    for (int part = 0; part < 2; part++) {
        for (int i = 0; i < 3 - part; i++)
            ct_builder_point(&b, i, i * i + 10 * part);
        ct_builder_end_part(&b);
    }
    ct_shape s = ct_builder_take(&b), smooth = ct_smooth_corners(arena, &s, 2);
    assert_int_equal(smooth.parts, 2);
    assert_int_equal(ct_part_end(&smooth, 0) - ct_part_start(&smooth, 0), 6);
    assert_int_equal(ct_part_end(&smooth, 1) - ct_part_start(&smooth, 1), 2);
    ct_arena_free(arena);
}

static void areas_and_no_passes_change_nothing(void **state) {
    (void)state;
    ct_arena *arena = ct_arena_new();
    const double points[][2] = { { 0, 0 }, { 4, 0 }, { 4, 8 } };
    ct_shape area = line(arena, CT_POLYGON, points, 3), s = line(arena, CT_LINE, points, 3);
    assert_ptr_equal(ct_smooth_corners(arena, &area, 2).x, area.x);
    assert_ptr_equal(ct_smooth_corners(arena, &s, 0).x, s.x);
    ct_shape nothing = { .kind = CT_NULL };
    assert_int_equal(ct_smooth_corners(arena, &nothing, 2).kind, CT_NULL);
    ct_arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_corner_gives_way_to_two_points),
        cmocka_unit_test(parts_stay_parts),
        cmocka_unit_test(areas_and_no_passes_change_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
