/* annotate_form.c - what stands about the words of an annotation: circle, badge, bracket. */
#include "notes.h"

#include <math.h>

#define CIRCLE_POINTS  96
#define ROUND_POINTS   16  /* of half the end of a pill */
#define ARC_POINTS     8   /* of the arcs of a curly bracket */
#define RIM            1.2 /* px of the halo's colour beside a line */
#define LEAST_CONTRAST 4.5
#define PAD            0.5  /* of the capitals' height, about the words of a badge */
#define LEAST_PAD      3.5  /* px */
#define PILL_ENDS      0.55 /* of the capitals' height, more at the ends of a pill */
#define CORNER         2.0  /* px: the corners of a box */
#define DEPTH          8.0  /* px of a bracket */
#define CURLY_DEPTH    11.0

/* A line with a rim in the halo's colour below it, added to what is drawn. */
static void add_line(ct_arena *arena, ct_annotation *n, const ct_shape *shape) {
    ct_path *paths = CT_ARRAY(arena, 2, ct_path);
    ct_stroke rim = n->line;
    rim.color = n->halo;
    rim.width += 2 * RIM;
    rim.dash_count = 0;
    size_t count = 0;
    if (n->halo_width > 0) paths[count++] = (ct_path){ .shape = *shape, .stroke = rim };
    paths[count++] = (ct_path){ .shape = *shape, .stroke = n->line };
    n->drawn = paths;
    n->drawn_count = count;
}

static void add_arc(ct_builder *b, double x, double y, double radius, double from, double to,
                    int points) {
    for (int i = 0; i <= points; i++) {
        double turn = from + (to - from) * i / points;
        ct_builder_point(b, x + radius * cos(turn), y + radius * sin(turn));
    }
}

/* ---- circle ---------------------------------------------------------------------------------- */

void ct_note_circle(ct_arena *arena, const ct_note_ask *ask, ct_annotation *n) {
    ct_builder b = ct_builder_start(arena, CT_POLYGON);
    for (int i = 0; i < CIRCLE_POINTS; i++) {
        double turn = 2 * M_PI * i / CIRCLE_POINTS;
        ct_builder_point(&b, n->x + n->reach * cos(turn), n->y + n->reach * sin(turn));
    }
    ct_builder_end_part(&b);
    ct_shape circle = ct_builder_take(&b);
    (void)ask;
    add_line(arena, n, &circle);
    /* Labels may stand inside it: its rim alone is kept free. */
    ct_box *boxes = CT_ARRAY(arena, CIRCLE_POINTS, ct_box);
    for (size_t i = 0; i < CIRCLE_POINTS; i++) {
        size_t next = (i + 1) % CIRCLE_POINTS;
        boxes[i] = ct_box_empty();
        ct_box_add(&boxes[i], circle.x[i], circle.y[i]);
        ct_box_add(&boxes[i], circle.x[next], circle.y[next]);
        boxes[i] = ct_box_grow(boxes[i], n->line.width / 2 + 1);
    }
    n->boxes = boxes;
    n->box_count = CIRCLE_POINTS;
}

/* ---- badge ----------------------------------------------------------------------------------- */

void ct_note_badge_pad(const ct_note_ask *ask, ct_annotation *n) {
    double lines = (double)(n->block.line_count - 1) * n->block.leading;
    double w = n->block.width, h = n->cap + lines, pad = fmax(PAD * n->cap, LEAST_PAD);
    n->pad_y = fmax(pad, (ask->spec->size - h) / 2);
    n->pad_x = n->pad_y + (ask->spec->shape == CT_BADGE_PILL ? PILL_ENDS * n->cap - 1 : 1);
    double across = fmax(hypot(w, h) + 1.2 * pad, ask->spec->size);
    if (ask->spec->shape == CT_BADGE_CIRCLE) {
        n->pad_x = (across - w) / 2;
        n->pad_y = (across - h) / 2;
    } else if (w + 2 * n->pad_x < h + 2 * n->pad_y) {
        n->pad_x = (h - w) / 2 + n->pad_y; /* a single digit stands in a square */
    }
    n->descent = 0;
}

/* The letters' own colour where it reads on the fill, else paper or ink, whichever does better. */
static ct_rgba ink_on(ct_rgba fill, const ct_note_ask *ask) {
    ct_rgba own = ask->style->color, paper = ask->house->sheet.paper, ink = ask->house->ink;
    if (ct_color_contrast(own, fill) >= LEAST_CONTRAST) return own;
    return ct_color_contrast(paper, fill) >= ct_color_contrast(ink, fill) ? paper : ink;
}

static ct_shape badge_shape(ct_arena *arena, ct_box box, ct_badge_form form) {
    double w = box.x1 - box.x0, h = box.y1 - box.y0;
    double r = form == CT_BADGE_BOX ? fmin(CORNER, h / 2) : fmin(w, h) / 2;
    ct_builder b = ct_builder_start(arena, CT_POLYGON);
    add_arc(&b, box.x1 - r, box.y0 + r, r, -M_PI / 2, 0, ROUND_POINTS);
    add_arc(&b, box.x1 - r, box.y1 - r, r, 0, M_PI / 2, ROUND_POINTS);
    add_arc(&b, box.x0 + r, box.y1 - r, r, M_PI / 2, M_PI, ROUND_POINTS);
    add_arc(&b, box.x0 + r, box.y0 + r, r, M_PI, 1.5 * M_PI, ROUND_POINTS);
    ct_builder_end_part(&b);
    return ct_builder_take(&b);
}

void ct_note_badge(ct_arena *arena, const ct_note_ask *ask, ct_annotation *n) {
    const char *name = ask->spec->look.text ? ask->spec->look.text : "badge";
    const ct_area_class *look = ct_style_area(ask->house, name);
    ct_rgba fill = look && look->has_fill ? look->fill : ask->house->ink;
    ct_path *path = CT_NEW(arena, ct_path);
    *path = (ct_path){ .shape = badge_shape(arena, n->box, ask->spec->shape),
                       .has_fill = true,
                       .fill = fill };
    if (look) path->stroke = look->stroke;
    ct_rgba seen = ask->house->sheet.paper; /* what the fill comes to, on paper */
    seen.r += (fill.r - seen.r) * fill.a;
    seen.g += (fill.g - seen.g) * fill.a;
    seen.b += (fill.b - seen.b) * fill.a;
    n->ink = ink_on(seen, ask);
    n->line.color = fill;
    n->drawn = path;
    n->drawn_count = 1;
}

/* ---- bracket --------------------------------------------------------------------------------- */

/* A frame of axes: from the first end along the bracket, and out of it towards the words. */
typedef struct axes {
    double x, y, ux, uy, vx, vy, length;
} axes;

static void add_point(ct_builder *b, const axes *a, double along, double out) {
    ct_builder_point(b, a->x + along * a->ux + out * a->vx, a->y + along * a->uy + out * a->vy);
}

/* A quarter of a circle about (along, out) of the axes; angles as in them. */
static void add_quarter(ct_builder *b, const axes *a, double along, double out, double radius,
                        double from, double to) {
    for (int i = 0; i <= ARC_POINTS; i++) {
        double turn = from + (to - from) * i / ARC_POINTS;
        add_point(b, a, along + radius * cos(turn), out + radius * sin(turn));
    }
}

static ct_shape square_bracket(ct_arena *arena, const axes *a) {
    ct_builder b = ct_builder_start(arena, CT_LINE);
    add_point(&b, a, 0, 0);
    add_point(&b, a, 0, DEPTH);
    add_point(&b, a, a->length, DEPTH);
    add_point(&b, a, a->length, 0);
    ct_builder_end_part(&b);
    return ct_builder_take(&b);
}

static ct_shape curly_bracket(ct_arena *arena, const axes *a) {
    double r = fmin(CURLY_DEPTH / 2, a->length / 4), half = a->length / 2;
    ct_builder b = ct_builder_start(arena, CT_LINE);
    add_quarter(&b, a, r, 0, r, M_PI, M_PI / 2);
    add_quarter(&b, a, half - r, 2 * r, r, -M_PI / 2, 0);
    add_quarter(&b, a, half + r, 2 * r, r, M_PI, 1.5 * M_PI);
    add_quarter(&b, a, a->length - r, 0, r, M_PI / 2, 0);
    ct_builder_end_part(&b);
    return ct_builder_take(&b);
}

/* Which of its two sides the words stand on: that which is asked for, else right of an upright one
 * and above a level one. */
static bool is_left(const ct_annotation_spec *spec, const axes *a) {
    double sx = ct_side_x(spec->side), sy = ct_side_y(spec->side);
    double told = sx * a->vx + sy * a->vy;
    if (fabs(told) > 1e-9) return told < 0;
    return fabs(a->vx) > fabs(a->vy) ? a->vx < 0 : a->vy > 0;
}

bool ct_note_bracket(ct_arena *arena, ct_fonts *fonts, const ct_note_ask *ask, bool turned,
                     ct_annotation *n) {
    const ct_shape *path = &ask->path;
    if (!path->parts || path->end[0] - path->start < 2) return false;
    size_t from = path->start, to = path->end[0] - 1;
    axes a = { .x = path->x[from], .y = path->y[from] };
    a.length = hypot(path->x[to] - a.x, path->y[to] - a.y);
    if (!(a.length > 1)) return false;
    a.ux = (path->x[to] - a.x) / a.length;
    a.uy = (path->y[to] - a.y) / a.length;
    a.vx = a.uy;
    a.vy = -a.ux;
    if (is_left(ask->spec, &a) != turned) {
        a.vx = -a.vx;
        a.vy = -a.vy;
    }
    bool curly = ask->spec->form == CT_BRACKET_CURLY;
    double depth = curly ? fmin(CURLY_DEPTH, a.length / 2) : DEPTH;
    ct_shape shape = curly ? curly_bracket(arena, &a) : square_bracket(arena, &a);
    add_line(arena, n, &shape);
    ct_shape spine = ct_shape_copy(arena, &shape);
    n->boxes = ct_note_box_line(arena, &spine, n->line.width / 2 + 2, &n->box_count);
    n->x = a.x + a.length / 2 * a.ux + depth * a.vx;
    n->y = a.y + a.length / 2 * a.uy + depth * a.vy;
    if (!ask->text) return true;
    const double LEVEL = 0.4;
    ct_note_set(n, arena, fonts, ask->text, ct_note_wrap(ask));
    ct_note_stand(n, n->x, n->y,
                  a.vx > LEVEL    ? 1
                  : a.vx < -LEVEL ? -1
                                  : 0,
                  a.vy > LEVEL    ? 1
                  : a.vy < -LEVEL ? -1
                                  : 0,
                  ask->spec->offset);
    return true;
}
