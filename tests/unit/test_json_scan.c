/* test_json_scan.c - tokens of JSON: strings, numbers to the last bit, and what is skipped. */
#include "../../src/source/source.h"
#include "sample.h"
#include "seeded.h"

static ct_json over(const char *text) {
    return (ct_json){ .at = text, .end = text + strlen(text) };
}

/* The string of a token; "refused" where it is none. Kept by the bench. */
static const char *string_of(bench *b, const char *text) {
    ct_json j = over(text);
    const char *found = ct_json_string(&j);
    const char *kept = found ? ct_strdup(b->arena, found) : "refused";
    ct_buffer_free(&j.text);
    return kept;
}

static void strings_are_decoded(void **state) {
    bench *b = *state;
    assert_string_equal(string_of(b, " \"\""), "");
    assert_string_equal(string_of(b, "\"Донецьк\""), "Донецьк");
    assert_string_equal(string_of(b, "\"a\\\"b\\\\c\\/d\\b\\f\\n\\r\\t\""), "a\"b\\c/d\b\f\n\r\t");
    assert_string_equal(string_of(b, "\"\\u0041\\u00e9\\u20AC\\ud83d\\ude00\""), "Aé€😀");
}

static void bad_strings_are_refused(void **state) {
    bench *b = *state;
    static const char *const bad[] = { "",
                                       "x",
                                       "\"",
                                       "\"a",
                                       "\"\\",
                                       "\"\\x\"",
                                       "\"\\u12\"",
                                       "\"\\u12g4\"",
                                       "\"\\u0000\"",
                                       "\"\\ud800\"",
                                       "\"\\ud800x\"",
                                       "\"\\ude00\"",
                                       "\"\\ud800\\u0041\"",
                                       "\"a\nb\"",
                                       "\"\xFF\"",
                                       "\"\xC3\"" };
    for (size_t i = 0; i < CT_COUNT(bad); i++)
        assert_string_equal(string_of(b, bad[i]), "refused");
}

static void numbers_are_exact(void **state) {
    (void)state;
    static const struct {
        const char *text;
        double value;
        bool whole;
    } cases[] = {
        { "0", 0, true },
        { "-12", -12, true },
        { "999999999999999999", 1e18, true },
        { "1.0", 1, false },
        { "2.5e-3", 0.0025, false },
        { "1E5", 1e5, false },
        { "0.1", 0.1, false },
        { "37.123456789012345", 37.123456789012345, false },
        { "0.00000000000000000001", 1e-20, false },
        { "123456789012345678901234.5", 123456789012345678901234.5, false },
        { "1e-320", 1e-320, false },
    };
    for (size_t i = 0; i < CT_COUNT(cases); i++) {
        ct_json j = over(cases[i].text);
        ct_json_value v;
        if (!ct_json_number(&j, &v) || v.number != cases[i].value || v.whole != cases[i].whole)
            fail_msg("%s gives %.17g", cases[i].text, v.number);
        assert_true(j.at == j.end);
    }
    ct_json j = over("-0 -0.0");
    ct_json_value v;
    assert_true(ct_json_number(&j, &v) && !signbit(v.number)); /* a whole number has one zero */
    assert_true(ct_json_number(&j, &v) && signbit(v.number));
}

static void what_is_no_number_is_refused(void **state) {
    (void)state;
    static const char *const bad[] = {
        "",   "-",   "01", "-01", ".5",  "1.",    "1.e5",
        "1e", "1e+", "+1", "NaN", "abc", "1e999", "1000000000000000000"
    };
    for (size_t i = 0; i < CT_COUNT(bad); i++) {
        ct_json j = over(bad[i]);
        ct_json_value v;
        if (ct_json_number(&j, &v) && j.at == j.end) fail_msg("taken for a number: '%s'", bad[i]);
    }
}

static void random_numbers_come_back(void **state) {
    (void)state;
    uint64_t seed = seeded_from(3);
    seeded_state = seed;
    for (int i = 0; i < 100000; i++) {
        char text[64];
        double value = (seeded_share() - 0.5) * pow(10, (double)seeded_below(30) - 12);
        static const char *const formats[] = { "%.17g", "%.6f", "%.15g", "%.3e" };
        snprintf(text, sizeof text, SEEDED_OF(formats), value);
        ct_json j = over(text);
        ct_json_value v;
        if (!ct_json_number(&j, &v) || v.number != strtod(text, NULL))
            fail_msg("%s: %.17g", text, v.number);
    }
}

static void any_value_is_skipped_and_faults_are_not(void **state) {
    (void)state;
    static const char *const good[] = {
        "1",    "\"\\u00e9\\n\"",       "{}",
        "[]",   "[1, {\"a\": [null]}]", "{\"a\": true, \"b\": {\"c\": -1.5e3}}",
        "false"
    };
    static const char *const bad[] = { "",         "{",           "[1,]",   "{\"a\"}",
                                       "{\"a\":}", "[1 2]",       "x",      "[1}",
                                       "{a:1}",    "\"\\q\"",     "nul",    "{\"a\":1,}",
                                       "[",        "\"\\u00g0\"", "\"\t\"", "[01]" };
    for (size_t i = 0; i < CT_COUNT(good); i++) {
        ct_json j = over(good[i]);
        assert_true(ct_json_skip(&j) && j.at == j.end);
    }
    for (size_t i = 0; i < CT_COUNT(bad); i++) {
        ct_json j = over(bad[i]);
        if (ct_json_skip(&j) && j.at == j.end) fail_msg("skipped: %s", bad[i]);
    }
    char deep[2001];
    memset(deep, '[', 1000);
    memset(deep + 1000, ']', 1000);
    deep[2000] = '\0';
    ct_json j = over(deep);
    assert_false(ct_json_skip(&j));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        BENCH_TEST(strings_are_decoded),
        BENCH_TEST(bad_strings_are_refused),
        cmocka_unit_test(numbers_are_exact),
        cmocka_unit_test(what_is_no_number_is_refused),
        cmocka_unit_test(random_numbers_come_back),
        cmocka_unit_test(any_value_is_skipped_and_faults_are_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
