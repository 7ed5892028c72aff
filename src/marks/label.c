/* label.c - ways to set a label's words, and the places about a point. */
#include "marks.h"

#include <math.h>
#include <string.h>

/* Costs, in steps of position rank. */
#define COST_FAR     5.0
#define COST_SLID    3.0
#define COST_STACKED 6.0
#define COST_TIGHT   12.0
#define COST_SHRUNK  20.0
#define COST_ABBR    30.0
#define COST_CALLOUT 150.0

#define LEAST_SPACED    11.0 /* cost of an area's name with no letter-spacing */
#define TIGHTEN         0.02 /* of the size, off the letter-spacing of a required point name */
#define STACK_HELPS     0.75 /* a stacked name is at most so wide, over one line */
#define CALLOUT_STEP    12.0 /* px between the distances that are tried */
#define CALLOUT_STEPS   14
#define CALLOUT_COMPASS 24
#define LEADER_GAP      2.0 /* px between a leader and its text */
#define LEADER_LEAST    6.0 /* px: a shorter one says nothing */

/* ---- setting ---------------------------------------------------------------------------- */

int ct_label_align(const char *position, bool right_of_anchor) {
    if (ct_streq(position, "callout")) return right_of_anchor ? 0 : 2;
    if (!position ||
        (position[0] != 'L' && position[0] != 'R' && position[0] != 'T' && position[0] != 'B'))
        return 1;
    return strchr(position, 'R') ? 0 : strchr(position, 'L') ? 2 : 1;
}

static double between(double value, double low, double high) {
    return value < low ? low : value > high ? high : value; /* NaN stays */
}

/* Small letters of the alphabets whose capitals are taller: Latin, Greek, Cyrillic. */
static bool is_small(uint32_t c) {
    return (c >= 'a' && c <= 'z') || (c >= 0xdf && c <= 0xff) || (c >= 0x3ac && c <= 0x3ce) ||
           (c >= 0x430 && c <= 0x45f) || c == 0x491;
}

/* The optical middle of a line is that of its small letters with a little of the capitals. */
static double middle_of(ct_fonts *fonts, const ct_font *font, const char *text) {
    double cap = ct_font_cap_height(fonts, font), x = ct_font_x_height(fonts, font);
    bool small = false;
    for (uint32_t c; (c = ct_utf8_next(&text)) != 0;)
        small = small || is_small(c);
    return -(small ? (cap + x) / 4 : cap / 2);
}

ct_label_form ct_label_set(ct_arena *arena, ct_fonts *fonts, const ct_text_class *style,
                           const char **lines, size_t line_count, double scale, double tracking) {
    ct_font font = style->font;
    font.size *= scale;
    font.tracking = tracking;
    ct_text_line *set = CT_ARRAY(arena, line_count, ct_text_line);
    ct_label_form form = { .lines = lines,
                           .line_count = line_count,
                           .scale = scale,
                           .tracking = tracking,
                           .state = CT_LABEL_PLACED,
                           .set = set };
    double factor = style->leading > 0 ? between(style->leading, 0.9, 1.15) : 1.1;
    form.leading = factor * font.size;
    for (int align = 0; align < 3; align++)
        form.ink[align] = ct_box_empty();
    for (size_t i = 0; i < line_count; i++) {
        set[i] = ct_text_measure(arena, fonts, &font, lines[i]);
        if (ct_box_is_empty(set[i].ink)) continue;
        double down = (double)i * form.leading;
        for (int align = 0; align < 3; align++) {
            double left = -set[i].width * align / 2;
            ct_box_add(&form.ink[align], left + set[i].ink.x0, down + set[i].ink.y0);
            ct_box_add(&form.ink[align], left + set[i].ink.x1, down + set[i].ink.y1);
        }
    }
    form.middle = middle_of(fonts, &font, lines[0]) +
                  (double)(line_count > 0 ? line_count - 1 : 0) * form.leading / 2;
    form.size = font.size;
    form.halo = between(style->halo_width, 0, 4);
    form.pad_y = between(style->halo_width * 0.75, 1, 3);
    form.pad_x = fmax(form.pad_y, 0.2 * font.size);
    return form;
}

static size_t letters_in(const char *text, size_t bytes) {
    size_t n = 0;
    for (size_t i = 0; i < bytes; i++)
        n += ((unsigned char)text[i] & 0xc0) != 0x80;
    return n;
}

bool ct_label_split(ct_arena *arena, const char *text, const char *lines[2]) {
    size_t size = strlen(text), best = 0, best_longer = SIZE_MAX;
    for (size_t i = 1; i + 1 < size; i++) {
        if (text[i] != ' ' && text[i] != '-') continue;
        size_t first = letters_in(text, text[i] == '-' ? i + 1 : i);
        size_t second = letters_in(text + i + 1, size - i - 1);
        size_t longer = first > second ? first : second;
        if (first < 2 || second < 2 || longer >= best_longer) continue;
        best = i;
        best_longer = longer;
    }
    if (!best) return false;
    lines[0] = ct_strndup(arena, text, text[best] == '-' ? best + 1 : best);
    lines[1] = ct_strdup(arena, text + best + 1);
    return true;
}

typedef struct forms {
    ct_label_form *items;
    size_t count, capacity;
} forms;

/* What all forms of a label share. */
typedef struct setting {
    ct_arena *arena;
    ct_fonts *fonts;
    const ct_label *label;
    const char **whole, **halves; /* halves NULL: it cannot be stacked */
    forms out;
} setting;

static void add_form(setting *s, bool stacked, double scale, double tracking, double cost) {
    if (stacked && !s->halves) return;
    ct_label_form form =
        ct_label_set(s->arena, s->fonts, s->label->style, stacked ? s->halves : s->whole,
                     stacked ? 2 : 1, scale, tracking);
    if (ct_box_is_empty(form.ink[0])) return;
    if (s->label->kind == CT_PLACE_AREA) { /* spaced letters need more air about them */
        form.pad_x = fmax(form.pad_x, 0.6 * scale * s->label->style->font.size);
        form.pad_y = fmax(form.pad_y, 0.45 * scale * s->label->style->font.size);
    }
    form.cost = cost;
    form.kind = s->label->kind;
    if (form.kind != CT_PLACE_POINT && form.line_count == 1)
        form.letters = ct_text_letters(s->arena, s->fonts, &form.set[0], &form.letter_count);
    /* two lines are a rung of the ladder for a town, and one way to set the name of an area */
    bool rung = stacked && s->label->kind != CT_PLACE_AREA;
    form.state = scale < 1 ? CT_LABEL_SHRUNK : rung ? CT_LABEL_STACKED : CT_LABEL_PLACED;
    CT_GROW(s->arena, s->out.items, s->out.capacity, s->out.count);
    s->out.items[s->out.count++] = form;
}

static void add_point_forms(setting *s, const ct_labels_style *style, bool frugal) {
    const ct_font *font = &s->label->style->font;
    double shrink = between(style->shrink_min, 0.5, 1),
           tight = font->tracking - TIGHTEN * font->size;
    add_form(s, false, 1, font->tracking, 0);
    if (frugal && !s->label->required) return;
    add_form(s, true, 1, font->tracking, COST_STACKED);
    if (!s->label->required) return;
    add_form(s, false, 1, tight, COST_TIGHT);
    if (!(shrink < 1)) return;
    add_form(s, false, shrink, font->tracking * shrink, COST_SHRUNK);
    add_form(s, true, shrink, font->tracking * shrink, COST_SHRUNK + COST_STACKED);
}

/* Wide letter-spacing is what makes an area's name one; stacking costs little. */
static void add_area_forms(setting *s, const ct_labels_style *style, bool frugal) {
    static const double steps[] = { 1, 0.66, 0.33, 0 };
    const ct_text_class *class = s->label->style;
    double wide = fmax(class->max_tracking, 0), shrink = between(style->shrink_min, 0.5, 1);
    size_t count = wide > 0 ? CT_COUNT(steps) : 1;
    for (int small = 0; small < (shrink < 1 && !frugal ? 2 : 1); small++) {
        double scale = small ? shrink : 1, base = small ? 16 : 0;
        for (size_t i = 0; i < count; i++) {
            double tracking = (class->font.tracking + wide * steps[wide > 0 ? i : 3]) * scale;
            add_form(s, false, scale, tracking, base + 2.0 * (double)i);
            add_form(s, true, scale, tracking, base + 2.0 * (double)i + 1.5);
        }
        if (!(class->font.tracking > 0)) continue; /* at last, less than the class's own spacing */
        add_form(s, false, scale, 0, base + LEAST_SPACED);
        add_form(s, true, scale, 0, base + LEAST_SPACED + 1.5);
    }
}

ct_label_form *ct_label_forms(ct_arena *arena, ct_fonts *fonts, const ct_labels_style *style,
                              const ct_label *label, bool frugal, size_t *count) {
    setting s = { .arena = arena, .fonts = fonts, .label = label };
    s.whole = CT_ARRAY(arena, 1, const char *);
    s.whole[0] = label->text;
    const char *halves[2];
    if (ct_label_split(arena, label->text, halves)) {
        s.halves = CT_ARRAY(arena, 2, const char *);
        memcpy(s.halves, halves, sizeof halves);
    }
    if (label->kind == CT_PLACE_AREA)
        add_area_forms(&s, style, frugal);
    else if (label->kind == CT_PLACE_LINE)
        add_form(&s, false, 1, label->style->font.tracking + fmax(label->style->max_tracking, 0),
                 0);
    else
        add_point_forms(&s, style, frugal);
    if (label->kind == CT_PLACE_LINE && label->style->max_tracking > 0)
        add_form(&s, false, 1, label->style->font.tracking, 2);
    *count = s.out.count;
    return s.out.items;
}

ct_label_form *ct_label_short_forms(ct_arena *arena, ct_fonts *fonts, const ct_labels_style *style,
                                    const ct_label *label, size_t *count) {
    *count = 0;
    if (!label->abbr) return NULL;
    ct_label brief = *label;
    brief.text = label->abbr;
    ct_label_form *brief_forms = ct_label_forms(arena, fonts, style, &brief, false, count);
    for (size_t i = 0; i < *count; i++) {
        brief_forms[i].state = CT_LABEL_ABBREVIATED;
        brief_forms[i].cost += COST_ABBR;
    }
    return brief_forms;
}

/* ---- places about a point --------------------------------------------------------------- */

const char *const ct_position_names[CT_POS_COUNT] = { "T", "B", "R", "TR", "BR", "L", "TL", "BL" };

/* The ink's box with its middle or edges at the symbol. Corners stand on the diagonal, snug: the
 * box's corner, not its side, keeps the gap. */
ct_box ct_label_box_at(ct_position position, const ct_label *label, const ct_label_form *form,
                       double gap) {
    ct_box ink = form->ink[ct_label_align(ct_position_names[position], false)];
    double w = ink.x1 - ink.x0, h = ink.y1 - ink.y0, side = label->reach + gap;
    double corner = 0.8 * label->reach + 0.55 * gap;
    double x = label->x - w / 2, y = label->y - form->middle + ink.y0;
    switch (position) {
    case CT_POS_T:
        y = label->y - side - h;
        break;
    case CT_POS_B:
        y = label->y + side;
        break;
    case CT_POS_R:
        x = label->x + side;
        break;
    case CT_POS_L:
        x = label->x - side - w;
        break;
    case CT_POS_TR:
    case CT_POS_BR:
        x = label->x + corner;
        break;
    default:
        x = label->x - corner - w;
        break;
    }
    if (position == CT_POS_TR || position == CT_POS_TL) y = label->y - corner - h;
    if (position == CT_POS_BR || position == CT_POS_BL) y = label->y + corner;
    return (ct_box){ x, y, x + w, y + h };
}

static ct_candidate candidate_at(ct_box box, const ct_label_form *form) {
    ct_candidate c = { .box = box, .form = form };
    ct_tile tile = ct_tile_of(box, 0);
    c.tile = ct_tile_grow(&tile, form->pad_x, form->pad_y);
    return c;
}

/* A second line must make the name clearly narrower, or it only takes room. */
static bool stack_helps(const ct_label_form *form) {
    if (form->line_count < 2) return true;
    double stacked = form->ink[0].x1 - form->ink[0].x0, whole = form->leading * 0.3;
    for (size_t i = 0; i < form->line_count; i++)
        whole += form->set[i].width;
    return stacked <= STACK_HELPS * whole;
}

void ct_candidates_point(ct_arena *arena, const ct_labels_style *style, const ct_label *label,
                         const ct_label_form *form, bool frugal, ct_candidates *list) {
    if (!stack_helps(form)) return;
    double gap = between(style->gap, 0, 100);
    for (int far = 0; far < (frugal ? 1 : 2); far++) {
        for (int i = 0; i < CT_POS_COUNT; i++) {
            ct_position position = style->order[i];
            if (position < 0 || position >= CT_POS_COUNT) continue;
            ct_candidate c =
                candidate_at(ct_label_box_at(position, label, form, far ? 2 * gap : gap), form);
            c.position = ct_position_names[position];
            c.rank = i + far;
            c.cost = i + (far ? COST_FAR : 0) + form->cost;
            ct_candidates_add(arena, list, &c);
        }
    }
}

static int rank_of(const ct_labels_style *style, ct_position position) {
    int rank = 0;
    while (rank < CT_POS_COUNT && style->order[rank] != position)
        rank++;
    return rank;
}

/* From the middle of a side, by a share of the words' length or height, towards a corner. */
typedef struct slide {
    ct_position from, towards;
    double dx, dy;
} slide;

static const slide slides[] = {
    { CT_POS_T, CT_POS_TR, 1, 0 },  { CT_POS_T, CT_POS_TL, -1, 0 }, { CT_POS_B, CT_POS_BR, 1, 0 },
    { CT_POS_B, CT_POS_BL, -1, 0 }, { CT_POS_R, CT_POS_TR, 0, -1 }, { CT_POS_R, CT_POS_BR, 0, 1 },
    { CT_POS_L, CT_POS_TL, 0, -1 }, { CT_POS_L, CT_POS_BL, 0, 1 },
};

void ct_candidates_slid(ct_arena *arena, const ct_labels_style *style, const ct_label *label,
                        const ct_label_form *form, ct_candidates *list) {
    static const double shares[] = { 0.14, 0.28, 0.42 };
    if (!stack_helps(form)) return;
    double gap = between(style->gap, 0, 100);
    double w = form->ink[1].x1 - form->ink[1].x0, h = form->ink[1].y1 - form->ink[1].y0;
    for (size_t i = 0; i < CT_COUNT(slides); i++) {
        const slide *s = &slides[i];
        ct_box box = ct_label_box_at(s->from, label, form, gap);
        int one = rank_of(style, s->from), other = rank_of(style, s->towards);
        for (size_t k = 0; k < CT_COUNT(shares); k++) {
            double dx = s->dx * shares[k] * w, dy = s->dy * shares[k] * h;
            ct_box slid = { box.x0 + dx, box.y0 + dy, box.x1 + dx, box.y1 + dy };
            ct_candidate c = candidate_at(slid, form);
            c.position = ct_position_names[s->from];
            c.rank = one > other ? one : other;
            c.cost = c.rank + COST_SLID + shares[k] + form->cost;
            ct_candidates_add(arena, list, &c);
        }
    }
}

/* ---- callouts --------------------------------------------------------------------------- */

/* The leader ends at the side of the text that faces the symbol: at the middle of its left or right
 * end, or below or above the nearest letter. */
bool ct_label_leader(double x, double y, double reach, ct_box box, double leader[4]) {
    double tx = between(x, box.x0, box.x1), ty = (box.y0 + box.y1) / 2;
    if (x < box.x0)
        tx = box.x0 - LEADER_GAP;
    else if (x > box.x1)
        tx = box.x1 + LEADER_GAP;
    else
        ty = y < box.y0 ? box.y0 - LEADER_GAP : box.y1 + LEADER_GAP;
    double length = hypot(tx - x, ty - y), from = reach + 1;
    if (!(length >= from + LEADER_LEAST)) return false;
    leader[0] = x + (tx - x) * from / length;
    leader[1] = y + (ty - y) * from / length;
    leader[2] = tx;
    leader[3] = ty;
    return true;
}

void ct_candidates_callout(ct_arena *arena, const ct_labels_style *style, const ct_label *label,
                           const ct_label_form *form, ct_candidates *list) {
    double first = label->reach + between(style->gap, 0, 100) + 1.5 * CALLOUT_STEP;
    for (int step = 0; step < CALLOUT_STEPS; step++) {
        double distance = first + step * CALLOUT_STEP;
        for (int i = 0; i < CALLOUT_COMPASS; i++) {
            double turn = 2 * M_PI * i / CALLOUT_COMPASS;
            double dx = sin(turn), dy = -cos(turn); /* from the top, clockwise */
            bool right = dx > 1e-9, left = dx < -1e-9;
            ct_box ink = form->ink[right ? 0 : 2];
            double w = ink.x1 - ink.x0, h = ink.y1 - ink.y0;
            double x = label->x + dx * distance - (right ? 0 : left ? w : w / 2);
            double y = label->y + dy * distance - h / 2;
            ct_candidate c = candidate_at((ct_box){ x, y, x + w, y + h }, form);
            c.has_leader = ct_label_leader(label->x, label->y, label->reach, c.box, c.leader);
            if (!c.has_leader) continue;
            c.position = "callout";
            c.rank = CT_POS_COUNT + step;
            /* Slanting leaders read better than level ones, which look like part of the map. */
            c.cost = COST_CALLOUT + form->cost + 1.5 * step + (fabs(dx * dy) < 0.2 ? 3 : 0);
            ct_candidates_add(arena, list, &c);
        }
    }
}
