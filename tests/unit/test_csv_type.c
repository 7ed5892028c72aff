/* test_csv_type.c - what a column is by the texts in it. */
#include "../../src/source/source.h"
#include "sample.h"

static ct_csv_type type_of(const char *const *texts) {
    ct_csv_type type = { 0 };
    for (; *texts; texts++)
        ct_csv_type_add(&type, *texts);
    return type;
}

static void columns_have_the_widest_type_of_their_texts(void **state) {
    (void)state;
    static const struct {
        const char *texts[5];
        ct_csv_kind kind;
    } cases[] = {
        { { "1", "-2", "" }, CT_CSV_WHOLE },
        { { "1", "2.5" }, CT_CSV_NUMBER },
        { { "2.5", "1" }, CT_CSV_NUMBER },
        { { "1e3", ".5", "5." }, CT_CSV_NUMBER },
        { { "1", "x" }, CT_CSV_TEXT },
        { { "x", "1" }, CT_CSV_TEXT },
        { { "", "" }, CT_CSV_TEXT },
        { { "2026-01-27", "2026/02/01" }, CT_CSV_DATE },
        { { "2026-01-27", "2026-01-27T10:20:30Z" }, CT_CSV_MOMENT },
        { { "2026-01-27T10:20:30Z", "2026-01-27" }, CT_CSV_MOMENT },
        { { "10:20", "10:21:22" }, CT_CSV_TIME },
        { { "10:20", "2026-01-27" }, CT_CSV_TEXT },
        { { "2026-01-27", "5" }, CT_CSV_TEXT },
        { { "yes", "NO" }, CT_CSV_FLAG },
        { { "t", "0" }, CT_CSV_FLAG },
        { { "0", "t" }, CT_CSV_TEXT },
        { { "yes", "maybe" }, CT_CSV_TEXT },
        { { "yes", "no", "maybe" }, CT_CSV_FLAG }, /* GDAL looks at two; the value is a fault */
        { { "1.2.3", "x" }, CT_CSV_TEXT },
        { { "UA-14" }, CT_CSV_TEXT },
        { { "0x10" }, CT_CSV_TEXT },
    };
    for (size_t i = 0; i < CT_COUNT(cases); i++) {
        ct_csv_type type = type_of(cases[i].texts);
        if (ct_csv_type_kind(&type) != cases[i].kind || type.odd)
            fail_msg("case %zu ('%s' …): %d", i, cases[i].texts[0], ct_csv_type_kind(&type));
    }
}

static void odd_texts_are_said_to_be_so(void **state) {
    (void)state;
    static const char *const odd[] = { "-",
                                       "+5",
                                       "5 ",
                                       "\t5",
                                       "1d5",
                                       "1e1234",
                                       ".",
                                       "1e5.3",
                                       "1234567890123456789",
                                       "26-01-27",
                                       "2026-01-27T18:00Z" };
    for (size_t i = 0; i < CT_COUNT(odd); i++) {
        const char *const texts[] = { odd[i], NULL };
        if (!type_of(texts).odd) fail_msg("'%s' is not odd", odd[i]);
    }
}

static void numbers_are_taken_as_their_column_says(void **state) {
    (void)state;
    double v;
    assert_true(ct_csv_number(CT_CSV_NUMBER, " 37.5", &v) && v == 37.5);
    assert_true(ct_csv_number(CT_CSV_WHOLE, "-12", &v) && v == -12);
    assert_true(ct_csv_number(CT_CSV_WHOLE, "", &v) && isnan(v));
    assert_true(ct_csv_number(CT_CSV_FLAG, "On", &v) && v == 1);
    assert_true(ct_csv_number(CT_CSV_FLAG, "0", &v) && v == 0);
    assert_false(ct_csv_number(CT_CSV_FLAG, "maybe", &v));
    assert_false(ct_csv_number(CT_CSV_NUMBER, "x", &v));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_have_the_widest_type_of_their_texts),
        cmocka_unit_test(odd_texts_are_said_to_be_so),
        cmocka_unit_test(numbers_are_taken_as_their_column_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
