/* test_repeat.c - long lines that tell their names again: how often, where, and how near. */
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

static ct_text_class style = { .font = { .families = "DejaVu Sans", .weight = 400, .size = 11 } };

static ct_label river(double length, double repeat) {
    style.repeat = repeat;
    ct_builder b = ct_builder_start(arena, CT_LINE);
    for (int part = 0; part < 2; part++) { /* in two parts that meet */
        for (int i = 0; i <= 10; i++)
            ct_builder_point(&b, 10 + length / 2 * (part + i / 10.0), 50);
        ct_builder_end_part(&b);
    }
    return (ct_label){ .id = "rivers/don",
                       .text = "Don",
                       .style = &style,
                       .kind = CT_PLACE_LINE,
                       .area = ct_builder_take(&b),
                       .priority = 30,
                       .required = true };
}

static void test_times(void **state) {
    (void)state;
    static const struct {
        double length, repeat;
        size_t count;
    } cases[] = { { 1000, 0, 1 },    { 1000, 501, 1 }, { 1000, 500, 3 }, { 1000, 320, 4 },
                  { 1000, 1e-3, 0 }, { NAN, 320, 1 },  { 0, 320, 1 } };
    for (size_t i = 0; i < CT_COUNT(cases); i++) {
        ct_label label = river(cases[i].length, cases[i].repeat), *all;
        size_t count = ct_label_repeat(arena, fonts, &label, &all);
        if (cases[i].count > 0)
            assert_int_equal(count, cases[i].count);
        else /* not nearer than the name is long */
            assert_true(count > 3 && count < 1000 / 40);
        assert_string_equal(all[0].id, "rivers/don");
        assert_true(all[0].required && !all[0].repeats);
        assert_int_equal(ct_shape_points(&all[0].line), 22);
    }
}

static void test_stretches(void **state) {
    (void)state;
    ct_label label = river(900, 300), *all;
    assert_int_equal(ct_label_repeat(arena, fonts, &label, &all), 4);
    assert_string_equal(all[1].id, "rivers/don~2");
    assert_string_equal(all[3].id, "rivers/don~4");
    size_t parts = 0, points = 0;
    for (int i = 1; i <= 3; i++) {
        parts += all[i].area.parts;
        points += ct_shape_points(&all[i].area);
    }
    assert_true(all[0].area.parts == parts && ct_shape_points(&all[0].area) == points);
    static const double ends[3][2] = { { 10, 220 }, { 400, 520 }, { 700, 910 } };
    for (int i = 0; i < 3; i++) {
        ct_box box = ct_box_of(&all[i + 1].area);
        assert_string_equal(all[i + 1].repeats, "rivers/don");
        assert_int_equal(ct_shape_points(&all[i + 1].line), 22);
        assert_false(all[i + 1].required);
        assert_true(fabs(box.x0 - ends[i][0]) < 1e-6 && fabs(box.x1 - ends[i][1]) < 1e-6);
    }
}

static void test_settle(void **state) {
    (void)state;
    ct_label label = river(900, 300), *all;
    ct_label *sorted[4];
    size_t count = ct_label_repeat(arena, fonts, &label, &all);
    static const double at[] = { 300, 200, 560, 620 };
    for (size_t i = 0; i < count; i++) {
        all[i].state = CT_LABEL_PLACED;
        all[i].box = (ct_box){ at[i] - 20, 40, at[i] + 20, 50 };
        sorted[i] = &all[i];
    }
    ct_labels_settle_repeats(sorted, count);
    assert_int_equal(all[0].state, CT_LABEL_PLACED);
    assert_int_equal(all[1].state, CT_LABEL_DROPPED); /* 100 px from the name */
    assert_int_equal(all[2].state, CT_LABEL_PLACED);
    assert_int_equal(all[3].state, CT_LABEL_DROPPED); /* 60 px from the one before */
    assert_true(ct_box_is_empty(all[3].box));
}

/* In a frame: all are placed, apart, and none of the repetitions is owed. */
static void test_placed(void **state) {
    (void)state;
    ct_label label = river(900, 300), *all;
    size_t count = ct_label_repeat(arena, fonts, &label, &all);
    const ct_box wall = { 600, 0, 960, 100 };
    const ct_obstacles obstacles = { .frame = { 0, 0, 960, 100 }, .boxes = &wall, .box_count = 1 };
    const ct_labels_style labels = { .gap = 3, .shrink_min = 1, .cover_max = 1 };
    ct_report *report = ct_report_new(NULL, NULL);
    ct_label_metrics metrics = { 0 };
    ct_labels_place(arena, fonts, &labels, &obstacles, all, count, &metrics, report);
    assert_int_equal(ct_report_count(report), 0);
    assert_int_equal(all[0].state, CT_LABEL_PLACED);
    assert_int_equal(all[3].state, CT_LABEL_DROPPED); /* below the wall */
    assert_true(metrics.placed_weighted == 1 && metrics.overlap_px2 == 0);
    double last = -HUGE_VAL;
    for (size_t i = 1; i < 3; i++) {
        if (all[i].state == CT_LABEL_DROPPED) continue;
        assert_true(fabs(all[i].box.x0 - all[0].box.x0) >= 0.75 * 300);
        assert_true(all[i].box.x0 - last >= 0.75 * 300);
        last = all[i].box.x0;
    }
    assert_true(last > 0);
    ct_report_free(report);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_times),
        cmocka_unit_test(test_stretches),
        cmocka_unit_test(test_settle),
        cmocka_unit_test(test_placed),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
