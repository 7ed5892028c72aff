/* schema.c - tables of keys bind a tree of YAML into structs, and tell every fault. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "schema.h"

static void *field(void *target, size_t offset) { return (char *)target + offset; }

/* ---- findings -------------------------------------------------------------------------------- */

static bool same_place(const cartouche_finding *finding, ct_place place) {
    return finding->severity == CARTOUCHE_ERROR && finding->line == place.line &&
           finding->column == place.column && finding->file && place.file &&
           strcmp(finding->file, place.file) == 0;
}

bool ct_fault(ct_binding *binding, ct_place place, const char *format, ...) {
    va_list list;
    va_start(list, format);
    char *text = NULL;
    int size = vasprintf(&text, format, list);
    va_end(list);
    if (size < 0) abort();
    binding->faults++;
    bool told = false;
    /* All `--set` share one line, so there the text decides. */
    bool set = ct_streq(place.file, "--set");
    for (size_t i = 0; place.line > 0 && !told && i < ct_report_count(binding->report); i++) {
        const cartouche_finding *finding = ct_report_at(binding->report, i);
        told = same_place(finding, place) && (!set || strcmp(finding->text, text) == 0);
    }
    if (!told) ct_fail(binding->report, CARTOUCHE_BAD_SPEC, place, "%s", text);
    free(text);
    return !told;
}

static const ct_key *find_key(const ct_record *record, const char *name) {
    for (size_t i = 0; i < record->count; i++)
        if (strcmp(record->keys[i].name, name) == 0) return &record->keys[i];
    return NULL;
}

/* The key that an unknown one is likely to mean, or NULL. */
static const char *nearest_key(ct_arena *arena, const ct_record *record, const char *name) {
    const char **names = CT_ARRAY(arena, record->count, const char *);
    size_t count = 0;
    for (size_t i = 0; i < record->count; i++)
        if (record->keys[i].type != CT_T_UNSUPPORTED) names[count++] = record->keys[i].name;
    return ct_nearest(name, names, count);
}

static void tell_unknown_key(ct_binding *binding, const ct_record *record, const ct_name *key) {
    ct_buffer all = { 0 };
    for (size_t i = 0; i < record->count; i++)
        if (record->keys[i].type != CT_T_UNSUPPORTED)
            ct_buffer_printf(&all, "%s%s", all.size ? ", " : "", record->keys[i].name);
    const char *near = nearest_key(binding->arena, record, key->text);
    if (ct_fault(binding, key->place, "unknown key '%s' in %s", key->text, binding->where) &&
        !ct_suggest(binding->report, near) && all.data)
        ct_hint(binding->report, "its keys are %s", all.data);
    ct_buffer_free(&all);
}

/* ---- where we are ---------------------------------------------------------------------------- */

/* "stroke of line class 'front'", "size"; the root's own name is left out. */
static const char *where_inside(ct_binding *binding, const char *name) {
    const char *where = binding->where;
    if (strncmp(where, "the ", 4) == 0) return name;
    return ct_printf(binding->arena, "%s of %s", name, where);
}

static const char *where_item(ct_binding *binding, const ct_record *record, const ct_yaml *node,
                              size_t index) {
    const ct_yaml *title = record->title ? ct_yaml_get(node, record->title) : NULL;
    if (title && title->kind == CT_YAML_SCALAR && title->text[0])
        return ct_printf(binding->arena, "%s '%s'", record->name, title->text);
    return ct_printf(binding->arena, "%s %zu", record->name, index + 1);
}

/* ---- records --------------------------------------------------------------------------------- */

static bool bind_key(ct_binding *binding, const ct_key *key, const ct_yaml_item *item,
                     void *target);

static void bind_record(ct_binding *binding, const ct_key *key, const ct_yaml_item *item,
                        void *target) {
    const ct_record *record = key->detail;
    if (record->none && ct_yaml_is(item->value, "none")) return;
    const char *outer = binding->where;
    binding->where = where_inside(binding, key->name);
    if (key->also) *(bool *)field(target, key->also - 1) = true;
    ct_place place = item->key.text ? item->key.place : item->value->place;
    (void)!ct_bind(binding, record, item->value, place, field(target, key->offset));
    binding->where = outer;
}

static void store_items(const ct_key *key, void *target, void *items, size_t count) {
    memcpy(field(target, key->offset), &items, sizeof items);
    *(size_t *)field(target, key->also - 1) = count;
}

static void bind_list(ct_binding *binding, const ct_key *key, const ct_yaml *node, void *target) {
    const ct_record *record = key->detail;
    if (node->kind != CT_YAML_LIST) {
        ct_fault(binding, node->place, "'%s' must be a list", key->name);
        return;
    }
    char *items = ct_arena_array(binding->arena, node->count, record->size);
    const char *outer = binding->where;
    for (size_t i = 0; i < node->count; i++) {
        const ct_yaml *value = node->items[i].value;
        binding->where = where_item(binding, record, value, i);
        (void)!ct_bind(binding, record, value, value->place, items + i * record->size);
    }
    binding->where = outer;
    store_items(key, target, items, node->count);
}

static void bind_map(ct_binding *binding, const ct_key *key, const ct_yaml *node, void *target) {
    const ct_record *record = key->detail;
    if (node->kind != CT_YAML_MAP) {
        ct_fault(binding, node->place, "'%s' must be a mapping of names", key->name);
        return;
    }
    char *items = ct_arena_array(binding->arena, node->count, record->size);
    const char *outer = binding->where;
    for (size_t i = 0; i < node->count; i++) {
        const ct_yaml_item *item = &node->items[i];
        char *entry = items + i * record->size;
        binding->where = ct_printf(binding->arena, "%s '%s'", record->name, item->key.text);
        if (!ct_id_valid(item->key.text)) {
            if (ct_fault(binding, item->key.place, "'%s' is no name for %s", item->key.text,
                         record->name))
                ct_hint(binding->report, "a name is made of letters, digits, '-', '_' and '.'");
        }
        if (record->name_at) *(const char **)field(entry, record->name_at - 1) = item->key.text;
        (void)!ct_bind(binding, record, item->value, item->key.place, entry);
    }
    binding->where = outer;
    store_items(key, target, items, node->count);
}

static void tell_unsupported(ct_binding *binding, const ct_key *key, const ct_yaml_item *item) {
    ct_fault(binding, item->key.text ? item->key.place : item->value->place,
             "'%s' in %s is not supported by this version", key->name, binding->where);
}

/* One key with its value. False where the value is at fault. */
static bool bind_key(ct_binding *binding, const ct_key *key, const ct_yaml_item *item,
                     void *target) {
    const ct_yaml *node = item->value;
    size_t before = binding->faults;
    if (key->type == CT_T_UNSUPPORTED) {
        tell_unsupported(binding, key, item);
    } else if (ct_yaml_is_null(node)) {
        ct_place place = node->place.line ? node->place : item->key.place;
        if (ct_fault(binding, place, "'%s' has no value", key->name) && key->type == CT_T_COLOR)
            ct_hint(binding->report,
                    "a '#' after a space starts a comment: put quotes around \"#rrggbb\"");
    } else if (key->type == CT_T_RECORD) {
        bind_record(binding, key, item, target);
    } else if (key->type == CT_T_LIST) {
        bind_list(binding, key, node, target);
    } else if (key->type == CT_T_MAP) {
        bind_map(binding, key, node, target);
    } else if (!ct_bind_shape(binding, key, node, target)) {
        if (node->kind == CT_YAML_SCALAR)
            ct_bind_scalar(binding, key, node, target);
        else
            ct_fault(binding, node->place, "'%s' must be a single value, not a %s", key->name,
                     node->kind == CT_YAML_LIST ? "list" : "mapping");
    }
    return binding->faults == before;
}

/* A default as a file would say it; "[a, b]" is a list, "{}" an empty mapping. */
static ct_yaml *fallback_node(ct_arena *arena, const char *text) {
    if (strcmp(text, "{}") == 0) return ct_yaml_map(arena, CT_NOWHERE);
    if (*text != '[') return ct_yaml_scalar(arena, text, CT_NOWHERE);
    ct_yaml *list = ct_yaml_map(arena, CT_NOWHERE);
    list->kind = CT_YAML_LIST;
    for (const char *c = text + 1; *c && *c != ']';) {
        size_t n = strcspn(c, ",]");
        CT_GROW(arena, list->items, list->capacity, list->count);
        list->items[list->count++].value =
            ct_yaml_scalar(arena, ct_strndup(arena, c, n), CT_NOWHERE);
        c += n + strspn(c + n, ", ");
    }
    return list;
}

static void bind_defaults(ct_binding *binding, const ct_record *record, const ct_yaml *node,
                          void *target) {
    for (size_t i = 0; i < record->count; i++) {
        const ct_key *key = &record->keys[i];
        if (!key->fallback || ct_yaml_get(node, key->name)) continue;
        ct_yaml_item item = { .value = fallback_node(binding->arena, key->fallback) };
        bind_key(binding, key, &item, target);
    }
}

/* A misspelt key was told: that the right one is lacking follows from it. */
static bool is_misspelt(ct_arena *arena, const ct_record *record, const ct_yaml *node,
                        const char *name) {
    for (size_t i = 0; i < node->count; i++) {
        const char *text = node->items[i].key.text;
        if (!find_key(record, text) && ct_streq(nearest_key(arena, record, text), name))
            return true;
    }
    return false;
}

void ct_bind_require(ct_binding *binding, const ct_record *record, const ct_yaml *node,
                     ct_place place, const char *const *names, size_t count) {
    ct_buffer lacking = { 0 };
    for (size_t i = 0; i < count; i++)
        if (!ct_yaml_get(node, names[i]) && !is_misspelt(binding->arena, record, node, names[i]))
            ct_buffer_printf(&lacking, "%s'%s'", lacking.size ? ", " : "", names[i]);
    if (lacking.data) ct_fault(binding, place, "%s needs %s", binding->where, lacking.data);
    ct_buffer_free(&lacking);
}

static void check_required(ct_binding *binding, const ct_record *record, const ct_yaml *node,
                           ct_place place) {
    const char **names = CT_ARRAY(binding->arena, record->count, const char *);
    size_t count = 0;
    for (size_t i = 0; i < record->count; i++)
        if (record->keys[i].required) names[count++] = record->keys[i].name;
    ct_bind_require(binding, record, node, place, names, count);
}

bool ct_bind(ct_binding *binding, const ct_record *record, const ct_yaml *node, ct_place place,
             void *target) {
    size_t before = binding->faults;
    ct_yaml wrapped = { .kind = CT_YAML_MAP, .place = node->place, .count = 1 };
    ct_yaml_item only = { .key = { .text = record->shorthand, .place = node->place } };
    if (node->kind != CT_YAML_MAP && record->shorthand && !ct_yaml_is_null(node)) {
        only.value = ct_yaml_merge(binding->arena, NULL, node);
        wrapped.items = &only;
        node = &wrapped;
    }
    if (record->place_at) *(ct_place *)field(target, record->place_at - 1) = place;
    if (node->kind != CT_YAML_MAP) {
        ct_fault(binding, node->place.line ? node->place : place, "%s must be a mapping of keys",
                 binding->where);
        return false;
    }
    bind_defaults(binding, record, node, target);
    for (size_t i = 0; i < node->count; i++) {
        const ct_key *key = find_key(record, node->items[i].key.text);
        if (key)
            bind_key(binding, key, &node->items[i], target);
        else
            tell_unknown_key(binding, record, &node->items[i].key);
    }
    check_required(binding, record, node, place);
    if (record->finish) record->finish(binding, node, place, target);
    return binding->faults == before;
}
