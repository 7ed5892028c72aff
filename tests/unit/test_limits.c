/* test_limits.c - limits are set by name, hold, and tell their flag where they do not. */
#include "sample.h"

static void a_limit_is_set_and_holds(void **state) {
    bench *b = *state;
    ct_place place = { "a.shp", 0, 0 };
    assert_true(ct_limit_holds(CT_LIMIT_FEATURES, 1e6, place, b->report));
    assert_true(ct_limit_set("features=3K", b->report));
    assert_true(ct_limit(CT_LIMIT_FEATURES) == 3000);
    assert_true(ct_limit_holds(CT_LIMIT_FEATURES, 3000, place, b->report));
    assert_int_equal(ct_report_count(b->report), 0);
    assert_false(ct_limit_holds(CT_LIMIT_FEATURES, 3001, place, b->report));
    const cartouche_finding *f = ct_report_at(b->report, 0);
    assert_string_equal(f->text, "3001 features of a source are over the limit of 3000");
    assert_string_equal(f->hint, "if that is meant: --limit features=3001");
    assert_int_equal(f->status, CARTOUCHE_BAD_DATA);
    assert_true(ct_limit_set("memory=1.5G", b->report));
    assert_true(ct_limit(CT_LIMIT_MEMORY) == 1.5e9);
    assert_true(ct_limit_set("seconds=0.5", b->report));
    assert_true(ct_limit(CT_LIMIT_SECONDS) == 0.5);
}

static void wrong_ones_are_told(void **state) {
    bench *b = *state;
    static const char *const wrong[] = { "",           "features",     "feature=3",
                                         "features=",  "features=K",   "features=-1",
                                         "features=0", "features=nan", "features=3X",
                                         "=3" };
    double was = ct_limit(CT_LIMIT_FEATURES);
    for (size_t i = 0; i < CT_COUNT(wrong); i++) {
        assert_false(ct_limit_set(wrong[i], b->report));
        assert_int_equal(ct_report_count(b->report), i + 1);
        assert_int_equal(ct_report_at(b->report, i)->status, CARTOUCHE_BAD_USAGE);
    }
    assert_true(ct_limit(CT_LIMIT_FEATURES) == was);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        BENCH_TEST(a_limit_is_set_and_holds),
        BENCH_TEST(wrong_ones_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
