/* test_label_draw.c - labels as nodes: where the letters stand, halos below, leaders. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "../../src/marks/marks.h"

static ct_fonts *fonts;
static ct_arena *arena;
static ct_scene *scene;
static int setup(void **state) {
    (void)state;
    fonts = ct_fonts_new();
    arena = ct_arena_new();
    scene = ct_scene_new(arena, 400, 300, (ct_rgba){ 1, 1, 1, 1 });
    return 0;
}
static int teardown(void **state) {
    (void)state;
    ct_arena_free(arena);
    ct_fonts_free(fonts);
    return 0;
}

static const ct_text_class town = {
    .font = { .families = "DejaVu Sans", .weight = 400, .size = 12 },
    .color = { 0.1, 0.1, 0.1, 1 },
    .halo_width = 1.5,
    .halo = { 1, 1, 1, 1 }
};

/* A label set in lines with its ink's box at a place. */
static ct_label label_at(const char **lines, size_t n, const char *position, double x, double y) {
    ct_label_form form = ct_label_set(arena, fonts, &town, lines, n, 1, 0);
    int align = ct_label_align(position, true);
    ct_box ink = form.ink[align];
    return (ct_label){ .id = "towns/1",
                       .text = lines[0],
                       .style = &town,
                       .kind = CT_PLACE_POINT,
                       .state = CT_LABEL_PLACED,
                       .position = position,
                       .scale = 1,
                       .lines = lines,
                       .line_count = n,
                       .box = { x, y, x + ink.x1 - ink.x0, y + ink.y1 - ink.y0 } };
}

/* The ink of a text node, where it is not turned. */
static ct_box ink_of(const ct_text *t) {
    double left = t->x - t->anchor * t->line.width;
    return (ct_box){ left + t->line.ink.x0, t->y + t->line.ink.y0, left + t->line.ink.x1,
                     t->y + t->line.ink.y1 };
}

static void near(double a, double b) {
    if (!(fabs(a - b) <= 1e-6)) fail_msg("%.9f is not %.9f", a, b);
}

static void test_ink_fills_the_box(void **state) {
    (void)state;
    static const char *const positions[] = { "T", "R", "BL", "inside" };
    for (size_t k = 0; k < CT_COUNT(positions); k++) {
        const char *one[] = { "Lysychansk" };
        ct_label l = label_at(one, 1, positions[k], 100, 50);
        size_t from = scene->node_count;
        ct_labels_draw(scene, fonts, &l, 1);
        assert_int_equal(scene->node_count, from + 3);
        assert_int_equal(scene->nodes[from].type, CT_NODE_BEGIN);
        assert_string_equal(scene->nodes[from].group.id, "label-towns/1");
        assert_int_equal(scene->nodes[from].group.role, CT_ROLE_LABEL);
        ct_box ink = ink_of(&scene->nodes[from + 1].text);
        near(ink.x0, l.box.x0);
        near(ink.y0, l.box.y0);
        near(ink.x1, l.box.x1);
        near(ink.y1, l.box.y1);
    }
}

static void test_two_lines(void **state) {
    (void)state;
    const char *two[] = { "Velyka", "Novosilka" };
    ct_label l = label_at(two, 2, "L", 100, 50);
    ct_labels_draw(scene, fonts, &l, 1);
    assert_int_equal(scene->node_count, 6); /* halos of both, then letters of both */
    const ct_text *halo = &scene->nodes[1].text, *first = &scene->nodes[3].text;
    const ct_text *second = &scene->nodes[4].text;
    assert_true(halo->halo_width == 1.5 && halo->color.a == 0);
    assert_true(first->halo_width == 0 && first->color.a == 1);
    near(ink_of(first).y0, l.box.y0);
    near(first->x, second->x); /* towards the symbol, on the right */
    near(first->anchor, 1);
    assert_true(ink_of(second).y0 > ink_of(first).y1 - 4);
    assert_true(ink_of(second).y1 <= l.box.y1 + 1e-6);
}

static void test_turned(void **state) {
    (void)state;
    const char *one[] = { "Donets" };
    ct_label l = label_at(one, 1, "along", 100, 100);
    l.angle = 90;
    ct_labels_draw(scene, fonts, &l, 1);
    const ct_text *t = &scene->nodes[1].text;
    near(t->angle, 90);
    /* The baseline's middle lies below the box's middle by some px: turned clockwise, to its left.
     */
    double cx = (l.box.x0 + l.box.x1) / 2, cy = (l.box.y0 + l.box.y1) / 2;
    assert_true(t->x < cx - 2 && t->x > cx - 8);
    assert_true(fabs(t->y - cy) < 2);
}

static void test_leader(void **state) {
    (void)state;
    const char *one[] = { "Donetsk" };
    ct_label l = label_at(one, 1, "callout", 150, 100);
    l.state = CT_LABEL_CALLOUT;
    l.x = 100;
    l.y = 150;
    l.reach = 3;
    ct_labels_draw(scene, fonts, &l, 1);
    assert_int_equal(scene->nodes[1].type, CT_NODE_PATH);
    assert_int_equal(scene->nodes[2].type, CT_NODE_PATH);
    assert_true(scene->nodes[1].path.stroke.width > scene->nodes[2].path.stroke.width); /* a rim */
    assert_int_equal(scene->nodes[3].type, CT_NODE_TEXT);
    const ct_shape *s = &scene->nodes[2].path.shape;
    assert_true(hypot(s->x[0] - 100, s->y[0] - 150) > 3);
    assert_true(s->x[1] < 150);
}

static void test_dropped(void **state) {
    (void)state;
    ct_label l = { .id = "x", .state = CT_LABEL_DROPPED };
    ct_labels_draw(scene, fonts, &l, 1);
    ct_labels_draw(scene, fonts, NULL, 0);
    assert_int_equal(scene->node_count, 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_ink_fills_the_box), TEST(test_two_lines), TEST(test_turned), TEST(test_leader),
        TEST(test_dropped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
