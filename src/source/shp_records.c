/* shp_records.c - the records of a shapefile, found and checked against the file's size. */
#include "source.h"

#include <limits.h>
#include <shapefil.h>
#include <string.h>

enum { BIGGEST_RECORD = INT_MAX - 64 };

uint32_t ct_shp_big(const uint8_t *p) {
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

uint32_t ct_shp_little(const uint8_t *p) {
    return (uint32_t)p[3] << 24 | (uint32_t)p[2] << 16 | (uint32_t)p[1] << 8 | p[0];
}

void ct_shp_let_go(const ct_shapefile *s, size_t i) {
    enum { LET_GO = 1 << 22 };
    size_t at = s->records[i].at, end = at + s->records[i].size;
    if (at / LET_GO == end / LET_GO) return;
    ct_file_forget(s->data, at > LET_GO ? (at / LET_GO - 1) * LET_GO : 0, end);
}

/* ---- the index --------------------------------------------------------------------------------
 */

static void add_record(ct_shapefile *s, size_t at, size_t size) {
    CT_GROW(s->scratch, s->records, s->capacity, s->count);
    s->records[s->count++] = (ct_shp_record){ at, size };
}

/* Finds the records by going through the .shp itself. False: a record runs over the end. */
static bool walk(ct_shapefile *s, bool tell) {
    size_t said = (size_t)ct_shp_big(s->data + 24) * 2;
    s->count = 0;
    for (size_t at = CT_SHP_HEADER; at + CT_SHP_RECORD_HEADER <= s->size;) {
        size_t size = (size_t)ct_shp_big(s->data + at + 4) * 2;
        bool fits =
            size >= 4 && size <= s->size - at - CT_SHP_RECORD_HEADER && size <= BIGGEST_RECORD;
        if (!fits && at >= said) return true; /* something else follows the shapes */
        if (!fits && tell)
            return ct_fail(s->report, CARTOUCHE_BAD_DATA, s->place,
                           "the file is cut or broken: record %zu at byte %zu says %zu bytes, "
                           "%zu are left",
                           s->count + 1, at, size, s->size - at - CT_SHP_RECORD_HEADER);
        if (!fits) return false;
        add_record(s, at, size);
        at += CT_SHP_RECORD_HEADER + size;
    }
    if (said <= s->size) return true;
    if (!tell) return false;
    return ct_fail(s->report, CARTOUCHE_BAD_DATA, s->place,
                   "the file is cut after record %zu: its header says %zu bytes, %zu are there",
                   s->count, said, s->size);
}

/* Takes the records from a .shx. False: it does not agree with the .shp, at ct_shp_record *where.
 */
static bool by_index(ct_shapefile *s, const uint8_t *shx, size_t size, size_t *where) {
    s->count = *where = 0;
    if (size < CT_SHP_HEADER || ct_shp_big(shx) != CT_SHP_CODE) return false;
    size_t covered = CT_SHP_HEADER;
    for (size_t i = CT_SHP_HEADER; i + 8 <= size; i += 8) {
        size_t at = (size_t)ct_shp_big(shx + i) * 2, content = (size_t)ct_shp_big(shx + i + 4) * 2;
        *where = s->count + 1;
        if (at < CT_SHP_HEADER || at > s->size || s->size - at < CT_SHP_RECORD_HEADER) return false;
        if (content < 4 || content > s->size - at - CT_SHP_RECORD_HEADER ||
            content > BIGGEST_RECORD)
            return false;
        if ((size_t)ct_shp_big(s->data + at + 4) * 2 != content) return false;
        add_record(s, at, content);
        ct_shp_let_go(s, s->count - 1);
        covered += CT_SHP_RECORD_HEADER + content;
    }
    *where = s->count + 1;
    if (covered == s->size) return true;
    /* records that the index does not know? */
    ct_shp_record *known = s->records;
    size_t count = s->count, capacity = s->capacity;
    s->records = NULL;
    s->count = s->capacity = 0;
    bool more = walk(s, false) && s->count > count;
    s->records = known;
    s->count = count;
    s->capacity = capacity;
    return !more;
}

bool ct_shp_records(ct_shapefile *s, const char *shx_path, ct_inputs *inputs) {
    const uint8_t *shx = NULL;
    size_t size = 0, where;
    if (!shx_path) {
        ct_warn(s->report, s->place, "there is no .shx: the records are counted from the .shp");
        return walk(s, true);
    }
    ct_inputs_add(inputs, shx_path);
    if (!ct_file_map(shx_path, s->place, &shx, &size, s->report)) return false;
    bool ok = by_index(s, shx, size, &where);
    ct_file_unmap(shx, size);
    if (ok) return true;
    if (!walk(s, true)) return false;
    ct_warn(s->report, s->place,
            "the .shx does not agree with the .shp at record %zu: the records are counted from the "
            ".shp",
            where);
    return true;
}

/* ---- what a record says, against its size ------------------------------------------------------
 */

ct_kind ct_shp_kind(uint32_t type) {
    switch (type) {
    case SHPT_POINT:
    case SHPT_POINTZ:
    case SHPT_POINTM:
    case SHPT_MULTIPOINT:
    case SHPT_MULTIPOINTZ:
    case SHPT_MULTIPOINTM:
        return CT_POINT;
    case SHPT_ARC:
    case SHPT_ARCZ:
    case SHPT_ARCM:
        return CT_LINE;
    case SHPT_POLYGON:
    case SHPT_POLYGONZ:
    case SHPT_POLYGONM:
        return CT_POLYGON;
    default:
        return CT_NULL;
    }
}

static bool bad_record(ct_shapefile *s, size_t i, const char *what, size_t said, size_t room) {
    return ct_fail(s->report, CARTOUCHE_BAD_DATA, s->place,
                   "record %zu at byte %zu is broken: it says %d %s in %zu bytes", i + 1,
                   s->records[i].at, (int)(uint32_t)said, what, room);
}

/* Bytes that the shape of a type takes at least, besides its points and parts: M is optional. */
static size_t least_size(uint32_t type, size_t parts, size_t points) {
    switch (type) {
    case SHPT_POINT:
        return 20;
    case SHPT_POINTZ:
        return 28; /* some writers leave M out */
    case SHPT_POINTM:
        return 20;
    case SHPT_MULTIPOINT:
    case SHPT_MULTIPOINTM:
        return 40 + 16 * points;
    case SHPT_MULTIPOINTZ:
        return 40 + 24 * points + 16;
    case SHPT_ARCZ:
    case SHPT_POLYGONZ:
        return 44 + 4 * parts + 24 * points + 16;
    default:
        return 44 + 4 * parts + 16 * points;
    }
}

static bool check_parts(ct_shapefile *s, size_t i, const uint8_t *starts, size_t parts,
                        size_t points) {
    uint32_t last = 0;
    for (size_t p = 0; p < parts; p++) {
        uint32_t start = ct_shp_little(starts + 4 * p);
        if (start < last || start > points || (start == points && points && parts == 1))
            return ct_fail(s->report, CARTOUCHE_BAD_DATA, s->place,
                           "record %zu at byte %zu is broken: part %zu starts at point %u of %zu",
                           i + 1, s->records[i].at, p + 1, start, points);
        last = start;
    }
    return true;
}

static bool check_record(ct_shapefile *s, size_t i, size_t *multipatches) {
    const uint8_t *content = ct_shp_content(s, i);
    size_t size = s->records[i].size, parts = 1, points = 1;
    uint32_t type = ct_shp_little(content);
    if (type == SHPT_NULL) return true;
    if (type == SHPT_MULTIPATCH) {
        ++*multipatches;
        return true;
    }
    ct_kind kind = ct_shp_kind(type);
    if (kind == CT_NULL)
        return ct_fail(s->report, CARTOUCHE_BAD_DATA, s->place,
                       "record %zu at byte %zu is broken: there is no shape type %u", i + 1,
                       s->records[i].at, type);
    bool single = type == SHPT_POINT || type == SHPT_POINTZ || type == SHPT_POINTM;
    size_t fixed = single ? 20 : kind == CT_POINT ? 40 : 44;
    if (size < fixed)
        return ct_fail(s->report, CARTOUCHE_BAD_DATA, s->place,
                       "record %zu at byte %zu is broken: %zu bytes are too few for a shape of "
                       "type %u",
                       i + 1, s->records[i].at, size, type);
    if (!single) points = ct_shp_little(content + (kind == CT_POINT ? 36 : 40));
    if (!single && kind != CT_POINT) parts = ct_shp_little(content + 36);
    if (points > size / 16) return bad_record(s, i, "points", points, size);
    if (parts > size / 4) return bad_record(s, i, "parts", parts, size);
    if (size < least_size(type, kind == CT_POINT ? 0 : parts, points))
        return bad_record(s, i, "points", points, size);
    if (kind != CT_POINT && !check_parts(s, i, content + 44, parts, points)) return false;
    s->points += points;
    s->parts += parts + 1;
    return true;
}

bool ct_shp_check(ct_shapefile *s) {
    size_t multipatches = 0;
    for (size_t i = 0; i < s->count; i++)
        if (check_record(s, i, &multipatches))
            ct_shp_let_go(s, i);
        else
            return false;
    if (!multipatches) return true;
    ct_fail(s->report, CARTOUCHE_BAD_DATA, s->place,
            "%zu of %zu shapes are multipatches (3-D surfaces), which have no plan view here",
            multipatches, s->count);
    ct_hint(s->report, "make polygons of their footprints first");
    return false;
}
