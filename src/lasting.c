/* lasting.c - which entries of `data:` are the same on every day, and what is told of them. */
#include "pipeline.h"

#include <string.h>

typedef struct survey {
    ct_arena *arena;
    const ct_map *map;
    bool *lasts, *met; /* by entry */
} survey;

/* The entry of a name, at its index; NULL where there is none. */
static const ct_data_spec *entry_of(const survey *s, const ct_name *name, size_t *index) {
    const ct_data_spec *e = name->text ? ct_map_data(s->map, name->text) : NULL;
    *index = e ? (size_t)(e - s->map->data) : 0;
    return e;
}

/* The names of what it is made from. */
static const ct_name **list_sources(const survey *s, const ct_data_spec *e, size_t *count) {
    const ct_name *all[] = { &e->from, &e->join, &e->split, &e->clip, &e->minus };
    const ct_name **sources = CT_ARRAY(s->arena, CT_COUNT(all) + e->unite.count, const ct_name *);
    memcpy(sources, all, sizeof all);
    for (size_t i = 0; i < e->unite.count; i++)
        sources[CT_COUNT(all) + i] = &e->unite.items[i];
    *count = CT_COUNT(all) + e->unite.count;
    return sources;
}

static bool names(const ct_name *name, const char *what) {
    return name->text && strstr(name->text, what);
}

/* Something that it is made from is chosen by language; each entry is looked at once. */
static bool speaks(const survey *s, const ct_name *name, bool *met) {
    size_t index, count;
    const ct_data_spec *e = entry_of(s, name, &index);
    if (!e || met[index]) return false;
    met[index] = true;
    const ct_name **sources = list_sources(s, e, &count);
    bool does = names(&e->where, "{lang") || names(&e->file, "{lang");
    for (size_t i = 0; i < count && !does; i++)
        does = speaks(s, sources[i], met);
    return does;
}

/* It is of one fixed day; or its file has one name, its rows no dates, and nothing that it is made
 * from has. What is made from itself does not last. */
static bool look(survey *s, const ct_name *name) {
    size_t index, count;
    const ct_data_spec *e = entry_of(s, name, &index);
    if (!e) return true;
    if (s->met[index]) return s->lasts[index]; /* false while it is looked at */
    s->met[index] = true;
    if (e->at_day != CT_NO_DAY) {
        s->lasts[index] = !speaks(s, name, CT_ARRAY(s->arena, s->map->data_count, bool));
        return s->lasts[index];
    }
    const ct_name **sources = list_sources(s, e, &count);
    bool lasts = e->when.from == CT_WHEN_NOT && !names(&e->where, "{") && !e->date_field.text &&
                 !(e->file.text && strpbrk(e->file.text, "{*?["));
    for (size_t i = 0; i < count && lasts; i++)
        lasts = look(s, sources[i]);
    s->lasts[index] = lasts;
    return lasts;
}

const bool *ct_entries_lasting(ct_arena *arena, const ct_map *map) {
    survey s = { .arena = arena, .map = map };
    s.lasts = CT_ARRAY(arena, map->data_count, bool);
    s.met = CT_ARRAY(arena, map->data_count, bool);
    for (size_t i = 0; i < map->data_count; i++)
        (void)look(&s, &(ct_name){ .text = map->data[i].name });
    return s.lasts;
}

/* ---- what was told --------------------------------------------------------------------------- */

ct_asked *ct_asked_new(ct_arena *arena) {
    ct_asked *asked = CT_NEW(arena, ct_asked);
    asked->arena = asked->inputs.arena = arena;
    asked->told = ct_report_within(arena);
    return asked;
}

void ct_asked_add(ct_asked *by, ct_asked *of) {
    CT_GROW(by->arena, by->others, by->capacity, by->count);
    by->others[by->count++] = (struct ct_asking){ of, ct_report_count(by->told) };
}

void ct_asked_tell(ct_asked *asked, unsigned map, ct_inputs *inputs, ct_report *report) {
    if (asked->map == map) return;
    asked->map = map;
    for (size_t i = 0; i < asked->inputs.count; i++)
        ct_inputs_add(inputs, asked->inputs.paths[i]);
    size_t next = 0, count = ct_report_count(asked->told);
    for (size_t i = 0; i <= count; i++) {
        for (; next < asked->count && asked->others[next].after == i; next++)
            ct_asked_tell(asked->others[next].of, map, inputs, report);
        if (i < count) ct_report_again(report, ct_report_at(asked->told, i));
    }
}
