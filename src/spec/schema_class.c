/* schema_class.c - the keys of strokes and of the text classes of a house style. */
#include <math.h>
#include <stddef.h>
#include <string.h>

#include "spec.h"

static const ct_range thickness = { 0, 200 };
static const ct_range extent = { 0, 2000 };

/* ---- strokes --------------------------------------------------------------------------------- */

static const ct_word caps[] = {
    { "butt", CT_CAP_BUTT }, { "round", CT_CAP_ROUND }, { "square", CT_CAP_SQUARE }, { 0 }
};
static const ct_word joins[] = {
    { "round", CT_JOIN_ROUND }, { "miter", CT_JOIN_MITER }, { "bevel", CT_JOIN_BEVEL }, { 0 }
};

static const ct_key stroke_keys[] = {
    CT_KEY("color", CT_T_COLOR, ct_stroke, color, .fallback = "ink", .doc = "Its colour."),
    CT_KEY("width", CT_T_LENGTH, ct_stroke, width, .detail = &thickness, .fallback = "1px",
           .doc = "Its whole width; a casing is as wide as the stroke and both rims together."),
    CT_KEY("dash", CT_T_DASH, ct_stroke, dash, .also = CT_ALSO(ct_stroke, dash_count),
           .doc = "Lengths on and off, such as [4px, 2px]; `none`: solid."),
    CT_KEY("cap", CT_T_ENUM, ct_stroke, cap, .detail = caps, .fallback = "butt",
           .doc = "How its ends look."),
    CT_KEY("join", CT_T_ENUM, ct_stroke, join, .detail = joins, .fallback = "round",
           .doc = "How its corners look."),
};

const ct_record ct_record_stroke = {
    .name = "stroke",
    .doc = "A line: colour, width, dashes. `none`: not drawn.",
    .keys = stroke_keys,
    .count = CT_COUNT(stroke_keys),
    .size = sizeof(ct_stroke),
    .none = true,
};

/* ---- text classes ---------------------------------------------------------------------------- */

static const ct_range weights = { 100, 900 };
static const ct_range sizes = { 1, 400 };
static const ct_range leadings = { 0.5, 4 };
static const ct_range priorities = { 0, 1000 };
static const ct_range trackings = { -100, 200 };
static const ct_word place_kinds[] = { { "auto", CT_PLACE_AUTO },
                                       { "point", CT_PLACE_POINT },
                                       { "area", CT_PLACE_AREA },
                                       { "line", CT_PLACE_LINE },
                                       { 0 } };

static const ct_key halo_keys[] = {
    CT_KEY("color", CT_T_COLOR, ct_text_class, halo, .fallback = "paper",
           .doc = "The colour of the local ground."),
    CT_KEY("width", CT_T_LENGTH, ct_text_class, halo_width, .detail = &thickness,
           .fallback = "1.5px", .doc = "On each side of the letters."),
    CT_KEY("local", CT_T_BOOL, ct_text_class, halo_local, .fallback = "true",
           .doc = "Labels of the map take the colour of the areas that they stand on, and `color` "
                  "where there are none."),
};
static const ct_record halo_record = {
    .name = "halo",
    .doc = "A rim below the letters that keeps them readable. `none`: not drawn.",
    .keys = halo_keys,
    .count = CT_COUNT(halo_keys),
    .none = true,
};

static const ct_key text_keys[] = {
    CT_KEY_HERE("base", CT_T_BASE, .doc = "The text class from which this one inherits."),
    CT_KEY("font", CT_T_FONT, ct_text_class, font.families, .fallback = "sans",
           .doc = "A name under `fonts`."),
    CT_KEY("weight", CT_T_INTEGER, ct_text_class, font.weight, .detail = &weights,
           .fallback = "400", .doc = "400 is normal, 700 is bold."),
    CT_KEY("italic", CT_T_BOOL, ct_text_class, font.italic, .fallback = "false",
           .doc = "Sloped letters; the custom for water."),
    CT_KEY("size", CT_T_LENGTH, ct_text_class, font.size, .detail = &sizes, .fallback = "12px",
           .doc = "The size of the type, an em."),
    CT_KEY("tracking", CT_T_EM, ct_text_class, font.tracking, .detail = &trackings, .fallback = "0",
           .doc = "Space between letters, in px or em. Not for names of points."),
    CT_KEY("max_tracking", CT_T_EM, ct_text_class, max_tracking, .detail = &trackings,
           .fallback = "0", .doc = "How far the name of an area may be spaced to fill it."),
    CT_KEY("leading", CT_T_NUMBER, ct_text_class, leading, .detail = &leadings, .fallback = "1.25",
           .doc = "From baseline to baseline, as a factor of the size."),
    CT_KEY("color", CT_T_COLOR, ct_text_class, color, .fallback = "ink", .doc = "Of the letters."),
    CT_KEY_HERE("halo", CT_T_RECORD, .detail = &halo_record, .doc = "The rim below the letters."),
    CT_KEY("upper", CT_T_BOOL, ct_text_class, upper, .fallback = "false",
           .doc = "Set in capitals."),
    CT_KEY("place", CT_T_ENUM, ct_text_class, place_kind, .detail = place_kinds, .fallback = "auto",
           .doc = "Where its labels stand: beside a point, inside an area, along a line; auto: by "
                  "the shape of the feature."),
    CT_KEY("repeat", CT_T_LENGTH, ct_text_class, repeat, .detail = &extent, .fallback = "0",
           .doc = "The name of a line stands on it again, about so far along; 0: once."),
    CT_KEY("priority", CT_T_NUMBER, ct_text_class, priority, .detail = &priorities,
           .fallback = "50", .doc = "Labels of a higher one are placed first."),
    CT_KEY("wrap", CT_T_LENGTH, ct_text_class, wrap, .detail = &extent, .fallback = "0",
           .doc = "The greatest width of a line; 0: as wide as its box."),
};

static bool in_em(const ct_yaml *node, const char *key) {
    const ct_yaml *value = ct_yaml_get(node, key);
    size_t n = value && value->kind == CT_YAML_SCALAR ? strlen(value->text) : 0;
    return n > 2 && strcmp(value->text + n - 2, "em") == 0;
}

/* 6 pt, the least size that any medium bears. */
static const double least_size = 8;

static void finish_text(ct_binding *binding, const ct_yaml *node, ct_place place, void *target) {
    ct_text_class *text = target;
    (void)place;
    if (in_em(node, "tracking")) text->font.tracking *= text->font.size;
    if (in_em(node, "max_tracking")) text->max_tracking *= text->font.size;
    const ct_yaml *size = ct_yaml_get(node, "size");
    if (size && text->font.size < least_size - 1e-9) {
        size_t told = ct_report_count(binding->report);
        for (size_t i = 0; i < told; i++) {
            const cartouche_finding *other = ct_report_at(binding->report, i);
            if (other->line == size->place.line && other->column == size->place.column &&
                ct_streq(other->file, size->place.file))
                return; /* told for the class that it inherits from, or another variant */
        }
        ct_warn(binding->report, size->place, "%s: type under 8px (6pt) is too small to read",
                binding->where);
    }
}

const ct_record ct_record_text_class = {
    .name = "text class",
    .doc = "How a text looks, and how its labels are placed.",
    .keys = text_keys,
    .count = CT_COUNT(text_keys),
    .size = sizeof(ct_text_class),
    .name_at = CT_ALSO(ct_text_class, name),
    .place_at = CT_ALSO(ct_text_class, place),
    .finish = finish_text,
};
