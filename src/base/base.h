/* base.h - arena, strings, findings, files, dates, templates: what every room stands on. */
#ifndef CT_BASE_H
#define CT_BASE_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../cartouche.h"

#define CT_MUST_USE          __attribute__((warn_unused_result))
#define CT_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))
#define CT_COUNT(array)      (sizeof(array) / sizeof *(array))

/* ---- arena.c: memory ------------------------------------------------------------------------- */

/* A bump arena: everything in it is freed at once. Not thread-safe. Out of memory ends the
 * process with a finding on standard error and status CARTOUCHE_BAD_IO. */
typedef struct ct_arena ct_arena;

ct_arena *ct_arena_new(void);
void ct_arena_free(ct_arena *arena); /* NULL is allowed */

/* `size` bytes, zeroed, aligned to 16; never NULL (a size of 0 gives a valid unique pointer). */
void *ct_arena_alloc(ct_arena *arena, size_t size);
/* As above for `count` items of `size` bytes, with the overflow checked. */
void *ct_arena_array(ct_arena *arena, size_t count, size_t size);
/* Zeroed memory for much that is gone through rarely: in a file without a name where there is room
 * for one (spill.c), else as any other. It holds no pointers. */
void *ct_arena_spill(ct_arena *arena, size_t size);
/* Forgets everything in it, keeps its largest block: for scratch used again and again. */
void ct_arena_reset(ct_arena *arena);
/* Bytes handed out since creation or the last reset. */
size_t ct_arena_used(const ct_arena *arena);

#define CT_NEW(arena, type)          ((type *)ct_arena_alloc((arena), sizeof(type)))
#define CT_ARRAY(arena, count, type) ((type *)ct_arena_array((arena), (count), sizeof(type)))

/* spill.c: a mapped file without a name; NULL: there is no room for one. `from` may be any memory:
 * where it is such a file's, its pages leave the process until they are read again. */
void *ct_spill_map(size_t size);
void ct_spill_unmap(void *at); /* NULL is allowed */
void ct_spill_rest(const void *from, size_t size);

/* Grows `*items` (of `size` bytes each) in the arena so that index `count` may be written;
 * `*capacity` doubles. New items are zeroed. The old array stays in the arena (garbage). */
void ct_arena_grow(ct_arena *arena, void **items, size_t *capacity, size_t count, size_t size);
#define CT_GROW(arena, items, capacity, count)                                                     \
    ct_arena_grow((arena), (void **)&(items), &(capacity), (count), sizeof *(items))

const char *ct_strdup(ct_arena *arena, const char *text);               /* NULL gives NULL */
const char *ct_strndup(ct_arena *arena, const char *text, size_t size); /* as strndup */
const char *ct_printf(ct_arena *arena, const char *format, ...) CT_PRINTF(2, 3);
bool ct_streq(const char *a, const char *b); /* NULLs are equal only to each other */

/* A growing byte buffer on the heap, always NUL-terminated at data[size] once non-empty.
 * Zero it to start; ct_buffer_free releases it. */
typedef struct ct_buffer {
    char *data;
    size_t size, capacity;
} ct_buffer;

void ct_buffer_free(ct_buffer *buffer);
void ct_buffer_append(ct_buffer *buffer, const void *bytes, size_t size);
void ct_buffer_text(ct_buffer *buffer, const char *text);
void ct_buffer_printf(ct_buffer *buffer, const char *format, ...) CT_PRINTF(2, 3);
/* A number in the C locale with at most `decimals` decimals, trailing zeros and "-0" removed. */
void ct_buffer_number(ct_buffer *buffer, double value, int decimals);
/* Makes room for `size` more bytes and returns where they start; then add to buffer->size. */
char *ct_buffer_reserve(ct_buffer *buffer, size_t size);

/* Decimal text to double, independent of the locale. False unless the whole of `text` is one
 * finite number. */
bool ct_number_parse(const char *text, double *value) CT_MUST_USE;
/* Edit distance (Damerau-Levenshtein, optimal string alignment) for "did you mean"; caps at 99. */
int ct_edit_distance(const char *a, const char *b);
/* The nearest of `count` names to `word`, or NULL where none is near enough to suggest. */
const char *ct_nearest(const char *word, const char *const *names, size_t count);
/* Length in bytes of the longest valid UTF-8 prefix of text[0..size). */
size_t ct_utf8_valid(const char *text, size_t size);
/* Decodes one code point and advances *text; U+FFFD on a bad sequence; 0 at the end. */
uint32_t ct_utf8_next(const char **text);

/* ---- keep.c: results kept from one map to the next ------------------------------------------- */

/* A store of results of pure functions, each under a key that holds all that it follows from, byte
 * for byte: what is found is what would be worked out anew. Never an address, never a time. */
typedef struct ct_keep ct_keep;
typedef struct ct_kept {
    ct_arena *arena;            /* its own: the result lives in it */
    void *value;                /* NULL: not worked out yet */
    void (*close)(void *value); /* before it is dropped, if not NULL */
} ct_kept;

ct_keep *ct_keep_new(void);
void ct_keep_free(ct_keep *keep); /* NULL is allowed */
/* A new map begins: what many before it did not ask for is dropped. NULL is allowed. */
void ct_keep_turn(ct_keep *keep);
/* Begins the key of a kind of result; whoever asks appends the rest of its basis, then finds. */
ct_buffer *ct_keep_basis(ct_keep *keep, const char *what);
/* The entry of the key that was written; a new one has no value yet. It lasts to the next turn. */
ct_kept *ct_keep_find(ct_keep *keep);
/* Parts of a basis. */
void ct_basis_number(ct_buffer *key, double value);
void ct_basis_count(ct_buffer *key, size_t value);
void ct_basis_text(ct_buffer *key, const char *text); /* NULL is another than "" */

/* ---- diag.c: findings ------------------------------------------------------------------------ */

/* Where a finding points. All zero: nowhere. `file` must outlive the report. */
typedef struct ct_place {
    const char *file;
    int line, column; /* 1-based, 0 unknown */
} ct_place;

#define CT_NOWHERE ((ct_place){ 0 })

typedef struct ct_report ct_report;

ct_report *ct_report_new(cartouche_finding_fn *on_finding, void *user); /* on_finding may be NULL */
void ct_report_free(ct_report *report);
/* One that lives in an arena and goes with it; it tells nobody. */
ct_report *ct_report_within(ct_arena *arena);
/* Adds a finding of another report. */
void ct_report_again(ct_report *report, const cartouche_finding *finding);
void ct_report_set_strict(ct_report *report, bool strict); /* warnings become errors (BAD_DATA) */

/* Adds an error; always returns false, so that `return ct_fail(…)` reads well. Context that was
 * pushed is put before the text ("layer 'front': …"). */
bool ct_fail(ct_report *report, cartouche_status status, ct_place place, const char *format, ...)
    CT_PRINTF(4, 5);
void ct_warn(ct_report *report, ct_place place, const char *format, ...) CT_PRINTF(3, 4);
void ct_note(ct_report *report, ct_place place, const char *format, ...) CT_PRINTF(3, 4);
/* Gives the newest finding its hint line (the mend). */
void ct_hint(ct_report *report, const char *format, ...) CT_PRINTF(2, 3);
/* The hint "did you mean 'x'?"; false, and no hint, where `near` is NULL. */
bool ct_suggest(ct_report *report, const char *near);
/* Tells findings not yet told to on_finding. ct_hint must come before. Called by ct_report_free and
 * by whoever finishes a stage. */
void ct_report_flush(ct_report *report);

/* A context trail: pushed around a piece of work, popped after it. */
void ct_context_push(ct_report *report, const char *format, ...) CT_PRINTF(2, 3);
void ct_context_pop(ct_report *report);

size_t ct_report_count(const ct_report *report); /* findings so far */
const cartouche_finding *ct_report_at(const ct_report *report, size_t index);
size_t ct_report_errors(const ct_report *report);
cartouche_status ct_report_status(const ct_report *report); /* the gravest; OK where no error */

/* ---- limits.c: how much of anything is too much, in the whole process --------------------------
 */

typedef enum ct_limit_kind {
    CT_LIMIT_FILE,
    CT_LIMIT_FEATURES,
    CT_LIMIT_VERTICES,
    CT_LIMIT_SECONDS,
    CT_LIMIT_MEMORY,
    CT_LIMIT_OUTPUT,
    CT_LIMITS
} ct_limit_kind;

double ct_limit(ct_limit_kind which);
/* "features=50M". False: told. */
bool ct_limit_set(const char *text, ct_report *report) CT_MUST_USE;
/* False, and a finding with the mend, where it is more. */
bool ct_limit_holds(ct_limit_kind which, double value, ct_place place,
                    ct_report *report) CT_MUST_USE;

/* ---- parcel.c: bytes from one process to another of the same program ---------------------------
 */

void ct_parcel_put_count(ct_buffer *out, size_t count);
void ct_parcel_put_text(ct_buffer *out, const char *text);            /* NULL is another than "" */
void ct_parcel_put_findings(ct_buffer *out, const ct_report *report); /* their count, then each */

/* What is left of such bytes; `good` ends where they are not what was expected, and then all that
 * is taken is 0 or NULL. Starts as { data, data + size, true }. */
typedef struct ct_parcel {
    const char *at, *end;
    bool good;
} ct_parcel;

const void *ct_parcel_take(ct_parcel *parcel, size_t size); /* so many bytes, where they lie */
size_t ct_parcel_take_count(ct_parcel *parcel);
const char *ct_parcel_take_text(ct_arena *arena, ct_parcel *parcel);
/* One of the findings, behind their count. */
bool ct_parcel_take_finding(ct_arena *arena, ct_parcel *parcel,
                            cartouche_finding *finding) CT_MUST_USE;

/* ---- module.c: parts of Cartouche that are files of their own ----------------------------------
 */

/* Loads `file` ("cartouche-gdal.so") from beside whatever holds this code and gives what it exports
 * as `symbol`: a struct whose first member is the version of Cartouche, as a string, which must be
 * this one. It stays loaded. NULL: the reason is in why[0..room). Not thread-safe for one file. */
const void *ct_module_load(const char *file, const char *symbol, char *why, size_t room);

/* ---- file.c: whole files --------------------------------------------------------------------- */

/* Reads a regular file whole; `*data` is NUL-terminated (its NUL not counted in `*size`) and lives
 * in the arena. Fails (BAD_IO) with the place of whoever named the file. */
bool ct_file_read(ct_arena *arena, const char *path, ct_place place, char **data, size_t *size,
                  ct_report *report) CT_MUST_USE;
/* Maps a regular file read-only; unmap with ct_file_unmap. An empty file gives data NULL, size 0.
 */
bool ct_file_map(const char *path, ct_place place, const uint8_t **data, size_t *size,
                 ct_report *report) CT_MUST_USE;
void ct_file_unmap(const uint8_t *data, size_t size);
/* Lets go of the pages of a mapped file that lie in [from, to); they come back when they are read.
 */
void ct_file_forget(const uint8_t *data, size_t from, size_t to);

/* digest.c: 128 bits as 32 hexadecimal digits; equal bytes have equal digests. Not against forgery.
 */
typedef struct ct_digest {
    char hex[33];
} ct_digest;
ct_digest ct_digest_of(const void *data, size_t size);
/* Of a file's bytes; false where it cannot be read. */
bool ct_digest_file(const char *path, ct_digest *digest) CT_MUST_USE;
/* What a file is at this moment, by its size, its time and which one it is; 0: there is none. */
uint64_t ct_file_stamp(const char *path);

/* A set of files that become visible together: each is written to a temporary file beside its goal
 * (O_EXCL), synced, and all are renamed by ct_output_commit; if one cannot be, the others are taken
 * back. ct_output_abandon removes the temporaries. A file that is replaced hands its permissions
 * on; a symbolic link is replaced, not followed. "-" is standard output, written first at commit:
 * its data must live until then. Call ct_output_commit or ct_output_abandon also after a failure.
 */
typedef struct ct_output ct_output;
ct_output *ct_output_new(ct_arena *arena);
bool ct_output_add(ct_output *output, const char *path, const void *data, size_t size,
                   ct_report *report) CT_MUST_USE;
bool ct_output_commit(ct_output *output, ct_report *report) CT_MUST_USE;
void ct_output_abandon(ct_output *output);
/* Removes what a process of this machine that was killed left half-written in the folder of `path`.
 */
void ct_output_tidy(ct_arena *arena, const char *path);

bool ct_file_exists(const char *path); /* a regular file */
/* "dir/name" relative to the file `base` (its folder), in the arena; absolute paths stay. */
const char *ct_path_beside(ct_arena *arena, const char *base, const char *name);
const char *ct_path_ending(const char *path);                /* "png" of "a/b.png"; "" where none */
const char *ct_path_stem(ct_arena *arena, const char *path); /* "b" of "a/b.png" */
/* The path without "." and "x/..", where that is the same place: as one would write it. */
const char *ct_path_short(ct_arena *arena, const char *path);
/* Quotes a path for a Make depfile (blanks, '#', '$', ':', '|', '\\', in a goal '%'). */
const char *ct_path_make(ct_arena *arena, const char *path, bool goal);

/* ---- date.c: days ---------------------------------------------------------------------------- */

/* A civil day as a count of days since 1970-01-01 (proleptic Gregorian; Hinnant's algorithm). */
typedef int32_t ct_day;
#define CT_NO_DAY INT32_MIN

bool ct_day_parse(const char *text, ct_day *day) CT_MUST_USE; /* exactly YYYY-MM-DD, a real day */
const char *ct_day_iso(ct_arena *arena, ct_day day);
void ct_day_civil(ct_day day, int *year, int *month, int *mday);
ct_day ct_day_from(int year, int month, int mday);
/* strftime-like on a date, in a language by ICU: %Y %m %d %-d %-m %b %B %y %j %a %A %%, and the
 * names "long" (27 January 2026), "medium", "short", "full", "iso". NULL where the format is
 * unknown. */
const char *ct_day_format(ct_arena *arena, ct_day day, const char *format, const char *lang);
/* `lang` where ICU has data for it, else "en" (also for NULL): so that no text falls back to the
 * locale of whoever runs the program. */
const char *ct_lang_known(const char *lang);
/* It is written from the right to the left. */
bool ct_lang_rtl(const char *lang);
/* What ICU is to write dates and numbers in: the known language with Latin digits, unless its own
 * tag names others ("fa-u-nu-arabext"). CLDR changes its mind on a language's digits from version
 * to version (Arabic has, in 44), and %d, scale bars and data have Latin ones: a map has one kind.
 * NULL where ICU refuses the tag. */
const char *ct_lang_locale(ct_arena *arena, const char *lang);
/* "30d", "6w", "400d": a span in days. */
bool ct_span_parse(const char *text, int32_t *days) CT_MUST_USE;
/* "2022-03-01", "2022-03-01..2022-03-31" (every day of them) or "2022-03-01..2022-12-31/30d" (every
 * thirtieth from the first on): how many days these are, the first, and the step from one to the
 * next. */
bool ct_days_parse(const char *text, ct_day *first, int32_t *step, size_t *count) CT_MUST_USE;
/* when.c: "-30d", "+1y-1d": steps, each with its sign, of d, w, m (months) and y. */
bool ct_steps_parse(const char *text, int32_t *months, int32_t *days) CT_MUST_USE;
/* The day so many months, then so many days later; in a shorter month its last. CT_NO_DAY: it is
 * not in the years 1 to 9999, or `day` is none. */
ct_day ct_day_step(ct_day day, int32_t months, int32_t days);
typedef enum ct_when_from {
    CT_WHEN_NOT,     /* not given: the date itself */
    CT_WHEN_DAY,     /* this day */
    CT_WHEN_DATE,    /* the date of the map */
    CT_WHEN_FIRST,   /* the first of the days that the data are of */
    CT_WHEN_LATEST,  /* the last */
    CT_WHEN_PREVIOUS /* the one before that which the date shows */
} ct_when_from;
/* A day that is told by others, and steps from it. */
typedef struct ct_when {
    ct_when_from from;
    ct_day day; /* DAY */
    int32_t months, days;
} ct_when;
/* "2022-02-23", "-30d", "date-1m", "first", "latest-1y", "previous"; in braces too: "{date-30d}".
 */
bool ct_when_parse(const char *text, ct_when *when) CT_MUST_USE;
/* It asks for the days of data. */
bool ct_when_of_data(const ct_when *when);
/* The day that it is for a date, where the data are of these days (sorted); CT_NO_DAY: there is
 * none. */
ct_day ct_when_day(const ct_when *when, ct_day date, const ct_day *days, size_t count);
/* Sorts days and leaves each once; how many are left. */
size_t ct_days_sort(ct_day *days, size_t count);
/* Reads a date at the start of `text` by a strftime-like pattern ("%Y%m%d", "%d.%m.%Y", "%d%b%Y":
 * %Y %y (20xx) %m %d %-m %-d %j %%, and %b %B in English); `*length` (NULL is allowed) is how many
 * bytes it took. */
bool ct_day_scan(const char *text, const char *format, ct_day *day, size_t *length) CT_MUST_USE;

/* day_find.c: dates as people write them: 2025-01-31, 20250131, 2025_01_31, 31.01.2025,
 * 31-Jan-2025, 31 January 2025, 31-01-2025. */
typedef enum ct_found {
    CT_FOUND_NONE,
    CT_FOUND_DAY,
    CT_FOUND_UNSURE /* it can be read in two ways (03-04-2025), or there are two */
} ct_found;
/* The date anywhere in a text, the name of a file, and where it stands (NULL is allowed). */
ct_found ct_day_find(const char *text, ct_day *day, size_t *start, size_t *length);
/* The day of a cell; a time of day may follow the date. `format`: how the date is written, as for
 * ct_day_scan; NULL: as above. A moment with an offset from Greenwich is of the day that it is in
 * `zone` then; without `zone`, and without an offset, of the day that is written. */
ct_found ct_day_read(const char *text, const char *format, const char *zone, ct_day *day);
/* "Europe/Kyiv", "UTC", "+02:00". */
bool ct_zone_known(const char *zone);

/* ---- template.c: {name|filter:format} -------------------------------------------------------- */

/* What a name stands for. kind TEXT: text; NUMBER: number; DAY: day. */
typedef struct ct_value {
    enum { CT_VALUE_NONE, CT_VALUE_TEXT, CT_VALUE_NUMBER, CT_VALUE_DAY } kind;
    const char *text;
    double number;
    bool percent; /* the number counts hundredths: the format % does not multiply it */
    ct_day day;
} ct_value;

/* Looks a name up ("date", "lang", "stat.occupied.km2", a field). False: there is no such name. */
typedef bool ct_lookup_fn(const char *name, void *user, ct_value *value);

/* Expands a template: {name}, {name:format}, {name|upper}, {date-30d}, {date-1y:long},
 * {name_{lang}} (inner braces first), {{ and }} for braces. Numbers take printf-like formats
 * (",.0f", ".1f") in the manner of the language (ICU). Filters: upper lower trim. Fails (BAD_SPEC)
 * naming the unknown name and the nearest of `names` (count `name_count`, for the suggestion only).
 */
bool ct_template_expand(ct_arena *arena, const char *text, const char *lang, ct_lookup_fn *lookup,
                        void *user, const char *const *names, size_t name_count, ct_place place,
                        const char **result, ct_report *report) CT_MUST_USE;
/* A number as the language writes it; format as above ("" or NULL: shortest). */
const char *ct_number_format(ct_arena *arena, double value, const char *format, const char *lang);
/* units.c: "50 km" as the language writes it; `unit` is km, m, mi or nmi. */
const char *ct_unit_text(ct_arena *arena, double number, const char *unit, const char *lang);
/* Upper case in the language (ICU). */
const char *ct_upper(ct_arena *arena, const char *text, const char *lang);

#endif
