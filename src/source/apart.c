/* apart.c - GDAL reads a file in a process of its own: what makes it fall over ends nothing else.
 */
#include "source.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* The process has all that this one has, GDAL loaded too, and leaves its answer in a file in memory
 * that has no name: whether it was read, findings, files, facts, what was mended, the table. */

typedef struct apart {
    ct_arena *arena;
    const char *path;
    const ct_read_options *options;
    int file;  /* the answer */
    int alive; /* ends when the process does */
    pid_t pid;
} apart;

/* ---- there ----------------------------------------------------------------------------------- */

static bool leave(int file, const ct_buffer *out) {
    size_t done = 0;
    while (done < out->size) {
        ssize_t n = write(file, out->data + done, out->size - done);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return false;
        done += (size_t)n;
    }
    return true;
}

/* A crash is for the parent to tell: no dump, and no report by a sanitizer, of what is no fault of
 * ours. */
static void fall_quietly(void) {
    static const int faults[] = { SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT };
    struct rlimit none = { 0 };
    for (size_t i = 0; i < CT_COUNT(faults); i++)
        signal(faults[i], SIG_DFL);
    setrlimit(RLIMIT_CORE, &none);
#ifndef __SANITIZE_ADDRESS__ /* which takes more than any limit */
    rlim_t bytes = (rlim_t)ct_limit(CT_LIMIT_MEMORY);
    setrlimit(RLIMIT_DATA, &(struct rlimit){ bytes, bytes });
#endif
    prctl(PR_SET_PDEATHSIG, SIGKILL);
}

static _Noreturn void read_there(const apart *a, ct_source_read_fn *read) {
    ct_buffer out = { 0 };
    ct_facts facts = { 0 };
    ct_mending mending = { 0 };
    ct_read_options options = *a->options;
    ct_report *report = ct_report_new(NULL, NULL);
    ct_inputs inputs = { .arena = a->arena };
    const ct_table *table = NULL;
    fall_quietly();
    if (options.facts) options.facts = &facts;
    if (options.mending) options.mending = &mending;
    bool good = read(a->arena, a->path, &options, &table, &inputs, report);
    ct_parcel_put_count(&out, good);
    ct_parcel_put_findings(&out, report);
    ct_parcel_put_count(&out, inputs.count);
    for (size_t i = 0; i < inputs.count; i++)
        ct_parcel_put_text(&out, inputs.paths[i]);
    ct_facts_pack(&facts, &out);
    ct_buffer_append(&out, &mending, sizeof mending);
    if (good) ct_table_pack(table, &out);
    _exit(leave(a->file, &out) ? CARTOUCHE_OK : CARTOUCHE_BAD_IO); /* not through exit: its handlers
                                                                    * are the parent's */
}

/* ---- here ------------------------------------------------------------------------------------ */

static bool start(apart *a, ct_source_read_fn *read) {
    int ends[2];
    a->file = memfd_create("cartouche-source", MFD_CLOEXEC);
    if (a->file < 0) return false;
    if (pipe2(ends, O_CLOEXEC) != 0) {
        close(a->file);
        return false;
    }
    pid_t parent = getpid();
    a->pid = fork();
    if (a->pid == 0) {
        close(ends[0]);
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (getppid() != parent) _exit(CARTOUCHE_BAD_IO);
        read_there(a, read);
    }
    close(ends[1]);
    if (a->pid < 0) {
        close(ends[0]);
        close(a->file);
    }
    a->alive = ends[0];
    return a->pid > 0;
}

/* Waits until it has ended. Its status as of waitpid. */
static int wait_for(const apart *a, bool *late) {
    struct pollfd end = { .fd = a->alive, .events = POLLIN };
    double ms = ct_limit(CT_LIMIT_SECONDS) * 1000;
    int status = 0, came;
    while ((came = poll(&end, 1, ms < INT_MAX ? (int)ms : -1)) < 0 && errno == EINTR) {}
    if (came == 0) kill(a->pid, SIGKILL);
    *late = came == 0;
    while (waitpid(a->pid, &status, 0) < 0 && errno == EINTR) {}
    close(a->alive);
    return status;
}

static bool fell(const apart *a, int status, ct_report *report) {
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGBUS) /* which was mapped, and cut */
        return ct_source_changed(a->path, report);
    if (WIFSIGNALED(status))
        (void)ct_fail(report, CARTOUCHE_BAD_DATA, a->options->file,
                      "GDAL, which reads this format, fell over the file: signal %d (%s)",
                      WTERMSIG(status), strsignal(WTERMSIG(status)));
    else
        (void)ct_fail(report, CARTOUCHE_BAD_DATA, a->options->file,
                      "GDAL, which reads this format, did not come to an end with the file (status "
                      "%d)",
                      WEXITSTATUS(status));
    ct_hint(report, "the file is damaged or unusual: save it anew with another program, best as "
                    "GeoPackage or GeoJSON");
    return false;
}

/* The answer, taken apart. False: told. */
static bool take(const apart *a, ct_parcel *p, const ct_table **table, ct_inputs *inputs,
                 ct_report *report) {
    const ct_read_options *options = a->options;
    bool good = ct_parcel_take_count(p) == 1;
    cartouche_finding finding;
    for (size_t count = ct_parcel_take_count(p);
         count && ct_parcel_take_finding(a->arena, p, &finding); count--)
        ct_report_again(report, &finding);
    for (size_t count = ct_parcel_take_count(p); count && p->good; count--) {
        const char *path = ct_parcel_take_text(a->arena, p);
        if (path) ct_inputs_add(inputs, path);
    }
    ct_facts facts;
    bool known = ct_facts_unpack(a->arena, p, &facts);
    if (known && options->facts) *options->facts = facts;
    const void *mending = ct_parcel_take(p, sizeof *options->mending);
    if (mending && options->mending) memcpy(options->mending, mending, sizeof *options->mending);
    if (!good && p->good) return false;
    ct_table *read = ct_table_unpack(a->arena, p);
    if (!read) return fell(a, 0, report);
    read->source = ct_strdup(a->arena, a->path);
    read->place = options->place;
    *table = read;
    return true;
}

static bool take_answer(const apart *a, const ct_table **table, ct_inputs *inputs,
                        ct_report *report) {
    struct stat about;
    size_t size = fstat(a->file, &about) == 0 ? (size_t)about.st_size : 0;
    void *bytes = size ? mmap(NULL, size, PROT_READ, MAP_PRIVATE, a->file, 0) : MAP_FAILED;
    if (bytes == MAP_FAILED) return fell(a, 0, report);
    ct_parcel parcel = { bytes, (const char *)bytes + size, true };
    bool good = take(a, &parcel, table, inputs, report);
    munmap(bytes, size);
    return good;
}

bool ct_read_apart(ct_arena *arena, const char *path, const ct_read_options *options,
                   ct_source_read_fn *read, const ct_table **table, ct_inputs *inputs,
                   ct_report *report) {
    apart a = { .arena = arena, .path = path, .options = options };
    if (!start(&a, read))
        return ct_fail(report, CARTOUCHE_BAD_IO, options->place,
                       "no process can be started that reads '%s': %s", path, strerror(errno));
    bool late;
    int status = wait_for(&a, &late);
    if (late) {
        close(a.file);
        (void)ct_fail(report, CARTOUCHE_BAD_DATA, options->file,
                      "GDAL, which reads this format, was not done with the file after %g seconds",
                      ct_limit(CT_LIMIT_SECONDS));
        ct_hint(report, "if the file is meant to be so large: --limit seconds=…");
        return false;
    }
    bool good = status == 0 ? take_answer(&a, table, inputs, report) : fell(&a, status, report);
    close(a.file);
    return good;
}
