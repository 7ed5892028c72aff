/* frame.c - a layer in a frame: features projected, clipped, classed, drawn and labelled. */
#include "pipeline.h"

#include <math.h>
#include <string.h>

/* Drop points nearer than this to the last kept one (page px): below what a reader's screen shows
 * at scale 2. */
static const double GENERALISE = 0.2;
/* How far beyond the frame shapes are kept, so that no stroke's end or clip edge shows. */
static const double MARGIN = 24;

/* The class of a row by the layer's rule; NULL: not drawn. */
static const char *class_of(ct_arena *arena, const ct_layer_spec *layer, const ct_table *table,
                            size_t row) {
    const ct_class_rule *rule = &layer->class_rule;
    if (rule->by.text) {
        const char *value = ct_table_text(arena, table, row, rule->by.text);
        for (size_t i = 0; value && i < rule->count; i++)
            if (ct_streq(value, rule->values[i])) return rule->classes[i].text;
    }
    return rule->otherwise.text;
}

/* An area's border in the frame: not the edges that clipping made, nor those where the data or the
 * projection cut the globe. */
static ct_shape border(ct_arena *arena, const ct_view *view, const ct_shape *lonlat,
                       const ct_shape *page, ct_box room) {
    ct_arena *scratch = ct_arena_new();
    bool seams;
    ct_box seen = ct_view_lonlat(view);
    ct_shape rings = ct_shape_outline(scratch, lonlat, &seams), cut;
    if (seams || seen.x1 - seen.x0 > 180) {
        ct_shape lines = ct_view_shape(view, scratch, &rings);
        cut = ct_clip(scratch, &lines, room);
    } else {
        cut = ct_clip_outline(scratch, page, room);
    }
    ct_shape result = ct_simplify_distance(arena, &cut, GENERALISE);
    ct_arena_free(scratch);
    return result;
}

static bool is_outlined(const ct_mark *mark) {
    return mark->area && (mark->area->stroke.width > 0 || mark->area->casing.width > 0);
}

/* Clipped and generalised shapes of one mark; the outline too, unless the layer's are `shared`. */
static void fit_shape(ct_arena *arena, const ct_view *view, const ct_shape *lonlat, bool shared,
                      ct_mark *mark) {
    double soft = mark->area && mark->area->edge.soft ? mark->area->edge.feather : 0;
    ct_box room = ct_box_grow(ct_view_frame(view), MARGIN + soft); /* no edge fades at the frame */
    ct_shape page = ct_view_shape(view, arena, lonlat);
    ct_shape clipped = ct_clip(arena, &page, room);
    mark->shape = ct_simplify_distance(arena, &clipped, GENERALISE);
    mark->box = ct_box_of(&mark->shape);
    if (page.kind == CT_POLYGON && is_outlined(mark) && !shared)
        mark->outline = border(arena, view, lonlat, &page, room);
}

static bool is_within(ct_box a, ct_box b) {
    return a.x0 >= b.x0 && a.x1 <= b.x1 && a.y0 >= b.y0 && a.y1 <= b.y1;
}

/* The same of a shape that was reduced, and put on the page, while it was read: what it has is
 * seen. The edges that clipping makes lie beyond the frame, so that its rings are its border but
 * for those that it has an edging for. */
static void fit_sieved(ct_arena *arena, const ct_view *view, const ct_shape *page,
                       const ct_edging *edging, ct_mark *mark) {
    double soft = mark->area && mark->area->edge.soft ? mark->area->edge.feather : 0;
    ct_box room = ct_box_grow(ct_view_frame(view), MARGIN + soft);
    ct_shape rings = *page;
    mark->shape = *page;
    mark->box = ct_box_of(page);
    bool whole = is_within(mark->box, room);
    if (!whole) {
        mark->shape = ct_clip(arena, page, room);
        mark->box = ct_box_of(&mark->shape);
    }
    if (page->kind != CT_POLYGON || !is_outlined(mark)) return;
    mark->outline = mark->shape;
    ct_shape_rest(page);
    if (!edging) return;
    ct_shape *lines = CT_NEW(arena, ct_shape);
    rings.parts = edging->rings;
    mark->outline = whole ? rings : ct_clip(arena, &rings, room);
    *lines = whole ? edging->lines : ct_clip(arena, &edging->lines, room);
    if (lines->parts > 0) mark->rim = lines;
}

/* The borders of a layer of one class, each once: drawn for both of two neighbours, a border would
 * be darker than the others, and its dashes filled in. They all become the first mark's outline. */
static void share_borders(ct_arena *arena, const ct_view *view, const ct_table *table,
                          ct_layer_marks *marks) {
    ct_arena *scratch = ct_arena_new();
    ct_shape *shapes = CT_ARRAY(scratch, marks->count, ct_shape), inner, outer;
    size_t count = 0;
    for (size_t i = 0; i < marks->count; i++)
        if (is_outlined(&marks->marks[i])) shapes[count++] = table->shapes[marks->marks[i].row];
    if (count) {
        ct_borders(scratch, shapes, count, &inner, &outer);
        ct_builder all = ct_builder_start(scratch, CT_LINE);
        ct_builder_add(&all, &inner);
        ct_builder_add(&all, &outer);
        ct_shape lines = ct_builder_take(&all);
        ct_shape borders = ct_shape_outline(scratch, &lines, NULL);
        ct_shape page = ct_view_shape(view, scratch, &borders);
        ct_shape cut = ct_clip(scratch, &page, ct_box_grow(ct_view_frame(view), MARGIN));
        marks->marks[0].outline = ct_simplify_distance(arena, &cut, GENERALISE);
    }
    ct_arena_free(scratch);
}

/* The rule's field must be there, else every feature would be of no class in silence. */
static bool check_fields(const ct_layer_spec *layer, const ct_table *table, ct_arena *scratch,
                         ct_report *report) {
    const ct_name *fields[] = { &layer->class_rule.by, &layer->id_field, &layer->size.by,
                                &layer->rotate };
    for (size_t i = 0; i < CT_COUNT(fields); i++) {
        const char *name = fields[i]->text;
        if (!name || table->rows == 0 || ct_table_column(table, name)) continue;
        (void)ct_fail(report, CARTOUCHE_BAD_SPEC, fields[i]->place, "data '%s' has no field '%s'",
                      layer->data.text, name);
        const char *near = ct_nearest(name, ct_table_names(scratch, table), table->column_count);
        if (near) ct_hint(report, "did you mean '%s'?", near);
        return false;
    }
    return true;
}

/* The class's look for a kind of shape; false where it has none. */
static bool find_looks(const ct_style *style, ct_kind kind, ct_mark *mark) {
    mark->area = kind == CT_POLYGON ? ct_style_area(style, mark->class_name) : NULL;
    mark->point = kind == CT_POINT ? ct_style_point(style, mark->class_name) : NULL;
    /* a line class draws the outline of a polygon that has no look as an area */
    mark->line = kind == CT_POINT || mark->area ? NULL : ct_style_line(style, mark->class_name);
    return mark->area || mark->line || mark->point;
}

/* A class with a look, but not for this kind of shape, is a fault: the map would be blank there. */
static bool unsuited(const ct_layer_spec *layer, const char *class_name, ct_kind kind,
                     ct_report *report) {
    static const char *const kinds[] = { "", "points", "lines", "areas" };
    static const char *const tables[] = { "", "point", "line", "area" };
    (void)ct_fail(report, CARTOUCHE_BAD_SPEC, layer->place, "the style has no class '%s' for %s",
                  class_name, kinds[kind]);
    ct_hint(report, "data '%s' holds %s: give '%s' an entry under '%s:'", layer->data.text,
            kinds[kind], class_name, tables[kind]);
    return false;
}

/* A layer on its way to its marks. */
typedef struct preparing {
    ct_arena *arena, *scratch;
    const ct_map *map;
    const ct_layer_spec *layer;
    const ct_table *table;
    const ct_view *view;
    ct_layer_marks *marks;
    bool *keep, *must; /* by row; NULL: all are kept, it is not known which must be shown */
    bool shared;
    size_t met, unclassed;
    size_t edging; /* of the table's */
    ct_report *report;
} preparing;

/* That of a shape, from the one after the last that was found on. */
static const ct_edging *edging_of(preparing *p, const ct_shape *shape) {
    for (size_t i = p->edging; i < p->table->edging_count; i++)
        if (p->table->edgings[i].of == shape->end) {
            p->edging = i + 1;
            return &p->table->edgings[i];
        }
    return NULL;
}

/* Its look and its place; false: nothing of it is drawn, or, told, there is no such look. */
static bool make_mark(preparing *p, ct_mark *mark, bool *good) {
    const ct_shape *shape = &p->table->shapes[mark->row];
    bool drawn = find_looks(p->map->style, shape->kind, mark);
    if (!drawn && !ct_style_text(p->map->style, mark->class_name)) {
        *good = unsuited(p->layer, mark->class_name, shape->kind, p->report);
        return false;
    }
    if (p->table->sieved)
        fit_sieved(p->arena, p->view, shape, edging_of(p, shape), mark);
    else
        fit_shape(p->arena, p->view, shape, p->shared, mark);
    return mark->shape.kind != CT_NULL && mark->shape.parts > 0;
}

/* Rule 17: it is too small to be seen, and nobody asks for it. */
static bool is_left_out(preparing *p, const ct_mark *mark, bool *good) {
    if (!p->must && p->layer->label.must.text) {
        p->must = CT_ARRAY(p->scratch, p->table->rows, bool);
        *good = ct_source_where(p->scratch, p->table, p->layer->label.must.text,
                                p->layer->label.must.place, p->must, p->report);
    }
    return !(p->must && p->must[mark->row]);
}

/* Where the layer would be gone without them, areas too small to be seen stay. */
static bool make_marks(preparing *p, bool all_specks) {
    ct_layer_marks *marks = p->marks;
    ct_box frame = ct_view_frame(p->view);
    size_t capacity = 0, specks = 0;
    bool good = true;
    *marks = (ct_layer_marks){ .layer = p->layer, .table = p->table, .all_specks = all_specks };
    p->met = p->unclassed = p->edging = 0;
    for (size_t row = 0; row < p->table->rows && good; row++) {
        if (p->table->shapes[row].kind == CT_NULL || (p->keep && !p->keep[row])) continue;
        ct_mark mark = { .row = row, .class_name = class_of(p->scratch, p->layer, p->table, row) };
        p->met++;
        p->unclassed += !mark.class_name;
        if (!mark.class_name || !make_mark(p, &mark, &good)) continue;
        bool speck = !p->layer->keep && !all_specks && ct_mark_is_speck(&mark, frame);
        if (speck && is_left_out(p, &mark, &good)) {
            marks->specks++;
            continue;
        }
        specks += speck;
        if (p->layer->id_field.text)
            mark.id = ct_table_text(p->arena, p->table, row, p->layer->id_field.text);
        if (mark.area || mark.line || mark.point)
            marks->points_drawn += ct_shape_points(&mark.shape);
        CT_GROW(p->arena, marks->marks, capacity, marks->count);
        marks->marks[marks->count++] = mark;
    }
    if (!good || specks + marks->specks == 0 || specks < marks->count) return good;
    return make_marks(p, true);
}

static void tell_unmarked(const preparing *p) {
    const ct_layer_spec *layer = p->layer;
    if (p->met == 0 && p->table->rows > 0)
        ct_warn(p->report, layer->where.place, "layer '%s': no feature of '%s' meets \"%s\"",
                layer->id, layer->data.text, layer->where.text);
    if (p->unclassed == 0) return;
    ct_note(p->report, layer->class_rule.by.place, "layer '%s': %zu of %zu features have no class",
            layer->id, p->unclassed, p->met);
    ct_hint(p->report, "'else:' takes the values of '%s' that are not listed",
            layer->class_rule.by.text);
}

bool ct_layer_prepare(ct_arena *arena, const ct_map *map, const ct_layer_spec *layer,
                      const ct_table *table, const ct_view *view, ct_layer_marks *marks,
                      ct_report *report) {
    preparing p = { .arena = arena,
                    .scratch = ct_arena_new(),
                    .map = map,
                    .layer = layer,
                    .table = table,
                    .view = view,
                    .marks = marks,
                    .shared = !layer->class_rule.by.text && table->rows > 1 && !table->sieved,
                    .report = report };
    *marks = (ct_layer_marks){ .layer = layer, .table = table };
    bool good = check_fields(layer, table, p.scratch, report);
    if (good && layer->where.text) {
        p.keep = CT_ARRAY(p.scratch, table->rows, bool);
        good = ct_source_where(p.scratch, table, layer->where.text, layer->where.place, p.keep,
                               report);
    }
    good = good && make_marks(&p, false);
    if (good) ct_marks_graduate(arena, marks, report);
    if (good && p.shared && marks->count) share_borders(arena, view, table, marks);
    if (good) tell_unmarked(&p);
    ct_arena_free(p.scratch);
    return good;
}

/* ---- drawing --------------------------------------------------------------------------------- */

static double class_opacity(const ct_mark *mark) {
    return mark->area    ? mark->area->opacity
           : mark->line  ? mark->line->opacity
           : mark->point ? mark->point->opacity
                         : 1;
}

/* The first of the marks with that look draws what all of them are drawn as one for. */
static bool is_first(const ct_layer_marks *marks, size_t i) {
    for (size_t k = 0; k < i; k++)
        if (marks->marks[k].area == marks->marks[i].area &&
            marks->marks[k].line == marks->marks[i].line)
            return false;
    return true;
}

/* The areas of a class as one: no edge between neighbours fades, and no row of dots breaks. */
static void draw_fills(ct_scene *scene, ct_arena *scratch, const ct_layer_marks *marks, size_t i) {
    const ct_mark *mark = &marks->marks[i];
    if (!is_first(marks, i)) return;
    ct_shape *shapes = CT_ARRAY(scratch, marks->count, ct_shape);
    size_t count = 0;
    for (size_t k = i; k < marks->count; k++)
        if (marks->marks[k].area == mark->area) shapes[count++] = marks->marks[k].shape;
    ct_symbol_fill(scene, scratch, mark->area, shapes, count, count == 1 ? mark->id : NULL);
}

static bool is_joint(const ct_area_class *area) {
    return area->edge.soft || (area->hatch.given && area->hatch.pattern == CT_PATTERN_DOTS);
}

static void draw_areas(ct_scene *scene, ct_arena *scratch, const ct_layer_marks *marks,
                       double opacity) {
    for (size_t i = 0; i < marks->count; i++) { /* all fills, then all outlines */
        const ct_mark *mark = &marks->marks[i];
        if (!mark->area || mark->area->opacity != opacity) continue;
        ct_area_class fill = *mark->area;
        fill.stroke.width = fill.casing.width = 0;
        if (is_joint(mark->area))
            draw_fills(scene, scratch, marks, i);
        else
            ct_symbol_area(scene, scratch, &fill, &mark->shape, NULL, mark->id);
    }
    for (size_t i = 0; i < marks->count; i++) {
        const ct_mark *mark = &marks->marks[i];
        bool bare = mark->outline.parts == 0 && !mark->rim;
        if (!mark->area || mark->area->opacity != opacity || bare) continue;
        ct_area_class line = *mark->area;
        line.has_fill = line.hatch.given = false;
        line.stroke.cap = line.casing.cap = CT_CAP_ROUND; /* where borders meet */
        if (mark->outline.parts > 0)
            ct_symbol_area(scene, scratch, &line, &mark->shape, &mark->outline, NULL);
        if (mark->rim) ct_symbol_area(scene, scratch, &line, &mark->shape, mark->rim, NULL);
    }
}

/* Lines of one class that have no names of their own run on into each other. */
static bool runs_on(const ct_mark *mark) {
    return !mark->id && mark->shape.kind == CT_LINE && ct_line_runs_on(mark->line);
}

static void draw_run(ct_scene *scene, const ct_layer_marks *marks, size_t i, bool casing) {
    const ct_mark *mark = &marks->marks[i];
    if (!is_first(marks, i)) return;
    ct_builder b = ct_builder_start(scene->arena, CT_LINE);
    for (size_t k = i; k < marks->count; k++)
        if (marks->marks[k].line == mark->line && runs_on(&marks->marks[k]))
            ct_builder_add(&b, &marks->marks[k].shape);
    ct_shape all = ct_builder_take(&b);
    ct_symbol_line_pass(scene, mark->line, &all, NULL, casing);
}

static void draw_lines(ct_scene *scene, const ct_layer_marks *marks, double opacity) {
    for (int casing = 1; casing >= 0; casing--)
        for (size_t i = 0; i < marks->count; i++) {
            const ct_mark *mark = &marks->marks[i];
            if (!mark->line || mark->line->opacity != opacity) continue;
            if (runs_on(mark))
                draw_run(scene, marks, i, casing);
            else
                ct_symbol_line_pass(scene, mark->line, &mark->shape, mark->id, casing);
        }
}

static void draw_points(ct_scene *scene, const ct_layer_marks *marks, double opacity) {
    for (size_t i = 0; i < marks->count; i++) {
        const ct_mark *mark = &marks->marks[i];
        if (!mark->point || mark->point->opacity != opacity || mark->left_out) continue;
        for (size_t p = mark->shape.start; p < mark->shape.end[mark->shape.parts - 1]; p++)
            ct_symbol_point(scene, mark->point, mark->shape.x[p], mark->shape.y[p], mark->id);
    }
}

static void draw_of_opacity(ct_scene *scene, ct_arena *scratch, const ct_layer_marks *marks,
                            double opacity) {
    draw_areas(scene, scratch, marks, opacity);
    draw_lines(scene, marks, opacity);
    draw_points(scene, marks, opacity);
}

/* The opacities of the layer's classes, each once, in the order of their first marks. */
static size_t opacities(ct_arena *scratch, const ct_layer_marks *marks, double **found) {
    size_t count = 0;
    *found = CT_ARRAY(scratch, marks->count + 1, double);
    for (size_t i = 0; i < marks->count; i++) {
        double opacity = class_opacity(&marks->marks[i]);
        size_t k = 0;
        while (k < count && (*found)[k] != opacity)
            k++;
        if (k == count) (*found)[count++] = opacity;
    }
    if (count == 0) (*found)[count++] = 1;
    return count;
}

/* What is translucent is composed as one, so that overlaps in a layer do not darken: the classes of
 * one opacity together. */
void ct_layer_draw(ct_scene *scene, ct_arena *scratch, const ct_layer_marks *marks) {
    double *found;
    size_t count = opacities(scratch, marks, &found);
    const char *id = marks->layer->id;
    ct_group group = { .role = CT_ROLE_LAYER, .id = id, .title = id };
    group.opacity = marks->layer->opacity * (count == 1 ? found[0] : 1);
    ct_scene_begin_group(scene, &group);
    scene->winding = marks->table && marks->table->sieved; /* its rings were not mended */
    if (count == 1) draw_of_opacity(scene, scratch, marks, found[0]);
    for (size_t i = 0; i < count && count > 1; i++) {
        ct_group part = { .role = CT_ROLE_PLAIN, .opacity = found[i] };
        ct_scene_begin_group(scene, &part);
        draw_of_opacity(scene, scratch, marks, found[i]);
        ct_scene_end(scene);
    }
    scene->winding = false;
    ct_scene_end(scene);
}

/* ---- labels ---------------------------------------------------------------------------------- */

static ct_place_kind kind_of(const ct_mark *mark, const ct_text_class *style) {
    switch (mark->shape.kind) {
    case CT_POLYGON:
        return CT_PLACE_AREA;
    case CT_LINE:
        return CT_PLACE_LINE;
    default:
        return style->place_kind == CT_PLACE_AREA ? CT_PLACE_AREA : CT_PLACE_POINT;
    }
}

/* A label's id: the layer and the row's key field, else its place in the table. */
static const char *label_id(ct_arena *arena, const ct_layer_marks *marks, const ct_mark *mark) {
    const char *key = mark->id;
    static const char *const fields[] = { "id", "iso", "code", "name" };
    for (size_t i = 0; i < CT_COUNT(fields) && !key; i++)
        key = ct_table_text(arena, marks->table, mark->row, fields[i]);
    if (key && *key) return ct_printf(arena, "%s/%s", marks->layer->id, key);
    return ct_printf(arena, "%s/%zu", marks->layer->id, mark->row + 1);
}

/* Which rows an expression of the label's is true for; NULL where there is none. */
static bool rows_where(ct_arena *arena, const ct_table *table, const ct_name *where, bool **rows,
                       ct_report *report) {
    *rows = NULL;
    if (!where->text) return true;
    *rows = CT_ARRAY(arena, table->rows, bool);
    return ct_source_where(arena, table, where->text, where->place, *rows, report);
}

/* The short form of a label's text: a word without braces is the name of a field. */
static bool label_abbr(ct_arena *arena, ct_fonts *fonts, const ct_naming *own,
                       const ct_words *words, ct_label *label, ct_report *report) {
    ct_place place = CT_NOWHERE;
    const char *text = ct_words_in(words, own->request->lang, &place), *lang = NULL;
    if (!text || !*text) return true;
    if (!strpbrk(text, "{}")) text = ct_printf(arena, "{%s}", text);
    ct_words whole = { &lang, &text, &place, 1 };
    if (!ct_words_expand(arena, own, &whole, fonts, &label->style->font, &text, report))
        return false;
    if (text && label->style->upper) text = ct_upper(arena, text, own->request->lang);
    bool shorter = text && *text && strcmp(text, label->text) != 0;
    label->abbr = shorter ? text : NULL;
    return true;
}

/* Texts and class of one label; its text is NULL where there is nothing to write. */
static bool label_text(ct_arena *arena, ct_fonts *fonts, const ct_naming *naming,
                       const ct_layer_marks *marks, const ct_mark *mark, ct_label *label,
                       ct_report *report) {
    const ct_label_spec *spec = &marks->layer->label;
    const char *class_name = spec->class_name.text ? spec->class_name.text : mark->class_name;
    label->style = ct_style_text(naming->map->style, class_name);
    if (!label->style) {
        (void)ct_fail(report, CARTOUCHE_BAD_SPEC, spec->place,
                      "the style has no text class '%s' for the labels of layer '%s'", class_name,
                      marks->layer->id);
        ct_hint(report, "give '%s' an entry under 'text:', or name one with 'class:'", class_name);
        return false;
    }
    ct_naming own = *naming;
    own.table = marks->table;
    own.row = mark->row;
    if (!ct_words_expand(arena, &own, &spec->text, fonts, &label->style->font, &label->text,
                         report))
        return false;
    if (label->text && !*label->text) label->text = NULL;
    if (!label->text) return true;
    if (label->style->upper) label->text = ct_upper(arena, label->text, naming->request->lang);
    return label_abbr(arena, fonts, &own, &spec->abbr, label, report);
}

/* The first point of a mark that lies in the frame, else its first. */
static size_t first_inside(const ct_shape *points, ct_box frame) {
    for (size_t p = points->start; p < points->end[points->parts - 1]; p++) {
        double x = points->x[p], y = points->y[p];
        if (x >= frame.x0 && x <= frame.x1 && y >= frame.y0 && y <= frame.y1) return p;
    }
    return points->start;
}

static ct_label *next_label(ct_arena *arena, ct_label_list *labels) {
    CT_GROW(arena, labels->items, labels->capacity, labels->count);
    return &labels->items[labels->count++];
}

bool ct_layer_labels(ct_arena *arena, ct_fonts *fonts, const ct_naming *naming,
                     const ct_layer_marks *marks, const ct_view *view, ct_label_list *labels,
                     ct_report *report) {
    const ct_label_spec *spec = &marks->layer->label;
    if (!spec->given) return true;
    ct_box frame = ct_view_frame(view);
    bool *must, *where;
    if (!rows_where(arena, marks->table, &spec->must, &must, report) ||
        !rows_where(arena, marks->table, &spec->where, &where, report))
        return false;
    for (size_t i = 0; i < marks->count; i++) {
        ct_mark *mark = &marks->marks[i];
        if (where && !where[mark->row]) continue;
        ct_label label = { .layer = marks->layer->id, .required = must && must[mark->row] };
        if (!label_text(arena, fonts, naming, marks, mark, &label, report)) return false;
        if (!label.text) continue;
        label.kind = kind_of(mark, label.style);
        label.id = label_id(arena, marks, mark);
        label.priority = label.style->priority;
        ct_value extra;
        if (spec->priority.text &&
            ct_table_value(marks->table, mark->row, spec->priority.text, &extra) &&
            extra.kind == CT_VALUE_NUMBER && isfinite(extra.number))
            label.priority += extra.number;
        if (mark->shape.kind == CT_POINT) {
            size_t p = first_inside(&mark->shape, frame);
            label.x = mark->shape.x[p];
            label.y = mark->shape.y[p];
            label.reach = mark->point ? ct_symbol_reach(mark->point) : 0;
            double dx = 0, dy = 0;
            if (mark->point) ct_symbol_middle(mark->point, &dx, &dy);
            label.x += dx;
            label.y += dy;
            bool inside = label.x >= frame.x0 && label.x <= frame.x1 && label.y >= frame.y0 &&
                          label.y <= frame.y1;
            if (!inside) continue;
        } else {
            label.area = ct_clip(arena, &mark->shape, frame);
            if (mark->line)
                label.reach = fmax(mark->line->stroke.width, mark->line->casing.width) / 2;
            if (label.area.kind == CT_NULL || label.area.parts == 0) continue;
        }
        ct_label *repeated;
        size_t times = ct_label_repeat(arena, fonts, &label, &repeated);
        for (size_t k = 0; k < times; k++)
            *next_label(arena, labels) = repeated[k];
        mark->label = labels->count + 1 - times;
    }
    return true;
}
