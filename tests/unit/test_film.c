/* test_film.c - an animation by the encoder of its format, loaded when it is needed. */
#include "reel.h"

static void formats_have_names(void **state) {
    (void)state;
    assert_int_equal(ct_film_named("webp"), CT_FILM_WEBP);
    assert_int_equal(ct_film_named("GIF"), CT_FILM_GIF);
    assert_int_equal(ct_film_named("mp4"), CT_FILM_MP4);
    assert_int_equal(ct_film_named("webm"), CT_FILM_WEBM);
    assert_int_equal(ct_film_named("png"), CT_FILM_NONE);
    assert_int_equal(ct_film_named(NULL), CT_FILM_NONE);
}

static void check(ct_film_format format, const char *begins) {
    uint32_t pixels[PIXELS];
    ct_buffer out = { 0 };
    ct_report *report = ct_report_new(NULL, NULL);
    ct_film_ask ask = ask_of(format);
    ct_film *film = ct_film_open(&ask, report);
    assert_non_null(film);
    for (int i = 0; i < 3; i++) {
        paint(pixels, i);
        assert_true(ct_film_add(film, pixels, report));
    }
    assert_true(ct_film_finish(film, &out, report));
    assert_memory_equal(out.data, begins, strlen(begins));
    assert_int_equal(ct_report_count(report), 0);
    ct_film_close(film);
    ct_buffer_free(&out);
    ct_report_free(report);
}

static void the_module_encodes(void **state) {
    (void)state;
    check(CT_FILM_WEBP, "RIFF");
    check(CT_FILM_GIF, "GIF89a");
}

static void a_refusal_is_a_finding(void **state) {
    (void)state;
    ct_report *report = ct_report_new(NULL, NULL);
    ct_film_ask ask = ask_of(CT_FILM_WEBP);
    ask.height = 20000;
    assert_null(ct_film_open(&ask, report));
    assert_int_equal(ct_report_status(report), CARTOUCHE_BAD_IO);
    assert_non_null(strstr(ct_report_at(report, 0)->text, "'a.film': 61 × 20000 px are too many"));
    ct_film_close(NULL);
    ct_report_free(report);
}

int main(void) {
    const struct CMUnitTest tests[] = { cmocka_unit_test(formats_have_names),
                                        cmocka_unit_test(the_module_encodes),
                                        cmocka_unit_test(a_refusal_is_a_finding) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
