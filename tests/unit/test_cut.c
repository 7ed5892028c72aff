/* test_cut.c - the faces into which lines cut an area, against GEOS's. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../../src/geom/geom.h"

typedef struct fixture {
    ct_arena *arena;
    ct_report *report;
    uint64_t seed;
} fixture;

static int set_up(void **state) {
    fixture *f = malloc(sizeof *f);
    *f = (fixture){ ct_arena_new(), ct_report_new(NULL, NULL), 20220224 };
    *state = f;
    return 0;
}

static int tear_down(void **state) {
    fixture *f = *state;
    ct_report_free(f->report);
    ct_arena_free(f->arena);
    free(f);
    return 0;
}

/* In 0..1. */
static double chance(fixture *f) {
    f->seed = f->seed * 6364136223846793005u + 1442695040888963407u;
    return (double)(f->seed >> 11) * 0x1p-53;
}

static void add_star(fixture *f, ct_builder *b, double x, double y, double size, size_t points) {
    for (size_t i = 0; i < points; i++) {
        double angle = 2 * 3.14159265358979323846 * (double)i / (double)points;
        double r = size * (0.6 + 0.4 * chance(f));
        ct_builder_point(b, x + r * cos(angle), y + r * sin(angle));
    }
    ct_builder_end_part(b);
}

/* An area with a lake in which an island lies, and islands beside it. */
static ct_shape make_area(fixture *f) {
    ct_builder b = ct_builder_start(f->arena, CT_POLYGON);
    add_star(f, &b, 0, 0, 10, 60);
    add_star(f, &b, 1, 1, 3, 20);
    add_star(f, &b, 1, 1, 1, 8);
    add_star(f, &b, 14, 3, 3, 12);
    add_star(f, &b, -14, -14, 2, 12);
    ct_shape shape = ct_builder_take(&b);
    return ct_shape_orient(f->arena, &shape);
}

/* Wanders across; some lines begin and end within the area. */
static ct_shape make_line(fixture *f) {
    ct_builder b = ct_builder_start(f->arena, CT_LINE);
    double x = -16 + 8 * chance(f), y = 20 * chance(f) - 10;
    for (size_t i = 0, n = 4 + (size_t)(12 * chance(f)); i < n; i++) {
        ct_builder_point(&b, x, y);
        x += 4 * chance(f) - 0.6;
        y += 5 * chance(f) - 2.5;
    }
    ct_builder_end_part(&b);
    return ct_builder_take(&b);
}

static int compare_shapes(const void *pa, const void *pb) {
    const ct_shape *a = pa, *b = pb;
    size_t n = ct_shape_points(a);
    if (n != ct_shape_points(b)) return n < ct_shape_points(b) ? -1 : 1;
    int x = memcmp(a->x, b->x, n * sizeof *a->x);
    return x ? x : memcmp(a->y, b->y, n * sizeof *a->y);
}

static void put_in_order(fixture *f, ct_shape *faces, size_t count) {
    for (size_t i = 0; i < count; i++) {
        ct_shape ordered;
        assert_true(ct_in_order(f->arena, &faces[i], CT_NOWHERE, &ordered, f->report));
        faces[i] = ordered;
    }
    if (count) qsort(faces, count, sizeof *faces, compare_shapes);
}

static void assert_same(const ct_shape *a, const ct_shape *b) {
    assert_int_equal(a->parts, b->parts);
    if (!a->parts) return;
    assert_memory_equal(a->end, b->end, a->parts * sizeof *a->end);
    assert_int_equal(compare_shapes(a, b), 0);
}

/* The same faces as GEOS has of all edges, to the last bit, and the same unions of some. */
static void test_as_geos(void **state) {
    fixture *f = *state;
    size_t most = 0;
    for (int round = 0; round < 200; round++) {
        ct_shape all[5] = { make_area(f) }, *ours, *theirs, joined, united, ordered;
        size_t lines = (size_t)(5 * chance(f)), count, expected, kept = 0;
        for (size_t i = 0; i < lines; i++)
            all[i + 1] = make_line(f);
        ct_cutting *cutting;
        assert_true(
            ct_cut(f->arena, all, all + 1, lines, CT_NOWHERE, &cutting, &ours, &count, f->report));
        assert_true(ct_faces(f->arena, all, lines + 1, CT_NOWHERE, &theirs, &expected, f->report));
        assert_int_equal(count, expected);
        if (count > most) most = count;
        bool *keep = CT_ARRAY(f->arena, count, bool);
        ct_shape *chosen = CT_ARRAY(f->arena, count, ct_shape);
        for (size_t i = 0; i < count; i++) {
            keep[i] = chance(f) < 0.6;
            if (keep[i]) chosen[kept++] = ours[i];
        }
        joined = ct_cut_join(f->arena, cutting, keep);
        assert_int_equal(joined.kind, kept ? CT_POLYGON : CT_NULL);
        if (kept) {
            assert_true(ct_union_faces(f->arena, chosen, kept, CT_NOWHERE, &united, f->report));
            assert_true(ct_in_order(f->arena, &joined, CT_NOWHERE, &ordered, f->report));
            assert_same(&ordered, &united);
        }
        put_in_order(f, ours, count);
        put_in_order(f, theirs, count);
        for (size_t i = 0; i < count; i++)
            assert_same(&ours[i], &theirs[i]);
    }
    assert_true(most > 12);
}

/* A ring far from the line keeps its first point. */
static void test_untouched(void **state) {
    fixture *f = *state;
    const double x[] = { 0, 10, 10, 0, 20, 21, 20 }, y[] = { 0, 0, 10, 10, 3, 3, 4 };
    const size_t ends[] = { 4, 7 };
    const double lx[] = { 5, 5 }, ly[] = { -1, 11 };
    const size_t line_end[] = { 2 };
    ct_shape area = { CT_POLYGON, x, y, ends, 2, 0, false },
             line = { CT_LINE, lx, ly, line_end, 1, 0, false };
    ct_shape *faces;
    ct_cutting *cutting;
    size_t count;
    assert_true(ct_cut(f->arena, &area, &line, 1, CT_NOWHERE, &cutting, &faces, &count, f->report));
    assert_int_equal(count, 3);
    size_t small = ct_shape_points(&faces[0]) == 3 ? 0 : ct_shape_points(&faces[1]) == 3 ? 1 : 2;
    assert_memory_equal(faces[small].x, x + 4, 3 * sizeof *x);
    assert_memory_equal(faces[small].y, y + 4, 3 * sizeof *y);
}

/* Faces that meet in a vertex alone: rings of their own; a hole that touches its shell is one. */
static void test_touching(void **state) {
    fixture *f = *state;
    const double x[] = { 0, 4, 4, 0 }, y[] = { 0, 0, 4, 4 };
    const size_t ends[] = { 4 };
    const double lx[] = { 2, 2, -1, 5 }, ly[] = { -1, 5, 2, 2 };
    const size_t line_ends[] = { 2, 4 };
    ct_shape area = { CT_POLYGON, x, y, ends, 1, 0, false },
             line = { CT_LINE, lx, ly, line_ends, 2, 0, false };
    ct_shape *faces, joined;
    ct_cutting *cutting;
    size_t count;
    assert_true(ct_cut(f->arena, &area, &line, 1, CT_NOWHERE, &cutting, &faces, &count, f->report));
    assert_int_equal(count, 4);
    bool keep[4];
    for (size_t i = 0; i < 4; i++) { /* south-west and north-east */
        double inner_x, inner_y;
        assert_true(ct_shape_inside(&faces[i], &inner_x, &inner_y));
        keep[i] = (inner_x < 2) == (inner_y < 2);
    }
    joined = ct_cut_join(f->arena, cutting, keep);
    assert_int_equal(joined.parts, 2);
    assert_int_equal(ct_shape_points(&joined), 8);
    for (size_t i = 0; i < 4; i++)
        keep[i] = true;
    joined = ct_cut_join(f->arena, cutting, keep);
    assert_int_equal(joined.parts, 1);
    assert_int_equal(ct_shape_points(&joined), 8);
}

/* A hole that touches the border in the middle of an edge is still a hole of that face. */
static void test_hole_on_edge(void **state) {
    fixture *f = *state;
    const double x[] = { 0, 8, 8, 0, 0, 2, 2 }, y[] = { 0, 0, 4, 4, 2, 1, 3 };
    const size_t ends[] = { 4, 7 };
    const double lx[] = { 6, 6 }, ly[] = { -1, 5 };
    const size_t line_end[] = { 2 };
    ct_shape area = { CT_POLYGON, x, y, ends, 2, 0, false }, *faces, joined;
    ct_shape line = { CT_LINE, lx, ly, line_end, 1, 0, false };
    ct_cutting *cutting;
    size_t count;
    assert_true(ct_cut(f->arena, &area, &line, 1, CT_NOWHERE, &cutting, &faces, &count, f->report));
    assert_int_equal(count, 3);
    bool keep[3];
    for (size_t i = 0; i < count; i++) { /* west of the line, and not the hole */
        double inner_x, inner_y;
        assert_true(ct_shape_inside(&faces[i], &inner_x, &inner_y));
        keep[i] = inner_x < 6 && ct_shape_contains(&area, inner_x, inner_y);
    }
    joined = ct_cut_join(f->arena, cutting, keep);
    assert_int_equal(joined.parts, 2);
    double area_left = 0;
    for (size_t p = 0; p < 2; p++) {
        size_t from = ct_part_start(&joined, p);
        area_left += ct_ring_area(joined.x + from, joined.y + from, joined.end[p] - from);
    }
    assert_true(fabs(area_left - 22) < 1e-9);
}

static void test_turn(void **state) {
    (void)state;
    assert_int_equal(ct_turn(0, 0, 1, 1, 0, 1), 1);
    assert_int_equal(ct_turn(0, 0, 1, 1, 1, 0), -1);
    assert_int_equal(ct_turn(0, 0, 1, 1, 2, 2), 0);
    assert_int_equal(ct_turn(0, 0, 0.1, 0.1, 0.3, nextafter(0.3, 1)), 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_as_geos, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_untouched, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_touching, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_hole_on_edge, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_turn, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
