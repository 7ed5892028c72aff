/* test_annotate_along.c - smooth paths, and words along them. */
#include "note_case.h"

static void paths_go_through_their_places(void **state) {
    (void)state;
    static const double pairs[] = { 100, 100, 200, 150, 300, 100, 320, 100, 400, 300 };
    ct_shape path = case_path(pairs, 5), smooth = ct_path_smooth(arena, &path, 0);
    assert_true(ct_shape_points(&smooth) > 60);
    for (size_t i = 0; i < 5; i++) {
        double nearest = INFINITY;
        for (size_t k = smooth.start; k < smooth.end[0]; k++)
            nearest =
                fmin(nearest, hypot(smooth.x[k] - pairs[2 * i], smooth.y[k] - pairs[2 * i + 1]));
        assert_true(nearest < 1e-6);
    }
    for (size_t k = smooth.start + 2; k < smooth.end[0]; k++) { /* no corners */
        double ax = smooth.x[k - 1] - smooth.x[k - 2], ay = smooth.y[k - 1] - smooth.y[k - 2];
        double bx = smooth.x[k] - smooth.x[k - 1], by = smooth.y[k] - smooth.y[k - 1];
        assert_true(ax * bx + ay * by > 0.8 * hypot(ax, ay) * hypot(bx, by));
    }
}

static void two_places_may_be_joined_by_a_bow(void **state) {
    (void)state;
    static const double pairs[] = { 100, 200, 300, 200 };
    ct_shape path = case_path(pairs, 2);
    ct_shape straight = ct_path_smooth(arena, &path, 0);
    assert_int_equal(ct_shape_points(&straight), 2);
    ct_shape up = ct_path_smooth(arena, &path, 0.2), down = ct_path_smooth(arena, &path, -0.2);
    assert_true(fabs(ct_box_of(&up).y0 - 160) < 0.5 && ct_box_of(&up).y1 == 200);
    assert_true(fabs(ct_box_of(&down).y1 - 240) < 0.5);
    ct_shape none = { .kind = CT_LINE };
    assert_int_equal(ct_path_smooth(arena, &none, 0.5).parts, 0);
}

static ct_annotation along(const double *pairs, size_t count, const char *text) {
    static const ct_annotation_spec a = { .id = "a", .kind = CT_ANNOTATION_TEXT_ALONG };
    ct_note_ask ask = case_ask(&a, text, 0, 0);
    ask.path = case_path(pairs, count);
    ct_annotation n;
    assert_true(ct_annotation_lay_out(arena, fonts, &ask, &n));
    return n;
}

/* From left to right, upright, in the middle of the path, whichever way it runs. */
static void words_read_upright(void **state) {
    (void)state;
    static const double there[] = { 100, 220, 250, 180, 400, 220 };
    static const double back[] = { 400, 220, 250, 180, 100, 220 };
    const double *ways[] = { there, back };
    for (size_t i = 0; i < 2; i++) {
        ct_annotation n = along(ways[i], 3, "Along a path");
        assert_int_equal(n.bent_count, 1);
        assert_false(n.overlong);
        const ct_text *t = &n.bent[0];
        assert_true(t->letter_count == 10);
        for (size_t k = 0; k < t->letter_count; k++) {
            assert_true(fabs(t->letters[k].angle) < 60);
            if (k) assert_true(t->letters[k].x > t->letters[k - 1].x);
        }
        double middle = (t->letters[0].x + t->letters[t->letter_count - 1].x) / 2;
        assert_true(fabs(middle - 250) < 4);
        assert_true(t->letters[0].angle < -3 && t->letters[t->letter_count - 1].angle > 3);
        assert_true(n.box.y0 > 160 && n.box.y1 < 230);
    }
}

static void bold_runs_follow_each_other(void **state) {
    (void)state;
    static const double pairs[] = { 100, 200, 500, 200 };
    ct_annotation n = along(pairs, 2, "One **two** three");
    assert_int_equal(n.bent_count, 3);
    assert_int_equal(n.bent[1].line.runs[0].font.weight, 700);
    assert_true(n.bent[1].letters[0].x > n.bent[0].letters[2].x);
    assert_true(n.bent[2].letters[0].x > n.bent[1].letters[2].x);
    size_t from = scene->node_count;
    ct_annotation_draw(scene, &n);
    assert_int_equal(scene->node_count - from, 5); /* the group, three texts */
    size_t count;
    (void)ct_annotation_boxes(arena, &n, &count);
    assert_int_equal(count, 11);
}

/* Letters that are joined stay together. */
static void arabic_stays_straight(void **state) {
    (void)state;
    static const double pairs[] = { 100, 300, 500, 100 };
    ct_annotation n = along(pairs, 2, "خط الجبهة");
    assert_int_equal(n.bent_count, 1);
    assert_int_equal(n.bent[0].letter_count, 0);
    assert_true(fabs(n.bent[0].angle + 26.565) < 0.1);
    assert_true(fabs(n.bent[0].x - 300) < 8 && fabs(n.bent[0].y - 200) < 8);
}

static void words_longer_than_their_path_are_told(void **state) {
    (void)state;
    static const double pairs[] = { 290, 200, 310, 200 };
    ct_annotation n = along(pairs, 2, "Far too many words for that");
    assert_true(n.overlong && n.bent_count == 1);
    assert_true(n.box.x0 < 250 && n.box.x1 > 350);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(paths_go_through_their_places),
        TEST(two_places_may_be_joined_by_a_bow),
        TEST(words_read_upright),
        TEST(bold_runs_follow_each_other),
        TEST(arabic_stays_straight),
        TEST(words_longer_than_their_path_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
