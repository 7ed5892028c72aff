/* backdrop.c - what lies below the texts of a scene, and below any point of it. */
#include "scene.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* All points in rows of one y, and the scene laid over them node by node. A canvas would do, but
 * its pixels would be a foreign library's, and a hundred times as many as are asked for. */
typedef struct looker {
    ct_arena *arena;
    const ct_scene *scene;
    ct_probe **rows; /* by y */
    size_t count;
    double *levels;    /* their y */
    size_t *starts;    /* by step down from the first row: the first row there or below */
    size_t steps;      /* of them, one px apart or more */
    double a_px;       /* steps a px */
    size_t *first;     /* of a row's points in the arrays below, with one to spare a row */
    size_t points;     /* in those arrays */
    ct_rgba **layers;  /* [0] the page; above it, open groups that are composed as one */
    double *opacities; /* of the latter */
    size_t depth, capacity;
    ct_box *clips; /* of the open groups, an endless one first */
    size_t clip_count, clip_capacity;
    uint8_t *hit; /* points that the path in hand covers, or where its winding number turns */
} looker;

static int by_y(const void *a, const void *b) {
    const ct_probe *one = *(ct_probe *const *)a, *other = *(ct_probe *const *)b;
    return one->y < other->y ? -1 : one->y > other->y;
}

/* Of a y that is not above the first row. */
static size_t step_of(const looker *l, double y) {
    double step = (y - l->levels[0]) * l->a_px;
    return step < (double)l->steps ? (size_t)step : l->steps - 1;
}

/* The first row at or below y. */
static size_t row_at(const looker *l, double y) {
    if (!(y > l->levels[0])) return 0;
    size_t row = l->starts[step_of(l, y)];
    while (row < l->count && l->levels[row] < y)
        row++;
    return row;
}

static void index_rows(looker *l) {
    const double MOST_STEPS = 20000;
    l->levels = CT_ARRAY(l->arena, l->count, double);
    for (size_t r = 0; r < l->count; r++)
        l->levels[r] = l->rows[r]->y;
    double high = l->count ? l->levels[l->count - 1] - l->levels[0] : 0;
    l->a_px = !isfinite(high) ? 0 : high > MOST_STEPS ? MOST_STEPS / high : 1;
    l->steps = isfinite(high) ? (size_t)(high * l->a_px) + 1 : 1;
    l->starts = CT_ARRAY(l->arena, l->steps, size_t);
    for (size_t step = 0, r = 0; step < l->steps; step++) {
        while (r < l->count && step_of(l, l->levels[r]) < step)
            r++;
        l->starts[step] = r;
    }
}

/* How many of a row's points lie left of x. */
static size_t points_left_of(const ct_probe *row, double x) {
    if (!(x > row->x)) return 0;
    double n = row->dx > 0 ? ceil((x - row->x) / row->dx) : (double)row->count;
    return n < (double)row->count ? (size_t)n : row->count;
}

/* What is laid over something unknown, a picture, stays unknown (NaN) unless it is opaque. */
static void lay_over(ct_rgba *below, ct_rgba above) {
    *below = above.a >= 1 ? above : ct_color_over(*below, above);
}

/* ---- paths ----------------------------------------------------------------------------------- */

/* Marks where the winding number turns: each edge turns that of all points left of it. Modulo 256,
 * which parity outlives. */
static void mark_edges(looker *l, const ct_shape *s) {
    double top = l->rows[0]->y, bottom = l->rows[l->count - 1]->y;
    for (size_t part = 0; part < s->parts; part++) {
        size_t start = ct_part_start(s, part), end = ct_part_end(s, part);
        for (size_t i = start, before = end - 1; i < end; before = i++) {
            double ay = s->y[before], by = s->y[i];
            double low = ay < by ? ay : by, high = ay < by ? by : ay;
            if (!(high > top && low <= bottom && high > low)) continue;
            double ax = s->x[before], slope = (s->x[i] - ax) / (by - ay);
            for (size_t r = row_at(l, low); r < l->count && l->rows[r]->y < high; r++) {
                size_t n = points_left_of(l->rows[r], ax + (l->rows[r]->y - ay) * slope);
                l->hit[l->first[r] + n] += ay < by ? 1 : UINT8_MAX;
            }
        }
    }
}

/* How the points that are hit are told. */
typedef enum telling { HIT, EVEN_ODD, WINDING } telling;

/* Turns marks of edges into points that are covered. */
static void settle_edges(looker *l, size_t r, telling how) {
    uint8_t *hit = l->hit + l->first[r], inside = 0;
    for (size_t k = l->rows[r]->count + 1; k-- > 0;) {
        uint8_t turns = hit[k];
        hit[k] = how == WINDING ? inside != 0 : inside & 1;
        inside = (uint8_t)(inside + turns);
    }
}

/* The stretch of a row that a segment's band covers. */
static void mark_band(looker *l, size_t r, const double a[2], const double b[2], double half) {
    double dx = b[0] - a[0], dy = b[1] - a[1], length = hypot(dx, dy);
    const ct_probe *row = l->rows[r];
    double from = fmin(a[0], b[0]) - half, to = fmax(a[0], b[0]) + half;
    if (fabs(dy) > 1e-9 * length) {
        double middle = a[0] + (row->y - a[1]) * dx / dy, reach = half * length / fabs(dy);
        from = fmax(from, middle - reach);
        to = fmin(to, middle + reach);
    }
    for (size_t k = points_left_of(row, from), end = points_left_of(row, to); k < end; k++)
        l->hit[l->first[r] + k] = 1;
}

static void mark_stroke(looker *l, const ct_shape *s, double half) {
    double top = l->rows[0]->y - half, bottom = l->rows[l->count - 1]->y + half;
    for (size_t part = 0; part < s->parts; part++) {
        size_t start = ct_part_start(s, part), end = ct_part_end(s, part);
        bool closed = s->kind == CT_POLYGON;
        for (size_t i = closed ? start : start + 1; i < end; i++) {
            size_t before = i == start ? end - 1 : i - 1;
            const double a[2] = { s->x[before], s->y[before] }, b[2] = { s->x[i], s->y[i] };
            double low = (a[1] < b[1] ? a[1] : b[1]) - half;
            double high = (a[1] < b[1] ? b[1] : a[1]) + half;
            if (!(high > top && low < bottom) || (a[0] == b[0] && a[1] == b[1])) continue;
            for (size_t r = row_at(l, low); r < l->count && l->rows[r]->y <= high; r++)
                mark_band(l, r, a, b, half);
        }
    }
}

/* Rows that have to do with a box; false where there are none. */
static bool rows_in(const looker *l, ct_box box, size_t *from, size_t *to) {
    *from = row_at(l, box.y0);
    *to = row_at(l, nextafter(box.y1, INFINITY));
    for (size_t r = *from; r < *to; r++) {
        const ct_probe *row = l->rows[r];
        double last = row->x + row->dx * (double)(row->count - 1);
        if (row->x <= box.x1 && last >= box.x0) return true;
    }
    return false;
}

/* Lays a colour over the points that are hit, before the nodes at which they are read, and forgets
 * the hits. */
static void paint(looker *l, size_t from, size_t to, size_t node, telling how, ct_rgba color) {
    ct_box clip = l->clips[l->clip_count - 1];
    for (size_t r = from; r < to; r++) {
        const ct_probe *row = l->rows[r];
        uint8_t *hit = l->hit + l->first[r];
        if (how != HIT) settle_edges(l, r, how);
        bool open = row->node > node && row->y >= clip.y0 && row->y <= clip.y1;
        for (size_t k = 0; k < row->count && open; k++) {
            double x = row->x + row->dx * (double)k;
            if (hit[k] && x >= clip.x0 && x <= clip.x1)
                lay_over(&l->layers[l->depth][l->first[r] + k], color);
        }
        memset(hit, 0, row->count + 1);
    }
}

/* A dashed line counts by the share of it that is drawn. */
static double drawn_share(const ct_stroke *stroke) {
    double on = 0, all = 0;
    for (size_t i = 0; i < stroke->dash_count && i < CT_COUNT(stroke->dash); i++) {
        all += stroke->dash[i];
        if (i % 2 == 0) on += stroke->dash[i];
    }
    return all > 0 ? on / all : 1;
}

static void lay_path(looker *l, const ct_path *path, size_t node) {
    ct_box box = ct_box_of(&path->shape);
    size_t from, to;
    if (path->shape.parts == 0 || ct_box_is_empty(box)) return;
    if (path->has_fill && path->fill.a > 0 && path->shape.kind == CT_POLYGON &&
        rows_in(l, box, &from, &to)) {
        mark_edges(l, &path->shape);
        paint(l, from, to, node, path->winding ? WINDING : EVEN_ODD, path->fill);
    }
    double half = path->stroke.width / 2;
    if (!(half > 0) || path->stroke.color.a <= 0 || !rows_in(l, ct_box_grow(box, half), &from, &to))
        return;
    ct_rgba color = path->stroke.color;
    color.a *= drawn_share(&path->stroke);
    mark_stroke(l, &path->shape, half);
    paint(l, from, to, node, HIT, color);
}

/* A box of a colour: a text's halo, a picture. */
static void lay_box(looker *l, ct_box box, size_t node, ct_rgba color) {
    size_t from, to;
    if (!rows_in(l, box, &from, &to)) return;
    for (size_t r = from; r < to; r++)
        for (size_t k = points_left_of(l->rows[r], box.x0),
                    end = points_left_of(l->rows[r], box.x1);
             k < end; k++)
            l->hit[l->first[r] + k] = 1;
    paint(l, from, to, node, HIT, color);
}

/* ---- groups ---------------------------------------------------------------------------------- */

static bool composed(const ct_group *group) { return group->opacity > 0 && group->opacity < 1; }

static void open_layer(looker *l, double opacity) {
    if (l->depth + 1 == l->capacity) {
        size_t capacity = l->capacity;
        ct_arena_grow(l->arena, (void **)&l->layers, &capacity, l->capacity, sizeof *l->layers);
        ct_arena_grow(l->arena, (void **)&l->opacities, &l->capacity, l->capacity,
                      sizeof *l->opacities);
    }
    l->depth++;
    l->layers[l->depth] = CT_ARRAY(l->arena, l->points, ct_rgba);
    l->opacities[l->depth] = opacity;
}

static void close_layer(looker *l) {
    for (size_t i = 0; i < l->points; i++) {
        ct_rgba top = l->layers[l->depth][i];
        top.a *= l->opacities[l->depth];
        if (top.a > 0 || isnan(top.a)) lay_over(&l->layers[l->depth - 1][i], top);
    }
    l->depth--;
}

static void open_group(looker *l, const ct_group *group) {
    ct_box clip = l->clips[l->clip_count - 1];
    if (group->has_clip)
        clip = (ct_box){ fmax(clip.x0, group->clip.x0), fmax(clip.y0, group->clip.y0),
                         fmin(clip.x1, group->clip.x1), fmin(clip.y1, group->clip.y1) };
    CT_GROW(l->arena, l->clips, l->clip_capacity, l->clip_count);
    l->clips[l->clip_count++] = clip;
    if (composed(group)) open_layer(l, group->opacity);
}

/* ---- looking --------------------------------------------------------------------------------- */

/* What is seen of a point where groups are still open. */
static ct_rgba flattened(const looker *l, size_t point) {
    ct_rgba color = l->layers[0][point];
    for (size_t d = 1; d <= l->depth; d++) {
        ct_rgba top = l->layers[d][point];
        top.a *= l->opacities[d];
        if (top.a > 0 || isnan(top.a)) lay_over(&color, top);
    }
    return color;
}

static int by_node(const void *a, const void *b) {
    const size_t *one = a, *other = b;
    return one[0] < other[0] ? -1 : one[0] > other[0];
}

/* Reads the rows that wait for this node; `waiting` has pairs of node and row, sorted. */
static size_t read_rows(looker *l, const size_t (*waiting)[2], size_t next, size_t node) {
    for (; next < l->count && waiting[next][0] <= node; next++) {
        size_t r = waiting[next][1];
        for (size_t k = 0; k < l->rows[r]->count; k++)
            l->rows[r]->seen[k] = flattened(l, l->first[r] + k);
    }
    return next;
}

static ct_box text_box(const ct_text *text) {
    double left = text->x - text->anchor * text->line.width, reach = text->halo_width;
    return (ct_box){ left + text->line.ink.x0 - reach, text->y + text->line.ink.y0 - reach,
                     left + text->line.ink.x1 + reach, text->y + text->line.ink.y1 + reach };
}

static void lay_node(looker *l, const bool *composed_ends, size_t i) {
    const ct_node *node = &l->scene->nodes[i];
    const ct_rgba unknown = { NAN, NAN, NAN, 1 };
    switch (node->type) {
    case CT_NODE_BEGIN:
        open_group(l, &node->group);
        break;
    case CT_NODE_END:
        if (composed_ends[i]) close_layer(l);
        l->clip_count--;
        break;
    case CT_NODE_PATH:
        lay_path(l, &node->path, i);
        break;
    case CT_NODE_TEXT: /* the halo of a block is a text of its own, below all its letters */
        if (node->text.halo_width > 0 && node->text.angle == 0)
            lay_box(l, text_box(&node->text), i, node->text.halo);
        break;
    case CT_NODE_IMAGE:
        lay_box(l, node->image.box, i, unknown);
        break;
    }
}

/* Which END nodes end a group that is composed as one. */
static const bool *find_composed_ends(ct_arena *arena, const ct_scene *scene) {
    bool *ends = CT_ARRAY(arena, scene->node_count, bool);
    bool *open = CT_ARRAY(arena, scene->node_count, bool);
    size_t depth = 0;
    for (size_t i = 0; i < scene->node_count; i++) {
        const ct_node *node = &scene->nodes[i];
        if (node->type == CT_NODE_BEGIN) open[depth++] = composed(&node->group);
        if (node->type == CT_NODE_END && depth > 0) ends[i] = open[--depth];
    }
    return ends;
}

static void prepare(looker *l, ct_probe *rows, size_t count) {
    l->rows = CT_ARRAY(l->arena, count, ct_probe *);
    l->first = CT_ARRAY(l->arena, count, size_t);
    for (size_t i = 0; i < count; i++)
        if (rows[i].count > 0 && isfinite(rows[i].x) && isfinite(rows[i].y) && isfinite(rows[i].dx))
            l->rows[l->count++] = &rows[i];
    qsort(l->rows, l->count, sizeof(ct_probe *), by_y);
    for (size_t r = 0; r < l->count; r++) {
        l->first[r] = l->points;
        l->points += l->rows[r]->count + 1;
    }
    index_rows(l);
    l->capacity = 4;
    l->layers = CT_ARRAY(l->arena, l->capacity, ct_rgba *);
    l->opacities = CT_ARRAY(l->arena, l->capacity, double);
    l->layers[0] = CT_ARRAY(l->arena, l->points, ct_rgba);
    for (size_t i = 0; i < l->points; i++)
        l->layers[0][i] = l->scene->paper;
    l->hit = CT_ARRAY(l->arena, l->points, uint8_t);
    CT_GROW(l->arena, l->clips, l->clip_capacity, 0);
    l->clips[l->clip_count++] = (ct_box){ -INFINITY, -INFINITY, INFINITY, INFINITY };
}

void ct_scene_probe(const ct_scene *scene, ct_probe *rows, size_t count) {
    looker l = { .arena = ct_arena_new(), .scene = scene };
    prepare(&l, rows, count);
    if (l.count > 0) {
        size_t(*waiting)[2] = (size_t(*)[2])CT_ARRAY(l.arena, l.count * 2, size_t);
        for (size_t r = 0; r < l.count; r++) {
            waiting[r][0] = l.rows[r]->node;
            waiting[r][1] = r;
        }
        qsort(waiting, l.count, sizeof *waiting, by_node);
        const bool *ends = find_composed_ends(l.arena, scene);
        size_t next = 0;
        for (size_t i = 0; i < scene->node_count && next < l.count; i++) {
            next = read_rows(&l, (const size_t(*)[2])waiting, next, i);
            lay_node(&l, ends, i);
        }
        (void)read_rows(&l, (const size_t(*)[2])waiting, next, SIZE_MAX);
    }
    ct_arena_free(l.arena);
}

/* ---- texts ----------------------------------------------------------------------------------- */

enum { ROWS = 4, CELL = 3, MOST_CELLS = 8 }; /* of points a text; a cell is CELL points wide */
static const double CELL_WIDTH = 14;         /* px: about two letters */

/* The rows of points of one text: in a turned one each point is a row of its own. */
static ct_probe *add_rows(const ct_text *text, size_t node, size_t cells, ct_probe *rows,
                          ct_rgba *seen) {
    ct_box ink = text->line.ink;
    size_t columns = cells * CELL;
    double dx = (ink.x1 - ink.x0) / (double)columns, dy = (ink.y1 - ink.y0) / ROWS;
    double c = cos(text->angle * M_PI / 180), s = sin(text->angle * M_PI / 180);
    for (size_t r = 0; r < ROWS; r++) {
        double x = ink.x0 + dx / 2 - text->anchor * text->line.width;
        double y = ink.y0 + dy * ((double)r + 0.5);
        if (text->angle == 0) {
            *rows++ = (ct_probe){ text->x + x, text->y + y, dx, columns, node, seen + r * columns };
            continue;
        }
        for (size_t k = 0; k < columns; k++, x += dx)
            *rows++ = (ct_probe){ text->x + x * c - y * s, text->y + x * s + y * c, 0, 1, node,
                                  seen + r * columns + k };
    }
    return rows;
}

static size_t cells_of(const ct_text *text) {
    double cells = (text->line.ink.x1 - text->line.ink.x0) / CELL_WIDTH;
    return cells > MOST_CELLS ? MOST_CELLS : cells > 1 ? (size_t)cells : 1;
}

/* The lightest and the darkest of the cells' mean colours: a thin line across a word is not its
 * ground, a dense hatch is. */
static ct_backdrop summed_up(const ct_rgba *seen, size_t cells, size_t node) {
    ct_backdrop found = { .node = node };
    size_t columns = cells * CELL;
    for (size_t cell = 0; cell < cells; cell++) {
        ct_rgba sum = { 0 };
        for (size_t i = 0; i < (size_t)ROWS * CELL; i++) {
            ct_rgba c = seen[i / CELL * columns + cell * CELL + i % CELL];
            sum = (ct_rgba){ sum.r + c.r, sum.g + c.g, sum.b + c.b, 1 };
        }
        const double n = ROWS * CELL;
        ct_rgba mean = { sum.r / n, sum.g / n, sum.b / n, 1 };
        double light = ct_color_luminance(mean);
        if (cell == 0 || light > ct_color_luminance(found.lightest)) found.lightest = mean;
        if (cell == 0 || light < ct_color_luminance(found.darkest)) found.darkest = mean;
    }
    return found;
}

static bool is_read(const ct_node *node) {
    ct_box ink = node->text.line.ink;
    return node->type == CT_NODE_TEXT && node->text.color.a > 0 && ink.x1 > ink.x0 &&
           ink.y1 > ink.y0;
}

const ct_backdrop *ct_scene_backdrops(ct_arena *arena, const ct_scene *scene, size_t *count) {
    ct_arena *scratch = ct_arena_new();
    size_t texts = 0, points = 0, rows = 0, k = 0;
    for (size_t i = 0; i < scene->node_count; i++) {
        if (!is_read(&scene->nodes[i])) continue;
        size_t own = cells_of(&scene->nodes[i].text) * CELL * ROWS;
        texts++;
        points += own;
        rows += scene->nodes[i].text.angle == 0 ? ROWS : own;
    }
    ct_probe *looks = CT_ARRAY(scratch, rows, ct_probe), *next = looks;
    ct_rgba *seen = CT_ARRAY(scratch, points, ct_rgba);
    ct_backdrop *found = CT_ARRAY(arena, texts, ct_backdrop);
    for (size_t i = 0, at = 0; i < scene->node_count; i++) {
        if (!is_read(&scene->nodes[i])) continue;
        size_t cells = cells_of(&scene->nodes[i].text);
        next = add_rows(&scene->nodes[i].text, i, cells, next, seen + at);
        at += cells * CELL * ROWS;
    }
    ct_scene_probe(scene, looks, rows);
    for (size_t i = 0, at = 0; i < scene->node_count; i++) {
        if (!is_read(&scene->nodes[i])) continue;
        size_t cells = cells_of(&scene->nodes[i].text);
        found[k++] = summed_up(seen + at, cells, i);
        at += cells * CELL * ROWS;
    }
    ct_arena_free(scratch);
    *count = texts;
    return found;
}
