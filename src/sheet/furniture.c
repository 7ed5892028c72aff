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

void ct_locator_mark(ct_scene *scene, const ct_style *style, const ct_shape *outline) {
    ct_box box = ct_box_of(outline);
    const ct_stroke *stroke = &style->furniture.locator_mark;
    if (outline->parts == 0) return;
    for (size_t i = outline->start; i < outline->end[outline->parts - 1]; i++)
        if (!isfinite(outline->x[i]) || !isfinite(outline->y[i])) return;
    if (box.x1 - box.x0 >= SMALLEST_BOX || box.y1 - box.y0 >= SMALLEST_BOX) {
        ct_path path = { .shape = *outline, .stroke = *stroke };
        path.stroke.join = CT_JOIN_MITER;
        if (!(path.stroke.width > 0)) path.stroke.width = 1;
        ct_scene_path(scene, &path);
        return;
    }
    ct_point_class dot = { .symbol = CT_SYMBOL_CIRCLE,
                           .size = DOT,
                           .has_fill = true,
                           .fill = stroke->color,
                           .casing = { .color = style->sheet.paper, .width = 2 } };
    ct_symbol_point(scene, &dot, (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2, NULL);
}
