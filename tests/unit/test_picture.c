/* test_picture.c - picture files are told apart and looked at. */
#include "picture.h"

static bool read_bytes(easel *e, const void *bytes, size_t size, ct_picture *picture) {
    FILE *file = fopen(e->path, "wb");
    assert_int_equal(fwrite(bytes, 1, size, file), size);
    fclose(file);
    return ct_picture_read(e->arena, e->path, (ct_place){ "m.yaml", 3, 4 }, picture, e->report);
}

static void check_told(easel *e, cartouche_status status, const char *text) {
    const cartouche_finding *f = ct_report_at(e->report, ct_report_count(e->report) - 1);
    assert_int_equal(ct_report_status(e->report), status);
    assert_non_null(strstr(f->text, text));
    assert_int_equal(f->line, 3);
}

static void a_png_is_its_bytes(void **state) {
    easel *e = *state;
    const uint32_t pixels[] = { 1, 2, 3, 4, 5, 6 };
    ct_buffer png = { 0 };
    ct_picture picture;
    ct_png_encode((const uint8_t *)pixels, 3, 2, 12, 0, NULL, 6, &png);
    assert_true(read_bytes(e, png.data, png.size, &picture));
    assert_int_equal(picture.kind, CT_PICTURE_PNG);
    assert_int_equal(picture.size, png.size);
    assert_memory_equal(picture.bytes, png.data, png.size);
    assert_true(picture.width == 3 && picture.height == 2);
    assert_false(read_bytes(e, png.data, png.size - 3, &picture));
    check_told(e, CARTOUCHE_BAD_DATA, "it is cut off");
    ct_buffer_free(&png);
}

static void an_svg_has_a_size_in_px(void **state) {
    easel *e = *state;
    static const char svg[] = "\xEF\xBB\xBF\n <?xml version=\"1.0\"?>\n";
    const char *texts[] = { SVG_OF(" width=\"30mm\" height=\"1in\"", "<g/>"),
                            SVG_OF(" viewBox=\"0 0 20 10\"", "<g/>") };
    ct_picture picture;
    assert_true(read_bytes(e, texts[0], strlen(texts[0]), &picture));
    assert_int_equal(picture.kind, CT_PICTURE_SVG);
    assert_true(picture.width > 113.3 && picture.width < 113.5 && picture.height == 96);
    assert_true(read_bytes(e, texts[1], strlen(texts[1]), &picture));
    assert_true(picture.width == 20 && picture.height == 10);
    assert_int_equal(ct_report_count(e->report), 0);
    assert_false(read_bytes(e, svg, sizeof svg - 1, &picture));
    check_told(e, CARTOUCHE_BAD_DATA, "it is not well-formed");
}

static void words_in_a_picture_are_warned_of(void **state) {
    easel *e = *state;
    static const char svg[] = SVG_OF(" viewBox=\"0 0 20 10\"", "<text>A</text>");
    ct_picture picture;
    assert_true(read_bytes(e, svg, sizeof svg - 1, &picture));
    check_told(e, CARTOUCHE_OK, "holds text");
}

static void other_files_are_named(void **state) {
    easel *e = *state;
    ct_picture picture;
    assert_false(read_bytes(e, "\xFF\xD8\xFF\xE0..", 6, &picture));
    check_told(e, CARTOUCHE_BAD_DATA, "it is a JPEG");
    assert_false(read_bytes(e, "\x1F\x8B..", 4, &picture));
    check_told(e, CARTOUCHE_BAD_DATA, "it is compressed");
    assert_false(read_bytes(e, "hello", 5, &picture));
    check_told(e, CARTOUCHE_BAD_DATA, "it is neither PNG nor SVG");
    assert_false(read_bytes(e, "", 0, &picture));
    check_told(e, CARTOUCHE_BAD_DATA, "it is neither PNG nor SVG");
}

static void a_missing_file_is_told(void **state) {
    easel *e = *state;
    ct_picture picture;
    assert_false(ct_picture_read(e->arena, "/nowhere/at.all", (ct_place){ "m.yaml", 3, 4 },
                                 &picture, e->report));
    check_told(e, CARTOUCHE_BAD_IO, "/nowhere/at.all");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        EASEL_TEST(a_png_is_its_bytes),
        EASEL_TEST(an_svg_has_a_size_in_px),
        EASEL_TEST(words_in_a_picture_are_warned_of),
        EASEL_TEST(other_files_are_named),
        EASEL_TEST(a_missing_file_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
