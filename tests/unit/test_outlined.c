/* test_outlined.c - Cairo's ids are numbered from 1 in their order, and nothing else changes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "../../src/canvas/canvas.h"

static void check(const char *title, const char *given, const char *want) {
    const ct_scene scene = { .title = title };
    ct_buffer out = { 0 };
    ct_outlined_mend(&scene, given, strlen(given), &out);
    assert_string_equal(out.data, want);
    ct_buffer_free(&out);
}

static void ids_and_what_points_to_them_are_renumbered(void **state) {
    (void)state;
    check(NULL,
          "<svg a=\"1\">\n<g id=\"surface77\"><clipPath id=\"clip3\"/>"
          "<use xlink:href=\"#surface77\" clip-path=\"url(#clip3)\"/></g></svg>",
          "<svg a=\"1\" role=\"img\">\n<g id=\"surface1\"><clipPath id=\"clip2\"/>"
          "<use xlink:href=\"#surface1\" clip-path=\"url(#clip2)\"/></g></svg>");
}

static void a_pointer_may_come_before_its_id(void **state) {
    (void)state;
    check(NULL, "<svg><g mask=\"url(#mask9)\"/><mask id=\"mask9\"/><g id=\"surface5\"/></svg>",
          "<svg role=\"img\">\n<g mask=\"url(#mask1)\"/><mask id=\"mask1\"/>"
          "<g id=\"surface2\"/></svg>");
}

static void other_names_and_numbers_stay(void **state) {
    (void)state;
    check(NULL,
          "<svg><filter id=\"alpha\"/><g filter=\"url(#alpha)\" x=\"12\" gid=\"surface9\"/></svg>",
          "<svg role=\"img\">\n<filter id=\"alpha\"/><g filter=\"url(#alpha)\" x=\"12\" "
          "gid=\"surface9\"/></svg>");
    check(NULL, "<svg><g id=\"12\"/><g id=\"\"/><g id=\"",
          "<svg role=\"img\">\n<g id=\"12\"/>"
          "<g id=\"\"/><g id=\"");
}

static void the_title_is_put_in(void **state) {
    (void)state;
    check("A & B", "<?xml version=\"1.0\"?>\n<svg w=\"1\">\n<g/>\n</svg>\n",
          "<?xml version=\"1.0\"?>\n<svg w=\"1\" role=\"img\" aria-labelledby=\"title\">\n"
          "<title id=\"title\">A &amp; B</title>\n<g/>\n</svg>\n");
}

static void what_is_no_svg_is_left_alone(void **state) {
    (void)state;
    check("T", "nothing id=\"surface5\"", "nothing id=\"surface5\"");
    check("T", "<svg", "<svg");
}

static void what_is_inside_gets_names_of_its_own(void **state) {
    (void)state;
    static const char given[] = "<?xml?>\n<svg id=\"a\"><filter id=\"alpha\"/><g id=\"glyph7-1\"/>"
                                "<use xlink:href=\"#glyph7-1\" filter=\"url(#alpha)\"/>"
                                "<path style=\"fill:url(#linear9);a:b\"/></svg>\n";
    ct_buffer out = { 0 };
    assert_true(ct_outlined_inner(given, strlen(given), "p-", &out));
    assert_string_equal(out.data, "<filter id=\"p-alpha\"/><g id=\"p-glyph1-1\"/>"
                                  "<use xlink:href=\"#p-glyph1-1\" filter=\"url(#p-alpha)\"/>"
                                  "<path style=\"fill:url(#p-linear2);a:b\"/>");
    assert_false(ct_outlined_inner("<svg", 4, "p-", &out));
    assert_false(ct_outlined_inner("<svg>", 5, "p-", &out));
    assert_false(ct_outlined_inner("no", 2, "p-", &out));
    ct_buffer_free(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ids_and_what_points_to_them_are_renumbered),
        cmocka_unit_test(a_pointer_may_come_before_its_id),
        cmocka_unit_test(other_names_and_numbers_stay),
        cmocka_unit_test(the_title_is_put_in),
        cmocka_unit_test(what_is_no_svg_is_left_alone),
        cmocka_unit_test(what_is_inside_gets_names_of_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
