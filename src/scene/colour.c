/* colour.c - what the eye makes of colours: contrast, difference, and sight that lacks a cone. */
#include "scene.h"

#include <math.h>

static const double PI = 3.14159265358979323846;

/* ---- sRGB (IEC 61966-2-1) -------------------------------------------------------------------- */

static double to_linear(double c) {
    return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static double from_linear(double c) {
    c = fmin(1, fmax(0, c));
    return c <= 0.0031308 ? c * 12.92 : 1.055 * pow(c, 1 / 2.4) - 0.055;
}

ct_rgba ct_color_over(ct_rgba below, ct_rgba above) {
    double a = above.a + below.a * (1 - above.a);
    if (a <= 0) return (ct_rgba){ 0 };
    double share = above.a / a;
    return (ct_rgba){ below.r + (above.r - below.r) * share, below.g + (above.g - below.g) * share,
                      below.b + (above.b - below.b) * share, a };
}

double ct_color_luminance(ct_rgba c) {
    return 0.2126 * to_linear(c.r) + 0.7152 * to_linear(c.g) + 0.0722 * to_linear(c.b);
}

double ct_color_contrast(ct_rgba a, ct_rgba b) {
    double one = ct_color_luminance(a), other = ct_color_luminance(b);
    return (fmax(one, other) + 0.05) / (fmin(one, other) + 0.05);
}

/* ---- CIELAB ---------------------------------------------------------------------------------- */

static double lab_curve(double t) {
    const double epsilon = 216.0 / 24389, kappa = 24389.0 / 27;
    return t > epsilon ? cbrt(t) : (kappa * t + 16) / 116;
}

ct_lab ct_color_lab(ct_rgba c) {
    double r = to_linear(c.r), g = to_linear(c.g), b = to_linear(c.b);
    /* The rows of the matrix over the white of D65, so that greys have no chroma. */
    double x = lab_curve((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047);
    double y = lab_curve(0.2126729 * r + 0.7151522 * g + 0.0721750 * b);
    double z = lab_curve((0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / 1.08883);
    return (ct_lab){ 116 * y - 16, 500 * (x - y), 200 * (y - z) };
}

double ct_lab_chroma(ct_lab lab) { return hypot(lab.a, lab.b); }

/* Degrees, 0 to 360; 0 for greys. */
static double hue_of(double a, double b) {
    if (a == 0 && b == 0) return 0;
    double degrees = atan2(b, a) * 180 / PI;
    return degrees < 0 ? degrees + 360 : degrees;
}

static double cosine(double degrees) { return cos(degrees * PI / 180); }
static double sine(double degrees) { return sin(degrees * PI / 180); }

/* From one hue to the other, the short way, -180 to 180. */
static double hue_step(double from, double to) {
    double step = to - from;
    return step > 180 ? step - 360 : step < -180 ? step + 360 : step;
}

static double hue_mean(double one, double other) {
    if (fabs(one - other) <= 180) return (one + other) / 2;
    return (one + other) / 2 + (one + other < 360 ? 180 : -180);
}

/* x^7 / (x^7 + 25^7), rooted. */
static double seventh(double x) {
    double power = pow(x, 7);
    return sqrt(power / (power + pow(25, 7)));
}

/* G. Sharma, W. Wu, E. N. Dalal: The CIEDE2000 color-difference formula: implementation notes,
 * supplementary test data, and mathematical observations. Color Research & Application 30(1), 2005;
 * with kL = kC = kH = 1. */
double ct_lab_difference(ct_lab one, ct_lab other) {
    double stretch = 1 + 0.5 * (1 - seventh((ct_lab_chroma(one) + ct_lab_chroma(other)) / 2));
    double a1 = one.a * stretch, a2 = other.a * stretch;
    double c1 = hypot(a1, one.b), c2 = hypot(a2, other.b);
    double h1 = hue_of(a1, one.b), h2 = hue_of(a2, other.b);
    bool grey = c1 * c2 == 0;
    double dl = other.l - one.l, dc = c2 - c1;
    double dh = grey ? 0 : 2 * sqrt(c1 * c2) * sine(hue_step(h1, h2) / 2);

    double l = (one.l + other.l) / 2, c = (c1 + c2) / 2;
    double h = grey ? h1 + h2 : hue_mean(h1, h2);
    double t = 1 - 0.17 * cosine(h - 30) + 0.24 * cosine(2 * h) + 0.32 * cosine(3 * h + 6) -
               0.20 * cosine(4 * h - 63);
    double turn = 30 * exp(-pow((h - 275) / 25, 2));
    double off = (l - 50) * (l - 50);
    double sl = 1 + 0.015 * off / sqrt(20 + off), sc = 1 + 0.045 * c, sh = 1 + 0.015 * c * t;
    double blue = -sine(2 * turn) * 2 * seventh(c);
    double x = dl / sl, y = dc / sc, z = dh / sh;
    return sqrt(fmax(0, x * x + y * y + z * z + blue * y * z));
}

/* ---- sight ----------------------------------------------------------------------------------- */

const char *ct_vision_name(ct_vision vision) {
    static const char *const names[CT_VISION_COUNT] = { "normal vision", "deuteranopia",
                                                        "protanopia", "tritanopia", "greyscale" };
    return names[vision];
}

/* G. M. Machado, M. M. Oliveira, L. A. F. Fernandes: A Physiologically-based Model for Simulation
 * of Color Vision Deficiency. IEEE TVCG 15(6), 2009; severity 1.0, on linear RGB. */
ct_rgba ct_color_seen(ct_rgba c, ct_vision vision) {
    static const double matrices[3][9] = {
        { 0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940,
          0.968881 },
        { 0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116,
          1.051998 },
        { 1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367,
          0.303900 },
    };
    if (vision == CT_VISION_NORMAL) return c;
    if (vision == CT_VISION_GREY) {
        double grey = from_linear(ct_color_luminance(c));
        return (ct_rgba){ grey, grey, grey, c.a };
    }
    const double *m = matrices[vision - CT_VISION_DEUTAN];
    double r = to_linear(c.r), g = to_linear(c.g), b = to_linear(c.b);
    return (ct_rgba){ from_linear(m[0] * r + m[1] * g + m[2] * b),
                      from_linear(m[3] * r + m[4] * g + m[5] * b),
                      from_linear(m[6] * r + m[7] * g + m[8] * b), c.a };
}
