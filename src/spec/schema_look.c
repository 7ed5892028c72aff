/* schema_look.c - the keys of the area, line and point classes of a house style. */
#include <math.h>
#include <stddef.h>
#include <string.h>

#include "spec.h"

static const ct_range thickness = { 0, 200 };
static const ct_range angles = { -180, 180 };

#define CT_KEYS_OF_LINES(S)                                                                        \
    CT_KEY("stroke", CT_T_RECORD, S, stroke, .detail = &ct_record_stroke,                          \
           .doc = "The line, or the outline."),                                                    \
        CT_KEY("casing", CT_T_RECORD, S, casing, .detail = &ct_record_stroke,                      \
               .doc = "A wider line below it, in the colour of the ground."),                      \
        CT_KEY("opacity", CT_T_SHARE, S, opacity, .fallback = "1",                                 \
               .doc = "Of the layer as a whole: 0 to 1, or 0% to 100%.")

/* ---- areas ----------------------------------------------------------------------------------- */

static const ct_range gaps = { 1, 200 };
static const ct_word patterns[] = {
    { "lines", CT_PATTERN_LINES }, { "cross", CT_PATTERN_CROSS }, { "dots", CT_PATTERN_DOTS }, { 0 }
};

static const ct_key hatch_keys[] = {
    CT_KEY("pattern", CT_T_ENUM, ct_hatch_class, pattern, .detail = patterns, .fallback = "lines",
           .doc = "lines; cross: two sets of lines at right angles; dots: in staggered rows."),
    CT_KEY("angle", CT_T_NUMBER, ct_hatch_class, angle, .detail = &angles, .fallback = "45",
           .doc = "Degrees counter-clockwise from the horizontal."),
    CT_KEY("gap", CT_T_LENGTH, ct_hatch_class, gap, .detail = &gaps, .fallback = "5px",
           .doc = "From the middle of a line, or dot, to that of the next."),
    CT_KEY("width", CT_T_LENGTH, ct_hatch_class, width, .detail = &thickness, .fallback = "1px",
           .doc = "Of each line, or across each dot."),
    CT_KEY("color", CT_T_COLOR, ct_hatch_class, color, .fallback = "ink", .doc = "Of the lines."),
};
/* Rows of dots are level where nothing else is said. */
static void finish_hatch(ct_binding *binding, const ct_yaml *node, ct_place place, void *target) {
    ct_hatch_class *hatch = target;
    (void)binding;
    (void)place;
    if (hatch->pattern == CT_PATTERN_DOTS && !ct_yaml_get(node, "angle")) hatch->angle = 0;
}
static const ct_record hatch_record = {
    .name = "hatch",
    .doc = "Lines or dots within an area. `none`: not drawn.",
    .keys = hatch_keys,
    .count = CT_COUNT(hatch_keys),
    .none = true,
    .finish = finish_hatch,
};

static const ct_range feathers = { 1, 200 };
static const ct_range steps = { 2, 24 };
/* The one kind of edge that there is beside the sharp one: `edge: feather`. */
static const ct_word edge_kinds[] = { { "feather", 1 }, { 0 } };
static const ct_word edge_sides[] = {
    { "in", CT_EDGE_IN }, { "out", CT_EDGE_OUT }, { "both", CT_EDGE_BOTH }, { 0 }
};

/* What binding an edge fills beside the class's own. */
static const ct_key edge_keys[] = {
    CT_KEY("kind", CT_T_SWITCH, ct_area_class, edge.soft, .detail = edge_kinds,
           .fallback = "feather", .doc = "feather: fading away."),
    CT_KEY("feather", CT_T_LENGTH, ct_area_class, edge.feather, .detail = &feathers,
           .fallback = "14px", .doc = "How far the edge takes to fade."),
    CT_KEY("side", CT_T_ENUM, ct_area_class, edge.side, .detail = edge_sides, .fallback = "in",
           .doc = "Where it fades: in: inside the outline, out: beyond it, both: half and half."),
    CT_KEY("steps", CT_T_INTEGER, ct_area_class, edge.steps, .detail = &steps, .fallback = "10",
           .doc = "Bands that it is made of."),
};
static const ct_record edge_record = {
    .name = "edge",
    .doc = "A soft edge of the fill and the hatch. `none`: a sharp one.",
    .keys = edge_keys,
    .count = CT_COUNT(edge_keys),
    .shorthand = "kind",
    .none = true,
};

static const ct_key area_keys[] = {
    CT_KEY_HERE("base", CT_T_BASE, .doc = "The area class from which this one inherits."),
    CT_KEY("fill", CT_T_COLOR, ct_area_class, fill, .also = CT_ALSO(ct_area_class, has_fill),
           .doc = "The colour inside; `none`: not filled."),
    CT_KEY("hatch", CT_T_RECORD, ct_area_class, hatch, .also = CT_ALSO(ct_area_class, hatch.given),
           .detail = &hatch_record, .doc = "Lines or dots inside, above the fill."),
    CT_KEY_HERE("edge", CT_T_RECORD, .detail = &edge_record,
                .doc = "A soft edge: `feather`, or how."),
    CT_KEYS_OF_LINES(ct_area_class),
};

const ct_record ct_record_area_class = {
    .name = "area class",
    .doc = "How an area looks.",
    .keys = area_keys,
    .count = CT_COUNT(area_keys),
    .size = sizeof(ct_area_class),
    .name_at = CT_ALSO(ct_area_class, name),
    .place_at = CT_ALSO(ct_area_class, place),
};

/* ---- lines ----------------------------------------------------------------------------------- */

static const ct_word obstacles[] = {
    { "none", CT_OBSTACLE_NONE }, { "soft", CT_OBSTACLE_SOFT }, { "hard", CT_OBSTACLE_HARD }, { 0 }
};

static const ct_range apart = { 2, 1000 };
static const ct_range offsets = { -200, 200 };
static const ct_word flanks[] = {
    { "left", CT_FLANK_LEFT }, { "right", CT_FLANK_RIGHT }, { "both", CT_FLANK_BOTH }, { 0 }
};

static const ct_key ticks_keys[] = {
    CT_KEY("gap", CT_T_LENGTH, ct_ticks_class, gap, .detail = &apart, .fallback = "8px",
           .doc = "From one to the next, along the line."),
    CT_KEY("length", CT_T_LENGTH, ct_ticks_class, length, .detail = &thickness, .fallback = "5px",
           .doc = "How far each reaches from the middle of the line."),
    CT_KEY("width", CT_T_LENGTH, ct_ticks_class, width, .detail = &thickness, .fallback = "1px",
           .doc = "Of each."),
    CT_KEY("side", CT_T_ENUM, ct_ticks_class, side, .detail = flanks, .fallback = "left",
           .doc = "Of the line's direction."),
    CT_KEY("color", CT_T_COLOR, ct_ticks_class, color, .also = CT_ALSO(ct_ticks_class, has_color),
           .doc = "Without it that of the stroke."),
};
static const ct_record ticks_record = {
    .name = "ticks",
    .doc = "Short strokes at right angles to a line. `none`: not drawn.",
    .keys = ticks_keys,
    .count = CT_COUNT(ticks_keys),
    .none = true,
};

static const ct_word teeth[] = { { "triangle", CT_TOOTH_TRIANGLE },
                                 { "half-circle", CT_TOOTH_HALF_CIRCLE },
                                 { 0 } };
static const ct_key teeth_keys[] = {
    CT_KEY("gap", CT_T_LENGTH, ct_teeth_class, gap, .detail = &apart, .fallback = "22px",
           .doc = "From one to the next, along the line."),
    CT_KEY("size", CT_T_LENGTH, ct_teeth_class, size, .detail = &thickness, .fallback = "8px",
           .doc = "Their width on the line."),
    CT_KEY("side", CT_T_ENUM, ct_teeth_class, side, .detail = flanks, .fallback = "left",
           .doc = "Where they point, seen in the line's direction."),
    CT_KEY("form", CT_T_ENUM, ct_teeth_class, form, .detail = teeth, .fallback = "triangle",
           .doc = "triangle or half-circle."),
    CT_KEY("fill", CT_T_COLOR, ct_teeth_class, fill, .also = CT_ALSO(ct_teeth_class, has_color),
           .doc = "Without it the colour of the stroke; `none`: only their outline."),
};
/* `none` and no colour at all both leave has_color false. */
static void finish_teeth(ct_binding *binding, const ct_yaml *node, ct_place place, void *target) {
    (void)binding;
    (void)place;
    ((ct_teeth_class *)target)->hollow = ct_yaml_is(ct_yaml_get(node, "fill"), "none");
}
static const ct_record teeth_record = {
    .name = "teeth",
    .doc = "Triangles or half circles on a line, such as those of a front. `none`: not drawn.",
    .keys = teeth_keys,
    .count = CT_COUNT(teeth_keys),
    .none = true,
    .finish = finish_teeth,
};

static const ct_key arrows_keys[] = {
    CT_KEY("gap", CT_T_LENGTH, ct_arrows_class, gap, .detail = &apart, .fallback = "60px",
           .doc = "From one to the next, along the line."),
    CT_KEY("size", CT_T_LENGTH, ct_arrows_class, size, .detail = &thickness, .fallback = "9px",
           .doc = "From tip to tail."),
    CT_KEY("reverse", CT_T_BOOL, ct_arrows_class, reverse, .fallback = "false",
           .doc = "They point against the line's direction."),
    CT_KEY("color", CT_T_COLOR, ct_arrows_class, color, .also = CT_ALSO(ct_arrows_class, has_color),
           .doc = "Without it that of the stroke."),
};
static const ct_record arrows_record = {
    .name = "arrows",
    .doc = "Arrow heads along a line, in its direction. `none`: not drawn.",
    .keys = arrows_keys,
    .count = CT_COUNT(arrows_keys),
    .none = true,
};

static const ct_key line_keys[] = {
    CT_KEY_HERE("base", CT_T_BASE, .doc = "The line class from which this one inherits."),
    CT_KEYS_OF_LINES(ct_line_class),
    CT_KEY("offset", CT_T_LENGTH, ct_line_class, offset, .detail = &offsets, .fallback = "0",
           .doc = "Drawn that far to the right of its direction; below 0: to the left."),
    CT_KEY("ticks", CT_T_RECORD, ct_line_class, ticks, .detail = &ticks_record,
           .doc = "Short strokes at right angles."),
    CT_KEY("teeth", CT_T_RECORD, ct_line_class, teeth, .detail = &teeth_record,
           .doc = "Triangles or half circles on one side."),
    CT_KEY("arrows", CT_T_RECORD, ct_line_class, arrows, .detail = &arrows_record,
           .doc = "Arrow heads along it."),
    CT_KEY("obstacle", CT_T_ENUM, ct_line_class, obstacle, .detail = obstacles, .fallback = "none",
           .doc = "May labels cross it: none: yes, soft: rather not, hard: never."),
};

const ct_record ct_record_line_class = {
    .name = "line class",
    .doc = "How a line looks.",
    .keys = line_keys,
    .count = CT_COUNT(line_keys),
    .size = sizeof(ct_line_class),
    .name_at = CT_ALSO(ct_line_class, name),
    .place_at = CT_ALSO(ct_line_class, place),
};

/* ---- points ---------------------------------------------------------------------------------- */

static const ct_word symbols[] = {
    { "circle", CT_SYMBOL_CIRCLE },     { "square", CT_SYMBOL_SQUARE },
    { "triangle", CT_SYMBOL_TRIANGLE }, { "diamond", CT_SYMBOL_DIAMOND },
    { "star", CT_SYMBOL_STAR },         { "cross", CT_SYMBOL_CROSS },
    { "ring", CT_SYMBOL_RING },         { "burst", CT_SYMBOL_BURST },
    { "plane", CT_SYMBOL_PLANE },       { "anchor", CT_SYMBOL_ANCHOR },
    { "flag", CT_SYMBOL_FLAG },         { "pin", CT_SYMBOL_PIN },
    { "bolt", CT_SYMBOL_BOLT },         { 0 }
};

static const ct_key symbol_keys[] = {
    CT_KEY("form", CT_T_FORM, ct_point_class, symbol, .also = CT_ALSO(ct_point_class, path),
           .detail = symbols, .fallback = "circle",
           .doc = "A word, or the data of an SVG path: \"M0 0 L…Z\"; even-odd."),
    CT_KEY("path", CT_T_NAME, ct_point_class, path, .doc = "The data of an SVG path."),
    CT_KEY("box", CT_T_BOX, ct_point_class, box, .also = CT_ALSO(ct_point_class, has_box),
           .doc = "Of the path, in its own units: [x, y, width, height]; its middle is the place. "
                  "Without it what the path takes."),
};

/* Words that are paths, and paths, get their forms once. */
static void finish_symbol(ct_binding *binding, const ct_yaml *node, ct_place place, void *target) {
    ct_point_class *point = target;
    size_t fault = 0;
    (void)place;
    const ct_yaml *form = ct_yaml_get(node, "form"), *path = ct_yaml_get(node, "path");
    if (form && path)
        ct_fault(binding, path->place, "a symbol has a 'form' or a 'path'; one of them must go");
    if (point->path.text) point->symbol = CT_SYMBOL_PATH;
    if (point->has_box && !point->path.text)
        ct_fault(binding, ct_yaml_get(node, "box")->place, "'box' is that of a 'path'");
    if (ct_symbol_form(binding->arena, point, &fault)) return;
    if (fault == SIZE_MAX) {
        ct_fault(binding, point->path.place, "the path of a symbol holds nothing to fill");
        return;
    }
    const char *rest = point->path.text + fault;
    const char *at = *rest ? ct_printf(binding->arena, "is at fault at '%.12s'", rest)
                           : "stops short at its end";
    if (ct_fault(binding, point->path.place, "the path of a symbol %s", at))
        ct_hint(binding->report, "it is the data of an SVG path: commands M L H V C S Q T A Z, "
                                 "each with its numbers");
}

static const ct_record symbol_record = {
    .name = "symbol",
    .doc = "The form of a point's symbol.",
    .keys = symbol_keys,
    .count = CT_COUNT(symbol_keys),
    .shorthand = "form",
    .finish = finish_symbol,
};

static const ct_key point_keys[] = {
    CT_KEY_HERE("base", CT_T_BASE, .doc = "The point class from which this one inherits."),
    CT_KEY_HERE("symbol", CT_T_RECORD, .detail = &symbol_record, .fallback = "circle",
                .doc = "Its form: a word, the data of an SVG path, or { path, box }."),
    CT_KEY("size", CT_T_LENGTH, ct_point_class, size, .detail = &thickness, .fallback = "5px",
           .doc = "Across a circle; the other forms look as large."),
    CT_KEY("angle", CT_T_NUMBER, ct_point_class, angle, .detail = &angles, .fallback = "0",
           .doc = "Degrees clockwise about the place, as a compass turns."),
    CT_KEY("fill", CT_T_COLOR, ct_point_class, fill, .also = CT_ALSO(ct_point_class, has_fill),
           .fallback = "ink", .doc = "The colour inside; `none`: not filled."),
    CT_KEYS_OF_LINES(ct_point_class),
};

const ct_record ct_record_point_class = {
    .name = "point class",
    .doc = "How the symbol of a point looks.",
    .keys = point_keys,
    .count = CT_COUNT(point_keys),
    .size = sizeof(ct_point_class),
    .name_at = CT_ALSO(ct_point_class, name),
    .place_at = CT_ALSO(ct_point_class, place),
};
