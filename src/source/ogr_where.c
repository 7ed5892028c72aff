/* ogr_where.c - rows that meet an OGR SQL condition, by GDAL, on the table's own columns. */
#include "source.h"

#include <cpl_error.h>
#include <gdal.h>
#include <math.h>
#include <ogr_api.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

typedef struct {
    char text[300]; /* the first message */
} complaint;

static void CPL_STDCALL note(CPLErr severity, CPLErrorNum number, const char *text) {
    complaint *c = CPLGetErrorHandlerUserData();
    (void)number;
    if (severity == CE_Debug || c->text[0]) return;
    snprintf(c->text, sizeof c->text, "%s", text);
}

/* Whether a condition may name a column: only those need be copied to GDAL. */
static bool may_name(const char *where, const char *column) {
    if (!*column) return false;
    return strpbrk(column, "\"\\") || strcasestr(where, column);
}

/* Creates the fields that the condition may name; `fields[i]` is column i's, or -1. */
static bool make_fields(const ct_table *table, const char *where, OGRLayerH layer, int *fields) {
    int count = 0;
    for (size_t i = 0; i < table->column_count; i++) {
        const ct_column *column = &table->columns[i];
        fields[i] = -1;
        if (!may_name(where, column->name)) continue;
        OGRFieldType type = column->type == CT_COLUMN_TEXT ? OFTString
                            : column->integer              ? OFTInteger64
                                                           : OFTReal;
        OGRFieldDefnH field = OGR_Fld_Create(column->name, type);
        bool ok = OGR_L_CreateField(layer, field, 0) == OGRERR_NONE;
        OGR_Fld_Destroy(field);
        if (!ok) return false;
        fields[i] = count++;
    }
    return true;
}

static bool add_row(const ct_table *table, size_t row, OGRLayerH layer, const int *fields) {
    OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(layer));
    for (size_t i = 0; i < table->column_count; i++) {
        const ct_column *column = &table->columns[i];
        int field = fields[i];
        if (field < 0) continue;
        if (column->type == CT_COLUMN_TEXT) {
            if (column->texts[row])
                OGR_F_SetFieldString(feature, field, column->texts[row]);
            else
                OGR_F_SetFieldNull(feature, field);
        } else if (!isfinite(column->numbers[row])) {
            OGR_F_SetFieldNull(feature, field);
        } else if (column->integer && fabs(column->numbers[row]) < 9e18) {
            OGR_F_SetFieldInteger64(feature, field, (GIntBig)column->numbers[row]);
        } else {
            OGR_F_SetFieldDouble(feature, field, column->numbers[row]);
        }
    }
    OGR_F_SetFID(feature, (GIntBig)row);
    bool ok = OGR_L_CreateFeature(layer, feature) == OGRERR_NONE;
    OGR_F_Destroy(feature);
    return ok;
}

/* The word in the expression that the message puts in quotes: the field that is not there. */
static void hint_field(ct_arena *scratch, const ct_table *table, const char *message,
                       ct_report *report) {
    const char *open = strpbrk(message, "\"'");
    const char *close = open ? strchr(open + 1, *open) : NULL;
    if (!close || !strstr(message, "field")) {
        ct_hint(report, "an OGR SQL condition: name = 'text', rank < 3 AND kind IN ('a', 'b')");
        return;
    }
    const char *word = ct_strndup(scratch, open + 1, (size_t)(close - open - 1));
    const char *const *names = ct_table_names(scratch, table);
    const char *nearest = ct_nearest(word, names, table->column_count);
    if (nearest) {
        ct_hint(report, "did you mean '%s'?", nearest);
        return;
    }
    const char *list = "";
    for (size_t i = 0; i < table->column_count && i < 20; i++)
        list = ct_printf(scratch, "%s%s%s", list, i ? ", " : "", names[i]);
    ct_hint(report, "the fields are: %s", *list ? list : "none");
}

static void run(OGRLayerH layer, size_t rows, bool *keep) {
    OGRFeatureH feature;
    OGR_L_ResetReading(layer);
    while ((feature = OGR_L_GetNextFeature(layer))) {
        size_t row = (size_t)OGR_F_GetFID(feature);
        if (row < rows) keep[row] = true;
        OGR_F_Destroy(feature);
    }
}

static bool evaluate(const ct_table *table, const char *where, OGRLayerH layer, int *fields,
                     bool *keep) {
    if (!make_fields(table, where, layer, fields)) return false;
    if (OGR_L_SetAttributeFilter(layer, where) != OGRERR_NONE) return false;
    OGR_L_SetAttributeFilter(layer, NULL);
    for (size_t i = 0; i < table->rows; i++)
        if (!add_row(table, i, layer, fields)) return false;
    if (OGR_L_SetAttributeFilter(layer, where) != OGRERR_NONE) return false;
    run(layer, table->rows, keep);
    return true;
}

bool ct_ogr_where(ct_arena *scratch, const ct_table *table, const char *where, ct_place place,
                  bool *keep, ct_report *report) {
    complaint why = { "" };
    for (size_t i = 0; i < table->rows; i++)
        keep[i] = false;
    ct_ogr_start();
    CPLPushErrorHandlerEx(note, &why);
    GDALDriverH driver = GDALGetDriverByName("Memory");
    GDALDatasetH dataset = driver ? GDALCreate(driver, "where", 0, 0, 0, GDT_Unknown, NULL) : NULL;
    OGRLayerH layer = dataset ? GDALDatasetCreateLayer(dataset, "rows", NULL, wkbNone, NULL) : NULL;
    int *fields = CT_ARRAY(scratch, table->column_count, int);
    bool ok = layer && evaluate(table, where, layer, fields, keep);
    if (dataset) GDALClose(dataset);
    CPLPopErrorHandler();
    if (ok) return true;
    ct_fail(report, CARTOUCHE_BAD_SPEC, place, "the condition cannot be used: %s",
            *why.text ? why.text : "GDAL gives no reason");
    hint_field(scratch, table, why.text, report);
    return false;
}
