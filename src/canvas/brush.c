/* brush.c - solid fills and strokes of paths, straight into the pixels of an image. */
#include "canvas.h"

#include <math.h>
#include <stdlib.h>

/* More than one thread pays from there on: steps of a trail, pixels of its box. */
static const size_t MANY_STEPS = 20000;
static const double MANY_PIXELS = 4e6;
static const double LEAST_PATTERN = 0.5; /* px of the image: finer dashes are Cairo's */

struct ct_brush {
    int threads;
    ct_arena *scratch; /* of the path in hand */
    ct_cover covers[CT_BRUSHES];
    ct_samples samples[CT_BRUSHES];
};

ct_brush *ct_brush_new(int threads) {
    ct_brush *brush = calloc(1, sizeof *brush);
    if (!brush) abort(); /* out of memory */
    brush->threads = threads < 1 ? 1 : threads > CT_BRUSHES ? CT_BRUSHES : threads;
    brush->scratch = ct_arena_new();
    return brush;
}

void ct_brush_free(ct_brush *brush) {
    if (!brush) return;
    for (int i = 0; i < CT_BRUSHES; i++) {
        ct_cover_free(&brush->covers[i]);
        ct_samples_free(&brush->samples[i]);
    }
    ct_arena_free(brush->scratch);
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

/* What is drawn of a trail: a fill, or a line. */
typedef struct stint {
    const ct_easel *easel;
    const ct_trail *trail;
    ct_ink ink;
    const ct_nib *nib; /* NULL: a fill */
    bool is_winding;
    int x0, width; /* columns */
} stint;

/* A stint, and what one thread draws it with. */
typedef struct tools {
    const stint *stint;
    ct_cover *cover;
    ct_samples *samples;
} tools;

static void band_fill(const tools *with, const ct_bands *bands, int y0, int rows, int band) {
    const ct_trail *t = with->stint->trail;
    ct_cover_open(with->cover, with->stint->easel, with->stint->x0, y0, with->stint->width, rows);
    for (uint32_t i = bands->first[band]; i < bands->first[band + 1]; i++) {
        const size_t step = bands->steps[i];
        if (t->marks[step] & CT_TRAIL_LAST) continue; /* a dot */
        ct_cover_step(with->cover, t->x[step], t->y[step], t->x[step + 1], t->y[step + 1]);
    }
    ct_cover_close(with->cover, &with->stint->ink, with->stint->is_winding);
}

static void band_draw(void *user, const ct_bands *bands, int band) {
    const tools *with = user;
    const int top = band * CT_BAND_ROWS, left = bands->rows - top;
    const int y0 = bands->y0 + top, rows = left < CT_BAND_ROWS ? left : CT_BAND_ROWS;
    const stint *s = with->stint;
    if (bands->first[band] == bands->first[band + 1]) return;
    if (!s->nib) {
        band_fill(with, bands, y0, rows, band);
        return;
    }
    ct_samples_open(with->samples, s->easel, s->x0, y0, s->width, rows);
    for (uint32_t i = bands->first[band]; i < bands->first[band + 1]; i++)
        ct_stroke_step(with->samples, s->trail, s->nib, bands->steps[i]);
    ct_samples_close(with->samples, &s->ink);
}

static void trail_draw(ct_brush *brush, stint *s) {
    const ct_patch *clip = &s->easel->clip;
    const double reach = s->nib ? ct_stroke_reach(s->nib) : 0;
    const ct_box box = ct_box_grow(s->trail->box, reach);
    const double x0 = fmax(floor(box.x0), clip->x0), x1 = fmin(floor(box.x1) + 1, clip->x1);
    const double y0 = fmax(floor(box.y0), clip->y0), y1 = fmin(floor(box.y1) + 1, clip->y1);
    if (!(x0 < x1 && y0 < y1)) return;
    s->x0 = (int)x0;
    s->width = (int)(x1 - x0);
    const ct_bands bands = ct_bands_of(brush->scratch, s->trail, reach, (int)y0, (int)(y1 - y0));
    const bool is_big = s->trail->points > MANY_STEPS || (x1 - x0) * (y1 - y0) > MANY_PIXELS;
    tools with[CT_BRUSHES];
    void *users[CT_BRUSHES];
    for (int i = 0; i < CT_BRUSHES; i++) {
        with[i] = (tools){ s, &brush->covers[i], &brush->samples[i] };
        users[i] = &with[i];
    }
    ct_bands_each(&bands, band_draw, users, is_big ? brush->threads : 1);
}

void ct_brush_fill(ct_brush *brush, const ct_easel *easel, const ct_path *path) {
    const ct_trail trail = ct_trail_of(brush->scratch, &path->shape, easel, true);
    trail_draw(brush, &(stint){ .easel = easel,
                                .trail = &trail,
                                .ink = ct_ink_of(path->fill),
                                .is_winding = path->winding });
    ct_arena_reset(brush->scratch);
}

void ct_brush_stroke(ct_brush *brush, const ct_easel *easel, const ct_path *path) {
    const ct_stroke *stroke = &path->stroke;
    const ct_nib nib = { stroke->width * easel->scale / 2, stroke->cap, stroke->join };
    ct_trail trail =
        ct_trail_of(brush->scratch, &path->shape, easel, path->shape.kind == CT_POLYGON);
    if (stroke->dash_count > 0)
        trail =
            ct_trail_dash(brush->scratch, &trail, stroke->dash, stroke->dash_count, easel->scale);
    trail_draw(
        brush,
        &(stint){ .easel = easel, .trail = &trail, .ink = ct_ink_of(stroke->color), .nib = &nib });
    ct_arena_reset(brush->scratch);
}
