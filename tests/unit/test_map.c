/* test_map.c - map specs are loaded whole: defaults, overrides, style, notes. */
#include "spec_case.h"
#include <math.h>

static const char *const head = "map: 1\nstyle: s.style.yaml\n"
                                "text: { title: T, source: S 2026, alt: A }\n";
static const char *const view = "view: { bbox: [36, 47, 40, 50] }\n";
static const char *const body = "data: { a: a.shp }\nlayers: [ { data: a, class: city } ]\n";

static void write_style(spec_case *c) {
    case_file(c, "s.style.yaml",
              "style: 1\ntext: { city: { size: 14px } }\npoint: { city: {} }\narea: { land: {} }\n"
              "variants: { small: { text: { city: { size: 11px } } } }\n");
}

static const ct_map *load_with(spec_case *c, const char *text, const char *const *sets,
                               size_t count, const char *variant) {
    write_style(c);
    const char *path = case_file(c, "m.map.yaml", text);
    const ct_map *map = NULL;
    bool good = ct_map_load(c->arena, path, sets, count, variant, NULL, &map, c->report);
    assert_int_equal(good, ct_report_errors(c->report) == 0);
    assert_int_equal(good, map != NULL);
    return map;
}

static const ct_map *load(spec_case *c, const char *text) {
    return load_with(c, text, NULL, 0, NULL);
}

static const char *spec(spec_case *c, const char *more) {
    return ct_printf(c->arena, "%s%s%s%s", head, view, body, more);
}

static const ct_map *loaded(spec_case *c, const char *more) {
    const ct_map *map = load(c, spec(c, more));
    if (!map) fail_msg("%s", case_findings(c));
    return map;
}

static void the_least_map_has_defaults(void **state) {
    spec_case *c = *state;
    const ct_map *m = loaded(c, "");
    assert_string_equal(case_findings(c), "");
    assert_string_equal(m->id, "m"); /* of m.map.yaml */
    assert_string_equal(m->lang, "en");
    assert_int_equal(m->day, CT_NO_DAY);
    assert_null(m->date.text);
    assert_true(m->width == 1200 && m->height == 0);
    assert_true(m->view.has_bbox && m->view.pad.given && m->view.pad.share == 0.06);
    assert_string_equal(m->view.project.text, "auto");
    assert_int_equal(m->key.at, CT_AT_SHEET);
    assert_int_equal(m->scale_bar.at, CT_AT_NONE);
    assert_int_equal(m->north.at, CT_AT_NONE);
    assert_int_equal(m->locator.at, CT_AT_NONE);
    assert_int_equal(m->png_level, 2);
    assert_false(m->svg_outlines);
    assert_int_equal(m->data_count, 1);
    const ct_data_spec *a = ct_map_data(m, "a");
    assert_string_equal(a->file.text, "a.shp");
    assert_int_equal(a->at_day, CT_NO_DAY);
    assert_int_equal(a->max_age, -1);
    assert_int_equal(a->missing, CT_MISSING_ERROR);
    assert_true(isnan(a->tolerance));
    assert_null(ct_map_data(m, "b"));
    assert_null(ct_map_data(m, NULL));
    assert_string_equal(m->layers[0].id, "a"); /* of its data */
    assert_true(m->layers[0].opacity == 1);
    assert_int_equal(m->input_count, 2);
    assert_non_null(strstr(m->inputs[1], "s.style.yaml"));
}

static void the_whole_contract_of_data(void **state) {
    spec_case *c = *state;
    const ct_map *m = load(
        c, ct_printf(
               c->arena, "%s%s%s", head, view,
               "data:\n  o: { file: o.gpkg, layer: x, encoding: cp1251, crs: 'EPSG:4326', where: "
               "\"iso = 'UA-14'\" }\n"
               "  k: { file: \"c/{date}.geojson\", missing: previous, max_age: 400d }\n"
               "  q: { from: o, split: k, side: ne, tolerance: 0.3 }\n"
               "  b: { from: q, at: 2022-02-23 }\n"
               "  g: { from: q, minus: b, drop: \"< 0.05km2\", simplify: 1ha }\n"
               "  f: { from: q, outline: inner }\n"
               "  d: { from: q, clip: o, union: g, dissolve: true }\n"
               "  e: { from: q, dissolve: iso }\n"
               "  t: { file: p.csv, xy: [lon, lat], date_field: day }\n"
               "layers: [ { id: x, data: o, class: land } ]\n"));
    if (!m) fail_msg("%s", case_findings(c));
    const ct_data_spec *o = ct_map_data(m, "o"), *k = ct_map_data(m, "k"), *q = ct_map_data(m, "q");
    assert_string_equal(o->where.text, "iso = 'UA-14'");
    assert_string_equal(o->layer.text, "x");
    assert_string_equal(o->encoding.text, "cp1251");
    assert_string_equal(o->crs.text, "EPSG:4326");
    assert_true(k->missing == CT_MISSING_PREVIOUS && k->max_age == 400);
    assert_true(q->side == CT_SIDE_NE && q->tolerance == 0.3);
    assert_string_equal(q->split.text, "k");
    assert_int_equal(q->place.line, 8);
    const ct_data_spec *b = ct_map_data(m, "b"), *g = ct_map_data(m, "g");
    assert_int_equal(b->at_day, ct_day_from(2022, 2, 23));
    assert_string_equal(b->at.text, "2022-02-23");
    assert_string_equal(g->minus.text, "b");
    assert_true(g->drop_km2 == 0.05 && g->simplify_km2 == 0.01);
    assert_int_equal(ct_map_data(m, "f")->outline, CT_OUTLINE_INNER);
    const ct_data_spec *d = ct_map_data(m, "d"), *t = ct_map_data(m, "t");
    assert_string_equal(d->dissolve.text, "*");
    assert_string_equal(d->unite.items[0].text, "g");
    assert_string_equal(ct_map_data(m, "e")->dissolve.text, "iso");
    assert_string_equal(t->x_field.text, "lon");
    assert_string_equal(t->y_field.text, "lat");
    assert_string_equal(t->date_field.text, "day");
}

static void furniture_annotations_and_outputs(void **state) {
    spec_case *c = *state;
    const ct_map *m = loaded(
        c, "date: 2026-01-27\nlang: uk\n"
           "furniture:\n  key: { at: top-left, title: { en: Key } }\n"
           "  scale_bar: { units: [km, mi] }\n  north_arrow: none\n"
           "  locator: { fit: a, width: 120px, layers: [ { data: a, class: land } ] }\n"
           "annotations:\n"
           "  - { kind: callout, at: [37, 48], text: '**A**', side: left, leader: curve, "
           "head: arrow, on: small, from: 2022-02-24 }\n"
           "  - { kind: text, at: { sheet: [50%, 10%] }, text: B, class: city }\n"
           "stats: { base: a, areas: a, by: iso }\n"
           "outputs: [ 'x-{lang}.svg', { to: y.png, lang: [en, uk], scale: 2, variant: small } ]\n"
           "svg: { text: outlines }\npng: { level: 1 }\n");
    assert_int_equal(m->day, ct_day_from(2026, 1, 27));
    assert_string_equal(m->date.text, "2026-01-27");
    assert_string_equal(m->lang, "uk");
    assert_true(m->key.at == CT_AT_TOP_LEFT && m->key.title.count == 1);
    assert_true(m->scale_bar.at == CT_AT_BOTTOM_LEFT && m->scale_bar.unit_count == 2);
    assert_int_equal(m->north.at, CT_AT_NONE);
    assert_true(m->locator.at == CT_AT_BOTTOM_RIGHT && m->locator.width == 120);
    assert_int_equal(m->locator.layer_count, 1);
    const ct_annotation_spec *one = &m->annotations[0], *two = &m->annotations[1];
    assert_string_equal(one->id, "annotation-1");
    assert_true(one->kind == CT_ANNOTATION_CALLOUT && one->leader == CT_LEADER_CURVE);
    assert_true(one->side == CT_AT_LEFT && one->head == CT_HEAD_ARROW && one->offset == 24);
    assert_null(one->class_name.text);
    assert_true(one->from == ct_day_from(2022, 2, 24) && one->until == CT_NO_DAY);
    assert_int_equal(one->on.count, 1);
    assert_true(two->at.kind == CT_AT_SHEET_SHARE && two->at.pair[0] == 0.5 && two->offset == 0);
    assert_true(two->leader == CT_LEADER_NONE && two->side == CT_AT_RIGHT);
    assert_string_equal(m->stats_by.text, "iso");
    assert_int_equal(m->stats_areas.count, 1);
    assert_string_equal(m->outputs[0].to.text, "x-{lang}.svg");
    assert_true(m->outputs[0].scale == 1 && m->outputs[1].scale == 2);
    assert_int_equal(m->outputs[1].lang.count, 2);
    assert_true(m->svg_outlines && m->png_level == 1);
}

static void settings_have_their_precedence(void **state) {
    spec_case *c = *state;
    /* style < variant < map < --set */
    const char *inlay = "map: 1\nstyle: { base: s.style.yaml, text: { city: { size: 20px } } }\n"
                        "text: { title: T, source: S 2026, alt: A }\n";
    const char *own = ct_printf(c->arena, "%s%s%s", inlay, view, body);
    static const char *const sets[] = { "style.text.city.size=30px" };
    const char *plain = spec(c, "");
    assert_true(ct_style_text(load(c, plain)->style, "city")->font.size == 14);
    assert_true(ct_style_text(load_with(c, plain, NULL, 0, "small")->style, "city")->font.size ==
                11);
    assert_true(ct_style_text(load_with(c, own, NULL, 0, "small")->style, "city")->font.size == 20);
    assert_true(ct_style_text(load_with(c, own, sets, 1, "small")->style, "city")->font.size == 30);
    assert_true(ct_style_text(load_with(c, plain, sets, 1, NULL)->style, "city")->font.size == 30);
}

static void sets_are_checked_like_the_file(void **state) {
    spec_case *c = *state;
    static const char *const sets[] = { "size.widht=600px", "size.height=600",
                                        "style.colr.red=#900", "layers.a.class=ciyt" };
    assert_null(load_with(c, spec(c, ""), sets, CT_COUNT(sets), NULL));
    assert_string_equal(
        case_findings(c),
        "1:6: unknown key 'widht' in size\n  hint: did you mean 'width'?\n"
        "1:13: 'height: 600' needs a unit, such as '12px'\n"
        "1:7: unknown key 'colr' in the style\n  hint: did you mean 'color'?\n"
        "1:16: 'class': the style has no class 'ciyt'\n  hint: did you mean 'city'?\n");
}

static void a_style_may_stand_in_the_map(void **state) {
    spec_case *c = *state;
    const ct_map *m = load(c, ct_printf(c->arena,
                                        "map: 1\nstyle: { area: { x: { fill: black } } }\n"
                                        "text: { source: S 2026, alt: A }\n%sdata: { a: a.shp }\n"
                                        "layers: [ { data: a, class: x } ]\n",
                                        view));
    assert_non_null(m);
    assert_true(ct_style_area(m->style, "x")->has_fill);
    assert_int_equal(m->input_count, 1);
}

static void the_language_is_the_title_s(void **state) {
    spec_case *c = *state;
    const ct_map *m =
        load(c, ct_printf(c->arena,
                          "map: 1\nstyle: s.style.yaml\n"
                          "text: { title: { uk: Т, en: T }, source: S 2026, alt: A }\n%s%s",
                          view, body));
    assert_string_equal(m->lang, "uk");
}

static void lacks_are_noted_once(void **state) {
    spec_case *c = *state;
    const char *text =
        ct_printf(c->arena, "map: 1\nstyle: s.style.yaml\ntext: { title: T }\n%s%s", view, body);
    assert_non_null(load(c, text));
    assert_non_null(load(c, text)); /* as for an output with another variant */
    assert_int_equal(ct_report_at(c->report, 0)->severity, CARTOUCHE_NOTE);
    assert_string_equal(case_findings(c),
                        "3:1: the map has no 'alt' text\n"
                        "  hint: say under 'text' what the map shows, for those who do not see it\n"
                        "3:1: the map has no 'source' line\n"
                        "  hint: say under 'text' where the data come from, and of when\n");
}

/* Rule 18: a headline and a dated source. */
static void words_of_the_sheet_are_missed(void **state) {
    spec_case *c = *state;
    static const char *const dated[] = { "'OSM, 2026'", "'Status: {date:long}'",
                                         "'As of {data.a.date}'", "{ en: 'in 2024', uk: '2024' }" };
    static const char *const undated[] = { "OSM", "'{id}, 1/2'", "{ en: 'in 2024', uk: колись }" };
    for (size_t i = 0; i < CT_COUNT(dated); i++) {
        assert_non_null(load(c, ct_printf(c->arena,
                                          "map: 1\nstyle: s.style.yaml\n"
                                          "text: { title: T, alt: A, source: %s }\n%s%s",
                                          dated[i], view, body)));
        assert_string_equal(case_findings(c), "");
    }
    for (size_t i = 0; i < CT_COUNT(undated); i++) {
        assert_non_null(load(c, ct_printf(c->arena,
                                          "map: 1\nstyle: s.style.yaml\n"
                                          "text: { title: T, alt: A, source: %s }\n%s%s",
                                          undated[i], view, body)));
        assert_non_null(strstr(case_findings(c), "the 'source' line has no date\n"));
    }
    assert_non_null(load(c, ct_printf(c->arena,
                                      "map: 1\nstyle: s.style.yaml\n"
                                      "text: { alt: A, source: S 2026 }\n%s%s",
                                      view, body)));
    assert_string_equal(case_findings(c),
                        "3:1: the map has no 'title'\n"
                        "  hint: say under 'text' what it shows; best what there is to be found "
                        "out\n");
}

static void faults_of_map_and_style_are_told_together(void **state) {
    spec_case *c = *state;
    assert_null(load(c, "map: 1\nstyle: { base: s.style.yaml, area: { land: { fil: red } } }\n"
                        "text: { title: T }\nview: { fit: b }\nsize: { width: 1e9px }\n"
                        "data: { a: a.shp }\nlayers: []\n"));
    assert_string_equal(
        case_findings(c),
        "5:16: 'width' must be from 16px to 20000px, not '1e9px'\n"
        "2:46: unknown key 'fil' in area class 'land'\n  hint: did you mean 'fill'?\n"
        "4:14: 'fit': there is no data 'b'\n");
}

static void what_is_no_map_is_told(void **state) {
    spec_case *c = *state;
    assert_null(load(c, "map: 1\nstyle: [a]\n"));
    assert_string_equal(case_findings(c), "1:1: the map needs 'view', 'data', 'layers'\n"
                                          "2:8: 'style' must be the path of a style\n");
    assert_null(load(c, "just a text"));
    assert_string_equal(case_findings(c), "1:1: a map is a mapping of keys\n");
    assert_null(load(c, "---\n"));
    assert_int_equal(ct_report_count(c->report), 1);
    const ct_map *map = NULL;
    assert_false(
        ct_map_load(c->arena, "/nowhere/m.map.yaml", NULL, 0, NULL, NULL, &map, c->report));
    assert_int_equal(ct_report_at(c->report, 1)->status, CARTOUCHE_BAD_IO);
}

static void the_sample_map_is_right(void **state) {
    spec_case *c = *state;
    const ct_map *map = NULL;
    const char *path = CT_SOURCE_DIR "/data/donbas/donbas.map.yaml";
    bool good = ct_map_load(c->arena, path, NULL, 0, NULL, NULL, &map, c->report);
    assert_string_equal(case_findings(c), "");
    assert_true(good);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        CASE(the_least_map_has_defaults),
        CASE(the_whole_contract_of_data),
        CASE(furniture_annotations_and_outputs),
        CASE(settings_have_their_precedence),
        CASE(sets_are_checked_like_the_file),
        CASE(a_style_may_stand_in_the_map),
        CASE(the_language_is_the_title_s),
        CASE(lacks_are_noted_once),
        CASE(words_of_the_sheet_are_missed),
        CASE(faults_of_map_and_style_are_told_together),
        CASE(what_is_no_map_is_told),
        CASE(the_sample_map_is_right),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
