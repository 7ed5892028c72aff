/* geojson_shape.c - the geometries of GeoJSON (RFC 7946, 3.1) into flat parts. */
#include "source.h"

#include <math.h>
#include <string.h>
#include <strings.h>

enum { DEEPEST = 32, LEVELS = 4 };

/* A run of positions: a point, a line or a ring. */
typedef struct {
    size_t end; /* in points */
    int dimension;
    bool closed;
    bool hole;
} run;

struct ct_geojson_shape {
    ct_raw *raw;
    ct_json *json;
    ct_arena *scratch;
    run *runs;
    size_t count, capacity;
    bool open_ring;
};

ct_geojson_shape *ct_geojson_shape_new(ct_arena *scratch, ct_json *json, ct_raw *raw) {
    ct_geojson_shape *s = CT_NEW(scratch, ct_geojson_shape);
    *s = (ct_geojson_shape){ .raw = raw, .json = json, .scratch = scratch };
    return s;
}

bool ct_geojson_shape_open_ring(const ct_geojson_shape *s) { return s->open_ring; }

/* ---- coordinates ------------------------------------------------------------------------------
 */

static bool coordinate(ct_json *j, double *value) {
    ct_json_value number;
    if (!ct_json_number(j, &number) || !isfinite(number.number)) return false;
    *value = number.number;
    return true;
}

/* What stands after the '[' of a position; a third number is its height. */
static bool position(ct_geojson_shape *s, double *z, bool *high) {
    double x, y;
    bool more;
    if (!coordinate(s->json, &x) || !ct_json_take(s->json, ',') || !coordinate(s->json, &y) ||
        !ct_json_more(s->json, ']', &more))
        return false;
    *z = 0;
    if (more) {
        if (!coordinate(s->json, z) || !ct_json_take(s->json, ']')) return false;
        *high = true;
    }
    ct_raw_point(s->raw, x, y);
    return true;
}

static void end_run(ct_geojson_shape *s, size_t first, double first_z, double last_z, bool high) {
    const ct_raw *raw = s->raw;
    size_t last = raw->points - 1;
    CT_GROW(s->scratch, s->runs, s->capacity, s->count);
    s->runs[s->count++] =
        (run){ .end = raw->points,
               .closed = raw->x[first] == raw->x[last] && raw->y[first] == raw->y[last] &&
                         (!high || first_z == last_z) };
}

/* Positions up to the ']' after them; the '[' of the first is taken. */
static bool positions(ct_geojson_shape *s) {
    size_t first = s->raw->points;
    double first_z = 0, z = 0;
    bool high = false;
    for (bool more = true; more;) {
        bool start = s->raw->points == first;
        if (!position(s, &z, &high)) return false;
        if (start) first_z = z;
        if (!ct_json_more(s->json, ']', &more) || (more && !ct_json_take(s->json, '[')))
            return false;
    }
    end_run(s, first, first_z, z, high);
    return true;
}

/* Any `coordinates`: how deep its arrays nest, down to numbers, is its level. All alike, none
 * empty. */
static bool nested(ct_geojson_shape *s, int room, int *level) {
    ct_json *j = s->json;
    double z;
    bool high = false;
    if (!ct_json_take(j, '[')) return false;
    if (!ct_json_peek(j, '[')) {
        size_t first = s->raw->points;
        *level = 1;
        if (!position(s, &z, &high)) return false;
        end_run(s, first, z, z, high);
        return true;
    }
    const char *back = j->at++;
    if (!ct_json_peek(j, '[')) {
        *level = 2;
        return positions(s);
    }
    j->at = back;
    int own = 0;
    size_t first = s->count;
    for (bool more = true; more;) {
        if (room == 0 || !nested(s, room - 1, level)) return false;
        if (own && own != *level) return false;
        own = *level;
        if (!ct_json_more(j, ']', &more)) return false;
    }
    *level = own + 1;
    for (size_t i = first + 1; *level == 3 && i < s->count; i++)
        s->runs[i].hole = true;
    return true;
}

/* ---- geometries -------------------------------------------------------------------------------
 */

static const struct kind {
    const char *name;
    int level, dimension;
} kinds[] = {
    { "Point", 1, 0 },
    { "MultiPoint", 2, 0 },
    { "LineString", 2, 1 },
    { "MultiLineString", 3, 1 },
    { "Polygon", 3, 2 },
    { "MultiPolygon", 4, 2 },
    { "GeometryCollection", 0, -1 },
};

bool ct_geojson_is_shape(const char *type) {
    for (size_t i = 0; i < CT_COUNT(kinds); i++)
        if (strcmp(type, kinds[i].name) == 0) return true;
    return false;
}

/* The points of a MultiPoint came as one run; each is a part of its own. */
static void split_run(ct_geojson_shape *s, size_t first_run, size_t first_point) {
    size_t end = s->raw->points;
    s->count = first_run;
    for (size_t i = first_point; i < end; i++) {
        CT_GROW(s->scratch, s->runs, s->capacity, s->count);
        s->runs[s->count++] = (run){ .end = i + 1 };
    }
}

static bool settle(ct_geojson_shape *s, const char *type, int level, size_t run0, size_t point0) {
    const struct kind *kind = NULL;
    for (size_t i = 0; i < CT_COUNT(kinds); i++)
        if (strcmp(type, kinds[i].name) == 0) kind = &kinds[i];
    if (!kind || kind->level != level) return false;
    if (kind->dimension < 0) return true; /* its parts are settled */
    if (kind->level == 2 && kind->dimension == 0) split_run(s, run0, point0);
    for (size_t i = run0; i < s->count; i++) {
        s->runs[i].dimension = kind->dimension;
        if (kind->dimension == 2 && !s->runs[i].closed) s->open_ring = true;
    }
    return true;
}

static bool geometry(ct_geojson_shape *s, int depth);

static bool geometries(ct_geojson_shape *s, int depth) {
    if (!ct_json_take(s->json, '[')) return false;
    for (bool more = true; more;)
        if (!geometry(s, depth + 1) || !ct_json_more(s->json, ']', &more)) return false;
    return true;
}

/* A member that OGR would find under another spelling, or that would change what the rest means. */
static bool is_odd(const char *key) {
    static const char *const odd[] = { "type", "coordinates", "geometries", "crs" };
    for (size_t i = 0; i < CT_COUNT(odd); i++)
        if (strcasecmp(key, odd[i]) == 0) return true;
    return false;
}

static bool geometry(ct_geojson_shape *s, int depth) {
    ct_json *j = s->json;
    char type[24] = "";
    int level = -1;
    size_t run0 = s->count, point0 = s->raw->points;
    if (depth > DEEPEST || !ct_json_take(j, '{')) return false;
    for (bool more = true; more;) {
        const char *key = ct_json_string(j);
        bool ok = key && ct_json_take(j, ':');
        if (!ok) return false;
        if (strcmp(key, "type") == 0) {
            const char *text = ct_json_string(j);
            ok = text && !type[0] && strlen(text) < sizeof type;
            if (ok) memcpy(type, text, strlen(text) + 1);
        } else if (strcmp(key, "coordinates") == 0) {
            ok = level < 0 && nested(s, LEVELS, &level);
        } else if (strcmp(key, "geometries") == 0) {
            ok = level < 0 && geometries(s, depth);
            level = 0;
        } else {
            ok = !is_odd(key) && ct_json_skip(j);
        }
        if (!ok || !ct_json_more(j, '}', &more)) return false;
    }
    return settle(s, type, level, run0, point0);
}

/* ---- one feature's ----------------------------------------------------------------------------
 */

/* Takes out the points of runs that are not of the greatest dimension. */
static void keep_greatest(ct_geojson_shape *s, size_t start, int greatest) {
    ct_raw *raw = s->raw;
    size_t kept = 0, to = start, from = start;
    for (size_t i = 0; i < s->count; i++) {
        size_t size = s->runs[i].end - from;
        if (s->runs[i].dimension == greatest) {
            memmove(raw->x + to, raw->x + from, size * sizeof *raw->x);
            memmove(raw->y + to, raw->y + from, size * sizeof *raw->y);
            to += size;
            s->runs[kept] = s->runs[i];
            s->runs[kept++].end = to;
        }
        from += size;
    }
    raw->points = to;
    s->count = kept;
}

bool ct_geojson_shape_read(ct_geojson_shape *s, ct_kind *kind, bool *mixed) {
    static const ct_kind made[] = { CT_POINT, CT_LINE, CT_POLYGON };
    ct_raw *raw = s->raw;
    size_t start = raw->points;
    int greatest = 0;
    s->count = 0;
    if (!geometry(s, 0) || !s->count) return false;
    *mixed = false;
    for (size_t i = 0; i < s->count; i++) {
        if (i && s->runs[i].dimension != s->runs[0].dimension) *mixed = true;
        if (s->runs[i].dimension > greatest) greatest = s->runs[i].dimension;
    }
    if (*mixed) keep_greatest(s, start, greatest);
    for (size_t i = 0; i < s->count; i++) {
        ct_raw_end_ring(raw, s->runs[i].hole);
        raw->end[raw->parts - 1] = s->runs[i].end;
    }
    *kind = made[greatest];
    return true;
}
