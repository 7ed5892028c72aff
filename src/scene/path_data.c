/* path_data.c - the data of an SVG path, read into a flat shape. */
#include <math.h>
#include <string.h>

#include "scene.h"

#define MOST_STEPS 256 /* of one curve */

/* Where in the text, and with which pen. */
typedef struct reader {
    const char *text, *at;
    double tolerance;
    ct_builder out;
    double x, y;             /* the pen */
    double start_x, start_y; /* of the subpath */
    double control_x, control_y;
    char before; /* the last command, upper case */
    bool open;   /* the subpath has points */
} reader;

/* ---- tokens ---- */

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static void skip_space(reader *r) { r->at += strspn(r->at, " \t\r\n\f"); }

static void skip_comma(reader *r) {
    skip_space(r);
    if (*r->at == ',') r->at++;
    skip_space(r);
}

/* A number may follow the last without a space: "1.5.5-3" is 1.5, 0.5, -3. */
static bool take_number(reader *r, double *value) {
    skip_comma(r);
    const char *c = r->at;
    if (*c == '+' || *c == '-') c++;
    while (is_digit(*c))
        c++;
    if (*c == '.')
        for (c++; is_digit(*c);)
            c++;
    if (*c == 'e' || *c == 'E') {
        const char *power = c + 1;
        if (*power == '+' || *power == '-') power++;
        if (is_digit(*power))
            for (c = power; is_digit(*c);)
                c++;
    }
    char token[64];
    size_t size = (size_t)(c - r->at);
    if (size == 0 || size >= sizeof token) return false;
    memcpy(token, r->at, size);
    token[size] = '\0';
    const char *number = token[0] == '+' ? token + 1 : token;
    if (!ct_number_parse(number, value)) return false;
    r->at = c;
    return true;
}

/* The flags of an arc are one digit each: "01" is two of them. */
static bool take_flag(reader *r, double *value) {
    skip_comma(r);
    if (*r->at != '0' && *r->at != '1') return false;
    *value = *r->at++ == '1';
    return true;
}

/* ---- the pen ---- */

static void end_subpath(reader *r) {
    if (r->open) ct_builder_end_part(&r->out);
    r->open = false;
}

static void line_to(reader *r, double x, double y) {
    if (!r->open) ct_builder_point(&r->out, r->x, r->y);
    r->open = true;
    ct_builder_point(&r->out, x, y);
    r->x = x;
    r->y = y;
}

static int steps_for(double steps) {
    return !(steps > 1) ? 1 : steps > MOST_STEPS ? MOST_STEPS : (int)ceil(steps);
}

/* A cubic is cut so that no chord is farther off than the tolerance (second differences; Wang, The
 * subdivision algorithm for the generation of Bézier curves, 1984). */
static void cubic_to(reader *r, const double p[6]) {
    double x0 = r->x, y0 = r->y;
    double first = hypot(x0 - 2 * p[0] + p[2], y0 - 2 * p[1] + p[3]);
    double second = hypot(p[0] - 2 * p[2] + p[4], p[1] - 2 * p[3] + p[5]);
    int steps = steps_for(sqrt(0.75 * fmax(first, second) / r->tolerance));
    for (int i = 1; i <= steps; i++) {
        double t = (double)i / steps, u = 1 - t;
        double a = u * u * u, b = 3 * u * u * t, c = 3 * u * t * t, d = t * t * t;
        line_to(r, a * x0 + b * p[0] + c * p[2] + d * p[4],
                a * y0 + b * p[1] + c * p[3] + d * p[5]);
    }
    r->control_x = p[2];
    r->control_y = p[3];
}

static void quadratic_to(reader *r, const double p[4]) {
    double cubic[6] = { r->x + (p[0] - r->x) * 2 / 3,
                        r->y + (p[1] - r->y) * 2 / 3,
                        p[2] + (p[0] - p[2]) * 2 / 3,
                        p[3] + (p[1] - p[3]) * 2 / 3,
                        p[2],
                        p[3] };
    cubic_to(r, cubic);
    r->control_x = p[0];
    r->control_y = p[1];
}

/* From end points to the centre: SVG 1.1, appendix F.6.5 and F.6.6. p: rx ry turn large sweep x y.
 */
static void arc_to(reader *r, const double p[7]) {
    double rx = fabs(p[0]), ry = fabs(p[1]), turn = p[2] * (M_PI / 180);
    double x0 = r->x, y0 = r->y, x1 = p[5], y1 = p[6];
    if (x0 == x1 && y0 == y1) return;
    if (!(rx > 0) || !(ry > 0)) {
        line_to(r, x1, y1);
        return;
    }
    double c = cos(turn), s = sin(turn), hx = (x0 - x1) / 2, hy = (y0 - y1) / 2;
    double u = (c * hx + s * hy) / rx, v = (c * hy - s * hx) / ry, over = u * u + v * v;
    if (over > 1) { /* too small to reach: the least that does */
        rx *= sqrt(over);
        ry *= sqrt(over);
        u /= sqrt(over);
        v /= sqrt(over);
        over = 1;
    }
    double off = sqrt(fmax(0, (1 - over) / over)) * ((p[3] != 0) == (p[4] != 0) ? -1 : 1);
    double cu = off * v, cv = -off * u; /* the centre on the unit circle's plane */
    double from = atan2(v - cv, u - cu), span = atan2(-v - cv, -u - cu) - from;
    if (p[4] != 0 && span < 0) span += 2 * M_PI;
    if (p[4] == 0 && span > 0) span -= 2 * M_PI;
    double mx = (x0 + x1) / 2 + c * rx * cu - s * ry * cv;
    double my = (y0 + y1) / 2 + s * rx * cu + c * ry * cv;
    double sag = fmin(1, r->tolerance / fmax(rx, ry));
    int steps = steps_for(fabs(span) / fmin(2 * acos(1 - sag), M_PI / 4));
    for (int i = 1; i < steps; i++) {
        double at = from + span * i / steps, px = rx * cos(at), py = ry * sin(at);
        line_to(r, mx + c * px - s * py, my + s * px + c * py);
    }
    line_to(r, x1, y1);
}

/* ---- commands ---- */

/* The pen's own place is the first control point where no curve of that kind went before. */
static void reflect(const reader *r, const char *kinds, double *x, double *y) {
    bool curve = r->before && strchr(kinds, r->before);
    *x = curve ? 2 * r->x - r->control_x : r->x;
    *y = curve ? 2 * r->y - r->control_y : r->y;
}

static void run(reader *r, char command, const double *p) {
    double x, y;
    switch (command) {
    case 'M':
        end_subpath(r);
        r->x = r->start_x = p[0];
        r->y = r->start_y = p[1];
        break;
    case 'L':
        line_to(r, p[0], p[1]);
        break;
    case 'H':
        line_to(r, p[0], r->y);
        break;
    case 'V':
        line_to(r, r->x, p[0]);
        break;
    case 'C':
        cubic_to(r, p);
        break;
    case 'S':
        reflect(r, "CS", &x, &y);
        cubic_to(r, (const double[]){ x, y, p[0], p[1], p[2], p[3] });
        break;
    case 'Q':
        quadratic_to(r, p);
        break;
    case 'T':
        reflect(r, "QT", &x, &y);
        quadratic_to(r, (const double[]){ x, y, p[0], p[1] });
        break;
    case 'A':
        arc_to(r, p);
        break;
    default: /* Z */
        end_subpath(r);
        r->x = r->start_x;
        r->y = r->start_y;
        break;
    }
    r->before = command;
}

/* Relative numbers from the pen: all are, in pairs of x and y; of an arc the last two alone. */
static void make_absolute(const reader *r, char command, double *p, size_t count) {
    if (command == 'V') {
        p[0] += r->y;
        return;
    }
    for (size_t i = command == 'A' ? 5 : 0; i < count; i++)
        p[i] += (command == 'A' ? i - 5 : i) % 2 ? r->y : r->x;
}

static bool take_all(reader *r, char command, double *p, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (!(command == 'A' && (i == 3 || i == 4) ? take_flag(r, &p[i]) : take_number(r, &p[i])))
            return false;
    return true;
}

/* One command with all its repetitions. */
static bool take_command(reader *r) {
    static const char letters[] = "MLHVCSQTAZ";
    static const size_t counts[] = { 2, 2, 1, 1, 6, 4, 4, 2, 7, 0 };
    bool relative = *r->at >= 'a' && *r->at <= 'z';
    char command = (char)(relative ? *r->at - 'a' + 'A' : *r->at);
    const char *letter = command ? strchr(letters, command) : NULL;
    if (!letter || (!r->before && command != 'M')) return false;
    size_t count = counts[letter - letters];
    r->at++;
    do {
        double p[7] = { 0 };
        if (!take_all(r, command, p, count)) return false;
        if (relative) make_absolute(r, command, p, count);
        run(r, command, p);
        if (command == 'M') command = 'L';
        skip_space(r);
    } while (count > 0 && (is_digit(*r->at) || (*r->at && strchr("+-.,", *r->at))));
    return true;
}

bool ct_path_parse(ct_arena *arena, const char *data, double tolerance, ct_shape *shape,
                   size_t *fault) {
    reader r = { .text = data,
                 .at = data,
                 .tolerance = tolerance > 0 ? tolerance : 0.01,
                 .out = ct_builder_start(arena, CT_POLYGON) };
    skip_space(&r);
    while (*r.at) {
        if (!take_command(&r)) {
            *fault = (size_t)(r.at - data);
            return false;
        }
        skip_space(&r);
    }
    end_subpath(&r);
    *shape = ct_builder_take(&r.out);
    *fault = SIZE_MAX;
    return shape->parts > 0;
}
