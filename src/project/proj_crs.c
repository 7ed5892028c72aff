/* proj_crs.c - coordinate systems by PROJ, in a module of its own; and geodesics, by its
 * geodesic.h. */
#include <geodesic.h>
#include <math.h>
#include <proj.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "project.h"

struct ct_proj_crs {
    PJ_CONTEXT *context;
    PJ *lonlat_to_crs; /* NULL: lon/lat itself */
    bool sees_through; /* geos of a sphere: PROJ has places there that the globe hides */
};

/* ---- contexts ------------------------------------------------------------------------------- */

static void say_nothing(void *user, int level, const char *text) {
    (void)user;
    (void)level;
    (void)text;
}

/* Quiet, offline; without `database` PROJ finds no proj.db and loses no time with it. */
static PJ_CONTEXT *open_context(bool database) {
    PJ_CONTEXT *context = proj_context_create();
    if (!context) abort();
    proj_log_level(context, PJ_LOG_NONE);
    proj_log_func(context, NULL, say_nothing); /* some messages heed no level */
    proj_context_set_enable_network(context, 0);
    if (!database) {
        static const char *const nowhere[] = { "/nonexistent" };
        proj_context_set_search_paths(context, 1, nowhere);
    }
    return context;
}

static const char *reason(PJ_CONTEXT *context) {
    int code = proj_context_errno(context);
    const char *text = code ? proj_context_errno_string(context, code) : NULL;
    return text ? text : "PROJ does not know it";
}

/* ---- what a definition is ------------------------------------------------------------------- */

static bool has_word(const char *text, const char *word) { return strstr(text, word) != NULL; }

/* Geographic, in degrees from Greenwich, on WGS84's or GRS80's ellipsoid, with a datum that is
 * WGS84 to a metre or two. */
static bool is_lonlat(PJ_CONTEXT *context, const PJ *crs) {
    PJ_TYPE type = proj_get_type(crs);
    if (type != PJ_TYPE_GEOGRAPHIC_2D_CRS && type != PJ_TYPE_GEOGRAPHIC_3D_CRS) return false;
    PJ *ellipsoid = proj_get_ellipsoid(context, crs);
    PJ *meridian = proj_get_prime_meridian(context, crs);
    PJ *axes = proj_crs_get_coordinate_system(context, crs);
    double a = 0, flattening = 0, offset = 1, unit = 0;
    int computed;
    bool ok = ellipsoid && meridian && axes &&
              proj_ellipsoid_get_parameters(context, ellipsoid, &a, NULL, &computed, &flattening) &&
              proj_prime_meridian_get_parameters(context, meridian, &offset, NULL, NULL) &&
              proj_cs_get_axis_info(context, axes, 0, NULL, NULL, NULL, &unit, NULL, NULL, NULL);
    proj_destroy(ellipsoid);
    proj_destroy(meridian);
    proj_destroy(axes);
    return ok && a == 6378137 && fabs(flattening - 298.2572) < 1e-3 && offset == 0 &&
           fabs(unit - 0.017453292519943295) < 1e-12;
}

static bool names_other_datum(const PJ *crs) {
    static const char *const near[] = { "WGS", "84", "ETRS", "NAD83", "NAD_1983", "ITRF", "GRS" };
    const char *name = proj_get_name(crs);
    for (size_t i = 0; name && i < CT_COUNT(near); i++)
        if (has_word(name, near[i])) return false;
    return name && strcasecmp(name, "unknown") != 0;
}

/* ---- opening -------------------------------------------------------------------------------- */

/* Lon/lat degrees to the plane of a plain PROJ string, by a pipeline: no database is needed. */
static PJ *open_string(PJ_CONTEXT *context, const char *text) {
    ct_buffer b = { 0 };
    ct_buffer_text(&b, "+proj=pipeline +step +proj=unitconvert +xy_in=deg +xy_out=rad +step ");
    for (const char *at = text; *at;) { /* word by word: what makes it a CRS is left out */
        at += strspn(at, " \t\r\n");
        size_t size = strcspn(at, " \t\r\n");
        bool skip = (size == 9 && !strncmp(at, "+type=crs", 9)) ||
                    (size == 8 && !strncmp(at, "type=crs", 8));
        if (size && !skip) {
            if (*at != '+') ct_buffer_text(&b, "+");
            ct_buffer_append(&b, at, size);
            ct_buffer_text(&b, " ");
        }
        at += size;
    }
    if (has_word(text, "proj=longlat") || has_word(text, "proj=latlong"))
        ct_buffer_text(&b, "+step +proj=unitconvert +xy_in=rad +xy_out=deg");
    PJ *made = proj_create(context, b.data);
    ct_buffer_free(&b);
    return made;
}

/* From lon/lat to any CRS, by PROJ's choice of operation. */
static PJ *open_operation(PJ_CONTEXT *context, const char *definition) {
    bool bare = has_word(definition, "proj=") && !strchr(definition, '[') && definition[0] != '{' &&
                !has_word(definition, "type=crs");
    ct_buffer b = { 0 };
    ct_buffer_printf(&b, "%s%s", definition, bare ? " +type=crs" : "");
    PJ *pair = proj_create_crs_to_crs(context, "OGC:CRS84", b.data, NULL);
    ct_buffer_free(&b);
    PJ *straight = pair ? proj_normalize_for_visualization(context, pair) : NULL;
    proj_destroy(pair);
    return straight;
}

/* The transform from lon/lat; `*lonlat`: none is needed (and NULL is returned). */
static PJ *open_definition(PJ_CONTEXT **context, const char *definition, bool plain, bool *lonlat) {
    *lonlat = false;
    *context = open_context(false);
    if (plain) return open_string(*context, definition);
    if (strchr(definition, '[')) { /* WKT: most files' is WGS 84, for which no database is needed */
        PJ *crs = proj_create(*context, definition);
        *lonlat = crs && is_lonlat(*context, crs) && !names_other_datum(crs);
        proj_destroy(crs);
        if (*lonlat) return NULL;
    }
    proj_context_destroy(*context);
    *context = open_context(true);
    PJ *crs = proj_create(*context, definition);
    *lonlat = crs && is_lonlat(*context, crs) && !names_other_datum(crs);
    proj_destroy(crs);
    return *lonlat ? NULL : open_operation(*context, definition);
}

static void crs_close(ct_proj_crs *crs) {
    proj_destroy(crs->lonlat_to_crs);
    proj_context_destroy(crs->context);
    free(crs);
}

static ct_proj_crs *crs_open(const char *definition, bool plain, bool *lonlat, char *why,
                             size_t room) {
    ct_proj_crs *crs = calloc(1, sizeof *crs);
    if (!crs) abort();
    crs->lonlat_to_crs = open_definition(&crs->context, definition, plain, lonlat);
    crs->sees_through = has_word(definition, "proj=geos") && strchr(definition, '[') == NULL;
    if (crs->lonlat_to_crs) return crs;
    if (!*lonlat) snprintf(why, room, "%s", reason(crs->context));
    crs_close(crs);
    return NULL;
}

static void points(const ct_proj_crs *crs, bool inverse, double *x, double *y, size_t count) {
    proj_errno_reset(crs->lonlat_to_crs);
    proj_trans_generic(crs->lonlat_to_crs, inverse ? PJ_INV : PJ_FWD, x, sizeof *x, count, y,
                       sizeof *y, count, NULL, 0, 0, NULL, 0, 0);
}

/* Only those that come back to where they are from: the others lie on the globe's far side. */
static void points_in_sight(const ct_proj_crs *crs, double *x, double *y, size_t count) {
    for (size_t i = 0; i < count; i++) {
        double lon = x[i], lat = y[i];
        points(crs, false, &x[i], &y[i], 1);
        double back_lon = x[i], back_lat = y[i];
        points(crs, true, &back_lon, &back_lat, 1);
        double off = fmax(fabs(remainder(back_lon - lon, 360)) * cos(lat * (acos(-1) / 180)),
                          fabs(back_lat - lat));
        if (!(off < 0.01)) x[i] = y[i] = HUGE_VAL; /* as PROJ says it; a hair at the rim is off */
    }
}

static void crs_points(ct_proj_crs *crs, bool inverse, double *x, double *y, size_t count) {
    if (crs->sees_through && !inverse)
        points_in_sight(crs, x, y, count);
    else
        points(crs, inverse, x, y, count);
}

/* What crs.c looks up. */
__attribute__((visibility("default"))) extern const ct_proj cartouche_proj;
const ct_proj cartouche_proj = { CARTOUCHE_VERSION, crs_open, crs_close, crs_points };

/* ---- geodesics on WGS84 (Karney 2013) ---------------------------------------------------------
 */

static void wgs84(struct geod_geodesic *earth) { geod_init(earth, 6378137.0, 1 / 298.257223563); }

static void between(double lon1, double lat1, double lon2, double lat2, double *metres,
                    double *azimuth) {
    struct geod_geodesic earth;
    wgs84(&earth);
    geod_inverse(&earth, lat1, lon1, lat2, lon2, metres, azimuth, NULL);
}

static void onward(double lon, double lat, double azimuth, double metres, double *to_lon,
                   double *to_lat) {
    struct geod_geodesic earth;
    wgs84(&earth);
    geod_direct(&earth, lat, lon, azimuth, metres, to_lat, to_lon, NULL);
}

/* What geodesic.c looks up. */
__attribute__((visibility("default"))) extern const ct_geodesics cartouche_geodesics;
const ct_geodesics cartouche_geodesics = { CARTOUCHE_VERSION, between, onward };
