/* svg_path.c - the data of a path in an SVG: relative steps in tenths of a px, in few bytes. */
#include "canvas.h"

#include <limits.h>
#include <math.h>
#include <string.h>

/* By the grammar of SVG 1.1 (8.3.9): a number ends where another sign or a second point begins, a
 * command need not be said again, and pairs that follow an m are lines. */

/* The pen of a path's data: positions are rounded, then subtracted, so that no error adds up. Steps
 * of one direction are written as one. */
typedef struct pen {
    ct_buffer *out;
    char *to;             /* in room that is reserved */
    long x, y;            /* where it stands */
    long dx, dy;          /* the step that is not written yet, from there back */
    char command;         /* in force; 0: none */
    bool fresh, fraction; /* no number since the command; the last one had a point */
} pen;

/* Bytes of a step or a move, at most: a letter, two numbers of 21 with a sign, a point, a space. */
enum { MOST_STEP = 64 };

/* The digits before the point. */
static char *whole_write(char *to, unsigned long whole) {
    char digits[24];
    size_t count = 0;
    for (; whole > 0; whole /= 10)
        digits[count++] = (char)('0' + whole % 10);
    while (count > 0)
        *to++ = digits[--count];
    return to;
}

/* Writes tenths of a px. */
static void number_write(pen *p, long tenths) {
    const unsigned long size = tenths < 0 ? 0UL - (unsigned long)tenths : (unsigned long)tenths;
    const unsigned long whole = size / 10, tenth = size % 10;
    const bool fraction = tenth > 0;
    char *to = p->to;
    if (tenths < 0)
        *to++ = '-';
    else if (!p->fresh && !(p->fraction && whole == 0 && fraction))
        *to++ = ' ';
    if (whole < 10 && (whole > 0 || !fraction))
        *to++ = (char)('0' + whole);
    else
        to = whole_write(to, whole);
    if (fraction) {
        *to++ = '.';
        *to++ = (char)('0' + tenth);
    }
    p->to = to;
    p->fresh = false;
    p->fraction = fraction;
}

static void command_write(pen *p, char command) {
    if (command == p->command) return;
    *p->to++ = command;
    p->command = command;
    p->fresh = true;
}

/* Writes the step that is held back. */
static void step_write(pen *p) {
    if (p->dx == 0 && p->dy == 0) return;
    p->to = ct_buffer_reserve(p->out, MOST_STEP);
    command_write(p, p->dy == 0 ? 'h' : p->dx == 0 ? 'v' : 'l');
    if (p->dx != 0) number_write(p, p->dx);
    if (p->dy != 0) number_write(p, p->dy);
    p->out->size = (size_t)(p->to - p->out->data);
    p->dx = p->dy = 0;
}

/* The path's first move is told from the page's corner, the others from where the pen stands. */
static void pen_move(pen *p, long x, long y) {
    const bool first = p->command == 0;
    p->to = ct_buffer_reserve(p->out, MOST_STEP);
    *p->to++ = first ? 'M' : 'm';
    p->fresh = true;
    number_write(p, first ? x : x - p->x);
    number_write(p, first ? y : y - p->y);
    p->out->size = (size_t)(p->to - p->out->data);
    p->command = first ? 'M' : 'l';
    p->x = x;
    p->y = y;
}

static void pen_line(pen *p, long x, long y) {
    const long dx = x - p->x, dy = y - p->y;
    const int64_t across = (int64_t)dx * p->dy - (int64_t)dy * p->dx;
    if (across != 0 || (int64_t)dx * p->dx + (int64_t)dy * p->dy < 0) step_write(p);
    p->dx += dx;
    p->dy += dy;
    p->x = x;
    p->y = y;
}

/* ---- what need not be written ---------------------------------------------------------------- */

/* A path of more points than that is large: what nobody sees of it is left out, as points below a
 * quarter of a px are before it comes here. */
enum { LARGE = 1000, PASSES = 2, SPECK = 2 /* tenths of a px */ };

/* A part's points in tenths of a px, but those that round to the one before. */
typedef struct rounded {
    ct_arena *arena;
    long (*at)[2];
    bool *flat;
    size_t count, capacity, flat_capacity;
    bool ring;
} rounded;

static void part_round(rounded *r, const ct_shape *shape, size_t part) {
    r->count = 0;
    r->ring = shape->kind == CT_POLYGON;
    for (size_t i = ct_part_start(shape, part); i < ct_part_end(shape, part); i++) {
        const long x = lround(shape->x[i] * 10), y = lround(shape->y[i] * 10);
        const long *last = r->count > 0 ? r->at[r->count - 1] : NULL;
        if (last && x == last[0] && y == last[1]) continue;
        CT_GROW(r->arena, r->at, r->capacity, r->count);
        r->at[r->count][0] = x;
        r->at[r->count++][1] = y;
    }
    while (r->ring && r->count > 1 && r->at[0][0] == r->at[r->count - 1][0] &&
           r->at[0][1] == r->at[r->count - 1][1])
        r->count--;
}

/* B lies along the chord AC, at most a tenth of a px off it. */
static bool lies_flat(const long a[2], const long b[2], const long c[2]) {
    const double dx = (double)(c[0] - a[0]), dy = (double)(c[1] - a[1]);
    const double ex = (double)(b[0] - a[0]), ey = (double)(b[1] - a[1]);
    const double across = dx * ey - dy * ex, along = dx * ex + dy * ey, square = dx * dx + dy * dy;
    return across * across <= square && along > 0 && along < square;
}

/* Which of two places comes first: any order will do that has nothing to do with direction. */
static bool comes_first(const long a[2], const long b[2]) {
    const uint64_t one = (uint64_t)a[0] * 0x9E3779B97F4A7C15 ^ (uint64_t)a[1] * 0xC2B2AE3D27D4EB4F;
    const uint64_t two = (uint64_t)b[0] * 0x9E3779B97F4A7C15 ^ (uint64_t)b[1] * 0xC2B2AE3D27D4EB4F;
    return one >> 20 != two >> 20 ? one >> 20 < two >> 20
           : a[0] != b[0]         ? a[0] < b[0]
                                  : a[1] < b[1];
}

/* Leaves out points that lie flat, never two in a row, so that no line moves by more than a tenth
 * of a px. Which ones go depends on the points beside them alone: a border that two areas share
 * stays one. */
static void part_thin(rounded *r) {
    const size_t n = r->count;
    if (n < 5) return;
    if (r->flat_capacity < n) {
        r->flat_capacity = r->capacity;
        r->flat = CT_ARRAY(r->arena, r->flat_capacity, bool);
    }
    for (size_t i = 0; i < n; i++) {
        const size_t before = i > 0 ? i - 1 : n - 1, after = i + 1 < n ? i + 1 : 0;
        const bool inner = r->ring || (i > 0 && after > 0);
        r->flat[i] = inner && lies_flat(r->at[before], r->at[i], r->at[after]);
    }
    size_t kept = 0;
    long(*at)[2] = r->at;
    const long first[2] = { at[0][0], at[0][1] };
    long last[2] = { at[n - 1][0], at[n - 1][1] };
    for (size_t i = 0; i < n; i++) {
        const long here[2] = { at[i][0], at[i][1] };
        const bool flat_after = r->flat[i + 1 < n ? i + 1 : 0];
        const long *after = i + 1 < n ? at[i + 1] : first;
        const bool goes = r->flat[i] &&
                          !(r->flat[i > 0 ? i - 1 : n - 1] && comes_first(last, here)) &&
                          !(flat_after && comes_first(after, here));
        if (!goes) memcpy(at[kept++], here, sizeof here);
        memcpy(last, here, sizeof here);
    }
    r->count = kept;
}

static bool is_speck(const rounded *r) {
    long low[2] = { LONG_MAX, LONG_MAX }, high[2] = { LONG_MIN, LONG_MIN };
    for (size_t i = 0; i < r->count; i++)
        for (int k = 0; k < 2; k++) {
            if (r->at[i][k] < low[k]) low[k] = r->at[i][k];
            if (r->at[i][k] > high[k]) high[k] = r->at[i][k];
        }
    return r->count > 0 && high[0] - low[0] <= SPECK && high[1] - low[1] <= SPECK;
}

/* ---- parts ----------------------------------------------------------------------------------- */

/* A ring that rounds to less than a triangle is not seen and not written. */
static void part_write(pen *p, const rounded *r) {
    if (r->count == 0 || (r->ring && r->count < 3)) return;
    pen_move(p, r->at[0][0], r->at[0][1]);
    for (size_t i = 1; i < r->count; i++)
        pen_line(p, r->at[i][0], r->at[i][1]);
    step_write(p);
    if (r->ring) {
        ct_buffer_text(p->out, "z");
        p->command = 'z';
        p->x = r->at[0][0];
        p->y = r->at[0][1];
    } else if (r->count == 1) { /* a dot, where caps are round */
        ct_buffer_text(p->out, "h0");
        p->command = 'h';
        p->fresh = p->fraction = false;
    }
}

void ct_svg_path(ct_buffer *out, ct_arena *scratch, const ct_shape *shape) {
    pen p = { .out = out };
    rounded r = { .arena = scratch };
    const bool large = ct_shape_points(shape) > LARGE;
    for (size_t part = 0; part < shape->parts; part++) {
        part_round(&r, shape, part);
        if (large && r.ring && p.command && is_speck(&r)) continue;
        for (int k = 0; large && k < PASSES; k++)
            part_thin(&r);
        part_write(&p, &r);
    }
    ct_buffer_text(out, ""); /* ends it */
}
