/* cmd_render.c - `cartouche render MAP`: draw a map to its outputs. */
#include "cli.h"

static int run(cli_options *options) {
    options->job.map = options->operands[0];
    return cartouche_map_render(&options->job);
}

static const char *const OPTIONS[] = { "limit",   "output", "format", "date",   "lang", "variant",
                                       "scale",   "set",    "data",   "report", "deps", "pins",
                                       "explain", "strict", "json",   "quiet",  0 };

const cli_command cli_render = {
    .name = "render",
    .operands = "MAP",
    .summary = "draw a map to PNG, SVG or PDF, or write its data",
    .details = "MAP is a map spec (*.map.yaml). Without -o, its own 'outputs' are drawn.\n"
               "Files are written whole or not at all; a failed run leaves the old ones.",
    .options = OPTIONS,
    .least = 1,
    .most = 1,
    .run = run,
};
