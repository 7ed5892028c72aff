/* test_bind_list.c - keys that take a list or a mapping of their own making. */
#include "spec_case.h"

typedef struct slot {
    ct_words words;
    ct_names names;
    double numbers[8];
    size_t count;
    ct_position order[CT_POS_COUNT];
    ct_sheet_item items[8];
    bool km, mi;
    ct_name fields[2];
    ct_class_rule rule;
    ct_words *several;
    ct_day *days;
} slot;

static bool bind(spec_case *c, const ct_key *key, const char *text, slot *s) {
    ct_binding binding = { .arena = c->arena, .report = c->report, .where = "x" };
    *s = (slot){ 0 };
    assert_true(ct_bind_shape(&binding, key, case_yaml(c, text), s));
    return binding.faults == 0;
}

static void assert_bad(spec_case *c, const ct_key *key, const char *text, const char *findings) {
    slot s;
    assert_false(bind(c, key, text, &s));
    assert_string_equal(case_findings(c), findings);
}

static void words_are_one_text_or_one_a_language(void **state) {
    spec_case *c = *state;
    const ct_key key = CT_KEY("title", CT_T_WORDS, slot, words, .doc = "");
    slot s;
    assert_true(bind(c, &key, "Hello", &s));
    assert_int_equal(s.words.count, 1);
    assert_null(s.words.langs[0]);
    assert_true(bind(c, &key, "{ en: Hello, uk: Привіт }", &s));
    assert_int_equal(s.words.count, 2);
    assert_string_equal(ct_words_in(&s.words, "uk", NULL), "Привіт");
    assert_int_equal(s.words.places[1].column, 18);
    assert_true(bind(c, &key, "{ en: '' }", &s)); /* no title in English */
    assert_bad(c, &key, "[a]", "1:1: 'title' must be a text, or a mapping of languages to texts\n");
    assert_bad(c, &key, "{}", "1:1: 'title' must be a text, or a mapping of languages to texts\n");
    assert_bad(c, &key, "{ en_US: a, uk: [b] }",
               "1:3: 'en_US' in 'title' is no language, such as 'en' or 'uk'\n"
               "1:17: 'title' for 'uk' must be a text\n");
}

static void names_are_one_or_a_list(void **state) {
    spec_case *c = *state;
    const ct_key key = CT_KEY("fit", CT_T_NAMES, slot, names, .doc = "");
    const ct_key langs = CT_KEY("lang", CT_T_LANGS, slot, names, .doc = "");
    slot s;
    assert_true(bind(c, &key, "a", &s));
    assert_int_equal(s.names.count, 1);
    assert_true(bind(c, &key, "[a, b]", &s));
    assert_string_equal(s.names.items[1].text, "b");
    assert_int_equal(s.names.items[1].place.column, 5);
    assert_bad(c, &key, "[a, [b]]", "1:5: 'fit' must be a name, or a list of names\n");
    assert_bad(c, &key, "{ a: b }", "1:1: 'fit' must be a name, or a list of names\n");
    assert_bad(c, &langs, "[en, u]", "1:6: 'lang' must be languages, such as 'uk', not 'u'\n");
}

static const ct_word positions[] = { { "T", CT_POS_T },   { "B", CT_POS_B },   { "R", CT_POS_R },
                                     { "TR", CT_POS_TR }, { "BR", CT_POS_BR }, { "L", CT_POS_L },
                                     { "TL", CT_POS_TL }, { "BL", CT_POS_BL }, { 0 } };

static void positions_left_out_come_last(void **state) {
    spec_case *c = *state;
    const ct_key key = CT_KEY("order", CT_T_POSITIONS, slot, order, .detail = positions, .doc = "");
    slot s;
    assert_true(bind(c, &key, "[R, T]", &s));
    static const ct_position expected[] = { CT_POS_R,  CT_POS_T, CT_POS_B,  CT_POS_TR,
                                            CT_POS_BR, CT_POS_L, CT_POS_TL, CT_POS_BL };
    assert_memory_equal(s.order, expected, sizeof expected);
    assert_true(bind(c, &key, "imhof", &s));
    bool seen[CT_POS_COUNT] = { 0 };
    for (size_t i = 0; i < CT_POS_COUNT; i++)
        seen[s.order[i]] = true;
    for (size_t i = 0; i < CT_POS_COUNT; i++)
        assert_true(seen[i]);
    assert_int_equal(s.order[0], CT_POS_TR);
    assert_bad(c, &key, "[T, T]", "1:5: 'order' names 'T' twice\n");
    assert_bad(c, &key, "[X]",
               "1:2: 'order' must be made of T, B, R, TR, BR, L, TL or BL, not 'X'\n");
}

static void orders_have_a_count(void **state) {
    spec_case *c = *state;
    static const ct_word items[] = { { "title", CT_SHEET_TITLE }, { "map", CT_SHEET_MAP }, { 0 } };
    const ct_key key = CT_KEY("order", CT_T_ORDER, slot, items, .also = CT_ALSO(slot, count),
                              .detail = items, .doc = "");
    slot s;
    assert_true(bind(c, &key, "[map, title]", &s));
    assert_int_equal(s.count, 2);
    assert_int_equal(s.items[0], CT_SHEET_MAP);
    assert_bad(c, &key, "[map, map]", "1:7: 'order' names 'map' twice\n");
}

static void flags_are_set_by_word(void **state) {
    spec_case *c = *state;
    static const ct_word units[] = { { "km", offsetof(slot, km) },
                                     { "mi", offsetof(slot, mi) },
                                     { 0 } };
    const ct_key key = CT_KEY_HERE("units", CT_T_FLAGS, .detail = units);
    slot s;
    assert_true(bind(c, &key, "[mi]", &s));
    assert_true(s.mi && !s.km);
    assert_true(bind(c, &key, "km", &s));
    assert_true(s.km && !s.mi);
    assert_bad(c, &key, "[km, miles]", "1:6: 'units' must be made of km or mi, not 'miles'\n");
}

static void dashes_come_in_pairs(void **state) {
    spec_case *c = *state;
    const ct_key key =
        CT_KEY("dash", CT_T_DASH, slot, numbers, .also = CT_ALSO(slot, count), .doc = "");
    const char *fault = "1:1: 'dash' must be 2, 4, 6 or 8 lengths on and off, such as [4px, 2px]\n";
    slot s;
    assert_true(bind(c, &key, "[4px, 0.75pt]", &s));
    assert_int_equal(s.count, 2);
    assert_true(s.numbers[0] == 4 && s.numbers[1] == 1);
    assert_true(bind(c, &key, "none", &s));
    assert_int_equal(s.count, 0);
    static const char *const bad[] = { "[4px]",
                                       "[4, 2]",
                                       "[0px, 0px]",
                                       "[-1px, 2px]",
                                       "4px",
                                       "[]",
                                       "[1px,1px,1px,1px,1px,1px,1px,1px,1px,1px]" };
    for (size_t i = 0; i < CT_COUNT(bad); i++)
        assert_bad(c, &key, bad[i], fault);
}

static void offsets_are_two_lengths(void **state) {
    spec_case *c = *state;
    const ct_key key = CT_KEY("offset", CT_T_OFFSET, slot, numbers, .doc = "");
    const char *fault = "1:1: 'offset' must be two lengths, rightwards and downwards, such as "
                        "[12px, -8px]\n";
    slot s;
    assert_true(bind(c, &key, "[12px, -0.75pt]", &s));
    assert_true(s.numbers[0] == 12 && s.numbers[1] == -1);
    static const char *const bad[] = { "[4px]", "[4, 2]", "4px", "[1px, 2px, 3px]",
                                       "[20000px, 0]" };
    for (size_t i = 0; i < CT_COUNT(bad); i++)
        assert_bad(c, &key, bad[i], fault);
}

static void class_rules(void **state) {
    spec_case *c = *state;
    const ct_key key = CT_KEY("class", CT_T_CLASS_RULE, slot, rule, .doc = "");
    slot s;
    assert_true(bind(c, &key, "city", &s));
    assert_null(s.rule.by.text);
    assert_string_equal(s.rule.otherwise.text, "city");
    assert_true(bind(c, &key, "{ by: rank, 1: city, 2: town, else: village }", &s));
    assert_string_equal(s.rule.by.text, "rank");
    assert_int_equal(s.rule.count, 2);
    assert_string_equal(s.rule.values[1], "2");
    assert_string_equal(s.rule.classes[1].text, "town");
    assert_int_equal(s.rule.classes[1].place.column, 25);
    assert_string_equal(s.rule.otherwise.text, "village");
    assert_true(bind(c, &key, "{ by: rank, 1: city, else: none }", &s));
    assert_null(s.rule.otherwise.text);
    assert_bad(c, &key, "{ 1: city }",
               "1:1: 'class' must be a class, or { by: field, value: class, …, else: class }\n");
    assert_bad(c, &key, "[city]",
               "1:1: 'class' must be a class, or { by: field, value: class, …, else: class }\n");
    assert_bad(c, &key, "{ by: rank }", "1:1: 'class' gives no value of 'rank' a class\n");
    assert_bad(c, &key, "{ by: rank, 1: [city] }",
               "1:16: '1' must name a class\n"
               "1:1: 'class' gives no value of 'rank' a class\n");
}

static void fields_are_two(void **state) {
    spec_case *c = *state;
    const ct_key key = CT_KEY("xy", CT_T_FIELDS, slot, fields, .doc = "");
    slot s;
    assert_true(bind(c, &key, "[lon, lat]", &s));
    assert_string_equal(s.fields[0].text, "lon");
    assert_string_equal(s.fields[1].text, "lat");
    assert_bad(c, &key, "lon", "1:1: 'xy' must be the two fields [longitude, latitude]\n");
    assert_bad(c, &key, "[lon]", "1:1: 'xy' must be the two fields [longitude, latitude]\n");
}

static void boxes_have_a_size(void **state) {
    spec_case *c = *state;
    const ct_key key = CT_KEY("box", CT_T_BOX, slot, numbers, .also = CT_ALSO(slot, km), .doc = "");
    const char *finding = "1:1: 'box' must be [x, y, width, height], such as [0, 0, 24, 24]\n";
    slot s;
    assert_true(bind(c, &key, "[-1, 0, 24, 12.5]", &s));
    assert_true(s.km && s.numbers[0] == -1 && s.numbers[3] == 12.5);
    assert_bad(c, &key, "[0, 0, 24]", finding);
    assert_bad(c, &key, "[0, 0, 24, 0]", finding);
    assert_bad(c, &key, "[0, 0, 24px, 24px]", finding);
    assert_bad(c, &key, "24", finding);
}

static void pairs_run_from_least_to_greatest(void **state) {
    spec_case *c = *state;
    const ct_range sizes = { 0, 400 };
    const ct_key lengths = CT_KEY("range", CT_T_LENGTHS, slot, numbers, .detail = &sizes,
                                  .also = CT_ALSO(slot, km), .doc = "");
    const ct_key numbers = CT_KEY("values", CT_T_NUMBERS, slot, numbers, .doc = "");
    const char *of_lengths = "1:1: 'range' must be [least, greatest], such as [0px, 40px]\n";
    const char *of_numbers = "1:1: 'values' must be [least, greatest], such as [0, 1000]\n";
    slot s;
    assert_true(bind(c, &lengths, "[0, 1in]", &s));
    assert_true(s.km && s.numbers[0] == 0 && s.numbers[1] == 96);
    assert_true(bind(c, &numbers, "[-5, 1e6]", &s));
    assert_true(s.numbers[0] == -5 && s.numbers[1] == 1e6);
    assert_bad(c, &lengths, "[4, 40px]", of_lengths); /* no unit */
    assert_bad(c, &lengths, "[4px, 500px]", of_lengths);
    assert_bad(c, &lengths, "40px", of_lengths);
    assert_bad(c, &numbers, "[5, 5]", of_numbers);
    assert_bad(c, &numbers, "[1, 2, 3]", of_numbers);
    assert_bad(c, &numbers, "[low, high]", of_numbers);
}

static void several_words_make_a_list(void **state) {
    spec_case *c = *state;
    const ct_key key =
        CT_KEY("titles", CT_T_WORDS_LIST, slot, several, .also = CT_ALSO(slot, count), .doc = "");
    slot s;
    assert_true(bind(c, &key, "[Before, { en: After, uk: Після }]", &s));
    assert_int_equal(s.count, 2);
    assert_string_equal(ct_words_in(&s.several[0], "uk", NULL), "Before");
    assert_string_equal(ct_words_in(&s.several[1], "uk", NULL), "Після");
    assert_bad(c, &key, "Before", "1:1: 'titles' must be a list of texts\n");
    assert_bad(c, &key, "[]", "1:1: 'titles' must be a list of texts\n");
    assert_bad(c, &key, "[a, ~]", "1:5: 'titles' must be a list of texts\n");
    assert_bad(c, &key, "[[a]]",
               "1:2: 'titles' must be a text, or a mapping of languages to texts\n");
}

static void days_are_listed_and_ranges_run(void **state) {
    spec_case *c = *state;
    const ct_key key =
        CT_KEY("dates", CT_T_DAYS, slot, days, .also = CT_ALSO(slot, count), .doc = "");
    slot s;
    assert_true(bind(c, &key, "2024-02-28", &s));
    assert_true(s.count == 1 && s.days[0] == ct_day_from(2024, 2, 28));
    assert_true(bind(c, &key, "[2024-02-28..2024-03-01, 2023-01-01..2023-02-01/2w]", &s));
    assert_int_equal(s.count, 6);
    assert_int_equal(s.days[2], ct_day_from(2024, 3, 1));
    assert_int_equal(s.days[5], ct_day_from(2023, 1, 29));
    assert_bad(c, &key, "[2024-03-01, 2024-02-28..2024-03-02]",
               "1:14: 'dates' has the day 2024-03-01 twice\n");
    assert_bad(c, &key, "{ a: b }", "1:1: 'dates' must be a name, or a list of names\n");
}

static void sizes_are_one_length_or_two(void **state) {
    spec_case *c = *state;
    static const ct_range range = { 0, 100 };
    const ct_key key = CT_KEY("size", CT_T_SIZE, slot, numbers[0],
                              .also = CT_ALSO(slot, numbers[1]), .detail = &range, .doc = "");
    const char *told = "1:1: 'size' must be a length, or [width, height], from 0px to 100px\n";
    slot s;
    assert_true(bind(c, &key, "30px", &s));
    assert_true(s.numbers[0] == 30 && s.numbers[1] == 0);
    assert_true(bind(c, &key, "[30px, 1in]", &s));
    assert_true(s.numbers[0] == 30 && s.numbers[1] == 96);
    static const char *const bad[] = { "30",          "[30px]",     "[30px, 20px, 10px]", "101px",
                                       "[1px, -1px]", "{ w: 1px }", "[[1px], 2px]" };
    for (size_t i = 0; i < CT_COUNT(bad); i++)
        assert_bad(c, &key, bad[i], told);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        CASE(words_are_one_text_or_one_a_language),
        CASE(names_are_one_or_a_list),
        CASE(positions_left_out_come_last),
        CASE(orders_have_a_count),
        CASE(flags_are_set_by_word),
        CASE(dashes_come_in_pairs),
        CASE(offsets_are_two_lengths),
        CASE(class_rules),
        CASE(fields_are_two),
        CASE(several_words_make_a_list),
        CASE(days_are_listed_and_ranges_run),
        CASE(sizes_are_one_length_or_two),
        CASE(boxes_have_a_size),
        CASE(pairs_run_from_least_to_greatest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
