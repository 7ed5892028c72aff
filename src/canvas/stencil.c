/* stencil.c - how much of each pixel a drawing covers, and colour laid on through that. */
#include "canvas.h"

#include <stdlib.h>
#include <string.h>

/* Pieces of rows: of pixels that are covered whole, or of others, a byte each. */
typedef struct piece {
    uint16_t x, y, size;
    bool whole;
    size_t at; /* of its bytes, where not whole */
} piece;

struct ct_stencil {
    piece *pieces;
    uint8_t *bytes;
    size_t count;
};

enum { LEAST_WHOLE = 4 }; /* pixels: fewer are not worth a piece of their own */

/* ---- taking ---------------------------------------------------------------------------------- */

typedef struct taking {
    ct_buffer pieces, bytes;
} taking;

static void add_piece(taking *t, const uint8_t *row, int x0, int x1, int at, int y, bool whole) {
    piece p = { .x = (uint16_t)(at + x0),
                .y = (uint16_t)y,
                .size = (uint16_t)(x1 - x0),
                .whole = whole,
                .at = t->bytes.size };
    ct_buffer_append(&t->pieces, &p, sizeof p);
    if (!whole) ct_buffer_append(&t->bytes, row + x0, (size_t)(x1 - x0));
}

/* The first byte from x on that is not `value`. */
static int run_end(const uint8_t *row, int x, int end, uint8_t value) {
    const uint64_t eight = value * 0x0101010101010101u;
    uint64_t word;
    for (; x + 8 <= end; x += 8) {
        memcpy(&word, row + x, sizeof word);
        if (word != eight) break;
    }
    while (x < end && row[x] == value)
        x++;
    return x;
}

/* A row of so many bytes, the first of which is that of column `at`. */
static void take_row(taking *t, const uint8_t *row, int x1, int at, int y) {
    for (int x = run_end(row, 0, x1, 0); x < x1; x = run_end(row, x, x1, 0)) {
        int start = x;
        while (x < x1 && row[x] != 0) {
            int whole = row[x] == 255 ? run_end(row, x, x1, 255) : x;
            if (whole - x < LEAST_WHOLE) {
                x = whole > x ? whole : x + 1;
                continue;
            }
            if (x > start) add_piece(t, row, start, x, at, y, false);
            add_piece(t, row, x, whole, at, y, true);
            start = x = whole;
        }
        if (x > start) add_piece(t, row, start, x, at, y, false);
    }
}

ct_stencil *ct_stencil_take(ct_arena *arena, const ct_pixel_rows *mask, ct_patch box) {
    taking t = { 0 };
    const int left = mask->box.x0, width = box.x1 - box.x0;
    for (int y = box.y0; y < box.y1 && width > 0; y++) {
        uint8_t *row = mask->data + (ptrdiff_t)(y - mask->box.y0) * mask->stride;
        take_row(&t, row + (box.x0 - left), width, box.x0, y);
        memset(row + (box.x0 - left), 0, (size_t)width);
    }
    ct_stencil *s = CT_NEW(arena, ct_stencil);
    s->count = t.pieces.size / sizeof(piece);
    s->pieces = CT_ARRAY(arena, s->count, piece);
    s->bytes = CT_ARRAY(arena, t.bytes.size, uint8_t);
    if (s->count) memcpy(s->pieces, t.pieces.data, t.pieces.size);
    if (t.bytes.size) memcpy(s->bytes, t.bytes.data, t.bytes.size);
    ct_buffer_free(&t.pieces);
    ct_buffer_free(&t.bytes);
    return s;
}

/* ---- laying ---------------------------------------------------------------------------------- */

void ct_stencil_lay(const ct_stencil *s, ct_rgba color, const ct_pixel_rows *rows) {
    const ct_ink ink = ct_ink_of(color);
    const ct_patch *in = &rows->box;
    for (size_t i = 0; i < s->count; i++) {
        const piece *p = &s->pieces[i];
        int x0 = p->x, x1 = p->x + p->size;
        if (p->y < in->y0 || p->y >= in->y1) continue;
        if (x0 < in->x0) x0 = in->x0;
        if (x1 > in->x1) x1 = in->x1;
        if (x0 >= x1) continue;
        uint8_t *row = rows->data + (ptrdiff_t)(p->y - in->y0) * rows->stride;
        uint32_t *to = (uint32_t *)(void *)row + (x0 - in->x0);
        if (p->whole)
            ct_ink_run(&ink, to, (size_t)(x1 - x0), 255);
        else
            ct_ink_dots(&ink, to, s->bytes + p->at + (x0 - p->x), (size_t)(x1 - x0));
    }
}
