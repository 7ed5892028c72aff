/* shp.c - shapefiles (Shapelib inside), every record checked before Shapelib sees it. */
#include "source.h"

#include <shapefil.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- Shapelib over memory ---------------------------------------------------------------------
 */

static void put_big32(uint8_t *p, size_t value) {
    for (int i = 0; i < 4; i++)
        p[i] = (uint8_t)(value >> (24 - 8 * i));
}

/* FOpen passes a pointer of the caller's since Shapelib 1.6 alone, so the file being opened stands
 * here. */
#ifdef SHAPELIB_VERSION_NUMBER
#define USER_DATA , __attribute__((unused)) void *user
#else
#define USER_DATA
#endif
static _Thread_local const ct_shapefile *opening;
static _Thread_local char complaint[200];

typedef struct {
    const uint8_t *head, *data; /* the first CT_SHP_HEADER bytes come from `head` */
    size_t size, at;
} memory_file;

static SAFile memory_open(const char *name, const char *access USER_DATA) {
    (void)access;
    memory_file *file = calloc(1, sizeof *file);
    if (!file) abort();
    if (ct_streq(ct_path_ending(name), "shp"))
        *file = (memory_file){ opening->head, opening->data, opening->size, 0 };
    else
        *file = (memory_file){ opening->shx, opening->shx, CT_SHP_HEADER + 8 * opening->count, 0 };
    return (SAFile)(void *)file;
}

static SAOffset memory_read(void *to, SAOffset size, SAOffset count, SAFile handle) {
    memory_file *file = (memory_file *)(void *)handle;
    size_t left = file->at < file->size ? file->size - file->at : 0;
    if (!size) return 0;
    if (count > left / size) count = left / size;
    size_t wanted = size * count;
    for (size_t done = 0; done < wanted;) {
        bool in_head = file->at < CT_SHP_HEADER;
        size_t step = wanted - done;
        if (in_head && step > CT_SHP_HEADER - file->at) step = CT_SHP_HEADER - file->at;
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
static void make_index(ct_shapefile *s) {
    memcpy(s->head, s->data, CT_SHP_HEADER);
    put_big32(s->head, CT_SHP_CODE);
    put_big32(s->head + 24, s->size / 2);
    s->shx = CT_ARRAY(s->scratch, CT_SHP_HEADER + 8 * s->count, uint8_t);
    memcpy(s->shx, s->head, CT_SHP_HEADER);
    put_big32(s->shx + 24, (CT_SHP_HEADER + 8 * s->count) / 2);
    for (size_t i = 0; i < s->count; i++) {
        put_big32(s->shx + CT_SHP_HEADER + 8 * i, s->records[i].at / 2);
        put_big32(s->shx + CT_SHP_HEADER + 8 * i + 4, s->records[i].size / 2);
    }
}

static SHPHandle open_memory(ct_shapefile *s) {
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
    ct_kind kind = ct_shp_kind((uint32_t)object->nSHPType);
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

static bool read_shapes(ct_shapefile *s, ct_raw *raw) {
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
static const char *side_text(ct_arena *arena, const ct_shapefile *s, const char *ending,
                             ct_inputs *inputs) {
    const char *side = ct_file_side(arena, s->path, ending);
    char *text;
    size_t size;
    if (!side || !ct_file_read(arena, side, s->place, &text, &size, s->report)) return NULL;
    ct_inputs_add(inputs, side);
    if (size >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) text += 3;
    return text[strspn(text, " \t\r\n")] ? text : NULL;
}

static bool read_fields(ct_arena *arena, ct_shapefile *s, const ct_read_options *options,
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

static bool check_header(ct_shapefile *s) {
    if (s->size < CT_SHP_HEADER)
        return ct_fail(s->report, CARTOUCHE_BAD_DATA, s->place,
                       "the file is cut: it has %zu bytes, less than the %d of its header", s->size,
                       CT_SHP_HEADER);
    if (ct_shp_big(s->data) != CT_SHP_CODE)
        return ct_fail(s->report, CARTOUCHE_BAD_DATA, s->place,
                       "is no shapefile: its first number is %u, not %d", ct_shp_big(s->data),
                       CT_SHP_CODE);
    return true;
}

static void tell_layer(ct_arena *arena, const ct_shapefile *s, ct_facts *facts) {
    facts->format = "ESRI Shapefile";
    facts->layers = CT_NEW(arena, ct_layer_facts);
    facts->layer = ct_path_stem(arena, s->path);
    facts->layers[0] =
        (ct_layer_facts){ facts->layer, SHPTypeName((int)ct_shp_little(s->data + 32)), s->count };
    facts->layer_count = 1;
    facts->features = s->count;
}

static bool read_mapped(ct_arena *arena, ct_shapefile *s, const ct_read_options *options,
                        ct_facts *facts, const ct_table **table, ct_inputs *inputs) {
    ct_raw raw = { .arena = arena };
    ct_dbf dbf;
    if (!check_header(s) || !ct_shp_records(s, ct_file_side(s->scratch, s->path, "shx"), inputs))
        return false;
    tell_layer(arena, s, facts);
    if (!ct_shp_check(s) ||
        !ct_limit_holds(CT_LIMIT_FEATURES, (double)s->count, s->place, s->report) ||
        !ct_limit_holds(CT_LIMIT_VERTICES, (double)s->points, s->place, s->report) ||
        !read_fields(arena, s, options, inputs, facts, &dbf))
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
    bool sifted = options->sieve && ct_shp_sift(arena, s, &how, options->sieve, shapes);
    if (!sifted && !read_shapes(s, &raw)) return false;
    for (size_t i = 0; i < s->count; i++) {
        if (!sifted) facts->without_geometry += raw.kinds[i] == CT_NULL;
        if (!dbf.deleted || !dbf.deleted[i]) continue;
        facts->deleted++;
        if (sifted && shapes[i].kind == CT_NULL) facts->unseen -= facts->unseen > 0;
        if (sifted)
            shapes[i].kind = CT_NULL;
        else
            raw.kinds[i] = CT_NULL;
    }
    if (facts->deleted)
        ct_warn(s->report, s->place, "%zu records are marked as deleted and were skipped",
                facts->deleted);
    if (!sifted && !ct_raw_settle(arena, &raw, &how, shapes, s->report)) return false;
    return ct_raw_table(arena, s->path, shapes, s->count, dbf.columns, dbf.column_count, options,
                        facts, table, s->report);
}

bool ct_shp_read(ct_arena *arena, const char *path, const ct_read_options *options,
                 const ct_table **table, ct_inputs *inputs, ct_report *report) {
    ct_facts own = { 0 };
    ct_facts *facts = options->facts ? options->facts : &own;
    ct_shapefile s = {
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
