/* brush.c - solid fills and strokes of paths, straight into the pixels of an image. */
#include "canvas.h"

#include <math.h>
#include <stdlib.h>

/* More than one thread pays from there on: steps of a trail, pixels of its box. */
static const size_t MANY_STEPS = 20000;
static const double MANY_PIXELS = 4e6;
static const size_t MANY_STAMPS = 300;   /* steps of a thin line: then a table pays */
static const double LEAST_PATTERN = 0.5; /* px of the image: finer dashes are Cairo's */

struct ct_brush {
    int threads;
    ct_arena *scratch[CT_BRUSHES]; /* of the path in hand */
    ct_cover covers[CT_BRUSHES];
    ct_samples samples[CT_BRUSHES];
    ct_stamps stamps;
    ct_arena *bars;
};

ct_brush *ct_brush_new(int threads) {
    ct_brush *brush = calloc(1, sizeof *brush);
    if (!brush) abort(); /* out of memory */
    brush->threads = threads < 1 ? 1 : threads > CT_BRUSHES ? CT_BRUSHES : threads;
    brush->bars = ct_arena_new();
    for (int i = 0; i < CT_BRUSHES; i++)
        brush->scratch[i] = ct_arena_new();
    return brush;
}

void ct_brush_free(ct_brush *brush) {
    if (!brush) return;
    for (int i = 0; i < CT_BRUSHES; i++) {
        ct_cover_free(&brush->covers[i]);
        ct_samples_free(&brush->samples[i]);
        ct_arena_free(brush->scratch[i]);
    }
    ct_stamps_free(&brush->stamps);
    ct_arena_free(brush->bars);
    free(brush);
}

bool ct_brush_can(const ct_path *path, double scale) {
    const ct_stroke *stroke = &path->stroke;
    double pattern = 0;
    bool dots = false;
    for (size_t i = 0; i < stroke->dash_count; i++) {
        pattern += stroke->dash[i] * scale;
        dots = dots || stroke->dash[i] == 0;
    }
    if (stroke->width <= 0 || stroke->dash_count == 0) return true;
    return pattern >= LEAST_PATTERN && !(dots && stroke->cap == CT_CAP_SQUARE);
}

/* Half of a path's parts, or all: what is drawn of them. */
typedef struct half {
    ct_trail trail;
    ct_bands bands;
} half;

/* What is drawn: a fill, or a line. */
typedef struct stint {
    const ct_easel *easel;
    const ct_path *path;
    ct_ink ink;
    const ct_nib *nib;       /* NULL: a fill */
    const ct_stamps *stamps; /* NULL: none */
    int x0, width;           /* columns */
    int y0, rows;
    int count; /* of halves */
    half halves[CT_BRUSHES];
} stint;

/* A stint, and what one thread draws it with. */
typedef struct tools {
    const stint *stint;
    ct_cover *cover;
    ct_samples *samples;
} tools;

/* ---- a band ---------------------------------------------------------------------------------- */

static void half_fill(ct_cover *cover, const half *h, int band) {
    const ct_trail *t = &h->trail;
    for (uint32_t i = h->bands.first[band]; i < h->bands.first[band + 1]; i++) {
        const size_t step = h->bands.steps[i];
        if (t->marks[step] & CT_TRAIL_LAST) continue; /* a dot */
        ct_cover_step(cover, t->x[step], t->y[step], t->x[step + 1], t->y[step + 1]);
    }
}

static void half_stroke(ct_samples *samples, const stint *s, const half *h, int band) {
    for (uint32_t i = h->bands.first[band]; i < h->bands.first[band + 1]; i++) {
        const size_t step = h->bands.steps[i];
        if (!s->stamps || !ct_stamp_step(samples, &h->trail, s->stamps, step))
            ct_stroke_step(samples, &h->trail, s->nib, step);
    }
}

static void band_draw(void *user, int band) {
    const tools *with = user;
    const stint *s = with->stint;
    const int top = band * CT_BAND_ROWS, left = s->rows - top, y0 = s->y0 + top;
    const int rows = left < CT_BAND_ROWS ? left : CT_BAND_ROWS;
    bool is_empty = true;
    for (int i = 0; i < s->count; i++)
        is_empty = is_empty && s->halves[i].bands.first[band] == s->halves[i].bands.first[band + 1];
    if (is_empty) return;
    if (!s->nib) {
        ct_cover_open(with->cover, s->easel, s->x0, y0, s->width, rows);
        for (int i = 0; i < s->count; i++)
            half_fill(with->cover, &s->halves[i], band);
        ct_cover_close(with->cover, &s->ink, s->path->winding);
        return;
    }
    ct_samples_open(with->samples, s->easel, s->x0, y0, s->width, rows);
    for (int i = 0; i < s->count; i++)
        half_stroke(with->samples, s, &s->halves[i], band);
    ct_samples_close(with->samples, &s->ink);
}

/* ---- a path ---------------------------------------------------------------------------------- */

/* The parts of a shape from `from` up to `to`. */
static ct_shape parts_of(const ct_shape *shape, size_t from, size_t to) {
    ct_shape some = *shape;
    if (from < to) some.start = ct_part_start(shape, from);
    some.end = shape->end + from;
    some.parts = to - from;
    return some;
}

/* The part that begins nearest behind the middle of the points. */
static size_t parts_middle(const ct_shape *shape) {
    const size_t middle = shape->start + ct_shape_points(shape) / 2;
    size_t part = 0;
    while (part < shape->parts && ct_part_start(shape, part) < middle)
        part++;
    return part;
}

typedef struct preparing {
    stint *stint;
    half *half;
    ct_shape parts;
    ct_arena *arena;
} preparing;

static void half_prepare(void *user, int number) {
    const preparing *p = (const preparing *)user + number;
    const stint *s = p->stint;
    const ct_stroke *stroke = &s->path->stroke;
    const bool closed = !s->nib || p->parts.kind == CT_POLYGON;
    ct_trail *trail = &p->half->trail;
    *trail = ct_trail_of(p->arena, &p->parts, s->easel, closed);
    if (s->nib && stroke->dash_count > 0)
        *trail = ct_trail_dash(p->arena, trail, stroke->dash, stroke->dash_count, s->easel->scale);
    p->half->bands =
        ct_bands_of(p->arena, trail, s->nib ? ct_stroke_reach(s->nib) : 0, s->y0, s->rows);
}

static void halves_prepare(ct_brush *brush, stint *s) {
    const ct_shape *shape = &s->path->shape;
    const bool is_big = ct_shape_points(shape) > MANY_STEPS;
    const size_t middle = is_big ? parts_middle(shape) : shape->parts;
    preparing both[CT_BRUSHES] = {
        { s, &s->halves[0], parts_of(shape, 0, middle), brush->scratch[0] },
        { s, &s->halves[1], parts_of(shape, middle, shape->parts), brush->scratch[1] }
    };
    void *users[CT_BRUSHES] = { both, both };
    s->count = middle < shape->parts ? 2 : 1;
    ct_threads_deal(half_prepare, users, s->count, s->count > 1 ? brush->threads : 1);
}

/* The pixels that it may meet; false: none. */
static bool stint_place(stint *s) {
    const ct_patch *clip = &s->easel->clip;
    const double scale = s->easel->scale;
    const ct_box bound = ct_box_of(&s->path->shape);
    const ct_box box = ct_box_grow(
        (ct_box){ bound.x0 * scale, bound.y0 * scale, bound.x1 * scale, bound.y1 * scale },
        s->nib ? ct_stroke_reach(s->nib) : 0);
    const double x0 = fmax(floor(box.x0), clip->x0), x1 = fmin(floor(box.x1) + 1, clip->x1);
    const double y0 = fmax(floor(box.y0), clip->y0), y1 = fmin(floor(box.y1) + 1, clip->y1);
    if (!(x0 < x1 && y0 < y1)) return false;
    s->x0 = (int)x0;
    s->width = (int)(x1 - x0);
    s->y0 = (int)y0;
    s->rows = (int)(y1 - y0);
    return true;
}

static void stint_draw(ct_brush *brush, stint *s) {
    if (!stint_place(s)) return;
    halves_prepare(brush, s);
    size_t points = 0;
    for (int i = 0; i < s->count; i++)
        points += s->halves[i].trail.points;
    const bool is_big = points > MANY_STEPS || (double)s->width * s->rows > MANY_PIXELS;
    if (s->nib && points > MANY_STAMPS && ct_stamps_make(&brush->stamps, s->nib))
        s->stamps = &brush->stamps;
    tools with[CT_BRUSHES];
    void *users[CT_BRUSHES];
    for (int i = 0; i < CT_BRUSHES; i++) {
        with[i] = (tools){ s, &brush->covers[i], &brush->samples[i] };
        users[i] = &with[i];
    }
    ct_threads_deal(band_draw, users, s->halves[0].bands.count, is_big ? brush->threads : 1);
    for (int i = 0; i < CT_BRUSHES; i++)
        ct_arena_reset(brush->scratch[i]);
}

void ct_brush_fill(ct_brush *brush, const ct_easel *easel, const ct_path *path) {
    stint_draw(brush, &(stint){ .easel = easel, .path = path, .ink = ct_ink_of(path->fill) });
}

void ct_brush_stroke(ct_brush *brush, const ct_easel *easel, const ct_path *path) {
    const ct_stroke *stroke = &path->stroke;
    const ct_nib nib = { stroke->width * easel->scale / 2, stroke->cap, stroke->join };
    const ct_ink ink = ct_ink_of(stroke->color);
    ct_path bars = { .winding = true };
    if (ct_bars_of(brush->bars, path, &bars.shape))
        stint_draw(brush, &(stint){ .easel = easel, .path = &bars, .ink = ink });
    else
        stint_draw(brush, &(stint){ .easel = easel, .path = path, .ink = ink, .nib = &nib });
    ct_arena_reset(brush->bars);
}
