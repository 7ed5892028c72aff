/* test_svg_path.c - the data of paths: relative, rounded once, short, rings that are seen. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "../../src/canvas/canvas.h"

static void check_shape(const ct_shape *shape, const char *expected) {
    ct_arena *scratch = ct_arena_new();
    ct_buffer out = { 0 };
    ct_svg_path(&out, scratch, shape);
    ct_buffer_text(&out, "!"); /* ends it */
    assert_string_equal(out.data, expected);
    ct_buffer_free(&out);
    ct_arena_free(scratch);
}

static void check(ct_kind kind, const double *xy, size_t points, const char *expected) {
    ct_arena *arena = ct_arena_new();
    ct_builder b = ct_builder_start(arena, kind);
    for (size_t i = 0; i < points; i++)
        ct_builder_point(&b, xy[2 * i], xy[2 * i + 1]);
    ct_builder_end_part(&b);
    const ct_shape shape = ct_builder_take(&b);
    check_shape(&shape, expected);
    ct_arena_free(arena);
}

static void test_path(void **state) {
    (void)state;
    const double line[] = { 1, 2, 1.04, 2.04, 3, 2, 3, -0.5, 2.5, -1 };
    check(CT_LINE, line, 5, "M1 2h2v-2.5l-.5-.5!");
    check(CT_LINE, line, 2, "M1 2h0!");
    const double ring[] = { 0, 0, 10, 0, 10, 10, 0, 10 }, sliver[] = { 0, 0, 5, 0, 5, 0.04 };
    check(CT_POLYGON, ring, 4, "M0 0h10v10h-10z!");
    check(CT_POLYGON, sliver, 3, "!");
}

static void numbers_stand_close(void **state) {
    (void)state;
    const double line[] = { 0, 0, 0.1, 0.2, 0.3, 1.3, 0.7, 2.2, 10.8, 2.5, 11, 12.5 };
    check(CT_LINE, line, 6, "M0 0l.1.2.2 1.1.4.9 10.1.3.2 10!");
}

static void steps_of_one_direction_are_one(void **state) {
    (void)state;
    const double line[] = { 0, 0, 1, 0, 3, 0, 2, 0, 2.5, 0.5, 4, 2, 4, 3, 4, 4 };
    check(CT_LINE, line, 8, "M0 0h3-1l2 2v2!");
}

static void parts_follow_each_other(void **state) {
    (void)state;
    ct_arena *arena = ct_arena_new();
    ct_builder b = ct_builder_start(arena, CT_POLYGON);
    for (int k = 0; k < 2; k++) {
        ct_builder_point(&b, 5 + 2 * k, 5);
        ct_builder_point(&b, 6 + 2 * k, 6);
        ct_builder_point(&b, 5.5 + 2 * k, 7);
        ct_builder_end_part(&b);
        ct_builder_point(&b, 20, 5); /* not seen: the next is told from the one before */
        ct_builder_point(&b, 20.01, 5);
        ct_builder_end_part(&b);
    }
    const ct_shape shape = ct_builder_take(&b);
    check_shape(&shape, "M5 5l1 1-.5 1zm2 0 1 1-.5 1z!");
    ct_arena_free(arena);
}

/* A wave, there and back as two rings share a border. */
enum { WAVE = 1500 };

static ct_shape wave_of(ct_arena *arena, bool back) {
    ct_builder b = ct_builder_start(arena, CT_LINE);
    for (int i = 0; i < WAVE; i++) {
        const int k = back ? WAVE - 1 - i : i;
        ct_builder_point(&b, k * 0.5, 100 + 30 * sin(k * 0.02));
    }
    ct_builder_end_part(&b);
    return ct_builder_take(&b);
}

/* The points that a reader finds in data of one line. */
static size_t points_read(const char *at, double (*points)[2]) {
    char command = 0;
    size_t count = 0;
    double x = 0, y = 0;
    while (*at) {
        char *end;
        if (strchr("Mlhv", *at)) command = *at++;
        double value[2] = { 0, 0 };
        for (int i = command == 'v'; i < (command == 'h' ? 1 : 2); i++) {
            value[i] = strtod(at, &end);
            at = end;
        }
        x = command == 'M' ? value[0] : x + value[0];
        y = command == 'M' ? value[1] : y + value[1];
        if (command == 'M') command = 'l';
        points[count][0] = x;
        points[count++][1] = y;
    }
    return count;
}

static void large_paths_are_thinned_alike_either_way(void **state) {
    (void)state;
    ct_arena *arena = ct_arena_new();
    static double found[2][WAVE][2];
    size_t counts[2];
    for (int back = 0; back < 2; back++) {
        ct_buffer out = { 0 };
        const ct_shape wave = wave_of(arena, back);
        ct_svg_path(&out, arena, &wave);
        counts[back] = points_read(out.data, found[back]);
        ct_buffer_free(&out);
    }
    assert_true(counts[0] < WAVE / 2);
    assert_int_equal(counts[0], counts[1]);
    for (size_t i = 0; i < counts[0]; i++) {
        const double *one = found[0][i], *other = found[1][counts[0] - 1 - i];
        assert_true(fabs(one[0] - other[0]) < 1e-6 && fabs(one[1] - other[1]) < 1e-6);
    }
    for (int k = 0; k < WAVE;
         k++) { /* half a tenth by rounding, a tenth by each of two thinnings */
        double least = HUGE_VAL;
        const double y = 100 + 30 * sin(k * 0.02);
        for (size_t i = 0; i + 1 < counts[0]; i++)
            least = fmin(least, ct_segment_distance(k * 0.5, y, found[0][i][0], found[0][i][1],
                                                    found[0][i + 1][0], found[0][i + 1][1]));
        assert_true(least < 0.26);
    }
    ct_arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_path),
        cmocka_unit_test(numbers_stand_close),
        cmocka_unit_test(steps_of_one_direction_are_one),
        cmocka_unit_test(parts_follow_each_other),
        cmocka_unit_test(large_paths_are_thinned_alike_either_way),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
