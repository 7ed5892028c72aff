/* scale_bar.c - a bar of a round number of kilometres, miles or both, true at the map's middle. */
#include "sheet.h"

#include <math.h>
#include <string.h>

#define BAR_LENGTH 160.0 /* px, where the style says nothing */
#define BAR_WIDTH  1.25
#define TICK       5.0 /* px from the rule */
#define TEXT_GAP   6.0 /* px between the end of a rule of one unit and its words */
#define TICK_GAP   3.0 /* px between a tick and the words at it, where there are two units */
#define MILE       1609.344
#define RIM        2.0 /* px of the halo's colour about the bar, where it stands on the map itself */

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
    ct_text_line words;
} measure;

/* One rule: of one unit, with ticks upwards and the words behind it; or of two, with the ticks and
 * the words of the first above it and those of the second below. */
typedef struct bar {
    measure items[2];
    size_t count;
    const ct_text_class *style;
    double cap;     /* px: height of the capitals */
    double start;   /* px from the left: where the rule begins */
    double rule, w; /* px: its length, and with the words */
    double y, h;    /* px from the top: the rule's, and all */
} bar;

static void add_measure(ct_arena *arena, ct_fonts *fonts, bar *b, double metres_per_px, double unit,
                        const char *lang, double most) {
    double number = ct_round_number(most * metres_per_px / unit);
    if (!(number > 0)) return;
    const char *name = unit == 1 ? "m" : unit == 1000 ? "km" : "mi";
    const char *text = ct_unit_text(arena, number, name, lang);
    measure *added = &b->items[b->count++];
    added->length = number * unit / metres_per_px;
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
    if (b.count == 1) lay_out_one(&b);
    if (b.count == 2) lay_out_two(&b);
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

static void draw_words(ct_scene *scene, const bar *b, double x, double y) {
    for (size_t i = 0; i < b->count; i++) {
        const measure *one = &b->items[i];
        bool behind = b->count == 1;
        double out = TICK + TICK_GAP;
        double base = behind ? y - TICK / 2 + b->cap / 2 : i == 0 ? y - out : y + out + b->cap;
        ct_scene_text(scene, &(ct_text){ .line = one->words,
                                         .x = x + one->length + (behind ? TEXT_GAP : 0),
                                         .y = base,
                                         .anchor = behind ? 0 : 0.5,
                                         .color = b->style->color,
                                         .halo_width = b->style->halo_width,
                                         .halo = b->style->halo });
    }
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
    double x = box.x0 + pad + b.start, y = box.y0 + pad + b.y;
    ct_shape shape = bar_shape(scene->arena, &b, x, y);
    if (b.style->halo_width > 0 && !style->furniture.scale_bar.has_fill) {
        ct_stroke rim = stroke;
        rim.color = b.style->halo;
        rim.width += 2 * RIM;
        rim.cap = CT_CAP_ROUND;
        ct_scene_path(scene, &(ct_path){ .shape = shape, .stroke = rim });
    }
    ct_scene_path(scene, &(ct_path){ .shape = shape, .stroke = stroke });
    draw_words(scene, &b, x, y);
}
