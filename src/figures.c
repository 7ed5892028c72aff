/* figures.c - what annotations draw: their lines, areas and rings on the page, their pictures. */
#include "pipeline.h"

#include "canvas/canvas.h"

#include <math.h>
#include <string.h>

static const double MARGIN = 24; /* px beyond the frame, so that no stroke's end shows */
static const double GENERALISE = 0.1;

static ct_shape cut(const ct_scape *scape, const ct_shape *lonlat) {
    ct_arena *arena = scape->arena;
    ct_box room = ct_box_grow(ct_view_frame(scape->view), MARGIN);
    ct_shape chart = ct_shape_on_chart(lonlat) ? *lonlat : ct_shape_to_chart(arena, lonlat, NULL);
    ct_shape page = ct_view_shape(scape->view, arena, &chart);
    ct_shape clipped = ct_clip(arena, &page, room);
    return ct_simplify_distance(arena, &clipped, GENERALISE);
}

/* The path as a shape in lon/lat; a closed line where it is the outline of an area. */
static ct_shape path_shape(const ct_scape *scape, const ct_annotation_spec *a, ct_kind kind,
                           bool closed) {
    ct_builder b = ct_builder_start(scape->arena, kind);
    size_t count = a->path_count;
    bool twice =
        count > 1 && a->path[0] == a->path[2 * count - 2] && a->path[1] == a->path[2 * count - 1];
    if (kind == CT_POLYGON && twice) count--;
    for (size_t i = 0; i < count; i++)
        ct_builder_point(&b, a->path[2 * i], a->path[2 * i + 1]);
    if (closed && !twice) ct_builder_point(&b, a->path[0], a->path[1]);
    ct_builder_end_part(&b);
    return ct_builder_take(&b);
}

/* ---- where the words stand ------------------------------------------------------------------- */

static void set_spots(ct_note_ask *ask, const ct_note_spot *spots, size_t count) {
    ask->spots = spots;
    ask->spot_count = count;
    if (!count) return;
    ask->x = spots[0].x;
    ask->y = spots[0].y;
}

/* Words begin where an arrow does, and stand behind it. */
static void stand_behind(ct_scape *scape, ct_note_ask *ask) {
    double ux, uy;
    ct_shape line = ct_path_smooth(scape->arena, &ask->path, ask->spec->curve);
    ct_note_spot *spot = CT_NEW(scape->arena, ct_note_spot);
    if (!ct_line_at(&line, 0, &spot->x, &spot->y, &ux, &uy)) return;
    spot->lean_x = -ux;
    spot->lean_y = -uy;
    set_spots(ask, spot, 1);
}

/* Words stand in the middle of what is seen of an area, whether or not the chart's edge cuts it. */
static void stand_inside(ct_scape *scape, ct_note_ask *ask) {
    enum { STEPS = 12 };
    const ct_annotation_spec *a = ask->spec;
    ct_builder b = ct_builder_start(scape->arena, CT_POLYGON);
    for (size_t i = 0; i < a->path_count; i++) {
        const double *from = &a->path[2 * i], *to = &a->path[2 * ((i + 1) % a->path_count)];
        double across = remainder(to[0] - from[0], 360);
        for (int k = 0; k < STEPS; k++) {
            double share = (double)k / STEPS, x, y;
            if (ct_view_point(scape->view, from[0] + across * share,
                              from[1] + (to[1] - from[1]) * share, &x, &y))
                ct_builder_point(&b, x, y);
        }
    }
    ct_builder_end_part(&b);
    ct_shape ring = ct_builder_take(&b), seen = ct_clip(scape->arena, &ring, ask->frame);
    if (seen.parts) ask->reach = ct_inner_point(scape->arena, &seen, 1, &ask->x, &ask->y);
}

/* Words stand beside a line, near its middle: above it where it is level, else to its right. */
static void stand_beside(ct_scape *scape, ct_note_ask *ask) {
    static const double shares[] = { 0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8 };
    ct_note_spot *spots = CT_ARRAY(scape->arena, CT_COUNT(shares), ct_note_spot);
    size_t count = 0;
    for (size_t i = 0; i < CT_COUNT(shares); i++) {
        double x, y, ux, uy;
        if (!ct_line_at(&ask->figure, shares[i], &x, &y, &ux, &uy)) continue;
        bool turned = fabs(ux) > fabs(uy) ? ux < 0 : uy > 0;
        spots[count++] = turned ? (ct_note_spot){ x, y, -uy, ux } : (ct_note_spot){ x, y, uy, -ux };
    }
    set_spots(ask, spots, count);
}

/* ---- rings ----------------------------------------------------------------------------------- */

/* A circle that was cut has an end where it began: the parts that meet there are one. */
static ct_shape joined(ct_arena *arena, const ct_shape *s) {
    if (s->parts < 2) return *s;
    size_t last = s->parts - 1, end = s->end[last] - 1, first = s->start;
    if (hypot(s->x[end] - s->x[first], s->y[end] - s->y[first]) > 1e-3) return *s;
    ct_builder b = ct_builder_start(arena, CT_LINE);
    for (size_t i = ct_part_start(s, last); i < end; i++)
        ct_builder_point(&b, s->x[i], s->y[i]);
    for (size_t k = 0; k < last; k++) {
        for (size_t i = ct_part_start(s, k); i < ct_part_end(s, k); i++)
            ct_builder_point(&b, s->x[i], s->y[i]);
        ct_builder_end_part(&b);
    }
    return ct_builder_take(&b);
}

/* A circle of px about the place. */
static ct_shape page_circle(const ct_scape *scape, const ct_note_ask *ask, double radius) {
    enum { STEPS = 180 };
    ct_builder b = ct_builder_start(scape->arena, CT_LINE);
    for (int i = 0; i <= STEPS; i++) {
        double turn = 2 * M_PI * (i % STEPS) / STEPS;
        ct_builder_point(&b, ask->x + radius * sin(turn), ask->y - radius * cos(turn));
    }
    ct_builder_end_part(&b);
    ct_shape line = ct_builder_take(&b);
    return ct_clip(scape->arena, &line, ct_box_grow(ask->frame, MARGIN));
}

static ct_shape as_polygon(ct_arena *arena, const ct_shape *line) {
    ct_builder b = ct_builder_start(arena, CT_POLYGON);
    for (size_t i = line->start; line->parts && i + 1 < line->end[0]; i++)
        ct_builder_point(&b, line->x[i], line->y[i]);
    ct_builder_end_part(&b);
    return ct_builder_take(&b);
}

/* What a geodesic circle encloses, on one chart of the globe. */
static ct_shape disc(ct_arena *arena, const ct_shape *circle) {
    ct_shape ring = ct_shape_copy(arena, circle);
    double *x = CT_ARRAY(arena, ring.parts ? ring.end[0] : 0, double);
    for (size_t i = ring.start; ring.parts && i < ring.end[0]; i++)
        x[i] = ring.x[i] - 360 * round(ring.x[i] / 360);
    ring.x = x;
    return as_polygon(arena, &ring);
}

/* What is written on a ring: words of its own on the widest, else the distance. */
static bool ring_words(ct_scape *scape, const ct_annotation_spec *a, const ct_text_class *style,
                       size_t index, bool widest, const char **words, ct_report *report) {
    const ct_distance *d = &a->radii[index];
    *words = d->ground ? ct_unit_text(scape->arena, d->number, d->unit, scape->request.lang) : NULL;
    if (!a->text.count) return true;
    ct_naming naming = scape->naming;
    naming.distance = *words ? *words : "";
    const char *told;
    if (!ct_words_expand(scape->arena, &naming, &a->text, scape->fonts, &style->font, &told,
                         report))
        return false;
    bool each = false; /* words that name the distance go on each ring */
    for (size_t i = 0; i < a->text.count; i++)
        each |= a->text.texts[i] && strstr(a->text.texts[i], "{distance") != NULL;
    if (each || widest) *words = told && *told ? told : NULL;
    return true;
}

static bool lay_rings(ct_scape *scape, const ct_annotation_spec *a, double lon, double lat,
                      ct_note_ask *ask, bool *seen, ct_report *report) {
    ct_note_ring *rings = CT_ARRAY(scape->arena, a->radius_count, ct_note_ring);
    size_t widest = 0;
    *seen = false;
    for (size_t i = 1; i < a->radius_count; i++)
        if (a->radii[i].length > a->radii[widest].length) widest = i;
    for (size_t i = 0; i < a->radius_count; i++) {
        const ct_distance *d = &a->radii[i];
        ct_shape line, fill;
        if (d->ground) {
            ct_shape circle = ct_geodesic_circle(scape->arena, lon, lat, d->length);
            ct_shape area = disc(scape->arena, &circle);
            line = cut(scape, &circle);
            fill = i == widest ? cut(scape, &area) : area;
        } else {
            line = page_circle(scape, ask, d->length);
            fill = as_polygon(scape->arena, &line);
        }
        rings[i].line = joined(scape->arena, &line);
        if (i == widest) ask->figure = fill;
        *seen |= line.parts > 0 && ct_box_meets(ct_box_of(&line), ask->frame);
        if (!ring_words(scape, a, ask->style, i, i == widest, &rings[i].words, report))
            return false;
    }
    ask->rings = rings;
    ask->ring_count = a->radius_count;
    if (!*seen)
        ct_warn(report, a->place, "annotation '%s' lies outside the frame; it is left out", a->id);
    return true;
}

/* ---- all kinds ------------------------------------------------------------------------------- */

static bool lay_picture(ct_scape *scape, const ct_annotation_spec *a, ct_note_ask *ask,
                        ct_report *report) {
    const char *path = ct_path_beside(scape->arena, a->file.place.file, a->file.text);
    ct_data_input(scape->data, path);
    ct_context_push(report, "annotation '%s'", a->id);
    bool good = ct_picture_read(scape->arena, path, a->file.place, &ask->picture, report);
    ct_context_pop(report);
    return good;
}

bool ct_figure_is_one(ct_annotation_kind kind) {
    return kind == CT_ANNOTATION_ARROW || kind == CT_ANNOTATION_AXIS ||
           kind == CT_ANNOTATION_LINE || kind == CT_ANNOTATION_AREA || kind == CT_ANNOTATION_RING ||
           kind == CT_ANNOTATION_PICTURE;
}

bool ct_figure_ask(ct_scape *scape, const ct_annotation_spec *a, ct_note_ask *ask, bool *seen,
                   ct_report *report) {
    ct_arena *arena = scape->arena;
    double lon = a->at.pair[0], lat = a->at.pair[1];
    ct_shape shape;
    switch (a->kind) {
    case CT_ANNOTATION_ARROW:
    case CT_ANNOTATION_AXIS:
        stand_behind(scape, ask);
        return true;
    case CT_ANNOTATION_LINE:
        shape = path_shape(scape, a, CT_LINE, false);
        ask->figure = a->curve != 0 && a->path_count == 2
                          ? ct_path_smooth(arena, &ask->path, a->curve)
                          : cut(scape, &shape);
        stand_beside(scape, ask);
        return true;
    case CT_ANNOTATION_AREA:
        shape = path_shape(scape, a, CT_POLYGON, false);
        ask->figure = cut(scape, &shape);
        shape = path_shape(scape, a, CT_LINE, true);
        ask->outline = cut(scape, &shape);
        stand_inside(scape, ask);
        return true;
    case CT_ANNOTATION_RING:
        if (a->at.kind != CT_AT_LONLAT && !ct_view_inverse(scape->view, ask->x, ask->y, &lon, &lat))
            return true;
        return lay_rings(scape, a, lon, lat, ask, seen, report);
    case CT_ANNOTATION_PICTURE:
        return lay_picture(scape, a, ask, report);
    default:
        return true;
    }
}
