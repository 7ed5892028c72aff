/* test_fields.c - fields as columns, by whatever reader, and points from two of them. */
#include "../../src/source/source.h"
#include "sample.h"

static bool read_csv(bench *b, const char *text, ct_read_options options, const ct_table **table) {
    ct_inputs inputs = { .arena = b->arena };
    const char *path = bench_text(b, "t.csv", text);
    return ct_source_read(b->arena, path, &options, table, &inputs, b->report);
}

static void coordinates_are_guessed_in_any_capitals(void **state) {
    bench *b = *state;
    static const char *const heads[] = { "name,lon,lat", "name,Longitude,Latitude",
                                         "name,X,Y",     "name,LNG,LAT",
                                         "name;lon;lat", "name\tx\ty" };
    for (size_t i = 0; i < CT_COUNT(heads); i++) {
        const ct_table *t;
        char comma = heads[i][4];
        const char *text =
            ct_printf(b->arena, "%s\nPokrovsk%c37.18%c48.28\n", heads[i], comma, comma);
        assert_true(read_csv(b, text, (ct_read_options){ 0 }, &t));
        assert_true(t->shapes[0].x[0] == 37.18 && t->shapes[0].y[0] == 48.28);
        assert_string_equal(ct_table_text(b->arena, t, 0, "name"), "Pokrovsk");
    }
    assert_int_equal(ct_report_count(b->report), 0);
}

static void numbers_stay_numbers_and_codes_text(void **state) {
    bench *b = *state;
    const ct_table *t;
    assert_true(read_csv(b, "lon,lat,rank,share,code\n1,2,3,0.5,A1\n3,4,,1.25,B2\n",
                         (ct_read_options){ 0 }, &t));
    assert_true(ct_table_column(t, "rank")->integer);
    assert_int_equal(ct_table_column(t, "share")->type, CT_COLUMN_NUMBER);
    assert_int_equal(ct_table_column(t, "code")->type, CT_COLUMN_TEXT);
    assert_null(ct_table_text(b->arena, t, 1, "rank"));
}

static void the_fields_can_be_named(void **state) {
    bench *b = *state;
    const ct_table *t;
    static const char text[] = "east,north,lon,lat\n10,20,1,2\n";
    ct_read_options named = { .x_field = "EAST", .y_field = "north" };
    assert_true(read_csv(b, text, named, &t));
    assert_true(t->shapes[0].x[0] == 10 && t->shapes[0].y[0] == 20);
    named.y_field = "nort";
    named.place = (ct_place){ "t.map.yaml", 5, 1 };
    assert_false(read_csv(b, text, named, &t));
    assert_true(told(b, CARTOUCHE_ERROR, "did you mean 'north'"));
    assert_int_equal(ct_report_status(b->report), CARTOUCHE_BAD_SPEC);
}

static void a_table_without_coordinates_lists_its_fields(void **state) {
    bench *b = *state;
    const ct_table *t;
    assert_false(read_csv(b, "a,b\n1,2\n", (ct_read_options){ 0 }, &t));
    assert_true(told(b, CARTOUCHE_ERROR, "there are: a, b"));
}

static void rows_whose_coordinates_do_not_parse_are_told_by_line(void **state) {
    bench *b = *state;
    const ct_table *t;
    assert_true(read_csv(b, "name,lon,lat\na,1,2\nb,,2\n\"c\nd\",3,4\ne,x,5\nf,6,7\n",
                         (ct_read_options){ 0 }, &t));
    assert_int_equal(t->rows, 3);
    assert_true(told(b, CARTOUCHE_WARNING, "2 of 5 rows"));
    assert_true(told(b, CARTOUCHE_WARNING, "lines 3, 6"));
    assert_string_equal(ct_table_text(b->arena, t, 1, "name"), "c\nd");
}

static void no_row_with_coordinates_is_a_fault(void **state) {
    bench *b = *state;
    const ct_table *t;
    assert_false(read_csv(b, "lon,lat\nx,y\nu,v\n", (ct_read_options){ 0 }, &t));
    assert_int_equal(ct_report_status(b->report), CARTOUCHE_BAD_DATA);
}

static void an_encoding_can_be_named(void **state) {
    bench *b = *state;
    const ct_table *t;
    static const char text[] = "name,lon,lat\n\xCA\xE8\xE5\xE2,1,2\n";
    assert_true(read_csv(b, text, (ct_read_options){ .encoding = "windows-1251" }, &t));
    assert_string_equal(ct_table_text(b->arena, t, 0, "name"), "Киев");
    assert_int_equal(ct_report_count(b->report), 0);
    assert_true(read_csv(b, text, (ct_read_options){ 0 }, &t));
    assert_true(told(b, CARTOUCHE_WARNING, "field 'name' of feature 1"));
    assert_false(read_csv(b, text, (ct_read_options){ .encoding = "klingon" }, &t));
    assert_true(told(b, CARTOUCHE_ERROR, "klingon"));
}

/* The builder itself: nulls, texts that are mended, numbers that are none. */
static void values_are_cleaned_on_the_way_in(void **state) {
    bench *b = *state;
    ct_arena *scratch = ct_arena_new();
    ct_facts facts = { 0 };
    ct_read_options options = { .file = { "t.x", 0, 0 } };
    ct_fields *f = ct_fields_open(b->arena, scratch, 2, &options, false, &facts, b->report);
    ct_fields_column(f, 0, "a\tb", false, false);
    ct_fields_column(f, 1, "", true, true);
    static const char *const texts[] = { "x\x01y", NULL, "\xFF" };
    static const double numbers[] = { 1, INFINITY, NAN };
    for (size_t i = 0; i < 3; i++) {
        ct_fields_text(f, 0, texts[i]);
        ct_fields_number(f, 1, numbers[i]);
        ct_fields_next(f);
        assert_false(ct_fields_point(f, 0, NULL)); /* features have their own shapes */
    }
    size_t count;
    ct_column *columns = ct_fields_close(f, &count);
    ct_arena_free(scratch); /* columns are not in it */
    assert_int_equal(count, 2);
    assert_string_equal(columns[0].name, "a b");
    assert_string_equal(columns[1].name, "field_2");
    assert_string_equal(columns[0].texts[0], "x y");
    assert_null(columns[0].texts[1]);
    assert_string_equal(columns[0].texts[2], "\xEF\xBF\xBD");
    assert_true(columns[1].numbers[0] == 1 && isnan(columns[1].numbers[1]));
    assert_true(isnan(columns[1].numbers[2]) && columns[1].integer);
    assert_int_equal(facts.bad_texts, 1);
    assert_true(told(b, CARTOUCHE_WARNING, "field 'a b' of feature 3"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        BENCH_TEST(coordinates_are_guessed_in_any_capitals),
        BENCH_TEST(numbers_stay_numbers_and_codes_text),
        BENCH_TEST(the_fields_can_be_named),
        BENCH_TEST(a_table_without_coordinates_lists_its_fields),
        BENCH_TEST(rows_whose_coordinates_do_not_parse_are_told_by_line),
        BENCH_TEST(no_row_with_coordinates_is_a_fault),
        BENCH_TEST(an_encoding_can_be_named),
        BENCH_TEST(values_are_cleaned_on_the_way_in),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
