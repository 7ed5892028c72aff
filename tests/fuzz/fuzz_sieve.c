/* fuzz_sieve.c - ct_sieve_part, ct_shape_to_chart, ct_lonlat_range: any numbers; near ones stay. */
#include "fuzz.h"

#include <math.h>
#include <string.h>

static const ct_box BOX = { -64, -64, 64, 64 }, GLOBE = { -180, -90, 180, 90 };

/* The inside keeps its area, to a border of cells along the outline and the window's edge. */
static void check_inside(ct_arena *arena, const ct_shape *whole, const ct_shape *left,
                         const ct_sieve *sieve) {
    ct_shape before = ct_clip(arena, whole, sieve->window),
             after = ct_clip(arena, left, sieve->window);
    double cell = hypot(sieve->dx, sieve->dy);
    FUZZ_CHECK(fabs(fuzz_area(&before) - fuzz_area(&after)) <=
               2 * cell * (fuzz_outline(whole) + 4 * cell));
}

static void check_sieve(ct_arena *arena, const ct_shape *s, const ct_sieve *sieve, bool wild) {
    for (size_t p = 0; p < s->parts; p++) {
        size_t from = ct_part_start(s, p), n = s->end[p] - from;
        double *x = CT_ARRAY(arena, n, double), *y = CT_ARRAY(arena, n, double);
        memcpy(x, s->x + from, n * sizeof *x);
        memcpy(y, s->y + from, n * sizeof *y);
        ct_sifted sifted = ct_sieve_part(sieve, s->kind, x, y, n);
        FUZZ_CHECK(sifted.count <= n);
        if (sifted.odd) continue;
        ct_shape left = { .kind = s->kind, .x = x, .y = y, .end = &sifted.count, .parts = 1 };
        ct_shape whole = *s;
        if (sifted.count) FUZZ_CHECK(fuzz_within(&left, GLOBE, 180));
        if (wild || s->kind != CT_POLYGON || sifted.speck) continue;
        whole.end += p;
        whole.parts = 1;
        whole.start = from;
        if (!sifted.count) left.parts = 0;
        check_inside(arena, &whole, &left, sieve);
    }
}

static void check_chart(ct_arena *arena, const ct_shape *s) {
    ct_shape on = ct_shape_to_chart(arena, s, NULL);
    FUZZ_CHECK(fuzz_within(&on, GLOBE, 1e-9));
    ct_box range = ct_lonlat_range(&on, 1);
    FUZZ_CHECK(ct_box_is_empty(range) || range.x1 - range.x0 <= 360 + 1e-9);
    (void)ct_geodesic_area(&on);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    fuzz_bytes bytes = { data, size };
    ct_arena *arena = ct_arena_new();
    double x = -80 + 140 * fuzz_share(&bytes), y = -80 + 140 * fuzz_share(&bytes);
    ct_sieve sieve = { .window = { x, y, x + 1 + 80 * fuzz_share(&bytes),
                                   y + 1 + 80 * fuzz_share(&bytes) } };
    sieve.dx = 0.001 + 4 * fuzz_share(&bytes);
    sieve.dy = 0.001 + 4 * fuzz_share(&bytes);
    unsigned how = fuzz_byte(&bytes);
    ct_kind kind = how & 128 ? CT_LINE : CT_POLYGON;
    ct_shape s =
        how & 64 ? fuzz_wild_shape(arena, &bytes, kind, BOX) : fuzz_shape(arena, &bytes, kind, BOX);
    check_sieve(arena, &s, &sieve, how & 64);
    if (!(how & 64)) {
        check_chart(arena, &s);
        ct_box far = { -400, -90, 400, 90 };
        ct_shape turned = fuzz_shape(arena, &bytes, kind, far);
        check_chart(arena, &turned);
    }
    ct_arena_free(arena);
    return 0;
}
