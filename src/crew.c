/* crew.c - worker processes that share the units of a batch. */
#include "job.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

/* A message is its size, then its fields one behind the other (base/parcel.c). The parent asks with
 * the number of a unit; a worker answers with the outcome and its findings. */

typedef struct worker {
    pid_t pid;
    int fd;      /* -1: none */
    size_t unit; /* being drawn; SIZE_MAX: idle */
    ct_buffer in;
} worker;

typedef struct gang {
    const ct_crew *crew;
    ct_arena *arena;
    ct_report *report;
    worker *workers;
    ct_unit_answer **answers; /* by unit; NULL: not yet */
    size_t next, told;        /* units handed out, units told */
    size_t deaths;            /* of workers that had nothing to do */
    bool ended;               /* no more units are wanted */
} gang;

/* ---- messages -------------------------------------------------------------------------------- */

static bool send_all(int fd, const void *data, size_t size) {
    const char *at = data;
    while (size) {
        ssize_t n = send(fd, at, size, MSG_NOSIGNAL);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return false;
        at += n;
        size -= (size_t)n;
    }
    return true;
}

static bool receive_all(int fd, void *data, size_t size) {
    char *at = data;
    while (size) {
        ssize_t n = recv(fd, at, size, 0);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return false;
        at += n;
        size -= (size_t)n;
    }
    return true;
}

/* ---- a worker -------------------------------------------------------------------------------- */

static void answer(int fd, ct_outcome outcome, const ct_report *report) {
    ct_buffer out = { 0 };
    ct_parcel_put_count(&out, 0); /* the size, once it is known */
    ct_parcel_put_count(&out, outcome);
    ct_parcel_put_findings(&out, report);
    size_t size = out.size - sizeof size;
    memcpy(out.data, &size, sizeof size);
    if (!send_all(fd, out.data, out.size)) _exit(0); /* nobody listens any more */
    ct_buffer_free(&out);
}

/* A worker ends when its parent closes the line, or dies. It leaves without what exit would do:
 * buffers and handlers are its parent's. */
static void work(const ct_crew *crew, int fd) {
    size_t unit;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    signal(SIGINT, SIG_IGN); /* a terminal tells the whole group; the parent decides */
    signal(SIGTERM, SIG_IGN);
    void *user = crew->begin(crew->user);
    while (receive_all(fd, &unit, sizeof unit)) {
        ct_report *report = ct_report_new(NULL, NULL);
        ct_outcome outcome = crew->draw(user, unit, report);
        answer(fd, outcome, report);
        ct_report_free(report);
    }
    _exit(0);
}

/* ---- the parent ------------------------------------------------------------------------------ */

static bool hire(gang *g, worker *w) {
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) return false;
    pid_t pid = fork();
    if (pid == 0) {
        close(ends[0]);
        for (size_t i = 0; i < g->crew->workers; i++)
            if (g->workers[i].fd >= 0) close(g->workers[i].fd);
        work(g->crew, ends[1]);
    }
    close(ends[1]);
    if (pid < 0) close(ends[0]);
    if (pid < 0) return false;
    *w = (worker){ .pid = pid, .fd = ends[0], .unit = SIZE_MAX };
    return true;
}

static void dismiss(worker *w, int *status) {
    *status = 0;
    if (w->fd < 0) return;
    close(w->fd);
    w->fd = -1;
    while (waitpid(w->pid, status, 0) < 0 && errno == EINTR) {}
    ct_buffer_free(&w->in);
}

/* Tells, in their order, the units that have their answer. */
static void tell(gang *g) {
    while (g->told < g->next && g->answers[g->told]) {
        size_t unit = g->told++;
        if (!g->crew->done(g->crew->user, unit, g->answers[unit])) g->ended = true;
    }
}

/* The unit of a worker that died has failed. */
static void bury(gang *g, worker *w) {
    int status;
    size_t unit = w->unit;
    dismiss(w, &status);
    if (unit == SIZE_MAX) g->deaths++;
    if (unit == SIZE_MAX) return;
    ct_unit_answer *a = CT_NEW(g->arena, ct_unit_answer);
    ct_told *told = CT_NEW(g->arena, ct_told);
    const char *name = g->crew->name(g->crew->user, unit);
    bool cut = WIFSIGNALED(status) && WTERMSIG(status) == SIGBUS;
    const char *why = WIFSIGNALED(status)
                          ? ct_printf(g->arena, "was ended by signal %d (%s)", WTERMSIG(status),
                                      strsignal(WTERMSIG(status)))
                          : ct_printf(g->arena, "ended with status %d", WEXITSTATUS(status));
    told->finding = (cartouche_finding){
        .severity = CARTOUCHE_ERROR,
        .status = CARTOUCHE_BAD_DATA,
        .text = ct_printf(g->arena, "the process that drew %s %s", name, why),
        .hint = cut ? "a file was cut while it was read: draw again once it is written"
                    : "one of its files makes a library fail; draw it alone with "
                      "'cartouche render' to see which"
    };
    *a = (ct_unit_answer){ CT_MAP_FAILED, told };
    g->answers[unit] = a;
    tell(g);
}

static void take_answer(gang *g, worker *w, const char *data, size_t size) {
    ct_parcel parcel = { data, data + size, true };
    ct_unit_answer *a = CT_NEW(g->arena, ct_unit_answer);
    a->outcome = (ct_outcome)ct_parcel_take_count(&parcel);
    ct_told **last = &a->told;
    for (size_t count = ct_parcel_take_count(&parcel); count > 0; count--) {
        ct_told *told = CT_NEW(g->arena, ct_told);
        if (!ct_parcel_take_finding(g->arena, &parcel, &told->finding)) break;
        *last = told;
        last = &told->next;
    }
    g->answers[w->unit] = a;
    w->unit = SIZE_MAX;
    tell(g);
}

/* What a worker has sent: whole answers are taken. False: it is gone. */
static bool listen_to(gang *g, worker *w) {
    char block[16384];
    ssize_t n = recv(w->fd, block, sizeof block, 0);
    if (n < 0 && (errno == EINTR || errno == EAGAIN)) return true;
    if (n <= 0) return false;
    ct_buffer_append(&w->in, block, (size_t)n);
    size_t size;
    if (w->in.size < sizeof size) return true;
    memcpy(&size, w->in.data, sizeof size);
    if (w->in.size - sizeof size < size) return true;
    take_answer(g, w, w->in.data + sizeof size, size);
    w->in.size = 0; /* a worker says one thing at a time */
    return true;
}

/* Another unit may be handed out. */
static bool wants_more(const gang *g) {
    const ct_crew *crew = g->crew;
    return g->next < crew->count && !g->ended && !*crew->stop &&
           (crew->ahead == 0 || g->next - g->told < crew->ahead);
}

/* Gives idle workers units, and hires those that are missing. */
static bool hand_out(gang *g) {
    const ct_crew *crew = g->crew;
    for (size_t i = 0; i < crew->workers && wants_more(g); i++) {
        worker *w = &g->workers[i];
        if (w->fd < 0 && (g->deaths > crew->workers + 3 || !hire(g, w)))
            return ct_fail(g->report, CARTOUCHE_BAD_IO, CT_NOWHERE,
                           "no process can be started that draws: %s", strerror(errno));
        if (w->unit != SIZE_MAX) continue;
        size_t unit = g->next;
        if (!send_all(w->fd, &unit, sizeof unit)) { /* it died while it had nothing to do */
            bury(g, w);
            i--;
            continue;
        }
        w->unit = unit;
        g->next++;
    }
    return true;
}

static bool any_busy(const gang *g) {
    for (size_t i = 0; i < g->crew->workers; i++)
        if (g->workers[i].fd >= 0 && g->workers[i].unit != SIZE_MAX) return true;
    return false;
}

/* Waits for word from the workers that are drawing. */
static void attend(gang *g) {
    size_t count = 0, workers = g->crew->workers;
    struct pollfd *ends = CT_ARRAY(g->arena, workers, struct pollfd);
    worker **who = CT_ARRAY(g->arena, workers, worker *);
    for (size_t i = 0; i < workers; i++) {
        if (g->workers[i].fd < 0 || g->workers[i].unit == SIZE_MAX) continue;
        ends[count] = (struct pollfd){ .fd = g->workers[i].fd, .events = POLLIN };
        who[count++] = &g->workers[i];
    }
    if (poll(ends, (nfds_t)count, -1) < 0) return; /* a signal: `stop` is looked at next */
    for (size_t i = 0; i < count; i++)
        if (ends[i].revents && !listen_to(g, who[i])) bury(g, who[i]);
}

bool ct_crew_run(ct_arena *arena, const ct_crew *crew, ct_report *report) {
    int status;
    gang g = { .crew = crew,
               .arena = arena,
               .report = report,
               .workers = CT_ARRAY(arena, crew->workers, worker),
               .answers = CT_ARRAY(arena, crew->count, ct_unit_answer *) };
    for (size_t i = 0; i < crew->workers; i++)
        g.workers[i] = (worker){ .fd = -1, .unit = SIZE_MAX };
    bool good = hand_out(&g);
    while (good && any_busy(&g)) {
        attend(&g);
        good = hand_out(&g);
    }
    for (size_t i = 0; i < crew->workers; i++)
        dismiss(&g.workers[i], &status);
    return good;
}
