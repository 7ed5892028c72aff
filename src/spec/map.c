/* map.c - the map spec: read, overridden, bound, with its style. */
#include <string.h>

#include "spec.h"

/* Where the style of a map comes from: a path, or a mapping with `base` and keys of its own. Paths
 * are relative to the map. False where the value is no such thing (told). */
static bool find_style(ct_arena *arena, const char *path, const ct_yaml *node,
                       ct_style_source *source, ct_report *report) {
    const ct_yaml *base = node;
    if (node->kind == CT_YAML_MAP) {
        source->inlay = node;
        base = ct_yaml_get(node, "base");
        if (!base) return true;
    }
    if (base->kind != CT_YAML_SCALAR || base->text[0] == '\0')
        return ct_fail(report, CARTOUCHE_BAD_SPEC, base->place.line ? base->place : node->place,
                       "'%s' must be the path of a style", base == node ? "style" : "base");
    source->path =
        (ct_name){ .text = ct_path_beside(arena, path, base->text), .place = base->place };
    return true;
}

/* ---- what a map leaves unsaid ---------------------------------------------------------------- */

static const char *default_id(ct_arena *arena, const char *path) {
    const char *stem = ct_path_stem(arena, path);
    size_t n = strlen(stem);
    if (n > 4 && strcmp(stem + n - 4, ".map") == 0) stem = ct_strndup(arena, stem, n - 4);
    return ct_id_valid(stem) ? stem : "map";
}

static void fill_defaults(ct_arena *arena, ct_map *map) {
    if (!map->id) map->id = default_id(arena, map->path);
    if (!map->lang && map->title.count > 0) map->lang = map->title.langs[0];
    if (!map->lang) map->lang = "en";
    for (size_t i = 0; i < map->data_count; i++) {
        map->data[i].network = map->allow_network;
        map->data[i].vrt = map->allow_vrt;
    }
    for (size_t i = 0; i < map->annotation_count; i++)
        if (!map->annotations[i].id)
            map->annotations[i].id = ct_printf(arena, "annotation-%zu", i + 1);
}

/* Notes once: a map is loaded again for each variant of its outputs. */
static void note_once(ct_report *report, ct_place place, const char *text, const char *hint) {
    for (size_t i = 0; i < ct_report_count(report); i++) {
        const cartouche_finding *told = ct_report_at(report, i);
        if (ct_streq(told->file, place.file) && strcmp(told->text, text) == 0) return;
    }
    ct_note(report, place, "%s", text);
    ct_hint(report, "%s", hint);
}

/* A year, or a template's date, in every language. */
static bool is_dated(const ct_words *words) {
    for (size_t i = 0; i < words->count; i++) {
        const char *text = words->texts[i], *brace = strchr(text, '{');
        size_t digits = 0, most = 0;
        for (const char *c = text; *c; c++) {
            digits = *c >= '0' && *c <= '9' ? digits + 1 : 0;
            if (digits > most) most = digits;
        }
        if (most < 4 && !(brace && strstr(brace, "date"))) return false;
    }
    return true;
}

/* What a careful desk would not leave out; no fault. */
static void note_lacks(const ct_yaml *tree, const ct_map *map, ct_report *report) {
    const ct_yaml_item *text = ct_yaml_find(tree, "text");
    ct_place place = text ? text->key.place : tree->place;
    if (map->alt.count == 0)
        note_once(report, place, "the map has no 'alt' text",
                  "say under 'text' what the map shows, for those who do not see it");
    if (map->source.count == 0)
        note_once(report, place, "the map has no 'source' line",
                  "say under 'text' where the data come from, and of when");
    else if (!is_dated(&map->source))
        note_once(report, map->source.places[0], "the 'source' line has no date",
                  "say of when the data are: a year, or {date}");
    if (map->title.count == 0)
        note_once(report, place, "the map has no 'title'",
                  "say under 'text' what it shows; best what there is to be found out");
}

static void take_inputs(ct_arena *arena, ct_map *map, const ct_names *styles) {
    map->inputs = CT_ARRAY(arena, styles->count + 1, const char *);
    map->inputs[map->input_count++] = map->path;
    for (size_t i = 0; i < styles->count; i++)
        map->inputs[map->input_count++] = styles->items[i].text;
}

/* ---- loading --------------------------------------------------------------------------------- */

static bool load_style(ct_arena *arena, const ct_yaml *tree, const char *variant, ct_fonts *fonts,
                       ct_map *map, ct_names *variants, ct_report *report) {
    const ct_yaml *node = ct_yaml_get(tree, "style");
    ct_names styles = { 0 };
    bool good = node && !ct_yaml_is_null(node); /* else told while binding */
    if (good) {
        ct_style_source source = { .variant = variant };
        good = find_style(arena, map->path, node, &source, report) &&
               ct_style_make(arena, &source, fonts, &map->style, variants, &styles, report);
    }
    take_inputs(arena, map, &styles);
    return good;
}

bool ct_map_load(ct_arena *arena, const char *path, const char *const *sets, size_t set_count,
                 const char *variant, ct_fonts *fonts, const ct_map **map, ct_report *report) {
    path = ct_strdup(arena, path);
    ct_yaml *tree;
    if (!ct_yaml_read(arena, path, CT_NOWHERE, &tree, report)) return false;
    if (tree->kind != CT_YAML_MAP)
        return ct_fail(report, CARTOUCHE_BAD_SPEC, tree->place, "a map is a mapping of keys");
    bool good = true;
    for (size_t i = 0; i < set_count; i++)
        good = ct_set_apply(arena, tree, sets[i], report) && good;
    ct_map *made = CT_NEW(arena, ct_map);
    made->path = path;
    ct_binding binding = { .arena = arena, .report = report, .where = ct_record_map.name };
    good = ct_bind(&binding, &ct_record_map, tree, tree->place, made) && good;
    fill_defaults(arena, made);
    ct_names variants = { 0 };
    good = load_style(arena, tree, variant, fonts, made, &variants, report) && good;
    good = ct_links_check(arena, made, &variants, report) && good;
    if (!good) return false;
    note_lacks(tree, made, report);
    *map = made;
    return true;
}

const ct_data_spec *ct_map_data(const ct_map *map, const char *name) {
    for (size_t i = 0; name && i < map->data_count; i++)
        if (strcmp(map->data[i].name, name) == 0) return &map->data[i];
    return NULL;
}
