/* steady.h - a map on all days of a film: what stays where it is from one to the next. */
#ifndef CT_STEADY_H
#define CT_STEADY_H

#include "pipeline.h"

typedef struct ct_steady {
    ct_sheet_room room;   /* of the words of all days */
    ct_view_request view; /* of what all days are to show; but for frame and padding */
    ct_key_list *keys;    /* one a day: the rows of all days, in the words of that one */
    ct_scape *frames;     /* one a day, with its annotations, and its labels in their places */
    size_t count;
    ct_scape **insets; /* one an inset of the map: its frames, one a day that has it */
    size_t *inset_counts;
    size_t inset_count;
    double page_height;
    struct ct_furnishing *pieces; /* of all days, the largest of each, in their places */
} ct_steady;

/* Which of its days one is; SIZE_MAX: none. */
size_t ct_steady_day(const ct_steady *steady, ct_day day);
/* Gives the rows of `key` that are drawn on some day, those of `all`, their looks; others go. */
void ct_steady_key(const ct_key_list *all, ct_key_list *key);
/* Arranges the pieces of all days, as one set, on their frames. */
void ct_steady_arrange(ct_steady *steady, struct ct_furnishing *const *all, size_t count);
/* Puts the pieces of one day where those of all are, and tells its frame to keep off. */
void ct_steady_stand(const ct_steady *steady, struct ct_furnishing *furnishing);
/* Places the labels of an inset, gathered on each of the days. */
void ct_steady_inset(ct_steady *steady, const ct_scape *const *frames, size_t count,
                     ct_report *report);
/* Gives the labels of a frame, or an inset, gathered on one of the days, their places; false: they
 * are others.
 */
bool ct_steady_place(const ct_steady *steady, ct_scape *scape, ct_report *report) CT_MUST_USE;

/* ---- pipeline.c ------------------------------------------------------------------------------ */

/* Draws a map on several days as far as their labels, and settles what is to stand where on all of
 * them. Days whose map has a fault are left out, and told by whoever draws them. It lives in
 * `arena`, with all that it was made from. */
bool ct_pipeline_rehearse(ct_arena *arena, ct_fonts *fonts, const ct_map *map,
                          const ct_request *request, ct_data *data, const ct_day *days,
                          size_t count, struct ct_steady *steady, ct_report *report) CT_MUST_USE;

#endif
