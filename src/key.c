/* key.c - which rows the key has: what is drawn in the frame, each with the swatch that it is drawn
 * by. */
#include "pipeline.h"

#include <math.h>
#include <string.h>

/* ---- looks ---- */

/* The look that a class gives to a kind of shape; false where it gives none. */
static bool looks_of(const ct_style *style, const char *class_name, ct_kind kind, ct_key_row *row) {
    if (!class_name) return false;
    row->area = kind == CT_POLYGON ? ct_style_area(style, class_name) : NULL;
    row->point = kind == CT_POINT ? ct_style_point(style, class_name) : NULL;
    row->line = kind == CT_POINT || row->area ? NULL : ct_style_line(style, class_name);
    return row->area || row->line || row->point;
}

static ct_kind kind_of(const ct_table *table) {
    for (size_t i = 0; table && i < table->rows; i++)
        if (table->shapes[i].kind != CT_NULL) return table->shapes[i].kind;
    return CT_NULL;
}

/* The first class of the layer's rule with a look: until it is known what is drawn. */
static bool first_looks(const ct_style *style, const ct_layer_spec *layer, ct_kind kind,
                        ct_key_row *row) {
    const ct_class_rule *rule = &layer->class_rule;
    for (size_t i = 0; i < rule->count; i++)
        if (looks_of(style, rule->classes[i].text, kind, row)) return true;
    return looks_of(style, rule->otherwise.text, kind, row);
}

static double seen(double opacity) { return opacity > 0 ? opacity : 1; }

/* The look under the opacity of its layer too, so that sample and map are alike. */
static void fade_looks(ct_arena *arena, ct_key_row *row, double opacity) {
    if (row->area) {
        ct_area_class *area = CT_NEW(arena, ct_area_class);
        *area = *row->area;
        area->opacity = seen(area->opacity) * opacity;
        row->area = area;
    }
    if (row->line) {
        ct_line_class *line = CT_NEW(arena, ct_line_class);
        *line = *row->line;
        line->opacity = seen(line->opacity) * opacity;
        row->line = line;
    }
    if (row->point) {
        ct_point_class *point = CT_NEW(arena, ct_point_class);
        *point = *row->point;
        point->opacity = seen(point->opacity) * opacity;
        row->point = point;
    }
}

/* ---- rows ---- */

static bool add_row(ct_arena *arena, const ct_naming *naming, ct_fonts *fonts, size_t layer,
                    const char *class_name, const ct_words *words, ct_key_row row, ct_key_list *key,
                    ct_report *report) {
    const ct_text_class *style = ct_style_text(naming->map->style, "key");
    if (!ct_words_expand(arena, naming, words, fonts, style ? &style->font : NULL, &row.text,
                         report))
        return false;
    if (!row.text) return true;
    size_t capacity = key->capacity;
    CT_GROW(arena, key->rows, capacity, key->count);
    CT_GROW(arena, key->origins, key->capacity, key->count);
    key->rows[key->count] = row;
    key->origins[key->count++] = (ct_key_origin){ layer, class_name, 0 };
    return true;
}

/* A layer with `size` whose row names {value} has a row for each of some round values. */
static bool add_sizes(ct_arena *arena, const ct_naming *naming, ct_fonts *fonts, size_t i,
                      const ct_table *table, ct_key_row row, ct_key_list *key, ct_report *report) {
    const ct_layer_spec *layer = &naming->map->layers[i];
    double values[2], steps[CT_SIZE_STEPS];
    ct_size_values(&layer->size, table, values);
    ct_size_steps(&layer->size, table, values, steps);
    for (size_t k = 0; k < CT_SIZE_STEPS; k++) {
        double size = ct_size_of(&layer->size, values, steps[k]);
        if (!(size > 0) || (k > 0 && steps[k] == steps[k - 1])) continue;
        ct_column column = { .name = "value", .type = CT_COLUMN_NUMBER, .numbers = &steps[k] };
        const ct_table one = { .rows = 1, .columns = &column, .column_count = 1 };
        ct_naming own = *naming;
        own.table = &one;
        own.row = 0;
        size_t before = key->count;
        ct_point_class *point = CT_NEW(arena, ct_point_class);
        *point = *row.point;
        point->size = size;
        ct_key_row sized = row;
        sized.point = point;
        if (!add_row(arena, &own, fonts, i, NULL, &layer->key, sized, key, report)) return false;
        if (key->count > before) key->origins[before].size = size;
    }
    return true;
}

static bool names_value(const ct_naming *naming, const ct_layer_spec *layer) {
    const char *text = ct_words_in(&layer->key, naming->request->lang, NULL);
    return layer->size.given && text && strstr(text, "{value");
}

static void swap_rows(ct_key_list *key, size_t a, size_t b) {
    ct_key_row row = key->rows[a];
    ct_key_origin origin = key->origins[a];
    key->rows[a] = key->rows[b];
    key->origins[a] = key->origins[b];
    key->rows[b] = row;
    key->origins[b] = origin;
}

/* Brings the rows of the layers that `order` names to the front, in that order; the others keep
 * theirs. */
static void order_rows(const ct_map *map, ct_key_list *key) {
    size_t front = 0;
    for (size_t i = 0; i < map->key.order.count; i++)
        for (size_t k = front; k < key->count; k++) {
            const char *id = map->layers[key->origins[k].layer].id;
            if (!ct_streq(id, map->key.order.items[i].text)) continue;
            for (size_t n = k; n > front; n--)
                swap_rows(key, n, n - 1);
            front++;
        }
}

static bool is_hatched(const ct_key_row *row) { return row->area && row->area->hatch.given; }

/* The classes of one layer that follow each other are a scale, where the map wants scales; one that
 * is hatched while others are not, such as that of no data, is no step of it. */
static void join_rows(const ct_map *map, ct_key_list *key) {
    for (size_t i = 0; i < key->count; i++) {
        const ct_key_origin *own = &key->origins[i], *before = i ? own - 1 : NULL;
        key->rows[i].joined = map->key.form == CT_KEY_RAMP && before && own->class_name &&
                              before->class_name && own->layer == before->layer &&
                              key->rows[i].area && key->rows[i - 1].area &&
                              is_hatched(&key->rows[i]) == is_hatched(&key->rows[i - 1]);
    }
}

bool ct_key_make(ct_arena *arena, const ct_naming *naming, ct_fonts *fonts, const ct_scape *frames,
                 size_t frame_count, ct_key_list *key, ct_report *report) {
    const ct_map *map = naming->map;
    *key = (ct_key_list){ 0 };
    for (size_t i = 0; i < map->layer_count; i++) {
        const ct_layer_spec *layer = &map->layers[i];
        const ct_table *table = NULL;
        ct_kind kind = CT_NULL;
        for (size_t k = 0; k < frame_count && kind == CT_NULL; k++) {
            table = frames[k].tables[i];
            kind = kind_of(table);
        }
        ct_key_row row = { 0 };
        if (kind == CT_NULL) continue;
        bool looks = layer->key.count > 0 && first_looks(map->style, layer, kind, &row);
        if (looks && row.point && names_value(naming, layer)
                ? !add_sizes(arena, naming, fonts, i, table, row, key, report)
                : looks && !add_row(arena, naming, fonts, i, NULL, &layer->key, row, key, report))
            return false;
        for (size_t k = 0; k < layer->class_key_count; k++) {
            const ct_class_words *words = &layer->class_keys[k];
            if (looks_of(map->style, words->class_name.text, kind, &row) &&
                !add_row(arena, naming, fonts, i, words->class_name.text, &words->words, row, key,
                         report))
                return false;
        }
    }
    order_rows(map, key);
    join_rows(map, key);
    return true;
}

/* ---- what is seen ---- */

/* Whether anything of a mark shows inside the frame. */
static bool is_seen(ct_arena *scratch, const ct_mark *mark, ct_box frame) {
    if (mark->left_out) return false;
    double reach = mark->point ? ct_symbol_reach(mark->point) : 0;
    if (!ct_box_meets(mark->box, ct_box_grow(frame, reach))) return false;
    ct_shape inside = ct_clip(scratch, &mark->shape, ct_box_grow(frame, reach));
    if (inside.kind != CT_POLYGON) return inside.parts > 0;
    for (size_t p = 0; p < inside.parts; p++) {
        size_t from = ct_part_start(&inside, p);
        if (fabs(ct_ring_area(inside.x + from, inside.y + from, inside.end[p] - from)) > 0.25)
            return true;
    }
    return false;
}

static const ct_mark *seen_mark(ct_arena *scratch, const ct_layer_marks *marks,
                                const char *class_name, ct_box frame) {
    for (size_t i = 0; i < marks->count; i++) {
        const ct_mark *mark = &marks->marks[i];
        if (class_name && !ct_streq(mark->class_name, class_name)) continue;
        if (!mark->area && !mark->line && !mark->point) continue;
        if (is_seen(scratch, mark, frame)) return mark;
    }
    return NULL;
}

/* In a layer with `size` or `rotate` the symbol of a row is of the row's size, or its class's, and
 * upright. */
static const ct_point_class *fit_symbol(ct_arena *arena, const ct_map *map, const ct_key_row *row,
                                        const ct_mark *mark, const ct_key_origin *origin) {
    const ct_point_class *own = row->point ? ct_style_point(map->style, mark->class_name) : NULL;
    if (!own) return row->point;
    ct_point_class *fitted = CT_NEW(arena, ct_point_class);
    *fitted = *row->point;
    fitted->size = origin->size > 0 ? origin->size : own->size;
    fitted->turn = 0;
    return fitted;
}

bool ct_key_settle(ct_arena *arena, const ct_scape *frames, size_t frame_count, ct_key_list *key) {
    ct_arena *scratch = ct_arena_new();
    size_t kept = 0, before = key->count;
    for (size_t i = 0; i < key->count; i++) {
        ct_key_origin origin = key->origins[i];
        const ct_mark *mark = NULL;
        size_t in = 0;
        for (; in < frame_count && !mark; in += !mark)
            mark = seen_mark(scratch, &frames[in].marks[origin.layer], origin.class_name,
                             ct_view_frame(frames[in].view));
        ct_arena_reset(scratch);
        if (!mark) continue;
        const ct_scape *seen = &frames[in];
        ct_key_row row = {
            .text = key->rows[i].text, .area = mark->area, .line = mark->line, .point = mark->point
        };
        row.ground = ct_ground_under(seen->marks, origin.layer, seen->map->style->sheet.ground,
                                     mark, ct_view_frame(seen->view));
        fade_looks(arena, &row, seen->layers[origin.layer]->opacity);
        row.point = fit_symbol(arena, frames->map, &row, mark, &origin);
        key->rows[kept] = row;
        key->origins[kept++] = origin;
    }
    key->count = kept;
    join_rows(frames->map, key);
    ct_arena_free(scratch);
    return kept != before;
}
