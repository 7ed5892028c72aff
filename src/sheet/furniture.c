/* furniture.c - pieces on the map: their ground and text, north arrow, locator's mark. */
#include "sheet.h"

#include <math.h>

/* ---- text of the sheet ------------------------------------------------------------------ */

const ct_text_class *ct_sheet_class(const ct_style *style, const char *name) {
    static const ct_text_class fallback = {
        .name = "fallback",
        .font = { .families = "sans-serif", .weight = 400, .size = 12 },
        .leading = 1.25,
        .color = { 0.1, 0.1, 0.1, 1 }
    };
    const ct_text_class *found = ct_style_text(style, name);
    return found ? found : &fallback;
}

double ct_sheet_text_height(ct_fonts *fonts, const ct_text_class *style,
                            const ct_text_block *block) {
    if (block->line_count == 0) return 0;
    return ct_font_cap_height(fonts, &style->font) +
           (double)(block->line_count - 1) * block->leading;
}

void ct_sheet_text_draw(ct_scene *scene, const ct_text_class *style, const ct_text_block *block,
                        double cap_height, double x, double top, double anchor) {
    if (block->line_count == 0) return;
    ct_scene_block(scene, block, x, top - (block->lines[0].ascent - cap_height), anchor,
                   style->color, style->halo_width, style->halo);
}

/* ---- ground, north arrow, locator's mark ------------------------------------------------- */

void ct_furniture_ground(ct_scene *scene, const ct_box_style *style, ct_box box) {
    bool stroked = style->stroke.width > 0;
    if (!style->has_fill && !stroked) return;
    ct_box inner = stroked ? ct_box_grow(box, -style->stroke.width / 2) : box;
    ct_scene_rect(scene, inner, style->has_fill ? &style->fill : NULL,
                  stroked ? &style->stroke : NULL);
}

#define NORTH_SIZE   30.0 /* px, where the style says nothing */
#define NORTH_HALF   0.2  /* half the needle's width over its length */
#define NORTH_NOTCH  0.22 /* of its foot */
#define NORTH_LETTER 0.42 /* type size over the needle's length */
#define NORTH_GAP    3.0

static double north_size(const ct_style *style) {
    double size = style->furniture.north_size;
    return size > 0 && isfinite(size) ? size : NORTH_SIZE;
}

static double letter_size(double size) { return fmax(9, size * NORTH_LETTER); }

ct_size ct_logo_size(const ct_picture *logo, double width) {
    return (ct_size){ width, logo->width > 0 ? width * logo->height / logo->width : 0 };
}

ct_size ct_north_size(const ct_style *style) {
    double size = north_size(style), letter = letter_size(size);
    /* Room for the letter beyond the needle's tip, however the needle turns a little. */
    return (ct_size){ ceil(fmax(size * 2 * NORTH_HALF, letter) + 2),
                      ceil(size + NORTH_GAP + letter) };
}

/* One half of the needle, from its tip over a side to the notch of its foot. */
static ct_shape needle_half(ct_arena *arena, double x, double y, double size, double turn,
                            double side) {
    const double points[3][2] = { { 0, -0.5 },
                                  { side * NORTH_HALF, 0.5 },
                                  { 0, 0.5 - NORTH_NOTCH } };
    ct_builder b = ct_builder_start(arena, CT_POLYGON);
    for (int i = 0; i < 3; i++) {
        double u = points[i][0] * size, v = points[i][1] * size;
        ct_builder_point(&b, x + u * cos(turn) - v * sin(turn), y + u * sin(turn) + v * cos(turn));
    }
    ct_builder_end_part(&b);
    return ct_builder_take(&b);
}

/* A needle, one half full, the other open, and an N beyond its tip. */
void ct_north_draw(ct_scene *scene, ct_fonts *fonts, const ct_style *style, double convergence,
                   ct_box box) {
    double size = north_size(style), turn = isfinite(convergence) ? convergence * M_PI / 180 : 0;
    double x = (box.x0 + box.x1) / 2, y = box.y1 - size / 2 - 1;
    ct_stroke stroke = style->furniture.north;
    stroke.width = fmin(fmax(stroke.width, 0.75), 1.25);
    stroke.join = CT_JOIN_MITER;
    ct_text_class class = *ct_sheet_class(style, "scale-bar");
    ct_rgba open = class.halo_width > 0 ? class.halo : style->sheet.paper;
    ct_shape left = needle_half(scene->arena, x, y, size - 1, turn, -1);
    ct_shape right = needle_half(scene->arena, x, y, size - 1, turn, 1);
    ct_scene_path(scene,
                  &(ct_path){ .shape = right, .has_fill = true, .fill = open, .stroke = stroke });
    ct_scene_path(
        scene,
        &(ct_path){ .shape = left, .has_fill = true, .fill = stroke.color, .stroke = stroke });
    class.font.size = letter_size(size);
    class.font.weight = 700;
    ct_text_line letter = ct_text_measure(scene->arena, fonts, &class.font, "N");
    double cap = ct_font_cap_height(fonts, &class.font), out = size / 2 + NORTH_GAP + cap / 2;
    ct_scene_text(scene, &(ct_text){ .line = letter,
                                     .x = x + out * sin(turn),
                                     .y = y - out * cos(turn) + cap / 2,
                                     .anchor = 0.5,
                                     .color = stroke.color,
                                     .halo_width = class.halo_width,
                                     .halo = class.halo });
}

#define SMALLEST_BOX 12.0 /* px: a smaller frame is marked by a dot */
#define DOT          6.0
#define LABEL_PAD    5.0 /* px from the locator's edge to its words */
#define LABEL_OFF    3.0 /* px from them to the mark */
#define LABEL_PLACES 9   /* tried each way */
#define NEARNESS     0.7 /* px of a border that a px of the way from where they belong counts for */

static bool is_dot(ct_box box, ct_locator_mark_kind kind) {
    bool tiny = box.x1 - box.x0 < SMALLEST_BOX && box.y1 - box.y0 < SMALLEST_BOX;
    return kind == CT_LOCATOR_DOT || (kind == CT_LOCATOR_AUTO && tiny);
}

ct_box ct_locator_mark(ct_scene *scene, const ct_style *style, const ct_shape *outline,
                       ct_locator_mark_kind kind) {
    ct_box box = ct_box_of(outline);
    const ct_stroke *stroke = &style->furniture.locator_mark;
    if (outline->parts == 0) return ct_box_empty();
    for (size_t i = outline->start; i < outline->end[outline->parts - 1]; i++)
        if (!isfinite(outline->x[i]) || !isfinite(outline->y[i])) return ct_box_empty();
    if (!is_dot(box, kind)) {
        ct_path path = { .shape = *outline, .stroke = *stroke };
        path.stroke.join = CT_JOIN_MITER;
        if (!(path.stroke.width > 0)) path.stroke.width = 1;
        ct_scene_path(scene, &path);
        return box;
    }
    ct_point_class dot = { .symbol = CT_SYMBOL_CIRCLE,
                           .size = DOT,
                           .has_fill = true,
                           .fill = stroke->color,
                           .casing = { .color = style->sheet.paper, .width = 2 } };
    double x = (box.x0 + box.x1) / 2, y = (box.y0 + box.y1) / 2, r = ct_symbol_reach(&dot);
    ct_symbol_point(scene, &dot, x, y, NULL);
    return (ct_box){ x - r, y - r, x + r, y + r };
}

/* ---- words in the locator ---------------------------------------------------------------- */

/* What words would lie over: px of borders, and far from where they belong. */
static double label_cost(ct_box box, const ct_shape *lines, size_t count, double x, double y) {
    ct_tile tile = ct_tile_of(box, 0);
    double cost = NEARNESS * hypot((box.x0 + box.x1) / 2 - x, (box.y0 + box.y1) / 2 - y);
    for (size_t i = 0; i < count; i++)
        for (size_t p = 0; p < lines[i].parts; p++) {
            size_t from = ct_part_start(&lines[i], p), to = ct_part_end(&lines[i], p);
            for (size_t k = from; k < to; k++) {
                size_t j = k > from ? k - 1 : to - 1;
                if (k == from && lines[i].kind != CT_POLYGON) continue;
                cost += ct_tile_crossing(&tile, lines[i].x[j], lines[i].y[j], lines[i].x[k],
                                         lines[i].y[k]);
            }
        }
    return cost;
}

void ct_locator_label(ct_scene *scene, ct_fonts *fonts, const ct_style *style, const char *text,
                      ct_box frame, ct_box mark, const ct_shape *lines, size_t count, double x,
                      double y) {
    const ct_text_class *class = ct_sheet_class(style, "locator");
    ct_text_line line = ct_text_measure(scene->arena, fonts, &class->font, text);
    double cap = ct_font_cap_height(fonts, &class->font), least = HUGE_VAL;
    ct_box room = ct_box_grow(frame, -LABEL_PAD), keep = ct_box_grow(mark, LABEL_OFF), best = room;
    double over_x = room.x1 - room.x0 - line.width, over_y = room.y1 - room.y0 - cap;
    if (over_x < 0 || over_y < 0) return;
    for (int i = 0; i < LABEL_PLACES * LABEL_PLACES; i++) {
        int column = i % LABEL_PLACES, row = i / LABEL_PLACES;
        double x0 = room.x0 + over_x * column / (LABEL_PLACES - 1);
        double y0 = room.y0 + over_y * row / (LABEL_PLACES - 1);
        ct_box box = { x0, y0, x0 + line.width, y0 + cap };
        if (!ct_box_is_empty(mark) && ct_box_meets(box, keep)) continue;
        double cost = label_cost(box, lines, count, x, y);
        if (cost >= least) continue;
        least = cost;
        best = box;
    }
    if (least == HUGE_VAL) return;
    ct_scene_text(scene, &(ct_text){ .line = line,
                                     .x = best.x0,
                                     .y = best.y1,
                                     .color = class->color,
                                     .halo_width = class->halo_width,
                                     .halo = class->halo });
}
