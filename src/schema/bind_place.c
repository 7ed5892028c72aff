/* bind_place.c - keys that say where and how far: places, boxes, paths, distances. */
#include <string.h>

#include "schema.h"

static void *field(void *target, size_t offset) { return (char *)target + offset; }

static bool is_text(const ct_yaml *node) {
    return node->kind == CT_YAML_SCALAR && !ct_yaml_is_null(node);
}

/* ---- degrees --------------------------------------------------------------------------------- */

/* Exactly `count` numbers; false where not (told). */
static bool take_numbers(ct_binding *binding, const ct_key *key, const ct_yaml *node,
                         const char *form, double *numbers, size_t count) {
    bool good = node->kind == CT_YAML_LIST && node->count == count;
    for (size_t i = 0; good && i < count; i++)
        good = is_text(node->items[i].value) &&
               ct_number_parse(node->items[i].value->text, &numbers[i]);
    if (!good) ct_fault(binding, node->place, "'%s' must be %s, in degrees", key->name, form);
    return good;
}

static bool check_lonlat(ct_binding *binding, const ct_key *key, const ct_yaml *node, double lon,
                         double lat) {
    if (lon >= -180 && lon <= 360 && lat >= -90 && lat <= 90) return true;
    ct_fault(binding, node->place,
             "'%s': [%g, %g] is no place on the earth; longitude comes first, then latitude",
             key->name, lon, lat);
    return false;
}

static bool take_lonlat(ct_binding *binding, const ct_key *key, const ct_yaml *node,
                        double pair[2]) {
    return take_numbers(binding, key, node, "[longitude, latitude]", pair, 2) &&
           check_lonlat(binding, key, node, pair[0], pair[1]);
}

static void bind_lonlat(ct_binding *binding, const ct_key *key, const ct_yaml *node, void *target) {
    double pair[2];
    if (!take_lonlat(binding, key, node, pair)) return;
    memcpy(field(target, key->offset), pair, sizeof pair);
    if (key->also) *(bool *)field(target, key->also - 1) = true;
}

static void bind_bbox(ct_binding *binding, const ct_key *key, const ct_yaml *node, void *target) {
    double box[4];
    if (!take_numbers(binding, key, node, "[west, south, east, north]", box, 4) ||
        !check_lonlat(binding, key, node, box[0], box[1]) ||
        !check_lonlat(binding, key, node, box[2], box[3]))
        return;
    if (box[1] >= box[3] || box[0] == box[2]) {
        ct_fault(binding, node->place,
                 "'%s' is empty: it is [west, south, east, north], south below north", key->name);
        return;
    }
    memcpy(field(target, key->offset), box, sizeof box);
    *(bool *)field(target, key->also - 1) = true;
}

/* [[lon, lat], …], two or more, no two alike in a row. */
static void bind_path(ct_binding *binding, const ct_key *key, const ct_yaml *node, void *target) {
    if (node->kind != CT_YAML_LIST || node->count < 2 ||
        node->items[0].value->kind != CT_YAML_LIST) {
        ct_fault(binding, node->place,
                 "'%s' must be two places or more, such as [[37.5, 48], [38, 48.2]]", key->name);
        return;
    }
    double *pairs = CT_ARRAY(binding->arena, 2 * node->count, double);
    for (size_t i = 0; i < node->count; i++) {
        const ct_yaml *value = node->items[i].value;
        if (!take_lonlat(binding, key, value, &pairs[2 * i])) return;
        if (i == 0 || pairs[2 * i] != pairs[2 * i - 2] || pairs[2 * i + 1] != pairs[2 * i - 1])
            continue;
        ct_fault(binding, value->place, "'%s' has the same place twice in a row", key->name);
        return;
    }
    *(double **)field(target, key->offset) = pairs;
    *(size_t *)field(target, key->also - 1) = node->count;
}

/* ---- anchors: a place, a corner, a feature, a spot of the sheet ------------------------------ */

static void bind_sheet_shares(ct_binding *binding, const ct_yaml *shares, ct_anchor *anchor) {
    double pair[2] = { 0, 0 };
    bool good = shares->kind == CT_YAML_LIST && shares->count == 2;
    for (size_t i = 0; good && i < 2; i++)
        good = is_text(shares->items[i].value) &&
               ct_share_parse(shares->items[i].value->text, &pair[i]);
    if (!good) {
        ct_fault(binding, shares->place, "'sheet' must be [x, y] in shares, such as [50%%, 10%%]");
        return;
    }
    anchor->kind = CT_AT_SHEET_SHARE;
    memcpy(anchor->pair, pair, sizeof pair);
}

static void bind_feature(ct_binding *binding, const ct_yaml *node, ct_anchor *anchor) {
    const char *slash = is_text(node) ? strchr(node->text, '/') : NULL;
    if (!slash || slash == node->text || !slash[1]) {
        ct_fault(binding, node->place, "'feature' must be layer/id, such as towns/pokrovsk");
        return;
    }
    anchor->kind = CT_AT_FEATURE;
    anchor->layer = (ct_name){
        .text = ct_strndup(binding->arena, node->text, (size_t)(slash - node->text)),
        .place = node->place,
    };
    anchor->feature = slash + 1;
}

static void bind_corner(ct_binding *binding, const ct_key *key, const ct_yaml *node,
                        ct_anchor *anchor) {
    const ct_word *corners = key->detail;
    const ct_word *word = ct_word_find(corners, node->text);
    if (word) {
        anchor->kind = CT_AT_CORNER;
        anchor->corner = word->value;
        return;
    }
    const char *names[16];
    size_t count = 0;
    for (const ct_word *one = corners; one->name && count < CT_COUNT(names); one++)
        names[count++] = one->name;
    if (ct_fault(binding, node->place,
                 "'%s' must be [longitude, latitude], a corner such as %s, { feature: layer/id } "
                 "or { sheet: [x%%, y%%] }, not '%s'",
                 key->name, corners->name, node->text))
        ct_suggest(binding->report, ct_nearest(node->text, names, count));
}

static void bind_anchor(ct_binding *binding, const ct_key *key, const ct_yaml *node, void *target) {
    ct_anchor *anchor = field(target, key->offset);
    anchor->place = node->place;
    if (node->kind == CT_YAML_SCALAR) {
        bind_corner(binding, key, node, anchor);
        return;
    }
    if (node->kind == CT_YAML_LIST) {
        if (take_lonlat(binding, key, node, anchor->pair)) anchor->kind = CT_AT_LONLAT;
        return;
    }
    const ct_yaml *feature = ct_yaml_get(node, "feature"), *shares = ct_yaml_get(node, "sheet");
    if (node->count != 1 || (!feature && !shares))
        ct_fault(binding, node->place,
                 "'%s' must be [longitude, latitude], { feature: layer/id } or "
                 "{ sheet: [x%%, y%%] }",
                 key->name);
    else if (feature)
        bind_feature(binding, feature, anchor);
    else
        bind_sheet_shares(binding, shares, anchor);
}

/* ---- distances ------------------------------------------------------------------------------- */

static void bind_distances(ct_binding *binding, const ct_key *key, const ct_yaml *node,
                           void *target) {
    const ct_yaml_item single = { .value = ct_yaml_merge(binding->arena, NULL, node) };
    const ct_yaml_item *items = node->kind == CT_YAML_LIST ? node->items : &single;
    size_t count = node->kind == CT_YAML_LIST ? node->count : 1;
    ct_distance *distances = CT_ARRAY(binding->arena, count, ct_distance);
    if (count == 0) ct_fault(binding, node->place, "'%s' is empty", key->name);
    for (size_t i = 0; i < count; i++) {
        const ct_yaml *value = items[i].value;
        if (is_text(value) && ct_distance_parse(value->text, &distances[i])) continue;
        ct_fault(binding, value->place,
                 "'%s' must be a distance on the ground, such as '50km', or a length, such as "
                 "'12px'",
                 key->name);
        return;
    }
    *(ct_distance **)field(target, key->offset) = distances;
    *(size_t *)field(target, key->also - 1) = count;
}

bool ct_bind_place(ct_binding *binding, const ct_key *key, const ct_yaml *node, void *target) {
    switch (key->type) {
    case CT_T_LONLAT:
        bind_lonlat(binding, key, node, target);
        return true;
    case CT_T_BBOX:
        bind_bbox(binding, key, node, target);
        return true;
    case CT_T_PATH:
        bind_path(binding, key, node, target);
        return true;
    case CT_T_ANCHOR:
        bind_anchor(binding, key, node, target);
        return true;
    case CT_T_DISTANCES:
        bind_distances(binding, key, node, target);
        return true;
    default:
        return false;
    }
}
