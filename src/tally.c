/* tally.c - the numbers of a map on many dates, as CSV or JSON. */
#include "job.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* One date's numbers, in the arena of the job. */
typedef struct dated {
    ct_day day; /* CT_NO_DAY: a map without a date */
    ct_stats stats;
} dated;

typedef struct tally {
    const ct_map *map;
    dated *dates;
    size_t count;
} tally;

/* ---- values ---------------------------------------------------------------------------------- */

static const char *day_text(ct_arena *scratch, ct_day day) {
    return day == CT_NO_DAY ? NULL : ct_day_iso(scratch, day);
}

static const char *since_text(ct_arena *scratch, const dated *date) {
    return date->stats.compared ? ct_day_iso(scratch, date->stats.since) : NULL;
}

/* Unrounded: no digit more than it takes to read the same number back. NULL: it is not known. */
static const char *value_text(ct_arena *scratch, double value) {
    return ct_number_text(scratch, value);
}

/* ---- CSV (RFC 4180) -------------------------------------------------------------------------- */

static void csv_cell(ct_buffer *out, const char *text) {
    if (!text) return;
    if (!strpbrk(text, ",\"\r\n")) {
        ct_buffer_text(out, text);
        return;
    }
    ct_buffer_text(out, "\"");
    for (; *text; text++) {
        if (*text == '"') ct_buffer_text(out, "\"");
        ct_buffer_append(out, text, 1);
    }
    ct_buffer_text(out, "\"");
}

static void csv_row(ct_buffer *out, ct_arena *scratch, const dated *date, const ct_stat_row *row) {
    const char *cells[3] = { day_text(scratch, date->day), row->area, row->key };
    for (size_t i = 0; i < CT_COUNT(cells); i++) {
        if (i) ct_buffer_text(out, ",");
        csv_cell(out, cells[i]);
    }
    for (size_t k = 0; k < CT_MEASURES; k++) {
        ct_buffer_text(out, ",");
        csv_cell(out, value_text(scratch, row->value[k]));
    }
    ct_buffer_text(out, ",");
    csv_cell(out, since_text(scratch, date));
    for (size_t k = 0; k < CT_MEASURES; k++) {
        ct_buffer_text(out, ",");
        csv_cell(out, value_text(scratch, row->delta[k]));
    }
    ct_buffer_text(out, "\r\n");
}

static void write_csv(const tally *t, ct_buffer *out) {
    ct_buffer_text(out, "date,name,key");
    for (size_t k = 0; k < CT_MEASURES; k++)
        ct_buffer_printf(out, ",%s", ct_measure_names[k]);
    ct_buffer_text(out, ",since");
    for (size_t k = 0; k < CT_MEASURES; k++)
        ct_buffer_printf(out, ",delta_%s", ct_measure_names[k]);
    ct_buffer_text(out, "\r\n");
    ct_arena *scratch = ct_arena_new();
    for (size_t i = 0; i < t->count; i++) {
        for (size_t k = 0; k < t->dates[i].stats.row_count; k++)
            csv_row(out, scratch, &t->dates[i], &t->dates[i].stats.rows[k]);
        ct_arena_reset(scratch);
    }
    ct_arena_free(scratch);
}

/* ---- JSON ------------------------------------------------------------------------------------ */

/* Text from data may be anything: what is not UTF-8 is left out. */
static void json_text(ct_buffer *out, const char *text) {
    json_t *value = text ? json_stringn(text, ct_utf8_valid(text, strlen(text))) : NULL;
    char *written = value ? json_dumps(value, JSON_ENCODE_ANY) : NULL;
    ct_buffer_text(out, written ? written : "null");
    free(written);
    json_decref(value);
}

static void json_pair(ct_buffer *out, const char *name, const char *text) {
    ct_buffer_printf(out, "\"%s\": ", name);
    json_text(out, text);
}

static void json_numbers(ct_buffer *out, ct_arena *scratch, const char *before,
                         const double *values) {
    for (size_t k = 0; k < CT_MEASURES; k++) {
        const char *text = value_text(scratch, values[k]);
        ct_buffer_printf(out, ", \"%s%s\": %s", before, ct_measure_names[k], text ? text : "null");
    }
}

static void json_row(ct_buffer *out, ct_arena *scratch, const dated *date, const ct_stat_row *row) {
    ct_buffer_text(out, "    { ");
    json_pair(out, "date", day_text(scratch, date->day));
    ct_buffer_text(out, ", ");
    json_pair(out, "name", row->area);
    ct_buffer_text(out, ", ");
    json_pair(out, "key", row->key);
    json_numbers(out, scratch, "", row->value);
    ct_buffer_text(out, ", ");
    json_pair(out, "since", since_text(scratch, date));
    json_numbers(out, scratch, "delta_", row->delta);
    ct_buffer_text(out, " }");
}

static void write_json(const tally *t, ct_buffer *out) {
    ct_arena *scratch = ct_arena_new();
    ct_buffer_text(out, "{\n  ");
    json_pair(out, "map", t->map->id);
    ct_buffer_text(out, ",\n  ");
    json_pair(out, "base", t->map->stats_base.text);
    ct_buffer_text(out, ",\n  ");
    json_pair(out, "by", t->map->stats_by.text);
    ct_buffer_text(out, ",\n  \"stats\": [");
    const char *comma = "\n";
    for (size_t i = 0; i < t->count; i++)
        for (size_t k = 0; k < t->dates[i].stats.row_count; k++) {
            ct_buffer_text(out, comma);
            json_row(out, scratch, &t->dates[i], &t->dates[i].stats.rows[k]);
            comma = ",\n";
        }
    ct_buffer_text(out, "\n  ]\n}\n");
    ct_arena_free(scratch);
}

/* ---- the dates ------------------------------------------------------------------------------- */

/* Numbers whose names outlive the day's data. */
static void keep(ct_arena *arena, ct_stats *kept, const ct_stats *stats) {
    *kept = (ct_stats){ .row_count = stats->row_count,
                        .compared = stats->compared,
                        .since = stats->since };
    kept->rows = CT_ARRAY(arena, stats->row_count, ct_stat_row);
    for (size_t i = 0; i < stats->row_count; i++) {
        kept->rows[i] = stats->rows[i];
        kept->rows[i].key = ct_strdup(arena, stats->rows[i].key);
    }
}

/* What was read for one day goes before the next. */
static bool measure(ct_job *s, const char *lang, dated *date) {
    ct_arena *arena = ct_arena_new();
    ct_inputs inputs = { .arena = arena };
    ct_data *data = ct_data_new(arena, s->map, lang, &inputs);
    ct_stats stats = { 0 };
    bool good = ct_numbers_measure(arena, s->map, data, date->day, &stats, s->report);
    if (good) keep(s->arena, &date->stats, &stats);
    for (size_t i = 0; i < inputs.count; i++)
        ct_inputs_add(&s->inputs, ct_strdup(s->arena, inputs.paths[i]));
    ct_arena_free(arena);
    return good;
}

static bool measure_all(ct_job *s, const char *dates, tally *t) {
    ct_day own = s->day, *days = &own;
    t->map = s->map;
    t->count = 1;
    if (s->map->stats_areas.count == 0) {
        (void)ct_fail(s->report, CARTOUCHE_BAD_SPEC, (ct_place){ .file = s->map->path },
                      "the map measures nothing");
        ct_hint(s->report, "add such as 'stats: { base: oblasts, areas: [occupied], by: iso }'");
        return false;
    }
    if (dates && *dates && !ct_job_days(s, dates, &days, &t->count)) return false;
    if (ct_streq(dates, "all")) /* a new file is a new date */
        ct_data_watch(ct_data_new(s->arena, s->map, ct_job_lang(s->map), &s->inputs));
    t->dates = CT_ARRAY(s->arena, t->count, dated);
    const char *lang = s->job->lang ? s->job->lang : ct_job_lang(s->map);
    bool good = true;
    for (size_t i = 0; i < t->count; i++) {
        t->dates[i].day = days[i];
        good &= measure(s, lang, &t->dates[i]);
        ct_report_flush(s->report);
    }
    return good;
}

/* ---- the outputs ----------------------------------------------------------------------------- */

typedef void write_fn(const tally *t, ct_buffer *out);

/* NULL: told. */
static write_fn *writer_of(const ct_job *s, const char *path) {
    bool standard = strcmp(path, "-") == 0;
    const char *format = s->job->format ? s->job->format : standard ? "json" : ct_path_ending(path);
    if (strcmp(format, "json") == 0) return write_json;
    if (strcmp(format, "csv") == 0) return write_csv;
    if (s->job->format)
        (void)ct_fail(s->report, CARTOUCHE_BAD_USAGE, CT_NOWHERE,
                      "--format: numbers are written as json or csv, not '%s'", format);
    else
        (void)ct_fail(s->report, CARTOUCHE_BAD_USAGE, CT_NOWHERE,
                      "cannot tell the format of the output '%s'", path);
    ct_hint(s->report, "it must end in .json or .csv, or --format must say which");
    return NULL;
}

static bool is_input(const ct_job *s, const char *path) {
    char *output = realpath(path, NULL);
    bool same = false;
    for (size_t i = 0; output && i < s->inputs.count && !same; i++) {
        char *input = realpath(s->inputs.paths[i], NULL);
        same = input && strcmp(input, output) == 0;
        free(input);
    }
    free(output);
    return same;
}

/* The depfile, where there is a file that depends on something. */
static bool add_deps(ct_job *s, ct_output *output, ct_buffer *deps) {
    for (size_t i = 0; i < s->job->output_count; i++) {
        if (strcmp(s->job->outputs[i], "-") == 0) continue;
        CT_GROW(s->arena, s->targets, s->target_capacity, s->target_count);
        s->targets[s->target_count++] = (ct_target){ .path = s->job->outputs[i] };
    }
    if (!s->job->deps || !s->target_count) return true;
    ct_deps_write(s, deps);
    return ct_output_add(output, s->job->deps, deps->data, deps->size, s->report);
}

static bool write_all(ct_job *s, const tally *t) {
    ct_buffer deps = { 0 };
    static const char *const standard[] = { "-" };
    size_t count = s->job->output_count ? s->job->output_count : 1;
    const char *const *paths = s->job->output_count ? s->job->outputs : standard;
    ct_buffer *texts = CT_ARRAY(s->arena, count, ct_buffer);
    ct_output *output = ct_output_new(s->arena);
    bool good = true;
    for (size_t i = 0; i < count && good; i++) {
        if (is_input(s, paths[i])) {
            good = ct_fail(s->report, CARTOUCHE_BAD_USAGE, CT_NOWHERE,
                           "the output '%s' is also an input", paths[i]);
            break;
        }
        writer_of(s, paths[i])(t, &texts[i]);
        good = ct_output_add(output, paths[i], texts[i].data, texts[i].size, s->report);
    }
    good = good && add_deps(s, output, &deps);
    if (good && ct_report_errors(s->report) == 0) /* --strict */
        good = ct_output_commit(output, s->report);
    else
        ct_output_abandon(output);
    ct_buffer_free(&deps);
    for (size_t i = 0; i < count; i++)
        ct_buffer_free(&texts[i]);
    return good;
}

cartouche_status cartouche_map_stats(const cartouche_job *job, const char *dates) {
    ct_job s;
    tally t = { 0 };
    bool good = ct_job_start(&s, job);
    for (size_t i = 0; good && i < job->output_count; i++)
        good = writer_of(&s, job->outputs[i]) != NULL;
    if (good && job->output_count == 0) good = writer_of(&s, "-") != NULL;
    good = good && measure_all(&s, dates, &t) && write_all(&s, &t);
    if (!good && ct_report_errors(s.report) == 0) abort(); /* a failure without a finding */
    return ct_job_finish(&s);
}
