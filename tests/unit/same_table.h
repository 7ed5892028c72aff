/* same_table.h - a file read by a reader of ours and by GDAL, and the two tables compared. */
#ifndef CT_TEST_SAME_TABLE_H
#define CT_TEST_SAME_TABLE_H

#include "../../src/source/source.h"
#include "sample.h"

typedef ct_answer reader_fn(ct_arena *arena, const char *path, const ct_read_options *options,
                            const ct_table **table, ct_inputs *inputs, ct_report *report);

static inline bool same_number(double a, double b) {
    return (isnan(a) && isnan(b)) || memcmp(&a, &b, sizeof a) == 0;
}

/* What differs, in the bench's arena; NULL where nothing does. */
static inline const char *shape_difference(bench *b, const ct_shape *x, const ct_shape *y) {
    if (x->kind != y->kind || x->parts != y->parts)
        return ct_printf(b->arena, "kind %d, %zu parts; GDAL: %d, %zu", x->kind, x->parts, y->kind,
                         y->parts);
    for (size_t p = 0; p < x->parts; p++) {
        size_t i = ct_part_start(x, p), k = ct_part_start(y, p);
        if (ct_part_end(x, p) - i != ct_part_end(y, p) - k)
            return ct_printf(b->arena, "part %zu has %zu points; GDAL: %zu", p,
                             ct_part_end(x, p) - i, ct_part_end(y, p) - k);
        for (; i < ct_part_end(x, p); i++, k++)
            if (!same_number(x->x[i], y->x[k]) || !same_number(x->y[i], y->y[k]))
                return ct_printf(b->arena, "part %zu: %.17g %.17g; GDAL: %.17g %.17g", p, x->x[i],
                                 x->y[i], y->x[k], y->y[k]);
    }
    return NULL;
}

static inline const char *column_difference(bench *b, const ct_column *x, const ct_column *y,
                                            size_t rows) {
    if (!ct_streq(x->name, y->name) || x->type != y->type || x->integer != y->integer)
        return ct_printf(b->arena, "column '%s' type %d %d; GDAL: '%s' %d %d", x->name, x->type,
                         x->integer, y->name, y->type, y->integer);
    for (size_t i = 0; i < rows; i++) {
        if (x->type == CT_COLUMN_TEXT && !ct_streq(x->texts[i], y->texts[i]))
            return ct_printf(b->arena, "row %zu, '%s': '%s'; GDAL: '%s'", i, x->name,
                             x->texts[i] ? x->texts[i] : "(null)",
                             y->texts[i] ? y->texts[i] : "(null)");
        if (x->type == CT_COLUMN_NUMBER && !same_number(x->numbers[i], y->numbers[i]))
            return ct_printf(b->arena, "row %zu, '%s': %.17g; GDAL: %.17g", i, x->name,
                             x->numbers[i], y->numbers[i]);
    }
    return NULL;
}

static inline const char *table_difference(bench *b, const ct_table *x, const ct_table *y) {
    if (x->rows != y->rows || x->column_count != y->column_count)
        return ct_printf(b->arena, "%zu rows, %zu columns; GDAL: %zu, %zu", x->rows,
                         x->column_count, y->rows, y->column_count);
    const char *found = NULL;
    for (size_t i = 0; i < x->rows && !found; i++)
        found = shape_difference(b, &x->shapes[i], &y->shapes[i]);
    for (size_t i = 0; i < x->column_count && !found; i++)
        found = column_difference(b, &x->columns[i], &y->columns[i], x->rows);
    if (!found && x->points_read != y->points_read) found = "points_read";
    return found;
}

static inline const char *report_difference(bench *b, const ct_report *x, const ct_report *y) {
    if (ct_report_count(x) != ct_report_count(y))
        return ct_printf(b->arena, "%zu findings ('%s'); GDAL: %zu ('%s')", ct_report_count(x),
                         ct_report_count(x) ? ct_report_at(x, 0)->text : "", ct_report_count(y),
                         ct_report_count(y) ? ct_report_at(y, 0)->text : "");
    for (size_t i = 0; i < ct_report_count(x); i++) {
        const cartouche_finding *f = ct_report_at(x, i), *g = ct_report_at(y, i);
        if (f->severity != g->severity || !ct_streq(f->text, g->text) || f->line != g->line)
            return ct_printf(b->arena, "'%s'; GDAL: '%s'", f->text, g->text);
    }
    return NULL;
}

/* Reads the file by both. False: the reader left it to GDAL. What differs fails the test. */
static inline bool read_both(bench *b, reader_fn *reader, const char *path,
                             ct_read_options options) {
    ct_report *own = ct_report_new(NULL, NULL), *gdals = ct_report_new(NULL, NULL);
    ct_inputs inputs = { .arena = b->arena };
    const ct_table *x = NULL, *y = NULL;
    options.place = options.file = (ct_place){ path, 0, 0 };
    ct_answer answer = reader(b->arena, path, &options, &x, &inputs, own);
    const char *found = NULL;
    if (answer != CT_NOT_MINE) {
        const ct_gdal *gdal = ct_gdal_open(CT_NOWHERE, "the test", b->report);
        assert_non_null(gdal);
        bool ok = gdal->read(b->arena, path, &options, &y, &inputs, gdals);
        found = report_difference(b, own, gdals);
        if (ok != (answer == CT_DONE)) found = ok ? "GDAL reads it" : "GDAL fails";
        if (ok && !found) found = table_difference(b, x, y);
    } else if (ct_report_count(own)) {
        found = "something was told of a file that is not ours";
    }
    ct_report_free(own);
    ct_report_free(gdals);
    if (found) fail_msg("%s: %s", path, found);
    return answer != CT_NOT_MINE;
}

#endif
