/* picture.h - an arena, a report and small pictures, for the tests of picture files. */
#ifndef PICTURE_H
#define PICTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../../src/canvas/canvas.h"

typedef struct easel {
    ct_arena *arena;
    ct_report *report;
    char path[64];
} easel;

static inline int easel_up(void **state) {
    easel *e = calloc(1, sizeof *e);
    e->arena = ct_arena_new();
    e->report = ct_report_new(NULL, NULL);
    strcpy(e->path, "/tmp/cartouche-test-XXXXXX");
    int file = mkstemp(e->path);
    if (file < 0) return -1;
    close(file);
    *state = e;
    return 0;
}

static inline int easel_down(void **state) {
    easel *e = *state;
    unlink(e->path);
    ct_report_free(e->report);
    ct_arena_free(e->arena);
    free(e);
    return 0;
}

#define EASEL_TEST(f) cmocka_unit_test_setup_teardown(f, easel_up, easel_down)

#define SVG_OF(attributes, inside)                                                                 \
    "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" "      \
    "version=\"1.1\"" attributes ">" inside "</svg>"

#endif
