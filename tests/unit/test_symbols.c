/* test_symbols.c - the forms of symbols that are paths. */
#include <math.h>

#include "spec_case.h"

static void words_have_forms(void **state) {
    spec_case *c = *state;
    for (int symbol = CT_SYMBOL_BURST; symbol < CT_SYMBOL_PATH; symbol++) {
        ct_point_class point = { .symbol = (ct_symbol)symbol };
        size_t fault;
        assert_true(ct_symbol_form(c->arena, &point, &fault));
        ct_box box = ct_box_of(&point.form);
        double width = box.x1 - box.x0, height = box.y1 - box.y0;
        assert_true(fmax(width, height) > 1 && fmax(width, height) < 1.7);
        assert_true(fmin(width, height) > 0.7);
        if (symbol == CT_SYMBOL_FLAG || symbol == CT_SYMBOL_PIN)
            assert_true(fabs(box.y1) < 1e-9); /* they stand on the place */
        else
            assert_true(ct_shape_contains(&point.form, 0, 0) || symbol == CT_SYMBOL_ANCHOR);
    }
    ct_point_class circle = { 0 };
    size_t fault;
    assert_true(ct_symbol_form(c->arena, &circle, &fault) && circle.form.parts == 0);
}

static void a_path_fills_its_box(void **state) {
    spec_case *c = *state;
    size_t fault;
    ct_point_class point = { .symbol = CT_SYMBOL_PATH, .path = { .text = "M0 0H8V4H0Z" } };
    assert_true(ct_symbol_form(c->arena, &point, &fault));
    ct_box box = ct_box_of(&point.form);
    assert_true(box.x0 == -0.5 && box.x1 == 0.5 && box.y0 == -0.25 && box.y1 == 0.25);
    point.has_box = true;
    memcpy(point.box, (double[]){ 0, 0, 16, 8 }, sizeof point.box);
    assert_true(ct_symbol_form(c->arena, &point, &fault));
    box = ct_box_of(&point.form);
    assert_true(box.x0 == -0.5 && box.x1 == 0 && box.y0 == -0.25 && box.y1 == 0);
    /* a circle of any unit is round */
    static const char *const circles[] = { "M-.01 0A.01.01 0 1 1.01 0 .01.01 0 1 1-.01 0Z",
                                           "M-500 0A500 500 0 1 1 500 0 500 500 0 1 1-500 0Z" };
    for (size_t i = 0; i < CT_COUNT(circles); i++) {
        point = (ct_point_class){ .symbol = CT_SYMBOL_PATH, .path = { .text = circles[i] } };
        assert_true(ct_symbol_form(c->arena, &point, &fault));
        double area = ct_ring_area(point.form.x, point.form.y, point.form.end[0]);
        assert_true(fabs(fabs(area) - M_PI / 4) < 0.002);
    }
}

static void faults_are_told(void **state) {
    spec_case *c = *state;
    size_t fault = 0;
    ct_point_class point = { .symbol = CT_SYMBOL_PATH, .path = { .text = "M0 0L1" } };
    assert_false(ct_symbol_form(c->arena, &point, &fault));
    assert_int_equal(fault, 6);
    point.path.text = "M3 3H3"; /* takes no room */
    assert_false(ct_symbol_form(c->arena, &point, &fault));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        CASE(words_have_forms),
        CASE(a_path_fills_its_box),
        CASE(faults_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
