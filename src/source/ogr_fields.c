/* ogr_fields.c - the fields of GDAL features, by their types, as columns. */
#include "source.h"

#include <math.h>
#include <ogr_api.h>
#include <string.h>

struct ct_ogr_fields {
    ct_fields *fields;
    ct_arena *scratch;
    OGRFieldType *types;
    size_t count;
    bool points; /* two fields hold coordinates */
};

static bool is_number(OGRFieldType type) {
    return type == OFTInteger || type == OFTInteger64 || type == OFTReal;
}

ct_ogr_fields *ct_ogr_fields_open(ct_arena *arena, ct_arena *scratch, void *layer,
                                  const ct_read_options *options, bool no_shapes, bool csv,
                                  ct_facts *facts, ct_report *report) {
    ct_ogr_fields *f = CT_NEW(scratch, ct_ogr_fields);
    OGRFeatureDefnH definition = OGR_L_GetLayerDefn(layer);
    size_t count = (size_t)OGR_FD_GetFieldCount(definition);
    *f = (ct_ogr_fields){ .scratch = scratch, .count = count };
    f->types = CT_ARRAY(scratch, count, OGRFieldType);
    f->fields = ct_fields_open(arena, scratch, count, options, csv, facts, report);
    for (size_t i = 0; i < count; i++) {
        OGRFieldDefnH field = OGR_FD_GetFieldDefn(definition, (int)i);
        OGRFieldType type = f->types[i] = OGR_Fld_GetType(field);
        ct_fields_column(f->fields, i, OGR_Fld_GetNameRef(field), is_number(type),
                         is_number(type) && type != OFTReal);
    }
    f->points = no_shapes || (csv && options->x_field && options->y_field);
    return !f->points || ct_fields_coordinates(f->fields, NULL, NULL) ? f : NULL;
}

/* ISO 8601: a date, or date and time with what is known of its zone. */
static const char *time_text(ct_ogr_fields *f, OGRFeatureH feature, int i) {
    ct_moment m;
    float second;
    if (!OGR_F_GetFieldAsDateTimeEx(feature, i, &m.year, &m.month, &m.day, &m.hour, &m.minute,
                                    &second, &m.zone))
        return OGR_F_GetFieldAsString(feature, i);
    m.second = (int)second;
    return ct_moment_text(f->scratch, &m,
                          f->types[i] == OFTDate   ? CT_MOMENT_DATE
                          : f->types[i] == OFTTime ? CT_MOMENT_TIME
                                                   : CT_MOMENT_BOTH);
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
    if (!OGR_F_IsFieldSetAndNotNull(feature, i)) return NULL;
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

void ct_ogr_fields_add(ct_ogr_fields *f, void *feature) {
    for (size_t i = 0; i < f->count; i++)
        if (!is_number(f->types[i]))
            ct_fields_text(f->fields, i, value_text(f, feature, (int)i));
        else if (OGR_F_IsFieldSetAndNotNull(feature, (int)i))
            ct_fields_number(f->fields, i, OGR_F_GetFieldAsDouble(feature, (int)i));
        else
            ct_fields_number(f->fields, i, NAN);
    ct_fields_next(f->fields);
}

bool ct_ogr_fields_point(ct_ogr_fields *f, ct_raw *raw) {
    return f->points && ct_fields_point(f->fields, 0, raw);
}

ct_column *ct_ogr_fields_close(ct_ogr_fields *f, size_t *count) {
    return ct_fields_close(f->fields, count);
}
