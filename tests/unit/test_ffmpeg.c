/* test_ffmpeg.c - animations as video: by ffmpeg where it is there, a clear word where it is not.
 */
#include "reel.h"

#include <unistd.h>

static bool has_ffmpeg(void) {
    char path[4096], *rest = path;
    snprintf(path, sizeof path, "%s", getenv("PATH") ? getenv("PATH") : "");
    for (const char *folder; (folder = strsep(&rest, ":"));) {
        char file[4200];
        snprintf(file, sizeof file, "%s/ffmpeg", folder);
        if (access(file, X_OK) == 0) return true;
    }
    return false;
}

static void without_it_that_is_said(void **state) {
    (void)state;
    char why[300] = "", path[4096];
    ct_film_coder coder;
    ct_film_ask ask = ask_of(CT_FILM_MP4);
    snprintf(path, sizeof path, "%s", getenv("PATH") ? getenv("PATH") : "");
    setenv("PATH", "/nowhere", 1);
    bool good = ct_ffmpeg_open(&ask, &coder, why, sizeof why);
    setenv("PATH", path, 1);
    assert_false(good);
    assert_string_equal(why, "it needs ffmpeg, which is not installed");
}

/* Odd sides, of which video has none. */
static void same_frames_same_movie(void **state) {
    (void)state;
    if (!has_ffmpeg()) skip();
    const int steps[] = { 0, 1, 2 };
    ct_film_ask ask = ask_of(CT_FILM_MP4);
    ct_buffer one = shoot(ct_ffmpeg_open, &ask, steps, 3);
    ct_buffer two = shoot(ct_ffmpeg_open, &ask, steps, 3);
    assert_int_equal(one.size, two.size);
    assert_memory_equal(one.data, two.data, one.size);
    assert_memory_equal(one.data + 4, "ftyp", 4);
    assert_non_null(memmem(one.data, one.size, "avc1", 4));
    ct_buffer_free(&one);
    ct_buffer_free(&two);
}

static void one_left_alone_ends(void **state) {
    (void)state;
    if (!has_ffmpeg()) skip();
    char why[300] = "";
    ct_film_coder coder;
    ct_film_ask ask = ask_of(CT_FILM_WEBM);
    assert_true(ct_ffmpeg_open(&ask, &coder, why, sizeof why));
    coder.close(coder.self);
}

int main(void) {
    const struct CMUnitTest tests[] = { cmocka_unit_test(without_it_that_is_said),
                                        cmocka_unit_test(same_frames_same_movie),
                                        cmocka_unit_test(one_left_alone_ends) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
