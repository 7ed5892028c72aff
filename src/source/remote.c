/* remote.c - sources on the network: which names lead there, and their bytes, fetched once a job.
 */
#include "source.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

/* ---- names ------------------------------------------------------------------------------------
 */

/* GDAL's file systems that reach over the network, as they begin; "_streaming" may follow. */
static const char *const networks[] = { "/vsicurl",  "/vsis3",   "/vsigs",
                                        "/vsiaz",    "/vsiadls", "/vsioss",
                                        "/vsiswift", "/vsihdfs", "/vsiwebhdfs" };
static const char *const schemes[] = { "http://", "https://", "ftp://", "s3://", "gs://" };
static const char *const stores[] = { "/vsicurl/", "/vsis3/", "/vsigs/", "/vsiaz/", "/vsioss/" };

static bool has_scheme(const char *name) {
    size_t n = strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+.-");
    return n > 1 && strncmp(name + n, "://", 3) == 0;
}

bool ct_source_is_remote(const char *name) {
    if (!name) return false;
    if (has_scheme(name)) return true;
    if (strncasecmp(name, "/vsi", 4) != 0) return false;
    for (size_t i = 0; i < CT_COUNT(networks); i++)
        if (strcasestr(name, networks[i])) return true;
    return strstr(name, "://") != NULL; /* a chain that ends in a URL */
}

static bool starts_with_one_of(const char *name, const char *const *starts, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (strncasecmp(name, starts[i], strlen(starts[i])) == 0) return true;
    return false;
}

static bool check_name(const char *name, bool allowed, ct_place place, ct_report *report) {
    if (!allowed) {
        ct_fail(report, CARTOUCHE_BAD_SPEC, place,
                "'%s' is on the network, which the map does not allow", name);
        ct_hint(report, "fetch it first, or add 'allow: [network]' to the map");
        return false;
    }
    if (starts_with_one_of(name, schemes, CT_COUNT(schemes)) ||
        starts_with_one_of(name, stores, CT_COUNT(stores)))
        return true;
    bool chain = strncasecmp(name, "/vsi", 4) == 0;
    ct_fail(report, CARTOUCHE_BAD_SPEC, place,
            chain ? "'%s' is a chain of file systems, or one that is not known here"
                  : "'%s' has a scheme that is not known here",
            name);
    ct_hint(report,
            chain ? "name the archive itself, and the file in it with 'layer': "
                    "/vsis3/bucket/archive.zip"
                  : "http, https, ftp, s3 and gs are; /vsicurl/, /vsis3/, /vsigs/, /vsiaz/ and "
                    "/vsioss/ too");
    return false;
}

/* Where the path of a URL ends: before a query or fragment. An object's name has none. */
static size_t path_size(const char *name) {
    bool url = strncasecmp(name, "http", 4) == 0 || strncasecmp(name, "/vsicurl/", 9) == 0;
    return url ? strcspn(name, "?#") : strlen(name);
}

/* The name of its file, as one on this machine may have it. */
static const char *file_of(ct_arena *arena, const char *name) {
    char *whole = ct_arena_alloc(arena, strlen(name) + 1);
    memcpy(whole, name, path_size(name));
    const char *file = ct_path_name(whole);
    return *file && strlen(file) < 200 && file[0] != '.' ? file : "source";
}

/* ---- fetching ---------------------------------------------------------------------------------
 */

enum { KEPT = 256 << 20 }; /* bytes that are kept for a second reading */

typedef struct fetched {
    const char *name;
    ct_fetch_outcome outcome;
    const char *why;
    ct_digest digest;
    ct_buffer bytes; /* empty once it was let go */
    bool gone;
    struct fetched *next;
} fetched;

struct ct_fetches {
    ct_arena *arena;
    fetched *first; /* the newest */
    size_t kept;
};

static void let_go(ct_fetches *fetches, fetched *f) {
    fetches->kept -= f->bytes.size;
    ct_buffer_free(&f->bytes);
    f->bytes = (ct_buffer){ 0 };
    f->gone = true;
}

static void get(ct_fetches *fetches, fetched *f) {
    char why[CT_WHY] = "";
    ct_report *report = ct_report_new(NULL, NULL);
    const ct_gdal *gdal = ct_gdal_open(CT_NOWHERE, "the network", report);
    if (!gdal) snprintf(why, sizeof why, "%s", ct_report_at(report, 0)->text);
    f->outcome = gdal ? gdal->fetch(f->name, &f->bytes, why) : CT_FETCH_FAILED;
    ct_report_free(report);
    f->gone = false;
    f->why = ct_strdup(fetches->arena, why);
    f->digest = f->outcome == CT_FETCHED         ? ct_digest_of(f->bytes.data, f->bytes.size)
                : f->outcome == CT_FETCH_MISSING ? ct_digest_of("gone", 4)
                                                 : ct_digest_of("failed", 6);
    fetches->kept += f->bytes.size;
    for (fetched *old = f->next; old && fetches->kept > KEPT; old = old->next)
        if (!old->gone) let_go(fetches, old);
}

/* What a name gave, asked for once in the job's time: its maps see one state of the network. */
static fetched *fetch(ct_inputs *inputs, const char *name, bool bytes) {
    ct_fetches *fetches = inputs->fetches;
    if (!fetches) {
        fetches = inputs->fetches = CT_NEW(inputs->arena, ct_fetches);
        fetches->arena = inputs->arena;
    }
    fetched *f = fetches->first;
    while (f && !ct_streq(f->name, name))
        f = f->next;
    if (!f) {
        f = CT_NEW(fetches->arena, fetched);
        *f = (fetched){ .name = ct_strdup(fetches->arena, name),
                        .next = fetches->first,
                        .gone = true };
        fetches->first = f;
        get(fetches, f);
    } else if (bytes && f->gone) {
        get(fetches, f);
    }
    return f;
}

void ct_inputs_close(ct_inputs *inputs) {
    for (fetched *f = inputs->fetches ? inputs->fetches->first : NULL; f; f = f->next)
        ct_buffer_free(&f->bytes);
    inputs->fetches = NULL;
}

ct_digest ct_remote_digest(ct_inputs *inputs, const char *name, bool allowed) {
    if (!allowed || !inputs) return ct_digest_of("not allowed", 11);
    return fetch(inputs, name, false)->digest;
}

bool ct_remote_exists(ct_inputs *inputs, const char *name, bool allowed, ct_place place,
                      bool *exists, ct_report *report) {
    if (!check_name(name, allowed, place, report)) return false;
    const fetched *f = fetch(inputs, name, false);
    ct_inputs_add(inputs, name); /* that it was not there counts too */
    *exists = f->outcome == CT_FETCHED;
    if (f->outcome != CT_FETCH_FAILED) return true;
    return ct_fail(report, CARTOUCHE_BAD_IO, place, "cannot fetch '%s': %s", name, f->why);
}

/* ---- reading ----------------------------------------------------------------------------------
 */

/* The copies of a source and its side files in a folder of their own, for as long as it is read. */
typedef struct copies {
    ct_arena *arena;
    const char *folder;
    const char *names[8], *paths[8]; /* remote and here */
    size_t count;
} copies;

static bool copy(copies *c, const fetched *f, const char *file, ct_report *report) {
    ct_output *output = ct_output_new(c->arena);
    const char *path = ct_printf(c->arena, "%s/%s", c->folder, file);
    c->names[c->count] = f->name;
    c->paths[c->count++] = path;
    bool good =
        ct_output_add(output, path, f->bytes.data ? f->bytes.data : "", f->bytes.size, report);
    if (good) return ct_output_commit(output, report);
    ct_output_abandon(output);
    return false;
}

static void remove_copies(const copies *c) {
    for (size_t i = 0; i < c->count; i++)
        unlink(c->paths[i]);
    rmdir(c->folder);
}

/* "https://host/a.shp?x" with another ending. */
static const char *side_name(ct_arena *arena, const char *name, const char *ending) {
    size_t size = path_size(name), stem = size;
    while (stem > 0 && name[stem - 1] != '.' && name[stem - 1] != '/')
        stem--;
    return ct_printf(arena, "%.*s%s%s", (int)stem, name, ending, name + size);
}

/* The side files that the format has; those that are not there are left out. */
static bool copy_sides(copies *c, const char *name, const char *file, ct_inputs *inputs,
                       ct_place place, ct_report *report) {
    static const char *const sides[][7] = { { "shp", "shx", "dbf", "prj", "cpg" },
                                            { "tab", "dat", "map", "id", "ind" },
                                            { "mif", "mid" } };
    const char *ending = ct_path_ending(file);
    for (size_t i = 0; i < CT_COUNT(sides); i++)
        for (size_t k = 1; strcasecmp(ending, sides[i][0]) == 0 && sides[i][k]; k++) {
            const char *side = side_name(c->arena, name, sides[i][k]);
            const fetched *f = fetch(inputs, side, true);
            ct_inputs_add(inputs, side);
            if (f->outcome == CT_FETCH_FAILED)
                return ct_fail(report, CARTOUCHE_BAD_IO, place, "cannot fetch '%s': %s", side,
                               f->why);
            if (f->outcome == CT_FETCHED &&
                !copy(c, f, side_name(c->arena, file, sides[i][k]), report))
                return false;
        }
    return true;
}

/* `text` with the copies' paths by their true names. */
static const char *renamed(const copies *c, const char *text) {
    if (!text) return NULL;
    for (size_t i = 0; i < c->count; i++)
        for (const char *at; (at = strstr(text, c->paths[i]));) {
            const char *rest = at + strlen(c->paths[i]);
            text = ct_printf(c->arena, "%.*s%s%s", (int)(at - text), text, c->names[i], rest);
        }
    return text;
}

static void tell_again(const copies *c, ct_arena *arena, const ct_report *told, ct_report *report) {
    for (size_t i = 0; i < ct_report_count(told); i++) {
        const cartouche_finding *f = ct_report_at(told, i);
        ct_place place = { ct_strdup(arena, renamed(c, f->file)), f->line, f->column };
        const char *text = renamed(c, f->text);
        if (f->severity == CARTOUCHE_ERROR)
            ct_fail(report, f->status, place, "%s", text);
        else if (f->severity == CARTOUCHE_WARNING)
            ct_warn(report, place, "%s", text);
        else
            ct_note(report, place, "%s", text);
        if (f->hint) ct_hint(report, "%s", renamed(c, f->hint));
    }
}

static bool read_copies(copies *c, ct_arena *arena, const ct_read_options *options,
                        const ct_table **table, ct_report *report) {
    ct_report *told = ct_report_new(NULL, NULL);
    bool good = ct_source_read(arena, c->paths[0], options, table, NULL, told);
    tell_again(c, arena, told, report);
    ct_report_free(told);
    return good;
}

bool ct_remote_read(ct_arena *arena, const char *name, const ct_read_options *options,
                    const ct_table **table, ct_inputs *inputs, ct_report *report) {
    ct_place place = options->place;
    if (!check_name(name, options->network, place, report)) return false;
    const fetched *f = fetch(inputs, name, true);
    ct_inputs_add(inputs, name);
    if (f->outcome == CT_FETCH_MISSING)
        return ct_fail(report, CARTOUCHE_BAD_DATA, place, "there is no file '%s' (%s)", name,
                       f->why);
    if (f->outcome == CT_FETCH_FAILED)
        return ct_fail(report, CARTOUCHE_BAD_IO, place, "cannot fetch '%s': %s", name, f->why);
    copies c = { .arena = ct_arena_new() };
    const char *room = getenv("TMPDIR");
    char *folder = strdup(ct_printf(c.arena, "%s/cartouche-XXXXXX", room && *room ? room : "/tmp"));
    bool good = folder && mkdtemp(folder);
    if (!good) {
        ct_fail(report, CARTOUCHE_BAD_IO, place, "no folder can be made for '%s': %s", name,
                strerror(errno));
    } else {
        const char *file = file_of(c.arena, name);
        c.folder = folder;
        good = copy(&c, f, file, report) && copy_sides(&c, name, file, inputs, place, report) &&
               read_copies(&c, arena, options, table, report);
        remove_copies(&c);
    }
    free(folder);
    ct_arena_free(c.arena);
    return good;
}
