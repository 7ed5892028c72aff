/* test_schema_panels.c - the keys of panels. */
#include "spec_case.h"

static ct_panels_spec panels_of(spec_case *c, const char *text, const char *findings) {
    ct_panels_spec panels = { 0 };
    assert_string_equal(case_bind(c, &ct_record_panels, text, &panels), findings);
    return panels;
}

static void tables_are_whole(void **state) {
    (void)state;
    case_check_table(&ct_record_panels);
}

static void panels_are_days(void **state) {
    spec_case *c = *state;
    ct_panels_spec p = panels_of(c, "{ by: dates, dates: [2022-02-23, 2022-03-27], cols: 3 }", "");
    assert_true(p.count == 2 && p.cols == 3 && p.gap == 12);
    assert_int_equal(p.days[1], ct_day_from(2022, 3, 27));
    assert_string_equal(p.title.texts[0], "{date:long}");
    p = panels_of(c, "{ dates: 2022-01-01..2022-12-31/30d, gap: 20px, title: { en: A, uk: Б } }",
                  "");
    assert_true(p.count == 13 && p.cols == 0 && p.gap == 20 && p.title.count == 2);
    assert_int_equal(p.days[12] - p.days[0], 360);
    p = panels_of(c, "{ dates: [2022-02-23, 2026-01-27], titles: [Before, { en: After }] }", "");
    assert_true(p.title_count == 2);
    assert_string_equal(p.titles[0].texts[0], "Before");
    assert_string_equal(p.titles[1].langs[0], "en");
}

static void faults_are_told(void **state) {
    spec_case *c = *state;
    (void)panels_of(c, "{ cols: 2 }", "1:1: panels needs 'dates'\n");
    (void)panels_of(c, "{ dates: [2022-02-23, 2022-2-3] }",
                    "1:23: 'dates' must be days, such as 2026-01-31, or a range of them, such as "
                    "2026-01-01..2026-06-30/30d, not '2022-2-3'\n");
    (void)panels_of(c, "{ dates: [2022-02-23, 2022-02-01..2022-02-28] }",
                    "1:23: 'dates' has the day 2022-02-23 twice\n");
    (void)panels_of(c, "{ dates: 2000-01-01..2022-02-28 }",
                    "1:10: 'dates' are too many at 2001-02-04\n");
    (void)panels_of(c, "{ dates: [2022-02-23, 2022-03-01], titles: [A] }",
                    "1:44: 'titles' are 1, and 'dates' are 2\n");
    (void)panels_of(c, "{ dates: 2022-02-23, title: A, titles: [A] }",
                    "1:32: panels have both 'title' and 'titles'; they take one\n");
    (void)panels_of(c, "{ dates: 2022-02-23, titles: A }",
                    "1:30: 'titles' must be a list of texts\n");
    (void)panels_of(c, "{ dates: 2022-02-23, cols: 0 }",
                    "1:28: 'cols' must be from 1 to 20, not '0'\n");
    (void)panels_of(c, "{ by: rank, dates: 2022-02-23 }", "1:7: 'by' must be dates, not 'rank'\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        CASE(tables_are_whole),
        CASE(panels_are_days),
        CASE(faults_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
