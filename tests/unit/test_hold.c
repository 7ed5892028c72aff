/* test_hold.c - places of pins and of earlier maps. */
#include "label_map.h"

static ct_label lyman(const ct_pin_spec *pin) {
    return (ct_label){ .text = "Lyman",
                       .style = &town,
                       .kind = CT_PLACE_POINT,
                       .x = 100,
                       .y = 200,
                       .reach = 2,
                       .pin = pin };
}

static ct_label_form form_of(const ct_label *label) {
    size_t count;
    return ct_label_forms(arena, fonts, &style, label, false, &count)[0];
}

static ct_candidate pinned(const ct_label *label) {
    ct_candidates list = { 0 };
    ct_label_form *form = CT_NEW(arena, ct_label_form);
    *form = form_of(label);
    ct_candidates_pinned(arena, &style, label, form, &list);
    assert_int_equal(list.count, 1);
    return list.items[0];
}

static bool near(double a, double b) { return fabs(a - b) < 1e-9; }

static void test_offset_to_the_nearest_side(void **state) {
    (void)state;
    static const ct_pin_spec above = { .has_offset = true, .offset = { 6, -5 } };
    ct_label label = lyman(&above);
    ct_candidate c = pinned(&label);
    assert_true(near(c.box.x0, 106) && near(c.box.y1, 195));
    assert_string_equal(c.position, "TR");
    assert_int_equal(c.rank, 3);
    assert_false(c.has_leader);
    static const ct_pin_spec below = { .has_offset = true, .offset = { -6, 5 } };
    label.pin = &below;
    c = pinned(&label);
    assert_true(near(c.box.x1, 94) && near(c.box.y0, 205));
    assert_string_equal(c.position, "BL");
    static const ct_pin_spec beside = { .has_offset = true, .offset = { 6, 0 } };
    label.pin = &beside;
    c = pinned(&label);
    assert_string_equal(c.position, "R");
    assert_true(near(c.box.x0, 106) && c.box.y0 < 200 && c.box.y1 > 200);
    static const ct_pin_spec over = { .has_offset = true, .offset = { 0, -5 } };
    label.pin = &over;
    c = pinned(&label);
    assert_string_equal(c.position, "T");
    assert_true(near(c.box.x0 + c.box.x1, 200) && near(c.box.y1, 195));
}

static void test_far_off_it_is_led(void **state) {
    (void)state;
    static const ct_pin_spec far = { .has_offset = true, .offset = { 40, -30 } };
    ct_label label = lyman(&far);
    ct_candidate c = pinned(&label);
    assert_true(c.has_leader);
    assert_string_equal(c.position, "callout");
    assert_true(near(c.box.x0, 140) && near(c.box.y1, 170));
}

static void test_position_and_nudge(void **state) {
    (void)state;
    static const ct_pin_spec plain = { .has_position = true, .position = CT_POS_L };
    ct_label label = lyman(&plain);
    ct_label_form form = form_of(&label);
    ct_box usual = ct_label_box_at(CT_POS_L, &label, &form, 3);
    ct_candidate c = pinned(&label);
    assert_memory_equal(&c.box, &usual, sizeof usual);
    assert_string_equal(c.position, "L");
    static const ct_pin_spec nudged = {
        .has_position = true, .position = CT_POS_L, .has_offset = true, .offset = { -2, 1 }
    };
    label.pin = &nudged;
    c = pinned(&label);
    assert_true(near(c.box.x0, usual.x0 - 2) && near(c.box.y0, usual.y0 + 1));
}

static ct_shape square(double x0, double y0, double x1, double y1) {
    ct_builder b = ct_builder_start(arena, CT_POLYGON);
    ct_builder_point(&b, x0, y0);
    ct_builder_point(&b, x1, y0);
    ct_builder_point(&b, x1, y1);
    ct_builder_point(&b, x0, y1);
    ct_builder_end_part(&b);
    return ct_builder_take(&b);
}

static void test_areas_are_held_by_their_middle(void **state) {
    (void)state;
    static const ct_pin_spec pin = { .has_offset = true, .offset = { 10, -20 } };
    ct_label label = lyman(&pin);
    label.kind = CT_PLACE_AREA;
    label.area = square(0, 0, 300, 100);
    ct_candidate c = pinned(&label);
    assert_true(near(c.box.x0 + c.box.x1, 2 * 160.0));
    assert_true(c.box.y0 < 30 && c.box.y1 > 30);
    assert_string_equal(c.position, "about");
}

/* ---- an earlier map -------------------------------------------------------------------------- */

static size_t kept(const ct_label *label, ct_candidate *c) {
    ct_candidates list = { 0 };
    ct_label_form *form = CT_NEW(arena, ct_label_form);
    *form = form_of(label);
    ct_candidates_kept(arena, label, form, &list);
    if (list.count) *c = list.items[0];
    return list.count;
}

static void test_kept_as_it_was_set(void **state) {
    (void)state;
    ct_label label = lyman(NULL);
    ct_label_form form = form_of(&label);
    double w = form.ink[0].x1 - form.ink[0].x0, h = form.ink[0].y1 - form.ink[0].y0;
    ct_label_before before = {
        .x = 130, .y = 190, .w = w, .h = h, .position = "TR", .rank = 3, .state = CT_LABEL_PLACED
    };
    label.before = &before;
    ct_candidate c;
    assert_int_equal(kept(&label, &c), 1);
    assert_true(near((c.box.x0 + c.box.x1) / 2, 130) && near((c.box.y0 + c.box.y1) / 2, 190));
    assert_string_equal(c.position, "TR");
    assert_int_equal(c.rank, 3);
    before.w = w + 5; /* other letters now */
    assert_int_equal(kept(&label, &c), 0);
    before.w = w;
    before.state = CT_LABEL_STACKED;
    assert_int_equal(kept(&label, &c), 0);
}

static void test_kept_inside_alone(void **state) {
    (void)state;
    ct_label label = lyman(NULL);
    label.kind = CT_PLACE_AREA;
    label.area = square(0, 0, 300, 100);
    ct_label_form form = form_of(&label);
    double w = form.ink[1].x1 - form.ink[1].x0, h = form.ink[1].y1 - form.ink[1].y0;
    ct_label_before before = {
        .x = 150, .y = 50, .w = w, .h = h, .position = "inside", .state = form.state
    };
    label.before = &before;
    ct_candidate c;
    assert_int_equal(kept(&label, &c), 1);
    label.area = square(140, 0, 300, 100); /* the area has shrunk below it */
    assert_int_equal(kept(&label, &c), 0);
}

static void test_moves_are_dear(void **state) {
    (void)state;
    ct_label label = lyman(NULL);
    ct_candidate c = { .box = { 100, 100, 140, 110 } };
    ct_candidate_weigh_move(&label, &c);
    assert_true(c.cost == 0);
    ct_label_before before = { .x = 121.9, .y = 105 };
    label.before = &before;
    assert_false(ct_label_moved(&label, c.box));
    ct_candidate_weigh_move(&label, &c);
    assert_true(c.cost == 0);
    before.x = 122.1;
    assert_true(ct_label_moved(&label, c.box));
    ct_candidate_weigh_move(&label, &c);
    assert_true(c.cost > 10);
}

/* ---- whole maps ----------------------------------------------------------------- */

static void test_a_pin_holds_and_others_give_way(void **state) {
    (void)state;
    map m;
    make_map(&m, 2);
    m.labels[0] = point_at(0, 600, 200);
    m.labels[1] = point_at(4, 600, 186); /* where the pinned name goes to */
    m.labels[1].priority = 90;
    static const ct_pin_spec pin = { .has_position = true, .position = CT_POS_BL };
    m.labels[0].pin = &pin;
    place(&m, NULL);
    assert_string_equal(m.labels[0].position, "BL");
    assert_int_equal(m.labels[0].state, CT_LABEL_PLACED);
    assert_int_not_equal(m.labels[1].state, CT_LABEL_DROPPED);
    assert_int_equal(ct_report_count(report), 0);
    check_rules(m.labels, m.count, &m.obstacles);
}

static void test_a_pin_in_the_way_of_something_hard(void **state) {
    (void)state;
    static const struct {
        double x, y;
        ct_pin_spec pin;
    } cases[] = {
        { 205, 120, { .has_position = true, .position = CT_POS_L } }, /* the key */
        { 890, 300, { .has_position = true, .position = CT_POS_R } }, /* the frame */
        { 600, 200, { .has_offset = true, .offset = { -300, 0 } } },  /* the front */
        { 600, 200, { .has_offset = true, .offset = { 0, 0 } } },     /* its symbol */
    };
    for (size_t i = 0; i < CT_COUNT(cases); i++) {
        map m;
        make_map(&m, 1);
        m.labels[0] = point_at(0, cases[i].x, cases[i].y);
        m.labels[0].pin = &cases[i].pin;
        size_t before = ct_report_count(report);
        place(&m, NULL);
        assert_int_equal(m.labels[0].state, CT_LABEL_PLACED); /* elsewhere */
        assert_int_equal(ct_report_count(report), before + 1);
        assert_non_null(strstr(ct_report_at(report, before)->text, "cannot be held there"));
    }
}

static void test_two_pins_that_collide(void **state) {
    (void)state;
    map m;
    make_map(&m, 2);
    static const ct_pin_spec right = { .has_position = true, .position = CT_POS_R };
    static const ct_pin_spec left = { .has_position = true, .position = CT_POS_L };
    m.labels[0] = point_at(0, 560, 200);
    m.labels[1] = point_at(4, 640, 200);
    m.labels[0].pin = &right;
    m.labels[1].pin = &left;
    place(&m, NULL);
    assert_int_equal(ct_report_count(report), 1);
    assert_int_not_equal(m.labels[0].state, CT_LABEL_DROPPED);
    assert_int_not_equal(m.labels[1].state, CT_LABEL_DROPPED);
    check_rules(m.labels, m.count, &m.obstacles);
}

/* Gives each placed label of `from` to the same of `to` as what an earlier map had. */
static void remember(const map *from, map *to) {
    ct_label_before *before = CT_ARRAY(arena, from->count, ct_label_before);
    for (size_t i = 0; i < from->count; i++) {
        const ct_label *l = &from->labels[i];
        if (l->state == CT_LABEL_DROPPED) continue;
        before[i] = (ct_label_before){ .x = (l->box.x0 + l->box.x1) / 2,
                                       .y = (l->box.y0 + l->box.y1) / 2,
                                       .w = l->box.x1 - l->box.x0,
                                       .h = l->box.y1 - l->box.y0,
                                       .position = l->position,
                                       .rank = l->rank,
                                       .state = l->state };
        to->labels[i].before = &before[i];
    }
}

static void test_an_earlier_map_is_kept(void **state) {
    (void)state;
    seed = 321;
    map a, b;
    ct_label_metrics metrics = { 0 };
    make_map(&a, 80);
    place(&a, NULL);
    b = a;
    b.labels = CT_ARRAY(arena, a.count + 6, ct_label);
    for (size_t i = 0; i < a.count; i++) {
        b.labels[i] = a.labels[i];
        b.labels[i].priority += (double)(i % 7); /* another order of importance */
    }
    for (size_t i = 0; i < 6; i++) /* and new towns */
        b.labels[b.count++] = point_at(a.count + i, random_to(900), random_to(600));
    remember(&a, &b);
    double *front = CT_ARRAY(arena, b.hard.end[0], double); /* it has moved a little */
    for (size_t i = 0; i < b.hard.end[0]; i++)
        front[i] = b.hard.x[i] + (i > 20 && i < 30 ? 4 : 0);
    b.hard.x = front;
    b.obstacles.hard = &b.hard;
    place(&b, &metrics);
    check_rules(b.labels, b.count, &b.obstacles);
    print_message("moved %.3f\n", metrics.moved);
    assert_true(metrics.moved <= 0.06);
    for (size_t i = 0; i < b.count; i++)
        b.labels[i].before = NULL;
    place(&b, &metrics);
    assert_true(isnan(metrics.moved));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_offset_to_the_nearest_side),
        TEST(test_far_off_it_is_led),
        TEST(test_position_and_nudge),
        TEST(test_areas_are_held_by_their_middle),
        TEST(test_kept_as_it_was_set),
        TEST(test_kept_inside_alone),
        TEST(test_moves_are_dear),
        TEST(test_a_pin_holds_and_others_give_way),
        TEST(test_a_pin_in_the_way_of_something_hard),
        TEST(test_two_pins_that_collide),
        TEST(test_an_earlier_map_is_kept),
    };
    return cmocka_run_group_tests(tests, setup_fonts, teardown_fonts);
}
