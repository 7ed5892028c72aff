/* test_scene.c - the draw list: order, ownership, and the pieces for furniture. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../../src/scene/scene.h"

static const ct_rgba INK = { 0, 0, 0, 1 }, PAPER = { 1, 1, 1, 1 };

static int arena_setup(void **state) {
    *state = ct_arena_new();
    return 0;
}

static int arena_teardown(void **state) {
    ct_arena_free(*state);
    return 0;
}

static void nodes_keep_their_order(void **state) {
    ct_scene *scene = ct_scene_new(*state, 300, 200, PAPER);
    assert_int_equal(scene->node_count, 0);
    ct_scene_begin(scene, CT_ROLE_LAYER, "land", "Land");
    ct_scene_line(scene, 0, 0, 10, 10, &(ct_stroke){ .color = INK, .width = 1 });
    assert_int_equal(scene->depth, 1);
    ct_scene_end(scene);
    ct_scene_image(scene, &(ct_image){ .box = { 1, 2, 3, 4 } });
    assert_int_equal(scene->depth, 0);
    const ct_node_type want[] = { CT_NODE_BEGIN, CT_NODE_PATH, CT_NODE_END, CT_NODE_IMAGE };
    assert_int_equal(scene->node_count, CT_COUNT(want));
    for (size_t i = 0; i < CT_COUNT(want); i++)
        assert_int_equal(scene->nodes[i].type, want[i]);
    assert_int_equal(scene->nodes[0].group.role, CT_ROLE_LAYER);
    assert_true(scene->nodes[0].group.opacity == 1);
    assert_false(scene->nodes[0].group.has_clip);
}

static void names_are_copied_and_points_borrowed(void **state) {
    ct_scene *scene = ct_scene_new(*state, 300, 200, PAPER);
    char id[] = "front", title[] = "Front line", key[] = "UA-14";
    ct_scene_begin(scene, CT_ROLE_LAYER, id, title);
    ct_builder b = ct_builder_start(*state, CT_LINE);
    ct_builder_point(&b, 1, 2);
    ct_builder_point(&b, 3, 4);
    ct_builder_end_part(&b);
    const ct_shape shape = ct_builder_take(&b);
    ct_scene_path(scene, &(ct_path){ .id = key, .shape = shape });
    ct_scene_end(scene);
    memset(id, 'x', sizeof id - 1);
    memset(title, 'x', sizeof title - 1);
    memset(key, 'x', sizeof key - 1);
    assert_string_equal(scene->nodes[0].group.id, "front");
    assert_string_equal(scene->nodes[0].group.title, "Front line");
    assert_string_equal(scene->nodes[1].path.id, "UA-14");
    assert_ptr_equal(scene->nodes[1].path.shape.x, shape.x);
}

static void a_text_outlives_the_memory_it_was_measured_in(void **state) {
    ct_scene *scene = ct_scene_new(*state, 300, 200, PAPER);
    ct_arena *scratch = ct_arena_new();
    ct_run *runs = CT_ARRAY(scratch, 2, ct_run);
    const char *families = ct_strdup(scratch, "Open Sans, DejaVu Sans");
    for (int i = 0; i < 2; i++) {
        runs[i].text = ct_printf(scratch, "run %d", i);
        runs[i].font.families = families;
    }
    ct_scene_text(scene, &(ct_text){ .line = { .runs = runs, .run_count = 2 }, .color = INK });
    ct_arena_free(scratch);
    const ct_text *text = &scene->nodes[0].text;
    assert_string_equal(text->line.runs[0].text, "run 0");
    assert_string_equal(text->line.runs[1].text, "run 1");
    assert_string_equal(text->line.runs[1].font.families, "Open Sans, DejaVu Sans");
}

static void a_text_without_runs_is_no_node(void **state) {
    ct_scene *scene = ct_scene_new(*state, 300, 200, PAPER);
    ct_scene_text(scene, &(ct_text){ .color = INK });
    assert_int_equal(scene->node_count, 0);
}

static void a_rectangle_is_a_closed_path_in_the_scenes_memory(void **state) {
    ct_scene *scene = ct_scene_new(*state, 300, 200, PAPER);
    ct_scene_rect(scene, (ct_box){ 10, 20, 30, 60 }, &INK, NULL);
    const ct_path *path = &scene->nodes[0].path;
    assert_int_equal(path->shape.kind, CT_POLYGON);
    assert_int_equal(ct_shape_points(&path->shape), 4);
    assert_true(path->has_fill);
    assert_true(path->stroke.width == 0);
    const ct_box box = ct_box_of(&path->shape);
    assert_true(box.x0 == 10 && box.y0 == 20 && box.x1 == 30 && box.y1 == 60);
    ct_scene_rect(scene, ct_box_empty(), &INK, NULL);
    ct_scene_rect(scene, (ct_box){ 0, 0, 1, 1 }, NULL, NULL);
    assert_int_equal(scene->node_count, 1);
}

/* Two lines, 20 px from baseline to baseline, as ct_text_wrap gives them. */
static ct_text_block two_lines(ct_arena *arena) {
    ct_text_block block = { .line_count = 2, .leading = 20 };
    block.lines = CT_ARRAY(arena, 2, ct_text_line);
    for (size_t i = 0; i < 2; i++) {
        ct_run *run = CT_NEW(arena, ct_run);
        run->text = i ? "second" : "first";
        run->font.families = "Sans";
        block.lines[i] = (ct_text_line){ .runs = run, .run_count = 1, .ascent = 12, .width = 50 };
    }
    return block;
}

static void a_block_stands_by_its_first_ascent(void **state) {
    ct_scene *scene = ct_scene_new(*state, 300, 200, PAPER);
    const ct_text_block block = two_lines(*state);
    ct_scene_block(scene, &block, 100, 50, 0.5, INK, 0, PAPER);
    assert_int_equal(scene->node_count, 2);
    assert_true(scene->nodes[0].text.y == 62);
    assert_true(scene->nodes[1].text.y == 82);
    assert_true(scene->nodes[1].text.x == 100);
    assert_true(scene->nodes[1].text.anchor == 0.5);
}

static void halos_of_a_block_lie_below_all_its_letters(void **state) {
    ct_scene *scene = ct_scene_new(*state, 300, 200, PAPER);
    const ct_text_block block = two_lines(*state);
    ct_scene_block(scene, &block, 0, 0, 0, INK, 1.5, PAPER);
    assert_int_equal(scene->node_count, 4);
    for (size_t i = 0; i < 4; i++) {
        const ct_text *text = &scene->nodes[i].text;
        assert_true(text->halo_width == (i < 2 ? 1.5 : 0));
        assert_true(text->color.a == (i < 2 ? 0 : 1));
    }
    const ct_text_block one = { .lines = block.lines, .line_count = 1, .leading = 20 };
    ct_scene_block(scene, &one, 0, 0, 0, INK, 1.5, PAPER);
    assert_int_equal(scene->node_count, 5); /* one line needs no second pass */
    assert_true(scene->nodes[4].text.halo_width == 1.5);
    assert_true(scene->nodes[4].text.color.a == 1);
}

static void an_end_without_a_begin_aborts(void **state) {
    ct_scene *scene = ct_scene_new(*state, 300, 200, PAPER);
    fflush(NULL);
    const pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        signal(SIGABRT, SIG_DFL);
        if (!freopen("/dev/null", "w", stderr)) _exit(1);
        ct_scene_end(scene);
        _exit(0);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
    assert_int_equal(WTERMSIG(status), SIGABRT);
}

/* Groups of several frames are told apart; a feature's path is by the layer that it lies in. */
static void a_prefix_goes_before_the_ids_of_groups(void **state) {
    ct_scene *scene = ct_scene_new(*state, 300, 200, PAPER);
    ct_scene_begin(scene, CT_ROLE_PLAIN, "panel-1", NULL);
    scene->prefix = "panel-1-";
    ct_scene_begin(scene, CT_ROLE_LAYER, "land", "Land");
    ct_scene_path(scene, &(ct_path){ .id = "UA" });
    ct_scene_begin(scene, CT_ROLE_PLAIN, NULL, NULL);
    assert_string_equal(scene->nodes[0].group.id, "panel-1");
    assert_string_equal(scene->nodes[1].group.id, "panel-1-land");
    assert_string_equal(scene->nodes[1].group.title, "Land");
    assert_string_equal(scene->nodes[2].path.id, "UA");
    assert_null(scene->nodes[3].group.id);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, arena_setup, arena_teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(nodes_keep_their_order),
        TEST(names_are_copied_and_points_borrowed),
        TEST(a_text_outlives_the_memory_it_was_measured_in),
        TEST(a_text_without_runs_is_no_node),
        TEST(a_prefix_goes_before_the_ids_of_groups),
        TEST(a_rectangle_is_a_closed_path_in_the_scenes_memory),
        TEST(a_block_stands_by_its_first_ascent),
        TEST(halos_of_a_block_lie_below_all_its_letters),
        TEST(an_end_without_a_begin_aborts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
