/* picture.c - picture files: what kind they are, and whether they can be drawn. */
#include "canvas.h"

#include <string.h>

static const size_t MOST_BYTES = (size_t)64 << 20;

static bool begins(const char *data, size_t size, const char *with, size_t count) {
    return size >= count && memcmp(data, with, count) == 0;
}

/* The first character but for a byte order mark and white space. */
static char first_letter(const char *data, size_t size) {
    size_t at = begins(data, size, "\xEF\xBB\xBF", 3) ? 3 : 0;
    while (at < size && strchr(" \t\r\n", data[at]) && data[at])
        at++;
    return at < size ? data[at] : '\0';
}

/* Where it is neither PNG nor SVG. */
static bool tell_kind(const char *data, size_t size, const char *path, ct_place place,
                      ct_report *report) {
    static const struct {
        const char *magic, *name;
        size_t size;
    } others[] = { { "\xFF\xD8\xFF", "a JPEG", 3 }, { "GIF8", "a GIF", 4 },
                   { "RIFF", "a WebP", 4 },         { "%PDF", "a PDF", 4 },
                   { "\x1F\x8B", "compressed", 2 }, { "II*", "a TIFF", 3 } };
    const char *what = NULL;
    for (size_t i = 0; i < CT_COUNT(others) && !what; i++)
        if (begins(data, size, others[i].magic, others[i].size)) what = others[i].name;
    if (what)
        ct_fail(report, CARTOUCHE_BAD_DATA, place, "picture '%s': it is %s", path, what);
    else
        ct_fail(report, CARTOUCHE_BAD_DATA, place, "picture '%s': it is neither PNG nor SVG", path);
    ct_hint(report, "save it as PNG, or as plain SVG");
    return false;
}

static bool look_png(const char *path, ct_place place, ct_picture *picture, ct_report *report) {
    const char *why;
    if (ct_png_look(picture->bytes, picture->size, &picture->width, &picture->height, &why))
        return true;
    ct_fail(report, CARTOUCHE_BAD_DATA, place, "picture '%s': %s", path, why);
    ct_hint(report, "save it again; a PNG may have 100 million pixels");
    return false;
}

static bool look_svg(const char *path, ct_place place, ct_picture *picture, ct_report *report) {
    const ct_svg_module *module = ct_svg_open(place, path, report);
    bool has_text = false;
    char why[300];
    if (!module) return false;
    if (!module->look(picture->bytes, picture->size, &picture->width, &picture->height, &has_text,
                      why, sizeof why)) {
        ct_fail(report, CARTOUCHE_BAD_DATA, place, "picture '%s': %s", path, why);
        ct_hint(report, "save it as plain SVG: all that it shows within it, no scripts");
        return false;
    }
    if (has_text) {
        ct_warn(report, place,
                "picture '%s' holds text, which looks as the fonts of each machine "
                "have it",
                path);
        ct_hint(report, "turn its text into paths");
    }
    return true;
}

bool ct_picture_read(ct_arena *arena, const char *path, ct_place place, ct_picture *picture,
                     ct_report *report) {
    char *data;
    size_t size;
    if (!ct_file_read(arena, path, place, &data, &size, report)) return false;
    *picture = (ct_picture){ .bytes = (const uint8_t *)data, .size = size };
    if (size > MOST_BYTES) {
        ct_fail(report, CARTOUCHE_BAD_DATA, place, "picture '%s': it is too large", path);
        ct_hint(report, "a picture may have 64 MiB");
        return false;
    }
    if (begins(data, size, "\x89PNG", 4)) return look_png(path, place, picture, report);
    picture->kind = CT_PICTURE_SVG;
    if (first_letter(data, size) == '<') return look_svg(path, place, picture, report);
    return tell_kind(data, size, path, place, report);
}
