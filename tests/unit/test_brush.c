/* test_brush.c - whole paths into pixels: layers, clips, threads, and Cairo beside it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>

#include "raster_page.h"
#include "seeded.h"

static ct_arena *arena;
static page *ours;
static ct_brush *brush;

static int setup(void **state) {
    (void)state;
    arena = ct_arena_new();
    ours = calloc(1, sizeof *ours);
    page_clear(ours, 0xFFFFFFFF);
    brush = ct_brush_new(1);
    return 0;
}

static int teardown(void **state) {
    (void)state;
    ct_brush_free(brush);
    free(ours);
    ct_arena_free(arena);
    return 0;
}

static void path_draw(ct_brush *with, const ct_easel *to, const ct_path *path) {
    if (path->has_fill) ct_brush_fill(with, to, path);
    if (path->stroke.width > 0) ct_brush_stroke(with, to, path);
}

static ct_shape shape_random(ct_kind kind, size_t count, double size) {
    ct_builder b = ct_builder_start(arena, kind);
    for (size_t i = 0; i < count; i++)
        ct_builder_point(&b, size * (2 * seeded_share() - 1) + PAGE / 2.0,
                         size * (2 * seeded_share() - 1) + PAGE / 2.0);
    ct_builder_end_part(&b);
    return ct_builder_take(&b);
}

/* What is filled does not cross itself: there the sum of areas is not what Cairo sees. */
static ct_path path_random(void) {
    const bool has_fill = seeded_below(2);
    const size_t count = has_fill ? 3 : 2 + seeded_below(12);
    ct_path path = { .shape = shape_random(seeded_below(2) ? CT_POLYGON : CT_LINE, count,
                                           10 + 40 * seeded_share()),
                     .has_fill = has_fill,
                     .winding = seeded_below(2),
                     .fill = { seeded_share(), seeded_share(), seeded_share(), seeded_share() } };
    path.stroke = (ct_stroke){ .color = { seeded_share(), 0, seeded_share(), 1 },
                               .width = 0.25 + 5 * seeded_share(),
                               .cap = (ct_cap)seeded_below(3),
                               .join = (ct_join)seeded_below(3) };
    if (seeded_below(2)) path.stroke.color.a = seeded_share();
    if (seeded_below(3) == 0) path.stroke.dash_count = 2;
    path.stroke.dash[0] = 2 + 5 * seeded_share();
    path.stroke.dash[1] = 1 + 9 * seeded_share();
    return path;
}

/* Cairo's own samples are fifteen rows a pixel, and its bends a tenth of a pixel. */
static void random_paths_are_as_cairo_draws_them(void **state) {
    (void)state;
    seeded_state = seeded_from(61);
    double mean = 0, worst = 0;
    enum { COUNT = 200 };
    for (size_t round = 0; round < COUNT; round++) {
        const ct_path path = path_random();
        page_clear(ours, 0xFFFFFFFF);
        path_draw(brush, &ours->to, &path);
        cairo_surface_t *image = cairo_image_surface_create(CAIRO_FORMAT_RGB24, PAGE, PAGE);
        cairo_t *cr = cairo_create(image);
        cairo_set_source_rgb(cr, 1, 1, 1);
        cairo_paint(cr);
        cairo_set_antialias(cr, CAIRO_ANTIALIAS_GOOD);
        cairo_set_tolerance(cr, 0.02);
        cairo_path(cr, &path);
        cairo_surface_flush(image);
        const uint8_t *theirs = cairo_image_surface_get_data(image);
        double off = 0;
        for (size_t i = 0; i < PAGE * PAGE; i++)
            for (size_t k = 0; k < 3; k++) {
                const int one = (int)(ours->px[i] >> 8 * k & 0xFF), other = theirs[4 * i + k];
                off += abs(one - other) / (3.0 * PAGE * PAGE);
                worst = fmax(worst, abs(one - other));
            }
        mean += off / COUNT;
        cairo_destroy(cr);
        cairo_surface_destroy(image);
    }
    assert_true(mean < 0.3);
    assert_true(worst <= 32);
}

static void nothing_is_drawn_outside_of_the_clip(void **state) {
    (void)state;
    seeded_state = seeded_from(62);
    page *whole = calloc(1, sizeof *whole);
    for (size_t round = 0; round < 100; round++) {
        const ct_path path = path_random();
        page_clear(whole, 0xFFFFFFFF);
        page_clear(ours, 0xFFFFFFFF);
        path_draw(brush, &whole->to, &path);
        ours->to.clip.x0 = (int)seeded_below(20);
        ours->to.clip.y0 = (int)seeded_below(20);
        ours->to.clip.x1 = ours->to.clip.x0 + 1 + (int)seeded_below(25);
        ours->to.clip.y1 = ours->to.clip.y0 + 1 + (int)seeded_below(25);
        path_draw(brush, &ours->to, &path);
        for (int y = 0; y < PAGE; y++)
            for (int x = 0; x < PAGE; x++) {
                const bool in = x >= ours->to.clip.x0 && x < ours->to.clip.x1 &&
                                y >= ours->to.clip.y0 && y < ours->to.clip.y1;
                const uint32_t one = ours->px[y * PAGE + x], other = whole->px[y * PAGE + x];
                if (!in) assert_int_equal(one, 0xFFFFFFFF);
                for (size_t k = 0; in && k < 24; k += 8)
                    assert_true(abs((int)(one >> k & 0xFF) - (int)(other >> k & 0xFF)) <= 2);
            }
    }
    free(whole);
}

/* A page large enough for bands to be shared out. */
static void threads_give_the_same_pixels(void **state) {
    (void)state;
    enum { SIDE = 700 };
    seeded_state = seeded_from(63);
    const size_t size = (size_t)SIDE * SIDE * 4;
    uint8_t *pixels[CT_BRUSHES] = { NULL };
    ct_builder b = ct_builder_start(arena, CT_POLYGON);
    for (size_t i = 0; i < 9000; i++) {
        const double x = SIDE * seeded_share(), y = SIDE * seeded_share();
        for (size_t k = 0; k < 3; k++)
            ct_builder_point(&b, x + 3 * seeded_share(), y + 3 * seeded_share());
        ct_builder_end_part(&b);
    }
    const ct_path path = { .shape = ct_builder_take(&b),
                           .has_fill = true,
                           .fill = { 0.5, 0.2, 0.1, 0.8 },
                           .stroke = { .color = { 0, 0, 0, 1 }, .width = 0.7 } };
    for (int threads = 1; threads <= CT_BRUSHES; threads++) {
        uint8_t *data = pixels[threads - 1] = calloc(1, size);
        const ct_easel to = {
            .data = data, .stride = (size_t)SIDE * 4, .clip = { 0, 0, SIDE, SIDE }, .scale = 1
        };
        ct_brush *own = ct_brush_new(threads);
        path_draw(own, &to, &path);
        ct_brush_free(own);
    }
    assert_memory_equal(pixels[0], pixels[1], size);
    for (size_t i = 0; i < CT_BRUSHES; i++)
        free(pixels[i]);
}

/* The cover on a mask, and white ink through that on the page; an easel that begins elsewhere. */
static void a_mask_gets_the_cover(void **state) {
    (void)state;
    seeded_state = seeded_from(64);
    static uint8_t mask[PAGE * PAGE];
    for (size_t round = 0; round < 100; round++) {
        ct_path path = path_random();
        path.fill = path.stroke.color = (ct_rgba){ 1, 1, 1, 1 };
        if (path.has_fill) path.stroke.width = 0;
        memset(mask, 0, sizeof mask);
        page_clear(ours, 0);
        path_draw(brush, &ours->to, &path);
        ct_easel bytes = ours->to;
        bytes.data = mask;
        bytes.stride = PAGE;
        bytes.is_mask = true;
        path_draw(brush, &bytes, &path);
        for (size_t i = 0; i < PAGE * PAGE; i++)
            assert_int_equal(mask[i], ours->px[i] & 0xFF);
        page *part = calloc(1, sizeof *part);
        page_clear(part, 0);
        part->to.left = 5;
        part->to.top = 9;
        part->to.clip = (ct_patch){ 5, 9, PAGE, PAGE };
        path_draw(brush, &part->to, &path);
        for (int y = 9; y < PAGE; y++)
            for (int x = 5; x < PAGE; x++)
                assert_true(abs((int)page_cover(part, x - 5, y - 9) - mask[y * PAGE + x]) <= 1);
        free(part);
    }
}

static void far_and_thin_shapes_are_no_matter(void **state) {
    (void)state;
    ct_builder b = ct_builder_start(arena, CT_LINE);
    ct_builder_point(&b, -50000, -50000 + 0.25);
    ct_builder_point(&b, 50000, 50000 + 0.25);
    ct_builder_end_part(&b);
    ct_path path = { .shape = ct_builder_take(&b),
                     .stroke = { .color = { 0, 0, 0, 1 }, .width = 2 } };
    path_draw(brush, &ours->to, &path);
    assert_int_equal(ours->px[20 * PAGE + 20], 0xFF000000);
    assert_int_equal(ours->px[20 * PAGE + 24], 0xFFFFFFFF);
    path.stroke.width = 1e-9;
    page_clear(ours, 0xFFFFFFFF);
    path_draw(brush, &ours->to, &path);
    assert_int_equal(ours->px[20 * PAGE + 20], 0xFFFFFFFF);
    path.stroke.width = 1e6;
    path_draw(brush, &ours->to, &path);
    for (size_t i = 0; i < PAGE * PAGE; i++)
        assert_int_equal(ours->px[i], 0xFF000000);
}

static void fine_dashes_are_left_to_cairo(void **state) {
    (void)state;
    ct_path path = { .stroke = { .width = 1, .dash = { 0.2, 0.1 }, .dash_count = 2 } };
    assert_false(ct_brush_can(&path, 1));
    assert_true(ct_brush_can(&path, 2));
    path.stroke.dash[0] = 0;
    assert_true(ct_brush_can(&path, 9));
    path.stroke.cap = CT_CAP_SQUARE;
    assert_false(ct_brush_can(&path, 9));
    path.stroke.dash_count = 0;
    assert_true(ct_brush_can(&path, 1));
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(random_paths_are_as_cairo_draws_them), TEST(nothing_is_drawn_outside_of_the_clip),
        TEST(threads_give_the_same_pixels),         TEST(a_mask_gets_the_cover),
        TEST(far_and_thin_shapes_are_no_matter),    TEST(fine_dashes_are_left_to_cairo),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
