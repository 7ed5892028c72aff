/* test_place.c - whole maps: rules 1 to 6 hold, the ladder, findings, the same each time. */
#include "label_map.h"

static const ct_text_class oblast = {
    .name = "oblast",
    .font = { .families = "DejaVu Sans", .weight = 400, .size = 14 },
    .max_tracking = 5,
    .priority = 60
};

static void test_random_maps(void **state) {
    (void)state;
    static const size_t counts[] = { 1, 10, 40, 80, 150, 400 };
    for (size_t k = 0; k < CT_COUNT(counts); k++) {
        seed = 1000 + k;
        map m;
        ct_label_metrics metrics = { 0 };
        make_map(&m, counts[k]);
        place(&m, &metrics);
        check_rules(m.labels, m.count, &m.obstacles);
        assert_true(metrics.overlap_px2 == 0);
        assert_int_equal(metrics.ambiguous, 0);
        print_message("%3zu towns: %.3f of the weight placed, mean rank %.2f\n", m.count,
                      metrics.placed_weighted, metrics.mean_rank);
        /* Some towns lie under the key or the front's line: not all can be named. */
        if (counts[k] == 40 || counts[k] == 80) {
            assert_true(metrics.placed_weighted > 0.85);
            assert_true(metrics.mean_rank < 2);
        }
    }
}

static void test_own_side(void **state) {
    (void)state;
    seed = 5;
    map m;
    make_map(&m, 60);
    place(&m, NULL);
    size_t wrong = 0, placed = 0;
    for (size_t i = 0; i < m.count; i++) {
        const ct_label *l = &m.labels[i];
        if (l->state == CT_LABEL_DROPPED) continue;
        placed++;
        const double way[4] = { l->x, l->y, (l->box.x0 + l->box.x1) / 2,
                                (l->box.y0 + l->box.y1) / 2 };
        for (size_t p = 1; p < ct_shape_points(&m.hard); p++) {
            const double s[4] = { m.hard.x[p - 1], m.hard.y[p - 1], m.hard.x[p], m.hard.y[p] };
            if (ct_segments_meet(way, s)) {
                wrong++;
                break;
            }
        }
    }
    assert_true(placed > 45);
    assert_int_equal(wrong, 0);
}

static void test_same_each_time_in_any_order(void **state) {
    (void)state;
    seed = 77;
    map a;
    make_map(&a, 120);
    map b = a;
    b.labels = CT_ARRAY(arena, b.count, ct_label);
    for (size_t i = 0; i < a.count; i++)
        b.labels[i] = a.labels[a.count - 1 - i];
    place(&a, NULL);
    place(&b, NULL);
    for (size_t i = 0; i < a.count; i++) {
        const ct_label *l = &a.labels[i], *r = &b.labels[a.count - 1 - i];
        assert_string_equal(l->id, r->id);
        assert_int_equal(l->state, r->state);
        assert_memory_equal(&l->box, &r->box, sizeof l->box);
    }
}

static void test_best_position_when_alone(void **state) {
    (void)state;
    map m;
    make_map(&m, 1);
    m.labels[0] = point_at(0, 600, 200);
    place(&m, NULL);
    assert_int_equal(m.labels[0].state, CT_LABEL_PLACED);
    assert_string_equal(m.labels[0].position, "T");
    assert_int_equal(m.labels[0].rank, 0);
    assert_int_equal(m.labels[0].line_count, 1);
    assert_string_equal(m.labels[0].lines[0], "Donetsk");
    assert_true(m.labels[0].scale == 1 && m.labels[0].angle == 0 && m.labels[0].tracking == 0);
}

static void test_corner_of_the_frame(void **state) {
    (void)state;
    map m;
    make_map(&m, 1);
    m.labels[0] = point_at(0, 895, 300);
    place(&m, NULL);
    assert_string_equal(m.labels[0].position, "L");
}

static void test_priority(void **state) {
    (void)state;
    /* A slot for one label only, between two boxes. */
    map m;
    make_map(&m, 2);
    m.obstacles.frame = (ct_box){ 0, 0, 100, 40 };
    m.obstacles.box_count = m.obstacles.hard_count = m.obstacles.soft_count = 0;
    m.labels[0] = point_at(0, 50, 20);
    m.labels[1] = point_at(5, 50, 20); /* the same spot */
    m.labels[0].priority = 10;
    m.labels[1].priority = 90;
    m.obstacles.frame = (ct_box){ 0, 0, 130, 24 };
    place(&m, NULL);
    assert_int_not_equal(m.labels[1].state, CT_LABEL_DROPPED);
}

/* ---- the ladder ---------------------------------------------------------------------------- */

/* A point in the middle of a free box of the given size; all else is taken. */
static void cage(map *m, double w, double h, bool required, const char *text) {
    make_map(m, 1);
    m->labels[0] = point_at(0, 450, 300);
    m->labels[0].text = text;
    m->labels[0].required = required;
    ct_box *boxes = CT_ARRAY(arena, 4, ct_box);
    double x0 = 450 - w / 2, x1 = 450 + w / 2, y0 = 300 - h / 2, y1 = 300 + h / 2;
    boxes[0] = (ct_box){ 0, 0, 900, y0 };
    boxes[1] = (ct_box){ 0, y1, 900, 600 };
    boxes[2] = (ct_box){ 0, y0, x0, y1 };
    boxes[3] = (ct_box){ x1, y0, 900, y1 };
    m->obstacles.boxes = boxes;
    m->obstacles.box_count = 4;
    m->obstacles.hard_count = m->obstacles.soft_count = 0;
    m->obstacles.frame = (ct_box){ 0, 0, 900, 600 };
}

static void test_stacked(void **state) {
    (void)state;
    map m;
    cage(&m, 90, 90, false, "Velyka Novosilka"); /* 104 px on one line */
    place(&m, NULL);
    assert_int_equal(m.labels[0].state, CT_LABEL_STACKED);
    assert_int_equal(m.labels[0].line_count, 2);
    assert_string_equal(m.labels[0].lines[1], "Novosilka");
}

static void test_shrunk_only_where_required(void **state) {
    (void)state;
    ct_text_line line = ct_text_measure(arena, fonts, &town.font, "Sievierodonetsk");
    double room = (line.ink.x1 - line.ink.x0) + 2; /* less than what is kept free at both ends */
    map m;
    cage(&m, room, 50, false, "Sievierodonetsk");
    place(&m, NULL);
    assert_int_equal(m.labels[0].state, CT_LABEL_DROPPED);
    assert_int_equal(ct_report_count(report), 0);
    cage(&m, room, 50, true, "Sievierodonetsk");
    place(&m, NULL);
    assert_true(m.labels[0].state == CT_LABEL_PLACED || m.labels[0].state == CT_LABEL_SHRUNK);
    cage(&m, room * 0.92, 50, true, "Sievierodonetsk");
    place(&m, NULL);
    assert_int_equal(m.labels[0].state, CT_LABEL_SHRUNK);
    assert_true(fabs(m.labels[0].scale - 0.85) < 1e-9);
    assert_int_equal(ct_report_count(report), 0);
}

static void test_abbreviated_only_where_the_name_does_not_fit(void **state) {
    (void)state;
    for (int required = 0; required < 2; required++) {
        map m;
        cage(&m, 60, 50, required, "Sievierodonetsk");
        m.labels[0].abbr = "Siev.";
        place(&m, NULL);
        assert_int_equal(m.labels[0].state, CT_LABEL_ABBREVIATED);
        assert_int_equal(m.labels[0].line_count, 1);
        assert_string_equal(m.labels[0].lines[0], "Siev.");
        assert_string_equal(m.labels[0].text, "Sievierodonetsk");
        cage(&m, 200, 50, required, "Sievierodonetsk");
        m.labels[0].abbr = "Siev.";
        place(&m, NULL);
        assert_int_equal(m.labels[0].state, CT_LABEL_PLACED);
    }
    map m; /* rather shrunk than abbreviated */
    ct_text_line line = ct_text_measure(arena, fonts, &town.font, "Sievierodonetsk");
    cage(&m, (line.ink.x1 - line.ink.x0) * 0.94, 50, true, "Sievierodonetsk");
    m.labels[0].abbr = "Siev.";
    place(&m, NULL);
    assert_int_equal(m.labels[0].state, CT_LABEL_SHRUNK);
    cage(&m, 20, 20, false, "Sievierodonetsk"); /* no room for either */
    m.labels[0].abbr = "Siev.";
    place(&m, NULL);
    assert_int_equal(m.labels[0].state, CT_LABEL_DROPPED);
}

static void test_solver_beside_the_optimum(void **state) {
    (void)state;
    seed = 99;
    map m;
    ct_label_metrics metrics = { .check_solver = true };
    make_map(&m, 80);
    place(&m, &metrics);
    print_message("over the optimum: %.5f\n", metrics.over_optimum);
    assert_true(metrics.over_optimum >= -1e-9 && metrics.over_optimum <= 0.01);
    metrics.check_solver = false;
    place(&m, &metrics);
    assert_true(isnan(metrics.over_optimum));
}

static void test_callout(void **state) {
    (void)state;
    /* Symbols all about; free room 40 px away. */
    map m;
    make_map(&m, 25);
    m.obstacles.box_count = m.obstacles.hard_count = m.obstacles.soft_count = 0;
    m.labels[24] = point_at(0, 450, 300);
    m.labels[24].required = true;
    for (size_t i = 0; i < 24; i++) {
        double turn = 2 * M_PI * (double)i / 12, r = i < 12 ? 12 : 20;
        m.labels[i] = point_at(i, 450 + r * cos(turn), 300 + r * sin(turn));
        m.labels[i].reach = 1;
        m.labels[i].text = "Lyman";
    }
    ct_label_metrics metrics = { 0 };
    place(&m, &metrics);
    const ct_label *l = &m.labels[24];
    assert_int_equal(l->state, CT_LABEL_CALLOUT);
    assert_string_equal(l->position, "callout");
    double leader[4];
    assert_true(ct_label_leader(l->x, l->y, l->reach, l->box, leader));
    for (size_t i = 0; i < 24; i++) { /* rule 11, and no symbol below the leader */
        const ct_label *o = &m.labels[i];
        assert_true(ct_segment_distance(o->x, o->y, leader[0], leader[1], leader[2], leader[3]) >=
                    o->reach);
        if (o->state == CT_LABEL_DROPPED) continue;
        ct_tile t = tile_of(o);
        assert_false(ct_tile_crossed(&t, leader[0], leader[1], leader[2], leader[3], 0));
    }
    check_rules(m.labels, m.count, &m.obstacles);
    assert_true(metrics.required_placed == 1);
}

static void test_no_room(void **state) {
    (void)state;
    map m;
    cage(&m, 20, 20, true, "Sievierodonetsk");
    ct_label_metrics metrics = { 0 };
    place(&m, &metrics);
    assert_int_equal(m.labels[0].state, CT_LABEL_DROPPED);
    assert_true(metrics.required_placed == 0);
    assert_int_equal(ct_report_count(report), 1);
    const cartouche_finding *f = ct_report_at(report, 0);
    assert_int_equal(f->severity, CARTOUCHE_WARNING);
    assert_non_null(strstr(f->text, "Sievierodonetsk"));
    assert_non_null(strstr(f->text, "towns/00000"));
    assert_non_null(f->hint);
}

/* A name without its point would name nothing. */
static void test_hidden_point(void **state) {
    (void)state;
    map m;
    make_map(&m, 3);
    m.obstacles.covers = m.boxes;
    m.obstacles.cover_count = 1;
    m.labels[0] = point_at(0, 201, 60); /* its symbol, 2 px about it, is hidden in part */
    m.labels[1] = point_at(1, 204, 60); /* just beside the key */
    m.labels[2] = point_at(2, 100, 60);
    m.labels[2].required = true;
    place(&m, NULL);
    assert_int_equal(m.labels[0].state, CT_LABEL_DROPPED);
    assert_int_not_equal(m.labels[1].state, CT_LABEL_DROPPED);
    assert_int_equal(m.labels[2].state, CT_LABEL_DROPPED);
    assert_int_equal(ct_report_count(report), 1);
    assert_non_null(strstr(ct_report_at(report, 0)->text, "under the furniture"));
}

/* A note hides a point only where it covers the whole of it. */
static void test_point_below_a_note(void **state) {
    (void)state;
    map m;
    make_map(&m, 2);
    m.labels[0] = point_at(0, 195, 60);
    m.labels[1] = point_at(1, 199, 60);
    place(&m, NULL);
    assert_int_equal(m.labels[0].state, CT_LABEL_DROPPED);
    assert_int_not_equal(m.labels[1].state, CT_LABEL_DROPPED);
}

static void test_hidden_by(void **state) {
    (void)state;
    const ct_box covers[] = { { 10, 10, 50, 30 }, ct_box_empty() };
    assert_true(ct_point_hidden(30, 20, 3, covers, 2));
    assert_true(ct_point_hidden(52, 20, 3, covers, 2));
    assert_false(ct_point_hidden(54, 20, 3, covers, 2));
    assert_false(ct_point_hidden(52, 20, 0, covers, 2));
    assert_false(ct_point_hidden(0, 0, 1e9, covers + 1, 1));
    assert_false(ct_point_hidden(NAN, 20, 3, covers, 2));
}

/* Two towns below each other: their names are not set as two lines of one. */
static void test_not_read_as_one(void **state) {
    (void)state;
    ct_label labels[2];
    for (size_t i = 0; i < 2; i++) {
        labels[i] = point_at(i, 300 + 4 * (double)i, 300 + 14 * (double)i);
        labels[i].reach = 2;
        labels[i].text = i ? "Vuhledar" : "Velyka Novosilka";
    }
    map m = { .obstacles = { .frame = { 0, 0, 900, 600 } }, .labels = labels, .count = 2 };
    place(&m, NULL);
    check_rules(labels, 2, &m.obstacles);
    for (size_t i = 0; i < 2; i++)
        assert_int_not_equal(labels[i].state, CT_LABEL_DROPPED);
    ct_box a = labels[0].box, b = labels[1].box;
    double wide = fmin(a.x1, b.x1) - fmax(a.x0, b.x0), air = fmax(a.y0, b.y0) - fmin(a.y1, b.y1);
    assert_true(wide < 0.5 * fmin(a.x1 - a.x0, b.x1 - b.x0) || air > 0.6 * 1.1 * 12);
}

/* Rather close together than one of them left out. */
static void test_close_rather_than_dropped(void **state) {
    (void)state;
    ct_label labels[2];
    const ct_box sides[] = { { 0, 0, 299, 600 }, { 420, 0, 900, 600 } };
    for (size_t i = 0; i < 2; i++) {
        labels[i] = point_at(i, 304, 300 + 19 * (double)i);
        labels[i].reach = 2;
        labels[i].text = "Kreminna";
    }
    map m = { .obstacles = { .frame = { 0, 290, 900, 330 }, .boxes = sides, .box_count = 2 },
              .labels = labels,
              .count = 2 };
    place(&m, NULL);
    for (size_t i = 0; i < 2; i++)
        assert_int_not_equal(labels[i].state, CT_LABEL_DROPPED);
}

/* ---- areas and lines ----------------------------------------------------------------------- */

static void test_area_yields_to_points(void **state) {
    (void)state;
    const double xy[] = { 100, 100, 500, 100, 500, 400, 100, 400 };
    ct_label labels[10];
    labels[0] = (ct_label){ .id = "oblasts/1",
                            .text = "LUHANSK OBLAST",
                            .style = &oblast,
                            .kind = CT_PLACE_AREA,
                            .area = shape_of(CT_POLYGON, xy, 4),
                            .priority = 60,
                            .required = true };
    for (size_t i = 1; i < 10; i++)
        labels[i] = point_at(i, 180 + 40 * (double)i, 230 + (double)(i % 3) * 20);
    map m = { .obstacles = { .frame = { 0, 0, 900, 600 } }, .labels = labels, .count = 10 };
    place(&m, NULL);
    check_rules(labels, 10, &m.obstacles);
    for (size_t i = 0; i < 10; i++)
        assert_int_not_equal(labels[i].state, CT_LABEL_DROPPED);
    assert_string_equal(labels[0].position, "inside");
    assert_true(labels[0].box.x0 > 100 && labels[0].box.x1 < 500);
    assert_true(labels[0].box.y0 > 100 && labels[0].box.y1 < 400);
    assert_true(labels[0].tracking > 0);
}

/* An area with no room for its name has it beside; the name of another stays on its own side. */
static void test_area_too_small(void **state) {
    (void)state;
    const double xy[] = { 100, 100, 140, 100, 140, 130, 100, 130 };
    ct_label labels[2] = { { .id = "oblasts/1", .text = "LUHANSK", .style = &oblast } };
    labels[0].area = shape_of(CT_POLYGON, xy, 4); /* kind AUTO: an area */
    labels[1] = labels[0];
    labels[1].id = "oblasts/2";
    const double other[] = { 140, 100, 180, 100, 180, 130, 140, 130 };
    labels[1].area = shape_of(CT_POLYGON, other, 4);
    labels[1].required = true;
    map m = { .obstacles = { .frame = { 0, 0, 900, 600 } }, .labels = labels, .count = 2 };
    place(&m, NULL);
    assert_int_equal(labels[0].kind, CT_PLACE_AREA);
    for (size_t i = 0; i < 2; i++) {
        assert_string_equal(labels[i].position, "beside");
        assert_true(labels[i].scale == 1 && labels[i].tracking == 0);
    }
    assert_true(labels[0].box.x1 < 100 && labels[1].box.x0 > 180);
    assert_int_equal(ct_report_count(report), 0);
}

/* What is required stands over its outline only where it cannot stand beside it. */
static void test_area_hemmed_in(void **state) {
    (void)state;
    const double xy[] = { 100, 100, 140, 100, 140, 130, 100, 130 };
    ct_label labels[1] = { { .id = "oblasts/2", .text = "LUHANSK", .style = &oblast } };
    labels[0].area = shape_of(CT_POLYGON, xy, 4);
    const ct_box boxes[] = { { 40, 0, 300, 93 }, { 40, 137, 300, 400 } };
    map m = { .obstacles = { .frame = { 60, 0, 178, 600 }, .boxes = boxes, .box_count = 2 },
              .labels = labels,
              .count = 1 };
    place(&m, NULL);
    assert_int_equal(labels[0].state, CT_LABEL_DROPPED);
    labels[0].required = true;
    place(&m, NULL);
    assert_int_not_equal(labels[0].state, CT_LABEL_DROPPED);
    assert_string_equal(labels[0].position, "over");
    assert_int_equal(ct_report_count(report), 1);
    assert_non_null(strstr(ct_report_at(report, 0)->text, "oblasts/2"));
}

static void test_river(void **state) {
    (void)state;
    const double xy[] = { 100, 200, 400, 260, 700, 250 };
    ct_label label = { .id = "rivers/1",
                       .text = "Siverskyi Donets",
                       .style = &town,
                       .kind = CT_PLACE_LINE,
                       .area = shape_of(CT_LINE, xy, 3),
                       .reach = 1 };
    map m = { .obstacles = { .frame = { 0, 0, 900, 600 } }, .labels = &label, .count = 1 };
    place(&m, NULL);
    assert_int_equal(label.state, CT_LABEL_PLACED);
    assert_string_equal(label.position, "along");
}

/* ---- odd input ----------------------------------------------------------------------------- */

static void test_odd_labels(void **state) {
    (void)state;
    static const ct_text_class sizeless = { .name = "x" };
    ct_label labels[9];
    for (size_t i = 0; i < 9; i++)
        labels[i] = point_at(i, 300, 200);
    labels[0].x = NAN;
    labels[1].y = 1e300;
    labels[2].text = "";
    labels[3].text = NULL;
    labels[4].style = NULL;
    labels[5].style = &sizeless;
    labels[6].reach = NAN;
    labels[7].priority = NAN;
    labels[7].x = 600;
    labels[8].text = "   ";
    labels[1].required = true;
    map m = { .obstacles = { .frame = { 0, 0, 900, 600 } }, .labels = labels, .count = 9 };
    ct_label_metrics metrics = { 0 };
    place(&m, &metrics);
    for (size_t i = 0; i < 9; i++)
        if (i != 7) assert_int_equal(labels[i].state, CT_LABEL_DROPPED);
    assert_int_not_equal(labels[7].state, CT_LABEL_DROPPED);
    assert_non_null(strstr(ct_report_at(report, 0)->text, "outside"));
    place(&(map){ .obstacles = { .frame = { 0, 0, 900, 600 } } }, &metrics);
    assert_true(metrics.required_placed == 1);
}

static void test_cover(void **state) {
    (void)state;
    ct_labels_style strict = style;
    strict.cover_max = 0.0001;
    ct_label label = point_at(0, 300, 200);
    ct_obstacles o = { .frame = { 0, 0, 900, 600 } };
    ct_labels_place(arena, fonts, &strict, &o, &label, 1, NULL, report);
    assert_int_equal(ct_report_count(report), 1);
    assert_non_null(strstr(ct_report_at(report, 0)->text, "cover"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_random_maps),
        TEST(test_own_side),
        TEST(test_same_each_time_in_any_order),
        TEST(test_best_position_when_alone),
        TEST(test_corner_of_the_frame),
        TEST(test_priority),
        TEST(test_stacked),
        TEST(test_shrunk_only_where_required),
        TEST(test_abbreviated_only_where_the_name_does_not_fit),
        TEST(test_solver_beside_the_optimum),
        TEST(test_callout),
        TEST(test_no_room),
        TEST(test_hidden_point),
        TEST(test_close_rather_than_dropped),
        TEST(test_not_read_as_one),
        TEST(test_hidden_by),
        TEST(test_point_below_a_note),
        TEST(test_area_yields_to_points),
        TEST(test_area_too_small),
        TEST(test_area_hemmed_in),
        TEST(test_river),
        TEST(test_odd_labels),
        TEST(test_cover),
    };
    return cmocka_run_group_tests(tests, setup_fonts, teardown_fonts);
}
