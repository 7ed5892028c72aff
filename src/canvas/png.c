/* png.c - encode pixels as PNG. */
#include "canvas.h"

#include <libdeflate.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ISO/IEC 15948 (PNG, second edition). Rows are not filtered: a map is flat colours and thin lines,
 * where filtering costs time and makes the file larger. Up to 256 colours are stored by a palette.
 */

enum {
    PALETTE_MAX = 256,
    SLOTS = 1024,        /* of the palette's hash table, a power of two */
    CHUNK_MAX = 1 << 30, /* bytes of an IDAT; the format allows 2^31 - 1 */
    COLOR_RGB = 2,
    COLOR_PALETTE = 3
};

typedef struct palette {
    uint32_t colors[PALETTE_MAX]; /* 0xRRGGBB in the order they are met */
    size_t count;
    uint32_t keys[SLOTS]; /* color + 1; 0: free */
    uint8_t indices[SLOTS];
} palette;

static void put_u32(uint8_t *to, uint32_t value) {
    to[0] = (uint8_t)(value >> 24);
    to[1] = (uint8_t)(value >> 16);
    to[2] = (uint8_t)(value >> 8);
    to[3] = (uint8_t)value;
}

static void chunk_add(ct_buffer *out, const char *type, const void *data, size_t size) {
    uint8_t number[4];
    put_u32(number, (uint32_t)size);
    ct_buffer_append(out, number, 4);
    ct_buffer_append(out, type, 4);
    ct_buffer_append(out, data, size);
    put_u32(number, libdeflate_crc32(libdeflate_crc32(0, type, 4), data, size));
    ct_buffer_append(out, number, 4);
}

static uint32_t pixel_at(const uint8_t *row, size_t x) {
    uint32_t pixel;
    memcpy(&pixel, row + 4 * x, 4); /* native 0xXXRRGGBB, as Cairo has it */
    return pixel & 0xFFFFFF;
}

/* The slot of that color, or the free one where it goes. */
static size_t palette_slot(const palette *p, uint32_t color) {
    size_t slot = (color * 2654435761U) >> 22;
    while (p->keys[slot] && p->keys[slot] != color + 1)
        slot = (slot + 1) & (SLOTS - 1);
    return slot;
}

/* Gathers the colors; false where there are too many. */
static bool palette_gather(palette *p, const uint8_t *pixels, int width, int height, int stride) {
    uint32_t last = UINT32_MAX;
    for (int y = 0; y < height; y++) {
        const uint8_t *row = pixels + (size_t)y * (size_t)stride;
        for (size_t x = 0; x < (size_t)width; x++) {
            const uint32_t color = pixel_at(row, x);
            if (color == last) continue;
            last = color;
            const size_t slot = palette_slot(p, color);
            if (p->keys[slot]) continue;
            if (p->count == PALETTE_MAX) return false;
            p->keys[slot] = color + 1;
            p->indices[slot] = (uint8_t)p->count;
            p->colors[p->count++] = color;
        }
    }
    return true;
}

static void row_index(const palette *p, const uint8_t *row, size_t width, uint8_t *to) {
    uint32_t last = UINT32_MAX;
    uint8_t index = 0;
    for (size_t x = 0; x < width; x++) {
        const uint32_t color = pixel_at(row, x);
        if (color != last) index = p->indices[palette_slot(p, color)];
        last = color;
        to[x] = index;
    }
}

static uint32_t big_endian(uint32_t value) {
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    value = __builtin_bswap32(value);
#endif
    return value;
}

static void row_rgb(const uint8_t *row, size_t width, uint8_t *to) {
    size_t x = 0;
    for (; x + 1 < width; x++) { /* a fourth byte, which the next pixel overwrites */
        uint32_t color;
        memcpy(&color, row + 4 * x, 4);
        color = big_endian(color << 8);
        memcpy(to + 3 * x, &color, 4);
    }
    for (; x < width; x++) {
        const uint32_t color = pixel_at(row, x);
        to[3 * x] = (uint8_t)(color >> 16);
        to[3 * x + 1] = (uint8_t)(color >> 8);
        to[3 * x + 2] = (uint8_t)color;
    }
}

/* The size in metres, the colour space and the title. */
static void chunks_describe(ct_buffer *out, double px_per_metre, const char *title) {
    chunk_add(out, "sRGB", "\0", 1); /* perceptual */
    if (px_per_metre > 0 && px_per_metre < INT32_MAX) {
        uint8_t size[9] = { 0 };
        put_u32(size, (uint32_t)lround(px_per_metre));
        put_u32(size + 4, (uint32_t)lround(px_per_metre));
        size[8] = 1; /* metre */
        chunk_add(out, "pHYs", size, sizeof size);
    }
    if (title && *title) {
        static const char head[] =
            "Title\0\0\0\0"; /* not compressed, no language, no translation */
        ct_buffer text = { 0 };
        ct_buffer_append(&text, head, sizeof head);
        ct_buffer_append(&text, title, ct_utf8_valid(title, strlen(title)));
        chunk_add(out, "iTXt", text.data, text.size);
        ct_buffer_free(&text);
    }
}

static void palette_add(ct_buffer *out, const palette *p) {
    uint8_t colors[3 * PALETTE_MAX];
    for (size_t i = 0; i < p->count; i++) {
        colors[3 * i] = (uint8_t)(p->colors[i] >> 16);
        colors[3 * i + 1] = (uint8_t)(p->colors[i] >> 8);
        colors[3 * i + 2] = (uint8_t)p->colors[i];
    }
    chunk_add(out, "PLTE", colors, 3 * p->count);
}

/* Compresses the scan lines into IDAT chunks. */
static void scan_add(ct_buffer *out, const void *lines, size_t size, int level) {
    struct libdeflate_compressor *compressor = libdeflate_alloc_compressor(level);
    if (!compressor) abort(); /* out of memory */
    const size_t bound = libdeflate_zlib_compress_bound(compressor, size);
    ct_buffer stream = { 0 };
    char *room = ct_buffer_reserve(&stream, bound);
    stream.size = libdeflate_zlib_compress(compressor, lines, size, room, bound);
    libdeflate_free_compressor(compressor);
    for (size_t at = 0; at < stream.size; at += CHUNK_MAX) {
        const size_t left = stream.size - at;
        chunk_add(out, "IDAT", stream.data + at, left < CHUNK_MAX ? left : CHUNK_MAX);
    }
    ct_buffer_free(&stream);
}

typedef struct image {
    const uint8_t *pixels;
    int width, height, stride;
    uint8_t *lines; /* where its scan lines go: room of their own, or the pixels themselves */
    double px_per_metre;
    const char *title;
    int level;
} image;

static size_t line_size(const image *i, bool few) { return 1 + (size_t)i->width * (few ? 1 : 3); }

/* Scan lines are no longer than rows, so that one is written where rows were read already; the row
 * itself is read from a copy. */
static void lines_write(const image *i, const palette *p, bool few) {
    const size_t columns = (size_t)i->width, line = line_size(i, few);
    uint8_t *row = malloc(4 * columns + 1);
    if (!row) abort(); /* out of memory */
    for (int y = 0; y < i->height; y++) {
        uint8_t *to = i->lines + line * (size_t)y;
        memcpy(row, i->pixels + (size_t)y * (size_t)i->stride, 4 * columns);
        to[0] = 0; /* no filter */
        if (few)
            row_index(p, row, columns, to + 1);
        else
            row_rgb(row, columns, to + 1);
    }
    free(row);
}

static void image_encode(image *i, ct_buffer *out) {
    palette *p = calloc(1, sizeof *p);
    if (!p || !i->pixels) abort(); /* out of memory; a surface that was not looked at */
    const bool few = palette_gather(p, i->pixels, i->width, i->height, i->stride);
    const size_t size = line_size(i, few) * (size_t)i->height;
    ct_buffer own = { 0 };
    if (!i->lines) i->lines = (uint8_t *)ct_buffer_reserve(&own, size);
    lines_write(i, p, few);
    uint8_t header[13] = { 0 };
    put_u32(header, (uint32_t)i->width);
    put_u32(header + 4, (uint32_t)i->height);
    header[8] = 8; /* bits a sample */
    header[9] = few ? COLOR_PALETTE : COLOR_RGB;
    ct_buffer_append(out, "\x89PNG\r\n\x1A\n", 8);
    chunk_add(out, "IHDR", header, sizeof header);
    chunks_describe(out, i->px_per_metre, i->title);
    if (few) palette_add(out, p);
    scan_add(out, i->lines, size, i->level < 0 ? 0 : i->level > 12 ? 12 : i->level);
    chunk_add(out, "IEND", "", 0);
    ct_buffer_free(&own);
    free(p);
}

void ct_png_encode(const uint8_t *pixels, int width, int height, int stride, double px_per_metre,
                   const char *title, int level, ct_buffer *out) {
    image i = { pixels, width, height, stride, NULL, px_per_metre, title, level };
    image_encode(&i, out);
}

/* NOLINTNEXTLINE(readability-non-const-parameter): they are written to, by way of `lines`. */
void ct_png_encode_over(uint8_t *pixels, int width, int height, int stride, double px_per_metre,
                        const char *title, int level, ct_buffer *out) {
    image i = { pixels, width, height, stride, pixels, px_per_metre, title, level };
    image_encode(&i, out);
}
