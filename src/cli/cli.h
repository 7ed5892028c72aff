/* cli.h - one row and one file a command; options as a table. */
#ifndef CT_CLI_H
#define CT_CLI_H

#include "../cartouche.h"

enum { CLI_MOST = 64 }; /* greatest number of repeated options and of operands */

/* All that the options of all commands can say; each command names those that it takes. */
typedef struct cli_options {
    cartouche_job job;
    cartouche_batch batch; /* but for its job */
    const char *outputs[CLI_MOST], *films[CLI_MOST], *sets[CLI_MOST], *operands[CLI_MOST];
    size_t operand_count;
    bool json, quiet, help;
    bool notes; /* tell notes too: `check`, and with --explain */
} cli_options;

typedef struct cli_command {
    const char *name;
    const char *operands; /* as help shows them */
    const char *summary;
    const char *details;        /* paragraphs for its own help */
    const char *const *options; /* names of the options that it takes, NULL at the end */
    size_t least, most;         /* operands */
    int (*run)(cli_options *options);
} cli_command;

extern const cli_command cli_render, cli_batch, cli_check, cli_inspect, cli_stats, cli_schema;

/* Reads the arguments behind the command's name. False: a usage fault, told on standard error. */
bool cli_parse(const cli_command *command, int argc, char **argv, cli_options *options);
void cli_help(const cli_command *command);
/* Tells a finding on standard error, as a line or as JSON; `user` is the cli_options. */
void cli_finding(const cartouche_finding *finding, void *user);
/* Writes a text to standard output; false (told) where that fails. */
bool cli_print(const char *text);
/* From here on, a fatal signal is a finding and CARTOUCHE_BAD_IO. */
void cli_last_words(void);

#endif
