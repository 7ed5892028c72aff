/* outlined.c - mend the SVG that Cairo writes: ids numbered from 1, title and description. */
#include "canvas.h"

#include <string.h>

/* An id of Cairo: letters, then a number that goes on from drawing to drawing. */
typedef struct cairo_id {
    const char *text;
    size_t size;   /* of the whole id */
    size_t number; /* the one it gets */
} cairo_id;

typedef struct mending {
    ct_arena *scratch;
    const char *prefix; /* before each id */
    cairo_id *ids;
    size_t count, capacity;
} mending;

static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* Splits `text` at its id: the letters' length, the whole length; false where it is none. */
static bool id_read(const char *text, const char *end, size_t *letters, size_t *size) {
    size_t n = 0;
    while (text + n < end && is_letter(text[n]))
        n++;
    *letters = n;
    while (text + n < end && is_digit(text[n]))
        n++;
    *size = n;
    return *letters > 0 && n > *letters;
}

/* The number of that id; a new one where it has none yet. */
static size_t id_number(mending *m, const char *text, size_t size) {
    for (size_t i = m->count; i-- > 0;) {
        if (m->ids[i].size == size && memcmp(m->ids[i].text, text, size) == 0)
            return m->ids[i].number;
    }
    CT_GROW(m->scratch, m->ids, m->capacity, m->count);
    m->ids[m->count] = (cairo_id){ text, size, m->count + 1 };
    return m->ids[m->count++].number;
}

/* How far it is to the next id in the text: behind id=", url(# (in an attribute of its own or in a
 * style) or href="#. */
static const char *id_find(const char *from, const char *end) {
    for (const char *at = from; at < end; at++) {
        at += strcspn(at, "\"#");
        if (at >= end) return end;
        if (*at == '#') {
            if (at - from >= 4 && memcmp(at - 4, "url(", 4) == 0) return at + 1;
            if (at - from >= 6 && memcmp(at - 6, "href=\"", 6) == 0) return at + 1;
        } else if (at - from >= 4 && memcmp(at - 4, " id=", 4) == 0) {
            return at + 1;
        }
    }
    return end;
}

static void ids_mend(const char *from, const char *end, const char *prefix, ct_buffer *out) {
    mending m = { .scratch = ct_arena_new(), .prefix = prefix };
    while (from < end) {
        const char *id = id_find(from, end);
        size_t letters, size;
        ct_buffer_append(out, from, (size_t)(id - from));
        from = id;
        if (id < end) ct_buffer_text(out, m.prefix);
        if (!id_read(id, end, &letters, &size)) continue;
        ct_buffer_append(out, id, letters);
        ct_buffer_printf(out, "%zu", id_number(&m, id, size));
        from = id + size;
    }
    ct_arena_free(m.scratch);
}

void ct_outlined_mend(const ct_scene *scene, const char *svg, size_t size, ct_buffer *out) {
    const char *end = svg + size;
    const char *root = memmem(svg, size, "<svg", 4);
    const char *close = root ? memchr(root, '>', (size_t)(end - root)) : NULL;
    if (!close) { /* not what Cairo writes: left as it is */
        ct_buffer_append(out, svg, size);
        return;
    }
    ct_buffer_append(out, svg, (size_t)(close - svg));
    ct_svg_role(out, scene);
    ct_buffer_text(out, ">\n");
    ct_svg_titles(out, scene);
    ids_mend(close + 1 + (close + 1 < end && close[1] == '\n'), end, "", out);
}

bool ct_outlined_inner(const char *svg, size_t size, const char *prefix, ct_buffer *out) {
    const char *end = svg + size;
    const char *root = memmem(svg, size, "<svg", 4);
    const char *from = root ? memchr(root, '>', (size_t)(end - root)) : NULL;
    const char *to = NULL; /* its last end tag: what nests has closed before */
    for (const char *at = from; at && (at = memmem(at, (size_t)(end - at), "</svg>", 6)); at++)
        to = at;
    if (!to) return false;
    ids_mend(from + 1, to, prefix, out);
    return true;
}
