/* shapefile.h - shapefiles that the tests write for themselves, by Shapelib. */
#ifndef CT_TEST_SHAPEFILE_H
#define CT_TEST_SHAPEFILE_H

#include <shapefil.h>

#include "../../src/source/source.h"
#include "sample.h"

/* One shape more; `parts` may be NULL for a single part. Z and M are 1, 2, 3, … */
static inline void put_shape(SHPHandle file, int type, const double *x, const double *y, int count,
                             const int *parts, int part_count) {
    double z[64];
    for (int i = 0; i < count && i < 64; i++)
        z[i] = i + 1;
    SHPObject *object = SHPCreateObject(type, -1, part_count, parts, NULL, count, x, y, z, z);
    assert_true(SHPWriteObject(file, -1, object) >= 0);
    SHPDestroyObject(object);
}

/* An outer square from 0 to 10 with a hole from 2 to 4, in the format's order, closed. */
static inline void put_polygon(SHPHandle file, int type) {
    static const double x[] = { 0, 0, 10, 10, 0, 2, 4, 4, 2, 2 };
    static const double y[] = { 0, 10, 10, 0, 0, 2, 2, 4, 4, 2 };
    static const int parts[] = { 0, 5 };
    put_shape(file, type, x, y, 10, parts, 2);
}

static inline void put_lines(SHPHandle file, int type) {
    static const double x[] = { 0, 1, 2, 5, 6 };
    static const double y[] = { 0, 1, 0, 5, 5 };
    static const int parts[] = { 0, 3 };
    put_shape(file, type, x, y, 5, parts, 2);
}

static inline void put_points(SHPHandle file, int type) {
    static const double x[] = { 7, 8 };
    static const double y[] = { 1, 2 };
    bool single = type == SHPT_POINT || type == SHPT_POINTZ || type == SHPT_POINTM;
    put_shape(file, type, x, y, single ? 1 : 2, NULL, 0);
}

static inline void write_prj(bench *b, const char *stem, const char *wkt) {
    bench_text(b, ct_printf(b->arena, "%s.prj", stem), wkt);
}

static const char WGS84[] =
    "GEOGCS[\"GCS_WGS_1984\",DATUM[\"D_WGS_1984\",SPHEROID[\"WGS_1984\",6378137.0,298.257223563]],"
    "PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]]";

/* Two polygons with a .dbf of NAME and POP, and a .prj. Returns the path of the .shp. */
static inline const char *write_sample(bench *b, const char *stem) {
    const char *path = bench_path(b, ct_printf(b->arena, "%s.shp", stem));
    SHPHandle shp = SHPCreate(path, SHPT_POLYGON);
    put_polygon(shp, SHPT_POLYGON);
    put_polygon(shp, SHPT_POLYGON);
    SHPClose(shp);
    DBFHandle dbf = DBFCreateEx(bench_path(b, ct_printf(b->arena, "%s.dbf", stem)), NULL);
    DBFAddField(dbf, "NAME", FTString, 12, 0);
    DBFAddField(dbf, "POP", FTInteger, 8, 0);
    DBFWriteStringAttribute(dbf, 0, 0, "first");
    DBFWriteIntegerAttribute(dbf, 0, 1, 100);
    DBFWriteStringAttribute(dbf, 1, 0, "second");
    DBFWriteNULLAttribute(dbf, 1, 1);
    DBFClose(dbf);
    write_prj(b, stem, WGS84);
    return path;
}

static inline void patch(const char *path, long at, const void *bytes, size_t size) {
    FILE *file = fopen(path, "r+b");
    assert_non_null(file);
    assert_int_equal(fseek(file, at, SEEK_SET), 0);
    assert_int_equal(fwrite(bytes, 1, size, file), size);
    fclose(file);
}

static inline bool read_it(bench *b, const char *path, const ct_read_options *options,
                           const ct_table **table) {
    ct_read_options none = { 0 };
    ct_inputs inputs = { .arena = b->arena };
    return ct_source_read(b->arena, path, options ? options : &none, table, &inputs, b->report);
}

#endif
