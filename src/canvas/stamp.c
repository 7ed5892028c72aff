/* stamp.c - a thin line of many short steps, as one disc beside the other, from a table. */
#include "canvas.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Of a line thinner than a pixel with steps no longer than that, directions, bars and joins cost
 * far more than what is seen of them. A disc of its width meets two by two pixels; what it holds of
 * their samples is kept for all places of its centre in a pixel, in steps of 1/PLACES, so that
 * setting it is a few ORs. Discs follow each other closely; what is missing between them is made
 * good by their radius, in the mean. */

enum { PLACES = CT_STAMP_PLACES, ROWS = CT_SAMPLE_ROWS, MOST = 8 };
static const double MOST_HALF = 0.48; /* px: the disc stays within two by two pixels */
static const double APART = 0.2;      /* px, at most */

/* 1/n. */
static const double SHARE[MOST + 1] = { 0,       1.0,     1.0 / 2, 1.0 / 3, 1.0 / 4,
                                        1.0 / 5, 1.0 / 6, 1.0 / 7, 1.0 / 8 };

/* The masks for a centre at (x, y), from the corner of the four pixels. */
static void disc_take(ct_samples *s, double x, double y, double radius, uint16_t *to) {
    for (int row = 0; row < 2; row++)
        memset(s->masks + row * s->pitch, 0, sizeof *to * 2 * ROWS);
    ct_samples_disc(s, x, y, radius);
    for (int row = 0; row < 2; row++)
        memcpy(to + (size_t)row * 2 * ROWS, s->masks + row * s->pitch, sizeof *to * 2 * ROWS);
}

bool ct_stamps_make(ct_stamps *stamps, const ct_nib *nib) {
    if (nib->join != CT_JOIN_ROUND || !(nib->half > 0.05 && nib->half < MOST_HALF)) return false;
    if (stamps->half == nib->half) return true;
    const size_t size = (size_t)PLACES * PLACES * 4 * ROWS;
    if (!stamps->masks) stamps->masks = aligned_alloc(64, size * sizeof *stamps->masks);
    if (!stamps->masks) abort(); /* out of memory */
    uint32_t pixels[4] = { 0 };
    const ct_easel easel = { .data = (uint8_t *)pixels, .stride = 8, .clip = { 0, 0, 2, 2 } };
    ct_samples s = { 0 };
    ct_samples_open(&s, &easel, 0, 0, 2, 2);
    stamps->half = nib->half;
    stamps->radius = nib->half + APART * APART * 0.6 / (24 * nib->half);
    for (size_t y = 0; y < PLACES; y++)
        for (size_t x = 0; x < PLACES; x++)
            disc_take(&s, stamps->radius + ((double)x + 0.5) / PLACES,
                      stamps->radius + ((double)y + 0.5) / PLACES, stamps->radius,
                      stamps->masks + (y * PLACES + x) * 4 * ROWS);
    ct_samples_free(&s);
    return true;
}

void ct_stamps_free(ct_stamps *stamps) {
    free(stamps->masks);
    *stamps = (ct_stamps){ 0 };
}

static inline void two_join(uint64_t *restrict to, const uint64_t *restrict from) {
    for (size_t i = 0; i < 2 * ROWS / 4; i++)
        to[i] |= from[i];
}

/* A disc at a place, in steps of 1/PLACES from the margin's corner; outside of it nothing is set.
 */
static inline void stamp_set(const ct_samples *s, const ct_stamps *stamps, int x, int y) {
    const int column = x / PLACES - CT_SAMPLE_ASIDE, row = y / PLACES - 1;
    if (row >= s->rows || column >= s->width + CT_SAMPLE_ASIDE - 1) return;
    const size_t place = (size_t)(y % PLACES) * PLACES + (size_t)(x % PLACES);
    const uint64_t *from = (const uint64_t *)(const void *)(stamps->masks + place * 4 * ROWS);
    uint16_t *to = s->masks + (ptrdiff_t)row * s->pitch + (ptrdiff_t)column * ROWS;
    two_join((uint64_t *)(void *)to, from);
    two_join((uint64_t *)(void *)(to + s->pitch), from + 2 * ROWS / 4);
    uint8_t *marks = s->marks + (ptrdiff_t)row * (ptrdiff_t)(s->columns / 4);
    uint8_t *below = marks + s->columns / 4;
    marks[column >> 2] = marks[(column + 1) >> 2] = 1;
    below[column >> 2] = below[(column + 1) >> 2] = 1;
}

bool ct_stamp_step(ct_samples *s, const ct_trail *t, const ct_stamps *stamps, size_t step) {
    const uint8_t ends = CT_TRAIL_FIRST | CT_TRAIL_LAST;
    const bool at_end = (t->marks[step] & ends) || (t->marks[step + 1] & ends);
    if ((at_end && !(t->marks[step] & CT_TRAIL_RING)) || (t->marks[step] & CT_TRAIL_LAST))
        return false;
    const double left = s->x0 - CT_SAMPLE_ASIDE + stamps->radius, top = s->y0 - 1 + stamps->radius;
    const double xa = (t->x[step] - left) * PLACES, ya = (t->y[step] - top) * PLACES;
    const double xb = (t->x[step + 1] - left) * PLACES, yb = (t->y[step + 1] - top) * PLACES;
    const double dx = xb - xa, dy = yb - ya, length = sqrt(dx * dx + dy * dy);
    if (!(length < MOST * APART * PLACES)) return false;
    const int count = 1 + (int)(length * (1 / (APART * PLACES)));
    for (int i = 1; i <= count; i++) {
        const double share = i * SHARE[count], x = xa + share * dx, y = ya + share * dy;
        if (x >= 0 && y >= 0 && x < INT32_MAX && y < INT32_MAX)
            stamp_set(s, stamps, (int)x, (int)y);
    }
    return true;
}
