/* shp_sift.c - shapefiles for a picture: what is seen of them, read from the mapped file. */
#include "../project/project.h"
#include "source.h"

#include <shapefil.h>
#include <string.h>

/* As ct_shp_little, inlined: it is asked millions of times. */
static inline uint32_t little32(const uint8_t *p) {
    return (uint32_t)p[3] << 24 | (uint32_t)p[2] << 16 | (uint32_t)p[1] << 8 | p[0];
}

static double little_double(const uint8_t *p) {
    uint64_t bits = (uint64_t)little32(p + 4) << 32 | little32(p);
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

/* The box that a record says its shape has. */
static ct_box box_of(const uint8_t *content) {
    return (ct_box){ little_double(content + 4), little_double(content + 12),
                     little_double(content + 20), little_double(content + 28) };
}

/* None of its points is read. */
static bool is_outside(const uint8_t *content, ct_box window) {
    ct_box box = box_of(content);
    return box.x0 <= box.x1 && box.y0 <= box.y1 && !ct_box_meets(box, window);
}

/* What a record says, where that can be. */
static void add_box(const uint8_t *content, ct_raw *raw) {
    ct_box box = box_of(content);
    raw->odd |= !(box.x0 >= -180 && box.x0 <= box.x1 && box.x1 <= 180 && box.y0 >= -90 &&
                  box.y0 <= box.y1 && box.y1 <= 90);
    ct_raw_box(raw, box);
}

/* False: it has no shape. */
static bool sift_record(const ct_shapefile *s, size_t i, ct_raw *raw) {
    const uint8_t *content = ct_shp_content(s, i);
    ct_kind kind = ct_shp_kind(little32(content));
    size_t parts = kind == CT_NULL ? 0 : little32(content + 36);
    size_t points = kind == CT_NULL ? 0 : little32(content + 40);
    const uint8_t *starts = content + 44, *xy = starts + 4 * parts;
    if (!points) return false;
    raw->seen += points;
    if (raw->sieve->boxes) add_box(content, raw);
    if (raw->sieve->boxes || is_outside(content, raw->sieve->window)) return true;
    for (size_t p = 0; p < parts; p++) {
        size_t from = little32(starts + 4 * p), at = raw->points;
        size_t end = p + 1 < parts ? little32(starts + 4 * (p + 1)) : points;
        double *x, *y;
        if (end <= from) continue;
        ct_raw_points(raw, end - from, &x, &y);
        for (size_t k = from; k < end; k++) {
            x[k - from] = little_double(xy + 16 * k);
            y[k - from] = little_double(xy + 16 * k + 8);
        }
        ct_raw_sift(raw, kind, at, false);
    }
    return true;
}

/* Whether it can be reduced to what is seen: areas or lines in lon/lat. */
static bool can_sift(const ct_shapefile *s, const char *crs) {
    ct_kind kind = ct_shp_kind(little32(s->data + 32));
    char why[8];
    ct_crs *open =
        crs && (kind == CT_POLYGON || kind == CT_LINE) ? ct_crs_try(crs, why, sizeof why) : NULL;
    bool lonlat = open && ct_crs_is_lonlat(open);
    ct_crs_close(open);
    for (size_t i = 0; i < s->count && lonlat; i++) {
        uint32_t type = little32(ct_shp_content(s, i));
        lonlat = type == SHPT_NULL || ct_shp_kind(type) == kind;
    }
    return lonlat;
}

/* What the sieve leaves of the shapes. False: they are no shapes for it. Of the file no more than
 * LET_GO bytes stay in memory. */
bool ct_shp_sift(ct_arena *arena, const ct_shapefile *s, const ct_settling *how,
                 const ct_sieve *sieve, ct_shape *shapes) {
    enum { LET_GO = 1 << 22 };
    if (!can_sift(s, how->crs)) return false;
    ct_facts *facts = how->facts;
    ct_rings *rings = ct_rings_open(arena, how);
    ct_raw raw;
    size_t gone = 0, without = 0, unseen = 0;
    ct_raw_sift_start(&raw, s->scratch, sieve);
    for (size_t i = 0; i < s->count && !raw.odd; i++) {
        bool shaped = sift_record(s, i, &raw);
        ct_kind kind = ct_shp_kind(little32(ct_shp_content(s, i)));
        shapes[i] = ct_raw_sift_row(&raw, arena, kind, rings);
        without += !shaped;
        unseen += shaped && shapes[i].kind == CT_NULL;
        size_t done = s->records[i].at + s->records[i].size;
        if (done < gone + LET_GO) continue;
        ct_file_forget(s->data, gone, done);
        gone = done;
    }
    ct_rings_close(rings, s->report);
    if (raw.odd) return false;
    facts->without_geometry = without;
    facts->unseen = unseen;
    facts->points = raw.seen;
    return true;
}
