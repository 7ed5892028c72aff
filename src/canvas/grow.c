/* grow.c - what lies within some pixels of what a mask covers: the halo of letters. */
#include "canvas.h"

#include <math.h>
#include <string.h>

/* A pixel that is covered in part holds an edge about as far from its middle as is missing of it,
 * less a half (Gustavson and Strand, Anti-aliased Euclidean distance transform, 2011). So from a
 * pixel of cover a, another at the distance d is covered by a + radius - d, at least 0 and at most
 * 1; of all pixels around the most counts. */

enum { FULL = 255 };

/* To each of a row's pixels, which are covered by `from` and some more or less. */
static void row_join(uint8_t *restrict to, const uint8_t *restrict from, size_t count, int more) {
    if (more >= 0) {
        const uint8_t rise = (uint8_t)(more < FULL ? more : FULL);
        const uint8_t room = (uint8_t)(FULL - rise);
        for (size_t x = 0; x < count; x++) {
            const uint8_t grown = (uint8_t)((from[x] < room ? from[x] : room) + rise);
            const uint8_t cover = from[x] ? grown : 0;
            to[x] = cover > to[x] ? cover : to[x];
        }
    } else {
        const uint8_t fall = (uint8_t)-more;
        for (size_t x = 0; x < count; x++) {
            const uint8_t cover = (uint8_t)((from[x] > fall ? from[x] : fall) - fall);
            to[x] = cover > to[x] ? cover : to[x];
        }
    }
}

/* Joins a row moved by dx. */
static void row_move(uint8_t *to, const uint8_t *from, size_t width, int dx, int more) {
    const size_t off = (size_t)(dx < 0 ? -dx : dx);
    if (off >= width) return;
    if (dx < 0)
        row_join(to, from + off, width - off, more);
    else
        row_join(to + off, from, width - off, more);
}

void ct_mask_grow(const uint8_t *mask, uint8_t *out, size_t width, size_t height, double radius) {
    const int reach = (int)ceil(radius + 1);
    memset(out, 0, width * height);
    for (int dy = -reach; dy <= reach; dy++)
        for (int dx = -reach; dx <= reach; dx++) {
            const int more = (int)lround(FULL * (radius - sqrt(dx * dx + dy * dy)));
            if (more <= -FULL) continue;
            for (size_t y = 0; y < height; y++) {
                const ptrdiff_t from = (ptrdiff_t)y - dy;
                if (from < 0 || from >= (ptrdiff_t)height) continue;
                row_move(out + y * width, mask + (size_t)from * width, width, dx, more);
            }
        }
}
