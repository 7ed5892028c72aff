/* schema_style.c - the keys of a house style but for its classes. */
#include <stddef.h>

#include "spec.h"

static const ct_range extent = { 0, 2000 };
static const ct_range thickness = { 0, 200 };

/* ---- the sheet ------------------------------------------------------------------------------- */

static const ct_word items[] = { { "title", CT_SHEET_TITLE },   { "subtitle", CT_SHEET_SUBTITLE },
                                 { "map", CT_SHEET_MAP },       { "key", CT_SHEET_KEY },
                                 { "note", CT_SHEET_NOTE },     { "source", CT_SHEET_SOURCE },
                                 { "credit", CT_SHEET_CREDIT }, { 0 } };

static const ct_key rule_keys[] = {
    CT_KEY("color", CT_T_COLOR, ct_sheet_style, rule.color, .fallback = "ink",
           .doc = "Its colour."),
    CT_KEY("width", CT_T_LENGTH, ct_sheet_style, rule.width, .detail = &thickness,
           .fallback = "4px", .doc = "Its thickness."),
    CT_KEY("length", CT_T_LENGTH, ct_sheet_style, rule_length, .detail = &extent,
           .fallback = "40px", .doc = "Its length."),
};
static const ct_record rule_record = {
    .name = "rule",
    .doc = "A short bar above the title. `none`: not drawn.",
    .keys = rule_keys,
    .count = CT_COUNT(rule_keys),
    .none = true,
};

static const ct_key neatline_keys[] = {
    CT_KEY("color", CT_T_COLOR, ct_sheet_style, neatline.color, .fallback = "ink",
           .doc = "Its colour."),
    CT_KEY("width", CT_T_LENGTH, ct_sheet_style, neatline.width, .detail = &thickness,
           .fallback = "1px", .doc = "Its width."),
    CT_KEY("dash", CT_T_DASH, ct_sheet_style, neatline.dash,
           .also = CT_ALSO(ct_sheet_style, neatline.dash_count),
           .doc = "Lengths on and off, such as [4px, 2px]; `none`: solid."),
    CT_KEY("casing", CT_T_RECORD, ct_sheet_style, neatline_casing, .detail = &ct_record_stroke,
           .doc = "A band within it, where the map does not reach: its colour and width."),
    CT_KEY("inner", CT_T_RECORD, ct_sheet_style, neatline_inner, .detail = &ct_record_stroke,
           .doc = "A second line, at the map's own edge; with a casing, a double neatline."),
};
static const ct_record neatline_record = {
    .name = "neatline",
    .doc = "The line around the map. `none`: not drawn.",
    .keys = neatline_keys,
    .count = CT_COUNT(neatline_keys),
    .none = true,
};

static const ct_key sheet_keys[] = {
    CT_KEY("margin", CT_T_LENGTH, ct_sheet_style, margin, .detail = &extent, .fallback = "16px",
           .doc = "Left free on all four sides."),
    CT_KEY("gap", CT_T_LENGTH, ct_sheet_style, gap, .detail = &extent, .fallback = "8px",
           .doc = "Between the items of the sheet."),
    CT_KEY("paper", CT_T_COLOR, ct_sheet_style, paper, .fallback = "paper",
           .doc = "The colour of the sheet."),
    CT_KEY("ground", CT_T_COLOR, ct_sheet_style, ground, .fallback = "paper",
           .doc = "The colour of the map below all layers: the sea."),
    CT_KEY("order", CT_T_ORDER, ct_sheet_style, order, .also = CT_ALSO(ct_sheet_style, order_count),
           .detail = items, .fallback = "[title, subtitle, map, key, note, source, credit]",
           .doc = "What stands on the sheet, from top to bottom."),
    CT_KEY_HERE("neatline", CT_T_RECORD, .detail = &neatline_record,
                .doc = "The line around the map."),
    CT_KEY("text_width", CT_T_LENGTH, ct_sheet_style, text_width, .detail = &extent,
           .fallback = "0", .doc = "The greatest width of the words; 0: the sheet's."),
    CT_KEY_HERE("rule", CT_T_RECORD, .detail = &rule_record, .doc = "A short bar above the title."),
};

static void finish_sheet(ct_binding *binding, const ct_yaml *node, ct_place place, void *target) {
    const ct_sheet_style *sheet = target;
    const ct_yaml *order = ct_yaml_get(node, "order");
    (void)place;
    for (size_t i = 0; i < sheet->order_count; i++)
        if (sheet->order[i] == CT_SHEET_MAP) return;
    if (order) ct_fault(binding, order->place, "'order' must name 'map'");
}

static const ct_record sheet_record = {
    .name = "sheet",
    .doc = "The page around the map.",
    .keys = sheet_keys,
    .count = CT_COUNT(sheet_keys),
    .finish = finish_sheet,
};

/* ---- furniture ------------------------------------------------------------------------------- */

/* Keys of a box; `box` is its field in ct_furniture_style. */
#define CT_KEYS_OF_BOX(box, pad_default)                                                           \
    CT_KEY("fill", CT_T_COLOR, ct_furniture_style, box.fill,                                       \
           .also = CT_ALSO(ct_furniture_style, box.has_fill),                                      \
           .doc = "The ground of the box; `none`: the map shows through."),                        \
        CT_KEY("stroke", CT_T_RECORD, ct_furniture_style, box.stroke, .detail = &ct_record_stroke, \
               .doc = "The line around the box."),                                                 \
        CT_KEY("pad", CT_T_LENGTH, ct_furniture_style, box.pad, .detail = &extent,                 \
               .fallback = (pad_default), .doc = "Left free inside the box."),                     \
        CT_KEY("inset", CT_T_LENGTH, ct_furniture_style, box.inset, .detail = &extent,             \
               .fallback = "12px", .doc = "From the edge of the map to the box.")

static const ct_key key_keys[] = {
    CT_KEYS_OF_BOX(key, "8px"),
    CT_KEY("swatch_width", CT_T_LENGTH, ct_furniture_style, swatch_width, .detail = &extent,
           .fallback = "22px", .doc = "Of the samples."),
    CT_KEY("swatch_height", CT_T_LENGTH, ct_furniture_style, swatch_height, .detail = &extent,
           .fallback = "14px", .doc = "Of the samples."),
    CT_KEY("row_gap", CT_T_LENGTH, ct_furniture_style, row_gap, .detail = &extent,
           .fallback = "6px", .doc = "Between the rows."),
};
static const ct_key bar_keys[] = {
    CT_KEYS_OF_BOX(scale_bar, "4px"),
    CT_KEY("bar", CT_T_RECORD, ct_furniture_style, bar, .detail = &ct_record_stroke,
           .fallback = "{}", .doc = "The line of the bar."),
    CT_KEY("length", CT_T_LENGTH, ct_furniture_style, bar_length, .detail = &extent,
           .fallback = "140px",
           .doc = "The greatest length of the bar; it ends at a round number."),
};
static const ct_key locator_keys[] = {
    CT_KEYS_OF_BOX(locator, "0px"),
    CT_KEY("mark", CT_T_RECORD, ct_furniture_style, locator_mark, .detail = &ct_record_stroke,
           .fallback = "{}", .doc = "The line that shows where the map is."),
    CT_KEY("width", CT_T_LENGTH, ct_furniture_style, locator_width, .detail = &extent,
           .fallback = "160px", .doc = "Of the little map, where the map spec does not say."),
};
static const ct_key north_keys[] = {
    CT_KEY("stroke", CT_T_RECORD, ct_furniture_style, north, .detail = &ct_record_stroke,
           .fallback = "{}", .doc = "The line of the arrow."),
    CT_KEY("size", CT_T_LENGTH, ct_furniture_style, north_size, .detail = &extent,
           .fallback = "28px", .doc = "The height of the arrow."),
};

#define CT_RECORD_OF(table, record_name, text)                                                     \
    { .name = (record_name), .doc = (text), .keys = (table), .count = CT_COUNT(table) }
static const ct_record key_record =
    CT_RECORD_OF(key_keys, "key style", "The key: its box, samples and rows.");
static const ct_record bar_record =
    CT_RECORD_OF(bar_keys, "scale bar style", "The scale bar and its box.");
static const ct_record locator_record =
    CT_RECORD_OF(locator_keys, "locator style", "The little map that shows where the map is.");
static const ct_record north_record =
    CT_RECORD_OF(north_keys, "north arrow style", "The north arrow.");

static const ct_key furniture_keys[] = {
    CT_KEY_HERE("key", CT_T_RECORD, .detail = &key_record, .fallback = "{}", .doc = "The key."),
    CT_KEY_HERE("scale_bar", CT_T_RECORD, .detail = &bar_record, .fallback = "{}",
                .doc = "The scale bar."),
    CT_KEY_HERE("locator", CT_T_RECORD, .detail = &locator_record, .fallback = "{}",
                .doc = "The locator."),
    CT_KEY_HERE("north_arrow", CT_T_RECORD, .detail = &north_record, .fallback = "{}",
                .doc = "The north arrow."),
};
static const ct_record furniture_record =
    CT_RECORD_OF(furniture_keys, "furniture style", "How the pieces on the map look.");

/* ---- labels ---------------------------------------------------------------------------------- */

const ct_word ct_position_words[] = { { "T", CT_POS_T },   { "B", CT_POS_B },   { "R", CT_POS_R },
                                      { "TR", CT_POS_TR }, { "BR", CT_POS_BR }, { "L", CT_POS_L },
                                      { "TL", CT_POS_TL }, { "BL", CT_POS_BL }, { 0 } };

static const ct_key labels_keys[] = {
    CT_KEY("order", CT_T_POSITIONS, ct_labels_style, order, .detail = ct_position_words,
           .fallback = "[T, B, R, TR, BR, L, TL, BL]",
           .doc = "Positions about a point, best first; those left out come last. `imhof`: "
                  "top-right first."),
    CT_KEY("gap", CT_T_LENGTH, ct_labels_style, gap, .detail = &thickness, .fallback = "3px",
           .doc = "Between a symbol and its label."),
    CT_KEY("cover_max", CT_T_SHARE, ct_labels_style, cover_max, .fallback = "17%",
           .doc = "The greatest share of the map that labels may cover."),
    CT_KEY("shrink_min", CT_T_SHARE, ct_labels_style, shrink_min, .fallback = "85%",
           .doc = "How far a required label may shrink that does not fit."),
    CT_KEY("spacing", CT_T_LENGTH, ct_labels_style, spacing, .detail = &extent, .fallback = "0px",
           .doc = "A point nearer than this to a more important one that is named is left out with "
                  "its name; half as near above and below. 0: none is."),
};
static const ct_record labels_record =
    CT_RECORD_OF(labels_keys, "labels", "How labels are placed.");

/* ---- the style ------------------------------------------------------------------------------- */

#define CT_KEY_OF_CLASSES(name, array, number, record, text)                                       \
    CT_KEY(name, CT_T_MAP, ct_style, array, .also = CT_ALSO(ct_style, number), .detail = (record), \
           .doc = (text))

static const ct_word media[] = { { "screen", false }, { "print", true }, { 0 } };

static const ct_key style_keys[] = {
    CT_KEY_HERE("style", CT_T_VERSION, .required = true, .doc = "The version of this format: 1."),
    CT_KEY_HERE("base", CT_T_BASE,
                .doc = "A style file, relative to this one, of which this one inherits all that "
                       "it does not say."),
    CT_KEY("medium", CT_T_SWITCH, ct_style, print, .detail = media, .fallback = "screen",
           .doc = "What it is made for: type is at least 10px on a `screen`, 6pt in `print`."),
    CT_KEY_HERE("fonts", CT_T_FONTS,
                .doc = "Names for families, the first that is installed is taken."),
    CT_KEY_HERE("color", CT_T_COLORS, .doc = "Names for colours; `ink` is that of text."),
    CT_KEY("sheet", CT_T_RECORD, ct_style, sheet, .detail = &sheet_record, .fallback = "{}",
           .doc = "The page around the map."),
    CT_KEY_OF_CLASSES("text", texts, text_count, &ct_record_text_class, "Text classes, by name."),
    CT_KEY_OF_CLASSES("area", areas, area_count, &ct_record_area_class, "Area classes, by name."),
    CT_KEY_OF_CLASSES("line", lines, line_count, &ct_record_line_class, "Line classes, by name."),
    CT_KEY_OF_CLASSES("point", points, point_count, &ct_record_point_class,
                      "Point classes, by name."),
    CT_KEY("furniture", CT_T_RECORD, ct_style, furniture, .detail = &furniture_record,
           .fallback = "{}", .doc = "How the pieces on the map look."),
    CT_KEY("labels", CT_T_RECORD, ct_style, labels, .detail = &labels_record, .fallback = "{}",
           .doc = "How labels are placed."),
    CT_KEY_HERE("variants", CT_T_VARIANTS, .detail = &ct_record_style,
                .doc = "Other forms of the style, by name: keys that go over its own."),
};

const ct_record ct_record_style = {
    .name = "the style",
    .doc = "A house style of Cartouche.",
    .keys = style_keys,
    .count = CT_COUNT(style_keys),
    .size = sizeof(ct_style),
};
