/* points.c - the random pages of Christensen, Marks and Shieber (ACM TOG 14(3), 1995): the share of
 * labels placed free of conflict, and the time, for four and for eight positions. Points lie
 * anywhere, or at whole numbers, where labels often touch, which is no conflict.
 *
 * Usage: bench_points [PAGES [MOST]]: so many pages for each number of points up to MOST. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "../../../src/marks/marks.h"

#define WIDTH   792.0
#define HEIGHT  612.0
#define LABEL_W 30.0
#define LABEL_H 7.0

enum { MOST_POSITIONS = 8, USUAL_PAGES = 25 };

/* From the point to the label's top left corner: the four corners first, then the sides. */
static const double to_left[MOST_POSITIONS] = { 0, -30, -30, 0, -15, -15, 0, -30 };
static const double to_top[MOST_POSITIONS] = { -7, -7, 0, 0, -7, 0, -3.5, -3.5 };

static uint64_t seed;

static double random_to(double most) { /* xorshift64* (Vigna 2016) */
    seed ^= seed >> 12;
    seed ^= seed << 25;
    seed ^= seed >> 27;
    return (double)((seed * 0x2545f4914f6cdd1dULL) >> 11) * 0x1p-53 * most;
}

static ct_choice *make_page(ct_arena *arena, size_t count, size_t positions, bool whole) {
    ct_choice *items = CT_ARRAY(arena, count, ct_choice);
    ct_candidate *candidates = CT_ARRAY(arena, count * positions, ct_candidate);
    for (size_t i = 0; i < count; i++) {
        double x = random_to(WIDTH), y = random_to(HEIGHT);
        if (whole) {
            x = floor(x);
            y = floor(y);
        }
        for (size_t k = 0; k < positions; k++) {
            double left = x + to_left[k], top = y + to_top[k];
            ct_box box = { left, top, left + LABEL_W, top + LABEL_H };
            candidates[i * positions + k] =
                (ct_candidate){ .box = box, .cost = (double)k, .tile = ct_tile_of(box, 0) };
        }
        items[i] = (ct_choice){ .candidates = &candidates[i * positions],
                                .count = positions,
                                .weight = 50 };
    }
    return items;
}

/* Labels that stand, counted with no trust in the solver: one that overlaps another is none. */
static size_t count_placed(const ct_choice *items, size_t count, const int *chosen) {
    size_t placed = 0;
    for (size_t i = 0; i < count; i++) {
        bool stands = chosen[i] >= 0;
        for (size_t k = 0; k < count && stands; k++) {
            if (k == i || chosen[k] < 0) continue;
            ct_box a = items[i].candidates[chosen[i]].box, b = items[k].candidates[chosen[k]].box;
            stands = a.x1 <= b.x0 || b.x1 <= a.x0 || a.y1 <= b.y0 || b.y1 <= a.y0;
        }
        placed += stands;
    }
    return placed;
}

static double cpu_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static void measure(size_t count, size_t positions, bool whole, int pages) {
    double share = 0, ms = 0;
    for (int page = 0; page < pages; page++) {
        ct_arena *arena = ct_arena_new();
        seed = 0x9e3779b97f4a7c15ULL * (uint64_t)(page + 1) + count; /* the same pages each time */
        ct_choice *items = make_page(arena, count, positions, whole);
        int *chosen = CT_ARRAY(arena, count, int);
        double start = cpu_ms();
        ct_choose(items, count, chosen);
        ms += (cpu_ms() - start) / pages;
        share += (double)count_placed(items, count, chosen) / (double)count / pages;
        ct_arena_free(arena);
    }
    printf(" | %6.2f | %6.1f", share * 100, ms);
}

int main(int argc, char **argv) {
    static const size_t counts[] = { 50, 100, 250, 500, 750, 1000, 1250, 1500 };
    int pages = argc > 1 ? atoi(argv[1]) : USUAL_PAGES;
    size_t most = argc > 2 ? (size_t)atol(argv[2]) : SIZE_MAX;
    if (pages < 1) return 2;
    printf("| points | 4 positions, %% placed | CPU ms | 8 positions | CPU ms | 4, whole numbers | "
           "CPU ms | 8, whole numbers | CPU ms |\n|---|---|---|---|---|---|---|---|---|\n");
    for (size_t i = 0; i < CT_COUNT(counts) && counts[i] <= most; i++) {
        printf("| %5zu", counts[i]);
        for (int kind = 0; kind < 4; kind++)
            measure(counts[i], kind % 2 ? 8 : 4, kind > 1, pages);
        printf(" |\n");
        fflush(stdout);
    }
    return 0;
}
