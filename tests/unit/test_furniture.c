/* test_furniture.c - what the pieces on the map are made of. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "../../src/sheet/sheet.h"

static ct_arena *arena;
static ct_scene *scene;
static int setup(void **state) {
    (void)state;
    arena = ct_arena_new();
    scene = ct_scene_new(arena, 600, 400, (ct_rgba){ 1, 1, 1, 1 });
    return 0;
}
static int teardown(void **state) {
    (void)state;
    ct_arena_free(arena);
    return 0;
}

static const ct_box frame = { 20, 60, 620, 460 };

static ct_shape shape_of(ct_kind kind, const double *xy, size_t n) {
    ct_builder b = ct_builder_start(arena, kind);
    for (size_t i = 0; i < n; i++)
        ct_builder_point(&b, xy[2 * i], xy[2 * i + 1]);
    ct_builder_end_part(&b);
    return ct_builder_take(&b);
}

static void test_ground(void **state) {
    (void)state;
    ct_box_style none = { 0 }, full = { .has_fill = true, .stroke = { .width = 2 } };
    ct_furniture_ground(scene, &none, frame);
    assert_int_equal(scene->node_count, 0);
    ct_furniture_ground(scene, &full, frame);
    assert_int_equal(scene->node_count, 1);
    ct_box box = ct_box_of(&scene->nodes[0].path.shape);
    assert_true(box.x0 == 21 && box.y1 == 459); /* the line lies inside the box */
}

static void test_north(void **state) {
    (void)state;
    ct_fonts *fonts = ct_fonts_new();
    ct_style style = { .furniture = { .north = { .color = { 0, 0, 0, 1 }, .width = 1 },
                                      .north_size = 28 } };
    ct_size size = ct_north_size(&style);
    assert_true(size.h > 28 && size.h < 60 && size.w > 8 && size.w < 40);
    static const double turns[] = { 0, 10, -10 };
    for (size_t i = 0; i < CT_COUNT(turns); i++) {
        size_t from = scene->node_count;
        ct_box box = { 100, 100, 100 + size.w, 100 + size.h };
        ct_north_draw(scene, fonts, &style, turns[i], box);
        assert_int_equal(scene->node_count, from + 3);
        const ct_shape *needle = &scene->nodes[from].path.shape;
        double lean = needle->x[0] - (box.x0 + box.x1) / 2; /* of the tip */
        assert_true(turns[i] == 0 ? fabs(lean) < 1e-9 : lean * turns[i] > 0);
        const ct_text *n = &scene->nodes[from + 2].text;
        assert_string_equal(n->line.runs[0].text, "N");
        assert_true(n->y < needle->y[0]); /* beyond the tip */
        if (i == 0) assert_true(n->y + n->line.ink.y0 >= box.y0 - 1);
    }
    ct_north_draw(scene, fonts, &style, NAN, frame);
    ct_fonts_free(fonts);
}

static void test_locator_mark(void **state) {
    (void)state;
    ct_style style = { .furniture = { .locator_mark = { .color = { 1, 0, 0, 1 }, .width = 1.5 } } };
    const double big[] = { 100, 100, 160, 105, 158, 140, 98, 135 };
    const double small[] = { 100, 100, 104, 100, 104, 103, 100, 103 };
    ct_shape a = shape_of(CT_POLYGON, big, 4), b = shape_of(CT_POLYGON, small, 4);
    ct_shape none = { .kind = CT_POLYGON };
    const double bad[] = { NAN, 0, 1, 1, 2, 2 };
    ct_shape odd = shape_of(CT_POLYGON, bad, 3);
    ct_locator_mark(scene, &style, &a, CT_LOCATOR_AUTO);
    assert_int_equal(scene->node_count, 1);
    assert_true(scene->nodes[0].path.stroke.width == 1.5 && !scene->nodes[0].path.has_fill);
    ct_locator_mark(scene, &style, &b, CT_LOCATOR_AUTO);
    assert_int_equal(scene->node_count, 3); /* a dot and its rim */
    assert_true(scene->nodes[2].path.has_fill);
    ct_box dot = ct_box_of(&scene->nodes[2].path.shape);
    assert_true(fabs((dot.x0 + dot.x1) / 2 - 102) < 1e-9);
    ct_locator_mark(scene, &style, &none, CT_LOCATOR_AUTO);
    ct_locator_mark(scene, &style, &odd, CT_LOCATOR_AUTO);
    assert_int_equal(scene->node_count, 3);
    ct_locator_mark(scene, &style, &b, CT_LOCATOR_BOX); /* as told, tiny as it is */
    assert_int_equal(scene->node_count, 4);
    ct_box taken = ct_locator_mark(scene, &style, &a, CT_LOCATOR_DOT);
    assert_int_equal(scene->node_count, 6);
    assert_true(taken.x1 - taken.x0 < 12 && taken.x0 > 110);
}

/* Words stand inside, clear of the mark, off the borders, near where they belong; or not at all. */
static void test_locator_label(void **state) {
    (void)state;
    ct_fonts *fonts = ct_fonts_new();
    ct_style style = { 0 };
    ct_box box = { 100, 100, 260, 220 }, mark = { 170, 150, 250, 215 };
    const double border[] = { 100, 160, 260, 160 };
    ct_shape line = shape_of(CT_LINE, border, 2);
    ct_locator_label(scene, fonts, &style, "Ukraine", box, mark, &line, 1, 180, 160);
    assert_int_equal(scene->node_count, 1);
    const ct_text *text = &scene->nodes[0].text;
    double right = text->x + text->line.width;
    assert_true(text->x >= 104 && right <= 256 && text->y > 104 && text->y <= 216);
    assert_true(right < 170 || text->y < 150);
    assert_true(text->y < 160 || text->y - 9 > 160);
    ct_locator_label(scene, fonts, &style, "A name that is far too long for it", box, mark, &line,
                     1, 180, 160);
    ct_locator_label(scene, fonts, &style, "Ukraine", box, box, &line, 1, 180, 160);
    assert_int_equal(scene->node_count, 1);
    ct_fonts_free(fonts);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_ground),
        TEST(test_north),
        TEST(test_locator_mark),
        TEST(test_locator_label),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
