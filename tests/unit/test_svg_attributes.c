/* test_svg_attributes.c - looks and fonts as attributes, defaults left out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../src/canvas/canvas.h"

static void check(ct_buffer *out, const char *expected) {
    assert_string_equal(out->data, expected);
    ct_buffer_free(out);
}

static void test_strokes(void **state) {
    (void)state;
    ct_buffer out = { 0 };
    const ct_stroke thick = {
        .color = { 1, 0, 0, 0.5 }, .width = 2, .dash = { 3, 1.5 }, .dash_count = 2
    };
    ct_svg_stroke(&out, &thick);
    check(&out,
          " stroke=\"#ff0000\" stroke-opacity=\"0.5\" stroke-width=\"2\" stroke-linejoin=\"round\" "
          "stroke-dasharray=\"3,1.5\"");
    const ct_stroke plain = { .color = { 0, 0, 0, 1 }, .width = 1, .join = CT_JOIN_MITER };
    ct_svg_stroke(&out, &plain);
    check(&out, " stroke=\"#000000\"");
    ct_svg_attribute(&out, "id", "a<\"b\"");
    check(&out, " id=\"a&lt;&quot;b&quot;\"");
    ct_svg_number(&out, "x", 1.005);
    check(&out, " x=\"1\"");
}

static void test_fonts(void **state) {
    (void)state;
    ct_buffer out = { 0 };
    const ct_font body = { "Open Sans, DejaVu Sans", 400, false, 12, 0 };
    ct_svg_font(&out, &body, NULL);
    check(&out, " font-family=\"'Open Sans', 'DejaVu Sans', sans-serif\" font-size=\"12\"");
    const ct_font strong = { "Open Sans, DejaVu Sans", 700, true, 12, 1 };
    ct_svg_font(&out, &strong, &body);
    check(&out, " font-weight=\"700\" font-style=\"italic\" letter-spacing=\"1\"");
    const ct_font other = { "Source Serif 4", 400, false, 12, 0 };
    ct_svg_font(&out, &other, &body);
    check(&out, " font-family=\"'Source Serif 4', serif\"");
}

int main(void) {
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_strokes),
                                        cmocka_unit_test(test_fonts) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
