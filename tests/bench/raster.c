/* raster.c - what fills and strokes of whole coasts cost: the brush on one thread and on two, and
 * Cairo, in CPU and wall milliseconds on a page of 4000 × 2500 px.
 *
 * Usage: bench_raster [ROUNDS [CASE]]: the best of so many rounds; one case alone (coast, specks,
 * small). With CT_BENCH_CAIRO set, Cairo too, which takes its time. */
#include <cairo.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "../../src/canvas/canvas.h"

#define WIDTH  4000
#define HEIGHT 2500
#define TURN   (2 * M_PI)

static uint64_t seed = 7;

static double random_to(double most) { /* xorshift64* (Vigna 2016) */
    seed ^= seed >> 12;
    seed ^= seed << 25;
    seed ^= seed >> 27;
    return (double)((seed * 0x2545f4914f6cdd1dULL) >> 11) * 0x1p-53 * most;
}

/* A ring of `count` points about a centre, its shore rough by `rough` px. */
static void ring_add(ct_builder *b, double x, double y, double radius, size_t count, double rough) {
    double swell = 0;
    for (size_t i = 0; i < count; i++) {
        const double at = TURN * (double)i / (double)count;
        swell = swell * 0.98 + random_to(2 * rough) - rough;
        const double r = radius + swell;
        ct_builder_point(b, x + r * cos(at), y + r * sin(at));
    }
    ct_builder_end_part(b);
}

/* 600,000 steps of 1 to 2 px in 150 rings, a path each. */
static size_t coast_make(ct_arena *arena, ct_shape *shapes) {
    for (size_t i = 0; i < 150; i++) {
        ct_builder b = ct_builder_start(arena, CT_POLYGON);
        const double radius = 50 + random_to(80);
        size_t left = 4000;
        while (left > 0) {
            const double r = left == 4000 ? radius : 5 + random_to(80);
            size_t count = (size_t)(TURN * r / 1.2);
            if (count > left) count = left;
            ring_add(&b, random_to(WIDTH), random_to(HEIGHT), r, count < 3 ? 3 : count, 0.7);
            left -= count;
        }
        shapes[i] = ct_builder_take(&b);
    }
    return 150;
}

/* 100,000 rings of 1 to 3 px in one path. */
static size_t specks_make(ct_arena *arena, ct_shape *shapes) {
    ct_builder b = ct_builder_start(arena, CT_POLYGON);
    for (size_t i = 0; i < 100000; i++)
        ring_add(&b, random_to(WIDTH), random_to(HEIGHT), 0.5 + random_to(1), 3 + i % 4, 0.2);
    shapes[0] = ct_builder_take(&b);
    return 1;
}

/* 81,848 paths of about 7 points. */
static size_t small_make(ct_arena *arena, ct_shape *shapes) {
    for (size_t i = 0; i < 81848; i++) {
        ct_builder b = ct_builder_start(arena, CT_POLYGON);
        ring_add(&b, random_to(WIDTH), random_to(HEIGHT), 1 + random_to(3), 4 + i % 7, 0.3);
        shapes[i] = ct_builder_take(&b);
    }
    return 81848;
}

static double now(clockid_t clock) {
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void cairo_path(cairo_t *cr, const ct_path *path) {
    const ct_shape *s = &path->shape;
    for (size_t part = 0; part < s->parts; part++) {
        for (size_t i = ct_part_start(s, part); i < ct_part_end(s, part); i++)
            cairo_line_to(cr, s->x[i], s->y[i]);
        cairo_close_path(cr);
    }
    cairo_set_source_rgba(cr, path->fill.r, path->fill.g, path->fill.b, path->fill.a);
    cairo_set_fill_rule(cr, CAIRO_FILL_RULE_EVEN_ODD);
    if (path->has_fill) cairo_fill_preserve(cr);
    cairo_set_line_width(cr, path->stroke.width);
    cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
    if (path->stroke.width > 0) cairo_stroke_preserve(cr);
    cairo_new_path(cr);
}

/* Draws all with the brush (`threads` > 0) or with Cairo; the best CPU and wall time. */
static void measure(const ct_shape *shapes, size_t count, bool fill, int threads, int rounds) {
    double cpu = INFINITY, wall = INFINITY;
    for (int round = 0; round < rounds; round++) {
        cairo_surface_t *image = cairo_image_surface_create(CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
        cairo_t *cr = cairo_create(image);
        cairo_set_source_rgb(cr, 1, 1, 1);
        cairo_paint(cr);
        cairo_set_antialias(cr, CAIRO_ANTIALIAS_GOOD);
        const ct_easel to = { .data = cairo_image_surface_get_data(image),
                              .stride = (size_t)cairo_image_surface_get_stride(image),
                              .clip = { 0, 0, WIDTH, HEIGHT },
                              .scale = 1 };
        ct_brush *brush = ct_brush_new(threads);
        const double cpu_start = now(CLOCK_PROCESS_CPUTIME_ID), start = now(CLOCK_MONOTONIC);
        for (size_t i = 0; i < count; i++) {
            ct_path path = { .shape = shapes[i], .has_fill = fill, .fill = { 0.9, 0.9, 0.8, 1 } };
            if (!fill) path.stroke = (ct_stroke){ .color = { 0.2, 0.2, 0.2, 1 }, .width = 0.5 };
            if (threads == 0)
                cairo_path(cr, &path);
            else if (fill)
                ct_brush_fill(brush, &to, &path);
            else
                ct_brush_stroke(brush, &to, &path);
        }
        cpu = fmin(cpu, now(CLOCK_PROCESS_CPUTIME_ID) - cpu_start);
        wall = fmin(wall, now(CLOCK_MONOTONIC) - start);
        ct_brush_free(brush);
        cairo_destroy(cr);
        cairo_surface_destroy(image);
    }
    printf("  %7.1f /%7.1f", cpu, wall);
    fflush(stdout);
}

int main(int argc, char **argv) {
    static const struct {
        const char *name;
        size_t (*make)(ct_arena *arena, ct_shape *shapes);
    } cases[] = { { "coast", coast_make }, { "specks", specks_make }, { "small", small_make } };
    const int ways = getenv("CT_BENCH_CAIRO") ? 3 : 2;
    const int rounds = argc > 1 ? (int)strtol(argv[1], NULL, 10) : 3;
    ct_arena *arena = ct_arena_new();
    ct_shape *shapes = CT_ARRAY(arena, 100000, ct_shape);
    printf("CPU / wall ms%13s%18s%18s\n", "1 thread", "2 threads", "Cairo");
    for (size_t i = 0; i < CT_COUNT(cases); i++) {
        if (argc > 2 && strcmp(argv[2], cases[i].name) != 0) continue;
        const size_t count = cases[i].make(arena, shapes);
        for (int fill = 1; fill >= 0; fill--) {
            printf("%-6s %s", cases[i].name, fill ? "fill  " : "stroke");
            for (int way = 1; way <= ways; way++)
                measure(shapes, count, fill, way % 3, way == 3 ? 1 : rounds);
            printf("\n");
        }
    }
    ct_arena_free(arena);
    return 0;
}
