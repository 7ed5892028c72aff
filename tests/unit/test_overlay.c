/* test_overlay.c - union, difference, intersection, repair, faces, inner outlines. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "../../src/geom/geom.h"

typedef struct fixture {
    ct_arena *arena;
    ct_report *report;
} fixture;

static int set_up(void **state) {
    fixture *f = malloc(sizeof *f);
    f->arena = ct_arena_new();
    f->report = ct_report_new(NULL, NULL);
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

/* NAN ends a part. */
static ct_shape shape_of(fixture *f, ct_kind kind, const double *v, size_t n) {
    ct_builder b = ct_builder_start(f->arena, kind);
    for (size_t i = 0; i < n;) {
        if (isnan(v[i])) {
            ct_builder_end_part(&b);
            i++;
            continue;
        }
        ct_builder_point(&b, v[i], v[i + 1]);
        i += 2;
    }
    ct_builder_end_part(&b);
    return ct_builder_take(&b);
}
#define SHAPE(f, kind, ...)                                                                        \
    shape_of(f, kind, (const double[]){ __VA_ARGS__ }, CT_COUNT(((const double[]){ __VA_ARGS__ })))
#define SQUARE 0, 0, 10, 0, 10, 10, 0, 10

static double part_area(const ct_shape *s, size_t p) {
    size_t from = ct_part_start(s, p);
    return ct_ring_area(s->x + from, s->y + from, s->end[p] - from);
}

static double area_of(const ct_shape *s) {
    double sum = 0;
    for (size_t p = 0; p < s->parts; p++)
        sum += part_area(s, p);
    return sum;
}

static ct_shape overlay(fixture *f, ct_overlay_op op, const ct_shape *a, const ct_shape *b) {
    ct_shape result;
    assert_true(ct_overlay(f->arena, op, a, b, CT_NOWHERE, &result, f->report));
    return result;
}

static void near(double a, double b) {
    if (fabs(a - b) > 1e-9) fail_msg("%.12g is not %.12g", a, b);
}

static void three_operations_on_two_squares(void **state) {
    fixture *f = *state;
    ct_shape a = SHAPE(f, CT_POLYGON, SQUARE), b = SHAPE(f, CT_POLYGON, 5, 5, 5, 15, 15, 15, 15, 5);
    ct_shape r = overlay(f, CT_UNION, &a, &b);
    near(area_of(&r), 175);
    assert_int_equal(r.parts, 1);
    assert_int_equal(ct_shape_points(&r), 8); /* the closing point is not repeated */
    r = overlay(f, CT_DIFFERENCE, &a, &b);
    near(area_of(&r), 75);
    r = overlay(f, CT_INTERSECTION, &a, &b);
    near(area_of(&r), 25);
    assert_int_equal(r.kind, CT_POLYGON);
}

static void a_hole_comes_out_clockwise_and_goes_in_anyhow(void **state) {
    fixture *f = *state;
    ct_shape a = SHAPE(f, CT_POLYGON, SQUARE), b = SHAPE(f, CT_POLYGON, 3, 3, 7, 3, 7, 7, 3, 7);
    ct_shape ring = overlay(f, CT_DIFFERENCE, &a, &b);
    assert_int_equal(ring.parts, 2);
    near(part_area(&ring, 0), 100);
    near(part_area(&ring, 1), -16);
    /* hole first, all counter-clockwise, with an island in it */
    ct_shape loose =
        SHAPE(f, CT_POLYGON, 3, 3, 7, 3, 7, 7, 3, 7, NAN, SQUARE, NAN, 4, 4, 6, 4, 6, 6, 4, 6);
    ct_shape big = SHAPE(f, CT_POLYGON, -1, -1, 20, -1, 20, 20, -1, 20);
    ct_shape r = overlay(f, CT_INTERSECTION, &loose, &big);
    near(area_of(&r), 100 - 16 + 4);
    assert_int_equal(r.parts, 3);
}

static void an_empty_result_is_null(void **state) {
    fixture *f = *state;
    ct_shape a = SHAPE(f, CT_POLYGON, SQUARE), far = SHAPE(f, CT_POLYGON, 20, 0, 30, 0, 30, 10);
    ct_shape r = overlay(f, CT_INTERSECTION, &a, &far);
    assert_int_equal(r.kind, CT_NULL);
    r = overlay(f, CT_DIFFERENCE, &a, &a);
    assert_int_equal(r.kind, CT_NULL);
    ct_shape none = { .kind = CT_NULL };
    r = overlay(f, CT_UNION, &a, &none);
    near(area_of(&r), 100);
    r = overlay(f, CT_DIFFERENCE, &none, &a);
    assert_int_equal(r.kind, CT_NULL);
}

static void neighbours_leave_no_debris(void **state) {
    fixture *f = *state;
    ct_shape a = SHAPE(f, CT_POLYGON, SQUARE),
             b = SHAPE(f, CT_POLYGON, 10, 0, 20, 0, 20, 10, 10, 10);
    ct_shape r = overlay(f, CT_INTERSECTION, &a, &b); /* their border is a line */
    assert_int_equal(r.kind, CT_NULL);
    r = overlay(f, CT_DIFFERENCE, &a, &b);
    near(area_of(&r), 100);
    r = overlay(f, CT_UNION, &a, &b);
    assert_int_equal(r.parts, 1);
    near(area_of(&r), 200);
}

static void lines_are_cut_by_polygons(void **state) {
    fixture *f = *state;
    ct_shape line = SHAPE(f, CT_LINE, 15, 5, 5, 5, 5, 3, -5, 3);
    ct_shape b = SHAPE(f, CT_POLYGON, SQUARE);
    ct_shape r = overlay(f, CT_INTERSECTION, &line, &b);
    assert_int_equal(r.kind, CT_LINE);
    assert_int_equal(r.parts, 1);
    near(ct_line_length(&r), 12);
    assert_true(r.x[0] == 10 && r.x[ct_shape_points(&r) - 1] == 0); /* in its direction */
    r = overlay(f, CT_DIFFERENCE, &line, &b);
    assert_int_equal(r.parts, 2);
    near(ct_line_length(&r), 10);
}

static void soundness_is_proved_once(void **state) {
    fixture *f = *state;
    ct_shape bow = SHAPE(f, CT_POLYGON, 0, 0, 10, 10, 10, 0, 0, 10), r;
    ct_shape bad = SHAPE(f, CT_POLYGON, SQUARE, 0, INFINITY);
    ct_shape fine = SHAPE(f, CT_POLYGON, 0, 0, 0, 10, 10, 10, 10, 0); /* clockwise */
    ct_shape_prove(&bow);
    ct_shape_prove(&bad);
    ct_shape_prove(&fine);
    assert_false(bow.sound || bad.sound);
    assert_true(fine.sound && ct_shape_copy(f->arena, &fine).sound);
    bool changed = true;
    assert_true(ct_repair(f->arena, &fine, CT_NOWHERE, &r, &changed, f->report));
    assert_true(!changed && r.sound);
    near(area_of(&r), 100); /* turned */
    assert_true(ct_repair(f->arena, &bow, CT_NOWHERE, &r, &changed, f->report));
    assert_true(changed && r.sound);
    r = overlay(f, CT_DIFFERENCE, &fine, &r);
    assert_true(r.sound);
    near(area_of(&r), 50);
}

static void what_crosses_itself_is_repaired(void **state) {
    fixture *f = *state;
    ct_shape bow = SHAPE(f, CT_POLYGON, 0, 0, 10, 10, 10, 0, 0, 10), r;
    bool changed = false;
    assert_true(ct_repair(f->arena, &bow, CT_NOWHERE, &r, &changed, f->report));
    assert_true(changed);
    assert_int_equal(r.parts, 2);
    near(area_of(&r), 50);
    ct_shape fine = SHAPE(f, CT_POLYGON, 0, 0, 0, 10, 10, 10, 10, 0); /* clockwise */
    assert_true(ct_repair(f->arena, &fine, CT_NOWHERE, &r, &changed, f->report));
    assert_false(changed);
    near(area_of(&r), 100);
    ct_shape spike = SHAPE(f, CT_POLYGON, 0, 0, 10, 0, 10, 5, 20, 5, 10, 5, 10, 10, 0, 10);
    assert_true(ct_repair(f->arena, &spike, CT_NOWHERE, &r, &changed, f->report));
    assert_true(changed);
    near(area_of(&r), 100);
    near(ct_box_of(&r).x1, 10);
    ct_shape flat = SHAPE(f, CT_POLYGON, 0, 0, 10, 0, 5, 0);
    assert_true(ct_repair(f->arena, &flat, CT_NOWHERE, &r, &changed, f->report));
    assert_int_equal(r.kind, CT_NULL);
    ct_shape bad = SHAPE(f, CT_POLYGON, SQUARE, 0, INFINITY);
    assert_true(ct_repair(f->arena, &bad, CT_NOWHERE, &r, &changed, f->report));
    near(area_of(&r), 100);
    ct_shape b = SHAPE(f, CT_POLYGON, 0, 0, 10, 0, 10, 5, 0, 5);
    r = overlay(f, CT_INTERSECTION, &bow, &b); /* repaired on the way in */
    near(area_of(&r), 25);
}

static void turns_of_the_globe_do_not_matter(void **state) {
    fixture *f = *state;
    ct_shape jump = SHAPE(f, CT_POLYGON, 170, 60, -170, 60, -170, 70, 170, 70);
    ct_shape beyond = SHAPE(f, CT_POLYGON, 170, 60, 190, 60, 190, 70, 170, 70);
    ct_shape inner = SHAPE(f, CT_POLYGON, -178, 62, -172, 62, -172, 68, -178, 68);
    const ct_shape *const both[] = { &jump, &beyond };
    for (size_t i = 0; i < CT_COUNT(both); i++) {
        ct_shape r = overlay(f, CT_INTERSECTION, both[i], &inner);
        near(area_of(&r), 36);
        r = overlay(f, CT_DIFFERENCE, both[i], &inner);
        near(area_of(&r), 200 - 36);
        r = overlay(f, CT_INTERSECTION, &inner, both[i]);
        near(area_of(&r), 36);
    }
    ct_shape line = SHAPE(f, CT_LINE, 160, 65, -160, 65);
    ct_shape r = overlay(f, CT_INTERSECTION, &line, &beyond);
    near(ct_line_length(&r), 20);
}

static void union_of_all(void **state) {
    fixture *f = *state;
    const ct_shape shapes[] = { SHAPE(f, CT_POLYGON, SQUARE),
                                SHAPE(f, CT_POLYGON, 10, 0, 20, 0, 20, 10, 10, 10),
                                { .kind = CT_NULL },
                                SHAPE(f, CT_POLYGON, 5, 5, 15, 5, 15, 15, 5, 15) };
    ct_shape r;
    assert_true(ct_union_all(f->arena, shapes, 4, CT_NOWHERE, &r, f->report));
    near(area_of(&r), 250);
    assert_int_equal(r.parts, 1);
    assert_true(ct_union_all(f->arena, shapes, 0, CT_NOWHERE, &r, f->report));
    assert_int_equal(r.kind, CT_NULL);
    assert_true(ct_union_faces(f->arena, shapes, 2, CT_NOWHERE, &r, f->report));
    near(area_of(&r), 200);
}

static void faces_of_crossing_lines(void **state) {
    fixture *f = *state;
    const ct_shape lines[] = { SHAPE(f, CT_POLYGON, SQUARE), SHAPE(f, CT_LINE, 5, -1, 5, 11),
                               SHAPE(f, CT_LINE, 5, 5, 8, 5), /* dangles */
                               SHAPE(f, CT_POLYGON, 1, 1, 2, 1, 2, 2) };
    ct_shape *faces;
    size_t count;
    assert_true(ct_faces(f->arena, lines, 4, CT_NOWHERE, &faces, &count, f->report));
    assert_int_equal(count, 3);
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += area_of(&faces[i]);
    near(sum, 100);
}

static void the_inner_outline_leaves_the_base_out(void **state) {
    fixture *f = *state;
    ct_shape base = SHAPE(f, CT_POLYGON, SQUARE);
    ct_shape area = SHAPE(f, CT_POLYGON, 0, 0, 4, 0, 5, 5, 4, 10, 0, 10), r;
    assert_true(ct_outline_inner(f->arena, &area, &base, 1e-3, CT_NOWHERE, &r, f->report));
    assert_int_equal(r.kind, CT_LINE);
    assert_int_equal(r.parts, 1);
    near(ct_line_length(&r), 2 * sqrt(26)); /* it ends at the very corners */
    ct_box box = ct_box_of(&r);             /* drawn on to the border itself */
    near(box.y0, 0);
    near(box.y1, 10);
    near(box.x0, 4);
    assert_true(ct_outline_inner(f->arena, &base, &base, 1e-3, CT_NOWHERE, &r, f->report));
    assert_int_equal(r.kind, CT_NULL);
}

static void an_inner_outline_bears_borders_that_do_not_match(void **state) {
    fixture *f = *state;
    ct_shape base = SHAPE(f, CT_POLYGON, SQUARE);
    /* the western side wavers by a thousandth; the hole is wholly inside */
    ct_builder b = ct_builder_start(f->arena, CT_POLYGON);
    ct_builder_point(&b, 5, 0);
    ct_builder_point(&b, 5, 10);
    for (int i = 0; i <= 100; i++)
        ct_builder_point(&b, 0.001 * (i % 3 - 1), 10 - i / 10.0);
    ct_builder_end_part(&b);
    for (int i = 0; i < 4; i++)
        ct_builder_point(&b, i == 1 || i == 2 ? 3 : 2, i < 2 ? 2 : 3);
    ct_builder_end_part(&b);
    ct_shape area = ct_builder_take(&b), r;
    assert_true(ct_outline_inner(f->arena, &area, &base, 0.01, CT_NOWHERE, &r, f->report));
    assert_int_equal(r.parts, 2);
    assert_true(fabs(ct_line_length(&r) - 14) < 0.02);
}

static uint64_t seed_state;
static double random_share(void) {
    seed_state = seed_state * 6364136223846793005u + 1442695040888963407u;
    return (double)(seed_state >> 11) / 9007199254740992.0;
}

static ct_shape random_star(fixture *f) {
    ct_builder b = ct_builder_start(f->arena, CT_POLYGON);
    size_t n = 4 + (size_t)(200 * random_share());
    double cx = random_share(), cy = random_share();
    for (size_t i = 0; i < n; i++) {
        double turn = 6.283185307179586 * (double)i / (double)n, r = 0.5 + random_share();
        ct_builder_point(&b, 37 + cx + r * cos(turn), 48 + cy + r * sin(turn));
    }
    ct_builder_end_part(&b);
    return ct_builder_take(&b);
}

static void areas_add_up(void **state) {
    fixture *f = *state;
    const char *wish = getenv("CT_SEED");
    seed_state = wish ? strtoull(wish, NULL, 10) : 20260127;
    printf("seed %llu\n", (unsigned long long)seed_state);
    for (int round = 0; round < 100; round++) {
        ct_shape a = random_star(f), b = random_star(f);
        ct_shape both = overlay(f, CT_INTERSECTION, &a, &b), all = overlay(f, CT_UNION, &a, &b);
        ct_shape rest = overlay(f, CT_DIFFERENCE, &a, &b);
        near(area_of(&a) + area_of(&b), area_of(&both) + area_of(&all));
        near(area_of(&a), area_of(&both) + area_of(&rest));
        for (size_t p = 0; p < all.parts; p++)
            assert_true(part_area(&all, p) != 0);
    }
}

/* Page px are no degrees: nothing is turned round at 180. */
static void shapes_on_the_page_grow(void **state) {
    fixture *f = *state;
    ct_shape a = SHAPE(f, CT_POLYGON, 300, 0, 310, 0, 310, 10, 300, 10), grown;
    ct_shape two[] = { a, SHAPE(f, CT_POLYGON, 312, 0, 322, 0, 322, 10, 312, 10) };
    assert_true(ct_grow(f->arena, &a, 1, -2, CT_NOWHERE, &grown, f->report));
    near(area_of(&grown), 36);
    assert_true(ct_grow(f->arena, two, 2, 1.5, CT_NOWHERE, &grown, f->report));
    assert_int_equal(grown.parts, 1); /* they meet */
    ct_box box = ct_box_of(&grown);
    near(box.x0, 298.5);
    near(box.x1, 323.5);
    assert_true(ct_grow(f->arena, &a, 1, -5.5, CT_NOWHERE, &grown, f->report));
    assert_int_equal(grown.kind, CT_NULL);
    ct_shape both;
    assert_true(
        ct_overlay_page(f->arena, CT_UNION, &two[0], &two[1], CT_NOWHERE, &both, f->report));
    near(area_of(&both), 200);
}

static void a_parallel_line_keeps_its_direction(void **state) {
    fixture *f = *state;
    ct_shape line = SHAPE(f, CT_LINE, 300, 50, 400, 50), aside;
    for (int side = -1; side <= 1; side += 2) {
        assert_true(ct_parallel(f->arena, &line, 4 * side, CT_NOWHERE, &aside, f->report));
        assert_int_equal(ct_shape_points(&aside), 2);
        assert_true(aside.x[0] == 300 && aside.x[1] == 400);
        near(aside.y[0], 50 + 4 * side);
    }
    line = SHAPE(f, CT_LINE, 300, 50, 300, 50); /* of no length */
    assert_true(ct_parallel(f->arena, &line, 4, CT_NOWHERE, &aside, f->report));
    assert_int_equal(aside.parts, 0);
}

/* An outline has its area on the left, however the area's rings ran. */
static void outlines_have_their_area_on_the_left(void **state) {
    fixture *f = *state;
    ct_shape base = SHAPE(f, CT_POLYGON, SQUARE);
    ct_shape turned[] = { SHAPE(f, CT_POLYGON, 0, 0, 4, 0, 5, 5, 4, 10, 0, 10),
                          SHAPE(f, CT_POLYGON, 0, 10, 4, 10, 5, 5, 4, 0, 0, 0) };
    for (size_t i = 0; i < 2; i++) {
        ct_shape line;
        assert_true(
            ct_outline_inner(f->arena, &turned[i], &base, 0.01, CT_NOWHERE, &line, f->report));
        assert_int_equal(line.parts, 1);
        near(line.y[0], 0); /* northwards: the area lies to the west */
        near(line.y[line.end[0] - 1], 10);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(three_operations_on_two_squares),
        TEST(a_hole_comes_out_clockwise_and_goes_in_anyhow),
        TEST(an_empty_result_is_null),
        TEST(neighbours_leave_no_debris),
        TEST(lines_are_cut_by_polygons),
        TEST(what_crosses_itself_is_repaired),
        TEST(soundness_is_proved_once),
        TEST(turns_of_the_globe_do_not_matter),
        TEST(union_of_all),
        TEST(faces_of_crossing_lines),
        TEST(the_inner_outline_leaves_the_base_out),
        TEST(an_inner_outline_bears_borders_that_do_not_match),
        TEST(areas_add_up),
        TEST(shapes_on_the_page_grow),
        TEST(a_parallel_line_keeps_its_direction),
        TEST(outlines_have_their_area_on_the_left),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
