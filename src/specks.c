/* specks.c - rule 17: areas too small to be seen are not drawn, unless they are required. */
#include "pipeline.h"

#include <math.h>

static const double LEAST = 4; /* px², of an area */

/* What the rings of a polygon cover, if they nest and do not cross. */
static double area_of(const ct_shape *polygon) {
    double sum = 0, largest = 0;
    for (size_t part = 0; part < polygon->parts; part++) {
        size_t start = ct_part_start(polygon, part), end = ct_part_end(polygon, part);
        double ring = ct_ring_area(polygon->x + start, polygon->y + start, end - start);
        sum += ring; /* a hole runs the other way */
        largest = fmax(largest, fabs(ring));
    }
    return fmax(fabs(sum), largest);
}

/* Small, and not for being cut: a corner of something large that peeks into the frame is none. */
bool ct_mark_is_speck(const ct_mark *mark, ct_box frame) {
    ct_box box = mark->box;
    bool inside = box.x0 > frame.x0 && box.y0 > frame.y0 && box.x1 < frame.x1 && box.y1 < frame.y1;
    if (!mark->area || mark->shape.kind != CT_POLYGON || !inside) return false;
    /* a sliver is long for its area, and shows what it borders on */
    if ((box.x1 - box.x0) * (box.y1 - box.y0) >= 4 * LEAST) return false;
    return area_of(&mark->shape) < LEAST;
}
