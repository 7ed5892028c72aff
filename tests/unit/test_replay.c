/* test_replay.c - what a canvas is called with, whatever the scene holds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../../src/canvas/canvas.h"

static const ct_rgba INK = { 0, 0, 0, 1 }, PAPER = { 1, 1, 1, 1 };

/* A canvas that notes its calls as letters, and keeps the last thing of each kind. */
typedef struct notes {
    ct_arena *arena;
    char calls[64];
    size_t count;
    ct_scene scene;
    ct_group group;
    ct_path path;
    ct_text text;
    bool fails;
} notes;

static void note(notes *n, char call) {
    assert_true(n->count < sizeof n->calls - 1);
    n->calls[n->count++] = call;
}

static void note_begin(void *self, const ct_scene *scene) {
    note(self, '^');
    ((notes *)self)->scene = *scene;
}
static void note_group(void *self, const ct_group *group) {
    note(self, '(');
    ((notes *)self)->group = *group;
}
static void note_group_end(void *self) { note(self, ')'); }
static void note_path(void *self, const ct_path *path) {
    notes *n = self;
    note(n, 'p');
    n->path = *path;
    n->path.shape = ct_shape_copy(n->arena, &path->shape);
}
static void note_text(void *self, const ct_text *text) {
    note(self, 't');
    ((notes *)self)->text = *text;
}
static void note_image(void *self, const ct_image *image) {
    (void)image;
    note(self, 'i');
}
static bool note_finish(void *self, ct_buffer *out, ct_report *report) {
    note(self, '$');
    if (((notes *)self)->fails) return ct_fail(report, CARTOUCHE_BAD_IO, CT_NOWHERE, "broken");
    ct_buffer_text(out, "done");
    return true;
}

typedef struct stage {
    ct_arena *arena;
    ct_scene *scene;
    ct_report *report;
    ct_buffer out;
    notes notes;
} stage;

static int stage_setup(void **state) {
    static stage s;
    s = (stage){ .arena = ct_arena_new(), .report = ct_report_new(NULL, NULL) };
    s.scene = ct_scene_new(s.arena, 300, 200, PAPER);
    s.notes.arena = s.arena;
    *state = &s;
    return 0;
}

static int stage_teardown(void **state) {
    stage *s = *state;
    ct_buffer_free(&s->out);
    ct_report_free(s->report);
    ct_arena_free(s->arena);
    return 0;
}

static bool replay(stage *s) {
    const ct_canvas canvas = { .self = &s->notes,
                               .begin = note_begin,
                               .group_begin = note_group,
                               .group_end = note_group_end,
                               .path = note_path,
                               .text = note_text,
                               .image = note_image,
                               .finish = note_finish };
    return ct_canvas_replay(&canvas, s->scene, &s->out, s->report);
}

static ct_shape shape_of(stage *s, ct_kind kind, const double *xy, size_t points) {
    ct_builder b = ct_builder_start(s->arena, kind);
    for (size_t i = 0; i < points; i++)
        ct_builder_point(&b, xy[2 * i], xy[2 * i + 1]);
    ct_builder_end_part(&b);
    return ct_builder_take(&b);
}

static void add_line(stage *s, const double *xy, size_t points, ct_stroke stroke) {
    ct_scene_path(s->scene,
                  &(ct_path){ .shape = shape_of(s, CT_LINE, xy, points), .stroke = stroke });
}

static void add_text(stage *s, ct_text text) {
    ct_run run = { .text = "x", .font = { .families = "Sans", .size = 10 } };
    text.line = (ct_text_line){ .runs = &run, .run_count = 1, .width = 5 };
    ct_scene_text(s->scene, &text);
}

static const double LINE[] = { 10, 10, 20, 20 };
static const ct_stroke THIN = { .color = { 0, 0, 0, 1 }, .width = 1 };

static void calls_come_in_the_scenes_order(void **state) {
    stage *s = *state;
    ct_scene_begin(s->scene, CT_ROLE_LAYER, "a", NULL);
    add_line(s, LINE, 2, THIN);
    ct_scene_begin(s->scene, CT_ROLE_LABEL, "b", NULL);
    add_text(s, (ct_text){ .x = 1, .y = 2, .color = INK });
    ct_scene_end(s->scene);
    ct_scene_end(s->scene);
    ct_scene_image(s->scene, &(ct_image){ .box = { 0, 0, 1, 1 } });
    assert_true(replay(s));
    assert_string_equal(s->notes.calls, "^(p(t))i$");
    assert_string_equal(s->out.data, "done");
    assert_int_equal(ct_report_count(s->report), 0);
}

static void a_sound_shape_is_handed_on_as_it_is(void **state) {
    stage *s = *state;
    add_line(s, LINE, 2, THIN);
    assert_true(replay(s));
    assert_int_equal(ct_shape_points(&s->notes.path.shape), 2);
    assert_memory_equal(s->notes.path.shape.x, ((double[]){ 10, 20 }), 2 * sizeof(double));
}

static void points_that_are_not_finite_are_left_out_and_told(void **state) {
    stage *s = *state;
    const double xy[] = { 1, 1, NAN, 2, 3, 3, 4, INFINITY, 5, 5, 6, -1e300 };
    add_line(s, xy, 6, THIN);
    assert_true(replay(s));
    assert_int_equal(ct_shape_points(&s->notes.path.shape), 3);
    assert_true(s->notes.path.shape.x[1] == 3);
    assert_int_equal(ct_report_count(s->report), 1);
    assert_int_equal(ct_report_at(s->report, 0)->severity, CARTOUCHE_WARNING);
    assert_non_null(strstr(ct_report_at(s->report, 0)->text, "3 points"));
}

static void a_path_without_finite_points_is_left_out(void **state) {
    stage *s = *state;
    const double xy[] = { NAN, 1, 2, NAN };
    add_line(s, xy, 2, THIN);
    assert_true(replay(s));
    assert_string_equal(s->notes.calls, "^$");
}

static void far_points_are_cut_not_moved(void **state) {
    stage *s = *state;
    const double xy[] = { 0, 100, 1e9, 100 };
    add_line(s, xy, 2, THIN);
    assert_true(replay(s));
    const ct_box box = ct_box_of(&s->notes.path.shape);
    assert_true(box.x0 == 0 && box.x1 > 300 && box.x1 <= 60000);
    assert_true(fabs(box.y0 - 100) < 1e-6 && fabs(box.y1 - 100) < 1e-6);
    assert_int_equal(ct_report_count(s->report), 0);
}

static void a_polygon_round_the_page_still_covers_it(void **state) {
    stage *s = *state;
    const double xy[] = { -1e9, -1e9, 1e9, -1e9, 1e9, 1e9, -1e9, 1e9 };
    ct_scene_path(
        s->scene,
        &(ct_path){ .shape = shape_of(s, CT_POLYGON, xy, 4), .has_fill = true, .fill = INK });
    assert_true(replay(s));
    assert_true(ct_shape_contains(&s->notes.path.shape, 150, 100));
    assert_true(ct_box_of(&s->notes.path.shape).x1 < 60000);
}

static void unseen_paths_are_left_out(void **state) {
    stage *s = *state;
    const ct_shape line = shape_of(s, CT_LINE, LINE, 2);
    const ct_path unseen[] = {
        { .shape = line },
        { .shape = line, .has_fill = true, .fill = { 1, 0, 0, 0 } },
        { .shape = line, .stroke = { .color = { 0, 0, 0, 0 }, .width = 2 } },
        { .shape = line, .stroke = { .color = { 0, 0, 0, 1 }, .width = NAN } },
        { .shape = line, .stroke = { .color = { 0, 0, 0, 1 }, .width = -1 } },
        { .shape = { .kind = CT_LINE }, .stroke = THIN },
        { .shape = shape_of(s, CT_POINT, LINE, 2), .stroke = THIN },
    };
    for (size_t i = 0; i < CT_COUNT(unseen); i++)
        ct_scene_path(s->scene, &unseen[i]);
    assert_true(replay(s));
    assert_string_equal(s->notes.calls, "^$");
}

static void strokes_are_made_drawable(void **state) {
    stage *s = *state;
    const ct_stroke good = {
        .color = { 2, -1, NAN, 0.5 }, .width = 1, .dash = { 4, 2, 1 }, .dash_count = 3
    };
    add_line(s, LINE, 2, good);
    assert_true(replay(s));
    const ct_stroke *stroke = &s->notes.path.stroke;
    assert_true(stroke->color.r == 1 && stroke->color.g == 0 && stroke->color.b == 0);
    assert_true(stroke->color.a == 0.5);
    assert_int_equal(stroke->dash_count, 3);
    const double bad[][2] = { { 0, 0 }, { -1, 3 }, { NAN, 1 }, { INFINITY, 1 }, { 1e-9, 1e-9 } };
    for (size_t i = 0; i < CT_COUNT(bad); i++) {
        ct_stroke dashed = THIN;
        memcpy(dashed.dash, bad[i], sizeof bad[i]);
        dashed.dash_count = 2;
        add_line(s, LINE, 2, dashed);
        assert_true(replay(s));
        assert_int_equal(stroke->dash_count, 0);
    }
    ct_stroke many = THIN;
    many.dash[0] = 5;
    many.dash_count = 9; /* more than there are */
    add_line(s, LINE, 2, many);
    s->notes.count = 0;
    assert_true(replay(s));
    assert_int_equal(stroke->dash_count, 0);
}

static void texts_without_a_place_are_left_out_and_told(void **state) {
    stage *s = *state;
    add_text(s, (ct_text){ .x = NAN, .y = 2, .color = INK });
    add_text(s, (ct_text){ .x = 1e9, .y = 2, .color = INK }); /* far off: not seen, no fault */
    add_text(s, (ct_text){ .x = 1, .y = 2, .color = { 0, 0, 0, 0 } });
    add_text(s, (ct_text){ .x = 1, .y = 2, .color = { 0, 0, 0, 0 }, .halo_width = 2 });
    ct_scene_image(s->scene, &(ct_image){ .box = { NAN, 0, 1, 1 } });
    ct_scene_image(s->scene, &(ct_image){ .box = { 5, 5, 5, 9 } });
    assert_true(replay(s));
    assert_string_equal(s->notes.calls, "^$");
    assert_int_equal(ct_report_count(s->report), 1);
    assert_non_null(strstr(ct_report_at(s->report, 0)->text, "2 texts or pictures"));
}

static void letters_without_a_place_are_left_out(void **state) {
    stage *s = *state;
    const ct_letter letters[] = { { .text = "a", .x = NAN, .y = 2 },
                                  { .text = "b", .x = 3, .y = 2, .angle = NAN },
                                  { .text = "c", .x = 1e9, .y = 2 } };
    add_text(s, (ct_text){ .x = NAN, .color = INK, .letters = letters, .letter_count = 3 });
    assert_true(replay(s));
    assert_string_equal(s->notes.calls, "^t$");
    assert_int_equal(s->notes.text.letter_count, 1);
    assert_non_null(strstr(ct_report_at(s->report, 0)->text, "1 text or picture "));
    s->notes.count = 0;
    memset(s->notes.calls, 0, sizeof s->notes.calls);
    s->scene->node_count = 0;
    add_text(s, (ct_text){ .color = INK, .letters = letters, .letter_count = 1 });
    assert_true(replay(s));
    assert_string_equal(s->notes.calls, "^$");
}

static void numbers_of_a_text_are_sound(void **state) {
    stage *s = *state;
    add_text(s, (ct_text){ .x = 1,
                           .y = 2,
                           .color = INK,
                           .angle = 725,
                           .anchor = 7,
                           .halo_width = NAN,
                           .halo = PAPER });
    assert_true(replay(s));
    assert_true(s->notes.text.angle == 5 && s->notes.text.anchor == 1);
    assert_true(s->notes.text.halo_width == 0);
    add_text(s, (ct_text){ .x = 1, .y = 2, .color = INK, .angle = NAN, .anchor = NAN });
    assert_true(replay(s));
    assert_true(s->notes.text.angle == 0 && s->notes.text.anchor == 0);
}

static void groups_are_sound(void **state) {
    stage *s = *state;
    const struct {
        ct_group given;
        double opacity;
        ct_box clip;
    } cases[] = {
        { { .opacity = NAN, .has_clip = true, .clip = { 1, 2, 3, 4 } }, 1, { 1, 2, 3, 4 } },
        { { .opacity = 3, .has_clip = true, .clip = { -INFINITY, 2, INFINITY, 4 } },
          1,
          { -50000, 2, 50300, 4 } },
        { { .opacity = -1, .has_clip = true, .clip = { 5, 2, 3, 4 } }, 0, { 5, 2, 5, 2 } },
        { { .opacity = .5, .has_clip = true, .clip = { NAN, 2, 3, NAN } },
          .5,
          { -50000, 2, 3, 50200 } },
    };
    for (size_t i = 0; i < CT_COUNT(cases); i++) {
        ct_scene_begin_group(s->scene, &cases[i].given);
        ct_scene_end(s->scene);
        assert_true(replay(s));
        assert_true(s->notes.group.opacity == cases[i].opacity);
        assert_memory_equal(&s->notes.group.clip, &cases[i].clip, sizeof(ct_box));
    }
}

static void a_page_without_an_area_is_a_fault(void **state) {
    stage *s = *state;
    const double sizes[][2] = { { 0, 10 }, { 10, -1 }, { NAN, 10 }, { 10, INFINITY }, { 1e6, 1 } };
    for (size_t i = 0; i < CT_COUNT(sizes); i++) {
        s->scene->width = sizes[i][0];
        s->scene->height = sizes[i][1];
        assert_false(replay(s));
        assert_int_equal(ct_report_errors(s->report), i + 1);
        assert_non_null(ct_report_at(s->report, i)->hint);
    }
    assert_int_equal(ct_report_status(s->report), CARTOUCHE_BAD_SPEC);
    assert_int_equal(s->notes.count, 0);
}

static void a_fault_of_the_canvas_is_told_by_finish(void **state) {
    stage *s = *state;
    s->notes.fails = true;
    assert_false(replay(s));
    assert_int_equal(ct_report_status(s->report), CARTOUCHE_BAD_IO);
    assert_int_equal(s->out.size, 0);
}

static void an_open_group_aborts(void **state) {
    stage *s = *state;
    ct_scene_begin(s->scene, CT_ROLE_LAYER, "open", NULL);
    fflush(NULL);
    const pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        signal(SIGABRT, SIG_DFL);
        if (!freopen("/dev/null", "w", stderr)) _exit(1);
        _exit(replay(s) ? 0 : 2);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, stage_setup, stage_teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(calls_come_in_the_scenes_order),
        TEST(a_sound_shape_is_handed_on_as_it_is),
        TEST(points_that_are_not_finite_are_left_out_and_told),
        TEST(a_path_without_finite_points_is_left_out),
        TEST(far_points_are_cut_not_moved),
        TEST(a_polygon_round_the_page_still_covers_it),
        TEST(unseen_paths_are_left_out),
        TEST(strokes_are_made_drawable),
        TEST(texts_without_a_place_are_left_out_and_told),
        TEST(letters_without_a_place_are_left_out),
        TEST(numbers_of_a_text_are_sound),
        TEST(groups_are_sound),
        TEST(a_page_without_an_area_is_a_fault),
        TEST(a_fault_of_the_canvas_is_told_by_finish),
        TEST(an_open_group_aborts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
