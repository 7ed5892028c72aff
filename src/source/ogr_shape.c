/* ogr_shape.c - one GDAL geometry into flat parts. */
#include "source.h"

#include <ogr_api.h>

enum { DEEPEST = 64 };

/* The greatest dimension within (0 point, 1 line, 2 area), -1 for nothing; *seen gets a bit each.
 */
static int dimension(OGRGeometryH geometry, unsigned *seen, int depth) {
    int greatest = -1;
    if (depth > DEEPEST || OGR_G_IsEmpty(geometry)) return -1;
    switch (wkbFlatten(OGR_G_GetGeometryType(geometry))) {
    case wkbPoint:
        greatest = 0;
        break;
    case wkbLineString:
        greatest = 1;
        break;
    case wkbPolygon:
    case wkbTriangle:
        greatest = 2;
        break;
    default:
        for (int i = 0; i < OGR_G_GetGeometryCount(geometry); i++) {
            int part = dimension(OGR_G_GetGeometryRef(geometry, i), seen, depth + 1);
            if (part > greatest) greatest = part;
        }
        return greatest;
    }
    *seen |= 1u << greatest;
    return greatest;
}

static void add_run(ct_raw *raw, OGRGeometryH line, bool hole) {
    int count = OGR_G_GetPointCount(line);
    double *x, *y;
    if (count <= 0) return;
    ct_raw_points(raw, (size_t)count, &x, &y);
    OGR_G_GetPoints(line, x, sizeof *x, y, sizeof *y, NULL, 0);
    ct_raw_end_ring(raw, hole);
}

/* Adds what is of the dimension `wanted`. */
static void add(ct_raw *raw, OGRGeometryH geometry, int wanted, int depth) {
    if (depth > DEEPEST || OGR_G_IsEmpty(geometry)) return;
    switch (wkbFlatten(OGR_G_GetGeometryType(geometry))) {
    case wkbPoint:
        if (wanted == 0) add_run(raw, geometry, false);
        break;
    case wkbLineString:
        if (wanted == 1) add_run(raw, geometry, false);
        break;
    case wkbPolygon:
    case wkbTriangle:
        for (int i = 0; wanted == 2 && i < OGR_G_GetGeometryCount(geometry); i++)
            add_run(raw, OGR_G_GetGeometryRef(geometry, i), i > 0);
        break;
    default:
        for (int i = 0; i < OGR_G_GetGeometryCount(geometry); i++)
            add(raw, OGR_G_GetGeometryRef(geometry, i), wanted, depth + 1);
    }
}

ct_kind ct_ogr_shape_add(ct_raw *raw, void *geometry, bool *mixed) {
    static const ct_kind kinds[] = { CT_POINT, CT_LINE, CT_POLYGON };
    OGRGeometryH whole = geometry, linear = NULL;
    unsigned seen = 0;
    if (OGR_G_HasCurveGeometry(whole, 0)) whole = linear = OGR_G_GetLinearGeometry(whole, 0, NULL);
    int wanted = whole ? dimension(whole, &seen, 0) : -1;
    *mixed = (seen & (seen - 1)) != 0;
    size_t before = raw->parts;
    if (wanted >= 0) add(raw, whole, wanted, 0);
    if (linear) OGR_G_DestroyGeometry(linear);
    return raw->parts > before ? kinds[wanted] : CT_NULL;
}
