/* graticule.c - meridians and parallels over a view, and the degrees at its edge. */
#include <math.h>
#include <string.h>

#include "sheet.h"

#define FEWEST     3 /* lines each way, where the step is ours */
#define MOST       7
#define IDEAL      5
#define MOST_TOLD  400  /* lines each way, where it is told */
#define SHORTEST   12.0 /* px: a line of which less is seen does not count */
#define DENSE      1.0  /* degrees between the points of a line, or less on a small view */
#define POINTS     64.0 /* of a line at least */
#define POLE_PX    0.5  /* a pole that is drawn no larger is a point */
#define POLE_FREE  10.0 /* degrees about it that most meridians leave free */
#define EDGE       5.0  /* px from the edge of the map to the letters */
#define OFF_LINE   3.0  /* px from a line to its letters */
#define OFF_OTHERS 3.0  /* px from them to anything else */
#define ON_EDGE    0.01 /* px */
#define NEAR_LINE  0.5  /* px that a line's middle may be from an edge */
#define STEEP      0.5  /* the sine of an angle with a side */
#define SEAM       1e-3 /* degrees */
#define CLASS      "graticule"

/* ---- lines ------------------------------------------------------------------------------ */

/* What of the globe a view shows. */
typedef struct extent {
    ct_box range;     /* degrees; x1 may exceed 180 */
    bool whole;       /* all longitudes */
    bool point_north; /* that pole is a point on the page */
    bool point_south;
} extent;

static bool is_point(const ct_view *view, double lat) {
    double x0, y0, x1, y1, middle = ct_view_middle(view);
    return ct_view_point(view, middle - 45, lat, &x0, &y0) &&
           ct_view_point(view, middle + 45, lat, &x1, &y1) && hypot(x1 - x0, y1 - y0) < POLE_PX;
}

static extent extent_of(const ct_view *view) {
    extent e = { .range = ct_view_lonlat(view) };
    ct_box world = ct_view_world(view);
    e.range.y0 = fmax(fmax(e.range.y0, world.y0), -90);
    e.range.y1 = fmin(fmin(e.range.y1, world.y1), 90);
    e.whole = e.range.x1 - e.range.x0 >= 359.999;
    if (e.whole) {
        e.range.x0 = ct_view_middle(view) - 180;
        e.range.x1 = e.range.x0 + 360;
    }
    e.point_north = is_point(view, 90);
    e.point_south = is_point(view, -90);
    return e;
}

/* A line from one degree to another, along a meridian or a parallel, in the frame. */
static ct_shape line_between(ct_arena *arena, const ct_view *view, bool meridian, double at,
                             double from, double to) {
    ct_builder b = ct_builder_start(arena, CT_LINE);
    double steps = ceil(fmax(POINTS, (to - from) / DENSE));
    for (double i = 0; i <= steps; i++) { /* NOLINT(*FloatLoopCounter) */
        double along = from + (to - from) * i / steps;
        ct_builder_point(&b, meridian ? at : along, meridian ? along : at);
    }
    ct_builder_end_part(&b);
    ct_shape lonlat = ct_builder_take(&b);
    ct_shape page = ct_view_shape(view, arena, &lonlat);
    return ct_clip(arena, &page, ct_view_frame(view));
}

static bool is_multiple(double value, double of) {
    return fabs(value / of - round(value / of)) < 1e-5;
}

/* At a pole that is a point meridians would run into a blot: but four of them stop short. */
static ct_shape meridian_at(ct_arena *arena, const ct_view *view, const extent *e, double lon) {
    double south = e->range.y0, north = e->range.y1, edge = 1e-6;
    /* On the seam of the world it is drawn just beside it. */
    if (e->whole) lon = fmin(fmax(lon, e->range.x0 + edge), e->range.x1 - edge);
    if (!is_multiple(lon, 90)) {
        if (e->point_north) north = fmin(north, 90 - POLE_FREE);
        if (e->point_south) south = fmax(south, POLE_FREE - 90);
    }
    return line_between(arena, view, true, lon, south, north);
}

static ct_shape parallel_at(ct_arena *arena, const ct_view *view, const extent *e, double lat) {
    bool point = (lat > 89.999 && e->point_north) || (lat < -89.999 && e->point_south);
    if (point) return (ct_shape){ .kind = CT_LINE };
    return line_between(arena, view, false, lat, e->range.x0, e->range.x1);
}

static ct_shape line_at(ct_arena *arena, const ct_view *view, const extent *e, bool meridian,
                        double at) {
    return meridian ? meridian_at(arena, view, e, at) : parallel_at(arena, view, e, at);
}

/* From which to which multiple of the step lines may be seen. */
static void numbers(const extent *e, bool meridian, double step, double *first, double *last) {
    double from = meridian ? e->range.x0 : e->range.y0, to = meridian ? e->range.x1 : e->range.y1;
    *first = ceil(from / step - 1e-9);
    *last = floor(to / step + 1e-9);
}

/* ---- the step --------------------------------------------------------------------------- */

/* Lines that are seen of one step, at most one more than are wanted. */
static double seen(ct_arena *scratch, const ct_view *view, const extent *e, bool meridian,
                   double step) {
    double first, last, count = 0, worth = meridian && e->whole ? 0.5 : 1;
    numbers(e, meridian, step, &first, &last);
    if (last - first > 40 * MOST) return MOST + 1;
    for (double k = first; k <= last && count <= MOST; k++) {
        if (!meridian && fabs(k * step) > 89.999) continue; /* the edge of the world */
        ct_shape line = line_at(scratch, view, e, meridian, k * step);
        if (ct_line_length(&line) >= SHORTEST) count += worth;
        ct_arena_reset(scratch);
    }
    return count;
}

static bool is_few(double count) { return count >= FEWEST && count <= MOST; }

/* Keeps a step that gives more nearly what is wanted; of two alike the finer. */
static void take(double *step, double *off, double count, double own) {
    if (!is_few(count) || fabs(count - IDEAL) > *off) return;
    *off = fabs(count - IDEAL);
    *step = own;
}

/* One step for both ways where it gives a few lines each, the nearest to the middle of what is
 * wanted; else each way its own. */
static void find_steps(const ct_view *view, const extent *e, double *lon, double *lat) {
    static const double steps[] = { 60, 45,      30,      20,      15,       10,       5,       2,
                                    1,  1 / 2.0, 1 / 3.0, 1 / 6.0, 1 / 12.0, 1 / 30.0, 1 / 60.0 };
    const double finest = steps[CT_COUNT(steps) - 1];
    ct_arena *scratch = ct_arena_new();
    double best = HUGE_VAL, off_lon = HUGE_VAL, off_lat = HUGE_VAL, both = 0;
    *lon = *lat = finest;
    for (size_t i = 0; i < CT_COUNT(steps); i++) {
        double across = seen(scratch, view, e, true, steps[i]);
        double up = seen(scratch, view, e, false, steps[i]);
        double off = fabs(across - IDEAL) + fabs(up - IDEAL);
        take(lon, &off_lon, across, steps[i]);
        take(lat, &off_lat, up, steps[i]);
        if (is_few(across) && is_few(up) && off < best) {
            best = off;
            both = steps[i];
        }
        if (across > MOST && up > MOST) break;
    }
    if (both > 0) *lon = *lat = both;
    ct_arena_free(scratch);
}

/* A step that is told, unless it would make a mesh. */
static bool suits(const ct_graticule_spec *spec, const extent *e, ct_report *report) {
    double most = fmax(e->range.x1 - e->range.x0, e->range.y1 - e->range.y0) / spec->step;
    if (most <= MOST_TOLD) return true;
    ct_warn(report, spec->place, "a graticule of %g degrees would have %.0f lines", spec->step,
            most);
    ct_hint(report, "'step: auto' draws three to seven lines each way");
    return false;
}

/* ---- words ------------------------------------------------------------------------------ */

/* What stands behind the degrees; languages that are not here have signs. */
typedef struct quarter_words {
    const char *lang, *north, *south, *east, *west;
} quarter_words;

static const quarter_words quarters[] = {
    { "en", "N", "S", "E", "W" },
    { "de", "N", "S", "O", "W" },
    { "fr", "N", "S", "E", "O" },
    { "es", "N", "S", "E", "O" },
    { "it", "N", "S", "E", "O" },
    { "pl", "N", "S", "E", "W" },
    { "nl", "N", "Z", "O", "W" },
    { "uk", "\u00a0пн.\u00a0ш.", "\u00a0пд.\u00a0ш.", "\u00a0сх.\u00a0д.", "\u00a0зх.\u00a0д." },
    { "ru", "\u00a0с.\u00a0ш.", "\u00a0ю.\u00a0ш.", "\u00a0в.\u00a0д.", "\u00a0з.\u00a0д." },
};

static const quarter_words *quarters_in(const char *lang) {
    if (!lang) return &quarters[0];
    size_t size = strcspn(lang, "-_");
    for (size_t i = 0; i < CT_COUNT(quarters); i++)
        if (strlen(quarters[i].lang) == size && memcmp(quarters[i].lang, lang, size) == 0)
            return &quarters[i];
    return NULL;
}

/* "37", "37°30′" or "37.25" and its degree sign, of a number that is not negative. */
static const char *figure(ct_arena *arena, double degrees, const char *lang) {
    double whole = floor(degrees + 1e-7), minutes = round((degrees - whole) * 60 * 1e4) / 1e4;
    const char *text = ct_number_format(arena, whole, "", lang);
    if (minutes < 1e-3) return ct_printf(arena, "%s°", text ? text : "");
    if (fabs(minutes - round(minutes)) < 1e-3)
        return ct_printf(arena, "%s°%02.0f′", text ? text : "", minutes);
    text = ct_number_format(arena, round(degrees * 1e4) / 1e4, "", lang);
    return ct_printf(arena, "%s°", text ? text : "");
}

const char *ct_degrees_text(ct_arena *arena, bool meridian, double degrees, const char *lang) {
    const quarter_words *words = quarters_in(lang);
    if (meridian) degrees -= 360 * ceil((degrees - 180) / 360 - 1e-9);
    const char *number = figure(arena, fabs(degrees), lang);
    bool plain = fabs(degrees) < 1e-9 || (meridian && fabs(degrees) > 180 - 1e-9);
    if (plain) return number;
    if (!words) return ct_printf(arena, "%s%s", degrees < 0 ? "\u2212" : "", number);
    const char *quarter = meridian ? (degrees < 0 ? words->west : words->east)
                                   : (degrees < 0 ? words->south : words->north);
    return ct_printf(arena, "%s%s", number, quarter);
}

/* ---- where they stand ------------------------------------------------------------------- */

typedef enum side { LEFT, RIGHT, TOP, BOTTOM, SIDES } side;

/* Where a line meets a side of the frame, and its direction inwards. */
typedef struct crossing {
    side side;
    double x, y, dx, dy;
} crossing;

typedef struct writer {
    ct_arena *arena;
    ct_fonts *fonts;
    ct_text_class class;
    double cap;
    ct_box frame;
    bool wanted[SIDES];
    const ct_obstacles *off;
    const char *lang;
    ct_graticule *out;
    size_t capacity;
} writer;

static side side_of(ct_box f, double x, double y) {
    if (fabs(x - f.x0) < ON_EDGE) return LEFT;
    if (fabs(x - f.x1) < ON_EDGE) return RIGHT;
    if (fabs(y - f.y0) < ON_EDGE) return TOP;
    if (fabs(y - f.y1) < ON_EDGE) return BOTTOM;
    return SIDES;
}

/* The end of a part as a crossing; false where it ends within the map. */
static bool crossing_at(const writer *w, const ct_shape *line, size_t part, bool last,
                        crossing *c) {
    size_t from = ct_part_start(line, part), to = ct_part_end(line, part);
    size_t end = last ? to - 1 : from, next = last ? end - 1 : end + 1;
    c->x = line->x[end];
    c->y = line->y[end];
    c->side = side_of(w->frame, c->x, c->y);
    /* the direction over the length of the words */
    while (next > from && next + 1 < to && hypot(line->x[next] - c->x, line->y[next] - c->y) < 24)
        next += last ? (size_t)-1 : 1;
    c->dx = line->x[next] - c->x;
    c->dy = line->y[next] - c->y;
    return c->side != SIDES && hypot(c->dx, c->dy) > 1e-6;
}

/* The box of letters of a width beside a crossing: behind or above its line, or, `other`, on the
 * other side of it. All stand on one side of their lines, else a reader would have to look which is
 * whose: the other is for what is too near a corner. */
static ct_box box_beside(const writer *w, const crossing *c, double width, bool other) {
    ct_box f = w->frame, box;
    if (c->side == TOP || c->side == BOTTOM) {
        double y0 = c->side == TOP ? f.y0 + EDGE : f.y1 - EDGE - w->cap;
        double slope = fabs(c->dy) > 1e-6 ? c->dx / c->dy : 0;
        double near = c->x + slope * (y0 - c->y), far = near + slope * w->cap;
        double x0 = other ? fmin(near, far) - OFF_LINE - width : fmax(near, far) + OFF_LINE;
        box = (ct_box){ x0, y0, x0 + width, y0 + w->cap };
    } else {
        double x0 = c->side == LEFT ? f.x0 + EDGE : f.x1 - EDGE - width;
        double slope = fabs(c->dx) > 1e-6 ? c->dy / c->dx : 0;
        double near = c->y + slope * (x0 - c->x), far = near + slope * width;
        double y1 = other ? fmax(near, far) + OFF_LINE + w->cap : fmin(near, far) - OFF_LINE;
        box = (ct_box){ x0, y1 - w->cap, x0 + width, y1 };
    }
    return box;
}

static bool crosses(const ct_shape *line, ct_box box, double reach) {
    ct_tile tile = ct_tile_of(box, 0);
    for (size_t p = 0; p < line->parts; p++)
        for (size_t i = ct_part_start(line, p) + 1; i < ct_part_end(line, p); i++)
            if (ct_tile_crossed(&tile, line->x[i - 1], line->y[i - 1], line->x[i], line->y[i],
                                reach))
                return true;
    return false;
}

static bool is_inside(const writer *w, ct_box box) {
    ct_box f = ct_box_grow(w->frame, -EDGE / 2);
    return box.x0 >= f.x0 && box.x1 <= f.x1 && box.y0 >= f.y0 && box.y1 <= f.y1;
}

static bool is_free(const writer *w, ct_box box) {
    ct_box near = ct_box_grow(box, OFF_OTHERS);
    for (size_t i = 0; i < w->off->box_count; i++)
        if (ct_box_meets(near, w->off->boxes[i])) return false;
    for (size_t i = 0; i < w->out->label_count; i++)
        if (ct_box_meets(near, w->out->labels[i].box)) return false;
    for (size_t i = 0; i < w->off->hard_count; i++)
        if (crosses(&w->off->hard[i], box, w->off->hard_reach[i] + OFF_OTHERS)) return false;
    return true;
}

static bool write_at(writer *w, const crossing *c, const ct_text_line *words) {
    ct_graticule *g = w->out;
    ct_box box = box_beside(w, c, words->width, false);
    if (!is_inside(w, box)) box = box_beside(w, c, words->width, true);
    if (!is_inside(w, box) || !is_free(w, box)) return false;
    CT_GROW(w->arena, g->labels, w->capacity, g->label_count);
    g->labels[g->label_count++] =
        (ct_graticule_label){ .line = *words, .box = box, .halo = w->class.halo };
    return true;
}

/* It runs into its side, rather than along it. */
static bool is_steep(const crossing *c) {
    double across = c->side == LEFT || c->side == RIGHT ? c->dx : c->dy;
    return fabs(across) >= STEEP * hypot(c->dx, c->dy);
}

/* Meridians say so above and below, parallels at the sides; those that do not come there, as about
 * a pole, where they do: but not where one of many runs out at a corner. */
static void write_line(writer *w, const ct_shape *line, bool meridian, double degrees) {
    const char *text = ct_degrees_text(w->arena, meridian, degrees, w->lang);
    ct_text_line words = ct_text_measure(w->arena, w->fonts, &w->class.font, text);
    bool met = false, written[SIDES] = { false };
    for (int pass = 0; pass < 2 && !met; pass++)
        for (size_t end = 0; end < 2 * line->parts; end++) {
            crossing c;
            if (!crossing_at(w, line, end / 2, end % 2, &c) || !w->wanted[c.side]) continue;
            bool usual = (c.side == TOP || c.side == BOTTOM) == meridian;
            if (usual != (pass == 0) || (!usual && !is_steep(&c))) continue;
            met = true;
            if (!written[c.side]) written[c.side] = write_at(w, &c, &words);
        }
}

/* ---- all of it -------------------------------------------------------------------------- */

static ct_text_class class_of(const ct_style *style) {
    const ct_text_class *own = ct_style_text(style, CLASS);
    if (own) return *own;
    ct_text_class class = *ct_sheet_class(style, "scale-bar");
    class.font.size = fmin(class.font.size, 10);
    class.halo_local = true;
    return class;
}

static void add_lines(ct_arena *arena, ct_graticule *g, bool meridian, double step, const extent *e,
                      ct_builder *all,
                      size_t *capacity) { /* NOLINT(readability-non-const-parameter) */
    double first, last;
    numbers(e, meridian, step, &first, &last);
    for (double k = first; k <= last; k++) { /* NOLINT(*FloatLoopCounter) */
        bool twice = meridian && e->whole && (k - first) * step > 360 - 1e-6;
        ct_shape line = line_at(arena, g->view, e, meridian, k * step);
        if (line.parts == 0 || ct_line_length(&line) < SHORTEST) continue;
        ct_builder_add(all, &line);
        CT_GROW(arena, g->items, *capacity, g->item_count);
        g->items[g->item_count++] = (ct_graticule_line){ line, meridian, k * step, !twice };
    }
}

/* On the meridian along which the view's world is cut. */
static bool on_seam(const ct_view *view, double x, double y) {
    double lon, lat;
    if (!ct_view_inverse(view, x, y, &lon, &lat)) return false;
    double turn = (lon - ct_view_middle(view)) / 360 + 0.5;
    return fabs(turn - round(turn)) * 360 * cos(lat * M_PI / 180) < SEAM;
}

/* A single point is no line. */
static void end_line(ct_builder *b) {
    size_t start = b->parts ? b->end[b->parts - 1] : 0;
    if (b->points - start < 2)
        ct_builder_drop_part(b);
    else
        ct_builder_end_part(b);
}

/* Where the globe ends, in the frame: the outline of all of it, without the seam up to a pole. */
static void add_rim(ct_arena *arena, const ct_view *view, ct_builder *all) {
    double middle = ct_view_middle(view);
    ct_builder b = ct_builder_start(arena, CT_POLYGON), rim = ct_builder_start(arena, CT_LINE);
    ct_builder_point(&b, middle - 180, -90);
    ct_builder_point(&b, middle + 180, -90);
    ct_builder_point(&b, middle + 180, 90);
    ct_builder_point(&b, middle - 180, 90);
    ct_builder_end_part(&b);
    ct_shape globe = ct_builder_take(&b), disc = ct_view_shape(view, arena, &globe);
    for (size_t p = 0; p < disc.parts; p++) {
        size_t from = ct_part_start(&disc, p), count = ct_part_end(&disc, p) - from;
        ct_builder_point(&rim, disc.x[from], disc.y[from]);
        for (size_t k = 1; k <= count; k++) {
            size_t i = from + k - 1, j = from + k % count;
            double step = hypot(disc.x[j] - disc.x[i], disc.y[j] - disc.y[i]);
            if (step < ON_EDGE) continue; /* the many points of a pole */
            if (on_seam(view, (disc.x[i] + disc.x[j]) / 2, (disc.y[i] + disc.y[j]) / 2))
                end_line(&rim);
            ct_builder_point(&rim, disc.x[j], disc.y[j]);
        }
        end_line(&rim);
    }
    ct_shape line = ct_builder_take(&rim), seen_of = ct_clip(arena, &line, ct_view_frame(view));
    ct_builder_add(all, &seen_of);
}

void ct_graticule_make(ct_arena *arena, const ct_graticule_spec *spec, const ct_view *view,
                       ct_graticule *graticule, ct_report *report) {
    *graticule = (ct_graticule){ .view = view };
    extent e = extent_of(view);
    double lon = spec->step, lat = spec->step;
    size_t capacity = 0;
    if (ct_box_is_empty(e.range)) return;
    if (!isfinite(spec->step) || !suits(spec, &e, report)) find_steps(view, &e, &lon, &lat);
    ct_builder all = ct_builder_start(arena, CT_LINE);
    add_lines(arena, graticule, false, lat, &e, &all, &capacity);
    add_lines(arena, graticule, true, lon, &e, &all, &capacity);
    if (ct_view_horizon(view)) add_rim(arena, view, &all);
    graticule->lines = ct_builder_take(&all);
}

void ct_graticule_write(ct_arena *arena, ct_fonts *fonts, const ct_style *style,
                        const ct_graticule_spec *spec, const char *lang, const ct_obstacles *off,
                        ct_graticule *graticule) {
    writer w = { .arena = arena,
                 .fonts = fonts,
                 .class = class_of(style),
                 .frame = ct_view_frame(graticule->view),
                 .wanted = { spec->left, spec->right, spec->top, spec->bottom },
                 .off = off,
                 .lang = lang,
                 .out = graticule };
    w.cap = ct_font_cap_height(fonts, &w.class.font);
    graticule->class = w.class;
    for (size_t i = 0; spec->labels && i < graticule->item_count; i++) {
        const ct_graticule_line *item = &graticule->items[i];
        if (item->says) write_line(&w, &item->shape, item->meridian, item->degrees);
    }
}

void ct_graticule_draw(ct_scene *scene, const ct_style *style, const ct_graticule *graticule,
                       const char *id) {
    static const ct_line_class fallback = {
        .stroke = { .color = { 0.1, 0.1, 0.1, 0.28 }, .width = 0.75 }, .opacity = 1
    };
    const ct_line_class *class = ct_style_line(style, CLASS);
    if (graticule->lines.parts == 0) return;
    ct_scene_begin(scene, CT_ROLE_FURNITURE, id, "Graticule");
    ct_symbol_line(scene, class ? class : &fallback, &graticule->lines, NULL);
    ct_scene_end(scene);
}

void ct_graticule_draw_words(ct_scene *scene, const ct_graticule *graticule, const char *id) {
    if (graticule->label_count == 0) return;
    ct_scene_begin(scene, CT_ROLE_FURNITURE, id, "Degrees");
    for (size_t i = 0; i < graticule->label_count; i++) {
        const ct_graticule_label *label = &graticule->labels[i];
        ct_scene_text(scene, &(ct_text){ .line = label->line,
                                         .x = label->box.x0,
                                         .y = label->box.y1,
                                         .color = graticule->class.color,
                                         .halo_width = graticule->class.halo_width,
                                         .halo = label->halo });
    }
    ct_scene_end(scene);
}
