/* film.h - frames to an animation: WebP and GIF by a module of their own, MP4 and WebM by ffmpeg.
 */
#ifndef CT_FILM_H
#define CT_FILM_H

#include "../base/base.h"

typedef enum ct_film_format {
    CT_FILM_NONE,
    CT_FILM_WEBP,
    CT_FILM_GIF,
    CT_FILM_MP4,
    CT_FILM_WEBM
} ct_film_format;

/* "webp", "gif", "mp4", "webm", case aside; NONE where unknown. */
ct_film_format ct_film_named(const char *ending);

/* What an animation is to be. */
typedef struct ct_film_ask {
    ct_film_format format;
    const char *path; /* for findings */
    int width, height;
    int hold, last; /* ms that a frame stands, and the last one */
} ct_film_ask;

/* An animation under way. It plays without end (WebP, GIF), loses no colour but by a palette of 255
 * that all frames share (GIF) or by what video does (MP4, WebM), and is never dithered: what does
 * not change between frames stays to the pixel. Same frames, same bytes. */
typedef struct ct_film ct_film;

/* NULL (told, BAD_IO): what it needs is not installed, or refuses. */
ct_film *ct_film_open(const ct_film_ask *ask, ct_report *report);
/* Adds a frame: width × height pixels 0xXXRRGGBB, rows without gaps. They may go afterwards. */
bool ct_film_add(ct_film *film, const uint32_t *pixels, ct_report *report) CT_MUST_USE;
/* Appends the whole file to `out`. At least one frame must be there. */
bool ct_film_finish(ct_film *film, ct_buffer *out, ct_report *report) CT_MUST_USE;
void ct_film_close(ct_film *film); /* NULL is allowed */

/* ==== What follows is the inside of the room. ============================================ */

/* An encoder. A call that is false says why in why[0..room). */
typedef struct ct_film_coder {
    void *self;
    bool (*add)(void *self, const uint32_t *pixels, char *why, size_t room);
    bool (*finish)(void *self, ct_buffer *out, char *why, size_t room);
    void (*close)(void *self);
} ct_film_coder;

typedef bool ct_film_open_fn(const ct_film_ask *ask, ct_film_coder *coder, char *why, size_t room);

/* What the module cartouche-film.so (webp*.c, gif*.c: libwebp and giflib) gives. */
typedef struct ct_film_module {
    const char *version; /* of Cartouche */
    ct_film_open_fn *webp, *gif;
} ct_film_module;

bool ct_webp_open(const ct_film_ask *ask, ct_film_coder *coder, char *why, size_t room) CT_MUST_USE;
bool ct_gif_open(const ct_film_ask *ask, ct_film_coder *coder, char *why, size_t room) CT_MUST_USE;
/* ffmpeg.c: a child process that is fed the frames. */
bool ct_ffmpeg_open(const ct_film_ask *ask, ct_film_coder *coder, char *why,
                    size_t room) CT_MUST_USE;

/* gif_reel.c: frames kept until their palette is known: of each, the runs of pixels that differ
 * from the one before. */
typedef struct ct_gif_reel {
    size_t pixels; /* of a frame */
    uint32_t *last;
    ct_buffer *frames;
    size_t count, capacity;
} ct_gif_reel;

void ct_gif_reel_add(ct_gif_reel *reel, const uint32_t *pixels);
/* Calls `run` with each run of a frame: pixels[0..count) from `at` on. */
typedef void ct_gif_run_fn(void *user, size_t at, const uint32_t *pixels, size_t count);
void ct_gif_reel_play(const ct_gif_reel *reel, size_t frame, ct_gif_run_fn *run, void *user);
void ct_gif_reel_free(ct_gif_reel *reel);

/* gif_palette.c: at most 255 colours for all frames, by a histogram of 64 steps a channel: boxes
 * are split where their variance is greatest (Wan, Wong and Prusinkiewicz, An algorithm for
 * multidimensional data clustering, ACM TOMS 14(2), 1988), then moved to the means of what is
 * nearest to them (Lloyd). A colour that makes up much of a box is taken as it is. */
enum { CT_GIF_COLORS = 255 };
typedef struct ct_gif_palette ct_gif_palette;
ct_gif_palette *ct_gif_palette_new(void);
void ct_gif_palette_count(ct_gif_palette *palette, const uint32_t *pixels, size_t count);
/* Chooses the colours, once all pixels are counted; how many they are. */
int ct_gif_palette_choose(ct_gif_palette *palette);
uint32_t ct_gif_palette_color(const ct_gif_palette *palette, int index);
/* The colour for a pixel. */
int ct_gif_palette_find(ct_gif_palette *palette, uint32_t pixel);
void ct_gif_palette_free(ct_gif_palette *palette);

#endif
