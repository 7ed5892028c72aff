/* cmd_inspect.c - `cartouche inspect SOURCE`: describe a data source. */
#include "cli.h"

static int run(cli_options *options) {
    char *text;
    options->notes = true;
    cartouche_status status =
        cartouche_source_inspect(options->operands[0], options->json, cli_finding, options, &text);
    if (text && !cli_print(text)) status = CARTOUCHE_BAD_IO;
    cartouche_text_free(text);
    return status;
}

static const char *const OPTIONS[] = { "limit", "json", "quiet", 0 };

const cli_command cli_inspect = {
    .name = "inspect",
    .operands = "SOURCE",
    .summary = "describe a source: layers, fields, CRS, extent, dates, what is wrong with it",
    .details = "SOURCE is a shapefile or anything that GDAL opens.",
    .options = OPTIONS,
    .least = 1,
    .most = 1,
    .run = run,
};
