/* pins.c - where labels are held: an editor's pin file, or the report of an earlier map. */
#include "pipeline.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *const MAIN = "main"; /* the frame of a map without panels */

/* ---- the report of an earlier map ------------------------------------------------------------ */

static bool take_numbers(const json_t *list, double *numbers, size_t count) {
    if (json_array_size(list) != count) return false;
    for (size_t i = 0; i < count; i++) {
        const json_t *item = json_array_get(list, i);
        if (!json_is_number(item) || !isfinite(json_number_value(item))) return false;
        numbers[i] = json_number_value(item);
    }
    return true;
}

static const char *text_of(ct_arena *arena, const json_t *object, const char *key) {
    return ct_strdup(arena, json_string_value(json_object_get(object, key)));
}

static double number_of(const json_t *object, const char *key) {
    double value = json_number_value(json_object_get(object, key));
    return isfinite(value) ? value : 0;
}

static ct_label_state state_of(const char *name) {
    for (int i = 0; name && i < CT_LABEL_STATES; i++)
        if (ct_streq(name, ct_label_state_names[i])) return (ct_label_state)i;
    return CT_LABEL_DROPPED;
}

static void take_label(ct_arena *arena, const json_t *label, ct_pins *pins) {
    double box[4], anchor[2];
    ct_past past = { .id = text_of(arena, label, "id"),
                     .frame = text_of(arena, label, "frame"),
                     .text = text_of(arena, label, "text"),
                     .before = {
                         .position = text_of(arena, label, "position"),
                         .angle = number_of(label, "angle"),
                         .rank = (int)fmin(fmax(number_of(label, "rank"), 0), 99),
                         .state = state_of(json_string_value(json_object_get(label, "state"))) } };
    if (!past.id || !past.text || !past.before.position || past.before.state == CT_LABEL_DROPPED ||
        !take_numbers(json_object_get(label, "box"), box, 4) ||
        !take_numbers(json_object_get(label, "anchor"), anchor, 2))
        return;
    if (!past.frame) past.frame = MAIN;
    past.before.x = box[0] + box[2] / 2;
    past.before.y = box[1] + box[3] / 2;
    past.before.w = box[2];
    past.before.h = box[3];
    past.anchor[0] = anchor[0];
    past.anchor[1] = anchor[1];
    CT_GROW(arena, pins->past, pins->past_capacity, pins->past_count);
    pins->past[pins->past_count++] = past;
}

static int compare_pasts(const void *pa, const void *pb) {
    const ct_past *a = pa, *b = pb;
    int by_id = strcmp(a->id, b->id);
    return by_id ? by_id : strcmp(a->frame, b->frame);
}

static void take_frame(ct_arena *arena, const json_t *frame, ct_pins *pins) {
    ct_past_frame past = { .id = text_of(arena, frame, "id"), .crs = text_of(arena, frame, "crs") };
    if (!past.id || !take_numbers(json_object_get(frame, "to_page"), past.to_page, 6)) return;
    CT_GROW(arena, pins->frames, pins->frame_capacity, pins->frame_count);
    pins->frames[pins->frame_count++] = past;
}

static bool read_report(ct_arena *arena, const char *path, const char *data, size_t size,
                        ct_pins *pins, ct_report *report) {
    json_error_t error;
    json_t *top = json_loadb(data, size, 0, &error);
    if (!top) {
        ct_place place = { .file = path, .line = error.line, .column = error.column };
        return ct_fail(report, CARTOUCHE_BAD_DATA, place, "not a whole JSON report: %s",
                       error.text);
    }
    const json_t *list = json_object_get(top, "labels"), *frames = json_object_get(top, "frames");
    pins->map_id = text_of(arena, top, "map");
    for (size_t i = 0; i < json_array_size(list); i++)
        take_label(arena, json_array_get(list, i), pins);
    for (size_t i = 0; i < json_array_size(frames); i++)
        take_frame(arena, json_array_get(frames, i), pins);
    if (pins->past_count) qsort(pins->past, pins->past_count, sizeof *pins->past, compare_pasts);
    bool good = json_is_array(list);
    json_decref(top);
    if (good) return true;
    (void)ct_fail(report, CARTOUCHE_BAD_DATA, (ct_place){ .file = path }, "a report has 'labels'");
    ct_hint(report, "give a file that --report wrote, or a pin file in YAML");
    return false;
}

/* A report is a JSON object; a pin file may be written like one, but its first key is `pins`. */
static bool is_report(const char *data) {
    data += strspn(data, " \t\r\n");
    if (*data++ != '{') return false;
    data += strspn(data, " \t\r\n");
    return *data == '"' && strncmp(data, "\"pins\"", 6) != 0;
}

bool ct_pins_read(ct_arena *arena, const char *path, ct_place place, ct_pins *pins,
                  ct_report *report) {
    char *data;
    size_t size;
    ct_yaml *root;
    ct_pin_list list;
    path = ct_strdup(arena, path);
    if (!ct_file_read(arena, path, place, &data, &size, report)) return false;
    if (is_report(data)) {
        pins->report = true;
        return read_report(arena, path, data, size, pins, report);
    }
    if (!ct_yaml_parse(arena, path, data, size, &root, report) ||
        !ct_pin_list_bind(arena, root, &list, report))
        return false;
    for (size_t i = 0; i < list.count; i++) { /* those read later go over those read before */
        CT_GROW(arena, pins->pins.items, pins->pin_capacity, pins->pins.count);
        pins->pins.items[pins->pins.count++] = list.items[i];
    }
    return true;
}

/* ---- on to the labels of a frame ------------------------------------------------------------- */

typedef struct entry {
    const char *id;
    ct_label *label;
} entry;

static int compare_entries(const void *pa, const void *pb) {
    return strcmp(((const entry *)pa)->id, ((const entry *)pb)->id);
}

/* From the earlier map's page to this one's, through the coordinates that both share. */
static void carry(const ct_pins *pins, const char *frame, const ct_view *view, double *x,
                  double *y) {
    const ct_past_frame *past = NULL;
    for (size_t i = 0; i < pins->frame_count && !past; i++)
        if (ct_streq(pins->frames[i].id, frame)) past = &pins->frames[i];
    if (!past || !ct_streq(past->crs, ct_view_crs(view))) return;
    const double *from = past->to_page;
    double to[6], area = from[0] * from[4] - from[1] * from[3];
    if (!(fabs(area) > 0)) return;
    ct_view_to_page(view, to);
    double dx = *x - from[2], dy = *y - from[5];
    double crs_x = (dx * from[4] - dy * from[1]) / area;
    double crs_y = (dy * from[0] - dx * from[3]) / area;
    *x = to[0] * crs_x + to[1] * crs_y + to[2];
    *y = to[3] * crs_x + to[4] * crs_y + to[5];
}

static void hold(ct_arena *arena, const ct_pins *pins, const ct_past *past, const ct_view *view,
                 ct_label *label) {
    if (!ct_streq(past->text, label->text)) return;
    ct_label_before *before = CT_NEW(arena, ct_label_before);
    *before = past->before;
    if (label->kind == CT_PLACE_POINT) {
        before->x += label->x - past->anchor[0];
        before->y += label->y - past->anchor[1];
    } else {
        carry(pins, past->frame, view, &before->x, &before->y);
    }
    label->before = before;
}

static void tell_unknown(const ct_pin_spec *pin, const entry *entries, size_t count,
                         ct_arena *scratch, ct_report *report) {
    const char **names = CT_ARRAY(scratch, count, const char *);
    for (size_t i = 0; i < count; i++)
        names[i] = entries[i].id;
    ct_note(report, pin->place, "pin '%s': the map has no such label", pin->id);
    if (!ct_suggest(report, ct_nearest(pin->id, names, count)))
        ct_hint(report, "ids are layer/key, as the report lists them");
}

/* The label in the same frame of the earlier map, else in its only one. */
static const ct_past *find_past(const ct_pins *pins, const char *id, const char *frame) {
    const char *const frames[] = { frame, MAIN };
    const ct_past *found = NULL;
    for (size_t i = 0; i < CT_COUNT(frames) && !found; i++) {
        ct_past wanted = { .id = id, .frame = frames[i] };
        found = bsearch(&wanted, pins->past, pins->past_count, sizeof *pins->past, compare_pasts);
    }
    return found;
}

void ct_pins_apply(ct_arena *arena, const ct_pins *pins, const char *frame, const ct_view *view,
                   ct_label *labels, size_t count, ct_report *report) {
    if (!pins || count == 0) return;
    ct_arena *scratch = ct_arena_new();
    entry *entries = CT_ARRAY(scratch, count, entry);
    for (size_t i = 0; i < count; i++)
        entries[i] = (entry){ labels[i].id, &labels[i] };
    qsort(entries, count, sizeof *entries, compare_entries);
    for (size_t i = 0; i < pins->pins.count; i++) {
        entry wanted = { .id = pins->pins.items[i].id };
        const entry *found = bsearch(&wanted, entries, count, sizeof *entries, compare_entries);
        if (found)
            found->label->pin = &pins->pins.items[i];
        else
            tell_unknown(&pins->pins.items[i], entries, count, scratch, report);
    }
    for (size_t i = 0; i < count && pins->past_count; i++) {
        const ct_past *found = find_past(pins, labels[i].id, frame);
        if (found) hold(arena, pins, found, view, &labels[i]);
    }
    ct_arena_free(scratch);
}
