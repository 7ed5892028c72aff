/* geojson.c - plain GeoJSON (RFC 7946) into a table, in one pass over the file. */
#include "source.h"

#include <string.h>
#include <strings.h>

/* OGR tells a format by what it finds in so many bytes. */
enum { LOOKED_AT = 6000 };

typedef struct {
    ct_json json;
    const char *start;
    ct_raw raw;
    ct_geojson_shape *shape;
    ct_geojson_fields *fields;
    ct_geojson_sift *sift; /* it is for a picture; or NULL */
    ct_facts facts;
    bool bare; /* a feature without properties: OGR looks for them among its other members */
} document;

/* ---- features ---------------------------------------------------------------------------------
 */

static bool geometry(document *d) {
    ct_kind kind = CT_NULL;
    bool mixed = false;
    bool none = ct_json_literal(&d->json, "null"), good = true;
    d->facts.without_geometry += none;
    if (!d->sift)
        good = none || ct_geojson_shape_read(d->shape, &kind, &mixed);
    else if (none)
        ct_geojson_skim_nothing(d->sift);
    else
        good = ct_geojson_skim(d->sift, &d->json, &kind);
    if (!good) return false;
    d->facts.mixed += mixed;
    ct_raw_end_row(&d->raw, kind);
    return true;
}

static bool properties(document *d) {
    if (!ct_json_literal(&d->json, "null")) return ct_geojson_fields_read(d->fields);
    d->bare = true;
    return true;
}

static bool is_feature(document *d) {
    const char *type = ct_json_string(&d->json);
    return type && strcmp(type, "Feature") == 0;
}

/* A member of a feature; each may stand there once. `single`: it is the whole document. */
static bool member(document *d, const char *key, unsigned *seen, bool single) {
    static const char *const known[] = { "type", "geometry", "properties", "id" };
    size_t which = 0;
    while (which < CT_COUNT(known) && strcmp(key, known[which]) != 0)
        which++;
    for (size_t i = 0; which == CT_COUNT(known) && i < CT_COUNT(known); i++)
        if (strcasecmp(key, known[i]) == 0) return false; /* OGR takes it for the real one */
    if (which == CT_COUNT(known))
        return (!single || strcasecmp(key, "crs") != 0) && ct_json_skip(&d->json);
    if (*seen & 1u << which) return false;
    *seen |= 1u << which;
    if (which == 0) return is_feature(d);
    if (which == 1) return geometry(d);
    return which == 2 ? properties(d) : ct_geojson_fields_id(d->fields);
}

static bool feature(document *d, bool single) {
    unsigned seen = 0;
    if (!ct_json_take(&d->json, '{')) return false;
    for (bool more = true; more;) {
        const char *key = ct_json_string(&d->json);
        if (!key || !ct_json_take(&d->json, ':') || !member(d, key, &seen, single) ||
            !ct_json_more(&d->json, '}', &more))
            return false;
    }
    ct_geojson_fields_next(d->fields);
    d->facts.features++;
    return (seen & 7) == 7; /* type, geometry and properties are a feature's by the standard */
}

static bool features(document *d) {
    if (!ct_json_take(&d->json, '[')) return false;
    for (bool more = true; more;)
        if (!feature(d, false) || !ct_json_more(&d->json, ']', &more)) return false;
    return true;
}

/* ---- the document -----------------------------------------------------------------------------
 */

/* The `crs` of GeoJSON before the RFC: only one that says lon/lat on WGS84 is plain. */
static bool lonlat_crs(ct_json *j) {
    static const char *const names[] = { "urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326",
                                         "urn:ogc:def:crs:EPSG::4326" };
    if (ct_json_literal(j, "null")) return true;
    const char *text;
    if (!ct_json_take(j, '{') || !(text = ct_json_string(j)) || strcmp(text, "type") != 0 ||
        !ct_json_take(j, ':') || !(text = ct_json_string(j)) || strcmp(text, "name") != 0 ||
        !ct_json_take(j, ',') || !(text = ct_json_string(j)) || strcmp(text, "properties") != 0 ||
        !ct_json_take(j, ':') || !ct_json_take(j, '{') || !(text = ct_json_string(j)) ||
        strcmp(text, "name") != 0 || !ct_json_take(j, ':') || !(text = ct_json_string(j)))
        return false;
    bool known = false;
    for (size_t i = 0; i < CT_COUNT(names); i++)
        known |= strcmp(text, names[i]) == 0;
    return known && ct_json_take(j, '}') && ct_json_take(j, '}');
}

/* Members that make it another format, to OGR or to its later releases. */
static bool is_odd(const char *key) {
    static const char *const odd[] = { "type",        "features",    "crs",      "conformsTo",
                                       "coordRefSys", "featureType", "topology", "stac_version" };
    for (size_t i = 0; i < CT_COUNT(odd); i++)
        if (strcasecmp(key, odd[i]) == 0) return true;
    return false;
}

static bool collection(document *d) {
    ct_json *j = &d->json;
    bool typed = false, filled = false, crs = false;
    if (!ct_json_take(j, '{')) return false;
    for (bool more = true; more;) {
        const char *key = ct_json_string(j);
        if (!key || !ct_json_take(j, ':')) return false;
        bool ok;
        if (strcmp(key, "type") == 0) {
            ok = !typed && (typed = ct_json_string(j) != NULL);
        } else if (strcmp(key, "features") == 0) {
            ok = !filled && j->at - d->start < LOOKED_AT && (filled = features(d));
        } else if (strcmp(key, "crs") == 0) {
            ok = !crs && (crs = lonlat_crs(j));
        } else {
            ok = !is_odd(key) && ct_json_skip(j);
        }
        if (!ok || !ct_json_more(j, '}', &more)) return false;
    }
    return filled;
}

/* The `type` of the whole, in `type`. */
static bool find_type(ct_json j, const char *start, char *type, size_t room) {
    bool found = false;
    if (!ct_json_take(&j, '{')) return false;
    for (bool more = true; more && !found;) {
        const char *key = ct_json_string(&j);
        if (!key || !ct_json_take(&j, ':')) break;
        if (strcmp(key, "type") == 0) {
            const char *text = ct_json_string(&j);
            found = text && strlen(text) < room && j.at - start < LOOKED_AT;
            if (!found) break;
            memcpy(type, text, strlen(text) + 1);
        } else if (!ct_json_skip(&j) || !ct_json_more(&j, '}', &more)) {
            break;
        }
    }
    ct_buffer_free(&j.text);
    return found;
}

static bool read_document(document *d) {
    char type[24];
    if (!find_type((ct_json){ .at = d->json.at, .end = d->json.end }, d->start, type, sizeof type))
        return false;
    bool ok;
    if (strcmp(type, "FeatureCollection") == 0) {
        ok = collection(d);
    } else if (strcmp(type, "Feature") == 0) {
        ok = feature(d, true);
    } else {
        ok = ct_geojson_is_shape(type) && geometry(d);
        if (ok) ct_geojson_fields_next(d->fields);
        d->facts.features++;
    }
    ct_json_blanks(&d->json);
    return ok && d->json.at == d->json.end;
}

/* ---- the table --------------------------------------------------------------------------------
 */

/* Names by which OGR finds features without properties a value among their other members. */
static bool has_member_column(const ct_column *columns, size_t count) {
    static const char *const members[] = { "type", "geometry", "properties", "id", "bbox" };
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < CT_COUNT(members); k++)
            if (strcmp(columns[i].name, members[k]) == 0) return true;
    return false;
}

static bool tell(const document *d, ct_place place, ct_report *report) {
    if (d->facts.mixed)
        ct_warn(
            report, place,
            "%zu features are collections of several kinds; only their areas (or else lines) are "
            "taken",
            d->facts.mixed);
    if (ct_geojson_shape_open_ring(d->shape) || (d->sift && ct_geojson_sift_open_ring(d->sift)))
        ct_warn(report, place, "a ring is not closed; it was closed");
    return true;
}

static ct_answer make_table(ct_arena *arena, ct_arena *scratch, const char *path, document *d,
                            const ct_read_options *options, const ct_table **table,
                            ct_report *report) {
    ct_column *columns;
    size_t count;
    if (!ct_geojson_fields_close(d->fields, &columns, &count)) return CT_NOT_MINE;
    if (d->bare && has_member_column(columns, count)) return CT_NOT_MINE;
    d->facts.format = "GeoJSON";
    ct_settling how = { .order = CT_RINGS_OUTER_CCW,
                        .place = options->file,
                        .facts = &d->facts,
                        .crs = options->crs,
                        .lonlat = !options->crs,
                        .mending = options->mending };
    ct_shape *shapes = CT_ARRAY(scratch, d->raw.rows, ct_shape);
    if (!ct_limit_holds(CT_LIMIT_FEATURES, (double)d->raw.rows, options->file, report))
        return CT_FAILED;
    if (d->sift && !ct_geojson_sift_rows(d->sift, arena, options->sieve, &how, shapes))
        return CT_NOT_MINE; /* to be read whole, then */
    if (d->sift &&
        !ct_limit_holds(CT_LIMIT_VERTICES, (double)d->facts.points, options->file, report))
        return CT_FAILED;
    bool ok = tell(d, options->file, report) &&
              (d->sift || ct_raw_settle(arena, &d->raw, &how, shapes, report)) &&
              ct_raw_table(arena, path, shapes, d->raw.rows, columns, count, options, &d->facts,
                           table, report);
    return ok ? CT_DONE : CT_FAILED;
}

/* Words by which OGR takes what looks like GeoJSON for TopoJSON or ESRI's JSON. */
static bool looks_foreign(const char *text, size_t size) {
    static const char *const words[] = { "\"Topology\"", "esri", "\"fieldAliases\"" };
    if (size > LOOKED_AT) size = LOOKED_AT;
    for (size_t i = 0; i < CT_COUNT(words); i++)
        if (memmem(text, size, words[i], strlen(words[i]))) return true;
    return false;
}

static size_t count_of(const char *text, size_t size, char c) {
    size_t count = 0;
    for (size_t i = 0; i < size; i++)
        count += text[i] == c;
    return count;
}

static ct_answer read_text(ct_arena *arena, const char *path, const char *text, size_t size,
                           const ct_read_options *options, bool sifts, const ct_table **table,
                           ct_report *report) {
    ct_arena *scratch = ct_arena_new();
    document *d = CT_NEW(scratch, document);
    d->start = text;
    d->json = (ct_json){ .at = text, .end = text + size };
    if (size >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) d->json.at += 3;
    d->raw = (ct_raw){ .arena = arena };
    d->shape = ct_geojson_shape_new(scratch, &d->json, &d->raw);
    d->fields = ct_geojson_fields_new(arena, scratch, &d->json);
    ct_answer answer = CT_NOT_MINE;
    if (ct_json_peek(&d->json, '{') && !looks_foreign(text, size)) {
        if (sifts)
            d->sift = ct_geojson_sift_new(scratch, text, options->sieve->bare);
        else /* a position has a bracket of its own, so there are no more than brackets */
            ct_raw_reserve(&d->raw, count_of(text, size, '['), 64, 64);
        if (read_document(d)) answer = make_table(arena, scratch, path, d, options, table, report);
    }
    ct_buffer_free(&d->json.text);
    ct_arena_free(scratch);
    return answer;
}

ct_answer ct_geojson_read(ct_arena *arena, const char *path, const ct_read_options *options,
                          const ct_table **table, ct_inputs *inputs, ct_report *report) {
    const uint8_t *data;
    size_t size;
    if (!ct_file_map(path, options->file, &data, &size, report)) return CT_FAILED;
    ct_answer answer = CT_NOT_MINE;
    if (options->sieve && !options->crs && !options->mending)
        answer = read_text(arena, path, (const char *)data, size, options, true, table, report);
    if (answer == CT_NOT_MINE)
        answer = read_text(arena, path, (const char *)data, size, options, false, table, report);
    ct_file_unmap(data, size);
    if (answer == CT_DONE) ct_inputs_add(inputs, path);
    return answer;
}
