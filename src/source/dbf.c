/* dbf.c - the fields of a shapefile: a dBASE table read from memory. */
#include "source.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { HEADER = 32, DESCRIPTOR = 32, END_OF_FIELDS = 0x0D, DELETED = '*' };

typedef struct {
    const uint8_t *name;
    char type;
    size_t at, width, decimals;
} field;

typedef struct {
    const uint8_t *data;
    size_t size, header, record, records;
    field *fields;
    size_t field_count;
    ct_decoder *decoder;
    ct_place place;
    ct_facts *facts;
    ct_report *report;
} table;

static size_t little16(const uint8_t *p) { return (size_t)p[0] | (size_t)p[1] << 8; }

static uint32_t little32(const uint8_t *p) {
    return (uint32_t)little16(p) | (uint32_t)little16(p + 2) << 16;
}

/* ---- the header -------------------------------------------------------------------------------
 */

static void add_field(table *t, const uint8_t *d, size_t *at) {
    field f = { .name = d, .type = (char)d[11], .at = *at, .width = d[16], .decimals = d[17] };
    if (f.type == 'C') { /* long text fields keep their width's high byte there */
        f.width |= (size_t)d[17] << 8;
        if (*at + f.width > t->record) f.width = d[16];
        f.decimals = 0;
    }
    if (*at + f.width > t->record) f.width = *at < t->record ? t->record - *at : 0;
    *at += f.width;
    t->fields[t->field_count++] = f;
}

static bool read_header(ct_arena *scratch, table *t) {
    if (t->size < HEADER + 1)
        return ct_fail(t->report, CARTOUCHE_BAD_DATA, t->place,
                       "the .dbf is cut: it has %zu bytes, less than its header", t->size);
    t->records = little32(t->data + 4);
    t->header = little16(t->data + 8);
    t->record = little16(t->data + 10);
    if (t->header > t->size || t->header < HEADER + 1 || t->record < 1)
        return ct_fail(t->report, CARTOUCHE_BAD_DATA, t->place,
                       "the .dbf's header is broken: it says %zu bytes of header, %zu a record",
                       t->header, t->record);
    t->fields = CT_ARRAY(scratch, (t->header - HEADER) / DESCRIPTOR + 1, field);
    size_t at = 1;
    for (size_t d = HEADER; d + DESCRIPTOR <= t->header; d += DESCRIPTOR) {
        if (t->data[d] == END_OF_FIELDS || !t->data[d]) break;
        add_field(t, t->data + d, &at);
    }
    size_t whole = (t->size - t->header) / t->record;
    bool ragged = (t->size - t->header) % t->record != 0;
    if (t->records <= whole) return true;
    if (t->records > whole + ragged) {
        ct_fail(t->report, CARTOUCHE_BAD_DATA, t->place,
                "the .dbf is cut: %zu of %zu records are there", whole, t->records);
        ct_hint(t->report, "fetch the file again");
        return false;
    }
    /* the last record of some files lacks blanks at its end, and no end mark follows */
    ct_warn(t->report, t->place, "the .dbf's last record is cut: it is taken for empty");
    t->records = whole;
    return true;
}

/* ---- the encoding -----------------------------------------------------------------------------
 */

/* Whether all text of the file is valid UTF-8 (true of plain ASCII too). */
static bool all_utf8(const table *t) {
    for (size_t r = 0; r < t->records; r++)
        for (size_t f = 0; f < t->field_count; f++) {
            const char *bytes = (const char *)t->data + t->header + r * t->record + t->fields[f].at;
            size_t size = t->fields[f].width;
            if (t->fields[f].type != 'C') continue;
            while (size && (bytes[size - 1] == ' ' || !bytes[size - 1]))
                size--;
            /* a writer may have cut the last character to the field's width */
            size_t valid = ct_utf8_valid(bytes, size);
            if (valid + 3 < size || (valid < size && size < t->fields[f].width)) return false;
        }
    return true;
}

static bool open_decoder(table *t, const char *encoding, const char *cpg) {
    if (encoding && (t->decoder = ct_decoder_open(encoding))) return true;
    if (cpg) {
        t->decoder = ct_decoder_open(cpg);
        if (t->decoder) return true;
        ct_warn(t->report, t->place, "the .cpg names an encoding that is not known: '%.30s'", cpg);
        ct_hint(t->report, "name it: encoding: …");
    }
    char driver[16];
    unsigned id = t->data[29];
    snprintf(driver, sizeof driver, "LDID/%u", id);
    if (id && id != 0x57) t->decoder = ct_decoder_open(driver);
    if (!t->decoder) t->decoder = ct_decoder_open(all_utf8(t) ? "UTF-8" : "ISO-8859-1");
    return t->decoder != NULL;
}

/* ---- values -----------------------------------------------------------------------------------
 */

static const char *value_of(const table *t, const field *f, size_t record, size_t *size) {
    const char *bytes = (const char *)t->data + t->header + record * t->record + f->at;
    size_t n = f->width;
    while (n && (bytes[n - 1] == ' ' || !bytes[n - 1]))
        n--;
    *size = n;
    return bytes;
}

static void warn_text(table *t, const char *column, size_t record) {
    if (t->facts->bad_texts++) return;
    ct_warn(t->report, t->place, "field '%s' of record %zu is not valid %s: replaced by U+FFFD",
            column, record + 1, ct_decoder_name(t->decoder));
    ct_hint(t->report, "name the encoding: encoding: windows-1251, say");
}

static const char *text_value(table *t, ct_arena *arena, const field *f, const char *column,
                              size_t record) {
    size_t size;
    const char *bytes = value_of(t, f, record, &size);
    const char *nul = size ? memchr(bytes, 0, size) : NULL;
    if (nul && strncmp(ct_decoder_name(t->decoder), "UTF-16", 6) != 0) size = (size_t)(nul - bytes);
    if (size && size < f->width && strncmp(ct_decoder_name(t->decoder), "UTF-16LE", 8) == 0)
        size += size % 2; /* the zero byte of its last letter looked like padding */
    /* a writer that fills the field to its width may have cut the last character */
    size_t whole = ct_utf8_valid(bytes, size);
    bool utf8 = ct_streq(ct_decoder_name(t->decoder), "UTF-8");
    if (utf8 && size == f->width && whole < size && size - whole < 4 &&
        ((uint8_t)bytes[whole] & 0xC0) == 0xC0)
        size = whole;
    if (!size) return NULL;
    bool bad = false;
    const char *text = ct_decode(t->decoder, arena, bytes, size, &bad);
    if (bad) warn_text(t, column, record);
    text = ct_text_mend(arena, text, &bad);
    return *text ? text : NULL;
}

/* "20260127" to "2026-01-27"; anything else stays as it is, zeros and blanks are null. */
static const char *date_value(const table *t, ct_arena *arena, const field *f, size_t record) {
    size_t size, zeros = 0;
    const char *bytes = value_of(t, f, record, &size);
    while (size && *bytes == ' ')
        bytes++, size--;
    while (zeros < size && bytes[zeros] == '0')
        zeros++;
    if (zeros == size || !size) return NULL;
    const char *text = ct_strndup(arena, bytes, size);
    ct_day day;
    size_t length;
    if (size == 8 && ct_day_scan(text, "%Y%m%d", &day, &length)) return ct_day_iso(arena, day);
    bool bad = false;
    return ct_text_mend(arena, text, &bad);
}

static const char *logical_value(const table *t, const field *f, size_t record) {
    size_t size;
    const char *bytes = value_of(t, f, record, &size);
    if (!size || !*bytes) return NULL;
    if (strchr("TtYy1", *bytes)) return "true";
    return strchr("FfNn0", *bytes) ? "false" : NULL;
}

/* A number, or NaN; what is no number (and no null) is counted. */
static double number_value(const table *t, const field *f, size_t record, size_t *bad) {
    size_t size;
    const char *bytes = value_of(t, f, record, &size);
    if (f->type == 'I' && f->width == 4) return (int32_t)little32((const uint8_t *)bytes);
    if (f->type == 'O' || (f->type == 'B' && f->width == 8)) {
        double value;
        uint64_t bits = 0;
        if (f->width != 8) return NAN;
        for (int i = 7; i >= 0; i--)
            bits = bits << 8 | (uint8_t)bytes[i];
        memcpy(&value, &bits, sizeof value);
        return value;
    }
    char text[64];
    while (size && *bytes == ' ')
        bytes++, size--;
    if (!size || *bytes == '*' || *bytes == '?' || !*bytes || size >= sizeof text) return NAN;
    memcpy(text, bytes, size);
    text[size] = '\0';
    char *comma = strchr(text, ',');
    if (comma) *comma = '.';
    double value;
    if (ct_number_parse(text, &value)) return value;
    if (strcasecmp(text, "nan") != 0 && strcasecmp(text, "null") != 0) ++*bad;
    return NAN;
}

static bool is_number(const field *f) {
    return f->type == 'N' || f->type == 'F' || (f->type == 'I' && f->width == 4) ||
           f->type == 'O' || (f->type == 'B' && f->width == 8);
}

static void read_numbers(table *t, ct_arena *arena, const field *f, ct_column *column,
                         size_t rows) {
    size_t bad = 0;
    column->type = CT_COLUMN_NUMBER;
    column->numbers = CT_ARRAY(arena, rows, double);
    column->integer = f->decimals == 0 && f->type != 'O' && f->type != 'B';
    for (size_t r = 0; r < rows; r++) {
        double value = r < t->records ? number_value(t, f, r, &bad) : NAN;
        column->numbers[r] = isfinite(value) ? value : NAN;
        if (isfinite(value) && value != floor(value)) column->integer = false;
    }
    if (bad)
        ct_warn(t->report, t->place, "field '%s': %zu value%s no number and %s taken for null",
                column->name, bad, bad == 1 ? " is" : "s are", bad == 1 ? "is" : "are");
}

static void read_texts(table *t, ct_arena *arena, const field *f, ct_column *column, size_t rows) {
    column->type = CT_COLUMN_TEXT;
    column->texts = CT_ARRAY(arena, rows, const char *);
    if (f->type == 'M' || f->type == 'G' || f->type == 'P' || f->type == '0') return;
    for (size_t r = 0; r < rows && r < t->records; r++)
        column->texts[r] = f->type == 'D'   ? date_value(t, arena, f, r)
                           : f->type == 'L' ? logical_value(t, f, r)
                                            : text_value(t, arena, f, column->name, r);
}

static void read_columns(table *t, ct_arena *arena, ct_dbf *dbf, size_t rows) {
    dbf->columns = CT_ARRAY(arena, t->field_count, ct_column);
    for (size_t i = 0; i < t->field_count; i++) {
        const field *f = &t->fields[i];
        size_t size = strnlen((const char *)f->name, 11);
        if (f->type == '0') continue; /* FoxPro's null flags are no field of the user's */
        ct_column *column = &dbf->columns[dbf->column_count++];
        bool bad = false;
        while (size && f->name[size - 1] == ' ')
            size--;
        column->name = ct_decode(t->decoder, arena, (const char *)f->name, size, &bad);
        column->name = ct_text_mend(arena, column->name, &bad);
        if (is_number(f))
            read_numbers(t, arena, f, column, rows);
        else
            read_texts(t, arena, f, column, rows);
    }
}

bool ct_dbf_read(ct_arena *arena, const uint8_t *data, size_t size, size_t rows,
                 const char *encoding, const char *cpg, ct_place place, ct_facts *facts,
                 ct_dbf *dbf, ct_report *report) {
    ct_arena *scratch = ct_arena_new();
    table t = { .data = data, .size = size, .place = place, .facts = facts, .report = report };
    *dbf = (ct_dbf){ 0 };
    bool ok = read_header(scratch, &t) && open_decoder(&t, encoding, cpg);
    if (ok) {
        dbf->records = t.records;
        dbf->encoding = ct_strdup(arena, ct_decoder_name(t.decoder));
        dbf->deleted = CT_ARRAY(arena, rows, bool);
        for (size_t r = 0; r < rows && r < t.records; r++)
            dbf->deleted[r] = data[t.header + r * t.record] == DELETED;
        read_columns(&t, arena, dbf, rows);
    }
    ct_decoder_close(t.decoder);
    ct_arena_free(scratch);
    return ok;
}
