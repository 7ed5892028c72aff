/* gif.c - an animation as GIF, with one palette and no dither: of each frame the rectangle that
 * changed, clear where it did not. */
#include "film.h"

#include <gif_lib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CLEAR = CT_GIF_COLORS, TABLE = 256 };

typedef struct gif {
    ct_film_ask ask;
    ct_gif_reel reel;
    ct_gif_palette *palette;
} gif;

static void gif_close(void *self) {
    gif *g = self;
    ct_gif_reel_free(&g->reel);
    ct_gif_palette_free(g->palette);
    free(g);
}

static void count_run(void *user, size_t at, const uint32_t *pixels, size_t count) {
    (void)at;
    ct_gif_palette_count(user, pixels, count);
}

static bool gif_add(void *self, const uint32_t *pixels, char *why, size_t room) {
    gif *g = self;
    if (room) why[0] = '\0'; /* it cannot fail before the end */
    ct_gif_reel_add(&g->reel, pixels);
    ct_gif_reel_play(&g->reel, g->reel.count - 1, count_run, g->palette);
    return true;
}

/* ---- the frames in the palette's colours -------------------------------------------------------
 */

/* The picture as it stands, and what the frame at hand changes of it. */
typedef struct canvas {
    ct_gif_palette *palette;
    int width;
    GifByteType *now, *change; /* CLEAR: as it is */
    int x0, y0, x1, y1;        /* of what changes; x1 <= x0: nothing */
} canvas;

static void paint_run(void *user, size_t at, const uint32_t *pixels, size_t count) {
    canvas *c = user;
    for (size_t i = 0; i < count; i++) {
        GifByteType color = (GifByteType)ct_gif_palette_find(c->palette, pixels[i]);
        size_t spot = at + i;
        if (c->now[spot] == color) continue;
        c->now[spot] = c->change[spot] = color;
        int x = (int)(spot % (size_t)c->width), y = (int)(spot / (size_t)c->width);
        if (c->x1 <= c->x0) {
            c->x0 = c->x1 = x;
            c->y0 = y;
        }
        if (x < c->x0) c->x0 = x;
        if (x >= c->x1) c->x1 = x + 1;
        c->y1 = y + 1;
    }
}

static void read_frame(const gif *g, canvas *c, size_t frame) {
    memset(c->change, CLEAR, g->reel.pixels);
    c->x0 = c->x1 = c->y0 = c->y1 = 0;
    ct_gif_reel_play(&g->reel, frame, paint_run, c);
}

/* ---- the file ----------------------------------------------------------------------------------
 */

static int take_bytes(GifFileType *file, const GifByteType *bytes, int size) {
    ct_buffer_append(file->UserData, bytes, (size_t)size);
    return size;
}

static bool begin_file(const gif *g, GifFileType *file) {
    static const GifByteType forever[] = { 1, 0, 0 };
    ColorMapObject *colors = GifMakeMapObject(TABLE, NULL);
    if (!colors) abort();
    for (int i = 0; i < CT_GIF_COLORS; i++) {
        uint32_t rgb = ct_gif_palette_color(g->palette, i);
        colors->Colors[i] =
            (GifColorType){ (GifByteType)(rgb >> 16), (GifByteType)(rgb >> 8), (GifByteType)rgb };
    }
    EGifSetGifVersion(file, true);
    bool good = EGifPutScreenDesc(file, g->ask.width, g->ask.height, 8, 0, colors) == GIF_OK &&
                EGifPutExtensionLeader(file, APPLICATION_EXT_FUNC_CODE) == GIF_OK &&
                EGifPutExtensionBlock(file, 11, "NETSCAPE2.0") == GIF_OK &&
                EGifPutExtensionBlock(file, sizeof forever, forever) == GIF_OK &&
                EGifPutExtensionTrailer(file) == GIF_OK;
    GifFreeMapObject(colors);
    return good;
}

static bool put_frame(const gif *g, GifFileType *file, canvas *c, int ms) {
    GifByteType block[4];
    GraphicsControlBlock control = { .DisposalMode = DISPOSE_DO_NOT,
                                     .DelayTime = (ms + 5) / 10,
                                     .TransparentColor = CLEAR };
    EGifGCBToExtension(&control, block);
    int w = c->x1 - c->x0, h = c->y1 - c->y0;
    bool good = EGifPutExtension(file, GRAPHICS_EXT_FUNC_CODE, sizeof block, block) == GIF_OK &&
                EGifPutImageDesc(file, c->x0, c->y0, w, h, false, NULL) == GIF_OK;
    for (int y = c->y0; y < c->y1 && good; y++)
        good = EGifPutLine(file, c->change + (size_t)y * (size_t)g->ask.width + c->x0, w) == GIF_OK;
    return good;
}

/* A frame stands until the next one that shows anything new. */
static bool put_frames(const gif *g, GifFileType *file, canvas *c) {
    ct_gif_reel reel = g->reel;
    canvas ahead = *c;
    ahead.now = malloc(reel.pixels);
    ahead.change = malloc(reel.pixels);
    if (!ahead.now || !ahead.change) abort();
    memset(ahead.now, CLEAR, reel.pixels);
    bool good = true;
    read_frame(g, &ahead, 0);
    for (size_t i = 0; i < reel.count && good;) {
        int ms = i + 1 == reel.count ? g->ask.last : g->ask.hold;
        memcpy(c->change, ahead.change, reel.pixels);
        c->x0 = ahead.x0, c->y0 = ahead.y0, c->x1 = ahead.x1, c->y1 = ahead.y1;
        for (i++; i < reel.count; i++) {
            read_frame(g, &ahead, i);
            if (ahead.x1 > ahead.x0) break;
            ms += i + 1 == reel.count ? g->ask.last : g->ask.hold;
        }
        good = put_frame(g, file, c, ms);
    }
    free(ahead.now);
    free(ahead.change);
    return good;
}

static bool gif_finish(void *self, ct_buffer *out, char *why, size_t room) {
    gif *g = self;
    int error = 0;
    (void)ct_gif_palette_choose(g->palette);
    GifFileType *file = EGifOpen(out, take_bytes, &error);
    if (!file) abort();
    canvas c = { .palette = g->palette, .width = g->ask.width };
    c.change = malloc(g->reel.pixels);
    if (!c.change) abort();
    bool good = begin_file(g, file) && put_frames(g, file, &c);
    if (!good) error = file->Error;
    good = EGifCloseFile(file, good ? &error : NULL) == GIF_OK && good;
    free(c.change);
    const char *text = GifErrorString(error);
    if (!good)
        snprintf(why, room, "giflib cannot encode it: %s", text ? text : "no reason is given");
    return good;
}

bool ct_gif_open(const ct_film_ask *ask, ct_film_coder *coder, char *why, size_t room) {
    enum { MOST_SIDE = 65535 };
    if (ask->width > MOST_SIDE || ask->height > MOST_SIDE) {
        snprintf(why, room, "%d × %d px are too many for GIF, whose sides have at most %d",
                 ask->width, ask->height, MOST_SIDE);
        return false;
    }
    gif *g = calloc(1, sizeof *g);
    if (!g) abort();
    g->ask = *ask;
    g->reel.pixels = (size_t)ask->width * (size_t)ask->height;
    g->palette = ct_gif_palette_new();
    *coder = (ct_film_coder){ g, gif_add, gif_finish, gif_close };
    return true;
}
