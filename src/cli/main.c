/* main.c - the command `cartouche`: a table of commands. */
#include "cli.h"

#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#ifdef __GLIBC__
#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>
#endif

static const cli_command *const COMMANDS[] = { &cli_render,  &cli_batch, &cli_check,
                                               &cli_inspect, &cli_stats, &cli_schema };
enum { COMMAND_COUNT = sizeof COMMANDS / sizeof *COMMANDS };

void cli_finding(const cartouche_finding *finding, void *user) {
    static const char *const severities[] = { "note", "warning", "error" };
    const cli_options *options = user;
    if (options->quiet && finding->severity != CARTOUCHE_ERROR) return;
    bool notes = options->notes || options->job.explain;
    if (finding->severity == CARTOUCHE_NOTE && !notes) return;
    if (options->json) {
        char *json;
        cartouche_finding_json(finding, &json);
        fprintf(stderr, "%s\n", json);
        cartouche_text_free(json);
        return;
    }
    if (!finding->file)
        fprintf(stderr, "cartouche: ");
    else if (finding->line == 0)
        fprintf(stderr, "%s: ", finding->file);
    else
        fprintf(stderr, "%s:%d:%d: ", finding->file, finding->line, finding->column);
    fprintf(stderr, "%s: %s\n", severities[finding->severity], finding->text);
    if (finding->hint) fprintf(stderr, "  hint: %s\n", finding->hint);
}

bool cli_print(const char *text) {
    if (fputs(text, stdout) >= 0 && fflush(stdout) == 0) return true;
    fprintf(stderr, "cartouche: error: cannot write standard output: %s\n", strerror(errno));
    return false;
}

static void help(void) {
    printf("cartouche %s - renders annotated news maps\n\n"
           "Usage: cartouche COMMAND ...\n\nCommands:\n",
           cartouche_version());
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        printf("  %-8s %s\n", COMMANDS[i]->name, COMMANDS[i]->summary);
    printf("\n'cartouche COMMAND --help' tells more of each.\n"
           "Exit: 0 done, 2 usage, 3 spec or style, 4 data, 5 reading or writing.\n");
}

static int unknown_command(const char *word) {
    const char *names[COMMAND_COUNT];
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        names[i] = COMMANDS[i]->name;
    const char *near = cartouche_word_nearest(word, names, COMMAND_COUNT);
    fprintf(stderr, "cartouche: error: there is no command '%s'\n", word);
    if (near)
        fprintf(stderr, "  hint: did you mean '%s'?\n", near);
    else
        fprintf(stderr, "  hint: 'cartouche --help' lists them\n");
    return CARTOUCHE_BAD_USAGE;
}

/* A map takes some 30 MiB of heap, touched once: by pages of 4 KiB that is 10,000 faults and a
 * fifth of the whole time. The heap grows in one piece instead, and asks for huge pages. Where that
 * cannot be had, nothing is lost. */
static void widen_heap(void) {
#if defined(__GLIBC__) && defined(MADV_HUGEPAGE) && !defined(__SANITIZE_ADDRESS__)
    enum { PIECE = 64 << 20, LARGEST = 32 << 20, HUGE = 2 << 20 };
    mallopt(M_TOP_PAD, PIECE);
    mallopt(M_MMAP_THRESHOLD, LARGEST); /* the most that is allowed */
    mallopt(M_TRIM_THRESHOLD, 2 * PIECE);
    /* more than is left, so that it grows; volatile, or the pair is optimized out */
    void *volatile more = malloc(LARGEST / 4);
    free(more);
    uintptr_t end = (uintptr_t)sbrk(0) / HUGE * HUGE;
    uintptr_t start = ((uintptr_t)sbrk(0) - PIECE + HUGE - 1) / HUGE * HUGE;
    if (start < end) madvise((void *)start, end - start, MADV_HUGEPAGE);
#endif
}

int main(int argc, char **argv) {
    widen_heap();
    cli_last_words();
    signal(SIGPIPE, SIG_IGN); /* a closed pipe is a finding, not a death */
    if (argc < 2) {
        help();
        return CARTOUCHE_BAD_USAGE;
    }
    if (strcmp(argv[1], "--version") == 0) {
        printf("cartouche %s\n", cartouche_version());
        return fflush(stdout) == 0 ? CARTOUCHE_OK : CARTOUCHE_BAD_IO;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
        help();
        return fflush(stdout) == 0 ? CARTOUCHE_OK : CARTOUCHE_BAD_IO;
    }
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        cli_options options;
        if (strcmp(argv[1], COMMANDS[i]->name) != 0) continue;
        if (!cli_parse(COMMANDS[i], argc - 2, argv + 2, &options)) return CARTOUCHE_BAD_USAGE;
        if (options.help) {
            cli_help(COMMANDS[i]);
            return fflush(stdout) == 0 ? CARTOUCHE_OK : CARTOUCHE_BAD_IO;
        }
        return COMMANDS[i]->run(&options);
    }
    return unknown_command(argv[1]);
}
