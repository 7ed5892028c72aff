/* earth.c - areas and lengths by GEOS and PROJ alone, to hold Cartouche's figures against. */
/* A calculator that shares no line with src/. It reads a command a line, words apart by tabs:
 *
 *     load NAME WKT        a geometry in lon/lat degrees; what is not valid is mended by GEOS
 *     and NAME A B         and so `minus`
 *     drop NAME A KM2      without the polygons of less than that
 *     area A               prints its km2
 *     length A             prints its km
 *     valid A              prints 1 or 0: whether it was valid as it was loaded
 *
 * Edges are straight in lon/lat, as Cartouche draws and measures them. PROJ's polygons have
 * geodesics for edges: each edge is cut into more and more pieces until the sum stands still.
 * Karney, "Algorithms for geodesics" (2013), has the areas exact to 0.1 m2. */
#include <geodesic.h>
#include <geos_c.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 512, MOST_PIECES = 4096 };

typedef struct named {
    char name[64];
    GEOSGeometry *geometry;
    int valid;
} named;

static named all[MOST];
static int count;
static struct geod_geodesic earth;

static void die(const char *format, ...) __attribute__((format(printf, 1, 2), noreturn));
static void die(const char *format, ...) {
    va_list list;
    va_start(list, format);
    fputs("earth: ", stderr);
    vfprintf(stderr, format, list);
    fputc('\n', stderr);
    va_end(list);
    exit(1);
}

static named *find(const char *name) {
    for (int i = 0; i < count; i++)
        if (name && strcmp(all[i].name, name) == 0) return &all[i];
    die("there is no '%s'", name ? name : "");
}

static void store(const char *name, GEOSGeometry *geometry, int valid) {
    int i = 0;
    if (!name || !geometry) die("no geometry for '%s'", name ? name : "");
    while (i < count && strcmp(all[i].name, name) != 0)
        i++;
    if (i == MOST) die("too many names");
    if (i == count)
        count++;
    else
        GEOSGeom_destroy(all[i].geometry);
    snprintf(all[i].name, sizeof all[i].name, "%s", name);
    all[i].geometry = geometry;
    all[i].valid = valid;
}

/* ---- measures -------------------------------------------------------------------------------- */

/* A ring (or a line) with each edge in `pieces`: the area it encloses in m2, or its length in m. */
static double run_sum(const GEOSGeometry *run, int pieces, int polyline) {
    const GEOSCoordSequence *points = GEOSGeom_getCoordSeq(run);
    unsigned size = 0;
    struct geod_polygon sum;
    geod_polygon_init(&sum, polyline);
    GEOSCoordSeq_getSize(points, &size);
    for (unsigned i = 1; i < size; i++) {
        double x0, y0, x1, y1;
        GEOSCoordSeq_getXY(points, i - 1, &x0, &y0);
        GEOSCoordSeq_getXY(points, i, &x1, &y1);
        if (i == 1 && polyline) geod_polygon_addpoint(&earth, &sum, y0, x0);
        for (int k = 1; k <= pieces; k++) {
            double t = (double)k / pieces;
            geod_polygon_addpoint(&earth, &sum, y0 + t * (y1 - y0), x0 + t * (x1 - x0));
        }
    }
    double area = 0, perimeter = 0;
    geod_polygon_compute(&earth, &sum, 0, 1, &area, &perimeter);
    return polyline ? perimeter : fabs(area);
}

/* The limit of that: it nears it by the square of the number of pieces (Richardson). */
static double run_limit(const GEOSGeometry *run, int polyline) {
    double before = run_sum(run, 1, polyline), limit = before;
    for (int pieces = 2; pieces <= MOST_PIECES; pieces *= 2) {
        double now = run_sum(run, pieces, polyline), next = now + (now - before) / 3;
        if (pieces > 2 && fabs(next - limit) <= 1e-10 * fabs(next) + 1e-3) return next;
        before = now;
        limit = next;
    }
    die("a run of points does not converge");
}

static double measure(const GEOSGeometry *g, int polyline) {
    double sum = 0;
    switch (GEOSGeomTypeId(g)) {
    case GEOS_LINESTRING:
    case GEOS_LINEARRING:
        return polyline ? run_limit(g, 1) : 0;
    case GEOS_POLYGON:
        if (polyline || GEOSisEmpty(g)) return 0;
        sum = run_limit(GEOSGetExteriorRing(g), 0);
        for (int i = 0; i < GEOSGetNumInteriorRings(g); i++)
            sum -= run_limit(GEOSGetInteriorRingN(g, i), 0);
        return sum;
    case GEOS_POINT:
        return 0;
    default:
        for (int i = 0; i < GEOSGetNumGeometries(g); i++)
            sum += measure(GEOSGetGeometryN(g, i), polyline);
        return sum;
    }
}

/* ---- commands -------------------------------------------------------------------------------- */

static void load(const char *name, const char *wkt) {
    GEOSWKTReader *reader = GEOSWKTReader_create();
    GEOSGeometry *geometry = wkt ? GEOSWKTReader_read(reader, wkt) : NULL;
    GEOSWKTReader_destroy(reader);
    if (!geometry) die("'%s' is no WKT", name ? name : "");
    int valid = GEOSisValid(geometry);
    if (!valid) {
        GEOSGeometry *mended = GEOSMakeValid(geometry);
        GEOSGeom_destroy(geometry);
        geometry = mended;
    }
    store(name, geometry, valid);
}

static GEOSGeometry *without_specks(const GEOSGeometry *a, double km2) {
    int size = GEOSGetNumGeometries(a), kept = 0;
    GEOSGeometry **list = calloc((size_t)size + 1, sizeof *list);
    for (int i = 0; i < size; i++) {
        const GEOSGeometry *g = GEOSGetGeometryN(a, i);
        if (GEOSGeomTypeId(g) == GEOS_POLYGON && measure(g, 0) >= km2 * 1e6)
            list[kept++] = GEOSGeom_clone(g);
    }
    GEOSGeometry *rest = GEOSGeom_createCollection(GEOS_MULTIPOLYGON, list, (unsigned)kept);
    free(list);
    return rest;
}

static void run(char **words) {
    const char *what = words[0], *name = words[1];
    if (strcmp(what, "load") == 0)
        load(name, words[2]);
    else if (strcmp(what, "and") == 0)
        store(name, GEOSIntersection(find(words[2])->geometry, find(words[3])->geometry), 1);
    else if (strcmp(what, "minus") == 0)
        store(name, GEOSDifference(find(words[2])->geometry, find(words[3])->geometry), 1);
    else if (strcmp(what, "drop") == 0)
        store(name, without_specks(find(words[2])->geometry, atof(words[3] ? words[3] : "")), 1);
    else if (strcmp(what, "area") == 0)
        printf("%.12g\n", measure(find(name)->geometry, 0) / 1e6);
    else if (strcmp(what, "length") == 0)
        printf("%.12g\n", measure(find(name)->geometry, 1) / 1e3);
    else if (strcmp(what, "valid") == 0)
        printf("%d\n", find(name)->valid);
    else
        die("unknown command '%s'", what);
}

int main(void) {
    char *line = NULL;
    size_t room = 0;
    initGEOS(NULL, NULL);
    geod_init(&earth, 6378137, 1 / 298.257223563); /* WGS84 */
    while (getline(&line, &room, stdin) > 0) {
        char *words[5] = { 0 }, *rest = line;
        line[strcspn(line, "\n")] = '\0';
        for (int i = 0; i < 4 && rest; i++)
            words[i] = strsep(&rest, "\t");
        if (words[0] && *words[0]) run(words);
    }
    free(line);
    while (count > 0)
        GEOSGeom_destroy(all[--count].geometry);
    finishGEOS();
    return fflush(stdout) == 0 ? 0 : 1;
}
