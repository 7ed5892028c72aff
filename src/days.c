/* days.c - the dates that a command is asked for: days, ranges, a file of them, all there are. */
#include "job.h"

#include <string.h>

typedef struct days {
    ct_day *items;
    size_t count, capacity;
} days;

static void add_day(ct_arena *arena, days *list, ct_day day) {
    CT_GROW(arena, list->items, list->capacity, list->count);
    list->items[list->count++] = day;
}

static bool bad_dates(ct_report *report, ct_place place, const char *text) {
    (void)ct_fail(report, CARTOUCHE_BAD_USAGE, place, "--dates: '%s' is no date, nor a range",
                  text);
    ct_hint(report, "such as 2026-01-27, 2026-01-01..2026-01-31, 2026-01-01..2026-06-30/7d, "
                    "latest, latest-1m..latest, all, or a file with one a line");
    return false;
}

/* A word in which a day is told by others, "latest" or "-30d..date", with its days in their place;
 * NULL: it is none such, or there is no such day. */
static const char *resolve(ct_job *s, const char *word) {
    const char *dots = strstr(word, ".."), *slash = strchr(word, '/'), *ends[2] = { word, NULL };
    size_t size = slash ? (size_t)(slash - word) : strlen(word);
    ends[0] = ct_strndup(s->arena, word, dots ? (size_t)(dots - word) : size);
    if (dots) ends[1] = ct_strndup(s->arena, dots + 2, (size_t)(word + size - dots) - 2);
    for (size_t i = 0; i < 2 && ends[i]; i++) {
        ct_when when;
        ct_day day;
        if (!ct_when_parse(ends[i], &when) || !ct_job_day(s, &when, s->day, &day)) return NULL;
        if (day == CT_NO_DAY) return NULL;
        ends[i] = ct_day_iso(s->arena, day);
    }
    return ct_printf(s->arena, "%s%s%s%s", ends[0], ends[1] ? ".." : "", ends[1] ? ends[1] : "",
                     slash ? slash : "");
}

/* Days and ranges with commas between them. */
static bool add_days(ct_job *s, days *list, const char *text, ct_place place) {
    enum { MOST = 100000 };
    ct_arena *arena = s->arena;
    ct_report *report = s->report;
    while (*text) {
        size_t size = strcspn(text, ",");
        const char *word = ct_strndup(arena, text, size);
        while (*word == ' ')
            word++;
        ct_day day;
        int32_t step;
        size_t count;
        if (!ct_days_parse(word, &day, &step, &count)) {
            const char *resolved = resolve(s, word);
            if (!resolved || !ct_days_parse(resolved, &day, &step, &count))
                return bad_dates(report, place, word);
        }
        if (count > MOST)
            return ct_fail(report, CARTOUCHE_BAD_USAGE, place, "--dates: '%s' are %zu days", word,
                           count);
        for (; count > 0; count--, day += step)
            add_day(arena, list, day);
        text += size + (text[size] == ',');
    }
    return true;
}

/* A file with a date or a range a line; what follows a # is a remark. */
static bool add_days_of_file(ct_job *s, days *list, const char *path) {
    const uint8_t *data;
    size_t size, start = 0;
    bool good = ct_file_map(path, CT_NOWHERE, &data, &size, s->report);
    for (int line = 1; good && start < size; line++) {
        const uint8_t *newline = memchr(data + start, '\n', size - start);
        size_t end = newline ? (size_t)(newline - data) : size, n = 0;
        const char *text = (const char *)data + start;
        while (start + n < end && text[n] != '#')
            n++;
        while (n && strchr(" \t\r", text[n - 1]))
            n--;
        good = add_days(s, list, ct_strndup(s->arena, text, n), (ct_place){ path, line, 1 });
        start = end + 1;
    }
    if (good || size) ct_file_unmap(data, size);
    return good;
}

/* Every day that the sources have data of. */
static bool all_days(ct_job *s, days *list) {
    ct_data *data = ct_data_new(s->arena, s->map, ct_job_lang(s->map), &s->inputs);
    if (!ct_data_days(data, &list->items, &list->count, s->report)) return false;
    if (list->count) return true;
    (void)ct_fail(s->report, CARTOUCHE_BAD_SPEC, CT_NOWHERE,
                  "no source of the map has dates: there is nothing that 'all' could be");
    ct_hint(s->report, "a dated source has {date} or * in its file, or a date_field");
    return false;
}

bool ct_job_days(ct_job *s, const char *text, ct_day **result, size_t *count) {
    days list = { 0 };
    bool good = strcmp(text, "all") == 0 ? all_days(s, &list)
                : ct_file_exists(text)   ? add_days_of_file(s, &list, text)
                                         : add_days(s, &list, text, CT_NOWHERE);
    if (!good) return false;
    *result = list.items;
    *count = ct_days_sort(list.items, list.count);
    return *count > 0 ||
           ct_fail(s->report, CARTOUCHE_BAD_USAGE, CT_NOWHERE, "'%s' names no dates", text);
}
