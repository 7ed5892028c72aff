/* test_symbol.c - areas, lines and points as nodes of a scene. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "../../src/marks/marks.h"

static ct_arena *arena;
static ct_scene *scene;
static int setup(void **state) {
    (void)state;
    arena = ct_arena_new();
    scene = ct_scene_new(arena, 100, 100, (ct_rgba){ 1, 1, 1, 1 });
    return 0;
}
static int teardown(void **state) {
    (void)state;
    ct_arena_free(arena);
    return 0;
}

static ct_shape square(void) {
    ct_builder b = ct_builder_start(arena, CT_POLYGON);
    ct_builder_point(&b, 10, 10);
    ct_builder_point(&b, 60, 10);
    ct_builder_point(&b, 60, 60);
    ct_builder_point(&b, 10, 60);
    ct_builder_end_part(&b);
    return ct_builder_take(&b);
}

static ct_shape line(void) {
    ct_builder b = ct_builder_start(arena, CT_LINE);
    ct_builder_point(&b, 10, 10);
    ct_builder_point(&b, 60, 10);
    ct_builder_end_part(&b);
    return ct_builder_take(&b);
}

static const ct_path *path_at(size_t i) {
    assert_true(i < scene->node_count);
    assert_int_equal(scene->nodes[i].type, CT_NODE_PATH);
    return &scene->nodes[i].path;
}

static void test_plain_area_is_one_path(void **state) {
    (void)state;
    ct_area_class style = { .has_fill = true, .stroke = { .width = 1 } };
    ct_shape s = square();
    ct_symbol_area(scene, arena, &style, &s, NULL, "UA-14");
    assert_int_equal(scene->node_count, 1);
    assert_string_equal(path_at(0)->id, "UA-14");
    assert_true(path_at(0)->has_fill);
    assert_true(path_at(0)->stroke.width == 1);
}

static void test_order_of_an_area(void **state) {
    (void)state;
    ct_area_class style = { .has_fill = true,
                            .hatch = { .given = true, .angle = 45, .gap = 5, .width = 0.7 },
                            .stroke = { .width = 1 },
                            .casing = { .width = 4 } };
    ct_shape s = square(), edge = line();
    ct_symbol_area(scene, arena, &style, &s, &edge, "a");
    assert_int_equal(scene->node_count, 4);
    assert_true(path_at(0)->has_fill && path_at(0)->stroke.width == 0);
    assert_int_equal(path_at(1)->shape.kind, CT_LINE);
    assert_true(path_at(1)->stroke.width == 0.7 && path_at(1)->stroke.cap == CT_CAP_BUTT);
    assert_true(path_at(2)->stroke.width == 4 && path_at(3)->stroke.width == 1);
    assert_ptr_equal(path_at(3)->shape.x, edge.x); /* the outline, not the shape's own edge */
    assert_string_equal(path_at(0)->id, "a");
    for (size_t i = 1; i < 4; i++)
        assert_null(path_at(i)->id); /* an id is used once */
}

static void test_passes_hold_the_id_once(void **state) {
    (void)state;
    const ct_area_class styles[] = {
        { .has_fill = true, .stroke = { .width = 1 }, .casing = { .width = 3 } },
        { .hatch = { .given = true, .gap = 5, .width = 1 }, .stroke = { .width = 1 } },
        { .stroke = { .width = 1 }, .casing = { .width = 3 } },
        { .stroke = { .width = 1 } },
    };
    ct_shape s = square();
    for (size_t k = 0; k < CT_COUNT(styles); k++) {
        size_t from = scene->node_count, ids = 0;
        for (int pass = CT_AREA_FILL; pass <= CT_AREA_STROKE; pass++)
            ct_symbol_area_pass(scene, arena, &styles[k], &s, NULL, "x", (ct_area_pass)pass);
        for (size_t i = from; i < scene->node_count; i++)
            ids += path_at(i)->id != NULL;
        assert_int_equal(ids, 1);
        assert_non_null(path_at(from)->id); /* the first that is drawn */
    }
}

static void test_nothing_to_draw(void **state) {
    (void)state;
    ct_area_class invisible = { 0 };
    ct_line_class thin = { 0 };
    ct_shape s = square(), none = { .kind = CT_POLYGON }, l = line();
    ct_area_class fill = { .has_fill = true };
    ct_symbol_area(scene, arena, &invisible, &s, NULL, "a");
    ct_symbol_area(scene, arena, &fill, &none, NULL, "a");
    ct_symbol_line(scene, &thin, &l, "b");
    assert_int_equal(scene->node_count, 0);
}

static void test_line_passes(void **state) {
    (void)state;
    ct_line_class style = { .stroke = { .width = 2 }, .casing = { .width = 5 } };
    ct_shape l = line();
    ct_symbol_line_pass(scene, &style, &l, "front", true);
    ct_symbol_line_pass(scene, &style, &l, "front", false);
    assert_int_equal(scene->node_count, 2);
    assert_true(path_at(0)->stroke.width == 5 && path_at(1)->stroke.width == 2);
    assert_null(path_at(0)->id);
    assert_string_equal(path_at(1)->id, "front");
}

static void test_point_shapes(void **state) {
    (void)state;
    for (int kind = CT_SYMBOL_CIRCLE; kind <= CT_SYMBOL_RING; kind++) {
        ct_point_class style = { .symbol = (ct_symbol)kind, .size = 10, .has_fill = true };
        size_t from = scene->node_count;
        ct_symbol_point(scene, &style, 50, 40, "p");
        assert_int_equal(scene->node_count, from + 1);
        const ct_path *p = path_at(from);
        assert_int_equal(p->shape.kind, CT_POLYGON);
        ct_box box = ct_box_of(&p->shape);
        double reach = ct_symbol_reach(&style);
        assert_true(box.x0 >= 50 - reach - 1e-9 && box.x1 <= 50 + reach + 1e-9);
        assert_true(box.y0 >= 40 - reach - 1e-9 && box.y1 <= 40 + reach + 1e-9);
        assert_true(box.x1 - box.x0 > 8.5 && box.y1 - box.y0 > 8.5);
        /* The middle is inside, but for the ring's hole. */
        assert_int_equal(ct_shape_contains(&p->shape, 50, 40), kind != CT_SYMBOL_RING);
    }
}

static void test_circle_is_round(void **state) {
    (void)state;
    const double sizes[] = { 2, 6, 20, 200 };
    for (size_t k = 0; k < CT_COUNT(sizes); k++) {
        ct_point_class style = { .size = sizes[k], .has_fill = true };
        ct_symbol_point(scene, &style, 0, 0, NULL);
        const ct_shape *s = &path_at(k)->shape;
        double flat = HUGE_VAL;
        for (size_t i = 0, n = ct_shape_points(s); i < n; i++) {
            double mx = (s->x[i] + s->x[(i + 1) % n]) / 2, my = (s->y[i] + s->y[(i + 1) % n]) / 2;
            flat = fmin(flat, hypot(mx, my));
        }
        assert_true(sizes[k] / 2 - flat < 0.06); /* px off the true circle, at most */
    }
}

static void test_casing_and_reach(void **state) {
    (void)state;
    ct_point_class style = { .size = 6,
                             .has_fill = true,
                             .fill = { 0, 0, 0, 1 },
                             .casing = { .color = { 1, 1, 1, 1 }, .width = 2 } };
    ct_symbol_point(scene, &style, 5, 5, "town");
    assert_int_equal(scene->node_count, 2);
    assert_true(path_at(0)->stroke.width == 2 && path_at(0)->fill.r == 1);
    assert_null(path_at(0)->id);
    assert_string_equal(path_at(1)->id, "town");
    assert_true(fabs(ct_symbol_reach(&style) - 4) < 1e-12);
    style.stroke.width = 3;
    assert_true(fabs(ct_symbol_reach(&style) - 4.5) < 1e-12);
}

/* Beside each other, forms of one size look alike: their areas differ by less than a half from a
 * circle's, where squares of equal extent would differ by a factor of 2.5. */
static void test_forms_look_as_large(void **state) {
    (void)state;
    for (int kind = CT_SYMBOL_CIRCLE; kind <= CT_SYMBOL_CROSS; kind++) {
        ct_point_class style = { .symbol = (ct_symbol)kind, .size = 10, .has_fill = true };
        size_t from = scene->node_count;
        ct_symbol_point(scene, &style, 0, 0, NULL);
        const ct_shape *s = &path_at(from)->shape;
        double area = fabs(ct_ring_area(s->x, s->y, s->end[0])) / (M_PI * 25);
        if (!(area > 0.6 && area < 1.1)) fail_msg("form %d: %.2f", kind, area);
    }
}

static void test_symbols_turn_and_stand(void **state) {
    (void)state;
    ct_builder b = ct_builder_start(arena, CT_POLYGON); /* a flag: above its foot */
    const double flag[3][2] = { { 0, 0 }, { 0, -1 }, { 0.5, -1 } };
    for (size_t i = 0; i < 3; i++)
        ct_builder_point(&b, flag[i][0], flag[i][1]);
    ct_builder_end_part(&b);
    ct_point_class style = {
        .symbol = CT_SYMBOL_FLAG, .form = ct_builder_take(&b), .size = 10, .has_fill = true
    };
    double dx, dy;
    ct_symbol_middle(&style, &dx, &dy);
    assert_true(fabs(dx - 2.5) < 1e-9 && fabs(dy + 5) < 1e-9);
    assert_true(fabs(ct_symbol_reach(&style) - 5) < 1e-9);
    style.angle = 45;
    style.turn = 45; /* together a quarter, clockwise: it points to the right */
    ct_symbol_point(scene, &style, 50, 50, NULL);
    ct_box box = ct_box_of(&path_at(scene->node_count - 1)->shape);
    assert_true(fabs(box.x0 - 50) < 1e-9 && fabs(box.x1 - 60) < 1e-9);
    assert_true(fabs(box.y0 - 50) < 1e-9 && fabs(box.y1 - 55) < 1e-9);
}

static void test_decorated_line(void **state) {
    (void)state;
    ct_line_class style = { .stroke = { .color = { 1, 0, 0, 1 }, .width = 2 },
                            .casing = { .color = { 1, 1, 1, 1 }, .width = 5 },
                            .ticks = { .gap = 10, .length = 4, .width = 1 },
                            .teeth = { .gap = 20, .size = 8 },
                            .arrows = { .gap = 25, .size = 8, .has_color = true } };
    ct_shape l = line();
    size_t from = scene->node_count;
    ct_symbol_line(scene, &style, &l, "front");
    assert_int_equal(scene->node_count, from + 8); /* four casings, and what they lie below */
    for (size_t i = from; i < from + 8; i++)
        assert_int_equal(path_at(i)->id != NULL, i == from + 6); /* the line's own */
    assert_true(path_at(from + 1)->stroke.width == 4 && path_at(from + 2)->stroke.width == 3);
    assert_true(path_at(from + 4)->stroke.width == 1 && path_at(from + 4)->stroke.color.r == 1);
    assert_true(path_at(from + 5)->has_fill && path_at(from + 5)->fill.r == 1);
    assert_true(path_at(from + 7)->has_fill && path_at(from + 7)->fill.r == 0);
    /* translucent: as one, so that a tooth does not darken the line */
    style.stroke.color.a = 0.5;
    style.ticks.gap = style.arrows.gap = 0;
    from = scene->node_count;
    ct_symbol_line_pass(scene, &style, &l, "front", false);
    assert_int_equal(scene->node_count, from + 4);
    assert_int_equal(scene->nodes[from].type, CT_NODE_BEGIN);
    assert_true(scene->nodes[from].group.opacity == 0.5);
    assert_true(path_at(from + 1)->fill.a == 1 && path_at(from + 2)->stroke.color.a == 1);
}

static void test_soft_areas_are_one_group(void **state) {
    (void)state;
    ct_area_class style = { .has_fill = true,
                            .fill = { 0, 0, 0, 0.4 },
                            .hatch = { .given = true, .angle = 45, .gap = 5, .width = 1 },
                            .edge = { .soft = true, .feather = 8, .steps = 4 } };
    ct_shape s = square();
    size_t from = scene->node_count;
    ct_symbol_fill(scene, arena, &style, &s, 1, "zone");
    assert_int_equal(scene->node_count, from + 10);
    assert_string_equal(scene->nodes[from].group.id, "zone");
    double clear = 1;
    for (size_t k = 1; k <= 4; k++)
        clear *= 1 - path_at(from + k)->fill.a;
    assert_true(fabs(clear - 0.6) < 1e-9);
    assert_int_equal(path_at(from + 5)->shape.kind, CT_LINE);
    assert_int_equal(scene->nodes[from + 9].type, CT_NODE_END);
}

/* Two halves of a field of dots have those of the whole: none is lost on their border. */
static void test_dots_run_on(void **state) {
    (void)state;
    ct_area_class style = { .hatch = {
                                .given = true, .pattern = CT_PATTERN_DOTS, .gap = 5, .width = 2 } };
    ct_shape whole = square(), halves[2];
    for (int i = 0; i < 2; i++) {
        ct_box half = { 10 + 25 * i, 10, 35 + 25 * i, 60 };
        halves[i] = ct_clip(arena, &whole, half);
    }
    size_t from = scene->node_count;
    ct_symbol_fill(scene, arena, &style, &whole, 1, NULL);
    ct_symbol_fill(scene, arena, &style, halves, 2, NULL);
    assert_int_equal(scene->node_count, from + 2);
    assert_int_equal(path_at(from)->shape.parts, path_at(from + 1)->shape.parts);
    assert_true(path_at(from)->stroke.cap == CT_CAP_ROUND && path_at(from)->stroke.width == 2);
}

static void test_bad_points(void **state) {
    (void)state;
    ct_point_class style = { .size = 6, .has_fill = true }, none = { .has_fill = true };
    ct_point_class bad = { .size = NAN, .has_fill = true };
    ct_symbol_point(scene, &style, NAN, 5, NULL);
    ct_symbol_point(scene, &style, 5, HUGE_VAL, NULL);
    ct_symbol_point(scene, &none, 5, 5, NULL);
    ct_symbol_point(scene, &bad, 5, 5, NULL);
    assert_int_equal(scene->node_count, 0);
    assert_true(ct_symbol_reach(&bad) == 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_plain_area_is_one_path),
        TEST(test_order_of_an_area),
        TEST(test_passes_hold_the_id_once),
        TEST(test_nothing_to_draw),
        TEST(test_line_passes),
        TEST(test_point_shapes),
        TEST(test_circle_is_round),
        TEST(test_casing_and_reach),
        TEST(test_bad_points),
        TEST(test_forms_look_as_large),
        TEST(test_symbols_turn_and_stand),
        TEST(test_decorated_line),
        TEST(test_soft_areas_are_one_group),
        TEST(test_dots_run_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
