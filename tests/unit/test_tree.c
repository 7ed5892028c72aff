/* test_tree.c - trees of YAML are looked up, merged and changed. */
#include "spec_case.h"

static void keys_are_found(void **state) {
    const ct_yaml *root = case_yaml(*state, "a: 1\nb: [x]\n");
    assert_string_equal(ct_yaml_get(root, "a")->text, "1");
    assert_null(ct_yaml_get(root, "c"));
    assert_null(ct_yaml_get(NULL, "a"));
    assert_null(ct_yaml_get(ct_yaml_get(root, "a"), "a"));
    assert_null(ct_yaml_get(ct_yaml_get(root, "b"), "x"));
    assert_int_equal(ct_yaml_find(root, "b")->key.place.line, 2);
}

static void put_replaces_where_it_stands(void **state) {
    spec_case *c = *state;
    ct_yaml *map = ct_yaml_map(c->arena, CT_NOWHERE);
    static const char *const keys[] = { "a", "b", "c", "b" };
    for (size_t i = 0; i < CT_COUNT(keys); i++)
        ct_yaml_put(c->arena, map, (ct_name){ .text = keys[i] },
                    ct_yaml_scalar(c->arena, ct_printf(c->arena, "%zu", i), CT_NOWHERE));
    assert_int_equal(map->count, 3);
    assert_string_equal(map->items[1].value->text, "3");
    size_t count;
    const char *const *names = ct_yaml_keys(c->arena, map, &count);
    assert_int_equal(count, 3);
    assert_string_equal(names[2], "c");
    (void)ct_yaml_keys(c->arena, NULL, &count);
    assert_int_equal(count, 0);
}

static void null_is_plain(void **state) {
    const ct_yaml *root = case_yaml(*state, "[ ~, null, '', 'null', '~', x, [] ]");
    static const bool null[] = { true, true, false, false, false, false, false };
    assert_int_equal(root->count, CT_COUNT(null));
    for (size_t i = 0; i < CT_COUNT(null); i++)
        assert_int_equal(ct_yaml_is_null(root->items[i].value), null[i]);
    assert_true(ct_yaml_is(root->items[5].value, "x"));
    assert_true(ct_yaml_is(root->items[3].value, "null"));
    assert_false(ct_yaml_is(root->items[6].value, "x"));
    assert_false(ct_yaml_is(NULL, "x"));
}

static void merging_goes_deep_in_mappings_alone(void **state) {
    spec_case *c = *state;
    const ct_yaml *below = case_yaml(c, "a: { x: 1, y: { p: 1, q: 2 } }\nb: [1, 2]\nc: { z: 1 }\n");
    const ct_yaml *above = case_yaml(c, "a: { y: { q: 3 } }\nb: [4]\nc: none\nd: { n: 1 }\n");
    const ct_yaml *merged = ct_yaml_merge(c->arena, below, above);
    const ct_yaml *a = ct_yaml_get(merged, "a");
    assert_string_equal(ct_yaml_get(a, "x")->text, "1");
    assert_string_equal(ct_yaml_get(ct_yaml_get(a, "y"), "p")->text, "1");
    assert_string_equal(ct_yaml_get(ct_yaml_get(a, "y"), "q")->text, "3");
    assert_int_equal(ct_yaml_get(merged, "b")->count, 1);
    assert_true(ct_yaml_is(ct_yaml_get(merged, "c"), "none"));
    assert_string_equal(ct_yaml_get(ct_yaml_get(merged, "d"), "n")->text, "1");
    /* neither side is changed */
    assert_string_equal(ct_yaml_get(ct_yaml_get(ct_yaml_get(below, "a"), "y"), "q")->text, "2");
    assert_int_equal(below->count, 3);
    assert_null(ct_yaml_get(ct_yaml_get(above, "a"), "x"));
}

static void merging_with_nothing_copies(void **state) {
    spec_case *c = *state;
    const ct_yaml *one = case_yaml(c, "a: 1\n");
    const ct_yaml *sides[] = { ct_yaml_merge(c->arena, NULL, one),
                               ct_yaml_merge(c->arena, one, NULL) };
    for (size_t i = 0; i < 2; i++) {
        assert_ptr_not_equal(sides[i], one);
        assert_string_equal(ct_yaml_get(sides[i], "a")->text, "1");
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        CASE(keys_are_found),
        CASE(put_replaces_where_it_stands),
        CASE(null_is_plain),
        CASE(merging_goes_deep_in_mappings_alone),
        CASE(merging_with_nothing_copies),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
