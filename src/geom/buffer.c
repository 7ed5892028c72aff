/* buffer.c - all within a distance on the ground of a shape. */
#include <math.h>

#include "geom.h"

#define METRES_A_DEGREE 111195.0
#define RADIANS         (3.14159265358979323846 / 180)

/* A piece of outline is so long at most (m), and of so many points. */
#define PIECE_LENGTH 300e3
enum { PIECE_POINTS = 400, CIRCLE_POINTS = 96 };
/* How far the edges may be off, as a share of the distance. */
#define EXACT 1e-3

typedef struct buffering {
    ct_arena *scratch;
    double metres; /* > 0 */
    ct_place place;
    ct_report *report;
    ct_shape *grown; /* of each piece, on the chart */
    size_t count, capacity;
    ct_builder piece;
    double length; /* of the piece; m */
} buffering;

static double step_length(double ax, double ay, double bx, double by) {
    double shrink = cos(fmin(fabs(ay + by) / 2, 90) * RADIANS);
    return METRES_A_DEGREE * hypot((bx - ax) * shrink, by - ay);
}

static void add_grown(buffering *b, const ct_shape *shape) {
    CT_GROW(b->scratch, b->grown, b->capacity, b->count);
    b->grown[b->count++] = *shape;
}

static ct_plane plane_about(const ct_shape *s, double metres) {
    ct_box box = ct_box_of(s);
    return (ct_plane){ (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2, EXACT * metres };
}

/* ---- outlines and lines -----------------------------------------------------------------------
 */

/* The piece that was gathered is grown; the next one begins where it ends. */
static bool end_piece(buffering *b) {
    ct_builder *piece = &b->piece;
    size_t n = piece->points;
    if (n < 2) return true;
    double x = piece->x[n - 1], y = piece->y[n - 1];
    ct_builder_end_part(piece);
    ct_shape line = ct_builder_take(piece), grown;
    ct_plane plane = plane_about(&line, b->metres);
    ct_shape flat = ct_plane_flatten(b->scratch, &plane, &line);
    if (!ct_grow_line(b->scratch, &flat, b->metres, b->place, &grown, b->report)) return false;
    if (grown.kind == CT_POLYGON) {
        ct_shape lifted = ct_plane_lift(b->scratch, &plane, &grown);
        ct_shape chart = ct_shape_to_chart(b->scratch, &lifted, NULL);
        add_grown(b, &chart);
    }
    *piece = ct_builder_start(b->scratch, CT_LINE);
    ct_builder_point(piece, x, y);
    b->length = 0;
    return true;
}

/* Straight on in degrees to the next point, in steps no longer than a piece. */
static bool go_on(buffering *b, double x, double y) {
    double fromx = b->piece.x[b->piece.points - 1], fromy = b->piece.y[b->piece.points - 1];
    double length = step_length(fromx, fromy, x, y);
    size_t steps = 1 + (size_t)fmin(length / PIECE_LENGTH, 1000);
    for (size_t k = 1; k <= steps; k++) {
        double t = (double)k / (double)steps, step = length / (double)steps;
        if (b->length + step > PIECE_LENGTH || b->piece.points >= PIECE_POINTS)
            if (!end_piece(b)) return false;
        ct_builder_point(&b->piece, fromx + t * (x - fromx), fromy + t * (y - fromy));
        b->length += step;
    }
    return true;
}

static bool grow_lines(buffering *b, const ct_shape *lines) {
    for (size_t p = 0; p < lines->parts; p++) {
        size_t from = ct_part_start(lines, p), to = lines->end[p];
        b->piece = ct_builder_start(b->scratch, CT_LINE);
        b->length = 0;
        ct_builder_point(&b->piece, lines->x[from], lines->y[from]);
        for (size_t i = from + 1; i < to; i++)
            if (!go_on(b, lines->x[i], lines->y[i])) return false;
        if (!end_piece(b)) return false;
    }
    return true;
}

/* ---- points -----------------------------------------------------------------------------------
 */

static void grow_points(buffering *b, const ct_shape *points) {
    for (size_t i = points->start; i < points->end[points->parts - 1]; i++) {
        ct_plane plane = { points->x[i], points->y[i], EXACT * b->metres };
        ct_builder circle = ct_builder_start(b->scratch, CT_POLYGON);
        for (int k = 0; k < CIRCLE_POINTS; k++) {
            double angle = 360.0 * k / CIRCLE_POINTS * RADIANS;
            ct_builder_point(&circle, b->metres * cos(angle), b->metres * sin(angle));
        }
        ct_builder_end_part(&circle);
        ct_shape ring = ct_builder_take(&circle);
        ct_shape lifted = ct_plane_lift(b->scratch, &plane, &ring);
        ct_shape chart = ct_shape_to_chart(b->scratch, &lifted, NULL);
        add_grown(b, &chart);
    }
}

/* ---- all --------------------------------------------------------------------------------------
 */

static bool grow_shape(buffering *b, const ct_shape *s) {
    if (s->kind == CT_POINT) {
        grow_points(b, s);
        return true;
    }
    ct_shape lines = ct_shape_outline(b->scratch, s, NULL);
    return lines.kind != CT_LINE || grow_lines(b, &lines);
}

bool ct_ground_buffer(ct_arena *arena, const ct_shape *s, double metres, ct_place place,
                      ct_shape *result, ct_report *report) {
    *result = (ct_shape){ .kind = CT_NULL };
    if (!s->parts || (metres < 0 && s->kind != CT_POLYGON)) return true;
    buffering b = {
        .scratch = ct_arena_new(), .metres = fabs(metres), .place = place, .report = report
    };
    ct_shape chart = ct_shape_on_chart(s) ? *s : ct_shape_to_chart(b.scratch, s, NULL);
    s = &chart;
    bool ok = b.metres == 0 || grow_shape(&b, s);
    if (ok && metres >= 0) {
        if (s->kind == CT_POLYGON) add_grown(&b, s);
        ok = ct_union_all(arena, b.grown, b.count, place, result, report);
    } else if (ok) {
        ct_shape rim;
        ok = ct_union_all(b.scratch, b.grown, b.count, place, &rim, report) &&
             ct_overlay(arena, CT_DIFFERENCE, s, &rim, place, result, report);
    }
    if (ok && !result->parts) result->kind = CT_NULL;
    ct_arena_free(b.scratch);
    return ok;
}
