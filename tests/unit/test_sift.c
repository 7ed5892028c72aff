/* test_sift.c - rows come to the same whoever reads them, in lon/lat and on a page. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../../src/project/project.h"
#include "../../src/source/source.h"

enum { ROWS = 40, PARTS = 12, ROUND = 90 };
static const double pi = 3.14159265358979323846;

typedef struct bench {
    ct_arena *arena;
    ct_report *report;
    ct_facts facts;
    ct_settling how;
    ct_shape shapes[ROWS + 3];
} bench;

/* Row r is a chain of islands, the last of which has a lake; before the others a row without a
 * shape, behind them a speck, and an area that ends at the chart's edge. */
static void add_circle(ct_sifter *s, double x, double y, double r, bool clockwise) {
    double *px, *py;
    for (int half = 0; half < 2; half++) {
        ct_sifter_points(s, ROUND / 2, &px, &py);
        for (int i = 0; i < ROUND / 2; i++) {
            int step = half * (ROUND / 2) + i;
            double turn = 2 * pi * step / ROUND * (clockwise ? -1 : 1);
            px[i] = x + r * cos(turn);
            py[i] = y + r * sin(turn);
        }
    }
    ct_sifter_part(s, CT_POLYGON, false);
}

static void add_edge(ct_sifter *s) {
    static const double x[] = { 170, 170, 180, 180 }, y[] = { 50, 60, 60, 50 };
    double *px, *py;
    ct_sifter_points(s, 4, &px, &py);
    memcpy(px, x, sizeof x);
    memcpy(py, y, sizeof y);
    ct_sifter_part(s, CT_POLYGON, false);
}

static void read_some(const void *user, const ct_stretch *stretch, ct_sifter *s) {
    (void)user;
    for (size_t row = stretch->row; row < stretch->row + stretch->rows; row++) {
        for (size_t p = stretch->part; p < PARTS && p < stretch->part + stretch->parts; p++) {
            if (row == 0 || row > ROWS) break;
            double x = -170 + 13 * (double)p, y = -70 + 3 * (double)row;
            add_circle(s, x, y, 1, true);
            if (p + 1 == PARTS) add_circle(s, x, y, 0.5, false);
        }
        if (row == ROWS + 1) add_circle(s, 3, 4, 1e-4, true);
        if (row == ROWS + 2) add_edge(s);
        ct_sifter_row(s, row == 0 ? CT_NULL : CT_POLYGON);
    }
}

static int set_up(void **state) {
    bench *b = calloc(1, sizeof *b);
    assert_non_null(b);
    b->arena = ct_arena_new();
    b->report = ct_report_new(NULL, NULL);
    b->how = (ct_settling){ .order = CT_RINGS_OUTER_CW, .by_order = true, .facts = &b->facts };
    *state = b;
    return 0;
}

static int tear_down(void **state) {
    bench *b = *state;
    ct_report_free(b->report);
    ct_arena_free(b->arena);
    free(b);
    return 0;
}

/* Many small stretches, each row in three; or all in one. */
static const ct_edging *sift(bench *b, const ct_sieve *sieve, bool small, size_t *edgings) {
    ct_stretch list[3 * (ROWS + 3)];
    size_t count = 0;
    for (size_t row = 0; row < ROWS + 3 && small; row++)
        for (size_t third = 0; third < 3; third++) {
            bool shaped = row > 0 && row <= ROWS;
            if (third == 0 || shaped)
                list[count++] = (ct_stretch){ row, 1, third * PARTS / 3, PARTS / 3, 99 };
        }
    if (!small) list[count++] = (ct_stretch){ .rows = ROWS + 3, .parts = SIZE_MAX };
    ct_sift *s = ct_sift_open(b->arena, sieve, &b->how, read_some, NULL);
    assert_true(ct_sift_rows(s, list, count, b->shapes));
    const ct_edging *found = ct_sift_edgings(s, edgings);
    ct_sift_close(s);
    return found;
}

static void are_same(const ct_shape *a, const ct_shape *b) {
    assert_int_equal(a->kind, b->kind);
    assert_int_equal(a->parts, b->parts);
    for (size_t p = 0; p < a->parts; p++) {
        size_t from = ct_part_start(a, p), other = ct_part_start(b, p), n = a->end[p] - from;
        assert_int_equal(n, b->end[p] - other);
        assert_memory_equal(a->x + from, b->x + other, n * sizeof(double));
        assert_memory_equal(a->y + from, b->y + other, n * sizeof(double));
    }
}

static const ct_sieve world = {
    .window = { -180, -90, 180, 90 }, .dx = 0.02, .dy = 0.02, .threads = 1
};

static void threads_and_stretches_do_not_matter(void **state) {
    bench *b = *state;
    ct_shape one[ROWS + 3];
    ct_sieve two = world;
    size_t edgings;
    two.threads = CT_SIFTERS;
    sift(b, &world, false, &edgings);
    assert_int_equal(b->facts.without_geometry, 1);
    memcpy(one, b->shapes, sizeof one);
    for (int round = 0; round < 20; round++) {
        sift(b, &two, true, &edgings);
        for (size_t row = 0; row < ROWS + 3; row++)
            are_same(&one[row], &b->shapes[row]);
    }
}

static void rings_are_turned_and_specks_are_dots(void **state) {
    bench *b = *state;
    size_t edgings;
    sift(b, &world, true, &edgings);
    const ct_shape *s = &b->shapes[5], *dot = &b->shapes[ROWS + 1];
    assert_int_equal(b->shapes[0].kind, CT_NULL);
    assert_int_equal(s->parts, PARTS + 1);
    for (size_t p = 0; p < s->parts; p++) {
        size_t from = ct_part_start(s, p);
        double area = ct_ring_area(s->x + from, s->y + from, s->end[p] - from);
        assert_true(p < PARTS ? area > 3 : area < -0.7);
    }
    assert_int_equal(ct_shape_points(dot), 4);
    assert_float_equal(ct_ring_area(dot->x + dot->start, dot->y + dot->start, 4), 0.0004, 1e-9);
}

static ct_view *open_view(bench *b, const char *projection) {
    ct_view *view = NULL;
    ct_view_request request = { .frame = { 0, 0, 1000, 600 },
                                .has_bbox = true,
                                .bbox = { -180, -85, 180, 85 },
                                .project = projection };
    assert_true(ct_view_open(b->arena, &request, &view, b->report));
    return view;
}

/* On a page they lie where the shapes in lon/lat come to. */
static void on_a_page(bench *b, const char *projection) {
    ct_shape lonlat[ROWS + 3];
    ct_sieve page = world;
    size_t edgings;
    sift(b, &world, false, &edgings);
    assert_int_equal(edgings, 0);
    memcpy(lonlat, b->shapes, sizeof lonlat);
    page.view = open_view(b, projection);
    page.page = ct_view_digest(page.view);
    page.threads = CT_SIFTERS;
    const ct_edging *edging = sift(b, &page, true, &edgings);
    for (size_t row = 1; row < ROWS + 3; row++) {
        ct_shape there = ct_view_shape(page.view, b->arena, &lonlat[row]);
        ct_box want = ct_box_of(&there), is = ct_box_of(&b->shapes[row]);
        assert_int_equal(ct_shape_points(&there), ct_shape_points(&b->shapes[row]));
        assert_float_equal(want.x0, is.x0, 1e-9);
        assert_float_equal(want.y0, is.y0, 1e-9);
        assert_float_equal(want.x1, is.x1, 1e-9);
        assert_float_equal(want.y1, is.y1, 1e-9);
    }
    assert_int_equal(edgings, 1); /* the area at the chart's edge: all but that is its border */
    assert_ptr_equal(edging->of, b->shapes[ROWS + 2].end);
    assert_int_equal(edging->rings, 0);
    assert_int_equal(edging->lines.parts, 1);
    ct_box lines = ct_box_of(&edging->lines), area = ct_box_of(&b->shapes[ROWS + 2]);
    assert_float_equal(lines.x1, area.x1, 0.01);
    ct_view_close((ct_view *)(uintptr_t)page.view);
}

static void shapes_are_put_on_a_page(void **state) {
    on_a_page(*state, "+proj=eqc");
    on_a_page(*state, "+proj=robin");
}

static void what_is_not_in_the_window_is_unseen(void **state) {
    bench *b = *state;
    ct_sieve sieve = world;
    ct_stretch all = { .row = ROWS + 2, .rows = 1, .parts = SIZE_MAX };
    ct_sift *s = ct_sift_open(b->arena, &sieve, &b->how, read_some, NULL);
    assert_true(ct_sift_rows(s, &all, 1, b->shapes));
    sieve.window = (ct_box){ 0, 0, 1, 1 };
    assert_true(ct_sift_rows(s, &all, 1, b->shapes));
    assert_int_equal(b->shapes[ROWS + 2].kind, CT_NULL);
    assert_int_equal(b->facts.unseen, 1);
    ct_sift_close(s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(threads_and_stretches_do_not_matter, set_up, tear_down),
        cmocka_unit_test_setup_teardown(rings_are_turned_and_specks_are_dots, set_up, tear_down),
        cmocka_unit_test_setup_teardown(shapes_are_put_on_a_page, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_not_in_the_window_is_unseen, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
