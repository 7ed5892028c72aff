/* reference.c - every point of a shapefile drawn by Cairo, nothing left out; two pictures compared.
 *
 *   reference draw FILE.shp OUT.png WIDTH HEIGHT CRS WEST SOUTH EAST NORTH FILL STROKE PX LEAST
 *   reference compare A.png B.png
 *
 * `draw` fills all features, then strokes all, each as one path; FILL and STROKE are six
 * hexadecimal digits or none, PX the width of lines, of rings of less than LEAST px no line is
 * drawn; CRS a PROJ string or degrees, the box what the page shows in its units. `compare` prints
 * the mean difference of a channel, of 255, and the share of pixels of which one differs by more
 * than 32. Made for files that are known to be sound. */
#include <cairo.h>
#include <math.h>
#include <proj.h>
#include <shapefil.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    PJ *crs;                          /* NULL: degrees */
    double west, north, across, down; /* page px a unit */
} page;

static void die(const char *what) {
    fprintf(stderr, "reference: %s\n", what);
    exit(1);
}

/* The place on the page, in px; false beyond what the projection shows. */
static int place(const page *p, double lon, double lat, double *x, double *y) {
    *x = lon;
    *y = lat;
    if (p->crs) {
        const PJ_COORD at =
            proj_trans(p->crs, PJ_FWD, proj_coord(proj_torad(lon), proj_torad(lat), 0, 0));
        *x = at.xy.x;
        *y = at.xy.y;
        if (*x == HUGE_VAL || *y == HUGE_VAL) return 0;
    }
    *x = (*x - p->west) * p->across;
    *y = (p->north - *y) * p->down;
    return 1;
}

/* A ring; not one that is less than `least` px wide and high. */
static void ring_add(cairo_t *cr, const page *p, const double *lon, const double *lat, int count,
                     double least) {
    double west = HUGE_VAL, east = -HUGE_VAL, north = HUGE_VAL, south = -HUGE_VAL, x, y;
    for (int i = 0; i < count && least > 0 && east - west < least && south - north < least; i++) {
        if (!place(p, lon[i], lat[i], &x, &y)) continue;
        west = fmin(west, x);
        east = fmax(east, x);
        north = fmin(north, y);
        south = fmax(south, y);
    }
    if (least > 0 && east - west < least && south - north < least) return;
    cairo_new_sub_path(cr);
    for (int i = 0; i < count; i++)
        if (place(p, lon[i], lat[i], &x, &y)) cairo_line_to(cr, x, y);
    cairo_close_path(cr);
}

static void feature_draw(cairo_t *cr, const page *p, SHPHandle file, int index, double least,
                         void (*paint)(cairo_t *)) {
    SHPObject *shape = SHPReadObject(file, index);
    if (!shape) return;
    for (int r = 0; r < shape->nParts; r++) {
        const int from = shape->panPartStart[r];
        const int to = r + 1 < shape->nParts ? shape->panPartStart[r + 1] : shape->nVertices;
        ring_add(cr, p, shape->padfX + from, shape->padfY + from, to - from - 1, least);
    }
    SHPDestroyObject(shape);
    paint(cr);
}

/* Whether there is a colour to paint with, which is set then. */
static int color_set(cairo_t *cr, const char *text) {
    if (strcmp(text, "none") == 0) return 0;
    const unsigned long rgb = strtoul(text, NULL, 16);
    cairo_set_source_rgb(cr, (double)(rgb >> 16 & 255) / 255, (double)(rgb >> 8 & 255) / 255,
                         (double)(rgb & 255) / 255);
    return 1;
}

static int draw(char **arg) {
    const int width = atoi(arg[2]), height = atoi(arg[3]);
    const double west = strtod(arg[5], NULL), south = strtod(arg[6], NULL),
                 east = strtod(arg[7], NULL), north = strtod(arg[8], NULL);
    page p = { NULL, west, north, width / (east - west), height / (north - south) };
    if (strcmp(arg[4], "degrees") != 0 && !(p.crs = proj_create(PJ_DEFAULT_CTX, arg[4])))
        die("no such projection");
    SHPHandle file = SHPOpen(arg[0], "rb");
    if (!file) die("cannot open the shapefile");
    int count = 0;
    SHPGetInfo(file, &count, NULL, NULL, NULL);
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
    cairo_t *cr = cairo_create(surface);
    cairo_set_source_rgb(cr, 1, 1, 1);
    cairo_paint(cr);
    cairo_set_fill_rule(cr, CAIRO_FILL_RULE_EVEN_ODD);
    cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
    cairo_set_line_width(cr, strtod(arg[11], NULL));
    if (color_set(cr, arg[9]))
        for (int i = 0; i < count; i++)
            feature_draw(cr, &p, file, i, 0, cairo_fill);
    if (color_set(cr, arg[10]))
        for (int i = 0; i < count; i++)
            feature_draw(cr, &p, file, i, strtod(arg[12], NULL), cairo_stroke);
    SHPClose(file);
    if (cairo_status(cr) != CAIRO_STATUS_SUCCESS) die(cairo_status_to_string(cairo_status(cr)));
    if (cairo_surface_write_to_png(surface, arg[1]) != CAIRO_STATUS_SUCCESS)
        die("cannot write the picture");
    cairo_destroy(cr);
    cairo_surface_destroy(surface);
    proj_destroy(p.crs);
    return 0;
}

static int compare(char **arg) {
    cairo_surface_t *a = cairo_image_surface_create_from_png(arg[0]),
                    *b = cairo_image_surface_create_from_png(arg[1]);
    const int width = cairo_image_surface_get_width(a), height = cairo_image_surface_get_height(a);
    if (width == 0 || width != cairo_image_surface_get_width(b) ||
        height != cairo_image_surface_get_height(b))
        die("two sizes");
    uint64_t sum = 0, far = 0;
    for (int y = 0; y < height; y++) {
        const unsigned char *p =
            cairo_image_surface_get_data(a) + (size_t)y * (size_t)cairo_image_surface_get_stride(a);
        const unsigned char *q =
            cairo_image_surface_get_data(b) + (size_t)y * (size_t)cairo_image_surface_get_stride(b);
        for (int x = 0; x < width; x++) {
            int most = 0;
            for (int c = 0; c < 3; c++) {
                const int d = abs(p[4 * x + c] - q[4 * x + c]);
                sum += (uint64_t)d;
                if (d > most) most = d;
            }
            far += most > 32;
        }
    }
    const double pixels = (double)width * height;
    printf("%.6f %.8f\n", (double)sum / (3 * pixels), (double)far / pixels);
    cairo_surface_destroy(a);
    cairo_surface_destroy(b);
    return 0;
}

int main(int argc, char **argv) {
    if (argc == 15 && strcmp(argv[1], "draw") == 0) return draw(argv + 2);
    if (argc == 4 && strcmp(argv[1], "compare") == 0) return compare(argv + 2);
    fprintf(stderr, "usage: reference draw FILE.shp OUT.png WIDTH HEIGHT CRS WEST SOUTH EAST NORTH "
                    "FILL STROKE PX LEAST\n"
                    "       reference compare A.png B.png\n");
    return 2;
}
