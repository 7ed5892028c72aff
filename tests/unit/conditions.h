/* conditions.h - what every evaluator of conditions must answer; CONDITION names the one under
 * test. */
#ifndef CT_TEST_CONDITIONS_H
#define CT_TEST_CONDITIONS_H

#include "../../src/source/source.h"
#include "sample.h"

static inline ct_table *towns(bench *b) {
    static const char *const names[] = { "Kyiv", "Донецьк", NULL, "O'Neil" };
    ct_shape shapes[] = { path2(b->arena, CT_POINT, 0, 0, 1, 1),
                          { .kind = CT_NULL },
                          { .kind = CT_NULL },
                          { .kind = CT_NULL } };
    ct_table *table = table_of(b->arena, shapes, names, 4);
    table->columns[1].numbers[2] = NAN;
    return table;
}

/* The rows that a condition keeps, as a text of 0 and 1; "fault" where it cannot be used. */
static inline const char *kept(bench *b, ct_table *table, const char *where) {
    static char text[8];
    bool keep[4];
    if (!CONDITION(b->arena, table, where, (ct_place){ "t.map.yaml", 9, 4 }, keep, b->report))
        return "fault";
    for (int i = 0; i < 4; i++)
        text[i] = keep[i] ? '1' : '0';
    return text;
}

static void conditions_choose_rows(void **state) {
    bench *b = *state;
    static const struct {
        const char *where, *rows;
    } cases[] = {
        { "rank = 1", "1000" },
        { "rank >= 2", "0101" }, /* null is neither */
        { "RANK < 3", "1100" },
        { "name = 'Kyiv'", "1000" },
        { "name = 'kyiv'", "1000" }, /* OGR's '=' is blind to capitals */
        { "name = 'Донецьк'", "0100" },
        { "name IS NULL", "0010" },
        { "name IS NOT NULL AND rank <> 1", "0101" },
        { "name IN ('Kyiv', 'Донецьк')", "1100" },
        { "name LIKE 'K%'", "1000" },
        { "\"name\" = 'O''Neil'", "0001" },
        { "rank = 1 OR (rank > 1 AND NOT name = 'Донецьк')", "1001" },
        { "1 = 1", "1111" },
        { "1 = 2", "0000" },
    };
    for (size_t i = 0; i < CT_COUNT(cases); i++)
        assert_string_equal(kept(b, towns(b), cases[i].where), cases[i].rows);
    assert_int_equal(ct_report_count(b->report), 0);
}

static void an_unknown_field_names_the_nearest(void **state) {
    bench *b = *state;
    assert_string_equal(kept(b, towns(b), "nmae = 'Kyiv'"), "fault");
    assert_true(told(b, CARTOUCHE_ERROR, "did you mean 'name'"));
    assert_int_equal(ct_report_status(b->report), CARTOUCHE_BAD_SPEC);
    assert_int_equal(ct_report_at(b->report, 0)->line, 9);
    assert_string_equal(kept(b, towns(b), "population > 5"), "fault");
    assert_true(told(b, CARTOUCHE_ERROR, "name, rank"));
}

#endif
