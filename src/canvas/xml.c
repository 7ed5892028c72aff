/* xml.c - write text and ids as XML 1.0 allows them. */
#include "canvas.h"

#include <string.h>

/* ---- text ----------------------------------------------------------------------------------- */

/* Char of XML 1.0, less what is no character of Unicode and the C1 controls. */
static bool char_is_allowed(uint32_t c) {
    if (c < 0x20) return c == '\t' || c == '\n' || c == '\r';
    if (c >= 0x7F && c < 0xA0) return false;
    return (c & 0xFFFE) != 0xFFFE && !(c >= 0xFDD0 && c <= 0xFDEF);
}

static const char *char_escaped(uint32_t c) {
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\t':
        return "&#9;"; /* an attribute's value would lose these three */
    case '\n':
        return "&#10;";
    case '\r':
        return "&#13;";
    default:
        return NULL;
    }
}

void ct_xml_text(ct_buffer *out, const char *text) {
    const char *end = text + strlen(text);
    while (text < end) {
        if (ct_utf8_valid(text, (size_t)(end - text < 4 ? end - text : 4)) == 0) {
            ct_buffer_text(out, "\xEF\xBF\xBD");
            text++;
            continue;
        }
        const char *from = text;
        const uint32_t c = ct_utf8_next(&text);
        const char *escaped = char_escaped(c);
        if (escaped)
            ct_buffer_text(out, escaped);
        else if (char_is_allowed(c))
            ct_buffer_append(out, from, (size_t)(text - from));
    }
}

/* ---- ids ------------------------------------------------------------------------------------ */

typedef struct xml_name {
    const char *text;
    size_t next; /* the number to try next where it is asked for again */
} xml_name;

struct ct_xml_names {
    ct_arena *arena;
    xml_name *slots; /* open addressing */
    size_t count, capacity;
};

ct_xml_names *ct_xml_names_new(ct_arena *arena) {
    ct_xml_names *names = CT_NEW(arena, ct_xml_names);
    names->arena = arena;
    names->capacity = 256;
    names->slots = CT_ARRAY(arena, names->capacity, xml_name);
    return names;
}

static xml_name *name_slot(const ct_xml_names *names, const char *text) {
    size_t hash = 0xCBF29CE484222325ULL & SIZE_MAX;
    for (const char *c = text; *c; c++)
        hash = (hash ^ (unsigned char)*c) * 0x100000001B3ULL; /* FNV-1a */
    for (size_t i = hash & (names->capacity - 1);; i = (i + 1) & (names->capacity - 1)) {
        xml_name *slot = &names->slots[i];
        if (!slot->text || ct_streq(slot->text, text)) return slot;
    }
}

static void name_add(ct_xml_names *names, const char *text) {
    if (2 * names->count >= names->capacity) {
        const xml_name *old = names->slots;
        const size_t capacity = names->capacity;
        names->capacity *= 2;
        names->slots = CT_ARRAY(names->arena, names->capacity, xml_name);
        for (size_t i = 0; i < capacity; i++) {
            if (old[i].text) *name_slot(names, old[i].text) = old[i];
        }
    }
    *name_slot(names, text) = (xml_name){ text, 2 };
    names->count++;
}

static bool in_ranges(uint32_t c, const uint32_t (*ranges)[2], size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (c >= ranges[i][0] && c <= ranges[i][1]) return true;
    }
    return false;
}

/* NameStartChar of XML 1.0 (fifth edition) without the colon. */
static bool char_starts_name(uint32_t c) {
    static const uint32_t ranges[][2] = {
        { 'A', 'Z' },       { '_', '_' },       { 'a', 'z' },         { 0xC0, 0xD6 },
        { 0xD8, 0xF6 },     { 0xF8, 0x2FF },    { 0x370, 0x37D },     { 0x37F, 0x1FFF },
        { 0x200C, 0x200D }, { 0x2070, 0x218F }, { 0x2C00, 0x2FEF },   { 0x3001, 0xD7FF },
        { 0xF900, 0xFDCF }, { 0xFDF0, 0xFFFC }, { 0x10000, 0xEFFFF },
    };
    return in_ranges(c, ranges, CT_COUNT(ranges)) && (c & 0xFFFE) != 0xFFFE;
}

static bool char_goes_on_name(uint32_t c) {
    static const uint32_t ranges[][2] = {
        { '-', '.' }, { '0', '9' }, { 0xB7, 0xB7 }, { 0x300, 0x36F }, { 0x203F, 0x2040 }
    };
    return char_starts_name(c) || in_ranges(c, ranges, CT_COUNT(ranges));
}

static const char *name_clean(ct_arena *arena, const char *text) {
    char *clean = CT_ARRAY(arena, strlen(text) + 2, char);
    char *to = clean;
    while (*text) {
        const char *from = text;
        const uint32_t c = ct_utf8_next(&text);
        if (to == clean && !char_starts_name(c)) *to++ = '_';
        if (char_goes_on_name(c) && text - from == (c < 0x80      ? 1
                                                    : c < 0x800   ? 2
                                                    : c < 0x10000 ? 3
                                                                  : 4))
            to = (char *)mempcpy(to, from, (size_t)(text - from));
        else if (to > clean && to[-1] != '-')
            *to++ = '-';
    }
    if (to == clean) *to = '_';
    return clean;
}

const char *ct_xml_name(ct_xml_names *names, const char *prefix, const char *name) {
    const size_t length = strlen(prefix);
    const bool has = length > 0 && strncmp(name, prefix, length) == 0;
    const char *base =
        name_clean(names->arena, has ? name : ct_printf(names->arena, "%s%s", prefix, name));
    const char *unique = base;
    while (name_slot(names, unique)->text)
        unique = ct_printf(names->arena, "%s-%zu", base, name_slot(names, base)->next++);
    name_add(names, unique);
    return unique;
}
