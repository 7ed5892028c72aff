/* folder.c - files beside files: side files in any capitals, nearest names, dates in names. */
#include "source.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

const char *ct_path_name(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

const char *ct_path_folder(ct_arena *arena, const char *path) {
    const char *slash = strrchr(path, '/');
    if (!slash) return ".";
    return slash == path ? "/" : ct_strndup(arena, path, (size_t)(slash - path));
}

static int by_name(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

const char **ct_folder_names(ct_arena *arena, const char *folder, size_t *count) {
    const char **names = NULL;
    size_t capacity = 0;
    *count = 0;
    DIR *dir = opendir(folder && *folder ? folder : ".");
    if (!dir) return NULL;
    for (struct dirent *entry; (entry = readdir(dir));) {
        if (entry->d_name[0] == '.') continue;
        CT_GROW(arena, names, capacity, *count);
        names[(*count)++] = ct_strdup(arena, entry->d_name);
    }
    closedir(dir);
    if (*count) qsort(names, *count, sizeof *names, by_name);
    return names;
}

const char *ct_folder_find(ct_arena *arena, const char *folder, const char *name) {
    if (!folder || !*folder) folder = ".";
    const char *exact = ct_printf(arena, "%s/%s", folder, name);
    if (ct_file_exists(exact)) return exact;
    size_t count;
    const char **names = ct_folder_names(arena, folder, &count);
    for (size_t i = 0; i < count; i++) {
        if (strcasecmp(names[i], name) != 0) continue;
        const char *path = ct_printf(arena, "%s/%s", folder, names[i]);
        if (ct_file_exists(path)) return path;
    }
    return NULL;
}

const char *ct_file_side(ct_arena *arena, const char *path, const char *ending) {
    size_t stem = strlen(path) - strlen(ct_path_ending(path));
    const char *exact = ct_printf(arena, "%.*s%s", (int)stem, path, ending);
    if (ct_file_exists(exact)) return exact;
    return ct_folder_find(arena, ct_path_folder(arena, path), ct_path_name(exact));
}

bool ct_fail_missing(ct_arena *arena, const char *path, ct_place place, ct_report *report) {
    const char *folder = ct_path_folder(arena, path);
    struct stat about;
    if (stat(folder, &about) != 0 || !S_ISDIR(about.st_mode)) {
        ct_fail(report, CARTOUCHE_BAD_DATA, place, "there is no file '%s'", path);
        ct_hint(report, "there is not even a folder '%s'", folder);
        return false;
    }
    size_t count;
    const char **names = ct_folder_names(arena, folder, &count);
    const char *nearest = ct_nearest(ct_path_name(path), names, count);
    ct_fail(report, CARTOUCHE_BAD_DATA, place, "there is no file '%s'", path);
    if (nearest) ct_hint(report, "did you mean '%s'?", nearest);
    return false;
}

bool ct_name_date(const char *name, ct_day *day, size_t *start, size_t *length) {
    return ct_day_find(name, day, start, length) == CT_FOUND_DAY;
}
