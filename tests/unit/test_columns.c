/* test_columns.c - the places of panels: equal, on whole px, evenly apart. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "../../src/sheet/sheet.h"

static void test_one_is_the_map(void **state) {
    (void)state;
    ct_columns c = ct_columns_over(0, 3, 12, 1160.5);
    assert_true(c.cols == 1 && c.rows == 1 && c.width == 1160.5);
    c.height = 400;
    assert_true(ct_columns_height(&c) == 400 && ct_columns_room(&c, 321) == 321);
    ct_box box = ct_columns_frame(&c, 0, 20, 90);
    assert_true(box.x0 == 20 && box.y0 == 90 && box.x1 == 1180.5 && box.y1 == 490);
}

/* Whatever the width: frames are alike, gaps are alike and near to what was asked for, and the last
 * frame ends with the sheet. */
static void test_frames_fill_the_width(void **state) {
    (void)state;
    for (int width = 300; width < 420; width++)
        for (int cols = 2; cols <= 5; cols++) {
            ct_columns c = ct_columns_over(10, cols, 12, width);
            assert_int_equal(c.cols, cols);
            assert_int_equal(c.rows, (10 + cols - 1) / cols);
            assert_true(c.width == floor(c.width) && c.gap == floor(c.gap));
            assert_true(fabs(c.gap - 12) <= cols);
            c.height = 100;
            ct_box last = ct_columns_frame(&c, (size_t)cols - 1, 0, 0);
            assert_true(last.x1 == width);
            for (size_t i = 1; i < (size_t)cols; i++) {
                ct_box a = ct_columns_frame(&c, i - 1, 0, 0), b = ct_columns_frame(&c, i, 0, 0);
                assert_true(b.x0 - a.x1 == c.gap && b.x1 - b.x0 == a.x1 - a.x0);
            }
        }
}

static void test_rows_have_heads(void **state) {
    (void)state;
    ct_columns c = ct_columns_over(5, 2, 10, 410);
    c.head = 20;
    c.height = 100;
    assert_true(c.rows == 3 && c.row_gap == 15);
    assert_true(ct_columns_height(&c) == 3 * 120 + 2 * 15);
    assert_true(ct_columns_room(&c, ct_columns_height(&c)) == 100);
    ct_box fifth = ct_columns_frame(&c, 4, 5, 7);
    assert_true(fifth.x0 == 5 && fifth.y0 == 7 + 2 * (120 + 15) + 20 && fifth.y1 == fifth.y0 + 100);
}

/* As many as are easy to read, and no row nearly empty. */
static void test_columns_are_chosen(void **state) {
    (void)state;
    static const struct {
        size_t count;
        double width;
        size_t cols;
    } cases[] = { { 2, 1160, 2 }, { 2, 350, 1 },  { 4, 1160, 4 }, { 5, 1160, 3 }, { 6, 800, 3 },
                  { 4, 800, 2 },  { 9, 1160, 3 }, { 1, 1160, 1 }, { 3, 0, 1 } };
    for (size_t i = 0; i < CT_COUNT(cases); i++)
        assert_int_equal(ct_columns_over(cases[i].count, 0, 12, cases[i].width).cols,
                         cases[i].cols);
    assert_int_equal(ct_columns_over(2, 6, 12, 1160).cols, 2); /* no more than there are panels */
}

static void test_odd_numbers(void **state) {
    (void)state;
    static const double odd[] = { NAN, INFINITY, -5, 0, 1e300 };
    for (size_t i = 0; i < CT_COUNT(odd); i++) {
        ct_columns c = ct_columns_over(3, 3, odd[i], 300);
        assert_true(c.cols == 3 && c.width >= 0 && isfinite(c.width));
        c = ct_columns_over(3, 3, 12, odd[i]);
        assert_true(c.cols == 3 && c.rows == 1);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_is_the_map),  cmocka_unit_test(test_frames_fill_the_width),
        cmocka_unit_test(test_rows_have_heads), cmocka_unit_test(test_columns_are_chosen),
        cmocka_unit_test(test_odd_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
