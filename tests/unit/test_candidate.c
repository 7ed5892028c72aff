/* test_candidate.c - which places for labels exclude each other. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "../../src/marks/marks.h"
#include <cmocka.h>

static ct_candidate at(double x0, double y0, double x1, double y1) {
    ct_candidate c = { .box = { x0, y0, x1, y1 } };
    c.tile = ct_tile_of(c.box, 0);
    return c;
}

static void lead(ct_candidate *c, double ax, double ay, double bx, double by) {
    c->has_leader = true;
    c->leader[0] = ax;
    c->leader[1] = ay;
    c->leader[2] = bx;
    c->leader[3] = by;
}

static void check(const ct_candidate *a, const ct_candidate *b, bool conflict) {
    assert_int_equal(ct_candidates_conflict(a, b), conflict);
    assert_int_equal(ct_candidates_conflict(b, a), conflict);
}

static void test_boxes(void **state) {
    (void)state;
    ct_candidate a = at(0, 0, 30, 7), b = at(29, 6, 60, 12), c = at(30, 0, 60, 7);
    check(&a, &b, true);
    check(&a, &c, false);
}

static void test_leaders(void **state) {
    (void)state;
    ct_candidate a = at(0, 0, 30, 7), b = at(100, 0, 130, 7), far = at(100, 50, 130, 57);
    lead(&b, 50, 50, 99, 4);
    check(&a, &b, false);
    lead(&far, 50, 4, 99, 54); /* crosses the leader of b */
    check(&far, &b, true);
    ct_candidate under = at(60, 20, 90, 40); /* on the leader of b */
    check(&under, &b, true);
}

static void test_bound(void **state) {
    (void)state;
    ct_candidate a = at(10, 10, 30, 17);
    lead(&a, -5, 40, 9, 14);
    ct_box box = ct_candidate_bound(&a);
    assert_true(box.x0 <= -5 && box.y0 <= 10 && box.x1 >= 30 && box.y1 >= 40);
}

static ct_label_form form_of(double size, double halo) {
    return (ct_label_form){ .size = size, .halo = halo, .leading = 1.1 * size, .line_count = 1 };
}

/* Halos keep 2 px between them, above as well as beside. */
static void test_halos(void **state) {
    (void)state;
    ct_label_form small = form_of(11, 1.5), large = form_of(20, 1.5);
    ct_candidate a = at(0, 0, 40, 8), b = at(44.9, 0, 90, 16), c = at(45.1, 0, 90, 16);
    a.form = &small;
    b.form = c.form = &large;
    check(&a, &b, true);
    check(&a, &c, false);
    ct_candidate below = at(0, 12.9, 90, 28), lower = at(0, 13.1, 90, 28);
    below.form = lower.form = &large;
    check(&a, &below, true);
    check(&a, &lower, false);
    assert_true(ct_box_meets(ct_candidate_bound(&a), ct_candidate_bound(&below)));
}

/* Of one size and stacked, two names need more air than two of different sizes, or side by side. */
static void test_read_as_one(void **state) {
    (void)state;
    ct_label_form form = form_of(12, 0), larger = form_of(18, 0), area = form_of(12, 0);
    area.kind = CT_PLACE_AREA;
    ct_candidate a = at(0, 0, 60, 9), close = at(0, 15, 50, 24), far = at(0, 18, 50, 27);
    ct_candidate aside = at(40, 15, 100, 24);
    a.form = close.form = far.form = aside.form = &form;
    check(&a, &close, true); /* 6 px: less than 0.6 of a line of 13.2 */
    check(&a, &far, false);
    check(&a, &aside, false); /* a third of it is above the other */
    assert_true(ct_box_meets(ct_candidate_bound(&a), ct_candidate_bound(&close)));
    close.form = &larger;
    check(&a, &close, false);
    close.form = &area;
    check(&a, &close, false);
    close.form = &form;
    close.dense = true; /* it has paid for standing close */
    check(&a, &close, false);
}

/* Two letters that stand corner to corner. */
static ct_candidate bent(ct_bend *bend, ct_tile tiles[2], const ct_label_form *form) {
    tiles[0] = ct_tile_of((ct_box){ 0, 0, 20, 10 }, 0);
    tiles[1] = ct_tile_of((ct_box){ 20, 10, 40, 20 }, 0);
    *bend = (ct_bend){ .inks = tiles, .tiles = tiles, .count = 2, .bound = { 0, 0, 40, 20 } };
    return ct_candidate_bent(form, bend, "along");
}

/* A bent name is its letters, not their bound. */
static void test_bent(void **state) {
    (void)state;
    ct_bend bend;
    ct_tile tiles[2];
    ct_label_form form = { 0 };
    ct_candidate name = bent(&bend, tiles, &form), free = at(25, 0, 40, 8), on = at(25, 5, 40, 12);
    form.halo = -1; /* no air between the two */
    check(&name, &free, false);
    check(&name, &on, true);
    ct_candidate led = at(100, 0, 120, 10), across = at(100, 0, 120, 10);
    lead(&led, 22, 8, 99, 5);
    lead(&across, 15, 5, 99, 5);
    check(&name, &led, false);
    check(&name, &across, true);
    ct_box bound = ct_candidate_bound(&name);
    assert_true(bound.x0 <= 0 && bound.y1 >= 20);
    size_t count;
    ct_tile own;
    assert_ptr_equal(ct_candidate_tiles(&name, &count), tiles);
    assert_int_equal(count, 2);
    assert_ptr_equal(ct_candidate_inks(&name, &own, &count), tiles);
    assert_ptr_equal(ct_candidate_inks(&free, &own, &count), &own);
    assert_int_equal(count, 1);
}

static void test_list_grows(void **state) {
    (void)state;
    ct_arena *arena = ct_arena_new();
    ct_candidates list = { 0 };
    for (int i = 0; i < 1000; i++) {
        ct_candidate c = at(i, 0, i + 1, 1);
        c.rank = i;
        ct_candidates_add(arena, &list, &c);
    }
    assert_int_equal(list.count, 1000);
    for (int i = 0; i < 1000; i++)
        assert_int_equal(list.items[i].rank, i);
    ct_arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_boxes),      cmocka_unit_test(test_leaders),
        cmocka_unit_test(test_bound),      cmocka_unit_test(test_halos),
        cmocka_unit_test(test_bent),       cmocka_unit_test(test_read_as_one),
        cmocka_unit_test(test_list_grows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
