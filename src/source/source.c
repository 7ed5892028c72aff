/* source.c - the reader for a file. */
#include "source.h"

#include <string.h>
#include <strings.h>
#include <sys/stat.h>

static bool is_database(const char *path) { return strncasecmp(path, "PG:", 3) == 0; }

/* What the path of a data source must be before any reader sees it. */
static bool check_path(ct_arena *arena, const char *path, ct_place place, ct_report *report) {
    struct stat about;
    if (!*path) return ct_fail(report, CARTOUCHE_BAD_SPEC, place, "the name of the file is empty");
    if (stat(path, &about) != 0) return ct_fail_missing(arena, path, place, report);
    if (S_ISREG(about.st_mode)) {
        if (about.st_size)
            return ct_limit_holds(CT_LIMIT_FILE, (double)about.st_size, (ct_place){ path, 0, 0 },
                                  report);
        return ct_fail(report, CARTOUCHE_BAD_DATA, (ct_place){ path, 0, 0 }, "the file is empty");
    }
    if (!S_ISDIR(about.st_mode))
        return ct_fail(report, CARTOUCHE_BAD_DATA, place, "'%s' is no regular file", path);
    if (strcasecmp(ct_path_ending(path), "gdb") == 0) return true;
    ct_fail(report, CARTOUCHE_BAD_DATA, place, "'%s' is a folder", path);
    ct_hint(report, "name a file in it; of folders only .gdb can be read");
    return false;
}

static bool check_encoding(const char *name, ct_place place, ct_report *report) {
    ct_decoder *decoder = name ? ct_decoder_open(name) : NULL;
    if (!name || decoder) {
        ct_decoder_close(decoder);
        return true;
    }
    ct_fail(report, CARTOUCHE_BAD_SPEC, place, "unknown encoding '%s'", name);
    ct_hint(report, "for example UTF-8, windows-1251, ISO-8859-1");
    return false;
}

/* A reader of our own for the usual formats; GDAL for all others, for what is odd in those, and for
 * `inspect`, which wants to know more of a file than a map does. */
static ct_answer read_quick(ct_arena *arena, const char *path, const ct_read_options *options,
                            const ct_table **table, ct_inputs *inputs, ct_report *report) {
    const char *ending = ct_path_ending(path);
    if (options->facts || options->layer) return CT_NOT_MINE;
    if (strcasecmp(ending, "geojson") == 0 || strcasecmp(ending, "json") == 0)
        return ct_geojson_read(arena, path, options, table, inputs, report);
    if (strcasecmp(ending, "csv") == 0)
        return ct_csv_read(arena, path, options, table, inputs, report);
    return CT_NOT_MINE;
}

static bool read_whole(ct_arena *arena, const char *path, const ct_read_options *options,
                       bool database, const ct_table **table, ct_inputs *inputs,
                       ct_report *report) {
    if (!database && strcasecmp(ct_path_ending(path), "shp") == 0)
        return ct_shp_read(arena, path, options, table, inputs, report);
    ct_answer answer =
        database ? CT_NOT_MINE : read_quick(arena, path, options, table, inputs, report);
    if (answer != CT_NOT_MINE) return answer == CT_DONE;
    const ct_gdal *gdal =
        ct_gdal_open(options->place, database ? "a database" : "this file", report);
    return gdal && ct_read_apart(arena, path, options, gdal->read, table, inputs, report);
}

/* Of a file and of what is read beside it. */
static uint64_t stamp_of(ct_arena *arena, const char *path) {
    static const char *const sides[] = { "shx", "dbf", "prj", "cpg" };
    uint64_t stamp = ct_file_stamp(path);
    if (strcasecmp(ct_path_ending(path), "shp") != 0) return stamp;
    for (size_t i = 0; i < CT_COUNT(sides); i++) {
        const char *side = ct_file_side(arena, path, sides[i]);
        if (side) stamp = stamp * 31 + ct_file_stamp(side);
    }
    return stamp;
}

bool ct_source_changed(const char *path, ct_report *report) {
    (void)ct_fail(report, CARTOUCHE_BAD_IO, (ct_place){ path, 0, 0 },
                  "the file changed while it was read");
    ct_hint(report, "draw again once it is written; who writes it does best to write another file "
                    "and rename it");
    return false;
}

/* The table with the stamp of its file; or what was read is half of one file, half of another. */
static bool seal(ct_arena *arena, const char *path, uint64_t stamp, const ct_table **table,
                 ct_report *report) {
    if (stamp_of(arena, path) != stamp) return ct_source_changed(path, report);
    ct_table *own = CT_NEW(arena, ct_table);
    *own = **table;
    own->stamp = stamp;
    *table = own;
    return true;
}

bool ct_source_read(ct_arena *arena, const char *path, const ct_read_options *options,
                    const ct_table **table, ct_inputs *inputs, ct_report *report) {
    ct_read_options all = *options;
    if (!all.place.file) all.place.file = path;
    if (ct_source_is_remote(path)) return ct_remote_read(arena, path, &all, table, inputs, report);
    bool database = is_database(path);
    all.file = database ? all.place : (ct_place){ path, 0, 0 };
    if (database && !options->network) {
        ct_fail(report, CARTOUCHE_BAD_SPEC, all.place,
                "a database is reached over the network, which the map does not allow");
        ct_hint(report, "add 'allow: [network]' to the map");
        return false;
    }
    if (!database && !check_path(arena, path, all.place, report)) return false;
    if (!check_encoding(all.encoding, all.place, report)) return false;
    const ct_table *whole;
    uint64_t stamp = database ? 0 : stamp_of(arena, path);
    if (!read_whole(arena, path, &all, database, &whole, inputs, report)) return false;
    if (!database && !seal(arena, path, stamp, &whole, report)) return false;
    if (options->where) {
        bool *keep = CT_ARRAY(arena, whole->rows, bool);
        if (!ct_source_where(arena, whole, options->where, options->where_place, keep, report))
            return false;
        whole = ct_table_select(arena, whole, keep);
        if (!whole->rows)
            ct_warn(report, options->where_place, "no feature of '%s' meets this",
                    database ? "the database" : path);
    }
    *table = whole;
    return true;
}
