/* test_apart.c - a reader in a process of its own: what it gives, what it tells, how it may die. */
#include <signal.h>

#include "../../src/source/source.h"
#include "sample.h"

static bool reads_well(ct_arena *arena, const char *path, const ct_read_options *options,
                       const ct_table **table, ct_inputs *inputs, ct_report *report) {
    static const double at[] = { 5 };
    static const size_t end[] = { 1 };
    static const char *names[] = { "Kut" };
    ct_table *t = CT_NEW(arena, ct_table);
    t->rows = 1;
    t->shapes = CT_NEW(arena, ct_shape);
    *t->shapes = (ct_shape){ .kind = CT_POINT, .x = at, .y = at, .end = end, .parts = 1 };
    t->columns = CT_NEW(arena, ct_column);
    *t->columns = (ct_column){ .name = "name", .texts = names };
    t->column_count = 1;
    ct_warn(report, options->file, "one was lost");
    ct_hint(report, "count them");
    ct_inputs_add(inputs, path);
    ct_inputs_add(inputs, "side");
    if (options->facts) options->facts->features = 2;
    if (options->facts) options->facts->format = "Odd";
    if (options->mending) options->mending->count = 3;
    *table = t;
    return true;
}

static bool refuses(ct_arena *arena, const char *path, const ct_read_options *options,
                    const ct_table **table, ct_inputs *inputs, ct_report *report) {
    (void)arena, (void)path, (void)table, (void)inputs;
    return ct_fail(report, CARTOUCHE_BAD_DATA, options->file, "cut");
}

static bool is_killed(ct_arena *arena, const char *path, const ct_read_options *options,
                      const ct_table **table, ct_inputs *inputs, ct_report *report) {
    (void)arena, (void)options, (void)table, (void)inputs, (void)report;
    raise(path[0] == 's' ? SIGSEGV : SIGABRT);
    return true;
}

static bool leaves(ct_arena *arena, const char *path, const ct_read_options *options,
                   const ct_table **table, ct_inputs *inputs, ct_report *report) {
    (void)arena, (void)options, (void)table, (void)inputs, (void)report;
    _exit(path[0] == '0' ? 0 : 9);
}

static bool read_by(bench *b, ct_source_read_fn *reader, const char *path, ct_read_options *options,
                    const ct_table **table, ct_inputs *inputs) {
    options->file = (ct_place){ path, 0, 0 };
    options->place = (ct_place){ "m.map.yaml", 4, 2 };
    return ct_read_apart(b->arena, path, options, reader, table, inputs, b->report);
}

static void all_of_it_comes_back(void **state) {
    bench *b = *state;
    ct_facts facts = { 0 };
    ct_mending mending = { 0 };
    ct_read_options options = { .facts = &facts, .mending = &mending };
    ct_inputs inputs = { .arena = b->arena };
    const ct_table *t;
    assert_true(read_by(b, reads_well, "a.odd", &options, &t, &inputs));
    assert_true(t->rows == 1 && t->shapes[0].x[0] == 5);
    assert_string_equal(t->columns[0].texts[0], "Kut");
    assert_string_equal(t->source, "a.odd");
    assert_int_equal(t->place.line, 4);
    assert_true(facts.features == 2 && mending.count == 3);
    assert_string_equal(facts.format, "Odd");
    assert_int_equal(inputs.count, 2);
    assert_string_equal(inputs.paths[1], "side");
    assert_int_equal(ct_report_count(b->report), 1);
    assert_string_equal(ct_report_at(b->report, 0)->hint, "count them");
    assert_string_equal(ct_report_at(b->report, 0)->file, "a.odd");
}

/* Warnings are errors here too, and are told with what they are about. */
static void the_report_is_the_callers(void **state) {
    bench *b = *state;
    ct_read_options options = { 0 };
    const ct_table *t;
    ct_report_set_strict(b->report, true);
    ct_context_push(b->report, "data 'd'");
    assert_true(read_by(b, reads_well, "a.odd", &options, &t, NULL));
    ct_context_pop(b->report);
    assert_int_equal(ct_report_errors(b->report), 1);
    assert_string_equal(ct_report_at(b->report, 0)->text, "data 'd': one was lost");
}

static void a_refusal_comes_back(void **state) {
    bench *b = *state;
    ct_read_options options = { 0 };
    const ct_table *t;
    assert_false(read_by(b, refuses, "a.odd", &options, &t, NULL));
    assert_int_equal(ct_report_count(b->report), 1);
    assert_string_equal(ct_report_at(b->report, 0)->text, "cut");
    assert_int_equal(ct_report_status(b->report), CARTOUCHE_BAD_DATA);
}

static void a_death_is_a_finding(void **state) {
    bench *b = *state;
    const struct {
        ct_source_read_fn *reader;
        const char *path, *words;
    } deaths[] = { { is_killed, "s.odd", "signal 11 (" },
                   { is_killed, "a.odd", "signal 6 (" },
                   { leaves, "9.odd", "status 9" },
                   { leaves, "0.odd", "status 0" } };
    for (size_t i = 0; i < CT_COUNT(deaths); i++) {
        ct_read_options options = { 0 };
        const ct_table *t;
        assert_false(read_by(b, deaths[i].reader, deaths[i].path, &options, &t, NULL));
        assert_int_equal(ct_report_count(b->report), i + 1);
        const cartouche_finding *f = ct_report_at(b->report, i);
        assert_non_null(strstr(f->text, deaths[i].words));
        assert_string_equal(f->file, deaths[i].path);
        assert_int_equal(f->status, CARTOUCHE_BAD_DATA);
        assert_non_null(f->hint);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        BENCH_TEST(all_of_it_comes_back),
        BENCH_TEST(the_report_is_the_callers),
        BENCH_TEST(a_refusal_comes_back),
        BENCH_TEST(a_death_is_a_finding),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
