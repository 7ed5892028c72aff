/* ink.c - lay a colour over the pixels of an image, to the last bit as Cairo does. */
#include "canvas.h"

#include <string.h>

#if defined __SSE2__
#include <emmintrin.h>
#endif

enum { OPAQUE_FROM = 0xFF00, FULL = 255 };
static const uint32_t TWO = 0x00FF00FF; /* every other byte of a pixel */

/* As Cairo has it, 16 bits; 65535 is 1. */
static uint32_t channel(double value) {
    const uint32_t steps = (uint32_t)(value * 65536);
    return steps - (steps >> 16);
}

ct_ink ct_ink_of(ct_rgba color) {
    const uint32_t a = channel(color.a);
    const uint32_t parts[] = { a, channel(color.r * color.a), channel(color.g * color.a),
                               channel(color.b * color.a) };
    ct_ink ink = { .is_opaque = a >= OPAQUE_FROM };
    for (size_t i = 0; i < CT_COUNT(parts); i++)
        ink.pixel = ink.pixel << 8 | parts[i] >> 8;
    return ink;
}

/* Two bytes of a pixel by `share` of 255, in both products rounded by `half`: 0x7F is Cairo's way,
 * 0x80 pixman's. */
static uint32_t two_times(uint32_t two, uint32_t share, uint32_t half) {
    const uint32_t t = two * share + (half << 16 | half);
    return (t + (t >> 8 & TWO)) >> 8 & TWO;
}

static uint32_t pixel_times(uint32_t pixel, uint32_t share, uint32_t half) {
    return two_times(pixel & TWO, share, half) | two_times(pixel >> 8 & TWO, share, half) << 8;
}

/* The sum, each byte at most 255. */
static uint32_t two_plus(uint32_t a, uint32_t b) {
    const uint32_t t = a + b;
    return (t | (0x01000100 - (t >> 8 & TWO))) & TWO;
}

static uint32_t pixel_plus(uint32_t a, uint32_t b) {
    return two_plus(a & TWO, b & TWO) | two_plus(a >> 8 & TWO, b >> 8 & TWO) << 8;
}

/* What is laid over a pixel is `add` and the share `keep` of what it was. An opaque colour is mixed
 * in by its coverage (_fill_xrgb32_lerp_opaque_spans), another one laid over by its alpha (pixman's
 * over_n_8_8888): two roundings that differ. */
typedef struct layer {
    uint32_t add, keep, half;
} layer;

static layer layer_of(const ct_ink *ink, unsigned alpha) {
    if (ink->is_opaque) return (layer){ pixel_times(ink->pixel, alpha, 0x7F), FULL - alpha, 0x7F };
    const uint32_t add = pixel_times(ink->pixel, alpha, 0x80);
    return (layer){ add, FULL - (add >> 24), 0x80 };
}

static void dot_plain(const ct_ink *ink, uint32_t *pixel, unsigned alpha) {
    const layer l = layer_of(ink, alpha);
    *pixel = pixel_plus(l.add, pixel_times(*pixel, l.keep, l.half));
}

void ct_ink_dots_plain(const ct_ink *ink, uint32_t *to, const uint8_t *alphas, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (alphas[i] > 0) dot_plain(ink, to + i, alphas[i]);
}

/* The same, to the bit, four pixels at once. */
#if defined __SSE2__
static __m128i products(__m128i a, __m128i b, __m128i half) {
    const __m128i t = _mm_add_epi16(_mm_mullo_epi16(a, b), half);
    return _mm_srli_epi16(_mm_add_epi16(t, _mm_srli_epi16(t, 8)), 8);
}

/* Two pixels, 16 bits a channel: what they become, before it is held to 255. */
static __m128i two_blend(const ct_ink *ink, __m128i color, __m128i alpha, __m128i below) {
    const __m128i full = _mm_set1_epi16(FULL), half = _mm_set1_epi16(ink->is_opaque ? 0x7F : 0x80);
    const __m128i add = products(color, alpha, half);
    if (!ink->is_opaque) alpha = _mm_shufflehi_epi16(_mm_shufflelo_epi16(add, 0xFF), 0xFF);
    return _mm_add_epi16(add, products(below, _mm_sub_epi16(full, alpha), half));
}

static void four_blend(const ct_ink *ink, uint32_t *to, uint32_t alphas) {
    const __m128i zero = _mm_setzero_si128();
    const __m128i color = _mm_unpacklo_epi8(_mm_set1_epi32((int)ink->pixel), zero);
    __m128i alpha = _mm_cvtsi32_si128((int)alphas);
    alpha = _mm_unpacklo_epi8(alpha, alpha);
    alpha = _mm_unpacklo_epi16(alpha, alpha); /* each four times */
    __m128i *at = (__m128i *)(void *)to;
    const __m128i below = _mm_loadu_si128(at);
    _mm_storeu_si128(at, _mm_packus_epi16(two_blend(ink, color, _mm_unpacklo_epi8(alpha, zero),
                                                    _mm_unpacklo_epi8(below, zero)),
                                          two_blend(ink, color, _mm_unpackhi_epi8(alpha, zero),
                                                    _mm_unpackhi_epi8(below, zero))));
}

void ct_ink_dots(const ct_ink *ink, uint32_t *to, const uint8_t *alphas, size_t count) {
    uint32_t four;
    for (; count >= 4; count -= 4, to += 4, alphas += 4) {
        memcpy(&four, alphas, 4);
        if (four == UINT32_MAX && ink->is_opaque)
            _mm_storeu_si128((__m128i *)(void *)to, _mm_set1_epi32((int)ink->pixel));
        else if (four)
            four_blend(ink, to, four);
    }
    ct_ink_dots_plain(ink, to, alphas, count);
}

static void run_blend(const ct_ink *ink, uint32_t *to, size_t count, unsigned alpha) {
    for (; count >= 4; count -= 4, to += 4)
        four_blend(ink, to, alpha * 0x01010101U);
    for (size_t i = 0; i < count; i++)
        dot_plain(ink, to + i, alpha);
}
#else
void ct_ink_dots(const ct_ink *ink, uint32_t *to, const uint8_t *alphas, size_t count) {
    ct_ink_dots_plain(ink, to, alphas, count);
}

static void run_blend(const ct_ink *ink, uint32_t *to, size_t count, unsigned alpha) {
    for (size_t i = 0; i < count; i++)
        dot_plain(ink, to + i, alpha);
}
#endif

void ct_ink_run(const ct_ink *ink, uint32_t *to, size_t count, unsigned alpha) {
    if (alpha == FULL && ink->is_opaque) {
        for (size_t i = 0; i < count; i++)
            to[i] = ink->pixel;
    } else if (alpha > 0) {
        run_blend(ink, to, count, alpha);
    }
}

/* ---- an easel -------------------------------------------------------------------------------- */

static uint8_t *byte_at(const ct_easel *easel, int x, int y) {
    return easel->data + (size_t)(y - easel->top) * easel->stride + (x - easel->left);
}

static uint32_t *pixel_at(const ct_easel *easel, int x, int y) {
    return (uint32_t *)(void *)(easel->data + (size_t)(y - easel->top) * easel->stride) +
           (x - easel->left);
}

void ct_easel_dots(const ct_easel *easel, const ct_ink *ink, int x, int y, const uint8_t *alphas,
                   size_t count) {
    if (easel->is_mask)
        memcpy(byte_at(easel, x, y), alphas, count);
    else
        ct_ink_dots(ink, pixel_at(easel, x, y), alphas, count);
}

void ct_easel_run(const ct_easel *easel, const ct_ink *ink, int x, int y, size_t count,
                  unsigned alpha) {
    if (easel->is_mask)
        memset(byte_at(easel, x, y), (int)alpha, count);
    else
        ct_ink_run(ink, pixel_at(easel, x, y), count, alpha);
}
