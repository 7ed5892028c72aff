/* test_bands.c - each step in every band that it meets; each band drawn once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdatomic.h>

#include "../../src/canvas/canvas.h"
#include "seeded.h"

enum { ROWS = 100, TOP = 7, COUNT = 500 };

static void each_step_is_in_the_bands_it_meets(void **state) {
    (void)state;
    seeded_state = seeded_from(21);
    ct_arena *arena = ct_arena_new();
    ct_builder b = ct_builder_start(arena, CT_LINE);
    for (size_t i = 0; i < COUNT; i++) {
        ct_builder_point(&b, 0, seeded_share() * 200 - 40);
        if (i % 9 == 8 || i % 13 == 0) ct_builder_end_part(&b);
    }
    ct_builder_end_part(&b);
    const ct_shape s = ct_builder_take(&b);
    const ct_easel to = { .scale = 1 };
    const ct_trail t = ct_trail_of(arena, &s, &to, false);
    const double reach = 1.5;
    const ct_bands bands = ct_bands_of(arena, &t, reach, TOP, ROWS);
    assert_int_equal(bands.count, 7);
    for (int band = 0; band < bands.count; band++) {
        uint32_t at = bands.first[band];
        const double y0 = TOP + band * CT_BAND_ROWS, y1 = fmin(y0 + CT_BAND_ROWS, TOP + ROWS);
        for (size_t i = 0; i < t.points; i++) {
            const bool last = t.marks[i] & CT_TRAIL_LAST, first = t.marks[i] & CT_TRAIL_FIRST;
            if (last && !first) continue;
            const double next = last ? t.y[i] : t.y[i + 1];
            if (fmax(t.y[i], next) + reach < y0 || fmin(t.y[i], next) - reach >= y1) continue;
            assert_true(at < bands.first[band + 1]);
            assert_int_equal(bands.steps[at], i);
            at++;
        }
        assert_int_equal(at, bands.first[band + 1]);
    }
    ct_arena_free(arena);
}

typedef struct tally {
    int drawn[ROWS];
} tally;

static void note(void *user, int band) {
    tally *t = user;
    assert_true(band < ROWS);
    t->drawn[band]++;
}

static void each_band_is_drawn_once_by_one_of_the_threads(void **state) {
    (void)state;
    const ct_bands bands = { .rows = ROWS * CT_BAND_ROWS, .count = ROWS };
    for (int threads = 0; threads <= 4; threads++) {
        tally tallies[CT_BRUSHES] = { 0 };
        void *users[CT_BRUSHES];
        for (size_t i = 0; i < CT_BRUSHES; i++)
            users[i] = &tallies[i];
        ct_threads_deal(note, users, bands.count, threads);
        for (size_t band = 0; band < ROWS; band++) {
            int drawn = 0;
            for (size_t i = 0; i < CT_BRUSHES; i++)
                drawn += tallies[i].drawn[band];
            assert_int_equal(drawn, 1);
            if (threads < 2) assert_int_equal(tallies[0].drawn[band], 1);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_step_is_in_the_bands_it_meets),
        cmocka_unit_test(each_band_is_drawn_once_by_one_of_the_threads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
