/* scale_bar.c - a bar of a round number of kilometres, miles or both, true at the map's middle. */
#include "sheet.h"

#include <math.h>
#include <string.h>

#define BAR_LENGTH 160.0 /* px, where the style says nothing */
#define BAR_WIDTH  1.25
#define TICK       5.0 /* px from the bar's middle line up */
#define TEXT_GAP   6.0
#define ROW_GAP    6.0
#define RIM        1.2 /* px of the halo's colour about the bar, where it stands on the map itself */

double ct_round_number(double most) {
    if (!(most > 0) || !isfinite(most)) return 0;
    double power = pow(10, floor(log10(most)));
    double digit = most / power;
    /* A length that is a round number but for the last bits counts as one. */
    double round = digit >= 10 - 1e-9 ? 10 : digit >= 5 - 1e-9 ? 5 : digit >= 2 - 1e-9 ? 2 : 1;
    return round * power;
}

/* ---- words ------------------------------------------------------------------------------ */

/* Miles are counted: "1 миля", "2 милі" (and fractions), "50 миль"; NULL: as `mi`. */
typedef struct unit_words {
    const char *lang, *km, *m, *mi, *one, *few;
} unit_words;

static const unit_words units[] = {
    { "uk", "км", "м", "миль", "миля", "милі" },    { "ru", "км", "м", "миль", "миля", "мили" },
    { "be", "км", "м", "міль", "міля", "мілі" },    { "bg", "км", "м", "мили", "миля", NULL },
    { "mk", "км", "м", "милји", "милја", NULL },    { "kk", "км", "м", "миля", NULL, NULL },
    { "el", "χλμ.", "μ.", "μίλια", "μίλι", NULL },  { "ar", "كم", "م", "ميل", NULL, NULL },
    { "fa", "کیلومتر", "متر", "مایل", NULL, NULL }, { "he", "ק״מ", "מ׳", "מייל", NULL, NULL },
    { "zh", "公里", "米", "英里", NULL, NULL },     { "ja", "km", "m", "マイル", NULL, NULL },
    { "ka", "კმ", "მ", "მილი", NULL, NULL },        { "hy", "կմ", "մ", "մղոն", NULL, NULL },
};

static const unit_words *words_in(const char *lang) {
    static const unit_words latin = { "", "km", "m", "mi", NULL, NULL };
    if (!lang) return &latin;
    size_t size = strcspn(lang, "-_");
    for (size_t i = 0; i < CT_COUNT(units); i++)
        if (strlen(units[i].lang) == size && memcmp(units[i].lang, lang, size) == 0)
            return &units[i];
    return &latin;
}

static const char *miles(const unit_words *words, double number) {
    bool one = number > 0.999 && number < 1.001, few = number < 4.5 && !one;
    if (one && words->one) return words->one;
    return few && words->few ? words->few : words->mi;
}

/* ---- bars ------------------------------------------------------------------------------- */

/* One bar with its words. */
typedef struct bar {
    double length; /* px */
    ct_text_line words;
} bar;

typedef struct bars {
    bar items[2];
    size_t count;
    const ct_text_class *style;
    double cap, row; /* px: height of the capitals, from bar to bar */
    double w, h;
} bars;

static void add_bar(ct_arena *arena, ct_fonts *fonts, bars *b, double metres_per_px, double unit,
                    const unit_words *words, const char *lang, double most) {
    double number = ct_round_number(most * metres_per_px / unit);
    if (!(number > 0)) return;
    const char *word = unit == 1 ? words->m : unit == 1000 ? words->km : miles(words, number);
    const char *figure = ct_number_format(arena, number, "", lang);
    const char *text = ct_printf(arena, "%s\u00a0%s", figure ? figure : "", word);
    bar *added = &b->items[b->count++];
    added->length = number * unit / metres_per_px;
    added->words = ct_text_measure(arena, fonts, &b->style->font, text);
    b->w = fmax(b->w, added->length + TEXT_GAP + added->words.width);
}

static bars lay_out_bars(ct_arena *arena, ct_fonts *fonts, const ct_style *style,
                         const ct_scale_bar_spec *spec, const ct_view *view, const char *lang) {
    bars b = { .style = ct_sheet_class(style, "scale-bar") };
    double metres = ct_view_metres_per_px(view), most = style->furniture.bar_length;
    if (!(metres > 0) || !isfinite(metres)) return b;
    if (!(most > 0) || !isfinite(most)) most = BAR_LENGTH;
    const unit_words *words = words_in(lang);
    b.cap = ct_font_cap_height(fonts, &b.style->font);
    b.row = fmax(b.cap, 2 * TICK) + ROW_GAP;
    if (spec->km || !spec->mi) {
        bool far = most * metres >= 1000;
        add_bar(arena, fonts, &b, metres, far ? 1000 : 1, words, lang, most);
    }
    if (spec->mi) add_bar(arena, fonts, &b, metres, 1609.344, words, lang, most);
    if (b.count) b.h = (double)(b.count - 1) * b.row + fmax(b.cap, 2 * TICK);
    return b;
}

ct_size ct_scale_bar_size(ct_arena *arena, ct_fonts *fonts, const ct_style *style,
                          const ct_scale_bar_spec *spec, const ct_view *view, const char *lang) {
    bars b = lay_out_bars(arena, fonts, style, spec, view, lang);
    double pad = fmax(style->furniture.scale_bar.pad, 0);
    if (b.count == 0) return (ct_size){ 0, 0 };
    return (ct_size){ ceil(b.w + 2 * pad), ceil(b.h + 2 * pad) };
}

/* The bar, its end ticks and a shorter one at half its length, as one path. */
static ct_shape bar_shape(ct_arena *arena, double x, double y, double length) {
    ct_builder b = ct_builder_start(arena, CT_LINE);
    ct_builder_point(&b, x, y - TICK);
    ct_builder_point(&b, x, y);
    ct_builder_point(&b, x + length, y);
    ct_builder_point(&b, x + length, y - TICK);
    ct_builder_end_part(&b);
    ct_builder_point(&b, x + length / 2, y);
    ct_builder_point(&b, x + length / 2, y - TICK * 0.6);
    ct_builder_end_part(&b);
    return ct_builder_take(&b);
}

void ct_scale_bar_draw(ct_scene *scene, ct_arena *scratch, ct_fonts *fonts, const ct_style *style,
                       const ct_scale_bar_spec *spec, const ct_view *view, const char *lang,
                       ct_box box) {
    bars b = lay_out_bars(scratch, fonts, style, spec, view, lang);
    double pad = fmax(style->furniture.scale_bar.pad, 0);
    ct_stroke stroke = style->furniture.bar;
    if (!(stroke.width > 0)) stroke.width = BAR_WIDTH;
    stroke.cap = CT_CAP_SQUARE;
    stroke.join = CT_JOIN_MITER;
    stroke.dash_count = 0;
    ct_furniture_ground(scene, &style->furniture.scale_bar, box);
    for (size_t i = 0; i < b.count; i++) {
        const bar *one = &b.items[i];
        double middle = box.y0 + pad + fmax(b.cap, 2 * TICK) / 2 + (double)i * b.row;
        double x = box.x0 + pad, y = middle + TICK / 2;
        ct_shape shape = bar_shape(scene->arena, x, y, one->length);
        if (b.style->halo_width > 0 && !style->furniture.scale_bar.has_fill) {
            ct_stroke rim = stroke;
            rim.color = b.style->halo;
            rim.width += 2 * RIM;
            ct_scene_path(scene, &(ct_path){ .shape = shape, .stroke = rim });
        }
        ct_scene_path(scene, &(ct_path){ .shape = shape, .stroke = stroke });
        ct_scene_text(scene, &(ct_text){ .line = one->words,
                                         .x = x + one->length + TEXT_GAP,
                                         .y = middle + b.cap / 2,
                                         .color = b.style->color,
                                         .halo_width = b.style->halo_width,
                                         .halo = b.style->halo });
    }
}
