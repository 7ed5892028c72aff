/* marks.h - what is drawn on the map: symbols, hatches, labels and their placing. */
#ifndef CT_MARKS_H
#define CT_MARKS_H

#include "../base/base.h"
#include "../feature/feature.h"
#include "../geom/geom.h"
#include "../project/project.h"
#include "../scene/scene.h"
#include "../spec/spec.h"

/* ---- symbol.c: a feature and its class → nodes; shapes in page px, clipped ------------------- */

/* An area's fill, hatch and outline. `outline` (LINE) is stroked instead of the shape's own where
 * not NULL: an outline without the clip's edges. */
void ct_symbol_area(ct_scene *scene, ct_arena *scratch, const ct_area_class *style,
                    const ct_shape *shape, const ct_shape *outline, const char *id);
/* One pass of it, for a whole layer: all fills lie below all casings, and these below all strokes.
 * The feature's id goes to the first path that the class draws. */
typedef enum ct_area_pass { CT_AREA_FILL, CT_AREA_CASING, CT_AREA_STROKE } ct_area_pass;
void ct_symbol_area_pass(ct_scene *scene, ct_arena *scratch, const ct_area_class *style,
                         const ct_shape *shape, const ct_shape *outline, const char *id,
                         ct_area_pass pass);
/* Fill and hatch of several areas of one class as one: where its edge is soft, it does not fade
 * between them, and the id is that of a group. */
void ct_symbol_fill(ct_scene *scene, ct_arena *scratch, const ct_area_class *style,
                    const ct_shape *shapes, size_t count, const char *id);
/* Parts that meet run on where the line is dashed, decorated or beside its place. */
void ct_symbol_line(ct_scene *scene, const ct_line_class *style, const ct_shape *shape,
                    const char *id);
/* Casings of all lines go below all strokes: call with `casing` true for the whole layer, then
 * false. */
void ct_symbol_line_pass(ct_scene *scene, const ct_line_class *style, const ct_shape *shape,
                         const char *id, bool casing);
void ct_symbol_point(ct_scene *scene, const ct_point_class *style, double x, double y,
                     const char *id);
/* Half the extent of a point symbol with its stroke and casing, px, about its middle; and where
 * that is from the place: a flag stands on its foot. */
double ct_symbol_reach(const ct_point_class *style);
void ct_symbol_middle(const ct_point_class *style, double *dx, double *dy);

/* ---- decorate.c: what stands along a line, in page px ---------------------------------------- */

/* One every `gap` px of arc length, evenly over each part and half a gap from its ends; none at
 * sharp corners. Ticks are a LINE of two-point parts; teeth sit on the line itself, each a ring;
 * arrow heads point the way the line runs. */
ct_shape ct_ticks(ct_arena *arena, const ct_shape *line, const ct_ticks_class *ticks);
ct_shape ct_teeth(ct_arena *arena, const ct_shape *line, const ct_teeth_class *teeth);
ct_shape ct_arrow_heads(ct_arena *arena, const ct_shape *line, const ct_arrows_class *arrows);
/* How far the drawn line reaches to the left and to the right of its middle, px. */
void ct_line_reach(const ct_line_class *style, double reach[2]);
/* Does it matter where a part of the line begins? */
bool ct_line_runs_on(const ct_line_class *style);

/* ---- feather.c: soft edges ------------------------------------------------------------------- */

/* Nested shapes for the areas' soft edge, the outermost first: room for edge->steps of them. How
 * many; 0 where it cannot be done. Areas that touch are one; narrow ones fade over less. */
size_t ct_feather(ct_arena *arena, const ct_shape *shapes, size_t count, const ct_edge_class *edge,
                  ct_shape *nested);
/* The opacity to draw shape k of `steps` with, over those before it, so that all of them together
 * come to `alpha` in the middle. */
double ct_feather_alpha(int k, int steps, double alpha);

/* ---- hatch.c --------------------------------------------------------------------------------- */

/* The gap that is drawn: nudged by at most 6.5 % to where lines follow each other at whole px along
 * x or y, since others would look strong and pale by turns on a screen. At 45 degrees, 6px become
 * 5.66px, which are 8px along x. */
double ct_hatch_gap(const ct_hatch_class *hatch);
/* Parallel lines cut to a polygon, as LINE of two-point parts. The phase is fixed to the page: line
 * k lies where x·sin + y·cos = k·ct_hatch_gap, so neighbours of one class run on. A cross has those
 * at right angles too; dots are lines of no length, whose middles lie well inside, in staggered
 * rows. Even-odd. Pieces shorter than 0.6 px are left out; a gap under 0.5 px counts as 0.5. No
 * parts where the shape or the hatch holds a number that is not finite. */
ct_shape ct_hatch(ct_arena *arena, const ct_shape *polygon, const ct_hatch_class *hatch);
/* hatch_broad.c: lines of at least CT_BROAD_LINE px as a polygon to fill, even-odd: the same lines,
 * but their ends are cut along the polygon's edge, which would else look jagged. False where they
 * are no such lines, or it cannot be done: then ct_hatch. */
#define CT_BROAD_LINE 1.75
bool ct_hatch_bands(ct_arena *arena, const ct_shape *polygon, const ct_hatch_class *hatch,
                    ct_shape *bands) CT_MUST_USE;

/* ---- place.c: the labels of a frame ---------------------------------------------------------- */

typedef enum ct_label_state {
    CT_LABEL_DROPPED,
    CT_LABEL_PLACED,
    CT_LABEL_SHRUNK,
    CT_LABEL_STACKED,
    CT_LABEL_ABBREVIATED,
    CT_LABEL_CALLOUT,
    CT_LABEL_STATES
} ct_label_state;
extern const char *const ct_label_state_names[CT_LABEL_STATES];

/* Where an earlier map had a label: `x`, `y` is the middle of its ink, on today's page. */
typedef struct ct_label_before {
    double x, y, w, h, angle; /* w, h: of the ink */
    const char *position;
    int rank;
    ct_label_state state;
} ct_label_before;

/* A name bent along a curve: where its letters stand, and a chain of boxes about them. */
typedef struct ct_bend ct_bend;
typedef struct ct_label_form ct_label_form;

/* One label to place, and after placing where it went. */
typedef struct ct_label {
    /* asked */
    const char *id; /* unique: layer/key */
    const char *layer;
    const char *frame; /* the id of the frame that it stands in, for the report */
    const char *text;  /* final text (capitals made, templates expanded) */
    const char *abbr;  /* a shorter one for where it does not fit; NULL: none */
    const ct_text_class *style;
    ct_place_kind kind; /* POINT or AREA or LINE */
    double x, y;        /* POINT: the anchor in page px */
    double reach;       /* POINT: half the symbol's extent; LINE: half the line's width */
    ct_shape area;      /* AREA: the visible part in page px, or none and a point; LINE: the line */
    ct_shape line;      /* LINE: all of it, where area is but stretches of it; else none */
    double priority;
    bool required;
    const ct_pin_spec *pin;        /* where an editor holds it; NULL: nowhere */
    const ct_label_before *before; /* where an earlier map had it; NULL: it had not */
    const char *repeats; /* the id of the label whose name it tells again: optional; NULL: none */
    /* answered */
    ct_label_state state;
    int rank;             /* 0 best */
    const char *position; /* "T" …, "callout"; "inside", "beside", "over", "about"; "along" */
    ct_box box;           /* page px, of the ink; before turning by angle about its middle */
    double angle;         /* degrees clockwise */
    double scale;         /* of the type size: 1, or less where shrunk */
    double tracking;      /* px, of area names */
    ct_rgba halo;         /* the class's; the caller may give the local ground's before drawing */
    const char **lines;   /* the text as set: 1 or 2 lines */
    size_t line_count;
    const ct_bend *bend; /* NULL: straight; else box is the bound of its letters, and angle is 0 */
} ct_label;

/* What labels must or should keep away from. */
typedef struct ct_obstacles {
    ct_box frame;        /* labels lie wholly inside */
    const ct_box *boxes; /* furniture, annotations: hard */
    size_t box_count;
    const ct_box *covers; /* of them, those that hide what lies below: furniture */
    size_t cover_count;
    const ct_shape *hard; /* lines that no label may cross (front); with their half widths */
    const double *hard_reach;
    size_t hard_count;
    const ct_shape *soft; /* linework priced, not prohibited */
    size_t soft_count;
    const ct_shape *land; /* polygons: a name beside its area stands rather on none of them */
    size_t land_count;
    ct_keep *keep; /* what earlier maps have found out about names; NULL: nothing */
} ct_obstacles;

typedef struct ct_label_metrics {
    double placed_weighted, required_placed, overlap_px2, mean_rank, cover;
    size_t ambiguous;
    size_t front_crossings;  /* labels that a hard line runs through, or through their leaders */
    size_t frame_exits;      /* labels that leave the frame */
    size_t leader_crossings; /* of leaders, and of leaders and words */
    double inside;           /* share of the names of areas that lie inside these */
    double moved;            /* share more than 2 px from where it was; NaN: nothing is known */
    double moved_free;       /* share that moved though nothing hard has come to its old place */
    bool check_solver;       /* asked: measure what follows, which takes time */
    double over_optimum; /* annealing's cost over the optimum's, less 1, where exact; else NaN */
} ct_label_metrics;

/* Places all labels of a frame: candidates, conflict graph, components, exact for small ones,
 * greedy with ejection and annealing with a fixed seed for large; deterministic. Fills the answered
 * part. A required label that finds no place is a warning finding. */
void ct_labels_place(ct_arena *arena, ct_fonts *fonts, const ct_labels_style *style,
                     const ct_obstacles *obstacles, ct_label *labels, size_t count,
                     ct_label_metrics *metrics, ct_report *report);

/* A point symbol, `reach` px about (x, y), lies under one of the covers, even in part: neither it
 * nor its name is to be drawn. */
bool ct_point_hidden(double x, double y, double reach, const ct_box *covers, size_t count);

/* ---- label_draw.c ---------------------------------------------------------------------------- */

/* Draws the placed ones: each its own group `label-<id>`, leaders below all of them. */
void ct_labels_draw(ct_scene *scene, ct_fonts *fonts, const ct_label *labels, size_t count);

/* ---- metrics.c: measured from the answers alone ---------------------------------------------- */

void ct_labels_measure(const ct_label *labels, size_t count, ct_box frame, const ct_box *boxes,
                       size_t box_count, ct_label_metrics *metrics);

/* ---- measures.c: the rest of it -------------------------------------------------------------- */

/* Fills front_crossings to moved. */
void ct_labels_measure_more(const ct_label *labels, size_t count, const ct_obstacles *obstacles,
                            ct_label_metrics *metrics);
/* Adds those of a frame to those of `count` others: shares and ranks become their mean. */
void ct_label_metrics_add(ct_label_metrics *all, size_t count, const ct_label_metrics *one);

/* Something that words and pieces should not hide. */
typedef struct ct_busy {
    ct_shape shape; /* page px: polygons, lines or points */
    double weight;  /* 1: plain land; more: what the map is about; 0 or less: nothing */
} ct_busy;

/* ==== What follows is the inside of the placing, for place.c and the tests. ============== */

/* ---- bend.c: names bent along a curve -------------------------------------------------------- */

struct ct_bend {
    const ct_letter *letters; /* with their places on the page, from left to right */
    const ct_tile *inks;      /* one a letter, joined to its neighbours' */
    const ct_tile *tiles;     /* and what is kept free about them */
    size_t count;
    ct_box bound; /* of the inks */
    double turn;  /* degrees between the most different directions of its letters */
    double steep; /* degrees from level, of the steepest letter */
};

/* How far a name may bend. */
typedef struct ct_bend_limits {
    double turn;  /* degrees, in all */
    double step;  /* degrees from letter to letter */
    double steep; /* degrees from level */
} ct_bend_limits;

/* A form (of one line) along a curve: its middle at u, its baseline `drop` px below the curve.
 * Letters are spaced along their optical middle, so that they neither collide nor gape. NULL where
 * the form's script cannot be bent, or a limit is passed. */
const ct_bend *ct_bend_along(ct_arena *arena, const ct_label_form *form, const ct_curve *curve,
                             double u, double drop, const ct_bend_limits *limits);
/* A copy, moved on the page; NULL gives NULL. */
const ct_bend *ct_bend_copy(ct_arena *arena, const ct_bend *bend, double dx, double dy);

/* ---- candidate.c ----------------------------------------------------------------------------- */

/* One way to set a label's words. */
struct ct_label_form {
    const char **lines; /* 1 or 2 */
    size_t line_count;
    double scale, tracking; /* tracking in px, of the font as it is drawn */
    ct_label_state state;
    double cost;
    double leading;          /* px from baseline to baseline */
    const ct_text_line *set; /* measured, one a line */
    ct_box ink[3]; /* about the first baseline and the left end, middle, right end of the lines */
    double middle; /* the optical middle of the block, px below the first baseline */
    double pad_x, pad_y;      /* what is kept free about the ink */
    double size, halo;        /* px: of the type as it is drawn, of the halo about it */
    ct_place_kind kind;       /* of the label that it is for */
    const ct_letter *letters; /* of an area's or a line's name on one line; count 0: never bent */
    size_t letter_count;
};

/* A place where a label may stand. */
typedef struct ct_candidate {
    ct_box box; /* ink, before turning */
    double angle;
    ct_tile tile; /* ink and what is kept free about it */
    bool has_leader;
    double leader[4]; /* from the anchor's symbol to the text */
    double cost;
    int rank;
    const char *position;
    const ct_label_form *form; /* may be NULL: a mere box */
    const ct_bend *bend;       /* NULL: straight; else box is its bound, and tile the same */
    bool dense;                /* dearer, and allowed to stand where two names might read as one */
} ct_candidate;

typedef struct ct_candidates {
    ct_candidate *items;
    size_t count, capacity;
} ct_candidates;

void ct_candidates_add(ct_arena *arena, ct_candidates *list, const ct_candidate *candidate);
/* They overlap with what is kept free about them; their halos come nearer than 2 px; or, set alike,
 * they are stacked so closely that they would read as one name. */
bool ct_candidates_conflict(const ct_candidate *a, const ct_candidate *b);
/* Its boxes: one, or those of a bend; with what is kept free about the ink, or of the ink alone.
 * For a straight one the ink goes to `own`. */
const ct_tile *ct_candidate_tiles(const ct_candidate *candidate, size_t *count);
const ct_tile *ct_candidate_inks(const ct_candidate *candidate, ct_tile *own, size_t *count);
const ct_tile *ct_label_inks(const ct_label *label, ct_tile *own, size_t *count);
/* All of a form, as a part of a key. */
void ct_basis_form(ct_buffer *key, const ct_label_form *form);
/* The place of a bend. */
ct_candidate ct_candidate_bent(const ct_label_form *form, const ct_bend *bend,
                               const char *position);
/* With its leader; of two candidates in conflict the bounds meet. */
ct_box ct_candidate_bound(const ct_candidate *candidate);

/* ---- label.c: forms, and the places about a point -------------------------------------------- */

/* 0 left, 1 middle, 2 right: how the lines of a label in this position are aligned. */
int ct_label_align(const char *position, bool right_of_anchor);
/* Measures one way to set a label. */
ct_label_form ct_label_set(ct_arena *arena, ct_fonts *fonts, const ct_text_class *style,
                           const char **lines, size_t line_count, double scale, double tracking);
/* Splits a name on two lines where it is best balanced; false where it cannot be. */
bool ct_label_split(ct_arena *arena, const char *text, const char *lines[2]);
/* The forms of a label, best first: for a point name or a line's on one line, stacked, and, where
 * it is required, tightened and shrunk; for an area's, by letter-spacing, stacking and, not
 * `frugal`, shrinking. */
ct_label_form *ct_label_forms(ct_arena *arena, ct_fonts *fonts, const ct_labels_style *style,
                              const ct_label *label, bool frugal, size_t *count);
/* The same of its short text, dearer; none where it has no such. */
ct_label_form *ct_label_short_forms(ct_arena *arena, ct_fonts *fonts, const ct_labels_style *style,
                                    const ct_label *label, size_t *count);
/* The eight positions about a point, at the gap and, not `frugal`, at twice the gap. */
void ct_candidates_point(ct_arena *arena, const ct_labels_style *style, const ct_label *label,
                         const ct_label_form *form, bool frugal, ct_candidates *list);
/* Between the eight positions: a name that has no room in any of them. */
void ct_candidates_slid(ct_arena *arena, const ct_labels_style *style, const ct_label *label,
                        const ct_label_form *form, ct_candidates *list);
/* Places farther off, joined to the symbol by a straight leader. */
void ct_candidates_callout(ct_arena *arena, const ct_labels_style *style, const ct_label *label,
                           const ct_label_form *form, ct_candidates *list);
/* Where the leader of a callout runs; false where the box is too near to need one. */
bool ct_label_leader(double x, double y, double reach, ct_box box, double leader[4]);

extern const char *const ct_position_names[CT_POS_COUNT];
/* The box of a form's ink in one of the eight positions about a label's point. */
ct_box ct_label_box_at(ct_position position, const ct_label *label, const ct_label_form *form,
                       double gap);

/* ---- hold.c: labels held by an editor, or by an earlier map ---------------------------------- */

/* The place where the label's pin holds it. */
void ct_candidates_pinned(ct_arena *arena, const ct_labels_style *style, const ct_label *label,
                          const ct_label_form *form, ct_candidates *list);
/* The place where an earlier map had it, if it was set in this form. */
void ct_candidates_kept(ct_arena *arena, const ct_label *label, const ct_label_form *form,
                        ct_candidates *list);
/* A label whose ink lies in this box stands more than 2 px from where an earlier map had it. */
bool ct_label_moved(const ct_label *label, ct_box box);
/* Adds to a place what it costs to move there. */
void ct_candidate_weigh_move(const ct_label *label, ct_candidate *candidate);

/* ---- inside.c, beside.c, along.c: names of areas and lines
 * --------------------------------------------- */

typedef struct ct_field ct_field;

/* Who asks for places: label `index` of a field; where field is NULL every place is free. */
typedef struct ct_seeker {
    ct_field *field;
    size_t index;
} ct_seeker;

/* Free places wholly inside a polygon, near its middle first ("inside"); without a polygon, about
 * the label's point ("about"). */
void ct_candidates_area(ct_arena *arena, const ct_label *label, const ct_label_form *forms,
                        size_t form_count, ct_box frame, const ct_seeker *seeker,
                        ct_candidates *list);
/* Free places inside a long or slanting polygon, bent or turned along its middle ("inside"). The
 * level ones that `list` has are made dearer where they run from its middle to its edge. */
void ct_candidates_arc(ct_arena *arena, const ct_label *label, const ct_label_form *forms,
                       size_t form_count, ct_box frame, const ct_seeker *seeker,
                       ct_candidates *list);
/* For a required name that fits nowhere inside: where most of it lies inside ("over"). */
void ct_candidates_over(ct_arena *arena, const ct_label *label, const ct_label_form *form,
                        ct_box frame, ct_candidates *list);
/* For an area with no room inside: about the outline of its largest part, near to it, rather not on
 * other areas ("beside"). */
void ct_candidates_beside(ct_arena *arena, const ct_label *label, const ct_label_form *form,
                          ct_box frame, const ct_seeker *seeker, ct_candidates *list);
/* Straight pieces of a line, level and smooth ones first. */
void ct_candidates_line(ct_arena *arena, ct_keep *keep, const ct_label *label,
                        const ct_label_form *form, ct_box frame, ct_candidates *list);

/* ---- spine.c: the middle of a long or slanting area ------------------------------------------ */

/* Distances to the outline, px, in cells of the area's box; 0 outside, and outside its largest
 * piece. */
typedef struct ct_depths {
    ct_box box;
    double cell;
    int columns, rows;
    float *at;
    double deepest;
} ct_depths;
double ct_depth_at(const ct_depths *d, double x, double y);

/* A curve along the middle of an area, and the u of its own middle. */
typedef struct ct_spine {
    ct_curve curve;
    double middle;
} ct_spine;

#define CT_SPINES 5
/* An area as far as it is seen. */
typedef struct ct_survey {
    ct_depths depths;   /* measured where it is long */
    bool is_long;       /* so that a name may follow it */
    double x, y, angle; /* its mean, and (radians) the way in which it is longest */
    ct_spine spines[CT_SPINES];
    size_t spine_count;
    bool has_spines; /* they have been looked for */
} ct_survey;

/* The part of a polygon in a frame. ct_raster_holds(area). */
ct_survey *ct_survey_area(ct_arena *arena, const ct_shape *area, ct_box frame);
/* Fills in the spines of a long area. */
void ct_survey_spines(ct_arena *scratch, ct_survey *survey);

/* ---- repeat.c: a line tells its name again ----------------------------------------------------
 */

/* The labels of a line: itself, and where the line is long (by style->repeat) one more for each
 * stretch of it, `<id>~2` …, which repeats it and is optional; itself may then stand on any
 * stretch. Their count; at least 1. */
size_t ct_label_repeat(ct_arena *arena, ct_fonts *fonts, const ct_label *label,
                       ct_label **repeated);
/* After the placing: repetitions that came too near to the name or to each other go. */
void ct_labels_settle_repeats(ct_label *const *labels, size_t count);
/* Takes all answers back: the label is dropped. */
void ct_label_drop(ct_label *label);

/* ---- field.c: what labels keep away from ----------------------------------------------------- */

typedef enum ct_verdict {
    CT_FIT = 0,
    CT_FIT_AMBIGUOUS = 1,  /* nearer to a foreign point than to its own */
    CT_FIT_WRONG_SIDE = 2, /* a hard line runs between the label and its point */
    CT_FIT_NOT = 4
} ct_verdict;

ct_field *ct_field_new(const ct_obstacles *obstacles, const ct_label *labels, size_t count);
void ct_field_free(ct_field *field);
ct_keep *ct_field_keep(const ct_field *field); /* NULL: nothing is kept, or there is no field */
/* Judges a candidate of label `index` (a set of ct_verdict bits) and adds the soft costs to it. */
int ct_field_judge(ct_field *field, size_t index, ct_candidate *candidate);

/* ---- atlas.c: whose area each spot of the frame belongs to --------------------------------- */

typedef struct ct_atlas ct_atlas;
/* Shares 0..1 of a box that lie on the area of a label, on those of others, on other land. */
typedef struct ct_atlas_share {
    double own, foreign, land;
} ct_atlas_share;

ct_atlas *ct_atlas_new(const ct_obstacles *obstacles, const ct_label *labels, size_t count);
void ct_atlas_free(ct_atlas *atlas);
ct_atlas_share ct_atlas_look(const ct_atlas *atlas, size_t index, ct_box box);
/* The field's own, made when it is first asked for. */
const ct_atlas *ct_field_atlas(ct_field *field);

/* ---- rivals.c: the graph of candidates that exclude each other ------------------------------- */

typedef struct ct_choice {
    const ct_candidate *candidates;
    size_t count;
    double weight; /* what placing it is worth, beside required ones; >= 0 */
    bool required;
    bool optional; /* nice to have: worth little trouble to the others */
} ct_choice;

/* All candidates of all items, numbered through; an edge for each pair (of different items) in
 * conflict. */
typedef struct ct_rivals {
    size_t items, nodes;
    uint32_t *first;    /* items + 1: the nodes of item i are first[i] … first[i + 1] - 1 */
    uint32_t *owner;    /* the item of a node */
    double *cost;       /* of a node */
    double *drop;       /* what leaving an item out costs */
    size_t *edge_first; /* nodes + 1, into edges */
    uint32_t *edges;
} ct_rivals;

/* False where there are more than `most` edges: then only first, owner, cost, drop are filled. */
bool ct_rivals_find(ct_arena *arena, const ct_choice *items, size_t count, size_t most,
                    ct_rivals *rivals) CT_MUST_USE;
/* What leaving an item out costs. */
double ct_choice_drop(const ct_choice *item);

/* ---- choose.c: one candidate a label, without conflicts -------------------------------------- */

/* Chooses for each item a candidate or none (-1), so that no two conflict: required ones first,
 * then the weight placed, then low costs. Exact on components of the conflict graph that are small
 * (branch and bound within a fixed number of nodes), else greedy with ejection and annealing of a
 * fixed number of steps with a fixed seed. Same input, same answer. */
void ct_choose(const ct_choice *items, size_t count, int *chosen);
/* Costs of the components that were solved exactly, and what annealing alone makes of them. */
typedef struct ct_choice_check {
    double exact, annealed;
    size_t components;
} ct_choice_check;
void ct_choose_checked(const ct_choice *items, size_t count, int *chosen, ct_choice_check *check);
/* The value that ct_choose makes small: drops and costs. */
double ct_choice_cost(const ct_choice *items, size_t count, const int *chosen);

/* ---- exact.c, anneal.c: the two solvers of a component --------------------------------------- */

#define CT_NO_NODE UINT32_MAX

/* A component being solved: some items of a graph, with a node (or CT_NO_NODE) chosen for each item
 * and the number of chosen rivals of each node. All arrays are by the numbers of the graph. */
typedef struct ct_state {
    const ct_rivals *rivals;
    const uint32_t *items; /* of the component, in the order of placing */
    size_t count;
    uint32_t *chosen;         /* by item */
    const uint32_t *position; /* by item: its index in items, or CT_NO_NODE where not of them */
    uint32_t *blocked;        /* by node */
} ct_state;

void ct_state_set(ct_state *state, uint32_t item, uint32_t node); /* frees the old one */
/* The cheapest node of an item that nothing blocks, or CT_NO_NODE. */
uint32_t ct_state_best(const ct_state *state, uint32_t item);
double ct_state_cost(const ct_state *state);
/* Improves the state to the optimum by branch and bound within *budget nodes, which it uses up;
 * false where the budget did not do (the state is then the best one found). */
bool ct_exact_solve(ct_arena *scratch, ct_state *state, size_t *budget);
/* Improves the state by moves, with ejection, that make the cost smaller. */
void ct_state_descend(ct_state *state);
/* Improves the state by annealing over `steps` moves and a last descent; never makes it worse. */
void ct_anneal_solve(ct_arena *scratch, ct_state *state, size_t steps);

#endif
