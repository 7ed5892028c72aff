/* links.c - do the names in a map point to something: data, classes, variants, ids. */
#include <string.h>

#include "spec.h"

/* The map and the words to suggest from. A name that was at fault while binding is NULL here, and
 * passed over: it is told. */
typedef struct linker {
    ct_arena *arena;
    ct_report *report;
    const ct_map *map;
    const char **data; /* names of the entries */
    bool good;
} linker;

/* `near`, which may be NULL: the name that was perhaps meant. */
static void tell(linker *l, ct_place place, const char *text, const char *near) {
    l->good = ct_fail(l->report, CARTOUCHE_BAD_SPEC, place, "%s", text);
    ct_suggest(l->report, near);
}

/* ---- data ------------------------------------------------------------------------------------ */

static void link_data(linker *l, const ct_name *name, const char *key) {
    const ct_map *map = l->map;
    if (!name->text || map->data_count == 0 || ct_map_data(map, name->text)) return;
    const char *near = ct_nearest(name->text, l->data, map->data_count);
    tell(l, name->place, ct_printf(l->arena, "'%s': there is no data '%s'", key, name->text), near);
}

static void link_all(linker *l, const ct_names *names, const char *key) {
    for (size_t i = 0; i < names->count; i++)
        link_data(l, &names->items[i], key);
}

/* The entries that an entry is made from. */
static const char *const source_keys[] = { "from", "join", "split", "clip", "minus", "union" };
enum { UNITED = 5 }; /* from here on, those of a union */

static size_t source_count(const ct_data_spec *data) { return UNITED + data->unite.count; }

static const char *source_key(size_t index) { return source_keys[index < UNITED ? index : UNITED]; }

static const ct_name *source_of(const ct_data_spec *data, size_t index) {
    const ct_name *names[] = { &data->from, &data->join, &data->split, &data->clip, &data->minus };
    return index < UNITED ? names[index] : &data->unite.items[index - UNITED];
}

typedef struct visit {
    enum { VISIT_NEW, VISIT_BUSY, VISIT_DONE } state;
    size_t next;   /* the source to follow next */
    size_t parent; /* the entry that led here */
} visit;

/* "a → b → a", from the entry that closes the circle. */
static const char *circle_text(const linker *l, const visit *visits, size_t from, size_t to) {
    const ct_data_spec *data = l->map->data;
    const char *text = data[to].name;
    for (size_t i = from; i != to; i = visits[i].parent)
        text = ct_printf(l->arena, "%s → %s", data[i].name, text);
    return ct_printf(l->arena, "%s → %s", data[to].name, text);
}

/* Depth first without recursion: a chain may be as long as the file allows. */
static void find_circles_from(linker *l, visit *visits, size_t root) {
    const ct_map *map = l->map;
    visits[root].state = VISIT_BUSY;
    for (size_t at = root;;) {
        if (visits[at].next == source_count(&map->data[at])) {
            visits[at].state = VISIT_DONE;
            if (at == root) return;
            at = visits[at].parent;
            continue;
        }
        const ct_name *name = source_of(&map->data[at], visits[at].next++);
        const ct_data_spec *found = ct_map_data(map, name->text);
        if (!found) continue;
        size_t to = (size_t)(found - map->data);
        if (visits[to].state == VISIT_BUSY) {
            tell(l, name->place,
                 ct_printf(l->arena, "data '%s' is made from itself: %s", found->name,
                           circle_text(l, visits, at, to)),
                 NULL);
        } else if (visits[to].state == VISIT_NEW) {
            visits[to] = (visit){ .state = VISIT_BUSY, .parent = at };
            at = to;
        }
    }
}

static void check_data(linker *l) {
    const ct_map *map = l->map;
    for (size_t i = 0; i < map->data_count; i++)
        for (size_t k = 0; k < source_count(&map->data[i]); k++)
            link_data(l, source_of(&map->data[i], k), source_key(k));
    visit *visits = CT_ARRAY(l->arena, map->data_count, visit);
    for (size_t i = 0; i < map->data_count; i++)
        if (visits[i].state == VISIT_NEW) find_circles_from(l, visits, i);
}

/* ---- classes --------------------------------------------------------------------------------- */

static bool has_class(const ct_style *style, const char *name) {
    return ct_style_area(style, name) || ct_style_line(style, name) ||
           ct_style_point(style, name) || ct_style_text(style, name);
}

static const char *nearest_text(linker *l, const char *name) {
    const ct_style *style = l->map->style;
    const char **names = CT_ARRAY(l->arena, style->text_count, const char *);
    for (size_t i = 0; i < style->text_count; i++)
        names[i] = style->texts[i].name;
    return ct_nearest(name, names, style->text_count);
}

/* Of areas, lines and points first, since a layer means one of these. */
static const char *nearest_class(linker *l, const char *name) {
    const ct_style *style = l->map->style;
    size_t count = 0;
    const char **names = CT_ARRAY(
        l->arena, style->area_count + style->line_count + style->point_count, const char *);
    for (size_t i = 0; i < style->area_count; i++)
        names[count++] = style->areas[i].name;
    for (size_t i = 0; i < style->line_count; i++)
        names[count++] = style->lines[i].name;
    for (size_t i = 0; i < style->point_count; i++)
        names[count++] = style->points[i].name;
    const char *near = ct_nearest(name, names, count);
    return near ? near : nearest_text(l, name);
}

static void link_text_class(linker *l, const ct_name *name, const char *key) {
    if (!name->text || ct_style_text(l->map->style, name->text)) return;
    tell(l, name->place,
         ct_printf(l->arena, "'%s': the style has no text class '%s'", key, name->text),
         nearest_text(l, name->text));
}

static void link_class(linker *l, const ct_layer_spec *layer, const ct_name *name) {
    const ct_style *style = l->map->style;
    if (!name->text) return;
    if (!has_class(style, name->text)) {
        tell(l, name->place,
             ct_printf(l->arena, "'class': the style has no class '%s'", name->text),
             nearest_class(l, name->text));
        return;
    }
    /* A label without a class of its own takes the text class named like the feature's. Where only
     * some features are labelled, those of this class may be among the others. */
    if (!layer->label.given || layer->label.class_name.text || layer->label.where.text) return;
    if (ct_style_text(style, name->text)) return;
    tell(l, name->place,
         ct_printf(l->arena, "layer '%s' is labelled, but the style has no text class '%s'",
                   layer->id ? layer->id : "", name->text),
         NULL);
    ct_hint(l->report, "name one that is there by 'class' under 'label'");
}

/* `keys` names classes that the layer can have. */
static void check_class_keys(linker *l, const ct_layer_spec *layer) {
    const ct_class_rule *rule = &layer->class_rule;
    const char **names = CT_ARRAY(l->arena, rule->count + 1, const char *);
    size_t count = 0;
    for (size_t i = 0; i < rule->count; i++)
        if (rule->classes[i].text) names[count++] = rule->classes[i].text;
    if (rule->otherwise.text) names[count++] = rule->otherwise.text;
    for (size_t i = 0; i < layer->class_key_count; i++) {
        const ct_name *name = &layer->class_keys[i].class_name;
        size_t k = 0;
        while (k < count && !ct_streq(names[k], name->text))
            k++;
        if (k == count)
            tell(l, name->place,
                 ct_printf(l->arena, "'keys': no feature of layer '%s' has the class '%s'",
                           layer->id, name->text),
                 ct_nearest(name->text, names, count));
    }
    if (layer->class_key_count && layer->key.count)
        tell(l, layer->class_keys[0].class_name.place,
             ct_printf(l->arena, "layer '%s' has both 'key' and 'keys'; it takes one", layer->id),
             NULL);
}

static void check_layer(linker *l, const ct_layer_spec *layer) {
    link_data(l, &layer->data, "data");
    if (!l->map->style) return;
    const ct_class_rule *rule = &layer->class_rule;
    for (size_t i = 0; i < rule->count; i++)
        link_class(l, layer, &rule->classes[i]);
    link_class(l, layer, &rule->otherwise);
    link_text_class(l, &layer->label.class_name, "class");
    check_class_keys(l, layer);
}

/* ---- ids and variants ------------------------------------------------------------------------ */

static void tell_twins(linker *l, const char *kind, const char *name, ct_place place,
                       ct_place first) {
    tell(l, place,
         ct_printf(l->arena, "two %s '%s'; the first is on line %d", kind, name, first.line), NULL);
}

static void check_layer_ids(linker *l, const ct_layer_spec *layers, size_t count) {
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < i; k++)
            if (layers[i].id && ct_streq(layers[i].id, layers[k].id)) {
                tell_twins(l, "layers have the id", layers[i].id, layers[i].place, layers[k].place);
                break;
            }
}

static void check_annotation_ids(linker *l) {
    const ct_annotation_spec *items = l->map->annotations;
    for (size_t i = 0; i < l->map->annotation_count; i++)
        for (size_t k = 0; k < i; k++)
            if (ct_streq(items[i].id, items[k].id)) {
                tell_twins(l, "annotations have the id", items[i].id, items[i].place,
                           items[k].place);
                break;
            }
}

static void link_variant(linker *l, const ct_name *name, const ct_names *variants,
                         const char *key) {
    if (!name->text || !l->map->style) return;
    const char **names = CT_ARRAY(l->arena, variants->count, const char *);
    for (size_t i = 0; i < variants->count; i++) {
        names[i] = variants->items[i].text;
        if (strcmp(names[i], name->text) == 0) return;
    }
    tell(l, name->place,
         ct_printf(l->arena, "'%s': the style has no variant '%s'", key, name->text),
         ct_nearest(name->text, names, variants->count));
}

/* A file of geodata that is named like no entry. */
static void link_output(linker *l, const ct_name *to) {
    const ct_map *map = l->map;
    const char *stem = ct_path_stem(l->arena, to->text);
    if (map->data_count == 0 || ct_map_data(map, stem)) return;
    tell(l, to->place, ct_printf(l->arena, "'to': there is no data '%s' to write", stem), NULL);
    const char *near = ct_nearest(stem, l->data, map->data_count);
    ct_hint(l->report, "say which entry it is: data: %s", near ? near : map->data[0].name);
}

static void check_outputs(linker *l, const ct_names *variants) {
    const ct_output_spec *outputs = l->map->outputs;
    for (size_t i = 0; i < l->map->output_count; i++) {
        const ct_output_spec *output = &outputs[i];
        link_variant(l, &output->variant, variants, "variant");
        link_data(l, &output->data, "data");
        if (!output->data.text && output->to.text && ct_output_is_data(output->to.text))
            link_output(l, &output->to);
    }
}

/* A feature that something stands at is one of a layer whose features have ids. */
static void link_anchor(linker *l, const ct_anchor *anchor) {
    const ct_map *map = l->map;
    if (anchor->kind != CT_AT_FEATURE) return;
    const char **ids = CT_ARRAY(l->arena, map->layer_count, const char *);
    size_t count = 0;
    for (size_t i = 0; i < map->layer_count; i++) {
        const ct_layer_spec *layer = &map->layers[i];
        if (layer->id) ids[count++] = layer->id;
        if (!ct_streq(layer->id, anchor->layer.text)) continue;
        if (layer->id_field.text) return;
        tell(l, anchor->layer.place,
             ct_printf(l->arena, "'feature': layer '%s' has no 'id_field' to find '%s' by",
                       layer->id, anchor->feature),
             NULL);
        return;
    }
    tell(l, anchor->layer.place,
         ct_printf(l->arena, "'feature': there is no layer '%s'", anchor->layer.text),
         ct_nearest(anchor->layer.text, ids, count));
}

static void link_look(linker *l, const ct_name *name) {
    if (!name->text) return;
    ct_look look = ct_style_look(l->map->style, name->text);
    if (look.area || look.line || look.point) return;
    tell(l, name->place,
         ct_printf(l->arena, "'look': the style has no area, line or point class '%s'", name->text),
         nearest_class(l, name->text));
}

/* Names of layers of the map. */
static void link_layers(linker *l, const ct_names *names) {
    const ct_map *map = l->map;
    const char **ids = CT_ARRAY(l->arena, map->layer_count, const char *);
    for (size_t i = 0; i < map->layer_count; i++)
        ids[i] = map->layers[i].id ? map->layers[i].id : "";
    for (size_t i = 0; i < names->count; i++) {
        const ct_name *name = &names->items[i];
        size_t k = 0;
        while (k < map->layer_count && !ct_streq(ids[k], name->text))
            k++;
        if (!name->text || k < map->layer_count) continue;
        tell(l, name->place, ct_printf(l->arena, "'layers': there is no layer '%s'", name->text),
             ct_nearest(name->text, ids, map->layer_count));
    }
}

static void check_annotations(linker *l, const ct_names *variants) {
    for (size_t i = 0; i < l->map->annotation_count; i++) {
        const ct_annotation_spec *annotation = &l->map->annotations[i];
        for (size_t k = 0; k < annotation->on.count; k++)
            link_variant(l, &annotation->on.items[k], variants, "on");
        link_anchor(l, &annotation->at);
        link_all(l, &annotation->inset.view.fit, "fit");
        link_layers(l, &annotation->inset.layers);
        if (!l->map->style) continue;
        link_text_class(l, &annotation->class_name, "class");
        link_look(l, &annotation->look);
    }
    check_annotation_ids(l);
}

/* Every id in the key's order is that of a layer with a row in the key. */
static void check_key(linker *l) {
    const ct_map *map = l->map;
    const char **ids = CT_ARRAY(l->arena, map->layer_count, const char *);
    size_t count = 0;
    for (size_t i = 0; i < map->layer_count; i++)
        if (map->layers[i].key.count > 0 || map->layers[i].class_key_count > 0)
            ids[count++] = map->layers[i].id;
    for (size_t i = 0; i < map->key.order.count; i++) {
        const ct_name *name = &map->key.order.items[i];
        size_t k = 0;
        while (k < count && !ct_streq(ids[k], name->text))
            k++;
        if (!name->text || k < count) continue;
        tell(l, name->place, ct_printf(l->arena, "'order': no layer '%s' has a 'key:'", name->text),
             ct_nearest(name->text, ids, count));
    }
}

bool ct_links_check(ct_arena *arena, const ct_map *map, const ct_names *variants,
                    ct_report *report) {
    linker l = { .arena = arena, .report = report, .map = map, .good = true };
    l.data = CT_ARRAY(arena, map->data_count, const char *);
    for (size_t i = 0; i < map->data_count; i++)
        l.data[i] = map->data[i].name;
    check_data(&l);
    link_all(&l, &map->view.fit, "fit");
    for (size_t i = 0; i < map->layer_count; i++)
        check_layer(&l, &map->layers[i]);
    check_layer_ids(&l, map->layers, map->layer_count);
    check_annotations(&l, variants);
    check_key(&l);
    link_data(&l, &map->stats_base, "base");
    link_all(&l, &map->stats_areas, "areas");
    link_all(&l, &map->locator.fit, "fit");
    for (size_t i = 0; i < map->locator.layer_count; i++)
        check_layer(&l, &map->locator.layers[i]);
    check_layer_ids(&l, map->locator.layers, map->locator.layer_count);
    check_outputs(&l, variants);
    return l.good;
}
