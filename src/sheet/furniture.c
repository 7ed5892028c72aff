/* furniture.c - pieces on the map: where they stand, their ground, north arrow, locator's mark. */
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

/* ---- places ----------------------------------------------------------------------------- */

/* How much of what matters a box would hide: shares of its area, and lines and points in it. */
static double hidden_by(ct_arena *scratch, ct_box box, const ct_shape *busy, size_t count) {
    double area = (box.x1 - box.x0) * (box.y1 - box.y0), sum = 0;
    double girth = (box.x1 - box.x0) + (box.y1 - box.y0);
    if (!(area > 0)) return 0;
    for (size_t i = 0; i < count; i++) {
        if (busy[i].parts == 0) continue;
        ct_shape inside = ct_clip(scratch, &busy[i], box);
        if (inside.parts == 0) continue;
        if (inside.kind == CT_LINE) sum += 2 * ct_line_length(&inside) / girth;
        if (inside.kind == CT_POINT) sum += 3 * (double)ct_shape_points(&inside);
        if (inside.kind != CT_POLYGON) continue;
        double held = 0;
        for (size_t part = 0; part < inside.parts; part++) {
            size_t start = ct_part_start(&inside, part), end = ct_part_end(&inside, part);
            held += ct_ring_area(inside.x + start, inside.y + start, end - start);
        }
        sum += fmin(fabs(held) / area, 1);
    }
    return sum;
}

static bool is_right(ct_at at) {
    return at == CT_AT_TOP_RIGHT || at == CT_AT_RIGHT || at == CT_AT_BOTTOM_RIGHT;
}
static bool is_left(ct_at at) {
    return at == CT_AT_TOP_LEFT || at == CT_AT_LEFT || at == CT_AT_BOTTOM_LEFT;
}
static bool is_low(ct_at at) {
    return at == CT_AT_BOTTOM_LEFT || at == CT_AT_BOTTOM || at == CT_AT_BOTTOM_RIGHT;
}
static bool is_amid(ct_at at) { return at == CT_AT_LEFT || at == CT_AT_RIGHT; }
static bool is_on_map(ct_at at) { return at != CT_AT_NONE && at != CT_AT_SHEET; }

/* The box of a piece in its place; `taken` is the height that is used there already, and `all` the
 * height that all pieces there take together. */
static ct_box box_at(ct_box frame, double inset, ct_at at, ct_size size, double taken, double all) {
    double x = is_left(at)    ? frame.x0 + inset
               : is_right(at) ? frame.x1 - inset - size.w
                              : (frame.x0 + frame.x1 - size.w) / 2;
    double y = is_low(at)    ? frame.y1 - inset - taken - size.h
               : is_amid(at) ? (frame.y0 + frame.y1 - all) / 2 + taken
                             : frame.y0 + inset + taken;
    return (ct_box){ x, y, x + size.w, y + size.h };
}

typedef struct stacks {
    double taken[CT_AT_AUTO]; /* by place, with the gaps */
    double all[CT_AT_AUTO];
} stacks;

static void stack(stacks *s, ct_at at, ct_size size, double gap) {
    s->all[at] += (s->all[at] > 0 ? gap : 0) + size.h;
}

/* The corner for a piece that may stand anywhere. */
static ct_at free_corner(ct_arena *scratch, ct_box frame, double inset, double gap,
                         const stacks *used, ct_size size, const ct_shape *busy,
                         size_t busy_count) {
    static const ct_at corners[] = { CT_AT_TOP_LEFT, CT_AT_TOP_RIGHT, CT_AT_BOTTOM_LEFT,
                                     CT_AT_BOTTOM_RIGHT };
    ct_at best = corners[0];
    double least = HUGE_VAL;
    for (size_t i = 0; i < CT_COUNT(corners); i++) {
        double taken = used->all[corners[i]] > 0 ? used->all[corners[i]] + gap : 0;
        ct_box box = box_at(frame, inset, corners[i], size, taken, 0);
        double hidden = hidden_by(scratch, box, busy, busy_count) + (taken > 0 ? 1000 : 0);
        if (hidden < least) {
            least = hidden;
            best = corners[i];
        }
    }
    return best;
}

void ct_furniture_arrange(ct_arena *scratch, ct_box frame, double inset, double gap,
                          const ct_at *at, const ct_size *sizes, size_t count, const ct_shape *busy,
                          size_t busy_count, ct_box *boxes) {
    stacks used = { 0 };
    ct_at *where = CT_ARRAY(scratch, count, ct_at);
    for (size_t i = 0; i < count; i++) {
        where[i] = at[i];
        if (is_on_map(at[i]) && at[i] != CT_AT_AUTO) stack(&used, at[i], sizes[i], gap);
    }
    for (size_t i = 0; i < count; i++) {
        if (at[i] != CT_AT_AUTO) continue;
        where[i] = free_corner(scratch, frame, inset, gap, &used, sizes[i], busy, busy_count);
        stack(&used, where[i], sizes[i], gap);
    }
    for (size_t i = 0; i < count; i++) {
        boxes[i] = ct_box_empty();
        if (!is_on_map(where[i])) continue;
        double *taken = &used.taken[where[i]];
        boxes[i] = box_at(frame, inset, where[i], sizes[i], *taken, used.all[where[i]]);
        *taken += sizes[i].h + gap;
    }
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
