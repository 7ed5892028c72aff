/* room.h - shapes for the tests of geometry on the globe, and what their tests stand in. */
#ifndef CT_TEST_ROOM_H
#define CT_TEST_ROOM_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "../../src/geom/geom.h"

typedef struct room {
    ct_arena *arena;
    ct_report *report;
} room;

static inline int open_room(void **state) {
    room *r = calloc(1, sizeof *r);
    r->arena = ct_arena_new();
    r->report = ct_report_new(NULL, NULL);
    *state = r;
    return 0;
}

static inline int close_room(void **state) {
    room *r = *state;
    ct_report_free(r->report);
    ct_arena_free(r->arena);
    free(r);
    return 0;
}

/* Pairs; NAN begins a new part. */
static inline ct_shape shape_of(ct_arena *arena, ct_kind kind, const double *v, size_t n) {
    ct_builder b = ct_builder_start(arena, kind);
    for (size_t i = 0; i < n; i += isnan(v[i]) ? 1 : 2) {
        if (isnan(v[i]))
            ct_builder_end_part(&b);
        else
            ct_builder_point(&b, v[i], v[i + 1]);
    }
    ct_builder_end_part(&b);
    return ct_builder_take(&b);
}
#define SHAPE(arena, kind, ...)                                                                    \
    shape_of(arena, kind, (const double[]){ __VA_ARGS__ },                                         \
             CT_COUNT(((const double[]){ __VA_ARGS__ })))
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_room, close_room)

#endif
