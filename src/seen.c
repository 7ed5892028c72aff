/* seen.c - what an output was made from, so that a later batch can tell whether it would be the
 * same. */
#include "job.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* ---- digests that are worked out once a process ---------------------------------------------- */

typedef struct known {
    const char *path;
    struct stat about;
    ct_digest digest;
    struct known *next;
} known;

struct ct_seen {
    ct_arena *arena;
    const char *cache; /* a folder for all records; NULL: `.cartouche` beside each output */
    ct_digest program;
    known *files;
};

static bool same_file(const struct stat *a, const struct stat *b) {
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino && a->st_size == b->st_size &&
           a->st_mtim.tv_sec == b->st_mtim.tv_sec && a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

/* The names in a folder, as one digest: a new file may be the one for a date. */
static ct_digest digest_folder(ct_arena *arena, const char *path) {
    size_t count;
    ct_buffer all = { 0 };
    const char **names = ct_folder_names(arena, ct_printf(arena, "%s/", path), &count);
    for (size_t i = 0; i < count; i++)
        if (names[i][0] != '.') ct_buffer_printf(&all, "%s\n", names[i]);
    ct_digest digest = ct_digest_of(all.data, all.size);
    ct_buffer_free(&all);
    return digest;
}

/* The digest of a file or folder; that of nothing where there is none. */
static ct_digest digest_of(ct_seen *seen, const char *path) {
    struct stat about;
    if (stat(path, &about) != 0) return ct_digest_of("gone", 4);
    if (S_ISDIR(about.st_mode)) return digest_folder(seen->arena, path);
    for (known *k = seen->files; k; k = k->next)
        if (ct_streq(k->path, path) && same_file(&k->about, &about)) return k->digest;
    known *k = CT_NEW(seen->arena, known);
    *k = (known){ .path = ct_strdup(seen->arena, path), .about = about, .next = seen->files };
    if (!ct_digest_file(path, &k->digest)) k->digest = ct_digest_of("unreadable", 10);
    seen->files = k;
    return k->digest;
}

/* Of what is on the network the bytes are asked for: it is never unchanged unseen. */
static ct_digest digest_of_input(ct_seen *seen, ct_job *s, const char *path) {
    if (!ct_source_is_remote(path)) return digest_of(seen, path);
    return ct_remote_digest(&s->inputs, path, s->map->allow_network);
}

ct_seen *ct_seen_new(ct_arena *arena, const char *cache) {
    ct_seen *seen = CT_NEW(arena, ct_seen);
    static const char here = 0; /* lies in the library, or in the program that holds it */
    Dl_info info;
    *seen = (ct_seen){ .arena = arena, .cache = cache };
    /* The program itself: another build may draw otherwise. */
    const char *self = dladdr(&here, &info) ? info.dli_fname : NULL;
    seen->program = self ? digest_of(seen, self) : ct_digest_of(cartouche_version(), 5);
    return seen;
}

/* ---- records --------------------------------------------------------------------------------- */

const char *ct_seen_path(const ct_seen *seen, ct_arena *arena, const char *output) {
    const char *slash = strrchr(output, '/');
    if (!seen->cache)
        return ct_printf(arena, "%.*s.cartouche/%s.seen", slash ? (int)(slash - output + 1) : 0,
                         output, slash ? slash + 1 : output);
    char *real = realpath(output, NULL);
    const char *whole = real ? real : output;
    const char *path =
        ct_printf(arena, "%s/%s.seen", seen->cache, ct_digest_of(whole, strlen(whole)).hex);
    free(real);
    return path;
}

/* All that decides what is drawn, besides the bytes of the inputs. */
static ct_digest settings(const ct_job *s, const ct_target *t) {
    ct_buffer all = { 0 };
    const cartouche_job *job = s->job;
    ct_buffer_printf(&all, "%s\n%s\n%ld\n%s\n%s\n%d\n", job->map, job->pins ? job->pins : "",
                     (long)s->day, t->lang, t->variant ? t->variant : "", (int)t->format);
    ct_buffer_printf(&all, "%s\n%s\n", t->data ? t->data : "", t->part ? t->part : "");
    ct_buffer_number(&all, t->scale, 6);
    for (size_t i = 0; i < job->set_count; i++)
        ct_buffer_printf(&all, "\n%s", job->sets[i]);
    const char *epoch = getenv("SOURCE_DATE_EPOCH"), *fonts = getenv("FONTCONFIG_FILE");
    if (s->setting) ct_buffer_printf(&all, "\n%s", s->setting);
    ct_buffer_printf(&all, "\n%s\n%s", epoch ? epoch : "", fonts ? fonts : "");
    ct_digest digest = ct_digest_of(all.data, all.size);
    ct_buffer_free(&all);
    return digest;
}

void ct_seen_record(ct_seen *seen, ct_job *s, size_t target, ct_buffer *out) {
    const ct_buffer *bytes = &s->bytes[target];
    ct_buffer_printf(out, "cartouche 1\nprogram %s\nsettings %s\noutput %s\n", seen->program.hex,
                     settings(s, &s->targets[target]).hex,
                     ct_digest_of(bytes->data, bytes->size).hex);
    for (size_t i = 0; i < s->inputs.count; i++) {
        const char *path = s->inputs.paths[i];
        if (strchr(path, '\n') || ct_job_writes_into(s, path)) continue;
        ct_buffer_printf(out, "input %s %s\n", digest_of_input(seen, s, path).hex, path);
    }
}

/* One line "word rest" of a record; `*at` moves behind it. NULL: it is another, or the end. */
static const char *line_of(ct_arena *arena, const char **at, const char *end, const char *word) {
    size_t size = strlen(word);
    const char *newline = *at < end ? memchr(*at, '\n', (size_t)(end - *at)) : NULL;
    if (!newline || (size_t)(newline - *at) <= size || memcmp(*at, word, size) != 0 ||
        (*at)[size] != ' ')
        return NULL;
    const char *rest = ct_strndup(arena, *at + size + 1, (size_t)(newline - *at) - size - 1);
    *at = newline + 1;
    return rest;
}

bool ct_seen_same(ct_seen *seen, ct_job *s, size_t target) {
    enum { HEX = 32 };
    ct_arena *scratch = ct_arena_new();
    ct_report *quiet = ct_report_new(NULL, NULL);
    const ct_target *t = &s->targets[target];
    const uint8_t *data = NULL;
    size_t size = 0;
    const char *path = ct_seen_path(seen, scratch, t->path);
    bool same = strcmp(t->path, "-") != 0 && ct_file_map(path, CT_NOWHERE, &data, &size, quiet);
    if (same) {
        const char *at = (const char *)data, *end = at + size;
        const char *version = line_of(scratch, &at, end, "cartouche");
        const char *program = line_of(scratch, &at, end, "program");
        const char *setting = line_of(scratch, &at, end, "settings");
        const char *output = line_of(scratch, &at, end, "output");
        same = ct_streq(version, "1") && ct_streq(program, seen->program.hex) &&
               ct_streq(setting, settings(s, t).hex) &&
               ct_streq(output, digest_of(seen, t->path).hex);
        size_t inputs = 0;
        while (same && at < end) {
            const char *input = line_of(scratch, &at, end, "input");
            same = input && strlen(input) > HEX && input[HEX] == ' ' &&
                   strncmp(input, digest_of_input(seen, s, input + HEX + 1).hex, HEX) == 0;
            inputs++;
        }
        same = same && inputs > 0;
        ct_file_unmap(data, size);
    }
    ct_report_free(quiet);
    ct_arena_free(scratch);
    return same;
}
