/* film.c - an animation under way, by the encoder of its format. */
#include "film.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

/* Only batches with an animation need libwebp and giflib. */
static const char file_name[] = "cartouche-film.so";

static struct {
    const ct_film_module *module;
    char why[1400]; /* room for the path */
} loaded;

static void load(void) {
    loaded.module = ct_module_load(file_name, "cartouche_film", loaded.why, sizeof loaded.why);
}

struct ct_film {
    ct_film_ask ask;
    ct_film_coder coder;
};

ct_film_format ct_film_named(const char *ending) {
    static const struct {
        const char *name;
        ct_film_format format;
    } formats[] = { { "webp", CT_FILM_WEBP },
                    { "gif", CT_FILM_GIF },
                    { "mp4", CT_FILM_MP4 },
                    { "webm", CT_FILM_WEBM } };
    for (size_t i = 0; ending && i < CT_COUNT(formats); i++)
        if (strcasecmp(ending, formats[i].name) == 0) return formats[i].format;
    return CT_FILM_NONE;
}

static bool open_coder(ct_film *film, ct_report *report) {
    const ct_film_ask *ask = &film->ask;
    char why[500] = "";
    bool video = ask->format == CT_FILM_MP4 || ask->format == CT_FILM_WEBM;
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    if (!video) pthread_once(&once, load);
    if (!video && !loaded.module) {
        (void)ct_fail(report, CARTOUCHE_BAD_IO, CT_NOWHERE,
                      "'%s': it needs libwebp and giflib, which cannot be loaded: %s", ask->path,
                      loaded.why);
        ct_hint(report, "install Cartouche whole, with lib/cartouche/%s, libwebp and giflib",
                file_name);
        return false;
    }
    ct_film_open_fn *begin = video                         ? ct_ffmpeg_open
                             : ask->format == CT_FILM_WEBP ? loaded.module->webp
                                                           : loaded.module->gif;
    if (begin(ask, &film->coder, why, sizeof why)) return true;
    (void)ct_fail(report, CARTOUCHE_BAD_IO, CT_NOWHERE, "'%s': %s", ask->path, why);
    if (video) ct_hint(report, "install ffmpeg, or write a .webp or a .gif instead");
    return false;
}

ct_film *ct_film_open(const ct_film_ask *ask, ct_report *report) {
    ct_film *film = calloc(1, sizeof *film);
    if (!film) abort();
    film->ask = *ask;
    if (open_coder(film, report)) return film;
    free(film);
    return NULL;
}

bool ct_film_add(ct_film *film, const uint32_t *pixels, ct_report *report) {
    char why[500] = "";
    return film->coder.add(film->coder.self, pixels, why, sizeof why) ||
           ct_fail(report, CARTOUCHE_BAD_IO, CT_NOWHERE, "'%s': %s", film->ask.path, why);
}

bool ct_film_finish(ct_film *film, ct_buffer *out, ct_report *report) {
    char why[500] = "";
    return film->coder.finish(film->coder.self, out, why, sizeof why) ||
           ct_fail(report, CARTOUCHE_BAD_IO, CT_NOWHERE, "'%s': %s", film->ask.path, why);
}

void ct_film_close(ct_film *film) {
    if (!film) return;
    film->coder.close(film->coder.self);
    free(film);
}
