/* test_dbf.c - the fields of a shapefile: types, nulls, encodings, broken headers. */
#include "../../src/source/source.h"
#include "sample.h"

enum { ROOM = 4096 };

/* A dBASE file in the making; its layout is that of dBASE III. */
typedef struct {
    uint8_t bytes[ROOM];
    size_t size, fields, record;
    uint8_t driver;
} maker;

static void add_field(maker *m, const char *name, char type, int width, int decimals) {
    uint8_t *d = m->bytes + 32 + 32 * m->fields++;
    memcpy(d, name, strlen(name) < 11 ? strlen(name) : 11);
    d[11] = (uint8_t)type;
    d[16] = (uint8_t)width;
    d[17] = (uint8_t)decimals;
    m->record += (size_t)width;
}

/* Ends the header; `records` are the bytes of all of them, each with its deletion mark. */
static void finish(maker *m, const char *records, size_t size) {
    size_t header = 32 + 32 * m->fields + 1, record = m->record + 1, count = size / record;
    m->bytes[0] = 3;
    m->bytes[4] = (uint8_t)count;
    m->bytes[8] = (uint8_t)header;
    m->bytes[9] = (uint8_t)(header >> 8);
    m->bytes[10] = (uint8_t)record;
    m->bytes[29] = m->driver;
    m->bytes[header - 1] = 0x0D;
    memcpy(m->bytes + header, records, size);
    m->size = header + size;
}

static bool parse(bench *b, const maker *m, size_t rows, const char *encoding, const char *cpg,
                  ct_dbf *dbf) {
    ct_facts facts = { 0 };
    return ct_dbf_read(b->arena, m->bytes, m->size, rows, encoding, cpg, CT_NOWHERE, &facts, dbf,
                       b->report);
}

static void every_type_is_read(void **state) {
    bench *b = *state;
    maker m = { .record = 0 };
    ct_dbf dbf;
    add_field(&m, "NAME", 'C', 6, 0);
    add_field(&m, "COUNT", 'N', 5, 0);
    add_field(&m, "SHARE", 'N', 6, 2);
    add_field(&m, "SINCE", 'D', 8, 0);
    add_field(&m, "HELD", 'L', 1, 0);
    const char *records = " Lyman    42  1.5020260127T"
                          "            ******        ?";
    finish(&m, records, 54);
    assert_true(parse(b, &m, 2, NULL, NULL, &dbf));
    assert_int_equal(dbf.column_count, 5);
    assert_string_equal(dbf.columns[0].texts[0], "Lyman");
    assert_true(dbf.columns[1].integer && dbf.columns[1].numbers[0] == 42);
    assert_true(!dbf.columns[2].integer && dbf.columns[2].numbers[0] == 1.5);
    assert_string_equal(dbf.columns[3].texts[0], "2026-01-27");
    assert_string_equal(dbf.columns[4].texts[0], "true");
    assert_null(dbf.columns[0].texts[1]);
    assert_true(isnan(dbf.columns[1].numbers[1]) && isnan(dbf.columns[2].numbers[1]));
    assert_null(dbf.columns[3].texts[1]);
    assert_null(dbf.columns[4].texts[1]);
    assert_int_equal(ct_report_count(b->report), 0);
}

static const char *only_text(bench *b, const char *bytes, size_t width, uint8_t driver,
                             const char *encoding, const char *cpg) {
    maker m = { .driver = driver };
    ct_dbf dbf;
    add_field(&m, "T", 'C', (int)width, 0);
    char record[200] = " ";
    memcpy(record + 1, bytes, width);
    finish(&m, record, width + 1);
    assert_true(parse(b, &m, 1, encoding, cpg, &dbf));
    return dbf.columns[0].texts[0];
}

static void the_cpg_comes_before_the_driver_byte(void **state) {
    bench *b = *state;
    assert_string_equal(only_text(b, "\xCA\xE8\xE5\xE2", 4, 0, NULL, "1251"), "Киев");
    assert_string_equal(only_text(b, "\xCA\xE8\xE5\xE2", 4, 0xC9, NULL, NULL), "Киев");
    assert_string_equal(only_text(b, "\xCA\xE8\xE5\xE2", 4, 0x58, NULL, "CP1251"), "Киев");
    assert_string_equal(only_text(b, "\xCA\xE8\xE5\xE2", 4, 0x58, "windows-1251", "UTF-8"), "Киев");
}

static void without_a_word_of_it_utf8_is_known_by_its_look(void **state) {
    bench *b = *state;
    assert_string_equal(only_text(b, "Ки\xC3\xA9 ", 7, 0, NULL, NULL), "Киé");
    assert_string_equal(only_text(b, "M\xE9xico", 6, 0, NULL, NULL), "México");
    assert_string_equal(only_text(b, "M\xE9xico", 6, 0x57, NULL, NULL), "México");
}

static void a_nbsp_stays_and_blanks_at_the_end_go(void **state) {
    bench *b = *state;
    assert_string_equal(only_text(b,
                                  "a\xC2\xA0"
                                  "b\xC2\xA0  ",
                                  8, 0, NULL, "UTF-8"),
                        "a\xC2\xA0"
                        "b\xC2\xA0");
}

static void a_letter_cut_by_the_fields_width_goes(void **state) {
    bench *b = *state;
    assert_string_equal(only_text(b, "Киї", 5, 0, NULL, "UTF-8"), "Ки");
    assert_int_equal(ct_report_count(b->report), 0);
}

static void invalid_utf8_is_replaced_and_told(void **state) {
    bench *b = *state;
    assert_string_equal(only_text(b, "a\xFFz ", 4, 0, NULL, "UTF-8"), "a\xEF\xBF\xBDz");
    assert_true(told(b, CARTOUCHE_WARNING, "field 'T' of record 1"));
}

static void an_unknown_cpg_is_told(void **state) {
    bench *b = *state;
    assert_string_equal(only_text(b, "abc", 3, 0, NULL, "klingon"), "abc");
    assert_true(told(b, CARTOUCHE_WARNING, "klingon"));
}

static void a_comma_for_a_point_and_junk_for_null(void **state) {
    bench *b = *state;
    maker m = { .record = 0 };
    ct_dbf dbf;
    add_field(&m, "N", 'N', 5, 1);
    finish(&m, "   1,5 12abc", 12);
    assert_true(parse(b, &m, 2, NULL, NULL, &dbf));
    assert_true(dbf.columns[0].numbers[0] == 1.5);
    assert_true(isnan(dbf.columns[0].numbers[1]));
    assert_true(told(b, CARTOUCHE_WARNING, "field 'N': 1 value"));
}

static void records_fewer_than_rows_give_nulls(void **state) {
    bench *b = *state;
    maker m = { .record = 0 };
    ct_dbf dbf;
    add_field(&m, "T", 'C', 2, 0);
    add_field(&m, "N", 'N', 2, 0);
    finish(&m, " ab12*cd34", 10);
    assert_true(parse(b, &m, 4, NULL, NULL, &dbf));
    assert_int_equal(dbf.records, 2);
    assert_true(!dbf.deleted[0] && dbf.deleted[1] && !dbf.deleted[3]);
    assert_null(dbf.columns[0].texts[3]);
    assert_true(isnan(dbf.columns[1].numbers[3]));
}

static void a_last_record_without_its_end_is_empty(void **state) {
    bench *b = *state;
    maker m = { .record = 0 };
    ct_dbf dbf;
    add_field(&m, "T", 'C', 2, 0);
    finish(&m, " ab cd ef", 9);
    m.size -= 2;
    assert_true(parse(b, &m, 3, NULL, NULL, &dbf));
    assert_int_equal(dbf.records, 2);
    assert_null(dbf.columns[0].texts[2]);
    assert_true(told(b, CARTOUCHE_WARNING, "last record is cut"));
}

static void a_cut_table_is_a_fault(void **state) {
    bench *b = *state;
    maker m = { .record = 0 };
    ct_dbf dbf;
    add_field(&m, "T", 'C', 2, 0);
    finish(&m, " ab cd ef", 9);
    m.size -= 6;
    assert_false(parse(b, &m, 3, NULL, NULL, &dbf));
    assert_true(told(b, CARTOUCHE_ERROR, "cut: 1 of 3"));
}

static void a_broken_header_is_a_fault(void **state) {
    bench *b = *state;
    maker m = { .record = 0 };
    ct_dbf dbf;
    add_field(&m, "T", 'C', 2, 0);
    finish(&m, " ab", 3);
    m.bytes[9] = 0x70;
    assert_false(parse(b, &m, 1, NULL, NULL, &dbf));
    m.size = 20;
    assert_false(parse(b, &m, 1, NULL, NULL, &dbf));
    assert_int_equal(ct_report_errors(b->report), 2);
}

/* Fields wider than the record, headers of any bytes: read or refused, never out of bounds. */
static void any_header_is_safe(void **state) {
    bench *b = *state;
    uint32_t seed = 20260127;
    for (int round = 0; round < 3000; round++) {
        maker m = { .record = 0 };
        ct_dbf dbf;
        ct_arena *arena = ct_arena_new();
        ct_facts facts = { 0 };
        ct_report *quiet = ct_report_new(NULL, NULL);
        add_field(&m, "A", "CNDLFIOB"[round % 8], 8, 0);
        add_field(&m, "B", 'C', 3, 0);
        finish(&m, " 12345678abc 87654321xyz", 24);
        for (int i = 0; i < 3; i++) {
            seed = seed * 1664525u + 1013904223u;
            m.bytes[seed % (32 + 64)] = (uint8_t)(seed >> 24);
        }
        uint8_t *exact = malloc(m.size); /* so that a sanitizer sees the end */
        memcpy(exact, m.bytes, m.size);
        bool ok = ct_dbf_read(arena, exact, m.size, 3, NULL, NULL, CT_NOWHERE, &facts, &dbf, quiet);
        assert_int_equal(ok, ct_report_errors(quiet) == 0);
        free(exact);
        ct_report_free(quiet);
        ct_arena_free(arena);
    }
    (void)b;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        BENCH_TEST(every_type_is_read),
        BENCH_TEST(the_cpg_comes_before_the_driver_byte),
        BENCH_TEST(without_a_word_of_it_utf8_is_known_by_its_look),
        BENCH_TEST(a_nbsp_stays_and_blanks_at_the_end_go),
        BENCH_TEST(a_letter_cut_by_the_fields_width_goes),
        BENCH_TEST(invalid_utf8_is_replaced_and_told),
        BENCH_TEST(an_unknown_cpg_is_told),
        BENCH_TEST(a_comma_for_a_point_and_junk_for_null),
        BENCH_TEST(records_fewer_than_rows_give_nulls),
        BENCH_TEST(a_last_record_without_its_end_is_empty),
        BENCH_TEST(a_cut_table_is_a_fault),
        BENCH_TEST(a_broken_header_is_a_fault),
        BENCH_TEST(any_header_is_safe),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
