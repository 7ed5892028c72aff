/* trace.c - the draw list as plain text, a line a node: what tests compare. */
#include "canvas.h"

#include <math.h>
#include <string.h>

enum { POINTS_SHOWN = 6, DECIMALS = 2 };

typedef struct trace {
    ct_buffer text;
    int depth;
} trace;

static void line_start(trace *t, const char *word) {
    for (int i = 0; i < t->depth; i++)
        ct_buffer_text(&t->text, "  ");
    ct_buffer_text(&t->text, word);
}

static void put_number(trace *t, double value) { ct_buffer_number(&t->text, value, DECIMALS); }

static void put_point(trace *t, double x, double y) {
    ct_buffer_text(&t->text, " ");
    put_number(t, x);
    ct_buffer_text(&t->text, ",");
    put_number(t, y);
}

/* " name value" */
static void put_field(trace *t, const char *name, double value) {
    ct_buffer_printf(&t->text, " %s ", name);
    put_number(t, value);
}

static void put_box(trace *t, const char *name, ct_box box) {
    ct_buffer_printf(&t->text, " %s", name);
    if (ct_box_is_empty(box)) {
        ct_buffer_text(&t->text, " none");
        return;
    }
    put_point(t, box.x0, box.y0);
    put_point(t, box.x1, box.y1);
}

static void put_color(trace *t, const char *name, ct_rgba c) {
    ct_buffer_printf(&t->text, " %s #%02lx%02lx%02lx%02lx", name, lround(c.r * 255),
                     lround(c.g * 255), lround(c.b * 255), lround(c.a * 255));
}

/* Quoted; what would break the line is escaped. */
static void put_quoted(trace *t, const char *text) {
    ct_buffer_text(&t->text, " \"");
    for (; *text; text++) {
        const unsigned char c = (unsigned char)*text;
        if (c == '"' || c == '\\')
            ct_buffer_printf(&t->text, "\\%c", c);
        else if (c < 0x20 || c == 0x7F)
            ct_buffer_printf(&t->text, "\\x%02x", c);
        else
            ct_buffer_append(&t->text, text, 1);
    }
    ct_buffer_text(&t->text, "\"");
}

static void put_named(trace *t, const char *name, const char *text) {
    if (!text) return;
    ct_buffer_printf(&t->text, " %s", name);
    put_quoted(t, text);
}

static void put_stroke(trace *t, const ct_stroke *stroke) {
    static const char *const caps[] = { "butt", "round", "square" };
    static const char *const joins[] = { "round", "miter", "bevel" };
    put_color(t, "stroke", stroke->color);
    put_field(t, "width", stroke->width);
    if (stroke->cap != CT_CAP_BUTT) ct_buffer_printf(&t->text, " cap %s", caps[stroke->cap]);
    if (stroke->join != CT_JOIN_ROUND) ct_buffer_printf(&t->text, " join %s", joins[stroke->join]);
    for (size_t i = 0; i < stroke->dash_count; i++) {
        ct_buffer_text(&t->text, i ? "," : " dash ");
        put_number(t, stroke->dash[i]);
    }
}

/* FNV-1a over the points in hundredths of a px, and the ends of the parts. */
static uint32_t shape_hash(const ct_shape *s) {
    uint64_t hash = 0xCBF29CE484222325ULL;
    for (size_t part = 0; part < s->parts; part++) {
        for (size_t i = ct_part_start(s, part); i < ct_part_end(s, part); i++) {
            const int64_t xy[] = { llround(s->x[i] * 100), llround(s->y[i] * 100) };
            for (size_t byte = 0; byte < 2 * sizeof xy[0]; byte++) {
                hash ^= (uint64_t)xy[byte / 8] >> byte % 8 * 8 & 0xFF;
                hash *= 0x100000001B3ULL;
            }
        }
        hash = (hash ^ 0xFF) * 0x100000001B3ULL;
    }
    return (uint32_t)(hash ^ hash >> 32);
}

static void put_shape(trace *t, const ct_shape *s) {
    const size_t points = ct_shape_points(s);
    ct_buffer_printf(&t->text, " %s parts %zu points %zu",
                     s->kind == CT_POLYGON ? "polygon" : "line", s->parts, points);
    put_box(t, "box", ct_box_of(s));
    ct_buffer_printf(&t->text, " hash %08x at", shape_hash(s));
    for (size_t i = 0; i < points && i < POINTS_SHOWN; i++)
        put_point(t, s->x[s->start + i], s->y[s->start + i]);
    if (points > POINTS_SHOWN) ct_buffer_text(&t->text, " …");
}

static void trace_begin(void *self, const ct_scene *scene) {
    trace *t = self;
    ct_buffer_text(&t->text, "scene ");
    put_number(t, scene->width);
    ct_buffer_text(&t->text, " x ");
    put_number(t, scene->height);
    put_color(t, "paper", scene->paper);
    put_named(t, "lang", scene->lang);
    put_named(t, "title", scene->title);
    put_named(t, "description", scene->description);
    ct_buffer_text(&t->text, "\n");
    t->depth = 1;
}

static void trace_group_begin(void *self, const ct_group *group) {
    static const char *const roles[] = { "group",      "frame",     "layer",     "label",
                                         "annotation", "furniture", "text-group" };
    trace *t = self;
    line_start(t, roles[group->role]);
    put_named(t, "id", group->id);
    put_named(t, "title", group->title);
    if (group->opacity < 1) put_field(t, "opacity", group->opacity);
    if (group->has_clip) put_box(t, "clip", group->clip);
    ct_buffer_text(&t->text, "\n");
    t->depth++;
}

static void trace_group_end(void *self) { ((trace *)self)->depth--; }

static void trace_path(void *self, const ct_path *path) {
    trace *t = self;
    line_start(t, "path");
    put_named(t, "id", path->id);
    if (path->has_fill) put_color(t, "fill", path->fill);
    if (path->has_fill && path->winding) ct_buffer_text(&t->text, " winding");
    if (path->stroke.width > 0) put_stroke(t, &path->stroke);
    put_shape(t, &path->shape);
    ct_buffer_text(&t->text, "\n");
}

static void put_run(trace *t, const ct_run *run) {
    put_quoted(t, run->text);
    put_named(t, "font", run->font.families);
    ct_buffer_printf(&t->text, " %d%s", run->font.weight, run->font.italic ? " italic" : "");
    put_field(t, "size", run->font.size);
    if (run->font.tracking != 0) put_field(t, "tracking", run->font.tracking);
    if (run->rtl) ct_buffer_text(&t->text, " rtl");
}

/* Each letter, where it stands and how it is turned. */
static void put_letters(trace *t, const ct_text *text) {
    ct_buffer_text(&t->text, " letters");
    for (size_t i = 0; i < text->letter_count; i++) {
        const ct_letter *letter = &text->letters[i];
        put_point(t, letter->x, letter->y);
        ct_buffer_text(&t->text, ",");
        put_number(t, letter->angle);
    }
}

static void trace_text(void *self, const ct_text *text) {
    trace *t = self;
    line_start(t, text->letters ? "text bent" : "text at");
    if (!text->letters) {
        put_point(t, text->x, text->y);
        put_field(t, "anchor", text->anchor);
    }
    if (text->angle != 0) put_field(t, "angle", text->angle);
    put_field(t, "wide", text->line.width);
    if (text->color.a > 0) put_color(t, "color", text->color);
    if (text->halo_width > 0) {
        put_color(t, "halo", text->halo);
        put_field(t, "width", text->halo_width);
    }
    for (size_t i = 0; i < text->line.run_count; i++) {
        if (i > 0) put_field(t, "+", text->line.runs[i].dx);
        put_run(t, &text->line.runs[i]);
    }
    if (text->letters) put_letters(t, text);
    ct_buffer_text(&t->text, "\n");
}

static void trace_image(void *self, const ct_image *image) {
    trace *t = self;
    line_start(t, image->picture.kind == CT_PICTURE_SVG ? "image svg" : "image");
    put_box(t, "box", image->box);
    ct_buffer_printf(&t->text, " bytes %zu\n", image->picture.size);
}

static bool trace_finish(void *self, ct_buffer *out, ct_report *report) {
    (void)report; /* plain text cannot fail */
    trace *t = self;
    ct_buffer_append(out, t->text.data, t->text.size);
    return true;
}

bool ct_trace_draw(const ct_scene *scene, ct_buffer *out, ct_report *report) {
    trace t = { 0 };
    const ct_canvas canvas = { .self = &t,
                               .begin = trace_begin,
                               .group_begin = trace_group_begin,
                               .group_end = trace_group_end,
                               .path = trace_path,
                               .text = trace_text,
                               .image = trace_image,
                               .finish = trace_finish };
    const bool drawn = ct_canvas_replay(&canvas, scene, out, report);
    ct_buffer_free(&t.text);
    return drawn;
}
