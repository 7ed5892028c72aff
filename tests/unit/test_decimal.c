/* test_decimal.c - digits and a power of ten to the nearest double, against the C library. */
#include "../../src/source/source.h"
#include "sample.h"
#include "seeded.h"

static void same_as_strtod(uint64_t digits, int exponent) {
    char text[64];
    double own;
    if (!ct_decimal(digits, exponent, &own)) return;
    snprintf(text, sizeof text, "%llue%d", (unsigned long long)digits, exponent);
    double known = strtod(text, NULL);
    if (own != known) fail_msg("%s: %.17g, not %.17g", text, own, known);
}

static void short_ones_take_the_short_way(void **state) {
    (void)state;
    double value;
    assert_true(ct_decimal(0, -5, &value) && value == 0);
    assert_true(ct_decimal(37803, -3, &value) && value == 37.803);
    assert_true(ct_decimal(1, 22, &value) && value == 1e22);
    assert_true(ct_decimal(UINT64_MAX, 0, &value) && value == 18446744073709551615.0);
    assert_false(ct_decimal(UINT64_MAX, 1, &value));
    assert_false(ct_decimal(1, 23, &value));
    assert_false(ct_decimal(UINT64_MAX, -20, &value));
}

static void halves_go_to_the_even_neighbour(void **state) {
    (void)state;
    static const uint64_t near[] = { (1ull << 53) + 1, (1ull << 53) + 3,    (1ull << 54) + 2,
                                     (1ull << 54) + 6, (1ull << 63) + 1024, (1ull << 63) + 3072,
                                     9007199254740993, 90071992547409930,   900719925474099301 };
    for (size_t i = 0; i < CT_COUNT(near); i++)
        for (uint64_t d = 0; d < 3; d++)
            for (int e = -19; e <= 0; e++)
                same_as_strtod(near[i] + d - 1, e);
    double value; /* 2^53 + 1, with and without a crumb behind */
    assert_true(ct_decimal(9007199254740993000, -3, &value) && value == 9007199254740992);
    assert_true(ct_decimal(9007199254740993001, -3, &value) && value == 9007199254740994);
}

static void random_ones_are_those_of_the_library(void **state) {
    (void)state;
    uint64_t seed = seeded_from(20260127);
    seeded_state = seed;
    for (int i = 0; i < 400000; i++) {
        uint64_t digits = seeded_next() >> seeded_below(64);
        same_as_strtod(digits, (int)seeded_below(46) - 23);
    }
}

/* Coordinates as programs write them: 17 digits that give the very double back. */
static void written_doubles_come_back(void **state) {
    (void)state;
    seeded_state = seeded_from(7);
    for (int i = 0; i < 100000; i++) {
        double value = 180 * seeded_share(), back;
        char text[40];
        snprintf(text, sizeof text, "%.16f", value);
        char *point = strchr(text, '.');
        int places = (int)strlen(point + 1);
        memmove(point, point + 1, strlen(point));
        unsigned long long digits = strtoull(text, NULL, 10);
        if (strlen(text) > 19) continue;
        assert_true(ct_decimal(digits, -places, &back));
        snprintf(text, sizeof text, "%llue-%d", digits, places);
        assert_true(back == strtod(text, NULL));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(short_ones_take_the_short_way),
        cmocka_unit_test(halves_go_to_the_even_neighbour),
        cmocka_unit_test(random_ones_are_those_of_the_library),
        cmocka_unit_test(written_doubles_come_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
