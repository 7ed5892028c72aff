/* repair.c - areas whose outlines cross are mended, and what that changed. */
#include "feature.h"

#include <math.h>

void ct_mending_add(ct_mending *mending, size_t row, double before, double after) {
    double change = fabs(after - before), most = fmax(before, after);
    double share = most > 0 ? change / most : 0;
    if (!mending->count++) mending->first = row + 1;
    mending->changed += change;
    mending->whole += most;
    mending->most = fmax(mending->most, share);
}

bool ct_op_repair(ct_arena *arena, const ct_table *table, ct_place place, const ct_table **out,
                  ct_mending *mending, ct_report *report) {
    *mending = (ct_mending){ 0 };
    ct_shape *shapes = CT_ARRAY(arena, table->rows, ct_shape);
    for (size_t i = 0; i < table->rows; i++) {
        shapes[i] = table->shapes[i];
        if (!ct_rings_cross(&shapes[i])) {
            if (shapes[i].kind == CT_POLYGON) mending->ground += ct_geodesic_area(&shapes[i]);
            continue;
        }
        double before = ct_geodesic_area(&shapes[i]);
        ct_context_push(report, "%s", ct_table_row_name(arena, table, i));
        bool ok = ct_repair(arena, &table->shapes[i], place, &shapes[i], NULL, report);
        ct_context_pop(report);
        if (!ok) return false;
        bool lost = shapes[i].kind != CT_POLYGON || !shapes[i].parts;
        if (lost) shapes[i] = (ct_shape){ .kind = CT_NULL };
        double after = lost ? 0 : ct_geodesic_area(&shapes[i]);
        mending->ground += after;
        ct_mending_add(mending, i, before, after);
    }
    *out = mending->count ? ct_table_reshape(arena, table, shapes) : table;
    return true;
}
