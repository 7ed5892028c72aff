/* test_rsvg.c - SVG pictures drawn: sizes, pixels, and as flat SVG. */
#include "picture.h"

#include <cairo.h>

extern const ct_svg_module cartouche_svg;

/* Left half red, right half blue, and something beyond its edge. */
static const char halves[] = SVG_OF(" width=\"20\" height=\"10\" viewBox=\"0 0 2 1\"",
                                    "<rect width=\"1\" height=\"1\" fill=\"#f00\"/>"
                                    "<rect x=\"1\" width=\"9\" height=\"9\" fill=\"#00f\"/>");

static ct_picture look(const char *svg) {
    ct_picture p = { .kind = CT_PICTURE_SVG, .bytes = (const uint8_t *)svg, .size = strlen(svg) };
    char why[300];
    bool has_text;
    if (!cartouche_svg.look(p.bytes, p.size, &p.width, &p.height, &has_text, why, sizeof why))
        fail_msg("%s", why);
    return p;
}

static uint32_t pixel(cairo_surface_t *surface, int x, int y) {
    uint32_t value;
    cairo_surface_flush(surface);
    memcpy(&value,
           cairo_image_surface_get_data(surface) + y * cairo_image_surface_get_stride(surface) +
               4 * x,
           4);
    return value;
}

static void it_fills_its_box_and_no_more(void **state) {
    (void)state;
    ct_picture p = look(halves);
    char why[300] = "";
    assert_true(p.width == 20 && p.height == 10);
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, 60, 60);
    cairo_t *cr = cairo_create(surface);
    cairo_translate(cr, 10, 10);
    assert_true(
        cartouche_svg.draw(&p, 40, 40, cr, why, sizeof why)); /* twice as wide, 4 times as high */
    cairo_destroy(cr);
    assert_int_equal(pixel(surface, 11, 11), 0xFFFF0000);
    assert_int_equal(pixel(surface, 29, 49), 0xFFFF0000);
    assert_int_equal(pixel(surface, 31, 11), 0xFF0000FF);
    assert_int_equal(pixel(surface, 49, 49), 0xFF0000FF);
    assert_int_equal(pixel(surface, 51, 30), 0);
    assert_int_equal(pixel(surface, 30, 51), 0);
    assert_int_equal(pixel(surface, 9, 30), 0);
    cairo_surface_destroy(surface);
}

static void flat_it_is_the_same_every_time(void **state) {
    (void)state;
    ct_picture p = look(halves);
    ct_buffer once = { 0 }, again = { 0 }, inner = { 0 }, inner_again = { 0 };
    char why[300] = "";
    assert_true(cartouche_svg.flatten(&p, 40, 40, &once, why, sizeof why));
    assert_true(cartouche_svg.flatten(&p, 40, 40, &again, why, sizeof why));
    assert_true(ct_outlined_inner(once.data, once.size, "p-", &inner));
    assert_true(ct_outlined_inner(again.data, again.size, "p-", &inner_again));
    assert_string_equal(inner.data, inner_again.data);
    assert_non_null(strstr(inner.data, "<path"));
    assert_null(strstr(inner.data, "<svg"));
    assert_null(strstr(inner.data, "<style"));
    ct_buffer_free(&once);
    ct_buffer_free(&again);
    ct_buffer_free(&inner);
    ct_buffer_free(&inner_again);
}

static void sizes_that_cannot_be_drawn_are_refused(void **state) {
    (void)state;
    static const struct {
        const char *svg, *why;
    } bad[] = {
        { SVG_OF("", "<g/>"), "it has neither a width and a height nor a viewBox" },
        { SVG_OF(" viewBox=\"0 0 0 5\"", "<g/>"), "it has neither" },
        { SVG_OF(" width=\"1e9\" height=\"5\"", "<g/>"), "it is too large" },
        { "<html/>", "it " },
    };
    for (size_t i = 0; i < CT_COUNT(bad); i++) {
        double width, height;
        bool has_text;
        char why[300] = "";
        assert_false(cartouche_svg.look((const uint8_t *)bad[i].svg, strlen(bad[i].svg), &width,
                                        &height, &has_text, why, sizeof why));
        assert_memory_equal(why, bad[i].why, strlen(bad[i].why));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_fills_its_box_and_no_more),
        cmocka_unit_test(flat_it_is_the_same_every_time),
        cmocka_unit_test(sizes_that_cannot_be_drawn_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
