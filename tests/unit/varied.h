/* varied.h - a table with values of every kind, and what came back of it through a file. */
#ifndef CT_TEST_VARIED_H
#define CT_TEST_VARIED_H

#include "same_table.h"

enum { VARIED_ROWS = 3, VARIED_COLUMNS = 5 };

static inline void varied_column(ct_table *t, size_t i, const char *name, const char *const *texts,
                                 const double *numbers, bool integer) {
    t->columns[i] = (ct_column){ .name = name,
                                 .type = texts ? CT_COLUMN_TEXT : CT_COLUMN_NUMBER,
                                 .integer = integer,
                                 .texts = (const char **)(uintptr_t)texts,
                                 .numbers = (double *)(uintptr_t)numbers };
}

/* Three rows of these shapes; each column has a null. */
static inline ct_table *varied_table(ct_arena *arena, const ct_shape *shapes) {
    static const char *const names[] = { "Донецьк \"центр\"\\", NULL, "line\nbreak, Î\u00eb" };
    static const double people[] = { 905364, NAN, -12 };
    static const double shares[] = { 0.1, 1.0 / 3, NAN };
    static const char *const days[] = { NULL, "1941-06-22", "2024-02-29" };
    static const char *const moments[] = { "2026-01-27T22:30:00Z", "1969-12-31T23:59:59Z", NULL };
    ct_table *t = CT_NEW(arena, ct_table);
    *t = (ct_table){ .rows = VARIED_ROWS, .column_count = VARIED_COLUMNS };
    t->shapes = CT_ARRAY(arena, VARIED_ROWS, ct_shape);
    memcpy(t->shapes, shapes, VARIED_ROWS * sizeof *shapes);
    t->columns = CT_ARRAY(arena, VARIED_COLUMNS, ct_column);
    varied_column(t, 0, "name", names, NULL, false);
    varied_column(t, 1, "people", NULL, people, true);
    varied_column(t, 2, "share", NULL, shares, false);
    varied_column(t, 3, "day", days, NULL, false);
    varied_column(t, 4, "moment", moments, NULL, false);
    return t;
}

/* An area with a hole, two islands, and a small one. */
static inline ct_table *varied_areas(ct_arena *arena) {
    ct_builder two = ct_builder_start(arena, CT_POLYGON);
    ct_shape west = rect(arena, -3.5, 10, -2, 12), east = rect(arena, 5, -7.25, 9, 1);
    ct_builder_add(&two, &west);
    ct_builder_add(&two, &east);
    const ct_shape shapes[] = { rect_with_hole(arena, 30, 40, 33.125, 44, 31, 41, 32, 42),
                                ct_builder_take(&two), rect(arena, 100, -50, 100.001, -49.999) };
    return varied_table(arena, shapes);
}

/* Writes all files of a table into the bench's folder; the path of the first. */
static inline const char *write_table(bench *b, const ct_table *t, ct_data_format format,
                                      const char *name) {
    const char *const *parts = ct_data_parts(format);
    for (size_t i = 0; parts[i]; i++) {
        ct_buffer bytes = { 0 };
        bool good = ct_source_write(t, format, parts[i], name, (ct_place){ "t.map.yaml", 3, 1 },
                                    &bytes, b->report);
        if (good)
            bench_write(b, ct_printf(b->arena, "%s.%s", name, parts[i]), bytes.data, bytes.size);
        ct_buffer_free(&bytes);
        if (!good) return NULL;
    }
    return bench_path(b, ct_printf(b->arena, "%s.%s", name, parts[0]));
}

static inline const ct_table *read_table(bench *b, const char *path) {
    const ct_table *t = NULL;
    ct_inputs inputs = { .arena = b->arena };
    ct_read_options options = { .shapeless = true };
    assert_non_null(path);
    assert_true(ct_source_read(b->arena, path, &options, &t, &inputs, b->report));
    return t;
}

/* The same rows and columns, and shapes of the same measures. */
static inline void assert_same_table(bench *b, const ct_table *x, const ct_table *y) {
    assert_int_equal(x->rows, y->rows);
    assert_int_equal(x->column_count, y->column_count);
    for (size_t i = 0; i < x->column_count; i++) {
        const char *found = column_difference(b, &x->columns[i], &y->columns[i], x->rows);
        if (found) fail_msg("%s", found);
    }
    for (size_t i = 0; i < x->rows; i++) {
        ct_box p = ct_box_of(&x->shapes[i]), q = ct_box_of(&y->shapes[i]);
        assert_int_equal(x->shapes[i].kind, y->shapes[i].kind);
        assert_int_equal(x->shapes[i].parts, y->shapes[i].parts);
        assert_int_equal(ct_shape_points(&x->shapes[i]), ct_shape_points(&y->shapes[i]));
        assert_memory_equal(&p, &q, sizeof p);
        if (x->shapes[i].kind == CT_POLYGON)
            assert_float_equal(plane_area(&x->shapes[i]), plane_area(&y->shapes[i]), 1e-12);
    }
}

#endif
