/* png_look.c - whether the bytes of a PNG are whole, before anything is drawn of it. */
#include "canvas.h"

#include <libdeflate.h>
#include <string.h>

static const double MOST_SIDE = 32767, MOST_PIXELS = 100e6;
enum { START = 8, AROUND = 12 }; /* bytes: before the first chunk; of a chunk besides its data */

static uint32_t get_u32(const uint8_t *from) {
    return (uint32_t)from[0] << 24 | (uint32_t)from[1] << 16 | (uint32_t)from[2] << 8 | from[3];
}

static bool says(const char **why, const char *what) {
    *why = what;
    return false;
}

/* PNG (ISO 15948:2004), 5: a signature, then chunks of length, type, data and CRC; the first is
 * IHDR, the last IEND. */
bool ct_png_look(const uint8_t *bytes, size_t size, double *width, double *height,
                 const char **why) {
    static const uint8_t signature[START] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n' };
    if (size < START || memcmp(bytes, signature, START) != 0) return says(why, "it is no PNG");
    bool has_data = false;
    for (size_t at = START; size - at >= AROUND;) {
        const uint8_t *chunk = bytes + at;
        const size_t length = get_u32(chunk);
        if (length > size - at - AROUND) break;
        if (libdeflate_crc32(0, chunk + 4, length + 4) != get_u32(chunk + 8 + length))
            return says(why, "it is damaged: a checksum in it is wrong");
        if (at == START) {
            if (memcmp(chunk + 4, "IHDR", 4) != 0 || length < 13)
                return says(why, "it is damaged: its header is missing");
            *width = get_u32(chunk + 8);
            *height = get_u32(chunk + 12);
        }
        has_data = has_data || memcmp(chunk + 4, "IDAT", 4) == 0;
        if (memcmp(chunk + 4, "IEND", 4) == 0) {
            if (!has_data || *width < 1 || *height < 1) return says(why, "it holds no picture");
            if (*width > MOST_SIDE || *height > MOST_SIDE || *width * *height > MOST_PIXELS)
                return says(why, "it is too large");
            return true;
        }
        at += length + AROUND;
    }
    return says(why, "it is cut off: its end is missing");
}
