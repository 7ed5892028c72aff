/* test_diag.c - findings: text, place, context, order, strictness and the gravest status. */
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../src/base/base.h"

#include <cmocka.h>

/* What on_finding heard, one line each. */
typedef struct heard {
    char text[4000];
    size_t size, count;
} heard;

static void hear(const cartouche_finding *f, void *user) {
    heard *h = user;
    h->size +=
        (size_t)snprintf(h->text + h->size, sizeof h->text - h->size, "%s:%d:%d %d/%d %s|%s\n",
                         f->file ? f->file : "", f->line, f->column, (int)f->severity,
                         (int)f->status, f->text, f->hint ? f->hint : "");
    h->count++;
}

static void a_finding_has_its_parts(void **state) {
    (void)state;
    heard h = { 0 };
    ct_report *report = ct_report_new(hear, &h);
    char file[] = "a.map.yaml";
    assert_false(
        ct_fail(report, CARTOUCHE_BAD_SPEC, (ct_place){ file, 3, 7 }, "unknown key '%s'", "titel"));
    memset(file, 'x', sizeof file - 1); /* the report has a copy */
    ct_hint(report, "did you mean '%s'?", "title");
    ct_warn(report, CT_NOWHERE, "%d%% covered", 18);
    ct_note(report, (ct_place){ "b", 0, 0 }, "read");
    assert_int_equal(ct_report_count(report), 3);
    assert_int_equal(ct_report_errors(report), 1);
    assert_int_equal(ct_report_status(report), CARTOUCHE_BAD_SPEC);
    assert_null(ct_report_at(report, 3));
    assert_string_equal(ct_report_at(report, 0)->hint, "did you mean 'title'?");
    assert_null(ct_report_at(report, 1)->hint);
    ct_report_free(report);
    assert_string_equal(h.text, "a.map.yaml:3:7 2/3 unknown key 'titel'|did you mean 'title'?\n"
                                ":0:0 1/0 18% covered|\n"
                                "b:0:0 0/0 read|\n");
}

static void a_suggestion_is_a_hint(void **state) {
    (void)state;
    ct_report *report = ct_report_new(NULL, NULL);
    ct_warn(report, CT_NOWHERE, "one");
    assert_false(ct_suggest(report, NULL));
    assert_null(ct_report_at(report, 0)->hint);
    assert_true(ct_suggest(report, "100%s"));
    assert_string_equal(ct_report_at(report, 0)->hint, "did you mean '100%s'?");
    ct_report_free(report);
}

static void findings_are_told_once_in_order(void **state) {
    (void)state;
    heard h = { 0 };
    ct_report *report = ct_report_new(hear, &h);
    ct_hint(report, "for nothing"); /* nothing to hint at: ignored */
    assert_int_equal(ct_report_count(report), 0);
    ct_warn(report, CT_NOWHERE, "one");
    assert_int_equal(h.count, 0); /* its hint may come yet */
    ct_hint(report, "first");
    ct_hint(report, "second");
    ct_warn(report, CT_NOWHERE, "two");
    assert_int_equal(h.count, 1);
    ct_report_flush(report);
    assert_int_equal(h.count, 2);
    ct_report_flush(report);
    assert_int_equal(h.count, 2);
    ct_hint(report, "too late"); /* told already: kept for ct_report_at, not told again */
    for (int i = 0; i < 50; i++)
        ct_note(report, CT_NOWHERE, "n%d", i);
    ct_report_free(report);
    assert_int_equal(h.count, 52);
    static const char head[] = ":0:0 1/0 one|second\n:0:0 1/0 two|\n:0:0 0/0 n0|\n";
    assert_memory_equal(h.text, head, sizeof head - 1);
    assert_string_equal(h.text + h.size - 15, "\n:0:0 0/0 n49|\n");
}

static void what_was_told_of_a_place_is_not_told_again(void **state) {
    (void)state;
    heard h = { 0 };
    ct_report *report = ct_report_new(hear, &h);
    ct_place place = { "a.map.yaml", 3, 5 }, other = { "a.map.yaml", 4, 5 };
    for (int i = 0; i < 2; i++) {
        ct_warn(report, place, "old");
        ct_hint(report, "say how old");
        ct_warn(report, other, "old");
        ct_note(report, place, "old"); /* of another gravity */
        ct_warn(report, CT_NOWHERE, "nowhere");
    }
    assert_int_equal(ct_report_count(report), 5);
    assert_string_equal(ct_report_at(report, 0)->hint, "say how old");
    assert_null(ct_report_at(report, 1)->hint);
    ct_report_free(report);
    assert_int_equal(h.count, 5);
}

static void add_from_within(const cartouche_finding *f, void *user) {
    ct_report *report = *(ct_report **)user;
    if (strcmp(f->text, "first") == 0) ct_note(report, CT_NOWHERE, "from within");
}

static void a_listener_may_add_findings(void **state) {
    (void)state;
    ct_report *report = NULL;
    report = ct_report_new(add_from_within, &report);
    ct_note(report, CT_NOWHERE, "first");
    ct_report_flush(report);
    assert_int_equal(ct_report_count(report), 2);
    ct_report_free(report);
    ct_report_free(NULL);
}

static void nobody_needs_to_listen(void **state) {
    (void)state;
    ct_report *report = ct_report_new(NULL, NULL);
    for (int i = 0; i < 1000; i++)
        ct_warn(report, CT_NOWHERE, "%d", i);
    assert_int_equal(ct_report_count(report), 1000);
    assert_string_equal(ct_report_at(report, 999)->text, "999");
    assert_int_equal(ct_report_status(report), CARTOUCHE_OK);
    ct_report_free(report);
}

static void strict_makes_warnings_errors(void **state) {
    (void)state;
    ct_report *report = ct_report_new(NULL, NULL);
    ct_warn(report, CT_NOWHERE, "mild");
    ct_report_set_strict(report, true);
    ct_note(report, CT_NOWHERE, "note");
    assert_int_equal(ct_report_errors(report), 0);
    ct_warn(report, CT_NOWHERE, "hard");
    assert_int_equal(ct_report_errors(report), 1);
    assert_int_equal(ct_report_at(report, 0)->severity, CARTOUCHE_WARNING);
    assert_int_equal(ct_report_at(report, 0)->status, CARTOUCHE_OK);
    assert_int_equal(ct_report_at(report, 2)->severity, CARTOUCHE_ERROR);
    assert_int_equal(ct_report_status(report), CARTOUCHE_BAD_DATA);
    ct_report_set_strict(report, false);
    ct_warn(report, CT_NOWHERE, "mild");
    assert_int_equal(ct_report_errors(report), 1);
    ct_report_free(report);
}

static void the_gravest_status_is_kept(void **state) {
    (void)state;
    static const cartouche_status rising[] = { CARTOUCHE_BAD_IO, CARTOUCHE_BAD_DATA,
                                               CARTOUCHE_BAD_SPEC, CARTOUCHE_BAD_USAGE };
    ct_report *up = ct_report_new(NULL, NULL), *down = ct_report_new(NULL, NULL);
    assert_int_equal(ct_report_status(up), CARTOUCHE_OK);
    for (size_t i = 0; i < 4; i++) {
        assert_false(ct_fail(up, rising[i], CT_NOWHERE, "x"));
        assert_int_equal(ct_report_status(up), rising[i]);
        assert_false(ct_fail(down, rising[3 - i], CT_NOWHERE, "x"));
        assert_int_equal(ct_report_status(down), CARTOUCHE_BAD_USAGE);
    }
    ct_report_free(up);
    ct_report_free(down);
}

static void context_goes_before_the_text(void **state) {
    (void)state;
    ct_report *report = ct_report_new(NULL, NULL);
    ct_context_pop(report); /* nothing there: nothing happens */
    ct_context_push(report, "layer '%s'", "front");
    ct_context_push(report, "feature %d", 12);
    ct_warn(report, CT_NOWHERE, "odd");
    ct_context_pop(report);
    ct_warn(report, CT_NOWHERE, "odd");
    ct_context_pop(report);
    ct_warn(report, CT_NOWHERE, "odd");
    assert_string_equal(ct_report_at(report, 0)->text, "layer 'front': feature 12: odd");
    assert_string_equal(ct_report_at(report, 1)->text, "layer 'front': odd");
    assert_string_equal(ct_report_at(report, 2)->text, "odd");
    ct_report_free(report);
}

static void deep_context_is_counted(void **state) {
    (void)state;
    ct_report *report = ct_report_new(NULL, NULL);
    for (int i = 0; i < 40; i++)
        ct_context_push(report, "%d", i);
    ct_warn(report, CT_NOWHERE, "deep");
    assert_string_equal(ct_report_at(report, 0)->text,
                        "0: 1: 2: 3: 4: 5: 6: 7: 8: 9: 10: 11: 12: 13: 14: 15: deep");
    for (int i = 0; i < 39; i++)
        ct_context_pop(report);
    ct_warn(report, CT_NOWHERE, "back");
    assert_string_equal(ct_report_at(report, 1)->text, "0: back");
    ct_report_free(report);
}

static void long_context_is_cut_between_characters(void **state) {
    (void)state;
    for (int lead = 0; lead < 5; lead++) { /* so that the cut falls on each byte of a character */
        char text[400];
        memset(text, 'a', (size_t)lead);
        for (int i = lead; i + 4 < 396; i += 4)
            memcpy(text + i, "\xF0\x9F\x9A\xA9", 5);
        ct_report *report = ct_report_new(NULL, NULL);
        ct_context_push(report, "%s", text);
        ct_warn(report, CT_NOWHERE, "x");
        const char *got = ct_report_at(report, 0)->text;
        size_t size = strlen(got);
        assert_int_equal(ct_utf8_valid(got, size), size);
        assert_null(strchr(got, '?'));
        assert_true(size > 150 && size < 170);
        ct_report_free(report);
    }
}

static void texts_are_one_line_of_utf8(void **state) {
    (void)state;
    ct_report *report = ct_report_new(NULL, NULL);
    ct_context_push(report, "a\nb\x7F"
                            "c");
    ct_warn(report, CT_NOWHERE, "no '%s'", "x\ny\r\tz\x1B[31m");
    ct_hint(report, "line\nbreak");
    ct_context_pop(report);
    ct_warn(report, CT_NOWHERE, "%s",
            "C1 \xC2\x9B"
            "31m, \xC2\xA0, Київ");
    ct_warn(report, CT_NOWHERE, "%s", "cp1251 \xCA\xE8\xBF\xE2, cut \xD0");
    assert_string_equal(ct_report_at(report, 0)->text, "a b c: no 'x y  z [31m'");
    assert_string_equal(ct_report_at(report, 0)->hint, "line break");
    assert_string_equal(ct_report_at(report, 1)->text, "C1   31m, \xC2\xA0, Київ");
    assert_string_equal(ct_report_at(report, 2)->text, "cp1251 ????, cut ?");
    char *big = malloc(100001);
    memset(big, 'q', 100000);
    big[100000] = '\0';
    ct_warn(report, CT_NOWHERE, "%s", big);
    assert_int_equal(strlen(ct_report_at(report, 3)->text), 100000);
    free(big);
    ct_report_free(report);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_finding_has_its_parts),
        cmocka_unit_test(a_suggestion_is_a_hint),
        cmocka_unit_test(findings_are_told_once_in_order),
        cmocka_unit_test(what_was_told_of_a_place_is_not_told_again),
        cmocka_unit_test(a_listener_may_add_findings),
        cmocka_unit_test(nobody_needs_to_listen),
        cmocka_unit_test(strict_makes_warnings_errors),
        cmocka_unit_test(the_gravest_status_is_kept),
        cmocka_unit_test(context_goes_before_the_text),
        cmocka_unit_test(deep_context_is_counted),
        cmocka_unit_test(long_context_is_cut_between_characters),
        cmocka_unit_test(texts_are_one_line_of_utf8),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
