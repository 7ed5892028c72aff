/* driver.c - runs a fuzz target without libFuzzer: over seeds, and over what becomes of them. */
#include "fuzz.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Marsaglia's xorshift64: the same mutations on every machine. */
static uint64_t state = 88172645463325252u;

static uint64_t next(void) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}

/* A copy of the right size, so that the sanitizer sees a read beyond it. */
static void run(const uint8_t *data, size_t size) {
    uint8_t *copy = malloc(size ? size : 1);
    if (!copy) abort();
    memcpy(copy, data, size);
    LLVMFuzzerTestOneInput(copy, size);
    free(copy);
}

static void run_cut(const uint8_t *data, size_t size, int cuts) {
    for (int i = 0; i < cuts; i++)
        run(data, size * (size_t)i / (size_t)cuts);
}

/* A few bytes changed: to another, to an extreme, or swapped with a far one. */
static void run_changed(const uint8_t *data, size_t size, int times) {
    static const uint8_t extremes[] = { 0, 1, 0x7f, 0x80, 0xff, '{', '"', '\n' };
    uint8_t *copy = malloc(size ? size : 1);
    if (!copy) abort();
    for (int i = 0; size && i < times; i++) {
        memcpy(copy, data, size);
        for (int changes = 1 + (int)(next() % 6); changes > 0; changes--) {
            size_t at = next() % size, other = next() % size;
            switch (next() % 3) {
            case 0:
                copy[at] = (uint8_t)next();
                break;
            case 1:
                copy[at] = extremes[next() % sizeof extremes];
                break;
            default:
                copy[at] = copy[other];
                break;
            }
        }
        run(copy, size);
    }
    free(copy);
}

static uint8_t *read_file(const char *path, size_t *size) {
    FILE *file = fopen(path, "rb");
    uint8_t *data = malloc(1u << 20);
    if (!file || !data) {
        perror(path);
        exit(1);
    }
    *size = fread(data, 1, 1u << 20, file);
    fclose(file);
    return data;
}

static int run_folder(const char *folder, int cuts, int changes) {
    struct dirent **names;
    int count = scandir(folder, &names, NULL, alphasort), seeds = 0;
    for (int i = 0; i < count; i++) {
        char path[4096];
        snprintf(path, sizeof path, "%s/%s", folder, names[i]->d_name);
        if (names[i]->d_name[0] != '.') {
            size_t size;
            uint8_t *data = read_file(path, &size);
            fprintf(stderr, "%s\n", path); /* the last of these is the one that broke it */
            run(data, size);
            run_cut(data, size, cuts);
            run_changed(data, size, changes);
            free(data);
            seeds++;
        }
        free(names[i]);
    }
    if (count >= 0) free(names);
    return seeds;
}

int main(int argc, char **argv) {
    if (argc != 2 && argc != 4) {
        fprintf(stderr, "usage: %s FOLDER [CUTS CHANGES]\n", argv[0]);
        return 2;
    }
    int cuts = argc == 4 ? (int)strtol(argv[2], NULL, 10) : 40;
    int changes = argc == 4 ? (int)strtol(argv[3], NULL, 10) : 200;
    int seeds = run_folder(argv[1], cuts, changes);
    fprintf(stderr, "%d seeds\n", seeds);
    return seeds > 0 ? 0 : 1;
}
