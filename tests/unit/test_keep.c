/* test_keep.c - what is kept is found by all of its basis, and dropped when nobody asks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "../../src/base/base.h"

static ct_keep *keep;

static int setup(void **state) {
    (void)state;
    keep = ct_keep_new();
    return 0;
}

static int teardown(void **state) {
    (void)state;
    ct_keep_free(keep);
    return 0;
}

/* The entry of a number; a new one is given it as its value. */
static ct_kept *entry_of(const char *what, double number, bool *fresh) {
    ct_basis_number(ct_keep_basis(keep, what), number);
    ct_kept *kept = ct_keep_find(keep);
    *fresh = !kept->value;
    if (*fresh) {
        double *value = CT_NEW(kept->arena, double);
        *value = number;
        kept->value = value;
    }
    return kept;
}

static void equal_bases_have_one_entry(void **state) {
    (void)state;
    bool fresh;
    ct_kept *first = entry_of("a", 1, &fresh);
    assert_true(fresh);
    assert_ptr_equal(entry_of("a", 1, &fresh), first);
    assert_false(fresh);
    assert_ptr_not_equal(entry_of("a", 2, &fresh), first);
    assert_true(fresh);
    assert_ptr_not_equal(entry_of("b", 1, &fresh), first);
    assert_true(fresh);
}

static void thousands_of_entries_are_all_found_again(void **state) {
    (void)state;
    enum { MANY = 5000 };
    bool fresh;
    for (int i = 0; i < MANY; i++) {
        entry_of("many", i, &fresh);
        assert_true(fresh);
    }
    for (int i = 0; i < MANY; i++) {
        const ct_kept *kept = entry_of("many", i, &fresh);
        assert_false(fresh);
        assert_true(*(const double *)kept->value == i);
    }
}

static void texts_do_not_run_into_each_other(void **state) {
    (void)state;
    static const char *const pairs[][2] = {
        { "ab", "c" }, { "a", "bc" }, { "abc", "" }, { "abc", NULL }, { NULL, "abc" }
    };
    for (size_t i = 0; i < CT_COUNT(pairs); i++) {
        ct_buffer *basis = ct_keep_basis(keep, "texts");
        ct_basis_text(basis, pairs[i][0]);
        ct_basis_text(basis, pairs[i][1]);
        ct_kept *kept = ct_keep_find(keep);
        assert_null(kept->value);
        kept->value = CT_NEW(kept->arena, char);
    }
}

static int closed;
static void count_closed(void *value) {
    assert_true(*(const double *)value == 7);
    closed++;
}

static void what_nobody_asks_for_is_closed_and_dropped(void **state) {
    (void)state;
    bool fresh;
    closed = 0;
    entry_of("asked", 1, &fresh);
    entry_of("forgotten", 7, &fresh)->close = count_closed;
    for (int map = 0; map < 40; map++) {
        ct_keep_turn(keep);
        entry_of("asked", 1, &fresh);
        assert_false(fresh);
    }
    assert_int_equal(closed, 1);
    entry_of("forgotten", 7, &fresh);
    assert_true(fresh);
}

static void nothing_kept_takes_turns_and_is_freed(void **state) {
    (void)state;
    bool fresh;
    ct_keep_turn(NULL);
    ct_keep_free(NULL);
    closed = 0;
    entry_of("last", 7, &fresh)->close = count_closed;
    ct_keep_free(keep);
    assert_int_equal(closed, 1);
    keep = ct_keep_new();
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(equal_bases_have_one_entry, setup, teardown),
        cmocka_unit_test_setup_teardown(thousands_of_entries_are_all_found_again, setup, teardown),
        cmocka_unit_test_setup_teardown(texts_do_not_run_into_each_other, setup, teardown),
        cmocka_unit_test_setup_teardown(what_nobody_asks_for_is_closed_and_dropped, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(nothing_kept_takes_turns_and_is_freed, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
