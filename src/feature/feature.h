/* feature.h - a table: shapes with typed columns; its operations; its numbers. */
#ifndef CT_FEATURE_H
#define CT_FEATURE_H

#include "../base/base.h"
#include "../geom/geom.h"

/* ---- table.c --------------------------------------------------------------------------------- */

typedef enum ct_column_type { CT_COLUMN_TEXT, CT_COLUMN_NUMBER } ct_column_type;

typedef struct ct_column {
    const char *name;
    ct_column_type type;
    bool integer;       /* NUMBER: whole numbers in the source */
    const char **texts; /* TEXT: one a row, NULL for null */
    double *numbers;    /* NUMBER: one a row, NaN for null */
} ct_column;

/* What was mended of a table's areas. */
typedef struct ct_mending {
    size_t count, first;         /* areas that were mended; 1 + the row of the first */
    double changed, whole, most; /* m2: by how much their areas changed, and what they are; the most
                                    that one of them changed, as a share */
    double ground;               /* m2: all areas of the table */
} ct_mending;

/* Features in memory: flat coordinates in lon/lat degrees (WGS84), part ends, and columns.
 * Read-only once made. */
typedef struct ct_table {
    ct_shape *shapes; /* one a row; kind CT_NULL where there is none */
    size_t rows;
    ct_column *columns;
    size_t column_count;
    const char *source;        /* the file it came from, for findings; or the entry's name */
    ct_place place;            /* the entry in the spec */
    size_t points_read;        /* points in the source, before any reduction */
    const ct_mending *mending; /* what was mended in reading, where that was asked for; or NULL */
    bool sieved;               /* what a picture shows of it, and no more, perhaps on its page: see
                                  ct_sieve */
    const ct_edging *edgings;  /* of such shapes, in the order of the rows that have one */
    size_t edging_count;
    uint64_t stamp; /* of its files as they were read; 0: it is of several, or of none */
} ct_table;

const ct_column *ct_table_column(const ct_table *table,
                                 const char *name); /* exact, then case-insensitive; or NULL */
/* The field of a row as text (numbers in shortest form); NULL for null or no such column. */
const char *ct_table_text(ct_arena *arena, const ct_table *table, size_t row, const char *name);
/* The shortest decimal text that reads back as the same number; NULL: it is not finite. */
const char *ct_number_text(ct_arena *arena, double value);
/* As a template value. False where there is no such column. */
bool ct_table_value(const ct_table *table, size_t row, const char *name, ct_value *value);
ct_box ct_table_box(const ct_table *table);
size_t ct_table_points(const ct_table *table);
/* A new table of the same columns with only the rows where keep[row]; shapes are shared. */
ct_table *ct_table_select(ct_arena *arena, const ct_table *table, const bool *keep);
/* A new table of the same rows and columns with other shapes (rows whose shape is CT_NULL are
 * dropped). */
ct_table *ct_table_reshape(ct_arena *arena, const ct_table *table, const ct_shape *shapes);
/* The names of its columns, for suggestions. */
const char *const *ct_table_names(ct_arena *arena, const ct_table *table);
/* A new table of the rows `rows` of `table` (a row may be named more than once), with the shapes
 * `shapes` (one a new row) or, where that is NULL, their own. */
ct_table *ct_table_gather(ct_arena *arena, const ct_table *table, const size_t *rows,
                          const ct_shape *shapes, size_t count);
/* The columns alone, gathered so; a row index beyond the table gives nulls. */
ct_column *ct_columns_gather(ct_arena *arena, const ct_table *table, const size_t *rows,
                             size_t count);
/* "row 3, 'Donetsk'" (by its name, iso or id where it has one), for findings. */
const char *ct_table_row_name(ct_arena *arena, const ct_table *table, size_t row);

/* ---- ops.c, reduce.c …: the operations of `data:`; all take tables and give a new one ----------
 */

/* Each polygon of `areas` is cut by all lines of `lines`; see ct_split. A table none of whose areas
 * was cut is a fault. */
bool ct_op_split(ct_arena *arena, const ct_table *areas, const ct_table *lines, ct_side side,
                 double tolerance, ct_place place, const ct_table **out,
                 ct_report *report) CT_MUST_USE;
/* Keeps what lies in the union of `mask`'s polygons. One area alone (a tracker's one MultiPolygon)
 * clipped by a mask of several rows becomes one row for each row of the mask that it meets, with
 * the mask's columns, then its own: occupied territory by oblast. Lines and points are clipped too;
 * they keep their rows, unless a single one has no field that is filled. */
bool ct_op_clip(ct_arena *arena, const ct_table *table, const ct_table *mask, ct_place place,
                const ct_table **out, ct_report *report) CT_MUST_USE;
bool ct_op_minus(ct_arena *arena, const ct_table *table, const ct_table *other, ct_place place,
                 const ct_table **out, ct_report *report) CT_MUST_USE;
/* The rows of `table`, then those of `other` less the areas of `table`, so that no ground stands
 * twice; columns of the same name and type are one column. */
bool ct_op_union(ct_arena *arena, const ct_table *table, const ct_table *other, ct_place place,
                 const ct_table **out, ct_report *report) CT_MUST_USE;
/* join.c: the columns of `other` beside those of `table`, whose rows all stay: each gets those of
 * the row of `other` whose field `key` is its own field `by`, or nulls. Keys are alike without the
 * space about them, and as numbers where one side holds numbers. Rows of either without a partner
 * are a warning; a key of two rows of `other` is a fault. A column that both have stays that of
 * `table`. */
bool ct_op_join(ct_arena *arena, const ct_table *table, const ct_table *other, const char *by,
                const char *key, ct_place place, const ct_table **out,
                ct_report *report) CT_MUST_USE;
/* By field, or all into one row where field is "*". A field on which the rows of a group do not
 * agree is null. */
bool ct_op_dissolve(ct_arena *arena, const ct_table *table, const char *field, ct_place place,
                    const ct_table **out, ct_report *report) CT_MUST_USE;
/* slivers.c: drops what of areas, made by an overlay with `other`, is thinner than `width` m and
 * lies along the outline of `other`, as it comes where two sources draw one border differently:
 * parts whole (those in which no circle that wide has room), and strips at least three times as
 * long as wide that hang on what stays (see ct_thin). */
typedef struct ct_slivers {
    size_t count;
    double m2;
} ct_slivers;
bool ct_op_slivers(ct_arena *arena, const ct_table *table, const ct_table *other, double width,
                   ct_place place, const ct_table **out, ct_slivers *found,
                   ct_report *report) CT_MUST_USE;
/* repair.c: areas whose outlines cross are mended, even-odd. */
void ct_mending_add(ct_mending *mending, size_t row, double before, double after);
bool ct_op_repair(ct_arena *arena, const ct_table *table, ct_place place, const ct_table **out,
                  ct_mending *mending, ct_report *report) CT_MUST_USE;
/* All within `metres` of each row's shape; below 0, what of areas lies farther in than that. See
 * ct_ground_buffer. Rows whose shapes vanish go. */
bool ct_op_buffer(ct_arena *arena, const ct_table *table, double metres, ct_place place,
                  const ct_table **out, ct_report *report) CT_MUST_USE;
/* Without `base` the whole outline of each row. With it the outline of all rows together, in one
 * row: `inner` less what runs within `tolerance` degrees along the outline of `base` (a front),
 * else only that. */
bool ct_op_outline(ct_arena *arena, const ct_table *table, const ct_table *base, bool inner,
                   double tolerance, ct_place place, const ct_table **out,
                   ct_report *report) CT_MUST_USE;
/* Drops polygon parts under `km2` (an outer ring with its holes counts as one); `*dropped` counts
 * them. */
const ct_table *ct_op_drop(ct_arena *arena, const ct_table *table, double km2, size_t *dropped);
/* Rounds the corners of lines, for control lines drawn from place to place; see ct_smooth_corners.
 * A polygon is a fault: its borders would part from its neighbours'. */
bool ct_op_smooth(ct_arena *arena, const ct_table *table, int passes, ct_place place,
                  const ct_table **out, ct_report *report) CT_MUST_USE;
/* Details of less than `detail` (m2, or m) go, over arcs that neighbours share
 * (ct_simplify_shared); what the table has of `sources`, the tables that its shapes were made from,
 * goes as it does in those, whatever else was done: so entries of one source keep one border.
 * Returns how many rings went that were no areas. */
size_t ct_op_simplify(ct_arena *arena, const ct_table *table, const ct_detail *detail,
                      const ct_table *const *sources, size_t source_count, const ct_table **out);

/* ---- sides.c: the inside of ct_op_split ---- */

/* What of each area lies on the wanted side of the line (`kept` has a shape a row, CT_NULL for
 * none). Faces that the line touches lie where it says; the others with the neighbours whose border
 * they share, from one to the next; an island with the largest part of its area; and what is left
 * by the line's nearest point, with a warning where that is an end of the line.
 * `*any`: whether the line cut anything. */
bool ct_sides_split(ct_arena *arena, const ct_table *areas, const ct_shape *line, ct_side side,
                    double tolerance, ct_place place, ct_shape *kept, bool *any,
                    ct_report *report) CT_MUST_USE;

/* ---- stats.c: named numbers for captions ----------------------------------------------------- */

typedef enum ct_measure {
    CT_MEASURE_COUNT, /* features that have a shape; of points, these */
    CT_MEASURE_KM2,   /* of areas */
    CT_MEASURE_KM,    /* of lines */
    CT_MEASURE_PCT,   /* of the base */
    CT_MEASURES
} ct_measure;
extern const char *const ct_measure_names[CT_MEASURES]; /* "count", "km2", "km", "pct" */

/* What is measured of an entry, as a whole or of one value of the field `by`. NaN: there is no such
 * number of it, or no data. */
typedef struct ct_stat_row {
    const char *area, *key; /* key NULL: the whole */
    double value[CT_MEASURES];
    double delta[CT_MEASURES]; /* less what it was on another day; pct: percentage points */
} ct_stat_row;

typedef struct ct_stat {
    const char *name; /* "occupied.km2", "UA-14.occupied.pct", "occupied.delta.km2" */
    double value;     /* NaN: no data for the day */
} ct_stat;

typedef struct ct_stats {
    ct_stat_row *rows; /* an entry's whole, then its values in the order of the base */
    size_t row_count, row_capacity;
    ct_stat *items; /* the same by the names that texts use */
    size_t count, capacity;
    bool compared; /* the deltas are against … */
    ct_day since;  /* … this day */
} ct_stats;

/* Adds what <name> measures: <name>.count, .km2, .km and, where `base` is given, .pct of its area;
 * and by the field's values <value>.<name>.km2 and so on (rows of `area` and `base` are matched by
 * that field; a value of `base` that `area` lacks gives 0; where only one has the field, there is
 * no share). `area` NULL: no data for the day. Geodesic on WGS84, of the shapes as they are. */
void ct_stats_add(ct_arena *arena, ct_stats *stats, const char *name, const ct_table *area,
                  const ct_table *base, const char *by);
/* Fills in the deltas against the same numbers of the day `since`, <name>.delta.km2 and so on.
 * CT_NO_DAY: there is none, and nothing is known. */
void ct_stats_compare(ct_arena *arena, ct_stats *now, const ct_stats *then, ct_day since);
bool ct_stats_find(const ct_stats *stats, const char *name, double *value);

#endif
