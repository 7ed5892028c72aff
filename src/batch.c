/* batch.c - a map on many dates, in several languages, by worker processes. */
#include "cartouche.h"

#include "job.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static volatile sig_atomic_t stopped;

void cartouche_batch_stop(void) { stopped = 1; }

/* One map: a date in a language. */
typedef struct unit {
    ct_day day;
    const char *lang;
} unit;

typedef struct batch {
    const cartouche_batch *asked;
    cartouche_job job; /* the asked one; a worker changes it from map to map */
    ct_job s;          /* the map, loaded once before the workers are forked */
    ct_output_spec *outputs;
    size_t output_count;
    unit *units;
    size_t count, capacity;
    const char *first_lang;
    ct_reel *reel; /* NULL: no animation is wanted */
    ct_day *days;  /* of the units */
    size_t day_count;
    size_t inputs; /* how many the map itself has read, with all that a film rests on */
    cartouche_progress progress;
} batch;

/* ---- languages and outputs ------------------------------------------------------------------- */

static void add_lang(ct_arena *arena, ct_names *list, const char *lang) {
    for (size_t i = 0; i < list->count; i++)
        if (ct_streq(list->items[i].text, lang)) return;
    ct_name *items = CT_ARRAY(arena, list->count + 1, ct_name);
    if (list->count) memcpy(items, list->items, list->count * sizeof *items);
    items[list->count++] = (ct_name){ .text = lang };
    list->items = items;
}

/* Those asked for, else those of the outputs, else the map's own. */
static bool list_langs(batch *b, ct_names *list) {
    ct_arena *arena = b->s.arena;
    const char *text = b->asked->langs;
    while (text && *text) {
        size_t size = strcspn(text, ",");
        const char *lang = ct_strndup(arena, text, size);
        if (!ct_lang_valid(lang))
            return ct_fail(b->s.report, CARTOUCHE_BAD_USAGE, CT_NOWHERE,
                           "--lang: '%s' is no language", lang);
        add_lang(arena, list, lang);
        text += size + (text[size] == ',');
    }
    if (list->count) return true;
    for (size_t i = 0; i < b->output_count; i++) {
        const ct_names *langs = &b->outputs[i].lang;
        for (size_t k = 0; k < langs->count; k++)
            add_lang(arena, list, langs->items[k].text);
        if (langs->count == 0) add_lang(arena, list, ct_job_lang(b->s.map));
    }
    if (list->count == 0) add_lang(arena, list, ct_job_lang(b->s.map));
    return true;
}

/* The templates of the job, or the map's outputs. */
static bool list_outputs(batch *b) {
    const cartouche_job *job = &b->asked->job;
    if (b->asked->film_count == 0) { /* else they are drawn where they are asked for */
        b->outputs = b->s.map->outputs;
        b->output_count = b->s.map->output_count;
    }
    if (job->output_count) {
        b->outputs = CT_ARRAY(b->s.arena, job->output_count, ct_output_spec);
        b->output_count = job->output_count;
    }
    for (size_t i = 0; i < job->output_count; i++)
        b->outputs[i] =
            (ct_output_spec){ .to = { .text = job->outputs[i] }, .scale = 1, .any_lang = true };
    if (b->output_count || b->asked->film_count) return true;
    (void)ct_fail(b->s.report, CARTOUCHE_BAD_USAGE, CT_NOWHERE,
                  "'%s' lists no outputs, and none is given", job->map);
    ct_hint(b->s.report, "give one with -o 'out/{id}-{date}-{lang}.png'");
    return false;
}

/* Geodata are the same in every language, unless their name tells them apart. */
static bool is_once(const ct_output_spec *output) {
    return ct_output_is_data(output->to.text) && !strstr(output->to.text, "{lang");
}

static bool takes_lang(const batch *b, const ct_output_spec *output, const char *lang) {
    if ((output->any_lang || b->asked->langs) && is_once(output))
        return ct_streq(lang, b->first_lang);
    if (output->any_lang || b->asked->langs) return true;
    if (output->lang.count == 0) return ct_streq(lang, ct_job_lang(b->s.map));
    for (size_t i = 0; i < output->lang.count; i++)
        if (ct_streq(output->lang.items[i].text, lang)) return true;
    return false;
}

static bool has_outputs(const batch *b, const char *lang) {
    for (size_t i = 0; i < b->output_count; i++)
        if (takes_lang(b, &b->outputs[i], lang)) return true;
    return false;
}

/* ---- the plan -------------------------------------------------------------------------------- */

/* Which of `shards` shares a map belongs to: by its date and language alone, so that machines agree
 * without a word (FNV-1a, 64 bits). */
static unsigned share_of(ct_arena *arena, const unit *u, unsigned shards) {
    uint64_t hash = 14695981039346656037u;
    for (const char *p = ct_printf(arena, "%s %s", ct_day_iso(arena, u->day), u->lang); *p; p++)
        hash = (hash ^ (unsigned char)*p) * 1099511628211u;
    return (unsigned)((hash ^ (hash >> 32)) % shards);
}

static bool list_days(batch *b, ct_day **days, size_t *count) {
    const char *text = b->asked->dates;
    if (text && *text) return ct_job_days(&b->s, text, days, count);
    (void)ct_fail(b->s.report, CARTOUCHE_BAD_USAGE, CT_NOWHERE, "a batch needs dates");
    ct_hint(b->s.report, "give them with --dates: a range such as 2026-01-01..2026-01-31, or all");
    return false;
}

static bool list_units(batch *b) {
    ct_names langs = { 0 };
    const cartouche_batch *asked = b->asked;
    if (asked->shards && (asked->shard < 1 || asked->shard > asked->shards))
        return ct_fail(b->s.report, CARTOUCHE_BAD_USAGE, CT_NOWHERE,
                       "--shard: there is no share %u of %u", asked->shard, asked->shards);
    if (!list_outputs(b) || !list_days(b, &b->days, &b->day_count) || !list_langs(b, &langs))
        return false;
    if (!langs.items) return true;
    b->first_lang = langs.items[0].text;
    for (size_t i = 0; b->days && i < b->day_count; i++)
        for (size_t k = 0; k < langs.count; k++) {
            unit u = { b->days[i], langs.items[k].text };
            if (asked->film_count == 0 && !has_outputs(b, u.lang)) continue;
            if (asked->shards && share_of(b->s.arena, &u, asked->shards) + 1 != asked->shard)
                continue;
            CT_GROW(b->s.arena, b->units, b->capacity, b->count);
            b->units[b->count++] = u;
        }
    b->progress.total = b->count;
    return asked->film_count == 0 || ct_reel_begin(&b->s, asked, &langs, &b->reel);
}

/* The outputs of one map. */
static bool list_targets(batch *b, const unit *u) {
    b->s.target_count = 0;
    b->s.day = u->day;
    for (size_t i = 0; i < b->output_count; i++)
        if (takes_lang(b, &b->outputs[i], u->lang) &&
            !ct_job_target(&b->s, &b->outputs[i], u->lang))
            return false;
    return true;
}

static int compare_paths(const void *pa, const void *pb) {
    return strcmp(*(const char *const *)pa, *(const char *const *)pb);
}

/* Two maps that are written to one file would undo each other. What a killed run has left beside
 * the outputs is removed. */
static bool check_paths(batch *b) {
    size_t count = 0, capacity = 0;
    const char **paths = NULL;
    for (size_t i = 0; i < b->count; i++) {
        if (!list_targets(b, &b->units[i])) return false;
        for (size_t k = 0; k < b->s.target_count; k++) {
            CT_GROW(b->s.arena, paths, capacity, count);
            paths[count++] = b->s.targets[k].path;
        }
    }
    if (count) qsort(paths, count, sizeof *paths, compare_paths);
    const char *folder = NULL;
    for (size_t i = 0; i < count; i++) {
        if (i && strcmp(paths[i - 1], paths[i]) == 0) {
            (void)ct_fail(b->s.report, CARTOUCHE_BAD_USAGE, CT_NOWHERE, "several maps go to '%s'",
                          paths[i]);
            ct_hint(b->s.report, "tell them apart in the name: {date}, {lang}, {variant}, {scale}");
            return false;
        }
        const char *slash = strrchr(paths[i], '/');
        const char *here =
            ct_strndup(b->s.arena, paths[i], slash ? (size_t)(slash + 1 - paths[i]) : 0);
        if (!ct_streq(folder, here)) ct_output_tidy(b->s.arena, paths[i]);
        folder = here;
    }
    return true;
}

/* Every variant of the style that an output wants, before the workers are forked. */
static bool load_variants(batch *b) {
    for (size_t i = 0; i < b->output_count; i++) {
        const char *variant = b->job.variant ? b->job.variant : b->outputs[i].variant.text;
        if (!ct_job_load(&b->s, variant)) return false;
    }
    return ct_job_load(&b->s, b->job.variant);
}

/* ---- a worker -------------------------------------------------------------------------------- */

static void *begin(void *user) {
    batch *b = user;
    b->s.fonts = ct_fonts_new();
    b->s.inputs.count = b->inputs;
    b->s.keep = ct_keep_new();
    ct_fonts_recall(b->s.fonts, b->s.keep);
    if (b->asked->skip_unchanged) b->s.seen = ct_seen_new(b->s.arena, b->asked->cache);
    return b;
}

/* Outputs that are as they would be drawn need not be. */
static void leave_unchanged(ct_job *s) {
    size_t kept = 0;
    for (size_t i = 0; i < s->target_count; i++)
        if (!ct_seen_same(s->seen, s, i)) s->targets[kept++] = s->targets[i];
    s->target_count = kept;
}

static ct_outcome draw(void *user, size_t index, ct_report *report) {
    batch *b = user;
    ct_job *s = &b->s;
    const unit *u = &b->units[index];
    s->report = report;
    ct_report_set_strict(report, b->job.strict);
    s->drawing = NULL;
    ct_keep_turn(s->keep);
    s->inputs.count = b->inputs;
    if (b->asked->reports)
        b->job.report = ct_printf(s->arena, "%s/%s-%s-%s.json", b->asked->reports, s->map->id,
                                  ct_day_iso(s->arena, u->day), u->lang);
    if (!list_targets(b, u)) return CT_MAP_FAILED;
    bool report_there = !b->job.report || ct_file_exists(b->job.report), good = true;
    bool framed = b->reel && ct_reel_wants(b->reel);
    if (b->reel) s->steady = ct_reel_steady(b->reel, u->lang);
    if (s->seen && report_there) leave_unchanged(s);
    if (framed) good = ct_reel_draw(b->reel, index, u->lang);
    if (s->target_count == 0 && !framed) return CT_MAP_UNCHANGED;
    good = good && ct_job_render(s);
    for (size_t i = 0; s->bytes && i < s->target_count; i++)
        ct_buffer_free(&s->bytes[i]);
    s->bytes = NULL;
    if (!good && ct_report_errors(report) == 0) abort(); /* a failure without a finding */
    return good ? CT_MAP_DRAWN : CT_MAP_FAILED;
}

/* ---- the parent ------------------------------------------------------------------------------ */

static const char *name(void *user, size_t index) {
    const batch *b = user;
    const unit *u = &b->units[index];
    return ct_printf(b->s.arena, "%s in '%s'", ct_day_iso(b->s.arena, u->day), u->lang);
}

/* A finding of a worker as the parent's own; of faults it is said which map has them. */
static void tell(batch *b, size_t index, const cartouche_finding *f) {
    ct_report *report = b->s.report;
    bool fault = f->severity == CARTOUCHE_ERROR;
    if (fault) ct_context_push(report, "%s", name(b, index));
    ct_report_again(report, f);
    if (fault) ct_context_pop(report);
}

static bool done(void *user, size_t index, const ct_unit_answer *answer) {
    batch *b = user;
    const cartouche_job *job = &b->asked->job;
    for (const ct_told *t = answer->told; t; t = t->next)
        tell(b, index, &t->finding);
    if (answer->outcome == CT_MAP_FAILED && !answer->told) abort(); /* without a finding */
    ct_report_flush(b->s.report);
    b->progress.drawn += answer->outcome == CT_MAP_DRAWN;
    b->progress.unchanged += answer->outcome == CT_MAP_UNCHANGED;
    b->progress.failed += answer->outcome == CT_MAP_FAILED;
    if (b->asked->on_progress) b->asked->on_progress(&b->progress, job->user);
    bool drawn = answer->outcome == CT_MAP_DRAWN;
    if (b->reel && ct_reel_wants(b->reel) &&
        !ct_reel_take(b->reel, index, b->units[index].lang, drawn))
        return false;
    return answer->outcome != CT_MAP_FAILED || b->asked->keep_going;
}

/* Folders were looked through to find out which days there are. A map on a day of its own does not
 * depend on that; what it looks through itself it adds again. */
static void forget_folders(batch *b) {
    ct_inputs *inputs = &b->s.inputs;
    size_t kept = 0;
    for (size_t i = 0; i < inputs->count; i++)
        if (ct_file_exists(inputs->paths[i])) inputs->paths[kept++] = inputs->paths[i];
    inputs->count = kept;
}

static unsigned workers_of(const batch *b) {
    enum { MOST = 256 };
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    unsigned workers = b->asked->workers ? b->asked->workers : cores > 0 ? (unsigned)cores : 1;
    if (workers > MOST) workers = MOST;
    return workers < b->count ? workers : (unsigned)b->count;
}

/* What decides of a map that it is one of a film. */
static const char *film_setting(const batch *b) {
    ct_buffer text = { 0 };
    ct_buffer_printf(&text, "film %d %d", b->asked->hold_ms, b->asked->last_ms);
    for (size_t i = 0; i < b->day_count; i++)
        ct_buffer_printf(&text, " %ld", (long)b->days[i]);
    const char *setting = ct_strdup(b->s.arena, text.data);
    ct_buffer_free(&text);
    return setting;
}

/* Films that would be the same are not made again; `*idle`: nor is any map. */
static bool prepare_films(batch *b, bool *idle) {
    *idle = false;
    if (!b->reel) return true;
    b->s.setting = film_setting(b);
    if (ct_reel_unchanged(b->reel)) {
        ct_reel_spare(b->reel);
        *idle = true;
        b->s.seen = ct_seen_new(b->s.arena, b->asked->cache);
        for (size_t i = 0; i < b->count && *idle; i++) {
            if (!list_targets(b, &b->units[i])) return false;
            leave_unchanged(&b->s);
            *idle = b->s.target_count == 0;
        }
        if (*idle) b->progress.unchanged = b->count;
        if (*idle) return true;
    }
    return ct_reel_rehearse(b->reel, b->days, b->day_count, workers_of(b));
}

static bool run_crew(batch *b) {
    ct_crew crew = { .count = b->count,
                     .workers = workers_of(b),
                     .user = b,
                     .begin = begin,
                     .draw = draw,
                     .done = done,
                     .name = name,
                     .stop = &stopped,
                     .ahead = b->reel ? ct_reel_ahead(b->reel) : 0 };
    return ct_crew_run(b->s.arena, &crew, b->s.report);
}

cartouche_status cartouche_map_batch(const cartouche_batch *asked, cartouche_progress *progress) {
    batch b = { .asked = asked, .job = asked->job };
    bool idle = false;
    b.job.output_count = 0;
    b.job.date = b.job.report = b.job.deps = NULL;
    stopped = 0;
    bool good = ct_job_start(&b.s, &b.job) && list_units(&b) && load_variants(&b) &&
                check_paths(&b) && prepare_films(&b, &idle);
    ct_report_flush(b.s.report);
    ct_fonts_free(b.s.fonts); /* its helper thread would not follow a fork */
    b.s.fonts = NULL;
    b.s.target_count = 0;
    forget_folders(&b);
    b.inputs = b.s.inputs.count;
    if (good && b.count && !idle) good = run_crew(&b);
    if (b.reel) good = ct_reel_finish(b.reel, b.count) && good;
    if (!good && ct_report_errors(b.s.report) == 0) abort();
    if (progress) *progress = b.progress;
    return ct_job_finish(&b.s);
}
