/* test_value.c - lengths, shares, areas, colours and words from text. */
#include <math.h>

#include "spec_case.h"

static void lengths_become_px(void **state) {
    (void)state;
    static const struct {
        const char *text;
        double px;
    } good[] = { { "12px", 12 },   { "1in", 96 },    { "72pt", 96 },  { "25.4mm", 96 },
                 { "2.54cm", 96 }, { "0", 0 },       { "0.0", 0 },    { "1.5 px", 1.5 },
                 { "-3px", -3 },   { "1e2px", 100 }, { ".5px", 0.5 }, { "0px", 0 } };
    static const char *const bad[] = { "",       "12",      "px",   "12 ",      "12em",  "12%",
                                       "12pxx",  "1,5px",   "nan",  "infpx",    "0x1px", "--1px",
                                       "1..2px", "1e999px", "12PX", "twelve px" };
    const char *why;
    double px;
    for (size_t i = 0; i < CT_COUNT(good); i++) {
        assert_true(ct_length_parse(good[i].text, &px, &why));
        assert_true(fabs(px - good[i].px) < 1e-9);
    }
    for (size_t i = 0; i < CT_COUNT(bad); i++)
        if (ct_length_parse(bad[i], &px, &why)) fail_msg("'%s' is taken for a length", bad[i]);
    assert_false(ct_length_parse("12", &px, &why));
    assert_string_equal(why, "needs a unit, such as '12px'");
}

static void shares_are_from_0_to_1(void **state) {
    (void)state;
    double share;
    assert_true(ct_share_parse("17%", &share));
    assert_true(fabs(share - 0.17) < 1e-12);
    assert_true(ct_share_parse("0.85", &share));
    assert_true(fabs(share - 0.85) < 1e-12);
    assert_true(ct_share_parse("100 %", &share));
    static const char *const bad[] = { "101%", "-1%", "1.5", "17", "17px", "%", "", "nan%" };
    for (size_t i = 0; i < CT_COUNT(bad); i++)
        if (ct_share_parse(bad[i], &share)) fail_msg("'%s' is taken for a share", bad[i]);
}

static void areas_become_km2(void **state) {
    (void)state;
    double km2;
    assert_true(ct_area_parse("< 0.05km2", &km2));
    assert_true(km2 == 0.05);
    assert_true(ct_area_parse("0.05 km²", &km2));
    assert_true(km2 == 0.05);
    assert_true(ct_area_parse("5ha", &km2));
    assert_true(fabs(km2 - 0.05) < 1e-12);
    assert_true(ct_area_parse("50000m2", &km2));
    assert_true(fabs(km2 - 0.05) < 1e-12);
    assert_true(ct_area_parse("0", &km2));
    static const char *const bad[] = { "5", "< km2", "-1km2", "5km", "> 5km2", "" };
    for (size_t i = 0; i < CT_COUNT(bad); i++)
        if (ct_area_parse(bad[i], &km2)) fail_msg("'%s' is taken for an area", bad[i]);
}

static void scales_have_a_denominator(void **state) {
    (void)state;
    double n;
    assert_true(ct_scale_parse("1:2500000", &n));
    assert_true(n == 2500000);
    assert_true(ct_scale_parse("1: 25000", &n));
    static const char *const bad[] = { "2500000", "2:5", "1:", "1:0", "1:-5", "1:x", "1:1e400" };
    for (size_t i = 0; i < CT_COUNT(bad); i++)
        if (ct_scale_parse(bad[i], &n)) fail_msg("'%s' is taken for a scale", bad[i]);
}

static void hex_colours_have_3_4_6_or_8_digits(void **state) {
    (void)state;
    ct_rgba c;
    assert_true(ct_hex_parse("#a52714", &c));
    assert_true(c.r == 0xa5 / 255.0 && c.g == 0x27 / 255.0 && c.b == 0x14 / 255.0 && c.a == 1);
    assert_true(ct_hex_parse("#F00", &c));
    assert_true(c.r == 1 && c.g == 0 && c.b == 0 && c.a == 1);
    assert_true(ct_hex_parse("#12345680", &c));
    assert_true(c.a == 128 / 255.0);
    assert_true(ct_hex_parse("#fff8", &c));
    assert_true(c.a == 0x88 / 255.0);
    static const char *const bad[] = { "",         "#",    "#1",  "#12",       "#12345",
                                       "#1234567", "#ggg", "fff", "#123456789" };
    for (size_t i = 0; i < CT_COUNT(bad); i++)
        if (ct_hex_parse(bad[i], &c)) fail_msg("'%s' is taken for a colour", bad[i]);
}

static void alpha_is_split_off(void **state) {
    spec_case *c = *state;
    const char *name;
    double alpha;
    assert_true(ct_alpha_split(c->arena, "red / 30%", &name, &alpha));
    assert_string_equal(name, "red");
    assert_true(fabs(alpha - 0.3) < 1e-12);
    assert_true(ct_alpha_split(c->arena, "#fff/0.5", &name, &alpha));
    assert_string_equal(name, "#fff");
    assert_true(alpha == 0.5);
    assert_true(ct_alpha_split(c->arena, "red", &name, &alpha));
    assert_true(alpha == 1);
    static const char *const bad[] = {
        "", "/ 30%", "red /", "red / 130%", "red / x", "red / 1 / 2"
    };
    for (size_t i = 0; i < CT_COUNT(bad); i++)
        if (ct_alpha_split(c->arena, bad[i], &name, &alpha)) fail_msg("'%s' is split", bad[i]);
}

static void languages_and_ids_are_well_formed(void **state) {
    (void)state;
    static const char *const langs[] = { "en", "uk", "zh-Hant-TW", "pt-BR", "es-419" };
    static const char *const no_langs[] = {
        "", "e", "en-", "-en", "en_US", "1a", "русский", "en--US", "abcdefghi", "en-abcdefghi"
    };
    for (size_t i = 0; i < CT_COUNT(langs); i++)
        assert_true(ct_lang_valid(langs[i]));
    for (size_t i = 0; i < CT_COUNT(no_langs); i++)
        if (ct_lang_valid(no_langs[i])) fail_msg("'%s' is taken for a language", no_langs[i]);
    static const char *const ids[] = { "a", "held-before", "a.b_c9", "_x", "фронт" };
    static const char *const no_ids[] = { "", "9a", "-a", ".a", "a b", "a/b", "a\"b", "a{b}" };
    for (size_t i = 0; i < CT_COUNT(ids); i++)
        assert_true(ct_id_valid(ids[i]));
    for (size_t i = 0; i < CT_COUNT(no_ids); i++)
        if (ct_id_valid(no_ids[i])) fail_msg("'%s' is taken for an id", no_ids[i]);
}

static void words_are_chosen_by_language(void **state) {
    (void)state;
    const char *langs[] = { "en", "uk", "pt-BR", "pt" };
    const char *texts[] = { "E", "U", "B", "P" };
    ct_place places[4] = { { .line = 1 }, { .line = 2 }, { .line = 3 }, { .line = 4 } };
    ct_words words = { .langs = langs, .texts = texts, .places = places, .count = 4 };
    ct_place place;
    assert_string_equal(ct_words_in(&words, "uk", &place), "U");
    assert_int_equal(place.line, 2);
    assert_string_equal(ct_words_in(&words, "uk-UA", NULL), "U");
    assert_string_equal(ct_words_in(&words, "pt-BR", NULL), "B");
    assert_string_equal(ct_words_in(&words, "pt-PT", NULL), "P");
    assert_string_equal(ct_words_in(&words, "fr", NULL), "E");
    assert_string_equal(ct_words_in(&words, NULL, NULL), "E");
    assert_string_equal(ct_words_in(&words, "u", NULL), "E"); /* no mere prefix */
    langs[0] = NULL;
    words.count = 1;
    assert_string_equal(ct_words_in(&words, "uk", NULL), "E");
    words.count = 0;
    assert_null(ct_words_in(&words, "uk", NULL));
    assert_null(ct_words_in(NULL, "uk", NULL));
}

static void words_of_a_table_are_found(void **state) {
    (void)state;
    static const ct_word table[] = { { "north", 0 }, { "n", 0 }, { "south", 4 }, { 0 } };
    assert_int_equal(ct_word_find(table, "n")->value, 0);
    assert_int_equal(ct_word_find(table, "south")->value, 4);
    assert_null(ct_word_find(table, "South"));
    assert_null(ct_word_find(table, ""));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        CASE(lengths_become_px),
        CASE(shares_are_from_0_to_1),
        CASE(areas_become_km2),
        CASE(scales_have_a_denominator),
        CASE(hex_colours_have_3_4_6_or_8_digits),
        CASE(alpha_is_split_off),
        CASE(languages_and_ids_are_well_formed),
        CASE(words_are_chosen_by_language),
        CASE(words_of_a_table_are_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
