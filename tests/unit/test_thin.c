/* test_thin.c - names that are left out where points crowd. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "../../src/pipeline.h"

enum { MOST = 8 };
static ct_label labels[MOST];
static ct_mark marks[MOST];
static size_t count;
static int setup(void **state) {
    (void)state;
    count = 0;
    return 0;
}

static ct_label *town(const char *id, double x, double y, double priority) {
    marks[count] = (ct_mark){ .label = count + 1 };
    labels[count] =
        (ct_label){ .id = id, .kind = CT_PLACE_POINT, .x = x, .y = y, .priority = priority };
    return &labels[count++];
}

/* The ids that stay, in their order. */
static const char *thinned(double spacing) {
    static char all[64];
    size_t used = 0;
    ct_labels_style style = { .spacing = spacing };
    ct_layer_spec layer = { .label = { .given = true } };
    ct_layer_marks of = { .layer = &layer, .marks = marks, .count = count };
    size_t before = count;
    count = ct_labels_thin(&style, &of, 1, labels, count);
    for (size_t i = 0; i < count; i++)
        all[used++] = labels[i].id[0];
    all[used] = '\0';
    for (size_t i = 0, next = 0; i < before; i++) { /* each mark knows its label still */
        assert_int_equal(marks[i].thinned, marks[i].label == 0);
        if (marks[i].label) assert_int_equal(marks[i].label, ++next);
    }
    return all;
}

static void test_the_important_stay(void **state) {
    (void)state;
    town("a", 100, 100, 40);
    town("b", 130, 100, 70);
    town("c", 175, 100, 40); /* far enough from b */
    town("d", 100, 117, 40); /* a would be too near, but a is gone; b is 17 below and 30 beside */
    town("e", 150, 122, 40); /* 22 below b: far enough */
    assert_string_equal(thinned(40), "bcde");
}

static void test_ties_go_by_id(void **state) {
    (void)state;
    town("b", 100, 100, 40);
    town("a", 110, 100, 40);
    assert_string_equal(thinned(40), "a");
}

static void test_what_must_stay(void **state) {
    (void)state;
    static const ct_pin_spec pin = { .has_position = true };
    town("a", 100, 100, 90);
    town("b", 101, 100, 10)->required = true;
    town("c", 102, 100, 10)->pin = &pin;
    town("d", 103, 100, 10)->kind = CT_PLACE_AREA;
    town("e", NAN, 100, 10);
    town("f", 100, 100, NAN);
    assert_string_equal(thinned(40), "bcde"); /* they keep their places, and a is too near to b */
}

static void test_no_spacing(void **state) {
    (void)state;
    town("a", 100, 100, 40);
    town("b", 100, 100, 40);
    assert_string_equal(thinned(0), "ab");
    count = 0;
    assert_string_equal(thinned(40), "");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_the_important_stay, setup),
        cmocka_unit_test_setup(test_ties_go_by_id, setup),
        cmocka_unit_test_setup(test_what_must_stay, setup),
        cmocka_unit_test_setup(test_no_spacing, setup),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
