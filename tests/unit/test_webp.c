/* test_webp.c - animations as WebP: frames, times, and every pixel. */
#include "reel.h"

#include <webp/decode.h>
#include <webp/mux.h>

/* What a player shows: each frame over the one before it. */
static void show(WebPMux *mux, uint32_t index, uint32_t *canvas, int *ms) {
    WebPMuxFrameInfo info;
    assert_int_equal(WebPMuxGetFrame(mux, index, &info), WEBP_MUX_OK);
    *ms = info.duration;
    int w, h;
    uint8_t *rgba = WebPDecodeRGBA(info.bitstream.bytes, info.bitstream.size, &w, &h);
    assert_non_null(rgba);
    for (int y = 0; y < h; y++)
        for (int x = 0; x < w; x++) {
            const uint8_t *p = rgba + 4 * ((size_t)y * (size_t)w + (size_t)x);
            uint32_t rgb = (uint32_t)p[0] << 16 | (uint32_t)p[1] << 8 | p[2];
            if (p[3]) canvas[(y + info.y_offset) * WIDE + x + info.x_offset] = rgb;
        }
    WebPFree(rgba);
    WebPDataClear(&info.bitstream);
}

static void every_pixel_comes_back(void **state) {
    (void)state;
    const int steps[] = { 0, 1, 2, 7 };
    ct_film_ask ask = ask_of(CT_FILM_WEBP);
    ct_buffer out = shoot(ct_webp_open, &ask, steps, 4);
    WebPData data = { (const uint8_t *)out.data, out.size };
    WebPMux *mux = WebPMuxCreate(&data, 0);
    assert_non_null(mux);
    int count = 0, ms;
    WebPMuxAnimParams params;
    assert_int_equal(WebPMuxNumChunks(mux, WEBP_CHUNK_ANMF, &count), WEBP_MUX_OK);
    assert_int_equal(count, 4);
    assert_int_equal(WebPMuxGetAnimationParams(mux, &params), WEBP_MUX_OK);
    assert_int_equal(params.loop_count, 0);
    uint32_t canvas[PIXELS] = { 0 }, wanted[PIXELS];
    for (int i = 0; i < 4; i++) {
        show(mux, (uint32_t)i + 1, canvas, &ms);
        paint(wanted, steps[i]);
        assert_int_equal(ms, i == 3 ? 900 : 300);
        assert_memory_equal(canvas, wanted, sizeof wanted);
    }
    WebPMuxDelete(mux);
    ct_buffer_free(&out);
}

static void same_frames_same_bytes(void **state) {
    (void)state;
    const int steps[] = { 3, 3, 5 };
    ct_film_ask ask = ask_of(CT_FILM_WEBP);
    ct_buffer one = shoot(ct_webp_open, &ask, steps, 3), two = shoot(ct_webp_open, &ask, steps, 3);
    assert_int_equal(one.size, two.size);
    assert_memory_equal(one.data, two.data, one.size);
    ct_buffer_free(&one);
    ct_buffer_free(&two);
}

static void too_large_is_refused(void **state) {
    (void)state;
    char why[200] = "";
    ct_film_coder coder;
    ct_film_ask ask = ask_of(CT_FILM_WEBP);
    ask.width = 20000;
    assert_false(ct_webp_open(&ask, &coder, why, sizeof why));
    assert_non_null(strstr(why, "20000 × 40 px are too many for WebP"));
}

int main(void) {
    const struct CMUnitTest tests[] = { cmocka_unit_test(every_pixel_comes_back),
                                        cmocka_unit_test(same_frames_same_bytes),
                                        cmocka_unit_test(too_large_is_refused) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
