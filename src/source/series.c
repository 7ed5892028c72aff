/* series.c - the file for a date: templates on {date}, and globs with the date in the name. */
#include "source.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { MARK = 1, FAR_BACK = 3660, NEAR_BY = 400 };

typedef struct {
    ct_day day; /* CT_NO_DAY: the name holds none */
    const char *path;
} candidate;

typedef struct {
    ct_arena *arena;
    const ct_data_spec *entry;
    const char *spec_path, *lang;
    ct_day day;
    ct_report *report;
    candidate *found; /* sorted by day, then name */
    size_t count, capacity;
} search;

/* ---- templates --------------------------------------------------------------------------------
 */

typedef struct {
    ct_day day;
    const char *lang;
} naming;

static bool look_up(const char *name, void *user, ct_value *value) {
    const naming *names = user;
    if (ct_streq(name, "date") && names->day != CT_NO_DAY) {
        *value = (ct_value){ .kind = CT_VALUE_DAY, .day = names->day };
        return true;
    }
    if (!ct_streq(name, "lang")) return false;
    *value = (ct_value){ .kind = CT_VALUE_TEXT, .text = names->lang };
    return true;
}

static bool expand(search *s, const char *pattern, ct_day day, const char **path) {
    static const char *const known[] = { "date", "lang" };
    naming names = { day, s->lang ? s->lang : "en" };
    const char *text;
    if (!ct_template_expand(s->arena, pattern, names.lang, look_up, &names, known, CT_COUNT(known),
                            s->entry->file.place, &text, s->report))
        return false;
    *path = strncasecmp(text, "PG:", 3) == 0 ? text : ct_path_beside(s->arena, s->spec_path, text);
    return true;
}

/* The next {date…} in a pattern; *end is behind its brace. NULL where there is none. */
static const char *date_slot(const char *pattern, const char **end) {
    for (const char *p = pattern; (p = strchr(p, '{')); p++) {
        if (p[1] == '{') {
            p++;
            continue;
        }
        if (strncmp(p, "{date", 5) != 0 || !strchr(":}+-|", p[5]) || !p[5]) continue;
        const char *close = strchr(p, '}');
        if (!close) return NULL;
        *end = close + 1;
        return p;
    }
    return NULL;
}

/* The strftime format of a {date…} that a file name can be read by; NULL: it is no such. */
static const char *slot_format(ct_arena *arena, const char *slot, const char *end) {
    if (slot[5] == '}') return "%Y-%m-%d";
    if (slot[5] != ':') return NULL;
    const char *format = ct_strndup(arena, slot + 6, (size_t)(end - slot) - 7);
    if (ct_streq(format, "iso")) return "%Y-%m-%d";
    return strstr(format, "%Y") && strstr(format, "%m") && strstr(format, "%d") ? format : NULL;
}

/* ---- what there is ----------------------------------------------------------------------------
 */

static int by_day(const void *a, const void *b) {
    const candidate *x = a, *y = b;
    if (x->day != y->day) return x->day < y->day ? -1 : 1;
    return strcmp(x->path, y->path);
}

static void add(search *s, ct_day day, const char *path) {
    if (!ct_file_exists(path)) return;
    CT_GROW(s->arena, s->found, s->capacity, s->count);
    s->found[s->count++] = (candidate){ day, path };
}

/* Whether `middle` is a date as `format` has it, or (format NULL) holds one. */
static bool read_date(const char *middle, const char *format, ct_day *day) {
    size_t length;
    *day = CT_NO_DAY;
    if (!format) return ct_name_date(middle, day, NULL, NULL);
    return ct_day_scan(middle, format, day, &length) && !middle[length];
}

/* Lists what fits `path`, in which the character `mark` stands for a date. The mark may stand in
 * the name of the file or of a folder above it. */
static void list_dated(search *s, const char *path, char mark, const char *format) {
    const char *at = strchr(path, mark), *slash = at;
    while (slash > path && slash[-1] != '/')
        slash--;
    size_t before = (size_t)(at - slash);
    const char *tail = at + 1, *below = strchr(tail, '/');
    size_t after = below ? (size_t)(below - tail) : strlen(tail), count;
    const char *folder = ct_strndup(s->arena, path, (size_t)(slash - path));
    const char **names = ct_folder_names(s->arena, folder, &count);
    for (size_t i = 0; i < count; i++) {
        size_t size = strlen(names[i]);
        if (size < before + after || strncmp(names[i], slash, before) != 0 ||
            strncmp(names[i] + size - after, tail, after) != 0)
            continue;
        ct_day day;
        const char *middle = ct_strndup(s->arena, names[i] + before, size - before - after);
        if (!read_date(middle, format, &day) && format) continue;
        add(s, day, ct_printf(s->arena, "%s%s%s", folder, names[i], below ? below : ""));
    }
    if (s->count) qsort(s->found, s->count, sizeof *s->found, by_day);
}

/* Tries day after day, for patterns that no listing could read. */
static bool try_days(search *s, ct_day from, int step, int most) {
    ct_day day = from;
    for (int i = 0; i < most; i++, day += step) {
        const char *path;
        if (!expand(s, s->entry->file.text, day, &path)) return false;
        if (!ct_file_exists(path)) continue;
        add(s, day, path);
        break;
    }
    if (s->count) qsort(s->found, s->count, sizeof *s->found, by_day);
    return true;
}

static bool find_others(search *s) {
    const char *pattern = s->entry->file.text, *end, *rest_end, *path;
    const char *slot = date_slot(pattern, &end);
    const char *format = slot ? slot_format(s->arena, slot, end) : NULL;
    if (format && !date_slot(end, &rest_end)) {
        const char *marked =
            ct_printf(s->arena, "%.*s%c%s", (int)(slot - pattern), pattern, MARK, end);
        if (!expand(s, marked, s->day, &path)) return false;
        list_dated(s, path, MARK, format);
        return true;
    }
    int32_t back = s->entry->max_age >= 0 ? s->entry->max_age : FAR_BACK;
    if (back > FAR_BACK || s->entry->missing == CT_MISSING_ERROR) back = FAR_BACK;
    if (!try_days(s, s->day - 1, -1, (int)back)) return false;
    return s->entry->missing != CT_MISSING_ERROR || try_days(s, s->day + 1, 1, NEAR_BY);
}

/* ---- choosing ---------------------------------------------------------------------------------
 */

/* The newest not later than the day; NULL where all are later. */
static const candidate *newest(const search *s) {
    const candidate *best = NULL;
    for (size_t i = 0; i < s->count; i++)
        if (s->found[i].day != CT_NO_DAY && s->found[i].day <= s->day) best = &s->found[i];
    return best;
}

static bool fail_for_day(search *s, const candidate *before) {
    const candidate *after = NULL;
    for (size_t i = s->count; i-- > 0;)
        if (s->found[i].day > s->day) after = &s->found[i];
    ct_fail(s->report, CARTOUCHE_BAD_DATA, s->entry->file.place, "there is no file '%s' for %s",
            s->entry->file.text, ct_day_iso(s->arena, s->day));
    const char *first = before ? ct_day_iso(s->arena, before->day) : NULL;
    const char *last = after ? ct_day_iso(s->arena, after->day) : NULL;
    if (first && s->entry->missing == CT_MISSING_PREVIOUS)
        ct_hint(s->report, "the newest before it is of %s, older than max_age: %dd", first,
                (int)s->entry->max_age);
    else if (first && last)
        ct_hint(s->report, "the nearest are of %s and %s; `missing: previous` takes the older one",
                first, last);
    else if (first)
        ct_hint(s->report, "the last one is of %s; `missing: previous` takes it", first);
    else if (last)
        ct_hint(s->report, "the first one is of %s", last);
    else
        ct_hint(s->report, "there is none for any other day either");
    return false;
}

static bool choose(search *s, const char **path, ct_day *found) {
    const candidate *best = newest(s);
    if (best && best->day == s->day) {
        *path = best->path;
        *found = best->day;
        return true;
    }
    if (s->entry->missing == CT_MISSING_SKIP) return true;
    int64_t age = best ? (int64_t)s->day - best->day : 0;
    if (s->entry->missing == CT_MISSING_PREVIOUS && best &&
        (s->entry->max_age < 0 || age <= s->entry->max_age)) {
        ct_note(s->report, s->entry->file.place,
                "there is no file for %s; taken is that of %s, %d day%s older",
                ct_day_iso(s->arena, s->day), ct_day_iso(s->arena, best->day), (int)age,
                age == 1 ? "" : "s");
        *path = best->path;
        *found = best->day;
        return true;
    }
    return fail_for_day(s, best);
}

static bool from_glob(search *s, const char **path, ct_day *found) {
    const char *pattern;
    if (!expand(s, s->entry->file.text, s->day, &pattern)) return false;
    if (strchr(pattern, '*') != strrchr(pattern, '*'))
        return ct_fail(s->report, CARTOUCHE_BAD_SPEC, s->entry->file.place,
                       "only one '*' may stand in the name of a file");
    list_dated(s, pattern, '*', NULL);
    if (s->count == 1 && s->found[0].day == CT_NO_DAY) {
        *path = s->found[0].path;
        return true;
    }
    size_t dated = 0;
    for (size_t i = 0; i < s->count; i++)
        dated += s->found[i].day != CT_NO_DAY;
    if (!dated && s->entry->missing != CT_MISSING_SKIP) {
        ct_fail(s->report, CARTOUCHE_BAD_DATA, s->entry->file.place,
                s->count ? "%zu files fit '%s', and none has a date in its name"
                         : "%zu files fit '%s'",
                s->count, pattern);
        ct_hint(s->report, "a date is written 2026-01-27, 20260127, 27.01.2026 or 2026_01_27");
        return false;
    }
    if (s->day != CT_NO_DAY) return choose(s, path, found);
    if (!dated) return true;
    *path = s->found[s->count - 1].path;
    *found = s->found[s->count - 1].day;
    ct_note(s->report, s->entry->file.place, "the map has no date; taken is the newest file, of %s",
            ct_day_iso(s->arena, *found));
    return true;
}

static bool from_template(search *s, const char **path, ct_day *found) {
    const char *exact;
    if (s->day == CT_NO_DAY) {
        ct_fail(s->report, CARTOUCHE_BAD_SPEC, s->entry->file.place,
                "the file depends on a date, and the map has none");
        ct_hint(s->report, "set date: in the map, or --date");
        return false;
    }
    if (!expand(s, s->entry->file.text, s->day, &exact)) return false;
    if (ct_file_exists(exact)) {
        *path = exact;
        *found = s->day;
        return true;
    }
    if (s->entry->missing == CT_MISSING_SKIP) return true;
    return find_others(s) && choose(s, path, found);
}

bool ct_source_for_date(ct_arena *arena, const ct_data_spec *entry, const char *spec_path,
                        ct_day day, const char *lang, const char **path, ct_day *found,
                        ct_report *report) {
    search s = { .arena = arena,
                 .entry = entry,
                 .spec_path = spec_path,
                 .lang = lang,
                 .day = day,
                 .report = report };
    const char *end;
    bool slot = date_slot(entry->file.text, &end), star = strchr(entry->file.text, '*');
    *path = NULL;
    *found = CT_NO_DAY;
    if (slot && star)
        return ct_fail(report, CARTOUCHE_BAD_SPEC, entry->file.place,
                       "{date} and '*' cannot stand in one name");
    if (slot) return from_template(&s, path, found);
    if (star && strncasecmp(entry->file.text, "PG:", 3) != 0) return from_glob(&s, path, found);
    if (!expand(&s, entry->file.text, day, path)) return false;
    if (strncasecmp(*path, "PG:", 3) == 0 || ct_file_exists(*path) ||
        strcasecmp(ct_path_ending(*path), "gdb") == 0)
        return true;
    if (entry->missing == CT_MISSING_SKIP) {
        *path = NULL;
        return true;
    }
    return ct_fail_missing(arena, *path, entry->file.place, report);
}

/* ---- all of them ------------------------------------------------------------------------------
 */

static bool cannot_list(search *s) {
    ct_fail(s->report, CARTOUCHE_BAD_SPEC, s->entry->file.place,
            "the dates of '%s' cannot be listed", s->entry->file.text);
    ct_hint(s->report, "write its date once, with year, month and day: {date:%%Y%%m%%d}");
    return false;
}

bool ct_source_days(ct_arena *arena, const ct_data_spec *entry, const char *spec_path,
                    const char *lang, ct_day **days, size_t *count, ct_report *report) {
    search s = { .arena = arena,
                 .entry = entry,
                 .spec_path = spec_path,
                 .lang = lang,
                 .day = CT_NO_DAY,
                 .report = report };
    const char *pattern = entry->file.text, *end, *rest_end, *path;
    const char *slot = pattern ? date_slot(pattern, &end) : NULL;
    bool star = pattern && strchr(pattern, '*') && strncasecmp(pattern, "PG:", 3) != 0;
    *count = 0;
    if (slot) {
        const char *format = slot_format(arena, slot, end);
        if (!format || star || date_slot(end, &rest_end)) return cannot_list(&s);
        pattern = ct_printf(arena, "%.*s%c%s", (int)(slot - pattern), pattern, MARK, end);
        if (!expand(&s, pattern, CT_NO_DAY, &path)) return false;
        list_dated(&s, path, MARK, format);
    } else if (star && strchr(pattern, '*') == strrchr(pattern, '*')) {
        if (!expand(&s, pattern, CT_NO_DAY, &path)) return false;
        list_dated(&s, path, '*', NULL);
    }
    *days = CT_ARRAY(arena, s.count, ct_day);
    for (size_t i = 0; i < s.count; i++) {
        ct_day day = s.found[i].day;
        if (day != CT_NO_DAY && (*count == 0 || (*days)[*count - 1] != day))
            (*days)[(*count)++] = day;
    }
    return true;
}
