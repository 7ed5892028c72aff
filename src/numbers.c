/* numbers.c - the numbers of a map on a day: what `stats:` measures, and since another day. */
#include "pipeline.h"

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

/* The day that a map of `day` is compared with; CT_NO_DAY: the data have none before it. */
static bool since_of(const ct_map *map, ct_data *data, ct_day day, ct_day *since,
                     ct_report *report) {
    const ct_when *when = &map->stats_since_when;
    ct_day *days = NULL;
    size_t count = 0;
    if (ct_when_of_data(when)) {
        if (!ct_data_days(data, &days, &count, report)) return false;
        ct_data_watch(data);
    }
    *since = ct_when_day(when, day, days, count);
    if (*since != CT_NO_DAY || count) return true;
    (void)ct_fail(report, CARTOUCHE_BAD_SPEC, map->stats_since.place,
                  "there is no day that 'since: %s' could be", map->stats_since.text);
    if (day == CT_NO_DAY)
        ct_hint(report, "it goes by the date of the map: give it a 'date:', or one with --date");
    return false;
}

bool ct_numbers_measure(ct_arena *arena, const ct_map *map, ct_data *data, ct_day day,
                        ct_stats *stats, ct_report *report) {
    ct_stats then = { 0 };
    ct_day since;
    if (!measure(arena, map, data, day, stats, report)) return false;
    ct_lint_stats(stats, map->stats_base.place, report);
    if (!map->stats_since.text) return true;
    if (!since_of(map, data, day, &since, report)) return false;
    if (since != CT_NO_DAY && !measure(arena, map, data, since, &then, report)) return false;
    ct_stats_compare(arena, stats, &then, since);
    return true;
}
