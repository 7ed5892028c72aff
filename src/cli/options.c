/* options.c - the table of options, their parsing and their help. */
#include "cli.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct option {
    const char *name;  /* without the dashes */
    char letter;       /* 0: none */
    const char *value; /* its name in the help; NULL: a switch */
    const char *doc;
} option;

static const option OPTIONS[] = {
    { "output", 'o', "FILE",
      "write FILE; its ending (.png .svg .pdf; data: .geojson .shp .gpkg; stats: .json .csv) "
      "chooses the format; - is standard output" },
    { "format", 0, "FORMAT",
      "the format of standard output: png, svg, pdf, geojson, gpkg; stats: json, csv" },
    { "data", 0, "NAME",
      "the entry of 'data' that a .geojson, .shp or .gpkg holds, else that of its name" },
    { "date", 0, "DATE",
      "the map of that day, YYYY-MM-DD, instead of the spec's; or first, latest, previous, -30d" },
    { "dates", 0, "DATES",
      "A..B, A..B/7d, days with commas, all (that the sources have), or a file with one a line" },
    { "lang", 0, "LANG", "the language of the texts, such as en or uk; batch: several, en,uk" },
    { "variant", 0, "NAME", "a variant of the house style, such as mobile" },
    { "scale", 0, "N", "pixels a page px in a PNG: 2 for sharp screens" },
    { "set", 0, "KEY=VALUE",
      "override a key of the spec (size.width=600px) or its style (style.color.red=#900)" },
    { "limit", 0, "NAME=NUMBER",
      "raise or lower a limit: file, features, vertices, seconds, memory, output (50K, 8M, 2G)" },
    { "report", 0, "FILE", "write what was drawn, and where, as JSON" },
    { "deps", 0, "FILE", "write a Make depfile that names every file read" },
    { "pins", 0, "FILE",
      "hold labels where a pin file says, or keep them where a report has them" },
    { "jobs", 'j', "N", "draw with N processes; without it, one a core" },
    { "shard", 0, "K/N", "draw the K-th of N shares of the maps" },
    { "skip-unchanged", 0, NULL, "leave out what would be drawn from the same as last time" },
    { "cache", 0, "DIR", "where that is remembered; without it, .cartouche beside the outputs" },
    { "animate", 0, "FILE", "make the maps of all dates a film: .webp, .gif, .mp4 or .webm" },
    { "hold", 0, "TIME", "how long each date stands in it, such as 500ms; without it, 800ms" },
    { "fps", 0, "N", "the same, as dates a second" },
    { "last", 0, "TIME", "how long the last date stands; without it, 2s" },
    { "keep-going", 0, NULL, "a map that fails does not stop the others" },
    { "explain", 0, NULL, "tell what each stage read, chose and dropped, and its time" },
    { "strict", 0, NULL, "warnings are errors" },
    { "json", 0, NULL, "findings as JSON lines; inspect: the description as JSON" },
    { "quiet", 'q', NULL, "tell errors alone" },
    { "help", 'h', NULL, "this help" },
};

enum { OPTION_COUNT = sizeof OPTIONS / sizeof *OPTIONS };

static bool usage_fault(const char *text, const char *word, const char *near) {
    fprintf(stderr, "cartouche: error: %s '%s'\n", text, word);
    if (near) fprintf(stderr, "  hint: did you mean '%s'?\n", near);
    return false;
}

static bool takes(const cli_command *command, const char *name) {
    for (const char *const *n = command->options; *n; n++)
        if (strcmp(*n, name) == 0) return true;
    return strcmp(name, "help") == 0;
}

static const option *find(const cli_command *command, const char *name, size_t size) {
    for (size_t i = 0; i < OPTION_COUNT; i++)
        if (strlen(OPTIONS[i].name) == size && strncmp(OPTIONS[i].name, name, size) == 0 &&
            takes(command, OPTIONS[i].name))
            return &OPTIONS[i];
    return NULL;
}

static bool unknown_option(const cli_command *command, const char *word, size_t size) {
    const char *names[OPTION_COUNT];
    char bare[64];
    size_t count = 0;
    for (size_t i = 0; i < OPTION_COUNT; i++)
        if (takes(command, OPTIONS[i].name)) names[count++] = OPTIONS[i].name;
    snprintf(bare, sizeof bare, "%.*s", (int)size, word);
    const char *near = cartouche_word_nearest(bare, names, count);
    fprintf(stderr, "cartouche: error: %s has no option '--%s'\n", command->name, bare);
    if (near)
        fprintf(stderr, "  hint: did you mean '--%s'?\n", near);
    else
        fprintf(stderr, "  hint: 'cartouche %s --help' lists them\n", command->name);
    return false;
}

static bool push(const char **list, size_t *count, const char *value, const char *what) {
    if (*count == CLI_MOST) return usage_fault("too many of", what, NULL);
    list[(*count)++] = value;
    return true;
}

static bool set_scale(cli_options *o, const char *value) {
    char *end;
    errno = 0;
    double number = strtod(value, &end); /* main leaves the C locale alone */
    if (end == value || *end || errno || !(number > 0 && number <= 64))
        return usage_fault("--scale: not a number from 0 to 64:", value, NULL);
    o->job.scale = number;
    return true;
}

/* A whole number of at most five digits at the start of a text. */
static bool whole(const char **text, unsigned *number) {
    size_t n = strspn(*text, "0123456789");
    *number = 0;
    if (n == 0 || n > 5) return false;
    for (size_t i = 0; i < n; i++)
        *number = *number * 10 + (unsigned)((*text)[i] - '0');
    *text += n;
    return true;
}

static bool set_jobs(cli_options *o, const char *value) {
    const char *at = value;
    if (whole(&at, &o->batch.workers) && !*at && o->batch.workers > 0) return true;
    return usage_fault("--jobs: not a number of processes:", value, NULL);
}

static bool set_shard(cli_options *o, const char *value) {
    const char *at = value;
    cartouche_batch *b = &o->batch;
    if (whole(&at, &b->shard) && *at++ == '/' && whole(&at, &b->shards) && !*at && b->shard > 0 &&
        b->shard <= b->shards)
        return true;
    return usage_fault("--shard: not like 1/4:", value, NULL);
}

/* "800ms", "2s", "1.5s" in milliseconds. */
static bool set_time(int *ms, const char *name, const char *value) {
    char *end;
    errno = 0;
    double number = strtod(value, &end), unit = strcmp(end, "ms") == 0 ? 1 : 1000;
    if (end == value || errno || (strcmp(end, "ms") != 0 && strcmp(end, "s") != 0) ||
        !(number * unit >= 20 && number * unit <= 600000)) {
        fprintf(stderr, "cartouche: error: --%s: not a time from 20ms to 600s: '%s'\n", name,
                value);
        return false;
    }
    *ms = (int)(number * unit + 0.5);
    return true;
}

static bool set_fps(cli_options *o, const char *value) {
    char *end;
    errno = 0;
    double number = strtod(value, &end);
    if (end == value || *end || errno || !(number >= 0.01 && number <= 50))
        return usage_fault("--fps: not a number from 0.01 to 50:", value, NULL);
    o->batch.hold_ms = (int)(1000 / number + 0.5);
    return true;
}

static bool apply(const option *opt, const char *value, cli_options *o) {
    const struct {
        const char *name;
        const char **to;
    } texts[] = { { "format", &o->job.format }, { "date", &o->job.date },
                  { "lang", &o->job.lang },     { "variant", &o->job.variant },
                  { "dates", &o->batch.dates }, { "cache", &o->batch.cache },
                  { "report", &o->job.report }, { "deps", &o->job.deps },
                  { "pins", &o->job.pins },     { "data", &o->job.data } };
    const struct {
        const char *name;
        bool *to;
    } switches[] = { { "skip-unchanged", &o->batch.skip_unchanged },
                     { "keep-going", &o->batch.keep_going },
                     { "explain", &o->job.explain },
                     { "strict", &o->job.strict },
                     { "json", &o->json },
                     { "quiet", &o->quiet },
                     { "help", &o->help } };
    if (strcmp(opt->name, "output") == 0)
        return push(o->outputs, &o->job.output_count, value, "--output");
    if (strcmp(opt->name, "animate") == 0)
        return push(o->films, &o->batch.film_count, value, "--animate");
    if (value && strcmp(opt->name, "hold") == 0) return set_time(&o->batch.hold_ms, "hold", value);
    if (value && strcmp(opt->name, "last") == 0) return set_time(&o->batch.last_ms, "last", value);
    if (value && strcmp(opt->name, "fps") == 0) return set_fps(o, value);
    if (strcmp(opt->name, "set") == 0) return push(o->sets, &o->job.set_count, value, "--set");
    if (value && strcmp(opt->name, "scale") == 0) return set_scale(o, value);
    if (value && strcmp(opt->name, "limit") == 0)
        return cartouche_limit_set(value, cli_finding, o) == CARTOUCHE_OK;
    if (value && strcmp(opt->name, "jobs") == 0) return set_jobs(o, value);
    if (value && strcmp(opt->name, "shard") == 0) return set_shard(o, value);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (strcmp(opt->name, texts[i].name) == 0) *texts[i].to = value;
    for (size_t i = 0; i < sizeof switches / sizeof *switches; i++)
        if (strcmp(opt->name, switches[i].name) == 0) *switches[i].to = true;
    return true;
}

/* "--name", "--name=value", "--name value"; `*at` moves past what was taken. */
static bool long_option(const cli_command *command, int argc, char **argv, int *at,
                        cli_options *o) {
    const char *word = argv[*at] + 2, *equals = strchr(word, '=');
    size_t size = equals ? (size_t)(equals - word) : strlen(word);
    const option *opt = find(command, word, size);
    if (!opt) return unknown_option(command, word, size);
    if (!opt->value && equals) return usage_fault("takes no value:", argv[*at], NULL);
    const char *value = equals ? equals + 1 : NULL;
    if (opt->value && !value) {
        if (*at + 1 >= argc) return usage_fault("a value must follow", argv[*at], NULL);
        value = argv[++*at];
    }
    return apply(opt, value, o);
}

/* "-o FILE", "-oFILE", "-q". */
static bool short_option(const cli_command *command, int argc, char **argv, int *at,
                         cli_options *o) {
    const char *word = argv[*at];
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        const option *opt = &OPTIONS[i];
        if (opt->letter != word[1] || !takes(command, opt->name)) continue;
        if (!opt->value && word[2]) break;
        const char *value = word[2] ? word + 2 : NULL;
        if (opt->value && !value) {
            if (*at + 1 >= argc) return usage_fault("a value must follow", word, NULL);
            value = argv[++*at];
        }
        return apply(opt, value, o);
    }
    return usage_fault("unknown option", word, NULL);
}

bool cli_parse(const cli_command *command, int argc, char **argv, cli_options *o) {
    *o = (cli_options){ 0 };
    o->job.outputs = o->outputs;
    o->job.sets = o->sets;
    o->batch.films = o->films;
    o->job.on_finding = cli_finding;
    o->job.user = o;
    bool only_operands = false;
    for (int i = 0; i < argc; i++) {
        bool good = true;
        if (!only_operands && strcmp(argv[i], "--") == 0)
            only_operands = true;
        else if (!only_operands && strncmp(argv[i], "--", 2) == 0)
            good = long_option(command, argc, argv, &i, o);
        else if (!only_operands && argv[i][0] == '-' && argv[i][1])
            good = short_option(command, argc, argv, &i, o);
        else
            good = push(o->operands, &o->operand_count, argv[i], command->operands);
        if (!good) return false;
    }
    if (o->help) return true;
    if (o->operand_count >= command->least && o->operand_count <= command->most) return true;
    fprintf(stderr, "cartouche: error: %s takes %s\n", command->name, command->operands);
    fprintf(stderr, "  hint: usage: cartouche %s %s [OPTION]...\n", command->name,
            command->operands);
    return false;
}

void cli_help(const cli_command *command) {
    printf("cartouche %s %s [OPTION]...\n%s\n", command->name, command->operands, command->summary);
    if (command->details) printf("\n%s\n", command->details);
    printf("\nOptions:\n");
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        const option *opt = &OPTIONS[i];
        if (!takes(command, opt->name)) continue;
        char left[64];
        snprintf(left, sizeof left, "%c%c%s--%s%s%s", opt->letter ? '-' : ' ',
                 opt->letter ? opt->letter : ' ', opt->letter ? ", " : "  ", opt->name,
                 opt->value ? " " : "", opt->value ? opt->value : "");
        printf("  %-24s %s\n", left, opt->doc);
    }
}
