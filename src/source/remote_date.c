/* remote_date.c - the file for a date where nobody can list a folder: names are asked for in turn.
 */
#include "source.h"

#include <string.h>

enum { MOST_DAYS = 366 };

typedef struct {
    ct_day day;
    const char *lang;
} naming;

static bool look_up(const char *name, void *user, ct_value *value) {
    const naming *names = user;
    *value = (ct_value){ .kind = CT_VALUE_TEXT, .text = names->lang };
    if (ct_streq(name, "lang")) return true;
    *value = (ct_value){ .kind = CT_VALUE_DAY, .day = names->day };
    return ct_streq(name, "date") && names->day != CT_NO_DAY;
}

static bool expand(ct_arena *arena, const ct_data_spec *entry, ct_day day, const char *lang,
                   const char **name, ct_report *report) {
    static const char *const known[] = { "date", "lang" };
    naming names = { day, lang ? lang : "en" };
    return ct_template_expand(arena, entry->file.text, names.lang, look_up, &names, known,
                              CT_COUNT(known), entry->file.place, name, report);
}

static bool check_entry(const ct_data_spec *entry, bool dated, ct_day day, ct_report *report) {
    ct_place place = entry->file.place;
    if (strchr(entry->file.text, '*')) {
        ct_fail(report, CARTOUCHE_BAD_SPEC, place,
                "'*' stands for a name in a folder, and the network has none that can be listed");
        ct_hint(report, "write the name with {date}");
        return false;
    }
    if (dated && day == CT_NO_DAY) {
        ct_fail(report, CARTOUCHE_BAD_SPEC, place,
                "the file depends on a date, and the map has none");
        ct_hint(report, "set date: in the map, or --date");
        return false;
    }
    bool bounded = entry->max_age >= 0 && entry->max_age <= MOST_DAYS;
    if (!dated || entry->missing != CT_MISSING_PREVIOUS || bounded) return true;
    ct_fail(report, CARTOUCHE_BAD_SPEC, place,
            "'missing: previous' of a source on the network asks for day after day, and needs a "
            "'max_age' of at most %dd",
            MOST_DAYS);
    ct_hint(report, "for example max_age: 14d");
    return false;
}

bool ct_remote_for_date(ct_arena *arena, const ct_data_spec *entry, ct_day day, const char *lang,
                        const char **path, ct_day *found, ct_inputs *inputs, ct_report *report) {
    bool dated = strstr(entry->file.text, "{date") != NULL;
    *found = CT_NO_DAY;
    if (!check_entry(entry, dated, day, report) || !expand(arena, entry, day, lang, path, report))
        return false;
    if (dated) *found = day;
    if (entry->missing == CT_MISSING_ERROR) return true; /* told where it is read */
    int32_t back = dated && entry->missing == CT_MISSING_PREVIOUS ? entry->max_age : 0;
    for (int32_t age = 0; age <= back; age++) {
        bool exists;
        if (!expand(arena, entry, dated ? day - age : day, lang, path, report) ||
            !ct_remote_exists(inputs, *path, entry->network, entry->file.place, &exists, report))
            return false;
        if (dated) *found = day - age;
        if (exists) return true;
    }
    const char *last = *path;
    *path = NULL;
    *found = CT_NO_DAY;
    if (entry->missing == CT_MISSING_SKIP) return true;
    ct_fail(report, CARTOUCHE_BAD_DATA, entry->file.place, "there is no file '%s' for %s",
            entry->file.text, day == CT_NO_DAY ? "any day" : ct_day_iso(arena, day));
    ct_hint(report, "the last that was asked for is '%s'", last);
    return false;
}
