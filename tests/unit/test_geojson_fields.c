/* test_geojson_fields.c - properties of features as columns: types, order, ids, refusals. */
#include "../../src/source/source.h"
#include "sample.h"

/* Columns of objects of properties; NULL where they are refused. `ids` may be NULL. */
static ct_column *read_lists(bench *b, const char *const *lists, const char *const *ids,
                             size_t count, size_t *columns) {
    ct_json json = { 0 };
    ct_geojson_fields *f = ct_geojson_fields_new(b->arena, b->arena, &json);
    bool ok = true;
    for (size_t i = 0; i < count && ok; i++) {
        json.at = lists[i];
        json.end = lists[i] + strlen(lists[i]);
        ok = ct_geojson_fields_read(f);
        if (ok && ids) {
            json.at = ids[i];
            json.end = ids[i] + strlen(ids[i]);
            ok = ct_geojson_fields_id(f);
        }
        ct_geojson_fields_next(f);
    }
    ct_column *made = NULL;
    ok = ok && ct_geojson_fields_close(f, &made, columns);
    ct_buffer_free(&json.text);
    return ok ? made : NULL;
}

static void values_make_columns(void **state) {
    bench *b = *state;
    static const char *const lists[] = { "{\"a\":1,\"b\":\"x\",\"c\":null,\"d\":true}",
                                         "{\"a\":2.5,\"b\":null,\"d\":false}", "{ }" };
    size_t count;
    ct_column *c = read_lists(b, lists, NULL, 3, &count);
    assert_non_null(c);
    assert_int_equal(count, 4);
    assert_true(c[0].type == CT_COLUMN_NUMBER && !c[0].integer);
    assert_true(c[0].numbers[0] == 1 && c[0].numbers[1] == 2.5 && isnan(c[0].numbers[2]));
    assert_string_equal(c[1].texts[0], "x");
    assert_null(c[1].texts[1]);
    assert_int_equal(c[2].type, CT_COLUMN_TEXT);
    assert_true(c[3].integer && c[3].numbers[0] == 1 && c[3].numbers[1] == 0);
}

static void mixed_values_become_text(void **state) {
    bench *b = *state;
    static const char *const lists[] = { "{\"a\":7,\"d\":\"2026-01-27\",\"e\":\"2026-01-27\"}",
                                         "{\"a\":true,\"d\":\"2026-01-27T10:20:30Z\"}",
                                         "{\"a\":\"x\",\"e\":\"soon\"}" };
    size_t count;
    ct_column *c = read_lists(b, lists, NULL, 3, &count);
    assert_non_null(c);
    assert_string_equal(c[0].texts[0], "7");
    assert_string_equal(c[0].texts[1], "true");
    assert_string_equal(c[1].texts[0], "2026-01-27T00:00:00");
    assert_string_equal(c[1].texts[1], "2026-01-27T10:20:30Z");
    assert_string_equal(c[2].texts[0], "2026-01-27");
    assert_string_equal(c[2].texts[2], "soon");
}

static void fields_stand_in_an_order_that_suits_all(void **state) {
    bench *b = *state;
    static const struct {
        const char *lists[3], *order;
    } cases[] = {
        { { "{\"b\":1,\"a\":1}", "{\"b\":1,\"c\":1,\"a\":1}", "{}" }, "bca" },
        { { "{\"a\":1}", "{\"c\":1}", "{\"b\":1}" }, "abc" },
        { { "{\"a\":1,\"b\":1}", "{\"b\":1,\"a\":1}", "{\"0\":1,\"b\":1}" }, "0ab" },
    };
    for (size_t i = 0; i < CT_COUNT(cases); i++) {
        size_t count;
        ct_column *c = read_lists(b, cases[i].lists, NULL, 3, &count);
        assert_non_null(c);
        assert_int_equal(count, strlen(cases[i].order));
        for (size_t k = 0; k < count; k++)
            assert_int_equal(c[k].name[0], cases[i].order[k]);
    }
}

static void text_ids_come_first(void **state) {
    bench *b = *state;
    static const char *const lists[] = { "{\"z\":1}", "{\"z\":2}" };
    static const char *const texts[] = { "\"p\"", "null" }, *const numbers[] = { "1", "2" };
    static const char *const both[] = { "\"p\"", "2" }, *const bad[] = { "-1", "1.5" };
    static const char *const own[] = { "{\"id\":1}", "{}" };
    size_t count;
    ct_column *c = read_lists(b, lists, texts, 2, &count);
    assert_non_null(c);
    assert_int_equal(count, 2);
    assert_string_equal(c[0].name, "id");
    assert_string_equal(c[0].texts[0], "p");
    assert_null(c[0].texts[1]);
    assert_non_null(read_lists(b, lists, numbers, 2, &count));
    assert_int_equal(count, 1);
    assert_null(read_lists(b, lists, both, 2, &count));
    assert_null(read_lists(b, lists, bad, 1, &count));
    assert_null(read_lists(b, lists, bad + 1, 1, &count));
    assert_null(read_lists(b, own, texts, 2, &count));
    assert_null(read_lists(b, own, numbers, 2, &count));
}

static void what_is_not_plain_is_refused(void **state) {
    bench *b = *state;
    static const char *const bad[] = { "",
                                       "[]",
                                       "{\"a\"}",
                                       "{\"a\":1,}",
                                       "{\"a\":1,\"a\":1}",
                                       "{\"a\":[]}",
                                       "{\"a\":{}}",
                                       "{\"\":1}",
                                       "{\"_rev\":1}",
                                       "{\"a\":NaN}",
                                       "{\"a\":1e999}",
                                       "{\"a\":\"26-01-27\"}",
                                       "{\"a\":tru}" };
    size_t count;
    for (size_t i = 0; i < CT_COUNT(bad); i++)
        if (read_lists(b, &bad[i], NULL, 1, &count)) fail_msg("read: %s", bad[i]);
    static const char *const mixed[] = { "{\"a\":\"x\"}", "{\"a\":1.5}" };
    assert_null(
        read_lists(b, mixed, NULL, 2, &count)); /* how json-c writes fractions is its affair */
}

static void thousands_of_fields_are_refused(void **state) {
    bench *b = *state;
    ct_buffer text = { 0 };
    for (int i = 0; i < 5000; i++)
        ct_buffer_printf(&text, "%c\"f%d\":1", i ? ',' : '{', i);
    ct_buffer_text(&text, "}");
    const char *lists[] = { text.data };
    size_t count;
    assert_null(read_lists(b, lists, NULL, 1, &count));
    ct_buffer_free(&text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        BENCH_TEST(values_make_columns),
        BENCH_TEST(mixed_values_become_text),
        BENCH_TEST(fields_stand_in_an_order_that_suits_all),
        BENCH_TEST(text_ids_come_first),
        BENCH_TEST(what_is_not_plain_is_refused),
        BENCH_TEST(thousands_of_fields_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
