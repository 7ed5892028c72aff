/* shp_sift.c - shapefiles for a picture: what is seen of them, read from the mapped file. */
#include "../project/project.h"
#include "source.h"

#include <shapefil.h>
#include <string.h>

/* As ct_shp_little, inlined: it is asked millions of times. */
static inline uint32_t little32(const uint8_t *p) {
    return (uint32_t)p[3] << 24 | (uint32_t)p[2] << 16 | (uint32_t)p[1] << 8 | p[0];
}

static double little_double(const uint8_t *p) {
    uint64_t bits = (uint64_t)little32(p + 4) << 32 | little32(p);
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

/* The box that a record says its shape has. */
static ct_box box_of(const uint8_t *content) {
    return (ct_box){ little_double(content + 4), little_double(content + 12),
                     little_double(content + 20), little_double(content + 28) };
}

/* None of its points is read. */
static bool is_outside(const uint8_t *content, ct_box window) {
    ct_box box = box_of(content);
    return box.x0 <= box.x1 && box.y0 <= box.y1 && !ct_box_meets(box, window);
}

static size_t points_of(const uint8_t *content) { return little32(content + 40); }

/* A record was checked before; but the file may be written anew under our eyes, which is told when
 * all is read. Until then nobody reads beyond it. */
static bool is_whole(size_t parts, size_t points, size_t size) {
    return parts <= size / 4 && points <= size / 16 && 44 + 4 * parts + 16 * points <= size;
}

/* A stretch of at most so many points, but for parts that are larger; and what is read before it is
 * let go. */
enum { STRETCH = 1 << 16, ROUND = 1 << 19 };

/* The parts of a record from `first` on, at most `count`. */
static void sift_parts(const ct_shapefile *s, size_t row, size_t first, size_t count, ct_kind kind,
                       ct_sifter *sifter) {
    const uint8_t *content = ct_shp_content(s, row);
    size_t parts = little32(content + 36), points = points_of(content);
    if (!is_whole(parts, points, s->records[row].size)) return;
    const uint8_t *starts = content + 44, *xy = starts + 4 * parts;
    for (size_t p = first; p < parts && p - first < count; p++) {
        size_t from = little32(starts + 4 * p);
        size_t end = p + 1 < parts ? little32(starts + 4 * (p + 1)) : points;
        double *x, *y;
        if (end <= from || end > points) continue;
        ct_sifter_points(sifter, end - from, &x, &y);
        for (size_t k = from; k < end; k++) {
            x[k - from] = little_double(xy + 16 * k);
            y[k - from] = little_double(xy + 16 * k + 8);
        }
        ct_sifter_part(sifter, kind, false);
    }
}

typedef struct reading {
    const ct_shapefile *file;
    const ct_sieve *sieve;
} reading;

/* Lets go of the points of some parts of a record. */
static void forget_parts(const ct_shapefile *s, const ct_stretch *stretch) {
    const uint8_t *content = ct_shp_content(s, stretch->row), *starts = content + 44;
    size_t parts = little32(content + 36);
    size_t xy = (size_t)(starts - s->data) + 4 * parts;
    const ct_shp_record *record = &s->records[stretch->row];
    if (stretch->part >= parts || !is_whole(parts, stretch->points, record->size)) return;
    size_t from = xy + 16 * (size_t)little32(starts + 4 * stretch->part);
    size_t to = from + 16 * stretch->points, end = record->at + CT_SHP_RECORD_HEADER + record->size;
    if (to <= end) ct_file_forget(s->data, from, to);
}

static void read_stretch(const void *user, const ct_stretch *stretch, ct_sifter *sifter) {
    const reading *r = user;
    for (size_t i = stretch->row; i < stretch->row + stretch->rows; i++) {
        const uint8_t *content = ct_shp_content(r->file, i);
        ct_kind kind = ct_shp_kind(little32(content));
        if (kind != CT_NULL && !points_of(content)) kind = CT_NULL;
        if (kind != CT_NULL && !is_outside(content, r->sieve->window))
            sift_parts(r->file, i, stretch->part, stretch->parts, kind, sifter);
        ct_sifter_row(sifter, kind);
    }
    size_t first = stretch->row, last = first + stretch->rows - 1;
    const ct_shp_record *end = &r->file->records[last];
    if (stretch->points == 0) return;
    if (stretch->parts == SIZE_MAX)
        ct_file_forget(r->file->data, r->file->records[first].at, end->at + end->size);
    else
        forget_parts(r->file, stretch);
}

/* Whether it can be reduced to what is seen: areas or lines in lon/lat. */
static bool can_sift(const ct_shapefile *s, const char *crs) {
    ct_kind kind = ct_shp_kind(little32(s->data + 32));
    char why[8];
    ct_crs *open =
        crs && (kind == CT_POLYGON || kind == CT_LINE) ? ct_crs_try(crs, why, sizeof why) : NULL;
    bool lonlat = open && ct_crs_is_lonlat(open);
    ct_crs_close(open);
    for (size_t i = 0; i < s->count && lonlat; i++) {
        uint32_t type = little32(ct_shp_content(s, i));
        lonlat = type == SHPT_NULL || ct_shp_kind(type) == kind;
        ct_shp_let_go(s, i);
    }
    return lonlat;
}

/* Which features there are: their records alone are looked at. False: some box lies beyond the
 * chart. */
static bool list(const ct_shapefile *s, ct_facts *facts, ct_shape *shapes) {
    for (size_t i = 0; i < s->count; i++) {
        const uint8_t *content = ct_shp_content(s, i);
        ct_kind kind = ct_shp_kind(little32(content));
        if (kind != CT_NULL && !points_of(content)) kind = CT_NULL;
        shapes[i] = (ct_shape){ .kind = kind };
        facts->without_geometry += kind == CT_NULL;
        if (kind == CT_NULL) continue;
        ct_box box = box_of(content);
        if (!(box.x0 >= -180 && box.x0 <= box.x1 && box.x1 <= 180 && box.y0 >= -90 &&
              box.y0 <= box.y1 && box.y1 <= 90))
            return false;
        ct_shp_let_go(s, i);
    }
    return true;
}

/* ---- what is read at once ---------------------------------------------------------------------
 */

typedef struct agenda {
    ct_arena *arena;
    ct_stretch *items;
    size_t count, capacity, points;
} agenda;

static ct_stretch *next_stretch(agenda *a, size_t row) {
    CT_GROW(a->arena, a->items, a->capacity, a->count);
    ct_stretch *stretch = &a->items[a->count++];
    *stretch = (ct_stretch){ .row = row, .rows = 1, .parts = SIZE_MAX };
    return stretch;
}

/* A large record is read in several stretches. */
static void add_large(agenda *a, size_t row, const uint8_t *content, size_t size) {
    size_t parts = little32(content + 36), points = points_of(content), first = 0, from = 0;
    if (!is_whole(parts, points, size)) parts = 0;
    for (size_t p = 1; p <= parts; p++) {
        size_t start = p < parts ? little32(content + 44 + 4 * p) : points;
        if (p < parts && start - from < STRETCH) continue;
        ct_stretch *stretch = next_stretch(a, row);
        stretch->part = first;
        stretch->parts = p - first;
        stretch->points = start - from;
        first = p;
        from = start;
    }
}

static void add_record(agenda *a, const reading *r, size_t row) {
    const uint8_t *content = ct_shp_content(r->file, row);
    bool read = little32(content) != SHPT_NULL && !is_outside(content, r->sieve->window);
    size_t points = read ? points_of(content) : 0;
    ct_stretch *last = a->count ? &a->items[a->count - 1] : NULL;
    a->points += points;
    if (points > STRETCH) {
        add_large(a, row, content, r->file->records[row].size);
    } else if (last && last->parts == SIZE_MAX && last->points + points <= STRETCH) {
        last->rows++;
        last->points += points;
    } else {
        next_stretch(a, row)->points = points;
    }
}

/* What the sieve leaves of the shapes. False: they are no shapes for it. Little of the file stays
 * in memory. */
bool ct_shp_sift(ct_arena *arena, const ct_shapefile *s, const ct_settling *how,
                 const ct_sieve *sieve, ct_shape *shapes) {
    if (!can_sift(s, how->crs)) return false;
    ct_facts *facts = how->facts, before = *facts;
    reading own = { s, sieve };
    facts->points = s->points;
    bool good = true;
    if (sieve->bare) {
        good = list(s, facts, shapes);
    } else {
        size_t gone = 0;
        agenda todo = { .arena = s->scratch };
        ct_sift *sift = ct_sift_open(arena, sieve, how, read_stretch, &own);
        for (size_t i = 0; i < s->count && good; i++) {
            add_record(&todo, &own, i);
            if (todo.points < ROUND && i + 1 < s->count) continue;
            good = ct_sift_rows(sift, todo.items, todo.count, shapes);
            todo.count = todo.points = 0;
            size_t done = s->records[i].at + s->records[i].size;
            ct_file_forget(s->data, gone, done);
            gone = done;
        }
        facts->edgings = ct_sift_edgings(sift, &facts->edging_count);
        ct_sift_close(sift);
    }
    if (!good) *facts = before;
    return good;
}
