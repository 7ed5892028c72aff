/* test_encoding.c - names of encodings as people write them, and bytes to UTF-8. */
#include "../../src/source/source.h"
#include "sample.h"

static const char *known_as(bench *b, const char *name) {
    ct_decoder *decoder = ct_decoder_open(name);
    if (!decoder) return "unknown";
    const char *known = ct_strdup(b->arena, ct_decoder_name(decoder));
    ct_decoder_close(decoder);
    return known;
}

static void names_are_known_however_they_are_written(void **state) {
    bench *b = *state;
    static const char *const names[][2] = {
        { "UTF-8", "UTF-8" },           { "utf8\r\n", "UTF-8" },   { "65001", "UTF-8" },
        { "1251", "CP1251" },           { "ANSI 1251", "CP1251" }, { "windows-1251", "CP1251" },
        { "CP1252", "CP1252" },         { "  OEM 866 ", "CP866" }, { "88591", "ISO-8859-1" },
        { "885915", "ISO-8859-15" },    { "885911", "CP874" },     { "ISO88592", "ISO-8859-2" },
        { "ISO 8859-5", "ISO-8859-5" }, { "LDID/201", "CP1251" },  { "LDID/87", "ISO-8859-1" },
        { "KOI8-R", "KOI8-R" },         { "Big5", "BIG5" },
    };
    for (size_t i = 0; i < CT_COUNT(names); i++)
        assert_string_equal(known_as(b, names[i][0]), names[i][1]);
}

static void what_is_no_encoding_is_unknown(void **state) {
    bench *b = *state;
    static const char *const names[] = { "",         " \n",   "klingon",       "LDID/4",
                                         "99999999", "1251/", "UTF-8//IGNORE", "\xEF\xBB\xBF" };
    for (size_t i = 0; i < CT_COUNT(names); i++)
        assert_string_equal(known_as(b, names[i]), "unknown");
    assert_null(ct_decoder_open(NULL));
}

static const char *decoded(bench *b, const char *encoding, const char *bytes, size_t size,
                           bool *bad) {
    ct_decoder *decoder = ct_decoder_open(encoding);
    *bad = false;
    const char *text = ct_decode(decoder, b->arena, bytes, size, bad);
    ct_decoder_close(decoder);
    return text;
}

static void bytes_become_utf8(void **state) {
    bench *b = *state;
    bool bad;
    assert_string_equal(decoded(b, "1251", "\xD5\xE5\xF0\xF1\xEE\xED", 6, &bad), "Херсон");
    assert_string_equal(decoded(b, "CP866", "\x8A\xA8\xA5\xA2", 4, &bad), "Киев");
    assert_string_equal(decoded(b, "shift_jis", "\x93\x8C\x8B\x9E", 4, &bad), "東京");
    assert_string_equal(decoded(b, "UTF-8", "Херсон", 12, &bad), "Херсон");
    assert_string_equal(decoded(b, "UTF-16", "a\0\x1A\x04", 4, &bad), "aК");
    assert_false(bad);
    assert_string_equal(decoded(b, "1251", "", 0, &bad), "");
}

static void what_cannot_be_decoded_is_replaced(void **state) {
    bench *b = *state;
    bool bad;
    assert_string_equal(decoded(b, "UTF-8", "a\xC3(\xFF", 4, &bad), "a\xEF\xBF\xBD(\xEF\xBF\xBD");
    assert_true(bad);
    assert_string_equal(decoded(b, "shift_jis", "x\x93", 2, &bad), "x\xEF\xBF\xBD");
    assert_true(bad);
    assert_string_equal(decoded(b, "1253", "\xAA!", 2, &bad), "\xEF\xBF\xBD!");
    assert_true(bad);
}

static void control_characters_become_blanks(void **state) {
    bench *b = *state;
    bool bad = false;
    assert_string_equal(ct_text_mend(b->arena,
                                     "a\x01"
                                     "b\nc\x7F",
                                     &bad),
                        "a b\nc ");
    assert_false(bad);
    assert_string_equal(ct_text_mend(b->arena, "\xED\xA0\x80", &bad),
                        "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
    assert_true(bad);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        BENCH_TEST(names_are_known_however_they_are_written),
        BENCH_TEST(what_is_no_encoding_is_unknown),
        BENCH_TEST(bytes_become_utf8),
        BENCH_TEST(what_cannot_be_decoded_is_replaced),
        BENCH_TEST(control_characters_become_blanks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
