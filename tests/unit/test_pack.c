/* test_pack.c - tables and facts come back from bytes as they were, or are known to be broken. */
#include "../../src/source/source.h"
#include "sample.h"

/* An area with a hole, a row without a shape, and two lines; a text and a number column. */
static ct_table *sample(bench *b) {
    static const double x[] = { 0, 4, 4, 1, 2, 2, 7, 8, 8, 9 };
    static const double y[] = { 0, 0, 4, 1, 1, 2, 7, 7, 8, 8 };
    static const size_t ends[] = { 3, 6, 8, 10 };
    static const char *texts[] = { "Донецьк", NULL, "" };
    static double numbers[] = { 1.5, NAN, -3 };
    ct_table *t = CT_NEW(b->arena, ct_table);
    t->rows = 3;
    t->shapes = CT_ARRAY(b->arena, 3, ct_shape);
    t->shapes[0] =
        (ct_shape){ .kind = CT_POLYGON, .x = x, .y = y, .end = ends, .parts = 2, .sound = true };
    t->shapes[2] =
        (ct_shape){ .kind = CT_LINE, .x = x, .y = y, .end = ends + 2, .parts = 2, .start = 6 };
    t->column_count = 2;
    t->columns = CT_ARRAY(b->arena, 2, ct_column);
    t->columns[0] = (ct_column){ .name = "name", .type = CT_COLUMN_TEXT, .texts = texts };
    t->columns[1] =
        (ct_column){ .name = "n", .type = CT_COLUMN_NUMBER, .integer = true, .numbers = numbers };
    t->points_read = 77;
    return t;
}

static void a_table_comes_back(void **state) {
    bench *b = *state;
    ct_buffer out = { 0 };
    ct_table_pack(sample(b), &out);
    ct_parcel p = { out.data, out.data + out.size, true };
    ct_table *t = ct_table_unpack(b->arena, &p);
    assert_non_null(t);
    assert_true(p.at == p.end);
    assert_int_equal(t->rows, 3);
    assert_int_equal(t->points_read, 77);
    assert_int_equal(t->shapes[0].kind, CT_POLYGON);
    assert_true(t->shapes[0].sound);
    assert_int_equal(t->shapes[0].end[1], 6);
    assert_int_equal(t->shapes[1].kind, CT_NULL);
    assert_int_equal(ct_part_start(&t->shapes[2], 1), 8);
    assert_true(t->shapes[2].x[9] == 9 && t->shapes[2].y[6] == 7);
    assert_false(t->shapes[2].sound);
    assert_string_equal(t->columns[0].texts[0], "Донецьк");
    assert_null(t->columns[0].texts[1]);
    assert_string_equal(t->columns[0].texts[2], "");
    assert_true(t->columns[1].integer && isnan(t->columns[1].numbers[1]));
    assert_true(t->columns[1].numbers[2] == -3);
    ct_buffer_free(&out);
}

static void facts_come_back(void **state) {
    bench *b = *state;
    ct_buffer out = { 0 };
    ct_layer_facts layers[] = { { "one", "Point", 3 }, { "two", NULL, 0 } };
    ct_facts facts = { .format = "KML",
                       .layers = layers,
                       .layer_count = 2,
                       .layer = "one",
                       .features = 9,
                       .outside = true,
                       .extent = { 1, 2, 3, 4 } };
    ct_facts_pack(&facts, &out);
    ct_facts back;
    ct_parcel p = { out.data, out.data + out.size, true };
    assert_true(ct_facts_unpack(b->arena, &p, &back));
    assert_string_equal(back.format, "KML");
    assert_null(back.crs);
    assert_string_equal(back.layers[0].geometry, "Point");
    assert_string_equal(back.layers[1].name, "two");
    assert_int_equal(back.layers[0].features, 3);
    assert_true(back.features == 9 && back.outside && back.extent.y1 == 4);
    ct_buffer_free(&out);
}

/* Cut anywhere, or with a byte turned, it is told from a whole one, or is a table that can be read:
 * no byte outside is touched. */
static void broken_ones_do_no_harm(void **state) {
    bench *b = *state;
    ct_buffer out = { 0 };
    ct_table_pack(sample(b), &out);
    for (size_t size = 0; size < out.size; size++) {
        char *cut = malloc(size + 1);
        memcpy(cut, out.data, size);
        ct_parcel p = { cut, cut + size, true };
        assert_null(ct_table_unpack(b->arena, &p));
        free(cut);
    }
    for (size_t i = 0; i < out.size; i++) {
        char *turned = malloc(out.size);
        memcpy(turned, out.data, out.size);
        turned[i] = (char)~turned[i];
        ct_parcel p = { turned, turned + out.size, true };
        ct_table *t = ct_table_unpack(b->arena, &p);
        if (t) assert_true(ct_table_points(t) <= 10);
        free(turned);
    }
    ct_buffer_free(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        BENCH_TEST(a_table_comes_back),
        BENCH_TEST(facts_come_back),
        BENCH_TEST(broken_ones_do_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
