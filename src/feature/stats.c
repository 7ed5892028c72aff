/* stats.c - named numbers for captions: areas and their shares, in all and by a field. */
#include "feature.h"

#include <math.h>
#include <stdlib.h>

static void put(ct_arena *arena, ct_stats *stats, const char *name, double value) {
    for (size_t i = 0; i < stats->count; i++)
        if (ct_streq(stats->items[i].name, name)) {
            stats->items[i].value = value;
            return;
        }
    CT_GROW(arena, stats->items, stats->capacity, stats->count);
    stats->items[stats->count++] = (ct_stat){ name, value };
}

/* Square kilometres of a row; 0 for what is no area. */
static double row_km2(const ct_table *table, size_t row) {
    if (table->shapes[row].kind != CT_POLYGON) return 0;
    return ct_geodesic_area(&table->shapes[row]) / 1e6;
}

/* km2 of each row, measured once: the geodesic sums are the dear part. */
static double *rows_km2(ct_arena *arena, const ct_table *table) {
    double *km2 = CT_ARRAY(arena, table->rows, double);
    for (size_t i = 0; i < table->rows; i++)
        km2[i] = row_km2(table, i);
    return km2;
}

static double sum_where(ct_arena *arena, const ct_table *table, const double *km2,
                        const char *field, const char *value) {
    double sum = 0;
    for (size_t i = 0; i < table->rows; i++)
        if (!field || ct_streq(ct_table_text(arena, table, i, field), value)) sum += km2[i];
    return sum;
}

/* The length of all lines, as <area>.km: of a front, say. */
static void add_length(ct_arena *arena, ct_stats *stats, const char *area_name,
                       const ct_table *area) {
    double km = 0;
    size_t lines = 0;
    for (size_t i = 0; i < area->rows; i++) {
        if (area->shapes[i].kind != CT_LINE) continue;
        km += ct_geodesic_length(&area->shapes[i]) / 1e3;
        lines++;
    }
    if (lines) put(arena, stats, ct_printf(arena, "%s.km", area_name), km);
}

static void add_by_value(ct_arena *arena, ct_stats *stats, const char *area_name,
                         const ct_table *area, const double *area_km2, const ct_table *base,
                         const double *base_km2, const char *by) {
    const ct_table *values = base ? base : area;
    for (size_t i = 0; i < values->rows; i++) {
        const char *value = ct_table_text(arena, values, i, by);
        if (!value || !*value) continue;
        bool seen = false;
        for (size_t k = 0; k < i && !seen; k++)
            seen = ct_streq(ct_table_text(arena, values, k, by), value);
        if (seen) continue;
        double km2 = sum_where(arena, area, area_km2, by, value);
        put(arena, stats, ct_printf(arena, "%s.%s.km2", value, area_name), km2);
        double of = base ? sum_where(arena, base, base_km2, by, value) : 0;
        if (of > 0)
            put(arena, stats, ct_printf(arena, "%s.%s.pct", value, area_name), 100 * km2 / of);
    }
}

void ct_stats_add(ct_arena *arena, ct_stats *stats, const char *area_name, const ct_table *area,
                  const ct_table *base, const char *by) {
    double *area_km2 = rows_km2(arena, area);
    double *base_km2 = base ? rows_km2(arena, base) : NULL;
    double km2 = sum_where(arena, area, area_km2, NULL, NULL);
    put(arena, stats, ct_printf(arena, "%s.km2", area_name), km2);
    double of = base ? sum_where(arena, base, base_km2, NULL, NULL) : 0;
    if (of > 0) put(arena, stats, ct_printf(arena, "%s.pct", area_name), 100 * km2 / of);
    add_length(arena, stats, area_name, area);
    if (by && ct_table_column(area, by) && (!base || ct_table_column(base, by)))
        add_by_value(arena, stats, area_name, area, area_km2, base, base_km2, by);
}

bool ct_stats_find(const ct_stats *stats, const char *name, double *value) {
    for (size_t i = 0; i < stats->count; i++)
        if (ct_streq(stats->items[i].name, name)) {
            *value = stats->items[i].value;
            return true;
        }
    return false;
}
