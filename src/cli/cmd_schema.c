/* cmd_schema.c - `cartouche schema map|style`: the JSON Schema of the formats. */
#include "cli.h"

#include <stdio.h>

static int run(cli_options *options) {
    char *text;
    if (cartouche_schema_text(options->operands[0], &text) != CARTOUCHE_OK) {
        fprintf(stderr, "cartouche: error: there is no schema of '%s'\n", options->operands[0]);
        fprintf(stderr, "  hint: 'map' and 'style' have one\n");
        return CARTOUCHE_BAD_USAGE;
    }
    bool good = cli_print(text);
    cartouche_text_free(text);
    return good ? CARTOUCHE_OK : CARTOUCHE_BAD_IO;
}

static const char *const OPTIONS[] = { "quiet", 0 };

const cli_command cli_schema = {
    .name = "schema",
    .operands = "map|style",
    .summary = "print the JSON Schema of map specs or house styles",
    .details = "It is made from the table that validates, for editors that complete YAML.",
    .options = OPTIONS,
    .least = 1,
    .most = 1,
    .run = run,
};
