/* files.c - files made of bytes, for readers that want a path. */
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FILES = 16 };

static char folder[64];
static char paths[FILES][160];
static size_t count;

static void remove_all(void) {
    for (size_t i = 0; i < count; i++)
        unlink(paths[i]);
    rmdir(folder);
}

static void die(const char *what) {
    perror(what);
    abort();
}

static const char *path_of(const char *name) {
    if (!*folder) {
        const char *top = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
        snprintf(folder, sizeof folder, "%s/cartouche-fuzz-XXXXXX", top);
        if (!mkdtemp(folder)) die(folder);
        atexit(remove_all);
    }
    for (size_t i = 0; i < count; i++)
        if (strcmp(strrchr(paths[i], '/') + 1, name) == 0) return paths[i];
    if (count == FILES) abort();
    snprintf(paths[count], sizeof paths[count], "%s/%s", folder, name);
    return paths[count++];
}

const char *fuzz_file(const char *name, const void *data, size_t size) {
    const char *path = path_of(name);
    FILE *file = fopen(path, "wb");
    if (!file) die(path);
    if (size && fwrite(data, 1, size, file) != size) die(path);
    if (fclose(file) != 0) die(path);
    return path;
}
