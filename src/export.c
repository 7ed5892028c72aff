/* export.c - an entry of `data:` as a file: GeoJSON, a shapefile, a GeoPackage. */
#include "job.h"

#include <string.h>

/* The entries, worked out for a day in a language: the files of a shapefile share them. */
typedef struct ct_export {
    ct_arena *arena;
    ct_data *data;
    ct_day day;
    const char *lang;
} ct_export;

void ct_export_free(ct_export *export) {
    if (export) ct_arena_free(export->arena);
}

static ct_data *data_of(ct_job *s, const char *lang) {
    ct_export *e = s->export;
    if (e && e->data && e->day == s->day && ct_streq(e->lang, lang)) return e->data;
    if (!e) s->export = e = CT_NEW(s->arena, ct_export);
    ct_arena_free(e->arena);
    *e = (ct_export){ .arena = ct_arena_new(), .day = s->day, .lang = lang };
    e->data = ct_data_new(e->arena, s->map, lang, &s->inputs);
    return e->data;
}

/* The entry that a file of geodata is to hold. */
static const ct_data_spec *entry_of(ct_job *s, const ct_target *target, const char *data) {
    const ct_map *map = s->map;
    const char *name = data ? data : ct_path_stem(s->arena, target->path);
    const ct_data_spec *entry = ct_map_data(map, name);
    if (entry) return entry;
    const char **names = CT_ARRAY(s->arena, map->data_count, const char *);
    for (size_t i = 0; i < map->data_count; i++)
        names[i] = map->data[i].name;
    const char *near = ct_nearest(name, names, map->data_count);
    (void)ct_fail(s->report, target->place.file ? CARTOUCHE_BAD_SPEC : CARTOUCHE_BAD_USAGE,
                  target->place, "'%s': there is no data '%s' to write", target->path, name);
    if (near)
        ct_hint(s->report, data ? "did you mean '%s'?" : "did you mean --data %s?", near);
    else if (map->data_count)
        ct_hint(s->report, "name an entry of 'data', such as --data %s", names[0]);
    return NULL;
}

bool ct_job_target_data(ct_job *s, ct_target *target, const char *data) {
    const char *const *parts = ct_data_parts(target->data_format);
    bool standard = strcmp(target->path, "-") == 0;
    if (standard && parts[1]) {
        (void)ct_fail(s->report, CARTOUCHE_BAD_USAGE, target->place,
                      "a shapefile is several files, and cannot go to standard output");
        ct_hint(s->report, "--format geojson can");
        return false;
    }
    const ct_data_spec *entry = entry_of(s, target, data);
    if (!entry) return false;
    const char *path = target->path;
    size_t stem = strlen(path) - strlen(ct_path_ending(path));
    target->data = entry->name;
    for (size_t i = 0; parts[i]; i++) {
        target->part = parts[i];
        if (i) target->path = ct_printf(s->arena, "%.*s%s", (int)stem, path, parts[i]);
        if (!ct_job_target_add(s, target)) return false;
    }
    return true;
}

bool ct_job_export(ct_job *s, size_t index) {
    ct_target *t = &s->targets[index];
    const ct_table *table = NULL;
    const ct_data_spec *entry = ct_map_data(s->map, t->data);
    if (!ct_data_table(data_of(s, t->lang), t->data, s->day, &table, s->report)) return false;
    t->absent = table == NULL;
    if (table)
        return ct_source_write(table, t->data_format, t->part, t->data, entry->place,
                               &s->bytes[index], s->report);
    if (ct_streq(t->part, ct_data_parts(t->data_format)[0]))
        ct_warn(s->report, entry->place, "data '%s': nothing of %s; '%s' is not written", t->data,
                s->day == CT_NO_DAY ? "no date" : ct_day_iso(s->arena, s->day), t->path);
    return true;
}
