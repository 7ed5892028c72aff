/* pack.c - a table, and what its reader saw of the file, as bytes and back: see apart.c. */
#include "source.h"

#include <string.h>

/* Both ends are one program: structs go as they lie, less their pointers, which are never taken. */

/* ---- out ------------------------------------------------------------------------------------- */

static void put_shapes(const ct_table *table, ct_buffer *out) {
    for (size_t i = 0; i < table->rows; i++) {
        const ct_shape *s = &table->shapes[i];
        size_t points = ct_shape_points(s);
        ct_parcel_put_count(out, s->kind);
        ct_parcel_put_count(out, s->sound);
        ct_parcel_put_count(out, s->parts);
        for (size_t part = 0; part < s->parts; part++)
            ct_parcel_put_count(out, s->end[part] - ct_part_start(s, part));
        if (!points) continue;
        ct_buffer_append(out, s->x + ct_part_start(s, 0), points * sizeof *s->x);
        ct_buffer_append(out, s->y + ct_part_start(s, 0), points * sizeof *s->y);
    }
}

void ct_table_pack(const ct_table *table, ct_buffer *out) {
    ct_parcel_put_count(out, table->rows);
    ct_parcel_put_count(out, ct_table_points(table));
    ct_parcel_put_count(out, table->points_read);
    ct_parcel_put_count(out, table->sieved);
    size_t parts = 0;
    for (size_t i = 0; i < table->rows; i++)
        parts += table->shapes[i].parts;
    ct_parcel_put_count(out, parts);
    put_shapes(table, out);
    ct_parcel_put_count(out, table->column_count);
    for (size_t c = 0; c < table->column_count; c++) {
        const ct_column *column = &table->columns[c];
        ct_parcel_put_text(out, column->name);
        ct_parcel_put_count(out, column->type);
        ct_parcel_put_count(out, column->integer);
        if (column->type == CT_COLUMN_NUMBER)
            ct_buffer_append(out, column->numbers, table->rows * sizeof *column->numbers);
        for (size_t i = 0; column->type == CT_COLUMN_TEXT && i < table->rows; i++)
            ct_parcel_put_text(out, column->texts[i]);
    }
}

void ct_facts_pack(const ct_facts *facts, ct_buffer *out) {
    ct_buffer_append(out, facts, sizeof *facts);
    ct_parcel_put_text(out, facts->format);
    ct_parcel_put_text(out, facts->encoding);
    ct_parcel_put_text(out, facts->crs);
    ct_parcel_put_text(out, facts->layer);
    for (size_t i = 0; i < facts->layer_count; i++) {
        ct_parcel_put_text(out, facts->layers[i].name);
        ct_parcel_put_text(out, facts->layers[i].geometry);
        ct_parcel_put_count(out, facts->layers[i].features);
    }
}

/* ---- back ------------------------------------------------------------------------------------ */

/* A count of things that take at least `size` bytes each in what is left. */
static size_t take_length(ct_parcel *p, size_t size) {
    size_t count = ct_parcel_take_count(p);
    if (count > (size_t)(p->end - p->at) / size) p->good = false;
    return p->good ? count : 0;
}

static void copy_doubles(ct_parcel *p, double *to, size_t count) {
    const void *bytes = count ? ct_parcel_take(p, count * sizeof *to) : NULL;
    if (bytes) memcpy(to, bytes, count * sizeof *to);
}

typedef struct flat { /* the arrays that all shapes share */
    double *x, *y;
    size_t *end;
    size_t points, parts, point_count, part_count;
} flat;

static void take_shape(ct_parcel *p, flat *f, ct_shape *shape) {
    size_t kind = ct_parcel_take_count(p), sound = ct_parcel_take_count(p);
    size_t parts = ct_parcel_take_count(p), start = f->points, at = start;
    p->good = p->good && kind <= CT_POLYGON && parts <= f->part_count - f->parts;
    *shape = (ct_shape){ .kind = (ct_kind)kind,
                         .x = f->x,
                         .y = f->y,
                         .end = f->end + f->parts,
                         .parts = parts,
                         .start = start,
                         .sound = sound != 0 };
    for (size_t i = 0; p->good && i < parts; i++) {
        size_t length = ct_parcel_take_count(p);
        if (length > f->point_count - at) p->good = false;
        at += p->good ? length : 0;
        f->end[f->parts++] = at;
    }
    if (!p->good) return;
    f->points = at;
    copy_doubles(p, f->x + start, at - start);
    copy_doubles(p, f->y + start, at - start);
}

static bool take_column(ct_arena *arena, ct_parcel *p, size_t rows, ct_column *column) {
    column->name = ct_parcel_take_text(arena, p);
    column->type = (ct_column_type)ct_parcel_take_count(p);
    column->integer = ct_parcel_take_count(p) != 0;
    p->good = p->good && column->name && column->type <= CT_COLUMN_NUMBER;
    if (!p->good) return false;
    if (column->type == CT_COLUMN_NUMBER) {
        column->numbers = CT_ARRAY(arena, rows, double);
        copy_doubles(p, column->numbers, rows);
    } else {
        column->texts = CT_ARRAY(arena, rows, const char *);
        for (size_t i = 0; i < rows && p->good; i++)
            column->texts[i] = ct_parcel_take_text(arena, p);
    }
    return p->good;
}

ct_table *ct_table_unpack(ct_arena *arena, ct_parcel *p) {
    ct_table *table = CT_NEW(arena, ct_table);
    flat f = { 0 };
    table->rows = take_length(p, 3 * sizeof(size_t));
    f.point_count = take_length(p, 2 * sizeof(double));
    table->points_read = ct_parcel_take_count(p);
    table->sieved = ct_parcel_take_count(p) != 0;
    f.part_count = take_length(p, sizeof(size_t));
    f.x = CT_ARRAY(arena, f.point_count, double);
    f.y = CT_ARRAY(arena, f.point_count, double);
    f.end = CT_ARRAY(arena, f.part_count, size_t);
    table->shapes = CT_ARRAY(arena, table->rows, ct_shape);
    for (size_t i = 0; i < table->rows && p->good; i++)
        take_shape(p, &f, &table->shapes[i]);
    table->column_count = take_length(p, 3 * sizeof(size_t));
    table->columns = CT_ARRAY(arena, table->column_count, ct_column);
    for (size_t c = 0; c < table->column_count && p->good; c++)
        p->good = take_column(arena, p, table->rows, &table->columns[c]);
    return p->good ? table : NULL;
}

bool ct_facts_unpack(ct_arena *arena, ct_parcel *p, ct_facts *facts) {
    const void *bytes = ct_parcel_take(p, sizeof *facts);
    if (!bytes) return false;
    memcpy(facts, bytes, sizeof *facts);
    facts->format = ct_parcel_take_text(arena, p);
    facts->encoding = ct_parcel_take_text(arena, p);
    facts->crs = ct_parcel_take_text(arena, p);
    facts->layer = ct_parcel_take_text(arena, p);
    facts->layers = NULL;
    if (facts->layer_count > (size_t)(p->end - p->at) / (3 * sizeof(size_t))) p->good = false;
    if (!p->good) facts->layer_count = 0;
    if (facts->layer_count) facts->layers = CT_ARRAY(arena, facts->layer_count, ct_layer_facts);
    for (size_t i = 0; i < facts->layer_count; i++) {
        ct_layer_facts *layer = &facts->layers[i];
        layer->name = ct_parcel_take_text(arena, p);
        layer->geometry = ct_parcel_take_text(arena, p);
        layer->features = ct_parcel_take_count(p);
    }
    return p->good;
}
