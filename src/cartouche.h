/* cartouche.h - the public face: render annotated news maps from a map spec. */
#ifndef CARTOUCHE_H
#define CARTOUCHE_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Symbols with default visibility; everything else in the library is hidden. */
#if defined(__GNUC__)
#define CARTOUCHE_API __attribute__((visibility("default")))
#else
#define CARTOUCHE_API
#endif

/* Who can mend it; also the exit status of the command. */
typedef enum cartouche_status {
    CARTOUCHE_OK = 0,
    CARTOUCHE_BAD_USAGE = 2, /* the command line or the call */
    CARTOUCHE_BAD_SPEC = 3,  /* the map spec or the house style */
    CARTOUCHE_BAD_DATA = 4,  /* the geodata or a table */
    CARTOUCHE_BAD_IO = 5     /* reading or writing failed */
} cartouche_status;

typedef enum cartouche_severity {
    CARTOUCHE_NOTE = 0,
    CARTOUCHE_WARNING = 1,
    CARTOUCHE_ERROR = 2
} cartouche_severity;

/* One finding. Strings are borrowed: they live until the finding function returns. */
typedef struct cartouche_finding {
    cartouche_severity severity;
    cartouche_status status; /* CARTOUCHE_OK for notes and warnings */
    const char *file;        /* NULL where no file is to blame */
    int line, column;        /* 1-based; 0 where unknown */
    const char *text;        /* one line, no newline at its end */
    const char *hint;        /* the mend, or NULL */
} cartouche_finding;

/* Called for every finding, in the order they were made; `user` is the caller's own. */
typedef void cartouche_finding_fn(const cartouche_finding *finding, void *user);

/* What to draw. Zero it, then set what differs from the spec. All strings are borrowed. */
typedef struct cartouche_job {
    const char *map;            /* path of the map spec (required) */
    const char *const *outputs; /* paths; the ending chooses the format; "-" = standard output */
    size_t output_count;        /* 0: the spec's own `outputs` */
    const char *format;         /* for "-": png, svg, pdf or trace, or geojson or gpkg */
    const char *data;           /* the entry of `data` that outputs of .geojson, .shp or .gpkg hold;
                                 * NULL: the one that is named like the file */
    const char *date;           /* ISO date, NULL: the spec's */
    const char *lang;           /* language, NULL: the spec's first or the output's */
    const char *variant;        /* a variant of the style, NULL: none */
    double scale;               /* pixels a page px in PNG, 0: the output's, else 1 */
    const char *const *sets;    /* "key=value" overrides */
    size_t set_count;
    const char *report; /* path for the JSON report, NULL: none */
    const char *deps;   /* path for the Make depfile, NULL: none */
    const char *pins;   /* a pin file, or the report of an earlier map whose labels stay; or NULL */
    bool strict;        /* warnings are errors */
    bool explain;       /* a note a stage: what was read, chosen, dropped, and how long */
    cartouche_finding_fn *on_finding;
    void *user;
} cartouche_job;

/* The version of the library, "MAJOR.MINOR.PATCH"; static storage. */
CARTOUCHE_API const char *cartouche_version(void);

/* Renders `job->map` to its outputs. Files are written whole or not at all: on any error every old
 * file stays. Returns CARTOUCHE_OK, or the gravest status among the findings. */
CARTOUCHE_API cartouche_status cartouche_map_render(const cartouche_job *job);

/* How far a batch has come: maps, each of a date and a language. */
typedef struct cartouche_progress {
    size_t total, drawn, unchanged, failed;
} cartouche_progress;
typedef void cartouche_progress_fn(const cartouche_progress *progress, void *user);

/* A map on many dates. Zero it, then set what differs. All strings are borrowed. */
typedef struct cartouche_batch {
    /* What its maps have in common. `outputs` are templates on {id} {date} {lang} {variant}
     * {scale}; `date`, `report`, `deps` and "-" are not for a batch. */
    cartouche_job job;
    const char *dates;   /* "A..B", "A..B/7d", days with commas, "all" (that the sources have), or
                          * a file with one of these a line (required) */
    const char *langs;   /* with commas; NULL: those of the outputs */
    const char *reports; /* a folder for a JSON report a map, NULL: none */
    const char *cache;   /* a folder for what skip_unchanged remembers, NULL: beside the outputs */
    unsigned workers;    /* processes, 0: as many as there are cores */
    unsigned shard, shards; /* the shard-th (from 1) of so many shares; 0: all */
    /* Animations of the maps of all dates, templates on {id} {lang} {variant} {scale}; .webp, .gif,
     * .mp4 or .webm. The spec's own `outputs` are not drawn then. */
    const char *const *films;
    size_t film_count;
    int hold_ms, last_ms;               /* that a frame stands, and the last one; 0: 800, 2000 */
    bool skip_unchanged;                /* outputs that would be the same are not drawn */
    bool keep_going;                    /* a map that fails does not stop the others */
    cartouche_progress_fn *on_progress; /* after each map; NULL: none. Gets job.user. */
} cartouche_batch;

/* Renders a map on many dates in worker processes. A worker that dies is one failed map. Findings
 * come in the order of the maps, whatever the number of workers. `*progress` (may be NULL) tells
 * how it ended. Not to be called in a process with threads: workers are forked. */
CARTOUCHE_API cartouche_status cartouche_map_batch(const cartouche_batch *batch,
                                                   cartouche_progress *progress);
/* Stops a batch once the maps under way are written; may be called from a signal handler. */
CARTOUCHE_API void cartouche_batch_stop(void);

/* Loads spec, style and data, and tells every fault and lint; draws nothing. `job->map` may also
 * be a house style (by its name, "….style.yaml", or its key `style: 1`): it is checked on its own,
 * with all its variants. */
CARTOUCHE_API cartouche_status cartouche_map_check(const cartouche_job *job);

/* The numbers that the map's `stats:` measures, unrounded, on each of the days that `dates` names
 * (as in a batch; NULL: the job's date or the map's). They go to `job->outputs` (.json or .csv; "-"
 * and `job->format`; none: standard output, as JSON), written whole or not at all. */
CARTOUCHE_API cartouche_status cartouche_map_stats(const cartouche_job *job, const char *dates);

/* Sets one of the limits of docs/limits.md, "features=50M", for all that this process draws from
 * then on. Not to be called while something is drawn. */
CARTOUCHE_API cartouche_status cartouche_limit_set(const char *text,
                                                   cartouche_finding_fn *on_finding, void *user);

/* Describes a data source (layers, fields, CRS, extent, counts, dates found, faults).
 * On success `*text` is the description (JSON where `json`), to be freed by cartouche_text_free. */
CARTOUCHE_API cartouche_status cartouche_source_inspect(const char *path, bool json,
                                                        cartouche_finding_fn *on_finding,
                                                        void *user, char **text);

/* The JSON Schema of `what` ("map" or "style"); `*text` is freed by cartouche_text_free. */
CARTOUCHE_API cartouche_status cartouche_schema_text(const char *what, char **text);

/* One finding as a JSON object on one line (no newline); `*text` is freed by cartouche_text_free.
 */
CARTOUCHE_API void cartouche_finding_json(const cartouche_finding *finding, char **text);

/* The one of `count` names that `word` was probably meant to be, or NULL: for "did you mean". */
CARTOUCHE_API const char *cartouche_word_nearest(const char *word, const char *const *names,
                                                 size_t count);

/* Frees a text that this library returned; NULL is allowed. */
CARTOUCHE_API void cartouche_text_free(char *text);

#ifdef __cplusplus
}
#endif
#endif
