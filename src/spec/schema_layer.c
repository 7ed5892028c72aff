/* schema_layer.c - the keys of layers and labels. */
#include <math.h>
#include <stddef.h>
#include <string.h>

#include "spec.h"

/* ---- labels ---------------------------------------------------------------------------------- */

static const ct_key label_keys[] = {
    CT_KEY("text", CT_T_WORDS, ct_label_spec, text, .required = true,
           .doc = "A template on the fields of the feature: \"{name}\", \"{name_{lang}}\"."),
    CT_KEY("abbr", CT_T_WORDS, ct_label_spec, abbr,
           .doc = "A field, or a template: a shorter name, written only where the full one does "
                  "not fit."),
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

/* ---- sizes ----------------------------------------------------------------------------------- */

static const ct_range symbol_sizes = { 0, 400 };
static const ct_key size_keys[] = {
    CT_KEY("by", CT_T_NAME, ct_size_spec, by, .required = true, .doc = "A field with a number."),
    CT_KEY("range", CT_T_LENGTHS, ct_size_spec, range, .detail = &symbol_sizes,
           .fallback = "[0px, 40px]", .doc = "The sizes of the least and the greatest symbol."),
    CT_KEY("values", CT_T_NUMBERS, ct_size_spec, values, .also = CT_ALSO(ct_size_spec, has_values),
           .doc = "The values of those two; without it from 0 to the greatest of the data. Areas "
                  "grow evenly between them: with both at 0 they are in proportion."),
};
static const ct_record size_record = {
    .name = "size",
    .doc = "Point symbols whose area tells a value.",
    .keys = size_keys,
    .count = CT_COUNT(size_keys),
    .shorthand = "by",
    .none = true,
    .place_at = CT_ALSO(ct_size_spec, place),
};

/* ---- layers ---------------------------------------------------------------------------------- */

static const ct_key layer_keys[] = {
    CT_KEY("id", CT_T_ID, ct_layer_spec, id, .doc = "Its name; without it that of its data."),
    CT_KEY("data", CT_T_NAME, ct_layer_spec, data, .required = true, .doc = "An entry of `data`."),
    CT_KEY("class", CT_T_CLASS_RULE, ct_layer_spec, class_rule, .required = true,
           .doc = "A class of the style, or classes by the value of a field."),
    CT_KEY("where", CT_T_NAME, ct_layer_spec, where, .doc = "Rows to draw, as an SQL WHERE."),
    CT_KEY(
        "key", CT_T_WORDS, ct_layer_spec, key,
        .doc =
            "Its row in the key, a template; where it names {value} in a layer with `size`, a row "
            "for each of some round values."),
    CT_KEY("keys", CT_T_CLASS_WORDS, ct_layer_spec, class_keys,
           .also = CT_ALSO(ct_layer_spec, class_key_count),
           .doc = "In place of `key`: classes and their rows, { city: \"Cities\", town: … }."),
    CT_KEY("label", CT_T_RECORD, ct_layer_spec, label, .also = CT_ALSO(ct_layer_spec, label.given),
           .detail = &label_record, .doc = "Labels; a text alone is the template."),
    CT_KEY("id_field", CT_T_NAME, ct_layer_spec, id_field,
           .doc = "The field that names the paths in the SVG."),
    CT_KEY("size", CT_T_RECORD, ct_layer_spec, size, .also = CT_ALSO(ct_layer_spec, size.given),
           .detail = &size_record,
           .doc = "Point symbols as large as a field says, large ones below; a field alone: from 0 "
                  "to 40px."),
    CT_KEY("rotate", CT_T_NAME, ct_layer_spec, rotate,
           .doc = "A field: degrees clockwise by which point symbols are turned."),
    CT_KEY("opacity", CT_T_SHARE, ct_layer_spec, opacity, .fallback = "1",
           .doc = "Of the layer as a whole: 0 to 1, or 0% to 100%."),
    CT_KEY("keep", CT_T_BOOL, ct_layer_spec, keep, .fallback = "false",
           .doc = "Areas of under 4 px² are drawn too; else they are left out, but for those that "
                  "`label.must` names."),
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
