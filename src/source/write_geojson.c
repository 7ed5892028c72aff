/* write_geojson.c - a table as GeoJSON: RFC 7946, a line a feature. */
#include "source.h"

#include <math.h>
#include <string.h>

/* RFC 7946, 11.2: 7 decimals are a centimetre. */
enum { DECIMALS = 7 };
static const double STEPS = 1e7;

/* ---- values ---------------------------------------------------------------------------------- */

static void write_text(ct_buffer *out, const char *text) {
    size_t size = ct_utf8_valid(text, strlen(text));
    ct_buffer_text(out, "\"");
    for (size_t i = 0; i < size; i++) {
        unsigned char c = (unsigned char)text[i];
        if (c == '"' || c == '\\')
            ct_buffer_printf(out, "\\%c", c);
        else if (c == '\n')
            ct_buffer_text(out, "\\n");
        else if (c < ' ')
            ct_buffer_printf(out, "\\u%04X", c);
        else
            ct_buffer_append(out, text + i, 1);
    }
    ct_buffer_text(out, "\"");
}

static void write_properties(ct_buffer *out, ct_arena *scratch, const ct_table *table, size_t row) {
    ct_buffer_text(out, "{");
    for (size_t i = 0; i < table->column_count; i++) {
        const ct_column *column = &table->columns[i];
        bool texts = column->type == CT_COLUMN_TEXT;
        const char *text =
            texts ? column->texts[row] : ct_number_text(scratch, column->numbers[row]);
        ct_buffer_text(out, i ? ", " : " ");
        write_text(out, column->name);
        ct_buffer_text(out, ": ");
        if (text && texts)
            write_text(out, text);
        else
            ct_buffer_text(out, text ? text : "null");
    }
    ct_buffer_text(out, table->column_count ? " }" : "}");
}

/* ---- shapes ---------------------------------------------------------------------------------- */

static void write_place(ct_buffer *out, double x, double y) {
    ct_buffer_text(out, "[");
    ct_buffer_number(out, x, DECIMALS);
    ct_buffer_text(out, ",");
    ct_buffer_number(out, y, DECIMALS);
    ct_buffer_text(out, "]");
}

static bool same_place(const ct_shape *s, size_t a, size_t b) {
    return llround(s->x[a] * STEPS) == llround(s->x[b] * STEPS) &&
           llround(s->y[a] * STEPS) == llround(s->y[b] * STEPS);
}

/* The points of a part that are written: those that are not, when rounded, the one before; `kept`
 * has room for all. A ring is closed by its first. */
static size_t keep_points(const ct_shape *s, size_t part, bool ring, size_t *kept) {
    size_t count = 0;
    for (size_t i = ct_part_start(s, part); i < ct_part_end(s, part); i++)
        if (count == 0 || !same_place(s, kept[count - 1], i)) kept[count++] = i;
    while (ring && count > 1 && same_place(s, kept[0], kept[count - 1]))
        count--;
    return count;
}

/* A list of the places of a part; false where it is too small to be one. */
static bool write_part(ct_buffer *out, ct_arena *scratch, const ct_shape *s, size_t part,
                       const char *before) {
    bool ring = s->kind == CT_POLYGON;
    size_t *kept = CT_ARRAY(scratch, ct_part_end(s, part) - ct_part_start(s, part), size_t);
    size_t count = keep_points(s, part, ring, kept);
    if (count < (ring ? 3 : 2)) return false;
    ct_buffer_printf(out, "%s[", before);
    for (size_t i = 0; i < count + ring; i++) {
        if (i) ct_buffer_text(out, ",");
        write_place(out, s->x[kept[i % count]], s->y[kept[i % count]]);
    }
    ct_buffer_text(out, "]");
    return true;
}

/* The rings of one polygon, its outer one first. */
static bool write_polygon(ct_buffer *out, ct_arena *scratch, const ct_shape *polygon) {
    size_t from = out->size;
    ct_buffer_text(out, "[");
    if (!write_part(out, scratch, polygon, 0, "")) {
        out->size = from;
        return false;
    }
    for (size_t p = 1; p < polygon->parts; p++)
        (void)write_part(out, scratch, polygon, p, ",");
    ct_buffer_text(out, "]");
    return true;
}

static size_t write_polygons(ct_buffer *out, ct_arena *scratch, const ct_shape *s) {
    ct_shape turned = ct_shape_orient(scratch, s), *polygons;
    size_t count = ct_polygons_of(scratch, &turned, &polygons), written = 0;
    for (size_t i = 0; i < count; i++) {
        size_t from = out->size;
        if (written) ct_buffer_text(out, ",");
        if (write_polygon(out, scratch, &polygons[i]))
            written++;
        else
            out->size = from;
    }
    return written;
}

static size_t write_lines(ct_buffer *out, ct_arena *scratch, const ct_shape *s) {
    size_t written = 0;
    for (size_t p = 0; p < s->parts; p++)
        written += write_part(out, scratch, s, p, written ? "," : "");
    return written;
}

static size_t write_points(ct_buffer *out, const ct_shape *s) {
    size_t written = 0;
    for (size_t i = s->start; s->parts && i < s->end[s->parts - 1]; i++) {
        if (written++) ct_buffer_text(out, ",");
        write_place(out, s->x[i], s->y[i]);
    }
    return written;
}

static void write_geometry(ct_buffer *out, ct_arena *scratch, const ct_shape *s) {
    static const char *const names[] = {
        [CT_POINT] = "Point", [CT_LINE] = "LineString", [CT_POLYGON] = "Polygon"
    };
    ct_buffer list = { 0 };
    size_t count = s->kind == CT_POLYGON ? write_polygons(&list, scratch, s)
                   : s->kind == CT_LINE  ? write_lines(&list, scratch, s)
                   : s->kind == CT_POINT ? write_points(&list, s)
                                         : 0;
    if (count == 0)
        ct_buffer_text(out, "null");
    else
        ct_buffer_printf(out, "{ \"type\": \"%s%s\", \"coordinates\": %s%s%s }",
                         count > 1 ? "Multi" : "", names[s->kind], count > 1 ? "[" : "", list.data,
                         count > 1 ? "]" : "");
    ct_buffer_free(&list);
}

/* ---- the whole --------------------------------------------------------------------------------
 */

/* [west, south, east, north]; west of more than east is a box over the antimeridian (RFC 7946,
 * 5.2). */
static void write_bbox(ct_buffer *out, const ct_table *table) {
    ct_box box = ct_lonlat_range(table->shapes, table->rows);
    if (ct_box_is_empty(box)) return;
    if (box.x1 > 180) box.x1 -= 360;
    const double sides[] = { box.x0, box.y0, box.x1, box.y1 };
    for (size_t i = 0; i < CT_COUNT(sides); i++) {
        ct_buffer_text(out, i ? ", " : "\"bbox\": [");
        ct_buffer_number(out, sides[i], DECIMALS);
    }
    ct_buffer_text(out, "],\n");
}

void ct_geojson_write(const ct_table *table, const char *name, ct_buffer *out) {
    ct_arena *scratch = ct_arena_new();
    ct_buffer_text(out, "{\n\"type\": \"FeatureCollection\",\n\"name\": ");
    write_text(out, name);
    ct_buffer_text(out, ",\n");
    write_bbox(out, table);
    ct_buffer_text(out, "\"features\": [");
    for (size_t i = 0; i < table->rows; i++) {
        ct_buffer_text(out, i ? ",\n{ \"type\": \"Feature\", \"properties\": "
                              : "\n{ \"type\": \"Feature\", \"properties\": ");
        write_properties(out, scratch, table, i);
        ct_buffer_text(out, ", \"geometry\": ");
        write_geometry(out, scratch, &table->shapes[i]);
        ct_buffer_text(out, " }");
        ct_arena_reset(scratch);
    }
    ct_buffer_text(out, "\n]\n}\n");
    ct_arena_free(scratch);
}
