/* deps.c - the depfile of a job: which outputs were made from which files, for GNU Make and Ninja.
 */
#include "job.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

bool ct_job_writes_into(const ct_job *s, const char *input) {
    struct stat about, of;
    if (stat(input, &about) != 0 || !S_ISDIR(about.st_mode)) return false;
    for (size_t i = 0; i <= s->target_count; i++) {
        const char *path = i < s->target_count ? s->targets[i].path : s->job->deps;
        if (!path) continue;
        const char *slash = strrchr(path, '/');
        char *folder = slash ? strndup(path, (size_t)(slash - path + 1)) : strdup(".");
        bool same = folder && stat(folder, &of) == 0 && of.st_dev == about.st_dev &&
                    of.st_ino == about.st_ino;
        free(folder);
        if (same) return true;
    }
    return false;
}

/* The inputs that Make can look at, by the names that a Makefile would call them. The first has no
 * '=' where there is such a one: Make would take "goal: a=b" for a variable of the goal. */
static const char **list_inputs(const ct_job *s, size_t *count) {
    const char **list = CT_ARRAY(s->arena, s->inputs.count, const char *);
    size_t first = SIZE_MAX;
    *count = 0;
    for (size_t i = 0; i < s->inputs.count; i++) {
        bool remote = ct_source_is_remote(s->inputs.paths[i]); /* Make cannot look there */
        if (remote || ct_job_writes_into(s, s->inputs.paths[i])) continue;
        const char *path = ct_path_short(s->arena, s->inputs.paths[i]);
        bool known = false;
        for (size_t k = 0; k < *count && !known; k++)
            known = ct_streq(list[k], path);
        if (known) continue;
        if (first == SIZE_MAX && !strchr(path, '=')) first = *count;
        list[(*count)++] = path;
    }
    if (first != SIZE_MAX && first > 0) {
        const char *path = list[first];
        memmove(list + 1, list, first * sizeof *list);
        list[0] = path;
    }
    return list;
}

/* "out1 out2: in1 in2", each path escaped, and a goal without a recipe an input, so that a file
 * that is gone does not stop Make. Of an input with '%' or '=' Make would take that for a pattern
 * or a variable, and what it can read Ninja cannot: it has none. */
void ct_deps_write(const ct_job *s, ct_buffer *out) {
    size_t count;
    const char **inputs = list_inputs(s, &count);
    for (size_t i = 0; i < s->target_count; i++) {
        if (strcmp(s->targets[i].path, "-") == 0) continue;
        if (out->size) ct_buffer_text(out, " ");
        const char *path = ct_path_short(s->arena, s->targets[i].path);
        ct_buffer_text(out, ct_path_make(s->arena, path, true));
    }
    ct_buffer_text(out, ":");
    for (size_t i = 0; i < count; i++)
        ct_buffer_printf(out, " \\\n  %s", ct_path_make(s->arena, inputs[i], false));
    ct_buffer_text(out, "\n");
    for (size_t i = 0; i < count; i++)
        if (!strpbrk(inputs[i], "%=|\t"))
            ct_buffer_printf(out, "\n%s:\n", ct_path_make(s->arena, inputs[i], false));
}
