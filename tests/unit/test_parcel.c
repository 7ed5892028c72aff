/* test_parcel.c - what one process tells another comes back as it was, or is known to be broken. */
#include "sample.h"

static void numbers_and_texts_come_back(void **state) {
    bench *b = *state;
    ct_buffer out = { 0 };
    ct_parcel_put_count(&out, SIZE_MAX);
    ct_parcel_put_text(&out, "Донецьк");
    ct_parcel_put_text(&out, "");
    ct_parcel_put_text(&out, NULL);
    ct_buffer_append(&out, "xyz", 3);
    ct_parcel p = { out.data, out.data + out.size, true };
    assert_true(ct_parcel_take_count(&p) == SIZE_MAX);
    assert_string_equal(ct_parcel_take_text(b->arena, &p), "Донецьк");
    assert_string_equal(ct_parcel_take_text(b->arena, &p), "");
    assert_null(ct_parcel_take_text(b->arena, &p));
    assert_memory_equal(ct_parcel_take(&p, 3), "xyz", 3);
    assert_true(p.good);
    assert_null(ct_parcel_take(&p, 1));
    assert_false(p.good);
    ct_buffer_free(&out);
}

static void findings_come_back(void **state) {
    bench *b = *state;
    ct_buffer out = { 0 };
    cartouche_finding f;
    ct_warn(b->report, (ct_place){ "a.map", 3, 7 }, "pale");
    (void)ct_fail(b->report, CARTOUCHE_BAD_IO, CT_NOWHERE, "lost");
    ct_hint(b->report, "look");
    ct_parcel_put_findings(&out, b->report);
    ct_parcel p = { out.data, out.data + out.size, true };
    assert_int_equal(ct_parcel_take_count(&p), 2);
    assert_true(ct_parcel_take_finding(b->arena, &p, &f));
    assert_int_equal(f.severity, CARTOUCHE_WARNING);
    assert_string_equal(f.file, "a.map");
    assert_int_equal(f.line * 10 + f.column, 37);
    assert_string_equal(f.text, "pale");
    assert_null(f.hint);
    assert_true(ct_parcel_take_finding(b->arena, &p, &f));
    assert_int_equal(f.status, CARTOUCHE_BAD_IO);
    assert_null(f.file);
    assert_string_equal(f.hint, "look");
    assert_false(ct_parcel_take_finding(b->arena, &p, &f));
    ct_buffer_free(&out);
}

/* A parcel that is cut anywhere is not taken for a whole one. */
static void cut_ones_are_noticed(void **state) {
    bench *b = *state;
    ct_buffer out = { 0 };
    (void)ct_fail(b->report, CARTOUCHE_BAD_DATA, CT_NOWHERE, "broken");
    ct_hint(b->report, "mend it");
    ct_parcel_put_findings(&out, b->report);
    for (size_t size = 0; size < out.size; size++) {
        char *cut = malloc(size + 1); /* of its own, so that a byte too many is seen */
        cartouche_finding f;
        memcpy(cut, out.data, size);
        ct_parcel p = { cut, cut + size, true };
        bool whole = ct_parcel_take_count(&p) == 1 && ct_parcel_take_finding(b->arena, &p, &f);
        assert_false(whole);
        free(cut);
    }
    ct_buffer_free(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        BENCH_TEST(numbers_and_texts_come_back),
        BENCH_TEST(findings_come_back),
        BENCH_TEST(cut_ones_are_noticed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
