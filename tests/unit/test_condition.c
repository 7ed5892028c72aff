/* test_condition.c - conditions answered here, held to GDAL's answers, and those left to it. */
#include "../../src/source/source.h"
#include "sample.h"
#include "seeded.h"

enum { ROWS = 40 };

static const char *const words[] = { "Kyiv",  "kyiv", "Донецьк", "",         "12",  "3.5",
                                     "a_b%c", "x'y",  "10:00",   "10:00+00", "abc", "ABD" };

/* Text `name` and `code`, whole `rank`, fraction `share`; nulls among them where asked for. */
static ct_table *random_table(bench *b, bool nulls) {
    ct_table *t = CT_NEW(b->arena, ct_table);
    ct_column *c = CT_ARRAY(b->arena, 4, ct_column);
    static const char *const names[] = { "name", "code", "rank", "share" };
    *t = (ct_table){ .rows = ROWS, .columns = c, .column_count = 4 };
    t->shapes = CT_ARRAY(b->arena, ROWS, ct_shape);
    for (size_t i = 0; i < 4; i++) {
        c[i] = (ct_column){ .name = names[i],
                            .type = i < 2 ? CT_COLUMN_TEXT : CT_COLUMN_NUMBER,
                            .integer = i == 2 };
        c[i].texts = CT_ARRAY(b->arena, ROWS, const char *);
        c[i].numbers = CT_ARRAY(b->arena, ROWS, double);
        for (size_t row = 0; row < ROWS; row++) {
            bool null = nulls && seeded_below(5) == 0;
            c[i].texts[row] = null ? NULL : SEEDED_OF(words);
            c[i].numbers[row] = null ? NAN : (double)seeded_below(9) / (i == 2 ? 1 : 2) - 2;
        }
    }
    return t;
}

/* ---- random conditions ------------------------------------------------------------------------
 */

static const char *literal(bench *b, bool text) {
    static const char *const texts[] = { "'Kyiv'", "'ABC'", "'12'", "'x''y'", "''", "'10:00'" };
    static const char *const numbers[] = { "0", "1", "-2", "3.5", "1e0", "2.0", "7" };
    (void)b;
    return text ? SEEDED_OF(texts) : SEEDED_OF(numbers);
}

static const char *comparison(bench *b) {
    static const char *const texts[] = { "name", "\"code\"", "NAME" };
    static const char *const numbers[] = { "rank", "share", "\"Rank\"" };
    static const char *const ops[] = { "=", "<>", "!=", "<", "<=", ">", ">=" };
    static const char *const patterns[] = { "'K%'",  "'%y%'", "'_b%'",   "'%'",   "'a!_b!%c'",
                                            "'%%c'", "''",    "'%b_%c'", "'kyiv'" };
    bool text = seeded_below(2);
    const char *column = text ? SEEDED_OF(texts) : SEEDED_OF(numbers);
    const char *inverse = seeded_below(2) ? "NOT " : "";
    switch (seeded_below(7)) {
    case 0:
        return ct_printf(b->arena, "%s %sIN (%s, %s, %s)", column, inverse, literal(b, text),
                         literal(b, text), literal(b, text || seeded_below(3) == 0));
    case 1:
        return ct_printf(b->arena, "%s %sBETWEEN %s AND %s", column, inverse, literal(b, text),
                         literal(b, text));
    case 2:
        return ct_printf(b->arena, "%s IS %sNULL", column, inverse);
    case 3:
        return ct_printf(b->arena, "%s %s%s %s%s", SEEDED_OF(texts), inverse,
                         seeded_below(2) ? "LIKE" : "ILIKE", SEEDED_OF(patterns),
                         seeded_below(2) ? " ESCAPE '!'" : "");
    case 4:
        return ct_printf(b->arena, "%s %s %s", column, SEEDED_OF(ops),
                         text ? SEEDED_OF(texts) : SEEDED_OF(numbers));
    default:
        return seeded_below(4)
                   ? ct_printf(b->arena, "%s %s %s", column, SEEDED_OF(ops),
                               literal(b, text || seeded_below(5) == 0))
                   : ct_printf(b->arena, "%s%s%s", literal(b, text), SEEDED_OF(ops), column);
    }
}

static const char *condition(bench *b, int depth) {
    switch (depth ? seeded_below(6) : 0) {
    case 1:
        return ct_printf(b->arena, "%s AND %s", condition(b, depth - 1), condition(b, depth - 1));
    case 2:
        return ct_printf(b->arena, "%s or %s", condition(b, depth - 1), condition(b, depth - 1));
    case 3:
        return ct_printf(b->arena, "NOT %s", condition(b, depth - 1));
    case 4:
        return ct_printf(b->arena, "( %s)", condition(b, depth - 1));
    default:
        return comparison(b);
    }
}

/* Whether it was answered here; what GDAL answers otherwise fails the test. */
static bool ask_both(bench *b, const ct_table *t, const char *where) {
    bool own[ROWS] = { false }, gdals[ROWS] = { false };
    if (!ct_condition_rows(b->arena, t, where, own)) {
        for (size_t i = 0; i < t->rows; i++)
            if (own[i]) fail_msg("%s: left to GDAL, but a row is marked", where);
        return false;
    }
    const ct_gdal *gdal = ct_gdal_open(CT_NOWHERE, "the test", b->report);
    assert_non_null(gdal);
    if (!gdal->where(b->arena, t, where, CT_NOWHERE, gdals, b->report))
        fail_msg("%s: GDAL refuses it: %s", where,
                 ct_report_at(b->report, ct_report_count(b->report) - 1)->text);
    for (size_t i = 0; i < t->rows; i++)
        if (own[i] != gdals[i])
            fail_msg("%s: row %zu (%s, %s, %g, %g) is %d, by GDAL %d", where, i,
                     t->columns[0].texts[i], t->columns[1].texts[i], t->columns[2].numbers[i],
                     t->columns[3].numbers[i], own[i], gdals[i]);
    return true;
}

static void random_conditions_are_answered_as_by_gdal(void **state) {
    bench *b = *state;
    uint64_t seed = seeded_from(20260127);
    size_t own = 0, rounds = 3000;
    for (uint64_t round = 0; round < rounds; round++) {
        seeded_state = seed + round;
        const ct_table *t = random_table(b, round % 3 == 0);
        own += ask_both(b, t, condition(b, 3));
    }
    printf("%zu of %zu were answered here\n", own, rounds);
    assert_true(own > rounds / 2);
}

static void the_usual_ones_are_answered_here(void **state) {
    bench *b = *state;
    static const char *const usual[] = {
        "rank = 1",
        "code IN ('UA-14', 'UA-09')",
        "code NOT IN ('UA-14', 'UA-09')",
        "rank <= 2 OR (rank = 3 AND code NOT IN ('a', 'b', 'c'))",
        "name = 'Донецьк'",
        "\"name\" LIKE 'К%'",
        "rank BETWEEN 1 AND 3 AND NOT (share > 1.5)",
        "rank = '2'",
        "name IS NOT NULL",
        "1 = 1",
        "share >= -0.5",
    };
    seeded_state = 1;
    const ct_table *t = random_table(b, false);
    for (size_t i = 0; i < CT_COUNT(usual); i++)
        if (!ask_both(b, t, usual[i])) fail_msg("left to GDAL: %s", usual[i]);
}

static void others_are_left_to_gdal(void **state) {
    bench *b = *state;
    static const char *const others[] = {
        "",
        "rank",
        "rank = ",
        "rank == 1",
        "rank = 1 AND",
        "(rank = 1",
        "rank = 1)",
        "rank = 1 + 1",
        "UPPER(name) = 'X'",
        "CAST(rank AS character) = '1'",
        "FID = 1",
        "OGR_GEOMETRY = 'POINT'",
        "nmae = 'x'",
        "name = 1",
        "rank = 'x'",
        "rank LIKE '1'",
        "name = 'a",
        "name = 'a\\'b'",
        "rank =< 1",
        "rank => 1",
        "rank = 1 = 1",
        "(rank) = 1",
        "rank = NULL",
        "rank IN ()",
        "NOT rank NOT IN (1)",
        "name ILIKE 'Д%'",
        "name LIKE '_онецьк'",
        "rank = 99999999999999999999",
        "SELECT 1",
        "rank = 1; DROP",
        "TRUE",
        "NOT (NOT (NOT (NOT (NOT rank = 1))))",
    };
    seeded_state = 1;
    const ct_table *t = random_table(b, false);
    for (size_t i = 0; i < CT_COUNT(others); i++)
        if (ask_both(b, t, others[i])) fail_msg("answered here: %s", others[i]);
}

/* GDAL's releases differ in what NOT makes of a null. */
static void not_of_a_null_is_left_to_gdal(void **state) {
    bench *b = *state;
    seeded_state = 5;
    ct_table *t = random_table(b, false);
    assert_true(ask_both(b, t, "NOT rank = 1"));
    t->columns[2].numbers[3] = NAN;
    assert_false(ask_both(b, t, "NOT rank = 1"));
    assert_false(ask_both(b, t, "rank NOT IN (1, 2)"));
    assert_true(ask_both(b, t, "rank = 1"));
    assert_true(ask_both(b, t, "rank IS NOT NULL AND rank <> 1"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        BENCH_TEST(random_conditions_are_answered_as_by_gdal),
        BENCH_TEST(the_usual_ones_are_answered_here),
        BENCH_TEST(others_are_left_to_gdal),
        BENCH_TEST(not_of_a_null_is_left_to_gdal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
