/* sample.h - tables and files that the tests of tables and sources make for themselves. */
#ifndef CT_TEST_SAMPLE_H
#define CT_TEST_SAMPLE_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "../../src/feature/feature.h"

/* What a test has at hand: an arena, a report, and an empty folder of its own. */
typedef struct bench {
    ct_arena *arena;
    ct_report *report;
    char folder[64];
} bench;

static inline int bench_open(void **state) {
    bench *b = calloc(1, sizeof *b);
    b->arena = ct_arena_new();
    b->report = ct_report_new(NULL, NULL);
    snprintf(b->folder, sizeof b->folder, "/tmp/cartouche-test-XXXXXX");
    *state = b;
    return mkdtemp(b->folder) ? 0 : -1;
}

static inline int bench_close(void **state) {
    bench *b = *state;
    char command[96];
    snprintf(command, sizeof command, "rm -r '%s'", b->folder);
    int rc = system(command);
    ct_report_free(b->report);
    ct_arena_free(b->arena);
    free(b);
    return rc;
}

#define BENCH_TEST(name) cmocka_unit_test_setup_teardown(name, bench_open, bench_close)

static inline const char *bench_path(bench *b, const char *name) {
    return ct_printf(b->arena, "%s/%s", b->folder, name);
}

static inline const char *bench_write(bench *b, const char *name, const void *data, size_t size) {
    const char *path = bench_path(b, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(data, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
    return path;
}

static inline const char *bench_text(bench *b, const char *name, const char *text) {
    return bench_write(b, name, text, strlen(text));
}

/* Whether a finding of that severity holds the words. */
static inline bool told(const bench *b, cartouche_severity severity, const char *words) {
    for (size_t i = 0; i < ct_report_count(b->report); i++) {
        const cartouche_finding *f = ct_report_at(b->report, i);
        if (f->severity != severity) continue;
        if (strstr(f->text, words) || (f->hint && strstr(f->hint, words))) return true;
    }
    for (size_t i = 0; i < ct_report_count(b->report); i++)
        print_message("told: %s\n", ct_report_at(b->report, i)->text);
    return false;
}

/* A rectangle, counter-clockwise; with a hole where hx0 < hx1. */
static inline ct_shape rect_with_hole(ct_arena *arena, double x0, double y0, double x1, double y1,
                                      double hx0, double hy0, double hx1, double hy1) {
    ct_builder builder = ct_builder_start(arena, CT_POLYGON);
    ct_builder_point(&builder, x0, y0);
    ct_builder_point(&builder, x1, y0);
    ct_builder_point(&builder, x1, y1);
    ct_builder_point(&builder, x0, y1);
    ct_builder_end_part(&builder);
    if (hx0 < hx1) {
        ct_builder_point(&builder, hx0, hy0);
        ct_builder_point(&builder, hx0, hy1);
        ct_builder_point(&builder, hx1, hy1);
        ct_builder_point(&builder, hx1, hy0);
        ct_builder_end_part(&builder);
    }
    return ct_builder_take(&builder);
}

static inline ct_shape rect(ct_arena *arena, double x0, double y0, double x1, double y1) {
    return rect_with_hole(arena, x0, y0, x1, y1, 0, 0, 0, 0);
}

static inline ct_shape path2(ct_arena *arena, ct_kind kind, double x0, double y0, double x1,
                             double y1) {
    ct_builder builder = ct_builder_start(arena, kind);
    ct_builder_point(&builder, x0, y0);
    ct_builder_point(&builder, x1, y1);
    ct_builder_end_part(&builder);
    return ct_builder_take(&builder);
}

/* A table with a text column `name` and a number column `rank` (its row from 1). */
static inline ct_table *table_of(ct_arena *arena, const ct_shape *shapes, const char *const *names,
                                 size_t rows) {
    ct_table *table = CT_NEW(arena, ct_table);
    *table = (ct_table){ .rows = rows, .column_count = 2, .source = "sample", .points_read = 1 };
    table->shapes = CT_ARRAY(arena, rows, ct_shape);
    table->columns = CT_ARRAY(arena, 2, ct_column);
    table->columns[0] = (ct_column){ .name = "name", .type = CT_COLUMN_TEXT };
    table->columns[0].texts = CT_ARRAY(arena, rows, const char *);
    table->columns[1] = (ct_column){ .name = "rank", .type = CT_COLUMN_NUMBER, .integer = true };
    table->columns[1].numbers = CT_ARRAY(arena, rows, double);
    for (size_t i = 0; i < rows; i++) {
        table->shapes[i] = shapes[i];
        table->columns[0].texts[i] = names[i];
        table->columns[1].numbers[i] = (double)i + 1;
    }
    return table;
}

/* Square degrees of an area by its rings' signs. */
static inline double plane_area(const ct_shape *s) {
    double area = 0;
    for (size_t p = 0; p < s->parts; p++) {
        size_t start = ct_part_start(s, p);
        area += ct_ring_area(s->x + start, s->y + start, ct_part_end(s, p) - start);
    }
    return area;
}

#endif
