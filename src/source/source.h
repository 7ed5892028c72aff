/* source.h - reading geodata into tables: shapefiles, GeoJSON and CSV here, GDAL for all else. */
#ifndef CT_SOURCE_H
#define CT_SOURCE_H

#include "../base/base.h"
#include "../feature/feature.h"
#include "../spec/spec.h"

/* What a reader saw of a file: for `inspect`. */
typedef struct ct_layer_facts {
    const char *name;
    const char *geometry; /* as the format calls it */
    size_t features;
} ct_layer_facts;

typedef struct ct_facts {
    const char *format;     /* "ESRI Shapefile", "GeoJSON", … */
    const char *encoding;   /* of the text fields */
    const char *crs;        /* its name; NULL: the file has none */
    ct_layer_facts *layers; /* all of them, the one that was read too */
    size_t layer_count;
    const char *layer; /* the one that was read */
    size_t features, without_geometry, deleted, mixed;
    size_t bad_points;        /* not finite, absurd, or without a place in lon/lat */
    size_t small_parts;       /* rings of fewer than 3 distinct points, lines of one */
    size_t turned_rings;      /* rings that ran against their format's order (or ours) */
    size_t bad_texts;         /* fields with invalid UTF-8 or bytes that the encoding lacks */
    size_t lost_rows;         /* rows whose coordinates do not parse */
    size_t unseen;            /* rows of which a sieve has left nothing */
    size_t points;            /* before a sieve; 0: there was none */
    const ct_edging *edgings; /* see ct_table */
    size_t edging_count;
    bool outside;  /* coordinates beyond lon/lat, and no CRS that would explain them */
    ct_box extent; /* in the source's own coordinates */
} ct_facts;

/* What a reader is told; taken from a data entry. */
typedef struct ct_read_options {
    const char *layer;             /* NULL: the only one, or the first with a warning */
    const char *encoding;          /* NULL: the file's */
    const char *crs;               /* overrides the file's; NULL: the file's */
    const char *x_field, *y_field; /* of a CSV; NULL: guessed (lon/lat, x/y, …) */
    const char *where;             /* OGR SQL, or NULL */
    ct_mending *mending;           /* what is mended is written down here, not told; or NULL */
    bool shapeless;                /* rows without a place are kept: a table to be joined */
    bool network;                  /* it may be fetched from there */
    bool vrt;                      /* it may be a VRT, which names other files */
    ct_place where_place;
    ct_place place; /* who named the file */
    ct_place file;  /* the file itself; ct_source_read sets it */
    /* What will be seen of it: a large file is reduced to that while it is read, where its reader
     * can; the table says so. NULL: all of it. */
    const ct_sieve *sieve;
    /* Where given (by `inspect`), it is filled in, and a layer that is not named or a CRS that is
     * missing is a warning, no error. */
    ct_facts *facts;
} ct_read_options;

/* Reads one file into a table in lon/lat degrees (WGS84). Findings: not found, cut, not a known
 * format, no features (error), features lost (warning with the number), missing CRS (warning where
 * the extent is lon/lat, else error), invalid UTF-8 (replaced, warning). Files read (side files
 * too) are added to `inputs`. */
typedef struct ct_fetches ct_fetches;
typedef struct ct_inputs {
    ct_arena *arena;
    const char **paths;
    size_t count, capacity;
    ct_fetches *fetches; /* what was fetched from the network for them */
} ct_inputs;
void ct_inputs_add(ct_inputs *inputs, const char *path); /* once each */
void ct_inputs_close(ct_inputs *inputs);                 /* forgets what was fetched */

bool ct_source_read(ct_arena *arena, const char *path, const ct_read_options *options,
                    const ct_table **table, ct_inputs *inputs, ct_report *report) CT_MUST_USE;

/* Tells of a file that is another one than a moment ago. Always false. */
bool ct_source_changed(const char *path, ct_report *report);

/* source.c: the file for a date. `pattern` as in the spec (templates on {date}, {date:%Y%m%d}, or a
 * glob in which * stands for a date), made absolute beside `spec_path`. missing/max_age as in the
 * entry. `*path` NULL with true: missing: skip. `*found` is the date of the file (CT_NO_DAY where
 * the pattern has none). */
bool ct_source_for_date(ct_arena *arena, const ct_data_spec *entry, const char *spec_path,
                        ct_day day, const char *lang, const char **path, ct_day *found,
                        ct_report *report) CT_MUST_USE;
/* Every day that the entry's files are of, by their names, sorted, each once; none where its name
 * holds no date. Fails where a template's dates cannot be read back from names. */
bool ct_source_days(ct_arena *arena, const ct_data_spec *entry, const char *spec_path,
                    const char *lang, ct_day **days, size_t *count, ct_report *report) CT_MUST_USE;

/* remote.c: sources on the network, by URL or as GDAL names object stores, for maps that allow it.
 * They are fetched whole, once for all that shares `inputs`, and then read as the files that they
 * are. */
bool ct_source_is_remote(const char *name); /* in a chain of file systems too */
/* Whether it is there; a host that does not answer, or refuses, is a fault, not an absence. */
bool ct_remote_exists(ct_inputs *inputs, const char *name, bool allowed, ct_place place,
                      bool *exists, ct_report *report) CT_MUST_USE;
/* Of its bytes as they are now; another one where there are none, or may not be. */
ct_digest ct_remote_digest(ct_inputs *inputs, const char *name, bool allowed);
bool ct_remote_read(ct_arena *arena, const char *name, const ct_read_options *options,
                    const ct_table **table, ct_inputs *inputs, ct_report *report) CT_MUST_USE;
/* remote_date.c: ct_source_for_date where the entry's file is on the network. */
bool ct_remote_for_date(ct_arena *arena, const ct_data_spec *entry, ct_day day, const char *lang,
                        const char **path, ct_day *found, ct_inputs *inputs,
                        ct_report *report) CT_MUST_USE;

/* Rows for which the OGR SQL WHERE expression is true, on the table's columns. keep has
 * table->rows items. */
bool ct_source_where(ct_arena *scratch, const ct_table *table, const char *where, ct_place place,
                     bool *keep, ct_report *report) CT_MUST_USE;

/* ---- write.c: a table as a file ---------------------------------------------------------- */

typedef enum ct_data_format {
    CT_DATA_NONE,
    CT_DATA_GEOJSON, /* RFC 7946 */
    CT_DATA_SHP,     /* a shapefile: several files */
    CT_DATA_GPKG
} ct_data_format;

/* "geojson", "shp", "gpkg", case aside; NONE where unknown. */
ct_data_format ct_data_format_named(const char *ending);
/* The endings of the files that a table in this format is, the one that names it first; the last is
 * NULL. */
const char *const *ct_data_parts(ct_data_format format);
/* Appends to `out` the bytes of that one of its files which ends in `part`. Lon/lat on WGS84; the
 * same table gives the same bytes. `name` is that of the layer; findings are of `place`: fields
 * whose names or texts had to be cut (a note, a warning), shapes of several kinds that the format
 * does not hold together (a fault). */
bool ct_source_write(const ct_table *table, ct_data_format format, const char *part,
                     const char *name, ct_place place, ct_buffer *out,
                     ct_report *report) CT_MUST_USE;

/* Describes a source for `cartouche inspect`, as text or JSON, into `out`. */
bool ct_source_inspect(const char *path, bool json, ct_buffer *out, ct_report *report) CT_MUST_USE;

/* ---- what `inspect` tells: inspect.c finds it, inspect_text.c writes it ---------------------- */

typedef struct ct_field_facts {
    const char *name;
    const char *type; /* "text", "whole number", "number" */
    size_t nulls, distinct;
    double least, greatest; /* of numbers; NaN where all are null */
    const char **values;    /* all distinct ones where they are few and short, else examples */
    size_t value_count;
    bool all_values;
} ct_field_facts;

typedef struct ct_description {
    const char *path;
    ct_facts facts;
    size_t areas, lines, points; /* rows by kind */
    size_t parts, vertices;
    ct_box box; /* lon/lat */
    ct_field_facts *fields;
    size_t field_count;
    ct_day day;             /* in the file's name; CT_NO_DAY: none */
    ct_day first, last;     /* of files that are named alike */
    size_t dated, gap_days; /* how many they are; days between that have none */
    ct_day gap_from;        /* the longest gap: after this day, */
    int32_t gap;            /* for so many days */
    const char **faults;
    size_t fault_count, fault_capacity;
    const char *yaml; /* an entry of `data:` to paste */
} ct_description;

void ct_describe_text(const ct_description *d, ct_buffer *out);
bool ct_describe_json(const ct_description *d, ct_buffer *out) CT_MUST_USE;

/* ---- the readers, for source.c alone ----------------------------------------------------- */

bool ct_shp_read(ct_arena *arena, const char *path, const ct_read_options *options,
                 const ct_table **table, ct_inputs *inputs, ct_report *report) CT_MUST_USE;

/* What a reader says that knows the plain files of its format and no others. NOT_MINE: nothing was
 * told; GDAL reads it, and finds what is wrong with it. */
typedef enum ct_answer { CT_NOT_MINE, CT_DONE, CT_FAILED } ct_answer;

/* geojson.c: RFC 7946. Tables and findings are those that GDAL's reader would give. */
ct_answer ct_geojson_read(ct_arena *arena, const char *path, const ct_read_options *options,
                          const ct_table **table, ct_inputs *inputs, ct_report *report) CT_MUST_USE;
/* csv.c: RFC 4180 with a header and two columns of coordinates; as above. */
ct_answer ct_csv_read(ct_arena *arena, const char *path, const ct_read_options *options,
                      const ct_table **table, ct_inputs *inputs, ct_report *report) CT_MUST_USE;
/* condition.c: comparisons, AND, OR, NOT, IN, BETWEEN, LIKE and IS NULL of columns and literals.
 * False: another expression, a wrong one, or one whose answer depends on GDAL's release; `keep` is
 * as it was. */
bool ct_condition_rows(ct_arena *scratch, const ct_table *table, const char *where,
                       bool *keep) CT_MUST_USE;

/* predicate.c: such a condition, asked of one row. */
typedef enum ct_op {
    CT_OP_AND,
    CT_OP_OR,
    CT_OP_NOT,
    CT_OP_EQ,
    CT_OP_NE,
    CT_OP_LT,
    CT_OP_LE,
    CT_OP_GT,
    CT_OP_GE,
    CT_OP_IN,
    CT_OP_BETWEEN,
    CT_OP_LIKE,
    CT_OP_ILIKE,
    CT_OP_IS_NULL
} ct_op;
typedef enum ct_operand_kind {
    CT_OPERAND_TEXT,
    CT_OPERAND_WHOLE,
    CT_OPERAND_NUMBER
} ct_operand_kind;
typedef struct ct_operand {
    ct_operand_kind kind;
    const ct_column *column; /* NULL: a literal, which follows */
    const char *text;
    int64_t whole;
    double number;
} ct_operand;
typedef struct ct_predicate ct_predicate;
struct ct_predicate {
    ct_op op;
    ct_predicate *parts, *next; /* of AND, OR, NOT; and the next of its siblings */
    ct_operand *operands;       /* of all others */
    size_t count;
    ct_operand_kind as; /* how they are compared */
};
/* UNKNOWN: a null decides, which is as good as false; UNSURE: GDAL's releases differ. */
typedef enum ct_truth { CT_FALSE, CT_TRUE, CT_UNKNOWN, CT_UNSURE } ct_truth;
ct_truth ct_predicate_holds(const ct_predicate *predicate, size_t row);

/* ---- gdal.c: GDAL as a module ------------------------------------------------------------ */

typedef enum ct_fetch_outcome { CT_FETCHED, CT_FETCH_MISSING, CT_FETCH_FAILED } ct_fetch_outcome;
enum { CT_WHY = 400 }; /* room for a reason */

/* What the module (ogr*.c, linked apart with what of ours they lean on) gives. */
typedef struct ct_gdal {
    const char *version; /* of Cartouche */
    bool (*read)(ct_arena *arena, const char *path, const ct_read_options *options,
                 const ct_table **table, ct_inputs *inputs, ct_report *report);
    bool (*where)(ct_arena *scratch, const ct_table *table, const char *where, ct_place place,
                  bool *keep, ct_report *report);
    bool (*write)(const ct_table *table, const char *name, ct_place place, ct_buffer *out,
                  ct_report *report);
    ct_fetch_outcome (*fetch)(const char *name, ct_buffer *out, char why[CT_WHY]);
} ct_gdal;

/* Loads it the first time. NULL: told; `what` needs it ("this file"). */
const ct_gdal *ct_gdal_open(ct_place place, const char *what, ct_report *report);

/* ---- apart.c, pack.c: a reader in a process of its own ----------------------------------- */

typedef bool ct_source_read_fn(ct_arena *arena, const char *path, const ct_read_options *options,
                               const ct_table **table, ct_inputs *inputs, ct_report *report);
/* What `read` gives, and tells, in a process that is forked for it; where that dies, a finding. */
bool ct_read_apart(ct_arena *arena, const char *path, const ct_read_options *options,
                   ct_source_read_fn *read, const ct_table **table, ct_inputs *inputs,
                   ct_report *report) CT_MUST_USE;

/* To bytes for another process of this program, and back: all but the table's source, place and
 * mending. NULL, false: they are not what was packed. */
void ct_table_pack(const ct_table *table, ct_buffer *out);
void ct_facts_pack(const ct_facts *facts, ct_buffer *out);
ct_table *ct_table_unpack(ct_arena *arena, ct_parcel *parcel);
bool ct_facts_unpack(ct_arena *arena, ct_parcel *parcel, ct_facts *facts) CT_MUST_USE;

/* ---- between the files of this room ---------------------------------------------------------- */

/* folder.c: a file in `folder` (NULL or "": the working directory) whose name equals `name`, else
 * that equals it but for capitals; NULL where there is none. */
const char *ct_folder_find(ct_arena *arena, const char *folder, const char *name);
/* The side file of `path` with another ending ("dbf"), in whatever capitals; or NULL. */
const char *ct_file_side(ct_arena *arena, const char *path, const char *ending);
/* All names in a folder, sorted; `*count` 0 where it cannot be read. */
const char **ct_folder_names(ct_arena *arena, const char *folder, size_t *count);
const char *ct_path_folder(ct_arena *arena, const char *path); /* "." where there is none */
const char *ct_path_name(const char *path);                    /* what stands after the last '/' */
/* Finding: no such file, with the nearest name in its folder. Always false. */
bool ct_fail_missing(ct_arena *arena, const char *path, ct_place place, ct_report *report);

/* raw.c: features as a reader finds them, and their way to clean lon/lat shapes. Points, part ends
 * and rows are added in turn; a ring may be closed or not. */
typedef struct ct_raw {
    ct_arena *arena;
    double *x, *y;
    size_t points, x_capacity, y_capacity;
    size_t *end; /* of parts */
    bool *hole;  /* the source has the part as a hole of the last one that is none */
    size_t parts, end_capacity, hole_capacity;
    ct_kind *kinds;
    size_t *row_end; /* of rows, in parts */
    size_t rows, kind_capacity, row_capacity;
} ct_raw;

/* Makes room at once in an empty one; more than that still grows. */
void ct_raw_reserve(ct_raw *raw, size_t points, size_t parts, size_t rows);
void ct_raw_point(ct_raw *raw, double x, double y);
/* Room for `count` more points; the caller fills them in. */
void ct_raw_points(ct_raw *raw, size_t count, double **x, double **y);
void ct_raw_end_part(ct_raw *raw);
void ct_raw_end_ring(ct_raw *raw, bool hole);
void ct_raw_end_row(ct_raw *raw, ct_kind kind);

typedef enum ct_ring_order { CT_RINGS_OUTER_CW, CT_RINGS_OUTER_CCW } ct_ring_order;

typedef struct ct_settling {
    const char *crs;     /* its definition; NULL: the file has none */
    bool lonlat;         /* lon/lat on WGS84 by the format's own rule: nothing to transform */
    ct_ring_order order; /* what the format asks for: for the count of turned rings */
    bool by_order;       /* a ring is a hole by its direction, not by ct_raw.hole */
    ct_place place;
    ct_facts *facts;
    bool lenient;
    ct_mending *mending; /* what is mended is written down here, and not told; or NULL */
} ct_settling;

/* To lon/lat; takes out points that are not finite, absurd or without a place there, closing
 * points, parts too small to be drawn; cuts at the antimeridian what reaches over it, and gives a
 * ring round a pole the pole (ct_shape_to_chart); mends areas whose rings cross, overlap or nest
 * against their roles (ct_mend), so that pictures, figures and overlays agree; turns rings (outer
 * CCW). Lenient: shapes stay uncut and unmended, since `inspect` tells of what the file holds.
 * `shapes` has room for raw->rows; one that has nothing left is CT_NULL. Arrays that are in `arena`
 * already are used on. */
bool ct_raw_settle(ct_arena *arena, ct_raw *raw, const ct_settling *how, ct_shape *shapes,
                   ct_report *report) CT_MUST_USE;
/* rings.c: one shape after another on the chart, its rings sound and turned; it may move to
 * `arena`. hole[] is of its parts. */
typedef struct ct_rings ct_rings;
ct_rings *ct_rings_open(ct_arena *arena, const ct_settling *how);
void ct_rings_settle(ct_rings *rings, ct_raw *raw, size_t row, const bool *hole, ct_shape *shape);
void ct_rings_close(ct_rings *rings, ct_report *report); /* tells what was done */
/* Turns the rings of a row that was sifted, and no more: crossings that the sieve made are smaller
 * than is seen, and others are drawn by winding numbers, which keeps the ground that rings share.
 * Its points are x and y; ccw: how the rings ran in the file. */
void ct_rings_turn(const ct_settling *how, ct_arena *scratch, const ct_shape *row, double *x,
                   double *y, const bool *ccw, const bool *hole);

/* sift.c: features reduced to what a picture shows, on several threads. A reader says what of a
 * file to read at once: whole rows, or some parts of a large one; so many points at most. */
enum { CT_SIFTERS = 2 };
typedef struct ct_stretch {
    size_t row, rows;
    size_t part, parts;
    size_t points;
} ct_stretch;
typedef struct ct_sifter ct_sifter; /* that of one thread */
typedef void ct_stretch_fn(const void *user, const ct_stretch *stretch, ct_sifter *sifter);
/* Such a function asks for room for some more points of a part, as often as it needs to, and fills
 * it in; says when the part is whole; and when the row is, or what the stretch has of it. CT_NULL:
 * it has no shape. */
void ct_sifter_points(ct_sifter *sifter, size_t count, double **x, double **y);
void ct_sifter_part(ct_sifter *sifter, ct_kind kind, bool hole);
void ct_sifter_row(ct_sifter *sifter, ct_kind kind);

typedef struct ct_sift ct_sift;
ct_sift *ct_sift_open(ct_arena *arena, const ct_sieve *sieve, const ct_settling *how,
                      ct_stretch_fn *read, const void *user);
/* The shapes of the rows of some stretches, which follow each other and hold rows whole; CT_NULL:
 * nothing of it is seen. False: there is something that no sieve suits, nothing is told. */
bool ct_sift_rows(ct_sift *sift, const ct_stretch *stretches, size_t count,
                  ct_shape *shapes) CT_MUST_USE;
const ct_edging *ct_sift_edgings(const ct_sift *sift, size_t *count);
void ct_sift_close(ct_sift *sift);

/* The table of those rows that have a shape; columns hold raw rows. False where there are none. */
bool ct_raw_table(ct_arena *arena, const char *path, const ct_shape *shapes, size_t rows,
                  ct_column *columns, size_t column_count, const ct_read_options *options,
                  const ct_facts *facts, const ct_table **table, ct_report *report) CT_MUST_USE;

/* shp_records.c: a shapefile in memory, and its records, each checked before anybody reads it. ESRI
 * Shapefile Technical Description, July 1998: numbers in headers are big-endian counts of 16-bit
 * words, those of shapes are little-endian. */
enum { CT_SHP_HEADER = 100, CT_SHP_RECORD_HEADER = 8, CT_SHP_CODE = 9994 };

typedef struct ct_shp_record {
    size_t at;   /* of its header */
    size_t size; /* of its content */
} ct_shp_record;

typedef struct ct_shapefile {
    const char *path;
    const uint8_t *data; /* the .shp */
    size_t size;
    uint8_t head[CT_SHP_HEADER]; /* its header, with the true length */
    ct_shp_record *records;
    size_t count, capacity;
    uint8_t *shx; /* made from the records */
    size_t points, parts;
    ct_arena *scratch;
    ct_place place;
    ct_report *report;
} ct_shapefile;

uint32_t ct_shp_big(const uint8_t *p);
uint32_t ct_shp_little(const uint8_t *p);
ct_kind ct_shp_kind(uint32_t type); /* CT_NULL: none that is drawn */
static inline const uint8_t *ct_shp_content(const ct_shapefile *s, size_t i) {
    return s->data + s->records[i].at + CT_SHP_RECORD_HEADER;
}
/* By the .shx (NULL: there is none) where that agrees with the .shp; false: the file is cut. */
bool ct_shp_records(ct_shapefile *s, const char *shx_path, ct_inputs *inputs) CT_MUST_USE;
/* Lets go of the file's pages about record i and before it, where that is worth while: they come
 * back when they are read. */
void ct_shp_let_go(const ct_shapefile *s, size_t i);
/* Counts and offsets stay within their records; `points` and `parts` are counted. */
bool ct_shp_check(ct_shapefile *s) CT_MUST_USE;
/* shp_sift.c: areas and lines in lon/lat as a sieve leaves them; CT_NULL in `shapes` where nothing
 * is seen. False: they are none for a sieve, nothing is told. */
bool ct_shp_sift(ct_arena *arena, const ct_shapefile *s, const ct_settling *how,
                 const ct_sieve *sieve, ct_shape *shapes) CT_MUST_USE;

/* encoding.c: bytes to UTF-8. */
typedef struct ct_decoder ct_decoder;
/* `name` as in a .cpg file or as iconv knows it ("UTF-8", "1251", "ANSI 1252", "windows-1251",
 * "LDID/87"); NULL where it is none that is known. */
ct_decoder *ct_decoder_open(const char *name);
void ct_decoder_close(ct_decoder *decoder);
const char *ct_decoder_name(const ct_decoder *decoder);
/* What cannot be decoded becomes U+FFFD and sets *bad (which is never cleared). */
const char *ct_decode(ct_decoder *decoder, ct_arena *arena, const char *bytes, size_t size,
                      bool *bad);
/* UTF-8 with what is invalid replaced by U+FFFD; control characters become spaces but for \n, \t.
 */
const char *ct_text_mend(ct_arena *arena, const char *text, bool *bad);

/* dbf.c: the fields of a shapefile, read from memory. */
typedef struct ct_dbf {
    size_t records; /* that are there whole */
    bool *deleted;  /* one a record */
    ct_column *columns;
    size_t column_count;
    const char *encoding;
} ct_dbf;
/* `rows` records are asked for: columns hold that many, nulls where the file has fewer. `encoding`
 * (one that is known) and `cpg` (the content of a .cpg) may be NULL. */
bool ct_dbf_read(ct_arena *arena, const uint8_t *data, size_t size, size_t rows,
                 const char *encoding, const char *cpg, ct_place place, ct_facts *facts,
                 ct_dbf *dbf, ct_report *report) CT_MUST_USE;

/* json.c: whether a text is JSON throughout (RFC 8259; NaN and Infinity pass; several values one
 * after another pass where `sequence`). Line and column are 1-based, `*what` is a literal. */
bool ct_json_check(const char *text, size_t size, bool sequence, int *line, int *column,
                   const char **what) CT_MUST_USE;

/* json_scan.c: JSON read token by token; blanks before one are skipped. What is no JSON, or odd,
 * gives false or NULL, with no reason. */
typedef struct ct_json {
    const char *at, *end;
    ct_buffer text; /* the newest string; the caller frees it */
} ct_json;
typedef struct ct_json_value {
    bool whole; /* written with neither point nor exponent: `integer` has it too */
    int64_t integer;
    double number;
} ct_json_value;
void ct_json_blanks(ct_json *json);
bool ct_json_peek(ct_json *json, char c);
bool ct_json_take(ct_json *json, char c);
/* After an item: a comma (`*more`), or the closing bracket. */
bool ct_json_more(ct_json *json, char close, bool *more);
bool ct_json_literal(ct_json *json, const char *word);
/* Decoded; it lives until the next. U+0000 and halves of surrogate pairs are refused. */
const char *ct_json_string(ct_json *json);
bool ct_json_number(ct_json *json, ct_json_value *number);
bool ct_json_skip(ct_json *json); /* any value */

/* geojson_shape.c: a geometry object; a row's parts, of the greatest dimension in it, go to `raw`.
 */
typedef struct ct_geojson_shape ct_geojson_shape;
ct_geojson_shape *ct_geojson_shape_new(ct_arena *scratch, ct_json *json, ct_raw *raw);
bool ct_geojson_shape_read(ct_geojson_shape *shape, ct_kind *kind, bool *mixed) CT_MUST_USE;
bool ct_geojson_shape_open_ring(const ct_geojson_shape *shape); /* in any of them */
bool ct_geojson_is_shape(const char *type);

/* geojson_sift.c: the same for a picture. A geometry object is skimmed, or there is none, row by
 * row; then the rows' shapes are read. False: there is something that no sieve suits. */
typedef struct ct_geojson_sift ct_geojson_sift;
ct_geojson_sift *ct_geojson_sift_new(ct_arena *scratch, const char *start, bool bare);
bool ct_geojson_skim(ct_geojson_sift *sift, ct_json *json, ct_kind *kind) CT_MUST_USE;
void ct_geojson_skim_nothing(ct_geojson_sift *sift);
bool ct_geojson_sift_rows(ct_geojson_sift *sift, ct_arena *arena, const ct_sieve *sieve,
                          const ct_settling *how, ct_shape *shapes) CT_MUST_USE;
bool ct_geojson_sift_open_ring(const ct_geojson_sift *sift);

/* geojson_fields.c: properties and ids. */
typedef struct ct_geojson_fields ct_geojson_fields;
ct_geojson_fields *ct_geojson_fields_new(ct_arena *arena, ct_arena *scratch, ct_json *json);
bool ct_geojson_fields_read(ct_geojson_fields *fields) CT_MUST_USE; /* an object of properties */
bool ct_geojson_fields_id(ct_geojson_fields *fields) CT_MUST_USE;
void ct_geojson_fields_next(ct_geojson_fields *fields); /* the feature ends */
bool ct_geojson_fields_close(ct_geojson_fields *fields, ct_column **columns,
                             size_t *count) CT_MUST_USE;

/* csv_type.c: what the texts of a column are, by those seen so far. */
typedef enum ct_csv_kind {
    CT_CSV_WHOLE,
    CT_CSV_NUMBER,
    CT_CSV_TEXT,
    CT_CSV_DATE,
    CT_CSV_TIME,
    CT_CSV_MOMENT,
    CT_CSV_FLAG
} ct_csv_kind;
typedef struct ct_csv_type {
    ct_csv_kind kind;
    bool set;   /* a text that is not empty was seen */
    bool flag;  /* words of yes and no alone */
    bool final; /* it is text whatever comes */
    bool odd;   /* some text is left to GDAL */
} ct_csv_type;
void ct_csv_type_add(ct_csv_type *type, const char *text);
ct_csv_kind ct_csv_type_kind(const ct_csv_type *type);
/* The number of a text in a column of WHOLE, NUMBER or FLAG; "" is NaN. */
bool ct_csv_number(ct_csv_kind kind, const char *text, double *value) CT_MUST_USE;

/* decimal.c: the double nearest to digits * 10^exponent. False: it takes a longer way
 * (ct_number_parse on the text). */
bool ct_decimal(uint64_t digits, int exponent, double *value) CT_MUST_USE;

/* moment.c: dates and times of day in texts. */
typedef struct ct_moment {
    int year, month, day, hour, minute, second;
    int zone; /* as OGR has it: 0 not known, 1 local, 100 UTC, and a step is 15 minutes */
} ct_moment;
typedef enum ct_moment_kind {
    CT_MOMENT_NONE,
    CT_MOMENT_DATE,
    CT_MOMENT_TIME,
    CT_MOMENT_BOTH,
    CT_MOMENT_UNSURE /* something that OGR may take for a moment, or not */
} ct_moment_kind;
ct_moment_kind ct_moment_parse(const char *text, ct_moment *moment);
/* ISO 8601. */
const char *ct_moment_text(ct_arena *arena, const ct_moment *moment, ct_moment_kind kind);

/* fields.c: columns from the fields of features, and, of features that have no shapes (a CSV),
 * points from two of them. */
typedef struct ct_fields ct_fields;
ct_fields *ct_fields_open(ct_arena *arena, ct_arena *scratch, size_t count,
                          const ct_read_options *options, bool csv, ct_facts *facts,
                          ct_report *report);
/* Names each of the `count` fields. */
void ct_fields_column(ct_fields *fields, size_t i, const char *name, bool number, bool integer);
const char *ct_field_name(ct_arena *arena, const char *text, size_t index);
/* Finds those that hold coordinates. False: there are none, told; `fields` is done with. */
bool ct_fields_coordinates(ct_fields *fields, int *x, int *y) CT_MUST_USE;
/* The values of a row (NULL and NaN are null), then its end, then its point in `raw` (its last line
 * in the file; 0: counted). False: features have their own shapes. */
void ct_fields_text(ct_fields *fields, size_t i, const char *value);
void ct_fields_number(ct_fields *fields, size_t i, double value);
void ct_fields_next(ct_fields *fields);
bool ct_fields_point(ct_fields *fields, size_t line, ct_raw *raw);
ct_column *ct_fields_close(ct_fields *fields, size_t *count);

/* What the values of a column are, all of them. Columns know texts and numbers alone; dates are
 * texts that are days throughout. */
typedef enum ct_field_kind {
    CT_FIELD_TEXT,
    CT_FIELD_WHOLE, /* whole numbers that a double holds exactly */
    CT_FIELD_NUMBER,
    CT_FIELD_DATE,  /* YYYY-MM-DD */
    CT_FIELD_MOMENT /* YYYY-MM-DDThh:mm:ssZ */
} ct_field_kind;
ct_field_kind ct_field_kind_of(const ct_column *column, size_t rows);
/* The kind of the table's shapes: CT_NULL where they are of several, or there are none. */
ct_kind ct_table_kind(const ct_table *table, bool *mixed);
/* write_geojson.c, write_shp.c: for write.c. */
void ct_geojson_write(const ct_table *table, const char *name, ct_buffer *out);
bool ct_shp_write(const ct_table *table, const char *part, const char *name, ct_place place,
                  ct_buffer *out, ct_report *report) CT_MUST_USE;

/* ---- between the files of the module ----------------------------------------------------- */

bool ct_ogr_read(ct_arena *arena, const char *path, const ct_read_options *options,
                 const ct_table **table, ct_inputs *inputs, ct_report *report) CT_MUST_USE;
bool ct_ogr_where(ct_arena *scratch, const ct_table *table, const char *where, ct_place place,
                  bool *keep, ct_report *report) CT_MUST_USE;
/* ogr_write.c: a GeoPackage. */
bool ct_ogr_write(const ct_table *table, const char *name, ct_place place, ct_buffer *out,
                  ct_report *report) CT_MUST_USE;
/* ogr.c: GDAL ready for use: its drivers, no plug-ins, no network. Cheap but for the first time. */
void ct_ogr_start(void);
/* ogr_fetch.c: the bytes of a URL or object, appended to `out`; or why there are none. */
ct_fetch_outcome ct_ogr_fetch(const char *name, ct_buffer *out, char why[CT_WHY]);
/* ogr_shape.c: adds an OGRGeometryH's parts of the greatest dimension. CT_NULL: it has none. */
ct_kind ct_ogr_shape_add(ct_raw *raw, void *geometry, bool *mixed);
/* ogr_fields.c: the OGRFeatureH's of an OGRLayerH to ct_fields. NULL: failed, told. */
typedef struct ct_ogr_fields ct_ogr_fields;
ct_ogr_fields *ct_ogr_fields_open(ct_arena *arena, ct_arena *scratch, void *layer,
                                  const ct_read_options *options, bool no_shapes, bool csv,
                                  ct_facts *facts, ct_report *report);
void ct_ogr_fields_add(ct_ogr_fields *fields, void *feature);
bool ct_ogr_fields_point(ct_ogr_fields *fields, ct_raw *raw);
ct_column *ct_ogr_fields_close(ct_ogr_fields *fields, size_t *count);

/* folder.c: the date in a file name, and where it stands; the formats are tried in turn. */
bool ct_name_date(const char *name, ct_day *day, size_t *start, size_t *length) CT_MUST_USE;

#endif
