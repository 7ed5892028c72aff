/* steady.c - what stays where it is on all days of a film: the rows of the key, the pieces on the
 * map, labels. */
#include "steady.h"

#include <math.h>
#include <string.h>

size_t ct_steady_day(const ct_steady *steady, ct_day day) {
    for (size_t i = 0; i < steady->count; i++)
        if (steady->frames[i].request.day == day) return i;
    return SIZE_MAX;
}

/* ---- the key --------------------------------------------------------------------------------- */

void ct_steady_key(const ct_key_list *all, ct_key_list *key) {
    size_t kept = 0;
    for (size_t i = 0; i < key->count; i++) {
        const ct_key_origin *own = &key->origins[i];
        for (size_t k = 0; k < all->count; k++) {
            const ct_key_origin *origin = &all->origins[k];
            if (origin->layer != own->layer || origin->size != own->size ||
                !ct_streq(origin->class_name, own->class_name))
                continue;
            ct_key_row row = all->rows[k];
            row.text = key->rows[i].text;
            key->rows[kept] = row;
            key->origins[kept++] = *own;
            break;
        }
    }
    key->count = kept;
}

/* ---- pieces ---------------------------------------------------------------------------------- */

static ct_piece *find_piece(const ct_furnishing *all, const ct_piece *piece) {
    for (size_t i = 0; i < all->count; i++)
        if (all->pieces[i].kind == piece->kind && all->pieces[i].note == piece->note &&
            all->pieces[i].inset == piece->inset)
            return &all->pieces[i];
    return NULL;
}

/* The marks of some of the days, one behind the other: what pieces should not hide. */
static ct_scape crowd_of(const ct_steady *steady) {
    enum { MOST_DAYS = 5 };
    ct_scape crowd = steady->frames[steady->count - 1];
    size_t days = steady->count < MOST_DAYS ? steady->count : MOST_DAYS, n = crowd.layer_count;
    crowd.marks = CT_ARRAY(crowd.arena, days * n, ct_layer_marks);
    for (size_t i = 0; i < days; i++) {
        size_t day = days > 1 ? i * (steady->count - 1) / (days - 1) : 0;
        memcpy(crowd.marks + i * n, steady->frames[day].marks, n * sizeof *crowd.marks);
    }
    crowd.layer_count = days * n;
    return crowd;
}

void ct_steady_arrange(ct_steady *steady, ct_furnishing *const *all, size_t count) {
    const ct_furnishing *last = all[count - 1];
    ct_furnishing *f = CT_NEW(last->arena, ct_furnishing);
    ct_scape *crowd = CT_NEW(last->arena, ct_scape);
    *f = *last;
    *crowd = crowd_of(steady);
    f->hosts = crowd;
    f->host_count = 1;
    f->pieces = NULL;
    f->count = f->capacity = 0;
    for (size_t i = count; i-- > 0;) /* the last day's first: its order is the newest */
        for (size_t k = 0; k < all[i]->count; k++) {
            ct_piece *same = find_piece(f, &all[i]->pieces[k]);
            if (same) {
                same->size.w = fmax(same->size.w, all[i]->pieces[k].size.w);
                same->size.h = fmax(same->size.h, all[i]->pieces[k].size.h);
                continue;
            }
            CT_GROW(f->arena, f->pieces, f->capacity, f->count);
            f->pieces[f->count] = all[i]->pieces[k];
            f->pieces[f->count++].host = crowd;
        }
    ct_furnishing_arrange(f);
    steady->pieces = f;
}

void ct_steady_stand(const ct_steady *steady, ct_furnishing *f) {
    for (size_t i = 0; i < f->count; i++) {
        ct_piece *piece = &f->pieces[i];
        const ct_piece *same = find_piece(steady->pieces, piece);
        if (same) { /* its view too: a locator is fitted to one day's data */
            piece->request = same->request;
            piece->box = piece->request.frame = same->box;
        }
        if (piece->kind == CT_PIECE_NOTE) piece->host->note_spots[piece->note] = piece->box;
        if (ct_box_meets(piece->box, ct_view_frame(piece->host->view)))
            ct_scape_cover(piece->host, piece->box);
    }
}

/* ---- labels ---------------------------------------------------------------------------------- */

void ct_steady_inset(ct_steady *steady, const ct_scape *const *frames, size_t count,
                     ct_report *report) {
    ct_scape *own = CT_ARRAY(frames[0]->arena, count, ct_scape);
    for (size_t i = 0; i < count; i++)
        own[i] = *frames[i];
    ct_panels_place(own, count, report);
    steady->insets[steady->inset_count] = own;
    steady->inset_counts[steady->inset_count++] = count;
}

/* The frame, or the inset, with its labels in their places; NULL: there is none such. */
static const ct_scape *find_placed(const ct_steady *steady, const ct_scape *scape) {
    size_t day = scape->is_inset ? SIZE_MAX : ct_steady_day(steady, scape->request.day);
    if (day != SIZE_MAX) return &steady->frames[day];
    for (size_t i = 0; i < steady->inset_count && scape->is_inset; i++)
        for (size_t k = 0; k < steady->inset_counts[i]; k++) {
            const ct_scape *inset = &steady->insets[i][k];
            if (ct_streq(inset->id, scape->id) && inset->request.day == scape->request.day)
                return inset;
        }
    return NULL;
}

bool ct_steady_place(const ct_steady *steady, ct_scape *scape, ct_report *report) {
    const ct_scape *placed = find_placed(steady, scape);
    if (!placed) return false;
    if (placed->label_count != scape->label_count) return false;
    for (size_t i = 0; i < scape->label_count; i++)
        if (!ct_streq(placed->labels[i].id, scape->labels[i].id) ||
            !ct_streq(placed->labels[i].text, scape->labels[i].text))
            return false;
    for (size_t i = 0; i < scape->label_count; i++) {
        ct_label asked = scape->labels[i], *label = &scape->labels[i];
        *label = placed->labels[i];
        label->style = asked.style;
        label->x = asked.x;
        label->y = asked.y;
        label->area = asked.area;
        label->line = asked.line;
        label->pin = asked.pin;
        label->before = asked.before;
        label->halo = asked.halo;
    }
    scape->metrics = placed->metrics;
    ct_scape_settle(scape, report);
    return true;
}
