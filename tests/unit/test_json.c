/* test_json.c - JSON to its last byte, and the place of the first fault. */
#include "../../src/source/source.h"
#include "sample.h"

static bool check(const char *text, bool sequence, int *line, int *column) {
    const char *what = NULL;
    bool ok = ct_json_check(text, strlen(text), sequence, line, column, &what);
    if (!ok) assert_non_null(what);
    return ok;
}

static bool good(const char *text) {
    int line, column;
    return check(text, false, &line, &column);
}

static void json_passes(void **state) {
    (void)state;
    static const char *const texts[] = {
        "{}",
        "[]",
        " [1, -2.5e+3, 0.1E-2, 0, -0] \n",
        "{\"a\": {\"b\": [true, false, null]}, \"\": \"\"}",
        "\"\\u00e9 \\n \\\\ \\\"\"",
        "\xEF\xBB\xBF{}",
        "[[[[]], {}]]",
        "{\"x\": [NaN, Infinity, -Infinity]}",
        "3",
    };
    for (size_t i = 0; i < CT_COUNT(texts); i++)
        assert_true(good(texts[i]));
}

static void what_is_no_json_does_not(void **state) {
    (void)state;
    static const char *const texts[] = {
        "",        "{",           "}",      "[1,]",  "[1 2]", "{\"a\"}", "{\"a\":}",
        "{a: 1}",  "{\"a\": 1,}", "[01]",   "[1.]",  "[.5]",  "[+1]",    "[1e]",
        "\"\\x\"", "\"\\u12g4\"", "\"\n\"", "\"abc", "nul",   "[1}",     "{\"a\": 1]",
        "{} {}",   "[] x",        "[tru]",  "'a'",   "\"a\\", "[1,,2]",  "<html>",
    };
    for (size_t i = 0; i < CT_COUNT(texts); i++)
        if (good(texts[i])) fail_msg("taken for JSON: %s", texts[i]);
}

static void the_fault_is_found_at_its_place(void **state) {
    (void)state;
    int line, column;
    assert_false(check("{\n  \"a\": 1,\n  b: 2\n}", false, &line, &column));
    assert_int_equal(line, 3);
    assert_int_equal(column, 3);
    assert_false(check("[1,\n[2,\n", false, &line, &column));
    assert_int_equal(line, 3);
}

static void every_cut_is_noticed(void **state) {
    (void)state;
    static const char whole[] =
        "{\"type\": \"FeatureCollection\", \"features\": [{\"a\": [1, 2]}]}";
    for (size_t size = 0; size < sizeof whole - 1; size++) {
        int line, column;
        const char *what;
        assert_false(ct_json_check(whole, size, false, &line, &column, &what));
    }
    assert_true(good(whole));
}

static void a_sequence_holds_several_values(void **state) {
    (void)state;
    int line, column;
    assert_true(check("{}\n{}\n", true, &line, &column));
    assert_true(check("\x1E{}\n\x1E{}\n", true, &line, &column));
    assert_false(check("{}\n{\n", true, &line, &column));
    assert_false(check("{}\n{}\n", false, &line, &column));
    assert_int_equal(line, 2);
}

static void deep_nesting_is_refused_and_safe(void **state) {
    (void)state;
    char *deep = malloc(100001);
    memset(deep, '[', 100000);
    deep[100000] = '\0';
    assert_false(good(deep));
    free(deep);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json_passes),
        cmocka_unit_test(what_is_no_json_does_not),
        cmocka_unit_test(the_fault_is_found_at_its_place),
        cmocka_unit_test(every_cut_is_noticed),
        cmocka_unit_test(a_sequence_holds_several_values),
        cmocka_unit_test(deep_nesting_is_refused_and_safe),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
