/* fuzz_overlay.c - ct_overlay, ct_union_all, ct_repair: areas add up, and what comes is sound. */
#include "fuzz.h"

static const ct_box BOX = { -64, -64, 64, 64 };

typedef struct world {
    ct_arena *arena;
    ct_report *report;
    double scale; /* what areas are held to */
} world;

static ct_shape repaired(world *w, const ct_shape *s) {
    ct_shape result;
    bool changed;
    FUZZ_CHECK(ct_repair(w->arena, s, CT_NOWHERE, &result, &changed, w->report));
    FUZZ_CHECK(fuzz_sound(&result, BOX));
    return result;
}

static double overlay(world *w, ct_overlay_op op, const ct_shape *a, const ct_shape *b) {
    ct_shape result, page;
    FUZZ_CHECK(ct_overlay(w->arena, op, a, b, CT_NOWHERE, &result, w->report));
    FUZZ_CHECK(fuzz_sound(&result, BOX));
    FUZZ_CHECK(ct_overlay_page(w->arena, op, a, b, CT_NOWHERE, &page, w->report));
    FUZZ_CHECK(fuzz_near(fuzz_area(&page), fuzz_area(&result), w->scale));
    return fuzz_area(&result);
}

static void check_areas(world *w, const ct_shape *a, const ct_shape *b) {
    double in_a = fuzz_area(a), in_b = fuzz_area(b);
    w->scale = 1 + in_a + in_b;
    double both = overlay(w, CT_INTERSECTION, a, b), either = overlay(w, CT_UNION, a, b);
    FUZZ_CHECK(both >= 0 && fuzz_near(either, in_a + in_b - both, w->scale));
    FUZZ_CHECK(fuzz_near(overlay(w, CT_DIFFERENCE, a, b), in_a - both, w->scale));
    FUZZ_CHECK(fuzz_near(overlay(w, CT_DIFFERENCE, b, a), in_b - both, w->scale));
    ct_shape shapes[] = { *a, *b, *a }, all;
    FUZZ_CHECK(ct_union_all(w->arena, shapes, 3, CT_NOWHERE, &all, w->report));
    FUZZ_CHECK(fuzz_sound(&all, BOX) && fuzz_near(fuzz_area(&all), either, w->scale));
}

/* What of a line is inside and what is outside make up the line. */
static void check_line(world *w, const ct_shape *line, const ct_shape *area) {
    ct_shape noded, in, out;
    if (area->kind != CT_POLYGON) return;
    FUZZ_CHECK(ct_node_lines(w->arena, line, 1, CT_NOWHERE, &noded, w->report));
    FUZZ_CHECK(ct_overlay(w->arena, CT_INTERSECTION, line, area, CT_NOWHERE, &in, w->report));
    FUZZ_CHECK(ct_overlay(w->arena, CT_DIFFERENCE, line, area, CT_NOWHERE, &out, w->report));
    FUZZ_CHECK(fuzz_within(&in, BOX, 1e-9) && fuzz_within(&out, BOX, 1e-9));
    double all = fuzz_outline(&noded);
    FUZZ_CHECK(fuzz_near(fuzz_outline(&in) + fuzz_outline(&out), all, 1 + all));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    fuzz_bytes bytes = { data, size };
    world w = { .arena = ct_arena_new(), .report = ct_report_new(NULL, NULL) };
    ct_shape a = fuzz_shape(w.arena, &bytes, CT_POLYGON, BOX);
    ct_shape b = fuzz_shape(w.arena, &bytes, CT_POLYGON, BOX);
    ct_shape line = fuzz_shape(w.arena, &bytes, CT_LINE, BOX);
    ct_shape sound_a = repaired(&w, &a), sound_b = repaired(&w, &b);
    check_areas(&w, &sound_a, &sound_b);
    check_line(&w, &line, &sound_a);
    ct_shape raw;
    FUZZ_CHECK(ct_overlay(w.arena, CT_UNION, &a, &b, CT_NOWHERE, &raw, w.report));
    FUZZ_CHECK(fuzz_sound(&raw, BOX));
    ct_report_free(w.report);
    ct_arena_free(w.arena);
    return 0;
}
