/* auto.c - the projection that suits a part of the globe. */
#include <math.h>

#include "project.h"

/* ---- the projection ---------------------------------------------------------------------------
 */

static void add_key(ct_buffer *b, const char *key, double value, double step, int decimals) {
    ct_buffer_printf(b, " +%s=", key);
    ct_buffer_number(b, round(value / step) * step, decimals);
}

/* Small and middling areas off the equator: Lambert's conformal conic, whose two true parallels lie
 * a sixth of the height inside (Deetz and Adams 1934, the rule of sixths). Near the equator, tall
 * or wide ones: Lambert's azimuthal equal-area; at the poles its polar aspect. The world: Equal
 * Earth (Savric, Patterson and Jenny 2018). Numbers are rounded, so that the text is short. */
const char *ct_projection_auto(ct_arena *arena, ct_box range) {
    double width = range.x1 - range.x0, height = range.y1 - range.y0;
    double lat = (range.y0 + range.y1) / 2, lon = range.x0 + width / 2;
    lon -= 360 * floor((lon + 180) / 360);
    double step = height > 3 ? 0.1 : 0.01;
    int decimals = height > 3 ? 1 : 2;
    ct_buffer b = { 0 };
    bool polar = (fabs(lat) > 60 && (range.y1 > 80 || range.y0 < -80)) ||
                 (width > 180 && (range.y0 > 30 || range.y1 < -30));
    if (polar) {
        ct_buffer_printf(&b, "+proj=laea +lat_0=%d", lat > 0 ? 90 : -90);
        add_key(&b, "lon_0", lon, 1, 0);
    } else if (width > 180 || height > 120) {
        ct_buffer_text(&b, "+proj=eqearth");
        add_key(&b, "lon_0", lon, 1, 0);
    } else if (fabs(lat) < 10 || height > 40 || width > 100 || range.y0 * range.y1 < 0) {
        ct_buffer_text(&b, "+proj=laea");
        add_key(&b, "lat_0", lat, step, decimals);
        add_key(&b, "lon_0", lon, step, decimals);
    } else {
        ct_buffer_text(&b, "+proj=lcc");
        add_key(&b, "lat_0", lat, step, decimals);
        add_key(&b, "lon_0", lon, step, decimals);
        add_key(&b, "lat_1", range.y0 + height / 6, step, decimals);
        add_key(&b, "lat_2", range.y1 - height / 6, step, decimals);
    }
    ct_buffer_text(&b, " +datum=WGS84 +units=m");
    const char *text = ct_strdup(arena, b.data);
    ct_buffer_free(&b);
    return text;
}
