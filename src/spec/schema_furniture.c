/* schema_furniture.c - the keys of a map's furniture: key, scale bar, arrow, locator, graticule. */
#include <math.h>
#include <stddef.h>

#include "spec.h"

#define CT_RECORD_OF(table, record_name, text)                                                     \
    .name = (record_name), .doc = (text), .keys = (table), .count = CT_COUNT(table)

#define CT_WORDS_OF_CORNERS                                                                        \
    { "top-left", CT_AT_TOP_LEFT }, { "top", CT_AT_TOP }, { "top-right", CT_AT_TOP_RIGHT },        \
        { "left", CT_AT_LEFT }, { "right", CT_AT_RIGHT }, { "bottom-left", CT_AT_BOTTOM_LEFT },    \
        { "bottom", CT_AT_BOTTOM }, { "bottom-right", CT_AT_BOTTOM_RIGHT },                        \
        { "auto", CT_AT_AUTO }, {                                                                  \
        "none", CT_AT_NONE                                                                         \
    }
static const ct_word corners[] = { CT_WORDS_OF_CORNERS, { 0 } };
static const ct_word key_corners[] = { CT_WORDS_OF_CORNERS, { "sheet", CT_AT_SHEET }, { 0 } };
static const ct_range widths = { 16, 20000 };

/* ---- the key --------------------------------------------------------------------------------- */

static const ct_word key_forms[] = { { "list", CT_KEY_LIST }, { "ramp", CT_KEY_RAMP }, { 0 } };
static const ct_range columns = { 1, 12 };

static const ct_key key_keys[] = {
    CT_KEY("at", CT_T_ENUM, ct_key_spec, at, .detail = key_corners, .fallback = "sheet",
           .doc = "A corner or side of the map, auto, sheet or none."),
    CT_KEY("title", CT_T_WORDS, ct_key_spec, title, .doc = "Above its rows."),
    CT_KEY("order", CT_T_NAMES, ct_key_spec, order,
           .doc = "Ids of layers, the most important first; the others follow as they are drawn."),
    CT_KEY("columns", CT_T_NUMBER, ct_key_spec, columns, .detail = &columns, .fallback = "auto",
           .doc = "Beside each other; auto: as many as the sheet is wide for, and on the map one, "
                  "or more where that would be too tall."),
    CT_KEY("form", CT_T_ENUM, ct_key_spec, form, .detail = key_forms, .fallback = "list",
           .doc = "list: a sample a row; ramp: the classes of a layer with `keys` are one scale, "
                  "their samples without gaps."),
};

static void finish_key(ct_binding *binding, const ct_yaml *node, ct_place place, void *target) {
    const ct_key_spec *key = target;
    const ct_yaml *given = ct_yaml_get(node, "columns");
    (void)place;
    if (given && isfinite(key->columns) && key->columns != floor(key->columns))
        ct_fault(binding, given->place, "'columns' must be a whole number, or auto, not '%s'",
                 given->text);
}

static const ct_record key_record = {
    CT_RECORD_OF(key_keys, "key", "The key: a row for each layer that has one."),
    .shorthand = "at",
    .place_at = CT_ALSO(ct_key_spec, place),
    .finish = finish_key,
};

/* ---- scale bar, north arrow ------------------------------------------------------------------ */

static const ct_word units[] = { { "km", CT_UNIT_KM }, { "mi", CT_UNIT_MI }, { 0 } };
static const ct_word bar_forms[] = { { "line", CT_BAR_LINE }, { "bar", CT_BAR_BLOCKS }, { 0 } };

static const ct_key bar_keys[] = {
    CT_KEY("at", CT_T_ENUM, ct_scale_bar_spec, at, .detail = corners, .fallback = "bottom-left",
           .doc = "A corner or side of the map, auto or none."),
    CT_KEY("units", CT_T_ORDER, ct_scale_bar_spec, units,
           .also = CT_ALSO(ct_scale_bar_spec, unit_count), .detail = units, .fallback = "[km]",
           .doc = "km, mi or both; the first stands above."),
    CT_KEY("form", CT_T_ENUM, ct_scale_bar_spec, form, .detail = bar_forms, .fallback = "line",
           .doc = "line: a line with ticks; bar: blocks, full and open by turns."),
};
static const ct_record bar_record = {
    CT_RECORD_OF(bar_keys, "scale_bar", "The scale bar, true at the middle of the map."),
    .shorthand = "at",
    .place_at = CT_ALSO(ct_scale_bar_spec, place),
};

static const ct_key north_keys[] = {
    CT_KEY("at", CT_T_ENUM, ct_north_spec, at, .detail = corners, .fallback = "top-right",
           .doc = "A corner or side of the map, auto or none."),
};
static const ct_record north_record = {
    CT_RECORD_OF(north_keys, "north_arrow", "The north arrow."),
    .shorthand = "at",
    .place_at = CT_ALSO(ct_north_spec, place),
};

/* ---- locator --------------------------------------------------------------------------------- */

static const ct_word marks[] = {
    { "auto", CT_LOCATOR_AUTO }, { "box", CT_LOCATOR_BOX }, { "dot", CT_LOCATOR_DOT }, { 0 }
};

static const ct_key locator_keys[] = {
    CT_KEY("at", CT_T_ENUM, ct_locator_spec, at, .detail = corners, .fallback = "bottom-right",
           .doc = "A corner or side of the map, auto or none."),
    CT_KEY("fit", CT_T_NAMES, ct_locator_spec, fit, .doc = "Entries of `data` that fill it."),
    CT_KEY("width", CT_T_LENGTH, ct_locator_spec, width, .detail = &widths,
           .doc = "Without it, the style's."),
    CT_KEY("layers", CT_T_LIST, ct_locator_spec, layers,
           .also = CT_ALSO(ct_locator_spec, layer_count), .detail = &ct_record_layer,
           .doc = "Its own layers; without them those with `locator: true`."),
    CT_KEY("mark", CT_T_ENUM, ct_locator_spec, mark, .detail = marks, .fallback = "auto",
           .doc = "How the map is shown on it: box, dot; auto: a dot where a box would be tiny."),
    CT_KEY("label", CT_T_WORDS, ct_locator_spec, label, .doc = "Words inside it: a country, say."),
};

static void finish_locator(ct_binding *binding, const ct_yaml *node, ct_place place, void *target) {
    const ct_locator_spec *locator = target;
    (void)node;
    if (locator->at != CT_AT_NONE && locator->fit.count == 0)
        ct_fault(binding, place, "locator needs 'fit': the data that fill it");
}

static const ct_record locator_record = {
    CT_RECORD_OF(locator_keys, "locator", "A little map that shows where the map is."),
    .none = true,
    .place_at = CT_ALSO(ct_locator_spec, place),
    .finish = finish_locator,
};

/* ---- logo ------------------------------------------------------------------------------------ */

static const ct_range logo_widths = { 8, 2000 };
static const ct_key logo_keys[] = {
    CT_KEY("file", CT_T_NAME, ct_logo_spec, file, .required = true,
           .doc = "A PNG or SVG file, relative to the spec."),
    CT_KEY("at", CT_T_ENUM, ct_logo_spec, at, .detail = key_corners, .fallback = "sheet",
           .doc = "A corner or side of the map, auto, none; sheet: at the end of the small print."),
    CT_KEY("width", CT_T_LENGTH, ct_logo_spec, width, .detail = &logo_widths, .fallback = "80px",
           .doc = "Its width; the height follows."),
};
static const ct_record logo_record = {
    CT_RECORD_OF(logo_keys, "logo", "The mark of whoever publishes the map."),
    .shorthand = "file",
    .none = true,
    .place_at = CT_ALSO(ct_logo_spec, place),
};

/* ---- graticule ------------------------------------------------------------------------------- */

static const ct_word sides[] = { { "left", offsetof(ct_graticule_spec, left) },
                                 { "right", offsetof(ct_graticule_spec, right) },
                                 { "top", offsetof(ct_graticule_spec, top) },
                                 { "bottom", offsetof(ct_graticule_spec, bottom) },
                                 { 0 } };
static const ct_word levels[] = { { "under", 0 }, { "over", 1 }, { 0 } };
static const ct_range steps = { 0.01, 90 };

static const ct_key graticule_keys[] = {
    CT_KEY("step", CT_T_NUMBER, ct_graticule_spec, step, .detail = &steps, .fallback = "auto",
           .doc = "Degrees from line to line; auto: round ones, three to seven lines each way."),
    CT_KEY("labels", CT_T_BOOL, ct_graticule_spec, labels, .fallback = "true",
           .doc = "Whether the lines say their degrees, at the edge of the map."),
    CT_KEY("sides", CT_T_FLAGS, ct_graticule_spec, left, .detail = sides,
           .fallback = "[left, bottom]", .doc = "The sides of the map where they say so."),
    CT_KEY("layer", CT_T_SWITCH, ct_graticule_spec, over, .detail = levels, .fallback = "over",
           .doc = "under: below all layers, so that it shows on the sea; over: above the filled "
                  "areas, below borders, lines and points."),
};
static const ct_record graticule_record = {
    CT_RECORD_OF(graticule_keys, "graticule", "Meridians and parallels."),
    .shorthand = "step",
    .none = true,
    .place_at = CT_ALSO(ct_graticule_spec, place),
};

/* ---- all of it ------------------------------------------------------------------------------- */

static const ct_key furniture_keys[] = {
    CT_KEY("key", CT_T_RECORD, ct_map, key, .detail = &key_record, .fallback = "sheet",
           .doc = "The key; a word alone is its place."),
    CT_KEY("scale_bar", CT_T_RECORD, ct_map, scale_bar, .detail = &bar_record,
           .doc = "The scale bar; a word alone is its place."),
    CT_KEY("north_arrow", CT_T_RECORD, ct_map, north, .detail = &north_record,
           .doc = "The north arrow; a word alone is its place."),
    CT_KEY("locator", CT_T_RECORD, ct_map, locator, .detail = &locator_record,
           .doc = "The locator."),
    CT_KEY("logo", CT_T_RECORD, ct_map, logo, .detail = &logo_record,
           .doc = "The publisher's mark, a picture; a file alone stands on the sheet."),
    CT_KEY("graticule", CT_T_RECORD, ct_map, graticule, .detail = &graticule_record,
           .also = CT_ALSO(ct_map, graticule.given),
           .doc = "Meridians and parallels; a word alone is their step."),
};
const ct_record ct_record_furniture = { CT_RECORD_OF(furniture_keys, "furniture",
                                                     "Pieces that stand on the map.") };
