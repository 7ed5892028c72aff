/* test_arc.c - names along long and slanting areas: inside, upright, gently bent. */
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

static const ct_text_class style = {
    .font = { .families = "DejaVu Sans", .weight = 400, .size = 12 },
    .max_tracking = 8,
    .halo_width = 1
};
static const ct_box frame = { 0, 0, 600, 500 };

/* A band about an arc of radius `r`, its middle at (300, 250) and turned by `tilt` degrees. */
static ct_shape band(double r, double sweep, double breadth, double tilt) {
    ct_builder b = ct_builder_start(arena, CT_POLYGON);
    double c = cos(tilt * M_PI / 180), s = sin(tilt * M_PI / 180);
    for (int i = 0; i <= 80; i++) {
        int k = i <= 40 ? i : 80 - i;
        double a = sweep * (k / 40.0 - 0.5) * M_PI / 180,
               at = r + (i <= 40 ? breadth : -breadth) / 2;
        double u = at * sin(a), v = r - at * cos(a);
        ct_builder_point(&b, 300 + u * c - v * s, 250 + u * s + v * c);
    }
    ct_builder_end_part(&b);
    return ct_builder_take(&b);
}

static ct_candidates run(ct_shape area, const char *text) {
    ct_label label = {
        .id = "a", .text = text, .style = &style, .kind = CT_PLACE_AREA, .area = area
    };
    const ct_labels_style labels = { .shrink_min = 0.85 };
    size_t count;
    ct_label_form *forms = ct_label_forms(arena, fonts, &labels, &label, false, &count);
    ct_candidates list = { 0 };
    ct_seeker seeker = { 0 };
    ct_candidates_arc(arena, &label, forms, count, frame, &seeker, &list);
    return list;
}

static void check_inside(const ct_candidates *list, const ct_shape *area) {
    for (size_t i = 0; i < list->count; i++) {
        const ct_bend *b = list->items[i].bend;
        assert_non_null(b);
        assert_string_equal(list->items[i].position, "inside");
        assert_true(b->turn <= 60 && b->steep <= 80);
        for (size_t k = 0; k < b->count; k++) {
            assert_true(fabs(b->letters[k].angle) <= 80); /* upright */
            for (int n = 0; n < 4; n++) {
                const ct_tile *t = &b->inks[k];
                double u = n % 2 ? t->hw : -t->hw, v = n / 2 ? t->hh : -t->hh;
                assert_true(ct_shape_contains(area, t->x + u * t->cosine - v * t->sine,
                                              t->y + u * t->sine + v * t->cosine));
            }
        }
    }
}

static void test_slant(void **state) {
    (void)state;
    static const double tilts[] = { 35, -35, 70, -110, 145 };
    for (size_t i = 0; i < CT_COUNT(tilts); i++) {
        ct_shape area = band(3000, 6, 34, tilts[i]);
        ct_candidates list = run(area, "SWEDEN");
        assert_true(list.count > 3);
        check_inside(&list, &area);
        double way = remainder(tilts[i], 180);
        for (size_t k = 0; k < list.count; k++)
            assert_true(fabs(remainder(list.items[k].bend->letters[2].angle - way, 180)) < 20);
    }
}

static void test_arc(void **state) {
    (void)state;
    ct_shape up = band(260, 70, 34, 0), down = band(260, 70, 34, 180);
    ct_candidates arched = run(up, "ARCHIPELAGO"), hung = run(down, "ARCHIPELAGO");
    assert_true(arched.count > 0 && hung.count > 0);
    check_inside(&arched, &up);
    check_inside(&hung, &down);
    const ct_bend *a = arched.items[0].bend, *b = hung.items[0].bend;
    assert_true(a->letters[0].angle < -8 && a->letters[a->count - 1].angle > 8);
    assert_true(b->letters[0].angle > 8 && b->letters[b->count - 1].angle < -8);
}

static void test_level_is_left_to_others(void **state) {
    (void)state;
    ct_candidates list = run(band(3000, 6, 34, 0), "LEVEL");
    for (size_t i = 0; i < list.count; i++)
        assert_true(list.items[i].bend->steep >= 8);
    ct_builder b = ct_builder_start(arena, CT_POLYGON); /* round: no way is the long one */
    for (int i = 0; i < 60; i++)
        ct_builder_point(&b, 300 + 100 * cos(i * M_PI / 30), 250 + 100 * sin(i * M_PI / 30));
    ct_builder_end_part(&b);
    assert_int_equal(run(ct_builder_take(&b), "ROUND").count, 0);
}

static void test_no_place(void **state) {
    (void)state;
    assert_int_equal(run(band(3000, 6, 10, 40), "THIN").count, 0);
    assert_int_equal(run(band(3000, 6, 34, 40), "السويد").count, 0);
    assert_int_equal(run(band(3000, 6, 34, 40), "स्वीडन").count, 0);
    assert_int_equal(run(band(3000, NAN, 34, 40), "NOWHERE").count, 0);
    assert_int_equal(run((ct_shape){ 0 }, "NOTHING").count, 0);
}

/* Where level names are cheap, none is sought; those that run to the edge are made dearer. */
static void test_content(void **state) {
    (void)state;
    ct_shape area = band(3000, 6, 34, 40);
    ct_label label = { .text = "SWEDEN", .style = &style, .kind = CT_PLACE_AREA, .area = area };
    const ct_labels_style labels = { .shrink_min = 1 };
    size_t count;
    ct_label_form *forms = ct_label_forms(arena, fonts, &labels, &label, false, &count);
    ct_candidates list = { 0 };
    ct_seeker seeker = { 0 };
    for (int i = 0; i < 6; i++)
        ct_candidates_add(arena, &list,
                          &(ct_candidate){ .cost = -1, .box = { 290, 245, 310, 255 } });
    ct_candidates_arc(arena, &label, forms, count, frame, &seeker, &list);
    assert_int_equal(list.count, 6);
    assert_true(list.items[5].cost < 4);
    list.items[5].box = (ct_box){ 285, 245, 325, 255 };
    list.items[5].cost = -1;
    ct_candidates_arc(arena, &label, forms, count, frame, &seeker, &list);
    assert_true(list.items[5].cost > 3.5 && list.items[5].cost > list.items[4].cost);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_slant),    cmocka_unit_test(test_arc),
        cmocka_unit_test(test_no_place), cmocka_unit_test(test_level_is_left_to_others),
        cmocka_unit_test(test_content),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
