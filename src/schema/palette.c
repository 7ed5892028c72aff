/* palette.c - the named colours of a style. */
#include <string.h>

#include "schema.h"

typedef enum entry_state { ENTRY_NEW, ENTRY_BUSY, ENTRY_GOOD, ENTRY_NONE, ENTRY_BAD } entry_state;

typedef struct entry {
    ct_name name;
    const ct_yaml *node;
    ct_rgba color;
    entry_state state;
} entry;

struct ct_palette {
    entry *entries;
    size_t count;
    const char **names; /* for suggestions */
};

/* Known in every style; a style's own names go before. The first two are the tool's defaults, the
 * rest the sixteen of CSS 1. */
static const struct {
    const char *name;
    const char *hex;
} built_in[] = {
    { "ink", "#1a1a1a" },     { "paper", "#ffffff" },  { "black", "#000000" },
    { "white", "#ffffff" },   { "silver", "#c0c0c0" }, { "gray", "#808080" },
    { "maroon", "#800000" },  { "red", "#ff0000" },    { "purple", "#800080" },
    { "fuchsia", "#ff00ff" }, { "green", "#008000" },  { "lime", "#00ff00" },
    { "olive", "#808000" },   { "yellow", "#ffff00" }, { "navy", "#000080" },
    { "blue", "#0000ff" },    { "teal", "#008080" },   { "aqua", "#00ffff" },
};

static entry *find_entry(const ct_palette *palette, const char *name) {
    for (size_t i = 0; palette && i < palette->count; i++)
        if (strcmp(palette->entries[i].name.text, name) == 0) return &palette->entries[i];
    return NULL;
}

static bool find_built_in(const char *name, ct_rgba *color) {
    for (size_t i = 0; i < CT_COUNT(built_in); i++)
        if (strcmp(built_in[i].name, name) == 0) return ct_hex_parse(built_in[i].hex, color);
    return false;
}

ct_color_result ct_palette_color(ct_arena *arena, const ct_palette *palette, const char *text,
                                 ct_rgba *color, const char **near) {
    *near = NULL;
    *color = (ct_rgba){ 0 };
    if (strcmp(text, "none") == 0) return CT_COLOR_NONE;
    const char *name;
    double alpha;
    if (!ct_alpha_split(arena, text, &name, &alpha)) return CT_COLOR_UNKNOWN;
    const entry *found = find_entry(palette, name);
    if (found && found->state == ENTRY_NONE) return CT_COLOR_NONE;
    if (found && found->state != ENTRY_GOOD) return CT_COLOR_TOLD;
    if (found) {
        *color = found->color;
    } else if (!ct_hex_parse(name, color) && !find_built_in(name, color)) {
        size_t count = palette ? palette->count : 0;
        if (*name != '#') *near = ct_nearest(name, palette ? palette->names : NULL, count);
        return CT_COLOR_UNKNOWN;
    }
    color->a *= alpha;
    return CT_COLOR_GOOD;
}

/* ---- building -------------------------------------------------------------------------------- */

static void tell_unknown(ct_binding *binding, const entry *e, const char *near) {
    if (ct_fault(binding, e->node->place, "colour '%s': unknown colour '%s'", e->name.text,
                 e->node->text) &&
        !ct_suggest(binding->report, near))
        ct_hint(binding->report,
                "a colour is '#rrggbb', a name under 'color:', or either with ' / 30%%'");
}

/* Resolves one entry and those that it names; depth is bounded by the marks of busy ones. */
static void resolve(ct_binding *binding, ct_palette *palette, entry *e) {
    e->state = ENTRY_BUSY;
    if (e->node->kind != CT_YAML_SCALAR || ct_yaml_is_null(e->node)) {
        ct_place place = e->node->place.line ? e->node->place : e->name.place;
        if (ct_fault(binding, place, "colour '%s' must be a text", e->name.text))
            ct_hint(binding->report,
                    "a '#' after a space starts a comment: put quotes around \"#rrggbb\"");
        e->state = ENTRY_BAD;
        return;
    }
    const char *name;
    double alpha;
    entry *other = NULL;
    /* A name that stands for itself (`red: red`) means the built-in colour. */
    if (ct_alpha_split(binding->arena, e->node->text, &name, &alpha) &&
        strcmp(name, e->name.text) != 0)
        other = find_entry(palette, name);
    if (other && other->state == ENTRY_BUSY) {
        ct_fault(binding, e->node->place, "colour '%s' is made from itself, through '%s'",
                 e->name.text, name);
        e->state = ENTRY_BAD;
        return;
    }
    if (other && other->state == ENTRY_NEW) resolve(binding, palette, other);
    ct_palette none = { 0 };
    const char *near = NULL;
    ct_color_result result =
        ct_palette_color(binding->arena, other ? palette : &none, e->node->text, &e->color, &near);
    if (result == CT_COLOR_UNKNOWN) {
        near = *name == '#' ? NULL : ct_nearest(name, palette->names, palette->count);
        tell_unknown(binding, e, ct_streq(near, e->name.text) ? NULL : near);
    }
    e->state = result == CT_COLOR_GOOD   ? ENTRY_GOOD
               : result == CT_COLOR_NONE ? ENTRY_NONE
                                         : ENTRY_BAD;
}

ct_palette *ct_palette_new(ct_binding *binding, const ct_yaml *colors) {
    ct_palette *palette = CT_NEW(binding->arena, ct_palette);
    if (colors && colors->kind != CT_YAML_MAP) {
        ct_fault(binding, colors->place, "'color' must be a mapping of names to colours");
        colors = NULL;
    }
    palette->count = colors ? colors->count : 0;
    palette->entries = CT_ARRAY(binding->arena, palette->count, entry);
    palette->names = CT_ARRAY(binding->arena, palette->count, const char *);
    for (size_t i = 0; i < palette->count; i++) {
        palette->entries[i].name = colors->items[i].key;
        palette->entries[i].node = colors->items[i].value;
        palette->names[i] = colors->items[i].key.text;
    }
    for (size_t i = 0; i < palette->count; i++)
        if (palette->entries[i].state == ENTRY_NEW) resolve(binding, palette, &palette->entries[i]);
    return palette;
}
