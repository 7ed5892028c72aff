/* gif_reel.c - frames kept as what differs from the one before. */
#include "film.h"

#include <stdlib.h>
#include <string.h>

/* A run in a buffer: how many pixels stay, how many follow, and these. */
typedef struct head {
    uint32_t skip, count;
} head;

enum { BRIDGE = 2 }; /* pixels that stay and cost less than a new head */

static void push(ct_buffer *out, size_t skip, const uint32_t *pixels, size_t count) {
    head h = { (uint32_t)skip, (uint32_t)count };
    ct_buffer_append(out, &h, sizeof h);
    ct_buffer_append(out, pixels, count * sizeof *pixels);
}

static void store(const ct_gif_reel *reel, const uint32_t *pixels, bool first, ct_buffer *out) {
    size_t n = reel->pixels, done = 0, at = 0;
    if (first) {
        push(out, 0, pixels, n);
        return;
    }
    while (at < n) {
        while (at < n && pixels[at] == reel->last[at])
            at++;
        if (at == n) break;
        size_t end = at + 1, same = 0;
        while (end + same < n && same <= BRIDGE) {
            if (pixels[end + same] == reel->last[end + same]) {
                same++;
            } else {
                end += same + 1;
                same = 0;
            }
        }
        push(out, at - done, pixels + at, end - at);
        done = at = end;
    }
}

void ct_gif_reel_add(ct_gif_reel *reel, const uint32_t *pixels) {
    bool first = reel->count == 0;
    if (reel->count == reel->capacity) {
        reel->capacity = reel->capacity ? 2 * reel->capacity : 16;
        reel->frames = realloc(reel->frames, reel->capacity * sizeof *reel->frames);
    }
    if (first) reel->last = malloc(reel->pixels * sizeof *reel->last);
    if (!reel->frames || !reel->last) abort();
    ct_buffer *frame = &reel->frames[reel->count++];
    *frame = (ct_buffer){ 0 };
    store(reel, pixels, first, frame);
    memcpy(reel->last, pixels, reel->pixels * sizeof *pixels);
}

void ct_gif_reel_play(const ct_gif_reel *reel, size_t frame, ct_gif_run_fn *run, void *user) {
    const ct_buffer *from = &reel->frames[frame];
    size_t at = 0, byte = 0;
    while (byte < from->size) {
        head h;
        memcpy(&h, from->data + byte, sizeof h);
        byte += sizeof h;
        at += h.skip;
        run(user, at, (const uint32_t *)(const void *)(from->data + byte), h.count);
        at += h.count;
        byte += h.count * sizeof(uint32_t);
    }
}

void ct_gif_reel_free(ct_gif_reel *reel) {
    for (size_t i = 0; i < reel->count; i++)
        ct_buffer_free(&reel->frames[i]);
    free(reel->frames);
    free(reel->last);
    *reel = (ct_gif_reel){ 0 };
}
