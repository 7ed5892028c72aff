/* test_inputs.c - the list of files that were read. */
#include "sample.h"

#include "../../src/source/source.h"

static void inputs_are_listed_once(void **state) {
    bench *b = *state;
    ct_inputs inputs = { .arena = b->arena };
    char name[] = "b.shp";
    ct_inputs_add(&inputs, "a.shp");
    ct_inputs_add(&inputs, name);
    ct_inputs_add(&inputs, "a.shp");
    name[0] = 'c';
    assert_int_equal(inputs.count, 2);
    assert_string_equal(inputs.paths[1], "b.shp");
    ct_inputs_add(NULL, "a.shp");
}

int main(void) {
    const struct CMUnitTest tests[] = { BENCH_TEST(inputs_are_listed_once) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
