/* write.c - a table as the bytes of a file: which formats there are, and what a column holds. */
#include "source.h"

#include <math.h>
#include <string.h>
#include <strings.h>

typedef struct written_format {
    ct_data_format format;
    const char *parts[6];
} written_format;

static const written_format formats[] = {
    { CT_DATA_GEOJSON, { "geojson" } },
    { CT_DATA_SHP, { "shp", "shx", "dbf", "prj", "cpg" } },
    { CT_DATA_GPKG, { "gpkg" } },
};

ct_data_format ct_data_format_named(const char *ending) {
    for (size_t i = 0; ending && i < CT_COUNT(formats); i++)
        if (strcasecmp(ending, formats[i].parts[0]) == 0) return formats[i].format;
    return CT_DATA_NONE;
}

const char *const *ct_data_parts(ct_data_format format) {
    static const char *const none[] = { NULL };
    for (size_t i = 0; i < CT_COUNT(formats); i++)
        if (formats[i].format == format) return formats[i].parts;
    return none;
}

/* ---- columns and shapes ---------------------------------------------------------------------- */

static bool is_whole(double value) { return value == floor(value) && fabs(value) <= 0x1p53; }

static bool is_moment(const char *text) {
    enum { UTC = 100 };
    ct_moment moment;
    return strlen(text) == strlen("YYYY-MM-DDThh:mm:ssZ") && text[10] == 'T' &&
           ct_moment_parse(text, &moment) == CT_MOMENT_BOTH && moment.zone == UTC;
}

ct_field_kind ct_field_kind_of(const ct_column *column, size_t rows) {
    bool whole = column->integer, dates = true, moments = true;
    size_t filled = 0;
    ct_day day;
    if (column->type == CT_COLUMN_NUMBER) {
        for (size_t i = 0; i < rows && whole; i++)
            whole = isnan(column->numbers[i]) || is_whole(column->numbers[i]);
        return whole ? CT_FIELD_WHOLE : CT_FIELD_NUMBER;
    }
    for (size_t i = 0; i < rows && (dates || moments); i++) {
        const char *text = column->texts[i];
        if (!text) continue;
        filled++;
        dates = dates && ct_day_parse(text, &day);
        moments = moments && is_moment(text);
    }
    if (!filled) return CT_FIELD_TEXT;
    return dates ? CT_FIELD_DATE : moments ? CT_FIELD_MOMENT : CT_FIELD_TEXT;
}

ct_kind ct_table_kind(const ct_table *table, bool *mixed) {
    ct_kind kind = CT_NULL;
    *mixed = false;
    for (size_t i = 0; i < table->rows; i++) {
        ct_kind own = table->shapes[i].kind;
        *mixed = *mixed || (own != CT_NULL && kind != CT_NULL && own != kind);
        if (own != CT_NULL) kind = own;
    }
    return *mixed ? CT_NULL : kind;
}

/* ---- the whole --------------------------------------------------------------------------------
 */

bool ct_source_write(const ct_table *table, ct_data_format format, const char *part,
                     const char *name, ct_place place, ct_buffer *out, ct_report *report) {
    switch (format) {
    case CT_DATA_GEOJSON:
        ct_geojson_write(table, name, out);
        return true;
    case CT_DATA_SHP:
        return ct_shp_write(table, part, name, place, out, report);
    case CT_DATA_GPKG: {
        const ct_gdal *gdal = ct_gdal_open(place, "a GeoPackage", report);
        return gdal && gdal->write(table, name, place, out, report);
    }
    case CT_DATA_NONE:
        break;
    }
    return ct_fail(report, CARTOUCHE_BAD_USAGE, place, "no format is given to write data in");
}
