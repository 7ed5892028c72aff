/* table.c - shapes with typed columns: find a column, read a field, choose rows. */
#include "feature.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

const ct_column *ct_table_column(const ct_table *table, const char *name) {
    if (!name) return NULL;
    for (size_t i = 0; i < table->column_count; i++)
        if (ct_streq(table->columns[i].name, name)) return &table->columns[i];
    for (size_t i = 0; i < table->column_count; i++)
        if (strcasecmp(table->columns[i].name, name) == 0) return &table->columns[i];
    return NULL;
}

const char *ct_number_text(ct_arena *arena, double value) {
    if (!isfinite(value)) return NULL;
    if (value == 0) return "0";
    ct_buffer buffer = { 0 };
    double back = NAN;
    if (fabs(value) < 1e15)
        for (int decimals = 0; decimals <= 9 && back != value; decimals++) {
            buffer.size = 0;
            ct_buffer_number(&buffer, value, decimals);
            if (!ct_number_parse(buffer.data, &back)) back = NAN;
        }
    for (int digits = 1; digits <= 17 && back != value; digits++) {
        buffer.size = 0;
        ct_buffer_printf(&buffer, "%.*g", digits, value);
        char *comma = strchr(buffer.data, ','); /* of a locale */
        if (comma) *comma = '.';
        if (!ct_number_parse(buffer.data, &back)) back = NAN;
    }
    const char *text = ct_strdup(arena, buffer.data);
    ct_buffer_free(&buffer);
    return text;
}

const char *ct_table_text(ct_arena *arena, const ct_table *table, size_t row, const char *name) {
    const ct_column *column = ct_table_column(table, name);
    if (!column || row >= table->rows) return NULL;
    if (column->type == CT_COLUMN_TEXT) return column->texts[row];
    return ct_number_text(arena, column->numbers[row]);
}

bool ct_table_value(const ct_table *table, size_t row, const char *name, ct_value *value) {
    const ct_column *column = ct_table_column(table, name);
    *value = (ct_value){ .kind = CT_VALUE_NONE };
    if (!column || row >= table->rows) return false;
    if (column->type == CT_COLUMN_TEXT) {
        if (!column->texts[row]) return true;
        value->kind = CT_VALUE_TEXT;
        value->text = column->texts[row];
    } else if (isfinite(column->numbers[row])) {
        value->kind = CT_VALUE_NUMBER;
        value->number = column->numbers[row];
    }
    return true;
}

ct_box ct_table_box(const ct_table *table) {
    ct_box box = ct_box_empty();
    for (size_t i = 0; i < table->rows; i++)
        if (table->shapes[i].kind != CT_NULL) box = ct_box_union(box, ct_box_of(&table->shapes[i]));
    return box;
}

size_t ct_table_points(const ct_table *table) {
    size_t points = 0;
    for (size_t i = 0; i < table->rows; i++)
        points += ct_shape_points(&table->shapes[i]);
    return points;
}

ct_column *ct_columns_gather(ct_arena *arena, const ct_table *table, const size_t *rows,
                             size_t count) {
    ct_column *columns = CT_ARRAY(arena, table->column_count, ct_column);
    for (size_t c = 0; c < table->column_count; c++) {
        const ct_column *from = &table->columns[c];
        ct_column *to = &columns[c];
        *to = (ct_column){ .name = from->name, .type = from->type, .integer = from->integer };
        if (from->type == CT_COLUMN_TEXT) {
            to->texts = CT_ARRAY(arena, count, const char *);
            for (size_t i = 0; i < count; i++)
                to->texts[i] = rows[i] < table->rows ? from->texts[rows[i]] : NULL;
        } else {
            to->numbers = CT_ARRAY(arena, count, double);
            for (size_t i = 0; i < count; i++)
                to->numbers[i] = rows[i] < table->rows ? from->numbers[rows[i]] : NAN;
        }
    }
    return columns;
}

ct_table *ct_table_gather(ct_arena *arena, const ct_table *table, const size_t *rows,
                          const ct_shape *shapes, size_t count) {
    ct_table *result = CT_NEW(arena, ct_table);
    *result = *table;
    result->rows = count;
    result->shapes = CT_ARRAY(arena, count, ct_shape);
    for (size_t i = 0; i < count; i++)
        result->shapes[i] = shapes ? shapes[i] : table->shapes[rows[i]];
    result->columns = ct_columns_gather(arena, table, rows, count);
    return result;
}

ct_table *ct_table_select(ct_arena *arena, const ct_table *table, const bool *keep) {
    size_t *rows = CT_ARRAY(arena, table->rows, size_t);
    size_t count = 0;
    for (size_t i = 0; i < table->rows; i++)
        if (keep[i]) rows[count++] = i;
    return ct_table_gather(arena, table, rows, NULL, count);
}

ct_table *ct_table_reshape(ct_arena *arena, const ct_table *table, const ct_shape *shapes) {
    size_t *rows = CT_ARRAY(arena, table->rows, size_t);
    ct_shape *kept = CT_ARRAY(arena, table->rows, ct_shape);
    size_t count = 0;
    for (size_t i = 0; i < table->rows; i++) {
        if (shapes[i].kind == CT_NULL) continue;
        rows[count] = i;
        kept[count++] = shapes[i];
    }
    return ct_table_gather(arena, table, rows, kept, count);
}

const char *const *ct_table_names(ct_arena *arena, const ct_table *table) {
    const char **names = CT_ARRAY(arena, table->column_count, const char *);
    for (size_t i = 0; i < table->column_count; i++)
        names[i] = table->columns[i].name;
    return names;
}

const char *ct_table_row_name(ct_arena *arena, const ct_table *table, size_t row) {
    static const char *const fields[] = { "name", "name_en", "iso", "id", "title" };
    for (size_t i = 0; i < CT_COUNT(fields); i++) {
        const char *text = ct_table_text(arena, table, row, fields[i]);
        if (text && *text) return ct_printf(arena, "row %zu, '%s'", row + 1, text);
    }
    return ct_printf(arena, "row %zu", row + 1);
}
