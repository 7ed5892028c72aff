/* test_label.c - setting of names and the places about a point. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

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

static const ct_text_class town = {
    .name = "town",
    .font = { .families = "DejaVu Sans", .weight = 400, .size = 12 },
    .halo_width = 1.5,
    .place_kind = CT_PLACE_POINT
};
static const ct_labels_style labels = { .order = { CT_POS_T, CT_POS_B, CT_POS_R, CT_POS_TR,
                                                   CT_POS_BR, CT_POS_L, CT_POS_TL, CT_POS_BL },
                                        .gap = 3,
                                        .shrink_min = 0.85 };

static void near(double a, double b, double within) {
    if (!(fabs(a - b) <= within)) fail_msg("%.6f is not within %g of %.6f", a, within, b);
}

static void test_split(void **state) {
    (void)state;
    static const struct {
        const char *text, *first, *second;
    } cases[] = {
        { "Donetsk", NULL, NULL },
        { "Velyka Novosilka", "Velyka", "Novosilka" },
        { "Rostov-on-Don", "Rostov-", "on-Don" },
        { "LUHANSK OBLAST", "LUHANSK", "OBLAST" },
        { "Велика Новосілка", "Велика", "Новосілка" },
        { "Sea of Azov", "Sea of", "Azov" },
        { "A B", NULL, NULL }, /* a letter alone on a line */
        { " x", NULL, NULL },
        { "", NULL, NULL },
    };
    for (size_t i = 0; i < CT_COUNT(cases); i++) {
        const char *lines[2];
        bool split = ct_label_split(arena, cases[i].text, lines);
        assert_int_equal(split, cases[i].first != NULL);
        if (!split) continue;
        assert_string_equal(lines[0], cases[i].first);
        assert_string_equal(lines[1], cases[i].second);
    }
}

static void test_align(void **state) {
    (void)state;
    static const struct {
        const char *position;
        int align;
    } cases[] = { { "T", 1 },      { "B", 1 },     { "R", 0 },    { "TR", 0 },
                  { "BR", 0 },     { "L", 2 },     { "TL", 2 },   { "BL", 2 },
                  { "inside", 1 }, { "along", 1 }, { "about", 1 } };
    for (size_t i = 0; i < CT_COUNT(cases); i++)
        assert_int_equal(ct_label_align(cases[i].position, false), cases[i].align);
    assert_int_equal(ct_label_align("callout", true), 0);
    assert_int_equal(ct_label_align("callout", false), 2);
    assert_int_equal(ct_label_align(NULL, false), 1);
}

static void test_setting(void **state) {
    (void)state;
    const char *one[] = { "Lysychansk" }, *two[] = { "Velyka", "Novosilka" };
    ct_label_form a = ct_label_set(arena, fonts, &town, one, 1, 1, 0);
    double cap = ct_font_cap_height(fonts, &town.font);
    near(a.ink[0].y0, -cap, 1.5);
    assert_true(a.ink[0].y1 > 1); /* the tail of the y */
    near(a.ink[0].x1 - a.ink[0].x0, a.ink[2].x1 - a.ink[2].x0, 1e-9);
    near((a.ink[1].x0 + a.ink[1].x1) / 2, 0, 1.5);
    assert_true(a.middle < 0 && a.middle > -cap);
    ct_label_form b = ct_label_set(arena, fonts, &town, two, 2, 1, 0);
    near(b.ink[1].y1 - b.ink[1].y0, cap + b.leading, 2);
    ct_label_form small = ct_label_set(arena, fonts, &town, one, 1, 0.85, 0);
    near((small.ink[0].x1 - small.ink[0].x0) / (a.ink[0].x1 - a.ink[0].x0), 0.85, 0.02);
    ct_label_form spaced = ct_label_set(arena, fonts, &town, one, 1, 1, 4);
    near(spaced.ink[0].x1 - spaced.ink[0].x0 - (a.ink[0].x1 - a.ink[0].x0), 9 * 4, 0.6);
}

static ct_label point_label(const char *text, bool required) {
    return (ct_label){ .id = "towns/x",
                       .text = text,
                       .style = &town,
                       .kind = CT_PLACE_POINT,
                       .x = 100,
                       .y = 100,
                       .reach = 3,
                       .required = required };
}

static void test_forms(void **state) {
    (void)state;
    ct_label plain = point_label("Velyka Novosilka", false), must = point_label("Kyiv", true);
    ct_label both = point_label("Velyka Novosilka", true);
    size_t count;
    ct_label_form *forms = ct_label_forms(arena, fonts, &labels, &plain, false, &count);
    assert_int_equal(count, 2);
    assert_int_equal(forms[0].state, CT_LABEL_PLACED);
    assert_int_equal(forms[1].state, CT_LABEL_STACKED);
    (void)ct_label_forms(arena, fonts, &labels, &plain, true, &count);
    assert_int_equal(count, 1);
    forms = ct_label_forms(arena, fonts, &labels, &must, false, &count);
    assert_int_equal(count, 3); /* plain, tightened, shrunk */
    assert_int_equal(forms[2].state, CT_LABEL_SHRUNK);
    near(forms[2].scale, 0.85, 1e-9);
    forms = ct_label_forms(arena, fonts, &labels, &both, false, &count);
    assert_int_equal(count, 5);
    for (size_t i = 1; i < count; i++)
        assert_true(forms[i].cost > forms[i - 1].cost); /* a ladder */
    for (size_t i = 0; i < count; i++)
        assert_true(forms[i].tracking <= 0); /* never letter-spaced */
}

static void test_area_forms(void **state) {
    (void)state;
    ct_text_class class = town;
    class.max_tracking = 6;
    ct_label label = point_label("LUHANSK OBLAST", false);
    label.kind = CT_PLACE_AREA;
    label.style = &class;
    size_t count;
    ct_label_form *forms = ct_label_forms(arena, fonts, &labels, &label, false, &count);
    assert_int_equal(count, 16); /* 4 spacings × 1 or 2 lines × 2 sizes */
    near(forms[0].tracking, 6, 1e-9);
    assert_int_equal(forms[1].line_count, 2);
    near(forms[1].tracking, 6, 1e-9); /* one value a label */
    assert_true(forms[8].scale < 1);
    assert_true(forms[0].pad_y > 3);
    (void)ct_label_forms(arena, fonts, &labels, &label, true, &count);
    assert_int_equal(count, 8); /* those at full size */
}

static void test_eight_positions(void **state) {
    (void)state;
    ct_label label = point_label("Horlivka", false);
    size_t count;
    ct_label_form *forms = ct_label_forms(arena, fonts, &labels, &label, true, &count);
    ct_candidates list = { 0 };
    ct_candidates_point(arena, &labels, &label, &forms[0], true, &list);
    assert_int_equal(list.count, 8);
    for (size_t i = 0; i < 8; i++) {
        const ct_candidate *c = &list.items[i];
        ct_box b = c->box;
        assert_int_equal(c->rank, i);
        if (i) assert_true(c->cost > list.items[i - 1].cost);
        /* Clear of the symbol, and near it. */
        double away = ct_tile_distance(&(ct_tile){ .x = (b.x0 + b.x1) / 2,
                                                   .y = (b.y0 + b.y1) / 2,
                                                   .hw = (b.x1 - b.x0) / 2,
                                                   .hh = (b.y1 - b.y0) / 2,
                                                   .cosine = 1 },
                                       100, 100);
        assert_true(away > 3 && away < 3 + 3 + 1.5);
        const char *p = c->position;
        bool top = strchr(p, 'T'), low = strchr(p, 'B'), right = strchr(p, 'R'),
             left = strchr(p, 'L');
        assert_true(!top || b.y1 < 100);
        assert_true(!low || b.y0 > 100);
        assert_true(!right || b.x0 > 100);
        assert_true(!left || b.x1 < 100);
        if (!right && !left) near((b.x0 + b.x1) / 2, 100, 1e-9);
        if (!top && !low) { /* its middle at the symbol's: of small letters and capitals */
            double baseline = b.y0 - forms[0].ink[0].y0;
            assert_true(baseline > 102 && baseline < 106);
        }
    }
    assert_string_equal(list.items[0].position, "T");
}

static void test_two_distances(void **state) {
    (void)state;
    ct_label label = point_label("Horlivka", false);
    size_t count;
    ct_label_form *forms = ct_label_forms(arena, fonts, &labels, &label, false, &count);
    ct_candidates list = { 0 };
    ct_candidates_point(arena, &labels, &label, &forms[0], false, &list);
    assert_int_equal(list.count, 16);
    near(list.items[0].box.y1 - list.items[8].box.y1, 3, 1e-9);
    assert_true(list.items[8].cost > list.items[0].cost);
}

static void test_useless_stack(void **state) {
    (void)state;
    /* Its first half is nearly as wide as the whole. */
    const char *lines[] = { "Starokostiantyniv", "II" };
    ct_label label = point_label("Starokostiantyniv II", false);
    ct_label_form form = ct_label_set(arena, fonts, &town, lines, 2, 1, 0);
    ct_candidates list = { 0 };
    ct_candidates_point(arena, &labels, &label, &form, false, &list);
    assert_int_equal(list.count, 0);
}

static void test_leader(void **state) {
    (void)state;
    double l[4];
    assert_true(ct_label_leader(0, 0, 3, (ct_box){ 30, -5, 60, 5 }, l));
    near(l[0], 4, 1e-9); /* starts off the symbol */
    near(l[1], 0, 1e-9);
    near(l[2], 28, 1e-9); /* ends before the text */
    assert_true(ct_label_leader(0, 0, 3, (ct_box){ -20, 30, 20, 40 }, l));
    near(l[2], 0, 1e-9);
    near(l[3], 28, 1e-9);
    assert_false(ct_label_leader(0, 0, 3, (ct_box){ 6, -5, 40, 5 }, l)); /* too near */
    assert_false(ct_label_leader(NAN, 0, 3, (ct_box){ 30, -5, 60, 5 }, l));
}

static void test_callouts(void **state) {
    (void)state;
    ct_label label = point_label("Donetsk", true);
    const char *lines[] = { "Donetsk" };
    ct_label_form form = ct_label_set(arena, fonts, &town, lines, 1, 1, 0);
    ct_candidates list = { 0 };
    ct_candidates_callout(arena, &labels, &label, &form, &list);
    assert_true(list.count > 100);
    for (size_t i = 0; i < list.count; i++) {
        const ct_candidate *c = &list.items[i];
        assert_true(c->has_leader);
        assert_string_equal(c->position, "callout");
        assert_true(c->cost >= 100); /* after all that stand at the symbol */
        assert_true(hypot(c->leader[0] - 100, c->leader[1] - 100) > 3);
        assert_true(ct_tile_distance(&c->tile, 100, 100) > 3);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_split),         cmocka_unit_test(test_align),
        cmocka_unit_test(test_setting),       cmocka_unit_test(test_forms),
        cmocka_unit_test(test_area_forms),    cmocka_unit_test(test_eight_positions),
        cmocka_unit_test(test_two_distances), cmocka_unit_test(test_useless_stack),
        cmocka_unit_test(test_leader),        cmocka_unit_test(test_callouts),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
