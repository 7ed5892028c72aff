/* spec_case.h - for the tests of spec/: a report that is read back, and files in a folder. */
#ifndef CT_TEST_SPEC_CASE_H
#define CT_TEST_SPEC_CASE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "../../src/spec/spec.h"

typedef struct spec_case {
    ct_arena *arena;
    ct_report *report;
    char folder[64];
} spec_case;

static inline int case_setup(void **state) {
    spec_case *c = calloc(1, sizeof *c);
    if (!c) return -1;
    c->arena = ct_arena_new();
    c->report = ct_report_new(NULL, NULL);
    snprintf(c->folder, sizeof c->folder, "%s", "/tmp/ct-spec-XXXXXX");
    *state = c;
    return mkdtemp(c->folder) ? 0 : -1;
}

static inline int case_teardown(void **state) {
    spec_case *c = *state;
    static const char *const names[] = { "m.map.yaml", "s.style.yaml", "b.style.yaml",
                                         "c.style.yaml" };
    for (size_t i = 0; i < CT_COUNT(names); i++)
        unlink(ct_printf(c->arena, "%s/%s", c->folder, names[i]));
    rmdir(c->folder);
    ct_report_free(c->report);
    ct_arena_free(c->arena);
    free(c);
    return 0;
}

/* Writes a file into the case's folder; gives its path. */
static inline const char *case_file(spec_case *c, const char *name, const char *text) {
    const char *path = ct_printf(c->arena, "%s/%s", c->folder, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
    assert_int_equal(fclose(file), 0);
    return path;
}

/* All findings so far, one a line: "line:column: text"; the report starts anew. */
static inline const char *case_findings(spec_case *c) {
    const char *all = "";
    for (size_t i = 0; i < ct_report_count(c->report); i++) {
        const cartouche_finding *f = ct_report_at(c->report, i);
        all = ct_printf(c->arena, "%s%d:%d: %s\n", all, f->line, f->column, f->text);
    }
    ct_report_free(c->report);
    c->report = ct_report_new(NULL, NULL);
    return all;
}

/* Parses a text that is right. */
static inline ct_yaml *case_yaml(spec_case *c, const char *text) {
    ct_yaml *root = NULL;
    bool good = ct_yaml_parse(c->arena, "t.yaml", text, strlen(text), &root, c->report);
    if (!good) fail_msg("%s", case_findings(c));
    return root;
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, case_setup, case_teardown)

#endif
