/* geodesic.c - the shortest way between two places of WGS84, and where one comes in a direction. */
#include <math.h>
#include <pthread.h>

#include "geom.h"

/* After Vincenty 1975, whose series are good to a tenth of a millimetre at any distance. Karney's
 * (2013), which PROJ has, are good to nanometres, but PROJ takes longer to load than most maps to
 * draw: it is asked where Vincenty's iteration does not settle, near the other side of the globe.
 */

#define AXIS       6378137.0
#define FLATTENING (1 / 298.257223563)
#define POLAR_AXIS (AXIS * (1 - FLATTENING))
#define RADIANS    (3.14159265358979323846 / 180)

enum { ROUNDS = 20 };

/* ---- what both have ---------------------------------------------------------------------------
 */

/* A great circle on the auxiliary sphere: cos² of its azimuth at the equator, and the cosine of
 * twice the angle from there to the middle of a way of length sigma. */
typedef struct way {
    double cos2_alpha, cos_middle, sin_sigma, cos_sigma, sigma;
} way;

/* Vincenty's A and the correction B of the arc, (3), (4), (6). */
static double correction(const way *w, double *scale) {
    double u2 = w->cos2_alpha * (AXIS * AXIS - POLAR_AXIS * POLAR_AXIS) / (POLAR_AXIS * POLAR_AXIS);
    double b = u2 / 1024 * (256 + u2 * (-128 + u2 * (74 - 47 * u2)));
    double m = w->cos_middle, m2 = 2 * m * m - 1, s = w->sin_sigma;
    *scale = 1 + u2 / 16384 * (4096 + u2 * (-768 + u2 * (320 - 175 * u2)));
    return b * s *
           (m + b / 4 * (w->cos_sigma * m2 - b / 6 * m * (4 * s * s - 3) * (4 * m * m - 3)));
}

/* What the longitude on the sphere has more than that on the ellipsoid, by (10) and (11). */
static double excess(const way *w, double sin_alpha) {
    double f = FLATTENING, c = f / 16 * w->cos2_alpha * (4 + f * (4 - 3 * w->cos2_alpha));
    double m = w->cos_middle;
    return (1 - c) * f * sin_alpha *
           (w->sigma + c * w->sin_sigma * (m + c * w->cos_sigma * (2 * m * m - 1)));
}

static double reduced(double lat) {
    return atan2((1 - FLATTENING) * sin(lat * RADIANS), cos(lat * RADIANS));
}

/* ---- between two places ------------------------------------------------------------------------
 */

static const ct_geodesics *karney(void);

static double by_karney(double lon1, double lat1, double lon2, double lat2, double *azimuth) {
    double metres = NAN;
    if (karney()) karney()->between(lon1, lat1, lon2, lat2, &metres, azimuth);
    return metres;
}

double ct_geodesic_between(double lon1, double lat1, double lon2, double lat2, double *azimuth) {
    double u1 = reduced(lat1), u2 = reduced(lat2), apart = remainder(lon2 - lon1, 360) * RADIANS;
    double s1 = sin(u1), c1 = cos(u1), s2 = sin(u2), c2 = cos(u2), lambda = apart, scale;
    *azimuth = 0;
    for (int i = 0; i < ROUNDS; i++) {
        double east = c2 * sin(lambda), north = c1 * s2 - s1 * c2 * cos(lambda);
        way w = { .sin_sigma = hypot(east, north), .cos_sigma = s1 * s2 + c1 * c2 * cos(lambda) };
        if (w.sin_sigma < 1e-16 && w.cos_sigma > 0) return 0; /* one place */
        w.sigma = atan2(w.sin_sigma, w.cos_sigma);
        double sin_alpha = c1 * east / w.sin_sigma;
        w.cos2_alpha = 1 - sin_alpha * sin_alpha;
        /* a way along the equator has no highest point */
        w.cos_middle = w.cos2_alpha > 1e-16 ? w.cos_sigma - 2 * s1 * s2 / w.cos2_alpha : 0;
        double before = lambda;
        lambda = apart + excess(&w, sin_alpha);
        if (fabs(lambda) > 3.1) break;
        if (fabs(lambda - before) > 1e-14) continue;
        *azimuth = atan2(east, north) / RADIANS;
        double arc = w.sigma - correction(&w, &scale);
        return POLAR_AXIS * scale * arc;
    }
    return by_karney(lon1, lat1, lon2, lat2, azimuth);
}

/* ---- onward from a place -----------------------------------------------------------------------
 */

void ct_geodesic_onward(double lon, double lat, double azimuth, double metres, double *to_lon,
                        double *to_lat) {
    double u1 = reduced(lat), s1 = sin(u1), c1 = cos(u1);
    double sin_a = sin(azimuth * RADIANS), cos_a = cos(azimuth * RADIANS);
    double sin_alpha = c1 * sin_a, scale, sigma1 = atan2(s1, c1 * cos_a);
    way w = { .cos2_alpha = 1 - sin_alpha * sin_alpha };
    correction(&w, &scale);
    double plain = metres / (POLAR_AXIS * scale);
    w.sigma = plain;
    for (int i = 0; i < ROUNDS; i++) {
        double before = w.sigma;
        w.cos_middle = cos(2 * sigma1 + w.sigma);
        w.sin_sigma = sin(w.sigma);
        w.cos_sigma = cos(w.sigma);
        w.sigma = plain + correction(&w, &scale);
        if (fabs(w.sigma - before) < 1e-15) break;
    }
    w.cos_middle = cos(2 * sigma1 + w.sigma);
    w.sin_sigma = sin(w.sigma);
    w.cos_sigma = cos(w.sigma);
    double north = s1 * w.cos_sigma + c1 * w.sin_sigma * cos_a;
    double rest = hypot(sin_alpha, s1 * w.sin_sigma - c1 * w.cos_sigma * cos_a);
    double lambda = atan2(w.sin_sigma * sin_a, c1 * w.cos_sigma - s1 * w.sin_sigma * cos_a);
    *to_lat = atan2(north, (1 - FLATTENING) * rest) / RADIANS;
    *to_lon = lon + (lambda - excess(&w, sin_alpha)) / RADIANS;
}

/* ---- PROJ's module -----------------------------------------------------------------------------
 */

static struct {
    const ct_geodesics *module;
    char why[1400]; /* room for the path */
} loaded;

static void load(void) {
    loaded.module =
        ct_module_load(CT_PROJ_MODULE, "cartouche_geodesics", loaded.why, sizeof loaded.why);
}

static const ct_geodesics *karney(void) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, load);
    return loaded.module;
}
