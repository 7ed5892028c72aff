/* test_annotate_words.c - the words of an annotation: where they stand, how the frame moves them.
 */
#include "note_case.h"

static ct_annotation bare(void) {
    return (ct_annotation){ .style = &class, .cap = ct_font_cap_height(fonts, &class.font) };
}

static void words_stand_off_their_place(void **state) {
    (void)state;
    ct_annotation n = bare();
    ct_note_set(&n, arena, fonts, "Words", 0);
    ct_note_stand(&n, 300, 200, 1, 0, 20);
    assert_true(n.box.x0 == 320 && n.anchor == 0);
    assert_true(fabs(n.box.y0 + n.cap / 2 - 200) < 1e-9); /* the first line at the place's level */
    ct_note_stand(&n, 300, 200, -1, 0, 20);
    assert_true(n.box.x1 == 280 && n.anchor == 1);
    ct_note_stand(&n, 300, 200, 0, -1, 20);
    assert_true(fabs(n.box.y1 - 180) < 1e-9 && n.anchor == 0.5 &&
                fabs(n.box.x0 + n.box.x1 - 600) < 1e-9);
    ct_note_stand(&n, 300, 200, 1, 1, 20); /* a diagonal as far as the sides, about */
    assert_true(fabs(n.box.x0 - 315) < 1e-9 && fabs(n.box.y0 - 215) < 1e-9);
    n.pad_x = 8;
    n.pad_y = 4;
    ct_note_set(&n, arena, fonts, "Words", 0);
    ct_note_stand(&n, 300, 200, 0, 0, 0);
    assert_true(fabs(n.box.y1 - n.box.y0 - n.cap - 8) < 1e-9); /* no room for tails in a badge */
    assert_true(n.anchor == 0.5);
}

static void the_wrap_is_of_the_spec_the_class_or_usual(void **state) {
    (void)state;
    ct_annotation_spec a = { .wrap = 90 };
    ct_note_ask ask = case_ask(&a, "x", 0, 0);
    assert_true(ct_note_wrap(&ask) == 90);
    a.wrap = 0;
    assert_true(ct_note_wrap(&ask) == 200);
    ct_text_class narrow = class;
    narrow.wrap = 120;
    ask.style = &narrow;
    assert_true(ct_note_wrap(&ask) == 120);
    ask.frame.x1 = 100;
    assert_true(ct_note_wrap(&ask) == 88);
}

static void words_are_kept_in_the_frame(void **state) {
    (void)state;
    ct_annotation_spec a = { .wrap = 150 };
    for (int dx = -1; dx <= 1; dx++)
        for (int dy = -1; dy <= 1; dy++) {
            ct_annotation n = bare();
            ct_note_ask ask = case_ask(&a, "Some words to set", 20, 390);
            ct_note_place(&n, arena, fonts, &ask, dx, dy, 24);
            assert_true(n.box.x0 >= 6 && n.box.y1 <= 394);
            if (dx || dy)
                assert_false(n.box.x0 < 20 && n.box.x1 > 20 && n.box.y0 < 390 && n.box.y1 > 390);
        }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(words_stand_off_their_place),
        TEST(the_wrap_is_of_the_spec_the_class_or_usual),
        TEST(words_are_kept_in_the_frame),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
