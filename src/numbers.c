/* numbers.c - the numbers of a map on a day: what `stats:` measures, and since another day. */
#include "pipeline.h"

ct_day ct_numbers_since(const ct_map *map, ct_day day) {
    if (!map->stats_since.text || map->stats_since_day != CT_NO_DAY) return map->stats_since_day;
    return day == CT_NO_DAY ? CT_NO_DAY : day - map->stats_since_back;
}

/* Numbers by a field that a table lacks would be missing without a word. */
static void tell_fields(const ct_map *map, const char *name, const ct_table *table,
                        const ct_table *base, ct_report *report) {
    const char *by = map->stats_by.text;
    if (!by || !table || table->rows == 0) return;
    bool has = ct_table_column(table, by) != NULL, base_has = base && ct_table_column(base, by);
    if (!has) {
        ct_warn(report, map->stats_by.place,
                "data '%s' has no field '%s': there are no numbers of its values", name, by);
        ct_hint(report, "'clip' gives an area the fields of what it is cut to");
    } else if (base && !base_has) {
        ct_warn(report, map->stats_by.place,
                "data '%s' has no field '%s': there are no shares of its values",
                map->stats_base.text, by);
    }
}

/* What the entries measure on one day. */
static bool measure(ct_arena *arena, const ct_map *map, ct_data *data, ct_day day, ct_stats *stats,
                    ct_report *report) {
    const ct_table *base = NULL, *area;
    if (map->stats_base.text && !ct_data_plain(data, map->stats_base.text, day, &base, report))
        return false;
    for (size_t i = 0; i < map->stats_areas.count; i++) {
        const char *name = map->stats_areas.items[i].text;
        if (!ct_data_plain(data, name, day, &area, report)) return false;
        tell_fields(map, name, area, base, report);
        ct_stats_add(arena, stats, name, area, base, map->stats_by.text);
    }
    return true;
}

bool ct_numbers_measure(ct_arena *arena, const ct_map *map, ct_data *data, ct_day day,
                        ct_stats *stats, ct_report *report) {
    if (!measure(arena, map, data, day, stats, report)) return false;
    ct_lint_stats(stats, map->stats_base.place, report);
    if (!map->stats_since.text) return true;
    ct_day since = ct_numbers_since(map, day);
    if (since == CT_NO_DAY)
        return ct_fail(report, CARTOUCHE_BAD_SPEC, map->stats_since.place,
                       "'since: %s' counts from the date of the map, and it has none",
                       map->stats_since.text);
    ct_stats then = { 0 };
    if (!measure(arena, map, data, since, &then, report)) return false;
    ct_stats_compare(arena, stats, &then);
    return true;
}
