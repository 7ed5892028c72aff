/* scale_bar.c - a round number of kilometres, miles or both, true at the map's middle: a line with
 * ticks, or blocks. */
#include "sheet.h"

#include <math.h>
#include <string.h>

#define BAR_LENGTH  160.0 /* px, where the style says nothing */
#define BAR_WIDTH   1.25
#define TICK        5.0 /* px from the rule */
#define BLOCK       5.0 /* px: the height of blocks */
#define TEXT_GAP    6.0 /* px between the end of a rule of one unit and its words */
#define TICK_GAP    3.0 /* px between a tick and the words at it, where there are two units */
#define MILE        1609.344
#define LEAST_BLOCK 14.0 /* px */
#define RIM         2.0 /* px of the halo's colour about the bar, where it stands on the map itself */

double ct_round_number(double most) {
    if (!(most > 0) || !isfinite(most)) return 0;
    double power = pow(10, floor(log10(most)));
    double digit = most / power;
    /* A length that is a round number but for the last bits counts as one. */
    double round = digit >= 10 - 1e-9 ? 10 : digit >= 5 - 1e-9 ? 5 : digit >= 2 - 1e-9 ? 2 : 1;
    return round * power;
}

/* ---- the bar ---------------------------------------------------------------------------- */

/* One unit: its ticks and its words. */
typedef struct measure {
    double length; /* px */
    double number;
    ct_text_line words;
} measure;

/* One rule: of one unit, with ticks upwards and the words behind it; or of two, with the ticks and
 * the words of the first above it and those of the second below. Or blocks of the first unit, with
 * its words above them, and below them a tick and the words of the second. */
typedef struct bar {
    measure items[2];
    size_t count;
    const ct_text_class *style;
    double cap;     /* px: height of the capitals */
    double start;   /* px from the left: where the rule begins */
    double rule, w; /* px: its length, and with the words */
    double y, h;    /* px from the top: the rule's, and all */
    bool blocks;
    ct_text_line zero; /* blocks: the words at their start */
} bar;

static void add_measure(ct_arena *arena, ct_fonts *fonts, bar *b, double metres_per_px, double unit,
                        const char *lang, double most) {
    double number = ct_round_number(most * metres_per_px / unit);
    if (!(number > 0)) return;
    const char *name = unit == 1 ? "m" : unit == 1000 ? "km" : "mi";
    const char *text = ct_unit_text(arena, number, name, lang);
    measure *added = &b->items[b->count++];
    added->length = number * unit / metres_per_px;
    added->number = number;
    added->words = ct_text_measure(arena, fonts, &b->style->font, text);
    b->rule = fmax(b->rule, added->length);
}

static void lay_out_one(bar *b) {
    b->y = fmax(b->cap, 2 * TICK) / 2 + TICK / 2;
    b->h = fmax(b->cap, 2 * TICK);
    b->w = b->rule + TEXT_GAP + b->items[0].words.width;
}

/* The words stand in the middle over their last ticks. */
static void lay_out_two(bar *b) {
    double right = b->rule;
    for (size_t i = 0; i < b->count; i++) {
        double half = b->items[i].words.width / 2;
        b->start = fmax(b->start, half - b->items[i].length);
        right = fmax(right, b->items[i].length + half);
    }
    b->w = b->start + right;
    b->y = b->cap + TICK_GAP + TICK;
    b->h = 2 * b->y;
}

/* As two units of a line, but for the height of the blocks; a single unit has no ticks. */
static void lay_out_blocks(ct_arena *arena, ct_fonts *fonts, bar *b, const char *lang) {
    const char *nought = ct_number_format(arena, 0, "", lang);
    b->zero = ct_text_measure(arena, fonts, &b->style->font, nought ? nought : "0");
    lay_out_two(b);
    double start = fmax(b->start, b->zero.width / 2);
    b->w += start - b->start;
    b->start = start;
    b->y = b->cap + TICK_GAP;
    b->h = b->y + BLOCK + (b->count == 2 ? TICK + TICK_GAP + b->cap : 0);
}

static bar lay_out_bar(ct_arena *arena, ct_fonts *fonts, const ct_style *style,
                       const ct_scale_bar_spec *spec, const ct_view *view, const char *lang) {
    bar b = { .style = ct_sheet_class(style, "scale-bar") };
    double metres = ct_view_metres_per_px(view), most = style->furniture.bar_length;
    if (!(metres > 0) || !isfinite(metres)) return b;
    if (!(most > 0) || !isfinite(most)) most = BAR_LENGTH;
    b.cap = ct_font_cap_height(fonts, &b.style->font);
    for (size_t i = 0; i < (spec->unit_count ? spec->unit_count : 1); i++) { /* none: km */
        double unit = spec->units[i] == CT_UNIT_MI ? MILE : most * metres >= 1000 ? 1000 : 1;
        add_measure(arena, fonts, &b, metres, unit, lang, most);
    }
    b.blocks = spec->form == CT_BAR_BLOCKS;
    if (b.blocks && b.count > 0)
        lay_out_blocks(arena, fonts, &b, lang);
    else if (b.count == 1)
        lay_out_one(&b);
    else if (b.count == 2)
        lay_out_two(&b);
    return b;
}

ct_size ct_scale_bar_size(ct_arena *arena, ct_fonts *fonts, const ct_style *style,
                          const ct_scale_bar_spec *spec, const ct_view *view, const char *lang) {
    bar b = lay_out_bar(arena, fonts, style, spec, view, lang);
    double pad = fmax(style->furniture.scale_bar.pad, 0);
    if (b.count == 0) return (ct_size){ 0, 0 };
    return (ct_size){ ceil(b.w + 2 * pad), ceil(b.h + 2 * pad) };
}

static void add_tick(ct_builder *b, double x, double y, double height) {
    ct_builder_point(b, x, y);
    ct_builder_point(b, x, y + height);
    ct_builder_end_part(b);
}

/* The rule, ticks at its ends and shorter ones at half of each length, as one path. */
static ct_shape bar_shape(ct_arena *arena, const bar *laid_out, double x, double y) {
    ct_builder b = ct_builder_start(arena, CT_LINE);
    ct_builder_point(&b, x, y);
    ct_builder_point(&b, x + laid_out->rule, y);
    ct_builder_end_part(&b);
    for (size_t i = 0; i < laid_out->count; i++) {
        double way = i == 0 ? -TICK : TICK, length = laid_out->items[i].length;
        add_tick(&b, x, y, way);
        add_tick(&b, x + length / 2, y, way * 0.6);
        add_tick(&b, x + length, y, way);
    }
    return ct_builder_take(&b);
}

static ct_text word_of(const bar *b, const ct_text_line *line, double x, double y, double anchor) {
    return (ct_text){ .line = *line,
                      .x = x,
                      .y = y,
                      .anchor = anchor,
                      .color = b->style->color,
                      .halo_width = b->style->halo_width,
                      .halo = b->style->halo };
}

/* How many blocks: each of a round number, and wide enough to be told apart. */
static int block_count(const measure *one) {
    double power = pow(10, floor(log10(one->number) + 1e-9));
    int count = fabs(one->number / power - 5) < 0.1 ? 5 : 4;
    return one->length / count >= LEAST_BLOCK ? count : 2;
}

/* From the blocks to the words of the second unit. */
static ct_shape second_tick(ct_arena *arena, const bar *b, ct_box blocks) {
    double end = blocks.x0 + b->items[1].length;
    ct_builder tick = ct_builder_start(arena, CT_LINE);
    ct_builder_point(&tick, fmin(end, blocks.x1), blocks.y1);
    if (end > blocks.x1) ct_builder_point(&tick, end, blocks.y1);
    ct_builder_point(&tick, end, blocks.y1 + TICK);
    ct_builder_end_part(&tick);
    return ct_builder_take(&tick);
}

/* Full and open by turns, within one outline; the rim in the ground's colour lies below. */
static void draw_blocks(ct_scene *scene, const bar *b, const ct_stroke *line, bool rim, double x,
                        double y) {
    const measure *first = &b->items[0];
    int count = block_count(first);
    ct_box all = { x, y, x + first->length, y + BLOCK };
    ct_rgba open = b->style->halo_width > 0 ? b->style->halo : (ct_rgba){ 1, 1, 1, 1 };
    ct_shape tick = { .kind = CT_LINE };
    ct_stroke edge = *line;
    edge.width = fmin(line->width, 1);
    if (b->count == 2) tick = second_tick(scene->arena, b, all);
    if (rim) {
        ct_stroke under = edge;
        under.color = b->style->halo;
        under.width += 2 * RIM;
        ct_scene_rect(scene, ct_box_grow(all, RIM), &under.color, NULL);
        if (tick.parts) ct_scene_path(scene, &(ct_path){ .shape = tick, .stroke = under });
    }
    ct_scene_rect(scene, all, &open, NULL);
    for (int i = 0; i < count; i += 2)
        ct_scene_rect(scene,
                      (ct_box){ x + first->length * i / count, y,
                                x + first->length * (i + 1) / count, y + BLOCK },
                      &line->color, NULL);
    ct_scene_rect(scene, all, NULL, &edge);
    if (tick.parts) ct_scene_path(scene, &(ct_path){ .shape = tick, .stroke = edge });
}

static void draw_block_words(ct_scene *scene, const bar *b, double x, double y) {
    double above = y - TICK_GAP, below = y + BLOCK + TICK + TICK_GAP + b->cap;
    ct_text zero = word_of(b, &b->zero, x, above, 0.5);
    ct_scene_text(scene, &zero);
    for (size_t i = 0; i < b->count; i++) {
        ct_text text =
            word_of(b, &b->items[i].words, x + b->items[i].length, i == 0 ? above : below, 0.5);
        ct_scene_text(scene, &text);
    }
}

static void draw_words(ct_scene *scene, const bar *b, double x, double y) {
    for (size_t i = 0; i < b->count; i++) {
        const measure *one = &b->items[i];
        bool behind = b->count == 1;
        double out = TICK + TICK_GAP;
        double base = behind ? y - TICK / 2 + b->cap / 2 : i == 0 ? y - out : y + out + b->cap;
        ct_text text = word_of(b, &one->words, x + one->length + (behind ? TEXT_GAP : 0), base,
                               behind ? 0 : 0.5);
        ct_scene_text(scene, &text);
    }
}

static void draw_rule(ct_scene *scene, const bar *b, const ct_stroke *line, bool rim, double x,
                      double y) {
    ct_shape shape = bar_shape(scene->arena, b, x, y);
    ct_stroke under = *line;
    under.color = b->style->halo;
    under.width += 2 * RIM;
    under.cap = CT_CAP_ROUND;
    if (rim) ct_scene_path(scene, &(ct_path){ .shape = shape, .stroke = under });
    ct_scene_path(scene, &(ct_path){ .shape = shape, .stroke = *line });
}

void ct_scale_bar_draw(ct_scene *scene, ct_arena *scratch, ct_fonts *fonts, const ct_style *style,
                       const ct_scale_bar_spec *spec, const ct_view *view, const char *lang,
                       ct_box box) {
    bar b = lay_out_bar(scratch, fonts, style, spec, view, lang);
    double pad = fmax(style->furniture.scale_bar.pad, 0);
    ct_furniture_ground(scene, &style->furniture.scale_bar, box);
    if (b.count == 0) return;
    ct_stroke stroke = style->furniture.bar;
    if (!(stroke.width > 0)) stroke.width = BAR_WIDTH;
    stroke.cap = CT_CAP_SQUARE;
    stroke.join = CT_JOIN_MITER;
    stroke.dash_count = 0;
    bool rim = b.style->halo_width > 0 && !style->furniture.scale_bar.has_fill;
    double x = box.x0 + pad + b.start, y = box.y0 + pad + b.y;
    if (b.blocks) {
        draw_blocks(scene, &b, &stroke, rim, round(x), round(y));
        draw_block_words(scene, &b, round(x), round(y));
    } else {
        draw_rule(scene, &b, &stroke, rim, x, y);
        draw_words(scene, &b, x, y);
    }
}
