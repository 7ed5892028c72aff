/* ogr_fields.c - the fields of GDAL features as columns, and points from the columns of a CSV. */
#include "source.h"

#include <math.h>
#include <ogr_api.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { LINES_TOLD = 5 };

struct ct_ogr_fields {
    ct_arena *arena, *scratch;
    const ct_read_options *options;
    ct_facts *facts;
    ct_report *report;
    ct_decoder *decoder; /* NULL: the texts are UTF-8 */
    ct_column *columns;
    size_t *text_capacity, *number_capacity;
    size_t count, rows;
    OGRFieldType *types;
    int x, y; /* fields that hold coordinates, -1: the features have their own shapes */
    size_t line_breaks;
    bool csv;
    size_t lines[LINES_TOLD];
};

/* ---- which fields -----------------------------------------------------------------------------
 */

static const char *mended(ct_ogr_fields *f, const char *text, bool *bad) {
    if (f->decoder) text = ct_decode(f->decoder, f->scratch, text, strlen(text), bad);
    return ct_text_mend(f->arena, text, bad);
}

static int field_named(const ct_ogr_fields *f, const char *name) {
    for (size_t i = 0; i < f->count; i++)
        if (ct_streq(f->columns[i].name, name)) return (int)i;
    for (size_t i = 0; i < f->count; i++)
        if (strcasecmp(f->columns[i].name, name) == 0) return (int)i;
    return -1;
}

static bool no_such_field(ct_ogr_fields *f, const char *name) {
    const char **names = CT_ARRAY(f->scratch, f->count, const char *);
    for (size_t i = 0; i < f->count; i++)
        names[i] = f->columns[i].name;
    const char *nearest = ct_nearest(name, names, f->count);
    ct_fail(f->report, CARTOUCHE_BAD_SPEC, f->options->place, "there is no field '%s'", name);
    if (nearest) ct_hint(f->report, "did you mean '%s'?", nearest);
    return false;
}

static bool guess_coordinates(ct_ogr_fields *f) {
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
    const char *list = "";
    for (size_t i = 0; i < f->count && i < 20; i++)
        list = ct_printf(f->scratch, "%s%s%s", list, i ? ", " : "", f->columns[i].name);
    ct_fail(f->report, CARTOUCHE_BAD_DATA, f->options->file,
            "no two fields look like coordinates (lon and lat, x and y)");
    ct_hint(f->report, "name them: xy: [field, field]; there are: %s", list);
    return false;
}

static bool find_coordinates(ct_ogr_fields *f) {
    const ct_read_options *options = f->options;
    if (!options->x_field || !options->y_field) return guess_coordinates(f);
    f->x = field_named(f, options->x_field);
    f->y = field_named(f, options->y_field);
    if (f->x < 0) return no_such_field(f, options->x_field);
    return f->y >= 0 || no_such_field(f, options->y_field);
}

/* Only a CSV is of no known encoding; what is set was checked before. */
static void open_decoder(ct_ogr_fields *f) {
    f->facts->encoding = "UTF-8";
    if (f->csv) f->decoder = ct_decoder_open(f->options->encoding);
    if (f->decoder) f->facts->encoding = ct_strdup(f->arena, ct_decoder_name(f->decoder));
}

static void open_column(ct_ogr_fields *f, size_t i, OGRFieldDefnH field) {
    bool bad = false;
    char *name = (char *)(uintptr_t)mended(f, OGR_Fld_GetNameRef(field), &bad);
    for (char *p = name; *p; p++)
        if (*p == '\n' || *p == '\t') *p = ' ';
    OGRFieldType type = OGR_Fld_GetType(field);
    bool number = type == OFTInteger || type == OFTInteger64 || type == OFTReal;
    f->types[i] = type;
    f->columns[i] = (ct_column){ .name = *name ? name : ct_printf(f->arena, "field_%zu", i + 1),
                                 .type = number ? CT_COLUMN_NUMBER : CT_COLUMN_TEXT,
                                 .integer = number && type != OFTReal };
}

ct_ogr_fields *ct_ogr_fields_open(ct_arena *arena, ct_arena *scratch, void *layer,
                                  const ct_read_options *options, bool no_shapes, bool csv,
                                  ct_facts *facts, ct_report *report) {
    ct_ogr_fields *f = CT_NEW(scratch, ct_ogr_fields);
    OGRFeatureDefnH definition = OGR_L_GetLayerDefn(layer);
    size_t count = (size_t)OGR_FD_GetFieldCount(definition);
    *f = (ct_ogr_fields){ .arena = arena,
                          .scratch = scratch,
                          .options = options,
                          .facts = facts,
                          .report = report,
                          .count = count,
                          .x = -1,
                          .y = -1,
                          .csv = csv };
    f->columns = CT_ARRAY(arena, count, ct_column);
    f->text_capacity = CT_ARRAY(scratch, count, size_t);
    f->number_capacity = CT_ARRAY(scratch, count, size_t);
    f->types = CT_ARRAY(scratch, count, OGRFieldType);
    open_decoder(f);
    for (size_t i = 0; i < count; i++)
        open_column(f, i, OGR_FD_GetFieldDefn(definition, (int)i));
    bool wanted = no_shapes || (csv && options->x_field && options->y_field);
    if (!wanted || find_coordinates(f)) return f;
    ct_decoder_close(f->decoder);
    return NULL;
}

/* ---- values -----------------------------------------------------------------------------------
 */

/* ISO 8601: a date, or date and time with what is known of its zone. */
static const char *time_text(ct_ogr_fields *f, OGRFeatureH feature, int i) {
    int year, month, day, hour, minute, zone;
    float second;
    if (!OGR_F_GetFieldAsDateTimeEx(feature, i, &year, &month, &day, &hour, &minute, &second,
                                    &zone))
        return OGR_F_GetFieldAsString(feature, i);
    const char *date = ct_printf(f->scratch, "%04d-%02d-%02d", year, month, day);
    const char *time = ct_printf(f->scratch, "%02d:%02d:%02d", hour, minute, (int)second);
    if (f->types[i] == OFTDate) return date;
    if (f->types[i] == OFTTime) return time;
    const char *offset = zone == 100 ? "Z" : "";
    if (zone > 1 && zone != 100) {
        int minutes = (zone - 100) * 15, size = minutes < 0 ? -minutes : minutes;
        offset =
            ct_printf(f->scratch, "%c%02d:%02d", minutes < 0 ? '-' : '+', size / 60, size % 60);
    }
    return ct_printf(f->scratch, "%sT%s%s", date, time, offset);
}

/* "a, b" of a list of texts; lists of numbers as GDAL writes them, without its count. */
static const char *list_text(ct_ogr_fields *f, OGRFeatureH feature, int i) {
    if (f->types[i] != OFTStringList) {
        const char *text = OGR_F_GetFieldAsString(feature, i), *colon = strchr(text, ':');
        size_t size = colon ? strlen(colon + 1) : 0;
        return size ? ct_strndup(f->scratch, colon + 1, size - 1) : text;
    }
    const char *text = "";
    char **items = OGR_F_GetFieldAsStringList(feature, i);
    for (size_t k = 0; items && items[k]; k++)
        text = ct_printf(f->scratch, "%s%s%s", text, k ? ", " : "", items[k]);
    return text;
}

static const char *value_text(ct_ogr_fields *f, OGRFeatureH feature, int i) {
    switch (f->types[i]) {
    case OFTDate:
    case OFTTime:
    case OFTDateTime:
        return time_text(f, feature, i);
    case OFTStringList:
    case OFTIntegerList:
    case OFTInteger64List:
    case OFTRealList:
        return list_text(f, feature, i);
    default:
        return OGR_F_GetFieldAsString(feature, i);
    }
}

static void add_text(ct_ogr_fields *f, OGRFeatureH feature, size_t i) {
    ct_column *column = &f->columns[i];
    CT_GROW(f->scratch, column->texts, f->text_capacity[i], f->rows);
    column->texts[f->rows] = NULL;
    if (!OGR_F_IsFieldSetAndNotNull(feature, (int)i)) return;
    bool bad = false;
    const char *text = mended(f, value_text(f, feature, (int)i), &bad);
    column->texts[f->rows] = text;
    for (const char *p = text; f->csv && *p; p++)
        f->line_breaks += *p == '\n';
    if (!bad || f->facts->bad_texts++) return;
    ct_warn(f->report, f->options->file,
            "field '%s' of feature %zu is not valid %s: replaced by U+FFFD", column->name,
            f->rows + 1, f->facts->encoding);
    if (f->csv) ct_hint(f->report, "name the encoding: encoding: windows-1251, say");
}

static void add_number(ct_ogr_fields *f, OGRFeatureH feature, size_t i) {
    ct_column *column = &f->columns[i];
    CT_GROW(f->scratch, column->numbers, f->number_capacity[i], f->rows);
    bool given = OGR_F_IsFieldSetAndNotNull(feature, (int)i);
    double value = given ? OGR_F_GetFieldAsDouble(feature, (int)i) : NAN;
    column->numbers[f->rows] = isfinite(value) ? value : NAN;
}

void ct_ogr_fields_add(ct_ogr_fields *f, void *feature) {
    for (size_t i = 0; i < f->count; i++)
        if (f->columns[i].type == CT_COLUMN_TEXT)
            add_text(f, feature, i);
        else
            add_number(f, feature, i);
    f->rows++;
}

/* ---- points -----------------------------------------------------------------------------------
 */

static bool coordinate(OGRFeatureH feature, int field, double *value) {
    char text[64];
    if (!OGR_F_IsFieldSetAndNotNull(feature, field)) return false;
    const char *from = OGR_F_GetFieldAsString(feature, field);
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

bool ct_ogr_fields_point(ct_ogr_fields *f, void *feature, ct_raw *raw) {
    double x, y;
    if (f->x < 0) return false;
    if (coordinate(feature, f->x, &x) && coordinate(feature, f->y, &y)) {
        ct_raw_point(raw, x, y);
        ct_raw_end_part(raw);
        ct_raw_end_row(raw, CT_POINT);
        return true;
    }
    /* GDAL numbers the rows of a CSV from 1; the header is line 1 */
    size_t line = (size_t)OGR_F_GetFID(feature) + 1 + f->line_breaks;
    if (f->facts->lost_rows < LINES_TOLD) f->lines[f->facts->lost_rows] = line;
    f->facts->lost_rows++;
    ct_raw_end_row(raw, CT_NULL);
    return true;
}

static void tell_lost(const ct_ogr_fields *f) {
    size_t lost = f->facts->lost_rows;
    if (!lost) return;
    const char *list = "";
    for (size_t i = 0; i < lost && i < LINES_TOLD; i++)
        list = ct_printf(f->scratch, "%s%s%zu", list, i ? ", " : "", f->lines[i]);
    ct_warn(f->report, f->options->file,
            "%zu of %zu rows have no numbers in '%s' and '%s' and are lost: line%s %s%s", lost,
            f->rows, f->columns[f->x].name, f->columns[f->y].name, lost == 1 ? "" : "s", list,
            lost > LINES_TOLD ? ", …" : "");
}

ct_column *ct_ogr_fields_close(ct_ogr_fields *f, size_t *count) {
    tell_lost(f);
    ct_decoder_close(f->decoder);
    for (size_t i = 0; i < f->count; i++) {
        ct_column *column = &f->columns[i];
        if (column->type == CT_COLUMN_TEXT) {
            const char **texts = CT_ARRAY(f->arena, f->rows, const char *);
            for (size_t r = 0; r < f->rows; r++)
                texts[r] = column->texts[r];
            column->texts = texts;
        } else {
            double *numbers = CT_ARRAY(f->arena, f->rows, double);
            for (size_t r = 0; r < f->rows; r++)
                numbers[r] = column->numbers[r];
            column->numbers = numbers;
        }
    }
    *count = f->count;
    return f->columns;
}
