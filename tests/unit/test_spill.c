/* test_spill.c - what is spilled stays as it was written, and leaves memory when it rests. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../../src/base/base.h"

enum { SIZE = 1 << 20, COUNT = SIZE / sizeof(uint32_t) };

/* KiB of files without a name that are in memory; -1: the system does not tell. */
static long resident(void) {
    FILE *file = fopen("/proc/self/smaps", "r");
    char line[512];
    bool own = false;
    long sum = 0;
    if (!file) return -1;
    while (fgets(line, sizeof line, file)) {
        if (strstr(line, "-") && strstr(line, " rw-s ")) own = strstr(line, "(deleted)") != NULL;
        if (!own || strncmp(line, "Rss:", 4) != 0) continue;
        sum += strtol(line + 4, NULL, 10);
        own = false;
    }
    fclose(file);
    return sum;
}

static void fill(uint32_t *items, uint32_t seed) {
    for (uint32_t i = 0; i < COUNT; i++)
        items[i] = i * 2654435761u + seed;
}

static void is_filled(const uint32_t *items, uint32_t seed) {
    for (uint32_t i = 0; i < COUNT; i++)
        assert_int_equal(items[i], i * 2654435761u + seed);
}

static void what_rests_comes_back(void **state) {
    (void)state;
    uint32_t *a = ct_spill_map(SIZE), *b = ct_spill_map(SIZE);
    if (!a || !b) {
        skip();
        return;
    }
    for (uint32_t i = 0; i < COUNT; i++)
        assert_int_equal(a[i], 0);
    fill(a, 1);
    fill(b, 2);
    if (resident() >= 0) assert_in_range(resident(), 2 * SIZE / 1024, 2 * SIZE / 1024 + 64);
    ct_spill_rest(a, SIZE);
    ct_spill_rest(b, SIZE);
    if (resident() >= 0) assert_in_range(resident(), 0, 64);
    is_filled(a, 1);
    is_filled(b, 2);
    ct_spill_unmap(a);
    ct_spill_unmap(b);
    ct_spill_unmap(NULL);
}

/* Small pieces of one file stay until another one's turn comes. */
static void small_pieces_rest_together(void **state) {
    (void)state;
    uint32_t *a = ct_spill_map(SIZE), *b = ct_spill_map(SIZE);
    if (!a || !b) {
        skip();
        return;
    }
    fill(a, 3);
    ct_spill_rest(a, 100);
    ct_spill_rest(a + 1000, 100);
    if (resident() >= 0) assert_in_range(resident(), SIZE / 1024, SIZE / 1024 + 64);
    ct_spill_rest(b, 100);
    if (resident() >= 0) assert_in_range(resident(), 0, 64);
    is_filled(a, 3);
    ct_spill_unmap(a);
    ct_spill_unmap(b);
}

static void other_memory_is_left_alone(void **state) {
    (void)state;
    static uint32_t items[COUNT];
    uint32_t *a = ct_spill_map(SIZE);
    fill(items, 4);
    ct_spill_rest(items, sizeof items);
    is_filled(items, 4);
    ct_spill_unmap(a);
    ct_spill_rest(items, sizeof items);
    is_filled(items, 4);
}

static void an_arena_takes_it_along(void **state) {
    (void)state;
    ct_arena *arena = ct_arena_new();
    uint32_t *a = ct_arena_spill(arena, SIZE);
    assert_non_null(ct_arena_spill(arena, 0));
    fill(a, 5);
    ct_spill_rest(a, SIZE);
    is_filled(a, 5);
    ct_arena_reset(arena);
    if (resident() >= 0) assert_int_equal(resident(), 0);
    fill(ct_arena_spill(arena, SIZE), 6);
    ct_arena_free(arena);
    if (resident() >= 0) assert_int_equal(resident(), 0);
}

/* Without a folder for it, and where the file would be too large, memory is as any other. */
static void no_room_is_no_fault(void **state) {
    (void)state;
    assert_null(ct_spill_map((size_t)1 << 62));
    ct_arena *arena = ct_arena_new();
    assert_int_equal(setenv("TMPDIR", "/nonexistent", 1), 0);
    uint32_t *a = ct_arena_spill(arena, SIZE);
    fill(a, 7);
    ct_spill_rest(a, SIZE);
    is_filled(a, 7);
    unsetenv("TMPDIR");
    ct_arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_rests_comes_back),      cmocka_unit_test(small_pieces_rest_together),
        cmocka_unit_test(other_memory_is_left_alone), cmocka_unit_test(an_arena_takes_it_along),
        cmocka_unit_test(no_room_is_no_fault),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
