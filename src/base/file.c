/* file.c - read files whole, write them whole or not at all, and reckon with paths. */
#include "base.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* Opens a regular file; refuses folders, devices and pipes (a FIFO would hang). */
static int open_regular(const char *path, ct_place place, struct stat *about, ct_report *report) {
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) {
        (void)ct_fail(report, CARTOUCHE_BAD_IO, place, "cannot read '%s': %s", path,
                      strerror(errno));
        return -1;
    }
    if (fstat(fd, about) == 0 && S_ISREG(about->st_mode)) return fd;
    (void)ct_fail(report, CARTOUCHE_BAD_IO, place, "cannot read '%s': not a regular file", path);
    close(fd);
    return -1;
}

bool ct_file_read(ct_arena *arena, const char *path, ct_place place, char **data, size_t *size,
                  ct_report *report) {
    struct stat about;
    int fd = open_regular(path, place, &about, report);
    if (fd < 0) return false;
    size_t wanted = (size_t)about.st_size, got = 0;
    char *bytes = ct_arena_alloc(arena, wanted + 1);
    while (got < wanted) {
        ssize_t n = read(fd, bytes + got, wanted - got);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) {
            int why = errno;
            close(fd);
            return ct_fail(report, CARTOUCHE_BAD_IO, place, "cannot read '%s': %s", path,
                           strerror(why));
        }
        if (n == 0) break; /* it was cut while we read */
        got += (size_t)n;
    }
    close(fd);
    *data = bytes;
    *size = got;
    return true;
}

bool ct_file_map(const char *path, ct_place place, const uint8_t **data, size_t *size,
                 ct_report *report) {
    struct stat about;
    int fd = open_regular(path, place, &about, report);
    if (fd < 0) return false;
    *data = NULL;
    *size = (size_t)about.st_size;
    void *bytes = NULL;
    if (*size) bytes = mmap(NULL, *size, PROT_READ, MAP_PRIVATE, fd, 0);
    int why = errno;
    close(fd);
    if (bytes == MAP_FAILED)
        return ct_fail(report, CARTOUCHE_BAD_IO, place, "cannot map '%s': %s", path, strerror(why));
    *data = bytes;
    return true;
}

void ct_file_unmap(const uint8_t *data, size_t size) {
    if (data && size) munmap((void *)(uintptr_t)data, size);
}

void ct_file_forget(const uint8_t *data, size_t from, size_t to) {
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    from = (from + page - 1) / page * page;
    to = to / page * page;
    if (to > from) madvise((void *)(uintptr_t)(data + from), to - from, MADV_DONTNEED);
}

bool ct_file_exists(const char *path) {
    struct stat about;
    return path && stat(path, &about) == 0 && S_ISREG(about.st_mode);
}

/* ---- outputs: all or none ------------------------------------------------------------------- */

typedef struct pending {
    const char *path;      /* NULL: standard output */
    const char *temporary; /* NULL once renamed */
    const char *old;       /* a second name of the file that was there, while committing */
    bool replaces, renamed;
    const void *data; /* for standard output: written at commit */
    size_t size;
} pending;

struct ct_output {
    ct_arena *arena;
    sigset_t mask; /* what it was before the first file */
    bool masked;
    pending *items;
    size_t count, capacity;
};

ct_output *ct_output_new(ct_arena *arena) {
    ct_output *output = CT_NEW(arena, ct_output);
    output->arena = arena;
    return output;
}

static bool write_all(int fd, const void *data, size_t size) {
    const char *at = data;
    while (size) {
        ssize_t n = write(fd, at, size);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return false;
        at += n;
        size -= (size_t)n;
    }
    return true;
}

/* Makes the folders above `path`, as far as they are missing. */
static bool make_folders(const char *path) {
    char *copy = strdup(path);
    if (!copy) return false;
    bool good = true;
    for (char *slash = strchr(copy + 1, '/'); slash && good; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        if (mkdir(copy, 0777) != 0 && errno != EEXIST) good = false;
        *slash = '/';
    }
    int why = errno;
    free(copy);
    errno = why;
    return good;
}

/* The letters and digits of this machine's name: several may write into one folder. */
static const char *machine(char name[24]) {
    char whole[256] = "";
    size_t n = 0;
    (void)!gethostname(whole, sizeof whole - 1);
    for (const char *p = whole; *p && n < 23; p++)
        if ((*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z') || (*p >= '0' && *p <= '9'))
            name[n++] = *p;
    name[n] = '\0';
    return name;
}

/* A name beside `path` that nobody else in this process uses:
 * ".cartouche-<machine>-<pid>-<n>.part". */
static const char *name_beside(ct_arena *arena, const char *path) {
    static atomic_uint serial;
    char host[24];
    const char *slash = strrchr(path, '/');
    int folder = slash ? (int)(slash - path + 1) : 0;
    return ct_printf(arena, "%.*s.cartouche-%s-%ld-%u.part", folder, path, machine(host),
                     (long)getpid(), atomic_fetch_add(&serial, 1));
}

/* A process that is no more, or only waits to be counted. */
static bool is_dead(pid_t pid) {
    char path[64], text[512] = "";
    if (kill(pid, 0) != 0) return errno == ESRCH;
    snprintf(path, sizeof path, "/proc/%ld/stat", (long)pid);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return false;
    ssize_t n = read(fd, text, sizeof text - 1);
    close(fd);
    const char *name_end = n > 0 ? strrchr(text, ')') : NULL;
    return name_end && (name_end[1] == ' ') && (name_end[2] == 'Z' || name_end[2] == 'X');
}

void ct_output_tidy(ct_arena *arena, const char *path) {
    static const char start[] = ".cartouche-", ending[] = ".part";
    const char *slash = strrchr(path, '/');
    const char *folder = slash ? ct_strndup(arena, path, (size_t)(slash - path + 1)) : "./";
    char host[24];
    size_t host_size = strlen(machine(host));
    DIR *list = opendir(folder);
    for (struct dirent *entry; list && (entry = readdir(list));) {
        const char *name = entry->d_name, *rest = name + sizeof start - 1;
        size_t size = strlen(name);
        if (strncmp(name, start, sizeof start - 1) != 0 || size < sizeof ending ||
            strcmp(name + size + 1 - sizeof ending, ending) != 0 ||
            strncmp(rest, host, host_size) != 0 || rest[host_size] != '-')
            continue;
        char *end;
        long pid = strtol(rest + host_size + 1, &end, 10);
        if (pid > 0 && *end == '-' && is_dead((pid_t)pid)) unlinkat(dirfd(list), name, 0);
    }
    if (list) closedir(list);
}

/* A new file beside `path` that nobody else has; its name in the arena, its descriptor returned.
 * Names left behind by a process of the same number that was killed are passed over. */
static int open_temporary(ct_arena *arena, const char *path, const char **temporary) {
    for (int try = 0; try < 10000; try++) {
        *temporary = name_beside(arena, path);
        int fd = open(*temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
        if (fd >= 0 || errno != EEXIST) return fd;
    }
    return -1;
}

static bool cannot_write(const char *path, const char *why, ct_report *report) {
    (void)ct_fail(report, CARTOUCHE_BAD_IO, CT_NOWHERE, "cannot write '%s': %s", path, why);
    return false; /* said here, so that an analyzer sees it */
}

/* Refuses goals that a rename would harm or cannot reach. `*about` tells of the file that is there
 * already; its st_mode is 0 where there is none. A symbolic link to a file is replaced, not
 * followed; one to a device or folder ("/dev/stdout") is refused like what it points to. */
static bool goal_is_good(const ct_output *output, const char *path, struct stat *about,
                         ct_report *report) {
    size_t size = strlen(path);
    if (size == 0) return cannot_write(path, "the name is empty", report);
    if (path[size - 1] == '/') return cannot_write(path, "it names a folder", report);
    for (size_t i = 0; i < output->count; i++)
        if (ct_streq(output->items[i].path, path)) {
            (void)ct_fail(report, CARTOUCHE_BAD_SPEC, CT_NOWHERE, "two outputs go to '%s'", path);
            ct_hint(report, "tell them apart by {date}, {lang} or another name in the template");
            return false;
        }
    if (stat(path, about) == 0 && !S_ISREG(about->st_mode)) {
        cannot_write(path, S_ISDIR(about->st_mode) ? "it is a folder" : "it is not a regular file",
                     report);
        if (S_ISCHR(about->st_mode) || S_ISFIFO(about->st_mode))
            ct_hint(report, "'-' is standard output");
        return false;
    }
    if (lstat(path, about) != 0) {
        if (errno != ENOENT && errno != ENOTDIR) /* such as a name that is too long */
            return cannot_write(path, strerror(errno), report);
        *about = (struct stat){ 0 };
    } else if (S_ISLNK(about->st_mode)) {
        if (strncmp(path, "/dev/", 5) == 0 || strncmp(path, "/proc/", 6) == 0) {
            cannot_write(path, "it is not a regular file", report);
            ct_hint(report, "'-' is standard output");
            return false;
        }
    } else if (eaccess(path, W_OK) != 0) { /* a rename would pass over the write protection */
        return cannot_write(path, strerror(errno), report);
    }
    return true;
}

/* Who asks for an end waits for the few milliseconds in which there are half-written files. */
static void hold_signals(ct_output *output) {
    sigset_t ends;
    if (output->masked) return;
    sigemptyset(&ends);
    sigaddset(&ends, SIGINT);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGHUP);
    output->masked = pthread_sigmask(SIG_BLOCK, &ends, &output->mask) == 0;
}

bool ct_output_add(ct_output *output, const char *path, const void *data, size_t size,
                   ct_report *report) {
    pending item = { .data = data, .size = size };
    CT_GROW(output->arena, output->items, output->capacity, output->count);
    if (strcmp(path, "-") == 0) {
        output->items[output->count++] = item;
        return true;
    }
    struct stat about;
    if (!goal_is_good(output, path, &about, report)) return false;
    item.path = ct_strdup(output->arena, path);
    hold_signals(output);
    int fd = make_folders(path) ? open_temporary(output->arena, path, &item.temporary) : -1;
    if (fd < 0) return cannot_write(path, strerror(errno), report);
    output->items[output->count++] = item; /* from here on, abandon removes it */
    /* The file that is replaced hands its permissions on. */
    bool good = !S_ISREG(about.st_mode) || fchmod(fd, about.st_mode & 0777) == 0;
    good = good && write_all(fd, data, size) && fsync(fd) == 0;
    int why = errno;
    if (close(fd) != 0 && good) {
        good = false;
        why = errno;
    }
    return good || cannot_write(path, strerror(why), report);
}

/* Renames one output to its goal. Where several belong together the old file is kept by a second
 * name until all are there (on a file system without hard links it cannot be). */
static bool make_visible(ct_output *output, pending *item, bool keep_old) {
    struct stat about;
    item->replaces = lstat(item->path, &about) == 0;
    if (keep_old && item->replaces) {
        item->old = name_beside(output->arena, item->path);
        if (link(item->path, item->old) != 0) item->old = NULL;
    }
    if (rename(item->temporary, item->path) != 0) return false;
    item->temporary = NULL;
    item->renamed = true;
    return true;
}

/* After a failure: puts back what was there before the commit. Where it was replaced for good, the
 * new file stays, since no file would be worse; an old one that cannot be put back keeps its
 * second name. */
static void take_back(pending *item) {
    if (!item->path || !item->renamed) return;
    if (item->old)
        (void)rename(item->old, item->path);
    else if (!item->replaces)
        unlink(item->path);
    item->old = NULL;
}

bool ct_output_commit(ct_output *output, ct_report *report) {
    bool good = true;
    for (size_t i = 0; i < output->count && good; i++) { /* first, as it cannot be taken back */
        const pending *item = &output->items[i];
        if (!item->path && !write_all(STDOUT_FILENO, item->data, item->size))
            good = cannot_write("standard output", strerror(errno), report);
    }
    for (size_t i = 0; i < output->count && good; i++) {
        pending *item = &output->items[i];
        if (item->path && !make_visible(output, item, output->count > 1))
            good = cannot_write(item->path, strerror(errno), report);
    }
    if (!good)
        for (size_t i = output->count; i-- > 0;)
            take_back(&output->items[i]);
    ct_output_abandon(output);
    return good;
}

void ct_output_abandon(ct_output *output) {
    for (size_t i = 0; i < output->count; i++) {
        if (output->items[i].temporary) unlink(output->items[i].temporary);
        if (output->items[i].old) unlink(output->items[i].old);
    }
    output->count = 0;
    if (output->masked) pthread_sigmask(SIG_SETMASK, &output->mask, NULL);
    output->masked = false;
}

/* ---- paths ------------------------------------------------------------------------------------
 */

const char *ct_path_beside(ct_arena *arena, const char *base, const char *name) {
    const char *slash = base ? strrchr(base, '/') : NULL;
    if (*name == '/' || !slash) return ct_strdup(arena, name);
    return ct_printf(arena, "%.*s%s", (int)(slash - base + 1), base, name);
}

static const char *file_name(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

const char *ct_path_ending(const char *path) {
    const char *name = file_name(path), *dot = strrchr(name, '.');
    return dot && dot != name ? dot + 1 : "";
}

const char *ct_path_stem(ct_arena *arena, const char *path) {
    const char *name = file_name(path), *ending = ct_path_ending(path);
    size_t size = *ending ? (size_t)(ending - 1 - name) : strlen(name);
    return ct_strndup(arena, name, size);
}

/* Without "." and "x/.."; the text alone decides. */
static const char *stepped(ct_arena *arena, const char *path) {
    size_t root = *path == '/', size = root;
    char *out = ct_arena_alloc(arena, strlen(path) + 2);
    if (root) out[0] = '/';
    for (const char *p = path, *next; *p; p = next) {
        size_t step = strcspn(p, "/");
        next = p + step + strspn(p + step, "/");
        if (step == 0 || (step == 1 && *p == '.')) continue;
        size_t last = size; /* where the name before this one begins */
        while (last > root && (last == size || out[last - 1] != '/'))
            last--;
        bool up = step == 2 && strncmp(p, "..", 2) == 0;
        if (up && last < size && strncmp(out + last, "../", 3) != 0) {
            size = last;
            continue;
        }
        memcpy(out + size, p, step);
        size += step;
        out[size++] = '/';
    }
    if (size > root && path[strlen(path) - 1] != '/') size--;
    out[size] = '\0';
    return out;
}

const char *ct_path_short(ct_arena *arena, const char *path) {
    struct stat about, of;
    const char *slash = strrchr(path, '/');
    if (!slash) return path;
    const char *shorter = stepped(arena, path), *end = strrchr(shorter, '/');
    const char *here = ct_strndup(arena, path, (size_t)(slash + 1 - path));
    const char *there = end ? ct_strndup(arena, shorter, (size_t)(end + 1 - shorter)) : "./";
    bool same = *shorter && stat(here, &about) == 0 && stat(there, &of) == 0 &&
                about.st_dev == of.st_dev && about.st_ino == of.st_ino;
    return same ? shorter : path; /* a link leads elsewhere than its name says */
}

/* GNU Make: a blank, '#', ':' or '|' is quoted by a backslash, '$' by itself; a backslash is
 * literal but before one of these and before the blank or colon behind the name, where it is
 * doubled. A goal with '%' would be a pattern: there it is quoted too (elsewhere it is literal, and
 * Ninja takes it so). Make has no way to write a name with ';' or a line break, a goal with '=',
 * '|' or a tab, nor one that ends in a backslash at the end of a line. */
const char *ct_path_make(ct_arena *arena, const char *path, bool goal) {
    const char *special = goal ? " \t#:|%" : " \t#:|";
    char *out = ct_arena_alloc(arena, strlen(path) * 3 + 1);
    char *at = out;
    for (const char *p = path;; p++) {
        bool quoted = *p && strchr(special, *p);
        if (quoted || !*p)
            for (const char *back = p; back > path && back[-1] == '\\'; back--)
                *at++ = '\\';
        if (!*p) break;
        if (quoted) *at++ = '\\';
        if (*p == '$') *at++ = '$';
        *at++ = *p;
    }
    *at = '\0';
    return out;
}
