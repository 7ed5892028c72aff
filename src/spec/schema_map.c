/* schema_map.c - the keys of a map spec but for its data, layers, annotations and furniture. */
#include <math.h>
#include <stddef.h>

#include "spec.h"

#define CT_RECORD_OF(table, record_name, text)                                                     \
    .name = (record_name), .doc = (text), .keys = (table), .count = CT_COUNT(table)

/* ---- words, view, size ----------------------------------------------------------------------- */

static const ct_key text_keys[] = {
    CT_KEY("title", CT_T_WORDS, ct_map, title, .doc = "The headline: it states the finding."),
    CT_KEY("subtitle", CT_T_WORDS, ct_map, subtitle, .doc = "The measure, the place and the date."),
    CT_KEY("note", CT_T_WORDS, ct_map, note, .doc = "What a reader must know to read it right."),
    CT_KEY("source", CT_T_WORDS, ct_map, source, .doc = "Who says so, and of when."),
    CT_KEY("credit", CT_T_WORDS, ct_map, credit, .doc = "Who drew it."),
    CT_KEY("alt", CT_T_WORDS, ct_map, alt, .doc = "The map in words, for those who do not see it."),
};
static const ct_record text_record = { CT_RECORD_OF(text_keys, "text",
                                                    "The words of the sheet: a "
                                                    "text, or one per "
                                                    "language; templates.") };

static const ct_key view_keys[] = {
    CT_KEY("fit", CT_T_NAMES, ct_view_spec, fit, .doc = "Entries of `data` that fill the map."),
    CT_KEY("bbox", CT_T_BBOX, ct_view_spec, bbox, .also = CT_ALSO(ct_view_spec, has_bbox),
           .doc = "[west, south, east, north] in degrees."),
    CT_KEY("centre", CT_T_LONLAT, ct_view_spec, centre, .also = CT_ALSO(ct_view_spec, has_centre),
           .doc = "[longitude, latitude] of the map's middle; with `scale`."),
    CT_KEY("scale", CT_T_SCALE, ct_view_spec, scale, .doc = "With `centre`, such as 1:2500000."),
    CT_KEY("pad", CT_T_EXTENT, ct_view_spec, pad, .fallback = "6%",
           .doc = "Left free around it: a length, or a share of the map."),
    CT_KEY("project", CT_T_NAME, ct_view_spec, project, .fallback = "auto",
           .doc = "auto, an authority's code such as EPSG:32637, or a PROJ string."),
};

static void finish_view(ct_binding *binding, const ct_yaml *node, ct_place place, void *target) {
    static const char *const ways[] = { "fit", "bbox", "centre" };
    const ct_view_spec *view = target;
    const ct_yaml_item *first = NULL;
    for (size_t i = 0; i < CT_COUNT(ways); i++) {
        const ct_yaml_item *item = ct_yaml_find(node, ways[i]);
        if (item && first) {
            /* Both are items of one mapping: the later one stands behind the earlier. */
            const ct_yaml_item *later = item > first ? item : first;
            ct_fault(binding, later->key.place, "view has both '%s' and '%s'; it takes one",
                     first->key.text, ways[i]);
        } else if (item) {
            first = item;
        }
    }
    const ct_yaml_item *scale = ct_yaml_find(node, "scale");
    const ct_yaml_item *centre = ct_yaml_find(node, "centre");
    if (!first && scale)
        ct_fault(binding, scale->key.place, "'scale' needs a 'centre'");
    else if (!first)
        ct_fault(binding, place, "view needs 'fit', 'bbox' or 'centre'");
    else if (scale && !centre)
        ct_fault(binding, scale->key.place, "'scale' goes with 'centre', not with '%s'",
                 first->key.text);
    if (centre && !scale)
        ct_fault(binding, centre->key.place, "'centre' needs a 'scale', such as 1:2500000");
    const ct_yaml *pad = ct_yaml_get(node, "pad");
    if (pad && (view->pad.share >= 0.5 || view->pad.px < 0))
        ct_fault(binding, pad->place, "'pad' must be from 0%% to less than 50%%, or a length");
}

static const ct_record view_record = {
    CT_RECORD_OF(view_keys, "view", "Which part of the world, and how projected."),
    .place_at = CT_ALSO(ct_view_spec, place),
    .finish = finish_view,
};

static const ct_range page = { 16, 20000 };
static const ct_key size_keys[] = {
    CT_KEY("width", CT_T_LENGTH, ct_map, width, .detail = &page, .fallback = "1200px",
           .doc = "Of the sheet: px, mm, cm, in or pt."),
    CT_KEY("height", CT_T_LENGTH, ct_map, height, .detail = &page,
           .doc = "Of the sheet; without it the view decides."),
};
static const ct_record size_record = { CT_RECORD_OF(size_keys, "size", "The size of the sheet."),
                                       .place_at = CT_ALSO(ct_map, size_place) };

/* ---- numbers for captions -------------------------------------------------------------------- */

static const ct_key stats_keys[] = {
    CT_KEY("base", CT_T_NAME, ct_map, stats_base, .doc = "The entry that is 100%."),
    CT_KEY("areas", CT_T_NAMES, ct_map, stats_areas, .required = true,
           .doc = "The entries that are measured: {stat.occupied.km2}, {stat.occupied.pct}."),
    CT_KEY("by", CT_T_NAME, ct_map, stats_by,
           .doc = "A field: numbers for each of its values too, {stat.UA-14.occupied.pct}."),
    CT_KEY("since", CT_T_WHEN, ct_map, stats_since_when, .also = CT_ALSO(ct_map, stats_since),
           .fallback = "none",
           .doc = "A day, -30d, -1y, previous or first, as for 'at': what has changed since, "
                  "{stat.occupied.delta.km2}."),
};

static const ct_record stats_record = { CT_RECORD_OF(
    stats_keys, "stats", "What texts may name, measured on the ellipsoid.") };

/* ---- outputs --------------------------------------------------------------------------------- */

static const ct_range scales = { 0.1, 16 };
static const ct_key output_keys[] = {
    CT_KEY("to", CT_T_NAME, ct_output_spec, to, .required = true,
           .doc = "A path, a template: {id} {date} {lang} {variant} {scale}; its ending chooses "
                  "the format: .png, .svg, .pdf, or .geojson, .shp, .gpkg for an entry of `data`."),
    CT_KEY("data", CT_T_NAME, ct_output_spec, data,
           .doc = "The entry of `data` that a .geojson, .shp or .gpkg holds; without it the one "
                  "that is named like the file."),
    CT_KEY("lang", CT_T_LANGS, ct_output_spec, lang, .doc = "One or several languages."),
    CT_KEY("scale", CT_T_NUMBER, ct_output_spec, scale, .detail = &scales, .fallback = "1",
           .doc = "Pixels of a PNG per px of the page."),
    CT_KEY("variant", CT_T_NAME, ct_output_spec, variant, .doc = "A variant of the style."),
};

static const char *const endings[] = { "png", "svg", "pdf", "trace", "geojson", "shp", "gpkg" };
enum { FIRST_OF_DATA = 4 };

/* Which of the endings a path has; as many as there are: none. */
static size_t ending_of(const char *path) {
    size_t i = 0;
    while (i < CT_COUNT(endings) && !ct_streq(ct_path_ending(path), endings[i]))
        i++;
    return i;
}

bool ct_output_is_data(const char *path) {
    size_t i = ending_of(path);
    return i >= FIRST_OF_DATA && i < CT_COUNT(endings);
}

static void finish_output(ct_binding *binding, const ct_yaml *node, ct_place place, void *target) {
    const ct_output_spec *output = target;
    (void)node;
    (void)place;
    if (!output->to.text) return;
    if (ending_of(output->to.text) == CT_COUNT(endings)) {
        if (ct_fault(binding, output->to.place,
                     "'to' must end in .png, .svg, .pdf, .geojson, .shp or .gpkg, not '%s'",
                     output->to.text))
            ct_suggest(binding->report,
                       ct_nearest(ct_path_ending(output->to.text), endings, CT_COUNT(endings)));
    } else if (output->data.text && !ct_output_is_data(output->to.text)) {
        ct_fault(binding, output->data.place,
                 "'data' goes with an output that ends in .geojson, .shp or .gpkg");
    }
}

static const ct_record output_record = {
    CT_RECORD_OF(output_keys, "output", "A file to write."),
    .size = sizeof(ct_output_spec),
    .shorthand = "to",
    .finish = finish_output,
};

static const ct_word svg_texts[] = { { "live", 0 }, { "outlines", 1 }, { 0 } };
static const ct_key svg_keys[] = {
    CT_KEY("text", CT_T_SWITCH, ct_map, svg_outlines, .detail = svg_texts, .fallback = "live",
           .doc = "live: text stays text; outlines: the forms of its letters."),
};
static const ct_record svg_record = { CT_RECORD_OF(svg_keys, "svg", "How an SVG is written.") };

static const ct_range levels = { 0, 12 };
static const ct_key png_keys[] = {
    CT_KEY("level", CT_T_INTEGER, ct_map, png_level, .detail = &levels, .fallback = "2",
           .doc = "0: fast and big, 12: slow and small; docs/performance.md has figures."),
};
static const ct_record png_record = { CT_RECORD_OF(png_keys, "png", "How a PNG is written.") };

static const ct_word allowances[] = { { "network", offsetof(ct_map, allow_network) },
                                      { "vrt", offsetof(ct_map, allow_vrt) },
                                      { 0 } };

/* ---- the map --------------------------------------------------------------------------------- */

static const ct_key map_keys[] = {
    CT_KEY_HERE("map", CT_T_VERSION, .required = true, .doc = "The version of this format: 1."),
    CT_KEY("id", CT_T_ID, ct_map, id, .doc = "Its name; without it that of the file."),
    CT_KEY_HERE("style", CT_T_STYLE, .required = true,
                .doc = "A house style, relative to this file; or { base: file, …keys that go over "
                       "it }."),
    CT_KEY("date", CT_T_WHEN, ct_map, when, .also = CT_ALSO(ct_map, date), .fallback = "none",
           .doc =
               "The day that is shown: 2026-01-27; or latest, or first, of those that the map has "
               "data of."),
    CT_KEY("lang", CT_T_LANG, ct_map, lang,
           .doc = "The language; without it the first of the title, else en."),
    CT_KEY_HERE("text", CT_T_RECORD, .detail = &text_record, .doc = "The words of the sheet."),
    CT_KEY("view", CT_T_RECORD, ct_map, view, .detail = &view_record, .required = true,
           .doc = "Which part of the world, and how projected."),
    CT_KEY_HERE("size", CT_T_RECORD, .detail = &size_record, .fallback = "{}",
                .doc = "The size of the sheet."),
    CT_KEY("allow", CT_T_FLAGS, ct_map, allow_network, .detail = allowances,
           .doc = "What a map may not do unasked: network (sources by URL, from object stores and "
                  "databases), vrt (files of GDAL that name other files)."),
    CT_KEY("data", CT_T_MAP, ct_map, data, .also = CT_ALSO(ct_map, data_count),
           .detail = &ct_record_data, .required = true, .doc = "Features, by name."),
    CT_KEY("layers", CT_T_LIST, ct_map, layers, .also = CT_ALSO(ct_map, layer_count),
           .detail = &ct_record_layer, .required = true, .doc = "What is drawn, bottom to top."),
    CT_KEY("annotations", CT_T_LIST, ct_map, annotations, .also = CT_ALSO(ct_map, annotation_count),
           .detail = &ct_record_annotation, .doc = "Words of the editor on the map."),
    CT_KEY("pin", CT_T_NAME, ct_map, pin,
           .doc = "A pin file, relative to this one: where labels are held."),
    CT_KEY_HERE("stats", CT_T_RECORD, .detail = &stats_record, .doc = "Numbers for the texts."),
    CT_KEY_HERE("furniture", CT_T_RECORD, .detail = &ct_record_furniture, .fallback = "{}",
                .doc = "Pieces that stand on the map."),
    CT_KEY("outputs", CT_T_LIST, ct_map, outputs, .also = CT_ALSO(ct_map, output_count),
           .detail = &output_record, .doc = "The files that are written."),
    CT_KEY_HERE("svg", CT_T_RECORD, .detail = &svg_record, .fallback = "{}",
                .doc = "How an SVG is written."),
    CT_KEY_HERE("png", CT_T_RECORD, .detail = &png_record, .fallback = "{}",
                .doc = "How a PNG is written."),
    CT_KEY("panels", CT_T_RECORD, ct_map, panels, .detail = &ct_record_panels,
           .doc = "The same map on several days, side by side."),
};

static void finish_map(ct_binding *binding, const ct_yaml *node, ct_place place, void *target) {
    ct_map *map = target;
    (void)node, (void)place;
    map->day = CT_NO_DAY;
    if (map->when.from == CT_WHEN_DAY) map->day = ct_when_day(&map->when, CT_NO_DAY, NULL, 0);
    if (map->when.from == CT_WHEN_DATE || map->when.from == CT_WHEN_PREVIOUS)
        ct_fault(binding, map->date.place,
                 "'date: %s' is told by the date of the map, which it is itself", map->date.text);
}

const ct_record ct_record_map = {
    CT_RECORD_OF(map_keys, "the map", "A map spec of Cartouche."),
    .size = sizeof(ct_map),
    .finish = finish_map,
};
