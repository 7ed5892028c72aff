/* cmd_check.c - `cartouche check MAP...`: tell every fault and lint, draw nothing. */
#include "cli.h"

static int run(cli_options *options) {
    int worst = CARTOUCHE_OK;
    options->notes = true;
    for (size_t i = 0; i < options->operand_count; i++) {
        options->job.map = options->operands[i];
        cartouche_status status = cartouche_map_check(&options->job);
        /* of several maps' faults, the one that is mended first: the spec's */
        if (worst == CARTOUCHE_OK || (status != CARTOUCHE_OK && (int)status < worst))
            worst = status;
    }
    return worst;
}

static const char *const OPTIONS[] = { "limit",  "date", "lang",  "variant", "set",
                                       "strict", "json", "quiet", 0 };

const cli_command cli_check = {
    .name = "check",
    .operands = "MAP...",
    .summary = "tell every fault of map specs, their styles and data; draw nothing",
    .details = "Each finding has file, line, column and, where there is one, the mend.\n"
               "A house style (NAME.style.yaml) may stand for a MAP: it is checked with all its\n"
               "variants.",
    .options = OPTIONS,
    .least = 1,
    .most = CLI_MOST,
    .run = run,
};
