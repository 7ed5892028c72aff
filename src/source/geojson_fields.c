/* geojson_fields.c - the properties of GeoJSON features as columns, typed and ordered as by OGR. */
#include "source.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { MOST_COLUMNS = 512 };

typedef enum { UNKNOWN, FLAG, WHOLE, NUMBER, TEXT, DATE, TIME, MOMENT } field_type;

typedef struct {
    enum { UNSET, NOTHING, IS_FLAG, IS_WHOLE, IS_NUMBER, IS_TEXT } kind;
    union {
        int64_t integer;
        double number;
        const char *text;
    };
} field_value;

typedef struct {
    const char *name, *shown;
    field_type type;
    field_value *values;
    size_t capacity;
} field;

struct ct_geojson_fields {
    ct_arena *arena, *scratch;
    ct_json *json;
    field *fields;
    size_t count, capacity, rows;
    size_t chain[MOST_COLUMNS], links;       /* the fields of this feature, in its order */
    bool before[MOST_COLUMNS][MOST_COLUMNS]; /* [a][b]: some feature has b right after a */
    bool text_ids, whole_ids, id_property;
};

ct_geojson_fields *ct_geojson_fields_new(ct_arena *arena, ct_arena *scratch, ct_json *json) {
    ct_geojson_fields *f = CT_NEW(scratch, ct_geojson_fields);
    f->arena = arena;
    f->scratch = scratch;
    f->json = json;
    return f;
}

/* ---- types ------------------------------------------------------------------------------------
 */

static bool is_moment(field_type type) { return type >= DATE; }

static field_type moment_type(const char *text, bool *unsure) {
    ct_moment moment;
    switch (ct_moment_parse(text, &moment)) {
    case CT_MOMENT_DATE:
        return DATE;
    case CT_MOMENT_TIME:
        return TIME;
    case CT_MOMENT_BOTH:
        return MOMENT;
    case CT_MOMENT_UNSURE:
        *unsure = true;
        return TEXT;
    default:
        return TEXT;
    }
}

/* What a field of one type becomes with a value of another. */
static field_type widened(field_type old, field_type new) {
    if (old == UNKNOWN || old == new) return new;
    if (old < TEXT && new < TEXT) return old > new ? old : new;
    if (old == DATE && new == MOMENT) return MOMENT;
    if (old == MOMENT && new == DATE) return MOMENT;
    return TEXT;
}

/* ---- one feature ------------------------------------------------------------------------------
 */

static field *field_named(ct_geojson_fields *f, const char *name) {
    size_t guess = f->links ? f->chain[f->links - 1] + 1 : 0;
    if (guess < f->count && strcmp(f->fields[guess].name, name) == 0) return &f->fields[guess];
    for (size_t i = 0; i < f->count; i++)
        if (strcmp(f->fields[i].name, name) == 0) return &f->fields[i];
    if (f->count == MOST_COLUMNS || !*name) return NULL;
    CT_GROW(f->scratch, f->fields, f->capacity, f->count);
    f->fields[f->count] = (field){ .name = ct_strdup(f->scratch, name),
                                   .shown = ct_field_name(f->arena, name, f->count) };
    return &f->fields[f->count++];
}

static bool put(ct_geojson_fields *f, field *column, field_value value) {
    CT_GROW(f->scratch, column->values, column->capacity, f->rows);
    if (column->values[f->rows].kind != UNSET) return false; /* twice in one feature */
    column->values[f->rows] = value;
    f->chain[f->links++] = (size_t)(column - f->fields);
    return true;
}

static bool text_value(ct_geojson_fields *f, field *column, field_value *value) {
    bool bad = false, unsure = false;
    const char *text = ct_json_string(f->json);
    if (!text) return false;
    field_type type = TEXT;
    if (column->type == UNKNOWN || is_moment(column->type)) type = moment_type(text, &unsure);
    *value = (field_value){ .kind = IS_TEXT, .text = ct_text_mend(f->arena, text, &bad) };
    column->type = widened(column->type, type);
    return !unsure && !bad;
}

static bool number_value(ct_geojson_fields *f, field *column, field_value *value) {
    ct_json_value number;
    if (!ct_json_number(f->json, &number) || !isfinite(number.number)) return false;
    if (number.whole)
        *value = (field_value){ .kind = IS_WHOLE, .integer = number.integer };
    else
        *value = (field_value){ .kind = IS_NUMBER, .number = number.number };
    column->type = widened(column->type, number.whole ? WHOLE : NUMBER);
    return true;
}

/* A value; arrays and objects are left to GDAL. */
static bool property(ct_geojson_fields *f, field *column) {
    ct_json *j = f->json;
    field_value value = { .kind = NOTHING };
    bool yes = false, ok = true;
    if (ct_json_peek(j, '"')) {
        ok = text_value(f, column, &value);
    } else if ((yes = ct_json_literal(j, "true")) || ct_json_literal(j, "false")) {
        value = (field_value){ .kind = IS_FLAG, .integer = yes };
        column->type = widened(column->type, FLAG);
    } else if (!ct_json_literal(j, "null")) {
        ok = number_value(f, column, &value);
    }
    return ok && put(f, column, value);
}

bool ct_geojson_fields_read(ct_geojson_fields *f) {
    ct_json *j = f->json;
    if (!ct_json_take(j, '{')) return false;
    if (ct_json_take(j, '}')) return true;
    for (bool more = true; more;) {
        const char *key = ct_json_string(j);
        if (!key || strcmp(key, "_rev") == 0) return false; /* CouchDB's features in features */
        if (strcmp(key, "id") == 0) f->id_property = true;
        field *column = field_named(f, key);
        if (!column || !ct_json_take(j, ':') || !property(f, column) ||
            !ct_json_more(j, '}', &more))
            return false;
    }
    return true;
}

bool ct_geojson_fields_id(ct_geojson_fields *f) {
    ct_json_value number;
    if (ct_json_literal(f->json, "null")) return true;
    if (!ct_json_peek(f->json, '"')) {
        f->whole_ids = true;
        return ct_json_number(f->json, &number) && number.whole && number.integer >= 0;
    }
    f->text_ids = true;
    const char *text = ct_json_string(f->json);
    if (!text) return false;
    bool bad = false;
    field_value value = { .kind = IS_TEXT, .text = ct_text_mend(f->arena, text, &bad) };
    size_t links = f->links;
    field *column = field_named(f, "id");
    if (!column) return false;
    column->type = TEXT;
    if (!put(f, column, value) || bad) return false;
    memmove(f->chain + 1, f->chain, links * sizeof *f->chain); /* an id comes first */
    f->chain[0] = (size_t)(column - f->fields);
    return true;
}

/* ---- the order of columns ---------------------------------------------------------------------
 */

static bool leads_to(const ct_geojson_fields *f, size_t from, size_t to, bool *seen) {
    if (from == to) return true;
    seen[from] = true;
    for (size_t next = 0; next < f->count; next++)
        if (f->before[from][next] && !seen[next] && leads_to(f, next, to, seen)) return true;
    return false;
}

/* What would close a circle is left out: the first order seen stands. */
static void add_order(ct_geojson_fields *f, size_t a, size_t b) {
    bool seen[MOST_COLUMNS] = { false };
    if (!leads_to(f, b, a, seen)) f->before[a][b] = true;
}

void ct_geojson_fields_next(ct_geojson_fields *f) {
    for (size_t i = 1; i < f->links; i++)
        if (!f->before[f->chain[i - 1]][f->chain[i]]) add_order(f, f->chain[i - 1], f->chain[i]);
    f->links = 0;
    f->rows++;
}

static bool is_ready(const ct_geojson_fields *f, const bool *done, size_t i) {
    for (size_t k = 0; k < f->count; k++)
        if (!done[k] && f->before[k][i]) return false;
    return !done[i];
}

/* Kahn 1962: of the fields that none comes before, the first by name, again and again. */
static void sort(const ct_geojson_fields *f, size_t *order) {
    bool done[MOST_COLUMNS] = { false };
    for (size_t n = 0; n < f->count; n++) {
        size_t best = f->count;
        for (size_t i = 0; i < f->count; i++)
            if (is_ready(f, done, i) &&
                (best == f->count || strcmp(f->fields[i].name, f->fields[best].name) < 0))
                best = i;
        done[best] = true;
        order[n] = best;
    }
}

/* ---- columns ----------------------------------------------------------------------------------
 */

static bool number_of(const field_value *value, double *number) {
    if (value->kind == IS_FLAG || value->kind == IS_WHOLE)
        *number = (double)value->integer;
    else if (value->kind == IS_NUMBER)
        *number = value->number;
    else
        return false;
    return true;
}

/* A value of a text column. A fraction among texts would need json-c's way of writing it. */
static bool text_of(ct_geojson_fields *f, field_type type, const field_value *value,
                    const char **text) {
    ct_moment moment;
    *text = NULL;
    switch (value->kind) {
    case UNSET:
    case NOTHING:
        return true;
    case IS_FLAG:
        *text = value->integer ? "true" : "false";
        return true;
    case IS_WHOLE:
        *text = ct_printf(f->arena, "%lld", (long long)value->integer);
        return true;
    case IS_TEXT:
        *text = value->text;
        if (!is_moment(type)) return true;
        ct_moment_parse(value->text, &moment);
        *text = ct_moment_text(f->arena, &moment,
                               type == DATE   ? CT_MOMENT_DATE
                               : type == TIME ? CT_MOMENT_TIME
                                              : CT_MOMENT_BOTH);
        return true;
    default:
        return false;
    }
}

static bool make_column(ct_geojson_fields *f, field *from, ct_column *column) {
    bool number = from->type == FLAG || from->type == WHOLE || from->type == NUMBER;
    *column = (ct_column){ .name = from->shown,
                           .type = number ? CT_COLUMN_NUMBER : CT_COLUMN_TEXT,
                           .integer = number && from->type != NUMBER };
    if (number)
        column->numbers = CT_ARRAY(f->arena, f->rows, double);
    else
        column->texts = CT_ARRAY(f->arena, f->rows, const char *);
    static const field_value unset = { .kind = UNSET };
    for (size_t row = 0; row < f->rows; row++) {
        const field_value *value = row < from->capacity ? &from->values[row] : &unset;
        if (number && !number_of(value, &column->numbers[row])) column->numbers[row] = NAN;
        if (!number && !text_of(f, from->type, value, &column->texts[row])) return false;
    }
    return true;
}

bool ct_geojson_fields_close(ct_geojson_fields *f, ct_column **columns, size_t *count) {
    size_t *order = CT_ARRAY(f->scratch, f->count, size_t);
    if (f->text_ids && (f->whole_ids || f->id_property)) return false;
    if (f->whole_ids && f->id_property) return false;
    sort(f, order);
    *columns = CT_ARRAY(f->arena, f->count, ct_column);
    *count = f->count;
    for (size_t i = 0; i < f->count; i++)
        if (!make_column(f, &f->fields[order[i]], &(*columns)[i])) return false;
    return true;
}
