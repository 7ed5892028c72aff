/* symbols.c - the forms of point symbols that are drawn as paths. */
#include <math.h>
#include <string.h>

#include "spec.h"

/* A form on a square of 24, y down: its path, the point of it that stands on the place, and how
 * much larger than its square it is drawn to look like a circle of the same size. */
typedef struct drawing {
    ct_symbol symbol;
    const char *path;
    double x, y, factor;
} drawing;

static const drawing drawings[] = {
    { CT_SYMBOL_BURST,
      "M12 0.6 14 6.6 18.7 2.5 17.6 8.3 23.6 8.4 19.2 12 23 16.6 17.6 15.8 18 21.6 13.9 17.4 11.6 "
      "23.4 9.9 17.5 5 21.2 6.3 15.4 0.6 15 5.1 11.8 1.2 7 6.9 8.2 6.2 2.6 10.4 6.7Z",
      12, 12, 1.3 },
    { CT_SYMBOL_PLANE,
      "M12 0.8C13 .8 13.7 2.3 13.7 4V8.8L23 14.7V17.3L13.7 14.3V18.9L16.7 21.1V23.1L12 21.8 7.3 "
      "23.1V21.1L10.3 18.9V14.3L1 17.3V14.7L10.3 8.8V4C10.3 2.3 11 .8 12 .8Z",
      12, 12.6, 1.45 },
    { CT_SYMBOL_ANCHOR,
      "M10.7 7.3A3.3 3.3 0 1 1 13.3 7.3V8.8H17.4V11.3H13.3V19.6C16 19.2 17.9 17.5 18.7 "
      "15.2L17 16 20.4 11.4 22.6 16.9 20.9 16.2C19.7 20 16.2 22.6 12 23 7.8 22.6 4.3 20 3.1 "
      "16.2L1.4 16.9 3.6 11.4 7 16 5.3 15.2C6.1 17.5 8 19.2 10.7 19.6V11.3H6.6V8.8H10.7ZM12 "
      "2.9A1.4 1.4 0 1 0 12 5.7 1.4 1.4 0 1 0 12 2.9Z",
      12, 12, 1.35 },
    { CT_SYMBOL_FLAG, "M3.4 1H5.7V2.4C9.3.4 13 4.6 20.6 2V12.4C13 15 9.3 10.8 5.7 12.8V23H3.4Z",
      4.5, 23, 1.35 },
    { CT_SYMBOL_PIN,
      "M12 23.4C9.2 17.6 4.6 14 4.6 8.6A7.4 7.4 0 1 1 19.4 8.6C19.4 14 14.8 17.6 12 23.4ZM12 "
      "5.7A2.9 2.9 0 1 0 12 11.5 2.9 2.9 0 1 0 12 5.7Z",
      12, 23.4, 1.6 },
    { CT_SYMBOL_BOLT, "M14.2.6 4 13.6H10.7L8.8 23.4 20 9.4H12.6Z", 12, 12, 1.4 },
};

/* Fine enough for a symbol of 100 px at scale 2. */
static const double SHARE_OFF = 1.0 / 2000;

static ct_shape moved(ct_arena *arena, const ct_shape *shape, double x, double y, double by) {
    ct_builder b = ct_builder_start(arena, CT_POLYGON);
    for (size_t p = 0; p < shape->parts; p++) {
        for (size_t i = ct_part_start(shape, p); i < ct_part_end(shape, p); i++)
            ct_builder_point(&b, (shape->x[i] - x) * by, (shape->y[i] - y) * by);
        ct_builder_end_part(&b);
    }
    return ct_builder_take(&b);
}

/* A path of the user's: its box, or what it takes, is `size` across, its middle the place. */
static bool form_of_path(ct_arena *arena, ct_point_class *point, size_t *fault) {
    ct_arena *scratch = ct_arena_new();
    ct_shape shape;
    double size = 24, off = size * SHARE_OFF;
    bool good = true;
    ct_box box = ct_box_empty();
    for (int pass = 0; pass < 2 && good; pass++) { /* roughly, to know its size; then finely */
        good = ct_path_parse(scratch, point->path.text, off, &shape, fault);
        if (good) box = ct_box_of(&shape);
        if (good && point->has_box)
            box = (ct_box){ point->box[0], point->box[1], point->box[0] + point->box[2],
                            point->box[1] + point->box[3] };
        size = fmax(box.x1 - box.x0, box.y1 - box.y0);
        off = size * SHARE_OFF;
        if (good && !(size > 0 && isfinite(size))) {
            *fault = SIZE_MAX;
            good = false;
        }
    }
    if (good)
        point->form = moved(arena, &shape, (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2, 1 / size);
    ct_arena_free(scratch);
    return good;
}

bool ct_symbol_form(ct_arena *arena, ct_point_class *point, size_t *fault) {
    point->form = (ct_shape){ .kind = CT_POLYGON };
    if (point->symbol == CT_SYMBOL_PATH) return form_of_path(arena, point, fault);
    for (size_t i = 0; i < CT_COUNT(drawings); i++) {
        const drawing *d = &drawings[i];
        ct_shape shape;
        if (d->symbol != point->symbol) continue;
        ct_arena *scratch = ct_arena_new();
        bool good = ct_path_parse(scratch, d->path, 24 * SHARE_OFF, &shape, fault);
        if (good) point->form = moved(arena, &shape, d->x, d->y, d->factor / 24);
        ct_arena_free(scratch);
        return good;
    }
    return true;
}
