/* pin_file.c - a pin file: the labels that an editor holds, and where. */
#include <stddef.h>

#include "spec.h"

static const ct_key pin_keys[] = {
    CT_KEY("offset", CT_T_OFFSET, ct_pin_spec, offset, .also = CT_ALSO(ct_pin_spec, has_offset),
           .doc = "[x, y] from the point to the nearest side of the words; with `position`, from "
                  "there."),
    CT_KEY("position", CT_T_ENUM, ct_pin_spec, position, .detail = ct_position_words,
           .doc = "One of the eight positions about the point."),
};

static void finish_pin(ct_binding *binding, const ct_yaml *node, ct_place place, void *target) {
    ct_pin_spec *pin = target;
    pin->has_position = ct_yaml_get(node, "position") != NULL;
    if (!pin->has_position && !ct_yaml_get(node, "offset"))
        ct_fault(binding, place, "%s needs 'position' or 'offset'", binding->where);
}

const ct_record ct_record_pin = {
    .name = "pin",
    .doc = "Where a label is held; a pair of lengths alone is its offset.",
    .keys = pin_keys,
    .count = CT_COUNT(pin_keys),
    .size = sizeof(ct_pin_spec),
    .shorthand = "offset",
    .place_at = CT_ALSO(ct_pin_spec, place),
    .finish = finish_pin,
};

bool ct_pin_list_bind(ct_arena *arena, const ct_yaml *root, ct_pin_list *pins, ct_report *report) {
    ct_binding binding = { .arena = arena, .report = report };
    const ct_yaml *all = ct_yaml_get(root, "pins");
    *pins = (ct_pin_list){ 0 };
    if (!all || all->kind != CT_YAML_MAP) {
        (void)ct_fail(report, CARTOUCHE_BAD_SPEC, all ? all->place : root->place,
                      "a pin file is a mapping 'pins' of the ids of labels");
        ct_hint(report, "such as { pins: { towns/lyman: [12px, -8px] } }; the report lists the "
                        "ids");
        return false;
    }
    for (size_t i = 0; i < root->count; i++)
        if (!ct_streq(root->items[i].key.text, "pins"))
            ct_fault(&binding, root->items[i].key.place,
                     "unknown key '%s' in a pin file; it has 'pins' alone",
                     root->items[i].key.text);
    pins->items = CT_ARRAY(arena, all->count, ct_pin_spec);
    for (size_t i = 0; i < all->count; i++) {
        const ct_yaml_item *item = &all->items[i];
        ct_pin_spec *pin = &pins->items[pins->count++];
        binding.where = ct_printf(arena, "pin '%s'", item->key.text);
        pin->id = item->key.text;
        (void)!ct_bind(&binding, &ct_record_pin, item->value, item->key.place, pin);
    }
    return binding.faults == 0;
}
