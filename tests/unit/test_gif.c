/* test_gif.c - animations as GIF: frames, times, one palette, and every pixel where colours are
 * few.
 */
#include "reel.h"

#include <gif_lib.h>

typedef struct source {
    const ct_buffer *from;
    size_t at;
} source;

static int read_bytes(GifFileType *file, GifByteType *to, int size) {
    source *s = file->UserData;
    size_t n = s->from->size - s->at < (size_t)size ? s->from->size - s->at : (size_t)size;
    memcpy(to, s->from->data + s->at, n);
    s->at += n;
    return (int)n;
}

static GifFileType *open_gif(source *s) {
    int error;
    GifFileType *file = DGifOpen(s, read_bytes, &error);
    assert_non_null(file);
    assert_int_equal(DGifSlurp(file), GIF_OK);
    return file;
}

static void show(const GifFileType *file, int index, uint32_t *canvas, int *ms) {
    const SavedImage *image = &file->SavedImages[index];
    const GifImageDesc *d = &image->ImageDesc;
    GraphicsControlBlock control;
    assert_null(d->ColorMap); /* one palette for all */
    assert_int_equal(DGifSavedExtensionToGCB((GifFileType *)(uintptr_t)file, index, &control),
                     GIF_OK);
    *ms = 10 * control.DelayTime;
    for (int y = 0; y < d->Height; y++)
        for (int x = 0; x < d->Width; x++) {
            int value = image->RasterBits[y * d->Width + x];
            if (value == control.TransparentColor) continue;
            GifColorType c = file->SColorMap->Colors[value];
            canvas[(y + d->Top) * WIDE + x + d->Left] =
                (uint32_t)c.Red << 16 | (uint32_t)c.Green << 8 | c.Blue;
        }
}

static void check(const int *steps, size_t count, const int *shown, const int *times, int frames) {
    ct_film_ask ask = ask_of(CT_FILM_GIF);
    ct_buffer out = shoot(ct_gif_open, &ask, steps, count);
    source s = { &out, 0 };
    GifFileType *file = open_gif(&s);
    assert_int_equal(file->ImageCount, frames);
    assert_int_equal(file->SWidth, WIDE);
    assert_int_equal(file->SHeight, HIGH);
    assert_non_null(memmem(out.data, out.size, "NETSCAPE2.0\x03\x01\x00\x00\x00", 16));
    uint32_t canvas[PIXELS] = { 0 }, wanted[PIXELS];
    for (int i = 0; i < frames; i++) {
        int ms;
        show(file, i, canvas, &ms);
        paint(wanted, shown[i]);
        assert_int_equal(ms, times[i]);
        assert_memory_equal(canvas, wanted, sizeof wanted);
    }
    DGifCloseFile(file, NULL);
    ct_buffer_free(&out);
}

static void every_pixel_comes_back(void **state) {
    (void)state;
    const int steps[] = { 0, 1, 2, 7 }, times[] = { 300, 300, 300, 900 };
    check(steps, 4, steps, times, 4);
}

static void frames_that_show_nothing_new_lengthen_the_one_before(void **state) {
    (void)state;
    const int steps[] = { 2, 2, 4, 4, 4 }, shown[] = { 2, 4 }, times[] = { 600, 1500 };
    check(steps, 5, shown, times, 2);
}

static void only_what_changes_is_in_a_frame(void **state) {
    (void)state;
    const int steps[] = { 0, 1 };
    ct_film_ask ask = ask_of(CT_FILM_GIF);
    ct_buffer out = shoot(ct_gif_open, &ask, steps, 2);
    source s = { &out, 0 };
    GifFileType *file = open_gif(&s);
    const GifImageDesc *d = &file->SavedImages[1].ImageDesc;
    assert_int_equal(d->Left, 0);
    assert_int_equal(d->Top, 10);
    assert_int_equal(d->Width, 16);
    assert_int_equal(d->Height, 14);
    DGifCloseFile(file, NULL);
    ct_buffer_free(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = { cmocka_unit_test(every_pixel_comes_back),
                                        cmocka_unit_test(
                                            frames_that_show_nothing_new_lengthen_the_one_before),
                                        cmocka_unit_test(only_what_changes_is_in_a_frame) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
