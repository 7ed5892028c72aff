/* test_annotate_auto.c - annotations that find their own places, together. */
#include "note_case.h"

static const ct_labels_style order = { .order = { CT_POS_T, CT_POS_B, CT_POS_R, CT_POS_TR,
                                                  CT_POS_BR, CT_POS_L, CT_POS_TL, CT_POS_BL },
                                       .gap = 3,
                                       .shrink_min = 0.85 };

static ct_annotation_spec callout(const char *id) {
    return (ct_annotation_spec){ .id = id,
                                 .kind = CT_ANNOTATION_CALLOUT,
                                 .side = CT_AT_AUTO,
                                 .offset = 24,
                                 .leader = CT_LEADER_STRAIGHT,
                                 .head = CT_HEAD_DOT };
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

/* One alone, with what stands on the map. */
static ct_annotation settle_one(const ct_annotation_spec *a, ct_note_room room, double x, double y,
                                bool goal) {
    ct_note_ask ask = case_ask(a, "Some words on it", x, y);
    ct_annotation n;
    bool settled;
    room.style = &order;
    ct_annotations_settle(arena, fonts, &room, &ask, 1, &n, &settled);
    assert_int_equal(settled, goal);
    return n;
}

static void alone_it_stands_right_of_its_place(void **state) {
    (void)state;
    const ct_obstacles none = { .frame = frame };
    ct_annotation_spec a = callout("a");
    ct_annotation n = settle_one(&a, (ct_note_room){ .obstacles = &none }, 300, 200, true);
    assert_true(fabs(n.box.x0 - 324) < 1e-6 && n.leader.parts == 1);
    /* Near the frame, on the side where there is room. */
    n = settle_one(&a, (ct_note_room){ .obstacles = &none }, 560, 200, true);
    assert_true(n.box.x1 < 560 && n.box.x0 > 0);
}

static void it_keeps_off_furniture_and_what_the_map_is_about(void **state) {
    (void)state;
    ct_box key = { 310, 150, 590, 250 };
    ct_obstacles obstacles = { .frame = frame, .boxes = &key, .box_count = 1 };
    ct_annotation_spec a = callout("a");
    ct_annotation n = settle_one(&a, (ct_note_room){ .obstacles = &obstacles }, 300, 200, true);
    assert_true(n.box.x1 < 310);
    obstacles.box_count = 0;
    ct_busy busy = { .shape = square(300, 0, 600, 400), .weight = 5 };
    ct_note_room room = { .obstacles = &obstacles, .busy = &busy, .busy_count = 1 };
    n = settle_one(&a, room, 300, 200, true);
    assert_true(n.box.x1 < 300);
}

static void it_crosses_no_front(void **state) {
    (void)state;
    static const double line[] = { 330, 0, 330, 400 };
    ct_shape front = case_path(line, 2);
    double reach = 2;
    ct_obstacles obstacles = {
        .frame = frame, .hard = &front, .hard_reach = &reach, .hard_count = 1
    };
    ct_annotation_spec a = callout("a");
    ct_annotation n = settle_one(&a, (ct_note_room){ .obstacles = &obstacles }, 300, 200, true);
    assert_true(n.box.x1 < 328);
}

static void required_names_keep_their_places(void **state) {
    (void)state;
    /* A town right of the place: its name has room above and below it alone. */
    ct_box walls[] = { { 360, 150, 600, 193 }, { 360, 207, 600, 250 } };
    ct_obstacles obstacles = { .frame = frame, .boxes = walls, .box_count = 2 };
    ct_label town = { .id = "t/1",
                      .layer = "t",
                      .text = "Town",
                      .style = &class,
                      .kind = CT_PLACE_POINT,
                      .x = 345,
                      .y = 200,
                      .reach = 3,
                      .required = true };
    ct_note_room room = { .obstacles = &obstacles, .labels = &town, .label_count = 1 };
    ct_annotation_spec a = callout("a");
    ct_annotation n = settle_one(&a, room, 300, 200, true);
    ct_box name = { 325, 180, 365, 220 };
    assert_false(ct_box_meets(n.box, name));
}

static void several_avoid_each_other(void **state) {
    (void)state;
    enum { COUNT = 6 };
    const ct_obstacles none = { .frame = frame };
    ct_annotation_spec specs[COUNT];
    ct_note_ask asks[COUNT];
    ct_annotation notes[COUNT], again[COUNT];
    bool settled[COUNT];
    for (int i = 0; i < COUNT; i++) {
        specs[i] = callout(ct_printf(arena, "n%d", i));
        specs[i].leader = (ct_leader)(1 + i % 3);
        specs[i].kind = i == 4 ? CT_ANNOTATION_BADGE : CT_ANNOTATION_CALLOUT;
        asks[i] = case_ask(&specs[i], "Words that stand here", 280 + 12 * i, 190 + 7 * (i % 3));
    }
    ct_note_room room = { .obstacles = &none, .style = &order };
    ct_annotations_settle(arena, fonts, &room, asks, COUNT, notes, settled);
    for (int i = 0; i < COUNT; i++) {
        assert_true(settled[i]);
        for (int k = 0; k < COUNT; k++) {
            if (i == k) continue;
            assert_false(ct_box_meets(notes[i].box, notes[k].box));
            ct_tile words = ct_tile_of(notes[k].box, 0);
            const ct_shape *l = &notes[i].leader, *m = &notes[k].leader;
            for (size_t p = l->start + 1; l->parts && p < l->end[0]; p++) {
                const double one[4] = { l->x[p - 1], l->y[p - 1], l->x[p], l->y[p] };
                assert_false(ct_tile_crossed(&words, one[0], one[1], one[2], one[3], 0));
                for (size_t q = m->start + 1; m->parts && q < m->end[0]; q++) {
                    const double two[4] = { m->x[q - 1], m->y[q - 1], m->x[q], m->y[q] };
                    assert_false(ct_segments_meet(one, two));
                }
            }
        }
    }
    ct_annotations_settle(arena, fonts, &room, asks, COUNT, again, settled);
    for (int i = 0; i < COUNT; i++)
        assert_memory_equal(&again[i].box, &notes[i].box, sizeof notes[i].box);
}

static void without_room_it_is_told(void **state) {
    (void)state;
    ct_box all = { 0, 0, 600, 400 };
    ct_obstacles obstacles = { .frame = frame, .boxes = &all, .box_count = 1 };
    ct_annotation_spec a = callout("a");
    ct_annotation n = settle_one(&a, (ct_note_room){ .obstacles = &obstacles }, 300, 200, false);
    assert_true(n.block.line_count > 0); /* and stands as it would alone */
}

static void a_bracket_takes_its_better_side(void **state) {
    (void)state;
    static const double ends[] = { 300, 100, 300, 300 };
    const ct_obstacles none = { .frame = frame };
    ct_busy busy = { .shape = square(300, 0, 600, 400), .weight = 3 };
    ct_note_room room = { .obstacles = &none, .style = &order, .busy = &busy, .busy_count = 1 };
    ct_annotation_spec a = {
        .id = "b", .kind = CT_ANNOTATION_BRACKET, .side = CT_AT_AUTO, .offset = 6
    };
    ct_note_ask ask = case_ask(&a, "Words", 0, 0);
    ask.path = case_path(ends, 2);
    ct_annotation n;
    bool settled;
    ct_annotations_settle(arena, fonts, &room, &ask, 1, &n, &settled);
    assert_true(settled && n.box.x1 < 300);
    room.busy_count = 0;
    ct_annotations_settle(arena, fonts, &room, &ask, 1, &n, &settled);
    assert_true(settled && n.box.x0 > 300);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(alone_it_stands_right_of_its_place),
        TEST(it_keeps_off_furniture_and_what_the_map_is_about),
        TEST(it_crosses_no_front),
        TEST(required_names_keep_their_places),
        TEST(several_avoid_each_other),
        TEST(without_room_it_is_told),
        TEST(a_bracket_takes_its_better_side),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
