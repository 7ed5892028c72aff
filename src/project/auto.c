/* auto.c - the part of the globe that data take up, and the projection that suits it. */
#include <math.h>
#include <stdlib.h>

#include "project.h"

/* ---- the range of longitudes ------------------------------------------------------------------
 */

typedef struct stretch {
    double from, length; /* degrees eastward */
} stretch;

static int compare_stretches(const void *a, const void *b) {
    const stretch *p = a, *q = b;
    if (p->from != q->from) return p->from < q->from ? -1 : 1;
    return (p->length > q->length) - (p->length < q->length);
}

static stretch stretch_of(double low, double high) {
    double from = low - 360 * floor((low + 180) / 360);
    return (stretch){ from, fmin(high - low, 360) };
}

/* The shortest arc of the circle that holds all stretches: what the widest gap leaves. */
static stretch cover(stretch *s, size_t count) {
    qsort(s, count, sizeof *s, compare_stretches);
    double reach = s[0].from + s[0].length, gap = 0, start = s[0].from;
    for (size_t i = 1; i < count; i++) {
        if (s[i].from - reach > gap) {
            gap = s[i].from - reach;
            start = s[i].from;
        }
        reach = fmax(reach, s[i].from + s[i].length);
    }
    if (s[0].from + 360 - reach >= gap) {
        gap = s[0].from + 360 - reach;
        start = s[0].from;
    }
    return (stretch){ start, 360 - fmax(gap, 0) };
}

static void part_range(const ct_shape *s, size_t from, size_t to, ct_box *range) {
    *range = ct_box_empty();
    for (size_t i = from; i < to; i++)
        if (fabs(s->y[i]) <= 90) ct_box_add(range, s->x[i], s->y[i]);
}

ct_box ct_lonlat_range(const ct_shape *shapes, size_t count) {
    ct_arena *scratch = ct_arena_new();
    stretch *found = NULL;
    size_t found_count = 0, capacity = 0;
    ct_box all = ct_box_empty();
    for (size_t s = 0; s < count; s++) {
        ct_shape on_chart = shapes[s]; /* pieces of what is cut meet again on the circle */
        if (!ct_shape_on_chart(&on_chart)) on_chart = ct_shape_to_chart(scratch, &shapes[s], NULL);
        bool dots = on_chart.kind == CT_POINT;
        for (size_t p = 0; p < on_chart.parts; p++) {
            size_t end = on_chart.end[p], step;
            for (size_t i = ct_part_start(&on_chart, p); i < end; i += step) {
                ct_box range;
                step = dots ? 1 : end - i;
                part_range(&on_chart, i, i + step, &range);
                if (ct_box_is_empty(range)) continue;
                CT_GROW(scratch, found, capacity, found_count);
                found[found_count++] = stretch_of(range.x0, range.x1);
                all = ct_box_union(all, range);
            }
        }
    }
    if (found_count) {
        stretch wide = cover(found, found_count);
        all.x0 = wide.from;
        all.x1 = wide.from + wide.length;
    }
    ct_arena_free(scratch);
    return all;
}

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
