/* schema_note.c - the keys of annotations: which there are, which go with which kind. */
#include <stddef.h>
#include <string.h>

#include "spec.h"

/* ---- words ----------------------------------------------------------------------------------- */

static const ct_word kinds[] = {
    { "text", CT_ANNOTATION_TEXT },
    { "callout", CT_ANNOTATION_CALLOUT },
    { "callout-circle", CT_ANNOTATION_CALLOUT_CIRCLE },
    { "badge", CT_ANNOTATION_BADGE },
    { "arrow", CT_ANNOTATION_ARROW },
    { "axis", CT_ANNOTATION_AXIS },
    { "line", CT_ANNOTATION_LINE },
    { "text-along", CT_ANNOTATION_TEXT_ALONG },
    { "area", CT_ANNOTATION_AREA },
    { "ring", CT_ANNOTATION_RING },
    { "bracket", CT_ANNOTATION_BRACKET },
    { "inset", CT_ANNOTATION_INSET },
    { "picture", CT_ANNOTATION_PICTURE },
    { "date-stamp", CT_ANNOTATION_DATE_STAMP },
    { 0 },
};
static const ct_word corners[] = {
    { "top-left", CT_AT_TOP_LEFT },
    { "top", CT_AT_TOP },
    { "top-right", CT_AT_TOP_RIGHT },
    { "left", CT_AT_LEFT },
    { "right", CT_AT_RIGHT },
    { "bottom-left", CT_AT_BOTTOM_LEFT },
    { "bottom", CT_AT_BOTTOM },
    { "bottom-right", CT_AT_BOTTOM_RIGHT },
    { 0 },
};
static const ct_word sides[] = {
    { "top-left", CT_AT_TOP_LEFT },
    { "top", CT_AT_TOP },
    { "top-right", CT_AT_TOP_RIGHT },
    { "left", CT_AT_LEFT },
    { "right", CT_AT_RIGHT },
    { "bottom-left", CT_AT_BOTTOM_LEFT },
    { "bottom", CT_AT_BOTTOM },
    { "bottom-right", CT_AT_BOTTOM_RIGHT },
    { "middle", CT_AT_NONE },
    { "auto", CT_AT_AUTO },
    { 0 },
};
static const ct_word leaders[] = { { "none", CT_LEADER_NONE },
                                   { "straight", CT_LEADER_STRAIGHT },
                                   { "elbow", CT_LEADER_ELBOW },
                                   { "curve", CT_LEADER_CURVE },
                                   { 0 } };
static const ct_word heads[] = { { "none", CT_HEAD_NONE },
                                 { "arrow", CT_HEAD_ARROW },
                                 { "dot", CT_HEAD_DOT },
                                 { "bar", CT_HEAD_BAR },
                                 { 0 } };
static const ct_word shapes[] = {
    { "pill", CT_BADGE_PILL }, { "circle", CT_BADGE_CIRCLE }, { "box", CT_BADGE_BOX }, { 0 }
};
static const ct_word forms[] = { { "square", CT_BRACKET_SQUARE },
                                 { "curly", CT_BRACKET_CURLY },
                                 { 0 } };
static const ct_word obstacles[] = {
    { "none", CT_OBSTACLE_NONE }, { "soft", CT_OBSTACLE_SOFT }, { "hard", CT_OBSTACLE_HARD }, { 0 }
};
static const ct_word connectors[] = { { "none", 0 }, { "lines", 1 }, { 0 } };
static const ct_range extent = { 0, 2000 };
static const ct_range bow = { -1, 1 };

/* ---- the keys -------------------------------------------------------------------------------- */

static const ct_key annotation_keys[] = {
    CT_KEY("id", CT_T_ID, ct_annotation_spec, id,
           .doc = "Its name; without it annotation-1 and so on."),
    CT_KEY("kind", CT_T_ENUM, ct_annotation_spec, kind, .detail = kinds, .required = true,
           .doc = "What it is: the tour above has an example of each kind."),
    CT_KEY("at", CT_T_ANCHOR, ct_annotation_spec, at, .detail = corners,
           .doc = "[longitude, latitude], a corner or side of the map, { feature: layer/id }, or "
                  "{ sheet: [x%, y%] } from the sheet's top left."),
    CT_KEY("path", CT_T_PATH, ct_annotation_spec, path,
           .also = CT_ALSO(ct_annotation_spec, path_count),
           .doc = "[[longitude, latitude], …], of the kinds that follow one."),
    CT_KEY("text", CT_T_WORDS, ct_annotation_spec, text,
           .doc = "Its words, a template; **bold** and *italic*."),
    CT_KEY("class", CT_T_NAME, ct_annotation_spec, class_name,
           .doc = "The text class of the words; without it one named like the kind, else "
                  "annotation."),
    CT_KEY("look", CT_T_NAME, ct_annotation_spec, look,
           .doc = "An area, line or point class for what is drawn beside the words; without it "
                  "one named like the kind, else in ink."),
    CT_KEY("side", CT_T_ENUM, ct_annotation_spec, side, .detail = sides,
           .doc = "Where the words stand from the place; auto: where they hide least."),
    CT_KEY("offset", CT_T_LENGTH, ct_annotation_spec, offset, .detail = &extent,
           .doc = "From the place to the words: 24px for callouts, else 0."),
    CT_KEY("wrap", CT_T_LENGTH, ct_annotation_spec, wrap, .detail = &extent, .fallback = "0",
           .doc = "The greatest width of a line; 0: that of the class."),
    CT_KEY("leader", CT_T_ENUM, ct_annotation_spec, leader, .detail = leaders,
           .doc = "The line to the place: straight for callouts, else none."),
    CT_KEY("head", CT_T_ENUM, ct_annotation_spec, head, .detail = heads,
           .doc = "The end of the leader or the line: a dot for callouts, an arrow for arrows."),
    CT_KEY("curve", CT_T_NUMBER, ct_annotation_spec, curve, .detail = &bow, .fallback = "0",
           .doc = "The bow of a path of two places, a share of its length: above 0 to its left."),
    CT_KEY("width", CT_T_LENGTH, ct_annotation_spec, width, .detail = &extent, .fallback = "0",
           .doc = "Of an arrow or an axis at its widest; 0: that of its kind."),
    CT_KEY("taper", CT_T_BOOL, ct_annotation_spec, taper, .fallback = "true",
           .doc = "An arrow or an axis begins thin."),
    CT_KEY("radius", CT_T_DISTANCES, ct_annotation_spec, radii,
           .also = CT_ALSO(ct_annotation_spec, radius_count),
           .doc = "Of a circle or a ring: on the ground, such as 50km, or a length."),
    CT_KEY("radii", CT_T_DISTANCES, ct_annotation_spec, radii,
           .also = CT_ALSO(ct_annotation_spec, radius_count),
           .doc = "In place of `radius`: several rings about one place."),
    CT_KEY("shape", CT_T_ENUM, ct_annotation_spec, shape, .detail = shapes, .fallback = "pill",
           .doc = "Of a badge."),
    CT_KEY("form", CT_T_ENUM, ct_annotation_spec, form, .detail = forms, .fallback = "square",
           .doc = "Of a bracket."),
    CT_KEY("file", CT_T_NAME, ct_annotation_spec, file,
           .doc = "The picture, a PNG or SVG file, relative to the spec."),
    CT_KEY("size", CT_T_SIZE, ct_annotation_spec, size, .also = CT_ALSO(ct_annotation_spec, height),
           .detail = &extent, .fallback = "0",
           .doc =
               "The width of a picture; the height of a badge; the width of an inset, or [width, "
               "height]; 0: its own."),
    CT_KEY("fit", CT_T_NAMES, ct_annotation_spec, inset.view.fit,
           .doc = "Entries of `data` that fill an inset."),
    CT_KEY("bbox", CT_T_BBOX, ct_annotation_spec, inset.view.bbox,
           .also = CT_ALSO(ct_annotation_spec, inset.view.has_bbox),
           .doc = "In place of `fit`: [west, south, east, north] in degrees."),
    CT_KEY("pad", CT_T_EXTENT, ct_annotation_spec, inset.view.pad, .fallback = "4%",
           .doc = "Left free around what an inset shows: a length, or a share of it."),
    CT_KEY("layers", CT_T_NAMES, ct_annotation_spec, inset.layers,
           .doc = "Ids of layers of the map that an inset has; without it all."),
    CT_KEY("title", CT_T_WORDS, ct_annotation_spec, inset.title, .doc = "Above an inset."),
    CT_KEY("connector", CT_T_SWITCH, ct_annotation_spec, inset.connector, .detail = connectors,
           .fallback = "none",
           .doc = "lines: from the corners of an inset to what it shows on the map."),
    CT_KEY("scale_bar", CT_T_BOOL, ct_annotation_spec, inset.scale_bar, .fallback = "false",
           .doc = "An inset has a scale bar of its own."),
    CT_KEY("obstacle", CT_T_ENUM, ct_annotation_spec, obstacle, .detail = obstacles,
           .doc = "May labels lie over it: none: yes, soft: rather not, hard: never."),
    CT_KEY("on", CT_T_NAMES, ct_annotation_spec, on,
           .doc = "Variants of the style that show it; without it all."),
    CT_KEY("from", CT_T_DAY, ct_annotation_spec, from, .fallback = "none",
           .doc = "The first day that shows it."),
    CT_KEY("until", CT_T_DAY, ct_annotation_spec, until, .fallback = "none",
           .doc = "The last day that shows it."),
};

/* ---- what goes with which kind --------------------------------------------------------------- */

/* What a kind cannot do without, and what it has where the spec does not say. */
typedef struct rule {
    const char *needs[3];
    ct_at side;
    double offset; /* px */
    ct_leader leader;
    ct_head head;
    ct_obstacle obstacle;
} rule;

static const rule rules[CT_ANNOTATION_KINDS] = {
    [CT_ANNOTATION_TEXT] = { { "at", "text" },
                             CT_AT_RIGHT,
                             0,
                             CT_LEADER_NONE,
                             CT_HEAD_DOT,
                             CT_OBSTACLE_HARD },
    [CT_ANNOTATION_CALLOUT] = { { "at", "text" },
                                CT_AT_RIGHT,
                                24,
                                CT_LEADER_STRAIGHT,
                                CT_HEAD_DOT,
                                CT_OBSTACLE_HARD },
    [CT_ANNOTATION_CALLOUT_CIRCLE] = { { "at", "text" },
                                       CT_AT_RIGHT,
                                       24,
                                       CT_LEADER_STRAIGHT,
                                       CT_HEAD_NONE,
                                       CT_OBSTACLE_HARD },
    [CT_ANNOTATION_BADGE] = { { "at", "text" },
                              CT_AT_NONE,
                              0,
                              CT_LEADER_NONE,
                              CT_HEAD_DOT,
                              CT_OBSTACLE_HARD },
    [CT_ANNOTATION_ARROW] = { { "path" },
                              CT_AT_AUTO,
                              6,
                              CT_LEADER_NONE,
                              CT_HEAD_ARROW,
                              CT_OBSTACLE_HARD },
    [CT_ANNOTATION_AXIS] = { { "path" },
                             CT_AT_AUTO,
                             6,
                             CT_LEADER_NONE,
                             CT_HEAD_ARROW,
                             CT_OBSTACLE_HARD },
    [CT_ANNOTATION_LINE] = { { "path" },
                             CT_AT_AUTO,
                             6,
                             CT_LEADER_NONE,
                             CT_HEAD_NONE,
                             CT_OBSTACLE_SOFT },
    [CT_ANNOTATION_TEXT_ALONG] = { { "path", "text" },
                                   CT_AT_NONE,
                                   0,
                                   CT_LEADER_NONE,
                                   CT_HEAD_NONE,
                                   CT_OBSTACLE_HARD },
    [CT_ANNOTATION_AREA] = { { "path" },
                             CT_AT_NONE,
                             0,
                             CT_LEADER_NONE,
                             CT_HEAD_NONE,
                             CT_OBSTACLE_NONE },
    [CT_ANNOTATION_RING] = { { "at", "radius" },
                             CT_AT_TOP,
                             4,
                             CT_LEADER_NONE,
                             CT_HEAD_NONE,
                             CT_OBSTACLE_SOFT },
    [CT_ANNOTATION_BRACKET] = { { "path" },
                                CT_AT_AUTO,
                                6,
                                CT_LEADER_NONE,
                                CT_HEAD_NONE,
                                CT_OBSTACLE_HARD },
    [CT_ANNOTATION_INSET] = { { "at" },
                              CT_AT_NONE,
                              0,
                              CT_LEADER_NONE,
                              CT_HEAD_NONE,
                              CT_OBSTACLE_HARD },
    [CT_ANNOTATION_PICTURE] = { { "at", "file" },
                                CT_AT_NONE,
                                0,
                                CT_LEADER_NONE,
                                CT_HEAD_NONE,
                                CT_OBSTACLE_HARD },
    [CT_ANNOTATION_DATE_STAMP] = { { 0 },
                                   CT_AT_NONE,
                                   0,
                                   CT_LEADER_NONE,
                                   CT_HEAD_NONE,
                                   CT_OBSTACLE_HARD },
};

#define KIND(name) (1u << CT_ANNOTATION_##name)
#define ALONG_A_PATH                                                                               \
    (KIND(ARROW) | KIND(AXIS) | KIND(LINE) | KIND(TEXT_ALONG) | KIND(AREA) | KIND(BRACKET))
#define POINTING (KIND(TEXT) | KIND(CALLOUT) | KIND(CALLOUT_CIRCLE) | KIND(BADGE))

/* Keys that go with some kinds alone. */
static const struct {
    const char *key;
    unsigned kinds;
} bound_keys[] = {
    { "at", ~ALONG_A_PATH },
    { "path", ALONG_A_PATH },
    { "leader", POINTING | KIND(PICTURE) },
    { "head", POINTING | KIND(ARROW) | KIND(AXIS) | KIND(LINE) },
    { "curve", KIND(ARROW) | KIND(AXIS) | KIND(LINE) | KIND(TEXT_ALONG) },
    { "width", KIND(ARROW) | KIND(AXIS) },
    { "taper", KIND(ARROW) | KIND(AXIS) },
    { "radius", KIND(CALLOUT_CIRCLE) | KIND(RING) },
    { "radii", KIND(RING) },
    { "shape", KIND(BADGE) },
    { "form", KIND(BRACKET) },
    { "file", KIND(PICTURE) },
    { "size", KIND(BADGE) | KIND(PICTURE) | KIND(INSET) },
    { "text", ~KIND(INSET) },
    { "fit", KIND(INSET) },
    { "bbox", KIND(INSET) },
    { "pad", KIND(INSET) },
    { "layers", KIND(INSET) },
    { "title", KIND(INSET) },
    { "connector", KIND(INSET) },
    { "scale_bar", KIND(INSET) },
};

const char *ct_annotation_kind_name(ct_annotation_kind kind) {
    static const char *const names[CT_ANNOTATION_KINDS] = {
        "text",       "callout", "callout-circle", "badge",   "arrow", "axis",    "line",
        "text-along", "area",    "ring",           "bracket", "inset", "picture", "date-stamp",
    };
    return names[kind];
}

static void check_bound_keys(ct_binding *binding, const ct_yaml *node, ct_annotation_kind kind) {
    for (size_t i = 0; i < CT_COUNT(bound_keys); i++) {
        const ct_yaml_item *item = ct_yaml_find(node, bound_keys[i].key);
        if (!item || bound_keys[i].kinds & (1u << kind)) continue;
        if (!ct_fault(binding, item->key.place, "'%s' does not go with 'kind: %s'", item->key.text,
                      ct_annotation_kind_name(kind)))
            continue;
        const char *list = "";
        for (int k = 0; k < CT_ANNOTATION_KINDS; k++)
            if (bound_keys[i].kinds & (1u << k))
                list = ct_printf(binding->arena, "%s%s%s", list, *list ? ", " : "",
                                 ct_annotation_kind_name((ct_annotation_kind)k));
        ct_hint(binding->report, "it goes with %s", list);
    }
}

static const double MOST_RADIUS = 20e6; /* m */

static void check_radii(ct_binding *binding, const ct_yaml *node, const ct_annotation_spec *a) {
    const ct_yaml *radius = ct_yaml_get(node, "radius");
    const ct_yaml_item *radii = ct_yaml_find(node, "radii");
    if (radius && radii)
        ct_fault(binding, radii->key.place, "%s has both 'radius' and 'radii'; it takes one",
                 binding->where);
    if (radius && radius->kind == CT_YAML_LIST)
        ct_fault(binding, radius->place, "'radius' is one distance; several are 'radii'");
    const ct_yaml *given = radius ? radius : radii ? radii->value : NULL;
    for (size_t i = 0; given && i < a->radius_count; i++) {
        if (a->radii[i].ground && a->radii[i].length > MOST_RADIUS)
            ct_fault(binding, given->place,
                     "'%s' must be at most 20000km: half way round the globe",
                     radius ? "radius" : "radii");
        if (a->radii[i].length <= 0)
            ct_fault(binding, given->place, "'%s' must be more than 0",
                     radius ? "radius" : "radii");
    }
}

static void check_inset(ct_binding *binding, const ct_yaml *node, ct_place place,
                        ct_annotation_spec *a) {
    const ct_yaml_item *fit = ct_yaml_find(node, "fit"), *bbox = ct_yaml_find(node, "bbox");
    const ct_yaml *pad = ct_yaml_get(node, "pad"), *size = ct_yaml_get(node, "size");
    if (a->kind != CT_ANNOTATION_INSET) {
        if (size && a->height > 0)
            ct_fault(binding, size->place, "'size' of 'kind: %s' is one length",
                     ct_annotation_kind_name(a->kind));
        return;
    }
    a->inset.view.place = place;
    if (fit && bbox)
        ct_fault(binding, (fit > bbox ? fit : bbox)->key.place,
                 "%s has both 'fit' and 'bbox'; it takes one", binding->where);
    if (!fit && !bbox)
        ct_fault(binding, place, "%s needs 'fit' or 'bbox': what it shows", binding->where);
    if (pad && (a->inset.view.pad.share >= 0.5 || a->inset.view.pad.px < 0))
        ct_fault(binding, pad->place, "'pad' must be from 0%% to less than 50%%, or a length");
    if (a->at.kind == CT_AT_LONLAT || a->at.kind == CT_AT_FEATURE)
        ct_fault(binding, a->at.place,
                 "an inset stands at a corner or side of the map, or { sheet: [x%%, y%%] }");
}

static void check_span(ct_binding *binding, const ct_yaml *node, const ct_annotation_spec *a) {
    const ct_yaml *until = ct_yaml_get(node, "until");
    if (until && a->from != CT_NO_DAY && a->until != CT_NO_DAY && a->until < a->from)
        ct_fault(binding, until->place, "'until' is before 'from'");
}

/* The words of a date stamp that has none of its own. */
static void stamp_date(ct_binding *binding, ct_annotation_spec *a) {
    a->text = (ct_words){ .langs = CT_ARRAY(binding->arena, 1, const char *),
                          .texts = CT_ARRAY(binding->arena, 1, const char *),
                          .places = CT_ARRAY(binding->arena, 1, ct_place),
                          .count = 1 };
    a->text.texts[0] = "{date:long}";
    a->text.places[0] = a->place;
}

static void finish_annotation(ct_binding *binding, const ct_yaml *node, ct_place place,
                              void *target) {
    ct_annotation_spec *a = target;
    check_span(binding, node, a);
    const ct_yaml *kind = ct_yaml_get(node, "kind");
    const ct_word *known =
        kind && kind->kind == CT_YAML_SCALAR ? ct_word_find(kinds, kind->text) : NULL;
    if (!known || known->value == CT_WORD_UNSUPPORTED) return; /* that was told */
    const rule *r = &rules[a->kind];
    if (!ct_yaml_get(node, "side")) a->side = r->side;
    if (!ct_yaml_get(node, "offset")) a->offset = r->offset;
    if (!ct_yaml_get(node, "leader")) a->leader = r->leader;
    if (!ct_yaml_get(node, "head")) a->head = r->head;
    if (!ct_yaml_get(node, "obstacle")) a->obstacle = r->obstacle;
    if (a->kind == CT_ANNOTATION_DATE_STAMP && a->text.count == 0) stamp_date(binding, a);
    if (a->kind == CT_ANNOTATION_DATE_STAMP && a->at.kind == CT_AT_NOWHERE)
        a->at = (ct_anchor){ .kind = CT_AT_CORNER, .corner = CT_AT_TOP_LEFT, .place = place };
    const char *needs[CT_COUNT(r->needs)];
    size_t count = 0;
    for (size_t i = 0; i < CT_COUNT(r->needs) && r->needs[i]; i++)
        if (!ct_streq(r->needs[i], "radius") || !ct_yaml_get(node, "radii"))
            needs[count++] = r->needs[i];
    ct_bind_require(binding, &ct_record_annotation, node, place, needs, count);
    check_bound_keys(binding, node, a->kind);
    check_radii(binding, node, a);
    check_inset(binding, node, place, a);
    const ct_yaml *path = ct_yaml_get(node, "path");
    if (path && a->kind == CT_ANNOTATION_AREA && a->path && a->path_count < 3)
        ct_fault(binding, path->place, "'path' of an area must be three places or more");
    if (path && a->kind == CT_ANNOTATION_BRACKET && a->path_count > 2)
        ct_fault(binding, path->place, "'path' of a bracket must be two places");
    const ct_yaml *side = ct_yaml_get(node, "side");
    if (side && a->side == CT_AT_NONE && a->leader != CT_LEADER_NONE)
        ct_fault(binding, side->place, "'side: middle' leaves no room for a leader");
}

const ct_record ct_record_annotation = {
    .name = "annotation",
    .doc = "What an editor adds to the map: words, pointers, shapes.",
    .keys = annotation_keys,
    .count = CT_COUNT(annotation_keys),
    .size = sizeof(ct_annotation_spec),
    .place_at = CT_ALSO(ct_annotation_spec, place),
    .title = "id",
    .finish = finish_annotation,
};
