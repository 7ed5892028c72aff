/* annotate_words.c - the words of an annotation: set in lines, put beside their place. */
#include "notes.h"

#include <math.h>

#define DEFAULT_WRAP 200.0
#define LEAST_OFFSET 26.0 /* where the frame is near */
#define LEAST_WRAP   70.0
#define FRAME_INSET  6.0
#define CLEAR        4.0  /* px about the words that keep off their own place */
#define DIAGONAL     0.75 /* of the offset, so that the diagonal is as far as the sides */

typedef ct_annotation note;

double ct_note_wrap(const ct_note_ask *ask) {
    double width = ask->spec->wrap > 0    ? ask->spec->wrap
                   : ask->style->wrap > 0 ? ask->style->wrap
                                          : DEFAULT_WRAP;
    double most = ask->frame.x1 - ask->frame.x0 - 2 * FRAME_INSET;
    return most > 0 && width > most ? most : width;
}

/* Sets the words in lines of at most `width` px. */
void ct_note_set(note *n, ct_arena *arena, ct_fonts *fonts, const char *text, double width) {
    double leading = n->style->leading > 0 ? n->style->leading : 1.25;
    n->block = ct_text_wrap(arena, fonts, &n->style->font, text, width, leading, true);
    n->descent = n->pad_y > 0 ? 0 : n->block.lines[n->block.line_count - 1].descent * 0.8;
}

void ct_note_stand(note *n, double x, double y, int dx, int dy, double offset) {
    double lines = (double)(n->block.line_count - 1) * n->block.leading;
    double w = n->block.width + 2 * n->pad_x, h = n->cap + lines + n->descent + 2 * n->pad_y;
    double out = dx && dy ? offset * DIAGONAL : offset;
    double left = x - w / 2 + dx * (w / 2 + out), top = y - h / 2 + dy * (h / 2 + out);
    if (dx && !dy) top = y - n->cap / 2 - (h - n->cap - n->descent) / 2;
    n->box = (ct_box){ left, top, left + w, top + h };
    n->anchor = n->pad_x > 0 ? 0.5 : dx > 0 ? 0 : dx < 0 ? 1 : 0.5;
}

/* ---- the frame ------------------------------------------------------------------------------- */

/* Moves a box inside the frame, as far as it fits there. */
static ct_box keep_inside(ct_box box, ct_box frame) {
    double right = box.x1 - (frame.x1 - FRAME_INSET), low = box.y1 - (frame.y1 - FRAME_INSET);
    double dx = right > 0 ? -right : 0, dy = low > 0 ? -low : 0;
    if (box.x0 + dx < frame.x0 + FRAME_INSET) dx = frame.x0 + FRAME_INSET - box.x0;
    if (box.y0 + dy < frame.y0 + FRAME_INSET) dy = frame.y0 + FRAME_INSET - box.y0;
    return (ct_box){ box.x0 + dx, box.y0 + dy, box.x1 + dx, box.y1 + dy };
}

static bool covers(ct_box box, double x, double y) {
    return x > box.x0 && x < box.x1 && y > box.y0 && y < box.y1;
}

/* px between the place and the frame on the side where the text stands. */
static double room_beside(ct_box frame, double x, int dx) {
    return (dx > 0 ? frame.x1 - x : x - frame.x0) - FRAME_INSET;
}

static bool is_moved(ct_box a, ct_box b) { return a.x0 != b.x0 || a.y0 != b.y0; }

/* Where the words are to stand. */
typedef struct wish {
    const char *text;
    ct_box frame;
    double x, y, offset, wrap;
    int dx, dy;
} wish;

/* Where the text would leave the frame it comes nearer to its place, then is set narrower. */
static void fit_beside(note *n, ct_arena *arena, ct_fonts *fonts, const wish *w) {
    double offset = w->offset, room = room_beside(w->frame, w->x, w->dx);
    ct_note_set(n, arena, fonts, w->text, w->wrap);
    double out = w->dx && w->dy ? DIAGONAL : 1, width = n->block.width + 2 * n->pad_x;
    double least = fmin(offset, LEAST_OFFSET + n->reach);
    if (w->dx && width + offset * out > room) {
        offset = fmax(least, (room - width) / out);
        double narrow = room - offset * out;
        if (narrow < width && narrow >= fmax(w->wrap * 0.5, LEAST_WRAP))
            ct_note_set(n, arena, fonts, w->text, narrow);
    }
    ct_note_stand(n, w->x, w->y, w->dx, w->dy, offset);
}

/* Moved into the frame, the text stands clear of its place. */
static bool move_inside(note *n, const wish *w) {
    ct_box moved = keep_inside(n->box, w->frame);
    bool straddles = is_moved(moved, n->box) && (w->dx || w->dy) &&
                     covers(ct_box_grow(moved, CLEAR), w->x, w->y);
    n->box = moved;
    return !straddles;
}

void ct_note_place(note *n, ct_arena *arena, ct_fonts *fonts, const ct_note_ask *ask, int dx,
                   int dy, double offset) {
    const int sides[][2] = { { -dx, -dy }, { 0, -1 }, { 0, 1 }, { 1, 0 }, { -1, 0 } };
    wish w = { ask->text, ask->frame, ask->x, ask->y, offset, ct_note_wrap(ask), dx, dy };
    fit_beside(n, arena, fonts, &w);
    if (move_inside(n, &w)) return;
    for (size_t i = 0; i < CT_COUNT(sides); i++) {
        w.dx = sides[i][0];
        w.dy = sides[i][1];
        ct_note_set(n, arena, fonts, w.text, w.wrap);
        ct_note_stand(n, w.x, w.y, w.dx, w.dy, w.offset);
        if (move_inside(n, &w)) return;
    }
    w.dx = dx;
    w.dy = dy;
    fit_beside(n, arena, fonts, &w);
    n->box = keep_inside(n->box, w.frame);
}
