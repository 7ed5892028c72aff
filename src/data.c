/* data.c - the graph of `data:` entries, worked out on demand, each once for a date. */
#include "pipeline.h"

#include <math.h>
#include <string.h>

typedef enum state { FRESH, BUSY, DONE, FAILED } state;

typedef struct memo {
    const ct_data_spec *entry;
    ct_day day;
    bool plain;            /* without smoothing or simplifying */
    const ct_sieve *sieve; /* as far as that leaves its file; NULL: all of it */
    state state;
    const ct_table *table;
    ct_day at;       /* the day that its `at` says */
    ct_day found;    /* the date of the data themselves, CT_NO_DAY: they have none */
    ct_asked *asked; /* of a lasting one: what is told to each map that asks for it */
    struct memo *next;
} memo;

/* A file that was read: entries that read it alike (and several dates of `previous`) share it. */
typedef struct read_file {
    const char *path;
    ct_read_options options;
    const ct_table *table;
    struct read_file *next;
} read_file;

struct ct_data {
    ct_arena *arena;
    const ct_map *map;
    const char *lang;
    ct_inputs *inputs;
    memo *memos;
    read_file *files;
    bool plain;          /* figures are worked out: nothing is smoothed or simplified */
    uint8_t *formed;     /* one an entry: 0 not known, 1 no, 2 it is, somewhere behind it */
    ct_data *lasting;    /* NULL: all is worked out for this map alone */
    bool is_lasting;     /* it is one */
    const bool *lasts;   /* by entry; of a lasting one */
    unsigned map_number; /* counts the maps of a lasting one; or which one this is */
    memo *busy;          /* of a lasting one: being worked out */
};

void ct_data_input(ct_data *data, const char *path) {
    ct_inputs_add(data->inputs, ct_strdup(data->arena, path));
}

ct_data *ct_data_new(ct_arena *arena, const ct_map *map, const char *lang, ct_inputs *inputs) {
    ct_data *data = CT_NEW(arena, ct_data);
    *data = (ct_data){ .arena = arena, .map = map, .lang = lang, .inputs = inputs };
    return data;
}

/* ---- what does not depend on the day --------------------------------------------------------- */

ct_data *ct_data_lasting(ct_arena *arena, const ct_map *map) {
    ct_data *data = ct_data_new(arena, map, "", NULL);
    data->is_lasting = true;
    data->lasts = ct_entries_lasting(arena, map);
    return data;
}

void ct_data_share(ct_data *data, ct_data *lasting) {
    data->lasting = lasting;
    data->map_number = ++lasting->map_number;
}

static bool is_shared(const ct_data *data, const ct_data_spec *entry) {
    return data->lasting && data->lasting->lasts[entry - data->map->data];
}

bool ct_data_lasts(const ct_data *data, const char *name) {
    const ct_data_spec *entry = ct_map_data(data->map, name);
    return entry && is_shared(data, entry);
}

/* ---- conditions ------------------------------------------------------------------------------ */

typedef struct condition_names {
    const ct_data *data;
    ct_day day;
} condition_names;

static bool condition_name(const char *name, void *user, ct_value *value) {
    const condition_names *names = user;
    *value = (ct_value){ .kind = CT_VALUE_TEXT, .text = names->data->lang };
    if (ct_streq(name, "lang")) return true;
    *value = (ct_value){ .kind = CT_VALUE_DAY, .day = names->day };
    return ct_streq(name, "date") && names->day != CT_NO_DAY;
}

/* The entry's `where` with {date} and {lang} filled in; NULL where it has none. */
static bool condition(ct_data *data, const ct_data_spec *entry, ct_day day, const char **where,
                      ct_report *report) {
    static const char *const known[] = { "date", "lang" };
    *where = entry->where.text;
    if (!*where || !strpbrk(*where, "{}")) return true;
    condition_names names = { data, day };
    return ct_template_expand(data->arena, *where, data->lang, condition_name, &names, known,
                              CT_COUNT(known), entry->where.place, where, report);
}

/* ---- files ----------------------------------------------------------------------------------- */

/* What is older than the day is shown under its date: unless the spec says how old it may be, that
 * is told. */
static void tell_old(const ct_data *data, const ct_data_spec *entry, ct_day day, ct_day found,
                     ct_report *report) {
    if (found == CT_NO_DAY || found == day || entry->max_age >= 0) return;
    ct_warn(report, entry->place, "data '%s': nothing of %s; the data of %s are shown", entry->name,
            ct_day_iso(data->arena, day), ct_day_iso(data->arena, found));
    ct_hint(report, "say how old they may be with 'max_age', and write {data.%s.date} in the texts",
            entry->name);
}

/* As it was read, but with what was mended beside it. */
static const ct_table *with_mending(ct_arena *arena, const ct_table *table,
                                    const ct_mending *mending) {
    ct_table *own = CT_NEW(arena, ct_table);
    *own = *table;
    own->mending = mending;
    return own;
}

static bool same_sieve(const ct_sieve *a, const ct_sieve *b) {
    if (!a || !b) return a == b;
    return a->window.x0 == b->window.x0 && a->window.y0 == b->window.y0 &&
           a->window.x1 == b->window.x1 && a->window.y1 == b->window.y1 && a->dx == b->dx &&
           a->dy == b->dy && a->bare == b->bare && !a->view == !b->view &&
           strcmp(a->page.hex, b->page.hex) == 0;
}

static bool same_reading(const ct_read_options *a, const ct_read_options *b) {
    return ct_streq(a->layer, b->layer) && ct_streq(a->encoding, b->encoding) &&
           ct_streq(a->crs, b->crs) && ct_streq(a->x_field, b->x_field) &&
           ct_streq(a->y_field, b->y_field) && ct_streq(a->where, b->where) &&
           a->shapeless == b->shapeless && !a->mending == !b->mending &&
           same_sieve(a->sieve, b->sieve);
}

/* An entry whose fields another joins needs no places. */
static bool is_joined(const ct_data *data, const ct_data_spec *entry) {
    for (size_t i = 0; i < data->map->data_count; i++)
        if (ct_streq(data->map->data[i].join.text, entry->name)) return true;
    return false;
}

/* The folder that a name with a date in it is sought in, the part of the path above that which
 * varies; NULL: nothing does. */
static const char *varying_folder(ct_data *data, const char *name) {
    const char *varies = strpbrk(name, "{*"), *slash = varies;
    if (!varies || strncmp(name, "PG:", 3) == 0 || ct_source_is_remote(name)) return NULL;
    while (slash > name && slash[-1] != '/')
        slash--;
    const char *folder =
        slash > name + 1 ? ct_strndup(data->arena, name, (size_t)(slash - name) - 1) : ".";
    return ct_path_beside(data->arena, data->map->path, folder);
}

/* A name with a date in it may find another file tomorrow: what it found depends on the folder too,
 * unless it is the one file that a template names for the day. */
static void depend_on_folder(ct_data *data, const ct_data_spec *entry, ct_day day, ct_day found) {
    for (size_t i = 0; i < (entry->files.count ? entry->files.count : 1); i++) {
        const char *name = i < entry->files.count ? entry->files.items[i].text : entry->file.text;
        const char *folder = name ? varying_folder(data, name) : NULL;
        bool exact = name && !strchr(name, '*') && found != CT_NO_DAY && found == day;
        if (folder && !exact) ct_inputs_add(data->inputs, folder);
    }
}

/* The name of the entry's file for the day; NULL where the entry may do without. */
static bool find_file(ct_data *data, const ct_data_spec *entry, ct_day day, const char **path,
                      ct_day *found, ct_report *report) {
    if (ct_source_is_remote(entry->file.text))
        return ct_remote_for_date(data->arena, entry, day, data->lang, path, found, data->inputs,
                                  report);
    if (!ct_source_for_date(data->arena, entry, data->map->path, day, data->lang, path, found,
                            report))
        return false;
    if (entry->missing != CT_MISSING_ERROR || day == CT_NO_DAY)
        depend_on_folder(data, entry, day, *found);
    return true;
}

/* Reads the entry's file for the day, as far as the sieve leaves it (NULL: all of it); `whole`:
 * whatever its `where`. */
static bool read_file_of(ct_data *data, const ct_data_spec *entry, ct_day day, bool whole,
                         const ct_sieve *sieve, const ct_table **table, ct_day *found,
                         ct_report *report) {
    const char *path;
    if (!find_file(data, entry, day, &path, found, report)) return false;
    *table = NULL;
    if (!path) return true;
    ct_read_options options = { .layer = entry->layer.text,
                                .encoding = entry->encoding.text,
                                .crs = entry->crs.text,
                                .x_field = entry->x_field.text,
                                .y_field = entry->y_field.text,
                                .shapeless = is_joined(data, entry),
                                .network = entry->network,
                                .vrt = entry->vrt,
                                .sieve = sieve,
                                .where_place = entry->where.place,
                                .place = entry->file.place };
    if (entry->repair) options.mending = CT_NEW(data->arena, ct_mending);
    if (!whole && !condition(data, entry, day, &options.where, report)) return false;
    if (!whole) tell_old(data, entry, day, *found, report);
    for (read_file *f = data->files; f; f = f->next) {
        if (!ct_streq(f->path, path) || !same_reading(&f->options, &options)) continue;
        *table = f->table;
        return true;
    }
    if (!ct_source_read(data->arena, path, &options, table, data->inputs, report)) return false;
    if (options.mending) *table = with_mending(data->arena, *table, options.mending);
    read_file *file = CT_NEW(data->arena, read_file);
    *file = (read_file){ path, options, *table, data->files };
    data->files = file;
    return true;
}

static bool read_entry(ct_data *data, const ct_data_spec *entry, ct_day day, const ct_sieve *sieve,
                       const ct_table **table, ct_day *found, ct_report *report) {
    return read_file_of(data, entry, day, false, sieve, table, found, report);
}

bool ct_data_whole(ct_data *data, const ct_data_spec *entry, ct_day day, const ct_table **table,
                   ct_report *report) {
    ct_day found;
    return read_file_of(data, entry, day, true, NULL, table, &found, report);
}

/* The rows of `table` that the entry's `where` keeps. */
static bool keep_where(ct_data *data, const ct_data_spec *entry, ct_day day, const ct_table **table,
                       ct_report *report) {
    bool *keep = CT_ARRAY(data->arena, (*table)->rows, bool);
    const char *where;
    if (!condition(data, entry, day, &where, report) ||
        !ct_source_where(data->arena, *table, where, entry->where.place, keep, report))
        return false;
    size_t kept = 0;
    for (size_t i = 0; i < (*table)->rows; i++)
        kept += keep[i];
    if (kept == 0 && (*table)->rows > 0)
        ct_warn(report, entry->where.place, "data '%s': no feature of '%s' meets \"%s\"",
                entry->name, entry->from.text, where);
    *table = ct_table_select(data->arena, *table, keep);
    return true;
}

/* ---- every day ------------------------------------------------------------------------------- */

typedef struct day_list {
    ct_day *items;
    size_t count, capacity;
} day_list;

static void add_day(ct_data *data, day_list *list, ct_day day) {
    if (day == CT_NO_DAY) return;
    CT_GROW(data->arena, list->items, list->capacity, list->count);
    list->items[list->count++] = day;
}

/* The days in the rows of a file with a date field. */
static bool days_of_rows(ct_data *data, const ct_data_spec *entry, day_list *list,
                         ct_report *report) {
    const ct_table *table;
    ct_day found = CT_NO_DAY;
    if (!read_entry(data, entry, CT_NO_DAY, NULL, &table, &found, report)) return false;
    ct_day *days = NULL;
    if (table && !ct_dated_days(data->arena, entry, table, &days, report)) return false;
    for (size_t i = 0; table && i < table->rows; i++)
        add_day(data, list, days[i]);
    return true;
}

/* The days of an entry and of all that it is made from; each entry is looked at once. */
static bool days_behind(ct_data *data, const ct_name *name, bool *seen, day_list *list,
                        ct_report *report) {
    const ct_data_spec *entry = name->text ? ct_map_data(data->map, name->text) : NULL;
    if (!entry || seen[entry - data->map->data] || entry->at_day != CT_NO_DAY) return true;
    seen[entry - data->map->data] = true;
    if (entry->date_field.text) return days_of_rows(data, entry, list, report);
    if (ct_source_is_remote(entry->file.text) && strstr(entry->file.text, "{date")) {
        (void)ct_fail(report, CARTOUCHE_BAD_SPEC, entry->file.place,
                      "the dates of '%s' cannot be listed: it is on the network", entry->file.text);
        ct_hint(report, "give them with --dates: a range, or a file with one a line");
        return false;
    }
    if (entry->file.text) {
        ct_day *days;
        size_t count;
        if (!ct_source_days(data->arena, entry, data->map->path, data->lang, &days, &count, report))
            return false;
        for (size_t i = 0; i < count; i++)
            add_day(data, list, days[i]);
    }
    const ct_name *sources[] = { &entry->from, &entry->join, &entry->split, &entry->clip,
                                 &entry->minus };
    for (size_t i = 0; i < CT_COUNT(sources); i++)
        if (!days_behind(data, sources[i], seen, list, report)) return false;
    for (size_t i = 0; i < entry->unite.count; i++)
        if (!days_behind(data, &entry->unite.items[i], seen, list, report)) return false;
    return true;
}

void ct_data_watch(ct_data *data) {
    for (size_t i = 0; i < data->map->data_count; i++) {
        const ct_data_spec *entry = &data->map->data[i];
        if (entry->file.text) depend_on_folder(data, entry, CT_NO_DAY, CT_NO_DAY);
    }
}

bool ct_data_at(ct_data *data, const ct_data_spec *entry, ct_day date, ct_day *day,
                ct_report *report) {
    day_list list = { 0 };
    *day = date;
    if (entry->when.from == CT_WHEN_NOT) return true;
    if (ct_when_of_data(&entry->when)) {
        bool *seen = CT_ARRAY(data->arena, data->map->data_count, bool);
        if (!days_behind(data, &(ct_name){ .text = entry->name }, seen, &list, report))
            return false;
        list.count = ct_days_sort(list.items, list.count);
        ct_data_watch(data);
    }
    *day = ct_when_day(&entry->when, date, list.items, list.count);
    if (*day != CT_NO_DAY) return true;
    if (date == CT_NO_DAY && !list.count) {
        (void)ct_fail(report, CARTOUCHE_BAD_SPEC, entry->at.place,
                      "data '%s': 'at: %s' goes by the date of the map, and it has none",
                      entry->name, entry->at.text);
        ct_hint(report, "give the map a 'date:', or one with --date");
        return false;
    }
    if (!ct_when_of_data(&entry->when))
        return ct_fail(report, CARTOUCHE_BAD_SPEC, entry->at.place,
                       "data '%s': 'at: %s' is no day of the years 1 to 9999", entry->name,
                       entry->at.text);
    (void)ct_fail(report, CARTOUCHE_BAD_DATA, entry->at.place,
                  "data '%s': there is no day that 'at: %s' could be", entry->name, entry->at.text);
    if (list.count)
        ct_hint(report, "its first data are of %s", ct_day_iso(data->arena, list.items[0]));
    else
        ct_hint(report, "no source of it has dates: {date} or * in its file, or a date_field");
    return false;
}

/* ---- the graph ----------------------------------------------------------------------------------
 */

/* The whole chain of an entry, in the contract's order. */
static bool work_out(ct_data *data, const ct_data_spec *e, ct_day day, memo *m, ct_report *report) {
    const ct_table **table = &m->table;
    if (!ct_data_at(data, e, day, &m->at, report)) return false;
    day = m->at;
    if (e->file.text) {
        if (!read_entry(data, e, day, m->sieve, table, &m->found, report)) return false;
        if (*table && e->date_field.text &&
            !ct_dated_keep(data->arena, e, day, table, &m->found, report))
            return false;
        if (*table && e->date_field.text) tell_old(data, e, day, m->found, report);
    } else {
        if (!ct_data_table(data, e->from.text, day, table, report)) return false;
        if (*table && e->where.text && !keep_where(data, e, day, table, report)) return false;
    }
    return ct_derive(&(ct_derivation){ data, data->arena, data->map, e, day, data->plain }, table,
                     report);
}

static memo *find(const ct_data *data, const ct_data_spec *entry, ct_day day, bool plain,
                  const ct_sieve *sieve) {
    memo *m = data->memos;
    while (m && (m->entry != entry || m->day != day || m->plain != plain ||
                 !same_sieve(m->sieve, sieve)))
        m = m->next;
    return m;
}

/* The entry, or what it is made from, is smoothed or simplified. */
static bool is_formed(ct_data *data, const ct_name *name) {
    const ct_data_spec *e = name->text ? ct_map_data(data->map, name->text) : NULL;
    if (!e) return false;
    if (!data->formed) data->formed = CT_ARRAY(data->arena, data->map->data_count, uint8_t);
    uint8_t *formed = &data->formed[e - data->map->data];
    if (*formed) return *formed == 2;
    *formed = 1;
    const ct_name *sources[] = { &e->from, &e->split, &e->clip, &e->minus };
    bool found = e->smooth > 0 || e->simplify_km2 > 0 || e->simplify_m > 0;
    for (size_t i = 0; i < CT_COUNT(sources) && !found; i++)
        found = is_formed(data, sources[i]);
    for (size_t i = 0; i < e->unite.count && !found; i++)
        found = is_formed(data, &e->unite.items[i]);
    if (found) *formed = 2;
    return found;
}

/* The date of an entry's file, else of what it was made from: a line that splits it tells more than
 * the areas do. */
static ct_day day_of(const ct_data *data, const ct_name *name, ct_day day) {
    const ct_data_spec *entry = name->text ? ct_map_data(data->map, name->text) : NULL;
    if (entry && is_shared(data, entry)) return day_of(data->lasting, name, CT_NO_DAY);
    const memo *m = entry ? data->memos : NULL;
    while (m && (m->entry != entry || m->day != day))
        m = m->next;
    if (!m || m->found != CT_NO_DAY) return m ? m->found : CT_NO_DAY;
    day = m->at;
    const ct_name *sources[] = { &entry->split, &entry->from, &entry->clip };
    ct_day found = CT_NO_DAY;
    for (size_t i = 0; i < CT_COUNT(sources) && found == CT_NO_DAY; i++)
        found = day_of(data, sources[i], day);
    return found;
}

ct_day ct_data_day(const ct_data *data, const char *name, ct_day day) {
    return day_of(data, &(ct_name){ .text = name }, day);
}

/* Works out a lasting entry, and keeps what is told meanwhile. */
static bool work_out_lasting(ct_data *data, memo *m) {
    memo *outer = data->busy;
    ct_inputs *inputs = data->inputs;
    data->busy = m;
    data->inputs = &m->asked->inputs;
    bool good = work_out(data, m->entry, m->day, m, m->asked->told);
    data->inputs = inputs;
    data->busy = outer;
    return good;
}

static bool table_of(ct_data *data, const ct_data_spec *entry, ct_day day, const ct_sieve *sieve,
                     const ct_table **table, ct_report *report);

static bool share_table(ct_data *data, const ct_data_spec *entry, bool plain, const ct_sieve *sieve,
                        const ct_table **table, ct_report *report) {
    data->lasting->plain = data->plain;
    bool good = table_of(data->lasting, entry, CT_NO_DAY, sieve, table, report);
    data->lasting->plain = false;
    ct_asked_tell(find(data->lasting, entry, CT_NO_DAY, plain, sieve)->asked, data->map_number,
                  data->inputs, report);
    return good;
}

static memo *add_memo(ct_data *data, const ct_data_spec *entry, ct_day day, bool plain,
                      const ct_sieve *sieve) {
    memo *m = CT_NEW(data->arena, memo);
    ct_sieve *own = sieve ? CT_NEW(data->arena, ct_sieve) : NULL;
    if (own) *own = *sieve;
    *m = (memo){ .entry = entry, .day = day, .plain = plain, .sieve = own, .found = CT_NO_DAY };
    m->next = data->memos;
    data->memos = m;
    if (data->is_lasting) m->asked = ct_asked_new(data->arena);
    return m;
}

static bool table_of(ct_data *data, const ct_data_spec *entry, ct_day day, const ct_sieve *sieve,
                     const ct_table **table, ct_report *report) {
    bool plain = data->plain && is_formed(data, &(ct_name){ .text = entry->name });
    if (is_shared(data, entry)) return share_table(data, entry, plain, sieve, table, report);
    memo *m = find(data, entry, day, plain, sieve);
    if (!m) m = add_memo(data, entry, day, plain, sieve);
    if (data->busy) ct_asked_add(data->busy->asked, m->asked);
    if (m->state == BUSY)
        return ct_fail(report, CARTOUCHE_BAD_SPEC, entry->place, "data '%s' is made from itself",
                       entry->name);
    if (m->state == FRESH) {
        m->state = BUSY;
        bool good =
            data->is_lasting ? work_out_lasting(data, m) : work_out(data, entry, day, m, report);
        m->state = good ? DONE : FAILED;
    }
    *table = m->table;
    return m->state == DONE;
}

bool ct_data_table(ct_data *data, const char *name, ct_day day, const ct_table **table,
                   ct_report *report) {
    return ct_data_sifted(data, name, day, NULL, table, report);
}

bool ct_data_sifted(ct_data *data, const char *name, ct_day day, const ct_sieve *sieve,
                    const ct_table **table, ct_report *report) {
    const ct_data_spec *entry = ct_map_data(data->map, name);
    if (entry) return table_of(data, entry, day, sieve, table, report);
    /* the loader has checked every name */
    return ct_fail(report, CARTOUCHE_BAD_SPEC, CT_NOWHERE, "unknown data entry '%s'", name);
}

bool ct_data_plain(ct_data *data, const char *name, ct_day day, const ct_table **table,
                   ct_report *report) {
    data->plain = true;
    bool good = ct_data_table(data, name, day, table, report);
    data->plain = false;
    return good;
}

/* ---- every day of the map --------------------------------------------------------------------
 */

bool ct_data_days(ct_data *data, ct_day **days, size_t *count, ct_report *report) {
    const ct_map *map = data->map;
    bool *seen = CT_ARRAY(data->arena, map->data_count, bool);
    day_list list = { 0 };
    *count = 0;
    for (size_t i = 0; i < map->layer_count; i++)
        if (!days_behind(data, &map->layers[i].data, seen, &list, report)) return false;
    for (size_t i = 0; i < map->stats_areas.count; i++)
        if (!days_behind(data, &map->stats_areas.items[i], seen, &list, report)) return false;
    *count = ct_days_sort(list.items, list.count);
    *days = list.items;
    return true;
}
