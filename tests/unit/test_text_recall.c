/* test_text_recall.c - a block that was kept is the block that would be laid out anew. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "../../src/scene/scene.h"

static void same_lines(const ct_text_block *a, const ct_text_block *b) {
    assert_int_equal(a->line_count, b->line_count);
    assert_true(a->width == b->width && a->height == b->height && a->leading == b->leading);
    for (size_t i = 0; i < a->line_count; i++) {
        const ct_text_line *l = &a->lines[i], *m = &b->lines[i];
        assert_true(l->width == m->width && l->ascent == m->ascent && l->descent == m->descent);
        assert_memory_equal(&l->ink, &m->ink, sizeof l->ink);
        assert_int_equal(l->run_count, m->run_count);
        for (size_t k = 0; k < l->run_count; k++) {
            assert_string_equal(l->runs[k].text, m->runs[k].text);
            assert_true(l->runs[k].dx == m->runs[k].dx && l->runs[k].width == m->runs[k].width);
            assert_int_equal(l->runs[k].font.weight, m->runs[k].font.weight);
        }
    }
}

static void kept_blocks_are_those_laid_out_anew(void **state) {
    (void)state;
    static const ct_font fonts_of[] = { { "DejaVu Sans", 400, false, 14, 0 },
                                        { "DejaVu Sans", 400, false, 14.5, 0 },
                                        { "DejaVu Sans", 400, false, 14, 1 } };
    static const char *const texts[] = { "One **bold** word and *another* in a line that wraps",
                                         "One **bold** word", "" };
    ct_fonts *fonts = ct_fonts_new();
    ct_keep *keep = ct_keep_new();
    ct_arena *arena = ct_arena_new();
    for (int round = 0; round < 2; round++)
        for (size_t f = 0; f < CT_COUNT(fonts_of); f++)
            for (size_t t = 0; t < CT_COUNT(texts); t++)
                for (int markup = 0; markup < 2; markup++) {
                    ct_fonts_recall(fonts, NULL);
                    ct_text_block anew =
                        ct_text_wrap(arena, fonts, &fonts_of[f], texts[t], 120, 1.3, markup);
                    ct_fonts_recall(fonts, keep);
                    ct_text_block kept =
                        ct_text_wrap(arena, fonts, &fonts_of[f], texts[t], 120, 1.3, markup);
                    same_lines(&kept, &anew);
                    kept.lines[0].width = -1; /* a copy: nobody else sees it */
                    if (kept.lines[0].run_count) kept.lines[0].runs[0].dx = -1;
                }
    ct_arena_free(arena);
    ct_keep_free(keep);
    ct_fonts_free(fonts);
}

int main(void) {
    const struct CMUnitTest tests[] = { cmocka_unit_test(kept_blocks_are_those_laid_out_anew) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
