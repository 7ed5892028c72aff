/* test_backdrop.c - the colours below points and texts, against a composition by hand. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "../../src/scene/scene.h"

static const ct_rgba WHITE = { 1, 1, 1, 1 }, BLACK = { 0, 0, 0, 1 }, RED = { 1, 0, 0, 1 },
                     HALF_BLACK = { 0, 0, 0, 0.5 };

static ct_arena *arena;
static ct_scene *scene;

static int setup(void **state) {
    (void)state;
    arena = ct_arena_new();
    scene = ct_scene_new(arena, 100, 100, WHITE);
    return 0;
}
static int teardown(void **state) {
    (void)state;
    ct_arena_free(arena);
    return 0;
}

static ct_rgba look(double x, double y, size_t node) {
    ct_rgba seen = { -1, -1, -1, -1 };
    ct_probe row = { x, y, 0, 1, node, &seen };
    ct_scene_probe(scene, &row, 1);
    return seen;
}

static void is_color(ct_rgba found, ct_rgba expected) {
    if (fabs(found.r - expected.r) + fabs(found.g - expected.g) + fabs(found.b - expected.b) > 1e-9)
        fail_msg("%g %g %g, not %g %g %g", found.r, found.g, found.b, expected.r, expected.g,
                 expected.b);
}

static ct_rgba grey(double g) { return (ct_rgba){ g, g, g, 1 }; }

static void test_order(void **state) {
    (void)state;
    ct_scene_rect(scene, (ct_box){ 10, 10, 50, 50 }, &BLACK, NULL);
    ct_scene_rect(scene, (ct_box){ 30, 10, 70, 50 }, &RED, NULL);
    is_color(look(40, 20, 0), WHITE);
    is_color(look(40, 20, 1), BLACK);
    is_color(look(40, 20, 2), RED);
    is_color(look(40, 20, SIZE_MAX), RED);
    is_color(look(20, 20, SIZE_MAX), BLACK);
    is_color(look(80, 20, SIZE_MAX), WHITE);
    is_color(look(40, 60, SIZE_MAX), WHITE);
}

/* Even-odd: a hole shows what is below. */
static void test_holes(void **state) {
    (void)state;
    const double xy[] = { 10, 10, 90, 10, 90, 90, 10, 90, 30, 30, 70, 30, 70, 70, 30, 70 };
    ct_builder b = ct_builder_start(arena, CT_POLYGON);
    for (size_t i = 0; i < 8; i++) {
        ct_builder_point(&b, xy[2 * i], xy[2 * i + 1]);
        if (i % 4 == 3) ct_builder_end_part(&b);
    }
    ct_path path = { .shape = ct_builder_take(&b), .has_fill = true, .fill = RED };
    ct_scene_path(scene, &path);
    is_color(look(20, 50, 9), RED);
    is_color(look(50, 50, 9), WHITE);
    is_color(look(80, 50, 9), RED);
    is_color(look(95, 50, 9), WHITE);
    path.winding = true; /* both rings run the same way */
    ct_scene_path(scene, &path);
    is_color(look(50, 50, 9), RED);
    is_color(look(95, 50, 9), WHITE);
}

static void test_groups(void **state) {
    (void)state;
    ct_group group = { .opacity = 0.5, .has_clip = true, .clip = { 0, 0, 60, 100 } };
    ct_scene_begin_group(scene, &group); /* two that overlap do not darken */
    ct_scene_rect(scene, (ct_box){ 0, 0, 100, 100 }, &BLACK, NULL);
    ct_scene_rect(scene, (ct_box){ 0, 0, 100, 100 }, &BLACK, NULL);
    ct_scene_end(scene);
    ct_scene_rect(scene, (ct_box){ 0, 0, 20, 100 }, &HALF_BLACK, NULL);
    is_color(look(50, 50, 2), grey(0.5)); /* within the group */
    is_color(look(50, 50, 9), grey(0.5));
    is_color(look(70, 50, 9), WHITE);
    is_color(look(10, 50, 9), grey(0.25));
}

static void test_strokes(void **state) {
    (void)state;
    const ct_stroke wide = { .color = BLACK, .width = 10 },
                    dashed = { .color = BLACK, .width = 10, .dash = { 6, 2 }, .dash_count = 2 };
    ct_scene_line(scene, 20, 20, 80, 80, &wide);
    is_color(look(50, 50, 9), BLACK);
    is_color(look(56, 50, 9), BLACK); /* 4.2 px away */
    is_color(look(58, 50, 9), WHITE); /* 5.7 px */
    ct_scene_line(scene, 0, 90, 30, 90, &dashed);
    is_color(look(20, 93, 9), grey(0.25));
    is_color(look(20, 96, 9), WHITE);
}

static void test_pictures_are_unknown(void **state) {
    (void)state;
    ct_scene_image(scene, &(ct_image){ .box = { 0, 0, 50, 50 } });
    ct_scene_rect(scene, (ct_box){ 0, 0, 20, 50 }, &HALF_BLACK, NULL);
    ct_scene_rect(scene, (ct_box){ 30, 0, 40, 50 }, &RED, NULL);
    assert_true(isnan(look(10, 10, 9).r));
    assert_true(isnan(look(45, 10, 9).r));
    is_color(look(35, 10, 9), RED);
    is_color(look(60, 10, 9), WHITE);
}

/* Many rows and points at once answer as each alone does, also odd ones. */
static void test_many(void **state) {
    (void)state;
    srand(7);
    for (int i = 0; i < 30; i++) {
        double x = rand() % 90, y = rand() % 90;
        ct_rgba c = { rand() % 256 / 255.0, rand() % 256 / 255.0, rand() % 256 / 255.0,
                      i % 3 ? 1 : 0.4 };
        ct_scene_rect(scene, (ct_box){ x, y, x + rand() % 40, y + rand() % 40 }, &c, NULL);
    }
    enum { ROWS = 40, POINTS = 17 };
    static ct_rgba seen[ROWS][POINTS];
    ct_probe rows[ROWS + 1];
    for (int i = 0; i < ROWS; i++)
        rows[i] =
            (ct_probe){ rand() % 60, rand() % 100, 2.3, POINTS, (size_t)(rand() % 40), seen[i] };
    rows[ROWS] = (ct_probe){ NAN, 5, 1, POINTS, 3, seen[0] }; /* not looked at */
    ct_scene_probe(scene, rows, ROWS + 1);
    for (int i = 0; i < ROWS; i++)
        for (int k = 0; k < POINTS; k++)
            is_color(seen[i][k], look(rows[i].x + 2.3 * k, rows[i].y, rows[i].node));
}

/* ---- texts ---- */

/* A text that needs no font: its ink alone. */
static void add_text(double x, double y, double width, double angle, ct_rgba color, double halo) {
    static ct_run run = { .text = "x", .font = { .families = "A", .size = 12 } };
    ct_text text = { .line = { .runs = &run, .run_count = 1, .width = width },
                     .x = x,
                     .y = y,
                     .angle = angle,
                     .color = color,
                     .halo_width = halo,
                     .halo = RED };
    text.line.ink = (ct_box){ 0, -8, width, 0 };
    ct_scene_text(scene, &text);
}

static void test_texts(void **state) {
    (void)state;
    ct_scene_rect(scene, (ct_box){ 50, 0, 100, 100 }, &BLACK, NULL);
    add_text(10, 20, 80, 0, RED, 0);            /* half on white, half on black */
    add_text(60, 20, 30, 0, RED, 0);            /* on black */
    add_text(48, 60, 30, 90, RED, 0);           /* turned, downwards: ink right of x = 48 */
    add_text(10, 40, 30, 0, (ct_rgba){ 0 }, 2); /* a halo alone, */
    add_text(10, 40, 30, 0, BLACK, 0);          /* and its letters */
    size_t count;
    const ct_backdrop *found = ct_scene_backdrops(arena, scene, &count);
    assert_int_equal(count, 4);
    is_color(found[0].lightest, WHITE);
    is_color(found[0].darkest, BLACK);
    is_color(found[1].lightest, BLACK);
    is_color(found[1].darkest, BLACK);
    assert_int_equal(found[2].node, 3);
    assert_true(found[2].lightest.r > 0.2 && found[2].lightest.r < 0.9); /* 2 of 8 px */
    is_color(found[3].lightest, RED);
    is_color(found[3].darkest, RED);
}

/* A thin line under a word is not its ground; a hatch is, by the share that it covers. */
static void test_lines_below(void **state) {
    (void)state;
    const ct_stroke thin = { .color = BLACK, .width = 1 };
    ct_builder b = ct_builder_start(arena, CT_LINE);
    for (int i = 0; i < 50; i++) {
        ct_builder_point(&b, 2 * i, 0);
        ct_builder_point(&b, 2 * i + 40, 40);
        ct_builder_end_part(&b);
    }
    ct_scene_path(scene, &(ct_path){ .shape = ct_builder_take(&b), .stroke = thin });
    ct_scene_line(scene, 0, 76, 100, 76, &thin);
    add_text(10, 30, 60, 0, RED, 0);
    add_text(10, 80, 60, 0, RED, 0);
    size_t count;
    const ct_backdrop *found = ct_scene_backdrops(arena, scene, &count);
    assert_int_equal(count, 2);
    assert_true(found[0].darkest.r < 0.6); /* 1 px, 1.4 px apart: 71 % */
    assert_true(found[1].darkest.r >= 0.7);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        CASE(test_order),
        CASE(test_holes),
        CASE(test_groups),
        CASE(test_strokes),
        CASE(test_pictures_are_unknown),
        CASE(test_many),
        CASE(test_texts),
        CASE(test_lines_below),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
