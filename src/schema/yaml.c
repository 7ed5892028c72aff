/* yaml.c - YAML files as plain trees with places; the only file that knows libfyaml. */
#include <libfyaml.h>
#include <string.h>

#include "schema.h"

enum { MAX_SIZE = 1 << 20, MAX_DEPTH = 64, MAX_ITEMS = 10000 };

/* One open list or mapping while events come in. */
typedef struct level {
    ct_yaml *node;
    ct_name key; /* MAP: the key that waits for its value */
} level;

typedef struct reader {
    ct_arena *arena;
    ct_report *report;
    const char *file;
    struct fy_parser *parser;
    level stack[MAX_DEPTH];
    int depth;
    int documents;
    ct_yaml *root;
    ct_place last; /* of the newest thing that is written, for what has no place of its own */
    size_t faults;
} reader;

static ct_place place_of(const reader *r, const struct fy_mark *mark) {
    if (!mark) return r->last;
    return (ct_place){ .file = r->file, .line = mark->line + 1, .column = mark->column + 1 };
}

static ct_place token_place(const reader *r, struct fy_token *token) {
    ct_place place = place_of(r, token ? fy_token_start_mark(token) : NULL);
    enum fy_scalar_style style = fy_token_scalar_style(token);
    if (token && (style == FYSS_SINGLE_QUOTED || style == FYSS_DOUBLE_QUOTED) && place.column > 1)
        place.column--; /* libfyaml points behind the quote */
    return place;
}

/* Where a value that is nothing stands, by our own count, since libfyaml's marks for it differ from
 * version to version: at its key, else at what is written before it. */
static ct_place empty_place(const reader *r) {
    const level *top = r->depth > 0 ? &r->stack[r->depth - 1] : NULL;
    return top && top->key.text ? top->key.place : r->last;
}

/* ---- events into the tree -------------------------------------------------------------------- */

static bool refuse(reader *r, ct_place place, const char *text, const char *hint) {
    r->faults++;
    ct_fail(r->report, CARTOUCHE_BAD_SPEC, place, "%s", text);
    ct_hint(r->report, "%s", hint);
    return false;
}

/* Tags, anchors and aliases are refused: a spec means what it says where it says it. */
static bool check_properties(reader *r, struct fy_token *anchor, struct fy_token *tag) {
    if (tag)
        return refuse(r, token_place(r, tag), "tags are not allowed",
                      "leave the tag out: every key knows the type of its value");
    if (anchor) {
        ct_place place = token_place(r, anchor);
        if (place.column > 1) place.column--; /* libfyaml points behind '&' and '*' */
        return refuse(r, place, "anchors and aliases are not allowed",
                      "write the value out, or give a class a 'base'");
    }
    return true;
}

/* A key was read: it must be new in its mapping. */
static bool take_key(reader *r, level *top, const ct_yaml *scalar) {
    if (scalar->text[0] == '\0' && !scalar->quoted)
        return refuse(r, scalar->place, "a key is missing before ':'", "write the key's name");
    if (strcmp(scalar->text, "<<") == 0 && !scalar->quoted)
        return refuse(r, scalar->place, "merge keys are not allowed",
                      "write the keys out, or give a class a 'base'");
    const ct_yaml_item *twin = ct_yaml_find(top->node, scalar->text);
    if (twin) {
        r->faults++;
        ct_fail(r->report, CARTOUCHE_BAD_SPEC, scalar->place,
                "key '%s' stands twice; the first is on line %d", scalar->text,
                twin->key.place.line);
    }
    top->key = (ct_name){ .text = scalar->text, .place = scalar->place };
    return true;
}

/* Puts a finished or opened node where it belongs. */
static bool attach(reader *r, ct_yaml *node) {
    if (r->depth == 0) {
        r->root = node;
        return true;
    }
    level *top = &r->stack[r->depth - 1];
    if (top->node->kind == CT_YAML_MAP && !top->key.text) {
        if (node->kind != CT_YAML_SCALAR)
            return refuse(r, node->place, "a key must be a plain text",
                          "put quotes around a text that starts with '{' or '['");
        return take_key(r, top, node);
    }
    ct_yaml *parent = top->node;
    if (parent->count == MAX_ITEMS)
        return refuse(r, node->place, "more than 10000 items in one list or mapping",
                      "data belong in a file of their own");
    CT_GROW(r->arena, parent->items, parent->capacity, parent->count);
    parent->items[parent->count++] = (ct_yaml_item){ .key = top->key, .value = node };
    top->key = (ct_name){ 0 };
    return true;
}

static bool open_node(reader *r, ct_yaml_kind kind, ct_place place) {
    if (r->depth == MAX_DEPTH)
        return refuse(r, place, "nested more than 64 deep", "no key needs that");
    ct_yaml *node = CT_NEW(r->arena, ct_yaml);
    node->kind = kind;
    node->place = place;
    r->last = place;
    if (!attach(r, node)) return false;
    r->stack[r->depth++] = (level){ .node = node };
    return true;
}

/* The text of a token. Not by fy_token_get_text, which leaks on texts of many pieces (0.7.12). */
static bool read_text(struct fy_token *token, ct_buffer *text) {
    struct fy_token_iter *pieces = fy_token_iter_create(token);
    if (!pieces) return false;
    int error = 0;
    const struct fy_iter_chunk *piece = NULL;
    while ((piece = fy_token_iter_chunk_next(pieces, piece, &error)))
        ct_buffer_append(text, piece->str, piece->len);
    fy_token_iter_destroy(pieces);
    return error == 0;
}

static bool take_scalar(reader *r, struct fy_event *event) {
    ct_buffer text = { 0 };
    bool good = read_text(event->scalar.value, &text);
    bool plain = fy_token_scalar_style(event->scalar.value) == FYSS_PLAIN;
    ct_place place = token_place(r, event->scalar.value);
    if (good && text.size == 0 && plain)
        place = empty_place(r);
    else
        r->last = place;
    ct_yaml *node = ct_yaml_scalar(r->arena, ct_strndup(r->arena, text.data, text.size), place);
    bool nul = text.data && strlen(text.data) != text.size;
    ct_buffer_free(&text);
    if (!good) return refuse(r, place, "the text cannot be read", "put quotes around it");
    if (nul) return refuse(r, place, "a text must not hold a NUL character", "leave it out");
    node->quoted = !plain;
    return attach(r, node);
}

static bool start_document(reader *r, ct_place place) {
    if (r->documents++ == 0) return true;
    return refuse(r, place, "a second document starts here", "a file holds one; leave '---' out");
}

/* False stops the reading: what follows would be told wrongly. */
static bool take_event(reader *r, struct fy_event *event) {
    ct_place place = place_of(r, fy_event_start_mark(event));
    switch (event->type) {
    case FYET_DOCUMENT_START:
        return start_document(r, place);
    case FYET_ALIAS:
        return check_properties(r, event->alias.anchor, NULL);
    case FYET_SCALAR:
        return check_properties(r, event->scalar.anchor, event->scalar.tag) &&
               take_scalar(r, event);
    case FYET_SEQUENCE_START:
        return check_properties(r, event->sequence_start.anchor, event->sequence_start.tag) &&
               open_node(r, CT_YAML_LIST, place);
    case FYET_MAPPING_START:
        return check_properties(r, event->mapping_start.anchor, event->mapping_start.tag) &&
               open_node(r, CT_YAML_MAP, place);
    case FYET_SEQUENCE_END:
    case FYET_MAPPING_END:
        r->depth--;
        return true;
    default:
        return true;
    }
}

/* ---- the parser and its errors --------------------------------------------------------------- */

/* Swallows what libfyaml would print; its errors are collected and become findings. */
static void print_nothing(struct fy_diag *diag, void *user, const char *text, size_t size) {
    (void)diag;
    (void)user;
    (void)text;
    (void)size;
}

static struct fy_diag *new_diag(void) {
    struct fy_diag_cfg config;
    fy_diag_cfg_default(&config);
    config.fp = NULL;
    config.output_fn = print_nothing;
    config.level = FYET_ERROR;
    config.colorize = false;
    struct fy_diag *diag = fy_diag_create(&config);
    if (diag) fy_diag_set_collect_errors(diag, true);
    return diag;
}

/* libfyaml goes on to complain of its own complaint: the first error is the true one. */
static void tell_first_error(reader *r, struct fy_diag *diag) {
    void *iterator = NULL;
    const struct fy_diag_error *error = fy_diag_errors_iterate(diag, &iterator);
    ct_place place = r->last;
    if (error && error->line > 0)
        place = (ct_place){ .file = r->file, .line = error->line, .column = error->column };
    r->faults++;
    ct_fail(r->report, CARTOUCHE_BAD_SPEC, place, "not valid YAML: %s",
            error && error->msg ? error->msg : "the parser gave up");
}

static void read_events(reader *r, struct fy_diag *diag, const char *text, size_t size) {
    if (fy_parser_set_string(r->parser, text, size) != 0) {
        tell_first_error(r, diag);
        return;
    }
    bool going = true;
    while (going) {
        struct fy_event *event = fy_parser_parse(r->parser);
        if (!event) break;
        going = take_event(r, event);
        fy_parser_event_free(r->parser, event);
    }
    if (going && fy_parser_get_stream_error(r->parser)) tell_first_error(r, diag);
}

static bool check_bytes(const char *file, const char *text, size_t size, ct_report *report) {
    ct_place place = { .file = file, .line = 1, .column = 1 };
    if (size > MAX_SIZE)
        return ct_fail(report, CARTOUCHE_BAD_SPEC, place,
                       "the file is over 1 MiB; a spec is a short text");
    size_t good = ct_utf8_valid(text, size);
    const char *nul = memchr(text, '\0', good);
    if (!nul && good == size) return true;
    size_t end = nul ? (size_t)(nul - text) : good;
    for (size_t i = 0; i < end; i++) {
        if (text[i] == '\n') {
            place.line++;
            place.column = 1;
        } else if (((unsigned char)text[i] & 0xC0) != 0x80) {
            place.column++;
        }
    }
    return ct_fail(report, CARTOUCHE_BAD_SPEC, place,
                   nul ? "a NUL character: this is not a text file"
                       : "not UTF-8: save the file with that encoding");
}

bool ct_yaml_parse(ct_arena *arena, const char *file, const char *text, size_t size, ct_yaml **root,
                   ct_report *report) {
    if (!check_bytes(file, text, size, report)) return false;
    struct fy_diag *diag = new_diag();
    struct fy_parse_cfg config = {
        .flags = FYPCF_QUIET | FYPCF_COLLECT_DIAG | FYPCF_JSON_NONE | FYPCF_DEFAULT_VERSION_1_2,
        .diag = diag,
    };
    reader r = { .arena = arena,
                 .report = report,
                 .file = file,
                 .last = { .file = file, .line = 1, .column = 1 },
                 .parser = diag ? fy_parser_create(&config) : NULL };
    if (r.parser) {
        read_events(&r, diag, text, size);
        fy_parser_destroy(r.parser);
    } else {
        r.faults++;
        ct_fail(report, CARTOUCHE_BAD_IO, r.last, "the YAML parser could not start");
    }
    if (diag) fy_diag_destroy(diag);
    if (r.faults > 0) return false;
    *root =
        r.root ? r.root : ct_yaml_map(arena, (ct_place){ .file = file, .line = 1, .column = 1 });
    return true;
}

bool ct_yaml_read(ct_arena *arena, const char *path, ct_place place, ct_yaml **root,
                  ct_report *report) {
    char *data = NULL;
    size_t size = 0;
    return ct_file_read(arena, path, place, &data, &size, report) &&
           ct_yaml_parse(arena, ct_strdup(arena, path), data, size, root, report);
}
