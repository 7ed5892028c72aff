/* test_svg_twins.c - large shapes that are drawn twice are found, others are not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "../../src/canvas/canvas.h"

static ct_shape circle_of(ct_arena *arena, int steps) {
    ct_builder b = ct_builder_start(arena, CT_POLYGON);
    for (int i = 0; i < steps; i++)
        ct_builder_point(&b, 50 + 40 * cos(i * 2 * M_PI / steps),
                         50 + 40 * sin(i * 2 * M_PI / steps));
    ct_builder_end_part(&b);
    return ct_builder_take(&b);
}

static void test_twins(void **state) {
    (void)state;
    ct_arena *arena = ct_arena_new();
    ct_scene *scene = ct_scene_new(arena, 100, 100, (ct_rgba){ 1, 1, 1, 1 });
    enum { MANY = 100 };
    ct_shape shapes[MANY];
    for (int i = 0; i < MANY; i++) {
        shapes[i] = circle_of(arena, i % 2 ? 100 : 10);
        ct_scene_path(scene,
                      &(ct_path){ .shape = shapes[i], .has_fill = true, .fill = { 0, 0, 0, 1 } });
    }
    for (int i = 0; i < MANY / 2; i++)
        ct_scene_path(scene, &(ct_path){ .shape = shapes[i], .stroke = { .width = 1 } });
    const ct_svg_twins *twins = ct_svg_twins_of(arena, scene);
    assert_int_equal(ct_svg_twins_count(twins), MANY / 4);
    for (int i = 0; i < MANY; i++) {
        const ct_svg_twin *twin = ct_svg_twin_of(twins, &shapes[i]);
        assert_int_equal(twin != NULL, i % 2 && i < MANY / 2);
        if (twin) assert_int_equal(twin->times, 2);
    }
    assert_null(ct_svg_twin_of(twins, &(ct_shape){ 0 }));
    ct_arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_twins) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
