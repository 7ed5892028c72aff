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
    const char *format;         /* for "-": png, svg, pdf or trace */
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

/* Loads spec, style and data, and tells every fault and lint; draws nothing. `job->map` may also
 * be a house style (by its name, "….style.yaml", or its key `style: 1`): it is checked on its own,
 * with all its variants. */
CARTOUCHE_API cartouche_status cartouche_map_check(const cartouche_job *job);

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
