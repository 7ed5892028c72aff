/* data.c - the graph of `data:` entries, worked out on demand, each once for a date. */
#include "pipeline.h"

#include <string.h>

typedef enum state { FRESH, BUSY, DONE, FAILED } state;

typedef struct memo {
    const ct_data_spec *entry;
    ct_day day;
    state state;
    const ct_table *table;
    struct memo *next;
} memo;

/* A file that was read: entries of one file (and several dates of `previous`) share it. */
typedef struct read_file {
    const char *path, *layer, *where;
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
};

ct_data *ct_data_new(ct_arena *arena, const ct_map *map, const char *lang, ct_inputs *inputs) {
    ct_data *data = CT_NEW(arena, ct_data);
    *data = (ct_data){ .arena = arena, .map = map, .lang = lang, .inputs = inputs };
    return data;
}

/* The day that a cell holds; CT_NO_DAY where it holds none. */
static ct_day cell_day(ct_arena *arena, const ct_table *table, size_t row, const char *field) {
    static const char *const formats[] = { "%Y-%m-%d", "%Y/%m/%d", "%Y%m%d", "%d.%m.%Y" };
    const char *text = ct_table_text(arena, table, row, field);
    ct_day day;
    for (size_t i = 0; text && i < CT_COUNT(formats); i++)
        if (ct_day_scan(text, formats[i], &day, NULL)) return day;
    return CT_NO_DAY;
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

/* One file with many dates: keeps the rows of the day, or of the newest day before it where the
 * entry says `missing: previous`. `*table` becomes NULL where it says `skip`. */
static bool keep_day(ct_data *data, const ct_data_spec *entry, ct_day day, const ct_table **table,
                     ct_report *report) {
    const char *field = entry->date_field.text;
    if (!ct_table_column(*table, field))
        return ct_fail(report, CARTOUCHE_BAD_SPEC, entry->date_field.place,
                       "data '%s': '%s' has no field '%s'", entry->name, entry->file.text, field);
    size_t rows = (*table)->rows;
    ct_day *days = CT_ARRAY(data->arena, rows, ct_day), newest = CT_NO_DAY;
    for (size_t i = 0; i < rows; i++) {
        days[i] = cell_day(data->arena, *table, i, field);
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
        return no_such_day(entry, day, newest, data->arena, report);
    }
    if (newest != day)
        ct_note(report, entry->date_field.place,
                "data '%s': nothing of %s; the rows of %s are shown", entry->name,
                ct_day_iso(data->arena, day), ct_day_iso(data->arena, newest));
    bool *keep = CT_ARRAY(data->arena, rows, bool);
    for (size_t i = 0; i < rows; i++)
        keep[i] = days[i] == newest;
    *table = ct_table_select(data->arena, *table, keep);
    return true;
}

/* Reads the entry's file for the day. */
static bool read_entry(ct_data *data, const ct_data_spec *entry, ct_day day, const ct_table **table,
                       ct_report *report) {
    const char *path;
    ct_day found;
    if (!ct_source_for_date(data->arena, entry, data->map->path, day, data->lang, &path, &found,
                            report))
        return false;
    *table = NULL;
    if (!path) return true;
    for (read_file *f = data->files; f; f = f->next) {
        if (!ct_streq(f->path, path) || !ct_streq(f->layer, entry->layer.text) ||
            !ct_streq(f->where, entry->where.text))
            continue;
        *table = f->table;
        return true;
    }
    ct_read_options options = { .layer = entry->layer.text,
                                .encoding = entry->encoding.text,
                                .crs = entry->crs.text,
                                .x_field = entry->x_field.text,
                                .y_field = entry->y_field.text,
                                .where = entry->where.text,
                                .where_place = entry->where.place,
                                .place = entry->file.place };
    if (!ct_source_read(data->arena, path, &options, table, data->inputs, report)) return false;
    read_file *file = CT_NEW(data->arena, read_file);
    *file = (read_file){ path, entry->layer.text, entry->where.text, *table, data->files };
    data->files = file;
    return true;
}

/* The rows of `table` that the entry's `where` keeps. */
static bool keep_where(ct_data *data, const ct_data_spec *entry, const ct_table **table,
                       ct_report *report) {
    bool *keep = CT_ARRAY(data->arena, (*table)->rows, bool);
    if (!ct_source_where(data->arena, *table, entry->where.text, entry->where.place, keep, report))
        return false;
    size_t kept = 0;
    for (size_t i = 0; i < (*table)->rows; i++)
        kept += keep[i];
    if (kept == 0 && (*table)->rows > 0)
        ct_warn(report, entry->where.place, "data '%s': no feature of '%s' meets \"%s\"",
                entry->name, entry->from.text, entry->where.text);
    *table = ct_table_select(data->arena, *table, keep);
    return true;
}

/* The entry against whose outline `outline: inner` is taken: what a `clip` cut it to, or what a
 * `split` divided. */
static const ct_data_spec *base_of(const ct_map *map, const ct_data_spec *entry) {
    for (size_t hops = 0; entry && hops <= map->data_count; hops++) {
        if (entry->clip.text) return ct_map_data(map, entry->clip.text);
        if (!entry->from.text) return NULL;
        bool divided = entry->split.text != NULL;
        entry = ct_map_data(map, entry->from.text);
        if (divided) return entry;
    }
    return NULL;
}

/* The table of an operand; an empty one stands in where its source has nothing for the day. */
static bool operand(ct_data *data, const ct_name *name, ct_day day, const ct_table **table,
                    ct_report *report) {
    if (!ct_data_table(data, name->text, day, table, report)) return false;
    if (!*table) *table = CT_NEW(data->arena, ct_table);
    return true;
}

/* Overlays: split, clip, minus, union. */
static bool overlay(ct_data *data, const ct_data_spec *e, ct_day day, const ct_table **t,
                    ct_report *report) {
    const ct_table *other;
    if (e->split.text) {
        if (!operand(data, &e->split, day, &other, report) ||
            !ct_op_split(data->arena, *t, other, e->side, e->tolerance, e->split.place, t, report))
            return false;
    }
    if (e->clip.text) {
        if (!operand(data, &e->clip, day, &other, report) ||
            !ct_op_clip(data->arena, *t, other, e->clip.place, t, report))
            return false;
    }
    if (e->minus.text) {
        if (!operand(data, &e->minus, day, &other, report) ||
            !ct_op_minus(data->arena, *t, other, e->minus.place, t, report))
            return false;
    }
    if (e->unite.text) {
        if (!operand(data, &e->unite, day, &other, report) ||
            !ct_op_union(data->arena, *t, other, e->unite.place, t, report))
            return false;
    }
    return true;
}

/* How near (degrees) two sources' borders must run to count as one: some 500 m. */
static const double SAME_BORDER = 0.005;

/* What changes the form of the shapes: dissolve, outline, simplify, drop. */
static bool reform(ct_data *data, const ct_data_spec *e, ct_day day, const ct_table **t,
                   ct_report *report) {
    if (e->dissolve.text &&
        !ct_op_dissolve(data->arena, *t, e->dissolve.text, e->dissolve.place, t, report))
        return false;
    if (e->outline != CT_OUTLINE_NOT) {
        const ct_table *base = NULL;
        const ct_data_spec *of = e->outline == CT_OUTLINE_ALL ? NULL : base_of(data->map, e);
        if (e->outline != CT_OUTLINE_ALL && !of) {
            (void)ct_fail(report, CARTOUCHE_BAD_SPEC, e->place,
                          "data '%s': its outline is compared with that of a base, and it has none",
                          e->name);
            ct_hint(
                report,
                "take it of an entry that was made by 'split' or 'clip', or say 'outline: all'");
            return false;
        }
        if (of && !ct_data_table(data, of->name, day, &base, report)) return false;
        bool inner = e->outline == CT_OUTLINE_INNER;
        if (!ct_op_outline(data->arena, *t, base, inner, SAME_BORDER, e->place, t, report))
            return false;
    }
    if (e->smooth > 0 && !ct_op_smooth(data->arena, *t, e->smooth, e->place, t, report))
        return false;
    if (e->simplify_km2 > 0) *t = ct_op_simplify(data->arena, *t, e->simplify_km2);
    if (e->drop_km2 > 0) {
        size_t dropped = 0;
        *t = ct_op_drop(data->arena, *t, e->drop_km2, &dropped);
        if (dropped)
            ct_note(report, e->place, "data '%s': %zu part%s under %g km2 dropped", e->name,
                    dropped, dropped == 1 ? "" : "s", e->drop_km2);
    }
    return true;
}

/* The whole chain of an entry, in the contract's order. */
static bool work_out(ct_data *data, const ct_data_spec *e, ct_day day, const ct_table **table,
                     ct_report *report) {
    if (e->at_day != CT_NO_DAY) day = e->at_day;
    if (e->file.text) {
        if (!read_entry(data, e, day, table, report)) return false;
        if (*table && e->date_field.text && !keep_day(data, e, day, table, report)) return false;
    } else {
        if (!ct_data_table(data, e->from.text, day, table, report)) return false;
        if (*table && e->where.text && !keep_where(data, e, table, report)) return false;
    }
    if (!*table) return true;
    return overlay(data, e, day, table, report) && reform(data, e, day, table, report);
}

bool ct_data_table(ct_data *data, const char *name, ct_day day, const ct_table **table,
                   ct_report *report) {
    const ct_data_spec *entry = ct_map_data(data->map, name);
    if (!entry) /* the loader has checked every name */
        return ct_fail(report, CARTOUCHE_BAD_SPEC, CT_NOWHERE, "unknown data entry '%s'", name);
    memo *m = data->memos;
    while (m && (m->entry != entry || m->day != day))
        m = m->next;
    if (!m) {
        m = CT_NEW(data->arena, memo);
        *m = (memo){ .entry = entry, .day = day, .next = data->memos };
        data->memos = m;
    }
    if (m->state == BUSY)
        return ct_fail(report, CARTOUCHE_BAD_SPEC, entry->place, "data '%s' is made from itself",
                       name);
    if (m->state == FRESH) {
        m->state = BUSY;
        m->state = work_out(data, entry, day, &m->table, report) ? DONE : FAILED;
    }
    *table = m->table;
    return m->state == DONE;
}
