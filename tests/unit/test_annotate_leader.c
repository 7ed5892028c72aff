/* test_annotate_leader.c - leaders: where they end, their heads. */
#include "note_case.h"

static ct_annotation_spec pointing(ct_leader leader, ct_head head) {
    return (ct_annotation_spec){ .id = "a",
                                 .kind = CT_ANNOTATION_CALLOUT,
                                 .side = CT_AT_TOP_RIGHT,
                                 .offset = 60,
                                 .leader = leader,
                                 .head = head };
}

static ct_annotation laid(const ct_annotation_spec *a, double reach, bool on_symbol) {
    ct_note_ask ask = case_ask(a, "Words", 300, 200);
    ask.reach = reach;
    ask.on_symbol = on_symbol;
    ct_annotation n;
    assert_true(ct_annotation_lay_out(arena, fonts, &ask, &n));
    return n;
}

static double end_from_place(const ct_annotation *n) {
    size_t last = n->leader.end[0] - 1;
    return hypot(n->leader.x[last] - 300, n->leader.y[last] - 200);
}

/* On the place with a dot, just before it with an arrow, at the rim of a symbol or a circle. */
static void leaders_end_as_their_heads_want(void **state) {
    (void)state;
    static const ct_leader kinds[] = { CT_LEADER_STRAIGHT, CT_LEADER_ELBOW, CT_LEADER_CURVE };
    for (size_t i = 0; i < CT_COUNT(kinds); i++) {
        ct_annotation_spec a = pointing(kinds[i], CT_HEAD_DOT);
        ct_annotation n = laid(&a, 0, false);
        assert_true(end_from_place(&n) < 1e-9);
        n = laid(&a, 4, true);
        assert_true(fabs(end_from_place(&n) - 5.5) < 0.3);
        a.head = CT_HEAD_ARROW;
        n = laid(&a, 0, false);
        assert_true(fabs(end_from_place(&n) - 2) < 0.1);
        a.head = CT_HEAD_NONE;
        n = laid(&a, 20, false);
        assert_true(fabs(end_from_place(&n) - 20) < 0.5);
        size_t start = n.leader.start;
        assert_true(hypot(n.leader.x[start] - 300, n.leader.y[start] - 200) > 40);
    }
}

/* Paths that a head adds to the line: none, or one, filled or a stroke. */
static void heads_are_drawn(void **state) {
    (void)state;
    static const struct {
        ct_head head;
        size_t paths;
        bool filled;
    } cases[] = { { CT_HEAD_NONE, 1, false },
                  { CT_HEAD_ARROW, 2, true },
                  { CT_HEAD_DOT, 2, true },
                  { CT_HEAD_BAR, 2, false } };
    for (size_t i = 0; i < CT_COUNT(cases); i++) {
        ct_annotation_spec a = pointing(CT_LEADER_STRAIGHT, cases[i].head);
        ct_annotation n = laid(&a, 0, false);
        size_t from = scene->node_count;
        ct_note_draw_leader(scene, &n);
        assert_int_equal(scene->node_count - from, cases[i].paths);
        const ct_path *last = &scene->nodes[scene->node_count - 1].path;
        assert_int_equal(last->has_fill, cases[i].filled);
        if (cases[i].head != CT_HEAD_BAR) continue;
        ct_box bar = ct_box_of(&last->shape); /* across the line, its middle on the place */
        assert_true(fabs(bar.x0 + bar.x1 - 600) < 1e-6 && fabs(bar.y0 + bar.y1 - 400) < 1e-6);
    }
}

/* A symbol of its own is the head. */
static void no_dot_lies_on_a_symbol(void **state) {
    (void)state;
    ct_annotation_spec a = pointing(CT_LEADER_STRAIGHT, CT_HEAD_DOT);
    ct_annotation n = laid(&a, 4, true);
    ct_note_draw_leader(scene, &n);
    assert_int_equal(scene->node_count, 1);
}

static void near_words_have_no_leader(void **state) {
    (void)state;
    ct_annotation_spec a = pointing(CT_LEADER_STRAIGHT, CT_HEAD_ARROW);
    a.side = CT_AT_RIGHT;
    a.offset = 5;
    assert_int_equal(laid(&a, 0, false).leader.parts, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(leaders_end_as_their_heads_want),
        TEST(heads_are_drawn),
        TEST(no_dot_lies_on_a_symbol),
        TEST(near_words_have_no_leader),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
