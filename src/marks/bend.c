/* bend.c - names bent along a curve: letter by letter, as evenly as on a straight line. */
#include "marks.h"

#include <math.h>
#include <string.h>

#define DEGREES (180 / M_PI)

/* Puts the letters on the curve; their middles, not their feet, are spaced as on a straight line.
 * False where that cannot be done within the limits. */
static bool put_letters(const ct_label_form *form, const ct_curve *k, double u, double drop,
                        const ct_bend_limits *limits, ct_letter *letters, ct_bend *bend) {
    double middle = drop + form->middle, at = -form->set[0].width / 2;
    double place = at, least = HUGE_VAL, most = -HUGE_VAL;
    if (!ct_curve_move(k, middle, at, &u)) return false;
    for (size_t i = 0; i < form->letter_count; i++) {
        ct_letter *l = &letters[i];
        *l = form->letters[i];
        double wanted = at + l->dx + l->width / 2, direction;
        if (!ct_curve_move(k, middle, wanted - place, &u)) return false;
        place = wanted;
        ct_curve_at(k, u, drop, &l->x, &l->y, &direction);
        l->angle = direction * DEGREES;
        if (!isfinite(l->x) || !isfinite(l->y)) return false;
        least = fmin(least, l->angle);
        most = fmax(most, l->angle);
        if (i > 0 && fabs(l->angle - letters[i - 1].angle) > limits->step) return false;
        bend->turn = most - least;
        bend->steep = fmax(fabs(least), fabs(most));
        if (!(bend->turn <= limits->turn && bend->steep <= limits->steep)) return false;
    }
    return true;
}

/* The box of a letter reaches half-way to its neighbours', up and down as far as the name does. */
static ct_tile tile_of(const ct_label_form *form, const ct_letter *letters, size_t i) {
    const ct_letter *l = &letters[i];
    double left = -l->width / 2, right = l->width / 2;
    if (i > 0) left -= (l->dx - letters[i - 1].dx - letters[i - 1].width) / 2;
    if (i + 1 < form->letter_count) right += (letters[i + 1].dx - l->dx - l->width) / 2;
    double up = form->ink[1].y0, down = form->ink[1].y1;
    double c = cos(l->angle / DEGREES), s = sin(l->angle / DEGREES);
    double u = (left + right) / 2, v = (up + down) / 2;
    double x = l->x + u * c - v * s, y = l->y + u * s + v * c, w = (right - left) / 2;
    return ct_tile_of((ct_box){ x - w, y - (down - up) / 2, x + w, y + (down - up) / 2 }, l->angle);
}

/* Air above, below, and at the ends of the name. */
static ct_tile pad_tile(const ct_label_form *form, const ct_tile *ink, bool first, bool last) {
    double ends = (first ? form->pad_x : 0) + (last ? form->pad_x : 0);
    ct_tile tile = *ink;
    double shift = ((last ? form->pad_x : 0) - (first ? form->pad_x : 0)) / 2;
    tile.x += shift * ink->cosine;
    tile.y += shift * ink->sine;
    return ct_tile_grow(&tile, ends / 2, form->pad_y);
}

const ct_bend *ct_bend_along(ct_arena *arena, const ct_label_form *form, const ct_curve *curve,
                             double u, double drop, const ct_bend_limits *limits) {
    const size_t count = form->letter_count;
    if (count == 0 || form->line_count != 1 || !(curve->half > 0)) return NULL;
    ct_arena *scratch = ct_arena_new();
    ct_letter *letters = CT_ARRAY(scratch, count, ct_letter);
    ct_bend *bend = NULL, draft = { 0 };
    if (put_letters(form, curve, u, drop, limits, letters, &draft)) {
        bend = CT_NEW(arena, ct_bend);
        *bend = draft;
        ct_letter *own = CT_ARRAY(arena, count, ct_letter);
        ct_tile *inks = CT_ARRAY(arena, count, ct_tile), *tiles = CT_ARRAY(arena, count, ct_tile);
        memcpy(own, letters, count * sizeof *own);
        bend->bound = ct_box_empty();
        for (size_t i = 0; i < count; i++) {
            inks[i] = tile_of(form, letters, i);
            tiles[i] = pad_tile(form, &inks[i], i == 0, i + 1 == count);
            bend->bound = ct_box_union(bend->bound, inks[i].bound);
        }
        bend->letters = own;
        bend->inks = inks;
        bend->tiles = tiles;
        bend->count = count;
    }
    ct_arena_free(scratch);
    return bend;
}

static ct_tile moved(ct_tile tile, double dx, double dy) {
    tile.x += dx;
    tile.y += dy;
    tile.bound =
        (ct_box){ tile.bound.x0 + dx, tile.bound.y0 + dy, tile.bound.x1 + dx, tile.bound.y1 + dy };
    return tile;
}

const ct_bend *ct_bend_copy(ct_arena *arena, const ct_bend *bend, double dx, double dy) {
    if (!bend) return NULL;
    ct_bend *copy = CT_NEW(arena, ct_bend);
    ct_letter *letters = CT_ARRAY(arena, bend->count, ct_letter);
    ct_tile *inks = CT_ARRAY(arena, bend->count, ct_tile);
    ct_tile *tiles = CT_ARRAY(arena, bend->count, ct_tile);
    for (size_t i = 0; i < bend->count; i++) {
        letters[i] = bend->letters[i];
        letters[i].text = ct_strdup(arena, bend->letters[i].text);
        letters[i].x += dx;
        letters[i].y += dy;
        inks[i] = moved(bend->inks[i], dx, dy);
        tiles[i] = moved(bend->tiles[i], dx, dy);
    }
    *copy = *bend;
    copy->letters = letters;
    copy->inks = inks;
    copy->tiles = tiles;
    copy->bound = (ct_box){ bend->bound.x0 + dx, bend->bound.y0 + dy, bend->bound.x1 + dx,
                            bend->bound.y1 + dy };
    return copy;
}
