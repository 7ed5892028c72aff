/* test_gif_reel.c - frames kept as what differs come back whole. */
#include "reel.h"

static void copy_run(void *user, size_t at, const uint32_t *pixels, size_t count) {
    memcpy((uint32_t *)user + at, pixels, count * sizeof *pixels);
}

/* The next of a row of numbers (Knuth's MMIX constants). */
static uint32_t next(uint64_t *seed) {
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*seed >> 33);
}

static void frames_come_back(void **state) {
    (void)state;
    enum { FRAMES = 40, MANY = 501 };
    uint64_t seed = 4;
    static uint32_t all[FRAMES][MANY];
    uint32_t now[MANY] = { 0 };
    ct_gif_reel reel = { .pixels = MANY };
    for (int i = 0; i < FRAMES; i++) {
        for (uint32_t k = next(&seed) % 60; k > 0; k--)
            now[next(&seed) % MANY] = next(&seed);
        if (i == 7) now[0] = 1, now[MANY - 1] = 2;
        memcpy(all[i], now, sizeof now);
        ct_gif_reel_add(&reel, now);
    }
    uint32_t shown[MANY] = { 0 };
    for (int i = 0; i < FRAMES; i++) {
        ct_gif_reel_play(&reel, (size_t)i, copy_run, shown);
        assert_memory_equal(shown, all[i], sizeof shown);
    }
    ct_gif_reel_free(&reel);
}

static void what_stays_takes_no_room(void **state) {
    (void)state;
    uint32_t pixels[PIXELS];
    ct_gif_reel reel = { .pixels = PIXELS };
    paint(pixels, 1);
    ct_gif_reel_add(&reel, pixels);
    ct_gif_reel_add(&reel, pixels);
    paint(pixels, 2);
    ct_gif_reel_add(&reel, pixels);
    assert_int_equal(reel.frames[1].size, 0);
    assert_in_range(reel.frames[2].size, 1, sizeof pixels / 8);
    ct_gif_reel_free(&reel);
}

int main(void) {
    const struct CMUnitTest tests[] = { cmocka_unit_test(frames_come_back),
                                        cmocka_unit_test(what_stays_takes_no_room) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
