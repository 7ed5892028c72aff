/* job.c - one job: the map and its outputs, drawn and written whole. */
#include "job.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- loading --------------------------------------------------------------------------------- */

bool ct_job_load(ct_job *s, const char *variant) {
    const cartouche_job *job = s->job;
    ct_loaded *l = s->loaded;
    while (l && !ct_streq(l->variant, variant))
        l = l->next;
    if (!l) {
        l = CT_NEW(s->arena, ct_loaded);
        *l = (ct_loaded){ .variant = variant, .next = s->loaded };
        if (!ct_map_load(s->arena, job->map, job->sets, job->set_count, variant, s->fonts, &l->map,
                         s->report))
            return false;
        s->loaded = l;
    }
    if (s->keep && !l->lasting) l->lasting = ct_data_lasting(s->arena, l->map);
    s->map = l->map;
    s->lasting = l->lasting;
    for (size_t i = 0; i < s->map->input_count; i++)
        ct_inputs_add(&s->inputs, s->map->inputs[i]);
    return true;
}

/* The day that is meant, where `date` is that of the map. */
bool ct_job_day(ct_job *s, const ct_when *when, ct_day date, ct_day *day) {
    ct_day *days = NULL;
    size_t count = 0;
    if (ct_when_of_data(when)) {
        ct_data *data = ct_data_new(s->arena, s->map, ct_job_lang(s->map), &s->inputs);
        if (!ct_data_days(data, &days, &count, s->report)) return false;
        ct_data_watch(data);
    }
    *day = ct_when_day(when, date, days, count);
    return true;
}

static bool no_such_day(ct_job *s, const char *text, ct_place place) {
    (void)ct_fail(s->report, place.file ? CARTOUCHE_BAD_SPEC : CARTOUCHE_BAD_USAGE, place,
                  "'%s': there is no such day", text);
    ct_hint(s->report, "first, latest and previous are days that the dated sources of the map have "
                       "data of; -30d goes by the map's own 'date:'");
    return false;
}

/* A day by itself, which asks nothing of the map's. */
static bool is_plain(const char *date) {
    ct_when when;
    return date && ct_when_parse(date, &when) && when.from == CT_WHEN_DAY;
}

static bool choose_day(ct_job *s) {
    const ct_map *map = s->map;
    const char *date = s->job->date;
    ct_when when;
    s->day = map->day;
    if (map->when.from != CT_WHEN_NOT && map->day == CT_NO_DAY && !is_plain(date)) {
        if (!ct_job_day(s, &map->when, CT_NO_DAY, &s->day)) return false;
        if (s->day == CT_NO_DAY) return no_such_day(s, map->date.text, map->date.place);
    }
    if (!date) return true;
    if (ct_when_parse(date, &when)) {
        if (!ct_job_day(s, &when, s->day, &s->day)) return false;
        return s->day != CT_NO_DAY || no_such_day(s, date, CT_NOWHERE);
    }
    (void)ct_fail(s->report, CARTOUCHE_BAD_USAGE, CT_NOWHERE, "--date: '%s' is not a date", date);
    ct_hint(s->report,
            "write it as YYYY-MM-DD, such as 2026-01-27, or as first, latest, previous, -30d");
    return false;
}

/* The labels that the map's pin file holds, and those of the job's file. */
static bool load_pins(ct_job *s) {
    const ct_name *pin = &s->map->pin;
    const char *path = pin->text ? ct_path_beside(s->arena, s->map->path, pin->text) : NULL;
    if (path) ct_inputs_add(&s->inputs, path);
    if (path && !ct_pins_read(s->arena, path, pin->place, &s->pins, s->report)) return false;
    if (path && s->pins.report) {
        (void)ct_fail(s->report, CARTOUCHE_BAD_SPEC, pin->place, "'pin' must be a pin file");
        ct_hint(s->report, "the report of an earlier map goes with --pins");
        return false;
    }
    path = s->job->pins;
    if (!path) return true;
    ct_inputs_add(&s->inputs, path);
    if (!ct_pins_read(s->arena, path, CT_NOWHERE, &s->pins, s->report)) return false;
    if (s->pins.report && !ct_streq(s->pins.map_id, s->map->id))
        ct_warn(s->report, (ct_place){ .file = path },
                "the labels to keep are those of the map '%s'; this one is '%s'",
                s->pins.map_id ? s->pins.map_id : "", s->map->id);
    return true;
}

const char *ct_job_lang(const ct_map *map) {
    if (map->lang) return map->lang;
    const ct_words *words[] = { &map->title, &map->subtitle, &map->note };
    for (size_t i = 0; i < CT_COUNT(words); i++)
        if (words[i]->count && words[i]->langs[0]) return words[i]->langs[0];
    return "en";
}

/* ---- targets --------------------------------------------------------------------------------- */

static bool is_new(ct_job *s, const char *path, ct_place place) {
    for (size_t i = 0; i < s->target_count; i++)
        if (ct_streq(s->targets[i].path, path)) {
            (void)ct_fail(s->report, place.file ? CARTOUCHE_BAD_SPEC : CARTOUCHE_BAD_USAGE, place,
                          "two outputs are both named '%s'", path);
            ct_hint(s->report, "tell them apart by {lang}, {date}, {variant} or {scale}");
            return false;
        }
    return true;
}

bool ct_job_target_add(ct_job *s, const ct_target *target) {
    if (!is_new(s, target->path, target->place)) return false;
    CT_GROW(s->arena, s->targets, s->target_capacity, s->target_count);
    s->targets[s->target_count++] = *target;
    return true;
}

/* `data`: the entry that the output is to hold, where it holds one. */
static bool add_target(ct_job *s, ct_target t, const char *format_name, const char *data) {
    const char *ending = format_name ? format_name : ct_path_ending(t.path);
    t.format = ct_format_named(ending);
    t.data_format = ct_data_format_named(ending);
    if (t.data_format != CT_DATA_NONE) return ct_job_target_data(s, &t, data);
    if (t.format == CT_FORMAT_NONE) {
        cartouche_status status = t.place.file ? CARTOUCHE_BAD_SPEC : CARTOUCHE_BAD_USAGE;
        (void)ct_fail(s->report, status, t.place, "cannot tell the format of the output '%s'",
                      t.path);
        ct_hint(s->report, strcmp(t.path, "-") == 0
                               ? "give one with --format: png, svg, pdf, trace, geojson or gpkg"
                               : "it must end in .png, .svg, .pdf or .trace, or, for an entry of "
                                 "'data', in .geojson, .shp or .gpkg");
        return false;
    }
    if (t.format == CT_FORMAT_SVG && s->map->svg_outlines) t.format = CT_FORMAT_SVG_OUTLINES;
    if (!(isfinite(t.scale) && t.scale > 0 && t.scale <= 64))
        return ct_fail(s->report, CARTOUCHE_BAD_USAGE, t.place, "a scale of %g is not in 0..64",
                       t.scale);
    return ct_job_target_add(s, &t);
}

/* Names that an output's path may use, besides those of the texts. */
typedef struct path_naming {
    const ct_job *s;
    const char *lang, *variant;
    double scale;
} path_naming;

static bool path_name(const char *name, void *user, ct_value *value) {
    const path_naming *p = user;
    *value = (ct_value){ .kind = CT_VALUE_TEXT };
    if (ct_streq(name, "date") && p->s->day != CT_NO_DAY)
        *value = (ct_value){ .kind = CT_VALUE_DAY, .day = p->s->day };
    else if (ct_streq(name, "scale"))
        *value = (ct_value){ .kind = CT_VALUE_NUMBER, .number = p->scale };
    else if (ct_streq(name, "id"))
        value->text = p->s->map->id;
    else if (ct_streq(name, "lang"))
        value->text = p->lang;
    else if (ct_streq(name, "variant"))
        value->text = p->variant ? p->variant : "default";
    else
        return false;
    return true;
}

static const char *variant_of(const ct_job *s, const ct_output_spec *output) {
    return s->job->variant ? s->job->variant : output->variant.text;
}

static double scale_of(const ct_job *s, const ct_output_spec *output) {
    return s->job->scale > 0 ? s->job->scale : output->scale;
}

bool ct_job_path(const ct_job *s, const ct_output_spec *output, const char *lang,
                 const char **path) {
    static const char *const names[] = { "id", "date", "lang", "variant", "scale" };
    path_naming naming = { s, lang, variant_of(s, output), scale_of(s, output) };
    if (!ct_template_expand(s->arena, output->to.text, lang, path_name, &naming, names,
                            CT_COUNT(names), output->to.place, path, s->report))
        return false;
    if (output->to.place.file) *path = ct_path_beside(s->arena, s->map->path, *path);
    return true;
}

bool ct_job_target(ct_job *s, const ct_output_spec *output, const char *lang) {
    ct_target target = { .lang = lang,
                         .variant = variant_of(s, output),
                         .scale = scale_of(s, output),
                         .place = output->to.place };
    return ct_job_path(s, output, lang, &target.path) &&
           add_target(s, target, NULL, output->data.text ? output->data.text : s->job->data);
}

bool ct_job_targets(ct_job *s) {
    const cartouche_job *job = s->job;
    const char *lang = job->lang ? job->lang : ct_job_lang(s->map);
    bool good = true;
    for (size_t i = 0; i < job->output_count; i++) {
        bool standard = strcmp(job->outputs[i], "-") == 0;
        ct_target target = { .path = job->outputs[i],
                             .lang = lang,
                             .variant = job->variant,
                             .scale = job->scale > 0 ? job->scale : 1 };
        good &= add_target(s, target, standard ? job->format ? job->format : "" : NULL, job->data);
    }
    if (job->output_count) return good;
    if (s->map->output_count == 0) {
        (void)ct_fail(s->report, CARTOUCHE_BAD_USAGE, CT_NOWHERE,
                      "'%s' lists no outputs, and none is given", job->map);
        ct_hint(s->report, "give one with -o FILE, or add 'outputs:' to the spec");
        return false;
    }
    for (size_t i = 0; i < s->map->output_count; i++) {
        const ct_output_spec *output = &s->map->outputs[i];
        if (job->lang || output->lang.count == 0) {
            good &= ct_job_target(s, output, lang);
            continue;
        }
        for (size_t k = 0; k < output->lang.count; k++)
            good &= ct_job_target(s, output, output->lang.items[k].text);
    }
    return good;
}

/* An output that is also an input would destroy what the map is made from. */
bool ct_job_spares_inputs(ct_job *s) {
    for (size_t i = 0; i < s->target_count; i++)
        for (size_t k = 0; k < s->inputs.count; k++) {
            char *a = realpath(s->targets[i].path, NULL), *b = realpath(s->inputs.paths[k], NULL);
            bool same = a && b && strcmp(a, b) == 0;
            free(a);
            free(b);
            if (same)
                return ct_fail(s->report, CARTOUCHE_BAD_USAGE, CT_NOWHERE,
                               "the output '%s' is also an input", s->targets[i].path);
        }
    return true;
}

/* ---- drawing --------------------------------------------------------------------------------- */

static void note_stages(ct_job *s) {
    if (!s->job->explain || !s->drawing) return;
    const ct_drawing *d = s->drawing;
    for (size_t i = 0; i < d->stage_count; i++)
        ct_note(s->report, CT_NOWHERE, "%s: %.1f ms", d->stage_names[i], d->stage_ms[i]);
    ct_note(s->report, CT_NOWHERE, "projection: %s", d->frames[0].crs);
    for (size_t i = 0; i < d->layer_count; i++)
        ct_note(s->report, CT_NOWHERE, "layer '%s': %zu features, %zu points read, %zu drawn",
                d->layers[i].id, d->layers[i].features, d->layers[i].points_read,
                d->layers[i].points_drawn);
    size_t placed = 0, dropped = 0;
    for (size_t i = 0; i < d->label_count; i++) {
        placed += d->labels[i].state != CT_LABEL_DROPPED;
        dropped += d->labels[i].state == CT_LABEL_DROPPED && !d->labels[i].repeats;
    }
    ct_note(s->report, CT_NOWHERE, "labels: %zu placed, %zu left out", placed, dropped);
}

/* The scene for a language and variant; the last one is kept. */
bool ct_job_draw(ct_job *s, const char *lang, const char *variant) {
    if (s->drawing && ct_streq(s->drawing->request.lang, lang) &&
        ct_streq(s->drawing->request.variant, variant))
        return true;
    if (!ct_job_load(s, variant)) return false;
    ct_arena_free(s->frame);
    s->frame = ct_arena_new();
    s->drawing = CT_NEW(s->frame, ct_drawing);
    *s->drawing = s->timing;
    ct_request request = { s->day,    lang,   variant, &s->pins, s->job->report != NULL,
                           s->steady, s->keep };
    ct_data *data = ct_data_new(s->frame, s->map, lang, &s->inputs);
    if (s->lasting) ct_data_share(data, s->lasting);
    return ct_pipeline_draw(s->frame, s->fonts, s->map, &request, data, s->drawing, s->report);
}

static bool encode(ct_job *s, size_t index) {
    const ct_target *t = &s->targets[index];
    if (t->data) return ct_job_export(s, index);
    if (!ct_job_draw(s, t->lang, t->variant)) return false;
    ct_canvas_options options = { .scale = t->scale,
                                  .png_level = s->map->png_level,
                                  .keep = s->keep };
    bool good = ct_canvas_draw(s->drawing->scene, s->fonts, t->format, &options, &s->bytes[index],
                               s->report);
    ct_drawing_stage(s->drawing, "canvas");
    return good && ct_limit_holds(CT_LIMIT_OUTPUT, (double)s->bytes[index].size,
                                  (ct_place){ t->path, 0, 0 }, s->report);
}

/* ---- report and outputs ---------------------------------------------------------------------- */

static void write_report(ct_job *s, ct_buffer *out) {
    const char **paths = CT_ARRAY(s->arena, s->target_count, const char *);
    for (size_t i = 0; i < s->target_count; i++)
        paths[i] = s->targets[i].path;
    ct_run_record run = { .map_id = s->map->id,
                          .outputs = paths,
                          .output_count = s->target_count,
                          .scale = s->target_count ? s->targets[s->target_count - 1].scale : 1,
                          .inputs = &s->inputs,
                          .findings = s->report };
    ct_record_json(s->drawing, &run, out);
}

static bool write_outputs(ct_job *s) {
    ct_buffer report = { 0 }, deps = { 0 }, *seen = CT_ARRAY(s->arena, s->target_count, ct_buffer);
    ct_output *output = ct_output_new(s->arena);
    bool good = true;
    for (size_t i = 0; i < s->target_count && good; i++)
        good = ct_output_add(output, s->targets[i].path, s->bytes[i].data, s->bytes[i].size,
                             s->report);
    for (size_t i = 0; i < s->target_count && good && s->seen; i++) {
        if (strcmp(s->targets[i].path, "-") == 0) continue;
        ct_seen_record(s->seen, s, i, &seen[i]);
        good = ct_output_add(output, ct_seen_path(s->seen, s->arena, s->targets[i].path),
                             seen[i].data, seen[i].size, s->report);
    }
    if (good && s->job->report && s->drawing) {
        write_report(s, &report);
        good = ct_output_add(output, s->job->report, report.data, report.size, s->report);
    }
    if (good && s->job->deps && s->target_count) {
        ct_deps_write(s, &deps);
        good = ct_output_add(output, s->job->deps, deps.data, deps.size, s->report);
    }
    if (good)
        good = ct_output_commit(output, s->report);
    else
        ct_output_abandon(output);
    ct_buffer_free(&report);
    ct_buffer_free(&deps);
    for (size_t i = 0; i < s->target_count; i++)
        ct_buffer_free(&seen[i]);
    return good;
}

/* ---- the calls ------------------------------------------------------------------------------- */

void ct_job_begin(ct_job *s, const cartouche_job *job) {
    *s = (ct_job){ .job = job, .arena = ct_arena_new() };
    s->report = ct_report_new(job->on_finding, job->user);
    s->inputs.arena = s->arena;
    ct_report_set_strict(s->report, job->strict);
}

bool ct_job_start(ct_job *s, const cartouche_job *job) {
    ct_job_begin(s, job);
    if (!job->map) {
        ct_fail(s->report, CARTOUCHE_BAD_USAGE, CT_NOWHERE, "no map spec is given");
        return false;
    }
    ct_drawing_stage(&s->timing, "start");
    s->fonts = ct_fonts_new();
    ct_drawing_stage(&s->timing, "fonts");
    bool good = ct_job_load(s, job->variant) && choose_day(s) && load_pins(s);
    ct_drawing_stage(&s->timing, "spec");
    return good;
}

cartouche_status ct_job_finish(ct_job *s) {
    for (size_t i = 0; s->bytes && i < s->target_count; i++)
        ct_buffer_free(&s->bytes[i]);
    ct_keep_free(s->keep);
    cartouche_status status = ct_report_status(s->report);
    ct_inputs_close(&s->inputs);
    ct_report_free(s->report);
    ct_export_free(s->export);
    ct_arena_free(s->frame);
    ct_fonts_free(s->fonts);
    ct_arena_free(s->arena);
    return status;
}

/* What an entry has nothing of is not written. */
static void leave_out_absent(ct_job *s) {
    size_t kept = 0;
    for (size_t i = 0; i < s->target_count; i++) {
        if (s->targets[i].absent) continue;
        s->targets[kept] = s->targets[i];
        s->bytes[kept++] = s->bytes[i];
    }
    s->target_count = kept;
}

bool ct_job_render(ct_job *s) {
    s->bytes = CT_ARRAY(s->arena, s->target_count, ct_buffer);
    for (size_t i = 0; i < s->target_count; i++)
        if (!encode(s, i)) return false;
    leave_out_absent(s);
    if (!ct_job_spares_inputs(s)) return false;
    /* The report tells of a drawing, be it of one that is not written. */
    if (s->job->report && !s->drawing && s->target_count &&
        !ct_job_draw(s, s->targets[0].lang, s->targets[0].variant))
        return false;
    note_stages(s);
    if (ct_report_errors(s->report) > 0) return false; /* --strict */
    return write_outputs(s);
}
