/* derive.c - what an entry of `data:` makes of the table that it begins with, in the contract's
 * order. */
#include "pipeline.h"

#include <math.h>

/* The table of another entry for the same day; NULL where it has none. */
static bool table_of(const ct_derivation *d, const ct_name *name, const ct_table **table,
                     ct_report *report) {
    *table = NULL;
    return ct_data_table(d->data, name->text, d->day, table, report);
}

/* A partner without data for the day leaves the fields as they are. */
static bool join(const ct_derivation *d, const ct_table **t, ct_report *report) {
    const ct_data_spec *e = d->entry;
    const ct_table *other;
    if (!e->join.text) return true;
    if (!table_of(d, &e->join, &other, report)) return false;
    return !other || ct_op_join(d->arena, *t, other, e->join_by.text, e->join_key.text,
                                e->join.place, t, report);
}

/* ---- repair ---------------------------------------------------------------------------------- */

static bool repair(const ct_derivation *d, const ct_table **t, ct_report *report) {
    const ct_data_spec *e = d->entry;
    ct_mending here, *m = &here;
    if (!e->repair) return true;
    if (e->file.text && (*t)->mending)
        here = *(*t)->mending;
    else if (!ct_op_repair(d->arena, *t, e->repair_place, t, &here, report))
        return false;
    if (!m->count) return true;
    double share = m->ground > 0 ? m->changed / m->ground : m->changed > 0;
    const char *were = m->count == 1 ? "area was" : "areas were";
    if (share <= e->repair_allow) {
        ct_note(report, e->repair_place,
                "data '%s': %zu %s repaired (the first is feature %zu), by which %.3g km2 of %.6g "
                "km2 changed (%.3g %%)",
                e->name, m->count, were, m->first, m->changed / 1e6, m->ground / 1e6, 100 * share);
        return true;
    }
    (void)ct_fail(report, CARTOUCHE_BAD_DATA, e->repair_place,
                  "data '%s': %zu %s repaired (the first is feature %zu), by which %.3g km2 of "
                  "%.6g km2 changed: %.3g %%, and %.3g %% may",
                  e->name, m->count, were, m->first, m->changed / 1e6, m->ground / 1e6, 100 * share,
                  100 * e->repair_allow);
    ct_hint(report, "mend the source, or accept it: 'repair: { allow: %.4g%% }'",
            ceil(share * 1000) / 10);
    return false;
}

/* ---- overlays: split, clip, minus, union ----------------------------------------------------- */

/* How far (degrees) a control line may fall short of a border, where the spec does not say. */
static const double SHORT_OF_BORDER = 0.15;

/* What an overlay with `other` left between two borders goes. */
static bool shed_slivers(const ct_derivation *d, const ct_table *other, const ct_table **t,
                         ct_report *report) {
    const ct_data_spec *e = d->entry;
    ct_slivers found;
    if (!(e->slivers > 0)) return true;
    if (!ct_op_slivers(d->arena, *t, other, e->slivers, e->place, t, &found, report)) return false;
    if (found.count)
        ct_note(report, e->place, "data '%s': %zu sliver%s under %g m wide left out (%.3g km2)",
                e->name, found.count, found.count == 1 ? "" : "s", e->slivers, found.m2 / 1e6);
    return true;
}

/* A line or a mask without data for the day leaves nothing to show. */
static bool split(const ct_derivation *d, const ct_table **t, ct_report *report) {
    const ct_data_spec *e = d->entry;
    const ct_table *other;
    if (!e->split.text || !*t) return true;
    double tolerance = !isnan(e->tolerance) ? e->tolerance : SHORT_OF_BORDER;
    if (!table_of(d, &e->split, &other, report)) return false;
    if (!other) {
        *t = NULL;
        return true;
    }
    return ct_op_split(d->arena, *t, other, e->side, tolerance, e->split.place, t, report) &&
           shed_slivers(d, other, t, report);
}

static bool clip(const ct_derivation *d, const ct_table **t, ct_report *report) {
    const ct_data_spec *e = d->entry;
    const ct_table *other;
    if (!e->clip.text || !*t) return true;
    if (!table_of(d, &e->clip, &other, report)) return false;
    if (!other) {
        *t = NULL;
        return true;
    }
    return ct_op_clip(d->arena, *t, other, e->clip.place, t, report) &&
           shed_slivers(d, other, t, report);
}

static bool minus(const ct_derivation *d, const ct_table **t, ct_report *report) {
    const ct_data_spec *e = d->entry;
    const ct_table *other;
    if (!e->minus.text || !*t) return true;
    if (!table_of(d, &e->minus, &other, report)) return false;
    return !other || (ct_op_minus(d->arena, *t, other, e->minus.place, t, report) &&
                      shed_slivers(d, other, t, report));
}

static bool unite(const ct_derivation *d, const ct_table **t, ct_report *report) {
    const ct_names *names = &d->entry->unite;
    for (size_t i = 0; i < names->count && *t; i++) {
        const ct_table *other;
        if (!table_of(d, &names->items[i], &other, report)) return false;
        if (other && (!ct_op_union(d->arena, *t, other, names->items[i].place, t, report) ||
                      !shed_slivers(d, other, t, report)))
            return false;
    }
    return true;
}

/* ---- outline --------------------------------------------------------------------------------- */

/* A tracker's polygon: one feature, or features that nothing tells apart. */
static bool is_nameless(const ct_table *table) {
    return table && (table->rows <= 1 || table->column_count == 0);
}

/* The base of a `clip`: the two are alike, so the one whose features have names is it, and where
 * both have, the mask. */
static bool base_of_clip(const ct_derivation *d, const ct_data_spec *entry, const ct_table **base,
                         ct_report *report) {
    const ct_table *mask = NULL, *cut = NULL;
    if (!table_of(d, &entry->clip, &mask, report)) return false;
    if (entry->from.text && !table_of(d, &entry->from, &cut, report)) return false;
    *base = is_nameless(mask) && cut && !is_nameless(cut) ? cut : mask;
    return true;
}

/* The table against whose outline `outline: inner` is taken: what a `clip` cut the entry to, or
 * what a `split` divided. NULL where the entry was made by neither. */
static bool base_of(const ct_derivation *d, const ct_data_spec *entry, const ct_table **base,
                    ct_report *report) {
    *base = NULL;
    for (size_t hops = 0; entry && hops <= d->map->data_count; hops++) {
        if (entry->clip.text) return base_of_clip(d, entry, base, report);
        if (!entry->from.text) return true;
        if (entry->split.text) return table_of(d, &entry->from, base, report);
        entry = ct_map_data(d->map, entry->from.text);
    }
    return true;
}

/* How wide (degrees) a strip between two sources' borders may be for them to count as one, where
 * the spec does not say: some 3 km. */
static const double SAME_BORDER = 0.03;

static bool outline(const ct_derivation *d, const ct_table **t, ct_report *report) {
    const ct_data_spec *e = d->entry;
    const ct_table *base = NULL;
    bool all = e->outline == CT_OUTLINE_ALL, inner = e->outline == CT_OUTLINE_INNER;
    double tolerance = !isnan(e->tolerance) && !e->split.text ? e->tolerance : SAME_BORDER;
    if (!all && !base_of(d, e, &base, report)) return false;
    if (all || base)
        return ct_op_outline(d->arena, *t, base, inner, tolerance, e->place, t, report);
    (void)ct_fail(report, CARTOUCHE_BAD_SPEC, e->place,
                  "data '%s': its outline is compared with that of a base, and it has none",
                  e->name);
    ct_hint(report,
            "take it of an entry that was made by 'split' or 'clip', or say 'outline: all'");
    return false;
}

/* ---- simplify ---------------------------------------------------------------------------------
 */

typedef struct source_list {
    const ct_table **tables;
    size_t count;
    bool *seen; /* by entry */
} source_list;

static bool list_sources(const ct_derivation *d, const ct_data_spec *entry, ct_day day,
                         source_list *list, ct_report *report);

/* Those of an entry that is named, for its own day. */
static bool list_named(const ct_derivation *d, const ct_name *name, ct_day day, source_list *list,
                       ct_report *report) {
    const ct_data_spec *entry = name->text ? ct_map_data(d->map, name->text) : NULL;
    if (!entry || list->seen[entry - d->map->data]) return true;
    list->seen[entry - d->map->data] = true;
    return ct_data_at(d->data, entry, day, &day, report) &&
           list_sources(d, entry, day, list, report);
}

/* The files, whole, that an entry's shapes come from: their borders are thinned alike, whatever
 * rows and parts of them an entry has. */
static bool list_sources(const ct_derivation *d, const ct_data_spec *entry, ct_day day,
                         source_list *list, ct_report *report) {
    if (entry->file.text) {
        const ct_table *table;
        bool listed = false;
        if (!ct_data_whole(d->data, entry, day, &table, report)) return false;
        for (size_t i = 0; i < list->count; i++)
            listed |= table == list->tables[i];
        if (table && !listed) list->tables[list->count++] = table;
    }
    const ct_name *names[] = { &entry->from, &entry->split, &entry->clip, &entry->minus };
    for (size_t i = 0; i < CT_COUNT(names); i++)
        if (!list_named(d, names[i], day, list, report)) return false;
    for (size_t i = 0; i < entry->unite.count; i++)
        if (!list_named(d, &entry->unite.items[i], day, list, report)) return false;
    return true;
}

static bool simplify(const ct_derivation *d, const ct_table **t, ct_report *report) {
    const ct_data_spec *e = d->entry;
    if (d->plain || (!(e->simplify_km2 > 0) && !(e->simplify_m > 0))) return true;
    const size_t most = d->map->data_count;
    source_list list = { CT_ARRAY(d->arena, most, const ct_table *), 0,
                         CT_ARRAY(d->arena, most, bool) };
    if (!list_sources(d, e, d->day, &list, report)) return false;
    ct_detail detail = { .area = e->simplify_km2 * 1e6, .distance = e->simplify_m };
    size_t lost = ct_op_simplify(d->arena, *t, &detail, list.tables, list.count, t);
    if (lost)
        ct_note(report, e->place, "data '%s': %zu ring%s of fewer than three places left out",
                e->name, lost, lost == 1 ? "" : "s");
    return true;
}

/* ---- all ------------------------------------------------------------------------------------- */

static bool drop(const ct_derivation *d, const ct_table **t, ct_report *report) {
    const ct_data_spec *e = d->entry;
    size_t dropped = 0;
    if (!(e->drop_km2 > 0)) return true;
    *t = ct_op_drop(d->arena, *t, e->drop_km2, &dropped);
    if (dropped)
        ct_note(report, e->place, "data '%s': %zu part%s under %g km2 dropped", e->name, dropped,
                dropped == 1 ? "" : "s", e->drop_km2);
    return true;
}

/* What changes the form of the shapes. */
static bool reform(const ct_derivation *d, const ct_table **t, ct_report *report) {
    const ct_data_spec *e = d->entry;
    if (e->buffer != 0 && !ct_op_buffer(d->arena, *t, e->buffer, e->place, t, report)) return false;
    if (e->dissolve.text &&
        !ct_op_dissolve(d->arena, *t, e->dissolve.text, e->dissolve.place, t, report))
        return false;
    if (e->outline != CT_OUTLINE_NOT && !outline(d, t, report)) return false;
    if (e->smooth > 0 && !d->plain && !ct_op_smooth(d->arena, *t, e->smooth, e->place, t, report))
        return false;
    return simplify(d, t, report) && drop(d, t, report);
}

bool ct_derive(const ct_derivation *d, const ct_table **t, ct_report *report) {
    if (!*t) return true;
    if (!join(d, t, report) || !repair(d, t, report)) return false;
    if (!split(d, t, report) || !clip(d, t, report) || !minus(d, t, report) || !unite(d, t, report))
        return false;
    return !*t || reform(d, t, report);
}
