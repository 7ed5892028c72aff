/* schema_data.c - the keys of an entry of `data:`. */
#include <math.h>
#include <stddef.h>
#include <string.h>

#include "spec.h"

static const ct_word sides[] = { { "north", CT_SIDE_N },
                                 { "n", CT_SIDE_N },
                                 { "north-east", CT_SIDE_NE },
                                 { "northeast", CT_SIDE_NE },
                                 { "ne", CT_SIDE_NE },
                                 { "east", CT_SIDE_E },
                                 { "e", CT_SIDE_E },
                                 { "south-east", CT_SIDE_SE },
                                 { "southeast", CT_SIDE_SE },
                                 { "se", CT_SIDE_SE },
                                 { "south", CT_SIDE_S },
                                 { "s", CT_SIDE_S },
                                 { "south-west", CT_SIDE_SW },
                                 { "southwest", CT_SIDE_SW },
                                 { "sw", CT_SIDE_SW },
                                 { "west", CT_SIDE_W },
                                 { "w", CT_SIDE_W },
                                 { "north-west", CT_SIDE_NW },
                                 { "northwest", CT_SIDE_NW },
                                 { "nw", CT_SIDE_NW },
                                 { "left", CT_SIDE_LEFT },
                                 { "right", CT_SIDE_RIGHT },
                                 { 0 } };
static const ct_word outlines[] = { { "none", CT_OUTLINE_NOT },
                                    { "all", CT_OUTLINE_ALL },
                                    { "inner", CT_OUTLINE_INNER },
                                    { "outer", CT_OUTLINE_OUTER },
                                    { 0 } };
static const ct_word missings[] = { { "previous", CT_MISSING_PREVIOUS },
                                    { "skip", CT_MISSING_SKIP },
                                    { "error", CT_MISSING_ERROR },
                                    { 0 } };
static const ct_range degrees = { 0, 10 };

static const ct_range passes = { 0, 4 };

static const ct_key join_keys[] = {
    CT_KEY("data", CT_T_NAME, ct_data_spec, join, .required = true,
           .doc = "The entry whose fields come to those of this one."),
    CT_KEY("by", CT_T_NAME, ct_data_spec, join_by, .required = true,
           .doc = "The field of this entry by which rows find each other."),
    CT_KEY("key", CT_T_NAME, ct_data_spec, join_key,
           .doc = "The field of the other entry; without it that of the same name."),
};
static void finish_join(ct_binding *binding, const ct_yaml *node, ct_place place, void *target) {
    ct_data_spec *data = target;
    (void)binding, (void)node, (void)place;
    if (!data->join_key.text) data->join_key = data->join_by;
}
static const ct_record join_record = {
    .name = "join",
    .doc = "Rows of two entries side by side where a field agrees.",
    .keys = join_keys,
    .count = CT_COUNT(join_keys),
    .finish = finish_join,
};

static const ct_range buffers = { -1e6, 1e6 };
static const ct_range sliver_widths = { 0, 1e5 };
static const ct_range details = { 0, 1e6 };

static const ct_key repair_keys[] = {
    CT_KEY("repair", CT_T_BOOL, ct_data_spec, repair, .doc = "Whether to."),
    CT_KEY("allow", CT_T_SHARE, ct_data_spec, repair_allow, .fallback = "0.1%",
           .doc = "The share of the entry's area that it may change."),
};
static void finish_repair(ct_binding *binding, const ct_yaml *node, ct_place place, void *target) {
    ct_data_spec *data = target;
    (void)binding;
    if (!ct_yaml_find(node, "repair")) data->repair = true;
    data->repair_place = place;
}
static const ct_record repair_record = {
    .name = "repair",
    .doc = "Areas whose outlines cross are mended, and what that changes is told.",
    .keys = repair_keys,
    .count = CT_COUNT(repair_keys),
    .shorthand = "repair",
    .finish = finish_repair,
};

static const ct_key simplify_keys[] = {
    CT_KEY("size", CT_T_NAME, ct_data_spec, simplify,
           .doc = "An area (0.2km2), or a distance (500m): so, a square of it. By Visvalingam's "
                  "method."),
    CT_KEY("visvalingam", CT_T_AREA, ct_data_spec, simplify_km2,
           .doc = "The area of the triangles that are details: forms stay alike."),
    CT_KEY("douglas_peucker", CT_T_GROUND, ct_data_spec, simplify_m, .detail = &details,
           .doc = "How far the line may leave its points: few points stay, spikes too."),
};
static void finish_simplify(ct_binding *binding, const ct_yaml *node, ct_place place,
                            void *target) {
    ct_data_spec *data = target;
    size_t ways = 0;
    for (size_t i = 0; i < CT_COUNT(simplify_keys); i++)
        ways += ct_yaml_find(node, simplify_keys[i].name) != NULL;
    if (ways != 1)
        ct_fault(binding, place, "'simplify' has one of 'size', 'visvalingam', 'douglas_peucker'");
    if (!data->simplify.text) return;
    ct_distance distance;
    const char *text = data->simplify.text;
    if (ct_area_parse(text, &data->simplify_km2)) return;
    if (ct_distance_parse(text, &distance) && distance.ground && distance.length <= details.max)
        data->simplify_km2 = distance.length * distance.length / 1e6;
    else
        ct_fault(binding, data->simplify.place,
                 "'simplify' must be an area or a distance on the ground, such as '0.2km2' or "
                 "'500m', not '%s'",
                 text);
}
static const ct_record simplify_record = {
    .name = "simplify",
    .doc = "What is too small a detail.",
    .keys = simplify_keys,
    .count = CT_COUNT(simplify_keys),
    .shorthand = "size",
    .finish = finish_simplify,
};

static const ct_key data_keys[] = {
    CT_KEY("file", CT_T_NAMES, ct_data_spec, files,
           .doc =
               "A file, relative to this one; it may hold {date}, or * for a date. A list: names "
               "that the files of one series go by."),
    CT_KEY("from", CT_T_NAME, ct_data_spec, from, .doc = "Another entry, in place of a file."),
    CT_KEY("layer", CT_T_NAME, ct_data_spec, layer, .doc = "The layer of a file that has several."),
    CT_KEY("xy", CT_T_FIELDS, ct_data_spec, x_field,
           .doc = "The fields of longitude and latitude in a table."),
    CT_KEY("encoding", CT_T_NAME, ct_data_spec, encoding,
           .doc = "The encoding of the texts, where the file says none or a wrong one."),
    CT_KEY("crs", CT_T_NAME, ct_data_spec, crs,
           .doc = "The reference system, where the file says none or a wrong one: EPSG:4326."),
    CT_KEY("date_field", CT_T_NAME, ct_data_spec, date_field,
           .doc = "The field with the date, where one file holds many dates."),
    CT_KEY("date_format", CT_T_NAME, ct_data_spec, date_format,
           .doc = "How the dates in that field are written, where it could be told in two ways: "
                  "\"%d/%m/%Y\"."),
    CT_KEY("zone", CT_T_NAME, ct_data_spec, zone,
           .doc = "The time zone by whose calendar moments with an offset are put on a day: "
                  "Europe/Kyiv, UTC, +02:00; without it the day is that which is written."),
    CT_KEY("missing", CT_T_ENUM, ct_data_spec, missing, .detail = missings, .fallback = "error",
           .doc = "What to do on a date without data."),
    CT_KEY("max_age", CT_T_SPAN, ct_data_spec, max_age, .fallback = "any",
           .doc = "How old data of an earlier date may be: 30d, 6w, any."),
    CT_KEY(
        "at", CT_T_WHEN, ct_data_spec, when, .also = CT_ALSO(ct_data_spec, at), .fallback = "none",
        .doc = "The same chain of entries on another date: a day; -30d, -1m, -1y before the map's; "
               "first, latest or previous of those that it has data of."),
    CT_KEY("where", CT_T_NAME, ct_data_spec, where, .doc = "Rows to keep, as an SQL WHERE."),
    CT_KEY_HERE("join", CT_T_RECORD, .detail = &join_record,
                .doc = "The fields of another entry, a CSV for instance, beside its own."),
    CT_KEY_HERE("repair", CT_T_RECORD, .detail = &repair_record,
                .doc =
                    "`true`: tell how much area it changed that outlines which cross were mended; "
                    "a fault where that is over 0.1 %."),
    CT_KEY("split", CT_T_NAME, ct_data_spec, split,
           .doc = "An entry whose lines cut these areas; `side` says which part stays."),
    CT_KEY("side", CT_T_ENUM, ct_data_spec, side, .detail = sides,
           .doc = "The side of the line that stays: north … north-west, left or right of it."),
    CT_KEY(
        "tolerance", CT_T_NUMBER, ct_data_spec, tolerance, .detail = &degrees, .fallback = "none",
        .doc = "Degrees: by how much a splitting line may fall short of the border that it "
               "should reach (0.15), or how wide a strip between an outline and its base's may be "
               "for the two to be one (0.03: some 3 km)."),
    CT_KEY("clip", CT_T_NAME, ct_data_spec, clip, .doc = "Keep what lies in this entry."),
    CT_KEY("minus", CT_T_NAME, ct_data_spec, minus, .doc = "Take away what lies in this entry."),
    CT_KEY(
        "union", CT_T_NAMES, ct_data_spec, unite,
        .doc =
            "Add the areas of this entry, or of these: ground that stands already stays as it is."),
    CT_KEY("slivers", CT_T_GROUND, ct_data_spec, slivers, .detail = &sliver_widths,
           .doc = "Leave out what the overlays above leave along the other entry's outline thinner "
                  "than this, such as 500m: two sources draw one border differently."),
    CT_KEY("buffer", CT_T_GROUND, ct_data_spec, buffer, .detail = &buffers,
           .doc =
               "All within this distance on the ground, such as 5km or 3mi; below 0 areas shrink: "
               "-2km."),
    CT_KEY("dissolve", CT_T_NAME, ct_data_spec, dissolve,
           .doc = "Make rows of one value of this field one; `true`: all rows."),
    CT_KEY("outline", CT_T_ENUM, ct_data_spec, outline, .detail = outlines, .fallback = "none",
           .doc = "Its outline as lines, the area on their left; inner: less what it shares with "
                  "the entry it comes from; "
                  "outer: less what areas share with each other."),
    CT_KEY("smooth", CT_T_INTEGER, ct_data_spec, smooth, .detail = &passes, .fallback = "0",
           .doc = "Round the corners of lines, by so many passes of corner cutting (1 to 4)."),
    CT_KEY_HERE("simplify", CT_T_RECORD, .detail = &simplify_record,
                .doc =
                    "Leave out details smaller than this, such as 500m or 0.2km2; shared borders "
                    "stay shared, also with other entries of one file that are simplified alike."),
    CT_KEY("drop", CT_T_AREA, ct_data_spec, drop_km2,
           .doc = "Leave out parts smaller than this: \"< 0.05km2\"."),
};

static ct_place place_of(const ct_yaml *node, const char *key) {
    const ct_yaml_item *item = ct_yaml_find(node, key);
    return item ? item->key.place : node->place;
}

static void check_origin(ct_binding *binding, const ct_yaml *node, ct_place place) {
    const ct_yaml_item *file = ct_yaml_find(node, "file"), *from = ct_yaml_find(node, "from");
    if (file && from) {
        bool later = from > file; /* items of one mapping: in the order of the file */
        ct_fault(binding, later ? from->key.place : file->key.place,
                 "%s has both 'file' and 'from'; it comes from one", binding->where);
    } else if (!file && !from) {
        ct_fault(binding, place, "%s needs 'file' or 'from'", binding->where);
    }
    static const char *const reading[] = { "layer", "xy",         "encoding",
                                           "crs",   "date_field", "date_format",
                                           "zone",  "missing",    "max_age" };
    for (size_t i = 0; from && !file && i < CT_COUNT(reading); i++)
        if (ct_yaml_find(node, reading[i]))
            ct_fault(binding, place_of(node, reading[i]), "'%s' belongs to an entry with a 'file'",
                     reading[i]);
}

static void check_dates(ct_binding *binding, const ct_yaml *node, const ct_data_spec *data) {
    static const char *const ways[] = { "date_format", "zone" };
    for (size_t i = 0; !data->date_field.text && i < CT_COUNT(ways); i++)
        if (ct_yaml_find(node, ways[i]))
            ct_fault(binding, place_of(node, ways[i]), "'%s' needs a 'date_field'", ways[i]);
    if (data->zone.text && !ct_zone_known(data->zone.text) &&
        ct_fault(binding, data->zone.place, "'zone': there is no time zone '%s'", data->zone.text))
        ct_hint(binding->report, "such as Europe/Kyiv, UTC or +02:00");
    const char *format = data->date_format.text;
    if (format && !(strstr(format, "%Y") || strstr(format, "%y")))
        ct_fault(binding, data->date_format.place,
                 "'date_format' must be such as \"%%d/%%m/%%Y\", with a year, not '%s'", format);
}

static void finish_data(ct_binding *binding, const ct_yaml *node, ct_place place, void *target) {
    ct_data_spec *data = target;
    if (data->files.count) data->file = data->files.items[0];
    check_origin(binding, node, place);
    check_dates(binding, node, data);
    bool fixed = data->when.from == CT_WHEN_DAY;
    data->at_day = fixed ? ct_when_day(&data->when, CT_NO_DAY, NULL, 0) : CT_NO_DAY;
    const ct_yaml_item *split = ct_yaml_find(node, "split"), *side = ct_yaml_find(node, "side");
    if (split && !side)
        ct_fault(binding, split->key.place,
                 "'split' needs a 'side': which part of %s stays, such as east", binding->where);
    if (side && !split) ct_fault(binding, side->key.place, "'side' needs a 'split'");
    if (ct_yaml_find(node, "max_age") && data->missing != CT_MISSING_PREVIOUS)
        ct_fault(binding, place_of(node, "max_age"), "'max_age' needs 'missing: previous'");
    if (data->slivers > 0 && !split && !data->clip.text && !data->minus.text && !data->unite.count)
        ct_fault(binding, place_of(node, "slivers"),
                 "'slivers' needs a 'split', 'clip', 'minus' or 'union': they lie between two "
                 "borders");
    const ct_yaml *dissolve = ct_yaml_get(node, "dissolve");
    if (dissolve && !dissolve->quoted && ct_yaml_is(dissolve, "true")) data->dissolve.text = "*";
    if (dissolve && !dissolve->quoted && ct_yaml_is(dissolve, "false"))
        data->dissolve = (ct_name){ 0 };
}

const ct_record ct_record_data = {
    .name = "data",
    .doc = "Where features come from, and what is done to them, in the order of the keys.",
    .keys = data_keys,
    .count = CT_COUNT(data_keys),
    .size = sizeof(ct_data_spec),
    .shorthand = "file",
    .name_at = CT_ALSO(ct_data_spec, name),
    .place_at = CT_ALSO(ct_data_spec, place),
    .finish = finish_data,
};
