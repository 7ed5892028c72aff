/* test_remote.c - which names lead to the network, and that none is followed unasked. */
#include "sample.h"

#include "../../src/source/source.h"

static void names_that_lead_there(void **state) {
    static const char *const there[] = {
        "http://h/a.shp",
        "HTTPS://h/a",
        "s3://b/a",
        "/vsicurl/http://h/a",
        "/VSICURL/http://h/a",
        "/vsis3_streaming/b/a",
        "/vsizip//vsis3/b/a.zip",
        "/vsizip/{/vsigs/b/a}/c",
        "/vsicurl?url=http%3A%2F%2Fh",
        "/vsitar//vsihdfs/a",
        "/vsizip/ftp://h/a.zip",
        "svn+ssh://h/a",
    };
    static const char *const here[] = {
        "a.shp",
        "http.shp",
        "a/b://c.shp",
        "/vsi.shp",
        "/data/vsicurl/a.shp",
        "C:/a.shp",
        "://a",
        "",
        "PG:host=h",
        "/vsizip/a.zip",
        "http:/a",
    };
    (void)state;
    for (size_t i = 0; i < CT_COUNT(there); i++)
        if (!ct_source_is_remote(there[i])) fail_msg("'%s' was taken for a file", there[i]);
    for (size_t i = 0; i < CT_COUNT(here); i++)
        if (ct_source_is_remote(here[i])) fail_msg("'%s' was taken for the network", here[i]);
    assert_false(ct_source_is_remote(NULL));
}

static void none_is_read_unasked(void **state) {
    bench *b = *state;
    ct_inputs inputs = { .arena = b->arena };
    const ct_read_options no = { .place = { "m.map.yaml", 3, 4 } };
    ct_read_options yes = no;
    yes.network = true;
    const ct_table *table;
    assert_false(ct_source_read(b->arena, "s3://b/a.shp", &no, &table, &inputs, b->report));
    assert_string_equal(ct_report_at(b->report, 0)->text,
                        "'s3://b/a.shp' is on the network, which the map does not allow");
    assert_false(ct_source_read(b->arena, "/vsizip//vsis3/b/a", &yes, &table, &inputs, b->report));
    assert_int_equal(ct_report_status(b->report), CARTOUCHE_BAD_SPEC);
    assert_int_equal(inputs.count, 0);
    ct_digest a = ct_remote_digest(&inputs, "s3://b/a.shp", false);
    assert_int_not_equal(strcmp(a.hex, ct_digest_of("gone", 4).hex), 0);
    ct_inputs_close(&inputs);
}

int main(void) {
    const struct CMUnitTest tests[] = { cmocka_unit_test(names_that_lead_there),
                                        BENCH_TEST(none_is_read_unasked) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
