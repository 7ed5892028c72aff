/* tree.c - trees of YAML: looking up, merging, overriding. */
#include <string.h>

#include "schema.h"

ct_yaml *ct_yaml_scalar(ct_arena *arena, const char *text, ct_place place) {
    ct_yaml *node = CT_NEW(arena, ct_yaml);
    node->kind = CT_YAML_SCALAR;
    node->text = text;
    node->place = place;
    return node;
}

ct_yaml *ct_yaml_map(ct_arena *arena, ct_place place) {
    ct_yaml *node = CT_NEW(arena, ct_yaml);
    node->kind = CT_YAML_MAP;
    node->place = place;
    return node;
}

ct_yaml_item *ct_yaml_find(const ct_yaml *node, const char *key) {
    if (!node || node->kind != CT_YAML_MAP) return NULL;
    for (size_t i = 0; i < node->count; i++)
        if (strcmp(node->items[i].key.text, key) == 0) return &node->items[i];
    return NULL;
}

ct_yaml *ct_yaml_get(const ct_yaml *node, const char *key) {
    const ct_yaml_item *item = ct_yaml_find(node, key);
    return item ? item->value : NULL;
}

void ct_yaml_put(ct_arena *arena, ct_yaml *map, ct_name key, ct_yaml *value) {
    ct_yaml_item *item = ct_yaml_find(map, key.text);
    if (!item) {
        CT_GROW(arena, map->items, map->capacity, map->count);
        item = &map->items[map->count++];
    }
    *item = (ct_yaml_item){ .key = key, .value = value };
}

bool ct_yaml_is_null(const ct_yaml *node) {
    if (node->kind != CT_YAML_SCALAR || node->quoted) return false;
    return node->text[0] == '\0' || strcmp(node->text, "~") == 0 || strcmp(node->text, "null") == 0;
}

bool ct_yaml_is(const ct_yaml *node, const char *text) {
    return node && node->kind == CT_YAML_SCALAR && strcmp(node->text, text) == 0;
}

static ct_yaml *copy_shallow(ct_arena *arena, const ct_yaml *node) {
    ct_yaml *copy = CT_NEW(arena, ct_yaml);
    *copy = *node;
    copy->items = CT_ARRAY(arena, node->count, ct_yaml_item);
    copy->capacity = node->count;
    if (node->count > 0) memcpy(copy->items, node->items, node->count * sizeof *node->items);
    return copy;
}

ct_yaml *ct_yaml_merge(ct_arena *arena, const ct_yaml *below, const ct_yaml *above) {
    if (!above) return copy_shallow(arena, below);
    if (!below || below->kind != CT_YAML_MAP || above->kind != CT_YAML_MAP)
        return copy_shallow(arena, above);
    ct_yaml *merged = copy_shallow(arena, below);
    merged->place = above->place;
    for (size_t i = 0; i < above->count; i++) {
        const ct_yaml_item *item = &above->items[i];
        const ct_yaml *under = ct_yaml_get(below, item->key.text);
        bool deep = under && under->kind == CT_YAML_MAP && item->value->kind == CT_YAML_MAP;
        ct_yaml_put(arena, merged, item->key,
                    deep ? ct_yaml_merge(arena, under, item->value) : item->value);
    }
    return merged;
}

const char *const *ct_yaml_keys(ct_arena *arena, const ct_yaml *map, size_t *count) {
    *count = map && map->kind == CT_YAML_MAP ? map->count : 0;
    const char **keys = CT_ARRAY(arena, *count, const char *);
    for (size_t i = 0; i < *count; i++)
        keys[i] = map->items[i].key.text;
    return keys;
}
