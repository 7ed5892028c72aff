/* test_note_shape.c - lines and areas of a spec are drawn by their classes, with heads and words.
 */
#include "note_case.h"

static ct_annotation_spec spec_of(ct_annotation_kind kind) {
    return (ct_annotation_spec){ .id = "n", .kind = kind, .side = CT_AT_AUTO, .offset = 6 };
}

static ct_shape square(ct_kind kind) {
    ct_builder b = ct_builder_start(arena, kind);
    const double xy[] = { 100, 100, 200, 100, 200, 200, 100, 200, 100, 100 };
    for (size_t i = 0; i < (kind == CT_LINE ? 5u : 4u); i++)
        ct_builder_point(&b, xy[2 * i], xy[2 * i + 1]);
    ct_builder_end_part(&b);
    return ct_builder_take(&b);
}

static size_t paths_drawn(const ct_annotation *n) {
    size_t from = scene->node_count, count = 0;
    ct_annotation_draw(scene, n);
    for (size_t i = from; i < scene->node_count; i++)
        count += scene->nodes[i].type == CT_NODE_PATH;
    return count;
}

static void a_line_takes_its_class(void **state) {
    (void)state;
    ct_annotation_spec a = spec_of(CT_ANNOTATION_LINE);
    ct_line_class lines[] = {
        { .name = "road", .stroke = { { 1, 0, 0, 1 }, .width = 3 }, .opacity = 1 }
    };
    ct_style own = house;
    own.lines = lines;
    own.line_count = 1;
    a.look.text = "road";
    ct_note_ask ask = case_ask(&a, NULL, 0, 0);
    ask.house = &own;
    ask.figure = case_path((const double[]){ 10, 50, 300, 50 }, 2);
    ct_annotation n;
    assert_true(ct_annotation_lay_out(arena, fonts, &ask, &n));
    assert_ptr_equal(n.track, &lines[0]);
    assert_int_equal(paths_drawn(&n), 1);
    ask.house = &house; /* without the class: ink, cased in paper */
    assert_true(ct_annotation_lay_out(arena, fonts, &ask, &n));
    assert_int_equal(paths_drawn(&n), 2);
    assert_true(n.track->stroke.color.r == 0 && n.track->casing.color.r == 1);
}

static void a_head_ends_where_the_line_does(void **state) {
    (void)state;
    ct_annotation_spec a = spec_of(CT_ANNOTATION_LINE);
    a.head = CT_HEAD_ARROW;
    ct_note_ask ask = case_ask(&a, NULL, 0, 0);
    ask.figure = case_path((const double[]){ 10, 50, 300, 50 }, 2);
    ct_annotation n;
    assert_true(ct_annotation_lay_out(arena, fonts, &ask, &n));
    ct_box head = ct_box_of(&n.drawn[n.drawn_count - 1].shape), line = ct_box_of(&n.figure);
    assert_true(fabs(head.x1 - 300) < 1e-9 && head.x1 - head.x0 < 14);
    assert_true(line.x1 > head.x0 && line.x1 < 300); /* no blunt end beside the tip */
    assert_true(ct_box_of(&n.course).x1 == 300);
}

static void words_of_an_area_stand_inside_it(void **state) {
    (void)state;
    ct_annotation_spec a = spec_of(CT_ANNOTATION_AREA);
    a.side = CT_AT_NONE;
    ct_note_ask ask = case_ask(&a, "Zone", 150, 150);
    ask.figure = square(CT_POLYGON);
    ask.outline = square(CT_LINE);
    ct_annotation n;
    assert_true(ct_annotation_lay_out(arena, fonts, &ask, &n));
    assert_true(fabs((n.box.x0 + n.box.x1) / 2 - 150) < 0.5);
    assert_true(n.box.x0 > 100 && n.box.x1 < 200 && n.box.y0 > 100 && n.box.y1 < 200);
    assert_non_null(n.area);
    assert_int_equal(paths_drawn(&n), 2); /* a tint, an outline */
}

static void an_area_in_a_class_of_lines_is_its_outline(void **state) {
    (void)state;
    ct_annotation_spec a = spec_of(CT_ANNOTATION_AREA);
    ct_line_class lines[] = { { .name = "fence", .stroke = { .width = 1 }, .opacity = 0.5 } };
    ct_style own = house;
    own.lines = lines;
    own.line_count = 1;
    a.look.text = "fence";
    ct_note_ask ask = case_ask(&a, NULL, 150, 150);
    ask.house = &own;
    ask.figure = square(CT_POLYGON);
    ask.outline = square(CT_LINE);
    ct_annotation n;
    assert_true(ct_annotation_lay_out(arena, fonts, &ask, &n));
    assert_null(n.area);
    assert_int_equal(n.figure.kind, CT_LINE);
    size_t from = scene->node_count;
    assert_int_equal(paths_drawn(&n), 1);
    assert_true(scene->nodes[from + 1].type == CT_NODE_BEGIN); /* its opacity is a group's */
    assert_true(scene->nodes[from + 1].group.opacity == 0.5);
}

static void nothing_is_drawn_of_nothing(void **state) {
    (void)state;
    ct_annotation_spec line = spec_of(CT_ANNOTATION_LINE), area = spec_of(CT_ANNOTATION_AREA);
    ct_annotation n;
    ct_note_ask ask = case_ask(&line, "Words", 0, 0);
    assert_false(ct_annotation_lay_out(arena, fonts, &ask, &n));
    ask = case_ask(&area, "Words", 0, 0);
    assert_false(ct_annotation_lay_out(arena, fonts, &ask, &n));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_line_takes_its_class),           TEST(a_head_ends_where_the_line_does),
        TEST(words_of_an_area_stand_inside_it), TEST(an_area_in_a_class_of_lines_is_its_outline),
        TEST(nothing_is_drawn_of_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
