/* write_shp.c - a table as the files of a shapefile (Shapelib inside), in memory. */
#include "source.h"

#include <limits.h>
#include <math.h>
#include <shapefil.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* dBase: bytes of a field's name, of a text. */
enum { NAME_BYTES = 10, TEXT_BYTES = 254, DATE_BYTES = 8, MOST_DECIMALS = 15 };

/* What ArcGIS, and all who follow it, call WGS84. */
static const char wgs84[] =
    "GEOGCS[\"GCS_WGS_1984\",DATUM[\"D_WGS_1984\",SPHEROID[\"WGS_1984\",6378137.0,298.257223563]],"
    "PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]]";

/* ---- Shapelib over memory ---------------------------------------------------------------------
 */

typedef struct memory_part {
    const char *ending;
    ct_buffer bytes;
} memory_part;

/* FOpen passes a pointer of the caller's since Shapelib 1.6 alone, so the files that are written
 * stand here; and what FWrite is given is const since then. */
#ifdef SHAPELIB_VERSION_NUMBER
#define USER_DATA , __attribute__((unused)) void *user
#define WRITTEN   const void
#else
#define USER_DATA
#define WRITTEN void
#endif
static _Thread_local memory_part *writing; /* shp, shx, dbf */
static _Thread_local char complaint[200];

typedef struct memory_file {
    ct_buffer *bytes;
    size_t at;
} memory_file;

static ct_buffer *part_named(const char *name) {
    for (memory_part *p = writing; p->ending; p++)
        if (ct_streq(ct_path_ending(name), p->ending)) return &p->bytes;
    return NULL;
}

static SAFile memory_open(const char *name, const char *access USER_DATA) {
    ct_buffer *bytes = part_named(name);
    if (!bytes) return NULL;
    memory_file *file = calloc(1, sizeof *file);
    if (!file) abort();
    if (access[0] == 'w') bytes->size = 0;
    file->bytes = bytes;
    return (SAFile)(void *)file;
}

static SAOffset memory_read(void *to, SAOffset size, SAOffset count, SAFile handle) {
    memory_file *file = (memory_file *)(void *)handle;
    size_t left = file->at < file->bytes->size ? file->bytes->size - file->at : 0;
    if (!size) return 0;
    if (count > left / size) count = left / size;
    if (count) memcpy(to, file->bytes->data + file->at, size * count);
    file->at += size * count;
    return count;
}

static void write_at(ct_buffer *bytes, size_t at, const void *from, size_t size) {
    static const char zeros[256];
    while (bytes->size < at + size) {
        size_t more = at + size - bytes->size;
        ct_buffer_append(bytes, zeros, more < sizeof zeros ? more : sizeof zeros);
    }
    if (size) memcpy(bytes->data + at, from, size);
}

/* NOLINTNEXTLINE(readability-non-const-parameter): the signature is Shapelib's. */
static SAOffset memory_write(WRITTEN *from, SAOffset size, SAOffset count, SAFile handle) {
    memory_file *file = (memory_file *)(void *)handle;
    write_at(file->bytes, file->at, from, size * count);
    file->at += size * count;
    return count;
}

static SAOffset memory_seek(SAFile handle, SAOffset offset, int whence) {
    memory_file *file = (memory_file *)(void *)handle;
    file->at = whence == SEEK_END   ? file->bytes->size + offset
               : whence == SEEK_CUR ? file->at + offset
                                    : offset;
    return 0;
}

/* NOLINTNEXTLINE(readability-non-const-parameter): the signature is Shapelib's. */
static SAOffset memory_tell(SAFile handle) { return ((memory_file *)(void *)handle)->at; }

/* NOLINTNEXTLINE(readability-non-const-parameter): the signature is Shapelib's. */
static int memory_flush(SAFile handle) {
    (void)handle;
    return 0;
}

static int memory_close(SAFile handle) {
    free(handle);
    return 0;
}

static int memory_remove(const char *name USER_DATA) {
    (void)name;
    return 0;
}

static void memory_error(const char *message) {
    snprintf(complaint, sizeof complaint, "%s", message);
}

static const SAHooks memory_hooks = { .FOpen = memory_open,
                                      .FRead = memory_read,
                                      .FWrite = memory_write,
                                      .FSeek = memory_seek,
                                      .FTell = memory_tell,
                                      .FFlush = memory_flush,
                                      .FClose = memory_close,
                                      .Remove = memory_remove,
                                      .Error = memory_error,
                                      .Atof = atof };

typedef struct writer {
    const ct_table *table;
    const char *name;
    ct_place place;
    ct_arena *scratch;
    ct_report *report;
} writer;

static bool failed(const writer *w) {
    return ct_fail(w->report, CARTOUCHE_BAD_DATA, w->place, "'%s' is not written: %s", w->name,
                   *complaint ? complaint : "Shapelib gives no reason");
}

/* ---- shapes ---------------------------------------------------------------------------------- */

/* The points of a shape as Shapelib wants them: rings closed, outer ones clockwise. */
typedef struct flat {
    double *x, *y;
    int *part;
    size_t points, parts;
} flat;

static void add_point(flat *f, const ct_shape *s, size_t i) {
    f->x[f->points] = s->x[i];
    f->y[f->points++] = s->y[i];
}

static void add_ring(flat *f, const ct_shape *s, size_t part) {
    size_t start = ct_part_start(s, part), end = ct_part_end(s, part);
    f->part[f->parts++] = (int)f->points;
    for (size_t i = end; i-- > start;) /* turned again, it begins where it did */
        add_point(f, s, i);
    add_point(f, s, end - 1);
}

static void flatten(writer *w, const ct_shape *s, flat *f) {
    size_t room = ct_shape_points(s) + s->parts;
    *f = (flat){ .x = CT_ARRAY(w->scratch, room, double),
                 .y = CT_ARRAY(w->scratch, room, double),
                 .part = CT_ARRAY(w->scratch, s->parts, int) };
    if (s->kind == CT_POLYGON) {
        ct_shape turned = ct_shape_orient(w->scratch, s), *polygons;
        size_t count = ct_polygons_of(w->scratch, &turned, &polygons);
        for (size_t i = 0; i < count; i++)
            for (size_t p = 0; p < polygons[i].parts; p++)
                add_ring(f, &polygons[i], p);
        return;
    }
    for (size_t p = 0; p < s->parts; p++) {
        f->part[f->parts++] = (int)f->points;
        for (size_t i = ct_part_start(s, p); i < ct_part_end(s, p); i++)
            add_point(f, s, i);
    }
}

/* All points of a table of points are single: then it is a file of points, else of multipoints. */
static int type_of(const ct_table *table, ct_kind kind) {
    if (kind == CT_LINE) return SHPT_ARC;
    if (kind == CT_POLYGON) return SHPT_POLYGON;
    if (kind == CT_NULL) return SHPT_NULL;
    for (size_t i = 0; i < table->rows; i++)
        if (ct_shape_points(&table->shapes[i]) > 1) return SHPT_MULTIPOINT;
    return SHPT_POINT;
}

static bool write_shape(writer *w, SHPHandle handle, int type, const ct_shape *s) {
    flat f = { 0 };
    if (s->kind != CT_NULL) flatten(w, s, &f);
    bool parted = f.points && (type == SHPT_ARC || type == SHPT_POLYGON);
    SHPObject *object =
        SHPCreateObject(f.points ? type : SHPT_NULL, -1, parted ? (int)f.parts : 0,
                        parted ? f.part : NULL, NULL, (int)f.points, f.x, f.y, NULL, NULL);
    bool good = object && SHPWriteObject(handle, -1, object) >= 0;
    SHPDestroyObject(object);
    ct_arena_reset(w->scratch);
    return good;
}

static bool write_shapes(writer *w) {
    bool mixed;
    ct_kind kind = ct_table_kind(w->table, &mixed);
    if (mixed) {
        (void)ct_fail(w->report, CARTOUCHE_BAD_DATA, w->place,
                      "data '%s' have shapes of several kinds; a shapefile holds one", w->name);
        ct_hint(w->report, "write .geojson or .gpkg");
        return false;
    }
    SAHooks hooks = memory_hooks;
    int type = type_of(w->table, kind);
    SHPHandle handle = SHPCreateLL("memory.shp", type, &hooks);
    if (!handle) return failed(w);
    bool good = true;
    for (size_t i = 0; i < w->table->rows && good; i++)
        good = write_shape(w, handle, type, &w->table->shapes[i]);
    SHPClose(handle);
    return good || failed(w);
}

/* ---- names of fields --------------------------------------------------------------------------
 */

/* The first bytes of a text, letters whole. */
static const char *cut(ct_arena *arena, const char *text, size_t most) {
    size_t size = strlen(text);
    return ct_strndup(arena, text, ct_utf8_valid(text, size < most ? size : most));
}

static bool is_taken(const char *const *names, size_t count, const char *name) {
    for (size_t i = 0; i < count; i++)
        if (strcasecmp(names[i], name) == 0) return true;
    return false;
}

/* Names of at most ten bytes, no two alike but for capitals: "population" and "populati_1". */
static const char **short_names(writer *w, ct_arena *arena) {
    const ct_table *t = w->table;
    const char **names = CT_ARRAY(arena, t->column_count, const char *), *told = "";
    for (size_t i = 0; i < t->column_count; i++) {
        const char *whole = t->columns[i].name;
        names[i] = cut(arena, whole, NAME_BYTES);
        for (size_t n = 1; is_taken(names, i, names[i]) || !*names[i]; n++) {
            const char *tail = ct_printf(arena, "_%zu", n);
            names[i] = ct_printf(arena, "%s%s", cut(arena, whole, NAME_BYTES - strlen(tail)), tail);
        }
        if (!ct_streq(names[i], whole))
            told = ct_printf(arena, "%s%s'%s' is '%s'", told, *told ? ", " : "", whole, names[i]);
    }
    if (*told)
        ct_note(w->report, w->place,
                "data '%s': a shapefile's fields have names of %d bytes at most: %s", w->name,
                NAME_BYTES, told);
    return names;
}

/* ---- fields ---------------------------------------------------------------------------------- */

typedef struct field {
    const char *name;
    const ct_column *column;
    ct_field_kind kind;
    char type; /* as dBase writes it */
    int width, decimals;
    size_t cut_texts;
} field;

/* The value of a row as the file has it; NULL: none. */
static const char *value_text(ct_arena *arena, const field *f, size_t row) {
    if (f->column->type == CT_COLUMN_NUMBER) return ct_number_text(arena, f->column->numbers[row]);
    const char *text = f->column->texts[row];
    if (!text || f->kind != CT_FIELD_DATE) return text;
    return ct_printf(arena, "%.4s%.2s%.2s", text, text + 5, text + 8);
}

/* Width and decimals of the longest value. */
static void measure_field(writer *w, field *f) {
    size_t widest = 1, decimals = 0;
    for (size_t i = 0; i < w->table->rows; i++) {
        const char *text = value_text(w->scratch, f, i);
        const char *dot = text && f->type == 'N' ? strchr(text, '.') : NULL;
        size_t size = text ? strlen(text) : 0;
        if (f->type == 'C' && size > TEXT_BYTES) f->cut_texts++;
        if (size > widest) widest = size;
        if (dot && strspn(dot + 1, "0123456789") > decimals)
            decimals = strspn(dot + 1, "0123456789");
        ct_arena_reset(w->scratch);
    }
    f->width = f->kind == CT_FIELD_DATE ? DATE_BYTES
               : widest > TEXT_BYTES    ? TEXT_BYTES
                                        : (int)widest;
    f->decimals = (int)(decimals < MOST_DECIMALS ? decimals : MOST_DECIMALS);
    if (f->cut_texts)
        ct_warn(w->report, w->place,
                "data '%s': %zu text%s of field '%s' had to be cut to the %d bytes that a "
                "shapefile holds",
                w->name, f->cut_texts, f->cut_texts == 1 ? "" : "s", f->column->name, TEXT_BYTES);
}

static field *make_fields(writer *w, ct_arena *arena) {
    const ct_table *t = w->table;
    const char **names = short_names(w, arena);
    field *fields = CT_ARRAY(arena, t->column_count, field);
    for (size_t i = 0; i < t->column_count; i++) {
        field *f = &fields[i];
        *f = (field){ .name = names[i], .column = &t->columns[i] };
        f->kind = ct_field_kind_of(f->column, t->rows);
        f->type = f->column->type == CT_COLUMN_NUMBER ? 'N' : f->kind == CT_FIELD_DATE ? 'D' : 'C';
        measure_field(w, f);
    }
    return fields;
}

static bool write_value(writer *w, DBFHandle handle, const field *f, int row, int column) {
    const char *text = value_text(w->scratch, f, (size_t)row);
    if (!text) return DBFWriteNULLAttribute(handle, row, column);
    if (f->type == 'N')
        text = ct_printf(w->scratch, "%*s", f->width, text);
    else if (f->cut_texts)
        text = cut(w->scratch, text, (size_t)f->width);
    char *own = (char *)(uintptr_t)text; /* which it only reads */
    return DBFWriteAttributeDirectly(handle, row, column, own);
}

static bool fill(writer *w, DBFHandle handle, const field *fields) {
    const ct_table *t = w->table;
    for (size_t i = 0; i < t->column_count; i++)
        if (DBFAddNativeFieldType(handle, fields[i].name, fields[i].type, fields[i].width,
                                  fields[i].decimals) < 0)
            return false;
    /* A table has a field at least; rows without any are numbered. */
    if (t->column_count == 0 && DBFAddNativeFieldType(handle, "id", 'N', 9, 0) < 0) return false;
    for (size_t row = 0; row < t->rows; row++) {
        for (size_t i = 0; i < t->column_count; i++)
            if (!write_value(w, handle, &fields[i], (int)row, (int)i)) return false;
        if (t->column_count == 0 && !DBFWriteIntegerAttribute(handle, (int)row, 0, (int)row + 1))
            return false;
        ct_arena_reset(w->scratch);
    }
    return true;
}

static bool write_fields(writer *w) {
    ct_arena *arena = ct_arena_new();
    SAHooks hooks = memory_hooks;
    field *fields = make_fields(w, arena);
    DBFHandle handle = DBFCreateLL("memory.dbf", NULL, &hooks);
    bool good = handle && fill(w, handle, fields);
    if (handle) DBFClose(handle);
    ct_arena_free(arena);
    return good || failed(w);
}

/* ---- the whole --------------------------------------------------------------------------------
 */

bool ct_shp_write(const ct_table *table, const char *part, const char *name, ct_place place,
                  ct_buffer *out, ct_report *report) {
    if (ct_streq(part, "prj")) ct_buffer_text(out, wgs84);
    if (ct_streq(part, "cpg")) ct_buffer_text(out, "UTF-8");
    if (ct_streq(part, "prj") || ct_streq(part, "cpg")) return true;
    memory_part parts[] = { { .ending = "shp" }, { .ending = "shx" }, { .ending = "dbf" }, { 0 } };
    writer w = { table, name, place, ct_arena_new(), report };
    writing = parts;
    complaint[0] = '\0';
    bool good = ct_streq(part, "dbf") ? write_fields(&w) : write_shapes(&w);
    writing = NULL;
    for (memory_part *p = parts; p->ending; p++) {
        if (good && ct_streq(p->ending, part)) ct_buffer_append(out, p->bytes.data, p->bytes.size);
        ct_buffer_free(&p->bytes);
    }
    ct_arena_free(w.scratch);
    return good;
}
