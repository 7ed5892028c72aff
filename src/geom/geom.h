/* geom.h - plain geometry on flat coordinate arrays: clip, overlay, simplify, measure. */
#ifndef CT_GEOM_H
#define CT_GEOM_H

#include "../base/base.h"

/* ---- shape.c --------------------------------------------------------------------------------- */

typedef enum ct_kind { CT_NULL = 0, CT_POINT, CT_LINE, CT_POLYGON } ct_kind;

typedef struct ct_box {
    double x0, y0, x1, y1; /* empty where x0 > x1 */
} ct_box;

/* A view of one feature's geometry: parts of points. Part p runs from (p ? end[p-1] : start) to
 * end[p], indices into x and y. POINT: each part is a run of single points (usually one part).
 * POLYGON: each part is a ring; the closing point is NOT repeated; inside is even-odd over all
 * rings of the shape; outer rings run counter-clockwise (in a y-up plane), holes clockwise, once
 * normalised. Nothing is owned. */
typedef struct ct_shape {
    ct_kind kind;
    const double *x, *y;
    const size_t *end;
    size_t parts;
    size_t start;
    bool sound; /* a POLYGON that is known to be valid as GEOS has it; false: nobody has looked */
} ct_shape;

/* The border of an area on a page of which some edges were made by a cut: the first `rings` of its
 * parts are border throughout, of the others `lines` are. */
typedef struct ct_edging {
    const size_t *of; /* the area's ends */
    size_t rings;
    ct_shape lines;
} ct_edging;

static inline size_t ct_part_start(const ct_shape *s, size_t part) {
    return part ? s->end[part - 1] : s->start;
}
static inline size_t ct_part_end(const ct_shape *s, size_t part) { return s->end[part]; }
static inline size_t ct_shape_points(const ct_shape *s) {
    return s->parts ? s->end[s->parts - 1] - s->start : 0;
}

/* A growing shape in an arena. Zero it, set arena and kind; add points, close parts, then take. */
typedef struct ct_builder {
    ct_arena *arena;
    ct_kind kind;
    double *x, *y;
    size_t *end;
    size_t points, parts, x_capacity, y_capacity, end_capacity;
} ct_builder;

ct_builder ct_builder_start(ct_arena *arena, ct_kind kind);
/* Room at once for so many points, in an empty one; more than that still grows. */
void ct_builder_reserve(ct_builder *b, size_t points);
void ct_builder_point(ct_builder *b, double x, double y);
/* Room for `count` more points, which the caller fills in. */
void ct_builder_points(ct_builder *b, size_t count, double **x, double **y);
void ct_builder_end_part(ct_builder *b);  /* an empty part is not recorded */
void ct_builder_drop_part(ct_builder *b); /* forgets the points since the last end_part */
void ct_builder_add(ct_builder *b, const ct_shape *s); /* all parts of s */
ct_shape ct_builder_take(const ct_builder *b);

ct_box ct_box_empty(void);
ct_box ct_box_of(const ct_shape *s);
void ct_box_add(ct_box *box, double x, double y);
ct_box ct_box_union(ct_box a, ct_box b);
ct_box ct_box_grow(ct_box box, double by);
bool ct_box_meets(ct_box a, ct_box b); /* touching counts */
bool ct_box_is_empty(ct_box box);

ct_shape ct_shape_copy(ct_arena *arena, const ct_shape *s);
/* It is not wanted for a while: where its points were spilled, they leave memory (ct_spill_rest).
 */
void ct_shape_rest(const ct_shape *s);
/* Turns rings so that outer rings are CCW and holes CW, by nesting depth (even-odd); O(n log n)-ish
 * with boxes. */
ct_shape ct_shape_orient(ct_arena *arena, const ct_shape *s);
/* Even-odd test; what is on the boundary, within 1e-12 of the polygon's size, is inside. */
bool ct_shape_contains(const ct_shape *polygon, double x, double y);
/* The same for `count` points of one y, which takes little longer than for one. */
void ct_shape_contains_row(const ct_shape *polygon, double y, const double *x, size_t count,
                           bool *inside);
/* Some point well inside the polygon (even-odd); false where it has no inside. */
bool ct_shape_inside(const ct_shape *polygon, double *x, double *y);
/* How many rings each ring lies in, and the smallest of those (SIZE_MAX where none): arrays with
 * one entry a ring, in the arena. Rings may touch; where they cross, the answer is a guess. */
void ct_ring_nesting(ct_arena *arena, const ct_shape *s, size_t **depth, size_t **parent);
/* The polygons of a shape: an outer ring and its holes each. Their count; `*polygons` in the arena.
 */
size_t ct_polygons_of(ct_arena *arena, const ct_shape *s, ct_shape **polygons);
double ct_ring_area(const double *x, const double *y, size_t n); /* signed, planar; CCW positive */
double ct_segment_distance(double px, double py, double ax, double ay, double bx, double by);

/* The rings of a polygon, or a LINE, as LINE, without what is no border but the edge of the chart:
 * segments along a meridian of ±180 degrees or in a pole. `*seams` (may be NULL): whether there
 * were any. For lon/lat degrees. */
ct_shape ct_shape_outline(ct_arena *arena, const ct_shape *s, bool *seams);

/* All of a shape, as a part of a key. */
void ct_basis_shape(ct_buffer *key, const ct_shape *s);
void ct_basis_box(ct_buffer *key, ct_box box);

/* ---- chart.c: lon/lat shapes on one chart of the globe --------------------------------------- */

/* The chart runs from -180 to 180 degrees. Whether the long steps of a part (a line's, a ring's)
 * are jumps over its edge, to be read the short way round. Of a line all steps over 180 degrees
 * are, but for those of a whole turn. Of a ring, whose edges RFC 7946 takes as they are written,
 * only where that is not likely what is meant: no point lies beyond 180 degrees (whoever writes
 * such needs no jumps); edges along a pole or round a belt, from which the ring goes on up the
 * chart's edge, are none; and the jumps leave gaps of at most 40 degrees. With an odd number of
 * jumps the ring goes round a pole: its other steps are of at most 120 degrees, and its jumps leave
 * gaps of at most 10 or one and a half times the longest of these. */
bool ct_part_wraps(const ct_shape *s, size_t part);
/* No point lies beyond the chart's edge, and no part jumps over it. One quick pass. */
bool ct_shape_on_chart(const ct_shape *s);
/* The shape as parts on the chart. What reaches over an edge is cut there (a ring's pieces may have
 * edges on edges along the cut); a ring that goes round a pole gets the pole (the one on its own
 * half of the globe). `*origin` (may be NULL): of each new part the old one. */
ct_shape ct_shape_to_chart(ct_arena *arena, const ct_shape *s, const size_t **origin);
/* An area on the chart may have edges of more than half a turn, which RFC 7946 takes as they are
 * written; as a line of an outline such an edge would be a jump. With a point in its middle it is
 * none. Edges of a whole turn stay. */
bool ct_shape_has_long_edges(const ct_shape *s);
ct_shape ct_shape_halved(ct_arena *arena, const ct_shape *s);
/* The lon/lat box of shapes on the globe: the shortest stretch of longitudes that holds them, so
 * x1 may exceed 180. Empty where there is no point. */
ct_box ct_lonlat_range(const ct_shape *shapes, size_t count);
/* A shape on the chart as it lies from `west` on: parts that begin west of it move by a turn, so
 * that pieces of a stretch (ct_lonlat_range) that crosses the chart's edge meet there. */
ct_shape ct_shape_onward(ct_arena *arena, const ct_shape *s, double west);

/* ---- cross.c, mend.c: polygons whose rings do not do as they should -------------------------- */

/* Whether the rings cross or run along themselves or each other (touching in points is allowed,
 * also a ring itself; a spike, where a ring turns back on its own edge, may be told or not). By
 * floating point: rings that near each other to the last digit may be taken to cross. Near-linear:
 * some tens of ns a point. */
bool ct_rings_cross(const ct_shape *s);
/* What a polygon's source means by rings that cross, overlap or nest against their roles, as a
 * polygon whose rings do not: all that lies within some member. member[p] < parts says to which of
 * them ring p belongs, hole[p] whether as a hole; a member is what lies within its shells (by a
 * winding number other than 0: a ring wound twice is an area too) and within none of its holes.
 * Faces of all edges (GEOS) are kept or not, so that no other vertices than those of crossings come
 * up. */
bool ct_mend(ct_arena *arena, const ct_shape *s, const size_t *member, const bool *hole,
             ct_place place, ct_shape *result, ct_report *report) CT_MUST_USE;

/* ---- clip.c ---------------------------------------------------------------------------------- */

/* Cuts to a box. Polygons by Sutherland-Hodgman a ring (degenerate edges along the box are left:
 * the box must lie outside what is seen); lines are split into parts (Liang-Barsky); points outside
 * go. */
ct_shape ct_clip(ct_arena *arena, const ct_shape *s, ct_box box);
/* As ct_clip for a polygon's outline as a LINE: parts of the outline inside the box, with no edges
 * along it. */
ct_shape ct_clip_outline(ct_arena *arena, const ct_shape *polygon, ct_box box);

/* ---- simplify.c ------------------------------------------------------------------------------ */

/* Drops points nearer than `tolerance` to the last kept one (ends and ring closure kept), and rings
 * and parts whose box is under `tolerance` both ways, but for one representative dot a feature.
 * Deterministic on shared arcs: runs the same in both directions (two neighbours keep one border).
 * For display in page px. */
ct_shape ct_simplify_distance(ct_arena *arena, const ct_shape *s, double tolerance);
/* Visvalingam and Whyatt 1993, to effective area `area`: marks in keep[0..n) what stays of one run
 * of points. `ring`: the first point
 * follows the last, and 3 points stay; else both ends stay, and `least` points in all. Same answer
 * for the reversed run. */
void ct_visvalingam(const double *x, const double *y, size_t n, bool ring, size_t least,
                    double area, bool *keep);

/* What is too small a detail: of an effective area (Visvalingam and Whyatt 1993), or that near a
 * chord (Douglas and Peucker 1973). One of the two is above 0; both in units of y, where x counts
 * `shrink`. */
typedef struct ct_detail {
    double area, distance, shrink;
} ct_detail;
/* Marks in keep[0..n) what stays; both ends do. Same answer for the reversed run. */
void ct_douglas_peucker(const double *x, const double *y, size_t n, double distance, bool *keep);
/* One run of points by either; its ends stay, and `least` points in all where there are so many. x
 * and y are those of the shape. */
void ct_simplify_run(const double *x, const double *y, size_t n, size_t least,
                     const ct_detail *detail, bool *keep);
ct_shape ct_simplify_lines(ct_arena *arena, const ct_shape *lines, const ct_detail *detail);

/* ---- sieve.c: reduced while it is read ------------------------------------------------------- */

/* What a picture shows of lon/lat data. */
typedef struct ct_sieve {
    ct_box window; /* degrees, within the chart: what lies outside is not seen */
    double dx, dy; /* degrees: nearer points than these, in both, are one to the eye */
    bool bare;     /* which features there are, and no more: their shapes have no parts */
    int threads;   /* at most so many read it, to the same end; 0: one */
    /* Where it is given, shapes are put on its page as they are read; and what tells it from
     * others. */
    const struct ct_view *view;
    ct_digest page;
} ct_sieve;

typedef struct ct_sifted {
    size_t count; /* points that are left; 0: none of it is seen, or it is a speck */
    ct_box box;   /* of all */
    bool ccw; /* of what is left: the whole ran counter-clockwise, if that does not, where it leaves
                 the window */
    bool speck; /* smaller than can be seen */
    bool odd;   /* beyond the chart, not finite, or with an edge of half round the globe: to be
                   read in full, its points are spoiled */
} ct_sifted;

/* Moves the points of a part that are seen to its front: the rule of ct_simplify_distance, cells
 * counted in dx and dy, and of what lies outside the window as little as keeps the inside right. A
 * ring's closing point goes. */
ct_sifted ct_sieve_part(const ct_sieve *sieve, ct_kind kind, double *x, double *y, size_t n);

/* ---- smooth.c ---- */

/* Rounds the corners of a LINE by `passes` of Chaikin's corner cutting; the ends stay, and no point
 * of the line moves by more than a quarter of the segments beside it. Twice as many points a pass.
 * Other kinds come back as they are. */
ct_shape ct_smooth_corners(ct_arena *arena, const ct_shape *s, int passes);

/* ---- chain.c ----------------------------------------------------------------------------------
 */

/* Parts of a LINE whose ends meet within `tolerance` (of x, and of y) as one part each; where three
 * ends meet, none goes on. A chain runs the way that most of its length ran; a closed one ends on
 * its first point. */
ct_shape ct_chains(ct_arena *arena, const ct_shape *lines, double tolerance);
/* Turns the parts of a LINE that lie on an area's outline so that the area is on their left, where
 * y points up. */
ct_shape ct_outline_turn(ct_arena *arena, const ct_shape *lines, const ct_shape *area);

/* ---- topology.c ------------------------------------------------------------------------------ */

/* A mosaic of polygons that share borders, and what is too small a detail in it. */
typedef struct ct_mosaic {
    const ct_shape *shapes;
    size_t count;
    ct_detail detail;
} ct_mosaic;

/* Simplifies many polygons at once so that shared borders stay shared: cuts all rings at the nodes
 * where the set of neighbours changes into arcs (an arc used by two rings is stored once),
 * simplifies each arc once, and puts the rings together again; a ring keeps 3 points. Where edges
 * then cross that did not, points come back until none does (as in mapshaper's `-simplify`): rings
 * that were sound stay so, and no gap or overlap comes up between neighbours. A point that
 * `sources` have stays or goes as it does when these are simplified, each by itself. Other kinds
 * are copied. `out` has room for mosaic->count. Returns how many rings went that had fewer than 3
 * places. */
size_t ct_simplify_shared(ct_arena *arena, const ct_mosaic *mosaic, const ct_mosaic *sources,
                          size_t source_count, ct_shape *out);
/* Lines of the arcs: each border once, for stroking. inner: arcs used by two different shapes;
 * outer: the others. */
void ct_borders(ct_arena *arena, const ct_shape *shapes, size_t count, ct_shape *inner,
                ct_shape *outer);

/* ---- overlay.c (GEOS inside), split.c -------------------------------------------------------- */

typedef enum ct_overlay_op { CT_UNION, CT_DIFFERENCE, CT_INTERSECTION } ct_overlay_op;

/* Overlay of two polygon shapes (or a LINE a with a POLYGON b for intersection and difference).
 * Invalid input is repaired first (GEOSMakeValid), and what is not on the chart of the globe is
 * brought on to it (ct_shape_to_chart), so that turns do not matter; ct_repair, ct_faces and
 * ct_union_faces take coordinates as they are. Result in the arena, oriented;
 * an empty result has kind CT_NULL. */
bool ct_overlay(ct_arena *arena, ct_overlay_op op, const ct_shape *a, const ct_shape *b,
                ct_place place, ct_shape *result, ct_report *report) CT_MUST_USE;
bool ct_union_all(ct_arena *arena, const ct_shape *shapes, size_t count, ct_place place,
                  ct_shape *result, ct_report *report) CT_MUST_USE;
bool ct_repair(ct_arena *arena, const ct_shape *s, ct_place place, ct_shape *result, bool *changed,
               ct_report *report) CT_MUST_USE;

/* Looks whether a polygon is sound, once; `sound` stays with it and with its copies. */
void ct_shape_prove(ct_shape *s);

/* The faces that the lines (LINE or POLYGON outlines) enclose once cut at their crossings; each an
 * oriented polygon with its holes. Dangling ends enclose nothing. */
bool ct_faces(ct_arena *arena, const ct_shape *shapes, size_t count, ct_place place,
              ct_shape **faces, size_t *face_count, ct_report *report) CT_MUST_USE;
/* As ct_faces, where the area's rings are sound (ct_repair): only near the lines is there anything
 * to do. `*cutting` and the faces in the arena. */
typedef struct ct_cutting ct_cutting;
bool ct_cut(ct_arena *arena, const ct_shape *area, const ct_shape *lines, size_t count,
            ct_place place, ct_cutting **cutting, ct_shape **faces, size_t *face_count,
            ct_report *report) CT_MUST_USE;
/* The faces that are kept (one flag a face) as one polygon shape: shells, then holes. */
ct_shape ct_cut_join(ct_arena *arena, ct_cutting *cutting, const bool *keep);
/* The lines (LINE or POLYGON outlines) as a LINE, cut at their crossings; what is there twice is
 * there once. */
bool ct_node_lines(ct_arena *arena, const ct_shape *shapes, size_t count, ct_place place,
                   ct_shape *noded, ct_report *report) CT_MUST_USE;
/* A polygon that is sound, with rings and polygons in GEOS's order, oriented. */
bool ct_in_order(ct_arena *arena, const ct_shape *polygon, ct_place place, ct_shape *result,
                 ct_report *report) CT_MUST_USE;
/* 1 where c lies to the left of a → b, -1 to its right, 0 on it: to the last bit. */
int ct_turn(double ax, double ay, double bx, double by, double cx, double cy);
/* As ct_union_all, for polygons that do not overlap and match edge for edge: no vertex is added. */
bool ct_union_faces(ct_arena *arena, const ct_shape *faces, size_t count, ct_place place,
                    ct_shape *result, ct_report *report) CT_MUST_USE;

/* As ct_overlay, for page px: coordinates are taken as they are. */
bool ct_overlay_page(ct_arena *arena, ct_overlay_op op, const ct_shape *a, const ct_shape *b,
                     ct_place place, ct_shape *result, ct_report *report) CT_MUST_USE;
/* All within `by` of some polygon (shrunk where negative, each by itself), with round corners; of a
 * LINE, in finer arcs (to 0.1 %); and a LINE moved `by` to the left of its direction in a plane of
 * y up, to the right on the page. For page px: coordinates are taken as they are. An empty result
 * has kind CT_NULL. */
bool ct_grow(ct_arena *arena, const ct_shape *shapes, size_t count, double by, ct_place place,
             ct_shape *result, ct_report *report) CT_MUST_USE;
/* grow_apart.c: as ct_grow, in about linear time where most shapes are far from each other. */
bool ct_grow_apart(ct_arena *arena, const ct_shape *shapes, size_t count, double by, ct_place place,
                   ct_shape *result, ct_report *report) CT_MUST_USE;
bool ct_grow_line(ct_arena *arena, const ct_shape *line, double by, ct_place place,
                  ct_shape *result, ct_report *report) CT_MUST_USE;
bool ct_parallel(ct_arena *arena, const ct_shape *line, double by, ct_place place, ct_shape *result,
                 ct_report *report) CT_MUST_USE;

/* Which side of a line: a compass point ("north", "south-east", "e" …) or "left"/"right" of its
 * direction. */
typedef enum ct_side {
    CT_SIDE_N,
    CT_SIDE_NE,
    CT_SIDE_E,
    CT_SIDE_SE,
    CT_SIDE_S,
    CT_SIDE_SW,
    CT_SIDE_W,
    CT_SIDE_NW,
    CT_SIDE_LEFT,
    CT_SIDE_RIGHT
} ct_side;

/* The part of `area` (polygon, lon/lat degrees) on the named side of `line` (one or several parts).
 * The ends of a line that fall short of the area's border by at most `tolerance` degrees are drawn
 * on to it; overshoots do no harm; the line may cross the border several times. A compass side is
 * resolved for each line part by its chord (end minus start): the named side is the one whose
 * normal points that way. Pieces that no line touches go by the side of the nearest point of the
 * line.
 * `*pieces` (may be NULL) is into how many pieces the lines cut the area: 1 means that nothing was
 * split. An empty result has kind CT_NULL. */
bool ct_split(ct_arena *arena, const ct_shape *area, const ct_shape *line, ct_side side,
              double tolerance, ct_place place, ct_shape *result, size_t *pieces,
              ct_report *report) CT_MUST_USE;
/* What a line makes of one area: the faces that touch it on its wanted side, and those that it does
 * not touch at all (of which it says nothing by itself); either may be CT_NULL. */
typedef struct ct_sides {
    ct_shape kept, loose;
    size_t pieces;  /* as in ct_split */
    size_t touched; /* faces that the line touches */
    bool sound;     /* the area has turned out to be */
    size_t torn;    /* of those, faces of which the line's parts say the one as much as the other */
} ct_sides;

bool ct_split_sides(ct_arena *arena, const ct_shape *area, const ct_shape *line, ct_side side,
                    double tolerance, ct_place place, ct_sides *sides,
                    ct_report *report) CT_MUST_USE;
/* Whether the largest polygon of `loose` is on the wanted side of the line's nearest point;
 * `*vague` where that is an end of the line. */
bool ct_split_nearest(const ct_shape *loose, const ct_shape *line, ct_side side, ct_place place,
                      bool *wanted, bool *vague, ct_report *report) CT_MUST_USE;
/* The outline of `area` as LINE, less what runs within `tolerance` of the outline of `base`; the
 * area lies to its left. */
bool ct_outline_inner(ct_arena *arena, const ct_shape *area, const ct_shape *base, double tolerance,
                      ct_place place, ct_shape *result, ct_report *report) CT_MUST_USE;
/* contact.c: an area's inner outline as one clean line, where area and base come from two sources
 * whose borders differ: less what faces but a strip of the base that is thinner than `tolerance`
 * degrees (of latitude: 0.03 are 3.3 km) and runs along the base's outline. What then ends short of
 * that is drawn on to it. */
bool ct_contact_line(ct_arena *arena, const ct_shape *area, const ct_shape *base, double tolerance,
                     ct_place place, ct_shape *result, ct_report *report) CT_MUST_USE;
/* The rest of it: what runs within `tolerance` of the outline of `base`. */
bool ct_outline_outer(ct_arena *arena, const ct_shape *area, const ct_shape *base, double tolerance,
                      ct_place place, ct_shape *result, ct_report *report) CT_MUST_USE;

/* ---- tile.c: boxes turned about their middle ------------------------------------------------- */

typedef struct ct_tile {
    double x, y;   /* the middle */
    double hw, hh; /* half extents along its own axes */
    double cosine, sine;
    ct_box bound; /* upright */
} ct_tile;

ct_tile ct_tile_of(ct_box box, double angle); /* degrees clockwise on the page */
ct_tile ct_tile_grow(const ct_tile *tile, double dx, double dy);
/* They share some area; touching does not count. */
bool ct_tile_meets(const ct_tile *a, const ct_tile *b);
double ct_tile_distance(const ct_tile *tile, double x, double y); /* 0 inside */
/* The segment comes nearer than `reach` to it (square corners: on the safe side). */
bool ct_tile_crossed(const ct_tile *tile, double ax, double ay, double bx, double by, double reach);
/* Length of the segment inside. */
double ct_tile_crossing(const ct_tile *tile, double ax, double ay, double bx, double by);
/* Area in common. */
double ct_tile_overlap(const ct_tile *a, const ct_tile *b);
/* Two segments cross or touch. */
bool ct_segments_meet(const double a[4], const double b[4]);

/* ---- raster.c: shapes on a grid of cells ------------------------------------------------- */

typedef struct ct_raster {
    ct_box box;
    double cell;
    int columns, rows; /* 0: none */
} ct_raster;

/* Cells of one row, from the first to the last. */
typedef void ct_raster_fn(void *user, int row, int from, int to);

/* Square cells of at least `least` px over a box, about `most_cells` of them at most. */
ct_raster ct_raster_over(ct_box box, double least, double most_cells);
/* The cells whose middle lies inside a polygon (even-odd), span by span. */
void ct_raster_fill(const ct_raster *raster, const ct_shape *polygon, ct_raster_fn *fn, void *user);
/* The cells that a line or an outline runs through; some are told more than once. */
void ct_raster_trace(const ct_raster *raster, const ct_shape *shape, ct_raster_fn *fn, void *user);
/* It has parts, and every number in it is finite: else nothing of it is drawn. */
bool ct_raster_holds(const ct_shape *shape);

/* ---- grid.c: boxes found by place ------------------------------------------------------------ */

/* A uniform grid over `bounds`, with cells of about `cell` px, to which boxes are added. Boxes that
 * lie beyond the bounds count to the cells at the edge. On the heap. */
typedef struct ct_grid ct_grid;
ct_grid *ct_grid_new(ct_box bounds, double cell, size_t expected);
void ct_grid_free(ct_grid *grid);
void ct_grid_add(ct_grid *grid, ct_box box, uint32_t item);
/* x0, y0, x1, y1: only cells about the segment, however long it is. */
void ct_grid_add_segment(ct_grid *grid, const double segment[4], uint32_t item);
/* Items whose cells `box` meets, each once; valid until the next call. */
const uint32_t *ct_grid_find(ct_grid *grid, ct_box box, size_t *count);

/* ---- curve.c: curves fitted to points ---------------------------------------------------------
 */

/* v = c0 + c1·t + c2·t² + c3·t³ with t = u / half, in axes of its own: u along, v down. */
typedef struct ct_curve {
    double x, y; /* page px of u = 0, v = 0 */
    double cosine, sine;
    double half; /* px */
    double c[4];
} ct_curve;

/* Fits a curve of `degree` (1 to 3) in the axes that `curve` has: x, y, cosine, sine and half are
 * given; weighted least squares over page points (`weight` NULL: all 1). False where the points do
 * not determine it. */
bool ct_curve_fit(const double *x, const double *y, const double *weight, size_t count, int degree,
                  ct_curve *curve) CT_MUST_USE;
/* A point of the curve, moved down by `drop` px along its normal, and its direction in radians
 * (NULL: not asked for). */
void ct_curve_at(const ct_curve *k, double u, double drop, double *x, double *y, double *direction);
/* How far below the curve, along its normal above or below it, a page point lies. */
double ct_curve_aside(const ct_curve *k, double x, double y);
/* Moves u on by a length, below 0 backwards, along the parallel curve `drop` px below. False where
 * that turns so sharply that it all but stands still, or turns back. */
bool ct_curve_move(const ct_curve *curve, double drop, double length, double *u) CT_MUST_USE;

/* ---- plane.c, rim.c, strips.c, buffer.c: shapes by metres on the ground -------------------------
 */

struct ct_plane; /* measure.c, below */
/* Degrees to the metres of a plane, and back; edges get points where they bend. Back: longitudes
 * run on beyond 180 degrees, and a ring round a pole gets the pole: ct_shape_to_chart makes a chart
 * of it. */
ct_shape ct_plane_flatten(ct_arena *arena, const struct ct_plane *plane, const ct_shape *s);
ct_shape ct_plane_lift(ct_arena *arena, const struct ct_plane *plane, const ct_shape *s);

/* The outlines of shapes (areas, lines; points count as none), to ask how near a place is to them.
 * In lon/lat degrees; distances in m are those of a plane about the place: good to 1 % up to 300
 * km. On the heap. */
typedef struct ct_rim ct_rim;
ct_rim *ct_rim_new(const ct_shape *shapes, size_t count);
void ct_rim_free(ct_rim *rim);
/* Whether some outline is within `reach` m. `*distance`, `nearest` (may be NULL): how far, where.
 */
bool ct_rim_near(ct_rim *rim, double x, double y, double reach, double *distance,
                 double nearest[2]);

/* What of an area is thinner than a width: a polygon of it in which no circle that wide has room,
 * whole; and of the others what their opening by such a circle (Matheron 1975; Serra 1982) leaves
 * out and is at least `least` m long, so that a corner is no strip. Widths are measured on a plane
 * about each polygon: true to 1 % for one of up to 3,000 km across. A strip reaches `margin` m
 * beyond the polygon. */
typedef struct ct_strip {
    ct_shape shape; /* lon/lat degrees */
    size_t polygon; /* of ct_polygons_of */
    bool whole;     /* it is that polygon */
    double length;  /* m, about */
} ct_strip;
bool ct_thin(ct_arena *arena, const ct_shape *polygons, size_t count, double width, double least,
             double margin, ct_place place, ct_strip **strips, size_t *strip_count,
             ct_report *report) CT_MUST_USE;

/* buffer.c: all within `metres` of a shape; of a polygon, where negative, what is farther than that
 * from its outline. Distances are those on the ellipsoid to 1 %, wherever on the globe, across the
 * antimeridian and round the poles: the outline is taken in pieces of at most 300 km, each on a
 * plane of its own. `metres` is of at most 1,000 km. A polygon on the chart; CT_NULL: nothing is
 * left. */
bool ct_ground_buffer(ct_arena *arena, const ct_shape *s, double metres, ct_place place,
                      ct_shape *result, ct_report *report) CT_MUST_USE;

/* ---- measure.c (geodesic.h inside) ----------------------------------------------------------- */

/* On the WGS84 ellipsoid, of edges that are straight in lon/lat degrees, as RFC 7946 (3.1.1) has
 * them and as maps and overlays take them, not of geodesics: a point on an edge changes nothing,
 * and the pieces of a cut sum to the whole. Of a polygon: m2, by the depth of its rings; >= 0. Of a
 * line: m. Parts that jump over the antimeridian are read as ct_part_wraps says. */
double ct_geodesic_area(const ct_shape *s);
double ct_geodesic_length(const ct_shape *s);
/* The shortest way between two points. */
double ct_geodesic_distance(double lon1, double lat1, double lon2, double lat2); /* m */
/* geodesic.c: the same, and the direction at the first, degrees clockwise from north; of places
 * that are on the globe. */
double ct_geodesic_between(double lon1, double lat1, double lon2, double lat2, double *azimuth);
/* Where one comes so many metres on; the longitude may be beyond 180. */
void ct_geodesic_onward(double lon, double lat, double azimuth, double metres, double *to_lon,
                        double *to_lat);
/* The points at a distance (m) from a place, as a closed line in lon/lat degrees: a geodesic
 * circle. It runs on beyond 180 degrees; about a pole it ends a whole turn from where it began. No
 * parts where the place is none. */
ct_shape ct_geodesic_circle(ct_arena *arena, double lon, double lat, double radius);
/* A flat map about a place, x east and y north in metres: azimuthal equidistant on WGS84. Lengths
 * across the way to the middle are too long by (r/R)²/6 at a distance r: 0.04 % at 300 km. `error`:
 * how far (m) an edge may leave where it should run. plane.c maps shapes. */
typedef struct ct_plane {
    double lon, lat, error;
} ct_plane;
void ct_plane_point(const ct_plane *plane, double lon, double lat, double *x, double *y);
void ct_plane_place(const ct_plane *plane, double x, double y, double *lon, double *lat);
/* Pole of inaccessibility (Garcia-Castellanos & Lombardo 2007; polylabel's grid search): the point
 * farthest from the outline, inside. Returns its distance to the outline. */
double ct_inner_point(ct_arena *scratch, const ct_shape *polygon, double precision, double *x,
                      double *y);
double ct_line_length(const ct_shape *s); /* planar */

/* ---- PROJ's geodesics, which geodesic.c asks for when its own do not do; project/proj_crs.c
 * ---------
 */

#define CT_PROJ_MODULE "cartouche-proj.so"
typedef struct ct_geodesics {
    const char *version;
    void (*between)(double lon1, double lat1, double lon2, double lat2, double *metres,
                    double *azimuth);
    void (*onward)(double lon, double lat, double azimuth, double metres, double *to_lon,
                   double *to_lat);
} ct_geodesics;

#endif
