/* test_arena.c - the arena, strings in it, the byte buffer and its numbers. */
#include <locale.h>
#include <math.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../../src/base/base.h"

#include <cmocka.h>

static void memory_is_zeroed_aligned_and_apart(void **state) {
    (void)state;
    ct_arena *arena = ct_arena_new();
    srand(1);
    enum { ITEMS = 3000 };
    unsigned char *items[ITEMS];
    size_t sizes[ITEMS];
    for (size_t i = 0; i < ITEMS; i++) {
        sizes[i] = i % 97 == 0 ? (size_t)rand() % 200000 : (size_t)rand() % 300;
        items[i] = ct_arena_alloc(arena, sizes[i]);
        assert_int_equal((uintptr_t)items[i] % 16, 0);
        for (size_t k = 0; k < sizes[i]; k++)
            assert_int_equal(items[i][k], 0);
        memset(items[i], (int)(i % 251) + 1, sizes[i]);
    }
    for (size_t i = 0; i < ITEMS; i++)
        for (size_t k = 0; k < sizes[i]; k++)
            assert_int_equal(items[i][k], (int)(i % 251) + 1);
    ct_arena_free(arena);
    ct_arena_free(NULL);
}

static void nothing_is_a_pointer_of_its_own(void **state) {
    (void)state;
    ct_arena *arena = ct_arena_new();
    void *a = ct_arena_alloc(arena, 0), *b = ct_arena_array(arena, 0, 8);
    assert_non_null(a);
    assert_non_null(b);
    assert_ptr_not_equal(a, b);
    ct_arena_free(arena);
}

static void a_reset_zeroes_and_counts_anew(void **state) {
    (void)state;
    ct_arena *arena = ct_arena_new();
    assert_int_equal(ct_arena_used(arena), 0);
    for (int round = 0; round < 5; round++) {
        for (int i = 0; i < 20; i++) {
            unsigned char *p = ct_arena_alloc(arena, 30000);
            for (size_t k = 0; k < 30000; k++)
                assert_int_equal(p[k], 0);
            memset(p, 0xAA, 30000);
        }
        assert_true(ct_arena_used(arena) >= 20 * 30000);
        assert_true(ct_arena_used(arena) < 20 * 30000 + 20 * 64);
        ct_arena_reset(arena);
        assert_int_equal(ct_arena_used(arena), 0);
    }
    ct_arena_free(arena);
}

#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/asan_interface.h>

static void the_sanitizer_guards_each_item(void **state) {
    (void)state;
    ct_arena *arena = ct_arena_new();
    static const size_t sizes[] = { 1, 8, 16, 30, 64, 4096, 100000 };
    char *last = NULL;
    for (size_t i = 0; i < CT_COUNT(sizes); i++) {
        last = ct_arena_alloc(arena, sizes[i]);
        assert_null(__asan_region_is_poisoned(last, sizes[i]));
        assert_true(__asan_address_is_poisoned(last + sizes[i]));
        assert_true(__asan_address_is_poisoned(last - 1));
    }
    ct_arena_reset(arena); /* keeps the largest block, where the last item was */
    assert_true(__asan_address_is_poisoned(last));
    assert_ptr_equal(ct_arena_alloc(arena, 3), last);
    assert_true(__asan_address_is_poisoned(last + 3));
    ct_arena_free(arena);
}
#endif

/* The exit status of a child that runs `work`; its standard error goes to `said`. */
static int status_of(void (*work)(void), char *said, size_t size) {
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    fflush(NULL);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        dup2(ends[1], STDERR_FILENO);
        work();
        _exit(0);
    }
    close(ends[1]);
    ssize_t n = read(ends[0], said, size - 1);
    said[n > 0 ? n : 0] = '\0';
    close(ends[0]);
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static ct_arena *lasting; /* where a leak check at exit finds it */

static void ask_too_much(void) {
    ct_arena *arena = lasting = ct_arena_new();
    (void)ct_arena_array(arena, SIZE_MAX / 4, 8);
}

static void grow_too_much(void) {
    ct_arena *arena = lasting = ct_arena_new();
    double *items = NULL;
    size_t capacity = 0;
    CT_GROW(arena, items, capacity, SIZE_MAX / 2 + 5);
}

static void reserve_too_much(void) {
    ct_buffer buffer = { 0 };
    (void)ct_buffer_reserve(&buffer, SIZE_MAX - 3);
}

static void overflow_ends_the_process_with_a_finding(void **state) {
    (void)state;
    void (*const works[])(void) = { ask_too_much, grow_too_much, reserve_too_much };
    for (size_t i = 0; i < CT_COUNT(works); i++) {
        char said[300];
        assert_int_equal(status_of(works[i], said, sizeof said), CARTOUCHE_BAD_IO);
        assert_non_null(strstr(said, "out of memory"));
    }
}

static void arrays_grow_and_keep_their_items(void **state) {
    (void)state;
    ct_arena *arena = ct_arena_new();
    int *items = NULL;
    size_t capacity = 0;
    for (size_t i = 0; i < 10000; i++) {
        size_t before = capacity;
        CT_GROW(arena, items, capacity, i);
        assert_true(capacity > i);
        if (capacity != before) assert_int_equal(items[capacity - 1], 0);
        items[i] = (int)i * 3;
    }
    for (size_t i = 0; i < 10000; i++)
        assert_int_equal(items[i], (int)i * 3);
    double *sparse = NULL;
    capacity = 0;
    CT_GROW(arena, sparse, capacity, 1000); /* not one after the other */
    assert_true(capacity > 1000);
    assert_true(sparse[1000] == 0);
    ct_arena_free(arena);
}

static void strings_are_copied(void **state) {
    (void)state;
    ct_arena *arena = ct_arena_new();
    char text[] = "Сніжне";
    const char *copy = ct_strdup(arena, text);
    text[0] = '?';
    assert_string_equal(copy, "Сніжне");
    assert_null(ct_strdup(arena, NULL));
    assert_string_equal(ct_strdup(arena, ""), "");
    assert_string_equal(ct_strndup(arena, "abcdef", 3), "abc");
    assert_string_equal(ct_strndup(arena, "ab", 100), "ab");
    assert_string_equal(ct_strndup(arena, NULL, 0), "");
    const char unended[3] = { 'x', 'y', 'z' };
    assert_string_equal(ct_strndup(arena, unended, 3), "xyz");
    assert_string_equal(ct_printf(arena, "%s-%d", "a", 7), "a-7");
    assert_string_equal(ct_printf(arena, "%s", ""), "");
    char *big = malloc(200001);
    memset(big, 'q', 200000);
    big[200000] = '\0';
    assert_string_equal(ct_printf(arena, "%s", big), big);
    free(big);
    assert_true(ct_streq(NULL, NULL));
    assert_false(ct_streq(NULL, ""));
    assert_false(ct_streq("", NULL));
    assert_true(ct_streq("a", "a"));
    assert_false(ct_streq("a", "b"));
    ct_arena_free(arena);
}

static void buffers_grow(void **state) {
    (void)state;
    ct_buffer buffer = { 0 };
    ct_buffer_append(&buffer, NULL, 0);
    assert_string_equal(buffer.data, "");
    for (int i = 0; i < 5000; i++)
        ct_buffer_printf(&buffer, "%04d,", i);
    assert_int_equal(buffer.size, 25000);
    assert_int_equal(strlen(buffer.data), 25000);
    assert_memory_equal(buffer.data + 4999 * 5, "4999,", 6);
    ct_buffer_printf(&buffer, "%s", "");
    assert_int_equal(buffer.size, 25000);
    memcpy(ct_buffer_reserve(&buffer, 3), "end", 3);
    buffer.size += 3;
    ct_buffer_text(&buffer, "!");
    assert_string_equal(buffer.data + 25000, "end!");
    ct_buffer_append(&buffer, "\0x", 2);
    assert_int_equal(buffer.size, 25006);
    ct_buffer_free(&buffer);
    assert_null(buffer.data);
    assert_int_equal(buffer.size, 0);
    ct_buffer_free(&buffer);
}

static void number_is(double value, int decimals, const char *expected) {
    ct_buffer buffer = { 0 };
    ct_buffer_number(&buffer, value, decimals);
    assert_string_equal(buffer.data, expected);
    assert_int_equal(strlen(buffer.data), buffer.size);
    ct_buffer_free(&buffer);
}

static void numbers_of_known_look(void **state) {
    (void)state;
    static const struct {
        double value;
        int decimals;
        const char *text;
    } cases[] = {
        { 0, 0, "0" },
        { -0.0, 3, "0" },
        { -0.04, 1, "0" },
        { 0.05, 1, "0.1" },
        { -0.05, 1, "-0.1" },
        { 0.049, 1, "0" },
        { 0.5, 0, "1" },
        { 1, 2, "1" },
        { 10, 2, "10" },
        { 100, 0, "100" },
        { 1.5, 2, "1.5" },
        { -1.25, 2, "-1.25" },
        { 1.005, 3, "1.005" },
        { 0.001, 3, "0.001" },
        { 99.999, 2, "100" },
        { 1e15, 0, "1000000000000000" },
        { 1e15, 9, "1000000000000000" },
        { -1e15, 2, "-1000000000000000" },
        { 9007199254740993.0, 0, "9007199254740992" },
        { 1e22, 3, "10000000000000000000000" },
        { 12345678.125, 9, "12345678.125" },
        { 12345678901.5, 9, "12345678901.5" },
        { -3, -5, "-3" },
        { 0.123456789, 20, "0.123456789" },
        { NAN, 2, "0" },
        { INFINITY, 2, "0" },
        { -INFINITY, 2, "0" },
        { 5e-324, 9, "0" },
    };
    for (size_t i = 0; i < CT_COUNT(cases); i++)
        number_is(cases[i].value, cases[i].decimals, cases[i].text);
    ct_buffer buffer = { 0 };
    ct_buffer_number(&buffer, 1.7976931348623157e308, 2);
    assert_int_equal(buffer.size, 309);
    ct_buffer_free(&buffer);
}

static double random_value(void) {
    double mantissa = (double)rand() / RAND_MAX * 2 - 1;
    return mantissa * pow(10, rand() % 14 - 4);
}

/* printf rounds the exact binary value, we the product: they differ at ties alone, by one unit. */
static void numbers_agree_with_printf(void **state) {
    (void)state;
    srand(20260127);
    ct_buffer buffer = { 0 };
    long same = 0, all = 200000;
    for (long i = 0; i < all; i++) {
        double value = random_value();
        int decimals = rand() % 10;
        while (decimals > 0 && fabs(value) * pow(10, decimals) >= 9e15)
            decimals--;
        char expected[64];
        snprintf(expected, sizeof expected, "%.*f", decimals, value);
        if (strchr(expected, '.')) {
            char *end = expected + strlen(expected);
            while (end[-1] == '0')
                *--end = '\0';
            if (end[-1] == '.') end[-1] = '\0';
        }
        if (strcmp(expected, "-0") == 0) strcpy(expected, "0");
        buffer.size = 0;
        ct_buffer_number(&buffer, value, decimals);
        if (strcmp(expected, buffer.data) == 0) {
            same++;
            continue;
        }
        double scaled = fabs(value) * pow(10, decimals), part = scaled - floor(scaled);
        if (fabs(part - 0.5) > scaled * 1e-15 + 1e-15)
            fail_msg("%.17g with %d decimals: '%s', not '%s'", value, decimals, buffer.data,
                     expected);
    }
    assert_true(same > all * 99 / 100);
    ct_buffer_free(&buffer);
}

static void numbers_do_not_know_the_locale(void **state) {
    (void)state;
    if (!setlocale(LC_ALL, "de_DE.UTF-8") && !setlocale(LC_ALL, "uk_UA.UTF-8")) skip();
    number_is(1234.5, 2, "1234.5");
    number_is(1e17, 2, "100000000000000000");
    setlocale(LC_ALL, "C");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_is_zeroed_aligned_and_apart),
        cmocka_unit_test(nothing_is_a_pointer_of_its_own),
        cmocka_unit_test(a_reset_zeroes_and_counts_anew),
#ifdef __SANITIZE_ADDRESS__
        cmocka_unit_test(the_sanitizer_guards_each_item),
#endif
        cmocka_unit_test(overflow_ends_the_process_with_a_finding),
        cmocka_unit_test(arrays_grow_and_keep_their_items),
        cmocka_unit_test(strings_are_copied),
        cmocka_unit_test(buffers_grow),
        cmocka_unit_test(numbers_of_known_look),
        cmocka_unit_test(numbers_agree_with_printf),
        cmocka_unit_test(numbers_do_not_know_the_locale),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
