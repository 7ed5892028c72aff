/* vector.c - the module that draws SVG pictures, loaded when the first of them is met. */
#include "canvas.h"

#include <pthread.h>

/* librsvg brings some thirty libraries, and few maps have a picture that needs it. */
static const char file_name[] = "cartouche-svg.so";

static struct {
    const ct_svg_module *module;
    char why[1400]; /* room for the path */
} loaded;

static void load(void) {
    loaded.module = ct_module_load(file_name, "cartouche_svg", loaded.why, sizeof loaded.why);
}

const ct_svg_module *ct_svg_open(ct_place place, const char *path, ct_report *report) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, load);
    if (loaded.module) return loaded.module;
    ct_fail(report, CARTOUCHE_BAD_IO, place,
            "picture '%s': it needs librsvg, which cannot be loaded: %s", path, loaded.why);
    ct_hint(report, "install Cartouche whole, with lib/cartouche/%s and librsvg", file_name);
    return NULL;
}
