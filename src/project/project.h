/* project.h - projections (PROJ), fitting a view into a frame, bending long segments. */
#ifndef CT_PROJECT_H
#define CT_PROJECT_H

#include "../base/base.h"
#include "../geom/geom.h"

/* ---- crs.c ----------------------------------------------------------------------------------- */

/* From a CRS ("EPSG:…", a PROJ string, WKT) to lon/lat degrees on WGS84, traditional axis order. */
typedef struct ct_crs ct_crs;
ct_crs *ct_crs_open(const char *definition, ct_place place,
                    ct_report *report); /* NULL: failed, told */
/* As ct_crs_open, but tells nobody: NULL and the reason in why[0..room). */
ct_crs *ct_crs_try(const char *definition, char *why, size_t room);
void ct_crs_close(ct_crs *crs);
bool ct_crs_is_lonlat(
    const ct_crs *crs); /* geographic on WGS84 or as good: no transform is needed */
/* In place. Points that cannot be transformed become NaN; their count is returned. */
size_t ct_crs_to_lonlat(ct_crs *crs, double *x, double *y, size_t count);
size_t ct_crs_from_lonlat(ct_crs *crs, double *x, double *y, size_t count); /* the other way */

/* ---- closed.c
 * ------------------------------------------------------------------------------------
 */

/* A projection by closed formulas: the common ones (eqc, merc, lcc, aea, laea, eqearth, tmerc, utm)
 * of plain PROJ strings, true to PROJ to a thousandth of a metre of the globe. NULL: leave it to
 * PROJ. */
typedef struct ct_closed ct_closed;
ct_closed *ct_closed_open(const char *definition);
void ct_closed_free(ct_closed *closed); /* NULL is allowed */
/* Degrees to metres and back, in place; NaN where there is no such point. */
void ct_closed_forward(const ct_closed *closed, double *x, double *y, size_t count);
void ct_closed_inverse(const ct_closed *closed, double *x, double *y, size_t count);

/* ---- proj_crs.c: PROJ, in the module cartouche-proj.so
 * --------------------------------------------
 */

typedef struct ct_proj_crs ct_proj_crs;
/* What crs.c asks of it. */
typedef struct ct_proj {
    const char *version;
    /* NULL: it is lon/lat itself (`*lonlat`), or failed (why). `plain`: a PROJ string that says
     * all, so that no database is needed. */
    ct_proj_crs *(*open)(const char *definition, bool plain, bool *lonlat, char *why, size_t room);
    void (*close)(ct_proj_crs *crs);
    void (*points)(ct_proj_crs *crs, bool inverse, double *x, double *y, size_t count);
} ct_proj;

/* ---- auto.c ---------------------------------------------------------------------------------- */

/* The PROJ string that suits a range: it depends on the range alone. */
const char *ct_projection_auto(ct_arena *arena, ct_box range);

/* ---- approx.c
 * ------------------------------------------------------------------------------------------ */

/* A function of the plane (from x, y to two numbers, in place; NaN where there is none). */
typedef void ct_map_fn(const void *user, double *x, double *y, size_t count);

/* The function over a box, by biquadratic patches that are fitted when a point first falls in them
 * and halved until they are true to `error`; what stays untrue at the least size goes to the
 * function itself. The answer for a point depends on the point alone. */
typedef struct ct_mesh ct_mesh;
ct_mesh *ct_mesh_new(ct_map_fn *map, const void *user, ct_box box, double error);
void ct_mesh_free(ct_mesh *mesh); /* NULL is allowed */
void ct_mesh_points(ct_mesh *mesh, double *x, double *y, size_t count);

/* ---- horizon.c: projections that show a cap of the globe (ortho, geos, nsper, gnom) -----------
 */

typedef struct ct_horizon ct_horizon;
/* The rim of what `map` shows (elsewhere it gives NaN) about a place that is shown. NULL: from
 * there it shows the globe nearly to the other side in some direction. */
ct_horizon *ct_horizon_find(ct_arena *arena, ct_map_fn *map, const void *user, double lon,
                            double lat);
/* The direction of a place from there, in turns [0, 1) clockwise from north. */
double ct_horizon_turn(const ct_horizon *h, double lon, double lat);
/* What is shown of a ring between where it comes in over the rim and where it goes out, in page px;
 * and the directions of these. */
typedef struct ct_sight {
    const double *x, *y;
    size_t count;
    double first, last;
} ct_sight;
/* Adds the rings that all runs of one ring make with the rim; with none the whole rim, or nothing.
 * `ring` (lon/lat) lies within 180 degrees of `middle`. */
void ct_horizon_close(const ct_horizon *h, ct_arena *scratch, const ct_sight *runs, size_t count,
                      const ct_shape *ring, double middle, ct_builder *out);

/* ---- project.c, resample.c ------------------------------------------------------------------- */

/* A view: lon/lat → crs units → page px in a frame. */
typedef struct ct_view ct_view;

typedef struct ct_view_request {
    ct_box frame;        /* page px: where the map goes */
    const ct_shape *fit; /* shapes in lon/lat to be in the frame (their projected extent, points
                            sampled along) */
    size_t fit_count;
    double pad; /* px kept free on all sides */
    bool has_bbox;
    double bbox[4];
    bool has_centre;
    double centre[2], scale; /* 1:scale at 96 px an inch */
    const char *project;     /* "auto", "EPSG:n", a PROJ string */
    ct_place place;
    const struct ct_view_span *span; /* from ct_view_height, as long as but frame and pad change */
} ct_view_request;

/* The height (px) that a frame of `width` needs so that the fitted view fills it exactly; for
 * sheets whose height is left out. Leaves in the request what opening the view needs of it. */
bool ct_view_height(ct_arena *arena, ct_view_request *request, double width, double *height,
                    ct_report *report) CT_MUST_USE;
bool ct_view_open(ct_arena *arena, const ct_view_request *request, ct_view **view,
                  ct_report *report) CT_MUST_USE;
void ct_view_close(ct_view *view);

ct_box ct_view_frame(const ct_view *view);
const char *ct_view_crs(const ct_view *view); /* the PROJ string (or authority code) in use */
void ct_view_to_page(const ct_view *view,
                     double affine[6]); /* page = (a·X + b·Y + c, d·X + e·Y + f) */
ct_box ct_view_lonlat(
    const ct_view *view); /* lon/lat box that surely covers the frame; x1 may exceed 180 */
/* The longitude about which the view's world is cut: shapes are moved by 360 degrees to lie within
 * 180 of it. */
double ct_view_middle(const ct_view *view);
/* The lon/lat box to cut shapes to before they are projected: well outside the frame, within 180
 * degrees of the middle. */
ct_box ct_view_world(const ct_view *view);
/* Many points to the page, in place; those that cannot be projected become NaN and are counted. */
size_t ct_view_points(const ct_view *view, double *x, double *y, size_t count);
/* As ct_view_points for points within ct_view_world, from a mesh that is filled as it is used: at
 * most 0.01 px off where it was tried, and many times as fast. */
size_t ct_view_points_fast(const ct_view *view, double *x, double *y, size_t count);
/* One point to the page; false where it cannot be projected. */
bool ct_view_point(const ct_view *view, double lon, double lat, double *x, double *y);
bool ct_view_inverse(const ct_view *view, double x, double y, double *lon, double *lat);
/* NULL where the projection shows the whole globe, or nearly, or the frame none of its rim. */
const ct_horizon *ct_view_horizon(const ct_view *view);
/* A shape to the page: prefilter by box, project (what lies beyond a horizon is cut off there,
 * other points that fail are taken out and the shape closed without them), bend segments so that no
 * straight piece is off by more than 0.2 px. Not clipped, not simplified. */
ct_shape ct_view_shape(const ct_view *view, ct_arena *arena, const ct_shape *lonlat);
/* One part, in lon/lat on the chart, within `box`, as ct_view_shape would have it: what it comes to
 * is added to `out`. True: of an area, edges that the chart's or the view's cut made may be in it;
 * the border without them is added to `border`, as LINE. Several threads may do so at once. */
bool ct_view_part(const ct_view *view, ct_arena *scratch, const ct_shape *part, ct_box box,
                  ct_builder *out, ct_builder *border);
/* Equal for views that put a place at the same point of a page. */
ct_digest ct_view_digest(const ct_view *view);
/* The least degrees of longitude and of latitude that a page px is, anywhere in the frame. */
void ct_view_finest(const ct_view *view, double *lon, double *lat);
/* Metres a page px on the ground at the frame's centre, along the horizontal (geodesic). */
double ct_view_metres_per_px(const ct_view *view);
/* Meridian convergence in degrees (clockwise from page-up to true north) at a page point. */
double ct_view_convergence(const ct_view *view, double x, double y);

#endif
