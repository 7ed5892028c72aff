/* naming.c - the names that a map's texts may use, and words expanded in a language. */
#include "pipeline.h"

#include <math.h>
#include <string.h>

/* A look-up, and whether it failed for want of data. */
typedef struct asking {
    const ct_naming *naming;
    bool no_data, no_past;
} asking;

/* "stat.since": the day that deltas count from. */
static bool since_value(const ct_naming *naming, ct_value *value) {
    if (!naming->stats || !naming->stats->compared) return false;
    *value = (ct_value){ .kind = CT_VALUE_DAY, .day = naming->stats->since };
    return true;
}

/* A number that is not known is no number: a caption would lie by its gap. */
static bool stat_value(asking *asked, const char *name, ct_value *value) {
    const ct_naming *naming = asked->naming;
    if (ct_streq(name, "since")) return since_value(naming, value);
    if (!naming->stats || !ct_stats_find(naming->stats, name, &value->number)) return false;
    value->kind = CT_VALUE_NUMBER;
    size_t size = strlen(name), tail = strlen(".pct");
    value->percent = size > tail && strcmp(name + size - tail, ".pct") == 0;
    if (isnan(value->number)) *(strstr(name, ".delta.") ? &asked->no_past : &asked->no_data) = true;
    return !isnan(value->number);
}

/* "data.NAME.date": the date of the data that are shown. */
static bool data_value(const ct_naming *naming, const char *name, ct_value *value) {
    size_t size = strlen(name), tail = strlen(".date");
    if (!naming->data || size <= tail || strcmp(name + size - tail, ".date") != 0) return false;
    ct_arena *scratch = ct_arena_new();
    const char *entry = ct_strndup(scratch, name, size - tail);
    value->kind = CT_VALUE_DAY;
    value->day = ct_data_day(naming->data, entry, naming->request->day);
    ct_arena_free(scratch);
    return value->day != CT_NO_DAY;
}

static bool look_up(const char *name, void *user, ct_value *value) {
    asking *asked = user;
    const ct_naming *naming = asked->naming;
    const ct_request *request = naming->request;
    if (naming->table && ct_table_value(naming->table, naming->row, name, value)) return true;
    if (strncmp(name, "stat.", 5) == 0) return stat_value(asked, name + 5, value);
    if (strncmp(name, "data.", 5) == 0) return data_value(naming, name + 5, value);
    if (ct_streq(name, "date") && request->day != CT_NO_DAY) {
        *value = (ct_value){ .kind = CT_VALUE_DAY, .day = request->day };
        return true;
    }
    const char *text = NULL;
    if (ct_streq(name, "lang")) text = request->lang;
    if (ct_streq(name, "id")) text = naming->map->id;
    if (ct_streq(name, "distance")) text = naming->distance;
    if (ct_streq(name, "variant")) text = request->variant ? request->variant : "";
    if (!text) return false;
    *value = (ct_value){ .kind = CT_VALUE_TEXT, .text = text };
    return true;
}

/* Every name that would have been known, for the suggestion. */
static const char **known_names(ct_arena *arena, const ct_naming *naming, size_t *count) {
    static const char *const own[] = { "date", "lang", "id", "variant", "stat.since" };
    size_t stats = naming->stats ? naming->stats->count : 0;
    size_t fields = naming->table ? naming->table->column_count : 0;
    const char **names = CT_ARRAY(arena, CT_COUNT(own) + stats + fields, const char *);
    size_t n = 0;
    for (size_t i = 0; i < CT_COUNT(own); i++)
        names[n++] = own[i];
    for (size_t i = 0; i < fields; i++)
        names[n++] = naming->table->columns[i].name;
    for (size_t i = 0; i < stats; i++)
        names[n++] = ct_printf(arena, "stat.%s", naming->stats->items[i].name);
    *count = n;
    return names;
}

bool ct_naming_expand(ct_arena *arena, const ct_naming *naming, const char *text, ct_place place,
                      const char **result, ct_report *report) {
    if (!strpbrk(text, "{}")) {
        *result = text;
        return true;
    }
    ct_arena *scratch = ct_arena_new();
    size_t count;
    const char **names = known_names(scratch, naming, &count);
    asking asked = { .naming = naming };
    bool good = ct_template_expand(arena, text, naming->request->lang, look_up, &asked, names,
                                   count, place, result, report);
    if (asked.no_past)
        ct_hint(report, "there are no data to compare with: see 'since' under 'stats'");
    else if (asked.no_data)
        ct_hint(report, "there are no data for it%s%s; 'missing: previous' would take older ones",
                naming->request->day == CT_NO_DAY ? "" : " on ",
                naming->request->day == CT_NO_DAY ? "" : ct_day_iso(scratch, naming->request->day));
    ct_arena_free(scratch);
    return good;
}

bool ct_words_expand(ct_arena *arena, const ct_naming *naming, const ct_words *words,
                     ct_fonts *fonts, const ct_font *font, const char **result, ct_report *report) {
    ct_place place = CT_NOWHERE;
    const char *text = ct_words_in(words, naming->request->lang, &place);
    *result = NULL;
    if (!text || !*text) return true;
    if (!ct_naming_expand(arena, naming, text, place, result, report)) return false;
    uint32_t missing = font ? ct_fonts_missing(fonts, font, *result) : 0;
    if (!missing) return true;
    const char *letter = *result, *next = letter;
    while (*letter && ct_utf8_next(&next) != missing)
        letter = next;
    (void)ct_fail(report, CARTOUCHE_BAD_SPEC, place,
                  "no font has the character U+%04X '%.*s' in \"%s\"", missing,
                  (int)(next - letter), letter, *result);
    ct_hint(report, "install a font that has it, or name one in the style's fonts");
    return false;
}
