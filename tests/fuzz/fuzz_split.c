/* fuzz_split.c - ct_split, ct_split_sides, ct_faces, ct_cut: pieces make up the whole. */
#include "fuzz.h"

static const ct_box BOX = { -64, -64, 64, 64 };

typedef struct world {
    ct_arena *arena;
    ct_report *report;
    ct_shape area, line; /* the area is sound */
    double whole, scale;
} world;

static void check_cut(world *w) {
    ct_cutting *cutting;
    ct_shape *faces;
    size_t count;
    FUZZ_CHECK(
        ct_cut(w->arena, &w->area, &w->line, 1, CT_NOWHERE, &cutting, &faces, &count, w->report));
    bool *all = CT_ARRAY(w->arena, count + 1, bool), *some = CT_ARRAY(w->arena, count + 1, bool);
    double sum = 0, some_sum = 0;
    for (size_t i = 0; i < count; i++) {
        double face = fuzz_area(&faces[i]);
        FUZZ_CHECK(face >= 0 && fuzz_within(&faces[i], BOX, 1e-9));
        double x, y;
        bool inside = ct_shape_inside(&faces[i], &x, &y) && ct_shape_contains(&w->area, x, y);
        all[i] = inside;
        some[i] = inside && i % 2 == 0;
        if (inside) sum += face;
        if (some[i]) some_sum += face;
    }
    FUZZ_CHECK(fuzz_near(sum, w->whole, w->scale));
    ct_shape joined = ct_cut_join(w->arena, cutting, all);
    FUZZ_CHECK(fuzz_near(fuzz_area(&joined), w->whole, w->scale));
    joined = ct_cut_join(w->arena, cutting, some);
    FUZZ_CHECK(fuzz_near(fuzz_area(&joined), some_sum, w->scale));
}

static void check_split(world *w, ct_side side, double tolerance) {
    ct_shape part;
    size_t pieces = 0;
    FUZZ_CHECK(ct_split(w->arena, &w->area, &w->line, side, tolerance, CT_NOWHERE, &part, &pieces,
                        w->report));
    FUZZ_CHECK(fuzz_sound(&part, BOX));
    FUZZ_CHECK(fuzz_area(&part) <= w->whole + 1e-6 * w->scale);
    ct_sides sides;
    FUZZ_CHECK(ct_split_sides(w->arena, &w->area, &w->line, side, tolerance, CT_NOWHERE, &sides,
                              w->report));
    FUZZ_CHECK(fuzz_sound(&sides.kept, BOX) && fuzz_sound(&sides.loose, BOX));
    FUZZ_CHECK(fuzz_area(&sides.kept) + fuzz_area(&sides.loose) <= w->whole + 1e-6 * w->scale);
}

static void check_faces(world *w) {
    ct_shape shapes[] = { w->area, w->line }, *faces;
    size_t count;
    FUZZ_CHECK(ct_faces(w->arena, shapes, 2, CT_NOWHERE, &faces, &count, w->report));
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        FUZZ_CHECK(fuzz_sound(&faces[i], BOX));
        sum += fuzz_area(&faces[i]);
    }
    FUZZ_CHECK(sum >= w->whole - 1e-6 * w->scale && sum <= 128 * 128 * (1 + 1e-9));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const double tolerances[] = { 0, 0.03, 0.5, 8 };
    fuzz_bytes bytes = { data, size };
    world w = { .arena = ct_arena_new(), .report = ct_report_new(NULL, NULL) };
    ct_side side = fuzz_byte(&bytes) % (CT_SIDE_RIGHT + 1);
    double tolerance = tolerances[fuzz_byte(&bytes) % CT_COUNT(tolerances)];
    ct_shape raw = fuzz_shape(w.arena, &bytes, CT_POLYGON, BOX);
    w.line = fuzz_shape(w.arena, &bytes, CT_LINE, BOX);
    bool changed;
    FUZZ_CHECK(ct_repair(w.arena, &raw, CT_NOWHERE, &w.area, &changed, w.report));
    /* A line of no length is refused. */
    if (w.area.kind == CT_POLYGON && fuzz_outline(&w.line) > 0) {
        w.whole = fuzz_area(&w.area);
        w.scale = 1 + w.whole;
        check_cut(&w);
        check_split(&w, side, tolerance);
        check_faces(&w);
    }
    ct_report_free(w.report);
    ct_arena_free(w.arena);
    return 0;
}
