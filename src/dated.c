/* dated.c - one file with many dates: the day of each row, and the rows of a day. */
#include "pipeline.h"

bool ct_dated_days(ct_arena *arena, const ct_data_spec *entry, const ct_table *table, ct_day **days,
                   ct_report *report) {
    const char *field = entry->date_field.text, *format = entry->date_format.text;
    *days = CT_ARRAY(arena, table->rows, ct_day);
    for (size_t i = 0; i < table->rows; i++) {
        const char *text = ct_table_text(arena, table, i, field);
        ct_found found =
            text ? ct_day_read(text, format, entry->zone.text, &(*days)[i]) : CT_FOUND_NONE;
        if (found != CT_FOUND_DAY) (*days)[i] = CT_NO_DAY;
        if (found != CT_FOUND_UNSURE) continue;
        (void)ct_fail(report, CARTOUCHE_BAD_DATA, entry->date_field.place,
                      "data '%s': the date '%s' in field '%s' can be read in two ways", entry->name,
                      text, field);
        ct_hint(report, "say how dates are written there: date_format: \"%%d/%%m/%%Y\"");
        return false;
    }
    return true;
}

/* No row is of the day, nor of one that `missing` allows. */
static bool no_such_day(const ct_data_spec *entry, ct_day day, ct_day before, ct_arena *scratch,
                        ct_report *report) {
    (void)ct_fail(report, CARTOUCHE_BAD_DATA, entry->date_field.place,
                  "data '%s': no row of '%s' has the date %s in its field '%s'", entry->name,
                  entry->file.text, ct_day_iso(scratch, day), entry->date_field.text);
    if (before == CT_NO_DAY)
        ct_hint(report, "no row has an earlier date");
    else
        ct_hint(report, "the newest date before it is %s%s", ct_day_iso(scratch, before),
                entry->missing == CT_MISSING_ERROR ? "; 'missing: previous' takes it" : "");
    return false;
}

bool ct_dated_keep(ct_arena *arena, const ct_data_spec *entry, ct_day day, const ct_table **table,
                   ct_day *found, ct_report *report) {
    const char *field = entry->date_field.text;
    if (!ct_table_column(*table, field))
        return ct_fail(report, CARTOUCHE_BAD_SPEC, entry->date_field.place,
                       "data '%s': '%s' has no field '%s'", entry->name, entry->file.text, field);
    if (day == CT_NO_DAY) {
        (void)ct_fail(report, CARTOUCHE_BAD_SPEC, entry->date_field.place,
                      "data '%s': its rows are chosen by a date, and the map has none",
                      entry->name);
        ct_hint(report, "give the map a 'date:', or one with --date");
        return false;
    }
    size_t rows = (*table)->rows;
    ct_day *days, newest = CT_NO_DAY;
    if (!ct_dated_days(arena, entry, *table, &days, report)) return false;
    for (size_t i = 0; i < rows; i++) {
        bool before = days[i] != CT_NO_DAY && days[i] <= day;
        if (before && (newest == CT_NO_DAY || days[i] > newest)) newest = days[i];
    }
    bool previous = entry->missing == CT_MISSING_PREVIOUS && newest != CT_NO_DAY &&
                    (entry->max_age < 0 || day - newest <= entry->max_age);
    if (newest != day && !previous) {
        const ct_table *whole = *table;
        *table = NULL;
        if (entry->missing == CT_MISSING_SKIP) return true;
        *table = whole;
        return no_such_day(entry, day, newest, arena, report);
    }
    *found = newest;
    bool *keep = CT_ARRAY(arena, rows, bool);
    for (size_t i = 0; i < rows; i++)
        keep[i] = days[i] == newest;
    *table = ct_table_select(arena, *table, keep);
    return true;
}
