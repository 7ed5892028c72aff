/* project.c - a view: fit lon/lat data by a projection into a frame of the page. */
#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "project.h"

#define METRES_PER_PX     (0.0254 / 96) /* on paper, at 96 px an inch */
#define MESH_ERROR        0.01          /* px */
#define FIT_STEPS         8000          /* so fine that no frame shows it */
#define CUT_HAIR          1e-7 /* degrees: inside the cut, so that PROJ does not turn its edge */
#define METRES_PER_DEGREE 111320.0 /* of latitude, near enough to choose a projection */

struct ct_view {
    ct_crs *crs;
    pthread_mutex_t *lock; /* held while PROJ is asked: it takes one thread at a time */
    const char *definition;
    ct_box frame;
    double px;               /* px a crs unit */
    double x_shift, y_shift; /* page = (px·X + x_shift, -px·Y + y_shift) */
    double middle;
    ct_box lonlat, world;
    ct_mesh *mesh; /* fills as it is used */
    const ct_horizon *horizon;
    bool rim; /* some of the frame shows no place of the globe */
};

/* What a request comes to, before there is a frame: a projection and an extent in its units, or a
 * centre and a scale. */
typedef struct plan {
    ct_crs *crs;
    const char *definition;
    ct_box range;  /* lon/lat */
    ct_box extent; /* crs units; for centre and scale just the centre */
    double px;     /* px a crs unit where the scale is given, else 0 */
} plan;

/* ---- points to fit -------------------------------------------------------------------------- */

typedef struct samples {
    ct_arena *arena;
    double *x, *y;
    size_t count, x_capacity, y_capacity;
    ct_box
        inner;   /* what lies in it cannot be outermost on the page: empty where that is not sure */
    double step; /* points nearer to the last one than this (degrees, either way) say nothing new */
} samples;

static void samples_add(samples *s, double x, double y) {
    CT_GROW(s->arena, s->x, s->x_capacity, s->count);
    CT_GROW(s->arena, s->y, s->y_capacity, s->count);
    s->x[s->count] = x;
    s->y[s->count++] = y;
}

static bool is_inner(const samples *s, double x, double y) {
    return x > s->inner.x0 && x < s->inner.x1 && y > s->inner.y0 && y < s->inner.y1;
}

/* The points of a shape, less those that say nothing new, and, along its longer edges, one every
 * half degree: straight in lon/lat, they bulge on the page. */
static void samples_shape(samples *s, const ct_shape *given) {
    ct_shape chart = *given, *shape = &chart;
    if (!ct_shape_on_chart(given)) chart = ct_shape_to_chart(s->arena, given, NULL);
    for (size_t p = 0; p < shape->parts; p++) {
        size_t from = ct_part_start(shape, p), to = shape->end[p];
        double last_x = INFINITY, last_y = INFINITY;
        for (size_t i = from; i < to; i++) {
            double x = shape->x[i], y = shape->y[i];
            if (fabs(x - last_x) < s->step && fabs(y - last_y) < s->step) continue;
            if (shape->kind == CT_POLYGON && is_inner(s, x, y)) continue;
            samples_add(s, last_x = x, last_y = y);
            if (shape->kind == CT_POINT || (shape->kind == CT_LINE && i + 1 == to)) continue;
            size_t next = i + 1 < to ? i + 1 : from;
            double dx = shape->x[next] - x, dy = shape->y[next] - y;
            int steps = (int)fmin(64, ceil(2 * fmax(fabs(dx), fabs(dy))));
            for (int k = 1; k < steps; k++)
                samples_add(s, x + dx * k / steps, y + dy * k / steps);
        }
    }
}

/* On a page of up to some 40 degrees, parallels and meridians bend by less than a tenth of its
 * breadth: what is a quarter of the range or more from each of its sides is never outermost. */
static ct_box inner_of(ct_box range) {
    double w = range.x1 - range.x0, h = range.y1 - range.y0;
    bool sure = w < 40 && h < 40 && fmax(fabs(range.y0), fabs(range.y1)) < 75 && h > w / 4;
    if (!sure) return ct_box_empty();
    return (ct_box){ range.x0 + w / 4, range.y0 + h / 4, range.x1 - w / 4, range.y1 - h / 4 };
}

static void samples_box(samples *s, ct_box box) {
    enum { STEPS = 32 };
    for (int i = 0; i <= STEPS; i++)
        for (int j = 0; j <= STEPS; j++)
            samples_add(s, box.x0 + (box.x1 - box.x0) * i / STEPS,
                        box.y0 + (box.y1 - box.y0) * j / STEPS);
}

/* ---- checking the request ------------------------------------------------------------------- */

static bool fail_spec(const ct_view_request *r, ct_report *report, const char *text,
                      const char *hint) {
    ct_fail(report, CARTOUCHE_BAD_SPEC, r->place, "%s", text);
    ct_hint(report, "%s", hint);
    return false;
}

static bool bbox_range(const ct_view_request *r, ct_box *range, ct_report *report) {
    const double *b = r->bbox;
    bool ok = b[0] != b[2] && b[1] < b[3] && b[1] >= -90 && b[3] <= 90 && fabs(b[0]) <= 360 &&
              fabs(b[2]) <= 540;
    *range = (ct_box){ b[0], b[1], b[2], b[3] };
    if (ok && range->x1 < range->x0) range->x1 += 360; /* over the antimeridian */
    if (ok && range->x1 - range->x0 > 360) range->x1 = range->x0 + 360;
    if (ok && range->x1 > range->x0) return true;
    return fail_spec(r, report, "the view's bbox is not an area of the globe",
                     "bbox is [west, south, east, north] in degrees: south < north, within ±90");
}

/* The range that the frame shows at the scale that is asked for. */
static bool centre_range(const ct_view_request *r, ct_box *range, ct_report *report) {
    double lon = r->centre[0], lat = r->centre[1];
    if (!(fabs(lon) <= 360) || !(fabs(lat) <= 90))
        return fail_spec(r, report, "the view's centre is not on the globe",
                         "centre is [longitude, latitude] in degrees");
    if (!(r->scale > 0) || !isfinite(r->scale))
        return fail_spec(r, report, "the view's scale is not a positive number",
                         "for example scale: 1:1000000");
    double per_px = r->scale * METRES_PER_PX / METRES_PER_DEGREE;
    double up = fmin(90, (r->frame.y1 - r->frame.y0) / 2 * per_px);
    double aside = (r->frame.x1 - r->frame.x0) / 2 * per_px;
    aside = fmin(180, aside / fmax(0.05, cos(lat * 3.14159265358979323846 / 180)));
    *range = (ct_box){ lon - aside, fmax(-90, lat - up), lon + aside, fmin(90, lat + up) };
    return true;
}

static bool plan_range(const ct_view_request *r, plan *p, ct_report *report) {
    if (r->has_bbox) return bbox_range(r, &p->range, report);
    if (r->has_centre) return centre_range(r, &p->range, report);
    if (!r->fit_count)
        return fail_spec(r, report, "the view does not say what to show",
                         "add 'fit: <data>', 'bbox: [west, south, east, north]', or 'centre' and "
                         "'scale'");
    p->range = ct_lonlat_range(r->fit, r->fit_count);
    if (!ct_box_is_empty(p->range)) return true;
    return ct_fail(report, CARTOUCHE_BAD_DATA, r->place, "the data that the view fits is empty");
}

/* ---- opening the projection ----------------------------------------------------------------- */

/* A projection must take the middle of the range to the plane and back. */
static bool shows_range(ct_crs *crs, ct_box range) {
    double lon = (range.x0 + range.x1) / 2, lat = (range.y0 + range.y1) / 2, x = lon, y = lat;
    if (ct_crs_from_lonlat(crs, &x, &y, 1) || ct_crs_to_lonlat(crs, &x, &y, 1)) return false;
    double off = fabs(remainder(x - lon, 360)) * cos(lat * 3.14159265358979323846 / 180);
    return off < 1e-4 && fabs(y - lat) < 1e-4;
}

static bool plan_projection(ct_arena *arena, const ct_view_request *r, plan *p, ct_report *report) {
    const char *wish = r->project && r->project[0] ? r->project : "auto";
    char why[200];
    p->definition =
        ct_streq(wish, "auto") ? ct_projection_auto(arena, p->range) : ct_strdup(arena, wish);
    p->crs = ct_crs_try(p->definition, why, sizeof why);
    if (!p->crs) {
        ct_fail(report, CARTOUCHE_BAD_SPEC, r->place, "unknown projection '%.60s': %s", wish, why);
        if (ct_edit_distance(wish, "auto") <= 2)
            ct_hint(report, "did you mean 'auto'?");
        else
            ct_hint(report, "write auto, an authority code (EPSG:32637), or a PROJ string "
                            "(\"+proj=utm +zone=37\")");
        return false;
    }
    if (shows_range(p->crs, p->range)) return true;
    ct_crs_close(p->crs);
    p->crs = NULL;
    ct_fail(report, CARTOUCHE_BAD_SPEC, r->place, "the projection '%.60s' cannot show this area",
            wish);
    ct_hint(report, "use 'project: auto', or a projection made for this part of the globe");
    return false;
}

/* Crs units a metre on the ground at a place, along the parallel (at a pole: the meridian). */
static double units_per_metre(ct_crs *crs, double lon, double lat) {
    const double step = 1e-3;
    double metres = ct_geodesic_distance(lon - step, lat, lon + step, lat);
    double x[2] = { lon - step, lon + step }, y[2] = { lat, lat };
    if (!(metres > 0.01)) {
        y[0] = lat > 0 ? lat - step : lat + step;
        x[0] = x[1] = lon;
        metres = ct_geodesic_distance(x[0], y[0], x[1], y[1]);
    }
    if (ct_crs_from_lonlat(crs, x, y, 2)) return NAN;
    return hypot(x[1] - x[0], y[1] - y[0]) / metres;
}

static bool plan_extent(const ct_view_request *r, plan *p, ct_report *report) {
    double span = fmax(p->range.x1 - p->range.x0, p->range.y1 - p->range.y0);
    samples s = { .arena = ct_arena_new(), .step = span / FIT_STEPS, .inner = ct_box_empty() };
    /* a projection of our own has north up; another may turn the page */
    if (!r->project || !r->project[0] || ct_streq(r->project, "auto")) s.inner = inner_of(p->range);
    if (r->has_bbox)
        samples_box(&s, p->range);
    else if (r->has_centre)
        samples_add(&s, r->centre[0], r->centre[1]);
    else
        for (size_t i = 0; i < r->fit_count; i++)
            samples_shape(&s, &r->fit[i]);
    ct_crs_from_lonlat(p->crs, s.x, s.y, s.count);
    p->extent = ct_box_empty();
    for (size_t i = 0; i < s.count; i++)
        ct_box_add(&p->extent, s.x[i], s.y[i]);
    ct_arena_free(s.arena);
    if (ct_box_is_empty(p->extent))
        return fail_spec(r, report, "none of the view's data can be projected",
                         "use 'project: auto', or another projection");
    if (r->has_bbox || !r->has_centre) {
        if (p->extent.x1 > p->extent.x0 || p->extent.y1 > p->extent.y0) return true;
        return fail_spec(r, report, "the view fits a single point: no scale follows from it",
                         "use 'centre' and 'scale', or 'bbox'");
    }
    double units = units_per_metre(p->crs, r->centre[0], r->centre[1]);
    p->px = 1 / (units * r->scale * METRES_PER_PX);
    if (isfinite(p->px) && p->px > 0) return true;
    return fail_spec(r, report, "the projection has no scale at the view's centre",
                     "use 'project: auto', or another projection");
}

/* What fitted data spans, which is dear to find. */
struct ct_view_span {
    ct_box range, extent; /* as in a plan */
};

static bool make_plan(ct_arena *arena, const ct_view_request *r, plan *p, ct_report *report) {
    *p = (plan){ 0 };
    if (r->span) {
        p->range = r->span->range;
        p->extent = r->span->extent;
        return plan_projection(arena, r, p, report);
    }
    if (!plan_range(r, p, report) || !plan_projection(arena, r, p, report)) return false;
    if (plan_extent(r, p, report)) return true;
    ct_crs_close(p->crs);
    return false;
}

/* ---- what the frame shows ------------------------------------------------------------------- */

static bool to_lonlat(const ct_view *v, double x, double y, double *lon, double *lat) {
    *lon = (x - v->x_shift) / v->px;
    *lat = (v->y_shift - y) / v->px;
    pthread_mutex_lock(v->lock);
    bool good = ct_crs_to_lonlat(v->crs, lon, lat, 1) == 0;
    pthread_mutex_unlock(v->lock);
    return good;
}

bool ct_view_inverse(const ct_view *v, double x, double y, double *lon, double *lat) {
    double back_x, back_y;
    if (!to_lonlat(v, x, y, lon, lat)) return false;
    /* beyond a projection's rim PROJ answers with places that are elsewhere */
    if (!ct_view_point(v, *lon, *lat, &back_x, &back_y) || hypot(back_x - x, back_y - y) > 0.5)
        return false;
    /* inverses by series are off by a little: one step back against the error squares it */
    double finer_lon, finer_lat;
    if (to_lonlat(v, 2 * x - back_x, 2 * y - back_y, &finer_lon, &finer_lat)) {
        *lon = finer_lon;
        *lat = finer_lat;
    }
    return true;
}

/* The central meridian that a PROJ string names, or has by being silent; NaN: there is no telling.
 */
static double lon_0_of(const char *definition) {
    const char *key = strstr(definition, "lon_0=");
    double given = NAN;
    char number[32];
    size_t size = key ? strcspn(key + 6, " \t") : sizeof number;
    if (size < sizeof number) {
        memcpy(number, key + 6, size);
        number[size] = '\0';
        if (ct_number_parse(number, &given)) return given;
    }
    return strstr(definition, "proj=") ? 0 : NAN;
}

/* Whether the plane is torn along a meridian, between the parallels of the box. */
static bool is_torn(const ct_view *v, double lon, ct_box box) {
    enum { STEPS = 6 };
    const double hair = 1e-8;
    for (int i = 0; i <= STEPS; i++) {
        double x[2] = { lon - hair, lon + hair }, y[2];
        y[0] = y[1] = box.y0 + (box.y1 - box.y0) * (i + 0.37) / (STEPS + 0.74);
        if (ct_view_points(v, x, y, 2) == 0 && hypot(x[1] - x[0], y[1] - y[0]) > 0.5) return true;
    }
    return false;
}

/* The widest step along a parallel, narrowed to a meridian; NaN: none is far wider than the others.
 */
static double widest_step(const ct_view *v, double from, double to, double lat) {
    enum { STEPS = 120 };
    for (int turn = 0; turn < 9 && to - from > 1e-9; turn++) {
        double x[STEPS + 1], y[STEPS + 1], step = (to - from) / STEPS, most = 0, sum = 0;
        int widest = 0;
        for (int i = 0; i <= STEPS; i++) {
            x[i] = from + step * i;
            y[i] = lat;
        }
        ct_view_points(v, x, y, STEPS + 1);
        for (int i = 0; i < STEPS; i++) {
            double wide = hypot(x[i + 1] - x[i], y[i + 1] - y[i]);
            if (wide > 0) sum += wide; /* not what has no place */
            if (!(wide > most)) continue;
            most = wide;
            widest = i;
        }
        if (most < 4 * sum / STEPS) return NAN;
        from += step * widest;
        to = from + step;
    }
    return (from + to) / 2;
}

/* Where in the box the projection is torn along a meridian, half a turn from its own; NaN: nowhere.
 */
static double cut_in(const ct_view *v, ct_box box) {
    double own = lon_0_of(v->definition), middle = (box.x0 + box.x1) / 2;
    double half = (box.x1 - box.x0) / 2;
    if (!isnan(own)) {
        double cut = middle + remainder(own + 180 - middle, 360);
        return fabs(cut - middle) < half && is_torn(v, cut, box) ? cut : NAN;
    }
    for (int i = 1; i <= 3; i++) {
        double lat = box.y0 + (box.y1 - box.y0) * (i - 0.13) / 4;
        double cut = widest_step(v, box.x0, box.x1, lat);
        if (is_torn(v, cut, box)) return cut;
    }
    return NAN;
}

/* The longitude about which the world is cut. A view of a part lies far from the cut: its own
 * middle. A view of the whole has it where the projection does. */
static double world_middle(const ct_view *v, bool whole, ct_box range) {
    double lon, lat, own = whole ? lon_0_of(v->definition) : NAN;
    if (!isnan(own)) return own;
    if (whole) {
        double cut = cut_in(v, (ct_box){ -180, -80, 180, 80 });
        if (isnan(cut)) cut = is_torn(v, 180, (ct_box){ -180, -80, 180, 80 }) ? 180 : NAN;
        return isnan(cut) ? 0 : remainder(cut + 180, 360);
    }
    if (ct_view_inverse(v, (v->frame.x0 + v->frame.x1) / 2, (v->frame.y0 + v->frame.y1) / 2, &lon,
                        &lat))
        return lon;
    return (range.x0 + range.x1) / 2;
}

/* True where a pole is on the frame or near it. */
static bool shows_pole(const ct_view *v, ct_box near, double lat) {
    double x, y;
    return ct_view_point(v, v->middle, lat, &x, &y) && x >= near.x0 && x <= near.x1 &&
           y >= near.y0 && y <= near.y1;
}

static ct_box world_of(const ct_view *v, ct_box box) {
    double aside = 0.5 + 0.25 * (box.x1 - box.x0), up = 0.5 + 0.25 * (box.y1 - box.y0);
    box.x0 = fmax(v->middle - 180 + CUT_HAIR, box.x0 - aside);
    box.x1 = fmin(v->middle + 180 - CUT_HAIR, box.x1 + aside);
    box.y0 = fmax(-90, box.y0 - up);
    box.y1 = fmin(90, box.y1 + up);
    return box;
}

/* Samples the frame, with a margin, for the lon/lat box that surely covers it. */
static void find_lonlat(ct_view *v, ct_box range) {
    enum { STEPS = 24 };
    ct_box f = v->frame, box = ct_box_empty();
    ct_box near = ct_box_grow(f, 8 + 0.02 * fmax(f.x1 - f.x0, f.y1 - f.y0));
    bool rim = false;
    v->middle = world_middle(v, false, range);
    for (int i = 0; i <= STEPS; i++) {
        for (int j = 0; j <= STEPS; j++) {
            double lon, lat;
            if (ct_view_inverse(v, near.x0 + (near.x1 - near.x0) * i / STEPS,
                                near.y0 + (near.y1 - near.y0) * j / STEPS, &lon, &lat))
                ct_box_add(&box, v->middle + remainder(lon - v->middle, 360), lat);
            else
                rim = true;
        }
    }
    v->rim = rim;
    if (ct_box_is_empty(box)) box = range;
    double aside = (box.x1 - box.x0) / STEPS, up = (box.y1 - box.y0) / STEPS + (rim ? 10 : 0);
    bool north = shows_pole(v, near, 90), south = shows_pole(v, near, -90);
    box = (ct_box){ box.x0 - aside, box.y0 - up, box.x1 + aside, box.y1 + up };
    if (north || box.y1 > 90) box.y1 = 90;
    if (south || box.y0 < -90) box.y0 = -90;
    bool whole = rim || north || south || box.x1 - box.x0 > 300;
    double cut = whole ? NAN : cut_in(v, world_of(v, box));
    if (cut >= box.x0 && cut <= box.x1) whole = true;
    if (whole) {
        v->middle = world_middle(v, true, range);
        box.x0 = v->middle - 180;
        box.x1 = v->middle + 180;
    }
    v->lonlat = box;
    v->world = world_of(v, box);
    if (!whole && cut < box.x0) v->world.x0 = fmax(v->world.x0, cut + CUT_HAIR);
    if (!whole && cut > box.x1) v->world.x1 = fmin(v->world.x1, cut - CUT_HAIR);
}

/* A pole may lie infinitely far off: an area that holds it goes on to as near it as has a place.
 * `lat` is where the world ends. */
static double off_pole(const ct_view *v, double lat) {
    double x, y;
    if (fabs(lat) < 90 || ct_view_point(v, v->middle, lat, &x, &y)) return lat;
    double off = copysign(1e-6, lat); /* degrees */
    while (fabs(off) < 2 && !ct_view_point(v, v->middle, lat - off, &x, &y))
        off *= 10;
    return fabs(off) < 2 ? lat - off : lat;
}

ct_box ct_view_world(const ct_view *v) { return v->world; }

static void map_points(const void *view, double *x, double *y, size_t count) {
    ct_view_points(view, x, y, count);
}

/* ---- the face ------------------------------------------------------------------------------- */

static bool check_frame(const ct_view_request *r, double width, double height, ct_report *report) {
    if (isfinite(width) && isfinite(height) && r->pad >= 0 && width > 2 * r->pad &&
        height > 2 * r->pad)
        return true;
    return fail_spec(r, report, "no room is left for the map",
                     "make the map larger, or the pad and the texts around it smaller");
}

bool ct_view_height(ct_arena *arena, ct_view_request *r, double width, double *height,
                    ct_report *report) {
    if (r->has_centre && !r->has_bbox)
        return fail_spec(r, report, "a view by centre and scale does not say how high it is",
                         "give the size a height, or use 'fit' or 'bbox'");
    plan p;
    if (!check_frame(r, width, width, report) || !make_plan(arena, r, &p, report)) return false;
    ct_crs_close(p.crs);
    struct ct_view_span *span = CT_NEW(arena, struct ct_view_span);
    *span = (struct ct_view_span){ p.range, p.extent };
    r->span = span;
    double across = p.extent.x1 - p.extent.x0, up = p.extent.y1 - p.extent.y0;
    *height = (width - 2 * r->pad) * up / across + 2 * r->pad;
    if (isfinite(*height) && *height > 2 * r->pad) return true;
    return fail_spec(r, report,
                     "the view's data has no width or no height: no shape of the map "
                     "follows from it",
                     "give the size a height");
}

bool ct_view_open(ct_arena *arena, const ct_view_request *r, ct_view **view, ct_report *report) {
    ct_box f = r->frame;
    double width = f.x1 - f.x0, height = f.y1 - f.y0;
    plan p;
    *view = NULL;
    if (!check_frame(r, width, height, report) || !make_plan(arena, r, &p, report)) return false;
    ct_view *v = CT_NEW(arena, ct_view);
    v->crs = p.crs;
    v->lock = CT_NEW(arena, pthread_mutex_t);
    pthread_mutex_init(v->lock, NULL);
    v->definition = p.definition;
    v->frame = f;
    v->px = p.px > 0 ? p.px
                     : fmin((width - 2 * r->pad) / (p.extent.x1 - p.extent.x0),
                            (height - 2 * r->pad) / (p.extent.y1 - p.extent.y0));
    v->x_shift = (f.x0 + f.x1) / 2 - v->px * (p.extent.x0 + p.extent.x1) / 2;
    v->y_shift = (f.y0 + f.y1) / 2 + v->px * (p.extent.y0 + p.extent.y1) / 2;
    find_lonlat(v, p.range);
    if (v->rim)
        v->horizon = ct_horizon_find(arena, map_points, v, (p.range.x0 + p.range.x1) / 2,
                                     (p.range.y0 + p.range.y1) / 2);
    if (!v->horizon) {
        v->world.y0 = off_pole(v, v->world.y0);
        v->world.y1 = off_pole(v, v->world.y1);
    }
    v->mesh = ct_mesh_new(map_points, v, ct_view_world(v), MESH_ERROR);
    *view = v;
    return true;
}

void ct_view_close(ct_view *view) {
    if (!view) return;
    ct_mesh_free(view->mesh);
    if (view->crs) pthread_mutex_destroy(view->lock);
    ct_crs_close(view->crs);
    view->mesh = NULL;
    view->crs = NULL;
}

ct_box ct_view_frame(const ct_view *view) { return view->frame; }
const char *ct_view_crs(const ct_view *view) { return view->definition; }
ct_box ct_view_lonlat(const ct_view *view) { return view->lonlat; }

ct_digest ct_view_digest(const ct_view *view) {
    const double numbers[] = { view->frame.x0, view->frame.y0, view->frame.x1, view->frame.y1,
                               view->px,       view->x_shift,  view->y_shift,  view->middle };
    ct_buffer basis = { 0 };
    ct_basis_text(&basis, view->definition);
    ct_buffer_append(&basis, numbers, sizeof numbers);
    ct_digest digest = ct_digest_of(basis.data, basis.size);
    ct_buffer_free(&basis);
    return digest;
}

double ct_view_middle(const ct_view *view) { return view->middle; }
const ct_horizon *ct_view_horizon(const ct_view *view) { return view->horizon; }

void ct_view_to_page(const ct_view *v, double affine[6]) {
    const double values[] = { v->px, 0, v->x_shift, 0, -v->px, v->y_shift };
    memcpy(affine, values, sizeof values);
}

size_t ct_view_points(const ct_view *v, double *x, double *y, size_t count) {
    const double far = 1e7; /* px: such a point is an accident of the projection */
    size_t failed = 0;
    for (size_t i = 0; i < count; i++) /* PROJ takes latitudes a little beyond a pole */
        if (!(fabs(y[i]) <= 90)) x[i] = y[i] = NAN;
    pthread_mutex_lock(v->lock);
    ct_crs_from_lonlat(v->crs, x, y, count);
    pthread_mutex_unlock(v->lock);
    for (size_t i = 0; i < count; i++) {
        x[i] = v->px * x[i] + v->x_shift;
        y[i] = -v->px * y[i] + v->y_shift;
        if (fabs(x[i]) < far && fabs(y[i]) < far) continue;
        x[i] = y[i] = NAN;
        failed++;
    }
    return failed;
}

size_t ct_view_points_fast(const ct_view *v, double *x, double *y, size_t count) {
    size_t failed = 0;
    ct_mesh_points(v->mesh, x, y, count);
    for (size_t i = 0; i < count; i++)
        failed += isnan(x[i]);
    return failed;
}

bool ct_view_point(const ct_view *view, double lon, double lat, double *x, double *y) {
    *x = lon;
    *y = lat;
    return ct_view_points(view, x, y, 1) == 0;
}

void ct_view_finest(const ct_view *v, double *lon, double *lat) {
    enum { STEPS = 12 };
    const double step = 1e-3; /* degrees */
    double most[2] = { 0, 0 };
    ct_box f = v->frame;
    for (int i = 0; i <= STEPS; i++) {
        for (int j = 0; j <= STEPS; j++) {
            double at[2], x[3], y[3];
            if (!ct_view_inverse(v, f.x0 + (f.x1 - f.x0) * i / STEPS,
                                 f.y0 + (f.y1 - f.y0) * j / STEPS, &at[0], &at[1]))
                continue;
            at[1] -= copysign(step, at[1]); /* off the poles */
            x[0] = x[2] = at[0];
            x[1] = at[0] - copysign(step, at[0] - v->middle); /* not over the cut */
            y[0] = y[1] = at[1];
            y[2] = at[1] + step;
            if (ct_view_points(v, x, y, 3)) continue;
            most[0] = fmax(most[0], hypot(x[1] - x[0], y[1] - y[0]) / step);
            most[1] = fmax(most[1], hypot(x[2] - x[0], y[2] - y[0]) / step);
        }
    }
    const double slack = 1.02; /* between the places that were tried */
    *lon = most[0] > 0 ? 1 / (slack * most[0]) : 0;
    *lat = most[1] > 0 ? 1 / (slack * most[1]) : 0;
}

double ct_view_metres_per_px(const ct_view *v) {
    double x = (v->frame.x0 + v->frame.x1) / 2, y = (v->frame.y0 + v->frame.y1) / 2;
    double reach = fmin(10, (v->frame.x1 - v->frame.x0) / 4), lon[2], lat[2];
    if (!ct_view_inverse(v, x - reach, y, &lon[0], &lat[0]) ||
        !ct_view_inverse(v, x + reach, y, &lon[1], &lat[1]))
        return NAN;
    return ct_geodesic_distance(lon[0], lat[0], lon[1], lat[1]) / (2 * reach);
}

double ct_view_convergence(const ct_view *v, double x, double y) {
    const double step = 1e-3;
    double lon, lat, south[2], north[2];
    if (!ct_view_inverse(v, x, y, &lon, &lat)) return NAN;
    if (!ct_view_point(v, lon, fmax(-90, lat - step), &south[0], &south[1]) ||
        !ct_view_point(v, lon, fmin(90, lat + step), &north[0], &north[1]))
        return NAN;
    return atan2(north[0] - south[0], south[1] - north[1]) * (180 / 3.14159265358979323846);
}
