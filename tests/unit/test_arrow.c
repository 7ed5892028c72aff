/* test_arrow.c - bodies and heads of arrows have the widths and the tips that were asked for. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../src/notes/notes.h"

static ct_arena *arena;

static int up(void **state) {
    (void)state;
    arena = ct_arena_new();
    return 0;
}

static int down(void **state) {
    (void)state;
    ct_arena_free(arena);
    return 0;
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, up, down)

static ct_shape line_of(const double *xy, size_t points) {
    ct_builder b = ct_builder_start(arena, CT_LINE);
    for (size_t i = 0; i < points; i++)
        ct_builder_point(&b, xy[2 * i], xy[2 * i + 1]);
    ct_builder_end_part(&b);
    return ct_builder_take(&b);
}
#define LINE(...)                                                                                  \
    line_of((const double[]){ __VA_ARGS__ }, CT_COUNT(((const double[]){ __VA_ARGS__ })) / 2)

/* How wide the shape is across x, and where its middle lies. */
static double width_at(const ct_shape *s, double x, double *middle) {
    double low = INFINITY, high = -INFINITY;
    for (size_t i = s->start; i < s->end[0]; i++) {
        size_t j = i + 1 < s->end[0] ? i + 1 : s->start;
        double x0 = s->x[i], x1 = s->x[j];
        if ((x0 < x) == (x1 < x)) continue;
        double y = s->y[i] + (s->y[j] - s->y[i]) * (x - x0) / (x1 - x0);
        low = fmin(low, y);
        high = fmax(high, y);
    }
    *middle = (low + high) / 2;
    return high - low;
}

static const ct_arrow form = {
    .tail = 2, .neck = 6, .head_length = 20, .head_width = 16, .sweep = 0.25, .gap = 3
};

static void it_widens_from_tail_to_neck(void **state) {
    (void)state;
    ct_shape line = LINE(0, 50, 203, 50);
    ct_shape s = ct_arrow_shape(arena, &line, &form);
    double middle, neck = 203 - 3 - 20 + 5; /* where the body has its full width */
    assert_int_equal(s.kind, CT_POLYGON);
    for (double x = 1; x < 178; x += 7) {
        assert_true(fabs(width_at(&s, x, &middle) - (2 + 4 * x / neck)) < 1e-6);
        assert_true(fabs(middle - 50) < 1e-6);
    }
    ct_box box = ct_box_of(&s);
    assert_true(fabs(box.x0) < 1e-9 && fabs(box.x1 - 200) < 1e-9); /* the tip, less the gap */
    assert_true(fabs(box.y0 - 42) < 1e-9 && fabs(box.y1 - 58) < 1e-9);
    assert_true(fabs(width_at(&s, 190, &middle) - 8) < 1e-6); /* half way to the tip */
}

static void a_bent_one_points_where_its_line_ends(void **state) {
    (void)state;
    double xy[2 * 40];
    for (int i = 0; i < 40; i++) { /* a quarter of a circle */
        xy[2 * i] = 200 * sin(M_PI / 2 * i / 39);
        xy[2 * i + 1] = 200 * cos(M_PI / 2 * i / 39);
    }
    ct_arrow sharp = form;
    sharp.gap = 0;
    ct_shape line = line_of(xy, 40), s = ct_arrow_shape(arena, &line, &sharp);
    double nearest = INFINITY;
    for (size_t i = s.start; i < s.end[0]; i++) {
        nearest = fmin(nearest, hypot(s.x[i] - 200, s.y[i]));
        double radius = hypot(s.x[i], s.y[i]);
        assert_true(fabs(radius - 200) < 8.6); /* all of it lies along the circle */
    }
    assert_true(nearest < 1e-9);
}

static void a_short_one_has_a_small_head(void **state) {
    (void)state;
    ct_shape line = LINE(0, 0, 13, 0);
    ct_shape s = ct_arrow_shape(arena, &line, &form);
    ct_box box = ct_box_of(&s);
    assert_true(box.x0 >= -1e-9 && fabs(box.x1 - 10) < 1e-9);
    assert_true(box.y1 - box.y0 < 5 && box.y1 - box.y0 > 3);
}

static void a_stroke_has_one_width_and_a_round_tail(void **state) {
    (void)state;
    ct_shape line = LINE(0, 0, 100, 0);
    ct_arrow stroke = { .tail = 4, .neck = 4, .round_tail = true };
    ct_shape s = ct_arrow_shape(arena, &line, &stroke);
    ct_box box = ct_box_of(&s);
    double middle;
    assert_true(fabs(box.x1 - 100) < 1e-9 && box.x0 < -1.8 && box.x0 >= -2);
    assert_true(fabs(width_at(&s, 50, &middle) - 4) < 1e-9);
}

static void narrow_bends_do_not_turn_the_edges_back(void **state) {
    (void)state;
    double xy[2 * 30];
    for (int i = 0; i < 30; i++) { /* half a circle of 6 px, an arrow 30 px wide */
        xy[2 * i] = 6 * sin(M_PI * i / 29);
        xy[2 * i + 1] = 6 * cos(M_PI * i / 29);
    }
    ct_arrow wide = { .tail = 30, .neck = 30 };
    ct_shape line = line_of(xy, 30), s = ct_arrow_shape(arena, &line, &wide);
    assert_int_equal(s.parts, 1);
    for (size_t i = s.start; i < s.end[0]; i++)
        assert_true(isfinite(s.x[i]) && hypot(s.x[i], s.y[i]) < 40);
}

static void nothing_comes_of_nothing(void **state) {
    (void)state;
    ct_shape none = { .kind = CT_LINE }, point = LINE(5, 5, 5, 5), odd = LINE(NAN, 0, 5, INFINITY);
    assert_int_equal(ct_arrow_shape(arena, &none, &form).parts, 0);
    assert_int_equal(ct_arrow_shape(arena, &point, &form).parts, 0);
    assert_int_equal(ct_arrow_shape(arena, &odd, &form).parts, 0);
    assert_int_equal(ct_line_shortened(arena, &point, 0).parts, 0);
    double x, y, ux, uy;
    assert_false(ct_line_at(&none, 0.5, &x, &y, &ux, &uy));
}

static void lines_are_shortened_and_asked_for_places(void **state) {
    (void)state;
    ct_shape line = LINE(0, 0, 30, 0, 30, 40), cut = ct_line_shortened(arena, &line, 15);
    size_t last = cut.end[0] - 1;
    assert_true(fabs(cut.x[last] - 30) < 1e-9 && fabs(cut.y[last] - 25) < 1e-9);
    assert_int_equal(ct_line_shortened(arena, &line, 70).parts, 0);
    double x, y, ux, uy;
    assert_true(ct_line_at(&line, 0, &x, &y, &ux, &uy));
    assert_true(x == 0 && y == 0 && fabs(ux - 1) < 1e-9);
    assert_true(ct_line_at(&line, 1, &x, &y, &ux, &uy));
    assert_true(x == 30 && y == 40 && fabs(uy - 1) < 1e-9);
    assert_true(ct_line_at(&line, 0.5, &x, &y, &ux, &uy));
    assert_true(x == 30 && y == 5);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(it_widens_from_tail_to_neck),
        TEST(a_bent_one_points_where_its_line_ends),
        TEST(a_short_one_has_a_small_head),
        TEST(a_stroke_has_one_width_and_a_round_tail),
        TEST(narrow_bends_do_not_turn_the_edges_back),
        TEST(nothing_comes_of_nothing),
        TEST(lines_are_shortened_and_asked_for_places),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
