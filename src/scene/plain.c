/* plain.c - make a line of text that can be shaped of any bytes. */
#include "scene.h"

#include <string.h>

/* The length of `text` cut to `most` bytes, at the start of a character. */
static size_t text_cut(const char *text, size_t most) {
    size_t size = strnlen(text, most);
    if (text[size] == '\0' || size < most) return size;
    size_t back = 0; /* bytes of a character that goes on behind the cut */
    while (back < 3 && back < size && ((unsigned char)text[size - back] & 0xC0) == 0x80)
        back++;
    return size - back;
}

static bool is_break(uint32_t c) {
    return c == '\t' || c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029;
}

static bool is_unwanted(uint32_t c) {
    return c < ' ' || (c >= 0x7F && c < 0xA0) || (c & 0xFFFE) == 0xFFFE ||
           (c >= 0xFDD0 && c <= 0xFDEF);
}

const char *ct_text_plain(ct_arena *arena, const char *text, size_t most) {
    const size_t size = text_cut(text, most);
    const char *end = text + size;
    char *plain = CT_ARRAY(arena, 3 * size + 1, char);
    char *to = plain;
    while (text < end) {
        const char *stop = text + ct_utf8_valid(text, (size_t)(end - text));
        while (text < stop) {
            const char *from = text;
            const uint32_t c = ct_utf8_next(&text);
            if (is_break(c))
                *to++ = ' ';
            else if (!is_unwanted(c))
                to = (char *)mempcpy(to, from, (size_t)(text - from));
        }
        if (text < end) {
            to = (char *)mempcpy(to, "\xEF\xBF\xBD", 3);
            text++;
        }
    }
    return plain;
}
