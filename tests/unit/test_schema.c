/* test_schema.c - a table of keys binds a tree into structs, and tells every fault. */
#include "spec_case.h"

typedef struct leaf {
    const char *name;
    ct_place place;
    double size;
    int count;
} leaf;

typedef struct trunk {
    leaf *leaves;
    size_t leaf_count;
    leaf *named;
    size_t named_count;
    leaf inner;
    bool inner_given;
    double width;
    bool tall;
} trunk;

static const ct_range sizes = { 1, 100 };
static const ct_key leaf_keys[] = {
    CT_KEY("size", CT_T_LENGTH, leaf, size, .detail = &sizes, .fallback = "7px", .doc = "Size."),
    CT_KEY("count", CT_T_INTEGER, leaf, count, .required = true, .doc = "Count."),
    CT_KEY("name", CT_T_STRING, leaf, name, .doc = "Name."),
    CT_KEY_HERE("colour", CT_T_UNSUPPORTED, .doc = "Not yet."),
};
static void finish_leaf(ct_binding *binding, const ct_yaml *node, ct_place place, void *target) {
    leaf *l = target;
    (void)node;
    if (l->count == 13) ct_fault(binding, place, "%s has 13", binding->where);
}
static const ct_record leaf_record = {
    .name = "leaf",
    .doc = "A leaf.",
    .keys = leaf_keys,
    .count = CT_COUNT(leaf_keys),
    .size = sizeof(leaf),
    .shorthand = "count",
    .none = true,
    .name_at = CT_ALSO(leaf, name),
    .place_at = CT_ALSO(leaf, place),
    .title = "name",
    .finish = finish_leaf,
};
static const ct_record bare_leaf_record = {
    .name = "leaf",
    .doc = "A leaf.",
    .keys = leaf_keys,
    .count = CT_COUNT(leaf_keys),
    .size = sizeof(leaf),
    .place_at = CT_ALSO(leaf, place),
    .title = "name",
};
static const ct_key side_keys[] = {
    CT_KEY("width", CT_T_LENGTH, trunk, width, .fallback = "3px", .doc = "Width."),
    CT_KEY("tall", CT_T_BOOL, trunk, tall, .fallback = "true", .doc = "Tall."),
};
static const ct_record side_record = {
    .name = "side", .doc = "Keys of the trunk itself.", .keys = side_keys, .count = 2
};
static const ct_key trunk_keys[] = {
    CT_KEY("leaves", CT_T_LIST, trunk, leaves, .also = CT_ALSO(trunk, leaf_count),
           .detail = &bare_leaf_record, .doc = "Leaves."),
    CT_KEY("named", CT_T_MAP, trunk, named, .also = CT_ALSO(trunk, named_count),
           .detail = &leaf_record, .doc = "Leaves by name."),
    CT_KEY("inner", CT_T_RECORD, trunk, inner, .also = CT_ALSO(trunk, inner_given),
           .detail = &leaf_record, .doc = "A leaf."),
    CT_KEY_HERE("side", CT_T_RECORD, .detail = &side_record, .fallback = "{}", .doc = "Side."),
};
static const ct_record trunk_record = {
    .name = "trunk", .doc = "A trunk.", .keys = trunk_keys, .count = CT_COUNT(trunk_keys)
};

static bool bind(spec_case *c, const char *text, trunk *t) {
    const ct_yaml *node = case_yaml(c, text);
    ct_binding binding = { .arena = c->arena, .report = c->report, .where = "trunk" };
    *t = (trunk){ 0 };
    bool good = ct_bind(&binding, &trunk_record, node, node->place, t);
    assert_int_equal(good, ct_report_errors(c->report) == 0);
    return good;
}

static void keys_land_in_their_fields(void **state) {
    trunk t;
    assert_true(bind(*state,
                     "leaves:\n  - { count: 1 }\n  - { count: 2, size: 1in, name: b }\n"
                     "named: { x: { count: 3 }, y: 4 }\ninner: { count: 5 }\n"
                     "side: { tall: false }\n",
                     &t));
    assert_int_equal(t.leaf_count, 2);
    assert_true(t.leaves[0].size == 7); /* the default */
    assert_int_equal(t.leaves[1].count, 2);
    assert_true(t.leaves[1].size == 96);
    assert_string_equal(t.leaves[1].name, "b");
    assert_int_equal(t.leaves[1].place.line, 3);
    assert_int_equal(t.named_count, 2);
    assert_string_equal(t.named[1].name, "y");
    assert_int_equal(t.named[1].count, 4); /* the shorthand */
    assert_true(t.named[1].size == 7);
    assert_int_equal(t.named[0].place.column, 10); /* of the name */
    assert_int_equal(t.inner.count, 5);
    assert_true(t.inner_given);
    assert_true(t.width == 3);
    assert_false(t.tall);
}

static void an_empty_mapping_has_defaults(void **state) {
    trunk t;
    assert_true(bind(*state, "{}", &t));
    assert_true(t.width == 3 && t.tall);
    assert_false(t.inner_given);
    assert_int_equal(t.leaf_count, 0);
}

static void none_leaves_a_record_out(void **state) {
    trunk t;
    assert_true(bind(*state, "inner: none\n", &t));
    assert_false(t.inner_given);
}

static void every_fault_is_told_with_its_place(void **state) {
    spec_case *c = *state;
    trunk t;
    assert_false(bind(c,
                      "leaves:\n  - { count: x, sizze: 2px }\n  - { name: b }\n  - 7\n"
                      "named: { x: { count: 1, colour: red }, \"a b\": 1 }\n"
                      "inner: { count: 13 }\nsied: { tall: yes }\nside: { tall: yes, wide: 1 }\n",
                      &t));
    assert_string_equal(
        case_findings(c),
        "2:14: 'count' must be a whole number, not 'x'\n"
        "2:17: unknown key 'sizze' in leaf 1\n  hint: did you mean 'size'?\n"
        "3:5: leaf 'b' needs 'count'\n"
        "4:5: leaf 3 must be a mapping of keys\n"
        "5:25: 'colour' in leaf 'x' is not supported by this version\n"
        "5:40: 'a b' is no name for leaf\n"
        "  hint: a name is made of letters, digits, '-', '_' and '.'\n"
        "6:1: inner of trunk has 13\n"
        "7:1: unknown key 'sied' in trunk\n  hint: did you mean 'side'?\n"
        "8:15: 'tall' must be true or false, not 'yes'\n"
        "8:20: unknown key 'wide' in side of trunk\n  hint: did you mean 'width'?\n");
}

static void wrong_shapes_are_told(void **state) {
    spec_case *c = *state;
    trunk t;
    assert_false(bind(c, "leaves: { a: 1 }\nnamed: [1]\ninner: { count: [1] }\nside:\n", &t));
    assert_string_equal(case_findings(c), "1:9: 'leaves' must be a list\n"
                                          "2:8: 'named' must be a mapping of names\n"
                                          "3:17: 'count' must be a single value, not a list\n"
                                          "4:1: 'side' has no value\n");
}

static void a_misspelt_key_is_not_missing_too(void **state) {
    spec_case *c = *state;
    trunk t;
    assert_false(bind(c, "inner: { cuont: 1 }\n", &t));
    assert_string_equal(
        case_findings(c),
        "1:10: unknown key 'cuont' in inner of trunk\n  hint: did you mean 'count'?\n");
}

static void a_place_has_one_fault(void **state) {
    spec_case *c = *state;
    ct_binding binding = { .arena = c->arena, .report = c->report, .where = "x" };
    ct_place place = { .file = "f", .line = 1, .column = 2 };
    ct_place set = { .file = "--set", .line = 1, .column = 2 };
    assert_true(ct_fault(&binding, place, "one"));
    assert_false(ct_fault(&binding, place, "two"));
    assert_true(ct_fault(&binding, set, "one"));
    assert_true(ct_fault(&binding, set, "two")); /* all --set share a line */
    assert_false(ct_fault(&binding, set, "two"));
    assert_true(ct_fault(&binding, CT_NOWHERE, "one"));
    assert_true(ct_fault(&binding, CT_NOWHERE, "one"));
    assert_int_equal(binding.faults, 7);
    assert_int_equal(ct_report_count(c->report), 5);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        CASE(keys_land_in_their_fields), CASE(an_empty_mapping_has_defaults),
        CASE(none_leaves_a_record_out),  CASE(every_fault_is_told_with_its_place),
        CASE(wrong_shapes_are_told),     CASE(a_misspelt_key_is_not_missing_too),
        CASE(a_place_has_one_fault),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
