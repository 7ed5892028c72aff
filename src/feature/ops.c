/* ops.c - the operations of `data:` that lay one table over another: split, clip, minus, union. */
#include "feature.h"

#include <stdlib.h>
#include <string.h>

/* New rows as an operation makes them: a shape, and the row whose columns it keeps. */
typedef struct {
    ct_arena *arena;
    ct_shape *shapes;
    size_t *rows;
    size_t count, shape_capacity, row_capacity;
} row_list;

static void rows_add(row_list *list, size_t row, const ct_shape *shape) {
    CT_GROW(list->arena, list->shapes, list->shape_capacity, list->count);
    CT_GROW(list->arena, list->rows, list->row_capacity, list->count);
    list->shapes[list->count] = *shape;
    list->rows[list->count++] = row;
}

/* The shapes of one kind whose box meets `box`. */
static size_t shapes_in(const ct_table *table, ct_kind kind, ct_box box, ct_shape *shapes) {
    size_t count = 0;
    for (size_t i = 0; i < table->rows; i++)
        if (table->shapes[i].kind == kind && ct_box_meets(ct_box_of(&table->shapes[i]), box)) {
            ct_shape_prove(&table->shapes[i]);
            shapes[count++] = table->shapes[i];
        }
    return count;
}

static size_t kind_count(const ct_table *table, ct_kind kind) {
    size_t count = 0;
    for (size_t i = 0; i < table->rows; i++)
        count += table->shapes[i].kind == kind;
    return count;
}

static const char *name_of(const ct_table *table) {
    return table->source ? table->source : "the table";
}

/* The union of all polygons of `table` that may touch `box`; CT_NULL where there are none. */
static bool union_near(ct_arena *arena, const ct_table *table, ct_box box, ct_place place,
                       ct_shape *result, ct_report *report) {
    ct_shape *shapes = malloc((table->rows + 1) * sizeof *shapes);
    if (!shapes) abort();
    size_t count = shapes_in(table, CT_POLYGON, box, shapes);
    *result = (ct_shape){ .kind = CT_NULL };
    bool ok = true;
    if (count == 1) *result = shapes[0];
    if (count > 1) ok = ct_union_all(arena, shapes, count, place, result, report);
    free(shapes);
    return ok;
}

/* Points inside (or outside) of a polygon. */
static ct_shape points_where(ct_arena *arena, const ct_shape *points, const ct_shape *mask,
                             bool inside) {
    ct_builder builder = ct_builder_start(arena, CT_POINT);
    ct_box box = ct_box_of(mask);
    for (size_t p = 0; p < points->parts; p++) {
        for (size_t i = ct_part_start(points, p); i < ct_part_end(points, p); i++) {
            double x = points->x[i], y = points->y[i];
            bool in = mask->kind == CT_POLYGON && x >= box.x0 && x <= box.x1 && y >= box.y0 &&
                      y <= box.y1 && ct_shape_contains(mask, x, y);
            if (in == inside) ct_builder_point(&builder, x, y);
        }
        ct_builder_end_part(&builder);
    }
    if (!builder.parts) return (ct_shape){ .kind = CT_NULL };
    return ct_builder_take(&builder);
}

/* One shape less, or within, a polygon; boxes that do not meet cost nothing. */
static bool cut(ct_arena *arena, ct_overlay_op op, ct_shape *shape, const ct_shape *mask,
                ct_place place, ct_shape *result, ct_report *report) {
    bool meets = shape->kind != CT_NULL && mask->kind == CT_POLYGON &&
                 ct_box_meets(ct_box_of(shape), ct_box_of(mask));
    if (!meets) {
        *result = *shape;
        if (op == CT_INTERSECTION) *result = (ct_shape){ .kind = CT_NULL };
        return true;
    }
    if (shape->kind == CT_POINT) {
        *result = points_where(arena, shape, mask, op == CT_INTERSECTION);
        return true;
    }
    ct_shape_prove(shape);
    return ct_overlay(arena, op, shape, mask, place, result, report);
}

/* ---- split ------------------------------------------------------------------------------------
 */

static bool lines_merged(ct_arena *arena, const ct_table *lines, ct_place place, ct_shape *merged,
                         ct_report *report) {
    ct_builder builder = ct_builder_start(arena, CT_LINE);
    for (size_t i = 0; i < lines->rows; i++)
        if (lines->shapes[i].kind == CT_LINE) ct_builder_add(&builder, &lines->shapes[i]);
    *merged = ct_builder_take(&builder);
    if (merged->parts) return true;
    if (kind_count(lines, CT_POLYGON)) {
        ct_fail(report, CARTOUCHE_BAD_DATA, place, "%s holds areas, not a line to split by",
                name_of(lines));
        ct_hint(report, "cut areas to areas by `clip`, or take their `outline` first");
        return false;
    }
    return ct_fail(report, CARTOUCHE_BAD_DATA, place, "%s holds no line to split by",
                   name_of(lines));
}

bool ct_op_split(ct_arena *arena, const ct_table *areas, const ct_table *lines, ct_side side,
                 double tolerance, ct_place place, const ct_table **out, ct_report *report) {
    ct_shape line;
    if (!lines_merged(arena, lines, place, &line, report)) return false;
    if (!kind_count(areas, CT_POLYGON))
        return ct_fail(report, CARTOUCHE_BAD_DATA, place, "%s holds no area that could be split",
                       name_of(areas));
    bool any;
    ct_shape *kept = CT_ARRAY(arena, areas->rows, ct_shape);
    if (!ct_sides_split(arena, areas, &line, side, tolerance, place, kept, &any, report))
        return false;
    if (!any) {
        ct_fail(report, CARTOUCHE_BAD_DATA, place,
                "the line of %s does not split any of the %zu area%s of %s", name_of(lines),
                areas->rows, areas->rows == 1 ? "" : "s", name_of(areas));
        ct_hint(report,
                "it must cross the area from border to border, or end within %g degrees of the "
                "border: see `tolerance`",
                tolerance);
        return false;
    }
    *out = ct_table_reshape(arena, areas, kept);
    return true;
}

/* ---- clip -------------------------------------------------------------------------------------
 */

static bool row_is_blank(const ct_table *table, size_t row) {
    for (size_t c = 0; c < table->column_count; c++) {
        const ct_column *column = &table->columns[c];
        if (column->type == CT_COLUMN_TEXT ? column->texts[row] && *column->texts[row]
                                           : column->numbers[row] == column->numbers[row])
            return false;
    }
    return true;
}

/* The columns of `first` (its rows as gathered), then those of `second` that have a name of their
 * own, all from one row. */
static void add_columns(ct_arena *arena, ct_table *first, const ct_table *second, size_t row) {
    size_t *rows = CT_ARRAY(arena, first->rows, size_t);
    for (size_t i = 0; i < first->rows; i++)
        rows[i] = row;
    ct_column *own = ct_columns_gather(arena, second, rows, first->rows);
    ct_column *columns = CT_ARRAY(arena, first->column_count + second->column_count, ct_column);
    size_t count = first->column_count;
    if (count) memcpy(columns, first->columns, count * sizeof *columns);
    for (size_t c = 0; c < second->column_count; c++)
        if (!ct_table_column(first, own[c].name)) columns[count++] = own[c];
    first->columns = columns;
    first->column_count = count;
}

/* One area over a mask of several rows: a row for each row of the mask that it meets. */
static bool clip_by_mask_rows(ct_arena *arena, const ct_table *table, const ct_table *mask,
                              ct_place place, const ct_table **out, ct_report *report) {
    row_list list = { .arena = arena };
    for (size_t m = 0; m < mask->rows; m++) {
        if (mask->shapes[m].kind != CT_POLYGON) continue;
        ct_shape part;
        ct_context_push(report, "mask %s", ct_table_row_name(arena, mask, m));
        bool ok =
            cut(arena, CT_INTERSECTION, &table->shapes[0], &mask->shapes[m], place, &part, report);
        ct_context_pop(report);
        if (!ok) return false;
        if (part.kind != CT_NULL) rows_add(&list, m, &part);
    }
    ct_table *result = ct_table_gather(arena, mask, list.rows, list.shapes, list.count);
    result->source = table->source;
    result->place = table->place;
    result->points_read = table->points_read;
    add_columns(arena, result, table, 0);
    *out = result;
    return true;
}

/* Each row of `table` cut by the polygons of `other` that are near to it. */
static bool cut_rows(ct_arena *arena, ct_overlay_op op, const ct_table *table,
                     const ct_table *other, ct_place place, const ct_table **out,
                     ct_report *report) {
    ct_shape whole;
    if (!union_near(arena, other, ct_table_box(table), place, &whole, report)) return false;
    row_list list = { .arena = arena };
    for (size_t i = 0; i < table->rows; i++) {
        ct_shape part;
        ct_context_push(report, "%s", ct_table_row_name(arena, table, i));
        bool ok = cut(arena, op, &table->shapes[i], &whole, place, &part, report);
        ct_context_pop(report);
        if (!ok) return false;
        if (part.kind != CT_NULL) rows_add(&list, i, &part);
    }
    *out = ct_table_gather(arena, table, list.rows, list.shapes, list.count);
    return true;
}

static bool needs_areas(const ct_table *other, const char *operation, ct_place place,
                        ct_report *report) {
    if (kind_count(other, CT_POLYGON) || other->rows == 0) return true;
    ct_fail(report, CARTOUCHE_BAD_DATA, place, "%s holds no areas to %s by", name_of(other),
            operation);
    if (kind_count(other, CT_LINE)) ct_hint(report, "an area is cut by a line with `split`");
    return false;
}

bool ct_op_clip(ct_arena *arena, const ct_table *table, const ct_table *mask, ct_place place,
                const ct_table **out, ct_report *report) {
    if (!needs_areas(mask, "clip", place, report)) return false;
    if (table->rows == 1 && mask->rows > 1 &&
        (table->shapes[0].kind == CT_POLYGON || row_is_blank(table, 0)))
        return clip_by_mask_rows(arena, table, mask, place, out, report);
    return cut_rows(arena, CT_INTERSECTION, table, mask, place, out, report);
}

/* ---- minus, union -----------------------------------------------------------------------------
 */

bool ct_op_minus(ct_arena *arena, const ct_table *table, const ct_table *other, ct_place place,
                 const ct_table **out, ct_report *report) {
    if (!needs_areas(other, "subtract", place, report)) return false;
    return cut_rows(arena, CT_DIFFERENCE, table, other, place, out, report);
}

/* The columns of two tables under each other: `a` rows of `table`, then those of `other`; columns
 * of one name and type are one column. */
static ct_column *stack_columns(ct_arena *arena, const ct_table *table, const ct_table *other,
                                const row_list *first, const row_list *second, size_t *count) {
    size_t total = first->count + second->count;
    size_t *from_first = CT_ARRAY(arena, total, size_t);
    size_t *from_second = CT_ARRAY(arena, total, size_t);
    for (size_t i = 0; i < total; i++) {
        from_first[i] = i < first->count ? first->rows[i] : SIZE_MAX;
        from_second[i] = i < first->count ? SIZE_MAX : second->rows[i - first->count];
    }
    ct_column *a = ct_columns_gather(arena, table, from_first, total);
    ct_column *b = ct_columns_gather(arena, other, from_second, total);
    ct_column *columns = CT_ARRAY(arena, table->column_count + other->column_count, ct_column);
    *count = table->column_count;
    if (*count) memcpy(columns, a, *count * sizeof *columns);
    for (size_t c = 0; c < other->column_count; c++) {
        ct_column *same = NULL;
        for (size_t k = 0; k < table->column_count && !same; k++)
            if (ct_streq(columns[k].name, b[c].name)) same = &columns[k];
        if (!same) {
            columns[(*count)++] = b[c];
        } else if (same->type == b[c].type) {
            size_t size =
                same->type == CT_COLUMN_TEXT ? sizeof *same->texts : sizeof *same->numbers;
            size_t skip = first->count * size, rest = second->count * size;
            if (same->type == CT_COLUMN_TEXT && rest)
                memcpy((char *)same->texts + skip, (const char *)b[c].texts + skip, rest);
            else if (rest)
                memcpy((char *)same->numbers + skip, (const char *)b[c].numbers + skip, rest);
            same->integer = same->integer && b[c].integer;
        }
    }
    return columns;
}

/* The rows of `table`, then those of `other` less the areas of `table`: an area stands once. */
bool ct_op_union(ct_arena *arena, const ct_table *table, const ct_table *other, ct_place place,
                 const ct_table **out, ct_report *report) {
    ct_shape whole;
    if (!union_near(arena, table, ct_table_box(other), place, &whole, report)) return false;
    row_list first = { .arena = arena }, second = { .arena = arena };
    for (size_t i = 0; i < table->rows; i++)
        if (table->shapes[i].kind != CT_NULL) rows_add(&first, i, &table->shapes[i]);
    for (size_t i = 0; i < other->rows; i++) {
        ct_shape part = other->shapes[i];
        bool ok = true;
        ct_context_push(report, "%s", ct_table_row_name(arena, other, i));
        if (part.kind == CT_POLYGON)
            ok = cut(arena, CT_DIFFERENCE, &other->shapes[i], &whole, place, &part, report);
        ct_context_pop(report);
        if (!ok) return false;
        if (part.kind != CT_NULL) rows_add(&second, i, &part);
    }
    ct_table *result = CT_NEW(arena, ct_table);
    *result = *table;
    result->rows = first.count + second.count;
    result->points_read = table->points_read + other->points_read;
    result->shapes = CT_ARRAY(arena, result->rows, ct_shape);
    if (first.count) memcpy(result->shapes, first.shapes, first.count * sizeof(ct_shape));
    if (second.count)
        memcpy(result->shapes + first.count, second.shapes, second.count * sizeof(ct_shape));
    result->columns = stack_columns(arena, table, other, &first, &second, &result->column_count);
    *out = result;
    return true;
}
