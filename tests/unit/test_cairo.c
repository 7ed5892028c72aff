/* test_cairo.c - pixels of a PNG, words of a PDF, and the same bytes each time. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cairo.h>
#include <cmocka.h>
#include <libdeflate.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "../../src/canvas/canvas.h"

static ct_fonts *fonts;
static ct_arena *arena;
static ct_report *report;
static ct_scene *scene;
static const ct_rgba BLACK = { 0, 0, 0, 1 }, RED = { 1, 0, 0, 1 }, BLUE = { 0, 0, 1, 1 };
static const ct_font SANS = { "DejaVu Sans", 400, false, 20, 0 };

static int fonts_setup(void **state) {
    (void)state;
    fonts = ct_fonts_new();
    return 0;
}

static int fonts_teardown(void **state) {
    (void)state;
    ct_fonts_free(fonts);
    return 0;
}

static int scene_setup(void **state) {
    (void)state;
    arena = ct_arena_new();
    report = ct_report_new(NULL, NULL);
    scene = ct_scene_new(arena, 100, 60, (ct_rgba){ 1, 1, 1, 1 });
    return 0;
}

static int scene_teardown(void **state) {
    (void)state;
    ct_report_free(report);
    ct_arena_free(arena);
    return 0;
}

typedef struct reader {
    const ct_buffer *png;
    size_t at;
} reader;

static cairo_status_t read_some(void *closure, unsigned char *to, unsigned int size) {
    reader *r = closure;
    if (size > r->png->size - r->at) return CAIRO_STATUS_READ_ERROR;
    memcpy(to, r->png->data + r->at, size);
    r->at += size;
    return CAIRO_STATUS_SUCCESS;
}

/* The scene as pixels. */
static cairo_surface_t *draw(double scale) {
    ct_buffer png = { 0 };
    const ct_canvas_options options = { .scale = scale, .png_level = 1 };
    assert_true(ct_cairo_draw(scene, fonts, CT_FORMAT_PNG, &options, &png, report));
    reader r = { &png, 0 };
    cairo_surface_t *surface = cairo_image_surface_create_from_png_stream(read_some, &r);
    assert_int_equal(cairo_surface_status(surface), CAIRO_STATUS_SUCCESS);
    ct_buffer_free(&png);
    return surface;
}

static uint32_t pixel(cairo_surface_t *surface, int x, int y) {
    uint32_t value;
    const uint8_t *data = cairo_image_surface_get_data(surface);
    memcpy(&value, data + y * cairo_image_surface_get_stride(surface) + 4 * x, 4);
    return value & 0xFFFFFF;
}

/* How many pixels of a box have that colour. */
static int count_pixels(cairo_surface_t *surface, int x0, int y0, int x1, int y1, uint32_t color) {
    int count = 0;
    for (int y = y0; y < y1; y++) {
        for (int x = x0; x < x1; x++)
            count += pixel(surface, x, y) == color;
    }
    return count;
}

static ct_shape rings_of(const double (*rings)[8], size_t count) {
    ct_builder b = ct_builder_start(arena, CT_POLYGON);
    for (size_t r = 0; r < count; r++) {
        for (size_t i = 0; i < 4; i++)
            ct_builder_point(&b, rings[r][2 * i], rings[r][2 * i + 1]);
        ct_builder_end_part(&b);
    }
    return ct_builder_take(&b);
}

static void paper_covers_the_page_at_every_scale(void **state) {
    (void)state;
    scene->paper = (ct_rgba){ 0.2, 0.4, 0.6, 1 };
    const double scales[] = { 1, 2, 1.5, 0.333, 0.001 };
    for (size_t i = 0; i < CT_COUNT(scales); i++) {
        cairo_surface_t *s = draw(scales[i]);
        const int width = (int)fmax(1, ceil(100 * scales[i])),
                  height = (int)fmax(1, ceil(60 * scales[i]));
        assert_int_equal(cairo_image_surface_get_width(s), width);
        assert_int_equal(cairo_image_surface_get_height(s), height);
        assert_int_equal(count_pixels(s, 0, 0, width, height, 0x336699), width * height);
        cairo_surface_destroy(s);
    }
}

static void paper_that_is_not_opaque_lies_on_white(void **state) {
    (void)state;
    scene->paper = (ct_rgba){ 0, 0, 0, 0 };
    cairo_surface_t *s = draw(1);
    assert_int_equal(pixel(s, 50, 30), 0xFFFFFF);
    cairo_surface_destroy(s);
}

static void fills_are_even_odd(void **state) {
    (void)state;
    const double rings[][8] = { { 10, 10, 50, 10, 50, 50, 10, 50 },
                                { 20, 20, 40, 20, 40, 40, 20, 40 } }; /* turned the same way */
    ct_scene_path(scene, &(ct_path){ .shape = rings_of(rings, 2), .has_fill = true, .fill = RED });
    cairo_surface_t *s = draw(1);
    assert_int_equal(pixel(s, 15, 15), 0xFF0000);
    assert_int_equal(pixel(s, 30, 30), 0xFFFFFF);
    assert_int_equal(pixel(s, 9, 9), 0xFFFFFF);
    cairo_surface_destroy(s);
}

static void fills_by_winding_number_have_no_holes_where_rings_turn_alike(void **state) {
    (void)state;
    const double rings[][8] = { { 10, 10, 50, 10, 50, 50, 10, 50 },
                                { 20, 20, 40, 20, 40, 40, 20, 40 } };
    ct_scene_path(
        scene,
        &(ct_path){ .shape = rings_of(rings, 2), .has_fill = true, .winding = true, .fill = RED });
    cairo_surface_t *s = draw(1);
    assert_int_equal(count_pixels(s, 0, 0, 100, 60, 0xFF0000), 1600);
    cairo_surface_destroy(s);
}

/* A group of its own surface, clipped, beside the same path drawn at once. */
static void groups_that_are_composed_take_paths_where_they_lie(void **state) {
    (void)state;
    const double rings[][8] = { { 30.5, 15.25, 70, 20, 66, 50, 33, 44 } };
    const ct_path path = { .shape = rings_of(rings, 1), .has_fill = true, .fill = RED };
    const ct_group clip = { .opacity = 1, .has_clip = true, .clip = { 40, 0, 60, 40 } };
    for (int composed = 0; composed < 2; composed++) {
        ct_group group = clip;
        if (composed) group.opacity = 0.999;
        scene->node_count = 0;
        ct_scene_begin_group(scene, &group);
        ct_scene_path(scene, &path);
        ct_scene_end(scene);
        cairo_surface_t *s = draw(1);
        assert_int_equal(pixel(s, 39, 30), 0xFFFFFF);
        assert_true((pixel(s, 40, 30) & 0xFFFF) <= 0x0101);
        assert_true((pixel(s, 59, 39) & 0xFFFF) <= 0x0101);
        assert_int_equal(pixel(s, 60, 30), 0xFFFFFF);
        assert_int_equal(pixel(s, 50, 40), 0xFFFFFF);
        cairo_surface_destroy(s);
    }
}

static void threads_of_a_page_draw_the_same_bytes(void **state) {
    (void)state;
    ct_buffer png[2] = { { 0 }, { 0 } };
    ct_builder b = ct_builder_start(arena, CT_LINE);
    for (size_t i = 0; i < 25000; i++)
        ct_builder_point(&b, (double)(i * 7919 % 1000) / 10, (double)i / 500 + i % 3);
    ct_builder_end_part(&b);
    ct_scene_path(scene, &(ct_path){ .shape = ct_builder_take(&b),
                                     .stroke = { .color = BLUE, .width = 0.05 } });
    for (int i = 0; i < 2; i++) {
        const ct_canvas_options options = { .scale = 3, .png_level = 1, .threads = i + 1 };
        assert_true(ct_cairo_draw(scene, fonts, CT_FORMAT_PNG, &options, &png[i], report));
    }
    assert_int_equal(png[0].size, png[1].size);
    assert_memory_equal(png[0].data, png[1].data, png[0].size);
    ct_buffer_free(&png[0]);
    ct_buffer_free(&png[1]);
}

static void strokes_have_their_width_and_dashes(void **state) {
    (void)state;
    ct_scene_line(scene, 0, 10, 100, 10, &(ct_stroke){ .color = BLUE, .width = 4 });
    ct_scene_line(scene, 0, 40, 100, 40,
                  &(ct_stroke){ .color = BLUE, .width = 2, .dash = { 10, 10 }, .dash_count = 2 });
    cairo_surface_t *s = draw(1);
    assert_int_equal(count_pixels(s, 50, 0, 51, 30, 0x0000FF), 4);
    assert_int_equal(count_pixels(s, 0, 39, 100, 40, 0x0000FF), 50);
    assert_int_equal(pixel(s, 5, 40), 0x0000FF);
    assert_int_equal(pixel(s, 15, 40), 0xFFFFFF);
    cairo_surface_destroy(s);
}

/* A ring of `count` points about the middle of the page, the odd ones `wobble` px farther out. */
static ct_shape ring_of(int count, double radius, double wobble) {
    ct_builder b = ct_builder_start(arena, CT_POLYGON);
    for (int i = 0; i < count; i++) {
        const double turn = 2 * M_PI * i / count, r = radius + (i % 2 ? wobble : 0);
        ct_builder_point(&b, 50 + r * cos(turn), 30 + r * sin(turn));
    }
    ct_builder_end_part(&b);
    return ct_builder_take(&b);
}

static cairo_surface_t *draw_ring(int count, double wobble) {
    ct_scene *whole = scene;
    scene = ct_scene_new(arena, 100, 60, (ct_rgba){ 1, 1, 1, 1 });
    ct_scene_path(scene, &(ct_path){ .shape = ring_of(count, 20, wobble),
                                     .has_fill = true,
                                     .fill = RED,
                                     .stroke = { .color = BLACK, .width = 1.5 } });
    cairo_surface_t *s = draw(1);
    scene = whole;
    return s;
}

static int shade_apart(uint32_t a, uint32_t b) {
    int most = 0;
    for (int shift = 0; shift < 24; shift += 8) {
        const int d = abs((int)(a >> shift & 255) - (int)(b >> shift & 255));
        most = d > most ? d : most;
    }
    return most;
}

static int most_apart(cairo_surface_t *a, cairo_surface_t *b) {
    int most = 0;
    for (int y = 0; y < 60; y++)
        for (int x = 0; x < 100; x++) {
            const int d = shade_apart(pixel(a, x, y), pixel(b, x, y));
            most = d > most ? d : most;
        }
    return most;
}

/* Bends of less than a twentieth of a px are not all followed; who looks cannot tell. */
static void crowded_points_look_as_few_do(void **state) {
    (void)state;
    cairo_surface_t *few = draw_ring(180, 0), *crowd = draw_ring(4001, 0);
    cairo_surface_t *rough = draw_ring(4001, 0.03), *teeth = draw_ring(4001, 2);
    assert_true(most_apart(few, crowd) <= 20); /* a twentieth of 255, and samples */
    assert_true(most_apart(few, rough) <= 24);
    assert_true(most_apart(few, teeth) > 60); /* each of them is far from a straight line */
    cairo_surface_destroy(few);
    cairo_surface_destroy(crowd);
    cairo_surface_destroy(rough);
    cairo_surface_destroy(teeth);
}

/* A spike stays, though its foot points lie close together; so does a line's far end. */
static void a_spike_among_crowded_points_stays(void **state) {
    (void)state;
    ct_builder b = ct_builder_start(arena, CT_LINE);
    for (int i = 0; i <= 1000; i++) {
        ct_builder_point(&b, 10 + 0.04 * i, 40);
        if (i == 503) ct_builder_point(&b, 10 + 0.04 * i, 20);
    }
    ct_builder_point(&b, 90.5, 40.01);
    ct_builder_end_part(&b);
    ct_scene_path(
        scene, &(ct_path){ .shape = ct_builder_take(&b), .stroke = { .color = BLUE, .width = 2 } });
    cairo_surface_t *s = draw(1);
    assert_int_equal(pixel(s, 30, 25), 0x0000FF);
    assert_int_equal(pixel(s, 30, 15), 0xFFFFFF);
    assert_int_equal(pixel(s, 15, 40), 0x0000FF);
    assert_true(pixel(s, 89, 40) != 0xFFFFFF);
    assert_int_equal(pixel(s, 92, 40), 0xFFFFFF);
    cairo_surface_destroy(s);
}

static void a_group_fades_as_a_whole(void **state) {
    (void)state;
    ct_scene_begin_group(scene, &(ct_group){ .opacity = 0.5 });
    ct_scene_rect(scene, (ct_box){ 0, 0, 40, 40 }, &RED, NULL);
    ct_scene_rect(scene, (ct_box){ 20, 20, 60, 60 }, &RED, NULL);
    ct_scene_end(scene);
    ct_scene_rect(scene, (ct_box){ 80, 0, 90, 10 }, &RED, NULL); /* after the group: opaque */
    cairo_surface_t *s = draw(1);
    const uint32_t once = pixel(s, 10, 10);
    assert_true(once != 0xFF0000 && once != 0xFFFFFF);
    assert_int_equal(pixel(s, 30, 30), once); /* the overlap is no darker */
    assert_int_equal(pixel(s, 85, 5), 0xFF0000);
    cairo_surface_destroy(s);
}

static void a_clip_is_crisp_and_ends_with_its_group(void **state) {
    (void)state;
    ct_scene_begin_group(
        scene, &(ct_group){ .opacity = 1, .has_clip = true, .clip = { 10.4, 10, 50.6, 40 } });
    ct_scene_rect(scene, (ct_box){ 0, 0, 100, 60 }, &RED, NULL);
    ct_scene_end(scene);
    ct_scene_rect(scene, (ct_box){ 90, 50, 100, 60 }, &BLUE, NULL);
    cairo_surface_t *s = draw(1);
    assert_int_equal(count_pixels(s, 0, 0, 100, 60, 0xFF0000), 41 * 30); /* no soft edges */
    assert_int_equal(pixel(s, 95, 55), 0x0000FF);
    cairo_surface_destroy(s);
}

static void an_empty_clip_shows_nothing(void **state) {
    (void)state;
    ct_scene_begin_group(scene,
                         &(ct_group){ .opacity = 0.5, .has_clip = true, .clip = { 5, 5, 2, 2 } });
    ct_scene_rect(scene, (ct_box){ 0, 0, 100, 60 }, &RED, NULL);
    ct_scene_end(scene);
    cairo_surface_t *s = draw(1);
    assert_int_equal(count_pixels(s, 0, 0, 100, 60, 0xFFFFFF), 6000);
    cairo_surface_destroy(s);
}

static ct_text text_at(double x, double y, double anchor) {
    return (ct_text){ .line = ct_text_measure(arena, fonts, &SANS, "HHH"),
                      .x = x,
                      .y = y,
                      .anchor = anchor,
                      .color = BLACK };
}

/* The box of the pixels that are not white; x1 and y1 lie behind the last. */
static ct_box ink_box(cairo_surface_t *s) {
    ct_box box = ct_box_empty();
    for (int y = 0; y < cairo_image_surface_get_height(s); y++) {
        for (int x = 0; x < cairo_image_surface_get_width(s); x++) {
            if (pixel(s, x, y) == 0xFFFFFF) continue;
            ct_box_add(&box, x, y);
            ct_box_add(&box, x + 1, y + 1);
        }
    }
    return box;
}

static void check_box(ct_box box, double x0, double y0, double x1, double y1) {
    const bool near = fabs(box.x0 - x0) <= 1 && fabs(box.y0 - y0) <= 1 && fabs(box.x1 - x1) <= 1 &&
                      fabs(box.y1 - y1) <= 1;
    if (!near) {
        fail_msg("%.1f %.1f %.1f %.1f is not %.1f %.1f %.1f %.1f", box.x0, box.y0, box.x1, box.y1,
                 x0, y0, x1, y1);
    }
}

static void letters_stand_where_they_were_measured(void **state) {
    (void)state;
    for (int i = 0; i < 3; i++) {
        scene->node_count = 0;
        const ct_text text = text_at(50.25, 40.5, i * 0.5);
        ct_scene_text(scene, &text);
        const ct_box ink = text.line.ink;
        const double left = text.x - text.anchor * text.line.width;
        for (int scale = 1; scale <= 3; scale += 2) {
            cairo_surface_t *s = draw(scale);
            check_box(ink_box(s), scale * (left + ink.x0), scale * (text.y + ink.y0),
                      scale * (left + ink.x1), scale * (text.y + ink.y1));
            cairo_surface_destroy(s);
        }
    }
}

static void letters_turn_clockwise_about_the_anchor(void **state) {
    (void)state;
    ct_text text = text_at(50, 10, 0);
    text.angle = 90; /* downwards, the letters' tops to the right */
    ct_scene_text(scene, &text);
    const ct_box ink = text.line.ink;
    cairo_surface_t *s = draw(1);
    check_box(ink_box(s), 50 - ink.y1, 10 + ink.x0, 50 - ink.y0, 10 + ink.x1);
    cairo_surface_destroy(s);
}

static void the_halo_lies_round_and_below_the_letters(void **state) {
    (void)state;
    ct_text text = text_at(20, 40, 0);
    ct_scene_text(scene, &text);
    cairo_surface_t *plain = draw(1);
    scene->node_count = 0;
    text.halo_width = 3;
    text.halo = RED;
    ct_scene_text(scene, &text);
    cairo_surface_t *haloed = draw(1);
    const ct_box a = ink_box(plain), b = ink_box(haloed);
    check_box(b, a.x0 - 3, a.y0 - 3, a.x1 + 3, a.y1 + 3);
    const int black = count_pixels(plain, 0, 0, 100, 60, 0);
    assert_true(black > 0);
    assert_int_equal(count_pixels(haloed, 0, 0, 100, 60, 0), black);
    assert_true(count_pixels(haloed, 0, 0, 100, 60, 0xFF0000) > 100);
    scene->node_count = 0;
    text.color.a = 0; /* the halo alone */
    ct_scene_text(scene, &text);
    cairo_surface_t *alone = draw(1);
    assert_int_equal(count_pixels(alone, 0, 0, 100, 60, 0), 0);
    check_box(ink_box(alone), b.x0, b.y0, b.x1, b.y1);
    cairo_surface_destroy(plain);
    cairo_surface_destroy(haloed);
    cairo_surface_destroy(alone);
}

static void a_png_that_is_too_large_is_a_fault(void **state) {
    (void)state;
    ct_buffer out = { 0 };
    const struct {
        double width, height, scale;
    } sizes[] = { { 40000, 10, 1 }, { 20000, 20001, 1 }, { 1000, 10, 33 },
                  { 10, 10, -1 },   { 10, 10, NAN },     { 10, 10, 101 } };
    for (size_t i = 0; i < CT_COUNT(sizes); i++) {
        scene->width = sizes[i].width;
        scene->height = sizes[i].height;
        const ct_canvas_options options = { .scale = sizes[i].scale };
        assert_false(ct_cairo_draw(scene, fonts, CT_FORMAT_PNG, &options, &out, report));
        assert_int_equal(ct_report_at(report, i)->status, CARTOUCHE_BAD_SPEC);
        assert_non_null(ct_report_at(report, i)->hint);
    }
    assert_int_equal(out.size, 0);
}

/* A group of that opacity with a rectangle and a text. (Cairo 1.16 loses 472 bytes for each group
 * that is faded in an SVG, which the leak check would see.) */
static void fill_scene(double opacity) {
    scene->title = "Карта & map";
    const ct_text text = text_at(50, 30, 0.5);
    ct_scene_begin_group(
        scene, &(ct_group){ .opacity = opacity, .has_clip = true, .clip = { 1, 1, 99, 59 } });
    ct_scene_rect(scene, (ct_box){ 0, 0, 40, 40 }, &RED, NULL);
    ct_scene_text(scene, &text);
    ct_scene_end(scene);
}

static ct_buffer bytes_of(ct_format format) {
    ct_buffer out = { 0 };
    assert_true(ct_cairo_draw(scene, fonts, format, NULL, &out, report));
    return out;
}

static void the_same_scene_gives_the_same_bytes(void **state) {
    (void)state;
    const ct_format formats[] = { CT_FORMAT_PNG, CT_FORMAT_PDF, CT_FORMAT_SVG_OUTLINES };
    for (size_t i = 0; i < CT_COUNT(formats); i++) {
        scene->node_count = 0;
        fill_scene(formats[i] == CT_FORMAT_SVG_OUTLINES ? 1 : 0.5);
        ct_buffer a = bytes_of(formats[i]); /* Cairo's counters move on */
        ct_buffer b = bytes_of(formats[i]);
        assert_int_equal(a.size, b.size);
        assert_memory_equal(a.data, b.data, a.size);
        ct_buffer_free(&a);
        ct_buffer_free(&b);
    }
}

/* Is `text` in the PDF, as it stands or in one of its streams? Cairo puts what it says of the
 * document into a compressed one since 1.18. */
static bool pdf_holds(const ct_buffer *pdf, const char *text) {
    enum { ROOM = 1 << 20 };
    const char *end = pdf->data + pdf->size;
    struct libdeflate_decompressor *opener = libdeflate_alloc_decompressor();
    char *opened = malloc(ROOM);
    assert_non_null(opener);
    assert_non_null(opened);
    bool found = memmem(pdf->data, pdf->size, text, strlen(text)) != NULL;
    for (const char *at = pdf->data; !found && at < end;) {
        const char *start = memmem(at, (size_t)(end - at), "stream\n", 7);
        if (!start) break;
        at = start + 7;
        size_t used, size;
        if (libdeflate_zlib_decompress_ex(opener, at, (size_t)(end - at), opened, ROOM, &used,
                                          &size) == LIBDEFLATE_SUCCESS) {
            found = memmem(opened, size, text, strlen(text)) != NULL;
            at += used;
        }
    }
    free(opened);
    libdeflate_free_decompressor(opener);
    return found;
}

static void a_pdf_has_its_size_and_date(void **state) {
    (void)state;
    fill_scene(0.5);
    ct_buffer pdf = bytes_of(CT_FORMAT_PDF);
    assert_true(pdf_holds(&pdf, "[ 0 0 75 45 ]")); /* pt */
    assert_true(pdf_holds(&pdf, "(19700101000000Z)"));
    assert_false(pdf_holds(&pdf, "(20260127000000Z)"));
    ct_buffer_free(&pdf);
    setenv("SOURCE_DATE_EPOCH", "1769472000", 1);
    pdf = bytes_of(CT_FORMAT_PDF);
    assert_true(pdf_holds(&pdf, "(20260127000000Z)"));
    ct_buffer_free(&pdf);
    setenv("SOURCE_DATE_EPOCH", "-1x", 1);
    pdf = bytes_of(CT_FORMAT_PDF);
    assert_true(pdf_holds(&pdf, "(19700101000000Z)"));
    ct_buffer_free(&pdf);
    unsetenv("SOURCE_DATE_EPOCH");
}

static void names_of_a_document_may_be_of_any_bytes(void **state) {
    (void)state;
    scene->title = "a\xFF"
                   "b\n<&";
    scene->description = "\xC3";
    scene->lang = "\x01";
    const ct_format formats[] = { CT_FORMAT_PNG, CT_FORMAT_PDF, CT_FORMAT_SVG_OUTLINES };
    for (size_t i = 0; i < CT_COUNT(formats); i++) {
        ct_buffer out = bytes_of(formats[i]);
        assert_true(out.size > 0);
        ct_buffer_free(&out);
    }
    assert_int_equal(ct_report_count(report), 0);
}

static void an_outlined_svg_has_no_text(void **state) {
    (void)state;
    fill_scene(1);
    ct_buffer svg = bytes_of(CT_FORMAT_SVG_OUTLINES);
    assert_non_null(memmem(svg.data, svg.size, "width=\"100px\" height=\"60px\"", 27));
    assert_non_null(strstr(svg.data, "<title id=\"title\">Карта &amp; map</title>"));
    assert_null(strstr(svg.data, "<text"));
    assert_null(strstr(svg.data, "font"));
    assert_non_null(strstr(svg.data, "<path"));
    ct_buffer_free(&svg);
}

static ct_text text_on_line(const char *words, double tracking, bool bent) {
    ct_font font = SANS;
    font.tracking = tracking;
    ct_text text = { .line = ct_text_measure(arena, fonts, &font, words),
                     .x = 5,
                     .y = 40,
                     .color = BLACK,
                     .halo_width = 2,
                     .halo = RED };
    if (!bent) return text;
    ct_letter *letters = ct_text_letters(arena, fonts, &text.line, &text.letter_count);
    for (size_t i = 0; i < text.letter_count; i++) {
        letters[i].x = 5 + letters[i].dx + letters[i].width / 2;
        letters[i].y = 40;
    }
    text.letters = letters;
    return text;
}

/* Letter by letter on a straight line, a text looks as it does in one go; turned, it does not. */
static void letters_stand_where_they_are_put(void **state) {
    (void)state;
    for (int tracking = 0; tracking <= 4; tracking += 4) {
        scene->node_count = 0;
        ct_text whole = text_on_line("AVoi", tracking, false);
        ct_scene_text(scene, &whole);
        cairo_surface_t *a = draw(1);
        scene->node_count = 0;
        ct_text bent = text_on_line("AVoi", tracking, true);
        assert_int_equal(bent.letter_count, 4);
        ct_scene_text(scene, &bent);
        cairo_surface_t *b = draw(1);
        int far = 0, inked = 0;
        for (int y = 0; y < 60; y++)
            for (int x = 0; x < 100; x++) {
                int one = pixel(a, x, y) & 0xFF, two = pixel(b, x, y) & 0xFF;
                inked += one < 128;
                far += abs(one - two) > 16;
            }
        assert_true(inked > 300 && far == 0);
        cairo_surface_destroy(a);
        cairo_surface_destroy(b);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, scene_setup, scene_teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(paper_covers_the_page_at_every_scale),
        TEST(paper_that_is_not_opaque_lies_on_white),
        TEST(fills_are_even_odd),
        TEST(fills_by_winding_number_have_no_holes_where_rings_turn_alike),
        TEST(groups_that_are_composed_take_paths_where_they_lie),
        TEST(threads_of_a_page_draw_the_same_bytes),
        TEST(strokes_have_their_width_and_dashes),
        TEST(crowded_points_look_as_few_do),
        TEST(a_spike_among_crowded_points_stays),
        TEST(a_group_fades_as_a_whole),
        TEST(a_clip_is_crisp_and_ends_with_its_group),
        TEST(letters_stand_where_they_are_put),
        TEST(an_empty_clip_shows_nothing),
        TEST(letters_stand_where_they_were_measured),
        TEST(letters_turn_clockwise_about_the_anchor),
        TEST(the_halo_lies_round_and_below_the_letters),
        TEST(a_png_that_is_too_large_is_a_fault),
        TEST(the_same_scene_gives_the_same_bytes),
        TEST(a_pdf_has_its_size_and_date),
        TEST(names_of_a_document_may_be_of_any_bytes),
        TEST(an_outlined_svg_has_no_text),
    };
    return cmocka_run_group_tests(tests, fonts_setup, fonts_teardown);
}
