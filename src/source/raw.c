/* raw.c - features as a reader finds them, brought to lon/lat, cleaned and turned. */
#include "../project/project.h"
#include "source.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double absurd = 1e15;    /* no CRS has coordinates of this size */
static const double lat_slack = 1e-3; /* rounding of data that ends at a pole */

void ct_raw_reserve(ct_raw *raw, size_t points, size_t parts, size_t rows) {
    raw->x = CT_ARRAY(raw->arena, points, double);
    raw->y = CT_ARRAY(raw->arena, points, double);
    raw->end = CT_ARRAY(raw->arena, parts, size_t);
    raw->hole = CT_ARRAY(raw->arena, parts, bool);
    raw->kinds = CT_ARRAY(raw->arena, rows, ct_kind);
    raw->row_end = CT_ARRAY(raw->arena, rows, size_t);
    raw->x_capacity = raw->y_capacity = points;
    raw->end_capacity = raw->hole_capacity = parts;
    raw->kind_capacity = raw->row_capacity = rows;
}

void ct_raw_points(ct_raw *raw, size_t count, double **x, double **y) {
    if (count) {
        CT_GROW(raw->arena, raw->x, raw->x_capacity, raw->points + count - 1);
        CT_GROW(raw->arena, raw->y, raw->y_capacity, raw->points + count - 1);
    }
    *x = raw->x + raw->points;
    *y = raw->y + raw->points;
    raw->points += count;
}

void ct_raw_point(ct_raw *raw, double x, double y) {
    double *at_x, *at_y;
    ct_raw_points(raw, 1, &at_x, &at_y);
    *at_x = x;
    *at_y = y;
}

void ct_raw_end_ring(ct_raw *raw, bool hole) {
    CT_GROW(raw->arena, raw->end, raw->end_capacity, raw->parts);
    CT_GROW(raw->arena, raw->hole, raw->hole_capacity, raw->parts);
    raw->hole[raw->parts] = hole;
    raw->end[raw->parts++] = raw->points;
}

void ct_raw_end_part(ct_raw *raw) { ct_raw_end_ring(raw, false); }

void ct_raw_end_row(ct_raw *raw, ct_kind kind) {
    CT_GROW(raw->arena, raw->kinds, raw->kind_capacity, raw->rows);
    CT_GROW(raw->arena, raw->row_end, raw->row_capacity, raw->rows);
    raw->kinds[raw->rows] = kind;
    raw->row_end[raw->rows++] = raw->parts;
}

/* ---- to lon/lat -------------------------------------------------------------------------------
 */

static void spoil(ct_raw *raw, size_t i) { raw->x[i] = raw->y[i] = NAN; }

static bool spoiled(const ct_raw *raw, size_t i) { return isnan(raw->x[i]); }

/* Points that no CRS could hold become NaN. */
static size_t spoil_absurd(ct_raw *raw, ct_box *extent) {
    size_t bad = 0;
    *extent = ct_box_empty();
    for (size_t i = 0; i < raw->points; i++) {
        if (fabs(raw->x[i]) < absurd && fabs(raw->y[i]) < absurd) {
            ct_box_add(extent, raw->x[i], raw->y[i]);
        } else {
            spoil(raw, i);
            bad++;
        }
    }
    return bad;
}

static bool in_lonlat(double x, double y) { return fabs(x) <= 360 && fabs(y) <= 90 + lat_slack; }

static bool box_in_lonlat(ct_box box) {
    return ct_box_is_empty(box) || (in_lonlat(box.x0, box.y0) && in_lonlat(box.x1, box.y1));
}

static bool no_crs(const ct_settling *how, ct_box extent, ct_report *report) {
    if (how->lonlat) return true;
    bool inside = box_in_lonlat(extent);
    how->facts->outside = !inside;
    if (inside) {
        ct_warn(report, how->place,
                "there is no CRS; the coordinates are taken for lon/lat degrees");
        ct_hint(report, "say so: crs: EPSG:4326");
        return true;
    }
    const char *text =
        "there is no CRS, and the coordinates (%g %g to %g %g) are no lon/lat degrees";
    if (how->lenient)
        ct_warn(report, how->place, text, extent.x0, extent.y0, extent.x1, extent.y1);
    else
        ct_fail(report, CARTOUCHE_BAD_DATA, how->place, text, extent.x0, extent.y0, extent.x1,
                extent.y1);
    ct_hint(report, "name it: crs: EPSG:… or a PROJ string, or add a .prj file");
    return how->lenient;
}

/* A few stray points are taken out; a layer that lies elsewhere is a fault. */
static bool check_range(ct_raw *raw, const ct_settling *how, size_t *bad, ct_report *report) {
    size_t outside = 0, finite = 0;
    double x = 0, y = 0;
    for (size_t i = 0; i < raw->points; i++) {
        if (spoiled(raw, i)) continue;
        finite++;
        if (in_lonlat(raw->x[i], raw->y[i])) continue;
        if (!outside++) x = raw->x[i], y = raw->y[i];
    }
    if (outside && (outside > finite / 100)) {
        how->facts->outside = true;
        const char *text = "%zu of %zu points lie outside lon/lat, such as %g %g";
        if (how->lenient) {
            ct_warn(report, how->place, text, outside, finite, x, y);
            return true;
        }
        ct_fail(report, CARTOUCHE_BAD_DATA, how->place, text, outside, finite, x, y);
        ct_hint(report, "the coordinates are in another CRS than the file says: name it: crs: …");
        return false;
    }
    for (size_t i = 0; outside && i < raw->points; i++)
        if (!spoiled(raw, i) && !in_lonlat(raw->x[i], raw->y[i])) spoil(raw, i);
    *bad += outside;
    for (size_t i = 0; i < raw->points; i++)
        if (fabs(raw->y[i]) > 90) raw->y[i] = copysign(90, raw->y[i]);
    return true;
}

/* Degrees that a CRS takes for metres: they shrink to next to nothing. */
static void check_unit(const ct_raw *raw, const ct_settling *how, ct_report *report) {
    ct_box was = how->facts->extent, is = ct_box_empty();
    if (ct_box_is_empty(was) || !box_in_lonlat(was)) return;
    for (size_t i = 0; i < raw->points; i++)
        if (!spoiled(raw, i)) ct_box_add(&is, raw->x[i], raw->y[i]);
    double wide = fmax(was.x1 - was.x0, was.y1 - was.y0);
    double left = ct_box_is_empty(is) ? wide : fmax(is.x1 - is.x0, is.y1 - is.y0);
    if (!(wide > 0.05 && left < wide / 1000)) return;
    ct_warn(report, how->place,
            "the coordinates (%g %g to %g %g) look like lon/lat degrees, and the CRS takes them "
            "for metres",
            was.x0, was.y0, was.x1, was.y1);
    ct_hint(report, "if they are degrees, say so: crs: EPSG:4326");
}

static bool to_lonlat(ct_raw *raw, const ct_settling *how, size_t *bad, ct_report *report) {
    *bad = spoil_absurd(raw, &how->facts->extent);
    if (!how->crs) {
        if (!no_crs(how, how->facts->extent, report)) return false;
        return how->facts->outside || check_range(raw, how, bad, report);
    }
    ct_crs *crs = ct_crs_open(how->crs, how->place, report);
    if (!crs) return false;
    if (!ct_crs_is_lonlat(crs)) {
        ct_crs_to_lonlat(crs, raw->x, raw->y, raw->points);
        *bad = 0;
        for (size_t i = 0; i < raw->points; i++) {
            if (isfinite(raw->x[i]) && isfinite(raw->y[i])) continue;
            spoil(raw, i);
            ++*bad;
        }
        check_unit(raw, how, report);
    }
    ct_crs_close(crs);
    return check_range(raw, how, bad, report);
}

/* ---- cleaning ---------------------------------------------------------------------------------
 */

static bool same_point(const ct_raw *raw, size_t a, size_t b) {
    return raw->x[a] == raw->x[b] && raw->y[a] == raw->y[b];
}

/* Whether points [start, end) hold at least `wanted` (2 or 3) that differ. */
static bool distinct(const ct_raw *raw, size_t start, size_t end, int wanted) {
    size_t second = start;
    while (second < end && same_point(raw, second, start))
        second++;
    if (second == end) return false;
    if (wanted == 2) return true;
    for (size_t i = second + 1; i < end; i++)
        if (!same_point(raw, i, start) && !same_point(raw, i, second)) return true;
    return false;
}

/* Moves the good points of a part down to `to`; returns where they end, or `to` where the part is
 * too small to be drawn. */
static size_t clean_part(ct_raw *raw, ct_kind kind, size_t from, size_t end, size_t to,
                         size_t *small) {
    size_t out = to;
    for (size_t i = from; i < end; i++) {
        if (spoiled(raw, i)) continue;
        raw->x[out] = raw->x[i];
        raw->y[out++] = raw->y[i];
    }
    if (kind == CT_POINT || kind == CT_NULL || out == to) return out;
    if (kind == CT_POLYGON)
        while (out > to + 1 && same_point(raw, out - 1, to))
            out--;
    if (distinct(raw, to, out, kind == CT_POLYGON ? 3 : 2)) return out;
    ++*small;
    return to;
}

/* Cleans all parts in place (they only shrink) and points the shapes at them. */
static void clean(ct_arena *arena, ct_raw *raw, const ct_settling *how, ct_shape *shapes,
                  ct_report *report) {
    ct_rings *rings = ct_rings_open(arena, how);
    size_t from = 0, to = 0, part = 0, kept = 0;
    for (size_t row = 0; row < raw->rows; row++) {
        ct_kind kind = raw->kinds[row];
        size_t first = kept, start = to;
        for (; part < raw->row_end[row]; part++) {
            size_t end = raw->end[part];
            size_t out = clean_part(raw, kind, from, end, to, &how->facts->small_parts);
            from = end;
            if (out == to) continue;
            to = out;
            raw->hole[kept] = raw->hole[part];
            raw->end[kept++] = out;
        }
        if (kept == first || kind == CT_NULL) {
            shapes[row] = (ct_shape){ .kind = CT_NULL };
            continue;
        }
        shapes[row] = (ct_shape){ .kind = kind,
                                  .x = raw->x,
                                  .y = raw->y,
                                  .end = raw->end + first,
                                  .parts = kept - first,
                                  .start = start };
        ct_rings_settle(rings, raw, row, raw->hole + first, &shapes[row]);
    }
    ct_rings_close(rings, report);
}

/* Copies what a reader grew in a scratch arena to the table's. */
static void move_to(ct_arena *arena, ct_raw *raw) {
    if (raw->arena == arena) return;
    double *x = CT_ARRAY(arena, raw->points, double), *y = CT_ARRAY(arena, raw->points, double);
    size_t *end = CT_ARRAY(arena, raw->parts, size_t);
    if (raw->points) {
        memcpy(x, raw->x, raw->points * sizeof *x);
        memcpy(y, raw->y, raw->points * sizeof *y);
    }
    if (raw->parts) memcpy(end, raw->end, raw->parts * sizeof *end);
    raw->x = x;
    raw->y = y;
    raw->end = end;
}

bool ct_raw_settle(ct_arena *arena, ct_raw *raw, const ct_settling *how, ct_shape *shapes,
                   ct_report *report) {
    size_t bad;
    if (!ct_limit_holds(CT_LIMIT_FEATURES, (double)raw->rows, how->place, report) ||
        !ct_limit_holds(CT_LIMIT_VERTICES, (double)raw->points, how->place, report))
        return false;
    move_to(arena, raw);
    if (!to_lonlat(raw, how, &bad, report)) return false;
    clean(arena, raw, how, shapes, report);
    how->facts->bad_points = bad;
    if (bad)
        ct_warn(report, how->place,
                "%zu of %zu points have no place on the map (not finite, or out "
                "of all range) and were left out",
                bad, raw->points);
    if (how->facts->small_parts)
        ct_warn(report, how->place, "%zu ring%s or line%s with too few distinct points %s left out",
                how->facts->small_parts, how->facts->small_parts == 1 ? "" : "s",
                how->facts->small_parts == 1 ? "" : "s",
                how->facts->small_parts == 1 ? "was" : "were");
    return true;
}

/* ---- the table --------------------------------------------------------------------------------
 */

bool ct_raw_table(ct_arena *arena, const char *path, const ct_shape *shapes, size_t rows,
                  ct_column *columns, size_t column_count, const ct_read_options *options,
                  const ct_facts *facts, const ct_table **table, ct_report *report) {
    size_t drawable = 0, points = 0;
    for (size_t i = 0; i < rows; i++) {
        drawable += shapes[i].kind != CT_NULL;
        points += ct_shape_points(&shapes[i]);
    }
    if (!drawable && !facts->features)
        return ct_fail(report, CARTOUCHE_BAD_DATA, options->file, "there are no features");
    if (!drawable && !options->shapeless && !facts->unseen) {
        if (facts->features == 1)
            return ct_fail(report, CARTOUCHE_BAD_DATA, options->file,
                           "the only feature has no shape that could be drawn");
        return ct_fail(report, CARTOUCHE_BAD_DATA, options->file,
                       "none of the %zu features has a shape that could be drawn", facts->features);
    }
    size_t lost = facts->features - facts->deleted - facts->lost_rows - facts->unseen - drawable;
    if (lost && !options->shapeless)
        ct_warn(report, options->file, "%zu of %zu features have no geometry and are lost", lost,
                facts->features);
    ct_table *all = CT_NEW(arena, ct_table);
    ct_shape *own = CT_ARRAY(arena, rows, ct_shape);
    memcpy(own, shapes, rows * sizeof *own);
    *all = (ct_table){ .shapes = own,
                       .rows = rows,
                       .columns = columns,
                       .column_count = column_count,
                       .source = ct_strdup(arena, path),
                       .place = options->place,
                       .points_read = facts->points ? facts->points : points,
                       .sieved = facts->points > 0,
                       .edgings = facts->edgings,
                       .edging_count = facts->edging_count };
    *table = drawable == rows || options->shapeless ? all : ct_table_reshape(arena, all, own);
    return true;
}
