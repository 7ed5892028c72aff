/* sets.c - overrides from the command line go into the tree of a map: "size.width=600px". */
#include <stdlib.h>
#include <string.h>

#include "spec.h"

/* A node on the way, and what the schema knows of it. */
typedef struct spot {
    ct_yaml *node;
    const ct_record *record; /* NULL: not a record */
    bool many;               /* a list or mapping of such records, not one */
} spot;

static ct_place set_place(size_t offset) {
    return (ct_place){ .file = "--set", .line = 1, .column = (int)offset + 1 };
}

/* ---- the way to a key ------------------------------------------------------------------------ */

/* The item of a list by its id (a layer without one goes by its data) or its number, from 1; NULL
 * where there is none. */
static ct_yaml_item *find_in_list(const ct_yaml *list, const char *name) {
    for (size_t i = 0; i < list->count; i++) {
        const ct_yaml *item = list->items[i].value, *id = ct_yaml_get(item, "id");
        if (ct_yaml_is(id ? id : ct_yaml_get(item, "data"), name)) return &list->items[i];
    }
    double number;
    if (!ct_number_parse(name, &number) || number < 1 || number > (double)list->count) return NULL;
    return number == (double)(size_t)number ? &list->items[(size_t)number - 1] : NULL;
}

/* What the schema knows of the value of a key. */
static spot spot_below(const spot *at, const char *name) {
    if (!at->record) return (spot){ 0 };
    if (at->many) return (spot){ .record = at->record };
    for (size_t i = 0; i < at->record->count; i++) {
        const ct_key *key = &at->record->keys[i];
        if (strcmp(key->name, name) != 0) continue;
        if (key->type == CT_T_STYLE) return (spot){ .record = &ct_record_style };
        if (key->type == CT_T_RECORD) return (spot){ .record = key->detail };
        if (key->type == CT_T_LIST || key->type == CT_T_MAP || key->type == CT_T_VARIANTS)
            return (spot){ .record = key->detail, .many = true };
    }
    return (spot){ 0 };
}

/* A value that is to hold keys: a shorthand becomes the mapping that it stands for. */
static ct_yaml *open_value(ct_arena *arena, const spot *at, ct_yaml *value, ct_place place) {
    if (value && value->kind == CT_YAML_MAP) return value;
    if (value && value->kind == CT_YAML_LIST && at->many) return value;
    ct_yaml *map = ct_yaml_map(arena, value ? value->place : place);
    const char *shorthand = at->record && !at->many ? at->record->shorthand : NULL;
    if (at->record == &ct_record_style) shorthand = "base";
    if (value && shorthand)
        ct_yaml_put(arena, map, (ct_name){ .text = shorthand, .place = value->place }, value);
    return map;
}

/* One step down; the node below is made where it is not there. */
static bool step(ct_arena *arena, spot *at, ct_name name, ct_report *report) {
    ct_yaml_item *item = at->node->kind == CT_YAML_LIST ? find_in_list(at->node, name.text)
                                                        : ct_yaml_find(at->node, name.text);
    if (!item && at->node->kind == CT_YAML_LIST)
        return ct_fail(report, CARTOUCHE_BAD_SPEC, name.place, "the list has no item '%s'",
                       name.text);
    spot below = spot_below(at, name.text);
    below.node = open_value(arena, &below, item ? item->value : NULL, name.place);
    if (item)
        item->value = below.node;
    else
        ct_yaml_put(arena, at->node, name, below.node);
    *at = below;
    return true;
}

/* ---- the value ------------------------------------------------------------------------------- */

/* Lists, mappings and quoted texts are YAML; all else is a plain text as it stands, so that colours
 * (#900) and scales (1:2500000) need no quotes of quotes. */
static bool parse_value(ct_arena *arena, const char *set, size_t offset, ct_yaml **value,
                        ct_report *report) {
    const char *text = set + offset;
    if (*text == '\0' || !strchr("[{\"'", *text)) {
        size_t n = strlen(text);
        while (n > 0 && text[n - 1] == ' ')
            n--;
        *value = ct_yaml_scalar(arena, ct_strndup(arena, text, n), set_place(offset));
        return true;
    }
    /* Spaces in front, so that columns are those of the whole text. */
    const char *padded = ct_printf(arena, "%*s%s", (int)offset, "", text);
    return ct_yaml_parse(arena, "--set", padded, strlen(padded), value, report);
}

static bool put_value(ct_arena *arena, spot *at, ct_name name, ct_yaml *value, ct_report *report) {
    if (at->node->kind == CT_YAML_MAP) {
        ct_yaml_put(arena, at->node, name, value);
        return true;
    }
    ct_yaml_item *item = find_in_list(at->node, name.text);
    if (!item)
        return ct_fail(report, CARTOUCHE_BAD_SPEC, name.place, "the list has no item '%s'",
                       name.text);
    item->value = value;
    return true;
}

bool ct_set_apply(ct_arena *arena, ct_yaml *root, const char *set, ct_report *report) {
    enum { MAX_LENGTH = 1 << 16 };
    size_t size = strlen(set);
    const char *equal = strchr(set, '=');
    if (!equal || equal == set || size > MAX_LENGTH) {
        ct_fail(report, CARTOUCHE_BAD_USAGE, set_place(0), "'--set %.100s' must be key=value", set);
        ct_hint(report, "such as --set size.width=600px");
        return false;
    }
    if (ct_utf8_valid(set, size) != size)
        return ct_fail(report, CARTOUCHE_BAD_USAGE, set_place(0), "'--set' is not UTF-8");
    spot at = { .node = root, .record = &ct_record_map };
    size_t keys = (size_t)(equal - set), start = 0, depth = 0;
    for (;;) {
        size_t end = start + strcspn(set + start, ".=");
        if (end > keys) end = keys;
        ct_name name = { .text = ct_strndup(arena, set + start, end - start),
                         .place = set_place(start) };
        if (end == start || ++depth > 32)
            return ct_fail(report, CARTOUCHE_BAD_USAGE, set_place(start), "'--set %.*s' is no key",
                           (int)keys, set);
        if (end == keys) {
            size_t offset = keys + 1 + strspn(equal + 1, " ");
            ct_yaml *value;
            return parse_value(arena, set, offset, &value, report) &&
                   put_value(arena, &at, name, value, report);
        }
        if (!step(arena, &at, name, report)) return false;
        start = end + 1;
    }
}
