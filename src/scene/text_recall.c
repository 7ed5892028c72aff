/* text_recall.c - blocks of text as maps before this one had them. */
#include "scene.h"

#include <string.h>

/* A copy that may be written to; what its runs name is shared. */
static ct_text_block block_copy(ct_arena *arena, const ct_text_block *block) {
    ct_text_block copy = *block;
    copy.lines = CT_ARRAY(arena, block->line_count, ct_text_line);
    for (size_t i = 0; i < block->line_count; i++) {
        ct_text_line *line = &copy.lines[i];
        *line = block->lines[i];
        line->runs = CT_ARRAY(arena, line->run_count, ct_run);
        if (line->run_count)
            memcpy(line->runs, block->lines[i].runs, line->run_count * sizeof *line->runs);
    }
    return copy;
}

ct_text_block ct_text_wrap(ct_arena *arena, ct_fonts *fonts, const ct_font *font, const char *text,
                           double width, double leading_factor, bool markup) {
    ct_keep *keep = ct_fonts_keep(fonts);
    if (!keep) return ct_text_wrap_anew(arena, fonts, font, text, width, leading_factor, markup);
    const double numbers[] = { font->weight, font->italic,   font->size, font->tracking,
                               width,        leading_factor, markup };
    ct_buffer *basis = ct_keep_basis(keep, "block of text");
    ct_basis_text(basis, ct_fonts_language(fonts));
    ct_basis_text(basis, font->families);
    ct_basis_text(basis, text);
    ct_buffer_append(basis, numbers, sizeof numbers);
    ct_kept *kept = ct_keep_find(keep);
    if (!kept->value) {
        ct_text_block *block = CT_NEW(kept->arena, ct_text_block);
        *block = ct_text_wrap_anew(kept->arena, fonts, font, text, width, leading_factor, markup);
        kept->value = block;
    }
    return block_copy(arena, kept->value);
}
