/* fuzz_buffer.c - ct_ground_buffer, ct_grow, ct_grow_apart, ct_parallel: larger or smaller, sound.
 */
#include "fuzz.h"

#include <math.h>

static const ct_box PAGE = { 0, 0, 1024, 1024 }, GLOBE = { -180, -90, 180, 90 },
                    BEYOND = { -256, -128, 256, 128 };

/* Metres, on a piece of the globe whose size goes with them: up to 1,000 km, over an edge too. */
static void check_ground(ct_arena *arena, fuzz_bytes *bytes, ct_report *report) {
    static const double reaches[] = { 1, 100, 5000, 80e3, 1e6 };
    double reach = reaches[fuzz_byte(bytes) % CT_COUNT(reaches)];
    ct_kind kind = CT_POINT + fuzz_byte(bytes) % 3;
    double x = BEYOND.x0 + 512 * fuzz_share(bytes), y = -90 + 180 * fuzz_share(bytes);
    double size = fmin(64, reach / 111e3 * 16);
    ct_box box = { x, fmax(y - size, -90), x + size, fmin(y + size, 90) };
    ct_shape s = fuzz_shape(arena, bytes, kind, box), on_chart, out;
    bool changed;
    if (kind == CT_POLYGON && !ct_repair(arena, &s, CT_NOWHERE, &s, &changed, report)) return;
    if (s.kind == CT_NULL || !s.parts || (kind == CT_LINE && fuzz_outline(&s) == 0)) return;
    FUZZ_CHECK(ct_ground_buffer(arena, &s, reach, CT_NOWHERE, &out, report));
    FUZZ_CHECK(out.kind == CT_POLYGON && fuzz_sound(&out, GLOBE));
    on_chart = ct_shape_to_chart(arena, &s, NULL);
    if (kind == CT_POLYGON)
        FUZZ_CHECK(ct_geodesic_area(&out) >= 0.99 * ct_geodesic_area(&on_chart));
    FUZZ_CHECK(ct_geodesic_area(&out) >= 0.9 * M_PI * reach * reach);
    if (kind != CT_POLYGON) return;
    FUZZ_CHECK(ct_ground_buffer(arena, &s, -reach, CT_NOWHERE, &out, report));
    FUZZ_CHECK(fuzz_sound(&out, GLOBE));
    if (out.parts) FUZZ_CHECK(ct_geodesic_area(&out) <= 1.01 * ct_geodesic_area(&on_chart));
}

static void check_page(ct_arena *arena, fuzz_bytes *bytes, ct_report *report) {
    double by = 0.1 + 40 * fuzz_share(bytes);
    ct_shape shapes[2], grown, apart;
    for (size_t i = 0; i < 2; i++) {
        ct_shape raw = fuzz_shape(arena, bytes, CT_POLYGON, PAGE);
        bool changed;
        FUZZ_CHECK(ct_repair(arena, &raw, CT_NOWHERE, &shapes[i], &changed, report));
        if (shapes[i].kind != CT_POLYGON) return;
    }
    double least = fmax(fuzz_area(&shapes[0]), fuzz_area(&shapes[1]));
    ct_box box = ct_box_grow(PAGE, by * 1.001);
    FUZZ_CHECK(ct_grow(arena, shapes, 2, by, CT_NOWHERE, &grown, report));
    FUZZ_CHECK(fuzz_sound(&grown, box) && fuzz_area(&grown) >= least);
    FUZZ_CHECK(ct_grow_apart(arena, shapes, 2, by, CT_NOWHERE, &apart, report));
    FUZZ_CHECK(fuzz_sound(&apart, box));
    FUZZ_CHECK(fuzz_near(fuzz_area(&apart), fuzz_area(&grown), 1 + least));
    FUZZ_CHECK(ct_grow(arena, shapes, 2, -by, CT_NOWHERE, &grown, report));
    FUZZ_CHECK(fuzz_sound(&grown, PAGE));
    FUZZ_CHECK(fuzz_area(&grown) <= fuzz_area(&shapes[0]) + fuzz_area(&shapes[1]));
}

static void check_line(ct_arena *arena, fuzz_bytes *bytes, ct_report *report) {
    double by = 0.1 + 40 * fuzz_share(bytes);
    ct_shape line = fuzz_shape(arena, bytes, CT_LINE, PAGE), out;
    if (!line.parts || fuzz_outline(&line) == 0) return;
    FUZZ_CHECK(ct_grow_line(arena, &line, by, CT_NOWHERE, &out, report));
    FUZZ_CHECK(fuzz_sound(&out, ct_box_grow(PAGE, by * 1.001)));
    FUZZ_CHECK(ct_parallel(arena, &line, by, CT_NOWHERE, &out, report));
    FUZZ_CHECK(fuzz_within(&out, ct_box_grow(PAGE, by * 8), 0));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    fuzz_bytes bytes = { data, size };
    ct_arena *arena = ct_arena_new();
    ct_report *report = ct_report_new(NULL, NULL);
    unsigned which = fuzz_byte(&bytes) % 3;
    if (which == 0) check_ground(arena, &bytes, report);
    if (which == 1) check_page(arena, &bytes, report);
    if (which == 2) check_line(arena, &bytes, report);
    ct_report_free(report);
    ct_arena_free(arena);
    return 0;
}
