/* test_pins.c - pin files and reports read, and given to the labels of a frame. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <math.h>

#include "../../src/pipeline.h"

static ct_arena *arena;
static ct_report *report;
static char path[64];
static int setup(void **state) {
    (void)state;
    arena = ct_arena_new();
    report = ct_report_new(NULL, NULL);
    snprintf(path, sizeof path, "%s", "/tmp/ct-pins-XXXXXX");
    int file = mkstemp(path);
    return file >= 0 ? close(file) : -1;
}
static int teardown(void **state) {
    (void)state;
    unlink(path);
    ct_report_free(report);
    ct_arena_free(arena);
    return 0;
}

static bool reads(const char *text, ct_pins *pins) {
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
    assert_int_equal(fclose(file), 0);
    return ct_pins_read(arena, path, CT_NOWHERE, pins, report);
}

static ct_view *open_view(double x0, double y0) {
    ct_view_request request = { .project = "EPSG:4326",
                                .has_bbox = true,
                                .bbox = { 30, 45, 40, 50 },
                                .frame = { x0, y0, x0 + 1000, y0 + 500 } };
    ct_view *view;
    assert_true(ct_view_open(arena, &request, &view, report));
    return view;
}

/* A label of a report, on a page where 1 degree is 50 px and the frame starts at (0, 0). */
#define LABEL(id, text, box, anchor, position, state)                                              \
    "{ \"id\": \"" id "\", \"text\": \"" text "\", \"box\": " box                                  \
    ", \"angle\": 0, \"anchor\": " anchor ", \"position\": " position                              \
    ", \"rank\": 2, \"state\": \"" state "\" }"

static const char *report_text(void) {
    return "{ \"map\": \"m\", \"frames\": [ { \"id\": \"main\", \"crs\": \"CRS\",\n"
           "  \"to_page\": [ 50, 0, -1500, 0, -50, 2500 ] } ],\n"
           "  \"labels\": [\n" LABEL(
               "towns/b", "B", "[10, 20, 30, 10]", "[5, 18]", "\"BR\"",
               "placed") ",\n" LABEL("areas/a", "A", "[100, 200, 40, 10]", "[120, 205]",
                                     "\"inside\"",
                                     "placed") ",\n" LABEL("towns/c", "C", "[1, 2, 3, 4]", "[5, 5]",
                                                           "\"T\"",
                                                           "callout") ",\n" LABEL("towns/d", "D",
                                                                                  "null", "[5, 5]",
                                                                                  "null",
                                                                                  "dropped") ",\n"
                                                                                             "  7, "
                                                                                             "{} ] "
                                                                                             "}";
}

static void test_report(void **state) {
    (void)state;
    ct_pins pins = { 0 };
    assert_true(reads(report_text(), &pins));
    assert_true(pins.report);
    assert_string_equal(pins.map_id, "m");
    assert_int_equal(pins.past_count, 3);
    assert_string_equal(pins.past[0].id, "areas/a"); /* sorted */
    assert_int_equal(pins.past[2].before.state, CT_LABEL_CALLOUT);
    ct_view *view = open_view(20, 70);
    pins.frames[0].crs = ct_view_crs(view);
    ct_label labels[] = {
        { .id = "towns/b", .text = "B", .kind = CT_PLACE_POINT, .x = 105, .y = 218 },
        { .id = "areas/a", .text = "A", .kind = CT_PLACE_AREA },
        { .id = "towns/c", .text = "another", .kind = CT_PLACE_POINT },
        { .id = "towns/d", .text = "D", .kind = CT_PLACE_POINT },
        { .id = "towns/e", .text = "E", .kind = CT_PLACE_POINT },
    };
    ct_pins_apply(arena, &pins, "main", view, labels, 5, report);
    const ct_label_before *b = labels[0].before;
    assert_non_null(b); /* a point: from where it is now */
    assert_true(fabs(b->x - 125) < 1e-9 && fabs(b->y - 225) < 1e-9 && b->w == 30 && b->h == 10);
    assert_string_equal(b->position, "BR");
    assert_int_equal(b->rank, 2);
    b = labels[1].before; /* an area: over the coordinates; 100 px a degree now */
    assert_non_null(b);
    double page[6];
    ct_view_to_page(view, page);
    assert_true(fabs(page[0]) > 0);
    double lon = (120 + 1500) / 50.0, lat = (2500 - 205) / 50.0;
    assert_true(fabs(b->x - (page[0] * lon + page[1] * lat + page[2])) < 1e-6);
    assert_true(fabs(b->y - (page[3] * lon + page[4] * lat + page[5])) < 1e-6);
    for (int i = 2; i < 5; i++) /* other words; left out then; not there then */
        assert_null(labels[i].before);
    ct_view_close(view);
}

static void test_another_projection_leaves_areas_where_they_are(void **state) {
    (void)state;
    ct_pins pins = { 0 };
    assert_true(reads(report_text(), &pins));
    ct_view *view = open_view(20, 70);
    ct_label label = { .id = "areas/a", .text = "A", .kind = CT_PLACE_AREA };
    ct_pins_apply(arena, &pins, "main", view, &label, 1, report);
    assert_non_null(label.before);
    assert_true(label.before->x == 120 && label.before->y == 205);
    ct_view_close(view);
}

static void test_later_pins_win(void **state) {
    (void)state;
    ct_pins pins = { 0 };
    assert_true(reads("pins: { towns/b: { position: L } }", &pins));
    assert_true(reads("{ \"pins\": { \"towns/b\": { \"position\": \"R\" } } }", &pins));
    assert_false(pins.report);
    ct_view *view = open_view(0, 0);
    ct_label label = { .id = "towns/b", .text = "B", .kind = CT_PLACE_POINT };
    ct_pins_apply(arena, &pins, "main", view, &label, 1, report);
    assert_int_equal(label.pin->position, CT_POS_R);
    assert_int_equal(ct_report_count(report), 0);
    assert_true(reads("pins: { towns/a: { position: L } }", &pins));
    ct_pins_apply(arena, &pins, "main", view, &label, 1, report);
    assert_int_equal(ct_report_count(report), 1);
    assert_string_equal(ct_report_at(report, 0)->text, "pin 'towns/a': the map has no such label");
    assert_string_equal(ct_report_at(report, 0)->hint, "did you mean 'towns/b'?");
    ct_pins_apply(arena, NULL, "main", view, &label, 1, report);
    ct_view_close(view);
}

static void test_odd_reports(void **state) {
    (void)state;
    static const char *const bad[] = { "{ \"labels\": 3 }", "{ \"labels\": [", "{ \"a\": 1 }" };
    for (size_t i = 0; i < CT_COUNT(bad); i++) {
        ct_pins pins = { 0 };
        assert_false(reads(bad[i], &pins));
        assert_int_equal(ct_report_status(report), CARTOUCHE_BAD_DATA);
    }
    ct_pins pins = { 0 }; /* numbers beyond any page, and none at all */
    assert_true(
        reads("{ \"labels\": [ " LABEL("a", "A", "[1e308, 1e308, 1e308, 1e308]", "[0, 0]", "\"T\"",
                                       "placed") ", " LABEL("b", "B", "[\"x\", 0, 1, 1]", "[0, 0]",
                                                            "\"T\"", "placed") " ] }",
              &pins));
    assert_int_equal(pins.past_count, 1);
    ct_view *view = open_view(0, 0);
    ct_label label = { .id = "a", .text = "A", .kind = CT_PLACE_AREA };
    ct_pins_apply(arena, &pins, "main", view, &label, 1, report);
    ct_view_close(view);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_report, setup, teardown),
        cmocka_unit_test_setup_teardown(test_another_projection_leaves_areas_where_they_are, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_later_pins_win, setup, teardown),
        cmocka_unit_test_setup_teardown(test_odd_reports, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
