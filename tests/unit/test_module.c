/* test_module.c - modules are found beside the program, and only those of this version. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "../../src/base/base.h"

static void a_module_is_found_and_stays(void **state) {
    (void)state;
    char why[1400] = "";
    const void *one = ct_module_load("cartouche-gdal.so", "cartouche_gdal", why, sizeof why);
    assert_string_equal(why, "");
    assert_non_null(one);
    assert_string_equal(*(const char *const *)one, CARTOUCHE_VERSION);
    assert_ptr_equal(ct_module_load("cartouche-gdal.so", "cartouche_gdal", why, sizeof why), one);
}

static void what_is_not_there_is_told(void **state) {
    (void)state;
    char why[1400] = "";
    assert_null(ct_module_load("cartouche-nowhere.so", "cartouche_gdal", why, sizeof why));
    assert_non_null(strstr(why, "there is no cartouche/cartouche-nowhere.so in '/"));
    assert_null(ct_module_load("cartouche-gdal.so", "cartouche_other", why, sizeof why));
    assert_non_null(strstr(why, "cartouche-gdal.so' is of another version of Cartouche"));
}

static void the_reason_fits_its_room(void **state) {
    (void)state;
    char why[9] = "........";
    assert_null(ct_module_load("cartouche-nowhere.so", "x", why, 5));
    assert_string_equal(why, "ther");
    assert_int_equal(why[5], '.');
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_module_is_found_and_stays),
        cmocka_unit_test(what_is_not_there_is_told),
        cmocka_unit_test(the_reason_fits_its_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
