/* where.c - rows that meet an OGR SQL condition: the usual ones here, all others by GDAL. */
#include "source.h"

#include <string.h>

bool ct_source_where(ct_arena *scratch, const ct_table *table, const char *where, ct_place place,
                     bool *keep, ct_report *report) {
    for (size_t i = 0; i < table->rows; i++)
        keep[i] = false;
    if (!where[strspn(where, " \t\r\n")])
        return ct_fail(report, CARTOUCHE_BAD_SPEC, place, "the condition is empty");
    if (ct_condition_rows(scratch, table, where, keep)) return true;
    const ct_gdal *gdal = ct_gdal_open(place, "this condition", report);
    return gdal && gdal->where(scratch, table, where, place, keep, report);
}
