/* gdal.c - the module that holds GDAL, loaded from beside this library when it is first needed. */
#include "source.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* GDAL brings over a hundred libraries; a map of shapefiles, GeoJSON and CSV asks for none. */
static const char *const places[] = { "cartouche", "." }; /* as installed; as moved about by hand */
static const char file_name[] = "cartouche-gdal.so";

static struct {
    const ct_gdal *module;
    char why[1400]; /* room for the path */
    char path[1200];
} loaded;

static int anchor; /* an address of this library's own */

/* The file that this code was loaded from, as the kernel has it: no name that a caller, the working
 * directory or an environment variable could bend. */
static bool own_file(char *path, size_t room) {
    FILE *maps = fopen("/proc/self/maps", "re");
    if (!maps) return false;
    char *line = NULL;
    size_t size = 0;
    uintptr_t own = (uintptr_t)&anchor;
    bool found = false;
    while (!found && getline(&line, &size, maps) > 0) {
        char *end;
        uintptr_t from = strtoull(line, &end, 16);
        uintptr_t to = *end == '-' ? strtoull(end + 1, NULL, 16) : 0;
        const char *name = strchr(line, '/');
        if (own < from || own >= to || !name) continue;
        int written = snprintf(path, room, "%.*s", (int)strcspn(name, "\n"), name);
        found = written > 0 && (size_t)written < room;
    }
    free(line);
    fclose(maps);
    return found;
}

/* Where /proc does not tell: the linker's name, if it is a full one. */
static bool linked_file(char *path, size_t room) {
    Dl_info info;
    if (!dladdr(&anchor, &info) || !info.dli_fname || info.dli_fname[0] != '/') return false;
    int written = snprintf(path, room, "%s", info.dli_fname);
    return written > 0 && (size_t)written < room;
}

static void *open_beside(const char *own) {
    size_t folder = (size_t)(strrchr(own, '/') - own);
    void *handle = NULL;
    for (size_t i = 0; i < CT_COUNT(places) && !handle; i++) {
        snprintf(loaded.path, sizeof loaded.path, "%.*s/%s/%s", (int)folder, own, places[i],
                 file_name);
        if (!ct_file_exists(loaded.path)) continue;
        handle = dlopen(loaded.path, RTLD_NOW | RTLD_LOCAL);
        const char *why = dlerror();
        if (!handle)
            snprintf(loaded.why, sizeof loaded.why, "%s", why ? why : "no reason is given");
    }
    if (!handle && !loaded.why[0])
        snprintf(loaded.why, sizeof loaded.why, "there is no %s/%s in '%.*s'", places[0], file_name,
                 (int)folder, own);
    return handle;
}

static void load(void) {
    char own[1024];
    if (!own_file(own, sizeof own) && !linked_file(own, sizeof own)) {
        snprintf(loaded.why, sizeof loaded.why, "the library does not find its own file");
        return;
    }
    void *handle = open_beside(own);
    const ct_gdal *module = handle ? dlsym(handle, "cartouche_gdal") : NULL;
    if (module && ct_streq(module->version, CARTOUCHE_VERSION))
        loaded.module = module;
    else if (handle)
        snprintf(loaded.why, sizeof loaded.why, "'%s' is of another version of Cartouche",
                 loaded.path);
}

const ct_gdal *ct_gdal_open(ct_place place, const char *what, ct_report *report) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, load); /* it stays loaded: GDAL does not take being unloaded well */
    if (loaded.module) return loaded.module;
    ct_fail(report, CARTOUCHE_BAD_IO, place, "%s needs GDAL, which cannot be loaded: %s", what,
            loaded.why);
    ct_hint(report, "install Cartouche whole, with lib/cartouche/%s and the GDAL library",
            file_name);
    return NULL;
}
