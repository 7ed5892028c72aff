/* test_along.c - names along lines: upright, beside the line, on its straight pieces. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "../../src/marks/marks.h"

static ct_arena *arena;
static int setup(void **state) {
    (void)state;
    arena = ct_arena_new();
    return 0;
}
static int teardown(void **state) {
    (void)state;
    ct_arena_free(arena);
    return 0;
}

static const ct_text_class class = { .font = { .size = 12 } };
static const ct_labels_style labels = { .gap = 3 };
static const ct_box frame = { 0, 0, 800, 600 };

static ct_label_form form_of(double w, double h) {
    ct_label_form f = { .line_count = 1, .scale = 1, .pad_x = 2, .pad_y = 2 };
    f.ink[1] = (ct_box){ -w / 2, -h, w / 2, 0 };
    return f;
}

static ct_shape line(const double *xy, size_t n) {
    ct_builder b = ct_builder_start(arena, CT_LINE);
    for (size_t i = 0; i < n; i++)
        ct_builder_point(&b, xy[2 * i], xy[2 * i + 1]);
    ct_builder_end_part(&b);
    return ct_builder_take(&b);
}

static ct_candidates run(ct_shape shape, double w, double reach) {
    static ct_label_form form;
    form = form_of(w, 10);
    ct_label label = {
        .id = "r", .style = &class, .kind = CT_PLACE_LINE, .area = shape, .reach = reach
    };
    ct_candidates list = { 0 };
    ct_candidates_line(arena, NULL, &label, &form, frame, &list);
    return list;
}

/* No name lies on its line. */
static void check_clear(const ct_candidates *list, const ct_shape *s, double reach) {
    for (size_t i = 0; i < list->count; i++) {
        const ct_candidate *c = &list->items[i];
        assert_true(fabs(c->angle) <= 90);
        ct_tile ink = ct_tile_of(c->box, c->angle);
        for (size_t k = 1; k < ct_shape_points(s); k++)
            if (ct_tile_crossed(&ink, s->x[k - 1], s->y[k - 1], s->x[k], s->y[k], reach))
                fail_msg("candidate %zu lies on the line", i);
    }
}

static void test_straight(void **state) {
    (void)state;
    const double xy[] = { 100, 300, 500, 300 };
    ct_shape s = line(xy, 2);
    ct_candidates list = run(s, 80, 1);
    assert_true(list.count >= 20);
    check_clear(&list, &s, 1);
    for (size_t i = 0; i < list.count; i++) {
        assert_true(list.items[i].angle == 0);
        assert_string_equal(list.items[i].position, "along");
        assert_true(list.items[i].box.x0 >= 100 && list.items[i].box.x1 <= 500);
    }
}

static void test_reads_upright(void **state) {
    (void)state;
    const double down[] = { 100, 100, 400, 400 }, up[] = { 400, 400, 100, 100 };
    ct_shape a = line(down, 2), b = line(up, 2);
    ct_candidates la = run(a, 80, 0), lb = run(b, 80, 0);
    assert_true(la.count > 0 && lb.count == la.count);
    assert_true(fabs(la.items[0].angle - 45) < 1e-9);
    assert_true(fabs(lb.items[0].angle - 45) < 1e-9); /* whichever way the line runs */
    check_clear(&la, &a, 0);
    check_clear(&lb, &b, 0);
}

static void test_bends(void **state) {
    (void)state;
    /* A gentle wave can bear a name, a zigzag cannot. */
    ct_builder b = ct_builder_start(arena, CT_LINE);
    for (int i = 0; i <= 400; i++)
        ct_builder_point(&b, 100 + i, 300 + 30 * sin(i / 60.0));
    ct_builder_end_part(&b);
    ct_shape wave = ct_builder_take(&b);
    ct_candidates list = run(wave, 60, 0.5);
    assert_true(list.count > 0);
    check_clear(&list, &wave, 0.5);
    ct_builder z = ct_builder_start(arena, CT_LINE);
    for (int i = 0; i <= 40; i++)
        ct_builder_point(&z, 100 + 10 * i, i % 2 ? 300 : 330);
    ct_builder_end_part(&z);
    assert_int_equal(run(ct_builder_take(&z), 60, 0.5).count, 0);
}

/* With real letters, a name bends along a line that is too curved for a straight one. */
static ct_candidates run_words(ct_shape shape, const char *words) {
    static ct_text_class italic = {
        .font = { .families = "DejaVu Sans", .weight = 400, .size = 12, .italic = true }
    };
    ct_fonts *fonts = ct_fonts_new();
    ct_label label = {
        .id = "r", .text = words, .style = &italic, .kind = CT_PLACE_LINE, .area = shape, .reach = 1
    };
    size_t count;
    ct_label_form *forms = ct_label_forms(arena, fonts, &labels, &label, false, &count);
    ct_candidates list = { 0 };
    ct_candidates_line(arena, NULL, &label, &forms[0], frame, &list);
    ct_fonts_free(fonts);
    return list;
}

static ct_shape bow(double radius, double jitter) {
    ct_builder b = ct_builder_start(arena, CT_LINE);
    for (int i = 0; i <= 300; i++) {
        double a = -0.9 + 1.8 * i / 300, r = radius + (i % 2 ? jitter : -jitter);
        ct_builder_point(&b, 400 + r * sin(a), 450 - r * cos(a));
    }
    ct_builder_end_part(&b);
    return ct_builder_take(&b);
}

/* Beside the bow at one distance; its letters turn evenly, whatever the line does. */
static void check_bow(const ct_bend *b, const ct_shape *line) {
    assert_non_null(b); /* 100 px of that bow are no straight piece */
    assert_true(b->turn > 25 && b->turn <= 75 && b->steep <= 80);
    double side = hypot(b->inks[0].x - 400, b->inks[0].y - 450) - 110;
    for (size_t k = 0; k < b->count; k++) {
        double away = hypot(b->inks[k].x - 400, b->inks[k].y - 450) - 110;
        assert_true(fabs(away) > 5 && fabs(away) < 16 && fabs(away - side) < 1.5);
        assert_true(k == 0 || b->letters[k].angle > b->letters[k - 1].angle);
        for (size_t p = 1; p < ct_shape_points(line); p++)
            assert_false(ct_tile_crossed(&b->inks[k], line->x[p - 1], line->y[p - 1], line->x[p],
                                         line->y[p], 1));
    }
}

static void test_bends_with_the_line(void **state) {
    (void)state;
    for (int jitter = 0; jitter <= 1; jitter++) {
        ct_shape line = bow(110, jitter);
        ct_candidates list = run_words(line, "Siverskyi Donets");
        assert_true(list.count > 4);
        for (size_t i = 0; i < list.count; i++)
            check_bow(list.items[i].bend, &line);
    }
}

static void test_stays_straight(void **state) {
    (void)state;
    assert_int_equal(run_words(bow(110, 0), "نهر الفرات العظيم الطويل").count, 0);
    ct_candidates list = run_words(bow(420, 0), "نهر الفرات");
    assert_true(list.count > 0);
    for (size_t i = 0; i < list.count; i++)
        assert_null(list.items[i].bend);
    const double xy[] = { 100, 300, 700, 300 };
    list = run_words(line(xy, 2), "Don");
    double straight = HUGE_VAL, bent = HUGE_VAL;
    for (size_t i = 0; i < list.count; i++) {
        double *best = list.items[i].bend ? &bent : &straight;
        *best = fmin(*best, list.items[i].cost);
    }
    assert_true(straight < bent); /* where both are as good */
}

/* A river that comes back: none of its names lies on another reach of it. */
static void test_own_line_is_in_the_way(void **state) {
    (void)state;
    const double xy[] = { 100, 300, 500, 300, 500, 308, 100, 308 };
    ct_shape s = line(xy, 4);
    ct_candidates list = run(s, 80, 0.5);
    assert_true(list.count > 0);
    check_clear(&list, &s, 0.5);
}

static void test_too_short_or_bad(void **state) {
    (void)state;
    const double xy[] = { 100, 300, 150, 300 }, bad[] = { 100, NAN, 500, 300 };
    const double steep[] = { 300, 100, 300, 500 }, outside[] = { 100, -50, 500, -50 };
    const double same[] = { 100, 100, 100, 100 };
    assert_int_equal(run(line(xy, 2), 80, 0).count, 0);
    assert_int_equal(run(line(bad, 2), 80, 0).count, 0);
    assert_int_equal(run(line(steep, 2), 80, 0).count, 0);
    assert_int_equal(run(line(outside, 2), 80, 0).count, 0);
    assert_int_equal(run(line(same, 2), 80, 0).count, 0);
    assert_int_equal(run(line(xy, 1), 80, 0).count, 0);
    assert_int_equal(run((ct_shape){ .kind = CT_POINT }, 80, 0).count, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_straight),
        cmocka_unit_test(test_reads_upright),
        cmocka_unit_test(test_bends),
        cmocka_unit_test(test_bends_with_the_line),
        cmocka_unit_test(test_stays_straight),
        cmocka_unit_test(test_own_line_is_in_the_way),
        cmocka_unit_test(test_too_short_or_bad),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
