/* test_bend.c - names bent along a curve: letters neither collide nor gape. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "../../src/marks/marks.h"

static ct_fonts *fonts;
static ct_arena *arena;
static int setup(void **state) {
    (void)state;
    fonts = ct_fonts_new();
    arena = ct_arena_new();
    return 0;
}
static int teardown(void **state) {
    (void)state;
    ct_arena_free(arena);
    ct_fonts_free(fonts);
    return 0;
}

static const ct_bend_limits wide = { 90, 15, 80 };

static ct_label_form form_of(const char *text, double tracking) {
    static ct_text_class style = { .font = { .families = "DejaVu Sans", .weight = 400, .size = 14 },
                                   .halo_width = 1 };
    const char **lines = CT_ARRAY(arena, 1, const char *);
    lines[0] = text;
    ct_label_form form = ct_label_set(arena, fonts, &style, lines, 1, 1, tracking);
    form.letters = ct_text_letters(arena, fonts, &form.set[0], &form.letter_count);
    return form;
}

/* A parabola about (200, 150), with its ends `rise` px above its middle. */
static ct_curve parabola(double angle, double rise) {
    return (ct_curve){ 200, 150, cos(angle), sin(angle), 100, { 0, 0, -rise, 0 } };
}

/* The middles of the letters lie as far apart as on a straight line, whichever way it bends. */
static void test_letters_are_spaced(void **state) {
    (void)state;
    for (int bend = -1; bend <= 1; bend += 2)
        for (double tracking = 0; tracking <= 4; tracking += 4) {
            ct_label_form form = form_of("Siverskyi Donets", tracking);
            ct_curve k = parabola(0.2, bend * 20.0);
            const ct_bend *b = ct_bend_along(arena, &form, &k, 0, 0, &wide);
            assert_non_null(b);
            assert_int_equal(b->count, 15);
            for (size_t i = 1; i < b->count; i++) {
                const ct_letter *p = &b->letters[i - 1], *q = &b->letters[i];
                double a = p->angle * M_PI / 180, c = q->angle * M_PI / 180, m = form.middle;
                double far = hypot(q->x - m * sin(c) - p->x + m * sin(a),
                                   q->y + m * cos(c) - p->y - m * cos(a));
                double straight = q->dx + q->width / 2 - p->dx - p->width / 2;
                assert_true(fabs(far - straight) < 0.15);
            }
            assert_true(fabs(b->turn - (b->letters[14].angle - b->letters[0].angle) * -bend) <
                        1e-9);
        }
}

/* Letters do not overlap: the ink of each, a little narrower than its advance, is clear. */
static void test_no_overlap(void **state) {
    (void)state;
    ct_label_form form = form_of("Nynhhm", 0);
    for (int bend = -1; bend <= 1; bend += 2) {
        ct_curve k = parabola(0, bend * 30.0);
        const ct_bend *b = ct_bend_along(arena, &form, &k, 0, 0, &wide);
        assert_non_null(b);
        for (size_t i = 0; i < b->count; i++) {
            assert_true(ct_box_meets(b->bound, b->inks[i].bound));
            for (size_t j = i + 1; j < b->count; j++) {
                ct_tile one = ct_tile_grow(&b->inks[i], -1.2, 0);
                ct_tile two = ct_tile_grow(&b->inks[j], -1.2, 0);
                assert_false(ct_tile_meets(&one, &two));
            }
        }
    }
}

static void test_limits(void **state) {
    (void)state;
    ct_label_form form = form_of("Siverskyi Donets", 0);
    ct_curve gentle = parabola(0, 20), sharp = parabola(0, 400), steep = parabola(1.5, 1);
    assert_non_null(ct_bend_along(arena, &form, &gentle, 0, 0, &wide));
    assert_null(ct_bend_along(arena, &form, &sharp, 0, 0, &wide));
    assert_null(ct_bend_along(arena, &form, &steep, 0, 0, &wide));
    assert_null(ct_bend_along(arena, &form, &gentle, 0, 0, &(ct_bend_limits){ 10, 15, 80 }));
    assert_null(ct_bend_along(arena, &form, &gentle, 0, 0, &(ct_bend_limits){ 90, 1, 80 }));
    gentle.half = 0;
    assert_null(ct_bend_along(arena, &form, &gentle, 0, 0, &wide));
    gentle.half = NAN;
    assert_null(ct_bend_along(arena, &form, &gentle, 0, 0, &wide));
}

static void test_scripts_stay_straight(void **state) {
    (void)state;
    ct_curve k = parabola(0, 10);
    static const char *const straight[] = { "نهر النيل", "गंगा नदी" };
    for (size_t i = 0; i < CT_COUNT(straight); i++) {
        ct_label_form form = form_of(straight[i], 0);
        assert_null(ct_bend_along(arena, &form, &k, 0, 0, &wide));
    }
}

static void test_copy(void **state) {
    (void)state;
    ct_label_form form = form_of("Дніпро", 2);
    ct_curve k = parabola(0, 10);
    ct_arena *brief = ct_arena_new();
    const ct_bend *b = ct_bend_along(brief, &form, &k, 0, 0, &wide);
    const ct_bend *copy = ct_bend_copy(arena, b, 5, -7);
    double x = b->letters[2].x, top = b->bound.y0, middle = b->tiles[5].bound.y0;
    ct_arena_free(brief);
    assert_int_equal(copy->count, 6);
    assert_true(copy->letters[2].x == x + 5 && copy->bound.y0 == top - 7);
    assert_true(copy->tiles[5].bound.y0 == middle - 7);
    assert_string_equal(copy->letters[5].text, "о");
    assert_null(ct_bend_copy(arena, NULL, 0, 0));
}

int main(void) {
    const struct CMUnitTest tests[] = {

        cmocka_unit_test(test_no_overlap), cmocka_unit_test(test_letters_are_spaced),
        cmocka_unit_test(test_limits),     cmocka_unit_test(test_scripts_stay_straight),
        cmocka_unit_test(test_copy),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
