/* test_plain.c - any bytes become a line of text that can be shaped. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "../../src/scene/scene.h"

static void check(const char *given, size_t most, const char *want) {
    ct_arena *arena = ct_arena_new();
    assert_string_equal(ct_text_plain(arena, given, most), want);
    ct_arena_free(arena);
}

static void good_text_stays(void **state) {
    (void)state;
    check("", 100, "");
    check("Kyiv", 100, "Kyiv");
    check("Київ – 東京 🗺", 100, "Київ – 東京 🗺");
    check("a\u00A0b\u200Dc\u00AD", 100, "a\u00A0b\u200Dc\u00AD"); /* NBSP, joiner, soft hyphen */
}

static void breaks_become_spaces(void **state) {
    (void)state;
    check("a\nb\tc\r", 100, "a b c ");
    check("a\u2028b\u2029c\xC2\x85"
          "d",
          100, "a b c d");
}

static void controls_and_noncharacters_go(void **state) {
    (void)state;
    check("a\x01\x1F\x7F\xC2\x80z", 100, "az");
    check("a\uFFFE\uFFFF\uFDD0\U0001FFFFz", 100, "az");
}

static void bad_bytes_are_replaced(void **state) {
    (void)state;
    check("a\xFFz", 100, "a\uFFFDz");
    check("\xC3", 100, "\uFFFD");
    check("\xE2\x82z", 100, "\uFFFD\uFFFDz");
    check("\xC0\xAF", 100, "\uFFFD\uFFFD");           /* overlong */
    check("\xED\xA0\x80", 100, "\uFFFD\uFFFD\uFFFD"); /* a surrogate */
}

static void a_cut_parts_no_character(void **state) {
    (void)state;
    check("abc", 3, "abc");
    check("abcd", 3, "abc");
    check("abc", 0, "");
    check("Київ", 3, "К");
    check("Київ", 4, "Ки");
    check("Київ", 1, "");
    check("a🗺z", 2, "a");
    check("a🗺z", 4, "a");
    check("a🗺z", 5, "a🗺");
}

/* Whatever the bytes, the result is valid and has no control characters. */
static void random_bytes_give_valid_text(void **state) {
    (void)state;
    unsigned seed = 1;
    for (int round = 0; round < 2000; round++) {
        char bytes[64] = { 0 };
        for (size_t i = 0; i < sizeof bytes - 1; i++) {
            seed = seed * 1103515245 + 12345;
            bytes[i] = (char)(1 + (seed >> 16) % 255);
        }
        ct_arena *arena = ct_arena_new();
        const char *plain = ct_text_plain(arena, bytes, (size_t)round % 64);
        assert_int_equal(ct_utf8_valid(plain, strlen(plain)), strlen(plain));
        for (const char *c = plain; *c; c++)
            assert_true((unsigned char)*c >= ' ' && *c != 0x7F);
        assert_string_equal(ct_text_plain(arena, plain, strlen(plain)), plain);
        ct_arena_free(arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(good_text_stays),
        cmocka_unit_test(breaks_become_spaces),
        cmocka_unit_test(controls_and_noncharacters_go),
        cmocka_unit_test(bad_bytes_are_replaced),
        cmocka_unit_test(a_cut_parts_no_character),
        cmocka_unit_test(random_bytes_give_valid_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
