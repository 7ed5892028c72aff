/* geojson_sift.c - GeoJSON for a picture: coordinates are skimmed first, then read by stretches. */
#include "source.h"

#include <math.h>
#include <stdatomic.h>
#include <string.h>
#include <strings.h>

/* Bytes: about what is read at once, and what is let go behind. */
enum { STRETCH = 1 << 20, LET_GO = 1 << 22, ROUND = 1 << 24 };

/* Some of the coordinates of a row: a list of lines, or of polygons. */
typedef struct piece {
    const char *at, *end;
    size_t row;
} piece;

struct ct_geojson_sift {
    const char *start; /* of the file */
    size_t gone;       /* of its bytes */
    bool bare;
    ct_arena *scratch;
    piece *pieces;
    size_t count, capacity;
    ct_kind *kinds; /* by row */
    size_t rows, kind_capacity;
    atomic_size_t points;
    atomic_bool bad, open_ring;
};

ct_geojson_sift *ct_geojson_sift_new(ct_arena *scratch, const char *start, bool bare) {
    ct_geojson_sift *s = CT_NEW(scratch, ct_geojson_sift);
    *s = (ct_geojson_sift){ .scratch = scratch, .start = start, .bare = bare };
    return s;
}

bool ct_geojson_sift_open_ring(const ct_geojson_sift *s) { return atomic_load(&s->open_ring); }

static void let_go(ct_geojson_sift *s, const char *at) {
    size_t done = (size_t)(at - s->start);
    if (done < s->gone + LET_GO) return;
    ct_file_forget((const uint8_t *)s->start, s->gone, done);
    s->gone = done;
}

/* ---- skimming ----------------------------------------------------------------------------------
 */

static void add_piece(ct_geojson_sift *s, const char *at, const char *end) {
    CT_GROW(s->scratch, s->pieces, s->capacity, s->count);
    s->pieces[s->count++] = (piece){ at, end, s->rows };
}

/* A bracket, or another character that coordinates do not have but in numbers. False: that. */
static bool step(ct_geojson_sift *s, const char *at, int *depth) {
    piece *last = &s->pieces[s->count - 1];
    if (*at == ']') {
        --*depth;
    } else if (*at == '[') {
        if (++*depth != 2 || at - last->at < STRETCH) return true;
        last->end = at;
        add_piece(s, at, NULL);
        let_go(s, at);
    } else {
        return *at == 'e' || *at == 'E';
    }
    return true;
}

/* Goes over an array of numbers and arrays, in pieces that begin with members of it. */
static bool skim_coordinates(ct_geojson_sift *s, ct_json *j) {
    const uint64_t letters =
        0x4040404040404040; /* brackets and letters have this bit, digits not */
    if (!ct_json_peek(j, '[')) return false;
    const char *p = j->at + 1, *end = j->end;
    int depth = 1;
    add_piece(s, p, NULL);
    while (depth > 0) {
        uint64_t word = 0;
        size_t n = (size_t)(end - p) < sizeof word ? (size_t)(end - p) : sizeof word;
        if (!n) return false;
        memcpy(&word, p, n);
        for (size_t i = 0; (word & letters) && i < n; i++) {
            if (!(p[i] & 0x40)) continue;
            if (!step(s, p + i, &depth)) return false;
            if (depth == 0) n = i + 1;
        }
        p += n;
    }
    s->pieces[s->count - 1].end = p - 1;
    j->at = p;
    return true;
}

/* One member of a geometry. False: it is none that is plain enough. */
static bool skim_member(ct_geojson_sift *s, ct_json *j, char type[24], bool *there) {
    static const char *const odd[] = { "type", "coordinates", "geometries", "crs" };
    const char *key = ct_json_string(j);
    if (!key || !ct_json_take(j, ':')) return false;
    if (strcmp(key, "type") == 0) {
        const char *text = ct_json_string(j);
        if (!text || *type || strlen(text) >= 24) return false;
        memcpy(type, text, strlen(text) + 1);
        return true;
    }
    if (strcmp(key, "coordinates") == 0) {
        if (*there) return false;
        *there = true;
        return skim_coordinates(s, j);
    }
    for (size_t i = 0; i < CT_COUNT(odd); i++)
        if (strcasecmp(key, odd[i]) == 0) return false;
    return ct_json_skip(j);
}

static void end_row(ct_geojson_sift *s, ct_kind kind) {
    CT_GROW(s->scratch, s->kinds, s->kind_capacity, s->rows);
    s->kinds[s->rows++] = kind;
}

void ct_geojson_skim_nothing(ct_geojson_sift *s) { end_row(s, CT_NULL); }

bool ct_geojson_skim(ct_geojson_sift *s, ct_json *j, ct_kind *kind) {
    static const struct {
        const char *name;
        ct_kind kind;
        bool many;
    } kinds[] = { { "LineString", CT_LINE, false },
                  { "MultiLineString", CT_LINE, true },
                  { "Polygon", CT_POLYGON, false },
                  { "MultiPolygon", CT_POLYGON, true } };
    char type[24] = "";
    bool there = false;
    size_t first = s->count, which = 0;
    if (!ct_json_take(j, '{')) return false;
    for (bool more = true; more;)
        if (!skim_member(s, j, type, &there) || !ct_json_more(j, '}', &more)) return false;
    while (which < CT_COUNT(kinds) && strcmp(type, kinds[which].name) != 0)
        which++;
    if (which == CT_COUNT(kinds) || !there) return false;
    if (!kinds[which].many) { /* the array itself is the one member */
        s->pieces[first].at--;
        s->pieces[first].end = s->pieces[s->count - 1].end + 1;
        s->count = first + 1;
    }
    let_go(s, j->at);
    if (s->bare) s->count = 0;
    *kind = kinds[which].kind;
    end_row(s, *kind);
    return true;
}

/* ---- reading -----------------------------------------------------------------------------------
 */

static bool read_position(ct_json *j, double *x, double *y) {
    ct_json_value number;
    bool more;
    if (!ct_json_take(j, '[') || !ct_json_number(j, &number)) return false;
    *x = number.number;
    if (!ct_json_take(j, ',') || !ct_json_number(j, &number)) return false;
    *y = number.number;
    if (!ct_json_more(j, ']', &more)) return false;
    return !more || (ct_json_number(j, &number) && ct_json_take(j, ']'));
}

/* A line or a ring. */
static bool read_run(ct_geojson_sift *s, ct_json *j, ct_kind kind, bool hole, ct_sifter *sifter) {
    double first[2] = { 0, 0 }, x, y, *to_x, *to_y;
    size_t n = 0;
    if (!ct_json_take(j, '[')) return false;
    for (bool more = true; more; n++) {
        if (!read_position(j, &x, &y) || !ct_json_more(j, ']', &more)) return false;
        ct_sifter_points(sifter, 1, &to_x, &to_y);
        *to_x = x;
        *to_y = y;
        if (n > 0) continue;
        first[0] = x;
        first[1] = y;
    }
    if (kind == CT_POLYGON && (first[0] != x || first[1] != y)) atomic_store(&s->open_ring, true);
    atomic_fetch_add(&s->points, n);
    ct_sifter_part(sifter, kind, hole);
    return true;
}

static bool read_polygon(ct_geojson_sift *s, ct_json *j, ct_sifter *sifter) {
    bool hole = false;
    if (!ct_json_take(j, '[')) return false;
    for (bool more = true; more; hole = true)
        if (!read_run(s, j, CT_POLYGON, hole, sifter) || !ct_json_more(j, ']', &more)) return false;
    return true;
}

static bool read_piece(ct_geojson_sift *s, const piece *p, ct_sifter *sifter) {
    ct_json j = { .at = p->at, .end = p->end };
    ct_kind kind = s->kinds[p->row];
    for (bool more = true; more;) {
        bool good =
            kind == CT_POLYGON ? read_polygon(s, &j, sifter) : read_run(s, &j, kind, false, sifter);
        if (!good) return false;
        more = ct_json_take(&j, ',');
        ct_json_blanks(&j);
        if (j.at == j.end) return true; /* a comma stands before the next piece */
    }
    return false;
}

/* A stretch's parts are pieces. */
static void read_stretch(const void *user, const ct_stretch *stretch, ct_sifter *sifter) {
    ct_geojson_sift *s = *(ct_geojson_sift *const *)user;
    size_t row = stretch->row;
    for (size_t i = stretch->part; i < stretch->part + stretch->parts; i++) {
        for (; row < s->pieces[i].row; row++)
            ct_sifter_row(sifter, s->kinds[row]);
        if (!read_piece(s, &s->pieces[i], sifter)) atomic_store(&s->bad, true);
    }
    for (; row < stretch->row + stretch->rows; row++)
        ct_sifter_row(sifter, s->kinds[row]);
    if (!stretch->parts) return;
    const piece *first = &s->pieces[stretch->part], *last = first + stretch->parts - 1;
    ct_file_forget((const uint8_t *)s->start, (size_t)(first->at - s->start),
                   (size_t)(last->end - s->start));
}

/* The pieces from `from` on that are read at once: those of one row, or of several small ones. */
static ct_stretch stretch_from(const ct_geojson_sift *s, size_t from, size_t row) {
    const piece *p = s->pieces;
    ct_stretch stretch = { .row = row, .part = from };
    size_t i = from;
    while (i < s->count && (i == from || p[i].end - p[from].at < STRETCH))
        i++;
    const size_t shortest = 16; /* bytes of a position, or nearly */
    stretch.parts = i - from;
    if (i > from) stretch.points = (size_t)(p[i - 1].end - p[from].at) / shortest;
    /* rows without a piece belong to the stretch before the next row that has one */
    size_t next = i < s->count ? p[i].row : s->rows;
    stretch.rows = next - row + (i > from && i < s->count && p[i - 1].row == p[i].row);
    return stretch;
}

bool ct_geojson_sift_rows(ct_geojson_sift *s, ct_arena *arena, const ct_sieve *sieve,
                          const ct_settling *how, ct_shape *shapes) {
    ct_facts *facts = how->facts;
    facts->points = 1; /* there was a sieve */
    for (size_t row = 0; row < s->rows && sieve->bare; row++)
        shapes[row] = (ct_shape){ .kind = s->kinds[row] };
    if (sieve->bare) return true;
    ct_sift *sift = ct_sift_open(arena, sieve, how, read_stretch, &s);
    ct_stretch *list = CT_ARRAY(s->scratch, s->count + 1, ct_stretch);
    bool good = true;
    s->gone = facts->without_geometry = 0;
    for (size_t i = 0, row = 0; good && row < s->rows;) {
        size_t count = 0, from = i;
        bool whole = false; /* up to the end of a row */
        while (row < s->rows && !(whole && s->pieces[i].at - s->pieces[from].at >= ROUND)) {
            list[count] = stretch_from(s, i, row);
            i += list[count].parts;
            row += list[count].rows;
            whole = i == s->count || s->pieces[i].row != s->pieces[i - 1].row;
            row -= !whole;
            count++;
        }
        good = ct_sift_rows(sift, list, count, shapes) && !atomic_load(&s->bad);
        if (i > 0) let_go(s, s->pieces[i - 1].end);
    }
    if (atomic_load(&s->points)) facts->points = atomic_load(&s->points);
    facts->edgings = ct_sift_edgings(sift, &facts->edging_count);
    ct_sift_close(sift);
    return good;
}
