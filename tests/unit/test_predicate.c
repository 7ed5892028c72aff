/* test_predicate.c - one row and one condition: comparing, LIKE, nulls, and logic of three values.
 */
#include "../../src/source/source.h"
#include "sample.h"

static ct_operand text(const char *value) {
    return (ct_operand){ .kind = CT_OPERAND_TEXT, .text = value };
}

static ct_truth like(const char *value, const char *pattern, const char *escape, bool blind) {
    ct_operand operands[] = { text(value), text(pattern), text(escape) };
    ct_predicate p = { .op = blind ? CT_OP_ILIKE : CT_OP_LIKE,
                       .operands = operands,
                       .count = escape ? 3 : 2 };
    return ct_predicate_holds(&p, 0);
}

static void patterns_match_as_in_ogr(void **state) {
    (void)state;
    static const struct {
        const char *value, *pattern, *escape;
        ct_truth answer;
    } cases[] = {
        { "Kyiv", "K%", NULL, CT_TRUE },     { "Kyiv", "k%", NULL, CT_FALSE },
        { "Kyiv", "%iv", NULL, CT_TRUE },    { "Kyiv", "%i", NULL, CT_FALSE },
        { "Kyiv", "K__v", NULL, CT_TRUE },   { "Kyiv", "K___v", NULL, CT_FALSE },
        { "Kyiv", "%", NULL, CT_TRUE },      { "", "%", NULL, CT_TRUE },
        { "", "%%", NULL, CT_FALSE },        { "a", "%%", NULL, CT_TRUE },
        { "", "", NULL, CT_TRUE },           { "a", "", NULL, CT_FALSE },
        { "abcabd", "%abd", NULL, CT_TRUE }, { "a%b", "a!%b", "!", CT_TRUE },
        { "axb", "a!%b", "!", CT_FALSE },    { "a_b", "a!_b", "!", CT_TRUE },
        { "Київ", "К%", NULL, CT_TRUE },     { "Київ", "_иїв", NULL, CT_UNSURE },
        { "ab", "%b%%", NULL, CT_FALSE },
    };
    for (size_t i = 0; i < CT_COUNT(cases); i++) {
        ct_truth answer = like(cases[i].value, cases[i].pattern, cases[i].escape, false);
        if (answer != cases[i].answer)
            fail_msg("'%s' LIKE '%s': %d", cases[i].value, cases[i].pattern, answer);
    }
    assert_int_equal(like("KYIV", "k%", NULL, true), CT_TRUE);
    assert_int_equal(like("Київ", "к%", NULL, true), CT_UNSURE);
}

static void many_percent_signs_take_no_time(void **state) {
    (void)state;
    char value[2001], pattern[401];
    memset(value, 'a', 2000);
    value[2000] = '\0';
    for (int i = 0; i < 400; i += 2)
        memcpy(pattern + i, "%a", 2);
    memcpy(pattern + 398, "%b", 3);
    assert_int_equal(like(value, pattern, NULL, false), CT_FALSE);
}

static ct_truth compare(ct_op op, const char *a, const char *b) {
    ct_operand operands[] = { text(a), text(b) };
    ct_predicate p = { .op = op, .operands = operands, .count = 2, .as = CT_OPERAND_TEXT };
    return ct_predicate_holds(&p, 0);
}

static void texts_are_compared_blind_to_capitals(void **state) {
    (void)state;
    assert_int_equal(compare(CT_OP_EQ, "Kyiv", "KYIV"), CT_TRUE);
    assert_int_equal(compare(CT_OP_NE, "Kyiv", "KYIV"), CT_FALSE);
    assert_int_equal(compare(CT_OP_LT, "abc", "ABD"), CT_TRUE);
    assert_int_equal(compare(CT_OP_GE, "abc", "ABD"), CT_FALSE);
    assert_int_equal(compare(CT_OP_EQ, "10:00+00", "10:00"), CT_TRUE); /* OGR's zones */
    assert_int_equal(compare(CT_OP_EQ, "10:00", "10:00+00"), CT_TRUE);
    assert_int_equal(compare(CT_OP_EQ, "10:01", "10:00+00"), CT_FALSE);
}

static void nulls_are_unknown_and_logic_knows_it(void **state) {
    (void)state;
    double numbers[] = { 1, NAN };
    ct_column column = { .type = CT_COLUMN_NUMBER, .integer = true, .numbers = numbers };
    ct_operand operands[] = { { .kind = CT_OPERAND_WHOLE, .column = &column },
                              { .kind = CT_OPERAND_WHOLE, .whole = 1, .number = 1 } };
    ct_predicate one = { .op = CT_OP_EQ, .operands = operands, .count = 2, .as = CT_OPERAND_WHOLE };
    ct_predicate null = { .op = CT_OP_IS_NULL, .operands = operands, .count = 1 };
    assert_int_equal(ct_predicate_holds(&one, 0), CT_TRUE);
    assert_int_equal(ct_predicate_holds(&one, 1), CT_UNKNOWN);
    assert_int_equal(ct_predicate_holds(&null, 0), CT_FALSE);
    assert_int_equal(ct_predicate_holds(&null, 1), CT_TRUE);
    ct_predicate first = one, second = null;
    first.next = &second;
    ct_predicate both = { .op = CT_OP_AND, .parts = &first };
    ct_predicate either = { .op = CT_OP_OR, .parts = &first };
    ct_predicate inverse = { .op = CT_OP_NOT, .parts = &one };
    assert_int_equal(ct_predicate_holds(&both, 0), CT_FALSE);
    assert_int_equal(ct_predicate_holds(&both, 1), CT_UNKNOWN);
    assert_int_equal(ct_predicate_holds(&either, 1), CT_TRUE);
    assert_int_equal(ct_predicate_holds(&inverse, 0), CT_FALSE);
    assert_int_equal(ct_predicate_holds(&inverse, 1), CT_UNSURE);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(patterns_match_as_in_ogr),
        cmocka_unit_test(many_percent_signs_take_no_time),
        cmocka_unit_test(texts_are_compared_blind_to_capitals),
        cmocka_unit_test(nulls_are_unknown_and_logic_knows_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
