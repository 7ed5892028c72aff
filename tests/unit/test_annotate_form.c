/* test_annotate_form.c - circles, badges and brackets. */
#include "note_case.h"

static ct_annotation laid(ct_note_ask ask) {
    ct_annotation n;
    assert_true(ct_annotation_lay_out(arena, fonts, &ask, &n));
    return n;
}

static void a_circle_has_its_radius_and_keeps_its_inside_free(void **state) {
    (void)state;
    ct_annotation_spec a = { .id = "c",
                             .kind = CT_ANNOTATION_CALLOUT_CIRCLE,
                             .side = CT_AT_RIGHT,
                             .offset = 24,
                             .leader = CT_LEADER_STRAIGHT };
    ct_note_ask ask = case_ask(&a, "Words", 300, 200);
    ask.reach = 30;
    ct_annotation n = laid(ask);
    ct_box box = ct_box_of(&n.drawn[n.drawn_count - 1].shape);
    assert_true(fabs(box.x1 - box.x0 - 60) < 0.1 && fabs(box.x0 + box.x1 - 600) < 1e-6);
    assert_true(n.box.x0 == 354); /* off the rim, not off the place */
    size_t count;
    const ct_box *boxes = ct_annotation_boxes(arena, &n, &count);
    ct_box inside = { 290, 190, 310, 210 };
    for (size_t i = 0; i < count; i++)
        assert_false(ct_box_meets(boxes[i], inside));
}

static void badges_have_their_shapes(void **state) {
    (void)state;
    ct_annotation_spec a = { .id = "b", .kind = CT_ANNOTATION_BADGE, .shape = CT_BADGE_CIRCLE };
    ct_annotation n = laid(case_ask(&a, "1", 300, 200));
    assert_true(fabs((n.box.x1 - n.box.x0) - (n.box.y1 - n.box.y0)) < 1e-9);
    assert_true(fabs(n.box.x0 + n.box.x1 - 600) < 1e-9 && fabs(n.box.y0 + n.box.y1 - 400) < 1e-9);
    a.size = 40;
    n = laid(case_ask(&a, "1", 300, 200));
    assert_true(fabs(n.box.x1 - n.box.x0 - 40) < 1e-9);
    a.size = 0;
    a.shape = CT_BADGE_PILL;
    n = laid(case_ask(&a, "1", 300, 200)); /* never higher than wide */
    assert_true(n.box.x1 - n.box.x0 >= n.box.y1 - n.box.y0 - 1e-9);
    n = laid(case_ask(&a, "Twelve", 300, 200));
    ct_box drawn = ct_box_of(&n.drawn[0].shape);
    assert_true(drawn.x0 == n.box.x0 && drawn.y1 == n.box.y1);
    assert_true(n.box.x1 - n.box.x0 > 2 * (n.box.y1 - n.box.y0));
    a.shape = CT_BADGE_BOX;
    a.side = CT_AT_RIGHT;
    a.offset = 5;
    n = laid(case_ask(&a, "Twelve", 300, 200));
    assert_true(fabs(n.box.x0 - 305) < 1e-9);
}

/* Letters stand out from the fill, whatever it is. */
static void the_ink_of_a_badge_is_read(void **state) {
    (void)state;
    static const ct_rgba fills[] = { { 0, 0, 0, 1 },   { 1, 1, 0, 1 }, { 0.6, 0.1, 0.1, 1 },
                                     { 0, 0, 0, 0.1 }, { 1, 1, 1, 1 }, { 0.45, 0.45, 0.45, 1 } };
    for (size_t i = 0; i < CT_COUNT(fills); i++) {
        ct_area_class area = { .name = "mine", .has_fill = true, .fill = fills[i] };
        ct_style own = house;
        own.areas = &area;
        own.area_count = 1;
        ct_annotation_spec a = { .id = "b", .kind = CT_ANNOTATION_BADGE, .look.text = "mine" };
        ct_note_ask ask = case_ask(&a, "1", 300, 200);
        ask.house = &own;
        ct_annotation n = laid(ask);
        ct_rgba seen = fills[i];
        double a_ = seen.a;
        seen = (ct_rgba){ 1 - a_ + a_ * seen.r, 1 - a_ + a_ * seen.g, 1 - a_ + a_ * seen.b, 1 };
        assert_true(ct_color_contrast(n.ink, seen) >= 4.5);
    }
    ct_annotation_spec a = { .id = "b", .kind = CT_ANNOTATION_BADGE };
    ct_annotation n = laid(case_ask(&a, "1", 300, 200));
    assert_true(n.drawn[0].fill.r == 0 && n.ink.r == 1); /* paper on ink, where no look is told */
}

static ct_annotation bracket(ct_annotation_spec *a, const double ends[4], const char *text) {
    ct_note_ask ask = case_ask(a, text, 0, 0);
    ask.path = case_path(ends, 2);
    return laid(ask);
}

static void brackets_end_on_their_path(void **state) {
    (void)state;
    static const double upright[] = { 300, 100, 300, 300 }, level[] = { 200, 200, 400, 200 };
    for (int form = CT_BRACKET_SQUARE; form <= CT_BRACKET_CURLY; form++) {
        ct_annotation_spec a = { .id = "b",
                                 .kind = CT_ANNOTATION_BRACKET,
                                 .offset = 6,
                                 .form = (ct_bracket_form)form,
                                 .side = CT_AT_RIGHT };
        ct_annotation n = bracket(&a, upright, "Words");
        const ct_shape *s = &n.drawn[n.drawn_count - 1].shape;
        size_t last = s->end[0] - 1;
        assert_true(hypot(s->x[0] - 300, s->y[0] - 100) < 1e-6);
        assert_true(hypot(s->x[last] - 300, s->y[last] - 300) < 1e-6);
        ct_box box = ct_box_of(s);
        assert_true(box.x0 >= 300 - 1e-6 && box.x1 > 305 && n.box.x0 > box.x1 && n.anchor == 0);
        assert_true(fabs(n.y - 200) < 1e-6 && fabs(n.x - box.x1) < 1e-6);
        a.side = CT_AT_LEFT;
        n = bracket(&a, upright, "Words");
        assert_true(n.box.x1 < 295 && n.anchor == 1);
        a.side = CT_AT_AUTO; /* above a level one, right of an upright one, as they are read */
        assert_true(bracket(&a, level, "Words").box.y1 < 195);
        assert_true(bracket(&a, upright, "Words").box.x0 > 305);
        a.side = CT_AT_BOTTOM;
        assert_true(bracket(&a, level, "Words").box.y0 > 205);
    }
}

static void brackets_need_no_words(void **state) {
    (void)state;
    static const double level[] = { 200, 200, 400, 200 }, spot[] = { 200, 200, 200.1, 200 };
    ct_annotation_spec a = { .id = "b", .kind = CT_ANNOTATION_BRACKET };
    ct_annotation n = bracket(&a, level, NULL);
    assert_int_equal(n.block.line_count, 0);
    size_t count;
    (void)ct_annotation_boxes(arena, &n, &count);
    assert_true(count > 10);
    ct_note_ask ask = case_ask(&a, "x", 0, 0);
    ask.path = case_path(spot, 2); /* too short to be seen */
    assert_false(ct_annotation_lay_out(arena, fonts, &ask, &n));
    ask.path = (ct_shape){ .kind = CT_LINE };
    assert_false(ct_annotation_lay_out(arena, fonts, &ask, &n));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_circle_has_its_radius_and_keeps_its_inside_free),
        TEST(badges_have_their_shapes),
        TEST(the_ink_of_a_badge_is_read),
        TEST(brackets_end_on_their_path),
        TEST(brackets_need_no_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
