/* test_beside.c - places for a name about the outline of its area. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "../../src/marks/marks.h"

static ct_fonts *fonts;
static ct_arena *arena;
static int setup(void **state) {
    (void)state;
    fonts = ct_fonts_new();
    arena = ct_arena_new();
    return 0;
}
static int teardown(void **state) {
    (void)state;
    ct_arena_free(arena);
    ct_fonts_free(fonts);
    return 0;
}

static const ct_text_class style = { .name = "country",
                                     .font = { "DejaVu Sans", 400, false, 12, 0 },
                                     .halo_width = 1.5 };
static const ct_box frame = { 0, 0, 600, 400 };

static void add_square(ct_builder *b, double x0, double y0, double x1, double y1) {
    ct_builder_point(b, x0, y0);
    ct_builder_point(b, x1, y0);
    ct_builder_point(b, x1, y1);
    ct_builder_point(b, x0, y1);
    ct_builder_end_part(b);
}

static ct_label named(const char *text, ct_shape area) {
    return (
        ct_label){ .id = text, .text = text, .style = &style, .kind = CT_PLACE_AREA, .area = area };
}

static ct_label square(const char *text, double x0, double y0, double x1, double y1) {
    ct_builder b = ct_builder_start(arena, CT_POLYGON);
    add_square(&b, x0, y0, x1, y1);
    return named(text, ct_builder_take(&b));
}

/* The places for the first of some labels. */
static ct_candidates find(const ct_label *labels, size_t count, const ct_obstacles *o) {
    ct_candidates found = { 0 };
    ct_field *field = ct_field_new(o, labels, count);
    const char **lines = CT_ARRAY(arena, 1, const char *);
    lines[0] = labels[0].text;
    ct_label_form *form = CT_NEW(arena, ct_label_form);
    *form = ct_label_set(arena, fonts, &style, lines, 1, 1, 0);
    ct_seeker seeker = { field, 0 };
    ct_candidates_beside(arena, &labels[0], form, o->frame, &seeker, &found);
    ct_field_free(field);
    return found;
}

static const ct_candidate *best(const ct_candidates *list) {
    const ct_candidate *found = NULL;
    for (size_t i = 0; i < list->count; i++)
        if (!found || list->items[i].cost < found->cost) found = &list->items[i];
    return found;
}

static double distance(ct_box a, ct_box b) {
    double dx = fmax(fmax(a.x0 - b.x1, b.x0 - a.x1), 0);
    double dy = fmax(fmax(a.y0 - b.y1, b.y0 - a.y1), 0);
    return hypot(dx, dy);
}

static void test_hugs_the_outline(void **state) {
    (void)state;
    ct_label fiji = square("FIJI", 300, 200, 310, 205);
    ct_obstacles o = { .frame = frame };
    ct_candidates found = find(&fiji, 1, &o);
    assert_true(found.count >= 8);
    for (size_t i = 0; i < found.count; i++) {
        double away = distance(found.items[i].box, ct_box_of(&fiji.area));
        assert_true(away >= 1.5 && away <= 8);
        assert_string_equal(found.items[i].position, "beside");
    }
    const ct_candidate *c = best(&found);
    assert_true(c->box.x0 > 310 && fabs((c->box.y0 + c->box.y1) / 2 - 202.5) < 1); /* right of it */
}

/* On a slanting coast the name comes as near as the coast at its own level allows. */
static void test_follows_the_coast(void **state) {
    (void)state;
    ct_builder b = ct_builder_start(arena, CT_POLYGON);
    const double xy[] = { 200, 100, 210, 100, 360, 300, 200, 300 };
    for (int i = 0; i < 4; i++)
        ct_builder_point(&b, xy[2 * i], xy[2 * i + 1]);
    ct_builder_end_part(&b);
    ct_label chile = named("CHILE", ct_builder_take(&b));
    ct_obstacles o = { .frame = frame };
    ct_candidates found = find(&chile, 1, &o);
    bool near_the_top = false;
    for (size_t i = 0; i < found.count; i++) {
        ct_box box = found.items[i].box;
        near_the_top = near_the_top || (box.x0 > 210 && box.x0 < 260 && box.y1 < 160);
        for (int k = 0; k <= 20; k++) /* clear of the coast */
            assert_false(ct_shape_contains(&chile.area, box.x0 + (box.x1 - box.x0) * k / 20,
                                           (box.y0 + box.y1) / 2));
    }
    assert_true(near_the_top);
}

/* Neighbours with names of their own are kept off, other land is dearer than the sea. */
static void test_free_water_first(void **state) {
    (void)state;
    ct_label labels[2] = { square("BENIN", 300, 200, 316, 216),
                           square("NIGERIA", 316, 100, 500, 206) };
    ct_builder b = ct_builder_start(arena, CT_POLYGON);
    add_square(&b, 100, 100, 300, 216);
    const ct_shape land[] = { ct_builder_take(&b) };
    ct_obstacles o = { .frame = frame, .land = land, .land_count = 1 };
    ct_candidates found = find(labels, 2, &o);
    for (size_t i = 0; i < found.count; i++) {
        ct_box box = found.items[i].box;
        double wide = box.x1 - fmax(box.x0, 316), high = fmin(box.y1, 206) - box.y0;
        double all = (box.x1 - box.x0) * (box.y1 - box.y0);
        assert_true(fmax(wide, 0) * fmax(high, 0) < 0.4 * all); /* a third of it at most */
    }
    const ct_candidate *c = best(&found);
    assert_true(c->box.y0 > 216);
    labels[0].required = true; /* nor would a required name do there: it would name the other */
    assert_int_equal(find(labels, 2, &o).count, found.count);
}

/* Behind a strip of another country the sea is not free: the name would be that country's. */
static void test_not_beyond_a_neighbour(void **state) {
    (void)state;
    ct_label labels[2] = { square("BOLIVIA", 300, 150, 340, 250),
                           square("CHILE", 297, 20, 300, 380) };
    ct_obstacles o = { .frame = frame };
    ct_candidates found = find(labels, 2, &o);
    assert_true(found.count > 0);
    for (size_t i = 0; i < found.count; i++)
        assert_true(found.items[i].box.x1 > 300);
}

/* The name of a group of islands is clear of all of them; one far off has no say. */
static void test_islands(void **state) {
    (void)state;
    ct_builder b = ct_builder_start(arena, CT_POLYGON);
    add_square(&b, 300, 200, 320, 212);
    add_square(&b, 326, 196, 338, 206);
    add_square(&b, 20, 20, 26, 26);
    ct_label fiji = named("FIJI", ct_builder_take(&b));
    ct_obstacles o = { .frame = frame };
    ct_candidates found = find(&fiji, 1, &o);
    for (size_t i = 0; i < found.count; i++) {
        ct_box box = found.items[i].box;
        assert_true(distance(box, (ct_box){ 300, 200, 320, 212 }) >= 1);
        assert_true(distance(box, (ct_box){ 326, 196, 338, 206 }) >= 1);
        assert_true(distance(box, (ct_box){ 300, 196, 338, 212 }) < 12);
    }
    assert_true(best(&found)->box.x0 > 338);
}

/* Of what is cut off by the frame nobody can see what it is: no name, unless it is required. */
static void test_cut_off(void **state) {
    (void)state;
    ct_label sliver = square("KAZAKHSTAN", 590, 100, 700, 300);
    ct_obstacles o = { .frame = frame };
    assert_int_equal(find(&sliver, 1, &o).count, 0);
    sliver.required = true;
    assert_true(find(&sliver, 1, &o).count > 0);
}

static void test_odd_input(void **state) {
    (void)state;
    ct_obstacles o = { .frame = frame };
    ct_label none = named("X", (ct_shape){ 0 }), bad = square("X", NAN, 0, 10, 10);
    ct_label outside = square("X", 900, 900, 910, 910), speck = square("X", 50, 50, 50, 50);
    assert_int_equal(find(&none, 1, &o).count, 0);
    assert_int_equal(find(&bad, 1, &o).count, 0);
    assert_int_equal(find(&outside, 1, &o).count, 0);
    ct_candidates found = find(&speck, 1, &o);
    for (size_t i = 0; i < found.count; i++)
        assert_true(isfinite(found.items[i].box.x0) && isfinite(found.items[i].cost));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_hugs_the_outline), TEST(test_follows_the_coast),      TEST(test_free_water_first),
        TEST(test_islands),          TEST(test_not_beyond_a_neighbour), TEST(test_cut_off),
        TEST(test_odd_input),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
