/* inspect_text.c - the description of a data source as aligned text or as JSON. */
#include "source.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LABEL = 12, NAME_MOST = 28, LAYERS_TOLD = 40 };

/* ---- text -------------------------------------------------------------------------------------
 */

static size_t letters(const char *text) {
    size_t count = 0;
    while (ct_utf8_next(&text))
        count++;
    return count;
}

/* A word and blanks up to `width` letters; at least one blank. */
static void padded(ct_buffer *out, const char *text, size_t width) {
    size_t size = letters(text);
    for (const char *p = text; *p; p++)
        ct_buffer_append(out, (unsigned char)*p < ' ' ? " " : p, 1);
    do
        ct_buffer_text(out, " ");
    while (++size < width);
}

static void label(ct_buffer *out, const char *text) {
    ct_buffer_text(out, "  ");
    padded(out, text, LABEL);
}

static void number(ct_buffer *out, double value, int decimals) {
    ct_buffer_number(out, value, decimals);
}

static void box(ct_buffer *out, const char *title, ct_box b, int decimals) {
    if (ct_box_is_empty(b)) return;
    label(out, title);
    number(out, b.x0, decimals);
    ct_buffer_text(out, " ");
    number(out, b.y0, decimals);
    ct_buffer_text(out, " to ");
    number(out, b.x1, decimals);
    ct_buffer_text(out, " ");
    number(out, b.y1, decimals);
    ct_buffer_text(out, "\n");
}

static void count_of(ct_buffer *out, size_t count, const char *what, bool *first) {
    if (!count) return;
    ct_buffer_printf(out, "%s%zu %s%s", *first ? "" : ", ", count, what, count == 1 ? "" : "s");
    *first = false;
}

static void features_text(const ct_description *d, ct_buffer *out) {
    bool first = true;
    label(out, "features");
    count_of(out, d->areas, "area", &first);
    count_of(out, d->lines, "line", &first);
    count_of(out, d->points, "point", &first);
    if (d->facts.without_geometry)
        ct_buffer_printf(out, ", %zu without geometry", d->facts.without_geometry);
    if (d->facts.deleted) ct_buffer_printf(out, ", %zu deleted", d->facts.deleted);
    ct_buffer_text(out, "\n");
    label(out, "geometry");
    ct_buffer_printf(out, "%zu point%s in %zu part%s\n", d->vertices, d->vertices == 1 ? "" : "s",
                     d->parts, d->parts == 1 ? "" : "s");
}

static void layers_text(const ct_description *d, ct_buffer *out) {
    for (size_t i = 0; i < d->facts.layer_count && i < LAYERS_TOLD; i++) {
        const ct_layer_facts *layer = &d->facts.layers[i];
        label(out, i ? "" : d->facts.layer_count == 1 ? "layer" : "layers");
        bool read = d->facts.layer_count > 1 && ct_streq(layer->name, d->facts.layer);
        ct_buffer_printf(out, "%s (%s, %zu feature%s)%s\n", layer->name, layer->geometry,
                         layer->features, layer->features == 1 ? "" : "s",
                         read ? ", described here" : "");
    }
}

/* The name of a CRS: what stands in the first quotes of a WKT. */
static const char *crs_name(ct_arena *arena, const char *crs) {
    if (!crs) return NULL;
    const char *bracket = strchr(crs, '['), *open = bracket ? strchr(bracket, '"') : NULL;
    const char *close = open ? strchr(open + 1, '"') : NULL;
    return close ? ct_strndup(arena, open + 1, (size_t)(close - open) - 1) : crs;
}

static void dates_text(const ct_description *d, ct_arena *arena, ct_buffer *out) {
    if (d->day == CT_NO_DAY) return;
    label(out, "date");
    ct_buffer_printf(out, "%s, in the file's name\n", ct_day_iso(arena, d->day));
    if (d->dated < 2) return;
    label(out, "series");
    ct_buffer_printf(out, "%zu files from %s to %s", d->dated, ct_day_iso(arena, d->first),
                     ct_day_iso(arena, d->last));
    if (d->gap_days)
        ct_buffer_printf(out, "; %zu day%s between have none, %d in a row after %s", d->gap_days,
                         d->gap_days == 1 ? "" : "s", (int)d->gap, ct_day_iso(arena, d->gap_from));
    ct_buffer_text(out, "\n");
}

static void values_text(const ct_field_facts *f, ct_buffer *out) {
    for (size_t i = 0; i < f->value_count; i++) {
        if (i) ct_buffer_text(out, ", ");
        const char *p = f->values[i];
        size_t shown = 0;
        for (; *p && shown < NAME_MOST; shown++) {
            const char *start = p;
            ct_utf8_next(&p);
            if ((unsigned char)*start < ' ')
                ct_buffer_text(out, " ");
            else
                ct_buffer_append(out, start, (size_t)(p - start));
        }
        if (*p) ct_buffer_text(out, "…");
    }
    if (f->value_count && !f->all_values && f->distinct > f->value_count)
        ct_buffer_text(out, ", …");
}

static void fields_text(const ct_description *d, ct_buffer *out) {
    size_t width = 6;
    char text[32];
    if (!d->field_count) return;
    for (size_t i = 0; i < d->field_count; i++) {
        size_t size = letters(d->fields[i].name) + 2;
        if (size > width) width = size < NAME_MOST ? size : NAME_MOST;
    }
    ct_buffer_text(out, "\n  ");
    padded(out, "field", width);
    ct_buffer_text(out, "type          nulls   distinct  values\n");
    for (size_t i = 0; i < d->field_count; i++) {
        const ct_field_facts *f = &d->fields[i];
        ct_buffer_text(out, "  ");
        padded(out, f->name, width);
        padded(out, f->type, 14);
        snprintf(text, sizeof text, "%zu", f->nulls);
        padded(out, text, 8);
        snprintf(text, sizeof text, "%zu", f->distinct);
        padded(out, text, 10);
        values_text(f, out);
        while (out->size && out->data[out->size - 1] == ' ')
            out->data[--out->size] = '\0';
        ct_buffer_text(out, "\n");
    }
}

void ct_describe_text(const ct_description *d, ct_buffer *out) {
    ct_arena *arena = ct_arena_new();
    ct_buffer_printf(out, "%s\n", d->path);
    label(out, "format");
    ct_buffer_printf(out, "%s\n", d->facts.format);
    layers_text(d, out);
    features_text(d, out);
    label(out, "CRS");
    const char *crs = crs_name(arena, d->facts.crs);
    ct_buffer_printf(out, "%s\n", crs ? crs : "none");
    if (!d->facts.outside) box(out, "lon/lat", d->box, 4);
    ct_box a = d->box, b = d->facts.extent;
    bool same =
        fabs(a.x0 - b.x0) + fabs(a.y0 - b.y0) + fabs(a.x1 - b.x1) + fabs(a.y1 - b.y1) < 1e-9;
    if (!same || d->facts.outside) box(out, "extent", b, 4);
    if (d->facts.encoding) {
        label(out, "encoding");
        ct_buffer_printf(out, "%s\n", d->facts.encoding);
    }
    dates_text(d, arena, out);
    fields_text(d, out);
    if (d->fault_count) ct_buffer_text(out, "\n  what is wrong\n");
    for (size_t i = 0; i < d->fault_count; i++)
        ct_buffer_printf(out, "    %s\n", d->faults[i]);
    ct_buffer_printf(out, "\n  to paste\n    data:\n      %s\n", d->yaml);
    ct_arena_free(arena);
}

/* ---- JSON -------------------------------------------------------------------------------------
 */

static json_t *text_or_null(const char *text) {
    json_t *value = text ? json_string(text) : NULL;
    return value ? value : json_null();
}

static json_t *number_or_null(double value) {
    return isfinite(value) ? json_real(value) : json_null();
}

static json_t *count_json(size_t count) { return json_integer((json_int_t)count); }

static json_t *box_json(ct_box b) {
    if (ct_box_is_empty(b)) return json_null();
    return json_pack("[f, f, f, f]", b.x0, b.y0, b.x1, b.y1);
}

static json_t *day_json(ct_arena *arena, ct_day day) {
    return day == CT_NO_DAY ? json_null() : json_string(ct_day_iso(arena, day));
}

static json_t *texts_json(const char *const *texts, size_t count) {
    json_t *array = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(array, text_or_null(texts[i]));
    return array;
}

static json_t *layers_json(const ct_description *d) {
    json_t *array = json_array();
    for (size_t i = 0; i < d->facts.layer_count; i++) {
        const ct_layer_facts *layer = &d->facts.layers[i];
        json_array_append_new(array, json_pack("{s:o, s:o, s:o}", "name", text_or_null(layer->name),
                                               "geometry", text_or_null(layer->geometry),
                                               "features", count_json(layer->features)));
    }
    return array;
}

static json_t *fields_json(const ct_description *d) {
    json_t *array = json_array();
    for (size_t i = 0; i < d->field_count; i++) {
        const ct_field_facts *f = &d->fields[i];
        json_t *field =
            json_pack("{s:o, s:s, s:o, s:o, s:o}", "name", text_or_null(f->name), "type", f->type,
                      "nulls", count_json(f->nulls), "distinct", count_json(f->distinct),
                      f->all_values ? "values" : "examples", texts_json(f->values, f->value_count));
        if (strcmp(f->type, "text") != 0) {
            json_object_set_new(field, "least", number_or_null(f->least));
            json_object_set_new(field, "greatest", number_or_null(f->greatest));
        }
        json_array_append_new(array, field);
    }
    return array;
}

static json_t *series_json(ct_arena *arena, const ct_description *d) {
    if (d->day == CT_NO_DAY) return json_null();
    return json_pack("{s:o, s:o, s:o, s:o, s:i, s:o}", "first", day_json(arena, d->first), "last",
                     day_json(arena, d->last), "count", count_json(d->dated), "missing_days",
                     count_json(d->gap_days), "longest_gap", (int)d->gap, "longest_gap_after",
                     d->gap ? day_json(arena, d->gap_from) : json_null());
}

bool ct_describe_json(const ct_description *d, ct_buffer *out) {
    ct_arena *arena = ct_arena_new();
    const ct_facts *f = &d->facts;
    json_t *root = json_pack("{s:o, s:o, s:o, s:o, s:{s:o, s:o, s:o, s:o, s:o}, s:o, s:o}", "path",
                             text_or_null(d->path), "format", text_or_null(f->format), "layers",
                             layers_json(d), "layer", text_or_null(f->layer), "features", "areas",
                             count_json(d->areas), "lines", count_json(d->lines), "points",
                             count_json(d->points), "without_geometry",
                             count_json(f->without_geometry), "deleted", count_json(f->deleted),
                             "points", count_json(d->vertices), "parts", count_json(d->parts));
    bool ok = root != NULL;
    if (ok) {
        json_object_set_new(root, "crs", text_or_null(crs_name(arena, f->crs)));
        json_object_set_new(root, "lonlat", f->outside ? json_null() : box_json(d->box));
        json_object_set_new(root, "extent", box_json(f->extent));
        json_object_set_new(root, "encoding", text_or_null(f->encoding));
        json_object_set_new(root, "date", day_json(arena, d->day));
        json_object_set_new(root, "series", series_json(arena, d));
        json_object_set_new(root, "fields", fields_json(d));
        json_object_set_new(root, "faults",
                            texts_json((const char *const *)d->faults, d->fault_count));
        json_object_set_new(root, "yaml", text_or_null(d->yaml));
        char *text = json_dumps(root, JSON_INDENT(2) | JSON_REAL_PRECISION(15));
        ok = text != NULL;
        if (ok) ct_buffer_printf(out, "%s\n", text);
        free(text);
        json_decref(root);
    }
    ct_arena_free(arena);
    return ok;
}
