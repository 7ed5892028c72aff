/* samples.c - the union of convex pieces as masks of 256 samples a pixel, laid on as one colour. */
#include "canvas.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#if defined __SSE2__
#include <emmintrin.h>
#endif

/* A pixel has 16 rows of 16 samples, row k a word of 16 bits: sample b of it stands, from the
 * pixel's corner, at ((b + turn[k] / 16) / 16, (k + b / 16) / 16) and half a 256th more each way.
 * So an upright edge meets 256 places, and a level one as well, as the rows rise by a sixteenth (a
 * sheared lattice). What a convex piece holds of a row is one stretch of bits, and pieces are
 * joined by OR: many thin lines in one pixel cover what they cover together (the A-buffer of
 * Carpenter 1984, with more samples). */

enum { ROWS = CT_SAMPLE_ROWS, SAMPLES = 256, CELL = 4, WIDE = 4 };
static const float HALF_SAMPLE = 0.5F / SAMPLES;
static const float LEAST_GAIN = 1e-5F;    /* a piece's edge along the rows is taken as that steep */
static const float MOST_REACH = 0.70711F; /* from the middle of a pixel to its corner */

/* Of all orders tried, by exchanging pairs from random ones on, that with the least error over
 * edges of all directions, those at 45 degrees (hatches) counted most. */
static const float TURN[ROWS] = { 15, 12, 7, 13, 11, 6, 14, 10, 5, 2, 8, 4, 1, 9, 3, 0 };

/* ---- bits of a pixel ------------------------------------------------------------------------- */

/* Of an edge pair: where row k crosses its middle line, in bits, but for what the pixel adds. */
typedef struct crossing {
    float at[ROWS];
} crossing;

/* Sets in `mask` the bits of row k from `low` to `high`, both in bits from the left of the pixel.
 */
static void bits_set(uint16_t *mask, float low, float high) {
    low = low > 0 ? low : 0;
    low = low < ROWS ? low : ROWS;
    high = high < ROWS ? high : ROWS;
    high = high > low ? high : low;
    const uint32_t from = (uint32_t)lrintf(low), to = (uint32_t)lrintf(high);
    *mask = (uint16_t)(*mask | ((1U << to) - (1U << from)));
}

/* Of each row what lies in all pairs: within half[i] of the middle line of pair i, base[i] on. */
static void pairs_cut_plain(const crossing *pairs, const float *base, const float *half,
                            const size_t *which, size_t count, uint16_t mask[ROWS]) {
    for (size_t k = 0; k < ROWS; k++) {
        float low = 0, high = ROWS;
        for (size_t i = 0; i < count; i++) {
            const float middle = pairs[which[i]].at[k] + base[i];
            const float from = middle - half[i], to = middle + half[i];
            low = from > low ? from : low;
            high = to < high ? to : high;
        }
        bits_set(&mask[k], low, high);
    }
}

/* A row's steps: along it from bit to bit, and their square. */
static const float BIT_X = 1.0F / ROWS, BIT_Y = 1.0F / SAMPLES;
#define BIT_SQUARE (BIT_X * BIT_X + BIT_Y * BIT_Y)

/* Of each row what lies within a circle. In bits: `middle` is its foot on row 0, `aside` its
 * distance from there, both but for the row; `square` its radius. */
typedef struct disc {
    float middle, aside, square;
} disc;

static float disc_middle(size_t k) {
    return -(TURN[k] / SAMPLES * BIT_X + (float)k / ROWS * BIT_Y) / BIT_SQUARE;
}
static float disc_aside(size_t k) {
    return (TURN[k] / SAMPLES * BIT_Y - (float)k / ROWS * BIT_X) / BIT_SQUARE;
}

static void disc_cut_plain(const disc *d, const float rows[2][ROWS], uint16_t mask[ROWS]) {
    for (size_t k = 0; k < ROWS; k++) {
        const float aside = d->aside + rows[1][k], left = d->square - aside * aside;
        const float half = sqrtf(left > 0 ? left : 0), middle = d->middle + rows[0][k];
        bits_set(&mask[k], middle - half, middle + half);
    }
}

static unsigned bits_count_plain(const uint16_t mask[ROWS]) {
    unsigned count = 0;
    for (size_t k = 0; k < ROWS; k++) {
        unsigned bits = mask[k];
        bits -= bits >> 1 & 0x5555;
        bits = (bits & 0x3333) + (bits >> 2 & 0x3333);
        bits = (bits + (bits >> 4)) & 0x0F0F;
        count += (bits + (bits >> 8)) & 0x1F;
    }
    return count;
}

/* The same, to the bit, four rows or more at once. */
#if defined __SSE2__
/* 2^n of whole numbers from 0 to 16. */
static __m128 power_of_two(__m128i n) {
    return _mm_castsi128_ps(_mm_slli_epi32(_mm_add_epi32(n, _mm_set1_epi32(127)), 23));
}

/* Four masks, each in the upper half of its 32 bits, so that packing with sign keeps them. */
static __m128i four_masks(__m128 low, __m128 high) {
    low = _mm_min_ps(_mm_max_ps(low, _mm_setzero_ps()), _mm_set1_ps(ROWS));
    high = _mm_max_ps(_mm_min_ps(high, _mm_set1_ps(ROWS)), low);
    const __m128 bits =
        _mm_sub_ps(power_of_two(_mm_cvtps_epi32(high)), power_of_two(_mm_cvtps_epi32(low)));
    return _mm_srai_epi32(_mm_slli_epi32(_mm_cvttps_epi32(bits), 16), 16);
}

static void masks_join(uint16_t *mask, __m128i four, __m128i more) {
    __m128i *at = (__m128i *)(void *)mask;
    _mm_store_si128(at, _mm_or_si128(_mm_load_si128(at), _mm_packs_epi32(four, more)));
}

static __m128i four_of_pairs(const crossing *pairs, const float *base, const float *half,
                             const size_t *which, size_t count, size_t k) {
    __m128 low = _mm_setzero_ps(), high = _mm_set1_ps(ROWS);
    for (size_t i = 0; i < count; i++) {
        const __m128 middle =
            _mm_add_ps(_mm_loadu_ps(pairs[which[i]].at + k), _mm_set1_ps(base[i]));
        const __m128 reach = _mm_set1_ps(half[i]);
        low = _mm_max_ps(_mm_sub_ps(middle, reach), low);
        high = _mm_min_ps(_mm_add_ps(middle, reach), high);
    }
    return four_masks(low, high);
}

static void pairs_cut(const crossing *pairs, const float *base, const float *half,
                      const size_t *which, size_t count, uint16_t mask[ROWS]) {
    for (size_t k = 0; k < ROWS; k += 8)
        masks_join(mask + k, four_of_pairs(pairs, base, half, which, count, k),
                   four_of_pairs(pairs, base, half, which, count, k + 4));
}

static __m128i four_of_disc(const disc *d, const float rows[2][ROWS], size_t k) {
    const __m128 aside = _mm_add_ps(_mm_set1_ps(d->aside), _mm_loadu_ps(rows[1] + k));
    const __m128 left = _mm_sub_ps(_mm_set1_ps(d->square), _mm_mul_ps(aside, aside));
    const __m128 half = _mm_sqrt_ps(_mm_max_ps(left, _mm_setzero_ps()));
    const __m128 middle = _mm_add_ps(_mm_set1_ps(d->middle), _mm_loadu_ps(rows[0] + k));
    return four_masks(_mm_sub_ps(middle, half), _mm_add_ps(middle, half));
}

static void disc_cut(const disc *d, const float rows[2][ROWS], uint16_t mask[ROWS]) {
    for (size_t k = 0; k < ROWS; k += 8)
        masks_join(mask + k, four_of_disc(d, rows, k), four_of_disc(d, rows, k + 4));
}

/* Bits in each fours, then in bytes (Warren, Hacker's Delight, 5-1). */
static __m128i fours_count(__m128i bits) {
    const __m128i fives = _mm_set1_epi8(0x55), threes = _mm_set1_epi8(0x33);
    bits = _mm_sub_epi8(bits, _mm_and_si128(_mm_srli_epi16(bits, 1), fives));
    return _mm_add_epi8(_mm_and_si128(bits, threes),
                        _mm_and_si128(_mm_srli_epi16(bits, 2), threes));
}

static unsigned bits_count(const uint16_t mask[ROWS]) {
    const __m128i *at = (const __m128i *)(const void *)mask;
    const __m128i fours =
        _mm_add_epi8(fours_count(_mm_load_si128(at)), fours_count(_mm_load_si128(at + 1)));
    const __m128i low = _mm_set1_epi8(0x0F);
    const __m128i bytes =
        _mm_add_epi8(_mm_and_si128(fours, low), _mm_and_si128(_mm_srli_epi16(fours, 4), low));
    const __m128i sums = _mm_sad_epu8(bytes, _mm_setzero_si128());
    return (unsigned)(_mm_cvtsi128_si32(sums) + _mm_cvtsi128_si32(_mm_srli_si128(sums, 8)));
}
#else
#define pairs_cut  pairs_cut_plain
#define disc_cut   disc_cut_plain
#define bits_count bits_count_plain
#endif

/* ---- a band of pixels ------------------------------------------------------------------------ */

/* A pixel of margin above and below, a cell on either side: what reaches over the edge by less is
 * set there like anything else, and forgotten. */
static void room_make(ct_samples *s, size_t width) {
    const size_t columns = (width + CELL - 1) / CELL * CELL + (size_t)2 * CELL,
                 rows = CT_BAND_ROWS + 2;
    const size_t size = columns * rows * ROWS * sizeof *s->masks;
    if (columns <= s->columns) return;
    for (size_t k = 0; k < ROWS; k++) {
        s->disc_rows[0][k] = disc_middle(k) + 0.5F; /* as in pair_of */
        s->disc_rows[1][k] = disc_aside(k);
    }
    free(s->room);
    free(s->marked);
    s->columns = columns;
    s->pitch = (ptrdiff_t)(columns * ROWS);
    s->room = aligned_alloc(sizeof *s->room * CELL * ROWS, size);
    s->marked = calloc(columns / CELL * rows, 1);
    if (!s->room || !s->marked) abort(); /* out of memory */
    memset(s->room, 0, size);
    s->masks = s->room + s->pitch + (ptrdiff_t)CELL * ROWS;
    s->marks = s->marked + columns / CELL + 1;
}

void ct_samples_open(ct_samples *s, const ct_easel *easel, int x0, int y0, int width, int rows) {
    room_make(s, (size_t)width);
    s->easel = easel;
    s->x0 = x0;
    s->y0 = y0;
    s->width = width;
    s->rows = rows;
}

void ct_samples_free(ct_samples *s) {
    free(s->room);
    free(s->marked);
    *s = (ct_samples){ 0 };
}

/* The pixels of the band that a box meets: columns and rows from 0 to n-1; false where none. */
static bool pixels_met(const ct_samples *s, ct_box box, int at[4]) {
    const double x0 = box.x0 - s->x0, x1 = box.x1 - s->x0;
    const double y0 = box.y0 - s->y0, y1 = box.y1 - s->y0;
    if (!(x1 >= 0 && y1 >= 0 && x0 < s->width && y0 < s->rows)) return false;
    at[0] = x0 > 0 ? (int)x0 : 0;
    at[1] = y0 > 0 ? (int)y0 : 0;
    at[2] = x1 < s->width ? (int)x1 : s->width - 1;
    at[3] = y1 < s->rows ? (int)y1 : s->rows - 1;
    return true;
}

/* The mark of the cell of a pixel of the band or its margin. */
static uint8_t *mark_at(const ct_samples *s, int x, int row) {
    return s->marks + (ptrdiff_t)row * (ptrdiff_t)(s->columns / CELL) + (x >> 2);
}

static uint16_t *mask_at(ct_samples *s, int x, int row) {
    uint8_t *mark = mark_at(s, x, row);
    if (!*mark) {
        *mark = 1;
        ct_easel_soon(s->easel, s->x0 + x, s->y0 + row);
    }
    return s->masks + (ptrdiff_t)row * s->pitch + (ptrdiff_t)x * ROWS;
}

/* A piece's pair of parallel edges, as its pixels are gone over. */
typedef struct pair {
    float nx, ny, half;
    float inside, outside; /* of the middle of a pixel that lies wholly in, or out */
    float gain;            /* bits a px away from the middle line */
    double c;
} pair;

static pair pair_of(const ct_slab *slab, crossing *rows) {
    const float nx = (float)slab->nx, ny = (float)slab->ny, half = (float)slab->half;
    const float reach = 0.5F * (fabsf(nx) + fabsf(ny)), rise = nx * BIT_X + ny * BIT_Y;
    const float gain = 1 / (fabsf(rise) > LEAST_GAIN ? rise : LEAST_GAIN);
    const float corner = (nx + ny) * (HALF_SAMPLE - 0.5F);
    const float turn = nx / SAMPLES * gain, down = ny / ROWS * gain;
    const float first = 0.5F - corner * gain; /* a half: whole bits are found by rounding */
    for (size_t k = 0; k < ROWS; k++)
        rows->at[k] = first - (TURN[k] * turn + (float)k * down);
    return (pair){ nx, ny, half, half - reach, half + reach, gain, slab->c };
}

/* Narrows columns from..to of a row to those that meet the pair; `at` is the distance of the middle
 * of column 0 from its middle line. */
static void columns_narrow(const pair *p, float at, int *from, int *to) {
    if (fabsf(p->nx) < 1e-3F) return;
    const float middle = -at / p->nx, reach = p->outside / fabsf(p->nx);
    const float low = middle - reach, high = middle + reach;
    if (low > (float)*from) *from = low < (float)*to ? (int)low : *to + 1;
    if (high < (float)*to) *to = high >= (float)*from ? (int)high + 1 : *from - 1;
}

/* Sets what the pairs hold of one row of pixels. */
static void row_pairs(ct_samples *s, const pair *pairs, const crossing *rows, size_t count, int row,
                      int from, int to) {
    float at[CT_SLABS];
    for (size_t i = 0; i < count; i++) {
        const double y = row + s->y0 + 0.5, x = s->x0 + 0.5;
        at[i] = (float)((double)pairs[i].nx * x + (double)pairs[i].ny * y - pairs[i].c);
        if (to - from >= WIDE) columns_narrow(&pairs[i], at[i], &from, &to);
    }
    for (int x = from; x <= to; x++) {
        float base[CT_SLABS], half[CT_SLABS];
        size_t which[CT_SLABS], edges = 0, i = 0;
        for (; i < count; i++) {
            const float away = at[i] + (float)x * pairs[i].nx;
            if (fabsf(away) >= pairs[i].outside) break;
            if (fabsf(away) <= pairs[i].inside) continue;
            base[edges] = -away * pairs[i].gain;
            half[edges] = pairs[i].half * fabsf(pairs[i].gain);
            which[edges++] = i;
        }
        if (i < count) continue;
        uint16_t *mask = mask_at(s, x, row);
        if (edges == 0)
            memset(mask, 0xFF, ROWS * sizeof *mask);
        else if (s->is_plain)
            pairs_cut_plain(rows, base, half, which, edges, mask);
        else
            pairs_cut(rows, base, half, which, edges, mask);
    }
}

void ct_samples_slabs(ct_samples *s, const ct_slab *slabs, size_t count, ct_box box) {
    pair pairs[CT_SLABS];
    crossing rows[CT_SLABS];
    int at[4];
    if (!pixels_met(s, box, at)) return;
    for (size_t i = 0; i < count; i++)
        pairs[i] = pair_of(&slabs[i], &rows[i]);
    for (int row = at[1]; row <= at[3]; row++)
        row_pairs(s, pairs, rows, count, row, at[0], at[2]);
}

void ct_samples_disc(ct_samples *s, double x, double y, double radius) {
    const float(*rows)[ROWS] = (const float(*)[ROWS])s->disc_rows;
    int at[4];
    if (!pixels_met(s, (ct_box){ x - radius, y - radius, x + radius, y + radius }, at)) return;
    const float r = (float)radius;
    const float inside = r > MOST_REACH ? (r - MOST_REACH) * (r - MOST_REACH) : -1;
    const float outside = (r + MOST_REACH) * (r + MOST_REACH);
    for (int row = at[1]; row <= at[3]; row++) {
        const float dy = (float)(row + s->y0 + 0.5 - y);
        for (int column = at[0]; column <= at[2]; column++) {
            const float dx = (float)(column + s->x0 + 0.5 - x), away = dx * dx + dy * dy;
            if (away >= outside) continue;
            uint16_t *mask = mask_at(s, column, row);
            if (away <= inside) {
                memset(mask, 0xFF, ROWS * sizeof *mask);
                continue;
            }
            const float qx = dx - 0.5F + HALF_SAMPLE, qy = dy - 0.5F + HALF_SAMPLE;
            const disc d = { -(qx * BIT_X + qy * BIT_Y) / BIT_SQUARE,
                             (qx * BIT_Y - qy * BIT_X) / BIT_SQUARE, r * r / BIT_SQUARE };
            if (s->is_plain)
                disc_cut_plain(&d, rows, mask);
            else
                disc_cut(&d, rows, mask);
        }
    }
}

/* ---- the masks as colour --------------------------------------------------------------------- */

/* The cover of the pixels of a cell, which is cleared. */
static void cell_alphas(const ct_samples *s, uint16_t *masks, uint8_t alphas[CELL]) {
    for (size_t x = 0; x < CELL; x++) {
        const uint16_t *mask = masks + x * ROWS;
        const unsigned count = s->is_plain ? bits_count_plain(mask) : bits_count(mask);
        alphas[x] = (uint8_t)((count * 255 + SAMPLES / 2) / SAMPLES);
    }
    memset(masks, 0, sizeof *masks * CELL * ROWS);
}

/* Clears what the margin holds: rows above and below, and the cells left and right of a row. */
static void margin_clear(ct_samples *s, int row, size_t from, size_t to) {
    uint8_t *marks = mark_at(s, -CELL, row);
    uint16_t *masks = s->masks + (ptrdiff_t)row * s->pitch - (ptrdiff_t)CELL * ROWS;
    for (size_t cell = from; cell < to; cell++) {
        if (!marks[cell]) continue;
        memset(masks + cell * CELL * ROWS, 0, sizeof *masks * CELL * ROWS);
        marks[cell] = 0;
    }
}

void ct_samples_close(ct_samples *s, const ct_ink *ink) {
    const size_t cells = ((size_t)s->width + CELL - 1) / CELL;
    margin_clear(s, -1, 0, cells + 2);
    margin_clear(s, s->rows, 0, cells + 2);
    for (int row = 0; row < s->rows; row++) {
        uint8_t *marks = mark_at(s, 0, row);
        uint16_t *masks = s->masks + (ptrdiff_t)row * s->pitch;
        margin_clear(s, row, 0, 1);
        margin_clear(s, row, cells + 1, cells + 2);
        for (size_t cell = 0; cell < cells; cell++) {
            uint64_t eight = 0;
            if (cell + 8 <= cells) memcpy(&eight, marks + cell, 8);
            if (cell + 8 <= cells && !eight) {
                cell += 7;
                continue;
            }
            if (!marks[cell]) continue;
            const size_t x = cell * CELL, left = (size_t)s->width - x;
            uint8_t alphas[CELL];
            cell_alphas(s, masks + x * ROWS, alphas);
            ct_easel_dots(s->easel, ink, s->x0 + (int)x, s->y0 + row, alphas,
                          left < CELL ? left : CELL);
            marks[cell] = 0;
        }
    }
}
