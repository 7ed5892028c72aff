/* test_canvas.c - formats, by their endings and by what they start with. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "../../src/canvas/canvas.h"

static void formats_are_named_by_their_ending(void **state) {
    (void)state;
    assert_int_equal(ct_format_named("png"), CT_FORMAT_PNG);
    assert_int_equal(ct_format_named("SVG"), CT_FORMAT_SVG);
    assert_int_equal(ct_format_named("pdf"), CT_FORMAT_PDF);
    assert_int_equal(ct_format_named("trace"), CT_FORMAT_TRACE);
    assert_int_equal(ct_format_named("jpeg"), CT_FORMAT_NONE);
    assert_int_equal(ct_format_named(""), CT_FORMAT_NONE);
    assert_int_equal(ct_format_named(NULL), CT_FORMAT_NONE);
}

static void every_format_is_drawn(void **state) {
    (void)state;
    ct_arena *arena = ct_arena_new();
    ct_report *report = ct_report_new(NULL, NULL);
    ct_scene *scene = ct_scene_new(arena, 300, 200, (ct_rgba){ 1, 1, 1, 1 });
    ct_stroke thin = { .color = { 0, 0, 0, 1 }, .width = 1 };
    ct_scene_line(scene, 10, 10, 100, 100, &thin);
    ct_fonts *fonts = ct_fonts_new();
    const struct {
        ct_format format;
        const char *start;
    } formats[] = { { CT_FORMAT_PNG, "\x89PNG" },
                    { CT_FORMAT_SVG, "<?xml" },
                    { CT_FORMAT_SVG_OUTLINES, "<?xml" },
                    { CT_FORMAT_PDF, "%PDF-" },
                    { CT_FORMAT_TRACE, "scene 300 x 200" } };
    for (size_t i = 0; i < CT_COUNT(formats); i++) {
        ct_buffer out = { 0 };
        ct_buffer_text(&out, "before");
        assert_true(ct_canvas_draw(scene, fonts, formats[i].format, NULL, &out, report));
        assert_memory_equal(out.data, "before", 6); /* appended */
        assert_memory_equal(out.data + 6, formats[i].start, strlen(formats[i].start));
        ct_buffer_free(&out);
    }
    ct_buffer none = { 0 };
    assert_false(ct_canvas_draw(scene, fonts, CT_FORMAT_NONE, NULL, &none, report));
    assert_int_equal(ct_report_status(report), CARTOUCHE_BAD_USAGE);
    ct_buffer_free(&none);
    ct_fonts_free(fonts);
    ct_report_free(report);
    ct_arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(formats_are_named_by_their_ending),
        cmocka_unit_test(every_format_is_drawn),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
