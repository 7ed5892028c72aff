/* join.c - the fields of one table beside those of another, by a key that both have. */
#include "feature.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* A key's text as two tables may write it alike: without space about it, and "06" and "6.0" as 6
 * where one side holds numbers. */
static const char *key_text(ct_arena *arena, const ct_table *table, size_t row, const char *field,
                            bool numeric) {
    const char *text = ct_table_text(arena, table, row, field);
    if (!text) return NULL;
    text += strspn(text, " \t");
    size_t n = strlen(text);
    while (n && strchr(" \t\r\n", text[n - 1]))
        n--;
    text = ct_strndup(arena, text, n);
    double value;
    if (numeric && ct_number_parse(text, &value)) {
        ct_column column = { .name = "", .type = CT_COLUMN_NUMBER, .numbers = &value };
        ct_table one = { .rows = 1, .columns = &column, .column_count = 1 };
        text = ct_table_text(arena, &one, 0, "");
    }
    return n ? text : NULL;
}

typedef struct entry {
    const char *key;
    size_t row;
    bool used;
} entry;

static int compare_entries(const void *pa, const void *pb) {
    const entry *a = pa, *b = pb;
    int by_key = strcmp(a->key, b->key);
    return by_key ? by_key : (a->row > b->row) - (a->row < b->row);
}

/* The rows of the joined table that have a key, sorted by it. */
static entry *sorted_keys(ct_arena *scratch, const ct_table *table, const char *field, bool numeric,
                          size_t *count) {
    entry *entries = CT_ARRAY(scratch, table->rows, entry);
    *count = 0;
    for (size_t i = 0; i < table->rows; i++) {
        const char *key = key_text(scratch, table, i, field, numeric);
        if (key) entries[(*count)++] = (entry){ .key = key, .row = i };
    }
    if (*count) qsort(entries, *count, sizeof *entries, compare_entries);
    return entries;
}

static entry *find(entry *entries, size_t count, const char *key) {
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(entries[middle].key, key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < count && strcmp(entries[low].key, key) == 0 ? &entries[low] : NULL;
}

static bool field_of(const ct_table *table, const char *field, ct_place place, ct_report *report) {
    if (ct_table_column(table, field)) return true;
    ct_arena *scratch = ct_arena_new();
    (void)ct_fail(report, CARTOUCHE_BAD_SPEC, place, "'%s' has no field '%s'", table->source,
                  field);
    const char *near = ct_nearest(field, ct_table_names(scratch, table), table->column_count);
    if (near) ct_hint(report, "did you mean '%s'?", near);
    ct_arena_free(scratch);
    return false;
}

/* One key in two rows: which of them is meant? */
static bool check_twins(const entry *entries, size_t count, const ct_table *other,
                        const char *field, ct_place place, ct_report *report) {
    for (size_t i = 1; i < count; i++) {
        if (strcmp(entries[i - 1].key, entries[i].key) != 0) continue;
        (void)ct_fail(report, CARTOUCHE_BAD_DATA, place,
                      "'%s' has the %s '%s' twice, in rows %zu and %zu", other->source, field,
                      entries[i].key, entries[i - 1].row + 1, entries[i].row + 1);
        ct_hint(report, "a join needs one row a key: keep one with 'where', or join by another "
                        "field");
        return false;
    }
    return true;
}

/* Up to a dozen keys that found no partner. */
typedef struct lonely {
    ct_buffer names;
    size_t count;
} lonely;

static void add_lonely(lonely *l, const char *key) {
    enum { TOLD = 12 };
    if (l->count++ < TOLD) ct_buffer_printf(&l->names, "%s'%s'", l->names.size ? ", " : "", key);
    if (l->count == TOLD + 1) ct_buffer_printf(&l->names, ", \u2026");
}

static void tell_lonely(lonely *l, const ct_table *table, const ct_table *partner, ct_place place,
                        ct_report *report) {
    if (l->count)
        ct_warn(report, place, "%zu row%s of '%s' %s no partner in '%s': %s", l->count,
                l->count == 1 ? "" : "s", table->source, l->count == 1 ? "has" : "have",
                partner->source, l->names.data);
    ct_buffer_free(&l->names);
}

/* The columns of both: those that the table has already stay its own. */
static ct_column *both_columns(ct_arena *arena, const ct_table *table, const ct_table *other,
                               const size_t *rows, size_t *count) {
    ct_column *joined = ct_columns_gather(arena, other, rows, table->rows);
    ct_column *all = CT_ARRAY(arena, table->column_count + other->column_count, ct_column);
    *count = table->column_count;
    for (size_t i = 0; i < table->column_count; i++)
        all[i] = table->columns[i];
    for (size_t i = 0; i < other->column_count; i++)
        if (!ct_table_column(table, joined[i].name)) all[(*count)++] = joined[i];
    return all;
}

bool ct_op_join(ct_arena *arena, const ct_table *table, const ct_table *other, const char *by,
                const char *key, ct_place place, const ct_table **out, ct_report *report) {
    if (!field_of(table, by, place, report) || !field_of(other, key, place, report)) return false;
    ct_arena *scratch = ct_arena_new();
    bool numeric = ct_table_column(table, by)->type == CT_COLUMN_NUMBER ||
                   ct_table_column(other, key)->type == CT_COLUMN_NUMBER;
    size_t count;
    entry *entries = sorted_keys(scratch, other, key, numeric, &count);
    bool good = check_twins(entries, count, other, key, place, report);
    size_t *rows = CT_ARRAY(scratch, table->rows, size_t);
    lonely left = { 0 }, right = { 0 };
    for (size_t i = 0; i < table->rows && good; i++) {
        const char *text = key_text(scratch, table, i, by, numeric);
        entry *found = text ? find(entries, count, text) : NULL;
        rows[i] = found ? found->row : SIZE_MAX;
        if (found)
            found->used = true;
        else
            add_lonely(&left, text ? text : ct_table_row_name(scratch, table, i));
    }
    for (size_t i = 0; i < count && good; i++)
        if (!entries[i].used) add_lonely(&right, entries[i].key);
    tell_lonely(&left, table, other, place, report);
    tell_lonely(&right, other, table, place, report);
    if (good) {
        ct_table *made = CT_NEW(arena, ct_table);
        *made = *table;
        made->columns = both_columns(arena, table, other, rows, &made->column_count);
        *out = made;
    }
    ct_arena_free(scratch);
    return good;
}
