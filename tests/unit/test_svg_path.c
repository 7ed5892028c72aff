/* test_svg_path.c - the data of paths: relative, rounded once, rings that are seen. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../src/canvas/canvas.h"

static void check(ct_kind kind, const double *xy, size_t points, const char *expected) {
    ct_arena *arena = ct_arena_new();
    ct_builder b = ct_builder_start(arena, kind);
    for (size_t i = 0; i < points; i++)
        ct_builder_point(&b, xy[2 * i], xy[2 * i + 1]);
    ct_builder_end_part(&b);
    ct_shape shape = ct_builder_take(&b);
    ct_buffer out = { 0 };
    ct_svg_path(&out, &shape);
    ct_buffer_text(&out, "!"); /* ends it */
    assert_string_equal(out.data, expected);
    ct_buffer_free(&out);
    ct_arena_free(arena);
}

static void test_path(void **state) {
    (void)state;
    const double line[] = { 1, 2, 1.04, 2.04, 3, 2, 3, -0.5, 2.5, -1 };
    check(CT_LINE, line, 5, "M1 2h2v-2.5l-.5-.5!");
    check(CT_LINE, line, 2, "M1 2h0!");
    const double ring[] = { 0, 0, 10, 0, 10, 10, 0, 10 }, sliver[] = { 0, 0, 5, 0, 5, 0.04 };
    check(CT_POLYGON, ring, 4, "M0 0h10v10h-10Z!");
    check(CT_POLYGON, sliver, 3, "!");
}

int main(void) {
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_path) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
