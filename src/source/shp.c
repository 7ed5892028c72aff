/* shp.c - shapefiles (Shapelib inside), every record checked before Shapelib sees it. */
#include "source.h"

#include <limits.h>
#include <shapefil.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ESRI Shapefile Technical Description, July 1998: numbers in headers are big-endian counts of
 * 16-bit words, those of shapes are little-endian. */
enum { HEADER = 100, RECORD_HEADER = 8, FILE_CODE = 9994, BIGGEST_RECORD = INT_MAX - 64 };

typedef struct {
    size_t at;   /* of its header */
    size_t size; /* of its content */
} record;

typedef struct {
    const char *path;
    const uint8_t *data; /* the .shp */
    size_t size;
    uint8_t head[HEADER]; /* its header, with the true length */
    record *records;
    size_t count, capacity;
    uint8_t *shx; /* made from the records */
    size_t points, parts;
    ct_arena *scratch;
    ct_place place;
    ct_report *report;
} shapefile;

static uint32_t big32(const uint8_t *p) {
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static uint32_t little32(const uint8_t *p) {
    return (uint32_t)p[3] << 24 | (uint32_t)p[2] << 16 | (uint32_t)p[1] << 8 | p[0];
}

static void put_big32(uint8_t *p, size_t value) {
    for (int i = 0; i < 4; i++)
        p[i] = (uint8_t)(value >> (24 - 8 * i));
}

/* ---- the index --------------------------------------------------------------------------------
 */

static void add_record(shapefile *s, size_t at, size_t size) {
    CT_GROW(s->scratch, s->records, s->capacity, s->count);
    s->records[s->count++] = (record){ at, size };
}

/* Finds the records by going through the .shp itself. False: a record runs over the end. */
static bool walk(shapefile *s, bool tell) {
    size_t said = (size_t)big32(s->data + 24) * 2;
    s->count = 0;
    for (size_t at = HEADER; at + RECORD_HEADER <= s->size;) {
        size_t size = (size_t)big32(s->data + at + 4) * 2;
        bool fits = size >= 4 && size <= s->size - at - RECORD_HEADER && size <= BIGGEST_RECORD;
        if (!fits && at >= said) return true; /* something else follows the shapes */
        if (!fits && tell)
            return ct_fail(s->report, CARTOUCHE_BAD_DATA, s->place,
                           "the file is cut or broken: record %zu at byte %zu says %zu bytes, "
                           "%zu are left",
                           s->count + 1, at, size, s->size - at - RECORD_HEADER);
        if (!fits) return false;
        add_record(s, at, size);
        at += RECORD_HEADER + size;
    }
    if (said <= s->size) return true;
    if (!tell) return false;
    return ct_fail(s->report, CARTOUCHE_BAD_DATA, s->place,
                   "the file is cut after record %zu: its header says %zu bytes, %zu are there",
                   s->count, said, s->size);
}

/* Takes the records from a .shx. False: it does not agree with the .shp, at record *where. */
static bool by_index(shapefile *s, const uint8_t *shx, size_t size, size_t *where) {
    s->count = *where = 0;
    if (size < HEADER || big32(shx) != FILE_CODE) return false;
    size_t covered = HEADER;
    for (size_t i = HEADER; i + 8 <= size; i += 8) {
        size_t at = (size_t)big32(shx + i) * 2, content = (size_t)big32(shx + i + 4) * 2;
        *where = s->count + 1;
        if (at < HEADER || at > s->size || s->size - at < RECORD_HEADER) return false;
        if (content < 4 || content > s->size - at - RECORD_HEADER || content > BIGGEST_RECORD)
            return false;
        if ((size_t)big32(s->data + at + 4) * 2 != content) return false;
        add_record(s, at, content);
        covered += RECORD_HEADER + content;
    }
    *where = s->count + 1;
    if (covered == s->size) return true;
    /* records that the index does not know? */
    record *known = s->records;
    size_t count = s->count, capacity = s->capacity;
    s->records = NULL;
    s->count = s->capacity = 0;
    bool more = walk(s, false) && s->count > count;
    s->records = known;
    s->count = count;
    s->capacity = capacity;
    return !more;
}

static bool find_records(shapefile *s, const char *shx_path, ct_inputs *inputs) {
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

static ct_kind kind_of(uint32_t type) {
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

static bool bad_record(shapefile *s, size_t i, const char *what, size_t said, size_t room) {
    return ct_fail(s->report, CARTOUCHE_BAD_DATA, s->place,
                   "record %zu at byte %zu is broken: it says %zu %s in %zu bytes", i + 1,
                   s->records[i].at, said, what, room);
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

static bool check_parts(shapefile *s, size_t i, const uint8_t *starts, size_t parts,
                        size_t points) {
    uint32_t last = 0;
    for (size_t p = 0; p < parts; p++) {
        uint32_t start = little32(starts + 4 * p);
        if (start < last || start > points || (start == points && points && parts == 1))
            return ct_fail(s->report, CARTOUCHE_BAD_DATA, s->place,
                           "record %zu at byte %zu is broken: part %zu starts at point %u of %zu",
                           i + 1, s->records[i].at, p + 1, start, points);
        last = start;
    }
    return true;
}

static bool check_record(shapefile *s, size_t i, size_t *multipatches) {
    const uint8_t *content = s->data + s->records[i].at + RECORD_HEADER;
    size_t size = s->records[i].size, parts = 1, points = 1;
    uint32_t type = little32(content);
    if (type == SHPT_NULL) return true;
    if (type == SHPT_MULTIPATCH) {
        ++*multipatches;
        return true;
    }
    ct_kind kind = kind_of(type);
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
    if (!single) points = little32(content + (kind == CT_POINT ? 36 : 40));
    if (!single && kind != CT_POINT) parts = little32(content + 36);
    if (points > size / 16) return bad_record(s, i, "points", points, size);
    if (parts > size / 4) return bad_record(s, i, "parts", parts, size);
    if (size < least_size(type, kind == CT_POINT ? 0 : parts, points))
        return bad_record(s, i, "points", points, size);
    if (kind != CT_POINT && !check_parts(s, i, content + 44, parts, points)) return false;
    s->points += points;
    s->parts += parts + 1;
    return true;
}

static bool check_records(shapefile *s) {
    size_t multipatches = 0;
    for (size_t i = 0; i < s->count; i++)
        if (!check_record(s, i, &multipatches)) return false;
    if (!multipatches) return true;
    ct_fail(s->report, CARTOUCHE_BAD_DATA, s->place,
            "%zu of %zu shapes are multipatches (3-D surfaces), which have no plan view here",
            multipatches, s->count);
    ct_hint(s->report, "make polygons of their footprints first");
    return false;
}

/* ---- Shapelib over memory ---------------------------------------------------------------------
 */

/* FOpen passes a pointer of the caller's since Shapelib 1.6 alone, so the file being opened stands
 * here. */
#ifdef SHAPELIB_VERSION_NUMBER
#define USER_DATA , __attribute__((unused)) void *user
#else
#define USER_DATA
#endif
static _Thread_local const shapefile *opening;
static _Thread_local char complaint[200];

typedef struct {
    const uint8_t *head, *data; /* the first HEADER bytes come from `head` */
    size_t size, at;
} memory_file;

static SAFile memory_open(const char *name, const char *access USER_DATA) {
    (void)access;
    memory_file *file = calloc(1, sizeof *file);
    if (!file) abort();
    if (ct_streq(ct_path_ending(name), "shp"))
        *file = (memory_file){ opening->head, opening->data, opening->size, 0 };
    else
        *file = (memory_file){ opening->shx, opening->shx, HEADER + 8 * opening->count, 0 };
    return (SAFile)(void *)file;
}

static SAOffset memory_read(void *to, SAOffset size, SAOffset count, SAFile handle) {
    memory_file *file = (memory_file *)(void *)handle;
    size_t left = file->at < file->size ? file->size - file->at : 0;
    if (!size) return 0;
    if (count > left / size) count = left / size;
    size_t wanted = size * count;
    for (size_t done = 0; done < wanted;) {
        bool in_head = file->at < HEADER;
        size_t step = wanted - done;
        if (in_head && step > HEADER - file->at) step = HEADER - file->at;
        memcpy((char *)to + done, (in_head ? file->head : file->data) + file->at, step);
        done += step;
        file->at += step;
    }
    return count;
}

static SAOffset memory_seek(SAFile handle, SAOffset offset, int whence) {
    memory_file *file = (memory_file *)(void *)handle;
    file->at = whence == SEEK_END   ? file->size + offset
               : whence == SEEK_CUR ? file->at + offset
                                    : offset;
    return 0;
}

/* NOLINTNEXTLINE(readability-non-const-parameter): the signature is Shapelib's. */
static SAOffset memory_tell(SAFile handle) { return ((memory_file *)(void *)handle)->at; }

static int memory_close(SAFile handle) {
    free(handle);
    return 0;
}

static void memory_error(const char *message) {
    snprintf(complaint, sizeof complaint, "%s", message);
}

/* A .shx image of the records that were found, and headers that tell the true lengths. */
static void make_index(shapefile *s) {
    memcpy(s->head, s->data, HEADER);
    put_big32(s->head, FILE_CODE);
    put_big32(s->head + 24, s->size / 2);
    s->shx = CT_ARRAY(s->scratch, HEADER + 8 * s->count, uint8_t);
    memcpy(s->shx, s->head, HEADER);
    put_big32(s->shx + 24, (HEADER + 8 * s->count) / 2);
    for (size_t i = 0; i < s->count; i++) {
        put_big32(s->shx + HEADER + 8 * i, s->records[i].at / 2);
        put_big32(s->shx + HEADER + 8 * i + 4, s->records[i].size / 2);
    }
}

static SHPHandle open_memory(shapefile *s) {
    /* Opened "rb", it never writes, flushes or removes. */
    SAHooks hooks = { .FOpen = memory_open,
                      .FRead = memory_read,
                      .FSeek = memory_seek,
                      .FTell = memory_tell,
                      .FClose = memory_close,
                      .Error = memory_error,
                      .Atof = atof };
    make_index(s);
    opening = s;
    complaint[0] = '\0';
    SHPHandle handle = SHPOpenLL("memory.shp", "rb", &hooks);
    opening = NULL;
    if (!handle)
        ct_fail(s->report, CARTOUCHE_BAD_DATA, s->place, "cannot be opened: %s",
                *complaint ? complaint : "Shapelib gives no reason");
    return handle;
}

/* ---- shapes -----------------------------------------------------------------------------------
 */

static void add_object(ct_raw *raw, const SHPObject *object) {
    ct_kind kind = kind_of((uint32_t)object->nSHPType);
    size_t points = kind == CT_NULL ? 0 : (size_t)object->nVertices, from = 0;
    double *x, *y;
    size_t parts = kind == CT_POINT ? 0 : (size_t)object->nParts;
    for (size_t p = 0; p <= parts; p++) {
        size_t end = p < parts ? (size_t)object->panPartStart[p] : points;
        if (end <= from) continue;
        ct_raw_points(raw, end - from, &x, &y);
        memcpy(x, object->padfX + from, (end - from) * sizeof *x);
        memcpy(y, object->padfY + from, (end - from) * sizeof *y);
        ct_raw_end_part(raw);
        from = end;
    }
    ct_raw_end_row(raw, points ? kind : CT_NULL);
}

static bool read_shapes(shapefile *s, ct_raw *raw) {
    SHPHandle handle = open_memory(s);
    if (!handle) return false;
    SHPSetFastModeReadObject(handle, 1);
    bool ok = true;
    ct_raw_reserve(raw, s->points, s->parts, s->count);
    for (size_t i = 0; ok && i < s->count; i++) {
        SHPObject *object = SHPReadObject(handle, (int)i);
        if (object)
            add_object(raw, object);
        else
            ok = ct_fail(s->report, CARTOUCHE_BAD_DATA, s->place,
                         "record %zu at byte %zu cannot be read: %s", i + 1, s->records[i].at,
                         *complaint ? complaint : "Shapelib gives no reason");
        SHPDestroyObject(object);
    }
    SHPClose(handle);
    return ok;
}

/* ---- the whole --------------------------------------------------------------------------------
 */

/* The text of a side file, or NULL. */
static const char *side_text(ct_arena *arena, const shapefile *s, const char *ending,
                             ct_inputs *inputs) {
    const char *side = ct_file_side(arena, s->path, ending);
    char *text;
    size_t size;
    if (!side || !ct_file_read(arena, side, s->place, &text, &size, s->report)) return NULL;
    ct_inputs_add(inputs, side);
    if (size >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) text += 3;
    return text[strspn(text, " \t\r\n")] ? text : NULL;
}

static bool read_fields(ct_arena *arena, shapefile *s, const ct_read_options *options,
                        ct_inputs *inputs, ct_facts *facts, ct_dbf *dbf) {
    const char *path = ct_file_side(arena, s->path, "dbf");
    const uint8_t *data;
    size_t size;
    *dbf = (ct_dbf){ 0 };
    if (!path) {
        ct_warn(s->report, s->place, "there is no .dbf: the shapes have no fields");
        return true;
    }
    const char *cpg = options->encoding ? NULL : side_text(arena, s, "cpg", inputs);
    ct_inputs_add(inputs, path);
    if (!ct_file_map(path, s->place, &data, &size, s->report)) return false;
    bool ok = ct_dbf_read(arena, data, size, s->count, options->encoding, cpg, s->place, facts, dbf,
                          s->report);
    ct_file_unmap(data, size);
    facts->encoding = dbf->encoding;
    if (ok && dbf->records != s->count)
        ct_warn(s->report, s->place, "the .dbf has %zu records for %zu shapes", dbf->records,
                s->count);
    return ok;
}

static bool check_header(shapefile *s) {
    if (s->size < HEADER)
        return ct_fail(s->report, CARTOUCHE_BAD_DATA, s->place,
                       "the file is cut: it has %zu bytes, less than the %d of its header", s->size,
                       HEADER);
    if (big32(s->data) != FILE_CODE)
        return ct_fail(s->report, CARTOUCHE_BAD_DATA, s->place,
                       "is no shapefile: its first number is %u, not %d", big32(s->data),
                       FILE_CODE);
    return true;
}

static void tell_layer(ct_arena *arena, const shapefile *s, ct_facts *facts) {
    facts->format = "ESRI Shapefile";
    facts->layers = CT_NEW(arena, ct_layer_facts);
    facts->layer = ct_path_stem(arena, s->path);
    facts->layers[0] =
        (ct_layer_facts){ facts->layer, SHPTypeName((int)little32(s->data + 32)), s->count };
    facts->layer_count = 1;
    facts->features = s->count;
}

static bool read_mapped(ct_arena *arena, shapefile *s, const ct_read_options *options,
                        ct_facts *facts, const ct_table **table, ct_inputs *inputs) {
    ct_raw raw = { .arena = arena };
    ct_dbf dbf;
    if (!check_header(s) || !find_records(s, ct_file_side(s->scratch, s->path, "shx"), inputs))
        return false;
    tell_layer(arena, s, facts);
    if (!check_records(s) || !read_fields(arena, s, options, inputs, facts, &dbf) ||
        !read_shapes(s, &raw))
        return false;
    const char *prj = side_text(arena, s, "prj", inputs);
    ct_settling how = { .crs = options->crs ? options->crs : prj,
                        .order = CT_RINGS_OUTER_CW,
                        .by_order = true,
                        .place = s->place,
                        .facts = facts,
                        .lenient = options->facts != NULL,
                        .mending = options->mending };
    facts->crs = how.crs;
    ct_shape *shapes = CT_ARRAY(s->scratch, s->count, ct_shape);
    for (size_t i = 0; i < s->count; i++) {
        facts->without_geometry += raw.kinds[i] == CT_NULL;
        if (!dbf.deleted || !dbf.deleted[i]) continue;
        facts->deleted++;
        raw.kinds[i] = CT_NULL;
    }
    if (facts->deleted)
        ct_warn(s->report, s->place, "%zu records are marked as deleted and were skipped",
                facts->deleted);
    if (!ct_raw_settle(arena, &raw, &how, shapes, s->report)) return false;
    return ct_raw_table(arena, s->path, shapes, s->count, dbf.columns, dbf.column_count, options,
                        facts, table, s->report);
}

bool ct_shp_read(ct_arena *arena, const char *path, const ct_read_options *options,
                 const ct_table **table, ct_inputs *inputs, ct_report *report) {
    ct_facts own = { 0 };
    ct_facts *facts = options->facts ? options->facts : &own;
    shapefile s = {
        .path = path, .scratch = ct_arena_new(), .place = options->file, .report = report
    };
    ct_inputs_add(inputs, path);
    bool ok = ct_file_map(path, s.place, &s.data, &s.size, report);
    if (ok) {
        ok = read_mapped(arena, &s, options, facts, table, inputs);
        ct_file_unmap(s.data, s.size);
    }
    ct_arena_free(s.scratch);
    return ok;
}
