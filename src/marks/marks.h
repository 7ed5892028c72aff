/* marks.h - what is drawn on the map: symbols, hatches, labels and their placing, annotations. */
#ifndef CT_MARKS_H
#define CT_MARKS_H

#include "../base/base.h"
#include "../feature/feature.h"
#include "../geom/geom.h"
#include "../project/project.h"
#include "../scene/scene.h"
#include "../spec/spec.h"

/* ---- symbol.c: a feature and its class → nodes. Shapes in page px, clipped.
 * ------------------------------------- */

/* An area's fill, hatch and outline. `outline` (LINE) is stroked instead of the shape's own where
 * not NULL: an outline without the clip's edges. */
void ct_symbol_area(ct_scene *scene, ct_arena *scratch, const ct_area_class *style,
                    const ct_shape *shape, const ct_shape *outline, const char *id);
void ct_symbol_line(ct_scene *scene, const ct_line_class *style, const ct_shape *shape,
                    const char *id);
/* Casings of all lines go below all strokes: call with `casing` true for the whole layer, then
 * false. */
void ct_symbol_line_pass(ct_scene *scene, const ct_line_class *style, const ct_shape *shape,
                         const char *id, bool casing);
void ct_symbol_point(ct_scene *scene, const ct_point_class *style, double x, double y,
                     const char *id);
/* Half the extent of a point symbol with its stroke and casing, px. */
double ct_symbol_reach(const ct_point_class *style);

/* ---- hatch.c
 * ------------------------------------------------------------------------------------------------------
 */

/* Parallel lines cut to a polygon, as LINE of two-point parts. The phase is fixed to the page: line
 * k lies where x·sin + y·cos = k·gap, so neighbours of one class run on. Even-odd. */
ct_shape ct_hatch(ct_arena *arena, const ct_shape *polygon, const ct_hatch_class *hatch);

/* ---- label.c, place.c
 * ------------------------------------------------------------------------------------------------
 */

typedef enum ct_label_state {
    CT_LABEL_DROPPED,
    CT_LABEL_PLACED,
    CT_LABEL_SHRUNK,
    CT_LABEL_STACKED,
    CT_LABEL_ABBREVIATED,
    CT_LABEL_CALLOUT
} ct_label_state;

/* One label to place, and after placing where it went. */
typedef struct ct_label {
    /* asked */
    const char *id; /* unique: layer/key */
    const char *layer;
    const char *text; /* final text (capitals made, templates expanded) */
    const ct_text_class *style;
    ct_place_kind kind; /* POINT or AREA or LINE */
    double x, y;        /* POINT: the anchor in page px */
    double reach;       /* POINT: half the symbol's extent */
    ct_shape area;      /* AREA: the visible part in page px; LINE: the line */
    double priority;
    bool required;
    /* answered */
    ct_label_state state;
    int rank;             /* 0 best */
    const char *position; /* "T" …; "inside", "along" */
    ct_box box;           /* page px, of the ink; before turning by angle about its middle */
    double angle;         /* degrees clockwise */
    double scale;         /* of the type size: 1, or less where shrunk */
    double tracking;      /* px, of area names */
    const char **lines;   /* the text as set: 1 or 2 lines */
    size_t line_count;
} ct_label;

/* What labels must or should keep away from. */
typedef struct ct_obstacles {
    ct_box frame;        /* labels lie wholly inside */
    const ct_box *boxes; /* furniture, annotations: hard */
    size_t box_count;
    const ct_shape *hard; /* lines that no label may cross (front); with their half widths */
    const double *hard_reach;
    size_t hard_count;
    const ct_shape *soft; /* linework priced, not prohibited */
    size_t soft_count;
} ct_obstacles;

typedef struct ct_label_metrics {
    double placed_weighted, required_placed, overlap_px2, mean_rank, cover;
    size_t ambiguous;
} ct_label_metrics;

/* Places all labels of a frame: candidates, conflict graph, components, exact for small ones,
 * greedy with ejection and annealing with a fixed seed for large; deterministic. Fills the answered
 * part. A required label that finds no place is a warning finding. */
void ct_labels_place(ct_arena *arena, ct_fonts *fonts, const ct_labels_style *style,
                     const ct_obstacles *obstacles, ct_label *labels, size_t count,
                     ct_label_metrics *metrics, ct_report *report);
/* Draws the placed ones: each its own group `label-<id>`. */
void ct_labels_draw(ct_scene *scene, ct_fonts *fonts, const ct_label *labels, size_t count);

/* ---- annotate.c
 * ---------------------------------------------------------------------------------------------------------
 */

/* Lays an annotation out and draws it; `*box` is its hard extent for the labels. */
void ct_annotation_draw(ct_scene *scene, ct_arena *scratch, ct_fonts *fonts,
                        const ct_text_class *text_class, const ct_annotation_spec *annotation,
                        const char *text, double x, double y, ct_box frame, ct_box *box);

#endif
