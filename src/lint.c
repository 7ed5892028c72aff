/* lint.c - what a drawn map may be silent about: empty frames, layers out of sight, words left out.
 */
#include "pipeline.h"

#include <string.h>

static const char *degrees(ct_arena *arena, ct_box box) {
    return ct_printf(arena, "[%.4g, %.4g, %.4g, %.4g]", box.x0, box.y0, box.x1, box.y1);
}

static ct_box swapped(ct_box box) { return (ct_box){ box.y0, box.x0, box.y1, box.x1 }; }

/* True where a layer is out of sight (so nothing of it is drawn), and would not be with its
 * longitudes and latitudes swapped. */
static bool looks_swapped(const ct_layer_marks *marks, ct_box seen) {
    if (marks->count > 0 || !marks->table) return false;
    ct_box box = ct_table_box(marks->table);
    return !ct_box_is_empty(box) && !ct_box_meets(box, seen) && ct_box_meets(swapped(box), seen);
}

/* A layer none of whose features is in the frame: said loudly where its coordinates look swapped.
 */
static void lint_layer(ct_arena *scratch, const ct_layer_marks *marks, ct_box seen, bool loud,
                       ct_report *report) {
    ct_box box = ct_table_box(marks->table);
    const char *id = marks->layer->id;
    ct_place place = marks->layer->place;
    if (ct_box_is_empty(box) || ct_box_meets(box, seen)) return;
    if (loud && looks_swapped(marks, seen)) {
        ct_warn(report, place, "layer '%s': all of '%s' lies outside the frame", id,
                marks->layer->data.text);
        ct_hint(report, "are its longitudes and latitudes swapped? they run over %s",
                degrees(scratch, box));
    } else {
        ct_note(report, place, "layer '%s': all of '%s' lies outside the frame, at %s", id,
                marks->layer->data.text, degrees(scratch, box));
    }
}

/* Where most layers look swapped, it is the view that is. */
static bool lint_view(const ct_layer_marks *layers, size_t count, ct_box seen, ct_place place,
                      ct_report *report) {
    size_t odd = 0;
    for (size_t i = 0; i < count; i++)
        odd += looks_swapped(&layers[i], seen);
    if (odd < 2 || odd * 2 <= count) return false;
    ct_warn(report, place, "%zu of %zu layers lie wholly outside the frame", odd, count);
    ct_hint(report, "are longitudes and latitudes swapped in the view? a bbox is [west, south, "
                    "east, north], a centre [longitude, latitude]");
    return true;
}

/* Rule 17: what is left out is told. */
static void lint_specks(const ct_layer_marks *marks, ct_report *report) {
    const char *id = marks->layer->id;
    if (marks->all_specks) {
        ct_note(report, marks->layer->place, "layer '%s': all its areas are under 4 px\u00b2", id);
        ct_hint(report,
                "draw them as points, or show less of the world; 'keep: true' says that they "
                "are meant so");
    }
    if (marks->specks == 0) return;
    ct_note(report, marks->layer->place,
            "layer '%s': %zu of %zu areas are under 4 px\u00b2, and left out", id, marks->specks,
            marks->specks + marks->count);
    ct_hint(report, "'keep: true' draws them too");
}

bool ct_lint_frame(const ct_layer_marks *layers, size_t count, ct_box seen, ct_place place,
                   ct_report *report) {
    ct_arena *scratch = ct_arena_new();
    size_t drawn = 0, rows = 0;
    ct_box all = ct_box_empty();
    bool loud = !lint_view(layers, count, seen, place, report);
    for (size_t i = 0; i < count; i++) {
        drawn += layers[i].count;
        lint_specks(&layers[i], report);
        if (!layers[i].table) continue;
        rows += layers[i].table->rows;
        if (layers[i].count == 0) lint_layer(scratch, &layers[i], seen, loud, report);
    }
    bool blank = drawn == 0 && rows > 0;
    if (blank) {
        for (size_t i = 0; i < count; i++)
            if (layers[i].table) all = ct_box_union(all, ct_table_box(layers[i].table));
        (void)ct_fail(report, CARTOUCHE_BAD_DATA, place,
                      "nothing of the data lies in the frame: the map would be blank");
        ct_hint(report, "the frame shows %s, the data lie in %s (west, south, east, north)",
                degrees(scratch, seen), degrees(scratch, all));
    }
    ct_arena_free(scratch);
    return !blank;
}

/* A layer of places goes with its names: where none has room, nothing of it is on the map. */
static void lint_nameless(const ct_label *labels, size_t count, ct_report *report) {
    for (size_t i = 0; i < count; i++) {
        const char *layer = labels[i].layer;
        size_t all = 0;
        bool first = i == 0 || !ct_streq(labels[i - 1].layer, layer), dropped = true;
        for (size_t k = 0; k < i && first; k++)
            first = !ct_streq(labels[k].layer, layer);
        for (size_t k = i; k < count && first && dropped; k++) {
            if (!ct_streq(labels[k].layer, layer)) continue;
            dropped = labels[k].state == CT_LABEL_DROPPED && labels[k].kind == CT_PLACE_POINT &&
                      !labels[k].required;
            all++;
        }
        if (!first || !dropped || !layer || all < 2) continue;
        ct_warn(report, CT_NOWHERE,
                "layer '%s': none of its %zu names has room, and their symbols go with them", layer,
                all);
        ct_hint(report, "a larger map, a wider view or smaller type may give them room");
    }
}

void ct_lint_labels(const ct_label *labels, size_t count, ct_report *report) {
    ct_buffer names = { 0 };
    size_t dropped = 0;
    lint_nameless(labels, count, report);
    for (size_t i = 0; i < count; i++) {
        if (labels[i].state != CT_LABEL_DROPPED || labels[i].required || labels[i].repeats)
            continue;
        if (dropped++ < 12)
            ct_buffer_printf(&names, "%s%s", names.size ? ", " : "", labels[i].text);
    }
    if (dropped) {
        ct_note(report, CT_NOWHERE, "no room for %zu label%s: %s%s", dropped,
                dropped == 1 ? "" : "s", names.data, dropped > 12 ? ", \u2026" : "");
        ct_hint(report, "a label that has to be there is one for which the layer's 'must' is true");
    }
    ct_buffer_free(&names);
}

void ct_lint_language(const ct_map *map, const char *lang, ct_report *report) {
    const ct_words *title = &map->title;
    size_t base = strcspn(lang, "-_");
    if (title->count == 0 || !title->langs[0]) return; /* one text for all */
    for (size_t i = 0; i < title->count; i++)
        if (strncmp(title->langs[i], lang, base) == 0) return;
    ct_warn(report, title->places[0], "the map has no title in the language '%s'; '%s' is shown",
            lang, title->langs[0]);
}

void ct_lint_stats(const ct_stats *stats, ct_place place, ct_report *report) {
    static const char tail[] = ".pct";
    for (size_t i = 0; i < stats->count; i++) {
        const char *name = stats->items[i].name;
        size_t size = strlen(name);
        if (size < sizeof tail || strcmp(name + size + 1 - sizeof tail, tail) != 0) continue;
        if (!(stats->items[i].value > 100.05)) continue;
        ct_warn(report, place, "{stat.%s} is %.1f: more than the whole", name,
                stats->items[i].value);
        ct_hint(report, "its areas overlap, or reach beyond the base: 'dissolve' or 'clip' them");
    }
}
