/* test_note_arrow.c - arrows and axes of a spec: looks, ends, words at their tail. */
#include "note_case.h"

#define PI 3.14159265358979323846

static ct_annotation_spec arrow(ct_annotation_kind kind) {
    return (ct_annotation_spec){ .id = "thrust",
                                 .kind = kind,
                                 .side = CT_AT_AUTO,
                                 .offset = 6,
                                 .head = CT_HEAD_ARROW,
                                 .taper = true };
}

static ct_shape line_of(double x0, double y0, double x1, double y1) {
    ct_builder b = ct_builder_start(arena, CT_LINE);
    ct_builder_point(&b, x0, y0);
    ct_builder_point(&b, x1, y1);
    ct_builder_end_part(&b);
    return ct_builder_take(&b);
}

static ct_annotation lay_out(const ct_annotation_spec *a, const char *text, ct_shape path) {
    ct_note_ask ask = case_ask(a, text, path.x[0], path.y[0]);
    double dx = path.x[1] - path.x[0], dy = path.y[1] - path.y[0], way = hypot(dx, dy);
    ct_note_spot spot = { path.x[0], path.y[0], -dx / way, -dy / way };
    ct_annotation n;
    ask.path = path;
    ask.spots = &spot;
    ask.spot_count = 1;
    assert_true(ct_annotation_lay_out(arena, fonts, &ask, &n));
    return n;
}

static void the_tip_stops_before_its_place(void **state) {
    (void)state;
    ct_annotation_spec a = arrow(CT_ANNOTATION_ARROW);
    ct_annotation n = lay_out(&a, NULL, line_of(100, 200, 300, 200));
    assert_int_equal(n.drawn_count, 2); /* a rim of paper, then the arrow */
    ct_box rim = ct_box_of(&n.drawn[0].shape), box = ct_box_of(&n.drawn[1].shape);
    assert_true(n.drawn[0].stroke.width > 0 && rim.x1 == box.x1);
    assert_true(box.x1 > 296 && box.x1 < 299.5);
    assert_true(box.y1 - box.y0 > 12 && box.y1 - box.y0 < 18);
    assert_int_equal(n.block.line_count, 0);
    assert_true(n.box_count > 10);
}

static void its_boxes_cover_it(void **state) {
    (void)state;
    for (int turn = 0; turn < 12; turn++) {
        ct_annotation_spec a = arrow(turn % 2 ? CT_ANNOTATION_AXIS : CT_ANNOTATION_ARROW);
        double angle = turn * PI / 6;
        ct_shape path = line_of(300, 200, 300 + 150 * cos(angle), 200 + 150 * sin(angle));
        ct_annotation n = lay_out(&a, NULL, path);
        const ct_shape *s = &n.drawn[n.drawn_count - 1].shape;
        for (size_t i = s->start; i < s->end[0]; i++) {
            bool covered = false;
            for (size_t k = 0; k < n.box_count; k++) {
                ct_box b = ct_box_grow(n.boxes[k], 1.5);
                covered |= s->x[i] >= b.x0 && s->x[i] <= b.x1 && s->y[i] >= b.y0 && s->y[i] <= b.y1;
            }
            assert_true(covered);
        }
    }
}

static void the_width_is_that_of_the_spec(void **state) {
    (void)state;
    ct_annotation_spec a = arrow(CT_ANNOTATION_AXIS);
    a.width = 30;
    a.head = CT_HEAD_NONE;
    ct_annotation n = lay_out(&a, NULL, line_of(100, 200, 300, 200));
    ct_box box = ct_box_of(&n.drawn[n.drawn_count - 1].shape);
    assert_true(fabs(box.y1 - box.y0 - 30) < 1e-6);
    assert_true(fabs(box.x1 - 300) < 1e-6);
    a.taper = false;
    n = lay_out(&a, NULL, line_of(100, 200, 300, 200));
    const ct_shape *s = &n.drawn[n.drawn_count - 1].shape;
    for (size_t i = s->start; i < s->end[0]; i++)
        assert_true(fabs(fabs(s->y[i] - 200) - 15) < 1e-6);
}

static void other_ends_are_shapes_of_their_own(void **state) {
    (void)state;
    const ct_head heads[] = { CT_HEAD_DOT, CT_HEAD_BAR };
    for (size_t i = 0; i < CT_COUNT(heads); i++) {
        ct_annotation_spec a = arrow(CT_ANNOTATION_ARROW);
        a.head = heads[i];
        ct_annotation n = lay_out(&a, NULL, line_of(100, 200, 300, 200));
        assert_int_equal(n.drawn_count, 4);
        ct_box end = ct_box_of(&n.drawn[3].shape);
        assert_true(fabs((end.x0 + end.x1) / 2 - 300) < 0.5);
        assert_true(end.y1 - end.y0 > 9);
    }
}

static void words_stand_behind_the_tail(void **state) {
    (void)state;
    static const double ends[][2] = { { 450, 200 }, { 150, 200 }, { 300, 350 }, { 300, 50 } };
    for (size_t i = 0; i < CT_COUNT(ends); i++) {
        ct_annotation_spec a = arrow(CT_ANNOTATION_ARROW);
        ct_annotation n = lay_out(&a, "Thrust", line_of(300, 200, ends[i][0], ends[i][1]));
        assert_int_equal(n.block.line_count, 1);
        double dx = (n.box.x0 + n.box.x1) / 2 - 300, dy = (n.box.y0 + n.box.y1) / 2 - 200;
        assert_true(dx * (ends[i][0] - 300) + dy * (ends[i][1] - 200) < 0);
        for (size_t k = 0; k < n.box_count; k++)
            assert_false(ct_box_meets(n.box, n.boxes[k]));
    }
}

static void words_may_run_within_an_axis(void **state) {
    (void)state;
    ct_annotation_spec a = arrow(CT_ANNOTATION_AXIS);
    a.side = CT_AT_NONE;
    ct_annotation n = lay_out(&a, "Advance", line_of(100, 200, 400, 200));
    assert_int_equal(n.block.line_count, 0);
    assert_true(n.bent_count == 1 && n.bent[0].halo_width == 0);
    assert_int_equal(n.bent[0].letter_count, 7);
    for (size_t i = 0; i < n.bent[0].letter_count; i++)
        assert_true(fabs(n.bent[0].letters[i].y - n.cap / 2 - 200) < 0.5);
    assert_true(n.drawn_count > 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(the_tip_stops_before_its_place), TEST(its_boxes_cover_it),
        TEST(the_width_is_that_of_the_spec),  TEST(other_ends_are_shapes_of_their_own),
        TEST(words_stand_behind_the_tail),    TEST(words_may_run_within_an_axis),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
