/* test_vector.c - the module for SVG pictures: loaded when one is met, once. */
#include "picture.h"

static bool is_mapped(const char *name) {
    FILE *maps = fopen("/proc/self/maps", "r");
    char line[2000];
    bool found = false;
    assert_non_null(maps);
    while (!found && fgets(line, sizeof line, maps))
        found = strstr(line, name) != NULL;
    fclose(maps);
    return found;
}

static void it_is_loaded_when_it_is_asked_for(void **state) {
    easel *e = *state;
    assert_false(is_mapped("librsvg"));
    const ct_svg_module *one = ct_svg_open(CT_NOWHERE, "a.svg", e->report);
    assert_non_null(one);
    assert_true(is_mapped("librsvg"));
    assert_true(is_mapped("cartouche-svg.so"));
    assert_ptr_equal(ct_svg_open(CT_NOWHERE, "a.svg", e->report), one);
    assert_string_equal(one->version, CARTOUCHE_VERSION);
    assert_int_equal(ct_report_count(e->report), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = { EASEL_TEST(it_is_loaded_when_it_is_asked_for) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
