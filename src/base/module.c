/* module.c - parts with many libraries behind them, loaded from beside this library when needed. */
#include "base.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const places[] = { "cartouche", "." }; /* as installed; as moved about by hand */

/* An address of this library's own, among its constants: what begins as nought is mapped from no
 * file. */
static const char anchor[] = "here";

/* The file that this code was loaded from, as the kernel has it: no name that a caller, the working
 * directory or an environment variable could bend. */
static bool own_file(char *path, size_t room) {
    FILE *maps = fopen("/proc/self/maps", "re");
    if (!maps) return false;
    char *line = NULL;
    size_t size = 0;
    uintptr_t own = (uintptr_t)anchor;
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
    if (!dladdr(anchor, &info) || !info.dli_fname || info.dli_fname[0] != '/') return false;
    int written = snprintf(path, room, "%s", info.dli_fname);
    return written > 0 && (size_t)written < room;
}

/* The handle and, in path[0..path_room), the file that was opened. */
static void *open_beside(const char *own, const char *file, char *path, size_t path_room, char *why,
                         size_t room) {
    size_t folder = (size_t)(strrchr(own, '/') - own);
    void *handle = NULL;
    why[0] = '\0';
    for (size_t i = 0; i < CT_COUNT(places) && !handle; i++) {
        snprintf(path, path_room, "%.*s/%s/%s", (int)folder, own, places[i], file);
        if (!ct_file_exists(path)) continue;
        handle = dlopen(path, RTLD_NOW | RTLD_LOCAL);
        const char *reason = dlerror();
        if (!handle) snprintf(why, room, "%s", reason ? reason : "no reason is given");
    }
    if (!handle && !why[0])
        snprintf(why, room, "there is no %s/%s in '%.*s'", places[0], file, (int)folder, own);
    return handle;
}

const void *ct_module_load(const char *file, const char *symbol, char *why, size_t room) {
    char own[1024], path[1200];
    if (!own_file(own, sizeof own) && !linked_file(own, sizeof own)) {
        snprintf(why, room, "the library does not find its own file");
        return NULL;
    }
    void *handle = open_beside(own, file, path, sizeof path, why, room);
    const char *const *face = handle ? dlsym(handle, symbol) : NULL;
    if (face && ct_streq(*face, CARTOUCHE_VERSION)) return face;
    if (handle) snprintf(why, room, "'%s' is of another version of Cartouche", path);
    return NULL;
}
