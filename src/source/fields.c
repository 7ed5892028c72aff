/* fields.c - the fields of features as columns, and points from the columns of a CSV. */
#include "source.h"

#include <math.h>
#include <string.h>
#include <strings.h>

enum { LINES_TOLD = 5 };

struct ct_fields {
    ct_arena *arena, *scratch;
    const ct_read_options *options;
    ct_facts *facts;
    ct_report *report;
    ct_decoder *decoder; /* NULL: the texts are UTF-8 */
    ct_column *columns;
    size_t *capacity; /* of each column's values */
    size_t count, rows;
    int x, y; /* fields that hold coordinates, -1: the features have their own shapes */
    size_t line_breaks;
    bool csv;
    size_t lines[LINES_TOLD];
};

/* ---- which fields -----------------------------------------------------------------------------
 */

static const char *mended(ct_fields *f, const char *text, bool *bad) {
    if (f->decoder) text = ct_decode(f->decoder, f->scratch, text, strlen(text), bad);
    return ct_text_mend(f->arena, text, bad);
}

const char *ct_field_name(ct_arena *arena, const char *text, size_t index) {
    bool bad = false;
    char *name = (char *)(uintptr_t)ct_text_mend(arena, text, &bad);
    for (char *p = name; *p; p++)
        if (*p == '\n' || *p == '\t') *p = ' ';
    return *name ? name : ct_printf(arena, "field_%zu", index + 1);
}

ct_fields *ct_fields_open(ct_arena *arena, ct_arena *scratch, size_t count,
                          const ct_read_options *options, bool csv, ct_facts *facts,
                          ct_report *report) {
    ct_fields *f = CT_NEW(scratch, ct_fields);
    *f = (ct_fields){ .arena = arena,
                      .scratch = scratch,
                      .options = options,
                      .facts = facts,
                      .report = report,
                      .count = count,
                      .x = -1,
                      .y = -1,
                      .csv = csv };
    f->columns = CT_ARRAY(arena, count, ct_column);
    f->capacity = CT_ARRAY(scratch, count, size_t);
    facts->encoding = "UTF-8";
    if (csv) f->decoder = ct_decoder_open(options->encoding); /* which was checked before */
    if (f->decoder) facts->encoding = ct_strdup(arena, ct_decoder_name(f->decoder));
    return f;
}

void ct_fields_column(ct_fields *f, size_t i, const char *name, bool number, bool integer) {
    bool bad = false;
    if (f->decoder) name = ct_decode(f->decoder, f->scratch, name, strlen(name), &bad);
    f->columns[i] = (ct_column){ .name = ct_field_name(f->arena, name, i),
                                 .type = number ? CT_COLUMN_NUMBER : CT_COLUMN_TEXT,
                                 .integer = integer };
}

/* ---- coordinates ------------------------------------------------------------------------------
 */

static int field_named(const ct_fields *f, const char *name) {
    for (size_t i = 0; i < f->count; i++)
        if (ct_streq(f->columns[i].name, name)) return (int)i;
    for (size_t i = 0; i < f->count; i++)
        if (strcasecmp(f->columns[i].name, name) == 0) return (int)i;
    return -1;
}

static bool no_such_field(ct_fields *f, const char *name) {
    const char **names = CT_ARRAY(f->scratch, f->count, const char *);
    for (size_t i = 0; i < f->count; i++)
        names[i] = f->columns[i].name;
    const char *nearest = ct_nearest(name, names, f->count);
    ct_fail(f->report, CARTOUCHE_BAD_SPEC, f->options->place, "there is no field '%s'", name);
    if (nearest) ct_hint(f->report, "did you mean '%s'?", nearest);
    return false;
}

static bool guess_coordinates(ct_fields *f) {
    static const char *const pairs[][2] = { { "lon", "lat" },
                                            { "longitude", "latitude" },
                                            { "lng", "lat" },
                                            { "long", "lat" },
                                            { "x", "y" },
                                            { "xcoord", "ycoord" },
                                            { "lon_dd", "lat_dd" },
                                            { "lng", "latitude" },
                                            { "point_x", "point_y" },
                                            { "easting", "northing" } };
    for (size_t i = 0; i < CT_COUNT(pairs); i++) {
        f->x = field_named(f, pairs[i][0]);
        f->y = field_named(f, pairs[i][1]);
        if (f->x >= 0 && f->y >= 0) return true;
    }
    f->x = f->y = -1;
    if (f->options->shapeless) return true;
    const char *list = "";
    for (size_t i = 0; i < f->count && i < 20; i++)
        list = ct_printf(f->scratch, "%s%s%s", list, i ? ", " : "", f->columns[i].name);
    ct_fail(f->report, CARTOUCHE_BAD_DATA, f->options->file,
            "no two fields look like coordinates (lon and lat, x and y)");
    ct_hint(f->report, "name them: xy: [field, field]; there are: %s", list);
    return false;
}

static bool find_coordinates(ct_fields *f) {
    const ct_read_options *options = f->options;
    if (!options->x_field || !options->y_field) return guess_coordinates(f);
    f->x = field_named(f, options->x_field);
    f->y = field_named(f, options->y_field);
    if (f->x < 0) return no_such_field(f, options->x_field);
    return f->y >= 0 || no_such_field(f, options->y_field);
}

bool ct_fields_coordinates(ct_fields *f, int *x, int *y) {
    bool ok = find_coordinates(f);
    if (x) *x = f->x;
    if (y) *y = f->y;
    if (!ok) {
        ct_decoder_close(f->decoder);
        f->decoder = NULL;
    }
    return ok;
}

/* ---- values -----------------------------------------------------------------------------------
 */

void ct_fields_text(ct_fields *f, size_t i, const char *value) {
    ct_column *column = &f->columns[i];
    CT_GROW(f->scratch, column->texts, f->capacity[i], f->rows);
    column->texts[f->rows] = NULL;
    if (!value) return;
    bool bad = false;
    const char *text = mended(f, value, &bad);
    column->texts[f->rows] = text;
    for (const char *p = text; f->csv && *p; p++)
        f->line_breaks += *p == '\n';
    if (!bad || f->facts->bad_texts++) return;
    ct_warn(f->report, f->options->file,
            "field '%s' of feature %zu is not valid %s: replaced by U+FFFD", column->name,
            f->rows + 1, f->facts->encoding);
    if (f->csv) ct_hint(f->report, "name the encoding: encoding: windows-1251, say");
}

void ct_fields_number(ct_fields *f, size_t i, double value) {
    ct_column *column = &f->columns[i];
    CT_GROW(f->scratch, column->numbers, f->capacity[i], f->rows);
    column->numbers[f->rows] = isfinite(value) ? value : NAN;
}

void ct_fields_next(ct_fields *f) { f->rows++; }

/* ---- points -----------------------------------------------------------------------------------
 */

/* The number of this row in a column of coordinates. */
static bool coordinate(const ct_fields *f, int field, double *value) {
    const ct_column *column = &f->columns[field];
    size_t row = f->rows - 1;
    if (column->type == CT_COLUMN_NUMBER) {
        *value = column->numbers[row];
        return isfinite(*value);
    }
    char text[64];
    const char *from = column->texts[row];
    if (!from) return false;
    while (*from == ' ')
        from++;
    size_t size = strlen(from);
    while (size && from[size - 1] == ' ')
        size--;
    if (size >= sizeof text) return false;
    memcpy(text, from, size);
    text[size] = '\0';
    return ct_number_parse(text, value);
}

bool ct_fields_point(ct_fields *f, size_t line, ct_raw *raw) {
    double x, y;
    if (f->x < 0) {
        if (f->options->shapeless) ct_raw_end_row(raw, CT_NULL);
        return f->options->shapeless;
    }
    if (coordinate(f, f->x, &x) && coordinate(f, f->y, &y)) {
        ct_raw_point(raw, x, y);
        ct_raw_end_part(raw);
        ct_raw_end_row(raw, CT_POINT);
        return true;
    }
    if (!line) line = f->rows + 1 + f->line_breaks; /* the header is line 1 */
    if (f->facts->lost_rows < LINES_TOLD) f->lines[f->facts->lost_rows] = line;
    f->facts->lost_rows++;
    ct_raw_end_row(raw, CT_NULL);
    return true;
}

static void tell_lost(const ct_fields *f) {
    size_t lost = f->facts->lost_rows;
    if (!lost || f->options->shapeless) return;
    const char *list = "";
    for (size_t i = 0; i < lost && i < LINES_TOLD; i++)
        list = ct_printf(f->scratch, "%s%s%zu", list, i ? ", " : "", f->lines[i]);
    ct_warn(f->report, f->options->file,
            "%zu of %zu rows have no numbers in '%s' and '%s' and are lost: line%s %s%s", lost,
            f->rows, f->columns[f->x].name, f->columns[f->y].name, lost == 1 ? "" : "s", list,
            lost > LINES_TOLD ? ", …" : "");
}

ct_column *ct_fields_close(ct_fields *f, size_t *count) {
    tell_lost(f);
    ct_decoder_close(f->decoder);
    for (size_t i = 0; i < f->count; i++) {
        ct_column *column = &f->columns[i];
        bool text = column->type == CT_COLUMN_TEXT;
        size_t size = text ? sizeof *column->texts : sizeof *column->numbers;
        void *values = ct_arena_array(f->arena, f->rows, size);
        if (f->rows) memcpy(values, text ? (void *)column->texts : column->numbers, f->rows * size);
        if (text)
            column->texts = values;
        else
            column->numbers = values;
    }
    *count = f->count;
    return f->columns;
}
