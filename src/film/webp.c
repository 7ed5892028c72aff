/* webp.c - an animation as WebP, without loss: of each frame the rectangle that changed. */
#include "film.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <webp/encode.h>
#include <webp/mux.h>

typedef struct webp {
    ct_film_ask ask;
    WebPAnimEncoder *encoder;
    WebPConfig config;
    WebPPicture picture;
    int time; /* ms, at which the next frame begins */
} webp;

static void webp_close(void *self) {
    webp *w = self;
    WebPAnimEncoderDelete(w->encoder);
    WebPPictureFree(&w->picture);
    free(w);
}

static bool refuse(const webp *w, char *why, size_t room) {
    const char *text = w->encoder ? WebPAnimEncoderGetError(w->encoder) : "out of memory";
    snprintf(why, room, "libwebp cannot encode it: %s",
             text && *text ? text : "no reason is given");
    return false;
}

static bool webp_add(void *self, const uint32_t *pixels, char *why, size_t room) {
    webp *w = self;
    size_t width = (size_t)w->ask.width;
    for (size_t y = 0; y < (size_t)w->ask.height; y++) {
        uint32_t *row = w->picture.argb + y * (size_t)w->picture.argb_stride;
        for (size_t x = 0; x < width; x++)
            row[x] = pixels[y * width + x] | 0xff000000u;
    }
    if (!WebPAnimEncoderAdd(w->encoder, &w->picture, w->time, &w->config))
        return refuse(w, why, room);
    w->time += w->ask.hold;
    return true;
}

static bool webp_finish(void *self, ct_buffer *out, char *why, size_t room) {
    webp *w = self;
    WebPData data;
    int end = w->time - w->ask.hold + w->ask.last;
    if (!WebPAnimEncoderAdd(w->encoder, NULL, end, NULL)) return refuse(w, why, room);
    WebPDataInit(&data);
    bool good = WebPAnimEncoderAssemble(w->encoder, &data);
    if (good) ct_buffer_append(out, data.bytes, data.size);
    WebPDataClear(&data);
    return good || refuse(w, why, room);
}

bool ct_webp_open(const ct_film_ask *ask, ct_film_coder *coder, char *why, size_t room) {
    enum { EFFORT = 6, MOST_SIDE = WEBP_MAX_DIMENSION };
    WebPAnimEncoderOptions options;
    if (ask->width > MOST_SIDE || ask->height > MOST_SIDE) {
        snprintf(why, room, "%d × %d px are too many for WebP, whose sides have at most %d",
                 ask->width, ask->height, MOST_SIDE);
        return false;
    }
    webp *w = calloc(1, sizeof *w);
    if (!w) abort();
    w->ask = *ask;
    bool good = WebPAnimEncoderOptionsInit(&options) && WebPConfigInit(&w->config) &&
                WebPConfigLosslessPreset(&w->config, EFFORT) && WebPPictureInit(&w->picture);
    options.anim_params.loop_count = 0; /* without end */
    options.kmax = 0;                   /* no frame needs to be whole but the first */
    w->picture.use_argb = 1;
    w->picture.width = ask->width;
    w->picture.height = ask->height;
    good = good && WebPPictureAlloc(&w->picture);
    if (good) w->encoder = WebPAnimEncoderNew(ask->width, ask->height, &options);
    *coder = (ct_film_coder){ w, webp_add, webp_finish, webp_close };
    if (good && w->encoder) return true;
    (void)refuse(w, why, room);
    webp_close(w);
    return false;
}

/* ---- the module --------------------------------------------------------------------------------
 */

__attribute__((visibility("default")))
const ct_film_module cartouche_film = { CARTOUCHE_VERSION, ct_webp_open, ct_gif_open };
