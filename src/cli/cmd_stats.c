/* cmd_stats.c - `cartouche stats MAP [--dates …]`: the numbers of a map, as CSV or JSON. */
#include "cli.h"

#include <stdio.h>

static int run(cli_options *options) {
    options->job.map = options->operands[0];
    if (options->job.date && options->batch.dates) {
        fprintf(stderr, "cartouche: error: --date and --dates are two ways to say the same\n");
        return CARTOUCHE_BAD_USAGE;
    }
    if (options->batch.dates && !*options->batch.dates) {
        fprintf(stderr, "cartouche: error: --dates names no date\n");
        return CARTOUCHE_BAD_USAGE;
    }
    return (int)cartouche_map_stats(&options->job, options->batch.dates);
}

static const char *const OPTIONS[] = { "limit", "dates", "date", "lang",   "output", "format",
                                       "set",   "deps",  "json", "strict", "quiet",  0 };

const cli_command cli_stats = {
    .name = "stats",
    .operands = "MAP",
    .summary = "the numbers of a map: areas, lengths, counts, shares, and what has changed",
    .details =
        "What the map's `stats:` measures, as its captions would have it, unrounded: a row a "
        "date,\n"
        "entry and key. JSON on standard output; --format csv, or -o FILE.csv, gives a table.\n"
        "Without --dates: of the map's own date.",
    .options = OPTIONS,
    .least = 1,
    .most = 1,
    .run = run,
};
