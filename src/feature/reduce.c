/* reduce.c - the operations of `data:` on one table: buffer, dissolve, outline, drop, simplify. */
#include "feature.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double km_per_degree = 111.195; /* of a great circle, sphere of 6371 km */

/* ---- buffer ------------------------------------------------------------------------------------
 */

bool ct_op_buffer(ct_arena *arena, const ct_table *table, double metres, ct_place place,
                  const ct_table **out, ct_report *report) {
    ct_shape *shapes = CT_ARRAY(arena, table->rows, ct_shape);
    size_t left = 0;
    for (size_t i = 0; i < table->rows; i++) {
        if (metres < 0 && table->shapes[i].kind != CT_POLYGON) {
            (void)ct_fail(report, CARTOUCHE_BAD_DATA, place,
                          "%s is no area: only areas can shrink by a buffer below 0",
                          ct_table_row_name(arena, table, i));
            ct_hint(report, "a buffer above 0 makes areas of lines and points");
            return false;
        }
        ct_context_push(report, "%s", ct_table_row_name(arena, table, i));
        bool ok = ct_ground_buffer(arena, &table->shapes[i], metres, place, &shapes[i], report);
        ct_context_pop(report);
        if (!ok) return false;
        left += shapes[i].kind != CT_NULL;
    }
    if (!left && table->rows)
        ct_warn(report, place, "of %zu area%s nothing is left: none is %g m wide", table->rows,
                table->rows == 1 ? "" : "s", 2 * fabs(metres));
    *out = ct_table_reshape(arena, table, shapes);
    return true;
}

/* ---- dissolve ---------------------------------------------------------------------------------
 */

/* The shapes of the most telling kind among rows of one group: areas, else lines, else points. */
static bool merge_group(ct_arena *arena, const ct_table *table, const size_t *rows, size_t count,
                        ct_place place, ct_shape *result, ct_report *report) {
    ct_kind kind = CT_NULL;
    size_t others = 0;
    for (size_t i = 0; i < count; i++)
        if (table->shapes[rows[i]].kind > kind) kind = table->shapes[rows[i]].kind;
    for (size_t i = 0; i < count; i++)
        others += table->shapes[rows[i]].kind != kind && table->shapes[rows[i]].kind != CT_NULL;
    *result = (ct_shape){ .kind = CT_NULL };
    if (kind == CT_NULL) return true;
    if (others)
        ct_warn(report, place, "%zu of %zu shapes are of a lesser kind than the %s and are lost",
                others, count, kind == CT_POLYGON ? "areas" : "lines");
    if (kind != CT_POLYGON) {
        ct_builder builder = ct_builder_start(arena, kind);
        for (size_t i = 0; i < count; i++)
            if (table->shapes[rows[i]].kind == kind)
                ct_builder_add(&builder, &table->shapes[rows[i]]);
        *result = ct_builder_take(&builder);
        return true;
    }
    ct_shape *shapes = malloc(count * sizeof *shapes);
    if (!shapes) abort();
    size_t polygons = 0;
    for (size_t i = 0; i < count; i++)
        if (table->shapes[rows[i]].kind == kind) shapes[polygons++] = table->shapes[rows[i]];
    bool ok = ct_union_all(arena, shapes, polygons, place, result, report);
    free(shapes);
    return ok;
}

static bool same_value(const ct_column *column, size_t a, size_t b) {
    if (column->type == CT_COLUMN_TEXT) return ct_streq(column->texts[a], column->texts[b]);
    double x = column->numbers[a], y = column->numbers[b];
    return x == y || (x != x && y != y);
}

/* Fields on which not all rows of a group agree are null in its new row. */
static void blank_unequal(const ct_table *table, ct_table *result, const size_t *groups) {
    size_t *first = calloc(result->rows + 1, sizeof *first); /* 1 + the row; 0: none yet */
    if (!first) abort();
    for (size_t c = 0; c < table->column_count; c++) {
        memset(first, 0, result->rows * sizeof *first);
        for (size_t i = 0; i < table->rows; i++) {
            size_t g = groups[i];
            if (g == SIZE_MAX) continue;
            if (first[g] == 0) {
                first[g] = i + 1;
            } else if (!same_value(&table->columns[c], first[g] - 1, i)) {
                if (table->columns[c].type == CT_COLUMN_TEXT)
                    result->columns[c].texts[g] = NULL;
                else
                    result->columns[c].numbers[g] = NAN;
            }
        }
    }
    free(first);
}

/* Gives every row its group, in the order of first appearance; returns how many there are. */
static size_t group_rows(const ct_table *table, const ct_column *column, size_t *groups) {
    size_t count = 0;
    size_t *leaders = malloc((table->rows + 1) * sizeof *leaders);
    if (!leaders) abort();
    for (size_t i = 0; i < table->rows; i++) {
        size_t g = 0;
        while (g < count && column && !same_value(column, leaders[g], i))
            g++;
        if (g == count) leaders[count++] = i;
        groups[i] = g;
    }
    free(leaders);
    return count;
}

static void unknown_field(ct_arena *arena, const ct_table *table, const char *field, ct_place place,
                          ct_report *report) {
    const char *nearest = ct_nearest(field, ct_table_names(arena, table), table->column_count);
    ct_fail(report, CARTOUCHE_BAD_SPEC, place, "there is no field '%s' to dissolve by", field);
    if (nearest)
        ct_hint(report, "did you mean '%s'? '*' makes one of all rows", nearest);
    else
        ct_hint(report, "'*' makes one of all rows");
}

bool ct_op_dissolve(ct_arena *arena, const ct_table *table, const char *field, ct_place place,
                    const ct_table **out, ct_report *report) {
    bool all = ct_streq(field, "*");
    const ct_column *column = all ? NULL : ct_table_column(table, field);
    if (!all && !column) {
        unknown_field(arena, table, field, place, report);
        return false;
    }
    size_t *groups = CT_ARRAY(arena, table->rows, size_t);
    size_t *rows = CT_ARRAY(arena, table->rows, size_t);
    size_t count = group_rows(table, column, groups);
    size_t *leaders = CT_ARRAY(arena, count, size_t);
    ct_shape *shapes = CT_ARRAY(arena, count, ct_shape);
    size_t kept = 0;
    for (size_t g = 0; g < count; g++) {
        size_t members = 0;
        for (size_t i = 0; i < table->rows; i++)
            if (groups[i] == g) rows[members++] = i;
        ct_context_push(report, "%s", ct_table_row_name(arena, table, rows[0]));
        bool ok = merge_group(arena, table, rows, members, place, &shapes[kept], report);
        ct_context_pop(report);
        if (!ok) return false;
        bool empty = shapes[kept].kind == CT_NULL;
        for (size_t i = 0; i < members; i++)
            groups[rows[i]] = empty ? SIZE_MAX : kept;
        /* groups already done hold numbers below `kept`, all below the g that come */
        if (!empty) leaders[kept++] = rows[0];
    }
    ct_table *result = ct_table_gather(arena, table, leaders, shapes, kept);
    blank_unequal(table, result, groups);
    *out = result;
    return true;
}

/* ---- outline ----------------------------------------------------------------------------------
 */

/* A polygon's rings as closed lines. */
static ct_shape ring_lines(ct_arena *arena, const ct_shape *polygon) {
    ct_builder builder = ct_builder_start(arena, CT_LINE);
    for (size_t p = 0; p < polygon->parts; p++) {
        size_t start = ct_part_start(polygon, p), end = ct_part_end(polygon, p);
        for (size_t i = start; i < end; i++)
            ct_builder_point(&builder, polygon->x[i], polygon->y[i]);
        if (end > start) ct_builder_point(&builder, polygon->x[start], polygon->y[start]);
        ct_builder_end_part(&builder);
    }
    if (!builder.parts) return (ct_shape){ .kind = CT_NULL };
    return ct_builder_take(&builder);
}

static bool table_union(ct_arena *arena, const ct_table *table, ct_place place, ct_shape *whole,
                        ct_report *report) {
    const ct_table *one;
    if (!ct_op_dissolve(arena, table, "*", place, &one, report)) return false;
    *whole = one->rows ? one->shapes[0] : (ct_shape){ .kind = CT_NULL };
    return true;
}

/* With a base, all rows make one front: a border that two rows share is none of it. */
bool ct_op_outline(ct_arena *arena, const ct_table *table, const ct_table *base, bool inner,
                   double tolerance, ct_place place, const ct_table **out, ct_report *report) {
    size_t polygons = 0;
    for (size_t i = 0; i < table->rows; i++)
        polygons += table->shapes[i].kind == CT_POLYGON;
    if (!polygons && table->rows)
        return ct_fail(report, CARTOUCHE_BAD_DATA, place, "%s holds no area to take an outline of",
                       table->source ? table->source : "the table");
    if (!base) {
        ct_shape *shapes = CT_ARRAY(arena, table->rows, ct_shape);
        for (size_t i = 0; i < table->rows; i++)
            if (table->shapes[i].kind == CT_POLYGON)
                shapes[i] = ring_lines(arena, &table->shapes[i]);
        *out = ct_table_reshape(arena, table, shapes);
        return true;
    }
    const ct_table *one;
    ct_shape rim;
    if (!ct_op_dissolve(arena, table, "*", place, &one, report) ||
        !table_union(arena, base, place, &rim, report))
        return false;
    ct_shape *shapes = CT_ARRAY(arena, one->rows, ct_shape);
    for (size_t i = 0; i < one->rows; i++) {
        const ct_shape *area = &one->shapes[i];
        bool good = true;
        if (rim.kind != CT_POLYGON) /* nothing of the outline runs along a base that is empty */
            shapes[i] = inner ? ring_lines(arena, area) : (ct_shape){ .kind = CT_NULL };
        else if (inner)
            good = ct_contact_line(arena, area, &rim, tolerance, place, &shapes[i], report);
        else
            good = ct_outline_outer(arena, area, &rim, tolerance, place, &shapes[i], report);
        if (!good) return false;
    }
    *out = ct_table_reshape(arena, one, shapes);
    return true;
}

/* ---- drop -------------------------------------------------------------------------------------
 */

typedef struct {
    size_t part;
    double area; /* signed, planar */
    ct_box box;
    size_t owner; /* of a hole: the ring it lies in; of an outer ring: itself */
} ring;

static ct_box box_of_ring(const ct_shape *s, size_t part) {
    ct_box box = ct_box_empty();
    for (size_t i = ct_part_start(s, part); i < ct_part_end(s, part); i++)
        ct_box_add(&box, s->x[i], s->y[i]);
    return box;
}

static ct_shape one_ring(const ct_shape *s, const size_t *end) {
    return (ct_shape){ .kind = CT_POLYGON, .x = s->x, .y = s->y, .end = end, .parts = 1 };
}

/* Whether ring `inner` lies in ring `outer`, by their boxes and a point of `inner` that is not on
 * `outer` (holes may touch). */
static bool ring_within(const ct_shape *s, const ring *inner, const ring *outer) {
    if (inner->box.x0 < outer->box.x0 || inner->box.x1 > outer->box.x1 ||
        inner->box.y0 < outer->box.y0 || inner->box.y1 > outer->box.y1)
        return false;
    ct_shape shape = one_ring(s, &s->end[outer->part]);
    shape.start = ct_part_start(s, outer->part);
    size_t in = 0, out = 0;
    size_t start = ct_part_start(s, inner->part), end = ct_part_end(s, inner->part);
    for (size_t i = start; i < end && in < 3 && out < 3; i++) {
        if (ct_shape_contains(&shape, s->x[i], s->y[i]))
            in++;
        else
            out++;
    }
    return in > out;
}

/* Every hole goes to the smallest outer ring around it; one that has none stands for itself. */
static ring *rings_owned(const ct_shape *s) {
    ring *rings = calloc(s->parts + 1, sizeof *rings);
    if (!rings) abort();
    for (size_t p = 0; p < s->parts; p++) {
        size_t start = ct_part_start(s, p);
        rings[p] = (ring){ p, ct_ring_area(s->x + start, s->y + start, ct_part_end(s, p) - start),
                           box_of_ring(s, p), p };
    }
    for (size_t p = 0; p < s->parts; p++) {
        if (rings[p].area >= 0) continue;
        double best = INFINITY;
        for (size_t q = 0; q < s->parts; q++)
            if (rings[q].area > 0 && rings[q].area < best && ring_within(s, &rings[p], &rings[q])) {
                best = rings[q].area;
                rings[p].owner = q;
            }
    }
    return rings;
}

static void add_ring(ct_builder *builder, const ct_shape *s, size_t part) {
    for (size_t i = ct_part_start(s, part); i < ct_part_end(s, part); i++)
        ct_builder_point(builder, s->x[i], s->y[i]);
    ct_builder_end_part(builder);
}

/* Square metres of an outer ring less its holes. */
static double group_area(const ct_shape *s, const ring *rings, size_t owner) {
    double area = 0;
    for (size_t p = 0; p < s->parts; p++) {
        if (rings[p].owner != owner) continue;
        ct_shape shape = one_ring(s, &s->end[p]);
        shape.start = ct_part_start(s, p);
        double part = ct_geodesic_area(&shape);
        area += p == owner ? part : -part;
    }
    return area;
}

static ct_shape drop_parts(ct_arena *arena, const ct_shape *s, double m2, size_t *dropped) {
    ring *rings = rings_owned(s);
    bool *keep = calloc(s->parts + 1, sizeof *keep);
    if (!keep) abort();
    size_t gone = 0;
    for (size_t p = 0; p < s->parts; p++) {
        if (rings[p].owner != p) continue;
        keep[p] = group_area(s, rings, p) >= m2;
        gone += !keep[p];
    }
    ct_builder builder = ct_builder_start(arena, CT_POLYGON);
    for (size_t p = 0; gone && p < s->parts; p++)
        if (keep[rings[p].owner]) add_ring(&builder, s, p);
    free(rings);
    free(keep);
    *dropped += gone;
    if (!gone) return *s;
    return builder.parts ? ct_builder_take(&builder) : (ct_shape){ .kind = CT_NULL };
}

const ct_table *ct_op_drop(ct_arena *arena, const ct_table *table, double km2, size_t *dropped) {
    size_t count = 0;
    ct_shape *shapes = CT_ARRAY(arena, table->rows, ct_shape);
    for (size_t i = 0; i < table->rows; i++)
        shapes[i] = table->shapes[i].kind == CT_POLYGON && km2 > 0
                        ? drop_parts(arena, &table->shapes[i], km2 * 1e6, &count)
                        : table->shapes[i];
    if (dropped) *dropped = count;
    return ct_table_reshape(arena, table, shapes);
}

/* ---- smooth ---- */

bool ct_op_smooth(ct_arena *arena, const ct_table *table, int passes, ct_place place,
                  const ct_table **out, ct_report *report) {
    ct_shape *shapes = CT_ARRAY(arena, table->rows, ct_shape);
    for (size_t i = 0; i < table->rows; i++) {
        if (table->shapes[i].kind == CT_POLYGON) {
            (void)ct_fail(report, CARTOUCHE_BAD_SPEC, place,
                          "'smooth' is for lines, not for areas");
            ct_hint(report, "smooth the line that splits the areas, or use 'simplify'");
            return false;
        }
        shapes[i] = ct_smooth_corners(arena, &table->shapes[i], passes);
    }
    *out = ct_table_reshape(arena, table, shapes);
    return true;
}

/* ---- simplify ---------------------------------------------------------------------------------
 */

/* The detail in degrees of latitude, where x shrinks as it does in the middle of these shapes. */
static ct_detail detail_about(ct_box box, const ct_detail *ground) {
    double middle = (box.y0 + box.y1) / 2 * 3.14159265358979323846 / 180;
    double degree = km_per_degree * 1000;
    return (ct_detail){ .area = ground->area / (degree * degree),
                        .distance = ground->distance / degree,
                        .shrink = fmax(cos(middle), 0.01) };
}

static size_t polygons_in(const ct_table *table, ct_shape *polygons) {
    size_t count = 0;
    for (size_t i = 0; i < table->rows; i++)
        if (table->shapes[i].kind == CT_POLYGON) polygons[count++] = table->shapes[i];
    return count;
}

size_t ct_op_simplify(ct_arena *arena, const ct_table *table, const ct_detail *detail,
                      const ct_table *const *sources, size_t source_count, const ct_table **out) {
    ct_box box = ct_table_box(table);
    size_t lost = 0;
    *out = table;
    if ((!(detail->area > 0) && !(detail->distance > 0)) || ct_box_is_empty(box)) return 0;
    ct_detail own = detail_about(box, detail);
    ct_shape *polygons = CT_ARRAY(arena, table->rows, ct_shape);
    ct_shape *simple = CT_ARRAY(arena, table->rows, ct_shape);
    ct_shape *shapes = CT_ARRAY(arena, table->rows, ct_shape);
    size_t count = polygons_in(table, polygons);
    ct_mosaic *mosaics = CT_ARRAY(arena, source_count, ct_mosaic);
    for (size_t i = 0; i < source_count && count; i++) {
        ct_shape *all = CT_ARRAY(arena, sources[i]->rows, ct_shape);
        mosaics[i] = (ct_mosaic){ all, polygons_in(sources[i], all),
                                  detail_about(ct_table_box(sources[i]), detail) };
    }
    if (count)
        lost = ct_simplify_shared(arena, &(ct_mosaic){ polygons, count, own }, mosaics,
                                  source_count, simple);
    count = 0;
    for (size_t i = 0; i < table->rows; i++) {
        const ct_shape *shape = &table->shapes[i];
        if (shape->kind == CT_POLYGON)
            shapes[i] = simple[count++];
        else
            shapes[i] = shape->kind == CT_LINE ? ct_simplify_lines(arena, shape, &own) : *shape;
    }
    *out = ct_table_reshape(arena, table, shapes);
    return lost;
}
