/* recall.c - views and layers as maps before this one had them. */
#include "pipeline.h"

#include <string.h>

/* ---- views ----------------------------------------------------------------------------------- */

typedef struct seen_view {
    ct_view *view;
    ct_report *told;
} seen_view;

static void close_view(void *value) { ct_view_close(((seen_view *)value)->view); }

static void basis_of_request(ct_buffer *basis, const ct_view_request *r) {
    const double numbers[] = { r->pad,     r->has_bbox,   r->bbox[0],   r->bbox[1],   r->bbox[2],
                               r->bbox[3], r->has_centre, r->centre[0], r->centre[1], r->scale };
    ct_basis_box(basis, r->frame);
    ct_buffer_append(basis, numbers, sizeof numbers);
    ct_basis_text(basis, r->project);
    ct_basis_count(basis, r->fit_count);
    for (size_t i = 0; i < r->fit_count; i++)
        ct_basis_shape(basis, &r->fit[i]);
}

static void tell_all(ct_report *report, const ct_report *told) {
    for (size_t i = 0; i < ct_report_count(told); i++)
        ct_report_again(report, ct_report_at(told, i));
}

bool ct_view_recall(ct_keep *keep, ct_arena *arena, const ct_view_request *request, ct_view **view,
                    ct_report *report) {
    if (!keep) return ct_view_open(arena, request, view, report);
    basis_of_request(ct_keep_basis(keep, "view"), request);
    ct_kept *kept = ct_keep_find(keep);
    if (!kept->value) {
        seen_view *seen = CT_NEW(kept->arena, seen_view);
        seen->told = ct_report_within(kept->arena);
        if (!ct_view_open(kept->arena, request, &seen->view, seen->told)) {
            tell_all(report, seen->told);
            return false;
        }
        kept->value = seen;
        kept->close = close_view;
    }
    const seen_view *seen = kept->value;
    tell_all(report, seen->told);
    *view = seen->view;
    return true;
}

/* The height of a frame, and what its view spans. */
typedef struct seen_height {
    double height;
    const struct ct_view_span *span;
    ct_report *told;
    bool good;
} seen_height;

bool ct_height_recall(ct_keep *keep, ct_arena *arena, ct_view_request *request, double width,
                      double *height, ct_report *report) {
    if (!keep) return ct_view_height(arena, request, width, height, report);
    ct_buffer *basis = ct_keep_basis(keep, "height");
    basis_of_request(basis, request);
    ct_basis_number(basis, width);
    ct_kept *kept = ct_keep_find(keep);
    if (!kept->value) {
        seen_height *seen = CT_NEW(kept->arena, seen_height);
        ct_view_request own = *request;
        seen->told = ct_report_within(kept->arena);
        seen->good = ct_view_height(kept->arena, &own, width, &seen->height, seen->told);
        seen->span = own.span;
        kept->value = seen;
    }
    const seen_height *seen = kept->value;
    tell_all(report, seen->told);
    *height = seen->height;
    request->span = seen->span;
    return seen->good;
}

/* ---- layers ---------------------------------------------------------------------------------- */

typedef struct seen_layer {
    ct_layer_marks marks;
    ct_report *told;
    bool good;
} seen_layer;

/* The data of an entry that lasts are those of its name. */
static void basis_of_layer(ct_buffer *basis, const ct_scape *scape, size_t index) {
    double to_page[6];
    ct_view_to_page(scape->view, to_page);
    ct_basis_text(basis, scape->request.variant);
    ct_basis_text(basis, scape->id);
    ct_basis_count(basis, index);
    ct_basis_text(basis, scape->layers[index]->id);
    ct_basis_text(basis, scape->layers[index]->data.text);
    ct_basis_text(basis, ct_view_crs(scape->view));
    ct_basis_box(basis, ct_view_frame(scape->view));
    ct_buffer_append(basis, to_page, sizeof to_page);
}

bool ct_layer_recall(const ct_scape *scape, size_t index, ct_layer_marks *marks,
                     ct_report *report) {
    ct_keep *keep = scape->request.keep;
    const ct_layer_spec *layer = scape->layers[index];
    const ct_table *table = scape->tables[index];
    if (!keep || !ct_data_lasts(scape->data, layer->data.text))
        return ct_layer_prepare(scape->arena, scape->map, layer, table, scape->view, marks, report);
    basis_of_layer(ct_keep_basis(keep, "layer"), scape, index);
    ct_kept *kept = ct_keep_find(keep);
    if (!kept->value) {
        seen_layer *seen = CT_NEW(kept->arena, seen_layer);
        seen->told = ct_report_within(kept->arena);
        seen->good = ct_layer_prepare(kept->arena, scape->map, layer, table, scape->view,
                                      &seen->marks, seen->told);
        kept->value = seen;
    }
    const seen_layer *seen = kept->value;
    *marks = seen->marks;
    marks->marks = CT_ARRAY(scape->arena, marks->count, ct_mark); /* they are written to */
    if (marks->count) memcpy(marks->marks, seen->marks.marks, marks->count * sizeof *marks->marks);
    tell_all(report, seen->told);
    return seen->good;
}
