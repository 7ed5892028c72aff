/* schema_layer.c - the keys of layers, labels and annotations. */
#include <math.h>
#include <stddef.h>
#include <string.h>

#include "spec.h"

/* ---- labels ---------------------------------------------------------------------------------- */

static const ct_key label_keys[] = {
    CT_KEY("text", CT_T_WORDS, ct_label_spec, text, .required = true,
           .doc = "A template on the fields of the feature: \"{name}\", \"{name_{lang}}\"."),
    CT_KEY("class", CT_T_NAME, ct_label_spec, class_name,
           .doc = "A text class; without it the one named like the feature's own class."),
    CT_KEY("where", CT_T_NAME, ct_label_spec, where,
           .doc = "Only these features are labelled, as an SQL WHERE."),
    CT_KEY("must", CT_T_NAME, ct_label_spec, must,
           .doc = "These labels are required, as an SQL WHERE."),
    CT_KEY("priority", CT_T_NAME, ct_label_spec, priority,
           .doc = "A field that adds to the priority of the class."),
};
static const ct_record label_record = {
    .name = "label",
    .doc = "The labels of a layer.",
    .keys = label_keys,
    .count = CT_COUNT(label_keys),
    .shorthand = "text",
    .none = true,
    .place_at = CT_ALSO(ct_label_spec, place),
};

/* ---- layers ---------------------------------------------------------------------------------- */

static const ct_key layer_keys[] = {
    CT_KEY("id", CT_T_ID, ct_layer_spec, id, .doc = "Its name; without it that of its data."),
    CT_KEY("data", CT_T_NAME, ct_layer_spec, data, .required = true, .doc = "An entry of `data`."),
    CT_KEY("class", CT_T_CLASS_RULE, ct_layer_spec, class_rule, .required = true,
           .doc = "A class of the style, or classes by the value of a field."),
    CT_KEY("where", CT_T_NAME, ct_layer_spec, where, .doc = "Rows to draw, as an SQL WHERE."),
    CT_KEY("key", CT_T_WORDS, ct_layer_spec, key, .doc = "Its row in the key, a template."),
    CT_KEY("keys", CT_T_CLASS_WORDS, ct_layer_spec, class_keys,
           .also = CT_ALSO(ct_layer_spec, class_key_count),
           .doc = "In place of `key`: classes and their rows, { city: \"Cities\", town: … }."),
    CT_KEY("label", CT_T_RECORD, ct_layer_spec, label, .also = CT_ALSO(ct_layer_spec, label.given),
           .detail = &label_record, .doc = "Labels; a text alone is the template."),
    CT_KEY("id_field", CT_T_NAME, ct_layer_spec, id_field,
           .doc = "The field that names the paths in the SVG."),
    CT_KEY("opacity", CT_T_SHARE, ct_layer_spec, opacity, .fallback = "1",
           .doc = "Of the layer as a whole: 0 to 1, or 0% to 100%."),
    CT_KEY("locator", CT_T_BOOL, ct_layer_spec, in_locator, .fallback = "false",
           .doc = "Drawn in the locator too."),
};

static void finish_layer(ct_binding *binding, const ct_yaml *node, ct_place place, void *target) {
    ct_layer_spec *layer = target;
    (void)place;
    if (layer->id || ct_yaml_get(node, "id") || !layer->data.text) return;
    if (ct_id_valid(layer->data.text))
        layer->id = layer->data.text;
    else
        ct_fault(binding, layer->data.place, "%s needs an 'id'", binding->where);
}

const ct_record ct_record_layer = {
    .name = "layer",
    .doc = "What is drawn of one entry of the data.",
    .keys = layer_keys,
    .count = CT_COUNT(layer_keys),
    .size = sizeof(ct_layer_spec),
    .place_at = CT_ALSO(ct_layer_spec, place),
    .title = "id",
    .finish = finish_layer,
};

/* ---- annotations ----------------------------------------------------------------------------- */

static const ct_word kinds[] = {
    { "text", CT_ANNOTATION_TEXT },
    { "callout", CT_ANNOTATION_CALLOUT },
    { "callout-circle", CT_WORD_UNSUPPORTED },
    { "badge", CT_WORD_UNSUPPORTED },
    { "arrow", CT_WORD_UNSUPPORTED },
    { "axis", CT_WORD_UNSUPPORTED },
    { "line", CT_WORD_UNSUPPORTED },
    { "text-along", CT_WORD_UNSUPPORTED },
    { "area", CT_WORD_UNSUPPORTED },
    { "ring", CT_WORD_UNSUPPORTED },
    { "bracket", CT_WORD_UNSUPPORTED },
    { "inset", CT_WORD_UNSUPPORTED },
    { "picture", CT_WORD_UNSUPPORTED },
    { "date-stamp", CT_WORD_UNSUPPORTED },
    { 0 },
};
static const ct_word sides[] = { { "top-left", CT_AT_TOP_LEFT },
                                 { "top", CT_AT_TOP },
                                 { "top-right", CT_AT_TOP_RIGHT },
                                 { "left", CT_AT_LEFT },
                                 { "right", CT_AT_RIGHT },
                                 { "bottom-left", CT_AT_BOTTOM_LEFT },
                                 { "bottom", CT_AT_BOTTOM },
                                 { "bottom-right", CT_AT_BOTTOM_RIGHT },
                                 { 0 } };
static const ct_word leaders[] = { { "none", CT_LEADER_NONE },
                                   { "straight", CT_LEADER_STRAIGHT },
                                   { "elbow", CT_LEADER_ELBOW },
                                   { "curve", CT_LEADER_CURVE },
                                   { 0 } };
static const ct_word heads[] = { { "none", 0 }, { "arrow", 1 }, { 0 } };
static const ct_range extent = { 0, 2000 };

static const ct_key annotation_keys[] = {
    CT_KEY("id", CT_T_ID, ct_annotation_spec, id,
           .doc = "Its name; without it annotation-1 and so on."),
    CT_KEY("kind", CT_T_ENUM, ct_annotation_spec, kind, .detail = kinds, .required = true,
           .doc = "text: words on the map; callout: words that point to a place."),
    CT_KEY("at", CT_T_ANCHOR, ct_annotation_spec, at, .also = CT_ALSO(ct_annotation_spec, at_kind),
           .required = true,
           .doc = "[longitude, latitude], or { sheet: [x%, y%] } from the sheet's top left."),
    CT_KEY("text", CT_T_WORDS, ct_annotation_spec, text, .required = true,
           .doc = "Its words, a template; **bold** and *italic*."),
    CT_KEY("class", CT_T_NAME, ct_annotation_spec, class_name, .doc = "A text class: annotation."),
    CT_KEY("side", CT_T_ENUM, ct_annotation_spec, side, .detail = sides, .fallback = "right",
           .doc = "Where the words stand from the place."),
    CT_KEY("offset", CT_T_LENGTH, ct_annotation_spec, offset, .detail = &extent,
           .doc = "From the place to the words: 24px for callouts, else 0."),
    CT_KEY("wrap", CT_T_LENGTH, ct_annotation_spec, wrap, .detail = &extent, .fallback = "0",
           .doc = "The greatest width of a line; 0: that of the class."),
    CT_KEY("leader", CT_T_ENUM, ct_annotation_spec, leader, .detail = leaders,
           .doc = "The line to the place: straight for callouts, else none."),
    CT_KEY("head", CT_T_SWITCH, ct_annotation_spec, arrow_head, .detail = heads, .fallback = "none",
           .doc = "The leader's end."),
    CT_KEY("on", CT_T_NAMES, ct_annotation_spec, on,
           .doc = "Variants of the style that show it; without it all."),
    CT_KEY("from", CT_T_DAY, ct_annotation_spec, from, .fallback = "none",
           .doc = "The first day that shows it."),
    CT_KEY("until", CT_T_DAY, ct_annotation_spec, until, .fallback = "none",
           .doc = "The last day that shows it."),
    CT_KEY_HERE("obstacle", CT_T_UNSUPPORTED, .doc = "Not in this version."),
};

static void finish_annotation(ct_binding *binding, const ct_yaml *node, ct_place place,
                              void *target) {
    ct_annotation_spec *annotation = target;
    (void)place;
    bool callout = annotation->kind == CT_ANNOTATION_CALLOUT;
    if (!ct_yaml_get(node, "offset")) annotation->offset = callout ? 24 : 0;
    if (!ct_yaml_get(node, "leader"))
        annotation->leader = callout ? CT_LEADER_STRAIGHT : CT_LEADER_NONE;
    if (!annotation->class_name.text)
        annotation->class_name = (ct_name){ .text = "annotation", .place = annotation->place };
    const ct_yaml *until = ct_yaml_get(node, "until");
    if (until && annotation->from != CT_NO_DAY && annotation->until != CT_NO_DAY &&
        annotation->until < annotation->from)
        ct_fault(binding, until->place, "'until' is before 'from'");
}

const ct_record ct_record_annotation = {
    .name = "annotation",
    .doc = "Words of the editor on the map.",
    .keys = annotation_keys,
    .count = CT_COUNT(annotation_keys),
    .size = sizeof(ct_annotation_spec),
    .place_at = CT_ALSO(ct_annotation_spec, place),
    .title = "id",
    .finish = finish_annotation,
};
