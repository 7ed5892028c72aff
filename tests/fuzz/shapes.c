/* shapes.c - numbers and shapes out of bytes, and what is asked of the shapes that come of them. */
#include "fuzz.h"

#include <math.h>
#include <string.h>

enum { PARTS = 4, POINTS = 40 };

unsigned fuzz_byte(fuzz_bytes *bytes) {
    if (!bytes->left) return 0;
    bytes->left--;
    return *bytes->at++;
}

double fuzz_share(fuzz_bytes *bytes) {
    unsigned high = fuzz_byte(bytes);
    return (high * 256 + fuzz_byte(bytes)) / 65535.0;
}

double fuzz_double(fuzz_bytes *bytes) {
    uint8_t all[8];
    double value;
    for (size_t i = 0; i < sizeof all; i++)
        all[i] = (uint8_t)fuzz_byte(bytes);
    memcpy(&value, all, sizeof value);
    return value;
}

const char *fuzz_text(ct_arena *arena, fuzz_bytes *bytes) {
    size_t size = fuzz_byte(bytes) % 64;
    if (size > bytes->left) size = bytes->left;
    const char *text = ct_strndup(arena, (const char *)bytes->at, size);
    bytes->at += size;
    bytes->left -= size;
    return text;
}

static double number(fuzz_bytes *bytes, bool fine, bool wild, double from, double to) {
    unsigned byte = fuzz_byte(bytes);
    if (wild && byte % 3 == 0) return fuzz_double(bytes);
    if (!fine) return from + byte % 33 * (to - from) / 32;
    return from + (byte * 256 + fuzz_byte(bytes)) * (to - from) / 65536;
}

static ct_shape shape(ct_arena *arena, fuzz_bytes *bytes, ct_kind kind, ct_box box, bool wild) {
    ct_builder b = ct_builder_start(arena, kind);
    unsigned how = fuzz_byte(bytes);
    bool fine = how & 128;
    for (size_t parts = 1 + how % PARTS; parts > 0 && bytes->left; parts--) {
        for (size_t points = 1 + fuzz_byte(bytes) % POINTS; points > 0 && bytes->left; points--) {
            double x = number(bytes, fine, wild, box.x0, box.x1);
            ct_builder_point(&b, x, number(bytes, fine, wild, box.y0, box.y1));
        }
        ct_builder_end_part(&b);
    }
    return ct_builder_take(&b);
}

ct_shape fuzz_shape(ct_arena *arena, fuzz_bytes *bytes, ct_kind kind, ct_box box) {
    return shape(arena, bytes, kind, box, false);
}

ct_shape fuzz_wild_shape(ct_arena *arena, fuzz_bytes *bytes, ct_kind kind, ct_box box) {
    return shape(arena, bytes, kind, box, true);
}

double fuzz_area(const ct_shape *s) {
    double sum = 0;
    for (size_t p = 0; s->kind == CT_POLYGON && p < s->parts; p++) {
        size_t from = ct_part_start(s, p);
        sum += ct_ring_area(s->x + from, s->y + from, s->end[p] - from);
    }
    return sum;
}

double fuzz_outline(const ct_shape *s) {
    double sum = 0;
    for (size_t p = 0; p < s->parts; p++) {
        size_t from = ct_part_start(s, p), end = s->end[p];
        for (size_t i = from + 1; i < end; i++)
            sum += hypot(s->x[i] - s->x[i - 1], s->y[i] - s->y[i - 1]);
        if (s->kind == CT_POLYGON)
            sum += hypot(s->x[from] - s->x[end - 1], s->y[from] - s->y[end - 1]);
    }
    return sum;
}

bool fuzz_within(const ct_shape *s, ct_box box, double aside) {
    for (size_t i = s->start; i < s->start + ct_shape_points(s); i++)
        if (!(s->x[i] >= box.x0 - aside && s->x[i] <= box.x1 + aside && s->y[i] >= box.y0 - aside &&
              s->y[i] <= box.y1 + aside))
            return false;
    return true;
}

bool fuzz_sound(const ct_shape *s, ct_box box) {
    if (s->kind == CT_NULL) return s->parts == 0;
    if (s->kind != CT_POLYGON || s->parts == 0 || !fuzz_within(s, box, 1e-9)) return false;
    ct_shape looked = *s;
    looked.sound = false;
    ct_shape_prove(&looked);
    return looked.sound;
}

bool fuzz_near(double a, double b, double scale) {
    return fabs(a - b) <= 1e-6 * (fmax(fabs(a), fabs(b)) + scale);
}

void fuzz_tell(const char *name, const ct_shape *s) {
    fprintf(stderr, "%s: kind %d\n", name, s->kind);
    for (size_t p = 0; p < s->parts; p++)
        for (size_t i = ct_part_start(s, p); i < s->end[p]; i++)
            fprintf(stderr, "%s%.17g, %.17g%s", i > ct_part_start(s, p) ? ", " : "  ", s->x[i],
                    s->y[i], i + 1 < s->end[p] ? "" : "\n");
}
