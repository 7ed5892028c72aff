/* test_bind_place.c - keys that say where and how far: places, boxes, paths, anchors, distances. */
#include "spec_case.h"

typedef struct slot {
    double numbers[8];
    bool has;
    double *path;
    ct_anchor anchor;
    ct_distance *distances;
    size_t count;
} slot;

static bool bind(spec_case *c, const ct_key *key, const char *text, slot *s) {
    ct_binding binding = { .arena = c->arena, .report = c->report, .where = "x" };
    *s = (slot){ 0 };
    assert_true(ct_bind_place(&binding, key, case_yaml(c, text), s));
    return binding.faults == 0;
}

static void assert_bad(spec_case *c, const ct_key *key, const char *text, const char *findings) {
    slot s;
    assert_false(bind(c, key, text, &s));
    assert_string_equal(case_findings(c), findings);
}

static void places_are_on_the_earth(void **state) {
    spec_case *c = *state;
    const ct_key point =
        CT_KEY("centre", CT_T_LONLAT, slot, numbers, .also = CT_ALSO(slot, has), .doc = "");
    const ct_key box =
        CT_KEY("bbox", CT_T_BBOX, slot, numbers, .also = CT_ALSO(slot, has), .doc = "");
    slot s;
    assert_true(bind(c, &point, "[37.18, 48.28]", &s));
    assert_true(s.has && s.numbers[0] == 37.18 && s.numbers[1] == 48.28);
    assert_true(bind(c, &box, "[170, -20, -170, 20]", &s)); /* across the antimeridian */
    assert_true(s.has && s.numbers[2] == -170);
    assert_bad(c, &point, "[48, 137]",
               "1:1: 'centre': [48, 137] is no place on the earth; "
               "longitude comes first, then latitude\n");
    assert_bad(c, &point, "[48]", "1:1: 'centre' must be [longitude, latitude], in degrees\n");
    assert_bad(c, &point, "[48, nan]", "1:1: 'centre' must be [longitude, latitude], in degrees\n");
    assert_bad(c, &point, "48", "1:1: 'centre' must be [longitude, latitude], in degrees\n");
    assert_bad(c, &box, "[36, 50, 40, 47]",
               "1:1: 'bbox' is empty: it is [west, south, east, north], south below north\n");
    assert_bad(c, &box, "[36, 47, 36, 50]",
               "1:1: 'bbox' is empty: it is [west, south, east, north], south below north\n");
    assert_bad(c, &box, "[36, 47, 40]",
               "1:1: 'bbox' must be [west, south, east, north], in degrees\n");
}

static const ct_word corners[] = { { "top-left", 7 }, { "bottom", 9 }, { 0 } };
static const ct_key at = CT_KEY("at", CT_T_ANCHOR, slot, anchor, .detail = corners, .doc = "");

static void anchors_are_on_the_map_or_the_sheet(void **state) {
    spec_case *c = *state;
    slot s;
    assert_true(bind(c, &at, "[37, 48]", &s));
    assert_true(s.anchor.kind == CT_AT_LONLAT && s.anchor.pair[0] == 37 && s.anchor.pair[1] == 48);
    assert_int_equal(s.anchor.place.column, 1);
    assert_true(bind(c, &at, "{ sheet: [50%, 0.1] }", &s));
    assert_int_equal(s.anchor.kind, CT_AT_SHEET_SHARE);
    assert_true(s.anchor.pair[0] == 0.5 && s.anchor.pair[1] == 0.1);
    assert_bad(c, &at, "{ sheet: [50px, 10px] }",
               "1:10: 'sheet' must be [x, y] in shares, such as [50%, 10%]\n");
    assert_bad(c, &at, "{ page: [1, 2] }",
               "1:1: 'at' must be [longitude, latitude], { feature: layer/id } or "
               "{ sheet: [x%, y%] }\n");
    assert_bad(c, &at, "{ sheet: [1%, 2%], feature: a/b }",
               "1:1: 'at' must be [longitude, latitude], { feature: layer/id } or "
               "{ sheet: [x%, y%] }\n");
}

static void anchors_are_at_corners_and_features(void **state) {
    spec_case *c = *state;
    slot s;
    assert_true(bind(c, &at, "bottom", &s));
    assert_true(s.anchor.kind == CT_AT_CORNER && s.anchor.corner == 9);
    assert_bad(c, &at, "botom",
               "1:1: 'at' must be [longitude, latitude], a corner such as top-left, { feature: "
               "layer/id } or { sheet: [x%, y%] }, not 'botom'\n  hint: did you mean 'bottom'?\n");
    assert_true(bind(c, &at, "{ feature: towns/UA/14 }", &s));
    assert_int_equal(s.anchor.kind, CT_AT_FEATURE);
    assert_string_equal(s.anchor.layer.text, "towns");
    assert_string_equal(s.anchor.feature, "UA/14");
    assert_int_equal(s.anchor.layer.place.column, 12);
    static const char *const bad[] = { "towns", "towns/", "/14", "[towns]" };
    for (size_t i = 0; i < CT_COUNT(bad); i++)
        assert_bad(c, &at, ct_printf(c->arena, "{ feature: %s }", bad[i]),
                   "1:12: 'feature' must be layer/id, such as towns/pokrovsk\n");
}

static void paths_have_two_places_or_more(void **state) {
    spec_case *c = *state;
    const ct_key key =
        CT_KEY("path", CT_T_PATH, slot, path, .also = CT_ALSO(slot, count), .doc = "");
    const char *fault =
        "1:1: 'path' must be two places or more, such as [[37.5, 48], [38, 48.2]]\n";
    slot s;
    assert_true(bind(c, &key, "[[37, 48], [37.5, 48.5], [37, 48]]", &s));
    assert_int_equal(s.count, 3);
    assert_true(s.path[2] == 37.5 && s.path[5] == 48);
    assert_bad(c, &key, "[[37, 48]]", fault);
    assert_bad(c, &key, "[37, 48]", fault);
    assert_bad(c, &key, "37", fault);
    assert_bad(c, &key, "[[37, 48], [37]]",
               "1:12: 'path' must be [longitude, latitude], in degrees\n");
    assert_bad(c, &key, "[[37, 48], [48, 137]]",
               "1:12: 'path': [48, 137] is no place on the earth; longitude comes first, then "
               "latitude\n");
    assert_bad(c, &key, "[[37, 48], [37, 48]]", "1:12: 'path' has the same place twice in a row\n");
}

static void distances_are_on_the_ground_or_the_page(void **state) {
    spec_case *c = *state;
    const ct_key key =
        CT_KEY("radius", CT_T_DISTANCES, slot, distances, .also = CT_ALSO(slot, count), .doc = "");
    slot s;
    assert_true(bind(c, &key, "50km", &s));
    assert_int_equal(s.count, 1);
    assert_true(s.distances[0].ground && s.distances[0].length == 50000);
    assert_true(bind(c, &key, "[10mi, 800 m, 5nmi, 12px, 1in]", &s));
    assert_int_equal(s.count, 5);
    assert_true(s.distances[0].length == 16093.44 && s.distances[1].length == 800);
    assert_true(s.distances[2].length == 9260 && s.distances[2].ground);
    assert_true(s.distances[3].length == 12 && !s.distances[3].ground);
    assert_true(s.distances[4].length == 96 && !s.distances[4].ground);
    static const char *const bad[] = { "50", "km", "-5km", "5 leagues", "{ a: b }", "nankm" };
    for (size_t i = 0; i < CT_COUNT(bad); i++)
        assert_bad(c, &key, bad[i],
                   "1:1: 'radius' must be a distance on the ground, such as '50km', or a length, "
                   "such as '12px'\n");
    assert_bad(c, &key, "[]", "1:1: 'radius' is empty\n");
}

static void other_types_are_not_places(void **state) {
    spec_case *c = *state;
    const ct_key key = CT_KEY("x", CT_T_NAME, slot, numbers, .doc = "");
    ct_binding binding = { .arena = c->arena, .report = c->report, .where = "x" };
    slot s = { 0 };
    assert_false(ct_bind_place(&binding, &key, case_yaml(c, "a"), &s));
    assert_int_equal(binding.faults, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        CASE(places_are_on_the_earth),
        CASE(anchors_are_on_the_map_or_the_sheet),
        CASE(anchors_are_at_corners_and_features),
        CASE(paths_have_two_places_or_more),
        CASE(distances_are_on_the_ground_or_the_page),
        CASE(other_types_are_not_places),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
