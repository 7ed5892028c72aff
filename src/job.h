/* job.h - what calls the corridor: one job, and a batch of them shared among workers. */
#ifndef CT_JOB_H
#define CT_JOB_H

#include "canvas/canvas.h"
#include "pipeline.h"
#include "steady.h"

/* ---- job.c: a job of the public face ----------------------------------------------------------
 */

/* One file to be written, with what it takes to draw it. */
typedef struct ct_target {
    const char *path; /* "-": standard output */
    ct_format format;
    const char *data; /* an entry of `data:` that is written, not drawn; NULL: the map is drawn */
    ct_data_format data_format;
    const char *part; /* which of its files this is: "dbf" */
    ct_place place;   /* who asks for it */
    bool absent;      /* the entry has nothing of the day: there is no file */
    const char *lang, *variant;
    double scale;
} ct_target;

typedef struct ct_seen ct_seen;
typedef struct ct_loaded { /* the map with a variant of its style */
    const char *variant;
    const ct_map *map;
    ct_data *lasting; /* NULL: there is but one map */
    struct ct_loaded *next;
} ct_loaded;

/* One job under way. A drawing is kept for the targets that share its language and variant. */
typedef struct ct_job {
    const cartouche_job *job;
    ct_arena *arena; /* the map's lifetime */
    ct_report *report;
    ct_fonts *fonts;
    const ct_map *map;
    ct_data *lasting; /* of its data; NULL: there is but one map */
    ct_loaded *loaded;
    ct_inputs inputs;
    ct_day day;
    ct_pins pins;
    ct_target *targets;
    size_t target_count, target_capacity;
    ct_arena *frame; /* the drawing's lifetime */
    ct_drawing *drawing;
    ct_drawing timing; /* the stages before and after the drawing */
    ct_buffer *bytes;  /* one a target */
    struct ct_export *export;
    const ct_steady *steady; /* of the film that the map belongs to; NULL: none */
    const char *setting;     /* what else decides what is drawn, for the records; NULL: nothing */
    ct_keep *keep;           /* NULL: there is but one map */
    ct_seen *seen;           /* where given, what outputs were made from is written down */
} ct_job;

void ct_job_begin(ct_job *s, const cartouche_job *job);
/* Begins, and loads map, style, day and pins. */
bool ct_job_start(ct_job *s, const cartouche_job *job) CT_MUST_USE;
/* The map with a variant of its style, unless it is loaded so already. */
bool ct_job_load(ct_job *s, const char *variant) CT_MUST_USE;
/* The day that is meant, where `date` is that of the map: CT_NO_DAY where there is none. */
bool ct_job_day(ct_job *s, const ct_when *when, ct_day date, ct_day *day) CT_MUST_USE;
/* The language of the map where nothing says one. */
const char *ct_job_lang(const ct_map *map);
/* The path of an output, a template, in a language. */
bool ct_job_path(const ct_job *s, const ct_output_spec *output, const char *lang,
                 const char **path) CT_MUST_USE;
/* False (told): an output is also an input. */
bool ct_job_spares_inputs(ct_job *s) CT_MUST_USE;
/* Adds an output, a template, in a language. */
bool ct_job_target(ct_job *s, const ct_output_spec *output, const char *lang) CT_MUST_USE;
/* The job's own outputs, else the map's. */
bool ct_job_targets(ct_job *s) CT_MUST_USE;
/* The scene for a language and variant; the last one is kept. */
bool ct_job_draw(ct_job *s, const char *lang, const char *variant) CT_MUST_USE;
/* Adds a target as it is, unless its path is another's. */
bool ct_job_target_add(ct_job *s, const ct_target *target) CT_MUST_USE;
/* export.c: adds a target for each file that an entry of `data:` becomes. `data`: its name; NULL:
 * it is named like the file. */
bool ct_job_target_data(ct_job *s, ct_target *target, const char *data) CT_MUST_USE;
/* The bytes of such a target, into s->bytes[index]. */
bool ct_job_export(ct_job *s, size_t index) CT_MUST_USE;
void ct_export_free(struct ct_export *export);
/* Draws and writes all targets, once they are listed, with report and depfile. */
bool ct_job_render(ct_job *s) CT_MUST_USE;
cartouche_status ct_job_finish(ct_job *s);

/* deps.c: the depfile, as GNU Make and Ninja read it. */
void ct_deps_write(const ct_job *s, ct_buffer *out);
/* A folder among the inputs that the outputs are written into: it changes with every run, and
 * nothing may depend on it. */
bool ct_job_writes_into(const ct_job *s, const char *input);

/* days.c: the days that --dates asks for, sorted, each once: days and ranges with commas between
 * them, a file with one of these a line, or all that the sources have. */
bool ct_job_days(ct_job *s, const char *text, ct_day **days, size_t *count) CT_MUST_USE;

/* ---- seen.c: has an output been drawn before from the same? -----------------------------------
 */

/* `cache`: a folder for the records; NULL: a folder `.cartouche` beside each output. Records may be
 * removed at any time. */
ct_seen *ct_seen_new(ct_arena *arena, const char *cache);
const char *ct_seen_path(const ct_seen *seen, ct_arena *arena, const char *output);
/* The record of a target that was drawn: digests of program, settings, inputs and output. */
void ct_seen_record(ct_seen *seen, ct_job *s, size_t target, ct_buffer *out);
/* The target's file is there, and all that it was made from is as it was. */
bool ct_seen_same(ct_seen *seen, ct_job *s, size_t target);

/* ---- reel.c: the animations of a batch --------------------------------------------------------
 */
typedef struct ct_reel ct_reel;

/* Lists the films of a batch, one a language and name. */
bool ct_reel_begin(ct_job *s, const cartouche_batch *asked, const ct_names *langs,
                   ct_reel **reel) CT_MUST_USE;
/* All of them are there, and what they were made from is as it was; then they may be spared. */
bool ct_reel_unchanged(ct_reel *reel);
void ct_reel_spare(ct_reel *reel);
/* Works out what stays in place on all days, in each language; before the workers are forked. */
bool ct_reel_rehearse(ct_reel *reel, const ct_day *days, size_t count, size_t workers) CT_MUST_USE;
const ct_steady *ct_reel_steady(const ct_reel *reel, const char *lang);
/* How many frames may be drawn before they are encoded. */
size_t ct_reel_ahead(const ct_reel *reel);
/* In a worker: draws the frame of a unit, and leaves it where the parent finds it. */
bool ct_reel_wants(const ct_reel *reel);
bool ct_reel_draw(ct_reel *reel, size_t unit, const char *lang) CT_MUST_USE;
/* In the parent, in the order of the units: encodes the frame; false (told): it cannot be. */
bool ct_reel_take(ct_reel *reel, size_t unit, const char *lang, bool drawn) CT_MUST_USE;
/* Writes the films, if all `total` frames are there; else says so. */
bool ct_reel_finish(ct_reel *reel, size_t total) CT_MUST_USE;

/* ---- batch.c, crew.c: many maps by worker processes --------------------------------------------
 */

/* What a worker has to say of one map. */
typedef enum ct_outcome { CT_MAP_DRAWN, CT_MAP_UNCHANGED, CT_MAP_FAILED } ct_outcome;
typedef struct ct_told { /* a finding in the parent's memory */
    cartouche_finding finding;
    struct ct_told *next;
} ct_told;
typedef struct ct_unit_answer {
    ct_outcome outcome;
    ct_told *told; /* in their order */
} ct_unit_answer;

/* Draws one map in a worker, with its findings in the report. */
typedef ct_outcome ct_unit_fn(void *user, size_t unit, ct_report *report);
/* Called in the parent, in the order of the units; false: no more units. */
typedef bool ct_unit_done_fn(void *user, size_t unit, const ct_unit_answer *answer);

/* A crew of worker processes that share units 0 … count - 1. `begin` is called once in each worker
 * and returns its `user`. A worker that dies is replaced; its unit has failed with a finding that
 * `name` words. `stop` is looked at between units. False (told) where no worker can be started. */
typedef struct ct_crew {
    size_t count, workers;
    void *user;
    void *(*begin)(void *user);
    ct_unit_fn *draw;
    ct_unit_done_fn *done;
    const char *(*name)(void *user, size_t unit);
    const volatile int *stop;
    size_t ahead; /* at most so many units are drawn or under way that are not told; 0: any */
} ct_crew;
bool ct_crew_run(ct_arena *arena, const ct_crew *crew, ct_report *report) CT_MUST_USE;

#endif
