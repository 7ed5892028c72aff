/* lint_key.c - rules 13, 14, 15 and 19: classes of a drawn map that a reader takes for one another,
 * does not see, or finds no words for. */
#include "pipeline.h"

#include <math.h>

/* CIEDE2000 between colours that lie apart on a map: with 10 readers match nearly all samples to
 * the key, with less they begin to err (A. Brychtová, A. Çöltekin: The effect of spatial distance
 * on the discriminability of colors in maps, Cartography and Geographic Information Science 44(3),
 * 2017). On grey prints lightness alone tells, and seven steps must fit between paper and black. */
static const double APART = 10, APART_GREY = 8;
static const double GRAPHIC_CONTRAST = 3; /* WCAG 2.2, 1.4.11 */
static const double HATCH_TURN = 30;      /* degrees */
static const double STORY_CHROMA = 25;    /* of CIELAB: a colour that calls for words */
enum { SAMPLES = 16 };

/* ---- looks that are compared ------------------------------------------------------------------
 */

typedef enum look_kind { LOOK_AREA, LOOK_LINE, LOOK_POINT } look_kind;

typedef struct look {
    look_kind kind;
    ct_rgba color; /* on the ground of the key's samples */
    const ct_hatch_class *hatch;
    const ct_stroke *stroke; /* of a line, or an outline */
    const ct_line_class *line;
    const ct_point_class *point;
} look;

/* The ground of the samples in the key. */
static ct_rgba sample_ground(const ct_style *style) {
    const ct_area_class *land = ct_style_area(style, "land");
    ct_rgba ground = ct_color_over((ct_rgba){ 1, 1, 1, 1 }, style->sheet.paper);
    return land && land->has_fill ? ct_color_over(ground, land->fill) : ground;
}

static bool seen(const ct_rgba *color) { return color->a > 0.02; }

static double difference(ct_rgba a, ct_rgba b, ct_vision vision) {
    ct_lab one = ct_color_lab(ct_color_seen(a, vision));
    ct_lab other = ct_color_lab(ct_color_seen(b, vision));
    return vision == CT_VISION_GREY ? fabs(one.l - other.l) : ct_lab_difference(one, other);
}

/* A hatch tells areas apart where it can be seen on its own fill. */
static const ct_hatch_class *visible_hatch(const ct_area_class *area, ct_rgba fill) {
    if (!area->hatch.given || !(area->hatch.width > 0)) return NULL;
    ct_rgba line = ct_color_over(fill, area->hatch.color);
    return difference(fill, line, CT_VISION_GREY) >= APART_GREY ? &area->hatch : NULL;
}

static look look_of(const ct_key_row *row, ct_rgba ground) {
    if (row->ground.a > 0) ground = ct_color_over(ground, row->ground);
    look l = { .color = ground };
    const ct_area_class *area = row->area;
    if (area && (area->has_fill || area->hatch.given)) {
        if (area->has_fill) l.color = ct_color_over(ground, area->fill);
        l.hatch = visible_hatch(area, l.color);
        return l;
    }
    l.kind = row->point && !area && !row->line ? LOOK_POINT : LOOK_LINE;
    l.line = area ? NULL : row->line;
    l.stroke = area ? &area->stroke : row->line ? &row->line->stroke : NULL;
    l.point = l.kind == LOOK_POINT ? row->point : NULL;
    if (l.stroke) l.color = ct_color_over(ground, l.stroke->color);
    if (l.point)
        l.color = ct_color_over(ground, l.point->has_fill ? l.point->fill : l.point->stroke.color);
    return l;
}

static double turn_between(double a, double b) {
    double turn = fabs(fmod(a - b, 180));
    return fmin(turn, 180 - turn);
}

static bool far_apart(double a, double b, double factor) {
    return fmax(a, b) >= factor * fmin(a, b);
}

/* Degrees between the directions of two hatches; those of a cross are its own and the one at right
 * angles to it. */
static double hatch_turn(const ct_hatch_class *a, const ct_hatch_class *b) {
    double turn = turn_between(a->angle, b->angle);
    bool crossed = a->pattern == CT_PATTERN_CROSS || b->pattern == CT_PATTERN_CROSS;
    return crossed ? fmin(turn, turn_between(a->angle + 90, b->angle)) : turn;
}

static bool hatches_differ(const ct_hatch_class *a, const ct_hatch_class *b) {
    if (!a || !b) return a != b;
    return a->pattern != b->pattern || hatch_turn(a, b) >= HATCH_TURN ||
           far_apart(a->gap, b->gap, 1.6);
}

static bool points_differ(const ct_point_class *a, const ct_point_class *b) {
    return a->symbol != b->symbol || a->has_fill != b->has_fill || a->form.x != b->form.x ||
           fabs(a->angle - b->angle) >= HATCH_TURN || far_apart(a->size, b->size, 1.5);
}

/* What stands along two lines tells them apart. */
static bool decorations_differ(const ct_line_class *a, const ct_line_class *b) {
    return (a->ticks.gap > 0) != (b->ticks.gap > 0) || (a->teeth.gap > 0) != (b->teeth.gap > 0) ||
           (a->arrows.gap > 0) != (b->arrows.gap > 0) || a->ticks.side != b->ticks.side ||
           a->teeth.side != b->teeth.side || a->teeth.form != b->teeth.form ||
           a->teeth.hollow != b->teeth.hollow;
}

/* Something other than colour tells them apart. */
static bool told_by_form(const look *a, const look *b) {
    if (a->kind != b->kind) return true;
    if (a->kind == LOOK_AREA) return hatches_differ(a->hatch, b->hatch);
    if (a->kind == LOOK_POINT) return points_differ(a->point, b->point);
    if (a->line && b->line && decorations_differ(a->line, b->line)) return true;
    if (!a->stroke || !b->stroke) return false;
    return (a->stroke->dash_count > 0) != (b->stroke->dash_count > 0) ||
           far_apart(a->stroke->width, b->stroke->width, 1.75);
}

/* ---- rule 14 --------------------------------------------------------------------------------- */

static ct_place place_of(const ct_map *map, const ct_key_origin *origin) {
    const ct_layer_spec *layer = &map->layers[origin->layer];
    for (size_t i = 0; i < layer->class_key_count; i++)
        if (ct_streq(layer->class_keys[i].class_name.text, origin->class_name))
            return layer->class_keys[i].class_name.place;
    return layer->key.count > 0 ? layer->key.places[0] : layer->place;
}

/* The sight under which two colours are nearest to each other, by the share of what is needed;
 * false where they are apart under all. */
static bool confused(ct_rgba a, ct_rgba b, ct_vision *worst, double *least, double *needed) {
    double share = 1;
    for (int v = 0; v < CT_VISION_COUNT; v++) {
        double need = v == CT_VISION_GREY ? APART_GREY : APART;
        double found = difference(a, b, (ct_vision)v);
        if (found >= share * need) continue;
        share = found / need;
        *worst = (ct_vision)v;
        *least = found;
        *needed = need;
    }
    return share < 1;
}

/* Whether two rows look alike; told but of the first MOST_PAIRS. */
static bool lint_pair(const ct_map *map, const ct_key_list *key, size_t i, size_t k, ct_rgba ground,
                      bool told, ct_report *report) {
    const ct_key_origin *a = &key->origins[i], *b = &key->origins[k];
    if (a->layer == b->layer && a->size > 0 && b->size > 0)
        return false; /* steps of one scale of sizes */
    look one = look_of(&key->rows[i], ground), other = look_of(&key->rows[k], ground);
    ct_vision vision;
    double least, needed;
    if (told_by_form(&one, &other) || !confused(one.color, other.color, &vision, &least, &needed))
        return false;
    if (!told) return true;
    static const char *const sights[] = { "", " under ", " under ", " under ", " in " };
    ct_warn(report, place_of(map, &key->origins[k]),
            "in the key '%s' and '%s' look alike%s%s: they differ by %.1f, and %g are needed",
            key->rows[i].text, key->rows[k].text, sights[vision],
            vision == CT_VISION_NORMAL ? "" : ct_vision_name(vision), least, needed);
    ct_hint(report, one.kind == LOOK_AREA   ? "hatch one of them, or make one of them darker"
                    : one.kind == LOOK_LINE ? "dash one of them, or make one of them darker"
                                            : "give one of them another symbol");
    return true;
}

/* Rows of a long key are alike by the thousand. */
static void lint_pairs(const ct_map *map, const ct_key_list *key, ct_report *report) {
    enum { MOST_PAIRS = 20 };
    const ct_rgba ground = sample_ground(map->style);
    size_t alike = 0;
    for (size_t i = 0; i < key->count; i++)
        for (size_t k = i + 1; k < key->count; k++)
            alike += lint_pair(map, key, i, k, ground, alike < MOST_PAIRS, report);
    if (alike <= MOST_PAIRS) return;
    ct_warn(report, map->key.place, "in the key of %zu rows %zu more pairs look alike", key->count,
            alike - MOST_PAIRS);
    ct_hint(report, "no reader tells so many rows apart: put some into one class");
}

/* ---- rule 13 --------------------------------------------------------------------------------- */

/* What is drawn is read against its casing where it has one. */
static double contrast_of(ct_rgba color, const ct_stroke *casing, double width, ct_rgba ground) {
    if (casing->width > width && seen(&casing->color))
        ground = ct_color_over(ground, casing->color);
    return ct_color_contrast(ct_color_over(ground, color), ground);
}

static double contrast_on(const ct_key_row *row, ct_rgba ground) {
    if (row->line)
        return contrast_of(row->line->stroke.color, &row->line->casing, row->line->stroke.width,
                           ground);
    const ct_point_class *p = row->point;
    double fill = p->has_fill ? contrast_of(p->fill, &p->casing, 0, ground) : 1;
    double rim = p->stroke.width > 0 ? contrast_of(p->stroke.color, &p->casing, 0, ground) : 1;
    return fmax(fill, rim);
}

/* The node with which a layer begins; SIZE_MAX where it is not drawn. */
static size_t node_of(const ct_scene *scene, const char *layer) {
    for (size_t i = 0; i < scene->node_count; i++)
        if (scene->nodes[i].type == CT_NODE_BEGIN && scene->nodes[i].group.role == CT_ROLE_LAYER &&
            ct_streq(scene->nodes[i].group.id, layer))
            return i;
    return SIZE_MAX;
}

/* Points of the layer's marks, evenly among all that it draws by a row's look. */
static size_t sample_marks(const ct_layer_marks *marks, const char *class_name, size_t node,
                           ct_probe looks[SAMPLES]) {
    size_t total = 0, count = 0, met = 0;
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < marks->count; i++) {
            const ct_mark *mark = &marks->marks[i];
            bool wanted = (mark->line || mark->point) && !mark->left_out &&
                          (!class_name || ct_streq(class_name, mark->class_name));
            if (!wanted || mark->shape.parts == 0) continue;
            const ct_shape *s = &mark->shape;
            if (pass == 0) total += ct_shape_points(s);
            if (pass == 0) continue;
            for (size_t p = s->start; p < s->end[s->parts - 1]; p++, met++)
                if (count < SAMPLES && met * SAMPLES >= count * total)
                    looks[count++] =
                        (ct_probe){ .x = s->x[p], .y = s->y[p], .count = 1, .node = node };
        }
    return count;
}

/* The places among them that lie in the frame; how many. */
static size_t keep_inside(ct_box frame, ct_probe *probes, ct_rgba *below, size_t count) {
    size_t kept = 0;
    for (size_t k = 0; k < count; k++) {
        ct_probe probe = probes[k];
        if (probe.x < frame.x0 || probe.x > frame.x1 || probe.y < frame.y0 || probe.y > frame.y1)
            continue;
        probe.seen = &below[kept];
        probes[kept++] = probe;
    }
    return kept;
}

static void lint_contrast(ct_arena *scratch, const ct_key_list *key, size_t i,
                          const ct_scape *frame, const ct_scene *scene, ct_report *report) {
    const ct_key_row *row = &key->rows[i];
    const ct_layer_marks *marks = &frame->marks[key->origins[i].layer];
    if (!row->line && !row->point) return;
    ct_probe probes[SAMPLES];
    ct_rgba below[SAMPLES];
    const char *id = marks->layer->id;
    if (frame->prefix) id = ct_printf(scratch, "%s%s", frame->prefix, id);
    size_t node = node_of(scene, id);
    size_t count = sample_marks(marks, key->origins[i].class_name, node, probes);
    count = keep_inside(ct_view_frame(frame->view), probes, below, count);
    if (node == SIZE_MAX || count == 0) return;
    ct_scene_probe(scene, probes, count);
    double least = INFINITY;
    for (size_t k = 0; k < count; k++)
        least = fmin(least, contrast_on(row, below[k])); /* NaN, over a picture, is passed over */
    if (!(least < GRAPHIC_CONTRAST - 0.05)) return;
    ct_warn(report, place_of(frame->map, &key->origins[i]),
            "'%s' has a contrast of %.1f:1 on its ground; a %s that tells something needs 3:1",
            row->text, least, row->line ? "line" : "symbol");
    ct_hint(report, "change its colour, or give it a 'casing' in the colour of the paper");
}

/* ---- rule 15 --------------------------------------------------------------------------------- */

/* The looks of areas with lines in them that are drawn, each once; dots have no direction. */
static size_t hatched_classes(const ct_layer_marks *layers, size_t layer_count,
                              const ct_area_class **found, size_t most) {
    size_t count = 0;
    for (size_t i = 0; i < layer_count; i++)
        for (size_t k = 0; k < layers[i].count && count < most; k++) {
            const ct_area_class *area = layers[i].marks[k].area;
            size_t n = 0;
            if (!area || !area->hatch.given || area->hatch.pattern == CT_PATTERN_DOTS) continue;
            while (n < count && !ct_streq(found[n]->name, area->name))
                n++;
            if (n == count) found[count++] = area;
        }
    return count;
}

static void lint_hatches(const ct_layer_marks *layers, size_t layer_count, ct_report *report) {
    enum { MOST = 16 };
    const ct_area_class *found[MOST];
    size_t count = hatched_classes(layers, layer_count, found, MOST);
    for (size_t i = 0; i < count; i++)
        for (size_t k = i + 1; k < count; k++) {
            double turn = hatch_turn(&found[i]->hatch, &found[k]->hatch);
            if (turn >= HATCH_TURN) continue;
            ct_note(report, found[k]->place,
                    "the hatches of area classes '%s' and '%s' run %.0f degrees apart",
                    found[i]->name, found[k]->name, turn);
            ct_hint(report, "turn one of them by 30 degrees or more: on one map hatches tell "
                            "classes apart by their direction");
        }
}

/* ---- rule 19 --------------------------------------------------------------------------------- */

static bool calls_for_words(const ct_mark *mark) {
    const ct_rgba none = { 0 };
    bool hatched = mark->area && mark->area->hatch.given;
    ct_rgba color = mark->area    ? mark->area->has_fill ? mark->area->fill : none
                    : mark->line  ? mark->line->stroke.color
                    : mark->point ? mark->point->fill
                                  : none;
    ct_rgba on_white = ct_color_over((ct_rgba){ 1, 1, 1, 1 }, color);
    return hatched || (seen(&color) && ct_lab_chroma(ct_color_lab(on_white)) >= STORY_CHROMA);
}

static bool same_hue(ct_rgba a, ct_rgba b) {
    return seen(&b) && difference(a, b, CT_VISION_NORMAL) < APART;
}

/* A line in the colour of an area of the key is taken for its edge. */
static bool is_an_edge(const ct_mark *mark, const ct_key_list *key) {
    for (size_t i = 0; i < key->count && mark->line; i++) {
        const ct_area_class *area = key->rows[i].area;
        ct_rgba line = mark->line->stroke.color;
        if (area && ((area->has_fill && same_hue(line, area->fill)) ||
                     (area->hatch.given && same_hue(line, area->hatch.color))))
            return true;
    }
    return false;
}

/* The class has a row, of this layer or, by its name, of another. */
static bool is_in_key(const ct_layer_marks *layers, const ct_key_list *key, size_t layer,
                      const char *class_name) {
    for (size_t i = 0; i < key->count; i++) {
        ct_key_origin origin = key->origins[i];
        if (origin.layer == layer && !origin.class_name) return true;
        if (ct_streq(origin.class_name, class_name)) return true;
        const ct_layer_marks *other = &layers[origin.layer];
        for (size_t k = 0; k < other->count && !origin.class_name; k++)
            if (ct_streq(other->marks[k].class_name, class_name)) return true;
    }
    return false;
}

static void lint_wordless(const ct_map *map, const ct_key_list *key, const ct_layer_marks *layers,
                          size_t layer_count, ct_report *report) {
    if (key->count == 0 && map->annotation_count > 0) return; /* labelled directly, it seems */
    for (size_t i = 0; i < layer_count; i++) {
        if (layers[i].layer->label.given) continue;
        const char *told = NULL;
        for (size_t k = 0; k < layers[i].count; k++) {
            const ct_mark *mark = &layers[i].marks[k];
            if (ct_streq(told, mark->class_name) || !calls_for_words(mark) ||
                is_an_edge(mark, key) || is_in_key(layers, key, i, mark->class_name))
                continue;
            told = mark->class_name;
            ct_note(report, layers[i].layer->place,
                    "layer '%s': class '%s' is drawn, and no words say what it means",
                    layers[i].layer->id, told);
            ct_hint(report, "give the layer a 'key', or its features a 'label'");
        }
    }
}

/* ---- a drawn map ------------------------------------------------------------------------------
 */

void ct_lint_key(const ct_key_list *key, const ct_scape *frames, size_t count,
                 const ct_scene *scene, ct_report *report) {
    const ct_map *map = frames[0].map;
    ct_arena *scratch = ct_arena_new();
    lint_pairs(map, key, report);
    for (size_t i = 0; i < key->count; i++)
        for (size_t k = 0; k < count; k++)
            lint_contrast(scratch, key, i, &frames[k], scene, report);
    for (size_t i = 0; i < count; i++) {
        lint_hatches(frames[i].marks, frames[i].layer_count, report);
        lint_wordless(map, key, frames[i].marks, frames[i].layer_count, report);
    }
    ct_arena_free(scratch);
}
