/* seeded.h - random numbers from a seed that a failure names; CT_SEED runs one again. */
#ifndef CT_TEST_SEEDED_H
#define CT_TEST_SEEDED_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

static uint64_t seeded_state;

static inline uint64_t seeded_from(uint64_t usual) {
    const char *wish = getenv("CT_SEED");
    uint64_t seed = wish ? strtoull(wish, NULL, 10) : usual;
    printf("seed %llu\n", (unsigned long long)seed);
    return seed;
}

/* splitmix64 (Steele, Lea, Flood 2014) */
static inline uint64_t seeded_next(void) {
    uint64_t z = seeded_state += 0x9E3779B97F4A7C15u;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return z ^ z >> 31;
}

static inline size_t seeded_below(size_t n) { return (size_t)(seeded_next() % n); }

static inline double seeded_share(void) { return (double)(seeded_next() >> 11) * 0x1p-53; }

#define SEEDED_OF(list) ((list)[seeded_below(CT_COUNT(list))])

#endif
