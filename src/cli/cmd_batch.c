/* cmd_batch.c - `cartouche batch MAP --dates …`: a map on many dates. */
#include "cli.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static volatile sig_atomic_t caught;

static void on_signal(int number) {
    caught = number;
    cartouche_batch_stop(); /* sets a flag. NOLINT(bugprone-signal-handler,cert-sig30-c) */
}

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* "12 of 60 maps, 31.4 a second, 2 s left" on one line of a terminal. */
static void on_progress(const cartouche_progress *p, void *user) {
    static double start;
    const cli_options *options = user;
    if (options->quiet || options->json || !isatty(STDERR_FILENO)) return;
    if (start == 0) start = now();
    size_t done = p->drawn + p->unchanged + p->failed;
    double seconds = now() - start, rate = seconds > 0 ? (double)(done - 1) / seconds : 0;
    fprintf(stderr, "\r%zu of %zu maps", done, p->total);
    if (rate > 0)
        fprintf(stderr, ", %.1f a second, %.0f s left", rate, (double)(p->total - done) / rate);
    fprintf(stderr, "\033[K%s", done == p->total ? "\r\033[K" : "");
}

static int run(cli_options *options) {
    cartouche_batch batch = options->batch;
    cartouche_progress progress = { 0 };
    batch.job = options->job;
    batch.job.map = options->operands[0];
    batch.job.lang = NULL;
    batch.job.report = NULL;
    batch.langs = options->job.lang;
    batch.reports = options->job.report;
    batch.on_progress = on_progress;
    signal(SIGINT, on_signal);
    signal(SIGTERM, on_signal);
    int status = (int)cartouche_map_batch(&batch, &progress);
    size_t left = progress.total - progress.drawn - progress.unchanged - progress.failed;
    if (!options->quiet && progress.total) {
        fprintf(stderr, "%zu map%s: %zu drawn, %zu unchanged, %zu failed", progress.total,
                progress.total == 1 ? "" : "s", progress.drawn, progress.unchanged,
                progress.failed);
        if (left) fprintf(stderr, ", %zu not reached", left);
        fprintf(stderr, "\n");
    }
    return caught ? 128 + caught : status;
}

static const char *const OPTIONS[] = {
    "limit",          "dates", "output",  "lang", "variant",    "scale",  "jobs", "shard",
    "skip-unchanged", "cache", "set",     "data", "keep-going", "report", "pins", "strict",
    "json",           "quiet", "animate", "hold", "fps",        "last",   0
};

const cli_command cli_batch = {
    .name = "batch",
    .operands = "MAP",
    .summary = "draw a map on many dates",
    .details =
        "Outputs are templates, such as -o 'out/{id}-{date}-{lang}.png'; without -o, those of\n"
        "MAP. --animate makes a film of the maps of all dates, in one language; its name may\n"
        "have {lang} for several. Names of places, key and words keep their places in it.\n"
        "With -o the maps of the film are written too. --report names a folder, which gets a "
        "report a map. A share (--shard) is\n"
        "chosen by date and language alone: machines need not know of each other.",
    .options = OPTIONS,
    .least = 1,
    .most = 1,
    .run = run,
};
