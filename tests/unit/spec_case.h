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

/* All findings so far, one a line: "line:column: text", a hint below; the report starts anew. */
static inline const char *case_findings(spec_case *c) {
    const char *all = "";
    for (size_t i = 0; i < ct_report_count(c->report); i++) {
        const cartouche_finding *f = ct_report_at(c->report, i);
        all = ct_printf(c->arena, "%s%d:%d: %s\n", all, f->line, f->column, f->text);
        if (f->hint) all = ct_printf(c->arena, "%s  hint: %s\n", all, f->hint);
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

/* Binds the text to a record as a map or style would; gives the findings. */
static inline const char *case_bind(spec_case *c, const ct_record *record, const char *text,
                                    void *target) {
    ct_binding binding = { .arena = c->arena, .report = c->report, .where = record->name };
    const ct_yaml *node = case_yaml(c, text);
    bool good = ct_bind(&binding, record, node, node->place, target);
    assert_int_equal(good, ct_report_errors(c->report) == 0);
    return case_findings(c);
}

/* What every table must keep: each key once, with its words; a detail where its type takes one; a
 * second field where the type writes one. */
static inline void case_check_table(const ct_record *record) {
    for (size_t i = 0; i < record->count; i++) {
        const ct_key *key = &record->keys[i];
        assert_non_null(key->name);
        assert_non_null(key->doc);
        assert_true(strlen(key->doc) > 0);
        assert_int_equal(key->doc[strlen(key->doc) - 1], '.');
        for (size_t k = 0; k < i; k++)
            assert_string_not_equal(record->keys[k].name, key->name);
        bool words = key->type == CT_T_ENUM || key->type == CT_T_FORM || key->type == CT_T_SWITCH ||
                     key->type == CT_T_FLAGS || key->type == CT_T_ORDER ||
                     key->type == CT_T_POSITIONS;
        bool records = key->type == CT_T_RECORD || key->type == CT_T_LIST || key->type == CT_T_MAP;
        if (words || records || key->type == CT_T_ANCHOR) assert_non_null(key->detail);
        if (key->type == CT_T_LIST || key->type == CT_T_MAP || key->type == CT_T_ORDER ||
            key->type == CT_T_BBOX || key->type == CT_T_BOX || key->type == CT_T_FORM ||
            key->type == CT_T_PATH || key->type == CT_T_DISTANCES || key->type == CT_T_DASH)
            assert_true(key->also > 0);
        if (key->required) assert_null(key->fallback);
    }
    if (record->shorthand) {
        size_t found = 0;
        for (size_t i = 0; i < record->count; i++)
            found += strcmp(record->keys[i].name, record->shorthand) == 0;
        assert_int_equal(found, 1);
    }
}

/* The record of a key of that name. */
static inline const ct_record *case_record(const ct_record *record, const char *name) {
    for (size_t i = 0; i < record->count; i++)
        if (strcmp(record->keys[i].name, name) == 0) return record->keys[i].detail;
    fail_msg("%s has no key '%s'", record->name, name);
    return NULL;
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, case_setup, case_teardown)

#endif
