/* ogr_write.c - a table as a GeoPackage, by GDAL, in memory. */
#include "source.h"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <gdal.h>
#include <math.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>
#include <unistd.h>

typedef struct package {
    const ct_table *table;
    const char *name;
    ct_arena *scratch;
    const char *path;
    ct_field_kind *kinds; /* one a column */
    OGRwkbGeometryType type;
    GDALDatasetH dataset;
    OGRLayerH layer;
    char why[300]; /* GDAL's last failure */
} package;

static void CPL_STDCALL collect(CPLErr severity, CPLErrorNum number, const char *text) {
    package *p = CPLGetErrorHandlerUserData();
    (void)number;
    if (severity == CE_Failure) snprintf(p->why, sizeof p->why, "%s", text);
}

/* The package tells when it was changed last: SOURCE_DATE_EPOCH, or the day that a PDF takes too,
 * so that the same data are the same bytes. */
static const char *moment_of_writing(ct_arena *arena) {
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    double seconds = 0;
    struct tm utc;
    if (!epoch || !ct_number_parse(epoch, &seconds) || !(seconds >= 0 && seconds < 2e11))
        seconds = 0;
    time_t when = (time_t)seconds;
    gmtime_r(&when, &utc);
    return ct_printf(arena, "%04d-%02d-%02dT%02d:%02d:%02d.000Z", utc.tm_year + 1900,
                     utc.tm_mon + 1, utc.tm_mday, utc.tm_hour, utc.tm_min, utc.tm_sec);
}

/* ---- the layer --------------------------------------------------------------------------------
 */

static OGRwkbGeometryType layer_type(const ct_table *table) {
    bool mixed;
    ct_kind kind = ct_table_kind(table, &mixed);
    if (mixed || kind == CT_NULL) return wkbUnknown;
    if (kind == CT_POLYGON) return wkbMultiPolygon;
    if (kind == CT_LINE) return wkbMultiLineString;
    for (size_t i = 0; i < table->rows; i++)
        if (ct_shape_points(&table->shapes[i]) > 1) return wkbMultiPoint;
    return wkbPoint;
}

/* A name that no field has. */
static const char *free_name(const package *p, const char *wanted) {
    const char *name = wanted;
    for (size_t i = 0, n = 1; i < p->table->column_count; i++)
        if (strcasecmp(p->table->columns[i].name, name) == 0) {
            name = ct_printf(p->scratch, "%s_%zu", wanted, n++);
            i = SIZE_MAX; /* once more from the first */
        }
    return name;
}

static bool add_fields(package *p) {
    static const OGRFieldType types[] = { [CT_FIELD_TEXT] = OFTString,
                                          [CT_FIELD_WHOLE] = OFTInteger64,
                                          [CT_FIELD_NUMBER] = OFTReal,
                                          [CT_FIELD_DATE] = OFTDate,
                                          [CT_FIELD_MOMENT] = OFTDateTime };
    p->kinds = CT_ARRAY(p->scratch, p->table->column_count, ct_field_kind);
    for (size_t i = 0; i < p->table->column_count; i++) {
        const ct_column *column = &p->table->columns[i];
        p->kinds[i] = ct_field_kind_of(column, p->table->rows);
        OGRFieldDefnH field = OGR_Fld_Create(column->name, types[p->kinds[i]]);
        OGRErr error = OGR_L_CreateField(p->layer, field, 0);
        OGR_Fld_Destroy(field);
        if (error != OGRERR_NONE) return false;
    }
    return true;
}

static bool create(package *p) {
    p->type = layer_type(p->table);
    GDALDriverH driver = GDALGetDriverByName("GPKG");
    if (driver) p->dataset = GDALCreate(driver, p->path, 0, 0, 0, GDT_Unknown, NULL);
    if (!p->dataset) return false;
    char **options = CSLSetNameValue(NULL, "FID", free_name(p, "fid"));
    options = CSLSetNameValue(options, "GEOMETRY_NAME", free_name(p, "geom"));
    OGRSpatialReferenceH srs = OSRNewSpatialReference(NULL);
    OSRImportFromEPSG(srs, 4326);
    OSRSetAxisMappingStrategy(srs, OAMS_TRADITIONAL_GIS_ORDER);
    p->layer = GDALDatasetCreateLayer(p->dataset, p->name, srs, p->type, options);
    OSRRelease(srs);
    CSLDestroy(options);
    return p->layer && add_fields(p);
}

/* ---- features -------------------------------------------------------------------------------- */

static OGRGeometryH line_of(const ct_shape *s, size_t part, bool ring) {
    size_t start = ct_part_start(s, part), count = ct_part_end(s, part) - start;
    OGRGeometryH line = OGR_G_CreateGeometry(ring ? wkbLinearRing : wkbLineString);
    OGR_G_SetPoints(line, (int)count, s->x + start, sizeof *s->x, s->y + start, sizeof *s->y, NULL,
                    0);
    if (ring) OGR_G_AddPoint_2D(line, s->x[start], s->y[start]);
    return line;
}

static OGRGeometryH areas_of(ct_arena *scratch, const ct_shape *s) {
    ct_shape turned = ct_shape_orient(scratch, s), *polygons;
    size_t count = ct_polygons_of(scratch, &turned, &polygons);
    OGRGeometryH all = OGR_G_CreateGeometry(wkbMultiPolygon);
    for (size_t i = 0; i < count; i++) {
        OGRGeometryH one = OGR_G_CreateGeometry(wkbPolygon);
        for (size_t p = 0; p < polygons[i].parts; p++)
            OGR_G_AddGeometryDirectly(one, line_of(&polygons[i], p, true));
        OGR_G_AddGeometryDirectly(all, one);
    }
    return all;
}

static OGRGeometryH point_of(const ct_shape *s, size_t i) {
    OGRGeometryH point = OGR_G_CreateGeometry(wkbPoint);
    OGR_G_SetPoint_2D(point, 0, s->x[i], s->y[i]);
    return point;
}

static OGRGeometryH points_of(const ct_shape *s, bool single) {
    if (single) return point_of(s, s->start);
    OGRGeometryH all = OGR_G_CreateGeometry(wkbMultiPoint);
    for (size_t i = s->start; i < s->end[s->parts - 1]; i++)
        OGR_G_AddGeometryDirectly(all, point_of(s, i));
    return all;
}

static OGRGeometryH geometry_of(const package *p, ct_arena *scratch, const ct_shape *s) {
    if (s->kind == CT_NULL || s->parts == 0) return NULL;
    if (s->kind == CT_POLYGON) return areas_of(scratch, s);
    if (s->kind == CT_POINT) return points_of(s, p->type == wkbPoint);
    OGRGeometryH all = OGR_G_CreateGeometry(wkbMultiLineString);
    for (size_t i = 0; i < s->parts; i++)
        OGR_G_AddGeometryDirectly(all, line_of(s, i, false));
    return all;
}

static void set_text(OGRFeatureH feature, int i, ct_field_kind kind, const char *text) {
    enum { UTC = 100 };
    ct_moment m;
    if (kind == CT_FIELD_TEXT) {
        OGR_F_SetFieldString(feature, i, text);
        return;
    }
    (void)ct_moment_parse(text, &m); /* which the kind says it is */
    OGR_F_SetFieldDateTime(feature, i, m.year, m.month, m.day, m.hour, m.minute, m.second,
                           kind == CT_FIELD_MOMENT ? UTC : 0);
}

static void set_fields(const package *p, OGRFeatureH feature, size_t row) {
    for (size_t i = 0; i < p->table->column_count; i++) {
        const ct_column *column = &p->table->columns[i];
        int at = (int)i;
        if (column->type == CT_COLUMN_TEXT ? !column->texts[row] : isnan(column->numbers[row]))
            OGR_F_SetFieldNull(feature, at);
        else if (column->type == CT_COLUMN_TEXT)
            set_text(feature, at, p->kinds[i], column->texts[row]);
        else if (p->kinds[i] == CT_FIELD_WHOLE)
            OGR_F_SetFieldInteger64(feature, at, (GIntBig)column->numbers[row]);
        else
            OGR_F_SetFieldDouble(feature, at, column->numbers[row]);
    }
}

static bool add_features(package *p) {
    ct_arena *scratch = ct_arena_new();
    bool good = OGR_L_StartTransaction(p->layer) == OGRERR_NONE;
    for (size_t i = 0; i < p->table->rows && good; i++) {
        OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(p->layer));
        OGRGeometryH geometry = geometry_of(p, scratch, &p->table->shapes[i]);
        if (geometry) OGR_F_SetGeometryDirectly(feature, geometry);
        set_fields(p, feature, i);
        good = OGR_L_CreateFeature(p->layer, feature) == OGRERR_NONE;
        OGR_F_Destroy(feature);
        ct_arena_reset(scratch);
    }
    ct_arena_free(scratch);
    return good && OGR_L_CommitTransaction(p->layer) == OGRERR_NONE;
}

/* ---- the whole --------------------------------------------------------------------------------
 */

/* Closes the package, and appends its bytes. */
static bool take_bytes(package *p, ct_buffer *out) {
    vsi_l_offset size = 0;
    GDALClose(p->dataset);
    p->dataset = NULL;
    if (*p->why) return false;
    const GByte *bytes = VSIGetMemFileBuffer(p->path, &size, FALSE);
    if (bytes) ct_buffer_append(out, bytes, (size_t)size);
    return bytes && size;
}

bool ct_ogr_write(const ct_table *table, const char *name, ct_place place, ct_buffer *out,
                  ct_report *report) {
    package p = { .table = table, .name = name, .scratch = ct_arena_new() };
    /* No two threads of a process write one layer at one address. */
    p.path = ct_printf(p.scratch, "/vsimem/cartouche-%p.gpkg", (void *)&p);
    ct_ogr_start();
    CPLPushErrorHandlerEx(collect, &p);
    CPLSetThreadLocalConfigOption("OGR_CURRENT_DATE", moment_of_writing(p.scratch));
    bool good = create(&p) && add_features(&p) && take_bytes(&p, out);
    if (p.dataset) GDALClose(p.dataset);
    VSIUnlink(p.path);
    CPLSetThreadLocalConfigOption("OGR_CURRENT_DATE", NULL);
    CPLPopErrorHandler();
    if (!good)
        (void)ct_fail(report, CARTOUCHE_BAD_IO, place, "the GeoPackage of '%s' is not written: %s",
                      name, *p.why ? p.why : "GDAL gives no reason");
    ct_arena_free(p.scratch);
    return good;
}
