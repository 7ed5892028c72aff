/* encoding.c - text fields in any code page to UTF-8. */
#include "source.h"

#include <ctype.h>
#include <errno.h>
#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct ct_decoder {
    char name[40];
    bool utf8;
    iconv_t handle;
};

/* dBASE language driver ids, as ESRI's and FoxPro's tools write them. */
static const struct {
    unsigned char id;
    const char *name;
} drivers[] = {
    { 0x01, "CP437" },      { 0x02, "CP850" },  { 0x03, "CP1252" }, { 0x08, "CP865" },
    { 0x09, "CP437" },      { 0x0A, "CP850" },  { 0x0B, "CP437" },  { 0x0D, "CP437" },
    { 0x0E, "CP850" },      { 0x0F, "CP437" },  { 0x10, "CP850" },  { 0x11, "CP437" },
    { 0x12, "CP850" },      { 0x13, "CP932" },  { 0x14, "CP850" },  { 0x15, "CP437" },
    { 0x16, "CP850" },      { 0x17, "CP865" },  { 0x18, "CP437" },  { 0x19, "CP437" },
    { 0x1A, "CP850" },      { 0x1B, "CP437" },  { 0x1C, "CP863" },  { 0x1D, "CP850" },
    { 0x1F, "CP852" },      { 0x22, "CP852" },  { 0x23, "CP852" },  { 0x24, "CP860" },
    { 0x25, "CP850" },      { 0x26, "CP866" },  { 0x37, "CP850" },  { 0x40, "CP852" },
    { 0x4D, "CP936" },      { 0x4E, "CP949" },  { 0x4F, "CP950" },  { 0x50, "CP874" },
    { 0x57, "ISO-8859-1" }, { 0x58, "CP1252" }, { 0x59, "CP1252" }, { 0x64, "CP852" },
    { 0x65, "CP866" },      { 0x66, "CP865" },  { 0x67, "CP861" },  { 0x6A, "CP737" },
    { 0x6B, "CP857" },      { 0x6C, "CP863" },  { 0x78, "CP950" },  { 0x79, "CP949" },
    { 0x7A, "CP936" },      { 0x7B, "CP932" },  { 0x7C, "CP874" },  { 0x86, "CP737" },
    { 0x87, "CP852" },      { 0x88, "CP857" },  { 0xC8, "CP1250" }, { 0xC9, "CP1251" },
    { 0xCA, "CP1254" },     { 0xCB, "CP1253" }, { 0xCC, "CP1257" },
};

static bool all_digits(const char *text) {
    if (!*text) return false;
    for (; *text; text++)
        if (!isdigit((unsigned char)*text)) return false;
    return true;
}

/* "LDID/201" and plain driver numbers to the name of a code page. */
static const char *driver_name(const char *digits) {
    long id = strtol(digits, NULL, 10);
    for (size_t i = 0; i < CT_COUNT(drivers); i++)
        if (drivers[i].id == id) return drivers[i].name;
    return NULL;
}

/* What people write in .cpg files, in iconv's terms. `clean` has no blanks around it. */
static const char *known_name(const char *clean, char *room, size_t size) {
    static const struct {
        const char *as_written, *name;
    } aliases[] = {
        { "65001", "UTF-8" },       { "UTF8", "UTF-8" },
        { "OEM", "CP437" },         { "ANSI", "CP1252" },
        { "SYSTEM", "ISO-8859-1" }, { "BIG5", "BIG5" },
        { "SJIS", "SHIFT_JIS" },    { "EUCKR", "EUC-KR" },
        { "KOI8R", "KOI8-R" },      { "GB2312", "GB18030" },
        { "UTF16", "UTF-16LE" },    { "UTF-16", "UTF-16LE" },
        { "GBK", "GB18030" },       { "10081", "CP1254" },
        { "ISO-8859-11", "CP874" }, { "ISO-8859-12", "ISO-8859-1" },
        { "20866", "KOI8-R" },      { "21866", "KOI8-U" },
        { "51932", "EUC-JP" },      { "51949", "EUC-KR" },
        { "54936", "GB18030" },
    };
    for (size_t i = 0; i < CT_COUNT(aliases); i++)
        if (strcasecmp(clean, aliases[i].as_written) == 0) return aliases[i].name;
    if (strncasecmp(clean, "LDID/", 5) == 0) return driver_name(clean + 5);
    static const char *const prefixes[] = { "ANSI ", "OEM ", "CP",  "CP-",  "windows-",
                                            "win-",  "win",  "ibm", "dos-", "" };
    for (size_t i = 0; i < CT_COUNT(prefixes); i++) {
        size_t n = strlen(prefixes[i]);
        if (strncasecmp(clean, prefixes[i], n) != 0 || !all_digits(clean + n)) continue;
        const char *digits = clean + n;
        if (!n && strncmp(digits, "8859", 4) == 0 && digits[4]) { /* "88591" is ISO-8859-1 */
            snprintf(room, size, "ISO-8859-%.2s", digits + 4);
            return strcmp(digits + 4, "11") == 0 ? "CP874" : room;
        }
        snprintf(room, size, "CP%.5s", digits);
        return strlen(digits) <= 5 ? room : NULL;
    }
    static const char *const isos[] = { "ISO8859-",  "ISO-8859", "ISO8859", "ISO 8859-",
                                        "ISO_8859-", "8859-",    "8859_" };
    for (size_t i = 0; i < CT_COUNT(isos); i++) {
        size_t n = strlen(isos[i]);
        if (strncasecmp(clean, isos[i], n) != 0) continue;
        const char *digits = clean + n + (clean[n] == '-' || clean[n] == ' ' || clean[n] == '_');
        if (!all_digits(digits) || strlen(digits) > 2) continue;
        snprintf(room, size, "ISO-8859-%.2s", digits);
        return strcmp(digits, "11") == 0 ? "CP874" : room;
    }
    return clean;
}

ct_decoder *ct_decoder_open(const char *name) {
    char clean[40], room[40];
    size_t n = 0;
    if (!name) return NULL;
    if ((unsigned char)name[0] == 0xEF && (unsigned char)name[1] == 0xBB) name += 3;
    while (isspace((unsigned char)*name))
        name++;
    for (; name[n] && (unsigned char)name[n] >= ' ' && n < sizeof clean - 1; n++)
        clean[n] = name[n];
    while (n && clean[n - 1] == ' ')
        n--;
    clean[n] = '\0';
    if (!n || strchr(clean, '/') != strstr(clean, "/")) return NULL;
    const char *known = known_name(clean, room, sizeof room);
    if (!known || (strchr(known, '/') != NULL)) return NULL;
    ct_decoder *decoder = calloc(1, sizeof *decoder);
    if (!decoder) abort();
    snprintf(decoder->name, sizeof decoder->name, "%s", known);
    decoder->utf8 = strcasecmp(known, "UTF-8") == 0;
    if (decoder->utf8) return decoder;
    decoder->handle = iconv_open("UTF-8", known);
    if (decoder->handle == (iconv_t)-1) {
        free(decoder);
        return NULL;
    }
    return decoder;
}

void ct_decoder_close(ct_decoder *decoder) {
    if (!decoder) return;
    if (!decoder->utf8) iconv_close(decoder->handle);
    free(decoder);
}

const char *ct_decoder_name(const ct_decoder *decoder) { return decoder->name; }

static const char replacement[] = "\xEF\xBF\xBD";

static const char *mend_utf8(ct_arena *arena, const char *bytes, size_t size, bool *bad) {
    size_t valid = ct_utf8_valid(bytes, size);
    if (valid == size) return ct_strndup(arena, bytes, size);
    *bad = true;
    char *text = ct_arena_alloc(arena, size * 3 + 1);
    size_t out = 0;
    for (size_t at = 0; at < size;) {
        valid = ct_utf8_valid(bytes + at, size - at);
        memcpy(text + out, bytes + at, valid);
        out += valid;
        at += valid;
        if (at == size) break;
        for (size_t i = 0; i < 3; i++)
            text[out++] = replacement[i];
        at++;
    }
    return text;
}

const char *ct_decode(ct_decoder *decoder, ct_arena *arena, const char *bytes, size_t size,
                      bool *bad) {
    if (decoder->utf8) return mend_utf8(arena, bytes, size, bad);
    size_t room = size * 4 + 8; /* no code page takes more than four bytes of UTF-8 a byte */
    char *text = ct_arena_alloc(arena, room + 1);
    char *in = (char *)(uintptr_t)bytes, *out = text;
    size_t left = size;
    iconv(decoder->handle, NULL, NULL, NULL, NULL);
    while (left) {
        if (iconv(decoder->handle, &in, &left, &out, &room) != (size_t)-1) break;
        if (room < 4) break;
        if (errno != EILSEQ && errno != EINVAL) break;
        *bad = true;
        memcpy(out, replacement, 3);
        out += 3;
        room -= 3;
        if (errno == EINVAL) break; /* cut inside a character */
        in++;
        left--;
    }
    *out = '\0';
    return text;
}

const char *ct_text_mend(ct_arena *arena, const char *text, bool *bad) {
    char *mended = (char *)(uintptr_t)mend_utf8(arena, text, strlen(text), bad);
    for (char *p = mended; *p; p++)
        if (((unsigned char)*p < ' ' && *p != '\n' && *p != '\t') || *p == 0x7F) *p = ' ';
    return mended;
}
