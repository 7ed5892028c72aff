/* csv.c - plain CSV (RFC 4180) with a header and two columns of coordinates into a table. */
#include "source.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { MOST_COLUMNS = 2000, LONGEST_RECORD = 1 << 20 };

typedef struct {
    ct_arena *arena, *scratch;
    const ct_read_options *options;
    ct_report *report;
    char *at, *end; /* a copy of the file, in which texts are ended by NUL */
    char comma;
    size_t line; /* of the end of the newest record */
    const char **names;
    ct_csv_type *types;
    size_t count;
    char **record; /* the newest, `count` texts, NULL where it has fewer */
    char ***rows;  /* of all records */
    size_t *lines;
    size_t row_count, row_capacity, line_capacity;
    bool odd;
} sheet;

/* ---- records ----------------------------------------------------------------------------------
 */

/* A text in quotes, taken out of them in place; at the end it stands behind the closing quote. */
static char *quoted(sheet *s) {
    char *text = ++s->at, *out = text;
    for (;; s->at++) {
        if (s->at == s->end) return NULL;
        if (*s->at == '"') {
            if (s->at[1] != '"') break;
            s->at++;
        } else if (*s->at == '\r') {
            continue; /* it is known to come before \n */
        } else if (*s->at == '\n') {
            s->line++;
        }
        *out++ = *s->at;
    }
    s->at++;
    *out = '\0';
    return text;
}

static char *bare(sheet *s) {
    char *text = s->at;
    while (s->at < s->end && *s->at != s->comma && *s->at != '\n' && *s->at != '\r')
        if (*s->at++ == '"') return NULL;
    return text;
}

/* The next record into s->record; false at the end, and where it is odd. Empty lines are no
 * records. */
static bool next_record(sheet *s) {
    while (s->at < s->end && (*s->at == '\n' || *s->at == '\r'))
        s->line += *s->at++ == '\n';
    if (s->at == s->end) return false;
    const char *start = s->at;
    s->odd |= (unsigned char)start[0] == 0xEF && (unsigned char)start[1] == 0xBB;
    memset(s->record, 0, s->count * sizeof *s->record);
    for (size_t i = 0;; i++) {
        char *text = *s->at == '"' ? quoted(s) : bare(s), *behind = s->at, end = *s->at;
        s->odd |= !text || s->at - start > LONGEST_RECORD;
        if (s->odd || (end && end != s->comma && end != '\n' && end != '\r')) {
            s->odd = true;
            return false;
        }
        if (i < s->count) s->record[i] = text;
        if (s->at < s->end) s->at++;
        if (end == '\r') s->at++;
        *behind = '\0';
        if (end != s->comma || !end) break;
    }
    s->line++;
    return true;
}

/* ---- the header -------------------------------------------------------------------------------
 */

static bool is_separator(char c) { return c == ',' || c == ';'; }

/* The separator, where the first line holds just one that might be meant, and plain quotes. */
static bool find_comma(sheet *s) {
    size_t size = (size_t)(s->end - s->at);
    const char *end = memchr(s->at, '\n', size);
    if (!end) end = s->end;
    s->count = 1;
    for (const char *p = s->at; p < end; p++) {
        if (*p == '\t' || *p == '|' || *p == '\\') return false;
        if (*p == '"' && p[1] == '"' && p + 1 < end) return false;
        if (!is_separator(*p)) continue;
        if (s->comma && s->comma != *p) return false;
        s->comma = *p;
        s->count++;
    }
    return s->comma && s->count <= MOST_COLUMNS;
}

static bool is_special(const char *name) {
    return strcasecmp(name, "WKT") == 0 || strncasecmp(name, "_WKT", 4) == 0;
}

static bool read_header(sheet *s) {
    if (!find_comma(s)) return false;
    const char *first_end = memchr(s->at, '\n', (size_t)(s->end - s->at));
    s->record = CT_ARRAY(s->scratch, s->count, char *);
    s->names = CT_ARRAY(s->scratch, s->count, const char *);
    s->types = CT_ARRAY(s->scratch, s->count, ct_csv_type);
    const char *start = s->at;
    bool quotes = *start == '"';
    if (!next_record(s) || s->line != 1 || !first_end) return false;
    for (size_t i = 0; i < s->count; i++) {
        char *name = s->record[i];
        ct_csv_type type = { 0 };
        if (!name) return false; /* a separator stands in quotes */
        ct_csv_type_add(&type, name);
        if (type.set && type.kind <= CT_CSV_NUMBER)
            return false; /* no header, or a quoted number */
        while (*name == ' ')
            name++;
        size_t size = strlen(name);
        while (size && name[size - 1] == ' ')
            name[--size] = '\0';
        if (is_special(name) || (!size && s->count == 2)) return false;
        s->names[i] = size ? name : ct_printf(s->scratch, "field_%zu", i + 1);
    }
    return !quotes || s->count > 1;
}

/* ---- types and values -------------------------------------------------------------------------
 */

/* In a CSV of semicolons a comma may stand for the decimal point. */
static void add_type(const sheet *s, size_t i, char *text) {
    char *comma = s->comma == ';' ? strchr(text, ',') : NULL;
    if (comma) *comma = '.';
    ct_csv_type_add(&s->types[i], text);
    if (comma) *comma = ',';
}

static bool read_records(sheet *s) {
    while (next_record(s)) {
        CT_GROW(s->scratch, s->rows, s->row_capacity, s->row_count);
        CT_GROW(s->scratch, s->lines, s->line_capacity, s->row_count);
        char **row = CT_ARRAY(s->scratch, s->count, char *);
        memcpy(row, s->record, s->count * sizeof *row);
        for (size_t i = 0; i < s->count; i++)
            if (row[i]) add_type(s, i, row[i]);
        s->lines[s->row_count] = s->line;
        s->rows[s->row_count++] = row;
    }
    for (size_t i = 0; i < s->count; i++)
        s->odd |= s->types[i].odd;
    return !s->odd && s->row_count;
}

static bool is_number(ct_csv_kind kind) {
    return kind == CT_CSV_WHOLE || kind == CT_CSV_NUMBER || kind == CT_CSV_FLAG;
}

/* Whether all is as its column's type says; else GDAL warns of it. */
static bool check_values(const sheet *s) {
    double value;
    for (size_t i = 0; i < s->count; i++) {
        ct_csv_kind kind = ct_csv_type_kind(&s->types[i]);
        for (size_t row = 0; row < s->row_count && is_number(kind); row++) {
            char *text = s->rows[row][i], *comma;
            if (!text) continue;
            if (kind == CT_CSV_NUMBER && (comma = strchr(text, ','))) *comma = '.';
            if (!ct_csv_number(kind, text, &value)) return false;
        }
    }
    return true;
}

static void add_value(const sheet *s, ct_fields *fields, size_t i, const char *text) {
    ct_csv_kind kind = ct_csv_type_kind(&s->types[i]);
    ct_moment moment;
    double value = NAN;
    if (is_number(kind)) {
        if (!text || !ct_csv_number(kind, text, &value)) value = NAN;
        ct_fields_number(fields, i, value);
        return;
    }
    if (text && !*text) text = NULL;
    if (text && kind != CT_CSV_TEXT) {
        ct_moment_parse(text, &moment);
        text = ct_moment_text(s->scratch, &moment,
                              kind == CT_CSV_DATE   ? CT_MOMENT_DATE
                              : kind == CT_CSV_TIME ? CT_MOMENT_TIME
                                                    : CT_MOMENT_BOTH);
    }
    ct_fields_text(fields, i, text);
}

static bool read_rows(const sheet *s, ct_facts *facts, ct_raw *raw, ct_column **columns,
                      size_t *column_count) {
    ct_fields *fields =
        ct_fields_open(s->arena, s->scratch, s->count, s->options, true, facts, s->report);
    for (size_t i = 0; i < s->count; i++) {
        ct_csv_kind kind = ct_csv_type_kind(&s->types[i]);
        ct_fields_column(fields, i, s->names[i], is_number(kind),
                         is_number(kind) && kind != CT_CSV_NUMBER);
    }
    if (!ct_fields_coordinates(fields, NULL, NULL)) return false;
    for (size_t row = 0; row < s->row_count; row++) {
        for (size_t i = 0; i < s->count; i++)
            add_value(s, fields, i, s->rows[row][i]);
        ct_fields_next(fields);
        facts->features++;
        ct_fields_point(fields, s->lines[row], raw);
    }
    *columns = ct_fields_close(fields, column_count);
    return true;
}

static bool make_table(const sheet *s, const char *path, const ct_table **table) {
    ct_facts facts = { .format = "CSV" };
    ct_raw raw = { .arena = s->scratch };
    ct_column *columns;
    size_t count;
    if (!read_rows(s, &facts, &raw, &columns, &count)) return false;
    ct_settling how = { .order = CT_RINGS_OUTER_CCW,
                        .place = s->options->file,
                        .facts = &facts,
                        .crs = s->options->crs,
                        .lonlat = !s->options->crs,
                        .mending = s->options->mending };
    ct_shape *shapes = CT_ARRAY(s->scratch, raw.rows, ct_shape);
    return ct_raw_settle(s->arena, &raw, &how, shapes, s->report) &&
           ct_raw_table(s->arena, path, shapes, raw.rows, columns, count, s->options, &facts, table,
                        s->report);
}

/* ---- the file ---------------------------------------------------------------------------------
 */

/* Lines end in \n or \r\n; a \r or NUL elsewhere is none of a plain file. */
static bool is_plain(const char *text, size_t size) {
    if (memchr(text, '\0', size)) return false;
    for (const char *p = text, *end = text + size; (p = memchr(p, '\r', (size_t)(end - p))); p++)
        if (p + 1 == end || p[1] != '\n') return false;
    return true;
}

static bool has_types_file(ct_arena *scratch, const char *path) {
    const char *name = ct_path_name(path), *dot = strrchr(name, '.');
    int stem = (int)(dot ? dot - path : (name - path) + (long)strlen(name));
    return ct_file_exists(ct_printf(scratch, "%.*s.csvt", stem, path));
}

ct_answer ct_csv_read(ct_arena *arena, const char *path, const ct_read_options *options,
                      const ct_table **table, ct_inputs *inputs, ct_report *report) {
    const uint8_t *data;
    size_t size;
    if (!ct_file_map(path, options->file, &data, &size, report)) return CT_FAILED;
    sheet s = { .arena = arena, .scratch = ct_arena_new(), .options = options, .report = report };
    ct_answer answer = CT_NOT_MINE;
    if (is_plain((const char *)data, size) && !has_types_file(s.scratch, path)) {
        s.at = (char *)(uintptr_t)ct_strndup(s.scratch, (const char *)data, size);
        s.end = s.at + size;
        if (size >= 3 && memcmp(s.at, "\xEF\xBB\xBF", 3) == 0) s.at += 3;
        if (read_header(&s) && read_records(&s) && check_values(&s))
            answer = make_table(&s, path, table) ? CT_DONE : CT_FAILED;
    }
    ct_file_unmap(data, size);
    ct_arena_free(s.scratch);
    if (answer == CT_DONE) ct_inputs_add(inputs, path);
    return answer;
}
