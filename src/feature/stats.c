/* stats.c - named numbers for captions: counts, areas, lengths, shares, in all and by a field. */
#include "feature.h"

#include <math.h>
#include <stdlib.h>

const char *const ct_measure_names[CT_MEASURES] = { "count", "km2", "km", "pct" };

/* ---- rows ------------------------------------------------------------------------------------ */

static ct_stat_row *find_row(const ct_stats *stats, const char *area, const char *key) {
    for (size_t i = 0; i < stats->row_count; i++)
        if (ct_streq(stats->rows[i].area, area) && ct_streq(stats->rows[i].key, key))
            return &stats->rows[i];
    return NULL;
}

/* A new row with nothing known. */
static ct_stat_row *new_row(ct_arena *arena, ct_stats *stats, const char *area, const char *key) {
    CT_GROW(arena, stats->rows, stats->row_capacity, stats->row_count);
    ct_stat_row *row = &stats->rows[stats->row_count++];
    *row = (ct_stat_row){ .area = area, .key = key };
    for (size_t k = 0; k < CT_MEASURES; k++)
        row->value[k] = row->delta[k] = NAN;
    return row;
}

/* ---- names ----------------------------------------------------------------------------------- */

static void put(ct_arena *arena, ct_stats *stats, const char *name, double value) {
    CT_GROW(arena, stats->items, stats->capacity, stats->count);
    stats->items[stats->count++] = (ct_stat){ name, value };
}

/* What texts may name of a row: what is known of it, or all where nothing is. */
static void name_row(ct_arena *arena, ct_stats *stats, const ct_stat_row *row, const double *values,
                     const char *middle) {
    bool nothing = isnan(values[CT_MEASURE_COUNT]);
    for (size_t k = 0; k < CT_MEASURES; k++) {
        if (isnan(values[k]) && !nothing) continue;
        const char *key = row->key ? row->key : "", *dot = row->key ? "." : "";
        put(arena, stats,
            ct_printf(arena, "%s%s%s%s.%s", key, dot, row->area, middle, ct_measure_names[k]),
            values[k]);
    }
}

bool ct_stats_find(const ct_stats *stats, const char *name, double *value) {
    for (size_t i = 0; i < stats->count; i++)
        if (ct_streq(stats->items[i].name, name)) {
            *value = stats->items[i].value;
            return true;
        }
    return false;
}

/* ---- measures -------------------------------------------------------------------------------- */

/* A table's rows measured once: the geodesic sums are the dear part. */
typedef struct measured {
    const ct_table *table;
    double *km2, *km, *count; /* one a row */
    const char **keys;        /* the field of each row; NULL: it has no such field */
    bool areas, lines;        /* it has some; an empty table may be either */
} measured;

static measured measure(ct_arena *arena, const ct_table *table, const char *by) {
    measured m = { .table = table, .areas = table->rows == 0, .lines = table->rows == 0 };
    bool keyed = false;
    if (by && ct_table_column(table, by)) m.keys = CT_ARRAY(arena, table->rows, const char *);
    m.km2 = CT_ARRAY(arena, table->rows, double);
    m.km = CT_ARRAY(arena, table->rows, double);
    m.count = CT_ARRAY(arena, table->rows, double);
    for (size_t i = 0; i < table->rows; i++) {
        const ct_shape *shape = &table->shapes[i];
        if (shape->kind == CT_POLYGON) m.km2[i] = ct_geodesic_area(shape) / 1e6;
        if (shape->kind == CT_LINE) m.km[i] = ct_geodesic_length(shape) / 1e3;
        if (shape->kind == CT_POINT)
            m.count[i] = (double)ct_shape_points(shape);
        else
            m.count[i] = shape->kind != CT_NULL;
        if (m.keys) m.keys[i] = ct_table_text(arena, table, i, by);
        m.areas |= shape->kind == CT_POLYGON;
        m.lines |= shape->kind == CT_LINE;
        keyed |= m.keys && m.keys[i] && *m.keys[i];
    }
    if (!keyed && table->rows) m.keys = NULL; /* an outline of all: it has no parts by the field */
    return m;
}

/* The sum over the rows of a key; over all where it is NULL. */
static double sum(const measured *m, const double *numbers, const char *key) {
    double total = 0;
    for (size_t i = 0; m->table && i < m->table->rows; i++)
        if (!key || (m->keys && ct_streq(m->keys[i], key))) total += numbers[i];
    return total;
}

static void add_row(ct_arena *arena, ct_stats *stats, const char *name, const measured *area,
                    const measured *base, const char *key) {
    ct_stat_row *row = new_row(arena, stats, name, key);
    if (area->table) {
        double km2 = sum(area, area->km2, key), of = sum(base, base->km2, key);
        row->value[CT_MEASURE_COUNT] = sum(area, area->count, key);
        if (area->areas) row->value[CT_MEASURE_KM2] = km2;
        if (area->lines) row->value[CT_MEASURE_KM] = sum(area, area->km, key);
        if (area->areas && of > 0) row->value[CT_MEASURE_PCT] = 100 * km2 / of;
    }
    name_row(arena, stats, row, row->value, "");
}

/* A row for each key of `values`, which is one of the two. */
static void add_keys(ct_arena *arena, ct_stats *stats, const char *name, const measured *area,
                     const measured *base, const measured *values) {
    for (size_t i = 0; i < values->table->rows; i++) {
        const char *key = values->keys[i];
        bool seen = !key || !*key;
        for (size_t k = 0; k < i && !seen; k++)
            seen = ct_streq(values->keys[k], key);
        if (!seen) add_row(arena, stats, name, area, base, key);
    }
}

void ct_stats_add(ct_arena *arena, ct_stats *stats, const char *name, const ct_table *area,
                  const ct_table *base, const char *by) {
    if (find_row(stats, name, NULL)) return; /* the spec may name it twice */
    measured m = { 0 }, of = { 0 };
    if (area) m = measure(arena, area, by);
    if (base) of = measure(arena, base, by);
    add_row(arena, stats, name, &m, &of, NULL);
    if (area && !m.keys) return;
    if (of.keys || m.keys) add_keys(arena, stats, name, &m, &of, of.keys ? &of : &m);
}

/* ---- between two days ------------------------------------------------------------------------ */

/* What a row was then: of a value that was not there, nothing, in what can be told of the whole. */
static double value_then(const ct_stats *then, const ct_stat_row *row, size_t measure) {
    const ct_stat_row *was = find_row(then, row->area, row->key);
    if (was) return was->value[measure];
    const ct_stat_row *whole = find_row(then, row->area, NULL);
    return whole && !isnan(whole->value[measure]) ? 0 : NAN;
}

/* Rows that were there then and are no more. */
static void add_gone(ct_arena *arena, ct_stats *now, const ct_stats *then) {
    for (size_t i = 0; i < then->row_count; i++) {
        const ct_stat_row *was = &then->rows[i], *whole = find_row(now, was->area, NULL);
        if (!whole || find_row(now, was->area, was->key)) continue;
        double values[CT_MEASURES];
        for (size_t k = 0; k < CT_MEASURES; k++)
            values[k] = isnan(whole->value[k]) ? NAN : 0;
        ct_stat_row *row = new_row(arena, now, was->area, was->key);
        for (size_t k = 0; k < CT_MEASURES; k++)
            row->value[k] = values[k];
        name_row(arena, now, row, row->value, "");
    }
}

void ct_stats_compare(ct_arena *arena, ct_stats *now, const ct_stats *then, ct_day since) {
    now->compared = since != CT_NO_DAY;
    now->since = since;
    add_gone(arena, now, then);
    for (size_t i = 0; i < now->row_count; i++) {
        ct_stat_row *row = &now->rows[i];
        for (size_t k = 0; k < CT_MEASURES; k++)
            row->delta[k] = row->value[k] - value_then(then, row, k);
        name_row(arena, now, row, row->delta, ".delta");
    }
}
