/* svg.c - a scene as layered SVG with live text, made to be edited. */
#include "canvas.h"

#include <math.h>
#include <string.h>

/* SVG 1.1 (W3C 2011): presentation attributes only, no style sheets, so that Inkscape, Illustrator,
 * librsvg and browsers agree. */

typedef struct span {
    size_t from, to;
} span;

/* A box to clip to, and the id of its clipPath. */
typedef struct clip {
    ct_box box;
    const char *id;
} clip;

/* An open group. */
typedef struct svg_group {
    size_t tag_end;    /* where the '>' of its start tag stands */
    size_t first_look; /* its first entry of looks */
    bool mixed;        /* it holds more than paths, or paths that look different */
    const char *layer; /* the id of the layer that it is or lies in, or NULL */
} svg_group;

typedef struct svg {
    ct_buffer text;
    ct_arena *arena;
    ct_xml_names *names;
    svg_group *open;
    size_t depth, depth_capacity;
    span *looks; /* where the looks (fill, stroke …) of the paths of open groups stand */
    size_t look_count, look_capacity;
    clip *clips;
    size_t clip_count, clip_capacity;
    ct_arena *scratch; /* of the path in hand, as is its data: */
    ct_buffer data;
    ct_svg_twins *twins;
    span dress; /* the look of an open group that twins stand in; empty: none is open */
    size_t twin_ids;
    size_t pictures; /* SVG ones so far */
    ct_report *report;
    bool failed; /* told */
} svg;

/* ---- attributes ----------------------------------------------------------------------------- */

static void put(svg *s, const char *text) { ct_buffer_text(&s->text, text); }

static void put_box(svg *s, ct_box box) {
    ct_svg_number(&s->text, "x", box.x0);
    ct_svg_number(&s->text, "y", box.y0);
    ct_svg_number(&s->text, "width", box.x1 - box.x0);
    ct_svg_number(&s->text, "height", box.y1 - box.y0);
}

/* ---- the document --------------------------------------------------------------------------- */

static bool is_given(const char *text) { return text && *text; }

void ct_svg_role(ct_buffer *out, const ct_scene *scene) {
    const bool title = is_given(scene->title), description = is_given(scene->description);
    ct_buffer_text(out, " role=\"img\"");
    if (!title && !description) return;
    ct_buffer_printf(out, " aria-labelledby=\"%s%s%s\"", title ? "title" : "",
                     title && description ? " " : "", description ? "desc" : "");
}

void ct_svg_titles(ct_buffer *out, const ct_scene *scene) {
    if (is_given(scene->title)) {
        ct_buffer_text(out, "<title id=\"title\">");
        ct_xml_text(out, scene->title);
        ct_buffer_text(out, "</title>\n");
    }
    if (is_given(scene->description)) {
        ct_buffer_text(out, "<desc id=\"desc\">");
        ct_xml_text(out, scene->description);
        ct_buffer_text(out, "</desc>\n");
    }
}

static bool scene_refers(const ct_scene *scene, const ct_svg_twins *twins) {
    if (ct_svg_twins_count(twins) > 0) return true;
    for (size_t i = 0; i < scene->node_count; i++) {
        if (scene->nodes[i].type == CT_NODE_IMAGE) return true;
    }
    return false;
}

static void svg_begin(void *self, const ct_scene *scene) {
    svg *s = self;
    put(s, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\"");
    s->twins = ct_svg_twins_of(s->arena, scene);
    if (scene_refers(scene, s->twins)) put(s, " xmlns:xlink=\"http://www.w3.org/1999/xlink\"");
    put(s, " xmlns:inkscape=\"http://www.inkscape.org/namespaces/inkscape\" version=\"1.1\"");
    ct_svg_number(&s->text, "width", scene->width);
    ct_svg_number(&s->text, "height", scene->height);
    put(s, " viewBox=\"0 0 ");
    ct_buffer_number(&s->text, scene->width, 2);
    put(s, " ");
    ct_buffer_number(&s->text, scene->height, 2);
    put(s, "\"");
    if (is_given(scene->lang)) ct_svg_attribute(&s->text, "xml:lang", scene->lang);
    ct_svg_role(&s->text, scene);
    put(s, " text-rendering=\"geometricPrecision\">\n");
    ct_svg_titles(&s->text, scene);
    ct_xml_name(s->names, "", "title");
    ct_xml_name(s->names, "", "desc");
    if (scene->paper.a > 0) {
        put(s, "<rect");
        ct_svg_attribute(&s->text, "id", ct_xml_name(s->names, "", "paper"));
        put_box(s, (ct_box){ 0, 0, scene->width, scene->height });
        ct_svg_color(&s->text, "fill", scene->paper);
        put(s, "/>\n");
    }
}

/* ---- groups --------------------------------------------------------------------------------- */

/* Ends the group that twins stand in. */
static void dress_take_off(svg *s) {
    if (s->dress.to > 0) put(s, "</g>\n");
    s->dress = (span){ 0 };
}

/* What comes next is no path. */
static void svg_mix(svg *s) {
    dress_take_off(s);
    if (s->depth > 0) s->open[s->depth - 1].mixed = true;
}

static bool box_same(ct_box a, ct_box b) {
    return a.x0 == b.x0 && a.y0 == b.y0 && a.x1 == b.x1 && a.y1 == b.y1;
}

/* The id of the clip for that box, which is defined where it is new. */
static const char *clip_id(svg *s, ct_box box) {
    for (size_t i = 0; i < s->clip_count; i++) {
        if (box_same(s->clips[i].box, box)) return s->clips[i].id;
    }
    const char *name = ct_printf(s->arena, "clip-%zu", s->clip_count + 1);
    const char *id = ct_xml_name(s->names, "", name);
    CT_GROW(s->arena, s->clips, s->clip_capacity, s->clip_count);
    s->clips[s->clip_count++] = (clip){ box, id };
    put(s, "<clipPath");
    ct_svg_attribute(&s->text, "id", id);
    put(s, "><rect");
    put_box(s, box);
    put(s, "/></clipPath>\n");
    return id;
}

static void svg_group_begin(void *self, const ct_group *group) {
    static const char *const prefixes[] = { "",       "frame-",      "layer-",
                                            "label-", "annotation-", "furniture-",
                                            "text-" };
    svg *s = self;
    svg_mix(s);
    const char *clipped = group->has_clip ? clip_id(s, group->clip) : NULL;
    put(s, "<g");
    if (group->id) {
        ct_svg_attribute(&s->text, "id", ct_xml_name(s->names, prefixes[group->role], group->id));
    }
    if (group->role == CT_ROLE_LAYER) put(s, " inkscape:groupmode=\"layer\"");
    const char *label = group->title                   ? group->title
                        : group->role == CT_ROLE_LAYER ? group->id
                                                       : NULL;
    if (label) ct_svg_attribute(&s->text, "inkscape:label", label);
    if (group->opacity < 1) {
        put(s, " opacity=\"");
        ct_buffer_number(&s->text, group->opacity, 3);
        put(s, "\"");
    }
    if (clipped) ct_buffer_printf(&s->text, " clip-path=\"url(#%s)\"", clipped);
    const char *layer = s->depth > 0 ? s->open[s->depth - 1].layer : NULL;
    if (group->role == CT_ROLE_LAYER) layer = group->id;
    CT_GROW(s->arena, s->open, s->depth_capacity, s->depth);
    s->open[s->depth++] = (svg_group){ s->text.size, s->look_count, false, layer };
    put(s, ">\n");
}

/* Moves the look that all paths of the group share to its start tag. */
static void looks_lift(svg *s, const svg_group *group) {
    const char *text = s->text.data;
    ct_buffer lifted = { 0 };
    const span first = s->looks[group->first_look];
    ct_buffer_append(&lifted, text + first.from, first.to - first.from);
    size_t from = group->tag_end;
    for (size_t i = group->first_look; i < s->look_count; i++) {
        ct_buffer_append(&lifted, text + from, s->looks[i].from - from);
        from = s->looks[i].to;
    }
    ct_buffer_append(&lifted, text + from, s->text.size - from);
    s->text.size = group->tag_end;
    ct_buffer_append(&s->text, lifted.data, lifted.size);
    ct_buffer_free(&lifted);
}

static void svg_group_end(void *self) {
    svg *s = self;
    dress_take_off(s);
    const svg_group *group = &s->open[--s->depth];
    if (!group->mixed && s->look_count - group->first_look > 1) looks_lift(s, group);
    s->look_count = group->first_look;
    put(s, "</g>\n");
}

/* ---- paths ---------------------------------------------------------------------------------- */

/* Fill and stroke of a path. */
static void look_write(svg *s, const ct_path *path) {
    if (path->has_fill) {
        ct_svg_color(&s->text, "fill", path->fill);
        if (!path->winding) put(s, " fill-rule=\"evenodd\"");
    } else {
        put(s, " fill=\"none\"");
    }
    if (path->stroke.width > 0) ct_svg_stroke(&s->text, &path->stroke);
}

/* Remembers the look of a path that stands at [from, to). */
static void look_note(svg *s, size_t from, size_t to) {
    if (s->depth == 0) return;
    svg_group *group = &s->open[s->depth - 1];
    if (s->look_count > group->first_look) {
        const span first = s->looks[group->first_look];
        if (first.to - first.from != to - from ||
            memcmp(s->text.data + first.from, s->text.data + from, to - from) != 0)
            group->mixed = true;
    }
    CT_GROW(s->arena, s->looks, s->look_capacity, s->look_count);
    s->looks[s->look_count++] = (span){ from, to };
}

static void put_path_id(svg *s, const char *id) {
    const char *layer = s->depth > 0 ? s->open[s->depth - 1].layer : NULL;
    const char *prefix = layer ? ct_printf(s->arena, "%s-", layer) : "";
    ct_svg_attribute(&s->text, "id", ct_xml_name(s->names, prefix, id));
}

static void put_data(svg *s) {
    put(s, " d=\"");
    ct_buffer_append(&s->text, s->data.data, s->data.size);
    put(s, "\"/>\n");
}

/* Twins get their look from a group about them, that another twin may refer to the bare shape. */
static void dress_put_on(svg *s, const ct_path *path) {
    const size_t before = s->text.size;
    put(s, "<g");
    const span look = { s->text.size, 0 };
    look_write(s, path);
    const size_t size = s->text.size - look.from;
    if (s->dress.to > 0 && s->dress.to - s->dress.from == size &&
        memcmp(s->text.data + s->dress.from, s->text.data + look.from, size) == 0) {
        s->text.size = before;
        return;
    }
    const char *again = ct_strndup(s->arena, s->text.data + look.from, size);
    s->text.size = before;
    dress_take_off(s);
    put(s, "<g");
    s->dress.from = s->text.size;
    put(s, again);
    s->dress.to = s->text.size;
    put(s, ">\n");
}

/* A large shape that is drawn more than once: written the first time, then referred to. */
static void twin_write(svg *s, ct_svg_twin *twin, const ct_path *path) {
    if (s->depth > 0) s->open[s->depth - 1].mixed = true;
    dress_put_on(s, path);
    put(s, twin->id ? "<use" : "<path");
    if (twin->id) {
        if (path->id) put_path_id(s, path->id);
        ct_buffer_printf(&s->text, " xlink:href=\"#%s\"/>\n", twin->id);
        return;
    }
    const size_t from = s->text.size;
    put_path_id(s, path->id ? path->id : ct_printf(s->arena, "shape-%zu", ++s->twin_ids));
    const char *name = s->text.data + from + strlen(" id=\"");
    twin->id = ct_strndup(s->arena, name, s->text.size - 1 - (size_t)(name - s->text.data));
    put_data(s);
}

static void svg_path(void *self, const ct_path *path) {
    svg *s = self;
    ct_svg_twin *twin = ct_svg_twin_of(s->twins, &path->shape);
    s->data.size = 0;
    if (!twin || !twin->id) ct_svg_path(&s->data, s->scratch, &path->shape);
    ct_arena_reset(s->scratch);
    if (twin && (twin->id || s->data.size > 0)) {
        twin_write(s, twin, path);
    } else if (s->data.size > 0) {
        dress_take_off(s);
        put(s, "<path");
        if (path->id) put_path_id(s, path->id);
        const size_t from = s->text.size;
        look_write(s, path);
        look_note(s, from, s->text.size);
        put_data(s);
    }
}

/* ---- text ----------------------------------------------------------------------------------- */

/* True where readers would lose white space of the runs: double, or (librsvg) at either end of a
 * run. */
static bool spaces_are_lost(const ct_run *runs, size_t count) {
    for (size_t i = 0; i < count; i++) {
        bool space = true;
        for (const char *c = runs[i].text; *c; c++) {
            if (*c == ' ' && space) return true;
            space = *c == ' ';
        }
        if (space) return true;
    }
    return false;
}

/* The place of a text element: where its anchor stands from the text's own, unrotated. */
typedef struct standing {
    double dx;
    double anchor; /* 0, 0.5 or 1 */
} standing;

static void put_place(svg *s, const ct_text *text, standing stand) {
    ct_svg_number(&s->text, "x", text->x + stand.dx);
    ct_svg_number(&s->text, "y", text->y);
    if (stand.anchor != 0)
        ct_svg_attribute(&s->text, "text-anchor", stand.anchor == 1 ? "end" : "middle");
    if (text->angle == 0) return;
    put(s, " transform=\"rotate(");
    const double numbers[] = { text->angle, text->x, text->y };
    for (size_t i = 0; i < CT_COUNT(numbers); i++) {
        if (i > 0) put(s, " ");
        ct_buffer_number(&s->text, numbers[i], 2);
    }
    put(s, ")\"");
}

/* How letters or their halo are painted. */
static void put_ink(svg *s, const ct_text *text, bool halo) {
    if (!halo) {
        ct_svg_color(&s->text, "fill", text->color);
        return;
    }
    put(s, " fill=\"none\"");
    ct_svg_stroke(
        &s->text,
        &(ct_stroke){ .color = text->halo, .width = 2 * text->halo_width, .join = CT_JOIN_ROUND });
}

/* One text element of some runs: as letters, or as their halo. */
static void runs_write(svg *s, const ct_text *text, const ct_run *runs, size_t count,
                       standing stand, bool halo) {
    const ct_font *font = &runs[0].font;
    put(s, "<text");
    put_place(s, text, stand);
    ct_svg_font(&s->text, font, NULL);
    if (runs[0].rtl) ct_svg_attribute(&s->text, "direction", "rtl");
    put_ink(s, text, halo);
    if (spaces_are_lost(runs, count)) put(s, " xml:space=\"preserve\"");
    put(s, ">");
    for (size_t i = 0; i < count; i++) {
        const size_t tag = s->text.size;
        put(s, "<tspan");
        ct_svg_font(&s->text, &runs[i].font, font);
        const bool same = s->text.size == tag + strlen("<tspan");
        if (same) s->text.size = tag;
        if (!same) put(s, ">");
        ct_xml_text(&s->text, runs[i].text);
        if (!same) put(s, "</tspan>");
    }
    put(s, "</text>\n");
}

/* Where the runs stand. Right-to-left text stands by its middle, for "start" would be its right
 * end; tracked text by its left end, for programs differ on whether a space follows the last
 * letter. */
static standing runs_standing(const ct_text *text, const ct_run *run) {
    const double width = text->line.width;
    if (run->rtl) return (standing){ (0.5 - text->anchor) * width, 0.5 };
    const bool usual = text->anchor == 0 || text->anchor == 0.5 || text->anchor == 1;
    if (run->font.tracking == 0 && usual) return (standing){ 0, text->anchor };
    return (standing){ -text->anchor * width, 0 };
}

static void text_write(svg *s, const ct_text *text, bool halo) {
    const ct_text_line *line = &text->line;
    bool rtl = false;
    for (size_t i = 0; i < line->run_count; i++)
        rtl = rtl || line->runs[i].rtl;
    if (!rtl || line->run_count == 1) {
        runs_write(s, text, line->runs, line->run_count, runs_standing(text, line->runs), halo);
        return;
    }
    for (size_t i = 0; i < line->run_count; i++) { /* in visual order: each stands by itself */
        const ct_run *run = &line->runs[i];
        const double middle = run->dx + run->width / 2 - text->anchor * line->width;
        runs_write(s, text, run, 1, (standing){ middle, 0.5 }, halo);
    }
}

/* One pass over the letters of a bent text. librsvg knows neither textPath nor lists of turns, so
 * that each letter is an element of its own. */
static void letters_write(svg *s, const ct_text *text, bool halo) {
    put(s, "<g");
    put_ink(s, text, halo);
    put(s, ">\n");
    for (size_t i = 0; i < text->letter_count; i++) {
        const ct_letter *letter = &text->letters[i];
        put(s, "<text");
        put_place(s, &(ct_text){ .x = letter->x, .y = letter->y, .angle = letter->angle },
                  (standing){ 0 });
        put(s, ">");
        ct_xml_text(&s->text, letter->text);
        put(s, "</text>\n");
    }
    put(s, "</g>\n");
}

/* Text along a curve: its letters stand by their middles, so that they stay in their places where
 * another font comes in. The whole of it is told to readers aloud. */
static void bent_write(svg *s, const ct_text *text) {
    ct_font font = text->line.runs[0].font;
    font.tracking = 0;
    put(s, "<g");
    ct_svg_font(&s->text, &font, NULL);
    put(s, " text-anchor=\"middle\"");
    ct_svg_attribute(&s->text, "aria-label", text->line.runs[0].text);
    put(s, ">\n<title>");
    ct_xml_text(&s->text, text->line.runs[0].text);
    put(s, "</title>\n");
    if (text->halo_width > 0) letters_write(s, text, true);
    if (text->color.a > 0) letters_write(s, text, false);
    put(s, "</g>\n");
}

static void svg_text(void *self, const ct_text *text) {
    svg *s = self;
    svg_mix(s);
    if (text->letters) {
        bent_write(s, text);
        return;
    }
    if (text->halo_width > 0) text_write(s, text, true);
    if (text->color.a > 0) text_write(s, text, false);
}

/* ---- pictures and the end ------------------------------------------------------------------- */

static void base64_write(ct_buffer *out, const uint8_t *bytes, size_t size) {
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    char *to = ct_buffer_reserve(out, (size + 2) / 3 * 4);
    for (size_t i = 0; i < size; i += 3) {
        const uint32_t three = (uint32_t)bytes[i] << 16 |
                               (i + 1 < size ? (uint32_t)bytes[i + 1] << 8 : 0) |
                               (i + 2 < size ? bytes[i + 2] : 0U);
        *to++ = digits[three >> 18];
        *to++ = digits[three >> 12 & 63];
        *to++ = i + 1 < size ? digits[three >> 6 & 63] : '=';
        *to++ = i + 2 < size ? digits[three & 63] : '=';
    }
    out->size += (size + 2) / 3 * 4;
}

/* An SVG inside an SVG: the paths that it comes down to, in a group, which all programs read; its
 * own markup would bring style rules, ids and switches that they take in their own ways. */
static void drawing_write(svg *s, const ct_image *image) {
    const double width = image->box.x1 - image->box.x0, height = image->box.y1 - image->box.y0;
    const ct_svg_module *module = s->failed ? NULL : ct_svg_open(CT_NOWHERE, "an SVG", s->report);
    ct_buffer drawn = { 0 };
    char why[300];
    s->failed = !module;
    if (!module) return;
    const char *id = ct_xml_name(s->names, "", ct_printf(s->arena, "picture-%zu", ++s->pictures));
    put(s, "<g");
    ct_svg_attribute(&s->text, "id", id);
    put(s, " transform=\"translate(");
    ct_buffer_number(&s->text, image->box.x0, 2);
    put(s, " ");
    ct_buffer_number(&s->text, image->box.y0, 2);
    put(s, ")\">");
    if (!module->flatten(&image->picture, width, height, &drawn, why, sizeof why))
        s->failed =
            !ct_fail(s->report, CARTOUCHE_BAD_DATA, CT_NOWHERE,
                     "a picture of %zu bytes cannot be drawn: %s", image->picture.size, why);
    else if (!ct_outlined_inner(drawn.data, drawn.size, ct_printf(s->arena, "%s-", id), &s->text))
        s->failed = !ct_fail(s->report, CARTOUCHE_BAD_IO, CT_NOWHERE, "Cairo wrote no SVG");
    put(s, "</g>\n");
    ct_buffer_free(&drawn);
}

static void svg_image(void *self, const ct_image *image) {
    svg *s = self;
    svg_mix(s);
    if (image->picture.kind == CT_PICTURE_SVG) {
        drawing_write(s, image);
        return;
    }
    put(s, "<image");
    put_box(s, image->box);
    put(s, " preserveAspectRatio=\"none\" xlink:href=\"data:image/png;base64,");
    base64_write(&s->text, image->picture.bytes, image->picture.size);
    put(s, "\"/>\n");
}

static bool svg_finish(void *self, ct_buffer *out, ct_report *report) {
    (void)report; /* what failed is told already */
    svg *s = self;
    if (s->failed) return false;
    dress_take_off(s);
    put(s, "</svg>\n");
    if (out->size == 0) { /* no copy of what may be many MB */
        const ct_buffer written = s->text;
        s->text = *out;
        *out = written;
        return true;
    }
    ct_buffer_append(out, s->text.data, s->text.size);
    return true;
}

bool ct_svg_draw(const ct_scene *scene, ct_buffer *out, ct_report *report) {
    svg s = { .arena = ct_arena_new(), .scratch = ct_arena_new(), .report = report };
    s.names = ct_xml_names_new(s.arena);
    const ct_canvas canvas = { .self = &s,
                               .begin = svg_begin,
                               .group_begin = svg_group_begin,
                               .group_end = svg_group_end,
                               .path = svg_path,
                               .text = svg_text,
                               .image = svg_image,
                               .finish = svg_finish };
    const bool drawn = ct_canvas_replay(&canvas, scene, out, report);
    ct_buffer_free(&s.text);
    ct_buffer_free(&s.data);
    ct_arena_free(s.scratch);
    ct_arena_free(s.arena);
    return drawn;
}
