/* test_links.c - names in a map point to something. */
#include "spec_case.h"

/* The findings of a map with these data and what follows them. */
static const char *faults(spec_case *c, const char *data, const char *rest) {
    case_file(c, "s.style.yaml",
              "style: 1\ntext: { city: {}, town: {} }\npoint: { city: {}, town: {} }\n"
              "area: { land: {}, occupied: {} }\nline: { front: {} }\nvariants: { small: {} }\n");
    const char *text =
        ct_printf(c->arena,
                  "map: 1\nstyle: s.style.yaml\ntext: { title: T, source: S 2026, alt: A }\n"
                  "view: { bbox: [1, 2, 3, 4] }\ndata: { %s }\n%s",
                  data, rest);
    const ct_map *map = NULL;
    const char *path = case_file(c, "m.map.yaml", text);
    bool good = ct_map_load(c->arena, path, NULL, 0, NULL, NULL, &map, c->report);
    const char *found = case_findings(c);
    assert_int_equal(good, found[0] == '\0');
    return found;
}

static const char *const one_layer = "layers: [ { data: a, class: land } ]\n";

static void data_are_found(void **state) {
    spec_case *c = *state;
    assert_string_equal(
        faults(c, "a: a.shp, b: { from: a, minus: a, clip: a, union: a }", one_layer), "");
    assert_string_equal(
        faults(c,
               "oblasts: a.shp, b: { from: oblast, split: x, side: n, clip: "
               "oblasst, minus: y, union: z }",
               "layers: [ { data: oblats, class: land } ]\n"),
        "5:36: 'from': there is no data 'oblast'\n  hint: did you mean 'oblasts'?\n"
        "5:51: 'split': there is no data 'x'\n"
        "5:69: 'clip': there is no data 'oblasst'\n  hint: did you mean 'oblasts'?\n"
        "5:85: 'minus': there is no data 'y'\n"
        "5:95: 'union': there is no data 'z'\n"
        "6:19: 'data': there is no data 'oblats'\n  hint: did you mean 'oblasts'?\n");
    assert_string_equal(faults(c, "area: a.shp",
                               "layers: [ { data: area, class: land } ]\n"
                               "stats: { base: nothing, areas: [area, nowhere] }\n"
                               "furniture: { locator: { fit: elsewhere } }\n"),
                        "7:16: 'base': there is no data 'nothing'\n"
                        "7:39: 'areas': there is no data 'nowhere'\n"
                        "8:30: 'fit': there is no data 'elsewhere'\n");
}

static void circles_are_found_by_every_way(void **state) {
    spec_case *c = *state;
    assert_string_equal(faults(c, "a: { from: a }", one_layer),
                        "5:20: data 'a' is made from itself: a → a\n");
    static const char *const ways[] = { "clip", "minus", "union" };
    for (size_t i = 0; i < CT_COUNT(ways); i++) {
        const char *data =
            ct_printf(c->arena, "a: { from: b }, b: { file: b.shp, %s: a }", ways[i]);
        assert_non_null(
            strstr(faults(c, data, one_layer), "data 'a' is made from itself: a → b → a"));
    }
    assert_non_null(
        strstr(faults(c, "a: { from: b, split: c, side: n }, b: b.shp, c: { from: a }", one_layer),
               "a → c → a"));
    /* two ways to one entry are no circle; nor is the same chain on another date */
    assert_string_equal(
        faults(c, "o: o.shp, a: { from: o, minus: b }, b: { from: o, at: 2022-02-23 }", one_layer),
        "");
}

static void a_long_chain_is_no_circle(void **state) {
    spec_case *c = *state;
    ct_buffer data = { 0 };
    ct_buffer_text(&data, "a: a.shp");
    for (int i = 0; i < 2000; i++)
        ct_buffer_printf(&data, ", n%d: { from: %s }", i,
                         i ? ct_printf(c->arena, "n%d", i - 1) : "n1999");
    assert_non_null(
        strstr(faults(c, data.data, one_layer), "data 'n0' is made from itself: n0 → n1999 → "));
    ct_buffer_free(&data);
}

static void classes_are_found_in_any_table(void **state) {
    spec_case *c = *state;
    static const char *const classes[] = { "land", "front", "city" };
    for (size_t i = 0; i < CT_COUNT(classes); i++)
        assert_string_equal(
            faults(c, "a: a.shp",
                   ct_printf(c->arena, "layers: [ { data: a, class: %s } ]\n", classes[i])),
            "");
    assert_string_equal(
        faults(c, "a: a.shp", "layers: [ { data: a, class: ocupied } ]\n"),
        "6:29: 'class': the style has no class 'ocupied'\n  hint: did you mean 'occupied'?\n");
    assert_string_equal(
        faults(c, "a: a.shp",
               "layers: [ { data: a, class: { by: r, 1: city, 2: citty, else: twon } } ]\n"),
        "6:50: 'class': the style has no class 'citty'\n  hint: did you mean 'city'?\n"
        "6:63: 'class': the style has no class 'twon'\n  hint: did you mean 'town'?\n");
}

static void labels_need_a_text_class(void **state) {
    spec_case *c = *state;
    assert_string_equal(
        faults(c, "a: a.shp", "layers: [ { data: a, class: city, label: '{n}' } ]\n"), "");
    assert_string_equal(
        faults(c, "a: a.shp", "layers: [ { data: a, class: land, label: '{n}' } ]\n"),
        "6:29: layer 'a' is labelled, but the style has no text class 'land'\n"
        "  hint: name one that is there by 'class' under 'label'\n");
    assert_string_equal(
        faults(c, "a: a.shp",
               "layers: [ { data: a, class: land, label: { text: '{n}', class: town } } ]\n"),
        "");
    assert_string_equal(
        faults(c, "a: a.shp",
               "layers: [ { data: a, class: land, label: { text: '{n}', class: tow } } ]\n"),
        "6:64: 'class': the style has no text class 'tow'\n  hint: did you mean 'town'?\n");
    /* where some features alone are labelled, the class may be that of others */
    assert_string_equal(faults(c, "a: a.shp",
                               "layers: [ { data: a, class: { by: r, 1: city, else: land }, label: "
                               "{ text: '{n}', where: r = 1 } } ]\n"),
                        "");
    assert_string_equal(
        faults(c, "a: a.shp",
               "layers: [ { data: a, class: land } ]\n"
               "annotations: [ { kind: text, at: [1, 2], text: x, class: citi } ]\n"),
        "7:58: 'class': the style has no text class 'citi'\n  hint: did you mean 'city'?\n");
}

static void ids_stand_once(void **state) {
    spec_case *c = *state;
    assert_string_equal(
        faults(c, "a: a.shp",
               "layers:\n  - { data: a, class: land }\n  - { id: b, data: a, class: land }\n"
               "  - { id: a, data: a, class: land }\n"
               "annotations:\n  - { id: x, kind: text, at: [1, 2], text: t }\n"
               "  - { id: x, kind: text, at: [1, 2], text: t }\n"
               "furniture: { locator: { fit: a, layers: [ { data: a, class: land }, { data: a, "
               "class: land } ] } }\n"),
        "9:5: two layers have the id 'a'; the first is on line 7\n"
        "12:5: two annotations have the id 'x'; the first is on line 11\n"
        "13:69: two layers have the id 'a'; the first is on line 13\n");
}

static void variants_are_found(void **state) {
    spec_case *c = *state;
    assert_string_equal(
        faults(c, "a: a.shp",
               "layers: [ { data: a, class: land } ]\n"
               "annotations: [ { kind: text, at: [1, 2], text: t, on: [small, smal] } ]\n"
               "outputs: [ { to: x.png, variant: big }, { to: y.png, variant: small } ]\n"),
        "7:63: 'on': the style has no variant 'smal'\n  hint: did you mean 'small'?\n"
        "8:34: 'variant': the style has no variant 'big'\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        CASE(data_are_found),
        CASE(circles_are_found_by_every_way),
        CASE(a_long_chain_is_no_circle),
        CASE(classes_are_found_in_any_table),
        CASE(labels_need_a_text_class),
        CASE(ids_stand_once),
        CASE(variants_are_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
