/* replay.c - replay a scene on a canvas, so that no canvas meets a number it cannot draw. */
#include "canvas.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A canvas has fixed-point or 32-bit coordinates: what goes farther than FAR px over the page's
 * edge is cut NEAR px beyond it. */
static const double FAR = 50000, NEAR = 10000;
static const double LOST = 1e100;         /* as good as infinite: products would overflow */
static const double THINNEST_DASH = 0.05; /* px, of the whole pattern */

/* One replay. */
typedef struct replay {
    const ct_canvas *canvas;
    const ct_scene *scene;
    ct_arena *scratch;                /* of the node in hand */
    ct_box page;                      /* grown by FAR */
    size_t lost_points, lost_objects; /* that have no place on the page */
} replay;

static double share(double value, double otherwise) {
    return isnan(value) ? otherwise : fmax(0, fmin(value, 1));
}

static ct_rgba color_sound(ct_rgba c) {
    return (ct_rgba){ share(c.r, 0), share(c.g, 0), share(c.b, 0), share(c.a, 0) };
}

static ct_stroke stroke_sound(ct_stroke stroke) {
    stroke.color = color_sound(stroke.color);
    if (!(stroke.width > 0) || stroke.color.a <= 0) stroke.width = 0;
    stroke.width = fmin(stroke.width, NEAR);
    double pattern = 0;
    bool good = stroke.dash_count <= CT_COUNT(stroke.dash);
    for (size_t i = 0; good && i < stroke.dash_count; i++) {
        good = isfinite(stroke.dash[i]) && stroke.dash[i] >= 0;
        pattern += stroke.dash[i];
    }
    if (!good || pattern < THINNEST_DASH) stroke.dash_count = 0;
    return stroke;
}

static bool point_is_finite(double x, double y) { return fabs(x) < LOST && fabs(y) < LOST; }

static bool point_is_near(const replay *r, double x, double y) {
    return x >= r->page.x0 && x <= r->page.x1 && y >= r->page.y0 && y <= r->page.y1;
}

/* The shape without points that are not finite. */
static ct_shape shape_finite(replay *r, const ct_shape *s) {
    ct_builder builder = ct_builder_start(r->scratch, s->kind);
    for (size_t part = 0; part < s->parts; part++) {
        for (size_t i = ct_part_start(s, part); i < ct_part_end(s, part); i++) {
            if (point_is_finite(s->x[i], s->y[i]))
                ct_builder_point(&builder, s->x[i], s->y[i]);
            else
                r->lost_points++;
        }
        ct_builder_end_part(&builder);
    }
    return ct_builder_take(&builder);
}

/* The shape as a canvas can draw it: itself, nearly always. */
static ct_shape shape_sound(replay *r, const ct_shape *s) {
    bool finite = true, near = true;
    if (s->parts == 0) return *s;
    for (size_t i = s->start; i < s->end[s->parts - 1]; i++) {
        if (point_is_near(r, s->x[i], s->y[i])) continue; /* NaN is not */
        near = false;
        finite = finite && point_is_finite(s->x[i], s->y[i]);
    }
    ct_shape sound = finite ? *s : shape_finite(r, s);
    return near ? sound : ct_clip(r->scratch, &sound, ct_box_grow(r->page, NEAR - FAR));
}

static void replay_path(replay *r, const ct_path *path) {
    ct_path sound = *path;
    sound.stroke = stroke_sound(path->stroke);
    sound.fill = color_sound(path->fill);
    sound.has_fill = path->has_fill && sound.fill.a > 0;
    if (!sound.has_fill && sound.stroke.width == 0) return;
    if (path->shape.kind != CT_LINE && path->shape.kind != CT_POLYGON) return;
    sound.shape = shape_sound(r, &path->shape);
    if (ct_shape_points(&sound.shape) > 0) r->canvas->path(r->canvas->self, &sound);
    ct_shape_rest(&path->shape);
}

/* The letters of a bent text that have a place; each counts as lost that has no finite one. */
static void letters_sound(replay *r, ct_text *text) {
    ct_letter *sound = CT_ARRAY(r->scratch, text->letter_count, ct_letter);
    size_t count = 0;
    for (size_t i = 0; i < text->letter_count; i++) {
        const ct_letter *letter = &text->letters[i];
        if (!point_is_finite(letter->x, letter->y)) r->lost_objects++;
        if (!point_is_near(r, letter->x, letter->y)) continue;
        sound[count] = *letter;
        sound[count].angle = isfinite(letter->angle) ? fmod(letter->angle, 360) : 0;
        count++;
    }
    text->letters = sound;
    text->letter_count = count;
    text->x = text->y = text->anchor = text->angle = 0;
}

static void replay_text(replay *r, const ct_text *text) {
    ct_text sound = *text;
    if (text->line.run_count == 0) return;
    if (text->letters) letters_sound(r, &sound);
    if (text->letters && sound.letter_count == 0) return;
    if (!point_is_finite(sound.x, sound.y)) r->lost_objects++;
    if (!point_is_near(r, sound.x, sound.y)) return;
    sound.anchor = share(sound.anchor, 0);
    sound.angle = isfinite(sound.angle) ? fmod(sound.angle, 360) : 0;
    sound.color = color_sound(text->color);
    sound.halo = color_sound(text->halo);
    if (!(text->halo_width > 0) || sound.halo.a <= 0) sound.halo_width = 0;
    sound.halo_width = fmin(sound.halo_width, NEAR);
    if (sound.color.a <= 0 && sound.halo_width == 0) return;
    r->canvas->text(r->canvas->self, &sound);
}

static void replay_image(replay *r, const ct_image *image) {
    const ct_box box = image->box;
    if (!point_is_finite(box.x0, box.y0) || !point_is_finite(box.x1, box.y1)) r->lost_objects++;
    if (!point_is_near(r, box.x0, box.y0) || !point_is_near(r, box.x1, box.y1)) return;
    if (box.x0 < box.x1 && box.y0 < box.y1) r->canvas->image(r->canvas->self, image);
}

static void replay_group(replay *r, const ct_group *group) {
    ct_group sound = *group;
    sound.opacity = share(group->opacity, 1);
    if (group->has_clip) { /* fmax and fmin take the other value where one is NaN */
        sound.clip.x0 = fmin(fmax(group->clip.x0, r->page.x0), r->page.x1);
        sound.clip.y0 = fmin(fmax(group->clip.y0, r->page.y0), r->page.y1);
        sound.clip.x1 = fmax(fmin(group->clip.x1, r->page.x1), r->page.x0);
        sound.clip.y1 = fmax(fmin(group->clip.y1, r->page.y1), r->page.y0);
        if (ct_box_is_empty(sound.clip)) { /* nothing is seen, wherever it is */
            sound.clip.x1 = sound.clip.x0;
            sound.clip.y1 = sound.clip.y0;
        }
    }
    r->canvas->group_begin(r->canvas->self, &sound);
}

static void replay_node(replay *r, const ct_node *node) {
    switch (node->type) {
    case CT_NODE_BEGIN:
        replay_group(r, &node->group);
        break;
    case CT_NODE_END:
        r->canvas->group_end(r->canvas->self);
        break;
    case CT_NODE_PATH:
        replay_path(r, &node->path);
        break;
    case CT_NODE_TEXT:
        replay_text(r, &node->text);
        break;
    case CT_NODE_IMAGE:
        replay_image(r, &node->image);
        break;
    }
}

static bool page_check(const ct_scene *scene, ct_report *report) {
    const double width = scene->width, height = scene->height;
    if (width > 0 && height > 0 && width <= FAR && height <= FAR) return true;
    ct_fail(report, CARTOUCHE_BAD_SPEC, CT_NOWHERE, "a page of %.0f × %.0f px cannot be drawn",
            width, height);
    ct_hint(report, "width and height must lie above 0 and at most at %.0f px", FAR);
    return false;
}

static void lost_tell(const replay *r, ct_report *report) {
    if (r->lost_points > 0) {
        ct_warn(report, CT_NOWHERE, "%zu point%s with no finite place on the page left out",
                r->lost_points, r->lost_points == 1 ? "" : "s");
    }
    if (r->lost_objects > 0) {
        ct_warn(report, CT_NOWHERE,
                "%zu text%s or picture%s with no finite place on the page left out",
                r->lost_objects, r->lost_objects == 1 ? "" : "s", r->lost_objects == 1 ? "" : "s");
    }
}

bool ct_canvas_replay(const ct_canvas *canvas, const ct_scene *scene, ct_buffer *out,
                      ct_report *report) {
    if (scene->depth != 0) {
        fputs("cartouche: a group of the scene is begun and not ended\n", stderr);
        abort();
    }
    if (!page_check(scene, report)) return false;
    ct_scene sound = *scene;
    sound.paper = color_sound(scene->paper);
    replay r = { .canvas = canvas, .scene = &sound, .scratch = ct_arena_new() };
    r.page = ct_box_grow((ct_box){ 0, 0, scene->width, scene->height }, FAR);
    canvas->begin(canvas->self, &sound);
    for (size_t i = 0; i < scene->node_count; i++) {
        replay_node(&r, &scene->nodes[i]);
        ct_arena_reset(r.scratch);
    }
    const bool done = canvas->finish(canvas->self, out, report);
    if (done) lost_tell(&r, report);
    ct_arena_free(r.scratch);
    return done;
}
