/* test_swatch.c - the samples of the key: their ground, their edges, the phase of their hatch. */
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

static const ct_style style = { 0 };
static const ct_rgba sea = { 0.8, 0.9, 1, 1 };

static void draw(const ct_key_row *row, bool joined, ct_box place) {
    scene->node_count = 0;
    ct_swatch_draw(scene, arena, &style, row, joined, place);
    assert_int_equal(scene->depth, 0);
}

static const ct_path *path_at(size_t i) {
    assert_true(i < scene->node_count && scene->nodes[i].type == CT_NODE_PATH);
    return &scene->nodes[i].path;
}

/* What shows through on the map shows through in the key; what is full needs nothing below it. */
static void test_ground(void **state) {
    (void)state;
    ct_area_class area = { .has_fill = true, .fill = { 1, 0, 0, 0.3 } };
    draw(&(ct_key_row){ .area = &area, .ground = sea }, false, (ct_box){ 10, 10, 34, 24 });
    assert_int_equal(scene->node_count, 2);
    assert_true(path_at(0)->fill.g == 0.9 && path_at(1)->fill.a == 0.3);
    area.fill.a = 1;
    draw(&(ct_key_row){ .area = &area, .ground = sea }, false, (ct_box){ 10, 10, 34, 24 });
    assert_int_equal(scene->node_count, 1);
    ct_line_class line = { .stroke = { .width = 2 }, .casing = { .width = 5 } };
    draw(&(ct_key_row){ .line = &line, .ground = sea }, false, (ct_box){ 10, 10, 34, 24 });
    assert_int_equal(scene->node_count, 3);
    assert_true(path_at(0)->has_fill && path_at(0)->fill.g == 0.9);
}

static void test_opacity_is_that_of_the_whole(void **state) {
    (void)state;
    ct_area_class area = { .has_fill = true, .fill = { 1, 0, 0, 1 }, .opacity = 0.4 };
    draw(&(ct_key_row){ .area = &area, .ground = sea }, false, (ct_box){ 10, 10, 34, 24 });
    assert_int_equal(scene->node_count, 4); /* ground, group, fill, end */
    assert_true(path_at(0)->fill.g == 0.9);
    assert_true(scene->nodes[1].type == CT_NODE_BEGIN && scene->nodes[1].group.opacity == 0.4);
    assert_true(path_at(2)->fill.a == 1);
}

/* A hatch lies evenly: a line runs through the middle, wherever the sample stands. */
static void test_phase(void **state) {
    (void)state;
    const ct_area_class area = { .hatch = { true, CT_PATTERN_LINES, 45, 6, 1, { 1, 0, 0, 1 } } };
    static const double corners[][2] = { { 10, 10 }, { 13, 21 }, { 250, 87 } };
    for (size_t k = 0; k < CT_COUNT(corners); k++) {
        double x = corners[k][0], y = corners[k][1];
        draw(&(ct_key_row){ .area = &area, .ground = sea }, false,
             (ct_box){ x, y, x + 24, y + 14 });
        const ct_shape *lines = &path_at(1)->shape;
        double nearest = HUGE_VAL;
        for (size_t p = 0; p < lines->parts; p++) {
            size_t i = ct_part_start(lines, p);
            nearest = fmin(nearest, ct_segment_distance(x + 12, y + 7, lines->x[i], lines->y[i],
                                                        lines->x[i + 1], lines->y[i + 1]));
            assert_true(lines->x[i] >= x - 1e-9 && lines->x[i + 1] <= x + 24 + 1e-9);
        }
        assert_true(nearest < 1e-9);
    }
}

static void test_whole_pixels(void **state) {
    (void)state;
    const ct_area_class area = { .has_fill = true, .fill = { 1, 0, 0, 1 } };
    draw(&(ct_key_row){ .area = &area }, false, (ct_box){ 10.3, 10.6, 34.3, 24.6 });
    ct_box box = ct_box_of(&path_at(0)->shape);
    assert_true(box.x0 == 10 && box.x1 == 34 && box.y0 == 11 && box.y1 == 25);
    /* a line of 1px has its middle amid a pixel, one of 2px between two */
    for (int width = 1; width <= 2; width++) {
        const ct_line_class line = { .stroke = { .width = width } };
        draw(&(ct_key_row){ .line = &line }, false, (ct_box){ 10.3, 10.6, 34.3, 24.6 });
        double y = path_at(0)->shape.y[0];
        assert_true(fabs(y - floor(y) - (width == 1 ? 0.5 : 0)) < 1e-9);
    }
}

/* The outline lies inside a sample that stands alone; those of a scale share their edges. */
static void test_outline(void **state) {
    (void)state;
    const ct_area_class area = { .has_fill = true,
                                 .fill = { 1, 0, 0, 1 },
                                 .stroke = { .width = 2 } };
    draw(&(ct_key_row){ .area = &area }, false, (ct_box){ 10, 10, 34, 24 });
    assert_true(ct_box_of(&path_at(0)->shape).x0 == 11);
    draw(&(ct_key_row){ .area = &area }, true, (ct_box){ 10, 10, 34, 24 });
    assert_true(ct_box_of(&path_at(0)->shape).x0 == 10);
}

static void test_symbols_keep_their_size(void **state) {
    (void)state;
    const ct_point_class city = { .size = 30, .has_fill = true, .symbol = CT_SYMBOL_SQUARE };
    const ct_key_row row = { .point = &city };
    /* a square looks as large as a circle at nine tenths */
    assert_true(ct_swatch_half(&row, 14) == 13.5 && ct_swatch_width(&row, 24) == 27);
    draw(&row, false, (ct_box){ 10, 10, 40, 40 });
    ct_box box = ct_box_of(&path_at(0)->shape);
    assert_true(box.x0 == 11.5 && box.x1 == 38.5 && box.y0 == 11.5 && box.y1 == 38.5);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_ground),  TEST(test_opacity_is_that_of_the_whole),
        TEST(test_phase),   TEST(test_whole_pixels),
        TEST(test_outline), TEST(test_symbols_keep_their_size),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
