/* style.c - the house style: bases, variants, inheritance of classes. */
#include <string.h>

#include "spec.h"

/* What every style starts from; a style's own keys go over it. It holds what the tool itself draws:
 * the words of the sheet and the pieces on the map. */
static const char built_in[] = "style: 1\n"
                               "fonts: { sans: [Open Sans, DejaVu Sans] }\n"
                               "text:\n"
                               "  title: { size: 26px, weight: 700, leading: 1.15 }\n"
                               "  subtitle: { size: 15px }\n"
                               "  note: { size: 12px }\n"
                               "  source: { size: 11px }\n"
                               "  credit: { size: 11px }\n"
                               "  key: { size: 12px }\n"
                               "  key-title: { size: 12px, weight: 700 }\n"
                               "  scale-bar: { size: 11px }\n"
                               "  locator: { size: 10px }\n"
                               "  annotation: { size: 12px, halo: {} }\n"
                               "  badge: { size: 12px, weight: 700 }\n"
                               "  date-stamp: { size: 20px, weight: 700, halo: {} }\n"
                               "furniture:\n"
                               "  scale_bar: { bar: { width: 1.5px } }\n"
                               "  locator: { fill: paper, stroke: {}, mark: { width: 1.5px } }\n"
                               "  north_arrow: { stroke: { width: 1.5px } }\n";

enum { MAX_BASES = 8, MAX_VARIANTS = 64 };

/* ---- files and their bases ------------------------------------------------------------------- */

typedef struct style_loader {
    ct_arena *arena;
    ct_report *report;
    ct_names *inputs;             /* may be NULL */
    const char *paths[MAX_BASES]; /* the chain so far: a cycle is a fault */
    size_t depth;
} style_loader;

static void add_name(ct_arena *arena, ct_names *names, ct_name name) {
    if (!names) return;
    /* Its room is the least power of two that holds it. */
    if ((names->count & (names->count - 1)) == 0) {
        ct_name *items = CT_ARRAY(arena, names->count ? names->count * 2 : 1, ct_name);
        if (names->count > 0) memcpy(items, names->items, names->count * sizeof *items);
        names->items = items;
    }
    names->items[names->count++] = name;
}

static bool read_base(style_loader *loader, const ct_yaml *tree, const ct_yaml *base,
                      ct_yaml **merged);

/* Reads a style file with all that it inherits. */
static bool read_style(style_loader *loader, const char *path, ct_place place, ct_yaml **merged) {
    for (size_t i = 0; i < loader->depth; i++)
        if (strcmp(loader->paths[i], path) == 0)
            return ct_fail(loader->report, CARTOUCHE_BAD_SPEC, place,
                           "the style inherits from itself: '%s'", path);
    if (loader->depth == MAX_BASES)
        return ct_fail(loader->report, CARTOUCHE_BAD_SPEC, place,
                       "the style has more than %d bases", MAX_BASES);
    path = ct_strdup(loader->arena, path);
    loader->paths[loader->depth++] = path;
    add_name(loader->arena, loader->inputs, (ct_name){ .text = path, .place = place });
    ct_yaml *tree;
    if (!ct_yaml_read(loader->arena, path, place, &tree, loader->report)) return false;
    if (tree->kind != CT_YAML_MAP)
        return ct_fail(loader->report, CARTOUCHE_BAD_SPEC, tree->place,
                       "a style is a mapping of keys");
    if (!ct_yaml_find(tree, "style")) {
        ct_fail(loader->report, CARTOUCHE_BAD_SPEC, tree->place, "the style needs 'style'");
        ct_hint(loader->report, "a style file starts with 'style: 1'");
        return false;
    }
    const ct_yaml *base = ct_yaml_get(tree, "base");
    *merged = tree;
    return !base || read_base(loader, tree, base, merged);
}

static bool read_base(style_loader *loader, const ct_yaml *tree, const ct_yaml *base,
                      ct_yaml **merged) {
    if (base->kind != CT_YAML_SCALAR || base->text[0] == '\0')
        return ct_fail(loader->report, CARTOUCHE_BAD_SPEC, base->place,
                       "'base' must be the path of a style");
    const char *path = ct_path_beside(loader->arena, base->place.file, base->text);
    ct_yaml *below = NULL;
    if (!read_style(loader, path, base->place, &below)) return false;
    *merged = ct_yaml_merge(loader->arena, below, tree);
    return true;
}

/* ---- classes inherit ------------------------------------------------------------------------- */

typedef struct class_heir {
    ct_binding *binding;
    const ct_yaml *classes;
    const char *kind; /* "text" */
    const char *trail[MAX_BASES];
    size_t depth;
} class_heir;

static const ct_yaml *find_base(class_heir *heir, const ct_yaml *base) {
    const char *text = base->kind == CT_YAML_SCALAR ? base->text : "";
    const ct_yaml *found = ct_yaml_get(heir->classes, text);
    if (found) return found;
    size_t count;
    const char *const *names = ct_yaml_keys(heir->binding->arena, heir->classes, &count);
    if (ct_fault(heir->binding, base->place, "'base': there is no %s class '%s'", heir->kind, text))
        ct_suggest(heir->binding->report, ct_nearest(text, names, count));
    return NULL;
}

/* The class with its bases below it. */
static const ct_yaml *inherit(class_heir *heir, const ct_yaml *node) {
    const ct_yaml *base = ct_yaml_get(node, "base");
    const ct_yaml *found = base ? find_base(heir, base) : NULL;
    if (!found) return node;
    for (size_t i = 0; i < heir->depth; i++)
        if (strcmp(heir->trail[i], base->text) == 0) {
            ct_fault(heir->binding, base->place, "'base': %s class '%s' inherits from itself",
                     heir->kind, base->text);
            return node;
        }
    if (heir->depth == MAX_BASES) {
        ct_fault(heir->binding, base->place, "'base': over %d classes, one above the other",
                 MAX_BASES);
        return node;
    }
    heir->trail[heir->depth++] = base->text;
    ct_yaml *merged = ct_yaml_merge(heir->binding->arena, inherit(heir, found), node);
    merged->place = node->place;
    return merged;
}

/* Every class of a table with its bases resolved. */
static void inherit_all(ct_binding *binding, ct_yaml *style, const char *kind) {
    ct_yaml_item *table = ct_yaml_find(style, kind);
    if (!table || table->value->kind != CT_YAML_MAP) return;
    ct_yaml *resolved = ct_yaml_merge(binding->arena, NULL, table->value);
    for (size_t i = 0; i < resolved->count; i++) {
        ct_yaml_item *item = &resolved->items[i];
        class_heir heir = { .binding = binding,
                            .classes = table->value,
                            .kind = kind,
                            .trail = { item->key.text },
                            .depth = 1 };
        item->value = ct_yaml_merge(binding->arena, NULL, inherit(&heir, item->value));
    }
    table->value = resolved;
}

/* ---- fonts ----------------------------------------------------------------------------------- */

static bool told_at(const ct_report *report, ct_place place) {
    for (size_t i = 0; i < ct_report_count(report); i++) {
        const cartouche_finding *finding = ct_report_at(report, i);
        if (finding->line == place.line && finding->column == place.column &&
            ct_streq(finding->file, place.file))
            return true;
    }
    return false;
}

/* The families of one entry, "A, B"; warns where none is installed. That a later one stands in for
 * the first is as the list wants it, and no finding: a fresh machine is quiet. NULL: a fault. */
static const char *join_families(ct_binding *binding, const ct_yaml_item *item, ct_fonts *fonts) {
    const ct_yaml *node = item->value;
    const ct_yaml_item single = { .value = item->value };
    const ct_yaml_item *items = node->kind == CT_YAML_LIST ? node->items : &single;
    size_t count = node->kind == CT_YAML_LIST ? node->count : 1;
    const char *joined = "";
    bool installed = false;
    for (size_t i = 0; i < count; i++) {
        const ct_yaml *family = items[i].value;
        if (family->kind != CT_YAML_SCALAR || family->text[0] == '\0' ||
            strchr(family->text, ',')) {
            ct_fault(binding, family->place.line ? family->place : item->key.place,
                     "font '%s' must be a family, or a list of families", item->key.text);
            return NULL;
        }
        installed = installed || !fonts || ct_fonts_has(fonts, family->text);
        joined = ct_printf(binding->arena, "%s%s%s", joined, i ? ", " : "", family->text);
    }
    if (count == 0) {
        ct_fault(binding, node->place, "font '%s' names no family", item->key.text);
        return NULL;
    }
    if (!installed && !told_at(binding->report, node->place)) {
        ct_warn(binding->report, node->place, "font '%s': none of its families is installed: %s",
                item->key.text, joined);
        ct_hint(binding->report, "install one, or add a family that is there");
    }
    return joined;
}

static const ct_yaml *join_fonts(ct_binding *binding, const ct_yaml *lists, ct_fonts *fonts) {
    ct_yaml *joined = ct_yaml_map(binding->arena, CT_NOWHERE);
    if (lists && lists->kind != CT_YAML_MAP) {
        ct_fault(binding, lists->place, "'fonts' must be a mapping of names to families");
        lists = NULL;
    }
    for (size_t i = 0; lists && i < lists->count; i++) {
        const char *families = join_families(binding, &lists->items[i], fonts);
        ct_yaml_put(binding->arena, joined, lists->items[i].key,
                    ct_yaml_scalar(binding->arena, families ? families : "", CT_NOWHERE));
    }
    return joined;
}

/* ---- one form of a style --------------------------------------------------------------------- */

/* The tree over the built-in keys. A class that has a `base` of its own is not laid over the
 * built-in one: what it inherits would be hidden. */
static bool over_built_in(ct_arena *arena, const ct_yaml *tree, ct_yaml **whole,
                          ct_report *report) {
    ct_yaml *start;
    if (!ct_yaml_parse(arena, "(built-in style)", built_in, sizeof built_in - 1, &start, report))
        return false;
    ct_yaml *texts = ct_yaml_get(start, "text");
    for (size_t i = 0; i < texts->count; i++) {
        const ct_yaml *own = ct_yaml_get(ct_yaml_get(tree, "text"), texts->items[i].key.text);
        if (ct_yaml_get(own, "base")) texts->items[i].value = ct_yaml_map(arena, CT_NOWHERE);
    }
    *whole = ct_yaml_merge(arena, start, tree);
    return true;
}

/* Binds a whole tree: its own and the built-in keys. */
static bool bind_style(ct_arena *arena, const ct_yaml *tree, ct_fonts *fonts, ct_style *style,
                       ct_report *report) {
    static const char *const kinds[] = { "text", "area", "line", "point" };
    ct_yaml *whole;
    if (!over_built_in(arena, tree, &whole, report)) return false;
    ct_binding binding = { .arena = arena, .report = report, .where = ct_record_style.name };
    for (size_t i = 0; i < CT_COUNT(kinds); i++)
        inherit_all(&binding, whole, kinds[i]);
    binding.palette = ct_palette_new(&binding, ct_yaml_get(whole, "color"));
    binding.fonts = join_fonts(&binding, ct_yaml_get(whole, "fonts"), fonts);
    (void)!ct_bind(&binding, &ct_record_style, whole, whole->place, style);
    const char *near;
    (void)ct_palette_color(arena, binding.palette, "ink", &style->ink, &near);
    return binding.faults == 0;
}

/* A variant is a mapping of style keys, without 'style', 'base' and 'variants' of its own. */
static bool check_variant(const ct_yaml_item *item, ct_report *report) {
    static const char *const refused[] = { "style", "base", "variants" };
    if (item->value->kind != CT_YAML_MAP)
        return ct_fail(report, CARTOUCHE_BAD_SPEC, item->key.place,
                       "variant '%s' must be a mapping of style keys", item->key.text);
    for (size_t i = 0; i < CT_COUNT(refused); i++) {
        const ct_yaml_item *found = ct_yaml_find(item->value, refused[i]);
        if (found)
            return ct_fail(report, CARTOUCHE_BAD_SPEC, found->key.place,
                           "a variant has no '%s' of its own", refused[i]);
    }
    return true;
}

/* Tries every variant, so that a fault in one that is not used today is told today. Font warnings
 * wait for its use. */
static bool try_variants(const ct_yaml *file, const ct_yaml *variants, const ct_yaml *inlay,
                         ct_report *report) {
    bool good = true;
    if (!variants) return true;
    if (variants->kind != CT_YAML_MAP)
        return ct_fail(report, CARTOUCHE_BAD_SPEC, variants->place,
                       "'variants' must be a mapping of names");
    if (variants->count > MAX_VARIANTS)
        return ct_fail(report, CARTOUCHE_BAD_SPEC, variants->items[MAX_VARIANTS].key.place,
                       "a style has at most %d variants", MAX_VARIANTS);
    ct_arena *scratch = ct_arena_new();
    for (size_t i = 0; i < variants->count; i++, ct_arena_reset(scratch)) {
        const ct_yaml_item *item = &variants->items[i];
        if (!check_variant(item, report)) {
            good = false;
            continue;
        }
        const ct_yaml *tree = ct_yaml_merge(scratch, file, item->value);
        ct_style unused = { 0 };
        good =
            bind_style(scratch, ct_yaml_merge(scratch, tree, inlay), NULL, &unused, report) && good;
    }
    ct_arena_free(scratch);
    return good;
}

static bool find_variant(ct_arena *arena, const ct_style_source *source, const ct_yaml *variants,
                         const ct_yaml **found, ct_report *report) {
    *found = NULL;
    if (!source->variant) return true;
    *found = ct_yaml_get(variants, source->variant);
    if (*found) return true;
    size_t count;
    const char *const *names = ct_yaml_keys(arena, variants, &count);
    ct_fail(report, CARTOUCHE_BAD_USAGE, source->variant_place, "the style has no variant '%s'",
            source->variant);
    ct_suggest(report, ct_nearest(source->variant, names, count));
    return false;
}

bool ct_style_make(ct_arena *arena, const ct_style_source *source, ct_fonts *fonts,
                   const ct_style **style, ct_names *variants, ct_names *inputs,
                   ct_report *report) {
    style_loader loader = { .arena = arena, .report = report, .inputs = inputs };
    ct_yaml *file = ct_yaml_map(arena, CT_NOWHERE);
    if (source->path.text && !read_style(&loader, source->path.text, source->path.place, &file))
        return false;
    const ct_yaml *whole = ct_yaml_merge(arena, file, source->inlay);
    const ct_yaml *forms = ct_yaml_get(whole, "variants");
    for (size_t i = 0; variants && forms && forms->kind == CT_YAML_MAP && i < forms->count; i++)
        add_name(arena, variants, forms->items[i].key);
    const ct_yaml *form;
    if (!find_variant(arena, source, forms, &form, report)) return false;
    /* Precedence: the style, its variant, the map's own style keys. */
    const ct_yaml *tree = ct_yaml_merge(arena, file, form);
    ct_style *made = CT_NEW(arena, ct_style);
    made->path = source->path.text;
    bool good = bind_style(arena, ct_yaml_merge(arena, tree, source->inlay), fonts, made, report);
    good = try_variants(file, forms, source->inlay, report) && good;
    *style = made;
    return good;
}

bool ct_style_is(const char *path) {
    static const char ending[] = ".style.yaml";
    size_t size = strlen(path);
    if (size >= strlen(ending) && strcmp(path + size - strlen(ending), ending) == 0) return true;
    ct_arena *scratch = ct_arena_new();
    ct_report *unheard = ct_report_new(NULL, NULL);
    ct_yaml *root = NULL;
    double version;
    bool is = ct_yaml_read(scratch, path, CT_NOWHERE, &root, unheard) && !ct_yaml_get(root, "map");
    const ct_yaml *style = is ? ct_yaml_get(root, "style") : NULL;
    is = style && style->kind == CT_YAML_SCALAR && ct_number_parse(style->text, &version);
    ct_report_free(unheard);
    ct_arena_free(scratch);
    return is;
}

bool ct_style_load(ct_arena *arena, const char *path, const char *variant, ct_fonts *fonts,
                   const ct_style **style, ct_report *report) {
    ct_style_source source = { .path = { .text = path }, .variant = variant };
    ct_names variants = { 0 };
    if (!ct_style_make(arena, &source, fonts, style, &variants, NULL, report)) return false;
    ct_style_lint(*style, report);
    ct_arena *scratch = ct_arena_new();
    bool good = true;
    for (size_t i = 0; i < variants.count && !variant && good; i++) {
        const ct_style *other;
        ct_style_source form = { .path = source.path, .variant = variants.items[i].text };
        good = ct_style_make(scratch, &form, NULL, &other, NULL, NULL, report);
        if (good) ct_style_lint(other, report);
    }
    ct_arena_free(scratch);
    return good;
}

/* ---- classes by name ------------------------------------------------------------------------- */

#define CT_FIND(classes, number, wanted)                                                           \
    do {                                                                                           \
        for (size_t i = 0; (wanted) && i < (number); i++)                                          \
            if (strcmp((classes)[i].name, (wanted)) == 0) return &(classes)[i];                    \
        return NULL;                                                                               \
    } while (0)

const ct_text_class *ct_style_text(const ct_style *style, const char *name) {
    CT_FIND(style->texts, style->text_count, name);
}

const ct_area_class *ct_style_area(const ct_style *style, const char *name) {
    CT_FIND(style->areas, style->area_count, name);
}

const ct_line_class *ct_style_line(const ct_style *style, const char *name) {
    CT_FIND(style->lines, style->line_count, name);
}

const ct_point_class *ct_style_point(const ct_style *style, const char *name) {
    CT_FIND(style->points, style->point_count, name);
}

ct_look ct_style_look(const ct_style *style, const char *name) {
    return (ct_look){ .area = ct_style_area(style, name),
                      .line = ct_style_line(style, name),
                      .point = ct_style_point(style, name) };
}
