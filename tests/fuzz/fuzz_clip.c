/* fuzz_clip.c - ct_clip, ct_clip_outline: what is in the two halves of a box is what is in it. */
#include "fuzz.h"

#include <math.h>

static const ct_box BOX = { -64, -64, 64, 64 };

typedef struct windows {
    ct_box whole, left, right;
} windows;

/* Halves that meet where no point of a grid is. */
static windows windows_of(fuzz_bytes *bytes) {
    double x = -70 + 100 * fuzz_share(bytes), y = -70 + 100 * fuzz_share(bytes);
    windows w = { .whole = { x, y, x + 3 + 80 * fuzz_share(bytes),
                             y + 3 + 80 * fuzz_share(bytes) } };
    double middle = w.whole.x0 + 0.371234567 * (w.whole.x1 - w.whole.x0);
    w.left = w.right = w.whole;
    w.left.x1 = w.right.x0 = middle;
    return w;
}

static ct_shape clipped(ct_arena *arena, const ct_shape *s, ct_box box) {
    ct_shape c = ct_clip(arena, s, box);
    FUZZ_CHECK(fuzz_within(&c, box, 1e-9));
    return c;
}

/* The signed area, which cutting keeps whatever the rings do. */
static void check_area(ct_arena *arena, const ct_shape *s, const windows *w) {
    ct_shape all = clipped(arena, s, w->whole), left = clipped(arena, s, w->left),
             right = clipped(arena, s, w->right);
    double scale = 1 + fuzz_outline(&all);
    FUZZ_CHECK(fuzz_near(fuzz_area(&left) + fuzz_area(&right), fuzz_area(&all), scale));
    ct_shape outline = ct_clip_outline(arena, s, w->whole);
    FUZZ_CHECK(fuzz_within(&outline, w->whole, 1e-9));
    FUZZ_CHECK(fuzz_outline(&outline) <= fuzz_outline(s) + 1e-6 * scale);
    ct_shape far = clipped(arena, s, (ct_box){ -65, -65, 65, 65 });
    FUZZ_CHECK(fuzz_near(fuzz_area(&far), fuzz_area(s), 1 + fuzz_outline(s)));
}

static void check_length(ct_arena *arena, const ct_shape *s, const windows *w) {
    ct_shape all = clipped(arena, s, w->whole), left = clipped(arena, s, w->left),
             right = clipped(arena, s, w->right);
    double sum = fuzz_outline(&left) + fuzz_outline(&right), whole = fuzz_outline(&all);
    FUZZ_CHECK(fuzz_near(sum, whole, 1 + whole));
    FUZZ_CHECK(whole <= fuzz_outline(s) * (1 + 1e-9));
}

static void check_points(ct_arena *arena, const ct_shape *s, ct_box box) {
    ct_shape c = clipped(arena, s, box);
    size_t inside = 0;
    for (size_t i = s->start; i < s->start + ct_shape_points(s); i++)
        inside += s->x[i] >= box.x0 && s->x[i] <= box.x1 && s->y[i] >= box.y0 && s->y[i] <= box.y1;
    FUZZ_CHECK(ct_shape_points(&c) == inside);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    fuzz_bytes bytes = { data, size };
    ct_arena *arena = ct_arena_new();
    windows w = windows_of(&bytes);
    ct_shape area = fuzz_shape(arena, &bytes, CT_POLYGON, BOX);
    ct_shape line = fuzz_shape(arena, &bytes, CT_LINE, BOX);
    ct_shape points = fuzz_wild_shape(arena, &bytes, CT_POINT, BOX);
    check_area(arena, &area, &w);
    check_length(arena, &line, &w);
    check_points(arena, &points, w.whole);
    for (ct_kind kind = CT_LINE; kind <= CT_POLYGON; kind++) {
        ct_shape wild = fuzz_wild_shape(arena, &bytes, kind, BOX);
        clipped(arena, &wild, w.whole);
        if (kind != CT_POLYGON) continue;
        ct_shape outline = ct_clip_outline(arena, &wild, w.whole);
        FUZZ_CHECK(fuzz_within(&outline, w.whole, 1e-9));
    }
    ct_arena_free(arena);
    return 0;
}
