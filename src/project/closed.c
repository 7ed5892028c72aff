/* closed.c - the common projections by formulas of our own, which need no library. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "project.h"

#define PI      3.14159265358979323846
#define RADIANS (PI / 180)
#define TINY    1e-10 /* radians, as PROJ has it */

enum { PARAMETERS = 9, TERMS = 6 };

/* The parameters of a PROJ string, by these names; NaN where it has none. */
typedef enum parameter { LAT_0, LON_0, LAT_1, LAT_2, LAT_TS, K_0, X_0, Y_0, ZONE } parameter;
static const char *const parameter_names[PARAMETERS] = { "lat_0", "lon_0",  "lat_1",
                                                         "lat_2", "lat_ts", "k_0",
                                                         "x_0",   "y_0",    "zone" };

typedef struct formula formula;

struct ct_closed {
    const formula *formula;
    double given[PARAMETERS];
    bool south;        /* of a UTM zone */
    double e, e2;      /* eccentricity of the ellipsoid, and its square */
    double lon0, lat0; /* radians */
    double k, false_x, false_y;
    /* constants of the formula, by Snyder's names where he has them */
    double n, c, rho0, qp, rq, d, sin_b1, cos_b1;
    double quarter, xi0, alpha[TERMS], beta[TERMS]; /* transverse Mercator */
};

/* A point of the globe, radians from the central meridian, and one of the plane, in semi-major
 * axes; false where there is none. */
struct formula {
    const char *name;
    bool (*ready)(ct_closed *c); /* false: the parameters do not suit; leave it to PROJ */
    bool (*forward)(const ct_closed *c, double lon, double lat, double *x, double *y);
    bool (*inverse)(const ct_closed *c, double x, double y, double *lon, double *lat);
};

/* ---- the ellipsoid (Snyder 1987, chapter 3) ---------------------------------------------------
 */

static double parallel_radius(const ct_closed *c, double lat) { /* Snyder's m, 14-15 */
    double s = sin(lat);
    return cos(lat) / sqrt(1 - c->e2 * s * s);
}

static double isometric(const ct_closed *c, double lat) { /* -ln of his t, 15-9 */
    double s = sin(lat);
    return asinh(s / cos(lat)) - c->e * atanh(c->e * s);
}

/* By Newton on the tangent (Karney 2011, 19 to 21). */
static double isometric_inverse(const ct_closed *c, double psi) {
    const double wanted = sinh(psi);
    double tau = wanted / (1 - c->e2);
    if (!isfinite(tau) || fabs(wanted) > 1e15) return copysign(PI / 2, psi);
    for (int i = 0; i < 8; i++) {
        double root = sqrt(1 + tau * tau), sigma = sinh(c->e * atanh(c->e * tau / root));
        double now = tau * sqrt(1 + sigma * sigma) - sigma * root;
        double step = (wanted - now) / sqrt(1 + now * now) * (1 + (1 - c->e2) * tau * tau) /
                      ((1 - c->e2) * root);
        tau += step;
        if (fabs(step) < 1e-15 * fmax(1, fabs(tau))) break;
    }
    return atan(tau);
}

static double authalic(const ct_closed *c, double sine) { /* Snyder's q, 3-12 */
    return (1 - c->e2) * (sine / (1 - c->e2 * sine * sine) + atanh(c->e * sine) / c->e);
}

/* The latitude of a q (Snyder 3-16). */
static double authalic_inverse(const ct_closed *c, double q) {
    double share = q / c->qp;
    if (fabs(share) >= 1) return copysign(PI / 2, share);
    double lat = asin(share);
    for (int i = 0; i < 16; i++) {
        double s = sin(lat), w = 1 - c->e2 * s * s;
        double step = w * w / (2 * cos(lat) * (1 - c->e2)) * (q - authalic(c, s));
        if (!isfinite(step)) break;
        lat = fmax(-PI / 2, fmin(PI / 2, lat + step));
        if (fabs(step) < 1e-15) break;
    }
    return lat;
}

static double radians_of(const ct_closed *c, parameter which, double otherwise) {
    return isnan(c->given[which]) ? otherwise : c->given[which] * RADIANS;
}

/* ---- cylinders --------------------------------------------------------------------------------
 */

static bool eqc_ready(ct_closed *c) {
    c->c = cos(radians_of(c, LAT_TS, 0));
    return c->c > 0;
}

static bool eqc_forward(const ct_closed *c, double lon, double lat, double *x, double *y) {
    *x = c->c * lon;
    *y = lat - c->lat0;
    return true;
}

static bool eqc_inverse(const ct_closed *c, double x, double y, double *lon, double *lat) {
    *lon = x / c->c;
    *lat = y + c->lat0;
    return true;
}

static bool merc_ready(ct_closed *c) {
    double lat = fabs(radians_of(c, LAT_TS, NAN));
    if (isnan(lat)) return true;
    c->k = parallel_radius(c, lat);
    return lat < PI / 2;
}

static bool merc_forward(const ct_closed *c, double lon, double lat, double *x, double *y) {
    *x = c->k * lon;
    *y = c->k * isometric(c, lat);
    return true;
}

static bool merc_inverse(const ct_closed *c, double x, double y, double *lon, double *lat) {
    *lon = x / c->k;
    *lat = isometric_inverse(c, y / c->k);
    return true;
}

/* ---- cones (Snyder 15 and 14) -----------------------------------------------------------------
 */

/* Reads the true parallels; false where they make no cone. */
static bool parallels(const ct_closed *c, double *lat1, double *lat2) {
    *lat1 = radians_of(c, LAT_1, 0);
    *lat2 = radians_of(c, LAT_2, *lat1);
    return fabs(*lat1 + *lat2) > TINY && fabs(*lat1) < PI / 2 - TINY && fabs(*lat2) < PI / 2 - TINY;
}

static bool lcc_ready(ct_closed *c) {
    double lat1, lat2;
    if (!parallels(c, &lat1, &lat2)) return false;
    if (isnan(c->given[LAT_2]) && isnan(c->given[LAT_0])) c->lat0 = lat1;
    double m1 = parallel_radius(c, lat1), psi1 = isometric(c, lat1);
    c->n = sin(lat1);
    if (fabs(lat1 - lat2) >= TINY)
        c->n = log(m1 / parallel_radius(c, lat2)) / (isometric(c, lat2) - psi1);
    c->c = m1 * exp(psi1 * c->n) / c->n;
    bool pole = fabs(fabs(c->lat0) - PI / 2) < TINY;
    c->rho0 = pole ? 0 : c->c * exp(-c->n * isometric(c, c->lat0));
    return isfinite(c->c) && isfinite(c->rho0);
}

static bool lcc_forward(const ct_closed *c, double lon, double lat, double *x, double *y) {
    double rho = 0;
    if (fabs(fabs(lat) - PI / 2) >= TINY)
        rho = c->c * exp(-c->n * isometric(c, lat));
    else if (lat * c->n <= 0)
        return false;
    *x = c->k * rho * sin(c->n * lon);
    *y = c->k * (c->rho0 - rho * cos(c->n * lon));
    return true;
}

static bool lcc_inverse(const ct_closed *c, double x, double y, double *lon, double *lat) {
    double side = c->n < 0 ? -1 : 1;
    x *= side / c->k;
    y = side * (c->rho0 - y / c->k);
    double rho = side * hypot(x, y);
    *lat = rho == 0 ? copysign(PI / 2, c->n) : isometric_inverse(c, -log(rho / c->c) / c->n);
    *lon = rho == 0 ? 0 : atan2(x, y) / c->n;
    return true;
}

static bool aea_ready(ct_closed *c) {
    double lat1, lat2;
    if (!parallels(c, &lat1, &lat2) || isnan(c->given[LAT_1])) return false;
    if (isnan(c->given[LAT_2])) return false;
    double m1 = parallel_radius(c, lat1), m2 = parallel_radius(c, lat2);
    double q1 = authalic(c, sin(lat1)), q2 = authalic(c, sin(lat2));
    c->n = fabs(lat1 - lat2) < TINY ? sin(lat1) : (m1 * m1 - m2 * m2) / (q2 - q1);
    c->c = m1 * m1 + c->n * q1;
    c->rho0 = sqrt(c->c - c->n * authalic(c, sin(c->lat0))) / c->n;
    return isfinite(c->rho0);
}

static bool aea_forward(const ct_closed *c, double lon, double lat, double *x, double *y) {
    double square = c->c - c->n * authalic(c, sin(lat));
    if (square < 0) return false;
    double rho = sqrt(square) / c->n;
    *x = rho * sin(c->n * lon);
    *y = c->rho0 - rho * cos(c->n * lon);
    return true;
}

static bool aea_inverse(const ct_closed *c, double x, double y, double *lon, double *lat) {
    double side = c->n < 0 ? -1 : 1, rho = hypot(x, c->rho0 - y) * c->n;
    double q = (c->c - rho * rho) / c->n;
    if (fabs(q) > c->qp + 1e-7) return false;
    *lat = authalic_inverse(c, q);
    *lon = atan2(side * x, side * (c->rho0 - y)) / c->n;
    return true;
}

/* ---- Lambert's azimuthal equal-area (Snyder 24) ------------------------------------------------
 */

static bool laea_ready(ct_closed *c) {
    double s = sin(c->lat0), b1 = authalic(c, s) / c->qp;
    c->n = fabs(fabs(c->lat0) - PI / 2) < TINY ? copysign(1, c->lat0) : 0; /* of which pole */
    if (fabs(c->lat0) > PI / 2 + TINY) return false;
    c->sin_b1 = b1;
    c->cos_b1 = sqrt(1 - b1 * b1);
    c->d = c->n != 0 ? 1 : parallel_radius(c, c->lat0) / (c->rq * c->cos_b1);
    return true;
}

static bool laea_forward(const ct_closed *c, double lon, double lat, double *x, double *y) {
    double q = authalic(c, sin(lat));
    if (c->n != 0) {
        if (fabs(lat + c->n * PI / 2) < TINY) return false;
        double rho = sqrt(fmax(0, c->qp - c->n * q));
        *x = rho * sin(lon);
        *y = -c->n * rho * cos(lon);
        return true;
    }
    double sin_b = q / c->qp, cos_b = sqrt(fmax(0, 1 - sin_b * sin_b));
    double along = 1 + c->sin_b1 * sin_b + c->cos_b1 * cos_b * cos(lon);
    if (fabs(along) < TINY) return false;
    double b = c->rq * sqrt(2 / along);
    *x = b * c->d * cos_b * sin(lon);
    *y = b / c->d * (c->cos_b1 * sin_b - c->sin_b1 * cos_b * cos(lon));
    return true;
}

static bool laea_inverse(const ct_closed *c, double x, double y, double *lon, double *lat) {
    if (c->n != 0) {
        double rho2 = x * x + y * y;
        if (rho2 > 2 * c->qp) return false;
        *lat = authalic_inverse(c, c->n * (c->qp - rho2));
        *lon = rho2 == 0 ? 0 : atan2(x, -c->n * y);
        return true;
    }
    x /= c->d;
    y *= c->d;
    double rho = hypot(x, y), half = rho / (2 * c->rq);
    *lon = 0;
    *lat = c->lat0;
    if (rho < TINY) return true;
    if (half > 1) return false;
    double angle = 2 * asin(half), s = sin(angle), co = cos(angle);
    *lat = authalic_inverse(c, c->qp * (co * c->sin_b1 + y * s * c->cos_b1 / rho));
    *lon = atan2(x * s, rho * c->cos_b1 * co - y * c->sin_b1 * s);
    return true;
}

/* ---- Equal Earth (Savric, Patterson and Jenny 2018) --------------------------------------------
 */

static const double earth_a[] = { 1.340264, -0.081106, 0.000893, 0.003796 };
static const double earth_m = 0.86602540378443864676; /* half the root of three */

static bool eqearth_ready(ct_closed *c) {
    (void)c;
    return true;
}

static double eqearth_height(double t) {
    double t2 = t * t, t6 = t2 * t2 * t2;
    return t * (earth_a[0] + earth_a[1] * t2 + t6 * (earth_a[2] + earth_a[3] * t2));
}

static double eqearth_slope(double t) {
    double t2 = t * t, t6 = t2 * t2 * t2;
    return earth_a[0] + 3 * earth_a[1] * t2 + t6 * (7 * earth_a[2] + 9 * earth_a[3] * t2);
}

static bool eqearth_forward(const ct_closed *c, double lon, double lat, double *x, double *y) {
    double sin_b = fmax(-1, fmin(1, authalic(c, sin(lat)) / c->qp));
    double t = asin(earth_m * sin_b);
    *x = c->rq * lon * cos(t) / (earth_m * eqearth_slope(t));
    *y = c->rq * eqearth_height(t);
    return true;
}

static bool eqearth_inverse(const ct_closed *c, double x, double y, double *lon, double *lat) {
    const double top = 1.3173627591574; /* at the pole */
    x /= c->rq;
    y = fmax(-top, fmin(top, y / c->rq));
    double t = y;
    for (int i = 0; i < 12; i++) {
        double step = (eqearth_height(t) - y) / eqearth_slope(t);
        t -= step;
        if (fabs(step) < 1e-15) break;
    }
    *lat = authalic_inverse(c, c->qp * fmax(-1, fmin(1, sin(t) / earth_m)));
    *lon = earth_m * x * eqearth_slope(t) / cos(t);
    return true;
}

/* ---- transverse Mercator (Krueger 1912; Karney 2011, 7 to 36) ----------------------------------
 */

/* Adds, or takes away, the series of sines of twice the angles. */
static void add_series(const double *term, double sign, double xi, double eta, double *to_xi,
                       double *to_eta) {
    *to_xi = xi;
    *to_eta = eta;
    for (int j = TERMS; j >= 1; j--) {
        *to_xi += sign * term[j - 1] * sin(2 * j * xi) * cosh(2 * j * eta);
        *to_eta += sign * term[j - 1] * cos(2 * j * xi) * sinh(2 * j * eta);
    }
}

/* Karney's (35) and (36), to the sixth power of the third flattening. */
static void tmerc_terms(ct_closed *c, double n) {
    static const double to[TERMS][TERMS] = {
        { 1. / 2, -2. / 3, 5. / 16, 41. / 180, -127. / 288, 7891. / 37800 },
        { 0, 13. / 48, -3. / 5, 557. / 1440, 281. / 630, -1983433. / 1935360 },
        { 0, 0, 61. / 240, -103. / 140, 15061. / 26880, 167603. / 181440 },
        { 0, 0, 0, 49561. / 161280, -179. / 168, 6601661. / 7257600 },
        { 0, 0, 0, 0, 34729. / 80640, -3418889. / 1995840 },
        { 0, 0, 0, 0, 0, 212378941. / 319334400 },
    };
    static const double fro[TERMS][TERMS] = {
        { 1. / 2, -2. / 3, 37. / 96, -1. / 360, -81. / 512, 96199. / 604800 },
        { 0, 1. / 48, 1. / 15, -437. / 1440, 46. / 105, -1118711. / 3870720 },
        { 0, 0, 17. / 480, -37. / 840, -209. / 4480, 5569. / 90720 },
        { 0, 0, 0, 4397. / 161280, -11. / 504, -830251. / 7257600 },
        { 0, 0, 0, 0, 4583. / 161280, -108847. / 3991680 },
        { 0, 0, 0, 0, 0, 20648693. / 638668800 },
    };
    for (int j = 0; j < TERMS; j++) {
        double power = 1;
        c->alpha[j] = c->beta[j] = 0;
        for (int i = 0; i < TERMS; i++) {
            power *= n;
            c->alpha[j] += to[j][i] * power;
            c->beta[j] += fro[j][i] * power;
        }
    }
}

static bool tmerc_ready(ct_closed *c) {
    double f = 1 - sqrt(1 - c->e2), n = f / (2 - f), n2 = n * n, eta;
    c->quarter = (1 + n2 * (1. / 4 + n2 * (1. / 64 + n2 / 256))) / (1 + n);
    tmerc_terms(c, n);
    double chi = atan(sinh(isometric(c, c->lat0)));
    add_series(c->alpha, 1, chi, 0, &c->xi0, &eta);
    return true;
}

static bool utm_ready(ct_closed *c) {
    double zone = c->given[ZONE];
    if (!(zone >= 1 && zone <= 60) || zone != floor(zone)) return false;
    c->lon0 = (6 * zone - 183) * RADIANS;
    c->lat0 = 0;
    c->k = 0.9996;
    c->false_x = 500000;
    c->false_y = c->south ? 10000000 : 0;
    return tmerc_ready(c);
}

static bool tmerc_forward(const ct_closed *c, double lon, double lat, double *x, double *y) {
    double tau = sinh(isometric(c, lat)), co = cos(lon), xi, eta;
    add_series(c->alpha, 1, atan2(tau, co), asinh(sin(lon) / hypot(tau, co)), &xi, &eta);
    *x = c->k * c->quarter * eta;
    *y = c->k * c->quarter * (xi - c->xi0);
    return fabs(eta) <= 2.623395162778; /* 150 degrees from the meridian, as PROJ has it */
}

static bool tmerc_inverse(const ct_closed *c, double x, double y, double *lon, double *lat) {
    double eta = x / (c->k * c->quarter), xi = y / (c->k * c->quarter) + c->xi0, u, v;
    if (!(fabs(eta) <= 2.623395162778)) return false;
    add_series(c->beta, -1, xi, eta, &u, &v);
    *lon = atan2(sinh(v), cos(u));
    *lat = isometric_inverse(c, asinh(sin(u) / hypot(sinh(v), cos(u))));
    return true;
}

/* ---- reading a PROJ string --------------------------------------------------------------------
 */

static const formula formulas[] = {
    { "eqc", eqc_ready, eqc_forward, eqc_inverse },
    { "merc", merc_ready, merc_forward, merc_inverse },
    { "lcc", lcc_ready, lcc_forward, lcc_inverse },
    { "aea", aea_ready, aea_forward, aea_inverse },
    { "laea", laea_ready, laea_forward, laea_inverse },
    { "eqearth", eqearth_ready, eqearth_forward, eqearth_inverse },
    { "tmerc", tmerc_ready, tmerc_forward, tmerc_inverse },
    { "utm", utm_ready, tmerc_forward, tmerc_inverse },
};

typedef struct words {
    const char *proj, *datum, *ellps, *units;
    bool no_defs; /* without it the ellipsoid is GRS80's where none is named */
} words;

static bool number_word(ct_closed *c, const char *name, const char *value) {
    for (size_t i = 0; i < PARAMETERS; i++) {
        if (!ct_streq(name, parameter_names[i])) continue;
        return isnan(c->given[i]) && ct_number_parse(value, &c->given[i]) && isfinite(c->given[i]);
    }
    return false;
}

/* One word of the string, "name=value" without its plus; false where it says more than is known
 * here. */
static bool take_word(ct_closed *c, words *w, char *word) {
    char *value = strchr(word, '=');
    if (ct_streq(word, "type=crs")) return true;
    if (ct_streq(word, "no_defs")) return w->no_defs = true;
    if (ct_streq(word, "south") && !c->south) return c->south = true;
    if (!value) return false;
    *value++ = '\0';
    const char **texts[] = { &w->proj, &w->datum, &w->ellps, &w->units };
    static const char *const names[] = { "proj", "datum", "ellps", "units" };
    for (size_t i = 0; i < CT_COUNT(names); i++) {
        if (!ct_streq(word, names[i])) continue;
        if (*texts[i]) return false;
        *texts[i] = value;
        return true;
    }
    return number_word(c, ct_streq(word, "k") ? "k_0" : word, value);
}

static bool take_words(ct_closed *c, words *w, char *text) {
    char *rest = text;
    for (char *word; (word = strsep(&rest, " \t\r\n")) != NULL;) {
        if (*word == '+') word++;
        if (*word && !take_word(c, w, word)) return false;
    }
    return w->proj && (!w->units || ct_streq(w->units, "m")) &&
           (!w->datum || ct_streq(w->datum, "WGS84"));
}

static bool take_ellipsoid(ct_closed *c, const words *w) {
    const char *name = w->ellps ? w->ellps : w->datum ? "WGS84" : w->no_defs ? "" : "GRS80";
    double f = ct_streq(name, "WGS84")   ? 1 / 298.257223563
               : ct_streq(name, "GRS80") ? 1 / 298.257222101
                                         : 0;
    c->e2 = f * (2 - f);
    c->e = sqrt(c->e2);
    return f > 0 && (!w->ellps || !w->datum);
}

static bool make_ready(ct_closed *c, const char *proj) {
    for (size_t i = 0; i < CT_COUNT(formulas); i++)
        if (ct_streq(formulas[i].name, proj)) c->formula = &formulas[i];
    if (!c->formula) return false;
    c->qp = authalic(c, 1);
    c->rq = sqrt(c->qp / 2);
    c->lon0 = radians_of(c, LON_0, 0);
    c->lat0 = radians_of(c, LAT_0, 0);
    c->k = isnan(c->given[K_0]) ? 1 : c->given[K_0];
    c->false_x = isnan(c->given[X_0]) ? 0 : c->given[X_0];
    c->false_y = isnan(c->given[Y_0]) ? 0 : c->given[Y_0];
    const bool zoned = !isnan(c->given[ZONE]) || c->south;
    return c->k > 0 && fabs(c->lat0) <= PI / 2 && zoned == ct_streq(proj, "utm") &&
           c->formula->ready(c);
}

ct_closed *ct_closed_open(const char *definition) {
    ct_closed *c = calloc(1, sizeof *c);
    char *text = strdup(definition);
    if (!c || !text) abort();
    for (size_t i = 0; i < PARAMETERS; i++)
        c->given[i] = NAN;
    words w = { 0 };
    const bool good = take_words(c, &w, text) && take_ellipsoid(c, &w) && make_ready(c, w.proj);
    free(text);
    if (good) return c;
    free(c);
    return NULL;
}

void ct_closed_free(ct_closed *c) { free(c); }

/* ---- points -----------------------------------------------------------------------------------
 */

/* Within half a turn, as PROJ has it: what lies there stays as it is to the last bit. */
static double turn_back(double lon) {
    if (fabs(lon) <= PI) return lon;
    return lon - 2 * PI * floor((lon + PI) / (2 * PI));
}

static const double axis = 6378137; /* metres, of both ellipsoids */

void ct_closed_forward(const ct_closed *c, double *x, double *y, size_t count) {
    for (size_t i = 0; i < count; i++) {
        double lon = x[i] * RADIANS, lat = y[i] * RADIANS, u, v;
        bool good = fabs(lat) <= PI / 2 + 1e-12 && fabs(lon) <= 10; /* not NaN; PROJ's bounds */
        lat = fmax(-PI / 2, fmin(PI / 2, lat));
        good = good && c->formula->forward(c, turn_back(turn_back(lon) - c->lon0), lat, &u, &v);
        x[i] = good ? axis * u + c->false_x : NAN;
        y[i] = good ? axis * v + c->false_y : NAN;
    }
}

void ct_closed_inverse(const ct_closed *c, double *x, double *y, size_t count) {
    for (size_t i = 0; i < count; i++) {
        double u = (x[i] - c->false_x) / axis, v = (y[i] - c->false_y) / axis, lon, lat;
        bool good = isfinite(u) && isfinite(v) && c->formula->inverse(c, u, v, &lon, &lat);
        x[i] = good ? turn_back(lon + c->lon0) / RADIANS : NAN;
        y[i] = good ? lat / RADIANS : NAN;
    }
}
