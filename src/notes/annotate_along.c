/* annotate_along.c - the words of an annotation along a path, letter by letter. */
#include "notes.h"

#include <math.h>

#define SPLINE_STEPS 24   /* between two places of a path */
#define FLAT         1e-6 /* px */

/* ---- the path -------------------------------------------------------------------------------- */

static double knot(double x0, double y0, double x1, double y1) {
    return fmax(sqrt(hypot(x1 - x0, y1 - y0)), 1e-3);
}

static double mix(double a, double b, double ta, double tb, double t) {
    return tb > ta ? a + (b - a) * (t - ta) / (tb - ta) : a;
}

/* A point of the centripetal Catmull-Rom spline (Barry and Goldman 1988) between p[1] and p[2]. */
static void spline_at(const double x[4], const double y[4], double share, double *px, double *py) {
    double t[4] = { 0 };
    for (int i = 1; i < 4; i++)
        t[i] = t[i - 1] + knot(x[i - 1], y[i - 1], x[i], y[i]);
    double at = t[1] + (t[2] - t[1]) * share, *out[2] = { px, py };
    for (int axis = 0; axis < 2; axis++) {
        const double *p = axis ? y : x;
        double a[3], b[2];
        for (int i = 0; i < 3; i++)
            a[i] = mix(p[i], p[i + 1], t[i], t[i + 1], at);
        for (int i = 0; i < 2; i++)
            b[i] = mix(a[i], a[i + 1], t[i], t[i + 2], at);
        *out[axis] = mix(b[0], b[1], t[1], t[2], at);
    }
}

/* A bow over a straight way: a parabola whose height is `bow` of it, to the left where above 0. */
static void add_bow(ct_builder *b, double x0, double y0, double x1, double y1, double bow) {
    double dx = x1 - x0, dy = y1 - y0;
    for (int i = 0; i <= 2 * SPLINE_STEPS; i++) {
        double t = (double)i / (2 * SPLINE_STEPS), out = 4 * t * (1 - t) * bow;
        ct_builder_point(b, x0 + t * dx + out * dy, y0 + t * dy - out * dx);
    }
}

ct_shape ct_path_smooth(ct_arena *arena, const ct_shape *path, double bow) {
    ct_builder b = ct_builder_start(arena, CT_LINE);
    if (!path->parts) return ct_builder_take(&b);
    const double *x = path->x + path->start, *y = path->y + path->start;
    size_t count = path->end[0] - path->start;
    if (count == 2 && bow != 0) {
        add_bow(&b, x[0], y[0], x[1], y[1], bow);
    } else if (count == 2) {
        ct_builder_add(&b, path);
        return ct_builder_take(&b);
    } else {
        for (size_t i = 0; i + 1 < count; i++) {
            /* Beyond the ends the path goes on as it came. */
            double px[4] = { i ? x[i - 1] : 2 * x[0] - x[1], x[i], x[i + 1],
                             i + 2 < count ? x[i + 2] : 2 * x[i + 1] - x[i] };
            double py[4] = { i ? y[i - 1] : 2 * y[0] - y[1], y[i], y[i + 1],
                             i + 2 < count ? y[i + 2] : 2 * y[i + 1] - y[i] };
            for (int k = 0; k < SPLINE_STEPS; k++) {
                double at_x, at_y;
                spline_at(px, py, (double)k / SPLINE_STEPS, &at_x, &at_y);
                ct_builder_point(&b, at_x, at_y);
            }
        }
        ct_builder_point(&b, x[count - 1], y[count - 1]);
    }
    ct_builder_end_part(&b);
    return ct_builder_take(&b);
}

/* ---- places on it ---------------------------------------------------------------------------- */

/* A polyline by the way along it; words run from its left to its right. */
typedef struct way {
    double *x, *y, *at; /* at: px from its start */
    size_t count;
    double length;
} way;

/* The line of the shape, turned round where words along it would stand on their heads. */
static way way_of(ct_arena *arena, const ct_shape *line) {
    size_t count = line->end[0] - line->start;
    way w = { .x = CT_ARRAY(arena, count, double),
              .y = CT_ARRAY(arena, count, double),
              .at = CT_ARRAY(arena, count, double) };
    size_t first = line->start, last = line->end[0] - 1;
    bool turned = line->x[last] < line->x[first] - FLAT;
    for (size_t i = 0; i < count; i++) {
        size_t from = turned ? last - i : first + i;
        double x = line->x[from], y = line->y[from];
        double step = w.count ? hypot(x - w.x[w.count - 1], y - w.y[w.count - 1]) : 0;
        if (w.count && !(step > FLAT)) continue;
        w.x[w.count] = x;
        w.y[w.count] = y;
        w.at[w.count++] = w.length += step;
    }
    return w;
}

/* A point of it and the direction there, degrees clockwise; beyond its ends it goes on straight. */
static void way_at(const way *w, double at, double *x, double *y, double *angle) {
    size_t low = 0, high = w->count - 1;
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        if (w->at[middle] <= at)
            low = middle;
        else
            high = middle;
    }
    double share = (at - w->at[low]) / (w->at[high] - w->at[low]);
    *x = w->x[low] + (w->x[high] - w->x[low]) * share;
    *y = w->y[low] + (w->y[high] - w->y[low]) * share;
    *angle = atan2(w->y[high] - w->y[low], w->x[high] - w->x[low]) * (180 / M_PI);
}

/* As way_at, with the direction of a stretch of `span` px about it, so that letters turn evenly. */
static void way_about(const way *w, double at, double span, double *x, double *y, double *angle) {
    double x0, y0, x1, y1, turn;
    way_at(w, at - span / 2, &x0, &y0, &turn);
    way_at(w, at + span / 2, &x1, &y1, &turn);
    way_at(w, at, x, y, angle);
    if (hypot(x1 - x0, y1 - y0) > FLAT) *angle = atan2(y1 - y0, x1 - x0) * (180 / M_PI);
}

/* ---- the letters ----------------------------------------------------------------------------- */

typedef struct setting {
    ct_arena *arena;
    ct_fonts *fonts;
    const way *way;
    ct_annotation *note;
    ct_text *texts;
    size_t count;
    ct_box *boxes;
    size_t box_count, box_capacity;
} setting;

static void keep_free(setting *s, double x, double y, double angle, double half, double drop) {
    /* (x, y) is the middle of the foot; `drop` px below the middle of the capitals. */
    double turn = angle * (M_PI / 180), up = s->note->cap / 2;
    double cx = x + up * sin(turn), cy = y - up * cos(turn);
    (void)drop;
    ct_box box = { cx - half, cy - s->note->cap * 0.65, cx + half, cy + s->note->cap * 0.65 };
    CT_GROW(s->arena, s->boxes, s->box_capacity, s->box_count);
    s->boxes[s->box_count++] = ct_tile_of(ct_box_grow(box, 1), angle).bound;
}

/* The foot of what stands at `at` px of the way: `drop` px below it. */
static void foot_at(const setting *s, double at, double span, double drop, double *x, double *y,
                    double *angle) {
    way_about(s->way, at, span, x, y, angle);
    double turn = *angle * (M_PI / 180);
    *x -= drop * sin(turn);
    *y += drop * cos(turn);
}

/* One run from `at` px of the way on, its baseline `drop` px below it. */
static void set_run(setting *s, const ct_run *run, double at, double drop) {
    const ct_annotation *n = s->note;
    ct_run *copy = CT_NEW(s->arena, ct_run);
    *copy = *run;
    copy->dx = 0;
    ct_text_line line = { .runs = copy,
                          .run_count = 1,
                          .width = run->width,
                          .ascent = run->font.size,
                          .descent = run->font.size / 4 };
    ct_text *text = &s->texts[s->count++];
    *text = (ct_text){
        .line = line, .anchor = 0.5, .color = n->ink, .halo_width = n->halo_width, .halo = n->halo
    };
    size_t count;
    ct_letter *letters = ct_text_letters(s->arena, s->fonts, &line, &count);
    for (size_t i = 0; i < count; i++) {
        ct_letter *l = &letters[i];
        foot_at(s, at + l->dx + l->width / 2, fmax(l->width, n->cap), drop, &l->x, &l->y,
                &l->angle);
        keep_free(s, l->x, l->y, l->angle, l->width / 2, drop);
    }
    text->letters = count ? letters : NULL;
    text->letter_count = count;
    if (count) return;
    /* A script that joins its letters stays straight, on the chord. */
    foot_at(s, at + run->width / 2, run->width, drop, &text->x, &text->y, &text->angle);
    keep_free(s, text->x, text->y, text->angle, run->width / 2, drop);
}

bool ct_note_along(ct_arena *arena, ct_fonts *fonts, const ct_note_ask *ask, ct_annotation *n) {
    ct_shape line = ct_path_smooth(arena, &ask->path, ask->spec->curve);
    if (!line.parts || !ask->text) return false;
    way w = way_of(arena, &line);
    if (w.count < 2) return false;
    ct_note_set(n, arena, fonts, ask->text, 0);
    size_t runs = 0;
    for (size_t i = 0; i < n->block.line_count; i++)
        runs += n->block.lines[i].run_count;
    setting s = { .arena = arena,
                  .fonts = fonts,
                  .way = &w,
                  .note = n,
                  .texts = CT_ARRAY(arena, runs, ct_text) };
    for (size_t i = 0; i < n->block.line_count; i++) {
        const ct_text_line *words = &n->block.lines[i];
        double middle = (double)i - (double)(n->block.line_count - 1) / 2;
        double drop = middle * n->block.leading + n->cap / 2;
        n->overlong |= words->width > w.length;
        for (size_t k = 0; k < words->run_count; k++)
            set_run(&s, &words->runs[k], (w.length - words->width) / 2 + words->runs[k].dx, drop);
    }
    n->block = (ct_text_block){ 0 };
    n->bent = s.texts;
    n->bent_count = s.count;
    n->boxes = s.boxes;
    n->box_count = n->word_boxes = s.box_count;
    n->box = ct_box_empty();
    for (size_t i = 0; i < s.box_count; i++)
        n->box = ct_box_union(n->box, s.boxes[i]);
    return s.count > 0;
}
