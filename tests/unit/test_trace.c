/* test_trace.c - the draw list as text, word by word. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "../../src/canvas/canvas.h"

static ct_arena *arena;
static ct_scene *scene;

static int scene_setup(void **state) {
    (void)state;
    arena = ct_arena_new();
    scene = ct_scene_new(arena, 300, 200.5, (ct_rgba){ 1, 1, 1, 1 });
    return 0;
}

static int scene_teardown(void **state) {
    (void)state;
    ct_arena_free(arena);
    return 0;
}

static const char *trace(void) {
    ct_report *report = ct_report_new(NULL, NULL);
    ct_buffer out = { 0 };
    assert_true(ct_trace_draw(scene, &out, report));
    const char *text = ct_strdup(arena, out.data);
    ct_buffer_free(&out);
    ct_report_free(report);
    return text;
}

static ct_shape zigzag(ct_kind kind, size_t points, double shift) {
    ct_builder b = ct_builder_start(arena, kind);
    for (size_t i = 0; i < points; i++)
        ct_builder_point(&b, (double)i * 10 + shift, i % 2 ? 5.126 : 0);
    ct_builder_end_part(&b);
    return ct_builder_take(&b);
}

static void the_page_is_the_first_line(void **state) {
    (void)state;
    assert_string_equal(trace(), "scene 300 x 200.5 paper #ffffffff\n");
    scene->lang = "uk";
    scene->title = "A \"B\"\n\\";
    assert_string_equal(trace(), "scene 300 x 200.5 paper #ffffffff lang \"uk\" title "
                                 "\"A \\\"B\\\"\\x0a\\\\\"\n");
}

static void groups_are_indented(void **state) {
    (void)state;
    ct_scene_begin_group(scene, &(ct_group){ .role = CT_ROLE_FRAME,
                                             .id = "main",
                                             .opacity = 0.5,
                                             .has_clip = true,
                                             .clip = { 1, 2, 3.456, 4 } });
    ct_scene_begin(scene, CT_ROLE_LABEL, "a", "A");
    ct_scene_end(scene);
    ct_scene_end(scene);
    ct_scene_image(scene, &(ct_image){ .picture = { .size = 7 }, .box = { 0, 0, 5, 5 } });
    assert_string_equal(strchr(trace(), '\n'), "\n"
                                               "  frame id \"main\" opacity 0.5 clip 1,2 3.46,4\n"
                                               "    label id \"a\" title \"A\"\n"
                                               "  image box 0,0 5,5 bytes 7\n");
}

static void a_path_tells_its_look_and_its_first_points(void **state) {
    (void)state;
    ct_scene_path(scene, &(ct_path){ .id = "UA-14",
                                     .shape = zigzag(CT_POLYGON, 3, 0),
                                     .has_fill = true,
                                     .fill = { 1, 0, 0, 0.5 },
                                     .stroke = { .color = { 0, 0, 0, 1 },
                                                 .width = 0.75,
                                                 .cap = CT_CAP_SQUARE,
                                                 .join = CT_JOIN_BEVEL,
                                                 .dash = { 4, 2.5 },
                                                 .dash_count = 2 } });
    const char *line = strchr(trace(), '\n') + 1;
    const char *hash = strstr(line, " hash ");
    assert_non_null(hash);
    assert_string_equal(ct_strndup(arena, line, (size_t)(hash - line)),
                        "  path id \"UA-14\" fill #ff000080 stroke #000000ff width 0.75 cap square "
                        "join bevel dash 4,2.5 polygon parts 1 points 3 box 0,0 20,5.13");
    assert_string_equal(hash + strlen(" hash 01234567"), " at 0,0 10,5.13 20,0\n");
}

static void a_fill_by_winding_number_says_so(void **state) {
    (void)state;
    ct_scene_path(scene, &(ct_path){ .shape = zigzag(CT_POLYGON, 3, 0),
                                     .has_fill = true,
                                     .winding = true,
                                     .fill = { 1, 0, 0, 1 } });
    assert_non_null(strstr(trace(), "  path fill #ff0000ff winding polygon "));
}

static void a_long_path_is_cut_short(void **state) {
    (void)state;
    const ct_stroke thin = { .color = { 0, 0, 0, 1 }, .width = 1 };
    ct_scene_path(scene, &(ct_path){ .shape = zigzag(CT_LINE, 7, 0), .stroke = thin });
    assert_non_null(strstr(trace(), " at 0,0 10,5.13 20,0 30,5.13 40,0 50,5.13 …\n"));
}

static const char *hash_of(ct_shape shape) {
    scene->node_count = 0;
    const ct_stroke thin = { .color = { 0, 0, 0, 1 }, .width = 1 };
    ct_scene_path(scene, &(ct_path){ .shape = shape, .stroke = thin });
    return ct_strndup(arena, strstr(trace(), " hash ") + 6, 8);
}

static void the_hash_sees_hundredths_and_parts(void **state) {
    (void)state;
    const char *base = hash_of(zigzag(CT_LINE, 9, 0));
    assert_string_equal(hash_of(zigzag(CT_LINE, 9, 0.001)), base);
    assert_string_not_equal(hash_of(zigzag(CT_LINE, 9, 0.01)), base);
    assert_string_not_equal(hash_of(zigzag(CT_LINE, 8, 0)), base);
    ct_builder b = ct_builder_start(arena, CT_LINE); /* the same points in two parts */
    for (size_t i = 0; i < 9; i++) {
        ct_builder_point(&b, (double)i * 10, i % 2 ? 5.126 : 0);
        if (i == 3) ct_builder_end_part(&b);
    }
    ct_builder_end_part(&b);
    assert_string_not_equal(hash_of(ct_builder_take(&b)), base);
}

static void a_text_tells_its_words_and_fonts(void **state) {
    (void)state;
    ct_run runs[] = {
        { .text = "Bold", .font = { "Open Sans", 700, false, 14, 0 }, .width = 30 },
        { .text = "רגיל", .font = { "Open Sans", 400, true, 14, 1.5 }, .dx = 30, .rtl = true },
    };
    ct_scene_text(scene, &(ct_text){ .line = { .runs = runs, .run_count = 2, .width = 55.555 },
                                     .x = 10,
                                     .y = 20.25,
                                     .anchor = 0.5,
                                     .angle = -12.5,
                                     .color = { 0, 0, 0, 1 },
                                     .halo_width = 1.5,
                                     .halo = { 1, 1, 1, 1 } });
    assert_string_equal(strchr(trace(), '\n') + 1,
                        "  text at 10,20.25 anchor 0.5 angle -12.5 wide 55.56 color #000000ff halo "
                        "#ffffffff width 1.5 \"Bold\" font \"Open Sans\" 700 size 14 + 30 \"רגיל\" "
                        "font \"Open Sans\" 400 italic size 14 tracking 1.5 rtl\n");
}

static void a_bent_text_tells_its_letters(void **state) {
    (void)state;
    ct_run run = { .text = "Don", .font = { "Open Sans", 400, true, 14, 0 }, .width = 30 };
    const ct_letter letters[] = { { .text = "D", .x = 10, .y = 20, .angle = -12.345 },
                                  { .text = "n", .x = 20.5, .y = 18 } };
    ct_scene_text(scene, &(ct_text){ .line = { .runs = &run, .run_count = 1, .width = 30 },
                                     .x = 99,
                                     .color = { 0, 0, 0, 1 },
                                     .letters = letters,
                                     .letter_count = 2 });
    assert_string_equal(strchr(trace(), '\n') + 1,
                        "  text bent wide 30 color #000000ff \"Don\" font \"Open Sans\" 400 italic "
                        "size 14 letters 10,20,-12.35 20.5,18,0\n");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, scene_setup, scene_teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(the_page_is_the_first_line),
        TEST(groups_are_indented),
        TEST(a_path_tells_its_look_and_its_first_points),
        TEST(a_fill_by_winding_number_says_so),
        TEST(a_long_path_is_cut_short),
        TEST(the_hash_sees_hundredths_and_parts),
        TEST(a_text_tells_its_words_and_fonts),
        TEST(a_bent_text_tells_its_letters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
