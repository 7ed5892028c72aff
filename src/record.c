/* record.c - the JSON report of a drawing, and findings as JSON lines. */
#include "pipeline.h"

#include <jansson.h>
#include <math.h>
#include <string.h>

/* Page numbers are told to a hundredth of a px; more would be noise. */
static json_t *number(double value, int decimals) {
    if (!isfinite(value)) return json_null();
    double scale = pow(10, decimals);
    double rounded = round(value * scale) / scale;
    if (rounded == floor(rounded) && fabs(rounded) < 1e15) return json_integer((json_int_t)rounded);
    return json_real(rounded);
}

/* Text from data may be anything: what is not UTF-8 is left out. */
static json_t *text(const char *value) {
    if (!value) return json_null();
    return json_stringn(value, ct_utf8_valid(value, strlen(value)));
}

static json_t *box(ct_box b) {
    json_t *list = json_array();
    json_array_append_new(list, number(b.x0, 2));
    json_array_append_new(list, number(b.y0, 2));
    json_array_append_new(list, number(b.x1 - b.x0, 2));
    json_array_append_new(list, number(b.y1 - b.y0, 2));
    return list;
}

static json_t *frames(ct_arena *scratch, const ct_drawing *drawing) {
    json_t *list = json_array();
    for (size_t i = 0; i < drawing->frame_count; i++) {
        const ct_frame_record *frame = &drawing->frames[i];
        json_t *affine = json_array(), *one = json_object();
        for (size_t k = 0; k < 6; k++)
            json_array_append_new(affine, json_real(frame->to_page[k]));
        json_object_set_new(one, "id", text(frame->id));
        if (frame->day != CT_NO_DAY)
            json_object_set_new(one, "date", text(ct_day_iso(scratch, frame->day)));
        json_object_set_new(one, "box", box(frame->box));
        json_object_set_new(one, "crs", text(frame->crs));
        json_object_set_new(one, "to_page", affine);
        json_array_append_new(list, one);
    }
    return list;
}

/* The boxes of a bent name: [x, y] of the middle, width, height, degrees clockwise. */
static json_t *curve(const ct_bend *bend) {
    json_t *list = json_array();
    for (size_t i = 0; i < bend->count; i++) {
        const ct_tile *t = &bend->inks[i];
        json_t *one = json_array();
        json_array_append_new(one, number(t->x, 2));
        json_array_append_new(one, number(t->y, 2));
        json_array_append_new(one, number(2 * t->hw, 2));
        json_array_append_new(one, number(2 * t->hh, 2));
        json_array_append_new(one, number(atan2(t->sine, t->cosine) * (180 / M_PI), 2));
        json_array_append_new(list, one);
    }
    return list;
}

static json_t *labels(const ct_drawing *drawing) {
    json_t *list = json_array();
    for (size_t i = 0; i < drawing->label_count; i++) {
        const ct_label *label = &drawing->labels[i];
        bool dropped = label->state == CT_LABEL_DROPPED;
        if (dropped && label->repeats) continue; /* it was not owed */
        json_t *one = json_object(), *anchor = json_array();
        bool point = label->kind == CT_PLACE_POINT;
        double x = point ? label->x : (label->box.x0 + label->box.x1) / 2;
        double y = point ? label->y : (label->box.y0 + label->box.y1) / 2;
        json_array_append_new(anchor, number(x, 2));
        json_array_append_new(anchor, number(y, 2));
        json_object_set_new(one, "id", text(label->id));
        json_object_set_new(one, "layer", text(label->layer));
        json_object_set_new(one, "frame", text(label->frame));
        json_object_set_new(one, "text", text(label->text));
        json_object_set_new(one, "class", text(label->style->name));
        json_object_set_new(one, "box", dropped ? json_null() : box(label->box));
        json_object_set_new(one, "angle", number(label->angle, 2));
        if (label->bend && !dropped) json_object_set_new(one, "curve", curve(label->bend));
        json_object_set_new(one, "anchor", anchor);
        json_object_set_new(one, "position", dropped ? json_null() : text(label->position));
        json_object_set_new(one, "rank", json_integer(label->rank));
        json_object_set_new(one, "required", json_boolean(label->required));
        json_object_set_new(one, "state", text(ct_label_state_names[label->state]));
        json_array_append_new(list, one);
    }
    return list;
}

static json_t *metrics(const ct_label_metrics *m) {
    json_t *one = json_object();
    json_object_set_new(one, "placed_weighted", number(m->placed_weighted, 4));
    json_object_set_new(one, "required_placed", number(m->required_placed, 4));
    json_object_set_new(one, "overlap_px2", number(m->overlap_px2, 4));
    json_object_set_new(one, "mean_rank", number(m->mean_rank, 4));
    json_object_set_new(one, "ambiguous", json_integer((json_int_t)m->ambiguous));
    json_object_set_new(one, "cover", number(m->cover, 4));
    json_object_set_new(one, "front_crossings", json_integer((json_int_t)m->front_crossings));
    json_object_set_new(one, "frame_exits", json_integer((json_int_t)m->frame_exits));
    json_object_set_new(one, "leader_crossings", json_integer((json_int_t)m->leader_crossings));
    json_object_set_new(one, "inside", number(m->inside, 4));
    json_object_set_new(one, "moved", number(m->moved, 4));
    json_object_set_new(one, "moved_free", number(m->moved_free, 4));
    json_object_set_new(one, "over_optimum", number(m->over_optimum, 6));
    return one;
}

static json_t *layers(const ct_drawing *drawing) {
    json_t *list = json_array();
    for (size_t i = 0; i < drawing->layer_count; i++) {
        const ct_layer_record *layer = &drawing->layers[i];
        json_t *one = json_object();
        json_object_set_new(one, "id", text(layer->id));
        json_object_set_new(one, "features", json_integer((json_int_t)layer->features));
        json_object_set_new(one, "points_read", json_integer((json_int_t)layer->points_read));
        json_object_set_new(one, "points_drawn", json_integer((json_int_t)layer->points_drawn));
        json_array_append_new(list, one);
    }
    return list;
}

static json_t *finding(const cartouche_finding *f) {
    static const char *const severities[] = { "note", "warning", "error" };
    json_t *one = json_object();
    json_object_set_new(one, "severity", text(severities[f->severity]));
    if (f->severity == CARTOUCHE_ERROR) json_object_set_new(one, "status", json_integer(f->status));
    if (f->file) json_object_set_new(one, "file", text(f->file));
    if (f->line) json_object_set_new(one, "line", json_integer(f->line));
    if (f->column) json_object_set_new(one, "column", json_integer(f->column));
    json_object_set_new(one, "text", text(f->text));
    if (f->hint) json_object_set_new(one, "hint", text(f->hint));
    return one;
}

static void write_json(json_t *json, size_t flags, ct_buffer *out) {
    char *written = json_dumps(json, flags);
    if (written) ct_buffer_text(out, written);
    free(written);
    json_decref(json);
}

void ct_finding_json(const cartouche_finding *f, ct_buffer *out) {
    write_json(finding(f), JSON_COMPACT, out);
}

static json_t *exact(double value) { return isfinite(value) ? json_real(value) : json_null(); }

static json_t *stats(const ct_stats *all) {
    json_t *one = json_object();
    for (size_t i = 0; i < all->count; i++)
        json_object_set_new(one, all->items[i].name, exact(all->items[i].value));
    return one;
}

static json_t *paths(const char *const *items, size_t count) {
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(list, text(items[i]));
    return list;
}

void ct_record_json(const ct_drawing *drawing, const ct_run_record *run, ct_buffer *out) {
    ct_arena *scratch = ct_arena_new();
    const ct_request *request = &drawing->request;
    json_t *top = json_object(), *findings = json_array(), *ms = json_object();
    for (size_t i = 0; i < ct_report_count(run->findings); i++)
        json_array_append_new(findings, finding(ct_report_at(run->findings, i)));
    for (size_t i = 0; i < drawing->stage_count; i++)
        json_object_set_new(ms, drawing->stage_names[i], number(drawing->stage_ms[i], 3));
    const char *day = request->day == CT_NO_DAY ? NULL : ct_day_iso(scratch, request->day);
    json_object_set_new(top, "map", text(run->map_id));
    json_object_set_new(top, "date", text(day));
    json_object_set_new(top, "lang", text(request->lang));
    json_object_set_new(top, "variant", text(request->variant));
    json_object_set_new(top, "output", text(run->output_count ? run->outputs[0] : NULL));
    json_object_set_new(top, "outputs", paths(run->outputs, run->output_count));
    json_object_set_new(top, "width", number(drawing->scene->width, 2));
    json_object_set_new(top, "height", number(drawing->scene->height, 2));
    json_object_set_new(top, "scale", number(run->scale, 4));
    json_object_set_new(top, "frames", frames(scratch, drawing));
    json_object_set_new(top, "labels", labels(drawing));
    json_object_set_new(top, "label_metrics", metrics(&drawing->metrics));
    json_object_set_new(top, "layers", layers(drawing));
    json_object_set_new(top, "stats", stats(&drawing->stats));
    json_object_set_new(top, "findings", findings);
    json_object_set_new(top, "inputs", paths(run->inputs->paths, run->inputs->count));
    json_object_set_new(top, "ms", ms);
    write_json(top, JSON_INDENT(1) | JSON_REAL_PRECISION(15), out);
    ct_buffer_text(out, "\n");
    ct_arena_free(scratch);
}
