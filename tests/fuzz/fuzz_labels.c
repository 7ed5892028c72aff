/* fuzz_labels.c - ct_labels_place and ct_labels_draw: no name on another, on a box, off the frame.
 */
#include "fuzz.h"

#include <math.h>
#include <string.h>

#include "../../src/marks/marks.h"

enum { LABELS = 24, BOXES = 4, LINES = 2 };
static const ct_box FRAME = { 0, 0, 256, 256 };
static const ct_text_class town = {
    .name = "town",
    .font = { .families = "DejaVu Sans", .weight = 400, .size = 11 },
    .halo_width = 1.5,
    .priority = 50
};
static const ct_text_class region = {
    .name = "region",
    .font = { .families = "DejaVu Sans", .weight = 400, .size = 14 },
    .max_tracking = 5,
    .repeat = 80,
    .priority = 60
};
static const char *const names[] = { "Lyman", "Velyka Novosilka", "Краматорськ", "Rostov-on-Don",
                                     "Odesa", "Чорне море",       "X",           "" };

typedef struct page {
    ct_obstacles obstacles;
    ct_box boxes[BOXES];
    ct_shape hard[LINES], soft[LINES], land[LINES];
    double reach[LINES];
    ct_labels_style style;
    ct_label labels[LABELS];
    size_t count;
} page;

static double along(fuzz_bytes *bytes) { return 256 * fuzz_share(bytes); }

static ct_label label_of(ct_arena *arena, fuzz_bytes *bytes, size_t number) {
    unsigned how = fuzz_byte(bytes);
    ct_label label = { .id = ct_printf(arena, "names/%02zu", number),
                       .layer = "names",
                       .kind = how % 3 == 0   ? CT_PLACE_AREA
                               : how % 7 == 0 ? CT_PLACE_LINE
                                              : CT_PLACE_POINT,
                       .priority = how % 10 * 10,
                       .required = how & 64 };
    label.style = label.kind == CT_PLACE_POINT ? &town : &region;
    label.text = how & 128 ? ct_text_plain(arena, fuzz_text(arena, bytes), 64)
                           : names[fuzz_byte(bytes) % CT_COUNT(names)];
    if (how & 32) label.abbr = "Vel.";
    label.x = along(bytes);
    label.y = along(bytes);
    label.reach = 6 * fuzz_share(bytes);
    if (label.kind == CT_PLACE_AREA) label.area = fuzz_shape(arena, bytes, CT_POLYGON, FRAME);
    if (label.kind == CT_PLACE_LINE) label.area = fuzz_shape(arena, bytes, CT_LINE, FRAME);
    return label;
}

static void make_obstacles(page *p, ct_arena *arena, fuzz_bytes *bytes) {
    unsigned how = fuzz_byte(bytes);
    ct_obstacles *o = &p->obstacles;
    *o = (ct_obstacles){ .frame = FRAME,
                         .boxes = p->boxes,
                         .hard = p->hard,
                         .hard_reach = p->reach,
                         .soft = p->soft,
                         .land = p->land };
    for (size_t n = how % (BOXES + 1); o->box_count < n; o->box_count++) {
        double x = along(bytes), y = along(bytes);
        p->boxes[o->box_count] = (ct_box){ x, y, x + along(bytes) / 3, y + along(bytes) / 3 };
    }
    if (how & 16) p->hard[o->hard_count++] = fuzz_shape(arena, bytes, CT_LINE, FRAME);
    if (how & 32) p->soft[o->soft_count++] = fuzz_shape(arena, bytes, CT_LINE, FRAME);
    if (how & 64) p->land[o->land_count++] = fuzz_shape(arena, bytes, CT_POLYGON, FRAME);
    p->reach[0] = 3;
    p->style = (ct_labels_style){ .order = { CT_POS_T, CT_POS_B, CT_POS_R, CT_POS_TR, CT_POS_BR,
                                             CT_POS_L, CT_POS_TL, CT_POS_BL },
                                  .gap = 3,
                                  .cover_max = how & 128 ? 0.17 : 0.9,
                                  .shrink_min = 0.85 };
}

static void check_one(const page *p, const ct_label *l) {
    ct_tile tile = ct_tile_of(l->box, l->angle);
    FUZZ_CHECK(isfinite(l->box.x0 + l->box.y0 + l->box.x1 + l->box.y1) && isfinite(l->angle));
    FUZZ_CHECK(l->line_count >= 1 && l->line_count <= 2 && l->rank >= 0 && l->position);
    FUZZ_CHECK(tile.bound.x0 >= FRAME.x0 - 1e-9 && tile.bound.y0 >= FRAME.y0 - 1e-9 &&
               tile.bound.x1 <= FRAME.x1 + 1e-9 && tile.bound.y1 <= FRAME.y1 + 1e-9);
    for (size_t i = 0; i < p->obstacles.box_count && !l->bend; i++) {
        ct_tile box = ct_tile_of(p->boxes[i], 0);
        FUZZ_CHECK(ct_tile_overlap(&tile, &box) < 1e-9);
    }
}

static void check_labels(const page *p) {
    for (size_t i = 0; i < p->count; i++) {
        const ct_label *l = &p->labels[i];
        if (l->state == CT_LABEL_DROPPED) continue;
        check_one(p, l);
        ct_tile tile = ct_tile_of(l->box, l->angle);
        for (size_t k = 0; k < i && !l->bend; k++) {
            const ct_label *other = &p->labels[k];
            if (other->state == CT_LABEL_DROPPED || other->bend) continue;
            ct_tile its = ct_tile_of(other->box, other->angle);
            FUZZ_CHECK(ct_tile_overlap(&tile, &its) < 1e-9);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static ct_fonts *fonts;
    if (!fonts) fonts = ct_fonts_new();
    fuzz_bytes bytes = { data, size };
    ct_arena *arena = ct_arena_new();
    ct_report *report = ct_report_new(NULL, NULL);
    page p = { 0 };
    make_obstacles(&p, arena, &bytes);
    while (p.count < LABELS && bytes.left) {
        p.labels[p.count] = label_of(arena, &bytes, p.count);
        p.count++;
    }
    ct_label_metrics metrics = { 0 };
    ct_labels_place(arena, fonts, &p.style, &p.obstacles, p.labels, p.count, &metrics, report);
    FUZZ_CHECK(metrics.overlap_px2 < 1e-6 && metrics.frame_exits == 0);
    check_labels(&p);
    ct_scene *scene = ct_scene_new(arena, 256, 256, (ct_rgba){ 1, 1, 1, 1 });
    ct_labels_draw(scene, fonts, p.labels, p.count);
    FUZZ_CHECK(scene->depth == 0);
    ct_report_free(report);
    ct_arena_free(arena);
    return 0;
}
