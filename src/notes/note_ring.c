/* note_ring.c - circles about a place, each with its distance written on it, in a gap of the line.
 */
#include "notes.h"

#include <math.h>

#define LINE_WIDTH 1.0 /* px, where the style has no class */
#define LINE_ALPHA 0.7
#define WORD_PAD   5.0 /* px between the words and the ends of the line */
#define EDGE       4.0 /* px that words keep off the frame and furniture */
#define ARC_POINTS 24  /* that words follow */
#define NEAR_TURN  0.2 /* radians: a point of the line in some direction */

/* The directions where words stand, best first, clockwise from the top of the page: level ones, so
 * that they are read with ease. */
static const double turns[] = { 0,   25,   -25, 180, 155, -155, 50, -50,
                                130, -130, 75,  -75, 105, -105, 90, -90 };

/* A part of a ring, by the way along it. */
typedef struct loop {
    double *x, *y, *at;
    size_t count;
    bool closed;
} loop;

/* Part `part` of the line; a closed one begins and ends opposite to its point `about`. */
static loop loop_of(ct_arena *arena, const ct_shape *line, size_t part, size_t about) {
    size_t from = ct_part_start(line, part), end = ct_part_end(line, part), n = end - from;
    loop l = { CT_ARRAY(arena, n, double), CT_ARRAY(arena, n, double), CT_ARRAY(arena, n, double),
               n, false };
    l.closed =
        n > 3 && hypot(line->x[from] - line->x[end - 1], line->y[from] - line->y[end - 1]) < 1e-3;
    size_t first = l.closed ? (about - from + n / 2) % (n - 1) : 0;
    for (size_t i = 0; i < n; i++) {
        size_t k = from + (l.closed ? (first + i) % (n - 1) : i);
        l.x[i] = line->x[k];
        l.y[i] = line->y[k];
        l.at[i] = i ? l.at[i - 1] + hypot(l.x[i] - l.x[i - 1], l.y[i] - l.y[i - 1]) : 0;
    }
    return l;
}

static void loop_at(const loop *l, double at, double *x, double *y) {
    size_t i = 1;
    while (i + 1 < l->count && l->at[i] < at)
        i++;
    double step = l->at[i] - l->at[i - 1], share = step > 0 ? (at - l->at[i - 1]) / step : 0;
    *x = l->x[i - 1] + (l->x[i] - l->x[i - 1]) * share;
    *y = l->y[i - 1] + (l->y[i] - l->y[i - 1]) * share;
}

/* ---- a place for the words ------------------------------------------------------------------- */

typedef struct placing {
    ct_arena *arena;
    ct_fonts *fonts;
    const ct_note_ask *ask;
    ct_annotation *note;
    ct_box *boxes; /* of words so far */
    size_t box_count, box_capacity;
    ct_text *texts;
    size_t text_count, text_capacity;
    ct_builder lines; /* the rings, with gaps */
} placing;

/* The point of a line that lies in a direction from the middle; false where none is seen. */
static bool point_towards(const placing *p, const ct_shape *line, double turn, size_t *part,
                          size_t *index) {
    double best = NEAR_TURN;
    for (size_t k = 0; k < line->parts; k++)
        for (size_t i = ct_part_start(line, k); i < ct_part_end(line, k); i++) {
            double to = atan2(line->x[i] - p->ask->x, p->ask->y - line->y[i]);
            double off = fabs(remainder(to - turn, 2 * M_PI));
            if (off >= best) continue;
            best = off;
            *part = k;
            *index = i;
        }
    return best < NEAR_TURN;
}

static bool is_free(const placing *p, double x, double y, double reach) {
    ct_box at = { x - reach, y - reach, x + reach, y + reach }, f = p->ask->frame;
    if (at.x0 < f.x0 || at.x1 > f.x1 || at.y0 < f.y0 || at.y1 > f.y1) return false;
    for (size_t i = 0; i < p->ask->cover_count; i++)
        if (ct_box_meets(at, p->ask->covers[i])) return false;
    for (size_t i = 0; i < p->box_count; i++)
        if (ct_box_meets(at, p->boxes[i])) return false;
    for (size_t k = 0; k < p->ask->hard_count; k++) {
        const ct_shape *s = &p->ask->hard[k];
        for (size_t part = 0; part < s->parts; part++)
            for (size_t i = ct_part_start(s, part) + 1; i < ct_part_end(s, part); i++)
                if (ct_segment_distance(x, y, s->x[i - 1], s->y[i - 1], s->x[i], s->y[i]) < reach)
                    return false;
    }
    return true;
}

/* The arc of `length` px about a point of the line, with its words' room free. */
static bool find_arc(const placing *p, const ct_note_ring *ring, double turn, double length,
                     loop *l, double *middle, size_t *part) {
    size_t index = 0;
    if (!point_towards(p, &ring->line, turn, part, &index)) return false;
    *l = loop_of(p->arena, &ring->line, *part, index);
    size_t here =
        l->closed ? (l->count - 1) - l->count / 2 : index - ct_part_start(&ring->line, *part);
    *middle = l->at[here];
    double total = l->at[l->count - 1];
    if (*middle < length / 2 || *middle + length / 2 > total || length > total * 0.45) return false;
    for (int i = 0; i <= ARC_POINTS; i++) {
        double x, y;
        loop_at(l, *middle + length * ((double)i / ARC_POINTS - 0.5), &x, &y);
        if (!is_free(p, x, y, p->note->cap / 2 + EDGE)) return false;
    }
    return true;
}

/* ---- words and lines ------------------------------------------------------------------------- */

static void add_stretch(ct_builder *b, const loop *l, double from, double to) {
    double x, y;
    if (to - from < 1) return;
    loop_at(l, from, &x, &y);
    ct_builder_point(b, x, y);
    for (size_t i = 0; i < l->count; i++)
        if (l->at[i] > from && l->at[i] < to) ct_builder_point(b, l->x[i], l->y[i]);
    loop_at(l, to, &x, &y);
    ct_builder_point(b, x, y);
    ct_builder_end_part(b);
}

static void add_words(placing *p, const ct_note_ring *ring, const loop *l, double middle,
                      double length) {
    ct_builder arc = ct_builder_start(p->arena, CT_LINE);
    for (int i = 0; i <= ARC_POINTS; i++) {
        double x, y;
        loop_at(l, middle + length * ((double)i / ARC_POINTS - 0.5), &x, &y);
        ct_builder_point(&arc, x, y);
    }
    ct_builder_end_part(&arc);
    ct_note_ask ask = *p->ask;
    ask.path = ct_builder_take(&arc);
    ask.text = ring->words;
    ct_annotation along = *p->note;
    if (!ct_note_along(p->arena, p->fonts, &ask, &along)) return;
    for (size_t i = 0; i < along.bent_count; i++) {
        CT_GROW(p->arena, p->texts, p->text_capacity, p->text_count);
        p->texts[p->text_count++] = along.bent[i];
    }
    for (size_t i = 0; i < along.box_count; i++) {
        CT_GROW(p->arena, p->boxes, p->box_capacity, p->box_count);
        p->boxes[p->box_count++] = along.boxes[i];
    }
}

static void add_ring(placing *p, const ct_note_ring *ring, double turn, double width) {
    double middle, length = width + 2 * WORD_PAD;
    size_t part = SIZE_MAX;
    loop l;
    bool found = ring->words && find_arc(p, ring, turn, length, &l, &middle, &part);
    for (size_t i = 0; i < CT_COUNT(turns) && ring->words && !found; i++)
        found = find_arc(p, ring, turns[i] * M_PI / 180, length, &l, &middle, &part);
    for (size_t k = 0; k < ring->line.parts; k++) {
        if (found && k == part) {
            add_stretch(&p->lines, &l, 0, middle - length / 2);
            add_stretch(&p->lines, &l, middle + length / 2, l.at[l.count - 1]);
            continue;
        }
        for (size_t i = ct_part_start(&ring->line, k); i < ct_part_end(&ring->line, k); i++)
            ct_builder_point(&p->lines, ring->line.x[i], ring->line.y[i]);
        ct_builder_end_part(&p->lines);
    }
    if (found) add_words(p, ring, &l, middle, width + 2);
}

/* The direction where most of the rings have room for their words, so that these stand in a row. */
static double best_turn(const placing *p, const double *widths) {
    int dx = ct_side_x(p->ask->spec->side), dy = ct_side_y(p->ask->spec->side);
    double told = atan2(dx, -dy), best = dx || dy ? told : 0;
    size_t most = 0;
    for (size_t i = 0; i <= CT_COUNT(turns); i++) {
        double turn = i ? turns[i - 1] * M_PI / 180 : best;
        size_t fits = 0, part;
        for (size_t k = 0; k < p->ask->ring_count; k++) {
            loop l;
            double middle;
            const ct_note_ring *ring = &p->ask->rings[k];
            fits += ring->words &&
                    find_arc(p, ring, turn, widths[k] + 2 * WORD_PAD, &l, &middle, &part);
        }
        if (fits > most) best = turn;
        if (fits > most) most = fits;
    }
    return best;
}

bool ct_note_rings(ct_arena *arena, ct_fonts *fonts, const ct_note_ask *ask, ct_annotation *n) {
    const char *name = ask->spec->look.text ? ask->spec->look.text : "ring";
    placing p = { .arena = arena,
                  .fonts = fonts,
                  .ask = ask,
                  .note = n,
                  .lines = ct_builder_start(arena, CT_LINE) };
    double *widths = CT_ARRAY(arena, ask->ring_count, double);
    for (size_t i = 0; i < ask->ring_count; i++) {
        if (!ask->rings[i].words) continue;
        ct_text_block block =
            ct_text_wrap(arena, fonts, &ask->style->font, ask->rings[i].words, 0, 1.25, true);
        widths[i] = block.width;
    }
    double turn = best_turn(&p, widths);
    for (size_t i = 0; i < ask->ring_count; i++)
        add_ring(&p, &ask->rings[i], turn, widths[i]);
    ct_shape lines = ct_builder_take(&p.lines);
    if (!lines.parts) return false;
    n->area = ct_style_area(ask->house, name);
    n->track = ct_style_line(ask->house, name);
    if (n->area) n->track = NULL;
    n->figure = n->area ? ask->figure : lines;
    n->outline = n->course = lines;
    /* Several circles that an area does not part are parted by lines in its colour. */
    bool bare = n->area && ask->ring_count > 1 && !(n->area->stroke.width > 0);
    if (bare || (!n->area && !n->track)) {
        ct_line_class *made = CT_NEW(arena, ct_line_class);
        ct_rgba ink = !bare               ? ask->style->color
                      : n->area->has_fill ? n->area->fill
                                          : n->area->hatch.color;
        ink.a = bare ? 1 : ink.a * LINE_ALPHA;
        *made = (ct_line_class){ .stroke = { .color = ink, .width = LINE_WIDTH }, .opacity = 1 };
        n->track = made;
    }
    n->box = ct_box_empty(); /* of all words: where the ground is looked at */
    for (size_t i = 0; i < p.box_count; i++)
        n->box = ct_box_union(n->box, p.boxes[i]);
    n->bent = p.texts;
    n->bent_count = p.text_count;
    n->boxes = p.boxes;
    n->box_count = n->word_boxes = p.box_count;
    if (ask->spec->obstacle != CT_OBSTACLE_HARD) return true;
    size_t line_count;
    ct_box *along = ct_note_box_line(arena, &lines, 2, &line_count);
    for (size_t i = 0; i < line_count; i++) {
        CT_GROW(arena, p.boxes, p.box_capacity, p.box_count);
        p.boxes[p.box_count++] = along[i];
    }
    n->boxes = p.boxes;
    n->box_count = p.box_count;
    return true;
}
