/* crs.c - coordinate systems: by formulas of our own, else by PROJ; points to lon/lat and back. */
#include <ctype.h>
#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "project.h"

struct ct_crs { /* both NULL: lon/lat itself */
    ct_closed *closed;
    ct_proj_crs *proj;
};

/* ---- PROJ -------------------------------------------------------------------------------------
 */

/* It brings forty libraries and some 9 ms to a start; a map that says nothing of projections, with
 * data in degrees, asks for none. */
static struct {
    const ct_proj *module;
    char why[1400]; /* room for the path */
} loaded;

static void load(void) {
    loaded.module = ct_module_load(CT_PROJ_MODULE, "cartouche_proj", loaded.why, sizeof loaded.why);
}

static const ct_proj *proj(void) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, load);
    return loaded.module;
}

/* ---- what a definition is ------------------------------------------------------------------- */

static bool has_word(const char *text, const char *word) { return strstr(text, word) != NULL; }

static bool is_proj_string(const char *text) {
    return has_word(text, "proj=") && !strchr(text, '[') && text[0] != '{';
}

/* Shifts of datum, prime meridian or axes need PROJ's whole machinery; else a pipeline will do. */
static bool is_plain_string(const char *text) {
    static const char *const shifts[] = { "towgs84=", "nadgrids=", "pm=",
                                          "axis=",    "init=",     "geoidgrids=" };
    for (size_t i = 0; i < CT_COUNT(shifts); i++)
        if (has_word(text, shifts[i])) return false;
    const char *datum = strstr(text, "datum=");
    return !datum || !strncmp(datum, "datum=WGS84", 11);
}

static bool is_geographic_string(const char *text) {
    return has_word(text, "proj=longlat") || has_word(text, "proj=latlong");
}

static bool is_lonlat_string(const char *text) {
    const char *ellipsoid = strstr(text, "ellps=");
    if (ellipsoid && strncmp(ellipsoid, "ellps=WGS84", 11) != 0 &&
        strncmp(ellipsoid, "ellps=GRS80", 11) != 0)
        return false;
    return is_geographic_string(text) && !has_word(text, "+a=") && !has_word(text, "+R=");
}

static bool is_lonlat_name(const char *text) {
    static const char *const names[] = { "EPSG:4326",
                                         "OGC:CRS84",
                                         "CRS84",
                                         "WGS84",
                                         "urn:ogc:def:crs:OGC:1.3:CRS84",
                                         "urn:ogc:def:crs:EPSG::4326" };
    for (size_t i = 0; i < CT_COUNT(names); i++)
        if (!strcasecmp(text, names[i])) return true;
    return false;
}

/* WKT in capitals without blanks (outside of quotes), authorities and axes; NULL: it is too long.
 */
static const char *wkt_bare(const char *text, char *bare, size_t room) {
    size_t size = 0;
    for (const char *at = text; *at; at++) {
        bool drop = !strncasecmp(at, ",AUTHORITY[", 11) || !strncasecmp(at, ",AXIS[", 6);
        if (drop) {
            at = strchr(at, ']');
            if (!at) return NULL;
            continue;
        }
        if (isspace((unsigned char)*at)) continue;
        if (size + 1 >= room) return NULL;
        bare[size++] = (char)toupper((unsigned char)*at);
    }
    bare[size] = '\0';
    return bare;
}

/* Goes on where a text does as a pattern, in which '*' is a name of any length; NULL elsewhere. */
static const char *wkt_follow(const char *text, const char *pattern) {
    for (; text && *pattern; pattern++) {
        if (*pattern == '*')
            text = strchr(text, '"');
        else if (*text++ != *pattern)
            return NULL;
    }
    return text;
}

static const char *wkt_number(const char *text, double wanted) {
    char number[40];
    size_t size = text ? strspn(text, "+-.0123456789E") : sizeof number;
    double value;
    if (size >= sizeof number) return NULL;
    memcpy(number, text, size);
    number[size] = '\0';
    return ct_number_parse(number, &value) && fabs(value - wanted) < 1e-9 ? text + size : NULL;
}

/* What most shapefiles have beside them: WGS 84 in degrees, as Esri or OGC writes it. */
static bool is_lonlat_wkt(const char *text) {
    char bare[512];
    const char *at = wkt_bare(text, bare, sizeof bare);
    at = at ? wkt_follow(at, "GEOGCS[\"*\",DATUM[\"") : NULL;
    if (at && at[0] == 'D' && at[1] == '_') at += 2;
    at = wkt_number(wkt_follow(at, "WGS_1984\",SPHEROID[\"*\","), 6378137);
    at = wkt_number(wkt_follow(at, ","), 298.257223563);
    at = wkt_number(wkt_follow(at, "]],PRIMEM[\"GREENWICH\","), 0);
    at = wkt_number(wkt_follow(at, "],UNIT[\"DEGREE\","), 0.017453292519943295);
    return at && ct_streq(at, "]]");
}

/* ---- opening -------------------------------------------------------------------------------- */

ct_crs *ct_crs_try(const char *definition, char *why, size_t room) {
    ct_crs *crs = calloc(1, sizeof *crs);
    if (!crs) abort();
    const bool plain = is_proj_string(definition) && is_plain_string(definition);
    bool lonlat = is_lonlat_name(definition) || is_lonlat_wkt(definition) ||
                  (plain && is_lonlat_string(definition));
    if (lonlat) return crs;
    if (plain) crs->closed = ct_closed_open(definition);
    if (crs->closed) return crs;
    if (proj())
        crs->proj = proj()->open(definition, plain, &lonlat, why, room);
    else
        snprintf(why, room, "it needs PROJ, which cannot be loaded: %s", loaded.why);
    if (lonlat || crs->proj) return crs;
    ct_crs_close(crs);
    return NULL;
}

ct_crs *ct_crs_open(const char *definition, ct_place place, ct_report *report) {
    if (!definition || !definition[strspn(definition, " \t\r\n")]) {
        ct_fail(report, CARTOUCHE_BAD_DATA, place, "the coordinate system is empty");
        ct_hint(report, "name it: 'crs: EPSG:4326' is plain longitude and latitude");
        return NULL;
    }
    char why[200];
    ct_crs *crs = ct_crs_try(definition, why, sizeof why);
    if (crs) return crs;
    ct_fail(report, CARTOUCHE_BAD_DATA, place, "unknown coordinate system '%.60s': %s", definition,
            why);
    ct_hint(report, "write an authority code (EPSG:32637), a PROJ string (+proj=utm +zone=37), or "
                    "WKT");
    return NULL;
}

void ct_crs_close(ct_crs *crs) {
    if (!crs) return;
    ct_closed_free(crs->closed);
    if (crs->proj) loaded.module->close(crs->proj);
    free(crs);
}

bool ct_crs_is_lonlat(const ct_crs *crs) { return !crs->closed && !crs->proj; }

/* ---- points --------------------------------------------------------------------------------- */

static size_t transform(ct_crs *crs, bool inverse, double *x, double *y, size_t count) {
    size_t failed = 0;
    if (crs->closed && inverse)
        ct_closed_inverse(crs->closed, x, y, count);
    else if (crs->closed)
        ct_closed_forward(crs->closed, x, y, count);
    else if (crs->proj && count)
        loaded.module->points(crs->proj, inverse, x, y, count);
    for (size_t i = 0; i < count; i++) {
        if (isfinite(x[i]) && isfinite(y[i])) continue;
        x[i] = y[i] = NAN;
        failed++;
    }
    return failed;
}

size_t ct_crs_to_lonlat(ct_crs *crs, double *x, double *y, size_t count) {
    return transform(crs, true, x, y, count);
}

size_t ct_crs_from_lonlat(ct_crs *crs, double *x, double *y, size_t count) {
    return transform(crs, false, x, y, count);
}
