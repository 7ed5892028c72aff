/* note_picture.c - annotations that are a picture: its box at its place. */
#include "notes.h"

#include <math.h>

#define AIR         2.0 /* px about it that labels keep free */
#define FRAME_INSET 6.0

/* Moved into the frame, where it stands by a place of the map and has room there. */
static ct_box kept_inside(ct_box box, const ct_note_ask *ask) {
    ct_box room = ct_box_grow(ask->frame, -FRAME_INSET);
    if (ask->spec->at.kind == CT_AT_SHEET_SHARE) return box;
    if (box.x1 - box.x0 > room.x1 - room.x0 || box.y1 - box.y0 > room.y1 - room.y0) return box;
    double dx = fmax(room.x0 - box.x0, 0) - fmax(box.x1 - room.x1, 0);
    double dy = fmax(room.y0 - box.y0, 0) - fmax(box.y1 - room.y1, 0);
    return (ct_box){ box.x0 + dx, box.y0 + dy, box.x1 + dx, box.y1 + dy };
}

bool ct_note_picture(ct_arena *arena, const ct_note_ask *ask, ct_annotation *n) {
    const ct_picture *picture = &ask->picture;
    if (!(picture->width > 0) || !(picture->height > 0)) return false;
    double w = ask->spec->size > 0 ? ask->spec->size : picture->width;
    double h = w * picture->height / picture->width;
    int dx = ct_side_x(ask->spec->side), dy = ct_side_y(ask->spec->side);
    if (ask->spec->at.kind == CT_AT_CORNER) { /* inwards */
        dx = -ct_side_x((ct_at)ask->spec->at.corner);
        dy = -ct_side_y((ct_at)ask->spec->at.corner);
    }
    double out = isfinite(ask->spec->offset) ? ask->spec->offset + ask->reach : 0;
    double x = ask->x + dx * (w / 2 + out), y = ask->y + dy * (h / 2 + out);
    n->box = (ct_box){ x - w / 2, y - h / 2, x + w / 2, y + h / 2 };
    n->box = kept_inside(n->box, ask);
    if (!ct_box_is_empty(ask->spot)) n->box = ask->spot;
    n->image = (ct_image){ .picture = *picture, .box = n->box };
    n->leader = ct_note_leader(arena, n, ask->spec->leader);
    ct_box *box = CT_NEW(arena, ct_box);
    *box = ct_box_grow(n->box, AIR);
    n->boxes = box;
    n->box_count = 1;
    return true;
}
