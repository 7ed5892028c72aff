/* inspect.c - what there is to know of a data source, and what is wrong with it. */
#include "source.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { FEW = 12, EXAMPLES = 3, SHORT = 24, MANY_POINTS = 400000 };

static void fault(ct_arena *arena, ct_description *d, const char *text) {
    CT_GROW(arena, d->faults, d->fault_capacity, d->fault_count);
    d->faults[d->fault_count++] = text;
}

/* ---- fields -----------------------------------------------------------------------------------
 */

static int by_text(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static int by_number(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The values that are not null as sorted texts; numbers in the order of their size. */
static const char **sorted_texts(ct_arena *arena, const ct_table *table, const ct_column *column,
                                 size_t *count) {
    const char **texts = CT_ARRAY(arena, table->rows, const char *);
    *count = 0;
    if (column->type == CT_COLUMN_TEXT) {
        for (size_t i = 0; i < table->rows; i++)
            if (column->texts[i]) texts[(*count)++] = column->texts[i];
        if (*count) qsort(texts, *count, sizeof *texts, by_text);
        return texts;
    }
    double *numbers = CT_ARRAY(arena, table->rows, double);
    for (size_t i = 0; i < table->rows; i++)
        if (isfinite(column->numbers[i])) numbers[(*count)++] = column->numbers[i];
    if (*count) qsort(numbers, *count, sizeof *numbers, by_number);
    ct_column one = { .name = "n", .type = CT_COLUMN_NUMBER, .numbers = numbers };
    ct_table row = { .rows = *count, .columns = &one, .column_count = 1 };
    for (size_t i = 0; i < *count; i++)
        texts[i] = ct_table_text(arena, &row, i, "n");
    return texts;
}

static bool is_key(const char *name) {
    static const char *const keys[] = { "id", "fid", "iso", "code", "objectid", "gid", "osm_id" };
    for (size_t i = 0; i < CT_COUNT(keys); i++)
        if (strcasecmp(name, keys[i]) == 0) return true;
    return false;
}

static ct_field_facts look_at_field(ct_arena *arena, ct_description *d, const ct_table *table,
                                    const ct_column *column) {
    size_t count, kept = 0, longest = 0;
    const char **texts = sorted_texts(arena, table, column, &count);
    bool number = column->type == CT_COLUMN_NUMBER;
    ct_field_facts f = { .name = column->name,
                         .type = !number           ? "text"
                                 : column->integer ? "whole number"
                                                   : "number",
                         .nulls = table->rows - count,
                         .least = NAN,
                         .greatest = NAN };
    if (number)
        for (size_t i = 0; i < table->rows; i++) {
            f.least = fmin(f.least, column->numbers[i]); /* NaN counts for nothing in both */
            f.greatest = fmax(f.greatest, column->numbers[i]);
        }
    for (size_t i = 0; i < count; i++) {
        if (kept && strcmp(texts[kept - 1], texts[i]) == 0) continue;
        size_t size = strlen(texts[i]);
        longest = size > longest ? size : longest;
        texts[kept++] = texts[i];
    }
    f.distinct = kept;
    f.all_values = kept <= FEW && longest <= SHORT;
    f.values = texts;
    f.value_count = f.all_values || kept < EXAMPLES ? kept : EXAMPLES;
    if (is_key(column->name) && kept < count)
        fault(arena, d,
              ct_printf(arena, "field '%s' has %zu values for %zu features: it is no key",
                        column->name, kept, count));
    return f;
}

/* ---- shapes -----------------------------------------------------------------------------------
 */

static void count_invalid(ct_arena *arena, ct_description *d, const ct_table *table) {
    if (d->vertices > MANY_POINTS) {
        fault(arena, d,
              ct_printf(arena, "not looked for: invalid areas (over %d points)", MANY_POINTS));
        return;
    }
    ct_arena *scratch = ct_arena_new();
    ct_report *quiet = ct_report_new(NULL, NULL);
    size_t invalid = 0, first = 0;
    for (size_t i = 0; i < table->rows; i++) {
        ct_shape repaired;
        bool changed = false;
        if (table->shapes[i].kind != CT_POLYGON) continue;
        bool ok = ct_repair(scratch, &table->shapes[i], CT_NOWHERE, &repaired, &changed, quiet);
        ct_arena_reset(scratch);
        if (ok && !changed) continue;
        if (!invalid++) first = i;
    }
    if (invalid)
        fault(arena, d,
              ct_printf(arena,
                        "%zu invalid area%s: outlines that cross or touch themselves (the "
                        "first is %s); a map mends them on reading",
                        invalid, invalid == 1 ? "" : "s", ct_table_row_name(arena, table, first)));
    ct_report_free(quiet);
    ct_arena_free(scratch);
}

static void count_shapes(ct_description *d, const ct_table *table) {
    for (size_t i = 0; i < table->rows; i++) {
        const ct_shape *shape = &table->shapes[i];
        d->areas += shape->kind == CT_POLYGON;
        d->lines += shape->kind == CT_LINE;
        d->points += shape->kind == CT_POINT;
        d->parts += shape->parts;
    }
    d->vertices = ct_table_points(table);
    d->box = ct_table_box(table);
}

static void look_at_facts(ct_arena *arena, ct_description *d) {
    const ct_facts *f = &d->facts;
    bool ordered = ct_streq(f->format, "ESRI Shapefile") || ct_streq(f->format, "GeoJSON");
    if (f->turned_rings && ordered)
        fault(arena, d,
              ct_printf(arena, "%zu ring%s the wrong way round for %s; turned on reading",
                        f->turned_rings, f->turned_rings == 1 ? " runs" : "s run", f->format));
    if (f->bad_texts > 1)
        fault(
            arena, d,
            ct_printf(arena, "%zu text fields in all are not valid %s", f->bad_texts, f->encoding));
}

/* ---- dates ------------------------------------------------------------------------------------
 */

static int by_day(const void *a, const void *b) {
    ct_day x = *(const ct_day *)a, y = *(const ct_day *)b;
    return (x > y) - (x < y);
}

/* Files in the folder that are named alike but for the date. */
static void find_series(ct_arena *arena, ct_description *d) {
    const char *name = ct_path_name(d->path);
    size_t start, length, count, own = strlen(name), dated = 0;
    d->day = d->first = d->last = CT_NO_DAY;
    if (!ct_name_date(name, &d->day, &start, &length)) return;
    const char **names = ct_folder_names(arena, ct_path_folder(arena, d->path), &count);
    ct_day *days = CT_ARRAY(arena, count, ct_day);
    for (size_t i = 0; i < count; i++) {
        if (strlen(names[i]) != own || strncmp(names[i], name, start) != 0 ||
            strcmp(names[i] + start + length, name + start + length) != 0)
            continue;
        if (ct_name_date(names[i], &days[dated], NULL, NULL)) dated++;
    }
    if (dated) qsort(days, dated, sizeof *days, by_day);
    for (size_t i = 0; i < dated; i++) {
        if (i && days[i] == days[i - 1]) continue;
        int32_t gap = i ? days[i] - days[i - 1] - 1 : 0;
        d->dated++;
        d->gap_days += (size_t)gap;
        if (gap <= d->gap) continue;
        d->gap = gap;
        d->gap_from = days[i - 1];
    }
    d->first = dated ? days[0] : d->day;
    d->last = dated ? days[dated - 1] : d->day;
}

/* The template format of a date as it is written: "2026-01-27" gives "%Y-%m-%d". */
static const char *format_of(ct_arena *arena, const char *text, size_t length) {
    if (length == 8) return "%Y%m%d";
    if (!isdigit((unsigned char)text[4]))
        return ct_printf(arena, "%%Y%c%%m%c%%d", text[4], text[7]);
    return ct_printf(arena, "%%d%c%%m%c%%Y", text[2], text[5]);
}

/* ---- the entry to paste ------------------------------------------------------------------------
 */

static const char *entry_name(ct_arena *arena, const char *path, size_t start) {
    char *name = (char *)(uintptr_t)ct_path_stem(arena, path);
    if (start && start < strlen(name)) name[start] = '\0';
    size_t n = 0;
    for (size_t i = 0; name[i]; i++)
        if (isalnum((unsigned char)name[i]))
            name[n++] = (char)tolower((unsigned char)name[i]);
        else if (n && name[n - 1] != '_')
            name[n++] = '_';
    while (n && name[n - 1] == '_')
        n--;
    name[n] = '\0';
    return n && isalpha((unsigned char)name[0]) ? name : "source";
}

/* A YAML scalar: plain where that is safe, else in double quotes. */
static const char *quoted(ct_arena *arena, const char *text) {
    bool plain = *text != '\0';
    for (const char *p = text; *p; p++)
        if (!isalnum((unsigned char)*p) && !strchr("_./", *p) && (p == text || *p != '-'))
            plain = false;
    if (plain) return text;
    ct_buffer b = { 0 };
    ct_buffer_text(&b, "\"");
    for (const char *p = text; *p; p++) {
        if (*p == '"' || *p == '\\') ct_buffer_text(&b, "\\");
        ct_buffer_append(&b, (unsigned char)*p < ' ' ? " " : p, 1);
    }
    ct_buffer_text(&b, "\"");
    const char *result = ct_strdup(arena, b.data);
    ct_buffer_free(&b);
    return result;
}

static const char *braces_doubled(ct_arena *arena, const char *text, size_t size) {
    const char *result = "";
    for (size_t i = 0; i < size; i++)
        result = ct_printf(arena, text[i] == '{' || text[i] == '}' ? "%s%c%c" : "%s%c", result,
                           text[i], text[i]);
    return result;
}

static const char *make_yaml(ct_arena *arena, const ct_description *d) {
    const char *name = ct_path_name(d->path);
    size_t start = 0, length = 0, folder = (size_t)(name - d->path);
    ct_day day;
    bool dated = d->day != CT_NO_DAY && ct_name_date(name, &day, &start, &length);
    const char *file = braces_doubled(arena, d->path, strlen(d->path));
    if (dated) {
        const char *format = format_of(arena, name + start, length);
        bool iso = ct_streq(format, "%Y-%m-%d");
        const char *rest = name + start + length;
        file =
            ct_printf(arena, "%s{date%s%s}%s", braces_doubled(arena, d->path, folder + start),
                      iso ? "" : ":", iso ? "" : format, braces_doubled(arena, rest, strlen(rest)));
    }
    const char *yaml =
        ct_printf(arena, "%s: { file: %s", entry_name(arena, d->path, start), quoted(arena, file));
    if (d->facts.layer_count > 1)
        yaml = ct_printf(arena, "%s, layer: %s", yaml, quoted(arena, d->facts.layer));
    if (d->facts.outside) yaml = ct_printf(arena, "%s, crs: \"EPSG:?\"", yaml);
    if (dated) yaml = ct_printf(arena, "%s, missing: previous", yaml);
    return ct_printf(arena, "%s }", yaml);
}

/* ---- the whole --------------------------------------------------------------------------------
 */

/* What the reader found wrong: warnings become faults of the description, errors are passed on. */
static void pass_on(ct_arena *arena, ct_description *d, const ct_report *from, ct_report *to,
                    bool ok) {
    for (size_t i = 0; i < ct_report_count(from); i++) {
        const cartouche_finding *f = ct_report_at(from, i);
        ct_place place = { f->file, f->line, f->column };
        if (ok) {
            fault(arena, d, ct_strdup(arena, f->text));
            continue;
        }
        if (f->severity == CARTOUCHE_ERROR)
            ct_fail(to, f->status, place, "%s", f->text);
        else
            ct_warn(to, place, "%s", f->text);
        if (f->hint) ct_hint(to, "%s", f->hint);
    }
}

static void describe(ct_arena *arena, ct_description *d, const ct_table *table) {
    count_shapes(d, table);
    d->fields = CT_ARRAY(arena, table->column_count, ct_field_facts);
    for (size_t i = 0; i < table->column_count; i++)
        d->fields[d->field_count++] = look_at_field(arena, d, table, &table->columns[i]);
    count_invalid(arena, d, table);
    look_at_facts(arena, d);
    find_series(arena, d);
    d->yaml = make_yaml(arena, d);
}

bool ct_source_inspect(const char *path, bool json, ct_buffer *out, ct_report *report) {
    ct_arena *arena = ct_arena_new();
    ct_report *found = ct_report_new(NULL, NULL);
    ct_description d = { .path = path };
    ct_read_options options = { .facts = &d.facts };
    ct_inputs inputs = { .arena = arena };
    const ct_table *table;
    bool ok = ct_source_read(arena, path, &options, &table, &inputs, found);
    pass_on(arena, &d, found, report, ok);
    if (ok) {
        describe(arena, &d, table);
        if (json)
            ok = ct_describe_json(&d, out);
        else
            ct_describe_text(&d, out);
        if (!ok)
            ct_fail(report, CARTOUCHE_BAD_DATA, (ct_place){ path, 0, 0 },
                    "the description cannot be written as JSON");
    }
    ct_report_free(found);
    ct_arena_free(arena);
    return ok;
}
