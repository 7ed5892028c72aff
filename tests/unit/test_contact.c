/* test_contact.c - an inner outline as one clean line. */
#include "room.h"

/* A base of 4 × 2 degrees at 48 north; the area is its east. */
static ct_shape base_of(room *r) {
    return SHAPE(r->arena, CT_POLYGON, 30, 48, 34, 48, 34, 50, 30, 50);
}

/* Another source's border runs up to 1.7 km inside the base's, in and out. */
static ct_shape ragged_east(room *r) {
    ct_builder b = ct_builder_start(r->arena, CT_POLYGON);
    ct_builder_point(&b, 32, 50);
    ct_builder_point(&b, 32, 48);
    for (int i = 1; i < 40; i++)
        ct_builder_point(&b, 32 + 0.05 * i, i % 3 ? 48.015 : 48);
    for (int i = 0; i <= 40; i++)
        ct_builder_point(&b, i % 4 ? 33.98 : 34, 48 + 0.05 * i);
    ct_builder_end_part(&b);
    return ct_builder_take(&b);
}

static void a_border_drawn_otherwise_is_no_front(void **state) {
    room *r = *state;
    ct_shape base = base_of(r), area = ragged_east(r), plain, line;
    assert_true(ct_outline_inner(r->arena, &area, &base, 0.005, CT_NOWHERE, &plain, r->report));
    assert_true(plain.parts > 10); /* the doubled rim */
    assert_true(ct_contact_line(r->arena, &area, &base, 0.03, CT_NOWHERE, &line, r->report));
    assert_int_equal(line.parts, 1);
    ct_box box = ct_box_of(&line);
    assert_float_equal(box.x0, 32, 1e-6);
    assert_float_equal(box.x1, 32, 1e-6);
    assert_float_equal(box.y0, 48, 0.001);
    assert_float_equal(box.y1, 50, 0.001);
    size_t last = ct_shape_points(&line) - 1;
    assert_true(line.y[0] > line.y[last]); /* the area on its left */
}

static void a_narrow_way_between_two_fronts_keeps_both(void **state) {
    room *r = *state;
    ct_shape base = base_of(r);
    /* two fingers with 1.5 km of free ground between them */
    ct_shape area = SHAPE(r->arena, CT_POLYGON, 34, 48, 34, 50, 31, 50, 31, 49.02, 33, 49.02, 33,
                          49.005, 31, 49.005, 31, 48);
    ct_shape line;
    assert_true(ct_contact_line(r->arena, &area, &base, 0.03, CT_NOWHERE, &line, r->report));
    assert_int_equal(line.parts, 1);
    assert_float_equal(ct_line_length(&line), 0.98 + 1.005 + 4 + 0.015, 0.02);
}

static void a_bite_at_the_border_has_its_front(void **state) {
    room *r = *state;
    ct_shape base = base_of(r), line;
    ct_shape area = SHAPE(r->arena, CT_POLYGON, 31, 50, 31.02, 49.95, 31.2, 49.95, 31.2, 50);
    assert_true(ct_contact_line(r->arena, &area, &base, 0.03, CT_NOWHERE, &line, r->report));
    assert_int_equal(line.parts, 1);
    assert_float_equal(ct_line_length(&line), 0.054 + 0.18 + 0.05, 0.005);
}

static void an_enclave_keeps_its_ring(void **state) {
    room *r = *state;
    ct_shape base = base_of(r), line;
    ct_shape area = SHAPE(r->arena, CT_POLYGON, 31, 49, 31.01, 49, 31.01, 49.01, 31, 49.01);
    assert_true(ct_contact_line(r->arena, &area, &base, 0.03, CT_NOWHERE, &line, r->report));
    assert_int_equal(line.parts, 1);
    assert_true(line.x[0] == line.x[ct_shape_points(&line) - 1]);
}

static void the_whole_base_has_no_front(void **state) {
    room *r = *state;
    ct_shape base = base_of(r), line;
    assert_true(ct_contact_line(r->arena, &base, &base, 0.03, CT_NOWHERE, &line, r->report));
    assert_int_equal(line.parts, 0);
    ct_shape inset =
        SHAPE(r->arena, CT_POLYGON, 30.015, 48.01, 33.985, 48.01, 33.985, 49.99, 30.015, 49.99);
    assert_true(ct_contact_line(r->arena, &inset, &base, 0.03, CT_NOWHERE, &line, r->report));
    assert_int_equal(line.parts, 0);
    assert_true(ct_contact_line(r->arena, &inset, &base, 0, CT_NOWHERE, &line, r->report));
    assert_int_equal(line.parts, 1); /* without a tolerance it has */
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_border_drawn_otherwise_is_no_front),
        TEST(a_narrow_way_between_two_fronts_keeps_both),
        TEST(a_bite_at_the_border_has_its_front),
        TEST(an_enclave_keeps_its_ring),
        TEST(the_whole_base_has_no_front),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
