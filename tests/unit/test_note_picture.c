/* test_note_picture.c - pictures keep their proportions and stand where they are told. */
#include "note_case.h"

static const ct_picture picture = {
    .bytes = (const uint8_t *)"x", .size = 1, .width = 40, .height = 20
};

static ct_annotation lay_out(ct_annotation_spec a, double x, double y) {
    ct_annotation n;
    ct_annotation_spec *spec = CT_NEW(arena, ct_annotation_spec);
    a.kind = CT_ANNOTATION_PICTURE;
    *spec = a;
    ct_note_ask ask = case_ask(spec, NULL, x, y);
    ask.picture = picture;
    assert_true(ct_annotation_lay_out(arena, fonts, &ask, &n));
    return n;
}

static void check_box(ct_box got, double x0, double y0, double x1, double y1) {
    if (got.x0 != x0 || got.y0 != y0 || got.x1 != x1 || got.y1 != y1)
        fail_msg("%g %g %g %g", got.x0, got.y0, got.x1, got.y1);
}

static void it_stands_about_its_place(void **state) {
    (void)state;
    check_box(lay_out((ct_annotation_spec){ 0 }, 100, 100).image.box, 80, 90, 120, 110);
    check_box(lay_out((ct_annotation_spec){ .size = 100 }, 100, 100).image.box, 50, 75, 150, 125);
    ct_annotation_spec beside = { .side = CT_AT_TOP_RIGHT, .offset = 5 };
    check_box(lay_out(beside, 100, 100).image.box, 105, 75, 145, 95);
}

static void it_stays_in_the_frame(void **state) {
    (void)state;
    check_box(lay_out((ct_annotation_spec){ 0 }, 2, 399).image.box, 6, 374, 46, 394);
    ct_annotation_spec sheet = { .at.kind = CT_AT_SHEET_SHARE };
    check_box(lay_out(sheet, 2, 399).image.box, -18, 389, 22, 409);
}

static void labels_keep_off_it(void **state) {
    (void)state;
    ct_annotation n = lay_out((ct_annotation_spec){ 0 }, 100, 100);
    size_t count;
    const ct_box *boxes = ct_annotation_boxes(arena, &n, &count);
    assert_int_equal(count, 1);
    check_box(boxes[0], 78, 88, 122, 112);
    ct_annotation_draw(scene, &n);
    assert_int_equal(scene->nodes[1].type, CT_NODE_IMAGE);
    assert_ptr_equal(scene->nodes[1].image.picture.bytes, picture.bytes);
}

static void one_without_a_size_is_not_drawn(void **state) {
    (void)state;
    ct_annotation_spec a = { .kind = CT_ANNOTATION_PICTURE };
    ct_note_ask ask = case_ask(&a, NULL, 1, 1);
    ct_annotation n;
    assert_false(ct_annotation_lay_out(arena, fonts, &ask, &n));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(it_stands_about_its_place),
        TEST(it_stays_in_the_frame),
        TEST(labels_keep_off_it),
        TEST(one_without_a_size_is_not_drawn),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
