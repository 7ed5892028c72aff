/* test_note_ring.c - rings have gaps for their words, which stand in a row and on nothing else. */
#include "note_case.h"

static ct_shape circle(double radius) {
    enum { STEPS = 360 };
    ct_builder b = ct_builder_start(arena, CT_LINE);
    for (int i = 0; i <= STEPS; i++) {
        double turn = 2 * 3.14159265358979323846 * (i % STEPS) / STEPS;
        ct_builder_point(&b, 300 + radius * sin(turn), 200 - radius * cos(turn));
    }
    ct_builder_end_part(&b);
    return ct_builder_take(&b);
}

static const ct_annotation_spec spec = {
    .id = "r", .kind = CT_ANNOTATION_RING, .side = CT_AT_TOP, .obstacle = CT_OBSTACLE_SOFT
};

static ct_annotation lay_out(ct_note_ask *ask, const ct_note_ring *rings, size_t count) {
    ct_annotation n;
    *ask = case_ask(&spec, NULL, 300, 200);
    ask->rings = rings;
    ask->ring_count = count;
    return (ct_annotation_lay_out(arena, fonts, ask, &n) ? n : (ct_annotation){ 0 });
}

static void words_stand_at_the_top_in_a_gap(void **state) {
    (void)state;
    const ct_note_ring rings[] = { { circle(90), "50 km" }, { circle(180), "100 km" } };
    ct_note_ask ask;
    ct_annotation n = lay_out(&ask, rings, 2);
    assert_int_equal(n.bent_count, 2);
    assert_int_equal(n.word_boxes, n.box_count);
    const double radii[] = { 90, 180 };
    for (size_t k = 0; k < 2; k++) {
        double sum = 0;
        for (size_t i = 0; i < n.bent[k].letter_count; i++) {
            const ct_letter *l = &n.bent[k].letters[i];
            sum += l->x - 300;
            assert_true(l->y < 200 && fabs(hypot(l->x - 300, l->y - 200) - radii[k]) < 8);
        }
        assert_true(fabs(sum / (double)n.bent[k].letter_count) < 3);
    }
    /* no line within the words, and no more gone than their room */
    const ct_shape *s = &n.figure;
    double length = ct_line_length(s), whole = 2 * 3.14159265 * 270;
    assert_true(length < whole - 70 && length > whole - 130);
    for (size_t i = s->start; i < s->end[s->parts - 1]; i++)
        for (size_t k = 0; k < n.word_boxes; k++) {
            ct_box b = n.boxes[k];
            assert_false(s->x[i] > b.x0 && s->x[i] < b.x1 && s->y[i] > b.y0 && s->y[i] < b.y1);
        }
}

static void words_keep_off_furniture_and_hard_lines(void **state) {
    (void)state;
    const ct_note_ring rings[] = { { circle(150), "150 km" } };
    const ct_box cover = { 200, 20, 400, 90 };
    ct_note_ask ask;
    ct_annotation n, first = lay_out(&ask, rings, 1);
    assert_true(first.bent[0].letters[0].y < 90);
    ask.covers = &cover;
    ask.cover_count = 1;
    assert_true(ct_annotation_lay_out(arena, fonts, &ask, &n));
    for (size_t i = 0; i < n.word_boxes; i++)
        assert_false(ct_box_meets(n.boxes[i], cover));
    ct_shape line = case_path((const double[]){ 0, 380, 300, 330, 600, 380 }, 3);
    ask.hard = &line;
    ask.hard_count = 1;
    assert_true(ct_annotation_lay_out(arena, fonts, &ask, &n));
    for (size_t i = 0; i < n.bent[0].letter_count; i++)
        for (size_t k = 1; k < 3; k++)
            assert_true(ct_segment_distance(n.bent[0].letters[i].x, n.bent[0].letters[i].y,
                                            line.x[k - 1], line.y[k - 1], line.x[k],
                                            line.y[k]) > 2);
}

static void a_ring_with_no_room_has_no_words(void **state) {
    (void)state;
    const ct_note_ring rings[] = { { circle(9), "a long name" }, { circle(40), NULL } };
    ct_note_ask ask;
    ct_annotation n = lay_out(&ask, rings, 2);
    assert_int_equal(n.bent_count, 0);
    assert_int_equal(n.figure.parts, 2);
    assert_true(fabs(ct_line_length(&n.figure) - 2 * 3.14159265 * 49) < 1);
}

static void a_hard_one_keeps_labels_off_its_line(void **state) {
    (void)state;
    ct_annotation_spec hard = spec;
    hard.obstacle = CT_OBSTACLE_HARD;
    const ct_note_ring rings[] = { { circle(90), "50 km" } };
    ct_note_ask ask = case_ask(&hard, NULL, 300, 200);
    ct_annotation n;
    ask.rings = rings;
    ask.ring_count = 1;
    assert_true(ct_annotation_lay_out(arena, fonts, &ask, &n));
    assert_true(n.box_count > n.word_boxes + 50);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(words_stand_at_the_top_in_a_gap),
        TEST(words_keep_off_furniture_and_hard_lines),
        TEST(a_ring_with_no_room_has_no_words),
        TEST(a_hard_one_keeps_labels_off_its_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
