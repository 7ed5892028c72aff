/* sift.c - features reduced to what a picture shows, a stretch of a file at a time, on several
 * threads: each row comes to the same whoever read it. */
#include "../project/project.h"
#include "source.h"

#include <math.h>
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

/* A part as it was read. */
enum { CCW = 1, HOLE = 2, CUT = 4 };

/* What a stretch holds of a row: parts up to these. */
typedef struct slice {
    ct_kind kind;
    size_t parts, rim_parts;
    ct_box speck; /* the largest of the parts that were too small */
} slice;

/* What a stretch came to. */
typedef struct load {
    ct_arena *arena;
    ct_builder out, rim; /* on the page, or in lon/lat where there is no view */
    uint8_t *flags;      /* of the parts of `out` */
    slice *rows;
    size_t row_count, flag_capacity, row_capacity;
    bool odd; /* it is no file for a sieve */
} load;

struct ct_sifter {
    const ct_sift *sift;
    ct_arena *arena, *scratch;
    ct_builder in;
    load *load;
    slice row;
};

/* Points and part ends of small rows lie side by side. */
typedef struct bin {
    double *x, *y;
    size_t *end;
    size_t points, parts, point_room, part_room;
} bin;

struct ct_sift {
    ct_arena *arena, *scratch;
    const ct_sieve *sieve;
    const ct_settling *how;
    ct_stretch_fn *read;
    const void *user;
    ct_sifter sifters[CT_SIFTERS];
    load *loads;
    size_t load_count;
    bin bin;
    size_t kept; /* points */
    ct_edging *edgings;
    size_t edging_count, edging_capacity;
};

/* ---- one stretch -------------------------------------------------------------------------------
 */

void ct_sifter_points(ct_sifter *s, size_t count, double **x, double **y) {
    ct_builder_points(&s->in, count, x, y);
}

void ct_sifter_part(ct_sifter *s, ct_kind kind, bool hole) {
    const ct_sieve *sieve = s->sift->sieve;
    load *l = s->load;
    ct_sifted seen = ct_sieve_part(sieve, kind, s->in.x, s->in.y, s->in.points);
    s->in.points = 0;
    l->odd |= seen.odd;
    if (seen.speck && kind == CT_POLYGON) {
        ct_box now = s->row.speck;
        double size = now.x1 - now.x0 + now.y1 - now.y0;
        bool larger = seen.box.x1 - seen.box.x0 + seen.box.y1 - seen.box.y0 > size;
        if (ct_box_is_empty(now) || larger) s->row.speck = seen.box;
    }
    if (!seen.count || seen.odd) return;
    size_t first = l->out.parts;
    bool cut = false;
    ct_shape part = { .kind = kind, .x = s->in.x, .y = s->in.y, .end = &seen.count, .parts = 1 };
    l->out.kind = kind;
    if (sieve->view)
        cut = ct_view_part(sieve->view, s->scratch, &part, seen.box, &l->out, &l->rim);
    else
        ct_builder_add(&l->out, &part);
    ct_arena_reset(s->scratch);
    for (size_t i = first; i < l->out.parts; i++) {
        CT_GROW(l->arena, l->flags, l->flag_capacity, i);
        l->flags[i] = (uint8_t)((seen.ccw ? CCW : 0) | (hole ? HOLE : 0) | (cut ? CUT : 0));
    }
}

void ct_sifter_row(ct_sifter *s, ct_kind kind) {
    load *l = s->load;
    s->row.kind = kind;
    s->row.parts = l->out.parts;
    s->row.rim_parts = l->rim.parts;
    CT_GROW(l->arena, l->rows, l->row_capacity, l->row_count);
    l->rows[l->row_count++] = s->row;
    s->row.speck = ct_box_empty();
}

static void read_stretch(ct_sifter *s, const ct_stretch *stretch, load *l) {
    ct_arena_reset(l->arena);
    *l = (load){ .arena = l->arena,
                 .out = ct_builder_start(l->arena, CT_POLYGON),
                 .rim = ct_builder_start(l->arena, CT_LINE) };
    if (stretch->points) ct_builder_reserve(&l->out, stretch->points);
    s->load = l;
    s->row.speck = ct_box_empty();
    s->sift->read(s->sift->user, stretch, s);
}

/* ---- rows --------------------------------------------------------------------------------------
 */

/* What the parts [first, last) of a load add to a row. */
typedef struct piece {
    const load *load;
    size_t first, last, rim_first, rim_last;
} piece;

typedef struct gathered {
    piece *pieces;
    size_t count, capacity, points, parts;
    ct_kind kind;
    ct_box speck;
} gathered;

static void gather(ct_sift *sift, gathered *g, const load *l, size_t row) {
    const slice *own = &l->rows[row];
    piece p = { .load = l, .last = own->parts, .rim_last = own->rim_parts };
    if (row) p.first = l->rows[row - 1].parts;
    if (row) p.rim_first = l->rows[row - 1].rim_parts;
    CT_GROW(sift->scratch, g->pieces, g->capacity, g->count);
    g->pieces[g->count++] = p;
    if (p.last > p.first)
        g->points += l->out.end[p.last - 1] - (p.first ? l->out.end[p.first - 1] : 0);
    g->parts += p.last - p.first;
    if (own->kind != CT_NULL) g->kind = own->kind;
    ct_box now = g->speck, other = own->speck;
    bool larger = other.x1 - other.x0 + other.y1 - other.y0 > now.x1 - now.x0 + now.y1 - now.y0;
    if (!ct_box_is_empty(other) && (ct_box_is_empty(now) || larger)) g->speck = other;
}

/* What is in a bin is not wanted before all is read. */
static void rest(const bin *b) {
    ct_spill_rest(b->x, b->points * sizeof *b->x);
    ct_spill_rest(b->y, b->points * sizeof *b->y);
    ct_spill_rest(b->end, b->parts * sizeof *b->end);
}

/* Room for a row in the bin. The first bins are small and in memory; when there is much, they are
 * large ones in files. */
static bin room_for(ct_sift *sift, size_t points, size_t parts) {
    enum { ROOM = 1 << 14, MUCH = 1 << 16, LARGE_ROOM = 1 << 16 };
    bin *b = &sift->bin;
    if (points > b->point_room - b->points || parts > b->part_room - b->parts) {
        bool much = sift->kept >= MUCH;
        rest(b);
        size_t room = much ? LARGE_ROOM : ROOM, n = points > room ? points : room;
        size_t ends = parts > room / 4 ? parts : room / 4, bytes = 2 * n * sizeof *b->x;
        bytes += ends * sizeof *b->end;
        double *all =
            much ? ct_arena_spill(sift->arena, bytes) : ct_arena_alloc(sift->arena, bytes);
        *b = (bin){ all, all + n, (size_t *)(void *)(all + 2 * n), 0, 0, n, ends };
    }
    bin own = *b;
    b->points += points;
    b->parts += parts;
    sift->kept += points;
    return own;
}

/* Adds the parts of the pieces that are cut, or those that are not; with their flags. */
static void add_parts(const gathered *g, bool cut, bin *to, uint8_t *flags) {
    for (size_t i = 0; i < g->count; i++) {
        const load *l = g->pieces[i].load;
        for (size_t p = g->pieces[i].first; p < g->pieces[i].last; p++) {
            if (!(l->flags[p] & CUT) == cut) continue;
            size_t from = p ? l->out.end[p - 1] : 0, n = l->out.end[p] - from;
            memcpy(to->x + to->points, l->out.x + from, n * sizeof *to->x);
            memcpy(to->y + to->points, l->out.y + from, n * sizeof *to->y);
            to->points += n;
            *flags++ = l->flags[p];
            to->end[to->parts++] = to->points;
        }
    }
}

/* The row's last parts are cut. */
static void add_edging(ct_sift *sift, const gathered *g, const ct_shape *row, size_t rings) {
    ct_builder lines = ct_builder_start(sift->arena, CT_LINE);
    for (size_t i = 0; i < g->count; i++) {
        const piece *p = &g->pieces[i];
        ct_shape own = ct_builder_take(&p->load->rim);
        if (p->rim_last == p->rim_first) continue;
        own.start = ct_part_start(&own, p->rim_first);
        own.end += p->rim_first;
        own.parts = p->rim_last - p->rim_first;
        ct_builder_add(&lines, &own);
    }
    CT_GROW(sift->arena, sift->edgings, sift->edging_capacity, sift->edging_count);
    sift->edgings[sift->edging_count++] = (ct_edging){ row->end, rings, ct_builder_take(&lines) };
}

static ct_shape join(ct_sift *sift, const gathered *g) {
    if (!g->parts) return (ct_shape){ .kind = CT_NULL };
    uint8_t *flags = CT_ARRAY(sift->scratch, g->parts, uint8_t);
    bin to = room_for(sift, g->points, g->parts);
    ct_shape row = { .kind = g->kind, .x = to.x, .y = to.y, .start = to.points };
    row.end = to.end + to.parts;
    row.parts = g->parts;
    size_t before = to.parts;
    add_parts(g, false, &to, flags);
    size_t rings = to.parts - before;
    if (rings < g->parts) {
        add_parts(g, true, &to, flags + rings);
        add_edging(sift, g, &row, rings);
    }
    if (row.kind == CT_POLYGON) {
        bool *ccw = CT_ARRAY(sift->scratch, g->parts, bool);
        bool *hole = CT_ARRAY(sift->scratch, g->parts, bool);
        for (size_t p = 0; p < g->parts; p++) {
            ccw[p] = flags[p] & CCW;
            hole[p] = flags[p] & HOLE;
        }
        ct_rings_turn(sift->how, sift->scratch, &row, to.x, to.y, ccw, hole);
    }
    return row;
}

/* A row all of whose parts are too small to be seen is a dot about the largest. */
static ct_shape dot(ct_sift *sift, ct_box speck) {
    const ct_sieve *sieve = sift->sieve;
    double x = (speck.x0 + speck.x1) / 2, y = (speck.y0 + speck.y1) / 2;
    double dx = sieve->dx / 2, dy = sieve->dy / 2;
    double x0 = fmax(-180, x - dx), x1 = fmin(180, x + dx);
    double y0 = fmax(-90, y - dy), y1 = fmin(90, y + dy);
    double xs[] = { x0, x1, x1, x0 }, ys[] = { y0, y0, y1, y1 };
    size_t end = 4;
    ct_shape box = { .kind = CT_POLYGON, .x = xs, .y = ys, .end = &end, .parts = 1 };
    load l = { .out = ct_builder_start(sift->scratch, CT_POLYGON),
               .rim = ct_builder_start(sift->scratch, CT_LINE) };
    if (sieve->view)
        ct_view_part(sieve->view, sift->scratch, &box, (ct_box){ x0, y0, x1, y1 }, &l.out, &l.rim);
    else
        ct_builder_add(&l.out, &box);
    l.flags = CT_ARRAY(sift->scratch, l.out.parts, uint8_t);
    memset(l.flags, CCW, l.out.parts);
    slice own = { .kind = CT_POLYGON, .parts = l.out.parts, .speck = ct_box_empty() };
    l.rows = &own;
    gathered g = { .speck = ct_box_empty() };
    gather(sift, &g, &l, 0);
    return join(sift, &g);
}

static void end_row(ct_sift *sift, gathered *g, ct_shape *shape) {
    *shape = join(sift, g);
    if (!g->parts && !ct_box_is_empty(g->speck)) *shape = dot(sift, g->speck);
    sift->how->facts->without_geometry += g->kind == CT_NULL;
    sift->how->facts->unseen += g->kind != CT_NULL && shape->kind == CT_NULL;
    *g = (gathered){ .speck = ct_box_empty() };
    ct_arena_reset(sift->scratch);
}

/* ---- all --------------------------------------------------------------------------------------
 */

ct_sift *ct_sift_open(ct_arena *arena, const ct_sieve *sieve, const ct_settling *how,
                      ct_stretch_fn *read, const void *user) {
    ct_sift *sift = CT_NEW(arena, ct_sift);
    *sift = (ct_sift){ .arena = arena,
                       .scratch = ct_arena_new(),
                       .sieve = sieve,
                       .how = how,
                       .read = read,
                       .user = user };
    for (int i = 0; i < CT_SIFTERS; i++) {
        ct_arena *own = ct_arena_new();
        sift->sifters[i] = (ct_sifter){ .sift = sift,
                                        .arena = own,
                                        .scratch = ct_arena_new(),
                                        .in = ct_builder_start(own, CT_POLYGON) };
    }
    return sift;
}

static void free_loads(ct_sift *sift) {
    for (size_t i = 0; i < sift->load_count; i++)
        ct_arena_free(sift->loads[i].arena);
}

void ct_sift_close(ct_sift *sift) {
    free_loads(sift);
    for (int i = 0; i < CT_SIFTERS; i++) {
        ct_arena_free(sift->sifters[i].arena);
        ct_arena_free(sift->sifters[i].scratch);
    }
    ct_arena_free(sift->scratch);
}

typedef struct shift {
    const ct_stretch *stretches;
    load *loads;
    size_t count;
    atomic_size_t next;
} shift;

typedef struct hand {
    shift *shift;
    ct_sifter *sifter;
} hand;

static void *work(void *of) {
    const hand *h = of;
    for (size_t i; (i = atomic_fetch_add(&h->shift->next, 1)) < h->shift->count;)
        read_stretch(h->sifter, &h->shift->stretches[i], &h->shift->loads[i]);
    return NULL;
}

static void read_all(ct_sift *sift, const ct_stretch *stretches, size_t count) {
    shift all = { .stretches = stretches, .loads = sift->loads, .count = count };
    hand hands[CT_SIFTERS];
    pthread_t threads[CT_SIFTERS];
    int started = 1;
    atomic_init(&all.next, 0);
    for (int i = 0; i < CT_SIFTERS; i++)
        hands[i] = (hand){ &all, &sift->sifters[i] };
    while (started < CT_SIFTERS && started < sift->sieve->threads && (size_t)started < count &&
           pthread_create(&threads[started], NULL, work, &hands[started]) == 0)
        started++;
    work(&hands[0]);
    for (int i = 1; i < started; i++)
        pthread_join(threads[i], NULL);
}

const ct_edging *ct_sift_edgings(const ct_sift *sift, size_t *count) {
    *count = sift->edging_count;
    return sift->edgings;
}

bool ct_sift_rows(ct_sift *sift, const ct_stretch *stretches, size_t count, ct_shape *shapes) {
    if (count > sift->load_count) {
        load *more = CT_ARRAY(sift->arena, count, load);
        for (size_t i = 0; i < count; i++)
            more[i].arena = i < sift->load_count ? sift->loads[i].arena : ct_arena_new();
        sift->loads = more;
        sift->load_count = count;
    }
    read_all(sift, stretches, count);
    for (size_t i = 0; i < count; i++)
        if (sift->loads[i].odd) return false;
    gathered g = { .speck = ct_box_empty() };
    for (size_t i = 0; i < count; i++) {
        const load *l = &sift->loads[i];
        for (size_t k = 0; k < l->row_count; k++) {
            size_t row = stretches[i].row + k;
            gather(sift, &g, l, k);
            bool goes_on = k + 1 == l->row_count && i + 1 < count && stretches[i + 1].row == row;
            if (!goes_on) end_row(sift, &g, &shapes[row]);
        }
    }
    rest(&sift->bin);
    return true;
}
