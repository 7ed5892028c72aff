/* svg_path.c - the data of a path in an SVG: relative steps in tenths of a px. */
#include "canvas.h"

#include <math.h>

/* Writes tenths of a px. */
static char *tenths_write(char *to, long tenths) {
    if (tenths < 0) *to++ = '-';
    unsigned long rest = tenths < 0 ? 0UL - (unsigned long)tenths : (unsigned long)tenths;
    char digits[24];
    size_t count = 0;
    const char decimal = (char)('0' + rest % 10);
    for (rest /= 10; rest > 0; rest /= 10)
        digits[count++] = (char)('0' + rest % 10);
    if (count == 0 && decimal == '0') *to++ = '0';
    while (count > 0)
        *to++ = digits[--count];
    if (decimal != '0') {
        *to++ = '.';
        *to++ = decimal;
    }
    return to;
}

/* The pen of a path's data: positions are rounded, then subtracted, so that no error adds up. */
typedef struct pen {
    ct_buffer *out;
    long x, y;
    char command;
} pen;

static void pen_move(pen *p, long x, long y) {
    char *start = ct_buffer_reserve(p->out, 64), *to = start;
    *to++ = 'M';
    to = tenths_write(to, x);
    if (y >= 0) *to++ = ' ';
    to = tenths_write(to, y);
    p->out->size += (size_t)(to - start);
    *p = (pen){ p->out, x, y, 'M' };
}

static void pen_line(pen *p, long x, long y) {
    const long dx = x - p->x, dy = y - p->y;
    const char command = dy == 0 ? 'h' : dx == 0 ? 'v' : 'l';
    const long first = command == 'v' ? dy : dx;
    char *start = ct_buffer_reserve(p->out, 64), *to = start;
    if (command != p->command || command != 'l')
        *to++ = command;
    else if (first >= 0)
        *to++ = ' ';
    to = tenths_write(to, first);
    if (command == 'l') {
        if (dy >= 0) *to++ = ' ';
        to = tenths_write(to, dy);
    }
    p->out->size += (size_t)(to - start);
    *p = (pen){ p->out, x, y, command };
}

/* One part; a ring that rounds to less than a triangle is not seen and not written. */
static void part_write(ct_buffer *out, const ct_shape *shape, size_t part) {
    const size_t start = ct_part_start(shape, part), end = ct_part_end(shape, part);
    if (start == end) return;
    const size_t before = out->size;
    const long x0 = lround(shape->x[start] * 10), y0 = lround(shape->y[start] * 10);
    pen p = { .out = out };
    size_t lines = 0;
    pen_move(&p, x0, y0);
    for (size_t i = start + 1; i < end; i++) {
        const long x = lround(shape->x[i] * 10), y = lround(shape->y[i] * 10);
        const bool closes = shape->kind == CT_POLYGON && i + 1 == end && x == x0 && y == y0;
        if ((x == p.x && y == p.y) || closes) continue;
        pen_line(&p, x, y);
        lines++;
    }
    if (shape->kind == CT_LINE) {
        if (lines == 0) ct_buffer_text(out, "h0"); /* a dot, where caps are round */
    } else if (lines >= 2) {
        ct_buffer_text(out, "Z");
    } else {
        out->size = before;
        out->data[before] = '\0';
    }
}

void ct_svg_path(ct_buffer *out, const ct_shape *shape) {
    for (size_t part = 0; part < shape->parts; part++)
        part_write(out, shape, part);
}
