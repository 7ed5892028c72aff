/* label_map.h - a made-up map with a front, a key, a border and towns, and the rules that its
 * labels must keep. */
#ifndef CT_TEST_LABEL_MAP_H
#define CT_TEST_LABEL_MAP_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "../../src/marks/marks.h"

static ct_fonts *fonts;
static ct_arena *arena;
static ct_report *report;
static inline int setup_fonts(void **state) {
    (void)state;
    fonts = ct_fonts_new();
    return 0;
}
static inline int teardown_fonts(void **state) {
    (void)state;
    ct_fonts_free(fonts);
    return 0;
}
static inline int setup(void **state) {
    (void)state;
    arena = ct_arena_new();
    report = ct_report_new(NULL, NULL);
    return 0;
}
static inline int teardown(void **state) {
    (void)state;
    ct_report_free(report);
    ct_arena_free(arena);
    return 0;
}

static const ct_text_class town = {
    .name = "town",
    .font = { .families = "DejaVu Sans", .weight = 400, .size = 12 },
    .halo_width = 1.5,
    .priority = 50
};
static const ct_labels_style style = { .order = { CT_POS_T, CT_POS_B, CT_POS_R, CT_POS_TR,
                                                  CT_POS_BR, CT_POS_L, CT_POS_TL, CT_POS_BL },
                                       .gap = 3,
                                       .cover_max = 0.9,
                                       .shrink_min = 0.85 };

static uint64_t seed;
static inline double random_to(double most) {
    seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
    return (double)(seed >> 11) * 0x1p-53 * most;
}

static const char *const names[] = { "Donetsk",  "Velyka Novosilka", "Lyman",       "Rostov-on-Don",
                                     "Bakhmut",  "Sievierodonetsk",  "Izium",       "Краматорськ",
                                     "Pokrovsk", "Kostiantynivka",   "Хрустальний", "Shakhty" };

static inline ct_label point_at(size_t i, double x, double y) {
    return (ct_label){ .id = ct_printf(arena, "towns/%05zu", i),
                       .layer = "towns",
                       .text = names[i % CT_COUNT(names)],
                       .style = &town,
                       .kind = CT_PLACE_POINT,
                       .x = x,
                       .y = y,
                       .reach = 2 + (double)(i % 3),
                       .priority = 40 + (double)(i % 5) * 10 };
}

static inline ct_shape shape_of(ct_kind kind, const double *xy, size_t n) {
    ct_builder b = ct_builder_start(arena, kind);
    for (size_t i = 0; i < n; i++)
        ct_builder_point(&b, xy[2 * i], xy[2 * i + 1]);
    ct_builder_end_part(&b);
    return ct_builder_take(&b);
}

static inline ct_tile tile_of(const ct_label *l) { return ct_tile_of(l->box, l->angle); }

/* The rules that no placed label may break. */
static inline void check_rules(const ct_label *labels, size_t count, const ct_obstacles *o) {
    for (size_t i = 0; i < count; i++) {
        const ct_label *l = &labels[i];
        if (l->state == CT_LABEL_DROPPED) continue;
        ct_tile t = tile_of(l);
        assert_true(t.bound.x0 >= o->frame.x0 && t.bound.y0 >= o->frame.y0);
        assert_true(t.bound.x1 <= o->frame.x1 && t.bound.y1 <= o->frame.y1);
        for (size_t k = 0; k < o->box_count; k++) {
            ct_tile box = ct_tile_of(o->boxes[k], 0);
            assert_true(ct_tile_overlap(&t, &box) == 0);
        }
        for (size_t k = 0; k < o->hard_count; k++)
            for (size_t p = 1; p < ct_shape_points(&o->hard[k]); p++) {
                const ct_shape *s = &o->hard[k];
                assert_false(ct_tile_crossed(&t, s->x[p - 1], s->y[p - 1], s->x[p], s->y[p],
                                             o->hard_reach[k]));
            }
        for (size_t j = 0; j < count; j++) {
            const ct_label *other = &labels[j];
            if (other->kind == CT_PLACE_POINT)
                assert_true(ct_tile_distance(&t, other->x, other->y) >= other->reach - 1e-9);
            if (j >= i || other->state == CT_LABEL_DROPPED) continue;
            ct_tile u = tile_of(other);
            assert_true(ct_tile_overlap(&t, &u) == 0);
        }
    }
}

/* A map with a front, a key, a border and towns. */
typedef struct map {
    ct_obstacles obstacles;
    ct_box boxes[2];
    ct_shape hard, soft;
    double reach;
    ct_label *labels;
    size_t count;
} map;

static inline void make_map(map *m, size_t count) {
    ct_builder b = ct_builder_start(arena, CT_LINE);
    for (int i = 0; i <= 60; i++)
        ct_builder_point(&b, 300 + 60 * sin(i / 5.0) + random_to(20), i * 10);
    ct_builder_end_part(&b);
    m->hard = ct_builder_take(&b);
    const double border[] = { 0, 400, 200, 380, 500, 420, 900, 390 };
    m->soft = shape_of(CT_LINE, border, 4);
    m->reach = 2.5;
    m->boxes[0] = (ct_box){ 10, 10, 200, 130 };
    m->boxes[1] = (ct_box){ 700, 520, 890, 590 };
    m->labels = CT_ARRAY(arena, count, ct_label);
    m->count = count;
    for (size_t i = 0; i < count; i++)
        m->labels[i] = point_at(i, random_to(900), random_to(600));
    m->obstacles = (ct_obstacles){ .frame = { 0, 0, 900, 600 },
                                   .boxes = m->boxes,
                                   .box_count = 2,
                                   .hard = &m->hard,
                                   .hard_reach = &m->reach,
                                   .hard_count = 1,
                                   .soft = &m->soft,
                                   .soft_count = 1 };
}

static inline void place(map *m, ct_label_metrics *metrics) {
    ct_labels_place(arena, fonts, &style, &m->obstacles, m->labels, m->count, metrics, report);
}

#endif
