/* graduate.c - point symbols whose size and turn tell a value of their feature. */
#include "pipeline.h"

#include <math.h>
#include <stdlib.h>

/* The number in a field of a row; NaN where there is none. */
static double number_of(const ct_table *table, size_t row, const char *field) {
    ct_value value;
    if (!ct_table_value(table, row, field, &value) || value.kind != CT_VALUE_NUMBER) return NAN;
    return value.number;
}

void ct_size_values(const ct_size_spec *size, const ct_table *table, double values[2]) {
    values[0] = size->values[0];
    values[1] = size->values[1];
    if (size->has_values) return;
    values[0] = values[1] = 0;
    for (size_t row = 0; row < table->rows; row++)
        values[1] = fmax(values[1], number_of(table, row, size->by.text));
}

double ct_size_of(const ct_size_spec *size, const double values[2], double value) {
    double share = (value - values[0]) / (values[1] - values[0]);
    double least = size->range[0] * size->range[0], most = size->range[1] * size->range[1];
    if (!(share >= 0)) return 0;
    return sqrt(least + (most - least) * fmin(share, 1));
}

/* Where all values are large, round ones among them: the greatest, the least, one between. Else a
 * quarter of the greatest's area, and a twentieth, show what lies between. */
void ct_size_steps(const ct_size_spec *size, const ct_table *table, const double values[2],
                   double steps[CT_SIZE_STEPS]) {
    static const double shares[CT_SIZE_STEPS] = { 1, 0.25, 0.05 };
    double low = INFINITY, high = 0;
    for (size_t row = 0; row < table->rows; row++) {
        double value = fmin(number_of(table, row, size->by.text), values[1]);
        if (value > values[0]) low = fmin(low, value), high = fmax(high, value);
    }
    if (isfinite(low) && low < high && low > shares[1] * values[1]) {
        double unit = ct_round_number((high - low) / 2);
        double most = floor(high / unit), least = ceil(low / unit);
        steps[0] = most * unit;
        steps[1] = round((most + least) / 2) * unit;
        steps[2] = least * unit;
        return;
    }
    for (size_t i = 0; i < CT_SIZE_STEPS; i++)
        steps[i] = ct_round_number(shares[i] * values[1]);
}

/* Large ones below small ones; equal ones as they were. */
static int compare_marks(const void *pa, const void *pb) {
    const ct_mark *a = pa, *b = pb;
    double sa = a->point ? a->point->size : 0, sb = b->point ? b->point->size : 0;
    if (sa != sb) return sa > sb ? -1 : 1;
    return (a->row > b->row) - (a->row < b->row);
}

/* A mark's own look; false where its value is too small, or none, to be drawn. */
static bool fit_mark(ct_arena *arena, const ct_layer_spec *layer, const ct_table *table,
                     const double values[2], ct_mark *mark, size_t *beyond) {
    ct_point_class *own = CT_NEW(arena, ct_point_class);
    *own = *mark->point;
    if (layer->rotate.text) {
        double turn = number_of(table, mark->row, layer->rotate.text);
        if (isfinite(turn)) own->turn = turn;
    }
    if (layer->size.given) {
        double value = number_of(table, mark->row, layer->size.by.text);
        own->size = isfinite(value) ? ct_size_of(&layer->size, values, value) : 0;
        if (value > values[1]) ++*beyond;
        if (!(own->size > 0)) return false;
    }
    mark->point = own;
    return true;
}

void ct_marks_graduate(ct_arena *arena, ct_layer_marks *marks, ct_report *report) {
    const ct_layer_spec *layer = marks->layer;
    size_t kept = 0, beyond = 0, all = marks->count;
    double values[2] = { 0, 0 };
    if (!layer->size.given && !layer->rotate.text) return;
    if (layer->size.given) ct_size_values(&layer->size, marks->table, values);
    for (size_t i = 0; i < all; i++) {
        ct_mark mark = marks->marks[i];
        if (mark.point && !fit_mark(arena, layer, marks->table, values, &mark, &beyond)) continue;
        marks->marks[kept++] = mark;
    }
    marks->count = kept;
    if (layer->size.given && kept > 1)
        qsort(marks->marks, kept, sizeof *marks->marks, compare_marks);
    if (kept < all)
        ct_note(report, layer->size.by.place,
                "layer '%s': %zu of %zu points are not drawn: their '%s' is no number above %g",
                layer->id, all - kept, all, layer->size.by.text, values[0]);
    if (beyond > 0) {
        ct_warn(report, layer->size.place,
                "layer '%s': %zu point%s over %g in '%s' %s drawn no larger than that", layer->id,
                beyond, beyond == 1 ? "" : "s", values[1], layer->size.by.text,
                beyond == 1 ? "is" : "are");
        ct_hint(report, "raise the second number of 'values'");
    }
}
