/* markup.c - read **bold** and *italic*, the only markup there is. */
#include "scene.h"

#include <string.h>

/* A mark that waits for its end. */
typedef struct opener {
    size_t at;   /* of its first asterisk in the source */
    size_t size; /* 1: italic, 2: bold */
} opener;

typedef struct marking {
    const char *source;
    size_t size;
    uint8_t *flags; /* a byte of the source: CT_MARK_ flags */
    bool *dropped;  /* a byte of the source: it is a mark, not text */
    opener *open;
    size_t open_count, open_capacity;
    ct_arena *scratch;
} marking;

static bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

static void open_push(marking *m, size_t at, size_t size) {
    CT_GROW(m->scratch, m->open, m->open_capacity, m->open_count);
    m->open[m->open_count++] = (opener){ at, size };
}

/* The newest opener of that size, or open_count where there is none. */
static size_t open_find(const marking *m, size_t size) {
    for (size_t i = m->open_count; i-- > 0;) {
        if (m->open[i].size == size) return i;
    }
    return m->open_count;
}

/* Closes opener `index` with `size` asterisks at `at`. Those of another run that were opened since
 * stay literal; those of the same run ("***a** b*") stay open. */
static void open_close(marking *m, size_t index, size_t at) {
    const opener mark = m->open[index];
    const uint8_t flag = mark.size == 2 ? CT_MARK_BOLD : CT_MARK_ITALIC;
    for (size_t i = mark.at + mark.size; i < at; i++)
        m->flags[i] |= flag;
    for (size_t i = 0; i < mark.size; i++)
        m->dropped[mark.at + i] = m->dropped[at + i] = true;
    size_t kept = index;
    size_t edge = mark.at + mark.size;
    for (size_t i = index + 1; i < m->open_count && m->open[i].at == edge; i++) {
        edge += m->open[i].size;
        m->open[kept++] = m->open[i];
    }
    m->open_count = kept;
}

/* Handles the run of asterisks [at, at + count). */
static void stars_read(marking *m, size_t at, size_t count) {
    const bool closes = at > 0 && !is_space(m->source[at - 1]);
    const bool opens = at + count < m->size && !is_space(m->source[at + count]);
    while (count > 0) {
        const size_t top = m->open_count;
        size_t size = count >= 2 ? 2 : 1;
        size_t index = top;
        if (closes && count == 3 && top > 0 && m->open[top - 1].size == 1) size = 1;
        if (closes) index = open_find(m, size);
        if (closes && index == top && size == 2) index = open_find(m, size = 1);
        if (closes && index < top) {
            open_close(m, index, at);
        } else if (opens) {
            size = count >= 2 ? 2 : 1;
            open_push(m, at, size);
        } else {
            return;
        }
        at += size;
        count -= size;
    }
}

static void source_read(marking *m) {
    for (size_t i = 0; i < m->size;) {
        if (m->source[i] == '\\' && i + 1 < m->size && m->source[i + 1] == '*') {
            m->dropped[i] = true;
            i += 2;
        } else if (m->source[i] == '*') {
            size_t count = 1;
            while (i + count < m->size && m->source[i + count] == '*')
                count++;
            if (count <= 3) stars_read(m, i, count);
            i += count;
        } else {
            i++;
        }
    }
}

void ct_markup_parse(ct_arena *arena, const char *source, size_t size, const char **plain,
                     const uint8_t **marks) {
    ct_arena *scratch = ct_arena_new();
    marking m = { .source = source,
                  .size = size,
                  .flags = CT_ARRAY(scratch, size + 1, uint8_t),
                  .dropped = CT_ARRAY(scratch, size + 1, bool),
                  .scratch = scratch };
    source_read(&m);
    char *text = CT_ARRAY(arena, size + 1, char);
    uint8_t *flags = CT_ARRAY(arena, size + 1, uint8_t);
    size_t length = 0;
    for (size_t i = 0; i < size; i++) {
        if (m.dropped[i]) continue;
        text[length] = source[i];
        flags[length++] = m.flags[i];
    }
    ct_arena_free(scratch);
    *plain = text;
    *marks = flags;
}

/* The font of text with these marks. */
ct_font ct_font_marked(const ct_font *font, uint8_t marks) {
    ct_font marked = *font;
    if (marks & CT_MARK_BOLD && marked.weight < 700) marked.weight = 700;
    if (marks & CT_MARK_ITALIC) marked.italic = true;
    return marked;
}

/* The marks less those that this font has anyway. */
const uint8_t *ct_marks_shown(ct_arena *arena, const ct_font *font, const uint8_t *marks,
                              size_t size) {
    uint8_t seen = CT_MARK_BOLD | CT_MARK_ITALIC;
    if (font->weight >= 700) seen &= (uint8_t)~CT_MARK_BOLD;
    if (font->italic) seen &= (uint8_t)~CT_MARK_ITALIC;
    uint8_t *shown = CT_ARRAY(arena, size + 1, uint8_t);
    for (size_t i = 0; i < size; i++)
        shown[i] = marks[i] & seen;
    return shown;
}

size_t ct_marks_span(const uint8_t *marks, size_t from, size_t size) {
    size_t end = from;
    while (end < size && marks[end] == marks[from])
        end++;
    return end;
}
