/* source.h - reading geodata into tables: Shapelib for shapefiles, GDAL for all else. */
#ifndef CT_SOURCE_H
#define CT_SOURCE_H

#include "../base/base.h"
#include "../feature/feature.h"
#include "../spec/spec.h"

/* What a reader is told; taken from a data entry. */
typedef struct ct_read_options {
    const char *layer;             /* NULL: the only one, or the first with a warning */
    const char *encoding;          /* NULL: the file's */
    const char *crs;               /* overrides the file's; NULL: the file's */
    const char *x_field, *y_field; /* of a CSV; NULL: guessed (lon/lat, x/y, …) */
    const char *where;             /* OGR SQL, or NULL */
    ct_place where_place;
    ct_place place; /* who named the file */
} ct_read_options;

/* Reads one file into a table in lon/lat degrees (WGS84). Findings: not found, cut, not a known
 * format, no features (error), features lost (warning with the number), missing CRS (warning where
 * the extent is lon/lat, else error), invalid UTF-8 (replaced, warning). Files read (side files
 * too) are added to `inputs`. */
typedef struct ct_inputs {
    ct_arena *arena;
    const char **paths;
    size_t count, capacity;
} ct_inputs;
void ct_inputs_add(ct_inputs *inputs, const char *path); /* once each */

bool ct_source_read(ct_arena *arena, const char *path, const ct_read_options *options,
                    const ct_table **table, ct_inputs *inputs, ct_report *report) CT_MUST_USE;

/* source.c: the file for a date. `pattern` as in the spec (templates on {date}, {date:%Y%m%d}, or a
 * glob in which * stands for a date), made absolute beside `spec_path`. missing/max_age as in the
 * entry. `*path` NULL with true: missing: skip. `*found` is the date of the file (CT_NO_DAY where
 * the pattern has none). */
bool ct_source_for_date(ct_arena *arena, const ct_data_spec *entry, const char *spec_path,
                        ct_day day, const char *lang, const char **path, ct_day *found,
                        ct_report *report) CT_MUST_USE;

/* Rows for which the OGR SQL WHERE expression is true (GDAL's evaluator on the table's columns).
 * keep has table->rows items. */
bool ct_source_where(ct_arena *scratch, const ct_table *table, const char *where, ct_place place,
                     bool *keep, ct_report *report) CT_MUST_USE;

/* Describes a source for `cartouche inspect`, as text or JSON, into `out`. */
bool ct_source_inspect(const char *path, bool json, ct_buffer *out, ct_report *report) CT_MUST_USE;

/* shp.c and ogr.c, for source.c alone. */
bool ct_shp_read(ct_arena *arena, const char *path, const ct_read_options *options,
                 const ct_table **table, ct_inputs *inputs, ct_report *report) CT_MUST_USE;
bool ct_ogr_read(ct_arena *arena, const char *path, const ct_read_options *options,
                 const ct_table **table, ct_inputs *inputs, ct_report *report) CT_MUST_USE;

#endif
