/* note_case.h - for the tests of annotations: fonts, a scene, what they are laid out from. */
#ifndef CT_TEST_NOTE_CASE_H
#define CT_TEST_NOTE_CASE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "../../src/notes/notes.h"

static ct_fonts *fonts;
static ct_arena *arena;
static ct_scene *scene;

static inline int setup(void **state) {
    (void)state;
    fonts = ct_fonts_new();
    arena = ct_arena_new();
    scene = ct_scene_new(arena, 600, 400, (ct_rgba){ 1, 1, 1, 1 });
    return 0;
}

static inline int teardown(void **state) {
    (void)state;
    ct_arena_free(arena);
    ct_fonts_free(fonts);
    return 0;
}

static const ct_text_class class = {
    .font = { .families = "DejaVu Sans", .weight = 400, .size = 12 },
    .leading = 1.25,
    .color = { 0, 0, 0, 1 }
};
static const ct_box frame = { 0, 0, 600, 400 };
static const ct_style house = { .ink = { 0, 0, 0, 1 }, .sheet.paper = { 1, 1, 1, 1 } };

static inline ct_note_ask case_ask(const ct_annotation_spec *a, const char *text, double x,
                                   double y) {
    return (ct_note_ask){ .spec = a,
                          .house = &house,
                          .style = &class,
                          .text = text && text[0] ? text : NULL,
                          .frame = frame,
                          .x = x,
                          .y = y,
                          .spot = ct_box_empty() };
}

/* A path through these places. */
static inline ct_shape case_path(const double *pairs, size_t count) {
    ct_builder b = ct_builder_start(arena, CT_LINE);
    for (size_t i = 0; i < count; i++)
        ct_builder_point(&b, pairs[2 * i], pairs[2 * i + 1]);
    ct_builder_end_part(&b);
    return ct_builder_take(&b);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

#endif
