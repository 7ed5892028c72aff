/* test_annotate.c - notes and callouts: sides, the frame, leaders, heads. */
#include "note_case.h"

static ct_annotation_spec callout(ct_at side, ct_leader leader, bool head) {
    return (ct_annotation_spec){ .id = "pokrovsk",
                                 .kind = CT_ANNOTATION_CALLOUT,
                                 .side = side,
                                 .leader = leader,
                                 .offset = 24,
                                 .head = head ? CT_HEAD_ARROW : CT_HEAD_DOT };
}

static bool lay_out(const ct_annotation_spec *a, const char *text, double x, double y,
                    ct_annotation *laid_out) {
    ct_note_ask ask = case_ask(a, text, x, y);
    return ct_annotation_lay_out(arena, fonts, &ask, laid_out);
}

static ct_box draw(const ct_annotation_spec *a, const char *text, double x, double y) {
    ct_annotation laid_out;
    ct_box all = ct_box_empty();
    if (!lay_out(a, text, x, y, &laid_out)) return all;
    ct_annotation_draw(scene, &laid_out);
    size_t count;
    const ct_box *boxes = ct_annotation_boxes(arena, &laid_out, &count);
    for (size_t i = 0; i < count; i++)
        all = ct_box_union(all, boxes[i]);
    return all;
}

static size_t count_of(ct_node_type type, size_t from) {
    size_t n = 0;
    for (size_t i = from; i < scene->node_count; i++)
        n += scene->nodes[i].type == type;
    return n;
}

/* Box of all letters' lines from a node on. */
static ct_box text_box(size_t from) {
    ct_box box = ct_box_empty();
    for (size_t i = from; i < scene->node_count; i++) {
        if (scene->nodes[i].type != CT_NODE_TEXT) continue;
        const ct_text *t = &scene->nodes[i].text;
        double left = t->x - t->anchor * t->line.width;
        ct_box_add(&box, left + t->line.ink.x0, t->y + t->line.ink.y0);
        ct_box_add(&box, left + t->line.ink.x1, t->y + t->line.ink.y1);
    }
    return box;
}

static void test_sides(void **state) {
    (void)state;
    static const struct {
        ct_at side;
        int dx, dy;
    } cases[] = { { CT_AT_TOP_LEFT, -1, -1 }, { CT_AT_TOP, 0, -1 },
                  { CT_AT_TOP_RIGHT, 1, -1 }, { CT_AT_LEFT, -1, 0 },
                  { CT_AT_RIGHT, 1, 0 },      { CT_AT_BOTTOM_LEFT, -1, 1 },
                  { CT_AT_BOTTOM, 0, 1 },     { CT_AT_BOTTOM_RIGHT, 1, 1 },
                  { CT_AT_NONE, 0, 0 } };
    for (size_t i = 0; i < CT_COUNT(cases); i++) {
        ct_annotation_spec a = callout(cases[i].side, CT_LEADER_NONE, false);
        size_t from = scene->node_count;
        ct_box box = draw(&a, "Fighting", 300, 200), ink = text_box(from);
        assert_true(ink.x0 >= box.x0 - 1 && ink.x1 <= box.x1 + 1);
        assert_true(ink.y0 >= box.y0 - 1 && ink.y1 <= box.y1 + 1);
        if (cases[i].dx < 0) assert_true(box.x1 < 300 - 12);
        if (cases[i].dx > 0) assert_true(box.x0 > 300 + 12);
        if (cases[i].dx == 0) assert_true(box.x0 < 300 && box.x1 > 300);
        if (cases[i].dy < 0) assert_true(box.y1 < 200 - 12);
        if (cases[i].dy > 0) assert_true(box.y0 > 200 + 12);
        if (cases[i].dy == 0) assert_true(box.y0 < 200 && box.y1 > 200);
    }
}

static void test_stays_in_the_frame(void **state) {
    (void)state;
    static const double at[][2] = { { 5, 5 }, { 595, 5 }, { 5, 395 }, { 595, 395 }, { 300, 2 } };
    for (size_t i = 0; i < CT_COUNT(at); i++)
        for (int side = CT_AT_TOP_LEFT; side <= CT_AT_BOTTOM_RIGHT; side++) {
            ct_annotation_spec a = callout((ct_at)side, CT_LEADER_STRAIGHT, true);
            size_t from = scene->node_count;
            (void)draw(&a, "**Pokrovsk**\nfighting in the city", at[i][0], at[i][1]);
            ct_box ink = text_box(from);
            assert_true(ink.x0 >= 0 && ink.y0 >= 0 && ink.x1 <= 600 && ink.y1 <= 400);
            /* Nor over what it points to. */
            assert_false(at[i][0] > ink.x0 && at[i][0] < ink.x1 && at[i][1] > ink.y0 &&
                         at[i][1] < ink.y1);
        }
}

static void test_leaders(void **state) {
    (void)state;
    static const ct_leader kinds[] = { CT_LEADER_STRAIGHT, CT_LEADER_ELBOW, CT_LEADER_CURVE };
    static const size_t least[] = { 2, 3, 10 };
    for (size_t i = 0; i < CT_COUNT(kinds); i++) {
        ct_annotation_spec a = callout(CT_AT_TOP_RIGHT, kinds[i], false);
        a.offset = 60;
        size_t from = scene->node_count;
        ct_box box = draw(&a, "Fighting", 300, 200);
        assert_int_equal(count_of(CT_NODE_PATH, from), 2);
        const ct_shape *s = &scene->nodes[from + 1].path.shape;
        assert_true(ct_shape_points(s) >= least[i]);
        size_t last = s->end[0] - 1;
        assert_true(hypot(s->x[last] - 300, s->y[last] - 200) < 1e-6); /* to the place, in a dot */
        const ct_path *dot = &scene->nodes[from + 2].path;
        ct_box round = ct_box_of(&dot->shape);
        assert_true(dot->has_fill && fabs(round.x0 + round.x1 - 600) < 1e-6);
        assert_true(round.x1 - round.x0 >= 3 && round.x1 - round.x0 <= 5);
        ct_box line = ct_box_of(s);
        assert_true(line.x0 >= box.x0 && line.x1 <= box.x1 && line.y0 >= box.y0 &&
                    line.y1 <= box.y1);
        /* It does not run through its own words. */
        ct_tile words = ct_tile_of(text_box(from), 0);
        for (size_t k = 1; k <= last; k++)
            assert_false(ct_tile_crossed(&words, s->x[k - 1], s->y[k - 1], s->x[k], s->y[k], 0));
    }
}

static void test_head(void **state) {
    (void)state;
    ct_annotation_spec a = callout(CT_AT_RIGHT, CT_LEADER_STRAIGHT, true);
    a.offset = 50;
    (void)draw(&a, "Fighting", 300, 200);
    assert_int_equal(count_of(CT_NODE_PATH, 0), 2);
    const ct_path *head = &scene->nodes[2].path;
    assert_true(head->has_fill);
    assert_int_equal(head->shape.kind, CT_POLYGON);
    ct_box box = ct_box_of(&head->shape);
    assert_true(box.x0 > 300 && box.x0 <= 303); /* its tip, on the anchor's side */
    assert_true(fabs((box.y0 + box.y1) / 2 - 200) < 1);
}

static void test_markup_and_group(void **state) {
    (void)state;
    ct_annotation_spec a = callout(CT_AT_RIGHT, CT_LEADER_NONE, false);
    (void)draw(&a, "**Pokrovsk**\nfighting", 300, 200);
    assert_int_equal(scene->nodes[0].type, CT_NODE_BEGIN);
    assert_string_equal(scene->nodes[0].group.id, "pokrovsk");
    assert_int_equal(scene->nodes[0].group.role, CT_ROLE_ANNOTATION);
    assert_int_equal(scene->nodes[1].text.line.runs[0].font.weight, 700);
    assert_string_equal(scene->nodes[1].text.line.runs[0].text, "Pokrovsk");
    assert_int_equal(scene->depth, 0);
}

static void test_text_on_its_point(void **state) {
    (void)state;
    ct_annotation_spec a = { .id = "sea", .kind = CT_ANNOTATION_TEXT };
    ct_box box = draw(&a, "Sea of Azov", 300, 200);
    assert_true(fabs((box.x0 + box.x1) / 2 - 300) < 1);
    assert_true(box.y0 < 200 && box.y1 > 200);
}

static void test_wrap(void **state) {
    (void)state;
    ct_annotation_spec a = callout(CT_AT_RIGHT, CT_LEADER_NONE, false);
    const char *text =
        "Russian forces entered the city from the south in the first days of the year";
    a.wrap = 120;
    ct_box narrow = draw(&a, text, 300, 200);
    assert_true(narrow.x1 - narrow.x0 <= 121);
    a.wrap = 0;
    ct_box wide = draw(&a, text, 300, 200);
    assert_true(wide.x1 - wide.x0 > 121 && wide.x1 - wide.x0 <= 201);
}

/* With little room on its side a callout comes nearer and is set narrower before it changes sides.
 */
static void test_little_room(void **state) {
    (void)state;
    ct_annotation_spec a = callout(CT_AT_LEFT, CT_LEADER_STRAIGHT, true);
    a.offset = 70;
    const char *text = "**Pokrovsk**\nfighting in the city, street by street, since the autumn";
    ct_box free_box = draw(&a, text, 400, 200), near_box = draw(&a, text, 200, 200);
    assert_true(free_box.x0 < 320 && near_box.x0 < 120);
    ct_box narrow = draw(&a, text, 150, 200);
    assert_true(narrow.x0 >= 0 && narrow.x0 < 70 &&
                narrow.y1 - narrow.y0 > free_box.y1 - free_box.y0);
    assert_true(draw(&a, text, 60, 200).x1 > 120); /* no room at all */
}

/* Wherever the place is, the text stands clear of it, and a leader ends within 3 px of it. */
static void test_clear_of_its_place(void **state) {
    (void)state;
    for (int i = 0; i <= 12; i++)
        for (int k = 0; k <= 8; k++)
            for (int side = CT_AT_TOP_LEFT; side <= CT_AT_BOTTOM_RIGHT; side++) {
                ct_annotation_spec a = callout((ct_at)side, (ct_leader)(1 + (i + k) % 3), k % 2);
                double x = i * 50, y = k * 50;
                ct_annotation n;
                assert_true(lay_out(&a, "**Paris** has two million people", x, y, &n));
                assert_false(x > n.box.x0 && x < n.box.x1 && y > n.box.y0 && y < n.box.y1);
                if (n.leader.parts == 0) continue;
                size_t last = n.leader.end[0] - 1;
                assert_true(hypot(n.leader.x[last] - x, n.leader.y[last] - y) <= 3);
            }
}

/* Beside a slanting leader there is room for labels: its boxes follow it. */
static void test_boxes(void **state) {
    (void)state;
    ct_annotation_spec a = callout(CT_AT_TOP_RIGHT, CT_LEADER_STRAIGHT, true);
    a.offset = 120;
    ct_annotation n;
    assert_true(lay_out(&a, "Fighting", 300, 200, &n));
    size_t count;
    const ct_box *boxes = ct_annotation_boxes(arena, &n, &count);
    assert_true(count > 5);
    ct_box spot = { 300, n.box.y1 + 10, 304, n.box.y1 + 14 }; /* above the place */
    for (size_t i = 0; i < count; i++)
        assert_false(ct_box_meets(boxes[i], spot));
    for (size_t i = n.leader.start; i < n.leader.end[0]; i++) {
        bool kept = false;
        for (size_t k = 0; k < count; k++)
            kept = kept || (n.leader.x[i] >= boxes[k].x0 && n.leader.x[i] <= boxes[k].x1 &&
                            n.leader.y[i] >= boxes[k].y0 && n.leader.y[i] <= boxes[k].y1);
        assert_true(kept);
    }
}

/* Words, leader and head have the halo that the caller gives. */
static void test_halo_of_the_ground(void **state) {
    (void)state;
    ct_text_class with_halo = class;
    with_halo.halo_width = 1.5;
    with_halo.halo = (ct_rgba){ 1, 1, 1, 1 };
    ct_annotation_spec a = callout(CT_AT_RIGHT, CT_LEADER_STRAIGHT, true);
    ct_annotation n;
    ct_note_ask ask = case_ask(&a, "Fighting", 300, 200);
    ask.style = &with_halo;
    assert_true(ct_annotation_lay_out(arena, fonts, &ask, &n));
    assert_true(n.halo.g == 1);
    n.halo = (ct_rgba){ 1, 0, 0, 1 };
    ct_annotation_draw(scene, &n);
    assert_int_equal(count_of(CT_NODE_PATH, 0), 4);
    assert_true(scene->nodes[1].path.stroke.color.g == 0 &&
                scene->nodes[2].path.stroke.color.g == 0);
    assert_true(scene->nodes[5].text.halo.g == 0);
}

static void test_odd_input(void **state) {
    (void)state;
    ct_annotation_spec a = callout(CT_AT_RIGHT, CT_LEADER_CURVE, true);
    assert_true(ct_box_is_empty(draw(&a, NULL, 300, 200)));
    assert_true(ct_box_is_empty(draw(&a, "", 300, 200)));
    assert_true(ct_box_is_empty(draw(&a, "x", NAN, 200)));
    assert_int_equal(scene->node_count, 0);
    a.offset = NAN;
    a.wrap = NAN;
    assert_false(ct_box_is_empty(draw(&a, "x", 300, 200)));
    assert_int_equal(scene->depth, 0);
}

/* What an annotation covers as lines, for names that should rather not cross it. */
static void test_lines(void **state) {
    (void)state;
    ct_annotation_spec a = callout(CT_AT_RIGHT, CT_LEADER_STRAIGHT, false);
    ct_annotation n;
    assert_true(lay_out(&a, "Fighting\nin the city", 300, 200, &n));
    ct_shape lines = ct_annotation_lines(arena, &n);
    assert_int_equal(lines.parts, 3); /* the leader, two lines of words */
    ct_box box = ct_box_of(&lines);
    assert_true(box.x0 <= 301 && box.x1 >= n.box.x1 - 1);
}

/* In a corner the words stand where furniture gives them room. */
static void test_spot(void **state) {
    (void)state;
    ct_annotation_spec a = { .id = "c", .at = { .kind = CT_AT_CORNER, .corner = CT_AT_TOP_RIGHT } };
    ct_note_ask ask = case_ask(&a, "Words", 588, 12);
    ct_annotation n;
    assert_true(ct_annotation_lay_out(arena, fonts, &ask, &n));
    assert_true(fabs(n.box.x1 - 588) < 1 && fabs(n.box.y0 - 12) < 1 && n.anchor == 1);
    ask.spot = (ct_box){ 500, 100, 500 + n.box.x1 - n.box.x0, 100 + n.box.y1 - n.box.y0 };
    assert_true(ct_annotation_lay_out(arena, fonts, &ask, &n));
    assert_true(n.box.x0 == 500 && n.box.y0 == 100);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_sides),
        TEST(test_lines),
        TEST(test_spot),
        TEST(test_stays_in_the_frame),
        TEST(test_leaders),
        TEST(test_head),
        TEST(test_markup_and_group),
        TEST(test_text_on_its_point),
        TEST(test_wrap),
        TEST(test_little_room),
        TEST(test_odd_input),
        TEST(test_clear_of_its_place),
        TEST(test_boxes),
        TEST(test_halo_of_the_ground),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
