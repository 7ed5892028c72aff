/* series.c - the file for a date: templates on {date}, and globs with the date in the name. */
#include "source.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { MARK = 1, FAR_BACK = 3660, NEAR_BY = 400, MOST_STARS = 3 };

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
    const ct_name *names; /* of the files; one, or several that they go by */
    size_t name_count;
    candidate *found; /* sorted by day, then name */
    size_t count, capacity;
    const char *unsure; /* a name whose date can be read in two ways */
} search;

static search start(ct_arena *arena, const ct_data_spec *entry, const char *spec_path, ct_day day,
                    const char *lang, ct_report *report) {
    bool several = entry->files.count > 0;
    return (search){ .arena = arena,
                     .entry = entry,
                     .spec_path = spec_path,
                     .lang = lang,
                     .day = day,
                     .report = report,
                     .names = several ? entry->files.items : &entry->file,
                     .name_count = several ? entry->files.count : 1 };
}

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
    CT_GROW(s->arena, s->found, s->capacity, s->count);
    s->found[s->count++] = (candidate){ day, path };
}

/* Whether a name is as a pattern has it: `*` is anything, MARK a date in `format`. */
static bool fits(const char *name, const char *pattern, const char *format, ct_day *day) {
    for (; *pattern; pattern++, name++) {
        if (*pattern == '*') {
            for (;; name++) {
                if (fits(name, pattern + 1, format, day)) return true;
                if (!*name) return false;
            }
        }
        if (*pattern == MARK) {
            size_t length;
            return ct_day_scan(name, format, day, &length) &&
                   fits(name + length, pattern + 1, format, day);
        }
        if (*pattern != *name) return false;
    }
    return !*name;
}

/* The date in what the stars of a pattern stand for, from the first to the last. */
static ct_found date_in(search *s, const char *name, const char *pattern, ct_day *day) {
    size_t before = strcspn(pattern, "*"), after = strlen(strrchr(pattern, '*') + 1);
    return ct_day_find(ct_strndup(s->arena, name + before, strlen(name) - before - after), day,
                       NULL, NULL);
}

/* Lists what fits `path`, in one part of which MARK or stars stand for a date: the name of the
 * file, or of a folder above it. */
static void list_dated(search *s, const char *path, const char *format) {
    static const char marks[] = { '*', MARK, 0 };
    const char *part = strpbrk(path, marks);
    while (part > path && part[-1] != '/')
        part--;
    size_t size = strcspn(part, "/"), count;
    const char *pattern = ct_strndup(s->arena, part, size), *below = part + size;
    const char *folder = ct_strndup(s->arena, path, (size_t)(part - path));
    const char **names = ct_folder_names(s->arena, folder, &count);
    for (size_t i = 0; i < count; i++) {
        ct_day day = CT_NO_DAY;
        if (!fits(names[i], pattern, format, &day)) continue;
        ct_found found = format ? CT_FOUND_DAY : date_in(s, names[i], pattern, &day);
        if (found != CT_FOUND_DAY) day = CT_NO_DAY;
        if (found == CT_FOUND_UNSURE && !s->unsure) s->unsure = names[i];
        add(s, day, ct_printf(s->arena, "%s%s%s", folder, names[i], below));
    }
}

/* In their order, each once. */
static void sort(search *s) {
    size_t kept = 0;
    if (s->count) qsort(s->found, s->count, sizeof *s->found, by_day);
    for (size_t i = 0; i < s->count; i++)
        if (kept == 0 || !ct_streq(s->found[i].path, s->found[kept - 1].path))
            s->found[kept++] = s->found[i];
    s->count = kept;
}

/* Tries day after day, for patterns that no listing could read. */
static bool try_days(search *s, const char *pattern, ct_day from, int step, int most) {
    ct_day day = from;
    for (int i = 0; i < most; i++, day += step) {
        const char *path;
        if (!expand(s, pattern, day, &path)) return false;
        if (!ct_file_exists(path)) continue;
        add(s, day, path);
        break;
    }
    return true;
}

static bool is_glob(const char *pattern) {
    return strchr(pattern, '*') && strncasecmp(pattern, "PG:", 3) != 0;
}

/* A pattern with a date in it, expanded but for that: MARK stands for it, `*format` is how it is
 * written. `*path` NULL: no listing could read it. */
static bool marked(search *s, const char *pattern, const char **path, const char **format) {
    const char *end, *rest_end, *slot = date_slot(pattern, &end);
    *format = slot ? slot_format(s->arena, slot, end) : NULL;
    *path = NULL;
    if (slot && (!*format || date_slot(end, &rest_end))) return true;
    if (slot) pattern = ct_printf(s->arena, "%.*s%c%s", (int)(slot - pattern), pattern, MARK, end);
    return expand(s, pattern, s->day, path);
}

/* What stands for a date stands in one part of the path. */
static bool check_glob(search *s, const ct_name *name, const char *path) {
    static const char marks[] = { '*', MARK, 0 };
    size_t stars = 0;
    const char *first = strpbrk(path, marks), *last = first;
    for (const char *p = first; (p = strpbrk(p, marks)); last = p++)
        stars += *p == '*';
    if (memchr(first, '/', (size_t)(last - first)))
        return ct_fail(
            s->report, CARTOUCHE_BAD_SPEC, name->place,
            "what stands for the date must stand in one part of the path: in the name of "
            "the file, or of a folder");
    if (stars <= MOST_STARS) return true;
    return ct_fail(s->report, CARTOUCHE_BAD_SPEC, name->place,
                   "the name of a file has at most %d '*'", MOST_STARS);
}

/* Lists all files of the series. `*listed`: no name had to be left out. */
static bool list_all(search *s, bool *listed) {
    *listed = true;
    for (size_t i = 0; i < s->name_count; i++) {
        const char *pattern = s->names[i].text, *path, *format, *end;
        if (!date_slot(pattern, &end) && !is_glob(pattern)) continue;
        if (!marked(s, pattern, &path, &format)) return false;
        if (!path) *listed = false;
        if (!path) continue;
        if (is_glob(path) && !check_glob(s, &s->names[i], path)) return false;
        list_dated(s, path, format);
    }
    sort(s);
    if (!s->unsure) return true;
    (void)ct_fail(s->report, CARTOUCHE_BAD_DATA, s->entry->file.place,
                  "the date in '%s' can be read in two ways", s->unsure);
    ct_hint(s->report,
            "say how dates are written: 'name-{date:%%d-%%m-%%Y}.geojson', or %%m-%%d-%%Y");
    return false;
}

/* Those around the day of the names that could not be listed. */
static bool find_near(search *s) {
    const ct_data_spec *entry = s->entry;
    int32_t back = entry->max_age >= 0 ? entry->max_age : FAR_BACK;
    if (back > FAR_BACK || entry->missing == CT_MISSING_ERROR) back = FAR_BACK;
    for (size_t i = 0; i < s->name_count; i++) {
        const char *pattern = s->names[i].text, *path, *format, *end;
        if (!date_slot(pattern, &end)) continue;
        if (!marked(s, pattern, &path, &format)) return false;
        if (path) continue;
        if (!try_days(s, pattern, s->day - 1, -1, (int)back)) return false;
        if (entry->missing == CT_MISSING_ERROR && !try_days(s, pattern, s->day + 1, 1, NEAR_BY))
            return false;
    }
    sort(s);
    return true;
}

/* ---- choosing ---------------------------------------------------------------------------------
 */

/* The newest not later than the day; NULL where all are later. */
static const candidate *newest(const search *s) {
    for (size_t i = s->count; i-- > 0;)
        if (s->found[i].day != CT_NO_DAY && s->found[i].day <= s->day &&
            ct_file_exists(s->found[i].path))
            return &s->found[i];
    return NULL;
}

/* Two files of one day are a question that only an editor can answer. */
static bool take(search *s, const candidate *best, const char **path, ct_day *found) {
    const candidate *other = best > s->found ? best - 1 : NULL;
    if (other && other->day == best->day && ct_file_exists(other->path)) {
        (void)ct_fail(s->report, CARTOUCHE_BAD_DATA, s->entry->file.place,
                      "there are two files of %s: '%s' and '%s'", ct_day_iso(s->arena, best->day),
                      ct_path_name(other->path), ct_path_name(best->path));
        ct_hint(s->report, "take one away, or let 'file' name one of them alone");
        return false;
    }
    *path = best->path;
    *found = best->day;
    return true;
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
    if (best && best->day == s->day) return take(s, best, path, found);
    if (s->entry->missing == CT_MISSING_SKIP) return true;
    int64_t age = best ? (int64_t)s->day - best->day : 0;
    if (s->entry->missing == CT_MISSING_PREVIOUS && best &&
        (s->entry->max_age < 0 || age <= s->entry->max_age)) {
        ct_note(s->report, s->entry->file.place,
                "there is no file for %s; taken is that of %s, %d day%s older",
                ct_day_iso(s->arena, s->day), ct_day_iso(s->arena, best->day), (int)age,
                age == 1 ? "" : "s");
        return take(s, best, path, found);
    }
    return fail_for_day(s, best);
}

/* No file that fits the globs has a date: one alone is taken for what is meant. */
static bool undated(search *s, const char **path) {
    if (s->count == 1 && ct_file_exists(s->found[0].path)) {
        *path = s->found[0].path;
        return true;
    }
    if (s->entry->missing == CT_MISSING_SKIP) return true;
    ct_fail(s->report, CARTOUCHE_BAD_DATA, s->entry->file.place,
            s->count ? "%zu files fit '%s', and none has a date in its name" : "%zu files fit '%s'",
            s->count, s->entry->file.text);
    ct_hint(s->report, "a date is written 2026-01-27, 20260127, 27.01.2026, 2026_01_27 or "
                       "27-Jan-2026; else say how: {date:%%y%%m%%d}");
    return false;
}

/* A map without a date takes the newest file. */
static bool take_newest(search *s, const char **path, ct_day *found) {
    const candidate *last = &s->found[s->count - 1]; /* there is one: some have a date */
    if (!take(s, last, path, found)) return false;
    ct_note(s->report, s->entry->file.place, "the map has no date; taken is the newest file, of %s",
            ct_day_iso(s->arena, *found));
    return true;
}

static bool from_series(search *s, bool globs, const char **path, ct_day *found) {
    bool listed;
    if (!list_all(s, &listed)) return false;
    size_t dated = 0;
    for (size_t i = 0; i < s->count; i++)
        dated += s->found[i].day != CT_NO_DAY;
    if (globs && !dated) return undated(s, path);
    if (s->day == CT_NO_DAY) return take_newest(s, path, found);
    if (!listed && !find_near(s)) return false;
    return choose(s, path, found);
}

/* The files that the templates name for the day itself. */
static bool find_exact(search *s) {
    for (size_t i = 0; i < s->name_count; i++) {
        const char *pattern = s->names[i].text, *end, *path;
        if (!date_slot(pattern, &end) || is_glob(pattern)) continue;
        if (!expand(s, pattern, s->day, &path)) return false;
        if (ct_file_exists(path)) add(s, s->day, path);
    }
    sort(s);
    return true;
}

/* One name without a date. */
static bool from_name(search *s, const char **path) {
    if (!expand(s, s->names[0].text, s->day, path)) return false;
    if (strncasecmp(*path, "PG:", 3) == 0 || ct_file_exists(*path) ||
        strcasecmp(ct_path_ending(*path), "gdb") == 0)
        return true;
    if (s->entry->missing == CT_MISSING_SKIP) {
        *path = NULL;
        return true;
    }
    return ct_fail_missing(s->arena, *path, s->names[0].place, s->report);
}

static bool no_date(search *s) {
    ct_fail(s->report, CARTOUCHE_BAD_SPEC, s->entry->file.place,
            "the file depends on a date, and the map has none");
    ct_hint(s->report, "set date: in the map, or --date");
    return false;
}

bool ct_source_for_date(ct_arena *arena, const ct_data_spec *entry, const char *spec_path,
                        ct_day day, const char *lang, const char **path, ct_day *found,
                        ct_report *report) {
    search s = start(arena, entry, spec_path, day, lang, report);
    size_t templates = 0, globs = 0;
    *path = NULL;
    *found = CT_NO_DAY;
    for (size_t i = 0; i < s.name_count; i++) {
        const char *end, *pattern = s.names[i].text;
        bool glob = is_glob(pattern), slot = date_slot(pattern, &end) != NULL;
        globs += glob;
        templates += slot && !glob;
        if (slot || glob || s.name_count == 1) continue;
        (void)ct_fail(report, CARTOUCHE_BAD_SPEC, s.names[i].place,
                      "of several names each must hold a date, and '%s' holds none", pattern);
        ct_hint(report, "write {date} or * where it stands");
        return false;
    }
    if (!globs && !templates) return from_name(&s, path);
    if (templates && day == CT_NO_DAY) return no_date(&s);
    if (day != CT_NO_DAY && !find_exact(&s)) return false;
    if (s.found && s.count && !globs) return take(&s, &s.found[s.count - 1], path, found);
    if (!globs && entry->missing == CT_MISSING_SKIP) return true;
    return from_series(&s, globs > 0, path, found);
}

/* ---- all of them ------------------------------------------------------------------------------
 */

bool ct_source_days(ct_arena *arena, const ct_data_spec *entry, const char *spec_path,
                    const char *lang, ct_day **days, size_t *count, ct_report *report) {
    search s = start(arena, entry, spec_path, CT_NO_DAY, lang, report);
    bool listed = true;
    *count = 0;
    if (s.names[0].text && !list_all(&s, &listed)) return false;
    if (!listed) {
        ct_fail(report, CARTOUCHE_BAD_SPEC, entry->file.place, "the dates of '%s' cannot be listed",
                entry->file.text);
        ct_hint(report, "write its date once, with year, month and day: {date:%%Y%%m%%d}");
        return false;
    }
    *days = CT_ARRAY(arena, s.count, ct_day);
    for (size_t i = 0; i < s.count; i++) {
        ct_day day = s.found[i].day;
        if (day == CT_NO_DAY || (*count && (*days)[*count - 1] == day)) continue;
        if (ct_file_exists(s.found[i].path)) (*days)[(*count)++] = day;
    }
    return true;
}
